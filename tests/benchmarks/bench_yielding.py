"""How much a line feels of a training on the same PC, and how much the training keeps of its speed.

    python -m tests.benchmarks bench_yielding

A paced strip goes through session and line, without a window, at a rate that keeps about half of one core busy; beside
it a real training process. In turns the training is paused and works, as often as time allows, since no PC is even for
minutes: ages of all frames beside a paused training against those of all frames beside one that works, and, as what
chance alone does, those of every second pause against the pauses between. The training's own speed is taken before the
line begins and after it has ended, and compared in steps a second. Everything is as it comes to a user: the line beats,
the training listens to it, rests and steps back by itself. On a PC where anything else computes, the training does
hardly anything beside the line: it takes what nobody else wants.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np

from inspector.core.files import write_whole
from inspector.core.messages import Code
from inspector.core.piece import Piece
from inspector.datasets.version import NewSample, Split, write_version
from inspector.models_store.shipped import shipped_model
from inspector.pipeline.lane import Lane
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import MissedInspection, Sink
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.launcher import StartedRun, launch
from inspector.runs.progress import RunState
from inspector.runs.request import DatasetShare, Recipe, RunRequest
from inspector.session import Session
from inspector.sources.synthetic import Surface, SyntheticStrip
from inspector.workspace.workspace import Workspace, create_workspace
from tests.benchmarks.live_rate_report import RoundAndRound
from tests.benchmarks.result import Figure

MAX_RATIO, MIN_SPEED = 1.25, 0.4
CORE_SHARE = 0.55  # of one core, that the line takes
N_ROUNDS, PHASE_S, SOLO_S = 4, 12.0, 12.0
SETTLE_S = 1.5  # at the beginning of a phase, which counts for neither
LISTENS_S = 12.0  # the training, once, when it meets the line; what it does so early is no lasting speed
WIDTH_PX, ROWS, N_PICTURES, N_WARM = 1024, 256, 16, 60
N_TRAIN, SIDE_PX, BATCH, NETWORK = 8, 96, 2, "plain-net-s"
LIMIT_S = 200.0  # for the training to begin


@dataclass
class Ages(Sink):
    """Of each frame: when its result was there, and how old it was then; a skipped one has no age."""

    is_required = False
    rows: list[tuple[float, float]] = field(default_factory=list)

    def inspected(self, result: InspectionResult) -> None:
        now_s = time.monotonic()
        self.rows.append((now_s, (now_s - result.frame.arrived_s) * 1e3))

    def missed(self, missed: MissedInspection) -> None:
        if missed.frame.reason.code is Code.FRAME_SKIPPED:
            self.rows.append((time.monotonic(), float("nan")))

    def between(self, spans: list[tuple[float, float]]) -> tuple[np.ndarray, int]:
        """Ages in ms, and how many were skipped."""
        all_ms = np.array([age for at, age in self.rows if any(begin <= at < end for begin, end in spans)])
        return all_ms[~np.isnan(all_ms)], int(np.isnan(all_ms).sum())


class Trainee:
    """The training process, by its folder."""

    def __init__(self, workspace: Workspace) -> None:
        strip = SyntheticStrip(11, SIDE_PX, Surface.HOT_ROLLED, defects_per_m=20.0, mm_per_px=0.5)
        views = [strip.render(number * SIDE_PX, SIDE_PX) for number in range(N_TRAIN + 2)]
        names, splits = ("background", "defect"), [Split.TRAIN] * N_TRAIN + [Split.VAL, Split.TEST]
        samples = [
            NewSample(
                f"v{n}",
                cv2.imencode(".png", view.pixels)[1].tobytes(),
                ".png",
                (view.class_map > 0).astype(np.uint8),
                f"g{n}",
                splits[n],
            )
            for n, view in enumerate(views)
        ]
        version = write_version(
            workspace.datasets / "strip", name="strip", class_names=names, source="synthetic", terms="none",
            samples=samples,
        )  # fmt: skip
        recipe = Recipe(n_steps=1_000_000, batch=BATCH, view_px=(SIDE_PX, SIDE_PX))
        request = RunRequest(
            "beside", (DatasetShare(str(version.folder), 1.0),), NETWORK, "beside", "1", recipe=recipe, device="cpu",
            validate_every=1_000_000, checkpoint_every_s=1e6,
        )  # fmt: skip
        self.folder = RunFolder(workspace.runs / request.run)
        self.process: StartedRun = launch(request, self.folder)

    def wait_for(self, state: RunState, n_losses: int = 0) -> None:
        ends_s = time.monotonic() + LIMIT_S
        while True:
            lines = self.folder.progress()
            if lines and lines[-1].state is state and sum(line.loss is not None for line in lines) >= n_losses:
                return
            if self.process.is_gone() or time.monotonic() > ends_s:
                raise RuntimeError(self.folder.log_file.read_text()[-2000:])
            time.sleep(0.05)  # between two looks

    def pause(self) -> None:
        self.folder.ask(Control.PAUSE)
        self.wait_for(RunState.PAUSED)

    def go_on(self) -> None:
        write_whole(self.folder.control_file, Control.GO.value.encode())
        self.wait_for(RunState.TRAINING)

    def told(self) -> list[tuple[float, int, float | None]]:
        """UTC in s, step, share that it works."""
        return [
            (datetime.fromisoformat(line.at).timestamp(), line.step or 0, line.works)
            for line in self.folder.progress()
            if line.loss is not None
        ]


@contextmanager
def training(workspace: Workspace) -> Iterator[Trainee]:
    trainee = Trainee(workspace)
    try:
        trainee.wait_for(RunState.TRAINING, 2)
        yield trainee
    finally:
        trainee.folder.ask(Control.CANCEL)
        trainee.process.wait(60)


def steps_a_second(trainee: Trainee, spans: list[tuple[float, float]]) -> float:
    """By the lines that it told within each span, by the clock of the day."""
    n_steps, took_s = 0, 0.0
    for begin, end in spans:
        inside = [(at, step) for at, step, _ in trainee.told() if begin <= at <= end]
        if len(inside) >= 2:
            n_steps += inside[-1][1] - inside[0][1]
            took_s += inside[-1][0] - inside[0][0]
    return n_steps / took_s if took_s else 0.0


def p95(ages_ms: np.ndarray) -> float:
    return float(np.percentile(ages_ms, 95)) if len(ages_ms) else float("nan")


def run() -> list[Figure]:
    strip = SyntheticStrip(7, WIDTH_PX, Surface.HOT_ROLLED, defects_per_m=2.0, mm_per_px=0.5)
    pictures = [np.ascontiguousarray(strip.render(number * ROWS, ROWS).pixels) for number in range(N_PICTURES)]
    begun_load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        workspace = create_workspace(Path(place) / "workspace")
        session, ages = Session(workspace.folder), Ages()
        session.open_records()
        session.load_model(shipped_model("steel-plain"))
        begun_cpu_s = time.process_time()
        session.start(lambda: [Lane(RoundAndRound(pictures, 0.0, N_WARM))], Piece("warm", "strip"))
        session.wait(LIMIT_S)
        fps = CORE_SHARE * N_WARM / (time.process_time() - begun_cpu_s)
        try:
            figures = _beside(workspace, session, RoundAndRound(pictures, fps, 1_000_000), ages, fps, begun_load)
        finally:
            session.close()
    return figures


def _beside(
    workspace: Workspace, session: Session, source: RoundAndRound, ages: Ages, fps: float, load: float
) -> list[Figure]:
    off: list[tuple[float, float]] = []
    on: list[tuple[float, float]] = []
    on_by_day: list[tuple[float, float]] = []
    solo_by_day: list[tuple[float, float]] = []
    with training(workspace) as trainee:

        def solo() -> None:
            begun_s = time.time()
            time.sleep(SOLO_S)  # the phase itself is what is measured
            solo_by_day.append((begun_s, time.time()))

        solo()
        session.start(lambda: [Lane(source)], Piece("beside", "strip"), sinks=lambda piece: [ages])
        time.sleep(LISTENS_S)  # the phase itself
        for _ in range(N_ROUNDS):
            for spans in (off, on):
                trainee.pause() if spans is off else trainee.go_on()
                time.sleep(SETTLE_S)  # frames that met the phase before
                begun_s, day_s = time.monotonic(), time.time()
                time.sleep(PHASE_S)  # the phase itself
                spans.append((begun_s, time.monotonic()))
                if spans is on:
                    on_by_day.append((day_s, time.time()))
        session.stop()
        time.sleep(LISTENS_S / 4)  # it comes back within seconds
        solo()
        beside, alone = steps_a_second(trainee, on_by_day), steps_a_second(trainee, solo_by_day)
        works = [share for at, _, share in trainee.told() if share is not None and at > on_by_day[0][0]]
    speed = beside / alone if alone else 0.0  # 0 too where it told too little within a phase
    (off_ms, off_skipped), (on_ms, on_skipped) = ages.between(off), ages.between(on)
    ratio = p95(on_ms) / p95(off_ms)
    even, odd = p95(ages.between(off[::2])[0]), p95(ages.between(off[1::2])[0])
    noise = max(even, odd) / min(even, odd)
    by_round = ", ".join(
        f"{p95(ages.between([a])[0]):.0f}/{p95(ages.between([b])[0]):.0f}" for a, b in zip(off, on, strict=True)
    )
    detail = (
        f"{p95(off_ms):.1f} ms paused, {p95(on_ms):.1f} ms working, by round {by_round}; paused against paused "
        f"{noise:.2f}; {len(off_ms)} and {len(on_ms)} frames, {fps:.1f} a second; load average before {load:.1f}"
    )
    return [
        Figure("frame age's p95 beside a training", ratio, f"at most {MAX_RATIO:g}", ratio <= MAX_RATIO, detail),
        Figure(
            "frames skipped more beside a training", on_skipped - off_skipped, "none", on_skipped <= off_skipped,
            f"{off_skipped} paused, {on_skipped} working",
        ),
        Figure(
            "training's speed beside a line", speed, f"at least {MIN_SPEED:g}", speed >= MIN_SPEED,
            f"{beside:.1f} steps a second, {alone:.1f} alone; beside rests it had "
            f"{100 * statistics.fmean(works or [0]):.0f} % of the time; the line took {CORE_SHARE:g} of a core",
        ),
    ]  # fmt: skip
