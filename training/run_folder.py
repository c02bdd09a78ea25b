"""What a run leaves on disk, and how it is told to stop.

RUN/request.json      what was asked for
RUN/progress.jsonl    one JSON object per line, appended
RUN/control           "stop" ends the run after the step in hand, with a checkpoint; "run" or absent: go on
RUN/run.lock          held while the run's process lives
RUN/checkpoints/      last.pt to resume from, best.pt by validation
RUN/scores.json       final scores, thresholds, data, command
RUN/confusions.json   confusion matrices of the test split by group: what intervals and comparisons need
RUN/detections.json   the same for counts per defect
RUN/MODEL.onnx        the exported model with its card
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import torch

from inspector.core.audit import utc_now, utc_text
from inspector.core.json_text import json_text


@dataclass(frozen=True, slots=True)
class RunFolder:
    path: Path

    @property
    def last_checkpoint(self) -> Path:
        return self.path / "checkpoints" / "last.pt"

    @property
    def best_checkpoint(self) -> Path:
        return self.path / "checkpoints" / "best.pt"

    @property
    def lock_file(self) -> Path:
        return self.path / "run.lock"

    @property
    def scores_file(self) -> Path:
        return self.path / "scores.json"

    @property
    def confusions_file(self) -> Path:
        return self.path / "confusions.json"

    @property
    def detections_file(self) -> Path:
        return self.path / "detections.json"

    def report(self, **facts: Any) -> None:
        """Append one line to the progress file; readers see whole lines only."""
        line = json_text({"at": utc_text(utc_now()), **facts}).encode() + b"\n"
        with (self.path / "progress.jsonl").open("ab+") as file:
            if file.tell() and _last_byte(file) != b"\n":  # a power cut or a full disk left half a line
                line = b"\n" + line
            file.write(line)

    def is_asked_to_stop(self) -> bool:
        try:
            return (self.path / "control").read_text(encoding="utf-8").strip() == "stop"
        except FileNotFoundError:
            return False


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Tensors and plain values only, so that it loads without unpickling code; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".tmp")
    with beside.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load_checkpoint(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return loaded
