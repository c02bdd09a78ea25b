"""The picture as people need to see it: turned, lit, fitted, measured, with an overview. By real mouse and keys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from inspector.core.classes import DefectClass
from inspector.core.defect import Box
from inspector.core.looking import turned_pixels
from inspector.core.quarter_turn import turned_box
from inspector.core.source_view import QuarterTurns, SourceView
from inspector.screens.live import DisplayFrame
from inspector.screens.live_actions import LIVE_PAGE
from inspector.views.canvas.colour_tables import DARK_EDGE_RGB, LIGHT_EDGE_RGB, outline_table
from inspector.views.canvas.raster import HALO, LIGHT_EDGE
from inspector.views.key_sheet import KeySheet
from inspector.views.live.gallery import Gallery
from inspector.views.live.live_page import LivePage
from inspector.views.live.profile_panel import ProfilePanel
from inspector.views.live.strip_canvas import PointedPixel, StripCanvas
from inspector.views.main_window import MainWindow
from inspector.views.theme import DARK, LIGHT, Theme, contrast
from tests.gui.views import fabricated, gallery_of_states
from tests.gui.views.driving import reached_with_tab

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> StripCanvas:
    canvas = StripCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(500, 400)
    with qtbot.waitExposed(canvas):
        canvas.show()
    return canvas


def shown(values: np.ndarray, turns: QuarterTurns = 0, number: int = 1, focus: Box | None = None) -> DisplayFrame:
    """A frame of these values, turned, with nothing found in it."""
    pixels = turned_pixels((values >> (values.itemsize - 1) * 8).astype(np.uint8), turns)
    size = values.shape[1], values.shape[0]
    return DisplayFrame(
        number, f"frame {number}", pixels, np.zeros(pixels.shape[:2], np.uint8), {}, "caption",
        None if focus is None else turned_box(focus, size, turns), values=values, quarter_turns=turns,
    )  # fmt: skip


def drag(widget: QWidget, button: Qt.MouseButton, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, button, pos=start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(widget, start + (end - start) * share)
        QApplication.processEvents()
    QTest.mouseRelease(widget, button, pos=end)


def colour_at(widget: QWidget, point: QPointF) -> QColor:
    return widget.grab().toImage().pixelColor(round(point.x()), round(point.y()))


# Turned


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_what_is_read_under_the_mouse_is_of_the_frame_as_captured(canvas: StripCanvas, turns: QuarterTurns):
    values = np.zeros((40, 100), np.uint16)
    values[7, 90] = 51234
    heard: list[PointedPixel | None] = []
    canvas.pointed.connect(heard.append)
    canvas.mm_per_px = (0.5, 0.25)
    canvas.show_frame(shown(values, turns))
    at = turned_box(Box(90, 7, 1, 1), (100, 40), turns)
    QTest.mouseMove(canvas, canvas.widget_position(at.x + 0.5, at.y + 0.5).toPoint())
    pointed = heard[-1]
    assert pointed is not None
    assert (pointed.x, pointed.y, pointed.value) == (90, 7, (51234,))
    assert pointed.across_mm == pytest.approx(45.25, abs=0.3)
    assert pointed.along_mm == pytest.approx(7.5 * 0.25, abs=0.1)


def test_a_frame_that_is_turned_fits_anew(canvas: StripCanvas):
    values = np.zeros((100, 1000), np.uint8)
    canvas.show_frame(shown(values))
    assert canvas.zoom == pytest.approx(0.5)
    canvas.show_frame(shown(values, 1))
    assert canvas.zoom == pytest.approx(0.4)


# Fitted, zoomed


def test_fit_to_the_product_fills_the_picture_with_it_and_not_with_what_lies_beside(canvas: StripCanvas):
    frame = shown(np.zeros((2000, 2048), np.uint8), 1)
    canvas.show_frame(frame)
    assert canvas.zoom == pytest.approx(400 / 2048)
    canvas.show_frame(replace(frame, fit_to=Box(0, 900, 1000, 400)))
    assert canvas.zoom == pytest.approx(0.5)
    assert canvas.frame_position(250, 200) == pytest.approx((500, 1100), abs=2)
    canvas.show_frame(replace(frame, fit_to=Box(0, 1000, 1000, 400), frame_index=2))
    assert canvas.frame_position(250, 200)[1] == pytest.approx(1200, abs=2)  # it follows
    canvas.zoom_at(250, 200, 2)
    canvas.show_frame(replace(frame, fit_to=Box(0, 0, 1000, 400), frame_index=3))
    assert canvas.frame_position(250, 200)[1] == pytest.approx(1200, abs=2)  # but not under somebody's eyes


def test_a_chosen_defect_is_zoomed_to_and_without_one_the_view_is_that_of_before(canvas: StripCanvas):
    values = np.zeros((1000, 1000), np.uint8)
    canvas.show_frame(shown(values))
    canvas.zoom_at(100, 100, 2)
    zoom, at = canvas.zoom, canvas.frame_position(250, 200)
    canvas.show_frame(shown(values, focus=Box(700, 300, 40, 20)))
    assert canvas.frame_position(250, 200) == pytest.approx((720, 310), abs=1)
    assert canvas.zoom > 2 * zoom
    canvas.show_frame(shown(values, focus=Box(100, 300, 40, 20), number=2))  # the next one
    canvas.show_frame(shown(values, number=3))
    assert canvas.zoom == pytest.approx(zoom)
    assert canvas.frame_position(250, 200) == pytest.approx(at, abs=1)


def test_zoom_keys_zoom_about_the_middle(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    canvas = page.canvas
    before = canvas.zoom
    QTest.keyClick(canvas, Qt.Key.Key_Z)
    assert canvas.zoom == pytest.approx(before * 1.2)
    QTest.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(before * 1.44)
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(before)


# Lit


def test_a_drag_with_the_right_button_asks_for_another_window_and_a_click_for_none(qtbot: QtBot, canvas: StripCanvas):
    asked: list[tuple[float, float, bool]] = []
    canvas.window_chosen.connect(lambda *window: asked.append(window))
    canvas.show_frame(replace(shown(np.zeros((100, 100), np.uint8)), window=(0.2, 0.6)))
    QTest.mouseClick(canvas, RIGHT, pos=QPoint(200, 200))
    assert asked == []
    drag(canvas, RIGHT, QPoint(100, 200), QPoint(200, 200))
    assert [final for *_, final in asked] == [False, False, False, True]
    low, high, _ = asked[-1]
    assert (low + high) / 2 == pytest.approx(0.4)
    assert high - low == pytest.approx(0.4 * 2 ** (-3 * 100 / 500))  # a fifth of the picture to the right
    drag(canvas, RIGHT, QPoint(100, 200), QPoint(100, 100))
    low, high, _ = asked[-1]
    assert (low, high) == pytest.approx((0.1, 0.5))  # up: white at lower values


def test_that_the_view_is_changed_stands_on_the_picture_and_a_click_there_puts_it_back(
    window: MainWindow, page: LivePage
):
    gallery_of_states.running(window, page)
    frame = fabricated.display_frame()
    canvas = page.canvas
    corner = QPoint(canvas.width() - 40, 25)
    neutral = canvas.grab().toImage()
    told: list[str] = []
    page.action_triggered.connect(told.append)
    QTest.mouseClick(canvas, LEFT, pos=corner)
    assert told == []
    page.show_frame(replace(frame, is_as_captured=False))
    assert canvas.grab().toImage() != neutral
    assert "View changed" in canvas.accessibleDescription()
    QTest.mouseClick(canvas, LEFT, pos=corner)
    assert told == ["live.as_captured"]
    page.show_frame(frame)
    assert canvas.grab().toImage() == neutral


def test_the_buttons_show_what_is_on(window: MainWindow, page: LivePage):
    actions = window.actions_of_window
    page.show_picture_view(SourceView(is_auto=True))
    assert actions.qaction("live.auto_contrast").isChecked()
    assert not actions.qaction("live.fit_product").isChecked()
    page.show_picture_view(SourceView(fits_product=True))
    assert not actions.qaction("live.auto_contrast").isChecked()
    assert actions.qaction("live.fit_product").isChecked()


# Edges


def edges_of(colour: str) -> list[str]:
    return [colour, *("#{:02X}{:02X}{:02X}".format(*rgb) for rgb in (DARK_EDGE_RGB, LIGHT_EDGE_RGB))]


@pytest.mark.parametrize("index", range(1, 9))
def test_on_any_grey_an_outline_of_any_class_stands_out_by_3_to_1(index: int):
    colour = DefectClass.with_default_look(index, "any").colour
    for grey in range(256):
        ground = f"#{grey:02X}{grey:02X}{grey:02X}"
        assert max(contrast(one, ground) for one in edges_of(colour)) >= 3, ground
    assert max(contrast(colour, edge) for edge in edges_of(colour)[1:]) >= 3  # and its colour from an edge of its own


def test_the_edges_are_painted_as_they_were_judged():
    table = outline_table({})
    assert QColor.fromRgba(table[HALO]) == QColor(*DARK_EDGE_RGB)
    assert QColor.fromRgba(table[LIGHT_EDGE]) == QColor(*LIGHT_EDGE_RGB)


def test_the_surround_is_dark_in_both_themes():
    for tokens in (DARK, LIGHT):
        assert contrast(tokens.picture, "#000000") < 1.5
        assert contrast(tokens.on_picture, tokens.picture) >= 4.5


# The overview


def bright_in_corner(canvas: StripCanvas) -> bool:
    """Whether there is an overview, of a frame that is bright, over a dark part of it."""
    return colour_at(canvas, QPointF(canvas.width() - 20, canvas.height() - 20)).red() > 150


def test_the_overview_is_there_while_zoomed_in_moves_the_picture_and_can_be_hidden(canvas: StripCanvas):
    pixels = np.full((800, 1000), 200, np.uint8)
    pixels[:400, :500] = 5
    canvas.show_frame(shown(pixels))
    canvas.zoom_at(0, 0, 20)
    assert bright_in_corner(canvas)
    # 150 px wide and 12 px from the corner: its middle is that of the frame
    QTest.mouseClick(canvas, LEFT, pos=QPoint(500 - 12 - 70, 400 - 12 - 56))
    middle = canvas.frame_position(250, 200)
    assert middle == pytest.approx((500, 400), abs=25)
    canvas.zoom_at(250, 200, 1)
    canvas.move_by(5000, 5000)
    assert bright_in_corner(canvas)
    canvas.show_minimap(False)
    assert not bright_in_corner(canvas)
    canvas.show_minimap(True)
    canvas.fit()
    assert colour_at(canvas, QPointF(480, 200)).red() == 200  # the whole frame is in view: no need of one


# The ruler


def test_the_ruler_measures_a_turned_frame_in_its_own_directions(qtbot: QtBot, canvas: StripCanvas):
    values = np.tile(np.arange(100, dtype=np.uint8) * 2, (40, 1))
    drawn: list[object] = []
    canvas.profile_drawn.connect(drawn.append)
    canvas.mm_per_px = (0.5, 0.25)
    canvas.show_frame(shown(values, 1))  # 40 columns, 100 rows
    canvas.set_measuring(True)
    start, end = canvas.widget_position(20, 10.5).toPoint(), canvas.widget_position(20, 60.5).toPoint()
    drag(canvas, LEFT, start, end)
    profile = drawn[-1]
    assert profile.unit == "mm"  # type: ignore[attr-defined]
    assert profile.distance[-1] == pytest.approx(25, abs=0.5)  # type: ignore[attr-defined]  # 50 columns of 0.5 mm
    slope = np.diff(profile.grey) / np.diff(profile.distance)  # type: ignore[attr-defined]
    assert slope == pytest.approx(4, abs=0.1)  # 2 for each column
    n = len(drawn)
    canvas.show_frame(shown(np.ascontiguousarray(values[:, ::-1]), 1, number=2))  # the strip moves on under it
    assert len(drawn) == n + 1
    assert drawn[-1].grey[0] > drawn[-1].grey[-1]  # type: ignore[attr-defined]
    canvas.set_measuring(False)
    assert drawn[-1] is None


def test_m_takes_the_ruler_and_escape_ends_it_before_anything_else(qtbot: QtBot, window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    told: list[str] = []
    page.action_triggered.connect(told.append)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_M)
    assert page.canvas.is_measuring
    assert told == ["live.ruler"]  # whoever hears of it loads what draws the grey
    page.show_profile()
    panel = page.findChild(ProfilePanel)
    assert isinstance(panel, ProfilePanel)
    assert panel.isVisible()
    before = page.canvas.grab().toImage()
    drag(page.canvas, LEFT, QPoint(60, 60), QPoint(200, 90))
    assert page.canvas.grab().toImage() != before
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert (page.canvas.is_measuring, panel.isVisible(), told) == (False, False, ["live.ruler"])
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert told == ["live.ruler", "live.newest"]


def test_pyqtgraph_is_loaded_only_for_a_profile():
    import subprocess
    import sys

    code = "import inspector.app, sys; print('pyqtgraph' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


# Keyboard


def test_the_picture_has_the_keys_once_there_is_one(window: MainWindow, page: LivePage):
    assert QApplication.focusWidget() is page
    page.show_frame(fabricated.display_frame())
    assert QApplication.focusWidget() is page.canvas
    page.show_empty(gallery_of_states.NOTHING_YET)
    assert QApplication.focusWidget() is page  # no button that Space would press
    page.show_empty(None)
    assert QApplication.focusWidget() is page.canvas


def test_whatever_takes_the_focus_has_a_name_and_shows_it(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    QApplication.processEvents()
    page.canvas.setFocus()
    for widget in reached_with_tab():
        assert widget.accessibleName(), widget
        with_focus = _picture(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
        assert _picture(widget) != with_focus, widget


def _picture(widget: QWidget) -> QImage:
    around = widget.parentWidget() if isinstance(widget, QTableView) else widget
    assert around is not None
    return around.grab().toImage()


def test_no_widget_that_takes_the_focus_is_without_a_name(window: MainWindow, page: LivePage):
    for state in gallery_of_states.STATES:
        state(window, page)
        nameless = [
            widget
            for widget in window.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and not widget.accessibleName()
            and widget.focusProxy() is None
        ]
        assert nameless == []


def test_going_round_with_tab_chooses_nothing(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    chosen: list[int] = []
    page.defect_chosen.connect(chosen.append)
    page.canvas.setFocus()
    assert len(reached_with_tab()) > 10
    assert chosen == []


def test_the_sheet_of_keys_lists_wheel_and_drags_too(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    QTest.keyClick(page.canvas, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    sheet = window.findChild(KeySheet)
    assert isinstance(sheet, KeySheet)
    listed = [label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text")]
    for gesture in LIVE_PAGE.gestures:
        assert gesture.how.translated() in listed
        assert gesture.what.translated() in listed
    how = " ".join(gesture.how.translated() for gesture in LIVE_PAGE.gestures)
    for word in ("Wheel", "right button", "middle button", "map", "overview"):
        assert word in how


@pytest.mark.parametrize(("size", "is_gallery_there"), [((1024, 640), False), ((1280, 900), True)])
def test_the_profile_covers_nothing_however_small_the_window(
    qtbot: QtBot, window: MainWindow, page: LivePage, size: tuple[int, int], is_gallery_there: bool
):
    window.resize(*size)
    gallery_of_states.running(window, page)
    page.show_profile()
    gallery = page.findChild(Gallery)
    assert isinstance(gallery, Gallery)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_M)
    panel = page.findChild(ProfilePanel)
    assert isinstance(panel, ProfilePanel)
    qtbot.waitUntil(lambda: _box(panel, page).top() >= _box(page.canvas, page).bottom())
    assert gallery.isVisible() == is_gallery_there
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert gallery.isVisible()


def _box(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint()), widget.size())
