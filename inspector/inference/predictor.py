"""From a frame's pixels to the winning class of each pixel, through tiles, in bounded memory.

Scores of all classes are held for a tile or two and for what the next ones share with them: a 20,000 row frame needs
no more than a short one, apart from the five bytes per pixel of the result. A tile is cut, run, joined and decided
before the next one is touched: what one step wrote lies in the processor's cache for the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ROWS_DECIDED, ArgmaxPrediction, decide
from inspector.core.frame import Pixels
from inspector.core.messages import Code, ModelError, message
from inspector.core.preparation import pad_by_reflection, prepare
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.tiling import Joiner, TilePlan, plan_tiles, span_with_reach

log = logging.getLogger("inspector.inference")


class PredictionGivenUp(Exception):  # noqa: N818  it is no error: somebody asked for it
    """``predict`` was asked to give up before its last tile."""


class Predictor:
    """Runs one model on frames of any size; threads may share it."""

    def __init__(self, model: LoadedModel, *, as_the_card_says: bool = False) -> None:
        """``as_the_card_says``: with the card's tiles, whatever a trial found: figures are of the model alone then."""
        self.model = model
        self._as_the_card_says = as_the_card_says  # only ever set
        self._tiles_at_once = model.backend.tiles_at_once  # only ever halved: a race costs one more try

    @property
    def overlap_px(self) -> int:
        """What neighbouring tiles share, at least."""
        return (self.model.card if self._as_the_card_says else self.model).overlap_px

    def plan(self, height: int, width: int) -> TilePlan:
        model = self.model
        sides = model.card if self._as_the_card_says else model
        return plan_tiles(
            height, width, tile_px=sides.tile_px, overlap_px=sides.overlap_px, multiple=model.card.size_multiple,
            fixed_tile=model.fixed_tile,
        )  # fmt: skip

    def predict(
        self,
        pixels: Pixels,
        bits: int,
        gives_up: Callable[[], bool] = lambda: False,
        wanted: npt.NDArray[np.bool_] | None = None,
    ) -> ArgmaxPrediction:
        """ArgmaxPrediction (H, W) of a frame (H, W[, 3]) of values of ``bits`` bits.

        ``wanted`` (H, W) says which pixels are asked for; without it all are. All others are background, and tiles
        that hold none are not run. Raises ValueError where it is of another size than the frame.

        Raises ModelError if the network fails or gives no numbers. ``gives_up`` is asked before each call of the
        network; once it says yes, PredictionGivenUp is raised: a frame of 100 megapixels takes a minute on a CPU, and
        nobody who stops waits that long.
        """
        if wanted is not None and wanted.shape != pixels.shape[:2]:
            raise ValueError(f"what is wanted, {wanted.shape}, is not of the frame's size, {pixels.shape[:2]}")
        try:
            return self._wanted_alone(pixels, bits, gives_up, wanted)
        except ModelError as error:
            is_memory = error.message.code is Code.MODEL_OUT_OF_MEMORY
            if not is_memory or self._as_the_card_says or self.model.tile_px <= self.model.card.tile_px:
                raise
            self._as_the_card_says = True
            log.warning(
                "no memory for tiles of %d px of %s, from now on they are of %d px as its card says",
                self.model.tile_px, self.model.card.name, self.model.card.tile_px,
            )  # fmt: skip
            return self._wanted_alone(pixels, bits, gives_up, wanted)

    def _wanted_alone(
        self, pixels: Pixels, bits: int, gives_up: Callable[[], bool], wanted: npt.NDArray[np.bool_] | None
    ) -> ArgmaxPrediction:
        if wanted is None:
            return self._predicted(pixels, bits, gives_up, None)
        whole = self.plan(*wanted.shape)
        n_whole = len(whole.tops) * len(whole.lefts)
        index, probability = np.zeros(wanted.shape, np.uint8), np.ones(wanted.shape, np.float32)
        if not wanted.any():
            return ArgmaxPrediction(index, probability, 0, n_whole)
        part = self._part_around(wanted)
        found = self._predicted(pixels[part], bits, gives_up, wanted[part])
        np.copyto(index[part], found.index, where=wanted[part])
        np.copyto(probability[part], found.probability, where=wanted[part])
        return ArgmaxPrediction(index, probability, found.n_tiles_run, n_whole)

    def _part_around(self, wanted: npt.NDArray[np.bool_]) -> tuple[slice, slice]:
        """What is wanted, with as much around it as the network sees."""
        fixed_height, fixed_width = self.model.fixed_tile or (None, None)
        around = partial(span_with_reach, reach_px=self.overlap_px, multiple=self.model.card.size_multiple)
        rows = around(np.any(wanted, axis=1), fixed_px=fixed_height)
        return rows, around(np.any(wanted, axis=0), fixed_px=fixed_width)

    def _predicted(
        self, pixels: Pixels, bits: int, gives_up: Callable[[], bool], wanted: npt.NDArray[np.bool_] | None
    ) -> ArgmaxPrediction:
        """The same with a plan over all of ``pixels``; what it gives for pixels that are not wanted says nothing."""
        height, width = pixels.shape[:2]
        plan = self.plan(height, width)
        index = np.zeros((height, width), np.uint8)
        probability = np.zeros((height, width), np.float32)
        joiner, n_run = Joiner(plan), 0
        for top in plan.tops:
            lefts = [left for left in plan.lefts if wanted is None or _is_wanted(wanted, plan, top, left)]
            n_run += len(lefts)
            for left, scores in self._scores_of_row(pixels, bits, plan, top, lefts, gives_up):
                done = joiner.add(top, left, scores)
                place = np.s_[top : top + done.shape[1], left : left + done.shape[2]]
                self._decide(done, index[place], probability[place])
        return ArgmaxPrediction(index, probability, n_run, len(plan.tops) * len(plan.lefts))

    def _decide(
        self, scores: npt.NDArray[np.float32], index: npt.NDArray[np.uint8], probability: npt.NDArray[np.float32]
    ) -> None:
        """Writes the winners of scores (K, h, w) into zeros (h, w): a few rows at a time, which stay in the cache."""
        for first in range(0, len(index), ROWS_DECIDED):
            rows = slice(first, first + ROWS_DECIDED)
            if not np.isfinite(scores[:, rows]).all():
                raise ModelError(
                    message(Code.MODEL_FAILED, path=str(self.model.path), detail="it gave values that are no numbers")
                )
            decide(scores[:, rows], self.model.card.output, index[rows], probability[rows])

    def tiles_of_row(
        self, pixels: Pixels, bits: int, plan: TilePlan, top: int, lefts: Sequence[int] | None = None
    ) -> npt.NDArray[np.float32]:
        """Prepared tiles of the row that starts at ``top``, (n, C, h, w): all, or those of ``lefts``."""
        rows = pixels[top : top + plan.tile_height]
        tiles = []
        for left in plan.lefts if lefts is None else lefts:
            tile = prepare(rows[:, left : left + plan.tile_width], self.model.card, bits)
            tiles.append(pad_by_reflection(tile, plan.tile_height, plan.tile_width))
        return tiles[0][None] if len(tiles) == 1 else np.stack(tiles)

    def _scores_of_row(
        self, pixels: Pixels, bits: int, plan: TilePlan, top: int, lefts: Sequence[int], gives_up: Callable[[], bool]
    ) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
        """Each tile's left and its scores (K, h, w), a few tiles at a time; fewer for good when memory runs out."""
        start = 0
        while start < len(lefts):
            if gives_up():
                raise PredictionGivenUp
            some = lefts[start : start + self._tiles_at_once]
            try:
                scores = self.model.backend.run(self.tiles_of_row(pixels, bits, plan, top, some))
            except ModelError as error:
                if error.message.code is not Code.MODEL_OUT_OF_MEMORY or self._tiles_at_once == 1:
                    raise
                self._tiles_at_once = max(1, self._tiles_at_once // 2)
                continue
            yield from zip(some, scores, strict=True)
            start += len(some)


def _is_wanted(wanted: npt.NDArray[np.bool_], plan: TilePlan, top: int, left: int) -> bool:
    return bool(wanted[top : top + plan.tile_height, left : left + plan.tile_width].any())
