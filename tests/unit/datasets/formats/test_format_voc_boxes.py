"""Pascal VOC's boxes: from which number pixels are counted, whose picture a file is of, and masks only if asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, Report, Survey, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.version import Split
from tests.unit.datasets.formats.format_samples import box_map, class_maps, faults, put, put_frame

OPTIONS = Plan(ImportOptions(boxes_as_masks=True))
SIZE = "<size><width>10</width><height>8</height><depth>1</depth></size>"


def thing(name: str, left: object, top: object, right: object, bottom: object, more: str = "") -> str:
    sides = f"<xmin>{left}</xmin><ymin>{top}</ymin><xmax>{right}</xmax><ymax>{bottom}</ymax>"
    return f"<object><name>{name}</name><difficult>0</difficult><bndbox>{sides}</bndbox>{more}</object>"


def sheet(*things: str, called: str = "a.png", size: str = SIZE) -> str:
    return f"<annotation><folder>VOC</folder><filename>{called}</filename>{size}{''.join(things)}</annotation>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "ab":
        put_frame(tmp_path / "voc" / "JPEGImages" / f"{name}.png")
    return tmp_path / "voc"


def surveyed(folder: Path) -> Survey:
    return survey("voc-boxes", folder, OPTIONS)


def report_of(folder: Path) -> Report:
    return surveyed(folder).report


def maps(folder: Path) -> dict[str, list[list[int]]]:
    version = import_survey(surveyed(folder), folder.parent / "v", "v", terms="none")
    assert f"; rectangles, which may be boxes: {surveyed(folder).report.n_boxes}" in version.source
    return class_maps(version)


def test_without_the_wish_boxes_are_refused_with_the_way_out(folder: Path):
    put(folder / "Annotations" / "a.xml", sheet(thing("pit", 1, 1, 3, 2)))
    with pytest.raises(DatasetError, match=r"1 boxes and no masks.*--boxes-as-masks"):
        survey("voc-boxes", folder, Plan())


def test_pixels_are_counted_from_one_and_the_last_is_part_of_the_box(folder: Path):
    put(folder / "Annotations" / "a.xml", sheet(thing("pit", 1, 1, 1, 1), thing("crack", 3, 2, 10, 8)))
    put(folder / "Annotations" / "b.xml", sheet(called="b.png"))
    expected = box_map(1, 1, 2, 8, 10) + box_map(2, 0, 0, 1, 1)  # crack comes before pit
    assert maps(folder) == {"a": expected.tolist(), "b": np.zeros((8, 10), int).tolist()}
    report = report_of(folder)
    assert (report.n_boxes, report.n_clean) == (2, 1)
    assert report.notes == ("boxes are read as counted from 1, their last pixel with them",)


@pytest.mark.parametrize("odd", [("0", "2"), ("2.5", "2"), ("2", "0")])
def test_a_zero_or_a_fraction_anywhere_says_that_all_boxes_are_corners_from_zero(folder: Path, odd: tuple[str, str]):
    put(folder / "Annotations" / "a.xml", sheet(thing("pit", 2, 1, 5, 3)))
    put(folder / "Annotations" / "b.xml", sheet(thing("pit", *odd, 9, 8), called="b.png"))
    assert maps(folder)["a"] == box_map(1, 1, 2, 3, 5).tolist()
    assert report_of(folder).notes == ("boxes are read as counted from 0, up to their end",)


def test_the_parts_of_an_object_are_no_objects(folder: Path):
    part = "<part><name>edge</name><bndbox><xmin>0</xmin><ymin>0</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>"
    put(folder / "Annotations" / "a.xml", sheet(thing("pit", 2, 2, 5, 3, part)))
    assert maps(folder) == {"a": box_map(1, 1, 1, 3, 5).tolist()}
    assert report_of(folder).unannotated == ("JPEGImages/b.png",)


def test_sets_are_splits(folder: Path):
    for name, split in (("a", "train"), ("b", "test")):
        put(folder / "Annotations" / f"{name}.xml", sheet(thing("pit", 2, 2, 5, 3), called=f"{name}.png"))
        put(folder / "ImageSets" / "Main" / f"{split}.txt", f"{name}\n")
    assert set(surveyed(folder).splits.values()) == {Split.TRAIN, Split.TEST}


def test_a_file_that_is_called_after_another_picture_than_it_names_is_of_none(folder: Path):
    put(folder / "Annotations" / "a.xml", sheet(thing("pit", 2, 2, 5, 3), called="b.png"))
    assert faults(report_of(folder)) == {"Annotations/a.xml": "contradiction"}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (sheet(thing("pit", "x", 1, 3, 3)), "corrupted"),
        (sheet(thing("pit", "nan", 1, 3, 3)), "corrupted"),
        (sheet("<object><name>pit</name></object>"), "not a region"),
        (sheet(called="lost.png"), "missing picture"),
        (sheet(size="<size><width>ten</width></size>"), "corrupted"),
        ("<annotation>", "corrupted"),
    ],
)
def test_a_broken_file_is_told(folder: Path, content: str, fault: str):
    put(folder / "Annotations" / "b.xml", sheet(thing("pit", 2, 2, 5, 3), called="b.png"))
    put(folder / "Annotations" / "c.xml", content)
    assert faults(report_of(folder)) == {"Annotations/c.xml": fault}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (sheet(thing("pit", 5, 2, 4, 3)), "corrupted"),
        (sheet(thing("pit", 2, 2, 5, 3), size=SIZE.replace("10", "20")), "size mismatch"),
        (sheet(thing("pit", 20, 2, 25, 3)), "empty polygon or mask"),
    ],
)
def test_a_box_that_cannot_be_breaks_its_frame(folder: Path, content: str, fault: str):
    put(folder / "Annotations" / "a.xml", content)
    assert faults(report_of(folder)) == {"JPEGImages/a.png": fault}


@pytest.mark.parametrize(("content", "said"), [(sheet(), "without defect"), ("<annotations/>", "no XML file")])
def test_folders_that_say_nothing_are_refused(folder: Path, content: str, said: str):
    put(folder / "Annotations" / "a.xml", content)
    with pytest.raises(DatasetError, match=said):
        surveyed(folder)
