"""The inspection runner: frames in, results out, everything accounted for.

    source ► capture thread ► FrameQueue ► predicting threads ► InOrder ► finishing thread ► sinks

States: IDLE ► RUNNING ► FINISHING ► ENDED. ``stop`` leads to FINISHING, as does the end of the source and any
failure; ENDED comes when the last frame is with the sinks. How it ended is an ``Outcome``. A runner inspects
once; a new inspection is a new runner.

A frame that cannot be read, predicted or measured becomes a ``MissedFrame`` with its reason, and the rest
goes on. When it is stopped, or a sink fails, every frame not inspected by then goes to the sinks as not
reached, those included that an ``EndingSource`` still had. Nothing is captured before every sink has begun.
No Qt; sinks are called on the runner's threads.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector.core.class_map import ArgmaxPrediction
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.placement import Placement
from inspector.inference.inspect_frame import inspect_prediction
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import PredictionGivenUp, Predictor
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.merging import DefectMerger
from inspector.pipeline.frame_queue import FrameQueue, InOrder, missed
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import Outcome, Piece, Sink
from inspector.pipeline.stats import PipelineStats, Stage, StatsCollector
from inspector.sources.source import EndingSource, Source, SourceInfo

log = logging.getLogger("inspector.pipeline")

WAITING_FRAMES = 4  # a slow step is felt at once, and a live frame never waits for more than these
RESULTS_AHEAD = 2
IN_HAND_S = 0.5  # after a stop, a frame being predicted may take so long to its end; then it counts as not reached


class State(StrEnum):
    IDLE = "idle"
    RUNNING = "running"
    FINISHING = "finishing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RunnerStatus:
    state: State
    source: SourceInfo
    model_name: str
    device: str  # what the network really runs on
    figures: PipelineStats
    outcome: Outcome | None = None
    reason: Message | None = None  # why it failed
    non_defects: tuple[str, ...] = ()  # classes of the model that are never reported


@dataclass(frozen=True, slots=True, eq=False)
class _Setup:
    """What frames are inspected with: a model and the settings made for its classes."""

    predictor: Predictor
    settings: InspectionSettings

    @property
    def model(self) -> LoadedModel:
        return self.predictor.model


@dataclass(frozen=True, slots=True, eq=False)
class _Predicted:
    frame: Frame
    setup: _Setup
    prediction: ArgmaxPrediction
    ms: float


class Runner:
    def __init__(
        self,
        source: Source,
        model: LoadedModel,
        settings: InspectionSettings,
        piece: Piece,
        sinks: Sequence[Sink],
        *,
        niceness: int = 0,
    ) -> None:
        """``niceness`` above 0 lets a window that shares the processor answer before the next tile is predicted."""
        _check(settings, model)
        self._niceness = niceness
        self._source = source
        self._piece = piece
        self._sinks = tuple(sinks)
        self._failed_sinks: set[int] = set()  # places in ``_sinks``
        self._setup = _Setup(Predictor(model), settings)
        self._begun = threading.Event()  # every sink has begun, or failed to
        self._stop = threading.Event()
        self._give_up_s = float("inf")  # time.monotonic() from which no tile is begun any more
        self._taking = threading.Lock()
        self._queue = FrameQueue(WAITING_FRAMES, is_live=source.info.is_live)
        self._in_order = InOrder(ahead=model.backend.n_streams + RESULTS_AHEAD)
        self._figures = StatsCollector()
        self._lock = threading.Lock()
        self._state = State.IDLE
        self._is_cancelled = False
        self._is_cut_short = False  # by a stop: some frame was not reached, or the source had no end
        self._outcome: Outcome | None = None
        self._reason: Message | None = None
        self._threads = [
            threading.Thread(target=self._capture, name="capture"),
            *(threading.Thread(target=self._predict, name=f"predict-{n}") for n in range(model.backend.n_streams)),
            threading.Thread(target=self._finish, name="finish"),
        ]

    # on any thread

    @property
    def status(self) -> RunnerStatus:
        model, figures = self._setup.model, self._figures.read()
        with self._lock:
            return RunnerStatus(
                self._state, self._source.info, f"{model.card.name} {model.card.version}",
                model.provider.device, figures, self._outcome, self._reason, model.card.non_defects,
            )  # fmt: skip

    def start(self) -> None:
        with self._lock:
            if self._state is not State.IDLE:
                raise RuntimeError("a runner inspects once")
            self._state = State.RUNNING
        self._in_order.begin(len(self._threads) - 2)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End within 1 s: frames that wait are recorded as not reached, and no sink waits for room any more.

        Also when the source has ended already and its last frames wait. Repeatable; returns at once.
        Not for signal handlers: it takes locks.
        """
        with self._lock:
            if self._is_cancelled or self._state in (State.IDLE, State.ENDED):
                return
            self._is_cancelled = True
            self._state = State.FINISHING
        self._give_up()
        for sink in self._sinks:
            sink.hurry()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; True if it came in time."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        for thread in self._threads:
            if thread.is_alive():
                thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def set_settings(self, settings: InspectionSettings) -> None:
        """Thresholds and minimum areas from the next finished frame on.

        Settings for other classes than the model's are passed over: they come with their model.
        """
        with self._lock:
            if not _fits(settings, self._setup.model):
                log.warning("settings for other classes than those of %s were passed over", self._setup.model.card.name)
                return
            self._setup = replace(self._setup, settings=settings)

    @property
    def settings(self) -> InspectionSettings:
        return self._setup.settings

    def use_model(self, model: LoadedModel, settings: InspectionSettings) -> None:
        """Switch between two frames. Frames taken up before keep the old model, its settings and its result.

        Raises ValueError for settings that are not of this model's classes.
        """
        _check(settings, model)
        with self._lock:
            self._setup = _Setup(Predictor(model), settings)

    def _give_up(self) -> None:
        """What is in hand is finished; what waits, and what still comes, is not reached."""
        self._give_up_s = min(self._give_up_s, time.monotonic() + IN_HAND_S)
        self._stop.set()
        self._queue.give_up()

    def _fail(self, reason: Message) -> None:
        """The first reason stands."""
        with self._lock:
            if self._state is not State.ENDED:
                self._outcome, self._state = Outcome.FAILED, State.FINISHING
                self._reason = self._reason or reason

    # on the capture thread

    def _capture(self) -> None:
        self._begun.wait()
        try:
            if not self._stop.is_set():
                for item in self._source.frames(self._stop, self._tell):
                    self._figures.captured()
                    self._queue.put(item)
        except InspectorError as error:
            self._fail(error.message)
        except Exception as error:  # nearest to the outside world: one inspection ends, the program goes on
            log.exception("the source %s failed", self._source.info.name)
            self._fail(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
        finally:
            has_end = isinstance(self._source, EndingSource) and self._source.info.n_frames is not None
            with self._lock:
                self._is_cut_short |= self._stop.is_set() and not has_end
                if self._state is State.RUNNING:
                    self._state = State.FINISHING
            for item in self._remaining():
                self._figures.not_reached()
                self._queue.put(item)
            self._queue.close()
            self._close_source()

    def _remaining(self) -> Iterator[MissedFrame]:
        try:
            if isinstance(self._source, EndingSource):
                yield from self._source.remaining()
        except Exception:  # what was inspected is recorded all the same
            log.exception("what is left of %s is not known", self._source.info.name)

    def _close_source(self) -> None:
        try:
            self._source.close()
        except Exception:  # it is not needed any more; a device may be gone
            log.exception("the source %s did not close cleanly", self._source.info.name)

    def _tell(self, said: Message) -> None:
        log.warning("%s %s", said.code.value, dict(said.params))
        self._each_sink(lambda sink: sink.message(said))

    # on the predicting threads

    def _predict(self) -> None:
        lower_priority(self._niceness)
        try:
            while True:
                with self._taking:  # no frame is taken up with a newer model than one after it
                    taken, setup = self._queue.take(), self._setup
                if taken is None:
                    return
                place, item = taken
                self._in_order.put(place, self._predicted(item, setup) if isinstance(item, Frame) else item)
        finally:
            self._in_order.thread_ended()

    def _predicted(self, frame: Frame, setup: _Setup) -> _Predicted | MissedFrame:
        started_s = time.perf_counter()
        try:
            prediction = setup.predictor.predict(frame.pixels, frame.bits, lambda: time.monotonic() >= self._give_up_s)
        except PredictionGivenUp:
            return missed(frame, Code.FRAME_NOT_REACHED)
        except InspectorError as error:
            log.warning("frame %s was not inspected: %s", frame.name, error)
            return missed(frame, Code.FRAME_FAILED, error.message.code.value)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("frame %s was not inspected", frame.name)
            return missed(frame, Code.FRAME_FAILED, f"{type(error).__name__}: {error}")
        return _Predicted(frame, setup, prediction, (time.perf_counter() - started_s) * 1e3)

    # on the finishing thread

    def _finish(self) -> None:
        try:
            self._inspect()
        except Exception as error:  # a bug of ours; what is not inspected is accounted for all the same
            log.exception("inspection ended")
            detail = f"{type(error).__name__}: {error}"
            self._fail(message(Code.UNEXPECTED, detail=detail))
            self._begun.set()
            self._give_up()
            while (work := self._in_order.take()) is not None:
                if isinstance(work, _Predicted):
                    work = missed(work.frame, Code.FRAME_FAILED, detail)
                if isinstance(work, MissedFrame):
                    self._finish_missed(work)
        finally:
            self._end()

    def _inspect(self) -> None:
        setup = self._setup
        model = setup.model
        self._each_sink(lambda sink: sink.begin(self._piece, self._source.info, model, setup.settings))
        if model.provider.notice is not None:
            self._tell(model.provider.notice)
        merger, generation = DefectMerger(), 0
        self._log_non_defects(setup)
        self._begun.set()
        while (work := self._in_order.take()) is not None:
            if isinstance(work, _Predicted):
                if work.setup.model is not model:
                    model = work.setup.model
                    generation += 1
                    self._log_non_defects(work.setup)
                    number = work.frame.frame_index
                    self._each_sink(lambda sink, m=model, n=number: sink.model_changed(m, n))  # type: ignore[misc]
                self._finish_frame(work, merger, generation)
            elif isinstance(work, MissedFrame):
                self._finish_missed(work)

    def _log_non_defects(self, setup: _Setup) -> None:
        card = setup.model.card
        if card.non_defects:
            log.info("%s %s: no defects, so not recorded: %s", card.name, card.version, ", ".join(card.non_defects))

    def _finish_frame(self, predicted: _Predicted, merger: DefectMerger, generation: int) -> None:
        started_s = time.perf_counter()
        frame, setup, now = predicted.frame, predicted.setup, self._setup
        settings = now.settings if now.model is setup.model else setup.settings
        try:
            is_continuous, scale = self._source.info.is_continuous, settings.calibration
            seen = inspect_prediction(predicted.prediction, setup.model.card, settings, keep_border=is_continuous)
            along_mm = None if scale is None else frame.along_px * scale.mm_per_px_along
            placement = Placement(0, frame.along_px, along_mm, 0.0, scale)
            rules = settings.rules(setup.model.card, generation)
            found = merger.feed(frame, placement, seen.regions, rules, is_continuous=is_continuous)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("frame %s was not measured", frame.name)
            self._finish_missed(missed(frame, Code.FRAME_FAILED, f"{type(error).__name__}: {error}"))
            return
        measured_s = time.perf_counter()
        result = InspectionResult(
            frame, setup.model.card, settings, predicted.prediction, seen.class_map, found.defects, found.absorbed,
            predicted.ms, (measured_s - started_s) * 1e3,
        )  # fmt: skip
        self._each_sink(lambda sink: sink.inspected(result))
        frame.release()
        self._figures.inspected(
            {
                Stage.PREDICT: predicted.ms,
                Stage.MEASURE: result.measure_ms,
                Stage.RECORD: (time.perf_counter() - measured_s) * 1e3,
                Stage.AGE: (time.monotonic() - frame.arrived_s) * 1e3,
            }
        )

    def _finish_missed(self, frame: MissedFrame) -> None:
        self._is_cut_short |= frame.reason.code is Code.FRAME_NOT_REACHED
        self._each_sink(lambda sink: sink.missed(frame))
        self._figures.not_inspected(is_skipped=frame.reason.code is Code.FRAME_SKIPPED)

    def _each_sink(self, call: Callable[[Sink], None]) -> None:
        """The sinks that have not failed; one that does ends the inspection for all."""
        for place, sink in enumerate(self._sinks):
            if place in self._failed_sinks:
                continue
            try:
                call(sink)
            except Exception as error:  # noqa: BLE001 - sorted below
                self._failed_sinks.add(place)
                self._fail(_reason_of(error, sink))
                self._give_up()

    def _end(self) -> None:
        with self._lock:
            is_cancelled = self._is_cancelled and self._is_cut_short
            self._outcome = self._outcome or (Outcome.CANCELLED if is_cancelled else Outcome.COMPLETED)
        for place, sink in enumerate(self._sinks):
            with self._lock:
                outcome, reason = self._outcome, self._reason
            try:
                sink.end(outcome, reason)
            except Exception as error:  # noqa: BLE001 - sorted below; the other sinks must end too
                if place not in self._failed_sinks:
                    self._fail(_reason_of(error, sink))
        with self._lock:
            self._state = State.ENDED


def _fits(settings: InspectionSettings, model: LoadedModel) -> bool:
    return settings.fits(model.card)


def lower_priority(niceness: int) -> None:
    """Lower the priority of the calling thread. Linux only: elsewhere niceness is of the whole process."""
    if niceness and sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


def _check(settings: InspectionSettings, model: LoadedModel) -> None:
    if not _fits(settings, model):
        raise ValueError(f"settings for {len(settings.thresholds)} classes, the model has {model.card.n_classes}")


def _reason_of(error: Exception, sink: Sink) -> Message:
    if isinstance(error, InspectorError):
        log.warning("%s ended the inspection: %s", type(sink).__name__, error)
        return error.message
    log.error("%s ended the inspection", type(sink).__name__, exc_info=error)
    return message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}")
