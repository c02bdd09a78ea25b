"""The live picture with its line of tools, caption and readings; and a sentence while there is no picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from inspector.screens.live import DisplayFrame
from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.empty_view import EmptyView
from inspector.views.live.canvas import Pointed, StripCanvas
from inspector.views.small_widgets import Card, ElidedLabel, SteadyLabel, ZoomReading, action_button
from inspector.views.theme import GRID, SMALL_PX, font

TOOLS = ("live.freeze", "live.overlay_style", "live.fit", "live.actual_size")


class PicturePanel(Card):
    empty_action_chosen = Signal(str)  # action id

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = StripCanvas()
        self.canvas.pointed.connect(self._on_pointed)
        self._empty = EmptyView(actions)
        self._empty.action_chosen.connect(self.empty_action_chosen)
        self._caption = ElidedLabel()
        self._caption.setProperty("dim", True)
        self._caption.setFont(font(SMALL_PX))
        self._reading = SteadyLabel()
        self._reading.setFont(font(SMALL_PX))
        self._reading.setProperty("dim", True)
        self._reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._zoom = ZoomReading()
        self.canvas.zoom_changed.connect(self._zoom.show_zoom)
        line = QHBoxLayout()
        line.setContentsMargins(4, 2, GRID + 4, 2)
        line.setSpacing(2)
        self._tools = [action_button(actions.qaction(action_id), size_px=18) for action_id in TOOLS]
        for button in self._tools:
            button.setFixedSize(32, 30)
            line.addWidget(button)
        line.addSpacing(GRID)
        line.addWidget(self._caption, 1)
        line.addWidget(self._reading)
        line.addSpacing(GRID)
        line.addWidget(self._zoom)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.canvas)
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
            self._reading.setText("")
        self._pages.setCurrentIndex(1 if state is None else 0)

    def show_frame(self, frame: DisplayFrame | None) -> None:
        self.canvas.show_frame(frame)
        self._caption.setText("" if frame is None else frame.caption)
        if frame is not None:
            self._zoom.show_zoom(self.canvas.zoom)
            self._pages.setCurrentIndex(1)

    def _on_pointed(self, pointed: Pointed | None) -> None:
        if pointed is None:
            self._reading.setText("")
            return
        parts = [f"x {pointed.x}  y {pointed.y}"]
        if pointed.across_mm is not None and pointed.along_mm is not None:
            parts.append(f"{pointed.across_mm:.1f} × {pointed.along_mm:.1f} mm")
        name = self.tr("grey") if len(pointed.value) == 1 else self.tr("RGB")
        parts.append(f"{name} {' '.join(str(one) for one in pointed.value)}")
        self._reading.setText(" · ".join(parts))
