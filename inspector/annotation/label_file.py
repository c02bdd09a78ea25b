"""The mask of a frame as a file: an 8-bit index PNG that also says up to which record of its journal it was written.

The number stands in a text chunk, so that mask and number are renamed into place as one. Written and read in bands of
rows: no second copy of a large mask is made, and a band of background costs a few bytes.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import PngImagePlugin

from inspector.annotation.painted_tiles import TILE_PX, PaintedTiles
from inspector.core.class_map import ClassMap
from inspector.core.frame import MAX_PIXELS
from inspector.core.sparse_memory import sparse_zeros
from inspector.pictures.formats.picture import PictureFault
from inspector.pictures.formats.png import checked_chunks
from inspector.pictures.large_picture import MAX_LARGE_PIXELS

_KEY = "inspector.number"
_EFFORT = 1  # of compression: a mask is long runs, and nobody waits for the rest
_START, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"  # of every whole PNG
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError)
_GREY_8, _PLAIN, _UP = (8, 0, 0, 0, 0), 0, 2  # of a PNG's header; filters of a row: as it is, less the row above
_DEFLATE_START, _DEFLATE_END = b"\x78\x01", b"\x03\x00"  # head of zlib's format; an empty last block
_MAX_WIDTH = 1_000_000
_WINDOW = -15  # deflate without a head: the bands follow each other


@dataclass(frozen=True, slots=True, eq=False)
class SavedLabel:
    class_map: ClassMap  # (H, W), which may be written to
    number: int  # of the last change that it holds
    painted: PaintedTiles  # where it holds anything


def encode_label(class_map: ClassMap, number: int, painted: PaintedTiles | None = None) -> bytes:
    """The same bytes for the same mask and number. ``painted``: what need be looked at; None: all of it."""
    height, width = class_map.shape
    painted = painted or PaintedTiles.all((height, width))
    bands, checksum = [_DEFLATE_START], 1
    for top in range(0, height, TILE_PX):
        rows = class_map[top : top + TILE_PX]
        is_empty = not painted.holds(top, top + len(rows)) or not rows.any()
        band, band_checksum = _empty_band(len(rows), width) if is_empty else _band(rows)
        bands.append(band)
        checksum = _joined_adler(checksum, band_checksum, len(rows) * (width + 1))
    bands += [_DEFLATE_END, struct.pack(">I", checksum)]
    chunks = [
        _chunk(b"IHDR", struct.pack(">II5B", width, height, *_GREY_8)),
        _chunk(b"tEXt", _KEY.encode() + b"\0" + str(number).encode()),
        *(_chunk(b"IDAT", band) for band in bands),
        _chunk(b"IEND", b""),
    ]
    return _START + b"".join(chunks)


def decode_label(content: bytes) -> SavedLabel:
    """Raises ValueError in words."""
    if not content.endswith(_END):
        raise ValueError("it is no whole mask: its end is missing")
    try:
        checked_chunks(memoryview(content))  # Pillow skips those of pixels: a damaged mask would pass as another one
    except PictureFault as fault:
        raise ValueError(f"it is no whole mask: {fault.detail or 'it is cut short'}") from fault
    try:
        if _n_px(content) > MAX_PIXELS:  # they were never written but by ``encode_label``
            class_map, painted, text = _decoded_by_bands(content)
        else:
            class_map, text = _decoded_by_pillow(content)
            painted = PaintedTiles.of(class_map)
    except (*_DAMAGE, struct.error, zlib.error) as error:
        raise ValueError(f"it is no whole mask: {error}") from error
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise ValueError("it does not say up to which change it was written")
    return SavedLabel(class_map, int(text), painted)


# Writing


def _band(rows: ClassMap, effort: int = _EFFORT) -> tuple[bytes, int]:
    """Deflated rows, each but the first as what differs from the one above; and their checksum."""
    filtered = np.empty((len(rows), rows.shape[1] + 1), np.uint8)
    filtered[:, 0], filtered[0, 0] = _UP, _PLAIN
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    return _deflated(filtered, effort)


@lru_cache(maxsize=4)
def _empty_band(n_rows: int, width: int) -> tuple[bytes, int]:
    return _band(np.zeros((n_rows, width), np.uint8), effort=9)  # once, for hundreds of them


def _deflated(filtered: ClassMap, effort: int) -> tuple[bytes, int]:
    packer = zlib.compressobj(effort, zlib.DEFLATED, _WINDOW)
    content = filtered.data
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH), zlib.adler32(content)


def _joined_adler(first: int, second: int, n_second: int) -> int:
    """Adler-32 of two stretches of bytes one after the other, of theirs and the length of the second (RFC 1950)."""
    base = 65521
    low = ((first & 0xFFFF) + (second & 0xFFFF) - 1) % base
    high = ((first >> 16) + (second >> 16) + n_second * ((first & 0xFFFF) - 1)) % base
    return high << 16 | low


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


# Reading


def _decoded_by_pillow(content: bytes) -> tuple[ClassMap, str]:
    # Not by ``Image.open``, which takes half of the masks that there are for bombs: their size was looked at.
    with PngImagePlugin.PngImageFile(io.BytesIO(content)) as picture:
        if picture.mode != "L":
            raise ValueError(f"a mask is an 8-bit grey picture, this one is {picture.mode}")
        class_map = np.array(picture, np.uint8)
        return class_map, getattr(picture, "text", {}).get(_KEY, "")


def _n_px(content: bytes) -> int:
    width, height = struct.unpack_from(">II", content, len(_START) + 8)
    return int(width) * int(height)


def _chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    at = len(_START)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, inside = content[at + 4 : at + 8], memoryview(content)[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(inside, zlib.crc32(kind)) != checksum:
            raise ValueError("a checksum does not fit")
        yield kind, inside
        at += 12 + length


def _decoded_by_bands(content: bytes) -> tuple[ClassMap, PaintedTiles, str]:
    """A mask as ``encode_label`` writes it, a band in each chunk, and its number."""
    head, text, data = b"", "", []
    for kind, inside in _chunks(content):
        if kind == b"IHDR":
            head = bytes(inside)
        elif kind == b"tEXt" and bytes(inside).startswith(_KEY.encode() + b"\0"):
            text = bytes(inside)[len(_KEY) + 1 :].decode("latin-1")
        elif kind == b"IDAT":
            data.append(bytes(inside))
    width, height, *form = struct.unpack(">II5B", head)
    if width * height > MAX_LARGE_PIXELS or width > _MAX_WIDTH:
        raise ValueError(f"it says that it is {width} x {height}")
    n_bands = -(-height // TILE_PX)
    if tuple(form) != _GREY_8 or len(data) != n_bands + 3 or data[0] != _DEFLATE_START or data[-2] != _DEFLATE_END:
        raise ValueError("it was written by another program")
    class_map, painted, checksum = sparse_zeros((height, width)), PaintedTiles.none((height, width)), 1
    for top, band in zip(range(0, height, TILE_PX), data[1:-2], strict=True):
        n_rows = min(TILE_PX, height - top)
        empty, band_checksum = _empty_band(n_rows, width)
        if band != empty:
            filtered = _inflated(band, n_rows * (width + 1))
            band_checksum = zlib.adler32(filtered)
            rows = np.frombuffer(filtered, np.uint8).reshape(n_rows, width + 1)
            if rows[0, 0] != _PLAIN or (rows[1:, 0] != _UP).any():
                raise ValueError("it was written by another program")
            values = np.add.accumulate(rows[:, 1:], axis=0, dtype=np.uint8)
            for first, left, after, right in PaintedTiles.of(values).boxes():  # the rest stays no memory at all
                class_map[top + first : top + after, left:right] = values[first:after, left:right]
                painted.mark(top + first, left, top + after, right)
        checksum = _joined_adler(checksum, band_checksum, n_rows * (width + 1))
    if data[-1] != struct.pack(">I", checksum):
        raise ValueError("a checksum does not fit")
    return class_map, painted, text


def _inflated(band: bytes, n_bytes: int) -> bytes:
    content = zlib.decompressobj(_WINDOW).decompress(band, n_bytes + 1)
    if len(content) != n_bytes:
        raise ValueError("a band holds more or fewer rows than it says")
    return content
