"""Two class maps of one frame beside each other: two people's, or labels and what a model says.

agreement(a, b, …)                 ->  per class: pixels, IoU, instances that meet
agreement_of_set(store, labels)    ->  the same over all frames that a second person finished
difference_map(here, there)        ->  which pixels both have, only one, or as another class
disagreements(labels, prediction)  ->  regions where a model is sure of something else, the worst first
in_model_classes(labels, …)        ->  labels numbered as the model numbers its classes
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise

import cv2
import numpy as np

from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_store import LabelStore
from inspector.annotation.tools.margins import is_thick
from inspector.annotation.tools.painting import Patch
from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.frame import MAX_PIXELS
from inspector.core.messages import LabelError
from inspector.core.polygons import AnnotatedRegion, regions_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ClassAgreement:
    """Of one class. Pixels that either ignores count for nobody."""

    class_name: str
    n_first_px: int
    n_second_px: int
    n_both_px: int
    n_first: int  # instances, 8-connected
    n_second: int
    n_first_met: int  # of the first's instances, those that the second's class touches
    n_second_met: int

    @property
    def iou(self) -> float:
        """NaN where neither has a pixel of it."""
        union = self.n_first_px + self.n_second_px - self.n_both_px
        return self.n_both_px / union if union else float("nan")


def agreement(first: ClassMap, second: ClassMap, class_names: Sequence[str]) -> tuple[ClassAgreement, ...]:
    """Of each class after background. Both maps (H, W) number classes by ``class_names``."""
    counts = (first != IGNORE_INDEX) & (second != IGNORE_INDEX)
    a, b = np.where(counts, first, 0), np.where(counts, second, 0)
    instances = [list(regions_of(class_map, connectivity=8)) for class_map in (a, b)]
    found = []
    for index, name in enumerate(class_names[1:], 1):
        here, there = a == index, b == index
        ours, theirs = ([one for one in regions if one.class_index == index] for regions in instances)
        met = [
            sum(
                bool((other[one.top : one.top + one.mask.shape[0], one.left : one.left + one.mask.shape[1]] & one.mask)
                     .any())
                for one in regions
            )
            for regions, other in ((ours, there), (theirs, here))
        ]  # fmt: skip
        found.append(
            ClassAgreement(
                name, int(here.sum()), int(there.sum()), int((here & there).sum()), len(ours), len(theirs), *met
            )
        )
    return tuple(found)


class DisagreementKind(StrEnum):
    MISSED = "missed"  # the model is sure of a defect where the labels have background
    FALSE = "false"  # labelled, and the model sees none
    OTHER_CLASS = "other class"


@dataclass(frozen=True, slots=True, eq=False)
class Disagreement:
    kind: DisagreementKind
    label_index: int
    model_index: int
    patch: Patch
    score: float  # how sure the model is, 0 to 1; of FALSE the share of the instance that it does not see
    n_pixels: int

    @property
    def weight(self) -> float:
        """Large and sure ones first; the root keeps a speck visible beside a blot."""
        return self.score * float(np.sqrt(self.n_pixels))


SURE = 0.8  # probability from which a model contradicts


def in_model_classes(labels: ClassMap, class_names: Sequence[str], model_classes: Sequence[str]) -> ClassMap:
    """By name; what the model does not know is ignored: it is nobody's error."""
    table = np.full(256, IGNORE_INDEX, np.uint8)
    table[BACKGROUND_INDEX] = BACKGROUND_INDEX
    for index, name in enumerate(class_names[1:], 1):
        if name in model_classes:
            table[index] = model_classes.index(name)
    return table[labels]


def disagreements(
    labels: ClassMap, prediction: ArgmaxPrediction, *, sure: float = SURE, min_px: int = 4
) -> tuple[Disagreement, ...]:
    """Likely label errors: both maps (H, W) number classes alike; ignored pixels are nobody's error.

    MISSED and OTHER_CLASS need ``sure`` or more of the model's probability at each pixel. A labelled instance is FALSE
    where the model sees the class in none of its pixels, however unsure. Where both agree but for a rim, nobody errs.
    """
    counts = labels != IGNORE_INDEX
    is_sure = (prediction.probability >= sure) & (prediction.index != BACKGROUND_INDEX) & counts
    differs = np.where(is_sure & (prediction.index != labels), prediction.index, np.uint8(0))
    found = []
    for region in regions_of(differs, connectivity=8):
        rows, columns = region.mask.shape
        part = np.s_[region.top : region.top + rows, region.left : region.left + columns]
        below = labels[part][region.mask]
        label_index = int(np.bincount(below, minlength=256).argmax())
        if _is_rim(region, labels, region.class_index):
            continue
        kind = DisagreementKind.OTHER_CLASS if label_index else DisagreementKind.MISSED
        score = float(prediction.probability[part][region.mask].mean())
        patch = Patch(region.top, region.left, region.mask)
        found.append(Disagreement(kind, label_index, region.class_index, patch, score, region.n_pixels))
    labelled = np.where(counts, labels, np.uint8(0))
    for region in regions_of(labelled, connectivity=8):
        rows, columns = region.mask.shape
        part = np.s_[region.top : region.top + rows, region.left : region.left + columns]
        seen = prediction.index[part][region.mask]
        if not (seen != BACKGROUND_INDEX).any() and not _is_rim(region, prediction.index):
            patch = Patch(region.top, region.left, region.mask)
            found.append(Disagreement(DisagreementKind.FALSE, region.class_index, 0, patch, 1.0, region.n_pixels))
    found = [one for one in found if one.n_pixels >= min_px]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.patch.top, one.patch.left)))


