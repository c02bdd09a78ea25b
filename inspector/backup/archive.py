"""A backup of a workspace: one zip file, with a manifest that names every file in it with size and sha256.

    NAME.inspector-backup = zip, 64 bit; pictures and models as they are, all else compressed
        workspace/…      the files, as they lie below the workspace
        manifest.json    the last one: of what, when, by whom, and what every file must be

A backup is read as a file that may lie: names are checked before anything is written, sizes before anything is read,
and nothing counts whose hash is another. Hashes are no signature: whoever makes one anew as a whole is believed.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, ClassVar, Final

from inspector.audit.log import AuditHead
from inspector.core.files import folded
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_json, parsed_json
from inspector.core.untrusted import is_sha256, open_regular, path_below, text_fault

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

SUFFIX: Final = ".inspector-backup"
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
BELOW: Final = "workspace/"
MAX_MANIFEST_BYTES: Final = 500_000_000  # some two million files
PIECE_BYTES: Final = 1 << 20

Report = Callable[[int, int], None]  # bytes done, of; may raise to give up


def unheard(done: int, total: int) -> None:
    """Nobody wishes to know how far it is."""


class BackupPart(StrEnum):
    """What a backup holds only where it is wished: it is large, and comes from elsewhere or can be made again."""

    EVIDENCE = "evidence"  # pictures of defects and whole frames; those that somebody labels are always there
    DATASETS = "datasets"
    RUNS = "runs"


@dataclass(frozen=True, slots=True)
class BackedUpFile:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    path: str  # below the workspace, with forward slashes
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """Raises ValueError where it names a file that no workspace has."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    program: str  # version of the program
    made_at: str  # UTC text
    by: str
    pc: str
    line: str
    folder: str  # where the workspace lay, for people
    settings_version: int
    schema_version: int  # of the records; 0: there were none
    parts: tuple[BackupPart, ...]
    files: tuple[BackedUpFile, ...]
    left_out: tuple[LeftOut, ...] = ()
    audit: AuditHead | None = None  # of the newest entry
    is_audit_whole: bool = True
    format: int = FORMAT

    def __post_init__(self) -> None:
        seen = set()
        for one in self.files:
            path_below(one.path)
            if folded(one.path) in seen:
                raise ValueError(f"it names {one.path!r} twice")
            seen.add(folded(one.path))
            if one.n_bytes < 0 or not is_sha256(one.sha256):
                raise ValueError(f"size or hash of {one.path!r} are none")
        for text in (self.program, self.made_at, self.by, self.pc, self.line):
            if fault := text_fault(text):
                raise ValueError(fault)

    @property
    def n_bytes(self) -> int:
        return sum(one.n_bytes for one in self.files)


@cache
def manifest_shape() -> TypeAdapter[BackupManifest]:
    from pydantic import TypeAdapter

    return TypeAdapter(BackupManifest)


def unusable(path: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.BACKUP_UNUSABLE, path=str(path), detail=detail))


