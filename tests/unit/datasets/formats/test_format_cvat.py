"""CVAT for images 1.1: its own order of run lengths, z order, labels, and documents that are traps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inspector.core.messages import Code, DatasetError
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

LABELS = "<labels><label><name>pit</name></label><label><name>crack</name></label></labels>"
SQUARE = '<polygon label="pit" points="2.00,1.00;5.00,1.00;5.00,3.00;2.00,3.00" occluded="0" z_order="0"/>'
MASK = '<mask label="crack" rle="1, 2, 1, 2" left="4" top="2" width="3" height="2" z_order="0"/>'


def document(*shapes: str, labels: str = LABELS, facts: str = 'name="a.png" width="10" height="8"') -> str:
    return (
        f"<?xml version='1.0'?><annotations><version>1.1</version><meta><task>{labels}</task></meta>"
        f'<image id="0" {facts}>{"".join(shapes)}</image></annotations>'
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_frame(tmp_path / "cvat" / "images" / "a.png")
    return tmp_path / "cvat"


def read_map(folder: Path, *shapes: str) -> list[list[int]]:
    put(folder / "annotations.xml", document(*shapes))
    return class_maps(imported("cvat", folder, folder.parent / "v"))["a"]


def test_a_masks_runs_go_along_the_rows_of_its_box(folder: Path):
    expected = np.zeros((8, 10), np.uint8)
    expected[2, 5:7] = 2  # one outside, two inside; the next row again
    expected[3, 5:7] = 2
    assert read_map(folder, MASK) == expected.tolist()


def test_polygons_are_drawn_and_labels_give_the_order_of_classes(folder: Path):
    assert read_map(folder, SQUARE) == box_map(1, 1, 2, 3, 5).tolist()
    assert imported("cvat", folder, folder.parent / "w").class_names == ("background", "pit", "crack")


def test_a_higher_z_order_wins_over_a_smaller_region(folder: Path):
    small = '<polygon label="crack" points="2,1;3,1;3,2;2,2" z_order="0"/>'
    both = read_map(folder, small, SQUARE)
    assert both[1][2] == 2
    put(folder / "annotations.xml", document(small, SQUARE.replace('z_order="0"', 'z_order="1"')))
    assert class_maps(imported("cvat", folder, folder.parent / "w"))["a"] == box_map(1, 1, 2, 3, 5).tolist()


def test_a_tag_draws_nothing_a_subset_is_a_split_and_an_image_without_shapes_is_clean(folder: Path):
    facts = 'name="a.png" width="10" height="8" subset="Validation"'
    put(folder / "annotations.xml", document('<tag label="good"></tag>', facts=facts))
    version = imported("cvat", folder, folder.parent / "v")
    assert (version.samples[0].split, version.samples[0].n_pixels) == (Split.VAL, (80, 0, 0))


def test_without_labels_the_classes_are_those_used_and_sorted(folder: Path):
    put(folder / "annotations.xml", document(SQUARE, MASK, labels=""))
    assert imported("cvat", folder, folder.parent / "v").class_names == ("background", "crack", "pit")


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        ('<box label="pit" xtl="1" ytl="1" xbr="3" ybr="3"/>', "not a region"),
        ('<polyline label="pit" points="1,1;3,3"/>', "not a region"),
        ('<ellipse label="pit" cx="3" cy="3" rx="1" ry="1"/>', "not a region"),
        ('<sphere label="pit"/>', "not a region"),
        (SQUARE.replace("pit", "scab"), "unknown class"),
        (SQUARE.replace("2.00", "x"), "corrupted"),
        (SQUARE.replace(";2.00,3.00", ";2.00"), "corrupted"),
        ('<polygon label="pit"/>', "corrupted"),
        (MASK.replace("1, 2, 1, 2", "1, 2, 1"), "corrupted"),
        (MASK.replace("1, 2, 1, 2", "1, -2, 7"), "corrupted"),
        (MASK.replace("1, 2", "a"), "corrupted"),
        (MASK.replace('width="3"', 'width="999999999"'), "size mismatch"),
        (MASK.replace('top="2"', ""), "corrupted"),
    ],
)
def test_a_broken_shape_breaks_its_frame(folder: Path, shape: str, fault: str):
    put(folder / "annotations.xml", document(SQUARE, shape))
    assert faults(surveyed("cvat", folder)) == {"images/a.png": fault}


@pytest.mark.parametrize(
    ("shape", "counts"),  # void parts, void annotations, crossings, cut ones
    [
        (SQUARE.replace("5.00,1.00;5.00,3.00", "5.00,3.00;5.00,1.00"), (0, 0, 1, 0)),
        ('<polygon label="pit" points="1,1;2,2"/>', (0, 1, 0, 0)),
        (MASK.replace("1, 2, 1, 2", "6"), (0, 1, 0, 0)),
        (MASK.replace('left="4"', 'left="8"'), (0, 0, 0, 1)),
        (MASK.replace('left="4"', 'left="-2"'), (0, 0, 0, 1)),
        (MASK.replace('left="4"', 'left="-9"'), (0, 1, 0, 0)),
    ],
)
def test_what_is_void_crossed_or_over_the_border_is_counted(folder: Path, shape: str, counts: tuple[int, ...]):
    put(folder / "annotations.xml", document(SQUARE, shape))
    report = surveyed("cvat", folder)
    assert (report.n_void_parts, report.n_void_regions, report.n_crossed, report.n_cut) == counts
    assert (report.n_importable, report.problems) == (1, ())


@pytest.mark.parametrize(
    ("facts", "where", "fault"),
    [('name="lost.png"', "lost.png", "missing picture"), ("", "annotations.xml", "missing picture"),
     ('name="a.png" width="8" height="10"', "images/a.png", "size mismatch"),
     ('name="a.png" width="ten" height="8"', "images/a.png", "corrupted")],
)  # fmt: skip
def test_a_broken_image_is_told(folder: Path, facts: str, where: str, fault: str):
    put(folder / "annotations.xml", document(facts=facts))
    assert faults(surveyed("cvat", folder)) == {where: fault}


BOMB = """<?xml version="1.0"?><!DOCTYPE annotations [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><annotations><image id="0" name="&c;"/></annotations>"""
FILE_ENTITY = """<!DOCTYPE annotations [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<annotations><image id="0" name="&a;"/></annotations>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "document type"), (FILE_ENTITY, "document type"), ("", "no XML"), ("<annotations>", "no XML"),
        ("<annotations/>", "no XML file of annotations"), ("<html><image/></html>", "no XML file of annotations"),
        (document(labels=LABELS.replace("crack", "pit\n")), "no name for a class"),
        ('{"images": []}', "no XML"), ('<?xml version="1.0" encoding="etf-8"?><annotations/>', "encoding"),
    ],
    ids=["bomb", "file entity", "empty", "cut short", "no images", "foreign", "class name", "JSON", "encoding"],
)  # fmt: skip
def test_foreign_xml_and_entity_bombs_are_refused(folder: Path, content: str, said: str):
    put(folder / "annotations.xml", content)
    with pytest.raises(DatasetError, match=said) as error:
        surveyed("cvat", folder)
    assert error.value.message.code is Code.DATASET_FOREIGN
