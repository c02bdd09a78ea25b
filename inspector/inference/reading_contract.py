"""What a network takes and gives, found out from its file and one run, against what its card says.

    session + card  ->  read_contract: Contract | ModelError in words

Where the network shows it itself (types, layout, sizes, numbers of planes), the network is believed. Where it and its
card cannot both be right, it is refused: a card that is wrong in one place tells nothing about the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import onnxruntime

from inspector.core.golden import GOLDEN_SEED, golden_picture
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import MAX_SCORE_PX, MAX_TILE_PX, ModelCard, Output
from inspector.core.preparation import prepare
from inspector.inference.backend import Tiles
from inspector.inference.contract import Contract, NetworkArray
from inspector.inference.model_content import ModelContent
from inspector.inference.onnx_runtime import ORT_ERRORS, catching_failures
from inspector.inference.runtime_words import plain_words

PROBE_PX = 64  # about: enough to see something, no time to speak of
MAX_BATCH = 64
_CHANNELS = (1, 3)

_INPUT_TYPES: dict[str, np.dtype[Any]] = {
    "tensor(float)": np.dtype(np.float32), "tensor(float16)": np.dtype(np.float16), "tensor(uint8)": np.dtype(np.uint8),
}  # fmt: skip
_SCORE_TYPES: dict[str, np.dtype[Any]] = {
    "tensor(float)": np.dtype(np.float32),
    "tensor(float16)": np.dtype(np.float16),
}
_INDEX_TYPES: dict[str, np.dtype[Any]] = {
    f"tensor({name})": np.dtype(name) for name in ("int64", "int32", "int16", "int8", "uint8", "uint16", "bool")
}
_NAMES_OF_TYPES = {"float": "32-bit floats", "float16": "16-bit floats", "double": "64-bit floats", "uint8": "bytes"}


class _ContradictsCardError(ValueError):
    """The network may be used, but not with this card."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An input or output as the file declares it; a side that is free is a name or None."""

    name: str
    shape: tuple[int | str | None, ...]
    type: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is known of the input."""

    channels_last: bool
    batch: int | None
    fixed_tile: tuple[int, int] | None
    has_free_side: bool


def read_contract(content: ModelContent, session: onnxruntime.InferenceSession) -> Contract:
    """Raises ModelError where the network is no segmentation network that can be used, or not the one of its card."""
    card = content.card

    def refused(error: Exception) -> ModelError:
        code = Code.MODEL_CARD_CONTRADICTED if isinstance(error, _ContradictsCardError) else Code.MODEL_WRONG_RANK
        return ModelError(message(code, path=str(content.path), detail=plain_words(error)))

    try:
        inputs = _declared(session.get_inputs())
        outputs = _declared(session.get_outputs())
    except ORT_ERRORS as error:  # names that are no UTF-8, say
        raise refused(error) from error
    try:
        given = _meant_output(inputs, outputs, card.output_name)
        taken = _taken(inputs[0], given, card)
        _check_types(inputs[0], given, card)
    except ValueError as error:
        raise refused(error) from error
    contract = Contract(
        input_name=inputs[0].name, output_name=given.name, input_type=_INPUT_TYPES[inputs[0].type],
        output_type=(_SCORE_TYPES | _INDEX_TYPES)[given.type], n_channels=card.input_channels,
        takes_channels_last=taken.channels_last, gives_channels_last=False, batch=taken.batch,
        fixed_tile=taken.fixed_tile, n_classes=card.n_classes, n_planes=card.n_classes, has_planes_axis=True,
        is_class_map=card.output is Output.CLASS_MAP, background=None, scale=1,
    )  # fmt: skip
    tile = probe_tile(card, contract)
    height, width = tile.shape[2:]
    with catching_failures(content.path, f"one of {height} x {width} px, as its card allows"):
        found: NetworkArray = session.run([given.name], {inputs[0].name: contract.to_network(tile)})[0]
    try:
        return _with_output(contract, card, found, tile.shape, taken.has_free_side)
    except ValueError as error:
        raise refused(error) from error


def probe_tile(card: ModelCard, contract: Contract) -> Tiles:
    """A prepared tile (1, C, h, w) with grey, a ramp, noise and grain in it. Where the sizes are free, of odd multiples
    and no square: what a network does to rows and columns shows."""
    sides = contract.fixed_tile or _probe_sides(card)
    return prepare(golden_picture(GOLDEN_SEED, *sides, card.input_channels), card, 8)[None]


def _probe_sides(card: ModelCard) -> tuple[int, int]:
    multiple, n_most = card.size_multiple, card.tile_px // card.size_multiple
    odd = PROBE_PX // multiple | 1
    return multiple * min(odd, n_most), multiple * min(odd + 2, n_most)


def _declared(values: Sequence[Any]) -> tuple[_Named, ...]:
    return tuple(_Named(value.name, tuple(value.shape), value.type) for value in values)


def _meant_output(inputs: Sequence[_Named], outputs: Sequence[_Named], named: str) -> _Named:
    """Raises ValueError where it is not clear which."""
    if len(inputs) != 1 or not outputs:
        raise ValueError(f"it has {len(inputs)} inputs and {len(outputs)} outputs, one input is possible")
    if not all(value.name for value in (*inputs, *outputs)):
        raise ValueError("its input or its output has no name")
    found = [output for output in outputs if output.name == named]
    if found:
        return found[0]
    names = ", ".join(f"“{output.name}” {_shape_text(output)}" for output in outputs)
    if named:
        raise _ContradictsCardError(f"its card names the output “{named}”; its outputs are {names}")
    if len(outputs) > 1:
        raise _ContradictsCardError(
            f"it has {len(outputs)} outputs, so its card must name the one with the scores as “output_name”: {names}"
        )
    return outputs[0]


def _shape_text(value: _Named) -> str:
    return f"({', '.join('?' if side is None else str(side) for side in value.shape)})"


def _taken(taken: _Named, given: _Named, card: ModelCard) -> _Taken:
    """Raises ValueError with what is not possible."""
    if len(taken.shape) != 4 or len(given.shape) not in (0, 3, 4):  # 0: not declared
        raise ValueError(
            f"its input has {len(taken.shape)} dimensions and its output {len(given.shape)}; 4 are needed, "
            "or 3 of a class map"
        )
    if taken.type not in _INPUT_TYPES or given.type not in _SCORE_TYPES | _INDEX_TYPES:
        raise ValueError(f"it takes {_type_text(taken)} and gives {_type_text(given)}, which is not possible")
    channels_last = _is_channels_last(taken, card.input_channels)
    channels = taken.shape[3 if channels_last else 1]
    if isinstance(channels, int) and channels != card.input_channels:
        raise _ContradictsCardError(f"it takes {channels} channels, its card says {card.input_channels}")
    batch = taken.shape[0] if isinstance(taken.shape[0], int) else None
    if batch is not None and not 1 <= batch <= MAX_BATCH:
        raise ValueError(f"it takes {batch} tiles at once; any number or 1 to {MAX_BATCH} are possible")
    sides = taken.shape[1:3] if channels_last else taken.shape[2:4]
    fixed = [side for side in sides if isinstance(side, int)]
    if not fixed:
        return _Taken(channels_last, batch, None, has_free_side=True)
    height, width = (side if isinstance(side, int) else card.tile_px for side in sides)
    if not 1 <= min(height, width) <= max(height, width) <= MAX_TILE_PX:
        raise ValueError(f"it takes tiles of {height} x {width}; 1 to {MAX_TILE_PX} are possible")
    return _Taken(channels_last, batch, (height, width), has_free_side=len(fixed) == 1)


def _type_text(value: _Named) -> str:
    kind = value.type.removeprefix("tensor(").removesuffix(")")
    return _NAMES_OF_TYPES.get(kind, kind)


def _is_channels_last(taken: _Named, n_channels: int) -> bool:
    """(N, h, w, C), by where a number of channels stands. Raises ValueError where it might be both."""
    second, last = taken.shape[1], taken.shape[3]
    if second == last == n_channels:
        raise ValueError(f"its input {_shape_text(taken)} does not tell whether channels come first or last")
    if second in _CHANNELS and last in _CHANNELS:
        return last == n_channels
    return last in _CHANNELS


def _check_types(taken: _Named, given: _Named, card: ModelCard) -> None:
    """Raises ValueError where the card says otherwise."""
    if _INPUT_TYPES[taken.type] == np.uint8 and (set(card.mean), set(card.std)) != ({0.0}, {1.0}):
        raise _ContradictsCardError(
            "the network takes bytes as they are, and its card says that a mean is subtracted and a std divided by; "
            "write mean 0 and std 1"
        )
    is_class_map = card.output is Output.CLASS_MAP
    if is_class_map and given.type in _SCORE_TYPES:
        raise _ContradictsCardError("the network gives floats, its card says “class_map”, which are whole numbers")
    if not is_class_map and given.type in _INDEX_TYPES:
        raise _ContradictsCardError(f"the network gives whole numbers, a class map; its card says “{card.output}”")


def _with_output(
    contract: Contract, card: ModelCard, found: NetworkArray, tile: tuple[int, ...], has_free_side: bool
) -> Contract:
    """What the output of one tile (N, C, h, w) tells. Raises ValueError where it does not fit."""
    height, width = tile[2:]
    n_tiles = contract.batch or 1
    wrong_size = ValueError(f"a tile of {height} x {width} gives an output of {found.shape}")
    if found.ndim not in (3, 4) or found.shape[0] != n_tiles:
        raise wrong_size
    layouts: list[tuple[bool, int, int]] = []  # channels last, planes, scale
    for channels_last in (False, True) if found.ndim == 4 else (False,):
        shape = found.shape if found.ndim == 4 else (found.shape[0], 1, *found.shape[1:])
        n_planes, rows, columns = (shape[3], *shape[1:3]) if channels_last else shape[1:]
        if scale := _scale(height, width, rows, columns):
            layouts.append((channels_last, n_planes, scale))
    if not layouts:
        if has_free_side and (scale := _likely_scale(height, width, found.shape)):
            raise _ContradictsCardError(_wrong_multiple(scale, card))
        raise wrong_size
    possible = _possible_planes(card)
    fitting = [layout for layout in layouts if layout[1] in possible]
    if not fitting:
        raise _ContradictsCardError(_wrong_planes(layouts[0][1], card))
    if len(fitting) > 1:  # as many planes as rows
        fitting = [layout for layout in fitting if layout[0] == contract.takes_channels_last]
    channels_last, n_planes, scale = fitting[0]
    if has_free_side and card.size_multiple % scale:
        raise _ContradictsCardError(_wrong_multiple(scale, card))
    if scale != card.score_px:
        raise _ContradictsCardError(_wrong_score_px(scale, card))
    background = None
    if n_planes == card.n_classes - 1 and not contract.is_class_map:
        background = 0.5 if card.output is Output.PROBABILITIES else 0.0  # where a class becomes likelier than not
    return replace(
        contract, gives_channels_last=channels_last, n_planes=n_planes, has_planes_axis=found.ndim == 4,
        background=background, scale=scale,
    )  # fmt: skip


def _scale(height: int, width: int, rows: int, columns: int) -> int:
    """How many pixels one score stands for in each direction; 0 where that is no whole number, or not the same."""
    if not rows or not columns or height % rows or width % columns or height // rows != width // columns:
        return 0
    return height // rows if height // rows <= MAX_SCORE_PX else 0


def _likely_scale(height: int, width: int, shape: tuple[int, ...]) -> int:
    """What the scale would be, if the tile were one of its multiples; 0 where it is no such network."""
    pairs = set(pairwise(shape[1:]))  # of neighbours: channels may come first or last
    for scale in range(2, MAX_SCORE_PX + 1):
        if {(height // scale, width // scale), (-(-height // scale), -(-width // scale))} & pairs:
            return scale
    return 0


def _wrong_score_px(scale: int, card: ModelCard) -> str:
    """Who made the card must know: a defect that is narrower than one score may be lost, and no answer shows it."""
    stated = card.score_px
    said = f"its card says one for {stated} x {stated}" if stated > 1 else "its card does not say so"
    if scale == 1:
        return f"it gives one score for each pixel, {said}; leave “score_px” out"
    return (
        f"it gives one score for {scale} x {scale} px, {said}: outlines and sizes are that coarse, and narrower "
        f"defects may be lost. Where that will do, write “score_px” {scale} into the card"
    )


def _wrong_multiple(scale: int, card: ModelCard) -> str:
    return (
        f"it gives one score for {scale} x {scale} px, so the size multiple of its card, {card.size_multiple}, must be "
        f"a multiple of {scale}"
    )


def _possible_planes(card: ModelCard) -> tuple[int, ...]:
    if card.output is Output.CLASS_MAP:
        return (1,)
    if card.output is Output.LOGITS:
        return (card.n_classes,)
    return card.n_classes, card.n_classes - 1


def _wrong_planes(n_planes: int, card: ModelCard) -> str:
    if card.output is Output.CLASS_MAP:
        return f"it gives {n_planes} planes; a class map is one"
    found = f"it gives {n_planes} classes, its card names {card.n_classes}"
    if card.output is Output.LOGITS and n_planes == card.n_classes - 1:
        found += " with the background; where it knows none and scores its classes one by one, that is “sigmoid”"
    return found
