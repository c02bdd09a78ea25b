"""The marks of the piece map as arrays, and their picture: NumPy only, so that 200,000 marks stay cheap.

A mark is the class's glyph, 7 × 7 px, at the defect's centre; where the defect is larger than its glyph, its true
extent is drawn as a box behind it. New marks are added to the picture; only a new scale, a changed or a removed
defect draws it afresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.classes import Hatch
from inspector.screens.live import DefectRow
from inspector.views.canvas.raster import BAND, fill_boxes, slot_of
from inspector.views.class_look import MARK_PX, mark

_ALONG, _ACROSS, _LENGTH, _WIDTH = range(4)


@dataclass(frozen=True, slots=True)
class MapScale:
    """From the piece's units to pixels of the map's picture."""

    length: float  # along, over the whole width of the picture
    width: float  # across, over its whole height
    n_columns: int
    n_rows: int

    def x(self, along: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return along * (self.n_columns / max(self.length, 1e-9))

    def y(self, across: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return across * (self.n_rows / max(self.width, 1e-9))


class MapMarks:
    """Positions and sizes of all defects, in the piece's units."""

    def __init__(self) -> None:
        self._n = 0
        self._defect_ids = np.zeros(1024, np.int64)
        self._slots = np.zeros(1024, np.uint8)  # one for each look: models number their classes as they like
        self._slot_of_look: dict[tuple[str, Hatch], int] = {}
        self._boxes = np.zeros((1024, 4), np.float64)
        self._indices: dict[int, int] = {}

    def __len__(self) -> int:
        return self._n

    def upsert(self, rows: Sequence[DefectRow]) -> tuple[int, bool]:
        """Index of the first new mark, and whether a known one changed."""
        first, has_changed = self._n, False
        for row in rows:
            index = self._indices.get(row.defect_id)
            if index is None:
                index = self._n
                self._make_room(index + 1)
                self._n += 1
                self._indices[row.defect_id] = index
                self._defect_ids[index] = row.defect_id
            else:
                has_changed = has_changed or index < first
            look = (row.defect_class.colour, row.defect_class.hatch)
            self._slots[index] = self._slot_of_look.setdefault(look, slot_of(len(self._slot_of_look) + 1))
            self._boxes[index] = (row.along, row.across, row.length, row.width)
        return first, has_changed

    def remove(self, defect_ids: Iterable[int]) -> bool:
        """Whether there was any to remove. The last mark takes the place of one that goes: no other moves."""
        n_before = self._n
        for defect_id in defect_ids:
            index = self._indices.pop(defect_id, None)
            if index is None:
                continue
            self._n -= 1
            if index != self._n:
                for array in (self._defect_ids, self._slots, self._boxes):
                    array[index] = array[self._n]
                self._indices[int(self._defect_ids[index])] = index
        return self._n < n_before

    def clear(self) -> None:
        self._n = 0
        self._indices = {}
        self._slot_of_look = {}

    def colours(self) -> dict[int, str]:
        """Of each slot, "#RRGGBB"."""
        return {slot: colour for (colour, _), slot in self._slot_of_look.items()}

    def _make_room(self, n: int) -> None:
        if n <= len(self._defect_ids):
            return
        size = max(n, 2 * len(self._defect_ids))
        more = size - len(self._defect_ids)
        self._defect_ids = np.pad(self._defect_ids, (0, more))
        self._slots = np.pad(self._slots, (0, more))
        self._boxes = np.pad(self._boxes, ((0, more), (0, 0)))

    def draw(self, picture: npt.NDArray[np.uint8], scale: MapScale, first: int = 0) -> None:
        """Draw the marks from ``first`` on: value ``slot`` of the look for glyphs, ``BAND + slot`` for extents."""
        boxes, slots = self._boxes[first : self._n], self._slots[first : self._n].astype(np.int64)
        if not len(boxes):
            return
        x, y = scale.x(boxes[:, _ALONG]), scale.y(boxes[:, _ACROSS])
        half_w, half_h = scale.x(boxes[:, _LENGTH]) / 2, scale.y(boxes[:, _WIDTH]) / 2
        is_large = (2 * half_w > MARK_PX) | (2 * half_h > MARK_PX)
        if is_large.any():
            low = np.stack([x - half_w, y - half_h], axis=1)[is_large]
            high = np.stack([x + half_w, y + half_h], axis=1)[is_large]
            first_px, end_px = np.floor(low).astype(np.int64), np.ceil(high).astype(np.int64)
            values = (BAND + slots[is_large]).astype(np.uint8)
            fill_boxes(picture, first_px, np.maximum(end_px, first_px + 2), values)
        for (_, hatch), slot in self._slot_of_look.items():
            has_look = slots == slot
            if has_look.any():
                _stamp(picture, x[has_look], y[has_look], mark(hatch), slot)

    def nearest(self, along: float, across: float, scale: MapScale, within_px: float) -> int | None:
        """Id of the defect whose extent is nearest to a position; None if none is near enough."""
        if not self._n:
            return None
        boxes = self._boxes[: self._n]
        dx = np.abs(boxes[:, _ALONG] - along) - boxes[:, _LENGTH] / 2
        dy = np.abs(boxes[:, _ACROSS] - across) - boxes[:, _WIDTH] / 2
        distance = np.hypot(scale.x(np.maximum(dx, 0)), scale.y(np.maximum(dy, 0)))
        best = int(distance.argmin())
        return int(self._defect_ids[best]) if distance[best] <= within_px else None

    def position_of(self, defect_id: int) -> tuple[float, float] | None:
        """Along and across of a defect's centre."""
        index = self._indices.get(defect_id)
        return None if index is None else (float(self._boxes[index, _ALONG]), float(self._boxes[index, _ACROSS]))


def _stamp(
    picture: npt.NDArray[np.uint8],
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    glyph: npt.NDArray[np.bool_],
    value: int,
) -> None:
    """Draw one glyph at many positions; a glyph over the edge is moved inside, so that it stays readable."""
    height, width = picture.shape
    if height < MARK_PX or width < MARK_PX:
        return
    left = np.clip(np.floor(x).astype(np.int64) - MARK_PX // 2, 0, width - MARK_PX)
    top = np.clip(np.floor(y).astype(np.int64) - MARK_PX // 2, 0, height - MARK_PX)
    flat = picture.reshape(-1)
    is_corner = np.zeros(len(flat), bool)
    is_corner[top * width + left] = True
    corners = np.flatnonzero(is_corner)  # marks of one class on one pixel are one mark
    for dy, dx in np.argwhere(glyph):
        flat[corners + (int(dy) * width + int(dx))] = value
