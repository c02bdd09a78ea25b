"""COCO instances: one JSON file per split, regions as polygons or run lengths.

    PATH/*.json or PATH/annotations/*.json   images, categories, annotations; "val" in a file's name is its split
    PATH/…/NAME                              frames, where ``file_name`` says, or anywhere below if unique

Run lengths go down each column, then the next, and begin with pixels outside; as a list of counts, or as COCO's own
text. A region's polygons are parts of it: what is in any of them belongs to it, so a polygon cannot cut a hole. A crowd
(``iscrowd``) is a region like any other, since a class map does not count objects; ``ignore`` makes it ignored pixels.
Annotations with keypoints only are refused, those with a box only unless ``ImportOptions.boxes_as_masks``. Categories
are ordered by id. Ids are numbers or texts: 7 is "7".

A frame that is listed without annotations is clean where its file annotates others, and each of them belongs to a frame
that is listed. A list without any annotation, as test sets have, says nothing; but those that we write say so
(``info.frames_without_annotations`` is "clean").

Source of the text: Common Objects in Context, mask API. Each count is written in groups of five bits, lowest first,
as characters from "0"; the sixth bit says that another group follows, and the fifth of the last group is the sign.
From the fourth count on, the difference to the count two before is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX, HasClasses
from inspector.core.polygons import AnnotatedRegion, Mask, outline
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
    map_of_regions,
    number,
    order_classes,
    raising,
    read_json,
    read_ring,
    region_of_rings,
    region_of_whole,
    required,
    split_in,
    whole,
)
from inspector.datasets.formats.writing import ExportedFrame, larger_first, name_of, put, put_json
from inspector.datasets.version import Split

_N_BITS = 5
UNANNOTATED, CLEAN = "frames_without_annotations", "clean"  # in ``info``: what we write, and nobody else


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    documents: dict[str, dict[str, Any]] = {}
    for file in files.named(".json"):
        try:
            document = read_json(files.at(file))
        except (OSError, ValueError) as error:
            raise foreign(path, f"{file} cannot be read: {error}") from error
        if isinstance(document, dict) and {"images", "categories"} <= document.keys():
            for name in ("images", "annotations"):
                if not isinstance(document.get(name) or [], list):
                    raise foreign(path, f"{file}: its {name} are no list")
            documents[file] = document
    if not documents:
        raise foreign(path, "it holds no JSON file with images and categories")
    try:
        categories = {file: _categories(document) for file, document in documents.items()}
        listed = list(dict.fromkeys(name for names in categories.values() for name in names.values()))
        class_names = order_classes(options, listed)
    except (ValueError, BrokenPair) as error:
        raise foreign(path, f"its categories: {error}") from error
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file, document in documents.items():
        reader = _FileReader(files, file, categories[file], class_names, options)
        reader.list_frames(document)
        entries += reader.entries
        problems += reader.problems
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems))


def _categories(document: dict[str, Any]) -> dict[str, str]:
    """Name by id, in the order of the ids."""
    names: dict[str, str] = {}
    for kind in required(document, "categories", list, "the file"):
        key, name = _id(kind, "id", "a category"), required(kind, "name", str, "a category")
        if names.setdefault(key, name) != name:
            raise ValueError(f"the id {key} is both {names[key]} and {name}")
    if all(key.isdecimal() for key in names):
        return dict(sorted(names.items(), key=lambda item: int(item[0])))
    return names


def _id(fields: Any, name: str, what: str) -> str:
    """An id as a text, whether it is written as a number or as a text."""
    value = required(fields, name, int | float | str, what)
    return value.strip() if isinstance(value, str) else str(whole(value, f"{name} of {what}"))


class _FileReader:
    """Lists the frames of one file."""

    def __init__(
        self, files: Files, file: str, names: dict[str, str], class_names: tuple[str, ...], options: ImportOptions
    ) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self._files = files
        self._file = file
        self._folder = str(PurePosixPath(file).parent)
        self._split = split_in(PurePosixPath(file).stem) or split_in(PurePosixPath(file).parent.name)
        self._names = names
        self._class_names = class_names
        self._options = options

    def list_frames(self, document: dict[str, Any]) -> None:
        images = self._by_id(document.get("images"), "id", "an image")
        regions = self._by_id(document.get("annotations"), "image_id", "an annotation")
        info = document.get("info")
        is_said = isinstance(info, dict) and info.get(UNANNOTATED) == CLEAN
        if images and not document.get("annotations") and not is_said:
            detail = f"not one of its {len(images)} frames has an annotation: a list says nothing of what they show"
            self.problems.append(Problem(self._file, Fault.UNSAID, detail))
            return
        for key in regions.keys() - images.keys():
            detail = f"{len(regions[key])} annotations belong to image {key}, which is not listed"
            self.problems.append(Problem(self._file, Fault.MISSING_PICTURE, detail))
        # What lost its frame may belong to any: none of them is clean for want of it.
        is_whole = not self.problems
        for key, of_id in images.items():
            for image in of_id:
                self._list(key, image, of_id, regions.get(key, []), is_whole=is_whole)

    def _by_id(self, listed: Any, name: str, what: str) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in listed or []:
            try:
                found[_id(one, name, what)].append(one)
            except BrokenPair as fault:
                self.problems.append(Problem(self._file, fault.fault, fault.detail))
        return found

    def _list(
        self, key: str, image: dict[str, Any], of_id: list[dict[str, Any]], regions: list[Any], *, is_whole: bool
    ) -> None:
        called = self._file
        try:
            called = required(image, "file_name", str, f"image {key}")
            frame = self._files.picture(called, self._folder, self._split)
        except BrokenPair as fault:
            self.problems.append(Problem(called, fault.fault, fault.detail))
            return
        read_map: Callable[[int, int], AnnotatedMap]
        read_map = partial(_read_map, image, regions, self._names, self._class_names, self._options)
        if len(of_id) > 1:
            others = " and ".join(str(other.get("file_name")) for other in of_id)
            read_map = raising(BrokenPair(Fault.CONTRADICTION, f"{self._file} gives the id {key} to {others}"))
        elif not regions and not is_whole:
            detail = f"{self._file} lists it without annotations, and holds some that belong to no frame it lists"
            read_map = raising(BrokenPair(Fault.UNSAID, detail))
        self.entries.append(Entry(frame, self._file, read_map, self._split, listed=f"image {key}, {called}"))


def _read_map(
    image: dict[str, Any], annotations: list[dict[str, Any]], names: dict[str, str], class_names: tuple[str, ...],
    options: ImportOptions, height: int, width: int,
) -> AnnotatedMap:  # fmt: skip
    if "height" in image and "width" in image:
        stated = (whole(image["height"], "the height"), whole(image["width"], "the width"))
        check_size(stated, height, width, "the annotation")
    regions = [_region(annotation, names, class_names, options, height, width) for annotation in annotations]
    return map_of_regions(regions, height, width)


def _region(
    annotation: dict[str, Any], names: dict[str, str], class_names: tuple[str, ...], options: ImportOptions,
    height: int, width: int,
) -> AnnotatedRegion:  # fmt: skip
    shape = annotation.get("segmentation")
    has_region = isinstance(shape, dict) or (isinstance(shape, list) and bool(shape))
    is_box = options.boxes_as_masks and not has_region and _is_box_alone(annotation)
    if not has_region and not is_box:
        raise BrokenPair(Fault.NOT_A_REGION, f"annotation {annotation.get('id')} has {_instead(annotation)}")
    category = _id(annotation, "category_id", "an annotation")
    if category not in names:
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"the category {category} is not listed")
    index = IGNORE_INDEX if annotation.get("ignore") else index_of(names[category], class_names)
    if is_box:
        return _region_of_box(index, annotation, height, width)
    if isinstance(shape, list):
        parts = shape if isinstance(shape[0], list) else [shape]
        if all(isinstance(part, list) and len(part) == 2 for part in parts):  # corners of one outline
            parts = [parts]
        return region_of_rings(index, [read_ring(part) for part in parts], height, width)
    assert isinstance(shape, dict)
    size = required(shape, "size", list, "a run-length mask")
    if len(size) != 2:
        raise BrokenPair(Fault.CORRUPTED, "a run-length mask has no size")
    check_size((whole(size[0], "a size"), whole(size[1], "a size")), height, width, "a run-length mask")
    return region_of_whole(index, decode_counts(shape.get("counts"), height, width))


def _is_box_alone(annotation: dict[str, Any]) -> bool:
    return bool(annotation.get("bbox")) and not annotation.get("keypoints") and "segments_info" not in annotation


def _region_of_box(index: int, annotation: dict[str, Any], height: int, width: int) -> AnnotatedRegion:
    """The region of a box from its left, top, width and height."""
    box = required(annotation, "bbox", list, "an annotation")
    if len(box) != 4:
        raise BrokenPair(Fault.CORRUPTED, f"a bbox has {len(box)} numbers")
    left, top, columns, rows = (number(value, "a number of a bbox") for value in box)
    if columns < 0 or rows < 0:
        raise BrokenPair(Fault.CORRUPTED, "a bbox ends before it begins")
    return region_of_box(index, box_ring(left, top, left + columns, top + rows), height, width)


def _instead(annotation: dict[str, Any]) -> str:
    """What an annotation has instead of a region, and what to do."""
    if "segments_info" in annotation:
        return "its regions in a picture of its own (panoptic): export instances"
    if annotation.get("keypoints"):
        return "keypoints and no region: export instances"
    return f"a box and no region: {BOXES_ARE_NO_MASKS}" if _is_box_alone(annotation) else "no region"


# run lengths


def decode_counts(counts: object, height: int, width: int) -> Mask:
    """Mask (H, W) of COCO's run lengths, a list or its text. Raises BrokenPair where they do not fill the frame."""
    if isinstance(counts, str):
        runs = _runs_of_text(counts)
    elif isinstance(counts, list):
        runs = [whole(count, "a run length") for count in counts]
    else:
        raise BrokenPair(Fault.CORRUPTED, "a run-length mask has no counts")
    return mask_of_runs(runs, height, width, "F")


