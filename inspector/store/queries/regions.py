"""Reading what the overlay of a frame showed when it was inspected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.core.messages import Code, StoreError, message
from inspector.store.region_code import RecordedRegion, decode

_AT_ONCE = 500  # SQLite's limit of values is far above


@dataclass(frozen=True, slots=True, eq=False)
class FrameRegions:
    """``class_of`` names the class of each region's defect by its id, also where that became part of another."""

    n_rows: int
    n_columns: int
    regions: tuple[RecordedRegion, ...]
    class_of: dict[int, str]


def of_frame(rows: sqlite3.Connection, inspection_id: str, lane: int, frame_index: int) -> FrameRegions | None:
    """None where nothing was found, or nothing recorded. Raises StoreError (REGIONS_BROKEN) for damage."""
    found = rows.execute(
        """
        SELECT n_rows, n_columns, regions FROM frame_regions
        WHERE inspection_id = ? AND frame_index = ? AND lane = ?
        """,
        (inspection_id, frame_index, lane),
    ).fetchone()
    if found is None:
        return None
    n_rows, n_columns, content = found
    try:
        regions = decode(content, n_rows, n_columns)
    except ValueError as error:
        raise StoreError(message(Code.REGIONS_BROKEN, frame=frame_index, detail=str(error))) from error
    return FrameRegions(n_rows, n_columns, regions, _class_names(rows, inspection_id, regions))


def _class_names(rows: sqlite3.Connection, inspection_id: str, regions: Iterable[RecordedRegion]) -> dict[int, str]:
    names: dict[int, str] = {}
    wanted = sorted({region.defect_id for region in regions})
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        found = rows.execute(
            f"""
            SELECT defect_id, class_name FROM defects
            WHERE inspection_id = ? AND defect_id IN ({", ".join("?" * len(some))})
            """,
            (inspection_id, *some),
        )
        names.update(found)
    return names
