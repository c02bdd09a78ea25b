"""labelme: one JSON file per frame, beside it; files of its versions 3 to 5, and what X-AnyLabeling adds to them.

    PATH/…/NAME.json   shapes, and ``imagePath`` from the file's own folder
    PATH/labels.txt    class names, one a line, if there

A mask is a PNG of its box, whose two corners are the first and the last pixel; what lies over the border is cut. A
circle is its centre and a point of its rim. A line is a band where its width is given
(``ImportOptions.line_width_px``); points are refused: they do not say which pixels. A frame without a JSON file is not
annotated and left out; one whose file holds no shapes has no defect. A folder called train, val or test is the split. A
picture inside a file (``imageData``) must be a copy of its frame, or it tells which of two is meant.
"""

from __future__ import annotations

import io
import math
from base64 import b64encode
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from inspector.core.classes import BACKGROUND, HasClasses
from inspector.core.polygons import AnnotatedRegion, Ring, outline
from inspector.datasets.formats.drawn_shapes import (
    box_ring,
    check_coordinates,
    notes_on,
    region_of_box,
    region_of_ellipse,
    region_of_line,
)
from inspector.datasets.formats.files_below import Files, check_copy, copy_of_base64
from inspector.datasets.formats.mask_values import mask_of_base64
from inspector.datasets.formats.reading import (
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
    number,
    order_classes,
    read_json,
    read_ring,
    region_of_mask,
    region_of_rings,
    required,
    split_of_folders,
    whole,
)
from inspector.datasets.formats.writing import ExportedFrame, larger_first, name_of, put, put_json, put_lines

LABELS = "labels.txt"
_N_CORNERS = 4  # of a box that is turned


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    frames: dict[str, str] = {}  # of each file; what it holds is read again when it is needed: pictures, perhaps
    problems: list[Problem] = []
    used: set[str] = set()
    n_sheets = 0
    for file in files.named(".json"):
        try:
            sheet = _read_sheet(files.at(file))
            n_sheets += 1
            frames[file] = files.picture_of_sheet(file, sheet["imagePath"], copy_of_base64(sheet.get("imageData")))
        except BrokenPair as fault:
            problems.append(Problem(file, fault.fault, fault.detail))
            continue
        used |= {str(shape["label"]) for shape in sheet["shapes"] if isinstance(shape, dict) and "label" in shape}
    if not n_sheets:
        raise foreign(path, "it holds no JSON file with imagePath and shapes")
    try:
        class_names = order_classes(options, lines_of(path / LABELS) if LABELS in files else (), used)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    entries = tuple(
        Entry(
            frame,
            file,
            partial(_read_map, files.at(file), files.at(frame), class_names, options),
            split_of_folders(frame),
        )
        for file, frame in frames.items()
    )
    known = set(frames.values())
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, entries, rest, tuple(problems), notes=notes_on(options))


def _read_sheet(path: Path) -> dict[str, Any]:
    """Raises BrokenPair for what is no annotation of a picture."""
    try:
        sheet = read_json(path)
    except (OSError, ValueError) as error:
        raise BrokenPair(Fault.CORRUPTED, f"it cannot be read: {error}") from error
    required(sheet, "imagePath", str, "the file")
    required(sheet, "shapes", list, "the file")
    return dict(sheet)


def _read_map(
    path: Path, frame: Path, class_names: tuple[str, ...], options: ImportOptions, height: int, width: int
) -> AnnotatedMap:
    sheet = _read_sheet(path)
    if sheet.get("imageHeight") is not None and sheet.get("imageWidth") is not None:
        stated = (whole(sheet["imageHeight"], "imageHeight"), whole(sheet["imageWidth"], "imageWidth"))
        check_size(stated, height, width, "the annotation")
    check_copy(copy_of_base64(sheet.get("imageData")), frame, path.name)
    regions = [_region(shape, class_names, options, height, width) for shape in sheet["shapes"]]
    return map_of_regions(regions, height, width)


def _region(
    shape: dict[str, Any], class_names: tuple[str, ...], options: ImportOptions, height: int, width: int
) -> AnnotatedRegion:
    index = index_of(required(shape, "label", str, "a shape"), class_names)
    points = required(shape, "points", list, "a shape")
    match shape.get("shape_type") or "polygon":  # old files hold polygons only and say no kind
        case "polygon":
            return region_of_rings(index, [read_ring(points)], height, width)
        case "rectangle" if len(points) != _N_CORNERS:
            (x0, y0), (x1, y1) = _pairs(points, "a rectangle", 2).tolist()
            return region_of_box(index, box_ring(x0, y0, x1, y1), height, width)
        case "rectangle" | "rotation" | "oriented_rectangle" as kind:
            return region_of_box(index, _pairs(points, f"a {kind}", _N_CORNERS), height, width)
        case "circle":
            (x, y), rim = _pairs(points, "a circle", 2).tolist()
            radius = math.dist((x, y), rim)
            return region_of_ellipse(index, x, y, radius, radius, 0, height, width)
        case "line" | "linestrip" as kind:
            return region_of_line(index, _pairs(points, f"a {kind}"), options.line_width_px, height, width)
        case "mask":
            (left, top), (right, bottom) = _pairs(points, "a mask's box", 2).astype(int).tolist()
            mask = mask_of_base64(shape.get("mask"), "the annotation")
            rows, columns = mask.shape
            if (rows, columns) != (bottom - top + 1, right - left + 1):
                raise BrokenPair(Fault.SIZE, f"a mask of {columns} x {rows} does not fill its box")
            return region_of_mask(index, mask, top, left, height, width)
    kind = shape["shape_type"]
    raise BrokenPair(Fault.NOT_A_REGION, f"a {kind!s:.20} of {shape['label']} marks no pixels; draw its outline")


def _pairs(points: list[Any], what: str, n: int | None = None) -> Ring:
    """Points (n, 2) of a shape. Raises BrokenPair for anything else."""
    if not all(isinstance(point, list) and len(point) == 2 for point in points) or n not in (None, len(points)):
        raise BrokenPair(Fault.CORRUPTED, f"{what} has {len(points)} points that are no {n or 'pairs'}")
    found = [[number(value, f"a point of {what}") for value in point] for point in points]
    return check_coordinates(np.array(found, np.float64).reshape(-1, 2))


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
