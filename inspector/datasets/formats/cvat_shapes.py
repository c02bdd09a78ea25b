"""One shape of a CVAT document, of images or of a video, as the region that it marks.

Boxes and ellipses turn clockwise about their centre (``rotation``, degrees). A mask's run lengths go along the rows
*inside its box* and begin with pixels outside: not COCO's order. A polyline is a band where its width is given
(``ImportOptions.line_width_px``). Points, cuboids and skeletons do not say which pixels, and are refused.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

import numpy as np

from inspector.core.polygons import AnnotatedRegion, Ring
from inspector.datasets.formats.coco import mask_of_runs
from inspector.datasets.formats.drawn_shapes import (
    box_ring,
    region_of_box,
    region_of_ellipse,
    region_of_line,
    turned,
)
from inspector.datasets.formats.reading import (
    BrokenPair,
    Fault,
    ImportOptions,
    index_of,
    number,
    read_ring,
    region_of_mask,
    region_of_rings,
)


def region_of_shape(
    shape: ET.Element, label: str, class_names: Sequence[str], options: ImportOptions, height: int, width: int
) -> AnnotatedRegion:
    """Raises BrokenPair where it marks no pixels, or is damaged."""
    index = index_of(label, class_names)
    z = whole_of(shape, "z_order") if shape.get("z_order") else 0
    match shape.tag:
        case "polygon":
            return region_of_rings(index, [read_ring(_points(shape))], height, width, z)
        case "polyline":
            return region_of_line(index, _points(shape), options.line_width_px, height, width, z)
        case "box":
            left, top, right, bottom = (number_of(shape, name) for name in ("xtl", "ytl", "xbr", "ybr"))
            centre = (left + right) / 2, (top + bottom) / 2
            ring = turned(box_ring(left, top, right, bottom), _rotation(shape), *centre)
            return region_of_box(index, ring, height, width, z)
        case "ellipse":
            cx, cy, rx, ry = (number_of(shape, name) for name in ("cx", "cy", "rx", "ry"))
            return region_of_ellipse(index, cx, cy, rx, ry, _rotation(shape), height, width, z)
        case "mask":
            return _mask(shape, index, height, width, z)
    raise BrokenPair(Fault.NOT_A_REGION, f"a {shape.tag} of {label} marks no pixels; draw its outline or mask")


def _points(shape: ET.Element) -> Ring:
    try:
        pairs = [[float(x) for x in pair.split(",")] for pair in shape.get("points", "").split(";")]
        return np.array(pairs, np.float64).reshape(len(pairs), 2)
    except ValueError as error:  # or pairs that are none: rows of unlike length
        raise BrokenPair(Fault.CORRUPTED, f"the points of a {shape.tag} are no pairs of numbers") from error


def _mask(shape: ET.Element, index: int, height: int, width: int, z: int) -> AnnotatedRegion:
    try:
        runs = [int(run) for run in shape.get("rle", "").split(",")]
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, "the run lengths of a mask are no whole numbers") from error
    rows, columns = whole_of(shape, "height"), whole_of(shape, "width")
    if not 0 < rows <= height or not 0 < columns <= width:
        raise BrokenPair(Fault.SIZE, f"a mask of {columns} x {rows} is none of a frame of {width} x {height}")
    mask = mask_of_runs(runs, rows, columns, "C")
    return region_of_mask(index, mask, whole_of(shape, "top"), whole_of(shape, "left"), height, width, z)


def _rotation(shape: ET.Element) -> float:
    return number_of(shape, "rotation") if shape.get("rotation") else 0.0


def number_of(element: ET.Element, name: str) -> float:
    """A finite number among the attributes. Raises BrokenPair."""
    text = element.get(name, "")
    try:
        return number(float(text), f"{name} of a {element.tag}")
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{name} of a {element.tag} is no number: {text[:40]!r}") from error


def whole_of(element: ET.Element, name: str) -> int:
    """A whole number among the attributes. Raises BrokenPair."""
    text = element.get(name, "")
    try:
        return int(text)
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{name} of a {element.tag} is no whole number: {text[:40]!r}") from error
