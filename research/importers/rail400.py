"""Importer for Rail-400: rail heads from a line-scan camera, 2048x2000 grey frames, boxes only.

    PATH/images/NAME.jpg     thirteen digits; the first nine name one run of the measuring train: the group
    PATH/boxes_coco.json     COCO boxes of eight classes

To train on there are tiles of the rail head, four per frame, 500 rows by 512 columns and without overlap; each
note says where its tile lies on its frame. Masks are drawn inside the boxes by ``masks_from_boxes``; the boxes called
unknown, what no method separates, and rows in which the camera saw no rail are 255 (ignore). Beside the head,
sleepers and ballast are background: no class of their own, because nothing there is a defect and a network that
sees whole tiles has to be silent there too.

For scoring per box there are the whole frames, too, whose masks are the filled boxes (`import_rail400_boxes`).

The authors give no split. ``split_of_groups`` deals whole runs over train, val and test: nobody's choice, no seed.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.annotation.tools.box_masks import Box, Rule, Shape
from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.group_split import split_groups
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from inspector.pictures.decoding import decode_picture
from research.importers.masks_from_boxes import IGNORE, class_map_from_boxes

CLASS_NAMES = ("background", "damage", "dent", "crush", "scratch", "slant", "gap", "dirt")
NON_DEFECT_NAMES = ("gap", "dirt")  # a joint belongs to the rail, dirt comes off
DEFECT_NAMES = tuple(name for name in CLASS_NAMES[1:] if name not in NON_DEFECT_NAMES)
UNKNOWN = "unknown"
NAMES_OF_AUTHORS = {
    "damage": "damage", "d_dent": "dent", "d_crush": "crush", "d_scratch": "scratch", "d_slant": "slant",
    "gap": "gap", "dirt": "dirt", "unknown": UNKNOWN,
}  # fmt: skip
SOURCE = "Rail-400, github.com/sirlis/RailDefect"
TERMS = "LGPL-3.0, as the file LICENSE beside the frames states"
GROUP_DIGITS = 9
TILE_ROWS, TILE_COLUMNS = 500, 512  # a head is about 450 px wide, its gaps up to 540
CHUNK_ROWS = 100  # over which the head is taken to run straight
BLIND_ROWS = 64  # at least so many white or black rows in a row show no rail; a gap has fewer

# Chosen by looking: research/box_mask_report.py draws the masks and counts what they find on clean rail.
RULES = {
    "damage": Rule(is_bright_too=True, is_rough_too=True, min_part=0.2),
    "dent": Rule(scales_px=(1.5, 4, 9), is_bright_too=True, is_rough_too=True, close_px=13, open_px=11, min_part=0.3),
    "crush": Rule(is_bright_too=True, is_rough_too=True, highest_cut=4, close_px=11, min_part=0.2),
    "scratch": Rule(is_bright_too=True, is_rough_too=True, close_px=15, open_px=7, min_part=0.05),
    "slant": Rule(Shape.LINE),
    "gap": Rule(Shape.SLIT),
    "dirt": Rule(contrast=0.07, close_px=7, open_px=7),  # oil and water: even shades, darker only
}


@dataclass(frozen=True, slots=True)
class FrameBoxes:
    """One whole frame and all its boxes, for scoring per box. Classes are ours, and ``UNKNOWN``."""

    file: Path
    height: int
    width: int
    group: str
    split: Split
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class TilePosition:
    """Where a tile lies on its frame."""

    frame_name: str  # file name
    top: int
    left: int

    def note(self) -> str:
        return f"{self.frame_name}, rows from {self.top}, columns from {self.left}"

    @classmethod
    def from_note(cls, note: str) -> TilePosition:
        """From a frame's note; ValueError if it holds none."""
        found = re.match(r"(\S+), rows from (\d+), columns from (\d+)", note)
        if found is None:
            raise ValueError(f"{note!r} does not say where a tile lies")
        return cls(found[1], int(found[2]), int(found[3]))


