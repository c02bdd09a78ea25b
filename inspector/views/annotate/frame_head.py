"""The card over the canvas: which list and frame is open, how far it is, what can be said of it, and what is saved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from inspector.screens.annotate import FrameMark, OpenState, SavedState, SaveTone
from inspector.screens.balance import WorkState
from inspector.views.action_set import ActionSet
from inspector.views.annotate.frame_list_panel import mark_sign
from inspector.views.plain_text import set_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import Card, ElidedLabel, action_button
from inspector.views.theme import GRID, SMALL_PX, font, tokens
from inspector.views.top_line import Badge
from inspector.views.work_head import WorkLine

HEIGHT_PX = 56
SIGN_PX = 14
SAVED_PX = 176
OPENERS = ("of_line", "of_folder", "of_dataset", "of_labels")
STEPS = (
    "previous_open", "next_open", "done", "review", "author", "flag", "note", "propose", "difference", "make_version",
)  # fmt: skip


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._mark: FrameMark | None = None
        self.setFixedSize(QSize(SIGN_PX + 2, SIGN_PX + 2))

    def show_mark(self, mark: FrameMark | None) -> None:
        self._mark = mark
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._mark is not None:
            painter = QPainter(self)
            draw_shape(painter, self.rect().toRectF().adjusted(1, 1, -1, -1), *mark_sign(self._mark))
            painter.end()


class _Saved(ElidedLabel):
    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(SMALL_PX))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(SAVED_PX, 20)
        self._tone = SaveTone.QUIET

    def show_saved(self, state: SavedState) -> None:
        self._tone = state.tone
        self.setText(state.text)
        self.setAccessibleName(state.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        room = self.contentsRect()
        width = self.fontMetrics().horizontalAdvance(self.shown_text())
        if self._tone is SaveTone.TROUBLE:
            box = room.adjusted(max(0, room.width() - width - 20), 0, 0, 0)
            draw_shape(painter, QRectF(box.left(), room.center().y() - 6, 12, 12), Shape.SQUARE, t.stop)
        painter.setPen(QColor(t.stop if self._tone is SaveTone.TROUBLE else t.text_dim))
        painter.setFont(self.font())
        painter.drawText(room, self.alignment(), self.shown_text())
        painter.end()


class FrameHead(Card):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self._sign = _Sign()
        self._name, self._facts = ElidedLabel(), ElidedLabel()
        self._name.setFont(font(is_bold=True))
        self._facts.setFont(font(SMALL_PX))
        self._hidden = Badge()  # what is not seen must not be forgotten
        self._hidden.setFont(font(SMALL_PX))
        self._hidden.setContentsMargins(6, 1, 6, 1)
        self._hidden.hide()
        self._facts.setProperty("dim", True)
        self._saved = _Saved()
        self.openers = [action_button(actions.qaction(f"annotate.{verb}")) for verb in OPENERS]
        self.steps = [action_button(actions.qaction(f"annotate.{verb}")) for verb in STEPS]
        self._work = WorkLine(action_button(actions.qaction("annotate.cancel")))
        first = QHBoxLayout()
        first.setSpacing(GRID // 2)
        first.addWidget(self._sign)
        first.addWidget(self._name, 1)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self._facts)
        self._says = QStackedLayout()
        self._says.addWidget(words)
        self._says.addWidget(self._work)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(2)
        for button in self.openers:
            row.addWidget(button)
        row.addSpacing(GRID)
        row.addLayout(self._says, 1)
        row.addWidget(self._hidden)
        row.addSpacing(GRID)
        for button in self.steps:
            row.addWidget(button)
        row.addSpacing(GRID)
        row.addWidget(self._saved)

    def show_open(self, state: OpenState) -> None:
        self._sign.setVisible(state.is_open)
        self._sign.show_mark(state.mark if state.is_open else None)
        self._name.setText(state.name or self.tr("No frame is open"))
        opening = self.tr("Opening…") if state.is_opening else ""
        parts = (state.position, opening, state.mark_text, state.read_only, state.people, state.why, state.facts)
        self._facts.setText(" · ".join(part for part in parts if part))
        set_tip(self._name, state.name)
        self._hidden.setText(state.hidden)
        self._hidden.setVisible(bool(state.hidden))

    @property
    def facts(self) -> str:
        """What the second line says."""
        return self._facts.text()

    @property
    def saved(self) -> str:
        """What is said of saving."""
        return self._saved.text()

    def show_saved(self, state: SavedState) -> None:
        self._saved.show_saved(state)

    def show_work(self, state: WorkState | None) -> None:
        if state is not None:
            self._work.show_work(state)
        self._says.setCurrentIndex(0 if state is None else 1)
