"""A class map from boxes of detections, for frames that have nothing better.

What is in a box but not in its mask becomes 255 (ignore), and so does a margin around the box: a box says that there
is a defect, not where it ends, and training must not learn where people draw boxes. A box in which nothing stands
out is ignored as a whole. Pixels that boxes of two classes claim are ignored too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from inspector.annotation.tools.box_masks import MARGIN_PX, Box, Rule, mask_of_box
from inspector.core.class_map import ClassMap

IGNORE = 255


def class_map_from_boxes(
    pixels: npt.NDArray[np.uint8], boxes: Sequence[Box], rules: Mapping[str, Rule], class_names: Sequence[str]
) -> tuple[ClassMap, tuple[int, ...]]:
    """Class map (H, W) of a grey frame, and per box how many pixels its mask holds (0: ignored as a whole).

    A box whose class has no rule is ignored as a whole. Boxes must lie inside the frame; ValueError otherwise.
    """
    height, width = pixels.shape
    class_map = np.zeros((height, width), np.uint8)
    masks = [mask_of_box(pixels, box, boxes, rules[box.class_name]) if box.class_name in rules else None
             for box in boxes]  # fmt: skip
    for box in boxes:
        class_map[box.grown(MARGIN_PX, height, width)] = IGNORE
    claimed = np.zeros((height, width), np.uint8)
    for box, mask in zip(boxes, masks, strict=True):
        if mask is None:
            continue
        index = class_names.index(box.class_name)
        part = claimed[box.grown(0, height, width)]
        part[mask] = np.where((part[mask] == 0) | (part[mask] == index), index, IGNORE)
    class_map[claimed > 0] = claimed[claimed > 0]
    return class_map, tuple(0 if mask is None else int(mask.sum()) for mask in masks)
