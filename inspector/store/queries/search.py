"""Finding inspections and defects again: by piece, time, line, model, verdict, and by what was found where.

Results come in pages, newest inspection first; the last entry of a page says where the next one begins.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from inspector.core.defect import Severity
from inspector.store.records import InspectionState

_RANK = {Severity.NONE: 0, Severity.MINOR: 1, Severity.MAJOR: 2, Severity.CRITICAL: 3}

_VERDICT = """
    (SELECT verdict FROM verdicts WHERE inspection_id = i.id ORDER BY recorded_at DESC, id DESC LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; "" and None ask for nothing. Places and sizes are in mm, and need a calibration."""

    text: str = ""  # in the piece's name, or the beginning of the inspection's id
    since: str = ""  # UTC text, included
    until: str = ""  # UTC text, excluded
    line: str = ""
    model: str = ""  # name, or name and version
    verdict: str = ""  # "none": nobody has judged it
    class_name: str = ""
    min_severity: Severity = Severity.NONE
    min_size_mm: float | None = None  # the longer side
    along_mm: tuple[float | None, float | None] = (None, None)
    across_mm: tuple[float | None, float | None] = (None, None)

    @property
    def asks_for_defects(self) -> bool:
        return bool(
            self.class_name or self.min_severity is not Severity.NONE or self.min_size_mm is not None
            or any(one is not None for one in (*self.along_mm, *self.across_mm))
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundInspection:
    key: tuple[str, int]  # where the page after it begins
    inspection_id: str
    piece_name: str
    piece_kind: str
    line: str
    model: str  # name and version
    state: InspectionState
    started_at: str  # UTC text
    n_inspected: int | None  # None until it has ended
    n_not_inspected: int | None
    n_defects: int
    n_major: int
    n_critical: int
    coverage_unit: str | None
    coverage_inspected: float | None
    coverage_seen: float | None
    coverage_n_unknown: int | None  # gaps of unknown length
    verdict: str | None


@dataclass(frozen=True, slots=True)
class FoundDefect:
    """One row of the table, and the inspection that it is of. Measures in px always, in mm with a calibration."""

    key: tuple[str, int, int]
    inspection_id: str
    piece_name: str
    started_at: str  # UTC text
    defect_id: int
    class_index: int
    class_name: str
    severity: Severity
    score: float
    position_px: float
    offset_px: float
    length_px: float
    width_px: float
    size_px: tuple[float, float]  # longer and shorter side
    position_mm: float | None
    offset_mm: float | None
    length_mm: float | None
    width_mm: float | None
    size_mm: tuple[float, float] | None
    frame_index: int  # of its newest part
    file: str


def inspections(
    rows: sqlite3.Connection, search: Search, *, limit: int = 50, after: tuple[str, int] | None = None
) -> tuple[FoundInspection, ...]:
    where, values = _of_inspection(search)
    if search.asks_for_defects:
        of_defect, more = _of_defect(search)
        where.append(f"EXISTS (SELECT 1 FROM defects AS d WHERE d.inspection_id = i.id AND {' AND '.join(of_defect)})")
        values |= more
    if after is not None:
        where.append("(i.started_at, i.rowid) < (:after_at, :after_row)")
        values |= {"after_at": after[0], "after_row": after[1]}
    found = rows.execute(
        f"""
        SELECT i.started_at, i.rowid, i.id, p.name, p.kind, i.line, i.model_name || ' ' || i.model_version, i.state,
            i.n_inspected, i.n_not_inspected,
            coalesce(i.n_defects,
                (SELECT count(*) FROM defects AS d WHERE d.inspection_id = i.id AND d.absorbed_by IS NULL)),
            {_count("major")}, {_count("critical")},
            i.coverage_unit, i.coverage_inspected,
            i.coverage_inspected + coalesce(
                (SELECT sum(value) FROM json_each(
                    CASE WHEN json_valid(i.coverage_not_inspected) THEN i.coverage_not_inspected END)), 0),
            i.coverage_n_unknown,
            {_VERDICT}
        FROM inspections AS i JOIN pieces AS p ON p.uid = i.piece_uid
        WHERE {" AND ".join(where) or "1"}
        ORDER BY i.started_at DESC, i.rowid DESC LIMIT :limit
        """,
        values | {"limit": limit},
    )
    return tuple(_inspection(*row) for row in found)


def defects(
    rows: sqlite3.Connection,
    search: Search,
    *,
    inspection_id: str | None = None,
    limit: int = 200,
    after: tuple[str, int, int] | None = None,
) -> tuple[FoundDefect, ...]:
    """Defects over many inspections, those of one together in the order of their finding; or of one named alone."""
    where, values = _of_inspection(search)
    of_defect, more = _of_defect(search)
    where, values = [*where, *of_defect], values | more
    if inspection_id is not None:
        where.append("i.id = :inspection_id")
        values["inspection_id"] = inspection_id
    if after is not None:
        where.append("((i.started_at, i.rowid) < (:at, :row) OR (i.rowid = :row AND d.defect_id > :defect))")
        values |= dict(zip(("at", "row", "defect"), after, strict=True))
        if inspection_id is not None:
            where[-1] = "d.defect_id > :defect"
            del values["at"], values["row"]
    order = "d.defect_id" if inspection_id is not None else "i.started_at DESC, i.rowid DESC, d.defect_id"
    found = rows.execute(
        f"""
        SELECT i.started_at, i.rowid, i.id, p.name, d.defect_id, d.class_index, d.class_name, d.severity, d.score,
            d.position_px, d.offset_px, d.length_px, d.width_px, d.iso8785_length_px, d.iso8785_width_px,
            d.position_mm, d.offset_mm, d.length_mm, d.width_mm, d.iso8785_length_mm, d.iso8785_width_mm,
            CASE WHEN json_valid(d.parts) THEN json_extract(d.parts, '$[#-1][0]') END,
            CASE WHEN json_valid(d.parts) THEN json_extract(d.parts, '$[#-1][1]') END
        FROM defects AS d JOIN inspections AS i ON i.id = d.inspection_id JOIN pieces AS p ON p.uid = i.piece_uid
        WHERE {" AND ".join(where)}
        ORDER BY {order} LIMIT :limit
        """,
        values | {"limit": limit},
    )
    return tuple(_defect(*row) for row in found)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a search can ask for, as it stands in the records."""

    class_names: tuple[str, ...]
    lines: tuple[str, ...]
    models: tuple[str, ...]


def choices(rows: sqlite3.Connection) -> Choices:
    """Classes are looked up in an index that is walked from name to name, however many defects there are."""
    classes = rows.execute(
        """
        WITH RECURSIVE named (name) AS (
            SELECT min(class_name) FROM defects
            UNION ALL
            SELECT (SELECT min(class_name) FROM defects WHERE class_name > name) FROM named WHERE name IS NOT NULL
        )
        SELECT name FROM named WHERE name IS NOT NULL
        """
    )
    lines = rows.execute("SELECT DISTINCT line FROM inspections WHERE line != '' ORDER BY line")
    models = rows.execute(
        """
        SELECT model_name || ' ' || model_version FROM inspections
        UNION SELECT name || ' ' || version FROM models_used ORDER BY 1
        """
    )
    return Choices(*(tuple(str(value) for (value,) in found) for found in (classes, lines, models)))


def verdict_of(rows: sqlite3.Connection, inspection_id: str) -> str | None:
    """The newest one; None where nobody has judged it."""
    found = rows.execute(
        "SELECT verdict FROM verdicts WHERE inspection_id = ? ORDER BY recorded_at DESC, id DESC LIMIT 1",
        (inspection_id,),
    ).fetchone()
    return None if found is None else str(found[0])


def totals(rows: sqlite3.Connection, inspection_id: str) -> dict[tuple[str, Severity], int]:
    """Defects of an inspection by class name and severity."""
    found = rows.execute(
        """
        SELECT class_name, severity, count(*) FROM defects WHERE inspection_id = ? AND absorbed_by IS NULL
        GROUP BY class_name, severity
        """,
        (inspection_id,),
    )
    return {(class_name, Severity(severity)): n for class_name, severity, n in found}


def extent_px(rows: sqlite3.Connection, inspection_id: str) -> tuple[float, float, dict[int, int]]:
    """(rows passed on the longest lane, its end in mm or 0, width in px by lane) of an inspection's frames."""
    longest, end_mm, widths = 0.0, 0.0, dict[int, int]()
    for lane, end_px, mm, width in rows.execute(
        """
        SELECT f.lane, max(f.along_px + coalesce(f.n_rows, 0)),
            max(f.along_mm + coalesce(f.n_rows, 0) * coalesce(l.mm_per_px_along, 0)), max(f.width)
        FROM frames AS f LEFT JOIN lanes AS l ON l.inspection_id = f.inspection_id AND l.lane = f.lane
        WHERE f.inspection_id = ? GROUP BY f.lane
        """,
        (inspection_id,),
    ):
        longest, end_mm = max(longest, end_px or 0), max(end_mm, mm or 0.0)
        widths[lane] = width or 0
    return longest, end_mm, widths


def _count(severity: str) -> str:
    return f"""
        (SELECT count(*) FROM defects AS d
        WHERE d.inspection_id = i.id AND d.severity = '{severity}' AND d.absorbed_by IS NULL)
    """


# Also one that was promoted while the piece ran.
_BY_MODEL = """(
    :model IN (i.model_name, i.model_name || ' ' || i.model_version)
    OR EXISTS (
        SELECT 1 FROM models_used AS u WHERE u.inspection_id = i.id AND :model IN (u.name, u.name || ' ' || u.version)
    )
)"""


def _of_inspection(search: Search) -> tuple[list[str], dict[str, Any]]:
    where: list[str] = []
    values: dict[str, Any] = {}
    if words := search.text.split():
        for index, word in enumerate(words):
            where.append(rf"(p.name LIKE :word{index} ESCAPE '\' OR i.id LIKE :id{index} ESCAPE '\')")
            plain = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            values |= {f"word{index}": f"%{plain}%", f"id{index}": f"{plain}%"}
    for name, condition, value in (
        ("since", "i.started_at >= :since", search.since),
        ("until", "i.started_at < :until", search.until),
        ("line", "i.line = :line", search.line),
        ("model", _BY_MODEL, search.model),
    ):
        if value:
            where.append(condition)
            values[name] = value
    if search.verdict == "none":
        where.append(f"{_VERDICT} IS NULL")
    elif search.verdict:
        where.append(f"{_VERDICT} = :verdict")
        values["verdict"] = search.verdict
    return where, values


def _of_defect(search: Search) -> tuple[list[str], dict[str, Any]]:
    where, values = ["d.absorbed_by IS NULL"], dict[str, Any]()
    if search.class_name:
        where.append("d.class_name = :class_name")
        values["class_name"] = search.class_name
    if search.min_severity is not Severity.NONE:
        wanted = [one.value for one, rank in _RANK.items() if rank >= _RANK[search.min_severity]]
        where.append(f"d.severity IN ({', '.join(f':severity{index}' for index in range(len(wanted)))})")
        values |= {f"severity{index}": value for index, value in enumerate(wanted)}
    for name, condition, value in (
        ("size", "max(d.iso8785_length_mm, d.iso8785_width_mm) >= :size", search.min_size_mm),
        ("along_from", "d.position_mm >= :along_from", search.along_mm[0]),
        ("along_to", "d.position_mm <= :along_to", search.along_mm[1]),
        ("across_from", "d.offset_mm >= :across_from", search.across_mm[0]),
        ("across_to", "d.offset_mm <= :across_to", search.across_mm[1]),
    ):
        if value is not None:
            where.append(condition)
            values[name] = value
    return where, values


def _inspection(
    started_at: str, rowid: int, inspection_id: str, name: str, kind: str, line: str, model: str, state: str,
    n_inspected: int | None, n_not_inspected: int | None, n_defects: int, n_major: int, n_critical: int,
    unit: str | None, inspected: float | None, seen: float | None, n_unknown: int | None, verdict: str | None,
) -> FoundInspection:  # fmt: skip
    return FoundInspection(
        (started_at, rowid), inspection_id, name, kind, line, model, InspectionState(state), started_at, n_inspected,
        n_not_inspected, n_defects, n_major, n_critical, unit, inspected, seen, n_unknown, verdict,
    )  # fmt: skip


def _defect(
    started_at: str, rowid: int, inspection_id: str, piece_name: str, defect_id: int, class_index: int,
    class_name: str, severity: str, score: float, *measures: Any,
) -> FoundDefect:  # fmt: skip
    position_px, offset_px, length_px, width_px, larger_px, smaller_px = measures[:6]
    position_mm, offset_mm, length_mm, width_mm, larger_mm, smaller_mm, frame_index, file = measures[6:]
    size_mm = None if larger_mm is None else (larger_mm, smaller_mm)
    return FoundDefect(
        (started_at, rowid, defect_id), inspection_id, piece_name, started_at, defect_id, class_index, class_name,
        Severity(severity), score, position_px, offset_px, length_px, width_px, (larger_px, smaller_px), position_mm,
        offset_mm, length_mm, width_mm, size_mm, frame_index if type(frame_index) is int else 0, str(file or ""),
    )  # fmt: skip
