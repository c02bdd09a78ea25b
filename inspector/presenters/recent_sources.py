"""Sources that were opened before: remembered as they are chosen, offered again, forgotten on wish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.source_options import SourceOptions
from inspector.screens.recent import RecentItem

if TYPE_CHECKING:
    from inspector.views.live.live_page import LivePage
    from inspector.workers.window_memory import WindowMemoryKeeper
    from inspector.workspace.memory import WindowMemory


class RecentSources:
    def __init__(self, page: LivePage, keeper: WindowMemoryKeeper) -> None:
        self._page = page
        self._keeper = keeper
        self._shown: tuple[RecentItem, ...] = ()
        page.source_chosen.connect(self.remember)
        page.recent_forgotten.connect(self.forget)
        keeper.changed.connect(self._show)

    def remember(self, text: str, options: SourceOptions) -> None:
        def with_source(memory: WindowMemory) -> WindowMemory:
            from inspector.workspace.memory import RecentSource

            return memory.with_source(RecentSource(text, options))

        self._keeper.change(with_source)

    def forget(self, text: str) -> None:
        """ "" forgets all of them."""
        self._keeper.change(
            lambda memory: replace(memory, recent=tuple(one for one in memory.recent if text and one.text != text))
        )

    def _show(self) -> None:
        memory = self._keeper.memory
        items = tuple(_item(one.text, one.options) for one in memory.recent if one.text) if memory is not None else ()
        if items != self._shown:
            self._shown = items
            self._page.show_recent(items)


def _item(text: str, options: SourceOptions) -> RecentItem:
    return RecentItem(text, options, Path(text).name or text)
