"""The verdict of the piece in one line: its sign and word, what decided, and by which table.

There while a table grades the piece, from its beginning to the next: it does not come and go with a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector.screens.live import VerdictState
from inspector.views.plain_text import set_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, ElidedLabel, SteadyLabel
from inspector.views.theme import BODY_PX, GRID, SMALL_PX, Tokens, font, tokens

if TYPE_CHECKING:
    from inspector.core.grading import Verdict

SIGN_PX = 14


def verdict_sign(verdict: Verdict, t: Tokens) -> tuple[Shape, str]:
    """The more corners, the louder; what is well is quiet, and what is not known is hollow."""
    from inspector.core.grading import Verdict  # the window's first paint needs none

    return {
        Verdict.ACCEPT: (Shape.DISC, t.text_dim),
        Verdict.DOWNGRADE: (Shape.TRIANGLE, t.warn),
        Verdict.REJECT: (Shape.SQUARE, t.stop),
        Verdict.UNDECIDED: (Shape.RING, t.warn),
    }[verdict]


class VerdictSign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_verdict(self, verdict: Verdict) -> None:
        if verdict is not self._verdict:
            self._verdict = verdict
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIGN_PX, SIGN_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._verdict is None:
            return
        painter = QPainter(self)
        draw_shape(painter, QRectF(1, 1, SIGN_PX - 2, SIGN_PX - 2), *verdict_sign(self._verdict, tokens()))
        painter.end()


class VerdictLine(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: VerdictState | None = None
        self._sign = VerdictSign()
        self._word = SteadyLabel()
        self._word.setFont(font(BODY_PX, is_bold=True))
        self._reason = ElidedLabel()
        self._table = ElidedLabel(takes_all=False)
        self._table.setFont(font(SMALL_PX))
        self._table.setProperty("dim", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addWidget(self._word)
        row.addWidget(self._reason, 1)
        row.addWidget(self._table)
        self.hide()

    def show_state(self, state: VerdictState | None) -> None:
        if state == self._state:
            return
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self._sign.show_verdict(state.verdict)
        self._word.setText(state.word)
        self._reason.setText(state.reason)
        self._table.setText(state.table)
        self.setAccessibleName(self.tr("Verdict: {0}. {1}").format(state.word, state.reason))
        set_tip(self, "\n".join(part for part in (state.reason, state.table, *state.notes) if part))
