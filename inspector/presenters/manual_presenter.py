"""The manual over the window: read when it is first asked for, opened at the page one is on. Imports no widget.

    F1 ► place ► read (background) ► pictures of the page (background) ► shown
    a new alarm that says STOP ► the manual is closed: it lies over what must be seen

Pages are read once; pictures with each page, in the size in which the screen shows them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from inspector.core.messages import Message, Tier
from inspector.manual.reading import made_by, read_manual, write_page
from inspector.manual.searching import search
from inspector.pipeline.alarms import AlarmChange, Change
from inspector.screens.manual import PICTURE_PX, ManualHit, ManualPage, ManualPlace
from inspector.texts import manual as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from inspector.session import Session
    from inspector.views.main_window import MainWindow
    from inspector.views.manual.manual_sheet import ManualSheet

log = logging.getLogger("inspector.window")

END_S = 5.0
OPERATOR, ENGINEER = "operator", "engineer"

ReadPictures = Callable[[ManualPage, int], "dict[str, QImage]"]  # no wider than so many px; 0: as they are
Draw = Callable[[ManualPage, Mapping[str, "QImage"], str], bytes]


class ManualPresenter(QObject):
    """Call everything on the Qt thread."""

    _stop_raised = Signal()  # on any thread

    def __init__(self, window: MainWindow, session: Session, language: str, pictures: ReadPictures, draw: Draw) -> None:
        """``language``: that of the window; ``pictures`` reads those of a page, ``draw`` makes it into a PDF."""
        super().__init__(window)
        self._window, self._language, self._pictures, self._draw = window, language, pictures, draw
        self._background = Background(self._failed, name="manual", parent=self)
        self._sheet: ManualSheet | None = None
        self._pages: dict[str, ManualPage] = {}
        window.action_triggered.connect(self._act)
        session.alarms.listen(self._on_alarm)
        self._stop_raised.connect(lambda: window.show_manual(False), Qt.ConnectionType.QueuedConnection)

    @property
    def is_calm(self) -> bool:
        return not self._background.is_busy

    def end(self) -> bool:
        self._background.end()
        return self._background.join(END_S)

    def _on_alarm(self, change: AlarmChange) -> None:
        if change.what is Change.RAISED and change.alarm.tier is Tier.STOP:
            self._stop_raised.emit()

    def _act(self, action_id: str) -> None:
        if action_id != "window.manual":
            return
        if self._window.is_showing_manual():
            self._window.show_manual(False)
        else:
            self.open(self.place_here())

    def place_here(self) -> ManualPlace:
        """The page of the manual that tells of where one is."""
        if self._window.is_operator_view or self._window.actions_of_window.is_locked:
            return ManualPlace(OPERATOR)
        return ManualPlace(ENGINEER, self._window.shown_page)

    def open(self, place: ManualPlace) -> None:
        sheet = self._window.show_manual(True)
        assert sheet is not None  # it is shown
        if self._sheet is not sheet:
            self._sheet = sheet
            sheet.place_wished.connect(self.go)
            sheet.search_changed.connect(self._search)
            sheet.pdf_wished.connect(self._write)
        if self._pages:
            self.go(place)
            return
        sheet.say(texts.READING.translated())
        if not self._background.is_started:
            self._background.start()
        language = self._language
        self._background.run(lambda: read_manual(language), done=lambda pages: self._read(pages, place), key="pages")

    def _read(self, pages: tuple[ManualPage, ...], place: ManualPlace) -> None:
        self._pages = {page.id: page for page in pages}
        if self._sheet is not None:
            self._sheet.show_pages(pages)
            self.go(place)

    def go(self, place: ManualPlace) -> None:
        """To a page that there is, else to the first; an anchor that there is not means the page's beginning."""
        page = self._pages.get(place.page_id) or next(iter(self._pages.values()), None)
        if page is None:
            return
        anchor = place.anchor if any(one.anchor == place.anchor for one in page.sections) else ""
        width_px = round(PICTURE_PX * self._window.devicePixelRatioF())
        self._background.run(
            lambda: self._pictures(page, width_px), done=lambda pictures: self._show(page, pictures, anchor), key="page"
        )

    def _show(self, page: ManualPage, pictures: Mapping[str, QImage], anchor: str) -> None:
        if self._sheet is not None:
            self._sheet.show_page(page, pictures, anchor)

    def _search(self, wanted: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if not wanted.strip():
            self._background.outdate("search")
            sheet.show_contents()
            return
        pages = tuple(self._pages.values())

        def show(hits: tuple[ManualHit, ...]) -> None:
            n = len(hits)
            sheet.show_hits(hits, texts.N_FOUND.translated(n=n) if n else texts.NOTHING_FOUND.translated())

        self._background.run(lambda: search(pages, wanted), done=show, key="search")

    def _write(self, path: str) -> None:
        sheet = self._sheet
        if sheet is None or sheet.place is None:
            return
        page = self._pages[sheet.place.page_id]
        sheet.say(texts.WRITING.translated())

        def write() -> None:
            write_page(Path(path), self._draw(page, self._pictures(page, 0), made_by()))

        self._background.run(write, done=lambda _: sheet.say(texts.PRINTED.translated(path=path)))

    def _failed(self, reason: Message) -> None:
        if self._sheet is not None:
            text = message_text(reason)
            self._sheet.say(f"{text.line} {text.next_step}".strip())
