"""Learning from the answers of other networks."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from training_samples import small_request, small_version

from inspector.inference.model_content import read_content
from inspector.runs.folder import RunFolder
from inspector.runs.progress import RunState
from inspector.runs.request import Activation, DistilWhere, LossTerm, Recipe, RunRequest
from training.checkpoints import load_checkpoint
from training.distilling import Teachers
from training.loop import train


class Always(nn.Module):
    """The same logits at each pixel."""

    def __init__(self, *logits: float) -> None:
        super().__init__()
        self.logits = nn.Parameter(torch.tensor(logits))

    def forward(self, x: Tensor) -> Tensor:
        return self.logits[None, :, None, None].expand(len(x), -1, *x.shape[2:])


def test_answers_are_the_mean_of_all_teachers():
    """Two classes: logits 0 and ln 3 give 1/4 and 3/4; 0 and 0 give halves."""
    teachers = Teachers([Always(0.0, math.log(3)), Always(0.0, 0.0)], ["a", "b"], Recipe())
    answers = teachers.answers(torch.zeros(2, 1, 3, 5))
    assert answers.shape == (2, 2, 3, 5)
    torch.testing.assert_close(answers[1, :, 2, 4], torch.tensor([0.375, 0.625]))
    assert not answers.requires_grad


def test_the_loss_by_hand():
    """Answers 1/4, 3/4, the network says halves: KL = 1/4 ln 1/2 + 3/4 ln 3/2. Labels have a quarter of the loss."""
    teachers = Teachers([Always(0.0, math.log(3))], ["a"], Recipe(distil_share=0.75))
    answers = teachers.answers(torch.zeros(2, 1, 3, 5))
    divergence = 0.25 * math.log(0.5) + 0.75 * math.log(1.5)
    maps = torch.zeros(2, 2, 3, 5, requires_grad=True)
    loss = teachers.loss(torch.tensor(2.0), maps, answers, torch.zeros(2, 3, 5))
    torch.testing.assert_close(loss, torch.tensor(0.25 * 2.0 + 0.75 * divergence))
    loss.backward()
    assert maps.grad is not None
    assert (maps.grad[:, 0] > 0).all(), "the first class is to become less likely"


def test_a_temperature_flattens_both():
    """Logits 0 and 2 ln 3 at temperature 2 are 1/4 and 3/4; the network's likewise, so nothing is left to learn."""
    teachers = Teachers([Always(0.0, 2 * math.log(3))], ["a"], Recipe(distil_share=1.0, distil_temperature=2.0))
    answers = teachers.answers(torch.zeros(1, 1, 2, 2))
    torch.testing.assert_close(answers[0, :, 0, 0], torch.tensor([0.25, 0.75]))
    labels = torch.zeros(1, 2, 2)
    same = torch.tensor([0.0, 2 * math.log(3)])[None, :, None, None].expand(1, 2, 2, 2)
    torch.testing.assert_close(teachers.loss(torch.tensor(5.0), same, answers, labels), torch.tensor(0.0))
    other = teachers.loss(torch.tensor(5.0), torch.zeros(1, 2, 2, 2), answers, labels)
    torch.testing.assert_close(other, torch.tensor(4 * (0.25 * math.log(0.5) + 0.75 * math.log(1.5))))


def test_where_a_teacher_contradicts_a_label_the_label_alone_counts():
    """Answers 1/4, 3/4 name the second class. Of four pixels one has that label, one has none: half of all."""
    recipe = Recipe(distil_share=1.0)
    everywhere, agreed = (
        Teachers([Always(0.0, math.log(3))], ["a"], replace(recipe, distil_where=where)) for where in DistilWhere
    )
    labels, maps = torch.tensor([[[0, 1], [255, 0]]]), torch.zeros(1, 2, 2, 2)
    answers = agreed.answers(torch.zeros(1, 1, 2, 2))
    whole = everywhere.loss(torch.tensor(0.0), maps, answers, labels)
    assert whole > 0
    torch.testing.assert_close(agreed.loss(torch.tensor(0.0), maps, answers, labels), whole / 2)


