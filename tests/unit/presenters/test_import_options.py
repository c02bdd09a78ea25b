"""What the window's form can say of data, the command line can say: in the same words, and with the same result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from inspector.cli import cli
from inspector.cli.dataset import FOREIGN_FORMATS, import_version
from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.formats.value_options import Foreground, NamedColour
from inspector.datasets.version import open_version
from inspector.presenters.balance_importing import import_fault, options_of
from inspector.screens.importing import ImportWish
from inspector.texts import import_options as told
from inspector.workspace.workspace import create_workspace
from tests.unit.datasets.formats.format_samples import png, put, put_frame, put_json

OPTIONS = {
    "levels": told.LEVELS, "colours": told.COLOURS, "foreground": told.FOREGROUND, "background": told.BACKGROUND,
    "line_width": told.LINE_WIDTH, "boxes_as_masks": told.BOXES_AS_MASKS,
}  # fmt: skip


def grey_masks(folder: Path) -> None:
    mask = np.zeros((8, 10), np.uint8)
    mask[2:5, 1:4], mask[6:8, 5:9] = 38, 200
    for name in ("a", "b", "c"):
        put_frame(folder / f"images/{name}.png")
        put(folder / f"masks/{name}.png", png(mask))


def labelme_lines(folder: Path) -> None:
    shapes = [
        {"label": "scratch", "shape_type": "linestrip", "points": [[1, 4], [8, 4]], "flags": {}, "group_id": None},
        {"label": "sheet", "shape_type": "rectangle", "points": [[0, 0], [3, 3]], "flags": {}, "group_id": None},
    ]
    for name in ("a", "b"):
        put_frame(folder / f"{name}.png")
        size = {"imagePath": f"{name}.png", "imageHeight": 8, "imageWidth": 10, "imageData": None}
        put_json(folder / f"{name}.json", {"version": "5.4.1", "flags": {}, "shapes": shapes, **size})


def yolo_boxes(folder: Path) -> None:
    for name in ("a", "b"):
        put_frame(folder / f"images/{name}.png")
        put(folder / f"labels/{name}.txt", "0 0.5 0.5 0.4 0.5\n")
    put(folder / "data.yaml", "names: [crack]\n")


def colour_file(folder: Path) -> str:
    return str(put(folder.parent / "colours.txt", "plate:0,0,0\nedge:38,38,38\ndent:200,200,200\n"))


@pytest.mark.parametrize(
    ("data_format", "make", "wished", "said"),
    [
        (
            "masks", grey_masks, {"levels": "0=plate,38=edge,200=dent", "background": "plate"},
            ["--levels", "0=plate,38=edge,200=dent", "--background", "plate"],
        ),
        (
            "folder-pairs", grey_masks, {"foreground": "100+", "class_names": ("dent",)},
            ["--foreground", "100+", "--class", "dent"],
        ),
        ("masks", grey_masks, {"colours": colour_file, "background": "plate"},
         ["--colours", colour_file, "--background", "plate"]),
        ("labelme", labelme_lines, {"line_width": "3,5", "background": "sheet"},
         ["--line-width", "3.5", "--background", "sheet"]),
        ("yolo-seg", yolo_boxes, {"boxes_as_masks": True}, ["--boxes-as-masks"]),
    ],
    ids=("levels", "foreground", "colours", "line width", "boxes"),
)  # fmt: skip
def test_the_window_and_the_command_make_the_same_version(tmp_path: Path, data_format, make, wished, said):
    data = tmp_path / "data"
    make(data)
    wished = {name: value(data) if callable(value) else value for name, value in wished.items()}
    said = [one(data) if callable(one) else one for one in said]
    wish = replace(ImportWish(str(data), data_format, "mine"), **wished)
    assert import_fault(wish) == ""
    found = survey(data_format, data, Plan(options_of(wish)))
    made = import_survey(found, tmp_path / "mine", "mine", terms="not stated", is_skipping=False)
    workspace = create_workspace(tmp_path / "plant").folder
    command = ["dataset", "import", data_format, str(data), "--name", "mine", "-w", str(workspace), *said]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.output
    assert open_version(workspace / "datasets" / "mine").id == made.id
    without = import_survey_of(data_format, data, tmp_path / "without")
    assert without != made.id, "what was said changed nothing, so this test shows nothing"


def import_survey_of(data_format: str, data: Path, folder: Path) -> str:
    """The id of what an import without a word makes; "" where that is refused."""
    try:
        found = survey(data_format, data, Plan(ImportOptions()))
        return import_survey(found, folder, "mine", terms="not stated", is_skipping=False).id
    except DatasetError:
        return ""


def test_the_commands_help_says_what_the_form_says():
    helps = {one.name: getattr(one, "help", "") for one in import_version.params}
    for name, option in OPTIONS.items():
        assert helps[name] == option.help
        words = option.says.source
        assert words[1:] in option.help
        assert all(data_format in FOREIGN_FORMATS for data_format in option.formats)
    assert told.LINE_WIDTH.help == "cvat, labelme: how wide drawn lines are; without it, they are refused."
    assert told.BACKGROUND.help == "The class that is background, whatever it is called."
    assert sorted(told.BACKGROUND.formats) == sorted(FOREIGN_FORMATS)


SAMPLES = {
    "labelme": labelme_lines,
    "yolo-seg": yolo_boxes,
    "masks": grey_masks,
    "folder-pairs": grey_masks,
    "voc-boxes": lambda folder: (put_frame(folder / "JPEGImages/a.jpg"), put(folder / "Annotations/a.xml",
        "<annotation><filename>a.jpg</filename><size><width>10</width><height>8</height></size><object><name>dent</name><bndbox><xmin>2"
        "</xmin><ymin>2</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>")),
    "coco": lambda folder: (put_frame(folder / "a.png"), put_json(folder / "a.json", {
        "images": [{"id": 1, "file_name": "a.png", "width": 10, "height": 8}], "categories": [{"id": 1, "name": "x"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[1, 1, 5, 1, 5, 5]]}],
    })),
    "cvat": lambda folder: (put_frame(folder / "a.png"), put(folder / "annotations.xml",
        '<annotations><version>1.1</version><image id="0" name="a.png" width="10" height="8"/></annotations>')),
    "mvtec": lambda folder: (put_frame(folder / "train/good/a.png"), put_frame(folder / "test/dent/b.png"),
        put(folder / "ground_truth/dent/b_mask.png", png(np.eye(8, 10, dtype=np.uint8) * 255))),
    "severstal": lambda folder: (put_frame(folder / "train_images/a.jpg"),
        put(folder / "train.csv", "ImageId,ClassId,EncodedPixels\na.jpg,1,1 3\n")),
    "label-studio": lambda folder: (put_frame(folder / "a.png"), put_json(folder / "a.json", [
        {"id": 1, "data": {"image": "/data/upload/1/a.png"}, "annotations": [{"id": 1, "result": [{
            "type": "rectanglelabels", "original_width": 10, "original_height": 8, "from_name": "l", "to_name": "i",
            "value": {"x": 10, "y": 10, "width": 50, "height": 50, "rotation": 0, "rectanglelabels": ["dent"]}}]}]}])),
    "voc": lambda folder: (put_frame(folder / "JPEGImages/a.jpg"), put(folder / "labelmap.txt", "dent:38,38,38::\n"),
        put(folder / "SegmentationClass/a.png", png(np.eye(8, 10, dtype=np.uint8) * 38))),
}  # fmt: skip
VALUES = {
    "levels": ImportOptions(("dent",), levels=((0, "background"), (38, "dent"))),
    "colours": ImportOptions(("dent",), colours=(NamedColour("background", 0), NamedColour("dent", 0x262626))),
    "foreground": ImportOptions(("dent",), foreground=Foreground(38)),
}


@pytest.mark.parametrize("name", list(VALUES))
@pytest.mark.parametrize("data_format", FOREIGN_FORMATS)
def test_formats_that_do_not_read_an_option_refuse_it_and_others_do_not(tmp_path: Path, data_format: str, name: str):
    SAMPLES[data_format](tmp_path / "data")
    options = VALUES[name]
    if data_format in ("coco", "severstal", "mvtec"):
        options = replace(options, class_names=())
    options = replace(options, boxes_as_masks=data_format == "voc-boxes")
    try:
        said = str(survey(data_format, tmp_path / "data", Plan(options)).report.problems)
    except DatasetError as error:
        said = str(error.message.params["detail"])
    is_refused = "no --levels" in said
    assert is_refused == (data_format not in OPTIONS[name].formats), said


@pytest.mark.parametrize(
    ("wished", "fault"),
    [
        ({"levels": "0=background,255=crack"}, ""),
        ({"levels": "crack"}, "Levels: 'crack' is no LEVEL=CLASS, such as 255=crack."),
        ({"foreground": "much"}, "Foreground: "),
        ({"line_width": "0.5"}, "Line width (px): “0.5” is no width of 1 px or more."),
        ({"line_width": "wide"}, "Line width (px): “wide” is no width of 1 px or more."),
        (
            {"levels": "1=x", "colours": "/file"},
            "Levels, colours and foreground contradict each other: give one of them.",
        ),
    ],
    ids=str,
)
def test_what_was_typed_wrong_is_said_while_it_is_typed(wished: dict[str, str], fault: str):
    found = import_fault(replace(ImportWish("/data", "masks", "mine"), **wished))
    assert found.startswith(fault) if fault else found == ""
