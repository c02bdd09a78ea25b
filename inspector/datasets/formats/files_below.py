"""The files below a folder, and which picture an annotation file means: one, or none.

    coilA/result.json names "0001.png"  ->  coilA/0001.png, or coilA/images/0001.png, never coilB/0001.png

A name is tried as a path from the annotation file's folder and from the top, then as the ending of one, then both again
without its suffix (video tasks name frames so), and all that again with "%20" and the like decoded. Upper and lower
case are the same, as are the Unicode forms of a letter. Folders called "images" and the like say nothing about which
picture is meant; every other folder that is named must agree, since 0001.png lies in every coil's. A path that begins
at the root of some disk may have more folders in front than lie here.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import container_bits
from inspector.core.files import folded
from inspector.core.frame import Pixels
from inspector.core.messages import FrameError
from inspector.datasets.formats.reading import (
    BrokenPair,
    Fault,
    content_of,
    fault_of_frame,
    foreign,
    split_in,
    suffix_of,
    without_suffix,
)
from inspector.datasets.version import Split
from inspector.pictures.decoding import PICTURE_SUFFIXES, decode_picture

FRAME_FOLDERS = frozenset({"images", "image", "imgs", "img", "frames", "frame", "pictures", "jpegimages", "data"})
MASK_FOLDERS = frozenset({
    "masks", "mask", "labels", "label", "annotations", "annotation", "ground_truth", "gt", "segmentationclass",
    "segmentationobject",
})  # fmt: skip
LABEL_FOLDERS = MASK_FOLDERS | {"json", "xml", "coco"}
_ROOT = re.compile(r"^(?:[a-z][a-z0-9+.-]+://[^/]*|[a-z]:|)/", re.IGNORECASE)  # a URL's host, a drive, or none
_SAYS_NOTHING = FRAME_FOLDERS | LABEL_FOLDERS  # about which picture is meant, where an annotation file lies in it
_FULL = 1_000_000  # a rank above any number of parts
_N_HINTS = 3
_GRAIN_PX = (5, 5)
_ROUNDING = 1.0  # of 255, between 16 bits and 8, or colours and grey
_FEWEST_LEVELS = 4
_LOSSY_LEVELS = 4.0  # of 255, by which the shades of a JPEG may differ
_LIKENESS = 0.5  # correlation of grain: above 0.8 in a JPEG of a JPEG, about 0 on other steel

Parts = tuple[str, ...]  # folders, and the name


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
        self._above = inside.parts[1:]
        self._indices: dict[Callable[[str], str], _Index] = {}

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
        """The picture that an annotation file in the folder ``beside`` calls so.

        Of several that fit equally, one in a folder of ``split`` is meant; one in another split's folder never is.
        Raises BrokenPair where there is none, or more than one.
        """
        name = _Name.of(called, beside)
        for path in name.full_paths():
            if path in self._known and suffix_of(path) in PICTURE_SUFFIXES:
                return path
        for spelled in (folded, _decoded):
            if spelled not in self._indices:
                self._indices[spelled] = _Index(self.pictures, self._above, spelled)
            for is_stem in (False, True):
                found = self._indices[spelled].fitting(name, is_stem, split)
                if len(found) > 1:
                    raise BrokenPair(Fault.DUPLICATE_NAME, f"{called} may be {' or '.join(found)}")
                if found:
                    return found[0]
        others = self._indices[folded].namesakes(name)
        hint = f"; {' and '.join(others[:_N_HINTS])} in another folder is another picture" if others else ""
        seen_from = f" as seen from {'/'.join(name.folders)}" if name.folders else ""
        raise BrokenPair(Fault.MISSING_PICTURE, f"there is no picture {called}{seen_from}{hint}")

    def picture_of_sheet(self, sheet: str, called: str, copy: bytes | None) -> str:
        """The picture of a file that annotates one only, names it, is called after it, and may hold a copy of it.

        Where the two names lead to two pictures, as they do after one of a pair was renamed, the copy tells which it
        is. Raises BrokenPair where nothing does.
        """
        missing: BrokenPair | None = None
        named = own = None
        try:
            named = self.picture(called, posixpath.dirname(sheet))
        except BrokenPair as fault:
            missing = fault
        for path in self._beside(without_suffix(sheet)):
            own = path if own is None or path == named else own
        if named is not None and own in (named, None):
            return named
        shown = [path for path in (named, own) if path and copy is not None and is_copy(copy, self.at(path))]
        if len(shown) == 1:
            return shown[0]
        if missing is not None:
            raise missing
        raise BrokenPair(
            Fault.CONTRADICTION, f"{sheet} is called after {own} and names {named}: nothing tells which it annotates"
        )

    def _beside(self, stem: str) -> tuple[str, ...]:
        return tuple(path for suffix in PICTURE_SUFFIXES if (path := stem + suffix) in self._known)


@dataclass(frozen=True, slots=True)
class _Name:
    """What an annotation file calls a picture."""

    parts: Parts
    folders: Parts  # of the annotation file, as far as the name starts from there
    is_rooted: bool  # it begins above the folder, where nothing is known

    @classmethod
    def of(cls, called: str, beside: str) -> _Name:
        path = called.replace("\\", "/")
        root = _ROOT.match(path)
        steps = posixpath.normpath(path[root.end() :] if root else path).split("/")
        n_up = steps.count("..")
        folders = tuple(part for part in beside.split("/") if part not in ("", "."))
        is_rooted = root is not None or n_up > len(folders)
        parts = tuple(step for step in steps if step not in ("", ".", ".."))
        return cls(parts, () if is_rooted else folders[: len(folders) - n_up], is_rooted)

    @property
    def is_from_top(self) -> bool:
        """A bare name in another folder's file means a picture there."""
        return len(self.parts) > 1 or not _bare((*self.folders, ""), _SAYS_NOTHING)[:-1]

    def full_paths(self) -> Iterable[str]:
        if not self.is_rooted:
            yield "/".join((*self.folders, *self.parts))
            if self.is_from_top:
                yield "/".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Picture:
    path: str
    parts: Parts  # spelled for comparison, with the suffix
    bare: Parts  # without folders that say nothing
    is_mask: bool  # it lies in a folder of masks or labels: meant only where its path is said in full


