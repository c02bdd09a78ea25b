"""How large one pixel is on the surface of the strip."""

from __future__ import annotations

import math
from dataclasses import dataclass

from inspector.core.messages import Code, WorkspaceError, message

MIN_MM_PER_PX, MAX_MM_PER_PX = 1e-6, 1e3  # a nanometre, a metre


@dataclass(frozen=True, slots=True)
class Calibration:
    """Size of one pixel in mm, across and along. It holds for one lane and one inspection.

    On a line-scan camera the along value is set by line speed and trigger rate together; a trigger from an encoder
    keeps it while the speed changes.
    """

    mm_per_px_across: float  # set by the lens
    mm_per_px_along: float  # set by line speed and trigger rate

    def __post_init__(self) -> None:
        for value in (self.mm_per_px_across, self.mm_per_px_along):
            if not (math.isfinite(value) and value > 0):
                raise ValueError(f"a pixel size must be above 0 mm, got {value!r}")
            if not MIN_MM_PER_PX <= value <= MAX_MM_PER_PX:  # sizes in mm would be 0 or endless
                raise ValueError(f"a pixel size lies between {MIN_MM_PER_PX:g} and {MAX_MM_PER_PX:g} mm, got {value!r}")

    @property
    def px_area_mm2(self) -> float:
        return self.mm_per_px_across * self.mm_per_px_along

    @classmethod
    def parse(cls, text: str) -> Calibration:
        """Read "ACROSS" or "ACROSS,ALONG" in mm per pixel, as the command line takes it."""
        try:
            values = [float(part) for part in text.split(",")]
            if len(values) not in (1, 2):
                raise ValueError(f"one or two numbers, got {len(values)}")
            return cls(values[0], values[-1])
        except ValueError as error:
            raise WorkspaceError(message(Code.CALIBRATION_WRONG, text=text)) from error
