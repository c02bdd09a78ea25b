"""A dataset version in the files of another program, after a report of what the format loses.

    look_at(version, format, is_polygons)   ->  ExportReport: per class the IoU of what comes back with what is there
    export(version, format, folder …)           written, read back by our own importer, compared, then in its place

Raster formats give back every class map exactly, but Severstal's cannot say "ignored". Outlines fill holes. YOLO's
format has outlines only, and no "ignored" either; ignored pixels then become background.

What comes back must be what ``look_at`` said, frame for frame and pixel for pixel, and so must names, splits and files.
Whatever else differs refuses the export: files that mean something else are worse than none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, HasClasses
from inspector.core.files import sha256_of
from inspector.core.messages import Code, DatasetError, message
from inspector.core.polygons import class_map_of_regions, regions_of, without_holes
from inspector.datasets.formats import coco, cvat, labelme, masks, severstal, voc, yolo_seg
from inspector.datasets.formats.importing import listed
from inspector.datasets.formats.reading import BrokenPair, Contents, ImportOptions, read_pair, sample_names
from inspector.datasets.formats.writing import ExportedFrame, name_of, without_ignored
from inspector.datasets.version import DatasetVersion, Origin, Sample, Split, encode_mask


class Writer(Protocol):
    def __call__(self, folder: Path, classes: HasClasses, frames: Iterator[ExportedFrame]) -> None: ...


@dataclass(frozen=True, slots=True)
class Exporter:
    masks: Writer | None  # class maps come back exactly
    polygons: Writer | None  # outlines
    has_ignored: bool = True
    has_class_names: bool = True
    has_non_defects: bool = False
    has_groups: bool = False
    has_splits: bool = True
    has_unused: bool = True  # frames of no split; where not, they are left out: read back they would be in one

    def not_kept(self, version: DatasetVersion, samples: Sequence[Sample]) -> tuple[str, ...]:
        n_unused = len(version.samples) - len(samples)
        losses = {
            "groups": not self.has_groups,
            "splits": not self.has_splits,
            "class names": not self.has_class_names,
            "ignored pixels": not self.has_ignored,
            f"which classes are no defects ({', '.join(version.non_defects)})":
                bool(version.non_defects) and not self.has_non_defects,
            f"frames of no split ({n_unused})": n_unused > 0,
            "which frames are synthetic or hold injected defects": any(s.origin is not Origin.REAL for s in samples),
            "the bits of 16-bit frames": any(sample.bits is not None for sample in samples),
        }  # fmt: skip
        return tuple(what for what, is_lost in losses.items() if is_lost)


EXPORTERS: Mapping[str, Exporter] = {
    "coco": Exporter(coco.write, partial(coco.write, is_polygons=True)),
    "cvat": Exporter(cvat.write, partial(cvat.write, is_polygons=True)),
    "labelme": Exporter(labelme.write, partial(labelme.write, is_polygons=True), has_splits=False),
    "masks": Exporter(masks.write, None, has_non_defects=True, has_groups=True),
    "severstal": Exporter(severstal.write, None, has_ignored=False, has_class_names=False, has_splits=False),
    "voc": Exporter(voc.write, None),
    "yolo-seg": Exporter(None, yolo_seg.write, has_ignored=False, has_unused=False),
}

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

    Raises DatasetError where the format cannot hold the class names, or a file of the version is missing or was
    changed.
    """
    exporter = EXPORTERS[data_format]
    is_polygons = is_polygons or exporter.masks is None
    _try_names(version, data_format, is_polygons)
    samples = _exported(version, exporter)
    before, after, common = (np.zeros(256, np.int64) for _ in range(3))
    n_filled = 0
    for done, sample in enumerate(samples):
        report(done, len(samples))
        class_map = version.read_class_map(sample)
        back = _expected(class_map, exporter, is_polygons)
        n_filled += int(np.count_nonzero((class_map == BACKGROUND_INDEX) & (back != BACKGROUND_INDEX)))
        before += np.bincount(class_map.ravel(), minlength=256)
        after += np.bincount(back.ravel(), minlength=256)
        common += np.bincount(class_map[class_map == back], minlength=256)
    report(len(samples), len(samples))
    indices = [*range(1, len(version.class_names)), *([IGNORE_INDEX] if before[IGNORE_INDEX] else [])]
    return ExportReport(
        data_format=data_format, is_polygons=is_polygons, n_frames=len(samples),
        classes=tuple(_loss(name_of(i, version.class_names), before[i], after[i], common[i]) for i in indices),
        n_holes_filled_px=n_filled, not_kept=exporter.not_kept(version, samples),
    )  # fmt: skip


