"""A calibration in a file of its own: TOML with the two sizes of a pixel, alone or in a table ``[calibration]``."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from inspector.core.calibration import Calibration
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_entries, parsed_toml
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import MAX_SETTINGS_BYTES

_SHAPE = TypeAdapter(Calibration)
_ENTRIES = ("mm_per_px_across", "mm_per_px_along")


def read_calibration(path: Path) -> Calibration:
    """Entries beside the two may be there, as in a whole workspace.toml. Raises WorkspaceError."""
    try:
        loaded = parsed_toml(read_bounded(path, MAX_SETTINGS_BYTES).decode("utf-8-sig"))
        table = loaded.get("calibration", loaded)
        if not isinstance(table, dict):
            raise ValueError("calibration is no table")
        if missing := [name for name in _ENTRIES if name not in table]:
            raise ValueError(f"it lacks {missing[0]}")
        return from_entries(_SHAPE, {name: table[name] for name in _ENTRIES})
    except OSError as error:
        detail = error.strerror or str(error)
    except ValueError as error:
        detail = str(error)
    raise WorkspaceError(message(Code.CALIBRATION_FILE_WRONG, path=str(path), detail=detail))
