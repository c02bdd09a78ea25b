"""``inspector evaluate``: a model file scored on data it has not seen, through the program's own prediction."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from inspector.commands.named_model import named_model, told_opening
from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.core.calibration import Calibration
from inspector.datasets.version import Split
from inspector.evaluation.class_rule import ComparedBy
from inspector.evaluation.frames import FramesToScore, clean_frames, frames_of_version
from inspector.evaluation.free_response import Matching, OperatingPoint
from inspector.evaluation.intervals import Interval
from inspector.evaluation.of_model import EvaluationSettings, ModelEvaluation, RecallAtAlarms, evaluate_model
from inspector.inference.backend import BackendChoice
from inspector.inference.model_file import open_model

ALL = "all"  # splits together


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateOptions:
    """Of ``dataset`` and ``clean`` one is given."""

    dataset: str | None = None
    clean: Path | None = None  # a folder of frames without a defect
    split: str = Split.TEST.value
    backend: BackendChoice
    model: str | None = None
    mm_per_px: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    alarms_per_frame: tuple[float, ...] = (1.0, 0.1)
    scores_from: str | None = None
    by_boxes: bool = False
    gap_px: int = 0
    workspace: Path | None = None
    as_json: bool = False
    as_markdown: bool = False


def print_evaluation(options: EvaluateOptions) -> int:
    """Returns the exit code. Raises InspectorError where the model cannot be scored."""
    settings = EvaluationSettings(
        calibration=Calibration.parse(options.mm_per_px) if options.mm_per_px else None, mapping=options.mapping,
        alarms_per_frame=options.alarms_per_frame, matching=Matching(options.by_boxes, options.gap_px),
    )  # fmt: skip
    frames, before = _frames(options)
    file = named_model(options.model, options.workspace)
    model = open_model(file, options.backend, told_opening(file))
    is_quiet = options.as_json or options.as_markdown
    with Progress("evaluated", is_quiet=is_quiet) as progress:
        found = evaluate_model(model, frames, settings, progress.show, scores_from=before)
    command = _command(options)
    if options.as_json:
        print_json(_facts(found, command))
    elif options.as_markdown:
        for line in _markdown(found, command):
            say(line)
    else:
        _print_scores(found)
    return 0


def _frames(options: EvaluateOptions) -> tuple[FramesToScore, FramesToScore | None]:
    if options.clean is not None:
        return clean_frames(options.clean), None
    assert options.dataset is not None
    version = named_version(options.dataset, options.workspace)
    frames = frames_of_version(version, None if options.split == ALL else Split(options.split))
    return frames, frames_of_version(version, Split(options.scores_from)) if options.scores_from else None


def _command(options: EvaluateOptions) -> str:
    """What gives these figures again; of folders the last names, which are the same on every PC."""
    words = ["inspector", "evaluate"]
    if options.model is not None:
        words += ["--model", Path(options.model).name]
    if options.clean is not None:
        words += ["--clean", options.clean.name]
    elif options.dataset is not None:
        words += ["--dataset", Path(options.dataset).name, "--split", options.split]
    words += [word for theirs, ours in options.mapping.items() for word in ("--map", f"{theirs}={ours}")]
    if options.alarms_per_frame != EvaluateOptions.__dataclass_fields__["alarms_per_frame"].default:
        words += ["--alarms", ",".join(f"{value:g}" for value in options.alarms_per_frame)]
    words += ["--scores-from", options.scores_from] if options.scores_from else []
    words += ["--boxes"] if options.by_boxes else []
    words += ["--gap", str(options.gap_px)] if options.gap_px else []
    words += ["--mm-per-px", options.mm_per_px] if options.mm_per_px else []
    return shlex.join(words)


def _facts(found: ModelEvaluation, command: str) -> dict[str, Any]:
    card, calibration, rule = found.card, found.settings.calibration, found.rule
    return {
        "command": command, "model": card.title, "model_sha256": found.model_sha256,
        "network": card.network, "dataset": found.frames.name, "split": found.frames.split,
        "n_frames": found.frames.n_frames, "n_groups": found.n_groups, "has_groups": found.frames.has_groups,
        "compared_by": rule.compared_by, "class_names": rule.class_names, "model_classes": card.class_names,
        "dataset_classes": found.frames.class_names, "mapping": dict(found.settings.mapping),
        "non_defects": rule.non_defects, "non_defects_said_by": rule.non_defects_named_by,
        "thresholds": card.thresholds, "min_area_px": card.min_area_px,
        "mm_per_px": asdict(calibration) if calibration else None, "scores": asdict(found.scores),
        "intervals_95": _intervals(found.intervals),
        "defect_recall": found.defect_recall, "n_defects": found.n_defects, "size_bands": found.size_bands,
        "n_defects_by_size": found.n_defects_by_size, "defect_recall_by_size": found.defect_recall_by_size,
        "n_false_alarms": found.n_false_alarms, "area_m2": found.area_m2,
        "boundary_tolerance_px": found.evaluation.tolerance_px, "matching": asdict(found.settings.matching),
        "with_thresholds": _point(found.with_thresholds),
        "recall_at_alarms": [
            {"alarms_per_frame": at.alarms_per_frame, "score_from": at.score_from, **_point(at.point)}
            for at in found.recall_at_alarms
        ],
        **found.counted,
    }  # fmt: skip


def _point(point: OperatingPoint) -> dict[str, Any]:
    return {
        "score": point.score, "intervals_95": _intervals(point.intervals), "n_regions": point.n_regions,
        "n_found": point.n_found, "n_false_alarms": point.n_false_alarms,
    }  # fmt: skip


def _intervals(intervals: Mapping[str, Interval]) -> dict[str, Any]:
    return {name: asdict(interval) for name, interval in intervals.items()}


def _print_scores(found: ModelEvaluation) -> None:
    say(_title(found))
    for line in _rules(found):
        say(f"  {line}")
    for title, interval in _figures(found):
        say(f"  {title:<26} {_interval_text(interval)}")
    for index, name in enumerate(found.rule.class_names[1:], start=1):
        if found.n_defects[index]:
            recall = found.defect_recall[index]
            say(f"  {name + ' found':<26} {recall:.3f}  of {found.n_defects[index]} defects")
    for title, point in _points(found):
        say(f"  {title}")
        for name, interval in _recalls(found, point):
            say(f"    {name:<24} {_interval_text(interval)}")


def _markdown(found: ModelEvaluation, command: str) -> Iterator[str]:
    """For a model's card: the same figures as tables."""
    yield f"{_title(found)} (`{command}`):"
    yield ""
    rules = list(_rules(found))
    if rules:
        yield from (*rules, "")
    yield "| figure | value | 95 % interval |"
    yield "|---|---|---|"
    for title, interval in _figures(found):
        yield f"| {title.strip()} | {interval.value:.3f} | {_ends(interval)} |"
    points = _points(found)
    if points:
        yield ""
        names = [name for name, _ in _recalls(found, points[0][1])]
        yield f"| regions found | {' | '.join(names)} |"
        yield "|---|" + "---|" * len(names)
        for title, point in points:
            cells = [f"{interval.value:.2f} ({_ends(interval)})" for _, interval in _recalls(found, point)]
            yield f"| {title} | {' | '.join(cells)} |"


