"""DBRNet against the counts of its paper, its wiring stage by stage, its two own modules by hand, and its ONNX."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from inspector.core.model_card import ModelCard, Output
from models.dbrnet import (
    AFFM,
    DCPPM,
    LFEM,
    BasicBlock,
    BottleneckBlock,
    DBRNet,
    DownLFEM,
    SegHead,
    TwoScales,
    shuffled,
    warped,
)
from training.exporting import export_onnx

AS_RELEASED: dict[str, Any] = {"affm": "released", "dcppm_pointwise": False}
UNUSED_IN_THE_RELEASE = 256 * 64 + 2 * 64  # a 1x1 with batch norm that the released code builds and never calls


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


def n_parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def with_lively_statistics(network: nn.Module) -> nn.Module:
    """Batch-norm statistics as after training: with fresh ones many faults cancel out."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.2)
    return network


def last_norm(block: nn.Module) -> nn.BatchNorm2d:
    return [module for module in block.main.modules() if isinstance(module, nn.BatchNorm2d)][-1]


def silence(norm: nn.BatchNorm2d) -> None:
    nn.init.zeros_(norm.weight)
    nn.init.zeros_(norm.bias)


# Counts


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("stem", 10_272), ("shared_1", 37_120), ("shared_2", 35_584), ("semantic_3", 525_568),
        ("semantic_4", 510_976), ("semantic_5", 920_576), ("detail_3", 73_984), ("detail_4", 73_984),
        ("detail_5", 58_112), ("detail_to_semantic_3", 73_984), ("detail_to_semantic_4", 369_408), ("affm", 21_824),
        ("dcppm", 553_728), ("head", 74_372), ("auxiliary_head", 37_380),
    ],
)  # fmt: skip
def test_each_part_has_its_parameters(part: str, expected: int):
    assert n_parameters(getattr(DBRNet(n_classes=4), part)) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (BasicBlock(32, 32), 18_560), (BasicBlock(64, 128, stride=2), 230_144), (BasicBlock(128, 128), 295_424),
        (BasicBlock(64, 64), 73_984), (BottleneckBlock(256), 920_576), (BottleneckBlock(64), 58_112),
        (DownLFEM(32, 64), 16_320), (LFEM(64), 19_264), (DownLFEM(128, 256), 237_312), (LFEM(256), 273_664),
        (SegHead(128, 4), 74_372), (SegHead(64, 4), 37_380),
        (DCPPM(512, 128), 553_728), (DCPPM(512, 128, pointwise=False), 488_192), (AFFM(64), 21_824),
    ],
)  # fmt: skip
def test_each_block_has_its_parameters(block: nn.Module, expected: int):
    assert n_parameters(block) == expected


def test_the_parts_of_affm_have_their_parameters():
    affm = AFFM(64)
    found = {name: n_parameters(module) for name, module in affm.named_children()}
    assert found == {
        "channel_weights": 8_256, "compress": 8_320, "contrast_high": 2_048, "contrast_low": 2_048, "flow": 1_152
    }  # fmt: skip


@pytest.mark.parametrize(("pointwise", "refinement"), [(True, 17_792), (False, 1_408)])
def test_the_parts_of_dcppm_have_their_parameters(pointwise: bool, refinement: int):
    dcppm = DCPPM(512, 128, pointwise=pointwise)
    assert [n_parameters(view) for view in dcppm.views] == [66_560] * 5
    assert [n_parameters(block) for block in dcppm.refine] == [refinement] * 4
    assert (n_parameters(dcppm.fuse), n_parameters(dcppm.shortcut)) == (83_200, 66_560)


@pytest.mark.parametrize(
    ("n_classes", "training", "inference", "released"),
    [
        (4, 3_376_872, 3_339_492, 3_327_848),
        (5, 3_377_002, 3_339_557, 3_327_978),
        (6, 3_377_132, 3_339_622, 3_328_108),
    ],
)
def test_the_whole_network_has_its_parameters(n_classes: int, training: int, inference: int, released: int):
    network = DBRNet(n_classes)
    assert n_parameters(network) == training
    assert n_parameters(network) - n_parameters(network.auxiliary_head) == inference
    assert n_parameters(DBRNet(n_classes, **AS_RELEASED)) + UNUSED_IN_THE_RELEASE == released


