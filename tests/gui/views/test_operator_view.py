"""The operator's view in a real window, driven by its keys and by mouse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.core.defect import Severity
from inspector.core.messages import Tier
from inspector.core.roles import Role
from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.lock import LockState, SignIn
from inspector.screens.operator import LargePicture, OperatorScreen, Tone
from inspector.screens.shell import EmptyState
from inspector.views.live.controls import Controls
from inspector.views.live.legend import Legend
from inspector.views.live.live_page import LivePage
from inspector.views.live.piece_map import PieceMap
from inspector.views.live.verdict_line import VerdictLine
from inspector.views.main_window import MainWindow
from inspector.views.navigation_rail import NavigationRail
from inspector.views.operator.alarms_in_full import AlarmsInFull
from inspector.views.operator.large_button import LargeButton
from inspector.views.operator.operator_foot import OperatorFoot
from inspector.views.operator.operator_head import OperatorHead
from inspector.views.operator.serious_column import SeriousColumn
from inspector.views.operator.sizes import LARGE_PX, MIN_TARGET_PX, target_px
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import Theme, tokens
from inspector.views.top_line import TopLine
from tests.gui.views import fabricated, gallery_of_states

SCREEN = OperatorScreen(
    "INSPECTING", Tone.CALM, "", "Coil R-2041", "312.4 m", start_text="Stop", can_start=True, is_running=True,
    can_remark=True, no_serious="No critical or major defect on this piece",
)  # fmt: skip


CRACK = "Critical defect: crack, 4.1 × 0.3 mm, at 311.82 m"


def large_picture(defect_id: int, severity: Severity = Severity.CRITICAL) -> LargePicture:
    small = fabricated.thumbnail(defect_id)
    return LargePicture(
        "i" * 32, defect_id, small.defect_class, severity, np.ascontiguousarray(small.pixels), f"{severity} scratches",
        "41.2 × 3.0 mm", "311.8 m", 0, 7, 1.0, 1.0,
    )  # fmt: skip


@pytest.fixture
def operator(window: MainWindow, page: LivePage, qtbot: QtBot) -> LivePage:
    """The view, opened with its key over a running inspection."""
    window.operator_shown.connect(page.show_operator_view)  # as ``app`` does
    page.leave_operator.connect(lambda: window.show_operator_view(False))
    gallery_of_states.running(window, page)
    page.show_operator_screen(SCREEN)
    page.show_serious((large_picture(92), large_picture(91, Severity.MAJOR)))
    QTest.keyClick(page.canvas, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.is_operator_view and page.findChild(OperatorFoot).isVisible())
    QApplication.processEvents()
    return page


def button(page: LivePage, text: str) -> LargeButton:
    return next(one for one in page.findChildren(LargeButton) if one.accessibleName() == text)


def one(page: QWidget, kind: type[QWidget]) -> QWidget:
    found = page.findChild(kind)
    assert isinstance(found, kind)
    return found


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


def test_it_leaves_out_what_an_engineer_needs_and_comes_back_by_the_same_key(
    window: MainWindow, operator: LivePage, qtbot: QtBot
) -> None:
    engineers = [one(operator, Controls), one(operator, Legend), one(window, NavigationRail)]
    assert window.isFullScreen()
    assert not any(part.isVisible() for part in engineers)
    assert operator.canvas.isVisible()
    assert one(operator, PieceMap).isVisible()
    QTest.keyClick(operator.canvas, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert all(part.isVisible() for part in engineers)
    assert not one(operator, OperatorHead).isVisible()


def test_the_engineers_button_leaves_it(window: MainWindow, operator: LivePage) -> None:
    click(button(operator, "Engineer's view"))
    assert not window.is_operator_view


def test_a_word_about_the_lock_is_seen_in_it_too(window: MainWindow, operator: LivePage) -> None:
    """As where a key of an engineer's is pressed while the window is locked: it does nothing, and says so."""
    top = one(window, TopLine)
    assert not top.isVisible()
    window.show_lock(LockState(Role.OPERATOR, has_lock=True))
    QTest.keyClick(operator.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    shown = {label.text() for label in top.findChildren(QLabel) if label.isVisible()}
    assert window.actions_of_window.lock_text() in shown
    window.show_lock_notice("")  # some seconds later
    assert not top.isVisible()


def test_the_pin_is_asked_for_in_it_and_escape_goes_on_with_it(
    window: MainWindow, operator: LivePage, qtbot: QtBot
) -> None:
    wished: list[bool] = []
    window.lock_wished.connect(lambda: wished.append(True))
    window.unlock_left.connect(lambda: window.show_unlock(None))
    QTest.keyClick(operator.canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert wished == [True]
    window.show_unlock(SignIn("PIN of the engineer"))
    top = one(window, TopLine)
    field = one(top, QLineEdit)
    assert top.isVisible()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.is_operator_view
    assert not top.isVisible()


def test_where_there_is_no_picture_the_sentence_is_large_and_nothing_small_is_pressed(
    window: MainWindow, operator: LivePage
) -> None:
    sentence = "Waiting for the first frame of R-2041"
    operator.show_empty(EmptyState(sentence, ("live.open_folder",)))
    QApplication.processEvents()
    label = next(label for label in operator.findChildren(QLabel) if label.text() == sentence)
    small = next(button for button in operator.findChildren(QPushButton) if button.text() == "Open folder…")
    assert label.font().pixelSize() == LARGE_PX
    assert not small.isVisible()
    window.show_operator_view(False)
    assert label.font().pixelSize() < LARGE_PX
    assert small.isVisible()


def test_every_target_is_as_large_as_a_gloved_finger(operator: LivePage) -> None:
    foot = one(operator, OperatorFoot)
    for show in (OperatorFoot.show_actions, OperatorFoot.ask_what_is_wrong, OperatorFoot.ask_piece):
        show(foot)
        QApplication.processEvents()
        targets = [one for one in operator.findChildren(QPushButton) if one.isVisible()]
        targets += [one for one in operator.findChildren(QLineEdit) if one.isVisible()]
        assert targets
        assert min(min(one.width(), one.height()) for one in targets) >= target_px(foot) >= MIN_TARGET_PX


def test_thats_wrong_takes_two_presses_and_may_be_withdrawn(operator: LivePage, qtbot: QtBot) -> None:
    remarks: list[tuple[str, int | None]] = []
    operator.remarked.connect(lambda kind, meant: remarks.append((kind, meant and meant.defect_id)))
    click(button(operator, "That's wrong"))
    assert remarks == []
    click(button(operator, "A defect was missed"))
    click(button(operator, "That's wrong"))
    name = large_picture(92).defect_class.name
    first, second = (one for one in operator.findChildren(LargeButton) if one.accessibleName().startswith("No defect"))
    assert first.accessibleName() == f"No defect: {name}, 311.8 m"
    operator.show_serious((large_picture(93), large_picture(92)))  # came after the question: it is not meant
    click(first)
    click(button(operator, "That's wrong"))
    click(second)
    click(button(operator, "That's wrong"))
    cancel = next(one for one in operator.findChildren(LargeButton) if one.text() == "Cancel" and one.isVisible())
    click(cancel)
    assert remarks == [("missed", None), ("false", 92), ("false", 92)]
    assert button(operator, "That's wrong").isVisible()


def test_without_a_picture_what_is_outlined_on_the_screen_is_meant(operator: LivePage) -> None:
    remarks: list[tuple[str, object]] = []
    operator.remarked.connect(lambda kind, meant: remarks.append((kind, meant)))
    operator.show_serious(())
    click(button(operator, "That's wrong"))
    shown = [one for one in operator.findChildren(LargeButton) if one.isVisible() and "No defect" in one.text()]
    assert [one.accessibleName() for one in shown] == ["No defect: what is outlined now"]
    click(shown[0])
    assert remarks == [("false", None)]


def test_a_button_is_told_of_as_it_is_pressed_so_that_an_answer_of_before_goes(operator: LivePage) -> None:
    told: list[None] = []
    operator.operator_pressed.connect(lambda: told.append(None))
    click(button(operator, "New piece"))
    click(next(one for one in operator.findChildren(LargeButton) if one.text() == "Cancel" and one.isVisible()))
    assert len(told) == 2


@pytest.mark.parametrize("size", [(1024, 600), (1280, 720), (1920, 1080)])
def test_nothing_moves_where_a_second_press_is_asked_for(
    window: MainWindow, operator: LivePage, size: tuple[int, int]
) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    assert (window.width(), window.height()) == size

    def places() -> list[tuple[str, object]]:
        gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
        return [(type(one).__name__, one.geometry()) for one in operator.findChildren(QWidget) if one.isVisible()]

    before = places()
    costs = "Stop ends Coil demo strip 2026-11-30 06:30:11 at 312.4 m"
    for text in ("Press again", "Stopping …", "Start", "Starting …"):
        operator.show_operator_screen(replace(SCREEN, start_text=text, why=costs, answer="Press again within 5 s"))
        assert places() == before, text
        start = button(operator, text)
        room = start.width() - start.iconSize().width()
        assert start.fontMetrics().horizontalAdvance(start.text()) < room, "it is cut"
    buttons = [one for one in operator.findChildren(LargeButton) if one.isVisible()]
    overlaps = [one for one in buttons for two in buttons if one is not two and one.geometry() & two.geometry()]
    assert all(one.parent() is not buttons[0].parent() for one in overlaps)


def test_an_alarm_is_read_in_full_by_a_touch_and_folded_by_another(operator: LivePage) -> None:
    head, full = operator.findChild(OperatorHead), operator.findChild(AlarmsInFull)
    click(head.alarm)
    assert not full.isVisible()  # there is none to be read
    found = alarm("a")
    other = replace(alarm("b"), what="The disk is full", rest=("It holds 2 GB.", "Make room."), piece="on R-7")
    operator.show_alarms(AlarmsState((found, other, alarm("c", is_acknowledged=True)), n_to_acknowledge=2))
    click(head.alarm)
    assert full.isVisible()
    texts = [label.text() for label in full.findChildren(QLabel)]
    assert texts == [
        found.title, "since 14:02:11 · still there",
        "The disk is full (3 times)", "It holds 2 GB.", "Make room.", "on R-7 · since 14:02:11 · still there",
    ]  # fmt: skip
    assert all(label.wordWrap() for label in full.findChildren(QLabel))
    click(head.alarm)
    assert not full.isVisible()
    assert operator.findChild(SeriousColumn).isVisible()
    QTest.keyClick(head.alarm, Qt.Key.Key_Space)
    assert full.isVisible()
    operator.show_alarms(AlarmsState())  # all are acknowledged
    assert not full.isVisible()


def test_a_new_piece_is_named_in_the_same_place_and_needs_a_name(operator: LivePage) -> None:
    pieces: list[tuple[str, str]] = []
    operator.show_operator_screen(replace(SCREEN, piece_kind="rail"))
    operator.piece_chosen.connect(lambda piece_id, kind: pieces.append((piece_id, kind)))
    click(button(operator, "New piece"))
    field = operator.findChild(OperatorFoot).findChild(QLineEdit)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not button(operator, "Begin rail").isEnabled()
    QTest.keyClicks(field, "R-7")
    QTest.keyClick(field, Qt.Key.Key_Return)  # of the plant's kind
    click(button(operator, "New piece"))
    QTest.keyClicks(field, "C-1")
    click(button(operator, "Begin coil"))
    operator.show_operator_screen(replace(SCREEN, piece_kind="rail"))
    click(button(operator, "New piece"))
    QTest.keyClicks(field, "C-2")
    QTest.keyClick(field, Qt.Key.Key_Return)  # of the kind before
    click(button(operator, "New piece"))
    QTest.keyClicks(field, "R-9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert pieces == [("R-7", "rail"), ("C-1", "coil"), ("C-2", "coil")]
    assert button(operator, "New piece").isVisible()


@pytest.mark.parametrize("width", [1024, 1920])
def test_a_piece_that_inspects_its_source_again_says_so_beside_the_field(
    window: MainWindow, operator: LivePage, width: int
) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(width, 720)
    again = "Inspects images again, from its beginning"
    operator.show_operator_screen(replace(SCREEN, again=again))
    click(button(operator, "New piece"))
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    (label,) = (one for one in operator.findChildren(QLabel) if one.text().endswith(again))
    assert label.isVisible()
    needed = label.fontMetrics().boundingRect(0, 0, label.width(), 999, Qt.TextFlag.TextWordWrap.value, label.text())
    assert needed.height() <= label.height()
    operator.show_operator_screen(SCREEN)
    assert label.text() == "Id of the piece"


def test_stop_asks_the_presenter_as_everywhere(operator: LivePage) -> None:
    asked: list[str] = []
    operator.action_triggered.connect(asked.append)
    click(button(operator, "Stop"))
    assert asked == ["live.start_stop"]


def test_what_is_asked_before_it_closes_is_seen_here_too(window: MainWindow, operator: LivePage) -> None:
    top = one(window, TopLine)
    assert not top.isVisible()
    window.show_question("Quit ends Coil R-2041 · Press again within 5 s")
    assert top.isVisible()
    window.show_question("")
    assert not top.isVisible()


def test_nothing_on_picture_or_map_is_pressed_by_accident(operator: LivePage) -> None:
    chosen: list[int] = []
    operator.defect_chosen.connect(chosen.append)
    zoom = operator.canvas.zoom
    piece_map = one(operator, PieceMap)
    for x in range(60, piece_map.width() - 40, 9):
        at = piece_map.mapTo(operator.window(), QPoint(x, piece_map.height() // 2))
        under = operator.window().childAt(at)
        assert under is not piece_map
        click(under, under.mapFrom(operator.window(), at))
    assert operator.window().childAt(operator.canvas.mapTo(operator.window(), QPoint(50, 50))) is not operator.canvas
    assert chosen == []
    assert operator.canvas.zoom == zoom


def test_serious_defects_stand_as_they_are_ordered(operator: LivePage) -> None:
    column = operator.findChild(SeriousColumn)
    assert [one.defect_id for one in column.shown] == [92, 91]
    assert column.accessibleDescription().startswith("critical scratches, 41.2 × 3.0 mm, 311.8 m; major")
    operator.show_serious(())
    assert column.shown == ()
    assert column.accessibleDescription() == SCREEN.no_serious


def test_a_state_that_is_no_good_news_fills_its_field(operator: LivePage, theme: Theme) -> None:
    word = operator.findChild(OperatorHead).state

    def ground() -> str:
        image = word.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return image.pixelColor(word.width() - 30, word.height() // 2).name()

    assert ground() == tokens().surface.lower()
    operator.show_operator_screen(OperatorScreen("NOT SEEING", Tone.STOP, "The source is lost", "", "", can_start=True))
    assert ground() != tokens().surface.lower()
    assert word.accessibleName() == "NOT SEEING. The source is lost"


def alarm(uid: str, *, is_acknowledged: bool = False) -> AlarmLine:
    return AlarmLine(
        uid, Tier.STOP, CRACK, (), "3 times", "since 14:02:11", "still there", is_acknowledged,
    )  # fmt: skip


def test_coverage_and_the_loudest_alarm_are_read_at_three_metres(operator: LivePage) -> None:
    head = operator.findChild(OperatorHead)
    assert head.alarm.accessibleName() == "No alarm"
    state = CoverageState("INSPECTED 97.2 %", "4.3 m NOT SEEN", "skipped 4.3 m", "below 99 %", Tier.STOP, 97.2)
    operator.show_coverage(state)
    operator.show_alarms(AlarmsState((alarm("a"), alarm("b")), n_to_acknowledge=2, more="1 more alarm"))
    assert head.coverage.accessibleName() == "INSPECTED 97.2 % · 4.3 m NOT SEEN. below 99 % · skipped 4.3 m"
    assert head.alarm.accessibleName() == f"{CRACK} (3 times). 1 more alarm · since 14:02:11 · still there"


def test_alarms_are_acknowledged_with_a_reason_by_two_presses(operator: LivePage) -> None:
    heard: list[tuple[tuple[str, ...], str]] = []
    operator.alarms_acknowledged.connect(lambda uids, reason: heard.append((uids, reason)))
    assert not button(operator, "Acknowledge").isEnabled()
    open_ones = (alarm("a"), alarm("b"), alarm("c", is_acknowledged=True))
    operator.show_alarms(AlarmsState(open_ones, n_to_acknowledge=2, reasons=("Seen", "Line stopped")))
    click(button(operator, "Acknowledge"))
    assert heard == []
    with_new = AlarmsState((alarm("new"), *open_ones), n_to_acknowledge=3, reasons=("Seen", "Line stopped"))
    operator.show_alarms(with_new)  # it came after the question: nobody has seen it
    click(button(operator, "Line stopped"))
    assert heard == [(("a", "b"), "Line stopped")]
    operator.show_alarms(AlarmsState())
    assert not button(operator, "Acknowledge").isEnabled()


def test_what_the_last_press_led_to_is_said_beside_the_buttons(operator: LivePage) -> None:
    foot = operator.findChild(OperatorFoot)

    def says() -> str:
        return next(label.text() for label in foot.findChildren(QLabel) if label.wordWrap())

    operator.show_operator_screen(replace(SCREEN, answer="Marked at 0.3 m"))
    assert says() == "Marked at 0.3 m"
    operator.show_message(fabricated.ERROR, is_answer=True)
    assert says().startswith(fabricated.ERROR.what)
    operator.drop_message(fabricated.ERROR.code)
    assert says() == "Marked at 0.3 m"


@pytest.mark.parametrize("size", [(1024, 600), (1280, 720), (1920, 1080)])
def test_no_text_of_it_is_cut_off(window: MainWindow, operator: LivePage, size: tuple[int, int]) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    foot = operator.findChild(OperatorFoot)
    operator.show_alarms(AlarmsState((alarm("a"),), n_to_acknowledge=1, reasons=("Seen and dealt with", "False alarm")))
    for show in (
        OperatorFoot.show_actions, OperatorFoot.ask_what_is_wrong, OperatorFoot.ask_piece, OperatorFoot.ask_why,
    ):  # fmt: skip
        show(foot)
        gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
        assert (window.width(), window.height()) == size
        for widget in window.findChildren(QWidget):
            if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and widget.parent() is not None:
                if isinstance(widget, ElidedLabel):
                    continue
                need = widget.minimumSizeHint()
                assert widget.width() >= need.width(), (size, widget.text(), widget.width(), need.width())


def test_a_long_answer_moves_nothing(operator: LivePage) -> None:
    foot, canvas = operator.findChild(OperatorFoot), operator.canvas
    before = (foot.height(), canvas.height())
    operator.show_operator_screen(replace(SCREEN, answer="Marked at 311.8 m; 4 frames are kept for annotation. " * 4))
    QApplication.processEvents()
    foot.ask_piece()
    QApplication.processEvents()
    assert (foot.height(), canvas.height()) == before


def test_without_a_verdict_no_empty_line_is_left_behind(window: MainWindow, operator: LivePage) -> None:
    window.show_operator_view(False)
    assert not one(operator, VerdictLine).isVisible()


def test_the_keys_stay_with_stop_while_it_stops_and_go_to_nothing_that_begins_something(operator: LivePage) -> None:
    foot, start = operator.findChild(OperatorFoot), button(operator, "Stop")
    start.setFocus()
    stopping = replace(SCREEN, start_text="Stopping …", can_start=False)
    operator.show_operator_screen(stopping)
    assert foot.hasFocus()
    pressed: list[str] = []
    operator.action_triggered.connect(pressed.append)
    QTest.keyClick(foot, Qt.Key.Key_Return)
    assert pressed == []
    operator.show_operator_screen(replace(SCREEN, start_text="Start", is_running=False))
    assert start.hasFocus()
    click(button(operator, "New piece"))
    QTest.keyClick(foot.findChild(QLineEdit), Qt.Key.Key_Escape)
    assert foot.hasFocus()
    operator.canvas.setFocus()  # whoever has gone elsewhere stays there
    operator.show_operator_screen(stopping)
    operator.show_operator_screen(SCREEN)
    assert operator.canvas.hasFocus()


def test_alarms_in_full_have_room_in_a_small_window_and_give_it_back(
    operator: LivePage, window: MainWindow, qtbot: QtBot
):
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1024, 600)
    qtbot.waitUntil(lambda: operator.width() == 1024)
    operator.show_alarms(AlarmsState(tuple(alarm(uid) for uid in "abcdef"), n_to_acknowledge=6))
    strip, full = operator.findChild(PieceMap), operator.findChild(AlarmsInFull)
    assert isinstance(strip, PieceMap)
    assert isinstance(full, AlarmsInFull)
    head = operator.findChild(OperatorHead)
    assert isinstance(head, OperatorHead)
    head.alarm.pressed.emit()
    qtbot.waitUntil(lambda: full.isVisible() and full.height() > 280 and full.width() > 480)
    assert not strip.isVisible()
    assert operator.canvas.width() > 480
    assert full.mapTo(operator, full.rect().topRight()).x() > operator.width() - 16  # no room is left over
    head.alarm.pressed.emit()
    qtbot.waitUntil(strip.isVisible)
    serious = operator.findChild(SeriousColumn)
    assert isinstance(serious, SeriousColumn)
    qtbot.waitUntil(lambda: serious.isVisible() and serious.width() < 400)
