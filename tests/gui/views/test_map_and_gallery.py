"""Map and gallery by wheel, drag and keys; severity by shape; a class alone; standing still under a frozen picture."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.core.defect import Severity
from inspector.screens.live import DefectRow, MapExtent, OverlayLook, Stretch
from inspector.views.live.gallery import TILE_WIDTH, Gallery
from inspector.views.live.live_page import LivePage
from inspector.views.live.map_marks import MapMarks, MapScale, gap_columns, glyph
from inspector.views.live.piece_map import PieceMap
from inspector.views.main_window import MainWindow
from inspector.views.theme import Theme, tokens
from tests.gui.views import fabricated, gallery_of_states

CLASSES = fabricated.classes()
EXTENT = MapExtent(80.0, 800.0, "m", "mm", True)  # of an axis of 100 m


def row(number: int, along: float, index: int = 1, severity: Severity = Severity.MINOR) -> DefectRow:
    return replace(
        fabricated.defect_row(number), along=along, across=400.0, defect_class=CLASSES[index - 1], length=0.001,
        width=1.0, severity=severity,
    )  # fmt: skip


@pytest.fixture
def piece_map(qtbot: QtBot, theme: Theme) -> PieceMap:
    piece_map = PieceMap()
    qtbot.addWidget(piece_map)
    piece_map.resize(1080, 92)  # 1000 px along, 58 px across
    with qtbot.waitExposed(piece_map):
        piece_map.show()
    piece_map.show_map(EXTENT, 80.0)
    piece_map.activateWindow()
    qtbot.waitUntil(piece_map.isActiveWindow)
    return piece_map


def turn_wheel(widget: QWidget, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.5, 1.0):
        QTest.mouseMove(widget, start + (end - start) * share)
        QApplication.processEvents()
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


def colour_at(widget: QWidget, point: QPointF) -> str:
    return widget.grab().toImage().pixelColor(int(point.x()), int(point.y())).name()


# The map


def test_the_wheel_zooms_about_the_mouse_and_back_to_the_whole(piece_map: PieceMap):
    at = piece_map.point_of(25.0, 400.0)
    turn_wheel(piece_map, at, 10)
    assert piece_map.zoom == pytest.approx(1.2**10)
    assert piece_map.point_of(25.0, 400.0).x() == pytest.approx(at.x())
    turn_wheel(piece_map, at, -30)
    assert (piece_map.zoom, piece_map.shown_along) == (1.0, (0.0, 100.0))


def test_a_mark_lies_where_the_defect_is_zoomed_in_and_moved_too(piece_map: PieceMap):
    piece_map.upsert([row(1, 25.0), row(2, 30.0, 2)])
    turn_wheel(piece_map, piece_map.point_of(25.0, 400.0), 12)
    for along, index in ((25.0, 0), (30.0, 1)):
        assert colour_at(piece_map, piece_map.point_of(along, 400.0)) == QColor(CLASSES[index].colour).name()
    before = piece_map.point_of(25.0, 400.0).x()
    drag(piece_map, QPoint(600, 40), QPoint(500, 40))
    assert piece_map.point_of(25.0, 400.0).x() == pytest.approx(before - 100, abs=1)
    assert colour_at(piece_map, piece_map.point_of(30.0, 400.0)) == QColor(CLASSES[1].colour).name()


def test_a_mark_out_of_view_is_not_drawn_at_the_edge(piece_map: PieceMap):
    piece_map.upsert([row(1, 10.0, severity=Severity.CRITICAL)])
    turn_wheel(piece_map, piece_map.point_of(90.0, 400.0), 12)
    box = piece_map.piece_box()
    empty = colour_at(piece_map, QPointF(box.left() + 1, box.top() + 3))
    assert colour_at(piece_map, QPointF(box.left() + 6, box.center().y())) == empty


def test_a_drag_chooses_nothing_and_a_click_does(qtbot: QtBot, piece_map: PieceMap):
    piece_map.upsert([row(1, 25.0)])
    chosen: list[int] = []
    piece_map.defect_chosen.connect(chosen.append)
    at = piece_map.point_of(25.0, 400.0).toPoint()
    drag(piece_map, at, at + QPoint(60, 0))
    assert chosen == []
    QTest.mouseClick(piece_map, Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [1]


def test_what_is_looked_at_stays_where_it_is_while_the_axis_grows(piece_map: PieceMap):
    turn_wheel(piece_map, piece_map.point_of(25.0, 400.0), 12)
    before = piece_map.point_of(25.0, 400.0)
    piece_map.show_map(replace(EXTENT, length=180.0), 180.0)  # the axis is 200 m now
    assert piece_map.point_of(25.0, 400.0).x() == pytest.approx(before.x())


def test_by_keys_one_goes_from_defect_to_defect_and_enter_chooses(qtbot: QtBot, piece_map: PieceMap):
    piece_map.upsert([row(5, 50.0), row(7, 20.0), row(6, 70.0)])
    chosen: list[int] = []
    piece_map.defect_chosen.connect(chosen.append)
    piece_map.setFocus()
    qtbot.waitUntil(piece_map.hasFocus)
    for key, expected in (
        (Qt.Key.Key_Right, 7), (Qt.Key.Key_Right, 5), (Qt.Key.Key_Right, 6), (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Left, 5), (Qt.Key.Key_Home, 7), (Qt.Key.Key_End, 6),
    ):  # fmt: skip
        QTest.keyClick(piece_map, key)
        QTest.keyClick(piece_map, Qt.Key.Key_Return)
        assert chosen.pop() == expected
        assert chosen == []
    assert CLASSES[0].name in piece_map.accessibleDescription()


def test_plus_and_minus_zoom_about_the_marked_defect_and_arrows_bring_the_next_into_view(
    qtbot: QtBot, piece_map: PieceMap
):
    piece_map.upsert([row(1, 20.0), row(2, 79.0)])
    piece_map.setFocus()
    qtbot.waitUntil(piece_map.hasFocus)
    QTest.keyClick(piece_map, Qt.Key.Key_Right)
    for _ in range(6):
        QTest.keyClick(piece_map, Qt.Key.Key_Plus)
    first, last = piece_map.shown_along
    assert first < 20 < last < 79
    QTest.keyClick(piece_map, Qt.Key.Key_Right)
    first, last = piece_map.shown_along
    assert first < 79 < last
    for _ in range(9):
        QTest.keyClick(piece_map, Qt.Key.Key_Minus)
    assert piece_map.zoom == 1


def test_severity_has_a_shape_and_a_size_of_its_own_without_any_colour():
    drawn = [glyph(severity) for severity in (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)]
    n_filled = [int((one == 1).sum()) for one in drawn]
    assert n_filled == sorted(n_filled)
    assert n_filled[0] * 3 < n_filled[1]
    assert n_filled[1] * 2 < n_filled[2]
    critical, major = drawn[2], drawn[1]
    assert (critical[3:-3, 3:-3] == 1).all()  # ■, with its edge and the ground round it
    wide = (major == 1).sum(axis=1)
    assert (np.diff(wide[:-1]) >= 0).all()  # ▲: wider from top to bottom
    assert wide[1] < wide[-2]
    assert not glyph(Severity.NONE)[3, 3]  # ○
    for one in drawn:
        assert (one == 2).any()  # an edge, for a ground of any colour


def test_the_graver_lies_over_the_less_grave():
    marks = MapMarks()
    marks.upsert([row(1, 50.0, 1, Severity.CRITICAL), row(2, 50.0, 2, Severity.MINOR)])
    picture = np.zeros((58, 1000), np.uint8)
    marks.draw(picture, MapScale(100.0, 800.0, 1000, 58))
    slots = {colour: slot for slot, colour in marks.colours().items()}
    assert picture[29, 500] == slots[CLASSES[0].colour]
    assert slots[CLASSES[1].colour] not in picture


def test_marks_grow_with_the_scaling_of_the_screen():
    marks = MapMarks()
    marks.upsert([row(1, 50.0, 1, Severity.CRITICAL)])
    for ratio in (1, 2):
        picture = np.zeros((58 * ratio, 1000 * ratio), np.uint8)
        marks.draw(picture, MapScale(100.0, 800.0, 1000 * ratio, 58 * ratio), 0, ratio)
        assert np.flatnonzero(picture.any(axis=0)).size == len(glyph(Severity.CRITICAL)) * ratio


def test_extents_are_drawn_to_the_pixel_and_cut_at_the_edge():
    """Compared with painting box by box."""
    rng = np.random.default_rng(4)
    marks = MapMarks()
    rows = [
        replace(row(number, along), across=across, length=length, width=width)
        for number, (along, across, length, width) in enumerate(
            rng.uniform((0, 0, 3, 150), (100, 800, 30, 400), (40, 4)).tolist()
        )
    ]
    marks.upsert(rows)
    picture, expected = np.zeros((58, 1000), np.uint8), np.zeros((58, 1000), bool)
    marks.draw(picture, MapScale(100.0, 800.0, 1000, 58))
    for one in rows:
        x, y, half_w, half_h = one.along * 10, one.across * 58 / 800, one.length * 5, one.width * 58 / 1600
        top, left = max(0, int(np.floor(y - half_h))), max(0, int(np.floor(x - half_w)))
        expected[top : int(np.ceil(y + half_h)), left : int(np.ceil(x + half_w))] = True
    has_glyph = picture < 85
    assert ((picture > 0) | has_glyph)[expected].all()
    assert not picture[~expected & (picture >= 86) & (picture < 255)].size


def test_a_step_of_a_drag_draws_the_marks_once_and_painting_again_draws_none(
    piece_map: PieceMap, monkeypatch: pytest.MonkeyPatch
):
    piece_map.upsert([row(1, 20.0)])
    turn_wheel(piece_map, QPointF(500, 40), 4)
    drawn: list[float] = []
    really_draw = MapMarks.draw

    def draw(marks: MapMarks, picture: np.ndarray, scale: MapScale, *more: int, over: np.ndarray) -> None:
        drawn.append(scale.first)
        really_draw(marks, picture, scale, *more, over=over)

    monkeypatch.setattr(MapMarks, "draw", draw)
    QTest.mousePress(piece_map, Qt.MouseButton.LeftButton, pos=QPoint(500, 40))
    for x in (450, 400):
        QTest.mouseMove(piece_map, QPoint(x, 40))
        piece_map.repaint()
        piece_map.repaint()
    QTest.mouseRelease(piece_map, Qt.MouseButton.LeftButton, pos=QPoint(400, 40))
    assert len(drawn) == len(set(drawn)) == 2


# The gallery


@pytest.fixture
def gallery(qtbot: QtBot, theme: Theme) -> Gallery:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(800, 90)
    with qtbot.waitExposed(gallery):
        gallery.show()
    gallery.activateWindow()
    qtbot.waitUntil(gallery.isActiveWindow)
    gallery.setFocus()
    qtbot.waitUntil(gallery.hasFocus)
    return gallery


def thumbnails(numbers: range) -> list:  # type: ignore[type-arg]
    one = fabricated.thumbnail(1)
    return [replace(one, defect_id=number, defect_class=CLASSES[number % 3]) for number in numbers]


def test_by_keys_one_goes_through_the_pictures_and_enter_chooses(gallery: Gallery):
    gallery.add(thumbnails(range(1, 31)))
    chosen: list[int] = []
    gallery.defect_chosen.connect(chosen.append)
    for key, expected in (
        (Qt.Key.Key_Right, 30), (Qt.Key.Key_Right, 29), (Qt.Key.Key_Left, 30), (Qt.Key.Key_Left, 30),
        (Qt.Key.Key_End, 1), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Home, 30), (Qt.Key.Key_PageDown, 25),
    ):  # fmt: skip
        QTest.keyClick(gallery, key)
        assert chosen == []
        QTest.keyClick(gallery, Qt.Key.Key_Return)
        assert chosen.pop() == expected
    box = gallery.box_of(25)
    assert box.left() >= 0
    assert box.left() + TILE_WIDTH <= gallery.viewport().width() + TILE_WIDTH - 180


def test_the_mark_stays_with_its_picture_when_new_ones_come(gallery: Gallery):
    gallery.add(thumbnails(range(1, 10)))
    chosen: list[int] = []
    gallery.defect_chosen.connect(chosen.append)
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    gallery.add(thumbnails(range(10, 15)))
    QTest.keyClick(gallery, Qt.Key.Key_Return)
    assert chosen == [9]


# A class alone, and standing still


def n_marks(piece_map: PieceMap, index: int) -> int:
    """Pixels of a class's colour."""
    image = piece_map.grab().toImage()
    wanted = QColor(CLASSES[index - 1].colour).rgb()
    return sum(image.pixel(x, y) == wanted for y in range(12, 70) for x in range(48, 1048))


