"""TIFF and BigTIFF, parsed by tifffile: strips or tiles, planes together or apart.

One file is one frame. A file with several full pages is refused, since taking the first would pass over the
others without a word; reduced copies and masks beside the picture (NewSubfileType bits 0 and 2) do not count.

Every strip or tile must lie inside the file before anything is decoded: decoders fill missing ones with
black. Where an uncompressed file's data end in zeros, it was not written to its end, or is black there: those rows are
told. Compressed data that end so are refused.

tifffile decodes uncompressed, deflate and PackBits data; the rest (LZW, JPEG, 2 and 4 bits) goes to Pillow's libtiff,
and 16-bit colour in those to OpenCV's, because the package imagecodecs is not shipped. Fax data are refused: decoders
make any number of rows of them without a word.
"""

from __future__ import annotations

import io
import math
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

import cv2
import numpy as np
import numpy.typing as npt
import tifffile
from PIL import Image, TiffImagePlugin

from inspector.core.bits import full_scale
from inspector.core.float_range import FloatRange
from inspector.core.frame import Pixels
from inspector.core.messages import Code
from inspector.pictures.formats.jpeg import stored_size
from inspector.pictures.formats.picture import (
    PARSER_ERRORS,
    DecodedPixels,
    OpenedPicture,
    PictureFault,
    blank_at_end,
    check_size,
    cmyk_to_rgb,
    fault_of,
    pixels_of,
    plausible_bits,
    upright,
    upright_size,
    valid_orientation,
)

# Numbers of TIFF 6.0 and its supplements.
_UNCOMPRESSED, _DEFLATE, _PACKBITS = 1, (8, 32946), 32773
_LZW = 5
_BY_TIFFFILE = {_UNCOMPRESSED, *_DEFLATE, _PACKBITS}
_FAX = (2, 3, 4, 32771)
_JPEG, _SEPARATE = 7, 2  # a compression, and a planar configuration
_MAX_INFLATION, _HARMLESS_BYTES, _INFLATED_AT_ONCE = 1032, 256 << 20, 1 << 20  # of deflate, by its format
_MIN_ZEROS, _MAX_ZEROS = 8, 32  # looked at, at the end of compressed data
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _PALETTE, _INKS, _YCBCR = 0, 1, 2, 3, 5, 6
_N_COLOURS = {_RGB: 3, _YCBCR: 3, _INKS: 4}  # else 1
_INK_SET, _CMYK = 332, 1
_FLOAT, _FLOAT_PREDICTOR = 3, 3  # a sample format, and what tifffile cannot undo without imagecodecs
_FLOAT_BITS = (16, 32, 64)
_REDUCED_OR_MASK = 0b101  # NewSubfileType
_ORIENTATION = 274
_MAX_SAMPLE_VALUE, _WHITE_LEVEL = 281, 50717
_NUMBERS = {2: "signed", 5: "complex", 6: "complex"}  # SampleFormat


def open_tiff(file: BinaryIO) -> OpenedPicture:
    file_length = file.seek(0, io.SEEK_END)
    file.seek(0)
    _check_start(file, file_length)
    try:
        tiff = tifffile.TiffFile(file)
        page: Any = tiff.pages[0]
        n_pages = _count_pages(tiff)
        height, width = int(page.imagelength), int(page.imagewidth)
        orientation = _orientation(page)
    except (*PARSER_ERRORS, tifffile.TiffFileError) as error:
        raise fault_of(error) from error
    check_size(height, width)

    def decode(float_range: FloatRange) -> DecodedPixels:
        if n_pages > 1:
            raise PictureFault(Code.FRAME_UNSUPPORTED, "a TIFF file with several pages")
        try:
            _check_kind(page)
            _check_complete(page, file_length)
            _check_written(file, page)
            _check_claims(file, page)
            pixels, n_blank = _decode_page(file, page, orientation, float_range)
        except (*PARSER_ERRORS, tifffile.TiffFileError, zlib.error) as error:
            raise fault_of(error) from error
        if pixels.shape[:2] != upright_size(height, width, orientation):
            raise PictureFault(Code.FRAME_UNREADABLE, "its pixels do not fill the size in its header")
        if n_blank and orientation >= 5:  # rows as stored are columns, and a frame is inspected by rows
            raise PictureFault(Code.FRAME_TRUNCATED)
        blank = (0, n_blank) if not n_blank or orientation in (3, 4) else (height - n_blank, height)
        return DecodedPixels(pixels, plausible_bits(pixels, _tagged_bits(page)), blank, orientation)

    return OpenedPicture("TIFF", *upright_size(height, width, orientation), decode)


