"""Where a point of a frame lies when its picture is turned by quarters, clockwise, and the way back.

``size`` is (columns, rows) of the frame as captured. No picture is touched here: see ``looking.turned_pixels``.
"""

from __future__ import annotations

from collections.abc import Mapping

from inspector.core.defect import Box
from inspector.core.source_view import QuarterTurns


def turned_size(size: tuple[int, int], turns: QuarterTurns) -> tuple[int, int]:
    return size if turns % 2 == 0 else (size[1], size[0])


def turned_point(x: float, y: float, size: tuple[int, int], turns: QuarterTurns) -> tuple[float, float]:
    """Where a point of the frame lies in the turned picture."""
    width, height = size
    points: Mapping[QuarterTurns, tuple[float, float]] = {
        0: (x, y), 1: (height - y, x), 2: (width - x, height - y), 3: (y, width - x),
    }  # fmt: skip
    return points[turns]


def frame_point(x: float, y: float, size: tuple[int, int], turns: QuarterTurns) -> tuple[float, float]:
    """Which point of the frame lies at one of the turned picture: the reverse of ``turned_point``."""
    back: Mapping[QuarterTurns, QuarterTurns] = {0: 0, 1: 3, 2: 2, 3: 1}
    return turned_point(x, y, turned_size(size, turns), back[turns])


def turned_box(box: Box, size: tuple[int, int], turns: QuarterTurns) -> Box:
    left, top = turned_point(box.x, box.y, size, turns)
    right, bottom = turned_point(box.x + box.width, box.y + box.height, size, turns)
    return Box(round(min(left, right)), round(min(top, bottom)), round(abs(right - left)), round(abs(bottom - top)))
