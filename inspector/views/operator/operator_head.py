"""The head of the operator's view: the state in one word; piece, position and verdict; coverage; the loudest alarm.

A press on the alarm asks for all of them in full.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.core.messages import Tier
from inspector.screens.alarms import AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.operator import OperatorScreen, Tone
from inspector.texts import operator as texts
from inspector.views.operator.fitting import FittingLabel, draw_fitting
from inspector.views.operator.large_button import LargeButton
from inspector.views.operator.sizes import HUGE_PX, LARGE_PX, SMALL_PX
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, RADIUS, font, mixed, tokens

HEIGHT, NOTICE_HEIGHT, REST_HEIGHT = 104, 84, 24
CHEVRON_PX = 18
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
    """A line that is read from three metres, with its shape, over a smaller one; filled where it is no good news.

    Either may need two lines in a small window. One that ``unfolds`` is pressed for more.
    """

    pressed = Signal()

    def __init__(
        self,
        height: int,
        title_px: int,
        *,
        has_sign: bool = True,
        unfolds: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title_px, self._has_sign, self._unfolds = title_px, has_sign, unfolds
        self._title, self._rest, self._tone = "", "", Tone.CALM
        self._is_unfolded = self._is_down = False
        if unfolds:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def show_text(self, title: str, rest: str, tone: Tone) -> None:
        if (title, rest, tone) != (self._title, self._rest, self._tone):
            self._title, self._rest, self._tone = title, rest, tone
            self.setAccessibleName(f"{title}. {rest}" if rest else title)
            self.update()

    def show_unfolded(self, is_unfolded: bool) -> None:
        self._is_unfolded = is_unfolded
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.height())

    # Pressing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_down = self._unfolds and event.button() is Qt.MouseButton.LeftButton
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_down, self._is_down = self._is_down, False
        self.update()
        if was_down and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._unfolds and event.key() in keys and not event.isAutoRepeat():
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape, colour = tone_sign(self._tone)
        is_loud = self._tone is not Tone.CALM
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = t.accent if self.hasFocus() else colour if is_loud else t.line
        painter.setPen(QPen(QColor(edge), 3 if is_loud else 1))
        share = (0.22 if is_loud else 0.0) + (0.08 if self._is_down else 0.0)
        painter.setBrush(QColor(mixed(colour if is_loud else t.text, t.surface, share)))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        room = box.adjusted(2 * GRID, 4, -GRID, -4)
        if is_loud or self._has_sign:
            side = min(round(0.9 * self._title_px), 40)
            draw_shape(painter, QRectF(2 * GRID, (self.height() - side) / 2, side, side), shape, colour)
            room.setLeft(room.left() + side + 2 * GRID)
        if self._unfolds and is_loud:
            self._paint_chevron(painter, room)
            room.setRight(room.right() - CHEVRON_PX - GRID)
        painter.setPen(QColor(t.text))
        self._paint_words(painter, room)
        painter.end()

    def _paint_chevron(self, painter: QPainter, room: QRectF) -> None:
        """That there is more to read, or that it stands there already."""
        x, y, half = room.right() - CHEVRON_PX / 2, room.center().y(), CHEVRON_PX / 2
        tip = -half / 2 if self._is_unfolded else half / 2
        painter.setPen(QPen(QColor(tokens().text), 3))
        painter.drawPolyline(QPolygonF([QPointF(x - half, y - tip), QPointF(x, y + tip), QPointF(x + half, y - tip)]))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        """Rather smaller, or in two lines, than cut."""
        n_lines = 1 if QFontMetrics(font(SMALL_PX)).horizontalAdvance(self._rest) <= room.width() else 2
        if not self._rest or (n_lines == 2 and self.height() < HEIGHT):
            n_lines = bool(self._rest)
        upper = room.adjusted(0, 0, 0, -n_lines * REST_HEIGHT)
        draw_fitting(painter, upper, self._title, self._title_px, is_bold=True)
        if self._rest:
            lower = QRectF(room.left(), upper.bottom(), room.width(), n_lines * REST_HEIGHT)
            draw_fitting(painter, lower, self._rest, SMALL_PX)


class _Pair(QWidget):
    """A large line over a smaller one."""

    def __init__(self, large_px: int, small_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large, self._small = FittingLabel(large_px, is_bold=True, keeps=True), FittingLabel(small_px)
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
    alarm_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = LargeCell(HEIGHT, HUGE_PX)
        self.state.setMinimumWidth(STATE_PX)
        self.coverage = LargeCell(NOTICE_HEIGHT, LARGE_PX, has_sign=False)
        self.alarm = LargeCell(NOTICE_HEIGHT, LARGE_PX, has_sign=False, unfolds=True)
        self.alarm.pressed.connect(self.alarm_pressed)
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
        lower.addWidget(self.coverage, 4)
        lower.addWidget(self.alarm, 5)
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
            rest = TEXT_PARTS.join(part for part in (loudest.piece, state.more, loudest.when, loudest.state) if part)
            self.alarm.show_text(loudest.title, rest, tone_of(loudest.tier))
