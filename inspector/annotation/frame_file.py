"""One listed frame, read to be labelled: its pixels, its checksum, and the annotation that its version has.

    read_listed(frame, workspace)  ->  ReadListed; on any thread, ahead of its turn too

Values of 16 bits whose depth neither file nor source states are not guessed: ``bits`` is None, and somebody is asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from inspector.annotation.frame_list import ListedFrame
from inspector.annotation.label_sheet import FrameSource, LabelSheet
from inspector.core.bits import container_bits
from inspector.core.class_map import ClassMap
from inspector.core.files import sha256_of
from inspector.core.frame import Pixels
from inspector.core.messages import Code, FrameError, message
from inspector.core.untrusted import storable
from inspector.datasets.version import DatasetVersion, open_version
from inspector.pictures.decoding import PictureFile, bits_fault, decode_file, read_picture_file
from inspector.pictures.large_picture import AnyPixels, Heard, LargePicture, open_large
from inspector.sources.readers import NoAnswer, Reading, answer

T = TypeVar("T")
ANSWER_S = 10.0  # somebody waits for it


class ReadingGivenUp(Exception):  # noqa: N818  it is no error: nobody wants it any more
    """Told to the reader alone."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadListed:
    frame: ListedFrame
    frame_sha256: str
    pixels: AnyPixels  # (H, W) grey or (H, W, 3) RGB, upright
    bits: int | None  # None: 16-bit values, and nothing says how many of them count
    start: ClassMap | None = None  # (H, W) as the dataset version has it
    class_names: tuple[str, ...] = ()  # of the start, by index with background first
    non_defects: tuple[str, ...] = ()
    status: os.stat_result | None = None  # of its file as it was read

    def sheet(self, class_names: tuple[str, ...], non_defects: tuple[str, ...], bits: int) -> LabelSheet:
        """Facts for labels that begin now: classes of the start keep their index, the others follow."""
        names = list(self.class_names or class_names[:1])
        others = [name for name in class_names[1:] if name not in names]
        height, width = self.pixels.shape[:2]
        source = self.frame.source
        has_said = self.pixels.dtype == np.uint8 or source.bits == bits
        known = source if has_said else replace(source, bits=bits)
        no_defects = tuple(name for name in (*names[1:], *others) if name in (*self.non_defects, *non_defects))
        return LabelSheet(
            self.frame_sha256, height, width, (*names, *others), known,
            non_defects=no_defects if len(no_defects) < len(names) + len(others) - 1 else self.non_defects,
        )  # fmt: skip


def path_of(source: FrameSource, workspace: Path) -> Path:
    """Of its file, or of the version that holds it."""
    return workspace / source.path  # an absolute path stays what it is


def look_at_large(frame: ListedFrame, workspace: Path) -> LargePicture | None:
    """Its header alone: a frame that is too large to be held can be seen long before its file is read once. A part that
    is read later is not waited for without end either.

    None for any other frame. Raises FrameError.
    """
    source = frame.source
    if source.kind == "dataset":
        return None
    path = path_of(source, workspace)

    def waits(work: Callable[[Heard], None]) -> None:
        _in_time(lambda reading: work(reading.answered), source.name)

    return _in_time(lambda _: open_large(path, source.name, waits=waits), source.name)


def read_listed(
    frame: ListedFrame, workspace: Path, bits: int | None = None, large: LargePicture | None = None,
    is_outdated: Callable[[], bool] = lambda: False,
) -> ReadListed:  # fmt: skip
    """``bits``: what somebody said of 16-bit values; ``large``: what ``look_at_large`` gave, if that was asked before.
    Raises FrameError, DatasetError for a version, and ReadingGivenUp once ``is_outdated`` says so of a large one.

    A file that is gone, may not be read, is cut short or no picture says so; so does a frame of a version that is not
    the one its manifest names.
    """
    source = frame.source
    path = path_of(source, workspace)
    if storable(source.path) != source.path:  # neither facts nor index could say whose labels these are
        detail = f"no labels can name its path, which is no UTF-8 ({storable(source.path)}): rename the file or folder"
        raise FrameError(message(Code.FRAME_UNREADABLE, name=source.name, detail=detail))
    if source.kind == "dataset":
        return _of_version(frame, path)
    large = large or look_at_large(frame, workspace)
    if large is not None:
        sha = _in_time(partial(_checksum, large, is_outdated), source.name)
        _check_same(frame, sha)
        return ReadListed(frame, sha, large, 8, status=large.status)
    status, file = _file(path, source.name)
    sha = sha256_of(file.content)
    _check_same(frame, sha)
    picture = decode_file(file, source.name)
    known = _bits(picture.pixels, source.bits or bits or picture.stated_bits, source.name)
    return ReadListed(frame, sha, picture.pixels, known, status=status)


def _checksum(large: LargePicture, is_outdated: Callable[[], bool], reading: Reading[Any]) -> str:
    def heard() -> None:
        if is_outdated():
            raise ReadingGivenUp
        reading.answered()

    return large.sha256(heard)


def _file(path: Path, name: str) -> tuple[os.stat_result | None, PictureFile]:
    """Its state and content."""

    def look(reading: Reading[Any]) -> tuple[os.stat_result | None, PictureFile]:
        try:
            status = path.stat()
        except (OSError, ValueError):
            status = None  # reading says why
        return status, read_picture_file(path, name, reading.answered)

    return _in_time(look, name)


def _in_time(look: Callable[[Reading[Any]], T], name: str) -> T:
    """A share that hangs is given up: it would hold up labels that lie elsewhere, and the program's end."""
    try:
        return answer(look, ANSWER_S)
    except NoAnswer:
        detail = f"it has not answered for {ANSWER_S:g} s"
    raise FrameError(message(Code.FRAME_UNREADABLE, name=name, detail=detail))


def _check_same(frame: ListedFrame, sha: str) -> None:
    if frame.frame_sha256 and sha != frame.frame_sha256:
        detail = "it was changed since it was labelled"
        raise FrameError(message(Code.FRAME_UNREADABLE, name=frame.source.name, detail=detail))


def is_as_read(read: ReadListed, workspace: Path) -> bool:
    """Whether the file is still the one that was read, by size and time; True where nobody can tell."""
    before = read.status
    if before is None:
        return True
    path = path_of(read.frame.source, workspace)
    try:
        now = answer(lambda _: path.stat(), ANSWER_S)
    except NoAnswer:
        return True
    except (OSError, ValueError):
        return False
    return (now.st_size, now.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _of_version(frame: ListedFrame, folder: Path) -> ReadListed:
    version = _version(folder)
    source = frame.source
    sample = next((one for one in version.samples if one.frame_sha256 == frame.frame_sha256), None)
    if sample is None:
        detail = "the dataset version does not hold it any more"
        raise FrameError(message(Code.FRAME_UNREADABLE, name=source.name, detail=detail))
    picture = version.read_picture(sample)
    bits = _bits(picture.pixels, sample.bits or picture.stated_bits, source.name)
    return ReadListed(
        frame, sample.frame_sha256, picture.pixels, bits, version.read_class_map(sample), version.class_names,
        version.non_defects,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _version(folder: Path) -> DatasetVersion:
    """A version never changes; should its files all the same, their checksums tell."""
    return open_version(folder)


def _bits(pixels: Pixels, wanted: int | None, name: str) -> int | None:
    if container_bits(pixels) == 8:
        return 8
    if wanted is not None and (fault := bits_fault(pixels, wanted, name)) is not None:
        raise FrameError(fault)
    return wanted
