"""Donors: defects of training frames, cut out with some of their surroundings.

Nothing that a model is judged by may give or take an injection: ``refuse_leak`` is asked before donors are cut.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Flag, auto
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import container_bits, to_bits
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.balancing.blending import Mask
from inspector.datasets.version import Origin, Sample

MARGIN_PX = 12  # of surroundings, by which donor and host are matched
JOINS_PX = 6  # even; parts with at most so many pixels between them are one defect: cracks are annotated in pieces
FAVOURED = 3  # times as often as others a favourite is drawn
_KEY_DIGITS = 12  # hexadecimal: two defects of one class on one frame never share them


class Side(Flag):
    """Sides of its frame that a defect touches."""

    NONE = 0
    TOP = auto()
    BOTTOM = auto()
    LEFT = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """Pixels (h, w[, 3]) and mask (h, w) of a donor."""

    pixels: Pixels
    mask: Mask

    def __call__(self) -> Crop:
        return self

    @property
    def n_bytes(self) -> int:
        return self.pixels.nbytes + self.mask.nbytes


@dataclass(frozen=True, slots=True, eq=False)
class Donor:
    """One defect. Pixels and mask are a crop of its frame at row ``top`` and column ``left``.

    ``key`` names it in whatever people save about it: frame, class name and a hash of which pixels of the frame it
    covers. So it stays when other defects of the frame are added, removed or corrected and when classes change their
    order. A defect that was itself corrected is another one, to be judged anew.
    """

    key: str
    frame_name: str
    group: str
    class_index: int
    crop: Callable[[], Crop]  # itself, or what gives it: the crops of a large version are not all in memory
    bits: int  # of each value
    shape: tuple[int, int]  # of the crop
    top: int
    left: int
    sides: Side
    area_px: int

    @property
    def pixels(self) -> Pixels:
        return self.crop().pixels

    @property
    def mask(self) -> Mask:
        return self.crop().mask

    @property
    def position(self) -> tuple[int, int]:
        """First row and first column of its mask on its frame, in pixels."""
        rows, columns = (np.flatnonzero(self.mask.any(axis)) for axis in (1, 0))
        return self.top + int(rows[0]), self.left + int(columns[0])

    def in_depth(self, bits: int) -> Donor:
        """The same defect in frames of so many bits, with its crop in hand."""
        crop = self.crop()
        if bits != self.bits:
            crop = Crop(to_bits(crop.pixels, self.bits, bits), crop.mask)
        return replace(self, crop=crop, bits=bits)


def donor_key(frame_name: str, class_name: str, mask: Mask, top: int, left: int) -> str:
    """The key of the defect that covers ``mask`` (h, w), which lies at row ``top`` and column ``left`` of its frame."""
    rows, columns = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
    tight = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    facts = f"{top + rows[0]} {left + columns[0]} {tight.shape[0]} {tight.shape[1]} ".encode()
    digest = hashlib.sha256(facts + np.packbits(tight).tobytes()).hexdigest()
    return f"{frame_name}:{class_name}:{digest[:_KEY_DIGITS]}"


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
    pixels: Pixels, class_map: ClassMap, class_names: Sequence[str], frame_name: str, group: str, *,
    bits: int | None = None, joins_px: int = JOINS_PX, margin_px: int = MARGIN_PX,
) -> list[Donor]:  # fmt: skip
    """All defects of one frame, classes rising, from the top. A defect is what lies closer than ``joins_px``.

    ``class_names`` by class index, background included. ``bits``: of each value; None: all that the numbers hold.
    """
    donors = []
    for class_index in defect_indices(class_map):
        of_class = class_map == class_index
        labels, boxes = defect_labels(of_class, joins_px=joins_px)
        for label, (left, top, width, height) in enumerate(boxes, 1):
            first_row, first_column = max(0, top - margin_px), max(0, left - margin_px)
            window = np.s_[first_row : top + height + margin_px, first_column : left + width + margin_px]
            mask = (labels[window] == label) & of_class[window]
            donors.append(
                Donor(
                    donor_key(frame_name, class_names[class_index], mask, first_row, first_column), frame_name, group,
                    class_index, Crop(np.ascontiguousarray(pixels[window]), mask), bits or container_bits(pixels),
                    (mask.shape[0], mask.shape[1]), first_row, first_column,
                    sides_touched((top, left, top + height, left + width), class_map.shape), int(mask.sum()),
                )
            )  # fmt: skip
    return donors


def defect_indices(class_map: ClassMap) -> list[int]:
    """Rising indices of the classes of defects that a class map holds."""
    return [int(index) for index in np.unique(class_map) if index not in (BACKGROUND_INDEX, IGNORE_INDEX)]


def defect_labels(
    of_class: Mask, *, joins_px: int = JOINS_PX
) -> tuple[npt.NDArray[np.int32], list[tuple[int, int, int, int]]]:
    """Which defect of one class each pixel belongs to, (H, W) from 1 in the order of their first rows, pixels between
    their parts included; and the box of each: left, top, width, height."""
    plane = of_class.astype(np.uint8)
    kernel = np.ones((joins_px + 1, joins_px + 1), np.uint8)
    joined = np.asarray(cv2.morphologyEx(plane, cv2.MORPH_CLOSE, kernel), np.uint8) if joins_px else plane
    n_labels, labels, boxes, _ = cv2.connectedComponentsWithStats(joined | plane, connectivity=8)
    found = [(int(x), int(y), int(width), int(height)) for x, y, width, height, _ in boxes[1:n_labels]]
    return np.asarray(labels, np.int32), found


def whole_frame_donors(
    pixels: Pixels, class_map: ClassMap, class_names: Sequence[str], frame_name: str, group: str, *,
    bits: int | None = None,
) -> list[Donor]:  # fmt: skip
    """The paper's donors: the frame as it is, with all pixels of a class for a mask."""
    donors = []
    for class_index in defect_indices(class_map):
        mask = class_map == class_index
        key = donor_key(frame_name, class_names[class_index], mask, 0, 0)
        donors.append(
            Donor(
                key, frame_name, group, class_index, Crop(pixels, mask), bits or container_bits(pixels),
                (mask.shape[0], mask.shape[1]), 0, 0, Side.NONE, int(mask.sum()),
            )
        )  # fmt: skip
    return donors


