"""From a folder to a version: the report, groups and splits, faults and what is left behind."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.messages import Code, DatasetError
from inspector.datasets.formats.importing import READERS, Plan, SizeCount, Survey, import_survey, survey
from inspector.datasets.formats.reading import Fault, ImportOptions, sample_names, split_in
from inspector.datasets.version import Split, open_version
from tests.unit.datasets.formats.format_samples import (
    box_map,
    by_name,
    faults,
    imported,
    png,
    put,
    put_frame,
    put_json,
    surveyed,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four frames: coil1_a and coil1_b with pits, coil2_a clean, coil2_b larger, with a crack."""
    top = tmp_path / "masks"
    put(top / "classes.txt", "pit\ncrack\n")
    two_pits = box_map(1, 0, 0, 2, 2) + box_map(1, 4, 4, 5, 6)
    clean = box_map(1, 0, 0, 0, 0)
    for name, class_map in {"coil1_a": two_pits, "coil1_b": box_map(1, 0, 0, 1, 1), "coil2_a": clean}.items():
        put_frame(top / "images" / f"{name}.png")
        put(top / "masks" / f"{name}.png", png(class_map))
    put_frame(top / "images" / "coil2_b.png", height=9, width=9)
    crack = np.eye(9, dtype=np.uint8) * 2
    crack[0, 8] = 255
    put(top / "masks" / "coil2_b.png", png(crack))
    return top


def planned(folder: Path, pattern: str | None = None) -> Survey:
    return survey("masks", folder, Plan(ImportOptions(), re.compile(pattern) if pattern else None))


def test_16_bit_frames_that_seem_to_hold_fewer_are_counted_by_the_bits_they_would_do_with(folder: Path):
    for name, highest in (("coil1_a", 4000), ("coil1_b", 1023), ("coil2_a", 60000)):
        put(folder / "images" / f"{name}.png", png(np.full((8, 10), highest, np.uint16)))
    assert planned(folder).report.n_of_fewer_bits == {10: 1, 12: 1}


def test_frames_have_the_bits_that_the_import_was_told(folder: Path):
    put(folder / "images" / "coil1_a.png", png(np.full((8, 10), 4000, np.uint16)))
    version = import_survey(planned(folder), folder.parent / "v", "v", terms="none", bits=12)
    assert {sample.name: version.read_picture(sample).bits for sample in version.samples} == {
        "coil1_a": 12, "coil1_b": 8, "coil2_a": 8, "coil2_b": 8,
    }  # fmt: skip
    with pytest.raises(DatasetError, match="coil1_a: the frame holds the value 4000, which needs 12 bits, not 10"):
        import_survey(planned(folder), folder.parent / "w", "w", terms="none", bits=10)


def test_a_class_that_is_no_defect_is_named_in_the_version_and_leaves_a_frame_clean(folder: Path):
    found = survey("masks", folder, Plan(non_defects=("crack",)))
    assert found.report.n_clean == 2
    version = import_survey(found, folder.parent / "v", "v", terms="none")
    assert version.non_defects == ("crack",)
    assert open_version(folder.parent / "v") == version
    for wrong, reason in (("dent", "“dent” is listed as no defect"), ("background", "“background” is listed")):
        with pytest.raises(DatasetError) as caught:
            survey("masks", folder, Plan(non_defects=(wrong,)))
        assert reason in str(caught.value.message.params["detail"])


def test_the_report_counts_frames_classes_sizes_and_ignored_pixels(folder: Path):
    put_frame(folder / "images" / "later.png")
    report = surveyed("masks", folder)
    assert (report.n_frames, report.n_annotated, report.n_importable, report.n_clean) == (5, 4, 4, 1)
    assert [(c.name, c.n_frames, c.n_instances, c.n_pixels) for c in report.classes] == [
        ("pit", 2, 3, 7), ("crack", 1, 1, 9),  # a diagonal is one instance
    ]  # fmt: skip
    assert (report.n_ignored_px, report.n_contested_px) == (1, 0)
    assert report.sizes == (SizeCount(8, 10, 3), SizeCount(9, 9, 1))
    assert report.unannotated == ("images/later.png",)
    assert report.examples[0] == ("images/coil1_a.png", "masks/coil1_a.png")
    assert sum(report.splits.values()) == 4


