"""YOLO segmentation: shares of the frame, data.yaml in its usual forms, splits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.data_warnings import WarningKind
from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, Report, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.formats.yolo_sheet import read_sheet
from inspector.datasets.version import Split
from inspector.texts.importing import warning_text
from tests.unit.datasets.formats.format_samples import (
    box_map,
    class_maps,
    faults,
    imported,
    put,
    put_frame,
    surveyed,
)

CASES = Path(__file__).parents[3] / "cases"
SQUARE = "0 0.2 0.125 0.5 0.125 0.5 0.375 0.2 0.375"  # columns 2 to 4, rows 1 and 2 of 8 x 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "yolo"
    put(top / "data.yaml", "train: images/train\nval: images/val\nnames: [pit, crack]\n")
    for split, name in (("train", "a"), ("train", "b"), ("val", "c")):
        put_frame(top / "images" / split / f"{name}.png")
    put(top / "labels" / "train" / "a.txt", SQUARE + "\n")
    for clean in ("train/b", "val/c"):
        put(top / "labels" / f"{clean}.txt", "")
    return top


def test_a_line_is_a_region_and_a_frame_with_an_empty_file_is_clean(folder: Path):
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


def roboflow(top: Path, *splits: str, named: tuple[str, ...] = ("train", "valid", "test")) -> Path:
    key = {"valid": "val"}
    lines = "".join(f"{key.get(split, split)}: ../{split}/images\n" for split in named)
    put(top / "data.yaml", f"{lines}\nnc: 1\nnames: ['pit']\n")
    for split in splits:
        put_frame(top / split / "images" / f"{split}.jpg")
        put(top / split / "labels" / f"{split}.txt", SQUARE)
    return top


def missing_folders(report: Report) -> list[str]:
    return [name for one in report.warnings if one.kind is WarningKind.FOLDER_MISSING for name in one.names]


def test_a_test_folder_that_is_named_and_not_there_is_told_and_the_other_splits_are_read(tmp_path: Path):
    top = roboflow(tmp_path / "d", "train", "valid")
    report = surveyed("yolo-seg", top)
    assert (faults(report), missing_folders(report)) == ({}, ["test: ../test/images"])
    (warning,) = (one for one in report.warnings if one.kind is WarningKind.FOLDER_MISSING)
    assert warning_text(warning) == (
        "The data name folders of frames that are not there: test: ../test/images. What is there was read without them."
    )
    assert {s.name: s.split for s in imported("yolo-seg", top, tmp_path / "v").samples} == {
        "train": Split.TRAIN, "valid": Split.VAL,
    }  # fmt: skip
    assert missing_folders(surveyed("yolo-seg", roboflow(tmp_path / "e", "train", "valid", "test"))) == []


def test_a_missing_train_folder_or_one_whose_frames_lie_elsewhere_stays_a_problem(tmp_path: Path):
    no_train = roboflow(tmp_path / "a", "valid", "test")
    elsewhere = roboflow(tmp_path / "b", "train", "val")  # valid is named, its frames would be left out
    labels_alone = roboflow(tmp_path / "c", "train", "valid")
    put(labels_alone / "test" / "labels" / "x.txt", SQUARE)
    for top in (no_train, elsewhere, labels_alone):
        report = surveyed("yolo-seg", top)
        assert faults(report)["data.yaml"] == "missing picture"
        assert missing_folders(report) == []
        with pytest.raises(DatasetError):
            imported("yolo-seg", top, tmp_path / "v")


def test_lists_of_frames_and_plain_classes(tmp_path: Path):
    top = tmp_path / "lists"
    put(top / "data.yaml", "train: train.txt\ntest:\n- test.txt\nnames:\n  0: pit\n")
    put(top / "train.txt", "./images/a.png\nimages/lost.png\n")
    put(top / "test.txt", "images/b.png\n")
    for name in "abc":
        put_frame(top / "images" / f"{name}.png")
        put(top / "labels" / f"{name}.txt", "")
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
        ("9" * 5000 + " 0 0 1 0 1 1", "corrupted"),
        ("-1 0 0 1 0 1 1", "corrupted"),
        ("0 0 0 1 0 1", "corrupted"),
        ("0 0 0 100 0 100 100", "corrupted"),
        ("0 0 0 1 nan 1 1", "corrupted"),
        ("0 a b c d e f", "corrupted"),
        ("0", "corrupted"),
        ("0 0.1 0.1", "corrupted"),
        ("0.5 0 0 1 0 1 1", "corrupted"),
        ("1e0 0 0 1 0 1 1", "corrupted"),
        ("\u0661 0 0 1 0 1 1", "corrupted"),
        ("0 0 0 1 0 1 1 0.97", "corrupted"),
        ("\xff\xfe", "corrupted"),
    ],
)
def test_a_broken_line_breaks_its_frame(folder: Path, line: str, fault: str):
    put(
        folder / "labels" / "train" / "a.txt",
        f"{SQUARE}\n{line}\n".encode("latin-1" if line.startswith("\xff") else "utf-8"),
    )
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
    put(folder / "labels" / "val" / "a.txt", "")
    assert sorted(s.name for s in imported("yolo-seg", folder, folder.parent / "v").samples) == [
        "train__a", "train__b", "val__a", "val__c",
    ]  # fmt: skip


def test_without_names_it_is_refused(tmp_path: Path):
    put_frame(tmp_path / "images" / "a.png")
    put(tmp_path / "labels" / "a.txt", "")
    with pytest.raises(DatasetError, match="have no names"):
        surveyed("yolo-seg", tmp_path)
    assert surveyed("yolo-seg", tmp_path, "pit").n_importable == 1


# clean is a statement


def test_a_frame_without_a_text_is_not_annotated(folder: Path):
    (folder / "labels" / "train" / "b.txt").unlink()
    report = surveyed("yolo-seg", folder)
    assert (report.n_importable, report.n_clean, report.unannotated) == (2, 1, ("images/train/b.png",))


def test_frames_without_any_text_are_refused(folder: Path):
    for text in folder.rglob("*.txt"):
        text.unlink()
    with pytest.raises(DatasetError, match="not one of its text files belongs to a frame"):
        surveyed("yolo-seg", folder)


LAYOUTS = [
    ("images/a.png", "labels/a.txt"), ("images/a.png", "label/a.txt"), ("images/a.png", "anything/a.TXT"),
    ("images/a.png", "Labels/A.txt"), ("images/a.png", "images/a.txt"), ("images/a.png", "a.txt"),
    ("a.png", "labels/a.txt"), ("a.png", "a.Txt"), ("images/train/a.png", "labels/train/a.txt"),
    ("images/train/a.png", "labels/a.txt"), ("train/images/a.png", "train/labels/a.txt"),
    ("train/images/a.png", "train/polygons/a.txt"), ("data/obj_train_data/a.png", "data/obj_train_data/a.txt"),
    ("labels/a.png", "labels/a.txt"), ("images/a.b.png", "labels/a.b.txt"), ("images/a.png", "labels/a.png.txt"),
    ("images/a b.png", "labels/a%20b.txt"), ("images/e\u0301.png", "labels/\u00e9.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "text"), LAYOUTS)
def test_a_text_is_tied_wherever_it_lies_beside_the_frames(tmp_path: Path, frame: str, text: str):
    put_frame(tmp_path / frame)
    put(tmp_path / text, SQUARE)
    report = surveyed("yolo-seg", tmp_path, "pit")
    assert (report.examples, report.n_importable, report.n_clean, report.problems) == (((frame, text),), 1, 0, ())


@pytest.mark.parametrize(
    ("frames", "text", "fault"),
    [
        (["coilB/a.png"], "coilA/a.txt", "missing picture"),
        (["coilB/images/a.png"], "coilA/labels/a.txt", "missing picture"),
        (["images/coilB/a.png"], "labels/coilA/a.txt", "missing picture"),
        (["images/val/a.png"], "labels/train/a.txt", "missing picture"),
        (["a.png"], "coilA/a.txt", "missing picture"),
        (["images/b.png"], "other/a.txt", "missing picture"),
        (["images/train/a.png", "images/val/a.png"], "labels/a.txt", "duplicate name"),
        (["images/a.png", "images/a.jpg"], "labels/a.txt", "duplicate name"),
    ],
)
def test_a_text_of_no_frame_or_of_several_is_told(tmp_path: Path, frames: list[str], text: str, fault: str):
    for frame in frames:
        put_frame(tmp_path / frame)
    put(tmp_path / text, SQUARE)
    report = surveyed("yolo-seg", tmp_path, "pit")
    assert (faults(report), report.n_importable, report.unannotated) == ({text: fault}, 0, tuple(sorted(frames)))


def test_two_texts_of_one_frame_are_told(tmp_path: Path):
    put_frame(tmp_path / "images" / "a.png")
    for folder in ("labels", "predictions"):
        put(tmp_path / folder / "a.txt", SQUARE)
    (problem,) = surveyed("yolo-seg", tmp_path, "pit").problems
    assert (problem.where, problem.detail) == (
        "images/a.png", "its labels may be labels/a.txt or predictions/a.txt"
    )  # fmt: skip


COILS = st.lists(st.sampled_from(["coilA", "coilB", "1", "train", "é"]), max_size=2)
PLACES = st.sampled_from(["images/{}", "{}/images", "{}", "frames/{}"])
TEXTS = st.sampled_from(["labels/{}", "{}/labels", "{}", "label/{}", "images/{}", "polygons/{}", "x/labels/{}"])


@given(st.lists(st.tuples(COILS, PLACES, TEXTS, st.sampled_from("ab"), st.booleans()), min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_each_text_lands_on_a_frame_of_its_own_coil_or_on_none(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[list[str], str, str, str, bool]]
):
    """Some frames are lost; whatever the layout, a text is never laid on another coil's frame."""
    top = tmp_path_factory.mktemp("coils")
    texts: set[str] = set()
    for coil, place, text, name, is_there in pairs:
        at = "/".join(coil)
        frame, label = (Path(form.format(at).strip("/")) / name for form in (place, text))
        if is_there:
            put_frame(top / f"{frame}.png")
        put(top / f"{label}.txt", SQUARE)
        texts.add(f"{label}.txt")
    report = surveyed("yolo-seg", top, "pit")
    broken = {problem.where: problem.detail for problem in report.problems}
    tied = {text: frame for frame, text in report.examples if frame not in broken}
    for text, frame in tied.items():
        coil, of_text = (
            tuple(part for part in Path(path).parent.parts if part not in {"images", "frames", "labels", "label"})
            for path in (frame, text)
        )
        beside = [(*of_text[:at], *of_text[at + 1 :]) for at in range(len(of_text))]  # a folder beside "images"
        assert Path(frame).stem == Path(text).stem
        assert coil[: len(of_text)] == of_text or coil in beside
    for text in texts - tied.keys():
        assert text in broken or any(text in detail for detail in broken.values())
    assert report.n_clean == 0


