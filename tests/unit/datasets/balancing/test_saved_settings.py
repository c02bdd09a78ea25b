"""Saved choices about defects: kept by their masks, translated from the numbers of format 1, or dropped and told."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.core.balancing import BalanceSettings, Verdict
from inspector.core.messages import Code
from inspector.datasets.balancing.saved_settings import balance_settings_of
from inspector.datasets.balancing.survey import survey_of
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from inspector.workspace.balance_settings import save_balance_settings, settings_file
from inspector.workspace.workspace import Workspace, create_workspace

NAMES = ("background", "crack", "dent")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "line1")


def version_of(folder: Path, *, is_added: bool = False) -> DatasetVersion:
    """One frame with cracks at (18, 0) and (40, 50) and a dent at (30, 20); one more crack above all if added."""
    class_map = np.zeros((60, 80), np.uint8)
    class_map[18:22, 0:6] = class_map[40:44, 50:60] = 1
    class_map[30:34, 20:30] = 2
    if is_added:
        class_map[0:3, 38:44] = 1
    encoded = io.BytesIO()
    Image.fromarray(np.full((60, 80), 120, np.uint8)).save(encoded, "PNG")
    sample = NewSample("tile", encoded.getvalue(), ".png", class_map, "g", Split.TRAIN)
    return write_version(folder, name="steel", class_names=NAMES, source="", terms="", samples=[sample])


def keys_of(version: DatasetVersion) -> dict[tuple[int, int], str]:
    return {donor.position: donor.key for donor in survey_of(version).donors}


def save_as_format_1(workspace: Workspace, settings: BalanceSettings) -> None:
    save_balance_settings(workspace, "steel", settings)
    file = settings_file(workspace, "steel")
    file.write_text(file.read_text().replace('"format": 2', '"format": 1'))


NUMBERED = BalanceSettings(
    excluded=frozenset({"tile:1:1", "gone:1:1"}), favourites=frozenset({"tile:2:1", "tile:1:9", "tile:7:1", "odd"}),
    verdicts=(Verdict("crack", "tile:1:2", 0.4, True), Verdict("crack", "gone:1:1", 0.2, False)), seed=5,
)  # fmt: skip


def test_saved_choices_name_the_same_defects_after_one_was_added_above_them(workspace: Workspace, tmp_path: Path):
    before = keys_of(version_of(tmp_path / "before"))
    chosen = BalanceSettings(excluded=frozenset({before[18, 0]}), favourites=frozenset({before[40, 50]}))
    save_balance_settings(workspace, "steel", chosen)
    version = version_of(tmp_path / "after", is_added=True)
    found = balance_settings_of(workspace, version)
    assert (found.settings, found.dropped) == (chosen, None)
    survey = survey_of(version)
    positions = [donor.position for donor in survey.donors_of(1, found.settings)]
    assert sorted(positions) == [(0, 38), (40, 50), (40, 50), (40, 50)]


def test_numbers_of_format_1_are_translated_where_the_version_was_there_before_the_choice(
    workspace: Workspace, tmp_path: Path
):
    version = version_of(tmp_path / "v")
    key = keys_of(version)
    save_as_format_1(workspace, NUMBERED)
    found = balance_settings_of(workspace, version)
    assert found.settings == replace(
        NUMBERED, excluded=frozenset({key[18, 0]}), favourites=frozenset({key[30, 20]}),
        verdicts=(Verdict("crack", key[40, 50], 0.4, True), Verdict("crack", "", 0.2, False)),
    )  # fmt: skip
    assert found.dropped is not None
    assert found.dropped.code is Code.BALANCE_CHOICES_DROPPED
    assert dict(found.dropped.params) == {"dataset": "steel", "n": 4, "n_kept": 2}


def test_numbers_are_dropped_and_told_where_the_version_is_newer_than_the_choice(workspace: Workspace, tmp_path: Path):
    """The defect that was first on the frame need not be the first one any more."""
    version = replace(version_of(tmp_path / "v", is_added=True), created_at="9999-01-01T00:00:00.000Z")
    save_as_format_1(workspace, replace(NUMBERED, excluded=frozenset({"tile:1:1"}), favourites=frozenset()))
    found = balance_settings_of(workspace, version)
    assert (found.settings.excluded, found.settings.seed) == (frozenset(), 5)
    assert [verdict.score for verdict in found.settings.verdicts] == [0.4, 0.2]
    assert found.dropped is not None
    assert dict(found.dropped.params) == {"dataset": "steel", "n": 1, "n_kept": 0}


def test_what_is_saved_without_choices_about_defects_reads_no_mask(workspace: Workspace, tmp_path: Path):
    version = version_of(tmp_path / "v")
    (tmp_path / "v" / "masks" / "tile.png").unlink()
    assert balance_settings_of(workspace, version).settings == BalanceSettings()
    save_as_format_1(workspace, BalanceSettings(seed=3))
    assert balance_settings_of(workspace, version).settings == BalanceSettings(seed=3)
