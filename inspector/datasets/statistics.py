"""Facts about a dataset version: what it holds per split, per class and per size, and what it leans on.

Counts come from the masks, each read once. An instance is an 8-connected region of one class on one frame: a defect
that crosses frames counts on each of them. Pixels annotated 255 (ignore) count nowhere. A clean frame has no pixel of a
defect; a class that is no defect, as a joint, leaves it clean. Grey is that of the frames, in levels of 8 bits whatever
their depth, over all pixels of a split.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import full_scale
from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.size_bands import SizeBands
from inspector.datasets.version import DatasetVersion, Sample, Split
from inspector.pictures.formats.picture import DecodedPixels

USED = (Split.TRAIN, Split.VAL, Split.TEST)
LEANS_FROM = 0.5  # a class with more of its instances than this in one group leans on it

_Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """One class of defect in one split or in all."""

    index: int
    name: str
    n_frames: int
    n_groups: int  # that hold the class
    n_instances: int
    n_by_band: tuple[int, ...]  # instances by size, as ``DatasetStatistics.band_names``
    n_pixels: int
    area_mm2: float | None  # None without a calibration
    largest_group: str  # the group with most instances; empty where there is none
    largest_group_share: float  # of the instances, 0 to 1

    @property
    def leans_on_one_group(self) -> bool:
        """What is learnt of the class, or measured on it, is then mostly about one coil, rail or tile."""
        return self.largest_group_share > LEANS_FROM


@dataclass(frozen=True, slots=True)
class SplitStatistics:
    name: str  # of the split, or "all" for train, val and test together
    n_frames: int
    n_groups: int
    n_clean: int
    sizes: dict[str, int]  # "HEIGHTxWIDTH" -> frames, the most frequent first
    grey_mean: float  # 0 to 255; NaN without frames
    grey_std: float
    classes: tuple[ClassStatistics, ...]  # without background


@dataclass(frozen=True, slots=True)
class DatasetStatistics:
    version_id: str
    name: str
    class_names: tuple[str, ...]
    non_defects: tuple[str, ...]  # of these classes
    band_names: tuple[str, ...]
    total: SplitStatistics  # of what was counted; unused frames only where they were asked for by name
    splits: tuple[SplitStatistics, ...]  # those that hold frames


@dataclass(slots=True)
class _DatasetCounter:
    """What adds up over the frames of one split. C classes, B bands."""

    n_classes: int
    non_defects: tuple[int, ...]  # class indices
    bands: SizeBands
    sizes: Counter[str] = field(default_factory=Counter)
    n_clean: int = 0
    n_grey: int = 0  # pixels
    grey_sum: float = 0.0
    grey_square_sum: float = 0.0
    n_class_frames: _Counts = field(init=False)  # (C,)
    n_pixels: _Counts = field(init=False)  # (C,)
    by_group: dict[str, _Counts] = field(init=False)  # instances, (C, B)

    def __post_init__(self) -> None:
        self.n_class_frames, self.n_pixels = np.zeros(self.n_classes, np.int64), np.zeros(self.n_classes, np.int64)
        self.by_group = defaultdict(lambda: np.zeros((self.n_classes, len(self.bands.names)), np.int64))

    def add(self, sample: Sample, picture: DecodedPixels, class_map: ClassMap) -> None:
        self.sizes[f"{sample.height}x{sample.width}"] += 1
        pixels = picture.pixels
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
        level = full_scale(picture.bits) / 255
        (mean,), (std,) = (part.ravel() / level for part in cv2.meanStdDev(grey))
        self.n_grey += grey.size
        self.grey_sum += grey.size * mean
        self.grey_square_sum += grey.size * (mean**2 + std**2)
        counts = np.bincount(class_map.ravel(), minlength=256)[: self.n_classes]
        counts[BACKGROUND_INDEX] = 0
        self.n_pixels += counts
        self.n_class_frames += counts > 0
        self.n_clean += not np.delete(counts, self.non_defects).any()
        instances = self.by_group[sample.group]
        for index in np.flatnonzero(counts):
            is_class = (class_map == index).astype(np.uint8)
            areas = cv2.connectedComponentsWithStats(is_class, connectivity=8)[2][1:, cv2.CC_STAT_AREA]
            instances[index] += np.bincount(self.bands.of(areas), minlength=instances.shape[1])

    def add_all(self, other: _DatasetCounter) -> None:
        self.sizes += other.sizes
        self.n_clean += other.n_clean
        self.n_grey += other.n_grey
        self.grey_sum += other.grey_sum
        self.grey_square_sum += other.grey_square_sum
        self.n_class_frames += other.n_class_frames
        self.n_pixels += other.n_pixels
        for group, instances in other.by_group.items():
            self.by_group[group] += instances

    def facts(self, name: str, class_names: tuple[str, ...]) -> SplitStatistics:
        mean = self.grey_sum / self.n_grey if self.n_grey else float("nan")
        variance = self.grey_square_sum / self.n_grey - mean**2 if self.n_grey else float("nan")
        return SplitStatistics(
            name=name, n_frames=self.sizes.total(), n_groups=len(self.by_group), n_clean=self.n_clean,
            sizes=dict(sorted(self.sizes.items(), key=lambda size: (-size[1], size[0]))),
            grey_mean=mean, grey_std=float(np.sqrt(np.maximum(variance, 0))),
            classes=tuple(self._class(index, class_names[index]) for index in range(1, self.n_classes)),
        )  # fmt: skip

    def _class(self, index: int, name: str) -> ClassStatistics:
        of_group = {group: int(instances[index].sum()) for group, instances in self.by_group.items()}
        n_instances = sum(of_group.values())
        largest = min(of_group, key=lambda group: (-of_group[group], group)) if n_instances else ""
        by_band = sum(instances[index] for instances in self.by_group.values()) if self.by_group else None
        return ClassStatistics(
            index=index, name=name, n_frames=int(self.n_class_frames[index]),
            n_groups=sum(n > 0 for n in of_group.values()), n_instances=n_instances,
            n_by_band=(0,) * len(self.bands.names) if by_band is None else tuple(by_band.tolist()),
            n_pixels=int(self.n_pixels[index]),
            area_mm2=float(self.n_pixels[index] * self.bands.mm2_per_px) if self.bands.calibration else None,
            largest_group=largest, largest_group_share=of_group[largest] / n_instances if n_instances else 0.0,
        )  # fmt: skip


def statistics_of(
    version: DatasetVersion,
    split: Split | None = None,
    *,
    calibration: Calibration | None = None,
    band_edges: tuple[float, ...] = (),
    report: Callable[[int, int], None] = lambda done, total: None,
) -> DatasetStatistics:
    """Count all splits, or one. ``report`` takes frames done and in all; what it raises ends the count.

    ``band_edges`` are sides in mm with a calibration, in px without: core/size_bands.py. Raises ValueError for edges
    that do not rise; DatasetError or FrameError for a frame or mask that is missing, changed or broken.
    """
    bands = SizeBands(band_edges, calibration)
    n_classes = len(version.class_names)
    samples = version.samples if split is None else version.of_split(split)
    counters: dict[Split, _DatasetCounter] = {}
    for done, sample in enumerate(samples):
        report(done, len(samples))
        counters.setdefault(sample.split, _DatasetCounter(n_classes, version.non_defect_indices, bands)).add(
            sample, version.read_picture(sample), version.read_class_map(sample)
        )
    report(len(samples), len(samples))
    total = _DatasetCounter(n_classes, version.non_defect_indices, bands)
    for found, counter in counters.items():
        if split is not None or found in USED:
            total.add_all(counter)
    return DatasetStatistics(
        version_id=version.id,
        name=version.name,
        class_names=version.class_names,
        non_defects=version.non_defects,
        band_names=bands.names,
        total=total.facts("all" if split is None else split.value, version.class_names),
        splits=tuple(counters[found].facts(found.value, version.class_names) for found in Split if found in counters),
    )
