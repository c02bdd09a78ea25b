"""A message that offers what is mostly done next: its button has the keys, unless somebody types."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.core.messages import Code, message
from inspector.texts.messages import message_text
from inspector.views.message_band import MessageBand

MADE = message_text(
    message(Code.LABELS_VERSION_MADE, name="marks", n_frames=2, n_labelled=2, n_left_out=0, new="–")
)  # fmt: skip
OTHER = message_text(message(Code.WORK_BUSY, name="work"))


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.done = 0
        self.action = QAction("Train on it", self)
        self.action.triggered.connect(self._do)
        self.band, self.field, self.picture = MessageBand(), QLineEdit(), QWidget()
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.band.offer(MADE.code, self.action)
        column = QVBoxLayout(self)
        for part in (self.band, self.field, self.picture):
            column.addWidget(part)

    def _do(self) -> None:
        self.done += 1


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.picture.setFocus()
    return made


def test_enter_does_what_an_answer_offers_and_the_keys_go_back(page: Page) -> None:
    page.band.show_message(MADE, is_answer=True)
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.text() == "Train on it"
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (page.done, page.band.current()) == (1, None)
    assert page.picture.hasFocus()


def test_it_takes_no_keys_from_who_types_nor_without_being_an_answer(page: Page) -> None:
    page.field.setFocus()
    page.band.show_message(MADE, is_answer=True)
    assert page.field.hasFocus()
    page.picture.setFocus()
    page.band.show_message(MADE)
    assert page.picture.hasFocus()


def test_a_louder_message_before_it_takes_its_button_away(page: Page) -> None:
    page.band.show_message(MADE, is_answer=True)
    page.band.show_message(OTHER, is_answer=True)
    words = [one.text() for one in page.band.findChildren(QPushButton) if one.isVisible()]
    assert "Train on it" not in words
    assert page.picture.hasFocus()
    page.band.drop(OTHER.code)
    assert "Train on it" in [one.text() for one in page.band.findChildren(QPushButton) if one.isVisible()]
    assert page.done == 0
