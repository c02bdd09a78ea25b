"""Names of the formats of data sets, by the id that ``datasets/formats`` and the command line give them."""

from __future__ import annotations

from inspector.texts.translate import Text

NAMES = {
    "coco": Text("formats", "COCO instances"),
    "cvat": Text("formats", "CVAT for images or for video"),
    "folder-pairs": Text("formats", "Frames with a mask each, in any folders"),
    "label-studio": Text("formats", "Label Studio"),
    "labelme": Text("formats", "labelme"),
    "masks": Text("formats", "Inspector's own folders: frames, masks, classes.txt"),
    "mvtec": Text("formats", "MVTec AD"),
    "severstal": Text("formats", "Severstal (train.csv with run lengths)"),
    "voc": Text("formats", "Pascal VOC"),
    "voc-boxes": Text("formats", "Pascal VOC, boxes"),
    "yolo-seg": Text("formats", "YOLO segmentation"),
}


def format_name(data_format: str) -> str:
    """Of a format without a name its id."""
    name = NAMES.get(data_format)
    return data_format if name is None else name.translated()
