"""The parts of the Train page: curves that are read and zoomed, frames that open, a form that shows and tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from inspector.core.classes import DefectClass
from inspector.screens.train import (
    Budget,
    Charts,
    Choice,
    CompareRow,
    CompareState,
    Curve,
    LookItem,
    LooksState,
    RunMark,
    RunRow,
    SanityRow,
    SanityState,
    SetupState,
    TrainField,
    TrainState,
    TrainWish,
)
from inspector.screens.train_actions import TRAIN_PAGE
from inspector.views.main_window import MainWindow
from inspector.views.theme import GRID, Theme, tokens
from inspector.views.train.looks_column import LargeLook
from inspector.views.train.train_page import TrainPage
from tests.gui.views.driving import opened

CRACK = DefectClass.with_default_look(1, "crack")
ROWS = (
    RunRow("night", RunMark.WORKING, "training", "0.71", "steel", "plain-net-m", "2026-03-01 12:04", "18 min", True),
    RunRow("first", RunMark.FAILED, "failed", "–", "steel", "a-net", "2026-03-01 10:00", "2 min"),
)
STATE = TrainState(ROWS, RunMark.WORKING, "Training: step 10 of 40.", run="night", recipe=("Learns from steel.",))


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> MainWindow:
    made = MainWindow(theme)
    made.add_page(TRAIN_PAGE, lambda: TrainPage(made.actions_of_window, made))
    made.show_page(TRAIN_PAGE.id)
    return opened(qtbot, made)


@pytest.fixture
def page(window: MainWindow) -> TrainPage:
    page = window.findChild(TrainPage)
    assert isinstance(page, TrainPage)
    page.make_charts()
    page.show_state(STATE)
    page.show_empty(None)
    return page


def curve(name: str, n: int = 50, *, is_main: bool = True, look: DefectClass | None = None) -> Curve:
    steps = np.arange(1, n + 1) * 20.0
    return Curve(name, steps, steps / steps[-1], look, is_main)


def charts(n: int = 50) -> Charts:
    return Charts((curve("loss", n),), (curve("mIoU", n), curve("crack", n, is_main=False, look=CRACK)), ())


def test_whatever_can_be_touched_has_a_name_for_screen_readers(page: TrainPage) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableWidget)
    nameless = [
        type(widget).__name__
        for kind in kinds
        for widget in page.findChildren(kind)
        if not widget.accessibleName() and not isinstance(widget.parent(), (QComboBox, QTableWidget))
        and widget.isVisibleTo(page)
    ]  # fmt: skip
    assert nameless == []


def test_pointing_reads_the_nearest_point_of_every_curve(page: TrainPage) -> None:
    assert page.charts is not None
    page.show_charts(charts())
    page.charts.read_at(505.0)
    assert page.charts.reading == "step 505 · mIoU 0.500 · crack 0.500 · loss 0.500"
    page.show_charts(charts(100))  # of another run: what is read is its own
    assert page.charts.reading == "step 505 · mIoU 0.250 · crack 0.250 · loss 0.250"


def test_a_zoom_stays_while_points_are_added_and_f_shows_all_again(page: TrainPage) -> None:
    assert page.charts is not None
    page.show_charts(charts())
    box = page.charts.score.plot.getViewBox()
    assert box.viewRange()[0][1] > 1000
    box.setXRange(100, 200, padding=0)
    box.sigRangeChangedManually.emit([True, False])
    page.show_charts(charts(60))
    assert box.viewRange()[0] == [100, 200]
    QTest.keyClick(page, Qt.Key.Key_F)
    assert box.viewRange()[0][1] > 1190


def test_curves_of_a_class_have_its_colour_and_follow_the_theme(page: TrainPage, theme: Theme) -> None:
    assert page.charts is not None
    page.show_charts(charts())
    main, of_class = (line.opts["pen"] for line in page.charts.score._lines)  # noqa: SLF001  what is drawn
    assert of_class.color() == QColor(CRACK.colour)
    assert main.color() == QColor(tokens().text)
    theme.force("light")
    main, of_class = (line.opts["pen"] for line in page.charts.score._lines)  # noqa: SLF001  what is drawn
    assert main.color() == QColor(tokens().text)
    assert of_class.color() == QColor(CRACK.colour)


def test_an_old_curve_goes_and_one_point_alone_is_drawn(page: TrainPage) -> None:
    assert page.charts is not None
    page.show_charts(charts())
    page.show_charts(Charts(score=(curve("mIoU", 1),)))
    (line,) = page.charts.score._lines  # noqa: SLF001  what is drawn
    assert line.opts["symbol"] == "o"
    assert page.charts.loss._lines == []  # noqa: SLF001  what is drawn


def test_the_arrows_choose_the_next_run(page: TrainPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.run_chosen) as told:
        QTest.keyClick(page, Qt.Key.Key_Down)
    assert told.args == ["first"]


def test_notes_are_told_after_a_rest_and_with_their_run(page: TrainPage, qtbot: QtBot) -> None:
    notes = page.findChild(QPlainTextEdit)
    assert isinstance(notes, QPlainTextEdit)
    with qtbot.waitSignal(page.notes_given, timeout=20_000) as told:
        QTest.keyClicks(notes, "ps k")  # letters that are keys of the page
        page.show_state(replace(STATE, notes="of the disk"))  # a look meanwhile takes nothing away
    assert told.args == ["night", "ps k"]


def test_frames_open_large_by_mouse_and_by_key(page: TrainPage, window: MainWindow, qtbot: QtBot) -> None:
    border = np.array([[2, 2, 10, 2]], np.int32)
    item = LookItem("night/600/a", "val00", "mIoU 0.10", "val00", np.zeros((32, 48), np.uint8), {1: border}, {})
    page.show_looks(LooksState("Validation at step 600", (CRACK,), (item,)))
    tiles = page.looks.worst
    qtbot.waitUntil(lambda: tiles.height() > 100)
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    large = window.findChild(LargeLook)
    assert isinstance(large, LargeLook)
    large.close()
    qtbot.waitUntil(lambda: window.findChild(LargeLook) is None)
    tiles.setFocus()
    QTest.keyClick(tiles, Qt.Key.Key_Return)
    assert isinstance(window.findChild(LargeLook), LargeLook)
    window.findChild(LargeLook).close()


def test_the_form_shows_without_telling_and_tells_what_is_typed(page: TrainPage, qtbot: QtBot) -> None:
    told: list[TrainWish] = []
    page.wish_changed.connect(told.append)
    wish = TrainWish("night-2", "steel", "a-net", "scratch", "none", Budget.MINUTES, "20", "why")
    one = (Choice("steel", "steel", "22 frames"),)
    networks = (Choice("a-net", "a-net"), Choice("dbrnet", "dbrnet"))
    other = (Choice("scratch", "From scratch"),), (Choice("none", "As the Balance page says, " * 4),)
    faults = {TrainField.NAME: "A run of this name is there."}
    page.show_state(replace(STATE, is_setting_up=True))
    page.show_setup(SetupState(wish, one, networks, *other, faults, ("Learns.",), "Correct what is marked first."))
    assert told == []
    form = page.setup.form
    assert form.wish() == wish
    assert form.rows[TrainField.NAME].fault() == "A run of this name is there."
    row = form.rows[TrainField.NAME]
    qtbot.waitUntil(lambda: row.mapTo(form, QPoint(row.width(), 0)).x() <= form.width() - GRID)  # a long choice is cut
    name = next(line for line in form.findChildren(QLineEdit) if line.text() == "night-2")
    QTest.keyClick(name, Qt.Key.Key_End)
    QTest.keyClicks(name, "5")
    assert told[-1] == replace(wish, name="night-25")


def test_findings_are_told_with_their_tier_and_what_to_do(page: TrainPage) -> None:
    rows = (SanityRow(True, "A picture is in two splits.", "Split anew."), SanityRow(False, "Few frames.", "Label."))
    page.show_sanity(SanityState("2 things", rows))
    assert page.setup.sanity.texts() == [
        "Refused", "A picture is in two splits.", "Split anew.", "Mind", "Few frames.", "Label.",
    ]  # fmt: skip
    page.show_sanity(SanityState("nothing"))
    assert page.setup.sanity.texts() == []


def test_a_comparison_takes_the_place_of_the_curves_and_gives_it_back(page: TrainPage) -> None:
    row = CompareRow("IoU crack", "0.652", "0.792", "+0.140", CRACK, is_sure=True)
    page.show_comparison(CompareState("first", "second", "first beside second", (row,), ()))
    table = page.compare.scores
    assert page.compare.isVisible()
    assert not page.looks.isVisible()
    assert [table.item(0, column).text() for column in range(4)] == ["IoU crack", "0.652", "0.792", "+0.140"]
    assert table.item(0, 3).font().bold() or table.item(0, 3).font().weight() > 500
    page.show_comparison(None)
    assert page.charts is not None
    assert page.charts.isVisible()
    assert page.looks.isVisible()


def test_hostile_names_are_shown_as_they_are(page: TrainPage) -> None:
    name = "<b>x</b>&y"
    page.show_state(replace(STATE, verdict=name, rows=(replace(ROWS[0], name=name),), run=name))
    assert page.verdict() == name
    assert page.column.rows.shown_row(0).text == name
