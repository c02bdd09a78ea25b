"""What the canvas promises to whoever adds a layer or a tool to it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.core.classes import DefectClass, Hatch
from inspector.core.defect import Box
from inspector.views.canvas.canvas import Canvas
from inspector.views.canvas.colour_tables import fill_table
from inspector.views.canvas.index_layer import IndexLayer
from inspector.views.canvas.layer import ImageLayer, Layer, Pane, PaneView, PlacedImage
from inspector.views.canvas.tools import PanTool, Tool
from inspector.views.theme import Theme, tokens

RED, GREEN = QColor(255, 0, 0), QColor(0, 255, 0)


class ColourLayer(Layer):
    """The whole pane in one colour."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self.colour = colour

    def paint(self, painter: QPainter, view: PaneView) -> None:
        painter.fillRect(view.room, self.colour)


class CountingLayer(ImageLayer):
    """Counts how often its image is made."""

    def __init__(self) -> None:
        super().__init__()
        self.n_made = 0

    def _image(self, view: PaneView) -> PlacedImage | None:
        self.n_made += 1
        return PlacedImage(view.visible.left, view.visible.top, QImage(4, 4, QImage.Format.Format_RGB32))


class NotingCanvas(Canvas):
    """Notes which part of it is painted."""

    def __init__(self, *, max_zoom: float = 32.0) -> None:
        super().__init__(max_zoom=max_zoom)
        self.painted_rects: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted_rects.append(event.rect())
        super().paintEvent(event)


class NotingTool(Tool):
    """Takes presses of one button, and notes what it hears."""

    def __init__(self, button: Qt.MouseButton) -> None:
        self.button = button
        self.heard: list[str] = []

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        if button is self.button:
            self.heard.append("begin")
        return button is self.button

    def drag(self, position: QPointF) -> None:
        self.heard.append("drag")

    def end(self) -> None:
        self.heard.append("end")

    def hover(self, position: QPointF | None) -> None:
        self.heard.append("hover")


def shown(qtbot: QtBot, *panes: Pane, max_zoom: float = 32.0) -> NotingCanvas:
    """At 400 × 200 px, its frames fitted."""
    canvas = NotingCanvas(max_zoom=max_zoom)
    qtbot.addWidget(canvas)
    canvas.resize(400, 200)
    canvas.show_panes(panes)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.fit()
    qtbot.waitUntil(lambda: bool(canvas.painted_rects))
    return canvas


def colour_at(canvas: Canvas, x: int, y: int) -> str:
    return canvas.grab().toImage().pixelColor(x, y).name()


def test_a_layer_that_changed_in_a_box_repaints_that_box_only(qtbot: QtBot, theme: Theme):
    layer = ColourLayer(RED)
    canvas = shown(qtbot, Pane((layer,), 100, 200))  # fits at zoom 2
    canvas.repaint()
    canvas.painted_rects.clear()
    layer.repaint(Box(10, 20, 30, 5), margin_px=3)
    qtbot.waitUntil(lambda: bool(canvas.painted_rects))
    assert canvas.painted_rects == [QRect(20 - 3, 40 - 3, 60 + 6, 10 + 6)]


def test_a_box_is_repainted_in_every_pane(qtbot: QtBot, theme: Theme):
    layer = ColourLayer(RED)
    canvas = shown(qtbot, Pane((layer,), 196, 196), Pane((ColourLayer(GREEN),), 196, 196))  # 196 + 8 + 196 px
    assert canvas.zoom == 1
    canvas.repaint()
    canvas.painted_rects.clear()
    layer.repaint(Box(0, 0, 10, 10))
    qtbot.waitUntil(lambda: bool(canvas.painted_rects))
    assert canvas.painted_rects == [QRect(0, 2, 204 + 10, 10)]  # round both: (200 - 196) / 2 from the top


