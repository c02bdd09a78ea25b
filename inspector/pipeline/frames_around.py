"""The frames around a moment, kept for annotation when somebody at the line says that something is wrong there.

Whoever presses the button has seen it pass: most of what matters lies before the press, so the last frames of each lane
are held ready, and the next few are kept as they come.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from typing import ClassVar

from inspector.core.frame import Frame
from inspector.core.frame_keeping import KeptBecause
from inspector.core.messages import Code, StoreError, message
from inspector.core.remark import Remark
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, Sink
from inspector.store.evidence import EvidenceStore
from inspector.store.operations.remarks import RecordRemark
from inspector.store.writer import StoreWriter

N_BEFORE, N_AFTER = 4, 2  # frames of a lane
ROOM_TIMEOUT_S = 1.0  # for a remark, in the records


class FramesAround(Sink):
    """Of one inspection. ``remark`` may be called on any thread, also after its end."""

    is_required: ClassVar[bool] = False  # it holds up nothing: what has no room is told by ``remark``

    def __init__(self, writer: StoreWriter, evidence: EvidenceStore) -> None:
        self._writer = writer
        self._evidence = evidence
        self._lock = threading.Lock()
        self._start: InspectionStart | None = None
        self._last: dict[int, deque[Frame]] = defaultdict(lambda: deque(maxlen=N_BEFORE))
        self._n_wanted: dict[int, int] = {}  # frames still to come, by lane

    @property
    def inspection_id(self) -> str:
        """ "" before it has begun."""
        return self._start.inspection_id if self._start is not None else ""

    def begin(self, start: InspectionStart) -> None:
        self._start = start

    def inspected(self, result: InspectionResult) -> None:
        lane, frame = result.placement.lane, result.frame.copy()
        with self._lock:
            self._last[lane].append(frame)
            is_wanted = self._n_wanted.get(lane, 0) > 0
            if is_wanted:
                self._n_wanted[lane] -= 1
        if is_wanted:
            self._keep(frame, lane)

    def remark(self, remark: Remark) -> int:
        """Record it, and keep the frames around where it belongs; how many of those that have passed were kept.

        Frames that left long ago are not held any more. Room for them is not waited for. Raises StoreError
        (STORE_PAUSED) where the records take nothing for long: then nothing is recorded and nothing kept.
        """
        record_remark(self._writer, self.inspection_id, remark)
        with self._lock:
            near = [frame for frame in self._last[remark.lane] if _is_near(frame, remark)]
            if near:
                self._n_wanted[remark.lane] = N_AFTER
        return sum(self._keep(frame, remark.lane) for frame in near)

    def _keep(self, frame: Frame, lane: int) -> bool:
        start = self._start
        return start is not None and self._evidence.save_frame(
            start.inspection_id, start.piece.id, frame, (KeptBecause.REMARKED,), lane=lane
        )


def record_remark(writer: StoreWriter, inspection_id: str, remark: Remark) -> None:
    """Raises StoreError (STORE_PAUSED) where no room comes: whoever says something hears soon whether it was heard."""
    if not writer.submit(RecordRemark(inspection_id, remark), timeout_s=ROOM_TIMEOUT_S):
        raise StoreError(message(Code.STORE_PAUSED, n_waiting=writer.n_waiting))


def _is_near(frame: Frame, remark: Remark) -> bool:
    return remark.frame_index is None or abs(frame.frame_index - remark.frame_index) < N_BEFORE
