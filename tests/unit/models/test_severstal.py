"""The Severstal report's networks against its counts: parameters, arithmetic, what they see, how they begin."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

from models.severstal.deeplab import DeepLab, width
from models.severstal.unet import (
    WIDTHS,
    InvertedBlock,
    MeanOfChannels,
    ResidualBlock,
    inverted_unet,
    mcad,
    res_unet,
    same_padded,
    unet,
)

NETWORKS: dict[str, Callable[..., nn.Module]] = {
    "unet": unet, "res-unet": res_unet, "inverted-unet": inverted_unet, "deeplab": DeepLab,
}  # fmt: skip
BUILDERS = [pytest.param(builder, id=name) for name, builder in NETWORKS.items()]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True)
def no_progress_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter's progress bars would start a thread that outlives the test."""
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)


def n_parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def n_statistics(module: nn.Module) -> int:
    return sum(
        m.running_mean.numel() + m.running_var.numel() for m in module.modules() if isinstance(m, nn.BatchNorm2d)
    )


def with_lively_statistics(network: nn.Module, c_in: int) -> nn.Module:
    """In evaluation mode with batch norms as after training: with fresh ones many faults cancel out."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        nn.init.uniform_(norm.weight, 0.5, 1.5)
        nn.init.normal_(norm.bias, 0, 0.2)
        norm.momentum = 1.0  # one pass settles the statistics
    with torch.no_grad():
        network.train()(torch.randn(4, c_in, 64, 64))
    for norm in norms:
        # A channel that lay almost still in those few frames would drown all others in the next.
        norm.running_var.clamp_(min=0.2 * norm.running_var.mean().item())
    return network.eval()


def n_mac(network: nn.Module, height: int, width_px: int) -> int:
    """Multiply-accumulates of all convolutions for one grey frame, counted from shapes alone."""
    counted = 0

    def add(module: nn.Module, _: object, output: Tensor) -> None:
        nonlocal counted
        if isinstance(module, nn.ConvTranspose2d):  # 2x2 with stride 2: one product per input channel
            counted += output.numel() * module.in_channels
        elif isinstance(module, nn.Conv2d):
            counted += output.numel() * module.in_channels // module.groups * math.prod(module.kernel_size)

    network = network.to("meta").eval()
    for module in network.modules():
        module.register_forward_hook(add)
    network(torch.empty(1, 1, height, width_px, device="meta"))
    return counted


@pytest.mark.parametrize(
    ("network", "trainable", "statistics"),
    [
        (unet(4, 1), 1_944_772, 0),
        (res_unet(4, 1), 1_831_540, 1_472),
        (res_unet(4, 1, "seq6"), 1_979_124, 1_472),
        (inverted_unet(4, 1), 1_474_599, 1_698),
        (inverted_unet(4, 1, 3), 1_631_606, 5_308),
        (inverted_unet(4, 1, 0, "seq6"), 1_622_183, 1_698),
        (inverted_unet(4, 1, 3, "seq6"), 1_779_190, 5_308),
        (DeepLab(4, 1, 0.5), 695_588, 17_520),
        (DeepLab(4, 1, 0.1), 192_436, 6_208),
    ],
)
def test_counts_are_those_of_the_report(network: nn.Module, trainable: int, statistics: int):
    assert n_parameters(network) == trainable
    assert n_statistics(network) == statistics


@pytest.mark.parametrize(
    ("network", "trainable"),
    [
        (inverted_unet(4, 1, 6), 1_825_232), (DeepLab(4, 1, 0.25), 307_604), (DeepLab(4, 1, 0.75), 1_301_748),
        (DeepLab(4, 1, 1.0), 2_108_612),
    ],
)  # fmt: skip
def test_the_other_options_have_their_counts(network: nn.Module, trainable: int):
    assert n_parameters(network) == trainable


def test_each_layer_of_the_u_net_has_its_count():
    network = unet(4, 1)

    def counts(part: nn.Module) -> list[int]:
        return [n_parameters(m) for m in part.modules() if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d))]

    assert [counts(stage) for stage in network.stages] == [
        [80, 584], [1_168, 2_320], [4_640, 9_248], [18_496, 36_928], [73_856, 147_584],
    ]  # fmt: skip
    assert counts(network.bottleneck) == [295_168, 590_080]
    upwards = [(n_parameters(up), *counts(join)) for up, join in zip(network.ups, network.joins, strict=True)]
    assert upwards[::-1] == [
        (131_200, 295_040, 147_584), (32_832, 73_792, 36_928), (8_224, 18_464, 9_248), (2_064, 4_624, 2_320),
        (520, 1_160, 584),
    ]  # fmt: skip
    assert counts(network.head) == [36]


@pytest.mark.parametrize(
    ("network", "expected_g"),
    [(unet(4, 1), 5.85), (res_unet(4, 1), 6.24), (inverted_unet(4, 1), 4.29), (inverted_unet(4, 1, 3), 5.09)],
)
def test_arithmetic_at_256_by_1600_is_that_of_the_report(network: nn.Module, expected_g: float):
    assert n_mac(network, 256, 1600) / 1e9 == pytest.approx(expected_g, abs=0.005)


@pytest.mark.parametrize(("form", "parameters", "side"), [("sum5", 737_920, 55), ("seq6", 885_504, 57)])
def test_an_mcad_sees_its_window_and_no_more(form: str, parameters: int, side: int):
    assert n_parameters(mcad(128, form)) == parameters
    block = mcad(2, form)
    for parameter in block.parameters():
        nn.init.constant_(parameter, 0.1 if parameter.ndim == 4 else 0.0)
    delta = torch.zeros(1, 2, 81, 81)
    delta[:, :, 40, 40] = 1
    with torch.inference_mode():
        reached = block(delta).amax(dim=(0, 1)) > 0
    rows, columns = torch.nonzero(reached, as_tuple=True)
    first, last = 40 - side // 2, 40 + side // 2
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (first, last, first, last)
    assert int(reached.sum()) == side * side


def test_sum5_adds_all_five_outputs_and_is_linear_before_its_end():
    block = mcad(1, "sum5")
    for layer in block.chain:  # each passes its input on, times -1
        nn.init.zeros_(layer.weight)
        layer.weight.data[0, 0, 1, 1] = -1
        nn.init.zeros_(layer.bias)
    x = torch.tensor([2.0, -3.0]).view(1, 1, 1, 2)
    with torch.inference_mode():  # -x + x - x + x - x = -x, then LeakyReLU of slope 0.3
        assert torch.allclose(block(x).flatten(), torch.tensor([-0.6, 3.0]))


def test_seq6_cuts_off_after_every_layer():
    block = mcad(1, "seq6")
    for layer in block[::2]:
        nn.init.zeros_(layer.weight)
        layer.weight.data[0, 0, 1, 1] = -1
        nn.init.zeros_(layer.bias)
    with torch.inference_mode():  # whatever comes in, the second layer turns what is left below zero
        assert not block(torch.tensor([2.0, -3.0]).view(1, 1, 1, 2)).any()
    assert sum(isinstance(module, nn.ReLU) for module in block) == 6


def test_shapes_inside_are_those_of_the_report():
    shapes: dict[str, tuple[int, ...]] = {}
    frame = torch.empty(1, 1, 256, 1600, device="meta")
    for name, builder in NETWORKS.items():
        network = builder(4, 1).to("meta").eval()
        inner = network.features if isinstance(network, DeepLab) else network.bottleneck
        inner.register_forward_hook(lambda _, __, out, name=name: shapes.update({name: tuple(out.shape)}))
        assert network(frame).shape == (1, 4, 256, 1600)
    assert shapes == {
        "unet": (1, 256, 8, 50), "res-unet": (1, 128, 8, 50), "inverted-unet": (1, 128, 8, 50),
        "deeplab": (1, 160, 32, 200),
    }  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize(("n_classes", "in_channels"), [(1, 1), (2, 3), (5, 3)])
def test_classes_and_channels_are_free(builder: Callable[..., nn.Module], n_classes: int, in_channels: int):
    with torch.inference_mode():
        scores = builder(n_classes, in_channels).eval()(torch.zeros(2, in_channels, 32, 96))
    assert scores.shape == (2, n_classes, 32, 96)


@pytest.mark.parametrize("builder", BUILDERS)
def test_outputs_are_logits(builder: Callable[..., nn.Module]):
    network = builder(2, 1).eval()
    nn.init.constant_(network.head.bias, -7.0)
    nn.init.zeros_(network.head.weight)
    with torch.inference_mode():
        assert torch.allclose(network(torch.rand(1, 1, 32, 32)), torch.tensor(-7.0))


@pytest.mark.parametrize(("height", "width_px"), [(256, 1601), (255, 1600), (16, 32), (36, 32)])
def test_sizes_that_do_not_fit_are_refused_in_words(height: int, width_px: int):
    frame = torch.zeros(1, 1, height, width_px)
    for builder in (unet, res_unet, inverted_unet):
        with pytest.raises(ValueError, match=rf"multiples of 32, got {height} x {width_px}"):
            builder(4, 1)(frame)
    if height % 8 or width_px % 8:
        with pytest.raises(ValueError, match=rf"multiples of 8, got {height} x {width_px}"):
            DeepLab(4, 1)(frame)


def test_impossible_options_are_refused():
    with pytest.raises(ValueError, match="activation is one of"):
        unet(4, activation="prelu")
    with pytest.raises(ValueError, match="at least one filter"):
        unet(4, filters=0)
    with pytest.raises(ValueError, match="MCAD is one of"):
        res_unet(4, mcad_form="sum6")
    with pytest.raises(ValueError, match="expansion is one of"):
        inverted_unet(4, expansion=1)
    with pytest.raises(ValueError, match="alpha is one of"):
        DeepLab(4, alpha=0.3)


def test_twice_the_filters_are_four_times_the_parameters():
    # Only twice: the weights of the first and last layer, and the biases. The last layer's four biases stay.
    biases = 2 * (8 + 16 + 32 + 64 + 128) + 2 * 256 + 3 * (8 + 16 + 32 + 64 + 128)
    assert n_parameters(unet(4, 1, filters=16)) == 4 * 1_944_772 - 2 * (72 + 32 + biases) - 3 * 4 == 7_775_364


def test_the_activation_is_that_of_encoder_and_decoder():
    kinds = [type(m).__name__ for m in unet(4, activation="relu").modules() if isinstance(m, (nn.ReLU, nn.LeakyReLU))]
    assert kinds == ["ReLU"] * 22
    leaky = [m for m in unet(4, activation="leaky-relu").modules() if isinstance(m, (nn.ReLU, nn.LeakyReLU))]
    assert [(type(m).__name__, m.negative_slope) for m in leaky] == [("LeakyReLU", 0.3)] * 22


def test_the_decoder_is_plain_whatever_the_encoder():
    for network in (unet(4), res_unet(4), inverted_unet(4)):
        kinds = [type(module).__name__ for join in network.joins for module in join]
        assert kinds == ["Conv2d", "ReLU", "Conv2d", "ReLU"] * 5


def test_up_sampled_features_come_before_the_skip():
    network = unet(1, 1).eval()
    with torch.inference_mode():
        for join in network.joins:
            join[0].weight[:, : join[0].in_channels // 2] = 0  # all that comes from below
        before = network(torch.ones(1, 1, 32, 32))
        network.bottleneck[2].bias += 5
        assert torch.equal(before, network(torch.ones(1, 1, 32, 32)))


def test_the_first_residual_block_adds_the_frame_itself_to_all_channels():
    block = res_unet(4, 1).stages[0].eval()
    for layer in block.main:
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.zeros_(layer.weight)
    x = torch.randn(2, 1, 6, 7)
    with torch.inference_mode():
        assert torch.equal(block(x), torch.where(x > 0, x, 0.3 * x).expand(2, 8, 6, 7))


def test_the_first_shortcut_of_a_colour_frame_is_its_mean():
    frame = torch.tensor([3.0, 6.0, 0.0]).view(1, 3, 1, 1)
    assert MeanOfChannels()(frame).item() == 3.0
    assert isinstance(res_unet(4, 3).stages[0].shortcut, MeanOfChannels)


def test_further_shortcuts_are_convolutions_with_norm():
    for stage in res_unet(4).stages[1:]:
        assert isinstance(stage, ResidualBlock)
        assert [type(module).__name__ for module in stage.shortcut] == ["Conv2d", "BatchNorm2d"]
        assert stage.shortcut[0].kernel_size == (3, 3)


@pytest.mark.parametrize("expansion", [0, 3, 6])
def test_an_inverted_block_ends_linear_and_its_residual_is_the_identity(expansion: int):
    options = {"expansion": expansion, "momentum": 0.001}
    plain = with_lively_statistics(InvertedBlock(8, 16, has_residual=False, **options), 8)
    x = torch.randn(2, 8, 9, 11)
    with torch.inference_mode():
        y = plain(x)
    assert (y < 0).any()
    assert (y > 0).any()
    residual = InvertedBlock(16, 16, has_residual=True, **options).eval()
    nn.init.zeros_(residual.main[-1].weight)
    with torch.inference_mode():
        assert torch.equal(residual(y), y)


def test_expansion_is_a_1x1_to_so_many_times_the_input():
    with_it = InvertedBlock(8, 16, expansion=3, has_residual=False, momentum=0.01)
    assert [m.weight.shape for m in with_it.main if isinstance(m, nn.Conv2d)] == [
        (24, 8, 1, 1), (24, 1, 3, 3), (16, 24, 1, 1),
    ]  # fmt: skip
    without = InvertedBlock(8, 16, expansion=0, has_residual=False, momentum=0.01)
    assert [m.weight.shape for m in without.main if isinstance(m, nn.Conv2d)] == [(8, 1, 3, 3), (16, 8, 1, 1)]


def test_stride_2_is_padded_below_and_to_the_right():
    layer = nn.Sequential(*same_padded(1, 1, stride=2))
    nn.init.ones_(layer[1].weight)
    # Output row i sums input rows 2i to 2i + 2: row 3 lies in one output row, row 2 in two, the last in one.
    for row, reached in [(3, [1]), (2, [0, 1]), (0, [0]), (7, [3])]:
        frame = torch.zeros(1, 1, 8, 8)
        frame[0, 0, row] = 1
        with torch.inference_mode():
            assert torch.nonzero(layer(frame)[0, 0, :, 0]).flatten().tolist() == reached


def test_widths_are_rounded_to_eights_and_not_below_nine_tenths():
    assert [width(base, 0.1) for base in (32, 16, 24, 96, 160, 320)] == [8, 8, 8, 16, 16, 32]
    assert [width(base, 0.5) for base in (32, 16, 24, 32, 64, 96, 160, 320)] == [16, 8, 16, 16, 32, 48, 80, 160]


def test_deeplab_dilates_where_it_no_longer_strides():
    blocks = [module for module in DeepLab(4).features if isinstance(module, InvertedBlock)]
    depthwise = [next(m for m in block.main if isinstance(m, nn.Conv2d) and m.groups > 1) for block in blocks]
    assert [m.stride[0] for m in depthwise] == [1, 2, 1, 2, 1, 1] + [1] * 11
    assert [m.dilation[0] for m in depthwise] == [1] * 7 + [2] * 7 + [4] * 3
    assert [b.has_residual for b in blocks] == [
        False, False, True, False, True, True, False, True, True, True, False, True, True, False, True, True, False,
    ]  # fmt: skip


def test_norms_are_those_of_keras():
    for network, momentum in [(res_unet(4), 0.01), (inverted_unet(4), 0.001), (DeepLab(4), 0.01)]:
        norms = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
        assert {(m.eps, m.momentum) for m in norms} == {(1e-3, momentum)}


@pytest.mark.parametrize("builder", BUILDERS)
def test_weights_begin_glorot_uniform_and_biases_zero(builder: Callable[..., nn.Module]):
    layers = [m for m in builder(4, 1).modules() if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d))]
    assert layers
    for layer in layers:
        area = math.prod(layer.kernel_size)
        fan_sum = area * (layer.in_channels + layer.out_channels)
        if layer.groups > 1:  # depthwise: Keras counts all its channels on one side, one on the other
            fan_sum = area * (layer.in_channels + 1)
        limit = math.sqrt(6 / fan_sum)
        assert layer.weight.abs().max() <= limit
        if layer.weight.numel() > 500:
            assert layer.weight.std().item() == pytest.approx(limit / math.sqrt(3), rel=0.1)
        assert layer.bias is None or not layer.bias.any()


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_parameter_learns(builder: Callable[..., nn.Module]):
    network = builder(4, 1).train()
    network(torch.randn(2, 1, 64, 64)).square().mean().backward()
    idle = [
        name for name, parameter in network.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert idle == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_frame_is_scored_alike_alone_and_in_a_batch(builder: Callable[..., nn.Module]):
    network = with_lively_statistics(builder(3, 3), 3)
    frames = torch.randn(3, 3, 32, 64)
    with torch.inference_mode():
        together, alone = network(frames), torch.cat([network(frame[None]) for frame in frames])
    assert torch.allclose(together, alone, atol=1e-4)


def soft_dice(scores: Tensor, truth: Tensor) -> Tensor:
    """Over the whole batch, all classes and pixels, smoothing 1: the report's logged "accuracy"."""
    p = scores.sigmoid()
    return (2 * (p * truth).sum() + 1) / (p.sum() + truth.sum() + 1)


