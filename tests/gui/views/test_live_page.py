from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollBar,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.core.defect import Severity
from inspector.core.roles import Role
from inspector.core.source_options import SourceOptions
from inspector.screens.defect_list import Column
from inspector.screens.live import RunState
from inspector.screens.lock import LockState
from inspector.views.field_dialog import FieldDialog
from inspector.views.live.choosers import PieceDialog
from inspector.views.live.controls import Controls
from inspector.views.live.defect_table import WORDS_LEFT, DefectTable
from inspector.views.live.gallery import Gallery
from inspector.views.live.live_page import LivePage
from inspector.views.live.source_dialog import SourceDialog
from inspector.views.main_window import MainWindow
from inspector.views.small_widgets import ElidedLabel
from inspector.views.theme import Theme
from tests.gui.views import fabricated, gallery_of_states
from tests.gui.views.driving import reached_with_tab

INTERACTIVE = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTableView, Gallery)


def interactive(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        is_part_of_one = isinstance(widget.parent(), QAbstractSpinBox | QTableView)
        if isinstance(widget, INTERACTIVE) and not isinstance(widget, QScrollBar) and not is_part_of_one:
            yield widget


def test_whatever_can_be_touched_has_a_name_for_screen_readers(window: MainWindow, page: LivePage):
    for state in gallery_of_states.STATES:
        state(window, page)
    nameless = [repr(widget) for widget in interactive(window) if not widget.accessibleName()]
    assert nameless == []


def test_whatever_can_be_touched_is_reached_with_tab(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    QApplication.processEvents()
    expected = {widget for widget in interactive(window) if widget.isVisible() and widget.isEnabled()}
    page.canvas.setFocus()
    reached = reached_with_tab()
    assert expected - set(reached) == set()
    assert page.canvas in reached


def cut_off(window: MainWindow) -> list[tuple[object, ...]]:
    cut: list[tuple[object, ...]] = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        if isinstance(widget, ElidedLabel):  # says itself that there is more, and shows it on hover
            continue
        need = widget.minimumSizeHint()
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        height = widget.heightForWidth(widget.width()) if wraps else need.height()
        if (not wraps and widget.width() < need.width()) or widget.height() < height:
            cut.append((widget, getattr(widget, "text", str)(), widget.size(), need))
    return cut


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("state", gallery_of_states.STATES, ids=lambda state: state.__name__)
def test_no_text_is_cut_off(window: MainWindow, page: LivePage, state, size: tuple[int, int]):  # type: ignore[no-untyped-def]
    window.resize(*size)
    state(window, page)
    for _ in range(40):  # Qt lays out what scrolls a turn later
        gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
        cut = cut_off(window)
        if not cut:
            break
    assert cut == []
    assert window.width() == size[0]
    assert window.height() == size[1]


def test_a_message_moves_nothing(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    before = page.canvas.mapTo(window, QPoint()), page.canvas.size()
    page.show_message(fabricated.ERROR)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    assert (page.canvas.mapTo(window, QPoint()), page.canvas.size()) == before
    page.drop_message(fabricated.ERROR.code)
    assert page.messages() == ()


def test_the_empty_page_offers_its_actions(qtbot: QtBot, window: MainWindow, page: LivePage):
    gallery_of_states.empty(window, page)
    button = next(one for one in page.findChildren(QAbstractButton) if one.text() == "Open camera…")
    with qtbot.waitSignal(page.action_triggered) as told:
        button.click()
    assert told.args == ["live.open_camera"]


def test_frozen_says_how_many_defects_have_come_since(window: MainWindow, page: LivePage):
    page.show_state(fabricated.live_state(is_frozen=True))
    assert page.canvas.accessibleDescription() == "FROZEN · 7 new defects"
    page.show_state(fabricated.live_state())
    assert page.canvas.accessibleDescription() == ""


def test_a_new_piece_has_an_id_and_a_kind(qtbot: QtBot, window: MainWindow, page: LivePage):
    page.ask_piece()
    dialog = page.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    assert not dialog.isModal()
    field, kind = dialog.findChild(QLineEdit), dialog.findChild(QComboBox)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)  # type: ignore[union-attr]
    assert field is not None
    assert kind is not None
    assert [widget.accessibleName() == "" for widget in interactive(dialog)].count(True) == 0
    field.setText("   ")
    assert not ok.isEnabled()
    field.setText(" R-2042 ")
    kind.setCurrentIndex(1)
    with qtbot.waitSignal(page.piece_chosen) as told:
        ok.click()
    assert told.args == ["R-2042", "rail"]


def source_dialog(page: LivePage) -> SourceDialog:
    dialog = page.findChild(SourceDialog)
    assert isinstance(dialog, SourceDialog)
    return dialog


def box(dialog: QDialog, name: str) -> QCheckBox:
    return next(one for one in dialog.findChildren(QCheckBox) if one.accessibleName() == name)


CONTINUOUS, RECURSIVE, WATCHED = (
    "Each frame goes on where the one before ended", "Sub-folders too", "Keep watching for new frames",
)  # fmt: skip


def test_a_camera_is_asked_for_by_address_and_whether_its_frames_go_on_from_each_other(
    qtbot: QtBot, window: MainWindow, page: LivePage
):
    page.ask_camera()
    dialog = source_dialog(page)
    dialog.findChild(QLineEdit).setText("rtsp://camera/1")  # type: ignore[union-attr]
    box(dialog, CONTINUOUS).setChecked(True)
    assert [box(dialog, name).isVisible() for name in (CONTINUOUS, RECURSIVE, WATCHED)] == [True, False, False]
    with qtbot.waitSignal(page.source_chosen) as told:
        dialog.accept()
    assert told.args == ["rtsp://camera/1", SourceOptions(is_continuous=True)]


@pytest.mark.parametrize("ask", ["ask_folder", "ask_video"])
def test_files_are_looked_for_beside_the_running_picture(qtbot: QtBot, window: MainWindow, page: LivePage, ask: str):
    getattr(page, ask)()
    dialog = source_dialog(page)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Browse…").click()
    files = dialog.findChild(QFileDialog)
    assert isinstance(files, QFileDialog)
    files.fileSelected.emit("/data/chosen")
    files.reject()
    qtbot.waitUntil(lambda: dialog.findChild(QFileDialog) is None)
    with qtbot.waitSignal(page.source_chosen) as told:
        dialog.accept()
    assert told.args == ["/data/chosen", SourceOptions()]


def test_tab_comes_to_the_options_of_a_dialog_before_its_buttons(window: MainWindow, page: LivePage):
    page.ask_folder()
    dialog = source_dialog(page)
    bits = dialog.findChild(QComboBox)
    boxes = [box(dialog, name) for name in (CONTINUOUS, RECURSIVE, WATCHED)]
    named = {button.text(): button for button in dialog.findChildren(QPushButton)}
    expected = [named["Browse…"], *boxes, bits, named["Open"], named["Cancel"]]
    chain, one = [], dialog.field.nextInFocusChain()
    while one is not dialog.field:
        chain.append(one)
        one = one.nextInFocusChain()
    assert [one for one in chain if one in expected] == expected
    assert all(named[text].icon().isNull() for text in ("Open", "Cancel"))  # a red cross is for what is wrong


def test_how_a_folder_is_read_is_chosen_with_it_and_stands_there_the_next_time(
    qtbot: QtBot, window: MainWindow, page: LivePage
):
    page.ask_folder()
    dialog = source_dialog(page)
    assert [widget for widget in interactive(dialog) if not widget.accessibleName()] == []
    dialog.field.setText("/data/strip")
    for name in (CONTINUOUS, RECURSIVE, WATCHED):
        assert not box(dialog, name).isChecked()
        box(dialog, name).setChecked(True)
    bits = dialog.findChild(QComboBox)
    assert isinstance(bits, QComboBox)
    bits.setCurrentText("12")
    with qtbot.waitSignal(page.source_chosen) as told:
        dialog.accept()
    expected = SourceOptions(is_continuous=True, is_recursive=True, is_watched=True, bits=12)
    assert told.args == ["/data/strip", expected]
    qtbot.waitUntil(lambda: page.findChild(SourceDialog) is None)
    page.ask_folder()
    again = source_dialog(page).answer()
    assert (again.text, again.options) == ("/data/strip", expected)
    source_dialog(page).reject()
    qtbot.waitUntil(lambda: page.findChild(SourceDialog) is None)
    page.ask_video()  # has its own
    assert source_dialog(page).answer().options == SourceOptions()


def test_a_model_is_chosen_beside_the_running_picture(qtbot: QtBot, window: MainWindow, page: LivePage):
    page.ask_model()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(page.model_chosen) as told:
        dialog.fileSelected.emit("/data/chosen")
    assert told.args == ["/data/chosen"]
    dialog.reject()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


@pytest.mark.parametrize("ask", ["ask_model", "ask_folder", "ask_video"])
def test_files_that_were_looked_for_cannot_be_chosen_any_more_once_the_window_is_locked(
    qtbot: QtBot, window: MainWindow, page: LivePage, ask: str
):
    told: list[str] = []
    page.model_chosen.connect(told.append)
    page.source_chosen.connect(told.append)
    getattr(page, ask)()
    if ask != "ask_model":
        dialog = source_dialog(page)
        next(button for button in dialog.findChildren(QPushButton) if button.text() == "Browse…").click()
    files = page.findChild(QFileDialog)
    assert isinstance(files, QFileDialog)
    assert files.isVisible()
    window.show_lock(LockState(Role.OPERATOR, has_lock=True))
    assert not files.isVisible()
    files.fileSelected.emit("/data/chosen")  # the system's own dialog answers late
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None and page.findChild(SourceDialog) is None)
    page.show_state(fabricated.live_state(RunState.RUNNING))
    assert (told, page.findChild(FieldDialog)) == ([], None)


def test_files_are_looked_for_in_one_window_and_no_longer_than_the_panel_they_are_for(
    qtbot: QtBot, window: MainWindow, page: LivePage
):
    page.ask_model()
    page.ask_folder()
    next(button for button in source_dialog(page).findChildren(QPushButton) if button.text() == "Browse…").click()
    assert [one.isVisible() for one in page.findChildren(QFileDialog)] == [False, True]
    source_dialog(page).reject()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)
    page.ask_model()
    files = page.findChild(QFileDialog)
    assert isinstance(files, QFileDialog)
    with qtbot.waitSignal(page.model_chosen) as told:
        files.fileSelected.emit("/data/chosen")
    assert told.args == ["/data/chosen"]


