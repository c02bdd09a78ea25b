"""The head of the operator's view: the state in one word; piece, position and verdict; coverage; the loudest alarm."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.core.messages import Tier
from inspector.screens.alarms import AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.operator import OperatorScreen, Tone
from inspector.texts import operator as texts
from inspector.views.operator.large_button import LargeButton
from inspector.views.operator.sizes import HUGE_PX, LARGE_PX, SMALL_PX
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import GRID, RADIUS, font, mixed, tokens

HEIGHT, NOTICE_HEIGHT, REST_HEIGHT = 100, 68, 26
SMALLER_PX = (36, 30, 24, 21, 18)
STATE_PX = 400  # the longest word of the state, whole
TEXT_PARTS = " · "


def tone_of(tier: Tier | None) -> Tone:
    return {Tier.STOP: Tone.STOP, Tier.WARN: Tone.WARN}.get(tier, Tone.CALM) if tier is not None else Tone.CALM


def tone_sign(tone: Tone) -> tuple[Shape, str]:
    t = tokens()
    return {
        Tone.CALM: (Shape.DISC, t.text),
        Tone.WARN: (Shape.TRIANGLE, t.warn),
        Tone.STOP: (Shape.SQUARE, t.stop),
    }[tone]


class LargeCell(QWidget):
    """A line that is read from three metres, with its shape, over a smaller one; filled where it is no good news."""

    def __init__(self, height: int, title_px: int, *, has_sign: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title_px, self._has_sign = title_px, has_sign
        self._title, self._rest, self._tone = "", "", Tone.CALM
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def show_text(self, title: str, rest: str, tone: Tone) -> None:
        if (title, rest, tone) != (self._title, self._rest, self._tone):
            self._title, self._rest, self._tone = title, rest, tone
            self.setAccessibleName(f"{title}. {rest}" if rest else title)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.height())

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
        room = box.adjusted(2 * GRID, 4, -GRID, -4)
        if is_loud or self._has_sign:
            side = round(0.9 * self._title_px)
            draw_shape(painter, QRectF(2 * GRID, (self.height() - side) / 2, side, side), shape, colour)
            room.setLeft(room.left() + side + 2 * GRID)
        painter.setPen(QColor(t.text))
        upper = room.adjusted(0, 0, 0, -REST_HEIGHT) if self._rest else room
        for pixels in (self._title_px, *SMALLER_PX):  # rather smaller than cut
            painter.setFont(font(min(self._title_px, pixels), is_bold=True))
            if painter.fontMetrics().horizontalAdvance(self._title) <= upper.width():
                break
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self._fitted(painter, self._title, upper))
        if self._rest:
            painter.setFont(font(SMALL_PX))
            lower = room.adjusted(0, room.height() - REST_HEIGHT, 0, 0)
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, self._fitted(painter, self._rest, lower))
        painter.end()

    @staticmethod
    def _fitted(painter: QPainter, text: str, room: QRectF) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))


class _Pair(QWidget):
    """A large line over a smaller one."""

    def __init__(self, large_px: int, small_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large, self._small = ElidedLabel(), ElidedLabel()
        self._large.setFont(font(large_px, is_bold=True))
        self._small.setFont(font(small_px))
        self._small.setProperty("dim", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._large)
        column.addWidget(self._small)
        column.addStretch(1)

    def show_pair(self, large: str, small: str) -> None:
        self._large.setText(large)
        self._small.setText(small)


class OperatorHead(QWidget):
    leave_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = LargeCell(HEIGHT, HUGE_PX)
        self.state.setMinimumWidth(STATE_PX)
        self.coverage = LargeCell(NOTICE_HEIGHT, LARGE_PX, has_sign=False)
        self.alarm = LargeCell(NOTICE_HEIGHT, LARGE_PX, has_sign=False)
        self._piece, self._verdict = _Pair(HUGE_PX, LARGE_PX), _Pair(LARGE_PX, SMALL_PX)
        self._leave = LargeButton(texts.ENGINEER.translated(), text_px=SMALL_PX)
        self._leave.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._leave.clicked.connect(self.leave_pressed)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID)
        upper.addWidget(self.state, 5)
        upper.addWidget(self._piece, 4)
        upper.addWidget(self._verdict, 3)
        upper.addWidget(self._leave)
        lower.addWidget(self.coverage, 1)
        lower.addWidget(self.alarm, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(upper)
        column.addLayout(lower)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_alarms(AlarmsState())

    def show_screen(self, screen: OperatorScreen) -> None:
        self.state.show_text(screen.word, screen.why, screen.tone)
        self._piece.show_pair(screen.position, screen.piece)
        self._verdict.show_pair(screen.verdict, screen.why_verdict)
        self._verdict.setVisible(bool(screen.verdict))

    def show_coverage(self, state: CoverageState) -> None:
        rest = TEXT_PARTS.join(part for part in (state.limit, state.causes) if part)
        self.coverage.show_text(state.line, rest, tone_of(state.tier))

    def show_alarms(self, state: AlarmsState) -> None:
        loudest = state.loudest
        if loudest is None:
            self.alarm.show_text(texts.NO_ALARM.translated(), state.quiet, Tone.CALM)
        else:
            rest = TEXT_PARTS.join(part for part in (loudest.when, loudest.state, state.more) if part)
            self.alarm.show_text(loudest.title, rest, tone_of(loudest.tier))