def test_a_network_for_grey_frames_differs_only_in_its_first_convolution():
    grey = DBRNet(4, in_channels=1)
    assert n_parameters(DBRNet(4)) - n_parameters(grey) == 2 * 32 * 9
    with torch.inference_mode():
        assert grey.eval()(torch.zeros(1, 1, 64, 64)).shape == (1, 4, 64, 64)


def test_few_convolutions_have_a_bias():
    with_bias = [name for name, m in DBRNet(4).named_modules() if isinstance(m, nn.Conv2d) and m.bias is not None]
    assert with_bias == [
        "stem.0.0", "stem.2.0",
        "shared_2.0.main.4.0", "shared_2.1.main.4.0", "semantic_4.0.main.4.0", "semantic_4.1.main.4.0",
        "affm.channel_weights.1", "head.layers.5", "auxiliary_head.layers.5",
    ]  # fmt: skip


def measured(network: nn.Module, height: int, width: int) -> tuple[int, tuple[int, ...]]:
    """Multiply-accumulates of all convolutions and linear layers for one frame, and the shape of the output."""
    counted = 0

    def add(module: nn.Module, _: object, output: Tensor) -> None:
        nonlocal counted
        if isinstance(module, nn.Linear):
            counted += output.numel() * module.in_features
        elif isinstance(module, nn.Conv2d):
            counted += output.numel() * module.in_channels // module.groups * math.prod(module.kernel_size)

    hooks = [module.register_forward_hook(add) for module in network.modules()]
    with torch.inference_mode():
        scores = network.eval()(torch.zeros(1, 3, height, width))
    for hook in hooks:
        hook.remove()
    return counted, tuple(scores.shape)


@pytest.mark.parametrize(
    ("height", "width", "n_classes", "options", "expected_g"),
    [
        (512, 512, 4, {}, 3.423), (256, 1600, 4, {}, 5.348),
        (512, 512, 4, AS_RELEASED, 3.406), (256, 1600, 4, AS_RELEASED, 5.322), (256, 512, 5, AS_RELEASED, 1.703),
        (224, 224, 4, AS_RELEASED, 0.652), (200, 200, 4, AS_RELEASED, 0.548),
    ],
)  # fmt: skip
def test_arithmetic_and_output_size(height: int, width: int, n_classes: int, options: Any, expected_g: float):
    n_mac, shape = measured(DBRNet(n_classes, **options), height, width)
    assert round(n_mac / 1e9, 3) == expected_g
    assert shape == (1, n_classes, height, width)


# What goes in and comes out


@pytest.mark.parametrize(("height", "width"), [(200, 200), (1000, 1000), (32, 32), (40, 264), (8, 8), (8, 64)])
def test_the_output_is_as_large_as_the_input(height: int, width: int):
    with torch.inference_mode():
        scores = with_lively_statistics(DBRNet(5)).eval()(torch.randn(1, 3, height, width))
    assert scores.shape == (1, 5, height, width)
    assert scores.isfinite().all()


@pytest.mark.parametrize(("height", "width"), [(250, 250), (201, 333), (256, 252), (4, 64)])
def test_a_size_that_does_not_fit_is_refused_in_words(height: int, width: int):
    with pytest.raises(ValueError, match=rf"multiples of 8, got {height} x {width}"):
        DBRNet(4).eval()(torch.zeros(1, 3, height, width))


def test_an_unknown_affm_is_refused():
    with pytest.raises(ValueError, match="'corrected' or 'released', got 'fixed'"):
        DBRNet(4, affm="fixed")


def test_training_gives_two_maps_and_evaluation_the_first():
    network, frames = DBRNet(3), torch.randn(2, 3, 64, 96)
    with torch.no_grad():
        main, auxiliary = network.train()(frames)
        assert main.shape == auxiliary.shape == (2, 3, 64, 96)
        for module in network.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()  # then only the head differs between the modes
        both, alone = network(frames), network.eval()(frames)
    assert torch.equal(both[0], alone)
    assert not torch.allclose(both[0], both[1])