def test_other_texts_are_left_alone(folder: Path):
    put(folder / "README.txt", "3 kinds of defects in 2 lines")
    put(folder / "notes" / "log.txt", "")
    assert surveyed("yolo-seg", folder).problems == ()


@pytest.mark.parametrize("layout", ["label-singular", "txt-capital"])
def test_case_24_texts_in_a_folder_or_with_a_suffix_of_another_name_are_tied(tmp_path: Path, layout: str):
    shutil.copytree(CASES / "24-yolo-layouts" / layout, tmp_path / "in")
    for n in range(3):
        put_frame(tmp_path / "in" / "images" / f"{n}.png", height=64, width=96)
    version = imported("yolo-seg", tmp_path / "in", tmp_path / "v")
    assert {sample.name: sample.n_pixels[1] for sample in version.samples} == {"0": 728, "1": 728, "2": 728}


# lines


@pytest.mark.parametrize("number", ["0", "0.0", "00", "0.", "0.000000"])
def test_a_class_number_may_be_written_with_a_point(folder: Path, number: str):
    put(folder / "labels" / "train" / "a.txt", SQUARE.replace("0 ", f"{number} ", 1))
    assert surveyed("yolo-seg", folder).classes[0].n_pixels == 6


@pytest.mark.parametrize(
    ("line", "counts"),  # void parts, void annotations, crossings, cut ones
    [
        ("0 0 0 1 1 1 0 0 1", (0, 0, 1, 0)),
        ("0 0 0 0.01 0 0.01 0.01", (0, 1, 0, 0)),
        ("0 0.9 0 1.01 0 1.01 1 0.9 1", (0, 0, 0, 0)),  # within rounding
    ],
)
def test_void_and_crossed_lines_are_counted(folder: Path, line: str, counts: tuple[int, ...]):
    put(folder / "labels" / "train" / "a.txt", f"{SQUARE}\n{line}\n")
    report = surveyed("yolo-seg", folder)
    assert (report.n_void_parts, report.n_void_regions, report.n_crossed, report.n_cut) == counts
    assert report.n_importable == 3


