"""Which keys act: those of the actions, those of a preset in their place, and single changes on top.

    actions ► preset (keys of another tool) ► changes of this person ► KeyTable

A key means one thing on one page. A change that would make it mean two is refused in words before it is made; one that
clashes all the same, as in a file that was written by hand or under another preset, rests and is told of. Keys are in
Qt's portable form. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inspector.screens.actions import WINDOW, Action, Keymap, clashes, meet, with_keys
from inspector.screens.key_presets import PRESET_KEYS, KeyPreset
from inspector.texts import keys as texts

MODIFIERS = ("Meta", "Ctrl", "Alt", "Shift")  # in Qt's order
NAMES = (
    "Space", "Ins", "Del", "Home", "End", "PgUp", "PgDown", "Left", "Right", "Up", "Down", "Return", "Enter", "Tab",
    "Backtab", "Backspace", "Escape", "Pause", "Print", "Menu",
)  # fmt: skip
OTHER_NAMES = {"esc": "Escape", "delete": "Del", "insert": "Ins", "pageup": "PgUp", "pagedown": "PgDown"}
MAX_F_KEY = 35
ARROWS = frozenset({"Left", "Right", "Up", "Down"})


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """What a person chose."""

    preset: KeyPreset = KeyPreset.INSPECTOR
    changes: Keymap = field(default_factory=dict)  # by action id, also of actions that this program does not know


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action cannot have a key."""

    why: str
    taken_by: Action | None = None  # it could be taken from there


def normal_key(text: str) -> str:
    """One key in Qt's portable form: "shift+ctrl+z" is "Ctrl+Shift+Z". Raises ValueError for what is none."""
    rest, held = text.strip(), set()
    while "+" in rest[:-1]:  # "Ctrl++" is a key, too
        word, rest = rest.split("+", 1)
        known = next((one for one in MODIFIERS if one.casefold() == word.strip().casefold()), None)
        if known is None or known in held:
            raise ValueError(f"“{text}” is no key")
        held.add(known)
        rest = rest.strip()
    if (name := _name_of(rest)) is None:
        raise ValueError(f"“{text}” is no key")
    return "+".join((*(one for one in MODIFIERS if one in held), name))


def _name_of(word: str) -> str | None:
    if len(word) == 1:
        return word.upper() if word.isprintable() and not word.isspace() else None
    folded = word.casefold()
    if folded[:1] == "f" and folded[1:].isdecimal() and 1 <= int(folded[1:]) <= MAX_F_KEY:
        return f"F{int(folded[1:])}"
    return OTHER_NAMES.get(folded) or next((one for one in NAMES if one.casefold() == folded), None)


