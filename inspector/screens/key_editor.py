"""What the list shows in which keys are changed, as finished data. Texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyRow:
    action_id: str
    name: str
    about: str  # its page, and what it does
    keys: str  # "Ctrl+Shift+Z or Ctrl+Y"; "" for none
    at_right: str  # the same, and that it was changed or is fixed
    fixed: str = ""  # why its keys cannot be changed
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """What became of what somebody asked for."""

    text: str = ""
    is_refused: bool = False
    take: str = ""  # "Take it from “Undo”", where that is offered


@dataclass(frozen=True, slots=True)
class KeyEditorState:
    rows: tuple[KeyRow, ...] = ()
    preset: str = ""
    presets: tuple[tuple[str, str], ...] = ()  # ids and names
    note: str = ""  # how many were changed, what rests
    found: str = ""  # "12 actions"
    answer: KeyAnswer = KeyAnswer()
    can_reset: bool = False
