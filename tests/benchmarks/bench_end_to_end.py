"""Folder to overlay on a shown window to SQLite, against a bare ``session.run`` loop on the same tiles.

The bare loop runs the same prepared tiles one after the other through a session of ONNX Runtime with its
default options, which spreads each tile over all cores. The program instead runs one frame per core side by
side, so it can be faster than that loop; against as many bare loops side by side it cannot, and that
stricter ratio stands in the detail.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.models_store.shipped import shipped_model
from inspector.pictures.decoding import read_frame_pixels
from tests.benchmarks.result import Figure
from tests.benchmarks.window_run import StopWatch, inspect_folder, shown_window, write_frames

GOAL = 0.85
SIZES = ((224, 224, 400), (512, 512, 150), (256, 1600, 100))  # height, width, frames
Tiles = list[npt.NDArray[np.float32]]


def prepared_tiles(folder: Path, predictor: Predictor, n_frames: int) -> Tiles:
    tiles: Tiles = []
    for path in sorted(folder.iterdir())[:n_frames]:
        pixels = read_frame_pixels(path).pixels
        plan = predictor.plan(*pixels.shape[:2])
        for top in plan.tops:
            row = predictor.tiles_of_row(pixels, 8, plan, top)
            tiles += [np.ascontiguousarray(row[i : i + 1]) for i in range(len(row))]
    return tiles


def bare_loop_s(session: onnxruntime.InferenceSession, tiles: Tiles, n_threads: int = 1) -> float:
    name = session.get_inputs()[0].name

    def loop(part: Tiles) -> None:
        for tile in part:
            session.run(None, {name: tile})

    threads = [threading.Thread(target=loop, args=(tiles[n::n_threads],)) for n in range(n_threads)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin


def ratio_at(height: int, width: int, n_frames: int, n_rounds: int = 3) -> Figure:
    model = open_model(shipped_model())
    n_streams = model.backend.n_streams
    default = onnxruntime.InferenceSession(str(shipped_model()), providers=["CPUExecutionProvider"])
    one_thread = onnxruntime.SessionOptions()
    one_thread.intra_op_num_threads = 1
    side_by_side = onnxruntime.InferenceSession(str(shipped_model()), one_thread, providers=["CPUExecutionProvider"])
    n_tiled = max(20, n_frames // 4)
    rounds = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "frames"
        write_frames(folder, n_frames, height, width)
        tiles = prepared_tiles(folder, Predictor(model), n_tiled)
        bare_loop_s(default, tiles[:10])
        bare_loop_s(side_by_side, tiles[:10])
        for _ in range(n_rounds):
            loop_fps = n_tiled / bare_loop_s(default, tiles)
            streams_fps = n_tiled / bare_loop_s(side_by_side, tiles, n_streams)
            watch = StopWatch()
            with shown_window(watch) as parts:
                ours_fps = n_frames / inspect_folder(parts, watch, folder)
            rounds.append((ours_fps / loop_fps, ours_fps / streams_fps, ours_fps, loop_fps))
    ratio, strict, ours_fps, loop_fps = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Figure(
        name=f"end to end at {width} x {height}, against a bare session.run loop",
        value=ratio,
        goal=f"at least {GOAL:g}",
        is_met=ratio >= GOAL,
        detail=f"{ours_fps:.1f} fps against {loop_fps:.1f}; against {n_streams} bare loops side by side {strict:.2f}",
    )


def run() -> list[Figure]:
    return [ratio_at(*size) for size in SIZES]
