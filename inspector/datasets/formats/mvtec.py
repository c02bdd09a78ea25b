"""The layout of MVTec AD: one folder per kind of defect.

    PATH/train/good/NAME.png                      clean frames to learn from; validation/good as well, if there
    PATH/test/good/NAME.png                       clean
    PATH/test/DEFECT/NAME.png                     with that defect
    PATH/ground_truth/DEFECT/NAME_mask.png        where it is

Each DEFECT is a class. The folders are the split; all defects are in test, as the authors meant it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    clean_map,
    defect_mask,
    foreign,
    order_classes,
    raising,
    read_mask_file,
    without_suffix,
)
from inspector.datasets.version import Split

GOOD = "good"
TRUTH = "ground_truth"
FOLDERS = {"train": Split.TRAIN, "validation": Split.VAL, "test": Split.TEST}


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    frames = [picture for picture in files.pictures if picture.split("/")[0] in FOLDERS and picture.count("/") == 2]
    if not any(frame.startswith("train/good/") for frame in frames):
        raise foreign(path, "it holds no train/good with frames")
    kinds = {frame.split("/")[1] for frame in frames} - {GOOD}
    try:
        class_names = order_classes(options, (), kinds)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    masks = {mask for mask in files.pictures if mask.startswith(TRUTH + "/")}
    entries = []
    for frame in frames:
        folder, kind, name = frame.split("/")
        mask = "" if kind == GOOD else posixpath.join(TRUTH, kind, f"{without_suffix(name)}_mask.png")
        entries.append(Entry(frame, mask, _map_reader(files, kind, mask, class_names), FOLDERS[folder]))
        masks.discard(mask)
    problems = [Problem(mask, Fault.MISSING_PICTURE, "no frame in test has its name") for mask in sorted(masks)]
    return Contents(class_names, tuple(entries), (), tuple(problems))


def _map_reader(files: Files, kind: str, mask: str, class_names: tuple[str, ...]) -> Callable[[int, int], AnnotatedMap]:
    if kind == GOOD:
        return clean_map
    if kind not in class_names:
        return raising(BrokenPair(Fault.UNKNOWN_CLASS, f"the class {kind!r} is not listed"))
    return partial(_read_map, files.at(mask), mask, class_names.index(kind))


def _read_map(path: Path, where: str, index: int, height: int, width: int) -> AnnotatedMap:
    is_defect = defect_mask(read_mask_file(path, where, height, width), where)
    if not is_defect.any():
        raise BrokenPair(Fault.CONTRADICTION, f"{where} is empty, its folder says there is a defect")
    return AnnotatedMap(is_defect.astype(np.uint8) * np.uint8(index))