def test_the_few_pixels_that_teachers_call_defects_count_as_much_as_all_others():
    """Two views of four pixels; the teacher is sure of a defect at one pixel of the first, where the network says
    halves: ln 2 there, half of the view's; of background elsewhere, where the network says 1/4: ln 4 in the second
    view, which has no defect, and 0 in the first."""
    recipe = Recipe(distil_share=1.0, distil_balances=True)
    answers = torch.zeros(2, 2, 2, 2)
    answers[:, 0] = 1.0
    answers[0, :, 0, 1] = torch.tensor([0.0, 1.0])
    probabilities = answers.clone()
    probabilities[0, :, 0, 1] = 0.5
    probabilities[1] = torch.tensor([0.25, 0.75])[:, None, None]
    teachers = Teachers([], ["a"], recipe)
    loss = teachers.loss(torch.tensor(9.0), probabilities.clamp(min=1e-9).log(), answers, torch.zeros(2, 2, 2))
    torch.testing.assert_close(loss, torch.tensor((math.log(2) / 2 + math.log(4)) / 2))


@pytest.fixture
def version(tmp_path: Path) -> Path:
    small_version(tmp_path / "version")
    return tmp_path / "version"


def asked_for(version: Path, **changes: object) -> RunRequest:
    """A quick run that writes no model."""
    request = small_request(version, n_steps=3, network="plain-net-s", **changes)
    return replace(request, recipe=replace(request.recipe, resize_px=(64, 64), batch=2))


def started(folder: Path, request: RunRequest) -> RunFolder:
    folder.mkdir()
    run = RunFolder(folder)
    run.write_request(request)
    return run


@pytest.mark.slow("ten seconds; test_loop.py learns from the model of today")
def test_a_run_learns_from_a_finished_one_and_says_so(version: Path, tmp_path: Path):
    asked = asked_for(version)
    teacher = started(tmp_path / "teacher", replace(asked, run="teacher"))
    assert train(teacher.read_request(), teacher) is RunState.DONE
    # All of the loss is the teacher's: whatever the labels are worth, they cannot be seen in the weights.
    follows = replace(asked, run="follows", teachers=("../teacher",), recipe=replace(asked.recipe, distil_share=1.0))
    weights = []
    for name, factor in (("first", 1.0), ("second", 7.0)):
        resize_px = None if name == "first" else (64, 64)  # one of them writes its model, frames are of that size
        recipe = replace(follows.recipe, loss=(LossTerm("cross-entropy", factor),), resize_px=resize_px)
        run = started(tmp_path / name, replace(follows, recipe=recipe))
        assert train(run.read_request(), run) is RunState.DONE
        scores = json.loads(run.scores_file.read_text())
        assert scores["taught_by"] == [f"run teacher ({asked.network})"]
        weights.append(load_checkpoint(run.best_checkpoint)["averaged"])
    card = read_content(tmp_path / "first" / f"{follows.model_name}.onnx").card
    assert card.begun_with == f"from scratch; taught by run teacher ({asked.network})"
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"input_channels": 3}, "other channels"),
        ({"recipe": {"input_mean": 0.4}}, "another scale of grey values"),
        ({"recipe": {"view_px": (48, 40)}}, "multiples of"),
        ({"recipe": {"activation": Activation.SIGMOID, "loss": (LossTerm("bce"),)}}, "one class per pixel"),
    ],
)  # fmt: skip
def test_who_cannot_teach_is_refused(changed: dict[str, object], why: str, version: Path, tmp_path: Path):
    asked = asked_for(version)
    teacher = started(tmp_path / "teacher", replace(asked, run="teacher"))
    assert train(teacher.read_request(), teacher) is RunState.DONE
    recipe = replace(asked.recipe, **changed.pop("recipe", {}))  # type: ignore[arg-type]
    request = replace(asked, run="pupil", teachers=("../teacher",), recipe=recipe, **changed)  # type: ignore[arg-type]
    pupil = started(tmp_path / "pupil", request)
    with pytest.raises(ValueError, match=why):
        train(request, pupil)


def test_a_run_that_has_not_finished_cannot_teach(version: Path, tmp_path: Path):
    asked = asked_for(version)
    started(tmp_path / "teacher", replace(asked, run="teacher"))
    request = replace(asked, run="pupil", teachers=("../teacher",))
    pupil = started(tmp_path / "pupil", request)
    with pytest.raises(ValueError, match="teacher cannot teach"):
        train(request, pupil)
