"""What the Review page shows, as finished data; see ``screens/live.py``. Texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.core.classes import DefectClass
from inspector.core.defect import Severity
from inspector.screens.live import DefectRow, MapExtent, Stretch
from inspector.screens.shell import LampState


class Wanted(StrEnum):
    PIECES = "pieces"
    DEFECTS = "defects"  # over many pieces


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What stands in the fields, as it was typed; "" asks for nothing."""

    wanted: Wanted = Wanted.PIECES
    text: str = ""
    since: str = ""  # a day, "2026-03-01"
    until: str = ""  # a day, included
    line: str = ""
    model: str = ""
    verdict: str = ""  # that of a grading, or "none"
    class_name: str = ""
    min_severity: Severity = Severity.NONE
    min_size_mm: str = ""
    along_m: tuple[str, str] = ("", "")
    across_mm: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class SearchChoices:
    """What the records hold to ask for."""

    class_names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An inspection among the results, or a defect of one. Names may be cut where they are shown, figures never."""

    inspection_id: str
    title: str  # "Rail R-2041"
    when: str  # "2026-03-01 14:02"
    figures: str  # "12 defects", or of a defect "4.1 × 0.3 mm · 12.100 m"
    outcome: str = ""  # "rejected", "broken off"
    inspected: str = ""  # "97.2 %"
    serious: tuple[tuple[Severity, int], ...] = ()  # how many of the worse severities
    defect_id: int = 0  # 0: the whole inspection
    severity: Severity = Severity.NONE  # of the defect
    defect_class: DefectClass | None = None
    begins_group: bool = False  # the first of its piece: defects stand grouped


@dataclass(frozen=True, slots=True)
class ReviewFact:
    name: str  # "inspected"
    value: str  # "97.2 %"
    lamp: LampState = LampState.OK


@dataclass(frozen=True, slots=True)
class OpenedPiece:
    """The inspection that is looked at, without its defects, which come in pages."""

    inspection_id: str
    title: str
    when: str  # it began
    subtitle: str  # when, line, how it ended
    facts: tuple[ReviewFact, ...]
    extent: MapExtent
    gaps: tuple[Stretch, ...]
    mm_per_px: tuple[float, float] | None  # across, along


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """Defects of one class by severity, and the difference to the inspection that it is compared with."""

    name: str  # "" of all classes together
    defect_class: DefectClass | None
    counts: tuple[int, int, int, int, int]  # all, critical, major, minor, none
    differences: tuple[int, int, int, int, int] | None = None  # this one's less the other's


@dataclass(frozen=True, slots=True)
class HappenedRow:
    when: str
    kind: str  # "alarm"
    text: str
    who: str
    lamp: LampState = LampState.OFF


@dataclass(frozen=True, slots=True)
class ComparedPiece:
    """The other inspection, on a map of its own below, at the same scale."""

    title: str
    extent: MapExtent
    gaps: tuple[Stretch, ...]
    rows: tuple[DefectRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Everything of the page that is neither results nor frame nor defects."""

    results: str = ""  # "50 inspections, and more", "Searching …"
    is_searching: bool = False
    has_more: bool = False
    badge: str = ""  # over the picture: "today's model: …"
    is_open: bool = False
    is_comparing: bool = False
    is_todays_model: bool = False
    is_wiping: bool = False  # today's model beside what was recorded
    loading: str = ""  # "Reading defects: 15 000 of 200 000"
