"""What every network of the registry promises (see models/registry.py), checked for every one alike.

The exports of all networks take minutes: the short form exports the light ones, INSPECTOR_SLOW=1 all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

import models
from inspector.core.model_card import ModelCard, Output
from models.registry import REGISTRY, NetworkEntry
from training.export import export_onnx

ENTRIES = [pytest.param(entry, id=entry.name) for entry in REGISTRY.values()]
LIGHT = ("a-net", "dbrnet", "severstal-unet", "dli-unet-resnet18", "unet-resnet18")
EXPORTED = [
    pytest.param(entry, id=entry.name, marks=[] if entry.name in LIGHT else [pytest.mark.slow])
    for entry in REGISTRY.values()
]
is_slow_asked = os.environ.get("INSPECTOR_SLOW") == "1"


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    yield
    torch.set_num_threads(before)


def side_of(entry: NetworkEntry) -> int:
    """A small side it takes, at least 64 so that deep levels still have an extent."""
    least = max(64, entry.min_side_px)
    return -(-least // entry.size_multiple) * entry.size_multiple


def with_lively_statistics(network: nn.Module) -> nn.Module:
    """Batch-norm statistics as after training, and one dead channel in each norm: a fresh network has neither."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.7, 1.5)
            if module.affine:
                nn.init.uniform_(module.weight, 0.5, 1.0)
                nn.init.normal_(module.bias, 0, 0.1)
                with torch.no_grad():
                    module.weight[0], module.bias[0] = 0.0, 0.0
    return network


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("in_channels", [1, 3])
def test_maps_are_as_large_as_the_frame_and_as_many_as_said(entry: NetworkEntry, in_channels: int):
    height, width = side_of(entry), side_of(entry) + entry.size_multiple
    network = models.build(entry.name, n_classes=5, in_channels=in_channels).to("meta")
    frames = torch.empty(2, in_channels, height, width, device="meta")
    assert network.eval()(frames).shape == (2, 5, height, width)
    maps = network.train()(frames)
    maps = maps if isinstance(maps, tuple) else (maps,)
    assert [tuple(m.shape) for m in maps] == [(2, 5, height, width)] * (1 + entry.n_auxiliary)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_size_it_cannot_take_is_refused_in_words(entry: NetworkEntry):
    if entry.size_multiple == 1:
        pytest.skip("it takes any size")
    side = side_of(entry)
    network = models.build(entry.name, n_classes=2, in_channels=1).eval()
    for height, width in ((side + 1, side), (side, side + entry.size_multiple // 2)):
        with pytest.raises(ValueError, match=rf"multiples? of {entry.size_multiple}"):
            network(torch.zeros(1, 1, height, width))


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_learns_repeats_itself_and_comes_back_from_its_weights(entry: NetworkEntry):
    side = side_of(entry)
    network = models.build(entry.name, n_classes=3, in_channels=1)
    frames = torch.randn(2, 1, side, side)

    maps = network.train()(frames)
    maps = maps if isinstance(maps, tuple) else (maps,)
    target = torch.randint(0, 3, (2, side, side))
    loss = sum((nn.functional.cross_entropy(m, target) for m in maps), torch.zeros(()))
    loss.backward()
    without = [name for name, p in network.named_parameters() if p.grad is None or not torch.isfinite(p.grad).all()]
    assert without == []

    with_lively_statistics(network).eval()
    with torch.inference_mode():
        first, again = network(frames), network(frames)
        assert torch.isfinite(first).all()
        assert torch.equal(first, again)
        single = network(frames[:1])
        assert relative(single, first[:1]) < 1e-4
        copy = models.build(entry.name, n_classes=3, in_channels=1).eval()
        assert relative(copy(frames), first) > 1e-3  # other weights, other maps
        copy.load_state_dict(network.state_dict())
        assert torch.equal(copy(frames), first)
        with torch.autocast("cpu", torch.bfloat16):
            half = network(frames).float()
    assert torch.isfinite(half).all()
    assert relative(half, first) < 0.2


def relative(ours: Tensor, theirs: Tensor) -> float:
    """Largest difference over the largest value."""
    return float((ours - theirs).abs().max() / theirs.abs().max().clamp_min(1e-6))


@pytest.mark.parametrize("entry", EXPORTED)
def test_its_model_file_gives_what_pytorch_gives(entry: NetworkEntry, tmp_path: Path, request: pytest.FixtureRequest):
    if request.node.get_closest_marker("slow") and not is_slow_asked:
        pytest.skip("exports of heavy networks: INSPECTOR_SLOW=1")
    side = side_of(entry)
    network = with_lively_statistics(models.build(entry.name, n_classes=4, in_channels=1)).eval()
    card = ModelCard(
        name="n", version="1", network=entry.name, class_names=("background", "a", "b", "c"), input_channels=1,
        mean=(0.5,), std=(0.25,), size_multiple=entry.size_multiple, tile_px=side, overlap_px=0, output=Output.LOGITS,
        thresholds=(0.0,) * 4, min_area_px=(0,) * 4, is_demonstration=True,
    )  # fmt: skip
    export_onnx(network, card, tmp_path / "n.onnx", any_size=entry.exports_any_size)
    session = onnxruntime.InferenceSession(str(tmp_path / "n.onnx"), providers=["CPUExecutionProvider"])
    step = entry.size_multiple if entry.exports_any_size else 0
    for n, height, width in ((1, side, side), (3, side, side + step)):
        frames = torch.randn(n, 1, height, width)
        with torch.inference_mode():
            ours = network(frames).numpy()
        (theirs,) = session.run(None, {"frame": frames.numpy()})
        assert np.isfinite(theirs).all()
        assert float(np.abs(ours - theirs).max() / np.abs(ours).max()) <= 1e-4


@pytest.mark.parametrize("entry", EXPORTED)
def test_compiled_it_gives_the_same(entry: NetworkEntry):
    if not is_slow_asked:
        pytest.skip("compiling takes minutes: INSPECTOR_SLOW=1")
    side = side_of(entry)
    network = with_lively_statistics(models.build(entry.name, n_classes=2, in_channels=1)).eval()
    frames = torch.randn(2, 1, side, side)
    with torch.inference_mode():
        assert relative(torch.compile(network)(frames), network(frames)) < 1e-3
