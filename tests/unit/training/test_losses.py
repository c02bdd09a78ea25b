"""The losses: values worked out by hand, and pixels that must not count."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from training.losses import build_loss
from training.recipes import recipe_called

OURS = (("cross-entropy", 1.0, {}), ("dice", 1.0, {"denominator": "squared"}))

COUNTS = {"class_pixels": (1000, 300, 100), "class_frames": (50, 30, 10)}

SOFTMAX = [
    ("cross-entropy", {}),
    ("cross-entropy", {"weights": "inverse", "label_smoothing": 0.1}),
    ("dice", {}),
    ("dice", {"denominator": "squared", "pool": "frame", "include_background": True}),
    ("dice", {"classes": "together", "pool": "frame", "smooth": 0.0}),
    ("iou", {}),
    ("iou", {"smooth": 0.0}),
    ("ohem", {}),
    ("focal", {}),
    ("focal", {"gamma": 0.5}),
    ("class-balanced", {}),
    ("lovasz", {}),
    ("tversky", {"alpha": 0.3, "beta": 0.7}),
]
SIGMOID = [
    ("bce", {}),
    ("dice", {}),
    ("dice", {"classes": "together", "smooth": 1e-8}),
    ("iou", {}),
    ("focal", {}),
    ("focal-released", {}),
    ("class-balanced", {"counts": "pixels"}),
    ("class-balanced-released", {}),
    ("weighted-bce", {}),
    ("lovasz", {}),
    ("tversky", {}),
]
EVERY = [("softmax", *entry) for entry in SOFTMAX] + [("sigmoid", *entry) for entry in SIGMOID]
every_term = pytest.mark.parametrize(("activation", "name", "options"), EVERY)


def of_probability(*pixels: list[float]) -> Tensor:
    """Probabilities of each pixel's classes -> softmax logits (1, K, 1, pixels)."""
    return torch.tensor(pixels, dtype=torch.float64).clamp_min(1e-12).log().T[None, :, None, :]


def of_sigmoid(*pixels: list[float]) -> Tensor:
    """Probabilities of each pixel's channels -> sigmoid logits (1, K, 1, pixels)."""
    return torch.tensor(pixels, dtype=torch.float64).logit().T[None, :, None, :]


def target_of(*indices: int) -> Tensor:
    return torch.tensor(indices)[None, None, :]


def entropy(*probabilities: float) -> float:
    """Mean of -ln p over the probabilities given to the truth."""
    return -sum(math.log(p) for p in probabilities) / len(probabilities)


def one(name: str, activation: str, n_classes: int = 2, **options: Any) -> Callable[..., Tensor]:
    return build_loss([(name, 1.0, options)], n_classes=n_classes, activation=activation)  # type: ignore[arg-type]  # options of any loss


# The sums of the papers, as their recipes state them


def published(paper: str, n_classes: int) -> Callable[..., Tensor]:
    recipe = recipe_called(f"{paper}/as_published")
    return build_loss(
        [(term.name, term.weight, term.options) for term in recipe.loss],
        n_classes=n_classes, activation=recipe.activation.value, auxiliary_weights=recipe.auxiliary_weights,
    )  # fmt: skip


def test_a_nets_loss_by_hand():
    logits = torch.cat([of_sigmoid([0.8], [0.4]), of_sigmoid([0.5], [0.1])])
    target = torch.cat([target_of(1, 0), target_of(0, 0)])
    # Dice per frame: (2 * 0.8 + 1) / (0.64 + 0.16 + 1 + 1) and, without a defect, (0 + 1) / (0.25 + 0.01 + 0 + 1)
    dice = ((1 - 2.6 / 2.8) + (1 - 1 / 1.26)) / 2
    loss = published("a-net", 2)
    assert float(loss(logits, target)) == pytest.approx(dice + 0.5 * entropy(0.8, 0.6, 0.5, 0.9), abs=1e-6)


def test_severstals_loss_by_hand():
    # two defect classes; one number over both frames, both classes and all pixels
    logits = torch.cat([of_sigmoid([0.8, 0.3], [0.4, 0.1]), of_sigmoid([0.5, 0.6], [0.1, 0.2])])
    target = torch.cat([target_of(1, 0), target_of(2, 0)])
    overlap, predicted, annotated = 0.8 + 0.6, 0.8 + 0.3 + 0.4 + 0.1 + 0.5 + 0.6 + 0.1 + 0.2, 2
    dice = 1 - (2 * overlap + 1) / (predicted + annotated + 1)
    bce = entropy(0.8, 0.7, 0.6, 0.9, 0.5, 0.6, 0.9, 0.8)
    loss = published("severstal", 3)
    assert float(loss(logits, target)) == pytest.approx(bce + dice, abs=1e-6)


