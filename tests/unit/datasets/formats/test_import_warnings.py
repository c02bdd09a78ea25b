"""A dry run warns of what misunderstood labels look like: each sign on data made to show it, and on no other."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

import inspector.datasets.formats.doubts as doubts_module
from inspector.commands.dataset import ImportOfVersion, import_dataset
from inspector.core.data_warnings import DataWarning, WarningKind
from inspector.datasets.formats.annotation_sheet import N_FRAMES, chosen_frames, write_annotation_sheet
from inspector.datasets.formats.importing import Plan, Survey, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.texts.importing import warning_text
from inspector.workspace.workspace import create_workspace
from tests.unit.datasets.formats.format_samples import png, put, put_json, surveyed


def steel(seed: int, shape: tuple[int, int] = (40, 60)) -> np.ndarray:
    """Texture that no other seed has."""
    rough = np.random.default_rng(seed).normal(120, 40, (shape[0] // 4 + 1, shape[1] // 4 + 1)).astype(np.float32)
    return np.clip(cv2.resize(rough, shape[::-1]), 0, 255).astype(np.uint8)


def with_box(index: int, rows: slice = slice(5, 12), columns: slice = slice(8, 20)) -> np.ndarray:
    class_map = np.zeros((40, 60), np.uint8)
    class_map[rows, columns] = index
    return class_map


def masks(folder: Path, maps: list[np.ndarray], names: tuple[str, ...] = ("crack", "dent")) -> Path:
    put(folder / "classes.txt", "\n".join(("background", *names)) + "\n")
    for k, class_map in enumerate(maps):
        put(folder / "images" / f"f{k}.png", png(steel(k)))
        put(folder / "masks" / f"f{k}.png", png(class_map))
    return folder


def warned(data_format: str, path: Path, *class_names: str) -> dict[WarningKind, DataWarning]:
    return {warning.kind: warning for warning in surveyed(data_format, path, *class_names).warnings}


def test_good_data_are_warned_of_by_nothing(tmp_path: Path):
    assert warned("masks", masks(tmp_path, [with_box(1), with_box(2), with_box(0), with_box(1)])) == {}


def test_every_frame_clean(tmp_path: Path):
    found = warned("masks", masks(tmp_path, [with_box(0)] * 3))
    assert found.keys() == {WarningKind.ALL_CLEAN, WarningKind.CLASS_UNUSED}
    assert (found[WarningKind.ALL_CLEAN].n, found[WarningKind.CLASS_UNUSED].names) == (3, ("crack", "dent"))


def test_a_class_that_is_listed_and_never_used(tmp_path: Path):
    found = warned("masks", masks(tmp_path, [with_box(1), with_box(0)]))
    assert found == {WarningKind.CLASS_UNUSED: DataWarning(WarningKind.CLASS_UNUSED, 1, names=("dent",))}
    assert warning_text(found[WarningKind.CLASS_UNUSED]) == "These classes are listed and on no frame: dent."


def coco(folder: Path, *regions: tuple[int, list[int]]) -> Path:
    """Of category and box (left, top, right, bottom); categories 1 crack, 2 dent, 3 __ignore__."""
    put(folder / "a.png", png(steel(0)))
    names = ("crack", "dent", "__ignore__")
    put_json(folder / "x.json", {
        "images": [{"id": 1, "file_name": "a.png", "height": 40, "width": 60}],
        "categories": [{"id": k, "name": name} for k, name in enumerate(names, 1)],
        "annotations": [
            {"id": k, "image_id": 1, "category_id": category, "iscrowd": 0, "bbox": [0, 0, 1, 1], "area": 1,
             "segmentation": [[left, top, right, top, right, bottom, left, bottom]]}
            for k, (category, (left, top, right, bottom)) in enumerate(regions, 1)
        ],
    })  # fmt: skip
    return folder


def test_no_defect_and_ignored_pixels(tmp_path: Path):
    found = warned("coco", coco(tmp_path, (3, [0, 0, 12, 7])))
    assert found[WarningKind.ALL_IGNORED].n == 7 * 12
    assert "255" in warning_text(found[WarningKind.ALL_IGNORED])
    assert WarningKind.ALL_CLEAN not in found


def test_a_class_of_which_all_is_ignored_and_one_that_others_cover(tmp_path: Path):
    ignored = warned("coco", coco(tmp_path / "a", (1, [0, 0, 20, 20]), (2, [30, 0, 40, 10]), (3, [30, 0, 40, 10])))
    assert ignored[WarningKind.CLASS_IGNORED].names == ("dent",)
    # two cracks side by side, each smaller than the dent over which they lie
    covered = warned("coco", coco(tmp_path / "b", (2, [0, 0, 20, 10]), (1, [0, 0, 10, 10]), (1, [10, 0, 20, 10])))
    assert covered[WarningKind.CLASS_COVERED].names == ("dent",)
    assert WarningKind.CLASS_UNUSED not in covered


def test_masks_that_look_inverted(tmp_path: Path):
    inverted = 1 - with_box(1)
    large = with_box(1, slice(0, 24), slice(0, 60))  # 60 %: not more
    found = warned("masks", masks(tmp_path, [with_box(1), inverted, large, inverted], ("crack",)))
    assert found[WarningKind.INVERTED] == DataWarning(WarningKind.INVERTED, 2, 4, ("f1", "f3"))
    assert "On 2 of 4 frames more than 60 %" in warning_text(found[WarningKind.INVERTED])


def test_a_joint_over_most_of_a_frame_is_no_inverted_mask(tmp_path: Path):
    folder = masks(tmp_path, [1 - with_box(1), with_box(2)], ("joint", "crack"))
    assert survey("masks", folder, Plan(non_defects=("joint",))).report.warnings == ()


def turned_jpeg(orientation: int, shape: tuple[int, int]) -> bytes:
    exif = Image.Exif()
    exif[274] = orientation
    out = io.BytesIO()
    Image.fromarray(steel(9, shape)).save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def test_pictures_turned_by_exif_whose_masks_fit_them_only_unturned(tmp_path: Path):
    folder = masks(tmp_path, [with_box(1), with_box(2)])
    put(folder / "images" / "t.jpg", turned_jpeg(6, (40, 60)))  # upright it is 60 high and 40 wide
    put(folder / "masks" / "t.png", png(with_box(1)))
    report = surveyed("masks", folder)
    assert [(problem.where, problem.fault.value) for problem in report.problems] == [("images/t.jpg", "turned by EXIF")]
    (warning,) = report.warnings
    assert (warning.kind, warning.n, warning.names) == (WarningKind.TURNED_MISFIT, 1, ("images/t.jpg",))
    put(folder / "masks" / "t.png", png(np.ascontiguousarray(with_box(1)[:, :40])))  # fits neither way
    assert [problem.fault.value for problem in surveyed("masks", folder).problems] == ["size mismatch"]


@pytest.mark.parametrize("orientation", [3, 6])
def test_pictures_turned_by_exif_whose_masks_fit_both_ways(orientation: int, tmp_path: Path):
    folder = masks(tmp_path, [with_box(1), with_box(2)])
    shape = (40, 60) if orientation == 3 else (60, 40)
    put(folder / "images" / "t.jpg", turned_jpeg(orientation, shape))
    put(folder / "masks" / "t.png", png(with_box(1)))
    report = surveyed("masks", folder)
    assert not report.problems
    assert [(warning.kind, warning.names) for warning in report.warnings] == [(WarningKind.TURNED, ("t",))]


def test_16_bit_frames_that_never_pass_4095(tmp_path: Path):
    folder = masks(tmp_path, [with_box(1), with_box(2), with_box(1)])
    for k in range(2):
        put(folder / "images" / f"f{k}.png", png(steel(k).astype(np.uint16) * (16 - 12 * k)))
    found = warned("masks", folder)
    assert found[WarningKind.FEWER_BITS] == DataWarning(WarningKind.FEWER_BITS, 2, 3, bits=12)
    assert "--bits 12" in warning_text(found[WarningKind.FEWER_BITS])
    put(folder / "images" / "f2.png", png(steel(2).astype(np.uint16) * 256))  # this one needs all: the others are dark
    assert WarningKind.FEWER_BITS not in warned("masks", folder)


def test_near_duplicates_across_the_splits(tmp_path: Path):
    folder = masks(tmp_path, [with_box(1), with_box(2), with_box(1)])
    put(folder / "images" / "f3.png", png(np.ascontiguousarray(np.fliplr(steel(0)))))  # f0, mirrored
    put(folder / "masks" / "f3.png", png(with_box(1)))
    splits = {"f0": "train", "f1": "train", "f2": "val", "f3": "test"}
    put(folder / "samples.csv", "name,group,split\n" + "".join(f"{n},{n},{s}\n" for n, s in splits.items()))
    found = warned("masks", folder)
    assert found == {WarningKind.DUPLICATES: DataWarning(WarningKind.DUPLICATES, 1, 4, ("f0", "f3"))}
    for split in ("train", "unused"):  # in one split, or read by nobody, they leak nothing
        text = "".join(f"{n},{n},{split if n == 'f3' else s}\n" for n, s in splits.items())
        put(folder / "samples.csv", "name,group,split\n" + text)
        assert warned("masks", folder) == {}


def test_more_frames_than_can_be_compared_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doubts_module, "MAX_COMPARED", 2)
    found = warned("masks", masks(tmp_path, [with_box(1), with_box(2), with_box(1)]))
    assert found.keys() == {WarningKind.DUPLICATES_UNKNOWN}
    assert "there are 3 frames, more than 2" in warning_text(found[WarningKind.DUPLICATES_UNKNOWN])


@pytest.mark.parametrize("kind", list(WarningKind))
def test_every_warning_has_words_that_are_whole(kind: WarningKind):
    for n in (1, 7):
        text = warning_text(DataWarning(kind, n, 9, tuple("abcdefg"[:n]), bits=12))
        assert text.endswith((".", "?"))
        assert "{" not in text
        assert "?" not in text.removesuffix("?")  # a question mark stands for a parameter that is missing


# the sheet


def many(folder: Path) -> Survey:
    """60 clean frames, 30 of crack, one of dent, one of pit with ignored pixels."""
    pit = with_box(3)
    pit[30:, 40:] = 255
    maps = [with_box(0)] * 60 + [with_box(1)] * 30 + [with_box(2), pit]
    return survey("masks", masks(folder, maps, ("crack", "dent", "pit", "nowhere")), Plan(ImportOptions()))


def test_a_sheet_shows_every_class_and_some_clean_frames_the_same_for_one_seed(tmp_path: Path):
    found = many(tmp_path).found
    for seed in range(5):
        chosen = chosen_frames(found, seed)
        assert len(chosen) == len({one.name for one in chosen}) == N_FRAMES
        assert frozenset().union(*(one.classes for one in chosen)) == {1, 2, 3}
        assert sum(not one.classes for one in chosen) == 3
        assert chosen == chosen_frames(found, seed)
    assert chosen_frames(found, 0) != chosen_frames(found, 1)
    assert len(chosen_frames(found[:5], 0)) == 5
    classes = [replace(found[0], name=f"c{k}", classes=frozenset({k})) for k in range(1, 40)]
    assert len(chosen_frames(classes, 0)) == N_FRAMES  # more classes than places


def test_a_sheet_is_written_whole_and_shows_the_colours_of_classes(tmp_path: Path):
    surveyed_data = many(tmp_path / "data")
    write_annotation_sheet(tmp_path / "sheet.png", surveyed_data)
    with Image.open(tmp_path / "sheet.png") as sheet:
        colours = {tuple(colour) for colour in np.unique(np.array(sheet).reshape(-1, 3), axis=0).tolist()}
    assert {(0xE6, 0x9F, 0x00), (0x56, 0xB4, 0xE9), (0x00, 0x9E, 0x73), (0xF0, 0xE4, 0x42)} <= colours
    first = (tmp_path / "sheet.png").read_bytes()
    write_annotation_sheet(tmp_path / "sheet.png", surveyed_data)
    assert (tmp_path / "sheet.png").read_bytes() == first
    with pytest.raises(FileNotFoundError):
        write_annotation_sheet(tmp_path / "nowhere" / "sheet.png", surveyed_data)


def test_the_command_says_it_in_words_and_in_json_and_writes_the_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = masks(tmp_path / "data", [with_box(1), with_box(0)])
    wish = ImportOfVersion(
        data_format="masks", path=folder, workspace=tmp_path / "w", strips=10, terms="none", dry_run=True,
        sheet=tmp_path / "sheet.png",
    )  # fmt: skip
    assert import_dataset(wish) == 0
    out = capsys.readouterr().out
    assert "Mind: These classes are listed and on no frame: dent.\n" in out
    assert f"Contact sheet: {tmp_path / 'sheet.png'}\n" in out
    assert (tmp_path / "sheet.png").is_file()
    assert import_dataset(replace(wish, as_json=True)) == 0
    (warning,) = json.loads(capsys.readouterr().out)["report"]["warnings"]
    assert (warning["kind"], warning["names"]) == ("unused classes", ["dent"])
    create_workspace(tmp_path / "w")
    assert import_dataset(replace(wish, dry_run=False, name="v")) == 0
    record = json.loads((tmp_path / "w" / "datasets" / "v" / "import.json").read_text())
    assert record["warnings"][0]["names"] == ["dent"]
