"""What a candidate does better or worse than the active model, on the same frames that neither learned from.

    prove(candidate, active)        ->  Proof: differences with intervals, curves, confusions, the worst frames
    cheapest_point(curve, costs)    ->  the score at which misses and false stops cost the least together

Both were scored by one rule (``class_rule.rules_for_both``), so a class index means the same in both. Intervals are of
the paired bootstrap over groups. A class that only one of the two has is in no mean and in no difference: it is told.
A ``Proof`` is plain data of names, numbers and None, no NaN: pages draw it and JSON keeps it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt

from inspector.core.classes import BACKGROUND_INDEX
from inspector.evaluation.class_rule import ComparedBy
from inspector.evaluation.detections import DetectionAccumulator, DetectionCounts
from inspector.evaluation.intervals import Counts, Interval, Metrics, bootstrap_difference, pooled
from inspector.evaluation.metrics import iou_per_class
from inspector.evaluation.of_frames import FrameResult
from inspector.evaluation.of_model import ModelEvaluation

if TYPE_CHECKING:
    from pydantic import ConfigDict

MAX_WORST = 50
MAX_POINTS = 300  # of a curve


@dataclass(frozen=True, slots=True)
class ProofModel:
    """One of the two that are compared."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    title: str  # name and version
    sha256: str


@dataclass(frozen=True, slots=True)
class ProofData:
    """What both were scored on."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str  # of the dataset version, with its content id
    split: str
    n_frames: int
    n_groups: int
    has_groups: bool  # else each frame is taken for a group of its own
    n_clean_frames: int
    length_m: float  # of all frames along; 0 without a calibration
    compared_by: ComparedBy
    non_defects: tuple[str, ...]  # classes that count as background


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both; None where it is undefined."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    active: float | None
    candidate: float | None
    difference: Interval | None  # candidate - active, 95 %; None where one of the two is undefined


@dataclass(frozen=True, slots=True)
class ClassProof:
    """One class but background, of the data or of either model."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str
    in_data: bool
    in_active: bool
    in_candidate: bool
    is_defect: bool
    n_defects: int  # annotated
    iou: Compared
    recall: Compared  # of its defects, found as any class
    n_false_active: int  # regions called so that lie on no defect
    n_false_candidate: int

    @property
    def is_common(self) -> bool:
        return self.in_data and self.in_active and self.in_candidate


@dataclass(frozen=True, slots=True)
class BandProof:
    """Defects of one size, of the classes that both have."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str  # "below 16 px"
    n_defects: int
    recall: Compared


@dataclass(frozen=True, slots=True)
class ClassBandCount:
    """Defects of one class and size; only those that are annotated."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    class_name: str
    band: str
    n_defects: int
    n_found_active: int
    n_found_candidate: int


@dataclass(frozen=True, slots=True)
class AlarmProof:
    """False alarms: regions that are reported and lie on no defect."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    n_active: int
    n_candidate: int
    per_frame: Compared
    per_clean_frame: Compared  # on frames without a defect
    clean_frames_alarmed: Compared  # share of them
    per_m: Compared  # undefined without a calibration


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What is reported when regions of at least this score count."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    score: float  # 0 to 1
    n_found: int
    n_false: int

    def __post_init__(self) -> None:
        if not (0 <= self.score <= 1 and self.n_found >= 0 and self.n_false >= 0):
            raise ValueError("a point of a curve lies outside it")


@dataclass(frozen=True, slots=True)
class Curve:
    """Free response of one model: recall against false alarms, over the score."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    n_defects: int
    n_frames: int
    length_m: float  # 0: not known
    points: tuple[CurvePoint, ...]  # by rising score; the first reports most

    def __post_init__(self) -> None:
        if self.n_frames < 1 or not self.points or not 0 <= self.length_m < math.inf:
            raise ValueError("a curve is of no frame, or has no point")
        if any(point.n_found > self.n_defects for point in self.points):
            raise ValueError("a point of a curve finds more than there is")

    def recall(self, point: CurvePoint) -> float | None:
        return point.n_found / self.n_defects if self.n_defects else None

    def alarms_per_frame(self, point: CurvePoint) -> float:
        return point.n_false / self.n_frames


@dataclass(frozen=True, slots=True)
class Cost:
    """What a working point costs by the plant's own numbers."""

    index: int  # into the curve's points
    cost: float  # per km where the length is known, else per 1,000 frames
    is_per_km: bool


