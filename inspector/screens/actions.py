"""What a person can do: an action with its text and keys. Each page lists its own; window, tooltips and the list of
keys read them.

The keys of an action are a default, which people may replace by the action's id (``with_keys``, ``keymap.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from inspector.core.roles import Role
from inspector.texts.translate import Text

WINDOW: Final = "window"  # the scope of what can be done on every page

Keymap = Mapping[str, tuple[str, ...]]  # keys by action id


@dataclass(frozen=True, slots=True)
class Action:
    id: str  # "live.freeze"
    scope: str  # the page on which its keys act, or WINDOW; two actions of one scope never share a key
    text: Text  # as a button or menu shows it
    keys: tuple[str, ...] = ()  # in Qt's portable form: "Ctrl+O", "P"
    icon: str = ""  # name of an SVG in resources/icons
    is_held: bool = False  # acts while the key is held down
    repeats: bool = False  # acts again and again while the key is held down
    help: Text | None = None  # one line for the list of keys, where the text alone does not tell it
    family: str = ""  # of actions that differ by their number only; the list of keys has them on one line
    number: int = 0  # in its family; the {number} of its text
    is_for_operators: bool = False  # a locked window lets people do it

    @property
    def least(self) -> Role:
        """The lowest role that may do it. What is an administrator's are sections of the settings."""
        return Role.OPERATOR if self.is_for_operators else Role.ENGINEER

    def label(self) -> str:
        """Its text, translated, without the dots that announce a dialog."""
        return self.full_text().removesuffix("…")

    def full_text(self) -> str:
        return self.text.translated(number=self.number)

    def help_text(self) -> str:
        return self.help.translated(number=self.number) if self.help is not None else ""


def with_keys(actions: Iterable[Action], keymap: Keymap) -> tuple[Action, ...]:
    """The actions with the keys of ``keymap``, where it names them."""
    return tuple(replace(one, keys=keymap[one.id]) if one.id in keymap else one for one in actions)


def meet(one: Action, other: Action) -> bool:
    """Both can be meant at the same time."""
    return one.scope == other.scope or WINDOW in (one.scope, other.scope)


def clashes(actions: Iterable[Action]) -> Iterator[tuple[str, Action, Action]]:
    """Keys that would mean two things on one page, and which two."""
    by_key: dict[str, list[Action]] = {}
    for one in actions:
        for key in dict.fromkeys(one.keys):
            of_key = by_key.setdefault(key, [])
            yield from ((key, other, one) for other in of_key if meet(one, other))
            of_key.append(one)


def check_keys(actions: Iterable[Action]) -> None:
    """Raises ValueError where one key would mean two things on one page."""
    for key, one, other in clashes(actions):
        raise ValueError(f"the key {key} belongs to {one.id} and to {other.id}")


def families(actions: Iterable[Action]) -> list[Sequence[Action]]:
    """The actions in their order, neighbours of one family together."""
    return [tuple(members) for _, members in groupby(actions, key=lambda one: one.family or one.id)]
