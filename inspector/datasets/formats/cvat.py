"""CVAT 1.1, for images and for video: one XML file each.

    PATH/…/*.xml    labels, and per image its shapes, or per track its shapes in the frames of a video
    PATH/…/NAME     frames, where ``name`` says, or below images/, or anywhere if unique; frame_NNNNNN of a video

``z_order`` says what lies on top; the smaller region wins where it is equal. ``subset`` is the split. A listed image
without shapes has no defect, where others have some; a tag is about the whole frame and marks no pixels. What a shape
marks stands in ``cvat_shapes``, what a track does in ``cvat_video``. Written are images with polygons or masks.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from inspector.core.classes import BACKGROUND_INDEX, HasClasses
from inspector.core.polygons import AnnotatedRegion, outline
from inspector.datasets.formats.coco import runs_of_mask
from inspector.datasets.formats.cvat_shapes import region_of_shape, whole_of
from inspector.datasets.formats.cvat_video import Video, read_video
from inspector.datasets.formats.drawn_shapes import notes_on
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
    map_of_regions,
    order_classes,
    read_xml,
    split_in,
    without_suffix,
)
from inspector.datasets.formats.writing import ExportedFrame, larger_first, name_of, put

_FRAME = re.compile(r"frame_(\d{6,9})")


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    roots: dict[str, ET.Element] = {}
    for file in files.named(".xml"):
        try:
            root = read_xml(files.at(file))
        except (OSError, ValueError) as error:
            raise foreign(path, f"{file}: {error}") from error
        if root.tag == "annotations" and (root.find("image") is not None or root.find("track") is not None):
            roots[file] = root
    if not roots:
        raise foreign(path, "it holds no XML file of annotations with images or tracks")
    try:
        videos = {file: read_video(root) for file, root in roots.items() if root.find("track") is not None}
    except (ValueError, BrokenPair) as error:
        raise foreign(path, f"a video's annotations: {error}") from error
    labels = [label.findtext("name", "") for root in roots.values() for label in root.iterfind("meta//labels/label")]
    used = {
        shape.get("label", "") for root in roots.values() for shape in root.iterfind("image/*") if shape.tag != "tag"
    }
    used |= {track.label for video in videos.values() for track in video.tracks}
    try:
        class_names = order_classes(options, dict.fromkeys(labels), used)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file, root in roots.items():
        if file not in videos and root.find("image/*") is None:
            detail = "no image of it has a shape or a tag: nothing says that they are without defect"
            problems.append(Problem(file, Fault.UNSAID, detail))
            continue
        named = _images(root, file, class_names, options)
        if file in videos:
            near = files.pictures if len(videos) == 1 else files.below(str(PurePosixPath(file).parent))
            named = chain(named, _frames(videos[file], near, file, class_names, options))
        for called, entry in named:
            try:
                frame = files.picture(called, str(PurePosixPath(file).parent / "images"), entry.split)
            except BrokenPair as fault:
                problems.append(Problem(called or file, fault.fault, fault.detail))
            else:
                entries.append(replace(entry, frame=frame))
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems), notes=notes_on(options))


def _images(
    root: ET.Element, file: str, class_names: tuple[str, ...], options: ImportOptions
) -> Iterator[tuple[str, Entry]]:
    """What a document calls each of its images, and its entry but for the frame."""
    for image in root.iterfind("image"):
        called = image.get("name", "")
        read_map = partial(_read_map, image, class_names, options)
        listed = f"image {image.get('id', '')}, {called}"
        yield called, Entry("", file, read_map, split_in(image.get("subset", "")), listed=listed)


def _frames(
    video: Video, pictures: Iterable[str], file: str, class_names: tuple[str, ...], options: ImportOptions
) -> Iterator[tuple[str, Entry]]:
    """The same of the frames of a video that are among the pictures, or in which an object is listed."""
    numbers = {int(named[1]) for path in pictures if (named := _FRAME.fullmatch(PurePosixPath(path).stem))}
    for number in sorted(video.seen | {number for number in numbers if number in video.frames}):
        read_map = partial(_read_video_map, video, number, class_names, options)
        group = without_suffix(file)  # its frames show one surface again and again
        yield f"frame_{number:06d}", Entry("", file, read_map, split_in(video.subset), group, f"frame {number}")


def _read_map(
    image: ET.Element, class_names: tuple[str, ...], options: ImportOptions, height: int, width: int
) -> AnnotatedMap:
    if "height" in image.keys() and "width" in image.keys():  # noqa: SIM118 - an element is no mapping
        check_size((whole_of(image, "height"), whole_of(image, "width")), height, width, "the annotation")
    shapes = [(shape.get("label", ""), shape) for shape in image if shape.tag != "tag"]
    return _map_of_shapes(shapes, class_names, options, height, width)


def _read_video_map(
    video: Video, number: int, class_names: tuple[str, ...], options: ImportOptions, height: int, width: int
) -> AnnotatedMap:
    check_size(video.size, height, width, "the video")
    return _map_of_shapes(video.shapes_in(number), class_names, options, height, width)


def _map_of_shapes(
    shapes: list[tuple[str, ET.Element]], class_names: tuple[str, ...], options: ImportOptions, height: int, width: int
) -> AnnotatedMap:
    regions = [region_of_shape(shape, label, class_names, options, height, width) for label, shape in shapes]
    return map_of_regions(regions, height, width)


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
        if not regions:  # said, since images without a shape may also be those that nobody looked at
            used[BACKGROUND_INDEX] = None
            ET.SubElement(image, "tag", {"label": name_of(BACKGROUND_INDEX, class_names), "source": "manual"})
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