def _exported(version: DatasetVersion, exporter: Exporter) -> tuple[Sample, ...]:
    return tuple(sample for sample in version.samples if exporter.has_unused or sample.split is not Split.UNUSED)


def _loss(name: str, before: np.int64, after: np.int64, common: np.int64) -> ClassLoss:
    union = int(before + after - common)
    iou = int(common) / union if union else float("nan")
    return ClassLoss(name, int(before), int(before - common), int(after - common), iou)


def _expected(class_map: ClassMap, exporter: Exporter, is_polygons: bool) -> ClassMap:
    """The class map that must come back: as it is, but for what the format cannot hold."""
    class_map = class_map if exporter.has_ignored else without_ignored(class_map)
    if not is_polygons:
        return class_map
    rings = [without_holes(region) for region in regions_of(class_map, connectivity=4)]
    return class_map_of_regions(rings, *class_map.shape)[0]


def export(
    version: DatasetVersion, data_format: str, folder: Path, *, is_polygons: bool = False, report: Progress = _silent
) -> None:
    """Write a version into ``folder``, which must be empty or not there; it appears whole or not at all.

    Every frame is written and then read back: ``report`` takes both, done and in all. Raises DatasetError where what
    comes back differs from what ``look_at`` says, the folder is taken, or the disk refuses; ValueError where the format
    has no outlines.
    """
    check_is_empty(folder)
    exporter = EXPORTERS[data_format]
    is_polygons = is_polygons or exporter.masks is None
    samples = _exported(version, exporter)
    total = 2 * len(samples)
    beside = folder.with_name(f"{folder.name}.{os.getpid()}.unfinished")
    try:
        beside.mkdir(parents=True)
        writing = Writing(version, data_format, is_polygons, beside)
        writing.write(
            ExportedFrame(sample, version.read_frame(sample), writing.holdable(version.read_class_map(sample)))
            for sample in _reporting(samples, lambda done: report(done, total))
        )
        writing.read_back(
            (sample, version.read_class_map(sample))
            for sample in _reporting(samples, lambda done: report(len(samples) + done, total))
        )
        report(total, total)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except OSError as error:
        detail = error.strerror or str(error)
        raise DatasetError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=detail)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _reporting(samples: Sequence[Sample], report: Callable[[int], None]) -> Iterator[Sample]:
    for done, sample in enumerate(samples):
        report(done)
        yield sample


def _try_names(version: DatasetVersion, data_format: str, is_polygons: bool) -> None:
    """Raises DatasetError where the class names do not come back: found on one small frame, before the large ones."""
    n_classes = len(version.class_names)
    class_map = np.zeros((3, 2 * n_classes + 1), np.uint8)
    class_map[1, 1 + 2 * np.arange(n_classes)] = np.arange(n_classes)  # a pixel of each, none beside another
    content = encode_mask(class_map)
    sample = Sample(
        "names", "frames/names.png", sha256_of(content), "masks/names.png", sha256_of(content), *class_map.shape,
        group="names", split=Split.TRAIN, origin=Origin.REAL, n_pixels=(),
    )  # fmt: skip
    with TemporaryDirectory() as place:
        writing = Writing(version, data_format, is_polygons, Path(place))
        writing.write(iter([ExportedFrame(sample, content, class_map)]))
        writing.read_back([(sample, class_map)])


