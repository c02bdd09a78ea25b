"""Cards, requests, settings and calibrations with damage by chance: each is taken, or refused as its reader says."""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
import tomlkit

from inspector.core.balancing import BalanceSettings
from inspector.core.messages import InspectorError
from inspector.core.model_card import ModelCard
from inspector.runs.request import DatasetShare, RunRequest
from inspector.workspace.balance_settings import read_balance_settings, save_balance_settings, settings_file
from inspector.workspace.calibration_file import read_calibration
from inspector.workspace.settings import TEMPLATE
from inspector.workspace.workspace import create_workspace, open_workspace
from tests.fuzz.models import WORKS, damaged_model, model_with_damaged_card, outcome
from tests.fuzz.mutations import mutated, mutated_json
from tests.tiny_model import card

N = 300
CALIBRATION = "[calibration]\nmm_per_px_across = 0.25\nmm_per_px_along = 0.5\n"
CLASSES = '\n[[classes]]\nname = "a"\ncolour = "#E69F00"\nhatch = "dots"\n'


def damaged(text: str, rng: random.Random) -> str:
    """JSON with other entries, or with other bytes."""
    if rng.random() < 0.5:
        return json.dumps(mutated_json(json.loads(text), rng))
    return mutated(text.encode(), rng).decode("utf-8", "replace")


def damaged_toml(text: str, rng: random.Random) -> bytes:
    if rng.random() < 0.5:
        return mutated(text.encode(), rng)
    try:
        return tomlkit.dumps(mutated_json(tomlkit.parse(text).unwrap(), rng)).encode("utf-8", "replace")
    except Exception:  # noqa: BLE001  what TOML cannot hold
        return mutated(text.encode(), rng)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_damaged_card_is_taken_as_it_says_or_refused(seed: int):
    rng, found = random.Random(seed), Counter[str]()
    for _ in range(N):
        text = damaged(card().to_json(), rng)
        try:
            taken = ModelCard.from_json(text)
        except ValueError:
            found["refused"] += 1
        else:
            found["taken"] += 1
            assert ModelCard.from_json(taken.to_json()) == taken
    assert min(found["refused"], found["taken"]) > 5


def test_a_damaged_request_is_taken_as_it_says_or_refused():
    rng, found = random.Random(3), Counter[str]()
    request = RunRequest("r", (DatasetShare("v", 1.0),), "a-net", "m", "1").to_json()
    for _ in range(N):
        text = damaged(request, rng)
        try:
            taken = RunRequest.from_json(text)
        except ValueError:
            found["refused"] += 1
        else:
            found["taken"] += 1
            assert RunRequest.from_json(taken.to_json()) == taken
    assert min(found["refused"], found["taken"]) > 5


def test_a_damaged_workspace_file_opens_or_is_refused_and_left_as_it_is(tmp_path: Path):
    rng, found = random.Random(4), Counter[str]()
    create_workspace(tmp_path / "w")
    file = tmp_path / "w" / "workspace.toml"
    for _ in range(N):
        content = damaged_toml(TEMPLATE + "\n" + CALIBRATION + CLASSES, rng)
        file.write_bytes(content)
        try:
            settings = open_workspace(tmp_path / "w").settings
            found["taken"] += 1
            assert settings.catalogue.with_names(["b"]).entries
            assert settings.severity_table.version >= 1
        except InspectorError as error:
            found[error.message.code.value] += 1
        assert file.read_bytes() == content
    assert found.keys() <= {"taken", "workspace.broken", "workspace.too_new"}
    assert min(found["taken"], found["workspace.broken"]) > 5


def test_a_damaged_calibration_is_one_or_refused(tmp_path: Path):
    rng, found = random.Random(5), Counter[str]()
    for _ in range(N):
        (tmp_path / "c.toml").write_bytes(damaged_toml(CALIBRATION, rng))
        try:
            assert 0 < read_calibration(tmp_path / "c.toml").px_area_mm2 <= 1e6
            found["taken"] += 1
        except InspectorError as error:
            found[error.message.code.value] += 1
    assert found.keys() == {"taken", "calibration.file_wrong"}


def test_damaged_settings_of_a_balance_are_taken_or_refused(tmp_path: Path):
    rng, found = random.Random(6), Counter[str]()
    workspace = create_workspace(tmp_path / "w")
    save_balance_settings(workspace, "steel", BalanceSettings(target={"a": 1.0}, excluded=frozenset({"x"})))
    file = settings_file(workspace, "steel")
    whole = file.read_text()
    for _ in range(N):
        file.write_text(damaged(whole, rng), encoding="utf-8", errors="replace")
        try:
            read_balance_settings(workspace, "steel")
            found["taken"] += 1
        except InspectorError as error:
            found[error.message.code.value] += 1
    assert found.keys() == {"taken", "workspace.broken"}


@pytest.mark.skipif(sys.platform == "win32" and "CI" in os.environ, reason="processes start slowly there")
def test_a_damaged_model_works_or_is_refused_in_words(tmp_path: Path):
    """A few; ``make fuzz`` does more."""
    rng = random.Random(14)
    found = {outcome(make(tmp_path, rng)) for make in (damaged_model, model_with_damaged_card) for _ in range(8)}
    assert all(one == WORKS or one.startswith("model.") for one in found)


def test_the_same_seed_does_the_same_damage():
    value = json.loads(card().to_json())
    first, second = ([mutated(b"abc" * 50, rng), mutated_json(value, rng)] for rng in map(random.Random, (7, 7)))
    assert repr(first) == repr(second)
    assert value == json.loads(card().to_json()), "what was put in stays as it is"
