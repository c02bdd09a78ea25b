"""YOLO segmentation: one text file per frame, a region a line: class index, then x y x y … as shares of the frame.

    PATH/data.yaml            names; train, val and test: folders, or text files that list frames; or any *.yaml, if one
    PATH/…/classes.txt        names by index, one a line, where there is no data.yaml; or obj.names
    PATH/images/…/NAME.*      frames
    PATH/labels/…/NAME.txt    their regions: in a folder beside "images", whatever it is called, or beside the frame

A folder of val or test that data.yaml names and that is not there (a download often has no test) is told, if all labels
that are there belong to frames of the other splits, and nothing else is wrong with them; else it is a problem.

A frame with an empty text file has no defect; one without a text file is not annotated and left out. Where data.yaml
names no folders, a folder called train, val or test is the split. Class 0 of the format is index 1 here: background has
no number there; 0.0 is read as 0. The format cannot hold holes, nor say "ignored".

A line of four numbers is a box, refused unless ``ImportOptions.boxes_as_masks``. One of eight is an outline of four
corners; where data.yaml says that it is a turned box (``task: obb``), the same holds for it. Keypoints are refused.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import numpy as np

from inspector.core.classes import HasClasses
from inspector.core.files import folded
from inspector.core.polygons import AnnotatedRegion, outline
from inspector.datasets.formats.drawn_shapes import BOXES_ARE_NO_MASKS, region_of_box
from inspector.datasets.formats.files_below import FRAME_FOLDERS, LABEL_FOLDERS, Files
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    content_of,
    foreign,
    index_of,
    lines_of,
    map_of_regions,
    order_classes,
    raising,
    read_ring,
    region_of_rings,
    split_of_folders,
    suffix_of,
    without_suffix,
)
from inspector.datasets.formats.writing import ExportedFrame, larger_first, put, put_lines
from inspector.datasets.formats.yolo_sheet import Facts, read_sheet
from inspector.datasets.version import Split

SHEETS = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
CLASSES = "classes.txt"
SPLIT_KEYS = {"train": Split.TRAIN, "val": Split.VAL, "valid": Split.VAL, "test": Split.TEST}
LABEL_LINE = re.compile(rb"\s*\d+(?:\.0*)?(?:[ \t]+-?[\d.]+(?:[eE]-?\d+)?){4,}[ \t]*(?:[\r\n]|$)")
_CLASS = re.compile(r"([0-9]{1,6})(?:\.0*)?")  # Python refuses to read endless ones
_PATTERN = re.compile(r"/\*[^/]*$")
_NOTHING = frozenset({"", "~", "null", "none"})
BOXES = ("detect", "obb")
_OUTSIDE = 0.01  # of the frame: a corner may lie that far outside, as rounding does


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    sheet = _sheet_of(files)
    lists = [file for file in files.all if posixpath.basename(file).lower() == CLASSES or suffix_of(file) == ".names"]
    try:
        facts = read_sheet(content_of(path / sheet).decode("utf-8-sig")) if sheet else {}
        _check_task(facts, options)
        names = _names_of(files, facts, sheet, lists) or list(options.class_names)
        class_names = order_classes(options, names)
    except (OSError, ValueError) as error:
        raise foreign(path, f"{sheet or CLASSES}: {error}") from error
    if not names:
        raise foreign(path, f"it holds neither data.yaml nor {CLASSES}, so its classes have no names")
    problems: list[Problem] = []
    listed: set[str] = set(lists)
    splits, missing = _splits(files, facts, listed, problems)
    labels = _labels(files, listed, problems)
    is_whole = Split.TRAIN not in missing.values() and splits.keys() >= labels.keys() and not problems
    if not is_whole:
        problems += [Problem(sheet, Fault.MISSING_PICTURE, f"{named} is not below the folder") for named in missing]
        missing = {}
    entries = []
    for frame in splits or sorted(labels):
        texts = labels.get(frame, [])
        if not texts:
            continue
        if len(texts) > 1:
            read_map = raising(BrokenPair(Fault.DUPLICATE_NAME, f"its labels may be {' or '.join(texts)}"))
        elif len(splits.get(frame, ())) > 1:
            named = " and ".join(sorted(splits[frame]))
            read_map = raising(BrokenPair(Fault.CONTRADICTION, f"{sheet} lists it in {named}"))
        else:
            read_map = partial(_read_map, files.at(texts[0]), texts[0], names, class_names, options)
        split = next(iter(splits[frame])) if frame in splits else split_of_folders(frame)
        entries.append(Entry(frame, texts[0], read_map, split))
    if not entries and not problems:
        raise foreign(path, "not one of its text files belongs to a frame")
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems), missing=tuple(missing))


def _sheet_of(files: Files) -> str:
    """The file that describes the data, "" where there is none."""
    sheets = [file for file in files.named(".yaml", ".yml") if "/" not in file]
    known = [file for file in sheets if folded(file) in SHEETS] or sheets
    if len(known) > 1:
        raise foreign(files.root, f"{' and '.join(known)}: which of them names its classes? Leave one")
    return known[0] if known else ""


def _labels(files: Files, listed: set[str], problems: list[Problem]) -> dict[str, list[str]]:
    """The text files of each frame; a problem for each that holds labels and belongs to none."""
    of_frames: set[tuple[str, ...]] = set()  # folders
    beside: dict[tuple[str, ...], list[str]] = defaultdict(list)  # by path without one folder called "images"
    for frame in files.pictures:
        parts = tuple(folded(without_suffix(frame)).split("/"))
        for at, part in enumerate(parts[:-1]):
            of_frames.add(parts[: at + 1])
            if part in FRAME_FOLDERS:
                beside[*parts[:at], "", *parts[at + 1 :]].append(frame)
    of_frames = {
        tuple(folded(frame).split("/"))[:n] for frame in files.pictures for n in range(1, frame.count("/") + 1)
    }
    labels: dict[str, list[str]] = defaultdict(list)
    for text in files.named(".txt"):
        if text in listed:
            continue
        parts = tuple(folded(without_suffix(text)).split("/"))
        # A folder with frames of its own, as every coil's, is none of labels beside "images".
        at_labels = [at for at in range(len(parts) - 1) if parts[: at + 1] not in of_frames]
        keys = [(*parts[:at], "", *parts[at + 1 :]) for at in at_labels]
        found = list(dict.fromkeys(frame for key in keys for frame in beside.get(key, ())))
        try:
            if len(found) != 1:
                found = [files.picture(posixpath.basename(without_suffix(text)), posixpath.dirname(text))]
            labels[found[0]].append(text)
        except BrokenPair as fault:
            is_label = not LABEL_FOLDERS.isdisjoint(parts[:-1])
            if is_label or _holds_labels(files.at(text)):
                detail = "no frame has its name" if fault.fault is Fault.MISSING_PICTURE else fault.detail
                problems.append(Problem(text, fault.fault, detail))
    return labels


def _holds_labels(path: Path) -> bool:
    try:
        return LABEL_LINE.match(content_of(path)) is not None
    except (OSError, ValueError):
        return False


def _check_task(facts: Facts, options: ImportOptions) -> None:
    """Raises ValueError where the text files hold something else than outlines."""
    task = "pose" if "kpt_shape" in facts else str(facts.get("task", "")).lower()
    if task in BOXES and not options.boxes_as_masks:
        raise ValueError(f"its labels are boxes (task: {task}): {BOXES_ARE_NO_MASKS}")
    if task not in ("segment", *BOXES, *_NOTHING):
        raise ValueError(f"its labels are of another kind ({task}), which marks no pixels: export segments")


def _names_of(files: Files, facts: Facts, sheet: str, lists: list[str]) -> list[str]:
    """Class names by their number in the text files. Raises ValueError where two files name them otherwise."""
    found = {sheet: _names(facts)} if _names(facts) else {}
    n_classes = facts.get("nc")
    if found and isinstance(n_classes, str) and n_classes not in (str(len(found[sheet])), *_NOTHING):
        raise ValueError(f"nc is {n_classes}, but {len(found[sheet])} classes have names")
    found |= {file: lines_of(files.at(file)) for file in lists}
    for file, names in found.items():
        if names != next(iter(found.values())):
            raise ValueError(f"{next(iter(found))} and {file} name the classes otherwise: leave one")
    return next(iter(found.values()), [])


def _names(facts: Facts) -> list[str]:
    match facts.get("names"):
        case list(names):
            return names
        case dict(names):
            if sorted(names, key=lambda key: (len(key), key)) != [str(index) for index in range(len(names))]:
                raise ValueError("the names are not numbered from 0 without a gap")
            return [names[str(index)] for index in range(len(names))]
        case None:
            return []
        case _:
            raise ValueError("names is neither a list nor a numbered table")


def _splits(
    files: Files, facts: Facts, listed: set[str], problems: list[Problem]
) -> tuple[dict[str, set[Split]], dict[str, Split]]:
    """The splits in which data.yaml lists each frame; empty where it names no folders. And what it names that is not
    there, "test: ../test/images", with its split. ``listed`` gets its lists."""
    found: dict[str, set[Split]] = defaultdict(set)
    missing: dict[str, Split] = {}
    top = facts.get("path", "")
    for key, split in SPLIT_KEYS.items():
        paths = facts.get(key) or []
        for path in paths if isinstance(paths, list) else [paths]:
            if not isinstance(path, str) or path.lower() in _NOTHING:
                continue
            frames = _frames_at(files, path, top if isinstance(top, str) else "", listed, problems)
            if frames is None:
                missing[f"{key}: {path}"] = split
            for frame in frames or ():
                found[frame].add(split)
    return found, missing


def _frames_at(files: Files, named: str, top: str, listed: set[str], problems: list[Problem]) -> list[str] | None:
    """Frames in a folder or list that data.yaml names: as seen from itself or its ``path``, or by the path's ending."""
    named = posixpath.normpath(_PATTERN.sub("", named.replace("\\", "/")))
    steps = [step for step in named.split("/") if step not in ("", ".", "..")]
    endings = ["/".join(steps[at:]) for at in range(len(steps))]
    for path in (named, posixpath.normpath(posixpath.join(top.replace("\\", "/"), named)), *endings):
        if path == ".":
            return list(files.pictures)
        if inside := files.below(path):
            return list(inside)
        for text in files.named(".txt"):
            if folded(text) == folded(path):
                listed.add(text)
                return _listed(files, text, problems)
    return None


