"""The Live page: controls on top, the picture with its gallery, classes and defects at the right, the map below.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is
its own: fit, 100 % and moving the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector.core.source_view import SourceView
from inspector.screens.alarms import AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.live import (
    ClassState,
    DefectRow,
    DisplayFrame,
    LiveState,
    MapExtent,
    OverlayLook,
    RunState,
    Stretch,
    ThresholdState,
    Thumbnail,
)
from inspector.screens.live_actions import LIVE, SOLO
from inspector.screens.not_inspected import NotInspectedRow, NotInspectedState
from inspector.screens.operator import LargePicture, OperatorScreen
from inspector.screens.recent import RecentItem
from inspector.screens.shell import EmptyState
from inspector.texts.live import FROZEN, FROZEN_SINCE
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.canvas.view_transform import WHEEL_STEP
from inspector.views.live.choosers import Choosers
from inspector.views.live.controls import Controls
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.gallery import Gallery
from inspector.views.live.handing_over import ask_export_file, put_on_clipboard
from inspector.views.live.legend import Legend
from inspector.views.live.notice_panel import NoticePanel, NotInspectedModel, Part
from inspector.views.live.notice_strip import NoticeStrip
from inspector.views.live.picture_panel import PicturePanel
from inspector.views.live.piece_map import PieceMap
from inspector.views.live.strip_canvas import StripCanvas
from inspector.views.live.verdict_line import VerdictLine
from inspector.views.operator.alarms_in_full import AlarmsInFull
from inspector.views.operator.operator_foot import OperatorFoot
from inspector.views.operator.operator_head import OperatorHead
from inspector.views.operator.serious_column import SeriousColumn
from inspector.views.operator.sizes import SMALL_PX as OPERATOR_PX
from inspector.views.small_widgets import DIVIDED, Card
from inspector.views.theme import GRID, SMALL_PX

# Of the right column: with 476 px the longest figures, and a class name of ten letters beside them.
RIGHT_SHARE, RIGHT_PX = 0.395, (320, 476)
LEGEND_SHARE, LEGEND_PX = 0.45, (112, 230)  # of the classes over the list, of the height that both have
ABOVE_AND_BELOW_PX = 274  # of the page: what stands above and below the picture
PANEL_KEYS = {
    "live.alarms": Part.ALARMS,
    "live.messages": Part.ANSWERS,
    "live.not_inspected": Part.NOT_INSPECTED,
}


PANEL_PX = 376  # height of the panel with all notices, where the page has it
ROOM_FOR_ALARMS_PX = 800  # height of the page in the operator's view, from which on the map stays beside them
ROOM_FOR_PROFILE_PX = 640  # height of the page, that picture, profile and gallery need


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
    source_chosen = Signal(str, object)  # path or address, SourceOptions; who chose knows what it ends
    source_wished = Signal(str, object)  # the same by one click: what it ends must still be said
    model_wished = Signal(str)
    recent_forgotten = Signal(str)  # path or address of a source that was opened before, "" for all
    model_chosen = Signal(str)
    piece_chosen = Signal(str, str)  # id, kind: "coil" or "rail"
    rows_copied = Signal(int)  # how many, onto the clipboard
    export_chosen = Signal(str, object)  # path, tuple of DefectRow
    message_closed = Signal(str)  # code
    remarked = Signal(str, object)  # of RemarkKind; the LargePicture that is meant, or None
    operator_pressed = Signal()  # a button of the operator's view, before anything comes of it
    leave_operator = Signal()
    alarms_acknowledged = Signal(tuple, str)  # uids, the reason
    missed_chosen = Signal(object)  # a NotInspectedRow: to be shown as far as it can be read
    # Shares of full scale that are to be shown black and white; the last of a drag is final.
    window_chosen = Signal(float, float, bool)
    frame_shown = Signal(int)  # index of a frame that was painted, or that nobody can see

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._controls = Controls(actions)
        self._notices = NoticeStrip()
        self._picture = PicturePanel(actions)
        self._gallery = Gallery()
        self._legend = Legend()
        self._table = DefectTable()
        self._map = PieceMap()
        self._verdict = VerdictLine()
        self._operator_head, self._serious = OperatorHead(), SeriousColumn()
        self._alarms_in_full, self._operator_right = AlarmsInFull(), QStackedWidget()
        # What two parts show that are built when they are first shown: the start of the program does not wait for them.
        self._panel: NoticePanel | None = None
        self._operator_foot: OperatorFoot | None = None
        self._alarms = AlarmsState()
        self._missed, self._missed_state = NotInspectedModel(self), NotInspectedState()
        self._screen: OperatorScreen | None = None
        self._pictures: tuple[LargePicture, ...] = ()
        self._answer: MessageText | None = None  # to the last press
        self._is_graded = self._is_operator_view = self._is_unfolded = False
        self._listed_piece = self._began = ""  # whose defects are listed, and when its inspection began
        self._class_indices: dict[str, int] = {}  # of the classes of the legend, by name
        self._solo = 0  # index of the class shown alone; 0: all
        self._own_acts = self._acts_of_its_own()
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
        right = self._right = QSplitter(Qt.Orientation.Vertical)
        right.setObjectName("live.right")  # by which its sizes are remembered
        right.setHandleWidth(GRID)
        right.setChildrenCollapsible(False)
        right.addWidget(self._legend)
        right.addWidget(self._table)
        right.splitterMoved.connect(lambda: right.setProperty(DIVIDED, True))
        self._right = right
        right.setStretchFactor(0, 0)
        right.setStretchFactor(1, 1)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setObjectName("live")
        middle.setHandleWidth(GRID)
        middle.setChildrenCollapsible(False)
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setStretchFactor(0, 4)  # of the room a larger window brings
        middle.setStretchFactor(1, 1)
        middle.splitterMoved.connect(lambda: middle.setProperty(DIVIDED, True))
        self._middle = middle
        self._choosers = Choosers(self, right)
        right.setMinimumWidth(RIGHT_PX[0])
        right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._operator_right.addWidget(self._serious)
        self._operator_right.addWidget(self._alarms_in_full)
        self._operator_right.setSizePolicy(self._serious.sizePolicy())
        middle.addWidget(self._operator_right)
        self._engineers: tuple[QWidget, ...] = (self._controls, self._notices, self._gallery, right)
        map_card = self._map_card = Card()
        inside = QVBoxLayout(map_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._map)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._operator_head)
        layout.addWidget(self._controls)
        layout.addWidget(self._notices)
        layout.addWidget(middle, 1)
        layout.addWidget(self._verdict)
        layout.addWidget(map_card)
        self._operator_head.hide()
        self._operator_right.hide()

    def _connect(self, actions: ActionSet) -> None:
        actions.triggered.connect(self._on_triggered)
        actions.held.connect(self._on_held)
        self._picture.empty_action_chosen.connect(self._on_empty_action)
        actions.lock_changed.connect(self._on_lock)
        self._picture.canvas.frame_shown.connect(self.frame_shown)
        self._picture.canvas.window_chosen.connect(self.window_chosen)
        self._picture.canvas.as_captured_wished.connect(lambda: self.action_triggered.emit("live.as_captured"))
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
        self._connect_notices()
        self._table.class_filtered.connect(self._filter_class)
        self._table.export_wished.connect(self._ask_export)
        self._table.rows_copied.connect(self.rows_copied)
        self._controls.recent_chosen.connect(self.source_wished)
        self._controls.recent_forgotten.connect(self.recent_forgotten)
        self._choosers.source_chosen.connect(self.source_chosen)
        self._choosers.model_chosen.connect(self.model_chosen)
        self._choosers.piece_chosen.connect(self.piece_chosen)
        self._operator_head.leave_pressed.connect(self.leave_operator)
        self._operator_head.alarm_pressed.connect(
            lambda: self._unfold_alarms(self._operator_right.currentWidget() is self._serious)
        )

    def _unfold_alarms(self, is_unfolded: bool) -> None:
        """In the place of the large pictures, until they are acknowledged or folded again."""
        is_unfolded = is_unfolded and self._alarms.loudest is not None
        if is_unfolded:
            self._alarms_in_full.show_alarms(self._alarms)
        self._operator_right.setCurrentWidget(self._alarms_in_full if is_unfolded else self._serious)
        self._is_unfolded = is_unfolded
        self._make_room_for_alarms()
        self._operator_head.alarm.show_unfolded(is_unfolded)

    def _make_room_for_alarms(self) -> None:
        """What is read in full takes the room of the map in a small window, and half the width."""
        is_wide = self._is_operator_view and self._is_unfolded
        self._map_card.setVisible(not is_wide or self.height() >= ROOM_FOR_ALARMS_PX)
        wide = self.width() // 2 if is_wide else self._serious.sizeHint().width()
        self._operator_right.setFixedWidth(wide)
        if self._is_operator_view:  # else a splitter leaves the room of what was wider empty
            self._middle.setSizes([self.width() - wide, 0, wide])

    def _connect_notices(self) -> None:
        strip = self._notices
        strip.not_inspected_wished.connect(lambda: self._toggle_panel(Part.NOT_INSPECTED))
        strip.alarms_wished.connect(lambda: self._toggle_panel(Part.ALARMS))
        strip.acknowledging_wished.connect(lambda: self._open_panel(Part.ALARMS, acknowledges=True))
        strip.answers_wished.connect(lambda: self._toggle_panel(Part.ANSWERS))
        strip.answer_closed.connect(self._on_answer_closed)
        self._right.installEventFilter(self)

    # What is shown

    def show_state(self, state: LiveState) -> None:
        self._controls.show_state(state)
        self._choosers.show_running(state.running)
        self._choosers.show_again(state.again)
        self._notices.show_running(state.run_state is RunState.RUNNING)
        self._listed_piece, self._began = state.piece, state.began
        self._is_graded = state.verdict is not None
        self._verdict.show_state(state.verdict)
        self._show_verdict()
        badge = ""
        if state.is_frozen and state.n_since_frozen:
            badge = FROZEN_SINCE.translated(n=state.n_since_frozen)
        elif state.is_frozen:
            badge = FROZEN.translated()
        self._picture.canvas.show_badge(badge)
        self._picture.canvas.show_too_old("" if state.is_frozen else state.too_old)  # frozen: the badge says so
        for holds_still in (self._table, self._gallery, self._map):
            holds_still.hold(state.is_frozen)

    def _show_verdict(self) -> None:
        """In the operator's view its head tells it."""
        self._verdict.setVisible(self._is_graded and not self._is_operator_view)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the picture would be; None shows the picture again."""
        had_keys = self._picture.canvas.hasFocus()
        self._picture.show_empty(state)
        if had_keys and state is not None:
            self.setFocus()  # Qt has given them to a button that Space would press
        self._focus_picture()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_picture()

    def _focus_picture(self) -> None:
        """Keys begin at the picture, once there is one."""
        if self.hasFocus() and self._picture.canvas.isVisible():
            self._picture.canvas.setFocus()

    def show_frame(self, frame: DisplayFrame) -> None:
        self._picture.show_frame(frame)
        self._focus_picture()

    def show_scale(self, mm_per_px: tuple[float, float] | None) -> None:
        """Across and along, for the reading under the cursor; None without a calibration."""
        self._picture.canvas.mm_per_px = mm_per_px

    def show_classes(self, states: Sequence[ClassState]) -> None:
        """The legend; frames, rows and thumbnails bring the looks of their own classes."""
        self._legend.show_classes(states)
        self._class_indices = {one.defect_class.name: one.defect_class.index for one in states}
        self._show_class(next((one.defect_class.name for one in states if one.is_solo), ""))

    def _show_class(self, name: str) -> None:
        """A class alone in table, gallery and map; "": all."""
        for lists_defects in (self._table, self._gallery, self._map):
            lists_defects.show_class_alone(name)

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
        self._missed.clear()

    def add_thumbnails(self, thumbnails: Sequence[Thumbnail]) -> None:
        """Oldest first; a known defect is renewed in place."""
        self._gallery.add(thumbnails)

    def show_map(self, extent: MapExtent, cursor: float) -> None:
        self._map.show_map(extent, cursor)

    def add_gaps(self, gaps: Sequence[Stretch]) -> None:
        self._map.add_gaps(gaps)

    def show_serious(self, pictures: Sequence[LargePicture]) -> None:
        """Of the operator's view, from the top."""
        self._pictures = tuple(pictures)
        self._serious.show_pictures(pictures)
        if self._operator_foot is not None:
            self._operator_foot.show_serious(pictures)

    def show_operator_screen(self, screen: OperatorScreen) -> None:
        self._operator_head.show_screen(screen)
        self._screen = screen
        if self._operator_foot is not None:
            self._operator_foot.show_screen(screen)
        self._serious.show_empty(screen.no_serious)

    def show_operator_view(self, is_shown: bool) -> None:
        """Few and large, for an operator three metres away; picture and map are the same, and nothing on them is
        pressed."""
        for part in self._engineers:
            part.setVisible(not is_shown)
        if is_shown or self._operator_foot is not None:
            foot = self._built_foot()
            foot.show_actions()
            for part in (self._operator_head, self._operator_right, foot):
                part.setVisible(is_shown)
        self._is_operator_view = is_shown
        self._show_verdict()
        self._unfold_alarms(False)
        self._picture.show_for_operator(is_shown)
        self._map.show_text_size(OPERATOR_PX if is_shown else SMALL_PX)
        for pressed in (self._picture.canvas, self._map):
            pressed.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, is_shown)
        if is_shown:
            self._picture.canvas.fit()

    def _built_foot(self) -> OperatorFoot:
        if self._operator_foot is not None:
            return self._operator_foot
        foot = self._operator_foot = OperatorFoot()
        self._column.addWidget(foot)
        foot.start_stop_pressed.connect(lambda: self.action_triggered.emit("live.start_stop"))
        foot.piece_chosen.connect(self.piece_chosen)
        foot.remarked.connect(self.remarked)
        foot.pressed.connect(self.operator_pressed)
        foot.acknowledged.connect(self.alarms_acknowledged)
        if self._screen is not None:
            foot.show_screen(self._screen)
        foot.show_serious(self._pictures)
        foot.show_alarms(self._alarms)
        foot.show_message(self._answer)
        return foot

    def show_look(self, look: OverlayLook) -> None:
        self._solo = look.solo
        self._picture.canvas.show_look(look)

    def show_picture_view(self, view: SourceView) -> None:
        """Which buttons of brightness, contrast and fitting are down; the frame itself comes with ``show_frame``."""
        self._picture.show_picture_view(view)

    def show_profile(self) -> None:
        """The grey along the ruler can be drawn from now on."""
        self._picture.show_profile()

    def show_recent(self, items: Sequence[RecentItem]) -> None:
        """Sources that were opened before, newest first."""
        self._controls.show_recent(items)

    def show_coverage(self, state: CoverageState) -> None:
        self._notices.show_coverage(state)
        self._operator_head.show_coverage(state)

    def show_alarms(self, state: AlarmsState) -> None:
        self._alarms = state
        self._notices.show_alarms(state)
        self._operator_head.show_alarms(state)
        for part in (self._panel, self._operator_foot):
            if part is not None:
                part.show_alarms(state)
        self._unfold_alarms(self._operator_right.currentWidget() is self._alarms_in_full)

    def add_not_inspected(self, rows: Sequence[NotInspectedRow]) -> None:
        """In the order in which they were missed; ``clear_piece`` takes them away."""
        self._missed.add(rows)

    def show_not_inspected(self, state: NotInspectedState) -> None:
        self._missed_state = state
        if self._panel is not None:
            self._panel.show_not_inspected(state)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        """The newest stands in front."""
        self._notices.show_answer(message)
        self._tell_answer(message if is_answer else None)
        self._show_answers()

    def drop_message(self, code: str) -> None:
        """Take a message away because its cause is over; ``message_closed`` is not emitted."""
        self._notices.drop_answer(code)
        if self._answer is not None and self._answer.code == code:
            self._tell_answer(None)
        self._show_answers()

    def _tell_answer(self, answer: MessageText | None) -> None:
        """None: something else has been done since."""
        self._answer = answer
        if self._operator_foot is not None:
            self._operator_foot.show_message(answer)

    def messages(self) -> tuple[MessageText, ...]:
        """Those that stand there, newest first."""
        return self._notices.answers

    def _show_answers(self) -> None:
        if self._panel is not None:
            self._panel.show_answers(self._notices.answers)

    def _on_answer_closed(self, code: str) -> None:
        self._show_answers()
        self.message_closed.emit(code)

    # The panel over the right column

    def _built_panel(self) -> NoticePanel:
        """Over the right column."""
        if self._panel is not None:
            return self._panel
        panel = self._panel = NoticePanel(self._missed, self)
        panel.answer_closed.connect(self.drop_message)
        panel.answer_closed.connect(self.message_closed)
        panel.acknowledged.connect(self.alarms_acknowledged)
        panel.missed_chosen.connect(self.missed_chosen)
        panel.close_wished.connect(self._close_panel)
        panel.show_alarms(self._alarms)
        panel.show_answers(self._notices.answers)
        panel.show_not_inspected(self._missed_state)
        return panel

    def _toggle_panel(self, part: Part) -> None:
        if self._panel is not None and self._panel.isVisible() and self._panel.part is part:
            self._close_panel()
        else:
            self._open_panel(part)

    def _open_panel(self, part: Part, *, acknowledges: bool = False) -> None:
        panel = self._built_panel()
        panel.open_at(part, acknowledges=acknowledges)
        self._place(panel)  # now it knows how much room it needs

    def _close_panel(self) -> None:
        self._built_panel().hide()
        self._picture.canvas.setFocus()

    def _place(self, panel: NoticePanel) -> None:
        top_left = self._right.mapTo(self, self._right.rect().topLeft())
        height = max(self._right.height(), panel.minimumSizeHint().height(), PANEL_PX)
        room = self.height() - GRID - top_left.y()
        panel.setGeometry(QRect(top_left, QSize(self._right.width(), min(height, room))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_moved = watched is self._right and event.type() in (QEvent.Type.Resize, QEvent.Type.Move)
        if is_moved and self._panel is not None:
            self._place(self._panel)
        return False

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

    def ask_piece(self, kind: str = "") -> None:
        """``kind``: what a piece usually is."""
        self._choosers.ask_piece(kind)

    def _ask_export(self, rows: tuple[DefectRow, ...]) -> None:
        ask_export_file(
            self, lambda path: self.export_chosen.emit(path, rows), piece=self._listed_piece, when=self._began
        )

    def put_picture(self, rgb: npt.NDArray[np.uint8]) -> None:
        """Onto the clipboard: (H, W, 3)."""
        put_on_clipboard(rgb)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._right.property(DIVIDED):
            both = self.height() - ABOVE_AND_BELOW_PX
            legend = min(LEGEND_PX[1], max(LEGEND_PX[0], round(both * LEGEND_SHARE)))
            self._right.setSizes([legend, max(1, both - legend)])
        if not self._middle.property(DIVIDED):  # else somebody has said how wide it is
            right = min(RIGHT_PX[1], max(RIGHT_PX[0], round(self.width() * RIGHT_SHARE)))
            self._middle.setSizes([self.width() - right, right])
        self._make_room_for_alarms()

    # What people do

    def _on_empty_action(self, action_id: str) -> None:
        """As by its key; one of the whole window, which has none here, is told as any other."""
        if self._actions.known(action_id).scope == LIVE:
            self._actions.qaction(action_id).trigger()
        else:
            self.action_triggered.emit(action_id)

    def _on_triggered(self, action_id: str) -> None:
        known = self._actions.known(action_id)
        if known.scope != LIVE:
            return
        if known.family == SOLO:
            self.solo_chosen.emit(known.number)
            return
        if action_id == "live.newest" and self._picture.canvas.is_measuring:
            self._set_measuring(False)  # the key ends one thing at a time
            return
        act = self._own_acts.get(action_id)
        if act is not None:
            act()
        self.action_triggered.emit(action_id)

    def _on_lock(self, is_locked: bool) -> None:
        self._choosers.show_lock(is_locked)
        self._legend.show_lock(self._actions.lock_text() if is_locked else "")

    def _acts_of_its_own(self) -> dict[str, Callable[[], object]]:
        canvas = self._picture.canvas
        return {
            "live.fit": canvas.fit,
            "live.fit_product": canvas.fit,
            "live.actual_size": canvas.show_actual_size,
            "live.zoom_in": lambda: canvas.zoom_about_middle(WHEEL_STEP),
            "live.zoom_out": lambda: canvas.zoom_about_middle(1 / WHEEL_STEP),
            "live.ruler": lambda: self._set_measuring(not canvas.is_measuring),
            "live.minimap": lambda: canvas.show_minimap(not canvas.is_minimap_shown),
            "live.find_defects": self._table.focus_filter,
            "live.copy_rows": self._table.copy_rows,
            "live.export_defects": self._table.wish_export,
            "live.dismiss": self._notices.close_answer,
            **{action_id: partial(self._toggle_panel, part) for action_id, part in PANEL_KEYS.items()},
        }

    def _set_measuring(self, is_on: bool) -> None:
        """In a small window the grey along the ruler takes the room of the gallery meanwhile."""
        self._picture.set_measuring(is_on)
        self._gallery.setVisible(not is_on or self.height() >= ROOM_FOR_PROFILE_PX)

    def _filter_class(self, name: str) -> None:
        """What is chosen in the list's filter is shown alone everywhere, as by the legend and by its number. A class of
        a model before is in no legend: nothing but the list can be about it."""
        index = self._class_indices.get(name, 0)
        if index != self._solo:
            self.solo_chosen.emit(index or self._solo)  # what is alone, chosen again: all

    def _on_held(self, action_id: str, is_down: bool) -> None:
        if action_id == "live.pan":
            self._picture.canvas.set_panning(is_down)
        self.action_held.emit(action_id, is_down)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._controls.refresh_icons()
            self._notices.refresh_icons()
            if self._panel is not None:
                self._panel.refresh_icons()
            self._picture.refresh_colours()
