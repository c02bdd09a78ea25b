"""The frames that may be labelled: how far they are, why they are here, and which of them are shown."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.core.untrusted import MAX_NAME
from inspector.screens.annotate import Choice, FrameMark, FrameRow, FrameRows, QueueState
from inspector.views.action_set import ActionSet
from inspector.views.annotate.row_list import RowList, ShownRow
from inspector.views.fields import WholeField
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.shapes import Shape
from inspector.views.small_widgets import Card, ElidedLabel, action_button, show_progress
from inspector.views.theme import GRID, SMALL_PX, font, tokens

TYPING_MS = 200
STEPS = 1000
FIELD_PX = 28
LOW_PX = 320
MANY = ("go_on", "done_seen")


def mark_sign(mark: FrameMark) -> tuple[Shape, str]:
    """Another shape for each: colour is never the only sign."""
    t = tokens()
    return {
        FrameMark.NEW: (Shape.RING, t.text_dim),
        FrameMark.PROPOSED: (Shape.RING, t.accent),
        FrameMark.IN_WORK: (Shape.HALF, t.text),
        FrameMark.DONE: (Shape.DISC, t.text),
        FrameMark.REVIEWED: (Shape.TICK, t.text),
        FrameMark.FLAGGED: (Shape.TRIANGLE, t.warn),
        FrameMark.DAMAGED: (Shape.SQUARE, t.stop),
    }[mark]


def _shown(row: FrameRow) -> ShownRow:
    second = " · ".join(part for part in (row.facts, row.why) if part)
    return ShownRow(row.name, second, row.mark_text, mark_sign(row.mark), row.tip)


class FrameListPanel(Card):
    place_chosen = Signal(int)
    order_chosen = Signal(str)
    state_chosen = Signal(str)  # "" for any
    text_changed = Signal(str)
    class_chosen = Signal(str)
    author_chosen = Signal(str)
    min_px_chosen = Signal(int)
    metres_chosen = Signal(int, int)
    max_percent_chosen = Signal(int)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.errors = action_button(actions.qaction("annotate.errors"), size_px=18)  # what one order asks for
        actions.qaction("annotate.go_on").setCheckable(True)
        self.many = [action_button(actions.qaction(f"annotate.{verb}"), size_px=18) for verb in MANY]
        self._head = ElidedLabel()
        self._head.setFont(font(is_bold=True))
        self._progress = PlainLabel()
        self._progress.setProperty("dim", True)
        self._progress.setFont(font(SMALL_PX))
        self._bar = QProgressBar()
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(self.tr("Share of frames that are done"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name, piece or remark"))
        self.search.setAccessibleName(self.tr("Find a frame"))
        self.search.setMaxLength(MAX_NAME)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(FIELD_PX)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(lambda: self.text_changed.emit(self.search.text().strip()))
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.order = self._combo(self.tr("Order"), self.order_chosen)
        self.state = self._combo(self.tr("State"), self.state_chosen)
        self.classes = self._combo(self.tr("Class"), self.class_chosen)
        self.author = self._combo(self.tr("Person"), self.author_chosen)
        self.min_px = WholeField(
            self.tr("Largest instance from"), 0, 10_000_000, suffix=self.tr(" px"), step=10,
            tooltip=self.tr("Only frames with an instance of at least so many pixels"),
        )  # fmt: skip
        self.min_px.setFixedHeight(FIELD_PX)
        self.min_px.setSpecialValueText(self.tr("any size"))
        self.min_px.valueChanged.connect(self.min_px_chosen)
        self.from_m = self._metres(self.tr("From metre"), self.tr("from head"))
        self.to_m = self._metres(self.tr("To metre"), self.tr("to tail"))
        self.max_percent = WholeField(
            self.tr("Score at most"), 0, 100, suffix=self.tr(" %"), step=5,
            tooltip=self.tr("Only frames in which the inspection was at most so sure of a defect"),
        )  # fmt: skip
        self.max_percent.setPrefix("≤ ")
        self.max_percent.setSpecialValueText(self.tr("any score"))
        self.max_percent.setFixedHeight(FIELD_PX)
        self.max_percent.valueChanged.connect(self.max_percent_chosen)
        self.rows = RowList(self.tr("Frames"))
        self.rows.row_chosen.connect(self.place_chosen)
        self._is_of_line = False
        self._none = PlainLabel()
        self._none.setProperty("dim", True)
        self._none.setWordWrap(True)
        self._none.hide()
        self._lay_out()

    def _metres(self, name: str, none: str) -> WholeField:
        field = WholeField(
            name, 0, 1_000_000, suffix=self.tr(" m"), step=10,
            tooltip=self.tr("Only frames of this part of their piece"),
        )  # fmt: skip
        field.setFixedHeight(FIELD_PX)
        field.setSpecialValueText(none)
        field.valueChanged.connect(lambda _m: self.metres_chosen.emit(self.from_m.value(), self.to_m.value()))
        return field

    def _combo(self, name: str, chosen: SignalInstance) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        set_tip(combo, name)
        combo.setFixedHeight(FIELD_PX)
        combo.setMinimumContentsLength(6)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.activated.connect(lambda _at: chosen.emit(str(combo.currentData())))
        return combo

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setSpacing(GRID // 2)
        fields.addWidget(self.search, 0, 0)
        fields.addWidget(self.order, 0, 1)
        fields.addWidget(self.state, 1, 0)
        fields.addWidget(self.classes, 1, 1)
        fields.addWidget(self.author, 2, 0)
        fields.addWidget(self.min_px, 2, 1)
        of_line = QHBoxLayout()
        for field in (self.from_m, self.to_m, self.max_percent):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the panel stays as narrow
            of_line.addWidget(field, 1)
        fields.addLayout(of_line, 3, 0, 1, 2)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        for button in (*self.many, self.errors):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self._progress)
        column.addWidget(self._bar)
        column.addLayout(fields)
        column.addWidget(self._none)
        column.addWidget(self.rows, 1)

    # What is shown; none of it emits

    def show_rows(self, rows: FrameRows, place: int) -> None:
        self.rows.show_rows(rows, _shown, place)

    def show_queue(self, state: QueueState, none_fits: str) -> None:
        self._head.setText(state.source or self.tr("No frames"))
        self._progress.setText(" · ".join(part for part in (state.progress, state.shown) if part))
        show_progress(self._bar, round(state.share_done * STEPS))
        if not self.search.hasFocus():
            with QSignalBlocker(self.search):
                self.search.setText(state.text)
        names = tuple(Choice(name, name) for name in state.class_names)
        people = tuple(Choice(name, name) for name in state.authors)
        any_class, anybody = Choice("", self.tr("any class")), Choice("", self.tr("anybody"))
        for combo, choices, chosen in (
            (self.order, state.orders, state.order), (self.state, state.states, state.state),
            (self.classes, (any_class, *names), state.class_name), (self.author, (anybody, *people), state.author),
        ):  # fmt: skip
            _show_choices(combo, choices, chosen)
        self.min_px.show_value(state.min_px)
        self.from_m.show_value(state.from_m)
        self.to_m.show_value(state.to_m)
        self.max_percent.show_value(state.max_percent)
        self._is_of_line = state.is_of_line
        self._show_rare()
        has_none = bool(state.source) and state.is_filtered and not self.rows.row_count()
        self._none.setText(none_fits)
        self._none.setVisible(has_none)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the rows have the room of the filters that are used least, unless they filter."""
        super().resizeEvent(event)
        self._show_rare()

    def _show_rare(self) -> None:
        is_used = bool(self.author.currentData()) or self.min_px.value() > 0
        for field in (self.author, self.min_px):
            field.setVisible(self.height() >= LOW_PX or is_used)
        of_line = (self.from_m, self.to_m, self.max_percent)
        is_used = any(field.value() for field in of_line)
        for field in of_line:
            field.setVisible(self._is_of_line and (self.height() >= LOW_PX or is_used))


def _show_choices(combo: QComboBox, choices: tuple[Choice, ...], chosen: str) -> None:
    with QSignalBlocker(combo):
        known = tuple(Choice(str(combo.itemData(at)), combo.itemText(at)) for at in range(combo.count()))
        if known != choices:
            combo.clear()
            for choice in choices:
                combo.addItem(choice.text, choice.id)
        combo.setCurrentIndex(combo.findData(chosen))
