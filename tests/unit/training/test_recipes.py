"""Recipes: every file is read, every loss in it can be built, and each says what the paper says."""

from __future__ import annotations

import math
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pytest
import torch

from inspector.runs.request import (
    Activation,
    Augmentation,
    BalanceMode,
    Keep,
    LossTerm,
    Optimiser,
    Precision,
    Schedule,
)
from training.losses import build_loss
from training.optimising import learning_rate_at, optimiser_of
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


NO_AUGMENTATION = Augmentation(
    flips=False, quarter_turns=False, turn_deg=0.0, zoom=1.0, light=False, defect_share=0.0, mix_share=0.0
)

# What the fact sheets say (shared/papers/NAME.md), typed from there. What a sheet marks unknown or does not say is left
# out; where a recipe does otherwise on purpose, see DEVIATIONS.
SHEETS: dict[str, dict[str, Any]] = {
    # a-net.md, section 5. Input normalisation and threshold: unknown. "No scheduler mentioned, no auxiliary heads."
    "a-net": {
        "n_steps": 2000,  # "2000 iterations", the step reading first
        "batch": 16,  # NEU; 4 on DAGM
        "resize_px": (224, 224), "view_px": (224, 224),  # "200->224 resize"
        "activation": Activation.SIGMOID,
        "loss": (  # L_dice + 0.5 x L_bce; squared terms in the denominator, eps 1, per image
            LossTerm("dice", 1.0, {"denominator": "squared", "pool": "frame", "smooth": 1.0}),
            LossTerm("bce", 0.5),
        ),
        "auxiliary_weights": (),
        "optimiser": Optimiser.SGD, "learning_rate": 3e-4, "momentum": 0.9, "weight_decay": 1e-4,
        "schedule": Schedule.CONSTANT,
        "keep": Keep.LAST,  # "after training"
        "augmentation": replace(NO_AUGMENTATION, flips=True, quarter_turns=True),
    },
    # dbrnet.md, sections 2 and 3, the column "Use", and its first augmentation without the option of flips
    "dbrnet": {
        "n_steps": 200 * 2770 // 8,  # 200 epochs; the sheet gives no number of frames: those of our NEU-Seg split
        "batch": 8,
        "resize_px": (512, 512), "view_px": (512, 512),
        "input_mean": 0.44545, "input_std": 0.205742,  # NEU-Seg
        "activation": Activation.SOFTMAX,
        "loss": (LossTerm("ohem", 1.0, {"threshold": 0.7, "min_share": 1 / 16}),),
        "auxiliary_weights": (1.0,),
        "optimiser": Optimiser.SGD, "learning_rate": 1e-2, "momentum": 0.9, "weight_decay": 5e-4,
        "decays_all": True,  # "decay applied to every parameter"
        "schedule": Schedule.POLY, "warm_up": 10 / 200,  # exponential over 10 epochs, then poly 0.9
        "keep": Keep.BEST,  # "best validation mIoU"
        "precision": Precision.F32,
        "augmentation.zooms": (0.75, 1.0, 1.5, 1.75, 2.0), "augmentation.flips": False,
        "augmentation.quarter_turns": False, "augmentation.light": False,
    },
    # nadinet.md, sections 2 and 3, the column "Use"
    "nadinet": {
        "n_steps": 17_400,  # 100 epochs, "about 17,400 steps"
        "batch": 12,  # of D
        "resize_px": (384, 384), "view_px": (384, 384),
        "input_mean": 0.485, "input_std": 0.229,  # of one-channel images, repeated
        "activation": Activation.SIGMOID,
        "loss": (LossTerm("bce"), LossTerm("iou", 1.0, {"smooth": 1.0})),  # the smoothing is the sheet's advice
        "auxiliary_weights": (1.0,) * 5,  # "sum over the six maps, all weight 1"
        "optimiser": Optimiser.ADAM, "learning_rate": 1e-3, "weight_decay": 0.0,
        "schedule": Schedule.CONSTANT,
        "keep": Keep.BEST,  # "choose by validation"
        "augmentation": NO_AUGMENTATION,
    },
    # severstal.md, sections 1, 3 and 5
    "severstal": {
        "n_steps": 20 * 395,  # epochs, batches of each
        "batch": 16,
        "resize_px": None, "view_px": (256, 1600),  # "full 256x1600, no crop"
        "input_mean": 0.0, "input_std": 1.0,  # "divided by 255, nothing else"
        "activation": Activation.SIGMOID,
        "loss": (  # BCE + (1 - D), sums over batch, classes and pixels, smoothing 1
            LossTerm("bce"),
            LossTerm("dice", 1.0, {"denominator": "plain", "classes": "together", "smooth": 1.0}),
        ),
        "auxiliary_weights": (),
        "optimiser": Optimiser.ADAM, "learning_rate": 1e-3, "weight_decay": 0.0,
        "schedule": Schedule.CONSTANT,
        "keep": Keep.BEST,  # section 8: "maximise the monitored score"
        "augmentation": NO_AUGMENTATION,
    },
    # dli.md, sections 3 and 6: the baseline, into whose batches a request injects
    "dli": {
        "n_steps": 1000 * 20,  # epochs, steps of each
        "batch": 64,
        "resize_px": (256, 256), "view_px": (256, 256),
        "input_mean": 0.4319175, "input_std": 0.1195998,
        "activation": Activation.SIGMOID,
        "loss": (  # 0.5 x BCE + 0.5 x Dice over batch x channels x pixels, sum p + sum g, smoothing 1e-8
            LossTerm("bce", 0.5),
            LossTerm("dice", 0.5, {"denominator": "plain", "classes": "together", "smooth": 1e-8}),
        ),
        "auxiliary_weights": (),
        "optimiser": Optimiser.ADAMW, "learning_rate": 5e-4, "weight_decay": 0.0,
        "schedule": Schedule.COSINE,
        "keep": Keep.BEST,  # "best epoch by validation IoU is reported"
        "clip_norm": 0.0, "precision": Precision.F32,  # "no gradient clipping, no mixed precision"
        "augmentation": replace(NO_AUGMENTATION, flips=True),
    },
}  # fmt: skip

