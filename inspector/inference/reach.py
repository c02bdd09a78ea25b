"""How far around a pixel a network looks, as far as that changes its answer: measured on the network as it is.

    picture, whole            ─┐
    picture, cut at each side ─┴►  what differs, by the distance from the cut  ►  reach: beyond it nothing differs

What layers could see says little: a trained network looks at a part of it. The pictures are steel-like with marks,
always the same. A network that finds next to nothing in them shows nothing of its reach, and one that sees its whole
tile, by pooling over it, has none: both are ``None``, and tiles overlap as the card says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ArgmaxPrediction, argmax_prediction
from inspector.core.frame import Pixels
from inspector.core.model_card import ModelCard
from inspector.core.preparation import prepare
from inspector.inference.backend import Tiles

PICTURE_PX = 512
N_PICTURES = 2
N_ANSWERS = 5 * N_PICTURES  # in whole pictures: each, and it turned, whole and in two parts of three quarters or less
MAX_REACH_PX = 128
STEP_PX = 16  # that a reach is told in
MAX_SHARE = 1e-4  # of the pixels beyond the reach may differ
UNLIKE = 0.05  # of a probability: so much more or less is another answer, also where the class stays
MIN_REGION_PX = 16  # of one that must not be lost
MIN_OVERLAP_PX = 64  # however little is needed for these pictures: no few pictures show everything
MIN_FOUND = 1e-3  # of the pixels: with fewer defects an answer that stays says nothing


def measure_reach(
    answer: Callable[[Tiles], Tiles], card: ModelCard, pictures: Iterator[Pixels] | None = None
) -> int | None:
    """Least multiple of ``STEP_PX`` from which on class and probability of ``1 - MAX_SHARE`` of the pixels stay as they
    are at whichever side the picture is cut, and no region is lost; None where that is not so up to ``MAX_REACH_PX``.

    ``answer``: tiles (1, C, h, w) -> scores (1, K, h, w). ``pictures``: square ones of 8 bits, more than twice as large
    as ``MAX_REACH_PX``. Raises what ``answer`` raises.
    """
    differs, n_pixels, n_found = np.zeros(0, np.int64), np.zeros(0, np.int64), 0
    farthest_lost = -1  # px from the cut to the lost region that is farthest from it
    for picture in steel_pictures() if pictures is None else pictures:
        for turned in (picture, np.ascontiguousarray(picture.swapaxes(0, 1))):
            tile = prepare(turned, card, 8)[None]
            side = tile.shape[3]
            cut_px = -(-(side - 2 * MAX_REACH_PX) // (2 * card.size_multiple)) * card.size_multiple
            entire = argmax_prediction(answer(tile)[0], card.output)
            for kept, away in ((slice(cut_px, None), 1), (slice(side - cut_px), -1)):
                part = argmax_prediction(answer(np.ascontiguousarray(tile[:, :, :, kept]))[0], card.output)
                whole, cut = _from_cut(_part(entire, kept), away), _from_cut(part, away)
                is_other = (whole.index != cut.index) | (np.abs(whole.probability - cut.probability) > UNLIKE)
                by_distance = is_other.sum(axis=0)
                if not len(differs):
                    differs, n_pixels = np.zeros_like(by_distance), np.zeros_like(by_distance)
                differs += by_distance
                n_pixels += len(is_other)
                n_found += int(np.count_nonzero(whole.index))
                farthest_lost = max(farthest_lost, _farthest_lost(whole, cut))
    if n_found < MIN_FOUND * n_pixels.sum():
        return None
    for reach in range(0, MAX_REACH_PX + 1, STEP_PX):
        if farthest_lost < reach and differs[reach:].sum() <= MAX_SHARE * n_pixels[reach:].sum():
            return reach
    return None


def overlap_for(reach_px: int | None, card: ModelCard) -> int:
    """By how much tiles must share, in multiples that a network strides by: what the card says, or less where the
    network looks less far."""
    if reach_px is None:
        return card.overlap_px
    needed = -(-max(reach_px, MIN_OVERLAP_PX) // card.size_multiple) * card.size_multiple
    return min(card.overlap_px, needed)


def steel_pictures() -> Iterator[Pixels]:
    """Grey, uneven and grainy, with dark and bright strokes and spots; (PICTURE_PX, PICTURE_PX) uint8."""
    for seed in range(N_PICTURES):
        chance = np.random.default_rng(seed)
        picture = np.full((PICTURE_PX, PICTURE_PX), 120, np.float32)
        for coarse_px, strength in ((128, 14), (32, 7), (8, 4), (1, 6)):
            side = PICTURE_PX // coarse_px
            grain = chance.normal(0, strength, (side, side)).astype(np.float32)
            picture += cv2.resize(grain, (PICTURE_PX, PICTURE_PX), interpolation=cv2.INTER_CUBIC)
        marks = np.zeros_like(picture)
        for number in range(48):
            x, y, dx, dy, radius, width = (int(value) for value in chance.integers((0, 0, -90, -90, 3, 1), (
                PICTURE_PX, PICTURE_PX, 91, 91, 22, 5)))  # fmt: skip
            shade = float(chance.uniform(8, 90)) * (1 if number % 3 == 0 else -1)
            if number % 2:
                cv2.line(marks, (x, y), (x + dx, y + dy), shade, width, cv2.LINE_AA)
            else:
                cv2.ellipse(marks, (x, y), (radius, 3 + radius // 2), float(dx), 0.0, 360.0, shade, -1, cv2.LINE_AA)
        marks *= 1 + chance.normal(0, 0.3, marks.shape).astype(np.float32)
        yield np.clip(picture + cv2.GaussianBlur(marks, (0, 0), 0.8), 1, 254).astype(np.uint8)


def _part(found: ArgmaxPrediction, columns: slice) -> ArgmaxPrediction:
    return ArgmaxPrediction(found.index[:, columns], found.probability[:, columns])


def _from_cut(found: ArgmaxPrediction, away: int) -> ArgmaxPrediction:
    """With the columns by their distance from the cut; ``away`` is -1 where that is on the right."""
    return _part(found, slice(None, None, away))


def _farthest_lost(whole: ArgmaxPrediction, cut: ArgmaxPrediction) -> int:
    """How near the cut a lost region comes, of the one that lies farthest from it; -1 where none is lost."""
    is_defect: npt.NDArray[np.uint8] = (whole.index != 0).astype(np.uint8)
    n_regions, labels, boxes, _ = cv2.connectedComponentsWithStats(is_defect, connectivity=8)
    kept = np.bincount(labels[cut.index != 0], minlength=n_regions)
    is_lost = (kept == 0) & (boxes[:, cv2.CC_STAT_AREA] >= MIN_REGION_PX)
    is_lost[0] = False  # the background
    return int(boxes[is_lost, cv2.CC_STAT_LEFT].max(initial=-1))
