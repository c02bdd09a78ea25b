"""Formats of folders and masks: masks, folder-pairs, voc, mvtec, severstal."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.core.messages import DatasetError
from inspector.datasets.formats.mask_values import voc_palette as palette
from inspector.datasets.version import Split
from tests.unit.datasets.formats.format_samples import (
    box_map,
    class_maps,
    faults,
    imported,
    png,
    put,
    put_frame,
    surveyed,
)

PIT = box_map(1, 1, 2, 3, 5)
TWO = PIT + box_map(2, 6, 0, 8, 1) + box_map(255, 7, 9, 8, 10)

# masks


@pytest.fixture
def masks(tmp_path: Path) -> Path:
    top = tmp_path / "masks"
    put(top / "classes.txt", "background\npit\ncrack\n")
    put_frame(top / "images" / "Werk Süd" / "a.JPG")
    put(top / "masks" / "Werk Süd" / "A.PNG", png(TWO))
    return top


def test_index_masks_are_taken_as_they_are_in_folders_and_letters_of_either_case(masks: Path):
    version = imported("masks", masks, masks.parent / "v")
    assert version.class_names == ("background", "pit", "crack")
    assert class_maps(version) == {"a": TWO.tolist()}


def test_classes_without_background_begin_at_one(masks: Path):
    put(masks / "classes.txt", "\ufeffpit\n\ncrack \n")
    assert imported("masks", masks, masks.parent / "v").class_names == ("background", "pit", "crack")


@pytest.mark.parametrize("text", ["background\n", "pit\npit\n", "a\x00b\n", "\n".join(map(str, range(255)))])
def test_a_list_of_classes_that_cannot_be_meant_is_refused(masks: Path, text: str):
    put(masks / "classes.txt", text)
    with pytest.raises(DatasetError):
        surveyed("masks", masks)


def test_a_folder_without_a_list_of_classes_takes_wished_ones(masks: Path):
    (masks / "classes.txt").unlink()
    with pytest.raises(DatasetError, match="name its classes"):
        surveyed("masks", masks)
    assert imported("masks", masks, masks.parent / "v", "x", "y").class_names == ("background", "x", "y")


@pytest.mark.parametrize(
    ("mask", "fault"),
    [
        (png(np.dstack([TWO, TWO, TWO + 1])), "colour mask"),
        (png(TWO[:, :9]), "size mismatch"),
        (png(TWO.T), "size mismatch"),
        (png(TWO + 2), "unknown class"),  # 255 + 2 is 1, 2 + 2 is 4
        (png(TWO)[:60], "corrupted"),
        (b"", "corrupted"),
        (b"no picture", "corrupted"),
    ],
    ids=["colour", "narrower", "turned", "unknown class", "cut short", "empty", "text"],
)
def test_a_mask_that_cannot_be_meant_breaks_its_pair(masks: Path, mask: bytes, fault: str):
    put(masks / "masks" / "Werk Süd" / "A.PNG", mask)
    assert faults(surveyed("masks", masks)) == {"images/Werk Süd/a.JPG": fault}


def test_a_mask_that_claims_to_be_huge_is_not_decoded(masks: Path):
    """Its header alone is there: a decoder would call it damaged, or ask for 3.6 GB."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    put(masks / "masks" / "Werk Süd" / "A.PNG", content)
    assert faults(surveyed("masks", masks)) == {"images/Werk Süd/a.JPG": "size mismatch"}


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 cut", b"GIF89a......", b"text"])
def test_a_frame_that_cannot_be_decoded_breaks_its_pair(masks: Path, content: bytes):
    put(masks / "images" / "Werk Süd" / "a.JPG", content)
    assert faults(surveyed("masks", masks)) == {"images/Werk Süd/a.JPG": "corrupted"}


def test_a_mask_without_a_frame_is_told_and_a_frame_without_a_mask_is_left_out(masks: Path):
    put_frame(masks / "images" / "b.png")
    put(masks / "masks" / "c.png", png(PIT))
    report = surveyed("masks", masks)
    assert faults(report) == {"masks/c.png": "missing picture"}
    assert (report.n_frames, report.n_annotated, report.unannotated) == (2, 1, ("images/b.png",))


def test_frames_of_16_bits_are_frames(masks: Path):
    put(masks / "images" / "Werk Süd" / "a.JPG", b"")
    (masks / "images" / "Werk Süd" / "a.JPG").unlink()
    put(masks / "images" / "Werk Süd" / "a.png", png(np.full((8, 10), 4000, np.uint16)))
    version = imported("masks", masks, masks.parent / "v")
    assert version.read_pixels(version.samples[0]).max() == 4000