class OpenedBackup:
    """Its manifest is understood, and the zip's own list of files is the manifest's; contents are not yet read."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, manifest: BackupManifest) -> None:
        self.path = path
        self.manifest = manifest
        self._zipped = zipped

    def pieces(self, file: BackedUpFile) -> Iterator[bytes]:
        """Its content in pieces. Raises WorkspaceError at the first that cannot be what was written, at the latest
        behind the last."""
        n_read, found = 0, hashlib.sha256()
        try:
            with self._zipped.open(BELOW + file.path) as opened:
                while piece := opened.read(PIECE_BYTES):
                    n_read += len(piece)
                    found.update(piece)
                    if n_read > file.n_bytes:
                        break
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise unusable(self.path, f"{file.path} is damaged: {error}") from error
        except OSError as error:
            raise unusable(self.path, f"{file.path} cannot be read: {error.strerror or error}") from error
        if n_read != file.n_bytes or found.hexdigest() != file.sha256:
            raise unusable(self.path, f"{file.path} is not what was written")


@contextmanager
def opened_backup(path: Path) -> Iterator[OpenedBackup]:
    """Raises WorkspaceError where it is no backup, not whole at its end, of a newer program, or holds what none may."""
    try:
        raw = open_regular(path)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise unusable(path, f"it cannot be read: {why}") from error
    with raw:
        try:
            zipped = zipfile.ZipFile(raw)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise unusable(path, "it is no backup of a workspace, or its end is missing") from error
        with zipped:
            manifest = _manifest(path, zipped)
            _check_names(path, zipped, manifest)
            yield OpenedBackup(path, zipped, manifest)


def _manifest(path: Path, zipped: zipfile.ZipFile) -> BackupManifest:
    try:
        info = zipped.getinfo(MANIFEST)
    except KeyError:
        raise unusable(path, "it is no backup of a workspace: it has no manifest.json") from None
    try:
        if info.file_size > MAX_MANIFEST_BYTES:
            raise ValueError("it is larger than any")
        with zipped.open(info) as opened:
            text = _bounded(opened, info.file_size)
        loaded = parsed_json(text)
        found = loaded.get("format") if isinstance(loaded, dict) else None
        if isinstance(found, int) and found > FORMAT:  # before its entries, which may be unknown
            raise unusable(path, f"it has format {found}, of a newer program; this one knows up to {FORMAT}")
        return from_json(manifest_shape(), text, "the manifest")
    except (ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise unusable(path, f"its manifest.json is not understood: {error}") from error
    except OSError as error:
        raise unusable(path, f"its manifest.json cannot be read: {error.strerror or error}") from error


def _bounded(opened: IO[bytes], n_bytes: int) -> bytes:
    content = opened.read(n_bytes + 1)
    if len(content) > n_bytes:
        raise ValueError("it is larger than it says")
    return content


def _check_names(path: Path, zipped: zipfile.ZipFile, manifest: BackupManifest) -> None:
    """What the zip lists is exactly what the manifest names, as plain files of these sizes."""
    sizes = {BELOW + one.path: one.n_bytes for one in manifest.files}
    listed = [info for info in zipped.infolist() if info.filename != MANIFEST]
    for info in listed:
        if stat.S_ISLNK(info.external_attr >> 16):
            raise unusable(path, f"{info.filename!r} is a link")
        if info.filename not in sizes:
            raise unusable(path, f"it holds {info.filename!r}, which its manifest does not name")
        if info.file_size != sizes[info.filename]:
            raise unusable(path, f"{info.filename!r} has another size than its manifest says")
    names = {info.filename for info in listed}
    if len(names) < len(listed) or len(zipped.infolist()) - len(listed) != 1:
        raise unusable(path, "it holds a file twice")
    if missing := sorted(sizes.keys() - names):
        raise unusable(path, f"it lacks {missing[0]!r}" + (f" and {len(missing) - 1} more" if len(missing) > 1 else ""))


@dataclass(frozen=True, slots=True)
class BackupCheck:
    """What reading a whole backup found."""

    manifest: BackupManifest
    damaged: tuple[str, ...] = ()  # paths of files that are not what was written

    @property
    def is_whole(self) -> bool:
        return not self.damaged


def verify_backup(path: Path, report: Report = unheard) -> BackupCheck:
    """Read every file in it. Raises WorkspaceError where it is no backup of ours, or one that this program cannot read.

    One that is of a newer program in its settings or records can still be verified.
    """
    damaged, n_done = [], 0
    with opened_backup(path) as backup:
        total = backup.manifest.n_bytes
        report(0, total)
        for file in backup.manifest.files:
            try:
                for piece in backup.pieces(file):
                    n_done += len(piece)
                    report(n_done, total)
            except WorkspaceError:
                damaged.append(file.path)
        return BackupCheck(backup.manifest, tuple(damaged))
