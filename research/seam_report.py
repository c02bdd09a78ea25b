"""Does a defect lose when a seam between tiles runs through it?

    python -m research.seam_report [--model FILE] [--placements N] [--overlap PX] [--json]

Defects come from the synthetic strip (seeds that no training uses). Each is cut out of its strip twice: in a
frame of one tile with the defect in the middle, and in a frame of two tiles with the middle of their overlap
running through the middle of the defect, across and along in turn. Within half a tile of the defect both frames
hold the same pixels of the same strip, so what differs is where tiles end. Both go through the program's own
prediction and thresholds. IoU is that of the defect's class against the strip's truth, inside the defect's box and
16 px around it. The figure that matters is the difference of each pair, centred less seam; its 5th percentile
is the loss of the unluckiest defects. Defects that neither frame finds say nothing about seams: they are counted,
and the figures stand with and without them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap, class_map_of
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.sources.strip_texture import Surface
from inspector.sources.synthetic import EVALUATION_SEEDS, StripView, SyntheticStrip
from resources import resource

FIRST_SEED = 900_000  # of the evaluation seeds; far from those of demos and datasets
MARGIN_PX = 16
MIN_AREA_PX = 64
DEFECTS_PER_STRIP = 5
DEFECTS_PER_M = 20.0


@dataclass(frozen=True)
class Placement:
    class_index: int
    direction: str  # of the seam: "along" the travel or "across" it
    area_px: int
    iou_centred: float
    iou_seam: float
    iou_of_both: float  # of the two predictions with each other


@dataclass(frozen=True)
class Defect:
    class_index: int
    area_px: int
    row: int  # its middle on the view
    column: int
    height: int
    width: int


def defects_of(view: StripView, longest_px: int, reach_px: int) -> Iterator[Defect]:
    """Whole defects of a view around which ``reach_px`` of strip lie on every side."""
    n_rows, n_columns = view.class_map.shape
    for class_index in range(1, int(view.class_map.max()) + 1):
        is_class = (view.class_map == class_index).astype(np.uint8)
        _, _, boxes, _ = cv2.connectedComponentsWithStats(is_class, connectivity=8)
        for left, top, width, height, area in boxes[1:].tolist():
            row, column = top + height // 2, left + width // 2
            is_inside = reach_px <= row <= n_rows - reach_px and reach_px <= column <= n_columns - reach_px
            if is_inside and area >= MIN_AREA_PX and max(height, width) <= longest_px:
                yield Defect(class_index, area, row, column, height, width)


def iou(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> float:
    union = int((one | other).sum())
    return float((one & other).sum() / union) if union else 1.0


class Comparison:
    """One model's answers for a defect in the middle of a tile and on a seam."""

    def __init__(self, model_file: Path, overlap_px: int | None = None) -> None:
        model = open_model(model_file)
        card = model.card if overlap_px is None else replace(model.card, overlap_px=overlap_px)
        self._predictor = Predictor(replace(model, card=card, tuning=None))  # its tiles, and no others
        self.thresholds = card.thresholds
        self.tile = self._predictor.model.fixed_tile or (card.tile_px, card.tile_px)
        self.overlap = min(card.overlap_px, min(self.tile) // 2)

    @property
    def reach_px(self) -> int:
        """Half the longest side of the frames."""
        return max(self.tile)

    def frame_size(self, direction: str | None) -> tuple[int, int]:
        """Of a frame of one tile, or of two with the seam in the middle."""
        height, width = self.tile
        if direction == "along":
            width = 2 * width - self.overlap
        if direction == "across":
            height = 2 * height - self.overlap
        plan = self._predictor.plan(height, width)
        expected = {None: (1, 1), "along": (1, 2), "across": (2, 1)}[direction]
        assert (len(plan.tops), len(plan.lefts)) == expected, f"the seam is not where this report expects it: {plan}"
        return height, width

    def found_around(self, view: StripView, defect: Defect, direction: str | None) -> ClassMap:
        """Class map of the defect's box and its margin, predicted in a frame with the defect in the middle."""
        height, width = self.frame_size(direction)
        top, left = defect.row - height // 2, defect.column - width // 2
        frame = np.ascontiguousarray(view.pixels[top : top + height, left : left + width])
        class_map = class_map_of(self._predictor.predict(frame, 8), self.thresholds)
        rows, columns = self.box(defect)
        return class_map[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]

    @staticmethod
    def box(defect: Defect) -> tuple[slice, slice]:
        half_height, half_width = defect.height // 2 + MARGIN_PX, defect.width // 2 + MARGIN_PX
        return (
            slice(defect.row - half_height, defect.row + half_height + 1),
            slice(defect.column - half_width, defect.column + half_width + 1),
        )

    def place(self, view: StripView, defect: Defect, direction: str) -> Placement:
        truth = view.class_map[self.box(defect)] == defect.class_index
        centred, seam = (
            self.found_around(view, defect, where) == defect.class_index for where in (None, direction)
        )  # fmt: skip
        return Placement(
            defect.class_index, direction, defect.area_px, iou(truth, centred), iou(truth, seam), iou(centred, seam)
        )

    def placements(self, n_wanted: int) -> Iterator[Placement]:
        longest = min(self.tile) - 2 * MARGIN_PX - self.overlap
        side = 2 * self.reach_px + min(self.tile)
        n_done = 0
        for seed in EVALUATION_SEEDS[FIRST_SEED:]:
            surface = Surface.RAIL if seed % 4 == 3 else Surface.HOT_ROLLED
            view = SyntheticStrip(seed, side, surface, defects_per_m=DEFECTS_PER_M).render(1000, side)
            candidates = list(defects_of(view, longest, self.reach_px))
            chosen = np.random.default_rng(seed).permutation(len(candidates))[:DEFECTS_PER_STRIP]
            for index in chosen.tolist():
                yield self.place(view, candidates[index], ("along", "across")[n_done % 2])
                n_done += 1
                if n_done == n_wanted:
                    return


def summary(placements: list[Placement]) -> dict[str, Any]:
    def mean_and_p5(values: list[float]) -> dict[str, float]:
        return {"mean": round(float(np.mean(values)), 4), "p5": round(float(np.quantile(values, 0.05)), 4)}

    if not placements:
        return {"n": 0}
    return {
        "n": len(placements),
        "iou_centred": mean_and_p5([p.iou_centred for p in placements]),
        "iou_on_seam": mean_and_p5([p.iou_seam for p in placements]),
        "seam_less_centred": mean_and_p5([p.iou_seam - p.iou_centred for p in placements]),
        "iou_of_both_answers": mean_and_p5([p.iou_of_both for p in placements]),
    }


def report(model_file: Path, n_placements: int, overlap_px: int | None = None) -> dict[str, Any]:
    comparison = Comparison(model_file, overlap_px)
    placements: list[Placement] = []
    for placement in comparison.placements(n_placements):
        placements.append(placement)
        if len(placements) % 10 == 0 or len(placements) == n_placements:
            sys.stderr.write(f"\r{len(placements)} of {n_placements} placements")
    sys.stderr.write("\n")
    found = [p for p in placements if max(p.iou_centred, p.iou_seam) > 0]
    return {
        "model": model_file.name, "tile": comparison.tile, "overlap_px": comparison.overlap,
        "all": summary(placements), "found by either": summary(found),
        "seam along": summary([p for p in found if p.direction == "along"]),
        "seam across": summary([p for p in found if p.direction == "across"]),
        "n_lost_on_seam": sum(p.iou_centred > 0 and p.iou_seam == 0 for p in placements),
        "n_only_on_seam": sum(p.iou_centred == 0 and p.iou_seam > 0 for p in placements),
        "placements": [asdict(p) for p in placements],
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m research.seam_report", description=__doc__)
    parser.add_argument("--model", type=Path, default=resource("models/steel-anet.onnx"))
    parser.add_argument("--placements", type=int, default=200)
    parser.add_argument("--overlap", type=int, help="px that tiles share, instead of what the model's card says")
    parser.add_argument("--json", action="store_true", help="one JSON document with every placement")
    options = parser.parse_args()
    facts = report(options.model, options.placements, options.overlap)
    if options.json:
        sys.stdout.write(json.dumps(facts, indent=1) + "\n")
        return 0
    sys.stdout.write(
        f"{facts['model']}, tiles of {facts['tile']}, overlap {facts['overlap_px']} px; mean (5th percentile)\n"
    )
    rows = ("iou_centred", "iou_on_seam", "seam_less_centred", "iou_of_both_answers")
    for part in ("all", "found by either", "seam along", "seam across"):
        figures = facts[part]
        cells = [
            f"{name} {figures[name]['mean']:+.3f} ({figures[name]['p5']:+.3f})" for name in rows if name in figures
        ]
        sys.stdout.write(f"  {part:<16} n {figures['n']:>3}  {'  '.join(cells)}\n")
    sys.stdout.write(f"  lost on the seam: {facts['n_lost_on_seam']}, found only there: {facts['n_only_on_seam']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
