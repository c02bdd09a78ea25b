"""Windows BMP, decoded by Pillow.

A file whose data end in zeros was not written to its end, or is black there: those rows are told. Compressed data that
end so are refused.
"""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

import numpy as np
from PIL import BmpImagePlugin

from inspector.core.float_range import FloatRange
from inspector.core.frame import Pixels
from inspector.core.messages import Code
from inspector.pictures.formats.picture import (
    PARSER_ERRORS,
    DecodedPixels,
    OpenedPicture,
    PictureFault,
    blank_at_end,
    check_size,
    fault_of,
    pixels_of,
)

_OS2_HEADER = 12  # bytes; the old header with 16-bit sizes
_UNCOMPRESSED = {0, 3, 6}  # none, and with masks for the colours
_MAX_ZEROS = 32  # at the end of compressed data; one follows the other only where nothing was written


def open_bmp(file: BinaryIO) -> OpenedPicture:
    start = file.read(26)
    if len(start) < 26:
        raise PictureFault(Code.FRAME_TRUNCATED)
    (header_length,) = struct.unpack_from("<I", start, 14)
    is_old = header_length == _OS2_HEADER
    width, height = struct.unpack_from("<HH" if is_old else "<ii", start, 18)
    is_top_down, height = height < 0, abs(height)
    check_size(height, width)

    def decode(_range: FloatRange) -> DecodedPixels:
        file.seek(0)
        content = file.read()
        pixels = _decode(content)
        n_blank = _n_blank(content, height, width, is_old=is_old)
        return DecodedPixels(pixels, None, (height - n_blank, height) if n_blank and is_top_down else (0, n_blank))

    return OpenedPicture("BMP", height, width, decode)


def _decode(content: bytes) -> Pixels:
    try:
        with BmpImagePlugin.BmpImageFile(io.BytesIO(content)) as picture:
            picture.load()
            return pixels_of(picture)
    except PARSER_ERRORS as error:
        raise fault_of(error) from error


def _n_blank(content: bytes, height: int, width: int, *, is_old: bool) -> int:
    """Rows at the end of the data that hold nothing; most files store the last row first."""
    (start,) = struct.unpack_from("<I", content, 10)
    (n_bits,) = struct.unpack_from("<H", content, 24 if is_old else 28)
    compression = 0 if is_old else struct.unpack_from("<I", content, 30)[0]
    if compression not in _UNCOMPRESSED:
        if not any(content[-_MAX_ZEROS:]):
            raise PictureFault(Code.FRAME_TRUNCATED)
        return 0
    stride = (width * n_bits + 31) // 32 * 4
    stored = np.frombuffer(content, np.uint8)[start : start + height * stride]
    if stored.size < height * stride:
        raise PictureFault(Code.FRAME_TRUNCATED)
    return blank_at_end(stored.reshape(height, stride)[:, : (width * n_bits + 7) // 8])
