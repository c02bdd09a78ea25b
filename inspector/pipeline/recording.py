"""The sink that writes to the store: rows through its one writer thread, pictures through its evidence thread."""

from __future__ import annotations

import json
import logging
import threading
import time
from dataclasses import asdict
from typing import ClassVar

from inspector.core.audit import AuditStamp, Moment
from inspector.core.frame_keeping import FLAGGED_ONLY, FrameFacts, FrameKeeping
from inspector.core.messages import Code, Message, StoreError, message
from inspector.core.piece import Coverage, Gap
from inspector.core.product import ProductMode
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.uncertainty import has_uncertain
from inspector.pipeline.region_recording import RegionRecorder
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, MissedInspection, Outcome, Recorded, Sink
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.operations.defects import Absorbed, RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.frames import RecordFrame, RecordMissedFrame
from inspector.store.operations.gaps import RecordGap
from inspector.store.operations.inspections import BeginInspection, EndInspection, RecordCoverage, RecordModel
from inspector.store.operations.operation import Operation
from inspector.store.queries import inspections
from inspector.store.records import InspectionState, LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter

log = logging.getLogger("inspector.pipeline")

WAIT_S = 0.25  # for room, before it looks whether it should stop waiting
LAST_WAIT_S = 0.5  # one more try after that: a disk that is merely slow makes room in less
END_FLUSH_S = 10.0
END_LOOK_S = 0.2  # at the pages of the database as an inspection ends; the store's guard looks longer
CLOCK_JUMP_S = 2.0  # a clock that is kept by the network moves less
COVERAGE_EVERY_S = 1.0  # a kill loses what came after