def rail400_boxes(path: Path) -> tuple[FrameBoxes, ...]:
    """All frames by name, each with its boxes cut to the frame, its run and its split.

    Raises DatasetError if the annotation file is missing or not understood.
    """
    try:
        coco = json.loads((path / "boxes_coco.json").read_bytes())
        names = {kind["id"]: NAMES_OF_AUTHORS[kind["name"]] for kind in coco["categories"]}
        frames = {frame["id"]: frame for frame in sorted(coco["images"], key=lambda frame: str(frame["file_name"]))}
        boxes: dict[int, list[Box]] = {key: [] for key in frames}
        for entry in coco["annotations"]:
            frame = frames[entry["image_id"]]
            boxes[frame["id"]].append(_box(names[entry["category_id"]], entry["bbox"], frame["height"], frame["width"]))
        splits = split_of_groups(_counts_of_groups({str(f["file_name"]): boxes[key] for key, f in frames.items()}))
        return tuple(
            FrameBoxes(
                file=path / "images" / frame["file_name"], height=frame["height"], width=frame["width"],
                group=(group := frame["file_name"][:GROUP_DIGITS]), split=splits[group], boxes=tuple(boxes[key]),
            )
            for key, frame in frames.items()
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(path), detail=f"boxes_coco.json: {reason}")) from error


def _box(class_name: str, corner_and_size: list[float], height: int, width: int) -> Box:
    left, top, box_width, box_height = corner_and_size
    x0, y0 = max(0, round(left)), max(0, round(top))
    x1, y1 = min(width, round(left + box_width)), min(height, round(top + box_height))
    if x1 <= x0 or y1 <= y0:
        raise ValueError(f"the box {corner_and_size} does not lie on its frame")
    return Box(class_name, x0, y0, x1 - x0, y1 - y0)