def test_dlis_loss_by_hand():
    logits, target = of_sigmoid([0.8, 0.3], [0.4, 0.1]), target_of(1, 2)
    dice = 1 - 2 * (0.8 + 0.1) / (0.8 + 0.3 + 0.4 + 0.1 + 2)
    bce = entropy(0.8, 0.7, 0.6, 0.1)
    loss = published("dli", 3)
    assert float(loss(logits, target)) == pytest.approx(0.5 * bce + 0.5 * dice, abs=1e-6)


def test_nadinets_loss_by_hand():
    logits = torch.cat([of_sigmoid([0.8], [0.4]), of_sigmoid([0.5], [0.1])])
    target = torch.cat([target_of(1, 0), target_of(0, 0)])
    # IoU per frame: (0.8 + 1) / (0.8 + 0.4 + 1 - 0.8 + 1) and, without a defect, 1 / (0.5 + 0.1 + 1)
    iou = ((1 - 1.8 / 2.4) + (1 - 1 / 1.6)) / 2
    loss = published("nadinet", 2)
    of_one = entropy(0.8, 0.6, 0.5, 0.9) + iou
    assert float(loss(logits, target)) == pytest.approx(of_one, abs=1e-6)
    assert float(loss((logits,) * 6, target)) == pytest.approx(6 * of_one, abs=1e-5)


def test_dbrnets_loss_by_hand():
    # below 0.7: pixels 2 and 3 of the main map, pixel 1 of the auxiliary one
    main = of_probability([0.9, 0.1], [0.4, 0.6], [0.5, 0.5], [0.2, 0.8])
    auxiliary = of_probability([0.6, 0.4], [0.1, 0.9], [0.9, 0.1], [0.2, 0.8])
    target = target_of(0, 1, 0, 1)
    loss = published("dbrnet", 2)
    expected = entropy(0.6, 0.5) + entropy(0.6)
    assert float(loss((main, auxiliary), target)) == pytest.approx(expected, abs=1e-6)


def test_our_loss_by_hand():
    logits, target = of_probability([0.5, 0.5], [0.2, 0.8]), target_of(0, 1)
    dice = 1 - (2 * 0.8 + 1) / (0.25 + 0.64 + 1 + 1)
    loss = build_loss(OURS, n_classes=2, activation="softmax")
    assert float(loss(logits, target)) == pytest.approx(entropy(0.5, 0.8) + dice, abs=1e-6)


def test_an_auxiliary_map_weighs_what_it_is_given():
    maps = (of_sigmoid([0.8]), of_sigmoid([0.5]), of_sigmoid([0.25]))
    loss = build_loss([("bce", 1.0, {})], n_classes=2, activation="sigmoid", auxiliary_weights=(0.5, 0.1))
    expected = entropy(0.8) + 0.5 * entropy(0.5) + 0.1 * entropy(0.25)
    assert float(loss(maps, target_of(1))) == pytest.approx(expected, abs=1e-6)
    unweighted = build_loss([("bce", 1.0, {})], n_classes=2, activation="sigmoid")
    assert float(unweighted(maps, target_of(1))) == pytest.approx(3 * entropy(0.8, 0.5, 0.25), abs=1e-6)
    with pytest.raises(ValueError, match="1 auxiliary maps but 2 weights"):
        loss(maps[:2], target_of(1))


# Single terms


def test_cross_entropy_with_smoothing_by_hand():
    logits, target = of_probability([0.5, 0.3, 0.2]), target_of(1)
    # 0.7 of the truth and 0.1 of each class
    expected = -0.7 * math.log(0.3) - 0.1 * (math.log(0.5) + math.log(0.3) + math.log(0.2))
    assert float(one("cross-entropy", "softmax", 3, label_smoothing=0.3)(logits, target)) == pytest.approx(expected)


