"""Where the workspace is and what its files are called. It loads nothing: the window asks before its first paint."""

from __future__ import annotations

import os
from pathlib import Path

from inspector.core.messages import Code, WorkspaceError, message

SETTINGS_NAME = "workspace.toml"
MEMORY_NAME = "window.json"
MAX_SETTINGS_BYTES = 5_000_000
MAX_MEMORY_BYTES = 1_000_000


def default_folder() -> Path:
    """INSPECTOR_WORKSPACE, else a folder of the user's. Raises WorkspaceError for a user without a home."""
    named = os.environ.get("INSPECTOR_WORKSPACE")
    if named:
        return Path(named)
    import platformdirs

    try:
        return platformdirs.user_data_path("Inspector", appauthor=False) / "workspace"
    except RuntimeError as error:
        raise broken_workspace(Path("~"), "this user has no home folder; name a workspace") from error


def state_folder() -> Path:
    """INSPECTOR_STATE, else where the platform keeps what a program remembers of this PC. Raises WorkspaceError for a
    user without a home."""
    named = os.environ.get("INSPECTOR_STATE")
    if named:
        return Path(named)
    import platformdirs

    try:
        return platformdirs.user_state_path("Inspector", appauthor=False)
    except RuntimeError as error:
        raise broken_workspace(Path("~"), "this user has no home folder; INSPECTOR_STATE may name one") from error


def broken_workspace(folder: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.WORKSPACE_BROKEN, path=str(folder), detail=detail))
