"""What is said where the disk takes nothing more of a workspace's models."""

from __future__ import annotations

from pathlib import Path

from inspector.core.messages import Code, WorkspaceError, message


def models_unwritable(path: Path, error: OSError) -> WorkspaceError:
    """``path``: the file or folder that could not be written."""
    return WorkspaceError(message(Code.MODELS_UNWRITABLE, path=str(path), detail=error.strerror or str(error)))
