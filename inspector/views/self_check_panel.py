"""What was found about this PC: a verdict, then a row for each finding; checked again, cancelled, copied."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from inspector.screens.self_check import CheckRow, SelfCheckState
from inspector.screens.shell import LampState
from inspector.views.plain_text import PlainLabel
from inspector.views.shapes import Shape, draw_shape, lamp_sign
from inspector.views.small_widgets import dim_label, enable_in_place, show_progress, small
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font, tokens

SIGN_PX, TITLE_PX, BAR_PX, BUTTON_PX = 12, 112, 160, 30  # a title has room for a long word of another language


class _Sign(QWidget):
    """The sign of a state; what is well has a quiet tick."""

    def __init__(self) -> None:
        super().__init__()
        self._lamp = LampState.OFF
        self.setFixedSize(SIGN_PX + 8, SIGN_PX + 8)

    def show_lamp(self, lamp: LampState) -> None:
        self._lamp = lamp
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        shape, colour = (Shape.TICK, t.text) if self._lamp is LampState.OK else lamp_sign(self._lamp, t)
        draw_shape(painter, QRectF(4, 4, SIGN_PX, SIGN_PX), shape, colour)
        painter.end()


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._sign, self._title, self._state = _Sign(), PlainLabel(), dim_label("", SMALL_PX)
        self._title.setFont(font(is_bold=True))
        self._title.setFixedWidth(TITLE_PX)
        self._state.setFixedWidth(TITLE_PX)
        self._found, self._means, self._to_do = small(PlainLabel()), small(dim_label()), small(PlainLabel())
        for label in (self._found, self._means, self._to_do):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sign, name, texts = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(GRID)
        for column, widgets in (
            (sign, (self._sign,)), (name, (self._title, self._state)), (texts, (self._found, self._means, self._to_do)),
        ):  # fmt: skip
            column.setSpacing(2)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, 1 if column is texts else 0)

    def show_row(self, row: CheckRow) -> None:
        self._sign.show_lamp(row.lamp)
        self._title.setText(row.title)
        is_loud = row.lamp is not LampState.OK
        self._state.setText(row.state if is_loud else "")
        self._state.setVisible(is_loud)
        for label, text in ((self._found, row.found), (self._means, row.means), (self._to_do, row.to_do)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(f"{row.title}: {row.state}. {row.found} {row.means} {row.to_do}".strip())


class SelfCheckPanel(QWidget):
    check_wished = Signal()
    cancel_wished = Signal()
    copy_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._verdict = _Sign(), small(PlainLabel())
        self._verdict.setFont(font(LARGE_PX, is_bold=True))
        self._note = dim_label("", SMALL_PX)
        self._note.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(BAR_PX)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("How far the check is"))
        self._check, self._cancel = QPushButton(self.tr("Check this PC")), QPushButton(self.tr("Cancel"))
        self._copy = QPushButton(self.tr("Copy as text"))
        for button, wish in (
            (self._check, self.check_wished), (self._cancel, self.cancel_wished), (self._copy, self.copy_wished)
        ):  # fmt: skip
            button.setFixedHeight(BUTTON_PX)
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            button.clicked.connect(wish)
        self._rows: list[_Row] = []
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._verdict, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for widget in (self._check, self._cancel, self._copy, self._bar):
            foot.addWidget(widget)
        foot.addWidget(self._note, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addLayout(foot)
        column.addLayout(self._list)
        column.addStretch(1)

    def show_state(self, state: SelfCheckState) -> None:
        self._sign.show_lamp(state.lamp)
        self._verdict.setText(state.verdict)
        self._note.setText(state.doing if state.is_running else state.note)
        self._check.setText(self.tr("Check again") if state.rows else self.tr("Check this PC"))
        self._check.setAccessibleName(self._check.text())
        enable_in_place(self._check, not state.is_running, self._cancel)
        self._cancel.setEnabled(state.is_running)
        self._copy.setEnabled(bool(state.rows) and not state.is_running)
        self._bar.setVisible(state.is_running)
        show_progress(self._bar, round(100 * (state.share or 0.0)))
        for place, row in enumerate(state.rows):
            if place == len(self._rows):
                self._rows.append(_Row())
                self._list.addWidget(self._rows[place])
            self._rows[place].show_row(row)
        for place, shown in enumerate(self._rows):
            shown.setVisible(place < len(state.rows))

    def put_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def take_focus(self) -> None:
        (self._check if self._check.isEnabled() else self._cancel).setFocus()
