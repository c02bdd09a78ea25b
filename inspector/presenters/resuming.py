"""Going on where the window was closed: the last source, model and piece, where the workspace wishes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.core.messages import Code
from inspector.core.piece import Piece
from inspector.core.source_options import SourceOptions

if TYPE_CHECKING:
    from inspector.session import Session
    from inspector.views.live.live_page import LivePage
    from inspector.workers.window_memory import WindowMemoryKeeper

# Source, its options, the piece and the model's path; None and "" where none is remembered.
Resume = Callable[[str, SourceOptions, Piece | None, str], object]


# A source that may come later than this PC after the power was gone: it is looked for again.
NOT_THERE_YET = (
    Code.CAMERA_NOT_FOUND, Code.CAMERA_NO_SUCH_NUMBER, Code.SOURCE_MISSING, Code.SOURCE_NO_ANSWER,
    Code.SOURCE_UNREADABLE,
)  # fmt: skip


class Resuming:
    """Remembers piece and model; ``resume`` is called once, when what is remembered is known.

    Nothing is resumed where something has begun already. A piece is remembered as long as its source goes on with it:
    under its name no other steel may be booked.
    """

    def __init__(self, page: LivePage, session: Session, keeper: WindowMemoryKeeper, resume: Resume) -> None:
        self._session = session
        self._keeper = keeper
        self._resume = resume
        self._is_over = False
        page.model_chosen.connect(self._remember_model)
        keeper.changed.connect(self._when_known)

    def begun(self, named: Piece | None) -> None:
        """A piece begins: one that somebody named, or one that got its name by itself."""
        self._is_over = True
        piece_id, kind = (named.id, named.kind) if named is not None else ("", "")
        self._keeper.change(lambda memory: replace(memory, last_piece_id=piece_id, last_piece_kind=kind))

    def _remember_model(self, path: str) -> None:
        self._keeper.change(lambda memory: replace(memory, last_model=path))

    def _when_known(self) -> None:
        memory, workspace = self._keeper.memory, self._session.workspace
        if self._is_over or memory is None:
            return
        self._is_over = True
        if workspace is None or not workspace.settings.start.resumes or not memory.recent:
            return
        last = memory.recent[0]
        piece = Piece(memory.last_piece_id, memory.last_piece_kind or "piece") if memory.last_piece_id else None
        self._resume(last.text, last.options, piece, memory.last_model)
