"""The middle of the page: the picture, the donor beside it, tools and caption below; or one sentence while empty."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from inspector.screens.balance import PreviewState
from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.balance.donor_panel import DonorPanel
from inspector.views.balance.preview_canvas import PreviewCanvas
from inspector.views.empty_view import EmptyView
from inspector.views.small_widgets import Card, ElidedLabel, ZoomReading, action_button
from inspector.views.theme import GRID, SMALL_PX, font

MOVES = ("balance.previous", "balance.next", "balance.again")
LOOKS = ("balance.wipe", "balance.blink", "balance.outline", "balance.fit", "balance.compare")
VERDICTS = ("balance.accept", "balance.reject")
WIDE_PX = 720  # from here on the verdicts say their words
DONOR_SHARE = 0.21  # of the panel's width
DONOR_PX = (148, 240)


class PreviewPanel(Card):
    empty_action_chosen = Signal(str)  # action id

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = PreviewCanvas()
        self.donor = DonorPanel(actions)
        self._empty = EmptyView(actions)
        self._empty.action_chosen.connect(self.empty_action_chosen)
        self._caption = ElidedLabel()
        self._caption.setProperty("dim", True)
        self._caption.setFont(font(SMALL_PX))
        self._zoom = ZoomReading()
        self.canvas.zoom_changed.connect(self._zoom.show_zoom)
        line = QHBoxLayout()
        line.setContentsMargins(4, 2, GRID + 4, 2)
        line.setSpacing(2)
        self._verdicts: list[QToolButton] = []
        for group in (MOVES, VERDICTS, LOOKS):
            for action_id in group:
                button = action_button(actions.qaction(action_id), size_px=18)
                button.setFixedHeight(30)
                button.setMinimumWidth(30)
                line.addWidget(button)
                if group is VERDICTS:
                    self._verdicts.append(button)
            line.addSpacing(GRID)
        line.addWidget(self._caption, 1)
        line.addWidget(self._zoom)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        row.addWidget(self.donor)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(self._pages, 1)
        layout.addLayout(line)

    def show_empty(self, state: EmptyState | None) -> None:
        if state is not None:
            self._empty.show_empty(state)
            self._caption.setText("")
            self._zoom.clear()
        self._pages.setCurrentIndex(1 if state is None else 0)

    def show_preview(self, state: PreviewState | None) -> None:
        self.canvas.show_shots(() if state is None else state.shots, None if state is None else state.defect_class)
        self.donor.show_preview(state)
        self._caption.setText("" if state is None else state.caption)
        if state is None:
            self._zoom.clear()
        else:
            self._zoom.show_zoom(self.canvas.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = DONOR_PX
        self.donor.setFixedWidth(min(most, max(least, round(self.width() * DONOR_SHARE))))
        style = Qt.ToolButtonStyle
        for button in self._verdicts:
            is_wide = self.width() >= WIDE_PX
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly)
