"""COCO: polygons, run lengths in both forms, categories, several files, and what is refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.core.messages import Code, DatasetError
from inspector.datasets.formats.coco import decode_counts, runs_of_mask, text_of_runs
from inspector.datasets.formats.reading import BrokenPair
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
    return class_maps(imported("coco", folder, folder.parent / "v"))["a"]


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


def test_a_listed_frame_without_regions_is_clean_and_one_not_listed_is_left_out(folder: Path):
    put_frame(folder / "b.png")
    put_json(folder / "x.json", document())
    report = surveyed("coco", folder)
    assert (report.n_frames, report.n_annotated, report.n_importable, report.n_clean) == (2, 1, 1, 1)
    assert report.unannotated == ("b.png",)
    assert report.problems == ()


@pytest.mark.parametrize(
    ("annotation", "fault"),
    [
        ({"segmentation": [], "bbox": [1, 1, 3, 3]}, "not a region"),
        ({"bbox": [1, 1, 3, 3]}, "not a region"),
        ({"segmentation": [[0, 0, 4, 4, 4, 0, 0, 4]]}, "self-crossing polygon"),
        ({"segmentation": [[0, 0, 4, 4]]}, "empty polygon or mask"),
        ({"segmentation": [[20, 20, 30, 20, 30, 30]]}, "empty polygon or mask"),
        ({"segmentation": [[0, 0, 4, 4, 4]]}, "corrupted"),
        ({"segmentation": [["x", 0, 4, 4, 4, 0]]}, "corrupted"),
        ({"segmentation": [[float("nan"), 0, 4, 4, 4, 0]]}, "corrupted"),
        ({"segmentation": [[1e300, 0, 4, 4, 4, 0]]}, "corrupted"),
        ({"segmentation": {"size": [8, 10], "counts": [80]}}, "empty polygon or mask"),
        ({"segmentation": {"size": [10, 8], "counts": [0, 80]}}, "size mismatch"),
        ({"segmentation": {"counts": [0, 80]}}, "corrupted"),
        ({"segmentation": [SQUARE], "category_id": 5}, "unknown class"),
        ({"segmentation": [SQUARE], "category_id": "4"}, "corrupted"),
    ],
)
def test_a_broken_region_breaks_its_frame(folder: Path, annotation: dict[str, Any], fault: str):
    put_json(folder / "x.json", document(annotation))
    report = surveyed("coco", folder)
    assert faults(report) == {"a.png": fault}
    assert (report.n_annotated, report.n_importable) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "where", "fault"),
    [
        ({"images": [{"id": 1, "file_name": "../../etc/passwd"}]}, "../../etc/passwd", "missing picture"),
        ({"images": [{"id": 1, "file_name": "lost.png"}]}, "lost.png", "missing picture"),
        ({"images": [{"id": 1}]}, "x.json", "corrupted"),
        ({"images": [{"id": 7, "file_name": "a.png", "height": 10, "width": 8}]}, "a.png", "size mismatch"),
        ({"images": [{"id": 7, "file_name": "a.png", "height": "8", "width": 10}]}, "a.png", "corrupted"),
        ({"images": [{"id": n, "file_name": "a.png"} for n in (1, 2)]}, "a.png", "duplicate name"),
        ({"annotations": [{"image_id": 3}]}, "x.json", "missing picture"),
        ({"annotations": ["?"]}, "x.json", "corrupted"),
    ],
)
def test_a_broken_list_is_told(folder: Path, changes: dict[str, Any], where: str, fault: str):
    put_json(folder / "x.json", document(**changes))
    assert faults(surveyed("coco", folder))[where] == fault


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
    put(folder / "x.json", '{"images": [{"id": 1, "file_name": "\\ud800.png"}], "categories": []}')
    assert faults(surveyed("coco", folder)) == {"?.png": "missing picture"}


def test_boxes_that_pass_for_outlines_are_counted(folder: Path):
    turned, slanted = [3, 5, 3, 3, 6, 3, 6, 5, 3, 5], [0, 6, 3, 6, 4, 8, 1, 8]
    put_json(folder / "x.json", document(*({"segmentation": [ring]} for ring in (SQUARE, turned, slanted))))
    assert surveyed("coco", folder).n_boxes == 2


def test_of_frames_of_one_name_the_one_in_the_folder_of_the_files_split_is_meant(tmp_path: Path):
    for split, value in (("train", 10), ("val", 20), ("other", 30)):
        put_frame(tmp_path / "coco" / f"{split}2017" / "a.png", value)
    put_json(tmp_path / "coco" / "annotations" / "instances_val2017.json", document())
    version = imported("coco", tmp_path / "coco", tmp_path / "v")
    assert [int(version.read_pixels(sample).max()) for sample in version.samples] == [20]
    put_json(tmp_path / "coco" / "annotations" / "instances.json", document())
    assert faults(surveyed("coco", tmp_path / "coco")) == {"a.png": "duplicate name"}