def test_the_page_follows_a_change_of_scheme(window: MainWindow, page: LivePage, theme: Theme):
    page.show_state(fabricated.live_state(RunState.RUNNING))
    dark = window.grab().toImage().pixelColor(300, 5)
    theme.force("light")
    QApplication.processEvents()
    light = window.grab().toImage().pixelColor(300, 5)
    assert (dark.name(), light.name()) == ("#1e2126", "#ffffff")


def test_class_names_stand_whole_beside_the_longest_figures_at_1280_px(window: MainWindow, page: LivePage):
    one = fabricated.defect_row(1)
    page.upsert_defects(
        [
            dataclasses.replace(
                one,
                defect_id=number,
                defect_class=dataclasses.replace(one.defect_class, name=name),
                position="1234.567 m",
                size="1234.5 × 104.8 mm",
            )
            for number in range(12_300, 12_345)  # so many that there is a scroll bar
            for name in ("inclusion", "scratches")
        ]
    )
    QApplication.processEvents()
    view = page.findChild(DefectTable).findChild(QTableView)
    columns, wide = view.horizontalHeader(), view.fontMetrics().horizontalAdvance
    assert view.verticalScrollBar().isVisible()
    for column, words in (
        (Column.DEFECT_ID, "12344"), (Column.POSITION, "1234.567 m"), (Column.SIZE, "1234.5 × 104.8 mm"),
        (Column.CLASS, "scratches"), (Column.CLASS, "inclusion"), (Column.SEVERITY, "critical"), (Column.SCORE, "0.99"),
    ):  # fmt: skip
        sign = WORDS_LEFT + 2 if column in (Column.CLASS, Column.SEVERITY) else 6
        assert columns.sectionSize(column) - sign >= wide(words), column


