"""Pictures damaged as disks, copies and unkind people damage them; the same for the same seed.

    mutated_picture(rng)            ->  (file name, bytes)
    outcome_among_good_frames(…)    ->  "read", "half read" or "refused", where the frames around it were not touched

Of every format and layout that is read: grey and colour, 8 and 16 bits, strips, tiles, planes, compressed or not. Some
come out whole: a mutation may hit what nobody reads.
"""

from __future__ import annotations

import io
import random
import struct
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code
from inspector.sources.folder import FolderSource

HEIGHT, WIDTH = 48, 40
# Numbers that headers lie with.
_EXTREMES = (0, 1, 2**7, 2**8 - 1, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1, 2**53, 2**62, 2**63, 2**64 - 1)
_WIDTHS = {"B": 1, "H": 2, "I": 4, "Q": 8}


def mutated_picture(rng: random.Random) -> tuple[str, bytes]:
    """A damaged picture, and a name that tells what it was."""
    name, content = rng.choice(whole_pictures())
    damages = [rng.choice(_DAMAGES) for _ in range(rng.choice((1, 1, 1, 2, 4)))]
    for damage in damages:
        content = damage(content, rng)
    stem, _, suffix = name.rpartition(".")
    return f"{stem} {'+'.join(damage.__name__.strip('_') for damage in damages)}.{suffix}", content


def outcome_among_good_frames(name: str, content: bytes, folder: Path) -> str:
    """What a real source makes of a folder with the picture before, between and behind good frames.

    Raises AssertionError where a good frame comes otherwise than without it, where the picture is not accounted for, or
    where its length is claimed and not read.
    """
    good = np.full((8, 12), 90, np.uint8)
    for number in (1, 3, 5):
        Image.fromarray(good).save(folder / f"{number}.png")
    suffix = name.rpartition(".")[2]
    for number in (0, 2, 4):
        (folder / f"{number}.{suffix}").write_bytes(content)
    source = FolderSource(folder)
    try:
        found = list(source.frames(threading.Event(), lambda _: None))
    finally:
        source.close()
        for path in folder.iterdir():
            path.unlink()
    assert [item.frame_index for item in found] == list(range(6)), name
    for item in found[1::2]:
        assert isinstance(item, Frame), name
        assert np.array_equal(item.pixels, good), name
    damaged = found[::2]
    assert len({type(item) for item in damaged}) == 1, name
    for item in damaged:
        if isinstance(item, MissedFrame):
            assert item.reason.code is not Code.UNEXPECTED, (name, item.reason)
            assert item.n_rows is None or item.reason.code is Code.FRAME_BITS_EXCEEDED, (name, item.reason)
        else:
            assert item.height * item.width < 1e6, name
    first = damaged[0]
    if isinstance(first, MissedFrame):
        return "refused"
    return "half read" if first.blank_rows[0] < first.blank_rows[1] else "read"


