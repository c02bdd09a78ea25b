"""PNG: 8 bits and 16-bit grey by Pillow, 16-bit colour by OpenCV (Pillow would drop it to 8 bits).

Every chunk's checksum and the end chunk are checked first: Pillow skips the checksums of pixel data, and a
copy that broke off inside a preallocated file would pass as a picture. The decoders are given the chunks that
decide pixels only, so that comments, animation and transparency can neither warn nor fail. Of an animated
PNG this is the default picture.

The chunk sBIT tells how many bits of the camera's are in 16 (PNG 3rd edition, 11.3.2.7). By the standard they
are spread over all 16; programs that write cameras' frames put them into the lower ones. ``_bits`` tells both.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

import cv2
import numpy as np
from PIL import PngImagePlugin

from inspector.core.bits import full_scale
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
    plausible_bits,
    upright,
    upright_size,
)

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DECIDING = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_GREY, _GREY_ALPHA = 0, 4  # colour types, PNG 3rd edition, section 11.2.1
_LONGEST_EXIF = 1 << 20  # bytes; a real one has a few thousand


@dataclass(frozen=True, slots=True)
class _Header:
    height: int
    width: int
    n_bits: int
    colour_type: int
    orientation: int
    significant_bits: int | None  # of the deepest colour


def open_png(file: BinaryIO) -> OpenedPicture:
    header = _read_header(file)
    check_size(header.height, header.width)
    height, width = upright_size(header.height, header.width, header.orientation)
    return OpenedPicture("PNG", height, width, lambda _range: _decode(file, header))


def _read_header(file: BinaryIO) -> _Header:
    start = file.read(33)  # signature, and IHDR with length, name, 13 bytes, checksum
    if len(start) < 33:
        raise PictureFault(Code.FRAME_TRUNCATED)
    if start[12:16] != b"IHDR" or zlib.crc32(start[12:29]) != int.from_bytes(start[29:33], "big"):
        raise PictureFault(Code.FRAME_UNREADABLE, "its header is damaged")
    width, height, n_bits, colour_type = struct.unpack_from(">IIBB", start, 16)
    return _Header(height, width, n_bits, colour_type, *_find_facts(file, colour_type))


def _find_facts(file: BinaryIO, colour_type: int) -> tuple[int, int | None]:
    """Orientation and significant bits: EXIF may stand before or after the pixels, sBIT before them."""
    orientation, significant_bits = 1, None
    n_colours = 1 if colour_type in (_GREY, _GREY_ALPHA) else 3
    while len(head := file.read(8)) == 8:
        length, name = int.from_bytes(head[:4], "big"), head[4:]
        if name == b"eXIf" and length <= _LONGEST_EXIF:
            orientation = exif_orientation(file.read(length))
            break
        if name == b"IEND":
            break
        if name == b"sBIT" and n_colours <= length <= 4:
            significant_bits = max(file.read(length)[:n_colours], default=None)
            length = 0
        file.seek(length + 4, io.SEEK_CUR)
    return orientation, significant_bits


def _decode(file: BinaryIO, header: _Header) -> DecodedPixels:
    pixels = _decode_pixels(file, header)
    bits = _bits(pixels, plausible_bits(pixels, header.significant_bits))
    return DecodedPixels(pixels, bits, orientation=header.orientation)


def _bits(pixels: Pixels, significant: int | None) -> int | None:
    """Of the values as they are in the file: ``significant`` where they fill the lower bits, 16 where they are spread.

    Spread values above the highest of ``significant`` bits give themselves away. Those below it are multiples of
    2 ** (16 - ``significant``), since the standard repeats upper bits in the lower ones and theirs are 0.
    """
    if significant is None or significant == 16:
        return significant
    is_spread = int(pixels.max()) > full_scale(significant) or not (pixels & full_scale(16 - significant)).any()
    return 16 if is_spread else significant


def _decode_pixels(file: BinaryIO, header: _Header) -> Pixels:
    file.seek(0)
    deciding = checked_chunks(memoryview(file.read()))
    try:
        if header.n_bits == 16 and header.colour_type != _GREY:
            return upright(_decode_deep_colour(deciding, header), header.orientation)
        with PngImagePlugin.PngImageFile(io.BytesIO(deciding)) as picture:
            picture.load()
            return upright(pixels_of(picture), header.orientation)
    except PARSER_ERRORS as error:
        raise fault_of(error) from error


def checked_chunks(content: memoryview) -> bytes:
    """The chunks that decide pixels, after all checksums up to the end chunk agreed. Raises PictureFault."""
    kept = bytearray(_SIGNATURE)
    at = len(_SIGNATURE)
    while True:
        if at + 12 > len(content):
            raise PictureFault(Code.FRAME_TRUNCATED)
        length, name = int.from_bytes(content[at : at + 4], "big"), bytes(content[at + 4 : at + 8])
        end = at + 12 + length
        if length == 0 and name == b"\0\0\0\0":  # a preallocated file that was not filled to its end
            raise PictureFault(Code.FRAME_TRUNCATED)
        if end > len(content):
            raise PictureFault(Code.FRAME_TRUNCATED)
        if zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise PictureFault(Code.FRAME_UNREADABLE, "a checksum inside it does not agree")
        if name in _DECIDING:
            kept += content[at:end]
        if name == b"IEND":
            return bytes(kept)
        at = end


def _decode_deep_colour(content: bytes, header: _Header) -> Pixels:
    decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.dtype != np.uint16 or decoded.ndim != 3:
        raise PictureFault(Code.FRAME_UNREADABLE, "its pixels could not be decoded")
    if header.colour_type == _GREY_ALPHA:
        return np.ascontiguousarray(decoded[:, :, 0], np.uint16)
    return np.ascontiguousarray(decoded[:, :, 2::-1], np.uint16)  # BGR or BGRA to RGB