def test_a_frozen_picture_is_not_dimmed_it_says_itself_that_it_stands_still(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    old = dataclasses.replace(fabricated.live_state(), too_old="NO PICTURE YOUNGER THAN 2.0 s")
    page.show_state(old)
    assert page.canvas.accessibleDescription() == old.too_old
    page.show_state(dataclasses.replace(fabricated.live_state(is_frozen=True), too_old=old.too_old))
    assert "FROZEN" in page.canvas.accessibleDescription()
    assert old.too_old not in page.canvas.accessibleDescription()


@pytest.mark.parametrize(("kind", "first"), [("rail", "rail"), ("coil", "coil"), ("bloom", "coil"), ("", "coil")])
def test_a_new_piece_is_what_a_piece_usually_is_in_this_plant(page: LivePage, kind: str, first: str):
    page.ask_piece(kind)
    dialog = page.findChild(PieceDialog)
    assert dialog.kind() == first
    dialog.reject()


def test_the_panel_of_a_new_piece_says_that_its_source_is_inspected_again(page: LivePage):
    page.ask_piece()
    dialog = page.findChild(PieceDialog)
    again = "Inspects images again, from its beginning"

    def said() -> tuple[list[str], bool]:
        shown = [label.text() for label in dialog.findChildren(QLabel) if not label.isHidden()]
        return [text for text in shown if "again" in text], any(
            one.text() == "Inspect it again" for one in dialog.findChildren(QPushButton)
        )

    assert said() == ([], False)
    page.show_state(
        dataclasses.replace(fabricated.live_state(RunState.ENDED), again=again)
    )  # it ends while somebody types
    assert said() == ([again], True)
    dialog.reject()
    page.ask_piece()
    dialog = page.findChildren(PieceDialog)[-1]
    assert said() == ([again], True)
    page.show_state(fabricated.live_state())
    assert said() == ([], False)


def test_the_keys_stay_with_stop_while_it_stops(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    start = next(one for one in page.findChildren(QPushButton) if one.text() == "Stop" and one.isVisible())
    start.setFocus()
    page.show_state(fabricated.live_state(RunState.STOPPING))
    assert QApplication.focusWidget() is page.findChild(Controls)
    page.show_state(fabricated.live_state(RunState.ENDED))
    assert start.hasFocus()


def test_progress_is_painted_with_all_else_and_not_at_once(window: MainWindow, page: LivePage):
    gallery_of_states.running(window, page)
    bar = page.findChild(Controls).findChild(QProgressBar)
    page.show_state(dataclasses.replace(fabricated.live_state(), progress=0.1))
    QApplication.processEvents()
    assert bar.isVisible()
    painted = []

    class Painted(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                painted.append(bar.value())
            return False

    watching = Painted()
    bar.installEventFilter(watching)
    for percent in (20, 30, 40):
        page.show_state(dataclasses.replace(fabricated.live_state(), progress=percent / 100))
    assert (painted, bar.value()) == ([], 400)
    QApplication.processEvents()
    assert painted == [400]
    page.show_state(dataclasses.replace(fabricated.live_state(), progress=0.4))
    QApplication.processEvents()
    assert painted == [400]


@pytest.mark.parametrize("width", [1024, 1280])
def test_a_defect_that_is_not_graded_says_so_whole(window: MainWindow, page: LivePage, width: int):
    window.resize(width, 720)
    row = dataclasses.replace(fabricated.defect_row(1), severity=Severity.NONE, is_graded=False)
    page.upsert_defects([row])
    QApplication.processEvents()
    view = page.findChild(DefectTable).findChild(QTableView)
    index = view.model().index(0, Column.SEVERITY)
    assert index.data() == "not graded"
    room = view.horizontalHeader().sectionSize(Column.SEVERITY) - WORDS_LEFT - 2
    assert view.fontMetrics().horizontalAdvance(index.data()) <= room


@pytest.mark.parametrize(("width", "n_words"), [(1024, 1), (1280, 3)])
def test_what_operators_press_has_its_word_in_a_small_window_too(
    window: MainWindow, page: LivePage, width: int, n_words: int
):
    window.resize(width, 600)
    gallery_of_states.running(window, page)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    controls = page.findChild(Controls)
    words = [
        one.text() for one in controls.findChildren(QToolButton)
        if one.isVisible() and one.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    ]  # fmt: skip
    assert len(words) == n_words
    assert words[-1] == "New piece"
    assert [one.text() for one in controls.findChildren(QPushButton) if one.isVisible()] == ["Stop"]


def test_a_word_about_the_lock_hides_neither_piece_nor_metre(window: MainWindow, page: LivePage):
    window.resize(1024, 600)
    gallery_of_states.running(window, page)
    notice = window.actions_of_window.lock_text()
    window.show_lock_notice(notice)
    gallery_of_states.settle(QApplication.instance(), 0.05)  # type: ignore[arg-type]
    shown = {label.text(): label for label in window.findChildren(QLabel) if label.isVisible()}
    chrome = fabricated.frame_of_window()
    assert {notice, chrome.piece, f"▸ {chrome.position}"} <= shown.keys()
    label = shown[notice]
    needed = label.fontMetrics().boundingRect(
        0, 0, label.contentsRect().width(), 999, Qt.TextFlag.TextWordWrap.value, notice
    )
    assert needed.height() <= label.contentsRect().height()
    assert shown[f"▸ {chrome.position}"].width() >= shown[f"▸ {chrome.position}"].sizeHint().width()
    window.show_question("Quitting ends Coil R-2041")
    assert not shown[chrome.piece].isVisible()  # the question names both
    window.show_question("")
