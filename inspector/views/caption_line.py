"""The line in which a demo says where it is and what to look at, with the two ways on: next, and stop.

Space and Escape are its keys while it is shown, whatever page is: not of a field in which somebody types, nor of a
menu, a dialog or the list of keys that is open. A field that a page has chosen by itself gives them up once somebody
is asked to go on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from inspector.screens.shell import CaptionState
from inspector.views.over_sheet import OverSheet
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font, tokens

HEIGHT = 60  # three lines, which the narrowest window needs
WIDE_PX = 1100  # from here on there is room for what stands aside; the bottom line says it, too
BUTTON_PX, STOP_PX = 136, 104  # wide, so that nothing moves when a word changes
TYPED_IN = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_KEYS = {Qt.Key.Key_Space.value, Qt.Key.Key_Escape.value}
_PRESSES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class CaptionLine(QWidget):
    next_wished = Signal()
    stop_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._can_go_on = False
        self._place, self._text, self._aside = PlainLabel(), PlainLabel(), PlainLabel()
        self._place.setFont(font(LARGE_PX, is_bold=True))
        self._text.setWordWrap(True)
        self._aside.setFont(font(SMALL_PX))
        self._aside.setProperty("dim", True)
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._next, self._stop = QPushButton(), QPushButton(self.tr("Stop demo (Esc)"))
        self._next.setFixedWidth(BUTTON_PX)
        self._stop.setMinimumWidth(STOP_PX)
        for button in (self._next, self._stop):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its keys act from anywhere
        set_tip(self._stop, self.tr("A training that runs is thrown away; nothing is left running"))
        self._next.clicked.connect(self.next_wished)
        self._stop.clicked.connect(self.stop_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 4, 2 * GRID, 4)
        row.setSpacing(2 * GRID)
        row.addWidget(self._place)
        row.addWidget(self._text, 1)
        row.addWidget(self._aside)
        row.addWidget(self._next)
        row.addWidget(self._stop)
        application = QApplication.instance()
        assert application is not None  # a widget is made
        application.installEventFilter(self)

    def show_caption(self, state: CaptionState) -> None:
        field = QApplication.focusWidget()
        if state.can_go_on and not self._can_go_on and isinstance(field, TYPED_IN):
            field.clearFocus()
        self._can_go_on = state.can_go_on
        self._place.setText(state.place)
        self._text.setText(state.text)
        self._aside.setText(state.aside)
        self._next.setText(state.next_text)
        self._next.setEnabled(state.can_go_on)
        self.setAccessibleName(f"{state.place} {state.text}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._aside.setVisible(self.width() >= WIDE_PX)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _PRESSES or not isinstance(event, QKeyEvent) or event.key() not in _KEYS:
            return False
        if event.modifiers() != Qt.KeyboardModifier.NoModifier or not self._is_ours():
            return False
        event.accept()  # else Qt looks for the key among the actions of the page
        if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            if event.key() == Qt.Key.Key_Escape:
                self.stop_wished.emit()
            elif self._can_go_on:
                self.next_wished.emit()
        return True

    def _is_ours(self) -> bool:
        if not self.isVisible() or QApplication.activePopupWidget() is not None:
            return False
        if any(sheet.isVisible() for sheet in self.window().findChildren(OverSheet)):  # Escape closes it
            return False
        return self.isActiveWindow() and not isinstance(QApplication.focusWidget(), TYPED_IN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.fillRect(self.rect(), QColor(t.raised))
        painter.fillRect(0, 0, self.width(), 1, QColor(t.line_strong))
        painter.end()