@pytest.mark.slow("learns for a quarter of a minute")
@pytest.mark.parametrize(
    ("builder", "n_frames", "side"), [(unet, 8, 32), (res_unet, 8, 32), (inverted_unet, 8, 32), (DeepLab, 4, 64)]
)
def test_a_few_frames_are_learned_by_heart(builder: Callable[..., nn.Module], n_frames: int, side: int):
    """Bright and dark squares are two classes, learned with the report's loss to a batch Dice above 0.9."""
    frames, truth = torch.full((n_frames, 1, side, side), 0.5), torch.zeros(n_frames, 2, side, side)
    square = side * 3 // 8
    for index in range(n_frames):
        for kind, grey in enumerate((0.9, 0.1)):
            row, column = torch.randint(0, side - square, (2,)).tolist()
            frames[index, 0, row : row + square, column : column + square] = grey
            truth[index, :, row : row + square, column : column + square] = 0
            truth[index, kind, row : row + square, column : column + square] = 1
    network = builder(2, 1).train()
    optimiser = torch.optim.Adam(network.parameters(), lr=4e-3)
    for _ in range(200):
        optimiser.zero_grad()
        scores = network(frames)
        dice = soft_dice(scores, truth)
        if dice > 0.93:
            break
        (nn.functional.binary_cross_entropy_with_logits(scores, truth) + 1 - dice).backward()
        optimiser.step()
    with torch.no_grad():
        assert soft_dice(network(frames), truth) > 0.9  # with the batch's own statistics


