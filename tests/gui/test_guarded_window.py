"""The real window, keys and mouse: what runs does not end by accident, and a locked window changes nothing."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.core.messages import Code
from inspector.core.roles import Role
from inspector.people.changing import add_person
from inspector.screens.balance_actions import BALANCE
from inspector.screens.live import RunState
from inspector.screens.live_actions import LIVE
from inspector.store.database import reading
from inspector.store.queries import inspections, setting_changes
from inspector.views.action_set import ActionSet
from inspector.views.drawn_slider import REACH_PX
from inspector.views.field_dialog import FieldDialog
from inspector.views.fields import NumberField
from inspector.views.input_guard import is_field
from inspector.views.live.controls import Controls
from inspector.views.live.histogram_slider import HistogramSlider
from inspector.views.live.legend import ClassRow, ResetButton
from inspector.views.live.threshold_menu import ThresholdMenu
from inspector.views.top_line import PinField, Question, TopLine
from inspector.workspace.workspace import create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_live_inspection import Driver, live, n_inspected, ready, write_frames
from tests.gui.test_meant_values import turned
from tests.tiny_model import write_tiny_model

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture(params=[""])
def driver(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Driver]:
    """Its parameter is the PIN of the workspace, "" for none."""
    workspace = create_workspace(tmp_path / "plant")
    if request.param:
        workspace = add_person(workspace, "", Role.ADMINISTRATOR, request.param)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        found = Driver(parts, qtbot, workspace.database)
        ready(found)
        found.wait(lambda: parts.window.findChild(ClassRow) is not None)
        yield found


def actions(driver: Driver) -> ActionSet:
    return driver.window.actions_of_window


def start_button(driver: Driver) -> QPushButton:
    controls = driver.page.findChild(Controls)
    return next(one for one in controls.findChildren(QPushButton) if one.height() > 60)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def asked(driver: Driver) -> str:
    """Id of the action that is asked about on the page, "" for none."""
    state = driver.live_state
    return state.asked.action_id if state is not None and state.asked is not None else ""


def question(driver: Driver) -> str:
    """In the top line."""
    label = driver.window.findChild(TopLine).findChild(Question)
    return label.text() if label.isVisible() else ""


def test_one_stray_key_or_click_ends_nothing_and_says_what_a_second_one_would(driver: Driver) -> None:
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    where = start_button(driver).geometry()
    driver.key(Qt.Key.Key_F5)
    assert (driver.state, asked(driver)) == (RunState.RUNNING, "live.start_stop")
    assert start_button(driver).text() == "Press again"
    assert start_button(driver).geometry() == where
    driver.key(Qt.Key.Key_O)  # anything else
    assert (driver.state, asked(driver), start_button(driver).text()) == (RunState.RUNNING, "", "Stop")
    QTest.mouseDClick(start_button(driver), Qt.MouseButton.LeftButton)
    click(start_button(driver))  # a nervous hand
    assert (driver.state, asked(driver)) == (RunState.RUNNING, "live.start_stop")
    driver.key(Qt.Key.Key_D, CONTROL)
    assert (driver.state, asked(driver)) == (RunState.RUNNING, "live.open_demo")
    driver.key(Qt.Key.Key_Escape)
    assert asked(driver) == ""

    def clicked() -> bool:
        if driver.state is RunState.RUNNING:
            click(start_button(driver))
        return driver.state is not RunState.RUNNING

    driver.wait(clicked)
    driver.wait(lambda: driver.state is RunState.ENDED)


def test_a_question_hides_no_message(driver: Driver) -> None:
    live(driver)
    driver.page.model_chosen.emit("nowhere.onnx")
    driver.wait(lambda: driver.said == "model.missing")
    driver.key(Qt.Key.Key_F5)
    assert (asked(driver), driver.said) == ("live.start_stop", "model.missing")


def test_quitting_is_asked_in_the_top_line_of_whatever_page_and_a_second_press_quits(driver: Driver) -> None:
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    driver.window.show_page(BALANCE)
    QTest.keyClick(driver.window, Qt.Key.Key_Q, CONTROL)
    assert question(driver).startswith("Quitting ends Coil strip 20")
    driver.window.show_page(LIVE)
    driver.key(Qt.Key.Key_P)
    assert question(driver) == ""

    def closed() -> bool:
        driver.window.close()  # as its own button does
        return not driver.window.isVisible()

    driver.wait(closed)
    with reading(driver.database) as connection:
        assert len(inspections.recent(connection)) == 1


def test_a_wrong_camera_number_ends_nothing_and_the_panel_said_what_it_would_cost(driver: Driver) -> None:
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    driver.key(Qt.Key.Key_C, CONTROL | SHIFT)
    panel = driver.page.findChild(FieldDialog)
    driver.wait(panel.isVisible)
    canvas = driver.page.canvas
    of_canvas = canvas.rect().translated(canvas.mapTo(driver.page, QPoint(0, 0)))
    assert panel.parentWidget() is driver.page
    assert not panel.geometry().intersects(of_canvas)
    assert "Open and end the piece" in [one.text() for one in panel.findChildren(QPushButton)]
    QTest.keyClicks(panel.field, "77")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    driver.wait(lambda: driver.said == Code.CAMERA_NO_SUCH_NUMBER)
    words = driver.page.messages()[0]
    assert words.meanwhile.startswith("Coil strip 20")
    n_before = n_inspected(driver)
    driver.wait(lambda: n_inspected(driver) > n_before)
    assert driver.state is RunState.RUNNING


def test_a_folder_takes_over_once_it_is_open_and_both_pieces_are_whole(driver: Driver, tmp_path: Path) -> None:
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    driver.inspect(write_frames(tmp_path / "frames", 3))
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        newest, before = inspections.recent(connection)
    assert (newest.piece_name.split()[0], newest.n_inspected) == ("frames", 3)
    assert before.piece_name.startswith("strip ")


def test_escape_leaves_a_panel_and_letters_typed_in_it_stay_letters(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N, CONTROL)
    panel = driver.page.findChild(FieldDialog)
    driver.wait(panel.field.hasFocus)
    QTest.keyClicks(panel.field, "PKOFH1")
    assert panel.field.text() == "PKOFH1"
    driver.wait(lambda: driver.live_state is not None)
    assert not driver.live_state.is_frozen
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    driver.wait(lambda: driver.page.findChild(FieldDialog) is None)
    assert driver.page.hasFocus() or driver.page.canvas.hasFocus()


def row(driver: Driver, index: int = 0) -> ClassRow:
    return driver.page.findChildren(ClassRow)[index]


def drag(slider: HistogramSlider, by: int) -> None:
    start, end = slider.x_of(slider.value()), slider.x_of(slider.value() + by)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(start), 10))
    for x in (start + (end - start) / 2, end):
        QTest.mouseMove(slider, QPoint(round(x), 10))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(end), 10))


def changes(driver: Driver) -> list[tuple[str, str, float, float, str]]:
    """Oldest first, as the database has them."""
    with reading(driver.database) as connection:
        found = setting_changes.recent(connection)
    assert all(one.actor and one.recorded_at for one in found)
    return [(one.class_name, one.quantity, one.before, round(one.after, 2), one.because) for one in reversed(found)]


def test_a_changed_threshold_says_from_what_and_is_put_back_by_click_key_and_undo(driver: Driver) -> None:
    slider, reset = row(driver).findChild(HistogramSlider), row(driver).findChild(ResetButton)
    menu = driver.page.findChild(ThresholdMenu)
    width = slider.width()
    assert not reset.isVisible()
    assert menu.text() == "Thresholds: model's own"
    drag(slider, 20)
    driver.wait(reset.isVisible)
    assert (slider.value(), reset.text(), slider.width()) == (70, "changed from 0.50 ↺", width)
    assert menu.text() == "Thresholds: model's own · changed by hand: 1"
    click(reset)
    driver.wait(lambda: not reset.isVisible() and slider.value() == 50)
    driver.key(Qt.Key.Key_Z, CONTROL)
    driver.wait(lambda: slider.value() == 70)
    driver.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    driver.wait(lambda: slider.value() == 50)
    driver.key(Qt.Key.Key_Z, CONTROL)
    driver.wait(lambda: slider.value() == 70)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Delete)
    driver.wait(lambda: slider.value() == 50)
    hand, name = (0.5, 0.7), ("dull", "threshold")
    expected = [
        (*name, *hand, ""), (*name, *hand[::-1], "reset"), (*name, *hand, "undo"), (*name, *hand[::-1], "redo"),
        (*name, *hand, "undo"), (*name, *hand[::-1], "reset"),
    ]  # fmt: skip
    driver.wait(lambda: changes(driver) == expected)


def test_an_area_that_is_typed_is_recorded_with_the_inspection_that_runs(driver: Driver) -> None:
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    area = row(driver).findChild(NumberField)
    driver.wait(lambda: area.text().endswith("mm²"))
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(area, "2,5")
    QTest.keyClick(area, Qt.Key.Key_Return)
    driver.wait(lambda: changes(driver) == [("dull", "min_area_px", 4, 10, "")])  # 0.25 mm² a pixel
    with reading(driver.database) as connection:
        (change,) = setting_changes.recent(connection)
        (running,) = inspections.recent(connection)
    assert (change.inspection_id, change.model_name) == (running.inspection_id, "tiny")


def test_what_a_hand_changed_stays_with_its_source(driver: Driver, tmp_path: Path) -> None:
    slider = row(driver).findChild(HistogramSlider)
    driver.inspect(write_frames(tmp_path / "first", 2))
    drag(slider, 20)
    driver.presenter.start()  # the same once more
    driver.wait(lambda: driver.state is RunState.ENDED)
    driver.wait(lambda: slider.value() == 70)
    driver.inspect(write_frames(tmp_path / "second", 2))
    driver.wait(lambda: slider.value() == 50)
    driver.wait(lambda: changes(driver)[-1] == ("dull", "threshold", 0.7, 0.5, "source"))
    with reading(driver.database) as connection:
        done = inspections.recent(connection)
    assert [one.thresholds[1] for one in done] == [0.5, pytest.approx(0.7), 0.5]


def test_a_set_is_saved_under_a_name_and_its_menu_lists_it(driver: Driver) -> None:
    drag(row(driver).findChild(HistogramSlider), 20)
    menu = driver.page.findChild(ThresholdMenu)
    menu.set_name_wished.emit()  # "Save as a set…"
    panel = driver.page.findChild(FieldDialog)
    fields = {one.accessibleName(): one for one in panel.findChildren(QLineEdit)}
    QTest.keyClicks(fields["Name"], "winter")
    QTest.keyClicks(fields["Product"], "rail")
    QTest.keyClick(fields["Name"], Qt.Key.Key_Return)
    driver.wait(lambda: menu.text() == "Thresholds: set “winter” for rail")
    menu.menu().aboutToShow.emit()
    listed = {one.text(): one for one in menu.menu().actions()}
    assert listed["winter · rail"].isChecked()
    listed["The model's own"].trigger()
    driver.wait(lambda: menu.text() == "Thresholds: model's own")
    driver.wait(lambda: row(driver).findChild(HistogramSlider).value() == 50)


def unlock(driver: Driver, pin: str) -> None:
    driver.key(Qt.Key.Key_L, CONTROL)
    field = driver.window.findChild(PinField)
    driver.wait(field.hasFocus)
    QTest.keyClicks(field, pin)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("driver", ["2041"], indirect=True)
def test_a_locked_window_starts_stops_and_looks_and_says_why_not_more(driver: Driver, tmp_path: Path) -> None:
    driver.wait(lambda: actions(driver).is_locked)
    slider = row(driver).findChild(HistogramSlider)
    assert not slider.isEnabled()
    assert slider.toolTip() == "Locked: an engineer unlocks with Ctrl+L"
    buttons = [one for one in driver.page.findChildren(QPushButton) if one.isVisible() and one.text()[:4] == "Open"]
    assert buttons == []  # of what nobody may open; whom to ask stands there instead
    said = [one.text() for one in driver.page.findChildren(QLabel) if one.isVisible()]
    assert any("Ask an engineer to open one.\nLocked: an engineer unlocks with Ctrl+L" in text for text in said)
    driver.key(Qt.Key.Key_D, CONTROL)
    assert driver.state is RunState.NOTHING
    assert question(driver) == "Locked: an engineer unlocks with Ctrl+L"
    driver.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)  # another page
    assert driver.page.isVisible()
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)  # Review
    assert not driver.page.isVisible()
    driver.window.show_page(LIVE)
    live(driver)  # as the program would resume it
    driver.wait(lambda: n_inspected(driver) > 2)
    driver.key(Qt.Key.Key_P)
    assert driver.live_state.is_frozen
    driver.key(Qt.Key.Key_N, CONTROL)
    driver.wait(lambda: driver.page.findChild(FieldDialog) is not None)
    QTest.keyClick(driver.page.findChild(FieldDialog).field, Qt.Key.Key_Escape)
    driver.stop_by_key()
    driver.wait(lambda: driver.state is RunState.ENDED)


@pytest.mark.parametrize("driver", ["2041"], indirect=True)
def test_the_right_pin_unlocks_a_wrong_one_waits_and_escape_leaves(driver: Driver) -> None:
    driver.wait(lambda: actions(driver).is_locked)
    unlock(driver, "0000")
    driver.wait(lambda: question(driver).startswith("That is not the PIN."))
    field = driver.window.findChild(PinField)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.isVisible(), actions(driver).is_locked, question(driver)) == (False, True, "")
    unlock(driver, "")
    driver.wait(lambda: question(driver) == "PIN of the engineer")
    QTest.keyClicks(field, "2041")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.wait(lambda: not actions(driver).is_locked)
    assert row(driver).findChild(HistogramSlider).isEnabled()
    assert question(driver) == ""
    driver.window.show_page(BALANCE)
    sign = next(
        one for one in driver.window.findChild(TopLine).findChildren(QToolButton) if one.text() == "Administrator"
    )
    click(sign)
    assert actions(driver).is_locked
    assert driver.page.isVisible()  # no page for engineers stays open


@pytest.mark.parametrize("driver", ["2041"], indirect=True)
def test_nobody_at_the_window_for_long_locks_it_while_inspection_goes_on(driver: Driver) -> None:
    lock = driver.parts.lock
    assert lock is not None
    driver.wait(lambda: actions(driver).is_locked)
    unlock(driver, "2041")
    driver.wait(lambda: not actions(driver).is_locked)
    live(driver)
    driver.key(Qt.Key.Key_O, CONTROL)
    lock._unused_s = lambda: 601.0  # noqa: SLF001  instead of ten minutes
    driver.wait(lambda: actions(driver).is_locked)
    driver.wait(lambda: driver.page.findChild(FieldDialog) is None)  # what was asked for is not asked any more
    n_before = n_inspected(driver)
    driver.wait(lambda: n_inspected(driver) > n_before)


def test_closing_over_a_database_that_does_not_answer_says_how_many_records_wait(
    driver: Driver, tmp_path: Path
) -> None:
    driver.inspect(write_frames(tmp_path / "frames", 2))
    with closing(sqlite3.connect(driver.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        drag(row(driver).findChild(HistogramSlider), 20)
        driver.wait(lambda: driver.session.n_unwritten > 0)
        driver.window.close()
        driver.wait(lambda: question(driver) == "1 record waits for the disk; then the window closes.")
        buttons = {one.text(): one for one in driver.window.findChild(TopLine).findChildren(QPushButton)}
        click(buttons["Quit and lose 1 record"])
        driver.wait(lambda: "Press again: lose 1 record" in [one.text() for one in buttons.values()])
        click(buttons["Wait"])
        other.execute("ROLLBACK")
    driver.wait(lambda: not driver.window.isVisible())
    assert driver.presenter.n_lost == 0
    assert len(changes(driver)) == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_monkey_ends_nothing_and_changes_nothing_unasked(driver: Driver, seed: int) -> None:
    """Wheel and clicks wherever there is a field or a line, keys as a sleeve presses them; never the same twice."""
    rng = random.Random(seed)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    fields = [one for one in driver.window.findChildren(QWidget) if is_field(one) and one.isVisible()]
    sliders = [one for one in fields if isinstance(one, HistogramSlider)]
    keys = [(Qt.Key.Key_F5, PLAIN), (Qt.Key.Key_D, CONTROL), (Qt.Key.Key_Q, CONTROL), (Qt.Key.Key_Escape, PLAIN)]
    keys += [(key, PLAIN) for key in (Qt.Key.Key_P, Qt.Key.Key_H, Qt.Key.Key_O, Qt.Key.Key_Left, Qt.Key.Key_1)]
    before = driver.session.in_use
    assert before is not None
    pressed: object = None
    for _ in range(150):
        driver.page.canvas.setFocus()
        act = rng.choice(["wheel", "click", "key"])
        if act == "wheel":
            turned(rng.choice(fields), rng.choice([-3, -1, 1, 3]))
        elif act == "click":
            slider = rng.choice(sliders)
            far = [x for x in range(slider.width()) if abs(x - slider.x_of(slider.value())) > 2 * REACH_PX]
            QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(rng.choice(far), 10))
        else:
            key = rng.choice([one for one in keys if one != pressed])
            pressed = key
            driver.key(*key)
    n_before = n_inspected(driver)
    driver.wait(lambda: n_inspected(driver) > n_before)
    assert (driver.state, driver.window.isVisible()) == (RunState.RUNNING, True)
    assert driver.session.in_use is not None
    assert driver.session.in_use.settings.limits == before.settings.limits
    with reading(driver.database) as connection:
        assert len(inspections.recent(connection)) == 1
        assert setting_changes.recent(connection) == ()
