"""Folders of runs as a training leaves them, written without one: for what reads, lists and shows them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from inspector.core.audit import utc_text
from inspector.core.defect import Box
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.datasets.version import NewSample, Split, encode_mask, write_version
from inspector.runs.folder import RunFolder
from inspector.runs.looks import INDEX_NAME, Look, Looks
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import DatasetShare, LossTerm, Recipe, RunRequest

CLASSES = ("background", "crack", "dent", "scratch")
BEGAN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def write_steel(folder: Path, n: int = 14, side: int = 96, class_names: Sequence[str] = CLASSES) -> None:
    """A sound version but for its few groups: each class on frames of all splits, and clean frames in each."""
    rng = np.random.default_rng(7)
    samples = []
    for split, n_of in ((Split.TRAIN, n), (Split.VAL, 4), (Split.TEST, 4)):
        for number in range(n_of):
            pixels = cv2.GaussianBlur(rng.integers(60, 200, (side, side)).astype(np.uint8), (0, 0), 2)
            mask = np.zeros((side, side), np.uint8)
            if number % 4 != 3:
                for index in range(1, len(class_names)):
                    top, left = rng.integers(4, side - 24, 2)
                    mask[top : top + 12, left : left + 18] = index
            pixels = np.where(mask > 0, pixels // 2, pixels).astype(np.uint8)
            data = cv2.imencode(".png", pixels)[1].tobytes()
            name = f"{split.value}{number:02d}"
            samples.append(NewSample(name, data, ".png", mask, f"{split.value} coil {number // 2}", split))
    write_version(
        folder, name=folder.name, class_names=class_names, source="made for a test", terms="none", samples=samples
    )


def request(dataset: Path, run: str, n_steps: int = 4000, **changes: Any) -> RunRequest:
    made = RunRequest(
        run=run, datasets=(DatasetShare(str(dataset), 1.0),), network="plain-net-m", model_name=run, model_version="1",
        recipe_name="plain-net-m/ours", recipe=Recipe(n_steps=n_steps, loss=(LossTerm("cross-entropy"),)),
    )  # fmt: skip
    return replace(made, **changes)


def training_lines(
    n_steps: int, last_step: int, *, seed: int = 1, top: float = 0.78, began: datetime = BEGAN, n_classes: int = 4
) -> Iterator[ProgressLine]:
    """Every 20 steps a loss, every 300 a validation whose mean rises towards ``top``; 0.3 s a step."""
    rng = np.random.default_rng(seed)

    def at(step: int) -> str:
        return utc_text(began + timedelta(seconds=60 + 0.3 * step))

    yield ProgressLine(RunState.STARTING, at=utc_text(began))
    yield ProgressLine(RunState.LOADING, at=utc_text(began + timedelta(seconds=8)), device="CPU, f32 on 2 threads")
    for step in range(20, last_step + 1, 20):
        share = step / n_steps
        cross, dice = 0.9 * np.exp(-4 * share) + 0.08, 0.7 * np.exp(-3 * share) + 0.12
        noise = 1 + 0.05 * rng.standard_normal()
        yield ProgressLine(
            RunState.TRAINING, at=at(step), step=step, n_steps=n_steps, loss=round((cross + dice) * noise, 4),
            loss_terms={"cross-entropy": round(cross * noise, 4), "dice": round(dice * noise, 4)},
            learning_rate=3e-3 * min(1.0, share / 0.1) * (1 + np.cos(np.pi * share)) / 2,
            seconds_left=round(0.3 * (n_steps - step)), waiting=0.02, images_per_s=52.4, memory_bytes=1_840_000_000,
            injected_share={"crack": 0.12, "dent": 0.08},
        )  # fmt: skip
        if step % 300 == 0 or step == n_steps:
            iou = [0.97, *(top * (1 - np.exp(-(3.0 - 0.5 * k) * share)) for k in range(n_classes - 1))]
            mean = float(np.mean(iou)) * (1 + 0.01 * rng.standard_normal())
            scores = {"iou": tuple(iou), "miou_with_background": mean, "miou_defects": float(np.mean(iou[1:]))}
            yield ProgressLine(RunState.TRAINING, at=at(step), step=step, validation=scores)


def write_run(runs: Path, asked: RunRequest, lines: Sequence[ProgressLine]) -> RunFolder:
    folder = RunFolder(runs / asked.run)
    folder.path.mkdir(parents=True)
    folder.write_request(asked)
    folder.progress_file.write_bytes(b"".join(line.to_json() + b"\n" for line in lines))
    return folder


def write_results(folder: RunFolder, tested_on: str, *, better: int = 0, n_groups: int = 12) -> None:
    """Of 100 pixels of each class and group, 60 hits and ``better`` more; the rest is taken for background."""
    n = len(CLASSES)
    groups = {}
    for number in range(n_groups):
        counts = np.zeros((n, n), int)
        counts[0, 0] = 5000
        for index in range(1, n):
            hits = min(100, 60 + better + 3 * (number % 5))
            counts[index, index], counts[index, 0] = hits, 100 - hits
        groups[f"coil {number}"] = counts.tolist()
    rules = {"arg-max alone": groups, "with thresholds": groups}
    write_whole(folder.confusions_file, json_text({"class_names": CLASSES, tested_on: rules}).encode())
    write_whole(folder.scores_file, json_text({"run": folder.name, "non_defects": []}).encode())


def write_looks(folder: RunFolder, step: int, n_worst: int = 4, n_best: int = 2, side: int = 160) -> None:
    rng = np.random.default_rng(step)
    folder.looks.mkdir(exist_ok=True)
    looks = []
    for number in range(n_worst + n_best):
        pixels = cv2.GaussianBlur(rng.integers(60, 200, (side, side)).astype(np.uint8), (0, 0), 2)
        annotated, predicted = np.zeros((2, side, side), np.uint8)
        index = 1 + number % 3
        annotated[40:70, 30:100] = index
        shift = 0 if number >= n_worst else 24
        predicted[40 + shift : 70 + shift, 30:100] = index
        pixels = np.where(annotated > 0, pixels // 2, pixels).astype(np.uint8)
        stem = f"STEP-{step}-{number}"
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        write_whole(folder.looks / f"{stem}.png", encoded.getvalue())
        write_whole(folder.looks / f"{stem}-a.png", encode_mask(annotated))
        write_whole(folder.looks / f"{stem}-p.png", encode_mask(predicted))
        score = 0.1 + 0.1 * number if number < n_worst else 0.98
        names = (f"{stem}.png", f"{stem}-a.png", f"{stem}-p.png")
        looks.append(Look(f"val{number:02d}", score, 0, Box(0, 0, side, side), *names))
    made = Looks(step, "steel", CLASSES, tuple(looks[:n_worst]), tuple(looks[n_worst:]))
    write_whole(folder.looks / INDEX_NAME, made.to_json())
