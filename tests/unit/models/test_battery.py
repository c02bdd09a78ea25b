"""What every network of the registry promises (see models/registry.py), checked for every one alike.

Exports and compiling of all networks take minutes: the short form makes the cheap exports, the long form all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

import models
from inspector.core.model_card import ModelCard, Output
from models.nadinet.blocks import NormalisedAttention
from models.registry import REGISTRY, NetworkEntry
from tests.long_form import IS_LONG
from training.exporting import export_onnx

# Exports of heavy networks and all compiling take more than ten minutes of a core, which CI does not have: it makes the
# short form, and whoever changes a network, its library or the exporter asks for all.
SLOW = [pytest.mark.slow("takes minutes for all networks")]
# Lite1 and Lite2 are Lite0 with more blocks; the three of NaDiNet share all but their backbones.
ENTRIES = [
    pytest.param(entry, id=entry.name) for entry in REGISTRY.values() if not entry.name.endswith(("lite1", "lite2"))
]
# Those that ship or are ours, and one of each kind of baseline.
# test_nadinet.py sees every layer of NaDiNet learn.
SHORT_LEARNING = ("a-net", "plain-net-m", "plain-net-s", "dbrnet", "unet-resnet18", "dli-unet-resnet18")
LEARNING = [
    pytest.param(entry, id=entry.name, marks=[] if entry.name in SHORT_LEARNING else SLOW)
    for entry in REGISTRY.values()
    if not entry.name.endswith(("lite1", "lite2"))
]
# What ships. Other files export in their short form a truncated U-Net (test_baselines.py) and U-Net on Lite0
# (test_lite_weights.py).
SHORT_AT_ANY_SIZE = ("plain-net-m",)
SHORT_AT_FIXED_SIZE = ()
EXPORTS = [
    pytest.param(
        entry, is_any_size, id=f"{entry.name}-{'any' if is_any_size else 'fixed'}-size",
        marks=[] if entry.name in (SHORT_AT_ANY_SIZE if is_any_size else SHORT_AT_FIXED_SIZE) else SLOW,
    )
    for entry in REGISTRY.values()
    for is_any_size in ([True, False] if entry.exports_any_size else [False])
]  # fmt: skip


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


def side_of(entry: NetworkEntry) -> int:
    """A small side it takes, at least 64 so that deep levels still have an extent."""
    return -(-64 // entry.size_multiple) * entry.size_multiple


@functools.cache
def shapes_of(name: str, in_channels: int) -> nn.Module:
    """On the meta device, for five classes: shapes without values. Drawing weights takes longer than all that is asked
    of it."""
    with torch.device("meta"):
        return models.build(name, n_classes=5, in_channels=in_channels).to("meta")


def grey_frames(n: int, height: int, width: int) -> Tensor:
    """Shapes under noise. Each frame has its own brightness and contrast: norms of averages over a frame need both."""
    shapes = nn.functional.interpolate(torch.randn(n, 1, 8, 8), size=(height, width), mode="bilinear")
    noise, brightness = 0.3 * torch.randn(n, 1, height, width), 0.5 * torch.randn(n, 1, 1, 1)
    return (shapes + noise + brightness) * (0.5 + torch.rand(n, 1, 1, 1))


def with_lively_statistics(network: nn.Module, side: int) -> nn.Module:
    """In evaluation mode as after training, one channel dead in each norm; what it gives depends on the frame."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    with torch.no_grad():
        for norm in norms:
            norm.weight.uniform_(0.5, 1.5)
            norm.bias.normal_(0, 0.2)
            if norm.num_features > 1:  # the only one of severstal-inverted's first norm is the frame itself
                norm.weight[0], norm.bias[0] = 0.0, 0.0
            norm.momentum = 1.0  # one pass settles the statistics
        for module in network.modules():
            if isinstance(module, NormalisedAttention):
                module.sigma.fill_(0.3)  # it starts at 0, which switches the attention off
        network.train()(grey_frames(4, side, side))
        for norm in norms:
            # A channel that lay almost still in those few frames would drown all others in the next. With a floor of
            # less than the mean, rounding errors grow from layer to layer; at 1.5 times the mean, the frame fades away.
            norm.running_var.clamp_(min=1.25 * norm.running_var.mean().item())
    frames = grey_frames(2, side, side)
    with torch.inference_mode():
        blank, shown = network.eval()(torch.zeros_like(frames)), network(frames)
    changes = (blank - shown).abs().amax((0, 2, 3)) / shown.abs().amax((0, 2, 3))
    assert changes.min() > 0.05, "a map that hardly depends on the frame would agree with whatever is made of it"
    return network


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("in_channels", [1, pytest.param(3, marks=SLOW)])
def test_maps_are_as_large_as_the_frame_and_as_many_as_said(entry: NetworkEntry, in_channels: int):
    height, width = side_of(entry), side_of(entry) + entry.size_multiple
    network = shapes_of(entry.name, in_channels)
    frames = torch.empty(2, in_channels, height, width, device="meta")
    assert network.eval()(frames).shape == (2, 5, height, width)
    if entry.n_auxiliary or IS_LONG:  # else training is seen where it learns
        maps = network.train()(frames)
        maps = maps if isinstance(maps, tuple) else (maps,)
        assert [tuple(m.shape) for m in maps] == [(2, 5, height, width)] * (1 + entry.n_auxiliary)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_size_it_cannot_take_is_refused_in_words(entry: NetworkEntry):
    side = side_of(entry)
    network = shapes_of(entry.name, 1).eval()
    for height, width in ((side + 1, side), (side, side + entry.size_multiple // 2)):
        with pytest.raises(ValueError, match=rf"multiples? of {entry.size_multiple}"):
            network(torch.zeros(1, 1, height, width, device="meta"))


@pytest.mark.parametrize("entry", LEARNING)
def test_it_learns_repeats_itself_and_comes_back_from_its_weights(entry: NetworkEntry):
    side = side_of(entry)
    network = models.build(entry.name, n_classes=3, in_channels=1)
    frames = grey_frames(2, side, side)
    if entry.name == "dli-unet-resnest50d":
        # timm starts the last norm of each residual branch at 0: what lies before it would learn from the second step.
        for name, parameter in network.named_parameters():
            if name.endswith(".bn3.weight") and not parameter.any():
                nn.init.ones_(parameter)

    maps = network.train()(frames)
    maps = maps if isinstance(maps, tuple) else (maps,)
    target = torch.randint(0, 3, (2, side, side))
    loss = sum((nn.functional.cross_entropy(m, target) for m in maps), torch.zeros(()))
    loss.backward()
    gradients = {name: parameter.grad for name, parameter in network.named_parameters()}
    assert [name for name, grad in gradients.items() if grad is None or not grad.any()] == []
    assert [name for name, grad in gradients.items() if not torch.isfinite(grad).all()] == []

    with_lively_statistics(network, side)
    with torch.inference_mode():
        first, again = network(frames), network(frames)
        assert torch.isfinite(first).all()
        assert relative(again, first) < 1e-5  # some kernels sum in an order that follows where memory lies
        single = network(frames[:1])
        assert relative(single, first[:1]) < 1e-4
        copy = models.build(entry.name, n_classes=3, in_channels=1).eval()
        assert relative(copy(frames), first) > 1e-3  # other weights, other maps
        copy.load_state_dict(network.state_dict())
        assert relative(copy(frames), first) < 1e-5
        with torch.autocast("cpu", torch.bfloat16):
            half = network(frames).float()
    assert torch.isfinite(half).all()
    assert (half - first).norm() < 0.05 * first.norm()


def relative(ours: Tensor, theirs: Tensor) -> float:
    """Largest difference over the largest value."""
    return float((ours - theirs).abs().max() / theirs.abs().max().clamp_min(1e-6))


@pytest.mark.timeout(900)  # up to half a minute of a core, many times that on a busy machine
@pytest.mark.parametrize(("entry", "is_any_size"), EXPORTS)
def test_its_model_file_gives_what_pytorch_gives(entry: NetworkEntry, is_any_size: bool, tmp_path: Path):
    side = side_of(entry)
    network = with_lively_statistics(models.build(entry.name, n_classes=4, in_channels=1), side)
    card = ModelCard(
        name="n", version="1", network=entry.name, class_names=("background", "a", "b", "c"), input_channels=1,
        mean=(0.5,), std=(0.25,), size_multiple=entry.size_multiple, tile_px=side, overlap_px=0, output=Output.LOGITS,
        thresholds=(0.0,) * 4, min_area_px=(0,) * 4, is_demonstration=True,
    )  # fmt: skip
    export_onnx(network, card, tmp_path / "n.onnx", any_size=is_any_size)
    session = onnxruntime.InferenceSession(str(tmp_path / "n.onnx"), providers=["CPUExecutionProvider"])
    assert (session.get_inputs()[0].shape[2:] == [side, side]) is not is_any_size
    step = entry.size_multiple if is_any_size else 0
    for n, height, width in ((1, side, side), (3, side, side + step)):
        frames = grey_frames(n, height, width)
        with torch.inference_mode():
            ours = network(frames).numpy()
        (theirs,) = session.run(None, {"frame": frames.numpy()})
        assert np.isfinite(theirs).all()
        assert float(np.abs(ours - theirs).max() / np.abs(ours).max()) <= 1e-4


@pytest.mark.timeout(900)
@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.name, marks=SLOW) for entry in REGISTRY.values()])
def test_compiled_it_gives_the_same(entry: NetworkEntry):
    side = side_of(entry)
    network = with_lively_statistics(models.build(entry.name, n_classes=2, in_channels=1), side)
    frames = grey_frames(2, side, side)
    with torch.inference_mode():
        # One thread: those of a pool would outlive the test.
        assert relative(torch.compile(network, options={"compile_threads": 1})(frames), network(frames)) < 1e-3
