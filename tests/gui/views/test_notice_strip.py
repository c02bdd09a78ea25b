"""The strip of notices and its panel: what stands where, and that everything is done with keys alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.live import RunState
from inspector.screens.not_inspected import NotInspectedRow, NotInspectedState
from inspector.texts.messages import Tier
from inspector.views.live.live_page import LivePage
from inspector.views.live.notice_panel import NoticePanel, Part
from inspector.views.live.notice_strip import NoticeCell, NoticeStrip
from inspector.views.main_window import MainWindow
from inspector.views.theme import Theme
from tests.gui.views import fabricated, gallery_of_states

Key = Qt.Key


def press(*keys: Qt.Key) -> None:
    """Where the focus is then."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def cell(page: LivePage, name: str) -> NoticeCell:
    found = page.findChild(NoticeCell, name)
    assert isinstance(found, NoticeCell)
    return found


def panel(page: LivePage) -> NoticePanel:
    found = page.findChild(NoticePanel)
    assert isinstance(found, NoticePanel)
    return found


def place_of(widget: QWidget, window: MainWindow) -> tuple[QPoint, int, int]:
    return widget.mapTo(window, QPoint()), widget.width(), widget.height()


def test_coverage_below_the_limit_is_a_band_that_says_stop(page: LivePage) -> None:
    page.show_coverage(CoverageState("INSPECTED 100 %", causes="nothing missed", percent=100.0))
    assert (cell(page, "coverage").shown.tier, cell(page, "coverage").shown.is_loud) == (None, False)
    page.show_coverage(fabricated.LOW_COVERAGE)
    shown = cell(page, "coverage").shown
    assert (shown.lead, shown.is_loud, shown.tier) == ("STOP · below 99 %", True, Tier.STOP)
    name = cell(page, "coverage").accessibleName()
    assert name == "INSPECTED 97.2 % 4.3 m NOT SEEN. STOP · below 99 %. skipped 4.1 m, camera lost 0.2 m"


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_whatever_is_told_nothing_moves_and_nothing_is_hidden(window: MainWindow, page: LivePage, width: int) -> None:
    window.resize(width, 720)
    gallery_of_states.running(window, page)
    gallery_of_states.settle(QApplication.instance(), 0.02)  # type: ignore[arg-type]
    strip = page.findChild(NoticeStrip)
    assert strip is not None
    watched = [page.canvas, strip, *(cell(page, name) for name in ("coverage", "alarm", "answer"))]
    before = [place_of(one, window) for one in watched]
    page.show_coverage(fabricated.LOW_COVERAGE)
    page.show_alarms(fabricated.ALARMS)
    page.show_message(fabricated.ERROR)
    gallery_of_states.settle(QApplication.instance(), 0.02)  # type: ignore[arg-type]
    assert [place_of(one, window) for one in watched] == before
    press(Key.Key_F6)
    assert panel(page).isVisible()
    right = panel(page).mapTo(window, QPoint()).x()
    picture = page.canvas.mapTo(window, QPoint(page.canvas.width(), 0)).x()
    assert right >= picture, "the picture stays whole"


def test_alarms_are_acknowledged_with_keys_alone(qtbot: QtBot, window: MainWindow, page: LivePage) -> None:
    page.show_alarms(fabricated.ALARMS)
    page.canvas.setFocus()
    press(Key.Key_F6, Key.Key_Down, Key.Key_Tab, Key.Key_Tab)  # the second alarm; over “all” to the reasons
    focus = QApplication.focusWidget()
    view = panel(page).alarms
    assert focus in (*view.buttons,)
    with qtbot.waitSignal(page.alarms_acknowledged) as told:
        press(Key.Key_Return)
    assert told.args == [("b",), focus.accessibleName()]
    press(Key.Key_Escape)
    assert not panel(page).isVisible()
    assert QApplication.focusWidget() is page.canvas


