"""TIFFs of gigapixels that take little room on the disk, written in a moment."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

N_ROWS, N_COLUMNS = 100_000, 16_384
TEXTURE_EVERY = 5000  # rows; the rest of an uncompressed file is a hole
_DATA_AT = 4096


def write_sparse(path: Path, n_rows: int = N_ROWS, n_columns: int = N_COLUMNS) -> Path:
    """Uncompressed 8-bit grey, a strip per row."""
    tags = [
        (256, 4, 1, n_columns), (257, 4, 1, n_rows), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, n_rows, 0), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, n_rows, 0),
    ]  # fmt: skip
    directory = _DATA_AT + n_rows * n_columns
    offsets = directory + 2 + 12 * len(tags) + 4
    places = {273: offsets, 279: offsets + 4 * n_rows}
    with path.open("wb") as file:
        file.write(b"II*\0" + struct.pack("<I", directory))
        file.seek(directory)
        file.write(_directory(tags, places))
        file.write((_DATA_AT + n_columns * np.arange(n_rows, dtype=np.uint64)).astype("<u4").tobytes())
        file.write(np.full(n_rows, n_columns, "<u4").tobytes())
        for row in range(0, n_rows, TEXTURE_EVERY):
            file.seek(_DATA_AT + row * n_columns)
            file.write(np.random.default_rng(row).integers(60, 200, (40, n_columns), np.uint8).tobytes())
    return path


def write_tiled(path: Path, n_rows: int = N_ROWS, n_columns: int = N_COLUMNS) -> Path:
    """Deflated 8-bit grey in tiles of 256; a few tiles stand in it again and again."""
    rng = np.random.default_rng(0)
    some = [zlib.compress(rng.integers(low, low + 3, (256, 256), np.uint8).tobytes(), 1) for low in range(60, 200, 20)]
    starts = np.cumsum([8, *(len(tile) for tile in some)])
    n_tiles = -(-n_rows // 256) * -(-n_columns // 256)
    chosen = np.arange(n_tiles) * 7919 % len(some)
    tags = [
        (256, 4, 1, n_columns), (257, 4, 1, n_rows), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (277, 3, 1, 1),
        (322, 4, 1, 256), (323, 4, 1, 256), (324, 4, n_tiles, 0), (325, 4, n_tiles, 0),
    ]  # fmt: skip
    directory = int(starts[-1])
    offsets = directory + 2 + 12 * len(tags) + 4
    with path.open("wb") as file:
        file.write(b"II*\0" + struct.pack("<I", directory) + b"".join(some))
        file.write(_directory(tags, {324: offsets, 325: offsets + 4 * n_tiles}))
        file.write(starts[chosen].astype("<u4").tobytes())
        file.write(np.array([len(tile) for tile in some])[chosen].astype("<u4").tobytes())
    return path


def _directory(tags: list[tuple[int, int, int, int]], places: dict[int, int]) -> bytes:
    lines = [struct.pack("<HHII", tag, kind, n, places.get(tag, value)) for tag, kind, n, value in tags]
    return struct.pack("<H", len(tags)) + b"".join(lines) + bytes(4)
