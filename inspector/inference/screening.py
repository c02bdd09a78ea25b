"""A screen beside a model: a very small network names the places where the model may find anything.

    open_screen(read_screen(path), sha256, card)  ->  Screen     ModelError where broken, or of another model
    Screen.suspicious(pixels, bits)  ->  (H, W) bool             where the model should look
    Screening.predict(predictor, frame …)  ->  Screened          what the model finds there, and how much that was

The frame is looked at at its own size, in bands of bounded height, cell by cell. A cell is suspicious from the card's
threshold on, and its eight neighbours with it. Where the model then finds a defect that goes on beyond what was looked
at, it looks on from there: a defect is missed or whole, and never cut.

Of every lane one frame in ``CHECK_EVERY`` is predicted whole: what the screen would have missed there is counted.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from inspector.core.class_map import ArgmaxPrediction
from inspector.core.defect import Region
from inspector.core.files import sha256_of
from inspector.core.frame import Pixels
from inspector.core.golden import GOLDEN_SEED, golden_picture
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.core.preparation import InputRule, pad_by_reflection, padded_size, prepare
from inspector.core.screen_card import CELL_PX, GOLDEN_SIDE_PX, KEPT_FROM, SCREEN_KEY, ScreenCard
from inspector.inference.covering import boxes_over
from inspector.inference.first_try import try_screen_first
from inspector.inference.model_content import read_bare
from inspector.inference.onnx_runtime import ORT_ERRORS, catching_failures, cpu_session
from inspector.inference.onnx_wire import metadata_of
from inspector.inference.opening import Opening
from inspector.inference.predictor import Predictor
from inspector.inference.runtime_words import plain_words
from inspector.inference.tiling import span_with_reach

log = logging.getLogger("inspector.inference")

BAND_PX = 1024  # rows that are looked at at once
CONTEXT_PX = 128  # above and below a band; a multiple of the cell, no less than models.screen_net.REACH_PX
GOLDEN_TOLERANCE = 0.05  # of a logit; runtimes of 32 bits differ by less than 0.001
LOOK_ON_CELLS = 4  # around where a defect goes on: few more looks, and no more than a tile's overlap
CHECK_EVERY = 50  # frames of a lane: one of so many is predicted whole, to see what the screen would have missed

CellLogits: TypeAlias = npt.NDArray[np.float32]  # (rows, columns) of cells
Mask: TypeAlias = npt.NDArray[np.bool_]
Answer: TypeAlias = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]  # (1, C, H, W) -> (1, 1, H/32, W/32)


@dataclass(frozen=True, slots=True, eq=False)
class ScreenFile:
    """A screen that was read whole: one ONNX file's bytes and the card in them."""

    path: Path
    onnx: bytes
    sha256: str
    card: ScreenCard


def read_screen(path: Path) -> ScreenFile:
    """Runs nothing. Raises ModelError with what is wrong."""
    return screen_of_bytes(path, read_bare(path))


def screen_of_bytes(path: Path, onnx: bytes) -> ScreenFile:
    """Raises ModelError."""
    try:
        text = metadata_of(onnx).get(SCREEN_KEY)
        if text is None:
            raise ValueError("it holds no card of a screen; “python -m training.screening” makes one")
        return ScreenFile(path, onnx, sha256_of(onnx), ScreenCard.from_json(text))
    except ValueError as error:
        raise _broken(path, str(error)) from error


def check_fits(file: ScreenFile, model_sha256: str, card: ModelCard) -> None:
    """Raises ModelError for a screen that was made for another model, or for other classes."""
    made_for = file.card
    detail = ""
    if made_for.model_sha256 != model_sha256:
        detail = f"it was made for {made_for.model_title} with the sha256 {made_for.model_sha256[:12]}…"
    elif made_for.class_names != card.class_names:
        detail = f"it was made for the classes {', '.join(made_for.class_names)}"
    if detail:
        title = card.title
        raise ModelError(
            message(Code.SCREEN_FOREIGN, path=str(file.path), model=title, sha256=model_sha256[:12], detail=detail)
        )


