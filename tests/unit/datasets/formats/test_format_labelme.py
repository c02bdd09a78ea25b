"""labelme: polygons and masks in a box, one file per frame."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
from tests.unit.datasets.formats.format_samples import (
    box_map,
    class_maps,
    faults,
    imported,
    png,
    put,
    put_frame,
    put_json,
    surveyed,
)

CASES = Path(__file__).parents[3] / "cases"
SQUARE = [[2, 1], [5, 1], [5, 3], [2, 3]]


def shape(label: str = "pit", points: Any = SQUARE, **more: Any) -> dict[str, Any]:
    return {"label": label, "points": points, "shape_type": "polygon", "flags": {}, **more}


def mask_shape(mask: np.ndarray, points: Any, **more: Any) -> dict[str, Any]:
    return shape(points=points, shape_type="mask", mask=b64encode(png(mask)).decode(), **more)


def sheet(*shapes: Any, path: str = "a.png", **more: Any) -> dict[str, Any]:
    return {"version": "5.4.1", "shapes": list(shapes), "imagePath": path, "imageData": None,
            "imageHeight": 8, "imageWidth": 10, **more}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_frame(tmp_path / "lm" / "a.png")
    return tmp_path / "lm"


def test_a_polygon_is_drawn_and_classes_are_sorted(folder: Path):
    put_json(folder / "a.json", sheet(shape(), shape("crack", [[0, 7], [10, 7], [10, 8], [0, 8]])))
    version = imported("labelme", folder, folder.parent / "v")
    assert version.class_names == ("background", "crack", "pit")
    assert class_maps(version)["a"] == (box_map(2, 1, 2, 3, 5) + box_map(1, 7, 0, 8, 10)).tolist()


def test_labels_txt_gives_the_order_and_bounds_the_classes(folder: Path):
    put(folder / "labels.txt", "__ignore__\n_background_\npit\ncrack\n")
    put_json(folder / "a.json", sheet(shape()))
    assert imported("labelme", folder, folder.parent / "v").class_names == ("background", "pit", "crack")
    put_json(folder / "a.json", sheet(shape("scab")))
    assert faults(surveyed("labelme", folder)) == {"a.png": "unknown class"}


def test_a_mask_fills_its_box_whose_last_corner_is_a_pixel_of_it(folder: Path):
    mask = np.array([[1, 0, 1], [0, 1, 0]], np.uint8)
    put_json(folder / "a.json", sheet(mask_shape(mask, [[4, 2], [6, 3]])))
    expected = np.zeros((8, 10), np.uint8)
    expected[2, [4, 6]] = expected[3, 5] = 1
    assert class_maps(imported("labelme", folder, folder.parent / "v"))["a"] == expected.tolist()


def test_rectangles_have_two_opposite_corners_or_four_and_are_counted_as_boxes(folder: Path):
    two, four = [[5, 3], [2, 1]], [[2, 4], [2, 6], [6, 6], [6, 4]]
    put_json(folder / "a.json", sheet(shape(points=two, shape_type="rectangle"),
                                      shape("scab", four, shape_type="rectangle")))  # fmt: skip
    expected = (box_map(1, 1, 2, 3, 5) + box_map(2, 4, 2, 6, 6)).tolist()
    assert class_maps(imported("labelme", folder, folder.parent / "v"))["a"] == expected
    assert surveyed("labelme", folder).n_boxes == 2


def test_a_turned_rectangle_is_its_four_corners(folder: Path):
    diamond = [[5, 0], [9, 4], [5, 8], [1, 4]]
    put_json(folder / "a.json", sheet(shape(points=diamond, shape_type="rotation", direction=0.785)))
    found = class_maps(imported("labelme", folder, folder.parent / "v"))["a"]
    assert [sum(row) for row in found] == [1, 3, 5, 7, 7, 5, 3, 1]
    assert surveyed("labelme", folder).n_boxes == 1


def test_a_circle_is_its_centre_and_a_point_of_its_rim(folder: Path):
    put_json(folder / "a.json", sheet(shape(points=[[5, 4], [5, 6.2]], shape_type="circle")))
    found = class_maps(imported("labelme", folder, folder.parent / "v"))["a"]  # radius 2.2: centres at 0.5 and 1.5
    assert [sum(row) for row in found] == [0, 0, 4, 4, 4, 4, 0, 0]


@pytest.mark.parametrize("kind", ["line", "linestrip"])
def test_a_line_is_a_band_of_the_width_that_is_given_and_else_refused(folder: Path, kind: str):
    put_json(folder / "a.json", sheet(shape(points=[[2, 3], [8, 3]], shape_type=kind)))
    found = survey("labelme", folder, Plan(ImportOptions(line_width_px=2)))
    version = import_survey(found, folder.parent / "v", "v", terms="none")
    assert class_maps(version)["a"] == box_map(1, 2, 1, 4, 9).tolist()
    assert [(one.fault.value, "--line-width" in one.detail) for one in surveyed("labelme", folder).problems] == [
        ("not a region", True)
    ]


def test_masks_over_the_border_are_cut(tmp_path: Path):
    found = class_maps(imported("labelme", CASES / "09-labelme-mask-over-border" / "data", tmp_path / "v"))
    expected = {name: np.zeros((64, 96), np.uint8) for name in "ab"}
    expected["a"][:16, :25] = expected["b"][50:, 80:] = 1
    assert found == {name: class_map.tolist() for name, class_map in expected.items()}


@given(data=st.data())
def test_a_mask_anywhere_is_cut_to_the_frame(data: st.DataObject):
    mask = data.draw(npst.arrays(np.bool_, st.tuples(*[st.integers(1, 12)] * 2)))
    top, left = data.draw(st.integers(-12, 8)), data.draw(st.integers(-12, 10))
    canvas = np.zeros((40, 40), np.uint8)  # a frame with a wide margin
    canvas[16 + top : 16 + top + mask.shape[0], 16 + left : 16 + left + mask.shape[1]] = mask
    expected = canvas[16:24, 16:26]
    corners = [[left, top], [left + mask.shape[1] - 1, top + mask.shape[0] - 1]]
    with TemporaryDirectory() as place:
        put_frame(Path(place) / "a.png")
        other = mask_shape(np.ones((1, 1), np.uint8), [[0, 0], [0, 0]])
        put_json(Path(place) / "a.json", sheet(mask_shape(mask.astype(np.uint8), corners)))
        put_frame(Path(place) / "b.png")
        put_json(Path(place) / "b.json", sheet(other, path="b.png"))
        report = surveyed("labelme", Path(place))
        assert report.n_importable == 1 + expected.any()
        assert sum(count.n_pixels for count in report.classes) == 1 + int(expected.sum())


def test_labels_of_one_coil_never_lie_on_the_picture_of_another():
    report = surveyed("labelme", CASES / "14-labelme-wrong-folder" / "data")
    assert faults(report) == {"coilA/0001.json": "missing picture"}
    assert (report.n_importable, report.unannotated) == (0, ("coilB/0001.png",))


def copied(path: Path) -> str:
    return b64encode(path.read_bytes()).decode()


def test_a_copy_inside_the_file_must_be_one_of_its_frame(folder: Path):
    put_frame(folder / "b.png", 200)
    put_json(folder / "a.json", sheet(shape(), imageData=copied(folder / "a.png")))
    put_json(folder / "b.json", sheet(shape(), path="b.png", imageData=copied(folder / "a.png")))
    assert faults(surveyed("labelme", folder)) == {"b.png": "contradiction"}
    put_json(folder / "b.json", sheet(shape(), path="b.png", imageData="no base64!"))
    assert faults(surveyed("labelme", folder)) == {"b.json": "corrupted"}


def test_after_renaming_the_copy_tells_which_picture_is_meant(folder: Path):
    put_frame(folder / "b.png", 200)
    put_json(folder / "a.json", sheet(shape(), path="b.png"))
    assert faults(surveyed("labelme", folder)) == {"a.json": "contradiction"}
    put_json(folder / "a.json", sheet(shape(), path="b.png", imageData=copied(folder / "a.png")))
    assert class_maps(imported("labelme", folder, folder.parent / "v")).keys() == {"a"}


def test_what_other_versions_and_programs_add_is_no_hindrance(folder: Path):
    more = {"line_color": None, "fill_color": [1, 2, 3, 4], "group_id": 4, "description": "deep", "score": 0.9,
            "difficult": False, "attributes": {}, "kie_linking": []}  # fmt: skip
    put_json(folder / "a.json", sheet(shape(**more), version="3.16.7", lineColor=[0, 255, 0, 128], checked=True))
    assert class_maps(imported("labelme", folder, folder.parent / "v"))["a"] == box_map(1, 1, 2, 3, 5).tolist()


def test_ignored_regions_are_255_and_background_regions_cut_out(folder: Path):
    whole = [[0, 0], [10, 0], [10, 8], [0, 8]]
    put_json(folder / "a.json", sheet(shape("__ignore__", whole), shape("_background_"), shape(points=SQUARE)))
    assert np.unique(class_maps(imported("labelme", folder, folder.parent / "v"))["a"]).tolist() == [1, 255]


def test_old_files_and_paths_of_windows_are_read(tmp_path: Path):
    put_frame(tmp_path / "lm" / "Bilder" / "Träger 1.JPG")
    plain = {"label": "pit", "points": SQUARE}
    put_json(tmp_path / "lm" / "json" / "t.json", {"shapes": [plain], "imagePath": "..\\Bilder\\Träger 1.JPG"})
    version = imported("labelme", tmp_path / "lm", tmp_path / "v")
    assert class_maps(version) == {"Träger 1": box_map(1, 1, 2, 3, 5).tolist()}
    assert version.samples[0].frame_file == "frames/Träger 1.jpg"


def test_a_frame_without_a_file_is_not_annotated_and_one_without_shapes_is_clean(folder: Path):
    put_frame(folder / "sub" / "b.png")
    put_json(folder / "a.json", sheet())
    report = surveyed("labelme", folder)
    assert (report.n_frames, report.n_annotated, report.n_clean, report.unannotated) == (2, 1, 1, ("sub/b.png",))


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (shape(shape_type="rectangle", points=[[1, 1], [3, 3], [5, 5]]), "corrupted"),
        (shape(shape_type="circle", points=[[1, 1]]), "corrupted"),
        (shape(shape_type="circle", points=[[1, 1], ["2", 2]]), "corrupted"),
        (shape(shape_type="circle", points=[[1, 1], [1e9, 1]]), "corrupted"),
        (shape(shape_type="linestrip", points=[[1, 1], [3, 3]]), "not a region"),
        (shape(shape_type="point", points=[[1, 1]]), "not a region"),
        (shape(shape_type=7, points=[[1, 1]]), "not a region"),
        (shape(points=[[0, 0], [1]]), "corrupted"),
        (shape(points=[[0, 0], [4, 4], {"x": 1}]), "corrupted"),
        (shape(points=7), "corrupted"),
        ({"points": SQUARE}, "corrupted"),
        ("?", "corrupted"),
        (mask_shape(np.ones((2, 2), np.uint8), [[4, 2], [6, 3]]), "size mismatch"),
        (shape(shape_type="mask", points=[[4, 2], [6, 3]]), "corrupted"),
        (shape(shape_type="mask", points=[[4, 2]], mask="AAAA"), "corrupted"),
        (shape(shape_type="mask", points=[[4, 2], [6, 3]], mask="no base64!"), "corrupted"),
        (shape(shape_type="mask", points=[[4, 2], [6, 3]], mask="AAAA"), "corrupted"),
    ],
)
def test_a_broken_shape_breaks_its_frame(folder: Path, broken: Any, fault: str):
    put_json(folder / "a.json", sheet(shape(), broken))
    assert faults(surveyed("labelme", folder)) == {"a.png": fault}


@pytest.mark.parametrize(
    ("more", "counts"),  # void parts, void annotations, crossings, cut ones
    [
        (shape(points=[[0, 0], [4, 4], [4, 0], [0, 4]]), (0, 0, 1, 0)),
        (shape(points=[]), (0, 1, 0, 0)),
        (mask_shape(np.ones((2, 3), np.uint8), [[8, 2], [10, 3]]), (0, 0, 0, 1)),
        (mask_shape(np.zeros((2, 3), np.uint8), [[4, 2], [6, 3]]), (0, 1, 0, 0)),
    ],
)
def test_what_is_void_crossed_or_over_the_border_is_counted(folder: Path, more: Any, counts: tuple[int, ...]):
    put_json(folder / "a.json", sheet(shape(), more))
    report = surveyed("labelme", folder)
    assert (report.n_void_parts, report.n_void_regions, report.n_crossed, report.n_cut) == counts
    assert (report.n_importable, report.problems) == (1, ())


def test_broken_files_are_told_and_the_rest_can_go_on(folder: Path):
    put_json(folder / "a.json", sheet(shape()))
    put_json(folder / "size.json", sheet(imageWidth=11))
    put_json(folder / "lost.json", sheet(path="lost.png"))
    put(folder / "cut.json", '{"shapes": [')
    put_json(folder / "foreign.json", {"annotations": []})
    report = surveyed("labelme", folder)
    assert faults(report) == {
        "a.png": "duplicate name",
        "lost.json": "missing picture",
        "cut.json": "corrupted",
        "foreign.json": "corrupted",
    }  # fmt: skip  two sheets of one frame: neither is taken
    (folder / "size.json").unlink()
    assert [s.name for s in imported("labelme", folder, folder.parent / "v", skips=True).samples] == ["a"]


def test_a_folder_without_its_files_is_refused(folder: Path):
    with pytest.raises(DatasetError, match="no JSON file"):
        surveyed("labelme", folder)
