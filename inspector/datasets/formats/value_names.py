"""Which classes there are, and what lists and options say of the values that mean them.

    names_of_values(options, list, colours)  ->  ValueNames

A list that holds background begins at 0, whatever its place; one that does not begins at 1. labelme's first line
"__ignore__" counts as -1, which in 8 bits is 255.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inspector.core.classes import BACKGROUND, IGNORE_INDEX, is_background
from inspector.datasets.formats.reading import (
    IGNORE_NAME,
    BrokenPair,
    ImportOptions,
    index_of,
    is_ignore,
    order_classes,
)
from inspector.datasets.formats.value_options import NamedColour

_NOTHING = frozenset({
    "backgrounds", "unlabeled", "unlabelled", "none", "void", "nothing", "normal", "good", "ok", "clean", "nodefect",
    "nodefects", "defectfree", "empty",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValueNames:
    """``levels``, ``given_levels`` and so on hold class indices; listed classes that nobody wants are in none."""

    class_names: tuple[str, ...]  # by index
    levels: Mapping[int, int] = field(default_factory=dict)  # by place in the list; empty where there is no list
    colours: Mapping[int, int] = field(default_factory=dict)  # by the table in the data, as 0xRRGGBB
    given_levels: Mapping[int, int] = field(default_factory=dict)  # by --levels
    given_colours: Mapping[int, int] = field(default_factory=dict)  # by --colours
    one_class: str = ""  # where there is no other, wanted or not
    has_late_background: bool = False  # the list has it after another class


def given_options(options: ImportOptions) -> tuple[str, ...]:
    """The options that say what values mean, as they are called."""
    wishes = {"--levels": options.levels, "--colours": options.colours, "--foreground": options.foreground}
    return tuple(name for name, wish in wishes.items() if wish)


def names_of_values(
    options: ImportOptions, listed: Sequence[str] = (), colours: Sequence[NamedColour] = ()
) -> ValueNames:
    """``listed`` are the names of a list in the data, by place; empty where there is none.

    Raises ValueError where nothing names a class, and where options contradict each other or the list.
    """
    if len(given := given_options(options)) > 1:
        raise ValueError(f"{' and '.join(given)} contradict each other: give one of them")
    by_option = [*(name for _, name in options.levels), *(one.name for one in options.colours)]
    names = list(listed) or list(options.class_names) or list(dict.fromkeys(by_option))
    if all(is_background(name) or is_ignore(name) for name in names):
        raise ValueError("nothing in it names its classes: name one for masks of one, or all in index order")
    spelled = _Spelling(names, options.background)
    for name in (*options.class_names, *by_option):
        if not (spelled.one(name) in (BACKGROUND, IGNORE_NAME) or name in names):
            raise ValueError(f"the class “{name}” is asked for, and the classes are {', '.join(names)}")
    places = spelled.all(names)
    if listed and BACKGROUND not in places and _may_be_background(names[0]) and not given_options(options):
        raise ValueError(
            f"“{names[0]}” begins its list of classes, and may be background: say so with --background NAME, or what "
            "the values mean with --levels"
        )
    class_names = order_classes(ImportOptions(spelled.all(options.class_names)), places)
    if options.foreground and len(class_names) > 2:
        raise ValueError(f"--foreground is the value of the one class, and there are {len(class_names) - 1}")

    def indices(named: Sequence[tuple[int, str]]) -> dict[int, int]:
        found: dict[int, int] = {}
        for value, name in named:
            try:
                found[value] = index_of(spelled.one(name), class_names)
            except BrokenPair:  # listed, and not asked for
                continue
        return found

    has_list = bool(listed or options.class_names)
    return ValueNames(
        class_names=class_names,
        levels=indices(_numbered(places)) if has_list else {},
        colours=indices(_coloured(colours)),
        given_levels=indices(options.levels),
        given_colours=_with_black(indices(_coloured(options.colours))),
        one_class=class_names[1] if len(set(places) - {BACKGROUND, IGNORE_NAME}) == 1 else "",
        has_late_background=BACKGROUND in places[1:] and places[0] not in (BACKGROUND, IGNORE_NAME),
    )


def _may_be_background(name: str) -> bool:
    """Whether a name that is not one of background's says the same: "0: background", "unlabeled", "none"."""
    letters = "".join(letter for letter in name.casefold() if letter.isalpha())
    return is_background(letters) or letters in _NOTHING


class _Spelling:
    """Every name of background becomes ``BACKGROUND``, every one of ignored ``IGNORE_NAME``."""

    def __init__(self, names: Sequence[str], background: str) -> None:
        self._background = background
        if not background or is_background(background):
            return
        if background not in names:
            raise ValueError(f"“{background}” is to be background, and the classes are {', '.join(names)}")
        if others := [name for name in names if is_background(name)]:
            raise ValueError(f"“{background}” is to be background, and “{others[0]}” is that already")

    def one(self, name: str) -> str:
        if name == self._background or is_background(name):
            return BACKGROUND
        return IGNORE_NAME if is_ignore(name) else name

    def all(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.one(name) for name in names)


def _numbered(places: Sequence[str]) -> list[tuple[int, str]]:
    if places[0] == IGNORE_NAME:
        return [*_numbered(places[1:]), (IGNORE_INDEX, IGNORE_NAME)]
    return list(enumerate(places, 0 if BACKGROUND in places else 1))


def _coloured(named: Sequence[NamedColour]) -> list[tuple[int, str]]:
    return [(one.colour, one.name) for one in named if one.colour is not None]


def _with_black(colours: dict[int, int]) -> dict[int, int]:
    """Black is background where it is no class and background has no colour of its own."""
    return colours if not colours or 0 in colours.values() else {0: 0, **colours}
