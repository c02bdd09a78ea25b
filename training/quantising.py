"""Variants of a model in smaller arithmetic: 8-bit whole numbers, or 16-bit floats.

    python -m training.quantising int8 MODEL.onnx --dataset FOLDER --out SMALL.onnx [--frames N]
    python -m training.quantising fp16 MODEL.onnx --out HALF.onnx

int8: static quantisation in the QDQ form; weights with a scale per channel, activations with one scale each, from
the values that frames of the TRAIN split cause (no other split is read). The first and the last convolution stay in 32
bits: they are a small part of the time, and between them lies most of what 8 bits cost. fp16: weights and arithmetic in
16 bits, input and output stay 32-bit, so the program opens the file like any other.

The card goes with the model, under a version of its own and without scores: those belong to the model it came from,
which it names. Progress is a JSON object a line on standard output: ``inspector models variant`` and the Models page
run this as a process of its own (``inspector/models_store/variants.py``).
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from inspector.core.files import sha256_of, write_whole
from inspector.core.golden import golden_of, golden_picture
from inspector.core.messages import InspectorError
from inspector.core.model_card import CARD_FORMAT, CARD_KEY, Golden, ModelCard, Smaller, VariantOf
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.core.untrusted import spelled_out
from inspector.datasets.version import DatasetVersion, Split, open_version
from inspector.inference.contract import Contract, NetworkArray
from inspector.inference.model_content import read_content
from inspector.inference.onnx_runtime import cpu_session
from inspector.inference.reading_contract import read_contract
from inspector.inference.runtime_words import plain_words
from inspector.pictures.formats.picture import DecodedPixels
from inspector.texts.messages import one_line

log = logging.getLogger("training.quantising")

CALIBRATION_FRAMES = 128
SEED = 0  # the same frames each time
CONVOLUTIONS = ("Conv", "ConvTranspose")

Report = Callable[[int, int], None]


def card_of(model: onnx.ModelProto) -> ModelCard:
    """Raises ValueError for a file without a card."""
    for entry in model.metadata_props:
        if entry.key == CARD_KEY:
            return ModelCard.from_json(entry.value)
    raise ValueError("the model has no card in its file")


def contract_of(source: Path) -> Contract:
    """How tiles go into the network of this file. Raises ModelError where that is not to be found out."""
    content = read_content(source)
    return read_contract(content, cpu_session(content.onnx))


class TrainFrames(CalibrationDataReader):  # type: ignore[misc]  # the library is not typed
    """Prepared parts of frames of the train split, one at a time, as the network takes them: one tile of a larger
    frame, anywhere in it; a smaller one whole, padded as prediction pads it. All are of one size for a network that
    takes no other."""

    def __init__(
        self, version: DatasetVersion, card: ModelCard, contract: Contract, n_frames: int,
        report: Report = lambda done, total: None,
    ) -> None:  # fmt: skip
        """Raises ValueError where there is no frame to learn ranges from."""
        samples = version.of_split(Split.TRAIN)
        if not samples or n_frames < 1:
            raise ValueError(f"the dataset {version.name} has no training frames that could show the ranges of values")
        self._rng = np.random.default_rng(SEED)
        order = self._rng.permutation(len(samples))[:n_frames]
        self.samples = tuple(samples[index] for index in order.tolist())
        self._card, self._contract = card, contract
        self._taken = (self._taken_of(version.read_picture(sample)) for sample in self.samples)
        self._report, self._n_done = report, 0

    def _taken_of(self, picture: DecodedPixels) -> NetworkArray:
        card, fixed = self._card, self._contract.fixed_tile
        most = fixed or (card.tile_px, card.tile_px)
        top, left = (
            int(self._rng.integers(max(0, side - of_tile) + 1))
            for side, of_tile in zip(picture.pixels.shape[:2], most, strict=True)
        )
        part = picture.pixels[top : top + most[0], left : left + most[1]]
        size = fixed or padded_size(part.shape[0], part.shape[1], card.size_multiple)
        return self._contract.to_network(pad_by_reflection(prepare(part, card, picture.bits), *size)[None])

    def get_next(self) -> dict[str, NetworkArray] | None:
        self._report(self._n_done, len(self.samples))
        self._n_done += 1
        taken = next(self._taken, None)
        return None if taken is None else {self._contract.input_name: taken}


def to_int8(
    source: Path, version: DatasetVersion, target: Path, n_frames: int = CALIBRATION_FRAMES, *, suffix: str = "",
    report: Report = lambda done, total: None,
) -> None:  # fmt: skip
    """``suffix``: of the variant's version, for one that is not the first of its kind.

    Raises ValueError where the model has no card or is a variant itself, or where the version has no training frames.
    """
    _, card = _read(source)
    contract = contract_of(source)
    frames = TrainFrames(version, card, contract, n_frames, report)
    with tempfile.TemporaryDirectory() as folder:
        folded, quantised = Path(folder) / "folded.onnx", Path(folder) / "int8.onnx"
        # Batch normalisation goes into the convolution before it, which is then quantised as one.
        quant_pre_process(str(source), str(folded), skip_symbolic_shape=True)
        nodes = [node.name for node in _with_names(folded).graph.node if node.op_type in CONVOLUTIONS]
        with _without_advice():
            quantize_static(
                str(folded), str(quantised), frames, quant_format=QuantFormat.QDQ, per_channel=True,
                activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                nodes_to_exclude=[nodes[0], nodes[-1]] if len(nodes) > 2 else [],
            )  # fmt: skip
        made = onnx.load(quantised)
    if not any(node.op_type == "DequantizeLinear" for node in made.graph.node):
        raise ValueError("there is nothing in the network that could be computed in 8 bits")
    of = VariantOf(
        card.title, sha256_of(source.read_bytes()), Smaller.INT8,
        f"onnxruntime {onnxruntime.__version__}: static quantisation, ranges by least and largest value",
        (f"{version.name} {version.id}",), len(frames.samples),
    )  # fmt: skip
    _write(made, card, contract, of, suffix, target)


def _with_names(file: Path) -> onnx.ModelProto:
    """Each node has a name then, by which it can be left out; exports of other programs may have none."""
    model = onnx.load(file)
    if not all(node.name for node in model.graph.node):
        for index, node in enumerate(model.graph.node):
            node.name = f"node {index}"
        onnx.save(model, file)
    return model


@contextmanager
def _without_advice() -> Iterator[None]:
    """The library advises to do what was done before it was called."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def to_fp16(source: Path, target: Path, *, suffix: str = "") -> None:
    """Raises ValueError where the model has no card or is a variant itself."""
    from onnxruntime.transformers.float16 import convert_float_to_float16
    from onnxruntime.transformers.onnx_model import OnnxModel

    model, card = _read(source)
    contract = contract_of(source)
    if np.float16 in (contract.input_type, contract.output_type):
        raise ValueError("the network takes or gives 16 bits already")
    _give_each_resize_its_scales(model.graph)
    half = OnnxModel(convert_float_to_float16(model, keep_io_types=True))
    half.topological_sort()  # the casts at both ends were appended
    made_by = f"onnxruntime {onnxruntime.__version__}: weights and arithmetic rounded to 16 bits"
    of = VariantOf(card.title, sha256_of(source.read_bytes()), Smaller.FP16, made_by)
    _write(half.model, card, contract, of, suffix, target)


