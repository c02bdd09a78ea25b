"""COCO: polygons, run lengths in both forms, categories, several files, and what is refused."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from pycocotools import mask as coco_mask

from inspector.core.messages import Code, DatasetError
from inspector.datasets.formats.coco import decode_counts, runs_of_mask, text_of_runs
from inspector.datasets.formats.importing import Plan, Report, import_survey, survey
from inspector.datasets.formats.reading import BrokenPair, ImportOptions
from inspector.datasets.version import Split
from tests.unit.datasets.formats.format_samples import (
    box_map,
    class_maps,
    faults,
    imported,
    put,
    put_frame,
    put_json,
    surveyed,
)

CASES = Path(__file__).parents[3] / "cases"
SQUARE = [2, 1, 5, 1, 5, 3, 2, 3]  # rows 1 and 2, columns 2 to 4


def document(*annotations: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "images": [{"id": 7, "file_name": "a.png", "height": 8, "width": 10}],
        "categories": [{"id": 9, "name": "pit"}, {"id": 4, "name": "crack"}],
        "annotations": [{"id": n, "image_id": 7, "category_id": 4, **a} for n, a in enumerate(annotations)],
        **changes,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_frame(tmp_path / "coco" / "a.png")
    return tmp_path / "coco"


def read_map(folder: Path, *annotations: dict[str, Any]) -> list[list[int]]:
    put_json(folder / "x.json", document(*annotations))
    target = folder.parent / f"v{len(list(folder.parent.iterdir()))}"
    return class_maps(imported("coco", folder, target))["a"]


# Run lengths, counted by hand: outside and inside in turn, down the columns.


@pytest.mark.parametrize(
    ("runs", "text"),
    [([1, 3], "13"), ([32], "P1"), ([16], "`0"), ([5, 3, 2, 1], "532N"), ([0, 80], "0`2"), ([6, 1, 40, 4], "61X13")],
)
def test_run_lengths_and_their_text(runs: list[int], text: str):
    assert text_of_runs(runs) == text
    as_mask = decode_counts(text, sum(runs), 1)
    assert runs_of_mask(as_mask, "F") == runs


def test_run_lengths_go_down_the_columns():
    assert decode_counts([1, 2, 1], 2, 2).tolist() == [[False, True], [True, False]]
    assert decode_counts([3, 1, 2], 3, 2).tolist() == [[False, True], [False, False], [False, False]]


@given(npst.arrays(bool, npst.array_shapes(min_dims=2, max_dims=2, max_side=40)))
@settings(max_examples=60, deadline=None)
def test_a_mask_survives_its_text(mask: np.ndarray):
    runs = runs_of_mask(mask, "F")
    assert np.array_equal(decode_counts(text_of_runs(runs), *mask.shape), mask)
    assert np.array_equal(decode_counts(runs, *mask.shape), mask)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # pycocotools' own
@given(npst.arrays(bool, npst.array_shapes(min_dims=2, max_dims=2, max_side=40)))
@settings(max_examples=50, deadline=None)
def test_run_lengths_are_those_of_cocos_own_tools(mask: np.ndarray):
    """Both ways, as text; and as a list, which they turn into a text."""
    theirs = coco_mask.encode(np.asfortranarray(mask.astype(np.uint8)))["counts"].decode()
    assert text_of_runs(runs_of_mask(mask, "F")) == theirs
    assert np.array_equal(decode_counts(theirs, *mask.shape), mask)
    listed = {"size": list(mask.shape), "counts": runs_of_mask(mask, "F")}
    assert coco_mask.frPyObjects(listed, *mask.shape)["counts"].decode() == theirs


@given(st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_text_does_more_than_be_refused(text: str):
    with suppress(BrokenPair):
        assert decode_counts(text, 4, 4).shape == (4, 4)


@pytest.mark.parametrize("counts", [[3], [2, 3], [-1, 5], [1.5, 2.5], ["4"], "1", "é", "~~~", "P", None, 7, True])
def test_run_lengths_that_do_not_fill_the_frame_are_refused(counts: object):
    with pytest.raises(BrokenPair):
        decode_counts(counts, 2, 2)


# frames


def test_a_polygon_a_list_and_a_text_say_the_same(folder: Path):
    expected = box_map(2, 1, 2, 3, 5)
    counts = runs_of_mask(expected > 0, "F")
    assert counts == [17, 2, 6, 2, 6, 2, 45]  # 8 rows a column
    for segmentation in (
        [SQUARE], SQUARE, {"size": [8, 10], "counts": counts}, {"size": [8, 10], "counts": text_of_runs(counts)},
    ):  # fmt: skip
        put_json(folder / "x.json", document({"segmentation": segmentation, "category_id": 9}))
        target = folder.parent / f"v{len(list(folder.parent.iterdir()))}"
        assert class_maps(imported("coco", folder, target)) == {"a": expected.tolist()}


def test_classes_are_ordered_by_category_id_and_may_be_wished(folder: Path):
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}))
    assert imported("coco", folder, folder.parent / "v").class_names == ("background", "crack", "pit")
    other = imported("coco", folder, folder.parent / "w", "pit", "crack")
    assert other.class_names == ("background", "pit", "crack")
    assert class_maps(other)["a"] == box_map(2, 1, 2, 3, 5).tolist()
    assert faults(surveyed("coco", folder, "pit")) == {"a.png": "unknown class"}


def test_parts_of_one_region_and_a_small_region_on_a_large_one(folder: Path):
    parts = {"segmentation": [[0, 0, 2, 0, 2, 2, 0, 2], [8, 6, 10, 6, 10, 8, 8, 8]]}
    pit = {"segmentation": [[0, 0, 1, 0, 1, 1, 0, 1]], "category_id": 9}
    expected = box_map(1, 0, 0, 2, 2) + box_map(1, 6, 8, 8, 10)
    expected[0, 0] = 2
    assert read_map(folder, pit, parts) == expected.tolist()
    assert surveyed("coco", folder).n_contested_px == 1


def test_files_called_after_splits_give_them_and_their_classes_are_one_list(tmp_path: Path):
    top = tmp_path / "coco"
    for split, category in (("train", {"id": 1, "name": "pit"}), ("val", {"id": 1, "name": "crack"})):
        put_frame(top / f"{split}2017" / f"{split}.JPG")
        put_json(
            top / "annotations" / f"instances_{split}2017.json",
            {
                "images": [{"id": 1, "file_name": f"{split}.jpg", "height": 8, "width": 10}], "categories": [category],
                "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "segmentation": [SQUARE]}],
            },
        )  # fmt: skip
    version = imported("coco", top, tmp_path / "v")
    assert version.class_names == ("background", "pit", "crack")
    assert {s.name: s.split for s in version.samples} == {"train": Split.TRAIN, "val": Split.VAL}
    assert class_maps(version)["val"][1][2] == 2


A, B, C = ({"id": n, "file_name": f"{name}.png"} for n, name in enumerate("abc", start=7))  # a.png has id 7


def frames(folder: Path, *names: str) -> None:
    for n, name in enumerate(names):
        put_frame(folder / name, 20 * n + 10)


def said(report: Report) -> dict[str, str]:
    return {problem.where: problem.detail for problem in report.problems}


def test_a_frame_listed_without_regions_beside_others_is_clean_and_one_not_listed_is_left_out(folder: Path):
    frames(folder, "b.png", "c.png")
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, images=[A, B]))
    report = surveyed("coco", folder)
    assert (report.n_frames, report.n_annotated, report.n_importable, report.n_clean) == (3, 2, 2, 1)
    assert (report.unannotated, report.problems) == (("c.png",), ())


@pytest.mark.parametrize("annotations", [[], None, "no such key"])
def test_a_list_without_any_annotation_says_nothing(folder: Path, annotations: Any):
    listed = document(annotations=annotations)
    if annotations == "no such key":
        del listed["annotations"]
    put_json(folder / "test.json", listed)
    report = surveyed("coco", folder)
    assert faults(report) == {"test.json": "nothing says that it is clean"}
    assert (report.n_importable, report.n_clean, report.unannotated) == (0, 0, ("a.png",))
    with pytest.raises(DatasetError, match="no frame of it can be imported"):
        imported("coco", folder, folder.parent / "v", skips=True)
    put_json(folder / "test.json", {**listed, "info": {"frames_without_annotations": "clean"}})  # as our exports say
    assert surveyed("coco", folder).n_clean == 1


def test_a_list_without_annotations_stays_out_beside_another_files(folder: Path):
    frames(folder, "b.png", "c.png")
    put_json(folder / "train.json", document({"segmentation": [SQUARE]}, images=[A, B]))
    put_json(folder / "image_info_test.json", document(images=[C], annotations=[]))
    report = surveyed("coco", folder)
    assert faults(report) == {"image_info_test.json": "nothing says that it is clean"}
    version = imported("coco", folder, folder.parent / "v", skips=True)
    assert sorted(class_maps(version)) == ["a", "b"]


@pytest.mark.parametrize("orphan", [{"image_id": 77, "segmentation": [SQUARE]}, {"image_id": None}, "?"])
def test_where_an_annotation_belongs_to_no_frame_none_is_clean_for_want_of_one(folder: Path, orphan: Any):
    frames(folder, "b.png")
    listed = document({"segmentation": [SQUARE]}, images=[A, B])
    put_json(folder / "x.json", {**listed, "annotations": [*listed["annotations"], orphan]})
    assert faults(surveyed("coco", folder))["b.png"] == "nothing says that it is clean"
    assert sorted(class_maps(imported("coco", folder, folder.parent / "v", skips=True))) == ["a"]


@pytest.mark.parametrize(
    ("listed", "of_region"), [(7, "7"), ("7", 7), (" 7", "7 "), (7.0, 7), ("a-7", "a-7"), (2**70, str(2**70))]
)
def test_ids_are_numbers_or_texts(folder: Path, listed: Any, of_region: Any):
    put_json(folder / "x.json", document({"segmentation": [SQUARE], "image_id": of_region, "category_id": "4"},
             images=[{**A, "id": listed}]))  # fmt: skip
    assert class_maps(imported("coco", folder, folder.parent / "v")) == {"a": box_map(1, 1, 2, 3, 5).tolist()}


@pytest.mark.parametrize("bad", [None, True, 1.5, [], {}, float("nan")])
def test_what_is_no_id_is_said(folder: Path, bad: Any):
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, images=[A, {**B, "id": bad}]))
    assert faults(surveyed("coco", folder)) == {"x.json": "corrupted"}
    put_json(folder / "x.json", document({"segmentation": [SQUARE], "category_id": bad}))
    assert faults(surveyed("coco", folder)) == {"a.png": "corrupted"}


def test_an_id_that_two_frames_have_ties_to_neither(folder: Path):
    frames(folder, "b.png", "c.png")
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, images=[A, {**B, "id": "7"}, C]))
    report = surveyed("coco", folder)
    assert faults(report) == {"a.png": "contradiction", "b.png": "contradiction"}
    assert said(report)["a.png"] == "x.json gives the id 7 to a.png and b.png"
    assert sorted(class_maps(imported("coco", folder, folder.parent / "v", skips=True))) == ["c"]


def test_a_frame_that_is_listed_twice_is_said_with_where(folder: Path):
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, images=[A, {"id": 8, "file_name": "/here/A.png"}]))
    report = surveyed("coco", folder)
    assert {one.detail for one in report.problems} == {
        "it is annotated 2 times: by x.json (image 7, a.png) and by x.json (image 8, /here/A.png)"
    }
    assert (report.n_importable, report.n_annotated) == (0, 1)
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}))
    put_json(folder / "y.json", document({"segmentation": [SQUARE]}))
    assert "by x.json (image 7, a.png) and by y.json (image 7, a.png)" in said(surveyed("coco", folder))["a.png"]


def test_category_ids_begin_anywhere_have_gaps_and_are_sorted_as_numbers(folder: Path):
    names = {10: "ten", 2: "two", 0: "zero"}
    kinds = [{"id": key, "name": name} for key, name in names.items()]
    put_json(folder / "x.json", document({"segmentation": [SQUARE], "category_id": 10}, categories=kinds))
    version = imported("coco", folder, folder.parent / "v")
    assert version.class_names == ("background", "zero", "two", "ten")
    assert class_maps(version)["a"] == box_map(3, 1, 2, 3, 5).tolist()


def test_an_id_of_two_categories_is_refused(folder: Path):
    kinds = [{"id": 4, "name": "pit"}, {"id": "4", "name": "crack"}]
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, categories=kinds))
    with pytest.raises(DatasetError, match="the id 4 is both pit and crack"):
        surveyed("coco", folder)


def test_a_category_called_background_marks_background(folder: Path):
    kinds = [{"id": 0, "name": "background"}, {"id": 4, "name": "crack"}]
    hole = {"segmentation": [[3, 1, 4, 1, 4, 2, 3, 2]], "category_id": 0}
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, hole, categories=kinds))
    expected = box_map(1, 1, 2, 3, 5)
    expected[1, 3] = 0
    version = imported("coco", folder, folder.parent / "v")
    assert (version.class_names, class_maps(version)["a"]) == (("background", "crack"), expected.tolist())


def test_a_crowd_is_its_class_and_what_is_to_be_ignored_is_255(folder: Path):
    counts = runs_of_mask(box_map(1, 5, 0, 8, 2) > 0, "F")
    crowd = {"segmentation": {"size": [8, 10], "counts": counts}, "iscrowd": 1}
    expected = box_map(1, 5, 0, 8, 2) + box_map(255, 1, 2, 3, 5)
    assert read_map(folder, crowd, {"segmentation": [SQUARE], "ignore": 1}) == expected.tolist()


# parts


@pytest.mark.parametrize(
    "shape",
    [
        [[2, 1], [5, 1], [5, 3], [2, 3]],  # corners of one outline
        [[[2, 1], [5, 1], [5, 3], [2, 3]]],
        [[*SQUARE, 2, 1]],  # closed
        [SQUARE, [7, 7, 8, 7]],  # two corners
        [SQUARE, []],
        [SQUARE, [7.6, 7.6, 7.9, 7.6, 7.9, 7.9]],  # below a pixel
        [[20, 20, 30, 20, 30, 30], SQUARE],  # outside
    ],
)
def test_a_part_without_a_pixel_says_nothing_about_the_others(folder: Path, shape: Any):
    assert read_map(folder, {"segmentation": shape}) == box_map(1, 1, 2, 3, 5).tolist()
    is_part = shape[0] == SQUARE or shape[-1] == SQUARE
    assert (surveyed("coco", folder).n_void_parts, surveyed("coco", folder).n_void_regions) == (int(is_part), 0)


@pytest.mark.parametrize(
    "void",
    [[[0, 0, 4, 4]], [[20, 20, 30, 20, 30, 30]], [[1.1, 1.1, 1.3, 1.1, 1.3, 1.3], []],
     {"size": [8, 10], "counts": [80]}, [SQUARE + SQUARE]],
)  # fmt: skip
def test_an_annotation_without_a_pixel_is_left_out_but_leaves_no_frame_clean(folder: Path, void: Any):
    assert read_map(folder, {"segmentation": [SQUARE]}, {"segmentation": void}) == box_map(1, 1, 2, 3, 5).tolist()
    assert surveyed("coco", folder).n_void_regions == 1
    put_json(folder / "x.json", document({"segmentation": void}))
    assert faults(surveyed("coco", folder)) == {"a.png": "empty polygon or mask"}


def test_an_outline_over_the_border_is_cut_and_counted(folder: Path):
    over = {"segmentation": [[8, 6, 40, 6, 40, 50, 8, 50]]}
    rounded = {"segmentation": [[-0.4, 0, 1, 0, 1, 1, -0.4, 1]]}
    assert read_map(folder, over, rounded) == (box_map(1, 6, 8, 8, 10) + box_map(1, 0, 0, 1, 1)).tolist()
    assert surveyed("coco", folder).n_cut == 1


def test_what_an_outline_encloses_twice_is_outside_and_counted(folder: Path):
    twice = [0, 0, 8, 0, 8, 8, 0, 8, 0, 0, 2, 2, 6, 2, 6, 6, 2, 6, 2, 2]
    expected = box_map(1, 0, 0, 8, 8)
    expected[2:6, 2:6] = 0
    assert read_map(folder, {"segmentation": [twice]}) == expected.tolist()
    assert surveyed("coco", folder).n_crossed == 1


@pytest.mark.parametrize(
    ("annotation", "fault"),
    [
        ({"segmentation": [], "bbox": [1, 1, 3, 3]}, "not a region"),
        ({"bbox": [1, 1, 3, 3]}, "not a region"),
        ({"segmentation": "", "bbox": [1, 1, 3, 3]}, "not a region"),
        ({"keypoints": [1, 1, 2], "num_keypoints": 1, "bbox": [1, 1, 3, 3]}, "not a region"),
        ({"segments_info": [], "file_name": "a.png", "category_id": None}, "not a region"),
        ({"segmentation": [[0, 0, 4, 4, 4]]}, "corrupted"),
        ({"segmentation": [["x", 0, 4, 4, 4, 0]]}, "corrupted"),
        ({"segmentation": [SQUARE, "x"]}, "corrupted"),
        ({"segmentation": [SQUARE, None]}, "corrupted"),
        ({"segmentation": [float("nan"), 0, 4, 4, 4, 0]}, "corrupted"),
        ({"segmentation": [[1e300, 0, 4, 4, 4, 0]]}, "corrupted"),
        ({"segmentation": {"size": [10, 8], "counts": [0, 80]}}, "size mismatch"),
        ({"segmentation": {"counts": [0, 80]}}, "corrupted"),
        ({"segmentation": [SQUARE], "category_id": 5}, "unknown class"),
        ({"segmentation": [SQUARE], "category_id": "crack"}, "unknown class"),
    ],
)
def test_a_broken_region_breaks_its_frame(folder: Path, annotation: dict[str, Any], fault: str):
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, annotation))
    report = surveyed("coco", folder)
    assert faults(report) == {"a.png": fault}
    assert (report.n_annotated, report.n_importable) == (1, 0)


@pytest.mark.parametrize(
    ("annotation", "way_out"),
    [
        (
            {"bbox": [1, 1, 3, 3]},
            "a box and no region: a box does not say which pixels are the defect; --boxes-as-masks",
        ),
        ({"keypoints": [1, 1, 2], "bbox": [1, 1, 3, 3]}, "keypoints and no region: export instances"),
        ({}, "no region"),
        ({"segments_info": []}, "panoptic"),
    ],
)
def test_what_marks_no_pixels_is_refused_with_the_way_out(folder: Path, annotation: dict[str, Any], way_out: str):
    put_json(folder / "x.json", document(annotation))
    assert way_out in said(surveyed("coco", folder))["a.png"]


def test_boxes_are_masks_where_that_is_asked_for(folder: Path):
    boxes = {"bbox": [2, 1, 3, 2]}, {"bbox": [0.0, 6.4, 1.6, 9], "segmentation": []}
    put_json(folder / "x.json", document(*boxes, {"segmentation": [[0, 0, 1, 0, 1, 1, 0, 1]]}))
    surveyed_so = survey("coco", folder, Plan(ImportOptions(boxes_as_masks=True)))
    version = import_survey(surveyed_so, folder.parent / "v", "v", terms="none")
    found = np.array(class_maps(version)["a"])
    assert (
        np.argwhere(found).tolist()
        == np.argwhere(box_map(1, 1, 2, 3, 5) + box_map(1, 6, 0, 8, 2) + box_map(1, 0, 0, 1, 1)).tolist()
    )  # from 6.4 on lie the centres of rows 6 and 7, up to 1.6 those of columns 0 and 1
    assert "rectangles, which may be boxes: 3" in version.source  # an outline that is one too
    for wrong in ({"bbox": [1, 1, 3]}, {"bbox": [1, 1, -3, 2]}, {"bbox": [1, 1, "3", 2]}, {"bbox": {"x": 1}}):
        put_json(folder / "x.json", document(wrong))
        report = survey("coco", folder, Plan(ImportOptions(boxes_as_masks=True))).report
        assert faults(report) == {"a.png": "corrupted"}


@pytest.mark.parametrize(
    ("image", "where", "fault"),
    [
        ({"file_name": "../../etc/passwd"}, "../../etc/passwd", "missing picture"),
        ({"file_name": "lost.png"}, "lost.png", "missing picture"),
        ({}, "x.json", "corrupted"),
        ({"file_name": "a.png", "height": 10, "width": 8}, "a.png", "size mismatch"),
        ({"file_name": "a.png", "height": "8", "width": 10}, "a.png", "corrupted"),
    ],
)
def test_a_broken_image_is_told_and_nothing_else(folder: Path, image: dict[str, Any], where: str, fault: str):
    put_json(folder / "x.json", document({"segmentation": [SQUARE]}, images=[{"id": 7, **image}]))
    assert faults(surveyed("coco", folder)) == {where: fault}


# cases


def case(name: str, top: Path) -> Path:
    """The label files of a case, with pictures of the size that they state."""
    shutil.copytree(CASES / name, top)
    for file in top.rglob("*.json"):
        for image in json.loads(file.read_text())["images"]:
            put_frame(file.parent / image["file_name"], height=64, width=96)
    return top


def test_case_11_a_list_without_annotations_is_no_list_of_clean_frames(tmp_path: Path):
    report = surveyed("coco", case("11-coco-no-annotations", tmp_path / "in"))
    assert (report.n_importable, len(report.unannotated)) == (0, 3)
    assert faults(report) == {"image_info_test.json": "nothing says that it is clean"}


def test_case_12_void_parts_are_dropped_and_not_their_frames(tmp_path: Path):
    top = case("12-coco-degenerate-parts", tmp_path / "in")
    assert faults(surveyed("coco", top)) == {"mixed.png": "not a region", "empty_seg.png": "not a region"}
    version = imported("coco", top, tmp_path / "v", skips=True)
    assert {sample.name: sample.n_pixels[1:] for sample in version.samples} == {
        "twopt": (600, 0), "tiny": (600, 0), "crowd": (600, 600), "outside": (224, 0), "neg": (600, 0),
        "nested": (600, 0),
    }  # fmt: skip
    report = surveyed("coco", top)
    assert (report.n_void_parts, report.n_void_regions, report.n_cut) == (1, 1, 2)


def test_case_13_a_picture_of_another_coil_is_not_taken(tmp_path: Path):
    shutil.copytree(CASES / "13-coco-paths" / "wrong-folder", tmp_path / "in")
    put_frame(tmp_path / "in" / "coilB" / "0001.png", height=64, width=96)
    report = surveyed("coco", tmp_path / "in")
    assert faults(report) == {"coilA/0001.png": "missing picture"}
    assert "coilB/0001.png in another folder is another picture" in said(report)["coilA/0001.png"]
    assert (report.n_importable, report.unannotated) == (0, ("coilB/0001.png",))


def test_case_13_ids_as_texts_are_ids(tmp_path: Path):
    version = imported("coco", case("13-coco-paths/string-ids", tmp_path / "in"), tmp_path / "v", skips=True)
    assert {sample.name: sample.n_pixels[1:] for sample in version.samples} == {"a": (600, 0)}


def test_case_13_what_is_listed_twice_is_said(tmp_path: Path):
    report = surveyed("coco", case("13-coco-paths/twice", tmp_path / "in"))
    assert said(report) == {
        "a.png": "it is annotated 2 times: by x.json (image 0, a.png) and by x.json (image 1, a.png)"
    }


@pytest.mark.parametrize(
    "content",
    ["", "[", "[]", "{}", '{"images": []}', "[" * 100_000, '{"images": [], "categories": 3}',
     '{"images": [], "categories": [{"id": 1, "name": "a"}], "annotations": 0.5}',
     '{"images": [], "categories": [{"id": 1, "name": "a"}], "annotations": true}',
     '{"images": [], "categories": [{"id": 1}]}', '{"images": [], "categories": []}',
     '{"images": [], "categories": [{"id": 1, "name": "a"}, {"id": 2, "name": "a\\nb"}]}'],
)  # fmt: skip
def test_foreign_json_is_refused(folder: Path, content: str):
    put(folder / "x.json", content)
    with pytest.raises(DatasetError) as error:
        surveyed("coco", folder)
    assert error.value.message.code is Code.DATASET_FOREIGN


def test_names_with_lone_surrogates_are_told_and_do_no_harm(folder: Path):
    put(
        folder / "x.json",
        '{"images": [{"id": 1, "file_name": "\\ud800.png"}], "categories": [], "annotations": [{"image_id": 1}]}',
    )
    assert faults(surveyed("coco", folder)) == {"?.png": "missing picture"}


def test_boxes_that_pass_for_outlines_are_counted(folder: Path):
    turned, slanted = [3, 5, 3, 3, 6, 3, 6, 5, 3, 5], [0, 6, 3, 6, 4, 8, 1, 8]
    put_json(folder / "x.json", document(*({"segmentation": [ring]} for ring in (SQUARE, turned, slanted))))
    assert surveyed("coco", folder).n_boxes == 2


def test_of_frames_of_one_name_the_one_in_the_folder_of_the_files_split_is_meant(tmp_path: Path):
    for split, value in (("train", 10), ("val", 20), ("other", 30)):
        put_frame(tmp_path / "coco" / f"{split}2017" / "a.png", value)
    put_json(tmp_path / "coco" / "annotations" / "instances_val2017.json", document({"segmentation": [SQUARE]}))
    version = imported("coco", tmp_path / "coco", tmp_path / "v")
    assert [int(version.read_pixels(sample).max()) for sample in version.samples] == [20]
    put_json(tmp_path / "coco" / "annotations" / "instances.json", document({"segmentation": [SQUARE]}))
    assert faults(surveyed("coco", tmp_path / "coco")) == {"a.png": "duplicate name"}
