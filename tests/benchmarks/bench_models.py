"""Mpx/s of one core for every model that comes with the program, beside a bare ONNX Runtime loop and beside A-Net.

In one run, in turns: round by round each model's whole inspection of a frame (preparing, tiling, network, joining,
deciding, thresholds, regions), and ``session.run`` of the same tiles, prepared before. Times are processor time of the
process while one thread works, so that whatever else the PC does changes little. The inspection goes the way the trial
on this PC chose but for threads; where that is OpenVINO it can beat the bare loop of ONNX Runtime.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from inspector.inference.backend import ProviderReport
from inspector.inference.inspect_frame import inspect_frame
from inspector.inference.model_file import open_model
from inspector.inference.openvino_runtime import COMPILE_AFTER
from inspector.inference.predictor import Predictor
from inspector.inference.tuning import processor_name
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.sources.strip_texture import Surface
from inspector.sources.synthetic import SyntheticStrip
from resources import resource
from tests.benchmarks.result import Figure

GOAL = 0.85
BESIDE = "steel-anet"
SIZES = (((512, 512), 4, 5), ((2000, 2048), 1, 2))  # height and width, frames a turn, rounds


@dataclass(frozen=True)
class Jobs:
    name: str
    provider: ProviderReport
    whole: Callable[[], object]
    bare: Callable[[], object]
    n_tiles: int


def jobs_of(path: Path, frame: np.ndarray, n_frames: int) -> Jobs:
    model = open_model(path)
    predictor, settings = Predictor(model), InspectionSettings.of_card(model.card)
    plan = predictor.plan(*frame.shape)
    tiles = np.concatenate([predictor.tiles_of_row(frame, 8, plan, top) for top in plan.tops])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    for _ in range(COMPILE_AFTER):  # OpenVINO compiles for a shape that comes often
        model.backend.run(tiles[:1])
    model.backend.close()

    def whole() -> None:
        for _ in range(n_frames):
            inspect_frame(frame, 8, predictor, settings)

    def bare() -> None:
        for _ in range(n_frames):
            for index in range(len(tiles)):
                session.run(None, {name: tiles[index : index + 1]})

    return Jobs(path.stem, model.provider, whole, bare, len(tiles))


def taken_s(job: Callable[[], object]) -> float:
    began_s = time.process_time()
    job()
    return time.process_time() - began_s


def figures_at(height: int, width: int, n_frames: int, n_rounds: int) -> list[Figure]:
    frame = np.ascontiguousarray(SyntheticStrip(7, width, Surface.RAIL).render(0, height).pixels)
    jobs = [jobs_of(path, frame, n_frames) for path in sorted(resource("models").glob("*.onnx"))]
    rounds = []
    for number in range(n_rounds + 1):
        times = {job.name: (taken_s(job.whole), taken_s(job.bare)) for job in jobs}
        if number:  # the first one warms
            rounds.append(times)
    mpx = height * width * n_frames / 1e6
    beside = statistics.median(mpx / times[BESIDE][0] for times in rounds)
    found = []
    for job in jobs:
        ratio = statistics.median(times[job.name][1] / times[job.name][0] for times in rounds)
        speed, bare = (statistics.median(mpx / times[job.name][which] for times in rounds) for which in (0, 1))
        found.append(
            Figure(
                name=f"{job.name} at {width} x {height}, of its bare loop on one core",
                value=ratio,
                goal=f"at least {GOAL:g}",
                is_met=ratio >= GOAL,
                detail=(
                    f"{speed:.2f} Mpx/s a core, bare ONNX Runtime {bare:.2f}, {speed / beside:.2f} times {BESIDE}; "
                    f"{job.n_tiles} tiles; {job.provider.device}; {processor_name()}"
                ),
            )
        )
    return found


def run() -> list[Figure]:
    return [figure for (height, width), n, rounds in SIZES for figure in figures_at(height, width, n, rounds)]