def with_keys_before_resizing(
    donors: Iterable[Donor], shape: tuple[int, int], original: ClassMap, class_names: Sequence[str]
) -> list[Donor]:
    """``donors``, cut from a frame that was resized to ``shape`` (height, width), with the keys that these defects have
    on the frame as it was, of class map ``original``: what people save about defects names those."""
    labels_of: dict[int, tuple[npt.NDArray[np.int32], list[tuple[int, int, int, int]]]] = {}
    renamed = []
    for donor in donors:
        of_class = original == donor.class_index
        if donor.class_index not in labels_of:
            labels_of[donor.class_index] = defect_labels(of_class)
        labels, boxes = labels_of[donor.class_index]
        rows, columns = np.nonzero(donor.mask)
        rows = (rows + donor.top + 0.5) * original.shape[0] / shape[0]
        columns = (columns + donor.left + 0.5) * original.shape[1] / shape[1]
        covered = np.bincount(labels[rows.astype(np.intp), columns.astype(np.intp)], minlength=2)
        label = 1 + int(np.argmax(covered[1:]))
        left, top, width, height = boxes[label - 1]
        window = np.s_[top : top + height, left : left + width]
        mask = (labels[window] == label) & of_class[window]
        key = donor_key(donor.frame_name, class_names[donor.class_index], mask, top, left)
        renamed.append(replace(donor, key=key))
    return renamed


def choose_donors(
    donors: Iterable[Donor], excluded: Collection[str] = (), favourites: Collection[str] = ()
) -> list[Donor]:
    """Those that may be drawn: without the keys in ``excluded``; one of ``favourites`` stands there several times."""
    return [
        donor
        for donor in donors
        if donor.key not in excluded
        for _ in range(FAVOURED if donor.key in favourites else 1)
    ]


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
