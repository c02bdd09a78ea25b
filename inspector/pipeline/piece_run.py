"""One inspection of one piece: what its frames show becomes defects, gaps and coverage, and goes to its sinks.

Lives on the line's finishing thread, but for what says otherwise. A line has a new one for each piece.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from inspector.core.audit import utc_now
from inspector.core.class_map import without_rows
from inspector.core.frame import Frame, MissedFrame
from inspector.core.grading import Judgement
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.piece import Absence, Coverage, Gap
from inspector.core.placement import Placement
from inspector.core.product import ProductRegion
from inspector.inference.inspect_frame import inspect_prediction
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.screening import Screening
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.merging import DefectMerger, Seam
from inspector.pipeline.coverage import PieceCoverage, blank_message
from inspector.pipeline.lane_buffer import Captured
from inspector.pipeline.prediction_pool import Predicted
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.screening_tally import ScreeningTally, is_same, screening_on
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, MissedInspection, Outcome, Recorded, Sink
from inspector.pipeline.stats import Stage, StatsCollector

log = logging.getLogger("inspector.pipeline")

PAUSED_AFTER_S = 0.25  # a sink that takes longer over one frame, a beginning or an end holds up the line
MAX_APART_PX = 2  # of the coarser of two lanes: as well as people measure where a camera's picture ends


@dataclass(frozen=True, slots=True)
class PieceStatus:
    """A copy that nobody changes, for any thread."""

    start: InspectionStart
    coverage: Coverage
    outcome: Outcome | None
    reason: Message | None


class PieceRun:
    """``fail`` is called, on this thread, where a required sink fails: then nothing can be recorded any more."""

    def __init__(
        self,
        start: InspectionStart,
        model_generation: int,
        sinks: Sequence[Sink],
        seams: Sequence[Seam],
        fail: Callable[[Message], None],
        standing: Sequence[Message] = (),
        before: PieceRun | None = None,
        absence: Absence | None = None,
    ) -> None:
        """``standing``: what people should know from its beginning on, such as a camera that is lost already.

        ``before``: the piece before on the same sources. ``absence``: what of this piece nobody saw before.
        """
        self.start = start
        self.stats: StatsCollector = StatsCollector(before.stats if before is not None else None)
        self._sinks = tuple(sinks)
        self._fail_line = fail
        self._standing = tuple(standing)
        self._absence = absence
        self._failed: set[int] = set()  # positions in ``_sinks`` of required ones
        self._apart_notified: set[Seam] = set()
        self._doubts_notified: set[Code] = set()  # blank rows, edges, positions by an assumed length: once a piece
        self._notified: set[int] = set()  # of those of best effort whose trouble was notified
        self._merger = DefectMerger(seams)
        self._coverage = PieceCoverage(len(start.lanes), is_in_mm=all(lane.scale is not None for lane in start.lanes))
        # Of the model that inspected last, by lane.
        self._generations = {lane.index: model_generation for lane in start.lanes}
        self._screenings = {lane.index: start.screening for lane in start.lanes}  # the same
        self._told_screening = start.screening  # whose figures people were told last
        self._lock = threading.Lock()
        self._read_coverage = self._coverage.read()
        self._outcome: Outcome | None = None
        self._reason: Message | None = None
        self._is_cut_short = False
        self._in_sink_since_s = float("inf")  # time.monotonic(), while a sink works on the finishing thread
        self._screening = ScreeningTally()
        self.lanes_to_come = {lane.index for lane in start.lanes}
        self.has_begun = False

    # on any thread

    @property
    def status(self) -> PieceStatus:
        with self._lock:
            return PieceStatus(self.start, self._read_coverage, self._outcome, self._reason)

    @property
    def is_paused(self) -> bool:
        """A sink holds up the line, as the records do while the disk is full."""
        return time.monotonic() - self._in_sink_since_s > PAUSED_AFTER_S

    def notify(self, text: Message) -> None:
        log.warning("%s %s", text.code.value, dict(text.params))
        self._each_sink(lambda sink: sink.notify(text))

    def stop_waiting(self) -> None:
        for sink in self._sinks:
            sink.stop_waiting()

    def fail(self, reason: Message) -> None:
        """The first reason stands."""
        with self._lock:
            self._outcome, self._reason = Outcome.FAILED, self._reason or reason

    def cut_short(self) -> None:
        """It was stopped before its end."""
        with self._lock:
            self._is_cut_short = True

    # on the finishing thread

    def begin(self) -> None:
        self.has_begun = True
        model = self.start.model
        _log_non_defects(model)
        self._hand_over(lambda sink: sink.begin(self.start))
        if model.provider.notice is not None:
            self.notify(model.provider.notice)
        if self.start.screening is not None:
            self.notify(screening_on(self.start.screening))
        for text in self._standing:
            self.notify(text)
        if self._absence is not None:
            self._report_absence(self._absence)

    def _report_absence(self, absence: Absence) -> None:
        """What waits on a disk was not missed: only of a live source something passed unseen."""
        live = [lane.index for lane in self.start.lanes if lane.source.is_live]
        if not live:
            return
        now = utc_now()
        reason = message(
            Code.WAS_AWAY, since=f"{absence.since.astimezone():%Y-%m-%d %H:%M:%S}",
            away_s=max(0, round((now - absence.since).total_seconds())),
        )  # fmt: skip
        self.notify(reason)
        self._report_gaps([self._coverage.away(index, reason, min(absence.since, now), now) for index in live])

    def finish(self, predicted: Predicted, settings: InspectionSettings) -> None:
        """Measure a frame and hand it to the sinks. One that cannot be measured costs itself only."""
        started_s = time.perf_counter()
        frame, placement, used = predicted.frame, predicted.captured.placement, predicted.used
        lane = self.start.lanes[placement.lane]
        if self._generations[lane.index] != used.generation:
            self._generations[lane.index] = used.generation
            _log_non_defects(used.model)
            self._hand_over(lambda sink: sink.model_changed(used.model, lane.index, frame.frame_index))
        if not is_same(self._screenings[lane.index], used.screening):
            self._screenings[lane.index] = used.screening
            self._notify_screening(used.screening, frame)
        try:
            is_continuous, card = lane.source.is_continuous, used.model.card
            prediction = without_rows(predicted.prediction, *frame.blank_rows)
            seen = inspect_prediction(
                prediction, card, settings, keep_border=is_continuous,
                keep_sides=self._merger.has_seam(lane.index),
            )  # fmt: skip
            rules = settings.rules(card, used.generation)
            merged = self._merger.feed(frame, placement, seen.regions, rules, is_continuous=is_continuous)
            gaps = self._coverage.inspected(frame, placement)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("frame %s was not measured", frame.name)
            self.miss(predicted.captured.as_missed(Code.FRAME_FAILED, f"{type(error).__name__}: {error}"))
            return
        measured_s = time.perf_counter()
        result = InspectionResult(
            frame, placement, card, settings, prediction, seen.class_map, merged.defects, merged.absorbed,
            merged.findings, predicted.ms, (measured_s - started_s) * 1e3, predicted.captured.product,
            predicted.screened,
        )  # fmt: skip
        self._notify_apart()
        self._notify_doubts(frame, placement, predicted.captured.product)
        if used.screening is not None and predicted.screened is not None:
            for text in self._screening.count(used.screening, predicted.screened, seen, settings, frame.name):
                self.notify(text)
        self._report_gaps(gaps)
        self._hand_over(lambda sink: sink.inspected(result))
        frame.release()
        self.stats.inspected(
            placement.lane,
            {
                Stage.PREDICT: predicted.ms,
                Stage.MEASURE: result.measure_ms,
                Stage.RECORD: (time.perf_counter() - measured_s) * 1e3,
                Stage.AGE: (time.monotonic() - frame.arrived_s) * 1e3,
            },
        )

    def miss(self, captured: Captured) -> None:
        """``captured`` holds a MissedFrame."""
        frame, placement = captured.item, captured.placement
        if not isinstance(frame, MissedFrame):
            raise TypeError(f"{frame.name} was inspected")
        self._notify_doubts(frame, placement)
        self._merger.skip(placement.lane, placement.along_mm_at(frame.n_rows or 0))
        self._report_gaps(self._coverage.missed(frame, placement))
        self._hand_over(lambda sink: sink.missed(MissedInspection(frame, placement)))
        if frame.reason.code is Code.FRAME_NOT_REACHED:
            self.cut_short()
        self.stats.not_inspected(is_skipped=frame.reason.code in (Code.FRAME_SKIPPED, Code.FRAME_PAUSED))

    def lose_end(self, stands: Captured) -> None:
        """The next piece began while a lane delivered nothing; ``stands`` holds why, and where it stood."""
        if isinstance(stands.item, MissedFrame):
            self._report_gaps(self._coverage.lost_end(stands.item, stands.placement))

    def end(self, *, is_stopped: bool) -> None:
        self._merger.end()
        self._coverage.end()
        if self._screening.n_frames:
            self.notify(self._screening.checked)
        with self._lock:
            self._read_coverage = self._coverage.read()
            cancelled = is_stopped and self._is_cut_short
            self._outcome = self._outcome or (Outcome.CANCELLED if cancelled else Outcome.COMPLETED)
        recorded: Recorded | None = None
        judgement: Judgement | None = None
        for position, sink in enumerate(self._sinks):
            with self._lock:
                end = InspectionEnd(self._outcome, self._reason, self._read_coverage, recorded, judgement)
            try:
                with self._in_sinks():
                    sink.end(end)
            except Exception as error:  # noqa: BLE001 - whatever a sink raises, the other sinks must end too
                if sink.is_required and position not in self._failed:
                    self.fail(_reason_of(error, sink))
                elif not sink.is_required:
                    self._notify_trouble(position, sink, error)
            recorded = sink.recorded or recorded
            judgement = sink.judgement or judgement

    def _notify_screening(self, screening: Screening | None, frame: Frame) -> None:
        """From ``frame`` of its lane on it is another, or none."""
        number, name = frame.frame_index, frame.name
        if screening is None:
            self.notify(message(Code.SCREENING_OFF, frame=number, name=name))
            return
        self.notify(message(Code.SCREENING_FROM, screen=screening.screen.card.name, frame=number, name=name))
        if not is_same(self._told_screening, screening):  # once, not for each lane
            self._told_screening = screening
            self.notify(screening_on(screening))

    def _notify_doubts(
        self, frame: Frame | MissedFrame, placement: Placement, product: ProductRegion | None = None
    ) -> None:
        doubts: list[Message] = []
        if product is not None and product.jump_px:
            doubts.append(message(Code.EDGES_JUMPED, name=frame.name, jump_px=round(product.jump_px)))
        elif product is not None and product.is_unclear:
            doubts.append(message(Code.EDGES_UNCLEAR, name=frame.name))
        if placement.assumed_after:
            doubts.append(message(Code.POSITIONS_ASSUMED, name=placement.assumed_after))
        if isinstance(frame, Frame) and frame.blank_rows[0] < frame.blank_rows[1]:
            doubts.append(blank_message(frame))
        for doubt in doubts:
            if doubt.code not in self._doubts_notified:
                self._doubts_notified.add(doubt.code)
                self.notify(doubt)

    def _notify_apart(self) -> None:
        """Once for each pair of neighbours that do not meet."""
        for seam, mm in self._merger.apart_mm.items():
            if seam not in self._apart_notified:
                self._apart_notified.add(seam)
                left, right = self.start.lanes[seam.left].name, self.start.lanes[seam.right].name
                if mm > 0:
                    self.notify(message(Code.LANES_APART, left=left, right=right, mm=round(mm, 2)))
                else:
                    self.notify(message(Code.LANES_OVERLAP, left=left, right=right, mm=round(-mm, 2)))

    def _report_gaps(self, gaps: Sequence[Gap]) -> None:
        coverage = self._coverage.read()
        with self._lock:
            self._read_coverage = coverage
        for gap in gaps:
            self._hand_over_gap(gap)
        self._hand_over(lambda sink: sink.covered(coverage))

    def _hand_over_gap(self, gap: Gap) -> None:
        self._hand_over(lambda sink: sink.gap(gap))

    def _hand_over(self, call: Callable[[Sink], None]) -> None:
        with self._in_sinks():
            self._each_sink(call)

    @contextmanager
    def _in_sinks(self) -> Iterator[None]:
        self._in_sink_since_s = time.monotonic()
        try:
            yield
        finally:
            self._in_sink_since_s = float("inf")

    def _each_sink(self, call: Callable[[Sink], None]) -> None:
        """The sinks that have not failed. A required one that does ends the inspection for all."""
        for position, sink in enumerate(self._sinks):
            if position in self._failed:
                continue
            try:
                call(sink)
            except Exception as error:  # noqa: BLE001 - whatever a sink raises, its kind decides what follows
                if sink.is_required:
                    self._failed.add(position)
                    reason = _reason_of(error, sink)
                    self.fail(reason)
                    self._fail_line(reason)
                else:
                    self._notify_trouble(position, sink, error)

    def _notify_trouble(self, position: int, sink: Sink, error: Exception) -> None:
        """Once for each sink of best effort; it is called for the next frame all the same."""
        if position in self._notified:
            return
        self._notified.add(position)
        log.error("%s failed and goes on being called", type(sink).__name__, exc_info=error)
        trouble = message(Code.SINK_FAILED, name=type(sink).__name__, detail=f"{type(error).__name__}: {error}")
        for other, each in enumerate(self._sinks):
            if other != position and other not in self._failed:
                self._notify_one(each, trouble)

    def _notify_one(self, sink: Sink, text: Message) -> None:
        try:
            sink.notify(text)
        except Exception:  # the others are notified of the trouble of one: no circles
            log.exception("%s could not be notified", type(sink).__name__)


def _log_non_defects(model: LoadedModel) -> None:
    card = model.card
    if card.non_defects:
        log.info("%s %s: no defects, so not recorded: %s", card.name, card.version, ", ".join(card.non_defects))


def _reason_of(error: Exception, sink: Sink) -> Message:
    if isinstance(error, InspectorError):
        log.warning("%s ended the inspection: %s", type(sink).__name__, error)
        return error.message
    log.error("%s ended the inspection", type(sink).__name__, exc_info=error)
    return message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}")


def seams_between(lanes: Sequence[LaneInfo]) -> tuple[Seam, ...]:
    """Neighbours of a line by where they lie across. Lanes without a scale are nobody's neighbours.

    Whether two neighbours meet is seen when their first frames come: see ``DefectMerger.apart_mm``.
    """
    placed = [(lane.across_mm, lane.scale, lane) for lane in lanes if lane.scale and lane.across_mm is not None]
    placed.sort(key=lambda each: each[0])
    return tuple(
        Seam(
            left.index, right.index,
            tolerance_mm=max(left_scale.mm_per_px_along, right_scale.mm_per_px_along),
            max_apart_mm=MAX_APART_PX * max(left_scale.mm_per_px_across, right_scale.mm_per_px_across),
        )
        for (_, left_scale, left), (_, right_scale, right) in pairwise(placed)
    )  # fmt: skip
