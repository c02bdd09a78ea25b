"""The program itself: version, update, way back, starting with the PC, what support gets."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.program import BundleRow, ProgramState
from inspector.views.field_dialog import file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.plain_text import PlainLabel
from inspector.views.settings.field_row import FIELD_PX, FaultLine
from inspector.views.small_widgets import dim_label, show_progress
from inspector.views.theme import GRID, SMALL_PX, font

BAR_PX = 6


class ProgramForm(QWidget):
    file_chosen = Signal(str)  # an update
    go_back_wished = Signal()
    answered = Signal(bool)  # to the question that is shown
    starts_chosen = Signal(bool)  # with the PC
    bundle_wished = Signal(bool, bool)  # names of pieces, pictures
    place_chosen = Signal(str)  # for the bundle that is shown

    def __init__(self) -> None:
        super().__init__()
        self._bundle_file = ""
        self._installed, self._before, self._done = PlainLabel(), dim_label("", SMALL_PX), dim_label("", SMALL_PX)
        self._installed.setFont(font(is_bold=True))
        self._says = FaultLine()
        self._working = dim_label("", SMALL_PX)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(BAR_PX)
        self._question = PlainLabel()
        self._update = QPushButton(self.tr("Update from a file…"))
        self._go_back = QPushButton(self.tr("Roll back…"))
        self._yes, self._no = QPushButton(), QPushButton(self.tr("Not now"))
        self._starts = QCheckBox(self.tr("Start with this PC, in the operator's view"))
        self._starts_by = dim_label("", SMALL_PX)
        self._names = QCheckBox(self.tr("with names of pieces"))
        self._pictures = QCheckBox(self.tr("with pictures of defects"))
        self._gather = QPushButton(self.tr("Save support bundle…"))
        self._rows = _Rows()
        self._save, self._drop = QPushButton(self.tr("Save these…")), QPushButton(self.tr("Discard"))
        for label in (self._installed, self._before, self._done, self._working, self._question, self._starts_by):
            label.setWordWrap(True)
        for button in (self._update, self._go_back, self._yes, self._no, self._gather, self._save, self._drop):
            button.setFixedHeight(FIELD_PX)
        self._update.clicked.connect(self._ask_file)
        self._go_back.clicked.connect(self.go_back_wished)
        self._yes.clicked.connect(lambda: self.answered.emit(True))
        self._no.clicked.connect(lambda: self.answered.emit(False))
        self._drop.clicked.connect(lambda: self.answered.emit(False))
        self._starts.toggled.connect(self.starts_chosen)
        self._gather.clicked.connect(
            lambda: self.bundle_wished.emit(self._names.isChecked(), self._pictures.isChecked())
        )
        self._save.clicked.connect(self._ask_place)
        self._lay_out()
        self.show_state(ProgramState())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for label in (self._installed, self._before, self._done):
            column.addWidget(label)
        column.addLayout(_row(self._update, self._go_back))
        column.addWidget(self._question)
        column.addLayout(_row(self._yes, self._no))
        column.addWidget(self._working)
        column.addWidget(self._bar)
        column.addWidget(self._says)
        column.addSpacing(GRID)
        column.addWidget(self._starts)
        column.addWidget(self._starts_by)
        column.addSpacing(GRID)
        column.addLayout(_row(self._names, self._pictures))
        column.addLayout(_row(self._gather))
        column.addWidget(self._rows)
        column.addLayout(_row(self._save, self._drop))

    def show_state(self, state: ProgramState) -> None:
        is_working, is_asked = bool(state.working), state.question is not None
        for label, text in ((self._installed, state.installed), (self._before, state.before), (self._done, state.done)):
            label.setText(text)
            label.setVisible(bool(text))
        self._update.setEnabled(state.can_update and not is_working)
        self._go_back.setText(
            self.tr("Roll back to {0}…").format(state.go_back) if state.go_back else self.tr("Roll back…")
        )
        self._go_back.setEnabled(state.can_go_back and not is_working)
        self._question.setText(state.question.text if state.question is not None else "")
        self._yes.setText(state.question.yes if state.question is not None else "")
        for asking in (self._question, self._yes, self._no):
            asking.setVisible(is_asked)
        self._working.setText(f"{state.working} …" if is_working else "")
        self._working.setVisible(is_working)
        self._bar.setVisible(is_working)
        self._bar.setRange(0, 1000 if state.share is not None else 0)
        if state.share is not None:
            show_progress(self._bar, round(1000 * state.share))
        self._says.show_texts(state.fault, state.answer)
        with QSignalBlocker(self._starts):  # showing it is not choosing it
            self._starts.setChecked(bool(state.starts_with_pc))
        self._starts.setEnabled(state.starts_with_pc is not None)
        self._starts_by.setText(state.starts_by)
        self._starts_by.setVisible(bool(state.starts_by))
        self._bundle_file = state.bundle_file
        for wishing in (self._gather, self._names, self._pictures):
            wishing.setEnabled(not is_working)
        self._rows.show_rows(state.bundle or ())
        for listing in (self._rows, self._save, self._drop):
            listing.setVisible(state.bundle is not None)

    def _ask_file(self) -> None:
        dialog = file_dialog(self, self.tr("Update from a file"), FileKind.UPDATES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Packages (*.deb *.exe)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, file: str) -> None:
        if self.isVisible():  # the window was locked meanwhile, and the system's own dialog answers yet
            self.file_chosen.emit(file)

    def _ask_place(self) -> None:
        dialog = file_dialog(self, self.tr("Save support bundle"), FileKind.BUNDLES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Zip files (*.zip)")])
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(self._bundle_file)
        dialog.fileSelected.connect(lambda file: self.place_chosen.emit(file) if self.isVisible() else None)
        dialog.open()


class _Rows(QWidget):
    """What would be in the bundle."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[BundleRow, ...] = ()
        self._labels: list[QLabel] = []

    def show_rows(self, rows: tuple[BundleRow, ...]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for line, row in enumerate(rows):
            for place, label in enumerate((PlainLabel(row.name), dim_label(row.what, SMALL_PX), PlainLabel(row.size))):
                label.setAlignment(
                    (Qt.AlignmentFlag.AlignRight if place == 2 else Qt.AlignmentFlag.AlignLeft)
                    | Qt.AlignmentFlag.AlignTop
                )
                label.setWordWrap(place < 2)
                self._labels.append(label)
                self._grid.addWidget(label, line, place)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