def _title(found: ModelEvaluation) -> str:
    groups = f"in {found.n_groups} groups" if found.frames.has_groups else "without groups, each taken for its own"
    return (
        f"{found.card.name} {found.card.version} on {found.frames.name}, {found.frames.split}: "
        f"{found.frames.n_frames} frames {groups}"
    )


def _rules(found: ModelEvaluation) -> Iterator[str]:
    """What is to be known before the figures are read."""
    rule, frames = found.rule, found.frames
    theirs, ours = (", ".join(names[1:]) or "none" for names in (frames.class_names, found.card.class_names))
    if rule.compared_by is ComparedBy.DEFECT_OR_NOT:
        yield (
            f"Compared as defect or none, no class with another: those of the data are {theirs}; those of the model "
            f"{ours}."
        )
    if rule.compared_by is ComparedBy.MAP:
        yield f"Classes of the data taken as: {', '.join(f'{a} as {b}' for a, b in found.settings.mapping.items())}."
    if not sum(found.n_defects):
        yield "No frame shows a defect: there is nothing to find, and every region is a false alarm."
    if rule.non_defects:
        yield f"{'not counted as defects':<26} {', '.join(rule.non_defects)}  (as the {rule.non_defects_named_by} says)"
    if not found.settings.matching.by_boxes:
        return
    yield "Regions are matched by their bounding boxes (IoU 0.1): the masks are taken for boxes, so IoU says little."


