"""YOLO segmentation: one text file per frame, a region a line: class index, then x y x y … as shares of the frame.

    PATH/data.yaml            names; train, val and test: folders, or text files that list frames
    PATH/classes.txt          names by index, one a line, where there is no data.yaml
    PATH/images/…/NAME.*      frames
    PATH/labels/…/NAME.txt    their regions; beside the frame where its path holds no "images"

A frame without a text file, or with an empty one, has no defect. Where data.yaml names no folders, a folder called
train, val or test is the split. A line of four numbers is a box and refused. Class 0 of the format is index 1 here:
background has no number there. The format cannot hold holes, nor say "ignored".
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
from inspector.datasets.version import Split

SHEETS = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
CLASSES = "classes.txt"
SPLIT_KEYS = {"train": Split.TRAIN, "val": Split.VAL, "valid": Split.VAL, "test": Split.TEST}
_QUOTED = re.compile(r"""'[^']*'|"[^"]*["]""")
MAX_DIGITS = 6  # of a class index; Python refuses to read endless ones
_OUTSIDE = 0.01  # of the frame: a corner may lie that far outside, as rounding does

Facts = dict[str, str | list[str] | dict[str, str]]


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    sheet = next((name for name in SHEETS if name in files), None)
    if sheet is None and CLASSES not in files and not options.class_names:
        raise foreign(path, f"it holds neither data.yaml nor {CLASSES}, so its classes have no names")
    try:
        facts = read_sheet(content_of(path / sheet).decode("utf-8-sig")) if sheet else {}
        names = _names(facts) or (lines_of(path / CLASSES) if CLASSES in files else list(options.class_names))
        class_names = order_classes(options, names)
    except (OSError, ValueError) as error:
        raise foreign(path, f"{sheet or CLASSES}: {error}") from error
    problems: list[Problem] = []
    splits = _splits(files, facts, sheet or "", problems)
    frames = splits.keys() if splits else [frame for frame in files.pictures if _is_frame(frame, files)]
    entries = []
    for frame in frames:
        label = _label_of(frame)
        if len(splits.get(frame, ())) > 1:
            named = " and ".join(sorted(splits[frame]))
            read_map = raising(BrokenPair(Fault.CONTRADICTION, f"{sheet} lists it in {named}"))
        else:
            read_map = partial(_read_map, files.at(label), label, names, class_names) if label in files else clean_map
        split = next(iter(splits[frame])) if frame in splits else split_of_folders(frame)
        entries.append(Entry(frame, label if label in files else "", read_map, split))
    if not entries and not problems:
        raise foreign(path, "it holds no frames")
    labels = {_label_of(frame) for frame in files.pictures}
    for label in files.named(".txt"):
        if "labels" in folded(label).split("/")[:-1] and label not in labels:
            problems.append(Problem(label, Fault.MISSING_PICTURE, "no frame has its name"))
    rest = tuple(frame for frame in files.pictures if frame not in set(frames))
    return Contents(class_names, tuple(entries), rest, tuple(problems))


def _is_frame(frame: str, files: Files) -> bool:
    return "images" in folded(frame).split("/")[:-1] or _label_of(frame) in files


def _label_of(frame: str) -> str:
    """Its last folder "images" becomes "labels"."""
    parts = without_suffix(frame).split("/")
    for at in range(len(parts) - 2, -1, -1):
        if folded(parts[at]) == "images":
            parts[at] = "labels"
            break
    return "/".join(parts) + ".txt"


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


def _splits(files: Files, facts: Facts, sheet: str, problems: list[Problem]) -> dict[str, set[Split]]:
    """The splits in which data.yaml lists each frame; empty where it names no folders."""
    found: dict[str, set[Split]] = defaultdict(set)
    top = facts.get("path", "")
    for key, split in SPLIT_KEYS.items():
        listed = facts.get(key) or []
        for path in listed if isinstance(listed, list) else [listed]:
            if not isinstance(path, str):
                continue
            frames = _frames_at(files, path, top if isinstance(top, str) else "", problems)
            if frames is None:
                problems.append(Problem(sheet, Fault.MISSING_PICTURE, f"{key}: {path} is not below the folder"))
            for frame in frames or ():
                found[frame].add(split)
    return found


