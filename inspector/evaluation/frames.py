"""Frames with what is known of them, for a model to be scored on: of a dataset version, or a folder of clean ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inspector.core.bits import container_bits
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, SourceError, message
from inspector.datasets.version import DatasetVersion, Sample, Split
from inspector.pictures.decoding import PICTURE_SUFFIXES, read_frame_pixels


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedFrame:
    name: str
    group: str
    pixels: Pixels  # (H, W[, 3])
    bits: int
    class_map: ClassMap  # (H, W)


@dataclass(frozen=True, slots=True, eq=False)
class FramesToScore:
    name: str  # of the data: with its content id where it has one
    split: str  # of the data; "all" of it
    class_names: tuple[str, ...]
    non_defects: tuple[str, ...]
    n_frames: int
    read: Callable[[], Iterator[AnnotatedFrame]]
    has_groups: bool = True  # else each frame is taken for a group of its own


def frames_of_version(version: DatasetVersion, split: Split | None) -> FramesToScore:
    """Of one split; of train, val and test together where none is named. Raises DatasetError where it is empty."""
    samples = [s for s in version.samples if (s.split is split if split else s.split is not Split.UNUSED)]
    if not samples:
        detail = f"it has no {split} split" if split else "it has no frame"
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(version.folder), detail=detail))

    def frame(sample: Sample) -> AnnotatedFrame:
        picture = version.read_picture(sample)
        return AnnotatedFrame(sample.name, sample.group, picture.pixels, picture.bits, version.read_class_map(sample))

    return FramesToScore(
        f"{version.name} {version.id}", split.value if split else "all", version.class_names, version.non_defects,
        len(samples), lambda: map(frame, samples),
    )  # fmt: skip


def clean_frames(folder: Path) -> FramesToScore:
    """All pictures below a folder, of which somebody says that none shows a defect.

    Raises SourceError where there is none. Reading one raises FrameError where it cannot be read: none is passed over.
    """
    if not folder.is_dir():
        raise SourceError(message(Code.SOURCE_MISSING, path=str(folder)))
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in PICTURE_SUFFIXES and file.is_file())
    if not files:
        raise SourceError(message(Code.SOURCE_EMPTY, path=str(folder)))

    def frame(file: Path) -> AnnotatedFrame:
        name = file.relative_to(folder).as_posix()
        picture = read_frame_pixels(file, name=name)
        bits = picture.stated_bits or container_bits(picture.pixels)
        return AnnotatedFrame(name, name, picture.pixels, bits, np.zeros(picture.pixels.shape[:2], np.uint8))

    return FramesToScore(
        folder.resolve().name, "all", (BACKGROUND,), (), len(files), lambda: map(frame, files), has_groups=False
    )
