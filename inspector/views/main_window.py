"""The window: pages at the left, one line on top, one at the bottom, and the page between them.

Closing is a request: ``close_wished`` asks the presenters, who may ask back; ``allow_close`` closes. What the system
asks for (SIGTERM, the end of the user's session) comes as ``end_wished``: nobody is there to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector.screens.actions import WINDOW, Action
from inspector.screens.lock import LockState, SignIn
from inspector.screens.pages import Page
from inspector.screens.shell import CaptionState, ClosingState, WindowChrome
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.views.action_set import ActionSet
from inspector.views.key_sheet import KeySheet
from inspector.views.last_folders import LastFolders
from inspector.views.navigation_rail import NavigationRail
from inspector.views.over_sheet import OverSheet
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import DIVIDED, ElidedLabel
from inspector.views.theme import SMALL_PX, Theme, font, tokens
from inspector.views.top_line import TopLine

if TYPE_CHECKING:
    from inspector.views.caption_line import CaptionLine
    from inspector.views.key_editor import KeyEditor
    from inspector.views.manual.manual_sheet import ManualSheet

STATUS_HEIGHT = 26
LOCK_NOTICE_MS = 5000


def _dropped_paths(dropped: QMimeData) -> tuple[str, ...]:
    return tuple(url.toLocalFile() for url in dropped.urls() if url.isLocalFile())


class StatusLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(STATUS_HEIGHT)
        self._text = ElidedLabel()
        self._text.setProperty("dim", True)
        self._text.setFont(font(SMALL_PX))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.addWidget(self._text, 1)
        self._training = PlainLabel()
        self._training.setProperty("dim", True)
        self._training.setFont(font(SMALL_PX))
        row.addWidget(self._training)

    def show_text(self, text: str) -> None:
        self._text.setText(text)

    def show_training(self, text: str) -> None:
        self._training.setText(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(t.line))
        painter.end()


class MainWindow(QWidget):
    action_triggered = Signal(str)  # action id, of the scope WINDOW; keys, full screen and quit are acted on here
    page_shown = Signal(str)  # id of the page
    first_painted = Signal()  # it stands on the screen: what was kept from delaying that may begin
    operator_shown = Signal(bool)  # the first page alone, on the whole screen, for reading from afar
    close_wished = Signal()
    end_wished = Signal()
    lose_wished = Signal()  # quit without the records that wait
    wait_wished = Signal()  # for them
    lock_wished = Signal()  # lock, or unlock
    pin_given = Signal(str, str)  # name, where several can be chosen; PIN
    first_steps_wished = Signal()
    unlock_left = Signal()  # the prompt for the PIN was left
    files_dropped = Signal(object)  # paths, a tuple of str
    model_import_wished = Signal(str)  # path of a model as one file
    caption_next = Signal()  # somebody has looked at what a demo shows
    caption_stop = Signal()  # and wants no more of it
    folder_used = Signal(str, str)  # kind of file, the folder in which one was chosen
    layout_changed = Signal(str, object)  # geometry as text, sizes of the divided parts by name

    def __init__(self, theme: Theme | None = None) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Inspector"))
        self.setMinimumSize(QSize(1024, 600))
        self.resize(1280, 720)
        self.setAcceptDrops(True)
        self._folders = LastFolders(self)
        self._folders.chosen.connect(self.folder_used)
        self._splitters: dict[str, QSplitter] = {}
        self._sizes: Mapping[str, tuple[int, ...]] = {}  # that were remembered
        self.actions_of_window = ActionSet(self)
        self.actions_of_window.add(WINDOW_ACTIONS)
        self._pages_by_id: dict[str, Page] = {}
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._built: dict[str, QWidget] = {}
        self._shown_by: dict[str, str] = {}  # page id by the id of the action that shows it
        self._shown_page = ""
        self._may_close = self._is_painted = False
        self._state_before: Qt.WindowState | None = None  # of the window, while the operator's view is shown
        self._rail = NavigationRail()
        self._rail.add_at_foot(self.actions_of_window.qaction("window.manual"))
        self._top = TopLine(self.actions_of_window.qaction("window.lock"))
        self._top.pin_given.connect(self.pin_given)
        self._top.unlock_left.connect(self._on_unlock_left)
        self._top.lose_wished.connect(self.lose_wished)
        self._top.wait_wished.connect(self.wait_wished)
        self._lock_notice_timer = QTimer(self)
        self._lock_notice_timer.setSingleShot(True)
        self._lock_notice_timer.setInterval(LOCK_NOTICE_MS)
        self._lock_notice_timer.timeout.connect(lambda: self.show_lock_notice(""))
        self._status = StatusLine()
        self._pages = QStackedWidget()
        self._column = column = QVBoxLayout()
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
        self._caption: CaptionLine | None = None
        self._sheet: KeySheet | None = None
        self._key_editor: KeyEditor | None = None
        self._manual: ManualSheet | None = None
        self.actions_of_window.triggered.connect(self._on_triggered)
        self.actions_of_window.keys_changed.connect(self._forget_sheet)
        if theme is not None:
            theme.changed.connect(self.actions_of_window.refresh_icons)

    # What is shown

    def add_page(self, page: Page, build: Callable[[], QWidget]) -> None:
        """Add a page to the rail; the first is shown at once.

        Others are built, and their actions made, when they are first shown: the start of the program does not wait for
        them.
        """
        self.actions_of_window.add((page.shown_by,))
        self._pages_by_id[page.id] = page
        self._builders[page.id] = build
        self._shown_by[page.shown_by.id] = page.id
        self._rail.add_page(page.id, self.actions_of_window.qaction(page.shown_by.id))
        if len(self._pages_by_id) == 1:
            self.show_page(page.id)

    def show_page(self, page_id: str) -> None:
        if page_id not in self._built:
            self.actions_of_window.add(self._pages_by_id[page_id].actions)
            self._built[page_id] = self._builders[page_id]()
            self._divide(self._built[page_id])
            self._pages.addWidget(self._built[page_id])
        self._pages.setCurrentWidget(self._built[page_id])
        self._built[page_id].setFocus()  # else Qt gives it to a button that Space would press
        self._shown_page = page_id
        self._rail.show_page(page_id)
        self.actions_of_window.show_scope(page_id)
        self.page_shown.emit(page_id)

    def restore_layout(self, geometry: str, sizes: Mapping[str, tuple[int, ...]]) -> None:
        """As ``layout_changed`` told it; what does not fit this screen is put right. Before the window is shown."""
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        self._sizes = sizes
        for page in self._built.values():
            self._divide(page)

    def show_folders(self, folders: Mapping[str, str]) -> None:
        """In which files were chosen last, by their kinds: dialogs for them begin there."""
        self._folders.show(folders)

    def _divide(self, page: QWidget) -> None:
        """The parts of a page that are divided by a line to drag, by their names."""
        for splitter in page.findChildren(QSplitter):
            name = splitter.objectName()
            if not name:
                continue
            if len(self._sizes.get(name, ())) == splitter.count():
                splitter.setSizes(list(self._sizes[name]))
                splitter.setProperty(DIVIDED, True)
            if name not in self._splitters:
                self._splitters[name] = splitter
                splitter.splitterMoved.connect(self._tell_layout)

    def _tell_layout(self) -> None:
        if self.isVisible():
            geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
            self.layout_changed.emit(geometry, {name: tuple(one.sizes()) for name, one in self._splitters.items()})

    def show_chrome(self, chrome: WindowChrome) -> None:
        self._top.show_chrome(chrome)
        self._status.show_text(chrome.status)

    def show_training(self, text: str) -> None:
        """At the right of the bottom line: how far a training is; "" where none works."""
        self._status.show_training(text)

    def show_caption(self, state: CaptionState) -> None:
        """What a demo says, over the bottom line on every page."""
        from inspector.views.caption_line import CaptionLine  # of demos alone

        if self._caption is None:
            self._caption = CaptionLine()
            self._caption.next_wished.connect(self.caption_next)
            self._caption.stop_wished.connect(self.caption_stop)
            self._column.insertWidget(self._column.indexOf(self._status), self._caption)
        self._caption.show_caption(state)

    def show_keys(self, is_shown: bool) -> None:
        """Show or hide the list of keys of the page, over it."""
        if is_shown:
            self.show_manual(False)
            page = self._pages_by_id[self._shown_page]
            if self._sheet is None or self._sheet.page is not page:  # built when asked for: long and seldom read
                self._forget_sheet()
                self._sheet = KeySheet(self, page, self.actions_of_window)
                self._sheet.close_wished.connect(self._on_sheet_close)
            self._sheet.open_over()
        elif self._sheet is not None and self._sheet.isVisible():
            self._sheet.hide()
            self.focus_page()

    def _forget_sheet(self) -> None:
        """It is of another page, or of keys that act no more."""
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    def show_manual(self, is_shown: bool) -> ManualSheet | None:
        """Show or hide the manual, over the page; its sheet, None where it was never asked for."""
        if is_shown:
            from inspector.views.manual.manual_sheet import ManualSheet  # the start does not wait for it

            self.show_keys(False)
            if self._manual is None:
                self._manual = ManualSheet(self, self.actions_of_window.qaction("window.keys"))
                self._manual.close_wished.connect(lambda: self.show_manual(False))
            self._manual.open_over()
        elif self.is_showing_manual() and self._manual is not None:
            self._manual.hide()
            self.focus_page()
        return self._manual

    def is_showing_manual(self) -> bool:
        return self._manual is not None and self._manual.isVisible()

    def open_key_editor(self) -> KeyEditor:
        """The list in which keys are changed, over the page."""
        from inspector.views.key_editor import KeyEditor  # seldom opened: the start does not wait for it

        self.show_keys(False)
        self.show_manual(False)
        if self._key_editor is None:
            self._key_editor = KeyEditor(self)
            self._key_editor.close_wished.connect(self._close_key_editor)
        self._key_editor.open_over()
        return self._key_editor

    def _close_key_editor(self) -> None:
        if self._key_editor is not None and self._key_editor.isVisible():
            self._key_editor.hide()
            self.focus_page()

    @property
    def shown_page(self) -> str:
        return self._shown_page

    @property
    def pages(self) -> tuple[Page, ...]:
        """In the order of the rail, built or not."""
        return tuple(self._pages_by_id.values())

    def all_actions(self) -> tuple[Action, ...]:
        """With their own keys, also of pages that are not built yet."""
        of_pages = (one for page in self.pages for one in (page.shown_by, *page.actions))
        return (*WINDOW_ACTIONS, *of_pages)

    @property
    def is_operator_view(self) -> bool:
        return self._state_before is not None

    def show_operator_view(self, is_shown: bool) -> None:
        """The first page on the whole screen, without rail and lines; or the window as it was before."""
        if is_shown == self.is_operator_view:
            return
        if is_shown:
            self.show_page(next(iter(self._pages_by_id)))
            self._state_before = self.windowState()
            self.setWindowState(self._state_before | Qt.WindowState.WindowFullScreen)
        else:
            assert self._state_before is not None
            self.setWindowState(self._state_before)
            self._state_before = None
        for part in (self._rail, self._status):
            part.setVisible(not is_shown)
        self._show_top()
        self.operator_shown.emit(is_shown)

    def is_showing_keys(self) -> bool:
        return self._sheet is not None and self._sheet.isVisible()

    def show_question(self, question: str) -> None:
        """What is asked before the window does as it was told, on every page; "" for nothing."""
        self._top.show_question(question)
        self._show_top()

    def show_closing(self, state: ClosingState | None) -> None:
        """What the window still waits for before it closes; None for nothing."""
        self._top.show_closing(state)
        self._show_top()

    def _show_top(self) -> None:
        """In the operator's view only while it asks or says something."""
        self._top.setVisible(not self.is_operator_view or self._top.has_to_say)

    def show_lock(self, state: LockState) -> None:
        """Let people do what their role may, on a page that is for them."""
        is_locked = state.is_locked
        self.actions_of_window.let(state.role)
        if is_locked:
            self._close_key_editor()
        self._top.show_lock(state)
        if is_locked and self._pages_by_id and not self._pages_by_id[self._shown_page].is_for_operators:
            first = next((page.id for page in self._pages_by_id.values() if page.is_for_operators), None)
            if first is not None:
                self.show_page(first)

    def show_unlock(self, question: SignIn | None) -> None:
        """Ask for the PIN in the top line; None takes the question away."""
        if question is None and self._top.is_asking_pin():
            self.focus_page()
        self._top.show_unlock(question)
        self._show_top()

    def show_lock_notice(self, notice: str) -> None:
        """A word about the lock, for some seconds; "": no more."""
        self._top.show_notice(notice)
        self._show_top()
        if notice:
            self._lock_notice_timer.start()

    def close_unasked(self) -> None:
        """Close as the system asks for it."""
        self.end_wished.emit()

    def allow_close(self) -> None:
        """The presenter has put everything in order: close now."""
        self._may_close = True
        self.close()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self.actions_of_window.known(action_id).scope != WINDOW:
            return
        if action_id == "window.keys":
            self.show_keys(not self.is_showing_keys())
        elif action_id == "window.operator":
            self.show_operator_view(not self.is_operator_view)
        elif action_id in self._shown_by and self.is_operator_view:
            return  # other pages are the engineer's
        elif action_id == "window.full_screen":
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif action_id == "window.first_steps":
            self.first_steps_wished.emit()
        elif action_id == "window.lock":
            self.lock_wished.emit()
        elif action_id == "window.quit":
            self.close()
        elif action_id in self._shown_by:
            self.show_page(self._shown_by[action_id])
        self.action_triggered.emit(action_id)

    def _on_sheet_close(self) -> None:
        self.show_keys(False)

    def _on_unlock_left(self) -> None:
        self.focus_page()
        self.unlock_left.emit()

    def focus_page(self) -> None:
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            (self.end_wished if self._is_session_ending() else self.close_wished).emit()

    def _is_session_ending(self) -> bool:
        application = QGuiApplication.instance()
        return isinstance(application, QGuiApplication) and application.isSavingSession()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)  # once its parts are painted, too

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for sheet in self.findChildren(OverSheet, options=Qt.FindChildOption.FindDirectChildrenOnly):
            sheet.setGeometry(self.rect())
        self._tell_layout()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._tell_layout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if self.actions_of_window.is_locked:
            self.show_lock_notice(self.actions_of_window.lock_text())
            return
        self.files_dropped.emit(_dropped_paths(event.mimeData()))

    def event(self, event: QEvent) -> bool:
        # A key that the focused widget does not want for itself comes up to the window as a ShortcutOverride.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not self.is_showing_keys() and self.actions_of_window.key_pressed(event):
                event.accept()
                return True
            if self.actions_of_window.locked_by_key(event):
                self.show_lock_notice(self.actions_of_window.lock_text())
        elif event.type() is QEvent.Type.WindowDeactivate:
            self.actions_of_window.release_all()
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.actions_of_window.key_released(event):
            super().keyReleaseEvent(event)
