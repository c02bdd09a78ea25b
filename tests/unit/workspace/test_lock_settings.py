"""The PIN of a workspace: set, taken away, and refused where it can be none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from inspector.cli.workspace import group
from inspector.core.messages import Code, WorkspaceError
from inspector.core.pin import is_pin
from inspector.workspace.lock_settings import set_pin
from inspector.workspace.workspace import create_workspace, open_workspace


def test_a_pin_is_set_and_taken_away_and_comments_stay(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    locked = set_pin(workspace, "2041")
    assert is_pin("2041", locked.settings.lock.pin)
    assert open_workspace(workspace.folder) == locked
    text = (workspace.folder / "workspace.toml").read_text(encoding="utf-8")
    assert "2041" not in text.replace(locked.settings.lock.pin, "")
    assert "# without a key or the mouse" in text
    assert set_pin(locked, "").settings.lock.pin == ""


def test_settings_without_a_lock_get_one(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    (workspace.folder / "workspace.toml").write_text("version = 3\n", encoding="utf-8")
    assert is_pin("2041", set_pin(workspace, "2041").settings.lock.pin)


def test_what_is_no_pin_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    with pytest.raises(WorkspaceError) as refused:
        set_pin(workspace, "12")
    assert refused.value.message.code is Code.PIN_UNFIT
    assert open_workspace(workspace.folder).settings.lock.pin == ""


def test_a_hash_that_is_none_is_refused_as_the_workspace_is_opened(tmp_path: Path) -> None:
    """Else whoever mistypes it would stand before a window that no PIN unlocks."""
    workspace = create_workspace(tmp_path / "plant")
    file = workspace.folder / "workspace.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('pin = ""', 'pin = "2041"'), encoding="utf-8")
    with pytest.raises(WorkspaceError, match="no hash of a PIN"):
        open_workspace(workspace.folder)


def test_the_command_line_asks_twice(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    named = ["--workspace", str(workspace.folder)]
    ran = CliRunner().invoke(group, ["pin", *named], input="2041\n2042\n2041\n2041\n")
    assert ran.exit_code == 0, ran.output
    assert "2041" not in ran.output
    assert is_pin("2041", open_workspace(workspace.folder).settings.lock.pin)
    assert CliRunner().invoke(group, ["pin", "--none", *named]).exit_code == 0
    assert open_workspace(workspace.folder).settings.lock.pin == ""
