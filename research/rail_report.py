"""Recall per box of a rail model on whole frames of the runs held out, at 1 and at 0.1 false alarms per frame.

    python -m research.rail_report RAIL400 MODEL.onnx [--split test] [--whole-frame] [--worst DIR]

Frames run through the program's own prediction. Without --whole-frame only what lies in the
window of the rail head counts, as a plant would set its region of interest. ``--worst`` draws the frames with missed
boxes or the strongest false alarms: white the boxes, red what was predicted. Intervals over runs where there are at
least five of them, else over frames, as the report states.

Two curves, one of arg-max and one of what the card's thresholds per class, chosen on val, leave; both are read at
scores of regions that the split itself gives. What a plant gets stands after them: the first at the scores that leave
so many false alarms on val, and all that the card's thresholds leave, as inspection reports it.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from inspector.core.class_map import ArgmaxPrediction, class_map_of
from inspector.datasets.version import Split
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from research.boxes import FrameOutcome, Rectangle, outcome_of, recall_at, regions_of, score_at
from research.importers.rail400 import (
    DEFECT_NAMES,
    TILE_COLUMNS,
    UNKNOWN,
    FrameBoxes,
    blind_rows,
    rail400_boxes,
    rail_window,
    read_frame,
)

GAP_PX, MIN_AREA_PX, MIN_SIDE_PX = 24, 100, 16
LEVELS = (1.0, 0.1)


@dataclass(slots=True)
class Run:
    """A split gone through: outcomes at arg-max and with the card's thresholds, and what is needed to draw them."""

    outcomes: list[FrameOutcome] = field(default_factory=list)
    with_thresholds: list[FrameOutcome] = field(default_factory=list)
    drawings: list[tuple[FrameBoxes, np.ndarray, int]] = field(default_factory=list)


