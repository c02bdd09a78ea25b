"""What the importers of other programs' formats share.

    FORMAT.read(PATH, options)  ->  Contents: class names, and per frame an Entry that can read its class map
    read_pair(entry)            ->  Pair: the frame's bytes and its class map, checked against each other

A format's module only lists; nothing is decoded before ``read_pair``. A fault of one pair is a ``BrokenPair``, kept and
named in the report; a folder that is not of the format at all is a DatasetError.

Class indices: 0 is background, 255 is ignored. "background" and "bg" in any case, with "_", "-" or spaces anywhere,
mean 0 wherever they stand in a list, "__ignore__" means 255 (labelme's word); the others count from 1 in the order that
the format gives, else sorted by name.
"""

from __future__ import annotations

import json
import math
import posixpath
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, Protocol
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from inspector.core.bits import camera_bits, container_bits
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND, BACKGROUND_INDEX, IGNORE_INDEX, is_background
from inspector.core.files import folded
from inspector.core.messages import Code, DatasetError, FrameError, message
from inspector.core.polygons import (
    AnnotatedRegion,
    Mask,
    Ring,
    class_map_of_regions,
    filled,
    is_box,
    united,
)
from inspector.core.untrusted import read_bounded
from inspector.datasets.formats.value_options import Foreground, NamedColour, colour_table
from inspector.datasets.version import MAX_FILE_BYTES, Split
from inspector.pictures.decoding import decode_picture
from inspector.pictures.formats.picture import DecodedPixels, upright_size

IGNORE_NAME = "__ignore__"
MAX_CLASSES = 254  # 0 is background, 255 is ignored
MAX_COORDINATE = 1e6  # px; no frame is that long
_HALF_PX = 0.5  # a corner that far outside takes no pixel's centre with it
_NO_PIXELS = (0, 0, np.zeros((0, 0), np.bool_))

_SPLITS = {
    "train": Split.TRAIN, "training": Split.TRAIN, "val": Split.VAL, "valid": Split.VAL, "validation": Split.VAL,
    "test": Split.TEST, "testing": Split.TEST, "unused": Split.UNUSED,
}  # fmt: skip


class Fault(StrEnum):
    """Why a pair of frame and annotation cannot be imported."""

    MISSING_PICTURE = "missing picture"
    MISSING_MASK = "missing mask"
    SIZE = "size mismatch"
    CORRUPTED = "corrupted"
    UNKNOWN_CLASS = "unknown class"
    EMPTY = "empty polygon or mask"
    UNSAID = "nothing says that it is clean"
    NOT_A_REGION = "not a region"
    DUPLICATE_NAME = "duplicate name"
    SIXTEEN_BIT = "16-bit mask"
    COLOUR = "colour mask"
    CONTRADICTION = "contradiction"
    TURNED = "turned by EXIF"


class BrokenPair(Exception):  # noqa: N818 - a fault of the data's, listed in the report
    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault.value}: {detail}")
        self.fault = fault
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Problem:
    """One pair, or one file, that cannot be imported."""

    where: str  # path below the folder
    fault: Fault
    detail: str


@dataclass(frozen=True, slots=True)
class AnnotatedMap:
    """The class map that an annotation gives, and what was noticed on the way."""

    class_map: ClassMap  # (H, W)
    n_contested_px: int = 0  # claimed by more than one class
    n_boxes: int = 0  # polygons that are rectangles
    n_void_parts: int = 0  # outlines without a pixel, of annotations that have others
    n_void_regions: int = 0  # annotations without a pixel, left out
    n_crossed: int = 0  # outlines that cross themselves: what they enclose twice is outside
    n_cut: int = 0  # annotations of which a part lies outside the frame
    named: frozenset[int] = frozenset()  # class indices of regions, drawn over by others or not
    under_ignored: frozenset[int] = frozenset()  # those of them that lie under ignored pixels, in part at least


