"""Messages, shown where they belong: what, why, meanwhile, next step; loudest first, one at a time, "1 of 3".

A band stands in a page's layout and takes room only while there is a message: it pushes what is below it and covers
nothing. A message stays until it is closed; a repeated one (same code) is renewed where it is, an answer to what
somebody did comes to the front of its tier. One that says what was made may offer what people mostly do with it.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.texts.messages import MessageText, Tier
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.shapes import draw_shape, tier_sign
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens

_LOUDNESS = {Tier.STOP: 0, Tier.WARN: 1, Tier.NOTE: 2}
SIGN_PX = 18
NARROW_PX = 256  # of height at most, at the side of a page


class TierSign(QWidget):
    """Shape of a tier over its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tier = Tier.NOTE
        self._position = ""
        self._names = {Tier.STOP: self.tr("STOP"), Tier.WARN: self.tr("WARNING"), Tier.NOTE: self.tr("NOTE")}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tier(self, tier: Tier, position: str) -> None:
        """``position`` in the queue: "1 of 3", or "" for the only one."""
        self._tier, self._position = tier, position
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(SMALL_PX, is_bold=True))
        return QSize(max(64, *(metrics.horizontalAdvance(name) + GRID for name in self._names.values())), 66)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shape, colour = tier_sign(self._tier, tokens())
        top = (self.height() - (60 if self._position else 42)) / 2
        draw_shape(painter, QRectF((self.width() - SIGN_PX) / 2, top, SIGN_PX, SIGN_PX), shape, colour)
        painter.setFont(font(SMALL_PX, is_bold=True))
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(0, top + 22, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self._names[self._tier])
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(tokens().text_dim))
        painter.drawText(QRectF(0, top + 40, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self._position)
        painter.end()


class MessageBand(QWidget):
    closed = Signal(str)  # code of the message

    def __init__(self, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        """``is_narrow``: its parts stand below each other, for a column at the side."""
        super().__init__(parent)
        self._queue: list[MessageText] = []  # the first is shown
        self._offers: dict[str, QAction] = {}  # by the code of a message
        self._had_keys: QWidget | None = None  # before the offer took them
        self._sign = TierSign()
        self._parts = [PlainLabel() for _ in range(4)]
        for label in self._parts:
            label.setWordWrap(True)
            # A long path is cut rather than widening the page; the tip has it whole.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            label.setFont(font(SMALL_PX))
        self._parts[0].setFont(font(is_bold=True))
        self._does = QPushButton()
        self._does.setAutoDefault(True)  # Enter presses it
        self._does.clicked.connect(self._on_offer)
        self._copy = QPushButton(self.tr("Copy details"))
        self._copy.clicked.connect(self._on_copy)
        self._close = QPushButton(self.tr("Close"))
        self._close.clicked.connect(self.close_first)
        for button in (self._does, self._copy, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(button.text() or self.tr("What the message offers"))
        if is_narrow:
            self._lay_out_narrow()
        else:
            self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def _lay_out(self) -> None:
        """What and why at the left, meanwhile and the next step beside them."""
        texts = QGridLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setHorizontalSpacing(2 * GRID)
        texts.setVerticalSpacing(1)
        for place, part in enumerate(self._parts):
            texts.addWidget(part, place % 2, place // 2)
        texts.setColumnStretch(0, 1)
        texts.setColumnStretch(1, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self._does)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 3, GRID, 3)
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addLayout(texts, 1)
        row.addLayout(buttons)

    def _lay_out_narrow(self) -> None:
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sign)
        head.addWidget(self._parts[0], 1)
        buttons.setSpacing(GRID // 2)
        buttons.addWidget(self._does, 1)
        buttons.addWidget(self._copy, 1)
        buttons.addWidget(self._close, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        for part in self._parts[1:]:
            column.addWidget(part)
        column.addLayout(buttons)
        self.setMaximumHeight(NARROW_PX)

    def offer(self, code: str, action: QAction) -> None:
        """Messages of this code have a button for this action. As an answer they give it the keys, so that Enter
        presses it, unless somebody types."""
        self._offers[code] = action

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        """An answer to what somebody has just done stands before those of its tier; others wait behind them."""
        codes = [one.code for one in self._queue]
        if is_answer:
            self._queue = [message, *(one for one in self._queue if one.code != message.code)]
        elif message.code in codes:
            self._queue[codes.index(message.code)] = message
        else:
            self._queue.append(message)
        self._queue.sort(key=lambda one: _LOUDNESS[one.tier])  # stable
        self._refresh()
        if is_answer and self._queue[0] is message and message.code in self._offers:
            self._take_keys()

    def drop(self, code: str) -> None:
        """Take a message away because its cause is over."""
        self._queue = [one for one in self._queue if one.code != code]
        self._refresh()

    def close_first(self) -> None:
        """Close the message on show, as its button does."""
        if self._queue:
            code = self._queue.pop(0).code
            self._refresh()
            self.closed.emit(code)

    def current(self) -> MessageText | None:
        return self._queue[0] if self._queue else None

    def _take_keys(self) -> None:
        has_keys = QApplication.focusWidget()
        types = isinstance(has_keys, QLineEdit | QPlainTextEdit | QAbstractSpinBox)
        if self._does.isVisible() and has_keys is not self._does and not types:
            self._had_keys = has_keys
            self._does.setFocus()

    def _on_offer(self) -> None:
        message = self.current()
        if message is not None and (action := self._offers.get(message.code)) is not None:
            self.close_first()  # what it offers is done
            action.trigger()

    def _refresh(self) -> None:
        message = self.current()
        action = self._offers.get(message.code) if message is not None else None
        if action is None and self._does.hasFocus() and self._had_keys is not None:
            self._had_keys.setFocus()
            self._had_keys = None
        self._does.setVisible(action is not None)
        if action is not None:
            self._does.setText(action.text())
            self._does.setAccessibleName(action.text())
            set_tip(self._does, action.toolTip())
        self.setVisible(message is not None)
        if message is None:
            return
        parts = (message.what, message.why, message.meanwhile, message.next_step)
        for label, text in zip(self._parts, parts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        n = len(self._queue)
        self._sign.show_tier(message.tier, self.tr("1 of {0}").format(n) if n > 1 else "")
        self._copy.setText(self.tr("Copy details"))
        self.setAccessibleName(message.as_text())
        set_tip(self, message.as_text())
        self.update()

    def _on_copy(self) -> None:
        message = self.current()
        if message is not None:
            QGuiApplication.clipboard().setText(message.as_text())
            self._copy.setText(self.tr("Copied"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        message = self.current()
        if message is None:
            return
        t = tokens()
        _shape, colour = tier_sign(message.tier, t)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(mixed(colour, t.surface, 0.08)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