@pytest.mark.slow("ten seconds each; test_battery.py exports what ships")
@pytest.mark.parametrize(
    ("builder", "options", "size_multiple"),
    [
        pytest.param(builder, options, size_multiple, id=name)
        for name, builder, options, size_multiple in zip(
            NETWORKS,
            (unet, res_unet, inverted_unet, DeepLab),
            ({"activation": "leaky-relu"}, {}, {"expansion": 3, "mcad_form": "seq6"}, {}),
            (32, 32, 32, 8),
            strict=True,
        )
    ],
)
def test_the_exported_file_gives_what_the_network_gives(
    builder: Callable[..., nn.Module], options: dict[str, object], size_multiple: int, tmp_path: Path
):
    network = with_lively_statistics(builder(4, 1, **options), 1)
    nn.init.normal_(network.head.bias)
    free = {0: torch.export.Dim("batch", min=1, max=64)}
    for axis, name in ((2, "row_blocks"), (3, "column_blocks")):
        free[axis] = size_multiple * torch.export.Dim(name, min=1, max=512)
    program = torch.onnx.export(
        network, (torch.zeros(2, 1, 128, 128),), dynamo=True, opset_version=18, dynamic_shapes=(free,), verbose=False,
        input_names=["frame"],
    )  # fmt: skip
    program.save(tmp_path / "network.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "network.onnx"), providers=["CPUExecutionProvider"])
    for shape in [(1, 1, 96, 160), (2, 1, 64, 64), (1, 1, 32, 32)]:
        frames = torch.randn(shape)
        with torch.inference_mode():
            ours, of_nothing = network(frames).numpy(), network(torch.zeros_like(frames)).numpy()
        (theirs,) = session.run(None, {"frame": frames.numpy()})
        changes = np.abs(ours - of_nothing).max((0, 2, 3)) / np.abs(ours).max((0, 2, 3))
        assert changes.min() > 0.05  # else any file would agree
        assert np.abs(ours - theirs).max() <= 1e-4 * np.abs(ours).max()


def test_the_u_net_halves_five_times():
    assert WIDTHS == (8, 16, 32, 64, 128)
    network = unet(1, 1)
    assert len(network.stages) == len(network.ups) == 5
