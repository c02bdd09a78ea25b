"""Classes of defects, with colours and hatches that colour-blind people can tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from inspector.core.untrusted import name_fault

BACKGROUND_INDEX = 0
IGNORE_INDEX = 255
MAX_CLASSES = 255  # background included; the next index means: not labelled
BACKGROUND = "background"
_BACKGROUNDS = frozenset({BACKGROUND, "bg"})  # without what is not a letter, in lower case

# Okabe and Ito, "Color Universal Design", 2008, without black and white, ordered as in look.md.
CLASS_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#B8B8B8")


def is_background(name: str) -> bool:
    """Whether people mean the background by it, in any spelling."""
    return re.sub(r"[-_\s]", "", name).casefold() in _BACKGROUNDS


def class_names_fault(names: Sequence[str]) -> str:
    """Why these cannot be the class names of a model or data set, by index with background first; "" where they can."""
    if not names:
        return "it names no classes"
    if len(names) > MAX_CLASSES:
        return f"it names {len(names)} classes; {MAX_CLASSES} are possible"
    seen: set[str] = set()
    for index, name in enumerate(names):
        if fault := name_fault(name):
            return f"the name of class {index} cannot be used: {fault}"
        if name in seen:
            return f"the class “{name}” is listed twice"
        seen.add(name)
    return ""


def non_defect_indices(class_names: Sequence[str], non_defects: Iterable[str]) -> tuple[int, ...]:
    """Rising indices of the classes that are distinguished but are no defects, as a rail joint is none.

    Raises ValueError where one of ``non_defects`` is no class or is background, or no class of defects is left.
    """
    named = set(non_defects)
    unknown = sorted(named - set(class_names[BACKGROUND_INDEX + 1 :]))
    if unknown:
        raise ValueError(f"“{unknown[0]}” is listed as no defect and is not one of the classes after background")
    found = tuple(index for index, name in enumerate(class_names) if index != BACKGROUND_INDEX and name in named)
    if found and len(found) == len(class_names) - 1:
        raise ValueError("all classes after background are listed as no defects")
    return found


class Hatch(StrEnum):
    """Second sign beside the colour, so that colour is never the only one."""

    FORWARD = "forward"  # ///
    BACKWARD = "backward"  # \\\
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    CROSS = "cross"
    DIAGONAL_CROSS = "diagonal_cross"
    DOTS = "dots"
    DENSE_DOTS = "dense_dots"


@dataclass(frozen=True, slots=True)
class DefectClass:
    """One class of a model or a data set, as it is shown; index 0 is background and has none."""

    index: int
    name: str
    colour: str  # "#RRGGBB"
    hatch: Hatch

    @classmethod
    def with_default_look(cls, index: int, name: str) -> DefectClass:
        """Colours and hatches in turn; they repeat after eight classes, the hatch one step later."""
        if index <= BACKGROUND_INDEX:
            raise ValueError(f"defect classes start at 1, got {index}")
        return cls(index, name, *_default_look(index - 1))


def _default_look(index: int) -> tuple[str, Hatch]:
    """Colour and hatch, from 0 up; all different up to 63."""
    hatches = list(Hatch)
    lap, position = divmod(index, len(CLASS_COLOURS))
    return CLASS_COLOURS[position], hatches[(position + lap) % len(hatches)]


class HasClasses(Protocol):
    """A model card or a dataset version."""

    @property
    def class_names(self) -> tuple[str, ...]: ...  # by index; 0 is background

    @property
    def non_defects(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What a plant knows of the classes of one name, whichever model finds them.

    Raises ValueError for no colour, and for a name that no class can have.
    """

    name: str
    colour: str  # "#RRGGBB"
    hatch: Hatch
    is_defect: bool = True

    def __post_init__(self) -> None:
        if fault := name_fault(self.name):
            raise ValueError(f"the class “{self.name[:40]}”: {fault}")
        if not re.fullmatch("#[0-9A-Fa-f]{6}", self.colour):
            raise ValueError(f"a colour is written as #E69F00, not {self.colour!r}")


@dataclass(frozen=True, slots=True)
class ClassCatalogue:
    """Looks of classes by name, so that a colour means one class whichever model is in use.

    Models number their classes as they like; pictures, tables and legends ask here. Raises ValueError for a name that
    is listed twice.
    """

    entries: tuple[CatalogueEntry, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.entries:
            if entry.name in seen:
                raise ValueError(f"the class “{entry.name}” is listed twice")
            seen.add(entry.name)

    @property
    def non_defects(self) -> tuple[str, ...]:
        """As the plant says."""
        return tuple(entry.name for entry in self.entries if not entry.is_defect)

    def with_names(self, names: Iterable[str]) -> ClassCatalogue:
        """With an entry for each name: those that are new get the first look that nobody has, in their order."""
        entries = list(self.entries)
        known = {entry.name for entry in entries}
        names = [name for name in names if name not in known]
        if not names:
            return self
        for name in names:
            if name not in known:
                known.add(name)
                entries.append(CatalogueEntry(name, *_free_look(entries)))
        return ClassCatalogue(tuple(entries))

    def look_of(self, name: str, index: int) -> DefectClass:
        """The class of this name with an index of whoever asks; a name that is new looks as ``with_names`` has it."""
        for entry in self.entries:
            if entry.name == name:
                return DefectClass(index, name, entry.colour, entry.hatch)
        return self.with_names([name]).look_of(name, index)

    def classes_of(self, owner: HasClasses) -> tuple[DefectClass, ...]:
        """All classes of defects of a model or data set with its own indices, by rising index."""
        names = owner.class_names[BACKGROUND_INDEX + 1 :]
        others = self.non_defects_of(owner)
        entries = {entry.name: entry for entry in self.with_names(names).entries}
        return tuple(
            DefectClass(index, name, entries[name].colour, entries[name].hatch)
            for index, name in enumerate(names, BACKGROUND_INDEX + 1)
            if name not in others
        )

    def non_defects_of(self, owner: HasClasses) -> tuple[str, ...]:
        """Names that are no defects by the owner's own word or by the catalogue's: either is enough."""
        by_plant = set(self.non_defects)
        names = owner.class_names[BACKGROUND_INDEX + 1 :]
        return tuple(name for name in names if name in owner.non_defects or name in by_plant)


def _free_look(entries: Sequence[CatalogueEntry]) -> tuple[str, Hatch]:
    """A colour that none has; else a colour and hatch that none has together; else, after 64 classes, any."""
    n_looks = len(CLASS_COLOURS) * len(Hatch)
    looks = [_default_look(index) for index in range(n_looks)]
    colours = {entry.colour.upper() for entry in entries}
    taken = {(entry.colour.upper(), entry.hatch) for entry in entries}
    free = [look for look in looks if look[0] not in colours] or [look for look in looks if look not in taken]
    return free[0] if free else looks[len(entries) % n_looks]
