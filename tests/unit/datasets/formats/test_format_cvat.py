"""CVAT for images 1.1: shapes, its own order of run lengths, z order, labels, and documents that are traps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inspector.core.messages import Code, DatasetError
from inspector.datasets.formats.importing import Plan, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
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


def test_a_mask_over_the_border_is_cut(folder: Path):
    mask = MASK.replace('left="4"', 'left="-2"').replace('top="2"', 'top="7"')  # its last column, its first row
    assert read_map(folder, mask) == box_map(2, 7, 0, 8, 1).tolist()


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


def test_a_box_is_the_pixels_between_its_corners_in_any_order_and_counted_as_a_box(folder: Path):
    assert read_map(folder, '<box label="pit" xtl="5" ytl="3" xbr="2" ybr="1"/>') == box_map(1, 1, 2, 3, 5).tolist()
    assert surveyed("cvat", folder).n_boxes == 1


def test_a_box_turns_clockwise_about_its_centre(folder: Path):
    # 6 x 2 about (5, 4), upright after a quarter turn; after 45 degrees its long axis falls to the right
    quarter = read_map(folder, '<box label="pit" xtl="2" ytl="3" xbr="8" ybr="5" rotation="90.00"/>')
    assert quarter == box_map(1, 1, 4, 7, 6).tolist()
    put(folder / "annotations.xml", document('<box label="pit" xtl="2" ytl="3" xbr="8" ybr="5" rotation="45"/>'))
    eighth = class_maps(imported("cvat", folder, folder.parent / "w"))["a"]
    assert (eighth[5][6], eighth[2][3], eighth[5][3], eighth[2][6]) == (1, 1, 0, 0)
    assert surveyed("cvat", folder).n_boxes == 1


def test_an_ellipse_holds_the_pixels_whose_centres_lie_in_it_and_turns_about_its_centre(folder: Path):
    flat = [
        "..........",
        "..........",
        "..######..",
        ".########.",
        ".########.",
        "..######..",
        "..........",
        "..........",
    ]
    expected = [[int(mark == "#") for mark in row] for row in flat]
    # rows 2 and 5: dy 1.5 of 2 leaves 4.5 * sqrt(1 - 0.5625) = 2.98 to each side; rows 3 and 4: 4.36
    assert read_map(folder, '<ellipse label="pit" cx="5" cy="4" rx="4.5" ry="2"/>') == expected
    put(folder / "annotations.xml", document('<ellipse label="pit" cx="5" cy="4" rx="2" ry="4.5" rotation="90"/>'))
    assert class_maps(imported("cvat", folder, folder.parent / "w"))["a"] == expected


def test_shapes_without_a_pixel_are_left_out_and_counted_and_those_over_the_border_cut(folder: Path):
    void = ('<ellipse label="pit" cx="3" cy="3" rx="1" ry="0"/>', '<box label="pit" xtl="9" ytl="1" xbr="9" ybr="3"/>')
    over = (
        '<ellipse label="crack" cx="0" cy="0" rx="1.6" ry="1.6"/><box label="crack" xtl="8" ytl="6" xbr="12" ybr="9"/>'
    )
    put(folder / "annotations.xml", document(SQUARE, *void, over))
    report = surveyed("cvat", folder)
    assert (report.problems, report.n_void_regions, report.n_cut, report.n_boxes) == ((), 2, 2, 2)
    expected = box_map(1, 1, 2, 3, 5) + box_map(2, 6, 8, 8, 10) + box_map(2, 0, 0, 2, 1) + box_map(2, 0, 1, 1, 2)
    assert class_maps(imported("cvat", folder, folder.parent / "v"))["a"] == expected.tolist()


def test_a_polyline_is_a_band_of_the_width_that_is_given_and_else_refused(folder: Path):
    line = '<polyline label="pit" points="2.00,3.00;8.00,3.00"/>'
    put(folder / "annotations.xml", document(line))
    found = survey("cvat", folder, Plan(ImportOptions(line_width_px=2)))
    band = class_maps(import_survey(found, folder.parent / "v", "v", terms="none"))["a"]
    assert band == box_map(1, 2, 1, 4, 9).tolist()  # its ends are round: centres 0.5, 0.5 from the end are in it
    problems = surveyed("cvat", folder).problems
    assert [(one.fault.value, "--line-width" in one.detail) for one in problems] == [("not a region", True)]


def test_background_is_known_by_its_name_wherever_it_stands(folder: Path):
    labels = "<labels><label><name>pit</name><attributes><attribute><name>depth</name></attribute></attributes></label>"
    labels += "<label><name>background</name></label><label><name>crack</name></label></labels>"
    put(folder / "annotations.xml", document(SQUARE, MASK, labels=labels))
    assert imported("cvat", folder, folder.parent / "v").class_names == ("background", "pit", "crack")


def test_images_without_any_shape_or_tag_are_not_clean(folder: Path):
    put(folder / "annotations.xml", document())
    report = surveyed("cvat", folder)
    assert faults(report) == {"annotations.xml": "nothing says that it is clean"}
    assert (report.n_clean, report.unannotated) == (0, ("images/a.png",))


def test_names_of_a_video_task_have_no_suffix(tmp_path: Path):
    case = Path(__file__).parents[3] / "cases" / "01-cvat-video-names"
    maps = class_maps(imported("cvat", case / "data", tmp_path / "v"))
    expected = np.zeros((64, 96), np.uint8)
    expected[10:30, 10:40] = 1
    assert maps == {"frame_000000": expected.tolist(), "frame_000001": expected.tolist()}


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        ('<box label="pit" xtl="1" ytl="1" xbr="3"/>', "corrupted"),
        ('<points label="pit" points="1,1;3,3"/>', "not a region"),
        ('<polyline label="pit" points="1,1;3,3"/>', "not a region"),
        ('<ellipse label="pit" cx="3" cy="3" rx="1" ry="none"/>', "corrupted"),
        ('<sphere label="pit"/>', "not a region"),
        (SQUARE.replace("pit", "scab"), "unknown class"),
        (SQUARE.replace("2.00", "x"), "corrupted"),
        (SQUARE.replace(";2.00,3.00", ";2.00"), "corrupted"),
        (SQUARE.replace(",", ";"), "corrupted"),
        (SQUARE.replace(";", ",").replace("2.00,3.00", "2.00;3.00"), "corrupted"),
        ('<polyline label="pit" points="1;6;5"/>', "corrupted"),
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
    put(folder / "annotations.xml", document(SQUARE, facts=facts))
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