def test_samples_csv_gives_groups_and_splits_and_is_checked(masks: Path):
    put(masks / "samples.csv", "name,group,split\na,coil 7,val\n")
    (sample,) = imported("masks", masks, masks.parent / "v").samples
    assert (sample.group, sample.split) == ("coil 7", Split.VAL)
    put(masks / "samples.csv", "name,group,split\na,coil 7,val\nz,coil 7,val\n")
    assert faults(surveyed("masks", masks)) == {"z": "missing picture"}
    for broken in ("a,coil 7,practice", "a", "a,coil 7"):  # lines that end early, too
        put(masks / "samples.csv", f"name,group,split\n{broken}\n")
        with pytest.raises(DatasetError, match=r"samples\.csv"):
            surveyed("masks", masks)


# folder-pairs


@pytest.mark.parametrize(
    ("frame", "mask"),
    [
        ("Imgs/a.jpg", "Imgs/a.png"),
        ("a.png", "a_mask.png"),
        ("x/A.png", "x/a-GT.bmp"),
        ("frames/x/a.bmp", "gt/x/a.png"),
        ("train/images/a.jpg", "train/Labels/a.png"),
        ("a.jpg", "masks/a.png"),
        ("img/a.png", "ground_truth/a_mask.png"),
    ],
)
def test_a_mask_is_found_by_name_and_folder(tmp_path: Path, frame: str, mask: str):
    put_frame(tmp_path / "p" / frame)
    put(tmp_path / "p" / mask, png(PIT * 255, "BMP" if mask.endswith("bmp") else "PNG"))
    assert class_maps(imported("folder-pairs", tmp_path / "p", tmp_path / "v", "pit")).popitem()[1] == PIT.tolist()


def soft(value: int) -> np.ndarray:
    mask = PIT * 255
    mask[0, :3] = value, 9, 128
    return mask


def as_1_bit(mask: np.ndarray) -> np.ndarray:
    return mask.astype(bool)


@pytest.mark.parametrize(
    ("mask", "expected"),
    [(PIT, PIT), (PIT * 255, PIT), (PIT * 38, PIT), (as_1_bit(PIT), PIT), (PIT * 0, PIT * 0),
     (np.full_like(PIT, 255), PIT * 0 + 1), (soft(127), PIT + box_map(1, 0, 2, 1, 3))],
    ids=["0 and 1", "0 and 255", "0 and 38", "1 bit", "empty", "full", "soft edges"],
)  # fmt: skip
def test_a_mask_of_one_class_shows_it_at_any_level(tmp_path: Path, mask: np.ndarray, expected: np.ndarray):
    put_frame(tmp_path / "p" / "a.jpg")
    put(tmp_path / "p" / "a.png", png(mask))
    assert class_maps(imported("folder-pairs", tmp_path / "p", tmp_path / "v", "pit"))["a"] == expected.tolist()


@pytest.mark.parametrize(
    ("mask", "fault"),
    [(PIT + box_map(255, 7, 0, 8, 1), "contradiction"), (np.dstack([PIT + 1, PIT, PIT]) * 200, "colour mask")],
)
def test_a_mask_of_one_class_that_says_two_things_is_refused(tmp_path: Path, mask: np.ndarray, fault: str):
    put_frame(tmp_path / "p" / "a.jpg")
    put(tmp_path / "p" / "a.png", png(mask))
    assert faults(surveyed("folder-pairs", tmp_path / "p", "pit")) == {"a.jpg": fault}


def test_with_several_classes_masks_hold_indices(tmp_path: Path):
    put_frame(tmp_path / "p" / "a.jpg")
    put(tmp_path / "p" / "a.png", png(TWO))
    assert class_maps(imported("folder-pairs", tmp_path / "p", tmp_path / "v", "x", "y"))["a"] == TWO.tolist()
    with pytest.raises(DatasetError, match="names its classes"):
        surveyed("folder-pairs", tmp_path / "p")


def test_two_masks_of_one_frame_and_two_frames_of_one_mask_are_told(tmp_path: Path):
    put_frame(tmp_path / "p" / "images" / "a.png")
    for name in ("a.png", "a_mask.png"):
        put(tmp_path / "p" / "masks" / name, png(PIT))
    for name in ("b.png", "b.jpg"):
        put_frame(tmp_path / "p" / "images" / name)
    put(tmp_path / "p" / "masks" / "b.png", png(PIT))
    assert faults(surveyed("folder-pairs", tmp_path / "p", "pit")) == {
        f"images/{name}": "duplicate name" for name in ("a.png", "b.png", "b.jpg")
    }


