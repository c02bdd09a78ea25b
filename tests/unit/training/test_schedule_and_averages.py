"""Learning rate, averaged weights, checkpoints, and the run's folder."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from torch import nn
from training_samples import same_tensors

from inspector.runs.request import Recipe, Schedule
from training.checkpoints import load_checkpoint, save_checkpoint
from training.optimising import AveragedWeights, learning_rate_at


def test_the_learning_rate_climbs_in_a_line_and_falls_along_a_cosine():
    recipe = Recipe(n_steps=100, learning_rate=0.4, warm_up=0.1)
    rates = [learning_rate_at(step, recipe) for step in range(100)]
    assert rates[:10] == pytest.approx([0.04 * n for n in range(1, 11)])
    assert rates[10] == pytest.approx(0.4)
    assert rates[55] == pytest.approx(0.4 * (0.01 + 0.99 * 0.5))  # half-way: cos(pi / 2) = 0
    assert rates[99] == pytest.approx(0.4 * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * 89 / 90))))
    assert learning_rate_at(100, recipe) == pytest.approx(0.004)
    assert rates[10:] == sorted(rates[10:], reverse=True)


@pytest.mark.parametrize(("n_steps", "warm_up"), [(1, 0.1), (1, 0.0), (5, 0.0), (5, 1.0), (2, 0.5)])
def test_the_learning_rate_is_usable_at_every_step_of_short_runs(n_steps: int, warm_up: float):
    recipe = Recipe(n_steps=n_steps, learning_rate=1.0, warm_up=warm_up)
    assert all(0 < learning_rate_at(step, recipe) <= 1 for step in range(n_steps + 1))


def test_poly_climbs_by_equal_ratios_from_a_tenth_and_falls_to_nothing():
    recipe = Recipe(n_steps=100, learning_rate=0.01, warm_up=0.2, schedule=Schedule.POLY)
    rates = [learning_rate_at(step, recipe) for step in range(100)]
    assert rates[0] == pytest.approx(0.001)
    assert rates[10] == pytest.approx(0.01 * 0.1**0.5)
    assert rates[20] == pytest.approx(0.01)
    assert rates[60] == pytest.approx(0.01 * 0.5**0.9)
    assert rates[99] == pytest.approx(0.01 * (1 / 80) ** 0.9)
    assert learning_rate_at(105, recipe) == 0  # never a negative base


def test_cosine_starts_at_the_peak_and_constant_stays():
    cosine = Recipe(n_steps=10, learning_rate=0.2, schedule=Schedule.COSINE)
    assert [learning_rate_at(step, cosine) for step in (0, 5, 10)] == pytest.approx([0.2, 0.1, 0.0])
    constant = Recipe(n_steps=10, learning_rate=0.2, schedule=Schedule.CONSTANT)
    assert {learning_rate_at(step, constant) for step in range(10)} == {0.2}


def tiny_network() -> nn.Module:
    return nn.Sequential(nn.Conv2d(1, 2, 1, bias=False), nn.BatchNorm2d(2))


def test_averaged_weights_follow_as_worked_out_by_hand():
    network = tiny_network()
    nn.init.zeros_(network[0].weight)
    averaged = AveragedWeights(network, decay=0.998)
    nn.init.ones_(network[0].weight)
    averaged.update(step=0)  # weight 1 - 1 / 10
    assert averaged.network[0].weight.flatten().tolist() == pytest.approx([0.9, 0.9])
    averaged.update(step=1)  # weight 1 - 2 / 11 of what is left
    assert averaged.network[0].weight.flatten().tolist() == pytest.approx([1 - 0.1 * 2 / 11] * 2)
    nn.init.zeros_(network[0].weight)
    averaged.update(step=1_000_000)
    assert averaged.network[0].weight.flatten().tolist() == pytest.approx([0.998 * (1 - 0.1 * 2 / 11)] * 2)


def test_batch_norm_statistics_are_averaged_too():
    network = tiny_network()
    averaged = AveragedWeights(network, decay=0.5)
    network[1].running_mean.fill_(4.0)
    network[1].running_var.fill_(3.0)
    averaged.update(step=10**6)
    assert averaged.network[1].running_mean.tolist() == pytest.approx([2.0, 2.0])
    assert averaged.network[1].running_var.tolist() == pytest.approx([2.0, 2.0])


def test_the_network_in_training_is_not_touched_by_its_average():
    network = tiny_network()
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    averaged = AveragedWeights(network, decay=0.9)
    averaged.update(step=3)
    assert same_tensors(before, network.state_dict()) == []
    assert not averaged.network.training
    assert averaged.network[0].weight.data_ptr() != network[0].weight.data_ptr()


def test_without_decay_the_average_is_the_network():
    network = tiny_network()
    averaged = AveragedWeights(network, decay=0.0)
    nn.init.constant_(network[0].weight, 3.0)
    averaged.update(step=0)
    assert same_tensors(averaged.network.state_dict(), network.state_dict()) == []


def test_averages_still_follow_after_their_state_was_loaded():
    network = tiny_network()
    averaged = AveragedWeights(network, decay=0.5)
    averaged.network.load_state_dict({k: torch.zeros_like(v) for k, v in averaged.network.state_dict().items()})
    nn.init.ones_(network[0].weight)
    averaged.update(step=10**6)
    assert averaged.network[0].weight.flatten().tolist() == pytest.approx([0.5, 0.5])


def test_a_checkpoint_comes_back_as_it_was(tmp_path: Path):
    state = {"network": tiny_network().state_dict(), "step": 7, "best": 0.25, "torch_rng": torch.get_rng_state()}
    save_checkpoint(tmp_path / "checkpoints" / "last.pt", state)
    loaded = load_checkpoint(tmp_path / "checkpoints" / "last.pt")
    assert same_tensors(state["network"], loaded["network"]) == []  # type: ignore[arg-type]
    assert (loaded["step"], loaded["best"]) == (7, 0.25)
    assert torch.equal(loaded["torch_rng"], state["torch_rng"])  # type: ignore[arg-type]


def test_a_checkpoint_that_cannot_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "last.pt"
    save_checkpoint(file, {"step": 1})

    def full_disk(state: object, out: object) -> None:
        out.write(b"half a check")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(torch, "save", full_disk)
    with pytest.raises(OSError, match="No space left"):
        save_checkpoint(file, {"step": 2})
    assert load_checkpoint(file) == {"step": 1}


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return Path.write_text, (Path("trap"), "sprung")  # type: ignore[return-value]


def test_a_checkpoint_runs_no_code_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    torch.save({"step": Trap()}, tmp_path / "last.pt")
    with pytest.raises(ValueError, match="something else than tensors") as caught:
        load_checkpoint(tmp_path / "last.pt")
    assert "weights_only" not in str(caught.value), "PyTorch's advice to read it without that restriction"
    assert not (tmp_path / "trap").exists()
