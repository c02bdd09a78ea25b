"""Are the masks that are drawn inside Rail-400's boxes worth training on?

    python -m research.box_mask_report PATH [--sheets DIR] [--json]

Per class: how many boxes, how many got a mask (the others are ignored as a whole), which share of its box a mask
covers, and the control: the same rule applied to boxes of the same size just above and below, on rail that no
annotator marked. A rule that finds as much there as inside the boxes finds grain, not defects. With ``--sheets``
every box is drawn with the outline of its mask, twenty to a sheet: a table cannot see, and whoever changes a rule
has to look. The sheets show frames of the data set, so they belong outside the repository.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.annotation.tools.box_masks import MARGIN_PX, Box, Mask, mask_of_box
from research.importers.rail400 import DEFECT_NAMES, RULES, FrameBoxes, rail400_boxes, read_frame

CELL_PX = 250
PER_ROW, PER_SHEET = 4, 20
CONTEXT_PX = 30


@dataclass(frozen=True)
class ClassResult:
    class_name: str
    n_boxes: int
    n_masked: int
    share_of_box_median: float  # of the boxes with a mask
    n_controls: int
    n_controls_masked: int
    share_of_control_mean: float  # of all controls, those without a mask included
    share_of_box_mean: float  # of all boxes, likewise


def controls(box: Box, boxes: Sequence[Box], height: int) -> Iterator[Box]:
    """The box moved up and down by its height and twice the margin, where that touches no other box."""
    for sign in (-1, 1):
        moved = replace(box, top=box.top + sign * (box.height + 2 * MARGIN_PX))
        if moved.top < 0 or moved.bottom > height:
            continue
        if not any(moved.left < b.right + MARGIN_PX and b.left - MARGIN_PX < moved.right and
                   moved.top < b.bottom + MARGIN_PX and b.top - MARGIN_PX < moved.bottom
                   for b in boxes if b is not box):  # fmt: skip
            yield moved


def cell_of(pixels: npt.NDArray[np.uint8], box: Box, mask: Mask, title: str) -> npt.NDArray[np.uint8]:
    """A cell with the box as it is, and beside it with the outline of its mask."""
    rows, columns = box.grown(CONTEXT_PX, *pixels.shape)
    part = pixels[rows, columns].astype(np.float32)
    part = np.clip(part / max(float(np.percentile(part, 99.5)), 15), 0, 1) ** 0.6 * 255
    scale = CELL_PX / max(part.shape)
    plain = cv2.cvtColor(cv2.resize(part.astype(np.uint8), None, fx=scale, fy=scale), cv2.COLOR_GRAY2BGR)
    whole = np.zeros(pixels.shape, np.uint8)
    whole[box.grown(0, *pixels.shape)] = mask
    shown = cv2.resize(whole[rows, columns], (plain.shape[1], plain.shape[0]), interpolation=cv2.INTER_NEAREST)
    outlined = plain.copy()
    outlines, _ = cv2.findContours(shown, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(outlined, outlines, -1, (0, 0, 255), 1)
    cell = np.full((CELL_PX + 14, 2 * CELL_PX, 3), 40, np.uint8)
    for index, view in enumerate((plain, outlined)):
        corner = [int((box.left - columns.start) * scale), int((box.top - rows.start) * scale)]
        far = [corner[0] + int(box.width * scale), corner[1] + int(box.height * scale)]
        cv2.rectangle(view, corner, far, (0, 200, 0), 1)
        left = index * CELL_PX
        cell[14 : 14 + view.shape[0], left : left + view.shape[1]] = view[:CELL_PX, :CELL_PX]
    cv2.putText(cell, title, (2, 10), cv2.FONT_HERSHEY_SIMPLEX, 0.35, (255, 255, 255), 1)
    return cell


def write_sheets(folder: Path, class_name: str, cells: list[npt.NDArray[np.uint8]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(cells), PER_SHEET):
        part = cells[first : first + PER_SHEET]
        part += [np.zeros_like(part[0])] * (-len(part) % PER_ROW)
        rows = [np.hstack(part[at : at + PER_ROW]) for at in range(0, len(part), PER_ROW)]
        _, encoded = cv2.imencode(".png", np.vstack(rows))
        (folder / f"{class_name}_{first // PER_SHEET:02d}.png").write_bytes(encoded.tobytes())


def box_mask_report(frames: Sequence[FrameBoxes], sheets: Path | None) -> list[ClassResult]:
    shares: dict[str, list[float]] = defaultdict(list)
    control_shares: dict[str, list[float]] = defaultdict(list)
    cells: dict[str, list[npt.NDArray[np.uint8]]] = defaultdict(list)
    for frame in frames:
        pixels = read_frame(frame)
        for box in frame.boxes:
            rule = RULES.get(box.class_name)
            if rule is None:
                continue
            mask = mask_of_box(pixels, box, frame.boxes, rule)
            shares[box.class_name].append(float(mask.mean()))
            for control in controls(box, frame.boxes, frame.height):
                control_shares[box.class_name].append(float(mask_of_box(pixels, control, frame.boxes, rule).mean()))
            if sheets is not None:
                box_index = len(shares[box.class_name])
                title = f"{box_index} {frame.file.stem} {box.left},{box.top} {box.width}x{box.height}"
                cells[box.class_name].append(cell_of(pixels, box, mask, title))
    if sheets is not None:
        for class_name, drawn_cells in cells.items():
            write_sheets(sheets, class_name, drawn_cells)
    return [result_of(name, shares[name], control_shares[name]) for name in RULES if shares[name]]


def result_of(class_name: str, shares: list[float], control_shares: list[float]) -> ClassResult:
    found = [share for share in shares if share]
    return ClassResult(
        class_name, len(shares), len(found), float(np.median(found)) if found else 0.0, len(control_shares),
        sum(share > 0 for share in control_shares), float(np.mean(control_shares)) if control_shares else 0.0,
        float(np.mean(shares)),
    )  # fmt: skip


def sizes(frames: Sequence[FrameBoxes]) -> dict[str, Any]:
    defects = [box for frame in frames for box in frame.boxes if box.class_name in DEFECT_NAMES]
    short = np.array([min(box.width, box.height) for box in defects])
    long = np.array([max(box.width, box.height) for box in defects])
    return {
        "n_defect_boxes": len(defects),
        "short_side_from_16_px": int((short >= 16).sum()),
        "long_side_from_16_px": int((long >= 16).sum()),
        "short_side_px_at_0_10_50_90_100_percent": np.percentile(short, [0, 10, 50, 90, 100]).round().tolist(),
        "long_side_px_at_0_10_50_90_100_percent": np.percentile(long, [0, 10, 50, 90, 100]).round().tolist(),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="box_mask_report", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sheets", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    frames = rail400_boxes(chosen.path)
    results = box_mask_report(frames, chosen.sheets)
    if chosen.json:
        print(json.dumps({"classes": [asdict(result) for result in results], "sizes": sizes(frames)}, indent=1))
        return 0
    print("class     boxes masked  share of box   on clean rail: boxes masked  mean share (inside boxes)")
    for r in results:
        print(f"{r.class_name:9} {r.n_boxes:5} {r.n_masked:6}  {r.share_of_box_median:12.1%}  {r.n_controls:20} "
              f"{r.n_controls_masked:6}  {r.share_of_control_mean:10.1%} ({r.share_of_box_mean:.1%})")  # fmt: skip
    for name, value in sizes(frames).items():
        print(f"{name}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
