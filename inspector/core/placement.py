"""Where a frame lies on the piece: which lane saw it, how far along, how far across, at which scale.

Frames do not know it. A lane's position tracker tells it when the frame is captured (``pipeline/position.py``),
from the count of rows, from time and speed, or from the file's name.

Along is the direction of travel and counts from the beginning of the piece; across counts from the reference edge
of the line, to the left edge of the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.calibration import Calibration

MAX_ALONG_PX = 2**53  # whole numbers are exact below it, also as a float and in the records
MAX_ALONG_MM = 1e12  # a million km: no piece is longer


@dataclass(frozen=True, slots=True)
class Placement:
    """Position of a frame's first row and first column on the piece.

    ``along_px`` counts the lane's own rows and joins exactly from frame to frame. Everything in mm is None without
    a scale: then lanes cannot be joined with each other, and sizes are in pixels. Raises ValueError beyond the range
    in which positions are exact.
    """

    lane: int = 0  # index of the lane on its line
    along_px: int = 0  # rows of the lane on this piece before the frame's first row
    along_mm: float | None = None  # on the piece, before the frame's first row
    across_mm: float | None = None  # on the piece, left of the frame's first column
    scale: Calibration | None = None
    assumed_after: str = ""  # a frame of unknown length that the position counts by an assumed one; "": none

    def __post_init__(self) -> None:
        if not 0 <= self.along_px < MAX_ALONG_PX:
            raise ValueError(f"row {self.along_px} lies on no piece")
        if self.along_mm is not None and not abs(self.along_mm) < MAX_ALONG_MM:  # also what is no number
            raise ValueError(f"{self.along_mm:g} mm lies on no piece")

    def along_mm_at(self, row: float) -> float | None:
        """Position along the piece of a row of the frame, in mm; rows may be fractions."""
        if self.along_mm is None or self.scale is None:
            return None
        return self.along_mm + row * self.scale.mm_per_px_along

    def across_mm_at(self, column: float) -> float | None:
        """Position across of a column of the frame, in mm."""
        if self.across_mm is None or self.scale is None:
            return None
        return self.across_mm + column * self.scale.mm_per_px_across
