"""The files below a folder, and which picture an annotation file means."""

from __future__ import annotations

import os
import posixpath
import stat
from collections import defaultdict
from pathlib import Path, PurePosixPath

from inspector.core.files import folded
from inspector.datasets.formats.reading import BrokenPair, Fault, foreign, split_in, suffix_of
from inspector.datasets.version import Split
from inspector.pictures.decoding import PICTURE_SUFFIXES


class Files:
    """All files below a folder, by POSIX path, hidden ones left out; links to folders are not followed.

    Links to files are, as long as they stay in the folder; ``refused`` are those that lead out or nowhere, and what is
    no regular file: whoever made the data could else name any file of this PC. Raises DatasetError where the folder or
    one below cannot be listed: what is not seen would silently be missing.
    """

    def __init__(self, root: Path) -> None:
        def refuse(error: OSError) -> None:
            raise foreign(root, f"{error.filename} cannot be listed: {error.strerror}") from error

        self.root = root
        found: list[str] = []
        refused: list[str] = []
        inside = root.resolve()
        for folder, folders, names in os.walk(root, onerror=refuse):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            below = PurePosixPath(Path(folder).relative_to(root).as_posix())
            for name in names:
                if not name.startswith("."):
                    is_ours = _is_file_inside(Path(folder) / name, inside)
                    (found if is_ours else refused).append((below / name).as_posix())
        self.all = tuple(sorted(found))
        self.refused = tuple(sorted(refused))
        self.pictures = tuple(path for path in self.all if suffix_of(path) in PICTURE_SUFFIXES)
        self._known = set(self.all)
        self._by_path: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in self.pictures:
            self._by_path[folded(path)].append(path)
            self._by_name[folded(posixpath.basename(path))].append(path)

    def __contains__(self, path: str) -> bool:
        return path in self._known

    def at(self, path: str) -> Path:
        return self.root / path

    def below(self, folder: str) -> tuple[str, ...]:
        """Pictures below a folder; upper and lower case are the same."""
        return tuple(path for path in self.pictures if folded(path).startswith(folded(folder) + "/"))

    def named(self, *suffixes: str) -> tuple[str, ...]:
        return tuple(path for path in self.all if suffix_of(path) in suffixes)

    def picture(self, called: str, beside: str = "", split: Split | None = None) -> str:
        """The picture that an annotation file calls so: a path from that file's folder or from the top, in either
        case, or a name that only one picture has, or only one in a folder of that split. Raises BrokenPair where there
        is none or more than one.
        """
        called = called.replace("\\", "/")
        for folder in (beside, ""):
            path = posixpath.normpath(posixpath.join(folder, called))
            if path in self._known and suffix_of(path) in PICTURE_SUFFIXES:
                return path
            if len(found := self._by_path.get(folded(path), [])) == 1:
                return found[0]
        found = self._by_name.get(folded(posixpath.basename(called)), [])
        if len(found) > 1 and split is not None:
            found = [path for path in found if split_in(posixpath.dirname(path)) is split] or found
        if len(found) > 1:
            raise BrokenPair(Fault.DUPLICATE_NAME, f"{called} may be {' or '.join(found)}")
        if not found:
            raise BrokenPair(Fault.MISSING_PICTURE, f"there is no picture {called}")
        return found[0]


def _is_file_inside(path: Path, folder: Path) -> bool:
    """A regular file, or a link to one in the folder, which is resolved."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder):
            return False
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return False
