"""COCO instances: one JSON file per split, regions as polygons or run lengths.

    PATH/*.json or PATH/annotations/*.json   images, categories, annotations; "val" in a file's name is its split
    PATH/…/NAME                              frames, where ``file_name`` says, or anywhere below if unique

Run lengths go down each column, then the next, and begin with pixels outside; as a list of counts, or as COCO's own
text. A region's polygons are parts of it: what is in any of them belongs to it, so a polygon cannot cut a hole.
Categories are ordered by id. A frame that is listed without regions has no defect. A region with a box only is refused.

Source of the text: Common Objects in Context, mask API. Each count is written in groups of five bits, lowest first,
as characters from "0"; the sixth bit says that another group follows, and the fifth of the last group is the sign.
From the fourth count on, the difference to the count two before is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX, HasClasses
from inspector.core.polygons import AnnotatedRegion, Mask, outline
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


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    documents: dict[str, dict[str, Any]] = {}
    for file in files.named(".json"):
        try:
            document = read_json(files.at(file))
        except (OSError, ValueError) as error:
            raise foreign(path, f"{file} cannot be read: {error}") from error
        if isinstance(document, dict) and {"images", "categories"} <= document.keys():
            if not isinstance(document.get("annotations") or [], list):
                raise foreign(path, f"{file}: its annotations are no list")
            documents[file] = document
    if not documents:
        raise foreign(path, "it holds no JSON file with images and categories")
    try:
        categories = {file: _categories(document) for file, document in documents.items()}
        listed = list(dict.fromkeys(name for names in categories.values() for _, name in sorted(names.items())))
        class_names = order_classes(options, listed)
    except (ValueError, BrokenPair) as error:
        raise foreign(path, f"its categories: {error}") from error
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file, document in documents.items():
        split = split_in(PurePosixPath(file).stem) or split_in(PurePosixPath(file).parent.name)
        _list_frames(files, file, document, categories[file], class_names, split, entries, problems)
    known = {entry.frame for entry in entries}
    rest = tuple(frame for frame in files.pictures if frame not in known)
    return Contents(class_names, tuple(entries), rest, tuple(problems))


def _categories(document: dict[str, Any]) -> dict[int, str]:
    return {
        whole(required(kind, "id", int, "a category"), "a category's id"): required(kind, "name", str, "a category")
        for kind in required(document, "categories", list, "the file")
    }


def _list_frames(
    files: Files, file: str, document: dict[str, Any], names: dict[int, str], class_names: tuple[str, ...],
    split: Split | None, entries: list[Entry], problems: list[Problem],
) -> None:  # fmt: skip
    regions: dict[object, list[Any]] = defaultdict(list)
    for annotation in document.get("annotations") or []:
        try:
            regions[required(annotation, "image_id", int | str, "an annotation")].append(annotation)
        except BrokenPair as fault:
            problems.append(Problem(file, fault.fault, fault.detail))
    for image in document["images"] if isinstance(document["images"], list) else []:
        called = file
        try:
            called = required(image, "file_name", str, "an image")
            frame = files.picture(called, str(PurePosixPath(file).parent), split)
            key = required(image, "id", int | str, called)
        except BrokenPair as fault:
            problems.append(Problem(called, fault.fault, fault.detail))
            continue
        read_map = partial(_read_map, image, regions.pop(key, []), names, class_names)
        entries.append(Entry(frame, file, read_map, split))
    for key, orphans in regions.items():
        detail = f"{len(orphans)} annotations belong to image {key}, which is not listed"
        problems.append(Problem(file, Fault.MISSING_PICTURE, detail))


def _read_map(
    image: dict[str, Any], annotations: list[dict[str, Any]], names: dict[int, str], class_names: tuple[str, ...],
    height: int, width: int,
) -> AnnotatedMap:  # fmt: skip
    if "height" in image and "width" in image:
        stated = (whole(image["height"], "the height"), whole(image["width"], "the width"))
        check_size(stated, height, width, "the annotation")
    return map_of_regions([_region(a, names, class_names, height, width) for a in annotations], height, width)


def _region(
    annotation: dict[str, Any], names: dict[int, str], class_names: tuple[str, ...], height: int, width: int
) -> AnnotatedRegion:
    category = whole(annotation.get("category_id"), "the category_id")
    if category not in names:
        raise BrokenPair(Fault.UNKNOWN_CLASS, f"the category {category} is not listed")
    index = index_of(names[category], class_names)
    shape = annotation.get("segmentation")
    if isinstance(shape, dict):
        size = required(shape, "size", list, "a run-length mask")
        if len(size) != 2:
            raise BrokenPair(Fault.CORRUPTED, "a run-length mask has no size")
        check_size((whole(size[0], "a size"), whole(size[1], "a size")), height, width, "a run-length mask")
        return region_of_whole(index, decode_counts(shape.get("counts"), height, width))
    if not isinstance(shape, list) or not shape:
        raise BrokenPair(Fault.NOT_A_REGION, f"annotation {annotation.get('id')} has a box and no region")
    parts = shape if isinstance(shape[0], list) else [shape]
    return region_of_rings(index, [read_ring(part) for part in parts], height, width)


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
        put_json(folder, f"annotations/instances_{split.value}.json", {**document, "categories": categories})


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
