"""The checkpoints of a run on disk: each written whole and synced, the one before it kept, with a checksum in front.

    last.pt            the newest
    last.previous.pt   the one before, which is used where the newest is damaged or missing
    last.damaged.pt    a newest that could not be used, set aside

A file begins with a line that names the sha256 of all that follows it. Files of earlier programs begin with a ZIP
archive at once, whose own checksums are looked at instead. What the content means is PyTorch's to say: not known here.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from inspector.core.untrusted import read_bounded

T = TypeVar("T")

MAX_BYTES = 32_000_000_000
_HEAD = b"inspector checkpoint, sha256 %s\n"
_N_HEAD = len(_HEAD) - 2 + 64
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Usable(Generic[T]):
    content: T
    newer_fault: str  # why the newer of the two files is not the one that is used; "" where it is


def previous_of(file: Path) -> Path:
    return file.with_name(f"{file.stem}.previous{file.suffix}")


def is_there(file: Path) -> bool:
    """True where there is this checkpoint or the one before it, in whatever state."""
    return file.exists() or previous_of(file).exists()


def write_checkpoint(file: Path, content: bytes | memoryview) -> None:
    """Write ``content`` as the newest; the newest until now becomes the one before. A kill or a power cut at any
    instant leaves a whole one under one of the two names. One writer at a time: who holds the run. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(file.name + ".tmp")
    try:
        with beside.open("wb") as opened:
            opened.write(_HEAD % hashlib.sha256(content).hexdigest().encode())
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if file.exists():
        _keep_as_previous(file)
    beside.replace(file)
    _sync_folder(file.parent)


def _keep_as_previous(file: Path) -> None:
    linked = file.with_name(file.name + ".link.tmp")
    linked.unlink(missing_ok=True)
    try:
        os.link(file, linked)  # so that the newest is there at every instant
    except OSError:  # a disk without links: for an instant there is the one before alone
        file.replace(previous_of(file))
    else:
        linked.replace(previous_of(file))


def read_checkpoint(file: Path) -> bytes:
    """Its content, checked. Raises OSError, or ValueError with what is wrong with it."""
    whole = read_bounded(file, MAX_BYTES)
    if whole.startswith(_ZIP):
        _check_archive(whole)
        return whole
    head, content = whole[:_N_HEAD], whole[_N_HEAD:]
    if not head.startswith(_HEAD.partition(b"%s")[0]):
        raise ValueError("it is empty" if not whole else "it is no checkpoint, or its beginning is lost")
    if head != _HEAD % hashlib.sha256(content).hexdigest().encode():
        raise ValueError("its checksum is wrong: it was cut short or changed")
    return content


def _check_archive(whole: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as error:
        raise ValueError("it was cut short or changed") from error
    if damaged is not None:
        raise ValueError("a checksum in it is wrong: it was changed")


def read_newest(file: Path, meaning_of: Callable[[bytes], T]) -> Usable[T]:
    """What the newest says, or the one before where the newest is damaged or missing.

    ``meaning_of`` raises ValueError for a content that it can do nothing with. Raises FileNotFoundError where there is
    neither file, and ValueError with what is wrong with both where none can be used.
    """
    if not is_there(file):
        raise FileNotFoundError(2, os.strerror(2), str(file))
    faults: list[str] = []
    for each in (file, previous_of(file)):
        try:
            return Usable(meaning_of(read_checkpoint(each)), "; ".join(faults))
        except FileNotFoundError:
            faults.append(f"{each.name} is missing")
        except OSError as error:
            faults.append(f"{each.name} cannot be read: {error.strerror or error}")
        except ValueError as error:
            faults.append(f"{each.name} is damaged: {error}")
    raise ValueError("; ".join(faults))


def set_newest_aside(file: Path) -> None:
    """Make the one before the newest, after ``read_newest`` found that the newest is of no use: what is written next
    must not take its place. Raises OSError."""
    if file.exists():
        file.replace(file.with_name(f"{file.stem}.damaged{file.suffix}"))
    previous_of(file).replace(file)
    _sync_folder(file.parent)


def set_all_aside(file: Path) -> None:
    """Where neither can be used. Raises OSError."""
    if file.exists():
        file.replace(file.with_name(f"{file.stem}.damaged{file.suffix}"))
    previous_of(file).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Names are on the disk as well. Windows has no such thing, nor have some disks."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
