"""Carries what the line does to the window: everything that happened, and the newest frame, at a calm pace.

    line's threads ► pending news ► composing thread ► ``composed`` ► Qt thread

The line never waits for the window: news gathers, newer frames replace older ones. The composing thread
turns news into finished screen data (``compose``, off the Qt thread), at most 30 times a second, and only
when the window has shown the last. In between, the picture moves alone: lists, map and stats follow
five times a second, which is as fast as anybody reads, and painting them takes longer than the picture.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal

from inspector.core.defect import Defect
from inspector.core.messages import Message
from inspector.core.piece import Gap, Piece
from inspector.inference.loaded_model import LoadedModel
from inspector.pipeline.recent_frames import RecentFrames
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, MissedInspection, Outcome, Sink

log = logging.getLogger("inspector.workers")

MAX_PAINTS_HZ = 30
LISTS_EVERY_S = 0.2
SHOWN_TIMEOUT_S = 1.0  # a hidden window paints nothing; news must flow all the same
IDLE_TICK_S = 0.25  # stats go on changing while no frame comes


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    piece: Piece  # the very one that was begun: another may bear its id
    outcome: Outcome
    reason: Message | None = None  # why it failed


@dataclass(slots=True)
class News:
    """What happened since the last time."""

    begun: InspectionStart | None = None
    newest: InspectionResult | None = None
    # Defects new or grown, with the frame that showed them; a defect that grew twice appears once.
    defects: dict[int, tuple[Defect, InspectionResult]] = field(default_factory=dict)
    absorbed: list[int] = field(default_factory=list)
    missed: list[MissedInspection] = field(default_factory=list)
    gaps: dict[int, Gap] = field(default_factory=dict)  # by id; one that grew twice appears once
    messages: list[Message] = field(default_factory=list)  # of the line; what must be seen is an alarm of the session
    model: LoadedModel | None = None
    ended: Ended | None = None
    is_picture_only: bool = False  # the rest comes a little later

    @property
    def can_wait(self) -> bool:
        """Nothing but frames and their defects: no beginning, no end, no message, no other model."""
        return self.newest is not None and not (self.messages or self.begun or self.model or self.ended)


class InspectionWorker(QObject):
    """A ``Sink`` for each inspection on one side, a signal on the other."""

    composed = Signal(object)  # what ``compose`` made; on the Qt thread
    _made = Signal(object)

    def __init__(self, compose: Callable[[News], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recent = RecentFrames()
        self._compose = compose
        self._changed = threading.Condition()
        self._news = News()
        self._n_sinks = 0
        self._generation = 0  # of the inspection that has begun last
        self._lanes: tuple[LaneInfo, ...] = ()  # of that inspection
        self._has_news = False
        self._is_woken = False
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
            self._has_news = self._is_woken = True
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

    # on any thread

    def sink(self) -> Sink:
        """For one inspection; the sink of a later one is asked for later."""
        with self._changed:
            self._n_sinks += 1
            return _OneInspection(self, self._n_sinks)

    def notify(self, message: Message) -> None:
        with self._changed:
            self._news.messages.append(message)
            self._announce()

    def begin(self, generation: int, begun: InspectionStart) -> None:
        """Forget what the window has not taken of the inspection before: ids of defects begin anew. What was told of
        sources that stay open still holds."""
        with self._changed:
            if generation <= self._generation:
                return
            stay_open = begun.lanes is self._lanes  # else what is told is of sources that nobody looks at any more
            messages = self._news.messages if stay_open else []
            self._generation, self._lanes, self._news = generation, begun.lanes, News(begun=begun, messages=messages)
            self.recent.clear()
            self._announce()

    def add(self, generation: int, change: Callable[[News], None]) -> bool:
        """False, with nothing changed, where another inspection has begun since."""
        with self._changed:
            if generation != self._generation:
                return False
            change(self._news)
            self._announce()
            return True

    def _announce(self) -> None:
        self._has_news = True
        self._changed.notify_all()

    # on the composing thread

    def _run(self) -> None:
        last_s = lists_s = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._has_news or self._is_closed, IDLE_TICK_S)
                pause_s = last_s + 1 / MAX_PAINTS_HZ - time.monotonic()
                if pause_s > 0:
                    self._changed.wait_for(lambda: self._is_closed, pause_s)
                self._changed.wait_for(lambda: self._is_shown or self._is_closed, SHOWN_TIMEOUT_S)
                if self._is_closed:
                    return
                last_s = time.monotonic()
                if self._news.can_wait and not self._is_woken and last_s < lists_s + LISTS_EVERY_S:
                    news, self._news.newest = News(newest=self._news.newest, is_picture_only=True), None
                else:
                    news, self._news, lists_s = self._news, News(), last_s
                    self._is_woken = False
                self._has_news = self._is_shown = False
            try:
                made = self._compose(news)
            except Exception:  # the picture may be wrong for once, the inspection is not
                log.exception("the screen was not composed")
                self._keep_end_of(news)
                self.shown()
            else:
                self._made.emit(made)

    def _keep_end_of(self, news: News) -> None:
        """An end that nobody hears of would leave the window waiting for it."""
        with self._changed:
            if news.ended is not None and self._news.ended is None and self._news.begun is None:
                self._news.ended = news.ended
                self._has_news = True


class _OneInspection(Sink):
    """Called on the line's threads. What comes late, after another has begun, is passed over."""

    is_required: ClassVar[bool] = False  # a window that cannot show it never ends an inspection

    def __init__(self, worker: InspectionWorker, generation: int) -> None:
        self._worker, self._generation = worker, generation
        self._piece: Piece | None = None

    def begin(self, start: InspectionStart) -> None:
        self._piece = start.piece
        self._worker.begin(self._generation, start)

    def model_changed(self, model: LoadedModel, lane: int, from_frame: int) -> None:
        self._worker.add(self._generation, lambda news: setattr(news, "model", model))

    def inspected(self, result: InspectionResult) -> None:
        kept = result.kept()  # the window shows it when the line has long gone on

        def add(news: News) -> None:
            if kept.defects:
                self._worker.recent.add(kept)
            news.newest = kept
            for defect in kept.defects:
                news.defects[defect.defect_id] = (defect, kept)
            for defect_id, _ in kept.absorbed:
                news.defects.pop(defect_id, None)
                news.absorbed.append(defect_id)

        self._worker.add(self._generation, add)

    def missed(self, missed: MissedInspection) -> None:
        self._worker.add(self._generation, lambda news: news.missed.append(missed))

    def gap(self, gap: Gap) -> None:
        self._worker.add(self._generation, lambda news: news.gaps.update({gap.gap_id: gap}))

    def notify(self, message: Message) -> None:
        self._worker.notify(message)

    def end(self, end: InspectionEnd) -> None:
        piece = self._piece

        def add(news: News) -> None:
            assert piece is not None  # it has begun, or it would not be the newest
            news.ended = Ended(piece, end.outcome, end.reason)

        self._worker.add(self._generation, add)
