"""NEU-Seg in the authors' layout, and the generated strip, as dataset versions."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from dataset_samples import encoded

from inspector.commands.synthetic_dataset import import_synthetic
from inspector.core.messages import Code, InspectorError
from inspector.datasets.neu_seg import CLASS_NAMES, import_neu_seg
from inspector.datasets.version import Origin, Split, open_version

DATA = Path(os.environ.get("INSPECTOR_DATA", Path(__file__).parents[4] / "shared" / "data"))
ROWS = [
    ("training", "000001", "1", "1", "train"), ("test", "000001", "2", "2", "val"),
    ("test", "000009", "1 3", "3", "test"), ("training", "000002", "3", "3", "unused"),
]  # fmt: skip


@pytest.fixture
def neu(tmp_path: Path) -> Path:
    """Four pictures; the same number stands in both folders, as with the authors."""
    root = tmp_path / "neu_seg"
    for number, (folder, name, *_) in enumerate(ROWS):
        for part in ("images", "annotations"):
            (root / part / folder).mkdir(parents=True, exist_ok=True)
        grey = np.full((20, 20, 3), 40 * number, np.uint8)
        (root / "images" / folder / f"{name}.jpg").write_bytes(encoded(grey, "JPEG"))
        mask = np.zeros((20, 20), np.uint8)
        mask[5:9, 5:9] = number % 4
        (root / "annotations" / folder / f"{name}.png").write_bytes(encoded(mask))
    with (root / "groups.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("folder", "name", "classes", "group", "split"), *ROWS])
    return root


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


def test_generated_strip_becomes_a_version_of_tiles_with_their_truth(tmp_path: Path):
    told: list[tuple[int, int]] = []
    import_synthetic(tmp_path / "v", 10, lambda done, total: told.append((done, total)))
    version = open_version(tmp_path / "v")
    assert told[-1] == (10, 10)
    assert Counter(s.split.value for s in version.samples) == {"train": 32, "val": 4, "test": 4}
    assert {s.origin for s in version.samples} == {Origin.SYNTHETIC}
    assert len({s.group for s in version.samples}) == 10
    assert any(sum(s.n_pixels[1:]) for s in version.samples)
    assert any(not sum(s.n_pixels[1:]) for s in version.samples)
    entry = max(version.samples, key=lambda s: sum(s.n_pixels[1:]))
    pixels, class_map = version.read(entry)
    assert pixels.shape == class_map.shape == (224, 224)
    assert "seed" in entry.note


def test_generated_strip_is_the_same_each_time(tmp_path: Path):
    assert import_synthetic(tmp_path / "a", 1).id == import_synthetic(tmp_path / "b", 1).id
