"""Writing what the overlay of a frame showed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from inspector.store.operations.operation import Operation, insert_into

_UPSERT_REGIONS = f"""
    {
    insert_into(
        "frame_regions",
        *("inspection_id", "frame_index", "lane", "n_rows", "n_columns", "regions", "recorded_at", "actor"),
    )
}
    ON CONFLICT (inspection_id, frame_index, lane) DO UPDATE SET
        regions = excluded.regions, recorded_at = excluded.recorded_at, actor = excluded.actor
"""


@dataclass(frozen=True, slots=True)
class RecordRegions(Operation):
    """The regions of one frame that belong to recorded defects; again where a later frame made more of them so."""

    inspection_id: str
    frame_index: int  # of its lane
    lane: int
    n_rows: int
    n_columns: int
    regions: bytes  # see store/region_code.py

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            _UPSERT_REGIONS,
            {
                "inspection_id": self.inspection_id,
                "frame_index": self.frame_index,
                "lane": self.lane,
                "n_rows": self.n_rows,
                "n_columns": self.n_columns,
                "regions": self.regions,
                **self.who,
            },
        )
