"""The records of a session: opened, written by whoever inspects or answers, closed with what could not be written.

    open  ►  record, keep_frame, remark … ►  begin_close ► (the line ends) ► close

What is recorded before they are open, or while the disk takes nothing, waits here. Knows the workspace and the alarms,
neither model nor line. Waits for the disk, so off the Qt thread; properties may be read from any thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.frame import Frame
from inspector.core.frame_keeping import KeptBecause
from inspector.core.messages import Code, InspectorError, Message, StoreError, message
from inspector.core.piece import Absence, Piece
from inspector.pipeline.alarm_desk import AlarmDesk
from inspector.pipeline.sink import InspectionStart
from inspector.workspace_desk import WorkspaceDesk

if TYPE_CHECKING:
    from inspector.core.remark import Remark
    from inspector.pipeline.alarm_signals import SignalWishes
    from inspector.pipeline.frame_again import FrameAgain
    from inspector.pipeline.frames_around import FramesAround
    from inspector.pipeline.result import InspectionResult
    from inspector.store.evidence import EvidenceStore
    from inspector.store.guard import StoreGuard
    from inspector.store.operations.operation import Operation
    from inspector.store.records import Notice
    from inspector.store.writer import NoticeListener, StoreWriter
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.session")

RECORD_TIMEOUT_S = 10.0
ROOM_TIMEOUT_S = 1.0  # for changes of settings; what waits behind them, as a stop, must not wait long


@dataclass(frozen=True, slots=True)
class NotWritten:
    """What was still waiting when the records were closed."""

    n_records: int = 0
    n_frames: int = 0  # whose records are among them
    n_crops: int = 0  # pictures of defects


class RecordsDesk:
    def __init__(self, workspace: WorkspaceDesk, alarms: AlarmDesk) -> None:
        self._workspace, self._alarms = workspace, alarms
        self._changing = threading.Lock()  # of troubles, and of what waits
        self._writer: StoreWriter | None = None
        self._evidence: EvidenceStore | None = None
        self._guard: StoreGuard | None = None
        self._around: FramesAround | None = None  # of the piece that began last
        self._listener: NoticeListener = lambda notice: None
        self._troubles: dict[Code, Message] = {}
        self._closing: tuple[EvidenceStore | StoreWriter, ...] = ()  # until they have written what waits
        self._unrecorded: list[Operation] = []  # until they are open

    @property
    def are_open(self) -> bool:
        """For writing."""
        return self._writer is not None

    @property
    def troubles(self) -> tuple[Message, ...]:
        """That are not over."""
        with self._changing:
            return tuple(self._troubles.values())

    def over(self, code: Code) -> None:
        """What this trouble ended begins anew."""
        with self._changing:
            self._troubles.pop(code, None)

    def listen(self, listener: NoticeListener) -> None:
        """Hear of trouble with the records, and of its end. Called on the store's threads."""
        self._listener = listener

    def writing(self) -> tuple[StoreWriter, EvidenceStore]:
        """Raises StoreError where they are not open."""
        writer, evidence = self._writer, self._evidence
        if writer is None or evidence is None:
            raise _not_open()
        return writer, evidence

    def frames_around(self, writer: StoreWriter, evidence: EvidenceStore) -> FramesAround:
        """Anew for the piece that begins."""
        from inspector.pipeline.frames_around import FramesAround

        self._around = made = FramesAround(writer, evidence)
        return made

    def absence(self, named: Piece | None) -> Absence | None:
        """Since when nothing was seen of the piece that goes on: the one that is named, else the one that was being
        inspected as the program ended without being asked to. None where there is none. Raises as ``open_workspace``.
        """
        from inspector.store.database import reading
        from inspector.store.liveness import is_running
        from inspector.store.queries.absences import absence_of

        database = self._workspace.open().database
        if not database.exists():
            return None
        with reading(database) as rows:
            return absence_of(rows, named, partial(is_running, database))

    def use(self, workspace: Workspace) -> None:
        """Its settings are others now."""
        evidence = self._evidence
        if evidence is not None:
            evidence.allow(workspace.settings.evidence.quota_mb * 1_000_000)
        self._alarms.use(workspace.settings.coverage.min_percent, _wishes(workspace))

    def open(self) -> tuple[Message, ...]:
        """Open the workspace's records for writing, where they are not. Gives inspections that were found unfinished.

        Raises WorkspaceError or StoreError, and may be tried again then.
        """
        if self._writer is not None:
            return ()
        try:
            unfinished = self._open_store(self._workspace.open())
        except InspectorError as error:
            with self._changing:
                self._troubles = {error.message.code: error.message}
            raise
        with self._changing:
            self._troubles.clear()  # whatever kept them closed is over
        return unfinished

    def _open_store(self, workspace: Workspace) -> tuple[Message, ...]:
        from inspector.annotation.labelled_evidence import labelled_evidence
        from inspector.store.backups import BackupRule
        from inspector.store.evidence import EvidenceStore
        from inspector.store.guard import StoreGuard
        from inspector.store.retention import RetentionKeeper
        from inspector.store.writer import StoreWriter

        writer = StoreWriter(workspace.database, on_notice=self._noticed)
        try:
            quota_bytes = workspace.settings.evidence.quota_mb * 1_000_000
            self._evidence = EvidenceStore(workspace.frames, quota_bytes, writer, on_notice=self._noticed)
        except BaseException:
            writer.close()
            raise
        plant = workspace.settings.records
        rule = BackupRule(plant.keep_backups, plant.backup_every_h)
        keeper = RetentionKeeper(
            writer, workspace.frames, lambda: self._workspace.open().settings.retention.rule,
            lambda: labelled_evidence(workspace.annotations),
        )  # fmt: skip
        self._guard = StoreGuard(writer, rule, on_notice=self._noticed, keeps_pictures=keeper.look)
        with self._changing:
            self._writer = writer
        self._record_what_waits(writer, ROOM_TIMEOUT_S)
        self._open_alarms(workspace, writer)
        return writer.unfinished

    def _open_alarms(self, workspace: Workspace, writer: StoreWriter) -> None:
        from resources import resource

        plant, sounds = workspace.settings, resource("sounds")
        limit = plant.coverage.min_percent
        self._alarms.open(writer, plant.name, min_percent=limit, wishes=_wishes(workspace), sounds=sounds)
        self._alarms.found(writer.unfinished)

    def _noticed(self, notice: Notice) -> None:
        with self._changing:
            if notice.is_over:
                self._troubles.pop(notice.message.code, None)
            else:
                self._troubles[notice.message.code] = notice.message
        writer = self._writer
        if notice.is_over and notice.message.code is Code.STORE_PAUSED and writer is not None:
            self._record_what_waits(writer, 0.0)  # there is room again
        self._alarms.noticed(notice)
        self._listener(notice)

    def record_soon(self, operations: Iterable[Operation]) -> None:
        """At once where there is room within a second; else they wait for the records. Raises StoreError where these
        are closed."""
        with self._changing:
            is_stuck = bool(self._unrecorded)  # one wait is enough to learn that the disk takes nothing
            self._unrecorded += operations
            writer = self._writer
        if writer is not None:
            self._record_what_waits(writer, 0.0 if is_stuck else ROOM_TIMEOUT_S)

    def _record_what_waits(self, writer: StoreWriter, timeout_s: float) -> None:
        """Changes of settings that the records did not take yet. Raises StoreError where the writer is closed."""
        with self._changing:
            waiting, self._unrecorded = self._unrecorded, []
        is_taken = False
        try:
            is_taken = not waiting or writer.submit(*waiting, timeout_s=timeout_s)
        finally:
            if not is_taken:
                with self._changing:
                    self._unrecorded = [*waiting, *self._unrecorded]

    def record_event(self, told: Message, plant_line: str) -> None:
        """Beside all inspections. Waits a second for the records at most."""
        from inspector.store.operations.events import RecordEvent

        writer = self._writer
        if writer is not None:
            try:
                writer.submit(RecordEvent(told, line=plant_line), timeout_s=ROOM_TIMEOUT_S)
            except StoreError as error:
                log.warning("not among the events: %s (%s)", told.to_json(), error)

    def record(self, *operations: Operation) -> None:
        """Write facts that belong to no running inspection, as verdicts given again. Waits until they are on the disk.

        Raises StoreError where the records are not open, or the disk takes nothing.
        """
        writer = self._writer
        if writer is None:
            raise _not_open()
        for operation in operations:
            if not writer.submit(operation, timeout_s=RECORD_TIMEOUT_S):
                raise StoreError(message(Code.STORE_PAUSED, n_waiting=len(operations)))
        if not writer.flush(RECORD_TIMEOUT_S):
            raise StoreError(message(Code.STORE_PAUSED, n_waiting=len(operations)))

    def keep_frame(self, start: InspectionStart, result: InspectionResult) -> bool:
        """Keep a whole frame with the evidence of its piece, since somebody asked for it; False where no room came.

        Raises StoreError where the records are not open.
        """
        evidence = self._evidence
        if evidence is None:
            raise _not_open()
        lane = result.placement.lane
        return evidence.save_frame(
            start.inspection_id, start.piece.id, result.frame, (KeptBecause.FLAGGED,), lane=lane, may_wait=False
        )

    def keep_frame_again(self, again: FrameAgain) -> bool:
        """As ``keep_frame``, of a frame that was read again and has pixels; one that is kept already is kept once."""
        from inspector.store.database import reading
        from inspector.store.queries.evidence import of_frame
        from inspector.store.records import EvidenceKind

        evidence, record, pixels = self._evidence, again.record, again.pixels
        assert pixels is not None
        if evidence is None:
            raise _not_open()
        with reading(self._workspace.open().database) as rows:
            kept = of_frame(rows, again.inspection_id, record.lane, record.frame_index)
        if any(one.kind is EvidenceKind.FRAME and one.is_kept for one in kept):
            return True
        frame = Frame(record.frame_index, record.name, pixels, datetime.now(UTC), time.monotonic(), again.bits)
        return evidence.save_frame(
            again.inspection_id, again.piece_name, frame, (KeptBecause.FLAGGED,), lane=record.lane, may_wait=False
        )

    def keep_disagreement(self, start: InspectionStart, frame: Frame, lane: int) -> bool:
        """On the shadow's thread. For annotation, where there is room."""
        evidence = self._evidence
        return evidence is not None and evidence.save_frame(
            start.inspection_id, start.piece.id, frame, (KeptBecause.DISAGREED,), lane=lane
        )

    def keep_for_labels(self, path: str) -> bool:
        """A frame of the evidence is worked on, by its path below the workspace: it is never evicted from now on.

        False where it is not kept any more. Raises StoreError as ``record``.
        """
        from inspector.store.database import reading
        from inspector.store.operations.evidence import MarkAnnotated
        from inspector.store.queries.evidence import kept_id

        workspace = self._workspace.open()
        below = Path(path).relative_to(workspace.frames.name).as_posix()
        with reading(workspace.database) as rows:
            evidence_id = kept_id(rows, below)
        if evidence_id is None:
            return False
        self.record(MarkAnnotated(evidence_id))
        with reading(workspace.database) as rows:  # it may have been chosen to make room meanwhile
            return kept_id(rows, below) is not None

    def remark(self, start: InspectionStart, remark: Remark) -> int:
        """Record what somebody at the line said was wrong, and keep the whole frames around it.

        Gives how many of those that have passed were kept; 0 where another piece has begun since: then the row alone is
        recorded. Raises StoreError where the records are not open, or take nothing for a second.
        """
        from inspector.pipeline.frames_around import record_remark

        around, writer = self._around, self._writer
        if writer is None:
            raise _not_open()
        if around is not None and around.inspection_id == start.inspection_id:
            return around.remark(remark)
        record_remark(writer, start.inspection_id, remark)
        return 0

    @property
    def n_unwritten(self) -> int:
        """Records and pictures that wait for the disk, also while they are being closed."""
        return sum(part.n_waiting for part in self._writing) + len(self._unrecorded)

    @property
    def _writing(self) -> tuple[EvidenceStore | StoreWriter, ...]:
        """Those that write, also before ``close`` has begun: it may wait behind what waits for them."""
        return tuple(part for part in (self._evidence, self._writer) if part is not None) or self._closing

    def give_up(self) -> None:
        """Whoever closes them waits no longer: what is not written is lost. Any thread."""
        for part in (*self._closing, *self._writing):
            part.give_up()

    def begin_close(self) -> None:
        """What waits is known from now on, though what writes may still be at work."""
        self._closing = self._writing

    def close(self, patience_s: float) -> NotWritten:
        """Write what waits, for so long, then close. Repeatable."""
        from inspector.store.operations.frames import RecordFrame, RecordMissedFrame

        evidence, writer, guard = self._evidence, self._writer, self._guard
        self._evidence = self._writer = self._guard = None
        if guard is not None:
            guard.close()
        self._alarms.close()
        try:
            n_crops = evidence.close(patience_s) if evidence is not None else 0
        finally:
            lost = self._close_writer(writer, patience_s) if writer is not None else ()
        n_frames = sum(isinstance(operation, RecordFrame | RecordMissedFrame) for operation in lost)
        if n_crops or lost:
            log.error("%d defect pictures and %d records could not be written before the end", n_crops, len(lost))
        return NotWritten(len(lost), n_frames, n_crops)

    def _close_writer(self, writer: StoreWriter, patience_s: float) -> tuple[Operation, ...]:
        """Gives what is lost."""
        try:
            self._record_what_waits(writer, patience_s)
        except StoreError as error:  # nobody waits any more
            log.warning("changes of settings are not recorded: %s", error)
        lost = writer.close(patience_s)
        with self._changing:
            unrecorded, self._unrecorded = self._unrecorded, []
        return (*lost, *unrecorded)


def _wishes(workspace: Workspace) -> SignalWishes:
    from inspector.pipeline.alarm_signals import SignalWishes

    plant = workspace.settings.alarms
    return SignalWishes(plant.has_sound, plant.command, plant.file)


def _not_open() -> StoreError:
    return StoreError(message(Code.STORE_UNWRITABLE, path="", detail="the records are not open"))
