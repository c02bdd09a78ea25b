"""Which libraries a shared library asks the system for: the NEEDED entries of an ELF file (Linux).

    libonnxruntime_providers_cuda.so  ->  ("libcublasLt.so.13", "libcudart.so.13", …)

Read from the file, so that nothing is loaded. Source: the System V ABI, "Dynamic Section". 64 bits, little-endian only:
what this program is built for.
"""

from __future__ import annotations

import struct
from pathlib import Path

from inspector.core.untrusted import open_regular

HEADER_BYTES, SEGMENT_BYTES, ENTRY_BYTES = 64, 56, 16
LOAD, DYNAMIC = 1, 2  # kinds of segments
END, NEEDED, STRINGS, STRINGS_SIZE = 0, 1, 5, 10  # kinds of entries
MAX_PART_BYTES = 64 << 20  # of a table that is read at once


def needed_libraries(path: Path) -> tuple[str, ...]:
    """Raises OSError where it cannot be read, ValueError for what is no such file."""
    with open_regular(path) as file:
        n_bytes = path.stat().st_size

        def part(at: int, size: int) -> bytes:
            if not 0 <= at <= at + size <= n_bytes or size > MAX_PART_BYTES:
                raise ValueError("it is cut off")
            file.seek(at)
            return file.read(size)

        header = part(0, HEADER_BYTES)
        if header[:6] != b"\x7fELF\x02\x01":
            raise ValueError("it is no 64-bit ELF file")
        (table_at,) = struct.unpack_from("<Q", header, 32)
        size, n_segments = struct.unpack_from("<HH", header, 54)
        if size != SEGMENT_BYTES:
            raise ValueError("its table of segments is of another kind")
        table = part(table_at, size * n_segments)
        segments = [struct.unpack_from("<IIQQQQQQ", table, n * size) for n in range(n_segments)]
        loaded = [(address, at, length) for kind, _, at, address, _, length, *_ in segments if kind == LOAD]
        entries: list[tuple[int, int]] = []
        for kind, _, at, _, _, length, *_ in segments:
            if kind == DYNAMIC:
                entries += struct.iter_unpack("<qQ", part(at, length - length % ENTRY_BYTES))
        values = dict(entries)
        if STRINGS not in values or STRINGS_SIZE not in values:
            return ()  # linked against nothing
        begin = values[STRINGS]
        at = next((at + begin - address for address, at, length in loaded if 0 <= begin - address < length), -1)
        names = part(at, values[STRINGS_SIZE])
    return tuple(_text(names, value) for tag, value in entries if tag == NEEDED)


def _text(names: bytes, at: int) -> str:
    end = names.find(b"\0", at)
    if end < 0 or at >= len(names):
        raise ValueError("a name in it is cut off")
    return names[at:end].decode("utf-8", "replace")
