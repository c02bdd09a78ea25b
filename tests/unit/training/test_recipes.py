"""Recipes: every file is read, every loss in it can be built, and each says what the paper says."""

from __future__ import annotations

import pytest
import torch

from inspector.core.run_request import Activation, Keep, Optimiser, Schedule
from training.losses import build_loss
from training.recipes import recipe_called, recipe_names


def test_each_paper_has_a_recipe_as_published_and_ours():
    papers = ("a-net", "dbrnet", "nadinet", "severstal", "dli")
    assert {f"{paper}/{form}" for paper in papers for form in ("as_published", "ours")} <= set(recipe_names())


@pytest.mark.parametrize("name", recipe_names())
def test_each_recipe_can_be_read_and_makes_a_loss(name: str):
    recipe = recipe_called(name)
    n_outputs = 3 if recipe.activation is Activation.SIGMOID else 4
    loss = build_loss(
        [(term.name, term.weight, term.options) for term in recipe.loss],
        n_classes=4, activation=recipe.activation.value, auxiliary_weights=recipe.auxiliary_weights,
        class_pixels=(90, 5, 3, 2), class_frames=(9, 3, 2, 1),
    )  # fmt: skip
    torch.manual_seed(0)
    maps = tuple(
        torch.randn(2, n_outputs, 16, 16, requires_grad=True) for _ in range(1 + len(recipe.auxiliary_weights))
    )
    value = loss(maps if len(maps) > 1 else maps[0], torch.randint(0, 4, (2, 16, 16)))
    value.backward()
    assert torch.isfinite(value)
    assert all(m.grad is not None and torch.isfinite(m.grad).all() and m.grad.any() for m in maps)


def test_dbrnet_as_published_is_what_the_sheet_says():
    recipe = recipe_called("dbrnet/as_published")
    assert (recipe.optimiser, recipe.learning_rate, recipe.momentum, recipe.weight_decay) == (
        Optimiser.SGD, 1e-2, 0.9, 5e-4,
    )  # fmt: skip
    assert (recipe.schedule, recipe.batch, recipe.resize_px, recipe.keep) == (Schedule.POLY, 8, (512, 512), Keep.BEST)
    assert recipe.augmentation.zooms == (0.75, 1.0, 1.5, 1.75, 2.0)
    assert recipe.loss[0].options == {"threshold": 0.7, "min_share": 1 / 16}


def test_an_unknown_recipe_names_the_known_ones():
    with pytest.raises(KeyError, match="a-net/ours"):
        recipe_called("a-net/theirs")
    with pytest.raises(KeyError, match="no recipe"):
        recipe_called("nothing")