def _counts_of_groups(boxes: Mapping[str, list[Box]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file_name, found in boxes.items():
        counts[file_name[:GROUP_DIGITS]].update({"frames": 1}, **Counter(box.class_name for box in found))
    return dict(counts)


def split_of_groups(counts: Mapping[str, Counter[str]]) -> dict[str, Split]:
    """A split for each run, from its counts of frames and of boxes per class; unknown boxes do not count."""
    return split_groups(
        {run: Counter({k: n for k, n in count.items() if k != UNKNOWN}) for run, count in counts.items()}
    )


def rail_window(pixels: npt.NDArray[np.uint8]) -> int:
    """First column of the window of ``TILE_COLUMNS`` columns that shows the rail head of a grey frame (H, W).

    The head is the brightest run of columns in the medians of each hundred rows, found on square roots because its
    flank may be ten times darker than its running band. The median over the frame outvotes joints, fishplates and
    shifted rows. Where two rails run together, or none is seen, the brightest window is taken.
    """
    height, width = pixels.shape
    edges, profiles = [], []
    for top in range(0, height, CHUNK_ROWS):
        profile = np.median(pixels[top : top + CHUNK_ROWS], axis=0).astype(np.float32)
        profile = np.sqrt(cv2.blur(profile[None], (15, 1))[0])
        base, peak = float(np.median(profile)), float(np.percentile(profile, 97))
        if base > 11 or peak - base < 1.5:  # white or black rows
            continue
        profiles.append(profile)
        is_head = (profile > base + max(0.5, 0.15 * (peak - base))).astype(np.uint8)
        is_head = cv2.morphologyEx(is_head[None], cv2.MORPH_CLOSE, np.ones((1, 41), np.uint8))[0]
        steps = np.flatnonzero(np.diff(np.concatenate(([0], is_head, [0]))))
        edges.append(max(zip(steps[::2], steps[1::2], strict=True), key=lambda run: profile[run[0] : run[1]].sum()))
    if edges:
        left, right = np.median(np.array(edges), axis=0)
        if right - left <= TILE_COLUMNS:
            return int(np.clip(round((left + right - TILE_COLUMNS) / 2), 0, width - TILE_COLUMNS))
    brightness = np.mean(profiles, axis=0) if profiles else np.sqrt(pixels.mean(axis=0))
    sums = np.concatenate(([0.0], np.cumsum(brightness)))
    return int((sums[TILE_COLUMNS:] - sums[:-TILE_COLUMNS]).argmax())


def blind_rows(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """(H,) True where a window (H, W) shows no rail: long runs of white rows, or of black ones."""
    is_blind = (np.median(pixels, axis=1) >= 250) | (np.percentile(pixels, 90, axis=1) <= 4)
    steps = np.flatnonzero(np.diff(np.concatenate(([0], is_blind.astype(np.int8), [0]))))
    blind = np.zeros(len(pixels), np.bool_)
    for first, last in zip(steps[::2], steps[1::2], strict=True):
        if last - first >= BLIND_ROWS:
            blind[max(0, first - 8) : last + 8] = True  # the camera's blocks of 8 rows smear the edge
    return blind


def import_rail400(
    path: Path, folder: Path, report: Callable[[int, int], None] = lambda done, total: None
) -> DatasetVersion:
    """Write Rail-400 as a dataset version of tiles into ``folder``. ``report`` takes frames done and in all.

    Raises DatasetError where files are missing or not understood.
    """
    frames = rail400_boxes(path)

    return _written("rail400", folder, frames, lambda frame: _tiles_of(frame, path), report)


def import_rail400_boxes(
    path: Path, folder: Path, report: Callable[[int, int], None] = lambda done, total: None
) -> DatasetVersion:
    """Write Rail-400 as a dataset version of whole frames, byte for byte, whose masks are the filled boxes, in the
    splits of ``import_rail400``. Where boxes overlap, the smaller one lies above, and a defect above what is none.

    Boxes called unknown and blind rows are 255 (ignore). Reports and raises as ``import_rail400``.
    """
    return _written("rail400-boxes", folder, rail400_boxes(path), lambda frame: [_whole(frame, path)], report)


def _written(
    name: str, folder: Path, frames: Sequence[FrameBoxes], samples_of: Callable[[FrameBoxes], Iterable[NewSample]],
    report: Callable[[int, int], None],
) -> DatasetVersion:  # fmt: skip
    def samples() -> Iterator[NewSample]:
        for done, frame in enumerate(frames):
            report(done, len(frames))
            yield from samples_of(frame)
        report(len(frames), len(frames))

    return write_version(
        folder, name=name, class_names=CLASS_NAMES, source=SOURCE, terms=TERMS, samples=samples(),
        non_defects=NON_DEFECT_NAMES,
    )  # fmt: skip


def read_frame(frame: FrameBoxes) -> npt.NDArray[np.uint8]:
    """Grey pixels (H, W) of a whole frame; ValueError if the file is not what the annotations say, or OSError."""
    pixels = decode_picture(frame.file.read_bytes(), frame.file.name).pixels
    if pixels.shape != (frame.height, frame.width) or pixels.dtype != np.uint8:
        raise ValueError(f"{frame.file.name} is {pixels.shape} {pixels.dtype}, not grey {frame.height}x{frame.width}")
    return pixels.astype(np.uint8, copy=False)


def _read_or_refused(frame: FrameBoxes, path: Path) -> npt.NDArray[np.uint8]:
    try:
        return read_frame(frame)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatasetError(
            message(Code.DATASET_BROKEN, path=str(path), detail=f"{frame.file.name}: {reason}")
        ) from error


def _whole(frame: FrameBoxes, path: Path) -> NewSample:
    pixels = _read_or_refused(frame, path)
    class_map = np.zeros(pixels.shape, np.uint8)

    def height(box: Box) -> tuple[bool, bool, int]:
        return box.class_name != UNKNOWN, box.class_name in DEFECT_NAMES, -box.width * box.height

    for box in sorted(frame.boxes, key=height):  # the lowest first
        index = IGNORE if box.class_name == UNKNOWN else CLASS_NAMES.index(box.class_name)
        class_map[box.top : box.top + box.height, box.left : box.left + box.width] = index
    left = rail_window(pixels)
    class_map[blind_rows(pixels[:, left : left + TILE_COLUMNS])] = IGNORE
    return NewSample(
        name=frame.file.stem, frame_bytes=frame.file.read_bytes(), frame_suffix=frame.file.suffix, class_map=class_map,
        group=frame.group, split=frame.split,
    )  # fmt: skip


def _tiles_of(frame: FrameBoxes, path: Path) -> Iterator[NewSample]:
    pixels = _read_or_refused(frame, path)
    class_map, _ = class_map_from_boxes(pixels, frame.boxes, RULES, CLASS_NAMES)
    left = rail_window(pixels)
    window = slice(left, left + TILE_COLUMNS)
    class_map[blind_rows(pixels[:, window])] = IGNORE
    for top in range(0, frame.height, TILE_ROWS):
        rows = slice(top, top + TILE_ROWS)
        encoded = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(pixels[rows, window])).save(encoded, "PNG")
        yield NewSample(
            name=f"{frame.file.stem}_{top:04d}",
            frame_bytes=encoded.getvalue(),
            frame_suffix=".png",
            class_map=np.ascontiguousarray(class_map[rows, window]),
            group=frame.group,
            split=frame.split,
            note=TilePosition(frame.file.name, top, left).note(),
        )
