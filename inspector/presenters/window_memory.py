"""What belongs to the whole window: it remembers its place, its parts, its keys and what was open, and takes what is
dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.core.messages import Message
from inspector.core.piece import Piece
from inspector.presenters.changing_keys import ChangingKeys
from inspector.presenters.dropping import Dropping
from inspector.presenters.recent_sources import RecentSources
from inspector.presenters.resuming import Resume, Resuming
from inspector.presenters.unexpected_ends import UnexpectedEnds
from inspector.presenters.update_outcome import UpdateOutcome
from inspector.session import Session
from inspector.texts.messages import message_text
from inspector.workers.background import Background
from inspector.workers.window_memory import WindowMemoryKeeper

if TYPE_CHECKING:
    from inspector.views.live.live_page import LivePage
    from inspector.views.main_window import MainWindow


class WindowMemoryPresenter:
    def __init__(
        self,
        window: MainWindow,
        page: LivePage,
        session: Session,
        *,
        resume: Resume = lambda *_: None,
        shown_key: Callable[[str], str] = str,
        background: Background | None = None,
    ) -> None:
        """``shown_key``: a key as people read it."""
        self._page = page
        self._background = background or Background(self._tell, name="window")
        self.keeper = WindowMemoryKeeper(session, self._background, failed=self._tell)
        self._recent = RecentSources(page, self.keeper)
        self._resuming = Resuming(page, session, self.keeper, resume)
        self._ends = UnexpectedEnds(session, self._background, tell=self._tell)
        self._update = UpdateOutcome(self._background, tell=self._tell)
        self._dropping = Dropping(window, page, self._background)
        self.keys = ChangingKeys(window, session, self._background, shown=shown_key, failed=self._tell)
        window.layout_changed.connect(self._layout_changed)
        window.folder_used.connect(self._folder_used)
        self.keeper.changed.connect(lambda: self._show_folders(window))

    def begin(self, is_painted: threading.Event | None = None) -> None:
        """``is_painted``: see ``Background.start``."""
        self._background.start(is_painted)
        self.keeper.begin()
        self.keys.begin()
        self._ends.begin()
        self._update.begin()

    @property
    def is_calm(self) -> bool:
        return not self._background.is_busy

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: what was changed is saved. True if in time."""
        self.keeper.save()
        self._background.end()
        return self._background.join(timeout_s)

    def piece_begun(self, named: Piece | None) -> None:
        """See ``Resuming.begun``."""
        self._resuming.begun(named)

    def last_dataset(self) -> str:
        memory = self.keeper.memory
        return memory.last_dataset if memory is not None else ""

    def remember_dataset(self, name: str) -> None:
        self.keeper.change(lambda memory: replace(memory, last_dataset=name))

    def author(self) -> str:
        """Who labels here; "" for the system's user."""
        memory = self.keeper.memory
        return memory.author if memory is not None else ""

    def remember_author(self, name: str) -> None:
        self.keeper.change(lambda memory: replace(memory, author=name))

    def shows_proposals(self) -> bool:
        memory = self.keeper.memory
        return memory is not None and memory.shows_proposals

    def remember_proposals(self, are_shown: bool) -> None:
        self.keeper.change(lambda memory: replace(memory, shows_proposals=are_shown))

    def are_first_steps_open(self) -> bool:
        memory = self.keeper.memory
        return memory is not None and memory.are_first_steps_open

    def remember_first_steps(self, are_open: bool) -> None:
        self.keeper.change(lambda memory: replace(memory, are_first_steps_open=are_open))

    def _layout_changed(self, geometry: str, sizes: Mapping[str, tuple[int, ...]]) -> None:
        self.keeper.change(lambda memory: replace(memory, geometry=geometry, splitters={**memory.splitters, **sizes}))

    def _folder_used(self, kind: str, folder: str) -> None:
        self.keeper.change(lambda memory: replace(memory, folders={**memory.folders, kind: folder}))

    def _show_folders(self, window: MainWindow) -> None:
        if self.keeper.memory is not None:
            window.show_folders(self.keeper.memory.folders)

    def _tell(self, reason: Message) -> None:
        self._page.show_message(message_text(reason))
