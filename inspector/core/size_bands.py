"""Sizes of defects cut into bands, the same for scores and for facts about a dataset.

The size of a defect is the side of the square of its area, in mm with a calibration and in px without one. Edges
cut sizes into bands: (4, 10) into below 4, 4 to below 10, and 10 or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from inspector.core.calibration import Calibration

DEFAULT_EDGES_PX = (16.0, 32.0, 64.0)
DEFAULT_EDGES_MM = (4.0, 10.0)


def default_edges(calibration: Calibration | None) -> tuple[float, ...]:
    return DEFAULT_EDGES_PX if calibration is None else DEFAULT_EDGES_MM


@dataclass(frozen=True, slots=True)
class SizeBands:
    edges: tuple[float, ...] = ()  # rising; sides in mm with a calibration, in px without
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        if any(not low < high for low, high in pairwise((0.0, *self.edges))):
            raise ValueError(f"the edges of size bands rise from above 0, got {self.edges}")

    @property
    def mm2_per_px(self) -> float:
        """1 without a calibration: sizes are then in pixels."""
        return self.calibration.mm_per_px_across * self.calibration.mm_per_px_along if self.calibration else 1.0

    @property
    def names(self) -> tuple[str, ...]:
        unit, edges = "mm" if self.calibration else "px", self.edges
        if not edges:
            return ("all sizes",)
        between = (f"{low:g} to {high:g} {unit}" for low, high in pairwise(edges))
        return (f"below {edges[0]:g} {unit}", *between, f"{edges[-1]:g} {unit} or more")

    def of(self, areas_px: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Band of each area in pixels; indices into ``names``."""
        bands: npt.NDArray[np.int64] = np.searchsorted(self.edges, np.sqrt(areas_px * self.mm2_per_px), side="right")
        return bands
