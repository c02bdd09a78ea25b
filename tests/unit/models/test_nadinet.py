"""NaDiNet on its three backbones: counts of the authors' networks, what each block computes, weights, export.

The large networks are counted and traced on the meta device, where nothing is computed. Exports of V and R run
in the long form only, as does learning by heart.
"""

from __future__ import annotations

import importlib
import itertools
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from models.nadinet import NaDiNet, nadinet_d, nadinet_r, nadinet_v
from models.nadinet.blocks import AttentionBlock, DualScaleInteraction, GlobalContext, NormalisedAttention
from models.pretrained import load_pretrained

BUILDERS = {"d": nadinet_d, "v": nadinet_v, "r": nadinet_r}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


def built(name: str, n_classes: int = 1, in_channels: int = 3) -> NaDiNet:
    """On the meta device: shapes without values."""
    with torch.device("meta"):
        return BUILDERS[name](n_classes, in_channels)


@pytest.fixture(scope="module")
def shapes_only() -> dict[str, NaDiNet]:
    return {name: built(name) for name in BUILDERS}


@pytest.fixture(scope="module")
def lively_d() -> NaDiNet:
    """D as after training: norms, sigmas and statistics that let no fault cancel out; in evaluation mode."""
    return as_after_training(nadinet_d(2))


def as_after_training(network: NaDiNet) -> NaDiNet:
    """Also with a quarter of the channels dead at the input of every attention, as ReLU leaves them."""
    torch.manual_seed(3)
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    with torch.no_grad():
        for norm in norms:
            norm.weight.uniform_(0.5, 1.5)
            norm.bias.normal_(0, 0.2)
            norm.momentum = 1.0  # one pass settles the statistics
        for reduction in network.reductions:
            reduction[1].weight[::4] = 0
            reduction[1].bias[::4] = -1
        for attention in network.attentions:
            attention.sigma.fill_(0.3)
        network.train()(torch.randn(8, 3, 128, 128))
        for norm in norms:
            norm.momentum = 0.1
            # A channel that lay almost still in those few frames would drown all others in the next.
            norm.running_var.clamp_(min=0.2 * norm.running_var.mean().item())
    return network.eval()


def n_parameters(*modules: nn.Module) -> int:
    return sum(parameter.numel() for module in modules for parameter in module.parameters())


@dataclass
class Seen:
    inputs: tuple[Tensor, ...]
    output: Tensor


def watched(modules: dict[str, nn.Module], call: Callable[[], object]) -> dict[str, Seen]:
    """What each module is given and gives during ``call``, in the order of their ends."""
    seen: dict[str, Seen] = {}
    hooks = [
        module.register_forward_hook(lambda _, inputs, output, name=name: seen.update({name: Seen(inputs, output)}))
        for name, module in modules.items()
    ]
    call()
    for hook in hooks:
        hook.remove()
    return seen


def parts_of(network: NaDiNet) -> dict[str, nn.Module]:
    """Named "reduction 1" … "interaction 5", "head 6", as in the paper; "backbone" and "context"."""
    lists = {"reduction": network.reductions, "attention": network.attentions, "interaction": network.interactions}
    parts = {f"{kind} {i}": part for kind, modules in lists.items() for i, part in enumerate(modules, 1)}
    heads = {f"head {i}": head for i, head in enumerate(network.heads, 1)}
    return {**parts, **heads, "backbone": network.backbone, "context": network.context}


def corners(x: Tensor) -> Tensor:
    return x[..., [0, 0, -1, -1], [0, -1, 0, -1]]


def values(x: Tensor) -> list[float]:
    return x.flatten().tolist()


# Counts: the fact sheet of the authors' released networks


@pytest.mark.parametrize(("name", "expected"), [("d", 36_055_367), ("v", 30_625_031), ("r", 51_340_871)])
def test_each_network_has_the_parameters_of_the_released_one(shapes_only: dict[str, NaDiNet], name: str, expected: int):
    assert n_parameters(shapes_only[name]) == expected


@pytest.mark.parametrize(("name", "expected"), [("d", 18_089_088), ("v", 14_723_136), ("r", 35_438_976)])
def test_each_backbone_has_the_parameters_of_the_released_one(
    shapes_only: dict[str, NaDiNet], name: str, expected: int
):
    assert n_parameters(shapes_only[name].backbone) == expected


