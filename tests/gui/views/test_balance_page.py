from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollBar,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.core.balancing import MAX_PX, ClassRules, Unit, Zone
from inspector.screens.balance import PreviewImage
from inspector.views.balance.balance_page import BalancePage
from inspector.views.balance.class_bars import Bar, ClassBar, ClassBars, short
from inspector.views.balance.donor_library import TILE_WIDTH, DonorStrip
from inspector.views.balance.donor_panel import DonorPanel, ScoreView
from inspector.views.balance.fields import LineSlider
from inspector.views.balance.pending_edits import PendingEdits
from inspector.views.balance.rules_form import RulesForm
from inspector.views.fields import NumberField
from inspector.views.main_window import MainWindow
from inspector.views.message_band import MessageBand
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import Theme, tokens
from tests.gui.views import fabricated_balance as made
from tests.gui.views import gallery_of_states
from tests.gui.views.driving import opened, reached_with_tab

SIGNALS = (
    "action_triggered", "dataset_chosen", "unit_chosen", "hosts_share_chosen", "per_host_chosen", "seed_chosen",
    "crops_chosen", "class_chosen", "share_chosen", "rules_chosen", "rules_reset", "donor_chosen", "donor_excluded",
    "donor_favoured", "snapshot_named", "contact_sheet_file", "message_closed",
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> MainWindow:
    """Shown at 1280 × 720 and active, with the Balance page on show."""
    window, _page = gallery_of_states.build_balance(theme)
    return opened(qtbot, window)


@pytest.fixture
def page(window: MainWindow) -> BalancePage:
    """With an open dataset, a preview, rules and donors."""
    page = window.findChild(BalancePage)
    assert isinstance(page, BalancePage)
    gallery_of_states.balance_open(window, page)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    page.canvas.setFocus()
    return page


@pytest.fixture
def told(page: BalancePage) -> list[tuple[object, ...]]:
    """Everything the page says, as (signal, arguments …)."""
    heard: list[tuple[object, ...]] = []
    for name in SIGNALS:
        getattr(page, name).connect(lambda *values, name=name: heard.append((name, *values)))
    return heard


def named(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def has_running_timer(widget: QWidget) -> bool:
    return any(timer.isActive() for timer in widget.findChildren(QTimer))


def texts_on(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def field(page: QWidget, name: str) -> QAbstractSpinBox:
    found = named(page, QAbstractSpinBox, name)
    assert isinstance(found, QAbstractSpinBox)
    return found


def type_into(spin: QAbstractSpinBox, text: str) -> None:
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, text)
    QTest.keyClick(spin, Qt.Key.Key_Return)


def interactive(root: QWidget) -> Iterator[QWidget]:
    kinds = (QAbstractButton, QSlider, QAbstractSpinBox, QComboBox, QLineEdit, DonorStrip, ClassBar)
    for widget in root.findChildren(QWidget):
        is_part_of_one = isinstance(widget.parent(), QAbstractSpinBox) or widget.findChild(QListView) is widget
        if isinstance(widget, kinds) and not isinstance(widget, QScrollBar) and not is_part_of_one:
            yield widget


# What can be touched


def test_whatever_can_be_touched_has_a_name_for_screen_readers(window: MainWindow, page: BalancePage):
    for state in gallery_of_states.BALANCE_STATES:
        state(window, page)
    assert [repr(widget) for widget in interactive(page) if not widget.accessibleName()] == []


def test_whatever_can_be_touched_is_reached_with_tab(window: MainWindow, page: BalancePage):
    expected = {widget for widget in interactive(page) if widget.isVisible() and widget.isEnabled()}
    reached = reached_with_tab()
    assert expected - set(reached) == set()
    assert page.canvas in reached


@pytest.mark.parametrize("size", gallery_of_states.BALANCE_SIZES)
def test_no_text_is_cut_off(window: MainWindow, page: BalancePage, size: tuple[int, int]):
    window.resize(*size)
    cut = []
    for state in gallery_of_states.BALANCE_STATES:
        state(window, page)
        gallery_of_states.settle(QApplication.instance(), 0.03)  # type: ignore[arg-type]
        for widget in page.findChildren(QWidget):
            if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
                continue
            if isinstance(widget, ElidedLabel):  # says itself that there is more, and shows it on hover
                continue
            need = widget.minimumSizeHint()
            wraps = isinstance(widget, QLabel) and widget.wordWrap()
            height = widget.heightForWidth(widget.width()) if wraps else need.height()
            if (not wraps and widget.width() < need.width()) or widget.height() < height:
                cut.append((state.__name__, getattr(widget, "text", str)(), widget.size(), need))
        page.drop_message(made.SURVEY_FAILED.code)
        page.show_work(None)
    assert cut == []
    assert (window.width(), window.height()) == size


def test_the_picture_is_the_largest_thing_on_the_page(window: MainWindow, page: BalancePage):
    assert page.canvas.width() >= 0.43 * page.width()
    assert page.canvas.width() * page.canvas.height() > 0.24 * page.width() * page.height()


def test_work_moves_nothing(window: MainWindow, page: BalancePage):
    before = page.canvas.mapTo(window, QPoint()), page.canvas.size()
    page.show_work(made.READING)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    assert (page.canvas.mapTo(window, QPoint()), page.canvas.size()) == before


def test_a_message_leaves_the_fields_that_it_speaks_of_where_they_are(window: MainWindow, page: BalancePage):
    dataset = named(page, QComboBox, "Dataset")
    before = dataset.mapTo(window, QPoint())
    page.show_message(made.SURVEY_FAILED)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    assert dataset.isVisible()
    assert dataset.mapTo(window, QPoint()) == before
    assert page.findChild(MessageBand).geometry().bottom() < page.canvas.mapTo(page, QPoint()).y()  # type: ignore[union-attr]


def test_showing_is_not_choosing(window: MainWindow, page: BalancePage, told: list[tuple[object, ...]]):
    page.show_rules(made.rules(turn_deg=90.0, scale=(0.5, 2.0), zone=Zone.EDGE, flips=False, blended_share=0.1))
    page.show_state(made.state(hosts_share=0.4, per_host=3, seed=99, unit=Unit.PIXELS, dataset="neu-seg"))
    page.show_state(made.BANDS)
    page.show_library(made.donor_items(7))
    page.change_library_item(replace(made.donor_items(1)[0], is_excluded=True))
    page.select_donor("donor-2")
    page.show_preview(made.compared())
    page.show_preview(None)
    page.show_rules(None)
    page.show_work(made.READING)
    page.show_work(None)
    page.show_empty(made.OPEN_FIRST)
    page.show_message(made.SURVEY_FAILED)
    page.drop_message(made.SURVEY_FAILED.code)
    QTest.qWait(80)  # longer than a throttle waits
    assert told == []


# The top card


def test_a_dataset_is_chosen_from_the_list_or_opened_again(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    combo = named(page, QComboBox, "Dataset")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert told == [("dataset_chosen", "neu-seg")]
    button = named(page, QToolButton, "Open dataset")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told[1:] == [("dataset_chosen", "neu-seg")]


def test_the_empty_page_offers_to_open(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    gallery_of_states.balance_empty(window, page)
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Open dataset")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == [("dataset_chosen", "magnetic-tile")]


def test_what_is_made_even_and_with_how_much(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    combo = named(page, QComboBox, "Made even")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    type_into(field(page, "Clean frames used"), "35")
    type_into(field(page, "Defects per frame"), "2")
    type_into(field(page, "Seed"), "41")
    assert told == [
        ("unit_chosen", Unit.SIZE_BANDS),
        ("hosts_share_chosen", 0.35),
        ("per_host_chosen", 2),
        ("seed_chosen", 41),
    ]


def test_clean_parts_are_offered_where_there_are_some(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    box = named(page, QCheckBox, "Clean parts of frames too, in snapshots only")
    assert not box.isEnabled()
    page.show_state(made.state(can_use_crops=True))
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert told == [("crops_chosen", True)]


def test_work_can_be_cancelled_with_its_button_and_with_escape(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert told == []  # nothing to cancel
    page.show_work(made.READING)
    QApplication.processEvents()
    QTest.mouseClick(named(page, QToolButton, "Cancel"), Qt.MouseButton.LeftButton)
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert told == [("action_triggered", "balance.cancel")] * 2
    page.show_work(replace(made.READING, can_cancel=False))
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert len(told) == 2


def test_a_message_is_closed_with_its_button_or_its_key(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    page.show_message(made.SURVEY_FAILED)
    QApplication.processEvents()
    QTest.mouseClick(named(page, QPushButton, "Close"), Qt.MouseButton.LeftButton)
    page.show_message(made.SURVEY_FAILED)
    QTest.keyClick(page.canvas, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert told == [("message_closed", "dataset.mask_size")] * 2
    assert not page.findChild(MessageBand).isVisible()  # type: ignore[union-attr]


# Class bars


def test_a_click_on_a_row_or_a_digit_chooses_its_class(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    QTest.mouseClick(page.findChildren(ClassBar)[1], Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    QTest.keyClick(page.canvas, Qt.Key.Key_5)
    QTest.keyClick(page.canvas, Qt.Key.Key_8)  # the dataset has five classes
    row = page.findChildren(ClassBar)[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert told == [("class_chosen", 2), ("class_chosen", 5), ("class_chosen", 1)]


def test_a_dragged_target_acts_while_it_is_dragged_and_snaps_at_one(
    qtbot: QtBot, window: MainWindow, page: BalancePage, told
):  # type: ignore[no-untyped-def]
    slider = named(page, QSlider, "Target of fray")
    assert isinstance(slider, LineSlider)
    places = [QPoint(round(slider.x_of(value)), 10) for value in (100, 150, 200, 105)]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=places[0])
    assert told == []  # it was at 1
    for place in places[1:]:
        QTest.mouseMove(slider, place)
        qtbot.wait(50)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=places[-1])
    qtbot.wait(50)
    shares = [values[2] for values in told]
    assert {values[:2] for values in told} == {("share_chosen", 4)}
    assert shares[0] == pytest.approx(1.5, abs=0.03)
    assert shares[-1] == 1.0  # 1.05 is near enough to be meant as 1


@pytest.mark.parametrize("way", ["home", "double click"])
def test_a_target_goes_back_to_one(window: MainWindow, page: BalancePage, told, way: str):  # type: ignore[no-untyped-def]
    page.show_state(made.TARGET_CHANGED)
    slider = named(page, QSlider, "Target of fray")
    assert isinstance(slider, LineSlider)
    assert slider.value() == 175
    if way == "home":
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_Home)
    else:
        QTest.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(175)), 10))
    assert told[-1] == ("share_chosen", 4, 1.0)


def test_arrows_on_a_target_do_not_turn_the_page_to_the_next_injection(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    slider = named(page, QSlider, "Target of fray")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert told == [("share_chosen", 4, 1.05)]


def test_an_old_answer_does_not_move_a_target_back(window: MainWindow, page: BalancePage):
    slider = named(page, QSlider, "Target of fray")
    assert isinstance(slider, LineSlider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 110
    page.show_state(made.state(rows=made.rows(share_of_fray=1.05)))  # the answer to the first key
    assert slider.value() == 110
    page.show_state(made.state(rows=made.rows(share_of_fray=1.10)))
    page.show_state(made.state(rows=made.rows(share_of_fray=1.05)))  # undone: news, not an answer
    assert slider.value() == 105


def test_bars_share_one_scale_and_show_what_is_added(window: MainWindow, page: BalancePage):
    row = next(one for one in page.findChildren(ClassBar) if one.accessibleName().startswith("crack"))
    assert row.accessibleName().startswith("crack. 57 → 115. ")
    bar = row.findChild(Bar)
    assert bar is not None
    picture = bar.grab().toImage()
    width = bar.width()
    middle = bar.height() // 2
    green = made.CRACK.colour.lower()
    assert picture.pixelColor(round(width * 57 / 115) - 2, middle).name() == green
    beyond = {picture.pixelColor(x, middle).name() for x in range(round(width * 57 / 115) + 1, width)}
    assert len(beyond) > 1  # hatched
    assert green in beyond


def test_bands_of_one_class_share_one_target(window: MainWindow, page: BalancePage):
    page.show_state(made.BANDS)
    QApplication.processEvents()
    assert len(page.findChildren(ClassBar)) >= 24
    visible = [one for one in page.findChildren(QSlider) if one.isVisibleTo(page) and "Target" in one.accessibleName()]
    assert [one.accessibleName() for one in visible] == [
        f"Target of {name}, under 16 px" for name in (*made.NAMES, "inclusion")
    ]


def test_a_warning_is_said_in_words(window: MainWindow, page: BalancePage):
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "12 of 14 defects in group tile-31" in words


@pytest.mark.parametrize(
    ("value", "said"),
    [(57, "57"), (0, "0"), (2.5, "2.5"), (41_202, "41\u202f202"), (999_499, "999\u202f499"), (1e6, "1.00 M")],
)
def test_numbers_stay_short(value: float, said: str):
    assert short(value) == said


# Preview


def grey_image(rows_px: int = 40, columns_px: int = 60) -> PreviewImage:
    """50 before, 200 after, and a label that is a square of 10 × 10 px at (20, 10)."""
    label = np.zeros((rows_px, columns_px), np.uint8)
    label[10:20, 20:30] = 3
    outline = np.array([[20, 10, 30, 10], [20, 20, 30, 20], [20, 10, 20, 20], [30, 10, 30, 20]], np.int32)
    before = np.full((rows_px, columns_px), 50, np.uint8)
    return PreviewImage("", before, np.full_like(before, 200), label, outline)


def grey_at(page: BalancePage, frame_x: float, frame_y: float, pane: int = 0) -> int:
    return colour_at(page, page.canvas.widget_position(frame_x, frame_y, pane)).red()


def colour_at(page: BalancePage, place: QPointF) -> QColor:
    return page.canvas.grab().toImage().pixelColor(int(place.x()), int(place.y()))


@pytest.fixture
def shown(page: BalancePage) -> BalancePage:
    page.show_preview(made.preview(grey_image()))
    return page


def test_after_is_shown_and_before_while_b_is_held(window: MainWindow, shown: BalancePage, told):  # type: ignore[no-untyped-def]
    assert grey_at(shown, 5, 35) == 200
    QTest.keyPress(shown.canvas, Qt.Key.Key_B)
    assert grey_at(shown, 5, 5) == 50
    QTest.keyRelease(shown.canvas, Qt.Key.Key_B)
    assert grey_at(shown, 5, 5) == 200
    assert told == []


def test_the_wipe_parts_before_from_after_where_its_line_is_dragged(window: MainWindow, shown: BalancePage, told):  # type: ignore[no-untyped-def]
    canvas = shown.canvas
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert (grey_at(shown, 25, 30), grey_at(shown, 35, 30)) == (50, 200)
    start = QPoint(round(canvas.wipe_x()), canvas.height() // 4)
    end = QPoint(round(canvas.widget_position(40, 0).x()), start.y())
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    assert canvas.wipe_x() == pytest.approx(end.x(), abs=1)
    assert (grey_at(shown, 35, 30), grey_at(shown, 45, 30)) == (50, 200)
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.wipe_x() < end.x() - 5
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert grey_at(shown, 5, 30) == 200
    assert told == []


def test_blinking_shows_before_and_after_by_turns(qtbot: QtBot, window: MainWindow, shown: BalancePage):
    QTest.keyClick(shown.canvas, Qt.Key.Key_K)
    assert grey_at(shown, 5, 5) == 50
    qtbot.waitUntil(lambda: grey_at(shown, 5, 5) == 200)
    qtbot.waitUntil(lambda: grey_at(shown, 5, 5) == 50)
    QTest.keyClick(shown.canvas, Qt.Key.Key_W)  # a line now parts both: the blinking ends
    assert not window.actions_of_window.qaction("balance.blink").isChecked()
    assert not has_running_timer(shown.canvas)
    assert (grey_at(shown, 15, 30), grey_at(shown, 45, 30)) == (50, 200)


def test_blinking_rests_while_the_page_is_hidden(window: MainWindow, shown: BalancePage):
    QTest.keyClick(shown.canvas, Qt.Key.Key_K)
    assert has_running_timer(shown.canvas)
    shown.hide()
    assert not has_running_timer(shown.canvas)
    shown.canvas.set_blinking(True)
    assert not has_running_timer(shown.canvas)
    shown.show()
    assert has_running_timer(shown.canvas)


def test_the_outline_lies_between_a_dark_and_a_light_edge(window: MainWindow, shown: BalancePage):
    edge = shown.canvas.widget_position(25, 10)  # the middle of the label's upper border
    picture = shown.canvas.grab().toImage()
    column = [picture.pixelColor(int(edge.x()), round(edge.y()) + dy).name() for dy in range(-3, 3)]
    green = made.CRACK.colour.lower()
    assert column == ["#ffffff", "#000000", green, green, "#000000", "#ffffff"]
    QTest.keyClick(shown.canvas, Qt.Key.Key_O)
    assert grey_at(shown, 25, 10) == 200
    QTest.keyClick(shown.canvas, Qt.Key.Key_O)
    assert colour_at(shown, edge).name() == green


def test_two_shots_show_the_same_place_of_the_frame(window: MainWindow, page: BalancePage):
    other = grey_image()
    page.show_preview(made.preview(grey_image(), replace(other, after=np.full_like(other.before, 120))))
    canvas = page.canvas
    assert (grey_at(page, 5, 35), grey_at(page, 5, 35, pane=1)) == (200, 120)
    step = canvas.widget_position(5, 5, 1) - canvas.widget_position(5, 5, 0)
    place = canvas.widget_position(45, 20, 1)
    turn_wheel(page, place, 5)
    assert (canvas.widget_position(45, 20, 1) - place).manhattanLength() <= 2
    assert canvas.widget_position(45, 20, 1) - canvas.widget_position(45, 20, 0) == step


def turn_wheel(page: BalancePage, place: QPointF, notches: int) -> None:
    event = QWheelEvent(
        place, page.canvas.mapToGlobal(place), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.canvas, event)


def test_the_wheel_zooms_about_the_cursor_and_a_drag_pans(window: MainWindow, shown: BalancePage):
    canvas = shown.canvas
    fitted = canvas.zoom
    place = canvas.widget_position(15, 30)
    turn_wheel(shown, place, 4)
    assert canvas.zoom == pytest.approx(fitted * 1.2**4)
    assert (canvas.widget_position(15, 30) - place).manhattanLength() <= 2
    start = canvas.widget_position(30, 20).toPoint()
    before = canvas.widget_position(30, 20)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(-20, 12))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(-20, 12))
    assert (canvas.widget_position(30, 20) - before - QPointF(-20, 12)).manhattanLength() <= 2
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert canvas.zoom == fitted


def test_zoom_stays_for_a_frame_of_the_same_size_only(window: MainWindow, shown: BalancePage):
    canvas = shown.canvas
    turn_wheel(shown, canvas.widget_position(15, 30), 4)
    zoom, place = canvas.zoom, canvas.widget_position(15, 30)
    shown.show_preview(made.preview(grey_image()))
    assert (canvas.zoom, canvas.widget_position(15, 30)) == (zoom, place)
    shown.show_preview(made.preview(grey_image(80, 60)))
    assert canvas.zoom == pytest.approx(min(canvas.width() / 60, canvas.height() / 80))


def test_a_colour_frame_is_shown_in_colour(window: MainWindow, page: BalancePage):
    after = np.zeros((40, 60, 3), np.uint8)
    after[:] = (10, 120, 230)
    page.show_preview(made.preview(replace(grey_image(), before=after, after=after)))
    assert colour_at(page, page.canvas.widget_position(50, 30)).getRgb()[:3] == (10, 120, 230)


@pytest.mark.parametrize(
    ("key", "verb"),
    [
        (Qt.Key.Key_Right, "next"), (Qt.Key.Key_Left, "previous"), (Qt.Key.Key_R, "again"), (Qt.Key.Key_A, "accept"),
        (Qt.Key.Key_X, "reject"), (Qt.Key.Key_E, "exclude"), (Qt.Key.Key_V, "favour"), (Qt.Key.Key_C, "compare"),
    ],
)  # fmt: skip
def test_a_key_asks_for_its_action(window: MainWindow, page: BalancePage, told, key: Qt.Key, verb: str):  # type: ignore[no-untyped-def]
    QTest.keyClick(page.canvas, key)
    assert told == [("action_triggered", f"balance.{verb}")]


def test_only_what_is_possible_is_offered(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    is_enabled = window.actions_of_window.qaction
    page.show_preview(made.NO_ATTEMPT)
    assert [is_enabled(f"balance.{verb}").isEnabled() for verb in ("next", "wipe", "accept", "reject")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [is_enabled(f"balance.{verb}").isEnabled() for verb in ("undo", "redo")] == [True, False]
    page.show_preview(None)
    page.show_library([])
    page.show_state(made.CLOSED)
    rest = ("next", "wipe", "undo", "exclude", "snapshot", "contact_sheet", "use_in_training", "compare")
    assert [verb for verb in rest if is_enabled(f"balance.{verb}").isEnabled()] == []
    assert is_enabled("balance.open").isEnabled()
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    assert told == []


def test_the_score_says_when_it_is_below_the_minimum(window: MainWindow, page: BalancePage):
    view = page.findChild(ScoreView)
    assert view is not None
    assert view.accessibleName() == "Realism 0.62, minimum 0.35"
    page.show_preview(made.preview(score=0.21))
    assert view.accessibleName() == "Realism 0.21, minimum 0.35. below the minimum"
    amber = QColor(tokens().warn).name()
    picture = view.grab().toImage()
    assert picture.pixelColor(5, 33).name() == amber


def test_the_donor_on_show_is_marked_by_its_buttons(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    panel = page.findChild(DonorPanel)
    assert panel is not None
    page.show_preview(made.preview(is_donor_favourite=True))
    QTest.mouseClick(named(panel, QToolButton, "Exclude donor"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(named(panel, QToolButton, "Favourite donor"), Qt.MouseButton.LeftButton)
    assert told == [("donor_excluded", "exp3_num_991/0", True), ("donor_favoured", "exp3_num_991/0", False)]
    assert named(panel, QToolButton, "Favourite donor").isChecked()  # until the presenter says otherwise
    assert not named(panel, QToolButton, "Exclude donor").isChecked()


def test_states_of_actions_follow_the_presenter(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    use = window.actions_of_window.qaction("balance.use_in_training")
    QTest.mouseClick(named(page, QToolButton, "Use in training"), Qt.MouseButton.LeftButton)
    assert told == [("action_triggered", "balance.use_in_training")]
    assert not use.isChecked()
    page.show_state(made.state(is_used_in_training=True))
    assert use.isChecked()


# Rules


def newest(told: list[tuple[object, ...]]) -> ClassRules:
    name, rules = told[-1]
    assert name == "rules_chosen"
    assert isinstance(rules, ClassRules)
    return rules


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("Turn by up to", "25", {"turn_deg": 25.0}),
        ("Scale, from", "50", {"scale": (0.5, 1.15)}),
        ("Scale, to", "150", {"scale": (0.85, 1.5)}),
        ("Size, from", "8", {"size_px": (8.0, 64.0)}),
        ("Size, to", "no limit", {"size_px": (4.0, MAX_PX)}),
        ("Angle to travel, from", "-45", {"angle_deg": (-45.0, 30.0)}),
        ("Distance from the edge", "12 px", {"zone_px": 12.0}),
        ("Contrast, to", "2.5", {"contrast": (0.7, 2.5)}),
        # An end moved past the other takes it along.
        ("Scale, from", "130", {"scale": (1.3, 1.3)}),
        ("Size, to", "2", {"size_px": (2.0, 2.0)}),
        ("Angle to travel, to", "-60", {"angle_deg": (-60.0, -60.0)}),
    ],
)
def test_a_number_of_the_rules(window: MainWindow, page: BalancePage, told, name: str, text: str, changed):  # type: ignore[no-untyped-def]
    type_into(field(page, name), text)
    assert told == [("rules_chosen", replace(made.rules().rules, **changed))]


@pytest.mark.parametrize(
    ("name", "changed"),
    [("Mirror", {"flips": False}), ("Match brightness", {"matches_brightness": False}),
     ("Keep at its border", {"keep_touching_border": False})],
)  # fmt: skip
def test_a_yes_or_no_of_the_rules(window: MainWindow, page: BalancePage, told, name: str, changed):  # type: ignore[no-untyped-def]
    box = named(page, QCheckBox, name)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert told == [("rules_chosen", replace(made.rules().rules, **changed))]


def test_sliders_of_the_rules_act_with_their_keys(qtbot: QtBot, window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    for name in ("Blended share", "Minimum realism"):
        slider = named(page, QSlider, name)
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_Right)
        qtbot.wait(100)
    rules = newest(told)
    assert (rules.blended_share, rules.min_realism) == (pytest.approx(0.71), pytest.approx(0.36))
    assert "Blended 71 % · pasted 29 %" in [label.text() for label in page.findChildren(QLabel)]


def test_a_distance_is_asked_for_where_the_zone_uses_one(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    combo = named(page, QComboBox, "Where on the frame")
    distance = field(page, "Distance from the edge")
    assert distance.isEnabled()
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    assert newest(told).zone is Zone.ANYWHERE
    assert not distance.isEnabled()


def test_lengths_are_also_said_in_mm_where_the_scale_is_known(window: MainWindow, page: BalancePage):
    assert "= 0.2 mm – 3.2 mm" in texts_on(page)
    assert "= 2.0 mm" in texts_on(page)
    page.show_rules(made.rules(size_px=(4.0, MAX_PX)))
    assert "= 0.2 mm – no limit" in texts_on(page)
    page.show_rules(replace(made.rules(), mm_per_px=None))
    assert [text for text in texts_on(page) if "mm" in text] == []


def test_no_limit_is_a_value_one_can_leave(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    page.show_rules(made.rules(size_px=(4.0, MAX_PX)))
    upper = field(page, "Size, to")
    assert isinstance(upper, NumberField)
    assert upper.text() == "no limit"
    upper.setFocus()
    QTest.keyClick(upper, Qt.Key.Key_Down)
    assert newest(told).size_px == (4.0, 512.0)
    assert upper.text() == "512 px"


def test_what_is_being_typed_is_not_disturbed(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    turn = field(page, "Turn by up to")
    turn.setFocus()
    turn.selectAll()
    QTest.keyClicks(turn, "3")
    page.show_rules(made.rules(flips=False, turn_deg=50.0))  # news of this very number, too
    assert turn.text() == "3 °"
    QTest.keyClicks(turn, "5")
    QTest.keyClick(turn, Qt.Key.Key_Return)
    assert newest(told) == replace(made.rules().rules, flips=False, turn_deg=35.0)
    page.show_rules(made.rules(flips=False, turn_deg=35.0))
    assert turn.text() == "35 °"
    page.show_rules(made.rules(flips=False))  # undone while the field still has the focus
    assert turn.text() == "10 °"


def test_an_old_answer_does_not_take_a_rule_back(qtbot: QtBot, window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    slider = named(page, QSlider, "Blended share")
    assert isinstance(slider, LineSlider)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    page.show_rules(made.rules(blended_share=0.71))
    assert slider.value() == 72
    page.show_rules(made.rules(blended_share=0.72))
    page.show_rules(made.rules(blended_share=0.71))
    assert slider.value() == 71


def test_dragging_is_told_at_most_thirty_times_a_second(qtbot: QtBot, window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    slider = named(page, QSlider, "Minimum realism")
    assert isinstance(slider, LineSlider)
    slider.setFocus()
    for _ in range(20):
        slider.setValue(slider.value() + 1)
    assert len(told) == 1  # the first at once
    rules = page.findChild(RulesForm)
    assert rules is not None
    assert has_running_timer(rules)
    qtbot.waitUntil(lambda: len(told) == 2)  # the newest of the others after it
    assert newest(told).min_realism == pytest.approx(0.55)
    qtbot.waitUntil(lambda: not has_running_timer(rules))


def test_the_usual_rules_are_asked_for(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    QTest.mouseClick(named(page, QToolButton, "Default rules"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(named(page, QToolButton, "Undo"), Qt.MouseButton.LeftButton)
    assert told == [("rules_reset",), ("action_triggered", "balance.undo")]


def test_pending_edits_tell_old_answers_from_new_ones():
    echoes: PendingEdits[int] = PendingEdits()
    for value in (1, 2, 3):
        echoes.put(value)
    assert echoes.is_old(2)  # 1 was left out
    assert not echoes.is_old(9)
    assert not echoes.is_old(3)
    assert not echoes.is_old(1)


# Keys and fields


@pytest.mark.parametrize("name", ["Seed", "Scale, from"])
def test_letters_and_digits_typed_into_a_field_stay_there(window: MainWindow, page: BalancePage, told, name: str):  # type: ignore[no-untyped-def]
    spin = field(page, name)
    spin.setFocus()
    spin.selectAll()
    before = page.canvas.grab().toImage()
    for key in (Qt.Key.Key_B, Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Left):
        QTest.keyClick(spin, key)
    assert told == []
    assert page.canvas.grab().toImage() == before
    assert spin.text().startswith("12")


@pytest.mark.parametrize("name", ["Seed", "Turn by up to"])
def test_undo_in_a_field_is_the_texts_while_it_is_typed_and_then_the_pages(
    window: MainWindow, page: BalancePage, told, name: str
):  # type: ignore[no-untyped-def]
    spin = field(page, name)
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "25")
    QTest.keyClick(spin, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told == []
    type_into(spin, "25")
    QTest.keyClick(spin, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [values[0] for values in told] == [told[0][0], "action_triggered"]
    assert told[-1] == ("action_triggered", "balance.undo")


def test_a_field_that_is_not_being_used_does_not_turn_with_the_wheel(window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    for name, value in (("Seed", 0), ("Turn by up to", 10)):
        spin = field(page, name)
        place = QPointF(10, 10)
        event = QWheelEvent(
            place, spin.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(spin, event)
        assert spin.value() == value  # type: ignore[attr-defined]
    assert told == []


# Donors


@pytest.fixture
def strip(page: BalancePage) -> DonorStrip:
    strip = page.findChild(DonorStrip)
    assert strip is not None
    page.select_donor(None)
    strip.horizontalScrollBar().setValue(0)
    return strip


def shown_keys(strip: DonorStrip) -> list[str]:
    return [item.key for item in strip.items()]


def choose_in(page: BalancePage, name: str, words: str) -> None:
    combo = named(page, QComboBox, name)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findText(words))


def test_a_click_chooses_a_donor_and_its_star_makes_it_a_favourite(
    window: MainWindow, page: BalancePage, strip: DonorStrip, told
):  # type: ignore[no-untyped-def]
    key = shown_keys(strip)[1]
    box = strip.box_of(key)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=box.topRight() + QPoint(-10, 10))
    is_favourite = next(one for one in made.donor_items() if one.key == key).is_favourite
    assert told == [("donor_chosen", key), ("donor_favoured", key, not is_favourite)]


def test_arrows_go_along_the_strip_while_it_has_the_focus(
    window: MainWindow, page: BalancePage, strip: DonorStrip, told
):  # type: ignore[no-untyped-def]
    strip.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(strip, key)
    keys = shown_keys(strip)
    assert told == [("donor_chosen", keys[place]) for place in (0, 1, 0, -1)]
    assert strip.viewport().rect().contains(strip.box_of(keys[-1]))


def test_order_and_filter(window: MainWindow, page: BalancePage, strip: DonorStrip, told):  # type: ignore[no-untyped-def]
    items = {item.key: item for item in made.donor_items()}
    areas = [items[key].area_px for key in shown_keys(strip)]
    assert areas == sorted(areas, reverse=True)
    choose_in(page, "Order", "smallest first")
    areas = [items[key].area_px for key in shown_keys(strip)]
    assert areas == sorted(areas)
    choose_in(page, "Order", "flagged first")
    flags = [bool(items[key].flags) for key in shown_keys(strip)]
    assert flags == [True] * 5 + [False] * 19
    for words, wanted in (
        ("flagged", {key for key, item in items.items() if item.flags}),
        ("excluded", {key for key, item in items.items() if item.is_excluded}),
        ("favourites", {key for key, item in items.items() if item.is_favourite}),
    ):
        choose_in(page, "Shown", words)
        assert set(shown_keys(strip)) == wanted
    assert "3 of 24" in texts_on(page)
    assert told == []


def test_a_changed_donor_is_renewed_in_its_place(window: MainWindow, page: BalancePage, strip: DonorStrip):
    choose_in(page, "Shown", "excluded")
    key = shown_keys(strip)[0]
    item = next(one for one in made.donor_items() if one.key == key)
    before = tile(strip, key)
    page.change_library_item(replace(item, is_excluded=False))
    assert shown_keys(strip)[0] == key
    assert tile(strip, key) != before
    choose_in(page, "Order", "smallest first")
    assert key not in shown_keys(strip)
    page.change_library_item(replace(item, key="unknown"))


def tile(strip: DonorStrip, key: str) -> QImage:
    return strip.viewport().grab(strip.box_of(key)).toImage()


def test_an_excluded_tile_is_crossed_out_and_dim(window: MainWindow, page: BalancePage, strip: DonorStrip):
    item = replace(made.donor_items()[0], is_excluded=False, pixels=np.full((72, 72), 250, np.uint8))
    item = replace(item, outline=np.zeros((0, 4), np.int32), is_favourite=False, flags=())
    page.show_library([item])
    bright = tile(strip, item.key)
    page.change_library_item(replace(item, is_excluded=True))
    dim = tile(strip, item.key)
    off_the_cross = QPoint(44, 20)
    assert bright.pixelColor(off_the_cross).red() == 250
    assert dim.pixelColor(off_the_cross).red() < 120
    centre = QRect(8, 6, 72, 72).center()
    assert dim.pixelColor(centre).lightness() > dim.pixelColor(off_the_cross).lightness() + 60


def test_of_many_donors_only_those_in_view_are_made_into_pictures(
    window: MainWindow, page: BalancePage, strip: DonorStrip
):
    n_before = strip.n_pictures()
    some = made.donor_items(40)
    page.show_library([replace(some[number % 40], key=f"donor-{number}") for number in range(20_000)])
    strip.select("donor-1")
    strip.horizontalScrollBar().setValue(0)
    QApplication.processEvents()
    n_seen = math.ceil(strip.viewport().width() / TILE_WIDTH) + 1
    assert 0 < strip.n_pictures() - n_before <= 2 * n_seen  # where it stood, and at its beginning
    assert len(shown_keys(strip)) == 20_000
    strip.horizontalScrollBar().setValue(strip.horizontalScrollBar().maximum())
    QApplication.processEvents()
    assert strip.n_pictures() - n_before <= 3 * n_seen
    assert "20\u202f000" in texts_on(page)


# Questions


def test_a_snapshot_is_named_beside_the_page(qtbot: QtBot, window: MainWindow, page: BalancePage, told):  # type: ignore[no-untyped-def]
    page.ask_snapshot("magnetic-tile-balanced")
    dialog = page.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    name = dialog.findChild(QLineEdit)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)  # type: ignore[union-attr]
    assert name is not None
    assert name.text() == "magnetic-tile-balanced"
    name.setText("  ")
    assert not ok.isEnabled()
    name.setText(" even-1 ")
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert told == [("snapshot_named", "even-1")]
    qtbot.waitUntil(lambda: page.findChild(QDialog) is None)


def test_a_file_for_the_contact_sheet_is_asked_for(qtbot: QtBot, window: MainWindow, page: BalancePage, told, tmp_path):  # type: ignore[no-untyped-def]
    page.ask_contact_sheet(str(tmp_path / "injections.png"))
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [file.rsplit("/", 1)[-1] for file in dialog.selectedFiles()] == ["injections.png"]
    dialog.fileSelected.emit("/data/sheet.png")
    assert told == [("contact_sheet_file", "/data/sheet.png")]
    dialog.reject()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


def test_the_page_follows_a_change_of_scheme(window: MainWindow, page: BalancePage, theme: Theme):
    bars = page.findChild(ClassBars)
    assert bars is not None
    dark = bars.grab().toImage().pixelColor(100, 4).name()
    theme.force("light")
    QApplication.processEvents()
    light = bars.grab().toImage().pixelColor(100, 4).name()
    assert (dark, light) == ("#1e2126", "#ffffff")
