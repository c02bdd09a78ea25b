"""Masks from boxes: what inside an annotator's box differs from the surface above and below it.

    frame (H, W[, 3]), bits + corners + a Rule  ->  Patch        what the box tool proposes
    frame (H, W[, 3]) + corners         ->  Patch        the same, where nothing is known of the surface
    grey values (H, W) of 0 to 255 + boxes + a Rule  ->  mask of one box

A rolled and ridden surface is alike along travel and unlike across it. Each column is therefore judged by itself:
its expected grey is its median over the rows just above and below the box, and a pixel's deviation is measured in
that column's own robust standard deviations (1.4826 times the median absolute deviation), but never in less than a
stated share of its grey, so that a smooth column does not turn a shade into a defect. Three rules:

- REGION: pixels darker, and where the rule says so brighter or rougher, than their column, at several scales; each
  connected part is then cut at a share of its own peak, which takes off the halo that smoothing leaves.
- LINE: the straight line across the box with the darkest mean, for marks too faint to be seen pixel by pixel.
- SLIT: the darkest path across the box and what hangs on it above and below down to half its depth, for a gap.

Where a surface is not alike along travel (hot-rolled strip, plates), a box is judged by all that surrounds it: what is
brighter or darker than the light around it, beyond the threshold that parts the box best in two.

Threshold: Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE SMC 9, 1979. Robust scale: Rousseeuw
and Croux, "Alternatives to the Median Absolute Deviation", JASA 88, 1993. Two thresholds (a low one to grow, a high
one to start): Canny, "A Computational Approach to Edge Detection", IEEE PAMI 8, 1986.

NumPy and OpenCV only; safe to call from any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from inspector.annotation.tools.guided import stretched
from inspector.annotation.tools.painting import Patch, Rect, grey_of
from inspector.annotation.tools.shapes import NOTHING
from inspector.core.bits import full_scale
from inspector.core.frame import Pixels

CONTEXT_ROWS = 160  # above and below a box, to learn what its columns look like without it
SIDE_PX = 24  # columns beside the box that filters may look into
MARGIN_PX = 8  # around each box, that speaks neither for it nor for what is beside it
MIN_CONTEXT_ROWS = 40  # fewer on one side, and the other side speaks alone
MIN_AREA_PX = 40
MIN_AREA_SHARE = 0.01  # of the box
GROW, START = 3.0, 4.5  # deviations
MIN_LINE_DEVIATION = 1.3  # mean along the line, each pixel counted with at most 3
MIN_SLIT_SHARE = 0.25  # of the columns of the box
# All round the box:
MIN_AROUND_PX, AROUND_SHARE = 12, 0.5  # that are looked at beyond each side, and that share of the longer one
AROUND_BLUR_PX = 1.2
MAX_FITTED_PX = 20_000
AROUND_PART = 0.1  # of the largest part: smaller ones are grain

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a frame, in whole pixels, its class as the annotator named it."""

    class_name: str
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def grown(self, margin_px: int, height: int, width: int) -> tuple[slice, slice]:
        """Rows and columns of the box with a margin, inside a frame of that size."""
        return (
            slice(max(0, self.top - margin_px), min(height, self.bottom + margin_px)),
            slice(max(0, self.left - margin_px), min(width, self.right + margin_px)),
        )


class Shape(StrEnum):
    REGION = "region"
    LINE = "line"
    SLIT = "slit"


@dataclass(frozen=True, slots=True)
class Rule:
    """How the boxes of one class are filled; everything below ``shape`` is for regions.

    ``contrast`` is the smallest deviation that counts, as a share of the column's grey level after the square root
    that evens out grain: 0.10 is about a fifth darker. ``close_px`` joins what belongs together (the rungs of a
    scratch), ``open_px`` takes off threads, ``min_part`` drops parts that stand out (area times
    deviation) by less than that share of the strongest.
    """

    shape: Shape = Shape.REGION
    scales_px: tuple[float, ...] = (1.5, 4.0)
    is_bright_too: bool = False
    is_rough_too: bool = False
    contrast: float = 0.10
    peak_share: float = 0.4
    highest_cut: float = 8.0  # deviations
    close_px: int = 7
    open_px: int = 5
    min_part: float = 0.1


