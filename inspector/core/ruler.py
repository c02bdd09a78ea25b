"""What a ruler laid over a frame reads: length, angle, and the grey along it. NumPy only, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.frame import Pixels

MAX_PROFILE = 8192  # samples


@dataclass(frozen=True, slots=True)
class RulerReading:
    """Between two points of the frame. In mm where the scale is known, else in px."""

    length: float
    across: float  # without a sign
    along: float
    angle_deg: float  # to the direction of travel: 0 lies along, 90 across
    unit: str  # "mm" or "px"


def read_ruler(
    start: tuple[float, float], end: tuple[float, float], mm_per_px: tuple[float, float] | None
) -> RulerReading:
    """``start`` and ``end``: column and row, frame px; ``mm_per_px``: across and along."""
    scale_x, scale_y = mm_per_px or (1.0, 1.0)
    dx, dy = (end[0] - start[0]) * scale_x, (end[1] - start[1]) * scale_y
    angle = math.degrees(math.atan2(abs(dx), abs(dy)))
    return RulerReading(math.hypot(dx, dy), abs(dx), abs(dy), angle, "mm" if mm_per_px else "px")


@dataclass(frozen=True, slots=True, eq=False)
class GreyProfile:
    distance: npt.NDArray[np.float64]  # from the ruler's start, (n,)
    grey: npt.NDArray[np.float64]  # values as captured; of a colour frame the mean of its channels
    unit: str  # of the distance, "mm" or "px"


def grey_profile(
    values: Pixels,
    start: tuple[float, float],
    end: tuple[float, float],
    mm_per_px: tuple[float, float] | None,
) -> GreyProfile:
    """One sample for each pixel of the line's length, mixed of the four nearest; parts beside the frame are left out.

    ``values``: (H, W) or (H, W, 3).
    """
    n = min(MAX_PROFILE, max(2, math.ceil(math.hypot(end[0] - start[0], end[1] - start[1])) + 1))
    x, y = np.linspace(start[0], end[0], n), np.linspace(start[1], end[1], n)
    distance = np.linspace(0, read_ruler(start, end, mm_per_px).length, n)
    height, width = values.shape[:2]
    is_inside = (x >= 0) & (x <= width) & (y >= 0) & (y <= height)
    # A pixel's value is that of its middle.
    x = np.clip(x[is_inside] - 0.5, 0, width - 1)
    y = np.clip(y[is_inside] - 0.5, 0, height - 1)
    left, top = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
    right, below = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    of_right, of_below = x - left, y - top

    def grey(rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        found = values[rows, columns].astype(np.float64)
        return found if found.ndim == 1 else found.mean(axis=1)

    upper = grey(top, left) * (1 - of_right) + grey(top, right) * of_right
    lower = grey(below, left) * (1 - of_right) + grey(below, right) * of_right
    unit = "mm" if mm_per_px else "px"
    return GreyProfile(distance[is_inside], upper * (1 - of_below) + lower * of_below, unit)
