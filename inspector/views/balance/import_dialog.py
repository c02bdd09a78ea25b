"""What is imported as a dataset: a folder, its format, a name. The format that the folder seems to have is offered."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget

from inspector.screens.importing import ImportOffer, ImportWish
from inspector.texts.dataset_formats import NAMES, WITH_BOXES, format_name
from inspector.views.field_dialog import FieldDialog, file_dialog
from inspector.views.plain_text import PlainLabel, set_tip

TYPING_MS = 400  # until the folder that is being typed is looked at


class ImportDialog(FieldDialog):
    folder_chosen = Signal(str)

    def __init__(self, parent: QWidget, title: str, label: str, hint: str, ok: str) -> None:
        self._browse = QPushButton()
        self._is_built = False
        super().__init__(parent, title, label, hint, ok, beside=self._browse)
        self._is_named = self._has_format = False  # by a person: an offer changes neither
        self._says = PlainLabel()
        self._says.setWordWrap(True)
        self._format = QComboBox()
        for data_format in NAMES:
            self._format.addItem(format_name(data_format), data_format)
        self._format.setCurrentIndex(-1)
        self._format.activated.connect(self._on_format)
        self._format.currentIndexChanged.connect(self._on_format_shown)
        self._name = QLineEdit()
        self._name.textEdited.connect(self._on_name)
        self._name.textChanged.connect(lambda _text: self._refresh())
        self._classes = QLineEdit()
        self._skips = QCheckBox()
        self._boxes = QCheckBox()
        self._boxes.setEnabled(False)
        self._say_what_is_what()
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._on_browse)
        self._looked_at = ""  # the folder that was asked for last
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self._on_folder)
        self.field.textChanged.connect(self._on_typed)
        self.field.editingFinished.connect(self._on_folder)
        self._is_built = True
        self._refresh()

    def _say_what_is_what(self) -> None:
        self._browse.setText(self.tr("Browse…"))
        self._browse.setAccessibleName(self._browse.text())
        self.add_row("", self._says)
        for field, label in (
            (self._format, self.tr("Format")), (self._name, self.tr("Name")), (self._classes, self.tr("Classes")),
        ):  # fmt: skip
            field.setAccessibleName(label)
            self.add_row(label, field)
        self._classes.setPlaceholderText(self.tr("as the format says, or: crack, dent"))
        set_tip(self._classes, self.tr("Names by their index from 1, parted by commas; pairs of folders need them"))
        self._boxes.setText(self.tr("Take boxes for masks"))
        self._boxes.setAccessibleName(self._boxes.text())
        set_tip(
            self._boxes,
            self.tr("Of detections: all that a box holds counts as defect. Without it, frames with boxes are broken"),
        )
        self.add_row("", self._boxes)
        self._skips.setText(self.tr("Leave out what is broken"))
        self._skips.setAccessibleName(self._skips.text())
        self.add_row("", self._skips)

    def show_offer(self, offer: ImportOffer) -> None:
        """Of a folder that was named before this one, nothing."""
        if offer.folder != self.text():
            return
        self._says.setText(offer.says)
        if not self._has_format:
            self._format.setCurrentIndex(self._format.findData(offer.data_format))
        if offer.name and not self._is_named:
            self._name.setText(offer.name)
        self._refresh()

    def wish(self) -> ImportWish:
        classes = tuple(name.strip() for name in self._classes.text().split(",") if name.strip())
        return ImportWish(
            self.text(), self._format.currentData(), self._name.text().strip(), classes, self._skips.isChecked(),
            self._boxes.isEnabled() and self._boxes.isChecked(),
        )  # fmt: skip

    def is_complete(self) -> bool:
        return (
            self._is_built
            and bool(self.text())
            and self._format.currentIndex() >= 0
            and bool(self._name.text().strip())
        )

    def _on_browse(self) -> None:
        files = file_dialog(self, self.tr("Import data"))
        files.setFileMode(QFileDialog.FileMode.Directory)
        files.setOption(QFileDialog.Option.ShowDirsOnly)
        files.fileSelected.connect(self._on_selected)
        files.open()

    def _on_selected(self, folder: str) -> None:
        self.field.setText(folder)
        self._on_folder()

    def _on_typed(self) -> None:
        if self.text() != self._looked_at:  # what was said is of another folder
            self._says.clear()
            self._wait.start()

    def _on_folder(self) -> None:
        self._wait.stop()
        if self.text() != self._looked_at:
            self._looked_at = self.text()
            if self.text():
                self.folder_chosen.emit(self.text())

    def _on_format(self, _index: int) -> None:
        self._has_format = True
        self._refresh()

    def _on_format_shown(self, _index: int) -> None:
        self._boxes.setEnabled(self._format.currentData() in WITH_BOXES)

    def _on_name(self, _text: str) -> None:
        self._is_named = True
