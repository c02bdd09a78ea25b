"""The window: pages at the left, one line on top, one at the bottom, and the page between them.

Closing is a wish: ``close_wished`` asks, ``allow_close`` closes. A second wish while the first is being granted is
the same wish.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector.screens.actions import Scope, action
from inspector.screens.shell import WindowChrome
from inspector.views.action_set import ActionSet
from inspector.views.key_sheet import KeySheet
from inspector.views.navigation_rail import NavigationRail
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import SMALL_PX, Theme, font, tokens
from inspector.views.top_line import TopLine

STATUS_HEIGHT = 26
PAGE_PREFIX = "window.page_"


class StatusLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(STATUS_HEIGHT)
        self._words = ElidedLabel()
        self._words.setProperty("dim", True)
        self._words.setFont(font(SMALL_PX))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.addWidget(self._words, 1)

    def show_words(self, words: str) -> None:
        self._words.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(t.line))
        painter.end()


class MainWindow(QWidget):
    action_triggered = Signal(str)  # action id, of the scope WINDOW; keys, full screen and quit are acted on here
    page_shown = Signal(str)  # action id of the page
    close_wished = Signal()

    def __init__(self, theme: Theme | None = None) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Inspector"))
        self.setMinimumSize(QSize(1024, 640))
        self.resize(1280, 720)
        self.actions_of_window = ActionSet(self)
        self._scopes: dict[str, Scope] = {}
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._pages_by_id: dict[str, QWidget] = {}
        self._shown_page = ""
        self._may_close = False
        self._rail = NavigationRail()
        self._rail.add_at_foot(self.actions_of_window.qaction("window.keys"))
        self._top = TopLine()
        self._status = StatusLine()
        self._pages = QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._pages, 1)
        column.addWidget(self._status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self._sheet: KeySheet | None = None
        self.actions_of_window.triggered.connect(self._on_triggered)
        if theme is not None:
            theme.changed.connect(self.actions_of_window.refresh_icons)

    # What is shown

    def add_page(self, action_id: str, build: Callable[[], QWidget]) -> None:
        """Add a page to the rail, shown by ``action_id`` ("window.page_live"); the first is shown at once.

        Others are built when they are first shown: the start of the program does not wait for them. A page's keys
        are those of the scope with the same name ("live").
        """
        self._rail.add_page(action_id, self.actions_of_window.qaction(action_id))
        self._builders[action_id] = build
        self._scopes[action_id] = Scope(action_id.removeprefix(PAGE_PREFIX))
        if len(self._scopes) == 1:
            self.show_page(action_id)

    def show_page(self, action_id: str) -> None:
        if action_id not in self._pages_by_id:
            page = self._pages_by_id[action_id] = self._builders[action_id]()
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(self._pages_by_id[action_id])
        self._shown_page = action_id
        self._rail.show_page(action_id)
        self.actions_of_window.show_scope(self._scopes[action_id])
        self.page_shown.emit(action_id)

    def show_frame(self, frame: WindowChrome) -> None:
        self._top.show_frame(frame)
        self._status.show_words(frame.status)

    def show_keys(self, is_shown: bool) -> None:
        """Show or hide the list of keys of the page, over it."""
        if is_shown:
            scope = self._scopes[self._shown_page]
            if self._sheet is None or self._sheet.scope is not scope:  # built when asked for: long and seldom read
                if self._sheet is not None:
                    self._sheet.deleteLater()
                self._sheet = KeySheet(self, scope)
                self._sheet.close_wished.connect(self._on_sheet_close)
            self._sheet.open_over()
        elif self._sheet is not None and self._sheet.isVisible():
            self._sheet.hide()
            page = self._pages.currentWidget()
            if page is not None:
                page.setFocus()

    def is_showing_keys(self) -> bool:
        return self._sheet is not None and self._sheet.isVisible()

    def allow_close(self) -> None:
        """The presenter has put everything in order: close now."""
        self._may_close = True
        self.close()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if action(action_id).scope is not Scope.WINDOW:
            return
        if action_id == "window.keys":
            self.show_keys(not self.is_showing_keys())
        elif action_id == "window.full_screen":
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif action_id == "window.quit":
            self.close()
        elif action_id in self._builders:
            self.show_page(action_id)
        self.action_triggered.emit(action_id)

    def _on_sheet_close(self) -> None:
        self.show_keys(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_wished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sheet is not None:
            self._sheet.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        # A key that the focused widget does not want for itself comes up to the window as a ShortcutOverride.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not self.is_showing_keys() and self.actions_of_window.key_pressed(event):
                event.accept()
                return True
        elif event.type() is QEvent.Type.WindowDeactivate:
            self.actions_of_window.release_all()
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.actions_of_window.key_released(event):
            super().keyReleaseEvent(event)
