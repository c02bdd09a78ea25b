"""Labels as two pictures of indices at the screen's resolution, fill and borders, made of the class map alone.

Index bands as in ``raster``; what is ignored has ``IGNORE_AREA`` and ``IGNORE_STROKE`` in the fill, ``IGNORE_BORDER``
in the borders. A border is two screen pixels wide, one on each side of the edge, then a dark and a light one: seen on
any grey, at any zoom. NumPy only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX, Hatch
from inspector.views.canvas.raster import BAND, HALO, LIGHT_EDGE, Indices, slot_of
from inspector.views.class_look import HATCHES, hatch_tile

IGNORE_AREA, IGNORE_STROKE, IGNORE_BORDER = 170, 171, 253
EDGE_PX = 3  # screen pixels beyond an edge between two classes that look otherwise for it, at a scale of 1


@dataclass(frozen=True, slots=True, eq=False)
class LabelPicture:
    fill: Indices  # (h, w)
    border: Indices


def _slots() -> npt.NDArray[np.uint8]:
    slots = np.array([slot_of(max(1, value)) for value in range(256)], np.uint8)
    slots[0], slots[IGNORE_INDEX] = 0, IGNORE_AREA
    return slots


_SLOTS = _slots()


def label_picture(
    values: ClassMap, hatches: Mapping[int, Hatch], phase: tuple[int, int], scale: int, margin: int
) -> LabelPicture:
    """Of the screen pixels inside a margin of at least ``EDGE_PX * scale``.

    ``values`` (h + 2 margin, w + 2 margin): the class under each screen pixel. ``phase``: x and y of the first pixel
    inside the margin in the pattern of hatches.
    """
    inside = np.s_[margin:-margin, margin:-margin]
    slots = _SLOTS[values]
    fill = np.ascontiguousarray(slots[inside])
    border = np.zeros_like(fill)
    if not slots.any():
        return LabelPicture(fill, border)
    if fill.any():
        _add_hatches(fill, hatches, scale, phase)
    across, down = slots[:, 1:] != slots[:, :-1], slots[1:] != slots[:-1]
    if across.any() or down.any():
        border = _borders(slots, across, down, scale)[inside]
    return LabelPicture(fill, np.ascontiguousarray(border))


def _borders(slots: Indices, across: npt.NDArray[np.bool_], down: npt.NDArray[np.bool_], scale: int) -> Indices:
    edge = np.zeros(slots.shape, np.bool_)
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    edge[1:] |= down
    edge[:-1] |= down
    colours = _spread(slots)  # the class beside it, for the half of a border that lies on background
    for _ in range(scale - 1):
        edge, colours = _spread(edge), _spread(colours)
    dark = edge
    for _ in range(scale):
        dark = _spread(dark)
    light = dark
    for _ in range(scale):
        light = _spread(light)
    colours[colours == IGNORE_AREA] = IGNORE_BORDER
    own = np.where(slots == 0, colours, slots)  # where two classes meet, each has its half
    own[own == IGNORE_AREA] = IGNORE_BORDER
    border = light.view(np.uint8) * np.uint8(LIGHT_EDGE)
    np.copyto(border, np.uint8(HALO), where=dark)
    np.copyto(border, own, where=edge)
    return border


def _spread(values: npt.NDArray[np.uint8] | npt.NDArray[np.bool_]) -> npt.NDArray:  # type: ignore[type-arg]
    """The largest of each 3 x 3."""
    rows = values.copy()
    np.maximum(rows[1:], values[:-1], out=rows[1:])
    np.maximum(rows[:-1], values[1:], out=rows[:-1])
    spread = rows.copy()
    np.maximum(spread[:, 1:], rows[:, :-1], out=spread[:, 1:])
    np.maximum(spread[:, :-1], rows[:, 1:], out=spread[:, :-1])
    return spread


def _add_hatches(fill: Indices, hatches: Mapping[int, Hatch], scale: int, phase: tuple[int, int]) -> None:
    """Move pixels under a stroke of their class's hatch one band up; what is ignored is crossed."""
    bits, raised = np.zeros(256, np.uint8), np.full(256, BAND, np.uint8)
    for class_index, hatch in hatches.items():
        bits[slot_of(class_index)] = 1 << HATCHES.index(hatch)
    bits[IGNORE_AREA] = 1 << HATCHES.index(Hatch.DIAGONAL_CROSS)
    raised[IGNORE_AREA] = IGNORE_STROKE - IGNORE_AREA
    tile = hatch_tile(scale)
    tile = np.roll(tile, (-phase[1] % len(tile), -phase[0] % len(tile)), (0, 1))
    height, width = fill.shape
    tiled = np.tile(tile, (height // len(tile) + 1, width // len(tile) + 1))[:height, :width]
    is_stroke = (bits[fill] & tiled) != 0
    fill += is_stroke.view(np.uint8) * raised[fill]
