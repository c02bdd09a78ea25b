"""What contact sheets are drawn with: colours and sizes, frames made small, outlines that stay, names that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import ImageDraw, ImageFont

from inspector.core.classes import DefectClass
from inspector.core.polygons import Mask

MARGIN_PX: Final = 16  # around the sheet, between its parts, and around what a part shows
LINE_PX: Final = 18
TEXT_PX: Final = 13
HEADING_PX: Final = 18
TITLE_PX: Final = 24
PAPER: Final = "#FFFFFF"
INK: Final = "#1A1A1A"
GREY: Final = "#595959"


def scaled(pixels: npt.NDArray[np.uint8], scale: float) -> npt.NDArray[np.uint8]:
    """RGB, smaller by ``scale`` (at most 1), by averages."""
    colour = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB) if pixels.ndim == 2 else pixels.copy(), np.uint8)
    if scale == 1:
        return colour
    size = (max(1, round(colour.shape[1] * scale)), max(1, round(colour.shape[0] * scale)))
    return np.asarray(cv2.resize(colour, size, interpolation=cv2.INTER_AREA), np.uint8)


def outline(label: Mask, shape: Sequence[int]) -> Mask:
    """One pixel around the label, brought to a tile (height, width, 3); however thin, it is not lost."""
    small = cv2.resize(label.astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_AREA) > 0
    around: npt.NDArray[np.bool_] = cv2.dilate(small.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return around & ~small


def fitted(text: str, font: ImageFont.ImageFont | ImageFont.FreeTypeFont, width_px: int) -> str:
    """The text, its middle left out where it is too long: names differ at their ends."""
    fitting, kept = text, len(text)
    while font.getlength(fitting) > width_px and kept > 2:
        kept -= 1
        fitting = f"{text[: (kept + 1) // 2]}...{text[len(text) - kept // 2 :]}"
    return fitting


def draw_class(draw: ImageDraw.ImageDraw, look: DefectClass, text: str, at: tuple[int, int], width_px: int) -> None:
    """A swatch of the class's colour and a text, in one line of ``HEADING_PX``, its top left corner ``at`` (x, y)."""
    left, top = at
    swatch, font = HEADING_PX - 2, ImageFont.load_default(HEADING_PX)
    draw.rectangle((left, top + 2, left + swatch, top + 2 + swatch), look.colour, INK)
    draw.text((left + MARGIN_PX + swatch, top), fitted(text, font, width_px - 2 * swatch), INK, font)
