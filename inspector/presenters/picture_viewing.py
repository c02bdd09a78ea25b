"""How the live picture is looked at: brightness, contrast, turned, fitted; kept for each source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.core.source_view import SourceView, stepped_gamma
from inspector.presenters.source_views import SourceViews

if TYPE_CHECKING:
    from inspector.presenters.live_view import LiveViewing
    from inspector.views.live.live_page import LivePage


class PictureViewing:
    def __init__(self, page: LivePage, viewing: LiveViewing, changed: Callable[[], object] = lambda: None) -> None:
        """``changed`` is called when the view is another, for pictures that the composer does not make."""
        self._page = page
        self._viewing = viewing
        self.views = SourceViews()
        self._changed = changed
        self._source: str | None = None  # whose view it is
        page.window_chosen.connect(self.choose_window)

    @property
    def view(self) -> SourceView:
        return self._viewing.view.picture

    def acts(self) -> dict[str, Callable[[], object]]:
        """By the id of the action."""
        return {
            "live.turn": lambda: self._choose(self.view.turned(1)),
            "live.turn_back": lambda: self._choose(self.view.turned(-1)),
            "live.fit": lambda: self._choose(replace(self.view, fits_product=False)),
            "live.fit_product": lambda: self._choose(replace(self.view, fits_product=True)),
            "live.auto_contrast": lambda: self._choose(replace(self.view, is_auto=not self.view.is_auto)),
            "live.local_contrast": lambda: self._choose(replace(self.view, has_clahe=not self.view.has_clahe)),
            "live.brighter": lambda: self._step_gamma(1),
            "live.darker": lambda: self._step_gamma(-1),
            "live.as_captured": lambda: self._choose(self.view.with_captured_look()),
        }

    def use_source(self, source: str) -> None:
        """Another source is looked at, as it was the last time. A wish made meanwhile counts more."""
        self._source = source
        before = self.view

        def show(view: SourceView) -> None:
            if self._source == source and self.view == before:
                self._show(view)

        self.views.ask(source, show)

    def choose_window(self, low: float, high: float, is_final: bool) -> None:
        """Shares of full scale that are shown black and white; many while they are dragged, the last is kept."""
        view = replace(self.view, low=low, high=high, is_auto=False)
        if is_final:
            self._choose(view)
        else:
            self._show(view)

    def _step_gamma(self, steps: int) -> None:
        self._choose(replace(self.view, gamma=stepped_gamma(self.view.gamma, steps)))

    def _choose(self, view: SourceView) -> None:
        self._show(view)
        if self._source is not None:
            self.views.keep(self._source, view)

    def _show(self, view: SourceView) -> None:
        if view != self.view:
            self._viewing.show_picture(view)
            self._changed()
        self._page.show_picture_view(view)
