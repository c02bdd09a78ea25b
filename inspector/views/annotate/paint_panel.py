"""Canvas with its tools and their options: the middle of the Annotate page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.core.source_view import SourceView
from inspector.screens.painting import PaintState
from inspector.screens.painting_actions import ANNOTATE
from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.annotate.label_canvas import LabelCanvas
from inspector.views.annotate.options_line import OptionsLine
from inspector.views.annotate.tool_column import ToolColumn
from inspector.views.canvas.canvas_panel import CanvasPanel
from inspector.views.canvas.view_transform import WHEEL_STEP
from inspector.views.theme import GRID

STEPS = ("annotate.undo", "annotate.redo")
MARKS = ("annotate.ignore", "annotate.lock", "annotate.repeat")
LOOKS = ("annotate.label_style", "annotate.fit", "annotate.actual_size", "annotate.turn", "annotate.auto_contrast")
OF_A_FRAME = ("undo", "redo", "repeat", "ignore", "lock", "fit", "actual_size", "turn", "turn_back", "auto_contrast")


class PaintPanel(QWidget):
    action_triggered = Signal(str)  # action id of the scope ANNOTATE, besides how the picture is zoomed
    options_chosen = Signal(object)  # PaintOptions
    window_chosen = Signal(float, float, bool)
    labels_hidden = Signal(bool)  # while a key is held
    empty_action_chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        for verb in ("auto_contrast", "local_contrast", "ignore", "lock"):
            actions.qaction(f"annotate.{verb}").setCheckable(True)
        self.canvas = LabelCanvas()
        self.tools, self.options = ToolColumn(actions), OptionsLine()
        self.frame = CanvasPanel(self.canvas, actions, [STEPS, MARKS, LOOKS])
        self._view, self._state = SourceView(), PaintState()
        for part in (self.frame, self.options, self.tools):
            part.setParent(self)  # in the order of Tab: before the picture, none would be reached
        middle = QVBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self.options)
        middle.addWidget(self.frame, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.tools)
        row.addLayout(middle, 1)
        self._show_all(self._state)
        self.setFocusProxy(self.canvas)
        self.canvas.window_chosen.connect(self.window_chosen)
        self.options.options_chosen.connect(self.options_chosen)
        self.options.left.connect(self.canvas.setFocus)
        self.frame.empty_action_chosen.connect(self.empty_action_chosen)
        actions.triggered.connect(self._on_triggered)
        actions.held.connect(self._on_held)

    # What is shown; none of it emits

    def show_state(self, state: PaintState) -> None:
        if state == self._state:
            return
        self._state = state
        self._show_all(state)

    def _show_all(self, state: PaintState) -> None:
        self.tools.show_state(state)
        self.options.show_state(state)
        for verb in OF_A_FRAME:
            self._actions.allow(f"annotate.{verb}", state.is_open)
        self._actions.allow("annotate.undo", state.can_undo and not state.is_read_only)
        self._actions.allow("annotate.redo", state.can_redo and not state.is_read_only)
        self._show_checks()

    def show_picture_view(self, view: SourceView) -> None:
        self._view = view
        self._show_checks()

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the canvas would be; None shows it again."""
        self.frame.show_empty(state)

    def show_caption(self, text: str) -> None:
        self.frame.show_caption(text, self.canvas.zoom)

    def _show_checks(self) -> None:
        options = self._state.options
        for verb, is_on in (
            ("auto_contrast", self._view.is_auto), ("local_contrast", self._view.has_clahe),
            ("ignore", options.class_index == 255 and not options.is_erasing),
            ("lock", (0 if options.is_erasing else options.class_index) in options.locked),
        ):  # fmt: skip
            self._actions.qaction(f"annotate.{verb}").setChecked(is_on)

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope != ANNOTATE:
            return
        own = {
            "annotate.zoom_in": lambda: self.canvas.zoom_about_middle(WHEEL_STEP),
            "annotate.zoom_out": lambda: self.canvas.zoom_about_middle(1 / WHEEL_STEP),
            "annotate.minimap": lambda: self.canvas.show_minimap(not self.canvas.is_minimap_shown),
            "annotate.actual_size": self.canvas.show_actual_size,
            "annotate.fit": self.canvas.fit,
        }
        if action_id in own:
            own[action_id]()
            return
        self.tools.show_state(self._state)  # until the presenter says otherwise, what was
        self._show_checks()
        self.action_triggered.emit(action_id)

    def _on_held(self, action_id: str, is_down: bool) -> None:
        if action_id == "annotate.pan":
            self.canvas.set_panning(is_down)
        elif action_id == "annotate.hide":
            self.labels_hidden.emit(is_down)
