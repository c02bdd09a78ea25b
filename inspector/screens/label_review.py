"""What a review shows of the open frame: its labels beside another state of them, as finished data."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.classes import DefectClass, Hatch
from inspector.screens.annotate import Choice

# Indices as the difference map has them. Told apart by hatch too, and far apart for every kind of sight.
DIFFERENCE_LOOKS = (
    DefectClass(1, "both", "#B8B8B8", Hatch.DOTS),
    DefectClass(2, "here", "#56B4E9", Hatch.FORWARD),
    DefectClass(3, "there", "#CC79A7", Hatch.BACKWARD),
    DefectClass(4, "other class", "#F0E442", Hatch.CROSS),
)


@dataclass(frozen=True, slots=True)
class LegendRow:
    look: DefectClass
    text: str
    n_px: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    look: DefectClass | None  # None: all classes together
    text: str
    iou: str
    facts: str  # pixels and instances of both
    tip: str = ""


@dataclass(frozen=True, slots=True)
class CompareState:
    is_shown: bool = False
    choices: tuple[Choice, ...] = ()  # with what the labels can be compared
    chosen: str = ""
    says: str = ""  # that nothing can be painted meanwhile; why there is nothing to see
    legend: tuple[LegendRow, ...] = ()
    rows: tuple[AgreementRow, ...] = ()


NOT_COMPARED = CompareState()