class _Index:
    """Pictures by their names, spelled for comparison."""

    def __init__(self, pictures: Iterable[str], above: Parts, spelled: Callable[[str], str]) -> None:
        self._spelled = spelled
        self._above = tuple(spelled(part) for part in above)
        self._named: dict[tuple[bool, str], list[_Picture]] = defaultdict(list)
        for path in pictures:
            parts = tuple(spelled(part) for part in path.split("/"))
            is_mask = is_in_mask_folder(path)
            for is_stem in (False, True):
                kept = (*parts[:-1], posixpath.splitext(parts[-1])[0]) if is_stem else parts
                self._named[is_stem, kept[-1]].append(_Picture(path, kept, _bare(kept, FRAME_FOLDERS), is_mask))

    def namesakes(self, name: _Name) -> list[str]:
        return [picture.path for picture in self._named.get((False, self._spelled("".join(name.parts[-1:]))), ())]

    def fitting(self, name: _Name, is_stem: bool, split: Split | None) -> list[str]:
        """Pictures that the name means, all equally well."""
        *folders, last = [self._spelled(part) for part in name.parts] or [""]
        stem, suffix = posixpath.splitext(last)
        lasts = [last, stem] if is_stem and suffix in PICTURE_SUFFIXES else [last]
        beside = tuple(self._spelled(part) for part in name.folders)
        for end in lasts:
            wanted = (*folders, end)
            candidates = self._named.get((is_stem, end), [])
            if split is not None:
                of_split = {one.path: split_in(posixpath.dirname(one.path)) for one in candidates}
                candidates = [one for one in candidates if of_split[one.path] in (split, None)]
                if split in of_split.values():
                    candidates = [one for one in candidates if of_split[one.path] is split]
            ranks = {one.path: self._rank(one, wanted, beside, name) for one in candidates}
            if best := max(ranks.values(), default=0):
                return [path for path, rank in ranks.items() if rank == best]
        return []

    def _rank(self, picture: _Picture, wanted: Parts, beside: Parts, name: _Name) -> int:
        """How well it fits, 0 if not: its path, its path but for folders that say nothing, or that many of its parts
        where one path is the ending of the other."""
        if not name.is_rooted:
            for rank, full in ((_FULL, (*beside, *wanted)), (_FULL - 1, wanted)):
                if full is wanted and not name.is_from_top:
                    continue
                if picture.parts == full:
                    return rank
                if picture.bare == _bare(full, _SAYS_NOTHING) and not picture.is_mask:
                    return rank - 2
        if picture.is_mask:
            return 0
        for parts in (picture.parts, picture.bare):
            n = min(len(parts), len(wanted))
            if parts[-n:] != wanted[-n:]:
                continue
            if n == len(wanted):
                before = _bare((*parts[:-n], ""), FRAME_FOLDERS)[:-1]
                needed = _bare((*beside, ""), _SAYS_NOTHING)[:-1]
                if before[: len(needed)] == needed:
                    return n
            elif name.is_rooted:
                return n
            elif not beside and (*self._above, *parts)[-len(wanted) :] == wanted:  # seen from a folder higher
                return len(wanted)
        return 0


