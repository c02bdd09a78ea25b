"""Writing changes of thresholds and minimum areas: who, when, before and after."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass, field
from typing import Literal

from inspector.core.audit import current_pc
from inspector.store.operations.operation import Operation
from inspector.store.records import ModelUsed

Quantity = Literal["threshold", "min_area_px"]


@dataclass(frozen=True, slots=True)
class RecordSettingChange(Operation):
    """One quantity of one class. ``line`` and ``pc`` are those of its inspection, and count where there is none."""

    model: ModelUsed
    class_name: str
    quantity: Quantity
    before: float
    after: float
    because: str = ""  # "" where a hand moved it; else "set NAME", "undo", "redo", "reset", "source"
    inspection_id: str | None = None  # that ran meanwhile
    line: str = ""
    pc: str = field(default_factory=current_pc)
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)  # unique everywhere

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            """
            INSERT INTO setting_changes (uid, inspection_id, model_name, model_version, model_sha256, class_name,
                quantity, before, after, because, line, pc, recorded_at, actor)
            VALUES (:uid, (SELECT id FROM inspections WHERE id = :inspection_id),
                :model_name, :model_version, :model_sha256, :class_name, :quantity, :before, :after, :because,
                coalesce((SELECT line FROM inspections WHERE id = :inspection_id), :line),
                coalesce((SELECT pc FROM inspections WHERE id = :inspection_id), :pc),
                :recorded_at, :actor)
            """,
            {
                "uid": self.uid,
                "inspection_id": self.inspection_id,
                "model_name": self.model.name,
                "model_version": self.model.version,
                "model_sha256": self.model.sha256,
                "class_name": self.class_name,
                "quantity": self.quantity,
                "before": self.before,
                "after": self.after,
                "because": self.because,
                "line": self.line,
                "pc": self.pc,
                **self.who,
            },
        )