def test_a_class_alone_is_alone_on_the_map_for_the_eye_the_mouse_and_the_keys(qtbot: QtBot, piece_map: PieceMap):
    piece_map.upsert([row(1, 20.0, 1), row(2, 40.0, 2), row(3, 60.0, 1)])
    piece_map.show_class_alone("patches")
    assert (n_marks(piece_map, 1), n_marks(piece_map, 2) > 0) == (0, True)
    chosen: list[int] = []
    piece_map.defect_chosen.connect(chosen.append)
    QTest.mouseClick(piece_map, Qt.MouseButton.LeftButton, pos=piece_map.point_of(20.0, 400.0).toPoint())
    assert chosen == []
    piece_map.setFocus()
    qtbot.waitUntil(piece_map.hasFocus)
    for _ in range(3):
        QTest.keyClick(piece_map, Qt.Key.Key_Right)
    QTest.keyClick(piece_map, Qt.Key.Key_Return)
    assert chosen == [2]
    piece_map.upsert([row(4, 70.0, 1)])
    assert n_marks(piece_map, 1) == 0
    piece_map.show_class_alone("")
    assert n_marks(piece_map, 1) > 0


def test_a_class_alone_is_alone_in_the_gallery(gallery: Gallery):
    gallery.add(thumbnails(range(1, 10)))
    gallery.show_class_alone(CLASSES[0].name)
    assert gallery.defect_ids() == [9, 6, 3]
    gallery.add(thumbnails(range(10, 13)))
    assert gallery.defect_ids() == [12, 9, 6, 3]
    gallery.show_class_alone("")
    assert gallery.defect_ids() == list(range(12, 0, -1))