# voc


@pytest.fixture
def voc(tmp_path: Path) -> Path:
    top = tmp_path / "voc"
    put(top / "labelmap.txt", "# label:color_rgb:parts:actions\nbackground:0,0,0::\npit:128,0,0::\ncrack:0,128,0::\n")
    for name, split in (("a", "train"), ("b", "val")):
        put_frame(top / "JPEGImages" / f"{name}.jpg")
        put(top / "SegmentationClass" / f"{name}.png", png(TWO))
        put(top / "ImageSets" / "Segmentation" / f"{split}.txt", name + "\n")
    put(top / "ImageSets" / "Segmentation" / "trainval.txt", "a\nb\n")
    return top


def test_voc_keeps_its_sets_and_255_is_ignored(voc: Path):
    version = imported("voc", voc, voc.parent / "v")
    assert version.class_names == ("background", "pit", "crack")
    assert {s.name: s.split for s in version.samples} == {"a": Split.TRAIN, "b": Split.VAL}
    assert class_maps(version)["a"] == TWO.tolist()


def test_the_standard_palette_is_that_of_voc():
    """From the development kit: aeroplane, bicycle, bird, train, tv monitor, void."""
    colours = palette()
    known = {0: (0, 0, 0), 1: (128, 0, 0), 2: (0, 128, 0), 3: (128, 128, 0), 19: (128, 192, 0), 20: (0, 64, 128),
             255: (224, 224, 192)}  # fmt: skip
    assert {index: tuple(colours[index].tolist()) for index in known} == known


def test_a_palette_picture_is_read_by_its_colours_whatever_their_order(voc: Path):
    picture = Image.fromarray(255 - TWO)
    picture.putpalette(palette()[::-1].ravel().tolist())
    picture.save(voc / "SegmentationClass" / "a.png")
    assert class_maps(imported("voc", voc, voc.parent / "v"))["a"] == TWO.tolist()


def test_a_palette_of_one_colour_tells_nothing_and_is_refused(voc: Path):
    """As background in all of it, it would make every frame clean."""
    for name in "ab":
        picture = Image.fromarray(TWO)
        picture.putpalette([0] * 768)
        picture.save(voc / "SegmentationClass" / f"{name}.png")
    assert faults(surveyed("voc", voc)) == {f"JPEGImages/{name}.jpg": "colour mask" for name in "ab"}


def test_colours_are_read_by_labelmap_and_others_refused(voc: Path):
    colours = palette()[TWO]
    put(voc / "SegmentationClass" / "a.png", png(colours))
    assert class_maps(imported("voc", voc, voc.parent / "v"))["a"] == TWO.tolist()
    colours[0, 0] = 1, 2, 3
    put(voc / "SegmentationClass" / "a.png", png(colours))
    assert faults(surveyed("voc", voc)) == {"JPEGImages/a.jpg": "unknown class"}
    (voc / "labelmap.txt").unlink()
    assert faults(surveyed("voc", voc, "pit", "crack")) == {"JPEGImages/a.jpg": "colour mask"}


def test_what_voc_lists_and_does_not_hold_is_told(voc: Path):
    put_frame(voc / "JPEGImages" / "unannotated.jpg")
    put_frame(voc / "JPEGImages" / "listed.jpg")
    put(voc / "ImageSets" / "Segmentation" / "train.txt", "a\nlisted\nlost\n")
    put(voc / "ImageSets" / "Segmentation" / "val.txt", "a\n")
    put(voc / "SegmentationClass" / "alone.png", png(PIT))
    report = surveyed("voc", voc)
    assert faults(report) == {
        "JPEGImages/a.jpg": "contradiction", "JPEGImages/listed.jpg": "missing mask",
        "ImageSets/Segmentation: lost": "missing picture", "SegmentationClass/alone.png": "missing picture",
    }  # fmt: skip
    assert (report.unannotated, report.n_importable) == (("JPEGImages/unannotated.jpg",), 1)


@pytest.mark.parametrize("text", ["pit:1,2,3::\n", "background:0,0::\n", "background:a,b,c::\n", "# none\n"])
def test_a_labelmap_that_cannot_be_meant_is_refused(voc: Path, text: str):
    put(voc / "labelmap.txt", text)
    with pytest.raises(DatasetError):
        surveyed("voc", voc)


# mvtec


@pytest.fixture
def mvtec(tmp_path: Path) -> Path:
    top = tmp_path / "bottle"
    for name in ("train/good/000", "test/good/000", "test/crack/000", "test/big pit/000"):
        put_frame(top / f"{name}.png")
    put(top / "ground_truth" / "crack" / "000_mask.png", png(PIT * 255))
    put(top / "ground_truth" / "big pit" / "000_mask.png", png(PIT * 255))
    return top


