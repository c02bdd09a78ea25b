"""A pair of networks that turns clicks into a mask, as SAM and its kin are exported: an encoder that looks at the frame
once, and a decoder that answers each click.

    open_pair(file, file)  ->  ClickModel     either may be the encoder; ModelError in words where they do not fit
    encode(pixels)         ->  Encoded        seconds, once for each frame
    segment(encoded, clicks)  ->  ClickMask   a moment

What the files say is believed. The encoder takes one picture: (1, 3, h, w) or (1, h, w, 3) of floats, normalised as
SAM was trained; of bytes, or without the first side, 0 to 255. A free size is 1024 x 1024. A frame is shrunk to fit,
its sides kept in proportion, and filled up at the right and below; a free size without the first side is not filled up:
such graphs do that themselves. The decoder takes ``point_coords`` and ``point_labels``, and where it asks for them
``mask_input``, ``has_mask_input`` and ``orig_im_size``; whatever else it takes must be among the encoder's outputs by
name, or be the only one of both. It gives masks (1, n, h, w) above 0 inside, and where there are several their scores.

Source: the names and shapes of "Segment Anything" (Kirillov et al., ICCV 2023) as its authors export its decoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from inspector.core.cores import usable_cores
from inspector.core.files import sha256_of
from inspector.core.frame import Pixels
from inspector.core.messages import Code, ModelError, message
from inspector.core.polygons import Mask
from inspector.inference.first_try import TryLimits, try_pair_first
from inspector.inference.model_content import read_bare
from inspector.inference.onnx_runtime import ORT_ERRORS, create_session
from inspector.inference.opening import Opening
from inspector.inference.runtime_words import plain_words

COORDS, LABELS = "point_coords", "point_labels"
MASK_INPUT, HAS_MASK, SIZE = "mask_input", "has_mask_input", "orig_im_size"
PROMPTS = (COORDS, LABELS, MASK_INPUT, HAS_MASK, SIZE)
FREE_SIDE_PX = 1024
MAX_SIDE_PX = 4096
MASK_SIDE_PX = 256  # of ``mask_input``, where the file leaves it free
MEAN: npt.NDArray[np.float32] = np.array([123.675, 116.28, 103.53], np.float32)  # of RGB, 0 to 255
STD: npt.NDArray[np.float32] = np.array([58.395, 57.12, 57.375], np.float32)
NO_POINT = -1  # label of a place that is filled up
LIMITS = TryLimits(cpu_s=240.0, wall_s=600.0)  # the largest of its kind take a minute for one frame

_TYPES: dict[str, np.dtype[Any]] = {
    "tensor(float)": np.dtype(np.float32), "tensor(float16)": np.dtype(np.float16),
    "tensor(double)": np.dtype(np.float64), "tensor(int64)": np.dtype(np.int64), "tensor(int32)": np.dtype(np.int32),
    "tensor(uint8)": np.dtype(np.uint8),
}  # fmt: skip
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Click:
    x: float  # of the frame, pixel corners
    y: float
    is_defect: bool  # else what lies there does not belong to it


@dataclass(frozen=True, slots=True, eq=False)
class ClickMask:
    top: int
    left: int
    mask: Mask  # (h, w)
    score: float | None  # what the decoder says of it; None: nothing


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """One frame, as the decoder sees it."""

    features: Mapping[str, Array]  # by the decoder's names
    height: int  # of the frame
    width: int
    rows: int  # of the shrunk frame
    columns: int
    whole: tuple[int, int]  # rows and columns with what was filled up: a mask covers all of it


@dataclass(frozen=True, slots=True, eq=False)
class BareNetwork:
    """A file without a card, whole in memory. See ``ModelContent``."""

    path: Path
    onnx: bytes
    sha256: str


class _UnfitError(ValueError):
    """Said to people as it is."""


@dataclass(frozen=True, slots=True)
class _PictureForm:
    """What the encoder takes."""

    name: str
    type: np.dtype[Any]
    has_batch: bool
    is_channels_last: bool
    sides: tuple[int | None, int | None]  # rows, columns; None: free

    @classmethod
    def of(cls, session: onnxruntime.InferenceSession) -> _PictureForm:
        inputs = session.get_inputs()
        if len(inputs) != 1:
            names = ", ".join(one.name for one in inputs)
            raise _UnfitError(f"an encoder takes one picture and nothing else; it takes {names}")
        (taken,) = inputs
        shape, kind = list(taken.shape), _type_of(taken)
        has_batch = len(shape) == 4
        if len(shape) not in (3, 4):
            raise _UnfitError(f"an encoder takes a picture of 3 or 4 sides; “{taken.name}” has {len(shape)}")
        if has_batch and shape[0] not in (1, None) and not isinstance(shape[0], str):
            raise _UnfitError(f"it takes {shape[0]} pictures at once; one is possible")
        rest = shape[1:] if has_batch else shape
        is_last = rest[2] == 3 if not has_batch or rest[0] != 3 else False
        if not is_last and isinstance(rest[0], int) and rest[0] != 3:
            raise _UnfitError(f"it takes pictures with {rest[0]} channels; 3 are possible")
        sides = tuple(rest[:2] if is_last else rest[1:])
        rows, columns = (side if isinstance(side, int) else None for side in sides)
        if any(side is not None and not 1 <= side <= MAX_SIDE_PX for side in (rows, columns)):
            raise _UnfitError(f"it takes pictures of {columns} x {rows} px; up to {MAX_SIDE_PX} a side are possible")
        return cls(taken.name, kind, has_batch, is_last, (rows, columns))

    @property
    def room(self) -> tuple[int, int]:
        """Rows and columns that a frame is shrunk into."""
        rows, columns = self.sides
        return rows or FREE_SIDE_PX, columns or FREE_SIDE_PX

    @property
    def whole(self) -> tuple[int, int]:
        """Rows and columns with what is filled up, here or by the graph itself, which makes a square of it."""
        rows, columns = self.room
        return (rows, columns) if self.has_batch else (max(rows, columns),) * 2

    def picture(self, shrunk: npt.NDArray[np.uint8]) -> Array:
        """Of a shrunk frame (h, w, 3)."""
        values = shrunk.astype(np.float32)
        if self.has_batch and self.type.kind == "f":
            values = ((values - MEAN) / STD).astype(np.float32)
        fills = self.has_batch or None not in self.sides
        if fills:
            rows, columns = self.room
            values = np.pad(values, ((0, rows - len(values)), (0, columns - values.shape[1]), (0, 0)))
        if not self.is_channels_last:
            values = values.transpose(2, 0, 1)
        made = np.ascontiguousarray(values).astype(self.type)
        return made[None] if self.has_batch else made


class ClickModel:
    """Calls are for one thread at a time."""

    def __init__(self, encoder: BareNetwork, decoder: BareNetwork, sessions: tuple[Any, Any]) -> None:
        """Raises _UnfitError."""
        self.encoder, self.decoder = encoder, decoder
        self._encode, self._decode = sessions
        self._form = _PictureForm.of(self._encode)
        self._taken = {one.name: one for one in self._decode.get_inputs()}
        for name, n_sides in ((COORDS, 3), (LABELS, 2)):
            if name not in self._taken:
                raise _UnfitError(f"a decoder takes “{name}”, which it does not")
            if len(self._taken[name].shape) != n_sides:
                raise _UnfitError(f"“{name}” has {len(self._taken[name].shape)} sides and not {n_sides}")
        self._features = self._matched()
        given = self._decode.get_outputs()
        masks = [one for one in given if len(one.shape) == 4]
        if not masks:
            raise _UnfitError("the decoder gives no masks: none of its outputs has 4 sides")
        names = [one.name for one in masks]
        self._mask_name = "masks" if "masks" in names else names[0]
        self._score_name = next((one.name for one in given if "iou" in one.name or "score" in one.name), None)
        n_points = self._taken[COORDS].shape[1]
        self.max_clicks = n_points if isinstance(n_points, int) else None  # None: as many as there are

    def _matched(self) -> dict[str, str]:
        """The encoder's output for each other input of the decoder."""
        wanted = [name for name in self._taken if name not in PROMPTS]
        given = [one.name for one in self._encode.get_outputs()]
        if not wanted:
            raise _UnfitError("the decoder takes nothing of what an encoder gives")
        if all(name in given for name in wanted):
            return {name: name for name in wanted}
        if len(wanted) == len(given) == 1:
            return {wanted[0]: given[0]}
        missing = next(name for name in wanted if name not in given)
        raise _UnfitError(f"the decoder takes “{missing}”; the encoder gives {', '.join(given)}")

    # work

    def encode(self, pixels: Pixels) -> Encoded:
        """A frame (H, W[, 3]) of any depth: what counts is contrast. Raises ModelError."""
        height, width = pixels.shape[:2]
        room = self._form.room
        scale = min(room[0] / height, room[1] / width)
        rows, columns = (
            max(1, min(limit, round(side * scale))) for side, limit in ((height, room[0]), (width, room[1]))
        )
        shrunk = cv2.resize(pixels, (columns, rows), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        picture = self._form.picture(_eight_bits(shrunk))
        names = list(dict.fromkeys(self._features.values()))
        given = dict(zip(names, self._run(self._encode, self.encoder, names, {self._form.name: picture}), strict=True))
        features = {name: given[source] for name, source in self._features.items()}
        return Encoded(features, height, width, rows, columns, self._form.whole)

    def segment(self, encoded: Encoded, clicks: Sequence[Click]) -> ClickMask:
        """Raises ModelError; with ``max_clicks`` no more than so many are taken."""
        across, down = encoded.columns / encoded.width, encoded.rows / encoded.height
        points = [(one.x * across, one.y * down, int(one.is_defect)) for one in clicks]
        n_filled = 1 if self.max_clicks is None else self.max_clicks - len(points)  # one: there is no box
        points += [(0.0, 0.0, NO_POINT)] * n_filled
        names = [self._mask_name, *([self._score_name] if self._score_name else [])]
        given = self._run(self._decode, self.decoder, names, self._prompts(encoded, points))
        masks = given[0]
        if masks.ndim != 4 or masks.shape[0] != 1 or not masks.size:
            raise self._unfit(self.decoder, f"its masks have the shape {masks.shape}, and not 1 x n x rows x columns")
        score = np.asarray(given[1], np.float32).ravel() if self._score_name else np.zeros(0, np.float32)
        best = int(score.argmax()) if len(score) == masks.shape[1] else 0
        values = np.asarray(masks[0, best], np.float32)
        if not np.isfinite(values).all():
            raise self._unfit(self.decoder, "it gave values that are no numbers")
        rows = max(1, round(values.shape[0] * encoded.rows / encoded.whole[0]))
        columns = max(1, round(values.shape[1] * encoded.columns / encoded.whole[1]))
        top, left, mask = _on_frame(values[:rows, :columns], encoded.height, encoded.width)
        return ClickMask(top, left, mask, float(score[best]) if len(score) == masks.shape[1] else None)

    def _prompts(self, encoded: Encoded, points: Sequence[tuple[float, float, int]]) -> dict[str, Array]:
        fed: dict[str, Array] = dict(encoded.features)
        for name, taken in self._taken.items():
            kind = _type_of(taken)
            if name == COORDS:
                fed[name] = np.array([[point[:2] for point in points]], np.float64).astype(kind)
            elif name == LABELS:
                fed[name] = np.array([[point[2] for point in points]]).astype(kind)
            elif name == MASK_INPUT:
                rows, columns = (side if isinstance(side, int) else MASK_SIDE_PX for side in taken.shape[-2:])
                fed[name] = np.zeros((1, 1, rows, columns), kind)
            elif name == HAS_MASK:
                fed[name] = np.zeros(1, kind)
            elif name == SIZE:
                # With what was filled up: some graphs cut that off, some squeeze it in; of the whole both do the same.
                fed[name] = np.array(encoded.whole).astype(kind)
        return fed

    def _run(
        self, session: onnxruntime.InferenceSession, network: BareNetwork, names: list[str], fed: dict[str, Array]
    ) -> list[Array]:
        try:
            found: list[Array] = session.run(names, fed)
        except MemoryError as error:
            raise self._unfit(network, "there is not enough memory for it") from error
        except ORT_ERRORS as error:
            raise self._unfit(network, plain_words(error)) from error
        return found

    @staticmethod
    def _unfit(network: BareNetwork, detail: str) -> ModelError:
        return ModelError(message(Code.CLICK_MODEL_UNFIT, path=str(network.path), detail=detail))


def open_pair(one: Path, other: Path, opening: Opening | None = None) -> ClickModel:
    """Either may be the encoder. Where this PC does not know the two, one picture and one click must be answered in a
    process of their own first. Raises ModelError."""
    onnx, other_onnx = read_bare(one), read_bare(other)
    pair = BareNetwork(one, onnx, sha256_of(onnx)), BareNetwork(other, other_onnx, sha256_of(other_onnx))
    try_pair_first(pair, opening, LIMITS)
    return _model_of(*pair)


def try_pair(one: BareNetwork, other: BareNetwork) -> None:
    """Raises ModelError. What it takes, and whether it ends, nobody knows."""
    model = _model_of(one, other)
    model.segment(model.encode(_trial_picture()), [Click(40.0, 20.0, is_defect=True)])


def _model_of(one: BareNetwork, other: BareNetwork) -> ClickModel:
    """Raises ModelError."""
    opened = [(network, open_network(network)) for network in (one, other)]
    are_decoders = [_is_decoder(session) for _, session in opened]
    if all(are_decoders) or not any(are_decoders):
        kind = "decoders: an encoder of the same export is missing" if all(are_decoders) else (
            f"no decoder: none takes “{COORDS}” and “{LABELS}”"
        )  # fmt: skip
        raise ModelError(message(Code.CLICK_MODEL_UNFIT, path=str(other.path), detail=f"both files are {kind}"))
    if are_decoders[0]:
        opened.reverse()
    (encoder, encode), (decoder, decode) = opened
    try:
        return ClickModel(encoder, decoder, (encode, decode))
    except _UnfitError as error:
        path = decoder.path if "decoder" in str(error) else encoder.path
        raise ModelError(message(Code.CLICK_MODEL_UNFIT, path=str(path), detail=str(error))) from error


def open_network(network: BareNetwork) -> onnxruntime.InferenceSession:
    """Raises ModelError."""
    try:
        # Half of the cores: the line that inspects has the others.
        return create_session(network.onnx, ["CPUExecutionProvider"], n_threads=max(1, usable_cores() // 2))
    except MemoryError as error:
        detail = "there is not enough memory for it"
        raise ModelError(message(Code.CLICK_MODEL_UNFIT, path=str(network.path), detail=detail)) from error
    except ORT_ERRORS as error:
        raise ModelError(message(Code.MODEL_NOT_ONNX, path=str(network.path), detail=plain_words(error))) from error


def _is_decoder(session: onnxruntime.InferenceSession) -> bool:
    names = {one.name for one in session.get_inputs()}
    return COORDS in names and LABELS in names


def _type_of(taken: Any) -> np.dtype[Any]:
    if taken.type not in _TYPES:
        raise _UnfitError(f"“{taken.name}” is of the type {taken.type}, which is not known here")
    return _TYPES[taken.type]


def _trial_picture() -> npt.NDArray[np.uint8]:
    """(48, 64): dark with a bright square."""
    picture = np.full((48, 64), 60, np.uint8)
    picture[10:30, 30:50] = 200
    return picture


def _eight_bits(pixels: Array) -> npt.NDArray[np.uint8]:
    """(h, w, 3), 0 to 255 over the middle 99 % of the values."""
    values = pixels.astype(np.float32)
    low, high = np.percentile(values, (0.5, 99.5))
    if high > low:
        values = np.clip((values - low) * (255 / (high - low)), 0, 255)
    else:
        values = np.full_like(values, 127)
    made = values.round().astype(np.uint8)
    return np.repeat(made[:, :, None], 3, axis=2) if made.ndim == 2 else made


def _on_frame(values: npt.NDArray[np.float32], height: int, width: int) -> tuple[int, int, Mask]:
    """Where values (h, w) over the whole frame are above 0, at the frame's resolution: top, left and mask. What is
    between two values lies on the line between them."""
    rows, columns = np.flatnonzero((values > 0).any(axis=1)), np.flatnonzero((values > 0).any(axis=0))
    if not rows.size:
        return 0, 0, np.zeros((0, 0), np.bool_)
    down, across = height / values.shape[0], width / values.shape[1]
    top, bottom = max(0, int((rows[0] - 1) * down)), min(height, int(np.ceil((rows[-1] + 2) * down)))
    left, right = max(0, int((columns[0] - 1) * across)), min(width, int(np.ceil((columns[-1] + 2) * across)))
    # From a pixel of the frame to its place among the values, both counted from their first centre.
    to_values = np.array(
        [[1 / across, 0, (left + 0.5) / across - 0.5], [0, 1 / down, (top + 0.5) / down - 0.5]], np.float64
    )
    found = cv2.warpAffine(
        values, to_values, (right - left, bottom - top), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    mask: Mask = found > 0
    return top, left, mask