def test_while_held_the_map_stands_still_and_then_shows_all_that_came(piece_map: PieceMap):
    piece_map.upsert([row(1, 20.0), row(2, 40.0)])
    before = piece_map.grab().toImage()
    piece_map.hold(True)
    piece_map.upsert([row(3, 60.0), row(4, 70.0)])
    piece_map.remove([2, 4])
    piece_map.show_map(replace(EXTENT, length=180.0), 180.0)
    piece_map.add_gaps([Stretch(30.0, 33.0, "skipped")])
    assert piece_map.grab().toImage() == before
    piece_map.hold(False)
    assert piece_map.shown_along == (0.0, 200.0)
    found = [along for along in (20.0, 40.0, 60.0, 70.0) if _is_defect(piece_map, along)]
    assert found == [20.0, 60.0]


def _is_defect(piece_map: PieceMap, along: float) -> bool:
    chosen: list[int] = []
    connection = piece_map.defect_chosen.connect(chosen.append)
    QTest.mouseClick(piece_map, Qt.MouseButton.LeftButton, pos=piece_map.point_of(along, 400.0).toPoint())
    piece_map.disconnect(connection)
    return bool(chosen)


def test_while_held_the_gallery_stands_still_and_then_shows_all_that_came(gallery: Gallery):
    gallery.add(thumbnails(range(1, 4)))
    gallery.hold(True)
    gallery.add(thumbnails(range(4, 8)))
    gallery.remove([2, 5])
    assert gallery.defect_ids() == [3, 2, 1]
    gallery.hold(False)
    assert gallery.defect_ids() == [7, 6, 4, 3, 1]


