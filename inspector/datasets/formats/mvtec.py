"""The layout of MVTec AD and its relatives: one folder per kind of defect.

    PATH/train/good/NAME.*                     clean frames to learn from; validation/good as well, if there
    PATH/test/good/NAME.*                      clean
    PATH/test/DEFECT/NAME.*                    with that defect
    PATH/ground_truth/DEFECT/NAME_mask.png     where it is, or NAME.*, or every picture in the folder NAME

"ok" is "good" (BTAD), MVTec LOCO has a folder of masks for each frame, and upper and lower case are the same. Each
DEFECT is a class, and all of a mask that is not 0 is that class, whatever its level. The folders are the split; all
defects are in test, as the authors meant it.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from inspector.core.files import folded
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.mask_values import MaskFile, MaskValues
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    clean_map,
    foreign,
    order_classes,
    raising,
    without_suffix,
)
from inspector.datasets.formats.value_names import ValueNames
from inspector.datasets.version import Split

GOOD = frozenset({"good", "ok"})
TRUTH = "ground_truth"
FOLDERS = {"train": Split.TRAIN, "validation": Split.VAL, "test": Split.TEST}
DEFECT = "the defect that its folder is called after"

ReadMap = Callable[[int, int], AnnotatedMap]


def read(path: Path, options: ImportOptions) -> Contents:
    if options.levels or options.colours:
        raise foreign(path, "its folders say which class a mask shows: no --levels, no --colours")
    files = Files(path)
    frames = [picture for picture in files.pictures if _folder(picture) in FOLDERS and picture.count("/") == 2]
    if not any(_folder(frame) == "train" and _is_good(frame, options) for frame in frames):
        raise foreign(path, "it holds no train/good (or train/ok) with frames")
    kinds = {_kind(frame) for frame in frames if not _is_good(frame, options)}
    if options.background and not any(_kind(frame) == options.background for frame in frames):
        raise foreign(path, f"no folder in it is called {options.background}, which is to be background")
    try:
        class_names = order_classes(ImportOptions(options.class_names), (), kinds)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    if options.foreground is not None and not kinds:
        raise foreign(path, "it holds no masks, so there is no --foreground")
    values = MaskValues(ValueNames(("background", DEFECT), one_class=DEFECT), options, counts_all=True)
    masks = _masks(files)
    entries = []
    stems: dict[str, list[str]] = defaultdict(list)
    for frame in frames:
        if not _is_good(frame, options):
            stems[_stem(frame)].append(frame)
    for frame in frames:
        split = FOLDERS[_folder(frame)]
        if _is_good(frame, options):
            entries.append(Entry(frame, "", clean_map, split))
            continue
        found = masks.get(_stem(frame), [])
        where = found[0] if found else posixpath.join(TRUTH, _kind(frame), f"{_name(frame)}_mask.png")
        if _kind(frame) not in class_names[1:]:
            read_map: ReadMap = raising(BrokenPair(Fault.UNKNOWN_CLASS, f"the class {_kind(frame)!r} is not listed"))
        elif len(stems[_stem(frame)]) > 1:
            detail = f"its mask may be that of {' or '.join(stems[_stem(frame)])}"
            read_map = raising(BrokenPair(Fault.DUPLICATE_NAME, detail))
        elif len(found) > 1 and any(mask.count("/") == 2 for mask in found):
            read_map = raising(BrokenPair(Fault.DUPLICATE_NAME, f"its mask may be {' or '.join(found)}"))
        elif not found:
            read_map = raising(BrokenPair(Fault.MISSING_MASK, f"there is no {where}"))
        else:
            parts = [values.reader_of(MaskFile(files.at(frame), files.at(mask), mask)) for mask in found]
            read_map = _reader(parts, class_names.index(_kind(frame)), where)
        entries.append(Entry(frame, where, read_map, split))
    problems = [
        Problem(mask, Fault.MISSING_PICTURE, "no frame in test has its name")
        for stem, found in masks.items() if stem not in stems for mask in found
    ]  # fmt: skip
    known = {*frames, *(mask for found in masks.values() for mask in found)}
    rest = tuple(picture for picture in files.pictures if picture not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems), values)


def _folder(picture: str) -> str:
    return folded(picture.split("/")[0])


def _kind(frame: str) -> str:
    return frame.split("/")[1]


def _name(frame: str) -> str:
    return without_suffix(posixpath.basename(frame))


def _stem(frame: str) -> str:
    """Folder of the kind and name, without case: what a frame and its mask share."""
    return folded(f"{_kind(frame)}/{_name(frame)}")


def _is_good(frame: str, options: ImportOptions) -> bool:
    return folded(_kind(frame)) in GOOD or _kind(frame) == options.background


def _masks(files: Files) -> dict[str, list[str]]:
    """The masks of each frame, by the frame's ``_stem``; of several in a folder each marks a part."""
    found: dict[str, list[str]] = defaultdict(list)
    for mask in files.below(TRUTH):
        parts = folded(without_suffix(mask)).split("/")[1:]
        if len(parts) in (2, 3):
            name = parts[1] if len(parts) == 3 else parts[1].removesuffix("_mask")
            found[f"{parts[0]}/{name}"].append(mask)
    return found


def _reader(parts: list[ReadMap], index: int, where: str) -> ReadMap:
    def read_map(height: int, width: int) -> AnnotatedMap:
        is_defect = np.logical_or.reduce([part(height, width).class_map > 0 for part in parts])
        if not is_defect.any():
            raise BrokenPair(Fault.CONTRADICTION, f"{where} is empty, its folder says there is a defect")
        return AnnotatedMap(is_defect.astype(np.uint8) * np.uint8(index))

    return read_map
