"""What is labelled, over all frames, without opening each: a cache beside the labels, which may be lost at any time.

    with LabelIndex(store) as index:
        index.labels(report)                what every sheet says; those that were changed since are read anew
        index.remember(path, status, sha)   which frame a file held when it was opened
        index.instances()                   each instance, its class, size and author
        index.remembered()                  path -> SHA-256, as far as size and time are still the same

annotations/index.sqlite; where it is missing, damaged or of another format it is made anew from the sheets, and where
it cannot be written it is kept in the memory. One thread at a time.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.annotation.instances import IGNORED
from inspector.annotation.label_sheet import FrameSource, LabelSheet, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core.json_text import json_text
from inspector.core.messages import LabelError
from inspector.core.typed_json import from_json
from inspector.sources.readers import ANSWER_S, NoAnswer, Reading, answer

if TYPE_CHECKING:
    from types import TracebackType

    from pydantic import TypeAdapter

log = logging.getLogger("inspector.annotation")

NAME = "index.sqlite"
FORMAT = 2  # of its tables and facts; another is made anew
_REPORT_EVERY = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """Of the labels of one frame, as its sheet says."""

    frame_sha256: str
    state: LabelState = LabelState.NEW
    class_names: tuple[str, ...] = ()  # all that its sheet lists after background
    counts: tuple[tuple[str, int], ...] = ()  # instances by class, ignored pixels not among them
    largest_px: int = 0  # its largest instance
    authors: tuple[str, ...] = ()
    reviewed_by: str = ""
    n_open_notes: int = 0
    n_finishes: int = 0  # by one person after the other
    pixels: tuple[tuple[str, int], ...] = ()  # by class, as ``counts``
    source: FrameSource | None = None  # None where the sheet cannot be read
    fault: str = ""  # why it cannot

    @classmethod
    def of(cls, sheet: LabelSheet) -> LabelFacts:
        instances = [note for note in sheet.instances if note.class_name != IGNORED]
        counts = Counter(note.class_name for note in instances)
        pixels: Counter[str] = Counter()
        for note in instances:
            pixels[note.class_name] += note.n_pixels
        return cls(
            sheet.frame_sha256, sheet.state, sheet.class_names[1:], tuple(sorted(counts.items())),
            max((note.n_pixels for note in instances), default=0), sheet.authors,
            sheet.reviewed_by, sum(not note.is_closed for note in sheet.notes), len(sheet.finishes),
            tuple(sorted(pixels.items())), sheet.source,
        )  # fmt: skip

    @property
    def n_instances(self) -> int:
        return sum(n for _, n in self.counts)


@dataclass(frozen=True, slots=True)
class InstanceFacts:
    """Of one instance that is not ignored."""

    frame_sha256: str
    class_name: str
    author: str
    origin: str
    n_px: int
    width_px: int  # of its box
    height_px: int


def _instance_rows(sheet: LabelSheet) -> Iterator[tuple[str, str, str, str, int, int, int]]:
    for note in sheet.instances:
        if note.class_name != IGNORED:
            box = note.box
            yield (
                sheet.frame_sha256, note.class_name, note.author, note.origin.kind.value, note.n_pixels, box.width,
                box.height,
            )  # fmt: skip


class LabelIndex:
    def __init__(self, store: LabelStore) -> None:
        self._store = store
        self._path = store.folder / NAME
        self._rows = self._opened()

    def __enter__(self) -> LabelIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def labels(self, report: Progress = lambda done, total: None) -> dict[str, LabelFacts]:
        """By SHA-256 of the frame. Raises LabelError where the folder cannot be listed."""
        found = dict(self._sheets())
        known = self._kept()
        facts: dict[str, LabelFacts] = {}
        fresh: list[tuple[str, int, int, str]] = []
        instances: list[tuple[str, str, str, str, int, int, int]] = []
        for done, (sha, (n_bytes, mtime_ns)) in enumerate(found.items()):
            if done % _REPORT_EVERY == 0:
                report(done, len(found))
            if sha in known and known[sha][:2] == (n_bytes, mtime_ns):
                facts[sha] = known[sha][2]
                continue
            try:
                sheet = self._store.read_sheet(sha)
            except LabelError as error:
                facts[sha] = LabelFacts(sha, fault=str(error.message.params.get("detail", error)))
                continue  # not kept: it is looked at again next time
            if sheet is not None:
                facts[sha] = LabelFacts.of(sheet)
                fresh.append((sha, n_bytes, mtime_ns, json_text(asdict(facts[sha]))))
                instances += _instance_rows(sheet)
        report(len(found), len(found))
        gone = [(sha,) for sha in known.keys() - found.keys()]
        if fresh or gone:
            self._write(
                ("DELETE FROM instances WHERE sha = ?", [*gone, *((row[0],) for row in fresh)]),
                ("INSERT OR REPLACE INTO labels VALUES (?, ?, ?, ?)", fresh),
                ("INSERT INTO instances VALUES (?, ?, ?, ?, ?, ?, ?)", instances),
                ("DELETE FROM labels WHERE sha = ?", gone),
            )
        return facts

    def instances(self) -> list[InstanceFacts]:
        """Of all frames, as ``labels`` found them last."""
        try:
            rows = self._rows.execute("SELECT * FROM instances ORDER BY rowid").fetchall()
        except sqlite3.Error as error:
            log.warning("the index of labels is made anew: %s", error)
            self._make_anew()
            self.labels()
            rows = self._rows.execute("SELECT * FROM instances ORDER BY rowid").fetchall()
        return [InstanceFacts(*row) for row in rows]

    def remember(self, path: str, status: os.stat_result, frame_sha256: str) -> None:
        row = (path, status.st_size, status.st_mtime_ns, frame_sha256)
        self._write(("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", [row]))

    def remembered(self, is_wanted: Callable[[str], bool] = lambda path: True) -> dict[str, str]:
        """Only files that are as they were: one that was changed since is another frame."""
        found: dict[str, str] = {}
        try:
            rows = self._rows.execute("SELECT path, n_bytes, mtime_ns, sha FROM files").fetchall()
        except sqlite3.Error as error:
            log.warning("which files were opened is not known any more: %s", error)
            return {}

        def look(reading: Reading[Any]) -> None:
            for path, n_bytes, mtime_ns, sha in rows:
                reading.answered()
                if not (isinstance(path, str) and isinstance(sha, str) and is_wanted(path)):
                    continue  # a damaged file holds values of any type
                try:
                    status = Path(path).stat()
                except (OSError, ValueError):
                    continue
                if (status.st_size, status.st_mtime_ns) == (n_bytes, mtime_ns):
                    found[path] = sha

        try:
            answer(look, ANSWER_S)
        except NoAnswer:  # of a share that is away: what lies on it has no state in lists until it is opened
            log.warning("which opened files are as they were is known in part: one has not answered for %g s", ANSWER_S)
        return dict(found)  # a copy: what was given up may come back

    # inside

    def _sheets(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for sha in self._store.listed():
            try:
                status = self._store.files_of(sha).sheet.stat()
            except OSError:
                continue  # a mask or journal alone: its labels begin anew, or are refused, when it is opened
            yield sha, (status.st_size, status.st_mtime_ns)

    def _kept(self) -> Mapping[str, tuple[int, int, LabelFacts]]:
        try:
            rows = self._rows.execute("SELECT sha, n_bytes, mtime_ns, facts FROM labels").fetchall()
            return {sha: (n_bytes, mtime_ns, from_json(_adapter(), facts)) for sha, n_bytes, mtime_ns, facts in rows}
        except (sqlite3.Error, ValueError, TypeError) as error:  # a damaged file holds values of any type
            log.warning("the index of labels is made anew: %s", error)
            self._make_anew()
            return {}

    def _opened(self) -> sqlite3.Connection:
        try:
            rows = _connected(self._path)
            if rows.execute("PRAGMA user_version").fetchone() == (FORMAT,):
                return rows
            rows.close()
        except sqlite3.Error as error:
            log.info("the index of labels is made anew: %s", error)
        return self._made()

    def _make_anew(self) -> None:
        self._rows.close()
        self._rows = self._made()

    def _made(self) -> sqlite3.Connection:
        try:
            if not self._store.is_read_only:
                self._path.unlink(missing_ok=True)
                return _with_tables(_connected(self._path))
        except (OSError, sqlite3.Error) as error:
            log.warning("the index of labels is kept in the memory: %s", error)
        return _with_tables(sqlite3.connect(":memory:", check_same_thread=False))

    def _write(self, *statements: tuple[str, Sequence[tuple[str | int, ...]]]) -> None:
        """All of them or none: other threads of this program write too, each over a connection of its own."""
        try:
            with self._rows:
                self._rows.execute("BEGIN IMMEDIATE")
                for statement, rows in statements:
                    self._rows.executemany(statement, rows)
        except sqlite3.Error as error:  # it is a cache: what it lacks is read from the sheets again
            log.warning("the index of labels is not written: %s", error)


def _connected(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path, check_same_thread=False, timeout=1.0)
    rows.execute("PRAGMA synchronous = OFF")  # a cache
    return rows


def _with_tables(rows: sqlite3.Connection) -> sqlite3.Connection:
    with rows:
        rows.execute("CREATE TABLE labels (sha TEXT PRIMARY KEY, n_bytes INTEGER, mtime_ns INTEGER, facts TEXT)")
        rows.execute(
            "CREATE TABLE instances (sha TEXT, class TEXT, author TEXT, origin TEXT, n_px INTEGER, width_px INTEGER, "
            "height_px INTEGER)"
        )
        rows.execute("CREATE INDEX instances_of ON instances (sha)")
        rows.execute("CREATE TABLE files (path TEXT PRIMARY KEY, n_bytes INTEGER, mtime_ns INTEGER, sha TEXT)")
        rows.execute(f"PRAGMA user_version = {FORMAT}")
    return rows


@cache
def _adapter() -> TypeAdapter[LabelFacts]:
    from pydantic import TypeAdapter

    return TypeAdapter(LabelFacts)
