"""The sink that writes to the store: rows through its one writer thread, pictures through its evidence thread."""

from __future__ import annotations

import json
import logging
import threading
import time
from dataclasses import asdict
from typing import ClassVar

from inspector.core.frame_keeping import FLAGGED_ONLY, FrameFacts, FrameKeeping
from inspector.core.messages import Code, Message, StoreError, message
from inspector.core.piece import Coverage, Gap
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.uncertainty import has_uncertain
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, MissedInspection, Outcome, Sink
from inspector.store.evidence import EvidenceStore
from inspector.store.operations.defects import Absorbed, RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.frames import RecordFrame, RecordMissedFrame
from inspector.store.operations.gaps import RecordGap
from inspector.store.operations.inspections import BeginInspection, EndInspection, RecordCoverage, RecordModel
from inspector.store.operations.operation import Operation
from inspector.store.records import InspectionState, LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter

log = logging.getLogger("inspector.pipeline")

WAIT_S = 0.25  # for room, before it looks whether it should stop waiting
LAST_WAIT_S = 0.5  # one more try after that: a disk that is merely slow makes room in less
END_FLUSH_S = 10.0
COVERAGE_EVERY_S = 1.0  # a kill loses what came after


class RecordingSink(Sink):
    """Records one inspection. Waits while the store's queue is full, until it is to stop waiting.

    Where no room came even then, nothing more is submitted, so that the records have no hole: the frames from
    there on are counted, and ``end`` raises StoreError with STORE_GAVE_UP. ``line`` is what the plant calls the line;
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

    @property
    def inspection_id(self) -> str:
        """ "" before it has begun."""
        return self._start.inspection_id if self._start is not None else ""

    def begin(self, start: InspectionStart) -> None:
        self._start, self._settings = start, start.settings
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
        operations: list[Operation] = [RecordFrame.of(self.inspection_id, result.placement, result.frame, ms)]
        before = self._settings
        if before is None or before.limits != result.settings.limits:  # else nobody could say why a region is no defect
            self._settings = result.settings
            operations.insert(0, RecordEvent(_changed(result), self.inspection_id))
        if result.defects or result.absorbed:
            absorbed = tuple(Absorbed(gone, into) for gone, into in result.absorbed)
            operations.append(RecordDefects(self.inspection_id, result.defects, absorbed))
        if not self._submit(*operations):
            self._n_not_recorded += 1
        elif self._evidence is not None and self._start is not None:
            self._keep_pictures(result, self._start, self._evidence)

    def missed(self, missed: MissedInspection) -> None:
        if not self._submit(RecordMissedFrame(self.inspection_id, missed.placement, missed.frame)):
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
        outcome, reason, gave_up = end.outcome, end.reason, None
        if self._has_given_up:
            gave_up = message(Code.STORE_GAVE_UP, path=str(self._writer.path), n_frames=self._n_not_recorded)
            outcome, reason = Outcome.FAILED, reason or gave_up
        if self._has_begun:
            operation = EndInspection(self.inspection_id, InspectionState(outcome.value), reason, end.coverage)
            # Where there is no room even for this row, the next start finds the inspection unfinished.
            is_taken = self._writer.submit(operation, timeout_s=0.0) if self._has_given_up else self._submit(operation)
            if is_taken:
                self._writer.flush(LAST_WAIT_S if self._stops_waiting.is_set() else END_FLUSH_S)
            elif gave_up is None:
                gave_up = message(Code.STORE_GAVE_UP, path=str(self._writer.path), n_frames=0)
        if gave_up is not None:
            raise StoreError(gave_up)

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
        """Wait for room, however long; False once it is to stop waiting and none came."""
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