def test_a_frame_whose_lines_hold_no_pixel_is_not_clean(folder: Path):
    put(folder / "labels" / "train" / "a.txt", "0 0 0 0.01 0 0.01 0.01\n")
    assert faults(surveyed("yolo-seg", folder)) == {"images/train/a.png": "empty polygon or mask"}


def test_boxes_are_refused_with_the_way_out_unless_they_are_taken_for_masks(folder: Path):
    put(folder / "labels" / "train" / "a.txt", "0 0.35 0.25 0.3 0.25\n")
    (problem,) = surveyed("yolo-seg", folder).problems
    assert problem.detail.startswith("labels/train/a.txt, line 1: four numbers are a box: ")
    assert "--boxes-as-masks" in problem.detail
    report = survey("yolo-seg", folder, Plan(ImportOptions(boxes_as_masks=True))).report
    assert (report.n_boxes, report.classes[0].n_pixels) == (1, 6)  # columns 2 to 4, rows 1 and 2


@pytest.mark.parametrize("line", ["0 0.35 0.25 0.3 -0.25", "0 0.9 0.25 0.3 0.25", "0 nan 0.25 0.3 0.25"])
def test_a_box_must_lie_on_the_frame(folder: Path, line: str):
    put(folder / "labels" / "train" / "a.txt", line)
    report = survey("yolo-seg", folder, Plan(ImportOptions(boxes_as_masks=True))).report
    assert faults(report) == {"images/train/a.png": "corrupted"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("task: obb", r"boxes \(task: obb\).*--boxes-as-masks"),
        ("task: detect", r"boxes \(task: detect\)"),
        ("task: classify", r"of another kind \(classify\)"),
        ("kpt_shape: [4, 2]", r"of another kind \(pose\)"),
    ],
)
def test_labels_of_another_task_are_refused(folder: Path, line: str, said: str):
    """Four corners of a turned box, or a box and keypoints, would else be outlines."""
    put(folder / "data.yaml", f"{line}\nnames: [pit, crack]\n")
    with pytest.raises(DatasetError, match=said):
        surveyed("yolo-seg", folder)
    put(folder / "data.yaml", "task: segment\nnames: [pit, crack]\n")
    assert surveyed("yolo-seg", folder).n_importable == 3