@dataclass(frozen=True, slots=True)
class Entry:
    """One frame of the data, with what reads its class map for a frame of (height, width); it may raise BrokenPair."""

    frame: str  # POSIX path below the folder
    annotation: str  # the same; empty where the format says "no defect" without a file
    read_map: Callable[[int, int], AnnotatedMap]
    split: Split | None = None  # None: the format knows none
    group: str | None = None
    listed: str = ""  # where in the annotation file, if that lists several


@dataclass(frozen=True, slots=True)
class Contents:
    class_names: tuple[str, ...]
    entries: tuple[Entry, ...]
    unannotated: tuple[str, ...] = ()  # frames of which the format says nothing; left out
    problems: tuple[Problem, ...] = ()  # found while listing, without a frame to tie them to
    masks: MaskMeaning | None = None  # for formats whose masks hold values; to be decided before a map is read
    notes: tuple[str, ...] = ()  # how what the format leaves open was read
    non_defects: tuple[str, ...] = ()  # classes that the format marks as no defects
    missing: tuple[str, ...] = ()  # folders of frames that it names and that are not there, where nothing lacks them


class MaskMeaning(Protocol):
    def decide(self, report: Callable[[int, int], None]) -> tuple[str, ...]:
        """Look at all masks, decide what their values mean, and say it. ``report`` takes masks done and in all."""
        ...


@dataclass(frozen=True, slots=True)
class ImportOptions:
    class_names: tuple[str, ...] = ()  # of the defects, by index from 1; empty: as the format says
    levels: tuple[tuple[int, str], ...] = ()  # the class of each level in masks; empty: as the masks show
    colours: tuple[NamedColour, ...] = ()  # the same of colours
    foreground: Foreground | None = None  # the value that is the class, where there is one
    background: str = ""  # the class that is background, if it is called by another name
    line_width_px: float | None = None  # of drawn lines; None: lines mark no pixels
    boxes_as_masks: bool = False  # what a box of a detection holds is taken for the defect


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    frame_bytes: bytes
    picture: DecodedPixels
    annotated: AnnotatedMap
    fewer_bits: int | None = None  # that a 16-bit frame seems to hold which states none


def foreign(path: Path, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_FOREIGN, path=str(path), detail=detail))


def colours_of_file(path: Path) -> tuple[NamedColour, ...]:
    """Of a file that somebody names. Raises DatasetError where it says no class of any colour."""
    try:
        colours = colour_table(lines_of(path))
        if not any(one.colour is not None for one in colours):
            raise ValueError("it gives no colour")
    except ValueError as error:
        raise foreign(path, str(error)) from error
    return colours


# files and their names


def content_of(path: Path) -> bytes:
    """Raises OSError, and ValueError for what is no regular file or larger than any picture."""
    return read_bounded(path, MAX_FILE_BYTES)


def shown(text: str) -> str:
    """A name for reports, with a mark for what is no valid Unicode."""
    return text.encode("utf-8", "replace").decode()


