"""What one look at each training frame tells and every step needs, so that frames themselves need not stay in memory.

    frames  ->  FrameIndex: classes held, depth, donors   ->  a file beside the run, for processes that build batches

The file is read again by a run that goes on: the frames of a version do not change.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector.core.balancing import BalanceMode
from inspector.core.class_map import defects_only
from inspector.core.classes import IGNORE_INDEX
from inspector.core.files import write_whole
from inspector.core.untrusted import read_bounded
from inspector.datasets.balancing.balancer import DonorFrame, donors_by_class
from inspector.datasets.balancing.donor_crops import CROP_BYTES, DonorCrops
from inspector.datasets.balancing.donors import Donor, Side
from inspector.datasets.version import Origin
from inspector.runs.request import Balance
from training.data import FrameList, LoadedFrame, StoredFrames

MAX_BYTES = 4_000_000_000
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Injecting:
    """Which defects of frames become donors."""

    balance: Balance
    class_names: tuple[str, ...]
    non_defects: tuple[int, ...]  # class indices

    def donors_of(self, frame: LoadedFrame) -> list[Donor]:
        """Classes rising, a favourite several times; none where nothing is injected."""
        balance = self.balance
        if balance.mode is BalanceMode.NONE:
            return []
        settings, is_ours = balance.settings, balance.mode is BalanceMode.DLI
        giving = DonorFrame(
            frame.pixels, defects_only(frame.class_map, self.non_defects), frame.sample.name, frame.sample.group,
            frame.bits, frame.original,
        )  # fmt: skip
        by_class = donors_by_class(
            [giving], balance.mode, self.class_names, excluded=settings.excluded if is_ours else (),
            favourites=settings.favourites if is_ours else (),
        )  # fmt: skip
        return [donor for index in sorted(by_class) for donor in by_class[index]]


@dataclass(frozen=True, slots=True, eq=False)
class FrameIndex:
    held: npt.NDArray[np.bool_]  # (frames, classes): what each class map holds, background first; ignore is no class
    bits: npt.NDArray[np.uint8]  # (frames,)
    is_injected: npt.NDArray[np.bool_]  # (frames,): such a frame is no host
    donors: dict[int, list[Donor]]  # by class index, in the order of the frames


def look_through(
    frames: FrameList, injecting: Injecting, keep: Callable[[Donor], Donor] = lambda donor: donor,
    told: Callable[[int], None] = lambda n_done: None,
) -> FrameIndex:  # fmt: skip
    """Look at each frame once. ``keep`` may give a donor that finds its crop elsewhere; ``told`` may raise."""
    held = np.zeros((len(frames), IGNORE_INDEX), np.bool_)
    bits, is_injected = np.zeros(len(frames), np.uint8), np.zeros(len(frames), np.bool_)
    donors: dict[int, list[Donor]] = {}
    for number, frame in enumerate(frames):
        told(number)
        indices = np.unique(frame.class_map)
        held[number, indices[indices != IGNORE_INDEX]] = True
        bits[number], is_injected[number] = frame.bits, frame.sample.origin is Origin.INJECTED
        for donor in injecting.donors_of(frame):
            donors.setdefault(donor.class_index, []).append(keep(donor))
    n_classes = 1 + int(max(np.flatnonzero(held.any(axis=0)), default=0))
    return FrameIndex(np.ascontiguousarray(held[:, :n_classes]), bits, is_injected, dict(sorted(donors.items())))


def crops_of(frames: StoredFrames, injecting: Injecting, max_bytes: int = CROP_BYTES) -> DonorCrops:
    """Crops of donors, cut from the frames again where they found no place in memory.

    They go by their place among the donors of their frame, not by the key for people: a defect that resizing broke up
    gives several donors of one key.
    """
    number_of = {sample.name: number for number, sample in enumerate(frames.samples)}

    def cut(name: str) -> Iterator[Donor]:
        for place, donor in enumerate(injecting.donors_of(frames[number_of[name]])):
            yield replace(donor, key=_crop_key(name, place))

    return DonorCrops(cut, max_bytes)


def _crop_key(frame_name: str, place: int) -> str:
    return f"{place} {frame_name}"


def key_of(frames: StoredFrames, injecting: Injecting, channels: int, resize_px: tuple[int, int] | None) -> str:
    """Two that differ have other indices."""
    settings = injecting.balance.settings
    facts = [
        _FORMAT, frames.version.id, channels, resize_px, injecting.balance.mode.value, injecting.class_names,
        injecting.non_defects, sorted(settings.excluded), sorted(settings.favourites),
        [sample.name for sample in frames.samples],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def save_index(file: Path, key: str, index: FrameIndex, frames: StoredFrames) -> None:
    """Raises OSError."""
    number_of = {sample.name: number for number, sample in enumerate(frames.samples)}
    donors = [donor for of_class in index.donors.values() for donor in of_class]
    numbers = [
        (number_of[one.frame_name], one.class_index, one.bits, *one.shape, one.top, one.left, one.sides.value,
         one.area_px)
        for one in donors
    ]  # fmt: skip
    content = io.BytesIO()
    np.savez(
        content, key=np.array(key), held=index.held, bits=index.bits, is_injected=index.is_injected,
        donor_keys=np.array([donor.key for donor in donors], np.str_),
        donors=np.array(numbers, np.int64).reshape(len(donors), 9),
    )  # fmt: skip
    write_whole(file, content.getvalue())


def read_index(file: Path, key: str, frames: StoredFrames, crops: DonorCrops) -> FrameIndex | None:
    """None where there is none of this key, or none that can be read: it is made again."""
    try:
        with np.load(io.BytesIO(read_bounded(file, MAX_BYTES)), allow_pickle=False) as found:
            if str(found["key"]) != key:
                return None
            donors: dict[int, list[Donor]] = {}
            n_of_frame: Counter[int] = Counter()  # they stand in the order in which their frame gives them
            for name, numbers in zip(found["donor_keys"].tolist(), found["donors"].tolist(), strict=True):
                donor = _donor(name, numbers, n_of_frame[numbers[0]], frames, crops)
                n_of_frame[numbers[0]] += 1
                donors.setdefault(donor.class_index, []).append(donor)
            return FrameIndex(found["held"], found["bits"], found["is_injected"], donors)
    except (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile):
        return None


def _donor(key: str, numbers: Sequence[int], place: int, frames: StoredFrames, crops: DonorCrops) -> Donor:
    frame, class_index, bits, height, width, top, left, sides, area_px = numbers
    sample = frames.samples[frame]
    crop = partial(crops.crop_of, sample.name, _crop_key(sample.name, place))
    return Donor(
        key, sample.name, sample.group, class_index, crop, bits, (height, width), top, left, Side(sides), area_px
    )
