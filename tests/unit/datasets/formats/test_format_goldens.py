"""What is written, beside what each format's own description says of the same frame, and its own tools where there are.

. 1 1 . .      1 crack, 2 dent
. 1 . . 2
. . . 2 2
. . . . .
"""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from PIL import Image

from inspector.core.class_map import ClassMap
from inspector.datasets.formats.exporting import export
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from tests.unit.datasets.formats.format_samples import png

FRAME = np.array(
    [[0, 1, 1, 0, 0],
     [0, 1, 0, 0, 2],
     [0, 0, 0, 2, 2],
     [0, 0, 0, 0, 0]], np.uint8,
)  # fmt: skip


def version_of(folder: Path, class_map: ClassMap) -> DatasetVersion:
    sample = NewSample("a", png(np.zeros(class_map.shape, np.uint8)), ".png", class_map, "coil 1", Split.TRAIN)
    return write_version(
        folder, name="v", class_names=("background", "crack", "dent"), source="a test", terms="none", samples=[sample]
    )


@pytest.fixture
def version(tmp_path: Path) -> DatasetVersion:
    return version_of(tmp_path / "v", FRAME)


def test_coco_is_as_its_data_format_says(version: DatasetVersion, tmp_path: Path):
    """Run lengths down the columns from outside: 4 2 2 1 11 and 14 1 2 2 1; a text of them has differences from the
    fourth on."""
    export(version, "coco", tmp_path / "out")
    document = json.loads((tmp_path / "out/annotations/instances_train.json").read_text())
    document.pop("info", None)  # which COCO leaves to whoever makes a file
    assert document == {
        "images": [{"id": 1, "file_name": "a.png", "height": 4, "width": 5}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "segmentation": {"size": [4, 5], "counts": "422O9"},
             "area": 3, "bbox": [1, 0, 2, 2], "iscrowd": 0},
            {"id": 2, "image_id": 1, "category_id": 2, "segmentation": {"size": [4, 5], "counts": ">121O"},
             "area": 3, "bbox": [3, 1, 2, 2], "iscrowd": 0},
        ],
        "categories": [
            {"id": 1, "name": "crack", "supercategory": ""}, {"id": 2, "name": "dent", "supercategory": ""},
        ],
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of pycocotools with NumPy 2
@given(class_map=npst.arrays(np.uint8, npst.array_shapes(min_dims=2, max_dims=2, max_side=9),
                             elements=st.sampled_from([0, 0, 1, 2])), is_polygons=st.booleans())  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_coco_s_own_reader_finds_the_same_pixels(class_map: ClassMap, is_polygons: bool):
    coco_tools = pytest.importorskip("pycocotools.coco", reason="pycocotools is not installed: pip install -e .[dev]")
    class_map[0, 0] = 1  # a list without any annotation says nothing
    if is_polygons:  # no holes, which outlines fill: whole rows of the larger side
        class_map[:] = class_map.max(axis=1, keepdims=True)
    with TemporaryDirectory() as place:
        export(version_of(Path(place) / "v", class_map), "coco", Path(place) / "out", is_polygons=is_polygons)
        found = coco_tools.COCO(str(Path(place) / "out/annotations/instances_train.json"))
        back = np.zeros_like(class_map)
        for annotation in found.anns.values():
            mask = found.annToMask(annotation).astype(bool)
            assert not back[mask].any()
            back[mask] = annotation["category_id"]
            assert annotation["area"] == mask.sum()
        assert back.tolist() == class_map.tolist()


def test_cvat_is_as_its_format_says(version: DatasetVersion, tmp_path: Path):
    """A mask's run lengths go along the rows of its box, from outside: 0 3 1 and 1 3."""
    export(version, "cvat", tmp_path / "out")
    root = ET.parse(tmp_path / "out/annotations.xml").getroot()
    assert [label.findtext("name") for label in root.iterfind("meta/task/labels/label")] == ["crack", "dent"]
    assert root.findtext("version") == "1.1"
    image = root.find("image")
    assert image is not None
    assert image.attrib == {"id": "0", "name": "a.png", "width": "5", "height": "4", "subset": "train"}
    common = {"source": "manual", "occluded": "0"}
    assert [(shape.tag, shape.attrib) for shape in image] == [
        ("mask", {**common, "label": "crack", "rle": "0, 3, 1", "left": "1", "top": "0", "width": "2", "height": "2",
                  "z_order": "0"}),
        ("mask", {**common, "label": "dent", "rle": "1, 3", "left": "3", "top": "1", "width": "2", "height": "2",
                  "z_order": "1"}),
    ]  # fmt: skip
    export(version, "cvat", tmp_path / "outlines", is_polygons=True)
    image = ET.parse(tmp_path / "outlines/annotations.xml").getroot().find("image")
    assert image is not None
    assert [shape.get("points") for shape in image] == [
        "1.00,0.00;3.00,0.00;3.00,1.00;2.00,1.00;2.00,2.00;1.00,2.00",
        "4.00,1.00;5.00,1.00;5.00,3.00;3.00,3.00;3.00,2.00;4.00,2.00",
    ]


