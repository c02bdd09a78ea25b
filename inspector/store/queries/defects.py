"""Reading defects as they were last reported."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.typed_json import parsed_json
from inspector.store.operations.defects import MM_COLUMNS, POSITION_COLUMNS, PX_COLUMNS


@dataclass(frozen=True, slots=True)
class DefectRecord:
    uid: str  # unique everywhere
    inspection_id: str
    line: str
    pc: str
    defect: Defect
    revision: int
    absorbed_by: int | None  # defect_id of the defect that this one belongs to
    recorded_at: str  # UTC text, when it was first found
    changed_at: str  # UTC text
    actor: str


_COLUMNS = (
    *("uid", "inspection_id", "line", "pc", "revision", "absorbed_by", "recorded_at", "changed_at", "actor"),
    *("defect_id", "class_index", "class_name", "score", "severity", "rule", "n_parts", "parts", "lanes"),
    *POSITION_COLUMNS,
    *PX_COLUMNS,
    *MM_COLUMNS,
)


# Whatever stands in the records: SQL refuses to look into what is no JSON, as a whole.
PARTS = "CASE WHEN json_valid(defects.parts) THEN defects.parts ELSE '[]' END"


def of_inspection(
    rows: sqlite3.Connection, inspection_id: str, *, limit: int = 200, with_absorbed: bool = False
) -> tuple[DefectRecord, ...]:
    """Defects, newest first."""
    found = rows.execute(
        f"""
        SELECT {", ".join(_COLUMNS)} FROM defects
        WHERE inspection_id = :inspection_id AND (:with_absorbed OR absorbed_by IS NULL)
        ORDER BY id DESC LIMIT :limit
        """,
        {"inspection_id": inspection_id, "with_absorbed": with_absorbed, "limit": limit},
    )
    return tuple(_record(row) for row in found)


def one(rows: sqlite3.Connection, inspection_id: str, defect_id: int) -> Defect | None:
    found = rows.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM defects WHERE inspection_id = ? AND defect_id = ?",
        (inspection_id, defect_id),
    ).fetchone()
    return None if found is None else _record(found).defect


def newest_part(rows: sqlite3.Connection, inspection_id: str, defect_id: int) -> DefectPart | None:
    """Where its newest region lies; None for a defect that is not recorded."""
    found = rows.execute(
        f"SELECT {PARTS} ->> '$[#-1]' FROM defects WHERE inspection_id = ? AND defect_id = ?",
        (inspection_id, defect_id),
    ).fetchone()
    try:
        frame_index, frame_name, x, y, width, height, lane = parsed_json(found[0] if found is not None else "")
    except (ValueError, TypeError):  # nothing, or no part
        return None
    if not all(type(one) is int for one in (frame_index, x, y, width, height, lane)):
        return None
    return DefectPart(frame_index, str(frame_name), Box(x, y, width, height), lane)


def parts_in(
    rows: sqlite3.Connection, inspection_id: str, lane: int, frame_index: int
) -> tuple[tuple[int, str, DefectPart], ...]:
    """(defect id, class name, part) of what lies in one frame; of a very long defect not all parts are listed."""
    found = rows.execute(
        f"""
        SELECT defect_id, class_name, part.value ->> 1, part.value ->> 2, part.value ->> 3, part.value ->> 4,
            part.value ->> 5
        FROM defects, json_each({PARTS}) AS part
        WHERE inspection_id = :inspection_id AND first_frame <= :frame AND last_frame >= :frame
            AND absorbed_by IS NULL AND part.value ->> 0 = :frame AND part.value ->> 6 = :lane
            AND typeof(part.value ->> 2) = 'integer' AND typeof(part.value ->> 3) = 'integer'
            AND typeof(part.value ->> 4) = 'integer' AND typeof(part.value ->> 5) = 'integer'
        ORDER BY defect_id
        """,
        {"inspection_id": inspection_id, "frame": frame_index, "lane": lane},
    )
    return tuple(
        (defect_id, class_name, DefectPart(frame_index, name, Box(x, y, width, height), lane))
        for defect_id, class_name, name, x, y, width, height in found
    )


def _record(row: Sequence[Any]) -> DefectRecord:
    values = dict(zip(_COLUMNS, row, strict=True))
    size_mm = [values[name] for name in MM_COLUMNS]
    defect = Defect(
        defect_id=values["defect_id"],
        class_index=values["class_index"],
        class_name=values["class_name"],
        score=values["score"],
        size_px=Size(*(values[name] for name in PX_COLUMNS)),
        size_mm=None if size_mm[0] is None else Size(*size_mm),
        severity=Severity(values["severity"]),
        rule=values["rule"],
        parts=tuple(
            DefectPart(frame_index, frame_name, Box(x, y, width, height), lane)
            for frame_index, frame_name, x, y, width, height, lane in json.loads(values["parts"])
        ),
        n_parts=values["n_parts"],
        lanes=tuple(json.loads(values["lanes"])),
        **{name: values[name] for name in POSITION_COLUMNS},
    )
    return DefectRecord(
        uid=values["uid"],
        inspection_id=values["inspection_id"],
        line=values["line"],
        pc=values["pc"],
        defect=defect,
        revision=values["revision"],
        absorbed_by=values["absorbed_by"],
        recorded_at=values["recorded_at"],
        changed_at=values["changed_at"],
        actor=values["actor"],
    )
