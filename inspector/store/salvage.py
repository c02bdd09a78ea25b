"""What a damaged database still holds, copied row by row into a sound one.

Tables are read in the order of their keys. Where a page cannot be read, the next key after it that can be is searched
for, with doubled steps and then halves: a damaged page costs its own rows and some forty looks. Rows that the sound
database has already stay as they are there; rows that it refuses (garbage that looks like a row) are counted.
An inspection of which only frames or defects are left gets a row that says so.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from inspector.store.database import is_damage
from inspector.store.records import InspectionState, new_piece_uid

_KEYS = {"lanes": "lane", "models_used": "lane", "frames": "frame_index", "gaps": "gap_id"}  # within an inspection
# Their id rises with age, and means nothing outside its file.
_AGED = (
    *("defects", "events", "evidence"),
    *("frame_regions", "alarms", "remarks", "setting_changes", "verdicts"),
)
TABLES = ("pieces", "inspections", *_KEYS, *_AGED)
UNKNOWN_PIECE = "recovered"  # the name of a piece whose own row is lost
_FARTHEST = 2**40  # keys after a damaged page that are searched for one that can be read


@dataclass(slots=True)
class Salvaged:
    """By table."""

    n_saved: Counter[str] = field(default_factory=Counter)  # rows that were not there before
    n_skipped: Counter[str] = field(default_factory=Counter)  # keys that lie on pages nobody can read: rows at most
    n_refused: Counter[str] = field(default_factory=Counter)  # rows that were no rows any more
    torn: set[str] = field(default_factory=set)  # tables that could not be read to their end

    @property
    def has_losses(self) -> bool:
        return bool(self.torn) or any(self.n_skipped.values()) or any(self.n_refused.values())


def salvage(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    *,
    only: Collection[str] | None = None,
    keeps_ids: bool = False,
) -> Salvaged:
    """Copy what can be read; in one transaction of the caller's.

    ``only`` these inspections, by their indexes: quick where the database is large. ``keeps_ids``: ids that rise with
    age stay (into an empty database); else they are given anew. Raises sqlite3.Error that is no damage, such as an
    interrupt; what was copied by then stays.
    """
    source.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return _Salvage(source, target, only, keeps_ids).run()


def order_by_age(connection: sqlite3.Connection) -> None:
    """Give ids anew, so that they rise with the time of recording: rows of several files were put together."""
    for table in _AGED:
        connection.execute(
            f"""
            CREATE TEMP TABLE places AS
            SELECT id AS old, row_number() OVER (ORDER BY recorded_at, id) AS new FROM {table}
            """
        )
        connection.execute("CREATE UNIQUE INDEX temp.places_old ON places (old)")
        connection.execute(f"UPDATE {table} SET id = -(SELECT new FROM places WHERE old = {table}.id)")
        connection.execute(f"UPDATE {table} SET id = -id")
        connection.execute("DROP TABLE places")


class _Salvage:
    def __init__(
        self, source: sqlite3.Connection, target: sqlite3.Connection, only: Collection[str] | None, keeps_ids: bool
    ) -> None:
        self._source, self._target = source, target
        self._only = only
        self._keeps_ids = keeps_ids
        self._found = Salvaged()
        self._known: set[str] = set()  # inspections in the target

    def run(self) -> Salvaged:
        self._known = {found for (found,) in self._target.execute("SELECT id FROM inspections")}
        uids = None if self._only is None else self._piece_uids(self._only)
        for row in self._by_rowid("pieces"):
            if uids is None or row["uid"] in uids:
                self._insert("pieces", row)
        for row in self._by_rowid("inspections"):
            if (self._only is None or row["id"] in self._only) and self._insert("inspections", row):
                self._known.add(row["id"])
        for table in _KEYS:
            for inspection_id in sorted(self._inspections_in(table)):
                for row in self._by_key(table, _KEYS[table], inspection_id):
                    self._insert_child(table, row)
        for table in _AGED:
            if self._only is None:
                rows: Iterator[dict[str, Any]] = self._by_rowid(table)
            else:
                key = "defect_id" if table == "defects" else "id"
                rows = (row for one in sorted(self._only) for row in self._by_key(table, key, one))
            for row in rows:
                self._insert_child(table, row)
        return self._found

    def _piece_uids(self, inspection_ids: Collection[str]) -> set[str]:
        return {row["piece_uid"] for row in self._by_rowid("inspections") if row["id"] in inspection_ids}

    def _inspections_in(self, table: str) -> set[str]:
        if self._only is not None:
            return set(self._only)
        found = set(self._known)
        for least, other in (("min", ">"), ("max", "<")):  # from both ends, up to a page that cannot be read
            last: str | None = "" if other == ">" else "~"
            with suppress(sqlite3.DatabaseError):
                while last is not None:
                    found |= {last} - {"", "~"}
                    query = f"SELECT {least}(inspection_id) FROM {table} WHERE inspection_id {other} ?"
                    (last,) = self._source.execute(query, (last,)).fetchone()
        return found

    # reading

    def _by_rowid(self, table: str) -> Iterator[dict[str, Any]]:
        columns = self._columns(table)
        yield from self._rows(
            table, columns, f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid >= ? ORDER BY rowid", ()
        )

    def _by_key(self, table: str, key: str, inspection_id: str) -> Iterator[dict[str, Any]]:
        columns = self._columns(table)
        query = f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE inspection_id = ? AND {key} >= ? ORDER BY {key}"
        yield from self._rows(table, columns, query, (inspection_id,))

    def _rows(
        self, table: str, columns: Sequence[str], query: str, values: tuple[str, ...]
    ) -> Iterator[dict[str, Any]]:
        start = 0
        while True:
            last = start - 1
            try:
                for key, *row in self._source.execute(query, (*values, start)):
                    last = int(key)
                    yield dict(zip(columns, row, strict=True))
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
            else:
                return
            found = self._next_readable(query, values, last + 1)
            if found is None:
                self._found.torn.add(table)
                return
            self._found.n_skipped[table] += found - last - 1
            for row in self._rows_at(query, values, found):
                yield dict(zip(columns, row, strict=True))
            start = found + 1

    def _rows_at(self, query: str, values: tuple[str, ...], key: int) -> Iterator[Sequence[Any]]:
        """The rows of one key, one by one: a cursor that meets damage drops the row before it."""
        for n_before in count():
            try:
                found = self._source.execute(f"{query} LIMIT 1 OFFSET ?", (*values, key, n_before)).fetchone()
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
                return
            if found is None or int(found[0]) != key:
                return
            yield found[1:]

    def _next_readable(self, query: str, values: tuple[str, ...], start: int) -> int | None:
        """The first key from ``start`` on that can be read again; None where there is none."""
        bad, step = start - 1, 1
        while step <= _FARTHEST:
            good, key = bad + step, self._key_from(query, values, bad + step)
            if key is not None:
                break
            bad, step = good, 2 * step
        else:
            return None
        while good - bad > 1:
            middle = (bad + good) // 2
            found = self._key_from(query, values, middle)
            if found is None:
                bad = middle
            else:
                good, key = middle, found
        return key if key >= 0 else None  # at its end, after a page that cannot be read

    def _key_from(self, query: str, values: tuple[str, ...], start: int) -> int | None:
        """The key of the first row from ``start`` on; -1 where the table is at its end; None where it is damaged."""
        try:
            found = self._source.execute(f"{query} LIMIT 1", (*values, start)).fetchone()
        except sqlite3.Error as error:
            if is_damage(error):
                return None
            raise
        return -1 if found is None else int(found[0])

    def _columns(self, table: str) -> list[str]:
        return [name for _, name, *_ in self._target.execute(f"PRAGMA table_info({table})")]  # not those generated

    # writing

    def _insert_child(self, table: str, row: dict[str, Any]) -> None:
        inspection_id = row["inspection_id"]
        if isinstance(inspection_id, str) and inspection_id not in self._known:
            self._invent(inspection_id, row)
        if not self._keeps_ids:
            row.pop("id", None)
        self._insert(table, row)

    def _insert(self, table: str, row: dict[str, Any]) -> bool:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        try:
            n = self._target.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})", row).rowcount
        except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError):
            self._found.n_refused[table] += 1
            return False
        self._found.n_saved[table] += n
        return True

    def _invent(self, inspection_id: str, row: dict[str, Any]) -> None:
        """Its own row is lost: what is left of it must not be."""
        known = {"line": row["line"], "pc": row["pc"], "actor": row["actor"]}
        uid = new_piece_uid()
        self._insert(
            "pieces", {"uid": uid, "name": UNKNOWN_PIECE, "kind": "piece", "created_at": row["recorded_at"], **known}
        )
        invented = {
            "id": inspection_id, "piece_uid": uid, "model_name": "", "model_version": "", "model_sha256": "",
            "model_provider": "", "class_names": "[]", "thresholds": "[]", "min_area_px": "[]", "severity_table": "[]",
            "state": InspectionState.UNFINISHED.value, "started_at": row["recorded_at"],
            "ended_at": row["recorded_at"], "coverage_n_unknown": 0, **known,
        }  # fmt: skip
        if self._insert("inspections", invented):
            self._known.add(inspection_id)
