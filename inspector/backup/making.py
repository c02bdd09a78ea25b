"""Backs a workspace up into one file, while an inspection records and people label.

    free space ► copy of the records (SQLite's own, of one moment) ► files ► audit chain ► manifest
               ► synced, read back ► its name

The records come first, so that every picture they name was written by then. The audit chain comes last, so that every
promotion and approval in the other files is in it. A frame's labels are taken together: mask, facts and journal of one
moment. Under its own name the file is there only when it was read back and is whole; a kill leaves a “.part”.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

import inspector
from inspector.audit.log import Audited, AuditLog
from inspector.backup.archive import (
    BELOW,
    MANIFEST,
    PIECE_BYTES,
    BackedUpFile,
    BackupManifest,
    BackupPart,
    LeftOut,
    Report,
    manifest_shape,
    unheard,
    verify_backup,
)
from inspector.backup.selection import chosen, pictures_of, version_of_copy
from inspector.core.audit import current_actor, current_pc, utc_now, utc_text
from inspector.core.files import why_refused
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.untrusted import file_inside, open_regular, storable
from inspector.models_store.promotions import Promotions
from inspector.store.backups import copied
from inspector.store.damage import has_damage
from inspector.store.database import check_before_writing
from inspector.workspace.workspace import Workspace

FREE_LEFT_BYTES: Final = 256 * 1024 * 1024  # on the disk of the backup
LOOK_LIMIT_S: Final = 600.0
LABEL_TRIES: Final = 20
LABEL_PAUSE_S: Final = 0.1  # people paint: the next moment is a calmer one
IN_MEMORY_BYTES: Final = 64 << 20  # of one frame's labels
_PACKED = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".npz", ".onnx", ".pt", ".zip"}  # or hardly made smaller


@dataclass(frozen=True, slots=True)
class BackupMade:
    path: Path
    manifest: BackupManifest
    n_bytes: int  # of the file itself


def back_up_workspace(
    workspace: Workspace, target: Path, parts: Collection[BackupPart] = (), report: Report = unheard
) -> BackupMade:
    """Write ``target``, which must not be there; its suffix is the caller's.

    ``report`` hears of bytes, written and then read back. Raises WorkspaceError (BACKUP_NOT_MADE) where there is no
    room, the disk refuses or the records are damaged; what ``report`` raises passes. Nothing is left then.
    """
    _check_place(workspace, target)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    records = target.with_name(f".{target.name}.{os.getpid()}.records.part")
    try:
        manifest = _write(workspace, unfinished, records, frozenset(parts), target, report)
        if target.exists():  # made meanwhile; renaming would replace it
            raise _not_made(target, "there is such a file already")
        unfinished.replace(target)
    except OSError as error:
        raise _not_made(target, why_refused(error)) from error
    except (ValueError, zipfile.LargeZipFile) as error:
        raise _not_made(target, str(error)) from error
    except sqlite3.Error as error:
        raise _not_made(target, f"the records cannot be copied: {error}") from error
    finally:
        for file in (unfinished, records):
            with suppress(OSError):
                file.unlink(missing_ok=True)
    made = BackupMade(target, manifest, target.stat().st_size)
    facts = {"file": str(target), "parts": ", ".join(manifest.parts), "bytes": str(made.n_bytes)}
    with suppress(WorkspaceError):  # a workspace that nobody may write can be backed up all the same
        AuditLog(workspace.audit).append(Audited.WORKSPACE_BACKED_UP, facts)
    return made


def _check_place(workspace: Workspace, target: Path) -> None:
    if not target.parent.is_dir():
        raise _not_made(target, f"there is no folder {target.parent}")
    if target.exists() or target.is_symlink():
        raise _not_made(target, "there is such a file already")
    if target.resolve().is_relative_to(workspace.folder.resolve()):
        raise _not_made(target, "it would lie in the workspace itself, and be lost with it")


def _write(
    workspace: Workspace, unfinished: Path, records: Path, parts: frozenset[BackupPart], target: Path, report: Report
) -> BackupManifest:
    n_records = workspace.database.stat().st_size if workspace.database.exists() else 0
    _check_room(target, n_records)
    pictures: frozenset[str] = frozenset()
    version = 0
    if n_records:
        check_before_writing(workspace.database)  # damaged, foreign or newer ones are told as such
        _copy_records(workspace.database, records, report)
        if found := has_damage(records, LOOK_LIMIT_S):
            raise _not_made(target, f"the records are damaged: {found}")
        version, n_records = version_of_copy(records), records.stat().st_size
        pictures = pictures_of(records, only_labelled=BackupPart.EVIDENCE not in parts)
    files = chosen(workspace, parts, pictures)
    _check_room(target, n_records + files.n_bytes)
    total = 2 * (n_records + files.n_bytes)  # written, and read back
    n_done = 0

    def moved(n_bytes: int) -> None:
        nonlocal n_done
        n_done += n_bytes
        report(min(n_done, total), total)

    with zipfile.ZipFile(unfinished, "w", allowZip64=True) as zipped:
        writing = _Writing(zipped, moved)
        left_out = list(files.left_out)
        if version:
            with records.open("rb") as copy:  # no connection has it open
                writing.add(workspace.database.name, copy)
        left_out += _add_files(writing, workspace, files.paths)
        head, log = AuditLog(workspace.audit).copied()
        chain = Promotions(workspace.models).verify_audit()
        for name, content in ((workspace.audit.name, log), (workspace.audit.with_suffix(".head").name, head)):
            if content:
                writing.add_bytes(name, content)
        manifest = BackupManifest(
            inspector.__version__, utc_text(utc_now()), storable(current_actor()), current_pc(),
            workspace.settings.name, storable(str(workspace.folder)), workspace.settings.version, version,
            tuple(part for part in BackupPart if part in parts), tuple(writing.files), tuple(left_out),
            chain.head, chain.is_whole,
        )  # fmt: skip
        with zipped.open(_info(MANIFEST), "w", force_zip64=True) as opened:
            opened.write(manifest_shape().dump_json(manifest, indent=1))
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    n_written = n_done
    check = verify_backup(unfinished, lambda done, of: report(min(n_written + done, total), total))
    if not check.is_whole:
        raise _not_made(target, f"what was written cannot be read back: {check.damaged[0]}")
    return check.manifest


def _copy_records(database: Path, target: Path, report: Report) -> None:
    def goes_on() -> bool:
        report(0, 0)  # it may raise
        return False

    copied(database, target, goes_on)


def _check_room(target: Path, n_bytes: int) -> None:
    needed = n_bytes + FREE_LEFT_BYTES
    if (n_free := shutil.disk_usage(target.parent).free) < needed:
        raise _not_made(target, f"{n_free // 2**20} MB are free there, {needed // 2**20} MB are needed")


class _Readable(Protocol):
    def read(self, n_bytes: int, /) -> bytes: ...


class _Writing:
    """Into the zip, with size and hash of each file."""

    def __init__(self, zipped: zipfile.ZipFile, moved: Callable[[int], None]) -> None:
        self._zipped = zipped
        self._moved = moved
        self.files: list[BackedUpFile] = []

    def add(self, path: str, source: _Readable) -> None:
        n_bytes, found = 0, hashlib.sha256()
        with self._zipped.open(_info(BELOW + path), "w", force_zip64=True) as target:
            while piece := source.read(PIECE_BYTES):
                target.write(piece)
                found.update(piece)
                n_bytes += len(piece)
                self._moved(len(piece))
        self.files.append(BackedUpFile(path, n_bytes, found.hexdigest()))

    def add_bytes(self, path: str, content: bytes) -> None:
        self.add(path, io.BytesIO(content))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time.gmtime(max(utc_now().timestamp(), 315_532_800))[:6])  # no earlier than 1980
    info.external_attr = 0o600 << 16
    is_packed = PurePosixPath(name).suffix.casefold() in _PACKED
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return info


def _add_files(writing: _Writing, workspace: Workspace, paths: Iterable[str]) -> Iterator[LeftOut]:
    """Gives those that are gone since they were listed: runs and pictures come and go."""
    labels = f"{workspace.annotations.name}/"
    together: dict[str, list[str]] = {}  # files of one frame's labels by their common start
    for path in paths:
        if path.startswith(labels):
            together.setdefault(path.split(".")[0], []).append(path)
            continue
        try:
            with _opened(workspace.folder, path) as opened:
                writing.add(path, opened)
        except FileNotFoundError:
            yield LeftOut(path, "it was removed meanwhile")
    for start, of_frame in together.items():
        yield from _add_labels(writing, workspace.folder, start, of_frame)


@contextmanager
def _opened(folder: Path, path: str) -> Iterator[IO[bytes]]:
    with open_regular(file_inside(folder, path)) as opened:
        yield opened


def _add_labels(writing: _Writing, folder: Path, start: str, listed: list[str]) -> Iterator[LeftOut]:
    """All files of one frame as they were at one moment.

    A journal may grow while it is read: what is read of it is whole up to its last record, and never behind the mask,
    which is read before it.
    """
    for attempt in range(LABEL_TRIES):
        before = _marks(folder, start)
        with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as held:
            ends: list[tuple[str, int]] = []
            with suppress(FileNotFoundError):
                for path in sorted(before, key=lambda one: (one.endswith(".journal"), one)):
                    with _opened(folder, path) as opened:
                        shutil.copyfileobj(opened, held, PIECE_BYTES)
                    ends.append((path, held.tell()))
            if len(ends) == len(before) and _marks(folder, start) == before:
                held.seek(0)
                begin = 0
                for path, end in ends:
                    writing.add(path, _Part(held, end - begin))
                    begin = end
                for path in listed:
                    if path not in before:
                        yield LeftOut(path, "it was removed meanwhile")
                return
        if attempt:
            time.sleep(LABEL_PAUSE_S)  # on a thread of its own: somebody is painting this frame
    raise ValueError(f"the labels {start} change all the time; leave that frame for a moment")


class _Part:
    """The next so many bytes of an open file, as a file."""

    def __init__(self, file: IO[bytes], n_bytes: int) -> None:
        self._file, self._n_left = file, n_bytes

    def read(self, n_bytes: int, /) -> bytes:
        piece = self._file.read(min(n_bytes, self._n_left))
        self._n_left -= len(piece)
        return piece


def _marks(folder: Path, start: str) -> dict[str, tuple[int, int, int]]:
    """What tells that a file is another than before; a journal that only grew is the same."""
    found = {}
    path = folder / start
    for file in path.parent.glob(f"{path.name}.*"):
        if file.name.endswith(".tmp"):
            continue
        with suppress(FileNotFoundError):
            stat = file.stat()
            is_journal = file.name.endswith(".journal")
            mark = (stat.st_ino, 0, 0) if is_journal else (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            found[f"{PurePosixPath(start).parent}/{file.name}"] = mark
    return found


def _not_made(target: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.BACKUP_NOT_MADE, path=str(target), detail=detail))
