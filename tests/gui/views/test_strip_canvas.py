from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.core.classes import DefectClass, Hatch
from inspector.core.defect import Box
from inspector.screens.live import DisplayFrame, OverlayLook, OverlayStyle
from inspector.views.canvas.colour_tables import gap_alpha, stroke_alpha
from inspector.views.live.strip_canvas import PointedPixel, StripCanvas
from inspector.views.theme import Theme
from tests.gui.views.fabricated import outlines_of

RED = DefectClass(1, "red", "#FF0000", Hatch.VERTICAL)
BLUE = DefectClass(2, "blue", "#0000FF", Hatch.HORIZONTAL)


def frame_of(pixels: np.ndarray, overlay: np.ndarray | None = None, number: int = 1, focus: Box | None = None):
    overlay = np.zeros(pixels.shape[:2], np.uint8) if overlay is None else overlay
    return DisplayFrame(number, "frame", pixels, overlay, outlines_of(overlay), "", focus)


def noise(height: int, width: int, *channels: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (height, width, *channels), np.uint8)


def painted(canvas: StripCanvas) -> np.ndarray:
    """What the canvas shows, (H, W, 3)."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> StripCanvas:
    canvas = StripCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(500, 400)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.show_classes([RED, BLUE])
    return canvas


def move_to(canvas: StripCanvas, position: QPointF) -> None:
    no_button = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, position, canvas.mapToGlobal(position), no_button, no_button,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize("channels", [(), (3,)], ids=["grey", "colour"])
def test_at_100_percent_every_frame_pixel_is_one_screen_pixel(canvas: StripCanvas, channels: tuple[int, ...]):
    pixels = noise(200, 301, *channels)
    canvas.show_frame(frame_of(pixels))
    canvas.show_actual_size()
    left, top = (500 - 301 + 1) // 2, (400 - 200) // 2
    left = round((500 - 301) / 2)
    shown = painted(canvas)[top : top + 200, left : left + 301]
    expected = pixels if channels else np.repeat(pixels[:, :, None], 3, axis=2)
    assert (shown == expected).all()


def test_zoomed_in_a_frame_pixel_is_a_plain_square(canvas: StripCanvas):
    pixels = noise(40, 50)
    canvas.show_frame(frame_of(pixels))  # fits at 10 and 10
    assert canvas.zoom == 10
    assert (painted(canvas)[:, :, 0] == pixels.repeat(10, 0).repeat(10, 1)).all()


def test_a_view_into_a_larger_array_is_shown_as_it_is(canvas: StripCanvas):
    whole = noise(80, 500)
    canvas.show_frame(frame_of(whole[:, 100:400]))
    canvas.show_actual_size()
    assert (painted(canvas)[160:240, 100:400, 0] == whole[:, 100:400]).all()


def test_the_fill_has_the_classes_colour_in_strokes_and_gaps(canvas: StripCanvas):
    overlay = np.zeros((400, 500), np.uint8)
    overlay[100:300, 100:400] = 1
    canvas.show_frame(frame_of(np.full((400, 500), 100, np.uint8), overlay))
    canvas.show_look(OverlayLook(style=OverlayStyle.FILL, opacity=0.4))
    shown = painted(canvas).astype(int)

    def over_grey(alpha: int) -> list[float]:
        return [255 * alpha / 255 + 100 * (1 - alpha / 255), 100 * (1 - alpha / 255), 100 * (1 - alpha / 255)]

    # vertical hatch: strokes at columns 0 and 1 of every 8 of the screen
    assert shown[200, 200] == pytest.approx(over_grey(stroke_alpha(0.4)), abs=1)
    assert shown[200, 203] == pytest.approx(over_grey(gap_alpha(0.4)), abs=1)
    assert list(shown[50, 50]) == [100, 100, 100]


@pytest.mark.parametrize(("look", "is_seen"), [
    (OverlayLook(), {1, 2}),
    (OverlayLook(solo=2), {2}),
    (OverlayLook(is_hidden=True), set()),
])  # fmt: skip
def test_solo_and_hidden_decide_which_classes_are_seen(canvas: StripCanvas, look: OverlayLook, is_seen: set[int]):
    overlay = np.zeros((400, 500), np.uint8)
    overlay[100:200, 100:200], overlay[100:200, 300:400] = 1, 2
    canvas.show_frame(frame_of(np.full((400, 500), 100, np.uint8), overlay))
    canvas.grab()  # the look must act on an overlay that is already made
    canvas.show_look(look)
    shown = painted(canvas)
    assert (len(set(shown[150, 150])) > 1) == (1 in is_seen)
    assert (len(set(shown[150, 350])) > 1) == (2 in is_seen)


def test_a_fill_alone_reaches_its_edges_one_light_and_one_dark(canvas: StripCanvas):
    overlay = np.zeros((400, 500), np.uint8)
    overlay[100:300, 100:400] = 1
    canvas.show_frame(frame_of(np.full((400, 500), 100, np.uint8), overlay))
    canvas.show_look(OverlayLook(style=OverlayStyle.FILL))
    row = painted(canvas)[200]
    coloured = np.flatnonzero(row[:, 0] != row[:, 1])
    assert list(coloured) == list(range(102, 398))  # the edges lie half inside, half outside of the area
    assert [list(row[x]) for x in (97, 98, 99, 100, 101)] == [[100] * 3, [255] * 3, [0] * 3, [0] * 3, [255] * 3]


def test_a_class_alone_is_filled_whole_beside_another(canvas: StripCanvas):
    overlay = np.zeros((400, 500), np.uint8)
    overlay[100:300, 100:250], overlay[100:300, 250:400] = 1, 2
    canvas.show_frame(frame_of(np.full((400, 500), 100, np.uint8), overlay))
    canvas.show_look(OverlayLook(solo=1))
    row = painted(canvas)[200]
    # its border of 2 px at either side, then 2 px of edges inside, then the area to the other side
    assert list(np.flatnonzero(row[:, 0] != row[:, 1])) == [99, 100, *range(103, 247), 249, 250]
    assert list(row[260]) == list(row[390]) == [100, 100, 100]  # of the other class not even an edge


@pytest.mark.parametrize("zoom", [0.5, 1.0, 7.0])
def test_an_outline_is_painted_two_pixels_wide(canvas: StripCanvas, zoom: float):
    overlay = np.zeros((400, 500), np.uint8)
    overlay[150:250, 200:300] = 1
    canvas.show_frame(frame_of(np.full((400, 500), 100, np.uint8), overlay))
    canvas.show_look(OverlayLook(style=OverlayStyle.OUTLINE))
    canvas.zoom_at(200, 200, zoom / canvas.zoom)
    shown = painted(canvas)[200]
    red = np.flatnonzero((shown == (255, 0, 0)).all(axis=1))
    left_border = red[:2]
    assert canvas.zoom == pytest.approx(zoom)
    assert left_border[1] - left_border[0] == 1
    assert len(red) == (2 if zoom == 7 else 4)  # at 7 the right border is out of view


@pytest.mark.parametrize("factor", [1.2, 3.7, 40])
def test_zoom_keeps_the_pixel_under_the_cursor(canvas: StripCanvas, factor: float):
    canvas.show_frame(frame_of(noise(800, 1000)))
    before = canvas.frame_position(333, 111)
    canvas.zoom_at(333, 111, factor)
    after = canvas.frame_position(333, 111)
    assert after == pytest.approx(before, abs=0.5 / canvas.zoom + 1e-6)


def test_the_wheel_zooms_with_and_without_ctrl(canvas: StripCanvas):
    canvas.show_frame(frame_of(noise(800, 1000)))
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        before = canvas.zoom
        at = QPointF(250, 200)
        event = QWheelEvent(
            at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
        assert canvas.zoom == pytest.approx(before * 1.2)


def test_it_fits_until_someone_zooms_and_again_when_asked(canvas: StripCanvas):
    canvas.show_frame(frame_of(noise(100, 1000)))
    assert canvas.zoom == 0.5
    canvas.resize(250, 400)
    QApplication.processEvents()
    assert canvas.zoom == pytest.approx(canvas.width() / 1000)
    canvas.zoom_at(10, 10, 4)
    chosen = canvas.zoom
    canvas.resize(500, 400)
    canvas.show_frame(frame_of(noise(100, 1000), number=2))
    assert canvas.zoom == chosen
    canvas.fit()
    assert canvas.zoom == pytest.approx(canvas.width() / 1000)


def test_a_frame_of_another_size_is_fitted_too(canvas: StripCanvas):
    canvas.show_frame(frame_of(noise(100, 1000)))
    canvas.show_frame(frame_of(noise(200, 250), number=2))
    assert canvas.zoom == 2.0
    painted(canvas)


def test_the_picture_is_dragged_with_the_middle_button_or_the_pan_key(qtbot: QtBot, canvas: StripCanvas):
    canvas.show_frame(frame_of(noise(800, 1000)))
    canvas.zoom_at(250, 200, 4)
    for button, is_key_down in ((Qt.MouseButton.MiddleButton, False), (Qt.MouseButton.LeftButton, True)):
        canvas.set_panning(is_key_down)
        before = canvas.frame_position(100, 100)
        qtbot.mousePress(canvas, button, pos=QPoint(100, 100))
        qtbot.mouseMove(canvas, QPoint(140, 120))
        qtbot.waitUntil(lambda before=before: canvas.frame_position(140, 120) == pytest.approx(before, abs=0.5))
        qtbot.mouseRelease(canvas, button, pos=QPoint(140, 120))
        canvas.set_panning(False)


def test_without_the_pan_key_the_left_button_moves_nothing(qtbot: QtBot, canvas: StripCanvas):
    canvas.show_frame(frame_of(noise(800, 1000)))
    canvas.zoom_at(250, 200, 4)
    before = canvas.frame_position(0, 0)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(140, 120))
    qtbot.wait(20)
    assert canvas.frame_position(0, 0) == before


def test_the_cursor_reads_position_and_grey(qtbot: QtBot, canvas: StripCanvas):
    pixels = noise(400, 500)
    canvas.show_frame(frame_of(pixels))
    canvas.mm_per_px = (0.5, 0.25)
    pointed = canvas.pixel_at(120.5, 80.5)
    assert pointed == PointedPixel(120, 80, (int(pixels[80, 120]),), 60.25, 20.125)
    heard: list[PointedPixel | None] = []
    canvas.pointed.connect(heard.append)
    canvas.zoom_at(0, 0, 0.5)  # the frame lies at x 125 to 375 and y 100 to 300
    move_to(canvas, QPointF(125.25, 299.75))
    move_to(canvas, QPointF(124.75, 299.75))
    assert heard == [PointedPixel(0, 399, (int(pixels[399, 0]),), 0.25, 99.875), None]


def test_a_cursor_that_stands_still_reads_each_new_frame(qtbot: QtBot, canvas: StripCanvas):
    first, second = np.full((400, 500), 40, np.uint8), np.full((400, 500), 90, np.uint8)
    heard: list[PointedPixel | None] = []
    canvas.pointed.connect(heard.append)
    canvas.show_frame(frame_of(first))
    assert heard == []  # no cursor on it
    canvas.zoom_at(0, 0, 0.5)
    move_to(canvas, QPointF(200, 200))
    canvas.show_frame(frame_of(second))
    assert [pointed and pointed.value for pointed in heard] == [(40,), (90,)]


def test_a_painted_frame_is_notified_once_and_after_its_paint(qtbot: QtBot, canvas: StripCanvas):
    shown: list[int] = []
    canvas.frame_shown.connect(shown.append)
    canvas.show_frame(frame_of(noise(100, 100), number=7))
    canvas.show_frame(frame_of(noise(100, 100), number=8))  # 7 was never painted
    qtbot.waitUntil(lambda: shown == [8])
    canvas.update()
    qtbot.wait(50)
    assert shown == [8]


def test_a_frame_nobody_can_see_is_notified_too(qtbot: QtBot, canvas: StripCanvas):
    canvas.hide()
    with qtbot.waitSignal(canvas.frame_shown) as shown:
        canvas.show_frame(frame_of(noise(100, 100), number=9))
    assert shown.args == [9]


def test_the_chosen_defect_has_a_box_that_stays(qtbot: QtBot, canvas: StripCanvas):
    canvas.show_frame(frame_of(np.full((400, 500), 100, np.uint8), focus=Box(200, 150, 40, 30)))
    canvas.fit()  # it is zoomed to
    qtbot.wait(250)  # the halo has faded
    left, inside = canvas.widget_position(200, 165), canvas.widget_position(220, 165)
    assert QColor(*painted(canvas)[round(left.y()), round(left.x()) - 8]).name() == "#6cb4f5"
    assert list(painted(canvas)[round(inside.y()), round(inside.x())]) == [100, 100, 100]


def test_nothing_is_repainted_unasked(qtbot: QtBot, canvas: StripCanvas):
    n_paints = 0
    original = StripCanvas.paintEvent

    class Counting(StripCanvas):
        def paintEvent(self, event):  # type: ignore[no-untyped-def]
            nonlocal n_paints
            n_paints += 1
            original(self, event)

    counting = Counting()
    qtbot.addWidget(counting)
    with qtbot.waitExposed(counting):
        counting.show()
    counting.show_frame(frame_of(noise(100, 100)))
    counting.show_look(OverlayLook(opacity=0.7))
    qtbot.wait(100)
    before = n_paints
    counting.show_look(OverlayLook(opacity=0.7))
    counting.show_badge("")
    counting.show_classes([])
    qtbot.wait(50)
    assert n_paints == before


def test_a_picture_that_is_too_old_is_dimmed_and_says_so(canvas: StripCanvas):
    """What stands there is none of what passes now: nobody may take it for the live picture."""
    canvas.show_frame(frame_of(np.full((200, 300), 255, np.uint8)))
    canvas.show_badge("FROZEN")
    young = painted(canvas)
    canvas.show_too_old("NO PICTURE YOUNGER THAN 2.0 s")
    old = painted(canvas)
    corner = np.s_[-80:-60, 240:260]  # of the frame, beside every word
    assert young[corner].min() == 255
    assert old[corner].max() < 110
    middle = np.s_[180:220, 100:400]
    assert np.abs(old[middle].astype(int) - old[corner].mean()).max() > 100  # words in the middle
    assert canvas.accessibleDescription() == "NO PICTURE YOUNGER THAN 2.0 s, FROZEN"
    canvas.show_too_old("")
    assert (painted(canvas) == young).all()
