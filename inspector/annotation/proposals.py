"""What a model would label, as proposals that a person accepts or rejects one by one. Nothing of it is a label before.

proposals_of(prediction, thresholds, …)  ->  Proposals, the likeliest first
accept(editor, painter, …)               ->  one step of origin "model"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.mask_step import LabelOrigin, MaskStep, OriginKind, StepFacts
from inspector.annotation.tools.painting import Paint, Painter, Patch
from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.polygons import regions_of


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """One 8-connected region of one class."""

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
    labels: ClassMap,
    *,
    min_area_px: Sequence[int] | None = None,
) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """Regions at or above the threshold of their class (per index of the model) that do not lie on labels already; and
    the model's classes that the labels do not have, of which nothing is proposed.

    Classes are matched by name. A region that labels cover in part is proposed without that part.
    """
    index = np.zeros(256, np.uint8)
    missing = []
    for at, name in enumerate(model_classes[1:], 1):
        if name in label_classes:
            index[at] = label_classes.index(name)
        else:
            missing.append(name)
    limits = np.zeros(256, np.float32)
    limits[: len(thresholds)] = thresholds
    areas = np.zeros(256, np.int64)
    for at, area in enumerate(min_area_px or ()):
        areas[index[at]] = area
    is_sure = prediction.probability >= limits[prediction.index]
    proposed = np.where(is_sure & (labels == 0), index[prediction.index], np.uint8(0))
    found = []
    for region in regions_of(proposed, connectivity=8):
        if region.n_pixels < areas[region.class_index]:
            continue
        rows, columns = region.mask.shape
        part = prediction.probability[region.top : region.top + rows, region.left : region.left + columns]
        patch = Patch(region.top, region.left, region.mask)
        found.append(Proposal(region.class_index, patch, float(part[region.mask].mean())))
    return tuple(sorted(found, key=lambda one: (-one.score, one.patch.top, one.patch.left))), tuple(missing)


def accept(
    editor: FrameEditor, painter: Painter, proposals: Iterable[Proposal], facts: StepFacts, model_sha256: str
) -> MaskStep | None:
    """Paint proposals over background, as one step that says which model drew them; the person is its author."""
    for proposal in proposals:
        painter.put(proposal.patch, Paint(proposal.class_index, only=frozenset({0})))
    origin = LabelOrigin(OriginKind.MODEL, model_sha256)
    return editor.finish_step(StepFacts(facts.name, facts.author, facts.at, origin))
