"""From a frame's pixels to the winning class of each pixel, through tiles, in bounded memory.

Scores of all classes are held for one row of tiles at a time: a 20,000 row frame needs no more than a
short one, apart from the five bytes per pixel of the result.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ArgmaxPrediction, argmax_prediction
from inspector.core.frame import Pixels
from inspector.core.messages import Code, ModelError, message
from inspector.core.preparation import pad_by_reflection, prepare
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.tiling import TilePlan, join, join_row, plan_tiles, ramp


class PredictionGivenUp(Exception):  # noqa: N818  it is no error: somebody asked for it
    """``predict`` was asked to give up before its last tile."""


class Predictor:
    """Runs one model on frames of any size; threads may share it."""

    def __init__(self, model: LoadedModel) -> None:
        self.model = model
        self._tiles_at_once = model.backend.tiles_at_once  # only ever halved: a race costs one more try

    def plan(self, height: int, width: int) -> TilePlan:
        card = self.model.card
        return plan_tiles(
            height, width, tile_px=card.tile_px, overlap_px=card.overlap_px, multiple=card.size_multiple,
            fixed_tile=self.model.fixed_tile,
        )  # fmt: skip

    def predict(self, pixels: Pixels, bits: int, gives_up: Callable[[], bool] = lambda: False) -> ArgmaxPrediction:
        """ArgmaxPrediction (H, W) of a frame (H, W[, 3]) of values of ``bits`` bits.

        Raises ModelError if the network fails or gives no numbers. ``gives_up`` is asked before each call of the
        network; once it says yes, PredictionGivenUp is raised: a frame of 100 megapixels takes a minute on a CPU, and
        nobody who stops waits that long.
        """
        height, width = pixels.shape[:2]
        plan = self.plan(height, width)
        index = np.empty((height, width), np.uint8)
        probability = np.empty((height, width), np.float32)
        carried: npt.NDArray[np.float32] | None = None  # scores of the rows shared with the next row of tiles
        for top, next_top in zip(plan.tops, (*plan.tops[1:], height), strict=True):
            tiles = self.tiles_of_row(pixels, bits, plan, top)
            band = join_row(self._run(tiles, gives_up), plan)[:, : height - top]
            if carried is not None:
                shared = carried.shape[1]
                band[:, :shared] = join(carried, band[:, :shared], ramp(shared)[:, None])
            if not np.isfinite(band.sum()) and not np.isfinite(band).all():  # the quick sum may itself overflow
                raise ModelError(
                    message(Code.MODEL_FAILED, path=str(self.model.path), detail="it gave values that are no numbers")
                )
            done = argmax_prediction(band[:, : next_top - top], self.model.card.output)
            index[top:next_top], probability[top:next_top] = done.index, done.probability
            carried = band[:, next_top - top :]
        return ArgmaxPrediction(index, probability)

    def tiles_of_row(self, pixels: Pixels, bits: int, plan: TilePlan, top: int) -> npt.NDArray[np.float32]:
        """Prepared tiles of the row that starts at ``top``, (n, C, h, w)."""
        rows = prepare(pixels[top : top + plan.tile_height], self.model.card, bits)
        width = max(plan.lefts[-1] + plan.tile_width, plan.width)
        rows = pad_by_reflection(rows, plan.tile_height, width)
        if len(plan.lefts) == 1:
            return rows[None]
        return np.stack([rows[:, :, left : left + plan.tile_width] for left in plan.lefts])

    def _run(self, tiles: npt.NDArray[np.float32], gives_up: Callable[[], bool]) -> npt.NDArray[np.float32]:
        """All tiles, a few at a time; fewer for good when memory runs out."""
        done: list[npt.NDArray[np.float32]] = []
        start = 0
        while start < len(tiles):
            if gives_up():
                raise PredictionGivenUp
            end = start + self._tiles_at_once
            try:
                done.append(self.model.backend.run(np.ascontiguousarray(tiles[start:end])))
            except ModelError as error:
                if error.message.code is not Code.MODEL_OUT_OF_MEMORY or self._tiles_at_once == 1:
                    raise
                self._tiles_at_once = max(1, self._tiles_at_once // 2)
                continue
            start = end
        return done[0] if len(done) == 1 else np.concatenate(done)
