"""Carries what the runner does to the window: everything that happened, and the newest frame, at a calm pace.

    runner's threads ► pending news ► composing thread ► ``composed`` ► Qt thread

The runner never waits for the window: news gathers, newer frames replace older ones. The composing thread
turns news into finished screen data (``compose``, off the Qt thread), at most 30 times a second, and only
when the window has shown the last.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal

from inspector.core.defect import Defect
from inspector.core.frame import MissedFrame
from inspector.core.messages import Message
from inspector.inference.model_file import LoadedModel
from inspector.pipeline.recent_frames import RecentFrames
from inspector.pipeline.result import InspectionResult, InspectionSettings
from inspector.pipeline.sink import Outcome, Piece
from inspector.sources.source import SourceInfo

log = logging.getLogger("inspector.workers")

MOST_PAINTS_HZ = 30
SHOWN_TIMEOUT_S = 1.0  # a hidden window paints nothing; news must flow all the same
IDLE_TICK_S = 0.25  # figures go on changing while no frame comes


@dataclass(slots=True)
class News:
    """What happened since the last time."""

    has_begun: tuple[Piece, SourceInfo, LoadedModel, InspectionSettings] | None = None
    newest: InspectionResult | None = None
    # Defects new or grown, with the frame that showed them; a defect that grew twice appears once.
    defects: dict[int, tuple[Defect, InspectionResult]] = field(default_factory=dict)
    absorbed: list[int] = field(default_factory=list)
    missed: list[MissedFrame] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    model: LoadedModel | None = None
    outcome: Outcome | None = None
    reason: Message | None = None


class InspectionWorker(QObject):
    """A ``Sink`` of the runner on one side, a signal on the other."""

    composed = Signal(object)  # what ``compose`` made; on the Qt thread
    _made = Signal(object)

    def __init__(self, compose: Callable[[News], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recent = RecentFrames()
        self._compose = compose
        self._changed = threading.Condition()
        self._news = News()
        self._has_news = False
        self._is_shown = True
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="composing")
        # Over a slot of this object, so that plain callables connected to ``composed`` run on its thread.
        self._made.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # on the Qt thread

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something of the view changed: compose again soon, even without news."""
        with self._changed:
            self._has_news = True
            self._changed.notify_all()

    def shown(self) -> None:
        """The window has painted what it got: it may have the next."""
        with self._changed:
            self._is_shown = True
            self._changed.notify_all()

    def stop(self, timeout_s: float = 5.0) -> bool:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _deliver(self, made: object) -> None:
        if not self._is_closed:
            self.composed.emit(made)

    # on the runner's threads (see pipeline.sink.Sink)

    def begin(self, piece: Piece, source: SourceInfo, model: LoadedModel, settings: InspectionSettings) -> None:
        self.recent.clear()
        self._add(lambda news: setattr(news, "has_begun", (piece, source, model, settings)))

    def model_changed(self, model: LoadedModel, from_frame: int) -> None:
        self._add(lambda news: setattr(news, "model", model))

    def inspected(self, result: InspectionResult) -> None:
        if result.defects:
            self.recent.add(result)

        def add(news: News) -> None:
            news.newest = result
            for defect in result.defects:
                news.defects[defect.number] = (defect, result)
            for number, _ in result.absorbed:
                news.defects.pop(number, None)
                news.absorbed.append(number)

        self._add(add)

    def missed(self, frame: MissedFrame) -> None:
        self._add(lambda news: news.missed.append(frame))

    def message(self, message: Message) -> None:
        self._add(lambda news: news.messages.append(message))

    def hurry(self) -> None:
        """It never waits."""

    def end(self, outcome: Outcome, reason: Message | None) -> None:
        def add(news: News) -> None:
            news.outcome, news.reason = outcome, reason

        self._add(add)

    def _add(self, change: Callable[[News], None]) -> None:
        with self._changed:
            change(self._news)
            self._has_news = True
            self._changed.notify_all()

    # on the composing thread

    def _run(self) -> None:
        last_s = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._has_news or self._is_closed, IDLE_TICK_S)
                pause_s = last_s + 1 / MOST_PAINTS_HZ - time.monotonic()
                if pause_s > 0:
                    self._changed.wait_for(lambda: self._is_closed, pause_s)
                self._changed.wait_for(lambda: self._is_shown or self._is_closed, SHOWN_TIMEOUT_S)
                if self._is_closed:
                    return
                news, self._news = self._news, News()
                self._has_news = self._is_shown = False
            last_s = time.monotonic()
            try:
                made = self._compose(news)
            except Exception:  # the picture may be wrong for once, the inspection is not
                log.exception("the screen was not composed")
                self.shown()
            else:
                self._made.emit(made)
