"""What the Annotate page shows around its canvas, as finished data; see ``screens/live.py``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from inspector.core.classes import DefectClass
from inspector.core.defect import Box


class FrameMark(StrEnum):
    """How far a frame is; each has its own sign."""

    NEW = "new"
    PROPOSED = "proposed"
    IN_WORK = "in work"
    DONE = "done"
    REVIEWED = "reviewed"
    FLAGGED = "flagged"
    DAMAGED = "damaged"  # its labels cannot be read


@dataclass(frozen=True, slots=True)
class FrameRow:
    name: str
    mark: FrameMark
    mark_text: str
    facts: str  # "2 scratch, 1 pit"; what the line found where nothing is labelled
    why: str = ""  # it is here
    tip: str = ""


class FrameRows(Protocol):
    """Rows made when they are looked at: there may be 100,000."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> FrameRow: ...


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the list shows of what was opened, and how it is ordered. Choices are those that can be taken."""

    source: str = ""  # name of what is open; "" for nothing
    progress: str = ""  # "37 of 412 done, 5 reviewed"
    share_done: float = 0.0
    shown: str = ""  # "12 of 412 shown"; "" where all are
    order: str = ""
    orders: tuple[Choice, ...] = ()
    text: str = ""
    state: str = ""
    states: tuple[Choice, ...] = ()
    class_name: str = ""
    class_names: tuple[str, ...] = ()
    author: str = ""
    authors: tuple[str, ...] = ()
    min_px: int = 0
    is_of_line: bool = False  # its frames have a position and scores of the inspection
    from_m: int = 0
    to_m: int = 0  # 0: to the end
    max_percent: int = 0  # 0: any score
    is_filtered: bool = False


class SaveTone(StrEnum):
    QUIET = "quiet"
    WAITS = "waits"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class OpenState:
    """The frame on the canvas."""

    name: str = ""  # "" for none
    position: str = ""  # "12 of 412"
    mark: FrameMark = FrameMark.NEW
    mark_text: str = ""
    people: str = ""  # "ada, ben · reviewed by eve"
    facts: str = ""  # "1600 × 256, 8 bits, 0.5 mm/px"
    why: str = ""
    hidden: str = ""  # "hidden: crack"
    read_only: str = ""  # why nothing can be changed; "" where it can
    is_open: bool = False
    is_opening: bool = False
    can_next: bool = False
    can_previous: bool = False


@dataclass(frozen=True, slots=True)
class SavedState:
    text: str = ""
    tone: SaveTone = SaveTone.QUIET


@dataclass(frozen=True, slots=True)
class ClassRow:
    look: DefectClass
    digit: str  # of the action that chooses it; "" for none
    n_here: int  # instances on this frame
    is_chosen: bool
    is_locked: bool
    is_hidden: bool = False
    is_defect: bool = True


@dataclass(frozen=True, slots=True)
class InstanceRow:
    look: DefectClass | None  # None: ignored
    text: str
    who: str
    box: Box


@dataclass(frozen=True, slots=True)
class StepRow:
    name: str
    who: str
    holds: bool  # it was not undone


@dataclass(frozen=True, slots=True)
class NoteRow:
    number: int  # from 1
    text: str
    who: str
    column: int
    row: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PanelState:
    """Of the open frame."""

    classes: tuple[ClassRow, ...] = ()
    instances: tuple[InstanceRow, ...] = ()
    more_instances: str = ""  # there are more than are listed
    steps: tuple[StepRow, ...] = ()  # the oldest first
    n_holding: int = 0  # of the steps
    notes: tuple[NoteRow, ...] = ()
    can_edit: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Asked above the canvas, which stays in view. ``choices`` are its buttons, the harmless one first."""

    id: str
    title: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ClassEditState:
    """What a rename or merge would do, before it is done."""

    text: str
    can_apply: bool


@dataclass(frozen=True, slots=True)
class VersionOffer:
    name: str
    bases: tuple[str, ...] = ()  # datasets it may go on from
    base: str = ""


@dataclass(frozen=True, slots=True)
class VersionAsked:
    name: str
    base: str  # "" for none
    with_done: bool  # also what nobody reviewed
    leaves_unfit: bool
    terms: str


NOTHING_OPEN = OpenState()
NO_PANELS = PanelState()
