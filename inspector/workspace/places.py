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
    """INSPECTOR_WORKSPACE, else the one that this user chose, else a folder of the user's. Raises WorkspaceError for a
    user without a home."""
    named = os.environ.get("INSPECTOR_WORKSPACE")
    if named:
        return Path(named)
    import platformdirs

    try:
        if (chosen := chosen_folder()) is not None:
            return chosen
        return platformdirs.user_data_path("Inspector", appauthor=False) / "workspace"
    except RuntimeError as error:
        raise broken_workspace(Path("~"), "this user has no home folder; name a workspace") from error


def workspace_of(path: Path) -> Path | None:
    """The workspace that a path names, as its folder or as the settings in it; None for anything else."""
    folder = path.parent if path.name == SETTINGS_NAME else path
    return folder if (folder / SETTINGS_NAME).is_file() else None


def is_folder_named() -> bool:
    """INSPECTOR_WORKSPACE names it for every program that is started here: no choice would count beside it."""
    return bool(os.environ.get("INSPECTOR_WORKSPACE"))


def chosen_folder() -> Path | None:
    """The folder that this user chose in the first steps; None where nobody did. Raises RuntimeError for a user without
    a home."""
    try:
        text = _choice_file().read_text("utf-8").strip()
    except (OSError, ValueError):  # there is none, or it cannot be read: then the usual folder is
        return None
    return Path(text) if text and Path(text).is_absolute() and "\0" not in text else None


def remember_folder(folder: Path) -> None:
    """It is the default workspace of this user from now on. Raises WorkspaceError where the disk refuses."""
    from inspector.core.files import write_whole

    file = _choice_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, f"{folder}\n".encode())
    except OSError as error:
        raise broken_workspace(folder, f"that it was chosen cannot be kept in {file}: {error.strerror}") from error


def _choice_file() -> Path:
    import platformdirs

    return platformdirs.user_config_path("Inspector", appauthor=False) / "workspace.txt"


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
