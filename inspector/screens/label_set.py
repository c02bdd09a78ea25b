"""What is shown of all labels together: their statistics, and how far people agree. Finished data."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.classes import DefectClass
from inspector.screens.annotate import FrameMark
from inspector.screens.label_review import AgreementRow


@dataclass(frozen=True, slots=True)
class Bar:
    text: str  # "2 to 5"
    n: int


@dataclass(frozen=True, slots=True)
class ClassFigures:
    look: DefectClass
    text: str  # "412 instances on 120 frames"
    sizes: str  # "median 3.2 mm, largest 41 mm"; "" without an instance
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class StateFigures:
    mark: FrameMark
    text: str
    n: int


@dataclass(frozen=True, slots=True)
class PersonFigures:
    name: str
    text: str  # "drew on 31 frames, 210 instances"
    n_reviewed: str


@dataclass(frozen=True, slots=True)
class StatisticsState:
    says: str = ""
    axis: str = ""  # what the bars count by
    states: tuple[StateFigures, ...] = ()
    classes: tuple[ClassFigures, ...] = ()
    people: tuple[PersonFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class PairRow:
    """One frame, between one person and the next."""

    frame_sha256: str
    name: str
    people: str
    iou: str


@dataclass(frozen=True, slots=True)
class AgreementState:
    says: str = ""
    rows: tuple[AgreementRow, ...] = ()
    frames: tuple[PairRow, ...] = ()
    can_start: bool = True
