"""Weights taken out of a model file: the network that learns on answers as the file does, trained or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import nn
from training_samples import small_card, small_request, small_version, with_lively_statistics

import models
from inspector.core.messages import Code, TrainingError
from inspector.core.model_card import CARD_KEY, ModelCard, Smaller, VariantOf
from inspector.datasets.version import Split
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.of_run import beginning_named
from inspector.models_store.shipped import shipped_model
from inspector.runs.folder import RunFolder
from inspector.runs.request import RunRequest
from tests.long_form import IS_LONG
from training import loop
from training.data import Data, open_data
from training.exporting import export_onnx
from training.from_model import weights_of_model
from training.learner import build_network, take_over

SHIPPED = shipped_model("steel-plain")


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_version(tmp_path_factory.mktemp("data") / "squares").folder


def data_of(request: RunRequest) -> Data:
    return open_data(request, Path())


def beginning(version: Path, network: str, file: Path) -> RunRequest:
    return small_request(version, n_steps=2, network=network, start_from=str(file))


def answers(file: Path, frames: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {session.get_inputs()[0].name: frames})
    return found


@pytest.mark.parametrize("network", ["plain-net-s", *(["a-net", "unet-resnet18"] if IS_LONG else [])])
def test_a_network_filled_from_its_file_answers_as_the_file_does(tmp_path: Path, version: Path, network: str):
    """On frames that its norms were not measured on, in 32 bits; and it is ready to learn: its norms tell what
    convolutions give, not the numbers of a fresh network."""
    torch.manual_seed(3)
    file = tmp_path / "other.onnx"
    card = replace(small_card(), network=network, size_multiple=models.entry_of(network).size_multiple)
    export_onnx(with_lively_statistics(models.build(network, n_classes=4, in_channels=1)).eval(), card, file)
    request = beginning(version, network, file)
    found = weights_of_model(file, lambda n: build_network(request, n), data_of(request))
    taken = build_network(request, 4)
    taken.load_state_dict(found.state)
    frames = np.random.default_rng(5).normal(0, 1, (2, 1, 64, 96)).astype(np.float32)
    with torch.inference_mode():
        ours = taken.eval()(torch.from_numpy(frames)).numpy()
    theirs = answers(file, frames)
    assert np.ptp(theirs) > 0.1
    assert np.abs(ours - theirs).max() < 1e-3 * np.ptp(theirs)


def test_the_shipped_model_answers_in_training_as_in_evaluation(version: Path):
    """Its norms were measured: normalised by its batch, a step begins where the file stands."""
    request = beginning(version, "plain-net-m", SHIPPED)
    data = data_of(request)
    network = build_network(request, 4)
    network.load_state_dict(weights_of_model(SHIPPED, lambda n: build_network(request, n), data).state)
    norms = [norm for norm in network.modules() if isinstance(norm, nn.BatchNorm2d)]
    assert all(bool((norm.running_var != 1).any()) for norm in norms)
    pixels = np.stack([frame.pixels for frame in data.stored(data.main, Split.TRAIN, 0)])
    frames = torch.from_numpy(pixels[:, None] / 64 - 2).float()
    with torch.no_grad():
        evaluated, trained = network.eval()(frames), network.train()(frames)
    assert float((evaluated.argmax(1) == trained.argmax(1)).float().mean()) > 0.9
    assert not torch.equal(evaluated, trained)


def test_what_does_not_answer_as_its_file_is_refused(tmp_path: Path, version: Path):
    """A file that calls itself a PlainNet and holds something more."""
    model = onnx.load(str(SHIPPED))
    bias = next(one for one in model.graph.initializer if one.name == "head.bias")
    bias.name = "renamed"
    for node in model.graph.node:
        node.input[:] = ["renamed" if name == "head.bias" else name for name in node.input]
    file = tmp_path / "renamed.onnx"
    onnx.save(model, str(file))
    request = beginning(version, "plain-net-m", file)
    with pytest.raises(ValueError, match="answers otherwise than the file"):
        weights_of_model(file, lambda n: build_network(request, n), data_of(request))


def test_nothing_can_be_learned_from_a_variant_in_fewer_bits(tmp_path: Path, version: Path):
    model = onnx.load(SHIPPED)
    of = VariantOf("steel-plain 1", "0" * 64, Smaller.FP16, "made for a test")
    facts = replace(ModelCard.from_json(model.metadata_props[0].value), variant_of=of)
    onnx.helper.set_model_props(model, {CARD_KEY: facts.to_json()})
    file = tmp_path / "half.onnx"
    onnx.save(model, str(file))
    request = beginning(version, "plain-net-m", file)
    with pytest.raises(ValueError, match="Begin with steel-plain 1, from which it was made"):
        weights_of_model(file, lambda n: build_network(request, n), data_of(request))


def test_a_file_of_another_network_is_refused_and_says_which(version: Path):
    request = beginning(version, "a-net", SHIPPED)
    with pytest.raises(ValueError, match="holds a plain-net-m"):
        take_over(request, RunFolder(Path("run")), build_network(request, 4), data_of(request))


@pytest.mark.slow("ten seconds; test_loop.py begins with a shipped model")
def test_a_run_begins_with_a_shipped_model_and_its_card_will_say_so(tmp_path: Path, version: Path):
    request = beginning(version, "plain-net-m", SHIPPED)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    folder.write_request(request)
    loop.train(replace(request, n_folds=0), folder)
    told = next(line.begun_with for line in folder.progress() if line.begun_with)
    assert told["model"] == "steel-plain 1"
    assert told["new"] == []
    assert '"begun_with": "model steel-plain"' in folder.scores_file.read_text()


def test_a_beginning_is_a_run_or_a_model_by_its_name_or_its_file(tmp_path: Path):
    catalogue = ModelCatalogue(tmp_path / "models")
    assert beginning_named(tmp_path, catalogue, "steel-plain") == str(SHIPPED.resolve())
    assert beginning_named(tmp_path, catalogue, str(SHIPPED)) == str(SHIPPED.resolve())
    run = tmp_path / "steel-plain"
    run.mkdir()
    (run / "request.json").write_text("{}")
    assert beginning_named(tmp_path, catalogue, "steel-plain") == str(run.resolve()), "a run of that name comes first"
    with pytest.raises(TrainingError) as refused:
        beginning_named(tmp_path, catalogue, "gone")
    assert refused.value.message.code is Code.RUN_MISSING


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "no card in it"), (b"not a model", "no model"), (None, "there are no weights")]
)
def test_what_is_no_model_is_refused_in_words(tmp_path: Path, version: Path, content: bytes | None, why: str):
    file = tmp_path / "broken.onnx"
    if content is not None:
        file.write_bytes(content)
    request = beginning(version, "plain-net-m", file)
    with pytest.raises(ValueError, match=why):
        take_over(request, RunFolder(tmp_path), build_network(request, 4), data_of(request))
