"""The first start: a guide over the page that checks this PC, makes a workspace and shows the inspection at work, by
keys alone; and the same self-check on the Settings page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import FIRST_STEPS, SELF_CHECK, Parts, build, guide_first_start, make_application
from inspector.core.calibration import Calibration
from inspector.inference.backend import Provider
from inspector.inference.provider_trials import ProviderFinding, RuntimeFinding
from inspector.presenters.first_steps import FirstSteps
from inspector.presenters.self_check_desk import SelfCheckDesk
from inspector.presenters.window_memory import WindowMemoryPresenter
from inspector.screens.actions import WINDOW
from inspector.screens.live import RunState
from inspector.screens.settings_actions import SETTINGS
from inspector.self_check import check as check_module
from inspector.sources.choice import demo_strip
from inspector.views.first_steps_sheet import FirstStepsSheet
from inspector.views.self_check_panel import SelfCheckPanel
from inspector.views.settings.field_row import FaultLine
from inspector.views.settings.settings_page import SettingsPage
from inspector.workspace.workspace import create_workspace, open_workspace
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 30_000
CPU, CUDA = Provider.CPU, Provider.CUDA
Open = Callable[..., Parts]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who never started the program: no folder is named, none was chosen."""
    monkeypatch.delenv("INSPECTOR_WORKSPACE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    runs = tuple(ProviderFinding(one, (RuntimeFinding(one, True, "", None, 4.2),)) for one in (CPU, CUDA))
    monkeypatch.setattr(check_module, "try_providers", lambda _: runs)  # takes seconds, and is tested elsewhere
    return tmp_path


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Open]:
    """As ``run_window`` opens it."""
    made: list[Parts] = []

    def open_window(folder: Path | None = None, *, has_workspace: bool = False) -> Parts:
        make_application("dark")
        parts = build(folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"), makes_default=False)
        made.append(parts)
        guide_first_start(parts, has_workspace=has_workspace)
        with qtbot.waitActive(parts.window):
            parts.window.show()
            parts.window.activateWindow()
        return parts

    yield open_window
    for parts in made:
        close(qtbot, parts)


def close(qtbot: QtBot, parts: Parts) -> None:
    """Repeatable."""
    if parts.presenters:
        parts.window.close_unasked()
        qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
        assert parts.end()
        parts.presenters.clear()
        parts.window.deleteLater()
        qtbot.wait(10)


def guide_of(qtbot: QtBot, parts: Parts) -> tuple[FirstStepsSheet, FirstSteps]:
    qtbot.waitUntil(lambda: FIRST_STEPS in parts.presenters, timeout=TIMEOUT_MS)
    sheet, steps = parts.window.findChild(FirstStepsSheet), parts.presenters[FIRST_STEPS]
    assert isinstance(sheet, FirstStepsSheet)
    assert isinstance(steps, FirstSteps)
    qtbot.waitUntil(sheet.isVisible, timeout=TIMEOUT_MS)
    return sheet, steps


def desk_of(parts: Parts) -> SelfCheckDesk:
    desk = parts.presenters[SELF_CHECK]
    assert isinstance(desk, SelfCheckDesk)
    return desk


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    field.insert(text)  # as an input method does: Qt's keyClicks knows no ß


def told_in(panel: SelfCheckPanel) -> list[str]:
    """What a screen reader finds in it, on the screen or scrolled out of it."""
    return [row.accessibleName() for row in panel.findChildren(QWidget) if row.isVisibleTo(panel)]


def test_by_keys_alone_from_the_first_start_to_an_inspection(qtbot: QtBot, opened: Open, tmp_path: Path):
    parts = opened()
    sheet, steps = guide_of(qtbot, parts)
    qtbot.waitUntil(lambda: not desk_of(parts).is_running, timeout=TIMEOUT_MS)
    assert any(text.startswith("Clock: well. ") for text in told_in(sheet.check))
    assert not (tmp_path / "data").exists()  # nothing is made by looking
    press(Qt.Key.Key_Return)
    plant = tmp_path / "plant größe 1"
    type_into(sheet.form.folder, str(plant))
    type_into(sheet.form.name, "Cold mill 2")
    type_into(sheet.form.scale, "0,25")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.is_calm and parts.session.has_records, timeout=TIMEOUT_MS)
    settings = open_workspace(plant).settings
    assert (settings.name, settings.piece_kind, settings.scale) == ("Cold mill 2", "coil", Calibration(0.25, 0.25))
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    press(Qt.Key.Key_Return)  # the first way has the keys: the synthetic strip
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: parts.presenter.run_state is RunState.RUNNING, timeout=TIMEOUT_MS)
    close(qtbot, parts)
    again = opened(has_workspace=True)  # at the next start, the folder that was chosen is the workspace
    qtbot.waitUntil(lambda: again.session.workspace is not None, timeout=TIMEOUT_MS)
    assert again.session.workspace is not None
    assert again.session.workspace.folder == plant
    qtbot.waitUntil(lambda: again.session.is_ready, timeout=TIMEOUT_MS)
    assert FIRST_STEPS not in again.presenters  # they were closed, and do not come again