@pytest.mark.parametrize("end", [lambda page: page.show_state(fabricated.live_state()), LivePage.clear_piece])
def test_frozen_the_lists_stand_still_until_it_ends(
    window: MainWindow, page: LivePage, end: Callable[[LivePage], None]
):
    gallery_of_states.running(window, page)
    gallery = page.findChild(Gallery)
    assert isinstance(gallery, Gallery)
    before = gallery.defect_ids()
    page.show_state(fabricated.live_state(is_frozen=True))
    page.add_thumbnails([fabricated.thumbnail(500)])
    assert gallery.defect_ids() == before
    end(page)
    assert 500 not in gallery.defect_ids()[1:]
    assert (500 in gallery.defect_ids()) == bool(gallery.defect_ids())


def test_a_class_alone_by_its_number_filters_what_is_beside_the_picture(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    gallery = page.findChild(Gallery)
    assert isinstance(gallery, Gallery)
    n_all = len(gallery.defect_ids())
    asked: list[int] = []
    page.solo_chosen.connect(asked.append)
    QTest.keyClick(page.canvas, Qt.Key.Key_2)
    assert asked == [2]
    page.show_look(OverlayLook(solo=2))
    page.show_classes(fabricated.class_states(solo=2))  # the presenter's answer
    assert 0 < len(gallery.defect_ids()) < n_all
    page.show_classes(fabricated.class_states())
    assert len(gallery.defect_ids()) == n_all


def test_arrows_move_inside_of_what_has_the_focus_and_else_from_defect_to_defect(
    qtbot: QtBot, window: MainWindow, page: LivePage
):
    gallery_of_states.running(window, page)
    told: list[str] = []
    page.action_triggered.connect(told.append)
    for kind in (PieceMap, Gallery):
        widget = page.findChild(kind)
        assert isinstance(widget, QWidget)
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Right)
        QTest.keyClick(widget, Qt.Key.Key_Home)
        assert told == []
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    assert told == ["live.next_defect"]


