"""How many clicks and strokes a defect takes with each painting tool, in hands that know its true mask.

    python -m research.annotation_clicks PATH [--n 50] [--seed 0] [--json]      PATH: of NEU-Seg, with its groups.csv

Masks of the training split are chosen by seed and redrawn defect by defect with the tools of the program. A hand is
greedy: it does what brings the intersection over union (IoU) with the true mask up most, until that is 0.9, nothing
helps any more, or MAX_ACTS are done; with a brush, of the strokes that bring half as much as the best, the shortest. It
never erases, and hits each pixel that it means.
So the counts compare tools with one another; they say nothing of how long a person takes.

    polygon     clicks: corners, the fewest of a Douglas-Peucker outline that reaches the IoU
    lasso       strokes: once round the defect, then round its holes, the largest first
    live-wire   clicks: from each corner to the furthest that a guided way, or with Shift a straight one, leads to along
                the outline
    brush       strokes: a disc of one width is led through all places where enough of it lies in the defect
    grey range  the same, with grey values alike that of the pixel where the stroke begins
    wand        drags: pixel and tolerance
    grow        strokes of seeds: one along the defect, one round it, then one through the largest error
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.annotation.mask_step import StepRecorder
from inspector.annotation.tools.brush import BrushStroke
from inspector.annotation.tools.fills import magic_wand
from inspector.annotation.tools.guided import GuidedWay, grow_from_seeds
from inspector.annotation.tools.painting import Paint, Painter, Patch, Rect, grey_of
from inspector.annotation.tools.shapes import polygon
from inspector.core.frame import Pixels
from inspector.core.polygons import Mask
from inspector.pictures.decoding import read_frame_pixels

WANTED_IOU = 0.9
MIN_PX = 30  # a smaller region is a slip of the labels
MAX_ACTS = 40
CLASSES = ("inclusion", "patches", "scratches")
FINE = 4  # outlines run along the edges of pixels
TOLERANCES_PX = (8.0, 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 2.0, 1.75, 1.5, 1.25, 1.0, 0.75, 0.5, 0.25)  # of an outline
DIAMETERS_PX = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48)
SHARES_INSIDE = (1.0, 0.9, 0.75)  # of a disc, for it to be led there
GREY_SHARES_INSIDE = (0.9, 0.75, 0.5)  # the range keeps the rest out
GREY_TOLERANCES = (8, 16, 32, 64)
CLEAN = 0.95  # of what a stroke covers lies in the defect: it is not erased again
MIN_GAIN = 1e-3  # of the IoU
WAND_TOLERANCES = (4, 8, 12, 16, 24, 32, 48)
N_WAND_PLACES = 12
SEED_PX, RING_PX = 3, 6
WAY_PX = (4.0, 2.5, 1.5, 1.0, 0.6, 0.4)  # a way may leave the outline so far

Point = tuple[float, float]
Hand = Callable[["Task"], "Drawn"]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    class_name: str
    pixels: Pixels  # (H, W)
    truth: Mask  # (H, W) one region


@dataclass(frozen=True, slots=True)
class Drawn:
    iou: float
    n_clicks: int = 0
    n_strokes: int = 0
    way_px: float = 0.0  # dragged


def iou(drawn: Mask, truth: Mask) -> float:
    return float(np.count_nonzero(drawn & truth) / np.count_nonzero(drawn | truth))


def whole(patch: Patch, shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.bool_)
    part = patch.cut_to(shape[0], shape[1])
    mask[part.top : part.rect.bottom, part.left : part.rect.right] = part.mask
    return mask


# outlines


def outline(mask: Mask) -> npt.NDArray[np.float64]:
    """Corners x, y of the outer outline of one region, along the edges of its pixels."""
    fine = np.pad(cv2.resize(mask.astype(np.uint8), None, fx=FINE, fy=FINE, interpolation=cv2.INTER_NEAREST), 1)
    found, _ = cv2.findContours(fine, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    longest = max(found, key=len).reshape(-1, 2)
    return (longest - 1 + 0.5) / FINE


def holes(mask: Mask) -> list[Mask]:
    """The largest first."""
    outside = np.pad(~mask, 1, constant_values=True).astype(np.uint8)
    n, labels, facts, _ = cv2.connectedComponentsWithStats(outside, connectivity=4)
    order = sorted(range(1, n), key=lambda label: -int(facts[label, cv2.CC_STAT_AREA]))
    return [(labels == label)[1:-1, 1:-1] for label in order if label != labels[0, 0]]


def draw_polygon(task: Task) -> Drawn:
    line = outline(task.truth).astype(np.float32).reshape(-1, 1, 2)
    best = Drawn(0.0)
    for tolerance in TOLERANCES_PX:
        corners = cv2.approxPolyDP(line, tolerance, True).reshape(-1, 2)
        drawn = whole(polygon(_points(corners), *task.truth.shape), task.truth.shape)
        found = Drawn(iou(drawn, task.truth) if drawn.any() else 0.0, n_clicks=len(corners))
        if found.iou >= WANTED_IOU:
            return found
        best = max(best, found, key=lambda one: one.iou)
    return best


def draw_lasso(task: Task) -> Drawn:
    shape = task.truth.shape
    round_it = outline(task.truth)
    drawn, n, way = whole(polygon(_points(round_it), *shape), shape), 1, _length(round_it)
    for hole in holes(task.truth):
        if iou(drawn, task.truth) >= WANTED_IOU or n == MAX_ACTS:
            break
        round_it = outline(hole)
        drawn &= ~whole(polygon(_points(round_it), *shape), shape)
        n, way = n + 1, way + _length(round_it)
    return Drawn(iou(drawn, task.truth), n_strokes=n, way_px=way)


def draw_live_wire(task: Task) -> Drawn:
    best = Drawn(0.0)
    for may_leave in WAY_PX:
        found = _wired(task, may_leave)
        if found.iou >= WANTED_IOU:
            return found
        best = max(best, found, key=lambda one: one.iou)
    return best


def _wired(task: Task, may_leave: float) -> Drawn:
    line = outline(task.truth)[::FINE]
    height, width = task.truth.shape
    at, way, n_clicks = 0, [_point(line[0])], 1
    while at < len(line) - 1:
        guide = GuidedWay(task.pixels, Rect(0, 0, height, width), _point(line[at]))
        further, led = at + 1, [_point(line[at + 1])]
        step = len(line) - at - 1
        while step >= 1:  # halving: the furthest corner that a few tries find
            end = min(further + step, len(line) - 1)
            part = line[at : end + 1]
            guided = [*guide.to(_point(line[end]))[1:-1], _point(line[end])]
            straight = _points(np.linspace(line[at], line[end], max(2, end - at)))
            along = [way for way in (guided, straight) if _runs_along(way, part, may_leave)]
            if end > further and along:
                further, led = end, along[0]
            else:
                step //= 2
        way += led
        n_clicks += 1
        at = further
        if n_clicks > 3 * MAX_ACTS:
            break
    drawn = whole(polygon(way, height, width), task.truth.shape)
    return Drawn(iou(drawn, task.truth) if drawn.any() else 0.0, n_clicks=n_clicks)


def _runs_along(way: Sequence[Point], part: npt.NDArray[np.float64], may_leave: float) -> bool:
    """It never gets further from that part of the outline, and passes all of it: else it took the other way round."""
    if len(way) > 3 * len(part) + 3:
        return False
    apart = np.hypot(*(np.asarray(way)[:, None] - part[None]).transpose(2, 0, 1))
    return bool(apart.min(axis=1).max() <= may_leave and apart.min(axis=0).max() <= may_leave + 1)


# brushes


def draw_brush(task: Task) -> Drawn:
    choices = [(diameter, share, None) for diameter in DIAMETERS_PX for share in SHARES_INSIDE]
    return _brushed(task, choices)


def draw_grey_range(task: Task) -> Drawn:
    choices = [
        (diameter, share, tolerance)
        for diameter in DIAMETERS_PX[3:]
        for share in GREY_SHARES_INSIDE
        for tolerance in GREY_TOLERANCES
    ]
    return _brushed(task, choices)


def _brushed(task: Task, choices: Sequence[tuple[int, float, int | None]]) -> Drawn:
    """Strokes are chosen by what they would cover, and what they did cover is what the brush of the program did."""
    all_places = [(choice, place) for choice in choices for place in _places(task.truth, choice[0], choice[1])]
    all_covered = [_would_cover(task, choice, place) for choice, place in all_places]
    clean = [at for at, covered in enumerate(all_covered) if _share_inside(covered, task.truth) >= CLEAN]
    places, would = [all_places[at] for at in clean], [all_covered[at] for at in clean]
    costs = [np.count_nonzero(place) / _grain(choice[0]) for choice, place in places]
    class_map = np.zeros(task.truth.shape, np.uint8)
    painter = Painter(class_map, StepRecorder(class_map), task.pixels)
    n, way_px = 0, 0.0
    while n < MAX_ACTS and (now := iou(class_map > 0, task.truth)) < WANTED_IOU:
        gains = [iou((class_map > 0) | covered, task.truth) - now for covered in would]
        if max(gains, default=0.0) <= MIN_GAIN:
            break
        best = min((at for at, gain in enumerate(gains) if gain >= max(gains) / 2), key=lambda at: costs[at])
        (diameter, _, tolerance), place = places[best]
        way = list(_through(place, _grain(diameter), _begin(task, place)))
        stroke = BrushStroke(painter, Paint(1, grey_range=_range(task, way[0], tolerance)), diameter)
        for x, y in way:
            stroke.to(x, y)
        way_px += _length(np.asarray(way), is_closed=False)
        n += 1
        del places[best], would[best], costs[best]
    return Drawn(iou(class_map > 0, task.truth), n_strokes=n, way_px=way_px)


def _share_inside(covered: Mask, truth: Mask) -> float:
    n = int(np.count_nonzero(covered))
    return np.count_nonzero(covered & truth) / n if n else 0.0


def _grain(diameter: int) -> int:
    return max(1, diameter // 2)


def _disc(diameter: int) -> npt.NDArray[np.uint8]:
    """As the brush covers it, on a centre at its middle pixel; of even widths half a pixel up and left."""
    offsets = np.arange(diameter) + 0.5 - diameter / 2
    return (offsets[:, None] ** 2 + offsets[None] ** 2 <= diameter**2 / 4 + 1e-9).astype(np.uint8)


def _places(truth: Mask, diameter: int, share: float) -> list[Mask]:
    """Connected places that a stroke may go through."""
    disc = _disc(diameter)
    inside = cv2.filter2D(truth.astype(np.float32), -1, disc.astype(np.float32), borderType=cv2.BORDER_CONSTANT)
    n, labels = cv2.connectedComponents((inside >= share * disc.sum() - 1e-3).astype(np.uint8), None, 8)
    sizes = np.bincount(labels.ravel(), minlength=n)
    largest = sorted(range(1, n), key=lambda label: -int(sizes[label]))[:6]
    return [labels == label for label in largest]


def _would_cover(task: Task, choice: tuple[int, float, int | None], place: Mask) -> Mask:
    diameter, _, tolerance = choice
    covered: Mask = cv2.dilate(place.astype(np.uint8), _disc(diameter)[::-1, ::-1]).astype(np.bool_)
    if tolerance is not None:
        low, high = _range(task, _begin(task, place), tolerance) or (0, 255)
        covered &= (task.pixels >= low) & (task.pixels <= high)
    return covered


def _begin(task: Task, place: Mask) -> Point:
    """A pixel of usual grey."""
    rows, columns = np.nonzero(place)
    greys = task.pixels[rows, columns].astype(int)
    best = int(np.argmin(np.abs(greys - int(np.median(greys)))))
    return columns[best] + 0.5, rows[best] + 0.5


def _range(task: Task, at: Point, tolerance: int | None) -> tuple[int, int] | None:
    if tolerance is None:
        return None
    grey = int(task.pixels[int(at[1]), int(at[0])])
    return grey - tolerance, grey + tolerance


def _through(place: Mask, grain: int, start: Point) -> Iterator[Point]:
    """A way through all of a connected place, from grain to grain and back where it ends."""
    begin = int(start[1]), int(start[0])
    height, width = place.shape
    seen = np.zeros_like(place)
    trail = [begin]
    seen[begin] = True
    yield start
    while trail:
        row, column = trail[-1]
        following = None
        for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            for step in (grain, 1):
                there = row + down * step, column + right * step
                if 0 <= there[0] < height and 0 <= there[1] < width and place[there]:
                    around = np.s_[
                        max(there[0] - step // 2, 0) : there[0] + step // 2 + 1,
                        max(there[1] - step // 2, 0) : there[1] + step // 2 + 1,
                    ]
                    if not seen[there]:
                        seen[around] |= place[around]
                        following = there
                        break
            if following:
                break
        if following:
            trail.append(following)
        else:
            trail.pop()
            if not trail:
                return
            following = trail[-1]
        yield following[1] + 0.5, following[0] + 0.5


# what follows grey values


def draw_wand(task: Task) -> Drawn:
    rows, columns = np.nonzero(task.truth)
    chosen = np.random.default_rng(len(rows)).choice(len(rows), min(N_WAND_PLACES, len(rows)), replace=False)
    window = Rect(0, 0, *task.truth.shape)
    would = [
        whole(magic_wand(task.pixels, int(rows[at]), int(columns[at]), tolerance, window), task.truth.shape)
        for at in chosen
        for tolerance in WAND_TOLERANCES
    ]
    drawn, n = np.zeros_like(task.truth), 0
    while n < MAX_ACTS and (now := iou(drawn, task.truth)) < WANTED_IOU:
        best = max(would, key=lambda covered: iou(drawn | covered, task.truth))
        if iou(drawn | best, task.truth) <= now + MIN_GAIN:
            break
        drawn, n = drawn | best, n + 1
    return Drawn(iou(drawn, task.truth), n_strokes=n)


def draw_grow(task: Task) -> Drawn:
    shape = task.truth.shape
    depth = cv2.distanceTransform(np.pad(task.truth, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    core = _largest(depth >= max(1.0, 0.5 * depth.max()))
    ring_of = cv2.dilate(task.truth.astype(np.uint8), _disc(2 * RING_PX + 1)).astype(np.bool_)
    seeds, background = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    way_px = _seed(seeds, _through(core, 2, _begin(task, core)))
    way_px += _seed(background, iter(_points(outline(_largest(ring_of)))))
    background &= ~task.truth
    n, best = 2, Drawn(0.0)
    while True:
        patch = grow_from_seeds(task.pixels, Rect(0, 0, *shape), seeds, background)
        drawn = whole(patch, shape)
        found = Drawn(iou(drawn, task.truth) if drawn.any() else 0.0, n_strokes=n, way_px=way_px)
        best = max(best, found, key=lambda one: one.iou)
        if best.iou >= WANTED_IOU or n >= MAX_ACTS // 4:
            return best
        missed, leaked = _largest(task.truth & ~drawn & ~seeds), _largest(drawn & ~task.truth & ~background)
        error, kind = (missed, seeds) if missed.sum() >= leaked.sum() else (leaked, background)
        if not error.any():
            return best
        inner = cv2.distanceTransform(np.pad(error, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
        core = _largest(inner >= max(1.0, 0.5 * inner.max()))
        way_px += _seed(kind, _through(core, 2, _begin(task, core)))
        seeds &= task.truth  # a hand does not slip over the rim
        background &= ~task.truth
        n += 1


def _seed(seeds: Mask, way: Iterator[Point]) -> float:
    class_map = np.zeros(seeds.shape, np.uint8)
    stroke = BrushStroke(Painter(class_map, StepRecorder(class_map)), Paint(1), SEED_PX)
    points = list(way)
    for x, y in points:
        stroke.to(x, y)
    seeds |= class_map > 0
    return _length(np.asarray(points), is_closed=False)


def _largest(mask: Mask) -> Mask:
    n, labels = cv2.connectedComponents(mask.astype(np.uint8), None, 8)
    if n < 2:
        return np.zeros_like(mask)
    found: Mask = labels == 1 + int(np.argmax(np.bincount(labels.ravel(), minlength=n)[1:]))
    return found


def _points(line: npt.NDArray[Any]) -> list[Point]:
    return [_point(one) for one in line]


def _point(one: npt.NDArray[Any]) -> Point:
    return float(one[0]), float(one[1])


def _length(line: npt.NDArray[Any], *, is_closed: bool = True) -> float:
    closed = np.vstack((line, line[:1])) if is_closed else line
    return float(np.hypot(*np.diff(closed, axis=0).T).sum())


HANDS: dict[str, Hand] = {
    "polygon": draw_polygon,
    "lasso": draw_lasso,
    "live-wire": draw_live_wire,
    "brush": draw_brush,
    "grey range": draw_grey_range,
    "wand": draw_wand,
    "grow": draw_grow,
}


# the masks


def tasks_of(folder: Path, n_masks: int, seed: int) -> Iterator[Task]:
    """Each region of so many masks of the training split. Raises OSError, ValueError and FrameError."""
    with (folder / "groups.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "train"]
    for row in random.Random(seed).sample(rows, n_masks):
        pixels = grey_of(read_frame_pixels(folder / "images" / row["folder"] / f"{row['name']}.jpg").pixels)
        path = folder / "annotations" / row["folder"] / f"{row['name']}.png"
        labels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if labels is None or labels.ndim != 2:
            raise ValueError(f"{path} is no index mask")
        for index, name in enumerate(CLASSES, 1):
            n, regions = cv2.connectedComponents((labels == index).astype(np.uint8), None, 8)
            for region in range(1, n):
                if np.count_nonzero(regions == region) >= MIN_PX:
                    yield Task(name, pixels.astype(np.uint8), regions == region)


def table(drawn: dict[str, list[tuple[str, Drawn]]]) -> str:
    lines = [
        "| tool | class | defects | reach 0.9 | clicks, median and 90 % | strokes | px dragged, median | IoU, median |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for tool, found in drawn.items():
        for name in ("all", *CLASSES):
            part = [one for class_name, one in found if name in ("all", class_name)]
            there = [one for one in part if one.iou >= WANTED_IOU]
            cells = [tool, name, str(len(part)), f"{len(there) / len(part):.0%}" if part else ""]
            for values in ([one.n_clicks for one in there], [one.n_strokes for one in there]):
                cells.append(_middle(values) if any(values) else "")
            cells.append(f"{np.median([one.way_px for one in there]):.0f}" if any(one.way_px for one in there) else "")
            cells.append(f"{np.median([one.iou for one in part]):.2f}" if part else "")
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _middle(values: Sequence[int]) -> str:
    return f"{np.median(values):.0f}, {np.percentile(values, 90):.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m research.annotation_clicks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("path", type=Path)
    parser.add_argument("--n", type=int, default=50, help="masks")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="one object a defect and tool")
    given = parser.parse_args()
    drawn: dict[str, list[tuple[str, Drawn]]] = {tool: [] for tool in HANDS}
    for number, task in enumerate(tasks_of(given.path, given.n, given.seed), 1):
        for tool, hand in HANDS.items():
            drawn[tool].append((task.class_name, hand(task)))
        sys.stderr.write(f"\r{number} defects")
    sys.stderr.write("\n")
    if given.json:
        for tool, found in drawn.items():
            for class_name, one in found:
                row = {"tool": tool, "class": class_name, "iou": one.iou, "clicks": one.n_clicks,
                       "strokes": one.n_strokes, "way_px": one.way_px}  # fmt: skip
                sys.stdout.write(json.dumps(row) + "\n")
    else:
        sys.stdout.write(table(drawn) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
