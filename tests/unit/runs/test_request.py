"""Training requests: there and back, and what cannot be run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspector.core.balancing import BalanceMode, BalanceSettings, ClassRules, Rules, Zone
from inspector.runs.folder import RunFolder
from inspector.runs.request import (
    Activation,
    Augmentation,
    Balance,
    DatasetShare,
    Keep,
    LossTerm,
    Precision,
    Recipe,
    RunRequest,
    Schedule,
    recipe_from,
    what_differs,
)

REQUEST = RunRequest(
    run="anet-1", datasets=(DatasetShare("../neu", 0.75), DatasetShare("/data/strip", 0.25)), network="a-net",
    model_name="steel-anet", model_version="2", input_channels=3, is_demonstration=True, licence="MIT", notes="größer",
    recipe=Recipe(
        n_steps=10, seed=4, resize_px=(64, 96), activation=Activation.SIGMOID, schedule=Schedule.POLY, keep=Keep.LAST,
        loss=(LossTerm("bce", 0.5), LossTerm("dice", 0.5, {"smooth": 1.0})), auxiliary_weights=(0.4,),
        augmentation=Augmentation(flips=False, zooms=(0.75, 2.0)), precision=Precision.F32,
    ),
    network_options={"affm": "released"}, fold=1, n_folds=4, validate_every=5, n_threads=1, compile=True,
)  # fmt: skip


def asked(**entries: object) -> str:
    """A small request as JSON with these entries."""
    facts = {
        "run": "r", "datasets": [{"path": "v", "share": 1}], "network": "a-net", "model_name": "m",
        "model_version": "1",
    }  # fmt: skip
    return json.dumps(facts | entries)


def test_a_request_comes_back_as_it_was_written():
    assert RunRequest.from_json(REQUEST.to_json()) == REQUEST


def test_only_what_changes_the_weights_counts_as_different():
    moved = replace(
        REQUEST, run="b", model_name="other", n_threads=4, compile=False, checkpoint_every_s=1.0, licence="", notes="",
        datasets=(DatasetShare("/elsewhere/neu", 0.75), DatasetShare("strip", 0.25)),
    )  # fmt: skip
    assert what_differs(REQUEST, moved) == ()
    assert what_differs(RunRequest.from_json(REQUEST.to_json()), REQUEST) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"recipe": replace(REQUEST.recipe, n_steps=11)}, ("recipe.n_steps was 10, is 11",)),
        ({"recipe": replace(REQUEST.recipe, seed=5)}, ("recipe.seed was 4, is 5",)),
        (
            {"recipe": replace(REQUEST.recipe, loss=REQUEST.recipe.loss[:1])},
            (
                "recipe.loss[1].name was dice, is not there",
                "recipe.loss[1].options.smooth was 1.0, is not there",
                "recipe.loss[1].weight was 0.5, is not there",
            ),
        ),
        ({"network_options": {}}, ("network_options.affm was released, is not there",)),
        ({"start_from": "/w/runs/first"}, ("start_from was , is runs/first",)),
        ({"pretrained": "cache"}, ("pretrained was , is cache",)),
        ({"train_share": 0.5}, ("train_share was 1.0, is 0.5",)),
        (
            {"datasets": (DatasetShare("../neu", 0.75), DatasetShare("/data/rail", 0.25))},
            ("datasets[1].path was strip, is rail",),
        ),
    ],
)
def test_what_differs_is_said(change: dict[str, Any], said: tuple[str, ...]):
    assert what_differs(REQUEST, replace(REQUEST, **change)) == said


def test_what_is_not_said_is_as_usual():
    request = RunRequest.from_json(asked())
    assert (request.recipe, request.device) == (Recipe(), "auto")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"datasets": ()}, "no dataset version"),
        ({"start_from": "first", "pretrained": "cache"}, "one set of weights"),
        ({"datasets": (DatasetShare("a", 0.5), DatasetShare("b", 0.4))}, "add up to 1"),
        ({"datasets": (DatasetShare("a", 1.5), DatasetShare("b", -0.5))}, "between 0 and 1"),
        ({"recipe": Recipe(n_steps=0)}, "at least 1"),
        ({"recipe": Recipe(batch=0)}, "at least 1"),
        ({"recipe": Recipe(view_px=(8,))}, "a height and a width"),  # type: ignore[arg-type]
        ({"recipe": Recipe(loss=())}, "names no loss"),
        ({"recipe": Recipe(ema_decay=1.0)}, "ema_decay"),
        ({"n_folds": 1}, "at least 2"),
        ({"fold": 4}, "no fold 4"),
        ({"train_share": 0.0}, "share of the training frames, lies above 0 and up to 1; 0 does not"),
        ({"train_share": float("nan")}, "up to 1; nan does not"),
        ({"recipe": Recipe(keep=Keep.BEST)}, "keep the last"),
        ({"model_name": "../../escaped"}, "model_name: it holds /"),
        ({"model_name": "a\nb"}, "model_name: it holds a line break"),
        ({"model_name": "nul"}, "model_name: it is the name of a device"),
        ({"model_version": ""}, "model_version: it is empty"),
        ({"run": ".."}, "run: it is no name of a folder"),
        ({"notes": "\x1b[2J"}, "notes: it holds the control character"),
        ({"input_channels": 0}, "input_channels lies between"),
        ({"validate_every": 0}, "validate_every lies between"),
        ({"checkpoint_every_s": float("nan")}, "checkpoint_every_s is a number"),
        ({"n_threads": 10**9}, "n_threads lies between"),
        ({"datasets": (DatasetShare("a", float("nan")),)}, "between 0 and 1"),
        ({"recipe": Recipe(n_steps=10**12)}, "at most 100000000 steps"),
        ({"recipe": Recipe(view_px=(10**6, 10))}, "view_px is at most"),
        ({"recipe": Recipe(resize_px=(0, 10))}, "resize_px is a height"),
        ({"recipe": Recipe(learning_rate=float("nan"))}, "learning_rate lies"),
        ({"recipe": Recipe(learning_rate=-1.0)}, "learning_rate lies"),
        ({"recipe": Recipe(input_std=0.0)}, "input_std lies"),
        ({"recipe": Recipe(loss=(LossTerm("dice", float("inf")),))}, "a weight of a loss"),
        ({"recipe": Recipe(augmentation=Augmentation(zoom=0.0))}, "zoom lies between"),
        ({"recipe": Recipe(augmentation=Augmentation(zooms=(1e9,)))}, "a zoom lies beyond"),
        ({"recipe": Recipe(augmentation=Augmentation(mix_share=2.0))}, "are shares"),
        ({"recipe": Recipe(seed=-1)}, "a seed is 0 or more"),
        ({"device": "gpu"}, "auto, cpu, cuda or cuda:N"),
        ({"device": "cuda:"}, "auto, cpu, cuda or cuda:N"),
    ],
)
def test_a_request_that_cannot_be_run_is_refused(change: dict[str, Any], reason: str):
    with pytest.raises(ValueError, match=reason):
        replace(REQUEST, **change)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "Expecting"),
        ("[]", "not a JSON object"),
        ("{}", "run: it is missing"),
        ('{"run": "r", "datasets": [{"path": "v"}]}', "datasets.0.share: it is missing"),
        (asked(recipe={"magic": 1}), r"recipe.magic: there is no such entry"),
        (asked(recipe={"augmentation": {"magic": 1}}), r"recipe.augmentation.magic: there is no such entry"),
        (asked(recipe={"balance": {"settings": {"rules": {"other": {"magic": 1}}}}}), r"other.magic: there is no such"),
        (asked(recipe={"balance": {"settings": {"rules": {"other": {"zone": "moon"}}}}}), r"other.zone: .*anywhere"),
        (asked(recipe={"balance": {"settings": {"clean_share": 1.5}}}), "clean_share are shares"),
        (asked(recipe={"n_steps": "many"}), r"recipe.n_steps: .*integer"),
        (asked(recipe=3), "recipe: "),
        (asked(recipe={"n_steps": 0}), "^steps and batch must be at least 1"),
        ('{"format": 4, "rooms": []}', "format 4; this program reads 2 to 3"),
        ('{"format": 1, "rooms": []}', "format 1"),
        ('{"format": "3"}', "format 3"),
        ('{"format": true}', "format True"),
        (asked(recipe={"n_steps": True}), r"recipe.n_steps: .*integer"),
        (asked(recipe={"n_steps": "10"}), r"recipe.n_steps: .*integer"),
        (asked(recipe={"learning_rate": float("nan")}), "NaN is no number"),
        (asked(compile=1), "compile: "),
        (asked(recipe={"loss": [{"name": "dice", "options": {"smooth": float("inf")}}]}), "Infinity is no number"),
        ("[" * 100_000, "nests too deeply"),
        (asked(n_threads=0).replace('"n_threads": 0', '"n_threads": ' + "9" * 5000), "digits"),
    ],
)
def test_a_broken_request_is_refused_in_words(text: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        RunRequest.from_json(text)


def test_a_balance_survives_json_and_is_checked() -> None:
    settings = BalanceSettings(clean_share=0.25, target={"crack": 2.0}, bands_px=(8.0, 32.0), excluded=frozenset("ab"))
    recipe = replace(Recipe(), balance=Balance(BalanceMode.DLI, settings))
    request = RunRequest("r", (DatasetShare("d", 1.0),), "a-net", "m", "1", recipe=recipe)
    assert RunRequest.from_json(request.to_json()) == request
    with pytest.raises(ValueError, match="until"):
        replace(request, recipe=replace(recipe, balance=Balance(until=0)))


OF_FORMAT_2 = """{
 "format": 2, "run": "old", "datasets": [{"path": "v", "share": 1.0}], "network": "a-net", "model_name": "m",
 "model_version": "1", "network_options": {"affm": "released"},
 "recipe": {
  "augmentation": {"flips": false, "evens_classes": false},
  "balance": {
   "mode": "inspector", "clean_share": 0.25, "target": {"crack": 2.0}, "until": 0.5,
   "rules": {"of_class": {"crack": {"least_realism": 0.1, "scale": [0.5, 2.0]}}, "other": {"zone": "edge"}},
   "excluded": ["a:1:1"], "favourites": []
  }
 }
}"""


def test_a_request_of_an_earlier_program_is_still_read() -> None:
    request = RunRequest.from_json(OF_FORMAT_2)
    rules = {"crack": ClassRules(min_realism=0.1, scale=(0.5, 2.0))}
    settings = BalanceSettings(
        clean_share=0.25, target={"crack": 2.0}, rules=Rules(rules, ClassRules(zone=Zone.EDGE)),
        excluded=frozenset({"a:1:1"}),
    )  # fmt: skip
    assert request.recipe == Recipe(
        augmentation=Augmentation(flips=False, balance_classes=False),
        balance=Balance(BalanceMode.DLI, settings, until=0.5),
    )
    assert (request.network_options, request.format) == ({"affm": "released"}, 3)
    assert RunRequest.from_json(request.to_json()) == request


@pytest.mark.parametrize("device", ["auto", "cpu", "cuda", "cuda:1"])
def test_where_a_run_computes_is_no_other_run(device: str) -> None:
    assert what_differs(REQUEST, replace(REQUEST, device=device)) == ()


@pytest.mark.parametrize(
    ("entries", "reason"),
    [({"magic": 1}, "magic: there is no such entry"), ({"loss": [{"weight": 1}]}, "loss.0.name: it is missing")],
)
def test_a_recipe_with_entries_that_there_are_not_is_refused(entries: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        recipe_from(entries)


@pytest.mark.parametrize(
    "name", ["../x", "../../models/x", "/abs/x", "a/b", "a\\b", "", " ", "a\nb", "a\0", "\ud800", "x" * 300]
)
def test_a_model_whose_name_would_lead_out_of_its_run_is_refused(name: str):
    with pytest.raises(ValueError, match=r"model_name: |hex escape"):
        RunRequest.from_json(asked(model_name=name))
    with pytest.raises(ValueError, match=r"model_version: |hex escape"):
        RunRequest.from_json(asked(model_version=f"1{name}/.."))
    if name.strip() and name != "a/b":  # which lies in the run
        with pytest.raises(ValueError, match="is no path below"):
            RunFolder(Path("run")).model_file(name)
