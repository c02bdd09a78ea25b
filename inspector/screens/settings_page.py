"""What the Settings page shows, as finished data; see ``screens/live.py``. Texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.core.classes import DefectClass, Hatch


class FieldKind(StrEnum):
    TEXT = "text"  # a number, too: what is typed is read and checked by the presenter
    CHOICE = "choice"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldState:
    """One setting."""

    id: str  # "look.theme"
    title: str
    help: str
    kind: FieldKind
    value: str | bool  # what is typed, where that was refused
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    note: str = ""  # "saved 14:02:11, from the next inspection on"
    fault: str = ""  # why what was typed is refused
    is_shown: bool = True  # the search finds it


class SectionPart(StrEnum):
    """What a section holds beside its fields."""

    NONE = "none"
    CALIBRATION = "calibration"
    SEVERITY = "severity"
    CLASSES = "classes"
    PEOPLE = "people"
    BACKUPS = "backups"
    KEYS = "keys"
    SCREENING = "screening"
    THIS_PC = "this pc"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class SectionState:
    id: str
    title: str
    intro: str = ""
    fields: tuple[FieldState, ...] = ()
    part: SectionPart = SectionPart.NONE
    note: str = ""  # of its part
    fault: str = ""
    is_shown: bool = True
    refusal: str = ""  # why whoever is there may not change it; "" where they may


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of the severity table, as it is typed."""

    class_name: str  # "*" for any
    measure: str
    at_least: str
    severity: str


@dataclass(frozen=True, slots=True)
class SeverityState:
    rows: tuple[RuleRow, ...]
    version: int
    is_example: bool
    class_names: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    severities: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SeverityDraft:
    """A table to be saved: it becomes the next version."""

    rows: tuple[RuleRow, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class ClassRow:
    look: DefectClass
    is_defect: bool
    warning: str = ""  # "hardly differs from dent for people who see no red"


@dataclass(frozen=True, slots=True)
class ClassLook:
    """A look that somebody chose for the class of this name."""

    name: str
    colour: str
    hatch: Hatch
    is_defect: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str  # "" for somebody who is known by the role alone
    role: str
    shown: str
    is_last_administrator: bool = False


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody new, as it is typed."""

    name: str
    role: str
    pin: str
    again: str


@dataclass(frozen=True, slots=True)
class PeopleState:
    people: tuple[PersonRow, ...] = ()
    roles: tuple[Choice, ...] = ()
    first_role: str = ""  # that whoever is added gets, unless another is chosen; the first of them must have it


@dataclass(frozen=True, slots=True)
class BackupState:
    name: str = ""  # that a new backup would have
    suffix: str = ""
    work: str = ""  # "Backing up · 31 of 84 · 4 s left"; "" while nothing is done
    share: float | None = None
    outcome: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SettingsState:
    sections: tuple[SectionState, ...] = ()
    severity: SeverityState | None = None
    classes: tuple[ClassRow, ...] = ()
    hatches: tuple[Choice, ...] = ()
    people: PeopleState | None = None  # None: this program cannot change them
    file: str = ""  # path of workspace.toml
    found: str = ""  # "3 settings match", "" without a search
    saved: str = ""  # what was saved last, and when
    undo: str = ""  # what would be undone, "" for nothing