def test_each_level_of_the_densenet_has_its_parameters(shapes_only: dict[str, NaDiNet]):
    features = shapes_only["d"].backbone.features
    found = {name: n_parameters(layer) for name, layer in features.named_children() if n_parameters(layer)}
    assert found == {
        "conv0": 9_408, "norm0": 128,
        "denseblock1": 335_040, "transition1": 33_280,
        "denseblock2": 919_680, "transition2": 132_096,
        "denseblock3": 8_071_680, "transition3": 1_609_216,
        "denseblock4": 6_978_560,
    }  # fmt: skip


def test_each_level_of_the_vgg_has_its_parameters(shapes_only: dict[str, NaDiNet]):
    backbone = shapes_only["v"].backbone
    edges = [0, *(int(name) + 1 for name in backbone.level_ends)]
    found = [n_parameters(backbone.features[a:b]) for a, b in itertools.pairwise(edges)]
    assert found == [38_976, 221_952, 1_476_864, 5_902_848, 7_082_496]


def test_each_level_of_the_resnet_has_its_parameters(shapes_only: dict[str, NaDiNet]):
    found = {name: n_parameters(part) for name, part in shapes_only["r"].backbone.named_children()}
    assert found == {
        "stem": 1_920, "layer1": 221_952, "layer2": 1_116_416, "layer3": 6_822_400, "layer4": 13_114_368,
        "layer5": 3 * 4_720_640,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("d", [74_112, 147_840, 295_296, 1_032_576, 2_212_224]),
        ("v", [74_112, 147_840, 295_296, 590_208, 590_208]),
        ("r", [74_112, 147_840, 295_296, 590_208, 590_208]),
    ],
)
def test_each_reduction_has_its_parameters(shapes_only: dict[str, NaDiNet], name: str, expected: list[int]):
    assert [n_parameters(reduction) for reduction in shapes_only[name].reductions] == expected


@pytest.mark.parametrize("name", BUILDERS)
def test_what_follows_the_reductions_is_alike_on_every_backbone(shapes_only: dict[str, NaDiNet], name: str):
    network = shapes_only[name]
    assert n_parameters(*network.attentions) == 5
    assert n_parameters(network.context) == 1_609_472
    assert [n_parameters(interaction) for interaction in network.interactions] == [2_518_796] * 5
    assert [n_parameters(head) for head in network.heads] == [129] * 6


def test_inside_an_interaction_each_layer_has_its_parameters():
    interaction = DualScaleInteraction()
    for branch in (interaction.large, interaction.small):
        assert n_parameters(branch.fuse) == 590_592
        assert [n_parameters(branch.join), n_parameters(branch.reduce)] == [295_296] * 2
        assert [n_parameters(branch.first), n_parameters(branch.second)] == [2_147] * 2
        assert (n_parameters(branch.first.channel_mlp), n_parameters(branch.first.position_conv)) == (2_048, 99)
    assert n_parameters(interaction.last) == 147_840


def test_inside_the_global_context_each_view_has_its_parameters():
    context = GlobalContext()
    assert [n_parameters(view) for view in context.views] == [16_640, 263_168, 328_704, 394_240]
    assert (n_parameters(context.join), n_parameters(context.shortcut)) == (590_080, 16_640)


@pytest.mark.parametrize(("name", "expected_g"), [("d", 34.99), ("v", 391.85), ("r", 521.86)])
def test_arithmetic_of_six_maps_is_that_of_the_released_network(
    shapes_only: dict[str, NaDiNet], name: str, expected_g: float
):
    with FlopCounterMode(display=False) as counter:
        six = shapes_only[name].train()(torch.zeros(1, 3, 384, 384, device="meta"))
    assert counter.get_total_flops() / 2e9 == pytest.approx(expected_g, abs=0.005)
    assert [scores.shape for scores in six] == [(1, 1, 384, 384)] * 6


@pytest.mark.parametrize(("name", "first_conv"), [("d", 2 * 64 * 49), ("v", 2 * 64 * 9), ("r", 2 * 64 * 9)])
def test_a_network_for_grey_frames_and_more_classes_differs_at_both_ends_only(
    shapes_only: dict[str, NaDiNet], name: str, first_conv: int
):
    network = built(name, n_classes=4, in_channels=1)
    # Each class adds a 1x1 filter of 128 weights and a bias to each of six heads.
    assert n_parameters(network) == n_parameters(shapes_only[name]) - first_conv + 3 * 6 * 129