def cost_of(curve: Curve, index: int, miss_cost: float, stop_cost: float) -> Cost:
    """Of ``points[index]``: misses and false alarms times their costs. Raises ValueError for a cost below 0."""
    if not (0 <= miss_cost < float("inf") and 0 <= stop_cost < float("inf")):
        raise ValueError("a cost is a number from 0 up")
    point = curve.points[index]
    total = miss_cost * (curve.n_defects - point.n_found) + stop_cost * point.n_false
    if curve.length_m > 0:
        return Cost(index, total * 1000 / curve.length_m, is_per_km=True)
    return Cost(index, total * 1000 / curve.n_frames, is_per_km=False)


def cheapest_point(curve: Curve, miss_cost: float, stop_cost: float) -> Cost:
    """The point that costs the least; of equal ones that of the lowest score, which misses least.

    Raises ValueError for a cost below 0.
    """
    costs = [cost_of(curve, index, miss_cost, stop_cost) for index in range(len(curve.points))]
    return min(costs, key=lambda one: one.cost)


@dataclass(frozen=True, slots=True)
class CellFrame:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str
    n_px: int


@dataclass(frozen=True, slots=True)
class ConfusionCell:
    """Pixels annotated as one class and called another, or the same; cells without any are left out."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    annotated: str
    predicted: str
    n_px: int
    n_frames: int
    frames: tuple[CellFrame, ...]  # the worst first, of_frames.MAX_CELL_FRAMES at most; none for what is right


@dataclass(frozen=True, slots=True)
class FrameScore:
    """What one model makes of one frame."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    n_defects: int
    n_missed: int
    n_false: int
    iou: float | None  # of all defect classes together; None where there is nothing and nothing is called


@dataclass(frozen=True, slots=True)
class FramePair:
    """One frame with what both models make of it."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str
    group: str
    active: FrameScore
    candidate: FrameScore


@dataclass(frozen=True, slots=True)
class SpeedProof:
    """Megapixels a second on this PC, both timed by turns on the same frames."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    active: float
    candidate: float
    device: str  # where the candidate ran, for people
    frame_px: int  # of one frame, on average

    def __post_init__(self) -> None:
        if not (self.active > 0 and self.candidate > 0 and self.frame_px > 0):
            raise ValueError("a speed is none")

    @property
    def ratio(self) -> float:
        return self.candidate / self.active

    @property
    def frames_per_s(self) -> float:
        """Of the candidate."""
        return self.candidate * 1e6 / self.frame_px


@dataclass(frozen=True, slots=True)
class Proof:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    candidate: ProofModel
    active: ProofModel
    data: ProofData
    miou_defects: Compared  # over the defect classes that both have
    miou_with_background: Compared
    recall: Compared  # of all defects of the classes that both have
    classes: tuple[ClassProof, ...]
    bands: tuple[BandProof, ...]
    class_bands: tuple[ClassBandCount, ...]
    alarms: AlarmProof
    curve_active: Curve
    curve_candidate: Curve
    confusion_active: tuple[ConfusionCell, ...]
    confusion_candidate: tuple[ConfusionCell, ...]
    worst_of_active: tuple[FramePair, ...]  # the worst first, ``MAX_WORST`` at most
    worst_of_candidate: tuple[FramePair, ...]
    speed: SpeedProof | None = None  # None: not timed

    @property
    def only_active(self) -> tuple[str, ...]:
        """Classes that the candidate lacks."""
        return tuple(one.name for one in self.classes if one.in_active and not one.in_candidate)

    @property
    def only_candidate(self) -> tuple[str, ...]:
        """Classes that are new."""
        return tuple(one.name for one in self.classes if one.in_candidate and not one.in_active)