def test_class_weights_weigh_the_cross_entropy():
    logits, target = of_probability([0.5, 0.5], [0.2, 0.8]), target_of(0, 1)
    expected = -(math.log(0.5) + 3 * math.log(0.8)) / 4
    assert float(one("cross-entropy", "softmax", weights=[1.0, 3.0])(logits, target)) == pytest.approx(expected)
    # 30 and 10 pixels: weights 40 / 60 and 40 / 20, in the ratio 1 : 3
    by_counts = build_loss(
        [("cross-entropy", 1.0, {"weights": "inverse"})], n_classes=2, activation="softmax", class_pixels=(30, 10)
    )
    assert float(by_counts(logits, target)) == pytest.approx(expected)


def test_pixels_of_weight_0_alone_are_no_loss():
    logits = of_probability([0.5, 0.5]).requires_grad_()
    loss = one("cross-entropy", "softmax", weights=[0.0, 1.0])(logits, target_of(0))
    loss.backward()
    assert loss.item() == 0
    assert logits.grad is not None
    assert torch.equal(logits.grad, torch.zeros_like(logits))


def test_dice_of_three_pixels_by_hand():
    logits, target = of_probability([0.5, 0.5], [0.2, 0.8], [0.9, 0.1]), target_of(0, 1, 0)
    # class 1: overlap 0.8, squares 0.25 + 0.64 + 0.01 = 0.9, sum 1.4, truth 1; background is not counted
    squared = one("dice", "softmax", denominator="squared")
    assert float(squared(logits, target)) == pytest.approx(1 - (2 * 0.8 + 1) / (0.9 + 1 + 1))
    assert float(one("dice", "softmax")(logits, target)) == pytest.approx(1 - (2 * 0.8 + 1) / (1.4 + 1 + 1))
    # background: overlap 0.5 + 0.9, sum 1.6, truth 2
    both = (1 - 2.6 / 3.4 + 1 - (2 * 1.4 + 1) / (1.6 + 2 + 1)) / 2
    assert float(one("dice", "softmax", include_background=True)(logits, target)) == pytest.approx(both)


def test_dice_of_each_class_is_averaged_and_of_all_together_is_one_number():
    logits, target = of_probability([0.2, 0.5, 0.3], [0.1, 0.1, 0.8]), target_of(1, 2)
    of_class_1 = (2 * 0.5 + 1) / (0.6 + 1 + 1)
    of_class_2 = (2 * 0.8 + 1) / (1.1 + 1 + 1)
    assert float(one("dice", "softmax", 3)(logits, target)) == pytest.approx(1 - (of_class_1 + of_class_2) / 2)
    together = one("dice", "softmax", 3, classes="together")
    assert float(together(logits, target)) == pytest.approx(1 - (2 * 1.3 + 1) / (1.7 + 2 + 1))


def test_dice_pools_over_the_batch_or_averages_over_frames():
    logits = torch.cat([of_probability([0.4, 0.6]), of_probability([0.7, 0.3])])
    target = torch.cat([target_of(1), target_of(0)])
    assert float(one("dice", "softmax")(logits, target)) == pytest.approx(1 - (2 * 0.6 + 1) / (0.9 + 1 + 1))
    per_frame = 1 - ((2 * 0.6 + 1) / (0.6 + 1 + 1) + (0 + 1) / (0.3 + 0 + 1)) / 2
    assert float(one("dice", "softmax", pool="frame")(logits, target)) == pytest.approx(per_frame)


@pytest.mark.parametrize("pool", ["batch", "frame"])
@pytest.mark.parametrize("denominator", ["plain", "squared"])
def test_a_perfect_prediction_has_no_overlap_loss(denominator: str, pool: str):
    target = torch.tensor([[[0, 1, 2], [2, 1, 0]]])
    logits = functional.one_hot(target, 3).permute(0, 3, 1, 2) * 200.0
    dice = one("dice", "softmax", 3, denominator=denominator, pool=pool)
    assert float(dice(logits, target)) == pytest.approx(0, abs=1e-6)
    assert float(one("iou", "softmax", 3)(logits, target)) == pytest.approx(0, abs=1e-6)


def test_clean_steel_called_clean_has_no_loss():
    logits, target = torch.full((1, 2, 4, 4), -200.0), torch.zeros(1, 4, 4, dtype=torch.long)
    for name, options in SIGMOID:
        loss = build_loss([(name, 1.0, options)], n_classes=3, activation="sigmoid", **COUNTS)
        assert float(loss(logits, target)) == pytest.approx(0, abs=1e-6), name


