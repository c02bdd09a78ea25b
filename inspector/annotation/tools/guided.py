"""Tools that look at the picture: along an edge, along a scratch, out from seeds, cell by cell, on from the last frame.

All work in a window of the frame, so their cost does not follow its size; all give what is to be looked at before it is
painted. Grey values of 8 or 16 bits are stretched over the window: what counts there is contrast, not brightness.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inspector.annotation.tools.painting import Patch, Rect, grey_of
from inspector.annotation.tools.shapes import NOTHING
from inspector.core.class_map import ClassMap
from inspector.core.frame import Pixels
from inspector.core.polygons import Mask
from inspector.pictures.large_picture import AnyPixels

MAX_WINDOW_PX = 1024  # a side; beyond it a hand would wait
Way = list[tuple[float, float]]  # x, y of pixels' centres


class GuidedWay:
    """The cheapest way from a point that was clicked to any other of the window, along edges or along ridges.

    Made once per click; ``to`` then answers while the pointer moves.
    """

    def __init__(self, pixels: AnyPixels, window: Rect, start: tuple[float, float], *, is_ridge: bool = False) -> None:
        """``start``: x, y on the frame, in the window. ``is_ridge``: thin lines, light or dark, instead of edges."""
        self._window = window.cut_to(*pixels.shape[:2])
        _check(self._window)
        self._scissors = cv2.segmentation.IntelligentScissorsMB()
        grey = stretched(pixels, self._window)
        if is_ridge:
            self._scissors.setWeights(0.0, 0.0, 1.0)
            nowhere, no_angle = np.zeros(grey.shape, np.uint8), np.zeros((*grey.shape, 2), np.float32)
            self._scissors.applyImageFeatures(nowhere, no_angle, _cost_of_ridges(grey))
        else:
            self._scissors.setEdgeFeatureCannyParameters(32, 100)
            self._scissors.applyImage(grey)
        self._scissors.buildMap(self._inside(start))

    def to(self, end: tuple[float, float]) -> Way:
        """From the start to ``end``, which is moved into the window where it lies outside."""
        found = self._scissors.getContour(self._inside(end)).reshape(-1, 2)
        return [(x + self._window.left + 0.5, y + self._window.top + 0.5) for x, y in found.tolist()]

    def _inside(self, at: tuple[float, float]) -> tuple[int, int]:
        window = self._window
        column = min(max(int(np.floor(at[0])), window.left), window.right - 1)
        row = min(max(int(np.floor(at[1])), window.top), window.bottom - 1)
        return column - window.left, row - window.top


def grow_from_seeds(
    pixels: AnyPixels, window: Rect, defect: Mask, background: Mask, *, n_rounds: int = 4
) -> Patch:  # fmt: skip
    """What is like the seeds of a defect and unlike those of background, both (h, w) of the window.

    GrabCut on grey values; without seeds of both kinds nothing grows. Seeds themselves always keep their kind.
    """
    window = window.cut_to(*pixels.shape[:2])
    _check(window)
    if not defect.any() or not (background & ~defect).any():
        return NOTHING
    grey = stretched(pixels, window)
    # What nobody has marked begins as the seeds it is more like: else the defect's rest would teach the background.
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.5).astype(np.float32)
    is_like_defect = np.abs(smooth - np.median(smooth[defect])) < np.abs(
        smooth - np.median(smooth[background & ~defect])
    )
    marks = np.where(is_like_defect, np.uint8(cv2.GC_PR_FGD), np.uint8(cv2.GC_PR_BGD))
    marks[defect] = cv2.GC_FGD
    marks[background & ~defect] = cv2.GC_BGD
    picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)  # the same seeds give the same mask
    found, _, _ = cv2.grabCut(picture, marks, (0, 0, 1, 1), *models, n_rounds, cv2.GC_INIT_WITH_MASK)
    grown: Mask = (found == cv2.GC_FGD) | (found == cv2.GC_PR_FGD)
    labels, _ = ndimage.label(grown)
    seeded = np.zeros(labels.max() + 1, np.bool_)
    seeded[np.unique(labels[defect])] = True
    seeded[0] = False
    return Patch(window.top, window.left, seeded[labels])  # a likeness far away is another defect


def cells(pixels: AnyPixels, window: Rect, cell_px: int) -> npt.NDArray[np.int32]:
    """(h, w) numbers from 1: parts of the window of about that side, whose borders follow edges.

    Watershed of the gradient from a grid of seeds.
    """
    window = window.cut_to(*pixels.shape[:2])
    _check(window)
    grey = stretched(pixels, window)
    height, width = grey.shape
    smooth = cv2.GaussianBlur(grey, (0, 0), max(cell_px / 8, 0.6))
    seeds = np.zeros((height, width), np.int32)
    rows, columns = np.arange(cell_px // 2, height, cell_px), np.arange(cell_px // 2, width, cell_px)
    if not rows.size or not columns.size:
        return np.ones((height, width), np.int32)
    seeds[np.ix_(rows, columns)] = np.arange(1, rows.size * columns.size + 1, dtype=np.int32).reshape(rows.size, -1)
    found = np.asarray(cv2.watershed(cv2.cvtColor(smooth, cv2.COLOR_GRAY2BGR), seeds), np.int32)
    is_border = found < 1
    if is_border.all():
        return np.ones((height, width), np.int32)
    nearest = ndimage.distance_transform_edt(is_border, return_distances=False, return_indices=True)
    whole: npt.NDArray[np.int32] = found[tuple(nearest)]
    return whole


def cells_at(numbers: npt.NDArray[np.int32], window: Rect, places: Sequence[tuple[float, float]]) -> Patch:
    """The cells under x, y of the frame; ``window`` is the one that ``cells`` was given. As large as they are."""
    height, width = numbers.shape
    met = set()
    for x, y in places:
        column, row = int(np.floor(x)) - window.left, int(np.floor(y)) - window.top
        if 0 <= row < height and 0 <= column < width:
            met.add(int(numbers[row, column]))
    if not met:
        return NOTHING
    mask = np.isin(numbers, list(met))
    found_rows, found_columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left = int(found_rows[0]), int(found_columns[0])
    part = mask[top : found_rows[-1] + 1, left : found_columns[-1] + 1]
    return Patch(window.top + top, window.left + left, part)


def motion(before: Pixels, now: Pixels) -> tuple[int, int, float]:
    """Rows and columns by which the surface moved from one frame to the next of the same size, and how sure that is,
    0 to 1 (phase correlation). Positive: it lies further down, further right now."""
    size = cv2.getOptimalDFTSize
    first, second = _for_motion(before), _for_motion(now)
    if first.shape != second.shape:
        raise ValueError("frames of two sizes do not follow each other")
    height, width = first.shape
    window = cv2.createHanningWindow((width, height), cv2.CV_32F)
    padded = np.zeros((2, size(height), size(width)), np.float32)
    padded[0, :height, :width], padded[1, :height, :width] = first * window, second * window
    (x, y), response = cv2.phaseCorrelate(padded[0], padded[1])
    return round(y), round(x), float(min(max(response, 0.0), 1.0))


def shifted(class_map: ClassMap, rows: int, columns: int) -> ClassMap:
    """The class map (H, W) moved down and right; what comes in is background."""
    height, width = class_map.shape
    moved = np.zeros_like(class_map)
    part = class_map[max(-rows, 0) : height - max(rows, 0), max(-columns, 0) : width - max(columns, 0)]
    if part.size:
        top, left = max(rows, 0), max(columns, 0)
        moved[top : top + part.shape[0], left : left + part.shape[1]] = part
    return moved


def stretched(pixels: AnyPixels, window: Rect) -> npt.NDArray[np.uint8]:
    """(h, w): 0 to 255 over the middle 99 % of the window's grey values."""
    grey = grey_of(pixels[window.top : window.bottom, window.left : window.right]).astype(np.float32)
    low, high = np.percentile(grey, (0.5, 99.5))
    if high <= low:
        return np.zeros(grey.shape, np.uint8)
    scaled: npt.NDArray[np.uint8] = np.clip((grey - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
    return scaled


def _cost_of_ridges(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """0 on the strongest thin line, light or dark, to 1 where there is none."""
    fine = cv2.GaussianBlur(grey, (0, 0), 1.2).astype(np.float32)
    coarse = cv2.GaussianBlur(grey, (0, 0), 4.0).astype(np.float32)
    strength = np.abs(fine - coarse)
    strongest = max(float(np.percentile(strength, 99)), 1e-3)
    cost: npt.NDArray[np.float32] = (1 - np.clip(strength / strongest, 0, 1)) ** 2
    return cost


def _for_motion(pixels: Pixels) -> npt.NDArray[np.float32]:
    grey = grey_of(pixels).astype(np.float32)
    centred: npt.NDArray[np.float32] = grey - cv2.GaussianBlur(grey, (0, 0), 16.0)  # light falls off the same in both
    return centred


def _check(window: Rect) -> None:
    if window.is_empty or max(window.bottom - window.top, window.right - window.left) > MAX_WINDOW_PX:
        raise ValueError(f"a window of 1 to {MAX_WINDOW_PX} px a side is needed")