# Shapes


@pytest.mark.parametrize(
    ("name", "sides", "channels"),
    [
        ("d", (96, 48, 24, 12, 12), (64, 128, 256, 896, 1920)),
        ("v", (384, 192, 96, 48, 24), (64, 128, 256, 512, 512)),
        ("r", (384, 192, 96, 48, 24), (64, 128, 256, 512, 512)),
    ],
)
def test_each_level_has_the_size_of_the_released_network(
    shapes_only: dict[str, NaDiNet], name: str, sides: tuple[int, ...], channels: tuple[int, ...]
):
    network = shapes_only[name].eval()
    seen = watched(parts_of(network), lambda: network(torch.zeros(1, 3, 384, 384, device="meta")))
    assert [tuple(level.shape[1:]) for level in seen["backbone"].output] == [
        (c, side, side) for c, side in zip(channels, sides, strict=True)
    ]
    for kind in ("reduction", "attention", "interaction"):
        found = [tuple(seen[f"{kind} {i}"].output.shape[1:]) for i in range(1, 6)]
        assert found == [(128, side, side) for side in sides]
    assert seen["context"].output.shape[1:] == (128, sides[-1], sides[-1])


@pytest.mark.parametrize(
    ("name", "height", "width"),
    [("d", 320, 448), ("v", 32, 96), ("r", 96, 32)],
)
def test_the_map_is_as_large_as_the_frame(shapes_only: dict[str, NaDiNet], name: str, height: int, width: int):
    frame = torch.zeros(2, 3, height, width, device="meta")
    assert shapes_only[name].eval()(frame).shape == (2, 1, height, width)


@pytest.mark.parametrize(
    ("name", "height", "width", "multiple"),
    [("d", 352, 352, 64), ("d", 384, 352, 64), ("d", 352, 384, 64), ("v", 200, 192, 32), ("r", 192, 48, 32)],
)
def test_a_size_that_does_not_halve_down_to_the_deepest_scale_is_refused_in_words(
    shapes_only: dict[str, NaDiNet], name: str, height: int, width: int, multiple: int
):
    assert shapes_only[name].backbone.size_multiple == multiple
    with pytest.raises(ValueError, match=rf"multiples of {multiple}, got {height} x {width}"):
        shapes_only[name](torch.zeros(1, 3, height, width, device="meta"))


def test_a_single_frame_of_the_least_size_cannot_be_trained_on(shapes_only: dict[str, NaDiNet]):
    network = shapes_only["v"].train()  # of the three the least work
    side = network.backbone.size_multiple
    with pytest.raises(ValueError, match="more than 1 value per channel"):
        network(torch.zeros(1, 3, side, side, device="meta"))
    assert len(network(torch.zeros(2, 3, side, side, device="meta"))) == 6


# Normalised attention


def test_the_attention_is_the_cosine_of_two_channels():
    x = torch.rand(2, 5, 3, 4)
    x[1, 3] = 0
    found = NormalisedAttention.attention(x)
    for n, i, j in itertools.product(range(2), range(5), range(5)):
        a, b = values(x[n, i]), values(x[n, j])
        product = sum(p * q for p, q in zip(a, b, strict=True))
        norms = math.sqrt(sum(p * p for p in a)) * math.sqrt(sum(q * q for q in b))
        assert found[n, i, j].item() == pytest.approx(product / norms if norms else 0.0, abs=1e-6)


def test_attention_adds_to_a_channel_those_that_resemble_it():
    attention = NormalisedAttention()
    nn.init.constant_(attention.sigma, 0.5)
    # Two equal channels and one that lies across both: cosines 1 and 0.
    x = torch.tensor([[[[2.0, 0.0]], [[2.0, 0.0]], [[0.0, 3.0]]]])
    expected = torch.tensor([[[[4.0, 0.0]], [[4.0, 0.0]], [[0.0, 4.5]]]])
    assert torch.allclose(attention(x), expected, atol=1e-6)


def test_attention_lies_between_0_and_1_and_is_symmetric_with_a_diagonal_of_ones():
    x = torch.randn(2, 128, 12, 12).relu()
    x[0, 17] = 0
    x[1, ::3] = 0
    found = NormalisedAttention.attention(x)
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-6
    assert torch.allclose(found, found.transpose(1, 2), atol=1e-6)
    is_alive = (x.amax((2, 3)) > 0).float()
    assert torch.allclose(found.diagonal(dim1=1, dim2=2), is_alive, atol=1e-6)


