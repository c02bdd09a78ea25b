"""Foreign data becomes a dataset version, after a report of what would come of it.

    survey(format, path, plan)        ->  Survey: the report, and what is needed to import
    import_survey(survey, folder …)   ->  DatasetVersion

Every pair is read whole for the report, so nothing is written before all faults are known. Data with faults is refused
unless they may be skipped; then they are left out, the version's ``source`` says how many, and ``import.json`` beside
its manifest holds the whole report.

A frame's group is what a pattern finds in its name, else what the format tells, else the frame itself. A group whose
frames the format puts into one split stays there; all others are assigned to train, val and test by
``group_split``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from inspector.core.classes import IGNORE_INDEX, non_defect_indices
from inspector.core.data_warnings import DataWarning
from inspector.core.files import folded, sha256_of
from inspector.core.json_text import json_text
from inspector.core.messages import Code, DatasetError, message
from inspector.core.untrusted import file_name_fault, name_fault
from inspector.datasets.building import n_left
from inspector.datasets.formats import (
    coco,
    cvat,
    folder_pairs,
    label_studio,
    labelme,
    masks,
    mvtec,
    severstal,
    voc,
    voc_boxes,
    yolo_seg,
)
from inspector.datasets.formats.doubts import Doubts
from inspector.datasets.formats.files_below import Files
from inspector.datasets.formats.reading import (
    BrokenPair,
    Contents,
    Entry,
    Fault,
    ImportOptions,
    Pair,
    Problem,
    alike_classes,
    foreign,
    read_pair,
    sample_names,
    shown,
    suffix_of,
    without_values,
)
from inspector.datasets.group_split import FRAMES, split_groups
from inspector.datasets.version import DatasetVersion, LateSample, NewSample, Split, check_is_free, write_version

READERS: Mapping[str, Callable[[Path, ImportOptions], Contents]] = {
    "coco": coco.read, "cvat": cvat.read, "folder-pairs": folder_pairs.read, "label-studio": label_studio.read,
    "labelme": labelme.read, "masks": masks.read, "mvtec": mvtec.read, "severstal": severstal.read, "voc": voc.read,
    "voc-boxes": voc_boxes.read, "yolo-seg": yolo_seg.read,
}  # fmt: skip
RECORD = "import.json"
N_EXAMPLES = 10

Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Plan:
    """How to import: the classes, of which ``non_defects`` are no defects; the first group of ``group_pattern``
    in a frame's name is its group."""

    options: ImportOptions = field(default_factory=ImportOptions)
    group_pattern: re.Pattern[str] | None = None
    non_defects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassCount:
    name: str
    n_frames: int
    n_instances: int  # 8-connected regions of the class map, as everywhere here
    n_pixels: int


@dataclass(frozen=True, slots=True)
class SizeCount:
    height: int
    width: int
    n_frames: int


@dataclass(frozen=True, slots=True)
class Report:
    """What is there, what would be imported, and what not and why. Counts are of what can be imported."""

    data_format: str
    path: str
    n_frames: int  # pictures that are frames
    n_annotated: int  # of them the format says what they show, if only that it is no defect
    n_importable: int
    n_clean: int  # importable ones without a defect
    classes: tuple[ClassCount, ...]  # defects by index, from 1
    n_ignored_px: int
    n_contested_px: int  # claimed by two classes; the smaller region got them
    n_boxes: int  # boxes, and polygons that are rectangles, as some programs write boxes
    n_void_parts: int  # outlines without a pixel, dropped from annotations that have others
    n_void_regions: int  # annotations without a pixel, dropped from frames that have others
    n_crossed: int  # outlines that cross themselves: what they enclose twice is outside
    n_cut: int  # annotations over the border, cut there
    sizes: tuple[SizeCount, ...]
    splits: Mapping[str, int]  # frames
    n_groups: int
    n_dealt_groups: int  # whose split is ours, since the format tells none or several
    n_unmatched: int  # frames whose name the pattern does not fit: each is its own group
    n_of_fewer_bits: Mapping[int, int]  # 16-bit frames that state no bits and seem to hold so few
    warnings: tuple[DataWarning, ...]  # signs that labels were misunderstood
    examples: tuple[tuple[str, str], ...]  # the first frames and what annotates them
    notes: tuple[str, ...]  # how what the format leaves open was read, values of masks first
    unannotated: tuple[str, ...]  # left out
    problems: tuple[Problem, ...]  # pairs and files that cannot be imported
    alike_classes: tuple[tuple[str, ...], ...]  # that differ only by case, spaces or the form of Unicode


