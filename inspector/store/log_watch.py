"""The write-ahead log, held against what was committed to it: SQLite believes it until it must recover from it.

Recovery after a kill stops at the first frame whose checksum is wrong, and drops every commit behind it. So the bytes
of each commit are summed up when they are new and looked at again now and then. Layout of the file:
https://www.sqlite.org/fileformat2.html#walformat

Opening and closing the log drops no lock: SQLite's locks lie on the database and its shared memory.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24
_BIG_ENDIAN_SUMS = 0x377F0683


class LogWatch:
    """Of the writer thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._salts = b""  # of the log's present round: it begins anew when all of it is in the database
        self._end = HEADER_BYTES  # of what was summed up
        self._pieces: list[tuple[int, int, int]] = []  # start, end, CRC-32

    def remember(self) -> None:
        """Sum up what was committed since the last call, by whatever process."""
        try:
            with self._path.open("rb") as file:
                header = file.read(HEADER_BYTES)
                if len(header) < HEADER_BYTES:
                    return
                if (salts := header[16:24]) != self._salts:
                    self._salts, self._end, self._pieces = salts, HEADER_BYTES, []
                file.seek(self._end)
                new = _committed(file.read(), salts, _page_bytes(header))
        except OSError:  # it is missing: the watch of the files' sizes says so
            return
        if new:
            self._pieces.append((self._end, self._end + len(new), zlib.crc32(new)))
            self._end += len(new)

    def is_changed(self) -> bool:
        """What was summed up is not there any more as it was, and the log did not begin anew in good order."""
        try:
            with self._path.open("rb") as file:
                header = file.read(HEADER_BYTES)
                if len(header) < HEADER_BYTES:
                    return False  # emptied: the sizes tell
                if not _is_header(header):
                    return True
                for start, end, crc in self._pieces:
                    file.seek(start)
                    if zlib.crc32(file.read(end - start)) != crc:
                        file.seek(0)
                        return file.read(HEADER_BYTES)[16:24] == self._salts
        except OSError:
            return False
        return False


def _committed(raw: bytes, salts: bytes, page_bytes: int) -> bytes:
    """The frames of this round up to the last that ends a transaction."""
    step, end = FRAME_HEADER_BYTES + page_bytes, 0
    for start in range(0, len(raw) - step + 1, step):
        _, n_pages, salt_1, salt_2 = struct.unpack_from(">IIII", raw, start)
        if struct.pack(">II", salt_1, salt_2) != salts:
            break
        if n_pages:  # of the database after this transaction: only its last frame says so
            end = start + step
    return raw[:end]


def _page_bytes(header: bytes) -> int:
    (n_bytes,) = struct.unpack_from(">I", header, 8)
    return int(n_bytes) or 65536


def _is_header(header: bytes) -> bool:
    """Its checksum is right."""
    (magic,) = struct.unpack_from(">I", header)
    if magic not in (_BIG_ENDIAN_SUMS, _BIG_ENDIAN_SUMS - 1):
        return False
    words = struct.unpack(f"{'>' if magic == _BIG_ENDIAN_SUMS else '<'}6I", header[:24])
    first = second = 0
    for word_1, word_2 in zip(words[::2], words[1::2], strict=True):
        first = (first + word_1 + second) & 0xFFFFFFFF
        second = (second + word_2 + first) & 0xFFFFFFFF
    return struct.unpack(">2I", header[24:]) == (first, second)
