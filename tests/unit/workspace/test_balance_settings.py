"""Saved settings of a balance: there and back, and never misunderstood in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.core.balancing import BalanceSettings, ClassRules, Rules, Unit, Verdict, Zone
from inspector.core.messages import Code, WorkspaceError
from inspector.workspace.balance_settings import read_balance_settings, save_balance_settings, settings_file
from inspector.workspace.workspace import Workspace, create_workspace

shares = st.floats(0, 1)
names = st.text(max_size=12)
ranges = st.tuples(st.floats(0.1, 10), st.floats(10, 1e5))
class_rules = st.builds(
    ClassRules, turn_deg=st.floats(0, 180), scale=ranges, size_px=ranges, angle_deg=ranges, zone=st.sampled_from(Zone),
    blended_share=shares, contrast=ranges, keep_touching_border=st.booleans(), min_realism=shares,
)  # fmt: skip
any_settings = st.builds(
    BalanceSettings, unit=st.sampled_from(Unit), target=st.dictionaries(names, st.floats(0, 1e9), max_size=3),
    hosts_share=shares, per_host=st.integers(1, 9),
    bands_px=st.lists(st.floats(0.5, 1e4), unique=True, max_size=4).map(lambda edges: tuple(sorted(edges))),
    rules=st.builds(Rules, st.dictionaries(names, class_rules, max_size=2), class_rules),
    excluded=st.frozensets(names, max_size=3), favourites=st.frozensets(names, max_size=3), uses_crops=st.booleans(),
    verdicts=st.lists(st.builds(Verdict, names, names, shares, st.booleans()), max_size=3).map(tuple),
    is_used_in_training=st.booleans(), clean_share=shares, seed=st.integers(0, 2**40),
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "line1")


@given(any_settings)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_settings_come_back_as_they_were_saved(workspace: Workspace, saved: BalanceSettings):
    save_balance_settings(workspace, "steel", saved)
    assert read_balance_settings(workspace, "steel").settings == saved


def test_each_dataset_has_its_own_and_the_default_ones_where_nothing_is_saved(workspace: Workspace):
    assert read_balance_settings(workspace, "steel").settings == BalanceSettings()
    save_balance_settings(workspace, "steel", BalanceSettings(seed=5))
    assert read_balance_settings(workspace, "rail").settings == BalanceSettings()
    assert read_balance_settings(workspace, "steel").settings.seed == 5
    assert [path.name for path in workspace.balancing.iterdir()] == ["steel.json"]


def test_a_file_says_who_saved_it_when_and_can_be_edited(workspace: Workspace):
    save_balance_settings(workspace, "steel", BalanceSettings())
    file = settings_file(workspace, "steel")
    written = json.loads(file.read_text())
    assert set(written) == {"settings", "changed_at", "changed_by", "format"}
    assert written["format"] == 2
    del written["settings"]["per_host"]  # what is left out has its default
    written["settings"]["seed"] = 9
    file.write_text(json.dumps(written))
    assert read_balance_settings(workspace, "steel").settings == BalanceSettings(seed=9)


def test_what_format_1_saved_says_that_its_defects_are_named_by_number(workspace: Workspace):
    save_balance_settings(workspace, "steel", BalanceSettings(excluded=frozenset({"f:1:2"})))
    saved = read_balance_settings(workspace, "steel")
    assert not saved.numbers_donors
    file = settings_file(workspace, "steel")
    file.write_text(file.read_text().replace('"format": 2', '"format": 1'))
    old = read_balance_settings(workspace, "steel")
    assert (old.settings, old.changed_at, old.numbers_donors) == (saved.settings, saved.changed_at, True)
    assert read_balance_settings(workspace, "rail").changed_at == ""


def test_a_file_of_format_1_is_read_with_the_names_that_its_rules_had(workspace: Workspace):
    """Written by the program at commit 8319753."""
    old = """{"settings":{"unit":"pictures","target":{"crack":1.0},"hosts_share":1.0,"per_host":1,
     "bands_px":[16.0,32.0,64.0],"rules":{"of_class":{"crack":{"flips":true,"turn_deg":10.0,"scale":[0.85,1.15],
     "size_px":[0.0,100000.0],"angle_deg":[-90.0,90.0],"zone":"anywhere","zone_px":40.0,"blended_share":0.7,
     "matches_brightness":true,"contrast":[0.7,1.4],"keeps_sides":false,"least_realism":0.5}},"other":{"flips":true,
     "turn_deg":10.0,"scale":[0.85,1.15],"size_px":[0.0,100000.0],"angle_deg":[-90.0,90.0],"zone":"anywhere",
     "zone_px":40.0,"blended_share":0.7,"matches_brightness":true,"contrast":[0.7,1.4],"keeps_sides":true,
     "least_realism":0.35}},"excluded":["f:1:2"],"favourites":[],"uses_crops":false,"verdicts":[],
     "is_used_in_training":false,"clean_share":0.5,"seed":0},
     "changed_at":"2026-11-20T10:00:00.000Z","changed_by":"mehmet","format":1}"""
    workspace.balancing.mkdir()
    settings_file(workspace, "steel").write_text(old)
    saved = read_balance_settings(workspace, "steel")
    rules = Rules({"crack": ClassRules(keep_touching_border=False, min_realism=0.5)})
    assert saved.settings == BalanceSettings(target={"crack": 1.0}, rules=rules, excluded=frozenset({"f:1:2"}))
    assert (saved.changed_at, saved.numbers_donors) == ("2026-11-20T10:00:00.000Z", True)


def edited(workspace: Workspace, place: str, value: Any) -> bytes:
    save_balance_settings(workspace, "steel", BalanceSettings())
    file = settings_file(workspace, "steel")
    loaded = json.loads(file.read_text())
    part, *path = loaded, *place.split(".")
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    file.write_text(json.dumps(loaded))
    return file.read_bytes()


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("format", 3, "newer program"), ("settings.magic", 1, r"settings\.magic"),
        ("settings.rules.other.magic", 1, r"settings\.rules\.other\.magic"), ("note", "", "note"),
        ("settings.unit", "moons", r"settings\.unit"), ("settings.per_host", 0, "per_host at least 1"),
        ("settings.seed", -1, "a seed is 0 or more"), ("settings.rules.other.scale", [2, 1], "scale goes from"),
        ("settings.bands_px", [3, 2], "rise from above 0"), ("settings.target", {"crack": None}, r"target\.crack"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_by_its_place_and_left_as_it_is(
    workspace: Workspace, place: str, value: Any, said: str
):
    content = edited(workspace, place, value)
    with pytest.raises(WorkspaceError, match=said) as caught:
        read_balance_settings(workspace, "steel")
    assert caught.value.message.code is Code.WORKSPACE_BROKEN
    assert "steel.json" in str(caught.value.message.params["detail"])
    assert settings_file(workspace, "steel").read_bytes() == content


def test_a_newer_format_is_said_before_its_unknown_entries(workspace: Workspace):
    edited(workspace, "settings.magic", 1)
    file = settings_file(workspace, "steel")
    file.write_text(file.read_text().replace('"format": 2', '"format": 3'))
    with pytest.raises(WorkspaceError, match="newer program"):
        read_balance_settings(workspace, "steel")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "x"}', b'{"format": 1}'])
def test_broken_files_are_refused_and_left_as_they_are(workspace: Workspace, content: bytes):
    workspace.balancing.mkdir()
    file = settings_file(workspace, "steel")
    file.write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"steel\.json"):
        read_balance_settings(workspace, "steel")
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_read_or_written_is_said(workspace: Workspace):
    settings_file(workspace, "steel").mkdir(parents=True)
    with pytest.raises(WorkspaceError, match=r"steel\.json, it is no regular file"):
        read_balance_settings(workspace, "steel")
    with pytest.raises(OSError, match=r"steel\.json"):
        save_balance_settings(workspace, "steel", BalanceSettings())
    assert [path.name for path in workspace.balancing.iterdir()] == ["steel.json"]  # no half file beside it


def test_a_save_that_fails_leaves_the_last_one(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    save_balance_settings(workspace, "steel", BalanceSettings(seed=1))

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_balance_settings(workspace, "steel", BalanceSettings(seed=2))
    assert read_balance_settings(workspace, "steel").settings.seed == 1
    assert [path.name for path in workspace.balancing.iterdir()] == ["steel.json"]