def test_turned_boxes_are_taken_for_masks_where_that_is_asked_for(folder: Path):
    put(folder / "data.yaml", "task: obb\nnames: [pit, crack]\n")
    report = survey("yolo-seg", folder, Plan(ImportOptions(boxes_as_masks=True))).report
    assert (report.n_boxes, report.classes[0].n_pixels) == (1, 6)


def test_four_corners_are_an_outline_and_counted_if_they_may_be_a_turned_box(folder: Path):
    put(folder / "labels" / "train" / "a.txt", "0 0.5 0.125 0.8 0.5 0.5 0.875 0.2 0.5\n")  # a diamond of 3 x 3 px
    report = surveyed("yolo-seg", folder)
    assert (report.n_boxes, report.classes[0].n_frames) == (1, 1)


# data.yaml and its relatives


@pytest.mark.parametrize(
    "sheet",
    [
        "path: ../datasets/steel\ntrain: images/train\nval: images/val\nnames: [pit, crack]",
        "path: /content/steel\ntrain: /content/steel/images/train\nval: /content/steel/images/val\nnames: [pit, crack]",
        "path: C:\\steel\ntrain: C:\\steel\\images\\train\nval: 'C:\\steel\\images\\val'\nnames: [pit, crack]",
        "path: images\ntrain: train\nval: val\nnc: 2\nnames: [pit, crack]",
        "train: [./images/train]\nval:\n  - ./images/val/\ntest: null\nnames:\n  0: pit\n  1: crack",
        "train: images/train/*.png\nval: Images/Val\ntest: # none\nnc: 2\nnames: {0: pit, 1: crack}",
        "train: train.txt\nval: ./val.txt\nnames: [pit, crack]",
    ],
)
def test_a_sheet_in_any_of_its_shapes_tells_the_splits(folder: Path, sheet: str):
    put(folder / "data.yaml", sheet)
    if "train.txt" in sheet:
        put(folder / "train.txt", "./images/train/a.png\nC:\\steel\\images\\train\\b.png\n")
        put(folder / "val.txt", "/content/steel/images/val/c.png\n")
    report = surveyed("yolo-seg", folder)
    assert (report.problems, dict(report.splits), report.n_importable) == ((), {"train": 2, "val": 1}, 3)


