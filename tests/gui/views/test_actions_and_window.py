from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.core.roles import Role
from inspector.screens.actions import WINDOW, Action, families
from inspector.screens.live import OverlayLook
from inspector.screens.live_actions import LIVE, LIVE_PAGE
from inspector.screens.lock import LockState
from inspector.screens.pages import Page
from inspector.screens.shell import EmptyState
from inspector.texts.translate import Text
from inspector.views.action_set import key_texts, shown_keys
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import Theme
from inspector.views.top_line import LampView, TopLine
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


def test_the_page_has_the_keyboard_first_so_that_space_presses_no_button(window: MainWindow, page: LivePage):
    told: list[tuple[str, bool]] = []
    page.action_held.connect(lambda action_id, is_down: told.append((action_id, is_down)))
    focus = QApplication.focusWidget()
    assert focus is page
    QTest.keyPress(focus, Qt.Key.Key_Space)
    QTest.keyRelease(focus, Qt.Key.Key_Space)
    assert (told, window.is_showing_keys()) == ([("live.pan", True), ("live.pan", False)], False)


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


def test_the_key_of_a_class_asks_for_it_alone(window: MainWindow, page: LivePage):
    triggered: list[str] = []
    chosen: list[int] = []
    page.action_triggered.connect(triggered.append)
    page.solo_chosen.connect(chosen.append)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_3)
    assert (chosen, triggered) == ([3], [])


def test_keys_of_a_page_rest_while_it_is_not_shown(window: MainWindow, page: LivePage):
    told: list[str] = []
    page.action_triggered.connect(told.append)
    window.actions_of_window.show_scope(WINDOW)
    QTest.keyClick(page.canvas, Qt.Key.Key_P)
    assert told == []


def test_shift_f1_lists_every_action_of_the_page_with_its_keys_and_escape_closes_it(
    qtbot: QtBot, window: MainWindow, page: LivePage
):
    told: list[str] = []
    page.action_triggered.connect(told.append)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window.is_showing_keys()
    words = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    actions = window.actions_of_window
    listed = [*families(actions.of_scope(WINDOW)), *families(actions.of_scope(LIVE))]
    for members in listed:
        assert all(key in words for key in key_texts(members)), members[0].id
        if len(members) == 1:
            assert members[0].label() in words, members[0].id
    assert "Show class 1 … 8 alone" in words  # eight of them are one line
    assert "Looks real" not in words  # of another page
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.is_showing_keys()
    assert told == []  # Escape meant the list, not the page
    QTest.keyClick(page.canvas, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.canvas, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
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
    actions = window.actions_of_window
    known = [*actions.of_scope(WINDOW), *actions.of_scope(LIVE)]
    assert len(known) > 30
    for action in known:
        if not action.is_held and action.keys:
            assert shown_keys((action,)) in actions.qaction(action.id).toolTip()


def test_the_top_line_shows_piece_position_and_lamps(window: MainWindow):
    window.show_chrome(fabricated.frame_of_window(has_trouble=True))
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "Piece R-2041" in texts
    assert "▸ 312.40 m" in texts
    names = [view.accessibleName() for view in window.findChildren(LampView)]
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


def test_only_actions_that_say_so_repeat_while_their_key_is_held(window: MainWindow):
    actions = window.actions_of_window
    repeating = {one.id for one in actions.of_scope(LIVE) if not one.is_held and actions.qaction(one.id).autoRepeat()}
    steps = {
        f"live.{way}_{what}" for way in ("next", "previous") for what in ("defect", "frame", "with_defect", "missed")
    }
    looks = {"live.opacity_up", "live.opacity_down", "live.zoom_in", "live.zoom_out", "live.brighter", "live.darker"}
    assert repeating == looks | steps


def test_a_keymap_replaces_keys(qtbot: QtBot, theme: Theme):
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.actions_of_window.show_keymap({"live.freeze": ("Q",)})  # before its page is built
    window.add_page(LIVE_PAGE, lambda: LivePage(window.actions_of_window))
    freeze = window.actions_of_window.qaction("live.freeze")
    assert [key.toString() for key in freeze.shortcuts()] == ["Q"]
    assert "(Q)" in freeze.toolTip()
    fit = window.actions_of_window.qaction("live.fit")
    assert [key.toString() for key in fit.shortcuts()] == ["F"]
    window.actions_of_window.show_keymap({"live.fit": ("F9",)})
    assert [key.toString() for key in (*freeze.shortcuts(), *fit.shortcuts())] == ["P", "F9"]


def test_a_keymap_that_gives_one_key_two_meanings_is_refused(qtbot: QtBot, theme: Theme):
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.actions_of_window.show_keymap({"live.freeze": ("F",)})
    with pytest.raises(ValueError, match=r"the key F belongs to live\.freeze and to live\.fit"):
        window.add_page(LIVE_PAGE, lambda: LivePage(window.actions_of_window))


def test_a_family_lists_its_keys_as_a_range_only_while_they_are_one():
    digits = [replace(one, keys=(f"{one.number}",)) for one in LIVE_PAGE.actions if one.family == "live.solo"]
    assert key_texts(digits) == ["1 … 8"]
    other = [*digits[:2], replace(digits[2], keys=("F9",)), *digits[3:]]
    assert key_texts(other) == ["1", "2", "F9", "4", "5", "6", "7", "8"]
    assert key_texts([replace(one, keys=()) for one in digits]) == []


# A third page, which the program does not know

THIRD_PAGE = Page(
    "third", Text("actions", "Third"), icon="model", key="Alt+9",
    actions=(
        Action("third.measure", "third", Text("actions", "Measure it"), ("P",), help=Text("actions", "In millimetres")),
        Action("third.look", "third", Text("actions", "Look through"), ("H",), is_held=True),
        *(
            Action(f"third.step_{n}", "third", Text("actions", "Step {number}"), (f"{n}",), family="step", number=n)
            for n in (1, 2, 3)
        ),
    ),
)  # fmt: skip


def test_a_third_page_is_its_own_and_is_built_when_it_is_first_shown(qtbot: QtBot, window: MainWindow, page: LivePage):
    built: list[QWidget] = []
    shown: list[str] = []
    triggered: list[str] = []
    held: list[tuple[str, bool]] = []

    def build() -> QWidget:
        built.append(QWidget())
        return built[0]

    window.page_shown.connect(shown.append)
    window.add_page(THIRD_PAGE, build)
    window.actions_of_window.triggered.connect(triggered.append)
    window.actions_of_window.held.connect(lambda action_id, is_down: held.append((action_id, is_down)))
    button = next(one for one in window.findChildren(QToolButton) if one.text() == "Third")
    qtbot.waitUntil(button.isVisible)
    assert not built
    assert not window.actions_of_window.of_scope("third")  # nor are its actions made
    QTest.keyClick(page.canvas, Qt.Key.Key_P)
    assert triggered == ["live.freeze"]  # the third page's P rests

    QTest.keyClick(page.canvas, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert (len(built), shown) == (1, ["third"])
    assert built[0].isVisible()
    assert not page.isVisible()
    assert button.isChecked()
    assert triggered.pop() == "window.page_third"
    triggered.clear()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_P)
    QTest.keyClick(window, Qt.Key.Key_2)
    QTest.keyClick(window, Qt.Key.Key_F)  # of the Live page: rests
    QTest.keyPress(window, Qt.Key.Key_H)  # held on both pages: this one's acts
    QTest.keyRelease(window, Qt.Key.Key_H)
    assert triggered == ["third.measure", "third.step_2"]
    assert held == [("third.look", True), ("third.look", False)]

    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert window.is_showing_keys()
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    for text in ("Third", "Measure it", "In millimetres", "hold H", "1 … 3", "Step 1 … 3", "Everywhere", "Alt+9"):
        assert text in texts, text
    assert "Freeze picture" not in texts
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)

    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert (len(built), shown) == (1, ["third", "live", "third"])


