"""The people of a workspace: added, changed, refused, reset; the file of earlier versions and broken ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inspector.audit.log import AuditLog
from inspector.cli.workspace import group
from inspector.core.messages import Code, WorkspaceError
from inspector.core.pin import hash_of, is_pin
from inspector.core.roles import Role
from inspector.people.changing import Who, add_person, remove_everybody, remove_person, set_pin, set_role
from inspector.workspace.settings import MAX_PEOPLE
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace

ADMINISTRATOR = Who("", Role.ADMINISTRATOR)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


def text(workspace: Workspace) -> str:
    return (workspace.folder / "workspace.toml").read_text(encoding="utf-8")


def write(workspace: Workspace, content: str) -> None:
    (workspace.folder / "workspace.toml").write_text(content, encoding="utf-8")


def whats(workspace: Workspace) -> list[str]:
    return [f"{one.what} {one.facts.get('what', '')}".strip() for one in AuditLog(workspace.audit).entries()]


def test_a_pin_is_set_and_taken_away_and_comments_stay(workspace: Workspace) -> None:
    locked = add_person(workspace, "", Role.ADMINISTRATOR, "2041")
    assert is_pin("2041", locked.settings.people[0].pin)
    assert open_workspace(workspace.folder) == locked
    assert "2041" not in text(workspace).replace(locked.settings.people[0].pin, "")
    assert "# without a key or the mouse" in text(workspace)
    assert remove_everybody(locked).settings.people == ()
    assert whats(workspace) == ["people-changed added", "people-changed all removed"]
    assert AuditLog(workspace.audit).verify().is_whole


def test_a_pin_of_before_that_somebody_copied_into_a_file_of_today_locks_nobody_out(workspace: Workspace) -> None:
    write(workspace, text(workspace).replace("[lock]", f'[lock]\npin = "{hash_of("2041")}"'))
    added = add_person(open_workspace(workspace.folder), "Anna", Role.ENGINEER, "1234")
    assert (added.settings.people_fault, [one.name for one in added.settings.people]) == ("", ["", "Anna"])
    assert open_workspace(workspace.folder) == added


def test_one_too_many_is_refused_and_the_others_still_sign_in(workspace: Workspace) -> None:
    many = "\n".join(f'[[people]]\nname = "N{n}"\nrole = "operator"' for n in range(MAX_PEOPLE - 1))
    one = f'[[people]]\nrole = "administrator"\npin = "{hash_of("2041")}"'
    write(workspace, f"{text(workspace)}\n{one}\n{many}\n")
    full = open_workspace(workspace.folder)
    assert full.settings.people_fault == ""
    with pytest.raises(WorkspaceError) as refused:
        add_person(full, "Ben", Role.OPERATOR, "")
    assert refused.value.message.code is Code.PEOPLE_UNFIT
    assert open_workspace(workspace.folder) == full


def test_what_cannot_be_is_refused_and_nothing_changes(workspace: Workspace) -> None:
    for name, role, pin, code in (
        ("Anna", Role.ADMINISTRATOR, "12", Code.PIN_UNFIT), ("Ben", Role.ENGINEER, "1234", Code.PEOPLE_UNFIT),
        ("a\nb", Role.ADMINISTRATOR, "1234", Code.PEOPLE_UNFIT),
    ):  # fmt: skip
        with pytest.raises(WorkspaceError) as refused:
            add_person(workspace, name, role, pin)
        assert refused.value.message.code is code
    anna = add_person(workspace, "Anna", Role.ADMINISTRATOR, "2041")
    last = Who("Anna", Role.ADMINISTRATOR)
    for change in (
        lambda: add_person(anna, "ANNA", Role.OPERATOR, ""), lambda: remove_person(anna, last),
        lambda: set_role(anna, last, Role.ENGINEER), lambda: set_pin(anna, Who("Ben", Role.ENGINEER), "1234"),
    ):  # fmt: skip
        before = text(workspace)
        with pytest.raises(WorkspaceError) as refused:
            change()
        assert (refused.value.message.code, text(workspace)) == (Code.PEOPLE_UNFIT, before)
    with_operator = add_person(anna, "Özge", Role.OPERATOR, "")
    with pytest.raises(WorkspaceError, match="has no PIN yet"):
        set_role(with_operator, Who("Özge", Role.OPERATOR), Role.ENGINEER)


def test_two_windows_that_change_people_lose_nobody(workspace: Workspace) -> None:
    first = add_person(workspace, "Anna", Role.ADMINISTRATOR, "2041")
    add_person(first, "Ben", Role.ENGINEER, "5678")
    after = add_person(first, "Cem", Role.ENGINEER, "5678")  # as the other window knew it before
    assert [one.name for one in after.settings.people] == ["Anna", "Ben", "Cem"]


@pytest.mark.parametrize(
    "table", ['[lock]\npin = "{pin}"\n', 'lock = {{ pin = "{pin}", is_locked_at_start = false }}\n']
)
def test_the_one_pin_of_version_3_becomes_an_administrators_and_the_file_of_before_stays(
    workspace: Workspace, table: str
) -> None:
    kept = hash_of("2041")
    before = "# ours\nversion = 3\n" + table.format(pin=kept)
    write(workspace, before)
    opened = open_workspace(workspace.folder)
    assert [(one.name, one.role, one.pin) for one in opened.settings.people] == [("", Role.ADMINISTRATOR, kept)]
    assert text(workspace) == before  # opening changes nothing
    changed = add_person(opened, "Ben", Role.ENGINEER, "5678")
    assert [one.role for one in changed.settings.people] == [Role.ADMINISTRATOR, Role.ENGINEER]
    assert (workspace.folder / "workspace.v3.backup.toml").read_text(encoding="utf-8") == before
    assert text(workspace).startswith("# ours\nversion = 4\n")


def test_broken_people_keep_no_line_from_inspecting_and_a_reset_begins_anew(workspace: Workspace) -> None:
    write(workspace, 'name = "Line 7"\n[[people]]\nname = "Anna"\nrole = "boss"\n')
    opened = open_workspace(workspace.folder)
    assert (opened.settings.name, opened.settings.people) == ("Line 7", ())
    assert "role" in opened.settings.people_fault
    with pytest.raises(WorkspaceError) as refused:
        add_person(opened, "Ben", Role.ADMINISTRATOR, "1234")
    assert refused.value.message.code is Code.PEOPLE_BROKEN
    named = ["--workspace", str(workspace.folder)]
    assert CliRunner().invoke(group, ["people", "list", *named]).exit_code == 1
    ran = CliRunner().invoke(group, ["pin", "--reset", *named], input="2041\n2041\n")
    assert ran.exit_code == 0, ran.output
    after = open_workspace(workspace.folder).settings
    assert (after.name, after.people_fault, after.people[0].role) == ("Line 7", "", Role.ADMINISTRATOR)
    assert is_pin("2041", after.people[0].pin)
    assert 'role = "boss"' in (workspace.folder / "workspace.people.backup.toml").read_text(encoding="utf-8")
    assert whats(workspace) == ["pin-reset"]


def test_a_reset_gives_the_administrator_a_new_pin_and_leaves_the_others(workspace: Workspace) -> None:
    add_person(add_person(workspace, "Anna", Role.ADMINISTRATOR, "2041"), "Ben", Role.ENGINEER, "5678")
    named = ["--workspace", str(workspace.folder)]
    assert CliRunner().invoke(group, ["pin", "--reset", *named], input="9999\n9999\n").exit_code == 0
    anna, ben = open_workspace(workspace.folder).settings.people
    assert (anna.name, is_pin("9999", anna.pin), is_pin("5678", ben.pin)) == ("Anna", True, True)
    entry = AuditLog(workspace.audit).entries()[-1]
    assert (entry.what, entry.facts["administrator"]) == ("pin-reset", "Anna")
    assert "scrypt" not in workspace.audit.read_text(encoding="utf-8")


def test_the_command_line_asks_twice(workspace: Workspace) -> None:
    named = ["--workspace", str(workspace.folder)]
    ran = CliRunner().invoke(group, ["pin", *named], input="2041\n2042\n2041\n2041\n")
    assert ran.exit_code == 0, ran.output
    assert "2041" not in ran.output
    assert is_pin("2041", open_workspace(workspace.folder).settings.people[0].pin)
    assert CliRunner().invoke(group, ["pin", *named], input="3041\n3041\n").exit_code == 0  # the same one's
    assert [is_pin("3041", one.pin) for one in open_workspace(workspace.folder).settings.people] == [True]
    for args, given in (
        (["add", "Ben"], "5678\n5678\n"), (["role", "Ben", "--role", "administrator"], ""),
        (["pin", "Ben"], "6789\n6789\n"),
        (["add", "Özge", "--role", "operator", "--no-pin"], ""), (["remove", "administrator"], ""),
    ):  # fmt: skip
        ran = CliRunner().invoke(group, ["people", *args, *named], input=given)
        assert ran.exit_code == 0, ran.output
    listed = CliRunner().invoke(group, ["people", "list", *named]).output
    assert listed.splitlines() == ["administrator  Ben", "operator       Özge, without a PIN"]
    assert CliRunner().invoke(group, ["pin", "--none", *named]).exit_code == 0
    assert open_workspace(workspace.folder).settings.people == ()


ADDS = """
import sys, time
from pathlib import Path
from inspector.core.roles import Role
from inspector.people.changing import add_person
from inspector.workspace.workspace import open_workspace