def test_without_a_pattern_each_frame_is_its_own_group(folder: Path):
    version = import_survey(planned(folder), folder.parent / "v", "v", terms="none")
    assert [sample.group for sample in version.samples] == ["coil1_a", "coil1_b", "coil2_a", "coil2_b"]


def test_a_pattern_groups_frames_and_those_it_does_not_fit_stay_alone(folder: Path):
    found = planned(folder, r"^(coil\d)_")
    assert (found.report.n_groups, found.report.n_dealt_groups, found.report.n_unmatched) == (2, 2, 0)
    version = import_survey(found, folder.parent / "v", "v", terms="none")
    assert [sample.group for sample in version.samples] == ["coil1", "coil1", "coil2", "coil2"]
    assert len({sample.split for sample in version.samples[:2]}) == 1
    assert planned(folder, r"^(coil1)_|x()").report.n_unmatched == 2
    assert planned(folder, r"^coil(\d)?").report.n_groups == 2


def test_a_split_of_the_format_stays_unless_a_group_is_in_two(folder: Path):
    rows = {"coil1_a": "train", "coil1_b": "test", "coil2_a": "val", "coil2_b": "val"}
    put(folder / "samples.csv", "name,group,split\n" + "".join(f"{n},{n},{s}\n" for n, s in rows.items()))
    alone = planned(folder)
    assert (alone.report.n_dealt_groups, dict(alone.report.splits)) == (0, {"train": 1, "val": 2, "test": 1})
    found = planned(folder, r"^(coil\d)_")
    assert found.report.n_dealt_groups == 1
    assert found.splits["coil2"] is Split.VAL
    version = import_survey(found, folder.parent / "v", "v", terms="none")  # would raise for a leak
    assert open_version(version.folder).id == version.id


@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_no_group_is_ever_in_two_splits(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    top = tmp_path_factory.mktemp("split")
    put(top / "classes.txt", "pit\n")
    rows = data.draw(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["train", "val", "test"])), min_size=1))
    for number, (_group, split) in enumerate(rows):
        put_frame(top / "images" / split / f"{_group}{number}.png")
        put(top / "labels" / split / f"{_group}{number}.txt", "")
    found = survey("yolo-seg", top, Plan(group_pattern=re.compile("^([abc])")))
    told = defaultdict(set)
    for group, split in rows:
        told[group].add(Split(split))
    for group, splits in told.items():
        if len(splits) == 1:
            assert found.splits[group] in splits
    assert found.splits == survey("yolo-seg", top, Plan(group_pattern=re.compile("^([abc])"))).splits


def test_broken_pairs_refuse_the_import_unless_they_are_skipped(folder: Path):
    put(folder / "masks" / "coil1_b.png", b"")
    put(folder / "masks" / "alone.png", png(box_map(1, 0, 0, 1, 1)))
    found = planned(folder)
    with pytest.raises(DatasetError) as error:
        import_survey(found, folder.parent / "v", "v", terms="none")
    assert error.value.message.code is Code.DATASET_PAIRS_BROKEN
    assert dict(error.value.message.params) == {"path": str(folder), "n_broken": 2, "n_importable": 3}
    assert not (folder.parent / "v").exists()
    version = import_survey(found, folder.parent / "v", "v", terms="CC0", is_skipping=True)
    assert [sample.name for sample in version.samples] == ["coil1_a", "coil2_a", "coil2_b"]
    assert "2 broken pairs or files were left out" in open_version(version.folder).source
    record = json.loads((version.folder / "import.json").read_text(encoding="utf-8"))
    assert {problem["where"]: problem["fault"] for problem in record["problems"]} == {
        "images/coil1_b.png": "corrupted", "masks/alone.png": "missing picture",
    }  # fmt: skip
    assert version.terms == "CC0"


def test_nothing_but_broken_pairs_is_no_version(folder: Path):
    for mask in (folder / "masks").iterdir():
        mask.write_bytes(b"")
    with pytest.raises(DatasetError, match="no frame of it can be imported"):
        imported("masks", folder, folder.parent / "v", skips=True)
    assert not (folder.parent / "v").exists()


