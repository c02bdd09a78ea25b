"""One change of a mask that can be taken back: what differs, tile by tile, compressed.

    recorder = StepRecorder(class_map)
    recorder.about_to_change(top, left, bottom, right); class_map[...] = …    as often as the tool paints
    step = recorder.finish(facts)                                            None where nothing differs
    step.undo(class_map); step.redo(class_map)

A tile holds the exclusive or of before and after: the same bytes lead back and forth. Each knows the checksum of both,
so a step never changes a mask that it was not made for. Cost follows what was touched, not the size of the frame.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from inspector.annotation.painted_tiles import TILE_PX, PaintedTiles
from inspector.core.class_map import ClassMap

_LEVEL = 1  # differences are long runs of few values: more effort gains little


class StepMismatchError(ValueError):
    """The mask is not the one that the step was made for; nothing of it was changed."""


class OriginKind(StrEnum):
    """Who drew an instance first."""

    PERSON = "person"
    MODEL = "model"
    INJECTION = "injection"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class LabelOrigin:
    kind: OriginKind = OriginKind.PERSON
    detail: str = ""  # of a model its SHA-256, of an import the format


BY_HAND = LabelOrigin()


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What people read of a step, and where its pixels come from."""

    name: str  # "brush 24 px, scratch"
    author: str
    at: str  # UTC, as ``audit.utc_text`` writes it
    origin: LabelOrigin = BY_HAND


@dataclass(frozen=True, slots=True)
class TileDelta:
    top: int
    left: int
    height: int
    width: int
    before: int  # CRC-32 of its pixels
    after: int
    packed: bytes  # of before ^ after, row by row

    def difference(self) -> ClassMap:
        """(height, width). Raises ValueError where the bytes are damaged."""
        return np.frombuffer(_unpacked(self.packed, self.height * self.width), np.uint8).reshape(
            self.height, self.width
        )


@dataclass(frozen=True, slots=True)
class MaskStep:
    facts: StepFacts
    tiles: tuple[TileDelta, ...]

    @property
    def n_bytes(self) -> int:
        return sum(len(tile.packed) for tile in self.tiles)

    def mark(self, painted: PaintedTiles) -> None:
        """Where it paints, or takes away."""
        for tile in self.tiles:
            painted.mark(tile.top, tile.left, tile.top + tile.height, tile.left + tile.width)

    def undo(self, class_map: ClassMap) -> None:
        """Raises StepMismatchError, and then nothing is changed."""
        self._apply(class_map, is_forward=False)

    def redo(self, class_map: ClassMap) -> None:
        """Raises StepMismatchError, and then nothing is changed."""
        self._apply(class_map, is_forward=True)

    def _apply(self, class_map: ClassMap, *, is_forward: bool) -> None:
        height, width = class_map.shape
        changed: list[tuple[ClassMap, ClassMap]] = []
        for tile in self.tiles:
            bottom, right = tile.top + tile.height, tile.left + tile.width
            if min(tile.top, tile.left) < 0 or bottom > height or right > width:
                raise StepMismatchError(f"a step reaches beyond the mask of {width} x {height}")
            view = class_map[tile.top : bottom, tile.left : right]
            start, end = (tile.before, tile.after) if is_forward else (tile.after, tile.before)
            if crc_of(view) != start:
                raise StepMismatchError(
                    f"the mask at {tile.left}, {tile.top} is not the one that “{self.facts.name}” meets"
                )
            made = _changed(view, tile.difference())
            if crc_of(made) != end:
                raise StepMismatchError(f"“{self.facts.name}” does not lead where it says at {tile.left}, {tile.top}")
            changed.append((view, made))
        for view, made in changed:  # after all were checked: half a step is none
            view[...] = made


