"""``inspector evaluate``: a model file scored on a dataset version, through the program's own prediction."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from inspector.commands.dataset_tools import BANDS_MM, BANDS_PX
from inspector.commands.named_version import named_version
from inspector.commands.progress import Progress
from inspector.commands.shipped import model_named
from inspector.core.calibration import Calibration
from inspector.core.class_map import class_map_of
from inspector.core.classes import non_defect_indices
from inspector.core.json_text import json_text
from inspector.core.messages import Code, DatasetError, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.datasets.version import DatasetVersion, Split, read_all
from inspector.evaluation.evaluation import Evaluation
from inspector.evaluation.intervals import Interval
from inspector.inference.backend import BackendChoice
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor


def evaluate_model(
    model: Path | None,
    dataset: str,
    split: str,
    mm_per_px: str | None,
    backend: BackendChoice,
    workspace: Path | None,
    as_json: bool,
) -> int:
    """Returns the exit code. Raises InspectorError where it cannot be scored."""
    calibration = Calibration.parse(mm_per_px) if mm_per_px else None
    version = named_version(dataset, workspace)
    opened = open_model(model_named(model), backend)
    card = opened.card
    if card.class_names != version.class_names:
        raise ModelError(
            message(
                Code.CLASSES_DIFFER, model=f"{card.name} {card.version}", model_classes=", ".join(card.class_names),
                path=str(version.folder), dataset_classes=", ".join(version.class_names),
            )
        )  # fmt: skip
    n_frames = len(version.of_split(Split(split)))
    if not n_frames:
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(version.folder), detail=f"it has no {split} split"))
    non_defects, said_by = _non_defects(version, card)
    predictor = Predictor(opened)
    evaluation = Evaluation(
        card.n_classes, band_edges=BANDS_MM if calibration else BANDS_PX, calibration=calibration,
        non_defects=non_defect_indices(card.class_names, non_defects), min_area_px=card.min_area_px,
    )  # fmt: skip
    with Progress("evaluated", is_quiet=as_json) as progress:
        for done, (sample, picture, annotated) in enumerate(read_all(version, Split(split))):
            predicted = class_map_of(predictor.predict(picture.pixels, picture.bits), card.thresholds)
            evaluation.add(sample.group, annotated, predicted)
            progress.show(done, n_frames)
    detections, intervals = evaluation.detections, evaluation.intervals()
    counts = detections.counts()
    facts: dict[str, Any] = {
        "model": f"{card.name} {card.version}", "model_sha256": opened.sha256,
        "dataset": f"{version.name} {version.id}", "split": split, "n_frames": n_frames,
        "n_groups": len(evaluation.frames), "class_names": card.class_names,
        "non_defects": non_defects, "non_defects_said_by": said_by, "thresholds": card.thresholds,
        "min_area_px": card.min_area_px, "mm_per_px": asdict(calibration) if calibration else None,
        "scores": asdict(evaluation.pixels.scores()),
        "intervals_95": {name: asdict(interval) for name, interval in intervals.items()},
        "defect_recall": detections.recall(), "n_defects": detections.n_defects.tolist(),
        "size_bands": detections.band_names, "n_defects_by_size": counts.n_defects.astype(int).tolist(),
        "defect_recall_by_size": detections.recall_by_band().tolist(), "n_false_alarms": detections.n_false.tolist(),
        "area_m2": counts.area_m2 if calibration else None,
        "boundary_tolerance_px": evaluation.tolerance_px, **evaluation.counted(),
    }  # fmt: skip
    if as_json:
        click.echo(json_text(facts, indent=1))
        return 0
    click.echo(f"{facts['model']} on {facts['dataset']}, {split}: {n_frames} frames in {facts['n_groups']} groups")
    if non_defects:
        click.echo(f"  {'not counted as defects':<26} {', '.join(non_defects)}  (as the {said_by} says)")
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
        ("false alarms per m²", "false_alarms_per_m2"),
        ("defects found", "defect_recall"),
        *((f"found, {name}", f"defect_recall_band_{band}") for band, name in enumerate(detections.band_names)),
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


def _non_defects(version: DatasetVersion, card: ModelCard) -> tuple[tuple[str, ...], str | None]:
    """Classes that are no defects, and who says so: the data, which know what was annotated, before the model."""
    if version.non_defects:
        return version.non_defects, "dataset"
    return card.non_defects, "model" if card.non_defects else None


def _in_words(found: Interval) -> str:
    if found.low is None or found.high is None:
        return f"{found.value:.3f}  (too few groups for an interval: {found.n_groups})"
    few = f", too few groups to rely on: {found.n_groups}" if found.has_too_few_groups else ""
    return f"{found.value:.3f}  (95 % interval {found.low:.3f} to {found.high:.3f}{few})"
