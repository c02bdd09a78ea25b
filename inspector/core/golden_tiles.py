"""Golden tiles: what PyTorch answered to real tiles and frames when a model was exported, in one file beside it.

    RUN/MODEL.golden.npz                      written at export
    WORKSPACE/models/golden/SHA256.npz        kept with a model of the workspace, by the content of its file
    resources/models/NAME.golden.npz          of a model that comes with the program: seeds in place of pixels

The one golden answer in a card (``core/golden.py``) tells another network. This tells whether a PC computes the same:
every pixel of some hundred tiles, and what is reported in whole frames. Of the program's own models no PyTorch is left
to be asked, and no picture may be large: their tiles are made anew from seeds (``golden_strip``), ONNX Runtime answered
in 32 bits on a CPU, and of the scores every 16th pixel each way is kept.
"""

from __future__ import annotations

import ast
import io
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector.core.bits import check_bits, container_bits
from inspector.core.class_map import ClassMap, argmax_prediction
from inspector.core.classes import BACKGROUND_INDEX, MAX_CLASSES
from inspector.core.frame import Pixels
from inspector.core.golden_strip import MIN_SIDE_PX, golden_strip
from inspector.core.model_card import Output

FORMAT = 1
MIN_TILES = 200
MIN_TILE_PX = 128
SCORE_STEPS = 65535  # what a score of 1 is stored as
MAX_BYTES = 100_000_000  # of the file, and of all that is in it
MAX_SIDE_PX = 8192
MAX_FRAMES = 100
MAX_SEEDED_PX = 512  # side of tiles and frames that are made anew
MAX_SEEDED_TILES = 1000  # some seconds; a small file could name as many as take minutes
_DTYPES = ("<u1", "|u1", "<u2", "<i8", "|b1")

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class GoldenFrame:
    """A frame, or the part of a large one, and which classes are reported in it by the card's thresholds."""

    pixels: Pixels  # (H, W[, 3])
    bits: int
    classes: tuple[int, ...]  # rising

    def __post_init__(self) -> None:
        _check_pixels(self.pixels, n_before=0)
        check_bits(self.bits)
        if self.bits > container_bits(self.pixels):
            raise ValueError(f"{self.pixels.dtype} values do not have {self.bits} bits")


@dataclass(frozen=True, slots=True)
class Seeds:
    """Of which tiles and frames are made anew; see ``golden_strip``."""

    tiles: tuple[int, ...]
    frames: tuple[int, ...]

    def __post_init__(self) -> None:
        if not all(0 <= seed < 2**31 for seed in (*self.tiles, *self.frames)):
            raise ValueError("a seed lies outside 0 to 2147483647")


