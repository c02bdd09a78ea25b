"""Setting the PIN of a workspace, from the command line and from a page; nobody else knows how it is kept."""

from __future__ import annotations

import tomlkit

from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.pin import hash_of, pin_fault
from inspector.workspace.editing import change_settings
from inspector.workspace.workspace import Workspace


def set_pin(workspace: Workspace, pin: str) -> Workspace:
    """The workspace locked with ``pin``; "" for no lock. Some 50 ms: not for the Qt thread.

    Raises WorkspaceError for what cannot be a PIN, and as ``change_settings``.
    """
    if pin and (fault := pin_fault(pin)):
        raise WorkspaceError(message(Code.PIN_UNFIT, detail=fault))
    kept = hash_of(pin) if pin else ""

    def change(document: tomlkit.TOMLDocument) -> None:
        if "lock" not in document:
            document["lock"] = tomlkit.table()
        document["lock"]["pin"] = kept  # a table, or ``change_settings`` refuses the file

    return change_settings(workspace, change)
