"""Writing remarks: what somebody at the line said was wrong."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass, field

from inspector.core.remark import Remark
from inspector.store.operations.operation import Operation, Trace, insert_into

_INSERT = insert_into(
    "remarks",
    *("uid", "inspection_id", "kind", "lane", "frame_index", "defect_id", "along_px", "along_mm", "note"),
    *("recorded_at", "actor"),
)


@dataclass(frozen=True, slots=True)
class RecordRemark(Operation):
    inspection_id: str
    remark: Remark
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)  # unique everywhere

    @property
    def trace(self) -> Trace:
        return "SELECT 1 FROM remarks WHERE uid = ?", (self.uid,)

    def apply(self, connection: sqlite3.Connection) -> None:
        remark = self.remark
        values = {
            "uid": self.uid,
            "inspection_id": self.inspection_id,
            "kind": remark.kind.value,
            "lane": remark.lane,
            "frame_index": remark.frame_index,
            "defect_id": remark.defect_id,
            "along_px": remark.along_px,
            "along_mm": remark.along_mm,
            "note": remark.note,
        }
        connection.execute(_INSERT, values | self.who)
