"""``inspector evaluate``: a model file scored on a dataset version, through the program's own prediction."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from inspector.commands.progress import Progress
from inspector.commands.shipped import shipped_model
from inspector.core.class_map import class_map_of
from inspector.core.json_text import json_text
from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.version import Split, open_version, read_all
from inspector.evaluation.detections import DetectionTally
from inspector.evaluation.metrics import Tally, bootstrap_intervals
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.workspace.workspace import open_or_create


def evaluate_model(model_file: Path | None, dataset: str, split: str, workspace: Path | None, as_json: bool) -> int:
    folder = Path(dataset) if Path(dataset).is_dir() else open_or_create(workspace).datasets / dataset
    version = open_version(folder)
    model = open_model(model_file or shipped_model())
    card = model.card
    if card.class_names != version.class_names:
        detail = f"its classes are {', '.join(version.class_names)}, the model's {', '.join(card.class_names)}"
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=detail))
    predictor, tally, detections = Predictor(model), Tally(card.n_classes), DetectionTally(card.n_classes)
    n_frames = len(version.of_split(Split(split)))
    if not n_frames:
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=f"it has no {split} split"))
    with Progress("evaluated", is_quiet=as_json) as progress:
        for done, (sample, pixels, annotated) in enumerate(read_all(version, Split(split))):
            predicted = class_map_of(predictor.predict(pixels), card.thresholds)
            tally.add(sample.group, annotated, predicted)
            detections.add(annotated, predicted)
            progress.show(done, n_frames)
    scores, intervals = tally.scores(), bootstrap_intervals(tally.by_group)
    facts: dict[str, Any] = {
        "model": f"{card.name} {card.version}", "model_sha256": model.sha256, "dataset": f"{version.name} {version.id}",
        "split": split, "n_frames": n_frames, "n_groups": len(tally.by_group), "class_names": card.class_names,
        "scores": asdict(scores), "intervals_95": {name: asdict(value) for name, value in intervals.items()},
        "defect_recall": detections.recall(), "n_defects": detections.n_defects.tolist(),
    }  # fmt: skip
    if as_json:
        click.echo(json_text(facts, indent=1))
        return 0
    click.echo(f"{facts['model']} on {facts['dataset']}, {split}: {n_frames} frames in {facts['n_groups']} groups")
    rows = [("mIoU with background", "miou_with_background"), ("mIoU over defect classes", "miou_defects")]
    rows += [(f"IoU {name}", f"iou_{index}") for index, name in enumerate(card.class_names)]
    for title, key in rows:
        if key in intervals:
            found = intervals[key]
            click.echo(f"  {title:<26} {found.value:.3f}  (95 % interval {found.low:.3f} to {found.high:.3f})")
    for index, name in enumerate(card.class_names[1:], start=1):
        if detections.n_defects[index]:
            click.echo(
                f"  {name + ' found':<26} {detections.recall()[index]:.3f}  of {detections.n_defects[index]} defects"
            )
    return 0
