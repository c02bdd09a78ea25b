"""The pixels of a mask's file as they are stored, before anybody says what they mean.

    bytes  ->  MaskPixels: levels of grey, entries of a palette with their colours, or colours

Grey of 1 bit is 0 and 255, as every program shows it; of 2 and 4 bits it is what is stored. A colour is one number,
0xRRGGBB, with ``TRANSPARENT`` added where nothing of it shows. A JPEG gives how bright its pixels are: it keeps no
colour as it was. Every file is decoded whole and checked as a frame is, and turned upright as one.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.messages import FrameError
from inspector.datasets.formats.reading import BrokenPair, Fault, check_size, content_of, fault_of_frame
from inspector.pictures.decoding import decode_picture, probe_size
from inspector.pictures.formats.picture import upright, valid_orientation

TRANSPARENT = 1 << 24
NO_COLOUR = 1 << 25  # of an entry beyond the palette's end
_PNG = b"\x89PNG"
_ORIENTATION = 274  # EXIF
_LIBRARY_ERRORS = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error,
                   Image.DecompressionBombError)  # fmt: skip

Codes = npt.NDArray[np.uint32]


class Kind(StrEnum):
    GREY = "grey"
    PALETTE = "palette"
    COLOUR = "colours"
    JPEG = "JPEG"


@dataclass(frozen=True, slots=True, eq=False)
class MaskPixels:
    kind: Kind
    values: npt.NDArray[Any]  # (H, W): levels uint8 or uint16, entries uint8, colours uint32
    palette: Codes | None = None  # (256,), the colour of each entry
    is_1_bit: bool = False

    @property
    def brightness(self) -> npt.NDArray[Any]:
        """(H, W): of grey its level, of a colour its largest part, 0 where it is transparent."""
        if self.palette is not None:
            of_entries: npt.NDArray[np.uint8] = brightness_of(self.palette)[self.values]
            return of_entries
        return brightness_of(self.values) if self.kind is Kind.COLOUR else self.values


def brightness_of(codes: Codes) -> npt.NDArray[np.uint8]:
    """The largest part of each colour, 0 to 255; 0 where it is transparent."""
    largest = np.maximum(np.maximum(codes >> 16 & 255, codes >> 8 & 255), codes & 255)
    return np.where(codes >= TRANSPARENT, 0, largest).astype(np.uint8)


def code_of(red: int, green: int, blue: int) -> int:
    return red << 16 | green << 8 | blue


def colour_text(code: int) -> str:
    """As ``--colours`` takes it: 128,0,0."""
    if code & NO_COLOUR:
        return "no colour"
    parts = f"{code >> 16 & 255},{code >> 8 & 255},{code & 255}"
    return f"{parts} (transparent)" if code & TRANSPARENT else parts


def is_grey(code: int) -> bool:
    return code >> 16 & 255 == code >> 8 & 255 == code & 255 and not code & NO_COLOUR


def read_mask_file(path: Path, where: str, height: int, width: int) -> bytes:
    """Bytes of a mask, whose header says that it is as large as the frame."""
    try:
        data = content_of(path)
    except FileNotFoundError as error:
        raise BrokenPair(Fault.MISSING_MASK, f"there is no {where}") from error
    except OSError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where}: {error.strerror}") from error
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where}: {error}") from error
    size = probe_size(path)
    if size is None:
        raise BrokenPair(Fault.CORRUPTED, f"{where} is no whole picture")
    check_size(size, height, width, where)
    return data


def mask_pixels(data: bytes, where: str) -> MaskPixels:
    """Raises BrokenPair for what is damaged, and for colours of 16 bits."""
    try:
        pixels = decode_picture(data, where).pixels
    except FrameError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where}: {fault_of_frame(error)}") from error
    if pixels.ndim == 3 and pixels.dtype != np.uint8:
        raise BrokenPair(Fault.SIXTEEN_BIT, f"{where} shows colours of 16 bits; masks in colours have 8")
    try:
        mask = _as_stored(data, pixels, where)
    except _LIBRARY_ERRORS as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where}: its palette or transparency cannot be read") from error
    if mask.values.shape == pixels.shape[:2] and (data.startswith(_PNG) or _shows(mask, pixels)):
        return mask
    raise BrokenPair(Fault.CORRUPTED, f"{where}: two decoders see two pictures in it")


def _as_stored(data: bytes, pixels: npt.NDArray[Any], where: str) -> MaskPixels:
    with Image.open(io.BytesIO(data)) as picture:
        if picture.format in ("JPEG", "MPO") or picture.info.get("compression") == "jpeg":  # the latter: inside a TIFF
            return MaskPixels(Kind.JPEG, pixels if pixels.ndim == 2 else pixels.max(axis=2))
        if picture.mode == "F":
            raise BrokenPair(Fault.CORRUPTED, f"{where} holds fractions, which are no values of a mask")
        if picture.mode in ("P", "PA"):
            entries = _turned(picture if picture.mode == "P" else picture.getchannel(0), picture)
            return MaskPixels(Kind.PALETTE, entries, _palette(picture))
        if picture.mode in ("LA", "RGBA") or "transparency" in picture.info:
            colours = pixels if pixels.ndim == 3 else np.dstack([pixels] * 3)
            if pixels.dtype == np.uint8:
                channel = (picture if picture.mode in ("LA", "RGBA") else picture.convert("RGBA")).getchannel("A")
                alpha = _turned(channel, picture)
                return MaskPixels(Kind.COLOUR, _codes(colours) | (alpha == 0) * np.uint32(TRANSPARENT))
        if pixels.ndim == 3:
            return MaskPixels(Kind.COLOUR, _codes(pixels))
        n_bits = data[24] if data.startswith(_PNG) else 8
        levels = pixels // (255 // (2**n_bits - 1)) if n_bits in (2, 4) else pixels  # Pillow has stretched them
        return MaskPixels(Kind.GREY, levels, is_1_bit=picture.mode == "1")


def _turned(channel: Image.Image, picture: Image.Image) -> npt.NDArray[np.uint8]:
    channel.load()
    stored: npt.NDArray[np.uint8] = np.asarray(channel, np.uint8)
    turned: npt.NDArray[Any] = upright(stored, valid_orientation(picture.getexif().get(_ORIENTATION, 1)))
    return turned


def _palette(picture: Image.Image) -> Codes:
    colours = np.array(picture.getpalette("RGB") or (), np.uint32).reshape(-1, 3)[:256]
    codes = np.full(256, NO_COLOUR, np.uint32)
    codes[: len(colours)] = _codes(colours)
    transparency = picture.info.get("transparency", b"")
    if isinstance(transparency, int):  # one entry, the others are opaque
        codes[transparency] |= TRANSPARENT
    else:
        for entry, alpha in enumerate(transparency[:256]):
            codes[entry] |= TRANSPARENT if alpha == 0 else 0
    return codes


def _codes(colours: npt.NDArray[Any]) -> Codes:
    codes = colours[..., 0].astype(np.uint32)
    for channel in (1, 2):
        codes <<= 8
        codes |= colours[..., channel]
    return codes


def _shows(mask: MaskPixels, pixels: npt.NDArray[Any]) -> bool:
    """Whether a palette gives what the strict decoder saw; of PNG it is the same decoder."""
    if mask.palette is None or pixels.ndim == 2:
        return True
    seen = mask.palette[mask.values]
    return bool(np.all((seen & 0xFFFFFF == _codes(pixels)) | (seen & NO_COLOUR != 0)))
