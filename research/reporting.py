"""What the reports of finished runs share.

read_run(folder)                           what a run was asked for, and what it counted on its test frames
confusions_of_folds, side_by_side, mean_of  folds added up; seeds averaged, with one interval for all of them
refuse_other_requests, refuse_other_masks  figures stand in one table only where they may be compared
kept_text, class_map_text, resize_text  the rules that figures follow, for readers
require_part, write_part                   the part of a document that a program writes: between two comments
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np

from inspector.core.classes import BACKGROUND_INDEX, non_defect_indices
from inspector.core.files import write_whole
from inspector.evaluation.intervals import ENOUGH_GROUPS, Counts
from inspector.runs.folder import RunFolder
from inspector.runs.request import Balance, Keep, Recipe, RunRequest, what_differs
from training.scoring import ARG_MAX, WITH_THRESHOLDS

# Folds whose results were looked at while the recipe of an experiment was chosen (experiments.toml; for the imbalance
# methods docs/decisions/0005-balancing.md): the reports give the other folds alone too.
LOOKED_AT: Mapping[str, tuple[int, ...]] = {"compare-magnetic-tile": (0,), "balance-magnetic-tile": (0,)}


@dataclass(frozen=True, slots=True)
class ScoredRun:
    """What a run was asked for, and what it counted on its test frames: by rule of the class map, then by group."""

    folder: Path
    request: RunRequest
    n_parameters: int
    has_thresholds: bool  # chosen on its validation split; without one they are 0, which is arg-max
    tested_on: str  # "NAME ID SPLIT" of the dataset version
    n_frames: int
    class_names: tuple[str, ...]
    non_defects: tuple[int, ...]  # class indices
    confusions: dict[str, dict[str, Counts]]

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"


def read_run(folder: Path) -> ScoredRun:
    """From scores.json and confusions.json; the request is the one that the scores say they were made for, as a run
    whose results were taken over from another one has no request of its own."""
    scores = json.loads(RunFolder(folder).scores_file.read_text(encoding="utf-8"))
    class_names, tested_on, by_rule = read_counts(RunFolder(folder).confusions_file)
    return ScoredRun(
        folder=folder,
        request=RunRequest.from_json(json.dumps(scores["request"])),
        n_parameters=scores["n_parameters"],
        has_thresholds=any(scores["thresholds"]),
        tested_on=tested_on,
        n_frames=scores[tested_on][WITH_THRESHOLDS]["n_frames"],
        class_names=class_names,
        non_defects=non_defect_indices(class_names, scores.get("non_defects", ())),  # missing in runs of before these
        confusions=by_rule,
    )


def read_counts(file: Path) -> tuple[tuple[str, ...], str, dict[str, dict[str, Counts]]]:
    """Class names, what was tested, and the counts by rule and group. Raises ValueError where two sets were tested."""
    stored = json.loads(file.read_text(encoding="utf-8"))
    class_names = tuple(stored.pop("class_names"))
    if len(stored) != 1:
        raise ValueError(f"{file} is of {len(stored)} test sets: {', '.join(stored)}; a report is of one")
    ((tested_on, by_rule),) = stored.items()
    counts = {rule: {group: np.array(c) for group, c in groups.items()} for rule, groups in by_rule.items()}
    return class_names, tested_on, counts


def confusions_of_folds(runs: Sequence[ScoredRun], rule: str = WITH_THRESHOLDS) -> dict[str, Counts]:
    """By group. Raises ValueError where two folds tested the same group."""
    by_group: dict[str, Counts] = {}
    for run in runs:
        for group, confusion in run.confusions[rule].items():
            if group in by_group:
                raise ValueError(f"{run.name}: group {group} was tested twice")
            by_group[group] = confusion
    return by_group


def side_by_side(of_seeds: Sequence[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Counts (S, …) of each group, one for each of S seeds, so that a resample takes the same groups of all.

    Raises ValueError where the seeds were not tested on the same groups.
    """
    groups = set(of_seeds[0])
    if any(set(by_group) != groups for by_group in of_seeds):
        raise ValueError("seeds of one network were not tested on the same groups")
    return {group: np.stack([by_group[group] for by_group in of_seeds]) for group in groups}


def mean_of(metrics_of: Callable[[Counts], Mapping[str, float]]) -> Callable[[Counts], dict[str, float]]:
    """The metrics of counts ``side_by_side``, each the mean over the seeds that have it; NaN where none has."""

    def mean(counts: Counts) -> dict[str, float]:
        of_seeds = [metrics_of(each) for each in counts]
        found = {}
        for name in of_seeds[0]:
            known = [each[name] for each in of_seeds if not math.isnan(each[name])]
            found[name] = fmean(known) if known else math.nan
        return found

    return mean


