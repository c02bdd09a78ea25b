"""What the exporters share: frames with their class maps, files written whole, what a format cannot hold.

    FORMAT.write(folder, classes, frames)   raster formats: class maps come back exactly
    FORMAT.write(folder, classes, frames, is_polygons=True)   outlines: holes are filled, see ``polygons``

``write`` takes an empty folder and raises ValueError for a class name that the format cannot hold; ``exporting`` reads
back what was written, and renames the folder when all is right. Frames are copied byte for byte.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.core.messages import Code, DatasetError, message
from inspector.core.polygons import AnnotatedRegion, regions_of, without_holes
from inspector.core.untrusted import file_inside
from inspector.datasets.formats.reading import IGNORE_NAME
from inspector.datasets.version import Sample


@dataclass(frozen=True, slots=True, eq=False)
class ExportedFrame:
    """One sample to be exported; its class map is already what the format can hold."""

    sample: Sample
    content: bytes  # of the frame's file
    class_map: ClassMap

    @property
    def name(self) -> str:
        return self.sample.name

    @property
    def file_name(self) -> str:
        return self.name + Path(self.sample.frame_file).suffix


def put(folder: Path, file: str, content: bytes) -> None:
    """Write a file below the folder. What is there is never written into: two frames are never one file."""
    try:
        path = file_inside(folder, file)
    except ValueError as error:
        raise DatasetError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=str(error))) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as opened:
        opened.write(content)


def put_json(folder: Path, file: str, content: Any) -> None:
    put(folder, file, json.dumps(content, ensure_ascii=False, indent=1).encode())


def put_lines(folder: Path, file: str, lines: list[str]) -> None:
    put(folder, file, "".join(line + "\n" for line in lines).encode())


def name_of(index: int, class_names: tuple[str, ...]) -> str:
    return IGNORE_NAME if index == IGNORE_INDEX else class_names[index]


def larger_first(class_map: ClassMap, *, is_polygons: bool) -> list[AnnotatedRegion]:
    """Regions in the order in which a reader that paints one over the other gets them right.

    For masks each is an instance, 8-connected; for polygons each has one ring, so it is 4-connected and without holes.
    """
    regions = list(regions_of(class_map, connectivity=4 if is_polygons else 8))
    if is_polygons:
        regions = [without_holes(region) for region in regions]
    return sorted(regions, key=lambda region: -region.n_pixels)


def without_ignored(class_map: ClassMap) -> ClassMap:
    return np.where(class_map == IGNORE_INDEX, np.uint8(0), class_map)