def test_labelme_is_as_its_own_files_are(version: DatasetVersion, tmp_path: Path):
    """A mask lies in a box whose corners are its first and its last pixel, as a PNG of it."""
    export(version, "labelme", tmp_path / "out")
    sheet = json.loads((tmp_path / "out/a.json").read_text())
    shapes = sheet.pop("shapes")
    assert sheet == {
        "version": "5.5.0", "flags": {}, "imagePath": "a.png", "imageData": None, "imageHeight": 4, "imageWidth": 5,
    }  # fmt: skip
    assert [(shape["label"], shape["points"], shape["shape_type"]) for shape in shapes] == [
        ("crack", [[1.0, 0.0], [2.0, 1.0]], "mask"), ("dent", [[3.0, 1.0], [4.0, 2.0]], "mask"),
    ]  # fmt: skip
    pictures = [np.array(Image.open(io.BytesIO(b64decode(shape["mask"])))) for shape in shapes]
    assert [picture.tolist() for picture in pictures] == [[[1, 1], [1, 0]], [[0, 1], [1, 1]]]
    assert (tmp_path / "out/labels.txt").read_text() == "__ignore__\n_background_\ncrack\ndent\n"


def test_masks_are_plain_index_pictures(version: DatasetVersion, tmp_path: Path):
    export(version, "masks", tmp_path / "out")
    with Image.open(tmp_path / "out/masks/a.png") as picture:
        assert picture.mode == "L"
        assert np.array(picture).tolist() == FRAME.tolist()
    assert (tmp_path / "out/classes.txt").read_text() == "background\ncrack\ndent\n"
    assert (tmp_path / "out/samples.csv").read_text() == "name,group,split\na,coil 1,train\n"


def test_severstal_counts_from_one_down_the_columns(version: DatasetVersion, tmp_path: Path):
    export(version, "severstal", tmp_path / "out")
    assert (tmp_path / "out/train.csv").read_text() == (
        "ImageId,ClassId,EncodedPixels\na.png,1,5 2 9 1\na.png,2,15 1 18 2\n"
    )


def test_voc_has_the_palette_of_its_own_masks(version: DatasetVersion, tmp_path: Path):
    """Pillow shows the colours that VOC's description lists: maroon, green, and cream for what is ignored."""
    export(version, "voc", tmp_path / "out")
    with Image.open(tmp_path / "out/SegmentationClass/a.png") as picture:
        assert picture.mode == "P"
        assert np.array(picture).tolist() == FRAME.tolist()
        colours = np.array(picture.getpalette()).reshape(-1, 3)
        shown = np.array(picture.convert("RGB"))
    assert colours[[0, 1, 2, 3, 20, 255]].tolist() == [
        [0, 0, 0], [128, 0, 0], [0, 128, 0], [128, 128, 0], [0, 64, 128], [224, 224, 192],
    ]  # fmt: skip
    assert shown[1, 4].tolist() == [0, 128, 0]
    assert (tmp_path / "out/labelmap.txt").read_text() == "background:0,0,0::\ncrack:128,0,0::\ndent:0,128,0::\n"
    assert (tmp_path / "out/ImageSets/Segmentation/train.txt").read_text() == "a\n"


def test_yolo_has_shares_of_the_frame(version: DatasetVersion, tmp_path: Path):
    export(version, "yolo-seg", tmp_path / "out")
    assert (tmp_path / "out/labels/train/a.txt").read_text().splitlines() == [
        "0 0.200000 0.000000 0.600000 0.000000 0.600000 0.250000 0.400000 0.250000 0.400000 0.500000 0.200000 0.500000",
        "1 0.800000 0.250000 1.000000 0.250000 1.000000 0.750000 0.600000 0.750000 0.600000 0.500000 0.800000 0.500000",
    ]
    assert (tmp_path / "out/data.yaml").read_text() == "train: images/train\nnames:\n  0: 'crack'\n  1: 'dent'\n"
