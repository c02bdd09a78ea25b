"""Frames and index masks: what this program keeps itself, as plain folders.

PATH/images/NAME.*     frames, sub-folders too (frames/, imgs/ … as well)
PATH/masks/NAME.png    0 background, 255 ignored (labels/, annotations/ … as well); ``mask_values`` tells other values
PATH/classes.txt       class names by index, one a line; where none is background, the first is index 1. A first line
                       "__ignore__" says that 255 is ignored even where no mask holds it beside a class
PATH/non_defects.txt   names of classes that are no defects, if there
PATH/samples.csv       name, group, split of each frame, if there; what is exported comes back as it was
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from inspector.core.classes import BACKGROUND, IGNORE_INDEX, HasClasses
from inspector.core.csv_table import CsvTable, as_written
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.mask_values import MaskValues
from inspector.datasets.formats.pairs import read_pairs
from inspector.datasets.formats.reading import (
    IGNORE_NAME,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    foreign,
    lines_of,
    sample_names,
)
from inspector.datasets.formats.value_names import given_options, names_of_values
from inspector.datasets.formats.writing import ExportedFrame, put, put_lines
from inspector.datasets.version import Split, encode_mask

CLASSES = "classes.txt"
NON_DEFECTS = "non_defects.txt"
SAMPLES = "samples.csv"


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    if CLASSES not in files and not options.class_names and not given_options(options):
        raise foreign(path, f"it holds no {CLASSES}; name its classes in the order of their indices")
    try:
        names = names_of_values(options, lines_of(path / CLASSES) if CLASSES in files else ())
    except ValueError as error:
        raise foreign(path, str(error)) from error
    contents = read_pairs(files, names.class_names, MaskValues(names, options))
    if NON_DEFECTS in files:
        contents = replace(contents, non_defects=tuple(lines_of(path / NON_DEFECTS)))
    if SAMPLES not in files:
        return contents
    listed = _samples(path / SAMPLES)
    called = sample_names([entry.frame for entry in contents.entries])
    entries = [_with(entry, listed.pop(called[entry.frame], None)) for entry in contents.entries]
    lost = [Problem(name, Fault.MISSING_PICTURE, f"{SAMPLES} names it") for name in sorted(listed)]
    return replace(contents, entries=tuple(entries), problems=(*contents.problems, *lost))


def _with(entry: Entry, listed: tuple[str, Split] | None) -> Entry:
    return entry if listed is None else replace(entry, group=listed[0], split=listed[1])


def _samples(path: Path) -> dict[str, tuple[str, Split]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return {
                as_written(row["name"]): (as_written(row["group"]), Split(row["split"]))
                for row in csv.DictReader(file, restval="")  # of a line that ends early
            }
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise foreign(path, f"it is no table of name, group and split: {error}") from error


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame]) -> None:
    text = io.StringIO(newline="")
    table = CsvTable(text, line_end="\n")
    table.write_row(["name", "group", "split"])
    has_ignored = False
    for frame in frames:
        put(folder, f"images/{frame.file_name}", frame.content)
        put(folder, f"masks/{frame.name}.png", encode_mask(frame.class_map))
        has_ignored |= bool((frame.class_map == IGNORE_INDEX).any())
        table.write_row([frame.name, frame.sample.group, frame.sample.split.value])
    put(folder, SAMPLES, text.getvalue().encode())
    put_lines(folder, CLASSES, [*([IGNORE_NAME] if has_ignored else []), BACKGROUND, *classes.class_names[1:]])
    if classes.non_defects:
        put_lines(folder, NON_DEFECTS, list(classes.non_defects))
