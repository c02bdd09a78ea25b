"""What a dataset version offers to balancing: its defects, its clean frames, and previews of injections.

A survey reads every training frame with a defect once; afterwards plans and previews need no more than one host, and
the frames of donors whose crops found no place in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import cv2
import numpy as np

from inspector.core.balancing import BalanceSettings
from inspector.core.class_map import ClassMap, defects_only
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.balancing.donor_crops import CROP_BYTES, DonorCrops
from inspector.datasets.balancing.donors import Donor, choose_donors, cut_donors, refuse_leak
from inspector.datasets.balancing.injecting import Injected, Rejected, inject
from inspector.datasets.version import DatasetVersion, Origin, Sample, Split
from inspector.pictures.formats.picture import DecodedPixels

CROP_CLEARANCE_PX = 16  # between a clean crop and the next defect: annotations end early
MIN_CROP_PX = 64  # a side
MIN_CROP_SHARE = 0.125  # of its frame
_GRID_PX = 8  # crops are searched in squares of so many pixels

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Host:
    """A training frame without a defect, or a clean part of one: rows and columns from, to (one past the end)."""

    sample: Sample
    window: tuple[int, int, int, int] | None = None  # top, bottom, left, right

    @property
    def name(self) -> str:
        return self.sample.name if self.window is None else f"{self.sample.name}__crop"


@dataclass(frozen=True, eq=False)
class Survey:
    """``defects`` are all those of the train split, of injected frames too, which give no donors.

    ``hosts`` are its clean frames, ``crops`` the clean parts of those with defects. A class that is no defect gives no
    donors and leaves a frame clean; no injection lies on it.
    """

    version: DatasetVersion
    defects: tuple[Donor, ...]
    hosts: tuple[Host, ...]
    crops: tuple[Host, ...]
    _own: frozenset[str] = field(default=frozenset())

    @cached_property
    def training(self) -> tuple[Sample, ...]:
        return self.version.of_split(Split.TRAIN)

    @cached_property
    def class_indices(self) -> tuple[int, ...]:
        """Of the classes that are balanced: those of defects."""
        others = (BACKGROUND_INDEX, *self.version.non_defect_indices)
        return tuple(index for index in range(len(self.version.class_names)) if index not in others)

    @cached_property
    def donors(self) -> tuple[Donor, ...]:
        """Defects of frames that no injection changed: copies of copies would spread."""
        return tuple(defect for defect in self.defects if defect.frame_name in self._own)

    @cached_property
    def donor_by_key(self) -> dict[str, Donor]:
        return {donor.key: donor for donor in self.donors}

    def donors_of(self, class_index: int, settings: BalanceSettings) -> list[Donor]:
        """Those that may be drawn; a favourite stands in the list several times."""
        of_class = (donor for donor in self.donors if donor.class_index == class_index)
        return choose_donors(of_class, settings.excluded, settings.favourites)

    def hosts_for(self, settings: BalanceSettings) -> list[Host]:
        """All that may be used, in the order of the seed."""
        offered = [*self.hosts, *self.crops] if settings.uses_crops else list(self.hosts)
        return [offered[k] for k in used_hosts(len(offered), settings)]

    def read(self, host: Host) -> tuple[DecodedPixels, ClassMap]:
        """Pixels with their bits, and class map. Raises as ``DatasetVersion.read``."""
        picture, class_map = self.version.read_picture(host.sample), self.version.read_class_map(host.sample)
        if host.window is None:
            return picture, class_map
        top, bottom, left, right = host.window
        inside = np.s_[top:bottom, left:right]
        cut = replace(picture, pixels=np.ascontiguousarray(picture.pixels[inside]))
        return cut, np.ascontiguousarray(class_map[inside])


def used_hosts(n_offered: int, settings: BalanceSettings) -> list[int]:
    """Which of so many hosts may be used, in the order of the seed: indices."""
    n_used = int(n_offered * settings.hosts_share + 1e-9)  # 0.29 x 100 is 28.999…
    order: list[int] = np.random.default_rng(settings.seed).permutation(n_offered).tolist()
    return order[:n_used]


def survey_of(
    version: DatasetVersion, report: Report = lambda done, total: None, crop_bytes: int = CROP_BYTES
) -> Survey:
    """Read the train split. ``report`` takes frames read and in all; what it raises ends the survey. ``crop_bytes`` of
    donors stay in memory; a donor that does not is read again, which raises as ``Survey.read``.

    Raises DatasetError where groups leak into validation or test, and for a missing, changed or broken file.
    """
    training = version.of_split(Split.TRAIN)
    refuse_leak(training, version.of_split(Split.VAL) + version.of_split(Split.TEST), version.folder)
    non_defects = version.non_defect_indices
    sample_of = {sample.name: sample for sample in training}

    def cut(name: str) -> list[Donor]:
        sample = sample_of[name]
        picture, class_map = version.read_picture(sample), version.read_class_map(sample)
        return donors_in(sample, picture, class_map)

    def donors_in(sample: Sample, picture: DecodedPixels, class_map: ClassMap) -> list[Donor]:
        return cut_donors(
            picture.pixels, defects_only(class_map, non_defects), version.class_names, sample.name, sample.group,
            bits=picture.bits,
        )  # fmt: skip

    in_memory = DonorCrops(cut, crop_bytes)
    defects: list[Donor] = []
    hosts, crops = [], []
    for done, sample in enumerate(training):
        report(done, len(training))
        if any(n for index, n in enumerate(sample.n_pixels) if index and index not in non_defects):
            picture, class_map = version.read_picture(sample), version.read_class_map(sample)
            defects += map(in_memory.take, donors_in(sample, picture, class_map))
            window = clean_window(class_map) if sample.origin is not Origin.INJECTED else None
            if window is not None:
                crops.append(Host(sample, window))
        elif sample.n_pixels[BACKGROUND_INDEX] and sample.origin is not Origin.INJECTED:
            hosts.append(Host(sample))
    report(len(training), len(training))
    own = frozenset(sample.name for sample in training if sample.origin is not Origin.INJECTED)
    return Survey(version, tuple(defects), tuple(hosts), tuple(crops), own)


def clean_window(class_map: ClassMap) -> tuple[int, int, int, int] | None:
    """Largest rectangle (top, bottom, left, right) that keeps ``CROP_CLEARANCE_PX`` from anything annotated, on a
    grid of ``_GRID_PX``; None where it is smaller than ``MIN_CROP_PX`` or ``MIN_CROP_SHARE``."""
    height, width = class_map.shape
    reach = 2 * CROP_CLEARANCE_PX + 1
    near = cv2.dilate((class_map != BACKGROUND_INDEX).astype(np.uint8), np.ones((reach, reach), np.uint8))
    n_rows, n_columns = height // _GRID_PX, width // _GRID_PX
    if not n_rows or not n_columns:
        return None
    squares = near[: n_rows * _GRID_PX, : n_columns * _GRID_PX].reshape(n_rows, _GRID_PX, n_columns, _GRID_PX)
    is_free = squares.max(axis=(1, 3)) == 0
    best, area = None, 0
    heights = np.zeros(n_columns, np.int64)
    for row in range(n_rows):
        heights = np.where(is_free[row], heights + 1, 0)
        for top, left, right in _rectangles(heights.tolist()):
            if top * (right - left) > area and min(top, right - left) * _GRID_PX >= MIN_CROP_PX:
                area, best = top * (right - left), (row + 1 - top, row + 1, left, right)
    if best is None or area * _GRID_PX**2 < MIN_CROP_SHARE * class_map.size:
        return None
    top, bottom, left, right = (square * _GRID_PX for square in best)
    return top, bottom, left, right


def _rectangles(heights: Sequence[int]) -> list[tuple[int, int, int]]:
    """Height, first and one past the last column of each rectangle under a skyline that cannot grow."""
    found: list[tuple[int, int, int]] = []
    open_: list[tuple[int, int]] = []  # first column and height of those that may still grow to the right
    for column, height in enumerate([*heights, 0]):
        first = column
        while open_ and open_[-1][1] >= height:
            first, tall = open_.pop()
            found.append((tall, first, column))
        open_.append((first, height))
    return found


@dataclass(frozen=True, eq=False)
class Preview:
    """One injection as it would be made, or why none was: host, what came of it, and what was rejected before."""

    class_index: int
    injection_index: int
    attempt: int
    host: Host
    n_hosts: int
    before: Pixels
    bits: int  # of pixels before and after
    class_map: ClassMap  # before
    injected: Injected | None
    donor: Donor | None
    rejected: Counter[Rejected]


def preview(
    survey: Survey, settings: BalanceSettings, class_index: int, injection_index: int, attempt: int = 0
) -> Preview:
    """One injection of a class into one of the hosts, the same for the same seed and indices, whatever the rules;
    ``attempt`` tries again on the same host. Raises DatasetError where there is no host or no donor."""
    hosts, donors = survey.hosts_for(settings), survey.donors_of(class_index, settings)
    name = survey.version.class_names[class_index]
    if not hosts:
        why = "none may be used by the settings" if survey.hosts else "its train split holds none"
        raise refusal(survey.version, f"injections need frames without a defect, and {why}")
    if not donors:
        raise refusal(survey.version, f"there is no donor of {name}: none in the train split, or all are excluded")
    host = hosts[injection_index % len(hosts)]
    picture, class_map = survey.read(host)
    rejected = Counter[Rejected]()
    rng = np.random.default_rng((settings.seed, 2, class_index, injection_index, attempt))
    injected = inject(
        picture.pixels, class_map, host.name, donors, settings.rules[name], rng, rejected, bits=picture.bits
    )
    donor = None if injected is None else survey.donor_by_key[injected.injection.donor]
    return Preview(
        class_index,
        injection_index,
        attempt,
        host,
        len(hosts),
        picture.pixels,
        picture.bits,
        class_map,
        injected,
        donor,
        rejected,
    )


def refusal(version: DatasetVersion, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_NOT_BALANCED, path=str(version.folder), detail=detail))