@dataclass(frozen=True, slots=True)
class PlainTiff:
    """8-bit grey whose parts can be decoded one by one."""

    height: int
    width: int
    is_tiled: bool
    part_height: int  # of a tile, or rows of a strip; the last strip may have fewer
    part_width: int
    n_beside: int  # parts side by side
    parts: tuple[tuple[int, int], ...]  # offset and bytes of each, row by row
    compression: int
    predictor: int
    is_white_zero: bool

    @property
    def is_uncompressed(self) -> bool:
        return self.compression == _UNCOMPRESSED


def open_plain_tiff(file: BinaryIO, min_px: int) -> PlainTiff | None:
    """None where it has no more than ``min_px`` pixels. Raises PictureFault for another kind, or one cut short."""
    file_length = file.seek(0, io.SEEK_END)
    file.seek(0)
    _check_start(file, file_length)
    try:
        tiff = tifffile.TiffFile(file)
        page: Any = tiff.pages[0]
        height, width = int(page.imagelength), int(page.imagewidth)
        check_size(height, width)
        if height * width <= min_px:
            return None
        if _count_pages(tiff) > 1:
            raise PictureFault(Code.FRAME_UNSUPPORTED, "a TIFF file with several pages")
        _check_kind(page)
        compression, predictor = int(page.compression), int(page.predictor)
        is_plain = (int(page.bitspersample), int(page.samplesperpixel), int(page.photometric)) in (
            (8, 1, _WHITE_IS_ZERO), (8, 1, _BLACK_IS_ZERO),
        )  # fmt: skip
        is_read = compression in (_UNCOMPRESSED, *_DEFLATE, _LZW) and predictor in (1, 2)
        is_read = is_read and _orientation(page) == 1 and int(page.fillorder) == 1
        if not (is_plain and is_read) or (compression == _UNCOMPRESSED and predictor != 1):
            raise PictureFault(
                Code.FRAME_UNSUPPORTED,
                "so large a picture that is not upright 8-bit grey, uncompressed, LZW or deflate",
            )
        _check_complete(page, file_length)
        part_height = int(page.tilelength) if page.is_tiled else min(int(page.rowsperstrip), height)
        part_width = int(page.tilewidth) if page.is_tiled else width
        parts = tuple((int(at), int(n)) for at, n in zip(page.dataoffsets, page.databytecounts, strict=True))
        return PlainTiff(
            height, width, bool(page.is_tiled), part_height, part_width, -(-width // part_width), parts, compression,
            predictor, int(page.photometric) == _WHITE_IS_ZERO,
        )  # fmt: skip
    except (*PARSER_ERRORS, tifffile.TiffFileError) as error:
        raise fault_of(error) from error


def _check_start(file: BinaryIO, file_length: int) -> None:
    """A writer puts the offset of the directory into the header last: 0 or beyond the end means cut short."""
    start = file.read(16)
    file.seek(0)
    order = "little" if start[:2] == b"II" else "big"
    is_big = start[2:4] in (b"\x2b\0", b"\0\x2b")
    offset = start[8:16] if is_big else start[4:8]
    at = int.from_bytes(offset, "little" if order == "little" else "big")
    if len(offset) < (8 if is_big else 4) or at == 0 or at >= file_length:
        raise PictureFault(Code.FRAME_TRUNCATED)


def _count_pages(tiff: Any) -> int:
    """1 or 2, where 2 means several; stops at the second full page."""
    n_pages = 1
    if tiff.is_imagej and int((tiff.imagej_metadata or {}).get("images", 1)) > 1:
        return 2  # ImageJ keeps large stacks behind one page
    index = 1
    while n_pages < 2:
        try:
            page = tiff.pages[index]
        except IndexError:
            break
        if not int(page.subfiletype) & _REDUCED_OR_MASK:
            n_pages += 1
        index += 1
    return n_pages


def _orientation(page: Any) -> int:
    tag = page.tags.get(_ORIENTATION)
    return valid_orientation(int(tag.value)) if tag is not None else 1


def _tagged_bits(page: Any) -> int | None:
    """What the tags say of the values' depth.

    WhiteLevel (DNG) is the value of a saturated sensor. MaxSampleValue should be the highest value that may occur, but
    some writers put the highest that does: it counts where it is the highest of some number of bits.
    """
    white, highest = (_tag_value(page, number) for number in (_WHITE_LEVEL, _MAX_SAMPLE_VALUE))
    if white:
        return white.bit_length()
    return highest.bit_length() if highest and highest & (highest + 1) == 0 else None


def _tag_value(page: Any, number: int) -> int | None:
    """Of several channels the largest; None where it is missing or no whole number."""
    tag = page.tags.get(number)
    values = () if tag is None else tag.value if isinstance(tag.value, tuple) else (tag.value,)
    return max((value for value in values if isinstance(value, int) and value > 0), default=None)


def _check_kind(page: Any) -> None:
    """Refuse what has no plain meaning as 8- or 16-bit grey or RGB, and say what it is."""
    n_bits, sample_format = page.bitspersample, int(page.sampleformat)
    photometric, n_samples = int(page.photometric), int(page.samplesperpixel)
    n_extra = len(page.extrasamples)
    if sample_format in _NUMBERS:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"{n_bits}-bit {_NUMBERS[sample_format]} values")
    if int(page.compression) in _FAX:
        raise PictureFault(Code.FRAME_UNSUPPORTED, "fax compression, which does not tell whether a picture is whole")
    if int(page.imagedepth) > 1:
        raise PictureFault(Code.FRAME_UNSUPPORTED, "a TIFF volume")
    if sample_format == _FLOAT:
        if photometric not in (_BLACK_IS_ZERO, _RGB):
            raise PictureFault(Code.FRAME_UNSUPPORTED, "floating-point values that are neither grey nor RGB")
    elif photometric == _INKS and (_tag_value(page, _INK_SET) or _CMYK) != _CMYK:
        raise PictureFault(Code.FRAME_UNSUPPORTED, "inks other than cyan, magenta, yellow and black")
    allowed_bits = {
        _WHITE_IS_ZERO: (1, 2, 4, 8, 16),
        _BLACK_IS_ZERO: (1, 2, 4, 8, 16),
        _PALETTE: (1, 2, 4, 8),
        _RGB: (8, 16),
        _INKS: (8, 16),
        _YCBCR: (8,),
    }.get(photometric)
    if allowed_bits is None:
        name = getattr(page.photometric, "name", str(photometric))
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"TIFF colours of kind {name}")
    if n_bits not in (_FLOAT_BITS if sample_format == _FLOAT else allowed_bits):
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"{n_bits}-bit values")
    n_colours = _N_COLOURS.get(photometric, 1)
    if n_samples - n_colours != n_extra or n_extra > 1:  # one extra is alpha, and dropped
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"{n_samples} channels")


