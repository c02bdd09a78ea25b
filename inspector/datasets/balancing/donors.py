"""Donors: defects of training frames, cut out with some of their surroundings.

Nothing that a model is judged by may give or take an injection: ``refuse_leak`` is asked before donors are cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from pathlib import Path

import cv2
import numpy as np

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.balancing.blending import Bytes, Mask
from inspector.datasets.version import Origin, Sample

MARGIN_PX = 12  # of surroundings, by which donor and host are matched
JOINS_PX = 6  # even; parts with at most so many pixels between them are one defect: cracks are annotated in pieces
FAVOURED = 3  # times as often as others a favourite is drawn


class Side(Flag):
    """Sides of its frame that a defect touches."""

    NONE = 0
    TOP = auto()
    BOTTOM = auto()
    LEFT = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Donor:
    """One defect. Bytes (h, w[, 3]) and mask (h, w) are a crop of its frame at row ``top`` and column ``left``."""

    frame_name: str
    group: str
    class_index: int
    number: int  # on its frame, among the defects of its class
    pixels: Bytes
    mask: Mask
    top: int
    left: int
    sides: Side
    area_px: int

    @property
    def key(self) -> str:
        return f"{self.frame_name}:{self.class_index}:{self.number}"


def refuse_leak(training: Iterable[Sample], judging: Iterable[Sample], where: Path) -> None:
    """Raises DatasetError if a group that a model is judged by would give or take injections, or if a picture
    with injections would judge. ``judging``: validation and test, or the fold left out."""
    judged: dict[str, Sample] = {}
    for sample in judging:
        judged[sample.group] = sample
        if sample.origin is Origin.INJECTED:
            raise DatasetError(message(Code.DATASET_INJECTED_JUDGE, path=str(where), name=sample.name))
    for sample in training:
        if sample.group in judged:
            raise DatasetError(
                message(Code.DATASET_LEAK, path=str(where), group=sample.group,
                        splits=f"train, {judged[sample.group].split.value}")
            )  # fmt: skip


def cut_donors(
    pixels: Bytes, class_map: ClassMap, frame_name: str, group: str, *, joins_px: int = JOINS_PX,
    margin_px: int = MARGIN_PX,
) -> list[Donor]:  # fmt: skip
    """All defects of one frame, classes rising, from the top. A defect is what lies closer than ``joins_px``."""
    donors = []
    for class_index in np.unique(class_map):
        if class_index in (BACKGROUND_INDEX, IGNORE_INDEX):
            continue
        of_class = (class_map == class_index).astype(np.uint8)
        kernel = np.ones((joins_px + 1, joins_px + 1), np.uint8)
        joined = cv2.morphologyEx(of_class, cv2.MORPH_CLOSE, kernel) if joins_px else of_class
        n_labels, labels, boxes, _ = cv2.connectedComponentsWithStats(joined | of_class, connectivity=8)
        for number in range(1, n_labels):
            left, top, width, height, _ = (int(v) for v in boxes[number])
            window = np.s_[
                max(0, top - margin_px) : top + height + margin_px, max(0, left - margin_px) : left + width + margin_px
            ]
            mask = (labels[window] == number) & (of_class[window] > 0)
            donors.append(
                Donor(
                    frame_name, group, int(class_index), number, np.ascontiguousarray(pixels[window]), mask,
                    max(0, top - margin_px), max(0, left - margin_px),
                    sides_touched((top, left, top + height, left + width), class_map.shape), int(mask.sum()),
                )
            )  # fmt: skip
    return donors


def whole_frame_donors(pixels: Bytes, class_map: ClassMap, frame_name: str, group: str) -> list[Donor]:
    """The paper's donors: the frame as it is, with all pixels of a class for a mask."""
    donors = []
    for class_index in np.unique(class_map):
        if class_index not in (BACKGROUND_INDEX, IGNORE_INDEX):
            mask = class_map == class_index
            donors.append(Donor(frame_name, group, int(class_index), 1, pixels, mask, 0, 0, Side.NONE, int(mask.sum())))
    return donors


def sides_touched(box: Sequence[int], shape: Sequence[int]) -> Side:
    """``box`` is top, left, bottom, right (one past the end); ``shape`` the frame's height and width."""
    sides = Side.NONE
    for is_touching, side in (
        (box[0] <= 0, Side.TOP), (box[2] >= shape[0], Side.BOTTOM),
        (box[1] <= 0, Side.LEFT), (box[3] >= shape[1], Side.RIGHT),
    ):  # fmt: skip
        if is_touching:
            sides |= side
    return sides
