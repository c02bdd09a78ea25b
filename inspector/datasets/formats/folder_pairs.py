"""Frames with a mask each, whatever their folders are called; ``pairs`` tells which belong together.

The classes are named by whoever imports: one, or all in the order of their indices in masks. ``mask_values`` tells what
the masks mean.
"""

from __future__ import annotations

from pathlib import Path

from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.mask_values import MaskValues
from inspector.datasets.formats.pairs import read_pairs
from inspector.datasets.formats.reading import Contents, ImportOptions, foreign
from inspector.datasets.formats.value_names import names_of_values


def read(path: Path, options: ImportOptions) -> Contents:
    try:
        names = names_of_values(options)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    values = MaskValues(names, options, are_indices=not names.one_class)
    return read_pairs(Files(path), names.class_names, values)
