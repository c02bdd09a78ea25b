"""Paths, names and bytes that come from a file: what they must be before anybody uses them.

Whatever a manifest, card, request or label file says may be an accident or an attack. These are the only places where
its paths, names and bytes are believed; see also ``typed_json`` for its structure and numbers. Every refusal is a
ValueError in words.
"""

from __future__ import annotations

import io
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

_PIECE_BYTES = 4 << 20
MAX_NAME = 200  # characters: with a suffix and any encoding still a file name on every system
_WINDOWS_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
# C0 and C1 controls, separators of lines and paragraphs, controls of direction, halves of surrogate pairs
_CONTROLS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_FORBIDDEN = set('<>:"/\\|?*')  # in file names on some system


def text_fault(text: str) -> str:
    """Why a text cannot be stored, shown and printed; "" where it can. Line breaks and tabs are part of a text."""
    if text.isprintable():  # nearly every text, and a manifest holds ten thousands
        return ""
    for found in _CONTROLS.finditer(text):
        char = found[0]
        if char not in "\n\t":
            if unicodedata.category(char) == "Cs":
                return "it holds characters that are no UTF-8"
            return f"it holds the control character U+{ord(char):04X}"
    return ""


def storable(text: str) -> str:
    """The text with a mark for each character that is no UTF-8, as names of files and users may hold: those alone can
    be neither stored nor printed."""
    return text if text.isascii() else "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def spelled_out(text: str, *, keeping: str = "", is_json: bool = False) -> str:
    """The text for a terminal or a log: what would command it, turn its direction around or begin a line is spelled
    out, "\\x1b[2J" say, but for what ``keeping`` names. With ``is_json`` as JSON does: \\u001b."""

    def spelled(found: re.Match[str]) -> str:
        char = found[0]
        if char in keeping:
            return char
        return f"\\u{ord(char):04x}" if is_json else char.encode("unicode_escape").decode()

    return _CONTROLS.sub(spelled, text)


def is_sha256(text: str) -> bool:
    """Whether it is one as we write it: 64 digits and small letters."""
    return len(text) == 64 and all(letter in "0123456789abcdef" for letter in text)


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

    It is where it says also after links are resolved. Raises ValueError as ``path_below``, and where it is a link that
    leads out of the folder.
    """
    found = folder.joinpath(*path_below(relative).parts)
    if not found.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"“{relative}” is a link that leads out of its folder")
    return found


def listed_below(folder: Path, relative: str) -> Path:
    """The path of a file that a listing of ``folder`` named, with forward slashes, and that was written down since.

    Any name that the system has is one, and links lead where they led when it was listed: it lies below the folder by
    its spelling. Raises ValueError for a path that is absolute, goes up, or is not spelled in its shortest form.
    """
    path = PurePosixPath(relative)
    if not path.parts or path.is_absolute() or ".." in path.parts or path.as_posix() != relative or "\0" in relative:
        raise ValueError(f"“{relative}” is no path below its folder")
    found = folder.joinpath(*path.parts)
    if found.parts[: len(folder.parts)] != folder.parts or len(found.parts) != len(folder.parts) + len(path.parts):
        raise ValueError(f"“{relative}” is no path below its folder")  # a drive or a backslash on Windows
    return found


def path_below(relative: str) -> PurePosixPath:
    """What ``file_inside`` knows without looking at a disk.

    Raises ValueError where the path is absolute, goes up, is not spelled in its shortest form, or holds a name that no
    file can have.
    """
    path = PurePosixPath(relative)
    if not path.parts or path.is_absolute() or path.as_posix() != relative:
        raise ValueError(f"“{relative}” is no path below its folder")
    for part in path.parts:
        if part == ".." or (fault := file_name_fault(part)):
            raise ValueError(f"“{relative}” is no path below its folder" + ("" if part == ".." else f": {fault}"))
    return path


def open_regular(path: Path) -> BinaryIO:
    """A regular file, opened for reading; a pipe or a device is never waited for.

    Raises OSError as opening does, ValueError for another kind of file.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # before it is opened: opening alone may set a device going
        raise ValueError("it is no regular file")
    # In no ``with``: whoever asked for it closes it. By an opener: a pipe put there meanwhile must not be waited for.
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it was changed for another meanwhile
        file.close()
        raise ValueError("it is no regular file")
    return file


def read_bounded(path: Path, max_bytes: int, answered: Callable[[], None] = lambda: None) -> bytes:
    """The content of a regular file of at most ``max_bytes``; ``answered`` is called for each piece of it that comes.

    Raises OSError as opening does, ValueError for another kind of file and for a larger one.
    """
    content = io.BytesIO()
    with open_regular(path) as file:
        if (n_bytes := os.fstat(file.fileno()).st_size) <= max_bytes:
            while content.tell() <= max_bytes and (piece := file.read(_PIECE_BYTES)):  # it may grow meanwhile
                answered()
                content.write(piece)
    if max(n_bytes, content.tell()) > max_bytes:
        raise ValueError(f"it is larger than {max_bytes / 1e6:g} MB")
    return content.getvalue()