def test_unsmoothed_iou_of_a_clean_frame_is_1_and_not_0_by_0():
    """The released form of the NaDiNet paper: no gradient there, and smoothing is the cure."""
    logits = torch.full((1, 1, 2, 2), -200.0, requires_grad=True)  # so sure that the probability underflows
    loss = one("iou", "sigmoid", smooth=0.0)(logits, torch.zeros(1, 2, 2, dtype=torch.long))
    loss.backward()
    assert loss.item() == 1
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()


def test_ohem_of_an_easy_batch_is_the_mean_of_its_hardest_sixteenth():
    probabilities = [0.71 + 0.009 * i for i in range(32)]  # all above 0.7: 32 / 16 = 2 are kept
    logits = of_probability(*([p, 1 - p] for p in reversed(probabilities)))
    loss = one("ohem", "softmax")(logits, target_of(*[0] * 32))
    assert float(loss) == pytest.approx(entropy(0.71, 0.719), abs=1e-6)


def test_ohem_keeps_every_hard_pixel_beyond_the_sixteenth():
    probabilities = [0.6, 0.5, 0.4] + [0.9] * 29
    logits = of_probability(*([p, 1 - p] for p in probabilities))
    loss = one("ohem", "softmax")(logits, target_of(*[0] * 32))
    assert float(loss) == pytest.approx(entropy(0.6, 0.5, 0.4), abs=1e-6)


def test_ohem_counts_its_share_of_the_counted_pixels_alone():
    # 31 counted pixels: a sixteenth is 1
    logits = of_probability(*([0.8 + 0.005 * i, 0.2 - 0.005 * i] for i in range(32)))
    loss = one("ohem", "softmax")(logits, target_of(255, *[0] * 31))
    assert float(loss) == pytest.approx(entropy(0.805), abs=1e-6)


def test_ohem_of_fewer_than_sixteen_easy_pixels_keeps_one():
    loss = one("ohem", "softmax")(of_probability([0.9, 0.1], [0.8, 0.2]), target_of(0, 0))
    assert float(loss) == pytest.approx(entropy(0.8), abs=1e-6)


def test_focal_loss_by_hand_with_both_activations():
    # truth 0.8 and 0.4: (0.2² x -ln 0.8 + 0.6² x -ln 0.4) / 2
    expected = (0.04 * -math.log(0.8) + 0.36 * -math.log(0.4)) / 2
    softmax = one("focal", "softmax")(of_probability([0.8, 0.2], [0.6, 0.4]), target_of(0, 1))
    sigmoid = one("focal", "sigmoid")(of_sigmoid([0.2], [0.4]), target_of(0, 1))
    assert float(softmax) == pytest.approx(expected, abs=1e-6)
    assert float(sigmoid) == pytest.approx(expected, abs=1e-6)
    cubed = one("focal", "sigmoid", gamma=3)(of_sigmoid([0.2]), target_of(0))
    assert float(cubed) == pytest.approx(0.008 * -math.log(0.8), abs=1e-7)


def test_focal_loss_without_gamma_is_the_cross_entropy():
    logits, target = torch.randn(2, 3, 4, 4), torch.randint(0, 3, (2, 4, 4))
    focal, plain = (one(name, "softmax", 3, **o) for name, o in (("focal", {"gamma": 0.0}), ("cross-entropy", {})))
    assert float(focal(logits, target)) == pytest.approx(float(plain(logits, target)), abs=1e-6)


def test_the_released_focal_loss_works_on_channel_means_and_all_but_vanishes():
    logits, target = of_sigmoid([0.9, 0.2], [0.1, 0.2], [0.1, 0.4]), target_of(1, 0, 0)
    first, second = entropy(0.9, 0.9, 0.9), entropy(0.8, 0.8, 0.6)
    expected = first * (1 - math.exp(-first)) ** 2 + second * (1 - math.exp(-second)) ** 2
    assert float(one("focal-released", "sigmoid", 3)(logits, target)) == pytest.approx(expected, abs=1e-6)
    sure = one("focal-released", "sigmoid")(of_sigmoid([0.99], [0.01]), target_of(1, 0))
    assert float(sure) < 1.1e-6  # where the cross-entropy is 0.01


# of Blowhole, Break, Crack, Fray, Uneven, as the DLI paper's code has them
WCE_WEIGHTS = [0.2490, 0.2294, 0.2483, 0.2005, 0.0729]
# background first; of the defect pixels each class has 1 - 4 x its weight
DLI_PIXELS = (10**7, 40, 824, 68, 1980, 7084)


