"""What a promotion and a way back cost a line that runs: frames not inspected, and the time until the other model runs.

    python -m tests.benchmarks bench_promotion

A live synthetic strip, paced at a share of what this PC inspects at that moment, with records and evidence as on a
line. By turns: a stretch without any change, and one in which steel-anet is promoted over steel-plain and rolled back
again and again. A way back is timed from the call to the model in use, promotion recorded and synced; and once more as
after a start of the program, where the model before is not warm.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from inspector.core.piece import Piece
from inspector.inference.predictor import Predictor
from inspector.models_store.shipped import shipped_model
from inspector.pipeline.lane import Lane
from inspector.session import Session
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.workspace.workspace import create_workspace
from tests.benchmarks.result import Figure

STRIP, ROWS = SyntheticStrip(7, 1024), 256
SHARE = 0.25  # of the rate that was measured: other programs may take some of the PC meanwhile
STRETCH_S, N_STRETCHES, N_SWAPS = 12.0, 3, 3  # stretches of each kind; promotions, and ways back, in one
GOAL_S, GOAL_FRAMES = 2.0, 1.0


def rate(session: Session) -> float:
    """Frames a second that this PC inspects with both models by turns, one after the other."""
    assert session.in_use is not None
    predictor, pixels = Predictor(session.in_use.model), STRIP.render(0, ROWS).pixels
    predictor.predict(pixels, 8)
    began_s = time.perf_counter()
    for _ in range(5):
        predictor.predict(pixels, 8)
    return 5 / (time.perf_counter() - began_s)


def stretch(session: Session, fps: float, act: Callable[[], None]) -> tuple[int, int]:
    """Inspect for ``STRETCH_S`` while ``act`` does something; frames that came, and those not inspected."""
    n_frames = round(STRETCH_S * fps)
    source = SyntheticSource(STRIP, frame_rows=ROWS, fps=fps, n_frames=n_frames)
    session.start(lambda: [Lane(source)], Piece("bench"))
    act()
    assert session.wait(600), "the strip did not end"
    status = session.state.status
    assert status is not None
    return status.stats.n_in, status.stats.n_not_inspected


def run() -> list[Figure]:
    promoted_s: list[float] = []
    back_s: list[float] = []
    frames = {True: [0, 0], False: [0, 0]}  # with swaps or without: that came, that were not inspected
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "plant")
        session = Session(workspace.folder)
        session.open_records()
        session.promote(shipped_model("steel-plain"), "the first")

        def swap() -> None:
            for _ in range(N_SWAPS):
                time.sleep(STRETCH_S / (2 * N_SWAPS + 2))  # the line runs on in peace between two changes
                began_s = time.perf_counter()
                session.promote(shipped_model("steel-anet"), "measured")
                promoted_s.append(time.perf_counter() - began_s)
                time.sleep(STRETCH_S / (2 * N_SWAPS + 2))  # likewise
                began_s = time.perf_counter()
                session.roll_back("measured")
                back_s.append(time.perf_counter() - began_s)

        swap()  # once without a line: models are known to this PC from here on
        promoted_s.clear()
        back_s.clear()
        fps = SHARE * rate(session)
        for _ in range(N_STRETCHES):
            for is_swapped in (False, True):
                n_in, n_missed = stretch(session, fps, swap if is_swapped else lambda: None)
                frames[is_swapped][0] += n_in
                frames[is_swapped][1] += n_missed
        session.promote(shipped_model("steel-anet"), "measured")
        session.close()
        again = Session(workspace.folder)
        again.load_active()
        began_s = time.perf_counter()
        again.roll_back("measured")
        cold_s = time.perf_counter() - began_s
        again.close()
    n_swaps = len(promoted_s) + len(back_s)
    (n_still, missed_still), (n_swapped, missed_swapped) = frames[False], frames[True]
    per_swap = (missed_swapped - missed_still * n_swapped / n_still) / n_swaps
    detail = (
        f"{missed_swapped} of {n_swapped} frames with {n_swaps} changes, {missed_still} of {n_still} without, at "
        f"{fps:.1f} frames of {STRIP.width_px} x {ROWS} px a second; a promotion took "
        f"{statistics.median(promoted_s):.2f} s beside the line"
    )
    times = f"the slowest of {len(back_s)}; median {statistics.median(back_s):.3f} s"
    return [
        Figure(
            "frames not inspected more, per change of model", per_swap, "at most 1", per_swap <= GOAL_FRAMES, detail
        ),
        Figure("way back to a warm model, s", max(back_s), "at most 2", max(back_s) <= GOAL_S, times),
        Figure("way back after a start, s", cold_s, "at most 2", cold_s <= GOAL_S, "the model is opened first"),
    ]
