"""Smaller arithmetic keeps the card, gives nearly the same scores, and learns its ranges from train frames only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, numpy_helper
from torch import nn
from training_samples import small_card, small_version

from inspector.core.files import sha256_of
from inspector.core.model_card import CARD_KEY, Smaller
from inspector.datasets.version import DatasetVersion, Split
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from resources import resource
from tests.network_kinds import Form, drawn_frame, is_right, write_network
from training.exporting import export_onnx
from training.quantising import TrainFrames, card_of, contract_of, main, to_fp16, to_int8

SHIPPED = resource("models/steel-anet.onnx")


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> DatasetVersion:
    return small_version(tmp_path_factory.mktemp("datasets") / "squares", side=72)


@pytest.fixture(scope="module")
def eight_bit(version: DatasetVersion, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("models") / "int8.onnx"
    for sample in version.samples:
        if sample.split is not Split.TRAIN:  # reading one of these would fail
            (version.folder / sample.frame_file).unlink()
    to_int8(SHIPPED, version, target, n_frames=4)
    return target


def compared(small: Path) -> tuple[float, float]:
    """Share of pixels of the same class as with the shipped model, and the largest difference of the scores."""
    one, other = open_model(SHIPPED, Provider.CPU).backend, open_model(small, Provider.CPU).backend
    grey = np.random.default_rng(1).normal(0, 0.3, (4, 1, 64, 64)).astype(np.float32)
    grey[:, :, 20:40, 16:48] += 1.5
    before, after = one.run(grey), other.run(grey)
    return float((before.argmax(1) == after.argmax(1)).mean()), float(np.abs(before - after).max())


def test_weights_are_eight_bits_with_a_scale_per_channel(eight_bit: Path):
    model = onnx.load(eight_bit)
    constants = {constant.name: constant for constant in model.graph.initializer}
    made_by = {node.output[0]: node for node in model.graph.node}
    convolutions = [node for node in model.graph.node if node.op_type == "Conv"]
    assert len(convolutions) == 125
    for node in (convolutions[0], convolutions[-1]):  # which stay as they are
        assert constants[node.input[1]].data_type == TensorProto.FLOAT
    n_per_channel = 0
    for node in convolutions[1:-1]:
        weight, scale, _ = made_by[node.input[1]].input  # of the DequantizeLinear before it
        assert constants[weight].data_type == TensorProto.INT8
        n_per_channel += list(constants[scale].dims) == [constants[weight].dims[0]]
    assert n_per_channel == 123
    assert eight_bit.stat().st_size < 0.5 * SHIPPED.stat().st_size


def test_eight_bits_give_nearly_the_same_classes(eight_bit: Path):
    same, difference = compared(eight_bit)
    assert same > 0.9
    assert difference > 0.05  # less would mean that nothing was quantised


def test_the_card_goes_along_without_scores_that_are_not_its_own(eight_bit: Path, version: DatasetVersion):
    before, after = card_of(onnx.load(SHIPPED)), card_of(onnx.load(eight_bit))
    assert before.scores
    assert after.version == f"{before.version}-int8"
    of = after.variant_of
    assert of is not None
    assert (of.title, of.sha256, of.arithmetic) == (before.title, sha256_of(SHIPPED.read_bytes()), Smaller.INT8)
    assert (of.calibrated_on, of.n_frames) == ((f"squares {version.id}",), 4)
    assert replace(after, version=before.version, scores=before.scores, variant_of=None, format=before.format) == before


def test_frames_are_prepared_and_padded_as_prediction_does(version: DatasetVersion):
    card = card_of(onnx.load(SHIPPED))
    reader = TrainFrames(version, card, contract_of(SHIPPED), 3)
    assert {sample.split for sample in reader.samples} == {Split.TRAIN}
    taken = []
    while (entry := reader.get_next()) is not None:
        taken.append(entry["frame"])
    assert [planes.shape for planes in taken] == [(1, 1, 96, 96)] * 3  # 72 px, padded to a multiple of 32
    pixels, _ = version.read(reader.samples[0])
    expected = (pixels.astype(np.float32) / 255 - card.mean[0]) / card.std[0]
    np.testing.assert_allclose(taken[0][0, 0, :72, :72], expected, atol=1e-6)


def test_of_a_frame_larger_than_a_tile_one_tile_is_taken(version: DatasetVersion):
    card = replace(card_of(onnx.load(SHIPPED)), tile_px=32, overlap_px=8)
    reader = TrainFrames(version, card, contract_of(SHIPPED), 3)
    taken = []
    while (entry := reader.get_next()) is not None:
        taken.append(entry["frame"])
    assert [planes.shape for planes in taken] == [(1, 1, 32, 32)] * 3


def test_without_training_frames_and_of_a_variant_there_is_none(version: DatasetVersion, tmp_path: Path):
    held_out = replace(version, samples=version.of_split(Split.TEST))
    with pytest.raises(ValueError, match="has no training frames"):
        to_int8(SHIPPED, held_out, tmp_path / "no.onnx")
    to_fp16(SHIPPED, tmp_path / "half.onnx")
    with pytest.raises(ValueError, match="make one of steel-anet 1, from which it was made"):
        to_int8(tmp_path / "half.onnx", version, tmp_path / "no.onnx")
    assert not (tmp_path / "no.onnx").exists()


def test_half_precision_stays_inside(tmp_path: Path):
    target = tmp_path / "f16.onnx"
    to_fp16(SHIPPED, target)
    model = onnx.load(target)
    wide = [c.name for c in model.graph.initializer if c.data_type == TensorProto.FLOAT]
    assert len(wide) == 4  # the scales of the four enlargements, which ONNX wants in 32 bits
    assert {numpy_helper.to_array(c).size for c in model.graph.initializer if c.name in wide} == {4}
    for value in (*model.graph.input, *model.graph.output):
        assert value.type.tensor_type.elem_type == TensorProto.FLOAT
    same, difference = compared(target)
    assert same > 0.999
    assert 0 < difference < 0.05


@pytest.mark.parametrize(
    "form",
    [
        Form(side=48), Form(side=64), Form(takes_channels_last=True), Form(batch=4),
        Form(takes_channels_last=True, gives_channels_last=True, side=64, batch=2), Form(takes="uint8", side=64),
        Form(has_auxiliary=True, gives_channels_last=True),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("arithmetic", list(Smaller))
def test_exports_of_other_programs_are_made_smaller_and_answer_as_before(
    form: Form, arithmetic: Smaller, version: DatasetVersion, tmp_path: Path
):
    """Of one size, several tiles at once, channels last, bytes: what shows the ranges goes in as they take it."""
    source, made = tmp_path / "model.onnx", tmp_path / "small.onnx"
    write_network(source, form, has_golden=form.side in (None, 64))
    if arithmetic is Smaller.INT8:
        to_int8(source, version, made, n_frames=4)
    else:
        to_fp16(source, made)
    model = open_model(made, Provider.CPU)
    assert len(model.card.goldens) == (1 if form.side in (None, 64) else 0)
    assert is_right(Predictor(model).predict(drawn_frame(), 8), form)


def test_what_cannot_be_made_smaller_says_so(
    version: DatasetVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source = write_network(tmp_path / "model.onnx", Form(takes="float16", gives="float16"))
    assert main(["fp16", str(source), "--out", str(tmp_path / "small.onnx")]) == 1
    assert capsys.readouterr().err == "the network takes or gives 16 bits already\n"
    assert main(
        ["int8", str(source), "--out", str(tmp_path / "small.onnx"), "--dataset", str(version.folder)]
    ) in (0, 1)  # fmt: skip
    assert "Traceback" not in capsys.readouterr().err


def test_the_command_tells_both_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["fp16", str(SHIPPED), "--out", str(tmp_path / "half.onnx")]) == 0
    said = capsys.readouterr().out
    assert f'"{SHIPPED.name}": {SHIPPED.stat().st_size}' in said
    assert f'"half.onnx": {(tmp_path / "half.onnx").stat().st_size}' in said


def test_a_smaller_model_has_a_golden_answer_of_its_own(tmp_path: Path):
    torch.manual_seed(3)
    whole, half = tmp_path / "whole.onnx", tmp_path / "half.onnx"
    export_onnx(nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 4, 1)), small_card(), whole)
    to_fp16(whole, half)
    (before,), (after,) = (card_of(onnx.load(file)).goldens for file in (whole, half))
    assert (after.seed, after.height, after.width) == (before.seed, before.height, before.width)
    assert after.probabilities != before.probabilities  # 16 bits round
    assert after.probabilities == pytest.approx(before.probabilities, abs=0.01)
    assert open_model(half, Provider.CPU).card.goldens == (after,)
    # Of several outputs it is that of the one with the scores
    model = onnx.load(whole)
    other = model.graph.node[0].output[0]
    model.graph.output.append(onnx.helper.make_tensor_value_info(other, TensorProto.FLOAT, None))
    facts = replace(card_of(model), output_name=model.graph.output[0].name)
    onnx.helper.set_model_props(model, {CARD_KEY: facts.to_json()})
    onnx.save(model, str(whole))
    to_fp16(whole, half)
    assert card_of(onnx.load(half)).goldens == (after,)