def suffix_of(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def without_suffix(path: str) -> str:
    return posixpath.splitext(path)[0]


def sample_names(frames: Sequence[str]) -> dict[str, str]:
    """A name for each frame: its file's, without suffix; where two frames share one, all get their folders in front.

    What stands in no file name on Windows, as the colons of a time, becomes "_". Names may still repeat (``a.png``
    beside ``a.jpg``); the report refuses those.
    """
    frames = list(dict.fromkeys(frames))
    stems = {frame: _for_any_system(without_suffix(posixpath.basename(frame))) for frame in frames}
    if len({folded(stem) for stem in stems.values()}) == len(frames):
        return stems
    top = posixpath.commonpath([posixpath.dirname(frame) for frame in frames])
    paths = {frame: without_suffix(posixpath.relpath(frame, top or ".")) for frame in frames}
    return {frame: _for_any_system(path.replace("/", "__")) for frame, path in paths.items()}


def _for_any_system(name: str) -> str:
    return re.sub(r'[<>:"|?*]', "_", name)


def split_in(text: str) -> Split | None:
    """The split that a file or folder name speaks of ("instances_val2017"), if one only."""
    words = "".join(letter if letter.isalpha() else " " for letter in text.casefold()).split()
    found = {_SPLITS[word] for word in words if word in _SPLITS}
    return found.pop() if len(found) == 1 else None


def split_of_folders(path: str) -> Split | None:
    """The split that one of the folders of a path is called after."""
    found = {_SPLITS[part] for part in folded(posixpath.dirname(path)).split("/") if part in _SPLITS}
    return found.pop() if len(found) == 1 else None


# classes


def is_ignore(name: str) -> bool:
    return name.casefold() == IGNORE_NAME


def order_classes(options: ImportOptions, listed: Iterable[str] = (), used: Iterable[str] = ()) -> tuple[str, ...]:
    """Class names by index: as wished, else as listed, else those used, sorted. Background comes first.

    A class that the options call background is still one of them; see ``without_values``. Raises ValueError for a name
    that stands twice or cannot be shown, and for more than 254.
    """
    names = list(options.class_names) or list(listed) or sorted(set(used))
    if options.class_names and options.background and options.background not in names:
        names.append(options.background)
    defects = [name for name in names if not is_background(name) and not is_ignore(name)]
    repeated = [name for name, n in Counter(defects).items() if n > 1]
    if repeated:
        raise ValueError(f"the class {repeated[0]} is listed twice")
    if unusable := [name for name in defects if not name or not name.isprintable()]:
        raise ValueError(f"{unusable[0]!r} is no name for a class")
    if len(defects) > MAX_CLASSES:
        raise ValueError(f"{len(defects)} classes; a mask holds {MAX_CLASSES}")
    return (BACKGROUND, *defects)


def without_values(contents: Contents, options: ImportOptions) -> Contents:
    """Contents of a format without values in masks, its background where the options say.

    Raises ValueError where they speak of values, or of a class as background that there is not.
    """
    if options.levels or options.colours or options.foreground:
        raise ValueError("it holds no masks whose values could be given: no --levels, --colours or --foreground")
    name = options.background
    if not name or is_background(name):
        return contents
    if name not in contents.class_names:
        raise ValueError(f"“{name}” is to be background, and the classes are {', '.join(contents.class_names[1:])}")
    gone = contents.class_names.index(name)
    indices = np.arange(256, dtype=np.uint8)
    indices[gone], indices[gone + 1 : IGNORE_INDEX] = BACKGROUND_INDEX, indices[gone : IGNORE_INDEX - 1].copy()

    def without(entry: Entry) -> Entry:
        def read_map(height: int, width: int) -> AnnotatedMap:
            found = entry.read_map(height, width)
            return replace(found, class_map=indices[found.class_map])

        return replace(entry, read_map=read_map)

    names = (*contents.class_names[:gone], *contents.class_names[gone + 1 :])
    return replace(contents, class_names=names, entries=tuple(without(entry) for entry in contents.entries))


def alike_classes(class_names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Names that differ only by case, spaces or the form of Unicode, together; different classes all the same."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in class_names:
        found["".join(unicodedata.normalize("NFKC", name).casefold().split())].append(name)
    return tuple(tuple(names) for names in found.values() if len(names) > 1)


def index_of(name: str, class_names: Sequence[str]) -> int:
    if is_background(name):
        return BACKGROUND_INDEX
    if is_ignore(name):
        return IGNORE_INDEX
    if name not in class_names:
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"the class {name!r} is not listed")
    return class_names.index(name)


def lines_of(path: Path) -> list[str]:
    """Lines of a text that are not empty, spaces around them taken off. Raises DatasetError."""
    try:
        lines = content_of(path).decode("utf-8-sig").splitlines()
        return [line.strip() for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise foreign(path, f"it cannot be read: {error}") from error


# annotation files


def read_json(path: Path) -> Any:
    """Content of a JSON file; ValueError or OSError where it is none."""
    try:
        return json.loads(content_of(path))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def read_xml(path: Path) -> ET.Element:
    """Root of an XML file; ValueError or OSError where it is none.

    A document type is refused: entities that grow without end, or read other files, are declared there.
    """
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("it declares a document type, which is not read")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content_of(path), True)
    except (expat.ExpatError, LookupError) as error:  # or in an encoding that there is not
        raise ValueError(f"it is no XML: {error}") from error
    return builder.close()


def number(value: object, what: str) -> float:
    """A finite number of a JSON file; BrokenPair for anything else."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
    except OverflowError:  # a whole number beyond any float
        pass
    raise BrokenPair(Fault.CORRUPTED, f"{what} is no number: {value!s:.40}")


def whole(value: object, what: str) -> int:
    found = number(value, what)
    if found != int(found):
        raise BrokenPair(Fault.CORRUPTED, f"{what} is no whole number: {value}")
    return int(found)


def read_ring(coordinates: Sequence[float] | npt.NDArray[np.float64]) -> Ring:
    """Ring (K, 2) from x, y, x, y …; a last corner that repeats the first is dropped.

    It may be void, with fewer than three corners, and cross itself. Raises BrokenPair where it is not of numbers.
    """
    try:
        flat = np.asarray(coordinates, np.float64).ravel()
    except (ValueError, TypeError, OverflowError) as error:
        raise BrokenPair(Fault.CORRUPTED, "a polygon's corners are no numbers") from error
    if not np.isfinite(flat).all() or (np.abs(flat) > MAX_COORDINATE).any() or flat.size % 2:
        raise BrokenPair(Fault.CORRUPTED, "a polygon's corners are no pairs of sensible numbers")
    ring = flat.reshape(-1, 2)
    return ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring


def region_of_rings(class_index: int, rings: list[Ring], height: int, width: int, z: int = 0) -> AnnotatedRegion:
    """The pixels in any of the rings, cut to the frame; rings without a pixel are counted, and there may be none."""
    held = [(ring, part) for ring in rings if len(ring) > 2 and (part := filled(ring, height, width)) is not None]
    top, left, mask = united([part for _, part in held]) or _NO_PIXELS
    limits = np.array([width, height]) + _HALF_PX
    return AnnotatedRegion(
        class_index, top, left, mask, z,
        is_box=bool(held) and all(is_box(ring) for ring, _ in held), n_void_parts=len(rings) - len(held),
        n_crossed=sum(part.is_crossed for _, part in held),
        is_cut=any(bool((ring < -_HALF_PX).any() or (ring > limits).any()) for ring, _ in held),
    )  # fmt: skip


def region_of_whole(class_index: int, mask: Mask, z: int = 0) -> AnnotatedRegion:
    """The region of a mask (H, W) as large as the frame, cut to where it is."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return AnnotatedRegion(class_index, *_NO_PIXELS, z)
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].copy()  # lets go of the rest
    return AnnotatedRegion(class_index, int(rows[0]), int(columns[0]), part, z)


