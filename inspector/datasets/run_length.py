"""The run-length code of the Severstal steel data (Kaggle, 2019), and the two forms of its file.

    mask (H, W) bool  <->  "start length start length …"

Pixels are numbered from 1, down each column, then the next column: in 256x1600 "1 2" is the two topmost pixels
of the leftmost column and "409600 1" the bottom right one. An empty mask is an empty text.

    older form   ImageId_ClassId,EncodedPixels      FRAME_1 … FRAME_4 for every frame, empty text without defect
    newer form   ImageId,ClassId,EncodedPixels      masks that are not empty only
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector.core.csv_table import as_written
from inspector.core.messages import Code, DatasetError, message

# The default of 131,072 characters is a mask of some 10,000 runs; a file is bounded by its reader, not by its cells.
# It holds for the whole process, and no table of ours needs it lower.
csv.field_size_limit(2**31 - 1)


def encode(mask: npt.NDArray[np.bool_]) -> str:
    """Runs of ``mask`` (H, W), each as long as it can be."""
    column_major = np.concatenate([[False], mask.ravel(order="F"), [False]])
    changes = np.flatnonzero(column_major[1:] != column_major[:-1]) + 1  # counted from 1: first in, first after
    starts, ends = changes[::2], changes[1::2]
    return " ".join(f"{start} {end - start}" for start, end in zip(starts, ends, strict=True))


def decode(text: str, height: int, width: int) -> npt.NDArray[np.bool_]:
    """Mask (height, width) of a run-length text.

    Raises ValueError where it is not pairs of numbers, or a run is empty, leaves the frame, or begins before
    the one before it has ended.
    """
    numbers = text.split()
    if not all(number.isascii() and number.isdigit() for number in numbers) or len(numbers) % 2:
        raise ValueError(f"a run-length text is pairs of whole numbers, not {text[:40]!r}")
    flat = np.zeros(height * width, np.bool_)
    free_from = 1
    for start, length in zip(map(int, numbers[::2]), map(int, numbers[1::2]), strict=True):
        if length < 1 or start < free_from or start + length - 1 > flat.size:
            raise ValueError(
                f"the run {start} {length} is empty, out of order, or outside the frame of {flat.size} pixels"
            )
        flat[start - 1 : start - 1 + length] = True
        free_from = start + length
    return flat.reshape((height, width), order="F")


def read_runs(path: Path) -> dict[str, dict[int, str]]:
    """Run-length text of each defect, by frame name and class index, from a file of either form.

    In the older form a frame without a defect has no entries; in the newer one it does not appear at all.
    Raises DatasetError where the file cannot be read or is of neither form.
    """
    runs: dict[str, dict[int, str]] = {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.DictReader(file)
            columns = set(rows.fieldnames or ())
            is_older = columns >= {"ImageId_ClassId", "EncodedPixels"}
            if not is_older and not columns >= {"ImageId", "ClassId", "EncodedPixels"}:
                raise ValueError(f"its columns are {', '.join(rows.fieldnames or ())}")
            for number, row in enumerate(rows, start=2):
                if None in row or None in row.values():  # cut short, say: an empty text is a statement, none is not
                    raise ValueError(f"row {number} has another number of columns than the heading")
                if is_older:
                    frame, _, class_text = (row["ImageId_ClassId"] or "").rpartition("_")
                else:
                    frame, class_text = row["ImageId"] or "", row["ClassId"] or ""
                frame = as_written(frame)
                if not frame or not class_text.isdecimal() or int(class_text) < 1:
                    raise ValueError(f"row {number} names no frame and class")
                of_frame, class_index = runs.setdefault(frame, {}), int(class_text)
                if class_index in of_frame:
                    raise ValueError(f"row {number} repeats class {class_index} of {frame}")
                if text := (row["EncodedPixels"] or "").strip():
                    of_frame[class_index] = text
    except (OSError, ValueError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(path), detail=f"cannot be read: {reason}")) from error
    return runs
