from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.screens.actions import ACTIONS, Scope
from inspector.screens.live import OverlayLook
from inspector.views.action_set import keys_of
from inspector.views.key_sheet import listed_actions
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from inspector.views.theme import Theme
from tests.gui.views import fabricated


def test_held_h_is_told_once_down_and_once_up_and_hides_the_overlay(window: MainWindow, page: LivePage):
    told: list[tuple[str, bool]] = []
    page.action_held.connect(lambda action_id, is_down: told.append((action_id, is_down)))
    page.action_held.connect(lambda _id, is_down: page.show_look(OverlayLook(is_hidden=is_down)))
    page.show_frame(fabricated.busy_frame())
    page.canvas.setFocus()
    with_overlay = page.canvas.grab().toImage()
    QTest.keyPress(page.canvas, Qt.Key.Key_H)
    for _ in range(3):  # the keyboard repeats while a key is held
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            repeated = QKeyEvent(kind, Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier, "h", True, 1)
            QApplication.sendEvent(page.canvas, repeated)
    assert told == [("live.hide_overlay", True)]
    assert page.canvas.grab().toImage() != with_overlay
    QTest.keyRelease(page.canvas, Qt.Key.Key_H)
    assert told == [("live.hide_overlay", True), ("live.hide_overlay", False)]
    assert page.canvas.grab().toImage() == with_overlay


def test_a_held_key_is_let_go_when_the_window_loses_the_keyboard(qtbot: QtBot, window: MainWindow, page: LivePage):
    told: list[bool] = []
    page.action_held.connect(lambda _id, is_down: told.append(is_down))
    page.show_frame(fabricated.busy_frame())
    page.canvas.setFocus()
    QTest.keyPress(page.canvas, Qt.Key.Key_Space)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert told == [True, False]


def test_letters_and_digits_typed_into_a_field_stay_there(window: MainWindow, page: LivePage):
    told: list[str] = []
    page.action_triggered.connect(told.append)
    page.action_held.connect(lambda action_id, _is_down: told.append(action_id))
    page.show_classes(fabricated.class_states())
    field = window.findChild(QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    field.setFocus()
    field.selectAll()
    for key in (Qt.Key.Key_H, Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(field, key)
    assert told == []
    assert field.text() == "≥ 12 mm²"


@pytest.mark.parametrize(("key", "modifier", "action_id"), [
    (Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "live.solo_3"),
    (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier, "live.freeze"),
    (Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier, "live.open_folder"),
    (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "live.next_defect"),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "live.newest"),
])  # fmt: skip
def test_a_key_asks_for_its_action(window: MainWindow, page: LivePage, key, modifier, action_id: str):
    told: list[str] = []
    page.action_triggered.connect(told.append)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, key, modifier)
    assert told == [action_id]


def test_keys_of_a_page_rest_while_it_is_not_shown(window: MainWindow, page: LivePage):
    told: list[str] = []
    page.action_triggered.connect(told.append)
    window.actions_of_window.show_scope(Scope.WINDOW)
    QTest.keyClick(page.canvas, Qt.Key.Key_P)
    assert told == []


def test_f1_lists_every_action_of_the_page_with_its_keys_and_escape_closes_it(
    qtbot: QtBot, window: MainWindow, page: LivePage
):
    told: list[str] = []
    page.action_triggered.connect(told.append)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_F1)
    assert window.is_showing_keys()
    words = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    for action in listed_actions():
        if action.scope in (Scope.WINDOW, Scope.LIVE):
            assert keys_of(action) in words, action.id
    assert "Looks real" not in words  # of another page
    for action in ACTIONS:
        if action.scope in (Scope.WINDOW, Scope.LIVE) and not action.id.startswith(
            "live.solo_"
        ):  # eight of them are one line
            assert action.text.removesuffix("…") in words, action.id
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.is_showing_keys()
    assert told == []  # Escape meant the list, not the page
    QTest.keyClick(page.canvas, Qt.Key.Key_F1)
    QTest.keyClick(page.canvas, Qt.Key.Key_F1)
    assert not window.is_showing_keys()


def test_closing_asks_first(qtbot: QtBot, window: MainWindow):
    with qtbot.waitSignal(window.close_wished):
        window.close()
    assert window.isVisible()
    window.allow_close()
    assert not window.isVisible()


def test_ctrl_q_is_a_wish_to_close(qtbot: QtBot, window: MainWindow, page: LivePage):
    with qtbot.waitSignal(window.close_wished):
        QTest.keyClick(page.canvas, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_every_tooltip_of_an_action_tells_its_key(window: MainWindow):
    for action in ACTIONS:
        if not action.is_held and action.keys:
            assert keys_of(action) in window.actions_of_window.qaction(action.id).toolTip()


def test_the_top_line_shows_piece_position_and_lamps(window: MainWindow):
    window.show_frame(fabricated.frame_of_window(has_trouble=True))
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "Piece R-2041" in texts
    assert "▸ 312.40 m" in texts
    names = [view.accessibleName() for view in window.findChildren(type(window._top._lamps[0]))]
    assert "camera: stop. No frame for 4 s." in names


def test_start_is_only_offered_when_there_is_something_to_start(window: MainWindow, page: LivePage, theme: Theme):
    start = next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Start")
    told: list[str] = []
    page.action_triggered.connect(told.append)
    page.show_state(fabricated.live_state(fabricated.RunState.NOTHING))
    assert not start.isEnabled()
    page.show_state(fabricated.live_state(fabricated.RunState.RUNNING))
    assert start.text() == "Stop"
    start.click()
    assert told == ["live.start_stop"]
    page.show_state(fabricated.live_state(fabricated.RunState.STOPPING))
    assert not start.isEnabled()
