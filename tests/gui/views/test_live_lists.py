"""Legend, table, gallery, map and messages: what they show and what they ask for."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QResizeEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDoubleSpinBox, QLabel, QTableView, QToolTip
from pytestqt.qtbot import QtBot

from inspector.core.defect import Box, Severity
from inspector.screens.defect_list import Column
from inspector.screens.live import DefectRow, MapExtent, Stretch
from inspector.texts.messages import Tier
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.gallery import MAX_KEPT, TILE_WIDTH, Gallery
from inspector.views.live.histogram_slider import HistogramSlider
from inspector.views.live.legend import Legend
from inspector.views.live.live_page import LivePage
from inspector.views.live.map_marks import MapMarks, MapScale
from inspector.views.live.piece_map import PieceMap, round_length, tick_step
from inspector.views.main_window import MainWindow
from inspector.views.message_band import MessageBand
from inspector.views.small_widgets import ElidedBox
from inspector.views.theme import Theme
from tests.gui.views import fabricated
from tests.python_calls import python_calls

CLASSES = fabricated.classes()


def row(number: int, along: float = 1.0, across: float = 400.0, index: int = 1) -> DefectRow:
    made = fabricated.defect_row(number)
    return dataclasses.replace(
        made, along=along, across=across, defect_class=CLASSES[index - 1], length=0.001, width=1.0
    )


# Legend


@pytest.fixture
def legend(qtbot: QtBot, theme: Theme) -> Legend:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(430, 300)
    with qtbot.waitExposed(legend):
        legend.show()
    legend.show_classes(fabricated.class_states())
    legend.show_histograms(fabricated.histograms())
    return legend


def test_a_dragged_threshold_acts_at_once_and_about_30_times_a_second(qtbot: QtBot, legend: Legend):
    told: list[tuple[int, float]] = []
    legend.threshold_chosen.connect(lambda index, value: told.append((index, value)))
    slider = legend.findChildren(HistogramSlider)[1]
    start = time.monotonic()
    handle = round(slider.x_of(slider.value()))
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(handle, 10))
    assert told == []  # it is taken, and not moved
    for x in range(21, 81):
        QTest.mouseMove(slider, QPoint(x, 10))
        slider.setValue(slider.value_at(x))
        qtbot.wait(3)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(80, 10))
    qtbot.waitUntil(lambda: told[-1][1] == slider.value() / 100)  # the last always
    took = time.monotonic() - start
    assert {index for index, _value in told} == {2}
    assert 3 <= len(told) <= took * 31 + 3


def test_showing_a_threshold_is_not_choosing_it(qtbot: QtBot, legend: Legend):
    told: list[object] = []
    legend.threshold_chosen.connect(lambda *args: told.append(args))
    legend.min_area_chosen.connect(lambda *args: told.append(args))
    states = [dataclasses.replace(state, threshold=0.9, min_area=7.0) for state in fabricated.class_states()]
    legend.show_classes(states)
    qtbot.wait(60)
    assert legend.findChildren(HistogramSlider)[0].value() == 90
    assert told == []


def test_an_old_answer_does_not_move_what_the_hand_has_set(qtbot: QtBot, legend: Legend):
    slider = legend.findChildren(HistogramSlider)[0]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 51
    legend.show_classes(fabricated.class_states())  # composed before the key was pressed
    assert slider.value() == 51
    qtbot.wait(700)
    legend.show_classes(fabricated.class_states())
    assert slider.value() == 50  # the presenter has the last word


def test_the_chip_asks_for_its_class_alone_and_waits_for_the_answer(qtbot: QtBot, legend: Legend):
    chip = next(one for one in legend.findChildren(QAbstractButton) if one.accessibleName() == "Show patches alone")
    with qtbot.waitSignal(legend.solo_chosen) as told:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == [2]
    assert not chip.isChecked()
    legend.show_classes(fabricated.class_states(solo=2))
    assert chip.isChecked()


def test_a_least_area_is_told_when_the_number_is_complete(qtbot: QtBot, legend: Legend):
    told: list[tuple[int, float]] = []
    legend.min_area_chosen.connect(lambda index, value: told.append((index, value)))
    field = legend.findChildren(QDoubleSpinBox)[0]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "12")
    assert told == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [(1, 12.0)]


# Table


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> DefectTable:
    table = DefectTable()
    qtbot.addWidget(table)
    table.resize(430, 300)
    with qtbot.waitExposed(table):
        table.show()
    return table


def shown_numbers(table: DefectTable) -> list[str]:
    model = table.findChild(QTableView).model()  # type: ignore[union-attr]
    return [model.index(place, 0).data() for place in range(min(5, model.rowCount()))]


def test_the_newest_is_on_top_and_a_known_one_changes_in_place(table: DefectTable):
    table.upsert_rows([row(1), row(2), row(3)])
    table.upsert_rows([dataclasses.replace(row(2), size="9 × 9 mm"), row(4)])
    assert shown_numbers(table) == ["4", "3", "2", "1"]
    assert table.findChild(QTableView).model().index(2, 3).data() == "9 × 9 mm"  # type: ignore[union-attr]


def test_the_selection_stays_with_its_defect(qtbot: QtBot, table: DefectTable):
    told: list[int] = []
    table.defect_chosen.connect(told.append)
    table.upsert_rows([row(number) for number in range(1, 11)])
    view = table.findChild(QTableView)
    assert isinstance(view, QTableView)
    view.setCurrentIndex(view.model().index(3, 0))
    assert told == [7]
    table.upsert_rows([row(number) for number in range(11, 40)])
    table.remove([1, 2, 39])
    table.upsert_rows([dataclasses.replace(row(7), size="bigger")])
    assert table.chosen() == 7
    assert told == [7]
    table.remove([7])
    assert table.chosen() is None
    assert told == [7]  # nobody chose its neighbour


def test_rows_being_read_do_not_move_when_new_ones_come(table: DefectTable):
    table.upsert_rows([row(number) for number in range(1, 201)])
    view = table.findChild(QTableView)
    assert isinstance(view, QTableView)
    view.verticalScrollBar().setValue(50)
    before = view.indexAt(QPoint(5, 5)).data()
    table.upsert_rows([row(number) for number in range(201, 211)])
    assert view.indexAt(QPoint(5, 5)).data() == before
    view.scrollToTop()
    table.upsert_rows([row(211)])
    assert view.indexAt(QPoint(5, 5)).data() == "211"


def test_a_long_figure_is_never_cut(table: DefectTable):
    table.upsert_rows([row(1)])
    long = dataclasses.replace(row(2), size="1 234.5 × 1 080.2 mm")
    table.upsert_rows([long])
    view = table.findChild(QTableView)
    assert isinstance(view, QTableView)
    assert view.columnWidth(3) >= view.fontMetrics().horizontalAdvance(long.size) + 6


def test_numbers_have_their_room_when_their_column_comes_back(table: DefectTable):
    """Qt knows no width of a column that is hidden, as this one is in a narrow window."""
    view = table.findChild(QTableView)
    assert isinstance(view, QTableView)
    before = view.columnWidth(0)
    table.resize(400, 300)
    assert view.isColumnHidden(0)
    table.upsert_rows([row(7)])
    table.resize(430, 300)
    assert view.columnWidth(0) == before
    table.resize(400, 300)
    table.upsert_rows([row(12_345_678)])
    table.resize(430, 300)
    assert view.columnWidth(0) >= view.fontMetrics().horizontalAdvance("12345678") + 6


def test_not_graded_is_read_whole_whatever_the_width_was_before(table: DefectTable):
    view = table.findChild(QTableView)
    assert isinstance(view, QTableView)
    table.resize(300, 300)
    table.upsert_rows([dataclasses.replace(row(1), severity=Severity.NONE, is_graded=False)])
    assert view.columnWidth(Column.SEVERITY) < 40  # the sign alone: no word is cut to a letter
    table.resize(430, 300)
    assert view.columnWidth(Column.SEVERITY) >= view.fontMetrics().horizontalAdvance("not graded") + 24


def test_a_choice_without_room_ends_in_three_dots(qtbot: QtBot, theme: Theme):
    """Qt would cut it through a letter."""
    pictures = []
    for text in ("number of defects", "number …"):
        box = ElidedBox()
        qtbot.addWidget(box)
        box.addItem(text)
        box.resize(box.fontMetrics().horizontalAdvance("number …") + 34, 28)
        with qtbot.waitExposed(box):
            box.show()
        pictures.append(box.grab().toImage())
    assert pictures[0] == pictures[1]


def test_a_selection_by_the_program_is_no_choice(table: DefectTable):
    told: list[int] = []
    table.defect_chosen.connect(told.append)
    table.upsert_rows([row(1), row(2)])
    table.select(1)
    assert (table.chosen(), told) == (1, [])
    table.select(None)
    assert table.chosen() is None


def test_a_hundred_thousand_defects_take_one_row_each(table: DefectTable):
    table.set_rows(
        row(1) if number == 1 else dataclasses.replace(_ROW, defect_id=number) for number in range(1, 100_001)
    )
    one_more = [dataclasses.replace(_ROW, defect_id=100_001)]
    assert python_calls(lambda: table.upsert_rows(one_more)) < 1000
    assert shown_numbers(table)[0] == "100001"


_ROW = row(2)


def test_an_empty_table_says_what_will_stand_there_and_not_that_the_piece_is_clean(table: DefectTable):
    said = [label.text() for label in table.findChildren(QLabel) if label.isVisible()]
    assert "Defects are listed here as they are found." in said
    table.upsert_rows([row(1)])
    said = [label.text() for label in table.findChildren(QLabel) if label.isVisible()]
    assert "Defects are listed here as they are found." not in said


# Gallery


@pytest.fixture
def gallery(qtbot: QtBot, theme: Theme) -> Gallery:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(800, 90)
    with qtbot.waitExposed(gallery):
        gallery.show()
    return gallery


def test_the_gallery_keeps_the_last_200_newest_first(gallery: Gallery):
    one = fabricated.thumbnail(1)
    gallery.add([dataclasses.replace(one, defect_id=number) for number in range(1, 260)])
    assert gallery.defect_ids() == list(range(259, 259 - MAX_KEPT, -1))
    gallery.add([dataclasses.replace(one, defect_id=200, caption="renewed")])
    assert len(gallery.defect_ids()) == MAX_KEPT
    assert gallery.defect_ids()[0] == 259


def test_pictures_being_looked_at_do_not_move(gallery: Gallery):
    one = fabricated.thumbnail(1)
    gallery.add([dataclasses.replace(one, defect_id=number) for number in range(1, 60)])
    gallery.horizontalScrollBar().setValue(10 * TILE_WIDTH + 33)
    before = gallery.box_of(49)
    gallery.add([dataclasses.replace(one, defect_id=60), dataclasses.replace(one, defect_id=61)])
    assert gallery.box_of(49) == before
    gallery.horizontalScrollBar().setValue(0)
    gallery.add([dataclasses.replace(one, defect_id=62)])
    assert gallery.box_of(62).left() == 0


def test_the_wheel_goes_along_the_gallery(gallery: Gallery):
    gallery.add([fabricated.thumbnail(number) for number in range(1, 40)])
    position = QPointF(100, 30)
    event = QWheelEvent(
        position, gallery.viewport().mapToGlobal(position), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(gallery.viewport(), event)
    assert gallery.horizontalScrollBar().value() == 2 * TILE_WIDTH


def test_a_touched_picture_asks_for_its_defect(qtbot: QtBot, gallery: Gallery):
    gallery.add([fabricated.thumbnail(number) for number in (4, 5, 6)])
    with qtbot.waitSignal(gallery.defect_chosen) as told:
        QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=gallery.box_of(5).center())
    assert told.args == [5]


# Map


@pytest.fixture
def piece_map(qtbot: QtBot, theme: Theme) -> PieceMap:
    piece_map = PieceMap()
    qtbot.addWidget(piece_map)
    piece_map.resize(1080, 92)  # 1000 px along, 58 px across
    with qtbot.waitExposed(piece_map):
        piece_map.show()
    piece_map.show_map(MapExtent(80.0, 800.0, "m", "mm", True), 80.0)
    return piece_map


def colour_at(piece_map: PieceMap, x: float, y: float) -> str:
    return piece_map.grab().toImage().pixelColor(round(x), round(y)).name()


def tool_tip_at(piece_map: PieceMap, along: float) -> str:
    point = piece_map.point_of(along, 0).toPoint()
    QApplication.sendEvent(piece_map, QHelpEvent(QEvent.Type.ToolTip, point, piece_map.mapToGlobal(point)))
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_a_mark_lies_where_the_defect_is(piece_map: PieceMap):
    box = piece_map.piece_box()
    assert (box.left(), box.width()) == (48, 1000)
    piece_map.upsert([row(1, along=25.0, across=400.0, index=3)])  # of an axis of 100 m: a quarter along
    assert colour_at(piece_map, 48 + 250, box.top() + box.height() / 2) == QColor("#009E73").name()
    assert colour_at(piece_map, 48 + 260, box.top() + box.height() / 2) != QColor("#009E73").name()


def test_a_long_defect_has_its_true_extent(piece_map: PieceMap):
    long = dataclasses.replace(row(1, along=50.0, index=3), length=10.0, width=100.0)
    before = colour_at(piece_map, 48 + 452, piece_map.piece_box().center().y())
    piece_map.upsert([long])
    after = [colour_at(piece_map, 48 + x, piece_map.piece_box().center().y()) for x in (448, 452, 548, 552)]
    assert [one != before for one in after] == [False, True, True, False]


def test_marks_keep_their_places_until_the_axis_is_full(piece_map: PieceMap):
    piece_map.upsert([row(1, along=25.0)])
    before = piece_map.point_of(25.0, 400.0)
    piece_map.show_map(MapExtent(99.0, 800.0, "m", "mm", True), 99.0)
    assert piece_map.point_of(25.0, 400.0) == before
    piece_map.show_map(MapExtent(101.0, 800.0, "m", "mm", True), 101.0)
    assert piece_map.point_of(25.0, 400.0).x() == pytest.approx(48 + 125)
    assert colour_at(piece_map, 48 + 125, piece_map.piece_box().center().y()) == QColor("#E69F00").name()


def test_a_touch_near_a_mark_asks_for_its_defect(qtbot: QtBot, piece_map: PieceMap):
    piece_map.upsert([row(1, along=25.0), row(2, along=60.0)])
    with qtbot.waitSignal(piece_map.defect_chosen) as told:
        at = piece_map.point_of(60.0, 400.0).toPoint() + QPoint(6, -5)
        QTest.mouseClick(piece_map, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [2]
    with qtbot.assertNotEmitted(piece_map.defect_chosen, wait=30):
        QTest.mouseClick(piece_map, Qt.MouseButton.LeftButton, pos=piece_map.point_of(42.0, 400.0).toPoint())


def test_a_removed_defect_leaves_no_mark(qtbot: QtBot, piece_map: PieceMap):
    y = piece_map.piece_box().center().y()
    before = colour_at(piece_map, 48 + 250, y)
    piece_map.upsert([row(1, along=25.0), row(2, along=60.0)])
    piece_map.remove([1])
    qtbot.waitUntil(lambda: colour_at(piece_map, 48 + 250, y) == before)
    assert colour_at(piece_map, 48 + 600, y) == QColor("#E69F00").name()


def test_the_marks_that_stay_keep_their_defects(piece_map: PieceMap):
    piece_map.upsert([row(number, along=10.0 * number) for number in range(1, 8)])
    piece_map.remove([2, 7, 99])
    piece_map.upsert([row(8, along=20.0), row(3, along=35.0)])
    chosen: list[int] = []
    piece_map.defect_chosen.connect(chosen.append)
    for along in (10.0, 20.0, 30.0, 35.0, 40.0, 50.0, 60.0, 70.0):  # at 30 and 70 m nothing lies any more
        QTest.mouseClick(piece_map, Qt.MouseButton.LeftButton, pos=piece_map.point_of(along, 400.0).toPoint())
    assert chosen == [1, 8, 3, 4, 5, 6]


def test_one_of_100_000_marks_goes_for_next_to_nothing(piece_map: PieceMap):
    rng = np.random.default_rng(2)
    piece_map.upsert(
        [
            dataclasses.replace(_ROW, defect_id=number, along=float(along), defect_class=CLASSES[number % 3])
            for number, along in enumerate(rng.uniform(0, 80, 100_000))
        ]
    )
    all_anew = python_calls(  # of another size, the map draws all marks afresh
        lambda: QApplication.sendEvent(piece_map, QResizeEvent(piece_map.size(), piece_map.size()))
    )
    assert python_calls(lambda: piece_map.remove([50_000])) < all_anew / 10


def test_a_gap_tells_its_reason(piece_map: PieceMap):
    piece_map.add_gaps([Stretch(10, 11, "camera lost"), Stretch(11, 12, "camera lost"), Stretch(30, 31, "skipped")])
    assert tool_tip_at(piece_map, 20) == ""
    assert tool_tip_at(piece_map, 11.5) == "Not inspected, 10.00 to 12.00 m: camera lost"


@pytest.mark.parametrize(("length", "axis"), [(0.3, 0.5), (1, 1), (1.01, 2), (312.4, 500), (501, 1000), (0, 1)])
def test_an_axis_ends_at_a_round_length(length: float, axis: float):
    assert round_length(length) == pytest.approx(axis)


def test_ticks_do_not_crowd():
    assert tick_step(500, 1000) == 50
    assert tick_step(500, 300) == 200


def test_200_000_marks_are_painted_from_their_picture(piece_map: PieceMap, monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(2)
    rows = [
        dataclasses.replace(_ROW, defect_id=number, along=float(along), defect_class=CLASSES[number % 3])
        for number, along in enumerate(rng.uniform(0, 80, 200_000))
    ]
    n_drawn: list[int] = []
    really_draw = MapMarks.draw

    def draw(
        marks: MapMarks, picture: np.ndarray, scale: MapScale, first: int, pixel_ratio: int, *, over: np.ndarray
    ) -> None:
        n_drawn.append(len(marks) - first)
        really_draw(marks, picture, scale, first, pixel_ratio, over=over)

    monkeypatch.setattr(MapMarks, "draw", draw)
    piece_map.upsert(rows)
    piece_map.grab()
    assert n_drawn == [200_000]
    for _ in range(10):
        piece_map.grab()
    assert n_drawn == [200_000]  # painting draws no mark
    piece_map.upsert([row(300_000, along=12.0)])
    piece_map.grab()
    assert n_drawn == [200_000, 1]


# Messages


def test_messages_wait_for_each_other_loudest_first(qtbot: QtBot, theme: Theme):
    band = MessageBand()
    qtbot.addWidget(band)
    closed: list[str] = []
    band.closed.connect(closed.append)
    note = dataclasses.replace(fabricated.WARNING, tier=Tier.NOTE, code="a.note")
    for message in (note, fabricated.WARNING, fabricated.ERROR, note):
        band.show_message(message)
    assert band.current() is fabricated.ERROR
    for _ in range(4):
        band.close_first()
    assert closed == ["camera.lost", "model.wrong_rank", "a.note"]


def test_an_answer_stands_before_those_as_loud_and_behind_louder_ones(qtbot: QtBot, theme: Theme):
    band = MessageBand()
    qtbot.addWidget(band)
    first, second = (dataclasses.replace(fabricated.WARNING, code=code) for code in ("a.first", "a.second"))
    band.show_message(first)
    band.show_message(second)
    assert band.current() is first
    band.show_message(second, is_answer=True)
    assert band.current() is second
    band.show_message(fabricated.ERROR)
    band.show_message(first, is_answer=True)
    closed: list[str] = []
    band.closed.connect(closed.append)
    while band.current() is not None:
        band.close_first()
    assert closed == ["camera.lost", "a.first", "a.second"]


def test_the_details_are_copied_with_all_parts_and_the_code(qtbot: QtBot, theme: Theme):
    band = MessageBand()
    qtbot.addWidget(band)
    band.show_message(fabricated.ERROR)
    next(button for button in band.findChildren(QAbstractButton) if button.text() == "Copy details").click()
    assert QGuiApplication.clipboard().text() == band.toolTip() == fabricated.ERROR.as_text()
    assert "[camera.lost]" in QGuiApplication.clipboard().text()


# The table held, sorted, filtered


def view_of(table: DefectTable) -> QTableView:
    view = table.findChild(QTableView)
    assert isinstance(view, QTableView)
    return view


def test_a_held_table_stands_still_and_takes_in_afterwards_what_came(table: DefectTable):
    table.upsert_rows([row(1), row(2), row(3)])
    table.hold(True)
    table.upsert_rows([dataclasses.replace(row(2), size="9 × 9 mm"), row(4)])
    table.remove([1])
    assert shown_numbers(table) == ["3", "2", "1"]
    assert view_of(table).model().index(1, 3).data() != "9 × 9 mm"
    table.hold(False)
    assert shown_numbers(table) == ["4", "3", "2"]
    assert view_of(table).model().index(2, 3).data() == "9 × 9 mm"


def test_a_new_defect_that_is_stepped_to_under_a_frozen_picture_is_listed(table: DefectTable):
    table.upsert_rows([row(1)])
    table.hold(True)
    table.upsert_rows([row(2)])
    table.select(2)
    assert table.chosen() == 2
    table.upsert_rows([row(3)])
    assert shown_numbers(table) == ["2", "1"]


def test_another_piece_forgets_what_waited(table: DefectTable):
    table.upsert_rows([row(1)])
    table.hold(True)
    table.upsert_rows([row(2)])
    table.set_rows([])
    table.hold(False)
    assert shown_numbers(table) == []


def test_the_selection_stays_when_the_order_changes_and_nobody_is_told(qtbot: QtBot, table: DefectTable):
    told: list[int] = []
    table.defect_chosen.connect(told.append)
    table.upsert_rows([row(number, along=float(number % 7)) for number in range(1, 60)])
    table.select(7)
    click(table, 1)
    assert (table.chosen(), told) == (7, [])
    table.upsert_rows([row(60, along=0.0)])
    assert (table.chosen(), told) == (7, [])
    table.show_class_alone("none of these")
    assert table.chosen() is None
    said = [label.text() for label in table.findChildren(QLabel) if label.isVisible()]
    assert "No defect fits the filter." in said
    assert "0 of 60" in said
    assert told == []


def click(table: DefectTable, column: int) -> None:
    header = view_of(table).horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))


def test_several_rows_are_selected_and_copied_and_choose_no_frame(table: DefectTable):
    told: list[int] = []
    table.defect_chosen.connect(told.append)
    table.upsert_rows([row(number) for number in range(1, 9)])
    view = view_of(table)
    for number, modifier in ((1, Qt.KeyboardModifier.NoModifier), (3, Qt.KeyboardModifier.ShiftModifier)):
        middle = view.visualRect(view.model().index(number, 1)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, middle)
    assert told == [7]  # the first click alone
    table.copy_rows()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["No.", "7", "6", "5"]
    rows = table.wanted_rows()
    assert [one.defect_id for one in rows] == [7, 6, 5]


def test_names_with_tabs_and_formulas_stay_one_cell(table: DefectTable):
    table.upsert_rows([dataclasses.replace(row(1), file="=a\tb\n.png")])
    table.copy_rows()
    line = QGuiApplication.clipboard().text().splitlines()[1]
    assert line.split("\t")[6] == "'=a b .png"


def test_a_step_goes_through_the_rows_as_they_are_listed(table: DefectTable):
    told: list[int] = []
    table.defect_chosen.connect(told.append)
    table.upsert_rows([row(number, along=float(10 - number)) for number in range(1, 5)])
    click(table, 1)  # 4, 3, 2, 1 by position
    for step in (1, 1, 1, 1, 1, -1):
        table.step(step)
    assert told == [4, 3, 2, 1, 2]


# Zoomed to a defect


def test_a_choice_is_zoomed_to_once_and_escape_leads_back_unless_somebody_moved(qtbot: QtBot, window: MainWindow):
    page = window.findChild(LivePage)
    assert isinstance(page, LivePage)
    canvas = page.canvas
    frame = fabricated.display_frame()
    page.show_empty(None)
    canvas.show_frame(frame)
    whole = canvas.zoom
    focused = dataclasses.replace(frame, focus=Box(100, 50, 20, 20))
    canvas.show_frame(focused)
    near = canvas.zoom
    assert near > whole
    x, y = canvas.frame_position(canvas.width() / 2, canvas.height() / 2)
    assert 90 < x < 500
    assert 0 < y < 256
    canvas.resize(canvas.width(), canvas.height() - 60)  # a band came: nobody moved it
    canvas.show_frame(frame)
    canvas.resize(canvas.width(), canvas.height() + 60)
    assert canvas.zoom == whole
    canvas.show_frame(focused)
    canvas.zoom_about_middle(1.5)
    moved = canvas.zoom
    canvas.show_frame(frame)
    assert canvas.zoom == moved
