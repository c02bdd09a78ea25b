"""What inspection reports: regions found in a frame, and the defects made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

MAX_PARTS = 64  # listed in one defect; enough to show any but an endless one frame by frame


class Severity(StrEnum):
    """Consequence of a defect by the plant's table; NONE where no rule applied."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Box:
    """Pixel box in a frame: columns ``x`` to ``x + width``, rows ``y`` to ``y + height``, ends excluded."""

    x: int
    y: int
    width: int
    height: int


def _no_columns() -> npt.NDArray[np.int32]:
    return np.empty((0, 2), np.int32)


def _no_runs() -> npt.NDArray[np.int32]:
    return np.empty((0, 3), np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One 8-connected set of pixels of one class in one frame.

    ``hull_px`` is the convex hull of the corners of its pixels, (K, 2) float64, columns x (across)
    and y (along), in pixels of the frame: pixel (r, c) has the corners (c, r) to (c + 1, r + 1).
    Hull and area are all that measuring needs, so regions of neighbouring frames can be joined
    without keeping their masks; which of them touch is told by their runs in the border rows.
    ``runs`` are its pixels, row by row: enough to paint it, at the cost of its outline.
    """

    class_index: int
    area_px: int
    score: float  # mean winning probability over the region, 0..1
    box: Box
    hull_px: npt.NDArray[np.float64]
    touches_top: bool  # has a pixel in the frame's first row
    touches_bottom: bool  # has a pixel in the frame's last row
    # Columns of the region in the first and last row: (n, 2) int32, first column and the one after the last.
    top_runs: npt.NDArray[np.int32] = field(default_factory=_no_columns)
    bottom_runs: npt.NDArray[np.int32] = field(default_factory=_no_columns)
    runs: npt.NDArray[np.int32] = field(default_factory=_no_runs)  # (n, 3): row, first column, column after the last


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one defect, all in the unit named by the attribute that holds it (px or mm).

    Definitions with their sources stand in ``measuring/regions.py``.
    """

    area: float  # in the unit squared
    length: float  # extent along travel
    width: float  # extent across
    feret_max: float  # largest distance between two of its points
    feret_min: float  # smallest distance between two parallels that hold it
    iso8785_length: float
    iso8785_width: float
    orientation_deg: float | None  # Feret-max axis to the direction of travel, (-90, 90]; None: no clear axis


@dataclass(frozen=True, slots=True)
class DefectPart:
    """Where one region of a defect lies."""

    frame_index: int  # of its lane
    frame_name: str
    box: Box
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect as reported: one or more regions that touch, measured, judged and placed.

    A scratch may run through thousands of frames, so ``parts`` is bounded (``MAX_PARTS``): its first
    parts and always its latest; ``n_parts`` counts them all.
    """

    defect_id: int  # 1, 2, 3 … within its inspection; stays when a later frame makes the defect grow
    class_index: int
    class_name: str
    score: float  # mean winning probability over all its pixels, 0..1
    size_px: Size
    size_mm: Size | None  # None without a calibration
    position_px: float  # along the piece, centre of the extent, in rows of its first lane
    offset_px: float  # across, centre of the extent, from the left edge of its first lane's frames
    position_mm: float | None  # along the piece
    offset_mm: float | None  # across the piece, from its reference edge
    edge_distance_mm: float | None  # None until an edge of the product is detected
    severity: Severity
    rule: str  # the severity rule that fired, in words that can be read later; "" where none did
    parts: tuple[DefectPart, ...]  # by frame, then row, then column
    n_parts: int = 0  # all parts, those not listed included; left out, it is their number
    lanes: tuple[int, ...] = (0,)  # those it lies in

    def __post_init__(self) -> None:
        if self.n_parts < len(self.parts):
            object.__setattr__(self, "n_parts", len(self.parts))