class StepRecorder:
    """Keeps tiles as they were before a tool paints into them. One tool at a time paints into a class map."""

    def __init__(self, class_map: ClassMap, painted: PaintedTiles | None = None) -> None:
        """``painted``: where the class map may hold anything by now; None: anywhere."""
        self._class_map = class_map
        self.painted = painted or PaintedTiles.all(class_map.shape)
        self._before: dict[tuple[int, int], ClassMap] = {}

    def about_to_change(self, top: int, left: int, bottom: int, right: int) -> None:
        """Pixels of rows [top, bottom) and columns [left, right) may change from now on; parts outside do not count."""
        height, width = self._class_map.shape
        top, left, bottom, right = max(top, 0), max(left, 0), min(bottom, height), min(right, width)
        if top >= bottom or left >= right:
            return
        self.painted.mark(top, left, bottom, right)
        for corner in _corners(top, left, bottom, right):
            if corner not in self._before:
                tile = self._tile_at(corner)
                value = _even_value(tile)  # most tiles that a fill covers: then nothing is kept but the value
                self._before[corner] = tile.copy() if value is None else np.broadcast_to(np.uint8(value), tile.shape)

    def cancel(self) -> None:
        """Bring back what was there."""
        for corner, before in self._before.items():
            self._tile_at(corner)[...] = before
        self._before.clear()

    def map_before(self) -> ClassMap:
        """A copy of the mask without what is being painted now: it is no step yet, and no journal knows it."""
        whole = self.painted.copied(self._class_map)
        for (top, left), before in self._before.items():
            whole[top : top + TILE_PX, left : left + TILE_PX] = before
        return whole

    def finish(self, facts: StepFacts) -> MaskStep | None:
        """The step from before to now; None where nothing differs. The recorder begins anew."""
        tiles = [tile for corner, before in sorted(self._before.items()) if (tile := self._delta(corner, before))]
        self._before.clear()
        return MaskStep(facts, tuple(tiles)) if tiles else None

    def _delta(self, corner: tuple[int, int], before: ClassMap) -> TileDelta | None:
        after = self._tile_at(corner)
        old, new = _even_value(before), _even_value(after)
        if old is not None and new is not None:
            size = after.size
            if old == new:
                return None
            height, width = after.shape
            return TileDelta(
                *corner, height, width, _even_crc(size, old), _even_crc(size, new), _even_packed(size, old ^ new)
            )
        difference = before ^ after
        rows, columns = np.flatnonzero(difference.any(axis=1)), np.flatnonzero(difference.any(axis=0))
        if not rows.size:
            return None
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        packed = zlib.compress(np.ascontiguousarray(difference[part]).tobytes(), _LEVEL)
        height, width = difference[part].shape
        top, left = corner[0] + int(rows[0]), corner[1] + int(columns[0])
        return TileDelta(top, left, height, width, crc_of(before[part]), crc_of(after[part]), packed)

    def _tile_at(self, corner: tuple[int, int]) -> ClassMap:
        top, left = corner
        return self._class_map[top : top + TILE_PX, left : left + TILE_PX]


def crc_of(pixels: ClassMap) -> int:
    value = _even_value(pixels)
    return zlib.crc32(np.ascontiguousarray(pixels).data) if value is None else _even_crc(pixels.size, value)


# Where one value fills a tile, as in most tiles of a large fill, its checksum and its packed bytes are known already.


def _even_value(pixels: ClassMap) -> int | None:
    """What fills all of it; None where that is not one value, or there are no pixels."""
    if not pixels.size:
        return None
    value = int(pixels[0, 0])
    if pixels.strides == (0, 0):  # made by ``np.broadcast_to``
        return value
    is_even = value == pixels[-1, -1] and value == pixels.min() and value == pixels.max()
    return value if is_even else None


def _changed(pixels: ClassMap, difference: ClassMap) -> ClassMap:
    old, change = _even_value(pixels), _even_value(difference)
    if old is None or change is None:
        return pixels ^ difference
    return np.broadcast_to(np.uint8(old ^ change), pixels.shape)


@lru_cache(maxsize=64)
def _even_crc(size: int, value: int) -> int:
    return zlib.crc32(bytes((value,)) * size)


@lru_cache(maxsize=64)
def _even_packed(size: int, value: int) -> bytes:
    return zlib.compress(bytes((value,)) * size, _LEVEL)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes, n_bytes: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, n_bytes)
        more = unpacker.decompress(unpacker.unconsumed_tail, 1)  # none; it also reads the checksum at the end
    except zlib.error as error:
        raise ValueError(f"a tile of a step is damaged: {error}") from error
    if len(content) != n_bytes or more or not unpacker.eof or unpacker.unused_data:
        raise ValueError("a tile of a step holds more or less than its pixels")
    return content


def _corners(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    for row in range(top // TILE_PX * TILE_PX, bottom, TILE_PX):
        for column in range(left // TILE_PX * TILE_PX, right, TILE_PX):
            yield row, column
