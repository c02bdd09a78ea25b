"""From class maps to what people see: the regions that count, their borders, a painted picture. NumPy and OpenCV."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inspector.core.bits import to_eight_bit
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, DefectClass
from inspector.core.frame import Pixels


def without_small_regions(class_map: ClassMap, min_area_px: Sequence[int]) -> ClassMap:
    """The class map less the regions (8-connected, of one class) below their class's minimum area."""
    import cv2  # when first drawn: the window need not wait for it

    kept = class_map.copy()
    for class_index in np.flatnonzero(np.bincount(class_map.ravel(), minlength=256)).tolist():
        if class_index in (BACKGROUND_INDEX, IGNORE_INDEX) or min_area_px[class_index] <= 1:
            continue
        is_class = (class_map == class_index).astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(is_class, connectivity=8)
        is_small = stats[:, cv2.CC_STAT_AREA] < min_area_px[class_index]
        is_small[0] = False
        if is_small.any():
            kept[is_small[labels]] = BACKGROUND_INDEX
    return kept


def outlines(class_map: ClassMap) -> dict[int, npt.NDArray[np.int32]]:
    """Borders of each class along pixel edges: (n, 4) int32 x1, y1, x2, y2, straight runs as one segment."""
    present = np.flatnonzero(np.bincount(class_map.ravel(), minlength=256))
    return {
        int(class_index): _border(class_map == class_index)
        for class_index in present
        if class_index not in (BACKGROUND_INDEX, IGNORE_INDEX)
    }


def _border(is_class: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    padded = np.pad(is_class, 1)
    across = _runs(padded[1:, 1:-1] != padded[:-1, 1:-1])  # edges between rows
    along = _runs((padded[1:-1, 1:] != padded[1:-1, :-1]).T)  # edges between columns
    return np.concatenate(
        [
            np.stack([across[:, 1], across[:, 0], across[:, 2], across[:, 0]], axis=1),
            np.stack([along[:, 0], along[:, 1], along[:, 0], along[:, 2]], axis=1),
        ]
    ).astype(np.int32)


def _runs(is_edge: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """(row, first, end) of each run of True in each row."""
    steps = np.diff(np.pad(is_edge, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, first = np.nonzero(steps == 1)
    _, end = np.nonzero(steps == -1)
    return np.stack([row, first, end], axis=1)


def painted(
    pixels: Pixels, bits: int, class_map: ClassMap, classes: Sequence[DefectClass], opacity: float = 0.35
) -> npt.NDArray[np.uint8]:
    """A frame with its defects filled and outlined, (H, W, 3) RGB uint8, for pictures that are saved."""
    import cv2  # when first drawn: the window need not wait for it

    grey = to_eight_bit(pixels, bits)
    picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB) if grey.ndim == 2 else grey.copy()
    for defect_class in classes:
        is_class = class_map == defect_class.index
        if not is_class.any():
            continue
        colour = rgb_of(defect_class.colour)
        picture[is_class] = (picture[is_class] * (1 - opacity) + np.array(colour) * opacity).astype(np.uint8)
        contours, _ = cv2.findContours(is_class.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(picture, contours, -1, colour, 1)
    return np.asarray(picture, np.uint8)


def rgb_of(colour: str) -> tuple[int, int, int]:
    """ "#E69F00" -> (230, 159, 0)."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
