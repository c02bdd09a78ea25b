"""What the program writes in a format is guessed as that format; so are the layouts of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.datasets.formats.exporting import EXPORTERS, export
from inspector.datasets.formats.guessing import guessed_format
from inspector.datasets.formats.importing import Plan, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.version import open_version
from tests.fuzz.labels import READ_ONLY
from tests.unit.presenters.test_balance_presenter import write_strip


@pytest.mark.parametrize("data_format", sorted(EXPORTERS))
def test_what_is_exported_is_guessed(tmp_path: Path, data_format: str):
    write_strip(tmp_path / "strip")
    export(open_version(tmp_path / "strip"), data_format, tmp_path / "out")
    assert guessed_format(tmp_path / "out") == data_format


def test_other_layouts_are_guessed(tmp_path: Path):
    mvtec, pairs, nothing = (tmp_path / name for name in ("mvtec", "pairs", "nothing"))
    for folder in (mvtec / "ground_truth" / "dent", mvtec / "test" / "dent", pairs / "raw", nothing):
        folder.mkdir(parents=True)
    (pairs / "raw" / "a.png").write_bytes(b"")
    assert [guessed_format(folder) for folder in (mvtec, pairs, nothing)] == ["mvtec", "folder-pairs", ""]


@pytest.mark.parametrize("text", ["label/a.txt", "labels/a.TXT", "images/a.txt"])
def test_texts_of_numbers_are_guessed_as_yolos(tmp_path: Path, text: str):
    for path, content in (("images/a.png", ""), ("README.txt", "Steel."), (text, "0.0 0.1 0.1 0.4 0.1 0.4 0.5\n")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    assert guessed_format(tmp_path) == "yolo-seg"


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("coil 3.xml", "<annotations><version>1.1</version><track id='0'/></annotations>", "cvat"),
        ("a/annotations.xml", "<annotations><version>1.1</version><image id='0'/></annotations>", "cvat"),
        ("Annotations/0001.xml", "<annotation><folder>f</folder><filename>0001.jpg</filename>", "voc-boxes"),
        ("project-1.json", '[{"id": 1, "annotations": [], "data": {"image": "a.png"}}]', "label-studio"),
        ("instances.json", '{"images": [], "annotations": [], "categories": []}', "coco"),
        ("other.xml", "<project><image/></project>", "folder-pairs"),
    ],
)
def test_files_of_annotation_programs_are_told_apart(tmp_path: Path, file: str, content: str, expected: str):
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(content)
    (tmp_path / "a.png").write_bytes(b"")
    assert guessed_format(tmp_path) == expected


@pytest.mark.parametrize(
    ("name", "n_frames"),
    [("cvat video", 3), ("cvat shapes", 2), ("label studio", 2), ("voc boxes", 1), ("labelme shapes", 1)],
)
def test_what_other_programs_write_is_guessed_and_read(tmp_path: Path, name: str, n_frames: int):
    data_format, write = READ_ONLY[name]
    write(tmp_path)
    assert guessed_format(tmp_path) == data_format
    report = survey(data_format, tmp_path, Plan(ImportOptions(line_width_px=2, boxes_as_masks=True))).report
    assert report.problems == ()
    assert report.n_importable == n_frames
