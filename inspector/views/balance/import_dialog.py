"""What is imported as a dataset: a folder, its format, a name. The format that the folder seems to have is offered.

What else can be said of the data stands there where the chosen format reads it, and only there.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget

from inspector.screens.importing import ImportOffer, ImportWish
from inspector.texts import import_options as told
from inspector.texts.dataset_formats import NAMES, format_name
from inspector.views.field_dialog import FieldDialog, file_dialog
from inspector.views.last_folders import FileKind
from inspector.views.plain_text import PlainLabel, set_tip

TYPING_MS = 400  # until the folder that is being typed is looked at


class ImportDialog(FieldDialog):
    folder_chosen = Signal(str)
    typed = Signal()  # something that may be wrong: ``show_fault`` is to say so

    def __init__(self, parent: QWidget) -> None:
        self._browse = QPushButton()
        self._colours_browse = QPushButton()
        self._is_built = False
        self._fault = ""
        self._ok = told.OK.translated()
        super().__init__(
            parent, told.TITLE.translated(), told.FOLDER.translated(), told.HINT.translated(), self._ok,
            beside=self._browse,
        )  # fmt: skip
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
        self._classes, self._terms = QLineEdit(), QLineEdit()
        self._skips = QCheckBox()
        self._boxes = QCheckBox()
        self._options: tuple[tuple[told.ImportOption, QLineEdit], ...] = tuple(
            (option, QLineEdit())
            for option in (told.LEVELS, told.COLOURS, told.FOREGROUND, told.BACKGROUND, told.LINE_WIDTH)
        )
        self._rows: list[tuple[told.ImportOption, int]] = []  # of the form
        self._say_what_is_what()
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._on_browse)
        self._colours_browse.setAutoDefault(False)
        self._colours_browse.clicked.connect(self._on_browse_colours)
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
            (self._format, self.tr("Format")), (self._name, self.tr("Name")), (self._terms, self.tr("Terms of use")),
            (self._classes, self.tr("Classes")),
        ):  # fmt: skip
            field.setAccessibleName(label)
            self.add_row(label, field)
        self._terms.setPlaceholderText(told.TERMS_UNSAID.translated())
        self._classes.setPlaceholderText(self.tr("as the format says, or: crack, dent"))
        set_tip(self._classes, self.tr("Names by their index from 1, parted by commas; pairs of folders need them"))
        for option, field in self._options:
            label = option.label.translated()
            field.setAccessibleName(label)
            field.setPlaceholderText(option.says.translated())
            set_tip(field, option.says.translated())
            field.textEdited.connect(self.typed)
            beside = self._colours_browse if option is told.COLOURS else None
            self._rows.append((option, self.add_row(label, field, beside)))
        self._colours_browse.setText(self.tr("Browse…"))
        self._colours_browse.setAccessibleName(self.tr("Browse for a file of colours"))
        self._boxes.setText(told.BOXES_AS_MASKS.label.translated())
        self._boxes.setAccessibleName(self._boxes.text())
        set_tip(self._boxes, told.BOXES_AS_MASKS.says.translated())
        self._rows.append((told.BOXES_AS_MASKS, self.add_row("", self._boxes)))
        self._skips.setText(self.tr("Leave out what is broken"))
        self._skips.setAccessibleName(self._skips.text())
        self.add_row("", self._skips)
        self._show_rows()

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
        said = (field.text().strip() if self._is_read(option) else "" for option, field in self._options)
        return ImportWish(
            self.text(), self._format.currentData() or "", self._name.text().strip(), classes, self._skips.isChecked(),
            self._is_read(told.BOXES_AS_MASKS) and self._boxes.isChecked(),
            *(*said, self._terms.text().strip()),
        )  # fmt: skip

    def show_fault(self, fault: str) -> None:
        """What is wrong with what was typed, over the button, which waits for it; "" for nothing."""
        self._fault = fault
        self.show_costs(fault, self._ok)
        self._refresh()

    def is_complete(self) -> bool:
        return (
            self._is_built
            and not self._fault
            and bool(self.text())
            and self._format.currentIndex() >= 0
            and bool(self._name.text().strip())
        )

    def _on_browse(self) -> None:
        files = file_dialog(self, self.tr("Import data"), FileKind.DATASETS)
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
        self._show_rows()
        self.typed.emit()

    def _is_read(self, option: told.ImportOption) -> bool:
        return self._format.currentData() in option.formats

    def _show_rows(self) -> None:
        for option, row in self._rows:
            self.form.setRowVisible(row, self._is_read(option))
        needed = self.sizeHint()
        self.resize(max(self.width(), needed.width()), needed.height())  # as wide as somebody has made it

    def _on_browse_colours(self) -> None:
        files = file_dialog(self, self.tr("Colours of classes"), FileKind.DATASETS)
        files.setFileMode(QFileDialog.FileMode.ExistingFile)
        files.fileSelected.connect(self._on_colours)
        files.open()

    def _on_colours(self, file: str) -> None:
        next(field for option, field in self._options if option is told.COLOURS).setText(file)
        self.typed.emit()

    def _on_name(self, _text: str) -> None:
        self._is_named = True


class ImportingPage(QWidget):
    """A page that datasets can be imported from: it asks, and hands on what somebody chose and typed."""

    import_folder_chosen = Signal(str)
    import_typed = Signal(object)  # ImportWish, in which something may be wrong
    import_wished = Signal(object)  # ImportWish

    def ask_import(self) -> None:
        dialog = ImportDialog(self)
        dialog.folder_chosen.connect(self.import_folder_chosen)
        dialog.typed.connect(lambda: self.import_typed.emit(dialog.wish()))
        dialog.accepted.connect(lambda: self.import_wished.emit(dialog.wish()))
        dialog.open()

    def show_import_offer(self, offer: ImportOffer) -> None:
        """What the folder that was named seems to be; nothing where nobody imports any more."""
        dialog = self.findChild(ImportDialog)
        if isinstance(dialog, ImportDialog):
            dialog.show_offer(offer)

    def show_import_fault(self, fault: str) -> None:
        dialog = self.findChild(ImportDialog)
        if isinstance(dialog, ImportDialog):
            dialog.show_fault(fault)
