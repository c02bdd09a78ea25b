"""Inputs that were read as something else once: of the kinds of tests/cases, but written by other tools and hands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inspector.core.messages import DatasetError
from inspector.datasets.formats.exporting import export
from inspector.datasets.formats.guessing import guessed_format
from inspector.datasets.formats.importing import Plan, survey
from inspector.datasets.formats.reading import Fault, ImportOptions
from inspector.datasets.formats.value_options import Foreground
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from tests.unit.datasets.formats.format_samples import (
    HEIGHT,
    WIDTH,
    box_map,
    by_name,
    imported,
    png,
    put,
    put_frame,
    surveyed,
)

CRACK = box_map(1, 1, 1, 4, 5)


def put_pair(folder: Path, frame: str, mask: str, class_map: np.ndarray = CRACK) -> None:
    put_frame(folder / frame)
    put(folder / mask, png(class_map))


def faults(data_format: str, folder: Path, *class_names: str) -> set[Fault]:
    return {problem.fault for problem in surveyed(data_format, folder, *class_names).problems}


def test_a_mask_that_two_frames_could_have_is_laid_on_neither(tmp_path: Path):
    put_pair(tmp_path, "images/0001.png", "masks/0001.png")
    put_frame(tmp_path / "frames/0001.png")
    report = surveyed("folder-pairs", tmp_path, "crack")
    assert report.n_importable == 0
    assert faults("folder-pairs", tmp_path, "crack") == {Fault.DUPLICATE_NAME}


def test_a_frame_may_be_called_as_masks_are(tmp_path: Path):
    put_pair(tmp_path / "in", "images/left_mask.png", "masks/left_mask.png")
    put_pair(tmp_path / "in", "images/left.png", "masks/left.png", 0 * CRACK)
    version = imported("folder-pairs", tmp_path / "in", tmp_path / "v", "crack")
    assert {name: int(sample.n_pixels[1]) for name, sample in by_name(version).items()} == {"left_mask": 12, "left": 0}


@pytest.mark.parametrize("folders", [("JPEGImages", "SegmentationClass"), ("data", "labels"), ("pictures", "gt")])
def test_folders_are_known_by_the_same_names_everywhere(folders: tuple[str, str], tmp_path: Path):
    put_pair(tmp_path / "in", f"{folders[0]}/a.png", f"{folders[1]}/a.png")
    assert imported("folder-pairs", tmp_path / "in", tmp_path / "v", "crack").samples[0].n_pixels[1] == 12


def test_masks_below_a_folder_of_labels_are_told_from_frames_there(tmp_path: Path):
    put_pair(tmp_path / "in", "labels/images/a.png", "labels/masks/a.png")
    assert imported("folder-pairs", tmp_path / "in", tmp_path / "v", "crack").samples[0].n_pixels[1] == 12


def test_own_folders_are_offered_whatever_frames_lie_in(tmp_path: Path):
    put_pair(tmp_path, "pictures/a.png", "gt/a.png")
    put(tmp_path / "classes.txt", "crack\n")
    assert guessed_format(tmp_path) == "masks"


def test_folders_of_splits_keep_frames_apart(tmp_path: Path):
    """Dealt anew, a test frame would be trained on."""
    for split in ("train", "val", "test"):
        put_pair(tmp_path / "pairs", f"{split}/images/{split}1.png", f"{split}/masks/{split}1.png")
        put_frame(tmp_path / f"labelme/{split}/{split}1.png")
        put(
            tmp_path / f"labelme/{split}/{split}1.json",
            f'{{"imagePath": "{split}1.png", "shapes": [{{"label": "crack", "points": [[1, 1], [5, 1], [5, 4]]}}]}}',
        )
    for data_format, folder, names in (("folder-pairs", "pairs", ("crack",)), ("labelme", "labelme", ())):
        version = imported(data_format, tmp_path / folder, tmp_path / f"{folder}-v", *names)
        assert {name: sample.split.value for name, sample in by_name(version).items()} == {
            "train1": "train", "val1": "val", "test1": "test",
        }  # fmt: skip


def test_cvat_subsets_tell_pictures_of_one_name_apart(tmp_path: Path):
    images = ""
    for subset, column in (("train", 1), ("val", 6)):
        put_frame(tmp_path / f"in/images/{subset}/a.png")
        points = f"{column},1;{column + 2},1;{column + 2},3;{column},3"
        shape = f'<polygon label="crack" points="{points}"/>'
        images += f'<image id="0" name="a.png" subset="{subset}" width="{WIDTH}" height="{HEIGHT}">{shape}</image>'
    put(
        tmp_path / "in/annotations.xml",
        f"<annotations><meta><labels><label><name>crack</name></label></labels></meta>{images}</annotations>",
    )
    version = imported("cvat", tmp_path / "in", tmp_path / "v")
    for name, left in (("train__a", 1), ("val__a", 6)):
        sample = by_name(version)[name]
        assert np.array_equal(version.read_class_map(sample), box_map(1, 1, left, 3, left + 2)), name


# what values mean


def test_thin_levels_that_touch_are_not_taken_for_edges(tmp_path: Path):
    """Two scratches side by side, 100 and 200: above half of the highest would be one of them."""
    mask = 100 * box_map(1, 2, 1, 3, 9) + 200 * box_map(1, 3, 1, 4, 9)
    put_pair(tmp_path, "images/a.png", "masks/a.png", mask)
    (problem,) = surveyed("folder-pairs", tmp_path, "crack").problems
    assert problem.fault is Fault.CONTRADICTION
    assert "--foreground 1+ (all) or 101+ (the inside)" in problem.detail
    options = ImportOptions(("crack",), foreground=Foreground.parse("1+"))
    assert survey("folder-pairs", tmp_path, Plan(options)).report.classes[0].n_pixels == 16


@pytest.mark.parametrize("first", ["0 background", "background: 0", "backgrounds", "unlabeled", "no defect", "none"])
def test_a_list_that_may_begin_with_background_is_not_counted_from_1(first: str, tmp_path: Path):
    put_pair(tmp_path, "images/a.png", "masks/a.png")
    put(tmp_path / "classes.txt", f"{first}\ncrack\n")
    with pytest.raises(DatasetError) as refused:
        surveyed("masks", tmp_path)
    assert f"“{first}” begins its list" in refused.value.message.params["detail"]
    report = survey("masks", tmp_path, Plan(ImportOptions(background=first))).report
    assert [(one.name, one.n_pixels) for one in report.classes] == [("crack", 12)]


# Severstal


def test_an_empty_table_of_defects_makes_no_clean_frames(tmp_path: Path):
    put_frame(tmp_path / "train_images/a.png")
    put(tmp_path / "train.csv", "ImageId,ClassId,EncodedPixels\n")
    with pytest.raises(DatasetError):
        surveyed("severstal", tmp_path)


def version_of(folder: Path, name: str, class_map: np.ndarray) -> DatasetVersion:
    sample = NewSample(name, png(np.zeros(class_map.shape, np.uint8)), ".png", class_map, "coil 1", Split.TRAIN)
    return write_version(
        folder, name="v", class_names=("background", "crack"), source="a test", terms="none", samples=[sample]
    )


def test_severstal_says_that_all_frames_are_clean(tmp_path: Path):
    export(version_of(tmp_path / "v", "a", 0 * CRACK), "severstal", tmp_path / "out")
    assert (tmp_path / "out/train.csv").read_text() == "ImageId_ClassId,EncodedPixels\na.png_1,\n"
    assert surveyed("severstal", tmp_path / "out").n_clean == 1


@pytest.mark.parametrize("name", ["=SUM(A1)", "-5", "+1"])
def test_severstal_refuses_names_that_its_other_readers_would_not_find(name: str, tmp_path: Path):
    with pytest.raises(DatasetError) as refused:
        export(version_of(tmp_path / "v", name, CRACK), "severstal", tmp_path / "out")
    assert "formula" in refused.value.message.params["detail"]
    assert not (tmp_path / "out").exists()
