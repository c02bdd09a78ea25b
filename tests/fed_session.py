"""A session that inspects what it is fed, frame by frame; what its sinks were given is noted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import ClassVar

import numpy as np

from inspector.core.frame import Frame
from inspector.core.messages import Message
from inspector.core.piece import Piece
from inspector.pipeline.lane import Lane
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, Sink
from inspector.session import Session
from inspector.sources.source import SourceInfo, SourceKind
from tests.tiny_model import CLEAN
from tests.waiting import wait_until

ROWS, WIDTH = 32, 64


class Fed:
    """Gives a frame of the grey that it is asked for, one at a time; each waits for the next wish."""

    def __init__(self, *, is_live: bool = False) -> None:
        self.info = SourceInfo(SourceKind.SYNTHETIC, "fed", is_live=is_live, is_continuous=False)
        self._wishes = threading.Semaphore(0)
        self._greys: list[int] = []
        self._has_ended = threading.Event()

    def feed(self, *greys: int) -> None:
        for grey in greys:
            self._greys.append(grey)
            self._wishes.release()

    def end(self) -> None:
        self._has_ended.set()
        self._wishes.release()

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame]:
        index = 0
        while not stop.is_set():
            if not self._wishes.acquire(timeout=0.01):
                continue
            if self._has_ended.is_set() and index == len(self._greys):
                return
            pixels = np.full((ROWS, WIDTH), CLEAN, np.uint8)
            pixels[8:20, 8:20] = self._greys[index]
            yield Frame(index, f"f{index}", pixels, datetime.now(UTC), time.monotonic())
            index += 1

    def close(self) -> None:
        self._has_ended.set()


class Noted(Sink):
    is_required: ClassVar[bool] = False

    def __init__(self) -> None:
        self.start: InspectionStart | None = None
        self.models: list[tuple[int, str]] = []  # from which frame on
        self.results: list[InspectionResult] = []
        self.told: list[Message] = []

    def begin(self, start: InspectionStart) -> None:
        self.start = start
        self.models.append((0, start.model.card.version))

    def model_changed(self, model, lane: int, from_frame: int) -> None:
        self.models.append((from_frame, model.card.version))

    def inspected(self, result: InspectionResult) -> None:
        self.results.append(result.kept())

    def notify(self, message: Message) -> None:
        self.told.append(message)


class Running:
    """A session that inspects what it is fed."""

    def __init__(self, session: Session, **source: bool) -> None:
        self.session, self.source, self.noted = session, Fed(**source), Noted()
        session.start(lambda: [Lane(self.source)], Piece("R-1"), sinks=lambda piece: [self.noted])

    def feed(self, *greys: int) -> None:
        n_due = len(self.noted.results) + len(greys)
        self.source.feed(*greys)
        wait_until(lambda: len(self.noted.results) == n_due)

    def end(self) -> str:
        self.source.end()
        assert self.session.wait(60)
        assert self.noted.start is not None
        return self.noted.start.inspection_id
