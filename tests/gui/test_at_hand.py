"""What an annotator reaches for in the real window: eyes of classes, buttons beside what they are for, the row of the
open frame, notes at the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from inspector.screens.annotate import FrameMark
from inspector.views.annotate.row_list import END_PX
from inspector.views.field_dialog import FieldDialog
from inspector.workspace.workspace import create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import Labeller, picture
from tests.tiny_model import write_tiny_model

Key = Qt.Key


@pytest.fixture
def at_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Labeller]:
    """Two frames are listed, the first is open."""
    workspace = create_workspace(tmp_path / "plant")
    for number in (1, 2):
        picture(tmp_path / "frames" / f"{number}.png", 100 + number)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        labeller = Labeller(parts, qtbot)
        labeller.folder(tmp_path / "frames")
        labeller.wait(lambda: labeller.name == "1.png")
        yield labeller


def words(labeller: Labeller) -> list[str]:
    return [label.text() for label in labeller.page.head.findChildren(QLabel) if label.isVisible()]


def click_eye(labeller: Labeller, row: int) -> None:
    classes = labeller.page.panels.classes
    box = classes.visualRect(classes.model().index(row, 0))
    at = QPoint(classes.viewport().width() - END_PX // 2, box.center().y())
    QTest.mouseClick(classes.viewport(), Qt.MouseButton.LeftButton, pos=at)
    labeller.calm()


def test_the_eye_of_a_class_hides_it_and_the_head_says_so_until_it_is_shown_again(at_page: Labeller) -> None:
    at_page.drag((40, 60), (120, 60))
    name = at_page.page.panels.state.classes[0].look.name
    at = QPoint(*(round(one) for one in at_page.at(80, 60)))
    seen = at_page.canvas.grab().toImage().pixelColor(at)
    assert at_page.page.panels.chosen_class == name
    click_eye(at_page, 0)
    assert at_page.page.panels.chosen_class == name  # the eye chooses nothing
    assert f"hidden: {name}" in words(at_page)
    assert "hidden" in at_page.page.panels.classes.shown_row(0).at_right
    assert at_page.canvas.grab().toImage().pixelColor(at) != seen
    at_page.key(Key.Key_D)
    assert at_page.name == "2.png"
    assert f"hidden: {name}" in words(at_page)
    at_page.key(Key.Key_A)
    click_eye(at_page, 0)
    assert not [one for one in words(at_page) if one.startswith("hidden")]
    assert at_page.canvas.grab().toImage().pixelColor(at) == seen
    at_page.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not at_page.presenter.painting.editor.class_map.any()


def test_the_row_of_the_open_frame_says_in_work_with_the_first_stroke(at_page: Labeller) -> None:
    assert at_page.page.list.rows.shown_row(0).at_right == "new"
    at_page.drag((40, 60), (120, 60))
    at_page.wait(lambda: at_page.page.list.rows.shown_row(0).at_right == "in work")
    assert at_page.marks() == [FrameMark.IN_WORK, FrameMark.NEW]
    assert at_page.name == "1.png"


@pytest.mark.parametrize(("part", "action_id"), [("head", "annotate.author"), ("list", "annotate.errors")])
def test_your_name_and_likely_errors_have_buttons_where_they_are_needed(
    at_page: Labeller, part: str, action_id: str
) -> None:
    told: list[str] = []
    at_page.window.actions_of_window.triggered.connect(told.append)
    action = at_page.window.actions_of_window.qaction(action_id)
    (button,) = [one for one in getattr(at_page.page, part).findChildren(QToolButton) if one.defaultAction() is action]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == [action_id]
    for dialog in at_page.page.findChildren(FieldDialog):
        dialog.close()
    at_page.calm()


def pinned(labeller: Labeller) -> tuple[int, int]:
    labeller.canvas.setFocus()
    QTest.keyClick(labeller.canvas, Key.Key_M)
    (dialog,) = labeller.page.findChildren(FieldDialog)
    QTest.keyClicks(dialog.field, "look here")
    QTest.keyClick(dialog.field, Key.Key_Return)
    labeller.calm()
    note = labeller.sheet.notes[-1]
    return note.column, note.row


def test_a_note_is_pinned_where_the_mouse_or_the_arrows_point_else_in_the_middle(at_page: Labeller) -> None:
    corner = at_page.page.screen().geometry().bottomRight()
    QCursor.setPos(corner)  # the real pointer lay on the canvas when the window came up, and would tell so any time
    at_page.wait(lambda: QCursor.pos() == corner)
    at_page.canvas.point_at(None)
    assert pinned(at_page) == (100, 60)  # of 200 × 120 in view
    point = QPoint(*(round(one) for one in at_page.at(30, 20)))
    QTest.mouseMove(at_page.canvas, point)
    at_page.wait(lambda: at_page.canvas.pointed_pixel is not None)
    column, row = pinned(at_page)
    assert np.hypot(column - 30, row - 20) <= 1
    at_page.canvas.point_at(None)
    for _ in range(3):
        at_page.key(Key.Key_Right)
    at = at_page.canvas.pointed_pixel
    assert at is not None
    assert at != (100, 60)
    assert pinned(at_page) == at
