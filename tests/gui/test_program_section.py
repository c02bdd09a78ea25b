"""The section “Program” of the Settings page: an update from a file, the way back, the support bundle."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.presenters.settings_presenter import SettingsPresenter
from inspector.screens.settings_actions import SETTINGS
from inspector.updates.installed import InstalledProgram
from inspector.updates.updating import Updater
from inspector.updates.windows import For, Setup
from inspector.views.settings.program_form import ProgramForm
from inspector.views.settings.settings_page import SettingsPage
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace
from tests.gui.cut_texts import faults_of
from tests.gui.real_window import real_window
from tests.tiny_model import write_tiny_model
from tests.update_files import Plant, make_plant

TIMEOUT_MS = 20_000


@dataclass
class Driver:
    qtbot: QtBot
    parts: Parts
    page: SettingsPage
    presenter: SettingsPresenter
    workspace: Workspace
    plant: Plant

    @property
    def form(self) -> ProgramForm:
        found = self.page.findChild(ProgramForm)
        assert isinstance(found, ProgramForm)
        return found

    def words(self) -> str:
        return "\n".join(one.text() for one in self.form.findChildren(QLabel) if one.isVisible())

    def settle(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.words() and self.presenter.is_calm, timeout=TIMEOUT_MS)

    def press(self, text: str) -> None:
        (button,) = (one for one in self.form.findChildren(QPushButton) if one.text() == text and one.isVisible())
        assert button.isEnabled()
        button.click()


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", "/bin:/usr/bin")
    plant, workspace = make_plant(tmp_path / "pc"), create_workspace(tmp_path / "line")

    def updater(folder: Path) -> Updater:
        return Updater(
            InstalledProgram(plant.root), (plant.signer.public,), (folder,), plant.folder / "state",
            lambda file: [str(plant.package()), str(file)],
        )  # fmt: skip

    monkeypatch.setattr("inspector.presenters.program_desk.updater_of_this_pc", updater)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        parts.window.show_page(SETTINGS)
        page, presenter = parts.window.findChild(SettingsPage), parts.presenters[SETTINGS]
        assert isinstance(page, SettingsPage)
        assert isinstance(presenter, SettingsPresenter)
        made = Driver(qtbot, parts, page, presenter, workspace, plant)
        qtbot.waitUntil(lambda: page.is_filled, timeout=TIMEOUT_MS)
        page.reveal("program")
        made.settle("Version 0.1.0")
        yield made


def test_an_update_is_looked_at_asked_about_installed_and_taken_back(driver: Driver):
    driver.form.file_chosen.emit(str(driver.plant.write_update()))
    driver.settle("Version 0.2.0 is whole and signed by")
    assert driver.plant.answer() == "inspector, version 0.1.0"  # nothing before somebody says yes
    driver.press("Install 0.2.0")
    driver.settle("Version 0.2.0 is installed; before it was 0.1.0.")
    driver.settle("Version 0.2.0 (bbbb222), edition station")
    driver.settle("Last: ")
    assert driver.plant.answer() == "inspector, version 0.2.0"
    driver.settle("This window is still 0.1.0.")
    driver.press("Not now")
    assert not driver.parts.starts_again
    driver.press("Roll back to 0.1.0…")
    driver.settle("Start version 0.1.0 from now on?")
    assert faults_of(driver.parts.window) == []
    driver.press("Roll back to 0.1.0")
    driver.settle("Version 0.1.0 is installed; before it was 0.2.0.")
    assert driver.plant.answer() == "inspector, version 0.1.0"


def test_the_window_gives_way_to_what_was_installed(driver: Driver):
    driver.form.file_chosen.emit(str(driver.plant.write_update()))
    driver.settle("Version 0.2.0 is whole")
    driver.press("Install 0.2.0")
    driver.settle("This window is still 0.1.0.")
    assert faults_of(driver.parts.window) == []
    driver.press("Start again now")
    driver.qtbot.waitUntil(lambda: not driver.parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert driver.parts.starts_again


def test_an_altered_update_is_refused_in_words(driver: Driver):
    file = driver.plant.write_update()
    content = bytearray(file.read_bytes())
    content[700] ^= 1
    file.write_bytes(content)
    driver.form.file_chosen.emit(str(file))
    driver.settle("The update was altered since it was signed, or is not whole.")
    assert "Install" not in driver.words()
    assert faults_of(driver.parts.window) == []


def test_on_windows_the_window_says_so_and_closes_for_an_update(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    setup = Setup(driver.plant.root, ("window",), For.ONE_USER, lambda file, words, whom: asked.append(words))

    def updater(folder: Path) -> Updater:
        return Updater(
            InstalledProgram(driver.plant.root), (driver.plant.signer.public,), (folder,),
            driver.plant.folder / "state", setup=setup,
        )  # fmt: skip

    monkeypatch.setattr("inspector.presenters.program_desk.updater_of_this_pc", updater)
    monkeypatch.setattr("inspector.presenters.program_desk.CLOSES_FOR_UPDATES", True)
    driver.form.file_chosen.emit(str(driver.plant.write_update()))
    driver.settle("Inspector closes for it, and starts again after some minutes.")
    assert faults_of(driver.parts.window) == []
    assert asked == []
    driver.press("Install 0.2.0")
    driver.qtbot.waitUntil(lambda: not driver.parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert asked == [f"/S /CurrentUser /WaitFor={os.getpid()} /Restart /D={driver.plant.root}"]
    assert driver.plant.answer() == "inspector, version 0.1.0"


def test_the_switch_starts_it_with_the_pc(driver: Driver):
    switch = driver.form.findChildren(QCheckBox)[0]
    driver.settle("Somebody starts it")
    switch.click()
    driver.settle("By ")
    (file,) = (path for path in (Path(os.environ["XDG_CONFIG_HOME"])).rglob("*") if path.is_file())
    assert str(driver.workspace.folder) in file.read_text()
    start = open_workspace(driver.workspace.folder).settings.start
    assert start.resumes
    assert start.is_operator_view
    switch.click()
    driver.settle("Somebody starts it")
    assert not file.exists()


def test_a_bundle_is_shown_before_it_is_saved(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("inspector.upkeep.bundle.inspector_command", lambda *words: ["/bin/echo", '{"system": "here"}'])
    driver.press("Save support bundle…")
    driver.settle("settings.json")
    assert "facts.json" in driver.words()
    driver.form.place_chosen.emit(str(tmp_path / "support.zip"))
    driver.settle("The support bundle is saved")
    with zipfile.ZipFile(tmp_path / "support.zip") as archive:
        assert {"facts.json", "settings.json", "database.json", "decisions.json"} <= set(archive.namelist())