def mask_of_runs(runs: Sequence[int], height: int, width: int, order: str) -> Mask:
    """Mask (H, W) of runs of pixels outside and inside in turn, down the columns (F) or along the rows (C)."""
    if any(run < 0 for run in runs) or sum(runs) != height * width:
        raise BrokenPair(Fault.CORRUPTED, f"run lengths do not fill {width} x {height} pixels")
    flat = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return flat.reshape((height, width), order="F" if order == "F" else "C")


def runs_of_mask(mask: Mask, order: str) -> list[int]:
    """Runs outside and inside in turn, beginning outside; the reverse of ``mask_of_runs``."""
    flat = mask.ravel(order="F" if order == "F" else "C")
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    edges: npt.NDArray[np.int64] = np.concatenate(([0], changes, [flat.size]))
    runs: list[int] = np.diff(edges).tolist()
    return [0, *runs] if flat[0] else runs


def text_of_runs(runs: Sequence[int]) -> str:
    """COCO's text of run lengths."""
    characters = []
    for at, run in enumerate(runs):
        rest = run - runs[at - 2] if at > 2 else run
        is_more = True
        while is_more:
            group = rest & 31
            rest >>= _N_BITS
            is_more = rest != (-1 if group & 16 else 0)
            characters.append(chr(48 + (group | (32 if is_more else 0))))
    return "".join(characters)


