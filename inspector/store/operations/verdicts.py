"""Writing verdicts: how a piece was graded, by which table, and by which of its rules."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass, field

from inspector.core.grading import Verdict
from inspector.store.operations.operation import Operation, insert_into

_INSERT = insert_into(
    "verdicts",
    *("uid", "inspection_id", "verdict", "rule", "table_name", "table_version", "table_sha256", "table_toml"),
    *("recorded_at", "actor"),
)


@dataclass(frozen=True, slots=True)
class RecordVerdict(Operation):
    """The newest verdict of an inspection counts; those before stay."""

    inspection_id: str
    verdict: Verdict
    rule: str  # that decided, or why it is undecided, in words
    table_name: str
    table_version: int
    table_sha256: str
    table_toml: str  # the whole table: it can be explained even where its file is lost
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            _INSERT,
            {
                "uid": self.uid,
                "inspection_id": self.inspection_id,
                "verdict": self.verdict,
                "rule": self.rule,
                "table_name": self.table_name,
                "table_version": self.table_version,
                "table_sha256": self.table_sha256,
                "table_toml": self.table_toml,
                **self.who,
            },
        )
