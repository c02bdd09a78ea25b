"""A frame is labelled from the folder to "done" with the keyboard alone, in the program's window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from inspector.annotation.label_sheet import LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core.files import sha256_of
from inspector.screens.annotate import FrameMark
from inspector.screens.painting import PaintTool
from inspector.views.annotate.label_canvas import LabelCanvas
from inspector.views.annotate.row_list import RowList
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, NO, SHIFT, Labeller, picture
from tests.tiny_model import write_tiny_model

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class Keyboard(Labeller):
    """Types into whatever has the focus."""

    def type(self, key: Qt.Key, held: Qt.KeyboardModifier = NO, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.calm()

    def tab_to(self, kind: type[QWidget], name: str) -> None:
        """With Ctrl+Tab from the picture, with Tab from all else."""
        for _ in range(80):
            at = QApplication.focusWidget()
            if isinstance(at, kind) and at.accessibleName() == name:
                return
            self.type(Key.Key_Tab, CTRL if isinstance(at, LabelCanvas) else NO)
        raise AssertionError(f"Tab leads to no {kind.__name__} “{name}”")

    @property
    def is_at_picture(self) -> bool:
        return QApplication.focusWidget() is self.canvas


class NoMouse(QObject):
    """Fails where a mouse was used after all."""

    def eventFilter(self, _watched: QObject, event: object) -> bool:
        if isinstance(event, QMouseEvent) and event.button() is not Qt.MouseButton.NoButton:
            raise AssertionError("a button of the mouse was pressed")
        return False


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def keyboard(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Keyboard]:
    for number in (1, 2):
        picture(tmp_path / "frames" / f"{number}.png", 100 + number)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        application, watch = QApplication.instance(), NoMouse()
        assert application is not None
        application.installEventFilter(watch)
        yield Keyboard(parts, qtbot)
        application.removeEventFilter(watch)


def open_folder(keyboard: Keyboard, folder: Path) -> None:
    keyboard.type(Key.Key_3, ALT)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_O, CTRL)
    keyboard.wait(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.hasFocus()
    QTest.keyClicks(line, str(folder))
    QTest.keyClick(line, Key.Key_Return)
    keyboard.wait(lambda: keyboard.name == "1.png")
    keyboard.window.activateWindow()  # no window manager gives it the keys back here
    keyboard.wait(keyboard.window.isActiveWindow)
    keyboard.calm()
    keyboard.canvas.point_at(None)  # the pointer of this screen rests anywhere


def test_a_frame_is_opened_painted_and_finished(keyboard: Keyboard, workspace: Workspace, tmp_path: Path) -> None:
    open_folder(keyboard, tmp_path / "frames")
    assert keyboard.is_at_picture
    keyboard.type(Key.Key_2)  # the class
    keyboard.type(Key.Key_BracketLeft, times=5)
    keyboard.type(Key.Key_Right)  # the arrows begin in the middle
    keyboard.type(Key.Key_Return)  # one stamp
    keyboard.type(Key.Key_Down, SHIFT)
    keyboard.type(Key.Key_Return, SHIFT)  # the pen is down
    keyboard.type(Key.Key_Right, SHIFT, times=2)
    keyboard.type(Key.Key_Return, SHIFT)  # and up
    painted = keyboard.presenter.painting.editor.class_map.copy()
    assert set(np.unique(painted)) == {0, 2}
    assert painted[60, 100] == 2
    assert len(keyboard.presenter.painting.editor.history.steps) == 2
    # The rectangle, of another class, between two corners.
    keyboard.type(Key.Key_1)
    keyboard.type(Key.Key_Y)
    keyboard.type(Key.Key_Up, SHIFT, times=4)
    keyboard.type(Key.Key_Return)
    keyboard.type(Key.Key_Left, SHIFT)
    keyboard.type(Key.Key_Up, SHIFT)
    keyboard.type(Key.Key_Return)
    painted = keyboard.presenter.painting.editor.class_map.copy()
    assert (painted == 1).sum() > 4
    # Undone and done again; the size of the brush from its field, and back.
    keyboard.type(Key.Key_Z, CTRL)
    keyboard.type(Key.Key_Y, CTRL)
    np.testing.assert_array_equal(keyboard.presenter.painting.editor.class_map, painted)
    keyboard.wait(lambda: keyboard.page.list.rows.shown_row(0).at_right == "in work")
    keyboard.type(Key.Key_Return, CTRL)  # done, and on
    keyboard.wait(lambda: keyboard.name == "2.png")
    assert keyboard.marks() == [FrameMark.DONE, FrameMark.NEW]
    keyboard.type(Key.Key_A)
    keyboard.wait(lambda: keyboard.name == "1.png")
    store = LabelStore(workspace.annotations, lambda _: None)
    try:
        sheet = store.read_sheet(sha256_of((tmp_path / "frames" / "1.png").read_bytes()))
        assert sheet is not None
        assert sheet.state is LabelState.DONE
        np.testing.assert_array_equal(store.read_map(sheet), painted)
    finally:
        store.close()


def test_options_panels_and_list_are_reached_with_tab_and_escape_leads_back_to_the_picture(
    keyboard: Keyboard, tmp_path: Path
) -> None:
    open_folder(keyboard, tmp_path / "frames")
    keyboard.tab_to(QWidget, "Size")
    QTest.keyClicks(QApplication.focusWidget(), "7")
    keyboard.type(Key.Key_Return)
    assert keyboard.is_at_picture
    assert keyboard.presenter.painting.options.size_px == 7
    keyboard.type(Key.Key_I, SHIFT)
    keyboard.tab_to(QComboBox, "Take small ones away")
    keyboard.type(Key.Key_Down, times=2)
    keyboard.type(Key.Key_Escape)
    assert keyboard.is_at_picture
    assert keyboard.presenter.painting.options.island_choice == "cut"
    keyboard.tab_to(QWidget, "Ellipse")
    keyboard.type(Key.Key_Space)
    assert keyboard.presenter.painting.options.tool is PaintTool.ELLIPSE
    keyboard.type(Key.Key_Escape)
    assert keyboard.is_at_picture
    keyboard.tab_to(RowList, "Classes")
    keyboard.type(Key.Key_Down)
    keyboard.type(Key.Key_L)  # keys of the page act from here too
    assert keyboard.presenter.painting.options.locked == {keyboard.presenter.painting.options.class_index}
    keyboard.type(Key.Key_Escape)
    keyboard.tab_to(RowList, "Frames")
    keyboard.type(Key.Key_Down)
    keyboard.wait(lambda: keyboard.name == "2.png")
    keyboard.type(Key.Key_Escape)
    assert keyboard.is_at_picture
    keyboard.type(Key.Key_Backtab, CTRL | SHIFT)
    assert not keyboard.is_at_picture
    keyboard.type(Key.Key_Escape)
    assert keyboard.is_at_picture


def test_a_note_is_pinned_read_and_closed(keyboard: Keyboard, tmp_path: Path) -> None:
    open_folder(keyboard, tmp_path / "frames")
    keyboard.type(Key.Key_M)
    QTest.keyClicks(QApplication.focusWidget(), "scale or pit?")
    keyboard.type(Key.Key_Return)
    assert keyboard.is_at_picture
    assert [note.text for note in keyboard.sheet.notes] == ["scale or pit?"]
    keyboard.tab_to(QTabBar, "")
    keyboard.type(Key.Key_Right, times=3)
    keyboard.tab_to(RowList, "Notes")
    keyboard.type(Key.Key_Down)
    keyboard.type(Key.Key_Return)
    assert keyboard.sheet.notes[0].is_closed
    keyboard.type(Key.Key_Return)
    assert not keyboard.sheet.notes[0].is_closed
