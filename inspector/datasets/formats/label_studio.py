"""Label Studio: JSON exports, one list of tasks; regions as brush masks, polygons, rectangles and ellipses.

    PATH/…/*.json   tasks: ``data`` names the picture, ``annotations`` hold what people drew on it
    PATH/…/NAME     frames: by the path or address in ``data``; an upload's ``/data/upload/…/1a2b3c4d-NAME`` is NAME

Numbers are percent of the picture's width and height; rectangles turn clockwise about their top left corner, ellipses
about their centre. Of a brush mask the opacity counts: above 127, or above 0 where no pixel is above 127.

Of a task counts the annotation that is marked as ground truth, else the only one; of several, none is chosen.
Cancelled annotations, drafts and predictions are not read. A task without an annotation is not annotated and left
out; one whose annotation holds no region has no defect. What is said of whole pictures (choices, texts, ratings) and
relations mark no pixels.

Source of the brush's run lengths: README of the rle-pack package (Apache-2.0), "Encoding format". A stream of bits, the
highest first: 32 bits, the number of values; 5 bits, the bits of a value less 1; 4 x 4 bits, the bits of each kind of
count less 1. Then 1 bit, whether one value is repeated, 2 bits, the kind of count, the count less 1, and the one value
or so many values. The values are those of an RGBA picture, pixel after pixel.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import numpy.typing as npt

from inspector.core.polygons import AnnotatedRegion, Mask
from inspector.datasets.formats.drawn_shapes import box_ring, region_of_box, region_of_ellipse, turned
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
    clean_map,
    foreign,
    index_of,
    map_of_regions,
    number,
    order_classes,
    raising,
    read_json,
    read_ring,
    region_of_rings,
    region_of_whole,
    required,
    suffix_of,
    whole,
)
from inspector.pictures.decoding import PICTURE_SUFFIXES

N_CHANNELS = 4  # of a brush mask: RGBA
VALUE_BITS = 8
HALF_OPAQUE = 127
_UPLOAD = re.compile(r"/data/upload/(?:\d+/)?(?:[0-9a-f]{8}-)?(?P<name>[^/]+)$")
_SHAPES = ({"rle"}, {"points"}, {"x", "y", "radiusX", "radiusY"}, {"x", "y", "width", "height"})  # by what they hold
_NO_REGIONS = {"choices", "textarea", "rating", "number", "datetime", "taxonomy", "ranker", "relation", "pairwise"}


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    tasks: list[tuple[str, dict[str, Any]]] = []
    for file in files.named(".json"):
        try:
            document = read_json(files.at(file))
        except (OSError, ValueError) as error:
            raise foreign(path, f"{file} cannot be read: {error}") from error
        if is_export(document):
            tasks += ((file, task) for task in document)
    if not tasks:
        raise foreign(path, "it holds no list of tasks with data and annotations: export as JSON, not as JSON_MIN")
    problems: list[Problem] = []
    found: list[tuple[Entry, list[Any] | BrokenPair]] = []
    for file, task in tasks:
        name = f"task {task.get('id')!s:.20}"
        try:
            frame = _picture_of(task, files, str(PurePosixPath(file).parent))
        except BrokenPair as fault:
            problems.append(Problem(f"{file}: {name}", fault.fault, fault.detail))
            continue
        try:
            results: list[Any] | BrokenPair | None = _results_of(task)
        except BrokenPair as fault:
            results = fault
        if results is not None:
            found.append((Entry(frame, file, clean_map, listed=name), results))
    used = {label for _, results in found if isinstance(results, list) for label in _labels_in(results)}
    if found and not used and not any(isinstance(results, BrokenPair) for _, results in found):
        raise foreign(path, "no annotation marks a region: nothing says that all its pictures are without defect")
    try:
        class_names = order_classes(options, (), used)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    entries = [
        replace(entry, read_map=raising(results) if isinstance(results, BrokenPair)
                else partial(_read_map, results, class_names))
        for entry, results in found
    ]  # fmt: skip
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems))


def is_export(document: object) -> bool:
    """True if a JSON document is a list of tasks with their annotations."""
    return (
        isinstance(document, list)
        and bool(document)
        and all(isinstance(task, dict) and isinstance(task.get("data"), dict) and "annotations" in task
                for task in document)
    )  # fmt: skip


# tasks


def _picture_of(task: dict[str, Any], files: Files, beside: str) -> str:
    """The picture of a task: the only text of its data that names one."""
    named = {key: text for key, text in task["data"].items() if isinstance(text, str) and _names_of(text)}
    if len(named) > 1 and "image" in named:
        named = {"image": named["image"]}
    if len(named) != 1:
        raise BrokenPair(Fault.MISSING_PICTURE, f"its data name {len(named) or 'no'} pictures")
    uploaded, *own = _names_of(next(iter(named.values())))
    try:
        return files.picture(uploaded, beside)
    except BrokenPair as fault:
        if fault.fault is not Fault.MISSING_PICTURE or not own:
            raise
    return files.picture(own[0], beside)


def _names_of(text: str) -> list[str]:
    """What a picture may be called that ``data`` names by a path, an address or a place in Label Studio's storage."""
    path = text
    try:
        address = urlsplit(text)
    except ValueError:
        return []
    if "local-files" in address.path:  # below a folder of Label Studio's, which may lie higher than ours
        path = "/" + (parse_qs(address.query).get("d") or [""])[0].lstrip("/")
    elif address.scheme and address.netloc:
        path = address.path
    if suffix_of(path) not in PICTURE_SUFFIXES:
        return []
    if upload := _UPLOAD.search(path):
        return list(dict.fromkeys((f"/{PurePosixPath(path).name}", f"/{upload['name']}")))
    return [path]