def channel_weights(name: str, **options: Any) -> list[float]:
    """Each channel in turn is wrong in one pixel, the others are right: its loss over ln 2 is its weight."""
    loss = build_loss([(name, 1.0, options)], n_classes=6, activation="sigmoid", class_pixels=DLI_PIXELS,
                      class_frames=(952, 92, 68, 45, 25, 82))  # fmt: skip
    weights = []
    for channel in range(5):
        logits = torch.full((1, 5, 1, 1), -200.0)
        logits[0, channel] = 0  # probability 1/2
        weights.append(float(loss(logits, target_of(0))) / math.log(2))
    return weights


def test_the_complement_weights_are_those_of_the_dli_paper():
    assert channel_weights("weighted-bce") == pytest.approx(WCE_WEIGHTS, abs=1e-4)
    assert channel_weights("weighted-bce", weights=WCE_WEIGHTS) == pytest.approx(WCE_WEIGHTS, abs=1e-6)
    assert sum(channel_weights("weighted-bce")) == pytest.approx(1)


def test_the_released_class_balance_gives_the_most_frequent_class_the_largest_weight():
    expected = [0.129, 0.140, 0.130, 0.160, 0.441]
    assert channel_weights("class-balanced-released", weights=WCE_WEIGHTS) == pytest.approx(expected, abs=6e-4)
    weights = channel_weights("class-balanced-released")
    assert weights.index(max(weights)) == 4  # Uneven, 71 % of the defect pixels


@pytest.mark.parametrize(("counts", "rarest"), [("frames", 3), ("pixels", 0)])
def test_the_true_class_balance_gives_the_rarest_class_the_largest_weight(counts: str, rarest: int):
    weights = channel_weights("class-balanced", counts=counts)
    assert weights.index(max(weights)) == rarest
    assert sum(weights) == pytest.approx(1)


def test_class_balance_by_hand_with_softmax():
    # beta 1/2, frames 1 and 2: (1/2) / (1/2) = 1 and (1/2) / (3/4) = 2/3
    loss = build_loss([("class-balanced", 1.0, {"beta": 0.5})], n_classes=2, activation="softmax", class_frames=(2, 1))
    logits, target = of_probability([0.5, 0.5], [0.2, 0.8]), target_of(0, 1)
    expected = -(2 / 3 * math.log(0.5) + math.log(0.8)) / (5 / 3)
    assert float(loss(logits, target)) == pytest.approx(expected, abs=1e-6)


def test_lovasz_of_one_pixel_by_hand():
    """With one pixel the extension is its error: 1 - p with softmax, 1 - logit with the hinge."""
    assert float(one("lovasz", "softmax")(of_probability([0.3, 0.7]), target_of(1))) == pytest.approx(0.3)
    assert float(one("lovasz", "sigmoid")(torch.full((1, 1, 1, 1), 0.25), target_of(1))) == pytest.approx(0.75)
    # two channels, the second empty in truth: (max(0, 1 - 0.25) + max(0, 1 - 1.5)) / 2
    logits = torch.tensor([0.25, -1.5])[None, :, None, None]
    assert float(one("lovasz", "sigmoid", 3)(logits, target_of(1))) == pytest.approx(0.375)


def test_lovasz_of_three_pixels_by_hand():
    # Errors by size: 0.4, 0.3, 0.1. Jaccard loss when the first, the first two, all three are wrong:
    # class 1 (truth the first): 1, 1, 1, so steps of 1, 0, 0; class 0 (truth the others): 1/3, 2/3, 1
    logits, target = of_probability([0.4, 0.6], [0.7, 0.3], [0.9, 0.1]), target_of(1, 0, 0)
    expected = (0.4 + (0.4 + 0.3 + 0.1) / 3) / 2
    assert float(one("lovasz", "softmax")(logits, target)) == pytest.approx(expected, abs=1e-6)


def test_lovasz_with_a_stride_sees_every_phase_and_no_pixel_twice():
    # of a 2x2 map a stride of 2 leaves one pixel: the hinge of a truth is 1 - logit
    logits = torch.tensor([[0.1, 0.2], [0.3, 0.4]])[None, None]
    target = torch.ones(1, 2, 2, dtype=torch.long)
    loss = one("lovasz", "sigmoid", stride=2)
    torch.manual_seed(0)
    seen = {round(float(loss(logits, target)), 6) for _ in range(60)}
    assert seen == {0.9, 0.8, 0.7, 0.6}


