"""A page as the window knows it. ``app.PAGES`` is the one list of all pages."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.screens.actions import WINDOW, Action
from inspector.texts.translate import Text


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the mouse does, or a key inside of one part of the page: the list of keys has it beside the keys."""

    how: Text  # "Wheel on the picture"
    what: Text  # "Zoom about the mouse"
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Page:
    id: str  # "live", the scope of its actions
    title: Text
    icon: str  # name of an SVG in resources/icons
    key: str  # shows the page: "Alt+1"
    actions: tuple[Action, ...]
    is_for_operators: bool = False  # a locked window shows it
    gestures: tuple[Gesture, ...] = ()
    own_keys: frozenset[str] = frozenset()  # that its parts keep for themselves: no action may have them

    def __post_init__(self) -> None:
        for one in self.actions:
            if one.scope != self.id:
                raise ValueError(f"{one.id} belongs to {one.scope}, not to the page {self.id}")

    @property
    def shown_by(self) -> Action:
        """The action that shows this page, from everywhere."""
        return Action(
            f"{WINDOW}.page_{self.id}", WINDOW, self.title, (self.key,), self.icon,
            is_for_operators=self.is_for_operators,
        )  # fmt: skip
