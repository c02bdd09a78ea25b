"""The card at the top of a page that works: its fields, beside them words or the work in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from inspector.screens.balance import WorkState
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import Card, show_progress, small
from inspector.views.theme import GRID, SMALL_PX, font

HEIGHT = 72
BUSY_STEPS = 1000


class WorkLine(QWidget):
    """Text, progress and cancel of long work."""

    def __init__(self, cancel: QToolButton) -> None:
        super().__init__()
        self._text = small(PlainLabel())
        self._text.setFont(font(SMALL_PX))
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._progress = QProgressBar()
        self._progress.setRange(0, BUSY_STEPS)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._cancel = cancel
        keeps_room = cancel.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        cancel.setSizePolicy(keeps_room)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._progress)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addLayout(column, 1)
        row.addWidget(cancel, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_work(self, state: WorkState) -> None:
        self._text.setText(state.text)
        set_tip(self._text, state.text)
        # Without a known end the bar is empty: a moving one would draw the eye for minutes.
        show_progress(self._progress, round((state.share or 0.0) * BUSY_STEPS))
        self._cancel.setVisible(state.can_cancel)


class WorkHead(Card):
    def __init__(self, cancel: QToolButton, parent: QWidget | None = None) -> None:
        """``cancel`` is the button that ends the work in hand."""
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._work = WorkLine(cancel)
        self._says = QStackedLayout()
        self._says.setContentsMargins(0, 0, 0, 0)

    def says(self, words: QWidget) -> QStackedLayout:
        """The words, and in their place the work in hand; to be laid among the fields."""
        self._says.addWidget(words)
        self._says.addWidget(self._work)
        return self._says

    def show_work(self, state: WorkState | None) -> None:
        if state is not None:
            self._work.show_work(state)
        self._says.setCurrentIndex(0 if state is None else 1)
