"""A canvas with a line of buttons, caption and readings below it; or a sentence while there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.canvas.canvas import Canvas
from inspector.views.empty_view import EmptyView
from inspector.views.small_widgets import Card, ElidedLabel, ZoomReading, action_button
from inspector.views.theme import GRID, SMALL_PX, font

BUTTON_PX = 30
ICON_PX = 18


class CanvasPanel(Card):
    empty_action_chosen = Signal(str)  # action id

    def __init__(
        self,
        canvas: Canvas,
        actions: ActionSet,
        button_groups: Sequence[Sequence[str]],
        *,
        beside: QWidget | None = None,
        below: QWidget | None = None,
        reading: QLabel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``button_groups`` are ids of actions; ``beside`` is shown with the canvas, at its right, ``below``
        between it and the line of buttons; ``reading`` stands before the zoom."""
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}  # by action id
        self._empty = EmptyView(actions)
        self._empty.action_chosen.connect(self.empty_action_chosen)
        self._caption = ElidedLabel()
        self._caption.setProperty("dim", True)
        self._caption.setFont(font(SMALL_PX))
        self._zoom = ZoomReading(canvas.max_zoom)
        canvas.zoom_changed.connect(self._zoom.show_zoom)
        line = QHBoxLayout()
        line.setContentsMargins(4, 2, GRID, 2)
        line.setSpacing(2)
        for group in button_groups:
            for action_id in group:
                button = self.buttons[action_id] = action_button(actions.qaction(action_id), size_px=ICON_PX)
                button.setFixedHeight(BUTTON_PX)
                button.setMinimumWidth(BUTTON_PX)
                line.addWidget(button)
            line.addSpacing(GRID - 4)
        line.addWidget(self._caption, 1)
        if reading is not None:
            line.addWidget(reading)
            line.addSpacing(GRID)
        line.addWidget(self._zoom)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(canvas, 1)
        if beside is not None:
            row.addWidget(beside)
        column.addLayout(row, 1)
        if below is not None:
            column.addWidget(below)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(self._pages, 1)
        self._tools = QWidget()
        self._tools.setLayout(line)
        layout.addWidget(self._tools)

    def show_tools(self, is_shown: bool) -> None:
        """The line below the canvas."""
        self._tools.setVisible(is_shown)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the canvas would be; None shows the canvas again."""
        if state is not None:
            self._empty.show_empty(state)
            self.show_caption("", None)
        self._pages.setCurrentIndex(0 if state is not None else 1)

    def show_caption(self, text: str, zoom: float | None) -> None:
        """``zoom`` of what is shown; None while there is nothing."""
        self._caption.setText(text)
        if zoom is None:
            self._zoom.clear()
        else:
            self._zoom.show_zoom(zoom)
