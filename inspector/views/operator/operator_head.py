"""The head of the operator's view: the state in one word, the piece and where it is, its verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.screens.operator import OperatorScreen, Tone
from inspector.views.operator.sizes import HUGE_PX, LARGE_PX, SMALL_PX
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, ElidedLabel
from inspector.views.theme import GRID, RADIUS, font, mixed, tokens

HEIGHT = 104
SIGN_PX = 40


def tone_sign(tone: Tone) -> tuple[Shape, str]:
    t = tokens()
    return {
        Tone.CALM: (Shape.DISC, t.text),
        Tone.WARN: (Shape.TRIANGLE, t.warn),
        Tone.STOP: (Shape.SQUARE, t.stop),
    }[tone]


class StateWord(QWidget):
    """One word that is read from three metres, with its shape; filled where it is no good news."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._why, self._tone = "", "", Tone.CALM
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def show_word(self, word: str, why: str, tone: Tone) -> None:
        if (word, why, tone) != (self._word, self._why, self._tone):
            self._word, self._why, self._tone = word, why, tone
            self.setAccessibleName(f"{word}. {why}" if why else word)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(340, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape, colour = tone_sign(self._tone)
        is_loud = self._tone is not Tone.CALM
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colour if is_loud else t.line), 3 if is_loud else 1))
        painter.setBrush(QColor(mixed(colour, t.surface, 0.22) if is_loud else t.surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_shape(painter, QRectF(2 * GRID, (HEIGHT - SIGN_PX) / 2, SIGN_PX, SIGN_PX), shape, colour)
        room = box.adjusted(SIGN_PX + 4 * GRID, 6, -GRID, -6)
        words, reasons = font(HUGE_PX, is_bold=True), font(SMALL_PX)
        painter.setPen(QColor(t.text))
        painter.setFont(words)
        upper = room.adjusted(0, 0, 0, -26) if self._why else room
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self._fitted(painter, self._word, upper))
        if self._why:
            painter.setFont(reasons)
            lower = room.adjusted(0, room.height() - 28, 0, 0)
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, self._fitted(painter, self._why, lower))
        painter.end()

    @staticmethod
    def _fitted(painter: QPainter, text: str, room: QRectF) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))


class _Pair(QWidget):
    """A large line over a small one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large, self._small = ElidedLabel(), ElidedLabel()
        self._large.setFont(font(LARGE_PX, is_bold=True))
        self._small.setFont(font(SMALL_PX))
        self._small.setProperty("dim", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self._large)
        column.addWidget(self._small)
        column.addStretch(1)

    def show_pair(self, large: str, small: str) -> None:
        self._large.setText(large)
        self._small.setText(small)


class OperatorHead(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT + 2)
        self._state, self._piece, self._verdict = StateWord(), _Pair(), _Pair()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._state, 5)
        row.addWidget(self._piece, 4)
        row.addWidget(self._verdict, 3)

    def show_screen(self, screen: OperatorScreen) -> None:
        self._state.show_word(screen.word, screen.why, screen.tone)
        self._piece.show_pair(screen.position, screen.piece)
        self._verdict.show_pair(screen.verdict, screen.why_verdict)
