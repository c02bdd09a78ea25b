"""Importer for NEU-Seg: hot-rolled steel strip, 200x200, classes inclusion, patches, scratches.

    PATH/images/{training,test}/NAME.jpg
    PATH/annotations/{training,test}/NAME.png   0 background, 1 inclusion, 2 patches, 3 scratches
    PATH/groups.csv                             folder, name, classes, group, split

The authors dealt four turned twins of each picture over their two folders, so 96 % of their test pictures
have a twin in training. Their folders are therefore ignored: ``groups.csv`` names the twins (group) and a
split that keeps them together. Without that file the import is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.version import DatasetVersion, NewSample, Split, decode_mask, write_version

CLASS_NAMES = ("background", "inclusion", "patches", "scratches")
SOURCE = "NEU-Seg, github.com/DHW-Master/NEU_Seg"
TERMS = "no licence stated by the authors; research use"


def import_neu_seg(
    path: Path, folder: Path, report: Callable[[int, int], None] = lambda done, total: None
) -> DatasetVersion:
    """Write NEU-Seg as a dataset version into ``folder``. ``report`` takes samples done and in all.

    Raises DatasetError where files are missing or not understood.
    """
    groups_file = path / "groups.csv"
    try:
        with groups_file.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatasetError(
            message(
                Code.DATASET_BROKEN,
                path=str(path),
                detail=f"groups.csv, which keeps turned twins in one split, cannot be read: {reason}",
            )
        ) from error

    def samples() -> Iterator[NewSample]:
        for done, row in enumerate(rows):
            report(done, len(rows))
            try:
                frame = path / "images" / row["folder"] / f"{row['name']}.jpg"
                mask = path / "annotations" / row["folder"] / f"{row['name']}.png"
                yield NewSample(
                    name=f"{row['folder']}_{row['name']}",
                    frame_bytes=frame.read_bytes(),
                    frame_suffix=".jpg",
                    class_map=decode_mask(mask.read_bytes()),
                    group=row["group"],
                    split=Split(row["split"]),
                )
            except (KeyError, ValueError, OSError) as error:
                raise DatasetError(
                    message(Code.DATASET_BROKEN, path=str(path), detail=f"row {done + 2} of groups.csv: {error}")
                ) from error
        report(len(rows), len(rows))

    return write_version(folder, name="neu-seg", class_names=CLASS_NAMES, source=SOURCE, terms=TERMS, samples=samples())