def test_lovasz_that_meets_ignored_pixels_alone_leaves_the_other_terms():
    logits = torch.zeros(1, 2, 2, 2, requires_grad=True)
    target = torch.tensor([[[0, 255], [255, 255]]])
    loss = build_loss([("lovasz", 1.0, {"stride": 2}), ("cross-entropy", 1.0, {})], n_classes=2, activation="softmax")
    torch.manual_seed(0)
    losses = [loss(logits, target) for _ in range(40)]
    assert {round(loss.item(), 6) for loss in losses} == {round(math.log(2), 6), round(0.5 + math.log(2), 6)}
    torch.stack(losses).sum().backward()
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()


def test_tversky_by_hand():
    logits, target = of_probability([0.4, 0.6], [0.7, 0.3]), target_of(1, 0)
    # TP 0.6, FP 0.3, FN 0.4
    loss = one("tversky", "softmax", alpha=0.3, beta=0.7)
    assert float(loss(logits, target)) == pytest.approx(1 - 0.6 / (0.6 + 0.3 * 0.3 + 0.7 * 0.4), abs=1e-6)
    of_channel = one("tversky", "sigmoid", alpha=0.3, beta=0.7)(of_sigmoid([0.6], [0.3]), target)
    assert float(of_channel) == pytest.approx(float(loss(logits, target)), abs=1e-6)


# What holds for every term


def random_case(activation: str, seed: int = 0) -> tuple[Tensor, Tensor]:
    """Two frames of 6 x 8 with three classes and a few ignored pixels."""
    draw = torch.Generator().manual_seed(seed)
    logits = 2 * torch.randn(2, 3 if activation == "softmax" else 2, 6, 8, generator=draw)
    target = torch.randint(0, 3, (2, 6, 8), generator=draw)
    return logits, target.masked_fill(torch.rand(2, 6, 8, generator=draw) < 0.2, 255)


def built(activation: str, name: str, options: Mapping[str, Any]) -> Callable[..., Tensor]:
    return build_loss([(name, 1.0, options)], n_classes=3, activation=activation, **COUNTS)  # type: ignore[arg-type]  # options of any loss


@every_term
def test_ignored_pixels_have_no_effect_and_no_gradient(activation: str, name: str, options: Mapping[str, Any]):
    loss, (logits, target) = built(activation, name, options), random_case(activation)
    is_ignored = (target == 255).unsqueeze(1)
    other = torch.where(is_ignored, torch.randn_like(logits) * 9, logits)
    logits.requires_grad_()
    value = loss(logits, target)
    value.backward()
    assert float(loss(other, target)) == pytest.approx(value.item(), abs=1e-6)
    assert logits.grad is not None
    assert logits.grad.abs().max() > 0
    assert logits.grad[is_ignored.expand_as(logits)].abs().max() == 0


@every_term
def test_a_frame_that_is_ignored_whole_changes_nothing(activation: str, name: str, options: Mapping[str, Any]):
    loss, (logits, target) = built(activation, name, options), random_case(activation)
    with_more = loss(torch.cat([logits, torch.randn_like(logits)]), torch.cat([target, torch.full_like(target, 255)]))
    assert float(with_more) == pytest.approx(float(loss(logits, target)), abs=1e-6)


@every_term
def test_a_batch_that_is_ignored_whole_teaches_nothing_and_breaks_nothing(
    activation: str, name: str, options: Mapping[str, Any]
):
    logits = random_case(activation)[0].requires_grad_()
    loss = built(activation, name, options)(logits, torch.full((2, 6, 8), 255))
    loss.backward()
    assert loss.item() == 0
    assert logits.grad is not None
    assert torch.equal(logits.grad, torch.zeros_like(logits))


@every_term
@pytest.mark.parametrize("class_index", [0, 1])
@pytest.mark.parametrize("certainty", [0.0, 200.0, -200.0])
def test_the_gradient_is_finite_where_the_network_is_certain(
    certainty: float, class_index: int, activation: str, name: str, options: Mapping[str, Any]
):
    """Right, wrong or undecided, on clean steel and on steel that is all defect."""
    logits = torch.zeros(2, 3 if activation == "softmax" else 2, 4, 4)
    logits[:, 0] = certainty
    logits.requires_grad_()
    loss = built(activation, name, options)(logits, torch.full((2, 4, 4), class_index))
    loss.backward()
    assert torch.isfinite(loss)
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()


