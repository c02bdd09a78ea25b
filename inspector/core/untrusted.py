"""Paths, names and bytes that come from a file: what they must be before anybody uses them.

Whatever a manifest, card, request or label file says may be an accident or an attack. These are the only places where
its paths, names and bytes are believed; see also ``typed_json`` for its structure and numbers. Every refusal is a
ValueError in words.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath

MAX_NAME = 200  # characters: with a suffix and any encoding still a file name on every system
_WINDOWS_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
# C0 and C1 controls, separators of lines and paragraphs, controls of direction, halves of surrogate pairs
_CONTROLS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_FORBIDDEN = set('<>:"/\\|?*')  # in file names on some system


def text_fault(text: str) -> str:
    """Why a text cannot be stored, shown and printed; "" where it can. Line breaks and tabs are part of a text."""
    for found in _CONTROLS.finditer(text):
        char = found[0]
        if char not in "\n\t":
            if unicodedata.category(char) == "Cs":
                return "it holds characters that are no UTF-8"
            return f"it holds the control character U+{ord(char):04X}"
    return ""


def spelled_out(text: str, *, keeping: str = "", is_json: bool = False) -> str:
    """The text for a terminal or a log: what would command it, turn its direction around or begin a line is spelled
    out, "\\x1b[2J" say, but for what ``keeping`` names. With ``is_json`` as JSON does: \\u001b."""

    def spelled(found: re.Match[str]) -> str:
        char = found[0]
        if char in keeping:
            return char
        return f"\\u{ord(char):04x}" if is_json else char.encode("unicode_escape").decode()

    return _CONTROLS.sub(spelled, text)


def name_fault(name: str) -> str:
    """Why a name of a class, a model or a piece cannot be used; "" where it can: one line, not empty, not endless."""
    if not name.strip():
        return "it is empty"
    if name != name.strip():
        return "it begins or ends with a space"
    if len(name) > MAX_NAME:
        return f"it is longer than {MAX_NAME} characters"
    if "\n" in name or "\t" in name:
        return "it holds a line break or a tab"
    return text_fault(name)


def file_name_fault(name: str) -> str:
    """Why a name cannot be that of a file on every system; "" where it can."""
    if fault := name_fault(name):
        return fault
    if name in (".", "..") or name.endswith("."):
        return "it ends with a dot"
    if found := sorted(_FORBIDDEN & set(name)):
        return f"it holds {' '.join(found)}"
    if name.split(".")[0].casefold() in _WINDOWS_DEVICES:
        return "it is the name of a device on Windows"
    return ""


def file_inside(folder: Path, relative: str) -> Path:
    """The path of ``relative`` below ``folder``, as a file names it with forward slashes.

    It is where it says also after links are resolved. Raises ValueError where it is absolute, goes up, is not spelled
    in its shortest form, holds a name that no file can have, or is a link that leads out of the folder.
    """
    path = PurePosixPath(relative)
    if not path.parts or path.is_absolute() or path.as_posix() != relative:
        raise ValueError(f"“{relative}” is no path below its folder")
    for part in path.parts:
        if part == ".." or (fault := file_name_fault(part)):
            raise ValueError(f"“{relative}” is no path below its folder" + ("" if part == ".." else f": {fault}"))
    found = folder.joinpath(*path.parts)
    if not found.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"“{relative}” is a link that leads out of its folder")
    return found


def read_bounded(path: Path, max_bytes: int) -> bytes:
    """The content of a regular file of at most ``max_bytes``; a pipe or a device is never waited for.

    Raises OSError as opening does, ValueError for another kind of file and for a larger one.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise ValueError("it is no regular file")
        parts, n_left = [], max_bytes + 1
        # To its end, since it may grow meanwhile; no more at once than is there: memory is taken for all that is asked.
        while n_left and (part := file.read(min(n_left, max(facts.st_size + 1, 65_536)))):
            parts.append(part)
            n_left -= len(part)
    if not n_left:
        raise ValueError(f"it is larger than {max_bytes / 1e6:g} MB")
    return b"".join(parts)