def test_a_typed_reason_is_taken_and_a_blank_one_is_not(qtbot: QtBot, window: MainWindow, page: LivePage) -> None:
    page.show_alarms(fabricated.ALARMS)
    page.canvas.setFocus()
    press(Key.Key_F6)
    view = panel(page).alarms
    heard: list[object] = []
    page.alarms_acknowledged.connect(lambda *told: heard.append(told))
    view.other.setFocus()
    QTest.keyClicks(view.other, "   ")
    press(Key.Key_Return)
    assert heard == []
    QTest.keyClicks(view.other, "roller 3 cleaned")
    press(Key.Key_Return)
    assert heard == [(("a",), "roller 3 cleaned")]


def test_all_that_wait_are_acknowledged_at_once_where_somebody_says_so(
    qtbot: QtBot, window: MainWindow, page: LivePage
) -> None:
    page.show_alarms(fabricated.ALARMS)
    page.canvas.setFocus()
    press(Key.Key_F6, Key.Key_Tab)
    press(Key.Key_Space)
    assert panel(page).alarms.all_of_them.isChecked()
    press(Key.Key_Tab)
    with qtbot.waitSignal(page.alarms_acknowledged) as told:
        press(Key.Key_Space)
    assert told.args == [("a", "b"), "Seen, goes on"]
    assert not panel(page).alarms.all_of_them.isChecked(), "once, and not for what comes next"


