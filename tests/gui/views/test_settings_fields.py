"""Fields of the Settings page, each by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.screens.settings_page import FieldKind, FieldState
from inspector.views.settings.field_row import FieldRow
from inspector.views.theme import Theme


def test_fields_end_at_one_line_whatever_their_units_and_figures_do_not_run_under_them(qtbot: QtBot, theme: Theme):
    page = QWidget()
    column = QVBoxLayout(page)
    rows = [
        FieldRow(FieldState(unit, "Size", "Help", FieldKind.TEXT, "1", unit=unit)) for unit in ("", "%", "mm per px")
    ]
    for row in rows:
        column.addWidget(row)
    page.resize(600, 300)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    fields = [row.field for row in rows]
    assert len({field.mapTo(page, field.rect().topRight()).x() for field in fields}) == 1
    for row, unit in zip(rows[1:], ("%", "mm per px"), strict=True):
        field, label = row.field, row.field.findChild(QLabel)
        assert isinstance(field, QLineEdit)
        assert isinstance(label, QLabel)
        assert label.text() == unit
        assert field.width() - field.textMargins().right() <= label.x()
        assert label.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # a press there is one on the field
