"""NEU-Seg in the authors' layout as a dataset version."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from research_samples import encoded, small_neu_seg

from inspector.core.messages import Code, InspectorError
from inspector.datasets.duplicates import find_duplicates
from inspector.datasets.version import Split, open_version
from research.importers.neu_seg import CLASS_NAMES, import_neu_seg

DATA = Path(os.environ.get("INSPECTOR_DATA", Path(__file__).parents[4] / "shared" / "data"))
ROWS = [
    ("training", "000001", "1", "1", "train"), ("test", "000001", "2", "2", "val"),
    ("test", "000009", "1 3", "3", "test"), ("training", "000002", "3", "3", "unused"),
]  # fmt: skip


@pytest.fixture
def neu(tmp_path: Path) -> Path:
    """Four frames; the same name stands in both folders, as with the authors."""
    return small_neu_seg(tmp_path / "neu_seg", ROWS)


def test_the_split_is_that_of_groups_csv_not_that_of_the_folders(neu: Path, tmp_path: Path):
    import_neu_seg(neu, tmp_path / "v")
    version = open_version(tmp_path / "v")
    assert version.class_names == CLASS_NAMES
    assert {s.name: (s.group, s.split.value) for s in version.samples} == {
        "training_000001": ("1", "train"), "test_000001": ("2", "val"), "test_000009": ("3", "test"),
        "training_000002": ("3", "unused"),
    }  # fmt: skip
    pixels, class_map = version.read(version.samples[2])
    assert int(np.median(pixels)) == 80
    assert int((class_map == 2).sum()) == 16


def test_the_import_says_how_far_it_is(neu: Path, tmp_path: Path):
    told: list[tuple[int, int]] = []
    import_neu_seg(neu, tmp_path / "v", lambda done, total: told.append((done, total)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def breaks(neu: Path, what: str) -> None:
    groups = neu / "groups.csv"
    match what:
        case "no groups":
            groups.unlink()
        case "binary groups":
            groups.write_bytes(b"folder,name\n\xff\xfe\x00")
        case "missing column":
            groups.write_text(groups.read_text().replace("split", "part"))
        case "unknown split":
            groups.write_text(groups.read_text().replace("train\n", "practice\n").replace("train\r\n", "practice\r\n"))
        case "lost mask":
            (neu / "annotations" / "test" / "000009.png").unlink()
        case "colour mask":
            (neu / "annotations" / "test" / "000009.png").write_bytes(encoded(np.zeros((20, 20, 3), np.uint8)))
        case "broken frame":
            (neu / "images" / "test" / "000009.jpg").write_bytes(b"\xff\xd8\xff")
        case "broken mask":
            file = neu / "annotations" / "test" / "000009.png"
            file.write_bytes(file.read_bytes()[:40])


@pytest.mark.parametrize(
    "what", ["no groups", "binary groups", "missing column", "unknown split", "lost mask", "colour mask",
             "broken frame", "broken mask"],
)  # fmt: skip
def test_what_cannot_be_imported_is_said_and_leaves_no_version(neu: Path, tmp_path: Path, what: str):
    breaks(neu, what)
    with pytest.raises(InspectorError):
        import_neu_seg(neu, tmp_path / "v")
    assert not (tmp_path / "v" / "manifest.json").exists()


def test_a_twin_in_another_split_is_refused(neu: Path, tmp_path: Path):
    groups = neu / "groups.csv"
    groups.write_text(groups.read_text().replace("unused", "train"))
    with pytest.raises(InspectorError) as error:
        import_neu_seg(neu, tmp_path / "v")
    assert error.value.message.code is Code.DATASET_LEAK


@pytest.mark.data
@pytest.mark.skipif(not (DATA / "neu_seg").is_dir(), reason=f"the real pictures are not at {DATA}")
def test_the_real_neu_seg_is_imported_whole_and_without_a_leak(tmp_path: Path):
    version = import_neu_seg(DATA / "neu_seg", tmp_path / "v")
    assert len(version.samples) == 3684
    assert Counter(s.split.value for s in version.samples) == {"train": 2770, "val": 338, "test": 457, "unused": 119}
    splits = defaultdict(set)
    for entry in version.samples:
        if entry.split is not Split.UNUSED:
            splits[entry.group].add(entry.split)
    assert max(len(found) for found in splits.values()) == 1
    assert {(s.height, s.width) for s in version.samples} == {(200, 200)}
    assert all(sum(s.n_pixels) == 200 * 200 for s in version.samples)
    for class_index in (1, 2, 3):
        assert all(any(s.n_pixels[class_index] for s in version.of_split(split)) for split in Split)


@pytest.mark.data
def test_turned_twins_of_neu_seg_are_found_and_no_others(tmp_path: Path, data_folder: Path):
    """On val and test, which chose nothing: each pair of twins, and no pair besides. 795 frames, 1230 pairs."""
    source = tmp_path / "neu"
    source.mkdir()
    for part in ("images", "annotations"):
        (source / part).symlink_to(data_folder / "neu_seg" / part)
    with (data_folder / "neu_seg" / "groups.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] in ("val", "test")]
    with (source / "groups.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    version = import_neu_seg(source, tmp_path / "v")
    clusters = find_duplicates(version)
    found = {pair for cluster in clusters for pair in combinations(sorted(cluster.names), 2)}
    names: dict[str, list[str]] = {}
    for entry in version.samples:
        names.setdefault(entry.group, []).append(entry.name)
    true = {pair for group in names.values() for pair in combinations(sorted(group), 2)}
    assert (len(version.samples), len(true)) == (795, 1230)
    assert found == true
