"""Which device a run computes on; a run that wants a GPU that is not there does not run."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from training_samples import small_request, small_version

from inspector.core.messages import Code, TrainingError
from inspector.core.model_card import ModelCard
from inspector.runs.folder import RunFolder
from inspector.runs.progress import RunState, latest
from inspector.runs.request import Precision
from models.baselines import PaddedConv2d
from training.__main__ import main
from training.checkpoints import load_checkpoint, save_checkpoint
from training.data import open_data
from training.device import Device, choose_device, keep_depthwise_in_32_bits, open_device, precision_on_gpu
from training.learner import new_or_resumed
from training.loop import train
from training.trial import Setup, measuring


@pytest.mark.parametrize(
    ("wanted", "n_gpus", "chosen"),
    [
        ("auto", 0, "cpu"), ("auto", 2, "cuda:0"), ("cpu", 2, "cpu"), ("cuda", 1, "cuda:0"), ("cuda:1", 2, "cuda:1"),
    ],
)  # fmt: skip
def test_a_gpu_is_used_where_there_is_one_unless_another_device_is_named(wanted: str, n_gpus: int, chosen: str):
    assert str(choose_device(wanted, n_gpus)) == chosen


@pytest.mark.parametrize(("wanted", "n_gpus"), [("cuda", 0), ("cuda:0", 0), ("cuda:2", 2)])
def test_a_gpu_that_is_missing_is_no_reason_to_take_another_device(wanted: str, n_gpus: int):
    with pytest.raises(TrainingError) as refused:
        choose_device(wanted, n_gpus)
    assert refused.value.message.code is Code.TRAINING_DEVICE_MISSING
    assert refused.value.message.params == {"device": wanted, "n_gpus": n_gpus}


@pytest.mark.parametrize("device", ["gpu", "cuda:", "cuda:x", "CPU", ""])
def test_a_request_for_a_device_of_another_kind_is_refused(device: str):
    with pytest.raises(ValueError, match="the device is auto, cpu, cuda or cuda:N"):
        small_request(Path("v"), device=device)


def test_steps_compute_in_16_bits_only_where_the_gpu_has_them():
    assert precision_on_gpu(Precision.BF16, (9, 0)) is precision_on_gpu(Precision.BF16, (8, 0)) is Precision.BF16
    assert precision_on_gpu(Precision.BF16, (7, 5)) is Precision.F32
    assert precision_on_gpu(Precision.F32, (9, 0)) is Precision.F32


def test_a_gpu_computes_in_32_bits_also_where_steps_are_tried():
    """In the process of the trial, which opens no device."""
    backends = torch.backends
    kept = [(part, name, getattr(part, name)) for part, name in (
        (backends.cudnn, "allow_tf32"), (backends.cuda.matmul, "allow_tf32"), (backends.cudnn, "benchmark"),
    )]  # fmt: skip

    class Task:
        device = Device(torch.device("cuda", 0), "NVIDIA", Precision.F32)
        batch = np.ones((1, 1, 4, 4), np.float32), np.ones((1, 4, 4), np.uint8)

        def network(self) -> nn.Module:
            return nn.Identity()

        def loss(self) -> Any:
            return None

    try:
        backends.cudnn.allow_tf32 = backends.cuda.matmul.allow_tf32 = True
        backends.cudnn.benchmark = False
        measuring(Task())
        found = [getattr(part, name) for part, name, _ in kept]
    finally:
        for part, name, value in kept:
            setattr(part, name, value)
    assert found == [False, False, True]


def test_a_run_without_its_gpu_ends_in_words_and_has_learned_nothing(tmp_path: Path):
    version = small_version(tmp_path / "version")
    request = small_request(version.folder, device="cuda:99")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "request.json").write_text(request.to_json())
    assert main([str(tmp_path / "run" / "request.json")]) == 1
    folder = RunFolder(tmp_path / "run")
    progress = latest(folder.progress())
    assert (progress.state, progress.step) == (RunState.FAILED, 0)
    assert "The GPU “cuda:99” is not there." in progress.detail
    assert not folder.last_checkpoint.exists()


def test_progress_scores_and_card_name_the_device(tmp_path: Path, cards: list[ModelCard]):
    version = small_version(tmp_path / "version")
    request = small_request(version.folder, n_steps=1, notes="For a test.")
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    train(request, folder)
    assert folder.progress()[0].device == "CPU, bf16"
    assert json.loads(folder.scores_file.read_text())["computed_on"] == ["CPU, bf16"]
    assert [card.notes for card in cards] == ["For a test. Trained on CPU, bf16."]


def test_a_run_begun_on_a_gpu_goes_on_on_the_cpu_and_says_both(tmp_path: Path):
    version = small_version(tmp_path / "version")
    request = small_request(version.folder, n_steps=5)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    data, device = open_data(request, tmp_path), open_device("cpu", Precision.F32)
    learner = new_or_resumed(request, folder, data, device)
    learner.settle(Setup(Precision.F32, 1))
    assert learner.computed_on == ("CPU, f32",)
    learner.step = 3
    learner.save(folder.last_checkpoint, request, data.ids)
    of_gpu = {"computed_on": ["NVIDIA H200, bf16"], "gpu_rng": torch.zeros(16, dtype=torch.uint8)}
    save_checkpoint(folder.last_checkpoint, load_checkpoint(folder.last_checkpoint) | of_gpu)
    resumed = new_or_resumed(request, folder, data, device)
    resumed.settle(Setup(Precision.F32, 1))
    assert (resumed.step, resumed.computed_on) == (3, ("NVIDIA H200, bf16", "CPU, f32"))


def test_depthwise_layers_stay_in_32_bits_and_copies_too():
    dense, depthwise, padded = nn.Conv2d(4, 4, 3), nn.Conv2d(4, 4, 3, groups=4), PaddedConv2d(4, 4, 3, 2, groups=4)
    network = nn.Sequential(dense, depthwise, padded)
    x = torch.randn(1, 4, 12, 12)
    expected = [module(x) for module in network]
    keep_depthwise_in_32_bits(network)
    keep_depthwise_in_32_bits(network)  # once more changes nothing
    copied = copy.deepcopy(network)
    with torch.no_grad():
        copied[1].weight.zero_()
    with torch.autocast("cpu", torch.bfloat16):
        assert network[0](x).dtype is torch.bfloat16
        assert torch.equal(network[1](x), expected[1])
        assert torch.equal(network[2](x), expected[2]), "it pads as before"
        assert copied[1](x.bfloat16()).dtype is torch.float32
        assert not torch.equal(copied[1](x), expected[1]), "a copy computes with its own weights"
    assert network.state_dict().keys() == nn.Sequential(dense, depthwise, padded).state_dict().keys()
