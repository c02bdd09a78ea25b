"""The sink that writes to the store: rows through its one writer thread, crops through its evidence thread."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict

from inspector.core import piece as core_piece
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, StoreError, message
from inspector.core.placement import Placement
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import Outcome, Piece
from inspector.sources.source import SourceInfo
from inspector.store.evidence import EvidenceStore
from inspector.store.operations.defects import Absorbed, RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.frames import RecordFrame, RecordMissedFrame
from inspector.store.operations.inspections import BeginInspection, EndInspection, RecordModel
from inspector.store.operations.operation import Operation
from inspector.store.records import InspectionState, LaneRecord, ModelUsed, new_inspection_id
from inspector.store.writer import StoreWriter

log = logging.getLogger("inspector.pipeline")

WAIT_S = 0.25  # for room, before it looks whether it should hurry
LAST_WAIT_S = 0.5  # one more try after that: a disk that is merely slow makes room in less
END_FLUSH_S = 10.0


class RecordingSink:
    """Records one inspection. See ``Sink``; waits while the store's queue is full, until it is to hurry.

    Where no room came even then, nothing more is submitted, so that the records have no hole: the frames from
    there on are counted, and ``end`` raises StoreError with STORE_GAVE_UP.
    """

    def __init__(self, writer: StoreWriter, evidence: EvidenceStore | None) -> None:
        self.inspection_id = new_inspection_id()
        self._writer = writer
        self._evidence = evidence
        self._piece = Piece("")
        self._is_live = False
        self._has_begun = False
        self._hurried = threading.Event()
        self._has_given_up = False
        self._n_not_recorded = 0  # frames
        self._settings: InspectionSettings | None = None  # as recorded last

    def begin(self, piece: Piece, source: SourceInfo, model: LoadedModel, settings: InspectionSettings) -> None:
        self._settings = settings
        self._piece, self._is_live = piece, source.is_live
        self._has_begun = self._submit(
            BeginInspection(
                inspection_id=self.inspection_id,
                piece=core_piece.Piece(piece.id, piece.kind),
                lanes=(
                    LaneRecord(
                        lane=0,
                        source_name=source.name,
                        source_kind=source.kind.value,
                        is_continuous=source.is_continuous,
                        across_mm=0.0 if settings.calibration else None,
                        calibration=settings.calibration,
                    ),
                ),
                model=_used(model),
                class_names=model.card.class_names,
                thresholds=settings.thresholds,
                min_area_px=settings.min_area_px,
                severity_table=json.dumps(asdict(settings.severity_table), ensure_ascii=False),
            )
        )

    def model_changed(self, model: LoadedModel, from_frame: int) -> None:
        self._submit(RecordModel(self.inspection_id, from_frame, _used(model)))

    def inspected(self, result: InspectionResult) -> None:
        ms = result.predict_ms + result.measure_ms
        operations: list[Operation] = [
            RecordFrame.of(self.inspection_id, self._placement(result.frame), result.frame, ms)
        ]
        if _limits(result.settings) != _limits(self._settings):  # else nobody could say why a region is no defect
            self._settings = result.settings
            operations.insert(0, RecordEvent(_changed(result), self.inspection_id))
        if result.defects or result.absorbed:
            absorbed = tuple(Absorbed(gone, into) for gone, into in result.absorbed)
            operations.append(RecordDefects(self.inspection_id, result.defects, absorbed))
        if not self._submit(*operations):
            self._n_not_recorded += 1
        elif self._evidence is not None:
            for defect in result.defects:
                self._evidence.save(
                    self.inspection_id, self._piece.id, defect, result.frame, may_wait=not self._is_live,
                    hurried=self._hurried,
                )  # fmt: skip

    def missed(self, frame: MissedFrame) -> None:
        if not self._submit(RecordMissedFrame(self.inspection_id, self._placement(frame), frame)):
            self._n_not_recorded += 1

    def message(self, message: Message) -> None:
        # Without the inspection's row, an event stands on its own.
        if not self._submit(RecordEvent(message, self.inspection_id if self._has_begun else None)):
            log.warning("not recorded: %s", message.to_json())

    def hurry(self) -> None:
        self._hurried.set()

    def end(self, outcome: Outcome, reason: Message | None) -> None:
        gave_up = None
        if self._has_given_up:
            gave_up = message(Code.STORE_GAVE_UP, path=str(self._writer.path), n_frames=self._n_not_recorded)
            outcome, reason = Outcome.FAILED, reason or gave_up
        if self._has_begun:
            end = EndInspection(self.inspection_id, InspectionState(outcome.value), reason)
            # Where there is no room even for this row, the next start finds the inspection unfinished.
            is_taken = self._writer.submit(end, timeout_s=0.0) if self._has_given_up else self._submit(end)
            if is_taken:
                self._writer.flush(LAST_WAIT_S if self._hurried.is_set() else END_FLUSH_S)
            elif gave_up is None:
                gave_up = message(Code.STORE_GAVE_UP, path=str(self._writer.path), n_frames=0)
        if gave_up is not None:
            raise StoreError(gave_up)

    def _placement(self, frame: Frame | MissedFrame) -> Placement:
        scale = self._settings.calibration if self._settings is not None else None
        if scale is None:
            return Placement(0, frame.along_px)
        along_mm = frame.along_px * scale.mm_per_px_along if frame.along_m is None else frame.along_m * 1000
        return Placement(0, frame.along_px, along_mm, 0.0, scale)

    def _submit(self, *operations: Operation) -> bool:
        """Wait for room, however long; False once it is to hurry and none came."""
        if self._has_given_up:
            return False
        while not self._writer.submit(*operations, timeout_s=WAIT_S):
            if self._hurried.is_set():
                self._has_given_up = not self._writer.submit(*operations, timeout_s=LAST_WAIT_S)
                return not self._has_given_up
        return True


def _limits(settings: InspectionSettings | None) -> tuple[tuple[float, ...], tuple[int, ...]] | None:
    return (settings.thresholds, settings.min_area_px) if settings is not None else None


def _changed(result: InspectionResult) -> Message:
    settings = result.settings
    each = (
        f"{known.name} {settings.thresholds[known.index]:.6g} from {settings.min_area_px[known.index]} px"
        for known in result.card.defect_classes
    )
    return message(Code.SETTINGS_CHANGED, from_frame=result.frame.frame_index, settings=", ".join(each))


def _used(model: LoadedModel) -> ModelUsed:
    return ModelUsed(model.card.name, model.card.version, model.sha256, model.provider.device)
