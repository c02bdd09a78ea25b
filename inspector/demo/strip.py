"""``inspector demo``: the window on a synthetic strip, which may close by itself and leave a picture and results."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inspector.app import Parts, build, ended_in_order, start_application
from inspector.commands.output import say
from inspector.demo.pictures import save_picture
from inspector.pipeline.frame_counter import FrameCounter
from inspector.pipeline.sink import Sink
from inspector.sources.choice import demo_strip
from inspector.sources.synthetic import Surface
from inspector.texts.messages import one_line
from inspector.workspace.first_look import first_look

if TYPE_CHECKING:
    from inspector.pipeline.output_folder import OutputFolder

LATE_S = 60.0  # a demo on a slow PC may end so much later than planned
PICTURED_AT = 0.8  # of a demo's seconds, so that the strip is seen moving


def run_demo(
    workspace: Path | None, *, seconds: float, screenshot: Path | None, out: Path | None, seed: int | None, surface: str
) -> int:
    """The window on the synthetic strip; where ``seconds`` is not 0 the strip is so long, and its end closes it.

    Returns 0 when every frame was inspected that this PC was fast enough for, 3 when others were not, 1 when none
    was or they were not recorded.
    """
    from inspector.pipeline.earlier_output import check_free, held_for_output

    if out is not None:
        check_free(out)
    look = first_look(workspace)
    application = start_application(look)
    counter = FrameCounter(skipping_is_expected=True)
    outputs: list[OutputFolder] = []

    def sinks() -> list[Sink]:
        if out is None:
            return [counter]
        from inspector.pipeline.output_folder import OutputFolder

        outputs.append(OutputFolder(out, one_line, with_overlays=True))
        return [counter, outputs[-1]]

    parts = build(workspace, extra_sinks=sinks, look=look)
    follower = _Follower(parts, counter, seconds, screenshot)
    with held_for_output(out), ended_in_order(parts):
        parts.window.show()
        parts.presenter.choose(demo_strip(seed, Surface(surface), seconds=seconds))
        if seconds > 0:
            follower.start()
        code = application.exec()
    code = code or (1 if parts.presenter.n_lost else counter.exit_code)
    if counter.n_inspected == 0:
        say(f"Nothing was inspected. {parts.presenter.refused_because}".strip(), is_trouble=True)
        return code
    say(f"Frames:     {_counts_text(counter)}")
    if outputs and outputs[-1].written:
        say(f"Results:    {outputs[-1].folder.resolve()}: {', '.join(outputs[-1].written)}, overlays")
    return code


def _counts_text(counter: FrameCounter) -> str:
    text = f"{counter.n_inspected} inspected"
    if counter.n_not_inspected > counter.n_skipped:
        text += f", {counter.n_not_inspected - counter.n_skipped} not"
    if counter.n_skipped:
        text += f", {counter.n_skipped} skipped: this PC is too slow for every frame of the strip at its pace"
    return text


class _Follower:
    """Pictures the window near the end of the strip, and closes it at the end."""

    def __init__(self, parts: Parts, counter: FrameCounter, seconds: float, screenshot: Path | None) -> None:
        self._parts = parts
        self._counter = counter
        self._seconds = seconds
        self._screenshot = screenshot
        self._shown_at_s = self._begun_at_s = 0.0
        self._is_pictured = False
        self._timer = QTimer(parts.window)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._follow)

    def start(self) -> None:
        self._shown_at_s = time.monotonic()
        self._timer.start()

    def _follow(self) -> None:
        now_s = time.monotonic()
        is_late = now_s > self._shown_at_s + self._seconds + LATE_S
        if self._counter.n_begun and not self._begun_at_s:
            self._begun_at_s = now_s
        if self._begun_at_s:  # a slow PC may have taken its time until here; the strip is as long all the same
            is_due = now_s > self._begun_at_s + PICTURED_AT * self._seconds
        else:
            is_refused = bool(self._parts.presenter.refused_because)
            is_due = is_refused and now_s > self._shown_at_s + self._seconds
        if not self._is_pictured and (is_due or is_late):
            self._is_pictured = True
            if self._screenshot is not None:
                save_picture(self._parts, self._screenshot)
        if self._is_pictured and (not self._counter.n_running or is_late):
            self._parts.window.close_unasked()
