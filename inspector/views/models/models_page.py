"""The Models page: which model inspects, what a candidate is worth, and who makes it the model in use.

One method per state object shows it; signals pass on what people ask for. The page itself acts only on what is its
own: file dialogs and closing a message.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from inspector.screens.balance import WorkState
from inspector.screens.models import (
    ChangeState,
    ConfusionState,
    FrameList,
    FramePictures,
    HistoryState,
    ModelsState,
    ProofChoice,
    ProofState,
    ShadowState,
    VariantState,
    WorkingPointState,
)
from inspector.screens.models_actions import MODELS
from inspector.screens.shell import EmptyState
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.empty_view import EmptyView
from inspector.views.field_dialog import file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.message_band import MessageBand
from inspector.views.models.card_view import CardView
from inspector.views.models.change_panel import ChangePanel
from inspector.views.models.confusion_view import ConfusionView
from inspector.views.models.frame_rows import FramesView
from inspector.views.models.history_view import HistoryView
from inspector.views.models.model_head import ModelHead
from inspector.views.models.model_list import ModelList
from inspector.views.models.models_bar import ModelsBar
from inspector.views.models.proof_tables import ClassesView, GateView
from inspector.views.models.variant_panel import VariantPanel
from inspector.views.models.working_point import WorkingPointView
from inspector.views.small_widgets import Card
from inspector.views.theme import GRID

LIST_PX = 240
_Answer = Callable[[str], object]

SUFFIX = ".inspector-model"  # of a model that is carried from one PC to another


class ModelsPage(QWidget):
    action_triggered = Signal(str)  # action id of the scope MODELS, but for those of files, which are the page's own
    model_chosen = Signal(str)  # id
    dataset_chosen = Signal(str)
    split_chosen = Signal(str)
    against_chosen = Signal(str)  # id of a model
    point_chosen = Signal(int)  # of the candidate's curve
    costs_chosen = Signal(float, float)  # of a miss, of a false stop
    cell_chosen = Signal(int, int)  # annotated, predicted
    frames_wished = Signal(tuple, int)  # names, longest side of a picture in px
    change_pressed = Signal(str, str)  # name, reason
    change_typed = Signal()
    change_withdrawn = Signal()
    variant_chosen = Signal(str, str)  # id of an arithmetic, dataset
    variant_pressed = Signal()
    variant_withdrawn = Signal()
    file_to_add = Signal(str)
    file_to_import = Signal(str)
    file_to_export = Signal(str)
    message_closed = Signal(str)  # code

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._state = ModelsState()
        self._choice = ProofChoice()
        self.bar = ModelsBar(actions)
        self._message = MessageBand()
        self.list = ModelList()
        self.head = ModelHead(actions)
        self.card, self.gate, self.classes = CardView(), GateView(), ClassesView()
        self.point, self.confusion = WorkingPointView(), ConfusionView()
        self.frames = FramesView(self.tr("Worst frames"))
        self.history = HistoryView()
        self.change = ChangePanel()
        self.variant = VariantPanel()
        self._empty = EmptyView(actions)
        self._lay_out()
        self._connect()
        self.show_state(self._state)
        self.show_choice(self._choice)
        self.show_proof(None, "")
        self.show_shadow(ShadowState())
        self.show_work(None)

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for widget, title in (
            (self.card, self.tr("Card")),
            (self.gate, self.tr("Gate")),
            (self.classes, self.tr("Classes")),
            (self.point, self.tr("Working point")),
            (self.confusion, self.tr("Confusion")),
            (_margined(self.frames), self.tr("Worst frames")),
            (self.history, self.tr("History")),
        ):
            self.tabs.addTab(widget, title)
        below = Card()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.tabs)
        self._below = QStackedWidget()
        self._below.addWidget(below)
        self._below.addWidget(self.change)
        self._below.addWidget(self.variant)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.head)
        column.addWidget(self._below, 1)
        left = Card()
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(1, 1, 1, 1)
        left_column.addWidget(self.list)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setHandleWidth(GRID)
        whole.setChildrenCollapsible(False)
        whole.addWidget(left)
        whole.addWidget(right)
        left.setMinimumWidth(LIST_PX)
        right.setMinimumWidth(560)
        whole.setSizes([300, 900])
        whole.setStretchFactor(0, 0)
        whole.setStretchFactor(1, 1)
        whole.setObjectName("models_list")  # the window remembers how it was parted
        self._pages = QStackedWidget()
        self._pages.addWidget(whole)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self._message)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._empty.action_chosen.connect(self.action_triggered)
        self._message.closed.connect(self.message_closed)
        self.list.model_chosen.connect(self.model_chosen)
        self.head.dataset_chosen.connect(self.dataset_chosen)
        self.head.split_chosen.connect(self.split_chosen)
        self.head.against_chosen.connect(self.against_chosen)
        self.point.point_chosen.connect(self.point_chosen)
        self.point.costs_chosen.connect(self.costs_chosen)
        self.confusion.cell_chosen.connect(self.cell_chosen)
        for rows in (self.frames.rows, self.confusion.frames.rows):
            rows.frames_wished.connect(self.frames_wished)
        self.change.pressed.connect(self.change_pressed)
        self.change.typed.connect(self.change_typed)
        self.change.withdrawn.connect(self.change_withdrawn)
        self.variant.chosen.connect(self.variant_chosen)
        self.variant.pressed.connect(self.variant_pressed)
        self.variant.withdrawn.connect(self.variant_withdrawn)

    # What is shown; none of it emits

    def show_state(self, state: ModelsState) -> None:
        self._state = state
        self.bar.show_state(state)
        self.list.show_rows(state.rows, state.chosen_id)
        self.head.show_state(state)
        self.card.show_sections(state.card)
        allow = self._actions.allow
        allow("models.promote", not state.why_not_promoted, state.why_not_promoted)
        allow("models.roll_back", not state.why_not_rolled_back, state.why_not_rolled_back)
        allow("models.variant", not state.why_not_varied, state.why_not_varied)
        allow("models.export", not state.why_not_exported, state.why_not_exported)
        for verb in ("add", "import"):
            allow(f"models.{verb}", not state.why_not_added, state.why_not_added)

    def show_choice(self, choice: ProofChoice) -> None:
        self._choice = choice
        self.head.show_choice(choice)
        self._actions.allow("models.prove", not choice.why_not, choice.why_not)

    def show_proof(self, state: ProofState | None, otherwise: str) -> None:
        """``otherwise``: what is said where there is no proof."""
        self.head.show_proof(state, otherwise)
        self.gate.show_proof(state, otherwise)
        self.classes.show_proof(state)

    def show_shadow(self, state: ShadowState) -> None:
        self.bar.show_shadow(state)
        self._actions.allow("models.shadow", not state.why_not, state.why_not)

    def show_point(self, state: WorkingPointState | None) -> None:
        self.point.show_state(state)

    def show_plot(self) -> None:
        """What draws the curves was loaded."""
        self.point.show_plot()

    def show_confusion(self, state: ConfusionState) -> None:
        self.confusion.show_state(state)

    def show_frames(self, found: FrameList | None) -> None:
        self.frames.show_list(found)

    def show_pictures(self, found: FramePictures) -> None:
        for rows in (self.frames.rows, self.confusion.frames.rows):
            rows.show_pictures(found)

    def show_history(self, state: HistoryState) -> None:
        self.history.show_state(state)

    def show_change(self, state: ChangeState | None) -> None:
        """The question in the place of the tabs; None: they are back."""
        self._show_below(self.change, is_open=state is not None)
        self.change.show_change(state)

    def show_variant(self, state: VariantState | None) -> None:
        """As ``show_change``."""
        self._show_below(self.variant, is_open=state is not None)
        self.variant.show_variant(state)

    def _show_below(self, panel: QWidget, *, is_open: bool) -> None:
        was_open = self._below.currentWidget() is panel
        if is_open:
            self._below.setCurrentWidget(panel)
        elif was_open:
            self._below.setCurrentIndex(0)
            if self.isVisible():
                self.list.setFocus()

    def show_work(self, state: WorkState | None) -> None:
        """Work in hand, in the headline's place; None when it is over."""
        self.bar.show_work(state)
        self._actions.allow("models.cancel", state is not None and state.can_cancel)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the models would be; None shows them again."""
        if state is not None:
            self._empty.show_empty(state)
        self._pages.setCurrentIndex(0 if state is None else 1)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._message.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        self._message.drop(code)

    def ask_export(self, name: str) -> None:
        """Where the chosen model is written; cancelling answers with nothing."""
        dialog = file_dialog(self, self.tr("Export a model"), FileKind.MODELS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # no file is ever written over: that is said instead
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.setNameFilters([self._filter_of_exports()])
        dialog.selectFile(f"{name}{SUFFIX}")
        dialog.fileSelected.connect(lambda file: self._on_file(file, self.file_to_export.emit))
        dialog.open()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope != MODELS:
            return
        if action_id == "models.dismiss":
            self._message.close_first()
        elif action_id == "models.add":
            filters = [self.tr("ONNX models (*.onnx)"), self.tr("All files (*)")]
            self._ask_file(self.tr("Add a model"), filters, self.file_to_add.emit)
        elif action_id == "models.import":
            filters = [self._filter_of_exports(), self.tr("All files (*)")]
            self._ask_file(self.tr("Import a model"), filters, self.file_to_import.emit)
        else:
            self.action_triggered.emit(action_id)

    def _filter_of_exports(self) -> str:
        return self.tr("Exported models (*.inspector-model)")

    def _ask_file(self, title: str, filters: list[str], answer: _Answer) -> None:
        dialog = file_dialog(self, title, FileKind.MODELS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(filters)
        dialog.fileSelected.connect(lambda file: self._on_file(file, answer))
        dialog.open()

    def _on_file(self, file: str, answer: _Answer) -> None:
        if not self.isVisible():  # the window was locked meanwhile, and the system's own dialog answers yet
            return
        answer(file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.show_words(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.list.viewport().update()


def _margined(inside: QWidget) -> QWidget:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(GRID, GRID, GRID, GRID)
    layout.addWidget(inside)
    return whole