class Screen:
    """A screen that is open; threads may share it."""

    def __init__(self, file: ScreenFile, session: onnxruntime.InferenceSession) -> None:
        self.path, self.sha256, self.card = file.path, file.sha256, file.card
        self._session = session

    def suspicious(self, pixels: Pixels, bits: int) -> Mask:
        """(H, W) bool, of a frame (H, W[, 3]) of ``bits`` bits. Raises ModelError where the network fails."""
        height, width = pixels.shape[:2]
        return places_of(self.logits(pixels, bits) >= self.card.threshold, height, width)

    def logits(self, pixels: Pixels, bits: int) -> CellLogits:
        """Of each cell the greatest among it and its eight neighbours. Raises ModelError."""
        return grown(cell_logits(pixels, bits, self.card, self._answer))

    def _answer(self, planes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return answer_of(self._session, self.path, planes)


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """What a model found in one frame with a screen before it."""

    prediction: ArgmaxPrediction
    logits: CellLogits  # grown, of the screen
    is_whole: bool  # the frame was predicted whole, as a check
    looked_at: float  # share of what was wanted of the frame; the screen's own share where it was predicted whole


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """A screen in use: somebody said yes to it."""

    screen: Screen
    approved_by: str
    approved_at: str  # UTC text

    def predict(
        self,
        predictor: Predictor,
        pixels: Pixels,
        bits: int,
        frame_index: int,
        gives_up: Callable[[], bool] = lambda: False,
        wanted: Mask | None = None,
    ) -> Screened:
        """As ``Predictor.predict``, of the places that the screen names; those of ``wanted`` (H, W) alone where it is
        given. ``frame_index`` says whether it is this frame's turn to be predicted whole.
        """
        height, width = pixels.shape[:2]
        logits = self.screen.logits(pixels, bits)
        cells = logits >= self.screen.card.threshold
        is_whole = frame_index % CHECK_EVERY == 0
        if is_whole:
            prediction = predictor.predict(pixels, bits, gives_up, wanted)
        else:
            prediction, cells = _looking_on(predictor, pixels, bits, cells, gives_up, wanted)
        looked = places_of(cells, height, width)
        if wanted is None:
            share = float(looked.mean())
        else:
            n_wanted = int(np.count_nonzero(wanted))
            share = int(np.count_nonzero(looked & wanted)) / n_wanted if n_wanted else 0.0
        return Screened(prediction, logits, is_whole, share)

    def missed(self, screened: Screened, regions: Sequence[Region]) -> int:
        """How many of the regions of a frame that was predicted whole the screen would not have kept."""
        return sum(region_logit(region, screened.logits) < self.screen.card.threshold for region in regions)


def _looking_on(
    predictor: Predictor, pixels: Pixels, bits: int, cells: Mask, gives_up: Callable[[], bool], wanted: Mask | None
) -> tuple[ArgmaxPrediction, Mask]:
    """The prediction in these cells, and in those that a defect goes on into; and all cells that were looked at."""
    height, width = pixels.shape[:2]
    plan = predictor.plan(height, width)
    index, probability = np.zeros((height, width), np.uint8), np.ones((height, width), np.float32)
    found = ArgmaxPrediction(index, probability, 0, len(plan.tops) * len(plan.lefts))
    seen, holding, new = np.zeros_like(cells), np.zeros_like(cells), cells
    while new.any():
        for places, part in _parts(new, predictor, height, width):
            if wanted is not None:
                places = places & wanted[part]
            more = predictor.predict(pixels[part], bits, gives_up, places)
            np.copyto(index[part], more.index, where=places)
            np.copyto(probability[part], more.probability, where=places)
            found = replace(found, n_tiles_run=found.n_tiles_run + more.n_tiles_run)
            rows, columns = np.nonzero(more.index)  # what is not among the places is background
            is_defect = np.isin(more.index[rows, columns], predictor.model.card.defect_indices)
            top, left = part[0].start, part[1].start
            holding[(top + rows[is_defect]) // CELL_PX, (left + columns[is_defect]) // CELL_PX] = True
        seen = seen | new
        at_the_edge = holding & _widened(~seen, 1)
        new = _widened(at_the_edge, LOOK_ON_CELLS) & ~seen
    return found, seen


def _parts(cells: Mask, predictor: Predictor, height: int, width: int) -> Iterator[tuple[Mask, tuple[slice, slice]]]:
    """Parts of the frame to be predicted by themselves, each with the places (h, w) in it that are named; together all.

    What is named gets as much around it as a pixel has in the middle of what two tiles share, where a whole frame is
    predicted: half the overlap. A part begins and ends where cells do and where the network strides to, so its tiles
    answer as those of the frame, and are of few sizes.
    """
    model = predictor.model
    around_px, (fixed_height, fixed_width) = -(-predictor.overlap_px // 2), model.fixed_tile or (None, None)
    step = math.lcm(CELL_PX, model.card.size_multiple)
    around = partial(span_with_reach, reach_px=around_px, multiple=step)
    rounded_px = -(-around_px // step) * step  # what a part really gets, from cells on
    for box in boxes_over(cells, rounded_px, model.fixed_tile or (0, 0)):
        own = np.zeros_like(cells)
        own[box] = cells[box]
        rows, columns = (
            around(np.repeat(own.any(axis=1 - axis), CELL_PX)[:size], fixed_px=fixed)
            for axis, (size, fixed) in enumerate(((height, fixed_height), (width, fixed_width)))
        )
        inside = own[_cells(rows), _cells(columns)]
        yield places_of(inside, rows.stop - rows.start, columns.stop - columns.start), (rows, columns)


def _cells(px: slice) -> slice:
    """Those along one axis that these pixels, from the start of a cell on, lie in."""
    return slice(px.start // CELL_PX, -(-px.stop // CELL_PX))


def _widened(cells: Mask, n: int) -> Mask:
    """With all cells up to ``n`` from them, slantwise too."""
    wide = cv2.dilate(cells.astype(np.uint8), np.ones((2 * n + 1, 2 * n + 1), np.uint8))
    return np.asarray(wide, np.uint8).reshape(cells.shape) > 0


def open_screen(file: ScreenFile, model_sha256: str, card: ModelCard, opening: Opening | None = None) -> Screen:
    """Raises ModelError for one that does not fit, does not answer, or answers otherwise than when it was made."""
    check_fits(file, model_sha256, card)
    try_screen_first(file, opening)
    return Screen(file, check_screen(file))


def check_screen(file: ScreenFile) -> onnxruntime.InferenceSession:
    """Open the network in this process and let it answer the golden picture. Raises ModelError."""
    card = file.card
    try:
        session = cpu_session(file.onnx)
    except ORT_ERRORS as error:
        raise _broken(file.path, plain_words(error)) from error
    if len(session.get_inputs()) != 1 or session.get_inputs()[0].type != "tensor(float)":
        raise _broken(file.path, "its network does not take one picture of 32-bit numbers")
    picture = golden_picture(GOLDEN_SEED, GOLDEN_SIDE_PX, GOLDEN_SIDE_PX, card.input_channels)
    found = cell_logits(picture, 8, card, lambda planes: answer_of(session, file.path, planes))
    off = float(np.abs(found.ravel() - np.array(card.golden, np.float32)).max())
    if not off <= GOLDEN_TOLERANCE:  # NaN is not
        raise _broken(file.path, f"it does not answer as when it was made: a logit is off by {off:.2g}")
    return session


def answer_of(
    session: onnxruntime.InferenceSession, path: Path, planes: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Raises ModelError where it fails, or gives no number for each cell."""
    with catching_failures(path):
        found = np.asarray(session.run(None, {session.get_inputs()[0].name: planes})[0])
    expected = (1, 1, planes.shape[2] // CELL_PX, planes.shape[3] // CELL_PX)
    if found.shape != expected or found.dtype != np.float32:
        raise _broken(path, f"its network gives {found.dtype} {found.shape}, not float32 {expected}")
    if not np.isfinite(found).all():
        raise ModelError(message(Code.MODEL_FAILED, path=str(path), detail="it gave values that are no numbers"))
    return found


def cell_logits(pixels: Pixels, bits: int, rule: InputRule, answer: Answer) -> CellLogits:
    """Of each cell alone. The frame is padded by reflection, and looked at in bands, so that one of 20,000 rows needs
    no more memory than a short one."""
    height, width = pixels.shape[:2]
    padded_height, padded_width = padded_size(height, width, CELL_PX)
    rows = []
    for top in range(0, padded_height, BAND_PX):
        first, after = max(0, top - CONTEXT_PX), min(padded_height, top + BAND_PX + CONTEXT_PX)
        band = pad_by_reflection(prepare(pixels[first : min(after, height)], rule, bits), after - first, padded_width)
        found = answer(np.ascontiguousarray(band[None]))[0, 0]
        skipped = (top - first) // CELL_PX
        rows.append(found[skipped : skipped + min(BAND_PX, padded_height - top) // CELL_PX])
    return np.concatenate(rows)


def grown(logits: CellLogits) -> CellLogits:
    """Each cell with the greatest of its neighbourhood of 3 x 3."""
    return np.asarray(cv2.dilate(logits, np.ones((3, 3), np.uint8)), np.float32).reshape(logits.shape)


def places_of(cells: Mask, height: int, width: int) -> Mask:
    """(height, width) bool: the pixels of these cells."""
    return np.repeat(np.repeat(cells, CELL_PX, axis=0), CELL_PX, axis=1)[:height, :width]


def region_logit(region: Region, logits: CellLogits) -> float:
    """The highest threshold at which ``KEPT_FROM`` of the region's pixels are named; ``logits`` are grown."""
    pixels = np.zeros(logits.shape, np.int64)
    row, start, end = (region.runs[:, column].astype(np.int64) for column in range(3))
    for column in range(int(start.min()) // CELL_PX, (int(end.max()) - 1) // CELL_PX + 1):
        inside = np.minimum(end, (column + 1) * CELL_PX) - np.maximum(start, column * CELL_PX)
        np.add.at(pixels[:, column], row // CELL_PX, np.maximum(inside, 0))
    order = np.argsort(-logits.ravel(), kind="stable")
    looked_at = np.cumsum(pixels.ravel()[order])
    return float(logits.ravel()[order[np.searchsorted(looked_at, KEPT_FROM * region.area_px - 1e-6)]])


def _broken(path: Path, detail: str) -> ModelError:
    return ModelError(message(Code.SCREEN_BROKEN, path=str(path), detail=detail))
