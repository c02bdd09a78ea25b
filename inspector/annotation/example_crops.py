"""Crops of frames for people: an instance with what is around it, as 8 bits, and as a PNG.

crop_of(pixels, bits, box, max_px)  ->  (h, w[, 3]) uint8
png_of(crop), crop_from(png)
"""

from __future__ import annotations

import io

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.bits import to_eight_bit
from inspector.core.defect import Box
from inspector.pictures.large_picture import AnyPixels

MARGIN_SHARE, MIN_SIDE_PX = 0.5, 48
NARROWEST = 0.5  # side of a crop, of the longer one: a scratch is seen with the steel around it

Crop = npt.NDArray[np.uint8]


def crop_of(pixels: AnyPixels, bits: int, box: Box, max_px: int) -> Crop:
    """The box in the middle of as much around it again, cut at the borders of the frame; at most ``max_px`` a side."""
    part = window_of(box, *pixels.shape[:2])
    crop = to_eight_bit(pixels[part.y : part.y + part.height, part.x : part.x + part.width], bits)
    scale = max_px / max(crop.shape[:2])
    if scale < 1:
        size = max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale))
        crop = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.ascontiguousarray(crop)


def window_of(box: Box, height: int, width: int) -> Box:
    """The part of a frame that the crop of a box shows."""
    least = max(MIN_SIDE_PX, round(NARROWEST * (1 + 2 * MARGIN_SHARE) * max(box.width, box.height)))
    top, bottom = _side(box.y, box.height, height, least)
    left, right = _side(box.x, box.width, width, least)
    return Box(left, top, right - left, bottom - top)


def _side(first: int, n: int, n_frame: int, least: int) -> tuple[int, int]:
    """First and end; near a border the crop moves in, so that it is as large there as anywhere."""
    wanted = min(n_frame, max(least, round(n * (1 + 2 * MARGIN_SHARE))))
    start = min(max(0, first + n // 2 - wanted // 2), n_frame - wanted)
    return start, start + wanted


def png_of(crop: Crop) -> bytes:
    """The same bytes for the same crop."""
    encoded = io.BytesIO()
    Image.fromarray(crop).save(encoded, "PNG")
    return encoded.getvalue()


def crop_from(png: bytes) -> Crop:
    """Raises ValueError in words."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
            if picture.mode not in ("L", "RGB") or max(picture.size) > 4096:
                raise ValueError("it is no crop of 8 bits")
            return np.array(picture, np.uint8)
    except (OSError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ValueError(f"it is no whole picture: {error}") from error
