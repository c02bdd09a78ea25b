"""The view of each source, from one start of the program to the next: in what the window remembers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.core.source_view import SourceView

if TYPE_CHECKING:
    from inspector.workers.window_memory import WindowMemoryKeeper


class SourceViews:
    """Known as long as the program runs; longer where there is a keeper. Call everything on the Qt thread."""

    def __init__(self) -> None:
        self._keeper: WindowMemoryKeeper | None = None
        self._known: dict[str, SourceView] = {}  # by what was opened: of this run
        self._asked: list[tuple[str, Callable[[SourceView], None]]] = []  # and not answered yet

    def remember_in(self, keeper: WindowMemoryKeeper) -> None:
        self._keeper = keeper
        keeper.changed.connect(self._answer)

    def ask(self, source: str, told: Callable[[SourceView], None]) -> None:
        """``told`` is called once with the view of a source, the default one where none is known: at once, or when what
        is remembered has been read."""
        self._asked.append((source, told))
        self._answer()

    def keep(self, source: str, view: SourceView) -> None:
        self._known[source] = view
        if self._keeper is not None:
            self._keeper.change(lambda memory: memory.with_view(source, view))

    def _answer(self) -> None:
        memory = None if self._keeper is None else self._keeper.memory
        if self._keeper is not None and memory is None:
            return
        asked, self._asked = self._asked, []
        for source, told in asked:
            remembered = SourceView() if memory is None else memory.views.get(source, SourceView())
            told(self._known.get(source, remembered))
