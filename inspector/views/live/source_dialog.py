"""Which folder, video or camera is opened, and how it is read.

What was chosen last stands there again, so that opening the same source once more is one key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from inspector.core.source_options import SourceOptions, address_of
from inspector.screens.live import Running
from inspector.views.field_dialog import FieldDialog
from inspector.views.plain_text import set_tip

BITS = (10, 12, 14, 16)


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What stands in the dialog, or stood there last."""

    text: str = ""  # path or address
    options: SourceOptions = field(default_factory=SourceOptions)


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    title: str
    label: str  # of the field
    hint: str
    open_text: str  # of the button
    browse_text: str = ""  # of the button beside the field, "" for none
    is_folder: bool = False  # the options of folders are offered too


class SourceDialog(FieldDialog):
    def __init__(self, parent: QWidget, question: SourceQuestion, last: SourceAnswer) -> None:
        self._question = question
        self.browse = QPushButton(question.browse_text) if question.browse_text else None
        super().__init__(parent, question.title, question.label, question.hint, question.open_text, beside=self.browse)
        if self.browse is not None:
            self.browse.setAccessibleName(question.browse_text)
            self.browse.setAutoDefault(False)  # Enter opens
        self._continuous = self._box(self.tr("Each frame goes on where the one before ended"))
        set_tip(
            self._continuous,
            self.tr("For line-scan cameras: a defect that crosses the border of two frames is one defect."),
        )
        self._recursive = self._box(self.tr("Sub-folders too"))
        self._watched = self._box(self.tr("Keep watching for new frames"))
        set_tip(self._watched, self.tr("Inspection goes on until it is stopped, with each file once it is complete."))
        self._bits = QComboBox()
        self._bits.setAccessibleName(self.tr("Bits"))
        self._bits.addItem(self.tr("As the files say, else 16"), None)
        for n_bits in BITS:
            self._bits.addItem(str(n_bits), n_bits)
        self.add_row(self.tr("Bits of 16-bit files"), self._bits)
        for widget in (self._recursive, self._watched, self._bits):
            self.form.setRowVisible(widget, question.is_folder)
        self._show(last)

    def _box(self, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        self.add_row("", box)
        return box

    def _show(self, answer: SourceAnswer) -> None:
        self.field.setText(answer.text)
        self.field.selectAll()
        self._continuous.setChecked(answer.options.is_continuous)
        self._recursive.setChecked(answer.options.is_recursive)
        self._watched.setChecked(answer.options.is_watched)
        self._bits.setCurrentIndex(max(0, self._bits.findData(answer.options.bits)))

    def show_running(self, running: Running | None) -> None:
        """What opening another source ends: its button is the second press."""
        if running is None:
            self.show_costs("", self._question.open_text)
            return
        at = f"{running.piece} ▸ {running.position}" if running.position else running.piece
        is_same = bool(running.address) and running.address == address_of(self.text())
        costs = self.tr("It is being inspected: closed first, then opened again. Ends {0}.").format(at)
        if not is_same:
            costs = self.tr("Ends {0}, once the new source delivers.").format(at)
        self.show_costs(costs, self.tr("Open and end the piece"))

    def answer(self) -> SourceAnswer:
        options = SourceOptions(
            is_continuous=self._continuous.isChecked(), is_recursive=self._recursive.isChecked(),
            is_watched=self._watched.isChecked(), bits=self._bits.currentData(),
        )  # fmt: skip
        return SourceAnswer(self.text(), options)