def _read(source: Path) -> tuple[onnx.ModelProto, ModelCard]:
    model = onnx.load(source)
    card = card_of(model)
    if card.variant_of is not None:
        raise ValueError(f"it is a variant itself: make one of {card.variant_of.title}, from which it was made")
    return model, card


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


def _write(
    model: onnx.ModelProto, card: ModelCard, contract: Contract, of: VariantOf, suffix: str, target: Path
) -> None:
    """``contract``: of the model that it was made from, whose input and output it keeps."""
    small = replace(
        card, version=f"{card.version}-{of.arithmetic}{suffix}", scores=(), variant_of=of, format=CARD_FORMAT,
        goldens=tuple(_answered(model, card, contract, golden) for golden in card.goldens),
    )  # fmt: skip
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, {CARD_KEY: small.to_json()})
    onnx.checker.check_model(model)
    write_whole(target, model.SerializeToString())


def _answered(model: onnx.ModelProto, card: ModelCard, contract: Contract, golden: Golden) -> Golden:
    """Its own answer to the same picture: a smaller model may answer otherwise, and must then do so everywhere."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    picture = golden_picture(golden.seed, golden.height, golden.width, card.input_channels)
    tile = prepare(picture, card, 8)[None]
    (given,) = session.run([contract.output_name], {contract.input_name: contract.to_network(tile)})
    return golden_of(contract.to_scores(given, tile.shape)[0], card.output, golden.seed)


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 where the variant was made, else 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="python -m training.quantising", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    commands = parser.add_subparsers(dest="kind", required=True)
    for kind in ("int8", "fp16"):
        command = commands.add_parser(kind)
        command.add_argument("model", type=Path)
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--suffix", default="", help="of its version, for one that is not the first of its kind")
        if kind == Smaller.INT8:
            command.add_argument("--dataset", type=Path, required=True, help="folder of a dataset version")
            command.add_argument("--frames", type=int, default=CALIBRATION_FRAMES)
    options = parser.parse_args(arguments)
    try:
        if options.kind == Smaller.INT8:
            version = open_version(options.dataset)
            to_int8(options.model, version, options.out, options.frames, suffix=options.suffix, report=_tell)
        else:
            to_fp16(options.model, options.out, suffix=options.suffix)
    except Exception as error:  # whatever the library says of a network that it cannot change
        if isinstance(error, InspectorError):
            why = one_line(error.message)
        elif type(error) is ValueError or isinstance(error, OSError):  # ours, or the disk's
            why = str(error)
        else:
            log.info("no variant", exc_info=True)
            why = f"the library that makes variants cannot change this network: {plain_words(error)}"
        sys.stderr.write(f"{spelled_out(why)}\n")
        return 1
    sizes = {path.name: path.stat().st_size for path in (options.model, options.out)}
    sys.stdout.write(json.dumps(sizes) + "\n")
    return 0


def _tell(done: int, total: int) -> None:
    sys.stdout.write(json.dumps({"done": done, "total": total}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