def test_attention_does_not_depend_on_the_scale_of_a_channel():
    x = torch.rand(1, 8, 6, 6)
    louder = x.clone()
    louder[:, 3] *= 250
    assert torch.allclose(NormalisedAttention.attention(x), NormalisedAttention.attention(louder), atol=1e-6)


def test_at_the_start_attention_changes_nothing_and_only_its_sigma_learns():
    attention, weight = NormalisedAttention(), torch.randn(2, 16, 5, 5)
    x = torch.rand(2, 16, 5, 5, requires_grad=True)
    out = attention(x)
    assert torch.equal(out, x)
    (out * weight).sum().backward()
    assert attention.sigma.grad is not None
    assert attention.sigma.grad != 0
    assert torch.equal(x.grad, weight)  # nothing comes back by way of the attention
    nn.init.constant_(attention.sigma, 0.5)
    x.grad = None
    (attention(x) * weight).sum().backward()
    assert (x.grad - weight).abs().max() > 0.1


def test_a_dead_channel_stays_dead_and_gives_a_finite_gradient():
    attention = NormalisedAttention()
    nn.init.constant_(attention.sigma, 0.5)
    x = torch.rand(1, 8, 4, 4)
    x[:, 2] = 0
    x.requires_grad_()
    out = attention(x)
    out.square().sum().backward()
    assert not out[:, 2].any()
    assert x.grad.isfinite().all()


def test_attention_is_computed_in_full_precision_under_autocast():
    attention = NormalisedAttention()
    nn.init.constant_(attention.sigma, 0.5)
    x = torch.rand(1, 32, 24, 24)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        under_autocast = attention(x)
    assert torch.equal(under_autocast, attention(x))
    assert attention(x.bfloat16()).dtype == torch.bfloat16


def test_sums_beyond_half_precision_do_not_overflow():
    attention = NormalisedAttention()
    nn.init.constant_(attention.sigma, 0.5)
    x = torch.full((1, 4, 96, 96), 100.0, dtype=torch.float16)  # a product of two channels sums to 9e7
    assert torch.equal(attention(x), torch.full_like(x, 100 + 0.5 * 4 * 100))


# Attention block and interaction


def test_an_attention_block_gives_between_its_input_and_the_double():
    block, x = AttentionBlock(128), torch.rand(2, 128, 9, 7)
    with torch.inference_mode():
        out = block(x)
    assert (out >= x).all()
    assert (out <= 2 * x).all()
    assert (out - x).abs().max() > 0.01


def test_an_attention_block_weighs_by_maximum_and_mean():
    block = AttentionBlock(16, reduction=8)
    with torch.no_grad():
        for parameter in block.parameters():
            parameter.zero_()
        x = torch.rand(1, 16, 3, 3)
        assert torch.allclose(block(x), 1.25 * x)  # both gates are sigmoid(0)
        # Channel gate: hidden unit 0 reads channel 0, and raises all channels.
        block.channel_mlp[0].weight[0, 0] = 1.0
        block.channel_mlp[2].weight[:, 0] = 2.0
        gate = torch.sigmoid(2 * x[:, 0].max() + 2 * x[:, 0].mean())
        assert torch.allclose(block(x), (1 + 0.5 * gate) * x, atol=1e-6)
        # Position gate: its first plane is the maximum over channels, of what the channel gate left.
        block.position_conv.weight[0, 0, 3, 3] = 3.0
        position = torch.sigmoid(3 * (gate * x).amax(dim=1, keepdim=True))
        assert torch.allclose(block(x), (1 + gate * position) * x, atol=1e-6)
        block.position_conv.weight[0, 0, 3, 3] = 0.0
        block.position_conv.weight[0, 1, 3, 3] = 3.0
        position = torch.sigmoid(3 * (gate * x).mean(dim=1, keepdim=True))
        assert torch.allclose(block(x), (1 + gate * position) * x, atol=1e-6)


@pytest.mark.parametrize("deeper_side", [6, 12])
def test_an_interaction_keeps_the_size_and_is_nowhere_negative(deeper_side: int):
    interaction = DualScaleInteraction()
    level, deeper = torch.rand(2, 128, 12, 12), torch.rand(2, 128, deeper_side, deeper_side)
    with torch.no_grad():
        out = interaction(level, deeper)
    assert out.shape == level.shape
    assert out.min() >= 0
    assert out.max() > 0


