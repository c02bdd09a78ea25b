"""The brush: a round or square stamp of 1 to 2048 px that is dragged, painted as far as it newly covers.

A stamp of even width is centred on a corner between pixels, one of odd width on a pixel; a pixel is covered when its
centre lies in the shape. Between two positions all that the stamp passes is covered: a fast hand leaves no holes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector.annotation.tools.painting import NOWHERE, Paint, Painter, Rect

MAX_BRUSH_PX = 2048
Spans = npt.NDArray[np.int64]  # (rows, 2): first column and the one after the last; empty where not more


class BrushStroke:
    """One stroke, from the press to the release: ``to`` for each position, the press first."""

    def __init__(self, painter: Painter, paint: Paint, diameter_px: int, *, is_square: bool = False) -> None:
        if not 1 <= diameter_px <= MAX_BRUSH_PX:
            raise ValueError(f"a brush is 1 to {MAX_BRUSH_PX} px wide, not {diameter_px}")
        self._painter = painter
        self._paint = paint
        self._diameter = diameter_px
        self._is_square = is_square
        self._last: tuple[float, float] | None = None
        self.touched = NOWHERE

    def to(self, x: float, y: float) -> Rect:
        """Paint up to a position in pixel corners (0, 0 is the top left corner of the frame); what may have changed."""
        at = snapped(x, y, self._diameter)
        if at == self._last:
            return NOWHERE
        top, swept = swept_spans(self._last or at, at, self._diameter, is_square=self._is_square)
        parts = [swept]
        if self._last is not None:
            old_top, old = swept_spans(self._last, self._last, self._diameter, is_square=self._is_square)
            parts = _without(top, swept, old_top, old)
        self._last = at
        rect = self._painter.put_spans(top, parts, self._paint)
        self.touched = self.touched.joined(rect)
        return rect


def snapped(x: float, y: float, diameter_px: int) -> tuple[float, float]:
    """The centre of the stamp: on a pixel's centre for odd widths, on a corner for even ones."""
    if diameter_px % 2:
        return float(np.floor(x)) + 0.5, float(np.floor(y)) + 0.5
    return float(np.floor(x + 0.5)), float(np.floor(y + 0.5))


def swept_spans(
    start: tuple[float, float], end: tuple[float, float], diameter_px: int, *, is_square: bool = False
) -> tuple[int, Spans]:
    """First row, and the span of each row, that a stamp covers on its straight way: a convex shape has one a row."""
    y0, y1 = start[1], end[1]
    half = diameter_px / 2
    top = int(np.ceil(min(y0, y1) - half - 0.5))
    bottom = int(np.floor(max(y0, y1) + half - 0.5)) + 1
    rows = np.arange(top, bottom, dtype=np.float64) + 0.5
    left, right = np.full(len(rows), np.inf), np.full(len(rows), -np.inf)
    for x, y in {start, end}:
        reach = _half_width(rows - y, half, is_square=is_square)
        left, right = np.fmin(left, x - reach), np.fmax(right, x + reach)
    if start != end:
        for (xa, ya), (xb, yb) in _sides(start, end, half, is_square=is_square):
            low, high = min(ya, yb), max(ya, yb)
            inside = (rows >= low) & (rows <= high)
            if ya != yb:
                met = xa + (rows - ya) * ((xb - xa) / (yb - ya))
                left, right = np.where(inside, np.fmin(left, met), left), np.where(inside, np.fmax(right, met), right)
    is_some = right >= left
    # A pixel counts if its centre lies inside; a hair is given, so that what lies on the rim does not hang on rounding.
    first = np.where(is_some, np.ceil(np.where(is_some, left, 0) - 0.5 - 1e-9), 0)
    after = np.where(is_some, np.floor(np.where(is_some, right, 0) - 0.5 + 1e-9) + 1, 0)
    return top, np.stack((first, after), axis=1).astype(np.int64)


def _half_width(offset: npt.NDArray[np.float64], half: float, *, is_square: bool) -> npt.NDArray[np.float64]:
    """Of the stamp's rows that far from its centre; NaN beyond it."""
    if is_square:
        return np.where(np.abs(offset) <= half, half, np.nan)
    return np.sqrt(np.where(np.abs(offset) <= half, half * half - offset * offset, np.nan))


def _sides(
    start: tuple[float, float], end: tuple[float, float], half: float, *, is_square: bool
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight edges that join the two stamps: tangents of two discs, or the ways of a square's corners."""
    (x0, y0), (x1, y1) = start, end
    if is_square:
        corners = [(dx * half, dy * half) for dx in (-1, 1) for dy in (-1, 1)]
        return [((x0 + dx, y0 + dy), (x1 + dx, y1 + dy)) for dx, dy in corners]
    length = float(np.hypot(x1 - x0, y1 - y0))
    dx, dy = -(y1 - y0) / length * half, (x1 - x0) / length * half
    return [((x0 + dx, y0 + dy), (x1 + dx, y1 + dy)), ((x0 - dx, y0 - dy), (x1 - dx, y1 - dy))]


def _without(top: int, swept: Spans, old_top: int, old: Spans) -> list[Spans]:
    """What is left of and right of the old stamp: it lies in the swept shape, and is painted already."""
    left, right = swept.copy(), swept.copy()
    rows = np.s_[old_top - top : old_top - top + len(old)]
    is_there = old[:, 1] > old[:, 0]
    left[rows, 1] = np.where(is_there, np.minimum(left[rows, 1], old[:, 0]), left[rows, 1])
    right[rows, 0] = np.where(is_there, np.maximum(right[rows, 0], old[:, 1]), right[rows, 1])
    outside = np.ones(len(swept), np.bool_)
    outside[rows] = False
    right[outside] = 0  # the left part holds all of these rows
    return [left, right]
