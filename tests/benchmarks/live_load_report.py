"""Memory and age of the picture while a live strip is inspected on a PC that is too busy.

    python -m tests.benchmarks.live_load_report [--minutes 30] [--warm-up 10] [--load 8] [--fps 4]

The demo's strip runs in a shown window with records, beside LOAD processes that only compute. Every 5 s the memory of
the process (RSS) and the age of the newest picture are read. After the warm-up, in which bounded stores fill (the
frames kept for a quick look: 192 MB), the slope of each is that of the least-squares line; the median and the largest
age stand beside it. The last lines say which threads took the processor time. Not part of ``make bench``: it takes its
minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QTimer

from inspector.app import Parts, build, make_application
from inspector.core.cores import usable_cores
from inspector.sources.choice import DEMO_FPS, demo_strip
from inspector.sources.synthetic import Surface
from inspector.workspace.workspace import create_workspace

EVERY_S = 5.0
BURN = "while True: pass"


class Watch:
    """Reads until its time is over, then closes the window."""

    def __init__(self, parts: Parts, seconds: float) -> None:
        self.rows: list[tuple[float, float, float]] = []  # s, MB, age in s
        self.taken: list[tuple[int, dict[str, float]]] = []  # frames inspected, processor time in s by thread
        self._parts, self._seconds, self._process = parts, seconds, psutil.Process()
        self._begun_s = time.monotonic()
        self._timer = QTimer(parts.window)
        self._timer.setInterval(int(EVERY_S * 1000))
        self._timer.timeout.connect(self._read)
        self._timer.start()

    def _read(self) -> None:
        now_s = time.monotonic() - self._begun_s
        status = self._parts.session.state.status
        age_ms = status.stats.newest_age_ms if status is not None else None
        if status is not None and age_ms is not None:
            rss_mb = self._process.memory_info().rss / 1e6
            self.rows.append((now_s, rss_mb, age_ms / 1e3))
            self.taken.append((status.stats.n_inspected, self._taken_s()))
            stats = status.stats
            print(
                f"{now_s:6.0f} s  {rss_mb:7.1f} MB  age {age_ms / 1e3:5.1f} s  "
                f"{stats.n_inspected} of {stats.n_in} inspected",
                flush=True,
            )
        if now_s >= self._seconds:
            self._timer.stop()
            self._parts.window.close_unasked()

    def _taken_s(self) -> dict[str, float]:
        names = {thread.native_id: thread.name for thread in threading.enumerate()}
        taken: dict[str, float] = {}
        for one in self._process.threads():
            name = names.get(one.id, "others")
            taken[name] = taken.get(name, 0.0) + one.user_time + one.system_time
        return taken


def slope_per_minute(seconds: np.ndarray, values: np.ndarray) -> float:
    return float(np.polyfit(seconds / 60, values, 1)[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--warm-up", type=float, default=10.0, help="minutes that are not judged")
    parser.add_argument("--load", type=int, default=8, help="processes that only compute")
    parser.add_argument("--fps", type=float, default=DEMO_FPS, help="frames a second of the strip")
    asked = parser.parse_args()
    make_application()
    burning = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(asked.load)]
    try:
        with tempfile.TemporaryDirectory() as folder:
            parts = build(create_workspace(Path(folder) / "workspace").folder)
            parts.window.resize(1280, 720)
            parts.window.show()
            parts.presenter.choose(demo_strip(1, Surface.HOT_ROLLED, seconds=0, fps=asked.fps))
            watch = Watch(parts, asked.minutes * 60)
            application = make_application()
            application.exec()
            parts.end()
    finally:
        for process in burning:
            process.kill()
            process.wait()
    seconds, rss_mb, age_s = np.array([row for row in watch.rows if row[0] >= asked.warm_up * 60]).T
    print(f"load average {os.getloadavg()[0]:.1f} on {usable_cores()} cores, {len(seconds)} readings after warm-up")
    print(
        f"memory: {rss_mb[0]:.0f} MB to {rss_mb[-1]:.0f} MB, slope {slope_per_minute(seconds, rss_mb):+.2f} MB a minute"
    )
    print(
        f"age of the picture: median {np.median(age_s):.1f} s, 95 % below {np.percentile(age_s, 95):.1f} s, "
        f"largest {age_s.max():.1f} s, slope {slope_per_minute(seconds, age_s):+.2f} s a minute"
    )
    (n_before, before), (n_after, after) = watch.taken[0], watch.taken[-1]
    print(f"processor time from the first reading to the last, {n_after - n_before} frames inspected:")
    for name, taken_s in sorted(after.items(), key=lambda one: -one[1]):
        print(f"  {taken_s - before.get(name, 0.0):7.2f} s  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