class RecordingSink(Sink):
    """Records one inspection. Waits while the store's queue is full, until it is to stop waiting.

    Where no room came even then, nothing more is submitted, so that the records have no hole: the frames from
    there on are counted, and ``end`` raises StoreError with STORE_GAVE_UP. A record that the database refused raises
    StoreError with STORE_REJECTED at the next call. At its end it counts what the database holds, and raises StoreError
    with STORE_MISCOUNTED where that is not what was handed over. ``line`` is what the plant calls the line;
    ``frame_keeping`` says which whole frames are kept, besides the crops of all defects.
    """

    is_required: ClassVar[bool] = True

    def __init__(
        self,
        writer: StoreWriter,
        evidence: EvidenceStore | None,
        *,
        line: str = "",
        frame_keeping: FrameKeeping = FLAGGED_ONLY,
    ) -> None:
        self._writer = writer
        self._evidence = evidence
        self._line = line
        self._frame_keeping = frame_keeping
        self._coverage_due_s = 0.0  # time.monotonic()
        self._start: InspectionStart | None = None
        self._has_begun = False
        self._stops_waiting = threading.Event()
        self._has_given_up = False
        self._n_not_recorded = 0  # frames
        self._settings: InspectionSettings | None = None  # as recorded last
        self._regions = RegionRecorder("")
        self._has_told_regions = False
        self._n_inspected = self._n_missed = 0  # frames handed over
        self._defect_ids: set[int] = set()  # of the defects handed over, without those that became part of another

    @property
    def inspection_id(self) -> str:
        """ "" before it has begun."""
        return self._start.inspection_id if self._start is not None else ""

    def begin(self, start: InspectionStart) -> None:
        self._start, self._settings = start, start.settings
        self._regions = RegionRecorder(start.inspection_id)
        settings = start.settings
        self._has_begun = self._submit(
            BeginInspection(
                inspection_id=start.inspection_id,
                piece=start.piece,
                line=self._line,
                lanes=tuple(_lane_record(lane) for lane in start.lanes),
                model=_used(start.model),
                class_names=start.model.card.class_names,
                thresholds=settings.thresholds,
                min_area_px=settings.min_area_px,
                severity_table=json.dumps(asdict(settings.severity_table), ensure_ascii=False),
                stamp=start.stamp,
            )
        )

    def model_changed(self, model: LoadedModel, lane: int, from_frame: int) -> None:
        self._submit(RecordModel(self.inspection_id, from_frame, _used(model), lane))

    def inspected(self, result: InspectionResult) -> None:
        ms = result.predict_ms + result.measure_ms
        operations: list[Operation] = [
            RecordFrame.of(self.inspection_id, result.placement, result.frame, ms, result.product)
        ]
        before = self._settings
        if before is None or before.limits != result.settings.limits:  # else nobody could say why a region is no defect
            self._settings = result.settings
            operations.insert(0, RecordEvent(_changed(result), self.inspection_id))
        if result.defects or result.absorbed:
            absorbed = tuple(Absorbed(gone, into) for gone, into in result.absorbed)
            operations.append(RecordDefects(self.inspection_id, result.defects, absorbed))
        operations += self._regions.inspected(result)
        if self._regions.trouble is not None and not self._has_told_regions:
            self._has_told_regions = True
            operations.append(RecordEvent(self._regions.trouble, self.inspection_id))
        if not self._submit(*operations):
            self._n_not_recorded += 1
            return
        self._n_inspected += 1
        self._defect_ids.update(defect.defect_id for defect in result.defects)
        self._defect_ids.difference_update(gone for gone, _ in result.absorbed)
        if self._evidence is not None and self._start is not None:
            self._keep_pictures(result, self._start, self._evidence)

    def missed(self, missed: MissedInspection) -> None:
        if self._submit(RecordMissedFrame(self.inspection_id, missed.placement, missed.frame)):
            self._n_missed += 1
        else:
            self._n_not_recorded += 1

    def gap(self, gap: Gap) -> None:
        self._submit(RecordGap(self.inspection_id, gap))

    def covered(self, coverage: Coverage) -> None:
        if (now_s := time.monotonic()) >= self._coverage_due_s:
            self._coverage_due_s = now_s + COVERAGE_EVERY_S
            self._submit(RecordCoverage(self.inspection_id, coverage))

    def notify(self, message: Message) -> None:
        # Without the inspection's row, an event stands on its own.
        if not self._submit(RecordEvent(message, self.inspection_id if self._has_begun else None)):
            log.warning("not recorded: %s", message.to_json())

    def stop_waiting(self) -> None:
        self._stops_waiting.set()

    def end(self, end: InspectionEnd) -> None:
        outcome, reason, trouble = end.outcome, end.reason, None
        if self._has_given_up:
            trouble = message(Code.STORE_GAVE_UP, path=str(self._writer.path), n_frames=self._n_not_recorded)
        elif self._start is not None:
            if late := self._regions.end():
                self._put(*late)
            trouble = self._what_is_missing()
        if trouble is not None:
            outcome, reason = Outcome.FAILED, reason or trouble
        if self._start is not None and self._has_begun:
            operations = self._end_operations(self._start, outcome, reason, end.coverage)
            # Where there is no room even for this row, the next start finds the inspection unfinished.
            if self._has_given_up:
                is_taken = self._writer.submit(*operations, timeout_s=0.0)
            else:
                is_taken = self._put(*operations)
            if is_taken:
                self._writer.flush(self._patience_s)
            elif trouble is None:
                trouble = message(Code.STORE_GAVE_UP, path=str(self._writer.path), n_frames=0)
        if trouble is not None:
            raise StoreError(trouble)

    @property
    def _patience_s(self) -> float:
        return LAST_WAIT_S if self._stops_waiting.is_set() else END_FLUSH_S

    def _end_operations(
        self, start: InspectionStart, outcome: Outcome, reason: Message | None, coverage: Coverage
    ) -> tuple[Operation, ...]:
        began, now = start.began, Moment()
        stamp = AuditStamp(began.end_at(now), start.stamp.actor)
        end = EndInspection(self.inspection_id, InspectionState(outcome.value), reason, coverage, stamp=stamp)
        if abs(jump_s := began.clock_jump_s(now)) < CLOCK_JUMP_S:
            return (end,)
        return RecordEvent(message(Code.CLOCK_JUMPED, by_s=round(jump_s, 1)), self.inspection_id), end

    def _what_is_missing(self) -> Message | None:
        """What was handed over and is not in the database; None where all is, or where it still waits to be written."""
        if not self._writer.flush(self._patience_s):
            return None  # trouble was told, and the writer goes on trying
        self._writer.look_for_damage(END_LOOK_S)
        if not self._writer.flush(self._patience_s):
            return None
        path = self._writer.path
        try:
            with reading(path) as rows:
                found = Recorded(*inspections.counts(rows, self.inspection_id))
        except StoreError as error:
            return error.message
        self.recorded = found
        if (refused := self._writer.rejection(self.inspection_id)) is not None:
            return refused
        if found == Recorded(self._n_inspected, self._n_missed, len(self._defect_ids)):
            return None
        return message(
            Code.STORE_MISCOUNTED,
            path=str(path),
            n_frames=self._n_inspected + self._n_missed,
            n_recorded=found.n_inspected + found.n_not_inspected,
            n_defects=len(self._defect_ids),
            n_defects_recorded=found.n_defects,
        )

    def _keep_pictures(self, result: InspectionResult, start: InspectionStart, evidence: EvidenceStore) -> None:
        lane = result.placement.lane
        for defect in result.defects:
            evidence.save(
                start.inspection_id, start.piece.id, defect, result.frame, lane=lane,
                may_wait=not start.lanes[lane].source.is_live, stops_waiting=self._stops_waiting,
            )  # fmt: skip
        if reasons := self._frame_keeping.reasons(self._facts(result)):
            evidence.save_frame(start.inspection_id, start.piece.id, result.frame, reasons, lane=lane)

    def _facts(self, result: InspectionResult) -> FrameFacts:
        settings, band = result.settings, self._frame_keeping.uncertain_band
        is_uncertain = band > 0 and has_uncertain(
            result.prediction, settings.thresholds, settings.min_area_px, result.card.non_defect_indices, band=band
        )
        severities = tuple(defect.severity for defect in result.defects)
        return FrameFacts(result.frame.frame_index, severities, is_uncertain)

    def _submit(self, *operations: Operation) -> bool:
        """Wait for room, however long; False once it is to stop waiting and none came.

        Raises StoreError where the database refused a record of this inspection: it is not whole any more.
        """
        if (refused := self._writer.rejection(self.inspection_id)) is not None:
            raise StoreError(refused)
        return self._put(*operations)

    def _put(self, *operations: Operation) -> bool:
        if self._has_given_up:
            return False
        while not self._writer.submit(*operations, timeout_s=WAIT_S):
            if self._stops_waiting.is_set():
                self._has_given_up = not self._writer.submit(*operations, timeout_s=LAST_WAIT_S)
                return not self._has_given_up
        return True


def _lane_record(lane: LaneInfo) -> LaneRecord:
    return LaneRecord(
        lane=lane.index,
        name=lane.name,
        source_name=lane.source.name,
        source_kind=lane.source.kind.value,
        is_continuous=lane.source.is_continuous,
        across_mm=lane.across_mm,
        calibration=lane.scale,
        source_address=lane.source.address,
        product=None if lane.product.mode is ProductMode.WHOLE else str(lane.product),
    )


def _changed(result: InspectionResult) -> Message:
    settings = result.settings
    each = (
        f"{result.card.class_names[index]} {settings.thresholds[index]:.6g} from {settings.min_area_px[index]} px"
        for index in result.card.defect_indices
    )
    return message(Code.SETTINGS_CHANGED, from_frame=result.frame.frame_index, settings=", ".join(each))


def _used(model: LoadedModel) -> ModelUsed:
    return ModelUsed(model.card.name, model.card.version, model.sha256, model.provider.device)