def _check_complete(page: Any, file_length: int) -> None:
    offsets, byte_counts = page.dataoffsets, page.databytecounts
    if not offsets or len(offsets) != len(byte_counts):
        raise PictureFault(Code.FRAME_TRUNCATED)
    n_rows = page.tilelength if page.is_tiled else min(int(page.rowsperstrip), int(page.imagelength))
    n_beside = math.ceil(page.imagewidth / page.tilewidth) if page.is_tiled else 1
    n_planes = int(page.samplesperpixel) if int(page.planarconfig) == _SEPARATE else 1
    n_expected = math.ceil(page.imagelength / n_rows) * n_beside * n_planes
    if len(offsets) != n_expected:
        raise PictureFault(Code.FRAME_UNREADABLE, f"it holds {len(offsets)} of {n_expected} parts")
    for offset, n_bytes in zip(offsets, byte_counts, strict=True):
        if offset <= 0 or n_bytes <= 0 or offset + n_bytes > file_length:
            raise PictureFault(Code.FRAME_TRUNCATED)


def _check_written(file: BinaryIO, page: Any) -> None:
    """Compressed data never end in many zeros, but where nothing was written. Deflate has a checksum of its own."""
    if int(page.compression) in (_UNCOMPRESSED, *_DEFLATE):
        return
    offset, n_bytes = max(zip(page.dataoffsets, page.databytecounts, strict=True))
    n_looked_at = min(n_bytes, _MAX_ZEROS)
    file.seek(offset + n_bytes - n_looked_at)
    if n_looked_at >= _MIN_ZEROS and not any(file.read(n_looked_at)):
        raise PictureFault(Code.FRAME_TRUNCATED)


