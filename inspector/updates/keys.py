"""Whose signature an update may bear: the keys that come with the program, and those that the plant's IT has added.

    resources/update_keys/*.pub             with the program
    /etc/inspector/update-keys/*.pub        by an administrator; on Windows in update-keys beside the program's folder

A file that others than its owner may write, or that a plain user owns, counts for nothing: whoever may add a key may
install anything.
"""

from __future__ import annotations

import logging
import stat
import sys
from pathlib import Path
from typing import Final

from inspector.core.untrusted import read_bounded
from inspector.updates.minisign import MAX_KEY_BYTES, PublicKey, public_key
from resources import resource

log = logging.getLogger("inspector.updates")

MAX_KEYS: Final = 50


def plant_key_folder() -> Path:
    if sys.platform == "win32":
        # Not ProgramData, where any user may make folders: whoever may write here may exchange the program itself.
        return Path(sys.executable).parent.parent / "update-keys"
    return Path("/etc/inspector/update-keys")


def known_keys(plant_folder: Path | None = None) -> tuple[PublicKey, ...]:
    """Files that are no key, or that anybody could have written, are passed over; the log says so."""
    found = []
    for folder, is_ours in ((resource("update_keys"), True), (plant_folder or plant_key_folder(), False)):
        for file in sorted(folder.glob("*.pub"))[:MAX_KEYS]:
            try:
                if not is_ours and (fault := _owner_fault(file)):
                    raise ValueError(fault)
                found.append(public_key(read_bounded(file, MAX_KEY_BYTES).decode()))
            except (OSError, ValueError) as error:
                log.warning("the key %s is not used: %s", file, error)
    return tuple(found)


def _owner_fault(file: Path) -> str:
    if sys.platform == "win32":  # see ``plant_key_folder``
        return ""
    for path in (file, file.parent):
        found = path.stat()
        if found.st_uid != 0:
            return f"{path} does not belong to root"
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return f"others than root may write {path}"
    return ""
