"""Importer for NEU-Seg: hot-rolled steel strip, 200x200, classes inclusion, patches, scratches.

    PATH/images/{training,test}/NAME.jpg
    PATH/annotations/{training,test}/NAME.png   0 background, 1 inclusion, 2 patches, 3 scratches
    PATH/groups.csv                             folder, name, classes, group, split

The authors dealt four turned twins of each frame over their two folders, so 96 % of their test frames have
a twin in training. Their folders are therefore ignored: ``groups.csv`` names the twins (group) and a
split that keeps them together. Without that file the import is refused.
"""

from __future__ import annotations

from pathlib import Path

from inspector.datasets.version import DatasetVersion, NewSample, Split, decode_mask
from research.importers.grouped import GroupedSet, Report, Row

CLASS_NAMES = ("background", "inclusion", "patches", "scratches")


def import_neu_seg(path: Path, folder: Path, report: Report = lambda done, total: None) -> DatasetVersion:
    """Write NEU-Seg as a dataset version into ``folder``. ``report`` takes frames done and in all.

    Raises DatasetError where files are missing or not understood.
    """
    return NEU_SEG.write(path, folder, report)


def _frame(path: Path, row: Row) -> NewSample:
    frame = path / "images" / row["folder"] / f"{row['name']}.jpg"
    mask = path / "annotations" / row["folder"] / f"{row['name']}.png"
    return NewSample(
        name=f"{row['folder']}_{row['name']}",
        frame_bytes=frame.read_bytes(),
        frame_suffix=".jpg",
        class_map=decode_mask(mask.read_bytes()),
        group=row["group"],
        split=Split(row["split"]),
    )


NEU_SEG = GroupedSet(
    name="neu-seg", class_names=CLASS_NAMES, source="NEU-Seg, github.com/DHW-Master/NEU_Seg",
    terms="no licence stated by the authors; research use", groups_keep="keeps turned twins in one split", read=_frame,
)  # fmt: skip
