"""From a trained network to one ONNX file that explains itself, and the proof that both agree.

Every PReLU here has one slope, so at inference it equals LeakyReLU with that constant; exported so, the
runtime fuses it into the convolution before it (about a quarter of A-Net's time) and the outputs are equal
to about 1e-7.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from torch import nn

import models
from inspector.core.class_map import argmax_prediction
from inspector.core.data_terms import joined_terms
from inspector.core.files import write_whole
from inspector.core.golden import GOLDEN_SEED, golden_of, golden_picture
from inspector.core.model_card import CARD_KEY, Golden, ModelCard
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from models.baselines import BaselineNetwork
from models.plain_net import PlainNet
from training.data import Data, FrameList, LoadedFrame
from training.learner import Learner
from training.scoring import Candidate, RunScores

OPSET = 18
# Overlap: with 32 px a defect on a seam loses 0.09 of its IoU, with 128 next to nothing (research.seam_report)
TILE_PX, OVERLAP_PX = 512, 128
MIN_AREA_PX = 16
GOLDEN_PX = 64  # or the next multiple: enough to tell one network from another, and answered in a moment


def with_leaky_relu(network: nn.Module) -> nn.Module:
    """A copy in which each PReLU of one slope is the LeakyReLU of the same slope."""
    network = copy.deepcopy(network)
    for module in list(network.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.PReLU) and child.num_parameters == 1:
                setattr(module, name, nn.LeakyReLU(float(child.weight.detach())))
    return network


def export_onnx(network: nn.Module, card: ModelCard, path: Path, *, any_size: bool = True) -> None:
    """Write the network with its card and a golden answer; batch stays free, as are height and width where
    ``any_size``."""
    if isinstance(network, BaselineNetwork | PlainNet):
        network = network.for_inference()
    network = with_leaky_relu(network).eval().cpu().to(memory_format=torch.contiguous_format)
    side = card.tile_px
    card = replace(card, goldens=golden_answers(network, card, any_size=any_size))
    example = torch.zeros(2, card.input_channels, side, side)
    multiple = card.size_multiple
    rows = multiple * torch.export.Dim("row_blocks", min=1, max=4096)
    columns = multiple * torch.export.Dim("column_blocks", min=1, max=4096)
    free = {0: torch.export.Dim("batch", min=1, max=4096)}
    if any_size:
        free |= {2: rows, 3: columns}
    program = torch.onnx.export(
        network, (example,), dynamo=True, opset_version=OPSET, dynamic_shapes=(free,),
        input_names=["frame"], output_names=["scores"], verbose=False,
    )  # fmt: skip
    assert program is not None  # None only where a path is given
    model = program.model_proto
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, {CARD_KEY: card.to_json()})
    model.producer_name, model.doc_string = "inspector", card.title
    for node in model.graph.node:  # the exporter's traces name files of the machine that exported
        del node.metadata_props[:]
        node.doc_string = ""
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        del value.metadata_props[:]
    onnx.checker.check_model(model, full_check=True)
    write_whole(path, model.SerializeToString())


def golden_answers(network: nn.Module, card: ModelCard, *, any_size: bool) -> tuple[Golden, ...]:
    """What PyTorch answers to the golden picture; none where that are no numbers: such a file is refused anyway."""
    side = card.tile_px
    if any_size:
        side = min(side, padded_size(GOLDEN_PX, GOLDEN_PX, card.size_multiple)[0])
    picture = golden_picture(GOLDEN_SEED, side, side, card.input_channels)
    with torch.inference_mode():
        scores = network(torch.from_numpy(prepare(picture, card, 8)[None])).float().numpy()[0]
    return (golden_of(scores, card.output),) if np.isfinite(scores).all() else ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """PyTorch against ONNX Runtime on the same inputs."""

    same_pixels: float  # share of pixels whose arg-max class is the same
    largest_difference: float  # of the logits
    n_frames: int


def agreement(network: nn.Module, path: Path, card: ModelCard, inputs: Iterable[npt.NDArray[np.float32]]) -> Agreement:
    """Compare both on prepared and padded inputs, (C, H, W) each; the network is on the CPU."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    network.eval()
    n_same = n_pixels = n_frames = 0
    largest = 0.0
    with torch.inference_mode():
        for planes in inputs:
            ours = network(torch.from_numpy(planes[None])).numpy()[0]
            (theirs,) = session.run(None, {session.get_inputs()[0].name: planes[None]})
            same = argmax_prediction(ours, card.output).index == argmax_prediction(theirs[0], card.output).index
            n_frames += 1
            n_same += int(same.sum())
            n_pixels += same.size
            largest = max(largest, float(np.abs(ours - theirs[0]).max()))
    return Agreement(n_same / max(n_pixels, 1), largest, n_frames)


def card_of_run(
    data: Data, input_bits: tuple[int, ...], candidate: Candidate, scores: RunScores, learner: Learner
) -> ModelCard:
    """``input_bits``: depths of the training frames, each once."""
    request = data.request
    parts = learner.in_parts(request.recipe.batch)
    trained_on = f"Trained on {' and '.join(learner.computed_on)}{f', each batch {parts}' if parts else ''}."
    return ModelCard(
        name=request.model_name, version=request.model_version, network=request.network,
        class_names=data.class_names, input_channels=request.input_channels, mean=candidate.rule.mean,
        std=candidate.rule.std, size_multiple=candidate.size_multiple, tile_px=TILE_PX, overlap_px=OVERLAP_PX,
        output=candidate.output, thresholds=scores.thresholds,
        min_area_px=(0, *(MIN_AREA_PX for _ in data.class_names[1:])),
        is_demonstration=request.is_demonstration, non_defects=data.main.non_defects, training_run=request.run,
        begun_with="; taught by ".join((learner.begun_with, *learner.taught_by)),
        data_hash=" + ".join(data.ids),
        data_terms=joined_terms((v.source, v.terms) for v in data.versions),
        licence=request.licence, notes=f"{request.notes} {trained_on}".lstrip(), scores=tuple(scores.on_card),
        input_bits=input_bits,
    )  # fmt: skip


def export_and_compare(candidate: Candidate, card: ModelCard, file: Path, frames: FrameList) -> Agreement:
    """Write the model file; returns how it agrees with PyTorch on these frames, both on the CPU."""
    any_size = models.entry_of(card.network).exports_any_size
    network = candidate.network.cpu()
    export_onnx(network, card, file, any_size=any_size)

    def prepared(frame: LoadedFrame) -> npt.NDArray[np.float32]:
        height, width = frame.class_map.shape
        size = padded_size(height, width, candidate.size_multiple) if any_size else (TILE_PX, TILE_PX)
        return pad_by_reflection(prepare(frame.pixels, candidate.rule, frame.bits), *size)

    return agreement(network, file, card, map(prepared, frames))