@pytest.mark.parametrize("n_done", [0, 1, 3, 4])
def test_ctrl_c_leaves_no_version_and_the_next_import_works(folder: Path, n_done: int):
    def stop(done: int, total: int) -> None:
        if done == n_done:
            raise KeyboardInterrupt

    found = planned(folder)
    with pytest.raises(KeyboardInterrupt):
        import_survey(found, folder.parent / "v", "v", terms="none", report=stop)
    assert not (folder.parent / "v").exists()
    with pytest.raises(KeyboardInterrupt):
        survey("masks", folder, Plan(), stop)
    left = put(folder.parent / ".v.unfinished" / "frames" / "old.png", b"of a program that was killed")
    assert len(import_survey(found, folder.parent / "v", "v", terms="none").samples) == 4
    assert not left.exists()
    open_version(folder.parent / "v")


def test_a_folder_that_holds_a_version_keeps_it(folder: Path):
    version = imported("masks", folder, folder.parent / "v")
    record = (version.folder / "import.json").read_bytes()
    with pytest.raises(DatasetError, match="it is there already"):
        imported("masks", folder, folder.parent / "v")
    assert open_version(version.folder) == version
    assert (version.folder / "import.json").read_bytes() == record


def test_data_that_changes_after_the_report_is_noticed(folder: Path):
    found = planned(folder)
    put(folder / "masks" / "coil2_a.png", png(box_map(7, 0, 0, 1, 1)))
    with pytest.raises(DatasetError, match=r"coil2_a.png was changed during the import"):
        import_survey(found, folder.parent / "v", "v", terms="none")
    assert not (folder.parent / "v").exists()


def test_a_disk_that_refuses_is_said_in_words(folder: Path):
    put(folder.parent / "datasets", b"a file where the folder of datasets should be")
    with pytest.raises(DatasetError) as error:
        import_survey(planned(folder), folder.parent / "datasets" / "v", "v", terms="none")
    assert error.value.message.code is Code.OUTPUT_UNWRITABLE


# names


def test_names_are_file_names_and_get_their_folders_where_they_repeat():
    assert sample_names(["images/x/a.png", "images/y/b.JPG"]) == {"images/x/a.png": "a", "images/y/b.JPG": "b"}
    assert sample_names(["images/x/a.png", "images/y/A.JPG"]) == {"images/x/a.png": "x__a", "images/y/A.JPG": "y__A"}
    assert sample_names(["a.png", "x/a.png"]) == {"a.png": "a", "x/a.png": "x__a"}
    assert sample_names([]) == {}


def test_two_frames_that_would_share_a_name_are_both_refused(folder: Path):
    put(folder / "images" / "COIL1_A.bmp", png(np.zeros((8, 10), np.uint8), "BMP"))
    assert faults(surveyed("masks", folder)) == {
        "images/COIL1_A.bmp": "duplicate name", "images/coil1_a.png": "duplicate name",
    }  # fmt: skip


def test_names_of_any_script_and_upper_case_suffixes_come_through(tmp_path: Path):
    put(tmp_path / "m" / "classes.txt", "キズ\n")
    for name in ("鋼板 7", "Prüfung é", "Ω"):
        put_frame(tmp_path / "m" / "images" / "Süd" / f"{name}.PNG")
        put(tmp_path / "m" / "masks" / "Süd" / f"{name}.png", png(box_map(1, 0, 0, 1, 1)))
    version = imported("masks", tmp_path / "m", tmp_path / "v")
    assert sorted(by_name(version)) == sorted(["鋼板 7", "Prüfung é", "Ω"])
    assert open_version(tmp_path / "v").class_names == ("background", "キズ")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_no_text_can_hold_are_refused_in_words(folder: Path):
    for part in ("images", "masks"):
        raw = os.fsencode(folder / part) + b"/\xff.png"
        Path(os.fsdecode(raw)).write_bytes(png(np.zeros((8, 10), np.uint8)))
    put(folder / "images" / "a\\b.png", png(np.zeros((8, 10), np.uint8)))
    put(folder / "masks" / "a\\b.png", png(np.zeros((8, 10), np.uint8)))
    report = surveyed("masks", folder)
    assert faults(report) == {"images/?.png": "corrupted", "images/a\\b.png": "corrupted"}
    json.dumps(faults(report), ensure_ascii=False).encode()  # does not raise


