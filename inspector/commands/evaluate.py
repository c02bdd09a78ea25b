"""``inspector evaluate``: a model file scored on a dataset version, through the program's own prediction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inspector.commands.named_model import named_model, told_opening
from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.core.calibration import Calibration
from inspector.datasets.version import Split
from inspector.evaluation.intervals import Interval
from inspector.evaluation.of_model import EvaluationSettings, ModelEvaluation, evaluate_model
from inspector.inference.backend import BackendChoice
from inspector.inference.model_file import open_model


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateOptions:
    dataset: str
    split: str
    backend: BackendChoice
    model: str | None = None
    mm_per_px: str | None = None
    workspace: Path | None = None
    as_json: bool = False


def print_evaluation(options: EvaluateOptions) -> int:
    """Returns the exit code. Raises InspectorError where the model cannot be scored."""
    calibration = Calibration.parse(options.mm_per_px) if options.mm_per_px else None
    version = named_version(options.dataset, options.workspace)
    file = named_model(options.model, options.workspace)
    model = open_model(file, options.backend, told_opening(file))
    settings = EvaluationSettings(Split(options.split), calibration)
    with Progress("evaluated", is_quiet=options.as_json) as progress:
        found = evaluate_model(model, version, settings, progress.show)
    if options.as_json:
        print_json(_facts(found))
    else:
        _print_scores(found)
    return 0


def _facts(found: ModelEvaluation) -> dict[str, Any]:
    card, calibration = found.card, found.settings.calibration
    return {
        "model": f"{card.name} {card.version}", "model_sha256": found.model_sha256,
        "dataset": f"{found.dataset.name} {found.dataset.id}", "split": found.settings.split.value,
        "n_frames": found.n_frames, "n_groups": found.n_groups, "class_names": card.class_names,
        "non_defects": found.non_defects, "non_defects_said_by": found.non_defects_named_by,
        "thresholds": card.thresholds, "min_area_px": card.min_area_px,
        "mm_per_px": asdict(calibration) if calibration else None, "scores": asdict(found.scores),
        "intervals_95": {name: asdict(interval) for name, interval in found.intervals.items()},
        "defect_recall": found.defect_recall, "n_defects": found.n_defects, "size_bands": found.size_bands,
        "n_defects_by_size": found.n_defects_by_size, "defect_recall_by_size": found.defect_recall_by_size,
        "n_false_alarms": found.n_false_alarms, "area_m2": found.area_m2,
        "boundary_tolerance_px": found.evaluation.tolerance_px, **found.counted,
    }  # fmt: skip


def _print_scores(found: ModelEvaluation) -> None:
    names = found.card.class_names
    say(
        f"{found.card.name} {found.card.version} on {found.dataset.name} {found.dataset.id}, {found.settings.split}: "
        f"{found.n_frames} frames in {found.n_groups} groups"
    )
    if found.non_defects:
        by = f"(as the {found.non_defects_named_by} says)"
        say(f"  {'not counted as defects':<26} {', '.join(found.non_defects)}  {by}")
    rows = [
        ("mIoU with background", "miou_with_background"),
        ("mIoU over defect classes", "miou_defects"),
        *((f"IoU {name}", f"iou_{index}") for index, name in enumerate(names)),
        ("micro IoU of defects", "micro_iou"),
        ("defect IoU, mean of frames", "foreground_iou_per_image"),
        (f"boundary F1 at {found.evaluation.tolerance_px:g} px", "boundary_f1_defects"),
        ("Dice, Kaggle's rule", "kaggle_dice"),
        ("  if nothing were found", "all_empty_dice"),
        ("  where there is a defect", "dice_of_defects"),
        ("alarms per clean frame", "false_alarms_per_clean_frame"),
        ("false alarms per m²", "false_alarms_per_m2"),
        ("defects found", "defect_recall"),
        *((f"found, {name}", f"defect_recall_band_{band}") for band, name in enumerate(found.size_bands)),
    ]
    for title, key in rows:
        if key in found.intervals:
            say(f"  {title:<26} {_interval_text(found.intervals[key])}")
    for index, name in enumerate(names[1:], start=1):
        if found.n_defects[index]:
            recall = found.defect_recall[index]
            say(f"  {name + ' found':<26} {recall:.3f}  of {found.n_defects[index]} defects")


def _interval_text(found: Interval) -> str:
    if found.low is None or found.high is None:
        return f"{found.value:.3f}  (too few groups for an interval: {found.n_groups})"
    few = f", too few groups to rely on: {found.n_groups}" if found.has_too_few_groups else ""
    return f"{found.value:.3f}  (95 % interval {found.low:.3f} to {found.high:.3f}{few})"