def _check_claims(file: BinaryIO, page: Any) -> None:
    """What the directory says of its parts against what they hold: decoders fill with black, or take all memory."""
    compression = int(page.compression)
    height = int(page.tilelength if page.is_tiled else min(int(page.rowsperstrip), int(page.imagelength)))
    width = int(page.tilewidth if page.is_tiled else page.imagewidth)
    if compression == _JPEG:
        for index, (offset, n_bytes) in enumerate(zip(page.dataoffsets, page.databytecounts, strict=True)):
            file.seek(offset)
            n_rows, n_columns = stored_size(file.read(n_bytes))
            n_needed = height if page.is_tiled else min(height, int(page.imagelength) - index * height)
            if n_columns != width or (n_rows < n_needed and int(page.planarconfig) != _SEPARATE):
                raise PictureFault(Code.FRAME_UNREADABLE, "its pixels do not fill the size in its header")
    if compression in _DEFLATE:
        n_allowed = height * width * int(page.samplesperpixel) * (int(page.bitspersample) + 7) // 8
        for offset, n_bytes in zip(page.dataoffsets, page.databytecounts, strict=True):
            if n_bytes * _MAX_INFLATION > n_allowed + _HARMLESS_BYTES:
                file.seek(offset)
                _check_inflation(file.read(n_bytes), n_allowed + _HARMLESS_BYTES)


def _check_inflation(content: bytes, n_allowed: int) -> None:
    """Without holding what comes out."""
    inflating, n_inflated = zlib.decompressobj(), 0
    while content and not inflating.eof:
        n_inflated += len(inflating.decompress(content, _INFLATED_AT_ONCE))
        content = inflating.unconsumed_tail
        if n_inflated > n_allowed:
            raise PictureFault(Code.FRAME_UNREADABLE, "it holds more than the size in its header")


def _n_blank(stored: npt.NDArray[Any], page: Any) -> int:
    """Rows of uncompressed data that hold nothing, to the end of the file; of planes apart, the last is the end."""
    if int(page.compression) != _UNCOMPRESSED:
        return 0
    rows = stored[-1] if page.axes == "SYX" else stored
    n_blank = blank_at_end(rows)
    first = len(rows) - n_blank
    if n_blank and first and page.is_tiled:  # zeros begin at a tile: perhaps beside others that were written
        top, left = (first - 1) // page.tilelength * page.tilelength, (rows.shape[1] - 1) // page.tilewidth
        if not rows[top:first, left * page.tilewidth :].any():
            n_blank = len(rows) - top
    return n_blank


def _decode_page(file: BinaryIO, page: Any, orientation: int, float_range: FloatRange) -> tuple[Pixels, int]:
    """The upright pixels, and how many rows at the end, as stored, hold nothing."""
    if int(page.sampleformat) == _FLOAT:
        is_by_tifffile = int(page.compression) in _BY_TIFFFILE and int(page.predictor) != _FLOAT_PREDICTOR
        stored = np.asarray(page.asarray(maxworkers=1)) if is_by_tifffile else _floats_by_pillow(file, page)
        return upright(_whole_numbers(_values(stored, page), float_range), orientation), _n_blank(stored, page)
    if int(page.compression) in _BY_TIFFFILE and page.bitspersample in (1, 8, 16):
        # One worker: the folder decodes two files at a time already.
        stored = np.asarray(page.asarray(maxworkers=1))
        return upright(_meaning(stored, page), orientation), _n_blank(stored, page)
    if page.bitspersample == 16 and int(page.samplesperpixel) > 1 and int(page.photometric) != _INKS:
        return upright(_decode_deep_colour(file, page, orientation), orientation), 0
    pixels = _decode_by_pillow(file, page)
    return pixels, blank_at_end(pixels) if int(page.compression) == _UNCOMPRESSED else 0