@every_term
def test_a_better_prediction_costs_less(activation: str, name: str, options: Mapping[str, Any]):
    target = torch.tensor([[[0, 1, 2], [2, 1, 0]]])
    truth = functional.one_hot(target, 3).permute(0, 3, 1, 2)[:, 0 if activation == "softmax" else 1 :].float()
    costs = [float(built(activation, name, options)(scale * (2 * truth - 1), target)) for scale in (1.5, 0.5, -0.5)]
    assert costs[0] < costs[1] < costs[2]


@every_term
def test_half_precision_logits_are_summed_in_full_precision(activation: str, name: str, options: Mapping[str, Any]):
    loss, (logits, target) = built(activation, name, options), random_case(activation)
    rough = logits.bfloat16()
    value = loss(rough, target)
    assert value.dtype is torch.float32
    assert float(value) == pytest.approx(float(loss(rough.float(), target)), abs=1e-6)


@every_term
def test_the_order_of_frames_does_not_matter(activation: str, name: str, options: Mapping[str, Any]):
    loss, (logits, target) = built(activation, name, options), random_case(activation)
    assert float(loss(logits.flip(0), target.flip(0))) == pytest.approx(float(loss(logits, target)), abs=1e-6)


# What makes no loss


@pytest.mark.parametrize(
    ("activation", "term", "reason"),
    [
        ("softmax", ("hinge", {}), "no loss 'hinge'; known are bce, class-balanced"),
        ("softmax", ("bce", {}), "'bce' needs sigmoid outputs"),
        ("sigmoid", ("cross-entropy", {}), "'cross-entropy' needs softmax outputs"),
        ("sigmoid", ("ohem", {}), "needs softmax"),
        ("softmax", ("weighted-bce", {}), "needs sigmoid"),
        ("softmax", ("dice", {"smoth": 1}), "'dice': .*smoth"),
        ("softmax", ("dice", {"pool": "image"}), "pool is one of batch, frame"),
        ("softmax", ("dice", {"denominator": "cubed"}), "denominator is one of plain, squared"),
        ("sigmoid", ("dice", {"include_background": True}), "no background"),
        ("softmax", ("ohem", {"threshold": 1.0}), "between 0 and 1"),
        ("softmax", ("focal", {"gamma": -1.0}), "gamma"),
        ("softmax", ("lovasz", {"stride": 0}), "stride"),
        ("softmax", ("cross-entropy", {"weights": [1.0, 2.0]}), "weights are 3 numbers"),
        ("softmax", ("cross-entropy", {"weights": "rare"}), "weights are 3 numbers"),
        ("softmax", ("cross-entropy", {"weights": "inverse"}), "need the number of pixels"),
        ("softmax", ("class-balanced", {}), "need the number of frames"),
        ("softmax", ("class-balanced", {"counts": "metres"}), "counts is"),
        ("sigmoid", ("weighted-bce", {"weights": [1.0]}), "weights are 2 numbers"),
        ("sigmoid", ("class-balanced-released", {"weights": [0.5, 0.5], "beta": 1.0}), "beta"),
        ("tanh", ("dice", {}), "the activation is"),
    ],
)
def test_what_makes_no_loss_is_refused_when_it_is_built(activation: Any, term: tuple[str, Any], reason: str):
    with pytest.raises(ValueError, match=reason):
        build_loss([(term[0], 1.0, term[1])], n_classes=3, activation=activation)


def test_a_class_without_a_frame_has_no_weight_to_be_computed():
    with pytest.raises(ValueError, match="class 2 has no frames"):
        build_loss([("class-balanced", 1, {})], n_classes=3, activation="softmax", class_frames=(5, 5, 0))
    with pytest.raises(ValueError, match="2 counts for 3 classes"):
        build_loss(OURS, n_classes=3, activation="softmax", class_pixels=(1, 2))
    with pytest.raises(ValueError, match="at least one term"):
        build_loss((), n_classes=3, activation="softmax")


def test_a_network_with_another_number_of_maps_is_refused():
    with pytest.raises(ValueError, match="3 maps of logits where sigmoid needs 2"):
        published("a-net", 3)(torch.zeros(1, 3, 2, 2), torch.zeros(1, 2, 2).long())


# Computed in parts

