"""Magnetic Tile in the authors' layout as a dataset version."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from research_samples import encoded

from inspector.core.messages import Code, InspectorError
from inspector.datasets.version import Split, open_version
from research.importers.magnetic_tile import CLASS_NAMES, EMPTY_MASK_NOTE, import_magnetic_tile

DATA = Path(os.environ.get("INSPECTOR_DATA", Path(__file__).parents[4] / "shared" / "data")) / "magnetic_tile"
ROWS = [
    ("MT_Free", "exp1_num_1", "0", "train"), ("MT_Fray", "exp1_num_1", "1", "val"),
    ("MT_Uneven", "exp2_num_7", "2", "train"), ("MT_Uneven", "exp3_num_7", "2", "train"),
]  # fmt: skip


@pytest.fixture
def tiles(tmp_path: Path) -> Path:
    """Four tiles; the masks have soft edges, and the last one reaches 127 but not above."""
    root = tmp_path / "magnetic_tile"
    levels = {("MT_Fray", "exp1_num_1"): 255, ("MT_Uneven", "exp2_num_7"): 128, ("MT_Uneven", "exp3_num_7"): 127}
    for kind, name, *_ in ROWS:
        folder = root / kind / "Imgs"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.jpg").write_bytes(encoded(np.full((30, 20), 90, np.uint8), "JPEG"))
        mask = np.zeros((30, 20), np.uint8)
        mask[4:10, 4:10] = 60  # the soft edge
        mask[5:9, 5:9] = levels.get((kind, name), 0)
        (folder / f"{name}.png").write_bytes(encoded(mask))
    with (root / "groups.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("class", "name", "group", "split"), *ROWS])
    return root


def test_the_folder_is_the_class_and_only_above_127_is_a_defect(tiles: Path, tmp_path: Path):
    told: list[tuple[int, int]] = []
    import_magnetic_tile(tiles, tmp_path / "v", lambda done, total: told.append((done, total)))
    version = open_version(tmp_path / "v")
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert version.class_names == CLASS_NAMES
    assert {s.name: (s.group, s.split.value, s.n_pixels[1:]) for s in version.samples} == {
        "free_exp1_num_1": ("0", "train", (0, 0, 0, 0, 0)), "fray_exp1_num_1": ("1", "val", (0, 0, 0, 16, 0)),
        "uneven_exp2_num_7": ("2", "train", (0, 0, 0, 0, 16)), "uneven_exp3_num_7": ("2", "unused", (0, 0, 0, 0, 0)),
    }  # fmt: skip
    _, class_map = version.read(version.samples[1])
    assert (class_map[5:9, 5:9] == 4).all()


def test_an_empty_mask_among_defects_is_kept_out_of_every_split_and_its_note_says_why(tiles: Path, tmp_path: Path):
    version = import_magnetic_tile(tiles, tmp_path / "v")
    assert [s.note for s in version.samples] == ["", "", "", EMPTY_MASK_NOTE]
    assert [s.name for s in version.of_split(Split.UNUSED)] == ["uneven_exp3_num_7"]


@pytest.mark.parametrize(
    "what",
    ["no groups", "unknown class", "unknown split", "lost mask", "colour mask", "broken frame", "defect in free"],
)
def test_what_cannot_be_imported_is_said_and_leaves_no_version(tiles: Path, tmp_path: Path, what: str):
    groups, fray = tiles / "groups.csv", tiles / "MT_Fray" / "Imgs"
    match what:
        case "no groups":
            groups.unlink()
        case "unknown class":
            groups.write_text(groups.read_text().replace("MT_Fray", "MT_Hole"))
        case "unknown split":
            groups.write_text(groups.read_text().replace("val", "practice"))
        case "lost mask":
            (fray / "exp1_num_1.png").unlink()
        case "colour mask":
            (fray / "exp1_num_1.png").write_bytes(encoded(np.zeros((30, 20, 3), np.uint8)))
        case "broken frame":
            (fray / "exp1_num_1.jpg").write_bytes(b"\xff\xd8\xff")
        case "defect in free":
            (tiles / "MT_Free" / "Imgs" / "exp1_num_1.png").write_bytes((fray / "exp1_num_1.png").read_bytes())
    with pytest.raises(InspectorError):
        import_magnetic_tile(tiles, tmp_path / "v")
    assert not (tmp_path / "v" / "manifest.json").exists()


def test_two_exposures_of_a_tile_in_two_splits_are_refused(tiles: Path, tmp_path: Path):
    groups = tiles / "groups.csv"
    groups.write_text(groups.read_text().replace("exp1_num_1,1,val", "exp1_num_1,2,val"))
    with pytest.raises(InspectorError) as error:
        import_magnetic_tile(tiles, tmp_path / "v")
    assert error.value.message.code is Code.DATASET_LEAK


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"the real pictures are not at {DATA}")
def test_the_real_tiles_are_imported_whole(tmp_path: Path):
    version = import_magnetic_tile(DATA, tmp_path / "v")
    assert Counter(s.split.value for s in version.samples) == {"train": 819, "val": 207, "unused": 4}
    assert {s.name.split("_")[0] for s in version.of_split(Split.UNUSED)} == {"uneven"}
    assert len({s.group for s in version.samples}) == 181
    n_with = [sum(s.n_pixels[index] > 0 for s in version.samples) for index in range(1, 6)]
    assert n_with == [91, 65, 31, 24, 75]
    assert all(sum(n > 0 for n in s.n_pixels[1:]) <= 1 for s in version.samples)
