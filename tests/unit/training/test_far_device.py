"""A whole run on a device that is not the CPU: nothing is left behind, and the run goes on elsewhere."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from far_device import FAR, FarDevice, FarTensor
from training_samples import same_tensors, small_request, small_version

from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.request import Precision, Recipe, RunRequest
from training import loop, stepping
from training.checkpoints import load_checkpoint
from training.device import Device
from training.tensors import TensorBatch, on_device

FAR_DEVICE = Device(FAR, "far", Precision.F32)


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunRequest:
    monkeypatch.setattr(loop, "_export", lambda *_: {})
    of_optimisers = sys.modules[torch.optim.Optimizer.__module__]
    monkeypatch.setattr(of_optimisers, "_get_fused_kernels_supported_devices", lambda: ["cpu", "meta"])
    recipe = Recipe(n_steps=2, batch=2, view_px=(64, 64), precision=Precision.F32)
    request = small_request(small_version(tmp_path / "v").folder, network="plain-net-s", recipe=recipe)
    return replace(request, validate_every=1)


def new_folder(path: Path) -> RunFolder:
    path.mkdir()
    return RunFolder(path)


def test_the_far_device_is_one():
    with FarDevice():
        far = torch.ones(2, 3).to(FAR)
        assert isinstance(far, FarTensor)
        assert (far * 2 + 1).cpu().tolist() == [[3.0] * 3] * 2
        with pytest.raises(AssertionError, match="left on the CPU"):
            far + torch.ones(2, 3)


@pytest.mark.filterwarnings("ignore:.*which is a no-op")  # on "meta" it would be; here the copy is made
@pytest.mark.timeout(600)
def test_a_run_leaves_no_tensor_on_the_cpu_and_goes_on_there(
    tmp_path: Path, request_: RunRequest, monkeypatch: pytest.MonkeyPatch
):
    """Batch, loss, averaged weights, validation, scores; stopped after a step, gone on with there and on the CPU."""
    near = new_folder(tmp_path / "near")
    assert loop.train(request_, near) == "done"
    far, moved = new_folder(tmp_path / "far"), new_folder(tmp_path / "moved")
    with monkeypatch.context() as patched, FarDevice():
        patched.setattr(loop, "open_device", lambda *_: FAR_DEVICE)
        for folder in (far, moved):
            folder.ask(Control.STOP)
            assert loop.train(request_, folder) == "stopped"
            folder.let_go_on()
        assert loop.train(request_, far) == "done"
    assert loop.train(request_, moved) == "done"
    whole = load_checkpoint(near.last_checkpoint)
    for folder, names in ((far, ["far, f32"]), (moved, ["far, f32", "CPU, f32"])):
        found = load_checkpoint(folder.last_checkpoint)
        assert (found["step"], found["computed_on"]) == (2, names)
        assert same_tensors(found["network"], whole["network"]) == []
        assert same_tensors(found["averaged"], whole["averaged"]) == []
        assert folder.scores_file.exists()


def test_a_tensor_that_is_left_behind_ends_the_run(
    tmp_path: Path, request_: RunRequest, monkeypatch: pytest.MonkeyPatch
):
    def forgetful(batch: TensorBatch, *where: object) -> tuple[torch.Tensor, torch.Tensor]:
        inputs, _ = on_device(batch, *where)  # type: ignore[arg-type]
        return inputs, batch.targets.long()

    monkeypatch.setattr(loop, "open_device", lambda *_: FAR_DEVICE)
    monkeypatch.setattr(stepping, "on_device", forgetful)
    with FarDevice(), pytest.raises(AssertionError, match="left on the CPU"):
        loop.train(request_, new_folder(tmp_path / "run"))
