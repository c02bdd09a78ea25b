"""A-Net against the numbers of its paper: parameters step by step, shapes, what its blocks see, arithmetic."""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn

import models
from models.__main__ import main
from models.a_net import ANet
from models.blocks.bottleneck import DownBlock, LightBlock, UpBlock, WideBlock


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


def n_parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def kinds(network: nn.Module) -> Counter[str]:
    return Counter(type(module).__name__ for module in network.modules())


def with_lively_statistics(network: nn.Module) -> nn.Module:
    """Batch-norm statistics and slopes as after training: with fresh ones many faults cancel out."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
        if isinstance(module, nn.PReLU):
            nn.init.uniform_(module.weight, 0.05, 0.6)
    return network


def n_mac(network: nn.Module, side: int) -> int:
    """Multiply-accumulates of all convolutions for one frame; an output of a 2x2 stride-2 transposed
    convolution takes one product per input channel."""
    counted = 0

    def add(module: nn.Module, _: object, output: Tensor) -> None:
        nonlocal counted
        if isinstance(module, nn.ConvTranspose2d):
            counted += output.numel() * module.in_channels
        elif isinstance(module, nn.Conv2d):
            counted += output.numel() * module.in_channels // module.groups * math.prod(module.kernel_size)

    hooks = [module.register_forward_hook(add) for module in network.modules()]
    with torch.inference_mode():
        network(torch.zeros(1, 3, side, side))
    for hook in hooks:
        hook.remove()
    return counted


def test_the_network_has_389768_parameters():
    assert n_parameters(ANet(n_classes=1)) == 389_768


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("s1", 2_793), ("s2", 12_377), ("s3", 47_785), ("s4", 86_735), ("s5", 86_735), ("u4", 58_025),
        ("u3", 58_025), ("u2_up", 12_611), ("u1", 5_233), ("head", 2_659),
    ],
)  # fmt: skip
def test_each_step_has_the_parameters_of_the_paper(step: str, expected: int):
    assert n_parameters(getattr(ANet(n_classes=1), step)) == expected


def test_the_cat_block_with_its_light_block_has_9344_more_than_a_light_block():
    network = ANet(n_classes=1)
    # The paper counts compression and light block to the cat block; the jump itself is the compression.
    assert n_parameters(network.u2_cat) == 128 * 9 + 128 * 64 == 9_344
    assert n_parameters(network.u2_blocks) == 2_643 + 4_803 == 7_446


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (LightBlock(32), 747), (LightBlock(64), 2_643), (LightBlock(128), 9_891),
        (WideBlock(32), 1_251), (WideBlock(64), 4_803), (WideBlock(128), 18_819),
        (DownBlock(3, 32), 795), (DownBlock(32, 64), 4_931), (DownBlock(64, 128), 19_075),
        (DownBlock(128, 128), 29_315),
        (UpBlock(128, 128), 29_315), (UpBlock(128, 64), 12_611), (UpBlock(64, 32), 3_235),
    ],
)  # fmt: skip
def test_each_block_has_the_parameters_of_the_paper(block: nn.Module, expected: int):
    assert n_parameters(block) == expected


def test_layers_are_as_many_as_counted_in_the_paper():
    network = ANet(n_classes=1)
    found = kinds(network)
    assert (found["Conv2d"], found["ConvTranspose2d"]) == (125, 5)
    assert (found["BatchNorm2d"], found["PReLU"], found["Dropout2d"]) == (104, 95, 31)
    by_kind = {
        kind: sum(n_parameters(m) for m in network.modules() if type(m).__name__ in kind.split())
        for kind in ("Conv2d ConvTranspose2d", "BatchNorm2d", "PReLU")
    }
    assert by_kind == {"Conv2d ConvTranspose2d": 378_921, "BatchNorm2d": 10_752, "PReLU": 95}


@pytest.mark.parametrize(("n_classes", "expected"), [(2, 389_913), (4, 390_203), (5, 390_348)])
def test_each_further_class_costs_145_parameters(n_classes: int, expected: int):
    assert n_parameters(models.build("a-net", n_classes=n_classes)) == expected


def test_only_the_last_convolution_has_a_bias():
    network = ANet(n_classes=4)
    with_bias = [m for m in network.modules() if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)) and m.bias is not None]
    assert with_bias == [network.head.layers[-1]]


def test_each_step_gives_the_size_of_the_paper():
    network = ANet(n_classes=1).eval()
    shapes: dict[str, tuple[int, ...]] = {}
    for name, module in network.named_children():
        module.register_forward_hook(lambda _, __, out, name=name: shapes.update({name: tuple(out.shape[1:])}))
    with torch.inference_mode():
        network(torch.zeros(1, 3, 224, 224))
    assert shapes == {
        "s1": (32, 112, 112), "s2": (64, 56, 56), "s3": (128, 28, 28), "s4": (128, 14, 14), "s5": (128, 7, 7),
        "u4": (128, 14, 14), "u3": (128, 28, 28), "u2_up": (64, 56, 56), "u2_cat": (64, 56, 56),
        "u2_blocks": (64, 56, 56), "u1": (32, 112, 112), "head": (1, 224, 224),
    }  # fmt: skip


@pytest.mark.parametrize(("height", "width"), [(224, 224), (256, 256), (512, 512), (32, 32), (64, 416)])
def test_the_output_is_as_large_as_the_input(height: int, width: int):
    with torch.inference_mode():
        scores = ANet(n_classes=5).eval()(torch.zeros(2, 3, height, width))
    assert scores.shape == (2, 5, height, width)


@pytest.mark.parametrize(("height", "width"), [(200, 200), (224, 200), (200, 224), (31, 32), (16, 16)])
def test_a_size_that_does_not_halve_five_times_is_refused_in_words(height: int, width: int):
    with pytest.raises(ValueError, match=rf"multiples of 32, got {height} x {width}"):
        ANet(n_classes=1).eval()(torch.zeros(1, 3, height, width))


def test_a_network_for_grey_frames_differs_only_in_its_first_block():
    grey = ANet(n_classes=4, in_channels=1)
    # 1x1 to m = 8 and the shortcut's 1x1 to 32: two channels less of each
    assert n_parameters(ANet(n_classes=4)) - n_parameters(grey) == 2 * (8 + 32)
    with torch.inference_mode():
        assert grey.eval()(torch.zeros(1, 1, 64, 64)).shape == (1, 4, 64, 64)


def test_the_jump_carries_detail_to_the_output():
    network = with_lively_statistics(ANet(n_classes=2)).eval()
    frame = torch.randn(1, 3, 64, 64)
    with torch.inference_mode():
        whole = network(frame)
        # The skip comes first in the concatenation: depthwise filters 0..63 are the jump's.
        network.u2_cat.compress[0].weight[:64] = 0
        cut = network(frame)
    assert cut.shape == whole.shape
    assert (whole - cut).abs().max() > 1e-3


def test_the_jump_comes_first_in_the_concatenation():
    join = ANet(n_classes=1).u2_cat
    detail, upsampled = torch.randn(2, 2, 64, 8, 8)
    with torch.inference_mode():
        join.compress[0].weight[:64] = 0
        assert torch.equal(join(detail, upsampled), join(torch.randn_like(detail), upsampled))
        assert not torch.equal(join(detail, upsampled), join(detail, torch.randn_like(upsampled)))


def test_without_its_jump_the_deep_path_alone_still_reaches_the_output():
    network = with_lively_statistics(ANet(n_classes=1)).eval()
    detail: list[Tensor] = []
    network.s2.register_forward_hook(lambda _, __, out: (out.retain_grad(), detail.append(out))[0])
    network(torch.randn(1, 3, 64, 64)).sum().backward()
    with_jump = detail[0].grad.clone()
    with torch.no_grad():
        network.u2_cat.compress[0].weight[:64] = 0
    network(torch.randn(1, 3, 64, 64)).sum().backward()
    deep_only = detail[1].grad
    assert with_jump.abs().sum() > 0
    assert deep_only.abs().sum() > 0
    with torch.no_grad():
        network.u2_cat.compress[0].weight[64:] = 0
    network(torch.randn(1, 3, 64, 64)).sum().backward()
    assert detail[2].grad.abs().sum() == 0, "there is a third way from the detail features to the output"


@pytest.mark.parametrize("block", [LightBlock(32), WideBlock(32)])
def test_a_residual_block_with_a_silent_last_norm_is_its_prelu(block: nn.Module):
    block.eval()
    last_norm = block.main[-2]
    assert isinstance(last_norm, nn.BatchNorm2d)
    nn.init.zeros_(last_norm.weight)
    nn.init.constant_(block.activation.weight, 0.1)
    x = torch.randn(2, 32, 9, 11)
    with torch.inference_mode():
        assert torch.equal(block(x), torch.where(x > 0, x, 0.1 * x))


@pytest.mark.parametrize(("block", "side"), [(LightBlock(16), 3), (WideBlock(16), 5)])
def test_a_residual_block_sees_its_own_window_and_no_more(block: nn.Module, side: int):
    block.eval()  # fresh statistics: batch norm changes nothing
    delta = torch.zeros(1, 16, 21, 21)
    delta[:, :, 10, 10] = 1
    with torch.inference_mode():
        changed = (block(delta) - block(torch.zeros_like(delta))).abs().amax(dim=(0, 1)) > 0
    rows, columns = torch.nonzero(changed, as_tuple=True)
    first, last = 10 - side // 2, 10 + side // 2
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (first, last, first, last)
    assert int(changed.sum()) == side * side


def test_the_head_activates_before_it_normalises():
    layers = [type(layer).__name__ for layer in ANet(n_classes=1).head.layers]
    assert layers == ["ConvTranspose2d", "PReLU", "BatchNorm2d", "Sequential", "BatchNorm2d", "PReLU", "Conv2d"]


def test_evaluation_repeats_itself_and_training_does_not():
    network, frame = ANet(n_classes=2), torch.randn(2, 3, 64, 64)
    with torch.no_grad():
        network.train()
        assert not torch.equal(network(frame), network(frame))
        network.eval()
        assert torch.equal(network(frame), network(frame))


def test_a_frame_is_scored_alike_alone_and_in_a_batch():
    network = with_lively_statistics(ANet(n_classes=3)).eval()
    frames = torch.randn(3, 3, 64, 64)
    with torch.inference_mode():
        together, alone = network(frames), torch.cat([network(frame[None]) for frame in frames])
    assert torch.allclose(together, alone, atol=1e-4)


@pytest.mark.parametrize(("side", "expected_g"), [(224, 0.3262), (512, 1.704)])
def test_arithmetic_is_that_of_the_paper(side: int, expected_g: float):
    assert n_mac(ANet(n_classes=1).eval(), side) / 1e9 == pytest.approx(expected_g, rel=2e-4)


def test_every_parameter_learns():
    network = ANet(n_classes=4).train()
    network(torch.randn(2, 3, 64, 64)).square().mean().backward()
    idle = [
        name for name, parameter in network.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert idle == []


@pytest.mark.slow("learns for a quarter of a minute; test_battery.py sees every parameter learn")
def test_eight_frames_are_learned_by_heart():
    """The graph can learn at all: pixels brighter than their frame's middle are class 1."""
    frames = torch.rand(8, 1, 32, 32)
    frames = nn.functional.interpolate(frames[:, :, ::4, ::4], scale_factor=4, mode="nearest")
    truth = (frames[:, 0] > 0.5).long()
    network = ANet(n_classes=2, in_channels=1)
    for module in network.modules():
        if isinstance(module, nn.Dropout2d):
            module.p = 0.0
    optimiser = torch.optim.Adam(network.parameters(), lr=5e-3)
    network.train()
    for _ in range(120):
        optimiser.zero_grad()
        nn.functional.cross_entropy(network(frames), truth).backward()
        optimiser.step()
    with torch.no_grad():
        found = network(frames).argmax(
            dim=1
        )  # with the batch's own statistics: 120 steps do not settle the running ones
    iou = ((found == 1) & (truth == 1)).sum() / ((found == 1) | (truth == 1)).sum()
    assert iou > 0.95


def test_an_unknown_network_is_named_with_those_that_exist():
    with pytest.raises(KeyError, match=r"no network is called 'b-net'; known: .*a-net"):
        models.build("b-net", n_classes=2)


def test_impossible_numbers_are_refused():
    with pytest.raises(ValueError, match="at least one output, got 0"):
        models.build("a-net", n_classes=0)
    with pytest.raises(ValueError, match="input channels, got 2"):
        models.build("a-net", n_classes=2, in_channels=2)


def test_the_registry_says_what_the_network_takes():
    entry = models.entry_of("a-net")
    assert (entry.size_multiple, entry.input_channels) == (32, (1, 3))


@pytest.mark.slow("builds every network, twice")
def test_the_command_lists_every_network_with_its_parameters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "argv", ["models", "list"])
    assert main() == 0
    text = capsys.readouterr().out
    assert [line.split()[:5] for line in text.splitlines() if line.startswith("a-net")] == [
        ["a-net", "389,768", "0.96", "32", "a-net/ours"]
    ]
    monkeypatch.setattr(sys, "argv", ["models", "list", "--json"])
    assert main() == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["name"]: row["parameters"] for row in rows}["a-net"] == 389_768