def test_a_deeper_level_may_be_halved_in_one_direction_only():
    with torch.inference_mode():
        out = DualScaleInteraction().eval()(torch.rand(1, 128, 12, 8), torch.rand(1, 128, 12, 4))
    assert out.shape == (1, 128, 12, 8)


@pytest.mark.parametrize("deeper_side", [6, 12])
def test_an_interaction_sees_both_inputs_at_both_sizes_with_corners_aligned(deeper_side: int):
    interaction = DualScaleInteraction().eval()
    level, deeper = torch.rand(1, 128, 12, 12), torch.rand(1, 128, deeper_side, deeper_side)
    with torch.inference_mode():
        seen = watched({"large": interaction.large, "small": interaction.small}, lambda: interaction(level, deeper))
    large, small = seen["large"].inputs, seen["small"].inputs
    assert [tuple(x.shape[2:]) for x in (*large, *small)] == [(12, 12), (12, 12), (6, 6), (6, 6)]
    assert torch.equal(large[0], level)
    # Aligned corners are kept; with edges aligned each would be a mean of four.
    assert torch.allclose(corners(small[0]), corners(level), atol=1e-6)
    for seen in (large[1], small[1]):
        assert torch.allclose(corners(seen), corners(deeper), atol=1e-6)
    same_size = large[1] if deeper_side == 12 else small[1]
    assert torch.equal(same_size, deeper)


def test_an_interaction_ends_with_a_convolution_of_the_product_of_both_scales():
    interaction = DualScaleInteraction().eval()
    level, deeper = torch.rand(1, 128, 8, 8), torch.rand(1, 128, 4, 4)
    with torch.inference_mode():
        seen = watched(dict(interaction.named_children()), lambda: interaction(level, deeper))
        assert torch.equal(interaction(level, deeper), seen["last"].output)
    large, small, (product,) = seen["large"].output, seen["small"].output, seen["last"].inputs
    assert (large.shape[2:], small.shape[2:]) == ((8, 8), (4, 4))
    assert torch.allclose(corners(product), corners(large) * corners(small), atol=1e-6)


def test_a_branch_weighs_the_first_half_alone_and_the_second_with_it():
    branch = DualScaleInteraction().large.eval()
    x, y = torch.rand(2, 1, 128, 6, 6)
    with torch.inference_mode():
        seen = watched(dict(branch.named_children()), lambda: branch(x, y))
    p, q = seen["fuse"].output[:, :128], seen["fuse"].output[:, 128:]
    z1, z2 = seen["first"].output, seen["second"].output
    assert torch.equal(*seen["fuse"].inputs, torch.cat([x, y], dim=1))
    assert torch.equal(*seen["first"].inputs, p)
    assert torch.equal(*seen["join"].inputs, torch.cat([z1, q], dim=1))
    assert torch.equal(*seen["second"].inputs, seen["join"].output)
    assert torch.equal(*seen["reduce"].inputs, torch.cat([z1, z2], dim=1))


def test_both_branches_of_an_interaction_learn():
    interaction = DualScaleInteraction()
    interaction(torch.rand(2, 128, 8, 8), torch.rand(2, 128, 4, 4)).square().sum().backward()
    for branch in (interaction.large, interaction.small):
        assert all(part.grad.abs().max() > 0 for part in branch.parameters() if part.ndim > 1)


# Global context


@pytest.mark.parametrize(("view", "side"), [(0, 1), (1, 9), (2, 15), (3, 21)])
def test_each_view_of_the_global_context_sees_its_own_extent(view: int, side: int):
    context = GlobalContext().eval()
    delta = torch.zeros(1, 128, 25, 25)
    delta[:, :, 12, 12] = 1
    with torch.inference_mode():
        is_seen = context.views[view](delta).abs().amax(dim=(0, 1)) > 0
    rows, columns = torch.nonzero(is_seen, as_tuple=True)
    first, last = 12 - side // 2, 12 + side // 2
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (first, last, first, last)
    assert int(is_seen.sum()) == side * side