@dataclass(frozen=True, slots=True)
class FoundFrame:
    """One frame that can be imported."""

    name: str
    entry: Entry
    group: str
    classes: frozenset[int]
    content_sha256: str  # of frame and class map


@dataclass(frozen=True, slots=True)
class Survey:
    path: Path
    class_names: tuple[str, ...]
    non_defects: tuple[str, ...]
    found: tuple[FoundFrame, ...]
    splits: Mapping[str, Split]  # of each group
    report: Report


def listed(data_format: str, path: Path, options: ImportOptions, report: Progress = _silent) -> Contents:
    """What a folder holds, ready for its entries to be read, and what values of masks were taken to mean among its
    notes: for an import, and for an export that is checked.

    Raises DatasetError where the folder is not of that format.
    """
    contents = READERS[data_format](path, options)
    if contents.masks is not None:
        said = (f"masks, {sentence}" for sentence in contents.masks.decide(report))
        return replace(contents, notes=(*said, *contents.notes))
    try:
        return without_values(contents, options)
    except ValueError as error:
        raise foreign(path, str(error)) from error


def survey(data_format: str, path: Path, plan: Plan, report: Progress = _silent) -> Survey:
    """Read all of it and count. ``report`` takes frames done and in all.

    Raises DatasetError where the folder is not of that format or holds no frame.
    """
    contents = listed(data_format, path, plan.options, report)
    if not contents.entries and not contents.problems:
        raise foreign(path, "it holds no annotated frames")
    named = tuple(dict.fromkeys((*contents.non_defects, *plan.non_defects)))
    try:
        non_defects = non_defect_indices(contents.class_names, named)
    except ValueError as error:
        raise foreign(path, str(error)) from error
    names = sample_names([entry.frame for entry in contents.entries])
    listings: dict[str, list[Entry]] = defaultdict(list)
    for entry in contents.entries:
        listings[entry.frame].append(entry)
    n_of_name = Counter(folded(names[frame]) for frame in listings)
    outside = [Problem(file, Fault.CORRUPTED, "it is no regular file of the folder") for file in Files(path).refused]
    problems = [*contents.problems, *outside]
    found: list[FoundFrame] = []
    counter = _ImportCounter(len(contents.class_names), frozenset(non_defects))
    doubts = Doubts(frozenset(non_defects), len(contents.entries))
    n_unmatched = 0
    for done, entry in enumerate(contents.entries):
        report(done, len(contents.entries))
        name = names[entry.frame]
        try:
            _check_listed_once(listings[entry.frame])
            _check_name(name, suffix_of(entry.frame), n_of_name[folded(name)])
            group = _group_of(name, plan.group_pattern)
            _check_group(group or entry.group or name)
            pair = read_pair(path, entry, contents.class_names)
        except BrokenPair as fault:
            problems.append(Problem(entry.frame, fault.fault, fault.detail))
            continue
        n_unmatched += plan.group_pattern is not None and group is None
        classes = counter.add(pair)
        doubts.add(name, pair)
        found.append(FoundFrame(name, entry, group or entry.group or name, classes, _content_of(pair)))
    report(len(contents.entries), len(contents.entries))
    splits, n_dealt = _splits_of(found, contents.class_names)
    of_frames = Counter(splits[one.group].value for one in found)
    findings = Report(
        data_format=data_format, path=shown(str(path)),
        n_frames=len(listings) + len(contents.unannotated), n_annotated=len(listings), n_importable=len(found),
        n_clean=counter.n_clean,
        classes=tuple(
            ClassCount(name, counter.frames[index], counter.instances[index], counter.pixels[index])
            for index, name in enumerate(contents.class_names) if index
        ),
        n_ignored_px=counter.pixels[IGNORE_INDEX], n_contested_px=counter.n_contested_px, n_boxes=counter.n_boxes,
        n_void_parts=counter.n_void_parts, n_void_regions=counter.n_void_regions, n_crossed=counter.n_crossed,
        n_cut=counter.n_cut,
        sizes=tuple(SizeCount(*size, n) for size, n in counter.sizes.most_common()),
        splits={split.value: of_frames[split.value] for split in Split if of_frames[split.value]},
        n_groups=len(splits), n_dealt_groups=n_dealt, n_unmatched=n_unmatched,
        n_of_fewer_bits=dict(sorted(counter.fewer_bits.items())),
        warnings=doubts.warnings(contents.class_names, counter.pixels, counter.n_clean,
                                 {one.name: splits[one.group] for one in found}, problems, contents.missing),
        examples=tuple((shown(entry.frame), shown(entry.annotation)) for entry in contents.entries[:N_EXAMPLES]),
        notes=tuple(map(shown, contents.notes)), unannotated=tuple(shown(frame) for frame in contents.unannotated),
        problems=tuple(Problem(shown(one.where), one.fault, shown(one.detail)) for one in problems),
        alike_classes=alike_classes(contents.class_names),
    )  # fmt: skip
    return Survey(path, contents.class_names, named, tuple(found), splits, findings)


