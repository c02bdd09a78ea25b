"""Which format a folder seems to have, by the names of its files and the beginning of a few: an offer, not a belief.

Whether it is that format, and what of it can be imported, ``importing.survey`` tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from inspector.datasets.formats.files_below import FRAME_FOLDERS, MASK_FOLDERS
from inspector.datasets.formats.yolo_seg import LABEL_LINE
from inspector.pictures.decoding import PICTURE_SUFFIXES

MAX_FILES = 2000  # looked through, in the order of the disk
N_LOOKED_INTO = 8  # JSON or XML files
HEAD_BYTES = 1 << 20  # of a JSON or XML file
N_TEXTS = 64  # looked into: those of clean frames are empty


def guessed_format(path: Path) -> str:
    """A name of ``importing.READERS``, "" where nothing speaks for one. Raises OSError where it cannot be listed."""
    names = {entry.name.lower(): entry for entry in path.iterdir()}
    folders = {name for name, entry in names.items() if entry.is_dir()}
    if "train.csv" in names:
        return "severstal"
    if "segmentationclass" in folders:
        return "voc"
    if "ground_truth" in folders and "test" in folders:
        return "mvtec"
    below = list(_files(path))
    for file in [file for file in below if file.suffix.lower() == ".xml"][:N_LOOKED_INTO]:
        head = _head(file)
        if b"<annotations>" in head and (b"<image" in head or b"<track" in head):
            return "cvat"
        if b"<annotation>" in head and b"<filename>" in head:
            return "voc-boxes"
    texts = [file for file in below if file.suffix.lower() == ".txt"][:N_TEXTS]
    if "data.yaml" in names or any(LABEL_LINE.match(_head(file)) for file in texts):
        return "yolo-seg"
    for file in [file for file in below if file.suffix.lower() == ".json"][:N_LOOKED_INTO]:
        head = _head(file)
        if b'"shapes"' in head:
            return "labelme"
        if head.lstrip().startswith(b"[") and b'"annotations"' in head:
            return "label-studio"
        if b'"images"' in head or b'"categories"' in head:
            return "coco"
    if folders & FRAME_FOLDERS and folders & MASK_FOLDERS and "classes.txt" in names:
        return "masks"
    return "folder-pairs" if any(file.suffix.lower() in PICTURE_SUFFIXES for file in below) else ""


def _files(path: Path) -> Iterator[Path]:
    n_seen = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            n_seen += 1
            if n_seen > MAX_FILES:
                return
            yield Path(folder) / name


def _head(file: Path) -> bytes:
    if not file.is_file():  # a pipe would be read for ever
        return b""
    with file.open("rb") as opened:
        return opened.read(HEAD_BYTES)
