"""What the attack on labels damages, and when what comes of it is a silent lie.

Whole label files of programs that we read and do not write stand here; those of the others are our own exports. An
import of damaged labels lies in silence if its masks are others than those of the whole labels, its report has no word
about it, and a damaged file is against its own grammar: then nobody can have meant what was read. A digit that became
another one is data, and no reader can know.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from inspector.datasets.formats.importing import Report
from inspector.datasets.version import DatasetVersion

HEIGHT, WIDTH = 8, 10
# A brush mask of RGBA: 16 values of 0, then 255 to the end, so the first four pixels are not marked.
BRUSH = f"{HEIGHT * WIDTH * 4:032b}" + "00111" + "0010001101111111"
BRUSH += "1" + "10" + f"{15:08b}" + f"{0:08b}" + "1" + "11" + f"{HEIGHT * WIDTH * 4 - 17:016b}" + f"{255:08b}"

CVAT_VIDEO = """<annotations><version>1.1</version><meta><task><size>3</size><mode>interpolation</mode>
<start_frame>0</start_frame><stop_frame>2</stop_frame><frame_filter></frame_filter>
<labels><label><name>pit</name></label><label><name>crack</name></label></labels>
<original_size><width>10</width><height>8</height></original_size></task></meta>
<track id="0" label="pit"><box frame="0" keyframe="1" outside="0" xtl="0.0" ytl="0.0" xbr="2.0" ybr="2.0" z_order="1"/>
<box frame="2" keyframe="1" outside="0" xtl="4.0" ytl="2.0" xbr="8.0" ybr="4.0" rotation="20.0" z_order="1"/></track>
<track id="1" label="crack"><polygon frame="1" outside="0" points="1.0,5.0;4.0,5.0;4.0,7.0" z_order="0"/>
<polygon frame="2" outside="1" points="1.0,5.0;4.0,5.0;4.0,7.0" z_order="0"/></track>
<track id="2" label="crack"><mask frame="0" outside="0" rle="1, 2, 1" left="6" top="5" width="2" height="2"/></track>
</annotations>"""
CVAT_SHAPES = """<annotations><version>1.1</version>
<meta><task><labels><label><name>pit</name></label></labels></task></meta>
<image id="0" name="frame_000000" width="10" height="8"><box label="pit" xtl="1" ytl="1" xbr="3" ybr="3" rotation="40"/>
<ellipse label="pit" cx="6" cy="4" rx="1" ry="2" rotation="10"/><polyline label="pit" points="1,6;5,7;9,6"/></image>
<image id="1" name="frame_000001" width="10" height="8"/></annotations>"""
VOC_BOXES = """<annotation><folder>VOC</folder><filename>frame_000000.png</filename>
<size><width>10</width><height>8</height><depth>1</depth></size><object><name>pit</name><difficult>0</difficult>
<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>2</ymax></bndbox></object></annotation>"""


def _frames(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(3):
        Image.fromarray(np.full((HEIGHT, WIDTH), 80 + number, np.uint8)).save(folder / f"frame_{number:06d}.png")


def write_cvat_video(folder: Path) -> None:
    _frames(folder / "images")
    (folder / "annotations.xml").write_text(CVAT_VIDEO)


def write_cvat_shapes(folder: Path) -> None:
    _frames(folder / "images")
    (folder / "annotations.xml").write_text(CVAT_SHAPES)


def write_voc_boxes(folder: Path) -> None:
    _frames(folder / "JPEGImages")
    for name in ("Annotations", "ImageSets/Main"):
        (folder / name).mkdir(parents=True)
    (folder / "Annotations" / "frame_000000.xml").write_text(VOC_BOXES)
    (folder / "ImageSets" / "Main" / "train.txt").write_text("frame_000000\n")


def write_label_studio(folder: Path) -> None:
    _frames(folder)
    bits = BRUSH.ljust(-(-len(BRUSH) // 8) * 8, "0")
    place = {"x": 20, "y": 25, "rotation": 30}
    values = {
        "brushlabels": {"format": "rle", "rle": [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]},
        "polygonlabels": {"points": [[50, 0], [80, 0], [80, 25.5]], "closed": True},
        "rectanglelabels": {**place, "width": 30.5, "height": 25},
        "ellipselabels": {**place, "radiusX": 12, "radiusY": 15},
    }
    results = [
        {"id": kind, "type": kind, "original_width": WIDTH, "original_height": HEIGHT, "image_rotation": 0,
         "from_name": "tag", "to_name": "image", "value": {**value, kind: ["pit"]}}
        for kind, value in values.items()
    ]  # fmt: skip
    annotations = [{"id": 1, "result": results, "was_cancelled": False}], [{"id": 2, "result": []}]
    tasks = [
        {"id": number, "annotations": found, "data": {"image": f"/data/upload/1/0a1b2c3d-frame_{number:06d}.png"}}
        for number, found in enumerate(annotations)
    ]
    (folder / "export.json").write_text(json.dumps(tasks))


def write_labelme_shapes(folder: Path) -> None:
    _frames(folder)
    mask = io.BytesIO()
    Image.fromarray(np.ones((2, 3), np.uint8)).save(mask, "PNG")
    points = {"circle": [[5, 4], [5, 6.2]], "linestrip": [[2, 3], [8, 3.5]], "rectangle": [[1, 1], [3, 2]],
              "mask": [[8, 6], [10, 7]]}  # fmt: skip
    shapes = [{"label": "pit", "points": found, "shape_type": kind} for kind, found in points.items()]
    shapes[-1]["mask"] = b64encode(mask.getvalue()).decode()
    picture = {"imagePath": "frame_000000.png", "imageHeight": HEIGHT, "imageWidth": WIDTH}
    copy = b64encode((folder / "frame_000000.png").read_bytes()).decode()
    sheet = {"version": "5.5.0", "shapes": shapes, "imageData": copy, **picture}
    (folder / "frame_000000.json").write_text(json.dumps(sheet))


def _masks() -> list[np.ndarray]:
    masks = [np.zeros((HEIGHT, WIDTH), np.uint8) for _ in range(3)]
    for number, mask in enumerate(masks[1:], start=1):
        mask[1 : 2 + number, 2:5] = 1
    return masks


def write_pairs(folder: Path) -> None:
    _frames(folder / "images")
    (folder / "masks").mkdir()
    for number, mask in enumerate(_masks()):
        Image.fromarray(mask * 255).save(folder / "masks" / f"frame_{number:06d}.png")


def write_mvtec(folder: Path) -> None:
    for part in ("train/good", "test/good", "test/pit"):
        _frames(folder / part)
    (folder / "ground_truth" / "pit").mkdir(parents=True)
    for number, mask in enumerate([_masks()[1], *_masks()[1:]]):
        Image.fromarray(mask * 255).save(folder / "ground_truth" / "pit" / f"frame_{number:06d}_mask.png")


READ_ONLY: Mapping[str, tuple[str, Callable[[Path], None]]] = {  # the format of each folder, and what writes it
    "cvat video": ("cvat", write_cvat_video),
    "cvat shapes": ("cvat", write_cvat_shapes),
    "voc boxes": ("voc-boxes", write_voc_boxes),
    "label studio": ("label-studio", write_label_studio),
    "labelme shapes": ("labelme", write_labelme_shapes),
    "pairs": ("folder-pairs", write_pairs),
    "mvtec": ("mvtec", write_mvtec),
}


def label_files(folder: Path) -> list[Path]:
    """Everything in a good folder but its frames."""
    kept = {"masks", "ground_truth", "SegmentationClass"}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in files if path.suffix not in (".png", ".jpg") or kept & set(path.parts)]


def meaning(version: DatasetVersion) -> dict[str, dict[str, str]]:
    """Of each frame, what marks each class, whatever its index."""
    found = {}
    for sample in version.samples:
        class_map = version.read_class_map(sample)
        names = {index: version.class_names[index] if index < len(version.class_names) else "ignored"
                 for index in np.unique(class_map).tolist() if index}  # fmt: skip
        found[sample.name] = {name: sha256((class_map == index).tobytes()).hexdigest() for index, name in names.items()}
    return found


def has_words(report: Report) -> bool:
    """Whether a report says that something is not as it should be."""
    counts = report.n_void_parts, report.n_void_regions, report.n_crossed, report.n_cut
    return bool(report.problems or report.unannotated or any(counts))


def is_against_grammar(path: Path) -> bool:
    """Whether a file is none of its kind, as a reader that knows nothing of labels finds."""
    data = path.read_bytes()
    try:
        match path.suffix.lower():
            case ".json":
                json.loads(data)
            case ".xml":
                ElementTree.fromstring(data)
            case ".png":
                return not _is_whole_png(data)
            case ".csv":
                rows = list(csv.reader(data.decode("utf-8").splitlines(), strict=True))
                return len({len(row) for row in rows if row}) > 1
            case ".txt" if "labels" in path.parts:
                numbers = [[float(word) for word in line.split()] for line in data.decode("utf-8").splitlines()]
                return any(len(line) % 2 == 0 for line in numbers if line)
            case _:
                data.decode("utf-8")
    except (ValueError, RecursionError, csv.Error, ElementTree.ParseError):
        return True
    return False


def _is_whole_png(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if at + 12 + length > len(data):
            return False
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(data[at + 4 : at + 8 + length]) != checksum:
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return data.startswith(b"\x89PNG\r\n\x1a\n")
        at += 12 + length
    return False
