"""Beginning with what a run or a model file knows, with another list of classes."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor, nn
from training_samples import CLASS_NAMES, png, small_request, small_version

from inspector.core.model_card import Output
from inspector.datasets.version import NewSample, Origin, Sample, Split, write_version
from inspector.models_store.shipped import shipped_model
from inspector.runs.folder import RunFolder
from inspector.runs.request import DistilWhere, Keep, Recipe
from training.data import FixedScale, LoadedFrame, open_data
from training.device import open_device
from training.distilling import Teachers, teachers_of
from training.known import FEWER, Known, fitted, thresholds_before
from training.learner import build_network, take_over
from training.scoring import OF_A_NEW_KIND, Candidate, search_thresholds

SHIPPED = shipped_model("steel-plain")
WITH_NEW = ("background", "inclusion", "roll mark", "patches", "scratches")  # of the shipped model's, one between


def new_kind_version(folder: Path) -> Path:
    rng = np.random.default_rng(5)
    samples = []
    for number, split in enumerate([Split.TRAIN] * 3 + [Split.VAL, Split.TEST]):
        pixels, class_map = rng.integers(90, 160, (64, 64), np.uint8), np.zeros((64, 64), np.uint8)
        pixels[10:30, 10:30], class_map[10:30, 10:30] = 20, 2
        samples.append(NewSample(f"f{number}", png(pixels), ".png", class_map, f"g{number}", split))
    write_version(folder, name="new", class_names=WITH_NEW, source="made for a test", terms="none", samples=samples)
    return folder


def answer_of_file(file: Path, frames: Tensor) -> Tensor:
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    return torch.from_numpy(session.run(None, {"frame": frames.numpy()})[0])


def frames_of(n: int = 2, side: int = 96) -> Tensor:
    return torch.randn(n, 1, side, side, generator=torch.Generator().manual_seed(2))


def test_a_network_begun_with_a_model_file_answers_as_the_file_does(tmp_path: Path):
    """A new class begins as a tenth of what was background: all else is as it was, and both together are it whole."""
    version = new_kind_version(tmp_path / "new")
    request = small_request(version, network="plain-net-m", start_from=str(SHIPPED))
    network = build_network(request, len(WITH_NEW))
    facts = take_over(request, RunFolder(tmp_path), network, open_data(request, tmp_path))
    x = frames_of()
    before = answer_of_file(SHIPPED, x).softmax(1)
    with torch.no_grad():
        now = network.eval()(x).softmax(1)
    torch.testing.assert_close(now[:, [1, 3, 4]], before[:, 1:], atol=2e-4, rtol=0)
    torch.testing.assert_close(now[:, 0] + now[:, 2], before[:, 0], atol=2e-4, rtol=0)
    torch.testing.assert_close(now[:, 2], FEWER * now[:, 0])
    assert facts["classes"] == {"kept": ("inclusion", "patches", "scratches"), "new": ("roll mark",), "left": ()}
    assert facts["new"] == []


def test_rows_of_classes_go_by_name_also_where_the_shapes_are_the_same():
    known = Known("a", {"w": torch.tensor([[1.0], [2.0], [3.0]]), "b": torch.tensor([0.1, 0.2, 0.3])},
                  ("background", "dent", "rust"))  # fmt: skip
    own = {"w": torch.zeros(3, 1), "b": torch.zeros(3)}
    wider = {"w": torch.zeros(4, 1), "b": torch.zeros(4)}
    swapped = fitted(known, own, wider, ("background", "rust", "dent"), is_sigmoid=False)
    assert swapped["w"].tolist() == [[1.0], [3.0], [2.0]]
    other = fitted(known, own, wider, ("background", "crack", "dent"), is_sigmoid=False)
    assert other["w"].tolist() == [[1.0], [1.0], [2.0]]
    torch.testing.assert_close(other["b"], torch.tensor([0.1 - math.log(1.1), 0.1 + math.log(0.1 / 1.1), 0.2]))
    assert fitted(replace(known, class_names=None), own, wider, known.class_names or (), is_sigmoid=False) == {}


def test_of_independent_classes_the_rows_of_new_ones_stay_fresh():
    known = Known("a", {"b": torch.tensor([0.2, 0.3])}, ("background", "dent", "rust"), is_sigmoid=True)
    own, wider = {"b": torch.tensor([7.0, 8.0, 9.0])}, {"b": torch.zeros(4)}
    taken = fitted(known, own, wider, ("background", "rust", "crack", "dent"), is_sigmoid=True)
    torch.testing.assert_close(taken["b"], torch.tensor([0.3, 8.0, 0.2]))
    assert fitted(known, own, wider, ("background", "rust", "crack", "dent"), is_sigmoid=False) == {}


def test_a_teacher_that_lacks_a_class_is_not_asked_about_it_by_hand():
    """It says 3/4 background, 1/4 dent. The network says 1/2 background, 1/4 new, 1/4 dent, which is the same to the
    teacher: nothing to learn. With 1/4, 1/4, 1/2 it is 3/4 ln (3/4 : 1/2) + 1/4 ln (1/4 : 1/2). A pixel that is
    labelled as new counts nothing."""
    recipe = Recipe(distil_share=1.0)
    teachers = Teachers([], ["a"], recipe, [0, 1], unknown=[1])
    answers = torch.tensor([0.75, 0.25])[None, :, None, None].expand(1, 2, 1, 2)
    labels = torch.tensor([[[0, 1]]])

    def loss(*probabilities: float, labels: Tensor = labels) -> Tensor:
        maps = torch.tensor(probabilities).log()[None, :, None, None].expand(1, 3, 1, 2)
        return teachers.loss(torch.tensor(5.0), maps, answers, labels)

    torch.testing.assert_close(loss(0.5, 0.25, 0.25), torch.tensor(0.0))
    divergence = 0.75 * math.log(1.5) + 0.25 * math.log(0.5)
    torch.testing.assert_close(loss(0.25, 0.25, 0.5), torch.tensor(divergence / 2))
    torch.testing.assert_close(loss(0.25, 0.25, 0.5, labels=torch.tensor([[[255, 2]]])), torch.tensor(divergence))


def test_what_a_teacher_agrees_with_goes_by_the_runs_classes():
    """It knows classes 0 and 2 of three, and names 2: of the labels 2, 0, void and 1 it agrees with the first, and has
    a say where nothing is labelled."""
    agreed = Teachers([], ["a"], Recipe(distil_share=1.0, distil_where=DistilWhere.AGREED), [0, 1], unknown=[1])
    answers = torch.tensor([0.25, 0.75])[None, :, None, None].expand(1, 2, 1, 4)
    maps = torch.zeros(1, 3, 1, 4)
    whole = 0.25 * math.log(0.25 / (2 / 3)) + 0.75 * math.log(0.75 / (1 / 3))
    torch.testing.assert_close(
        agreed.loss(torch.tensor(0.0), maps, answers, torch.tensor([[[2, 0, 255, 1]]])), torch.tensor(whole / 2)
    )


def test_a_model_file_teaches_what_it_knows_in_the_order_of_the_run(tmp_path: Path):
    version = new_kind_version(tmp_path / "new")
    request = small_request(version, network="plain-net-s", teachers=(str(SHIPPED),))
    data = open_data(request, tmp_path)
    teachers = teachers_of(request, tmp_path, data, open_device("cpu", request.recipe.precision))
    assert teachers is not None
    assert teachers.names == ("model steel-plain (plain-net-m)",)
    x = frames_of()
    torch.testing.assert_close(teachers.answers(x), answer_of_file(SHIPPED, x).softmax(1), atol=1e-4, rtol=0)


def test_who_knows_a_class_that_the_run_lacks_cannot_teach(tmp_path: Path):
    grey = np.zeros((64, 64), np.uint8)
    write_version(
        tmp_path / "two", name="two", class_names=CLASS_NAMES[:3], source="made for a test", terms="none",
        samples=[NewSample("f", png(grey), ".png", grey, "g", Split.TRAIN)],
    )  # fmt: skip
    request = small_request(tmp_path / "two", teachers=(str(SHIPPED),), recipe=Recipe(keep=Keep.LAST))
    data = open_data(request, tmp_path)
    with pytest.raises(ValueError, match="scratches would be taught as background"):
        teachers_of(request, tmp_path, data, open_device("cpu", request.recipe.precision))


def test_a_run_of_other_classes_says_which_are_new_in_its_progress(tmp_path: Path):
    version = new_kind_version(tmp_path / "new")
    before = small_version(tmp_path / "squares")
    run = RunFolder(tmp_path / "first")
    (tmp_path / "first" / "checkpoints").mkdir(parents=True)
    asked = small_request(before.folder, network="plain-net-s")
    run.write_request(asked)
    torch.save({"averaged": build_network(asked, 4).state_dict()}, run.best_checkpoint)
    request = small_request(version, start_from=str(run.path))
    network = build_network(request, 5)
    facts = take_over(request, RunFolder(tmp_path), network, open_data(request, tmp_path))
    assert facts["run"] == "first"
    assert json.dumps(facts["classes"]) == json.dumps(
        {"kept": ["inclusion", "patches", "scratches"], "new": ["roll mark"], "left": []}
    )
    theirs = build_network(asked, 4)
    theirs.load_state_dict(torch.load(run.best_checkpoint, weights_only=True)["averaged"])
    x = frames_of(side=64)
    with torch.no_grad():
        before_p, now = theirs.eval()(x).softmax(1), network.eval()(x).softmax(1)
    torch.testing.assert_close(now[:, [1, 3, 4]], before_p[:, 1:], atol=1e-5, rtol=0)


def test_known_classes_have_their_thresholds_of_before_where_a_new_kind_is_learned(tmp_path: Path):
    assert thresholds_before(SHIPPED, WITH_NEW) == pytest.approx({1: 0.48, 3: 0.30, 4: 0.41})
    assert thresholds_before(SHIPPED, ("background", "inclusion", "patches", "scratches")) is None, "nothing is new"
    assert thresholds_before(SHIPPED, ("background", "dent")) is None, "nothing is known"
    assert thresholds_before(tmp_path / "gone.onnx", WITH_NEW) is None
    run = RunFolder(tmp_path)
    run.confusions_file.write_text(json.dumps({"class_names": ["background", "dent"]}))
    assert thresholds_before(tmp_path, ("background", "rust", "dent")) is None, "a run without scores"
    run.scores_file.write_text(json.dumps({"thresholds": [0.0, 0.7]}))
    assert thresholds_before(tmp_path, ("background", "rust", "dent")) == {2: 0.7}


def test_a_class_that_few_groups_show_keeps_its_threshold_and_a_new_one_gets_the_middle(tmp_path: Path):
    """Eight groups show the dent, so its threshold is chosen; one shows the rust, and none the crack."""
    frames = []
    for number in range(8):
        class_map = np.zeros((32, 32), np.uint8)
        class_map[:8] = 1
        if number == 0:
            class_map[8:16] = 2
        sample = Sample(f"f{number}", "f", "", "m", "", 32, 32, f"g{number}", Split.VAL, Origin.REAL, ())
        frames.append(LoadedFrame(sample, np.full((32, 32), 90, np.uint8), class_map, 8))

    class SureOfDents(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.tensor([0.0, 1.5, 0.0, 0.0])[None, :, None, None].expand(len(x), 4, *x.shape[2:])

    candidate = Candidate(SureOfDents(), FixedScale(1, 0.5, 0.25), 32, 4, Output.LOGITS)
    chosen = search_thresholds(candidate, [frames])
    assert search_thresholds(candidate, [frames], {1: 0.77, 3: 0.66}) == (0.0, chosen[1], OF_A_NEW_KIND, 0.66)
    assert chosen[1] != 0.77
    none: list[LoadedFrame] = []  # of a piece that all went into train
    assert search_thresholds(candidate, [none], {1: 0.77, 3: 0.66}) == (0.0, 0.77, OF_A_NEW_KIND, 0.66)
    assert search_thresholds(candidate, [none]) == (0.0, 0.0, 0.0, 0.0)
