"""Ask for a folder, a video, a camera, a model or a piece, without stopping the window.

Each opens beside the running picture and answers with a signal; cancelling answers with nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from inspector.core.untrusted import MAX_NAME
from inspector.screens.live import Running, ThresholdState
from inspector.views.field_dialog import FieldDialog, file_dialog, show_beside
from inspector.views.last_folders import FileKind
from inspector.views.live.source_dialog import SourceAnswer, SourceDialog, SourceQuestion

KINDS = ("coil", "rail")


class PieceDialog(FieldDialog):
    def __init__(self, parent: QWidget, kind: str = "") -> None:
        """``kind``: what a piece usually is."""
        super().__init__(
            parent,
            self.tr("New piece"),
            self.tr("Id"),
            self.tr("As on the order or stamped on the piece, for example R-2041."),
            self.tr("Begin"),
        )
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Kind"))
        for of_kind, text in zip(KINDS, (self.tr("Coil of strip"), self.tr("Rail")), strict=True):
            self._kind.addItem(text, of_kind)
        self._kind.setCurrentIndex(max(0, self._kind.findData(kind)))
        self.add_row(self.tr("Kind"), self._kind)

    def show_again(self, again: str) -> None:
        """Its button begins more than a name where the source is inspected once more."""
        self.show_costs(again, self.tr("Inspect it again") if again else self.tr("Begin"))

    def kind(self) -> str:
        return str(self._kind.currentData())


class ModelDialog(FieldDialog):
    """Shown only while something is inspected: its button is the second press."""

    def __init__(self, parent: QWidget, file: str) -> None:
        super().__init__(
            parent, self.tr("Another model"), self.tr("Model"),
            self.tr("It is opened first. One that cannot be used changes nothing."), self.tr("Use it"),
        )  # fmt: skip
        self.field.setText(file)

    def show_running(self, running: Running | None) -> None:
        if running is None:
            self.show_costs("", self.tr("Use it"))
            return
        at = f"{running.piece} ▸ {running.position}" if running.position else running.piece
        costs = self.tr("From here on it inspects {0}, with its own thresholds.").format(at)
        self.show_costs(costs, self.tr("Use it from here on"))


class SetDialog(FieldDialog):
    def __init__(self, parent: QWidget, thresholds: ThresholdState) -> None:
        super().__init__(
            parent,
            self.tr("Save these thresholds"),
            self.tr("Name"),
            self.tr("For the model in use. A set of this name and product is replaced."),
            self.tr("Save"),
        )
        self._product = QLineEdit()
        self._product.setAccessibleName(self.tr("Product"))
        self._product.setPlaceholderText(self.tr("any"))
        self._product.setMaxLength(MAX_NAME)
        self.field.setMaxLength(MAX_NAME)
        self.add_row(self.tr("Product"), self._product)
        chosen = next((one for one in thresholds.sets if one.is_chosen), None)
        if chosen is not None:
            self.field.setText(chosen.name)
            self.field.selectAll()
            self._product.setText(chosen.product)

    def product(self) -> str:
        return self._product.text().strip()


class Choosers(QObject):
    source_chosen = Signal(str, object)  # path or address, SourceOptions
    model_chosen = Signal(str)  # path
    piece_chosen = Signal(str, str)  # id, kind: "coil" or "rail"
    set_named = Signal(str, str)  # product, name

    def __init__(self, page: QWidget, place: QWidget) -> None:
        """``place``: the part of the page that they cover, while the picture stays in sight."""
        super().__init__(page)
        self._page = page
        self._place = place
        self._panel: FieldDialog | None = None  # one at a time
        self._files: QFileDialog | None = None  # beside it, one at a time too
        self._is_locked = False
        self._running: Running | None = None
        self._again = ""
        self._thresholds = ThresholdState("")
        self._folder, self._video, self._camera = SourceAnswer(), SourceAnswer(), SourceAnswer()  # the last of each

    def ask_folder(self) -> None:
        question = SourceQuestion(
            self.tr("Open a folder of frames"), self.tr("Folder"),
            self.tr("Its files are inspected in the order of their names."), self.tr("Open"), self.tr("Browse…"),
            is_folder=True,
        )  # fmt: skip

        def answered(answer: SourceAnswer) -> None:
            self._folder = answer

        self._ask_source(question, self._folder, answered)

    def ask_video(self) -> None:
        question = SourceQuestion(
            self.tr("Open a video"), self.tr("Video"), self.tr("Every frame of it is inspected, in order."),
            self.tr("Open"), self.tr("Browse…"),
        )  # fmt: skip

        def answered(answer: SourceAnswer) -> None:
            self._video = answer

        self._ask_source(question, self._video, answered)

    def ask_camera(self) -> None:
        question = SourceQuestion(
            self.tr("Open a camera"), self.tr("Address"),
            self.tr("A number such as 0 for a camera on this PC, or an address such as rtsp://192.168.1.20/strip."),
            self.tr("Open"),
        )  # fmt: skip

        def answered(answer: SourceAnswer) -> None:
            self._camera = answer

        self._ask_source(question, self._camera, answered)

    def _ask_source(
        self, question: SourceQuestion, last: SourceAnswer, answered: Callable[[SourceAnswer], None]
    ) -> None:
        dialog = SourceDialog(self._page, question, last)
        dialog.field.textChanged.connect(lambda: dialog.show_running(self._running))
        dialog.show_running(self._running)

        def accepted() -> None:
            answer = dialog.answer()
            answered(answer)
            self.source_chosen.emit(answer.text, answer.options)

        dialog.accepted.connect(accepted)
        if dialog.browse is not None:
            dialog.browse.clicked.connect(lambda: self._browse(dialog, question))
        self._show(dialog)

    def _browse(self, dialog: SourceDialog, question: SourceQuestion) -> None:
        files = file_dialog(dialog, question.title, FileKind.FRAMES if question.is_folder else FileKind.VIDEOS)
        if question.is_folder:
            files.setFileMode(QFileDialog.FileMode.Directory)
            files.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            files.setFileMode(QFileDialog.FileMode.ExistingFile)
            files.setNameFilters(
                [self.tr("Videos (*.mp4 *.avi *.mkv *.mov *.m4v *.mpg *.mpeg *.wmv)"), self.tr("All files (*)")]
            )
        files.fileSelected.connect(dialog.field.setText)
        dialog.finished.connect(files.reject)  # it asks for that panel
        self._show_files(files)

    def ask_model(self) -> None:
        dialog = file_dialog(self._page, self.tr("Open a model"), FileKind.MODELS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("ONNX models (*.onnx)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._on_model)
        self._show_files(dialog)

    def _on_model(self, file: str) -> None:
        if self._is_locked:  # the system's own dialog may answer after it was closed
            return
        if self._running is None:
            self.model_chosen.emit(file)
            return
        dialog = ModelDialog(self._page, file)
        dialog.show_running(self._running)
        dialog.accepted.connect(lambda: self.model_chosen.emit(dialog.text()))
        self._show(dialog)

    def show_thresholds(self, state: ThresholdState) -> None:
        self._thresholds = state

    def ask_threshold_set(self) -> None:
        dialog = SetDialog(self._page, self._thresholds)
        dialog.accepted.connect(lambda: self.set_named.emit(dialog.product(), dialog.text()))
        self._show(dialog)

    def ask_piece(self, kind: str = "") -> None:
        dialog = PieceDialog(self._page, kind)
        dialog.show_again(self._again)
        dialog.accepted.connect(lambda: self.piece_chosen.emit(dialog.text(), dialog.kind()))
        self._show(dialog)

    def show_running(self, running: Running | None) -> None:
        """What a source or a model that is chosen now would end or change."""
        if running != self._running:
            self._running = running
            if isinstance(self._panel, SourceDialog | ModelDialog):
                self._panel.show_running(running)

    def show_again(self, again: str) -> None:
        """What a piece that is begun now costs besides; "" for nothing."""
        if again != self._again:
            self._again = again
            if isinstance(self._panel, PieceDialog):
                self._panel.show_again(again)

    def show_lock(self, is_locked: bool) -> None:
        """What was asked before is asked no more: it was somebody else who could answer."""
        self._is_locked = is_locked
        self._close_files()
        self._close_panel()

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.reject()

    def _close_files(self) -> None:
        if self._files is not None:
            self._files.reject()

    def _show_files(self, files: QFileDialog) -> None:
        self._close_files()
        self._files = files
        files.finished.connect(lambda: self._files_gone(files))
        show_beside(files, self._place)

    def _files_gone(self, files: QFileDialog) -> None:
        if self._files is files:
            self._files = None

    def _show(self, panel: FieldDialog) -> None:
        self._close_panel()
        self._panel = panel
        panel.finished.connect(lambda: self._gone(panel))
        panel.show_over(self._place)

    def _gone(self, panel: FieldDialog) -> None:
        if self._panel is panel:
            self._panel = None
            self._page.setFocus()