def test_what_is_typed_wrong_is_told_at_its_field_and_makes_nothing(qtbot: QtBot, opened: Open, tmp_path: Path):
    parts = opened()
    sheet, steps = guide_of(qtbot, parts)
    press(Qt.Key.Key_Return)
    full = tmp_path / "full"
    full.mkdir()
    (full / "photo.jpg").touch()
    for folder, name, scale, field, words in (
        ("", "A", "", "folder", "Name a folder."),
        ("plant", "A", "", "folder", "Name the whole path of the folder, from its beginning."),
        (str(tmp_path / "p"), "", "", "name", "Give the line a name."),
        (str(tmp_path / "p"), "A", "zero", "mm_per_px", "This is no number."),
        (str(full), "A", "", "folder", "There are other files in this folder. Name a new or an empty one."),
        ("/proc/1/plant", "A", "", "folder", "it cannot be made"),
    ):
        type_into(sheet.form.folder, folder)
        type_into(sheet.form.name, name)
        type_into(sheet.form.scale, scale)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: steps.is_calm, timeout=TIMEOUT_MS)
        assert words in sheet.form.faults[field].text()
        assert sheet.form.faults[field].isVisible()
    assert parts.session.workspace is None
    qtbot.waitUntil(lambda: not desk_of(parts).is_running, timeout=TIMEOUT_MS)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "logs") == ["full", "tiny.onnx"]


def test_left_at_once_the_usual_workspace_is_made(qtbot: QtBot, opened: Open, tmp_path: Path):
    parts = opened()
    sheet, _steps = guide_of(qtbot, parts)
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    assert (tmp_path / "data" / "Inspector" / "workspace" / "workspace.toml").is_file()
    assert not (tmp_path / "config").exists()  # nothing was chosen


def test_left_at_once_a_folder_that_somebody_named_is_not_made(qtbot: QtBot, opened: Open, tmp_path: Path):
    parts = opened(tmp_path / "share" / "line1")
    sheet, steps = guide_of(qtbot, parts)
    assert sheet.form.folder.text() == str(tmp_path / "share" / "line1")
    assert sheet.form.folder.isReadOnly()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: steps.is_calm, timeout=TIMEOUT_MS)
    assert parts.session.workspace is None
    assert not (tmp_path / "share").exists()

    def offers() -> set[str]:
        return {one.text() for one in parts.page.findChildren(QPushButton) if one.isVisible()}

    qtbot.waitUntil(lambda: {"First steps…", "Make the workspace here"} <= offers(), timeout=TIMEOUT_MS)


def test_a_workspace_in_the_chosen_folder_is_opened_and_what_it_says_holds(
    qtbot: QtBot, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    there = create_workspace(tmp_path / "there").folder
    (there / "window.json").write_text(json.dumps({"memory": {"author": "Kim"}, "format": 1}))
    parts = opened()
    sheet, steps = guide_of(qtbot, parts)
    press(Qt.Key.Key_Return)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(there))
    sheet.form.browse.setFocus()
    press(Qt.Key.Key_Return)
    type_into(sheet.form.name, "Another name")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.is_calm and parts.session.workspace is not None, timeout=TIMEOUT_MS)
    assert open_workspace(there).settings.name == "Inspector"
    memory = parts.presenters[WINDOW]
    assert isinstance(memory, WindowMemoryPresenter)
    qtbot.waitUntil(lambda: memory.author() == "Kim", timeout=TIMEOUT_MS)  # of the one that was opened
    close(qtbot, parts)
    assert json.loads((there / "window.json").read_text())["memory"]["author"] == "Kim"


