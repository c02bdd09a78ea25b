"""Which workspaces this user has opened on this PC, the newest first: an update makes copies of their records before.

STATE FOLDER/workspaces.json    ["/data/line1", …]
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from inspector.core.files import write_whole
from inspector.core.messages import WorkspaceError
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import read_bounded
from inspector.workspace.places import SETTINGS_NAME, default_folder, state_folder

log = logging.getLogger("inspector.workspace")

MAX_KNOWN: Final = 50
_MAX_BYTES: Final = 500_000


def remember_workspace(folder: Path) -> None:
    """It was opened. Where that cannot be written the log says so: nothing else depends on it."""
    try:
        text, known = str(folder.resolve()), _listed()
        if known[:1] != [text]:
            file = state_folder() / "workspaces.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            listed = [text, *(one for one in known if one != text)][:MAX_KNOWN]
            write_whole(file, json.dumps(listed, ensure_ascii=False, indent=0).encode("utf-8", "surrogateescape"))
    except (OSError, WorkspaceError) as error:
        log.warning("%s is not remembered: %s", folder, error)


def known_workspaces() -> tuple[Path, ...]:
    """Those that were opened, and the default one where it is there. Some may be gone, or on a share that is away."""
    found = [Path(text) for text in _listed()]
    with suppress(WorkspaceError):  # a user without a home has no default one
        default = default_folder()
        if (default / SETTINGS_NAME).exists():
            found.append(default.resolve())
    return tuple(dict.fromkeys(found))


def _listed() -> list[str]:
    try:
        listed = parsed_json(os.fsdecode(read_bounded(state_folder() / "workspaces.json", _MAX_BYTES)))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, WorkspaceError) as error:
        log.warning("which workspaces were opened is not known: %s", error)
        return []
    return [one for one in listed if isinstance(one, str) and one] if isinstance(listed, list) else []
