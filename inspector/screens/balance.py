"""What the Balance page shows, as finished data; see ``screens/live.py``. Texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector.core.balancing import ClassRules, Unit
from inspector.core.class_map import ClassMap
from inspector.core.classes import DefectClass


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """Which injection is looked at: of a class, into which host, and which attempt on that host."""

    class_index: int
    injection_index: int = 0
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class BarRow:
    """One class: a bar of what it has, and beyond it what injections add."""

    defect_class: DefectClass
    before: float  # in the unit that is balanced
    after: float
    share: float  # wished, of 1: sliders run from 0 to 3, where 1 is as much as the others
    counts: str  # "57 frames · 81 instances · 41,202 px · 12 groups"
    warning: str = ""  # "no donors", "12 of 14 instances in one group (tile 31)"
    is_chosen: bool = False  # preview, rules and library are this class's


@dataclass(frozen=True, slots=True)
class BalanceState:
    """Everything of the page that is not the preview, the rules or the library."""

    datasets: tuple[str, ...] = ()  # names of the workspace's versions
    dataset: str = ""  # the one that is open, or being opened
    unit: Unit = Unit.FRAMES
    hosts_share: float = 1.0
    per_host: int = 1
    seed: int = 0
    uses_crops: bool = False
    can_use_crops: bool = False
    rows: tuple[BarRow, ...] = ()
    headline: str = ""  # "952 clean frames · evenness 0.87 → 1.00"
    snapshot_text: str = ""  # "a snapshot would hold 1,624 frames, 280 of them injected"
    is_open: bool = False
    is_used_in_training: bool = False
    is_comparing: bool = False
    can_undo: bool = False
    can_redo: bool = False
    why_none_new: str = ""  # why no dataset can be imported or made now; "": it can


@dataclass(frozen=True, slots=True)
class WorkState:
    """Long work in hand: shown in place, with cancel."""

    text: str  # "Reading magnetic-tile · 312 of 1 344 · 4 s left"
    share: float | None  # 0..1, None while the end is not known
    can_cancel: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    name: str  # "seam"
    value: str  # "0.93"
    needs_attention: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PreviewImage:
    """One side of the preview: a frame before and after, and the outline of its label."""

    title: str  # "" or, where two are compared, "kept settings" and "these settings"
    before: npt.NDArray[np.uint8]  # (H, W) or (H, W, 3)
    after: npt.NDArray[np.uint8]  # the same where no attempt fitted
    label: ClassMap  # (H, W): class index where the label changed, 0 elsewhere
    outline: npt.NDArray[np.int32]  # (n, 4) x1, y1, x2, y2 along pixel edges, of the new label
    note: str = ""  # "No attempt fitted: 5 × no room, 3 × wrong size"


@dataclass(frozen=True, slots=True, eq=False)
class PreviewState:
    defect_class: DefectClass
    caption: str  # "injection 12 · into exp1_num_4567"
    images: tuple[PreviewImage, ...]  # one, or two to compare
    donor: npt.NDArray[np.uint8] | None = None  # crop of its frame
    donor_outline: npt.NDArray[np.int32] | None = None
    donor_caption: str = ""  # "from exp3_num_991, 14 × 62 px"
    score: float | None = None  # realism, 0..1
    min_score: float = 0.0
    facts: tuple[Fact, ...] = ()  # parts of the score, transform, blend
    reasons: tuple[str, ...] = ()  # why here: one line per rule that applied
    spent_ms: float = 0.0
    donor_key: str = ""  # of the donor that excluding and favouring are about
    is_donor_excluded: bool = False
    is_donor_favourite: bool = False


@dataclass(frozen=True, slots=True)
class RulesState:
    """The form of one class."""

    defect_class: DefectClass
    rules: ClassRules
    mm_per_px: float | None  # lengths are shown in mm too where it is known
    n_accepted: int = 0
    n_rejected: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LibraryItem:
    """One donor as a tile."""

    key: str
    defect_class: DefectClass
    pixels: npt.NDArray[np.uint8]
    outline: npt.NDArray[np.int32]
    caption: str  # "14 × 62 px"
    details: str  # tooltip: frame, group, size, flags
    area_px: int
    is_excluded: bool = False
    is_favourite: bool = False
    flags: tuple[str, ...] = field(default=())  # "hardly differs from around it", "like 2 others"
