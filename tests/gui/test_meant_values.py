"""Values change only where somebody meant it: every field of the real window, turned, clicked and typed into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QComboBox, QDoubleSpinBox, QSpinBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import PAGES, Parts, build, make_application
from inspector.views.fields import NumberField, WholeField
from inspector.views.input_guard import InputGuard, is_field
from inspector.views.live.histogram_slider import HistogramSlider
from inspector.views.live.legend import ClassRow
from inspector.workspace.workspace import create_workspace
from tests.gui.test_balance_studio import write_set
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 20_000


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[Parts]:
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    write_set(workspace.datasets / "strip")
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    parts.window.resize(1280, 720)
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    parts.window.activateWindow()
    qtbot.waitUntil(parts.window.isActiveWindow)
    qtbot.waitUntil(lambda: parts.window.findChild(ClassRow) is not None, timeout=TIMEOUT_MS)
    yield parts
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    parts.window.deleteLater()
    qtbot.wait(10)


def turned(widget: QWidget, notches: int) -> bool:
    """Turn the wheel over the middle of the widget; whether the widget took it."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def value_of(field: QWidget) -> float:
    if isinstance(field, QComboBox | QTabBar):
        return field.currentIndex()
    assert isinstance(field, QSpinBox | QDoubleSpinBox | QAbstractSlider)
    return field.value()


def fields_of(parts: Parts) -> list[QWidget]:
    return [one for one in parts.window.findChildren(QWidget) if is_field(one)]


def test_the_wheel_moves_no_field_of_any_page_or_panel_that_has_not_the_focus(parts: Parts) -> None:
    page = parts.page
    for ask in (page.ask_folder, page.ask_camera, page.ask_video, page.ask_piece):
        ask()
    for known, _ in PAGES:
        parts.window.show_page(known.id)
    found = fields_of(parts)
    kinds = {type(one).__name__ for one in found}
    assert {"HistogramSlider", "NumberField", "WholeField", "LineSlider", "QComboBox"} <= kinds
    for one in found:
        one.clearFocus()
        before = value_of(one)
        for notches in (1, -1, -1):
            assert not turned(one, notches), one
        assert value_of(one) == before, one
        assert one.focusPolicy() != Qt.FocusPolicy.WheelFocus, one  # else the wheel itself would give it


def test_the_wheel_moves_the_field_that_has_the_focus(parts: Parts) -> None:
    row = parts.window.findChild(ClassRow)
    slider, area = row.findChild(HistogramSlider), row.findChild(NumberField)
    for field in (slider, area):
        field.setFocus()
        before = value_of(field)
        turned(field, 1)
        assert value_of(field) > before


def test_a_click_beside_the_handle_gives_focus_and_moves_nothing(parts: Parts) -> None:
    slider = parts.window.findChild(ClassRow).findChild(HistogramSlider)
    before = slider.value()
    for share in (0.1, 0.9):
        slider.clearFocus()
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(share * slider.width()), 10))
        assert (slider.value(), slider.hasFocus()) == (before, True)
    handle = round(slider.x_of(before))
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(handle + 4, 10))
    assert slider.value() == before  # taken beside its middle
    QTest.mouseMove(slider, QPoint(round(slider.x_of(before + 10)) + 4, 10))
    assert slider.value() == before + 10
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(handle, 10))
    QTest.mouseMove(slider, QPoint(3, 10))
    assert slider.value() == before + 10


@pytest.fixture(params=[QLocale.Language.English, QLocale.Language.German, QLocale.Language.French])
def language(request: pytest.FixtureRequest) -> Iterator[QLocale]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield QLocale()
    QLocale.setDefault(before)


def typed(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["12.5", "12,5"])
def test_both_decimal_separators_are_read_in_every_language(
    qtbot: QtBot, parts: Parts, language: QLocale, text: str
) -> None:
    field = NumberField("area", 0, 99_999, decimals=1, suffix=" mm²", sign="≥ ")
    qtbot.addWidget(field)
    field.show()
    typed(field, text)
    assert (field.value(), field.text()) == (12.5, "≥ 12.5 mm²")


def test_what_may_be_a_thousand_or_a_tenth_is_refused_in_every_language(qtbot: QtBot, language: QLocale) -> None:
    number, whole = NumberField("area", 0, 99_999, decimals=1), WholeField("seed", 0, 99_999)
    for field, texts in (
        (number, ("1,234", "1.234", "1.234,5", "1 234", "1e3", "٣")),
        (whole, ("1,234", "1.234", "1 234")),
    ):
        qtbot.addWidget(field)
        for text in texts:
            assert field.validate(text, 0)[0] is QValidator.State.Invalid, (field, text)


def test_the_guard_knows_how_long_nobody_has_touched_the_program(qtbot: QtBot, qapp: QApplication) -> None:
    now = [100.0]
    guard, widget = InputGuard(qapp, lambda: now[0]), QWidget()
    qtbot.addWidget(widget)
    now[0] += 60.0
    assert guard.unused_s == 60.0
    for touch in (
        lambda: QTest.keyClick(widget, Qt.Key.Key_Shift),
        lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton),
        lambda: turned(widget, 1),
    ):
        now[0] += 60.0
        touch()
        assert guard.unused_s == 0.0
    qapp.removeEventFilter(guard)
    guard.deleteLater()
