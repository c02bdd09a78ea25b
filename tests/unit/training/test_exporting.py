"""The exported file says what the network says, and nothing about the machine that exported it."""

from __future__ import annotations

import getpass
import socket
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
import pytest
import torch
from torch import nn
from training_samples import small_card, with_lively_statistics

import models
from inspector.core.class_map import argmax_prediction
from inspector.core.golden import TOLERANCE, difference, golden_picture
from inspector.core.messages import Code, ModelError
from inspector.core.model_card import Output, Score
from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from training.exporting import agreement, export_onnx, golden_answers, with_leaky_relu

CARD = small_card(scores=(Score("mIoU with background", 0.8, "squares test"),), notes="größer als 0,8 – 95 %")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[nn.Module, Path]:
    torch.manual_seed(1)
    network = with_lively_statistics(models.build("a-net", n_classes=4, in_channels=1))
    network = network.to(memory_format=torch.channels_last).train()
    path = tmp_path_factory.mktemp("exported") / "squares-anet.onnx"
    export_onnx(network, CARD, path)
    # The network in training is left as it was.
    assert network.training
    assert sum(isinstance(module, nn.PReLU) for module in network.modules()) == 95
    assert network.s1[0].main[3].weight.is_contiguous(memory_format=torch.channels_last)
    return network.eval(), path


@pytest.fixture(scope="module")
def opened(exported: tuple[nn.Module, Path]) -> LoadedModel:
    return open_model(exported[1], Provider.CPU)


def test_prelu_of_one_slope_is_exactly_leaky_relu():
    network = with_lively_statistics(models.build("a-net", n_classes=4, in_channels=1)).eval()
    leaky = with_leaky_relu(network)
    frame = torch.randn(2, 1, 64, 96)
    with torch.inference_mode():
        assert torch.equal(network(frame), leaky(frame))
    assert sum(isinstance(m, nn.PReLU) for m in network.modules()) == 95, "the network in training was changed"
    assert not any(isinstance(m, nn.PReLU) for m in leaky.modules())


def test_prelu_of_many_slopes_stays():
    network = nn.Sequential(nn.Conv2d(1, 4, 1), nn.PReLU(4))
    assert isinstance(with_leaky_relu(network)[1], nn.PReLU)


@pytest.mark.parametrize("shape", [(1, 64, 64), (1, 32, 32), (3, 96, 160), (2, 224, 32)])
def test_the_file_gives_what_the_network_gives(
    exported: tuple[nn.Module, Path], opened: LoadedModel, shape: tuple[int, int, int]
):
    network, _ = exported
    n, height, width = shape
    frames = np.random.default_rng(height).normal(0, 1, (n, 1, height, width)).astype(np.float32)
    with torch.inference_mode():
        ours = network(torch.from_numpy(frames)).numpy()
    theirs = opened.backend.run(frames)
    assert np.ptp(ours) > 0.1  # else this would show nothing
    assert np.abs(ours - theirs).max() < 1e-4
    same = [
        np.mean(argmax_prediction(a, Output.LOGITS).index == argmax_prediction(b, Output.LOGITS).index)
        for a, b in zip(ours, theirs, strict=True)
    ]
    assert min(same) >= 0.9999


def test_the_agreement_in_the_scores_notices_another_network(exported: tuple[nn.Module, Path]):
    network, path = exported
    inputs = [np.random.default_rng(1).normal(0, 1, (1, 64, 96)).astype(np.float32)]
    found = agreement(network, path, CARD, inputs)
    assert found.same_pixels >= 0.9999
    assert found.largest_difference < 1e-4
    assert found.n_frames == 1
    other = agreement(models.build("a-net", n_classes=4, in_channels=1), path, CARD, inputs)
    assert other.largest_difference > 1e-2


def test_the_card_travels_in_the_file(opened: LoadedModel):
    assert replace(opened.card, goldens=()) == CARD
    assert opened.fixed_tile is None


def test_the_card_holds_what_pytorch_answers_to_the_golden_picture(
    exported: tuple[nn.Module, Path], opened: LoadedModel
):
    network, _ = exported
    (golden,) = opened.card.goldens
    assert (golden.height, golden.width) == (64, 64)
    picture = golden_picture(golden.seed, 64, 64, 1)
    with torch.inference_mode():
        ours = network(torch.from_numpy((picture / 255 - 0.5) / 0.25).float()[None, None]).numpy()[0]
    assert difference(golden, ours, Output.LOGITS) < 1e-4
    assert difference(golden, ours[[1, 0, 2, 3]], Output.LOGITS) > TOLERANCE


def test_a_file_whose_weights_were_changed_afterwards_is_refused(exported: tuple[nn.Module, Path], tmp_path: Path):
    model = onnx.load(exported[1])
    for weights in model.graph.initializer:
        if len(weights.dims) == 4:
            content = weights.raw_data
            weights.raw_data = bytes(len(content) // 8 * 4) + content[len(content) // 8 * 4 :]
    onnx.save(model, tmp_path / "m.onnx")
    with pytest.raises(ModelError) as error:
        open_model(tmp_path / "m.onnx", Provider.CPU)
    assert error.value.message.code is Code.MODEL_CHANGED


def test_a_network_that_gives_no_numbers_has_no_golden_answer():
    network = nn.Conv2d(1, 4, 1)
    nn.init.constant_(network.weight, float("nan"))
    assert golden_answers(network, CARD, any_size=True) == ()


def test_activations_can_be_fused_by_the_runtime(exported: tuple[nn.Module, Path]):
    kinds = {node.op_type for node in onnx.load(exported[1]).graph.node}
    assert "PRelu" not in kinds
    assert "LeakyRelu" in kinds


def test_the_file_names_no_path_user_or_machine_of_its_maker(exported: tuple[nn.Module, Path]):
    content = exported[1].read_bytes()
    words = [
        str(Path(__file__).parents[3]), str(Path.home()), str(exported[1].parent), str(Path(onnx.__file__).parents[1]),
        "site-packages", ".py", "File \"", "torch/nn", "\\Users\\", "/tmp/",
    ]  # fmt: skip
    words += [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 5]
    assert [word for word in words if word.encode() in content] == []


def test_the_file_is_written_whole_or_not_at_all(
    exported: tuple[nn.Module, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    finished = SimpleNamespace(model_proto=onnx.load(exported[1]))  # the exporter itself takes seconds
    monkeypatch.setattr(torch.onnx, "export", lambda *_, **__: finished)
    path = tmp_path / "steel.onnx"
    path.write_bytes(b"the model before")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        export_onnx(exported[0], CARD, path)
    assert path.read_bytes() == b"the model before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["steel.onnx"]
