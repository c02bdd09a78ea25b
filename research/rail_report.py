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
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
LEVELS = (1.0, 0.1)  # false alarms per frame
N_WORST = 50  # frames that --worst draws


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
    shares = np.full(len(units), 1 / len(units))
    resampled = np.random.default_rng(0).multinomial(len(units), shares, size=1000) @ counts
    known = resampled[resampled[:, 1] > 0]
    if not len(known):
        return float("nan"), float("nan"), "no box"
    low, high = np.quantile(known[:, 0] / known[:, 1], [0.025, 0.975])
    return float(low), float(high), f"{len(runs)} runs" if len(runs) >= 5 else f"frames, {len(runs)} runs are too few"


def go_through(frames: Iterable[FrameBoxes], predictor: Predictor, *, whole_frame: bool) -> Run:
    card = predictor.model.card
    defects = [card.class_names.index(name) for name in DEFECT_NAMES]
    no_limits = (0.0,) * card.n_classes
    run = Run()
    for frame in frames:
        pixels = read_frame(frame)
        left = rail_window(pixels)
        columns = slice(None) if whole_frame else slice(left, left + TILE_COLUMNS)
        found = predictor.predict(np.ascontiguousarray(pixels[:, columns]), 8)
        probability = np.zeros(pixels.shape, np.float32)
        probability[:, columns] = found.probability
        boxes, ignored = _boxes_of(frame)
        for limits, outcomes in ((no_limits, run.outcomes), (card.thresholds, run.with_thresholds)):
            index = np.zeros(pixels.shape, np.uint8)
            index[:, columns] = class_map_of(ArgmaxPrediction(found.index, found.probability), limits)
            is_defect = np.isin(index, defects)
            is_defect[blind_rows(pixels[:, left : left + TILE_COLUMNS])] = False
            if limits is no_limits:
                run.drawings.append((frame, is_defect, left))
            regions = regions_of(is_defect, probability, ignored, gap_px=GAP_PX, min_area_px=MIN_AREA_PX)
            outcomes.append(outcome_of(regions, boxes, frame.group))
    return run


def _boxes_of(frame: FrameBoxes) -> tuple[list[tuple[str, Rectangle]], list[Rectangle]]:
    """Boxes to find, and boxes in which a region is no false alarm."""
    boxes = [(box.class_name, Rectangle(box.left, box.top, box.width, box.height)) for box in frame.boxes]
    to_find = [(name, box) for name, box in boxes if name in DEFECT_NAMES and max(box.width, box.height) >= MIN_SIDE_PX]
    return to_find, [box for name, box in boxes if name == UNKNOWN or name in DEFECT_NAMES]


def recalls(run: Run, val: Run) -> dict[str, dict[str, Any]]:
    """Of all defects and of each kind: on the curves of the split itself, then at the scores that val gives."""
    found: dict[str, dict[str, Any]] = {}
    for suffix, outcomes in (("", run.outcomes), (" by the card's thresholds", run.with_thresholds)):
        for level in LEVELS:
            for name in (None, *DEFECT_NAMES):
                low, high, over = interval(outcomes, level, name)
                recall = _recall(outcomes, score_at(outcomes, level), name)
                found[f"{name or 'all defects'}{suffix} at {level:g} false alarms per frame"] = {
                    **recall, "low": low, "high": high, "interval_over": over,
                }  # fmt: skip
    points = [(f"at the score of {level:g} on val", run.outcomes, score_at(val.outcomes, level)) for level in LEVELS]
    points.append(("with the card's thresholds", run.with_thresholds, 0.0))
    for where, outcomes, threshold in points:
        n_alarms = sum(score >= threshold for outcome in outcomes for score in outcome.false_alarms)
        for name in (None, *DEFECT_NAMES):
            key = f"{name or 'all defects'} {where}, {n_alarms / len(outcomes):.2f} false alarms per frame"
            found[key] = _recall(outcomes, threshold, name)
    return found


def _recall(outcomes: list[FrameOutcome], threshold: float, name: str | None) -> dict[str, Any]:
    n_found, n_boxes = recall_at(outcomes, threshold, name)
    return {"found": n_found, "boxes": n_boxes, "recall": n_found / max(1, n_boxes), "score_threshold": threshold}


def draw_worst(run: Run, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    threshold = score_at(run.outcomes, LEVELS[0])
    order = sorted(range(len(run.outcomes)), key=lambda i: -_badness(run.outcomes[i], threshold))
    for rank, i in enumerate(order[:N_WORST]):
        frame, is_defect, left = run.drawings[i]
        _draw(frame, is_defect, left, folder / f"{rank:02d}_{frame.file.stem}.jpg")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m research.rail_report", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--split", type=Split, default=Split.TEST)
    parser.add_argument("--whole-frame", action="store_true")
    parser.add_argument("--worst", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    frames = rail400_boxes(options.data)
    predictor = Predictor(open_model(options.model))

    def of_split(split: Split) -> Run:
        chosen = (frame for frame in frames if frame.split is split)
        return go_through(chosen, predictor, whole_frame=options.whole_frame)

    run = of_split(options.split)
    found = recalls(run, run if options.split is Split.VAL else of_split(Split.VAL))
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        card, n_false = predictor.model.card, sum(len(outcome.false_alarms) for outcome in run.outcomes)
        print(f"{card.name} {card.version}, {len(run.outcomes)} frames, {n_false} false alarms in all")
        for name, facts in found.items():
            over = f"({facts['low']:.2f} to {facts['high']:.2f}; {facts['interval_over']})" if "low" in facts else ""
            print(f"{name}: {facts['found']} of {facts['boxes']} = {facts['recall']:.2f} {over}".rstrip())
    if options.worst:
        draw_worst(run, options.worst)
    return 0


def _badness(outcome: FrameOutcome, threshold: float) -> float:
    n_missed = sum(not score >= threshold for score in outcome.found_at)
    return n_missed + sum(score - threshold for score in outcome.false_alarms if score >= threshold)


def _draw(frame: FrameBoxes, is_defect: np.ndarray, left: int, file: Path) -> None:
    pixels = read_frame(frame)
    colour = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    outline = cv2.dilate(is_defect.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool) & ~is_defect
    colour[outline] = (60, 60, 255)
    for box in frame.boxes:
        cv2.rectangle(colour, (box.left, box.top), (box.left + box.width, box.top + box.height), (255, 255, 255), 3)
        cv2.putText(colour, box.class_name, (box.left, box.top - 8), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (255, 255, 255), 2)
    cv2.imwrite(str(file), colour[:, max(0, left - 150) : left + TILE_COLUMNS + 150])


if __name__ == "__main__":
    sys.exit(main())
