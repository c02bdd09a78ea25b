"""What the Annotate page asks for, as panels over its lists: never over the canvas."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from inspector.screens.annotate import ClassEditState, VersionAsked, VersionOffer
from inspector.texts import import_options as told
from inspector.views.field_dialog import FieldDialog
from inspector.views.plain_text import PlainLabel


class ClassEditPanel(FieldDialog):
    """Another name for a class. What it would change is said before its button can be pressed."""

    asked = Signal(str, str)  # name now, name then

    def __init__(self, parent: QWidget, name: str) -> None:
        self._says = PlainLabel()
        self._says.setWordWrap(True)
        self._can_apply = False
        super().__init__(
            parent, self.tr("Rename or merge “{0}”").format(name), self.tr("New name"),
            self.tr("The name of another class merges the two, on every labelled frame."), self.tr("Change"),
        )  # fmt: skip
        self._class_name = name
        self.add_row("", self._says)
        self.field.setText(name)
        self.field.selectAll()
        self.field.textEdited.connect(lambda text: self.asked.emit(self._class_name, text))

    def show_edit(self, state: ClassEditState) -> None:
        self._says.setText(state.text)
        self._can_apply = state.can_apply
        self._refresh()

    def is_complete(self) -> bool:
        return self._can_apply


class VersionPanel(FieldDialog):
    """A dataset version from the labels."""

    def __init__(self, parent: QWidget, offer: VersionOffer) -> None:
        super().__init__(
            parent, self.tr("Make a dataset version"), self.tr("Name"),
            self.tr(
                "Frames that are reviewed, each with its mask. Versions never change; what is labelled later goes into "
                "another one."
            ),
            self.tr("Make it"),
        )  # fmt: skip
        self.field.setText(offer.name)
        self._base = QComboBox()
        self._base.setAccessibleName(self.tr("Goes on from"))
        self._base.addItem(self.tr("no dataset"), "")
        for name in offer.bases:
            self._base.addItem(name, name)
        self._base.setCurrentIndex(max(0, self._base.findData(offer.base)))
        self._base.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._done = QCheckBox(self.tr("Also done, not reviewed"))
        self._unfit = QCheckBox(self.tr("Leave out what does not fit"))
        self._terms = QLineEdit()
        self._terms.setAccessibleName(self.tr("Terms of use"))
        self._terms.setPlaceholderText(told.TERMS_UNSAID.translated())
        self.add_row(self.tr("Goes on from"), self._base)
        self.add_row(self.tr("Terms of use"), self._terms)
        for box in (self._done, self._unfit):
            box.setAccessibleName(box.text())
            self.add_row("", box)

    def wish(self) -> VersionAsked:
        return VersionAsked(
            self.text(), str(self._base.currentData()), self._done.isChecked(), self._unfit.isChecked(),
            self._terms.text(),
        )  # fmt: skip
