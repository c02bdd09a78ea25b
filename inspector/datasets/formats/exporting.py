"""A dataset version in the files of another program, after a report of what the format loses.

    look_at(version, format, is_polygons)   ->  ExportReport: per class the IoU of what comes back with what is there
    export(version, format, folder …)

Raster formats give back every class map exactly, but Severstal's cannot say "ignored". Outlines fill holes. YOLO's
format has outlines only, and no "ignored" either; ignored pixels then become background.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.core.messages import Code, DatasetError, message
from inspector.core.polygons import class_map_of_regions, regions_of, without_holes
from inspector.datasets.formats import coco, cvat, labelme, masks, severstal, voc, yolo_seg
from inspector.datasets.formats.writing import ExportedFrame, name_of, without_ignored
from inspector.datasets.version import DatasetVersion, Sample


class Writer(Protocol):
    def __call__(self, folder: Path, class_names: tuple[str, ...], frames: Iterator[ExportedFrame]) -> None: ...


@dataclass(frozen=True, slots=True)
class Exporter:
    masks: Writer | None  # class maps come back exactly
    polygons: Writer | None  # outlines
    has_ignored: bool = True
    not_kept: tuple[str, ...] = ("groups",)


EXPORTERS: Mapping[str, Exporter] = {
    "coco": Exporter(coco.write, partial(coco.write, is_polygons=True)),
    "cvat": Exporter(cvat.write, partial(cvat.write, is_polygons=True)),
    "labelme": Exporter(labelme.write, partial(labelme.write, is_polygons=True), not_kept=("groups", "splits")),
    "masks": Exporter(masks.write, None, not_kept=()),
    "severstal": Exporter(severstal.write, None, has_ignored=False,
                          not_kept=("groups", "splits", "class names", "ignored pixels")),
    "voc": Exporter(voc.write, None),
    "yolo-seg": Exporter(None, yolo_seg.write, has_ignored=False, not_kept=("groups", "ignored pixels")),
}  # fmt: skip

Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ClassLoss:
    name: str
    n_pixels: int
    n_lost_px: int  # of the class, and no more when read back
    n_gained_px: int  # of the class when read back, and not before
    iou: float  # of both; 1 where the class comes back exactly, NaN where there is none


@dataclass(frozen=True, slots=True)
class ExportReport:
    data_format: str
    is_polygons: bool
    n_frames: int
    classes: tuple[ClassLoss, ...]  # defects by index, then ignored pixels if there are any
    n_holes_filled_px: int
    not_kept: tuple[str, ...]


def look_at(
    version: DatasetVersion, data_format: str, *, is_polygons: bool = False, report: Progress = _silent
) -> ExportReport:
    """What comes back, by reading it as our own importer would. ``report`` takes frames done and in all.

    Raises DatasetError where a file of the version is missing or was changed.
    """
    exporter = EXPORTERS[data_format]
    is_polygons = is_polygons or exporter.masks is None
    before, after, common = (np.zeros(256, np.int64) for _ in range(3))
    n_filled = 0
    for done, sample in enumerate(version.samples):
        report(done, len(version.samples))
        class_map = version.read_class_map(sample)
        back, n_of_frame = _read_back(class_map, exporter, is_polygons)
        n_filled += n_of_frame
        before += np.bincount(class_map.ravel(), minlength=256)
        after += np.bincount(back.ravel(), minlength=256)
        common += np.bincount(class_map[class_map == back], minlength=256)
    report(len(version.samples), len(version.samples))
    indices = [*range(1, len(version.class_names)), *([IGNORE_INDEX] if before[IGNORE_INDEX] else [])]
    return ExportReport(
        data_format=data_format, is_polygons=is_polygons, n_frames=len(version.samples),
        classes=tuple(_loss(name_of(i, version.class_names), before[i], after[i], common[i]) for i in indices),
        n_holes_filled_px=n_filled, not_kept=exporter.not_kept,
    )  # fmt: skip


def _loss(name: str, before: np.int64, after: np.int64, common: np.int64) -> ClassLoss:
    union = int(before + after - common)
    iou = int(common) / union if union else float("nan")
    return ClassLoss(name, int(before), int(before - common), int(after - common), iou)


def _read_back(class_map: ClassMap, exporter: Exporter, is_polygons: bool) -> tuple[ClassMap, int]:
    """The class map that comes back, and how many background pixels of holes are filled."""
    class_map = class_map if exporter.has_ignored else without_ignored(class_map)
    if not is_polygons:
        return class_map, 0
    back, _ = class_map_of_regions(
        [without_holes(region) for region in regions_of(class_map, connectivity=4)], *class_map.shape
    )
    return back, int(np.count_nonzero((class_map == 0) & (back != 0)))


def export(
    version: DatasetVersion, data_format: str, folder: Path, *, is_polygons: bool = False, report: Progress = _silent
) -> None:
    """Write a version into ``folder``, which must be empty or not there; it appears whole or not at all.

    Raises DatasetError where the format has no outlines or no masks as asked, the folder is taken, or the disk refuses.
    """
    exporter = EXPORTERS[data_format]
    writer = exporter.polygons if is_polygons or exporter.masks is None else exporter.masks
    if writer is None:
        raise ValueError(f"{data_format} has no outlines")
    check_is_empty(folder)
    beside = folder.with_name(f"{folder.name}.{os.getpid()}.unfinished")
    try:
        beside.mkdir(parents=True)
        writer(beside, version.class_names, _frames(version, exporter, report))
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except OSError as error:
        detail = error.strerror or str(error)
        raise DatasetError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=detail)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_is_empty(folder: Path) -> None:
    """Raises DatasetError where anything lies in the folder: exports are not mixed with other files."""
    try:
        is_empty = next(folder.iterdir(), None) is None
    except FileNotFoundError:
        return
    except OSError as error:
        raise DatasetError(message(Code.OUTPUT_TAKEN, path=str(folder), detail=str(error))) from error
    if not is_empty:
        raise DatasetError(message(Code.OUTPUT_TAKEN, path=str(folder), detail="It is not empty"))


def _frames(version: DatasetVersion, exporter: Exporter, report: Progress) -> Iterator[ExportedFrame]:
    for done, sample in enumerate(version.samples):
        report(done, len(version.samples))
        yield _frame(version, sample, exporter)
    report(len(version.samples), len(version.samples))


def _frame(version: DatasetVersion, sample: Sample, exporter: Exporter) -> ExportedFrame:
    class_map = version.read_class_map(sample)
    kept: npt.NDArray[np.uint8] = class_map if exporter.has_ignored else without_ignored(class_map)
    return ExportedFrame(sample, version.read_frame(sample), kept)