def region_of_mask(
    class_index: int, mask: Mask, top: int, left: int, height: int, width: int, z: int = 0
) -> AnnotatedRegion:
    """A mask (h, w) at its place, cut to the frame."""
    inside = mask[max(0, -top) : max(0, height - top), max(0, -left) : max(0, width - left)]
    if not inside.any():
        return AnnotatedRegion(class_index, *_NO_PIXELS, z)
    is_cut = bool(np.count_nonzero(inside) < np.count_nonzero(mask))
    return AnnotatedRegion(class_index, max(0, top), max(0, left), inside, z, is_cut=is_cut)


def map_of_regions(regions: list[AnnotatedRegion], height: int, width: int) -> AnnotatedMap:
    """The class map of one frame's regions; those without a pixel are left out and counted.

    Raises BrokenPair where all of them are: somebody marked something there, so it is not clean.
    """
    held = [region for region in regions if region.n_pixels]
    if regions and not held:
        raise BrokenPair(
            Fault.EMPTY, f"none of its {len(regions)} annotations holds a pixel's centre: it is not clean, nor is a "
            "defect marked"
        )  # fmt: skip
    class_map, n_contested_px = class_map_of_regions(held, height, width)
    defects = [region for region in held if region.class_index != IGNORE_INDEX]
    hidden = defects if len(defects) < len(held) else []
    return AnnotatedMap(
        class_map, n_contested_px,
        n_boxes=sum(region.is_box for region in held),
        n_void_parts=sum(region.n_void_parts for region in held),
        n_void_regions=len(regions) - len(held),
        n_crossed=sum(region.n_crossed for region in held),
        n_cut=sum(region.is_cut for region in held), named=frozenset(region.class_index for region in defects),
        under_ignored=frozenset(
            region.class_index for region in hidden if (region.of(class_map) == IGNORE_INDEX).any()
        ),
    )  # fmt: skip


