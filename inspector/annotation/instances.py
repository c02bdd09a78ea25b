"""Which instances a mask holds, and who drew each: kept from before where nothing changed, else by the newest step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inspector.annotation.label_sheet import InstanceNote
from inspector.annotation.mask_step import MaskStep, StepFacts
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.tile_regions import tile_regions
from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.core.defect import Box
from inspector.core.polygons import AnnotatedRegion, Mask

IGNORED = "__ignore__"  # a name that no class has


def instances_of(
    class_map: ClassMap, painted: PaintedTiles, class_names: Sequence[str], known: Sequence[InstanceNote],
    steps: Sequence[MaskStep], unknown: StepFacts,
) -> tuple[InstanceNote, ...]:  # fmt: skip
    """Of all regions but background, 8-connected. ``painted``: where the map may hold any; ``known``: those of the mask
    before; ``steps``: that hold, in their order; ``unknown``: the facts for a region that neither knows."""
    before = {note.key: note for note in known}
    notes = []
    for region in tile_regions(class_map, painted):
        name = IGNORED if region.class_index == IGNORE_INDEX else class_names[region.class_index]
        key = _key(name, region)
        if key in before:
            notes.append(before[key])
            continue
        facts = next((step.facts for step in reversed(steps) if _touches(step, region)), unknown)
        rows, columns = region.mask.shape
        box = Box(region.left, region.top, columns, rows)
        notes.append(InstanceNote(name, box, region.n_pixels, key, facts.origin, facts.author, facts.at))
    return tuple(notes)


def _key(name: str, region: AnnotatedRegion) -> str:
    place = f"{name}\0{region.top},{region.left},{region.mask.shape}".encode()
    return hashlib.sha256(place + np.packbits(region.mask).tobytes()).hexdigest()[:32]


def _touches(step: MaskStep, region: AnnotatedRegion) -> bool:
    """A changed pixel of the step lies in the region, or right beside it: taking pixels away changes a region too."""
    rows, columns = region.mask.shape
    for tile in step.tiles:
        top, left = max(tile.top, region.top - 1), max(tile.left, region.left - 1)
        bottom = min(tile.top + tile.height, region.top + rows + 1)
        right = min(tile.left + tile.width, region.left + columns + 1)
        if top >= bottom or left >= right:
            continue
        changed = tile.difference()[top - tile.top : bottom - tile.top, left - tile.left : right - tile.left] != 0
        if (changed & _near(region, top, left, bottom, right)).any():
            return True
    return False


def _near(region: AnnotatedRegion, top: int, left: int, bottom: int, right: int) -> Mask:
    """Pixels of this part of the frame, at most one beyond the region's box, that lie in the region or beside it."""
    height, width = bottom - top, right - left
    around = np.zeros((height + 2, width + 2), np.bool_)  # with a rim
    row, column = top - 1 - region.top, left - 1 - region.left
    inside = region.mask[max(row, 0) : row + height + 2, max(column, 0) : column + width + 2]
    around[max(-row, 0) :, max(-column, 0) :][: inside.shape[0], : inside.shape[1]] = inside
    near = np.zeros((height, width), np.bool_)
    for down in range(3):
        for across in range(3):
            near |= around[down : down + height, across : across + width]
    return near


def renamed(
    known: Sequence[InstanceNote], class_map: ClassMap, painted: PaintedTiles, before: Sequence[str],
    after: Sequence[str],
) -> tuple[InstanceNote, ...]:  # fmt: skip
    """The same instances under new names of classes, by index; who drew each is kept."""
    by_key = {note.key: note for note in known}
    notes = []
    for region in tile_regions(class_map, painted):
        if region.class_index == IGNORE_INDEX:
            old = new = IGNORED
        else:
            old, new = before[region.class_index], after[region.class_index]
        note = by_key.get(_key(old, region))
        if note is not None:
            notes.append(replace(note, class_name=new, key=_key(new, region)))
    return tuple(notes)
