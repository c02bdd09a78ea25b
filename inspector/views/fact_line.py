"""Facts in one line: a name, its value, and a shape where the value needs attention."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.screens.shell import LampState
from inspector.views.plain_text import set_tip
from inspector.views.shapes import draw_shape, lamp_sign
from inspector.views.theme import GRID, SMALL_PX, font, tokens

Fact = tuple[str, str, LampState]  # name, value, whether it needs attention
SIGN_PX = 9


class FactLine(QWidget):
    """As wide as its facts; where there is less room, the last ones are left out, and the tooltip tells all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: list[Fact] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self._facts = list(facts)
        text = ", ".join(f"{name} {value}" for name, value, _ in facts)
        self.setAccessibleName(text)
        set_tip(self, text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._width(fact) for fact in self._facts), QFontMetrics(font()).height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _width(self, fact: Fact) -> int:
        name, value, lamp = fact
        sign = SIGN_PX + 4 if lamp in (LampState.WARNING, LampState.STOP) else 0
        names, values = QFontMetrics(font(SMALL_PX)), QFontMetrics(font(is_bold=True))
        return sign + names.horizontalAdvance(name) + 6 + values.horizontalAdvance(value) + 2 * GRID

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, t, left = QPainter(self), tokens(), 0.0
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for fact in self._facts:
            name, value, lamp = fact
            if left + self._width(fact) > self.width() + GRID:
                break
            if lamp in (LampState.WARNING, LampState.STOP):
                shape, colour = lamp_sign(lamp, t)
                draw_shape(painter, QRectF(left, self.height() / 2 - SIGN_PX / 2, SIGN_PX, SIGN_PX), shape, colour)
                left += SIGN_PX + 4
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(t.text_dim))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, name)
            left += painter.fontMetrics().horizontalAdvance(name) + 6
            painter.setFont(font(is_bold=True))
            painter.setPen(QColor(t.text))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), flags, value)
            left += painter.fontMetrics().horizontalAdvance(value) + 2 * GRID
        painter.end()
