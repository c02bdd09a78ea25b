"""What all operations share: an actor, a time, and how one is applied.

An operation is a frozen dataclass per kind of record. It holds finished facts, made on any thread. ``apply`` runs on
the writer thread inside a transaction, touches only the database, and may be run again after a rollback.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TypeAlias

from inspector.core.audit import AuditStamp, utc_text

Trace: TypeAlias = tuple[str, tuple[str | int, ...]]  # a query that gives a row, and its values


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    stamp: AuditStamp = field(default_factory=AuditStamp.now)  # who and when, as the fact was made

    def apply(self, connection: sqlite3.Connection) -> None:
        raise NotImplementedError

    @property
    def about(self) -> str | None:
        """Id of the inspection that the fact belongs to; None where it belongs to none."""
        return getattr(self, "inspection_id", None)

    @property
    def trace(self) -> Trace | None:
        """A row that is in the database once this operation is committed, where it is cheap to ask for."""
        return None

    @property
    def begins(self) -> str | None:
        """Id of the inspection that begins with this operation: it counts as alive from here on."""
        return None

    @property
    def ends(self) -> str | None:
        """Id of the inspection that has ended once this operation is committed."""
        return None

    @property
    def made_at(self) -> str:
        return utc_text(self.stamp.at)

    @property
    def who(self) -> dict[str, str]:
        return {"recorded_at": self.made_at, "actor": self.stamp.actor}


def insert_into(table: str, *columns: str) -> str:
    """SQL that inserts values by name, with ``line`` and ``pc`` of the inspection ``:inspection_id``.

    Without that inspection both are NULL, which the tables refuse.
    """
    return f"""
        INSERT INTO {table} ({", ".join(columns)}, line, pc)
        VALUES ({", ".join(f":{name}" for name in columns)},
            (SELECT line FROM inspections WHERE id = :inspection_id),
            (SELECT pc FROM inspections WHERE id = :inspection_id))
    """
