"""Labels on the screen: nothing vanishes from afar, borders as thick at any zoom; a part made anew is the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from inspector.core.class_map import ClassMap
from inspector.core.classes import DefectClass
from inspector.core.defect import Box
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import label_table
from inspector.views.canvas.label_layer import LabelLayer
from inspector.views.canvas.label_pyramid import LabelPyramid
from inspector.views.canvas.label_raster import BORDER, IGNORE_SLOT, STROKE, label_picture
from inspector.views.canvas.layer import Pane
from inspector.views.canvas.raster import HALO, LIGHT_EDGE

CLASSES = {index: DefectClass.with_default_look(index, f"class {index}") for index in (1, 2, 3)}


def whole(pyramid: LabelPyramid, level: int) -> ClassMap:
    height, width = pyramid.values.shape
    step = 1 << level
    return pyramid.part(level, np.arange(0, height, step), np.arange(0, width, step))


def test_a_scratch_of_one_pixel_is_seen_from_afar() -> None:
    values = np.zeros((1000, 700), np.uint8)
    values[:, 333] = 2
    for level in range(1, 9):
        seen = whole(LabelPyramid(values), level)
        assert (seen[:, 333 >> level] == 2).all()
        assert np.count_nonzero(seen) == seen.shape[0]


def test_a_class_counts_more_than_what_is_ignored_and_that_more_than_background() -> None:
    values = np.array([[0, 255, 1, 0], [0, 0, 255, 0], [0, 0, 0, 0], [0, 0, 0, 254]], np.uint8)
    np.testing.assert_array_equal(whole(LabelPyramid(values), 1), [[255, 1], [0, 254]])


def expected(values: ClassMap, level: int) -> ClassMap:
    """By its definition, cell by cell."""
    step = 1 << level
    rows, columns = -(-values.shape[0] // step), -(-values.shape[1] // step)
    cells = np.zeros((rows, columns), np.uint8)
    for row in range(rows):
        for column in range(columns):
            cell = values[row * step : (row + 1) * step, column * step : (column + 1) * step]
            classes = cell[(cell != 0) & (cell != 255)]
            cells[row, column] = classes.max() if classes.size else (255 if (cell == 255).any() else 0)
    return cells


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_levels_follow_what_is_painted(data: st.DataObject) -> None:
    height, width = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 40))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    values = rng.choice(np.array([0, 0, 1, 2, 254, 255], np.uint8), (height, width))
    hidden = data.draw(st.frozensets(st.sampled_from([1, 2, 254]), max_size=2))
    pyramid = LabelPyramid(values, hidden)
    for _ in range(data.draw(st.integers(1, 4))):
        level = data.draw(st.integers(0, 5))
        seen = np.where(np.isin(values, list(hidden)), 0, values)
        np.testing.assert_array_equal(whole(pyramid, level), expected(seen, level))
        top, left = data.draw(st.integers(0, height)), data.draw(st.integers(0, width))
        bottom, right = data.draw(st.integers(top, height)), data.draw(st.integers(left, width))
        values[top:bottom, left:right] = data.draw(st.sampled_from([0, 1, 255]))
        pyramid.change(top, left, bottom, right)


def test_a_border_is_two_pixels_with_a_dark_and_a_light_edge_outside() -> None:
    values = np.zeros((20, 30), np.uint8)
    values[:, 15:] = 2
    row = label_picture(values, {}, (0, 0), 1, margin=3)[7].tolist()
    # The edge lies between columns 11 and 12 inside.
    assert row == [0] * 9 + [LIGHT_EDGE, HALO, BORDER + 2, BORDER + 2] + [2] * 11


def test_two_classes_that_meet_have_a_half_of_the_border_each() -> None:
    values = np.ones((20, 30), np.uint8)
    values[:, 15:] = 2
    row = label_picture(values, {}, (0, 0), 1, margin=3)[7].tolist()
    assert row == [1] * 11 + [BORDER + 1, BORDER + 2] + [2] * 11


def test_what_is_ignored_is_crossed() -> None:
    values = np.full((22, 22), 255, np.uint8)
    picture = label_picture(values, {}, (0, 0), 1, margin=3)
    assert set(np.unique(picture).tolist()) == {IGNORE_SLOT, STROKE + IGNORE_SLOT}
    values[:, :10] = 0
    assert BORDER + IGNORE_SLOT in label_picture(values, {}, (0, 0), 1, margin=3)


@pytest.fixture
def shown(qtbot: QtBot) -> tuple[Canvas, LabelLayer, ClassMap]:
    canvas, layer = Canvas(min_zoom=0.001, max_zoom=64.0), LabelLayer()
    qtbot.addWidget(canvas)
    canvas.resize(300, 200)
    values = np.zeros((400, 600), np.uint8)
    layer.show_colours(label_table(CLASSES, 0.5))
    layer.show_hatches({index: one.hatch for index, one in CLASSES.items()})
    layer.show_map(values)
    canvas.show_panes([Pane((layer,), 400, 600)])
    canvas.show()
    return canvas, layer, values


@settings(deadline=None, max_examples=25)
@given(zoom=st.floats(0.05, 20), boxes=st.lists(st.tuples(*[st.integers(0, 400)] * 4, st.integers(0, 3)), max_size=6))
def test_what_is_made_anew_in_part_looks_as_if_made_whole(
    qapp: object, zoom: float, boxes: list[tuple[int, int, int, int, int]]
) -> None:
    canvas, layer = Canvas(min_zoom=0.001, max_zoom=64.0), LabelLayer()
    canvas.resize(300, 200)
    values = np.zeros((400, 600), np.uint8)
    layer.show_colours(label_table(CLASSES, 0.5))
    layer.show_hatches({index: one.hatch for index, one in CLASSES.items()})
    layer.show_map(values)
    canvas.show_panes([Pane((layer,), 400, 600)])
    canvas.zoom_about_middle(zoom / canvas.zoom)
    canvas.grab()
    for top, left, height, width, value in boxes:
        height, width = height // 4, width // 4
        values[top : top + height, left : left + width] = value
        layer.change(Box(left, top, width, height))
        canvas.grab()
    seen = canvas.grab().toImage()
    layer.show_map(values)
    assert canvas.grab().toImage() == seen
    canvas.deleteLater()


def test_a_part_is_shown_where_it_lies(shown: tuple[Canvas, LabelLayer, ClassMap]) -> None:
    canvas, layer, _ = shown
    layer.show_map(np.full((40, 60), 1, np.uint8), 500, 300)
    image = canvas.grab().toImage()
    inside, outside = canvas.widget_position(530, 320).toPoint(), canvas.widget_position(480, 320).toPoint()
    assert image.pixelColor(inside) != image.pixelColor(outside)
    assert image.pixelColor(outside) == image.pixelColor(canvas.widget_position(10, 10).toPoint())


def test_only_what_has_changed_is_painted_again(qtbot: QtBot, shown: tuple[Canvas, LabelLayer, ClassMap]) -> None:
    canvas, layer, values = shown
    qtbot.waitUntil(canvas.isVisible)
    canvas.show_actual_size()
    qtbot.wait(20)
    painted: list[int] = []
    canvas.painted.connect(lambda: painted.append(1))
    before = QImage(canvas.grab().toImage())
    values[200:210, 300:310] = 1
    layer.change(Box(300, 200, 10, 10))
    after = canvas.grab().toImage()
    differing = [
        (x, y) for x in range(300) for y in range(200) if QColor(before.pixel(x, y)) != QColor(after.pixel(x, y))
    ]
    xs, ys = [x for x, _ in differing], [y for _, y in differing]
    at = canvas.widget_position(300, 200).toPoint()
    assert (min(xs), min(ys)) == (at.x() - 3, at.y() - 3)
    assert (max(xs), max(ys)) == (at.x() + 12, at.y() + 12)