class KeyTable:
    """All actions of the window under one choice.

    ``own_keys``: by page, names of keys that its parts keep for themselves, whatever is held with them; of those that
    are no arrow, Ctrl makes another key. ``page_names``: as people read them; ``shown``: a key as they read it.
    """

    def __init__(
        self,
        actions: Sequence[Action],
        choice: KeyChoice,
        *,
        own_keys: Mapping[str, frozenset[str]] | None = None,
        page_names: Mapping[str, str] | None = None,
        shown: Callable[[str], str] = str,
    ) -> None:
        self._own_keys, self._page_names, self._shown = own_keys or {}, page_names or {}, shown
        self.choice = choice
        self._given = {one.id: one for one in actions}
        self._preset = {one.id: one for one in with_keys(actions, PRESET_KEYS[choice.preset])}
        self._now, self.resting = self._applied()  # action ids whose change cannot hold, and why
        self.unknown = tuple(one for one in choice.changes if one not in self._given)

    @property
    def actions(self) -> list[Action]:
        """With the keys that act."""
        return list(self._now.values())

    @property
    def keymap(self) -> Keymap:
        """Of the actions whose keys are others than their own: for ``ActionSet``."""
        return {one.id: one.keys for one in self._now.values() if one.keys != self._given[one.id].keys}

    def is_changed(self, action_id: str) -> bool:
        """By hand, besides the preset."""
        return action_id in self.choice.changes

    def preset_keys(self, action_id: str) -> tuple[str, ...]:
        return self._preset[action_id].keys

    def fixed(self, action_id: str) -> str:
        """Why its keys cannot be changed; "" where they can."""
        return texts.HELD.translated() if self._given[action_id].is_held else ""

    def refusal(self, action_id: str, keys: Sequence[str]) -> Refusal | None:
        """Why ``action_id`` cannot have these keys; None where it can."""
        if fixed := self.fixed(action_id):
            return Refusal(fixed)
        action = self._now[action_id]
        for key in keys:
            if own := self._of_a_part(action.scope, key):
                return Refusal(own)
            other = next((one for one in self._now.values() if self.takes_from(action_id, (key,), one)), None)
            if other is not None:
                why, fixed = self._taken(key, other), self.fixed(other.id)
                return Refusal(f"{why} {fixed}") if fixed else Refusal(why, other)
        return None

    def takes_from(self, action_id: str, keys: Sequence[str], other: Action) -> bool:
        """Whether ``other`` would lose a key to this action."""
        return other.id != action_id and meet(other, self._now[action_id]) and bool(set(keys) & set(other.keys))

    def with_keys(self, action_id: str, keys: Sequence[str]) -> KeyChoice:
        """The choice by which it has these keys, and whoever had one of them no longer has it."""
        action = self._now[action_id]
        changes = {
            known: keys_of
            for known, keys_of in self.choice.changes.items()
            # One that rests and wants the same key would go on wanting it.
            if not (known in self.resting and set(keys) & set(keys_of) and meet(self._given[known], action))
        }
        for one in self._now.values():
            if self.takes_from(action_id, keys, one):
                changes[one.id] = tuple(key for key in one.keys if key not in keys)
        changes[action_id] = tuple(dict.fromkeys(keys))
        kept = {
            known: keys_of
            for known, keys_of in changes.items()
            if known not in self._preset or keys_of != self._preset[known].keys
        }
        return replace(self.choice, changes=kept)

    # inside

    def _taken(self, key: str, by: Action) -> str:
        where = texts.EVERYWHERE if by.scope == WINDOW else texts.ON_PAGE
        page = self._page_names.get(by.scope, by.scope)
        return texts.TAKEN.translated(key=self._shown(key), name=by.label(), where=where.translated(page=page))

    def _of_a_part(self, scope: str, key: str) -> str:
        held, _, name = key[:-1].rpartition("+") if key.endswith("+") else key.rpartition("+")
        name = "+" if key.endswith("+") else name
        has_ctrl = "Ctrl" in held.split("+")
        if name in ("Tab", "Backtab") or (name in ("Return", "Enter") and not has_ctrl):
            return texts.OF_FOCUS.translated(key=self._shown(key))
        pages = self._own_keys if scope == WINDOW else {scope: self._own_keys.get(scope, frozenset())}
        for page, own in pages.items():
            if name in own and (name in ARROWS or not has_ctrl):
                return texts.OF_PICTURE.translated(key=self._shown(key), page=self._page_names.get(page, page))
        return ""

    def _applied(self) -> tuple[dict[str, Action], dict[str, str]]:
        """The preset's actions with the changes that can hold."""
        resting: dict[str, str] = {}
        holding: dict[str, tuple[str, ...]] = {}
        for known, keys in self.choice.changes.items():
            if known not in self._preset:
                continue
            own = next((why for key in keys if (why := self._of_a_part(self._preset[known].scope, key))), "")
            if why := self.fixed(known) or own:
                resting[known] = why
            else:
                holding[known] = keys
        while True:
            now = {one.id: one for one in with_keys(self._preset.values(), holding)}
            clash = next(clashes(now.values()), None)
            if clash is None:
                return now, resting
            key, one, other = clash  # the preset alone has none: one of them was changed
            rests, stays = (one, other) if one.id in holding else (other, one)
            del holding[rests.id]
            resting[rests.id] = self._taken(key, stays)