def test_a_view_goes_along_the_row_first_and_widens_last():
    for view, side in zip(list(GlobalContext().views)[1:], (3, 5, 7), strict=True):
        convolutions = [module for module in view.modules() if isinstance(module, nn.Conv2d)]
        assert [conv.kernel_size for conv in convolutions] == [(1, 1), (1, side), (side, 1), (3, 3)]
        assert [conv.dilation for conv in convolutions] == [(1, 1)] * 3 + [(side, side)]


def test_before_its_end_the_global_context_rectifies_nothing():
    context = GlobalContext().eval()
    for module in context.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.bias)

    def before_the_end(x: Tensor) -> Tensor:
        seen = watched({"join": context.join, "shortcut": context.shortcut}, lambda: context(x))
        return seen["join"].output + seen["shortcut"].output

    x = torch.randn(1, 128, 8, 8)
    with torch.inference_mode():
        # Only a map without ReLU is affine: mirrored inputs lie mirrored about the answer to zero.
        mirrored = before_the_end(x) + before_the_end(-x)
        assert torch.allclose(mirrored, 2 * before_the_end(torch.zeros_like(x)), atol=1e-4)
        assert before_the_end(x).min() < -0.1
        assert torch.equal(context(x), before_the_end(x).relu())


# The network


def six_maps(network: NaDiNet, frame: Tensor) -> tuple[Tensor, ...]:
    """Those of training, with the norms left in evaluation mode."""
    network.training = True
    try:
        return network(frame)
    finally:
        network.training = False


def test_evaluation_gives_the_first_of_the_six_maps_and_computes_no_other(lively_d: NaDiNet):
    frame = torch.randn(1, 3, 128, 64)
    with torch.inference_mode():
        seen = watched(parts_of(lively_d), lambda: lively_d(frame))
        main, six = lively_d(frame), six_maps(lively_d, frame)
    assert [name for name in seen if name.startswith("head")] == ["head 1"]
    assert len(six) == 6
    assert torch.equal(six[0], main)
    assert main.std() > 1e-2
    assert all((main - side).abs().max() > 1e-2 for side in six[1:])


def test_maps_are_logits_enlarged_with_corners_aligned(lively_d: NaDiNet):
    six: list[Tensor] = []
    with torch.inference_mode():
        seen = watched(parts_of(lively_d), lambda: six.extend(six_maps(lively_d, torch.randn(1, 3, 128, 128))))
    small = [seen[f"head {i}"].output for i in range(1, 7)]
    assert [scores.shape[2] for scores in small] == [32, 16, 8, 4, 4, 4]
    for i, scores in enumerate(six):
        assert torch.allclose(corners(scores), corners(small[i]), atol=1e-5)
        assert scores.min() < 0


def test_each_interaction_takes_its_level_after_attention_and_the_one_below(lively_d: NaDiNet):
    with torch.inference_mode():
        seen = watched(parts_of(lively_d), lambda: six_maps(lively_d, torch.randn(1, 3, 128, 128)))
    assert torch.equal(*seen["context"].inputs, seen["reduction 5"].output)
    assert not torch.equal(*seen["context"].inputs, seen["attention 5"].output)
    below = ("interaction 2", "interaction 3", "interaction 4", "interaction 5", "context")
    for i, name in enumerate(below, 1):
        level, deeper = seen[f"interaction {i}"].inputs
        assert torch.equal(*seen[f"attention {i}"].inputs, seen[f"reduction {i}"].output)
        assert torch.equal(level, seen[f"attention {i}"].output)
        assert torch.equal(deeper, seen[name].output)
        assert torch.equal(*seen[f"head {i}"].inputs, seen[f"interaction {i}"].output)
        assert seen[f"reduction {i}"].output.min() == 0
    assert torch.equal(*seen["head 6"].inputs, seen["context"].output)


def test_a_frame_is_scored_alike_alone_and_in_a_batch(lively_d: NaDiNet):
    frames = torch.randn(2, 3, 64, 64)
    with torch.inference_mode():
        together, alone = lively_d(frames), torch.cat([lively_d(frame[None]) for frame in frames])
    assert torch.allclose(together, alone, atol=1e-4)