@pytest.mark.parametrize("data_format", sorted(READERS))
def test_an_empty_folder_and_none_at_all_are_refused_by_every_format(data_format: str, tmp_path: Path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(DatasetError) as error:
            surveyed(data_format, path, "pit")
        assert error.value.message.code is Code.DATASET_FOREIGN


@pytest.mark.parametrize("data_format", sorted(READERS))
def test_no_format_takes_a_folder_of_other_things(data_format: str, tmp_path: Path):
    put(tmp_path / "notes.json", '{"a": 1}')
    put(tmp_path / "notes.xml", "<a/>")
    put(tmp_path / "notes.txt", "hello")
    put(tmp_path / ".hidden" / "a.png", b"")
    with pytest.raises(DatasetError):
        surveyed(data_format, tmp_path, "pit")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_cannot_be_listed_is_not_passed_over(folder: Path):
    (folder / "images").chmod(0)
    with pytest.raises(DatasetError, match="cannot be listed"):
        surveyed("masks", folder)
    (folder / "images").chmod(0o700)


@pytest.mark.parametrize(
    ("text", "split"),
    [("instances_val2017", Split.VAL), ("train", Split.TRAIN), ("Test", Split.TEST), ("trainval", None),
     ("train_and_val", None), ("contest", None), ("", None)],
)  # fmt: skip
def test_a_file_name_speaks_of_one_split_or_of_none(text: str, split: Split | None):
    assert split_in(text) is split


# data that somebody else made


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("file", ["images/coil1_a.png", "masks/coil1_a.png", "images/more.png"])
def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path, file: str):
    """Whoever made the data would else choose which file of this PC becomes part of it."""
    secret = put_frame(folder.parent / "secret.png")
    (folder / file).unlink(missing_ok=True)
    (folder / file).symlink_to(secret)
    problems = {problem.where: problem.detail for problem in planned(folder).report.problems}
    assert problems[file] == "it is no regular file of the folder"
    (folder / file).unlink()
    (folder / file).symlink_to(folder / "images" / "coil1_b.png")  # one that stays is followed
    assert file not in {problem.where for problem in planned(folder).report.problems}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this system")
@pytest.mark.parametrize("file", ["images/pipe.png", "masks/pipe.png", "pipe.json", "samples.csv"])
def test_a_pipe_is_not_waited_for(folder: Path, file: str):
    os.mkfifo(folder / file)
    assert file in {problem.where for problem in planned(folder).report.problems}


@pytest.mark.parametrize(
    "called", ["../secret.png", "/ABSOLUTE/secret.png", "images/../../secret.png", "..\\secret.png"]
)
def test_an_annotation_names_no_picture_outside(tmp_path: Path, called: str):
    top = tmp_path / "coco"
    put_frame(tmp_path / "secret.png")
    put_frame(top / "a.png")
    called = called.replace("/ABSOLUTE", str(tmp_path))
    image = {"id": 1, "file_name": called, "height": 8, "width": 10}
    region = {"image_id": 1, "category_id": 1, "segmentation": [[0, 0, 4, 0, 4, 4]]}
    put_json(top / "x.json", {"images": [image], "categories": [{"id": 1, "name": "pit"}], "annotations": [region]})
    found = survey("coco", top, Plan())
    assert [problem.fault for problem in found.report.problems] == [Fault.MISSING_PICTURE]
    put(top / "a.json", json.dumps({"imagePath": called, "shapes": [{"label": "pit"}]}))
    problems = survey("labelme", top, Plan()).report.problems
    assert [problem.fault for problem in problems if problem.where == "a.json"] == [Fault.MISSING_PICTURE]
    put(top / "data.yaml", f"names: [pit]\ntrain: {called}\n")
    assert [problem.fault for problem in survey("yolo-seg", top, Plan()).report.problems] == [Fault.MISSING_PICTURE]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_what_is_in_no_file_name_on_windows_is_replaced_in_names(folder: Path):
    for kind in ("images", "masks"):
        (folder / kind / "coil1_a.png").rename(folder / kind / "2026-03-01T12:30:05?.png")
    version = import_survey(planned(folder), folder.parent / "v", "v", terms="none")
    assert "2026-03-01T12_30_05_" in {sample.name for sample in version.samples}
    assert open_version(folder.parent / "v") == version


@pytest.mark.parametrize("name", ["nul", " a", "a" * 199, "a.", "back\\slash"])
def test_a_name_that_no_version_can_have_is_a_broken_pair(folder: Path, name: str):
    for kind in ("images", "masks"):
        (folder / kind / "coil1_a.png").rename(folder / kind / f"{name}.png")
    (problem,) = planned(folder).report.problems
    assert problem.fault is Fault.CORRUPTED
    assert "it cannot be called" in problem.detail