@pytest.mark.parametrize("n_classes", [1, 2, 4, 5, 6])
def test_scores_of_a_constant_frame_are_finite(n_classes: int):
    network = DBRNet(n_classes).eval()
    with torch.inference_mode():
        for level in (-2.0, 0.0, 1.0):
            assert network(torch.full((1, 3, 64, 64), level)).isfinite().all()


def test_a_frame_is_scored_alike_alone_and_in_a_batch():
    network = with_lively_statistics(DBRNet(3)).eval()
    frames = torch.randn(3, 3, 64, 64)
    with torch.inference_mode():
        together, alone = network(frames), torch.cat([network(frame[None]) for frame in frames])
    assert torch.allclose(together, alone, rtol=1e-4, atol=1e-3)


def test_one_frame_alone_cannot_be_trained_on():
    with pytest.raises(ValueError, match=r"more than 1 value per channel when training, got input size .*1, 512, 1, 1"):
        DBRNet(2).train()(torch.randn(1, 3, 64, 64))


# Blocks


def test_the_shuffle_interleaves_the_two_halves():
    x = torch.arange(8.0).view(1, 8, 1, 1).expand(2, 8, 3, 5)
    assert shuffled(x)[1, :, 2, 4].tolist() == [0, 4, 1, 5, 2, 6, 3, 7]


@pytest.mark.parametrize("channels", [2, 8, 64, 256])
def test_the_shuffle_loses_nothing_and_returns_after_log_many_times(channels: int):
    x = torch.randn(2, channels, 2, 3)
    assert torch.equal(shuffled(x).sort(dim=1).values, x.sort(dim=1).values)
    back = x
    for _ in range(int(math.log2(channels))):
        back = shuffled(back)
    assert torch.equal(back, x)


def test_an_lfem_with_a_silent_last_norm_shuffles_its_input_and_leaves_it_raw():
    block = LFEM(64).eval()
    silence(last_norm(block))
    x = torch.randn(2, 64, 9, 11)
    with torch.inference_mode():
        assert torch.equal(block(x), shuffled(x))


def test_a_raw_basic_block_with_a_silent_last_norm_gives_its_input():
    block = BasicBlock(16, 16, is_raw=True).eval()
    silence(last_norm(block))
    x = torch.randn(2, 16, 9, 11)
    with torch.inference_mode():
        assert torch.equal(block(x), x)


@pytest.mark.parametrize("block", [BasicBlock(16, 24, stride=2), DownLFEM(16, 24), BottleneckBlock(16)])
def test_a_block_that_changes_channels_adds_a_1x1_and_ends_rectified(block: nn.Module):
    with_lively_statistics(block).eval()
    silence(last_norm(block))
    x = torch.randn(2, 16, 9, 11)
    stride = 1 if isinstance(block, BottleneckBlock) else 2
    with torch.inference_mode():
        assert torch.equal(block(x), block.shortcut(x).relu())
        assert block.shortcut[0].kernel_size == (1, 1)
        # a 1x1 of stride 2 reads every second pixel
        assert torch.allclose(block.shortcut(x), block.shortcut[1](
            torch.einsum("oc,nchw->nohw", block.shortcut[0].weight[:, :, 0, 0], x[:, :, ::stride, ::stride])
        ), atol=1e-5)  # fmt: skip


def test_two_scales_sees_3x3_in_the_first_half_and_5x5_in_the_second():
    block = TwoScales(4).eval()
    delta = torch.zeros(1, 8, 15, 15)
    delta[:, :, 7, 7] = 1
    with torch.inference_mode():
        seen = block(delta).abs() > 0
    assert [int(plane.sum()) for plane in seen[0]] == [9] * 4 + [25] * 4
    assert bool(seen[0, 0, 6:9, 6:9].all())
    assert bool(seen[0, 7, 5:10, 5:10].all())


def test_an_lfem_rectifies_after_joining_its_scales_and_not_inside():
    kinds = [type(module).__name__ for module in LFEM(8).main]
    assert kinds == ["Sequential", "ReLU", "TwoScales", "ReLU", "Sequential"]
    assert not any(isinstance(module, nn.ReLU) for module in TwoScales(8).modules())


# Wiring


