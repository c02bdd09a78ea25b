"""What is black and what is white where grey is stored in floating-point numbers: files do not say it.

It is one for all frames of a source, never that of each: else the same grey would mean something else in every frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.bits import full_scale
from inspector.core.frame import MAX_BITS


@dataclass(frozen=True, slots=True)
class FloatRange:
    """Raises ValueError where ``low`` and ``high`` are no range."""

    low: float = 0.0  # black
    high: float = 1.0  # white

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"{self.low:g}..{self.high:g} is no range from black to white")

    @classmethod
    def parse(cls, text: str) -> FloatRange:
        """ "0..255". Raises ValueError."""
        low, dots, high = text.partition("..")
        if not dots:
            raise ValueError(f"“{text}” is not LOW..HIGH, for example 0..255")
        return cls(float(low), float(high))

    def holds(self, lowest: float, highest: float) -> bool:
        return self.low <= lowest and highest <= self.high

    def to_16_bit(self, values: npt.NDArray[np.floating]) -> npt.NDArray[np.uint16]:
        """Black to 0, white to 65535, rounded; all values must lie in the range."""
        share = (values.astype(np.float64) - self.low) / (self.high - self.low)
        return np.rint(share * full_scale(MAX_BITS)).astype(np.uint16)


UNIT = FloatRange()
