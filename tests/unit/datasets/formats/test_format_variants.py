"""Layouts that other programs and data sets make of MVTec's and VOC's, and background by name in any format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, survey
from inspector.datasets.formats.mask_values import voc_palette
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.formats.value_options import Foreground, levels_of_text
from inspector.datasets.version import Split
from tests.unit.datasets.formats.format_samples import (
    box_map,
    by_name,
    class_maps,
    faults,
    imported,
    png,
    put,
    put_frame,
    put_json,
    surveyed,
)

PIT = box_map(1, 1, 2, 3, 5)
DENT = box_map(1, 4, 6, 7, 9)

# MVTec AD


def mvtec(top: Path, frame: str, *masks: tuple[str, bytes], good: str = "good") -> Path:
    put_frame(top / "train" / good / "000.png")
    put_frame(top / "test" / frame)
    for path, content in masks:
        put(top / "ground_truth" / path, content)
    return top


@pytest.mark.parametrize(
    ("frame", "mask"),
    [
        ("scratch/000.png", "scratch/000_mask.png"),
        ("scratch/000.bmp", "scratch/000_mask.bmp"),
        ("scratch/000.png", "scratch/000_mask.PNG"),
        ("scratch/000.png", "scratch/000.png"),
        ("scratch/000.png", "Scratch/000_MASK.png"),
        ("scratch/000.jpg", "scratch/000/000.png"),
        ("scratch/000.jpg", "scratch/000/anything.png"),
        ("scratch/my_mask.png", "scratch/my_mask_mask.png"),
    ],
)
def test_a_mask_is_found_in_each_layout_that_is_in_use(tmp_path: Path, frame: str, mask: str):
    content = png(PIT * 255, "BMP" if mask.endswith("bmp") else "PNG")
    version = imported("mvtec", mvtec(tmp_path / "m", frame, (mask, content)), tmp_path / "v")
    assert version.class_names == ("background", "scratch")
    (sample,) = (sample for sample in version.samples if sample.split is Split.TEST)
    assert version.read_class_map(sample).tolist() == PIT.tolist()


def test_whatever_is_not_0_is_the_defect_of_its_folder(tmp_path: Path):
    levels = PIT * 60 + DENT * 236
    levels[0, 0] = 1
    expected = PIT + DENT
    expected[0, 0] = 1
    for number, content in enumerate((png(levels), png(np.dstack([levels] * 3)), png(levels.astype(np.uint16)))):
        top = mvtec(tmp_path / f"m{number}", "scratch/000.png", ("scratch/000_mask.png", content))
        assert class_maps(imported("mvtec", top, tmp_path / f"v{number}"))["test__scratch__000"] == expected.tolist()


def test_loco_has_a_folder_of_masks_for_each_frame_and_all_of_them_count(tmp_path: Path):
    masks = [("logical_anomalies/000/000.png", png(PIT * 240)), ("logical_anomalies/000/001.png", png(DENT * 255))]
    top = mvtec(tmp_path / "m", "logical_anomalies/000.png", *masks)
    put_frame(top / "validation" / "good" / "000.png")
    version = imported("mvtec", top, tmp_path / "v")
    assert class_maps(version)["test__logical_anomalies__000"] == (PIT + DENT).tolist()
    assert by_name(version)["validation__good__000"].split is Split.VAL


def test_btad_calls_good_ok(tmp_path: Path):
    top = mvtec(tmp_path / "m", "ko/0000.bmp", ("ko/0000.png", png(PIT * 255)), good="ok")
    put_frame(top / "test" / "OK" / "0001.bmp")
    version = imported("mvtec", top, tmp_path / "v")
    assert version.class_names == ("background", "ko")
    assert {name: sample.n_pixels for name, sample in by_name(version).items()} == {
        "0000": (74, 6), "0001": (80, 0), "000": (80, 0),
    }  # fmt: skip


def test_masks_and_frames_that_may_be_each_others_are_refused(tmp_path: Path):
    masks = [("scratch/000_mask.png", png(PIT)), ("scratch/000.png", png(DENT))]
    top = mvtec(tmp_path / "m", "scratch/000.png", *masks)
    assert faults(surveyed("mvtec", top)) == {"test/scratch/000.png": "duplicate name"}
    (top / "ground_truth" / "scratch" / "000.png").unlink()
    put_frame(top / "test" / "scratch" / "000.bmp")
    assert set(faults(surveyed("mvtec", top)).values()) == {"duplicate name"}


def test_pictures_elsewhere_are_left_out_and_told(tmp_path: Path):
    top = mvtec(tmp_path / "m", "scratch/000.png", ("scratch/000_mask.png", png(PIT)))
    put_frame(top / "test" / "scratch" / "deep" / "001.png")
    assert surveyed("mvtec", top).unannotated == ("test/scratch/deep/001.png",)


def test_a_folder_may_be_background_and_its_masks_may_have_a_foreground_but_no_levels(tmp_path: Path):
    top = mvtec(tmp_path / "m", "scratch/000.png", ("scratch/000_mask.png", png(PIT + 255 * DENT)))
    put_frame(top / "test" / "normal" / "001.png")
    plan = Plan(ImportOptions(background="normal", foreground=Foreground.parse("255")))
    report = survey("mvtec", top, plan).report
    assert [(one.name, one.n_pixels) for one in report.classes] == [("scratch", 9)]
    assert report.n_clean == 2
    for options in (ImportOptions(background="x"), ImportOptions(levels=levels_of_text("0=background,1=scratch"))):
        with pytest.raises(DatasetError, match=r"to be background|no --levels"):
            survey("mvtec", top, Plan(options))


def test_a_kind_of_defect_called_background_is_no_clean_frame(tmp_path: Path):
    top = mvtec(tmp_path / "m", "Background/000.png", ("Background/000.png", png(PIT)))
    put_frame(top / "test" / "scratch" / "001.png")
    put(top / "ground_truth" / "scratch" / "001.png", png(PIT))
    assert faults(surveyed("mvtec", top)) == {"test/Background/000.png": "unknown class"}


# labelme2voc


@pytest.mark.parametrize("masks", ["SegmentationClassPNG", "SegmentationClass"])
@pytest.mark.parametrize("names", ["_background_\npit\ndent\n", "__ignore__\n_background_\npit\ndent\n"])
def test_what_labelme2voc_makes_is_read_as_voc(tmp_path: Path, masks: str, names: str):
    top = tmp_path / "voc"
    class_map = PIT + 2 * DENT + box_map(255, 0, 0, 1, 1)
    put(top / "class_names.txt", names)
    put_frame(top / "JPEGImages" / "a.jpg")
    put_frame(top / "SegmentationClassVisualization" / "a.jpg")
    picture = Image.fromarray(class_map)
    picture.putpalette(voc_palette().ravel().tolist())  # labelme's colours are VOC's
    (top / masks).mkdir()
    picture.save(top / masks / "a.png")
    if masks == "SegmentationClassPNG":
        put(top / "SegmentationClass" / "a.npy", b"\x93NUMPY")
    version = imported("voc", top, tmp_path / "v")
    assert version.class_names == ("background", "pit", "dent")
    assert class_maps(version) == {"a": class_map.tolist()}


def test_arrays_alone_are_refused_in_words(tmp_path: Path):
    put(tmp_path / "voc" / "class_names.txt", "_background_\npit\n")
    put_frame(tmp_path / "voc" / "JPEGImages" / "a.jpg")
    put(tmp_path / "voc" / "SegmentationClass" / "a.npy", b"\x93NUMPY")
    with pytest.raises(DatasetError, match=r"arrays \(\.npy\), and no pictures"):
        surveyed("voc", tmp_path / "voc")


def test_a_list_without_background_is_refused_until_it_is_named(tmp_path: Path):
    top = tmp_path / "voc"
    put(top / "labelmap.txt", "steel:9,9,9::\npit:128,0,0::\n")
    put_frame(top / "JPEGImages" / "a.jpg")
    put(top / "SegmentationClass" / "a.png", png(np.array([(9, 9, 9), (128, 0, 0)], np.uint8)[PIT]))
    with pytest.raises(DatasetError, match="holds no background; --background NAME"):
        surveyed("voc", top)
    found = survey("voc", top, Plan(ImportOptions(background="steel")))
    assert (found.class_names, found.report.classes[0].n_pixels) == (("background", "pit"), 6)


# background in formats that name classes


def coco(top: Path, *names: str) -> Path:
    put_frame(top / "a.png")
    squares = [[2, 1, 5, 1, 5, 3, 2, 3], [6, 4, 9, 4, 9, 7, 6, 7]]
    annotations = [
        {"id": number, "image_id": 1, "category_id": number, "segmentation": [square]}
        for number, square in enumerate(squares, 1)
    ]
    categories = [{"id": number, "name": name} for number, name in enumerate(names, 1)]
    image = {"id": 1, "file_name": "a.png", "height": 8, "width": 10}
    put_json(top / "x.json", {"images": [image], "annotations": annotations, "categories": categories})
    return top


@pytest.mark.parametrize("name", ["Background", "__BACKGROUND__", "bg"])
def test_background_of_any_spelling_and_place_is_background_in_coco(tmp_path: Path, name: str):
    assert class_maps(imported("coco", coco(tmp_path / "c", name, "dent"), tmp_path / "v"))["a"] == DENT.tolist()
    assert class_maps(imported("coco", coco(tmp_path / "d", "pit", name), tmp_path / "w"))["a"] == PIT.tolist()


def test_a_class_of_another_name_is_background_where_that_is_said(tmp_path: Path):
    top = coco(tmp_path / "c", "steel", "dent")
    for options in (ImportOptions(background="steel"), ImportOptions(("dent",), background="steel")):
        found = survey("coco", top, Plan(options))
        assert found.class_names == ("background", "dent")
        assert [one.n_pixels for one in found.report.classes] == [9]
    with pytest.raises(DatasetError, match="“rail” is to be background, and the classes are steel, dent"):
        survey("coco", top, Plan(ImportOptions(background="rail")))
    with pytest.raises(DatasetError, match="no masks whose values could be given"):
        survey("coco", top, Plan(ImportOptions(foreground=Foreground.parse("1"))))


def test_names_of_severstal_that_are_listed_twice_are_refused(tmp_path: Path):
    put_frame(tmp_path / "s" / "train_images" / "a.jpg")
    put(tmp_path / "s" / "train.csv", "ImageId,ClassId,EncodedPixels\na.jpg,1,1 1\n")
    with pytest.raises(DatasetError, match="the class pit is listed twice"):
        surveyed("severstal", tmp_path / "s", "pit", "pit")
