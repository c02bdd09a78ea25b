"""An update file, before anybody believes it: signature, product, version, room.

    file + file.minisig ► read once, hashed and copied ► signature ► facts ► CheckedUpdate

What is installed is the private copy that was made in the same reading: nobody can exchange it between the check and
the use. Every refusal is an UpdateError in words; nothing has been changed then.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from inspector.core.files import why_refused
from inspector.core.messages import Code, message
from inspector.core.programs import Build
from inspector.core.untrusted import open_regular, read_bounded
from inspector.updates.facts import (
    PRODUCT,
    TRAINING_PART,
    Reads,
    UpdateFacts,
    this_architecture,
    this_system,
    this_version,
    version_key,
)
from inspector.updates.installed import InstalledProgram, UpdateError
from inspector.updates.minisign import (
    MAX_SIGNATURE_BYTES,
    PublicKey,
    Signature,
    is_comment_of,
    is_file_of,
    key_name,
    signature,
)

SIGNATURE_SUFFIX: Final = ".minisig"
UNPACKED_TIMES: Final = 4  # so many times larger than its file a program may be once it is installed
_PIECE_BYTES: Final = 1 << 20

Report = Callable[[int, int], None]  # bytes done, of so many


@dataclass(frozen=True, slots=True)
class CheckedUpdate:
    """An update that may be installed."""

    file: Path  # as it was named
    copy: Path | None  # private, of exactly what was signed; None where it was only looked at
    facts: UpdateFacts
    key: str  # name of the key that signed it
    is_older: bool  # than what is installed, and wanted all the same


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


def look_at(
    file: Path, program: InstalledProgram, keys: Sequence[PublicKey], *, is_downgrade_wanted: bool = False,
    report: Report = _quiet,
) -> CheckedUpdate:  # fmt: skip
    """Check without a copy. Raises UpdateError."""
    return _checked(file, program, keys, is_downgrade_wanted, report, None)


@contextmanager
def taken(
    file: Path, program: InstalledProgram, keys: Sequence[PublicKey], folder: Path, *,
    is_downgrade_wanted: bool = False, report: Report = _quiet,
) -> Iterator[CheckedUpdate]:  # fmt: skip
    """Check, with a copy below ``folder`` that only this user can reach, its signature beside it; both are gone after
    the block.

    Raises UpdateError, before the block.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        private = Path(tempfile.mkdtemp(prefix="update-", dir=folder))  # mode 0700
    except OSError as error:
        raise UpdateError(message(Code.UPDATE_NO_ROOM, path=str(folder), detail=why_refused(error))) from error
    try:
        found = _checked(file, program, keys, is_downgrade_wanted, report, private)
        assert found.copy is not None  # in ``private``
        try:
            shutil.copyfile(_beside(file), _beside(found.copy))
        except OSError as error:
            raise UpdateError(message(Code.UPDATE_NO_ROOM, path=str(private), detail=why_refused(error))) from error
        yield found
    finally:
        shutil.rmtree(private, ignore_errors=True)


def _checked(
    file: Path, program: InstalledProgram, keys: Sequence[PublicKey], is_downgrade_wanted: bool, report: Report,
    private: Path | None,
) -> CheckedUpdate:  # fmt: skip
    found = _signature_of(file)
    key = next((one for one in keys if one.id == found.key_id), None)
    if key is None:
        known = ", ".join(one.name for one in keys) or "–"
        raise UpdateError(message(Code.UPDATE_OTHER_KEY, path=str(file), key=key_name(found.key_id), known=known))
    if not is_comment_of(key, found):
        raise _altered(file, "its signature file was changed")
    try:
        facts = UpdateFacts.of_comment(found.trusted_comment)
    except ValueError as error:
        raise _unfit(file, str(error)) from error
    # From here on the facts are those of whoever signed; still to be seen is whether this is the file.
    try:
        n_bytes = file.stat().st_size
    except OSError as error:
        raise _unreadable(file, error) from error
    if n_bytes != facts.n_bytes:
        raise _altered(file, f"it has {n_bytes} bytes, and {facts.n_bytes} were signed")
    installed = program.build()
    is_older = _check_fit(file, facts, installed, is_downgrade_wanted)
    _check_room(facts, program.root, private)
    copy = _read(file, key, found, facts, private, report)
    return CheckedUpdate(file, copy, facts, key.name, is_older)


def _beside(file: Path) -> Path:
    return file.with_name(file.name + SIGNATURE_SUFFIX)


def _signature_of(file: Path) -> Signature:
    beside = _beside(file)
    if not file.is_file():
        raise UpdateError(message(Code.UPDATE_UNREADABLE, path=str(file), detail="there is no such file"))
    try:
        return signature(read_bounded(beside, MAX_SIGNATURE_BYTES).decode())
    except FileNotFoundError as error:
        raise UpdateError(message(Code.UPDATE_NOT_SIGNED, path=str(file), signature=beside.name)) from error
    except OSError as error:
        raise _unreadable(beside, error) from error
    except ValueError as error:
        raise _altered(beside, str(error)) from error