def prove(candidate: ModelEvaluation, active: ModelEvaluation, speed: SpeedProof | None = None) -> Proof:
    """Raises ValueError where the two were not scored on the same frames by the same rule."""
    _check_same(candidate, active)
    rule = candidate.rule
    pair = _Pair(active, candidate)
    pixels = pair.compared(
        active.evaluation.pixels.by_group, candidate.evaluation.pixels.by_group, partial(_of_pixels, pair)
    )
    detections = pair.compared(
        _with_frames(active), _with_frames(candidate), partial(_of_detections, pair, active.evaluation.detections)
    )
    n_defects = _counts(active).n_defects
    classes = tuple(
        ClassProof(
            name, pair.in_data[k], pair.in_active[k], pair.in_candidate[k], pair.is_defect[k],
            int(n_defects[k].sum()), pixels[f"iou_{k}"], detections[f"recall_{k}"],
            int(_counts(active).n_false[k]), int(_counts(candidate).n_false[k]),
        )
        for k, name in enumerate(rule.class_names)
        if k != BACKGROUND_INDEX
    )  # fmt: skip
    bands = tuple(
        BandProof(name, int(n_defects[pair.common, band].sum()), detections[f"band_{band}"])
        for band, name in enumerate(active.size_bands)
    )
    alarms = AlarmProof(
        int(_counts(active).n_false.sum()), int(_counts(candidate).n_false.sum()), detections["per_frame"],
        detections["per_clean_frame"], detections["clean_frames_alarmed"], detections["per_m"],
    )  # fmt: skip
    return Proof(
        candidate=ProofModel(candidate.card.title, candidate.model_sha256),
        active=ProofModel(active.card.title, active.model_sha256),
        data=ProofData(
            active.frames.name, active.frames.split, len(active.of_frames.results), active.n_groups,
            active.frames.has_groups, int(_counts(active).n_clean), _counts(active).length_m, rule.compared_by,
            rule.non_defects,
        ),
        miou_defects=pixels["miou_defects"], miou_with_background=pixels["miou_with_background"],
        recall=detections["recall"], classes=classes, bands=bands, class_bands=_class_bands(pair), alarms=alarms,
        curve_active=_curve(active, pair.common), curve_candidate=_curve(candidate, pair.common),
        confusion_active=_confusion(active), confusion_candidate=_confusion(candidate),
        worst_of_active=_worst(active, candidate, is_of_first=True),
        worst_of_candidate=_worst(active, candidate, is_of_first=False), speed=speed,
    )  # fmt: skip


def _check_same(candidate: ModelEvaluation, active: ModelEvaluation) -> None:
    for name, of_candidate, of_active in (
        ("classes", candidate.rule.class_names, active.rule.class_names),
        ("classes that are no defects", candidate.rule.non_defect_indices, active.rule.non_defect_indices),
        ("data", (candidate.frames.name, candidate.frames.split), (active.frames.name, active.frames.split)),
        ("frames", *([each.name for each in one.of_frames.results] for one in (candidate, active))),
        ("size bands", candidate.size_bands, active.size_bands),
        ("calibration", candidate.settings.calibration, active.settings.calibration),
    ):
        if of_candidate != of_active:
            raise ValueError(f"the two were scored with other {name}")


class _Pair:
    """Which of the scored classes is whose, by class index, and how the two are compared."""

    def __init__(self, active: ModelEvaluation, candidate: ModelEvaluation) -> None:
        rule = active.rule
        is_by_name = rule.compared_by is ComparedBy.NAME
        n_classes = len(rule.class_names)
        self.active, self.candidate = active, candidate

        def has(names: Sequence[str]) -> list[bool]:
            return [name in names[1:] if is_by_name and k else True for k, name in enumerate(rule.class_names)]

        self.in_data = has(active.frames.class_names)
        self.in_active, self.in_candidate = has(active.card.class_names), has(candidate.card.class_names)
        self.is_defect = [k not in (BACKGROUND_INDEX, *rule.non_defect_indices) for k in range(n_classes)]
        of_all = [
            k for k in range(n_classes) if self.in_data[k] and self.in_active[k] and self.in_candidate[k]
        ]  # fmt: skip
        self.common_with_background = of_all
        self.common = [k for k in of_all if self.is_defect[k]]

    def compared(
        self, of_active: dict[str, Counts], of_candidate: dict[str, Counts], metrics_of: Callable[[Counts], Metrics]
    ) -> dict[str, Compared]:
        differences = bootstrap_difference(of_active, of_candidate, metrics_of)
        values = [metrics_of(pooled(by_group)) for by_group in (of_active, of_candidate)]
        return {
            name: Compared(_or_none(values[0][name]), _or_none(values[1][name]), differences.get(name))
            for name in values[0]
        }


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _of_pixels(pair: _Pair, confusion: Counts) -> Metrics:
    iou = iou_per_class(confusion)
    return {
        "miou_defects": _mean(iou[pair.common]),
        "miou_with_background": _mean(iou[pair.common_with_background]),
    } | {f"iou_{k}": float(value) for k, value in enumerate(iou)}


def _mean(values: npt.NDArray[np.float64]) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else math.nan


