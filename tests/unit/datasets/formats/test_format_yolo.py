"""YOLO segmentation: shares of the frame, data.yaml in its usual forms, splits."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.messages import DatasetError
from inspector.datasets.formats.yolo_seg import read_sheet
from inspector.datasets.version import Split
from tests.unit.datasets.formats.format_samples import (
    box_map,
    class_maps,
    faults,
    imported,
    put,
    put_frame,
    surveyed,
)

SQUARE = "0 0.2 0.125 0.5 0.125 0.5 0.375 0.2 0.375"  # columns 2 to 4, rows 1 and 2 of 8 x 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "yolo"
    put(top / "data.yaml", "train: images/train\nval: images/val\nnames: [pit, crack]\n")
    for split, name in (("train", "a"), ("train", "b"), ("val", "c")):
        put_frame(top / "images" / split / f"{name}.png")
    put(top / "labels" / "train" / "a.txt", SQUARE + "\n")
    return top


def test_a_line_is_a_region_and_a_frame_without_a_file_is_clean(folder: Path):
    put(folder / "labels" / "val" / "c.txt", "\n")
    version = imported("yolo-seg", folder, folder.parent / "v")
    assert version.class_names == ("background", "pit", "crack")
    assert {s.name: (s.split, s.n_pixels) for s in version.samples} == {
        "a": (Split.TRAIN, (74, 6, 0)), "b": (Split.TRAIN, (80, 0, 0)), "c": (Split.VAL, (80, 0, 0)),
    }  # fmt: skip
    assert class_maps(version)["a"] == box_map(1, 1, 2, 3, 5).tolist()


def test_a_layout_of_splits_above_images_and_paths_from_one_folder_higher(tmp_path: Path):
    top = tmp_path / "roboflow"
    put(top / "data.yaml", "train: ../train/images\nval: ../valid/images\nnc: 1\nnames: ['pit']\nroboflow:\n  a: b\n")
    for split in ("train", "valid"):
        put_frame(top / split / "images" / f"{split}.JPG")
        put(top / split / "labels" / f"{split}.txt", SQUARE)
    version = imported("yolo-seg", top, tmp_path / "v")
    assert {s.name: (s.split, s.n_pixels[1]) for s in version.samples} == {
        "train": (Split.TRAIN, 6), "valid": (Split.VAL, 6),
    }  # fmt: skip


def test_lists_of_frames_and_plain_classes(tmp_path: Path):
    top = tmp_path / "lists"
    put(top / "data.yaml", "train: train.txt\ntest:\n- test.txt\nnames:\n  0: pit\n")
    put(top / "train.txt", "./images/a.png\nimages/lost.png\n")
    put(top / "test.txt", "images/b.png\n")
    for name in "abc":
        put_frame(top / "images" / f"{name}.png")
    report = surveyed("yolo-seg", top)
    assert faults(report) == {"train.txt: images/lost.png": "missing picture"}
    assert (dict(report.splits), report.unannotated) == ({"train": 1, "test": 1}, ("images/c.png",))


def test_without_data_yaml_classes_txt_and_folder_names_do(tmp_path: Path):
    top = tmp_path / "plain"
    put(top / "classes.txt", "pit\n")
    put_frame(top / "val" / "a.png")
    put(top / "val" / "a.txt", SQUARE)
    put_frame(top / "other" / "b.png")  # neither in a folder called images nor with a text
    report = surveyed("yolo-seg", top)
    assert (dict(report.splits), report.n_importable, report.unannotated) == ({"val": 1}, 1, ("other/b.png",))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("names: ['pit', \"crack\"]", ["pit", "crack"]),
        ("names:\n- pit  # small\n- 'it''s # one'\n", ["pit", "it's # one"]),
        ("names:\n  - pit\n  - crack", ["pit", "crack"]),
        ("names: {0: pit, 1: 'a, b'}", {"0": "pit", "1": "a, b"}),
        ("---\nnames:\n    0: pit\n    1: rolled-in scale\n# end", {"0": "pit", "1": "rolled-in scale"}),
        ("names: [pit,\n  crack,\n]\nnc: 2", ["pit", "crack"]),
    ],
)
def test_names_are_read_in_each_of_their_forms(text: str, names: object):
    assert read_sheet(text)["names"] == names


@pytest.mark.parametrize(
    "sheet", ["names: &a [x]", "names: |\n  pit", "names", "names: [pit", "names:\n  1: pit", "names: 3", "\tx: {",
              "names:\n  pit\n", "names: [pit, pit]", "names: ['pit]", "%YAML 1.2\n---\nnames: [pit]"],
)  # fmt: skip
def test_a_sheet_that_is_not_understood_is_refused(folder: Path, sheet: str):
    put(folder / "data.yaml", sheet)
    with pytest.raises(DatasetError, match=r"data\.yaml"):
        surveyed("yolo-seg", folder)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("0 0.5 0.5 0.2 0.2", "not a region"),
        ("2 0 0 1 0 1 1", "unknown class"),
        ("9" * 5000 + " 0 0 1 0 1 1", "unknown class"),
        ("-1 0 0 1 0 1 1", "corrupted"),
        ("0 0 0 1 0 1", "corrupted"),
        ("0 0 0 100 0 100 100", "corrupted"),
        ("0 0 0 1 nan 1 1", "corrupted"),
        ("0 a b c d e f", "corrupted"),
        ("0", "empty polygon or mask"),
        ("0 0 0 1 1 1 0 0 1", "self-crossing polygon"),
        ("0 0 0 0.01 0 0.01 0.01", "empty polygon or mask"),
        ("\xff\xfe", "corrupted"),
    ],
)
def test_a_broken_line_breaks_its_frame(folder: Path, line: str, fault: str):
    put(folder / "labels" / "train" / "a.txt", f"{SQUARE}\n{line}\n".encode("latin-1"))
    report = surveyed("yolo-seg", folder)
    assert faults(report) == {"images/train/a.png": fault}
    assert report.n_importable == 2


def test_a_frame_in_two_splits_a_lost_folder_and_a_label_without_a_frame_are_told(folder: Path):
    put(folder / "data.yaml", "train: images\nval: images/val\ntest: images/lost\nnames: [pit, crack]\n")
    put(folder / "labels" / "train" / "lost.txt", SQUARE)
    assert faults(surveyed("yolo-seg", folder)) == {
        "images/val/c.png": "contradiction", "data.yaml": "missing picture",
        "labels/train/lost.txt": "missing picture",
    }  # fmt: skip


def test_frames_of_one_name_in_two_splits_keep_apart(folder: Path):
    put_frame(folder / "images" / "val" / "a.png")
    assert sorted(s.name for s in imported("yolo-seg", folder, folder.parent / "v").samples) == [
        "train__a", "train__b", "val__a", "val__c",
    ]  # fmt: skip


def test_without_names_it_is_refused(tmp_path: Path):
    put_frame(tmp_path / "images" / "a.png")
    with pytest.raises(DatasetError, match="have no names"):
        surveyed("yolo-seg", tmp_path)
    assert surveyed("yolo-seg", tmp_path, "pit").n_importable == 1
