"""All alarms that must be acknowledged, in full sentences, in the place of the large pictures; moved by a finger."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScroller, QVBoxLayout, QWidget

from inspector.core.messages import Tier
from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.texts import notices
from inspector.texts import operator as texts
from inspector.texts.progress import PART
from inspector.views.operator.sizes import SMALL_PX
from inspector.views.plain_text import PlainLabel
from inspector.views.shapes import draw_shape, tier_sign
from inspector.views.small_widgets import Card, scrolled
from inspector.views.theme import GRID, font, tokens

MAX_SHOWN = 20  # the loudest; more are counted
SIGN_PX = 18


class _Sign(QWidget):
    def __init__(self, tier: Tier) -> None:
        super().__init__()
        self._tier = tier
        self.setFixedWidth(SIGN_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_shape(painter, QRectF(0, 2, SIGN_PX, SIGN_PX), *tier_sign(self._tier, tokens()))
        painter.end()


def _label(text: str, *, is_bold: bool = False, is_dim: bool = False) -> PlainLabel:
    label = PlainLabel(text)
    label.setWordWrap(True)
    label.setFont(font(SMALL_PX, is_bold=is_bold))
    label.setProperty("dim", is_dim)
    return label


def _row_of(line: AlarmLine) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(_label(line.title, is_bold=True))
    for sentence in line.rest:
        words.addWidget(_label(sentence))
    about = PART.join(part for part in (line.piece, line.when, line.state) if part)
    words.addWidget(_label(about, is_dim=True))
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(_Sign(line.tier))
    row.addLayout(words, 1)
    return row


class AlarmsInFull(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(texts.ALARMS_IN_FULL.translated())
        self._waiting: tuple[AlarmLine, ...] = ()
        self._area = scrolled(QWidget())
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._area)

    def show_alarms(self, state: AlarmsState) -> None:
        waiting = tuple(line for line in state.open if not line.is_acknowledged)
        if waiting == self._waiting:
            return
        self._waiting = waiting
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(GRID, GRID, GRID, GRID)
        lines.setSpacing(2 * GRID)
        for line in waiting[:MAX_SHOWN]:
            lines.addLayout(_row_of(line))
        if len(waiting) > MAX_SHOWN:
            n_more = len(waiting) - MAX_SHOWN
            lines.addWidget(_label(notices.MORE_ALARMS.translated(n=n_more), is_bold=True))
        lines.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)  # Qt has just switched it on
