"""Where a model comes from: from its card, its run's folder and the promotions, and words where something is gone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from inspector.models_store.catalogue import ModelCatalogue, StoredModel, stored_model
from inspector.models_store.lineage import LineageScore, lineage_from, lineage_json, lineage_of
from inspector.models_store.promotions import Promotions, promoted_model
from inspector.models_store.shipped import shipped_model
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import DatasetShare, Recipe, RunRequest
from tests.tiny_model import write_tiny_model

SCORES = {
    "code_version": "0.1.0 3fa1b2c4d5e6",
    "strip 12ab val": {"with thresholds": {"figures": {"miou": {"value": 0.9, "low": 0.8, "high": 1.0}}}},
    "strip 12ab test": {
        "arg-max alone": {"figures": {"miou": {"value": 0.5, "low": 0.4, "high": 0.6, "n_groups": 7}}},
        "with thresholds": {
            "figures": {
                "miou": {"value": 0.61, "low": 0.52, "high": 0.7, "n_groups": 7},
                "iou dull": {"value": None, "low": None, "high": None, "n_groups": 0},
                "iou bright": {"value": 0.4, "low": None, "high": None, "n_groups": 1},
            }
        },
    },
}


def trained(folder: Path, name: str = "first", **card: object) -> StoredModel:
    """A model of a run that has ended, in the workspace."""
    run = RunFolder(folder / "runs" / name)
    run.path.mkdir(parents=True, exist_ok=True)
    run.write_request(
        RunRequest(
            run=name, datasets=(DatasetShare("/data/strip", 1.0),), network="plain-net-s", model_name="tiny",
            model_version="1", recipe_name="plain", recipe=Recipe(n_steps=700, seed=5), start_from="runs/before",
        )
    )  # fmt: skip
    run.report(ProgressLine(RunState.STARTING))
    run.report(ProgressLine(RunState.DONE, step=640, n_steps=700, is_kept=True))
    run.scores_file.write_text(json.dumps(SCORES))
    written = write_tiny_model(folder / f"{name}.onnx", training_run=name, **card)
    return ModelCatalogue(folder / "models").add(written)


def test_a_model_of_a_run_says_data_code_seed_scores_and_who_promoted_it(tmp_path: Path):
    model = trained(tmp_path)
    promotions = Promotions(tmp_path / "models")
    first = promotions.promote(promoted_model(model), "finds frays", "ana", line="line 1")
    found = lineage_of(model, tmp_path / "models", tmp_path / "runs")
    run = found.run
    assert run is not None
    assert (run.name, run.state, run.network, run.recipe) == ("first", "done", "plain-net-s", "plain")
    assert (run.n_steps, run.seed, run.begun_with) == (640, 5, "runs/before")
    assert (run.datasets, run.code_version) == (("strip 12ab",), "0.1.0 3fa1b2c4d5e6")
    assert run.started_at
    assert found.scores == (
        LineageScore("miou", 0.61, 0.52, 0.7, "strip 12ab test", 7),
        LineageScore("iou bright", 0.4, None, None, "strip 12ab test", 1),
    )
    assert (found.promotions, found.is_active, found.active_since) == ((first,), True, first.at)
    assert (found.lines, found.title, found.sha256) == (("line 1",), "tiny 1", model.sha256)
    assert lineage_from(lineage_json(found)) == found


def test_a_model_that_is_not_active_any_more_keeps_its_history(tmp_path: Path):
    one, two = trained(tmp_path), trained(tmp_path, "second", version="2")
    promotions = Promotions(tmp_path / "models")
    first = promotions.promote(promoted_model(one), "first", line="line 1")
    promotions.promote(promoted_model(two), "second", line="line 2")
    found = lineage_of(one, tmp_path / "models", tmp_path / "runs")
    assert (found.promotions, found.is_active, found.lines) == ((first,), False, ("line 1",))
    back = promotions.roll_back(promoted_model(one), "back", line="line 2")
    found = lineage_of(one, tmp_path / "models", tmp_path / "runs")
    assert (found.promotions, found.active_since, found.lines) == ((first, back), back.at, ("line 1",))


def test_models_of_one_run_are_variants_of_each_other(tmp_path: Path):
    trained(tmp_path)
    half = write_tiny_model(tmp_path / "half.onnx", name="tiny-f16", training_run="first")
    model = ModelCatalogue(tmp_path / "models").add(half)
    assert lineage_of(model, tmp_path / "models", tmp_path / "runs").variants == ("tiny 1",)


def test_what_is_gone_is_said_and_the_card_stands(tmp_path: Path):
    model = trained(tmp_path)
    (tmp_path / "runs" / "first" / "scores.json").write_text("[half")
    found = lineage_of(model, tmp_path / "models", tmp_path / "runs")
    assert found.run is not None
    assert (found.scores, found.run.datasets, found.run.code_version) == ((), ("strip",), "")
    shutil.rmtree(tmp_path / "runs")
    found = lineage_of(model, tmp_path / "models", tmp_path / "runs")
    assert (found.run, found.run_problem) == (None, "its run “first” is not in this workspace")
    shipped = stored_model(shipped_model(), is_shipped=True)
    found = lineage_of(shipped, tmp_path / "models", tmp_path / "runs")
    assert [one.metric for one in found.scores] == [one.metric for one in shipped.card.scores]
    assert found.run is None


def test_a_card_that_names_a_run_outside_is_not_followed(tmp_path: Path):
    trained(tmp_path)
    written = write_tiny_model(tmp_path / "evil.onnx", version="3", training_run="../runs/first")
    model = ModelCatalogue(tmp_path / "models").add(written)
    found = lineage_of(model, tmp_path / "models", tmp_path / "runs")
    assert found.run is None
    assert "none of this workspace" in found.run_problem
