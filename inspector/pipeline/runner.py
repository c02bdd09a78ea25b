"""The inspection runner: frames in, results out, everything accounted for.

    source ► capture thread ► FrameQueue ► predicting threads ► InOrder ► finishing thread ► sinks

States: IDLE ► RUNNING ► FINISHING ► ENDED. ``stop`` leads to FINISHING at once; the end of the source does
when its last frame is done. How it ended is an ``Outcome``. A runner inspects once; a new inspection is a
new runner.

A frame that cannot be read, predicted or measured becomes a ``MissedFrame`` with its reason, and the rest
goes on. No Qt; listeners are called on the runner's threads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspector.core.class_map import Winners, class_map_of
from inspector.core.frame import Frame, MissedFrame
from inspector.core.measuring import find_regions
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.stitching import Stitcher
from inspector.inference.model_file import LoadedModel
from inspector.inference.predictor import Predictor
from inspector.pipeline.figures import FigureKeeper, Figures, Stage
from inspector.pipeline.frame_queue import FrameQueue, InOrder, missed
from inspector.pipeline.result import InspectionResult, InspectionSettings
from inspector.pipeline.sink import Outcome, Piece, Sink
from inspector.sources.source import Source, SourceInfo

log = logging.getLogger("inspector.pipeline")

WAITING_FRAMES = 4  # a slow step is felt at once, and a live frame never waits for more than these
RESULTS_AHEAD = 2


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
    figures: Figures
    outcome: Outcome | None = None
    reason: Message | None = None  # why it failed


@dataclass(frozen=True, slots=True, eq=False)
class _Predicted:
    frame: Frame
    model: LoadedModel
    winners: Winners
    ms: float


class Runner:
    def __init__(
        self,
        source: Source,
        model: LoadedModel,
        settings: InspectionSettings,
        piece: Piece,
        sinks: Sequence[Sink],
    ) -> None:
        self._source = source
        self._settings = settings
        self._piece = piece
        self._sinks = tuple(sinks)
        self._predictor = Predictor(model)
        self._stop = threading.Event()
        self._queue = FrameQueue(WAITING_FRAMES, is_live=source.info.is_live)
        self._in_order = InOrder(ahead=model.backend.n_streams + RESULTS_AHEAD)
        self._figures = FigureKeeper()
        self._lock = threading.Lock()
        self._state = State.IDLE
        self._outcome: Outcome | None = None
        self._reason: Message | None = None
        self._threads = [
            threading.Thread(target=self._capture, name="capture"),
            *(
                threading.Thread(target=self._predict, name=f"predict-{n}")
                for n in range(model.backend.n_streams)
            ),
            threading.Thread(target=self._finish, name="finish"),
        ]

    # on any thread

    @property
    def status(self) -> RunnerStatus:
        model = self._predictor.model
        with self._lock:
            return RunnerStatus(
                self._state, self._source.info, f"{model.card.name} {model.card.version}",
                model.provider.device, self._figures.read(), self._outcome, self._reason,
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
        """End soon: frames that wait are recorded as not reached. Repeatable; returns at once."""
        with self._lock:
            if self._state is not State.RUNNING:
                return
            self._state = State.FINISHING
            self._outcome = self._outcome or Outcome.CANCELLED
        self._stop.set()
        self._queue.close(give_up_waiting=True)

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; True if it came in time."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        for thread in self._threads:
            if thread.is_alive():
                thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def set_settings(self, settings: InspectionSettings) -> None:
        """Thresholds and minimum areas from the next finished frame on."""
        self._settings = settings

    @property
    def settings(self) -> InspectionSettings:
        return self._settings

    def use_model(self, model: LoadedModel, settings: InspectionSettings) -> None:
        """Switch between two frames. Frames already predicted keep the old model's result."""
        self._settings = settings
        self._predictor = Predictor(model)

    # on the capture thread

    def _capture(self) -> None:
        reason: Message | None = None
        try:
            for item in self._source.frames(self._stop, self._tell):
                self._figures.captured()
                self._queue.put(item)
        except InspectorError as error:
            reason = error.message
        except Exception as error:  # a source is the outside world's nearest neighbour: one inspection ends, the program goes on
            log.exception("the source %s failed", self._source.info.name)
            reason = message(Code.UNEXPECTED, detail=str(error))
        finally:
            self._close_source()
            with self._lock:
                if reason is not None:
                    self._outcome, self._reason = Outcome.FAILED, reason
                self._state = State.FINISHING
            self._queue.close()

    def _close_source(self) -> None:
        try:
            self._source.close()
        except (InspectorError, OSError):
            log.exception("the source %s did not close cleanly", self._source.info.name)

    def _tell(self, said: Message) -> None:
        log.warning("%s %s", said.code.value, dict(said.params))
        for sink in self._sinks:
            sink.message(said)

    # on the predicting threads

    def _predict(self) -> None:
        try:
            while (taken := self._queue.take()) is not None:
                place, item = taken
                self._in_order.put(place, self._predicted(item) if isinstance(item, Frame) else item)
        finally:
            self._in_order.thread_ended()

    def _predicted(self, frame: Frame) -> _Predicted | MissedFrame:
        predictor, started_s = self._predictor, time.perf_counter()
        try:
            winners = predictor.predict(frame.pixels)
        except InspectorError as error:
            log.warning("frame %s was not inspected: %s", frame.name, error)
            return missed(frame, Code.FRAME_FAILED, error.message.code.value)
        except Exception as error:
            log.exception("frame %s was not inspected", frame.name)
            return missed(frame, Code.FRAME_FAILED, f"{type(error).__name__}: {error}")
        return _Predicted(frame, predictor.model, winners, (time.perf_counter() - started_s) * 1e3)

    # on the finishing thread

    def _finish(self) -> None:
        model = self._predictor.model
        try:
            self._each_sink(lambda sink: sink.begin(self._piece, self._source.info, model, self._settings))
            if model.provider.notice is not None:
                self._tell(model.provider.notice)
            stitcher = self._stitcher(model, first_number=1)
            while (work := self._in_order.take()) is not None:
                if isinstance(work, _Predicted):
                    if work.model is not model:
                        model = work.model
                        stitcher = self._stitcher(model, first_number=stitcher.next_number)
                        number = work.frame.number
                        self._each_sink(lambda sink, m=model, n=number: sink.model_changed(m, n))  # type: ignore[misc]
                    self._finish_frame(work, stitcher)
                elif isinstance(work, MissedFrame):
                    self._finish_missed(work)
        except InspectorError as error:
            self._fail(error.message)
        except Exception as error:
            log.exception("inspection ended")
            self._fail(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
        finally:
            self._end()

    def _stitcher(self, model: LoadedModel, first_number: int) -> Stitcher:
        settings = self._settings
        return Stitcher(
            model.card.class_names, min_area_px=settings.min_area_px, calibration=settings.calibration,
            table=settings.severity_table, is_continuous=self._source.info.is_continuous, first_number=first_number,
        )  # fmt: skip

    def _finish_frame(self, predicted: _Predicted, stitcher: Stitcher) -> None:
        started_s = time.perf_counter()
        frame, settings = predicted.frame, self._settings
        try:
            class_map = class_map_of(predicted.winners, settings.thresholds)
            regions = find_regions(
                class_map, predicted.winners.probability, min_area_px=settings.min_area_px,
                keep_border=self._source.info.is_continuous,
            )  # fmt: skip
            stitcher.set_min_area_px(settings.min_area_px)
            found = stitcher.feed(frame, regions)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("frame %s was not measured", frame.name)
            self._finish_missed(missed(frame, Code.FRAME_FAILED, f"{type(error).__name__}: {error}"))
            return
        measured_s = time.perf_counter()
        result = InspectionResult(
            frame, predicted.model.card, settings, predicted.winners, class_map, tuple(regions), found.defects,
            found.absorbed, predicted.ms, (measured_s - started_s) * 1e3,
        )  # fmt: skip
        self._each_sink(lambda sink: sink.inspected(result))
        self._figures.inspected(
            {
                Stage.PREDICT: predicted.ms,
                Stage.MEASURE: result.measure_ms,
                Stage.RECORD: (time.perf_counter() - measured_s) * 1e3,
                Stage.AGE: (time.monotonic() - frame.arrived_s) * 1e3,
            }
        )

    def _finish_missed(self, frame: MissedFrame) -> None:
        self._each_sink(lambda sink: sink.missed(frame))
        self._figures.not_inspected(is_skipped=frame.reason.code is Code.FRAME_SKIPPED)

    def _each_sink(self, call: Callable[[Sink], None]) -> None:
        for sink in self._sinks:
            call(sink)

    def _fail(self, reason: Message) -> None:
        with self._lock:
            self._outcome, self._reason = Outcome.FAILED, reason
            self._state = State.FINISHING
        self._stop.set()
        self._queue.close(give_up_waiting=True)
        while self._in_order.take() is not None:  # the predicting threads must not wait for us
            pass

    def _end(self) -> None:
        with self._lock:
            outcome = self._outcome or Outcome.COMPLETED
            self._outcome = outcome
            reason = self._reason
        for sink in self._sinks:
            try:
                sink.end(outcome, reason)
            except InspectorError as error:
                log.exception("the end of the inspection was not recorded")
                with self._lock:
                    self._outcome, self._reason = Outcome.FAILED, error.message
        with self._lock:
            self._state = State.ENDED
