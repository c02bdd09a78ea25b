"""Smaller arithmetic for an exported model: 8-bit integers, or 16-bit floats for CUDA.

    python -m training.quantising int8 MODEL.onnx --dataset FOLDER --out SMALL.onnx [--frames N]
    python -m training.quantising f16 MODEL.onnx --out HALF.onnx

int8: static quantisation in the QDQ form; weights with a scale per channel, activations with one scale each, from
the values that frames of the TRAIN split cause (no other split is read). f16: weights and arithmetic in 16 bits,
input and output stay 32-bit, so the program opens the file like any other.

The card goes with the model, under a version of its own and without scores: those belong to the model it came
from. `inspector evaluate` measures what a smaller model costs in accuracy.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from inspector.core.files import write_whole
from inspector.core.golden import golden_of, golden_picture
from inspector.core.messages import InspectorError
from inspector.core.model_card import CARD_KEY, Golden, ModelCard
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.core.untrusted import spelled_out
from inspector.datasets.version import DatasetVersion, Split, open_version
from inspector.pictures.formats.picture import DecodedPixels
from inspector.texts.messages import one_line

CALIBRATION_FRAMES = 128
SEED = 0  # the same frames each time


def card_of(model: onnx.ModelProto) -> ModelCard:
    """Raises ValueError for a file without a card."""
    for entry in model.metadata_props:
        if entry.key == CARD_KEY:
            return ModelCard.from_json(entry.value)
    raise ValueError("the model has no card in its file")


class TrainFrames(CalibrationDataReader):  # type: ignore[misc]  # the library is not typed
    """Prepared frames of the train split, (1, C, H, W) each, padded as prediction pads them."""

    def __init__(self, version: DatasetVersion, card: ModelCard, input_name: str, n_frames: int) -> None:
        samples = version.of_split(Split.TRAIN)
        order = np.random.default_rng(SEED).permutation(len(samples))[:n_frames]
        self.samples = tuple(samples[index] for index in order.tolist())
        self._planes = (self._planes_of(version.read_picture(sample), card) for sample in self.samples)
        self._input_name = input_name

    @staticmethod
    def _planes_of(picture: DecodedPixels, card: ModelCard) -> npt.NDArray[np.float32]:
        height, width = picture.pixels.shape[:2]
        size = padded_size(height, width, card.size_multiple)
        return pad_by_reflection(prepare(picture.pixels, card, picture.bits), *size)[None]

    def get_next(self) -> dict[str, npt.NDArray[np.float32]] | None:
        planes = next(self._planes, None)
        return None if planes is None else {self._input_name: planes}


def to_int8(source: Path, version: DatasetVersion, target: Path, n_frames: int = CALIBRATION_FRAMES) -> None:
    """Raises ValueError where the model has no card, or other classes than the version."""
    model = onnx.load(source)
    card = card_of(model)
    if card.class_names != version.class_names:
        raise ValueError(f"the model's classes are {card.class_names}, the version's {version.class_names}")
    frames = TrainFrames(version, card, model.graph.input[0].name, n_frames)
    with tempfile.TemporaryDirectory() as folder:
        folded, quantised = Path(folder) / "folded.onnx", Path(folder) / "int8.onnx"
        # Batch normalisation goes into the convolution before it, which is then quantised as one.
        quant_pre_process(str(source), str(folded), skip_symbolic_shape=True)
        quantize_static(
            str(folded), str(quantised), frames, quant_format=QuantFormat.QDQ, per_channel=True,
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
        )  # fmt: skip
        note = f"8-bit by static quantisation on {len(frames.samples)} frames of {version.name} {version.id}, train"
        _write(onnx.load(quantised), card, "int8", note, target)


def to_f16(source: Path, target: Path) -> None:
    """Raises ValueError where the model has no card."""
    from onnxruntime.transformers.float16 import convert_float_to_float16
    from onnxruntime.transformers.onnx_model import OnnxModel

    model = onnx.load(source)
    card = card_of(model)
    _give_each_resize_its_scales(model.graph)
    half = OnnxModel(convert_float_to_float16(model, keep_io_types=True))
    half.topological_sort()  # the casts at both ends were appended
    _write(half.model, card, "f16", "16-bit floats inside", target)


def _give_each_resize_its_scales(graph: onnx.GraphProto) -> None:
    """Scales stay 32-bit; the converter would make the cast of a shared one once per node, under one name."""
    constants = {constant.name: constant for constant in graph.initializer}
    taken: set[str] = set()
    for index, node in enumerate(graph.node):
        if node.op_type != "Resize" or len(node.input) < 3 or node.input[2] not in constants:
            continue
        shared = node.input[2]
        if shared in taken:
            own = graph.initializer.add()
            own.CopyFrom(constants[shared])
            own.name = node.input[2] = f"{shared}_of_{index}"
        taken.add(shared)


def _write(model: onnx.ModelProto, card: ModelCard, kind: str, note: str, target: Path) -> None:
    small = replace(
        card, version=f"{card.version}-{kind}", scores=(), notes=" ".join(filter(None, (card.notes, note))),
        goldens=tuple(_answered(model, card, golden) for golden in card.goldens),
    )  # fmt: skip
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, {CARD_KEY: small.to_json()})
    onnx.checker.check_model(model)
    write_whole(target, model.SerializeToString())


def _answered(model: onnx.ModelProto, card: ModelCard, golden: Golden) -> Golden:
    """Its own answer to the same picture: a smaller model may answer otherwise, and must then do so everywhere."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    picture = golden_picture(golden.seed, golden.height, golden.width, card.input_channels)
    (scores,) = session.run(None, {session.get_inputs()[0].name: prepare(picture, card, 8)[None]})
    return golden_of(scores[0], card.output, golden.seed)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.quantising", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    commands = parser.add_subparsers(dest="kind", required=True)
    for kind in ("int8", "f16"):
        command = commands.add_parser(kind)
        command.add_argument("model", type=Path)
        command.add_argument("--out", type=Path, required=True)
        if kind == "int8":
            command.add_argument("--dataset", type=Path, required=True, help="folder of a dataset version")
            command.add_argument("--frames", type=int, default=CALIBRATION_FRAMES)
    options = parser.parse_args(arguments)
    try:
        if options.kind == "int8":
            to_int8(options.model, open_version(options.dataset), options.out, options.frames)
        else:
            to_f16(options.model, options.out)
    except InspectorError as error:
        sys.stderr.write(f"{spelled_out(one_line(error.message))}\n")
        return 1
    sizes = {path.name: path.stat().st_size for path in (options.model, options.out)}
    sys.stdout.write(json.dumps(sizes) + "\n")
    return 0


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # the library advises preprocessing, which was done
    sys.exit(main())
