"""Pictures that an unlucky disk or an unkind person makes, built byte by byte: small files that claim to be huge."""

from __future__ import annotations

import struct


def big_tiff(n_rows: int) -> bytes:
    """A BigTIFF of 220 bytes, one column wide, that claims ``n_rows`` rows."""
    long, short = 16, 3  # types of BigTIFF: 8 and 2 bytes
    tags = [
        (256, long, 1), (257, long, n_rows), (258, short, 8), (259, short, 1), (262, short, 1), (273, long, 16),
        (277, short, 1), (278, long, n_rows), (279, long, 1),
    ]  # fmt: skip
    directory = struct.pack("<Q", len(tags))
    directory += b"".join(struct.pack("<HHQQ", tag, kind, 1, value) for tag, kind, value in tags)
    return struct.pack("<2sHHHQ8x", b"II", 43, 8, 0, 24) + directory + struct.pack("<Q", 0)


def bmp(n_rows: int) -> bytes:
    """A BMP of 118 bytes, 256 columns wide, that claims ``n_rows`` rows."""
    header = struct.pack("<2sIHHI", b"BM", 100, 0, 0, 54)
    return header + struct.pack("<IiiHHIIiiII", 40, 256, n_rows, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(64)


HOSTILE = {
    "2e64.tif": big_tiff(2**64 - 1), "2e62.tif": big_tiff(2**62), "2e53.tif": big_tiff(2**53),
    "2e31.bmp": bmp(2**31 - 1), "2e31 top down.bmp": bmp(-(2**31)),
}  # fmt: skip
