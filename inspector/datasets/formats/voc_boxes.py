"""Pascal VOC's detection: one XML file of boxes per frame, taken as masks where that is asked for.

    PATH/…/*.xml                    ``filename``, size, and per object its name and ``bndbox``
    PATH/…/NAME                     frames: below JPEGImages beside the files' folder, or as ``Files.picture`` finds
    PATH/ImageSets/Main/SET.txt     names of train, val and test; a frame in none, or in two, has no split

A box does not say which pixels are the defect: all of it becomes its mask, if ``ImportOptions.boxes_as_masks``.
VOC counts pixels from 1, and the last one is part of the box. Other programs write corners from 0 into the same
fields. A data set that holds a 0 or a fraction anywhere is read so: from ``xmin`` up to, not with, ``xmax``. The
parts of an object are no objects. A file without objects is a clean frame, where others have some.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from inspector.core.polygons import AnnotatedRegion
from inspector.datasets.formats.drawn_shapes import BOXES_ARE_NO_MASKS, box_ring, region_of_box
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    check_size,
    foreign,
    index_of,
    lines_of,
    map_of_regions,
    number,
    order_classes,
    read_xml,
)
from inspector.datasets.version import Split

FRAMES, SETS = "JPEGImages", "ImageSets/Main"


@dataclass(frozen=True, slots=True)
class Box:
    class_name: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_of_corners(self) -> bool:
        """True if it cannot be one of pixels that are counted from 1."""
        return any(at < 1 or at != int(at) for at in (self.left, self.top, self.right, self.bottom))


@dataclass(frozen=True, slots=True)
class _Sheet:
    file_name: str
    size: tuple[int, int] | None  # (height, width)
    boxes: tuple[Box, ...]


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    sheets: dict[str, _Sheet] = {}
    problems: list[Problem] = []
    for file in files.named(".xml"):
        try:
            root = read_xml(files.at(file))
        except (OSError, ValueError) as error:
            problems.append(Problem(file, Fault.CORRUPTED, f"it cannot be read: {error}"))
            continue
        if root.tag != "annotation":
            continue
        try:
            sheets[file] = _sheet(root)
        except BrokenPair as fault:
            problems.append(Problem(file, fault.fault, fault.detail))
    boxes = [box for sheet in sheets.values() for box in sheet.boxes]
    if not sheets:
        raise foreign(path, "it holds no XML file with an annotation of one frame")
    if not boxes:
        raise foreign(path, "no file lists an object: nothing says that all frames are without defect")
    if not options.boxes_as_masks:
        raise foreign(path, f"it holds {len(boxes)} boxes and no masks: {BOXES_ARE_NO_MASKS}")
    try:
        class_names = order_classes(options, (), {box.class_name for box in boxes})
    except ValueError as error:
        raise foreign(path, str(error)) from error
    first = 0 if any(box.is_of_corners for box in boxes) else 1
    splits = _splits(files)
    entries = []
    for file, sheet in sheets.items():
        try:
            frame = _frame_of(files, file, sheet.file_name)
        except BrokenPair as fault:
            problems.append(Problem(file, fault.fault, fault.detail))
            continue
        named = splits.get(PurePosixPath(frame).stem, set())
        split = next(iter(named)) if len(named) == 1 else None
        entries.append(Entry(frame, file, partial(_read_map, sheet, first, class_names), split))
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    note = f"boxes are read as counted from {first}{', their last pixel with them' if first else ', up to their end'}"
    return Contents(class_names, tuple(entries), rest, tuple(problems), notes=(note,))


def _sheet(root: ET.Element) -> _Sheet:
    size = root.find("size")
    stated = None
    if size is not None:
        stated = int(_number(size, "height")), int(_number(size, "width"))
    boxes = []
    for thing in root.iterfind("object"):
        name, box = thing.findtext("name", "").strip(), thing.find("bndbox")
        if box is None:
            raise BrokenPair(Fault.NOT_A_REGION, f"an object {name} has no bndbox")
        boxes.append(Box(name, *(_number(box, side) for side in ("xmin", "ymin", "xmax", "ymax"))))
    return _Sheet(root.findtext("filename", "").strip(), stated, tuple(boxes))


def _number(element: ET.Element, name: str) -> float:
    text = element.findtext(name, "").strip()
    try:
        return number(float(text), name)
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{name} is no number: {text[:40]!r}") from error


def _frame_of(files: Files, file: str, called: str) -> str:
    """The picture that a file names; one that the file is called after as well must not be another."""
    folder = str(PurePosixPath(file).parent)
    named = files.picture(called or PurePosixPath(file).stem, folder)
    try:
        own = files.picture(PurePosixPath(file).stem, folder)
    except BrokenPair:
        return named
    if own != named:
        raise BrokenPair(Fault.CONTRADICTION, f"it is called after {own} and names {named}: which is it?")
    return named


def _splits(files: Files) -> dict[str, set[Split]]:
    found: dict[str, set[Split]] = defaultdict(set)
    for split in Split:
        file = f"{SETS}/{split.value}.txt"
        for name in lines_of(files.at(file)) if file in files else ():
            found[name].add(split)
    return found


def _read_map(sheet: _Sheet, first: int, class_names: tuple[str, ...], height: int, width: int) -> AnnotatedMap:
    check_size(sheet.size, height, width, "the annotation")
    return map_of_regions([_region(box, first, class_names, height, width) for box in sheet.boxes], height, width)


def _region(box: Box, first: int, class_names: tuple[str, ...], height: int, width: int) -> AnnotatedRegion:
    if box.right < box.left or box.bottom < box.top:
        raise BrokenPair(Fault.CORRUPTED, f"a box of {box.class_name} ends before it begins")
    ring = box_ring(box.left - first, box.top - first, box.right, box.bottom)  # from 1: the last pixel is part of it
    return region_of_box(index_of(box.class_name, class_names), ring, height, width)
