"""A picture file to the pixels of a frame, whole or not at all.

    path  ->  DecodedPicture(pixels (H, W) grey | (H, W, 3) RGB, uint8 | uint16, and their bits)

PNG, JPEG, BMP and TIFF, told apart by their first bytes, not by extension. 16 bits stay 16 bits; how many of
them count is taken from the file where it tells (TIFF MaxSampleValue and WhiteLevel, PNG sBIT). Alpha is
dropped (the colours under it are taken as stored), palettes become RGB, 1-bit becomes grey 0 and 255. CMYK becomes RGB
as ink on white, (1 - C) (1 - K), whatever profile lies beside it. Floating-point numbers (TIFF) become 16 bits by a
range from black to white that is one for all frames, 0 to 1 where nothing else is said; what lies outside is refused.
EXIF orientation is obeyed. A file cut short is an error, never a half-grey frame. The size in the header is checked
before anything is decoded, so a small file cannot claim all memory; it is believed only once all its pixels are there.

Files are read here, whole, and nowhere else: what may hang ends before decoding begins, and what is decoded does not
change meanwhile. No Qt; safe to call from any thread.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from inspector.core.bits import container_bits, full_scale
from inspector.core.float_range import UNIT, FloatRange
from inspector.core.frame import MAX_PIXELS, Pixels
from inspector.core.messages import Code, FrameError, Message, message
from inspector.core.untrusted import open_regular, read_bounded, storable
from inspector.pictures.file_time import file_time
from inspector.pictures.formats.bmp import open_bmp
from inspector.pictures.formats.jpeg import open_jpeg
from inspector.pictures.formats.picture import DecodedPixels, OpenedPicture, PictureFault
from inspector.pictures.formats.png import open_png
from inspector.pictures.formats.tiff import open_tiff

LIMIT_MPX = MAX_PIXELS / 1e6  # megapixels
MAX_FILE_BYTES = 2 << 30  # so many pixels of 16-bit colour are 1.8 GB
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".tif", ".tiff"})

_N_FIRST_BYTES = 16
_OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], OpenedPicture]], ...] = (
    (b"\x89PNG\r\n\x1a\n", open_png),
    (b"\xff\xd8\xff", open_jpeg),
    (b"BM", open_bmp),
    (b"II*\0", open_tiff),
    (b"MM\0*", open_tiff),
    (b"II+\0", open_tiff),  # BigTIFF
    (b"MM\0+", open_tiff),
)
# Pictures that are recognised, to say so, but not read.
_UNSUPPORTED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (0, b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000"),
    (0, b"\xff\x0a", "JPEG XL"),
    (0, b"\0\0\0\x0cJXL ", "JPEG XL"),
    (4, b"ftypheic", "HEIF"),
    (4, b"ftypavif", "AVIF"),
    (0, b"8BPS", "Photoshop"),
    (0, b"v/1\x01", "OpenEXR"),
    *((0, b"P%d%c" % (kind, space), "PNM") for kind in range(1, 7) for space in b"\n\r \t"),
)


@dataclass(frozen=True, slots=True, eq=False)
class DecodedPicture:
    pixels: Pixels  # (H, W) grey or (H, W, 3) RGB, C-contiguous
    stated_bits: int | None  # of each value, as the file says; None: it does not
    file_format: str  # "PNG", "JPEG", "BMP", "TIFF"
    modified_at: datetime  # UTC
    blank_rows: tuple[int, int] = (0, 0)  # see ``Frame``


@dataclass(frozen=True, slots=True, eq=False)
class PictureFile:
    """The bytes of a file, and nothing known of what they hold."""

    content: bytes
    modified_at: datetime  # UTC


def read_frame_pixels(path: Path, *, name: str | None = None, limit_mpx: float = LIMIT_MPX) -> DecodedPicture:
    """Decode one picture file whole.

    ``name`` is how messages call it, the file's name if not given. Raises FrameError with FRAME_VANISHED,
    FRAME_UNREADABLE, FRAME_EMPTY_FILE, FRAME_NOT_A_PICTURE, FRAME_TOO_LARGE, FRAME_UNSUPPORTED,
    FRAME_FLOAT_RANGE or FRAME_TRUNCATED.
    """
    name = printable(path.name) if name is None else name
    return decode_file(read_picture_file(path, name), name, limit_mpx)


def read_picture_file(path: Path, name: str, answered: Callable[[], None] = lambda: None) -> PictureFile:
    """The half of ``read_frame_pixels`` that may hang; ``answered`` is called for each piece of the file that comes."""
    try:
        modified_at = file_time(path.stat().st_mtime, name)
        answered()
        return PictureFile(read_bounded(path, MAX_FILE_BYTES, answered), modified_at)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise FrameError(message(Code.FRAME_VANISHED, name=name)) from error
        detail = error.strerror or str(error)
    except MemoryError:
        detail = "not enough memory"
    except ValueError as error:  # no regular file, or too large
        detail = str(error)
    raise FrameError(message(Code.FRAME_UNREADABLE, name=name, detail=detail))


def decode_file(
    file: PictureFile, name: str, limit_mpx: float = LIMIT_MPX, float_range: FloatRange = UNIT
) -> DecodedPicture:
    """The half of ``read_frame_pixels`` that only computes."""
    decoded, file_format = _decode(io.BytesIO(file.content), name, limit_mpx, float_range)
    return DecodedPicture(decoded.pixels, decoded.stated_bits, file_format, file.modified_at, decoded.blank_rows)


def decode_picture(data: bytes, name: str) -> DecodedPixels:
    """Pixels and bits of a picture that is in memory. Raises FrameError as ``read_frame_pixels`` does."""
    return _decode(io.BytesIO(data), name, LIMIT_MPX, UNIT)[0]


def _decode(file: BinaryIO, name: str, limit_mpx: float, float_range: FloatRange) -> tuple[DecodedPixels, str]:
    try:
        picture = _open_picture(file)
        if picture.height * picture.width > round(limit_mpx * 1e6):
            size = {"width": picture.width, "height": picture.height}
            raise FrameError(message(Code.FRAME_TOO_LARGE, name=name, **size, limit_mpx=limit_mpx))
        return picture.decode(float_range), picture.file_format
    except PictureFault as fault:
        raise _frame_error(fault, name) from fault
    except MemoryError as error:
        raise FrameError(message(Code.FRAME_UNREADABLE, name=name, detail="not enough memory")) from error


def _frame_error(fault: PictureFault, name: str) -> FrameError:
    has_detail = fault.code in (Code.FRAME_UNSUPPORTED, Code.FRAME_UNREADABLE, Code.FRAME_FLOAT_RANGE)
    return FrameError(message(fault.code, name=name, **({"detail": fault.detail} if has_detail else {})))


def bits_fault(pixels: Pixels, bits: int, name: str) -> Message | None:
    """FRAME_BITS_EXCEEDED where a value needs more than the bits that are stated; None where all is well."""
    if bits == container_bits(pixels) or (highest := int(pixels.max())) <= full_scale(bits):
        return None
    return message(
        Code.FRAME_BITS_EXCEEDED, name=name, bits=bits, highest=highest, limit=full_scale(bits),
        needed=highest.bit_length(),
    )  # fmt: skip


def probe_size(path: Path) -> tuple[int, int] | None:
    """(height, width) of the upright picture as its header claims; None where it does not tell.

    It also answers for pictures that cannot be decoded, so it is to be compared with and never to be built on.
    """
    try:
        with open_regular(path) as file:
            picture = _open_picture(file)
            return picture.height, picture.width
    except (PictureFault, OSError, ValueError, MemoryError):
        return None


def looks_like_picture(path: Path) -> bool:
    """True if the first bytes are those of a picture format, read or not. Raises OSError."""
    try:
        with open_regular(path) as file:
            first = file.read(_N_FIRST_BYTES)
    except ValueError:  # no regular file
        return False
    return _opener(first) is not None or _unsupported_format(first) is not None


def printable(text: str) -> str:
    """A file name for records and screens: names that are not valid UTF-8 get a mark where they are not."""
    return storable(text)


def _open_picture(file: BinaryIO) -> OpenedPicture:
    first = file.read(_N_FIRST_BYTES)
    if not first:
        raise PictureFault(Code.FRAME_EMPTY_FILE)
    opener = _opener(first)
    if opener is not None:
        file.seek(0)
        return opener(file)
    unsupported = _unsupported_format(first)
    if unsupported is not None:
        raise PictureFault(Code.FRAME_UNSUPPORTED, unsupported)
    is_beginning = any(signature.startswith(first) for signature, _ in _OPENERS)
    raise PictureFault(Code.FRAME_TRUNCATED if is_beginning else Code.FRAME_NOT_A_PICTURE)


def _opener(first: bytes) -> Callable[[BinaryIO], OpenedPicture] | None:
    return next((opener for signature, opener in _OPENERS if first.startswith(signature)), None)


def _unsupported_format(first: bytes) -> str | None:
    return next((name for at, mark, name in _UNSUPPORTED if first[at : at + len(mark)] == mark), None)