BY_PARTS = [
    ("cross-entropy", "softmax", {}),
    ("cross-entropy", "softmax", {"label_smoothing": 0.1, "weights": "inverse"}),
    ("cross-entropy", "softmax", {"weights": [0.0, 1.0, 0.0]}),
    ("bce", "sigmoid", {}),
    ("focal", "softmax", {}),
    ("focal", "sigmoid", {}),
    ("class-balanced", "softmax", {}),
    ("class-balanced", "sigmoid", {}),
    ("weighted-bce", "sigmoid", {}),
    ("dice", "softmax", {"pool": "frame", "denominator": "squared"}),
    ("iou", "sigmoid", {}),
]


def unlike_frames() -> Tensor:
    """(5, 8, 8): one all background, one half ignored, one ignored whole, one of defects alone."""
    target = torch.randint(0, 3, (5, 8, 8), generator=torch.Generator().manual_seed(2))
    target[0], target[1, :4], target[2] = 0, 255, 255
    target[3] = target[3].clamp_min(1)
    return target


@pytest.mark.parametrize(("name", "activation", "options"), BY_PARTS)
@pytest.mark.parametrize("n_parts", [2, 3, 5])
def test_means_computed_in_parts_add_up_to_loss_and_gradient_of_the_batch(
    name: str, activation: str, options: dict[str, Any], n_parts: int
):
    loss = build_loss(
        [(name, 0.7, options), (name, 0.2, options)], n_classes=3, activation=activation,  # type: ignore[arg-type]  # options of any loss
        auxiliary_weights=(0.4,), **COUNTS,
    )  # fmt: skip
    assert loss.not_by_parts == ()
    k = 3 if activation == "softmax" else 2
    main, other = (torch.randn(5, k, 8, 8, requires_grad=True) for _ in range(2))
    target = unlike_frames()
    at_once = loss((main, other), target)
    wanted = torch.autograd.grad(at_once, [main, other])
    total, terms = torch.zeros(()), {name: 0.0, "auxiliary": 0.0}
    for rows in torch.arange(5).tensor_split(n_parts):
        of_part, its_terms = loss.of_part((main[rows], other[rows]), target[rows], target)
        of_part.backward()
        total = total + of_part.detach()
        for term, value in its_terms.items():
            terms[term] += float(value)
    assert float(total) == pytest.approx(at_once.item(), rel=1e-5)
    assert sum(terms.values()) == pytest.approx(at_once.item(), rel=1e-5)
    for logits, gradient in zip((main, other), wanted, strict=True):
        assert logits.grad is not None
        assert torch.allclose(logits.grad, gradient, rtol=1e-4, atol=1e-8)


def test_terms_add_up_and_are_named_once_each():
    logits, target = torch.randn(5, 3, 8, 8), unlike_frames()
    loss = build_loss(OURS_OF_THREE, n_classes=3, activation="softmax", **COUNTS)
    total, terms = loss.of_part(logits, target)
    assert list(terms) == ["cross-entropy", "dice"]
    alone = build_loss(OURS_OF_THREE[:1], n_classes=3, activation="softmax")(logits, target)
    assert float(terms["cross-entropy"]) == pytest.approx(float(alone))
    assert float(sum(terms.values())) == pytest.approx(float(total))


OURS_OF_THREE: list[tuple[str, float, dict[str, Any]]] = [
    ("cross-entropy", 2.0, {"label_smoothing": 0.02}), ("dice", 1.0, {"denominator": "squared"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "activation", "options"),
    [("dice", "softmax", {}), ("ohem", "softmax", {}), ("lovasz", "softmax", {}), ("tversky", "softmax", {}),
     ("focal-released", "sigmoid", {})],
)  # fmt: skip
def test_what_is_no_mean_is_named_and_is_the_mean_of_its_parts(name: str, activation: str, options: dict[str, Any]):
    loss = build_loss([("bce" if activation == "sigmoid" else "cross-entropy", 1.0, {}), (name, 1.0, options)],
                      n_classes=3, activation=activation, **COUNTS)  # type: ignore[arg-type]  # fmt: skip
    assert loss.not_by_parts == (name,)
    alone = build_loss([(name, 1.0, options)], n_classes=3, activation=activation, **COUNTS)  # type: ignore[arg-type]  # options of any loss
    logits, target = torch.randn(4, 3 if activation == "softmax" else 2, 8, 8), unlike_frames()[[0, 1, 3, 4]]
    parts = [float(alone.of_part(logits[k : k + 2], target[k : k + 2], target)[0]) for k in (0, 2)]
    assert sum(parts) == pytest.approx(sum(float(alone(logits[k : k + 2], target[k : k + 2])) for k in (0, 2)) / 2)