def test_mvtec_has_a_class_per_folder_and_keeps_its_split(mvtec: Path):
    version = imported("mvtec", mvtec, mvtec.parent / "v")
    assert version.class_names == ("background", "big pit", "crack")
    assert {s.name: (s.split, s.n_pixels) for s in version.samples} == {
        "train__good__000": (Split.TRAIN, (80, 0, 0)), "test__good__000": (Split.TEST, (80, 0, 0)),
        "test__crack__000": (Split.TEST, (74, 0, 6)), "test__big pit__000": (Split.TEST, (74, 6, 0)),
    }  # fmt: skip


def test_what_mvtec_lacks_is_told(mvtec: Path):
    (mvtec / "ground_truth" / "crack" / "000_mask.png").unlink()
    put(mvtec / "ground_truth" / "crack" / "001_mask.png", png(PIT))
    put(mvtec / "ground_truth" / "big pit" / "000_mask.png", png(PIT * 0))
    assert faults(surveyed("mvtec", mvtec)) == {
        "test/crack/000.png": "missing mask", "ground_truth/crack/001_mask.png": "missing picture",
        "test/big pit/000.png": "contradiction",
    }  # fmt: skip
    with pytest.raises(DatasetError, match="train/good"):
        surveyed("mvtec", mvtec / "test")


# severstal


@pytest.fixture
def severstal(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        put_frame(tmp_path / "severstal" / "train_images" / f"{name}.jpg")
    return tmp_path / "severstal"


def test_the_newer_table_lists_defects_only_and_other_frames_are_clean(severstal: Path):
    # Eight rows: row 1 of column 2 is pixel 18, counted from 1.
    put(severstal / "train.csv", "ImageId,ClassId,EncodedPixels\na.jpg,1,18 2 26 2 34 2\na.jpg,3,1 1\n")
    version = imported("severstal", severstal, severstal.parent / "v")
    assert version.class_names == ("background", "class1", "class2", "class3")
    maps = class_maps(version)
    assert maps["a"] == (PIT + box_map(3, 0, 0, 1, 1)).tolist()
    assert maps["b"] == (PIT * 0).tolist()


def test_the_older_table_lists_all_frames_and_others_are_not_annotated(severstal: Path):
    rows = "".join(f"a.jpg_{index},{'18 2 26 2 34 2' if index == 2 else ''}\n" for index in (1, 2, 3, 4))
    put(severstal / "train.csv", "ImageId_ClassId,EncodedPixels\n" + rows)
    report = surveyed("severstal", severstal, "w", "x", "y", "z")
    assert [(count.name, count.n_pixels) for count in report.classes] == [("w", 0), ("x", 6), ("y", 0), ("z", 0)]
    assert (report.n_frames, report.n_importable, report.unannotated) == (2, 1, ("train_images/b.jpg",))


def test_where_runs_of_two_classes_overlap_the_smaller_region_wins(severstal: Path):
    put(severstal / "train.csv", "ImageId,ClassId,EncodedPixels\na.jpg,2,18 1\na.jpg,1,18 2 26 2 34 2\n")
    assert surveyed("severstal", severstal).n_contested_px == 1
    assert class_maps(imported("severstal", severstal, severstal.parent / "v"))["a"][1][2] == 2


@pytest.mark.parametrize(
    ("row", "where", "fault"),
    [
        ("a.jpg,1,80 2", "train_images/a.jpg", "corrupted"),
        ("a.jpg,1,5", "train_images/a.jpg", "corrupted"),
        ("a.jpg,2,1 1", "train_images/a.jpg", "unknown class"),
        ("lost.jpg,1,1 1", "lost.jpg", "missing picture"),
        ("../train_images/../../x.jpg,1,1 1", "../train_images/../../x.jpg", "missing picture"),
    ],
)
def test_a_row_that_cannot_be_meant_is_told(severstal: Path, row: str, where: str, fault: str):
    put(severstal / "train.csv", f"ImageId,ClassId,EncodedPixels\n{row}\n")
    assert faults(surveyed("severstal", severstal, "pit")) == {where: fault}


def test_a_folder_without_the_table_or_with_another_is_refused(severstal: Path):
    with pytest.raises(DatasetError, match=r"no train\.csv"):
        surveyed("severstal", severstal)
    put(severstal / "train.csv", "a,b\n1,2\n")
    with pytest.raises(DatasetError):
        surveyed("severstal", severstal)