def _is_rim(region: AnnotatedRegion, other: ClassMap, class_index: int | None = None) -> bool:
    """It is thin and lies beside this class of the other one, (H, W), or beside any."""
    if is_thick(region.mask):
        return False
    height, width = other.shape
    rows, columns = region.mask.shape
    top, left = max(region.top - 1, 0), max(region.left - 1, 0)
    bottom, right = min(region.top + rows + 1, height), min(region.left + columns + 1, width)
    around = cv2.dilate(np.pad(region.mask, 1).view(np.uint8), np.ones((3, 3), np.uint8)).view(np.bool_)
    inside = around[top - region.top + 1 : bottom - region.top + 1, left - region.left + 1 : right - region.left + 1]
    beside = other[top:bottom, left:right][inside]
    return bool((beside == class_index if class_index is not None else beside != BACKGROUND_INDEX).any())


class Difference(IntEnum):
    """What a pixel says of two states of one frame's labels."""

    BOTH = 1
    HERE = 2  # false, where the other is right
    THERE = 3  # missed, where the other is right
    OTHER_CLASS = 4


def difference_map(here: ClassMap, there: ClassMap) -> ClassMap:
    """(H, W) of ``Difference``; 0 where both have background, or one does not judge. Both number classes alike."""
    found = np.zeros(here.shape, np.uint8)
    found[(here != 0) & (there == 0)] = Difference.HERE
    found[(here == 0) & (there != 0)] = Difference.THERE
    has_both = (here != 0) & (there != 0)
    found[has_both] = Difference.OTHER_CLASS
    found[has_both & (here == there)] = Difference.BOTH
    found[(here == IGNORE_INDEX) | (there == IGNORE_INDEX)] = 0
    return found


def by_names(class_map: ClassMap, names: Sequence[str], wanted: Sequence[str]) -> tuple[ClassMap, tuple[str, ...]]:
    """The map as ``wanted`` numbers its classes, and those names with the others that the map has behind them."""
    used = np.flatnonzero(np.bincount(class_map.ravel(), minlength=256)).tolist()
    others = [names[index] for index in used if 0 < index < len(names) and names[index] not in wanted]
    now = (*wanted, *others)
    table = np.arange(256, dtype=np.uint8)
    for index, name in enumerate(names[1:], 1):
        if name in now:
            table[index] = now.index(name)
    return table[class_map], now


@dataclass(frozen=True, slots=True)
class FrameAgreement:
    """Of one frame between somebody who finished it and whoever finished it next."""

    frame_sha256: str
    name: str
    first: str  # person
    second: str
    iou: float  # of all classes together; NaN where neither labelled anything


@dataclass(frozen=True, slots=True)
class SetAgreement:
    classes: tuple[ClassAgreement, ...]  # summed over all frames, the classes by name
    frames: tuple[FrameAgreement, ...]  # the worst first
    n_unknown: int  # frames whose journal does not lead back to who came first
    failed: tuple[tuple[str, str], ...] = ()  # name of a frame and why its labels cannot be read


def agreement_of_set(
    store: LabelStore, labels: Mapping[str, LabelFacts], report: Progress = lambda done, total: None
) -> SetAgreement:
    """Of all frames that one person finished after another: the labels as each left them, put beside each other.

    The second saw what the first had drawn: this is how much a review changed, not two blind opinions.
    """
    concerned = [sha for sha, facts in labels.items() if facts.n_finishes > 1]
    sums: dict[str, ClassAgreement] = {}
    frames: list[FrameAgreement] = []
    failed = []
    n_unknown = 0
    for done, sha in enumerate(concerned):
        report(done, len(concerned))
        try:
            sheet = store.read_sheet(sha)
            if sheet is None:
                continue
            if sheet.height * sheet.width > MAX_PIXELS:
                failed.append((sheet.source.name, f"it has more than {MAX_PIXELS // 10**6} megapixels"))
                continue
            maps = store.read_maps_at(sheet, {one.number for one in sheet.finishes})
        except LabelError as error:
            source = labels[sha].source
            failed.append((source.name if source is not None else sha, str(error.message.params.get("detail", error))))
            continue
        n_unknown += any(found is None for found in maps.values())
        for first, second in pairwise(sheet.finishes):
            before, after = maps[first.number], maps[second.number]
            if before is None or after is None:
                continue
            found = agreement(before, after, sheet.class_names)
            frames.append(
                FrameAgreement(sha, sheet.source.name, first.author, second.author, total("", found).iou)
            )  # fmt: skip
            for one in found:
                known = [sums[one.class_name]] if one.class_name in sums else []
                sums[one.class_name] = total(one.class_name, [*known, one])
    report(len(concerned), len(concerned))
    frames.sort(key=lambda one: (np.isnan(one.iou), one.iou, one.name))
    classes = tuple(sums[name] for name in sorted(sums) if sums[name].n_first_px or sums[name].n_second_px)
    return SetAgreement(classes, tuple(frames), n_unknown, tuple(failed))


def total(class_name: str, parts: Iterable[ClassAgreement]) -> ClassAgreement:
    """Of several classes or frames together; of none: nothing of it."""
    columns = [(0,) * 7] + [
        (one.n_first_px, one.n_second_px, one.n_both_px, one.n_first, one.n_second, one.n_first_met, one.n_second_met)
        for one in parts
    ]
    return ClassAgreement(class_name, *(sum(column) for column in zip(*columns, strict=True)))