def _meaning(stored: npt.NDArray[Any], page: Any) -> Pixels:
    """Grey or RGB from whole numbers as stored: colours of palettes and inks, bits spread."""
    photometric, values = int(page.photometric), _values(stored, page)
    if photometric == _PALETTE:
        colours = np.asarray(page.colormap, np.uint16).T  # (n, 3), 16 bits each
        return (colours >> 8).astype(np.uint8)[values.astype(np.intp)]
    if int(page.bitspersample) == 1:
        values = values.astype(np.uint8) * np.uint8(255)
    if photometric == _INKS:
        return cmyk_to_rgb(values, full_scale(8 * values.dtype.itemsize))
    if photometric == _WHITE_IS_ZERO:
        highest = full_scale(plausible_bits(_native(values), _tagged_bits(page)) or 8 * values.dtype.itemsize)
        values = values.dtype.type(highest) - values  # what is above it stays so: it wraps, and is refused later
    return _native(values)


def _values(stored: npt.NDArray[Any], page: Any) -> npt.NDArray[Any]:
    """(H, W), or (H, W, N) of N colours: planes put together, alpha dropped."""
    planes = np.moveaxis(stored, 0, 2) if page.axes == "SYX" else stored
    n_colours = _N_COLOURS.get(int(page.photometric), 1)
    if n_colours == 1:
        return planes[:, :, 0] if planes.ndim == 3 else planes
    if page.axes not in ("YXS", "SYX"):
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"a TIFF with the axes {page.axes}")
    return planes[:, :, :n_colours]


def _whole_numbers(values: npt.NDArray[np.floating], float_range: FloatRange) -> Pixels:
    """What lies outside of the range is refused: cut, or stretched, grey would mean something else in each frame."""
    lowest, highest = float(values.min()), float(values.max())
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        raise PictureFault(Code.FRAME_UNREADABLE, "it holds values that are no numbers")
    if not float_range.holds(lowest, highest):
        raise PictureFault(
            Code.FRAME_FLOAT_RANGE,
            f"from {lowest:g} to {highest:g}; those that are read go from {float_range.low:g}, black, "
            f"to {float_range.high:g}, white",
        )
    return float_range.to_16_bit(values)


def _native(values: npt.NDArray[Any]) -> Pixels:
    if values.dtype.itemsize == 1:
        return np.ascontiguousarray(values, np.uint8)
    return np.ascontiguousarray(values, np.uint16)


def _floats_by_pillow(file: BinaryIO, page: Any) -> npt.NDArray[np.float32]:
    """LZW data, and those with a predictor of their own; as stored."""
    with _opened_by_pillow(file, page) as picture:
        if picture.mode != "F":
            raise PictureFault(
                Code.FRAME_UNSUPPORTED, f"floating-point values in TIFF compression {_compression(page)}"
            )
        if picture.getexif().get(_ORIENTATION, 1) != 1:
            raise PictureFault(Code.FRAME_UNSUPPORTED, "compressed floating-point values that are to be turned")
        return np.asarray(picture, np.float32)


def _decode_by_pillow(file: BinaryIO, page: Any) -> Pixels:
    """LZW and JPEG data, and few bits; Pillow turns a TIFF upright by itself."""
    if page.bitspersample == 16 and int(page.photometric) == _WHITE_IS_ZERO:
        raise PictureFault(Code.FRAME_UNSUPPORTED, "compressed 16-bit values where white is zero")
    with _opened_by_pillow(file, page) as picture:
        return upright(pixels_of(picture), 1)


def _opened_by_pillow(file: BinaryIO, page: Any) -> TiffImagePlugin.TiffImageFile:
    file.seek(0)
    try:
        picture = TiffImagePlugin.TiffImageFile(io.BytesIO(file.read()))
    except PARSER_ERRORS as error:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"TIFF compression {_compression(page)}") from error
    # Memory of our own, or Pillow would warn above a size of its own; ours was checked before.
    picture.im = Image.new(picture.mode, (int(page.imagewidth), int(page.imagelength)), None).im
    picture.load()
    return picture


def _decode_deep_colour(file: BinaryIO, page: Any, orientation: int) -> Pixels:
    file.seek(0)
    flags = cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION
    decoded = cv2.imdecode(np.frombuffer(file.read(), np.uint8), flags)
    if decoded is None:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"16-bit colour in TIFF compression {_compression(page)}")
    if decoded.dtype != np.uint16 or decoded.ndim != 3 or orientation != 1:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"16-bit colour in TIFF compression {_compression(page)}")
    return np.ascontiguousarray(decoded[:, :, 2::-1], np.uint16)  # BGR or BGRA to RGB


def _compression(page: Any) -> str:
    return str(getattr(page.compression, "name", page.compression))
