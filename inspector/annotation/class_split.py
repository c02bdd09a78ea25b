"""Some instances of a class become another class, over all labels: looked at first, then chosen by a rule or by hand.

    gather(store, labels, class_name, …)     ->  each instance with what can be measured of it, and a crop
    fitting(instances, rule)                 ->  the keys of those that a rule chooses
    apply(store, chosen, before, after, …)   ->  what was changed, and what could not be

Each frame changes in one step, which can be undone there. An instance is found again by its pixels: one that was
painted over since it was looked at stays what it is, and is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import cv2
import numpy as np

from inspector.annotation.class_edits import Progress, save_as_it_was
from inspector.annotation.example_crops import Crop, crop_of, window_of
from inspector.annotation.frame_file import read_listed
from inspector.annotation.frame_list import ListedFrame
from inspector.annotation.instances import key_of
from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import StepFacts
from inspector.core.bits import to_eight_bit
from inspector.core.calibration import Calibration
from inspector.core.defect import Box
from inspector.core.frame import MAX_PIXELS
from inspector.core.messages import InspectorError, LabelError
from inspector.core.polygons import AnnotatedRegion, Mask, regions_of
from inspector.measuring.regions import hull_of
from inspector.measuring.sizes import measure
from inspector.pictures.large_picture import AnyPixels
from inspector.texts.messages import message_text

CROP_PX = 96
MAX_CROPS = 4000  # more are measured and have no picture: they would fill the memory, and nobody looks at so many
RING_PX = 6  # around an instance, for its contrast


class SplitMeasure(StrEnum):
    LENGTH = "length"  # longest extent, mm or px
    AREA = "area"  # mm² or px
    ELONGATION = "elongation"  # longest extent over the shortest
    GREY = "grey"  # mean, of 8 bits
    CONTRAST = "contrast"  # mean grey over that of the steel around it
    ACROSS = "across"  # of its middle, mm or px from the left border of the frame


@dataclass(frozen=True, slots=True, eq=False)
class SplitInstance:
    frame_sha256: str
    frame_name: str
    key: str
    box: Box
    values: Mapping[SplitMeasure, float]  # grey and contrast are NaN where the frame cannot be read
    crop: Crop | None
    place: tuple[float, float, float, float]  # of the box in the crop, as shares of it: left, top, right, bottom


@dataclass(frozen=True, slots=True)
class SplitRule:
    """Both limits belong to it."""

    measure: SplitMeasure
    at_least: float
    at_most: float


@dataclass(frozen=True, slots=True, eq=False)
class SplitInstances:
    class_name: str
    instances: tuple[SplitInstance, ...]
    is_mm: bool
    failed: tuple[tuple[str, str], ...] = ()  # name of a frame and why its labels or pixels cannot be read


@dataclass(frozen=True, slots=True)
class SplitDone:
    n_instances: int
    n_frames: int
    n_gone: int  # instances that are no more what they were when they were looked at
    failed: tuple[tuple[str, str], ...] = ()


def gather(
    store: LabelStore, labels: Mapping[str, LabelFacts], class_name: str, workspace: Path, scale: Calibration | None,
    report: Progress = lambda done, total: None,
) -> SplitInstances:  # fmt: skip
    """All instances of a class, as the labels are on the disk. Frames that are gone are measured without their grey."""
    concerned = [sha for sha, facts in labels.items() if class_name in facts.class_names]
    found: list[SplitInstance] = []
    failed = []
    for done, sha in enumerate(concerned):
        report(done, len(concerned))
        name = sha
        try:
            sheet = store.read_sheet(sha)
            if sheet is None or class_name not in sheet.class_names:
                continue
            name = sheet.source.name
            if sheet.height * sheet.width > MAX_PIXELS:
                failed.append((name, f"it has more than {MAX_PIXELS // 10**6} megapixels"))
                continue
            regions = _regions(store.read_map(sheet), sheet.class_names.index(class_name))
        except LabelError as error:
            failed.append((name, _why(error)))
            continue
        if not regions:
            continue
        pixels, bits = None, 8
        try:
            read = read_listed(ListedFrame(sheet.source, sha), workspace, sheet.source.bits)
            pixels, bits = read.pixels, read.bits or 16
        except InspectorError as error:
            failed.append((name, _why(error)))
        for region in regions:
            rows, columns = region.mask.shape
            box = Box(region.left, region.top, columns, rows)
            crop = crop_of(pixels, bits, box, CROP_PX) if pixels is not None and len(found) < MAX_CROPS else None
            values = _values(region, pixels, bits, scale)
            place = _place(box, window_of(box, sheet.height, sheet.width))
            found.append(SplitInstance(sha, name, key_of(class_name, region), box, values, crop, place))
    report(len(concerned), len(concerned))
    return SplitInstances(class_name, tuple(found), scale is not None, tuple(failed))


def _why(error: InspectorError) -> str:
    """The end of a sentence."""
    return str(error.message.params.get("detail") or message_text(error.message).why.rstrip("."))


def _regions(class_map: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], index: int) -> list[AnnotatedRegion]:
    return [one for one in regions_of(class_map, connectivity=8) if one.class_index == index]


def _place(box: Box, window: Box) -> tuple[float, float, float, float]:
    left, top = (box.x - window.x) / window.width, (box.y - window.y) / window.height
    return left, top, left + box.width / window.width, top + box.height / window.height


def _values(
    region: AnnotatedRegion, pixels: AnyPixels | None, bits: int, scale: Calibration | None
) -> dict[SplitMeasure, float]:
    rows, columns = np.nonzero(region.mask)
    corners = np.concatenate([np.stack([columns + dx, rows + dy], axis=1) for dx in (0, 1) for dy in (0, 1)])
    size = measure(hull_of(corners), float(region.n_pixels), scale)
    middle = region.left + region.mask.shape[1] / 2
    grey, contrast = _greys(region, pixels, bits) if pixels is not None else (float("nan"), float("nan"))
    values = {
        SplitMeasure.LENGTH: size.feret_max, SplitMeasure.AREA: size.area,
        SplitMeasure.ELONGATION: size.feret_max / size.feret_min, SplitMeasure.GREY: grey,
        SplitMeasure.CONTRAST: contrast,
        SplitMeasure.ACROSS: middle * (scale.mm_per_px_across if scale is not None else 1.0),
    }  # fmt: skip
    return {measured: round(value, 6) for measured, value in values.items()}  # who types what is shown means it


def _greys(region: AnnotatedRegion, pixels: AnyPixels, bits: int) -> tuple[float, float]:
    height, width = pixels.shape[:2]
    rows, columns = region.mask.shape
    top, left = max(0, region.top - RING_PX), max(0, region.left - RING_PX)
    bottom, right = min(height, region.top + rows + RING_PX), min(width, region.left + columns + RING_PX)
    part = to_eight_bit(pixels[top:bottom, left:right], bits).astype(np.float64)
    grey = part.mean(axis=2) if part.ndim == 3 else part
    mask: Mask = np.zeros(grey.shape, np.bool_)
    mask[region.top - top : region.top - top + rows, region.left - left : region.left - left + columns] = region.mask
    side = 2 * RING_PX + 1
    ring = cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)).astype(np.bool_) & ~mask
    inside = float(grey[mask].mean())
    return inside, inside - float(grey[ring].mean()) if ring.any() else float("nan")


def fitting(instances: Sequence[SplitInstance], rule: SplitRule) -> frozenset[str]:
    """Keys; what cannot be measured fits no rule."""
    return frozenset(
        identity(one) for one in instances if rule.at_least <= one.values[rule.measure] <= rule.at_most
    )  # fmt: skip


def identity(instance: SplitInstance) -> str:
    """Two frames may hold the same pixels at the same place."""
    return f"{instance.frame_sha256}:{instance.key}"


def apply(
    store: LabelStore, chosen: Iterable[SplitInstance], before: str, after: str, facts: StepFacts,
    report: Progress = lambda done, total: None, non_defects: Collection[str] = (),
) -> SplitDone:  # fmt: skip
    """``non_defects``: of the plant.

    While no frame is open elsewhere in this program. Raises LabelError where the labels are only looked at, or the
    disk does not take what was changed.
    """
    if store.held_by is not None:
        raise LabelError(store.held_by)
    wanted: dict[str, list[SplitInstance]] = defaultdict(list)
    for one in chosen:
        wanted[one.frame_sha256].append(one)
    n_instances = n_frames = n_gone = 0
    failed = []
    for done, (sha, instances) in enumerate(wanted.items()):
        report(done, len(wanted))
        try:
            n = _split_one(store, sha, {one.key for one in instances}, before, after, facts, non_defects)
        except InspectorError as error:
            failed.append((instances[0].frame_name, _why(error)))
            continue
        n_instances, n_frames, n_gone = n_instances + n, n_frames + bool(n), n_gone + len(instances) - n
    store.wait_or_raise()  # whoever reads them next reads them changed
    report(len(wanted), len(wanted))
    return SplitDone(n_instances, n_frames, n_gone, tuple(failed))


def _split_one(
    store: LabelStore, sha: str, keys: Collection[str], before: str, after: str, facts: StepFacts,
    non_defects: Collection[str],
) -> int:  # fmt: skip
    """How many instances became the other class."""
    sheet = store.read_sheet(sha)
    if sheet is None or before not in sheet.class_names:
        return 0
    editor = store.open(sheet).editor
    index = sheet.class_names.index(before)
    regions = [one for one in _regions(editor.class_map, index) if key_of(before, one) in keys]
    if not regions:
        return 0
    if after not in sheet.class_names:  # before anything is painted: a mask never holds a class without a name
        added = sheet.with_classes((*sheet.class_names, after), non_defects)
        editor.change(class_names=added.class_names, non_defects=added.non_defects)
    onto = editor.sheet.class_names.index(after)
    for one in regions:
        rows, columns = one.mask.shape
        editor.recorder.about_to_change(one.top, one.left, one.top + rows, one.left + columns)
        editor.class_map[one.top : one.top + rows, one.left : one.left + columns][one.mask] = onto
    editor.finish_step(facts)
    save_as_it_was(store, editor, sheet, facts)
    return len(regions)
