"""CVAT for images 1.1: one XML file; regions as polygons or as masks in a box.

    PATH/annotations.xml   labels, and per image its polygons and masks
    PATH/…/NAME            frames, where ``name`` says, or below images/, or anywhere if unique

A mask's run lengths go along the rows *inside its box* and begin with pixels outside: not COCO's order. ``z_order``
says what lies on top; the smaller region wins where it is equal. ``subset`` is the split. A listed image without shapes
has no defect. Boxes, lines, points, ellipses, cuboids and skeletons are refused: they do not say which pixels. A
tag is about the whole frame and marks no pixels.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath

from inspector.core.classes import HasClasses
from inspector.core.polygons import AnnotatedRegion, outline
from inspector.datasets.formats.coco import mask_of_runs, runs_of_mask
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
    map_of_regions,
    order_classes,
    read_ring,
    read_xml,
    region_of_mask,
    region_of_rings,
    split_in,
)
from inspector.datasets.formats.writing import ExportedFrame, larger_first, name_of, put

NOT_REGIONS = frozenset({"box", "polyline", "points", "ellipse", "cuboid", "skeleton"})


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    roots: dict[str, ET.Element] = {}
    for file in files.named(".xml"):
        try:
            root = read_xml(files.at(file))
        except (OSError, ValueError) as error:
            raise foreign(path, f"{file}: {error}") from error
        if root.tag == "annotations" and root.find("image") is not None:
            roots[file] = root
    if not roots:
        raise foreign(path, "it holds no XML file of annotations with images")
    images = [(file, image) for file, root in roots.items() for image in root.iter("image")]
    labels = [label.findtext("name", "") for root in roots.values() for label in root.iterfind("meta//labels/label")]
    used = {shape.get("label", "") for _, image in images for shape in image if shape.tag != "tag"}
    try:
        class_names = order_classes(options, dict.fromkeys(labels), used)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    entries, problems = [], []
    for file, image in images:
        called = image.get("name", "")
        try:
            frame = files.picture(called, str(PurePosixPath(file).parent / "images"))
        except BrokenPair as fault:
            problems.append(Problem(called or file, fault.fault, fault.detail))
            continue
        entries.append(Entry(frame, file, partial(_read_map, image, class_names), split_in(image.get("subset", ""))))
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems))


def _read_map(image: ET.Element, class_names: tuple[str, ...], height: int, width: int) -> AnnotatedMap:
    if "height" in image.keys() and "width" in image.keys():  # noqa: SIM118 - an element is no mapping
        check_size((_whole(image, "height"), _whole(image, "width")), height, width, "the annotation")
    shapes = [shape for shape in image if shape.tag != "tag"]
    return map_of_regions([_region(shape, class_names, height, width) for shape in shapes], height, width)


def _region(shape: ET.Element, class_names: tuple[str, ...], height: int, width: int) -> AnnotatedRegion:
    label = shape.get("label", "")
    if shape.tag in NOT_REGIONS:
        raise BrokenPair(Fault.NOT_A_REGION, f"a {shape.tag} of {label} marks no pixels; draw its outline or mask")
    index = index_of(label, class_names)
    z = _whole(shape, "z_order") if shape.get("z_order") else 0
    if shape.tag == "polygon":
        try:
            corners = [float(value) for pair in shape.get("points", "").split(";") for value in pair.split(",")]
        except ValueError as error:
            raise BrokenPair(Fault.CORRUPTED, f"the corners of a polygon of {label} are no numbers") from error
        return region_of_rings(index, [read_ring(corners)], height, width, z)
    if shape.tag != "mask":
        raise BrokenPair(Fault.NOT_A_REGION, f"a shape {shape.tag} is not known")
    try:
        runs = [int(run) for run in shape.get("rle", "").split(",")]
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"the run lengths of a mask of {label} are no whole numbers") from error
    rows, columns = _whole(shape, "height"), _whole(shape, "width")
    if not 0 < rows <= height or not 0 < columns <= width:
        raise BrokenPair(Fault.SIZE, f"a mask of {columns} x {rows} is none of a frame of {width} x {height}")
    mask = mask_of_runs(runs, rows, columns, "C")
    return region_of_mask(index, mask, _whole(shape, "top"), _whole(shape, "left"), height, width, z)


def _whole(element: ET.Element, name: str) -> int:
    text = element.get(name, "")
    try:
        return int(text)
    except ValueError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{name} of a {element.tag} is no whole number: {text[:40]!r}") from error


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame], *, is_polygons: bool = False) -> None:
    class_names = classes.class_names
    root = ET.Element("annotations")
    ET.SubElement(root, "version").text = "1.1"
    labels = ET.SubElement(ET.SubElement(ET.SubElement(root, "meta"), "task"), "labels")
    used: dict[int, None] = dict.fromkeys(range(1, len(class_names)))
    for number, frame in enumerate(frames):
        put(folder, f"images/{frame.file_name}", frame.content)
        height, width = frame.class_map.shape
        facts = {"id": number, "name": frame.file_name, "width": width, "height": height}
        image = ET.SubElement(root, "image", {name: str(value) for name, value in facts.items()})
        image.set("subset", frame.sample.split.value)
        regions = larger_first(frame.class_map, is_polygons=is_polygons)
        for z, region in enumerate(regions):
            used[region.class_index] = None
            _shape(image, region, name_of(region.class_index, class_names), z, is_polygons)
    for index in used:
        ET.SubElement(ET.SubElement(labels, "label"), "name").text = name_of(index, class_names)
    ET.indent(root)
    put(folder, "annotations.xml", ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _shape(image: ET.Element, region: AnnotatedRegion, label: str, z: int, is_polygons: bool) -> None:
    shape = ET.SubElement(image, "polygon" if is_polygons else "mask", {"label": label, "source": "manual"})
    shape.set("occluded", "0")
    if is_polygons:
        shape.set("points", ";".join(f"{x:.2f},{y:.2f}" for x, y in outline(region)))
    else:
        rows, columns = region.mask.shape
        shape.set("rle", ", ".join(map(str, runs_of_mask(region.mask, "C"))))
        for name, value in {"left": region.left, "top": region.top, "width": columns, "height": rows}.items():
            shape.set(name, str(value))
    shape.set("z_order", str(z))
