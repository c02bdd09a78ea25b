"""Which values all masks of an import hold: counts, of bounded size whatever their number.

    Tally.add(MaskPixels)   once per mask; then ask

A tally is of masks of one kind; ``plus`` joins those of greys, whatever they were stored as.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.classes import IGNORE_INDEX
from inspector.datasets.formats.mask_pixels import Codes, Kind, MaskPixels

N_LEVELS = 1 << 16
MAX_COLOURS = 4096  # a mask of more is a picture
_AROUND = np.ones((3, 3), np.uint8)


def _levels() -> npt.NDArray[np.int64]:
    return np.zeros(N_LEVELS, np.int64)


@dataclass(slots=True)
class Tally:
    listed: frozenset[int]  # levels that are a class by the list, background and ignored aside
    n_masks: int = 0
    pixels: npt.NDArray[np.int64] = field(default_factory=_levels)  # by level or brightness
    rising: npt.NDArray[np.int64] = field(default_factory=_levels)  # of them, with a brighter one beside them
    colours: set[int] = field(default_factory=set)
    has_too_many: bool = False  # of them
    entries: set[int] = field(default_factory=set)  # of palettes, as far as they are used
    palette: Codes | None = None  # the one of all, if it is one
    has_palettes: bool = False  # more than one
    has_one_look: bool = False  # several entries in one mask have one colour
    has_ignored_beside_class: bool = False  # in one mask, by the list
    has_white_of_1_bit: bool = False

    def add(self, mask: MaskPixels) -> None:
        self.n_masks += 1
        brightness = mask.brightness
        counts: npt.NDArray[np.int64] = np.bincount(brightness.ravel())
        self.pixels[: len(counts)] += counts
        levels = np.flatnonzero(counts)
        if np.count_nonzero(levels) > 1:  # a mask of one level rises nowhere
            is_rising = cv2.dilate(brightness, _AROUND) > brightness
            rising: npt.NDArray[np.int64] = np.bincount(brightness[is_rising])
            self.rising[: len(rising)] += rising
        if len(counts) > IGNORE_INDEX and counts[IGNORE_INDEX]:
            self.has_ignored_beside_class |= not self.listed.isdisjoint(levels.tolist())
            self.has_white_of_1_bit |= mask.is_1_bit
        if mask.kind in (Kind.PALETTE, Kind.COLOUR):
            self._add_colours(mask)

    def _add_colours(self, mask: MaskPixels) -> None:
        used = np.unique(heads_of_runs(mask.values))
        if mask.palette is not None:
            self.entries.update(used.tolist())
            self.has_palettes |= self.palette is not None and not np.array_equal(self.palette, mask.palette)
            self.palette = mask.palette
            n_entries, used = len(used), mask.palette[used]
            self.has_one_look |= len(np.unique(used & 0xFFFFFF)) == 1 < n_entries
        self.colours.update(used[: MAX_COLOURS + 1].tolist())
        self.has_too_many |= len(self.colours) > MAX_COLOURS
        if self.has_too_many:
            self.colours = set(sorted(self.colours)[:MAX_COLOURS])

    def plus(self, other: Tally) -> Tally:
        """Levels of both; colours and palettes aside."""
        return Tally(
            self.listed, self.n_masks + other.n_masks, self.pixels + other.pixels, self.rising + other.rising,
            has_ignored_beside_class=self.has_ignored_beside_class or other.has_ignored_beside_class,
            has_white_of_1_bit=self.has_white_of_1_bit or other.has_white_of_1_bit,
        )  # fmt: skip

    @property
    def levels(self) -> list[int]:
        """That any mask holds, rising."""
        found: list[int] = np.flatnonzero(self.pixels).tolist()
        return found

    @property
    def is_soft(self) -> bool:
        """Whether most of what is neither 0 nor the highest level climbs towards something brighter: edges that fade.

        Levels that each mark something of its own are flat instead.
        """
        peak = self.levels[-1]
        n_between = int(self.pixels[1:peak].sum())
        return n_between > 0 and int(self.rising[1:peak].sum()) * 2 >= n_between


def heads_of_runs(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The first value of each run along the rows: far fewer than pixels, where a mask is one."""
    flat = values.ravel()
    return flat[run_starts(flat)]


def run_starts(flat: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    starts: npt.NDArray[np.int64] = np.concatenate(([0], np.flatnonzero(flat[1:] != flat[:-1]) + 1))
    return starts
