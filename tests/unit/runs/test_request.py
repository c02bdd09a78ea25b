"""Training requests: there and back, and what cannot be run."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from inspector.runs.request import (
    Activation,
    Augmentation,
    Balance,
    BalanceMode,
    DatasetShare,
    Keep,
    LossTerm,
    Precision,
    Recipe,
    RunRequest,
    Schedule,
    what_differs,
    with_remedy,
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
        (
            {"datasets": (DatasetShare("../neu", 0.75), DatasetShare("/data/rail", 0.25))},
            ("datasets[1].path was strip, is rail",),
        ),
    ],
)
def test_what_differs_is_said(change: dict[str, Any], said: tuple[str, ...]):
    assert what_differs(REQUEST, replace(REQUEST, **change)) == said


def test_what_is_not_said_is_as_usual():
    facts = {
        "run": "r",
        "datasets": [{"path": "v", "share": 1}],
        "network": "a-net",
        "model_name": "m",
        "model_version": "1",
    }
    assert RunRequest.from_json(json.dumps(facts)).recipe == Recipe()


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
        ({"recipe": Recipe(keep=Keep.BEST)}, "keep the last"),
        ({"format": 3}, "format 3"),
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
        ("{}", "lacks 'datasets'"),
        ('{"datasets": [{"path": "v"}]}', "wrong entries"),
        ('{"datasets": [{"path": "v", "share": 1}], "recipe": {"magic": 1}}', "magic"),
        ('{"datasets": [{"path": "v", "share": 1}], "recipe": 3}', "wrong entries"),
        ('{"format": 3, "rooms": []}', "format 3"),
    ],
)
def test_a_broken_request_is_refused_in_words(text: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        RunRequest.from_json(text)


def test_a_remedy_replaces_the_one_that_was_there() -> None:
    plain = Recipe(loss=(LossTerm("cross-entropy", 0.5, {"label_smoothing": 0.02}), LossTerm("dice")))
    weighted = with_remedy(plain, "weighted-ce")
    assert weighted.loss == (LossTerm("cross-entropy", 0.5, {"weights": "inverse"}), LossTerm("dice"))
    focal = with_remedy(weighted, "focal")
    assert [(term.name, term.weight) for term in focal.loss] == [("focal", 0.5), ("dice", 1.0)]
    injected = with_remedy(focal, "dli")
    assert injected.loss == (LossTerm("cross-entropy", 0.5), LossTerm("dice"))
    assert injected.balance.mode is BalanceMode.INSPECTOR
    assert with_remedy(injected, "oversampling").balance.mode is BalanceMode.NONE
    assert with_remedy(injected, "oversampling").augmentation.defect_share > 0
    assert with_remedy(plain, "none") == plain
    natural = replace(plain, augmentation=Augmentation(defect_share=0.5, balance_classes=False))
    assert with_remedy(natural, "focal").augmentation == natural.augmentation  # no remedy: it stays
    assert with_remedy(natural, "oversampling").augmentation.balance_classes
    assert with_remedy(natural, "dli").augmentation == natural.augmentation  # for the steps without injection
    assert with_remedy(plain, "dli").loss == plain.loss


def test_remedies_of_independent_classes_have_their_own_names() -> None:
    sigmoid = Recipe(activation=Activation.SIGMOID, loss=(LossTerm("bce", 0.5), LossTerm("dice", 0.5)))
    assert with_remedy(sigmoid, "weighted-ce").loss[0] == LossTerm("weighted-bce", 0.5)
    assert with_remedy(with_remedy(sigmoid, "focal"), "none") == sigmoid


def test_a_remedy_without_a_place_and_an_unknown_one_are_refused() -> None:
    with pytest.raises(ValueError, match="classifying"):
        with_remedy(Recipe(loss=(LossTerm("dice"),)), "focal")
    with pytest.raises(ValueError, match="there is no remedy"):
        with_remedy(Recipe(), "prayer")


def test_a_balance_survives_json_and_is_checked() -> None:
    recipe = with_remedy(replace(Recipe(), balance=Balance(clean_share=0.25, target={"crack": 2.0})), "dli-paper")
    request = RunRequest("r", (DatasetShare("d", 1.0),), "a-net", "m", "1", recipe=recipe)
    assert RunRequest.from_json(request.to_json()) == request
    with pytest.raises(ValueError, match="clean_share"):
        replace(request, recipe=replace(recipe, balance=Balance(clean_share=1.5)))
    with pytest.raises(ValueError, match="until"):
        replace(request, recipe=replace(recipe, balance=Balance(until=0)))
