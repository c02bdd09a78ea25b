"""Golden tiles of a run: what its network answers to real tiles and frames, asked once more wherever it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from inspector.core.class_map import ClassMap, argmax_prediction, class_map_of, defects_only
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import Pixels
from inspector.core.golden_tiles import MIN_TILE_PX, MIN_TILES, GoldenFrame, GoldenTiles, named, quantised
from inspector.core.model_card import ModelCard
from inspector.core.preparation import pad_by_reflection, padded_size, prepare
from inspector.measuring.regions import find_regions
from training.data import FrameList, LoadedFrame

N_TILES = 208  # a little above the least, of as many frames as give them
N_FRAMES = 20
FRAME_PX = 384  # longest side that is kept of a frame: all together are a few MB
_BATCH = 8


def golden_tiles(
    network: nn.Module, card: ModelCard, frames: FrameList, *, any_size: bool,
    listen: Callable[[], None] = lambda: None,
) -> GoldenTiles | None:  # fmt: skip
    """Of a network on the CPU, answering as inspection asks; None without frames, or where it gives no numbers.
    ``listen`` is called between frames that are read and calls of the network, and may raise.

    Every class that the frames show is in the tiles. Where frames are few or small their flips are taken, too.
    """
    if not len(frames):
        return None
    side = padded_size(MIN_TILE_PX, MIN_TILE_PX, card.size_multiple)[0]
    fixed = None if any_size else (card.tile_px, card.tile_px)
    network.eval()
    pixels, bits = _tiles(frames, side, card.n_classes, listen)
    answers = [
        named(scores[:, :side, :side], card.output)
        for scores in _answers(network, card, pixels, bits, fixed or (side, side), listen)
    ]
    if len(answers) < len(pixels):
        return None
    index, score = np.stack([a for a, _ in answers]), np.stack([quantised(b) for _, b in answers])
    whole = tuple(_frame(network, card, frame, fixed, listen) for frame in _spread(frames, N_FRAMES))
    return GoldenTiles(pixels, np.array(bits, np.uint8), index, score, whole, card.n_classes)


def _answers(
    network: nn.Module, card: ModelCard, pixels: Sequence[Pixels] | Pixels, bits: Sequence[int],
    sides: tuple[int, int], listen: Callable[[], None],
) -> Iterator[npt.NDArray[np.float32]]:  # fmt: skip
    """Scores (K, h, w) of each; ends early where they are no numbers: such a file is refused anyway."""
    for first in range(0, len(pixels), _BATCH):
        listen()
        some = range(first, min(first + _BATCH, len(pixels)))
        inputs = np.stack([pad_by_reflection(prepare(pixels[n], card, bits[n]), *sides) for n in some])
        with torch.inference_mode():
            scores = network(torch.from_numpy(inputs)).float().numpy()
        if not np.isfinite(scores).all():
            return
        yield from scores


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    frame: int
    top: int
    left: int
    flip: int  # as ``_flipped`` counts them


def _tiles(frames: FrameList, side: int, n_classes: int, listen: Callable[[], None]) -> tuple[Pixels, list[int]]:
    """Pixels (N, side, side[, 3]) and bits: first tiles around each class of each frame, then the frames cut up, then
    the same flipped until there are enough."""
    places: list[tuple[int, _Place]] = []
    others: list[_Place] = []
    for k in range(len(frames)):  # each is read from disk where they are many
        listen()
        frame = frames[k]
        places += _around_classes(frame, k, side, n_classes)
        others += _cut_up(frame.class_map.shape, k, side)
    rng = np.random.default_rng(0)
    if len(places) > N_TILES // 2:  # every class of rare ones first: they are few, so each gets its share in turn
        places = _by_turns(places)[: N_TILES // 2]
    chosen = [place for _, place in places]
    rng.shuffle(others)
    chosen += others[: N_TILES - len(chosen)]
    n_plain = len(chosen)
    while len(chosen) < max(N_TILES, MIN_TILES):
        turn = len(chosen) // n_plain
        like = chosen[len(chosen) % n_plain]
        # Beyond three flips there is nothing new to see of so few frames: the same tiles are asked again
        chosen.append(_Place(like.frame, like.top, like.left, turn % 4))
    chosen.sort(key=lambda place: place.frame)  # frames that are read from disk are read once
    cuts, bits = [], []
    for place in chosen:
        listen()
        frame = frames[place.frame]
        part = frame.pixels[place.top : place.top + side, place.left : place.left + side]
        cuts.append(_flipped(_grown(part, side), place.flip))
        bits.append(frame.bits)
    dtype = np.uint16 if any(cut.dtype == np.uint16 for cut in cuts) else np.uint8
    return np.stack([cut.astype(dtype) for cut in cuts]), bits


def _around_classes(frame: LoadedFrame, number: int, side: int, n_classes: int) -> list[tuple[int, _Place]]:
    """For each class that is there, with it: a tile around one of its pixels."""
    found = []
    height, width = frame.class_map.shape
    for class_index in range(1, n_classes):
        rows, columns = np.nonzero(frame.class_map == class_index)
        if len(rows):
            row, column = int(rows[len(rows) // 2]), int(columns[len(rows) // 2])
            top = min(max(row - side // 2, 0), max(height - side, 0))
            left = min(max(column - side // 2, 0), max(width - side, 0))
            found.append((class_index, _Place(number, top, left, 0)))
    return found


def _by_turns(places: list[tuple[int, _Place]]) -> list[tuple[int, _Place]]:
    """One of each class, then the next of each."""
    by_class: dict[int, list[tuple[int, _Place]]] = {}
    for place in places:
        by_class.setdefault(place[0], []).append(place)
    n_most = max(map(len, by_class.values()))
    return [of_class[n] for n in range(n_most) for of_class in by_class.values() if n < len(of_class)]


def _cut_up(shape: tuple[int, ...], number: int, side: int) -> list[_Place]:
    height, width = shape
    return [
        _Place(number, top, left, 0)
        for top in range(0, max(height - side, 0) + 1, side)
        for left in range(0, max(width - side, 0) + 1, side)
    ]


def _grown(pixels: Pixels, side: int) -> Pixels:
    height, width = pixels.shape[:2]
    if (height, width) == (side, side):
        return pixels
    grown = cv2.copyMakeBorder(pixels, 0, side - height, 0, side - width, cv2.BORDER_REFLECT_101)
    return np.asarray(grown, pixels.dtype)


def _flipped(pixels: Pixels, flip: int) -> Pixels:
    """0 as it is, 1 top to bottom, 2 left to right, 3 both."""
    pixels = pixels[::-1] if flip & 1 else pixels
    return np.ascontiguousarray(pixels[:, ::-1] if flip & 2 else pixels)


def _spread(frames: FrameList, n: int) -> Iterator[LoadedFrame]:
    """``n`` frames at equal steps; all where there are fewer."""
    for number in sorted(set(np.linspace(0, len(frames) - 1, n).round().astype(int).tolist())):
        yield frames[number]


def _frame(
    network: nn.Module, card: ModelCard, frame: LoadedFrame, fixed: tuple[int, int] | None, listen: Callable[[], None]
) -> GoldenFrame:
    """What is reported in it, by the rule of inspection; of a large frame in the part of it that shows most."""
    pixels = frame.pixels[_part_with_most(frame.class_map, min(FRAME_PX, card.tile_px))]
    height, width = pixels.shape[:2]
    sides = fixed or padded_size(height, width, card.size_multiple)
    classes: tuple[int, ...] = ()
    for scores in _answers(network, card, [pixels], [frame.bits], sides, listen):
        best = argmax_prediction(scores[:, :height, :width], card.output)
        class_map = defects_only(class_map_of(best, card.thresholds), card.non_defect_indices)
        regions = find_regions(class_map, best.probability, min_area_px=card.min_area_px)
        classes = tuple(sorted({region.class_index for region in regions}))
    return GoldenFrame(np.ascontiguousarray(pixels), frame.bits, classes)


def _part_with_most(class_map: ClassMap, most_px: int) -> tuple[slice, slice]:
    """``most_px`` of each side at most, which is one tile, around the middle of what is annotated."""
    rows, columns = np.nonzero((class_map != BACKGROUND_INDEX) & (class_map != IGNORE_INDEX))
    starts = []
    for places, size in ((rows, class_map.shape[0]), (columns, class_map.shape[1])):
        middle = int(np.median(places)) if len(places) else 0
        starts.append(min(max(middle - most_px // 2, 0), max(size - most_px, 0)))
    top, left = starts
    return slice(top, top + most_px), slice(left, left + most_px)
