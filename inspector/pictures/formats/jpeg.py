"""JPEG, decoded by Pillow after a walk over its segments of our own.

The walk finds the size, the orientation, and the end mark. libjpeg fills what is missing with grey and only
warns, so a picture without its end mark is refused before it is decoded. Pillow is given the segments that
decide pixels; what cameras write beside them (EXIF, previews) cannot make it warn or fail.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from PIL import JpegImagePlugin

from inspector.core.frame import Pixels
from inspector.core.messages import Code
from inspector.pictures.formats.picture import (
    PARSER_ERRORS,
    DecodedPixels,
    OpenedPicture,
    PictureFault,
    check_size,
    exif_orientation,
    fault_of,
    pixels_of,
    upright,
    upright_size,
)

# ITU-T T.81, table B.1.
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = b"\xff\xd9"
_FRAME_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15 without DHT, JPG, DAC
_DECODABLE = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}  # baseline, extended, progressive; Huffman or arithmetic
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
_N_INKS = 4
_FILL = 128  # grey that libjpeg puts where data are missing
_MORE_DATA = b"\x35\xa9" * 512
_APP0, _APP1, _APP14_ADOBE, _APP15, _COMMENT = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE


@dataclass(frozen=True, slots=True)
class _Walked:
    marker: int  # which SOF
    n_bits: int
    n_components: int
    height: int
    width: int
    orientation: int
    has_adobe: bool
    deciding: bytes  # the segments before the first scan that decide pixels, with the start mark
    scan_at: int  # where the first scan begins in the file


def open_jpeg(file: BinaryIO) -> OpenedPicture:
    walked = _walk(file)
    check_size(walked.height, walked.width)
    height, width = upright_size(walked.height, walked.width, walked.orientation)
    return OpenedPicture("JPEG", height, width, lambda _range: _decode(file, walked))


def stored_size(stream: bytes) -> tuple[int, int]:
    """(height, width) of a JPEG stream as it lies in other files. Raises PictureFault where it does not tell."""
    walked = _walk(io.BytesIO(stream))
    return walked.height, walked.width


def _walk(file: BinaryIO) -> _Walked:
    """Read the segments up to the first scan. Raises PictureFault if the file ends before it."""
    deciding = bytearray(file.read(2))
    frame: tuple[int, bytes] | None = None
    orientation, has_adobe = 1, False
    while True:
        at = file.tell()
        marker = _next_marker(file)
        if marker == _START_OF_SCAN:
            break
        if marker in _WITHOUT_LENGTH:
            continue
        length_bytes = _read(file, 2)
        length = int.from_bytes(length_bytes, "big")
        if length < 2:
            raise PictureFault(Code.FRAME_UNREADABLE, "a segment of its header has no length")
        content = _read(file, length - 2)
        if marker in _FRAME_MARKERS:
            frame = marker, content
        if marker == _APP1 and content.startswith(b"Exif\0\0"):
            orientation = exif_orientation(content[6:])
        has_adobe |= marker == _APP14_ADOBE and content.startswith(b"Adobe")
        is_beside_the_pixels = _APP0 <= marker <= _APP15 or marker == _COMMENT
        if not is_beside_the_pixels or marker == _APP14_ADOBE:  # Adobe's says how colours are stored
            deciding += bytes((0xFF, marker)) + length_bytes + content
    if frame is None or len(frame[1]) < 6:
        raise PictureFault(Code.FRAME_UNREADABLE, "its header gives no size")
    marker, content = frame
    height, width = int.from_bytes(content[1:3], "big"), int.from_bytes(content[3:5], "big")
    return _Walked(marker, content[0], content[5], height, width, orientation, has_adobe, bytes(deciding), at)


def _next_marker(file: BinaryIO) -> int:
    if _read(file, 1) != b"\xff":
        raise PictureFault(Code.FRAME_UNREADABLE, "its header is damaged")
    while (marker := _read(file, 1)[0]) == 0xFF:  # any number of fill bytes
        pass
    if marker in (0x00, 0xD9):
        raise PictureFault(Code.FRAME_UNREADABLE, "its header is damaged")
    return marker


def _read(file: BinaryIO, n_bytes: int) -> bytes:
    content = file.read(n_bytes)
    if len(content) < n_bytes:
        raise PictureFault(Code.FRAME_TRUNCATED)
    return content


def _decode(file: BinaryIO, walked: _Walked) -> DecodedPixels:
    if walked.marker not in _DECODABLE:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"JPEG process SOF{walked.marker - 0xC0}")
    if walked.n_bits != 8:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"{walked.n_bits}-bit JPEG")
    if walked.n_components == _N_INKS and not walked.has_adobe:  # Adobe stores white as 255, others as 0
        raise PictureFault(Code.FRAME_UNSUPPORTED, "a CMYK JPEG that does not say (Adobe marker) how ink is stored")
    file.seek(walked.scan_at)
    scans = file.read()
    end = scans.find(_END_OF_IMAGE)  # inside a scan FF is always followed by 00 or a restart mark
    if end < 0:
        raise PictureFault(Code.FRAME_TRUNCATED)
    try:
        pixels = _by_pillow(walked.deciding + scans)
        if np.all(pixels[-1, -1] == _FILL):
            # Perhaps a writer that broke off and still set the end mark. With more data before that mark a
            # complete picture stays the same, and an incomplete one does not.
            longer = _by_pillow(walked.deciding + scans[:end] + _MORE_DATA + _END_OF_IMAGE)
            if not np.array_equal(pixels, longer):
                raise PictureFault(Code.FRAME_TRUNCATED)
        return DecodedPixels(upright(pixels, walked.orientation), orientation=walked.orientation)
    except PARSER_ERRORS as error:
        raise fault_of(error) from error


def _by_pillow(content: bytes) -> Pixels:
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as picture:
        picture.load()
        return pixels_of(picture)