# What a recipe says instead, on purpose; its file says why.
DEVIATIONS: dict[str, dict[str, Any]] = {"dli": {"keep": Keep.LAST}}


@pytest.mark.parametrize("paper", SHEETS)
def test_each_recipe_as_published_says_what_the_sheet_says(paper: str):
    recipe = recipe_called(f"{paper}/as_published")
    wanted = SHEETS[paper] | DEVIATIONS.get(paper, {})
    assert {name: attrgetter(name)(recipe) for name in wanted} == wanted


@pytest.mark.parametrize("paper", SHEETS)
def test_no_recipe_as_published_does_what_no_sheet_mentions(paper: str):
    recipe = recipe_called(f"{paper}/as_published")
    assert (recipe.clip_norm, recipe.ema_decay, recipe.balance.mode) == (0.0, 0.0, BalanceMode.NONE)
    assert (recipe.augmentation.defect_share, recipe.augmentation.mix_share) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("paper", "kind", "group"),
    [
        ("a-net", torch.optim.SGD, {"lr": 3e-4, "momentum": 0.9, "weight_decay": 1e-4, "nesterov": False}),
        ("dbrnet", torch.optim.SGD, {"lr": 1e-2, "momentum": 0.9, "weight_decay": 5e-4, "nesterov": False}),
        # nadinet.md: betas and eps as stated there
        ("nadinet", torch.optim.Adam, {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.0}),
        # severstal.md says eps 1e-7, Keras' default; a recipe has no eps, so here it is PyTorch's 1e-8
        ("severstal", torch.optim.Adam, {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.0}),
        ("dli", torch.optim.AdamW, {"lr": 5e-4, "weight_decay": 0.0}),
    ],
)
def test_the_optimiser_as_published_is_that_of_the_sheet(
    paper: str, kind: type[torch.optim.Optimizer], group: dict[str, Any]
):
    optimiser = optimiser_of(torch.nn.Conv2d(1, 1, 3), recipe_called(f"{paper}/as_published"))
    assert type(optimiser) is kind
    assert {name: optimiser.param_groups[0][name] for name in group} == group


@pytest.mark.parametrize(
    ("paper", "shares"),  # of the peak at the beginning, a twentieth, half, and the end of all steps
    [
        ("a-net", (1.0, 1.0, 1.0, 1.0)),
        ("nadinet", (1.0, 1.0, 1.0, 1.0)),
        ("severstal", (1.0, 1.0, 1.0, 1.0)),
        ("dli", (1.0, 0.5 + 0.5 * math.cos(math.pi / 20), 0.5, 0.0)),  # "cosine to 0 over all epochs"
        ("dbrnet", (0.1, 1.0, (1 - 0.45 / 0.95) ** 0.9, 0.0)),  # from 0.1x over a twentieth, then poly 0.9 to 0
    ],
)
def test_the_learning_rate_as_published_goes_as_the_sheet_says(paper: str, shares: tuple[float, ...]):
    recipe = recipe_called(f"{paper}/as_published")
    steps = [round(recipe.n_steps * part) for part in (0, 1 / 20, 1 / 2, 1)]
    rates = [learning_rate_at(step, recipe) / recipe.learning_rate for step in steps]
    assert rates == pytest.approx(shares, abs=1e-4)


def test_an_unknown_recipe_names_the_known_ones():
    with pytest.raises(KeyError, match="a-net/ours"):
        recipe_called("a-net/theirs")
    with pytest.raises(KeyError, match="no recipe"):
        recipe_called("nothing")