def test_two_pages_may_not_share_an_action_and_a_page_owns_only_its_own(window: MainWindow):
    with pytest.raises(ValueError, match="there are two actions"):
        window.add_page(LIVE_PAGE, QWidget)
    with pytest.raises(ValueError, match="belongs to third, not to the page fourth"):
        replace(THIRD_PAGE, id="fourth")


def test_a_long_name_of_a_piece_is_cut_in_its_middle_after_less_important_things_went(qtbot: QtBot, window: MainWindow):
    chrome = replace(
        fabricated.frame_of_window(), piece="Coil 2026-12-01 13:30:06 of the second shift, strip 7 of heat 4711"
    )
    top = window.findChild(TopLine)
    assert isinstance(top, TopLine)
    piece = top.findChild(ElidedLabel)
    assert isinstance(piece, ElidedLabel)

    def shown() -> tuple[bool, bool, bool]:
        """Whether the name is whole, quiet lamps have words, the speed stands there."""
        lamps = window.findChildren(LampView)
        speed = next((one.isVisible() for one in window.findChildren(QLabel) if one.text() == "1.50 m/s"), False)
        return piece.toolTip() == "", all(one.width() == one.full_px for one in lamps), speed

    window.resize(1900, 700)
    window.show_chrome(chrome)
    qtbot.waitUntil(lambda: shown() == (True, True, True))
    window.resize(1024, 600)
    qtbot.waitUntil(lambda: shown() == (False, False, False))
    assert piece.toolTip() == chrome.piece
    assert piece.shown_text().startswith("Coil 2026")
    assert piece.shown_text().endswith("4711")
    quiet = next(one for one in window.findChildren(LampView) if one.width() < one.full_px)
    assert quiet.accessibleName().split(":")[0] in quiet.toolTip()
    window.show_chrome(replace(chrome, piece="R-2041"))
    qtbot.waitUntil(lambda: shown()[0])


def test_to_whoever_may_open_nothing_the_empty_page_says_whom_to_ask(window: MainWindow, page: LivePage):
    state = EmptyState("Open a folder.", ("live.open_folder", "live.open_demo"), "Ask an engineer.")

    def words() -> str:
        return next(one.text() for one in page.findChildren(QLabel) if one.isVisible() and "n engineer" in one.text())

    def offered() -> list[str]:
        texts = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
        return [text for text in texts if text in ("Open folder…", "Demo strip")]

    page.show_empty(state)
    assert offered() == ["Open folder…", "Demo strip"]
    window.show_lock(LockState(Role.OPERATOR, has_lock=True))
    assert words() == "Ask an engineer.\nLocked: an engineer unlocks with Ctrl+L"
    assert offered() == []
    page.show_operator_view(True)
    window.show_lock(LockState())
    assert words() == "Ask an engineer."
    page.show_operator_view(False)
    assert offered() == ["Open folder…", "Demo strip"]
    assert any(one.text() == "Open a folder." for one in page.findChildren(QLabel) if one.isVisible())
