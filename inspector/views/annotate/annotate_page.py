"""The Annotate page: the frame with its labels in the middle, its tools at the left, panels and the list at the right.

One method per state object shows it; signals pass on what people ask for. Questions stand above the canvas or over the
lists, never over the frame that they are about.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from inspector.core.defect import Box
from inspector.core.messages import Code
from inspector.screens.annotate import (
    ClassEditState,
    FrameRows,
    OpenState,
    PanelState,
    Question,
    QueueState,
    SavedState,
    VersionOffer,
)
from inspector.screens.balance import WorkState
from inspector.screens.painting_actions import ANNOTATE
from inspector.screens.proposals import ErrorState, ProposalState
from inspector.screens.shell import EmptyState
from inspector.texts import annotate as texts
from inspector.texts.messages import MessageText
from inspector.views.action_set import ActionSet
from inspector.views.annotate.asking import ClassEditPanel, VersionPanel
from inspector.views.annotate.beside_column import BesideColumn
from inspector.views.annotate.error_bar import ErrorBar
from inspector.views.annotate.frame_head import FrameHead
from inspector.views.annotate.frame_list_panel import FrameListPanel
from inspector.views.annotate.paint_panel import PaintPanel
from inspector.views.annotate.proposal_bar import ProposalBar
from inspector.views.annotate.question_bar import QuestionBar
from inspector.views.annotate.set_window import SetWindow
from inspector.views.annotate.side_panels import SidePanels
from inspector.views.annotate.split_window import SplitWindow
from inspector.views.field_dialog import FieldDialog, file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.message_band import MessageBand
from inspector.views.plain_text import on_button
from inspector.views.small_widgets import Card
from inspector.views.theme import GRID

RIGHT_PX, MIN_RIGHT_PX = 336, 312
OF_ANY_FRAME = ("next_error", "previous_error", "difference")  # also of one that is only looked at
OF_A_FRAME = ("done", "review", "flag", "note", "add_class", "edit_class", "split_class")
OF_A_LIST = ("next_frame", "previous_frame", "next_open", "previous_open", "find", "errors", "done_seen", "go_on")


class AnnotatePage(QWidget):
    action_triggered = Signal(str)  # action id of the scope ANNOTATE that is not of painting, nor the page's own
    folder_chosen = Signal(str)
    dataset_chosen = Signal(str)
    place_chosen = Signal(int)
    order_chosen = Signal(str)
    state_chosen = Signal(str)
    text_changed = Signal(str)
    class_filter_chosen = Signal(str)
    author_filter_chosen = Signal(str)
    min_px_chosen = Signal(int)
    metres_chosen = Signal(int, int)  # of frames that the line kept: from, and to; 0: to the end
    max_percent_chosen = Signal(int)  # and of the least certain defect in them; 0: any
    class_chosen = Signal(int)  # class index
    class_locked = Signal(int, bool)
    class_hidden = Signal(int, bool)
    instance_chosen = Signal(object)  # Box
    step_chosen = Signal(int)
    note_given = Signal(str, int, int)  # text, column, row
    note_closed = Signal(int)
    author_chosen = Signal(str)
    class_added = Signal(str)
    looks_wished = Signal()  # to choose how classes look
    class_edit_asked = Signal(str, str)
    class_edit_applied = Signal()
    version_asked = Signal(object)  # VersionAsked
    training_wished = Signal(str)  # on a dataset version
    question_answered = Signal(str, str)
    compare_held = Signal(bool)
    message_closed = Signal(str)
    proposal_taken = Signal()  # the one that is pointed to
    proposal_rejected = Signal()
    proposals_brought_back = Signal()
    proposal_threshold_chosen = Signal(str, float)  # class name, probability
    proposal_classes_added = Signal()
    click_files_chosen = Signal(object)  # tuple of paths
    errors_closed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.head = FrameHead(actions)
        self._message = MessageBand()
        self._message.offer(Code.LABELS_VERSION_MADE.value, actions.qaction("annotate.train"))
        self.question = QuestionBar()
        self.proposals, self.errors = ProposalBar(actions), ErrorBar(actions)
        self.painting = PaintPanel(actions)
        self.panels = SidePanels(actions)
        self.list = FrameListPanel(actions)
        self.beside = BesideColumn(actions)
        self.set_window, self.split_window = SetWindow(self), SplitWindow(self)
        self._class_edit: ClassEditPanel | None = None
        self._version: VersionPanel | None = None
        self.datasets = QMenu(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.painting)
        self.show_work(None)
        actions.allow("annotate.train", False, texts.NO_VERSION_MADE.translated())

    def _lay_out(self) -> None:
        panels = Card()
        inside = QVBoxLayout(panels)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.panels)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(panels)
        self.right.addWidget(self.list)
        self.right.setObjectName("annotate_lists")  # the window remembers how it was parted
        self.right.setSizes([2_000, 3_000])
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.question)
        column.addWidget(self.errors)
        column.addWidget(self.proposals)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.painting, 1)
        row.addWidget(self.beside)
        column.addLayout(row, 1)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(middle)
        whole.addWidget(self.right)
        whole.setObjectName("annotate_right")
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 0)
        whole.setSizes([10_000, RIGHT_PX])
        self.right.setMinimumWidth(MIN_RIGHT_PX)
        for splitter in (self.right, whole):
            splitter.setHandleWidth(GRID)
            splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.head)
        layout.addWidget(self._message)
        layout.addWidget(whole, 1)

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._actions.held.connect(self._on_held)
        self.painting.empty_action_chosen.connect(self._on_triggered)
        self._message.closed.connect(self.message_closed)
        self.question.answered.connect(self.question_answered)
        self.proposals.taken.connect(self.proposal_taken)
        self.proposals.rejected.connect(self.proposal_rejected)
        self.proposals.brought_back.connect(self.proposals_brought_back)
        self.proposals.threshold_chosen.connect(self.proposal_threshold_chosen)
        self.proposals.classes_added.connect(self.proposal_classes_added)
        self.errors.closed.connect(self.errors_closed)
        self.list.place_chosen.connect(self.place_chosen)
        self.list.order_chosen.connect(self.order_chosen)
        self.list.state_chosen.connect(self.state_chosen)
        self.list.text_changed.connect(self.text_changed)
        self.list.class_chosen.connect(self.class_filter_chosen)
        self.list.author_chosen.connect(self.author_filter_chosen)
        self.list.min_px_chosen.connect(self.min_px_chosen)
        self.list.metres_chosen.connect(self.metres_chosen)
        self.list.max_percent_chosen.connect(self.max_percent_chosen)
        self.panels.class_chosen.connect(self.class_chosen)
        self.panels.class_locked.connect(self.class_locked)
        self.panels.class_hidden.connect(self.class_hidden)
        self.panels.instance_chosen.connect(self.instance_chosen)
        self.panels.note_chosen.connect(self.instance_chosen)
        self.panels.step_chosen.connect(self.step_chosen)
        self.panels.note_closed.connect(self.note_closed)

    # What is shown; none of it emits

    def show_rows(self, rows: FrameRows, place: int) -> None:
        self.list.show_rows(rows, place)

    def show_queue(self, state: QueueState) -> None:
        self.list.show_queue(state, texts.NONE_FITS.translated())
        for verb in OF_A_LIST:
            self._actions.allow(f"annotate.{verb}", bool(state.source))

    def show_open(self, state: OpenState) -> None:
        self.head.show_open(state)
        for verb in OF_A_FRAME:
            self._actions.allow(f"annotate.{verb}", state.is_open and not state.read_only, state.read_only)
        for verb in OF_ANY_FRAME:
            self._actions.allow(f"annotate.{verb}", state.is_open)
        self._actions.allow("annotate.next_frame", state.can_next)
        self._actions.allow("annotate.previous_frame", state.can_previous)

    def focus_picture(self) -> None:
        """Another list was opened, or a question answered: keys are the picture's, not those of the button that was
        pressed last."""
        if self.isVisible():
            self.painting.setFocus()

    def show_panels(self, state: PanelState) -> None:
        self.panels.show_state(state)
        self.painting.canvas.show_notes(state.notes)

    def show_saved(self, state: SavedState) -> None:
        self.head.show_saved(state)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the canvas would be; None shows it again."""
        self.painting.show_empty(state)

    def show_question(self, question: Question | None) -> None:
        self.question.show_question(question)

    def show_proposals(self, state: ProposalState) -> None:
        self.proposals.show_state(state)
        self._actions.qaction("annotate.propose").setChecked(state.is_wanted)
        for verb in ("accept_all", "reject_all"):
            self._actions.allow(f"annotate.{verb}", state.can_decide)

    def show_many_done(self, *, goes_on: bool, can_take_back: bool) -> None:
        """Whether the next frame opens by itself, and whether what was done by one press can be taken back."""
        self._actions.qaction("annotate.go_on").setChecked(goes_on)
        self._actions.allow("annotate.take_back", can_take_back)

    def show_errors(self, state: ErrorState) -> None:
        self.errors.show_state(state)
        self._actions.allow("annotate.take_error", state.can_take)

    def show_work(self, state: WorkState | None) -> None:
        self.head.show_work(state)
        self._actions.allow("annotate.cancel", state is not None and state.can_cancel)

    def show_class_edit(self, state: ClassEditState) -> None:
        if self._class_edit is not None:
            self._class_edit.show_edit(state)

    def show_message(self, message: MessageText, *, is_answer: bool = False) -> None:
        self._message.show_message(message, is_answer=is_answer)

    def drop_message(self, code: str) -> None:
        self._message.drop(code)

    # Questions, answered by a signal; cancelling answers with nothing

    def ask_author(self, name: str) -> None:
        dialog = FieldDialog(
            self, self.tr("Your name"), self.tr("Name"),
            self.tr("It stands beside what you draw and review. Somebody else reviews your frames."), self.tr("Use it"),
        )  # fmt: skip
        dialog.field.setText(name)
        dialog.field.selectAll()
        dialog.accepted.connect(lambda: self.author_chosen.emit(dialog.text()))
        self._show_panel(dialog)

    def ask_dataset(self, names: tuple[str, ...]) -> None:
        self.datasets.clear()
        for name in names:
            self.datasets.addAction(on_button(name)).triggered.connect(
                lambda _checked=False, chosen=name: self.dataset_chosen.emit(chosen)
            )
        if not names:
            self.datasets.addAction(self.tr("This workspace holds no dataset")).setEnabled(False)
        button = self.head.openers[2]
        self.datasets.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def show_version_offer(self, offer: VersionOffer | None) -> None:
        """Ask what the version is made of; None closes the question."""
        if self._version is not None:
            self._version.close()
            self._version = None
        if offer is None:
            return
        panel = self._version = VersionPanel(self, offer)
        panel.accepted.connect(lambda: self.version_asked.emit(panel.wish()))
        panel.finished.connect(self._forget_version)
        self._show_panel(panel)

    def show_version_made(self) -> None:
        """There is one that can be trained on."""
        self._actions.allow("annotate.train", True)

    def _forget_version(self) -> None:
        self._version = None

    def _ask_folder(self) -> None:
        dialog = file_dialog(self, self.tr("Folder of pictures"), FileKind.PICTURES)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder_chosen)
        dialog.open()

    def ask_click_files(self) -> None:
        title = self.tr("Encoder and decoder of a network that makes masks of clicks: choose both")
        dialog = file_dialog(self, title, FileKind.NETWORKS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Networks (*.onnx)"))
        dialog.filesSelected.connect(lambda paths: self.click_files_chosen.emit(tuple(paths)))
        dialog.open()

    def _ask_note(self) -> None:
        column, row = self.painting.canvas.pointed_pixel or _middle(self.painting.canvas.visible_box)
        dialog = FieldDialog(
            self, self.tr("Pin a note"), self.tr("Note"),
            self.tr("It stays at {0}, {1} of this frame until somebody closes it.").format(column, row), self.tr("Pin"),
        )  # fmt: skip
        dialog.accepted.connect(lambda: self.note_given.emit(dialog.text(), column, row))
        self._show_panel(dialog)

    def _ask_class(self) -> None:
        dialog = FieldDialog(
            self, self.tr("New class"), self.tr("Name"),
            self.tr("For the whole workspace. Its colour and hatch can be changed in the settings."), self.tr("Add"),
        )  # fmt: skip
        dialog.accepted.connect(lambda: self.class_added.emit(dialog.text()))
        self._show_panel(dialog)

    def _ask_class_edit(self) -> None:
        name = self.panels.chosen_class
        if not name:
            return
        panel = self._class_edit = ClassEditPanel(self, name)
        panel.asked.connect(self.class_edit_asked)
        panel.accepted.connect(self.class_edit_applied)
        panel.finished.connect(self._forget_class_edit)
        self._show_panel(panel)

    def _forget_class_edit(self) -> None:
        self._class_edit = None

    def _show_panel(self, panel: FieldDialog) -> None:
        panel.finished.connect(lambda _result: self.painting.setFocus())
        panel.show_over(self.right)

    def hideEvent(self, event: QHideEvent) -> None:
        """No window of this page stays over another one."""
        super().hideEvent(event)
        self.set_window.hide()
        self.split_window.hide()

    # What people do

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope != ANNOTATE:
            return
        own = {
            "annotate.of_folder": self._ask_folder,
            "annotate.note": self._ask_note,
            "annotate.add_class": self._ask_class,
            "annotate.edit_class": self._ask_class_edit,
            "annotate.class_looks": self.looks_wished.emit,
            "annotate.find": self.list.search.setFocus,
            "annotate.dismiss": self._message.close_first,
        }
        if action_id in own:
            own[action_id]()
        else:
            self.action_triggered.emit(action_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that no field, list or panel wants for itself leads back to the picture."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.painting.setFocus()
        else:
            super().keyPressEvent(event)

    def _on_held(self, action_id: str, is_down: bool) -> None:
        if action_id == "annotate.compare":
            self.compare_held.emit(is_down)


def _middle(box: Box) -> tuple[int, int]:
    return box.x + box.width // 2, box.y + box.height // 2