def _results_of(task: dict[str, Any]) -> list[Any] | None:
    """What was drawn on a task's picture; None where nobody annotated it."""
    annotations = [
        annotation
        for annotation in required(task, "annotations", list, "a task")
        if required(annotation, "result", list, "an annotation") is not None and not annotation.get("was_cancelled")
    ]
    if len(annotations) > 1:
        chosen = [annotation for annotation in annotations if annotation.get("ground_truth")]
        if len(chosen) != 1:
            raise BrokenPair(
                Fault.CONTRADICTION,
                f"it has {len(annotations)} annotations, {len(chosen)} of them marked as ground truth: mark one",
            )
        annotations = chosen
    return annotations[0]["result"] if annotations else None


def _labels_in(results: Iterable[Any]) -> Iterator[str]:
    for result in results:
        value = result.get("value") if isinstance(result, dict) else None
        if isinstance(value, dict) and _is_shape(value):
            yield from (label for label in _labels_of(result, value) if isinstance(label, str))


def _is_shape(value: dict[str, Any]) -> bool:
    return any(names <= value.keys() for names in _SHAPES)


def _labels_of(result: dict[str, Any], value: dict[str, Any]) -> list[Any]:
    labels = value.get(str(result.get("type")))
    return labels if isinstance(labels, list) else []


# regions


def _read_map(results: list[Any], class_names: tuple[str, ...], height: int, width: int) -> AnnotatedMap:
    drawn: dict[str, list[dict[str, Any]]] = defaultdict(list)  # a region may have an entry of its own for its label
    for at, result in enumerate(results):
        kind = required(result, "type", str, "a region")
        if kind in _NO_REGIONS:
            continue
        drawn[str(result.get("id", at))].append(result)
    regions = [_region(parts, class_names, height, width) for parts in drawn.values()]
    return map_of_regions(regions, height, width)


def _region(parts: list[dict[str, Any]], class_names: tuple[str, ...], height: int, width: int) -> AnnotatedRegion:
    values = [required(part, "value", dict, "a region") for part in parts]
    labels = {str(label) for part, value in zip(parts, values, strict=True) for label in _labels_of(part, value)}
    shape = next((value for value in values if _is_shape(value)), None)
    kind = parts[0]["type"]
    if shape is None or kind.startswith("vector"):
        raise BrokenPair(Fault.NOT_A_REGION, f"a {kind} marks no pixels; draw its outline or mask")
    if len(labels) != 1:
        raise BrokenPair(Fault.CONTRADICTION, f"a {kind} has {len(labels) or 'no'} labels; one says what it is")
    for part in parts:
        _check_picture(part, height, width)
    index = index_of(labels.pop(), class_names)
    if "rle" in shape:
        return region_of_whole(index, decode_brush(shape["rle"], height, width))
    x_px, y_px = width / 100, height / 100
    if "points" in shape:
        points = required(shape, "points", list, "a polygon")
        if not all(isinstance(point, list) and len(point) == 2 for point in points):
            raise BrokenPair(Fault.CORRUPTED, "a polygon's points are no pairs")
        corners = [(number(x, "a point") * x_px, number(y, "a point") * y_px) for x, y in points]
        return region_of_rings(index, [read_ring(np.array(corners))], height, width)
    x, y = number(shape["x"], "x") * x_px, number(shape["y"], "y") * y_px
    degrees = number(shape.get("rotation") or 0, "the rotation")
    if "radiusX" in shape:
        rx, ry = number(shape["radiusX"], "radiusX") * x_px, number(shape["radiusY"], "radiusY") * y_px
        return region_of_ellipse(index, x, y, rx, ry, degrees, height, width)
    right, bottom = x + number(shape["width"], "width") * x_px, y + number(shape["height"], "height") * y_px
    return region_of_box(index, turned(box_ring(x, y, right, bottom), degrees, x, y), height, width)


