"""Sources in memory, a sink that remembers, and models that are slow or fail on command."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, message
from inspector.core.piece import Gap, Piece
from inspector.core.placement import Placement
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, MissedInspection, Outcome, Sink
from inspector.sources.source import SourceInfo, SourceKind
from tests.tiny_model import CLEAN, DULL

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEIGHT, WIDTH = 24, 40


def pixels(value: int | None = DULL) -> np.ndarray:
    """A clean frame with one square of 6 x 6 pixels in it."""
    drawn = np.full((HEIGHT, WIDTH), CLEAN, np.uint8)
    if value is not None:
        drawn[8:14, 10:16] = value
    return drawn


def frame(number: int, value: int | None = DULL) -> Frame:
    captured_at = NOON + timedelta(milliseconds=number)
    return Frame(number, f"frame {number:06d}", pixels(value), captured_at, time.monotonic())


class MemorySource:
    """Delivers what it is given. ``before`` runs before each item, as the time a camera or a disk takes."""

    def __init__(
        self,
        items: Sequence[Frame | MissedFrame | Exception | Message],
        *,
        is_live: bool = False,
        is_continuous: bool = False,
        before: Callable[[int, threading.Event], object] = lambda number, stop: None,
    ) -> None:
        self.items = list(items)
        self._before = before
        self.n_delivered = 0
        self.n_closed = 0
        n_frames = sum(isinstance(item, Frame | MissedFrame) for item in items)
        self.info = SourceInfo(SourceKind.FOLDER, "memory", is_live, is_continuous, n_frames)

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        for item in self.items:
            if isinstance(item, Exception):
                raise item
            if isinstance(item, Message):
                notify(item)
                continue
            self._before(item.frame_index, stop)
            if stop.is_set():
                return
            if isinstance(item, Frame):
                item = replace(item, arrived_s=time.monotonic())
            self.n_delivered += 1
            yield item

    def remaining(self) -> Iterator[MissedFrame]:
        frames = [item for item in self.items if isinstance(item, Frame | MissedFrame)]
        for item in frames[self.n_delivered :]:
            yield MissedFrame(item.frame_index, item.name, message(Code.FRAME_NOT_REACHED, name=item.name), NOON)

    def close(self) -> None:
        self.n_closed += 1


class Heard(Sink):
    """A sink that remembers. ``on_frame`` runs for each frame and may wait or raise."""

    def __init__(self, on_frame: Callable[[int], object] = lambda number: None) -> None:
        self.on_frame = on_frame
        self.starts: list[InspectionStart] = []
        self.models: list[tuple[LoadedModel, int]] = []
        self.frames: list[InspectionResult | MissedFrame] = []
        self.placements: list[Placement] = []
        self.gaps: dict[int, Gap] = {}
        self.messages: list[Message] = []
        self.ended: list[InspectionEnd] = []
        self.n_hurried = 0
        self.changed = threading.Condition()

    def begin(self, start: InspectionStart) -> None:
        self.starts.append(start)

    def model_changed(self, model: LoadedModel, lane: int, from_frame: int) -> None:
        self.models.append((model, from_frame))

    def inspected(self, result: InspectionResult) -> None:
        self.on_frame(result.frame.frame_index)
        self._add(result, result.placement)

    def missed(self, missed: MissedInspection) -> None:
        self.on_frame(missed.frame.frame_index)
        self._add(missed.frame, missed.placement)

    def _add(self, item: InspectionResult | MissedFrame, placement: Placement) -> None:
        with self.changed:
            self.frames.append(item)
            self.placements.append(placement)
            self.changed.notify_all()

    def gap(self, gap: Gap) -> None:
        self.gaps[gap.gap_id] = gap

    def notify(self, message: Message) -> None:
        with self.changed:
            self.messages.append(message)
            self.changed.notify_all()

    def stop_waiting(self) -> None:
        self.n_hurried += 1

    def end(self, end: InspectionEnd) -> None:
        with self.changed:
            self.ended.append(end)
            self.changed.notify_all()

    # what a test asks

    def wait_for(self, n_frames: int, timeout_s: float = 120.0) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.frames) >= n_frames, timeout_s)

    def wait_for_end(self, timeout_s: float = 120.0) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: bool(self.ended), timeout_s)

    @property
    def ends(self) -> list[tuple[Outcome, Message | None]]:
        return [(end.outcome, end.reason) for end in self.ended]

    @property
    def numbers(self) -> list[int]:
        return [item.frame_index if isinstance(item, MissedFrame) else item.frame.frame_index for item in self.frames]

    @property
    def results(self) -> list[InspectionResult]:
        return [item for item in self.frames if isinstance(item, InspectionResult)]

    @property
    def codes(self) -> list[Code | None]:
        """Why each frame was missed, in order; None where it was inspected."""
        return [item.reason.code if isinstance(item, MissedFrame) else None for item in self.frames]


class Steps:
    """Lets a test deliver one frame at a time."""

    def __init__(self, n_frames: int) -> None:
        self._may = threading.Semaphore(0)
        self.source = MemorySource([frame(n, DULL) for n in range(n_frames)], before=self._wait)

    def _wait(self, number: int, stop: threading.Event) -> None:
        while not stop.is_set() and not self._may.acquire(timeout=0.01):
            pass

    def let(self, n_frames: int) -> None:
        for _ in range(n_frames):
            self._may.release()


class Backend:
    """The model's own backend with something before each call: a delay, a gate, an error."""

    def __init__(self, model: LoadedModel, before: Callable[[], object], n_streams: int) -> None:
        self._inner = model.backend
        self._before = before
        self.n_streams = n_streams
        self.provider = model.provider
        self.tiles_at_once = 1

    def run(self, tiles: np.ndarray) -> np.ndarray:
        self._before()
        return self._inner.run(tiles)

    def close(self) -> None: ...


def with_backend(model: LoadedModel, before: Callable[[], object], n_streams: int = 2) -> LoadedModel:
    return replace(model, backend=Backend(model, before, n_streams))


def slow(model: LoadedModel, seconds: float, n_streams: int = 1) -> LoadedModel:
    return with_backend(model, lambda: time.sleep(seconds), n_streams)


def line(source: object, model: LoadedModel, *sinks: Sink, **changed: object) -> Line:
    """A line of one lane, not yet started; ``start`` it with ``R1``."""
    settings = replace(InspectionSettings.of_card(model.card), **changed)  # type: ignore[arg-type]
    return Line([Lane(source)], model, settings, sinks=lambda piece: sinks)  # type: ignore[arg-type]


R1 = Piece("R-1", "rail")


def started(source: object, model: LoadedModel, *sinks: Sink, **changed: object) -> Line:
    made = line(source, model, *sinks, **changed)
    made.start(R1)
    return made


def run(source: object, model: LoadedModel, *sinks: Sink, **changed: object) -> Line:
    """Start and wait for the end."""
    made = started(source, model, *sinks, **changed)
    assert made.join(120)
    return made
