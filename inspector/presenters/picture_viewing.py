"""How pictures of a page are looked at: brightness, contrast, turned, fitted; kept for each source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.core.source_view import SourceView, stepped_gamma

if TYPE_CHECKING:
    from inspector.presenters.source_views import SourceViews
    from inspector.views.annotate.paint_panel import PaintPanel
    from inspector.views.live.live_page import LivePage
    from inspector.views.review.review_page import ReviewPage


class PictureViewing:
    def __init__(
        self, page: LivePage | ReviewPage | PaintPanel, views: SourceViews, changed: Callable[[SourceView], object]
    ) -> None:
        """``changed`` is called with each new view: what is on the screen is to be shown in it."""
        self._page = page
        self._views = views
        self._changed = changed
        self._view = SourceView()
        self._source: str | None = None  # whose view it is
        page.window_chosen.connect(self.choose_window)

    @property
    def view(self) -> SourceView:
        return self._view

    def acts(self, scope: str) -> dict[str, Callable[[], object]]:
        """By the id of the action."""
        acts: dict[str, Callable[[], object]] = {
            "turn": lambda: self._choose(self._view.turned(1)),
            "turn_back": lambda: self._choose(self._view.turned(-1)),
            "fit": lambda: self._choose(replace(self._view, fits_product=False)),
            "fit_product": lambda: self._choose(replace(self._view, fits_product=True)),
            "auto_contrast": lambda: self._choose(replace(self._view, is_auto=not self._view.is_auto)),
            "local_contrast": lambda: self._choose(replace(self._view, has_clahe=not self._view.has_clahe)),
            "brighter": lambda: self._step_gamma(1),
            "darker": lambda: self._step_gamma(-1),
            "as_captured": lambda: self._choose(self._view.with_captured_look()),
        }
        return {f"{scope}.{verb}": act for verb, act in acts.items()}

    def use_source(self, source: str) -> None:
        """Another source is looked at, as it was the last time. A wish made meanwhile counts more."""
        self._source = source
        before = self._view

        def show(view: SourceView) -> None:
            if self._source == source and self._view == before:
                self._show(view)

        self._views.ask(source, show)

    def choose_window(self, low: float, high: float, is_final: bool) -> None:
        """Shares of full scale that are shown black and white; many while they are dragged, the last is kept."""
        view = replace(self._view, low=low, high=high, is_auto=False)
        if is_final:
            self._choose(view)
        else:
            self._show(view)

    def _step_gamma(self, steps: int) -> None:
        self._choose(replace(self._view, gamma=stepped_gamma(self._view.gamma, steps)))

    def _choose(self, view: SourceView) -> None:
        self._show(view)
        if self._source is not None:
            self._views.keep(self._source, view)

    def _show(self, view: SourceView) -> None:
        if view != self._view:
            self._view = view
            self._changed(view)
        self._page.show_picture_view(view)
