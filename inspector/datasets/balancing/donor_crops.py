"""Crops of donors within so much memory: those used last stay, others are cut again from the frames they came from.

A version's files do not change, which reading checks, so a crop that is cut again is the same: what is injected depends
on no memory. Any thread.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from inspector.datasets.balancing.donors import Crop, Donor

CROP_BYTES = 256_000_000  # some 10,000 defects of 100 x 100 px in grey with their masks


class DonorCrops:
    def __init__(self, cut: Callable[[str], Iterable[Donor]], max_bytes: int = CROP_BYTES) -> None:
        """``cut`` gives the donors of a frame by its name. One crop stays, however large."""
        self._cut = cut
        self._max_bytes = max_bytes
        self._crops: OrderedDict[str, Crop] = OrderedDict()  # by key of the donor, the one used last at the end
        self._n_bytes = 0
        self._changing = threading.Lock()

    @property
    def n_bytes(self) -> int:
        return self._n_bytes

    def take(self, donor: Donor) -> Donor:
        """The same donor, its crop kept here."""
        self._keep(donor.key, donor.crop())
        return replace(donor, crop=partial(self.crop_of, donor.frame_name, donor.key))

    def crop_of(self, frame_name: str, key: str) -> Crop:
        """Raises KeyError where its frame has no such donor, and what cutting raises."""
        with self._changing:
            if key in self._crops:
                self._crops.move_to_end(key)
                return self._crops[key]
        again = {donor.key: donor.crop() for donor in self._cut(frame_name)}
        found = again.pop(key)
        for other, crop in again.items():
            self._keep(other, crop)
        self._keep(key, found)
        return found

    def _keep(self, key: str, crop: Crop) -> None:
        with self._changing:
            if key in self._crops:
                return
            self._crops[key] = crop
            self._n_bytes += crop.n_bytes
            while self._n_bytes > self._max_bytes and len(self._crops) > 1:
                self._n_bytes -= self._crops.popitem(last=False)[1].n_bytes
