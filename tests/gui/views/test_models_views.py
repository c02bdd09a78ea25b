"""The Models page with states made up by hand: what stands on it, and what it passes on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from inspector.presenters import models_composer as composer
from inspector.screens.models import (
    Compared,
    FrameList,
    FramePictures,
    FrameRow,
    HistoryState,
    ModelMark,
    ModelsState,
    ProofChoice,
    Tendency,
)
from inspector.views.main_window import MainWindow
from inspector.views.models.frame_rows import LARGE_SIDE_PX, MAX_KEPT, SMALL_SIDE_PX, FrameRows
from inspector.views.models.models_page import ModelsPage
from inspector.views.models.proof_tables import CheckSign
from inspector.views.theme import Theme
from tests import fabricated_proof
from tests.gui.cut_texts import faults_of
from tests.gui.views import fabricated_models as made
from tests.gui.views import gallery_of_states
from tests.gui.views.driving import opened

SIGNALS = (
    "action_triggered", "model_chosen", "dataset_chosen", "split_chosen", "against_chosen", "point_chosen",
    "costs_chosen", "cell_chosen", "frames_wished", "change_pressed", "change_typed", "change_withdrawn",
    "variant_chosen", "variant_pressed", "variant_withdrawn",
    "file_to_add", "file_to_import", "file_to_export", "message_closed",
)  # fmt: skip
Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> MainWindow:
    window, _page = gallery_of_states.build_models(theme)
    return opened(qtbot, window)


@pytest.fixture
def page(window: MainWindow) -> ModelsPage:
    page = window.findChild(ModelsPage)
    assert isinstance(page, ModelsPage)
    made.fill(page)
    return page


@pytest.fixture
def told(page: ModelsPage) -> list[tuple[object, ...]]:
    """Everything the page says, as (signal, arguments …)."""
    heard: list[tuple[object, ...]] = []
    for name in SIGNALS:
        getattr(page, name).connect(lambda *values, name=name: heard.append((name, *values)))
    return heard


def texts_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_showing_says_nothing(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    made.fill(page)
    made.no_proof(page)
    made.many(page)
    page.show_state(ModelsState())
    page.show_choice(ProofChoice())
    page.show_history(HistoryState())
    assert told == []


def test_the_model_in_use_stands_on_top_and_a_broken_file_with_its_reason(page: ModelsPage) -> None:
    model = page.list.model()
    assert page.list.rows[0].mark is ModelMark.ACTIVE
    said = model.data(model.index(4, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "cannot be used" in said
    assert "the file ends early" in said


def test_a_model_is_chosen_with_the_keys(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Key.Key_Down)
    QTest.keyClick(page.list, Key.Key_Up)
    assert told == [("model_chosen", "old"), ("model_chosen", "candidate")]


def test_the_list_stays_where_it_was_when_it_is_shown_again(page: ModelsPage) -> None:
    made.many(page)
    QApplication.processEvents()
    page.list.verticalScrollBar().setValue(400)
    rows = page.list.rows
    page.show_state(replace(made.STATE, rows=(replace(rows[0], details="promoted anew"), *rows[1:]), chosen_id="3"))
    assert page.list.verticalScrollBar().value() == 400
    assert page.list.rows[0].details == "promoted anew"


def test_what_cannot_be_done_says_why(window: MainWindow, page: ModelsPage) -> None:
    page.show_state(replace(made.STATE, why_not_promoted="It is in use already", why_not_rolled_back="Nothing before"))
    page.show_choice(replace(made.CHOICE, why_not="There is no dataset version yet"))
    actions = window.actions_of_window
    for action_id, why in (("promote", "in use already"), ("roll_back", "Nothing"), ("prove", "no dataset version")):
        assert not actions.can(f"models.{action_id}")
        assert why in actions.tip(f"models.{action_id}")
    made.fill(page)
    assert all(actions.can(f"models.{one}") for one in ("promote", "roll_back", "prove", "export", "add", "import"))
    assert not actions.can("models.cancel")
    made.working(page)
    assert actions.can("models.cancel")


def test_each_check_has_a_sign_and_its_word(page: ModelsPage) -> None:
    page.tabs.setCurrentWidget(page.gate)
    assert [sign.accessibleName() for sign in page.gate.findChildren(CheckSign) if sign.isVisible()] == [
        "failed", "failed", "passed", "not checked",
    ]  # fmt: skip
    assert "2 checks failed." in texts_of(page.gate)
    made.no_proof(page)
    QApplication.processEvents()
    assert not [sign for sign in page.gate.findChildren(CheckSign) if sign.isVisible()]
    assert "Not proved yet" in texts_of(page.gate)


def test_a_row_of_classes_says_what_its_difference_means(page: ModelsPage) -> None:
    model = page.classes.classes.model()
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert rows[0][:3] == ["all classes", "177", "0.84 → 0.88, +4 ± 3 points (better)"]
    assert rows[0][3] == "0.060 → 0.090, +0.030 ± 0.020 (worse)"
    assert rows[2][2] == "0.82 → 0.81, −1 ± 5 points (no difference can be told)"
    assert rows[3][2] == "0.82 → 0.92, too few to say (too few groups to say)"
    figure: Compared = model.index(1, 2).data(Qt.ItemDataRole.UserRole)
    assert figure.tendency is Tendency.BETTER


def test_the_working_point_is_dragged_along_the_curve(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.tabs.setCurrentWidget(page.point)
    QApplication.processEvents()
    plot = page.point._plot  # noqa: SLF001  its point is pyqtgraph's, which has no name to be found by
    assert plot is not None
    found = fabricated_proof.proof().curve_candidate
    plot._point.setPos(plot._x[6] + 0.01, found.points[6].n_found / 100)  # noqa: SLF001  as a drag does
    assert told == [("point_chosen", 6)]


def test_the_working_point_is_moved_with_the_keys(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.tabs.setCurrentWidget(page.point)
    before = page.point.slider.value()
    page.point.slider.setFocus()
    QTest.keyClick(page.point.slider, Key.Key_Right)
    assert told == [("point_chosen", before + 1)]


def test_costs_are_typed(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.tabs.setCurrentWidget(page.point)
    (field,) = [one for one in page.point.findChildren(QWidget) if one.accessibleName() == "Cost of a miss"]
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]  # a spin box
    QTest.keyClicks(field, "250")
    QTest.keyClick(field, Key.Key_Return)
    assert told == [("costs_chosen", 250.0, 10.0)]


def test_no_plot_is_needed_for_the_figures(page: ModelsPage, qtbot: QtBot, window: MainWindow) -> None:
    fresh = ModelsPage(window.actions_of_window)
    qtbot.addWidget(fresh)
    fresh.show_point(composer.working_point(fabricated_proof.proof(), 5, 100.0, 10.0))
    assert "finds 80 of 100 defects" in texts_of(fresh.point)


def test_a_cell_of_the_confusion_is_chosen(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.tabs.setCurrentWidget(page.confusion)
    table = page.confusion.table
    assert isinstance(table, QTableView)
    index = table.model().index(2, 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert ("cell_chosen", 2, 0) in told
    assert index.data() == "1.3 %"  # 1,200 of 91,200 pixels
    assert "scratch → background: 1" in index.data(Qt.ItemDataRole.ToolTipRole)


def frame_rows(page: ModelsPage) -> FrameRows:
    page.tabs.setCurrentIndex(5)
    QApplication.processEvents()
    return page.frames.rows


def wished(told: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [one[1:] for one in told if one[0] == "frames_wished"]


def test_pictures_are_asked_for_as_rows_come_into_view(
    page: ModelsPage, told: list[tuple[object, ...]], qtbot: QtBot
) -> None:
    assert wished(told) == []  # nobody looks at them yet
    rows = frame_rows(page)
    qtbot.waitUntil(lambda: bool(wished(told)))
    names, side_px = wished(told)[0]
    assert side_px == SMALL_SIDE_PX
    assert names[0] == "coil-17/frame_0000.png"
    assert len(names) < 8  # those in view, not all fifty
    for name in names:
        rows.show_pictures(made.pictures(name))
    assert rows.shows_pictures(names[0])
    told.clear()
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: any("coil-17/frame_0049.png" in one[0] for one in wished(told)))
    assert all(names[0] not in one[0] for one in wished(told))


def test_a_frame_is_opened_large_and_closed_with_the_keys(
    page: ModelsPage, told: list[tuple[object, ...]], qtbot: QtBot
) -> None:
    rows = frame_rows(page)
    rows.setFocus()
    QTest.keyClick(rows, Key.Key_Down)
    QTest.keyClick(rows, Key.Key_Return)
    assert rows.opened == "coil-17/frame_0001.png"
    qtbot.waitUntil(lambda: (("coil-17/frame_0001.png",), LARGE_SIDE_PX) in wished(told))
    rows.show_pictures(made.pictures("coil-17/frame_0001.png", 900, 1600))
    QTest.keyClick(rows, Key.Key_Down)
    assert rows.opened == "coil-17/frame_0002.png"
    QTest.keyClick(rows, Key.Key_Escape)
    assert rows.opened == ""
    assert ("action_triggered", "models.cancel") not in told


def test_pictures_far_out_of_view_are_forgotten(page: ModelsPage) -> None:
    rows = frame_rows(page)
    rows.show_rows(tuple(FrameRow(f"{number}.png", "") for number in range(3 * MAX_KEPT)))
    for number in range(2 * MAX_KEPT):
        rows.show_pictures(made.pictures(f"{number}.png", 8, 8))
    kept = [number for number in range(2 * MAX_KEPT) if rows.shows_pictures(f"{number}.png")]
    assert len(kept) == MAX_KEPT
    assert 0 in kept  # it is in view
    assert 2 * MAX_KEPT - 1 in kept  # it came last


def test_why_a_picture_cannot_be_read_stands_in_its_place(page: ModelsPage) -> None:
    rows = frame_rows(page)
    rows.show_pictures(FramePictures("coil-17/frame_0000.png", trouble="It was changed since."))
    rows.show_pictures(FramePictures("of another list.png", trouble="gone"))
    assert not rows.shows_pictures("coil-17/frame_0000.png")
    page.grab()
    page.show_frames(FrameList("No frame."))
    page.grab()
    QTest.keyClick(rows, Key.Key_Return)
    assert rows.opened == ""


def test_promoting_needs_a_name_and_a_reason(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.show_change(replace(made.CHANGE, name=""))
    panel = page.change
    assert panel.name.hasFocus()
    assert not panel.button.isEnabled()
    assert "This speaks against it" in texts_of(panel)
    assert "Its card does not say: licence." in texts_of(panel)
    QTest.keyClicks(panel.name, "B. Okafor")
    assert not panel.button.isEnabled()
    panel.reason.setFocus()
    QTest.keyClicks(panel.reason, "  finds the frays  ")
    assert panel.button.isEnabled()
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert told[-1] == ("change_pressed", "B. Okafor", "finds the frays")
    page.show_change(replace(made.CHANGE, name="", is_asked=True, button="Press again: Promote all the same"))
    assert panel.button.text() == "Press again: Promote all the same"
    assert panel.reason.text() == "  finds the frays  "  # what was typed stands
    QTest.keyClick(panel.reason, Key.Key_Escape)
    assert told[-1] == ("change_withdrawn",)
    page.show_change(None)
    assert page.list.hasFocus()
    page.show_change(made.CHANGE)
    assert panel.reason.text() == ""


def test_a_variant_is_asked_in_the_place_of_the_tabs(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    page.show_variant(made.VARIANT)
    panel = page.variant
    assert panel.isVisible()
    assert panel.button.hasFocus()
    assert "val and test are never looked at" in texts_of(panel)
    QTest.keyClick(panel.dataset, Key.Key_Down)
    assert told[-1] == ("variant_chosen", "int8", "line1-clean")
    QTest.keyClick(panel.kind, Key.Key_Up)
    assert told[-1] == ("variant_chosen", "fp16", "line1-spring")
    page.show_variant(
        replace(made.VARIANT, kind="fp16", about="Half the file.", datasets=(), dataset="", calibrates="")
    )
    assert not panel.dataset.isVisible()
    assert "Half the file." in texts_of(panel)
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert told[-1] == ("variant_pressed",)
    page.show_variant(replace(made.VARIANT, dataset="", why_not="Choose the dataset."))
    assert not panel.button.isEnabled()
    QTest.keyClick(panel.kind, Key.Key_Escape)
    assert told[-1] == ("variant_withdrawn",)
    page.show_variant(None)
    assert page.list.hasFocus()
    assert not panel.isVisible()


def test_while_it_is_done_nothing_can_be_pressed_or_typed(page: ModelsPage) -> None:
    page.show_change(made.CHANGE)
    page.change.reason.setText("because")
    page.show_change(replace(made.CHANGE, is_working=True))
    assert not page.change.button.isEnabled()
    assert not page.change.cancel.isEnabled()
    assert page.change.reason.isReadOnly()
    page.show_change(replace(made.CHANGE, fault="The disk is full."))
    assert page.change.button.isEnabled()
    assert "The disk is full." in texts_of(page.change)


def test_history_and_audit(page: ModelsPage) -> None:
    page.tabs.setCurrentWidget(page.history)
    model = page.history.rows
    assert [model.index(row, 2).data() for row in range(3)] == ["steel-plain 3", "steel-plain 2", "line1-unet 2"]
    assert "whole: 312 entries" in page.history.audit.text()
    page.show_history(replace(made.HISTORY, audit="The audit chain is broken at entry 4", is_broken=True))
    assert page.history.audit.property("warn") is True


@pytest.mark.parametrize("size", [QSize(1024, 600), QSize(1920, 1080)], ids=lambda one: f"{one.width()}")
def test_nothing_is_cut_or_lies_over_anything(window: MainWindow, page: ModelsPage, qtbot: QtBot, size: QSize) -> None:
    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size)
    for state in gallery_of_states.MODELS_STATES:
        state(window, page)
        try:
            qtbot.waitUntil(lambda: not faults_of(window))
        except Exception:  # noqa: BLE001  whatever it is, the faults say more
            assert "\n".join(faults_of(window)) == "", state.__name__


def test_another_theme_is_painted(window: MainWindow, page: ModelsPage, theme: Theme) -> None:
    for index in range(page.tabs.count()):
        page.tabs.setCurrentIndex(index)
        dark = window.grab().toImage()
        theme.force("light")
        QApplication.processEvents()
        assert window.grab().toImage() != dark
        theme.force("dark")


def test_the_wheel_over_a_choice_chooses_nothing(page: ModelsPage, told: list[tuple[object, ...]]) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QWheelEvent

    for box in page.head.findChildren(QWidget):
        if box.accessibleName() in ("Dataset", "Split", "Against"):
            event = QWheelEvent(
                QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(box, event)
    assert told == []
