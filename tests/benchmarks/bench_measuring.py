"""How much faster than scikit-image the defects of one frame are found and measured.

    python -m tests.benchmarks.bench_measuring

Both find the 8-connected regions of 200 defects in 1600 x 256 pixels, with box, area, mean probability and
hull, and their area, Feret max and orientation in pixels and in mm. A Feret diameter cannot be scaled where
pixels are not square, so scikit-image makes its table a second time with its ``spacing``; the ratio to its
first table alone, in pixels, stands in the detail. Ours also gives extents, Feret min and the ISO 8785 width.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
from skimage.measure import label, regionprops_table

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.defect import Size
from inspector.measuring.regions import find_regions
from inspector.measuring.sizes import measure_all
from tests.benchmarks.result import Figure

N_DEFECTS = 200
N_CLASSES = 4  # without background
GOAL = 20.0
CALIBRATION = Calibration(mm_per_px_across=0.5, mm_per_px_along=0.8)
Table = dict[str, npt.NDArray[np.generic]]
Probability = npt.NDArray[np.float32]


def frame_of_defects(n_defects: int, height: int = 1600, width: int = 256) -> tuple[ClassMap, Probability]:
    """Spots and slanting scratches of four classes, one in each cell of a grid, so that none touch."""
    rng = np.random.default_rng(1)
    class_map = np.zeros((height, width), np.uint8)
    n_columns = 5
    cell_height, cell_width = height // -(-n_defects // n_columns), width // n_columns
    for i in range(n_defects):
        cell = np.zeros((cell_height - 2, cell_width - 2), np.uint8)
        class_index = 1 + i % N_CLASSES
        middle = (cell_width // 2, cell_height // 2)
        if i % 2:
            axes = (int(rng.integers(2, cell_width // 2 - 2)), int(rng.integers(2, cell_height // 2 - 2)))
            cv2.ellipse(cell, middle, axes, float(rng.uniform(0, 180)), 0, 360, class_index, -1)
        else:
            ends = (
                rng.integers(0, (cell_width // 2, cell_height)),
                rng.integers((cell_width // 2, 0), cell.shape[::-1]),
            )
            cv2.line(cell, ends[0].tolist(), ends[1].tolist(), class_index, int(rng.integers(1, 4)))
        y, x = divmod(i, n_columns)
        class_map[y * cell_height :, x * cell_width :][: cell_height - 2, : cell_width - 2] = cell
    probability = np.where(class_map > 0, rng.uniform(0.5, 1, class_map.shape), 0).astype(np.float32)
    return class_map, probability


def ours(class_map: ClassMap, probability: Probability) -> tuple[list[Size], list[Size]]:
    regions = find_regions(class_map, probability, min_area_px=(0,) + (1,) * N_CLASSES)
    hulls, areas = [region.hull_px for region in regions], [region.area_px for region in regions]
    return measure_all(hulls, areas), measure_all(hulls, areas, CALIBRATION)


def theirs_px(class_map: ClassMap, probability: Probability) -> Table:
    names = ("label", "bbox", "area", "mean_intensity", "area_convex", "feret_diameter_max", "orientation")
    labels = label(class_map, connectivity=2)  # type: ignore[no-untyped-call]
    table: Table = regionprops_table(labels, probability, names)  # type: ignore[no-untyped-call]
    table["labels"] = labels
    return table


def theirs_mm(labels: npt.NDArray[np.generic]) -> Table:
    names = ("area", "feret_diameter_max", "orientation")
    table: Table = regionprops_table(  # type: ignore[no-untyped-call]
        labels, properties=names, spacing=(CALIBRATION.mm_per_px_along, CALIBRATION.mm_per_px_across)
    )
    return table


def seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def run(n_rounds: int = 7) -> Figure:
    """Rounds of both in turn, so that a busy machine slows both; the median ratio counts."""
    class_map, probability = frame_of_defects(N_DEFECTS)
    n_ours, table = len(ours(class_map, probability)[0]), theirs_px(class_map, probability)
    if (n_ours, len(table["area"])) != (N_DEFECTS, N_DEFECTS):
        raise RuntimeError(f"{N_DEFECTS} defects were drawn, found {n_ours} and {len(table['area'])}")
    labels = table["labels"]
    rounds = []
    for _ in range(n_rounds):
        px_s = seconds(lambda: theirs_px(class_map, probability))
        ours_s = statistics.median(seconds(lambda: ours(class_map, probability)) for _ in range(9))
        mm_s = seconds(lambda: theirs_mm(labels))
        rounds.append(((px_s + mm_s) / ours_s, px_s / ours_s, ours_s, px_s + mm_s))
    ratio, ratio_px, ours_s, theirs_s = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Figure(
        name=f"finding and measuring {N_DEFECTS} defects of a frame, against scikit-image",
        value=ratio,
        goal=f"at least {GOAL:g} times as fast",
        is_met=ratio >= GOAL,
        detail=f"{ours_s * 1e3:.1f} ms, scikit-image {theirs_s * 1e3:.0f} ms, both in px and mm; "
        f"ours in px and mm against theirs in px only: {ratio_px:.1f} times",
    )


if __name__ == "__main__":
    sys.stdout.write(f"{run()}\n")
