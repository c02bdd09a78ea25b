"""Folders of finished runs, as a training leaves them, for the tests of the reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from inspector.runs.request import RunRequest
from models.counting import size_of

TESTED_ON = "squares 0123abcd test"
Matrix = Sequence[Sequence[int]]


def write_run(
    workspace: Path, experiment: str, request: RunRequest, by_rule: Mapping[str, Mapping[str, Matrix]], *,
    class_names: Sequence[str] = ("background", "scratch"), tested_on: str = TESTED_ON, n_frames: int = 2,
    thresholds: Sequence[float] = (), detections: Mapping[str, Mapping[str, Sequence[float]]] | None = None,
    **scores: object,
) -> Path:  # fmt: skip
    """``by_rule``: confusion matrices by rule and group; ``detections``: vectors, likewise."""
    folder = workspace / "runs" / experiment / request.run
    folder.mkdir(parents=True)
    n_parameters = size_of(
        request.network, n_classes=len(class_names), in_channels=request.input_channels, height=32, width=32
    ).n_parameters
    told = {
        "run": request.run, "request": json.loads(request.to_json()), "n_parameters": n_parameters,
        "thresholds": thresholds or [0.0] * len(class_names),
        tested_on: {rule: {"n_frames": n_frames} for rule in by_rule}, **scores,
    }  # fmt: skip
    (folder / "scores.json").write_text(json.dumps(told))
    for name, counts in (("confusions", by_rule), ("detections", detections)):
        if counts is not None:
            (folder / f"{name}.json").write_text(json.dumps({"class_names": class_names, tested_on: counts}))
    return folder
