"""Frames with a mask each, whatever their folders are called; ``pairs`` tells which belong together.

With one class named, a mask shows where it is: not 0, or above 127 where edges are soft. With several, masks hold their
indices from 1 in the order named, 255 is ignored.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.pairs import read_pairs
from inspector.datasets.formats.reading import (
    AnnotatedMap,
    Contents,
    ImportOptions,
    defect_mask,
    foreign,
    index_mask,
    order_classes,
)


def read(path: Path, options: ImportOptions) -> Contents:
    if not options.class_names:
        raise foreign(path, "nothing in it names its classes: name one for masks of one, or all in index order")
    try:
        class_names = order_classes(options)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    is_of_one_class = len(class_names) == 2

    def read_map(data: bytes, where: str) -> AnnotatedMap:
        return AnnotatedMap(defect_mask(data, where).astype(np.uint8) if is_of_one_class else index_mask(data, where))

    return read_pairs(Files(path), class_names, read_map)
