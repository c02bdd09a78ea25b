"""A bar over the canvas that says, in two lines, what a model has to say; its buttons are what may be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector.views.plain_text import on_button, set_tip
from inspector.views.small_widgets import Card, ElidedLabel
from inspector.views.theme import GRID, SMALL_PX, font

HEIGHT_PX, BUTTON_PX = 44, 28


class HelpBar(Card):
    """Subclasses add to ``buttons``, from left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self._text, self._detail = ElidedLabel(), ElidedLabel()
        self._text.setFont(font(is_bold=True))
        self._detail.setFont(font(SMALL_PX))
        self._detail.setProperty("dim", True)
        words = QVBoxLayout()
        words.setContentsMargins(0, 4, 0, 4)
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 0, GRID, 0)
        row.setSpacing(GRID)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID // 2)
        row.addLayout(words, 1)
        row.addLayout(self.buttons)
        self.hide()

    def say(self, text: str, detail: str) -> None:
        self._text.setText(text)
        self._detail.setText(detail)

    @property
    def words(self) -> str:
        """What it says, both lines."""
        return f"{self._text.text()}\n{self._detail.text()}"

    def add_button(self, text: str, tip: str = "") -> QPushButton:
        button = QPushButton(on_button(text))
        button.setFixedHeight(BUTTON_PX)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the picture
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_tip(button, tip)
        self.buttons.addWidget(button)
        return button
