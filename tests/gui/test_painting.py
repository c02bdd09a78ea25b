"""Painting with mouse and keys in a real window: what stands in the labels afterwards, and on the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from inspector.annotation.label_store import LabelStore
from inspector.core.quarter_turn import turned_point
from inspector.core.source_view import QuarterTurns
from inspector.presenters.painting_regions import FrameBefore
from inspector.screens.painting import PaintTool
from tests.gui.painting_window import ALT, CTRL, NO_MODIFIER, SHIFT, PaintingWindow, painting_window
from tests.long_form import examples

Key = Qt.Key


@pytest.fixture
def paint(qtbot: QtBot, tmp_path: Path) -> Iterator[PaintingWindow]:
    with painting_window(qtbot, tmp_path / "annotations") as window:
        yield window


def seen_colour(paint: PaintingWindow, at: QPoint) -> str:
    return paint.canvas.grab().toImage().pixelColor(at).name()


def test_a_click_without_a_drag_paints_one_stamp(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=9)
    paint.click((100.5, 50.5))
    assert paint.labels[50, 100] == 1
    assert np.count_nonzero(paint.labels) == 69  # pixels whose centres lie within 4.5 of the centre
    assert [step.facts.name for step in paint.steps] == ["brush 9 px, crack"]
    np.testing.assert_array_equal(paint.on_disk(), paint.labels)


def test_a_drag_shorter_than_a_pixel_paints_one_stamp(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=1)
    for _ in range(20):
        paint.canvas.zoom_at(*paint.widget_point((100.5, 50.5)).toTuple(), 1.2)
    paint.drag([(100.3, 50.3), (100.6, 50.6)])
    assert np.flatnonzero(paint.labels).tolist() == [50 * 400 + 100]


def test_a_stroke_leaves_no_gap_and_is_one_step(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=3)
    paint.drag([(50.5, 60.5), (250.5, 60.5)])
    assert (paint.labels[60, 50:251] == 1).all()
    assert len(paint.steps) == 1
    paint.key(Key.Key_Z, CTRL)
    assert not paint.labels.any()
    paint.key(Key.Key_Y, CTRL)
    assert (paint.labels[60, 50:251] == 1).all()
    paint.key(Key.Key_Z, CTRL)
    paint.key(Key.Key_Z, CTRL | SHIFT)
    assert (paint.labels[60, 50:251] == 1).all()
    np.testing.assert_array_equal(paint.on_disk(), paint.labels)


def test_a_stroke_that_leaves_the_canvas_comes_back(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=5)
    paint.drag([(20.5, 100.5), (-400.0, 150.5), (20.5, 200.5)])
    assert paint.labels[100, 20] == paint.labels[200, 20] == 1
    assert paint.labels[150, 0] == 0  # it went by outside
    assert len(paint.steps) == 1


def test_zooming_in_the_middle_of_a_stroke_draws_no_line_of_its_own(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=3)
    paint.press((100.5, 100.5))
    paint.move((120.5, 100.5))
    at = paint.widget_point((120.5, 100.5))
    paint.canvas.zoom_about_middle(2.0)  # what lies under the mouse is another pixel now
    paint.qtbot.wait(1)
    there = paint.canvas.frame_position(at.x() + 30, at.y())
    paint.move(there)
    paint.release(there)
    painted = np.argwhere(paint.labels)
    assert paint.labels[100, 100:121].all()
    jumped = (painted[:, 1] > 123) & (painted[:, 1] < int(there[0]) - 3)
    assert not jumped.any()


def test_ctrl_erases_while_it_is_held_and_x_swaps(paint: PaintingWindow) -> None:
    paint.open(start=np.full((320, 400), 2, np.uint8))
    paint.take(PaintTool.BRUSH, size_px=11)
    paint.click((100.5, 100.5), CTRL)
    assert paint.labels[100, 100] == 0
    assert paint.steps[-1].facts.name == "eraser 11 px, background"
    paint.key(Key.Key_X)
    paint.click((200.5, 100.5))
    assert paint.labels[100, 200] == 0
    paint.key(Key.Key_X)
    paint.click((200.5, 100.5))
    assert paint.labels[100, 200] == 1


def test_digits_choose_the_class_and_brackets_the_size(paint: PaintingWindow) -> None:
    paint.open()
    paint.key(Key.Key_3)
    assert paint.presenter.options.class_index == 3
    paint.key(Key.Key_9)  # there is no such class
    assert paint.presenter.options.class_index == 3
    before = paint.presenter.options.size_px
    paint.key(Key.Key_BracketRight)
    assert paint.presenter.options.size_px == round(before * 1.15)
    paint.key(Key.Key_0)
    assert paint.presenter.options.is_erasing
    paint.key(Key.Key_W)
    assert (paint.presenter.options.class_index, paint.presenter.options.is_erasing) == (1, False)
    paint.key(Key.Key_Q)
    assert paint.presenter.options.class_index == 3
    paint.key(Key.Key_U)
    assert paint.presenter.options.class_index == 255


def test_shift_and_the_wheel_change_the_size_and_the_wheel_alone_zooms(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=100)
    zoom = paint.canvas.zoom
    paint.wheel((100.5, 100.5), 1, SHIFT)
    assert paint.presenter.options.size_px == 115
    paint.wheel((100.5, 100.5), -2, SHIFT)
    assert paint.presenter.options.size_px == 87  # 115 / 1.15 ** 2
    assert paint.canvas.zoom == zoom
    paint.wheel((100.5, 100.5), 1)
    assert paint.canvas.zoom == pytest.approx(1.2 * zoom)
    assert paint.presenter.options.size_px == 87


def test_one_zooms_from_a_thousandth_to_sixty_four_fold_and_sees_the_pixels_parted(paint: PaintingWindow) -> None:
    paint.open()
    for _ in range(40):
        paint.canvas.zoom_about_middle(1.3)
    assert paint.canvas.zoom == 64
    image = paint.canvas.grab().toImage()
    row = [image.pixelColor(x, 200).name() for x in range(300, 428)]
    assert sum(colour != "#787878" for colour in row) == 2  # of 128 screen pixels, 64 to a pixel of the frame
    paint.canvas.zoom_about_middle(15 / 64)
    image = paint.canvas.grab().toImage()
    assert {image.pixelColor(x, 200).name() for x in range(300, 428)} == {"#787878"}
    for _ in range(60):
        paint.canvas.zoom_about_middle(0.8)
    assert paint.canvas.zoom == pytest.approx(0.001)


def test_seeds_stay_when_the_brush_is_made_smaller(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.GROW, size_px=9)
    paint.drag([(130.5, 130.5), (190.5, 130.5)])
    paint.key(Key.Key_BracketLeft)
    paint.drag([(90.5, 80.5), (230.5, 80.5)], CTRL)
    assert paint.presenter.state.has_preview


def test_alt_and_a_drag_change_the_size_and_paint_nothing(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=20)
    paint.press((100.5, 100.5), ALT)
    paint.move((115.5, 100.5))
    paint.release((115.5, 100.5))
    assert paint.presenter.options.size_px == pytest.approx(50, abs=2)  # 15 px to the right: 30 px more across
    assert not paint.labels.any()


def test_a_locked_class_stays_as_it_is(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[:, 100:110] = 2
    paint.open(start=start)
    paint.key(Key.Key_2)
    paint.key(Key.Key_L)
    paint.key(Key.Key_1)
    paint.take(PaintTool.BRUSH, size_px=5)
    paint.drag([(50.5, 60.5), (160.5, 60.5)])
    assert (paint.labels[60, 100:110] == 2).all()
    assert paint.labels[60, 99] == paint.labels[60, 110] == 1


def test_escape_takes_a_stroke_back_while_it_is_drawn(paint: PaintingWindow) -> None:
    paint.open()
    paint.press((100.5, 100.5))
    paint.move((150.5, 100.5))
    assert paint.labels.any()
    paint.key(Key.Key_Escape)
    paint.move((180.5, 100.5))
    paint.release((180.5, 100.5))
    assert not paint.labels.any()
    assert not paint.steps


def test_undo_during_a_stroke_takes_that_stroke_alone(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=5)
    paint.click((50.5, 50.5))
    paint.press((100.5, 100.5))
    paint.key(Key.Key_Z, CTRL)
    paint.release((100.5, 100.5))
    assert paint.labels[50, 50] == 1
    assert paint.labels[100, 100] == 0


def test_the_grey_range_brush_keeps_to_the_defect(paint: PaintingWindow) -> None:
    pixels = np.full((320, 400), 150, np.uint8)
    pixels[100:104, 50:300] = 60
    paint.open(pixels)
    paint.take(PaintTool.GREY, size_px=31, grey_tolerance=10)
    paint.drag([(60.5, 101.5), (280.5, 101.5)])
    np.testing.assert_array_equal(paint.labels == 1, (pixels == 60) & (paint.labels == 1))
    assert (paint.labels[100:104, 60:280] == 1).all()


@pytest.mark.parametrize("has_drag", [True, False])
def test_a_rectangle_is_dragged_or_clicked(paint: PaintingWindow, has_drag: bool) -> None:
    paint.open()
    paint.take(PaintTool.RECTANGLE)
    if has_drag:
        paint.drag([(50.0, 40.0), (80.0, 60.0), (150.0, 90.0)])
    else:
        paint.click((50.0, 40.0))
        paint.move((150.0, 90.0))
        paint.click((150.0, 90.0))
    rows, columns = np.nonzero(paint.labels)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (
        pytest.approx(40, abs=1), pytest.approx(89, abs=1), pytest.approx(50, abs=1), pytest.approx(149, abs=1),
    )  # fmt: skip
    assert len(rows) == (rows.max() - rows.min() + 1) * (columns.max() - columns.min() + 1)


def test_a_polygon_takes_corners_back_and_closes_on_its_first(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.POLYGON)
    for at in ((50.0, 50.0), (150.0, 50.0), (350.0, 300.0)):
        paint.click(at)
    paint.key(Key.Key_Backspace)
    for at in ((150.0, 150.0), (50.0, 150.0), (50.0, 50.0)):
        paint.click(at)
    assert np.count_nonzero(paint.labels) == pytest.approx(10_000, rel=0.03)
    assert paint.steps[-1].facts.name == "polygon, crack"


def test_a_polygon_ends_with_enter_and_not_before(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.POLYGON)
    for at in ((50.0, 50.0), (150.0, 50.0), (150.0, 150.0)):
        paint.click(at)
    assert not paint.labels.any()
    paint.key(Key.Key_Return)
    assert np.count_nonzero(paint.labels) == pytest.approx(5_000, rel=0.03)


def test_a_lasso_fills_what_it_encircles_and_cuts_with_ctrl(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.LASSO)
    square = [(50.0, 50.0), (200.0, 50.0), (200.0, 200.0), (50.0, 200.0), (50.0, 60.0)]
    paint.drag(square)
    assert np.count_nonzero(paint.labels) == pytest.approx(22_500, rel=0.03)
    paint.drag([(100.0, 100.0), (150.0, 100.0), (150.0, 150.0), (100.0, 150.0), (100.0, 105.0)], CTRL)
    assert paint.labels[125, 125] == 0
    assert paint.labels[75, 75] == 1


def test_the_bucket_fills_what_hangs_together(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[50:150, 50] = start[50:150, 149] = start[50, 50:150] = start[149, 50:150] = 2
    paint.open(start=start)
    paint.take(PaintTool.BUCKET)
    paint.click((100.5, 100.5))
    assert (paint.labels[51:149, 51:149] == 1).all()
    assert paint.labels[10, 10] == 0


def test_holes_wait_for_enter(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[50:150, 50:150] = 2
    start[90:110, 90:110] = 0
    paint.open(start=start)
    paint.take(PaintTool.HOLES)
    paint.click((60.5, 60.5))
    assert paint.labels[100, 100] == 0
    assert paint.presenter.state.has_preview
    paint.key(Key.Key_Return)
    assert paint.labels[100, 100] == 2  # the instance's class, whichever is chosen


def test_what_is_proposed_goes_with_escape(paint: PaintingWindow) -> None:
    pixels = np.full((320, 400), 150, np.uint8)
    pixels[100:150, 100:150] = 60
    paint.open(pixels)
    paint.take(PaintTool.WAND)
    paint.click((120.5, 120.5))
    assert paint.presenter.state.has_preview
    paint.key(Key.Key_Escape)
    paint.key(Key.Key_Return)
    assert not paint.labels.any()
    paint.click((120.5, 120.5))
    paint.click((120.5, 120.5))  # on what is shown: taken
    assert (paint.labels == 1).sum() == 2500


def test_the_wand_takes_more_the_further_it_is_dragged(paint: PaintingWindow) -> None:
    pixels = np.tile(np.arange(400, dtype=np.uint16) // 4 + 50, (320, 1)).astype(np.uint8)
    paint.open(pixels)
    paint.take(PaintTool.WAND, wand_tolerance=5)
    paint.click((200.5, 100.5))
    paint.key(Key.Key_Return)
    few = np.count_nonzero(paint.labels)
    paint.key(Key.Key_Z, CTRL)
    paint.drag([(200.5, 100.5), (240.5, 100.5)])
    paint.key(Key.Key_Return)
    assert few == 44 * 320  # 11 grey values of 4 columns each
    assert np.count_nonzero(paint.labels) > 1.5 * few


def test_a_scratch_line_keeps_to_its_ridge(paint: PaintingWindow) -> None:
    pixels = np.full((320, 400), 120, np.uint8)
    columns = np.arange(50, 350)
    rows = np.rint(150 + 30 * np.sin(columns / 50)).astype(int)
    for away in (-1, 0, 1):
        pixels[rows + away, columns] = 220
    paint.open(pixels)
    paint.take(PaintTool.LINE, size_px=3)
    for column in (60, 180, 330):
        paint.click((column + 0.5, 150.5 + 30 * np.sin(column / 50)))
    paint.key(Key.Key_Return)
    painted = paint.labels == 1
    on_ridge = (painted & (pixels == 220)).sum()
    assert on_ridge > 0.7 * (pixels == 220)[:, 60:331].sum()
    from_ridge = np.abs(np.argwhere(painted)[:, 0] - (150 + 30 * np.sin(np.argwhere(painted)[:, 1] / 50)))
    assert np.percentile(from_ridge, 95) < 4


def test_an_edge_outline_keeps_to_the_edge(paint: PaintingWindow) -> None:
    pixels = np.full((320, 400), 100, np.uint8)
    y, x = np.mgrid[:320, :400]
    disc = (y - 160) ** 2 + (x - 200) ** 2 <= 80**2
    pixels[disc] = 200
    paint.open(pixels)
    paint.take(PaintTool.LIVE_WIRE)
    for turn in np.linspace(0, 2 * np.pi, 6)[:-1]:
        paint.click((200 + 80 * np.cos(turn), 160 + 80 * np.sin(turn)))
    paint.click((280.0, 160.0))
    found = paint.labels == 1
    assert (found & disc).sum() / (found | disc).sum() > 0.93


def test_it_grows_from_seeds(paint: PaintingWindow) -> None:
    rng = np.random.default_rng(1)
    pixels = rng.integers(110, 130, (320, 400)).astype(np.uint8)
    pixels[100:160, 120:200] -= 70
    paint.open(pixels)
    paint.take(PaintTool.GROW, size_px=7)
    paint.drag([(130.5, 130.5), (190.5, 130.5)])
    assert paint.presenter.state.hint == "Now a little of the background, with Ctrl held"
    paint.drag([(90.5, 80.5), (230.5, 80.5)], CTRL)
    assert paint.presenter.state.has_preview
    paint.key(Key.Key_Return)
    truth = np.zeros((320, 400), np.bool_)
    truth[100:160, 120:200] = True
    found = paint.labels == 1
    assert (found & truth).sum() / (found | truth).sum() > 0.95
    assert len(paint.steps) == 1


def test_cells_are_painted_whole(paint: PaintingWindow) -> None:
    pixels = np.full((320, 400), 100, np.uint8)
    pixels[96:144, 96:144] = 220
    paint.open(pixels)
    paint.take(PaintTool.CELLS, cell_px=24)
    paint.drag([(100.5, 120.5), (140.5, 120.5)])
    assert 400 < np.count_nonzero(paint.labels) < 2 * 48 * 48
    assert len(paint.steps) == 1


def test_islands_say_how_many_go(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[50:100, 50:100] = 1
    start[200, 200] = start[210, 210] = 1
    paint.open(start=start)
    paint.take(PaintTool.ISLANDS, island_px=5)
    assert paint.presenter.state.hint.startswith("2 instances go")
    paint.key(Key.Key_Return)
    assert np.count_nonzero(paint.labels) == 2500


def test_a_margin_grows_by_millimetres(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[100:110, 100:110] = 1
    start[100:110, 112:120] = 2
    paint.open(start=start, mm_per_px=(0.5, 0.25))
    paint.take(PaintTool.MARGIN, margin=1.0)
    paint.click((105.5, 105.5))
    paint.key(Key.Key_Return)
    assert (paint.labels[105, 98:112] == 1).all()  # 2 px across to the left; the other class stays
    assert paint.labels[105, 97] == 0
    assert (paint.labels[96:114, 105] == 1).all()
    assert (paint.labels[100:110, 112:120] == 2).all()


def test_an_instance_gets_another_class_by_click_or_digit(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[50:100, 50:100] = 1
    paint.open(start=start)
    paint.key(Key.Key_2)
    paint.take(PaintTool.RELABEL)
    paint.click((60.5, 60.5))
    assert (paint.labels[50:100, 50:100] == 2).all()
    paint.take(PaintTool.BRUSH)
    paint.move((70.5, 70.5))
    paint.key(Key.Key_3, SHIFT)
    assert (paint.labels[50:100, 50:100] == 3).all()


def test_tab_steps_through_the_instances(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[50:60, 50:60], start[200:210, 300:310] = 1, 2
    paint.open(start=start)
    paint.key(Key.Key_Tab)
    box = paint.canvas.visible_box
    assert box.x < 50 < box.x + box.width
    assert box.width < 200
    paint.key(Key.Key_Tab)
    box = paint.canvas.visible_box
    assert box.x < 300 < box.x + box.width
    assert paint.presenter.state.hint == "Instance 2 of 2"


def test_all_of_it_by_keys_alone(paint: PaintingWindow) -> None:
    """Arrows lead to the place, Enter stamps; Shift+Enter puts the brush down and lifts it."""
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=3)
    paint.key(Key.Key_Left)
    paint.key(Key.Key_Return)
    assert np.count_nonzero(paint.labels) == 9
    first = len(paint.steps)
    paint.key(Key.Key_Return, SHIFT)
    for _ in range(20):
        paint.key(Key.Key_Right)
    paint.key(Key.Key_Return, SHIFT)
    assert len(paint.steps) == first + 1
    rows, columns = np.nonzero(paint.labels)
    assert columns.max() - columns.min() > 20
    assert rows.max() - rows.min() == 2
    np.testing.assert_array_equal(paint.on_disk(), paint.labels)


def test_leaving_the_frame_in_a_stroke_keeps_the_stroke(paint: PaintingWindow) -> None:
    paint.open()
    paint.press((100.5, 100.5))
    paint.move((150.5, 100.5))
    first = paint.editor
    paint.open(sha="b")
    assert first.history.position == 1
    assert not paint.labels.any()


def test_space_moves_the_picture_in_the_middle_of_a_stroke(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=3)
    for _ in range(5):
        paint.canvas.zoom_about_middle(1.5)
    paint.press((200.5, 160.5))
    paint.move((205.5, 160.5))
    paint.canvas.set_panning(True)
    at = paint.widget_point((205.5, 160.5))
    before = paint.canvas.frame_position(at.x(), at.y())
    paint.move(paint.canvas.frame_position(at.x() - 40, at.y()))
    paint.canvas.set_panning(False)
    after = paint.canvas.frame_position(at.x(), at.y())
    paint.release((205.5, 160.5))
    assert after[0] > before[0]
    assert len(paint.steps) == 1
    assert np.count_nonzero(paint.labels) < 40


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_what_is_painted_lies_under_the_brush_however_the_picture_is_turned(
    paint: PaintingWindow, turns: QuarterTurns
) -> None:
    paint.open()
    for _ in range(turns):
        paint.presenter.act("annotate.turn")
        paint.settle()
    paint.take(PaintTool.BRUSH, size_px=3)
    at = paint.canvas.widget_position(*turned_point(300.5, 40.5, (400, 320), turns)).toPoint()
    QTest.mouseClick(paint.canvas, Qt.MouseButton.LeftButton, pos=at)
    rows, columns = np.nonzero(paint.labels)
    assert (rows.mean(), columns.mean()) == (pytest.approx(40, abs=1), pytest.approx(300, abs=1))
    seen = seen_colour(paint, at)
    paint.presenter.hide_labels(True)
    assert seen_colour(paint, at) != seen


def test_hiding_the_labels_changes_none(paint: PaintingWindow) -> None:
    start = np.full((320, 400), 2, np.uint8)
    paint.open(start=start)
    at = paint.widget_point((200.5, 160.5))
    seen = seen_colour(paint, at)
    QTest.keyPress(paint.canvas, Key.Key_H)
    assert seen_colour(paint, at) != seen
    QTest.keyRelease(paint.canvas, Key.Key_H)
    assert seen_colour(paint, at) == seen
    np.testing.assert_array_equal(paint.on_disk(), start)
    assert not paint.steps


def test_a_class_that_is_hidden_stays_labelled(paint: PaintingWindow) -> None:
    start = np.full((320, 400), 2, np.uint8)
    start[:, :200] = 1
    paint.open(start=start)
    first, second = paint.widget_point((100.5, 160.5)), paint.widget_point((300.5, 160.5))
    seen = seen_colour(paint, first), seen_colour(paint, second)
    paint.presenter.hide_class(2, True)
    assert seen_colour(paint, first) == seen[0]
    assert seen_colour(paint, second) == "#787878"  # the frame's own grey, 120
    for away in range(4, 12):  # nor is there a border of it, but for that of its neighbour
        beside = paint.widget_point((200.0, 160.5)) + QPoint(away, 0)
        assert seen_colour(paint, beside) == "#787878", away
    np.testing.assert_array_equal(paint.on_disk(), start)
    paint.presenter.hide_class(2, False)
    assert seen_colour(paint, second) == seen[1]


def test_what_is_hidden_stays_as_it_is_and_nothing_is_painted_of_it(paint: PaintingWindow) -> None:
    start = np.zeros((320, 400), np.uint8)
    start[:, :100], start[:, 200:300] = 1, 2
    paint.open(start=start)
    paint.key(Key.Key_2)
    paint.key(Key.Key_L, SHIFT)
    paint.take(PaintTool.BRUSH, size_px=9)
    paint.click((350.5, 50.5))  # of the hidden class
    assert paint.presenter.state.hint == "scratch is hidden: show it first (its eye in Classes)"
    paint.click((250.5, 50.5), CTRL)  # over it
    paint.key(Key.Key_3)
    paint.click((250.5, 80.5))
    paint.take(PaintTool.BUCKET)
    paint.click((250.5, 50.5))
    assert "scratch is locked or hidden" in paint.presenter.state.hint
    paint.take(PaintTool.RELABEL)
    paint.click((250.5, 50.5))
    assert paint.presenter.state.hint == "There is no instance here"
    paint.canvas.point_at(QPointF(paint.widget_point((50.5, 50.5))))
    paint.key(Key.Key_2, SHIFT)  # makes the instance under the mouse the hidden class
    assert "show it first" in paint.presenter.state.hint
    np.testing.assert_array_equal(paint.labels, start)
    paint.key(Key.Key_Tab)
    assert paint.presenter.state.hint == "Instance 1 of 1"  # the one that is seen
    paint.key(Key.Key_2)
    paint.key(Key.Key_L, SHIFT)
    paint.take(PaintTool.BRUSH, size_px=9)
    paint.click((350.5, 50.5))
    assert paint.labels[50, 350] == 2


def test_undo_of_what_is_hidden_is_said(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=9)
    paint.click((100.5, 50.5))
    paint.key(Key.Key_L, SHIFT)
    paint.key(Key.Key_Z, CTRL)
    assert not paint.labels.any()
    assert paint.presenter.state.hint == "brush 9 px, crack: taken back or done again, also where its class is hidden"


def test_the_frame_before_is_repeated_without_what_is_hidden(paint: PaintingWindow) -> None:
    strip = np.random.default_rng(3).integers(60, 180, (400, 400)).astype(np.uint8)
    labels = np.zeros((320, 400), np.uint8)
    labels[200:220, 100:130], labels[200:220, 200:230] = 1, 2
    before = FrameBefore(strip[:320], labels, ("background", "crack", "scratch"))
    paint.open(strip[60:380], before=before)
    paint.presenter.hide_class(2, True)
    paint.key(Key.Key_R)
    paint.key(Key.Key_Return)
    assert set(np.unique(paint.labels)) == {0, 1}


def test_an_outline_that_was_begun_is_left_when_its_class_is_hidden(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.POLYGON)
    for at in ((100.5, 100.5), (200.5, 100.5), (200.5, 200.5)):
        paint.click(at)
    paint.key(Key.Key_L, SHIFT)
    paint.key(Key.Key_Return)
    assert not paint.labels.any()
    assert not paint.steps


def test_a_hidden_class_is_known_by_its_name_in_the_next_frame(paint: PaintingWindow) -> None:
    paint.open(start=np.full((320, 400), 2, np.uint8))
    paint.presenter.hide_class(2, True)
    paint.open(start=np.full((320, 400), 2, np.uint8), sha="b")
    assert paint.presenter.state.hidden == {2}
    assert seen_colour(paint, paint.widget_point((100.5, 160.5))) == "#787878"


def pen(paint: PaintingWindow, kind: QEvent.Type, at: QPoint, pressure: float, *, is_eraser: bool = False) -> None:
    pointer = QPointingDevice.PointerType
    device = QPointingDevice(
        "pen", 1, QInputDevice.DeviceType.Stylus, pointer.Eraser if is_eraser else pointer.Pen,
        QInputDevice.Capability.Pressure | QInputDevice.Capability.Position, 1, 1,
    )  # fmt: skip
    left = Qt.MouseButton.LeftButton
    position = QPointF(at)
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else left
    event = QTabletEvent(
        kind, device, position, QPointF(paint.canvas.mapToGlobal(at)), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, left, held,
    )  # fmt: skip
    QApplication.sendEvent(paint.canvas, event)


def test_a_pen_paints_the_whole_width_however_it_is_pressed_unless_that_is_wished(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=40)
    at = paint.widget_point((100.5, 100.5))
    pen(paint, QEvent.Type.TabletPress, at, 0.25)
    pen(paint, QEvent.Type.TabletRelease, at, 0.0)
    assert np.count_nonzero(paint.labels[:, 100]) == 40


def test_the_eraser_end_says_what_it_does_before_it_is_pressed_and_the_mouse_paints_again(
    paint: PaintingWindow,
) -> None:
    paint.open(start=np.full((320, 400), 2, np.uint8))
    paint.take(PaintTool.BRUSH, size_px=20)
    at = paint.widget_point((100.5, 100.5))
    pen(paint, QEvent.Type.TabletMove, at, 0.0, is_eraser=True)
    assert paint.canvas.pointer_at(QPointF(at)).is_pen_turned
    assert not paint.steps
    paint.move((120.5, 100.5))
    paint.click((120.5, 100.5))
    assert paint.labels[100, 120] == 1


def test_a_pen_paints_as_wide_as_it_is_pressed_and_erases_with_its_other_end(paint: PaintingWindow) -> None:
    paint.open()
    paint.take(PaintTool.BRUSH, size_px=40)
    (wish,) = [one for one in paint.page.findChildren(QCheckBox) if one.text() == "Size by pen pressure"]
    assert not wish.isChecked()
    QTest.mouseClick(wish, Qt.MouseButton.LeftButton, pos=QPoint(8, wish.height() // 2))
    start, end = paint.widget_point((100.5, 100.5)), paint.widget_point((200.5, 100.5))
    pen(paint, QEvent.Type.TabletPress, start, 0.25)
    pen(paint, QEvent.Type.TabletMove, end, 0.25)
    pen(paint, QEvent.Type.TabletRelease, end, 0.0)
    assert np.count_nonzero(paint.labels[:, 150]) == 10
    pen(paint, QEvent.Type.TabletPress, start, 1.0, is_eraser=True)
    pen(paint, QEvent.Type.TabletRelease, start, 0.0, is_eraser=True)
    assert paint.labels[100, 100] == 0
    assert len(paint.steps) == 2
    paint.click((50.5, 50.5))  # a mouse paints the whole width again
    assert np.count_nonzero(paint.labels[:, 50]) == 40


def test_the_frame_before_is_repeated_where_the_strip_has_moved_to(paint: PaintingWindow) -> None:
    strip = np.random.default_rng(3).integers(60, 180, (400, 400)).astype(np.uint8)
    labels = np.zeros((320, 400), np.uint8)
    labels[200:220, 100:130] = 2
    before = FrameBefore(strip[:320], labels, ("background", "scratch", "crack"))
    paint.open(strip[60:380], before=before)
    paint.key(Key.Key_R)
    assert paint.presenter.state.has_preview
    assert not paint.labels.any()
    paint.key(Key.Key_Return)
    expected = np.zeros((320, 400), np.uint8)
    expected[140:160, 100:130] = 1  # 60 rows up; classes go by their names
    np.testing.assert_array_equal(paint.labels, expected)


def test_a_wand_sees_sixteen_bits(paint: PaintingWindow) -> None:
    pixels = np.full((320, 400), 30_000, np.uint16)
    pixels[100:150, 100:150] = 10_000
    pixels[100:150, 150:180] = 12_000  # 7.8 of 255
    paint.open(pixels, bits=16)
    paint.take(PaintTool.WAND, wand_tolerance=7)
    paint.click((120.5, 120.5))
    paint.key(Key.Key_Return)
    assert np.count_nonzero(paint.labels) == 50 * 50
    paint.take(PaintTool.WAND, wand_tolerance=8)
    paint.click((120.5, 120.5))
    paint.key(Key.Key_Return)
    assert np.count_nonzero(paint.labels) == 50 * 80


def test_labels_that_another_program_holds_are_only_looked_at(qtbot: QtBot, tmp_path: Path) -> None:
    other = LabelStore(tmp_path / "annotations", lambda _message: None)
    with painting_window(qtbot, tmp_path / "annotations") as paint:
        paint.open()
        paint.click((100.5, 100.5))
        assert not paint.labels.any()
        assert paint.presenter.state.hint == "These labels can only be looked at"
    assert other.close()


def test_slow_work_keeps_what_the_hand_does_meanwhile_in_its_order(paint: PaintingWindow) -> None:
    paint.open()
    done: list[int] = []
    gate = threading.Event()
    paint.presenter.slow(lambda: gate.wait(20), lambda _: done.append(int(np.count_nonzero(paint.labels))))
    paint.take_now(PaintTool.BRUSH, size_px=5)
    paint.press((100.5, 100.5))
    paint.move((150.5, 100.5))
    paint.release((150.5, 100.5))
    QTest.keyClick(paint.canvas, Key.Key_Z, CTRL)
    paint.press((50.5, 50.5))
    paint.release((50.5, 50.5))
    assert not paint.labels.any()
    gate.set()
    paint.settle()
    assert done == [0]
    assert paint.labels[50, 50] == 1
    assert paint.labels[100, 120] == 0
    assert len(paint.steps) == 3


@dataclass(frozen=True)
class Act:
    kind: str
    at: tuple[float, float]
    to: tuple[float, float]
    tool: PaintTool
    modifiers: Qt.KeyboardModifier


KEYS = {
    "undo": (Key.Key_Z, CTRL), "redo": (Key.Key_Y, CTRL), "accept": (Key.Key_Return, NO_MODIFIER),
    "cancel": (Key.Key_Escape, NO_MODIFIER), "back": (Key.Key_Backspace, NO_MODIFIER),
    "lock": (Key.Key_L, NO_MODIFIER), "swap": (Key.Key_X, NO_MODIFIER),
    "class": (Key.Key_W, NO_MODIFIER), "ignore": (Key.Key_U, NO_MODIFIER),
    "relabel": (Key.Key_2, SHIFT), "tab": (Key.Key_Tab, NO_MODIFIER),
    "fit": (Key.Key_F, NO_MODIFIER), "stamp": (Key.Key_Right, NO_MODIFIER),
}  # fmt: skip
POINTS = st.tuples(st.floats(-30, 430), st.floats(-30, 350))
ACTS = st.builds(
    Act,
    st.sampled_from(["drag"] * 8 + ["tool"] * 5 + ["undo"] * 3 + ["accept"] * 3 + list(KEYS)),
    POINTS, POINTS, st.sampled_from(list(PaintTool)), st.sampled_from([NO_MODIFIER, CTRL, SHIFT]),
)  # fmt: skip


@settings(max_examples=examples(7), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=10, max_size=25), zoom=st.sampled_from([0.3, 0.7, 1.0, 1.7]))
def test_whatever_is_done_the_disk_is_what_the_screen_shows(
    paint: PaintingWindow, acts: list[Act], zoom: float
) -> None:
    rng = np.random.default_rng(5)
    pixels = rng.integers(90, 130, (320, 400)).astype(np.uint8)
    pixels[100:180, 120:260] = rng.integers(190, 230, (80, 140))
    n_open = len(paint.opened)
    paint.open(pixels, sha=f"{n_open:02x}"[-1])
    paint.canvas.zoom_about_middle(zoom / paint.canvas.zoom)
    for act in acts:
        if act.kind == "tool":
            paint.take(act.tool)
        elif act.kind == "drag":
            middle = ((act.at[0] + act.to[0]) / 2 + 5, (act.at[1] + act.to[1]) / 2)
            paint.drag([act.at, middle, act.to], act.modifiers)
        else:
            paint.key(*KEYS[act.kind])
    paint.key(Key.Key_Escape)
    assert not paint.failures
    np.testing.assert_array_equal(paint.on_disk(), paint.labels)
    shown = paint.canvas.grab().toImage()
    paint.canvas.show_labels(paint.labels)  # made anew from all pixels
    assert paint.canvas.grab().toImage() == shown
