"""Methods against rare classes, as changes of a recipe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.runs.imbalance import with_imbalance_method
from inspector.runs.request import Activation, Augmentation, Balance, LossTerm, Recipe


def test_a_method_replaces_the_one_that_was_there() -> None:
    plain = Recipe(loss=(LossTerm("cross-entropy", 0.5, {"label_smoothing": 0.02}), LossTerm("dice")))
    weighted = with_imbalance_method(plain, "weighted-ce")
    assert weighted.loss == (LossTerm("cross-entropy", 0.5, {"weights": "inverse"}), LossTerm("dice"))
    focal = with_imbalance_method(weighted, "focal")
    assert [(term.name, term.weight) for term in focal.loss] == [("focal", 0.5), ("dice", 1.0)]
    injected = with_imbalance_method(focal, "dli")
    assert injected.loss == (LossTerm("cross-entropy", 0.5), LossTerm("dice"))
    assert injected.balance.mode is BalanceMode.DLI
    assert with_imbalance_method(injected, "oversampling").balance.mode is BalanceMode.NONE
    assert with_imbalance_method(injected, "oversampling").augmentation.defect_share > 0
    assert with_imbalance_method(plain, "none") == plain
    natural = replace(plain, augmentation=Augmentation(defect_share=0.5, balance_classes=False))
    assert with_imbalance_method(natural, "focal").augmentation == natural.augmentation  # no method: it stays
    assert with_imbalance_method(natural, "oversampling").augmentation.balance_classes
    assert with_imbalance_method(natural, "dli").augmentation == natural.augmentation  # for the steps without injection
    assert with_imbalance_method(plain, "dli").loss == plain.loss


def test_methods_of_independent_classes_have_their_own_names() -> None:
    sigmoid = Recipe(activation=Activation.SIGMOID, loss=(LossTerm("bce", 0.5), LossTerm("dice", 0.5)))
    assert with_imbalance_method(sigmoid, "weighted-ce").loss[0] == LossTerm("weighted-bce", 0.5)
    assert with_imbalance_method(with_imbalance_method(sigmoid, "focal"), "none") == sigmoid


def test_a_method_without_a_place_and_an_unknown_one_are_refused() -> None:
    with pytest.raises(ValueError, match="classifying"):
        with_imbalance_method(Recipe(loss=(LossTerm("dice"),)), "focal")
    with pytest.raises(ValueError, match="there is no imbalance method"):
        with_imbalance_method(Recipe(), "prayer")


def test_the_methods_of_others_follow_the_target_alone() -> None:
    settings = BalanceSettings(target={"crack": 2.0}, clean_share=0.25, seed=7)
    recipe = Recipe(balance=Balance(BalanceMode.DLI, settings, until=0.5))
    paper = with_imbalance_method(recipe, "dli-paper").balance
    assert paper == Balance(BalanceMode.DLI_PAPER, BalanceSettings(target={"crack": 2.0}))
    assert with_imbalance_method(recipe, "dli").balance == recipe.balance
    assert with_imbalance_method(recipe, "focal").balance == Balance()
