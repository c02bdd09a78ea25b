"""Hands a finished update to the page and the window: lists, map, messages. The picture follows the presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.presenters.live_composer import LiveUpdate
    from inspector.presenters.live_view import LiveViewing
    from inspector.presenters.message_board import MessageBoard
    from inspector.views.live.live_page import LivePage
    from inspector.views.main_window import MainWindow


class LiveScreen:
    def __init__(self, page: LivePage, window: MainWindow, viewing: LiveViewing, messages: MessageBoard) -> None:
        self._page = page
        self._window = window
        self._viewing = viewing
        self._messages = messages

    def show(self, update: LiveUpdate) -> None:
        if update.has_begun:
            self._begin_piece(update)
        self._show_defects(update)
        self._show_surroundings(update)
        self._show_notices(update)

    def _begin_piece(self, update: LiveUpdate) -> None:
        scale = update.calibration
        self._page.clear_piece()
        self._page.show_scale((scale.mm_per_px_across, scale.mm_per_px_along) if scale else None)
        self._messages.forget()  # the same trouble on a new piece comes with its own names
        self._viewing.forget_defects()

    def _show_defects(self, update: LiveUpdate) -> None:
        page, viewing = self._page, self._viewing
        if update.removed:
            page.remove_defects(update.removed)
            viewing.remove_defects(update.removed)
        if update.rows:
            page.upsert_defects(update.rows)
            viewing.add_defects(row.defect_id for row in update.rows)
        if update.thumbnails:
            page.add_thumbnails(update.thumbnails)

    def _show_surroundings(self, update: LiveUpdate) -> None:
        page = self._page
        if update.classes is not None:
            page.show_classes(update.classes)
            page.show_histograms(update.histograms)
        if update.extent is not None:
            page.show_map(update.extent, update.cursor)
        if update.gaps:
            page.add_gaps(update.gaps)
        if update.window is not None:
            self._window.show_chrome(update.window)

    def _show_notices(self, update: LiveUpdate) -> None:
        page = self._page
        if update.coverage is not None:
            page.show_coverage(update.coverage)
        if update.alarms is not None:
            page.show_alarms(update.alarms)
        if update.missed:
            page.add_not_inspected(update.missed)
        if update.not_inspected is not None:
            page.show_not_inspected(update.not_inspected)
