"""The live picture with its buttons and what is read under the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspector.screens.live import DisplayFrame
from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.canvas.canvas_panel import CanvasPanel
from inspector.views.live.strip_canvas import PointedPixel, StripCanvas
from inspector.views.small_widgets import SteadyLabel
from inspector.views.theme import SMALL_PX, font

BUTTONS = ("live.freeze", "live.overlay_style", "live.fit", "live.actual_size")
BUTTON_WIDTH_PX = 32


class PicturePanel(CanvasPanel):
    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        canvas, reading = StripCanvas(), SteadyLabel()
        super().__init__(canvas, actions, [BUTTONS], reading=reading, parent=parent)
        self.canvas, self._reading = canvas, reading
        self._reading.setFont(font(SMALL_PX))
        self._reading.setProperty("dim", True)
        self._reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for button in self.buttons.values():
            button.setFixedWidth(BUTTON_WIDTH_PX)
        self.canvas.pointed.connect(self._on_pointed)

    def show_empty(self, state: EmptyState | None) -> None:
        super().show_empty(state)
        if state is not None:
            self._reading.setText("")

    def show_frame(self, frame: DisplayFrame) -> None:
        self.canvas.show_frame(frame)
        self.show_caption(frame.caption, self.canvas.zoom)
        self.show_empty(None)

    def _on_pointed(self, pixel: PointedPixel | None) -> None:
        if pixel is None:
            self._reading.setText("")
            return
        parts = [f"x {pixel.x}  y {pixel.y}"]
        if pixel.across_mm is not None and pixel.along_mm is not None:
            parts.append(f"{pixel.across_mm:.1f} × {pixel.along_mm:.1f} mm")
        name = self.tr("grey") if len(pixel.value) == 1 else self.tr("RGB")
        parts.append(f"{name} {' '.join(str(one) for one in pixel.value)}")
        self._reading.setText(" · ".join(parts))
