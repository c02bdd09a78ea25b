"""Shapes with corners in pixel corners (0, 0 is the top left corner of the frame): a pixel is in one if its centre is.

What is previewed is what is painted: both are the patch that these functions give.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inspector.annotation.tools.brush import snapped, swept_spans
from inspector.annotation.tools.painting import Patch
from inspector.core.polygons import rasterised

NOTHING = Patch(0, 0, np.zeros((0, 0), np.bool_))


def polygon(corners: Sequence[tuple[float, float]], height: int, width: int) -> Patch:
    """x, y of the corners in turn; what the outline winds around an even number of times is outside."""
    if len(corners) < 3:
        return NOTHING
    found = rasterised([np.asarray(corners, np.float64)], height, width)
    return NOTHING if found is None else Patch(*found)


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Patch:
    """Any two opposite corners."""
    left, right = _covered(min(x0, x1), max(x0, x1))
    top, bottom = _covered(min(y0, y1), max(y0, y1))
    return Patch(top, left, np.ones((bottom - top, right - left), np.bool_))


def ellipse(x0: float, y0: float, x1: float, y1: float) -> Patch:
    """That touches the sides of the rectangle between two opposite corners."""
    left, right = _covered(min(x0, x1), max(x0, x1))
    top, bottom = _covered(min(y0, y1), max(y0, y1))
    half_width, half_height = abs(x1 - x0) / 2, abs(y1 - y0) / 2
    if not half_width or not half_height:
        return NOTHING
    x = (np.arange(left, right) + 0.5 - (x0 + x1) / 2) / half_width
    y = (np.arange(top, bottom) + 0.5 - (y0 + y1) / 2) / half_height
    return Patch(top, left, x[None, :] ** 2 + y[:, None] ** 2 <= 1)


def line(corners: Sequence[tuple[float, float]], width_px: int) -> Patch:
    """A way through corners x, y, painted with a round brush of that width."""
    if not corners:
        return NOTHING
    stops = [snapped(x, y, width_px) for x, y in corners]
    parts = [swept_spans(start, end, width_px) for start, end in zip(stops, stops[1:] or stops, strict=False)]
    top = min(first for first, _ in parts)
    bottom = max(first + len(spans) for first, spans in parts)
    spans = [one[one[:, 1] > one[:, 0]] for _, one in parts]
    left = min((int(one[:, 0].min()) for one in spans if one.size), default=0)
    right = max((int(one[:, 1].max()) for one in spans if one.size), default=0)
    mask = np.zeros((bottom - top, right - left), np.bool_)
    for first, rows in parts:
        for row, (start, end) in enumerate((rows - left).tolist(), first - top):
            if end > start:
                mask[row, start:end] = True
    return Patch(top, left, mask)


def _covered(low: float, high: float) -> tuple[int, int]:
    """First pixel and the one after the last whose centres lie between."""
    first = int(np.ceil(low - 0.5))
    return first, max(first, int(np.floor(high - 0.5)) + 1)
