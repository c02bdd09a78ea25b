"""Windows BMP, decoded by Pillow."""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

from PIL import BmpImagePlugin

from inspector.core.frame import Pixels
from inspector.core.messages import Code
from inspector.pictures.formats.picture import (
    PARSER_ERRORS,
    DecodedPixels,
    OpenedPicture,
    PictureFault,
    check_size,
    fault_of,
    pixels_of,
)

_OS2_HEADER = 12  # bytes; the old header with 16-bit sizes


def open_bmp(file: BinaryIO) -> OpenedPicture:
    start = file.read(26)
    if len(start) < 26:
        raise PictureFault(Code.FRAME_TRUNCATED)
    (header_length,) = struct.unpack_from("<I", start, 14)
    is_old = header_length == _OS2_HEADER
    width, height = struct.unpack_from("<HH" if is_old else "<ii", start, 18)
    height = abs(height)  # negative: rows stored from the top
    check_size(height, width)
    return OpenedPicture("BMP", height, width, lambda: DecodedPixels(_decode(file)))


def _decode(file: BinaryIO) -> Pixels:
    file.seek(0)
    try:
        with BmpImagePlugin.BmpImageFile(io.BytesIO(file.read())) as picture:
            picture.load()
            return pixels_of(picture)
    except PARSER_ERRORS as error:
        raise fault_of(error) from error
