"""The sink that writes to the store: rows through its one writer thread, crops through its evidence thread."""

from __future__ import annotations

import json
from dataclasses import asdict

from inspector.core.frame import MissedFrame
from inspector.core.messages import Message
from inspector.inference.model_file import LoadedModel
from inspector.pipeline.result import InspectionResult, InspectionSettings
from inspector.pipeline.sink import Outcome, Piece
from inspector.sources.source import SourceInfo
from inspector.store.evidence import EvidenceStore
from inspector.store.operations import (
    Absorbed,
    BeginInspection,
    EndInspection,
    Operation,
    RecordDefects,
    RecordEvent,
    RecordFrame,
    RecordMissedFrame,
    RecordModel,
)
from inspector.store.records import InspectionState, ModelUsed, new_inspection_id
from inspector.store.writer import StoreWriter


class RecordingSink:
    """Records one inspection. See ``Sink``; waits while the store's queue is full."""

    def __init__(self, writer: StoreWriter, evidence: EvidenceStore | None) -> None:
        self.inspection_id = new_inspection_id()
        self._writer = writer
        self._evidence = evidence
        self._piece = Piece("")
        self._is_live = False
        self._has_begun = False

    def begin(self, piece: Piece, source: SourceInfo, model: LoadedModel, settings: InspectionSettings) -> None:
        self._piece, self._is_live = piece, source.is_live
        self._writer.submit(
            BeginInspection(
                inspection_id=self.inspection_id,
                piece_id=piece.id,
                piece_kind=piece.kind,
                source_name=source.name,
                source_kind=source.kind.value,
                model=_used(model),
                class_names=model.card.class_names,
                thresholds=settings.thresholds,
                min_area_px=settings.min_area_px,
                calibration=settings.calibration,
                severity_table=json.dumps(asdict(settings.severity_table), ensure_ascii=False),
            )
        )
        self._has_begun = True

    def model_changed(self, model: LoadedModel, from_frame: int) -> None:
        self._writer.submit(RecordModel(self.inspection_id, from_frame, _used(model)))

    def inspected(self, result: InspectionResult) -> None:
        ms = result.predict_ms + result.measure_ms
        operations: list[Operation] = [RecordFrame.of(self.inspection_id, result.frame, ms)]
        if result.defects or result.absorbed:
            absorbed = tuple(Absorbed(number, into) for number, into in result.absorbed)
            operations.append(RecordDefects(self.inspection_id, result.defects, absorbed))
        self._writer.submit(*operations)
        if self._evidence is not None:
            for defect in result.defects:
                self._evidence.save(
                    self.inspection_id, self._piece.id, defect, result.frame, may_wait=not self._is_live
                )

    def missed(self, frame: MissedFrame) -> None:
        self._writer.submit(RecordMissedFrame(self.inspection_id, frame))

    def message(self, message: Message) -> None:
        # Before the inspection has its row, an event stands on its own.
        self._writer.submit(RecordEvent(message, self.inspection_id if self._has_begun else None))

    def end(self, outcome: Outcome, reason: Message | None) -> None:
        if not self._has_begun:
            return
        self._writer.submit(EndInspection(self.inspection_id, InspectionState(outcome.value), reason))
        self._writer.flush()


def _used(model: LoadedModel) -> ModelUsed:
    return ModelUsed(model.card.name, model.card.version, model.sha256, model.provider.device)