def _listed(files: Files, sheet: str, problems: list[Problem]) -> list[str]:
    frames = []
    for line in lines_of(files.at(sheet)):
        try:
            frames.append(files.picture(line, posixpath.dirname(sheet)))
        except BrokenPair as fault:
            problems.append(Problem(f"{sheet}: {line}", fault.fault, fault.detail))
    return frames


def _read_map(
    path: Path,
    where: str,
    names: list[str],
    class_names: tuple[str, ...],
    options: ImportOptions,
    height: int,
    width: int,
) -> AnnotatedMap:
    try:
        lines = content_of(path).decode("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where} cannot be read: {error}") from error
    regions = []
    for number, line in enumerate(lines, start=1):
        if fields := line.split():
            try:
                regions.append(_region(fields, names, class_names, options, height, width))
            except BrokenPair as fault:
                raise BrokenPair(fault.fault, f"{where}, line {number}: {fault.detail}") from fault
    return map_of_regions(regions, height, width)


def _region(
    fields: list[str], names: list[str], class_names: tuple[str, ...], options: ImportOptions, height: int, width: int
) -> AnnotatedRegion:
    number = _CLASS.fullmatch(fields[0])
    if number is None:
        raise BrokenPair(Fault.CORRUPTED, f"{fields[0][:20]!r} is no class index")
    if int(number[1]) >= len(names):
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"class {number[1]} has no name")
    index = index_of(names[int(number[1])], class_names)
    is_box = len(fields) == 5
    if is_box and not options.boxes_as_masks:
        raise BrokenPair(Fault.NOT_A_REGION, f"four numbers are a box: {BOXES_ARE_NO_MASKS}")
    try:
        shares = np.array([float(value) for value in fields[1:]])
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, "the corners are no numbers") from error
    if is_box:  # centre, width, height
        if (shares[2:] < 0).any():
            raise BrokenPair(Fault.CORRUPTED, "a box ends before it begins")
        low, high = shares[:2] - shares[2:] / 2, shares[:2] + shares[2:] / 2
        shares = np.concatenate([low, [high[0], low[1]], high, [low[0], high[1]]])
    if shares.size % 2 or shares.size < 6:
        raise BrokenPair(Fault.CORRUPTED, f"{shares.size} numbers are no pairs of at least three corners")
    if not (np.abs(shares - 0.5) <= 0.5 + _OUTSIDE).all():
        raise BrokenPair(Fault.CORRUPTED, "a corner is no share of the frame, from 0 to 1")
    ring = read_ring(shares.reshape(-1, 2) * (width, height))
    return region_of_box(index, ring, height, width) if is_box else region_of_rings(index, [ring], height, width)


# writing


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame]) -> None:
    splits: dict[Split, None] = {}
    for frame in frames:
        split = frame.sample.split
        splits[split] = None
        put(folder, f"images/{split.value}/{frame.file_name}", frame.content)
        height, width = frame.class_map.shape
        put_lines(
            folder,
            f"labels/{split.value}/{frame.name}.txt",
            [_line(region, height, width) for region in larger_first(frame.class_map, is_polygons=True)],
        )
    lines = [f"{split.value}: images/{split.value}" for split in SPLIT_KEYS.values() if split in splits]
    lines = list(dict.fromkeys(lines))
    names = [f"  {index}: {_quoted(name)}" for index, name in enumerate(classes.class_names[1:])]
    put_lines(folder, "data.yaml", [*lines, "names:", *names])


def _line(region: AnnotatedRegion, height: int, width: int) -> str:
    shares = outline(region) / (width, height)
    return " ".join([str(region.class_index - 1), *(f"{share:.6f}" for share in shares.ravel())])


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
