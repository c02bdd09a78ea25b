"""A picture too large to be held whole: a TIFF whose strips or tiles are read where somebody looks.

    open_large(path, name)  ->  LargePicture, or None for what is read whole (``decoding``)
    picture.read(top, left, bottom, right, step)  ->  (h, w) uint8: each ``step``-th row and column of a part
    picture.rough()  ->  the whole picture, small, at once; exactly with ``overview_step``

Above ``MAX_PIXELS``, only 8-bit grey TIFF is opened: uncompressed, LZW or deflate, upright, in strips or tiles of at
most ``MAX_PART_PX``. Memory is bounded by that and by ``_KEPT_BYTES``, whatever the header claims: a part is decoded to
its own size and no further. The file is opened anew for each read: one that was changed, cut short or damaged since
says so. Whoever opens it says how long a read is waited for (``Waits``). No Qt; safe for several threads.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.frame import MAX_PIXELS, Pixels
from inspector.core.messages import Code, FrameError, message
from inspector.core.untrusted import open_regular
from inspector.pictures.formats.picture import PARSER_ERRORS, PictureFault, fault_of
from inspector.pictures.formats.tiff import PlainTiff, open_plain_tiff

Grey = npt.NDArray[np.uint8]
Heard = Callable[[], object]  # called as a file gives its bytes
Waits = Callable[[Callable[[Heard], None]], None]  # calls it; raises FrameError where the file does not answer any more

MAX_LARGE_PIXELS = 4_000_000_000
MAX_PART_PX = 64_000_000  # of one strip or tile
OVERVIEW_PX = 4_000_000
_KEPT_BYTES = 96_000_000  # of decoded parts
_ROUGH_PX = 50_000_000  # decoded for the first look at a compressed picture
_HASHED_BYTES = 4 << 20  # at once
_LZW, _PREDICTOR_OF_ROWS, _MIN_ZEROS = 5, 2, 8
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def _without_end(work: Callable[[Heard], None]) -> None:
    work(lambda: None)


def open_large(
    path: Path, name: str, min_px: int = MAX_PIXELS, waits: Waits = _without_end
) -> LargePicture | None:  # fmt: skip
    """None where the file is no TIFF, or has no more than ``min_px`` pixels and is read whole; here only its header is.

    ``waits``: for each part that is read later. Raises FrameError where a large one is of a kind that is not read by
    parts, or cut short.
    """
    try:
        file = open_regular(path)
    except (OSError, ValueError):
        return None  # whoever reads it whole says why
    with file:
        if file.read(4) not in _TIFF_STARTS:
            return None
        try:
            plain = open_plain_tiff(file, min_px)
            if plain is None:
                return None
            if plain.height * plain.width > MAX_LARGE_PIXELS:
                size = {"width": plain.width, "height": plain.height}
                raise FrameError(message(Code.FRAME_TOO_LARGE, name=name, **size, limit_mpx=MAX_LARGE_PIXELS / 1e6))
            if plain.part_height * plain.part_width > MAX_PART_PX:
                detail = f"so large a picture in strips or tiles of more than {MAX_PART_PX // 10**6} megapixels"
                raise PictureFault(Code.FRAME_UNSUPPORTED, detail)
            return LargePicture(path, os.fstat(file.fileno()), plain, name, waits)
        except PictureFault as fault:
            raise _frame_error(fault, name) from fault


class LargePicture:
    """8-bit grey, read by parts. It looks like an array of pixels as far as a window of it is asked for."""

    ndim = 2
    dtype = np.dtype(np.uint8)

    def __init__(self, path: Path, status: os.stat_result, plain: PlainTiff, name: str, waits: Waits) -> None:
        self.status = status  # of the file as it was opened
        self.name = name
        self._path, self._plain, self._waits = path, plain, waits
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Grey] = OrderedDict()  # decoded parts, the one used last at the end
        self._n_kept_bytes = 0
        self.shape = (plain.height, plain.width)
        self.overview_step = 1
        while plain.height * plain.width > OVERVIEW_PX * self.overview_step**2:
            self.overview_step *= 2

    @property
    def nbytes(self) -> int:
        """That it may hold."""
        return _KEPT_BYTES

    def __getitem__(self, part: tuple[slice, slice]) -> Grey:
        """Rows and columns of a window. Raises FrameError."""
        (top, bottom, _), (left, right, _) = part[0].indices(self.shape[0]), part[1].indices(self.shape[1])
        return self.read(top, left, bottom, right)

    def sha256(self, heard: Heard = lambda: None) -> str:
        """Of the file's bytes. It takes as long as reading all of them; ``heard`` is called as they come. Raises
        FrameError."""
        digest = hashlib.sha256()
        with self._opened() as file:
            while content := file.read(_HASHED_BYTES):
                digest.update(content)
                heard()
        return digest.hexdigest()

    def read(self, top: int, left: int, bottom: int, right: int, step: int = 1) -> Grey:
        """(ceil(rows / step), ceil(columns / step)) of rows [top, bottom) and columns [left, right), which lie in the
        picture; of each ``step`` the middle one. Raises FrameError where the file is damaged or gone."""
        rows = _sampled(top, bottom, step)
        columns = _sampled(left, right, step)
        found = np.empty((len(rows), len(columns)), np.uint8)
        if found.size:
            self._waits(partial(self._read_into, found, rows, columns))
        return found

    @property
    def is_rough_exact(self) -> bool:
        """The first look is each ``overview_step``-th row and column."""
        return self._every == 1

    def rough(self) -> Grey:
        """A first look, as ``read`` of all with ``overview_step``. Of a compressed picture only some strips or tiles
        are decoded, and stand for those around them. Raises FrameError."""
        rows = _sampled(0, self.shape[0], self.overview_step)
        columns = _sampled(0, self.shape[1], self.overview_step)
        height = max(self._plain.part_height, self.overview_step) * self._every
        if self._every == 1:
            standing = rows
        else:
            standing = np.minimum(rows // height * height + height // 2, self.shape[0] - 1)  # one row for all near it
        few, which = np.unique(standing, return_inverse=True)
        found = np.empty((len(few), len(columns)), np.uint8)
        self._waits(partial(self._read_into, found, few, columns))
        return found[which]

    @property
    def _every(self) -> int:
        """Of so many rows of strips or tiles one is decoded for the first look."""
        plain = self._plain
        if plain.is_uncompressed:
            return 1
        n_decoded = plain.height * plain.width * plain.part_height // max(plain.part_height, self.overview_step)
        return -(-n_decoded // _ROUGH_PX)

    # inside

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        """The file, for a moment: it is still the one whose header is known. Raises FrameError."""
        try:
            with open_regular(self._path) as file:
                now = os.fstat(file.fileno())
                if (now.st_size, now.st_mtime_ns) != (self.status.st_size, self.status.st_mtime_ns):
                    raise PictureFault(Code.FRAME_UNREADABLE, "it was changed since it was opened")
                yield file
        except PictureFault as fault:
            raise _frame_error(fault, self.name) from fault
        except FileNotFoundError as error:
            raise FrameError(message(Code.FRAME_VANISHED, name=self.name)) from error
        except (OSError, ValueError, MemoryError) as error:
            detail = (error.strerror if isinstance(error, OSError) else None) or str(error) or "not enough memory"
            raise _frame_error(PictureFault(Code.FRAME_UNREADABLE, detail), self.name) from error

    def _read_into(
        self, found: Grey, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], heard: Heard
    ) -> None:  # fmt: skip
        plain = self._plain
        with self._opened() as file:
            if plain.is_uncompressed:
                self._read_stored(file, found, rows, columns, heard)
            else:
                self._read_parts(file, found, rows, columns, heard)
        if plain.is_white_zero:
            np.subtract(255, found, out=found)

    def _read_parts(
        self, file: BinaryIO, found: Grey, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], heard: Heard
    ) -> None:
        plain = self._plain
        for row in np.unique(rows // plain.part_height).tolist():
            in_rows = np.flatnonzero(rows // plain.part_height == row)
            for column in np.unique(columns // plain.part_width).tolist():
                in_columns = np.flatnonzero(columns // plain.part_width == column)
                part = self._part(file, row * plain.n_beside + column)
                heard()
                inside = part.take(rows[in_rows] - row * plain.part_height, axis=0)
                into = np.s_[in_rows[0] : in_rows[-1] + 1, in_columns[0] : in_columns[-1] + 1]
                found[into] = inside.take(columns[in_columns] - column * plain.part_width, axis=1)

    def _read_stored(
        self, file: BinaryIO, found: Grey, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], heard: Heard
    ) -> None:
        """Rows as they lie in the file: nothing but what is wanted is read, whatever the strips."""
        plain = self._plain
        for across in np.unique(columns // plain.part_width).tolist():
            chosen = np.flatnonzero(columns // plain.part_width == across)
            inside = columns[chosen] - across * plain.part_width
            first, after = int(inside[0]), int(inside[-1]) + 1
            stored_width = plain.part_width if plain.is_tiled else plain.width
            for at, row in enumerate(rows.tolist()):
                down, below = divmod(row, plain.part_height)
                offset, n_bytes = plain.parts[down * plain.n_beside + across]
                start = below * stored_width + first
                if start + after - first > n_bytes:
                    raise PictureFault(Code.FRAME_TRUNCATED)
                line = np.frombuffer(_bytes_at(file, offset + start, after - first), np.uint8)
                heard()
                found[at, chosen[0] : chosen[-1] + 1] = line[inside - first]

    def _part(self, file: BinaryIO, number: int) -> Grey:
        with self._lock:
            part = self._kept.get(number)
            if part is not None:
                self._kept.move_to_end(number)
                return part
        part = self._decoded(file, number)
        with self._lock:
            if number not in self._kept:
                self._kept[number] = part
                self._n_kept_bytes += part.nbytes
            while self._n_kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
                self._n_kept_bytes -= self._kept.popitem(last=False)[1].nbytes
        return part

    def _decoded(self, file: BinaryIO, number: int) -> Grey:
        plain = self._plain
        offset, n_bytes = plain.parts[number]
        width = plain.part_width
        height = plain.part_height
        if not plain.is_tiled:
            height = min(height, plain.height - number * height)
        content = _bytes_at(file, offset, n_bytes)
        try:
            if plain.compression == _LZW:
                if content[-_MIN_ZEROS:] == bytes(_MIN_ZEROS):  # no data end so, but where nothing was written
                    raise PictureFault(Code.FRAME_TRUNCATED)
                return _lzw_part(content, height, width, plain.predictor)
            inflating = zlib.decompressobj()
            pixels = inflating.decompress(content, height * width + 1)
        except (zlib.error, *PARSER_ERRORS) as error:
            raise fault_of(error) from error
        if len(pixels) != height * width:
            raise PictureFault(Code.FRAME_UNREADABLE, "a strip or tile does not hold the pixels that its header says")
        part = np.frombuffer(pixels, np.uint8).reshape(height, width)
        if plain.predictor == _PREDICTOR_OF_ROWS:
            return np.add.accumulate(part, axis=1, dtype=np.uint8)
        return part


def _bytes_at(file: BinaryIO, offset: int, n_bytes: int) -> bytes:
    file.seek(offset)
    content = file.read(n_bytes)
    if len(content) != n_bytes:
        raise PictureFault(Code.FRAME_TRUNCATED)
    return content


AnyPixels: TypeAlias = Pixels | LargePicture  # (H, W[, 3]), of which a window can be asked for


def _sampled(first: int, after: int, step: int) -> npt.NDArray[np.intp]:
    """Of each ``step`` the middle one, of the last the last."""
    return np.minimum(np.arange(first, after, step, dtype=np.intp) + step // 2, after - 1)


def _lzw_part(content: bytes, height: int, width: int, predictor: int) -> Grey:
    """By Pillow's libtiff, as a TIFF of one strip: the codec is not shipped alone."""
    tags = (
        (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, _LZW), (262, 3, 1), (273, 4, 0), (277, 3, 1),
        (278, 4, height), (279, 4, len(content)), (317, 3, predictor),
    )  # fmt: skip
    start = 8 + 2 + 12 * len(tags) + 4
    lines = [struct.pack("<HHII", tag, kind, 1, start if tag == 273 else value) for tag, kind, value in tags]
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(lines) + bytes(4)
    with Image.open(io.BytesIO(head + content), formats=["TIFF"]) as picture:
        part = np.array(picture, np.uint8)
    if part.shape != (height, width):
        raise PictureFault(Code.FRAME_UNREADABLE, "a strip or tile does not hold the pixels that its header says")
    return part


def _frame_error(fault: PictureFault, name: str) -> FrameError:
    details: dict[str, Any] = {}
    if fault.code in (Code.FRAME_UNSUPPORTED, Code.FRAME_UNREADABLE):
        details["detail"] = fault.detail
    return FrameError(message(fault.code, name=name, **details))
