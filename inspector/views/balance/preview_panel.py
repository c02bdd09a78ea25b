"""The middle of the page: the injection with its buttons, and its donor beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from inspector.screens.balance import PreviewState
from inspector.views.action_set import ActionSet
from inspector.views.balance.donor_panel import DonorPanel
from inspector.views.balance.preview_canvas import PreviewCanvas
from inspector.views.canvas.canvas_panel import CanvasPanel

MOVES = ("balance.previous", "balance.next", "balance.again")
LOOKS = ("balance.wipe", "balance.blink", "balance.outline", "balance.fit", "balance.compare")
VERDICTS = ("balance.accept", "balance.reject")
WIDE_PX = 720  # from here on the verdicts say their words
DONOR_SHARE = 0.21  # of the panel's width
MIN_DONOR_PX, MAX_DONOR_PX = 148, 240


class PreviewPanel(CanvasPanel):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        canvas, donor = PreviewCanvas(), DonorPanel(actions)
        super().__init__(canvas, actions, [MOVES, VERDICTS, LOOKS], beside=donor, parent=parent)
        self.canvas, self.donor = canvas, donor

    def show_preview(self, state: PreviewState | None) -> None:
        self.canvas.show_images(() if state is None else state.images, None if state is None else state.defect_class)
        self.donor.show_preview(state)
        if state is None:
            self.show_caption("", None)
        else:
            self.show_caption(state.caption, self.canvas.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.donor.setFixedWidth(min(MAX_DONOR_PX, max(MIN_DONOR_PX, round(self.width() * DONOR_SHARE))))
        style = Qt.ToolButtonStyle
        is_wide = self.width() >= WIDE_PX
        for action_id in VERDICTS:
            button = self.buttons[action_id]
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly)