workspace, name = open_workspace(Path(sys.argv[1])), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(5):
    add_person(workspace, f"{name}{number}", Role.OPERATOR, "")
"""


def test_of_two_windows_that_add_people_at_once_neither_loses_any(workspace: Workspace) -> None:
    """Each read the table, added its own and wrote all of it: the later one took back what the other had added."""
    add_person(workspace, "", Role.ADMINISTRATOR, "2041")
    command = [sys.executable, "-c", ADDS, str(workspace.folder)]
    running = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in ("anna", "ben")
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=120)
        assert process.returncode == 0
    names = {one.name for one in open_workspace(workspace.folder).settings.people}
    assert names == {"", *(f"{name}{number}" for name in ("anna", "ben") for number in range(5))}
    assert whats(workspace).count("people-changed added") == 11


def test_of_two_administrators_that_two_windows_take_away_at_once_one_stays(workspace: Workspace) -> None:
    """The refusal holds for the table as it is written, not for the one that was looked at before."""
    from inspector.people import changing

    add_person(workspace, "anna", Role.ADMINISTRATOR, "2041")
    add_person(workspace, "ben", Role.ADMINISTRATOR, "2042")
    write_now = changing.change_settings

    def other_first(*args: Any) -> Workspace:
        changing.change_settings = write_now
        remove_person(workspace, Who("ben", Role.ADMINISTRATOR))
        return write_now(*args)

    changing.change_settings = other_first
    try:
        with pytest.raises(WorkspaceError, match="last administrator"):
            remove_person(workspace, Who("anna", Role.ADMINISTRATOR))
    finally:
        changing.change_settings = write_now
    assert [one.name for one in open_workspace(workspace.folder).settings.people] == ["anna"]