def test_ended_in_the_middle_it_goes_on_where_it_was(qtbot: QtBot, opened: Open):
    parts = opened()
    _sheet, steps = guide_of(qtbot, parts)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.is_calm and parts.session.is_ready, timeout=TIMEOUT_MS)
    close(qtbot, parts)
    again = opened(has_workspace=True)
    sheet, _ = guide_of(qtbot, again)
    qtbot.waitUntil(lambda: again.session.workspace is not None, timeout=TIMEOUT_MS)
    shown = [one.text().strip() for one in sheet.findChildren(QPushButton) if one.isVisible()]
    assert {"Demo strip", "Open folder…", "Open camera…", "Done"} <= set(shown)


def test_keys_of_the_page_rest_below_it(qtbot: QtBot, opened: Open):
    parts = opened()
    sheet, _steps = guide_of(qtbot, parts)
    for key in (Qt.Key.Key_F5, Qt.Key.Key_P, Qt.Key.Key_F1):
        press(key)
    assert sheet.isVisible()
    assert not parts.window.is_showing_keys()
    assert parts.window.shown_page == "live"
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().topLeft())
    assert sheet.isVisible()  # a click beside the card does not lose what was typed


def test_the_check_is_begun_watched_copied_and_cancelled_from_settings(
    qtbot: QtBot, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    parts = opened(create_workspace(tmp_path / "plant").folder, has_workspace=True)
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.show_page(SETTINGS)
    page = parts.window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.is_filled, timeout=TIMEOUT_MS)
    page.reveal("this_pc")
    buttons = {one.text(): one for one in page.self_check.findChildren(QPushButton)}
    assert not buttons["Copy as text"].isEnabled()
    QTest.mouseClick(buttons["Check this PC"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk_of(parts).was_run and not desk_of(parts).is_running, timeout=TIMEOUT_MS)
    QTest.mouseClick(buttons["Copy as text"], Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "\n\nClock [well, clock.right]\n" in copied
    assert "Screen [" in copied  # of the window
    assert buttons["Check this PC"].text() == "Check again"
    stuck = threading.Event()
    monkeypatch.setattr(check_module, "memory_finding", lambda: stuck.wait(20) and None)
    QTest.mouseClick(buttons["Check this PC"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk_of(parts).is_running and buttons["Cancel"].isEnabled(), timeout=TIMEOUT_MS)
    QTest.mouseClick(buttons["Cancel"], Qt.MouseButton.LeftButton)
    stuck.set()
    qtbot.waitUntil(lambda: not desk_of(parts).is_running, timeout=TIMEOUT_MS)
    assert not any(text.startswith("Pace:") for text in told_in(page.self_check))


def test_an_inspection_that_starts_meanwhile_ends_the_check(
    qtbot: QtBot, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    parts = opened(create_workspace(tmp_path / "plant").folder, has_workspace=True)
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.show_page(SETTINGS)
    stuck = threading.Event()
    monkeypatch.setattr(check_module, "memory_finding", lambda: stuck.wait(20) and None)
    desk = desk_of(parts)
    desk.check()
    parts.presenter.choose(demo_strip())
    qtbot.waitUntil(lambda: parts.session.is_inspecting, timeout=TIMEOUT_MS)
    stuck.set()
    qtbot.waitUntil(lambda: not desk.is_running, timeout=TIMEOUT_MS)
    page = parts.window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    assert not any(text.startswith("Clock:") for text in told_in(page.self_check))
    desk.check()  # while it inspects, nothing is measured
    qtbot.waitUntil(lambda: not desk.is_running, timeout=TIMEOUT_MS)
    assert any(text.startswith("Disk speed: not looked at.") for text in told_in(page.self_check))


def test_a_fault_at_a_field_moves_nothing(qtbot: QtBot, opened: Open):
    sheet, _steps = guide_of(qtbot, opened())
    press(Qt.Key.Key_Return)
    form = sheet.form
    qtbot.waitUntil(lambda: form.language.isVisible() and form.language.y() > 0)
    inside = [one for one in form.findChildren(QWidget) if one.parent() is form and not isinstance(one, FaultLine)]
    assert len(inside) > 10
    before = [one.geometry() for one in inside]
    for fault in form.faults.values():
        fault.show_texts("This is no number.", "")
    qtbot.waitUntil(form.faults["language"].isVisible)
    qtbot.wait(10)
    assert [one.geometry() for one in inside] == before
