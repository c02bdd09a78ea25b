"""Dialogs that ask for one thing beside the page: a line of text, or a file."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspector.views.small_widgets import dim_label
from inspector.views.theme import GRID


class FieldDialog(QDialog):
    """One line of text, which must not be empty, and what may follow it."""

    def __init__(
        self, parent: QWidget, title: str, label: str, hint: str, ok: str, *, beside: QWidget | None = None
    ) -> None:
        """``beside`` stands at the right of the field."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setAccessibleName(label)
        self.field.setMinimumWidth(320)
        self.field.textChanged.connect(self._refresh)
        self._fields: list[QWidget] = [self.field, *([] if beside is None else [beside])]  # in the order of Tab
        self.form = QFormLayout()
        self.form.setSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.field, 1)
        if beside is not None:
            row.addWidget(beside)
        self.form.addRow(label, row)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(ok)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for button in self._buttons.buttons():
            button.setAccessibleName(button.text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self.form)
        layout.addWidget(dim_label(hint))
        layout.addSpacing(GRID)
        layout.addWidget(self._buttons)
        self._refresh()

    def add_row(self, label: str, widget: QWidget) -> None:
        self.form.addRow(label, widget)
        self._fields.append(widget)

    def showEvent(self, event: QShowEvent) -> None:
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        chain = [*self._fields, self._buttons.button(ok), self._buttons.button(cancel)]
        for before, after in pairwise(chain):  # Qt's own order is that of creation: the buttons before the rows
            self.setTabOrder(before, after)
        super().showEvent(event)

    def text(self) -> str:
        return self.field.text().strip()

    def _refresh(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.is_complete())

    def is_complete(self) -> bool:
        """Whether what is asked for is there."""
        return bool(self.text())


def file_dialog(page: QWidget, title: str) -> QFileDialog:
    """To be opened with ``open``; it goes when it is closed."""
    dialog = QFileDialog(page, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog
