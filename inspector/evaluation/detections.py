"""Scores per defect rather than per pixel: recall, by size too, and false alarms per metre, area and clean frame.

A defect of the annotation is found when predicted pixels of its class, or of any class where
``class_matters`` is False, cover at least ``min_cover`` of it. A predicted region is a false alarm when
annotated defects of any class cover less than ``min_cover`` of it. Regions are 8-connected. Pixels annotated
255 (ignore) count nowhere: neither to a region's area nor to what covers it. A clean frame has no annotated
defect pixel, of whatever size. Every class but background is a defect here; what is none is made background before.

``band_edges`` cut the sizes of defects into bands; core/size_bands.py says what a size is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.size_bands import SizeBands
from inspector.evaluation.intervals import add_to, pooled

_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DetectionCounts:
    """What adds up over frames. C classes, B bands."""

    n_defects: _Numbers  # (C, B)
    n_found: _Numbers  # (C, B)
    n_false: _Numbers  # (C,)
    length_m: float
    n_px: float  # counted; runs of before it was kept have 0, which is unknown
    n_clean: float  # frames
    n_clean_alarmed: float  # of these, with a false alarm
    n_false_on_clean: float  # false alarms on them

    def to_vector(self) -> _Numbers:
        rest = (self.length_m, self.n_px, self.n_clean, self.n_clean_alarmed, self.n_false_on_clean)
        return np.concatenate([self.n_defects.ravel(), self.n_found.ravel(), self.n_false, rest])

    @classmethod
    def of_vector(cls, vector: _Numbers, n_classes: int) -> DetectionCounts:
        n_cells = (len(vector) - n_classes - 5) // 2
        defects, found, false, rest = np.split(vector, [n_cells, 2 * n_cells, 2 * n_cells + n_classes])
        return cls(defects.reshape(n_classes, -1), found.reshape(n_classes, -1), false, *rest.tolist())


@dataclass(slots=True)
class DetectionAccumulator:
    n_classes: int
    min_cover: float = 0.1
    min_area_px: int = 16  # smaller annotated defects and predicted regions are below the limit of discrimination
    min_reported_px: tuple[int, ...] = ()  # by class index, of predicted regions; without: min_area_px for all
    class_matters: bool = False
    calibration: Calibration | None = None
    band_edges: tuple[float, ...] = ()  # rising; sides in mm with a calibration, in px without
    by_group: dict[str, _Numbers] = field(init=False, default_factory=dict)  # vectors of DetectionCounts
    _bands: SizeBands = field(init=False)

    def __post_init__(self) -> None:
        self._bands = SizeBands(self.band_edges, self.calibration)

    def add(
        self, annotated: ClassMap, predicted: ClassMap, length_m: float = 0.0, *, group: str = ""
    ) -> DetectionCounts:
        """Returns the counts of this frame alone."""
        is_counted = annotated != IGNORE_INDEX
        is_defect = (annotated != BACKGROUND_INDEX) & is_counted
        n_bands = len(self.band_edges) + 1
        defects, hits = np.zeros((self.n_classes, n_bands)), np.zeros((self.n_classes, n_bands))
        false = np.zeros(self.n_classes)
        for class_index in range(1, self.n_classes):
            found = predicted == class_index if self.class_matters else predicted != BACKGROUND_INDEX
            areas, covers = _cover_of_regions(annotated == class_index, found, is_counted, self.min_area_px)
            bands = self._bands.of(areas)
            defects[class_index] = np.bincount(bands, minlength=n_bands)
            hits[class_index] = np.bincount(bands[covers >= self.min_cover], minlength=n_bands)
            min_px = max(1, self.min_reported_px[class_index]) if self.min_reported_px else self.min_area_px
            _, claims = _cover_of_regions(predicted == class_index, is_defect, is_counted, min_px)
            false[class_index] = np.count_nonzero(claims < self.min_cover)
        n_false, is_clean = float(false.sum()), bool(is_counted.any()) and not is_defect.any()
        n_counted = float(np.count_nonzero(is_counted))
        on_clean = (is_clean, is_clean and n_false > 0, n_false if is_clean else 0.0)
        counts = DetectionCounts(defects, hits, false, length_m, n_counted, *on_clean)
        add_to(self.by_group, group, counts.to_vector())
        return counts

    @property
    def band_names(self) -> tuple[str, ...]:
        return self._bands.names

    def counts(self) -> DetectionCounts:
        if not self.by_group:
            empty = np.zeros((self.n_classes, len(self.band_edges) + 1))
            return DetectionCounts(empty, empty, empty[:, 0], 0, 0, 0, 0, 0)
        return DetectionCounts.of_vector(pooled(self.by_group), self.n_classes)

    @property
    def n_defects(self) -> npt.NDArray[np.int64]:
        """(C,), as are the next two."""
        return _whole(self.counts().n_defects.sum(axis=1))

    @property
    def n_found(self) -> npt.NDArray[np.int64]:
        return _whole(self.counts().n_found.sum(axis=1))

    @property
    def n_false(self) -> npt.NDArray[np.int64]:
        return _whole(self.counts().n_false)

    @property
    def length_m(self) -> float:
        return self.counts().length_m

    def recall(self) -> tuple[float, ...]:
        """Per class index; NaN for a class without defects."""
        return tuple(_ratio(found, n) for found, n in zip(self.n_found, self.n_defects, strict=True))

    def recall_by_band(self) -> npt.NDArray[np.float64]:
        """(C, B); NaN where there is no defect of the class and size."""
        counts = self.counts()
        recall: npt.NDArray[np.float64] = np.divide(
            counts.n_found, counts.n_defects, out=np.full(counts.n_found.shape, np.nan), where=counts.n_defects > 0
        )
        return recall

    def area_m2(self, counts: DetectionCounts) -> float | None:
        """Inspected; None without a calibration."""
        return counts.n_px * self._bands.mm2_per_px / 1e6 if self.calibration else None

    def false_alarms_per_m(self) -> float:
        counts = self.counts()
        return _ratio(counts.n_false.sum(), counts.length_m)

    def metrics_of(self, vector: _Numbers) -> dict[str, float]:
        """Metrics of counts added up by group, for intervals.py; NaN where undefined.

        Recall over all classes, per class ("defect_recall_1" …), per size over all classes
        ("defect_recall_band_0" …, named by ``band_names``), and false alarms.
        """
        counts = DetectionCounts.of_vector(vector, self.n_classes)
        found, defects, n_false = counts.n_found, counts.n_defects, counts.n_false.sum()
        return (
            {"defect_recall": _ratio(found.sum(), defects.sum())}
            | {f"defect_recall_{c}": _ratio(found[c].sum(), defects[c].sum()) for c in range(1, self.n_classes)}
            | {
                f"defect_recall_band_{band}": _ratio(found[:, band].sum(), defects[:, band].sum())
                for band in range(defects.shape[1])
            }
            | {
                "false_alarms_per_m": _ratio(n_false, counts.length_m),
                "false_alarms_per_m2": _ratio(n_false, self.area_m2(counts) or 0.0),
                "false_alarms_per_megapixel": _ratio(n_false, counts.n_px / 1e6),
                "false_alarms_per_clean_frame": _ratio(counts.n_false_on_clean, counts.n_clean),
                "clean_frames_alarmed": _ratio(counts.n_clean_alarmed, counts.n_clean),
            }
        )


def _whole(numbers: _Numbers) -> npt.NDArray[np.int64]:
    return numbers.astype(np.int64)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def _cover_of_regions(
    regions: npt.NDArray[np.bool_],
    cover: npt.NDArray[np.bool_],
    is_counted: npt.NDArray[np.bool_],
    min_area_px: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Area of each 8-connected region and the share that ``cover`` covers; too small ones are left out."""
    n_labels, labels = cv2.connectedComponents(regions.astype(np.uint8), connectivity=8)
    area = np.bincount(labels[is_counted], minlength=n_labels)
    covered = np.bincount(labels[cover & is_counted], minlength=n_labels)
    keep = np.flatnonzero(area >= min_area_px)
    keep = keep[keep > 0]
    return area[keep], covered[keep] / area[keep]