def _figures(found: ModelEvaluation) -> list[tuple[str, Interval]]:
    rows = [
        ("mIoU with background", "miou_with_background"),
        ("mIoU over defect classes", "miou_defects"),
        *((f"IoU {name}", f"iou_{index}") for index, name in enumerate(found.rule.class_names)),
        ("micro IoU of defects", "micro_iou"),
        ("defect IoU, mean of frames", "foreground_iou_per_image"),
        (f"boundary F1 at {found.evaluation.tolerance_px:g} px", "boundary_f1_defects"),
        ("Dice, Kaggle's rule", "kaggle_dice"),
        ("  if nothing were found", "all_empty_dice"),
        ("  where there is a defect", "dice_of_defects"),
        ("alarms per clean frame", "false_alarms_per_clean_frame"),
        ("clean frames alarmed", "clean_frames_alarmed"),
        ("false alarms per megapixel", "false_alarms_per_megapixel"),
        ("false alarms per metre", "false_alarms_per_m"),
        ("false alarms per m²", "false_alarms_per_m2"),
        ("defects found", "defect_recall"),
        *((f"found, {name}", f"defect_recall_band_{band}") for band, name in enumerate(found.size_bands)),
    ]
    if not sum(found.n_defects):  # where nothing is annotated, overlap says nothing
        rows = [row for row in rows if "alarm" in row[1]]
    return [(title, found.intervals[key]) for title, key in rows if key in found.intervals]


def _points(found: ModelEvaluation) -> list[tuple[str, OperatingPoint]]:
    """Points of the free-response curve, where there is anything to find."""
    if not any(map(sum, found.with_thresholds.n_regions)):
        return []
    alarms = found.with_thresholds.intervals["false_alarms_per_frame"].value
    return [
        (f"regions with the card's thresholds, {alarms:.2f} false alarms per frame", found.with_thresholds),
        *((_point_title(found, at), at.point) for at in found.recall_at_alarms),
    ]


def _point_title(found: ModelEvaluation, at: RecallAtAlarms) -> str:
    if at.score_from == found.frames.split:
        return f"regions at {at.alarms_per_frame:g} false alarm(s) per frame, score read on these frames"
    there = at.point.intervals["false_alarms_per_frame"].value
    return f"regions at the score of {at.alarms_per_frame:g} on {at.score_from}: {there:.2f} false alarms per frame"


def _recalls(found: ModelEvaluation, point: OperatingPoint) -> Iterator[tuple[str, Interval]]:
    rows = [("all found", "recall")]
    names = found.rule.class_names
    if len(names) > 2:
        rows += [(name, f"recall_{k}") for k, name in enumerate(names) if k]
    sizes = [(name, key) for k, name in enumerate(found.size_bands) if (key := f"recall_band_{k}") in point.intervals]
    rows += sizes if len(sizes) > 1 else []  # of one size is all of them again
    yield from ((title, point.intervals[key]) for title, key in rows if key in point.intervals)


def _ends(found: Interval) -> str:
    if found.low is None or found.high is None:
        return f"too few groups: {found.n_groups}"
    few = f", few groups: {found.n_groups}" if found.has_too_few_groups else ""
    return f"{found.low:.3f} to {found.high:.3f}{few}"


def _interval_text(found: Interval) -> str:
    if found.low is None or found.high is None:
        return f"{found.value:.3f}  (too few groups for an interval: {found.n_groups})"
    few = f", too few groups to rely on: {found.n_groups}" if found.has_too_few_groups else ""
    return f"{found.value:.3f}  (95 % interval {found.low:.3f} to {found.high:.3f}{few})"
