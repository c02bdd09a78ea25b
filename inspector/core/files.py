"""Whole files are written beside their final name and renamed: never half a file, whoever is killed."""

from __future__ import annotations

import errno
import os
import threading
import unicodedata
from pathlib import Path


def write_whole(path: Path, content: bytes, *, is_synced: bool = True) -> None:
    """Write ``content`` to ``path`` so that a kill at any instant leaves the old file or the new one.

    Without ``is_synced`` the operating system writes it out in its own time: a power cut may lose it. Raises
    OSError; the unfinished neighbour file is removed where possible.
    """
    beside = path.with_name(path.name + f".{os.getpid()}-{threading.get_native_id()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def why_refused(error: OSError) -> str:
    """What the disk says, for a person: a full disk by this name."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full ({error.filename})" if error.filename else "the disk is full"
    why = error.strerror or str(error)
    return f"{error.filename}: {why}" if error.filename else why


def sha256_of(content: bytes) -> str:
    import hashlib  # the window's first paint needs none, nor OpenSSL

    return hashlib.sha256(content).hexdigest()


def folded(text: str) -> str:
    """The same for names that some file system cannot tell apart."""
    return unicodedata.normalize("NFC", text).casefold()


def is_plain_name(name: str) -> bool:
    """A folder name on any system, which cannot lead out of the folder it is in."""
    is_spelled = all(char.isalnum() or char in "._- " for char in name)
    return 0 < len(name) <= 100 and name == name.strip() and not name.startswith(".") and is_spelled
