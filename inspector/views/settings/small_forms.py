"""What sections hold beside their fields: a measured length for the calibration, keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.screens.settings_page import Choice
from inspector.views.action_set import ActionSet
from inspector.views.settings.field_row import FIELD_PX, ChoiceField, LineField
from inspector.views.small_widgets import action_button, dim_label
from inspector.views.theme import GRID

FIGURES_PX = 84


class ActionForm(QWidget):
    """Does what an action of the window does, the list in which keys are changed say; ``below`` it, what belongs to
    it."""

    def __init__(self, actions: ActionSet, action_id: str, *, below: QWidget | None = None) -> None:
        super().__init__()
        change = action_button(actions.qaction(action_id), is_quiet=False, size_px=18)
        change.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        change.setFixedHeight(FIELD_PX)
        row = QHBoxLayout()
        row.addWidget(change)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(row)
        if below is not None:
            column.addWidget(below)


class MeasuredForm(QWidget):
    """ "412 px are 100 mm, across"."""

    measured = Signal(str, str, str)  # px, mm, "across", "along" or "both"

    def __init__(self) -> None:
        super().__init__()
        self._px, self._mm = LineField(self.tr("Pixels of the picture")), LineField(self.tr("Millimetres"))
        for field in (self._px, self._mm):
            field.setFixedWidth(FIGURES_PX)
            field.returnPressed.connect(self._on_use)
        self._direction = ChoiceField(self.tr("Direction"))
        choices = (("across", self.tr("across")), ("along", self.tr("along")), ("both", self.tr("both ways")))
        self._direction.show_choices(tuple(Choice(value, text) for value, text in choices), "across")
        use = QPushButton(self.tr("Use"))
        use.clicked.connect(self._on_use)
        figures, choice = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (figures, (self._px, dim_label(self.tr("px of the picture are")), self._mm, dim_label(self.tr("mm")))),
            (choice, (self._direction, use)),
        ):
            row.setSpacing(GRID)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(figures)
        column.addLayout(choice)

    def _on_use(self) -> None:
        self.measured.emit(self._px.text(), self._mm.text(), self._direction.value())