def _counts(found: ModelEvaluation) -> DetectionCounts:
    return found.evaluation.detections.counts()


def _with_frames(found: ModelEvaluation) -> dict[str, Counts]:
    """Counts of detection by group, the number of frames behind them."""
    n_frames = Counter(each.group for each in found.of_frames.results)
    return {group: np.append(vector, n_frames[group]) for group, vector in found.evaluation.detections.by_group.items()}


def _of_detections(pair: _Pair, detections: DetectionAccumulator, vector: Counts) -> Metrics:
    counts, n_frames = DetectionCounts.of_vector(vector[:-1], detections.n_classes), float(vector[-1])
    defects, hits, n_false = counts.n_defects, counts.n_found, float(counts.n_false.sum())
    of_common = {"recall": _ratio(hits[pair.common].sum(), defects[pair.common].sum())}
    return (
        of_common
        | {f"recall_{k}": _ratio(hits[k].sum(), defects[k].sum()) for k in range(len(defects))}
        | {
            f"band_{band}": _ratio(hits[pair.common, band].sum(), defects[pair.common, band].sum())
            for band in range(defects.shape[1])
        }
        | {
            "per_frame": _ratio(n_false, n_frames),
            "per_clean_frame": _ratio(counts.n_false_on_clean, counts.n_clean),
            "clean_frames_alarmed": _ratio(counts.n_clean_alarmed, counts.n_clean),
            "per_m": _ratio(n_false, counts.length_m),
        }
    )


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else math.nan


def _class_bands(pair: _Pair) -> tuple[ClassBandCount, ...]:
    of_active, of_candidate = _counts(pair.active), _counts(pair.candidate)
    return tuple(
        ClassBandCount(
            pair.active.rule.class_names[k], pair.active.size_bands[band], int(of_active.n_defects[k, band]),
            int(of_active.n_found[k, band]), int(of_candidate.n_found[k, band]),
        )
        for k, band in np.argwhere(of_active.n_defects).tolist()
    )  # fmt: skip


def _curve(found: ModelEvaluation, common: Sequence[int]) -> Curve:
    """Over all scores at which something changes, or ``MAX_POINTS`` of them."""
    outcomes = found.curve.outcomes
    at = np.concatenate([each.found_at[np.isin(each.class_index, common)] for each in outcomes])
    n_defects, at = len(at), np.sort(at[~np.isnan(at)])
    false = np.sort(np.concatenate([each.false_alarms for each in outcomes]))
    scores = np.unique(np.clip(np.concatenate([at, false, [0.0, 1.0]]), 0, 1))
    if len(scores) > MAX_POINTS:
        scores = scores[np.unique(np.linspace(0, len(scores) - 1, MAX_POINTS).round().astype(int))]
    points = tuple(
        CurvePoint(score, len(at) - int(np.searchsorted(at, score)), len(false) - int(np.searchsorted(false, score)))
        for score in scores.tolist()
    )
    return Curve(n_defects, len(outcomes), _counts(found).length_m, points)


def _confusion(found: ModelEvaluation) -> tuple[ConfusionCell, ...]:
    names = found.rule.class_names
    return tuple(
        ConfusionCell(
            names[annotated], names[predicted], cell.n_px, cell.n_frames,
            () if annotated == predicted else tuple(CellFrame(name, n_px) for name, n_px in cell.worst),
        )
        for (annotated, predicted), cell in sorted(found.of_frames.cells.items())
    )  # fmt: skip


def _worst(active: ModelEvaluation, candidate: ModelEvaluation, *, is_of_first: bool) -> tuple[FramePair, ...]:
    """Frames in which one of the two misses or invents most; those in which all is as annotated are left out."""
    pairs = list(zip(active.of_frames.results, candidate.of_frames.results, strict=True))

    def badness(pair: tuple[FrameResult, FrameResult]) -> tuple[int, float]:
        one = pair[0 if is_of_first else 1]
        return one.n_missed + one.n_false, 1 - (1.0 if one.iou is None else one.iou)

    bad = sorted((pair for pair in pairs if badness(pair) > (0, 0.0)), key=badness, reverse=True)
    return tuple(FramePair(a.name, a.group, _frame_score(a), _frame_score(b)) for a, b in bad[:MAX_WORST])


def _frame_score(found: FrameResult) -> FrameScore:
    return FrameScore(found.n_defects, found.n_missed, found.n_false, found.iou)
