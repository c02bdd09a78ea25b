"""Every score of a model over a set of frames, from one pass, and the difference of two models.

    evaluation = Evaluation(n_classes)
    for ...:
        evaluation.add(group, annotated, predicted)
    evaluation.intervals()          ->  {"miou_defects": Interval(…), …}
    difference(active, candidate)   ->  the same of candidate - active, on the same groups

What each metric means stands at the module that computes it. An annotated or predicted class that is no defect counts
as background, but for the IoU and F1 per class, mIoU with background and pixel accuracy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap, defects_only
from inspector.evaluation import boundaries, channels, kaggle, metrics, per_image
from inspector.evaluation.detections import DetectionAccumulator, DetectionCounts
from inspector.evaluation.intervals import Counts, Interval, add_to, bootstrap, bootstrap_difference, pooled
from inspector.evaluation.metrics import Confusion, ConfusionAccumulator


@dataclass(frozen=True, slots=True, eq=False)
class FrameCounts:
    """Of one frame."""

    confusion: Confusion  # with the classes that are no defects
    detections: DetectionCounts


@dataclass(slots=True)
class Evaluation:
    n_classes: int
    tolerance_px: float = 2.0  # of boundary F1
    band_edges: tuple[float, ...] = ()  # of defect sizes, in mm with a calibration, in px without
    calibration: Calibration | None = None
    non_defects: tuple[int, ...] = ()  # class indices
    min_area_px: tuple[int, ...] = ()  # by class index: predicted maps hold regions from here on; none: any region
    pixels: ConfusionAccumulator = field(init=False)
    detections: DetectionAccumulator = field(init=False)
    frames: dict[str, per_image.FrameCounts] = field(init=False, default_factory=dict)
    pairs: dict[str, kaggle.PairCounts] = field(init=False, default_factory=dict)
    outlines: dict[str, boundaries.BoundaryCounts] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.pixels = ConfusionAccumulator(self.n_classes, self.non_defects)
        self.detections = DetectionAccumulator(
            self.n_classes, min_reported_px=self.min_area_px, calibration=self.calibration, band_edges=self.band_edges
        )

    def add(self, group: str, annotated: ClassMap, predicted: ClassMap, length_m: float = 0.0) -> FrameCounts:
        """Returns what was counted of this frame alone."""
        confusion = metrics.confusion_of(annotated, predicted, self.n_classes)
        add_to(self.pixels.by_group, group, confusion)
        of_classes = channels.counts_of_confusion(confusion)
        add_to(self.pairs, group, kaggle.counts_of_frame(of_classes, int(confusion.sum()), self.non_defects))
        annotated, predicted = (defects_only(class_map, self.non_defects) for class_map in (annotated, predicted))
        add_to(self.frames, group, per_image.counts_of_frame(annotated, predicted))
        outlines = boundaries.counts_of_frame(annotated, predicted, self.n_classes, self.tolerance_px)
        add_to(self.outlines, group, outlines)
        return FrameCounts(confusion, self.detections.add(annotated, predicted, length_m, group=group))

    def intervals(self, *, n_resamples: int = 1000, seed: int = 0) -> dict[str, Interval]:
        """Every metric that is defined. Raises ValueError without frames."""
        found: dict[str, Interval] = {}
        for by_group, metrics_of in self.metric_functions():
            found |= bootstrap(by_group, metrics_of, n_resamples=n_resamples, seed=seed)
        return found

    def counted(self) -> dict[str, int]:
        """Frames and pairs behind the metrics. Raises ValueError without frames."""
        return per_image.counted(pooled(self.frames)) | kaggle.counted(pooled(self.pairs))

    def metric_functions(self) -> list[tuple[dict[str, Counts], Callable[[Any], dict[str, float]]]]:
        """What was counted, by group, and what makes metrics of it: one pair for each kind of count."""
        return [
            (self.pixels.by_group, partial(metrics.metrics_of, non_defects=self.non_defects)),
            (self.frames, per_image.metrics_of),
            (self.pairs, kaggle.metrics_of),
            (self.outlines, boundaries.metrics_of),
            (self.detections.by_group, self.detections.metrics_of),
        ]


def difference(first: Evaluation, second: Evaluation, *, n_resamples: int = 1000, seed: int = 0) -> dict[str, Interval]:
    """Second - first for every metric that both have; intervals of the paired bootstrap over groups.

    Raises ValueError where the two were not scored on the same groups in the same way.
    """
    for name in ("n_classes", "tolerance_px", "band_edges", "calibration", "non_defects"):
        if getattr(first, name) != getattr(second, name):
            raise ValueError(
                f"the two were scored with another {name}: {getattr(first, name)}, {getattr(second, name)}"
            )
    found: dict[str, Interval] = {}
    for (of_first, metrics_of), (of_second, _) in zip(first.metric_functions(), second.metric_functions(), strict=True):
        found |= bootstrap_difference(of_first, of_second, metrics_of, n_resamples=n_resamples, seed=seed)
    return found