def test_the_first_step_moves_every_sigma_and_every_layer():
    network = nadinet_d(2).train()
    sum(scores.square().mean() for scores in network(torch.randn(2, 3, 128, 128))).backward()
    assert [attention.sigma.item() for attention in network.attentions] == [0.0] * 5
    idle = [
        name for name, parameter in network.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert idle == []


@pytest.mark.parametrize("is_training", [False, True])
def test_scores_stay_finite_in_bfloat16(lively_d: NaDiNet, is_training: bool):
    frame = torch.randn(1, 3, 64, 64)
    with torch.inference_mode():
        exact = lively_d(frame)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            maps = six_maps(lively_d, frame) if is_training else (lively_d(frame),)
    assert all(scores.isfinite().all() for scores in maps)
    assert (maps[0].float() - exact).abs().max() < 0.1 * exact.abs().max()


@pytest.mark.timeout(900)
@pytest.mark.slow("trains for minutes")
def test_four_frames_are_learned_by_heart():
    frames = torch.rand(4, 1, 64, 64)
    frames = nn.functional.interpolate(frames[:, :, ::16, ::16], scale_factor=16, mode="nearest")
    truth = (frames > 0.5).float()
    network = nadinet_d(1, in_channels=1).train()
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    for _ in range(60):
        optimiser.zero_grad()
        maps = network(frames)
        sum(nn.functional.binary_cross_entropy_with_logits(scores, truth) for scores in maps).backward()
        optimiser.step()
    found = maps[0] > 0
    assert ((found & (truth > 0)).sum() / (found | (truth > 0)).sum()).item() > 0.9


# Weights from a file


def published(name: str) -> dict[str, Tensor]:
    """A state_dict with the names and shapes of torchvision's whole network, random values, no counted batches."""
    import torchvision

    function = {"v": "vgg16_bn", "r": "resnet34", "d": "densenet201"}[name]
    with torch.device("meta"):
        whole = getattr(torchvision.models, function)(weights=None)
    weights = {}
    for key, value in whole.state_dict().items():
        if key.endswith("num_batches_tracked"):
            continue
        # A classifier of 124 million numbers would tell no more than one of two.
        shape = (2,) if key.startswith("classifier.") else value.shape
        weights[key] = torch.rand(shape) + 0.5 if "running_var" in key else 0.05 * torch.randn(shape)
    return weights


@pytest.mark.parametrize("name", BUILDERS)
def test_a_file_of_torchvision_fills_the_backbone(name: str, tmp_path: Path):
    weights = published(name)
    network = BUILDERS[name](1)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    old_names = {key.replace(".norm1.", ".norm.1.").replace(".conv2.", ".conv.2."): value
                 for key, value in weights.items()} if name == "d" else weights  # fmt: skip
    torch.save(old_names, tmp_path / "imagenet.pth")
    load_pretrained(network, tmp_path / "imagenet.pth")
    fresh = ("stem.", "layer5.")
    for key, value in network.backbone.state_dict().items():
        if key in weights and not key.startswith(fresh):
            assert torch.equal(value, weights[key]), key
        else:
            assert key.endswith("num_batches_tracked") or key.startswith(fresh), key
            assert torch.equal(value, before[f"backbone.{key}"]), key
    rest = {key: value for key, value in network.state_dict().items() if not key.startswith("backbone.")}
    assert all(torch.equal(value, before[key]) for key, value in rest.items())


def test_with_the_same_weights_the_deepest_level_is_that_of_torchvision(tmp_path: Path):
    from torchvision.models import densenet201

    whole = densenet201(weights=None).eval()
    save_file(whole.state_dict(), tmp_path / "densenet201.safetensors")
    network = nadinet_d(1).eval()
    load_pretrained(network, tmp_path / "densenet201.safetensors")
    frame = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        assert torch.equal(network.backbone(frame)[-1], whole.features[:-1](frame))


def test_a_grey_network_sees_what_the_colour_network_sees_three_times_over(tmp_path: Path):
    torch.save(published("v"), tmp_path / "imagenet.pth")
    colour, grey = nadinet_v(1).eval(), nadinet_v(1, in_channels=1).eval()
    load_pretrained(colour, tmp_path / "imagenet.pth")
    load_pretrained(grey, tmp_path / "imagenet.pth")
    frame = torch.rand(1, 1, 32, 32)
    with torch.inference_mode():
        for ours, theirs in zip(grey.backbone(frame), colour.backbone(frame.expand(1, 3, 32, 32)), strict=True):
            assert (ours - theirs).abs().max() <= 1e-4 * theirs.abs().max()


def test_the_file_of_another_network_is_refused_by_name_and_nothing_changes(tmp_path: Path):
    network, path = nadinet_r(1), tmp_path / "other.pth"
    before = {key: value.clone() for key, value in network.state_dict().items()}
    good = {key: torch.zeros(()).expand(value.shape) for key, value in published("r").items()}
    first = "layer1.0.conv1.weight"

    torch.save({key: value for key, value in good.items() if key != first}, path)
    with pytest.raises(ValueError, match=rf"other.pth does not fit ResNet34: 1 missing, as {first}"):
        load_pretrained(network, path)
    torch.save(good | {"layer1.3.conv1.weight": good[first]}, path)
    with pytest.raises(ValueError, match=r"does not fit ResNet34: 1 unknown, as layer1.3.conv1.weight"):
        load_pretrained(network, path)
    torch.save(good | {first: torch.zeros(64, 64, 1, 1)}, path)
    with pytest.raises(ValueError, match=rf"does not fit ResNet34: 1 of another shape, as {first}"):
        load_pretrained(network, path)
    assert all(torch.equal(value, before[key]) for key, value in network.state_dict().items())


def test_the_package_is_imported_without_torchvision(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "models"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torchvision", None)
    assert importlib.import_module("models.nadinet").NaDiNet is not NaDiNet  # it was imported anew, and without


# Export


def exported(network: nn.Module, example: Tensor, path: Path, *, any_batch: bool = True) -> onnx.ModelProto:
    program = torch.onnx.export(
        network, (example,), dynamo=True, opset_version=18, input_names=["frame"], output_names=["scores"],
        dynamic_shapes=({0: torch.export.Dim("batch", min=1, max=4096)},) if any_batch else None, verbose=False,
    )  # fmt: skip
    assert program is not None
    model = program.model_proto
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())
    return model


def answer_of(path: Path, frames: Tensor) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (scores,) = session.run(None, {"frame": frames.numpy()})
    return scores


def assert_the_file_says_the_same(network: NaDiNet, path: Path, frames: Tensor) -> None:
    with torch.inference_mode():
        seen = watched(dict(network.reductions.named_children()), lambda: network(frames))
        ours = network(frames).numpy()
    assert all((level.output.amax((2, 3)) == 0).any() for level in seen.values()), "no channel is dead"
    assert np.ptp(ours) > 0.1  # else this would show nothing
    theirs = answer_of(path, frames)
    assert np.isfinite(theirs).all()
    assert np.abs(ours - theirs).max() <= 1e-4 * np.abs(ours).max()


def test_the_attention_alone_survives_its_export_with_a_dead_channel(tmp_path: Path):
    attention = NormalisedAttention()
    nn.init.constant_(attention.sigma, 0.5)
    exported(attention.eval(), torch.rand(2, 8, 6, 6), tmp_path / "attention.onnx")
    x = torch.rand(3, 8, 6, 6)
    x[0, 2] = 0
    x[2] = 0
    with torch.inference_mode():
        ours = attention(x).numpy()
    np.testing.assert_allclose(answer_of(tmp_path / "attention.onnx", x), ours, rtol=1e-4, atol=1e-6)


@pytest.mark.timeout(900)
@pytest.mark.slow("the exporter takes half a minute of a core to itself")
def test_the_file_of_d_gives_what_the_network_gives(lively_d: NaDiNet, tmp_path: Path):
    path = tmp_path / "d.onnx"
    model = exported(lively_d, torch.zeros(1, 3, 128, 128), path, any_batch=False)  # a third less work
    assert_the_file_says_the_same(lively_d, path, torch.randn(1, 3, 128, 128))
    assert {item.domain: item.version for item in model.opset_import}[""] == 18
    heads = {item.name for item in model.graph.initializer if item.name.startswith("heads.")}
    assert heads == {"heads.0.weight", "heads.0.bias"}
    assert len(model.graph.node) < 1_400


@pytest.mark.timeout(900)
@pytest.mark.slow("up to a minute each")
@pytest.mark.parametrize("name", BUILDERS)
def test_each_file_takes_any_number_of_frames(name: str, tmp_path: Path):
    network, path = as_after_training(BUILDERS[name](2)), tmp_path / f"{name}.onnx"
    exported(network, torch.zeros(2, 3, 64, 64), path)
    for n_frames in (1, 3):
        assert_the_file_says_the_same(network, path, torch.randn(n_frames, 3, 64, 64))