class _ImportCounter:
    def __init__(self, n_classes: int, non_defects: frozenset[int]) -> None:
        self._n_classes = n_classes
        self._non_defects = non_defects
        self.frames: Counter[int] = Counter()
        self.instances: Counter[int] = Counter()
        self.pixels: Counter[int] = Counter()
        self.sizes: Counter[tuple[int, int]] = Counter()
        self.fewer_bits: Counter[int] = Counter()
        self.n_clean = 0
        self.n_contested_px = 0
        self.n_boxes = 0
        self.n_void_parts = 0
        self.n_void_regions = 0
        self.n_crossed = 0
        self.n_cut = 0

    def add(self, pair: Pair) -> frozenset[int]:
        """Count one frame; the classes in it, background and ignored aside."""
        annotated = pair.annotated
        if pair.fewer_bits is not None:
            self.fewer_bits[pair.fewer_bits] += 1
        class_map = annotated.class_map
        height, width = class_map.shape
        self.sizes[height, width] += 1
        self.n_contested_px += annotated.n_contested_px
        self.n_boxes += annotated.n_boxes
        self.n_void_parts += annotated.n_void_parts
        self.n_void_regions += annotated.n_void_regions
        self.n_crossed += annotated.n_crossed
        self.n_cut += annotated.n_cut
        counts = np.bincount(class_map.ravel(), minlength=256)
        self.pixels[IGNORE_INDEX] += int(counts[IGNORE_INDEX])
        found = frozenset(index for index in range(1, self._n_classes) if counts[index])
        for index in found:
            n_labels, _ = cv2.connectedComponents((class_map == index).astype(np.uint8), connectivity=8)
            self.frames[index] += 1
            self.instances[index] += n_labels - 1
            self.pixels[index] += int(counts[index])
        self.n_clean += not found - self._non_defects
        return found


def _check_listed_once(listings: list[Entry]) -> None:
    if len(listings) > 1:
        where = " and by ".join(
            f"{entry.annotation} ({entry.listed})" if entry.listed else entry.annotation for entry in listings
        )
        raise BrokenPair(Fault.DUPLICATE_NAME, f"it is annotated {len(listings)} times: by {where}")


def _check_name(name: str, suffix: str, n_frames: int) -> None:
    if n_frames > 1:
        raise BrokenPair(Fault.DUPLICATE_NAME, f"{n_frames} annotated frames would be called {name}")
    if fault := file_name_fault(name) or file_name_fault(name + suffix):
        raise BrokenPair(Fault.CORRUPTED, f"it cannot be called {shown(name)}: {fault}")


def _check_group(group: str) -> None:
    if fault := name_fault(group):
        raise BrokenPair(Fault.CORRUPTED, f"its group cannot be called {shown(group)}: {fault}")


def _group_of(name: str, pattern: re.Pattern[str] | None) -> str | None:
    fits = pattern.search(name) if pattern else None
    return fits[1] if fits else None


def _splits_of(found: list[FoundFrame], class_names: tuple[str, ...]) -> tuple[dict[str, Split], int]:
    """The split of each group, and how many groups were dealt."""
    splits_of: dict[str, set[Split | None]] = defaultdict(set)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        splits_of[one.group].add(one.entry.split)
        counts[one.group][FRAMES] += 1
        for index in one.classes:
            counts[one.group][f"class {class_names[index]}"] += 1
    kept = {group: split for group, (split, *others) in splits_of.items() if split is not None and not others}
    return split_groups(counts, kept=kept), len(splits_of) - len(kept)


