"""Severstal's steel data (Kaggle, 2019): frames and one table of run-length texts, as ``run_length`` explains.

    PATH/train.csv           ImageId_ClassId,EncodedPixels or ImageId,ClassId,EncodedPixels
    PATH/train_images/NAME   frames

The table with three columns lists frames with a defect only, so a frame it does not name has none; one that names no
frame at all is refused. The one with two columns lists every frame, so one it does not name is not annotated. The
classes have numbers; names are given or ``class1``, ``class2`` … The format cannot say "ignored".
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from inspector.core.classes import HasClasses
from inspector.core.csv_table import CsvTable, harmless
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    clean_map,
    foreign,
    map_of_regions,
    order_classes,
    region_of_whole,
)
from inspector.datasets.formats.writing import ExportedFrame, put
from inspector.datasets.run_length import decode, encode, read_runs

TABLE = "train.csv"
FRAMES = "train_images"


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    if TABLE not in files:
        raise foreign(path, f"it holds no {TABLE}")
    runs = read_runs(path / TABLE)
    with (path / TABLE).open(encoding="utf-8-sig") as file:
        is_complete = "ImageId_ClassId" in file.readline()
    if not runs and not is_complete:
        raise foreign(path, f"{TABLE} lists no frame: nothing says that all of them are without defect")
    n_classes = max((index for of_frame in runs.values() for index in of_frame), default=1)
    try:
        class_names = order_classes(options, [f"class{index}" for index in range(1, n_classes + 1)])
    except ValueError as error:
        raise foreign(path, str(error)) from error
    entries, problems, known = [], [], set()
    for called, of_frame in runs.items():
        try:
            frame = files.picture(called, FRAMES)
        except BrokenPair as fault:
            problems.append(Problem(called, fault.fault, fault.detail))
            continue
        known.add(frame)
        entries.append(Entry(frame, TABLE, partial(_read_map, of_frame, len(class_names))))
    rest = [frame for frame in files.below(FRAMES) if frame not in known]
    if not is_complete:
        entries += [Entry(frame, "", clean_map) for frame in rest]
    return Contents(class_names, tuple(entries), tuple(rest) if is_complete else (), tuple(problems))


def _read_map(runs: Mapping[int, str], n_classes: int, height: int, width: int) -> AnnotatedMap:
    regions = []
    for index, text in runs.items():
        if index >= n_classes:
            raise BrokenPair(Fault.UNKNOWN_CLASS, f"class {index} has no name")
        try:
            regions.append(region_of_whole(index, decode(text, height, width)))
        except ValueError as error:
            raise BrokenPair(Fault.CORRUPTED, str(error)) from error
    return map_of_regions(regions, height, width)


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame]) -> None:
    text = io.StringIO(newline="")
    table = CsvTable(text, line_end="\n")
    table.write_row(["ImageId", "ClassId", "EncodedPixels"])
    names: list[str] = []
    has_defect = False
    for frame in frames:
        if harmless(frame.file_name) != frame.file_name:
            raise ValueError(f"a spreadsheet takes “{frame.file_name}” for a formula, so {TABLE} cannot hold that name")
        put(folder, f"{FRAMES}/{frame.file_name}", frame.content)
        names.append(frame.file_name)
        has_defect |= bool(frame.class_map.any())
        for index in np.unique(frame.class_map):
            if index:
                table.write_row([frame.file_name, index, encode(frame.class_map == index)])
    if not has_defect:  # three columns could not say that they are clean
        text = io.StringIO(newline="")
        table = CsvTable(text, line_end="\n")
        table.write_row(["ImageId_ClassId", "EncodedPixels"])
        for name in names:
            table.write_row([f"{name}_1", ""])
    put(folder, TABLE, text.getvalue().encode())
