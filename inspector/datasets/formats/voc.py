"""Pascal VOC: frames and index masks with the standard palette; 255 is ignored.

    PATH/JPEGImages/NAME.*                frames
    PATH/SegmentationClass/NAME.png       class indices, VOC's colours, or colours by labelmap.txt; see ``mask_values``
    PATH/ImageSets/Segmentation/SET.txt   names of train, val and test; a frame in none has no split
    PATH/labelmap.txt                     name:r,g,b:: per class, background among them; CVAT's
    PATH/class_names.txt                  class names by index, background among them; labelme2voc's

labelme2voc puts its masks into SegmentationClassPNG where SegmentationClass holds arrays; those are not read. Without a
list the class names must be given. A frame without a mask is not annotated and left out, but one that a set names must
have its mask. In colours, 224,224,192 (the border that VOC draws) is ignored.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image

from inspector.core.classes import BACKGROUND, HasClasses, is_background
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.mask_values import MaskFile, MaskValues, voc_palette
from inspector.datasets.formats.reading import (
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Problem,
    foreign,
    lines_of,
    raising,
    without_suffix,
)
from inspector.datasets.formats.value_names import given_options, names_of_values
from inspector.datasets.formats.value_options import NamedColour, colour_table
from inspector.datasets.formats.writing import ExportedFrame, put, put_lines
from inspector.datasets.version import Split

FRAMES, SETS = "JPEGImages", "ImageSets/Segmentation"
MASKS, MASKS_OF_LABELME = "SegmentationClass", "SegmentationClassPNG"
LABELMAP, CLASS_NAMES = "labelmap.txt", "class_names.txt"


def read(path: Path, options: ImportOptions) -> Contents:
    files = Files(path)
    table = _table(files)
    if not table and not options.class_names and not given_options(options):
        raise foreign(
            path, f"it holds neither {LABELMAP} nor {CLASS_NAMES}; name its classes in the order of their indices"
        )
    try:
        names = names_of_values(options, [one.name for one in table], table)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    has_background = any(is_background(one.name) or one.name == options.background for one in table)
    if table and not has_background and not given_options(options):
        raise foreign(path, "its list of classes holds no background; --background NAME says which class it is")
    folder = MASKS_OF_LABELME if files.below(MASKS_OF_LABELME) else MASKS
    if not files.below(folder) and any(file.startswith(MASKS) for file in files.named(".npy")):
        raise foreign(path, f"{MASKS} holds arrays (.npy), and no pictures; labelme2voc writes those as well")
    values = MaskValues(names, options, table=LABELMAP)
    sets = _sets(files)
    frames = {_below(frame, FRAMES): frame for frame in files.below(FRAMES)}
    masks = {_below(mask, folder): mask for mask in files.below(folder)}
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
            read_map = values.reader_of(MaskFile(files.at(frame), files.at(mask), mask))
            entries.append(Entry(frame, mask, read_map, split))
        elif splits:
            fault = BrokenPair(Fault.MISSING_MASK, f"{split} lists it, but there is no mask")
            entries.append(Entry(frame, "", raising(fault), split))
        else:
            rest.append(frame)
    problems = [
        Problem(masks.get(name) or f"{SETS}: {name}", Fault.MISSING_PICTURE, f"{FRAMES} holds no frame of that name")
        for name in sorted((masks.keys() | sets.keys()) - frames.keys())
    ]
    return Contents(names.class_names, tuple(entries), tuple(rest), tuple(problems), values)


def _below(path: str, folder: str) -> str:
    return without_suffix(path[len(folder) + 1 :])


def _table(files: Files) -> tuple[NamedColour, ...]:
    """Classes by index, with their colours where the file gives them; none where there is no list."""
    if LABELMAP in files:
        try:
            table = colour_table(lines_of(files.at(LABELMAP)))
        except ValueError as error:
            raise foreign(files.at(LABELMAP), str(error)) from error
        if not table:
            raise foreign(files.at(LABELMAP), "it lists no class")
        return table
    if CLASS_NAMES in files:
        return tuple(NamedColour(name, None) for name in lines_of(files.at(CLASS_NAMES)))
    return ()


def _sets(files: Files) -> dict[str, set[Split]]:
    splits: dict[str, set[Split]] = defaultdict(set)
    for split in Split:
        file = f"{SETS}/{split.value}.txt"
        if file in files:
            for name in lines_of(files.at(file)):
                splits[name].add(split)
    return splits


def _check_names(class_names: Sequence[str]) -> None:
    """Raises ValueError for names that other readers of labelmap.txt take for something else."""
    for name in class_names[1:]:
        if name.startswith("#") or ":" in name:
            what = "a line that begins with # is a remark" if name.startswith("#") else "a name ends at the first colon"
            raise ValueError(f"in {LABELMAP} {what}, so the class “{name}” would get lost")


def write(folder: Path, classes: HasClasses, frames: Iterable[ExportedFrame]) -> None:
    _check_names(classes.class_names)
    colours = voc_palette()
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
