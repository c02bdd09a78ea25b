"""Pascal VOC: frames and index masks with the standard palette; 255 is ignored.

    PATH/JPEGImages/NAME.*                frames
    PATH/SegmentationClass/NAME.png       palette or grey: class indices; colours: by labelmap.txt
    PATH/ImageSets/Segmentation/SET.txt   names of train, val and test; a frame in none has no split
    PATH/labelmap.txt                     name:r,g,b:: per class in the order of the indices, background first

Without labelmap.txt the class names must be given. A frame without a mask is not annotated and left out, but one that a
set names must have its mask. In colours, 224,224,192 (the border that VOC draws) is ignored.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX, HasClasses
from inspector.core.messages import FrameError
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.reading import (
    BACKGROUND,
    BACKGROUND_NAMES,
    AnnotatedMap,
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    foreign,
    in_index_order,
    index_mask,
    lines_of,
    order_classes,
    raising,
    read_mask_file,
    without_suffix,
)
from inspector.datasets.formats.writing import ExportedFrame, put, put_lines
from inspector.datasets.version import Split
from inspector.pictures.decoding import decode_picture

FRAMES, MASKS, SETS = "JPEGImages", "SegmentationClass", "ImageSets/Segmentation"
LABELMAP = "labelmap.txt"
BORDER = (224, 224, 192)

Colours = Mapping[tuple[int, int, int], int]  # class index of each colour


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    names, colours = _labelmap(path / LABELMAP) if LABELMAP in files else ([], {})
    if not names and not options.class_names:
        raise foreign(path, f"it holds no {LABELMAP}; name its classes in the order of their indices")
    try:
        class_names = order_classes(options, in_index_order(names))
    except ValueError as error:
        raise foreign(path, str(error)) from error
    sets = _sets(files)
    frames = {_below(frame, FRAMES): frame for frame in files.below(FRAMES)}
    masks = {_below(mask, MASKS): mask for mask in files.below(MASKS)}
    entries, rest = [], []
    for name, frame in frames.items():
        splits = sets.get(name, set())
        mask = masks.get(name, "")
        split = next(iter(splits)) if len(splits) == 1 else None
        if len(splits) > 1:
            named = " and ".join(sorted(splits))
            fault = BrokenPair(Fault.CONTRADICTION, f"it is listed in {named}")
            entries.append(Entry(frame, mask, raising(fault)))
        elif mask:
            entries.append(Entry(frame, mask, partial(_read_map, files.at(mask), mask, colours), split))
        elif splits:
            fault = BrokenPair(Fault.MISSING_MASK, f"{split} lists it, but there is no mask")
            entries.append(Entry(frame, "", raising(fault), split))
        else:
            rest.append(frame)
    problems = [
        Problem(masks.get(name) or f"{SETS}: {name}", Fault.MISSING_PICTURE, f"{FRAMES} holds no frame of that name")
        for name in sorted((masks.keys() | sets.keys()) - frames.keys())
    ]
    return Contents(class_names, tuple(entries), tuple(rest), tuple(problems))


def _below(path: str, folder: str) -> str:
    return without_suffix(path[len(folder) + 1 :])


def _labelmap(path: Path) -> tuple[list[str], Colours]:
    """Names by index and the index of each colour. Raises DatasetError."""
    names: list[str] = []
    colours: dict[tuple[int, int, int], int] = {BORDER: IGNORE_INDEX}
    for line in lines_of(path):
        if line.startswith("#"):
            continue
        name, *rest = line.rsplit(":", 3)  # colour, parts, actions
        if levels := rest[0] if rest else "":
            try:
                red, green, blue = (int(level) for level in levels.split(","))
            except ValueError as error:
                raise foreign(path, f"{line!r} gives no colour as r,g,b") from error
            colours[red, green, blue] = len(names)
        names.append(name.strip())
    if not names or names[0] not in BACKGROUND_NAMES:
        raise foreign(path, f"its first class is not {BACKGROUND}, so index 0 would be a defect")
    return names, colours


def _sets(files: Files) -> dict[str, set[Split]]:
    splits: dict[str, set[Split]] = defaultdict(set)
    for split in Split:
        file = f"{SETS}/{split.value}.txt"
        if file in files:
            for name in lines_of(files.at(file)):
                splits[name].add(split)
    return splits


def _read_map(path: Path, where: str, colours: Colours, height: int, width: int) -> AnnotatedMap:
    data = read_mask_file(path, where, height, width)
    try:
        return AnnotatedMap(index_mask(data, where))
    except BrokenPair as fault:
        if fault.fault is not Fault.COLOUR or not colours:
            raise
        return AnnotatedMap(_by_colour(data, where, colours))


def _by_colour(data: bytes, where: str, colours: Colours) -> ClassMap:
    try:
        pixels = decode_picture(data, where).pixels.astype(np.uint32)
    except FrameError as error:
        raise BrokenPair(Fault.CORRUPTED, f"{where}: its colours cannot be read") from error
    codes = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    found, inverse = np.unique(codes, return_inverse=True)
    indices = np.zeros(len(found), np.uint8)
    for at, code in enumerate(found.tolist()):
        colour = (code >> 16, code >> 8 & 255, code & 255)
        if colour not in colours:
            raise BrokenPair(Fault.UNKNOWN_CLASS, f"{where} holds the colour {colour}, which {LABELMAP} does not list")
        indices[at] = colours[colour]
    class_map: ClassMap = indices[inverse.reshape(codes.shape)]
    return class_map


def palette() -> npt.NDArray[np.uint8]:
    """VOC's 256 colours (256, 3): the bits of the index, dealt over red, green and blue from the highest down."""
    index = np.arange(256)
    colours = np.zeros((256, 3), np.uint8)
    for bit in range(8):
        for channel in range(3):
            colours[:, channel] |= ((index >> (3 * bit + channel) & 1) << (7 - bit)).astype(np.uint8)
    return colours


def _check_names(class_names: Sequence[str]) -> None:
    """Raises ValueError for names that other readers of labelmap.txt take for something else."""
    for name in class_names[1:]:
        if name.startswith("#") or ":" in name:
            what = "a line that begins with # is a remark" if name.startswith("#") else "a name ends at the first colon"
            raise ValueError(f"in {LABELMAP} {what}, so the class “{name}” would get lost")


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame]) -> None:
    _check_names(classes.class_names)
    colours = palette()
    sets: dict[Split, list[str]] = defaultdict(list)
    for frame in frames:
        put(folder, f"{FRAMES}/{frame.file_name}", frame.content)
        picture = Image.fromarray(frame.class_map)
        picture.putpalette(colours.ravel().tolist())
        encoded = io.BytesIO()
        picture.save(encoded, "PNG")
        put(folder, f"{MASKS}/{frame.name}.png", encoded.getvalue())
        sets[frame.sample.split].append(frame.name)
    for split, names in sets.items():
        put_lines(folder, f"{SETS}/{split.value}.txt", names)
    listed = enumerate((BACKGROUND, *classes.class_names[1:]))
    put_lines(folder, LABELMAP, [f"{name}:{','.join(map(str, colours[index]))}::" for index, name in listed])