@lru_cache(maxsize=1)
def whole_pictures() -> tuple[tuple[str, bytes], ...]:
    """One small picture of each kind, by name."""
    rng = np.random.default_rng(7)
    grey = np.add.outer(np.arange(HEIGHT) * 3, np.arange(WIDTH)).astype(np.uint8) + rng.integers(1, 9, 1, np.uint8)
    rgb = np.dstack([grey, grey[::-1], 255 - grey])
    deep = grey.astype(np.uint16) * 200
    pillow = {
        "grey.png": (grey, {}), "deep.png": (deep, {}), "rgb.png": (rgb, {}), "rgba.png": (np.dstack([rgb, grey]), {}),
        "palette.png": (Image.fromarray(rgb).quantize(16), {}), "bit.png": (Image.fromarray(grey > 60), {}),
        "grey.jpg": (grey, {}), "rgb.jpg": (rgb, {}), "progressive.jpg": (rgb, {"progressive": True}),
        "turned.jpg": (rgb, {"exif": _turned()}),
        "grey.bmp": (grey, {}), "rgb.bmp": (rgb, {}), "bit.bmp": (Image.fromarray(grey > 60), {}),
        "lzw.tif": (grey, {"compression": "tiff_lzw"}), "jpeg.tif": (rgb, {"compression": "jpeg"}),
        "packbits.tif": (grey, {"compression": "packbits"}),
    }  # fmt: skip
    tiffs: dict[str, tuple[np.ndarray, dict[str, object]]] = {
        "strips.tif": (grey, {"rowsperstrip": 7}), "deep.tif": (deep, {}), "big endian.tif": (deep, {"byteorder": ">"}),
        "rgb.tif": (rgb, {"photometric": "rgb"}), "bigtiff.tif": (grey, {"bigtiff": True}),
        "tiles.tif": (grey, {"tile": (16, 16)}), "deflate tiles.tif": (deep, {"tile": (16, 16), "compression": "zlib"}),
        "deflate.tif": (rgb, {"photometric": "rgb", "compression": "zlib", "predictor": True}),
        "planes.tif": (np.moveaxis(rgb, 2, 0), {"photometric": "rgb", "planarconfig": "separate"}),
        "white is zero.tif": (grey, {"photometric": "miniswhite"}),
        "12 bits.tif": (deep // 16, {"extratags": [(281, "H", 1, 4095, True)]}),
        "turned.tif": (grey, {"extratags": [(274, "H", 1, 6, True)]}),
    }  # fmt: skip
    made = []
    for name, (pixels, options) in pillow.items():
        stream = io.BytesIO()
        picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
        picture.save(stream, {"jpg": "JPEG", "tif": "TIFF"}.get(name[-3:], name[-3:].upper()), **options)
        made.append((name, stream.getvalue()))
    for name, (pixels, options) in tiffs.items():
        stream = io.BytesIO()
        tifffile.imwrite(stream, pixels, **options)
        made.append((name, stream.getvalue()))
    return tuple(made)


def _turned() -> Image.Exif:
    block = Image.Exif()
    block[274] = 6
    return block


def _flipped_bits(content: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.choice((1, 2, 8, 64))):
        if damaged:
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _lying_number(content: bytes, rng: random.Random, within: int | None = None) -> bytes:
    """A number somewhere, mostly among the first bytes, where headers are, becomes another."""
    damaged = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind = rng.choice("BHIQ")
        n_bytes = _WIDTHS[kind]
        if len(damaged) < n_bytes:
            break
        at = rng.randrange(min(len(damaged) - n_bytes + 1, within or len(damaged)))
        value = rng.choice(_EXTREMES) % 2 ** (8 * n_bytes)
        struct.pack_into(rng.choice("<>") + kind, damaged, at, value)
    return bytes(damaged)


def _lying_header(content: bytes, rng: random.Random) -> bytes:
    return _lying_number(content, rng, within=300)


def _lying_tag(content: bytes, rng: random.Random) -> bytes:
    """A value of a TIFF's directory becomes extreme; of others, a number in the header."""
    if content[:4] not in (b"II*\0", b"MM\0*") or len(content) < 8:
        return _lying_header(content, rng)
    order = "<" if content[:2] == b"II" else ">"
    (start,) = struct.unpack_from(order + "I", content, 4)
    if start + 2 > len(content):
        return _lying_header(content, rng)
    (n_tags,) = struct.unpack_from(order + "H", content, start)
    at = start + 2 + 12 * rng.randrange(max(1, n_tags)) + rng.choice((0, 2, 4, 8, 8, 8))
    if at + 4 > len(content):
        return _lying_header(content, rng)
    damaged = bytearray(content)
    struct.pack_into(order + "I", damaged, at, rng.choice(_EXTREMES) % 2**32)
    return bytes(damaged)


def _cut_short(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _zero_tail(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + bytes(len(content) - at)


def _zero_hole(content: bytes, rng: random.Random) -> bytes:
    at, n_bytes = rng.randrange(len(content) + 1), rng.choice((1, 16, 512))
    return content[:at] + bytes(len(content[at : at + n_bytes])) + content[at + n_bytes :]


def _inserted(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.randbytes(rng.choice((1, 4, 100))) + content[at:]


def _removed(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + content[at + rng.choice((1, 4, 100)) :]


def _doubled(content: bytes, rng: random.Random) -> bytes:
    at, n_bytes = rng.randrange(len(content) + 1), rng.choice((4, 12, 200))
    return content[: at + n_bytes] + content[at:]


def _spliced(content: bytes, rng: random.Random) -> bytes:
    """The beginning of one and the end of another."""
    other = rng.choice(whole_pictures())[1]
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other)) :]


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped_bits, _lying_number, _lying_header, _lying_header, _lying_tag, _lying_tag, _lying_tag, _cut_short,
    _zero_tail, _zero_hole, _inserted, _removed, _doubled, _spliced,
)  # fmt: skip