def is_in_mask_folder(path: str) -> bool:
    """Whether the last of its folders that says what lies in it says masks or labels."""
    kinds = [part for part in folded(path).split("/")[:-1] if part in FRAME_FOLDERS | MASK_FOLDERS]
    return bool(kinds) and kinds[-1] in MASK_FOLDERS


def _bare(parts: Parts, says_nothing: frozenset[str]) -> Parts:
    return (*(part for part in parts[:-1] if part not in says_nothing), parts[-1])


def _decoded(part: str) -> str:
    return folded(unquote(part, errors="surrogateescape"))


def _is_file_inside(path: Path, folder: Path) -> bool:
    """A regular file, or a link to one in the folder, which is resolved."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder):
            return False
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return False


# a copy of the picture inside its annotation file


def copy_of_base64(text: object) -> bytes | None:
    """The picture that labelme keeps as ``imageData``; None where there is none."""
    if text is None or text == "":
        return None
    try:
        return b64decode(text if isinstance(text, str) else "", validate=True) or _no_copy()
    except ValueError:
        return _no_copy()


def _no_copy() -> bytes:
    raise BrokenPair(Fault.CORRUPTED, "the picture inside it is no base64 text")


def check_copy(copy: bytes | None, path: Path, where: str) -> None:
    """Raises BrokenPair where an annotation file holds a copy of another picture than the one at ``path``."""
    if copy is not None and not is_copy(copy, path):
        raise BrokenPair(Fault.CONTRADICTION, f"the picture inside {where} is another one than {path.name}")


def is_copy(copy: bytes, path: Path) -> bool:
    """Whether both show the same pixels; where one is a JPEG, the same shades and, where any is left, the same grain.

    Raises BrokenPair where one cannot be decoded.
    """
    try:
        original = content_of(path)
        inside, outside = (decode_picture(data, path.name).pixels for data in (copy, original))
    except FrameError as error:
        raise BrokenPair(Fault.CORRUPTED, f"the picture inside it, or {path.name}: {fault_of_frame(error)}") from error
    except (OSError, ValueError) as error:
        raise BrokenPair(Fault.CORRUPTED, f"{path.name} cannot be read: {error}") from error
    if inside.shape[:2] != outside.shape[:2]:
        return False
    a, b = _grey(inside), _grey(outside)
    if inside.dtype != outside.dtype:  # programs show deep pictures in their own range of levels
        deep, shown = (a, b) if container_bits(inside) > container_bits(outside) else (b, a)
        if _is_shown_as(deep, shown):
            return True
        a, b = _stretched(a), _stretched(b)
    if not any(data.startswith(b"\xff\xd8") for data in (copy, original)):
        return bool(np.abs(a - b).max() <= _ROUNDING)
    if float(np.sqrt(np.mean(cv2.blur(a - b, _GRAIN_PX) ** 2))) > _LOSSY_LEVELS:
        return False
    grain_a, grain_b = _grain(a), _grain(b)
    n_a, n_b = float(np.linalg.norm(grain_a)), float(np.linalg.norm(grain_b))
    return min(n_a, n_b) <= a.size**0.5 or float(np.vdot(grain_a, grain_b)) >= _LIKENESS * n_a * n_b


def _is_shown_as(deep: npt.NDArray[np.float32], shown: npt.NDArray[np.float32]) -> bool:
    """Whether what is brighter in ``deep`` is nowhere darker in ``shown``: by a range that ends before the brightest,
    by its upper bits alone, by any curve. Of too few levels nothing is told."""
    order = np.lexsort((-shown.ravel(), deep.ravel()))
    levels = shown.ravel()[order]
    is_rising = bool((np.maximum.accumulate(levels) - levels).max() <= _ROUNDING)
    return is_rising and np.unique(levels).size >= _FEWEST_LEVELS


def _stretched(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    darkest, brightest = float(grey.min()), float(grey.max())
    return (grey - darkest) * np.float32(255 / max(brightest - darkest, 1e-6))


def _grain(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What differs from its surroundings; edges, which neighbours on one strip share, weigh no more than grain."""
    grain: npt.NDArray[np.float32] = grey - cv2.blur(grey, _GRAIN_PX)
    limit = 3 * float(np.median(np.abs(grain)))
    return np.clip(grain, -limit, limit)


def _grey(pixels: Pixels) -> npt.NDArray[np.float32]:
    """Mean of the colours, 0 to 255 whatever the depth."""
    grey: npt.NDArray[np.float32] = pixels.astype(np.float32) * np.float32(255 / (2 ** container_bits(pixels) - 1))
    return grey if grey.ndim == 2 else grey.mean(axis=2, dtype=np.float32)
