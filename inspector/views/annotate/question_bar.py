"""A question above the canvas, which stays in view: what was found, and what may be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inspector.screens.annotate import Question
from inspector.views.plain_text import PlainLabel, on_button
from inspector.views.theme import GRID, RADIUS, SMALL_PX, font, mixed, tokens


class QuestionBar(QWidget):
    answered = Signal(str, str)  # id of the question, id of the choice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._title, self._text = PlainLabel(), PlainLabel()
        self._title.setFont(font(is_bold=True))
        self._text.setFont(font(SMALL_PX))
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID // 2)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_question(self, question: Question | None) -> None:
        if question == self._question:
            return
        self._question = question
        self.setVisible(question is not None)
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if question is None:
            return
        self._title.setText(question.title)
        self._text.setText(question.text)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.text)
        for choice in question.choices:
            button = QPushButton(on_button(choice.text), self)
            button.setAccessibleName(choice.text)
            button.setMinimumHeight(32)
            button.clicked.connect(
                lambda _checked=False, asked=question.id, chosen=choice.id: self.answered.emit(asked, chosen)
            )
            self._buttons.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.accent), 1.5))
        painter.setBrush(QColor(mixed(t.accent, t.surface, 0.08)))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
