"""The Review page: search and results at the left; an opened piece with its picture, tables, gallery and map.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is its
own: fit, 100 %, moving the picture, stepping through the listed defects, a class shown alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from inspector.core.source_view import SourceView
from inspector.screens.live import DefectRow, DisplayFrame, MapExtent, OverlayLook, Thumbnail
from inspector.screens.review import (
    ComparedPiece,
    HappenedRow,
    OpenedPiece,
    ResultRow,
    ReviewState,
    SearchChoices,
    TotalsRow,
)
from inspector.screens.review_actions import REVIEW, SOLO
from inspector.screens.shell import EmptyState
from inspector.texts import review as review_texts
from inspector.texts.messages import MessageText
from inspector.texts.translate import Text
from inspector.views.action_set import ActionSet
from inspector.views.canvas.view_transform import WHEEL_STEP
from inspector.views.fact_line import FactLine
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.gallery import Gallery
from inspector.views.live.handing_over import ask_export_file, put_on_clipboard
from inspector.views.live.picture_panel import PicturePanel
from inspector.views.live.piece_map import PieceMap
from inspector.views.message_band import MessageBand
from inspector.views.plain_text import PlainLabel
from inspector.views.review.opened_tables import HappenedTable, TotalsTable
from inspector.views.review.report_file import ask_report_file
from inspector.views.review.search_panel import SearchPanel
from inspector.views.review.wiped_canvas import WipedCanvas
from inspector.views.small_widgets import DIVIDED, Card, ElidedLabel, action_button
from inspector.views.theme import GRID, SMALL_PX, font

LEFT_PX = 268
RIGHT_SHARE, MAX_RIGHT_PX = 0.48, 640  # of picture and tables together, until somebody parts them otherwise
TITLE_PX = 220
ROOM_FOR_PROFILE_PX = 640  # height of the page, that picture, profile and gallery need
HEAD_PX = 76
MIN_RIGHT_PX = 260  # a class name is cut first
BUTTONS = (
    ("review.previous_frame", "review.next_frame"),
    ("review.todays_model", "review.compare"),
    (
        *("review.overlay_style", "review.fit", "review.fit_product", "review.actual_size", "review.turn"),
        *("review.auto_contrast", "review.ruler"),
    ),
)
OF_A_PIECE = (
    *("next_frame", "previous_frame", "next_with_defect", "previous_with_defect", "next_missed", "previous_missed"),
    *("first_frame", "last_frame", "next_defect", "previous_defect", "leave_defect", "compare", "todays_model"),
    *("copy_rows", "copy_picture", "export_defects", "find_defects", "fit", "actual_size", "overlay_style"),
    *(
        "turn",
        "turn_back",
        "fit_product",
        "zoom_in",
        "zoom_out",
        "auto_contrast",
        "local_contrast",
        "brighter",
        "darker",
    ),
    *("as_captured", "minimap", "report", "keep_frame", "ruler", "wipe"),
)


class ReviewPage(QWidget):
    action_triggered = Signal(str)  # action id of the scope REVIEW, except what the page does itself
    action_held = Signal(str, bool)
    search_changed = Signal(object)  # SearchForm
    more_wished = Signal()
    result_chosen = Signal(int)  # place in the results
    defect_chosen = Signal(int)  # defect id
    rows_copied = Signal(int)
    export_chosen = Signal(str, object)  # path, tuple of DefectRow
    report_chosen = Signal(str)  # path
    message_closed = Signal(str)  # code
    # Shares of full scale that are to be shown black and white; the last of a drag is final.
    window_chosen = Signal(float, float, bool)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        for verb in ("compare", "todays_model", "wipe"):
            actions.qaction(f"review.{verb}").setCheckable(True)
        self.canvas = WipedCanvas()
        self._picture = PicturePanel(actions, REVIEW, BUTTONS, has_reading=False, canvas=self.canvas)
        self.canvas.setAccessibleName(self.tr("Frame of the piece"))
        self._search = SearchPanel()
        self._title = ElidedLabel()
        self._title.setFont(font(is_bold=True))
        self._title.setMinimumWidth(TITLE_PX)
        self._subtitle = ElidedLabel()
        self._subtitle.setFont(font(SMALL_PX))
        self._subtitle.setProperty("dim", True)
        self._facts = FactLine()
        self._loading = ElidedLabel(takes_all=False)
        self._loading.setFont(font(SMALL_PX))
        self._loading.setProperty("dim", True)
        self._message = MessageBand(is_narrow=True)
        self._message.closed.connect(self.message_closed)
        self._table = DefectTable()
        self._totals = TotalsTable()
        self._happened = HappenedTable()
        self._gallery = Gallery()
        self._map, self._other_map = PieceMap(), PieceMap()
        self._gallery.setAccessibleName(self.tr("Worst defects of the piece"))
        self._say_when_empty(review_texts.DEFECTS_HERE, review_texts.CROPS_HERE, review_texts.MAP_HERE)
        self._other_map.setAccessibleName(self.tr("Map of the piece that is compared"))
        self._other_title = PlainLabel()
        self._other = QWidget()
        self._extent: MapExtent | None = None
        self._cursor = 0.0
        self._compared: ComparedPiece | None = None
        self._state = ReviewState()
        self._alone = ""  # a class
        self._class_names: dict[int, str] = {}  # of the opened piece's defects, by the index in its model
        self._when = ""  # the opened inspection began
        self._look = OverlayLook()
        self._frame: DisplayFrame | None = None
        self._view = SourceView()
        self._lay_out()
        self._connect()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        head = Card()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(GRID + 4, GRID // 2, GRID + 4, GRID // 2)
        lines.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(2 * GRID)
        first.addWidget(self._title, 1)
        first.addWidget(self._loading)
        first.addWidget(self._facts)
        first.addWidget(action_button(self._actions.qaction("review.report")))
        lines.addLayout(first)
        lines.addWidget(self._subtitle)
        tabs = self._tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tabs.addTab(self._table, self.tr("Defects"))
        tabs.addTab(self._totals, self.tr("Totals"))
        tabs.addTab(self._happened, self.tr("What happened"))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setHandleWidth(GRID)
        middle.addWidget(self._picture)
        middle.addWidget(tabs)
        middle.setChildrenCollapsible(False)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 2)
        tabs.setMinimumWidth(MIN_RIGHT_PX)
        tabs.tabBar().setUsesScrollButtons(False)
        middle.splitterMoved.connect(lambda: middle.setProperty(DIVIDED, True))
        middle.setObjectName("review_tables")  # the window remembers how it was parted
        self._middle = middle
        below = QVBoxLayout(self._other)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self._other_title.setFont(font(SMALL_PX, is_bold=True))
        self._other_title.setContentsMargins(GRID + 4, 0, 0, 0)
        below.addWidget(self._other_title)
        below.addWidget(self._other_map)
        self._other.hide()
        map_card = Card()
        inside = QVBoxLayout(map_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self._map)
        inside.addWidget(self._other)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head.setFixedHeight(HEAD_PX)
        column.addWidget(head)
        column.addWidget(middle, 1)
        column.addWidget(self._gallery)
        column.addWidget(map_card)
        page = QSplitter(Qt.Orientation.Horizontal)
        page.setHandleWidth(GRID)
        page.setChildrenCollapsible(False)
        left = QWidget()
        searching = QVBoxLayout(left)
        searching.setContentsMargins(0, 0, 0, 0)
        searching.setSpacing(GRID)
        searching.addWidget(self._search, 1)
        searching.addWidget(self._message)  # the list gives it room: the picture stays where it is
        page.addWidget(left)
        page.addWidget(right)
        page.setSizes([LEFT_PX, 10_000])
        page.setObjectName("review_search")
        page.setStretchFactor(0, 0)
        page.setStretchFactor(1, 1)
        left.setMinimumWidth(192)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self._middle.width()
        if not self._middle.property(DIVIDED) and room > 0:  # else somebody has said how wide they are
            right = min(MAX_RIGHT_PX, max(MIN_RIGHT_PX, round(RIGHT_SHARE * room)))
            self._middle.setSizes([room - right, right])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._picture.refresh_colours()

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._actions.held.connect(self._on_held)
        self._search.search_changed.connect(self.search_changed)
        self._search.more_wished.connect(self.more_wished)
        self._search.result_chosen.connect(self.result_chosen)
        for lists_defects in (self._table, self._gallery, self._map):
            lists_defects.defect_chosen.connect(self.defect_chosen)
        self._table.rows_copied.connect(self.rows_copied)
        self._table.export_wished.connect(self._ask_export)
        self._totals.class_chosen.connect(self._toggle_class)
        self._table.class_filtered.connect(self._show_class)
        self.canvas.window_chosen.connect(self.window_chosen)
        self.canvas.as_captured_wished.connect(lambda: self.action_triggered.emit("review.as_captured"))

    # What is shown; none of it emits

    def show_state(self, state: ReviewState) -> None:
        self._state = state
        self._search.show_state(state)
        self._loading.setText(state.loading)
        self.canvas.show_badge(state.badge)
        for verb in OF_A_PIECE:
            self._actions.allow(f"review.{verb}", state.is_open)
        self._show_checks()

    def show_choices(self, choices: SearchChoices) -> None:
        self._search.show_choices(choices)

    def show_results(self, rows: Sequence[ResultRow]) -> None:
        self._search.show_results(rows)

    def select_result(self, place: int | None) -> None:
        self._search.results.select(place)

    def show_opened(self, piece: OpenedPiece) -> None:
        """Another inspection: of the one before nothing stays but the search."""
        self._say_when_empty(
            review_texts.NO_DEFECT_RECORDED, review_texts.NO_CROP_KEPT, review_texts.NO_LENGTH_RECORDED
        )
        self._when = piece.when
        self._table.set_rows(())
        self._class_names = {}
        self._show_class("")
        self._map.clear()
        self._gallery.clear()
        self._title.setText(piece.title)
        self._subtitle.setText(piece.subtitle)
        self._facts.show_facts([(fact.name, fact.value, fact.lamp) for fact in piece.facts])
        self.canvas.mm_per_px = piece.mm_per_px
        self.canvas.fit()
        self._extent, self._cursor = piece.extent, 0.0
        self._show_maps()
        self._map.add_gaps(piece.gaps)

    def _say_when_empty(self, of_table: Text, of_gallery: Text, of_map: Text) -> None:
        self._table.say_when_empty(of_table.translated())
        self._gallery.say_when_empty(of_gallery.translated())
        self._map.say_when_empty(of_map.translated())

    def add_defects(self, rows: Sequence[DefectRow]) -> None:
        """The next page of them, in the order of finding."""
        self._table.upsert_rows(rows)
        self._map.upsert(rows)
        self._class_names.update((row.defect_class.index, row.defect_class.name) for row in rows)

    def show_totals(self, rows: Sequence[TotalsRow]) -> None:
        self._totals.show_totals(rows)

    def show_happened(self, rows: Sequence[HappenedRow]) -> None:
        self._happened.show_happened(rows)

    def add_thumbnails(self, thumbnails: Sequence[Thumbnail]) -> None:
        self._gallery.add(thumbnails)

    def show_compared(self, piece: ComparedPiece | None) -> None:
        """The other piece on a map below, at one scale with the opened one."""
        self._compared = piece
        self._other_map.clear()
        self._other.setVisible(piece is not None)
        if piece is not None:
            self._other_title.setText(piece.title)
        self._show_maps()
        if piece is not None:
            self._other_map.upsert(piece.rows)
            self._other_map.add_gaps(piece.gaps)

    def add_compared(self, rows: Sequence[DefectRow]) -> None:
        self._other_map.upsert(rows)

    def show_empty(self, state: EmptyState | None) -> None:
        self._picture.show_empty(state)

    def show_frame(self, frame: DisplayFrame) -> None:
        self._frame = frame
        self._show_look()  # the same class has another index in the frames of another model
        self._picture.show_frame(frame)

    def show_recorded(self, frame: DisplayFrame | None) -> None:
        """What was recorded of the frame on show, left of a line to drag; None: the frame alone."""
        self.canvas.show_recorded(frame)

    def show_picture_view(self, view: SourceView) -> None:
        """Which buttons of contrast and fitting are down; the frame itself comes with ``show_frame``."""
        self._view = view
        self._show_checks()

    def show_profile(self) -> None:
        """The grey along the ruler can be drawn from now on."""
        self._picture.show_profile()

    def show_cursor(self, along: float) -> None:
        """Where the frame on the screen lies on the piece."""
        self._cursor = along
        self._show_maps()

    def show_look(self, look: OverlayLook) -> None:
        self._look = look
        self._show_look()

    def _show_look(self) -> None:
        """With the class that is shown alone; where the frame's model has no such class, none is shown."""
        solo = 0
        if self._alone and self._frame is not None:
            indices = {one.name: one.index for one in self._frame.classes}
            solo = indices.get(self._alone, max(indices.values(), default=0) + 1)
        self.canvas.show_look(replace(self._look, solo=solo))

    def select_defect(self, defect_id: int | None) -> None:
        for lists_defects in (self._table, self._gallery, self._map):
            lists_defects.select(defect_id)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._message.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        self._message.drop(code)

    def put_picture(self, rgb: npt.NDArray[np.uint8]) -> None:
        """Onto the clipboard: (H, W, 3)."""
        put_on_clipboard(rgb)

    def _show_maps(self) -> None:
        other = self._compared.extent if self._compared is not None else None
        own = self._extent
        are_alike = own is not None and other is not None and own.along_unit == other.along_unit
        least = max(own.length, other.length) if own is not None and other is not None and are_alike else 0.0
        if own is not None:
            self._map.show_map(own, self._cursor, least_axis=least or own.length)
        if other is not None:
            cursor = self._cursor if are_alike else 0.0  # the same metre
            self._other_map.show_map(other, cursor, least_axis=least or other.length)

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        known = self._actions.known(action_id)
        if known.scope != REVIEW:
            return
        if known.family == SOLO:
            if known.number in self._class_names:
                self._toggle_class(self._class_names[known.number])
            return
        if action_id == "review.leave_defect" and self.canvas.is_measuring:
            self._set_measuring(False)
            return
        if action_id == "review.leave_defect" and self._alone and self._table.chosen() is None:
            self._show_class("")
            return
        verb = action_id.removeprefix("review.")
        own: dict[str, Callable[[], object]] = {
            "search": self._search.focus,
            "zoom_in": lambda: self.canvas.zoom_about_middle(WHEEL_STEP),
            "zoom_out": lambda: self.canvas.zoom_about_middle(1 / WHEEL_STEP),
            "minimap": lambda: self.canvas.show_minimap(not self.canvas.is_minimap_shown),
            "actual_size": self.canvas.show_actual_size,
            "ruler": lambda: self._set_measuring(not self.canvas.is_measuring),
            "find_defects": self._find,
            "copy_rows": self._table.copy_rows,
            "export_defects": self._table.wish_export,
            "report": lambda: ask_report_file(self, self._title.text(), self.report_chosen.emit),
            "dismiss": self._message.close_first,
            "next_defect": lambda: self._table.step(1),
            "previous_defect": lambda: self._table.step(-1),
        }
        if verb in own:
            own[verb]()
        if verb == "ruler":
            self.action_triggered.emit(action_id)  # what draws the grey along it is to be loaded
        elif verb not in own:
            if verb in ("fit", "fit_product"):
                self.canvas.fit()
            self._show_checks()  # until the presenter says otherwise, what was
            self.action_triggered.emit(action_id)

    def _on_held(self, action_id: str, is_down: bool) -> None:
        if action_id == "review.pan":
            self.canvas.set_panning(is_down)
        self.action_held.emit(action_id, is_down)

    def _set_measuring(self, is_on: bool) -> None:
        """In a small window the grey along the ruler takes the room of the gallery meanwhile."""
        self._picture.set_measuring(is_on)
        self._gallery.setVisible(not is_on or self.height() >= ROOM_FOR_PROFILE_PX)

    def _find(self) -> None:
        self._tabs.setCurrentWidget(self._table)
        self._table.focus_filter()

    def _toggle_class(self, name: str) -> None:
        """Shown alone; again, or all together ("") : all. Where it says so comes into view."""
        self._show_class("" if name == self._alone else name)
        if self._alone:
            self._tabs.setCurrentWidget(self._table)

    def _show_class(self, name: str) -> None:
        """A class alone in table, gallery, maps and picture; "": all."""
        self._alone = name
        for lists_defects in (self._table, self._gallery, self._map, self._other_map):
            lists_defects.show_class_alone(name)
        self._show_look()

    def _ask_export(self, rows: tuple[DefectRow, ...]) -> None:
        piece = self._title.text()
        ask_export_file(self, lambda path: self.export_chosen.emit(path, rows), piece=piece, when=self._when)

    def _show_checks(self) -> None:
        self._actions.qaction("review.compare").setChecked(self._state.is_comparing)
        self._actions.qaction("review.todays_model").setChecked(self._state.is_todays_model)
        self._actions.qaction("review.wipe").setChecked(self._state.is_wiping)
        self._picture.show_picture_view(self._view)
        self._actions.qaction("review.ruler").setChecked(self.canvas.is_measuring)