def test_what_a_layer_leaves_free_shows_the_layer_below(qtbot: QtBot, theme: Theme):
    upper = ColourLayer(GREEN)
    canvas = shown(qtbot, Pane((ColourLayer(RED), upper), 100, 200))
    assert colour_at(canvas, 10, 10) == GREEN.name()
    upper.show_from(0.25)
    assert [colour_at(canvas, x, 10) for x in (99, 100)] == [RED.name(), GREEN.name()]
    upper.set_visible(False)
    assert colour_at(canvas, 300, 10) == RED.name()


def test_no_pane_paints_into_another_or_between(qtbot: QtBot, theme: Theme):
    canvas = shown(qtbot, Pane((ColourLayer(RED),), 10, 10), Pane((ColourLayer(GREEN),), 10, 10))
    found = [colour_at(canvas, x, 100) for x in (195, 196, 203, 204)]
    assert found == [RED.name(), tokens().picture.lower(), tokens().picture.lower(), GREEN.name()]


def test_an_image_is_made_once_per_viewport(qtbot: QtBot, theme: Theme):
    layer = CountingLayer()
    canvas = shown(qtbot, Pane((layer,), 100, 200))
    canvas.grab()
    before = layer.n_made
    canvas.grab()
    layer.repaint()
    canvas.grab()
    assert layer.n_made == before
    canvas.zoom_about_middle(2)
    canvas.grab()
    assert layer.n_made == before + 1


def test_a_class_map_is_shown_to_the_pixel_at_64_times(qtbot: QtBot, theme: Theme):
    layer = IndexLayer()
    canvas = shown(qtbot, Pane((layer,), 50, 100), max_zoom=64.0)
    class_map = np.zeros((50, 100), np.uint8)
    class_map[25, 50] = 3
    layer.show_class_map(class_map)
    layer.show_colours(fill_table({3: DefectClass(3, "pit", "#FF0000", Hatch.DOTS)}, opacity=1.0 / 0.55))
    canvas.zoom_about_middle(1000)
    assert canvas.zoom == 64
    corner = canvas.widget_position(50, 25)
    left, top = int(corner.x()), int(corner.y())
    assert colour_at(canvas, left, top) == "#ff0000"
    assert colour_at(canvas, left + 63, top + 63) == "#ff0000"
    for x, y in ((left - 1, top), (left, top - 1), (left + 64, top), (left, top + 64)):
        assert colour_at(canvas, x, y) == tokens().picture.lower()


@pytest.mark.parametrize(("x", "expected"), [(0, (0, 0)), (100, (100, 0)), (198, None), (204, (0, 0)), (399, (195, 0))])
def test_each_pane_tells_the_same_pixel(qtbot: QtBot, theme: Theme, x: int, expected: tuple[float, float] | None):
    canvas = shown(qtbot, Pane((), 200, 196), Pane((), 200, 196))
    assert canvas.frame_pixel(x, 0) == expected


def test_the_first_tool_that_takes_a_press_has_the_mouse_until_it_is_let_go(qtbot: QtBot, theme: Theme):
    left, also_left = NotingTool(Qt.MouseButton.LeftButton), NotingTool(Qt.MouseButton.LeftButton)
    canvas = shown(qtbot, Pane((), 100, 200))
    canvas.use_tools([NotingTool(Qt.MouseButton.RightButton), left, also_left])
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(canvas, QPoint(60, 50))
    qtbot.waitUntil(lambda: "drag" in left.heard)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))
    assert next(one for one in left.heard if one != "hover") == "begin"
    assert left.heard[-1] == "end"
    assert set(also_left.heard) == {"hover"}


def test_a_change_of_tools_breaks_off_the_drag(qtbot: QtBot, theme: Theme):
    tool = NotingTool(Qt.MouseButton.LeftButton)
    canvas = shown(qtbot, Pane((), 100, 200))
    canvas.use_tools([tool])
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    canvas.use_tools([PanTool(canvas, left_needs_key=True)])
    assert tool.heard[-1] == "end"
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert tool.heard.count("end") == 1
