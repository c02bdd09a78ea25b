"""What the window remembers, read and saved off the Qt thread: at most every second, and at the end.

    begin ► read (background) ► change … ► saved a second later ► end

Changes made before it is read are made to what was read. A file that is broken is left alone, and nothing is saved.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.core.messages import Code, InspectorError, Message
from inspector.session import Session
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.workspace.memory import WindowMemory

log = logging.getLogger("inspector.window")

SAVE_EVERY_MS = 1000
MemoryChange = Callable[["WindowMemory"], "WindowMemory"]


class WindowMemoryKeeper(QObject):
    """Call everything on the Qt thread."""

    changed = Signal()  # what is remembered

    def __init__(
        self, session: Session, background: Background, *, failed: Callable[[Message], object] = lambda reason: None
    ) -> None:
        """``failed`` hears why nothing will be remembered. ``background`` is begun and ended by whoever made it."""
        super().__init__()
        self._session = session
        self._background = background
        self._failed = failed
        self._memory: WindowMemory | None = None
        self._waiting: list[MemoryChange] = []
        self._is_saved = True
        self._is_kept = True  # False: the file is broken, or the disk refuses
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_EVERY_MS)
        self._timer.timeout.connect(self.save)

    @property
    def memory(self) -> WindowMemory | None:
        """None until it is read."""
        return self._memory

    def begin(self) -> None:
        """Read it; once more where another workspace was opened since."""
        self._memory, from_disk = None, self._session

        def read() -> WindowMemory:
            from inspector.workspace.memory import WindowMemory, read_memory

            try:
                return read_memory(from_disk.open_workspace())
            except InspectorError as error:
                if error.message.code is Code.WINDOW_FORGOTTEN:
                    raise
                return WindowMemory()  # why there is no workspace is told where records are opened

        self._background.run(read, done=self._read, failed=self._broken)

    def _read(self, memory: WindowMemory) -> None:
        self._memory = memory
        waiting, self._waiting = self._waiting, []
        self.changed.emit()
        for change in waiting:
            self.change(change)

    def _broken(self, reason: Message) -> None:
        from inspector.workspace.memory import WindowMemory

        self._is_kept = False
        self._failed(reason)
        self._read(WindowMemory())

    def change(self, change: MemoryChange) -> None:
        if self._memory is None:
            self._waiting.append(change)
            return
        changed = change(self._memory)
        if changed == self._memory:
            return
        self._memory, self._is_saved = changed, False
        if not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def save(self) -> None:
        """What has changed since it was saved last, at once."""
        memory, session = self._memory, self._session
        self._timer.stop()
        if self._is_saved or not self._is_kept or memory is None:
            return
        self._is_saved = True

        def write() -> None:
            from inspector.workspace.memory import save_memory

            workspace = session.workspace
            if workspace is not None:
                try:
                    save_memory(workspace, memory)
                except OSError as error:  # it loses no record, and the next change tries again
                    log.warning("the window's memory is not saved: %s", error)

        self._background.run(write)
