"""The line: lanes that stream, one pool that predicts for all of them, and one piece after the other.

    source ► capture thread ► LaneBuffer ┐                                ┌► PieceRun ► sinks
    source ► capture thread ► LaneBuffer ┴► PredictionPool ► in order ► finishing thread

States: IDLE ► RUNNING ► FINISHING ► ENDED. ``stop`` leads to FINISHING, as does the end of all sources and any
failure; ENDED comes when the last frame is with the sinks. A line runs once; a new one is a new ``Line``.

A piece begins and ends by a mark that travels with the frames: what is captured after ``begin_piece`` belongs to the
new piece. Sources stay open; not one frame is lost between two pieces, nor counted twice. How an inspection ended is
an ``Outcome``.

A frame that cannot be read, predicted or measured becomes a ``MissedFrame`` with its reason, and the rest goes on.
When the line is stopped, or a required sink fails, every frame not inspected by then goes to the sinks as not
reached, those included that an ``EndingSource`` still had. Nothing is captured before every sink has begun.
No Qt; sinks are called on the line's threads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.piece import Absence, Coverage, Piece
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.onnx_runtime import n_cpu_streams
from inspector.inference.predictor import Predictor
from inspector.inference.screening import Screening
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane, RunningLane
from inspector.pipeline.lane_buffer import Captured, Item, LaneBuffer, PieceMark
from inspector.pipeline.piece_run import PieceRun, seams_between
from inspector.pipeline.prediction_pool import ModelInUse, Predicted, PredictionPool
from inspector.pipeline.sink import InspectionStart, LaneInfo, Outcome, Sink
from inspector.pipeline.stats import PipelineStats
from inspector.sources.source import SourceInfo

log = logging.getLogger("inspector.pipeline")

WAITING_FRAMES = 4  # of a lane: a slow step is felt at once, and a live frame never waits for more than these
RESULTS_AHEAD = 2
IN_HAND_S = 0.5  # after a stop, a frame being predicted may take so long to its end; then it counts as not reached


class State(StrEnum):
    IDLE = "idle"
    RUNNING = "running"
    FINISHING = "finishing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class LineStatus:
    """A copy that nobody changes. Piece, stats, coverage and outcome are those of the newest piece."""

    state: State
    lanes: tuple[LaneInfo, ...]
    model_name: str
    device: str  # what the network really runs on
    stats: PipelineStats
    piece: Piece
    generation: int  # of the piece, from 1
    coverage: Coverage
    outcome: Outcome | None = None
    reason: Message | None = None  # why it failed
    n_done: int = 0  # frames of the source, over all pieces
    non_defects: tuple[str, ...] = ()  # classes of the model that are never reported
    inspection_id: str = ""  # of the newest piece
    screen_name: str = ""  # that names where the model looks; "": it looks everywhere

    @property
    def is_running(self) -> bool:
        return self.state is State.RUNNING

    @property
    def has_ended(self) -> bool:
        return self.state is State.ENDED

    @property
    def source(self) -> SourceInfo:
        """Of the first lane, for whoever shows one."""
        return self.lanes[0].source

    @property
    def n_frames(self) -> int | None:
        """Of all lanes together, where it is known beforehand."""
        counts = [lane.source.n_frames for lane in self.lanes]
        return None if None in counts else sum(count for count in counts if count is not None)


@dataclass(slots=True, eq=False)
class _Stream:
    """One lane and what it has captured."""

    lane: RunningLane
    buffer: LaneBuffer
    thread: threading.Thread
    finished_generation: int = 0  # of the piece whose frames are being finished
    failure: Message | None = None  # why its source delivers no more
    lost: Message | None = None  # its camera is lost: it delivers nothing meanwhile
    is_delivering_rest: bool = False  # it delivers what the source still had, and no frame any more


class Line:
    def __init__(
        self,
        lanes: Sequence[Lane],
        model: LoadedModel,
        settings: InspectionSettings,
        *,
        sinks: Callable[[Piece], Sequence[Sink]],
        niceness: int = 0,
        standing: Sequence[Message] = (),
        screening: Screening | None = None,
        screen_trouble: Message | None = None,
    ) -> None:
        """``sinks`` makes those of one piece. ``niceness`` above 0 lets a window that shares the processor answer
        before the next tile is predicted. ``standing``: what people are to be told as each piece begins.
        ``screening`` names where the model looks; None: everywhere, because of ``screen_trouble`` if that is given."""
        if not lanes:
            raise ValueError("a line has at least one lane")
        _check(settings, model)
        self._make_sinks = sinks
        self._standing = tuple(standing)
        self._changed = threading.Condition()  # also the lock of what frames are inspected with, and of the pieces
        self._beginning = threading.Lock()  # one piece after the other; taken before the condition
        self._used = ModelInUse(Predictor(model), settings, 0, screening, screen_trouble)
        self._stop = threading.Event()
        self._may_capture = threading.Event()  # every sink of the first piece has begun, or failed to
        self._give_up_s = float("inf")  # time.monotonic() from which no tile is begun any more
        self._state = State.IDLE
        self._is_cancelled = False
        self._pieces: dict[int, PieceRun] = {}  # those not yet ended
        self._newest: PieceRun | None = None
        self._generation = 0
        self._n_done = 0  # frames, over all pieces
        self._turn = 0  # index of the lane that is finished next, where it has something
        self._streams = tuple(self._stream(index, lane) for index, lane in enumerate(lanes))
        self.lanes: Final = tuple(stream.lane.info for stream in self._streams)  # the same for all its pieces
        self._seams = seams_between(self.lanes)
        self._pool = PredictionPool(
            [stream.buffer for stream in self._streams], self._changed, lambda: self._used,
            n_threads=max(model.backend.n_streams, n_cpu_streams()),
            gives_up=lambda: time.monotonic() >= self._give_up_s, niceness=niceness,
        )  # fmt: skip
        self._finisher = threading.Thread(target=self._finish, name="finish")
        self._threads = (*(stream.thread for stream in self._streams), *self._pool.threads, self._finisher)

    def _stream(self, index: int, lane: Lane) -> _Stream:
        running = RunningLane(index, lane, self._used.settings.calibration)
        buffer = LaneBuffer(
            self._changed,
            lambda item: self._place(self._streams[index], item),
            capacity=WAITING_FRAMES,
            ahead=self._used.model.backend.n_streams + RESULTS_AHEAD,
            is_live=lane.source.info.is_live,
            skip_code=self._skip_code,
        )
        thread = threading.Thread(target=lambda: self._capture(self._streams[index]), name=f"capture-{index}")
        return _Stream(running, buffer, thread)

    # on any thread

    @property
    def status(self) -> LineStatus:
        with self._changed:
            newest, state, used = self._newest, self._state, self._used
        card = used.model.card
        about = newest.status if newest is not None else None
        return LineStatus(
            state, self.lanes, card.title, used.model.provider.device,
            newest.stats.read() if newest is not None else PipelineStats(),
            about.start.piece if about else Piece(""), about.start.generation if about else 0,
            about.coverage if about else Coverage(), about.outcome if about else None,
            about.reason if about else None, self._n_done, card.non_defects,
            about.start.inspection_id if about else "",
            used.screening.screen.card.name if used.screening is not None else "",
        )  # fmt: skip

    def start(self, piece: Piece, absence: Absence | None = None) -> None:
        """``absence``: what of this piece nobody saw before.

        Raises what making the sinks raises; the line has not begun then, and its sources are the caller's.
        """
        sinks = self._make_sinks(piece)
        with self._changed:
            if self._state is not State.IDLE:
                raise RuntimeError("a line runs once")
            self._state = State.RUNNING
            self._begin(piece, sinks, absence)
        self._pool.start()
        for stream in self._streams:
            stream.thread.start()
        self._finisher.start()

    def begin_piece(self, piece: Piece) -> bool:
        """What is captured from now on belongs to ``piece``; the one before ends with the last frame before it.

        Returns at once, with False where the line does not run any more. Raises what making the sinks raises; the
        piece before goes on then.
        """
        with self._beginning:
            if not self._runs():
                return False
            sinks = self._make_sinks(piece)  # without the condition: frames go on meanwhile
            with self._changed:
                if not self._runs():  # not any more
                    return False
                self._begin(piece, sinks)
        return True

    def _runs(self) -> bool:
        return self._state is State.RUNNING

    def _begin(self, piece: Piece, sinks: Sequence[Sink], absence: Absence | None = None) -> None:
        self._generation += 1
        used = self._used
        start = InspectionStart(
            piece, self.lanes, used.model, used.settings, self._generation, screening=used.screening
        )
        lost = tuple(stream.lost for stream in self._streams if stream.lost is not None)
        of_screen = (used.screen_trouble,) if used.screen_trouble is not None else ()
        standing = (*self._standing, *of_screen, *lost)
        run = PieceRun(start, used.generation, sinks, self._seams, self._fail, standing, self._newest, absence)
        for stream in self._streams:
            if stream.failure is not None:
                run.fail(stream.failure)
        self._pieces[self._generation] = self._newest = run
        for stream in self._streams:
            stands = stream.lane.stands(stream.lost, start.stamp.at) if stream.lost is not None else None
            stream.lane.begin_piece(self._generation, start.stamp.at)
            stream.buffer.mark(PieceMark(self._generation, stands))

    def stop(self) -> None:
        """End within 1 s: frames that wait are recorded as not reached, and no sink waits for room any more.

        Also when the sources have ended already and their last frames wait. Repeatable; returns at once.
        Not for signal handlers: it takes locks.
        """
        with self._changed:
            if self._is_cancelled or self._state in (State.IDLE, State.ENDED):
                return
            self._is_cancelled = True
            self._state = State.FINISHING
            runs = tuple(self._pieces.values())
        self._give_up()
        for run in runs:
            run.stop_waiting()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; True if it came in time."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        for thread in self._threads:
            if thread.is_alive():
                thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    @property
    def settings(self) -> InspectionSettings:
        return self._used.settings

    def set_settings(self, settings: InspectionSettings) -> None:
        """Thresholds and minimum areas from the next finished frame on.

        Settings for other classes than the model's are passed over: they come with their model.
        """
        with self._changed:
            card = self._used.model.card
            if not settings.fits(card):
                log.warning("settings for other classes than those of %s were passed over", card.name)
                return
            self._used = replace(self._used, settings=settings)

    def use_model(
        self, model: LoadedModel, settings: InspectionSettings, screening: Screening | None = None,
        screen_trouble: Message | None = None,
    ) -> None:  # fmt: skip
        """Switch between two frames. Frames taken up before keep the old model, its settings and its result; with the
        model of before only the screen is another, and what a hand moves holds for them too.

        Each piece that begins from now on is told of ``screen_trouble``; whoever calls tells the one at hand.

        A line that has ended keeps the model that made its results. Raises ValueError for settings that are not of this
        model's classes.
        """
        _check(settings, model)
        predictor = Predictor(model)
        with self._changed:
            if self._state is State.ENDED:
                return
            generation = self._used.generation + (model is not self._used.model)  # not for another screen before it
            self._used = ModelInUse(predictor, settings, generation, screening, screen_trouble)
            for stream in self._streams:
                stream.buffer.ahead = model.backend.n_streams + RESULTS_AHEAD
            self._changed.notify_all()  # it may have use for more threads

    def notify(self, text: Message) -> None:
        """Tell whoever follows the newest piece."""
        newest = self._newest
        if newest is not None:
            newest.notify(text)

    def _place(self, stream: _Stream, item: Item) -> Captured:
        """With the condition held: a frame is counted for the piece that it is placed on, and for no other."""
        captured, stream.lost = stream.lane.place(item), None
        stats = self._pieces[captured.generation].stats
        if stream.is_delivering_rest:
            stats.not_reached()
        else:
            stats.captured()
        return captured

    def _skip_code(self) -> Code:
        """With the condition held. The records of the piece before may be what holds up the newest."""
        return Code.FRAME_PAUSED if any(run.is_paused for run in self._pieces.values()) else Code.FRAME_SKIPPED

    def _give_up(self) -> None:
        """What is in hand is finished; what waits, and what still comes, is not reached."""
        self._give_up_s = min(self._give_up_s, time.monotonic() + IN_HAND_S)
        self._stop.set()
        for stream in self._streams:
            stream.buffer.give_up()

    def _fail(self, reason: Message) -> None:
        """Every piece that has not ended fails, and the line with it. The first reason of each stands."""
        with self._changed:
            if self._state is State.ENDED:
                return
            self._state = State.FINISHING
            runs = tuple(self._pieces.values())
        for run in runs:
            run.fail(reason)
        self._give_up()

    # on a capture thread

    def _capture(self, stream: _Stream) -> None:
        self._may_capture.wait()
        lane = stream.lane
        try:
            if not self._stop.is_set():
                for item in lane.source.frames(self._stop, lambda text: self._heard(stream, text)):
                    stream.buffer.put(*lane.look(item))
        except InspectorError as error:
            self._source_failed(stream, error.message)
        except Exception as error:  # nearest to the outside world: one line ends, the program goes on
            log.exception("the source %s failed", lane.info.source.name)
            self._source_failed(stream, message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))
        finally:
            if self._stop.is_set() and not lane.has_known_end and self._newest is not None:
                self._newest.cut_short()
            self._put_rest(stream)
            with self._changed:  # in one step: no piece begins on a line that takes no frame any more
                stream.buffer.close()
                if self._state is State.RUNNING and all(each.buffer.is_closed for each in self._streams):
                    self._state = State.FINISHING
            self._close_source(lane)

    def _source_failed(self, stream: _Stream, reason: Message) -> None:
        """What its lane delivered before is inspected. Other lanes go on; but no piece without it is complete.

        Pieces before the newest are: of them every frame was captured, and at most waits.
        """
        with self._changed:
            stream.failure = reason
            if self._newest is not None:
                self._newest.fail(reason)
            is_last = all(each is stream or each.failure or each.buffer.is_closed for each in self._streams)
            if is_last and self._state is State.RUNNING:
                self._state = State.FINISHING
        if is_last:
            self._stop.set()
        else:
            self.notify(reason)

    def _put_rest(self, stream: _Stream) -> None:
        stream.is_delivering_rest = True
        try:
            for item in stream.lane.remaining():
                stream.buffer.put(item)
        except Exception as error:  # what was inspected is recorded all the same, and nobody calls it complete
            name = stream.lane.info.source.name
            log.exception("what is left of %s is not known", name)
            self._source_failed(
                stream, message(Code.REST_UNKNOWN, name=name, detail=f"{type(error).__name__}: {error}")
            )

    def _close_source(self, lane: RunningLane) -> None:
        try:
            lane.source.close()
        except Exception:  # it is not needed any more; a device may be gone
            log.exception("the source %s did not close cleanly", lane.info.source.name)

    def _heard(self, stream: _Stream, text: Message) -> None:
        if text.code is Code.CAMERA_LOST:
            with self._changed:
                stream.lost = text
        self.notify(text)

    # on the finishing thread

    def _finish(self) -> None:
        try:
            while (taken := self._take_done()) is not None:
                self._finish_one(*taken)
        except Exception as error:  # a bug of ours; what is not inspected is accounted for all the same
            log.exception("inspection ended")
            detail = f"{type(error).__name__}: {error}"
            self._fail(message(Code.UNEXPECTED, detail=detail))
            self._may_capture.set()
            while (taken := self._take_done()) is not None:
                self._account(*taken, detail)
        finally:
            self._may_capture.set()
            for run in self._open_pieces():
                self._end(run)
            with self._changed:
                self._state = State.ENDED
                self._changed.notify_all()

    def _take_done(self) -> tuple[_Stream, object] | None:
        """The next work in the order of its lane; None when all lanes have ended and nothing is left.

        Lanes take turns: where the sinks are the slowest, the first lane would else leave no time for the others.
        """
        with self._changed:
            while True:
                for turn in range(len(self._streams)):
                    stream = self._streams[(self._turn + turn) % len(self._streams)]
                    if stream.buffer.has_done:
                        self._turn = stream.lane.info.index + 1
                        return stream, stream.buffer.take_done()
                if self._pool.has_ended:
                    return None
                self._changed.wait()

    def _finish_one(self, stream: _Stream, work: object) -> None:
        if isinstance(work, PieceMark):
            self._lane_reaches(stream, work)
        elif isinstance(work, Predicted):
            run = self._pieces[work.captured.generation]
            now = self._used
            run.finish(work, now.settings if now.generation == work.used.generation else work.used.settings)
        elif isinstance(work, Captured):
            self._pieces[work.generation].miss(work)
        self._n_done += not isinstance(work, PieceMark)

    def _account(self, stream: _Stream, work: object, detail: str) -> None:
        """After a bug: every frame goes to the sinks as failed or missed, and nothing else is tried."""
        if isinstance(work, PieceMark):
            self._lane_reaches(stream, work)
        elif isinstance(work, Predicted):
            self._pieces[work.captured.generation].miss(work.captured.as_missed(Code.FRAME_FAILED, detail))
        elif isinstance(work, Captured):
            self._pieces[work.generation].miss(work)

    def _lane_reaches(self, stream: _Stream, mark: PieceMark) -> None:
        """A lane has left the piece before; that one ends when all have."""
        before = self._pieces.get(stream.finished_generation)
        stream.finished_generation = mark.generation
        run = self._pieces[mark.generation]
        if before is not None and before is not run:
            if mark.lost is not None:
                before.lose_end(mark.lost)
            before.lanes_to_come.discard(stream.lane.info.index)
            if not before.lanes_to_come:
                self._end(before)
        if not run.has_begun:
            run.begin()
            self._may_capture.set()

    def _end(self, run: PieceRun) -> None:
        run.end(is_stopped=self._is_cancelled)
        with self._changed:
            self._pieces.pop(run.start.generation, None)

    def _open_pieces(self) -> tuple[PieceRun, ...]:
        with self._changed:
            return tuple(self._pieces[generation] for generation in sorted(self._pieces))


def _check(settings: InspectionSettings, model: LoadedModel) -> None:
    if not settings.fits(model.card):
        raise ValueError(f"settings for {len(settings.thresholds)} classes, the model has {model.card.n_classes}")
