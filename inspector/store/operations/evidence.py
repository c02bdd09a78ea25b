"""Writing evidence: pictures that lie on the disk, and how they make room."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.core.defect import Box
from inspector.core.retention import GoneBecause
from inspector.store.operations.operation import Operation, insert_into
from inspector.store.records import EvidenceKind

_UPSERT_EVIDENCE = f"""
    {
    insert_into(
        "evidence",
        *("kind", "inspection_id", "lane", "frame_index", "defect_id", "kept_because", "path", "x", "y", "width"),
        *("height", "bits", "n_bytes", "recorded_at", "changed_at", "actor"),
    )
}
    ON CONFLICT (path) DO UPDATE SET
        kept_because = excluded.kept_because, n_bytes = excluded.n_bytes, state = 'kept', gone_because = NULL,
        gone_after_days = NULL,
        changed_at = excluded.changed_at, actor = excluded.actor
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvidence(Operation):
    """A crop of a defect, or a whole frame, lies on the disk under ``path``."""

    kind: EvidenceKind
    inspection_id: str
    lane: int
    frame_index: int
    defect_id: int | None = None  # of a crop
    kept_because: str = ""  # of a whole frame
    path: str  # below the evidence folder, with forward slashes
    box: Box  # in its frame
    bits: int  # how many of the picture's bits carry values
    n_bytes: int

    def apply(self, connection: sqlite3.Connection) -> None:
        # One frame may be kept by several, one after the other: no reason of theirs is lost.
        before = connection.execute("SELECT kept_because FROM evidence WHERE path = ?", (self.path,)).fetchone()
        reasons = [*(before[0].split(",") if before is not None else ()), *self.kept_because.split(",")]
        connection.execute(
            _UPSERT_EVIDENCE,
            {
                "kind": self.kind,
                "inspection_id": self.inspection_id,
                "lane": self.lane,
                "frame_index": self.frame_index,
                "defect_id": self.defect_id,
                "kept_because": ",".join(dict.fromkeys(reason for reason in reasons if reason)),
                "path": self.path,
                "x": self.box.x,
                "y": self.box.y,
                "width": self.box.width,
                "height": self.box.height,
                "bits": self.bits,
                "n_bytes": self.n_bytes,
                "changed_at": self.made_at,
                **self.who,
            },
        )


@dataclass(frozen=True, slots=True)
class MarkAnnotated(Operation):
    """A person works on this picture: it is never evicted. Mark it when the work begins.

    One already chosen for eviction stays chosen; ask for its state after ``flush``.
    """

    evidence_id: int
    is_annotated: bool = True

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            """
            UPDATE evidence SET is_annotated = ?, changed_at = ?, actor = ?
            WHERE id = ? AND state = 'kept'
            """,
            (int(self.is_annotated), self.made_at, self.stamp.actor, self.evidence_id),
        )


@dataclass(frozen=True, slots=True)
class ChooseForEviction(Operation):
    """Mark the oldest pictures nobody annotated as evicting, until those kept fill ``limit_bytes`` at most.

    Pictures of other kinds neither count nor go.
    """

    limit_bytes: int
    kinds: tuple[EvidenceKind, ...] = tuple(EvidenceKind)

    def apply(self, connection: sqlite3.Connection) -> None:
        of_kinds = f"state = 'kept' AND kind IN ({', '.join('?' * len(self.kinds))})"
        (n_kept,) = connection.execute(
            f"SELECT coalesce(sum(n_bytes), 0) FROM evidence WHERE {of_kinds}", self.kinds
        ).fetchone()
        to_free, chosen = n_kept - self.limit_bytes, []
        for evidence_id, n_bytes in connection.execute(
            f"SELECT id, n_bytes FROM evidence WHERE {of_kinds} AND is_annotated = 0 ORDER BY id", self.kinds
        ):
            if to_free <= 0:
                break
            chosen.append((GoneBecause.ROOM, self.made_at, self.stamp.actor, evidence_id))
            to_free -= n_bytes
        connection.executemany(
            "UPDATE evidence SET state = 'evicting', gone_because = ?, changed_at = ?, actor = ? WHERE id = ?", chosen
        )


@dataclass(frozen=True, slots=True)
class ChooseForRemoval(Operation):
    """Mark these as evicting for their age; one that somebody began to label meanwhile stays."""

    ids_and_days: tuple[tuple[int, int], ...]  # days of the rule that lets it go

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            """
            UPDATE evidence SET state = 'evicting', gone_because = ?, gone_after_days = ?, changed_at = ?, actor = ?
            WHERE id = ? AND state = 'kept' AND is_annotated = 0
            """,
            [
                (GoneBecause.AGE, days, self.made_at, self.stamp.actor, evidence_id)
                for evidence_id, days in self.ids_and_days
            ],
        )


@dataclass(frozen=True, slots=True)
class RecordLeftOut(Operation):
    """The workspace comes from a backup that does not hold the files of these pictures."""

    evidence_ids: tuple[int, ...]

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            """
            UPDATE evidence SET state = 'evicted', gone_because = ?, changed_at = ?, actor = ?
            WHERE id = ? AND state <> 'evicted'
            """,
            [(GoneBecause.RESTORED, self.made_at, self.stamp.actor, one) for one in self.evidence_ids],
        )


@dataclass(frozen=True, slots=True)
class RecordEvicted(Operation):
    """The files of these pictures are gone; the rows stay and say so."""

    evidence_ids: tuple[int, ...]

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            """
            UPDATE evidence SET state = 'evicted', changed_at = ?, actor = ?
            WHERE id = ? AND state = 'evicting'
            """,
            [(self.made_at, self.stamp.actor, evidence_id) for evidence_id in self.evidence_ids],
        )
