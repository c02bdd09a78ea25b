"""Writing defects, each time they are found, grow or turn out to be part of another."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from inspector.core.defect import Defect, Size
from inspector.store.operations.operation import Operation, insert_into

SIZE_COLUMNS = ("area", "length", "width", "feret_max", "feret_min", "iso8785_length", "iso8785_width")
PX_COLUMNS = (*(f"{name}_px" for name in SIZE_COLUMNS), "orientation_px_deg")
MM_COLUMNS = ("area_mm2", *(f"{name}_mm" for name in SIZE_COLUMNS[1:]), "orientation_deg")
POSITION_COLUMNS = ("position_px", "offset_px", "position_mm", "offset_mm", "edge_distance_mm")
_GROWING_COLUMNS = (
    *("class_index", "class_name", "score", "severity", "rule"),
    *PX_COLUMNS,
    *MM_COLUMNS,
    *POSITION_COLUMNS,
    *("lanes", "first_frame", "last_frame", "n_parts", "parts", "changed_at", "actor"),
)
_UPSERT_DEFECT = f"""
    {insert_into("defects", "inspection_id", "defect_id", "recorded_at", "revision", *_GROWING_COLUMNS)}
    ON CONFLICT (inspection_id, defect_id) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in _GROWING_COLUMNS)},
        revision = revision + 1
"""


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A defect that turned out to be part of another one: kept, marked, no longer reported."""

    defect_id: int
    into: int


@dataclass(frozen=True, slots=True)
class RecordDefects(Operation):
    """Defects found or grown, by their id; and those that became part of another."""

    inspection_id: str
    defects: tuple[Defect, ...]
    absorbed: tuple[Absorbed, ...] = ()

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.executemany(_UPSERT_DEFECT, [self._row(defect) for defect in self.defects])
        connection.executemany(
            """
            UPDATE defects SET absorbed_by = ?, revision = revision + 1, changed_at = ?, actor = ?
            WHERE inspection_id = ? AND defect_id = ?
            """,
            [(gone.into, self.made_at, self.stamp.actor, self.inspection_id, gone.defect_id) for gone in self.absorbed],
        )

    def _row(self, defect: Defect) -> dict[str, str | int | float | None]:
        frames = [part.frame_index for part in defect.parts]
        parts = [
            (part.frame_index, part.frame_name, part.box.x, part.box.y, part.box.width, part.box.height, part.lane)
            for part in defect.parts
        ]
        return {
            "inspection_id": self.inspection_id,
            "defect_id": defect.defect_id,
            "revision": 1,
            "class_index": defect.class_index,
            "class_name": defect.class_name,
            "score": defect.score,
            "severity": defect.severity,
            "rule": defect.rule,
            **_size_row(defect.size_px, PX_COLUMNS),
            **_size_row(defect.size_mm, MM_COLUMNS),
            **{name: getattr(defect, name) for name in POSITION_COLUMNS},
            "lanes": json.dumps(defect.lanes),
            "first_frame": min(frames),
            "last_frame": max(frames),
            "n_parts": defect.n_parts,
            "parts": json.dumps(parts, ensure_ascii=False),
            "changed_at": self.made_at,
            **self.who,
        }


def _size_row(size: Size | None, columns: tuple[str, ...]) -> dict[str, float | None]:
    if size is None:
        return dict.fromkeys(columns)
    values = [*(getattr(size, name) for name in SIZE_COLUMNS), size.orientation_deg]
    return dict(zip(columns, values, strict=True))
