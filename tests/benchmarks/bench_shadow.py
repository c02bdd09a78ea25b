"""How much a line feels of a candidate in its shadow, and how many of its turns the candidate gets.

    python -m tests.benchmarks bench_shadow

A paced strip goes through session and line, without a window, at a rate that keeps about half of one core busy. In
turns steel-anet is in the shadow of steel-plain and is not, as often as time allows, since no PC is even for minutes:
ages of all frames with a shadow against those of all frames without, and, as what chance alone does, those of every
second phase without against the phases between. A shadow is opened before its phase begins: what opening costs is no
part of it. Disagreements are kept as on a line.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import numpy as np

from inspector.core.piece import Piece
from inspector.models_store.shipped import shipped_model
from inspector.pipeline.lane import Lane
from inspector.pipeline.shadow import EVERY_N, ShadowScore
from inspector.session import Session
from inspector.sources.synthetic import Surface, SyntheticStrip
from inspector.workspace.workspace import create_workspace
from tests.benchmarks.bench_yielding import (
    CORE_SHARE,
    LIMIT_S,
    MAX_RATIO,
    N_PICTURES,
    N_WARM,
    ROWS,
    SETTLE_S,
    WIDTH_PX,
    Ages,
    p95,
)
from tests.benchmarks.live_rate_report import RoundAndRound
from tests.benchmarks.result import Figure

N_ROUNDS, PHASE_S = 5, 8.0
MIN_COMPARED = 0.5  # of its turns, while nothing but the line computes


def run() -> list[Figure]:
    strip = SyntheticStrip(7, WIDTH_PX, Surface.HOT_ROLLED, defects_per_m=2.0, mm_per_px=0.5)
    pictures = [np.ascontiguousarray(strip.render(number * ROWS, ROWS).pixels) for number in range(N_PICTURES)]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        session, ages = Session(create_workspace(Path(place) / "workspace").folder), Ages()
        session.open_records()
        session.load_model(shipped_model("steel-plain"))
        session.shadow(shipped_model("steel-anet"))  # once without a line: known to this PC from here on
        session.shadow(None)
        begun_cpu_s = time.process_time()
        session.start(lambda: [Lane(RoundAndRound(pictures, 0.0, N_WARM))], Piece("warm", "strip"))
        session.wait(LIMIT_S)
        fps = CORE_SHARE * N_WARM / (time.process_time() - begun_cpu_s)
        source = RoundAndRound(pictures, fps, 1_000_000)
        session.start(lambda: [Lane(source)], Piece("beside", "strip"), sinks=lambda piece: [ages])
        try:
            off, on, scores = _rounds(session)
        finally:
            session.close()
    (off_ms, off_skipped), (on_ms, on_skipped) = ages.between(off), ages.between(on)
    ratio = p95(on_ms) / p95(off_ms)
    even, odd = p95(ages.between(off[::2])[0]), p95(ages.between(off[1::2])[0])
    by_round = ", ".join(
        f"{p95(ages.between([a])[0]):.0f}/{p95(ages.between([b])[0]):.0f}" for a, b in zip(off, on, strict=True)
    )
    n_compared, n_live = sum(score.n_compared for score in scores), sum(score.n_live for score in scores)
    n_turns = n_compared + sum(score.n_passed_over for score in scores)
    compared = n_compared / n_turns if n_turns else 0.0
    return [
        Figure(
            "frame age's p95 beside a shadow", ratio, f"at most {MAX_RATIO:g}", ratio <= MAX_RATIO,
            f"{p95(off_ms):.1f} ms without, {p95(on_ms):.1f} ms with, by round {by_round}; without against without "
            f"{max(even, odd) / min(even, odd):.2f}; {len(off_ms)} and {len(on_ms)} frames, {fps:.1f} a second; load "
            f"average before {load:.1f}",
        ),
        Figure(
            "frames skipped more beside a shadow", on_skipped - off_skipped, "none", on_skipped <= off_skipped,
            f"{off_skipped} without, {on_skipped} with",
        ),
        Figure(
            "share of its turns that the shadow compared", compared, f"at least {MIN_COMPARED:g}",
            compared >= MIN_COMPARED, f"{n_compared} of {n_turns} turns, one frame in {EVERY_N} of {n_live}",
        ),
    ]  # fmt: skip


def _rounds(session: Session) -> tuple[list[tuple[float, float]], list[tuple[float, float]], list[ShadowScore]]:
    """Phases without and with a shadow, from when to when; and the score of each shadow."""
    off: list[tuple[float, float]] = []
    on: list[tuple[float, float]] = []
    scores = []
    for _ in range(N_ROUNDS):
        for spans in (off, on):
            session.shadow(shipped_model("steel-anet") if spans is on else None)
            time.sleep(SETTLE_S)  # frames that met the change
            begun_s = time.monotonic()
            time.sleep(PHASE_S)  # the phase itself
            spans.append((begun_s, time.monotonic()))
        if session.shadow_score is not None:
            scores.append(session.shadow_score)
    return off, on, scores
