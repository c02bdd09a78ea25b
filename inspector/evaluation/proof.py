"""What a candidate does better or worse than the active model, on the same frames that neither learned from.

    prove(candidate, active)        ->  Proof: differences with intervals, curves, confusions, the worst frames
    cheapest_point(curve, costs)    ->  the score at which misses and false stops cost the least together

Both were scored by one rule (``class_rule.rules_for_both``), so a class index means the same in both. Intervals are of
the paired bootstrap over groups. A class that only one of the two has is in no mean and in no difference: it is told.
A ``Proof`` is plain data of names, numbers and None, no NaN: pages draw it and JSON keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from inspector.evaluation.class_rule import ComparedBy
from inspector.evaluation.intervals import Interval

if TYPE_CHECKING:
    from pydantic import ConfigDict

    from inspector.evaluation.of_model import ModelEvaluation


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


@dataclass(frozen=True, slots=True)
class Curve:
    """Free response of one model: recall against false alarms, over the score."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    n_defects: int
    n_frames: int
    length_m: float  # 0: not known
    points: tuple[CurvePoint, ...]  # by rising score; the first reports most

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
    frames: tuple[CellFrame, ...]  # the worst first, ``MAX_CELL_FRAMES`` at most; none for what is right


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
    raise NotImplementedError
