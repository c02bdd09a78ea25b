"""The worst and best validation frames of a run as its latest validation found them, to be looked at while it learns.

    RUN/looks/looks.json        which frames, how good, where in them; written last and whole
    RUN/looks/STEP-N-….png      of each: the picture, its annotation and the prediction, of the same rectangle

Written by the training after each validation; the set before is removed after that. So a picture that is gone was
outdated: read the index again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.core.defect import Box
from inspector.core.messages import FrameError
from inspector.core.typed_json import from_json
from inspector.core.untrusted import file_inside, read_bounded
from inspector.pictures.decoding import decode_picture
from inspector.texts.messages import one_line

FORMAT = 1
INDEX_NAME = "looks.json"
MAX_SIDE_PX = 512  # of what is shown of a frame; larger frames are cut, around their worst place
MAX_LOOKS = 100
_MAX_INDEX_BYTES, _MAX_PICTURE_BYTES = 1_000_000, 10_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """One validation frame, or the part of it around its worst place."""

    frame_name: str
    score: float  # mean IoU over the defect classes that are annotated or predicted, 0 to 1; 1 where neither is
    false_px: int  # pixels of defects found in a frame that has none
    box: Box  # what of the frame is shown
    picture_file: str  # in the folder of looks, as are the next two
    annotated_file: str
    predicted_file: str


@dataclass(frozen=True, slots=True)
class Looks:
    step: int
    dataset: str  # name of the dataset version
    class_names: tuple[str, ...]  # by index, as in the class maps
    worst: tuple[Look, ...]  # the worst first
    best: tuple[Look, ...]  # the best first; no frame is in both
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program reads {FORMAT}")
        if len(self.worst) + len(self.best) > MAX_LOOKS:
            raise ValueError(f"it names more than {MAX_LOOKS} frames")

    def to_json(self) -> bytes:
        return _shape().dump_json(self)


@cache
def _shape() -> TypeAdapter[Looks]:
    return TypeAdapter(Looks)


@dataclass(frozen=True, slots=True, eq=False)
class LookPictures:
    """All of one size."""

    pixels: npt.NDArray[np.uint8]  # (H, W) or (H, W, 3) RGB
    annotated: ClassMap  # (H, W)
    predicted: ClassMap


def read_looks(folder: Path) -> Looks | None:
    """Of the folder of a run's looks; None before the first validation. Raises OSError, or ValueError in words where
    the index is none."""
    try:
        content = read_bounded(folder / INDEX_NAME, _MAX_INDEX_BYTES)
    except FileNotFoundError:
        return None
    return from_json(_shape(), content, INDEX_NAME)


def read_look(folder: Path, look: Look, n_classes: int) -> LookPictures:
    """Raises FileNotFoundError where newer looks have taken its place, OSError, or ValueError in words."""
    size = look.box.height, look.box.width
    if not 0 < min(size) <= max(size) <= MAX_SIDE_PX:
        raise ValueError(f"{look.frame_name}: a look is 1 to {MAX_SIDE_PX} pixels high and wide")
    pixels = _picture(folder, look.picture_file, size)
    annotated, predicted = (_picture(folder, name, size) for name in (look.annotated_file, look.predicted_file))
    for class_map in (annotated, predicted):
        if class_map.ndim != 2 or (class_map[class_map != IGNORE_INDEX] >= n_classes).any():
            raise ValueError(f"{look.frame_name}: a class map of it holds a class that has no name")
    return LookPictures(pixels, annotated, predicted)


def _picture(folder: Path, name: str, size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    content = read_bounded(file_inside(folder, name), _MAX_PICTURE_BYTES)
    try:
        pixels = decode_picture(content, name).pixels
    except FrameError as error:
        raise ValueError(one_line(error.message)) from error
    if pixels.shape[:2] != size or pixels.dtype != np.uint8:
        raise ValueError(f"{name} is no picture of 8 bits of {size[1]} x {size[0]} pixels")
    return np.asarray(pixels, np.uint8)
