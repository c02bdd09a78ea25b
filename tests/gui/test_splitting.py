"""One instance is split into several, by mouse and by keys, in a real window: shown first, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from inspector.annotation.instances import instances_of
from inspector.annotation.mask_step import StepFacts
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.core.class_map import ClassMap
from inspector.screens.painting import IslandChoice, PaintTool
from inspector.views.fields import WholeField
from tests.gui.painting_window import CLASSES, CTRL, SHIFT, PaintingWindow, painting_window

Key = Qt.Key


@pytest.fixture
def paint(qtbot: QtBot, tmp_path: Path) -> Iterator[PaintingWindow]:
    with painting_window(qtbot, tmp_path / "annotations") as window:
        yield window


def bar() -> ClassMap:
    """Of "scratch", rows 100 to 119, columns 50 to 349; "crack" below it."""
    labels = np.zeros((320, 400), np.uint8)
    labels[100:120, 50:350] = 2
    labels[200:220, 50:350] = 1
    return labels


def n_instances(labels: ClassMap) -> int:
    facts = StepFacts("", "ada", "2026-01-01T00:00:00.000Z")
    return len(instances_of(labels, PaintedTiles.of(labels), CLASSES, (), (), facts))


def test_a_line_that_is_dragged_across_is_shown_first_and_parts_with_enter(paint: PaintingWindow) -> None:
    paint.open(start=bar())
    paint.key(Key.Key_2)
    paint.key(Key.Key_I, SHIFT)
    box = next(one for one in paint.page.painting.options.findChildren(QComboBox) if one.isVisible())
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    QTest.keyClicks(box.view(), "Split along")
    QTest.keyClick(box.view(), Key.Key_Return)
    paint.settle()
    assert paint.presenter.options.island_choice is IslandChoice.CUT
    assert "1 px becomes background" in paint.presenter.state.hint
    paint.drag([(150.5, 80.5), (150.5, 150.5), (150.5, 260.5)])
    assert paint.presenter.state.hint == "2 parts: 3980, 2000 px. Enter splits, Esc does not"
    np.testing.assert_array_equal(paint.labels, bar())
    paint.canvas.setFocus()
    paint.key(Key.Key_Return)
    expected = bar()
    expected[100:120, 150] = 0
    np.testing.assert_array_equal(paint.labels, expected)
    np.testing.assert_array_equal(paint.on_disk(), expected)
    assert [step.facts.name for step in paint.steps] == ["split, scratch"]
    assert n_instances(paint.labels) == 3
    paint.key(Key.Key_Z, CTRL)
    np.testing.assert_array_equal(paint.labels, bar())


def test_it_is_split_by_keys_alone(paint: PaintingWindow) -> None:
    paint.open(start=bar())
    paint.key(Key.Key_2)
    paint.take(PaintTool.ISLANDS, island_choice=IslandChoice.CUT)
    paint.canvas.point_at(None)  # no mouse on the picture: the arrows begin in its middle
    for _ in range(30):
        paint.key(Key.Key_Up)
    paint.key(Key.Key_Return)
    for _ in range(40):
        paint.key(Key.Key_Down)
    paint.key(Key.Key_Return)
    assert "2 parts" in paint.presenter.state.hint
    paint.key(Key.Key_Return)
    assert n_instances(paint.labels) == 3


def test_escape_and_backspace_leave_it_whole_and_a_line_that_parts_nothing_says_so(paint: PaintingWindow) -> None:
    paint.open(start=bar())
    paint.key(Key.Key_2)
    paint.take(PaintTool.ISLANDS, island_choice=IslandChoice.CUT)
    paint.drag([(150.5, 80.5), (150.5, 110.5)])
    assert "draw it right across" in paint.presenter.state.hint
    paint.drag([(150.5, 80.5), (150.5, 150.5)])
    assert paint.presenter.state.has_preview
    paint.key(Key.Key_Escape)
    paint.click((150.5, 80.5))
    paint.key(Key.Key_Backspace)
    paint.click((150.5, 150.5))  # the first end anew
    assert not paint.presenter.state.has_preview
    paint.key(Key.Key_Return)
    np.testing.assert_array_equal(paint.labels, bar())
    assert not paint.steps


def test_a_locked_or_hidden_class_is_not_split(paint: PaintingWindow) -> None:
    paint.open(start=bar())
    paint.key(Key.Key_2)
    paint.take(PaintTool.ISLANDS, island_choice=IslandChoice.CUT)
    paint.key(Key.Key_L)
    paint.drag([(150.5, 80.5), (150.5, 150.5)])
    assert "scratch is locked or hidden" in paint.presenter.state.hint
    assert not paint.presenter.state.has_preview
    paint.take(PaintTool.ISLANDS, island_choice=IslandChoice.CUT_AT_WAISTS)
    paint.click((150.5, 110.5))
    assert "scratch is locked or hidden" in paint.presenter.state.hint
    np.testing.assert_array_equal(paint.labels, bar())


def test_two_pits_that_touch_are_split_at_their_waist_and_the_share_shows_it_anew(paint: PaintingWindow) -> None:
    rows, columns = np.mgrid[:320, :400]
    pits = ((rows - 150) ** 2 + (columns - 150) ** 2 <= 1600) | ((rows - 150) ** 2 + (columns - 214) ** 2 <= 1600)
    paint.open(start=pits.astype(np.uint8) * 3)
    paint.take(PaintTool.ISLANDS, island_choice=IslandChoice.CUT_AT_WAISTS)
    paint.click((150.5, 150.5))
    assert paint.presenter.state.hint.startswith("2 parts")
    paint.take(PaintTool.ISLANDS, waist_percent=40)  # the waist is 60 % as wide
    assert paint.presenter.state.hint == "It has no waist below this share"
    paint.take(PaintTool.ISLANDS, waist_percent=70)
    paint.key(Key.Key_Return)
    assert n_instances(paint.labels) == 2
    gone = pits & (paint.labels == 0)
    assert 40 < np.count_nonzero(gone) < 70
    assert np.abs(columns[gone] - 182).max() <= 2


def test_only_the_options_of_the_way_that_is_chosen_are_shown(paint: PaintingWindow) -> None:
    paint.open(start=bar())
    shown = {}
    for choice in IslandChoice:
        paint.take(PaintTool.ISLANDS, island_choice=choice)
        shown[choice] = {
            one.suffix().strip() for one in paint.page.painting.options.findChildren(WholeField) if one.isVisible()
        }
    assert shown == {
        IslandChoice.SMALL: {"px"}, IslandChoice.ALL_BUT_LARGEST: set(), IslandChoice.CUT: set(),
        IslandChoice.CUT_AT_WAISTS: {"%"},
    }  # fmt: skip