def import_survey(
    surveyed: Survey,
    folder: Path,
    name: str,
    *,
    terms: str,
    is_skipping: bool = False,
    bits: int | None = None,
    report: Progress = _silent,
) -> DatasetVersion:
    """Write what a survey found into ``folder``, which must not hold a version; on any failure nothing is left there.
    What was stopped (cancelled, killed) goes on with the frames that are written, where all data are still the same.

    ``bits`` (8 to 16) are those of 16-bit frames, whatever their files say. Raises DatasetError where pairs are broken
    and may not be skipped, nothing is left to import, files have changed since the survey, or the disk refuses.
    """
    findings = surveyed.report
    if findings.problems and not is_skipping:
        raise DatasetError(
            message(
                Code.DATASET_PAIRS_BROKEN,
                path=findings.path,
                n_broken=len(findings.problems),
                n_importable=findings.n_importable,
            )
        )
    if not surveyed.found:
        raise foreign(surveyed.path, "no frame of it can be imported")
    check_is_free(folder)
    source = f"{findings.data_format} files, folder {shown(surveyed.path.resolve().name)}"
    if findings.problems:
        source += f"; {len(findings.problems)} broken pairs or files were left out, {RECORD} names them"
    if findings.n_boxes:
        source += f"; rectangles, which may be boxes: {findings.n_boxes}"
    if findings.unannotated:
        source += f"; {len(findings.unannotated)} frames without annotation were left out"
    try:
        return write_version(
            folder, name=name, class_names=surveyed.class_names, source=source, terms=terms,
            samples=_samples(surveyed, bits, report), non_defects=surveyed.non_defects, key=_key_of(surveyed, bits),
            other_files={RECORD: json_text(asdict(findings), indent=1).encode()},
        )  # fmt: skip
    except OSError as error:
        detail = error.strerror or str(error)
        raise DatasetError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=detail)) from error


def pair_of(surveyed: Survey, one: FoundFrame) -> Pair:
    """Read again. Raises DatasetError where it has changed since the survey."""
    try:
        pair = read_pair(surveyed.path, one.entry, surveyed.class_names)
    except BrokenPair as fault:
        raise foreign(surveyed.path, f"{one.entry.frame} was changed during the import: {fault}") from fault
    if _content_of(pair) != one.content_sha256:
        raise foreign(surveyed.path, f"{one.entry.frame} or its annotation was changed during the import")
    return pair


def _content_of(pair: Pair) -> str:
    class_map = pair.annotated.class_map
    return sha256_of(f"{sha256_of(pair.frame_bytes)} {class_map.shape} ".encode() + class_map.tobytes())


def n_frames_left(surveyed: Survey, folder: Path, bits: int | None = None) -> int:
    """How many frames of just this data an import into ``folder`` has written before it was stopped."""
    return n_left(folder, _key_of(surveyed, bits))


def _key_of(surveyed: Survey, bits: int | None) -> str:
    """Stands for all that is written: every frame, class map, name, group and split."""
    frames = [
        [one.name, suffix_of(one.entry.frame), one.group, surveyed.splits[one.group].value, one.content_sha256]
        for one in surveyed.found
    ]
    return sha256_of(json_text([surveyed.class_names, surveyed.non_defects, bits, frames]).encode())


def _samples(surveyed: Survey, bits: int | None, report: Progress) -> Iterator[LateSample]:
    for done, one in enumerate(surveyed.found):
        report(done, len(surveyed.found))
        yield LateSample(one.name, partial(_sample, surveyed, one, bits))
    report(len(surveyed.found), len(surveyed.found))


def _sample(surveyed: Survey, one: FoundFrame, bits: int | None) -> NewSample:
    pair = pair_of(surveyed, one)
    return NewSample(
        name=one.name,
        frame_bytes=pair.frame_bytes,
        frame_suffix=suffix_of(one.entry.frame),
        class_map=pair.annotated.class_map,
        group=one.group,
        split=surveyed.splits[one.group],
        bits=bits,
    )
