"""What is typed on the Settings page is checked in words, saved, and put back; the session has it without a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspector.audit.log import AuditLog
from inspector.core.classes import Hatch
from inspector.core.pin import is_pin
from inspector.core.roles import Role
from inspector.measuring.severity import MEASURES
from inspector.presenters.settings_fields import SECTIONS, SETTING_BY_ID, Setting, measure_choices
from inspector.presenters.settings_presenter import SettingsPresenter
from inspector.screens.settings_page import (
    ClassLook,
    FieldKind,
    FieldState,
    PersonDraft,
    RuleRow,
    SettingsState,
    SeverityDraft,
)
from inspector.session import Session
from inspector.workspace.editing import remember_classes
from inspector.workspace.settings import SETTINGS, WorkspaceSettings
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace
from tests.unit.presenters.stand_ins import HandBackground, NotingPage


class Page(NotingPage):
    SIGNALS = (
        "action_triggered", "value_chosen", "search_changed", "severity_chosen", "look_chosen", "measured",
        "person_added", "pin_chosen", "role_chosen", "person_removed", "all_removed", "screen_opened", "screen_chosen",
        "screen_approved", "screening_ended", "back_up_wished", "verify_wished", "restore_wished", "backup_cancelled",
        "update_file_chosen", "go_back_wished", "program_answered", "starts_with_pc_chosen", "bundle_wished",
        "bundle_place_chosen",
    )  # fmt: skip


class Driver:
    def __init__(self, folder: Path, *, role: Role = Role.ADMINISTRATOR) -> None:
        self.page, self.background, self.themes = Page(), HandBackground(), list[str]()
        self.session = Session(folder)
        page: Any = self.page
        background: Any = self.background
        self.presenter = SettingsPresenter(
            page, self.session, apply_theme=self.themes.append, languages=(("en", "English"),), role=lambda: role,
            background=background,
        )  # fmt: skip
        self.folder = folder
        self.presenter.page_shown()
        self.background.finish()

    @property
    def state(self) -> SettingsState:
        state = self.page.last("show_state")
        assert isinstance(state, SettingsState)
        return state

    def field(self, field_id: str) -> FieldState:
        return next(one for section in self.state.sections for one in section.fields if one.id == field_id)

    def choose(self, field_id: str, typed: str | bool) -> FieldState:
        self.presenter.choose(field_id, typed)
        self.background.finish()
        return self.field(field_id)

    @property
    def saved(self) -> WorkspaceSettings:
        return open_workspace(self.folder).settings


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return remember_classes(create_workspace(tmp_path / "plant"), ["dent", "crack"])


@pytest.fixture
def driver(workspace: Workspace) -> Driver:
    return Driver(workspace.folder)


def test_a_setting_is_saved_used_at_once_and_put_back(driver: Driver):
    shown = driver.choose("coverage.min_percent", "97,5")
    assert shown.value == "97.5"
    assert shown.note.startswith("saved ")
    assert shown.fault == ""
    assert driver.saved.coverage.min_percent == 97.5
    assert driver.session.workspace is not None
    assert driver.session.workspace.settings.coverage.min_percent == 97.5
    assert driver.state.undo == "Undo: Least coverage of a piece"
    driver.presenter.undo()
    driver.background.finish()
    assert driver.saved.coverage.min_percent == 99
    assert driver.state.undo == ""
    assert "put back" in driver.state.saved


def test_what_cannot_be_is_said_at_its_field_and_stays_typed(driver: Driver):
    before = (driver.folder / "workspace.toml").read_text()
    shown = driver.choose("coverage.min_percent", "101")
    assert (shown.value, shown.fault) == ("101", "It takes a number from 0 to 100.")
    assert driver.choose("evidence.quota_mb", "1.5").fault == "This is no whole number."
    assert driver.choose("records.backup_every_h", "often").fault == "This is no number."
    assert driver.choose("name", "a\tb").fault  # the workspace has the last word
    assert (driver.folder / "workspace.toml").read_text() == before
    assert driver.choose("coverage.min_percent", "100").fault == ""


def test_a_theme_acts_at_once_and_what_does_not_says_from_when(driver: Driver):
    driver.choose("name", "Line 2")
    assert driver.themes == []
    driver.choose("look.theme", "light")
    assert driver.themes == ["light"]
    assert driver.choose("start.resumes", True).note.endswith("from the next start of the program on")
    assert driver.choose("evidence.keep_every_nth", "10").note.endswith("from the next inspection on")
    driver.presenter.undo()
    driver.presenter.undo()
    driver.presenter.undo()
    driver.background.finish()
    assert driver.themes[-1] == "system"


def test_sources_with_edges_of_their_own_are_named_beside_those_of_all(driver: Driver):
    def note() -> str:
        driver.presenter.page_shown()
        driver.background.finish()
        return next(one for one in driver.state.sections if one.id == "product_edges").note

    assert note() == ""
    file = driver.folder / "workspace.toml"
    entry = "by_source = { %s }"
    own = ", ".join(f'"camera {n}" = {{ mode = "edges" }}' for n in range(6))
    before = next(line for line in file.read_text().splitlines() if line.startswith('# by_source = { "camera 0"'))
    file.write_text(file.read_text().replace(before, entry % '"camera 0" = { mode = "edges" }'))
    driver.choose("product_edges.margin_px", "40")  # reads the file again, and leaves what it has of its own
    assert note() == "workspace.toml has others for camera 0 (by_source); they hold there instead of these."
    assert driver.saved.product_edges.of("camera 0").margin_px == 32
    assert driver.saved.product_edges.of("camera 1").margin_px == 40
    file.write_text(file.read_text().replace(entry % '"camera 0" = { mode = "edges" }', entry % own))
    driver.choose("product_edges.margin_px", "41")
    assert "for camera 0, camera 1, camera 2, camera 3, camera 4, … (by_source)" in note()


def test_a_file_that_broke_meanwhile_is_refused_in_words_and_left(driver: Driver):
    (driver.folder / "workspace.toml").write_text("version = ")
    shown = driver.choose("name", "Line 2")
    assert shown.value == "Line 2"
    assert "not understood" in shown.fault
    assert (driver.folder / "workspace.toml").read_text() == "version = "


def test_the_search_finds_by_every_word_and_counts(driver: Driver):
    driver.presenter.search("frame keep")
    found = [one.id for section in driver.state.sections for one in section.fields if one.is_shown]
    assert found == ["evidence.keep_frames_with", "evidence.keep_uncertain_band", "evidence.keep_every_nth"]
    assert [section.id for section in driver.state.sections if section.is_shown] == ["evidence"]
    assert driver.state.found == "3 settings match"
    driver.presenter.search("")
    assert driver.state.found == ""
    assert all(section.is_shown for section in driver.state.sections)


def test_one_size_of_a_pixel_alone_is_both_and_says_so(driver: Driver):
    shown = driver.choose("calibration.mm_per_px_across", "0,25")
    assert "check the other" in shown.note
    found = driver.saved.calibration
    assert found is not None
    assert (found.mm_per_px_across, found.mm_per_px_along) == (0.25, 0.25)
    assert found.set_at
    assert found.set_by
    driver.choose("calibration.mm_per_px_along", "0.5")
    found = driver.saved.calibration
    assert found is not None
    assert (found.mm_per_px_across, found.mm_per_px_along) == (0.25, 0.5)
    assert next(one for one in driver.state.sections if one.id == "calibration").note.startswith("Set by ")
    driver.choose("calibration.mm_per_px_along", "")
    assert driver.saved.calibration is None


def test_a_measured_length_calibrates(driver: Driver):
    driver.presenter.measure("400", "100", "both")
    driver.background.finish()
    found = driver.saved.calibration
    assert found is not None
    assert (found.mm_per_px_across, found.mm_per_px_along) == (0.25, 0.25)
    driver.presenter.measure("400", "0", "across")
    assert next(one for one in driver.state.sections if one.id == "calibration").fault


def test_a_saved_severity_table_is_the_next_version(driver: Driver):
    rows = (RuleRow("crack", "length_mm", "2,5", "critical"), RuleRow("*", "area_mm2", "0", "minor"))
    driver.presenter.choose_severity(SeverityDraft(rows, is_example=False))
    driver.background.finish()
    table = driver.saved.severity_table
    assert (table.version, table.is_example) == (2, False)
    assert [str(rule) for rule in table.rules] == ["crack: length_mm ≥ 2.5 → critical", "*: area_mm2 ≥ 0 → minor"]
    twice = (rows[1], rows[1])
    driver.presenter.choose_severity(SeverityDraft(twice, is_example=False))
    driver.background.finish()
    assert "two rules" in next(one for one in driver.state.sections if one.id == "severity").fault
    assert driver.saved.severity_table == table
    driver.presenter.choose_severity(SeverityDraft((RuleRow("*", "area_mm2", "", "minor"),), is_example=False))
    assert next(one for one in driver.state.sections if one.id == "severity").fault == "Rule 1: This is no number."


def test_a_look_holds_at_once_and_colours_that_some_cannot_tell_apart_are_named(driver: Driver):
    for name, colour in (("dent", "#FF0000"), ("crack", "#008000")):
        driver.presenter.choose_look(ClassLook(name, colour, Hatch.DOTS, is_defect=True))
        driver.background.finish()
    assert driver.session.catalogue.look_of("crack", 1).colour == "#008000"
    assert [row.warning for row in driver.state.classes] == [
        "People with protanopia (no red) hardly tell its colour from that of crack (ΔE 7.7).",
        "People with protanopia (no red) hardly tell its colour from that of dent (ΔE 7.7).",
    ]


def fault_of(driver: Driver, section_id: str) -> str:
    return next(one for one in driver.state.sections if one.id == section_id).fault


def test_people_are_added_changed_and_removed_and_the_last_administrator_stays(workspace: Workspace):
    driver = Driver(workspace.folder)
    assert (driver.state.people.people, driver.state.people.first_role) == ((), "administrator")
    driver.presenter.add_person(PersonDraft("Anna", "administrator", "1234", "1243"))
    assert fault_of(driver, "lock") == "The two PINs differ."
    driver.presenter.add_person(PersonDraft("Ben", "engineer", "1234", "1234"))
    driver.background.finish()
    assert "must be an administrator" in fault_of(driver, "lock")
    driver.presenter.add_person(PersonDraft("Anna", "administrator", "1234", "1234"))
    driver.presenter.add_person(PersonDraft("Ben", "engineer", "5678", "5678"))
    driver.background.finish()
    anna, ben = driver.state.people.people
    assert (anna.name, anna.is_last_administrator, ben.role) == ("Anna", True, "engineer")
    assert is_pin("5678", driver.saved.people[1].pin)
    driver.presenter.remove_person(anna)
    driver.background.finish()
    assert fault_of(driver, "lock") == "Anna is the last administrator."
    driver.presenter.choose_role(ben, "administrator")
    driver.presenter.choose_pin(ben, "9999", "9999")
    driver.presenter.remove_person(anna)
    driver.background.finish()
    assert [(one.name, one.role) for one in driver.saved.people] == [("Ben", Role.ADMINISTRATOR)]
    assert is_pin("9999", driver.saved.people[0].pin)
    told = [(dict(one.facts)["what"], dict(one.facts)["name"]) for one in AuditLog(workspace.audit).entries()]
    assert told == [
        ("added", "Anna"), ("added", "Ben"), ("role: administrator", "Ben"), ("new PIN", "Ben"), ("removed", "Anna"),
    ]  # fmt: skip
    assert "scrypt" not in workspace.audit.read_text(encoding="utf-8")


def test_an_engineer_sees_the_settings_of_the_plant_and_changes_none(workspace: Workspace):
    driver = Driver(workspace.folder, role=Role.ENGINEER)
    refusals = {one.id: one.refusal for one in driver.state.sections}
    assert (refusals["classes"], refusals["look"], refusals["keys"]) == ("", "", "")
    assert refusals["evidence"] == refusals["lock"] == "Only an administrator changes this."
    field = driver.choose("evidence.quota_mb", "5")
    assert field.fault == "Only an administrator changes this."
    driver.presenter.add_person(PersonDraft("Eve", "administrator", "1234", "1234"))
    driver.background.finish()
    assert driver.saved == workspace.settings
    driver.choose("look.theme", "dark")
    assert driver.saved.look.theme == "dark"


def test_without_a_workspace_the_page_offers_to_make_it(tmp_path: Path):
    driver = Driver(tmp_path / "nowhere")
    empty = driver.page.last("show_empty")
    assert empty.action_ids == ("window.make_workspace",)
    driver.page.action_triggered.emit("window.make_workspace")  # type: ignore[attr-defined]
    driver.background.finish()
    assert driver.page.last("show_empty") is None
    assert driver.saved.name == "Inspector"


def edge_values(setting: Setting) -> list[Any]:
    limits = setting.numbers
    if limits is not None:
        return [limits.low, limits.high]
    return [value for value, _ in setting.choices]


@pytest.mark.parametrize("setting", SETTING_BY_ID.values(), ids=lambda setting: setting.id)
def test_what_a_field_may_hold_is_what_the_workspace_takes(setting: Setting):
    for value in edge_values(setting):
        table: dict[str, Any] = {
            setting.path[-1]: int(value) if setting.numbers and setting.numbers.is_whole else value
        }
        if setting.path[0] == "calibration":
            table = {"mm_per_px_across": value, "mm_per_px_along": value}
        loaded = table if len(setting.path) == 1 else {setting.path[0]: table}
        SETTINGS.validate_python(loaded)
    if setting.numbers is not None and setting.path[0] not in ("calibration", "lock"):
        for outside in (setting.numbers.low - 1, setting.numbers.high + 1):
            with pytest.raises(ValueError, match="validation error"):
                SETTINGS.validate_python({setting.path[0]: {setting.path[1]: outside}})


def test_every_entry_of_the_settings_has_a_field():
    """But what the page shows otherwise, what the Grading page chooses, and the version."""
    shown = {setting.path for section in SECTIONS for setting in section.settings}
    for name, field in WorkspaceSettings.model_fields.items():
        if name in ("version", "severity", "classes", "calibration", "grading", "people"):
            continue
        section = field.annotation
        entries = getattr(section, "model_fields", None)
        paths = {(name, entry) for entry in entries} if entries else {(name,)}
        assert paths - shown <= {("product_edges", "by_source")}


def test_every_measure_of_the_severity_table_has_its_words():
    assert {choice.value for choice in measure_choices()} == set(MEASURES)


def test_every_kind_of_field_is_there():
    assert {setting.kind for setting in SETTING_BY_ID.values()} == set(FieldKind)