def test_the_button_in_the_strip_leads_to_the_reasons_for_the_loudest(window: MainWindow, page: LivePage) -> None:
    page.show_alarms(fabricated.ALARMS)
    strip = page.findChild(NoticeStrip)
    assert strip is not None
    QTest.mouseClick(strip.acknowledge, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is panel(page).alarms.buttons[0]
    page.show_alarms(AlarmsState())
    assert not strip.acknowledge.isVisible()


def test_strip_and_panel_name_the_piece_of_an_alarm(window: MainWindow, page: LivePage) -> None:
    first, second = fabricated.ALARMS.open
    of_before = replace(first, piece="on an earlier piece: R-2040")
    page.show_alarms(replace(fabricated.ALARMS, open=(of_before, replace(second, piece="on R-2041"))))
    assert cell(page, "alarm").shown.second.startswith("on an earlier piece: R-2040 · 1 more alarm · ")
    page.canvas.setFocus()
    press(Key.Key_F6)
    lines = [panel(page).alarms.list.item(row).text().splitlines()[1] for row in range(2)]
    assert lines == ["on an earlier piece: R-2040 · 14:02:11 to 14:05:33", "on R-2041 · since 14:05:20 · still there"]


def test_news_leaves_the_chosen_alarm_and_the_typed_reason_alone(window: MainWindow, page: LivePage) -> None:
    page.show_alarms(fabricated.ALARMS)
    page.canvas.setFocus()
    press(Key.Key_F6, Key.Key_Down)
    view = panel(page).alarms
    view.other.setText("half a rea")
    newer = AlarmLine("c", Tier.STOP, "The disk is full.", (), "", "since 14:03:00", "still there")
    page.show_alarms(
        AlarmsState((newer, *fabricated.ALARMS.open), fabricated.ALARMS.history, 3, "", "", fabricated.ALARMS.reasons)
    )
    assert view.chosen_uid() == "b"
    assert view.other.text() == "half a rea"


def test_what_is_acknowledged_cannot_be_acknowledged_again(window: MainWindow, page: LivePage) -> None:
    page.show_alarms(AlarmsState((), fabricated.ALARMS.history, reasons=fabricated.ALARMS.reasons))
    page.canvas.setFocus()
    press(Key.Key_F6)
    assert not any(button.isEnabled() for button in panel(page).alarms.buttons)
    assert panel(page).alarms.list.count() == 1


def test_the_newest_answer_stands_in_front_and_is_never_red_while_inspection_runs_well(page: LivePage) -> None:
    page.show_state(fabricated.live_state(RunState.READY))
    page.show_message(fabricated.WARNING, is_answer=True)
    page.show_message(fabricated.ERROR, is_answer=True)
    shown = cell(page, "answer").shown
    assert (shown.title, shown.aside, shown.tier) == (fabricated.ERROR.what, "+ 1", Tier.STOP)
    page.show_state(fabricated.live_state(RunState.RUNNING))
    assert (cell(page, "answer").shown.tier, cell(page, "answer").shown.is_loud) == (Tier.WARN, False)


def test_answers_open_in_full_are_copied_and_closed_with_keys(qtbot: QtBot, window: MainWindow, page: LivePage) -> None:
    for text in (fabricated.WARNING, fabricated.ERROR):
        page.show_message(text)
    page.canvas.setFocus()
    press(Key.Key_F8)
    view = panel(page).answers
    assert view.details.text().count("\n") == 3
    press(Key.Key_Tab, Key.Key_Return)
    assert QGuiApplication.clipboard().text() == fabricated.ERROR.as_text()
    with qtbot.waitSignal(page.message_closed) as told:
        press(Key.Key_Tab, Key.Key_Return)
    assert told.args == [fabricated.ERROR.code]
    assert page.messages() == (fabricated.WARNING,)
    with qtbot.waitSignal(page.message_closed):
        QTest.keyClick(window, Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert page.messages() == ()


def rows(n: int) -> list[NotInspectedRow]:
    return [NotInspectedRow(number, 0, f"<b>{number}</b>.png", f"{number} m", "It is empty.") for number in range(n)]


def test_each_frame_that_was_not_inspected_is_listed_and_shown_on_enter_or_double_click(
    qtbot: QtBot, window: MainWindow, page: LivePage
) -> None:
    page.add_not_inspected(rows(16))
    page.show_not_inspected(NotInspectedState("16 of 61 frames were not inspected", n=16))
    page.canvas.setFocus()
    press(Key.Key_F7)
    assert [index.row() for index in panel(page).not_inspected.table.selectionModel().selectedRows()] == [0]
    press(Key.Key_Down)
    with qtbot.waitSignal(page.missed_chosen) as told:
        press(Key.Key_Return)
    assert told.args == [rows(2)[1]]
    table = panel(page).not_inspected.table
    middle = table.visualRect(table.model().index(3, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(page.missed_chosen) as told:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [rows(4)[3]]
    page.clear_piece()
    assert table.model().rowCount() == 0


@pytest.mark.parametrize("open_by", ["key", "click"])
def test_a_second_press_closes_the_panel_again(window: MainWindow, page: LivePage, open_by: str) -> None:
    page.canvas.setFocus()
    act: Callable[[], object] = (
        (lambda: press(Key.Key_F7))
        if open_by == "key"
        else (lambda: QTest.mouseClick(cell(page, "coverage"), Qt.MouseButton.LeftButton))
    )
    act()
    assert (panel(page).isVisible(), panel(page).part) == (True, Part.NOT_INSPECTED)
    act()
    assert not panel(page).isVisible()


def test_while_a_model_is_loaded_its_button_gives_it_up(qtbot: QtBot, window: MainWindow, page: LivePage) -> None:
    button = next(one for one in page.findChildren(QToolButton) if one.text() == "Open model")
    page.show_state(replace(fabricated.live_state(RunState.READY), loading="Loading model strip-v5 …", progress=None))
    assert button.text() == "Cancel"
    bar = page.findChild(QProgressBar)
    assert (bar.isVisible(), bar.maximum()) == (True, 0), "nobody knows how long it takes"
    with qtbot.waitSignal(page.action_triggered) as told:
        button.click()
    assert told.args == ["live.cancel_model"]
    page.show_state(fabricated.live_state(RunState.READY))
    assert (button.text(), bar.maximum()) == ("Open model", 1000)


def test_a_theme_that_changes_repaints_signs_and_leaves_what_stands(theme: Theme, page: LivePage) -> None:
    page.show_alarms(fabricated.ALARMS)
    page.show_message(fabricated.ERROR)
    page.canvas.setFocus()
    press(Key.Key_F6, Key.Key_Down)
    theme.force("light")
    assert panel(page).alarms.chosen_uid() == "b"
    assert page.messages() == (fabricated.ERROR,)