def taken_and_given(network: DBRNet, frames: Tensor) -> tuple[dict[str, tuple[Tensor, ...]], dict[str, Tensor]]:
    taken: dict[str, tuple[Tensor, ...]] = {}
    given: dict[str, Tensor] = {}

    def keep(name: str, _: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        taken[name], given[name] = inputs, output

    hooks = [module.register_forward_hook(partial(keep, name)) for name, module in network.named_children()]
    with torch.no_grad():
        network(frames)
    for hook in hooks:
        hook.remove()
    return taken, given


def test_each_stage_gives_the_size_of_the_paper():
    _, given = taken_and_given(DBRNet(4).train(), torch.zeros(2, 3, 128, 256))
    assert {name: tuple(output.shape[1:]) for name, output in given.items()} == {
        "stem": (32, 32, 64), "shared_1": (32, 32, 64), "shared_2": (64, 16, 32),
        "semantic_3": (128, 8, 16), "semantic_4": (256, 4, 8), "semantic_5": (512, 4, 8),
        "detail_3": (64, 16, 32), "detail_4": (64, 16, 32), "detail_5": (128, 16, 32),
        "detail_to_semantic_3": (128, 8, 16), "detail_to_semantic_4": (256, 4, 8),
        "affm": (64, 16, 32), "dcppm": (128, 4, 8), "head": (4, 16, 32), "auxiliary_head": (4, 16, 32),
    }  # fmt: skip


def test_a_stage_of_two_blocks_ends_raw_and_one_of_one_block_rectified():
    _, given = taken_and_given(with_lively_statistics(DBRNet(4)).eval(), torch.randn(1, 3, 64, 96))
    raw = {name for name, output in given.items() if output.min() < 0}
    assert raw == {
        "shared_1", "shared_2", "semantic_3", "semantic_4", "affm", "detail_to_semantic_3", "detail_to_semantic_4",
        "dcppm", "head",
    }  # fmt: skip


def test_raw_maps_are_added_and_rectified_by_who_takes_them():
    network = with_lively_statistics(DBRNet(4)).train()
    taken, given = taken_and_given(network, torch.randn(2, 3, 64, 96))
    expected = {
        "shared_1": given["stem"],
        "shared_2": given["shared_1"].relu(),
        "semantic_3": given["shared_2"].relu(),
        "detail_3": given["shared_2"].relu(),
        "detail_to_semantic_3": given["detail_3"],
        "semantic_4": (given["semantic_3"] + given["detail_to_semantic_3"]).relu(),
        "detail_4": given["affm"].relu(),
        "detail_to_semantic_4": given["detail_4"],
        "semantic_5": (given["semantic_4"] + given["detail_to_semantic_4"]).relu(),
        "detail_5": given["detail_4"],
        "dcppm": given["semantic_5"],
        "head": functional.interpolate(given["dcppm"], size=(8, 12), mode="bilinear") + given["detail_5"],
        "auxiliary_head": given["affm"],
    }
    for name, value in expected.items():
        assert torch.equal(taken[name][0], value), name
    low, high = taken["affm"]
    assert torch.equal(low, given["detail_3"])
    assert torch.equal(high, given["semantic_3"].relu())


def test_the_fusion_back_into_the_semantic_branch_has_a_relu_between_its_convolutions_only():
    assert [type(m).__name__ for m in DBRNet(4).detail_to_semantic_4] == ["Sequential", "ReLU", "Sequential"]
    assert [type(m).__name__ for m in DBRNet(4).detail_to_semantic_3] == ["Conv2d", "BatchNorm2d"]


def test_scores_are_a_plain_enlargement_by_eight():
    network = DBRNet(2).train()
    ramp = torch.arange(12.0).expand(2, 2, 8, 12)
    network.head.register_forward_hook(lambda *_: ramp)
    network.auxiliary_head.register_forward_hook(lambda *_: -ramp)
    with torch.no_grad():
        main, auxiliary = network(torch.zeros(2, 3, 64, 96))
    # Outer edges coincide: pixel 0 lies half a pixel of 1/8 before the first centre and takes its value.
    expected = ((torch.arange(96.0) + 0.5) / 8 - 0.5).clamp(0, 11).expand(2, 2, 64, 96)
    assert torch.allclose(main, expected, atol=1e-5)
    assert torch.allclose(auxiliary, -expected, atol=1e-5)


def test_every_parameter_learns_and_the_auxiliary_map_teaches_only_what_lies_before_it():
    network = DBRNet(4).train()
    frames = torch.randn(2, 3, 64, 64)

    def taught(loss: Tensor) -> set[str]:
        network.zero_grad()
        loss.backward()
        return {name for name, p in network.named_parameters() if p.grad is not None and p.grad.any()}

    everything = {name for name, _ in network.named_parameters()}
    main, auxiliary = network(frames)
    assert taught(main.square().mean() + auxiliary.square().mean()) == everything
    by_main = taught(network(frames)[0].square().mean())
    assert by_main == {name for name in everything if not name.startswith("auxiliary_head")}
    by_auxiliary = taught(network(frames)[1].square().mean())
    before = (
        "stem", "shared_1", "shared_2", "semantic_3", "detail_3", "affm", "auxiliary_head"
    )  # fmt: skip
    assert by_auxiliary == {name for name in everything if name.split(".")[0] in before}


def test_every_convolution_starts_by_fan_out_and_every_norm_as_identity():
    for name, module in DBRNet(4).named_modules():
        if isinstance(module, nn.Conv2d):
            n_out, per_input, *kernel = module.weight.shape
            deviation = math.sqrt(2 / (n_out * math.prod(kernel)))
            n = module.weight.numel()
            # 5 standard errors; a uniform start of the same spread never reaches beyond 1.74 deviations
            assert module.weight.std().item() == pytest.approx(deviation, rel=5 / math.sqrt(2 * n)), name
            assert module.weight.abs().max() > 2 * deviation, name
            if module.bias is not None:
                bound = 1 / math.sqrt(per_input * math.prod(kernel))  # the framework's own start
                assert 0 < module.bias.abs().max() <= bound, name
        if isinstance(module, nn.BatchNorm2d):
            assert bool((module.weight == 1).all()), name
            assert bool((module.bias == 0).all()), name


# AFFM

HIGH, LOW = (6, 11), (12, 22)  # not square, so that x and y cannot be mistaken for each other


def constant_flow(x: float, y: float, n: int = 1) -> Tensor:
    return torch.tensor([x, y]).view(1, 2, 1, 1).expand(n, 2, *LOW)


def test_without_flow_the_warp_is_a_plain_resize():
    high = torch.randn(2, 3, *HIGH)
    plain = functional.interpolate(high, size=LOW, mode="bilinear", align_corners=True)
    assert torch.allclose(warped(high, constant_flow(0, 0, n=2)), plain, atol=1e-5)


def test_a_silent_flow_convolution_leaves_weighted_low_plus_resized_high():
    affm = with_lively_statistics(AFFM(8)).eval()
    nn.init.zeros_(affm.flow.weight)
    low, high = torch.randn(2, 8, *LOW), torch.randn(2, 16, *HIGH)
    with torch.inference_mode():
        resized = functional.interpolate(affm.compress(high), size=LOW, mode="bilinear", align_corners=True)
        conv = affm.channel_weights[1]
        weights = high.mean(dim=(2, 3)) @ conv.weight[:, :, 0, 0].T + conv.bias
        assert weights.min() < 0, "the weights are unbounded: no sigmoid"
        assert torch.allclose(affm(low, high), weights[:, :, None, None] * low + resized, atol=1e-5)


def test_as_released_the_border_loses_half_and_the_corners_three_quarters():
    plain = warped(torch.ones(1, 1, *HIGH), constant_flow(0, 0), as_released=True)[0, 0]
    assert torch.allclose(plain[1:-1, 1:-1], torch.ones(10, 20), atol=1e-5)
    assert torch.allclose(plain[0, 1:-1], torch.tensor(0.5), atol=1e-5)
    assert torch.allclose(plain[1:-1, -1], torch.tensor(0.5), atol=1e-5)
    assert plain[0, 0].item() == plain[-1, -1].item() == pytest.approx(0.25, abs=1e-5)


@pytest.mark.parametrize("axis", ["x", "y"])
def test_a_flow_of_one_pixel_fetches_the_next_pixel(axis: str):
    high = torch.randn(1, 2, *LOW)  # as large as the flow: one pixel is 2 / (side - 1) of the grid
    side = LOW[1] if axis == "x" else LOW[0]
    one_pixel = 2 / (side - 1) * side
    flow = constant_flow(one_pixel, 0) if axis == "x" else constant_flow(0, one_pixel)
    moved = warped(high, flow)
    if axis == "x":  # what is shown moves left, zeros enter from the right
        expected = functional.pad(high[:, :, :, 1:], (0, 1))
    else:
        expected = functional.pad(high[:, :, 1:], (0, 0, 0, 1))
    assert torch.allclose(moved, expected, atol=1e-4)


@pytest.mark.parametrize(
    ("as_released", "x_step", "y_step"),
    # In pixels of ``high``: flow / own side * (side - 1) / 2, or as released flow / other side * side / 2.
    [(False, 3 / 22 * 10 / 2, 3 / 12 * 5 / 2), (True, 3 / 12 * 11 / 2, 3 / 22 * 6 / 2)],
)
def test_a_constant_flow_moves_by_the_same_step_everywhere(as_released: bool, x_step: float, y_step: float):
    ramps = torch.stack([torch.arange(11.0).expand(HIGH), torch.arange(6.0)[:, None].expand(HIGH)])[None]
    still = warped(ramps, constant_flow(0, 0), as_released=as_released)
    inside = (slice(2, -4), slice(2, -6))  # of the grid, where neither reads beyond the border
    right = (warped(ramps, constant_flow(3, 0), as_released=as_released) - still)[0][:, *inside]
    down = (warped(ramps, constant_flow(0, 3), as_released=as_released) - still)[0][:, *inside]
    assert torch.allclose(right[0], torch.tensor(x_step), atol=1e-4)
    assert torch.allclose(right[1], torch.tensor(0.0), atol=1e-4)
    assert torch.allclose(down[0], torch.tensor(0.0), atol=1e-4)
    assert torch.allclose(down[1], torch.tensor(y_step), atol=1e-4)


def test_the_flow_is_drawn_from_the_resized_semantic_map_and_then_the_detail_map():
    affm = with_lively_statistics(AFFM(8)).eval()
    seen: list[Tensor] = []
    affm.flow.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    low, high = torch.randn(2, 8, *LOW), torch.randn(2, 16, *HIGH)
    with torch.inference_mode():
        affm(low, high)
        from_high = affm.contrast_high(affm.compress(high))
        resized = functional.interpolate(from_high, size=LOW, mode="bilinear", align_corners=True)
        assert torch.allclose(seen[0], torch.cat([resized, affm.contrast_low(low)], dim=1), atol=1e-5)


def test_the_network_hands_its_option_on():
    assert (DBRNet(4).affm.as_released, DBRNet(4, affm="released").affm.as_released) == (False, True)


# DCPPM


def test_the_five_views_are_summed_as_in_the_figure():
    dcppm = DCPPM(8, 4).eval()
    for view, value in zip(dcppm.views, (1.0, 10.0, 100.0, 1000.0, 10000.0), strict=True):
        view.register_forward_hook(lambda *_, value=value: torch.full((1, 4, 1, 1), value))
    for refine in dcppm.refine:
        refine.register_forward_hook(lambda _, inputs, __: 2 * inputs[0])
    joined: list[Tensor] = []
    dcppm.fuse.register_forward_pre_hook(lambda _, inputs: joined.append(inputs[0]))
    with torch.inference_mode():
        dcppm(torch.zeros(1, 8, 1, 1))
    # o2 = 2 (10 + 1); q3 = 100 + 22; r4 = 1000 + 122; q4 = 1122 + 244; q5 = 10000 + 1122 + 1366 + 2732
    assert joined[0][0, ::4, 0, 0].tolist() == [1, 22, 244, 2732, 30440]
    assert joined[0].shape == (1, 20, 1, 1)


def test_its_output_is_the_joined_views_plus_a_short_cut():
    dcppm = with_lively_statistics(DCPPM(8, 4)).eval()
    x = torch.randn(2, 8, 5, 7)
    with torch.inference_mode():
        whole = dcppm(x)
        nn.init.zeros_(dcppm.fuse[-1].weight)
        assert torch.equal(dcppm(x), dcppm.shortcut(x))
        assert not torch.allclose(whole, dcppm.shortcut(x))


def test_its_pools_halve_ever_more_and_count_the_zeros_beyond_the_border():
    pools = [view[0] for view in DCPPM(8, 4).views]
    ones = torch.ones(1, 1, 32, 48)
    pooled = [pool(ones)[0, 0] for pool in pools]
    assert [tuple(plane.shape) for plane in pooled] == [(32, 48), (16, 24), (8, 12), (4, 6), (1, 1)]
    # A corner sees a square of 3, 5, 9 ones within a window of 5, 9, 17.
    corners = [plane[0, 0].item() for plane in pooled]
    assert corners == pytest.approx([1, 9 / 25, 25 / 81, 81 / 289, 1])
    assert pooled[1][1, 1].item() == pytest.approx(1)


def test_a_smaller_view_is_resized_by_edges_and_the_global_one_spread():
    dcppm = DCPPM(8, 4).eval()
    x = torch.randn(1, 8, 6, 10)
    joined: list[Tensor] = []
    for refine in dcppm.refine:
        refine.register_forward_hook(lambda _, inputs, __: torch.zeros_like(inputs[0]))
    hooks = [refine.register_forward_pre_hook(lambda _, i: joined.append(i[0])) for refine in dcppm.refine]
    with torch.inference_mode():
        dcppm(x)
        m1, m2, m3, m4, m5 = (
            functional.interpolate(view(x), size=(6, 10), mode="bilinear", align_corners=False) for view in dcppm.views
        )
    assert len(hooks) == len(joined) == 4
    # Refinements give 0, so what they take is the bare running sum.
    expected = (m1 + m2, m3, m4 + m3, m5 + 2 * (m4 + m3))
    for found, wanted in zip(joined, expected, strict=True):
        assert torch.allclose(found, wanted, atol=1e-5)


def test_its_convolutions_are_preceded_by_norm_and_relu():
    def kinds(block: nn.Module) -> list[str]:
        return [type(module).__name__ for module in block]

    dcppm = DCPPM(8, 4)
    assert kinds(dcppm.fuse) == kinds(dcppm.shortcut) == ["BatchNorm2d", "ReLU", "Conv2d"]
    assert kinds(dcppm.views[1]) == ["AvgPool2d", "BatchNorm2d", "ReLU", "Conv2d"]
    assert kinds(dcppm.refine[0]) == ["BatchNorm2d", "ReLU", "Conv2d", "Conv2d"]
    assert kinds(DCPPM(8, 4, pointwise=False).refine[0]) == ["BatchNorm2d", "ReLU", "Conv2d"]
    assert (dcppm.refine[0][2].groups, dcppm.refine[0][3].kernel_size) == (4, (1, 1))


# Half precision


def test_training_in_bfloat16_stays_finite_and_samples_the_flow_in_float32(monkeypatch: pytest.MonkeyPatch):
    kinds: list[torch.dtype] = []
    sample = functional.grid_sample

    def spy(values: Tensor, grid: Tensor, **options: Any) -> Tensor:
        kinds.extend([values.dtype, grid.dtype])
        return sample(values, grid, **options)

    monkeypatch.setattr(functional, "grid_sample", spy)
    network = DBRNet(4).train()
    with torch.autocast("cpu", torch.bfloat16):
        main, auxiliary = network(torch.randn(2, 3, 64, 96))
    assert kinds == [torch.float32, torch.float32]
    assert main.dtype == auxiliary.dtype == torch.bfloat16
    (main.float().square().mean() + auxiliary.float().square().mean()).backward()
    assert main.isfinite().all()
    assert auxiliary.isfinite().all()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in network.parameters())


