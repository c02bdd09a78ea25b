"""What a model would label, as proposals that a person accepts or rejects one by one. Nothing of it is a label before.

    proposals_of(prediction, thresholds, …)          ->  Proposals of a frame, the likeliest first
    beside_labels(proposal, labels)                  ->  what of it is not labelled; is_rejected(…)

What is accepted is painted, and no proposal any more because there is a label; undo brings it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspector.annotation.tools.margins import is_thick
from inspector.annotation.tools.painting import Patch
from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.polygons import regions_of

HALF = 0.5  # of a region that is labelled: what remains of it is its rim


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """One 8-connected region of one class, or what of it is not labelled."""

    class_index: int  # in the labels
    patch: Patch
    score: float  # mean probability of its pixels, 0 to 1

    @property
    def n_pixels(self) -> int:
        return int(np.count_nonzero(self.patch.mask))


def proposals_of(
    prediction: ArgmaxPrediction,
    model_classes: Sequence[str],
    label_classes: Sequence[str],
    thresholds: Sequence[float],
    *,
    min_area_px: Sequence[int] | None = None,
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """Regions at or above the threshold of their class (per index of the model), whatever is labelled; and the model's
    classes found here that the labels do not have, of which nothing is proposed.

    Classes are matched by name.
    """
    index = np.zeros(256, np.uint8)
    missing = {}
    for at, name in enumerate(model_classes[1:], 1):
        if name in label_classes:
            index[at] = label_classes.index(name)
        else:
            missing[at] = name
    limits = np.zeros(256, np.float32)
    limits[: len(thresholds)] = thresholds
    areas = np.zeros(256, np.int64)
    for at, area in enumerate(min_area_px or ()):
        areas[index[at]] = area
    found_index = np.where(prediction.probability >= limits[prediction.index], prediction.index, np.uint8(0))
    proposed = index[found_index]
    found = []
    for region in regions_of(proposed, connectivity=8):
        if region.n_pixels < areas[region.class_index]:
            continue
        rows, columns = region.mask.shape
        part = prediction.probability[region.top : region.top + rows, region.left : region.left + columns]
        patch = Patch(region.top, region.left, region.mask)
        found.append(Proposal(region.class_index, patch, float(part[region.mask].mean())))
    met = np.bincount(found_index.ravel(), minlength=256) if missing else np.zeros(256, np.int64)
    return (
        tuple(sorted(found, key=lambda one: (-one.score, one.patch.top, one.patch.left))),
        tuple(name for at, name in missing.items() if met[at]),
    )


def beside_labels(one: Proposal, labels: ClassMap) -> Proposal | None:
    """What of it no label (H, W) covers; None where that is nothing, or the thin rim of what is labelled already."""
    rect, mask = one.patch.rect, one.patch.mask
    rest = mask & (labels[rect.top : rect.bottom, rect.left : rect.right] == 0)
    n_rest, n_all = int(np.count_nonzero(rest)), int(np.count_nonzero(mask))
    if n_rest == n_all:
        return one
    if not n_rest or (n_rest < HALF * n_all and not is_thick(rest)):
        return None
    return replace(one, patch=Patch(rect.top, rect.left, rest))


def is_rejected(one: Proposal, rejected: ClassMap) -> bool:
    """A pixel of it was rejected as this class, also where another threshold made it larger or smaller since."""
    rect = one.patch.rect
    return bool((rejected[rect.top : rect.bottom, rect.left : rect.right][one.patch.mask] == one.class_index).any())
