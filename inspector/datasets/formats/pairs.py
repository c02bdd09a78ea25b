"""Which mask belongs to which frame: by name, in two folders or side by side.

    images/a/NAME.jpg + masks/a/NAME.png        a mask lies in a folder called so; those folders' names do not count
    a/NAME.jpg + a/NAME_mask.png                or is called so
    a/NAME.jpg + a/NAME.png                     or is the PNG beside a frame that is none

Upper and lower case are the same. A frame without a mask is not annotated; a mask without a frame is a problem, and so
are two masks of one frame, or two frames of one mask. A folder called train, val or test is the split.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from inspector.core.files import folded
from inspector.datasets.formats.files_below import FRAME_FOLDERS, MASK_FOLDERS, Files, is_in_mask_folder
from inspector.datasets.formats.mask_values import MaskFile, MaskValues
from inspector.datasets.formats.reading import (
    BrokenPair,
    Contents,
    Entry,
    Fault,
    Problem,
    raising,
    split_of_folders,
    suffix_of,
    without_suffix,
)

_MASK_WORD = re.compile(r"[-_. ](mask|masks|label|labels|gt|seg)$")


def read_pairs(files: Files, class_names: tuple[str, ...], values: MaskValues) -> Contents:
    """Contents whose class maps ``values`` reads."""
    frames: dict[str, list[str]] = defaultdict(list)
    masks: dict[str, list[str]] = defaultdict(list)
    is_mask = _sorted_out(files.pictures)
    for picture in files.pictures:
        if not is_mask[picture]:
            frames[_key(picture)].append(picture)
    for picture in files.pictures:
        if is_mask[picture]:
            key = _key(picture)  # a frame may be called "left_mask" itself
            masks[key if key in frames else _MASK_WORD.sub("", key)].append(picture)
    entries, rest = [], []
    for key, found in frames.items():
        for frame in found:
            match masks.get(key, []):
                case []:
                    rest.append(frame)
                case [mask] if len(found) > 1:
                    fault = BrokenPair(Fault.DUPLICATE_NAME, f"{mask} may be the mask of {' or '.join(found)}")
                    entries.append(Entry(frame, mask, raising(fault)))
                case [mask]:
                    read_map = values.reader_of(MaskFile(files.at(frame), files.at(mask), mask))
                    entries.append(Entry(frame, mask, read_map, split_of_folders(frame)))
                case several:
                    fault = BrokenPair(Fault.DUPLICATE_NAME, f"its mask may be {' or '.join(several)}")
                    entries.append(Entry(frame, several[0], raising(fault)))
    problems = [
        Problem(mask, Fault.MISSING_PICTURE, "no frame has its name")
        for key, found in masks.items() if key not in frames for mask in found
    ]  # fmt: skip
    return Contents(class_names, tuple(entries), tuple(rest), tuple(problems), values)


def _sorted_out(pictures: tuple[str, ...]) -> dict[str, bool]:
    """Which pictures are masks."""
    in_mask_folder = {picture: is_in_mask_folder(picture) for picture in pictures}
    if any(in_mask_folder.values()):
        return in_mask_folder
    kinds: dict[str, set[str]] = defaultdict(set)
    for picture in pictures:
        kinds[folded(without_suffix(picture))].add(suffix_of(picture))
    return {
        picture: bool(_MASK_WORD.search(folded(without_suffix(picture))))
        or (suffix_of(picture) == ".png" and len(kinds[folded(without_suffix(picture))]) == 2)
        for picture in pictures
    }


def _key(picture: str) -> str:
    folder, name = posixpath.split(folded(without_suffix(picture)))
    parts = [part for part in folder.split("/") if part not in FRAME_FOLDERS | MASK_FOLDERS]
    return posixpath.join(*parts, name)
