"""The Live page: controls on top, the picture with its gallery, classes and defects at the right, the map below.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is
its own: fit, 100 % and moving the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from inspector.screens.live import (
    ClassState,
    DefectRow,
    DisplayFrame,
    LiveState,
    MapExtent,
    OverlayLook,
    Stretch,
    ThresholdState,
    Thumbnail,
)
from inspector.screens.live_actions import LIVE, SOLO
from inspector.screens.shell import EmptyState
from inspector.texts.live import FROZEN, FROZEN_SINCE
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.live.choosers import Choosers
from inspector.views.live.controls import Controls
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.gallery import Gallery
from inspector.views.live.legend import Legend
from inspector.views.live.picture_panel import PicturePanel
from inspector.views.live.piece_map import PieceMap
from inspector.views.live.strip_canvas import StripCanvas
from inspector.views.small_widgets import Card
from inspector.views.theme import GRID

RIGHT_COLUMN_PX = 476  # the longest figures, and a class name of ten letters beside them


class LivePage(QWidget):
    # Action id of the scope LIVE, except those of the family SOLO, which are notified by ``solo_chosen``.
    action_triggered = Signal(str)
    action_held = Signal(str, bool)  # action id, is down
    threshold_chosen = Signal(int, float)  # class index, score; about 30 times a second while dragged
    threshold_settled = Signal()  # what was chosen last is a step
    min_area_chosen = Signal(int, float)  # class index, in the state's area_unit
    limits_reset = Signal(int)  # class index: threshold and area as they were before a hand moved them
    step_chosen = Signal(int)  # index in the list of steps
    set_chosen = Signal(str, str)  # product, name of a set of thresholds; "" for the model's own
    set_named = Signal(str, str)  # product, name, for the thresholds that hold now
    set_deleted = Signal(str, str)  # product, name
    solo_chosen = Signal(int)  # class index
    defect_chosen = Signal(int)  # defect id: from table, gallery or map
    source_chosen = Signal(str, object)  # path or address, SourceOptions
    model_chosen = Signal(str)
    piece_chosen = Signal(str, str)  # id, kind: "coil" or "rail"
    message_closed = Signal(str)  # code
    frame_shown = Signal(int)  # index of a frame that was painted, or that nobody can see

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._controls = Controls(actions)
        self._picture = PicturePanel(actions)
        self._gallery = Gallery()
        self._legend = Legend()
        self._table = DefectTable()
        self._map = PieceMap()
        self._lay_out()
        self._connect(actions)

    @property
    def canvas(self) -> StripCanvas:
        return self._picture.canvas

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._picture, 1)
        column.addWidget(self._gallery)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(GRID)
        right.setChildrenCollapsible(False)
        right.addWidget(self._legend)
        right.addWidget(self._table)
        right.setSizes([230, 300])
        right.setStretchFactor(0, 0)
        right.setStretchFactor(1, 1)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setHandleWidth(GRID)
        middle.setChildrenCollapsible(False)
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setSizes([10_000, RIGHT_COLUMN_PX])
        middle.setStretchFactor(0, 4)  # of the room a larger window brings
        middle.setStretchFactor(1, 1)
        self._choosers = Choosers(self, right)
        right.setMinimumWidth(RIGHT_COLUMN_PX)
        right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        map_card = Card()
        inside = QVBoxLayout(map_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._map)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._controls)
        layout.addWidget(middle, 1)
        layout.addWidget(map_card)

    def _connect(self, actions: ActionSet) -> None:
        actions.triggered.connect(self._on_triggered)
        actions.held.connect(self._on_held)
        self._picture.empty_action_chosen.connect(lambda action_id: actions.qaction(action_id).trigger())
        actions.lock_changed.connect(self._on_lock)
        self._picture.canvas.frame_shown.connect(self.frame_shown)
        self._legend.threshold_chosen.connect(self.threshold_chosen)
        self._legend.threshold_settled.connect(self.threshold_settled)
        self._legend.min_area_chosen.connect(self.min_area_chosen)
        self._legend.limits_reset.connect(self.limits_reset)
        self._legend.step_chosen.connect(self.step_chosen)
        self._legend.set_chosen.connect(self.set_chosen)
        self._legend.set_deleted.connect(self.set_deleted)
        self._legend.set_name_wished.connect(self._choosers.ask_threshold_set)
        self._choosers.set_named.connect(self.set_named)
        self._legend.solo_chosen.connect(self.solo_chosen)
        for lists_defects in (self._table, self._gallery, self._map):
            lists_defects.defect_chosen.connect(self.defect_chosen)
        self._controls.message_closed.connect(self.message_closed)
        self._choosers.source_chosen.connect(self.source_chosen)
        self._choosers.model_chosen.connect(self.model_chosen)
        self._choosers.piece_chosen.connect(self.piece_chosen)

    # What is shown

    def show_state(self, state: LiveState) -> None:
        self._controls.show_state(state)
        self._choosers.show_running(state.running)
        badge = ""
        if state.is_frozen and state.n_since_frozen:
            badge = FROZEN_SINCE.translated(n=state.n_since_frozen)
        elif state.is_frozen:
            badge = FROZEN.translated()
        self._picture.canvas.show_badge(badge)
        self._picture.canvas.show_too_old(state.too_old)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the picture would be; None shows the picture again."""
        self._picture.show_empty(state)

    def show_frame(self, frame: DisplayFrame) -> None:
        self._picture.show_frame(frame)

    def show_scale(self, mm_per_px: tuple[float, float] | None) -> None:
        """Across and along, for the reading under the cursor; None without a calibration."""
        self._picture.canvas.mm_per_px = mm_per_px

    def show_classes(self, states: Sequence[ClassState]) -> None:
        """The legend; frames, rows and thumbnails bring the looks of their own classes."""
        self._legend.show_classes(states)

    def show_thresholds(self, state: ThresholdState) -> None:
        """Which thresholds hold, and the steps that led to them."""
        self._legend.show_thresholds(state)
        self._choosers.show_thresholds(state)

    def show_histograms(self, bins: Mapping[int, npt.NDArray[np.integer | np.floating]]) -> None:
        """Counts of scores by class index, in equal steps from 0 to 1."""
        self._legend.show_histograms(bins)

    def upsert_defects(self, rows: Sequence[DefectRow]) -> None:
        """Oldest first; a known defect is changed in place."""
        self._table.upsert_rows(rows)
        self._map.upsert(rows)

    def remove_defects(self, defect_ids: Iterable[int]) -> None:
        gone = tuple(defect_ids)
        self._table.remove(gone)
        self._map.remove(gone)
        self._gallery.remove(gone)

    def clear_piece(self) -> None:
        self._table.set_rows(())
        self._map.clear()
        self._gallery.clear()

    def add_thumbnails(self, thumbnails: Sequence[Thumbnail]) -> None:
        """Oldest first; a known defect is renewed in place."""
        self._gallery.add(thumbnails)

    def show_map(self, extent: MapExtent, cursor: float) -> None:
        self._map.show_map(extent, cursor)

    def add_gaps(self, gaps: Sequence[Stretch]) -> None:
        self._map.add_gaps(gaps)

    def show_look(self, look: OverlayLook) -> None:
        self._picture.canvas.show_look(look)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._controls.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        """Take a message away because its cause is over; ``message_closed`` is not emitted."""
        self._controls.drop_message(code)

    def select_defect(self, defect_id: int | None) -> None:
        for lists_defects in (self._table, self._gallery, self._map):
            lists_defects.select(defect_id)

    # Questions, answered by a signal

    def ask_folder(self) -> None:
        self._choosers.ask_folder()

    def ask_video(self) -> None:
        self._choosers.ask_video()

    def ask_camera(self) -> None:
        self._choosers.ask_camera()

    def ask_model(self) -> None:
        self._choosers.ask_model()

    def ask_piece(self) -> None:
        self._choosers.ask_piece()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        known = self._actions.known(action_id)
        if known.scope != LIVE:
            return
        if known.family == SOLO:
            self.solo_chosen.emit(known.number)
            return
        if action_id == "live.fit":
            self._picture.canvas.fit()
        elif action_id == "live.actual_size":
            self._picture.canvas.show_actual_size()
        elif action_id == "live.dismiss":
            self._controls.close_message()
        self.action_triggered.emit(action_id)

    def _on_lock(self, is_locked: bool) -> None:
        self._choosers.close_panel()
        self._legend.show_lock(self._actions.lock_text() if is_locked else "")

    def _on_held(self, action_id: str, is_down: bool) -> None:
        if action_id == "live.pan":
            self._picture.canvas.set_panning(is_down)
        self.action_held.emit(action_id, is_down)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._controls.refresh_icons()
