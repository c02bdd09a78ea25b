"""How a frame lies on the screen at one moment, and which of its pixels is under each of the screen's. NumPy only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Viewport:
    """In device px of the pane: screen = origin + zoom · frame."""

    zoom: float  # device px per frame px
    origin_x: int
    origin_y: int
    width: int  # of the pane
    height: int

    def to_frame(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.origin_x) / self.zoom, (y - self.origin_y) / self.zoom

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        return self.origin_x + x * self.zoom, self.origin_y + y * self.zoom

    def visible(self, n_rows: int, n_columns: int) -> VisibleRegion:
        """The part of the pane that a frame of this size covers."""
        return _visible(self, n_rows, n_columns)


@dataclass(frozen=True, slots=True, eq=False)
class VisibleRegion:
    """A part of the pane, and the frame's row and column under each of its pixels."""

    left: int  # device px of the pane
    top: int
    rows: npt.NDArray[np.intp]  # frame row under each screen row from ``top`` on
    columns: npt.NDArray[np.intp]

    @property
    def is_empty(self) -> bool:
        return not (self.rows.size and self.columns.size)


@lru_cache(maxsize=8)  # while one paints, the viewport stays
def _visible(viewport: Viewport, n_rows: int, n_columns: int) -> VisibleRegion:
    left, columns = _covered(viewport.origin_x, viewport.width, n_columns, viewport.zoom)
    top, rows = _covered(viewport.origin_y, viewport.height, n_rows, viewport.zoom)
    for one in (rows, columns):
        one.flags.writeable = False  # whoever asks next is given the same
    return VisibleRegion(left, top, rows, columns)


def _covered(origin: int, n_screen: int, n_frame: int, zoom: float) -> tuple[int, npt.NDArray[np.intp]]:
    first = max(0, origin)
    last = min(n_screen, origin + max(1, round(n_frame * zoom)))
    centres = np.arange(first, max(first, last)) + 0.5 - origin
    return first, np.clip(centres / zoom, 0, n_frame - 1).astype(np.intp)