def without_fold(request: RunRequest) -> RunRequest:
    """Equal for all folds of one run: a fold differs in its test groups, and begins with weights of its own."""

    def of_first(named: str) -> str:
        return re.sub(rf"fold{request.fold}\b", "fold0", named)

    teachers = tuple(map(of_first, request.teachers))
    return replace(request, fold=0, start_from=of_first(request.start_from), teachers=teachers)


def without_method(request: RunRequest) -> RunRequest:
    """Equal for all folds and methods of an experiment: without what ``with_imbalance_method`` changes."""
    recipe = request.recipe
    augmentation = replace(recipe.augmentation, defect_share=0.0, balance_classes=True)
    recipe = replace(recipe, loss=Recipe().loss, balance=Balance(), augmentation=augmentation)
    return replace(without_fold(request), recipe=recipe)


def refuse_other_requests(runs: Sequence[ScoredRun], whatever: Callable[[RunRequest], RunRequest]) -> None:
    """Raises ValueError where the runs differ in what ``whatever`` leaves, or were tested on other data."""
    first, *others = runs
    for run in others:
        differs = list(what_differs(whatever(first.request), whatever(run.request)))
        if run.tested_on != first.tested_on:
            differs.append(f"tested on {first.tested_on}, and on {run.tested_on}")
        if differs:
            raise ValueError(
                f"{first.name} and {run.name} are not of one report: {'; '.join(differs)} (each time the first named, "
                "then the other)"
            )


def refuse_other_masks(first: ScoredRun, other: ScoredRun) -> None:
    """Raises ValueError where the two were scored on masks that differ, as by an older way to resize them."""
    masks, others = (run.confusions[ARG_MAX] for run in (first, other))
    for group in sorted(masks.keys() & others.keys()):
        pixels, of_other = masks[group].sum(axis=1).tolist(), others[group].sum(axis=1).tolist()
        if pixels != of_other:
            raise ValueError(
                f"{first.name} and {other.name} were scored on different masks: group {group} has {pixels} pixels of "
                f"its classes in one, {of_other} in the other. Score both again"
            )


def n_groups_of_classes(by_group: Mapping[str, Counts]) -> tuple[int, ...]:
    """How many groups hold each class, as annotated."""
    annotated = [confusion.sum(axis=1) > 0 for confusion in by_group.values()]
    return tuple(int(n) for n in np.sum(annotated, axis=0))


def classes_of_few(n_groups_of_class: Sequence[int]) -> tuple[int, ...]:
    """Defect classes whose figures are marked: too few groups hold them."""
    return tuple(k for k, n in enumerate(n_groups_of_class) if k != BACKGROUND_INDEX and n < ENOUGH_GROUPS)


def start_of(request: RunRequest) -> str:
    """What the weights begin with: "EXPERIMENT/RUN", the name of a file, or nothing where from scratch."""
    return "/".join(Path(request.start_from).parts[-2:]) or Path(request.pretrained).name


def kept_text(request: RunRequest) -> str:
    if request.recipe.keep is Keep.BEST:
        return "the weights of the highest mIoU with background on the validation split"
    return "the last weights" + (" (folds leave no frames to choose by)" if request.n_folds else "")


def class_map_text(has_thresholds: bool) -> str:
    if has_thresholds:
        return "arg-max, and a class from its threshold on, chosen on the validation split"
    return "arg-max (no thresholds)"


def resize_text(resize_px: Sequence[int] | None) -> str:
    if resize_px is None:
        return "frames at their own size"
    height, width = resize_px
    return (
        f"frames squashed to {height} x {width} px, and scored at that size: small defects vanish there or fall below "
        "the 16 px from which a defect is counted"
    )


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    *before, end = names
    return f"{', '.join(before)} {last} {end}" if before else end


def require_part(file: Path, name: str) -> None:
    """Raises ValueError, in words, where the document or its place for the part is not there."""
    _around(file, name)


def write_part(file: Path, name: str, text: str) -> None:
    """Puts the text between the document's comments of that name. Raises what ``require_part`` raises."""
    before, after = _around(file, name)
    write_whole(file, f"{before}\n{text.strip()}\n{after}".encode())


def _around(file: Path, name: str) -> tuple[str, str]:
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if not file.exists():
        raise ValueError(
            f"{file.resolve()} is not there: this wants to be run in the repository, whose {file} it writes"
        )
    before, begun, rest = file.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not (begun and ended):
        raise ValueError(f"{file.resolve()} has no place for it, which is between {begin} and {end}")
    return before + begin, end + after
