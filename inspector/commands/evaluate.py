"""``inspector evaluate``: a model file scored on a dataset version, through the program's own prediction."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from inspector.commands.named_version import named_version
from inspector.commands.progress import Progress
from inspector.commands.shipped import model_named
from inspector.core.class_map import class_map_of
from inspector.core.json_text import json_text
from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.version import Split, read_all
from inspector.evaluation.evaluation import Evaluation
from inspector.evaluation.intervals import Interval
from inspector.inference.backend import BackendChoice
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor


def evaluate_model(
    model_file: Path | None, dataset: str, split: str, backend: BackendChoice, workspace: Path | None, as_json: bool
) -> int:
    version = named_version(dataset, workspace)
    model = open_model(model_named(model_file), backend)
    card = model.card
    if card.class_names != version.class_names:
        detail = f"its classes are {', '.join(version.class_names)}, the model's {', '.join(card.class_names)}"
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(version.folder), detail=detail))
    predictor, evaluation = Predictor(model), Evaluation(card.n_classes)
    n_frames = len(version.of_split(Split(split)))
    if not n_frames:
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(version.folder), detail=f"it has no {split} split"))
    with Progress("evaluated", is_quiet=as_json) as progress:
        for done, (sample, pixels, annotated) in enumerate(read_all(version, Split(split))):
            predicted = class_map_of(predictor.predict(pixels), card.thresholds)
            evaluation.add(sample.group, annotated, predicted)
            progress.show(done, n_frames)
    detections, intervals = evaluation.detections, evaluation.intervals()
    facts: dict[str, Any] = {
        "model": f"{card.name} {card.version}", "model_sha256": model.sha256, "dataset": f"{version.name} {version.id}",
        "split": split, "n_frames": n_frames, "n_groups": len(evaluation.frames), "class_names": card.class_names,
        "scores": asdict(evaluation.pixels.scores()),
        "intervals_95": {name: asdict(interval) for name, interval in intervals.items()},
        "defect_recall": detections.recall(), "n_defects": detections.n_defects.tolist(),
        "boundary_tolerance_px": evaluation.tolerance_px, **evaluation.counted(),
    }  # fmt: skip
    if as_json:
        click.echo(json_text(facts, indent=1))
        return 0
    click.echo(f"{facts['model']} on {facts['dataset']}, {split}: {n_frames} frames in {facts['n_groups']} groups")
    rows = [("mIoU with background", "miou_with_background"), ("mIoU over defect classes", "miou_defects")]
    rows += [(f"IoU {name}", f"iou_{index}") for index, name in enumerate(card.class_names)]
    rows += [
        ("micro IoU of defects", "micro_iou"),
        ("defect IoU, mean of frames", "foreground_iou_per_image"),
        (f"boundary F1 at {evaluation.tolerance_px:g} px", "boundary_f1_defects"),
        ("Dice, Kaggle's rule", "kaggle_dice"),
        ("  if nothing were found", "all_empty_dice"),
        ("  where there is a defect", "dice_of_defects"),
        ("alarms per clean frame", "false_alarms_per_clean_frame"),
    ]
    for title, key in rows:
        if key in intervals:
            click.echo(f"  {title:<26} {_in_words(intervals[key])}")
    for index, name in enumerate(card.class_names[1:], start=1):
        if detections.n_defects[index]:
            click.echo(
                f"  {name + ' found':<26} {detections.recall()[index]:.3f}  of {detections.n_defects[index]} defects"
            )
    return 0


def _in_words(found: Interval) -> str:
    if found.low is None or found.high is None:
        return f"{found.value:.3f}  (too few groups for an interval: {found.n_groups})"
    few = f", too few groups to rely on: {found.n_groups}" if found.has_too_few_groups else ""
    return f"{found.value:.3f}  (95 % interval {found.low:.3f} to {found.high:.3f}{few})"
