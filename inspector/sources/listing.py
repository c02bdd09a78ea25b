"""Which files of a folder are frames, and in which order.

Natural order: runs of digits count as numbers, so "img2" comes before "img10"; upper and lower case are the
same; a folder's files are sorted part by part of their path. The same on every platform and file system.

Every file is listed, whatever its extension, so that each is accounted for. Left out are only files and
folders that are nobody's pictures: hidden ones (a leading dot) and the systems' own ("Thumbs.db",
"desktop.ini").
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_NOT_PICTURES = frozenset({"thumbs.db", "desktop.ini"})  # ".DS_Store" is hidden anyway
_DIGITS = re.compile(r"[0-9]+")


def natural_key(path: str) -> str:
    """Sort key of a POSIX path. Different paths have different keys, so the order is always the same.

    One text, since 100,000 of them are compared in a tenth of a second: a number is "\\0", how many digits it has
    without leading zeros, and those; each part of the path goes once for the order and once as it is spelled.
    """
    folder, slash, name = path.rpartition("/")
    # Normalised, since macOS stores "ü" as two characters.
    folded = name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
    key = f"{_DIGITS.sub(_number, folded)}\0\0{name}"
    return f"{_folder_key(folder)}\0\0{key}" if slash else key


@lru_cache(maxsize=1024)  # what is sorted comes folder by folder
def _folder_key(folder: str) -> str:
    return natural_key(folder)


def _number(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")  # as text, since int() refuses very long numbers
    return f"\0{chr(1 + len(digits))}{digits}"


def is_ignored(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _NOT_PICTURES


def list_names(
    root: str,
    *,
    recursive: bool,
    on_unreadable: Callable[[str, OSError], None],
    answered: Callable[[], None] = lambda: None,
) -> list[str]:
    """POSIX paths below ``root`` of all files in it, in no particular order; nothing is opened.

    ``answered`` is called for each entry that comes.

    Raises OSError if ``root`` itself cannot be listed; ``on_unreadable`` takes a sub-folder that cannot be,
    and why. Links to folders are followed, but no folder is listed twice, so loops end.
    """
    return [name for folder in _walk(root, recursive, on_unreadable, answered) for name in folder.names]


def reached(
    root: str,
    *,
    recursive: bool,
    folders: Iterable[Path],
    trees: Iterable[Path],
    answered: Callable[[], None] = lambda: None,
) -> Path | None:
    """What listing ``root`` would enter of these, links resolved; None where it enters none.

    ``folders`` alone, ``trees`` with all that is below them, also where they are not there yet. Raises OSError as
    ``list_names``.
    """
    entered: dict[tuple[int, int], Path] = {}
    inside: dict[tuple[int, int], Path] = {}
    for folder in folders:
        if folder.exists():
            entered[_identity(str(folder))] = folder
    for tree in trees:
        if tree.exists():
            inside[_identity(str(tree))] = tree
        elif recursive and (parent := _where_it_will_be(tree)) is not None:
            entered[_identity(str(parent))] = tree
    entered |= inside
    for listed in _walk(root, recursive, lambda below, error: None, answered):
        if listed.identity in entered:
            return entered[listed.identity]
        if listed.is_root or listed.is_link:  # of any other the folders above were looked at
            for above in Path(listed.path).resolve().parents:
                if (found := inside.get(_identity(str(above)))) is not None:
                    return found
    return None


def _where_it_will_be(path: Path) -> Path | None:
    """The folder that is there and will hold it; None where a listing passes over what is between."""
    at = path.resolve()
    while not at.exists():
        if is_ignored(at.name):
            return None
        at = at.parent
    return at


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    identity: tuple[int, int]
    names: list[str]  # of its files, as POSIX paths below the root
    is_root: bool = False
    is_link: bool = False


def _walk(
    root: str, recursive: bool, on_unreadable: Callable[[str, OSError], None], answered: Callable[[], None]
) -> Iterator[_Folder]:
    """The root and the folders below it that are listed. Raises and calls as ``list_names``."""
    names, folders, links = _scan(root, "", answered)
    identity = _identity(root)
    yield _Folder(root, identity, names, is_root=True)
    if not recursive:
        return
    seen = {identity}
    # Links wait until all real folders are listed: a folder goes by its own path rather than a link's.
    waiting, waiting_links = folders, links
    while waiting or waiting_links:
        is_link = not waiting
        below = waiting_links.pop() if is_link else waiting.pop()
        path = os.path.join(root, below)  # noqa: PTH118 - plain strings: 100,000 files are listed in 0.1 s
        try:
            identity = _identity(path)
            if identity in seen:
                continue
            seen.add(identity)
            names, folders, links = _scan(path, below + "/", answered)
        except FileNotFoundError:  # removed meanwhile, with all that was in it
            continue
        except OSError as error:
            on_unreadable(below, error)
            continue
        yield _Folder(path, identity, names, is_link=is_link)
        waiting += folders
        waiting_links += links


def _identity(path: str) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116 - plain strings, as in the listing
    return status.st_dev, status.st_ino


def _scan(path: str, prefix: str, answered: Callable[[], None]) -> tuple[list[str], list[str], list[str]]:
    """Files, folders, and links to folders, directly in one folder."""
    names: list[str] = []
    folders: list[str] = []
    links: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            answered()
            if is_ignored(entry.name):
                continue
            if not _is_folder(entry):
                names.append(prefix + entry.name)
            elif entry.is_symlink():
                links.append(prefix + entry.name)
            else:
                folders.append(prefix + entry.name)
    return names, folders, links


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that loops or may not be followed: listed as a file, and then reported
        return False