@dataclass(frozen=True, slots=True)
class Writing:
    """Files of one format in ``folder``, and what comes back from them."""

    version: DatasetVersion
    data_format: str
    is_polygons: bool
    folder: Path

    @property
    def exporter(self) -> Exporter:
        return EXPORTERS[self.data_format]

    def holdable(self, class_map: ClassMap) -> ClassMap:
        return class_map if self.exporter.has_ignored else without_ignored(class_map)

    def write(self, frames: Iterator[ExportedFrame]) -> None:
        exporter = self.exporter
        writer = exporter.polygons if self.is_polygons else exporter.masks
        if writer is None:
            raise ValueError(f"{self.data_format} has no outlines")
        try:
            writer(self.folder, self.version, frames)
        except ValueError as error:
            raise self._refusal(str(error)) from error

    def read_back(self, samples: Iterable[tuple[Sample, ClassMap]]) -> None:
        """Read what was written as the importer does, and compare it with the class maps that went in.

        Raises DatasetError for the first frame or class that differs by more than the format cannot hold.
        """
        exporter = self.exporter
        contents = self._contents()
        names = sample_names([entry.frame for entry in contents.entries])
        entries = {names[entry.frame]: entry for entry in contents.entries}
        for sample, class_map in samples:
            entry = entries.pop(sample.name, None)
            if entry is None:
                raise self._refusal(f"the frame {sample.name} does not come back")
            if exporter.has_splits and entry.split is not sample.split:
                came = entry.split.value if entry.split else "none"
                raise self._refusal(f"the split of {sample.name} is {sample.split.value}, what comes back is {came}")
            if exporter.has_groups and entry.group != sample.group:
                raise self._refusal(
                    f"the group of {sample.name} is “{sample.group}”, what comes back is “{entry.group}”"
                )
            try:
                pair = read_pair(self.folder, entry, contents.class_names)
            except BrokenPair as fault:
                raise self._refusal(f"{sample.name}: {fault}") from fault
            if sha256_of(pair.frame_bytes) != sample.frame_sha256:
                raise self._refusal(f"the picture of {sample.name} is another one")
            self._compare(sample.name, _expected(class_map, exporter, self.is_polygons), pair.annotated.class_map)
        if entries:
            raise self._refusal(f"a frame {next(iter(entries))} comes back that is not of the dataset")

    def _contents(self) -> Contents:
        names = self.version.class_names[1:]
        try:
            options = ImportOptions() if self.exporter.has_class_names else ImportOptions(tuple(names))
            contents = listed(self.data_format, self.folder, options)
        except DatasetError as error:
            raise self._refusal(str(error.message.params["detail"])) from error
        back = contents.class_names[1:]
        for index, name in enumerate(names):
            if index >= len(back) or back[index] != name:
                came = f"is “{back[index]}” when read back" if index < len(back) else "does not come back"
                raise self._refusal(f"the class “{name}” {came}")
        if len(back) > len(names):
            raise self._refusal(f"a class “{back[len(names)]}” comes back that is not of the dataset")
        if self.exporter.has_non_defects and set(contents.non_defects) != set(self.version.non_defects):
            raise self._refusal("which classes are no defects does not come back")
        for problem in contents.problems:
            raise self._refusal(f"{problem.where}: {problem.fault.value}: {problem.detail}")
        if contents.unannotated:
            raise self._refusal(f"{contents.unannotated[0]} has no annotation when read back")
        return contents

    def _compare(self, name: str, expected: ClassMap, back: ClassMap) -> None:
        differs = np.flatnonzero(expected != back)  # of one shape: read_pair saw to it
        if not differs.size:
            return
        index = int(expected.flat[differs[0]]) or int(back.flat[differs[0]])
        gone, new = (expected == index) & (back != index), (back == index) & (expected != index)
        raise self._refusal(
            f"on the frame {name} the class “{name_of(index, self.version.class_names)}” loses "
            f"{np.count_nonzero(gone)} px and gains {np.count_nonzero(new)} px that it should not"
        )

    def _refusal(self, detail: str) -> DatasetError:
        name, detail = self.version.name, detail.removesuffix(".")
        return DatasetError(
            message(Code.DATASET_EXPORT_DIFFERS, name=name, data_format=self.data_format, detail=detail)
        )


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
