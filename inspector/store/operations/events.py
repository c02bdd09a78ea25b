"""Writing events: what people were told."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass, field

from inspector.core.audit import current_pc
from inspector.core.messages import Message
from inspector.store.operations.operation import Operation


@dataclass(frozen=True, slots=True)
class RecordEvent(Operation):
    """Something people should be able to look up later: camera lost, GPU not used, store paused.

    ``line`` and ``pc`` are those of its inspection, and count only where there is none.
    """

    message: Message
    inspection_id: str | None = None
    lane: int | None = None  # None: of no lane in particular
    line: str = ""
    pc: str = field(default_factory=current_pc)
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)  # unique everywhere

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            """
            INSERT INTO events (uid, inspection_id, lane, message, line, pc, recorded_at, actor)
            VALUES (:uid, :inspection_id, :lane, :message,
                coalesce((SELECT line FROM inspections WHERE id = :inspection_id), :line),
                coalesce((SELECT pc FROM inspections WHERE id = :inspection_id), :pc),
                :recorded_at, :actor)
            """,
            {
                "uid": self.uid,
                "inspection_id": self.inspection_id,
                "lane": self.lane,
                "message": self.message.to_json(),
                "line": self.line,
                "pc": self.pc,
                **self.who,
            },
        )
