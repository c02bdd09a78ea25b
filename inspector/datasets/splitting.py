"""Splits that do not leak: whole groups assigned to train, val and test, or to folds.

Groups that near duplicates connect become one: two frames of one surface never end in two splits, whatever their
groups are called. Unused frames stay unused and connect nothing. The split itself is made in ``group_split`` and
``group_k_fold``; a seed decides between groups that are as good as each other.

    samples, duplicate clusters  ->  SplitAssignment: the same samples with other groups and splits
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.duplicates import DuplicateCluster, joined
from inspector.datasets.group_k_fold import folds_of
from inspector.datasets.group_split import FRAMES, SPLIT_SHARES, split_groups
from inspector.datasets.version import DatasetVersion, Sample, Split, check_groups

CLEAN = "clean"  # counted like a class, so that each split gets clean frames


@dataclass(frozen=True, slots=True)
class SplitAssignment:
    """All samples of a version with their new groups and splits."""

    samples: tuple[Sample, ...]
    n_groups: int  # dealt
    n_joined: int  # groups that duplicates made disappear into others
    lacking: Mapping[Split, tuple[int, ...]]  # class indices that the version has and a split of it has not


def divide(
    version: DatasetVersion,
    shares: Mapping[Split, float] = SPLIT_SHARES,
    *,
    seed: int = 0,
    clusters: Iterable[DuplicateCluster] = (),
) -> SplitAssignment:
    """Deal the groups over the splits with a share above 0, by frames and by classes as well as groups allow.

    Shares are taken by their proportion. Raises DatasetError where there are fewer groups than splits; ValueError for
    shares below 0 or without sum.
    """
    wanted = {split: share for split, share in shares.items() if share}
    if not wanted or min(wanted.values()) < 0 or Split.UNUSED in wanted:
        raise ValueError(f"shares are numbers above 0 for train, val and test, got {dict(shares)}")
    sum_ = sum(wanted.values())
    samples, n_joined = join_groups(version.samples, clusters)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sample in samples:
        if sample.split is not Split.UNUSED:
            classes = [f"class {index}" for index, n in enumerate(sample.n_pixels) if n and index]
            counts[sample.group].update([FRAMES, *(classes or [CLEAN])])
    _need_groups(version, len(counts), len(wanted))
    groups = sorted(counts)
    order = np.random.default_rng(seed).permutation(len(groups))
    ticket = {group: f"{rank:09d}" for group, rank in zip(groups, order, strict=True)}
    dealt = split_groups(
        {ticket[group]: counts[group] for group in groups}, {split: share / sum_ for split, share in wanted.items()}
    )
    return _assignment(version, samples, {group: dealt[ticket[group]] for group in groups}, n_joined)


def divide_into_folds(
    version: DatasetVersion, n_folds: int, *, clusters: Iterable[DuplicateCluster] = ()
) -> tuple[SplitAssignment, ...]:
    """One division per fold: the fold is its test split, the next fold val, the others train.

    Each group is tested once. Raises DatasetError where there are fewer groups than folds; ValueError below 3 folds,
    which leave nothing to train on.
    """
    if n_folds < 3:
        raise ValueError(f"test, val and train need 3 folds or more, got {n_folds}")
    samples, n_joined = join_groups(version.samples, clusters)
    used = [sample for sample in samples if sample.split is not Split.UNUSED]
    _need_groups(version, len({sample.group for sample in used}), n_folds)
    fold_of = folds_of(used, n_folds)

    def split_of(fold: int, tested: int) -> Split:
        return {tested: Split.TEST, (tested + 1) % n_folds: Split.VAL}.get(fold, Split.TRAIN)

    return tuple(
        _assignment(version, samples, {group: split_of(fold, tested) for group, fold in fold_of.items()}, n_joined)
        for tested in range(n_folds)
    )


def join_groups(samples: Sequence[Sample], clusters: Iterable[DuplicateCluster]) -> tuple[tuple[Sample, ...], int]:
    """Samples with one group where a cluster connects several, and how many groups that made disappear.

    The group keeps the name that sorts first.
    """
    groups = sorted({sample.group for sample in samples})
    row = {group: index for index, group in enumerate(groups)}
    row_of_used = {sample.name: row[sample.group] for sample in samples if sample.split is not Split.UNUSED}
    links: list[tuple[int, int]] = []
    for cluster in clusters:
        links += pairwise(row_of_used[name] for name in cluster.names if name in row_of_used)
    rows, columns = np.array(links, np.intp).reshape(-1, 2).T
    labels = joined(np.arange(len(groups), dtype=np.int32), rows, columns)
    name_of: dict[int, str] = {}
    for group, label in zip(groups, labels.tolist(), strict=True):
        name_of.setdefault(label, group)
    renamed = {group: name_of[label] for group, label in zip(groups, labels.tolist(), strict=True)}
    return tuple(replace(sample, group=renamed[sample.group]) for sample in samples), len(groups) - len(name_of)


def check_leaks(version: DatasetVersion, clusters: Iterable[DuplicateCluster]) -> None:
    """Raises DatasetError if a group or a duplicate cluster lies in two of train, val and test."""
    check_groups(version.samples, version.folder)
    split_of = {sample.name: sample.split for sample in version.samples if sample.split is not Split.UNUSED}
    leaks = []
    for cluster in clusters:
        first_of: dict[Split, str] = {}
        for name in cluster.names:
            if name in split_of:
                first_of.setdefault(split_of[name], name)
        if len(first_of) > 1:
            leaks.append(tuple(first_of.values())[:2])
    if leaks:
        one, other = leaks[0]
        raise DatasetError(
            message(
                Code.DATASET_DUPLICATES_LEAK, path=str(version.folder), n=len(leaks), one=one,
                one_split=split_of[one].value, other=other, other_split=split_of[other].value,
            )
        )  # fmt: skip


def _need_groups(version: DatasetVersion, n_groups: int, n_parts: int) -> None:
    if n_groups < n_parts:
        raise DatasetError(
            message(Code.DATASET_FEW_GROUPS, path=str(version.folder), n_groups=n_groups, n_parts=n_parts)
        )


def _assignment(
    version: DatasetVersion, samples: Sequence[Sample], split_of: Mapping[str, Split], n_joined: int
) -> SplitAssignment:
    dealt = tuple(
        sample if sample.split is Split.UNUSED else replace(sample, split=split_of[sample.group]) for sample in samples
    )
    held: dict[Split, set[int]] = defaultdict(set)
    for sample in dealt:
        if sample.split is not Split.UNUSED:
            held[sample.split].update(index for index, n in enumerate(sample.n_pixels) if n and index)
    everywhere: set[int] = set().union(*held.values())
    lacking = {split: tuple(sorted(everywhere - held[split])) for split in Split if split in held}
    return SplitAssignment(
        dealt, len(split_of), n_joined, {split: indices for split, indices in lacking.items() if indices}
    )
