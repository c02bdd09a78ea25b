"""The Settings page in the real window, by keys and mouse: what is typed is on the disk, and can be put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.core.roles import Role
from inspector.views.settings.backup_form import BackupForm
from inspector.views.settings.field_row import ChoiceField, FaultLine
from inspector.views.settings.screening_form import ScreeningForm
from inspector.views.settings.settings_page import SettingsPage
from inspector.views.theme import DARK, LIGHT, tokens
from inspector.workspace.settings import WorkspaceSettings
from inspector.workspace.workspace import create_workspace, open_workspace
from tests.tiny_model import write_tiny_model
from tests.tiny_screen import write_tiny_screen

TIMEOUT_MS = 20_000


class Driver:
    def __init__(self, parts: Parts, folder: Path, qtbot: QtBot) -> None:
        self.parts, self.folder, self.qtbot = parts, folder, qtbot
        QTest.keyClick(parts.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        page = parts.window.findChild(SettingsPage)
        assert isinstance(page, SettingsPage)
        self.page = page
        qtbot.waitUntil(lambda: page.is_filled, timeout=TIMEOUT_MS)

    @property
    def saved(self) -> WorkspaceSettings:
        return open_workspace(self.folder).settings

    def type(self, field_id: str, text: str) -> None:
        field = self.line(field_id)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def line(self, field_id: str) -> QLineEdit:
        field = self.page.row(field_id).field
        assert isinstance(field, QLineEdit)
        return field

    def says(self, field_id: str, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.page.row(field_id).says, timeout=TIMEOUT_MS)


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Driver]:
    make_application("dark")
    folder = create_workspace(tmp_path / "plant").folder
    parts = build(folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    parts.window.activateWindow()
    qtbot.waitUntil(parts.window.isActiveWindow)
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)  # its classes are known
    yield Driver(parts, folder, qtbot)
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    make_application("dark")
    parts.window.deleteLater()
    qtbot.wait(10)


def test_a_number_is_typed_checked_saved_and_put_back_by_keys(driver: Driver):
    driver.type("evidence.quota_mb", "none")
    driver.says("evidence.quota_mb", "no number")
    assert driver.line("evidence.quota_mb").text() == "none"
    assert driver.saved.evidence.quota_mb == 2048
    driver.type("evidence.quota_mb", "512")
    driver.says("evidence.quota_mb", "saved")
    assert driver.saved.evidence.quota_mb == 512
    driver.page.setFocus()
    QTest.keyClick(driver.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.qtbot.waitUntil(lambda: driver.line("evidence.quota_mb").text() == "2048", timeout=TIMEOUT_MS)
    assert driver.saved.evidence.quota_mb == 2048


def test_escape_brings_back_what_was_there(driver: Driver):
    field = driver.line("name")
    field.setFocus()
    QTest.keyClicks(field, "xyz")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Inspector"


def test_the_theme_changes_the_window_at_once(driver: Driver):
    theme = driver.page.row("look.theme").field
    assert isinstance(theme, QComboBox)
    assert tokens() == DARK
    theme.setFocus()
    QTest.keyClick(theme, Qt.Key.Key_End)
    driver.qtbot.waitUntil(lambda: tokens() == LIGHT, timeout=TIMEOUT_MS)
    assert driver.saved.look.theme == "light"


def test_the_wheel_over_a_field_without_the_focus_changes_nothing(driver: Driver):
    theme = driver.page.row("look.theme").field
    driver.page.setFocus()
    middle = QPointF(theme.rect().center())
    turned = QWheelEvent(
        middle, theme.mapToGlobal(middle), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(theme, turned)
    assert isinstance(theme, QComboBox)
    assert theme.currentData() == "system"


def test_the_search_is_reached_by_its_key_and_leaves_what_it_finds(driver: Driver):
    QTest.keyClick(driver.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "lamp")
    driver.qtbot.waitUntil(lambda: not driver.page.card("look").isVisible(), timeout=TIMEOUT_MS)
    assert driver.page.row("alarms.command").isVisible()
    assert not driver.page.row("alarms.has_sound").isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: driver.page.card("look").isVisible(), timeout=TIMEOUT_MS)


def test_a_box_is_ticked_with_the_mouse(driver: Driver):
    box = driver.page.row("start.resumes").field
    driver.page.search_changed.emit("resume")  # which brings it into view
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(6, box.height() // 2))
    driver.says("start.resumes", "from the next start")
    assert driver.saved.start.resumes


def test_a_rule_is_added_typed_and_saved_as_the_next_table(driver: Driver):
    card = driver.page.card("severity")
    driver.page.search_changed.emit("severity")
    buttons = {one.text(): one for one in card.findChildren(QPushButton)}
    save = buttons["Save the table"]
    assert not save.isEnabled()
    QTest.mouseClick(buttons["Add a rule"], Qt.MouseButton.LeftButton)
    limit = QApplication.focusWidget()
    assert isinstance(limit, QLineEdit)
    QTest.keyClicks(limit, "2,5")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: "two rules" in card.says.text(), timeout=TIMEOUT_MS)  # as the fifth has it
    measures = [one for one in card.findChildren(QComboBox) if one.accessibleName() == "Measure"]
    measures[-1].setFocus()
    QTest.keyClick(measures[-1], Qt.Key.Key_Down)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: driver.saved.severity_table.version == 2, timeout=TIMEOUT_MS)
    rule = driver.saved.severity_table.rules[-1]
    assert (rule.class_name, rule.measure, rule.at_least) == ("*", "length_mm", 2.5)


def test_a_class_gets_another_hatch_and_the_running_program_knows_it(driver: Driver):
    card = driver.page.card("classes")
    hatch = card.findChildren(QComboBox)[0]
    name = driver.parts.session.catalogue.entries[0].name
    before = driver.parts.session.catalogue.entries[0].hatch
    hatch.setFocus()
    QTest.keyClick(hatch, Qt.Key.Key_End)
    driver.qtbot.waitUntil(lambda: driver.parts.session.catalogue.entries[0].hatch != before, timeout=TIMEOUT_MS)
    assert driver.saved.catalogue.entries[0].name == name
    assert driver.saved.catalogue.entries[0].hatch == driver.parts.session.catalogue.entries[0].hatch


def test_a_measured_length_calibrates(driver: Driver):
    card = driver.page.card("calibration")
    px, mm = (
        one for one in card.findChildren(QLineEdit) if one.accessibleName() in ("Pixels of the picture", "Millimetres")
    )
    QTest.keyClicks(px, "400")
    QTest.keyClicks(mm, "100")
    use = next(one for one in card.findChildren(QPushButton) if one.text() == "Use")
    driver.page.search_changed.emit("calibration")
    QTest.mouseClick(use, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: driver.saved.calibration is not None, timeout=TIMEOUT_MS)
    driver.qtbot.waitUntil(lambda: driver.line("calibration.mm_per_px_across").text() == "0.25", timeout=TIMEOUT_MS)


def test_the_undo_button_is_dead_until_there_is_something(driver: Driver):
    undo = next(one for one in driver.page.findChildren(QToolButton) if one.text() == "Undo")
    assert not undo.isEnabled()
    driver.type("name", "Line 2")
    driver.says("name", "saved")
    assert undo.isEnabled()
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: driver.saved.name == "Inspector", timeout=TIMEOUT_MS)


def button(card: QWidget, text: str) -> QPushButton:
    return next(one for one in card.findChildren(QPushButton) if one.text() == text and one.isVisible())


def shown_buttons(card: QWidget) -> list[str]:
    return [one.text() for one in card.findChildren(QPushButton) if one.isVisible()]


def test_people_are_added_by_name_and_pin_and_all_removed_by_a_second_press(driver: Driver):
    card = driver.page.card("lock")
    driver.page.search_changed.emit("lock")
    pins = [one for one in card.findChildren(QLineEdit) if one.echoMode() is QLineEdit.EchoMode.Password]
    name = next(one for one in card.findChildren(QLineEdit) if one.placeholderText().startswith("Name"))

    def add(who: str, pin: str, again: str) -> None:
        for field, text in zip((name, *pins), (who, pin, again), strict=True):
            field.clear()
            QTest.keyClicks(field, text)
        QTest.mouseClick(button(card, "Add"), Qt.MouseButton.LeftButton)

    add("Anna", "4711", "4712")
    driver.qtbot.waitUntil(lambda: card.says.text() == "The two PINs differ.", timeout=TIMEOUT_MS)
    assert driver.saved.people == ()
    add("Anna", "4711", "4711")
    driver.qtbot.waitUntil(lambda: len(driver.saved.people) == 1, timeout=TIMEOUT_MS)
    assert driver.saved.people[0].role is Role.ADMINISTRATOR
    driver.qtbot.waitUntil(lambda: name.text() == "", timeout=TIMEOUT_MS)
    assert "4711" not in (driver.folder / "workspace.toml").read_text().replace(driver.saved.people[0].pin, "")
    driver.qtbot.waitUntil(lambda: "Remove" in shown_buttons(card), timeout=TIMEOUT_MS)
    assert not button(card, "Remove").isEnabled()  # the last administrator
    role = next(one for one in card.findChildren(ChoiceField) if one.accessibleName() == "Role")
    assert role.value() == "operator"  # whoever follows is not made an administrator unseen
    everybody = button(card, "Remove everybody: nothing is locked")
    QTest.mouseClick(everybody, Qt.MouseButton.LeftButton)
    assert len(driver.saved.people) == 1
    QTest.mouseClick(everybody, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: driver.saved.people == (), timeout=TIMEOUT_MS)


def test_a_backup_is_made_looked_at_and_restored_on_the_page(driver: Driver, tmp_path: Path):
    form = driver.page.findChild(BackupForm)
    assert isinstance(form, BackupForm)
    says = form.findChild(FaultLine)
    file, folder = tmp_path / "räum 1.inspector-backup", tmp_path / "neu"
    form.back_up_wished.emit(str(file), ("evidence",))
    driver.qtbot.waitUntil(lambda: "was read back and is whole" in says.text(), timeout=TIMEOUT_MS)
    form.verify_wished.emit(str(file))
    driver.qtbot.waitUntil(lambda: "is whole: " in says.text(), timeout=TIMEOUT_MS)
    form.restore_wished.emit(str(file), str(folder))
    driver.qtbot.waitUntil(lambda: "is restored in" in says.text(), timeout=TIMEOUT_MS)
    assert open_workspace(folder).settings == driver.saved
    form.restore_wished.emit(str(file), str(folder))
    driver.qtbot.waitUntil(lambda: "not empty" in says.text(), timeout=TIMEOUT_MS)


def test_a_screen_is_said_yes_to_by_its_figures_and_the_badge_says_so(driver: Driver, tmp_path: Path):
    form = driver.page.findChild(ScreeningForm)
    assert isinstance(form, ScreeningForm)
    driver.qtbot.waitUntil(lambda: "Off: tiny 1" in shown_words(form), timeout=TIMEOUT_MS)
    form.file_chosen.emit(str(write_tiny_screen(tmp_path / "screen.onnx", tmp_path / "tiny.onnx")))
    driver.qtbot.waitUntil(lambda: "tiny-screen, made for tiny 1" in shown_words(form), timeout=TIMEOUT_MS)
    driver.qtbot.waitUntil(lambda: "not known: the model finds none" in shown_words(form), timeout=TIMEOUT_MS)
    assert driver.parts.session.in_use.screening is None
    yes, end = (button_of(form, words) for words in ("Say yes to this screen", "Look everywhere again"))
    assert not end.isVisible()
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: "said yes to tiny-screen" in shown_words(form), timeout=TIMEOUT_MS)
    assert not yes.isEnabled()
    driver.parts.window.show_page("live")
    driver.qtbot.waitUntil(lambda: "screening on" in shown_words(driver.parts.window), timeout=TIMEOUT_MS)
    driver.parts.window.show_page("settings")
    QTest.mouseClick(end, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: "Off: tiny 1" in shown_words(form), timeout=TIMEOUT_MS)
    assert driver.parts.session.in_use.screening is None


def shown_words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button_of(widget: QWidget, words: str) -> QPushButton:
    return next(button for button in widget.findChildren(QPushButton) if button.text() == words)
