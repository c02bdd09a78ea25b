"""The view of each source, from one start of the program to the next; read and written in the background."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from inspector.core.messages import Message
from inspector.core.source_view import SourceView
from inspector.session import Session
from inspector.workers.background import Background

log = logging.getLogger("inspector.live")


class SourceViews:
    def __init__(
        self,
        background: Background,
        read: Callable[[], Mapping[str, SourceView]],
        write: Callable[[str, SourceView], None],
    ) -> None:
        """``read`` and ``write`` may wait for the disk. Where they fail, views last as long as the program."""
        self._background = background
        self._read = read
        self._write = write
        self._known: dict[str, SourceView] = {}  # by what was opened
        self._is_read = False

    def ask(self, source: str, told: Callable[[SourceView], None]) -> None:
        """``told`` is called with the view of a source, at once where it is known; it has the default one else."""
        if self._is_read:
            told(self._known.get(source, SourceView()))
            return

        def read(saved: Mapping[str, SourceView]) -> None:
            self._is_read = True
            self._known = dict(saved) | self._known
            told(self._known.get(source, SourceView()))

        self._background.run(self._read, done=read, failed=_note)

    def keep(self, source: str, view: SourceView) -> None:
        self._known[source] = view
        self._background.run(lambda: self._write(source, view), failed=_note, key=f"view of {source}")


def views_of(session: Session, background: Background) -> SourceViews:
    """Those that the workspace's memory of the window holds."""

    def read() -> Mapping[str, SourceView]:
        from inspector.workspace.memory import read_memory  # in the background: it brings pydantic

        return read_memory(session.open_workspace()).views

    def write(source: str, view: SourceView) -> None:
        from inspector.workspace.memory import read_memory, save_memory

        workspace = session.open_workspace()
        save_memory(workspace, read_memory(workspace).with_view(source, view))

    return SourceViews(background, read, write)


def _note(reason: Message) -> None:
    """Losing a view loses no record: nobody is held up by a message."""
    log.warning("the view of a source could not be read or kept: %s %s", reason.code, dict(reason.params))
