"""Importer for Magnetic Tile: ground tiles of magnet in grey, 103-632 x 222-403 px, five kinds of defect.

    PATH/MT_CLASS/Imgs/NAME.jpg   the frame; the folder is the class, MT_Free holds the tiles without a defect
    PATH/MT_CLASS/Imgs/NAME.png   its mask with soft edges: defect where above 127
    PATH/groups.csv               class, name, group, split

Each tile was photographed at about six exposures, so ``groups.csv`` names the tile (group) and a split for quick
work, train and val only. Rare classes lie on few tiles (five of them with fray): a result needs folds over the
groups, each tile tested once. Without that file the import is refused.

A mask that is empty in a folder of defects says that the tile is clean, and its folder that it is not. Such a
frame is kept for the record but out of every split, and its note says why.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from inspector.datasets.version import DatasetVersion, NewSample, Split, decode_mask
from research.importers.grouped import GroupedSet, Report, Row

CLASS_NAMES = ("background", "blowhole", "break", "crack", "fray", "uneven")
INDEX_OF_FOLDER = {
    "MT_Free": 0, "MT_Blowhole": 1, "MT_Break": 2, "MT_Crack": 3, "MT_Fray": 4, "MT_Uneven": 5,
}  # fmt: skip
EDGE = 127  # masks hold 0 to 255; a defect is above
EMPTY_MASK_NOTE = "unused: the mask is empty, the folder says there is a defect"


def import_magnetic_tile(path: Path, folder: Path, report: Report = lambda done, total: None) -> DatasetVersion:
    """Write Magnetic Tile as a dataset version into ``folder``. ``report`` takes frames done and in all.

    Raises DatasetError where files are missing or not understood.
    """
    return MAGNETIC_TILE.write(path, folder, report)


def _frame(path: Path, row: Row) -> NewSample:
    kind, name = row["class"], row["name"]
    index = INDEX_OF_FOLDER[kind]
    is_defect = decode_mask((path / kind / "Imgs" / f"{name}.png").read_bytes()) > EDGE
    if index == 0 and is_defect.any():
        raise ValueError(f"{name} lies among the tiles without a defect, but its mask has one")
    is_contradiction = index > 0 and not is_defect.any()
    return NewSample(
        name=f"{kind.removeprefix('MT_').lower()}_{name}",
        frame_bytes=(path / kind / "Imgs" / f"{name}.jpg").read_bytes(),
        frame_suffix=".jpg",
        class_map=np.where(is_defect, index, 0).astype(np.uint8),
        group=row["group"],
        split=Split.UNUSED if is_contradiction else Split(row["split"]),
        note=EMPTY_MASK_NOTE if is_contradiction else "",
    )


MAGNETIC_TILE = GroupedSet(
    name="magnetic-tile", class_names=CLASS_NAMES,
    source="Magnetic Tile, github.com/abin24/Magnetic-tile-defect-datasets.",
    terms="only for academic research, no commercial purposes",
    groups_keep="keeps the exposures of a tile in one split", read=_frame,
)  # fmt: skip
