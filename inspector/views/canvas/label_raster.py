"""Labels as one picture of indices at the screen's resolution, fill and borders, made of the class map alone.

    1–80    area of a class     81–160  stroke of its hatch     161–240  its border     254, 255  light and dark edge

Classes take the slots 1 to 79 of each band in turn, what is ignored the 80th. A border is two screen pixels wide, one
on each side of the edge, then outwards a dark and a light one: seen on any grey, at any zoom. NumPy only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX, Hatch
from inspector.views.canvas.raster import HALO, LIGHT_EDGE, Indices
from inspector.views.class_look import HATCHES, hatch_tile

Plane = TypeVar("Plane", npt.NDArray[np.uint8], npt.NDArray[np.bool_])

BAND = 80
STROKE, BORDER = BAND, 2 * BAND  # added to a slot
IGNORE_SLOT = BAND
EDGE_PX = 3  # screen pixels beyond an edge between two classes that look otherwise for it, at a scale of 1


def label_slot(value: int) -> int:
    """Of a value of the class map in each band; 0 is background."""
    return value if value == 0 else IGNORE_SLOT if value == IGNORE_INDEX else (value - 1) % (BAND - 1) + 1


SLOTS = np.array([label_slot(value) for value in range(256)], np.uint8)


def label_picture(
    values: ClassMap, hatches: Mapping[int, Hatch], phase: tuple[int, int], scale: int, margin: int
) -> Indices:
    """(h, w) of the screen pixels inside a margin of at least ``EDGE_PX * scale``.

    ``values`` (h + 2 margin, w + 2 margin): the class under each screen pixel. ``phase``: x and y of the first pixel
    inside the margin in the pattern of hatches.
    """
    inside = np.s_[margin:-margin, margin:-margin]
    if not values.any():
        return np.zeros(values[inside].shape, np.uint8)
    slots = SLOTS.take(values, mode="wrap") if values.max() >= BAND else values
    picture = slots[inside].copy()
    if picture.any():
        _add_hatches(picture, hatches, scale, phase)
    across, down = slots[:, 1:] != slots[:, :-1], slots[1:] != slots[:-1]
    if across.any() or down.any():
        _add_borders(picture, slots, across, down, scale, inside)
    return picture


def _add_borders(
    picture: Indices, slots: Indices, across: npt.NDArray[np.bool_], down: npt.NDArray[np.bool_], scale: int,
    inside: tuple[slice, slice],
) -> None:  # fmt: skip
    edge = np.zeros(slots.shape, np.bool_)
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    edge[1:] |= down
    edge[:-1] |= down
    owners = spread(slots)  # the class beside it, for the half of a border that lies on background
    for _ in range(scale - 1):
        edge, owners = spread(edge), spread(owners)
    is_free = slots == 0  # what is labelled shows its fill up to the border
    dark = edge
    for _ in range(scale):
        dark = spread(dark)
    light = dark
    for _ in range(scale):
        light = spread(light)
    np.copyto(picture, np.uint8(LIGHT_EDGE), where=(light & is_free)[inside])
    np.copyto(picture, np.uint8(HALO), where=(dark & is_free)[inside])
    np.copyto(owners, slots, where=~is_free)  # where two classes meet, each has its half
    owners += np.uint8(BORDER)
    np.copyto(picture, owners[inside], where=edge[inside])


def spread(values: Plane) -> Plane:
    """The largest of each 3 x 3."""
    rows = values.copy()
    np.maximum(rows[1:], values[:-1], out=rows[1:])
    np.maximum(rows[:-1], values[1:], out=rows[:-1])
    spread = rows.copy()
    np.maximum(spread[:, 1:], rows[:, :-1], out=spread[:, 1:])
    np.maximum(spread[:, :-1], rows[:, 1:], out=spread[:, :-1])
    return spread


def _add_hatches(picture: Indices, hatches: Mapping[int, Hatch], scale: int, phase: tuple[int, int]) -> None:
    """Move pixels under a stroke of their class's hatch to the second band; what is ignored is crossed."""
    bits = np.zeros(256, np.uint8)
    for class_index, hatch in hatches.items():
        bits[label_slot(class_index)] = 1 << HATCHES.index(hatch)
    bits[IGNORE_SLOT] = 1 << HATCHES.index(Hatch.DIAGONAL_CROSS)
    tile = hatch_tile(scale)
    tile = np.roll(tile, (-phase[1] % len(tile), -phase[0] % len(tile)), (0, 1))
    height, width = picture.shape
    tiled = np.tile(tile, (height // len(tile) + 1, width // len(tile) + 1))[:height, :width]
    is_stroke = (bits.take(picture, mode="wrap") & tiled) != 0
    picture += is_stroke.view(np.uint8) * np.uint8(STROKE)  # a masked addition takes ten times as long
