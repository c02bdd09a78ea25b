"""One inspection place: its records, its model and at most one running inspection. No Qt.

Every method may wait for disk, network or model: call them from one control thread, never from the Qt
thread. What goes wrong is raised as InspectorError, and what was in use before stays in use.

Store and ONNX Runtime are imported where they are first used, on the control thread: the window's first paint
need not wait for them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Code, StoreError, message
from inspector.core.model_card import ModelCard
from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.runner import Runner
from inspector.pipeline.sink import Piece, Sink
from inspector.sources.source import Source

if TYPE_CHECKING:
    from inspector.store.evidence import EvidenceStore
    from inspector.store.writer import NoticeListener, StoreWriter

log = logging.getLogger("inspector.pipeline")

CLOSE_TIMEOUT_S = 15.0
NICENESS = 5  # of the predicting threads: the window that shares the processor answers first


class Station:
    def __init__(self, on_notice: NoticeListener) -> None:
        self._on_notice = on_notice
        self._writer: StoreWriter | None = None
        self._evidence: EvidenceStore | None = None
        self._model: LoadedModel | None = None
        self._runner: Runner | None = None

    @property
    def model(self) -> LoadedModel | None:
        return self._model

    @property
    def runner(self) -> Runner | None:
        """The running inspection, or the last one."""
        return self._runner

    def open_store(self, database: Path, frames: Path, quota_bytes: int) -> StoreWriter:
        from inspector.store.evidence import EvidenceStore
        from inspector.store.writer import StoreWriter

        writer = StoreWriter(database, on_notice=self._on_notice)
        try:
            self._evidence = EvidenceStore(frames, quota_bytes, writer, on_notice=self._on_notice)
        except BaseException:
            writer.close()
            raise
        self._writer = writer
        return writer

    def load_model(self, path: Path, provider: Provider = Provider.AUTO) -> LoadedModel:
        """A running inspection goes on with it, at the model's own thresholds and the inspection's scale."""
        from inspector.inference.model_file import open_model

        model = open_model(path, provider)
        self._model = model
        if self._runner is not None:
            before = self._runner.settings
            self._runner.use_model(
                model, InspectionSettings.of_card(model.card, before.calibration, before.severity_table)
            )
        return model

    def start(
        self,
        open_source: Callable[[], Source],
        card: ModelCard,
        settings: InspectionSettings,
        piece: Piece,
        sinks: Sequence[Sink],
    ) -> Runner:
        """Begin an inspection; one that runs is stopped first. Raises where it cannot be recorded.

        ``card`` is that of the model for which ``settings`` were made: another model that was loaded meanwhile
        inspects with its own thresholds.
        """
        self.stop()
        if self._writer is None or self._evidence is None:
            raise StoreError(message(Code.STORE_UNWRITABLE, path="", detail="the records are not open"))
        if self._model is None:
            raise ValueError("a model is loaded before an inspection starts")
        if self._model.card is not card:
            settings = InspectionSettings.of_card(self._model.card, settings.calibration, settings.severity_table)
        from inspector.pipeline.recording import RecordingSink

        recording = RecordingSink(self._writer, self._evidence)
        self._runner = Runner(open_source(), self._model, settings, piece, [recording, *sinks], niceness=NICENESS)
        self._runner.start()
        return self._runner

    def stop(self) -> bool:
        """Stop the running inspection and wait for its end; False where that did not come in time."""
        if self._runner is None:
            return True
        self._runner.stop()
        has_ended = self._runner.join(CLOSE_TIMEOUT_S)
        if not has_ended:
            log.error("the inspection did not end within %.0f s", CLOSE_TIMEOUT_S)
        return has_ended

    def close(self) -> int:
        """Stop, write what waits, close. Returns how many records could not be written."""
        self.stop()
        n_crops = self._evidence.close() if self._evidence is not None else 0
        n_lost = len(self._writer.close()) if self._writer is not None else 0
        if n_crops or n_lost:
            log.error("%d defect pictures and %d records could not be written before the end", n_crops, n_lost)
        self._evidence = self._writer = None
        return n_lost
