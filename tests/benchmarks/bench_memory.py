"""Memory of the whole program over 10,000 frames, after a warm-up that fills its bounded stores."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import psutil

from tests.benchmarks.result import Figure
from tests.benchmarks.window_run import StopWatch, inspect_folder, shown_window, write_frames

GOAL_MB = 20.0
N_WARM_UP, N_FRAMES, SIDE_PX = 4_000, 10_000, 128
DEFECTS_PER_M = 8.0  # enough that the frames kept for a quick look (192 MB) have filled before the count begins


def run(n_warm_up: int = N_WARM_UP, n_frames: int = N_FRAMES) -> Figure:
    process = psutil.Process()
    readings_mb: list[float] = []

    def read(n_inspected: int) -> None:
        if n_inspected >= n_warm_up and n_inspected % 500 == 0:
            if n_inspected == n_warm_up:
                gc.collect()
            readings_mb.append(process.memory_info().rss / 1e6)

    watch = StopWatch(read)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "frames"
        write_frames(folder, n_warm_up + n_frames, SIDE_PX, SIDE_PX, defects_per_m=DEFECTS_PER_M)
        with shown_window(watch) as parts:
            inspect_folder(parts, watch, folder)
    growth_mb = readings_mb[-1] - readings_mb[0]
    return Figure(
        name=f"memory over {n_frames:,} frames after warm-up",
        value=growth_mb,
        goal=f"growth of at most {GOAL_MB:g} MB",
        is_met=growth_mb <= GOAL_MB,
        detail=f"{readings_mb[0]:.0f} MB after {n_warm_up:,} frames, {readings_mb[-1]:.0f} MB at the end",
    )
