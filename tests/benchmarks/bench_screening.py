"""What looking at named places alone costs, whoever named them: a whole frame against a share of its cells.

    python -m tests.benchmarks bench_screening

A network of the size and kind of real screens runs on the frame, untrained; what it answers is then replaced by cells
that are named by rule. So what a real screen does not reach of these figures is its own fault. Clean strip, of which a
share is named in scattered patches of 3 x 3 cells, the smallest that a screen names; and strip with defects, of which
the places are named where the model finds anything. steel-plain, as this PC runs it; whole and screened in turns, in
processor time.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from inspector.core.frame import Pixels
from inspector.core.screen_card import CELL_PX
from inspector.inference.model_file import open_model
from inspector.inference.onnx_runtime import cpu_session
from inspector.inference.predictor import Predictor
from inspector.inference.screening import CellLogits, Screen, Screened, ScreenFile, Screening, grown
from inspector.models_store.shipped import shipped_model
from inspector.sources.synthetic import Surface, SyntheticStrip
from models.screen_net import ScreenNet
from tests.benchmarks.result import Figure
from tests.tiny_screen import screen_card
from training.screening import exported

ROWS, WIDTH_PX, SEED = 1024, 2048, 7
SHARES = ((0.0, 10.0), (0.05, 2.5), (0.2, 0.9))  # of the cells, and the goal: times as fast as the whole frame
N_ROUNDS = 5
DEFECTS_PER_M, GOAL_WITH_DEFECTS = 6.0, 3.0


class NamingByRule(Screen):
    """Works as any screen does, and then says what it is told to say."""

    cells: CellLogits

    def logits(self, pixels: Pixels, bits: int) -> CellLogits:
        super().logits(pixels, bits)
        return self.cells


def naming_screen(model: Path, folder: Path) -> NamingByRule:
    onnx = exported(ScreenNet(1, pool=2).for_inference())
    return NamingByRule(ScreenFile(folder / "screen.onnx", onnx, "", screen_card(model)), cpu_session(onnx))


def scattered(share: float) -> CellLogits:
    """Patches of 3 x 3 cells until ``share`` of them is named."""
    chance, cells = np.random.default_rng(SEED), np.full((ROWS // CELL_PX, WIDTH_PX // CELL_PX), -1, np.float32)
    while (cells > 0).mean() < share:
        row, column = chance.integers(cells.shape)
        cells[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2] = 1
    return cells


def taken_s(call: Callable[[], object]) -> float:
    began_s = time.process_time()
    call()
    return time.process_time() - began_s


def compared(predictor: Predictor, screening: Screening, pixels: Pixels) -> tuple[float, str]:
    """How many times as fast as the whole frame, and of what that is made."""
    last: list[Screened] = []

    def screened() -> None:
        last[:] = [screening.predict(predictor, pixels, 8, frame_index=1)]

    screened()  # what is made once for each size of tile
    pairs = [(taken_s(lambda: predictor.predict(pixels, 8)), taken_s(screened)) for _ in range(N_ROUNDS)]
    whole_s, screened_s = (statistics.median(times) for times in zip(*pairs, strict=True))
    found = last[0]
    detail = (
        f"{1e3 * whole_s:.0f} ms whole, {1e3 * screened_s:.0f} ms screened; looked at {100 * found.looked_at:.1f} %, "
        f"{found.prediction.n_tiles_run} tiles for {found.prediction.n_tiles_whole}"
    )
    return statistics.median(whole / part for whole, part in pairs), detail


def run() -> list[Figure]:
    path = shipped_model("steel-plain")
    predictor = Predictor(open_model(path))
    clean, marked = (
        np.ascontiguousarray(
            SyntheticStrip(SEED, WIDTH_PX, Surface.RAIL, defects_per_m=per_m, mm_per_px=0.5).render(0, ROWS).pixels
        )
        for per_m in (0.0, DEFECTS_PER_M)
    )
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        screen = naming_screen(path, Path(folder))
    screening = Screening(screen, "nobody", "")
    for share, goal in SHARES:
        screen.cells = scattered(share)
        times, detail = compared(predictor, screening, clean)
        name = f"screened, {100 * share:.0f} % of cells named, times faster"
        figures.append(Figure(name, times, f"at least {goal:g}", times >= goal, detail))
    found = predictor.predict(marked, 8).index > 0
    of_cells = found.reshape(ROWS // CELL_PX, CELL_PX, WIDTH_PX // CELL_PX, CELL_PX).any(axis=(1, 3))
    screen.cells = grown(np.where(of_cells, 1, -1).astype(np.float32))
    times, detail = compared(predictor, screening, marked)
    name = "screened, all defects named, times faster"
    figures.append(Figure(name, times, f"at least {GOAL_WITH_DEFECTS:g}", times >= GOAL_WITH_DEFECTS, detail))
    return figures