def _check_picture(part: dict[str, Any], height: int, width: int) -> None:
    """A region says of which picture its percent are."""
    if part.get("image_rotation"):
        raise BrokenPair(Fault.NOT_A_REGION, f"it was drawn on the picture turned by {part['image_rotation']} degrees")
    if "original_width" in part and "original_height" in part:
        stated = (whole(part["original_height"], "original_height"), whole(part["original_width"], "original_width"))
        check_size(stated, height, width, "the annotation")


# brush masks


def decode_brush(numbers: object, height: int, width: int) -> Mask:
    """Mask (H, W) of a brush's bytes. Raises BrokenPair where they are damaged or for another size."""
    try:
        data = bytes(numbers if isinstance(numbers, list) else ())
    except (TypeError, ValueError) as error:
        raise BrokenPair(Fault.CORRUPTED, "the bytes of a brush mask are no bytes") from error
    opacity = _values(data, height * width * N_CHANNELS)[N_CHANNELS - 1 :: N_CHANNELS]
    limit = HALF_OPAQUE if opacity.max(initial=0) > HALF_OPAQUE else 0
    return (opacity > limit).reshape(height, width)


def _values(data: bytes, n_values: int) -> npt.NDArray[np.uint8]:
    """The values of a packed stream, which must be so many."""
    stream = _Bits(data)
    n_stated, value_bits = stream.take(32), stream.take(5) + 1
    if value_bits != VALUE_BITS:
        raise BrokenPair(Fault.CORRUPTED, f"a brush mask has values of {value_bits} bits")
    if n_stated != n_values:
        raise BrokenPair(Fault.SIZE, f"a brush mask holds {n_stated} values, a picture of this size has {n_values}")
    count_bits = [stream.take(4) + 1 for _ in range(4)]
    values = np.zeros(n_values, np.uint8)
    done = 0
    while done < n_values:
        is_repeated = stream.take(1)
        end = done + 1 + stream.take(count_bits[stream.take(2)])
        if end > n_values:
            raise BrokenPair(Fault.CORRUPTED, "a brush mask holds more values than it says")
        values[done:end] = stream.take(VALUE_BITS) if is_repeated else stream.take_bytes(end - done)
        done = end
    return values


class _Bits:
    """Reads numbers from a stream of bits, the highest first. Raises BrokenPair at its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0  # bits

    def _advance(self, n_bits: int) -> tuple[bytes, int]:
        """The bytes that hold the next bits, and how many bits behind them are not theirs."""
        first, end = self._at, self._at + n_bits
        if end > len(self._data) * 8:
            raise BrokenPair(Fault.CORRUPTED, "a brush mask is cut short")
        self._at = end
        return self._data[first // 8 : -(-end // 8)], -end % 8

    def take(self, n_bits: int) -> int:
        data, n_behind = self._advance(n_bits)
        return (int.from_bytes(data) >> n_behind) & ((1 << n_bits) - 1)

    def take_bytes(self, n: int) -> npt.NDArray[np.uint8]:
        """``n`` numbers of 8 bits, wherever in a byte they begin."""
        data, n_behind = self._advance(n * 8)
        held = np.frombuffer(data, np.uint8)
        if not n_behind:
            return held
        joined = (held[:-1].astype(np.uint16) << 8) | held[1:]
        return (joined >> n_behind).astype(np.uint8)