def test_a_sheet_of_any_name_is_read_if_it_is_the_only_one(folder: Path):
    (folder / "data.yaml").rename(folder / "steel.yaml")
    assert surveyed("yolo-seg", folder).n_importable == 3
    put(folder / "other.yaml", "names: [dent]")
    with pytest.raises(DatasetError, match=r"other\.yaml and steel\.yaml: which"):
        surveyed("yolo-seg", folder)


@pytest.mark.parametrize("name", ["classes.txt", "labels/classes.txt", "labels/train/Classes.TXT", "obj.names"])
def test_class_names_are_found_where_other_programs_put_them(folder: Path, name: str):
    (folder / "data.yaml").unlink()
    put(folder / name, "pit\ncrack\n")
    report = surveyed("yolo-seg", folder)
    assert ([kind.name for kind in report.classes], report.problems) == (["pit", "crack"], ())


def test_files_that_name_the_classes_otherwise_are_refused(folder: Path):
    put(folder / "labels" / "classes.txt", "pit\ncrack\n")
    assert surveyed("yolo-seg", folder).n_importable == 3
    put(folder / "labels" / "classes.txt", "crack\npit\n")
    with pytest.raises(DatasetError, match=r"data\.yaml and labels/classes\.txt name the classes otherwise"):
        surveyed("yolo-seg", folder)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("names: [pit]\nnames: [crack]", "'names' stands in it twice"),
        ("names:\n  0: pit\n  0: crack", "'0' stands for 'pit' and for 'crack'"),
        ("nc: 3\nnames: [pit, crack]", "nc is 3, but 2 classes have names"),
        ("names: {0: pit, 2: crack}", "without a gap"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(folder: Path, sheet: str, said: str):
    put(folder / "data.yaml", sheet)
    with pytest.raises(DatasetError, match=said):
        surveyed("yolo-seg", folder)
