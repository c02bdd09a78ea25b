"""What can be known of a dataset version before a training on it is started: what would spoil it, or its scores.

    version, classes and bits of the model in use, size of the views  ->  SanityReport: findings, each refuses or warns

A group in two splits is refused when a version is opened (``version.open_version``), so it cannot come here. Every
frame is read once: its hash is checked, and its surface compared with those of the other splits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from inspector.core.classes import BACKGROUND_INDEX
from inspector.datasets.duplicates import DuplicateCluster, find_duplicates
from inspector.datasets.version import DatasetVersion, Sample, Split

USED = (Split.TRAIN, Split.VAL, Split.TEST)
# Fewer than that are told: what is learned of a class, or measured on it, is then about a handful of surfaces.
FEW_FRAMES, FEW_GROUPS = 10, 3
N_NAMED = 3  # frames that a finding names as examples


class SanityKind(StrEnum):
    """What was found; the sentences stand in ``texts/sanity.py``."""

    SAME_FRAME = "same frame in two splits"
    NEAR_TWINS = "near twins in two splits"
    NO_TRAIN = "no frame in train"
    NO_VAL = "no frame in val"
    NO_TEST = "no frame in test"
    NOTHING_TO_LEARN = "no class in train"
    CLASS_UNLEARNED = "class of val or test not in train"
    CLASS_NOWHERE = "class in no frame"
    CLASS_UNJUDGED = "class not in val or not in test"
    CLASS_TINY = "class in few frames or groups of train"
    MODEL_LACKS = "classes that the model in use lacks"
    DATASET_LACKS = "classes of the model in use that are not in the dataset"
    BITS_DIFFER = "frames of several depths"
    OTHER_BITS = "another depth than that of the model in use"
    SMALL_FRAMES = "frames smaller than the views"
    NO_CLEAN = "no clean frame in train"


# The others warn: a person may know better.
REFUSING = frozenset({SanityKind.SAME_FRAME, SanityKind.NO_TRAIN, SanityKind.NO_VAL, SanityKind.NOTHING_TO_LEARN})


@dataclass(frozen=True, slots=True)
class SanityFinding:
    """One of them. What a kind does not need is empty."""

    kind: SanityKind
    names: tuple[str, ...] = ()  # frames as examples, or classes
    n: int = 0  # frames, pairs or clusters in all
    n_groups: int = 0
    splits: tuple[Split, ...] = ()
    bits: tuple[int, ...] = ()  # of the frames, rising
    expected_bits: tuple[int, ...] = ()  # of those that the model in use was trained on
    size_px: tuple[int, int] | None = None  # height, width

    @property
    def refuses(self) -> bool:
        """True where a training must not start; else a person has to say yes."""
        return self.kind in REFUSING


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """Of one class, frames and groups by split in the order of ``USED``."""

    name: str
    n_frames: tuple[int, int, int]
    n_groups: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SanityReport:
    version_id: str
    name: str
    n_frames: tuple[int, int, int]  # by split in the order of ``USED``
    classes: tuple[ClassCounts, ...]  # without background
    findings: tuple[SanityFinding, ...] = field(default=())  # those that refuse first

    @property
    def refusals(self) -> tuple[SanityFinding, ...]:
        return tuple(finding for finding in self.findings if finding.refuses)

    @property
    def warnings(self) -> tuple[SanityFinding, ...]:
        return tuple(finding for finding in self.findings if not finding.refuses)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the training, and the line that is to use its model, expect of the frames. Empty: nothing is known."""

    class_names: tuple[str, ...] = ()  # of the model in use, background first
    input_bits: tuple[int, ...] = ()  # of the frames it was trained on
    view_px: tuple[int, int] | None = None  # height and width that a training cuts its views to
    needs_val: bool = True  # False where the last weights are kept, whatever they score


NOTHING = Expectation()


