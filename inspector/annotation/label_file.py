"""The mask of a frame as a file: an 8-bit index PNG that also says up to which record of its journal it was written.

The number stands in a text chunk, so that mask and number are renamed into place as one.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from inspector.core.class_map import ClassMap
from inspector.pictures.formats.picture import PictureFault
from inspector.pictures.formats.png import checked_chunks

_KEY = "inspector.number"
_EFFORT = 1  # of compression: a mask is long runs, and nobody waits for the rest
_END = b"IEND\xaeB`\x82"  # of every whole PNG
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError)


def encode_label(class_map: ClassMap, number: int) -> bytes:
    """The same bytes for the same mask and number."""
    facts = PngInfo()
    facts.add_text(_KEY, str(number))
    encoded = io.BytesIO()
    Image.fromarray(class_map).save(encoded, "PNG", pnginfo=facts, compress_level=_EFFORT)
    return encoded.getvalue()


def decode_label(content: bytes) -> tuple[ClassMap, int]:
    """Class map (H, W), which may be written to, and its number. Raises ValueError in words."""
    if not content.endswith(_END):
        raise ValueError("it is no whole mask: its end is missing")
    try:
        checked_chunks(memoryview(content))  # Pillow skips those of pixels: a damaged mask would pass as another one
    except PictureFault as fault:
        raise ValueError(f"it is no whole mask: {fault.detail or 'it is cut short'}") from fault
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.mode != "L":
                raise ValueError(f"a mask is an 8-bit grey picture, this one is {picture.mode}")
            class_map = np.array(picture, np.uint8)
            text = getattr(picture, "text", {}).get(_KEY, "")
    except (*_DAMAGE, Image.DecompressionBombError) as error:
        raise ValueError(f"it is no whole mask: {error}") from error
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise ValueError("it does not say up to which change it was written")
    return class_map, int(text)
