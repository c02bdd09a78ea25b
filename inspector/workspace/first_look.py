"""What the window must know of its workspace before its first paint: theme, language, size, and how it is divided.

Read without the checks of ``settings`` and ``memory``, which cost as much as all the rest of the start: what is not as
it should be counts as not there. Opening the workspace, a moment later, says what is wrong.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inspector.core.messages import InspectorError
from inspector.core.typed_json import parsed_json, parsed_toml
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import (
    MAX_MEMORY_BYTES,
    MAX_SETTINGS_BYTES,
    MEMORY_NAME,
    SETTINGS_NAME,
    default_folder,
)

THEMES = ("dark", "light")
MAX_TEXT = 10_000  # of a geometry
MAX_PARTS = 20  # of a divided window


@dataclass(frozen=True, slots=True)
class FirstLook:
    theme: str = ""  # "dark", "light"; "": the system's
    language: str = ""  # "": the system's
    geometry: str = ""  # as ``WindowMemory`` has it
    splitters: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    has_workspace: bool = True  # whatever is wrong with it


def first_look(folder: Path | None) -> FirstLook:
    """Of this workspace, or of the default one. Never raises."""
    try:
        found = folder or default_folder()
    except InspectorError:
        return FirstLook(has_workspace=False)
    look, memory = _table(_settings(found), "look"), _table(_memory(found), "memory")
    theme, language, geometry = look.get("theme"), look.get("language"), memory.get("geometry")
    return FirstLook(
        theme if theme in THEMES else "",
        language if isinstance(language, str) and re.fullmatch("[A-Za-z0-9_-]{0,35}", language) else "",
        geometry if isinstance(geometry, str) and len(geometry) <= MAX_TEXT else "",
        {name: tuple(sizes) for name, sizes in _table(memory, "splitters").items() if _are_sizes(sizes)},
        (found / SETTINGS_NAME).exists(),
    )


def _settings(folder: Path) -> Any:
    with contextlib.suppress(OSError, ValueError):
        return parsed_toml(read_bounded(folder / SETTINGS_NAME, MAX_SETTINGS_BYTES).decode("utf-8-sig"))
    return None


def _memory(folder: Path) -> Any:
    with contextlib.suppress(OSError, ValueError):
        return parsed_json(read_bounded(folder / MEMORY_NAME, MAX_MEMORY_BYTES))
    return None


def _table(loaded: Any, name: str) -> dict[str, Any]:
    found = loaded.get(name) if isinstance(loaded, dict) else None
    return found if isinstance(found, dict) else {}


def _are_sizes(sizes: Any) -> bool:
    return (
        isinstance(sizes, list)
        and 1 < len(sizes) <= MAX_PARTS
        and all(type(size) is int and 0 <= size <= 100_000 for size in sizes)
    )
