"""Connected regions of a class map, looked for in the tiles that hold any: memory follows what is painted.

    for region in tile_regions(class_map, painted): …        8-connected, class by class, in reading order

Each tile is labelled for itself; where tiles meet, labels of one class that touch become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from inspector.annotation.painted_tiles import MAX_CLUSTER_PX, TILE_PX, Bounds, PaintedTiles
from inspector.core.class_map import ClassMap, values_in
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.frame import MAX_PIXELS
from inspector.core.messages import Code, LabelError, message
from inspector.core.polygons import AnnotatedRegion, Mask

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    top: int
    left: int
    first_id: int  # of its parts, in their order
    labels: npt.NDArray[np.uint16 | np.int32]  # (h, w): number of the part, from 1; 0 background

    def ids(self, part: tuple[slice | int, slice | int]) -> Ids:
        """Of these pixels; −1 where nothing is."""
        labels = self.labels[part].astype(np.int64)
        return np.where(labels > 0, labels + (self.first_id - 1), -1)


@dataclass(frozen=True, slots=True)
class _Part:
    """What of one tile hangs together."""

    tile: int
    number: int  # in it
    value: int
    box: Bounds  # of the map
    first_column: int  # of its top row


def tile_regions(class_map: ClassMap, painted: PaintedTiles) -> Iterator[AnnotatedRegion]:
    """Raises LabelError where the box round one of a large frame is more than can be held."""
    limit_px = max(MAX_CLUSTER_PX, min(class_map.size, MAX_PIXELS))
    tiles: list[_Tile] = []
    parts: list[_Part] = []
    for box in painted.boxes():
        _label(class_map, box, tiles, parts)
    if not parts:
        return
    regions = _joined(tiles, parts, class_map.shape[1])
    for value, top, _, box, members in sorted(regions, key=lambda region: region[:3]):
        if (box[2] - box[0]) * (box[3] - box[1]) > limit_px:
            detail = f"labels hang together over more than {limit_px // 10**6} megapixels: part them"
            raise LabelError(message(Code.LABELS_UNSAVED, path="", detail=detail))
        yield AnnotatedRegion(value, top, box[1], _mask(tiles, [parts[one] for one in members], box))


def _label(class_map: ClassMap, box: Bounds, tiles: list[_Tile], parts: list[_Part]) -> None:
    top, left, bottom, right = box
    pixels = class_map[top:bottom, left:right]
    labels = np.zeros(pixels.shape, np.int32)
    first_id, number = len(parts), 0
    for value in values_in(pixels):
        if value == BACKGROUND_INDEX:
            continue
        n, found, facts, _ = cv2.connectedComponentsWithStats((pixels == value).view(np.uint8), connectivity=8)
        labels += np.where(found > 0, found + number, 0)
        for part, (x, y, width, height, _) in enumerate(facts[1:].tolist(), 1):
            first = left + x + int((found[y, x : x + width] == part).argmax())
            place = (top + y, left + x, top + y + height, left + x + width)
            parts.append(_Part(len(tiles), number + part, value, place, first))
        number += n - 1
    if number:
        tiles.append(_Tile(top, left, first_id, labels.astype(np.uint16) if number < 1 << 16 else labels))


def _joined(tiles: list[_Tile], parts: list[_Part], width: int) -> list[tuple[int, int, int, Bounds, list[int]]]:
    """Value, top, first column of the top row, box and parts of each region."""
    pairs = [*_pairs_beside(tiles, parts), *_pairs_below(tiles, parts, width)]
    edges = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), np.int64)
    links = coo_matrix((np.ones(edges.shape[1], np.bool_), (edges[0], edges[1])), (len(parts), len(parts)))
    _, which = connected_components(links, directed=False)
    members: dict[int, list[int]] = defaultdict(list)
    for one, region in enumerate(which.tolist()):
        members[region].append(one)
    found = []
    for group in members.values():
        some = [parts[one] for one in group]
        tops, lefts, bottoms, rights = zip(*(part.box for part in some), strict=True)
        top = min(tops)
        first = min(part.first_column for part in some if part.box[0] == top)
        found.append((some[0].value, top, first, (top, min(lefts), max(bottoms), max(rights)), group))
    return found


def _pairs_beside(tiles: list[_Tile], parts: list[_Part]) -> Iterator[Ids]:
    """(2, n): parts that touch over the side between two tiles."""
    values = np.array([part.value for part in parts])
    at = {(tile.top, tile.left): tile for tile in tiles}
    for tile in tiles:
        other = at.get((tile.top, tile.left + TILE_PX))
        if other is not None:
            yield from _touching(tile.ids(np.s_[:, -1]), other.ids(np.s_[:, 0]), values)


def _pairs_below(tiles: list[_Tile], parts: list[_Part], width: int) -> Iterator[Ids]:
    """The same for rows of tiles one below the other, across corners too."""
    values = np.array([part.value for part in parts])
    rows: dict[int, list[_Tile]] = defaultdict(list)
    for tile in tiles:
        rows[tile.top].append(tile)
    for top, above in rows.items():
        below = rows.get(top + TILE_PX)
        if below is not None:
            yield from _touching(_row_of(above, -1, width), _row_of(below, 0, width), values)


def _row_of(tiles: list[_Tile], row: int, width: int) -> Ids:
    ids = np.full(width, -1, np.int64)
    for tile in tiles:
        ids[tile.left : tile.left + tile.labels.shape[1]] = tile.ids((row, slice(None)))
    return ids


def _touching(one: Ids, other: Ids, values: npt.NDArray[np.intp]) -> Iterator[Ids]:
    """Of two lines of pixels side by side: those of one value, straight and aslant."""
    for shift in (-1, 0, 1):
        n = len(one) - abs(shift)
        first, second = one[max(0, -shift) :][:n], other[max(0, shift) :][:n]
        is_pair = (first >= 0) & (second >= 0)
        first, second = first[is_pair], second[is_pair]
        is_same = values[first] == values[second]
        if is_same.any():
            yield np.unique(np.stack((first[is_same], second[is_same])), axis=1)


def _mask(tiles: list[_Tile], parts: list[_Part], box: Bounds) -> Mask:
    mask = np.zeros((box[2] - box[0], box[3] - box[1]), np.bool_)
    for part in parts:
        tile, (top, left, bottom, right) = tiles[part.tile], part.box
        labels = tile.labels[top - tile.top : bottom - tile.top, left - tile.left : right - tile.left]
        mask[top - box[0] : bottom - box[0], left - box[1] : right - box[1]] |= labels == part.number
    return mask
