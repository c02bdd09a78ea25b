"""What the whole program shares: the workspace, opened once. No Qt.

Methods wait for the disk: call them off the Qt thread. Properties may be read from any thread.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.workspace.workspace import Workspace


class Session:
    """One for the window, whatever pages it has, and one for a command."""

    def __init__(self, workspace_folder: Path | None) -> None:
        """``None``: the default workspace, made where there is none yet."""
        self._workspace_folder = workspace_folder
        self._workspace: Workspace | None = None
        self._opening = threading.Lock()

    @property
    def workspace(self) -> Workspace | None:
        """None until it is open."""
        return self._workspace

    def open_workspace(self) -> Workspace:
        """Open it, or give the one that is open. Raises WorkspaceError, and may be tried again then."""
        from inspector.workspace.workspace import open_or_create

        with self._opening:
            if self._workspace is None:
                self._workspace = open_or_create(self._workspace_folder)
            return self._workspace