def _check_fit(file: Path, facts: UpdateFacts, installed: Build | None, is_downgrade_wanted: bool) -> bool:
    """Whether it is older than what is installed. Raises UpdateError where it is for another program or PC."""
    if facts.product != PRODUCT:
        raise _unfit(file, f"it is {facts.product}, another program")
    if (facts.system, facts.architecture) != (this_system(), this_architecture()):
        raise _unfit(
            file,
            f"it is for {facts.system} on {facts.architecture}; this PC has {this_system()} on {this_architecture()}",
        )
    if facts.edition == TRAINING_PART and installed is not None:
        if (facts.version, facts.commit) != (installed.version, installed.commit):
            raise _unfit(file, f"it is the training part of {facts.version}; installed is {installed.version}")
        return False
    if installed is not None and installed.edition and facts.edition != installed.edition:
        raise _unfit(file, f"it is the edition {facts.edition}; installed is {installed.edition}")
    version = installed.version if installed is not None else this_version()
    new, old = version_key(facts.version), version_key(version)
    is_same_build = installed is not None and (not installed.commit or facts.commit == installed.commit)
    if new == old and is_same_build:
        raise UpdateError(message(Code.UPDATE_SAME, version=facts.version))
    if new < old and not is_downgrade_wanted:
        raise UpdateError(message(Code.UPDATE_OLDER, path=str(file), version=facts.version, installed=version))
    return new < old


def _check_room(facts: UpdateFacts, root: Path, private: Path | None) -> None:
    needed = {root: UNPACKED_TIMES * facts.n_bytes}
    if private is not None:
        needed[private] = facts.n_bytes
    by_disk: dict[int, tuple[Path, int]] = {}
    for path, n_bytes in needed.items():
        there = next(each for each in (path, *path.parents) if each.exists())
        disk = there.stat().st_dev
        by_disk[disk] = (there, by_disk.get(disk, (there, 0))[1] + n_bytes)
    for there, n_bytes in by_disk.values():
        if (n_free := shutil.disk_usage(there).free) < n_bytes:
            detail = f"{n_free // 2**20} MB are free, {-(-n_bytes // 2**20)} MB are needed"
            raise UpdateError(message(Code.UPDATE_NO_ROOM, path=str(there), detail=detail))


def _read(
    file: Path, key: PublicKey, found: Signature, facts: UpdateFacts, private: Path | None, report: Report
) -> Path | None:
    """Read the file once; raises UpdateError where it is not what was signed."""
    copy = private / f"inspector-update{file.suffix}" if private is not None else None
    try:
        with open_regular(file) as opened:
            if copy is None:
                is_signed = _is_signed(opened, None, key, found, facts.n_bytes, report)
            else:
                # Made by this program alone, and by nobody else: x fails where a file is there already.
                descriptor = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
                with os.fdopen(descriptor, "w+b") as written:
                    is_signed = _is_signed(opened, written, key, found, facts.n_bytes, report)
                    written.flush()
                    os.fsync(written.fileno())
    except ValueError as error:
        raise UpdateError(message(Code.UPDATE_UNREADABLE, path=str(file), detail=str(error))) from error
    except _CopyError as error:
        raise UpdateError(message(Code.UPDATE_NO_ROOM, path=str(copy), detail=error.detail)) from error
    except OSError as error:
        raise _unreadable(file, error) from error
    if not is_signed:
        raise _altered(file, "it is not the file that was signed")
    return copy


def _is_signed(
    opened: BinaryIO, copy: BinaryIO | None, key: PublicKey, found: Signature, n_bytes: int, report: Report
) -> bool:
    digest, n_read = hashlib.blake2b(), 0
    while piece := opened.read(_PIECE_BYTES):
        n_read += len(piece)
        if n_read > n_bytes:  # it grows while it is read
            return False
        digest.update(piece)
        if copy is not None:
            try:
                copy.write(piece)
            except OSError as error:
                raise _CopyError(why_refused(error)) from error
        report(n_read, n_bytes)
    if n_read != n_bytes:
        return False
    if found.is_prehashed:
        return is_file_of(key, found, digest.digest())
    if n_bytes == 0:
        return is_file_of(key, found, b"")
    # The older form signs the content itself, which is looked at where it lies: the copy, where there is one.
    of = copy if copy is not None else opened
    of.flush()
    with mmap.mmap(of.fileno(), n_bytes, access=mmap.ACCESS_READ) as content:
        return is_file_of(key, found, content)


class _CopyError(Exception):
    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def unread_after(reads: Reads, newest: Reads) -> tuple[str, ...]:
    """What a program that reads ``reads`` cannot read of files as new as ``newest``, in words."""
    names = (
        ("records", reads.schema, newest.schema), ("settings", reads.settings, newest.settings),
        ("models", reads.card, newest.card),
    )  # fmt: skip
    return tuple(
        f"{name} of version {there} (it reads up to {known})"
        for name, known, there in names
        if known is not None and there is not None and known < there
    )


def _unreadable(file: Path, error: OSError) -> UpdateError:
    return UpdateError(message(Code.UPDATE_UNREADABLE, path=str(file), detail=error.strerror or str(error)))


def _altered(file: Path, detail: str) -> UpdateError:
    return UpdateError(message(Code.UPDATE_ALTERED, path=str(file), detail=detail))


def _unfit(file: Path, detail: str) -> UpdateError:
    return UpdateError(message(Code.UPDATE_UNFIT, path=str(file), detail=detail))
