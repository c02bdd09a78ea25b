"""How many frames a second the line inspects live, and what a frame costs of a processor.

    python -m tests.benchmarks.live_rate_report [--model NAME] [--size 2048x2000] [--surface rail] [--fps 10]
        [--frames 40] [--product edges] [--folder FOLDER]

Frames of the synthetic strip, rendered before, or the pictures of FOLDER, go round and round through the program's
own session and line, with records and evidence, without a window. With ``--fps`` they come as from a camera, which
waits for nobody. Without, the source waits, nothing is skipped, and what counts is the processor time of a frame: all
of the process, divided by the frames inspected. What the cores of this PC could carry if they had nothing else to do
follows from it by calculation, and stands in the last line. Not part of ``make bench``: what is live depends on
whatever else the PC does.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.core.audit import utc_now
from inspector.core.cores import usable_cores
from inspector.core.frame import Frame, Pixels
from inspector.core.messages import Message
from inspector.core.piece import Piece
from inspector.core.product import ProductMode, ProductSettings
from inspector.models_store.shipped import shipped_model
from inspector.pictures.decoding import read_frame_pixels
from inspector.pipeline.lane import Lane
from inspector.pipeline.stats import Stage
from inspector.session import Session
from inspector.sources.source import SourceInfo, SourceKind
from inspector.sources.strip_texture import Surface
from inspector.sources.synthetic import SyntheticStrip
from inspector.workspace.workspace import create_workspace

N_RENDERED, N_PICTURES = 2, 6
N_WARM = 3  # frames before the clock starts


class RoundAndRound:
    """Frames that are there already, again and again; see ``Source``."""

    def __init__(self, pictures: list[Pixels], fps: float, n_frames: int) -> None:
        self._pictures, self._fps, self._n_frames = pictures, fps, n_frames
        self.warm = threading.Event()  # the clock may start

    @property
    def info(self) -> SourceInfo:
        return SourceInfo(SourceKind.SYNTHETIC, "round and round", bool(self._fps), True, self._n_frames)

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame]:
        begun_s = time.monotonic()
        for index in range(self._n_frames):
            if self._fps and stop.wait(max(0.0, begun_s + index / self._fps - time.monotonic())):
                return
            if index == N_WARM:
                self.warm.set()
            pixels = self._pictures[index % len(self._pictures)]
            yield Frame(index, f"frame {index:06d}", pixels, utc_now(), time.monotonic())

    def close(self) -> None:
        """Nothing is held open."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="steel-plain")
    parser.add_argument("--size", default="2048x2000", help="width x height")
    parser.add_argument("--surface", type=Surface, default=Surface.RAIL)
    parser.add_argument("--fps", type=float, default=0.0, help="0: the source waits")
    parser.add_argument("--frames", type=int, default=40)
    parser.add_argument("--product", choices=("whole", "edges"), default="whole")
    parser.add_argument("--folder", type=Path, help="of pictures of one size")
    asked = parser.parse_args()
    if asked.folder is not None:
        files = sorted(asked.folder.iterdir())
        pictures = [read_frame_pixels(file).pixels for file in files[:: max(1, len(files) // N_PICTURES)]]
    else:
        width, height = map(int, asked.size.split("x"))
        strip = SyntheticStrip(7, width, asked.surface, defects_per_m=6.0, mm_per_px=0.5)
        pictures = [strip.render(number * height, height).pixels for number in range(N_RENDERED)]
    height, width = pictures[0].shape[:2]
    source = RoundAndRound(pictures, asked.fps, asked.frames)
    with tempfile.TemporaryDirectory() as folder:
        session = Session(create_workspace(Path(folder) / "workspace").folder)
        session.open_records()
        model = session.load_model(shipped_model(asked.model))
        mode = ProductMode.EDGES if asked.product == "edges" else ProductMode.WHOLE
        session.start(lambda: [Lane(source, product=ProductSettings(mode))], Piece("rate", "rail"))
        source.warm.wait()
        before, begun_s, begun_cpu_s = session.state.status, time.monotonic(), time.process_time()
        session.wait(3600)
        spent_s, spent_cpu_s, status = (
            time.monotonic() - begun_s,
            time.process_time() - begun_cpu_s,
            session.state.status,
        )
        session.close()
    assert before is not None
    assert status is not None
    stats, n = status.stats, status.stats.n_inspected - before.stats.n_inspected
    frame_s, mpx, n_cores = spent_cpu_s / n, width * height / 1e6, usable_cores()
    age = stats.spread(Stage.AGE)
    print(f"{asked.model} on {model.provider.device}, {width} x {height}, {asked.product}, tiles of {model.tile_px} px")
    print(
        f"{stats.n_in} frames came, {stats.n_inspected} inspected, {stats.n_skipped} skipped; {n / spent_s:.1f} a s "
        f"({mpx * n / spent_s:.1f} Mpx/s); age 95 % below {age.p95_ms if age else 0:.0f} ms; "
        f"load average {os.getloadavg()[0]:.1f}"
    )
    print(
        f"{1e3 * frame_s:.1f} ms of processor time a frame, {mpx / frame_s:.1f} Mpx/s a core: {n_cores} cores would "
        f"carry {n_cores / frame_s:.1f} frames a second, {n_cores * mpx / frame_s:.1f} Mpx/s"
    )


if __name__ == "__main__":
    main()
