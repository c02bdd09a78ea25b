"""Backups on the Settings page: make one, look whether one is whole, restore one into a new folder; how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from inspector.screens.settings_page import BackupState
from inspector.views.field_dialog import file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.settings.field_row import FIELD_PX, FaultLine
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import GRID


class BackupForm(QWidget):
    back_up_wished = Signal(str, tuple)  # file, parts
    verify_wished = Signal(str)  # file
    restore_wished = Signal(str, str)  # file, folder
    cancel_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = self._suffix = ""
        self._says = FaultLine()
        parts = {
            "evidence": self.tr("pictures"), "datasets": self.tr("data sets"), "runs": self.tr("trainings"),
        }  # fmt: skip
        self._parts = {part: QCheckBox(text) for part, text in parts.items()}
        self._make = QPushButton(self.tr("Back up now…"))
        self._verify = QPushButton(self.tr("Verify a backup…"))
        self._restore = QPushButton(self.tr("Restore…"))
        self._make.clicked.connect(self._ask_target)
        self._verify.clicked.connect(lambda: self._ask_file(self.tr("Verify a backup"), self.verify_wished.emit))
        self._restore.clicked.connect(lambda: self._ask_file(self.tr("Restore a backup"), self._ask_place))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_wished)
        self._work, self._bar = ElidedLabel(), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(GRID)
        for button in (self._make, self._verify, self._restore, self._cancel):
            button.setFixedHeight(FIELD_PX)
        with_row, buttons, work = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (with_row, (self._parts.values())), (buttons, (self._make, self._verify, self._restore)),
            (work, (self._work, self._bar, self._cancel)),
        ):  # fmt: skip
            row.setSpacing(GRID)
            for widget in widgets:
                row.addWidget(widget)
        with_row.addStretch(1)
        buttons.addStretch(1)
        work.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(with_row)
        column.addLayout(buttons)
        column.addLayout(work)
        column.addWidget(self._says)
        self.show_state(BackupState())

    def show_state(self, state: BackupState) -> None:
        self._name, self._suffix = state.name, state.suffix
        for button in (self._make, self._verify, self._restore, *self._parts.values()):
            button.setEnabled(not state.work)
        for widget in (self._work, self._bar, self._cancel):
            widget.setVisible(bool(state.work))
        self._work.setText(state.work)
        self._bar.setRange(0, 1000 if state.share is not None else 0)
        self._bar.setValue(round(1000 * (state.share or 0.0)))
        self._says.show_texts(state.fault, state.outcome)

    def _ask_target(self) -> None:
        dialog = file_dialog(self, self.tr("Back the workspace up into"), FileKind.BACKUPS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters([self.tr("Backups of a workspace (*{0})").format(self._suffix)])
        dialog.setDefaultSuffix(self._suffix.removeprefix("."))
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(self._on_target)
        dialog.open()

    def _on_target(self, file: str) -> None:
        if not self.isVisible():  # the window was locked meanwhile, and the system's own dialog answers yet
            return
        self.back_up_wished.emit(file, tuple(part for part, box in self._parts.items() if box.isChecked()))

    def _ask_file(self, title: str, chosen: Callable[[str], object]) -> None:
        dialog = file_dialog(self, title, FileKind.BACKUPS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Backups of a workspace (*{0})").format(self._suffix), self.tr("All files (*)")])

        def on_file(file: str) -> None:
            if self.isVisible():
                chosen(file)

        dialog.fileSelected.connect(on_file)
        dialog.open()

    def _ask_place(self, file: str) -> None:
        """The new folder's name is typed into the dialog: it must not be there yet."""
        dialog = file_dialog(self, self.tr("Restore into a new folder"), FileKind.BACKUPS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(Path(file).stem)
        dialog.fileSelected.connect(lambda folder: self.restore_wished.emit(file, folder) if self.isVisible() else None)
        dialog.open()