def patch_in_box(pixels: Pixels, bits: int, box: Rect, rule: Rule) -> Patch:
    """What stands out between two corners of a frame (H, W[, 3]); nothing where nothing does."""
    height, width = pixels.shape[:2]
    box = box.cut_to(height, width)
    if box.is_empty:
        return NOTHING
    away_rows, away_columns = CONTEXT_ROWS + MARGIN_PX, SIDE_PX + MARGIN_PX  # all that is looked at
    seen = Rect(box.top - away_rows, box.left - away_columns, box.bottom + away_rows, box.right + away_columns)
    seen = seen.cut_to(height, width)
    part = grey_of(pixels[seen.top : seen.bottom, seen.left : seen.right])
    grey = part.astype(np.float32) * np.float32(255 / full_scale(bits))
    inside = Box("", box.left - seen.left, box.top - seen.top, box.right - box.left, box.bottom - box.top)
    return Patch(box.top, box.left, mask_of_box(grey, inside, [inside], rule))


def patch_unlike_surroundings(pixels: Pixels, box: Rect) -> Patch:
    """What of a box of a frame (H, W[, 3]) is brighter or darker than all around it, however faint: somebody says that
    there is a defect. Nothing of an even surface."""
    height, width = pixels.shape[:2]
    box = box.cut_to(height, width)
    if box.is_empty:
        return NOTHING
    away = max(MIN_AROUND_PX, round(AROUND_SHARE * max(box.bottom - box.top, box.right - box.left)))
    seen = Rect(box.top - away, box.left - away, box.bottom + away, box.right + away).cut_to(height, width)
    smooth = _blurred(stretched(pixels, seen).astype(np.float32), AROUND_BLUR_PX)
    inner = np.s_[box.top - seen.top : box.bottom - seen.top, box.left - seen.left : box.right - seen.left]
    is_around = np.ones(smooth.shape, np.bool_)
    is_around[inner] = False
    if is_around.sum() < MIN_AROUND_PX:
        is_around[inner] = True  # the box is all there is
    difference = (smooth - _slope(smooth, is_around))[inner]
    low, high = np.percentile(difference, (5, 95))
    deviation = np.clip(difference if high > -low else -difference, 0, 255)
    cut, _ = cv2.threshold(deviation.astype(np.uint8), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = deviation > cut
    if not mask.any():
        return NOTHING
    _, parts, facts, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    areas = facts[:, cv2.CC_STAT_AREA]
    is_kept = areas >= AROUND_PART * areas[1:].max()
    is_kept[0] = False
    return Patch(box.top, box.left, np.asarray(is_kept[parts], np.bool_))


def _slope(grey: Floats, is_counted: Mask) -> Floats:
    """(rows, columns): the plane that lies best in the counted pixels, as light falls off over them. Half of them,
    those far from it, may be something else."""
    rows, columns = (np.arange(n, dtype=np.float32) for n in grey.shape)
    places = np.flatnonzero(is_counted)
    places = places[:: max(1, len(places) // MAX_FITTED_PX)]  # as good as all of them, and no wait in a large box
    terms = np.stack(
        [np.ones(len(places), np.float32), rows[places // len(columns)], columns[places % len(columns)]], axis=-1
    )
    values = grey.ravel()[places]
    is_chosen = np.ones(len(places), np.bool_)
    for _ in range(3):
        plane, *_ = np.linalg.lstsq(terms[is_chosen], values[is_chosen], rcond=None)
        away = np.abs(values - terms @ plane)
        is_chosen = away <= np.median(away)
    fitted: Floats = (plane[0] + plane[1] * rows[:, None] + plane[2] * columns).astype(np.float32)
    return fitted


def mask_of_box(pixels: npt.NDArray[np.uint8] | Floats, box: Box, boxes: Sequence[Box], rule: Rule) -> Mask:
    """Mask (box.height, box.width) of what stands out in a box; all False where nothing does.

    ``boxes`` are all of the frame: what lies in them is not taken for clean rail.
    """
    height, width = pixels.shape
    if box.width < 1 or box.height < 1 or min(box.left, box.top) < 0 or box.right > width or box.bottom > height:
        raise ValueError(f"{box} does not lie inside a frame of {height} rows and {width} columns")
    view = _View.of(pixels, box, boxes)
    match rule.shape:
        case Shape.REGION:
            return _region(view, rule)
        case Shape.LINE:
            return _line(view, rule)
        case Shape.SLIT:
            return _slit(view)


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """A box with its context, in square roots of grey levels (grain then varies alike in bright and dark)."""

    grey: Floats  # (rows, columns)
    above: Floats  # (columns,) expected grey just above the box
    below: Floats
    expected: Floats  # (rows, columns): from above to below
    is_clean: Mask  # rows that speak for the rail: above and below the box, in no box
    inner: tuple[slice, slice]  # the box

    @classmethod
    def of(cls, pixels: npt.NDArray[np.uint8] | Floats, box: Box, boxes: Sequence[Box]) -> _View:
        height, width = pixels.shape
        top, bottom = max(0, box.top - CONTEXT_ROWS), min(height, box.bottom + CONTEXT_ROWS)
        left, right = max(0, box.left - SIDE_PX), min(width, box.right + SIDE_PX)
        grey = np.sqrt(pixels[top:bottom, left:right].astype(np.float32))
        is_boxed = np.zeros(pixels.shape, np.bool_)
        for other in (*boxes, box):
            is_boxed[other.grown(MARGIN_PX, height, width)] = True
        is_clean = ~is_boxed[top:bottom, left:right]
        rows = np.arange(top, bottom)[:, None]
        is_clean &= (rows < box.top) | (rows >= box.bottom)  # beside the box is neither of the two
        sides = []
        for is_side in (is_clean & (rows < box.top), is_clean & (rows >= box.bottom)):
            side = _column_medians(grey, is_side)
            sides.append(np.where(is_side.sum(axis=0) < MIN_CONTEXT_ROWS, np.nan, side))
        own = _column_medians(grey, np.ones_like(is_clean))  # all there is where boxes fill the context
        above, below = (np.where(np.isnan(a), np.where(np.isnan(b), own, b), a) for a, b in (sides, sides[::-1]))
        above, below = _smooth(above, 2), _smooth(below, 2)
        along = np.clip((rows - (box.top - CONTEXT_ROWS / 2)) / (box.height + CONTEXT_ROWS), 0, 1)
        expected = (above * (1 - along) + below * along).astype(np.float32)
        inner = slice(box.top - top, box.bottom - top), slice(box.left - left, box.right - left)
        return cls(grey, above, below, expected, is_clean, inner)

    def darkness(self, scale_px: float, contrast: float) -> Floats:
        """How much darker than its column a pixel is, in deviations, after smoothing by ``scale_px``."""
        difference = _blurred(self.expected - self.grey, scale_px)
        return self._in_deviations(difference, np.maximum(contrast * self.expected, 0.35) / GROW)

    def roughness(self) -> Floats:
        """How much more grain than its column a pixel's surroundings have, in deviations; nearly twice counts.

        Differences are cut at three deviations first: one dark pit must not make all around it rough.
        """
        difference = self.grey - self.expected
        limit = GROW * self._scale_of(difference)
        difference = np.clip(difference, -limit, limit).astype(np.float32)
        grain = difference - _blurred(difference, 3)
        level = 0.5 * np.log(np.maximum(_blurred(grain * grain, 3.5), 0.01)).astype(np.float32)
        medians = _column_medians(level, self.is_clean)
        normal = _smooth(np.where(np.isnan(medians), np.median(level), medians), 8)
        min_scale = np.full(level.shape, np.log(1.8) / GROW, np.float32)
        return self._in_deviations((level - normal).astype(np.float32), min_scale)

    def _in_deviations(self, difference: Floats, min_scale: Floats) -> Floats:
        return (difference / np.maximum(self._scale_of(difference), min_scale)).astype(np.float32)

    def _scale_of(self, difference: Floats) -> Floats:
        """(columns,) robust standard deviation on clean rail; where a column has none, that of the others."""
        scale = 1.4826 * _column_medians(np.abs(difference), self.is_clean)
        known = scale[~np.isnan(scale)]
        return _smooth(np.where(np.isnan(scale), np.median(known) if known.size else 0.3, scale), 8)


def _column_medians(values: Floats, is_counted: Mask) -> npt.NDArray[np.float64]:
    """(columns,) medians over the counted rows; NaN where there are none."""
    ordered = np.sort(np.where(is_counted, values, np.inf), axis=0)
    n = is_counted.sum(axis=0)
    columns = np.arange(values.shape[1])
    medians = (ordered[np.maximum(n - 1, 0) // 2, columns] + ordered[np.minimum(n // 2, len(values) - 1), columns]) / 2
    return np.where(n > 0, medians, np.nan)


def _blurred(values: Floats, sigma_px: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), sigma_px), np.float32)


def _smooth(row: npt.NDArray[np.floating], sigma_px: float) -> Floats:
    smooth: Floats = _blurred(row.astype(np.float32)[None], sigma_px)[0]
    return smooth


def _region(view: _View, rule: Rule) -> Mask:
    kinds = [view.darkness(scale, rule.contrast) for scale in rule.scales_px]
    if rule.is_bright_too:
        kinds.append(-kinds[0])
    if rule.is_rough_too:
        kinds.append(view.roughness())
    deviation = np.maximum.reduce([kind[view.inner] for kind in kinds])
    mask = np.zeros(deviation.shape, np.uint8)
    n_parts, parts = cv2.connectedComponents((deviation > GROW).astype(np.uint8), connectivity=8)
    for part in range(1, n_parts):
        is_part = parts == part
        peak = float(np.percentile(deviation[is_part], 90))
        if deviation[is_part].max() >= START:
            cut = min(max(rule.peak_share * peak, GROW), rule.highest_cut)
            mask[is_part & (deviation > cut)] = 1
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _disc(rule.close_px))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(mask, outlines, -1, 1, cv2.FILLED)  # holes in a defect are of the defect
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _disc(rule.open_px))
    n_parts, parts = cv2.connectedComponents(mask, connectivity=8)
    areas = np.bincount(parts.ravel(), minlength=n_parts)
    # By how far it stands out, not by area alone: the shade of a rail's edge is large and faint.
    excess = np.clip(deviation - GROW, 0, rule.highest_cut)
    weights = np.bincount(parts.ravel(), weights=excess.ravel(), minlength=n_parts)
    areas[0] = weights[0] = 0
    is_kept = (areas >= max(MIN_AREA_PX, MIN_AREA_SHARE * mask.size)) & (weights >= rule.min_part * weights.max())
    return np.asarray(is_kept[parts], np.bool_)


def _disc(diameter_px: int) -> npt.NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (diameter_px, diameter_px)), np.uint8)


def best_line(darkness: Floats) -> tuple[int, int, float]:
    """Row at the first and at the last column of the darkest straight line through (H, W), and its mean."""
    height, width = darkness.shape
    columns = np.arange(width)
    along = columns / max(width - 1, 1)
    ends = np.arange(0, height, 2)
    best = (0, 0, -np.inf)
    for first in ends:
        rows = np.rint(first + (ends[:, None] - first) * along).astype(np.intp)
        means = darkness[rows, columns].mean(axis=1)
        if means.max() > best[2]:
            best = (int(first), int(ends[means.argmax()]), float(means.max()))
    return best


def _line(view: _View, rule: Rule) -> Mask:
    # No pixel counts with more than 3: one dark pit must not bend the line towards itself.
    darkness = np.clip(view.darkness(1.5, rule.contrast)[view.inner], -3, 3)
    height, width = darkness.shape
    mask = np.zeros((height, width), np.bool_)
    first, last, mean = best_line(darkness)
    if mean < MIN_LINE_DEVIATION:
        return mask
    line = first + (last - first) * np.arange(width) / max(width - 1, 1)

    def shifted(offset: int) -> npt.NDArray[np.intp]:
        return np.asarray(np.clip(np.rint(line + offset), 0, height - 1), np.intp)

    for direction in (-1, 1):  # as wide as it stays half as dark, at most 5 px to each side
        for step in range(6):
            rows = shifted(direction * step)
            if step > 1 and darkness[rows, np.arange(width)].mean() < mean / 2:
                break
            mask[rows, np.arange(width)] = True
    return mask


def _slit(view: _View) -> Mask:
    grey = _blurred(view.grey, 1.0)[view.inner]
    rail = np.minimum(view.above, view.below)[view.inner[1]]  # the darker side sets what is darker than rail
    path = _darkest_path((grey / np.maximum(rail, 2)).astype(np.float32))
    height, width = grey.shape
    columns = np.arange(width)
    depth = grey[path, columns]
    half = (depth + rail) / 2
    mask = np.zeros((height, width), np.uint8)
    for column in np.flatnonzero((depth < 0.8 * rail) & (rail >= 3)):  # 3: grey level 9, darker is not rail
        is_bright = np.flatnonzero(grey[:, column] >= half[column])
        cut = np.searchsorted(is_bright, path[column])
        start = is_bright[cut - 1] + 1 if cut else 0
        stop = is_bright[cut] if cut < len(is_bright) else height
        mask[start:stop, column] = 1
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 15), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((3, 9), np.uint8)) > 0
    return opened if opened.any(axis=0).mean() >= MIN_SLIT_SHARE else np.zeros_like(opened)


def _darkest_path(cost: Floats) -> npt.NDArray[np.intp]:
    """Row per column of the cheapest path from left to right that moves at most one row per column."""
    width = cost.shape[1]
    total = cost.astype(np.float64)
    for column in range(1, width):
        before = np.pad(total[:, column - 1], 1, constant_values=np.inf)
        total[:, column] += np.minimum(np.minimum(before[:-2], before[1:-1]), before[2:])
    path = np.empty(width, np.intp)
    path[-1] = total[:, -1].argmin()
    for column in range(width - 1, 0, -1):
        first = max(0, path[column] - 1)
        path[column - 1] = first + total[first : path[column] + 2, column - 1].argmin()
    return path
