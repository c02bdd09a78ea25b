"""Which instances a mask holds, and who drew each: kept from before where nothing changed, else by the newest step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from inspector.annotation.label_sheet import InstanceNote
from inspector.annotation.mask_step import MaskStep, StepFacts, TileDelta
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
    notes: list[InstanceNote] = []
    fresh: list[tuple[int, AnnotatedRegion]] = []  # place in the notes
    for region in tile_regions(class_map, painted):
        name = IGNORED if region.class_index == IGNORE_INDEX else class_names[region.class_index]
        key = key_of(name, region)
        note = before.get(key)
        if note is None:
            fresh.append((len(notes), region))
            rows, columns = region.mask.shape
            box = Box(region.left, region.top, columns, rows)
            note = InstanceNote(name, box, region.n_pixels, key, unknown.origin, unknown.author, unknown.at)
        notes.append(note)
    for place, facts in _drawn_by(fresh, steps):
        notes[place] = replace(notes[place], origin=facts.origin, author=facts.author, at=facts.at)
    return tuple(notes)


def _drawn_by(
    regions: Sequence[tuple[int, AnnotatedRegion]], steps: Sequence[MaskStep]
) -> Iterator[tuple[int, StepFacts]]:  # fmt: skip
    """The newest step that touches each. Step by step, since an import may bring ten thousand regions and each tile is
    unpacked once."""
    # With a pixel around: taking pixels away beside a region changes it too.
    tops, lefts = (np.array([getattr(one, side) - 1 for _, one in regions]) for side in ("top", "left"))
    bottoms, rights = (
        start + 2 + np.array([one.mask.shape[axis] for _, one in regions]) for start, axis in ((tops, 0), (lefts, 1))
    )
    is_open = np.ones(len(regions), np.bool_)
    for step in reversed(steps):
        if not is_open.any():
            return
        for tile in step.tiles:
            meets = (tops < tile.top + tile.height) & (bottoms > tile.top)
            meets &= (lefts < tile.left + tile.width) & (rights > tile.left)
            met = np.flatnonzero(meets & is_open)
            if not met.size:
                continue
            changed = tile.difference() != 0
            for at in met.tolist():
                place, region = regions[at]
                if _touches(tile, changed, region):
                    is_open[at] = False
                    yield place, step.facts


def key_of(name: str, region: AnnotatedRegion) -> str:
    """The same for the same pixels of a class of the same name."""
    place = f"{name}\0{region.top},{region.left},{region.mask.shape}".encode()
    return hashlib.sha256(place + np.packbits(region.mask).tobytes()).hexdigest()[:32]


def _touches(tile: TileDelta, changed: Mask, region: AnnotatedRegion) -> bool:
    """A changed pixel of the tile lies in the region, or right beside it."""
    rows, columns = region.mask.shape
    top, left = max(tile.top, region.top - 1), max(tile.left, region.left - 1)
    bottom = min(tile.top + tile.height, region.top + rows + 1)
    right = min(tile.left + tile.width, region.left + columns + 1)
    part = changed[top - tile.top : bottom - tile.top, left - tile.left : right - tile.left]
    return bool(part.any()) and bool((part & _near(region, top, left, bottom, right)).any())


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
        note = by_key.get(key_of(old, region))
        if note is not None:
            notes.append(replace(note, class_name=new, key=key_of(new, region)))
    return tuple(notes)