def _runs_of_text(text: str) -> list[int]:
    runs: list[int] = []
    value = n_groups = 0
    for character in text:
        group = ord(character) - 48
        if not 0 <= group < 64 or n_groups > 12:
            raise BrokenPair(Fault.CORRUPTED, "a run-length text holds what does not belong there")
        value |= (group & 31) << _N_BITS * n_groups
        n_groups += 1
        if group & 32:
            continue
        if group & 16:
            value -= 1 << _N_BITS * n_groups
        runs.append(value + runs[-2] if len(runs) > 2 else value)
        value = n_groups = 0
    if n_groups:
        raise BrokenPair(Fault.CORRUPTED, "a run-length text is cut short")
    return runs


# writing


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame], *, is_polygons: bool = False) -> None:
    class_names = classes.class_names
    documents: dict[Split, dict[str, list[dict[str, Any]]]] = {}
    n_regions = 0
    has_ignored = False
    for n_frames, frame in enumerate(frames, start=1):
        put(folder, f"images/{frame.file_name}", frame.content)
        document = documents.setdefault(frame.sample.split, {"images": [], "annotations": []})
        height, width = frame.class_map.shape
        document["images"].append({"id": n_frames, "file_name": frame.file_name, "height": height, "width": width})
        for region in larger_first(frame.class_map, is_polygons=is_polygons):
            n_regions += 1
            has_ignored |= region.class_index == IGNORE_INDEX
            document["annotations"].append(
                {"id": n_regions, "image_id": n_frames, **_facts(region, frame.class_map, is_polygons)}
            )
    indices = [*range(1, len(class_names)), *([IGNORE_INDEX] if has_ignored else [])]
    categories = [{"id": index, "name": name_of(index, class_names), "supercategory": ""} for index in indices]
    for split, document in documents.items():
        content = {"info": {UNANNOTATED: CLEAN}, **document, "categories": categories}
        put_json(folder, f"annotations/instances_{split.value}.json", content)


def _facts(region: AnnotatedRegion, class_map: ClassMap, is_polygons: bool) -> dict[str, Any]:
    rows, columns = region.mask.shape
    if is_polygons:
        shape: Any = [outline(region).ravel().tolist()]
    else:
        whole_mask = np.zeros(class_map.shape, np.bool_)
        whole_mask[region.top : region.top + rows, region.left : region.left + columns] = region.mask
        shape = {"size": list(class_map.shape), "counts": text_of_runs(runs_of_mask(whole_mask, "F"))}
    return {
        "category_id": region.class_index, "segmentation": shape, "area": region.n_pixels,
        "bbox": [region.left, region.top, columns, rows], "iscrowd": 0,
    }  # fmt: skip