def test_many_marks_are_drawn_as_each_one_would_be(monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(7)
    marks = MapMarks()
    marks.upsert(
        [
            replace(row(number, along, 1 + number % 3, tuple(Severity)[number % 4]), across=across)
            for number, (along, across) in enumerate(rng.uniform((0, 0), (100, 800), (300, 2)).tolist())
        ]
    )
    one_by_one, at_once = (np.zeros((58, 1000), np.uint8) for _ in range(2))
    marks.draw(one_by_one, MapScale(100.0, 800.0, 1000, 58))
    monkeypatch.setattr("inspector.views.live.map_marks.FEW", 0)
    marks.draw(at_once, MapScale(100.0, 800.0, 1000, 58))
    assert (one_by_one == at_once).all()


@pytest.mark.parametrize("zoom", [1.0, 7.0, 300.0])
def test_gaps_and_critical_defects_are_seen_among_twenty_thousand_others(piece_map: PieceMap, zoom: float):
    rng = np.random.default_rng(3)
    extent = replace(EXTENT, length=5000.0)
    piece_map.show_map(extent, 5000.0)
    # In the order in which lanes may report them, and shorter than a pixel.
    gaps = [Stretch(along, along + 0.5, "lost") for along in (4000.0, 1000.0, 2500.0)]
    piece_map.add_gaps(gaps)
    piece_map.upsert([row(1, 2500.25, 1, Severity.CRITICAL), row(2, 1500.0, 1, Severity.CRITICAL)])
    places = zip(rng.uniform(0, 5000, 20_000), rng.uniform(0, 800, 20_000), strict=True)
    others = [
        replace(row(number, float(along), 1, Severity.MAJOR), across=float(across))
        for number, (along, across) in enumerate(places, 3)
    ]
    for first in range(0, len(others), 5000):  # they come later, and lie over each other
        piece_map.upsert(others[first : first + 5000])
    for along in (1000.25, 1500.0, 2500.25, 4000.25):
        piece_map.zoom_about(0.0, 1e-9)
        piece_map.zoom_about(piece_map.point_of(along, 0).x(), zoom)
        image, x = piece_map.grab().toImage(), int(piece_map.point_of(along, 0).x())
        if along != 1500.0:
            box = piece_map.piece_box()
            for y in (box.top() - 2, box.top() + 4, box.bottom() - 4):
                found = {image.pixelColor(x + dx, y).name() for dx in (-1, 0, 1)}
                assert found <= {tokens().base.lower(), tokens().text_dim.lower()}, (along, y)
        if along in (1500.0, 2500.25):
            middle = piece_map.point_of(along, 400.0)
            assert image.pixelColor(x, int(middle.y())).name() == CLASSES[0].colour.lower()
            for side in ((-8, -7), (7, 8)):
                assert tokens().surface.lower() in {image.pixelColor(x + dx, int(middle.y())).name() for dx in side}


@pytest.mark.parametrize(("gap_m", "is_whole"), [(5.0, True), (0.01, False)])
def test_a_mark_that_reaches_into_a_wide_gap_stays_whole(piece_map: PieceMap, gap_m: float, is_whole: bool):
    """A narrow one would not be seen behind marks."""
    piece_map.show_map(replace(EXTENT, length=20.0), 20.0)
    piece_map.add_gaps([Stretch(10.0, 10.0 + gap_m, "skipped")])
    piece_map.upsert([row(1, 10.0, 1, Severity.MAJOR)])
    middle = piece_map.point_of(10.0, 400.0)
    image, y = piece_map.grab().toImage(), int(middle.y()) + 2  # where the triangle is wide
    seen = {image.pixelColor(int(middle.x()) + dx, y).name() for dx in (0, 1)}
    assert (seen == {CLASSES[0].colour.lower()}) is is_whole


@given(
    gaps=st.lists(st.tuples(st.floats(0, 120), st.floats(0, 3)), max_size=60),
    first=st.floats(0, 90),
    length=st.floats(0.001, 100),
    n_columns=st.integers(1, 2000),
)
def test_every_column_of_every_gap_is_drawn_and_none_is_narrow(
    gaps: list[tuple[float, float]], first: float, length: float, n_columns: int
):
    stretches = [Stretch(start, start + long, "") for start, long in gaps]
    drawn = np.zeros(max(4, n_columns), bool)
    for begin, end in gap_columns(stretches, first, length, n_columns):
        assert end - begin >= 4
        drawn[begin:end] = True
    per_unit = len(drawn) / length
    for gap in stretches:
        at = (gap.start - first) * per_unit, (gap.end - first) * per_unit
        if at[1] >= 0 and at[0] <= len(drawn):
            column = min(max(0, math.floor(at[0])), len(drawn) - 1)
            assert drawn[column : max(column + 1, min(len(drawn), math.ceil(at[1])))].all()
    if not gaps:
        assert not drawn.any()


@pytest.mark.parametrize("width", [1, 30])
def test_a_map_without_room_is_painted_all_the_same(piece_map: PieceMap, width: int):
    piece_map.resize(width, 92)
    piece_map.add_gaps([Stretch(1.0, 2.0, "lost")])
    piece_map.upsert([row(1, 20.0, 1, Severity.CRITICAL)])
    assert not piece_map.grab().isNull()
