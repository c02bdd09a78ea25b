"""The Grading page with a real workspace behind it, driven by keys and mouse: what then stands on screen and disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.core.grading import Across, GradingRule, GradingTable, Verdict
from inspector.presenters.grading_presenter import GradingPresenter
from inspector.screens.grading_actions import GRADING
from inspector.store.database import reading
from inspector.store.queries import verdicts
from inspector.store.writer import StoreWriter
from inspector.views.grading.fields import ChoiceField, NameField, TextField
from inspector.views.grading.grading_page import GradingPage
from inspector.workspace.grading_tables import read_table, save_table, table_versions
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace
from tests.guards.qt_thread import QtThreadGuard
from tests.gui.real_window import real_window
from tests.tiny_model import write_tiny_model
from tests.unit.store.store_samples import begin, defect

TIMEOUT_MS = 20_000
TABLE = GradingTable(
    "coils", (GradingRule("crack", verdict=Verdict.REJECT), GradingRule("scratch", max_count=5)), product="rail"
)


class Driver:
    def __init__(self, parts: Parts, workspace: Workspace, qtbot: QtBot) -> None:
        self.parts, self.workspace, self.qtbot, self.window = parts, workspace, qtbot, parts.window
        qtbot.waitUntil(lambda: parts.session.has_records, timeout=TIMEOUT_MS)
        self.window.show_page(GRADING)
        page = self.window.findChild(GradingPage)
        assert isinstance(page, GradingPage)
        presenter = parts.presenters[GRADING]
        assert isinstance(presenter, GradingPresenter)
        self.page, self.presenter = page, presenter
        self.calm()

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=TIMEOUT_MS)

    def calm(self) -> None:
        self.wait(lambda: self.presenter.is_calm)
        QApplication.processEvents()

    @property
    def table(self) -> GradingTable:
        assert self.presenter.table is not None
        return self.presenter.table

    @property
    def rule(self) -> GradingRule:
        return self.table.rules[self.page.rules.list.currentRow()]

    def field(self, name: str, kind: type[QWidget]) -> QWidget:
        (found,) = [one for one in self.page.findChildren(kind) if one.accessibleName() == name]
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        QTest.keyClick(self.window.focusWidget() or self.page, key, modifier)
        self.calm()

    def type_into(self, name: str, text: str, kind: type[QWidget] = TextField) -> None:
        field = self.field(name, kind)
        edit = field.lineEdit() if isinstance(field, QComboBox) else field
        assert isinstance(edit, QLineEdit)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        self.calm()

    def choose(self, name: str, text: str) -> None:
        """With the keys, as somebody does who does not open the list."""
        field = self.field(name, ChoiceField)
        assert isinstance(field, ChoiceField)
        field.setFocus()
        steps = field.findText(text) - field.currentIndex()
        for _ in range(abs(steps)):
            QTest.keyClick(field, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
            self.calm()
        assert field.currentText() == text

    def save(self, note: str) -> None:
        self.key(Qt.Key.Key_S)
        dialog = self.page.findChild(QDialog)
        assert isinstance(dialog, QDialog)
        QTest.keyClicks(dialog.findChild(QLineEdit), note)
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
        self.calm()
        self.window.activateWindow()  # no window manager does it here
        self.wait(self.window.isActiveWindow)
        self.key(Qt.Key.Key_Backspace)  # closes what was said

    def said(self) -> str:
        """What the replay came to, in words."""
        return self.page.details.replay.findChildren(QLabel)[0].text()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """With one table, and an inspection of a rail that has two scratches and no verdict."""
    made = create_workspace(tmp_path / "plant")
    save_table(made, TABLE, 0)
    writer = StoreWriter(made.database)
    from inspector.core.piece import Coverage
    from inspector.store.operations.defects import RecordDefects
    from inspector.store.operations.inspections import EndInspection
    from inspector.store.records import InspectionState

    inspection_id = "1" * 32
    writer.submit(begin(inspection_id), RecordDefects(inspection_id, (defect(1), defect(2))))
    writer.submit(EndInspection(inspection_id, InspectionState.COMPLETED, None, Coverage("mm", 10_000.0)))
    writer.close()
    return made


@pytest.fixture
def driver(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Driver]:
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        found = Driver(parts, workspace, qtbot)
        yield found


def test_a_table_is_edited_by_keys_saved_as_a_version_and_replayed(driver: Driver) -> None:
    combo = driver.field("Grading table", QComboBox)
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    driver.page.table_chosen.emit("coils")
    driver.calm()
    assert (driver.table, driver.rule) == (TABLE, TABLE.rules[0])
    driver.page.rules.list.setFocus()
    driver.key(Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert driver.rule.class_name == "scratch"
    driver.choose("Verdict", "Reject")
    driver.choose("Across", "at the edges")
    assert (driver.rule.verdict, driver.rule.across, driver.rule.edge_mm) == (Verdict.REJECT, Across.EDGES, 50.0)
    driver.type_into("Class", "patch", NameField)
    driver.type_into("Note for people", "gauge it")
    assert (driver.rule.class_name, driver.rule.note) == ("patch", "gauge it")
    for _ in range(4):
        driver.key(Qt.Key.Key_Z)
    assert driver.table == TABLE
    driver.key(Qt.Key.Key_Y)
    assert driver.rule.verdict is Verdict.REJECT
    driver.key(Qt.Key.Key_Return)  # another rule, like this one
    driver.choose("Verdict", "Downgrade")
    driver.choose("Limit", "share of the surface")
    assert (driver.rule.max_area_percent, driver.rule.max_count) == (1.0, 0)
    driver.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [rule.max_area_percent for rule in driver.table.rules] == [None, 1.0, None]
    driver.key(Qt.Key.Key_Delete)
    driver.save("agreed in May")
    saved = read_table(driver.workspace, "coils").table
    assert (saved.version, saved.note, saved.rules) == (2, "agreed in May", driver.table.rules)
    assert read_table(driver.workspace, "coils", 1).table == TABLE
    driver.key(Qt.Key.Key_R)
    replay = driver.page.details.replay
    assert replay.model.rowCount() == 1
    assert [replay.model.item(0, column).text() for column in (0, 2, 3)] == ["R-1", "none", "Accept"]
    button = driver.parts.window.actions_of_window.qaction("grading.record")
    assert button.isEnabled()
    button.trigger()
    driver.calm()
    driver.wait(lambda: replay.model.rowCount() == 0)
    with reading(driver.workspace.database) as rows:
        (recorded,) = verdicts.of_inspection(rows, "1" * 32)
    assert (recorded.verdict, recorded.table_version) == (Verdict.ACCEPT, 2)


def test_any_class_is_chosen_by_its_words(driver: Driver) -> None:
    driver.page.table_chosen.emit("coils")
    driver.calm()
    driver.type_into("Class", "patch", NameField)
    assert driver.rule.class_name == "patch"
    driver.type_into("Class", "any class", NameField)
    assert driver.rule.class_name == "*"
    field = driver.field("Class", NameField)
    assert isinstance(field, NameField)
    assert field.currentText() == "any class"


def test_a_new_table_from_an_example_is_chosen_to_grade(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N)
    menu = driver.page.bar.menu
    driver.wait(menu.isVisible)
    (rail,) = [action for action in menu.actions() if "13674" in action.text()]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(rail).center())
    driver.calm()
    assert driver.table.is_example
    driver.type_into("Name", "our/rails")
    (caption,) = [one for one in driver.page.findChildren(QWidget) if one.accessibleDescription()]
    assert "name of a folder" in caption.accessibleDescription()
    driver.key(Qt.Key.Key_S)
    assert driver.page.findChild(QDialog) is None  # refused in words
    driver.key(Qt.Key.Key_Backspace)
    driver.type_into("Name", "our rails")
    driver.save("first")
    assert table_versions(driver.workspace, "our rails") == (1,)
    driver.key(Qt.Key.Key_G)
    assert open_workspace(driver.workspace.folder).settings.grading.by_kind == {"rail": "our rails"}
    workspace = driver.parts.session.workspace
    assert workspace is not None
    assert workspace.settings.grading.by_kind == {"rail": "our rails"}, (
        "what the session goes on with is as it is there"
    )
    assert driver.window.actions_of_window.qaction("grading.use").isChecked()
    driver.key(Qt.Key.Key_G)
    assert open_workspace(driver.workspace.folder).settings.grading.by_kind == {}


def test_what_was_replayed_before_it_was_saved_is_recorded_as_that_version(driver: Driver) -> None:
    driver.page.table_chosen.emit("coils")
    driver.calm()
    driver.page.rule_chosen.emit(1)
    driver.page.rule_changed.emit("max_count", 1)  # two scratches are more than that
    driver.presenter.replay()
    driver.calm()
    record = driver.window.actions_of_window.qaction("grading.record")
    assert not record.isEnabled()  # nobody could look up by which table
    assert driver.said() == (
        "By version 1 as edited, not saved, 1 stored piece is: Downgrade 1. 1 has no verdict in the records yet. "
        "Save the table, then these verdicts can be recorded."
    )
    driver.save("stricter")
    assert record.isEnabled()
    assert driver.said() == (
        "By version 2, 1 stored piece is: Downgrade 1. 1 has no verdict in the records yet. "
        "“Record these verdicts” writes them into the records."
    )
    record.trigger()
    driver.calm()
    with reading(driver.workspace.database) as rows:
        (recorded,) = verdicts.of_inspection(rows, "1" * 32)
    driver.presenter.replay()
    driver.calm()
    assert driver.said() == "By version 2, 1 stored piece is: Downgrade 1. All recorded verdicts stay as they are."
    driver.page.table_changed.emit("product", "coil")
    driver.presenter.replay()
    driver.calm()
    assert driver.said() == (
        "By version 2 as edited, not saved, no stored piece could be judged. "
        "1 is left out: of another kind of piece, or still inspected."
    )
    driver.key(Qt.Key.Key_Z)
    saved = read_table(driver.workspace, "coils", 2)
    assert (recorded.verdict, recorded.table_version) == (Verdict.DOWNGRADE, 2)
    assert (recorded.table_sha256, recorded.table_toml) == (saved.sha256, saved.toml)
    driver.key(Qt.Key.Key_Backspace)
    driver.key(Qt.Key.Key_Z)
    assert driver.rule.max_count == 5  # what was edited before it was saved is undone at once


def test_edits_that_are_not_saved_go_only_when_asked_for_twice(driver: Driver) -> None:
    save_table(driver.workspace, GradingTable("other"), 0)
    driver.page.table_chosen.emit("coils")
    driver.calm()
    driver.choose("Verdict", "Downgrade")
    driver.page.table_chosen.emit("other")
    driver.calm()
    assert driver.table.name == "coils"
    combo = driver.field("Grading table", QComboBox)
    assert isinstance(combo, QComboBox)
    assert combo.currentText() == "coils"
    driver.page.table_chosen.emit("other")
    driver.calm()
    assert driver.table.name == "other"


def test_the_wheel_over_the_form_changes_nothing(driver: Driver) -> None:
    driver.page.table_chosen.emit("coils")
    driver.calm()
    driver.page.rules.list.setFocus()
    for field in driver.page.findChildren(QWidget):
        if field.isVisible() and field.accessibleName() and field is not driver.page.rules.list:
            at = QPointF(field.width() / 2, field.height() / 2)
            wheel = QWheelEvent(
                at, QPointF(field.mapToGlobal(at.toPoint())), QPoint(0, 0), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(field, wheel)
    driver.calm()
    assert driver.table == TABLE


def test_the_page_never_waits_for_the_disk(driver: Driver, qt_thread_guard: QtThreadGuard) -> None:
    with qt_thread_guard.armed():
        driver.page.table_chosen.emit("coils")
        driver.calm()
        driver.presenter.replay()
        driver.calm()
        driver.presenter.save("again")
        driver.calm()
    assert table_versions(driver.workspace, "coils") == (1, 2)