@dataclass(frozen=True, slots=True, eq=False)
class GoldenTiles:
    """N tiles of one size. Raises ValueError where its parts do not belong together."""

    pixels: Pixels  # (N, H, W[, 3]) as inspection gets them, in the model's channels
    bits: npt.NDArray[np.uint8]  # (N,) of each tile's values
    index: npt.NDArray[np.uint8]  # (N, H, W) class that was answered, arg-max alone
    score: npt.NDArray[np.uint16]  # of that class, 0..1 in ``SCORE_STEPS``: (N, H, W), or of each n-th pixel each way
    frames: tuple[GoldenFrame, ...]
    n_classes: int
    seeds: Seeds | None = None  # None: the pixels are kept

    def __post_init__(self) -> None:
        _check_pixels(self.pixels, n_before=1)
        shape = self.pixels.shape[:3]
        for name, part, dtype, wanted in (
            ("bits", self.bits, np.uint8, shape[:1]),
            ("index", self.index, np.uint8, shape),
            ("score", self.score, np.uint16, self.sampled(self.index).shape),
        ):
            if part.dtype != dtype or part.shape != wanted:
                raise ValueError(f"its {name} are {part.dtype} {part.shape}, and its tiles {self.pixels.shape}")
        if not 2 <= self.n_classes <= MAX_CLASSES:
            raise ValueError(f"it names {self.n_classes} classes")
        if len(self.frames) > MAX_FRAMES:
            raise ValueError(f"it holds more than {MAX_FRAMES} frames")
        if self.index.max() >= self.n_classes or any(
            not 0 < k < self.n_classes for f in self.frames for k in f.classes
        ):
            raise ValueError(f"it names a class that is none of {self.n_classes}")
        for bits in np.unique(self.bits).tolist():
            check_bits(bits)
        if int(self.bits.max()) > container_bits(self.pixels):
            raise ValueError(f"{self.pixels.dtype} values do not have {int(self.bits.max())} bits")

    @property
    def answered_by(self) -> str:
        """The library that was asked."""
        return "PyTorch" if self.seeds is None else "ONNX Runtime"

    def sampled(self, of_pixels: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Of values (…, H, W) of each pixel those whose scores are kept."""
        if self.index.ndim != 3 or self.score.ndim != 3:
            raise ValueError(f"its answers are of {self.index.shape} and {self.score.shape}")
        step = max(1, self.index.shape[-1] // max(1, self.score.shape[-1]))
        return of_pixels[..., step // 2 :: step, step // 2 :: step]

    @property
    def n_channels(self) -> int:
        return 1 if self.pixels.ndim == 3 else 3

    def to_bytes(self) -> bytes:
        reported = [[index in frame.classes for index in range(self.n_classes)] for frame in self.frames]
        parts: dict[str, Any] = {
            "format": np.array(FORMAT), "n_classes": np.array(self.n_classes), "index": self.index, "score": self.score,
            "frame_classes": np.array(reported, np.bool_).reshape(len(self.frames), self.n_classes),
        }  # fmt: skip
        if self.seeds is not None:
            parts |= {
                "seeds": np.array(self.seeds.tiles, np.int64), "frame_seeds": np.array(self.seeds.frames, np.int64),
                "frame_side": np.array(max((max(f.pixels.shape) for f in self.frames), default=MIN_SIDE_PX)),
            }  # fmt: skip
        else:
            parts |= {
                "pixels": self.pixels, "bits": self.bits,
                "frame_bits": np.array([f.bits for f in self.frames], np.uint8),
                **{f"frame_{number}": frame.pixels for number, frame in enumerate(self.frames)},
            }  # fmt: skip
        content = io.BytesIO()
        np.savez_compressed(content, **parts)
        return content.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> GoldenTiles:
        """Raises ValueError, in words, for what is no such file. Nothing in it is unpickled, nor believed unchecked."""
        parts = _members(content)
        try:
            found, n_classes = parts.pop("format"), parts.pop("n_classes")
            seeds = _made_anew(parts) if "seeds" in parts else None
            frame_bits, frame_classes = parts.pop("frame_bits"), parts.pop("frame_classes")
            pixels, bits, index, score = (parts.pop(name) for name in ("pixels", "bits", "index", "score"))
            if found.shape or n_classes.shape:
                raise ValueError("a number in it is none")
            if found != FORMAT:
                raise ValueError(f"it has format {found}; this program knows {FORMAT}")
            n_frames = len(frame_bits) if frame_bits.ndim == 1 else -1
            if frame_classes.dtype != np.bool_ or frame_classes.shape != (n_frames, int(n_classes)):
                raise ValueError("what is reported in its frames is of another shape")
            frames = tuple(
                GoldenFrame(
                    parts.pop(f"frame_{number}"), int(frame_bits[number]),
                    tuple(np.flatnonzero(frame_classes[number]).tolist()),
                )
                for number in range(n_frames)
            )  # fmt: skip
        except KeyError as error:
            raise ValueError(f"it lacks {error.args[0]}") from error
        if parts:
            raise ValueError(f"it holds {next(iter(parts))}, which nobody knows")
        return cls(pixels, bits, index, score, frames, int(n_classes), seeds)


def _made_anew(parts: dict[str, npt.NDArray[Any]]) -> Seeds:
    """Puts the pixels that seeds stand for where they would be kept. Raises KeyError and ValueError."""
    of_tiles, of_frames, side = (parts.pop(name) for name in ("seeds", "frame_seeds", "frame_side"))
    index = parts["index"]
    if (
        of_tiles.ndim != 1
        or of_frames.ndim != 1
        or side.ndim
        or index.ndim != 3
        or not 1 <= len(of_tiles) == len(index)
    ):
        raise ValueError("its seeds are not those of its tiles")
    if "pixels" in parts or len(of_frames) > MAX_FRAMES or len(of_tiles) > MAX_SEEDED_TILES:
        raise ValueError("it holds what its seeds stand for, or too many of them")
    if not all(MIN_SIDE_PX <= one <= MAX_SEEDED_PX for one in (*index.shape[1:], int(side))):
        raise ValueError(f"its tiles or frames have sides outside {MIN_SIDE_PX} to {MAX_SEEDED_PX} px")
    seeds = Seeds(tuple(of_tiles.tolist()), tuple(of_frames.tolist()))
    parts["pixels"] = np.stack([golden_strip(seed, *index.shape[1:]) for seed in seeds.tiles])
    parts["bits"] = np.full(len(seeds.tiles), 8, np.uint8)
    parts["frame_bits"] = np.full(len(seeds.frames), 8, np.uint8)
    parts |= {f"frame_{n}": golden_strip(seed, int(side), int(side)) for n, seed in enumerate(seeds.frames)}
    return seeds


def golden_beside(model: Path) -> Path:
    """Where the golden tiles of a model file lie as it was exported."""
    return model.with_suffix(".golden.npz")


def named(scores: Scores, output: Output) -> tuple[ClassMap, Scores]:
    """Class (H, W) that scores (K, H, W) name by arg-max, and the score of it."""
    index = argmax_prediction(scores, output).index
    return index, scores_of(scores, output, index)


def scores_of(scores: Scores, output: Output, index: ClassMap) -> Scores:
    """Probability (H, W), 0 to 1, that scores (K, H, W) give to the class ``index`` (H, W) of each pixel.

    Of independent classes that of background is what the likeliest other one leaves.
    """
    values = scores.astype(np.float64)
    if output is Output.LOGITS:
        values = np.exp(values - values.max(axis=0))
        values /= values.sum(axis=0)
    elif output is Output.SIGMOID:
        with np.errstate(over="ignore"):
            values = 1 / (1 + np.exp(-values))
        values[BACKGROUND_INDEX] = 1 - values[1:].max(axis=0)
    found: Scores = np.take_along_axis(values, index[None].astype(np.int64), axis=0)[0].astype(np.float32)
    return found


def quantised(score: Scores) -> npt.NDArray[np.uint16]:
    steps: npt.NDArray[np.uint16] = np.rint(np.clip(score, 0, 1) * np.float32(SCORE_STEPS)).astype(np.uint16)
    return steps


def _check_pixels(pixels: Pixels, *, n_before: int) -> None:
    sides = pixels.shape[n_before : n_before + 2]
    if pixels.dtype not in (np.uint8, np.uint16) or pixels.ndim not in (n_before + 2, n_before + 3):
        raise ValueError(f"its pixels are {pixels.dtype} {pixels.shape}")
    if pixels.ndim == n_before + 3 and pixels.shape[-1] != 3:
        raise ValueError(f"its pixels have {pixels.shape[-1]} channels")
    if not pixels.size or not 1 <= min(sides) <= max(sides) <= MAX_SIDE_PX:
        raise ValueError(f"its pixels are {pixels.shape}")


def _members(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """The arrays of an npz file, of a few plain types, each as large as it says. Raises ValueError.

    NumPy would believe a header of a terabyte, and asks for that memory before it looks what is there.
    """
    found: dict[str, npt.NDArray[Any]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            members = file.infolist()
            if sum(member.file_size for member in members) > MAX_BYTES or len(members) > MAX_FRAMES + 20:
                raise ValueError(f"what is in it is larger than {MAX_BYTES / 1e6:g} MB")
            for member in members:
                name = member.filename.removesuffix(".npy")
                if name in found:
                    raise ValueError(f"it holds {name} twice")
                with file.open(member) as opened:
                    found[name] = _array(opened.read(member.file_size + 1), member.file_size)
    except (ValueError, MemoryError):
        raise
    except Exception as error:  # zlib, lzma and what else a file names: each has errors of its own
        raise ValueError(f"it is no whole file of its kind: {error}") from error
    return found


def _array(member: bytes, n_bytes: int) -> npt.NDArray[Any]:
    if len(member) != n_bytes or member[:6] != b"\x93NUMPY" or len(member) < 12:
        raise ValueError("a part of it is no array")
    if member[6] not in (1, 2):
        raise ValueError(f"a part of it is an array of version {member[6]}")
    begin = 10 if member[6] == 1 else 12
    n_header = int.from_bytes(member[8:begin], "little")
    if n_header > 10_000:
        raise ValueError("a part of it is no array")
    try:
        header = ast.literal_eval(member[begin : begin + n_header].decode("latin-1"))
        descr, is_fortran, shape = header["descr"], header["fortran_order"], header["shape"]
    except (SyntaxError, ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        raise ValueError("a part of it is no array") from error
    is_plain = isinstance(shape, tuple) and all(type(side) is int and 0 <= side < 2**31 for side in shape)
    if descr not in _DTYPES or is_fortran is not False or not is_plain or len(shape) > 4:
        raise ValueError(f"a part of it is an array of {str(descr)[:20]}")
    dtype = np.dtype(descr)
    if math.prod(shape) * dtype.itemsize != len(member) - begin - n_header:
        raise ValueError("a part of it is not as large as it says")
    if dtype == np.bool_ and member[begin + n_header :].strip(b"\0\1"):
        raise ValueError("a part of it is neither yes nor no")
    return np.frombuffer(member, dtype, offset=begin + n_header).reshape(shape)
