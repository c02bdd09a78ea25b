"""One inspection place: its records, its model and at most one running inspection. No Qt.

Every method may wait for disk, network or model: call them from one control thread, never from the Qt
thread. What goes wrong is raised as InspectorError, and what was in use before stays in use.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.core.messages import Code, StoreError, message
from inspector.inference.backend import Provider
from inspector.inference.model_file import LoadedModel, open_model
from inspector.pipeline.recording import RecordingSink
from inspector.pipeline.result import InspectionSettings
from inspector.pipeline.runner import Runner
from inspector.pipeline.sink import Piece, Sink
from inspector.sources.source import Source
from inspector.store.evidence import EvidenceStore
from inspector.store.writer import NoticeListener, StoreWriter

log = logging.getLogger("inspector.pipeline")

CLOSE_TIMEOUT_S = 15.0


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

    @property
    def writer(self) -> StoreWriter | None:
        return self._writer

    def open_store(self, database: Path, frames: Path, quota_bytes: int) -> StoreWriter:
        self._writer = StoreWriter(database, on_notice=self._on_notice)
        self._evidence = EvidenceStore(frames, quota_bytes, self._writer, on_notice=self._on_notice)
        return self._writer

    def load_model(self, path: Path, provider: Provider = Provider.AUTO) -> LoadedModel:
        self._model = open_model(path, provider)
        return self._model

    def switch_model(self, settings: InspectionSettings) -> None:
        """Let a running inspection go on with the model loaded last."""
        if self._runner is not None and self._model is not None:
            self._runner.use_model(self._model, settings)

    def start(
        self, open_source: Callable[[], Source], settings: InspectionSettings, piece: Piece, sinks: Sequence[Sink]
    ) -> Runner:
        """Begin an inspection; one that runs is stopped first. Raises where it cannot be recorded."""
        self.stop()
        if self._writer is None or self._evidence is None:
            raise StoreError(message(Code.STORE_UNWRITABLE, path="", detail="the records are not open"))
        if self._model is None:
            raise ValueError("a model is loaded before an inspection starts")
        recording = RecordingSink(self._writer, self._evidence)
        self._runner = Runner(open_source(), self._model, settings, piece, [recording, *sinks])
        self._runner.start()
        return self._runner

    def stop(self) -> None:
        """Stop the running inspection and wait for its end."""
        if self._runner is not None:
            self._runner.stop()
            if not self._runner.join(CLOSE_TIMEOUT_S):
                log.error("the inspection did not end within %.0f s", CLOSE_TIMEOUT_S)

    def close(self) -> int:
        """Stop, write what waits, close. Returns how many records could not be written."""
        self.stop()
        n_crops = self._evidence.close() if self._evidence is not None else 0
        n_lost = len(self._writer.close()) if self._writer is not None else 0
        if n_crops or n_lost:
            log.error("%d defect pictures and %d records could not be written before the end", n_crops, n_lost)
        self._evidence = self._writer = None
        return n_lost