def interval(outcomes: list[FrameOutcome], level: float, name: str | None) -> tuple[float, float, str]:
    """95 % of the recall, drawn over runs or frames; the threshold stays the one of all frames."""
    threshold = score_at(outcomes, level)
    runs = sorted({o.group for o in outcomes})
    units = [[o for o in outcomes if o.group == run] for run in runs] if len(runs) >= 5 else [[o] for o in outcomes]
    counts = np.array([recall_at(unit, threshold, name) for unit in units])
    resampled = (
        np.random.default_rng(0).multinomial(len(units), np.full(len(units), 1 / len(units)), size=1000) @ counts
    )
    known = resampled[resampled[:, 1] > 0]
    if not len(known):
        return float("nan"), float("nan"), "no box"
    low, high = np.quantile(known[:, 0] / known[:, 1], [0.025, 0.975])
    return float(low), float(high), f"{len(runs)} runs" if len(runs) >= 5 else f"frames, {len(runs)} runs are too few"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m research.rail_report", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--split", type=Split, default=Split.TEST)
    parser.add_argument("--whole-frame", action="store_true")
    parser.add_argument("--worst", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    model = open_model(options.model)
    predictor = Predictor(model)
    defects = [model.card.class_names.index(name) for name in DEFECT_NAMES]
    no_limits = (0.0,) * model.card.n_classes

    def run_through(split: Split) -> Run:
        run = Run()
        for frame in rail400_boxes(options.data):
            if frame.split is not split:
                continue
            pixels = read_frame(frame)
            left = rail_window(pixels)
            columns = slice(None) if options.whole_frame else slice(left, left + TILE_COLUMNS)
            found = predictor.predict(pixels if options.whole_frame else np.ascontiguousarray(pixels[:, columns]), 8)
            boxes = [
                (box.class_name, Rectangle(box.left, box.top, box.width, box.height))
                for box in frame.boxes
                if box.class_name in DEFECT_NAMES and max(box.width, box.height) >= MIN_SIDE_PX
            ]
            ignored = [
                Rectangle(box.left, box.top, box.width, box.height)
                for box in frame.boxes
                if box.class_name == UNKNOWN or box.class_name in DEFECT_NAMES
            ]
            probability = np.zeros(pixels.shape, np.float32)
            probability[:, columns] = found.probability
            for limits, outcomes in ((no_limits, run.outcomes), (model.card.thresholds, run.with_thresholds)):
                index = np.zeros(pixels.shape, np.uint8)
                index[:, columns] = class_map_of(ArgmaxPrediction(found.index, found.probability), limits)
                is_defect = np.isin(index, defects)
                is_defect[blind_rows(pixels[:, left : left + TILE_COLUMNS])] = False
                if limits is no_limits:
                    run.drawings.append((frame, is_defect, left))
                regions = regions_of(is_defect, probability, ignored, gap_px=GAP_PX, min_area_px=MIN_AREA_PX)
                outcomes.append(outcome_of(regions, boxes, frame.group))
        return run

    run = run_through(options.split)
    val = run if options.split is Split.VAL else run_through(Split.VAL)
    outcomes, drawings = run.outcomes, run.drawings
    metrics = {}
    for by, taken in (("", outcomes), (" by the card's thresholds", run.with_thresholds)):
        for level in LEVELS:
            threshold = score_at(taken, level)
            for name in (None, *DEFECT_NAMES):
                n_found, n_boxes = recall_at(taken, threshold, name)
                low, high, over = interval(taken, level, name)
                metrics[f"{name or 'all defects'}{by} at {level:g} false alarms per frame"] = {
                    "found": n_found, "boxes": n_boxes, "recall": n_found / max(1, n_boxes), "low": low, "high": high,
                    "interval_over": over, "score_threshold": threshold,
                }  # fmt: skip
    points = [(f"at the score of {level:g} on val", outcomes, score_at(val.outcomes, level)) for level in LEVELS]
    points.append(("with the card's thresholds", run.with_thresholds, 0.0))
    for by, taken, threshold in points:
        n_alarms = sum(score >= threshold for outcome in taken for score in outcome.false_alarms)
        for name in (None, *DEFECT_NAMES):
            n_found, n_boxes = recall_at(taken, threshold, name)
            metrics[f"{name or 'all defects'} {by}, {n_alarms / len(taken):.2f} false alarms per frame"] = {
                "found": n_found, "boxes": n_boxes, "recall": n_found / max(1, n_boxes), "score_threshold": threshold,
            }  # fmt: skip
    n_false = sum(len(o.false_alarms) for o in outcomes)
    if options.json:
        print(json.dumps(metrics, indent=1))
    else:
        print(f"{model.card.name} {model.card.version}, {len(outcomes)} frames, {n_false} false alarms in all")
        for name, facts in metrics.items():
            over = f"({facts['low']:.2f} to {facts['high']:.2f}; {facts['interval_over']})" if "low" in facts else ""
            print(f"{name}: {facts['found']} of {facts['boxes']} = {facts['recall']:.2f} {over}".rstrip())
    if options.worst:
        options.worst.mkdir(parents=True, exist_ok=True)
        threshold = score_at(outcomes, LEVELS[0])
        order = sorted(range(len(outcomes)), key=lambda i: -_badness(outcomes[i], threshold))
        for rank, i in enumerate(order[:50]):
            frame, is_defect, left = drawings[i]
            _draw(frame, is_defect, left, options.worst / f"{rank:02d}_{frame.file.stem}.jpg")
    return 0


def _badness(outcome: FrameOutcome, threshold: float) -> float:
    n_missed = sum(not score >= threshold for score in outcome.found_at)
    return n_missed + sum(score - threshold for score in outcome.false_alarms if score >= threshold)


def _draw(frame: object, is_defect: np.ndarray, left: int, file: Path) -> None:
    pixels = read_frame(frame)  # type: ignore[arg-type]
    colour = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    outline = cv2.dilate(is_defect.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool) & ~is_defect
    colour[outline] = (60, 60, 255)
    for box in frame.boxes:  # type: ignore[attr-defined]
        cv2.rectangle(colour, (box.left, box.top), (box.left + box.width, box.top + box.height), (255, 255, 255), 3)
        cv2.putText(colour, box.class_name, (box.left, box.top - 8), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (255, 255, 255), 2)
    cv2.imwrite(str(file), colour[:, max(0, left - 150) : left + TILE_COLUMNS + 150])


if __name__ == "__main__":
    sys.exit(main())
