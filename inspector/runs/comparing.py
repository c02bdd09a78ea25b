"""Two runs side by side: what was asked for otherwise, and their scores on the test split with intervals.

Differences of scores are paired over groups, which is possible where both were tested on the same frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from inspector.core.classes import class_names_fault, non_defect_indices
from inspector.core.typed_json import from_entries, parsed_json
from inspector.core.untrusted import read_bounded
from inspector.evaluation.intervals import Interval, bootstrap, bootstrap_difference
from inspector.evaluation.metrics import Confusion, metrics_of
from inspector.runs.folder import RunFolder
from inspector.runs.history import Run
from inspector.runs.request import differences

RULE = "with thresholds"  # of the class map, as ``training.scoring`` calls it: as inspection decides
MAX_RESULT_BYTES = 200_000_000
OVERALL = ("miou_with_background", "miou_defects")


@dataclass(frozen=True, slots=True, eq=False)
class RunResults:
    """What a run counted on the test split of its first dataset."""

    class_names: tuple[str, ...]  # by index
    non_defects: tuple[int, ...]
    tested_on: str  # "NAME ID test"
    by_group: Mapping[str, Confusion]  # (C, C) int64 each


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score of both; None where a run has none."""

    metric: str  # one of ``OVERALL``, or "iou"
    class_name: str  # "" for those of all classes
    first: Interval | None
    second: Interval | None
    difference: Interval | None  # second - first; None where it cannot be told


@dataclass(frozen=True, slots=True)
class RunComparison:
    settings: tuple[tuple[str, str, str], ...]  # path, of the first, of the second
    scores: tuple[ScoreRow, ...]
    is_paired: bool  # both were tested on the same groups
    problems: tuple[str, ...] = ()  # why the scores or settings of one are not there


@cache
def _counts() -> TypeAdapter[dict[str, dict[str, list[list[int]]]]]:
    return TypeAdapter(dict[str, dict[str, list[list[int]]]])


@cache
def _names() -> TypeAdapter[tuple[str, ...]]:
    return TypeAdapter(tuple[str, ...])


def read_results(folder: RunFolder) -> RunResults | None:
    """None where the run was not scored on a test split. Raises OSError, or ValueError in words."""
    try:
        found = _entries(folder, "confusions_file")
    except FileNotFoundError:
        return None
    class_names: tuple[str, ...] = from_entries(_names(), found.pop("class_names", None), "class_names")
    if fault := class_names_fault(class_names):
        raise ValueError(fault)
    if not found:
        return None
    tested_on = next(iter(found))
    by_rule = from_entries(_counts(), found[tested_on], tested_on)
    n = len(class_names)
    by_group = {}
    for group, counts in by_rule.get(RULE, {}).items():
        if len(counts) != n or any(len(row) != n or min(row) < 0 for row in counts):
            raise ValueError(f"the counts of {group} are not those of {n} classes")
        by_group[group] = np.array(counts, np.int64)
    if not by_group:
        return None
    stated = _entries(folder, "scores_file").get("non_defects", [])
    non_defects: tuple[str, ...] = from_entries(_names(), stated, "non_defects")
    return RunResults(class_names, non_defect_indices(class_names, non_defects), tested_on, by_group)


def _entries(folder: RunFolder, name: str) -> dict[str, Any]:
    file = getattr(folder, name)
    found = parsed_json(read_bounded(file, MAX_RESULT_BYTES))
    if not isinstance(found, dict):
        raise ValueError(f"{file.name} is no JSON object")
    return found


def compare(first: Run, second: Run) -> RunComparison:
    """Reads the results of both; what cannot be read is told in ``problems``."""
    problems = [
        f"{run.name}: {run.request_problem}" for run in (first, second) if run.request is None and run.request_problem
    ]
    settings: tuple[tuple[str, str, str], ...] = ()
    if first.request is not None and second.request is not None:
        settings = tuple((name, str(a), str(b)) for name, a, b in differences(first.request, second.request))
    results = []
    for run in (first, second):
        try:
            results.append(read_results(run.folder))
        except (OSError, ValueError) as error:
            problems.append(f"{run.name}: {error}")
            results.append(None)
    scores, is_paired = _scores(*results)
    return RunComparison(settings, scores, is_paired, tuple(problems))


def _scores(first: RunResults | None, second: RunResults | None) -> tuple[tuple[ScoreRow, ...], bool]:
    of_first, of_second = _intervals(first), _intervals(second)
    of_both: dict[tuple[str, str], Interval] = {}
    is_paired = (
        first is not None and second is not None
        and (first.tested_on, first.class_names, first.non_defects)
        == (second.tested_on, second.class_names, second.non_defects)
        and first.by_group.keys() == second.by_group.keys()
    )  # fmt: skip
    if is_paired and first is not None and second is not None:
        found = bootstrap_difference(
            first.by_group, second.by_group, partial(metrics_of, non_defects=first.non_defects)
        )
        of_both = _keyed(found, first.class_names)
    keys = list(dict.fromkeys([*of_first, *of_second]))
    return tuple(ScoreRow(*key, of_first.get(key), of_second.get(key), of_both.get(key)) for key in keys), is_paired


def _intervals(results: RunResults | None) -> dict[tuple[str, str], Interval]:
    if results is None:
        return {}
    found = bootstrap(results.by_group, partial(metrics_of, non_defects=results.non_defects))
    return _keyed(found, results.class_names)


def _keyed(found: Mapping[str, Interval], class_names: tuple[str, ...]) -> dict[tuple[str, str], Interval]:
    """By metric and class name: the indices of two runs need not mean the same classes."""
    kept = {(name, ""): found[name] for name in OVERALL if name in found}
    for index, class_name in enumerate(class_names):
        if index and f"iou_{index}" in found:
            kept["iou", class_name] = found[f"iou_{index}"]
    return kept
