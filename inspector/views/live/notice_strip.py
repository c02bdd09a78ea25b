"""The strip under the top row, of one height whatever happens: coverage, alarms, answers; each at its fixed place.

    ┌ INSPECTED 97.2 % · 4.3 m NOT SEEN ┬ ■ Critical: crack at … 214 times [Acknowledge] ┬ ▲ Camera 9 not found × ┐
    │ skipped 4.1 m, camera lost 0.2 m  │ on R-2041 · 37 more alarms · since 14:02:11    │ No camera answers     │
    └───────────────────────────────────┴────────────────────────────────────────────────┴───────────────────────┘

A press on a cell opens the panel with all of it. Nothing here hides anything else, and nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from inspector.screens.alarms import AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.texts.messages import MessageText, Tier
from inspector.texts.notices import COVERED_NOTHING, NO_ALARMS
from inspector.views.icons import icon
from inspector.views.plain_text import set_tip
from inspector.views.shapes import draw_shape, tier_sign
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens

HEIGHT = 48
SIGN_PX = 16
COVERAGE_PX = 19  # read from further away than the rest of the page
TITLE_PX = 14
SMALLEST_PX = 11
EDGE_PX = 4  # of a band that says STOP
MIN_WIDTH_PX = 180
LOUD, QUIET = 0.16, 0.07  # of the tier's colour on the ground


@dataclass(frozen=True, slots=True)
class CellText:
    """What one cell shows."""

    title: str
    aside: str = ""  # after the title, never cut before it: "214 times", "4.3 m NOT SEEN"
    second: str = ""
    lead: str = ""  # first on the second line, in the tier's colour: "STOP · below 99 %"
    tier: Tier | None = None  # None: quiet, all is well
    is_loud: bool = False  # a band over the whole cell


class NoticeCell(QAbstractButton):
    """A painted cell; a press opens what is behind it. Texts are painted as they are."""

    def __init__(self, title_px: int, over: QWidget | None = None, parent: QWidget | None = None) -> None:
        """``over`` lies over it at the right, and is kept free while it is shown."""
        super().__init__(parent)
        self._shown = CellText("")
        self._title_px = title_px
        self._over = over
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(MIN_WIDTH_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def shown(self) -> CellText:
        return self._shown

    def show_text(self, shown: CellText) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        lines = [f"{shown.title} {shown.aside}".strip(), shown.lead, shown.second]
        self.setAccessibleName(". ".join(line for line in lines if line))
        set_tip(self, "\n".join(line for line in lines if line))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(MIN_WIDTH_PX, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, shown = tokens(), self._shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = t.line
        if shown.tier is not None:
            shape, colour = tier_sign(shown.tier, t)
        self._paint_ground(painter, colour)
        left = GRID
        if shown.tier is not None:
            box = QRectF(left + EDGE_PX, (HEIGHT - SIGN_PX) / 2, SIGN_PX, SIGN_PX)
            draw_shape(painter, box, shape, colour)
            left += EDGE_PX + SIGN_PX + GRID
        over_px = self._over.sizeHint().width() + GRID if self._over is not None and not self._over.isHidden() else 0
        room = self.width() - left - GRID - over_px
        self._paint_words(painter, QRectF(left, 0, max(0, room), HEIGHT), colour)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _paint_ground(self, painter: QPainter, colour: str) -> None:
        t, shown = tokens(), self._shown
        is_tinted = shown.tier is not None and (shown.is_loud or shown.tier is not Tier.NOTE)
        share = (LOUD if shown.is_loud else QUIET) if is_tinted else 0.0
        if self.isDown() or self.underMouse():
            share += 0.05
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setBrush(QColor(mixed(colour if is_tinted else t.text, t.surface, share)))
        painter.setPen(QPen(QColor(colour if shown.is_loud else t.line), 2 if shown.is_loud else 1))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if shown.is_loud:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(1, 1, EDGE_PX, HEIGHT - 2), 2, 2)

    def _paint_words(self, painter: QPainter, box: QRectF, colour: str) -> None:
        t, shown = tokens(), self._shown
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top = QRectF(box.left(), 4, box.width(), 23) if shown.second or shown.lead else box
        title_font, aside_font = self._fonts(int(top.width()))
        metrics = QFontMetrics(title_font)
        aside_px = QFontMetrics(aside_font).horizontalAdvance(shown.aside) + GRID if shown.aside else 0
        painter.setFont(title_font)
        painter.setPen(QColor(t.text if shown.tier is not None or self._is_large else t.text_dim))
        room = max(0, int(top.width()) - aside_px)
        title = metrics.elidedText(shown.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(top, left, title)
        if shown.aside:
            painter.setFont(aside_font)
            painter.setPen(QColor(colour if shown.tier is not None else t.text_dim))
            at = top.left() + metrics.horizontalAdvance(title) + GRID
            painter.drawText(QRectF(at, top.top(), aside_px, top.height()), left, shown.aside)
        bottom = QRectF(box.left(), 26, box.width(), 18)
        if shown.lead:
            painter.setFont(font(SMALL_PX, is_bold=True))
            painter.setPen(QColor(colour))
            painter.drawText(bottom, left, shown.lead)
            bottom.setLeft(bottom.left() + painter.fontMetrics().horizontalAdvance(shown.lead) + GRID)
        if shown.second:
            painter.setFont(font(SMALL_PX))
            painter.setPen(QColor(t.text_dim))
            second = painter.fontMetrics().elidedText(shown.second, Qt.TextElideMode.ElideRight, int(bottom.width()))
            painter.drawText(bottom, left, second)

    @property
    def _is_large(self) -> bool:
        return self._title_px > TITLE_PX

    def _fonts(self, room: int) -> tuple[QFont, QFont]:
        """Of title and aside: smaller where they would not fit, since a figure that is cut tells another."""
        aside_px = TITLE_PX
        for title_px in range(self._title_px, SMALLEST_PX - 1, -1):
            aside_px = min(TITLE_PX, title_px)
            title, aside = font(title_px, is_bold=True), font(aside_px, is_bold=True)
            wide = QFontMetrics(title).horizontalAdvance(self._shown.title)
            if not self._is_large or wide + GRID + QFontMetrics(aside).horizontalAdvance(self._shown.aside) <= room:
                break
        return title, aside


class NoticeStrip(QWidget):
    not_inspected_wished = Signal()  # the panel with what was not inspected
    alarms_wished = Signal()
    acknowledging_wished = Signal()  # the same, with the reasons at hand
    answers_wished = Signal()
    answer_closed = Signal(str)  # code, by hand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._answers: list[MessageText] = []  # newest first
        self._is_running = False
        self._coverage = NoticeCell(COVERAGE_PX)
        self._coverage.setObjectName("coverage")
        self._coverage.clicked.connect(self.not_inspected_wished)
        self.acknowledge = QPushButton(self.tr("Acknowledge"))
        self.acknowledge.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.acknowledge.setAccessibleName(self.acknowledge.text())
        self.acknowledge.setMinimumHeight(HEIGHT - 12)
        self.acknowledge.clicked.connect(self.acknowledging_wished)
        self.acknowledge.hide()
        self._alarm = NoticeCell(TITLE_PX, self.acknowledge)
        self._alarm.setObjectName("alarm")
        self._alarm.clicked.connect(self.alarms_wished)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setProperty("quiet", True)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName(self.tr("Close this answer"))
        set_tip(self._close, self.tr("Close this answer"))
        self._close.setFixedSize(32, HEIGHT - 12)
        self._close.clicked.connect(self.close_answer)
        self._close.hide()
        self._answer = NoticeCell(TITLE_PX, self._close)
        self._answer.setObjectName("answer")
        self._answer.clicked.connect(self.answers_wished)
        for cell, button in ((self._alarm, self.acknowledge), (self._answer, self._close)):
            over = QHBoxLayout(cell)
            over.setContentsMargins(0, 0, 6, 0)
            over.addStretch(1)
            over.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._coverage, 13)
        row.addWidget(self._alarm, 12)
        row.addWidget(self._answer, 6)
        self.show_coverage(CoverageState(COVERED_NOTHING.translated()))
        self.show_alarms(AlarmsState())
        self._show_answer()

    def refresh_icons(self) -> None:
        """The theme has changed."""
        self._close.setIcon(icon("close"))

    # what is shown

    def show_coverage(self, state: CoverageState) -> None:
        is_low = state.tier is Tier.STOP
        lead = " · ".join((self.tr("STOP"), state.limit)) if is_low else ""
        self._coverage.show_text(CellText(state.title, state.missing, state.causes, lead, state.tier, is_loud=is_low))

    def show_alarms(self, state: AlarmsState) -> None:
        loudest = state.loudest
        self.acknowledge.setVisible(loudest is not None)
        if loudest is None:
            self._alarm.show_text(CellText(NO_ALARMS.translated(), second=state.quiet))
            return
        second = " · ".join(part for part in (loudest.piece, state.more, loudest.when, loudest.state) if part)
        is_loud = loudest.tier is not Tier.NOTE
        self._alarm.show_text(CellText(loudest.what, loudest.times, second, tier=loudest.tier, is_loud=is_loud))

    def show_running(self, is_running: bool) -> None:
        """While an inspection runs well, no answer is as loud as an alarm: it concerns what somebody tried."""
        if is_running != self._is_running:
            self._is_running = is_running
            self._show_answer()

    @property
    def answers(self) -> tuple[MessageText, ...]:
        """Newest first."""
        return tuple(self._answers)

    def show_answer(self, answer: MessageText) -> None:
        """The newest stands in front; one of the same code is replaced."""
        self._answers = [answer, *(one for one in self._answers if one.code != answer.code)]
        self._show_answer()

    def drop_answer(self, code: str) -> None:
        self._answers = [one for one in self._answers if one.code != code]
        self._show_answer()

    def close_answer(self) -> None:
        """The one on show, as its button does."""
        if self._answers:
            code = self._answers[0].code
            self.drop_answer(code)
            self.answer_closed.emit(code)

    def _show_answer(self) -> None:
        self._close.setVisible(bool(self._answers))
        if not self._answers:
            self._answer.show_text(CellText(self.tr("No messages")))
            return
        newest, n_more = self._answers[0], len(self._answers) - 1
        tier = Tier.WARN if newest.tier is Tier.STOP and self._is_running else newest.tier
        aside = self.tr("+ {0}").format(n_more) if n_more else ""
        second = newest.why or newest.next_step
        self._answer.show_text(CellText(newest.what, aside, second, tier=tier, is_loud=tier is Tier.STOP))