def test_bfloat16_scores_are_near_those_of_float32():
    network = with_lively_statistics(DBRNet(4)).eval()
    frame = torch.randn(1, 3, 64, 96)
    with torch.inference_mode():
        exact = network(frame)
        with torch.autocast("cpu", torch.bfloat16):
            by_autocast = network(frame).float()
        whole = network.bfloat16()(frame.bfloat16())
    assert whole.dtype == torch.bfloat16
    for scores in (by_autocast, whole.float()):
        assert (scores - exact).abs().mean() < 0.05 * exact.abs().mean()


# Learning


@pytest.mark.slow("learns for seconds; test_battery.py sees every parameter learn")
def test_eight_frames_are_learned_by_heart():
    """The graph can learn at all: bright blocks of 16 px are class 1."""
    blocks = (torch.rand(8, 1, 4, 4) > 0.5).float()
    frames = functional.interpolate(blocks, scale_factor=16, mode="nearest")
    truth = frames[:, 0].long()
    network = DBRNet(n_classes=2, in_channels=1).train()
    optimiser = torch.optim.SGD(network.parameters(), lr=1e-2, momentum=0.9)
    for _ in range(30):
        optimiser.zero_grad()
        sum(functional.cross_entropy(scores, truth) for scores in network(frames)).backward()
        optimiser.step()
    with torch.no_grad():
        main, _ = network(frames)  # with the batch's own statistics: 30 steps do not settle the running ones
    found = main.argmax(dim=1)
    iou = ((found == 1) & (truth == 1)).sum() / ((found == 1) | (truth == 1)).sum()
    assert iou > 0.9  # scores are smooth at 8 px


