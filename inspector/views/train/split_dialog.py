"""Split a dataset anew: shares, seed, and before anything is written what each split would hold."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from inspector.screens.train import SplitPreview, SplitWish
from inspector.texts import train as texts
from inspector.views.field_dialog import FieldDialog
from inspector.views.fields import NumberField, WholeField
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import dim_label, small
from inspector.views.theme import SMALL_PX

TYPING_MS = 300
MAX_SEED = 999_999


class SplitDialog(FieldDialog):
    typed = Signal()  # what it would give is to be shown

    def __init__(self, parent: QWidget, datasets: tuple[str, ...], chosen: str) -> None:
        self._is_built = False
        self._fault = ""
        super().__init__(
            parent, texts.SPLIT_TITLE.translated(), texts.SPLIT_NAME.translated(), texts.SPLIT_HINT.translated(),
            texts.SPLIT_OK.translated(),
        )  # fmt: skip
        self._dataset = QComboBox()
        self._dataset.addItems(list(datasets))
        self._dataset.setCurrentText(chosen)
        self._shares = [
            NumberField(name, 0, 100, suffix=" %", step=5)
            for name in (self.tr("Train"), self.tr("Val"), self.tr("Test"))
        ]
        for field, value in zip(self._shares, (60, 15, 25), strict=True):
            field.show_value(value)
        self._seed = WholeField(self.tr("Seed"), 0, MAX_SEED, tooltip=self.tr("Another one, another deal"))
        self._joins = QCheckBox(self.tr("Keep near twins together"))
        self._joins.setChecked(True)
        self._table = QTableWidget(0, 0)
        self._table.setAccessibleName(self.tr("What each split would hold"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(22)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.setMinimumSize(420, 180)
        self._note = small(dim_label("", SMALL_PX))
        self._says = small(PlainLabel())
        self._says.setProperty("warn", True)
        shares = QWidget()
        row = QHBoxLayout(shares)
        row.setContentsMargins(0, 0, 0, 0)
        for field in self._shares:
            row.addWidget(dim_label(field.accessibleName(), SMALL_PX))
            row.addWidget(field, 1)
        for widget, label in (
            (self._dataset, self.tr("Dataset")), (shares, self.tr("Shares")), (self._seed, self.tr("Seed")),
        ):  # fmt: skip
            if not widget.accessibleName():
                widget.setAccessibleName(label)
            self.add_row(label, widget)
        self._joins.setAccessibleName(self._joins.text())
        for widget in (self._joins, self._table, self._note, self._says):
            self.add_row("", widget)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self.typed)
        self._dataset.activated.connect(self._on_dataset)
        self.field.textEdited.connect(self._on_changed)
        for share in self._shares:
            share.valueChanged.connect(self._on_changed)
        self._seed.valueChanged.connect(self._on_changed)
        self._joins.toggled.connect(self._on_changed)
        self._is_built = True
        self._on_dataset()

    def wish(self) -> SplitWish:
        train, val, test = (field.value() / 100 for field in self._shares)
        return SplitWish(
            self._dataset.currentText(), self.text(), (train, val, test), self._seed.value(), self._joins.isChecked()
        )

    def show_preview(self, preview: SplitPreview) -> None:
        """Of a wish that was changed since, nothing."""
        if preview.wish != self.wish():
            return
        self._fault = preview.fault
        self._says.setText(preview.fault)
        self._says.setVisible(bool(preview.fault))
        self._note.setText(preview.note)
        self._table.setColumnCount(len(preview.head))
        self._table.setHorizontalHeaderLabels(list(preview.head))
        self._table.setRowCount(len(preview.rows))
        for place, row in enumerate(preview.rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._table.setItem(place, column, item)
        self._refresh()

    def is_complete(self) -> bool:
        return super().is_complete() and self._is_built and not self._fault

    def _on_dataset(self, *_: object) -> None:
        self.field.setText(f"{self._dataset.currentText()}-split")
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        if self._is_built:
            self._wait.start()
