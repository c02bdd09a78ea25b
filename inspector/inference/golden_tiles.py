"""Golden tiles asked again: does the model file answer on this PC as was answered when it was exported?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inspector.core.golden_tiles import MAX_BYTES, SCORE_STEPS, GoldenTiles, named, scores_of
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import ModelCard, Smaller
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.core.untrusted import read_bounded
from inspector.inference.inspect_frame import inspect_frame
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings

_N_AT_ONCE = 8  # tiles: as far as the backend wishes


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """How far answers may lie from those that were kept."""

    min_same_class: float  # share of the pixels of all tiles
    max_difference: float  # of scores
    is_of_mean: bool = False  # of all scores on average; else of every single one


# Why these: docs/decisions/0028-variants.md
IN_32_BITS = AnswerLimits(0.9995, 1e-3)
OF_VARIANTS = {Smaller.FP16: AnswerLimits(0.9995, 0.01), Smaller.INT8: AnswerLimits(0.99, 0.01, is_of_mean=True)}


def limits_of(card: ModelCard) -> AnswerLimits:
    return IN_32_BITS if card.variant_of is None else OF_VARIANTS[card.variant_of.arithmetic]


@dataclass(frozen=True, slots=True)
class ReplayResult:
    share_same_class: float  # of the pixels of all tiles
    max_difference: float  # of the score of the class that was answered then
    mean_difference: float
    n_tiles: int
    n_frames: int
    n_verdicts_changed: int  # frames in which other classes are reported


def read_golden(file: Path) -> GoldenTiles:
    """Raises FileNotFoundError where there is none, OSError as reading does, ValueError for what is no such file."""
    return GoldenTiles.from_bytes(read_bounded(file, MAX_BYTES))


def replay(model: LoadedModel, golden: GoldenTiles, listen: Callable[[], None] = lambda: None) -> ReplayResult:
    """``listen`` is called between calls of the network; what it raises ends the replay.

    Raises ValueError where the tiles are none of this model's, ModelError where the network fails or gives no numbers.
    """
    card = model.card
    if golden.n_classes != card.n_classes or golden.n_channels != card.input_channels:
        raise ValueError(
            f"they are of {golden.n_classes} classes and {golden.n_channels} channels, and the model of "
            f"{card.n_classes} and {card.input_channels}"
        )
    height, width = golden.pixels.shape[1:3]
    sides = model.fixed_tile or padded_size(height, width, card.size_multiple)
    if height > sides[0] or width > sides[1]:
        raise ValueError(f"they are of {height} x {width} px, and the model takes {sides[0]} x {sides[1]}")
    at_once = max(1, min(model.backend.tiles_at_once, _N_AT_ONCE))
    n_same, largest, total = 0, 0.0, 0.0
    for first in range(0, len(golden.pixels), at_once):
        listen()
        which = range(first, min(first + at_once, len(golden.pixels)))
        tiles = [prepare(golden.pixels[n], card, int(golden.bits[n])) for n in which]
        answers = model.backend.run(np.stack([pad_by_reflection(tile, *sides) for tile in tiles]))
        for n, whole in zip(which, answers, strict=True):
            scores = whole[:, :height, :width]
            if not np.isfinite(scores).all():
                detail = "it gave values that are no numbers"
                raise ModelError(message(Code.MODEL_FAILED, path=str(model.path), detail=detail))
            n_same += int(np.count_nonzero(named(scores, card.output)[0] == golden.index[n]))
            found = golden.sampled(scores_of(scores, card.output, golden.index[n]))
            expected = golden.score[n] / np.float32(SCORE_STEPS)
            off = np.abs(found - expected)
            largest, total = max(largest, float(off.max())), total + float(off.sum(dtype=np.float64))
    return ReplayResult(
        n_same / golden.index.size, largest, total / golden.score.size, len(golden.pixels), len(golden.frames),
        _n_verdicts_changed(model, golden, listen),
    )  # fmt: skip


def _n_verdicts_changed(model: LoadedModel, golden: GoldenTiles, listen: Callable[[], None]) -> int:
    predictor = Predictor(model, as_the_card_says=True)  # as it was exported, whatever tiles are fastest here
    settings = InspectionSettings.of_card(model.card)

    def gives_up() -> bool:
        listen()
        return False

    n_changed = 0
    for frame in golden.frames:
        found = inspect_frame(frame.pixels, frame.bits, predictor, settings, gives_up=gives_up)
        n_changed += tuple(sorted({region.class_index for region in found.regions})) != frame.classes
    return n_changed