def check_size(stated: tuple[int, int] | None, height: int, width: int, where: str) -> None:
    """``stated`` (height, width) by the annotation, None where it states none."""
    if stated is not None and stated != (height, width):
        raise BrokenPair(
            Fault.SIZE, f"{where} is for {stated[1]} x {stated[0]} pixels, the frame has {width} x {height}"
        )


# masks


def clean_map(height: int, width: int) -> AnnotatedMap:
    return AnnotatedMap(np.zeros((height, width), np.uint8))


def fault_of_frame(error: FrameError) -> str:
    reason = error.message.code.value.partition(".")[2].replace("_", " ")
    detail = error.message.params.get("detail", "")
    return f"{reason}: {detail}" if detail else reason


# pairs


def read_pair(root: Path, entry: Entry, class_names: Sequence[str]) -> Pair:
    """Frame and class map of one entry, both whole and of one size. Raises BrokenPair."""
    try:
        frame_bytes = content_of(root / entry.frame)
        picture = decode_picture(frame_bytes, entry.frame)
        height, width = picture.pixels.shape[:2]
    except FrameError as error:
        raise BrokenPair(Fault.CORRUPTED, f"the frame: {fault_of_frame(error)}") from error
    except OSError as error:
        raise BrokenPair(Fault.MISSING_PICTURE, f"the frame cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"the frame cannot be read: {error}") from error
    try:
        annotated = entry.read_map(height, width)
        check_size(annotated.class_map.shape, height, width, entry.annotation)
    except BrokenPair as fault:
        if fault.fault is Fault.SIZE and _fits_unturned(entry, picture):
            raise _turned(entry, picture) from fault
        raise
    counts: npt.NDArray[np.int64] = np.bincount(annotated.class_map.ravel(), minlength=256)
    unknown = np.flatnonzero(counts[len(class_names) : IGNORE_INDEX])
    if unknown.size:
        index = int(unknown[0]) + len(class_names)
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"{entry.annotation} holds class {index}, which has no name")
    return Pair(frame_bytes, picture, annotated, _fewer_bits(picture))


def _fits_unturned(entry: Entry, picture: DecodedPixels) -> bool:
    """Whether an annotation that does not fit the upright picture fits it as it is stored."""
    height, width = picture.pixels.shape[:2]
    if upright_size(height, width, picture.orientation) == (height, width):
        return False
    try:
        return entry.read_map(width, height).class_map.shape == (width, height)
    except BrokenPair:
        return False


def _turned(entry: Entry, picture: DecodedPixels) -> BrokenPair:
    height, width = picture.pixels.shape[:2]
    return BrokenPair(
        Fault.TURNED,
        f"{entry.annotation} fits {height} x {width} pixels as they are stored, EXIF turns them to {width} x {height}",
    )


def _fewer_bits(picture: DecodedPixels) -> int | None:
    if container_bits(picture.pixels) == 8 or picture.stated_bits is not None:
        return None
    highest = int(picture.pixels.max())
    return camera_bits(highest) if highest else None


def raising(fault: BrokenPair) -> Callable[[int, int], AnnotatedMap]:
    """For an entry whose annotation was found broken while listing."""

    def read_map(height: int, width: int) -> AnnotatedMap:
        raise BrokenPair(fault.fault, fault.detail)

    return read_map


def required(fields: Any, name: str, kind: type | UnionType, what: str) -> Any:
    """``fields[name]``, which must be of that kind; BrokenPair where it is not."""
    value = fields.get(name) if isinstance(fields, Mapping) else None
    if not isinstance(value, kind):
        raise BrokenPair(Fault.CORRUPTED, f"{what} has no {name}")
    return value
