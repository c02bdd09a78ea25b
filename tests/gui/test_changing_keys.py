"""Keys are changed with keys and mouse in the real window, act at once, and are there at the next start."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.core.audit import current_actor
from inspector.core.roles import Role
from inspector.presenters.changing_keys import ChangingKeys
from inspector.presenters.window_memory import WindowMemoryPresenter
from inspector.screens.actions import WINDOW
from inspector.screens.key_presets import KeyPreset
from inspector.screens.keymap import KeyChoice
from inspector.screens.lock import LockState
from inspector.texts.messages import MessageText
from inspector.views.annotate.annotate_page import AnnotatePage
from inspector.views.key_editor import KeyEditor
from inspector.workspace.key_file import key_file, read_keys, save_keys
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import TIMEOUT_MS, real_window
from tests.tiny_model import write_tiny_model

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYPAD, NO_MODIFIER = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.NoModifier


class Hand:
    """At one window, on the Annotate page."""

    def __init__(self, qtbot: QtBot, parts: Parts) -> None:
        self.qtbot, self.parts, self.window = qtbot, parts, parts.window
        memory = parts.presenters[WINDOW]
        assert isinstance(memory, WindowMemoryPresenter)
        self.keys: ChangingKeys = memory.keys
        qtbot.waitUntil(lambda: memory.keeper.memory is not None, timeout=TIMEOUT_MS)
        self.window.show_page("annotate")
        self.settle()

    def settle(self) -> None:
        memory = self.parts.presenters[WINDOW]
        assert isinstance(memory, WindowMemoryPresenter)
        self.qtbot.waitUntil(lambda: memory.is_calm, timeout=TIMEOUT_MS)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)
        self.settle()

    def open(self) -> KeyEditor:
        self.press(Key.Key_F1, CTRL)
        return self.editor

    @property
    def editor(self) -> KeyEditor:
        editor = self.window.findChild(KeyEditor)
        assert isinstance(editor, KeyEditor)
        return editor

    def give(self, action_id: str, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> str:
        """With the keys alone; what the list says of it."""
        editor = self.editor
        editor.choose(action_id)
        editor.rows.setFocus()
        self.press(Key.Key_Return)
        self.press(key, held)
        return editor.says.text()

    def keys_of(self, action_id: str) -> list[str]:
        return [key.toString() for key in self.window.actions_of_window.qaction(action_id).shortcuts()]

    def tool(self) -> str:
        page = self.window.findChild(AnnotatePage)
        assert isinstance(page, AnnotatePage)
        return next(name for name, button in page.painting.tools.buttons.items() if button.isChecked())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "line1")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.onnx"
    write_tiny_model(file)
    return file


@contextmanager
def hand_at(qtbot: QtBot, workspace: Workspace, model: Path) -> Iterator[Hand]:
    with real_window(qtbot, workspace.folder, model) as parts:
        yield Hand(qtbot, parts)


def words(hand: Hand) -> str:
    return " ".join(label.text() for label in hand.window.findChildren(QLabel) if label.isVisible())


def test_a_changed_key_acts_at_once_stands_in_tip_column_and_list_and_is_there_at_the_next_start(
    qtbot: QtBot, workspace: Workspace, model: Path
) -> None:
    with hand_at(qtbot, workspace, model) as hand:
        hand.open()
        assert hand.give("annotate.brush", Key.Key_F2) == "Brush: F2"
        hand.press(Key.Key_Escape)
        assert not hand.editor.isVisible()
        assert hand.keys_of("annotate.brush") == ["F2"]
        assert "(F2)" in hand.window.actions_of_window.qaction("annotate.brush").toolTip()
        hand.press(Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        assert "F2" in words(hand)
        hand.press(Key.Key_Escape)
    assert read_keys(workspace, current_actor()) == KeyChoice(changes={"annotate.brush": ("F2",)})
    with hand_at(qtbot, workspace, model) as again:
        assert again.keys_of("annotate.brush") == ["F2"]
        assert again.keys_of("annotate.eraser") == ["E"]


def test_a_key_that_is_another_actions_is_refused_in_words_and_taken_by_the_button(
    qtbot: QtBot, workspace: Workspace, model: Path
) -> None:
    with hand_at(qtbot, workspace, model) as hand:
        editor = hand.open()
        assert hand.give("annotate.brush", Key.Key_Z, CTRL) == "Ctrl+Z is Undo on the page Annotate."
        assert hand.keys_of("annotate.brush") == ["B"]
        assert editor.take.text() == "Take it from “Undo”"
        editor.choose("annotate.eraser")  # it was for the brush
        assert not editor.take.isVisible()
        assert not editor.says.isVisible()
        hand.give("annotate.brush", Key.Key_Z, CTRL)
        QTest.mouseClick(editor.take, Qt.MouseButton.LeftButton)
        hand.settle()
        assert editor.says.text() == "Brush: Ctrl+Z. “Undo” lost it"
        assert (hand.keys_of("annotate.brush"), hand.keys_of("annotate.undo")) == (["Ctrl+Z"], [])
        assert not editor.take.isVisible()
        # Back again, one by one: the brush first, as its key is free.
        editor.choose("annotate.undo")
        QTest.mouseClick(editor.back, Qt.MouseButton.LeftButton)
        assert editor.says.text() == "Ctrl+Z is Brush on the page Annotate."
        editor.choose("annotate.brush")
        QTest.mouseClick(editor.back, Qt.MouseButton.LeftButton)
        editor.choose("annotate.undo")
        QTest.mouseClick(editor.back, Qt.MouseButton.LeftButton)
        hand.settle()
        assert (hand.keys_of("annotate.brush"), hand.keys_of("annotate.undo")) == (["B"], ["Ctrl+Z"])
    assert read_keys(workspace, current_actor()) == KeyChoice()


def test_what_cannot_be_a_key_here_is_said(qtbot: QtBot, workspace: Workspace, model: Path) -> None:
    with hand_at(qtbot, workspace, model) as hand:
        editor = hand.open()
        assert "fields, lists and buttons" in hand.give("annotate.brush", Key.Key_Tab)
        assert "for the picture on the page Annotate" in hand.give("annotate.brush", Key.Key_Left, CTRL)
        assert "another sign on another keyboard" in hand.give("annotate.brush", Key.Key_Exclam, SHIFT)
        assert "Keys that are held down" in hand.give("annotate.brush", Key.Key_Space)
        assert not editor.take.isVisible()
        assert hand.give("annotate.brush", Key.Key_7, KEYPAD) == "7 is Class 7 on the page Annotate."
        editor.choose("annotate.pan")
        assert not editor.new.isEnabled()
        assert hand.keys_of("annotate.brush") == ["B"]


def test_while_the_list_is_open_keys_mean_nothing_on_the_page_below_and_a_search_finds_names_and_keys(
    qtbot: QtBot, workspace: Workspace, model: Path
) -> None:
    with hand_at(qtbot, workspace, model) as hand:
        told: list[str] = []
        hand.window.actions_of_window.triggered.connect(told.append)
        editor = hand.open()
        QTest.keyClicks(QApplication.focusWidget(), "ctrl+shift+z")
        assert [row.action_id for row in editor.state.rows if row.action_id.startswith("annotate")] == ["annotate.redo"]
        editor.search.setText("islands")
        assert editor.chosen is not None
        assert editor.chosen.action_id == "annotate.islands"
        editor.rows.setFocus()
        for key in (Key.Key_B, Key.Key_E, Key.Key_D):
            hand.press(key)
        hand.press(Key.Key_Q, CTRL)
        assert told == ["window.change_keys"]


def test_a_preset_changes_keys_single_changes_stay_on_top_and_all_go_with_one_button(
    qtbot: QtBot, workspace: Workspace, model: Path
) -> None:
    with hand_at(qtbot, workspace, model) as hand:
        editor = hand.open()
        hand.give("annotate.wand", Key.Key_F6)
        editor.preset.setFocus()
        QTest.keyClicks(editor.preset, "napari")
        hand.settle()
        assert hand.keys_of("annotate.brush") == ["2", "P"]
        assert hand.keys_of("annotate.wand") == ["F6"]
        QTest.mouseClick(editor.all_back, Qt.MouseButton.LeftButton)
        hand.settle()
        assert hand.keys_of("annotate.wand") == ["V"]
        assert hand.keys_of("annotate.brush") == ["2", "P"]
    assert read_keys(workspace, current_actor()) == KeyChoice(KeyPreset.NAPARI)


def test_a_broken_file_is_told_of_its_keys_do_not_act_and_it_is_put_aside_by_the_first_change(
    qtbot: QtBot, workspace: Workspace, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = key_file(workspace, current_actor())
    file.parent.mkdir()
    file.write_text("my keys, typed for hours")
    told: list[MessageText] = []
    monkeypatch.setattr(
        "inspector.views.live.live_page.LivePage.show_message",
        lambda _page, message, **_: told.append(message),
    )
    with hand_at(qtbot, workspace, model) as hand:
        qtbot.waitUntil(lambda: any("keys that you chose" in one.what for one in told), timeout=TIMEOUT_MS)
        assert file.read_text() == "my keys, typed for hours"
        hand.open()
        hand.give("annotate.brush", Key.Key_F2)
    asides = [one for one in file.parent.iterdir() if one != file]
    assert [one.read_text() for one in asides] == ["my keys, typed for hours"]
    assert read_keys(workspace, current_actor()).changes == {"annotate.brush": ("F2",)}


def test_a_disk_that_is_full_once_the_broken_file_is_aside_takes_the_next_change(
    qtbot: QtBot, workspace: Workspace, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = key_file(workspace, current_actor())
    file.parent.mkdir()
    file.write_text("my keys, typed for hours")

    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with hand_at(qtbot, workspace, model) as hand:
        hand.open()
        with monkeypatch.context() as full:
            full.setattr("inspector.workspace.key_file.write_whole", is_full)
            assert hand.give("annotate.brush", Key.Key_F2).startswith("The keys act, but are not saved:")
        hand.give("annotate.wand", Key.Key_F3)
    assert len(list(file.parent.iterdir())) == 2
    assert read_keys(workspace, current_actor()).changes == {"annotate.brush": ("F2",), "annotate.wand": ("F3",)}


def test_a_change_that_clashes_rests_and_the_list_says_so(qtbot: QtBot, workspace: Workspace, model: Path) -> None:
    choice = KeyChoice(changes={"annotate.brush": ("Ctrl+Q",), "future.thing": ("F8",)})
    save_keys(workspace, current_actor(), choice)
    with hand_at(qtbot, workspace, model) as hand:
        editor = hand.open()
        assert hand.keys_of("annotate.brush") == ["B"]
        assert "A change rests: Brush. Ctrl+Q is Quit on every page." in words(hand)
        assert "1 change is of an action that this program does not have" in words(hand)
        assert editor.isVisible()


def test_a_locked_window_lets_nobody_change_keys(qtbot: QtBot, workspace: Workspace, model: Path) -> None:
    with hand_at(qtbot, workspace, model) as hand:
        editor = hand.open()
        hand.window.show_lock(LockState(Role.OPERATOR, has_lock=True))
        assert not editor.isVisible()
        QTest.keyClick(hand.window, Key.Key_F1, CTRL)
        assert not editor.isVisible()
        hand.window.show_lock(LockState())


def test_without_a_workspace_keys_act_and_it_is_said_that_they_are_not_saved(
    qtbot: QtBot, tmp_path: Path, model: Path
) -> None:
    with real_window(qtbot, tmp_path / "none", model) as parts:
        hand = Hand(qtbot, parts)
        hand.open()
        said = hand.give("annotate.brush", Key.Key_F2)
        assert said.startswith("The keys act, but are not saved:")
        assert hand.keys_of("annotate.brush") == ["F2"]
    assert not (tmp_path / "none").exists()


def test_a_disk_that_refuses_is_told_of(qtbot: QtBot, workspace: Workspace, model: Path) -> None:
    (workspace.folder / "keys").write_text("a file where the folder should be")
    with hand_at(qtbot, workspace, model) as hand:
        hand.open()
        assert hand.give("annotate.brush", Key.Key_F2).startswith("The keys act, but are not saved:")
        assert hand.keys_of("annotate.brush") == ["F2"]
    assert (workspace.folder / "keys").read_text() == "a file where the folder should be"
