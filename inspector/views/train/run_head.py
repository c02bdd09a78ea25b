"""The card at the top of the Train page: what the chosen run is worth in one sentence, its facts, what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from inspector.screens.balance import WorkState
from inspector.screens.shell import LampState
from inspector.screens.train import RunMark, TrainState
from inspector.views.action_set import ActionSet
from inspector.views.fact_line import FactLine
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, action_button
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, Tokens, font, tokens
from inspector.views.work_head import WorkLine

HEIGHT = 84
BUTTONS = ("pause", "resume", "keep", "stop", "cancel", "add_to_models", "prove")
SIGN_PX = 16


def mark_sign(mark: RunMark, t: Tokens) -> tuple[Shape, str]:
    """Quiet where all is well; colour where somebody is needed."""
    return {
        RunMark.WAITING: (Shape.RING, t.text_dim),
        RunMark.WORKING: (Shape.HALF, t.text),
        RunMark.PAUSED: (Shape.DOT, t.text),
        RunMark.DONE: (Shape.TICK, t.text),
        RunMark.ENDED: (Shape.DISC, t.text_dim),
        RunMark.FAILED: (Shape.SQUARE, t.stop),
    }[mark]


class MarkSign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._mark: RunMark | None = None
        self.setFixedSize(SIGN_PX + 4, SIGN_PX + 4)

    def show_mark(self, mark: RunMark | None) -> None:
        if mark is not self._mark:
            self._mark = mark
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._mark is not None:
            painter = QPainter(self)
            draw_shape(painter, QRectF(2, 2, SIGN_PX, SIGN_PX), *mark_sign(self._mark, tokens()))
            painter.end()


class RunHead(Card):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._sign = MarkSign()
        self._verdict = PlainLabel()
        self._verdict.setFont(font(LARGE_PX, is_bold=True))
        self._verdict.setWordWrap(True)
        self._verdict.setAccessibleName(self.tr("Verdict"))
        self._facts = FactLine()
        self._question = PlainLabel()
        self._question.setProperty("warn", True)
        cancel = action_button(actions.qaction("train.end_work"), is_quiet=False, size_px=16)
        self._work = WorkLine(cancel)
        self._below = QStackedLayout()
        for widget in (self._facts, self._question, self._work):
            self._below.addWidget(widget)
        self._has_work = False
        self._state = TrainState()
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(self._verdict, 1)
        below = QWidget()
        below.setLayout(self._below)
        below.setFixedHeight(26)
        says.addWidget(below)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID + 4, 4, GRID, 4)
        line.setSpacing(GRID)
        line.addWidget(self._sign)
        line.addLayout(says, 1)
        for verb in BUTTONS:
            button = action_button(actions.qaction(f"train.{verb}"), has_word=True, size_px=18)
            button.setFixedHeight(HEIGHT - 28)
            line.addWidget(button)

    def show_state(self, state: TrainState) -> None:
        self._state = state
        self._sign.show_mark(state.mark)
        self._verdict.setText(state.verdict)
        # Two lines stand in the card in the large type; a longer sentence is set smaller rather than cut.
        self._fit_verdict()
        self._facts.show_facts(
            [
                (fact.name, fact.value, LampState.WARNING if fact.needs_attention else LampState.OK)
                for fact in state.facts
            ]
        )
        if details := "\n".join(fact.details for fact in state.facts if fact.details):
            set_tip(self._facts, f"{self._facts.accessibleName()}\n{details}")
        self._question.setText(state.question)
        self._show_below()

    def show_work(self, state: WorkState | None) -> None:
        self._has_work = state is not None
        if state is not None:
            self._work.show_work(state)
        self._show_below()

    def verdict(self) -> str:
        return self._verdict.text()

    def _fit_verdict(self) -> None:
        for pixels in (LARGE_PX, 14, SMALL_PX):
            self._verdict.setFont(font(pixels, is_bold=True))
            if self._verdict.heightForWidth(max(1, self._verdict.width())) <= HEIGHT - 38:
                break
        set_tip(self._verdict, self._verdict.text())

    def _show_below(self) -> None:
        if self._state.question:
            self._below.setCurrentIndex(1)
        else:
            self._below.setCurrentIndex(2 if self._has_work else 0)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._fit_verdict()

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, HEIGHT)
