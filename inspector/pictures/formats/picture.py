"""What every picture format offers: its size before decoding, then its pixels, upright.

    open_FORMAT(file)  ->  OpenedPicture(height, width, decode)

``height`` and ``width`` are those of the upright picture, read from the header alone. ``decode`` gives all
pixels with their bits, 16 of floating-point numbers, or raises ``PictureFault``: never a part of them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.bits import container_bits
from inspector.core.float_range import FloatRange
from inspector.core.frame import MIN_BITS, Pixels
from inspector.core.messages import Code

# What Pillow's and tifffile's parsers raise on damaged data, besides their own errors.
PARSER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    struct.error,
)


class PictureFault(Exception):  # noqa: N818 - a fault of the file's, not of ours
    """These bytes cannot become a frame; the caller knows the file's name and makes the message."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(f"{code.value} {detail}".strip())
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True, eq=False)
class DecodedPixels:
    """Pixels (H, W) grey or (H, W, 3) RGB, upright and C-contiguous, and how many bits their values have."""

    pixels: Pixels
    stated_bits: int | None = None  # by the file itself; None: it says nothing
    blank_rows: tuple[int, int] = (0, 0)  # (first, after the last): zeros to the end of the file's data
    orientation: int = 1  # of the pixels as stored, 1 to 8; see ``upright``

    @property
    def bits(self) -> int:
        """What the file says; else all that the numbers hold, 8 or 16."""
        return self.stated_bits or container_bits(self.pixels)


def plausible_bits(pixels: Pixels, bits: int | None) -> int | None:
    """``bits`` of a tag where it says something that the pixels' type leaves open."""
    return bits if bits is not None and MIN_BITS <= bits <= 16 and container_bits(pixels) == 16 else None


@dataclass(frozen=True, slots=True)
class OpenedPicture:
    file_format: str  # "PNG", "JPEG", "BMP", "TIFF"
    height: int
    width: int
    decode: Callable[[FloatRange], DecodedPixels]  # the range counts where the values are floating-point numbers


MIN_BLANK_ROWS = 8  # fewer black rows at the end are a picture's own


def blank_at_end(rows: npt.NDArray[Any]) -> int:
    """How many rows (H, …), as stored, hold nothing to the end of the file: zeros, as where a copy broke off.

    With the row in which the zeros begin. 0 where there are too few to say so. A picture may really be black there:
    then it shows nothing either.
    """
    n_blank = 0
    while n_blank < len(rows) and not rows[len(rows) - 1 - n_blank].any():
        n_blank += 1
    if n_blank < MIN_BLANK_ROWS:
        return 0
    if n_blank < len(rows) and not rows[len(rows) - 1 - n_blank].reshape(-1)[-1]:
        n_blank += 1
    return n_blank


def fault_of(error: Exception) -> PictureFault:
    """Sort what a decoding library raised into truncated or otherwise damaged."""
    text = str(error) or type(error).__name__
    if isinstance(error, EOFError) or "truncated" in text.lower():
        return PictureFault(Code.FRAME_TRUNCATED)
    return PictureFault(Code.FRAME_UNREADABLE, text)


def check_size(height: int, width: int) -> None:
    if height <= 0 or width <= 0:
        raise PictureFault(Code.FRAME_UNREADABLE, f"its header says {width} x {height} pixels")


def cmyk_to_rgb(cmyk: npt.NDArray[Any], highest: int) -> Pixels:
    """(H, W, 4), 0 for no ink and ``highest`` for all of it, to (H, W, 3) of the same scale: R = (1 - C) (1 - K).

    An embedded profile is not asked: in all frames of a source the same ink is the same grey.
    """
    white = highest - cmyk.astype(np.uint32)
    rgb = (white[:, :, :3] * white[:, :, 3:] + highest // 2) // highest
    return np.ascontiguousarray(rgb, np.uint8 if cmyk.dtype.itemsize == 1 else np.uint16)


def pixels_of(picture: Image.Image) -> Pixels:
    """The pixels of a loaded Pillow picture as grey or RGB; alpha is dropped, 1 bit becomes 0 and 255."""
    mode = picture.mode
    if mode == "1":
        return np.asarray(picture).astype(np.uint8) * np.uint8(255)
    if mode in ("L", "RGB"):
        return np.asarray(picture)
    if mode in ("I;16", "I;16L", "I;16B"):
        return np.asarray(picture).astype(np.uint16, copy=False)  # native byte order
    if mode == "LA":
        return np.ascontiguousarray(np.asarray(picture)[:, :, 0])
    if mode in ("RGBA", "RGBX"):
        return np.ascontiguousarray(np.asarray(picture)[:, :, :3])
    if mode == "CMYK":
        return cmyk_to_rgb(np.asarray(picture), 255)
    if mode in ("P", "PA", "YCbCr"):
        picture.info.pop("transparency", None)  # dropped as alpha is; Pillow would warn about it
        return np.asarray(picture.convert("RGB"))
    raise PictureFault(Code.FRAME_UNSUPPORTED, f"pixels of kind {mode}")


def upright_size(height: int, width: int, orientation: int) -> tuple[int, int]:
    return (width, height) if orientation >= 5 else (height, width)


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """Turn pixels as stored to the way up that the EXIF or TIFF tag 274 says (1 to 8, 1 is upright).

    Source: TIFF 6.0, section 8, and EXIF 2.3, tag Orientation.
    """
    turned = pixels.swapaxes(0, 1) if orientation >= 5 else pixels
    if orientation in (3, 4, 7, 8):
        turned = turned[::-1]
    if orientation in (2, 3, 6, 7):
        turned = turned[:, ::-1]
    return np.ascontiguousarray(turned)


def exif_orientation(exif: bytes) -> int:
    """Tag 274 of an EXIF block (a small TIFF); 1 where it is missing or the block is damaged.

    Our own twenty lines, since Pillow's parser warns about blocks that cameras write wrongly.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (n_tags,) = struct.unpack_from(order + "H", exif, start)
        for at in range(start + 2, start + 2 + 12 * n_tags, 12):
            tag, kind = struct.unpack_from(order + "HH", exif, at)
            if tag == 274 and kind == 3:
                return valid_orientation(struct.unpack_from(order + "H", exif, at + 8)[0])
    except struct.error:
        pass
    return 1


def valid_orientation(value: int) -> int:
    return value if 1 <= value <= 8 else 1