def _frames_at(files: Files, named: str, top: str, problems: list[Problem]) -> list[str] | None:
    """Frames in a folder or list that data.yaml names, as seen from itself, its ``path``, or one folder higher."""
    named = named.replace("\\", "/")
    for candidate in (named, posixpath.join(top, named), re.sub(r"^(\.\./)+", "", named)):
        path = posixpath.normpath(candidate)
        inside = [frame for frame in files.pictures if path == "." or frame.startswith(path + "/")]
        if inside:
            return inside
        if suffix_of(path) == ".txt" and path in files:
            return _listed(files, path, problems)
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
    path: Path, where: str, names: list[str], class_names: tuple[str, ...], height: int, width: int
) -> AnnotatedMap:
    try:
        lines = content_of(path).decode("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where} cannot be read: {error}") from error
    regions = []
    for number, line in enumerate(lines, start=1):
        if fields := line.split():
            try:
                regions.append(_region(fields, names, class_names, height, width))
            except BrokenPair as fault:
                raise BrokenPair(fault.fault, f"{where}, line {number}: {fault.detail}") from fault
    return map_of_regions(regions, height, width)


def _region(
    fields: list[str], names: list[str], class_names: tuple[str, ...], height: int, width: int
) -> AnnotatedRegion:
    if not fields[0].isdecimal():
        raise BrokenPair(Fault.CORRUPTED, f"{fields[0][:20]!r} is no class index")
    if len(fields[0]) > MAX_DIGITS or int(fields[0]) >= len(names):
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"class {fields[0][:20]} has no name")
    index = index_of(names[int(fields[0])], class_names)
    if len(fields) == 5:
        raise BrokenPair(Fault.NOT_A_REGION, "four numbers are a box; a region takes at least three corners")
    try:
        shares = np.array([float(value) for value in fields[1:]])
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, "the corners are no numbers") from error
    if shares.size % 2 or not (np.abs(shares - 0.5) <= 0.5 + _OUTSIDE).all():
        raise BrokenPair(Fault.CORRUPTED, "the corners are no pairs of shares of the frame")
    return region_of_rings(index, [read_ring(shares.reshape(-1, 2) * (width, height))], height, width)


# data.yaml


def read_sheet(text: str) -> Facts:
    """What stands at the top level of a data.yaml: texts, lists of texts, and tables of texts.

    Only the part of YAML that such files use is read; a block that is anything else is left out, and ValueError
    raised where ``names`` is one.
    """
    facts: Facts = {}
    lines = [stripped for line in text.splitlines() if (stripped := _without_comment(line)).strip() not in ("", "---")]
    at = 0
    while at < len(lines):
        key, colon, rest = lines[at].partition(":")
        at += 1
        if not colon or key != key.strip():
            raise ValueError(f"{lines[at - 1].strip()[:40]!r} is no line of the form name: value")
        block = [rest.strip()]
        while at < len(lines) and (lines[at][0] in " \t-]}"):
            block.append(lines[at].strip())
            at += 1
        try:
            facts[_scalar(key)] = _value(block)
        except ValueError:
            if _scalar(key) == "names":
                raise
    return facts


def _without_comment(line: str) -> str:
    """The line up to a "#" that begins a comment: first or after a space, and not inside quotes."""
    quote = ""
    for at, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"" and (at == 0 or line[at - 1] in " [{,:-'"):
            quote = letter
        elif letter == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[:at].rstrip()
    return line.rstrip()


def _value(block: list[str]) -> str | list[str] | dict[str, str]:
    first, rest = block[0], block[1:]
    if first[:1] in ("[", "{"):
        whole = " ".join(block)
        if whole[-1] != {"[": "]", "{": "}"}[first[0]]:
            raise ValueError(f"{whole[:40]!r} does not end")
        parts = [part.strip() for part in _parts(whole[1:-1])]
        parts = [part for part in parts if part]
        return [_scalar(part) for part in parts] if first[0] == "[" else dict(_entry(part) for part in parts)
    if first:
        if rest:
            raise ValueError(f"{first[:40]!r} goes on in the next line")
        return _scalar(first)
    if all(line.startswith("- ") for line in rest):
        return [_scalar(line[2:].strip()) for line in rest]
    return dict(_entry(line) for line in rest)


def _parts(text: str) -> list[str]:
    """Text between commas that stand outside quotes."""
    if set(_QUOTED.sub("", text)) & {"'", '"'}:
        raise ValueError(f"a quote in {text[:40]!r} does not end")
    return re.findall(rf"""(?:[^,'"]|{_QUOTED.pattern})+""", text)


def _entry(text: str) -> tuple[str, str]:
    key, colon, value = text.partition(":")
    if not colon:
        raise ValueError(f"{text[:40]!r} is no entry of the form name: value")
    return _scalar(key.strip()), _scalar(value.strip())


def _scalar(text: str) -> str:
    if text[:1] in ("'", '"'):
        if len(text) < 2 or text[-1] != text[0]:
            raise ValueError(f"{text[:40]!r} does not end")
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    if text[:1] in ("&", "*", "!", "|", ">", "[", "{"):
        raise ValueError(f"{text[:40]!r} is a kind of YAML that is not read here")
    return text


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
