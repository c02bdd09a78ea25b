"""labelme: one JSON file per frame, beside it; regions as polygons or as masks in a box.

    PATH/…/NAME.json   shapes, and ``imagePath`` from the file's own folder
    PATH/labels.txt    class names, one a line, if there

A mask is a PNG of its box, whose two corners are the first and the last pixel. A frame without a JSON file is not
annotated and left out; one whose file holds no shapes has no defect. Rectangles, circles, lines and points are
refused: they do not say which pixels. An embedded picture (``imageData``) is not read; the file is.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from PIL import Image

from inspector.core.classes import HasClasses
from inspector.core.polygons import AnnotatedRegion, outline
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.reading import (
    BACKGROUND,
    IGNORE_NAME,
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
    mask_of_base64,
    number,
    order_classes,
    read_json,
    read_ring,
    region_of_mask,
    region_of_rings,
    required,
    whole,
)
from inspector.datasets.formats.writing import ExportedFrame, larger_first, name_of, put, put_json, put_lines

LABELS = "labels.txt"


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    sheets: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for file in files.named(".json"):
        try:
            sheet = read_json(files.at(file))
            required(sheet, "imagePath", str, "the file")
            required(sheet, "shapes", list, "the file")
            sheets[file] = sheet
        except (OSError, ValueError) as error:
            problems.append(Problem(file, Fault.CORRUPTED, f"it cannot be read: {error}"))
        except BrokenPair as fault:
            problems.append(Problem(file, fault.fault, fault.detail))
    if not sheets:
        raise foreign(path, "it holds no JSON file with imagePath and shapes")
    used = {
        str(s["label"]) for sheet in sheets.values() for s in sheet["shapes"] if isinstance(s, dict) and "label" in s
    }
    try:
        class_names = order_classes(options, lines_of(path / LABELS) if LABELS in files else (), used)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    entries = []
    for file, sheet in sheets.items():
        try:
            frame = files.picture(sheet["imagePath"], str(PurePosixPath(file).parent))
        except BrokenPair as fault:
            problems.append(Problem(file, fault.fault, fault.detail))
            continue
        entries.append(Entry(frame, file, partial(_read_map, sheet, class_names)))
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems))


def _read_map(sheet: dict[str, Any], class_names: tuple[str, ...], height: int, width: int) -> AnnotatedMap:
    if sheet.get("imageHeight") is not None and sheet.get("imageWidth") is not None:
        stated = (whole(sheet["imageHeight"], "imageHeight"), whole(sheet["imageWidth"], "imageWidth"))
        check_size(stated, height, width, "the annotation")
    return map_of_regions([_region(shape, class_names, height, width) for shape in sheet["shapes"]], height, width)


def _region(shape: dict[str, Any], class_names: tuple[str, ...], height: int, width: int) -> AnnotatedRegion:
    index = index_of(required(shape, "label", str, "a shape"), class_names)
    points = required(shape, "points", list, "a shape")
    kind = shape.get("shape_type") or "polygon"  # old files hold polygons only and say no kind
    if kind == "polygon":
        return region_of_rings(index, [read_ring(points)], height, width)
    if kind != "mask":
        raise BrokenPair(Fault.NOT_A_REGION, f"a {kind} of {shape['label']} marks no pixels; draw its outline")
    if len(points) != 2 or not all(isinstance(point, list) and len(point) == 2 for point in points):
        raise BrokenPair(Fault.CORRUPTED, "a mask's box has no two corners")
    left, top, right, bottom = (int(number(value, "a mask's corner")) for point in points for value in point)
    mask = mask_of_base64(shape.get("mask"), "the annotation")
    rows, columns = mask.shape
    if (rows, columns) != (bottom - top + 1, right - left + 1):
        raise BrokenPair(Fault.SIZE, f"a mask of {columns} x {rows} does not fill its box")
    return region_of_mask(index, mask, top, left, height, width)


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame], *, is_polygons: bool = False) -> None:
    class_names = classes.class_names
    put_lines(folder, LABELS, [IGNORE_NAME, f"_{BACKGROUND}_", *class_names[1:]])
    for frame in frames:
        put(folder, frame.file_name, frame.content)
        height, width = frame.class_map.shape
        regions = larger_first(frame.class_map, is_polygons=is_polygons)
        put_json(
            folder,
            f"{frame.name}.json",
            {
                "version": "5.5.0", "flags": {}, "shapes": [_shape(r, class_names, is_polygons) for r in regions],
                "imagePath": frame.file_name, "imageData": None, "imageHeight": height, "imageWidth": width,
            },
        )  # fmt: skip


def _shape(region: AnnotatedRegion, class_names: tuple[str, ...], is_polygons: bool) -> dict[str, Any]:
    if is_polygons:
        points, mask = outline(region).tolist(), None
    else:
        rows, columns = region.mask.shape
        points = [
            [float(region.left), float(region.top)],
            [float(region.left + columns - 1), float(region.top + rows - 1)],
        ]
        encoded = io.BytesIO()
        Image.fromarray(region.mask.astype(np.uint8)).save(encoded, "PNG")
        mask = b64encode(encoded.getvalue()).decode()
    return {
        "label": name_of(region.class_index, class_names), "points": points, "group_id": None, "description": "",
        "shape_type": "polygon" if is_polygons else "mask", "flags": {}, "mask": mask,
    }  # fmt: skip