def sanity_of(
    version: DatasetVersion,
    expected: Expectation = NOTHING,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> SanityReport:
    """``report`` takes steps done and in all; what it raises ends the look. Raises DatasetError or FrameError for a
    frame that is missing, changed or broken."""
    used = tuple(sample for sample in version.samples if sample.split in USED)
    bits_of: dict[str, int] = {}
    clusters = find_duplicates(
        version, used, report=report, read=lambda sample, bits: bits_of.__setitem__(sample.frame_sha256, bits)
    )
    classes = class_counts(version)
    found = (
        *_of_splits(used, expected),
        *_leaks(used, clusters),
        *_of_classes(version, classes, used),
        *_of_model(version, expected, tuple(sorted(set(bits_of.values())))),
        *_of_sizes(used, expected),
    )
    findings = tuple(sorted(found, key=lambda finding: not finding.refuses))  # stable
    counts = Counter(sample.split for sample in used)
    n_frames = (counts[Split.TRAIN], counts[Split.VAL], counts[Split.TEST])
    return SanityReport(version.id, version.name, n_frames, classes, findings)


def class_counts(version: DatasetVersion, samples: Sequence[Sample] | None = None) -> tuple[ClassCounts, ...]:
    """By the manifest alone, of the version's own splits, or of those that ``samples`` have."""
    frames: Counter[tuple[int, Split]] = Counter()
    groups: dict[tuple[int, Split], set[str]] = defaultdict(set)
    for sample in version.samples if samples is None else samples:
        for index, n in enumerate(sample.n_pixels):
            if n and index != BACKGROUND_INDEX:
                frames[index, sample.split] += 1
                groups[index, sample.split].add(sample.group)
    made = []
    for index, name in enumerate(version.class_names):
        if index != BACKGROUND_INDEX:
            train, val, test = ((index, split) for split in USED)
            made.append(
                ClassCounts(
                    name, (frames[train], frames[val], frames[test]),
                    (len(groups[train]), len(groups[val]), len(groups[test])),
                )
            )  # fmt: skip
    return tuple(made)


def _of_splits(used: Sequence[Sample], expected: Expectation) -> Iterator[SanityFinding]:
    held = {sample.split for sample in used}
    if Split.TRAIN not in held:
        yield SanityFinding(SanityKind.NO_TRAIN)
    if Split.VAL not in held and expected.needs_val:
        yield SanityFinding(SanityKind.NO_VAL)
    if Split.TEST not in held:
        yield SanityFinding(SanityKind.NO_TEST)


def _leaks(used: Sequence[Sample], clusters: Sequence[DuplicateCluster]) -> Iterator[SanityFinding]:
    """The same file in two splits, then surfaces that are alike though their files are not the same."""
    by_file: dict[str, list[Sample]] = defaultdict(list)
    for sample in used:
        by_file[sample.frame_sha256].append(sample)
    same = [found for found in by_file.values() if len({sample.split for sample in found}) > 1]
    if same:
        yield _leak(SanityKind.SAME_FRAME, same)
    of = {sample.name: sample for sample in used}
    known = {sample.frame_sha256 for found in same for sample in found}
    alike = []
    for cluster in clusters:
        members = [of[name] for name in cluster.names]
        is_told = {sample.frame_sha256 for sample in members} <= known  # as the same file
        if len({sample.split for sample in members}) > 1 and not is_told:
            alike.append(members)
    if alike:
        yield _leak(SanityKind.NEAR_TWINS, alike)


def _leak(kind: SanityKind, found: Sequence[Sequence[Sample]]) -> SanityFinding:
    """Names one frame of each of the splits of the first."""
    first: dict[Split, str] = {}
    for sample in found[0]:
        first.setdefault(sample.split, sample.name)
    splits = tuple(split for split in USED if split in first)
    return SanityFinding(kind, tuple(first[split] for split in splits), len(found), splits=splits)


def _of_classes(
    version: DatasetVersion, classes: Sequence[ClassCounts], used: Sequence[Sample]
) -> Iterator[SanityFinding]:
    held = {sample.split for sample in used}
    defects = {name for index, name in enumerate(version.class_names) if index} - set(version.non_defects)
    if Split.TRAIN in held and not any(counts.n_frames[0] for counts in classes if counts.name in defects):
        yield SanityFinding(SanityKind.NOTHING_TO_LEARN)
        return
    nowhere = tuple(counts.name for counts in classes if not any(counts.n_frames))
    if nowhere:
        yield SanityFinding(SanityKind.CLASS_NOWHERE, nowhere)
    unlearned = tuple(counts.name for counts in classes if not counts.n_frames[0] and any(counts.n_frames))
    if unlearned and Split.TRAIN in held:
        yield SanityFinding(SanityKind.CLASS_UNLEARNED, unlearned)
    for place, split in ((1, Split.VAL), (2, Split.TEST)):
        missing = tuple(counts.name for counts in classes if counts.n_frames[0] and not counts.n_frames[place])
        if missing and split in held:
            yield SanityFinding(SanityKind.CLASS_UNJUDGED, missing, splits=(split,))
    for counts in classes:
        n, n_groups = counts.n_frames[0], counts.n_groups[0]
        if n and (n < FEW_FRAMES or n_groups < FEW_GROUPS):
            yield SanityFinding(SanityKind.CLASS_TINY, (counts.name,), n, n_groups, (Split.TRAIN,))
    indices = [index for index, name in enumerate(version.class_names) if name in defects]
    train = [sample for sample in used if sample.split is Split.TRAIN]
    if train and not any(all(not sample.n_pixels[index] for index in indices) for sample in train):
        yield SanityFinding(SanityKind.NO_CLEAN)


def _of_model(version: DatasetVersion, expected: Expectation, bits: tuple[int, ...]) -> Iterator[SanityFinding]:
    if len(bits) > 1:
        yield SanityFinding(SanityKind.BITS_DIFFER, bits=bits)
    if expected.input_bits and bits and not set(bits) <= set(expected.input_bits):
        yield SanityFinding(SanityKind.OTHER_BITS, bits=bits, expected_bits=expected.input_bits)
    if not expected.class_names:
        return
    ours, theirs = version.class_names[1:], expected.class_names[1:]
    if new := tuple(name for name in ours if name not in theirs):
        yield SanityFinding(SanityKind.MODEL_LACKS, new)
    if gone := tuple(name for name in theirs if name not in ours):
        yield SanityFinding(SanityKind.DATASET_LACKS, gone)


def _of_sizes(used: Sequence[Sample], expected: Expectation) -> Iterator[SanityFinding]:
    if expected.view_px is None:
        return
    height, width = expected.view_px
    small = [sample.name for sample in used if sample.height < height or sample.width < width]
    if small:
        yield SanityFinding(SanityKind.SMALL_FRAMES, tuple(small[:N_NAMED]), len(small), size_px=expected.view_px)
