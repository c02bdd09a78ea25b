"""Single entries are changed by their path, put back by their old value, and everything else stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspector.core.messages import WorkspaceError
from inspector.workspace.editing import change_settings, remember_classes
from inspector.workspace.setting_edits import SettingEdit, changing, value_at
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return remember_classes(create_workspace(tmp_path / "plant"), ["dent", "crack"])


def changed(workspace: Workspace, path: tuple[str, ...], value: Any) -> Workspace:
    return change_settings(workspace, changing([SettingEdit(path, value)]))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("look", "theme"), "light"),
        (("name",), "Line 2"),
        (("evidence", "quota_mb"), 77),
        (("start", "resumes"), True),
        (("calibration",), {"mm_per_px_across": 0.25, "mm_per_px_along": 0.5, "set_at": "now", "set_by": "anna"}),
        (("classes", "crack", "colour"), "#112233"),
        (
            ("severity",),
            {
                "version": 2,
                "is_example": False,
                "rules": [{"class_name": "crack", "measure": "area_px", "at_least": 3.0, "severity": "major"}],
            },
        ),
    ],
)
def test_an_entry_is_written_read_and_put_back(workspace: Workspace, path: tuple[str, ...], value: Any):
    before = value_at(workspace.settings, path)
    comments = [line for line in text_of(workspace).splitlines() if "#" in line and "colour" not in line]
    made = changed(workspace, path, value)
    assert value_at(open_workspace(workspace.folder).settings, path) == value
    assert set(without_values(comments)) <= set(without_values(text_of(workspace).splitlines()))
    back = changed(made, path, before)
    assert back.settings == workspace.settings


def test_a_class_that_could_not_be_saved_before_is_added(workspace: Workspace):
    edits = [
        SettingEdit(("classes", "scale", name), value)
        for name, value in (("colour", "#112233"), ("hatch", "dots"), ("is_defect", False))
    ]
    made = change_settings(workspace, changing(edits))
    assert [entry.name for entry in made.settings.catalogue.entries] == ["dent", "crack", "scale"]


def test_a_change_that_would_not_open_changes_nothing(workspace: Workspace):
    before = text_of(workspace)
    with pytest.raises(WorkspaceError):
        changed(workspace, ("coverage", "min_percent"), 200)
    assert text_of(workspace) == before


def test_there_is_no_such_setting(workspace: Workspace):
    with pytest.raises(KeyError):
        value_at(workspace.settings, ("nonsense",))


def text_of(workspace: Workspace) -> str:
    return (workspace.folder / "workspace.toml").read_text()


def without_values(lines: list[str]) -> list[str]:
    return [line.split("#", 1)[1] for line in lines if "#" in line]