# ONNX


@pytest.fixture
def _no_progress_bar_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter counts its steps with tqdm, whose watching thread would outlive the test."""
    monkeypatch.setattr(tqdm, "monitor_interval", 0)


def largest_relative_difference(network: nn.Module, session: onnxruntime.InferenceSession, shape: Any) -> float:
    frames = np.random.default_rng(sum(shape)).normal(0, 1, shape).astype(np.float32)
    with torch.inference_mode():
        ours = network(torch.from_numpy(frames)).numpy()
    (theirs,) = session.run(None, {"frame": frames})
    assert ours.shape == theirs.shape == (shape[0], 4, *shape[2:])
    assert np.ptp(ours) > 1  # else this would show nothing
    assert np.mean(ours.argmax(axis=1) == theirs.argmax(axis=1)) > 0.999
    return float(np.abs(ours - theirs).max() / np.abs(ours).max())


def export(network: nn.Module, path: Path, *, any_size: bool) -> onnxruntime.InferenceSession:
    card = ModelCard(
        name="steel-dbrnet", version="1", network="dbrnet", class_names=("background", "a", "b", "c"),
        input_channels=3, mean=(0.5,) * 3, std=(0.25,) * 3, size_multiple=8, tile_px=64, overlap_px=16,
        output=Output.LOGITS, thresholds=(0.0, 0.5, 0.5, 0.5), min_area_px=(0, 16, 16, 16), is_demonstration=True,
    )  # fmt: skip
    export_onnx(network, card, path, any_size=any_size)
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


@pytest.mark.slow("half a minute")
@pytest.mark.usefixtures("_no_progress_bar_thread")
def test_the_exported_file_gives_the_same_scores_at_any_size(tmp_path: Path):
    network = with_lively_statistics(DBRNet(4)).eval()
    session = export(network, tmp_path / "steel.onnx", any_size=True)
    for shape in [
        (1, 3, 128, 192),
        (1, 3, 8, 8),
        (1, 3, 16, 64),
        (2, 3, 32, 32),
        (1, 3, 200, 200),
        (1, 3, 40, 264),
        (1, 3, 256, 512),
    ]:
        assert largest_relative_difference(network, session, shape) < 1e-4, shape
    graph = onnx.load(tmp_path / "steel.onnx").graph
    assert sum(node.op_type == "GridSample" for node in graph.node) == 1
    # The auxiliary head stays behind: the weights of inference, and less beside them than that head has.
    n_stored = sum(math.prod(tensor.dims) for tensor in graph.initializer)
    assert n_stored < n_parameters(network) - n_parameters(network.auxiliary_head) + 20_000


@pytest.mark.usefixtures("_no_progress_bar_thread")
@pytest.mark.slow("half a minute")
@pytest.mark.parametrize("options", [{}, AS_RELEASED])
def test_an_export_of_one_size_gives_the_same_scores(options: Any, tmp_path: Path):
    network = with_lively_statistics(DBRNet(4, **options)).eval()
    session = export(network, tmp_path / "steel.onnx", any_size=False)
    assert session.get_inputs()[0].shape[1:] == [3, 64, 64]
    assert largest_relative_difference(network, session, (2, 3, 64, 64)) < 1e-4
