"""The looks of all classes that were met: colour, hatch, whether it is a defect, and who hardly tells it apart."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QColorDialog, QGridLayout, QSizePolicy, QToolButton, QWidget

from inspector.core.classes import DefectClass, Hatch
from inspector.screens.settings_page import Choice, ClassLook, ClassRow
from inspector.views.class_look import swatch
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.settings.field_row import FIELD_PX, ChoiceField, FaultLine
from inspector.views.small_widgets import ElidedLabel, dim_label
from inspector.views.theme import GRID, SMALL_PX

SWATCH_PX = 18


class ClassFields(QObject):
    def __init__(self, form: ClassForm, row: ClassRow) -> None:
        super().__init__(form)
        self.shown = row
        self.swatch = PlainLabel()
        self.swatch.setFixedWidth(SWATCH_PX)
        self.name = ElidedLabel()
        self.name.setText(row.look.name)
        self.colour = QToolButton()
        self.colour.setFixedHeight(FIELD_PX)
        self.colour.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # as wide as the widest
        self.colour.setIconSize(QSize(28, 14))
        self.colour.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_tip(self.colour, self.tr("Choose another colour"))
        self.hatch = ChoiceField(self.tr("Hatch of {0}").format(row.look.name))
        self.is_defect = QCheckBox(self.tr("a defect"))
        set_tip(self.is_defect, self.tr("Else it is told apart, and never measured, recorded or counted"))
        self.warning = FaultLine()
        self.colour.clicked.connect(lambda: form.ask_colour(self))
        self.hatch.chosen.connect(lambda _value: form.choose(self))
        self.is_defect.clicked.connect(lambda: form.choose(self))

    def show_row(self, row: ClassRow, hatches: tuple[Choice, ...], ratio: float) -> None:
        self.shown = row
        self.swatch.setPixmap(swatch(row.look, SWATCH_PX, ratio))
        plain = QPixmap(28, 14)
        plain.fill(QColor(row.look.colour))
        self.colour.setIcon(QIcon(plain))
        self.colour.setText(row.look.colour.upper())
        self.colour.setAccessibleName(f"{row.look.name}: {row.look.colour}")
        self.hatch.show_choices(hatches, row.look.hatch.value)
        self.is_defect.setChecked(row.is_defect)
        self.warning.show_texts(row.warning, "")

    def widgets(self) -> tuple[QWidget, ...]:
        return self.swatch, self.name, self.colour, self.hatch, self.is_defect


class ClassForm(QWidget):
    look_chosen = Signal(object)  # ClassLook

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ClassFields] = []
        self._hatches: tuple[Choice, ...] = ()
        self._none = dim_label(self.tr("No class was met so far: load a model or open a dataset."), SMALL_PX)
        self._none.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(3, 1)
        self._grid.addWidget(self._none, 0, 0, 1, 5)

    def show_rows(self, rows: tuple[ClassRow, ...], hatches: tuple[Choice, ...]) -> None:
        self._hatches = hatches
        self._none.setVisible(not rows)
        if [row.shown.look.name for row in self._rows] != [row.look.name for row in rows]:
            self._lay_rows(rows)
        for known, row in zip(self._rows, rows, strict=True):
            known.show_row(row, hatches, self.devicePixelRatioF())

    def _lay_rows(self, rows: tuple[ClassRow, ...]) -> None:
        for row in self._rows:
            for widget in (*row.widgets(), row.warning):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            row.deleteLater()
        self._rows = [ClassFields(self, row) for row in rows]
        for place, row in enumerate(self._rows):
            for column, widget in enumerate(row.widgets()):
                self._grid.addWidget(widget, 2 * place + 1, column)
            self._grid.addWidget(row.warning, 2 * place + 2, 1, 1, 4)

    def ask_colour(self, row: ClassFields) -> None:
        dialog = QColorDialog(QColor(row.shown.look.colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(self.tr("Colour of {0}").format(row.shown.look.name))
        dialog.colorSelected.connect(lambda colour: self.choose(row, colour.name().upper()))
        dialog.open()

    def choose(self, row: ClassFields, colour: str = "") -> None:
        look: DefectClass = row.shown.look
        self.look_chosen.emit(
            ClassLook(look.name, colour or look.colour, Hatch(row.hatch.value()), row.is_defect.isChecked())
        )
