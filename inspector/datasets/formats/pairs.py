"""Which mask belongs to which frame: by name, in two folders or side by side.

    images/a/NAME.jpg + masks/a/NAME.png        a mask lies in a folder called so; those folders' names do not count
    a/NAME.jpg + a/NAME_mask.png                or is called so
    a/NAME.jpg + a/NAME.png                     or is the PNG beside a frame that is none

Upper and lower case are the same. A frame without a mask is not annotated; a mask without a frame is a problem, and so
are two masks of one frame.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from inspector.core.files import folded
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.mask_values import MaskFile, MaskValues
from inspector.datasets.formats.reading import (
    BrokenPair,
    Contents,
    Entry,
    Fault,
    Problem,
    raising,
    suffix_of,
    without_suffix,
)

FRAME_FOLDERS = frozenset({"images", "image", "imgs", "img", "frames", "frame"})
MASK_FOLDERS = frozenset({"masks", "mask", "labels", "label", "annotations", "annotation", "ground_truth", "gt"})
_MASK_WORD = re.compile(r"[-_. ](mask|masks|label|labels|gt|seg)$")


def read_pairs(files: Files, class_names: tuple[str, ...], values: MaskValues) -> Contents:
    """Contents whose class maps ``values`` reads."""
    frames: dict[str, list[str]] = defaultdict(list)
    masks: dict[str, list[str]] = defaultdict(list)
    for picture, is_mask in _sorted_out(files.pictures).items():
        (masks if is_mask else frames)[_key(picture, is_mask)].append(picture)
    entries, rest = [], []
    for key, found in frames.items():
        for frame in found:
            match masks.get(key, []):
                case []:
                    rest.append(frame)
                case [mask]:
                    read_map = values.reader_of(MaskFile(files.at(frame), files.at(mask), mask))
                    entries.append(Entry(frame, mask, read_map))
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
    if any(MASK_FOLDERS & _folders(picture) for picture in pictures):
        return {picture: bool(MASK_FOLDERS & _folders(picture)) for picture in pictures}
    kinds: dict[str, set[str]] = defaultdict(set)
    for picture in pictures:
        kinds[folded(without_suffix(picture))].add(suffix_of(picture))
    return {
        picture: bool(_MASK_WORD.search(folded(without_suffix(picture))))
        or (suffix_of(picture) == ".png" and len(kinds[folded(without_suffix(picture))]) == 2)
        for picture in pictures
    }


def _folders(picture: str) -> set[str]:
    return set(folded(posixpath.dirname(picture)).split("/"))


def _key(picture: str, is_mask: bool) -> str:
    folder, name = posixpath.split(folded(without_suffix(picture)))
    if is_mask:
        name = _MASK_WORD.sub("", name)
    parts = [part for part in folder.split("/") if part not in FRAME_FOLDERS | MASK_FOLDERS]
    return posixpath.join(*parts, name)
