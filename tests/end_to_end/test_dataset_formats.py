"""``inspector dataset import`` and ``export`` as people call them: reports, exit codes, nothing half done."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from run_program import InThisProcess, Ran, drawn, save

from inspector.datasets.version import open_version


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Fifteen frames of three rails with a mask each, in folders side by side."""
    for number in range(15):
        save(tmp_path / "pairs" / "images" / f"rail{number % 3}_{number:02d}.JPG", drawn())
        mask = np.zeros((64, 96), np.uint8)
        if number % 2:
            mask[16:32, 24:56] = 1
        save(tmp_path / "pairs" / "masks" / f"rail{number % 3}_{number:02d}.png", mask)
    return tmp_path / "pairs"


@pytest.fixture
def made(commands: InThisProcess) -> InThisProcess:
    assert commands("workspace", "init", commands.workspace).code == 0
    return commands


def says(ran: Ran, *parts: str) -> None:
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 4, ran.err
    for part in parts:
        assert part in ran.err


def test_a_dry_run_reports_and_writes_nothing(commands: InThisProcess, pairs: Path):
    ran = commands("dataset", "import", "folder-pairs", pairs, "--class", "dent", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "15 found, 15 annotated, 15 can be imported, 8 of them without a defect" in ran.out
    assert "dent  7 frames, 7 instances, 3584 px" in ran.out
    assert "images/rail0_00.JPG  <-  masks/rail0_00.png" in ran.out
    as_json = commands("dataset", "import", "folder-pairs", pairs, "--class", "dent", "--dry-run", "--json")
    assert not commands.workspace.exists()
    assert (as_json.facts["is_imported"], as_json.facts["report"]["n_importable"]) == (False, 15)


def test_import_then_export_then_import_again_is_the_same_data(made: InThisProcess, pairs: Path, tmp_path: Path):
    words = ("--class", "dent", "--group-pattern", r"^(rail\d)_", "--name", "rails", "--terms", "CC BY 4.0")
    ran = made("dataset", "import", "folder-pairs", pairs, *words, "--json")
    assert ran.code == 0, ran.err
    assert ran.facts["n_groups"] == 3
    first = open_version(made.workspace / "datasets" / "rails")
    assert (first.id, first.terms) == (ran.facts["id"], "CC BY 4.0")
    says(made("dataset", "import", "folder-pairs", pairs, *words), "versions do not change")

    told = made("dataset", "export", "masks", tmp_path / "out", "--version", "rails")
    assert (told.code, told.err) == (0, "")
    assert "dent  comes back exactly, 3584 px" in told.out
    assert made("dataset", "import", "masks", tmp_path / "out", "--json").facts["id"] == first.id
    says(made("dataset", "export", "voc", tmp_path / "out", "--version", "rails"), "not empty")


def test_broken_pairs_are_named_and_refused_then_skipped(made: InThisProcess, pairs: Path):
    for number in range(12):
        (pairs / "masks" / f"rail{number % 3}_{number:02d}.png").write_bytes(b"")
    words = ("dataset", "import", "folder-pairs", pairs, "--class", "dent")
    refused = made(*words)
    says(refused, "cannot be imported: 12; frames that can: 3.", "--skip-broken")
    assert "images/rail0_00.JPG: corrupted: masks/rail0_00.png is no whole picture" in refused.out
    assert refused.out.count(": corrupted:") == 10
    assert "and 2 more: --json lists all" in refused.out
    assert list((made.workspace / "datasets").iterdir()) == []
    assert made(*words, "--dry-run").code == 1
    in_json = made(*words, "--json")
    assert (in_json.code, len(in_json.facts["report"]["problems"])) == (1, 12)
    skipped = made(*words, "--skip-broken")
    assert (skipped.code, skipped.err) == (0, "")
    assert "Left out as --skip-broken says: 12 pairs or files" in skipped.out
    version = open_version(made.workspace / "datasets" / "folder-pairs")
    assert len(version.samples) == 3
    assert "12 broken pairs or files were left out" in version.source


def test_polygons_tell_what_they_lose_before_anything_is_written(made: InThisProcess, tmp_path: Path):
    ring = np.zeros((64, 96), np.uint8)
    ring[10:20, 10:20] = 1
    ring[12:18, 12:18] = 0  # 64 of 100 px
    save(tmp_path / "pairs" / "a.jpg", drawn())
    save(tmp_path / "pairs" / "a.png", ring)
    assert made("dataset", "import", "folder-pairs", tmp_path / "pairs", "--class", "dent").code == 0
    told = made("dataset", "export", "coco", tmp_path / "out", "--version", "folder-pairs", "--polygons", "--dry-run")
    assert told.code == 0
    assert "dent  IoU 0.6400, 0.3600 is lost: 0 px gone, 36 px new" in told.out
    assert "36 px of background are filled" in told.out
    assert not (tmp_path / "out").exists()
    ran = made("dataset", "export", "yolo-seg", tmp_path / "out", "--version", "folder-pairs", "--json")
    assert ran.facts["is_exported"]
    assert ran.facts["report"]["classes"][0]["iou"] == pytest.approx(0.64)
    assert (tmp_path / "out" / "data.yaml").is_file()


def test_boxes_and_lines_are_read_as_was_asked_for_and_said(made: InThisProcess, tmp_path: Path):
    boxes, lines = tmp_path / "boxes", tmp_path / "lines"
    save(boxes / "a.png", drawn())
    save(lines / "a.png", drawn())
    sides = "<xmin>11</xmin><ymin>21</ymin><xmax>30</xmax><ymax>30</ymax>"
    found = f"<object><name>pit</name><bndbox>{sides}</bndbox></object>"
    (boxes / "a.xml").write_text(f"<annotation><filename>a.png</filename>{found}</annotation>")
    says(made("dataset", "import", "voc-boxes", boxes), "1 boxes and no masks", "--boxes-as-masks")
    ran = made("dataset", "import", "voc-boxes", boxes, "--boxes-as-masks")
    assert ran.code == 0, ran.err
    assert "pit  1 frames, 1 instances, 200 px" in ran.out
    assert "rectangles 1: where they are boxes" in ran.out
    assert "meaning    boxes are read as counted from 1" in ran.out
    assert open_version(made.workspace / "datasets" / "voc-boxes").source.endswith(
        "; rectangles, which may be boxes: 1"
    )

    line = {"label": "scratch", "points": [[20, 10], [20, 50]], "shape_type": "linestrip"}
    (lines / "a.json").write_text(json.dumps({"version": "5.5.0", "imagePath": "a.png", "shapes": [line]}))
    refused = made("dataset", "import", "labelme", lines)
    assert refused.code == 1
    assert "a.png: not a region: a line has no width: give one in pixels with --line-width" in refused.out
    ran = made("dataset", "import", "labelme", lines, "--line-width", "3")
    assert "scratch  1 frames, 1 instances, " in ran.out
    assert "meaning    lines are bands of 3 px" in ran.out


def test_what_labels_lost_on_the_way_is_said_and_a_list_without_any_makes_no_data(made: InThisProcess, tmp_path: Path):
    cases = Path(__file__).parents[1] / "cases"
    for case in ("11-coco-no-annotations", "12-coco-degenerate-parts"):
        for file in (cases / case).glob("*.json"):
            text = file.read_text(encoding="utf-8")
            (tmp_path / case).mkdir(exist_ok=True)
            (tmp_path / case / file.name).write_text(text, encoding="utf-8")
            for image in json.loads(text)["images"]:
                save(tmp_path / case / image["file_name"], drawn())
    for words in ((), ("--skip-broken",)):
        ran = made("dataset", "import", "coco", tmp_path / "11-coco-no-annotations", *words)
        assert ran.code == 1
        assert "image_info_test.json: nothing says that it is clean" in ran.out
    ran = made("dataset", "import", "coco", tmp_path / "12-coco-degenerate-parts", "--skip-broken")
    assert ran.code == 0, ran.err
    assert "1 parts and 1 whole annotations hold no pixel's centre: left out" in ran.out
    assert "2 annotations go over the border of their frame: cut there" in ran.out
    assert "mixed.png: not a region: annotation 5 has a box and no region" in ran.out


def test_wrong_usage_ends_with_2_and_foreign_folders_with_1(made: InThisProcess, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    for words in (
        ("import", "coco"), ("import", "coco", tmp_path, "--group-pattern", "("),
        ("import", "coco", tmp_path, "--group-pattern", "coil"), ("import", "synthetic", "--dry-run"),
        ("import", "coco", tmp_path, "--line-width", "3"), ("import", "labelme", tmp_path, "--line-width", "0.5"),
        ("import", "labelme", tmp_path, "--boxes-as-masks"), ("import", "synthetic", "--boxes-as-masks"),
        ("import", "coco", tmp_path, "--name", ".."), ("import", "coco", tmp_path, "--name", "a/b"),
        ("export", "voc", tmp_path / "out"), ("export", "mvtec", tmp_path / "out", "--version", "x"),
        ("export", "voc", tmp_path / "out", "--version", "x", "--polygons"),
    ):  # fmt: skip
        ran = made("dataset", *words)
        assert (ran.code, ran.out) == (2, ""), words
    says(made("dataset", "import", "coco", tmp_path / "empty"), "no JSON file with images and categories")
    says(made("dataset", "export", "voc", tmp_path / "out", "--version", "x"), "its manifest cannot be read")
