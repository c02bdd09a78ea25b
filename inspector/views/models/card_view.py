"""The card of a model in plain words: sections of facts, scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from inspector.screens.models import CardSection
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import ElidedLabel, dim_label, scrolled, small
from inspector.views.theme import GRID, font

NAME_PX = 176
LONGEST_WORD = 32  # characters that have room in the smallest window


class CardView(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[CardSection, ...] = ()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.setSpacing(GRID)
        self._area = scrolled(self._inside)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its text is scrolled by keys
        self._area.setAccessibleName(self.tr("Card of the model"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_sections(self, sections: tuple[CardSection, ...]) -> None:
        if sections == self._shown:
            return
        self._shown = sections
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for section in sections:
            self._column.addWidget(_section(section))
        self._column.addStretch(1)
        self._area.verticalScrollBar().setValue(0)


def _value(text: str) -> QLabel:
    """Wrapped; a path or sha256, which cannot be, ends in … where room is short and is whole in its tip."""
    if max(map(len, text.split()), default=0) > LONGEST_WORD:
        elided = ElidedLabel()
        elided.setText(text)
        return elided
    label = small(PlainLabel(text))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _section(section: CardSection) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, GRID)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, NAME_PX)
    grid.setColumnStretch(1, 1)
    title = PlainLabel(section.title)
    title.setFont(font(is_bold=True))
    grid.addWidget(title, 0, 0, 1, 2)
    for row, fact in enumerate(section.facts, start=1):
        name = small(dim_label(fact.name))
        name.setFixedWidth(NAME_PX)
        value = _value(fact.value)
        value.setProperty("warn", fact.needs_attention)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1)
    return whole
