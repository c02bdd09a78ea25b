"""Of the open frame: its classes, instances, steps and notes, as tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from inspector.core.defect import Box
from inspector.screens.annotate import ClassRow, InstanceRow, NoteRow, PanelState, StepRow
from inspector.views.action_set import ActionSet, key_texts
from inspector.views.annotate.row_list import END_PX, SIGN_PX, RowList, ShownRow
from inspector.views.class_look import swatch
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import action_button
from inspector.views.theme import GRID, SMALL_PX, font


class _ClassList(RowList):
    """The right end of a row hides its class, what stands before that locks it."""

    lock_clicked = Signal(int)  # row
    eye_clicked = Signal(int)
    _LOCK_PX = 64

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        from_right = self.viewport().width() - at.x()
        if index.isValid() and from_right <= END_PX:
            self.eye_clicked.emit(index.row())
            return
        if index.isValid() and from_right <= END_PX + self._LOCK_PX:
            self.lock_clicked.emit(index.row())
            return
        super().mousePressEvent(event)


class SidePanels(QTabWidget):
    class_chosen = Signal(int)  # class index
    class_locked = Signal(int, bool)
    class_hidden = Signal(int, bool)
    instance_chosen = Signal(object)  # Box
    step_chosen = Signal(int)  # place; −1: before the first
    note_chosen = Signal(object)  # Box
    note_closed = Signal(int)  # place, or opened again

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabBar().setFont(font(SMALL_PX))
        self.tabBar().setExpanding(True)
        self._state = PanelState()
        self.classes = _ClassList(self.tr("Classes"), is_low=True)
        self.instances = RowList(self.tr("Instances"), is_low=False)
        self.steps = RowList(self.tr("Steps"), is_low=True)
        self.notes = RowList(self.tr("Notes"))
        self._more = PlainLabel()
        self._more.setProperty("dim", True)
        self._more.setFont(font(SMALL_PX))
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID // 2)
        for verb in ("add_class", "edit_class", "split_class", "guide", "class_looks", "statistics"):
            buttons.addWidget(action_button(actions.qaction(f"annotate.{verb}")))
        buttons.addStretch(1)
        pin = QHBoxLayout()
        pin.addWidget(action_button(actions.qaction("annotate.note")))
        pin.addStretch(1)
        self._names = (self.tr("Classes"), self.tr("Instances"), self.tr("History"), self.tr("Notes"))
        columns = (
            _column(self.classes, buttons), _column(self.instances, self._more), _column(self.steps),
            _column(self.notes, pin),
        )  # fmt: skip
        for page, name in zip(columns, self._names, strict=True):
            self.addTab(page, name)
        self.classes.row_chosen.connect(self._on_class)
        self.classes.lock_clicked.connect(self._on_lock)
        self.classes.eye_clicked.connect(self._on_eye)
        self.instances.row_chosen.connect(lambda place: self.instance_chosen.emit(self._state.instances[place].box))
        self.steps.row_chosen.connect(lambda place: self.step_chosen.emit(place - 1))  # the first row: none holds
        self.notes.row_chosen.connect(self._on_note)
        actions.keys_changed.connect(lambda: self.classes.viewport().update())
        self.notes.activated.connect(lambda index: self.note_closed.emit(index.row()))

    def sizeHint(self) -> QSize:
        return QSize(300, 240)

    # What is shown; none of it emits

    def show_state(self, state: PanelState) -> None:
        before, self._state = self._state, state
        chosen = next((at for at, one in enumerate(state.classes) if one.is_chosen), -1)
        if state.classes != before.classes:
            self.classes.show_rows(state.classes, self._class_row, chosen)
        if state.instances != before.instances:
            self.instances.show_rows(state.instances, _instance_row)
            self._more.setText(state.more_instances)
            self._more.setVisible(bool(state.more_instances))
        if (state.steps, state.n_holding) != (before.steps, before.n_holding):
            first: Sequence[StepRow] = (StepRow(self.tr("as it was opened first"), "", holds=True),) * bool(state.steps)
            self.steps.show_rows((*first, *state.steps), _step_row, state.n_holding if state.steps else -1)
        if state.notes != before.notes:
            # One that is closed or opened again stays the chosen one.
            is_same = [one.text for one in state.notes] == [one.text for one in before.notes]
            self.notes.show_rows(state.notes, self._note_row, self.notes.currentIndex().row() if is_same else -1)
        n_open = sum(not one.is_closed for one in state.notes)
        self.setTabText(3, f"{self._names[3]} {n_open}" if n_open else self._names[3])

    def _class_row(self, row: ClassRow) -> ShownRow:
        lock = self.tr("locked") if row.is_locked else self.tr("lock")
        parts = [str(row.n_here) if row.n_here else "", self.tr("hidden") if row.is_hidden else lock]
        tip = row.look.name if row.is_defect else self.tr("{0}: no defect").format(row.look.name)
        key = key_texts((self._actions.known(f"annotate.class_{row.digit}"),))[:1] if row.digit else []
        text = "  ".join((*key, row.look.name))
        return ShownRow(
            text, "", " · ".join(part for part in parts if part), swatch(row.look, SIGN_PX, self.devicePixelRatio()),
            tip, is_faint=row.is_hidden, at_end="hide" if row.is_hidden else "show",
        )  # fmt: skip

    def _note_row(self, row: NoteRow) -> ShownRow:
        at = self.tr("{0}, at {1}, {2}").format(row.who, row.column, row.row)
        state = self.tr("closed") if row.is_closed else ""
        tip = row.text + "\n" + self.tr("Double-click or Enter: close it, or open it again")
        return ShownRow(f"{row.number}  {row.text}", at, state, tip=tip, is_faint=row.is_closed)

    # What people do

    def _on_class(self, place: int) -> None:
        self.class_chosen.emit(self._state.classes[place].look.index)

    def _on_lock(self, place: int) -> None:
        row = self._state.classes[place]
        self.class_locked.emit(row.look.index, not row.is_locked)

    def _on_eye(self, place: int) -> None:
        row = self._state.classes[place]
        self.class_hidden.emit(row.look.index, not row.is_hidden)

    def _on_note(self, place: int) -> None:
        row = self._state.notes[place]
        self.note_chosen.emit(Box(max(0, row.column - 20), max(0, row.row - 20), 40, 40))

    @property
    def state(self) -> PanelState:
        return self._state

    @property
    def chosen_class(self) -> str:
        """Name; "" for none."""
        return next((one.look.name for one in self._state.classes if one.is_chosen), "")


def _instance_row(row: InstanceRow) -> ShownRow:
    sign = swatch(row.look, SIGN_PX) if row.look is not None else None
    return ShownRow(row.text, row.who, "", sign, row.text)


def _step_row(row: StepRow) -> ShownRow:
    return ShownRow(row.name, "", "", None, f"{row.name}\n{row.who}", is_faint=not row.holds)


def _column(*parts: QWidget | QHBoxLayout) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
    column.setSpacing(GRID // 2)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part, 1 if isinstance(part, RowList) else 0)
        else:
            column.addLayout(part)
    return page
