"""Inspections and defects found again by what people remember of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import NOON, STAMP, begin, defect, frame, gap, record_missed

from inspector.core.defect import Severity, Size
from inspector.core.messages import Code, message
from inspector.core.piece import Coverage, GapCause
from inspector.presenters.review_composer import opened
from inspector.store.database import reading
from inspector.store.operations.defects import Absorbed, RecordDefects
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.gaps import RecordGap
from inspector.store.operations.inspections import EndInspection, RecordModel
from inspector.store.operations.operation import Operation
from inspector.store.queries import history, inspections, search
from inspector.store.queries.search import Search
from inspector.store.records import InspectionState, ModelUsed
from inspector.store.writer import StoreWriter

A, B, C = "a" * 32, "b" * 32, "c" * 32


class _Sql(Operation):
    def __init__(self, statement: str) -> None:
        super().__init__()
        object.__setattr__(self, "_statement", statement)

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def apply(self, connection) -> None:  # type: ignore[no-untyped-def]  # a fixture
        connection.execute(self._statement)


def sized(number: int, mm: float, **changed: object):  # type: ignore[no-untyped-def]
    return replace(defect(number), size_mm=Size(1, 1, 1, 1, 1, mm, 1, None), **changed)  # type: ignore[arg-type]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """R-1 (a, noon) with a major scratch at 250 mm; coil 100 % (b, an hour later) with none; R-1 again (c, running)."""
    writer = StoreWriter(tmp_path / "inspection.sqlite")
    later = replace(STAMP, at=NOON + timedelta(hours=1))
    last = replace(STAMP, at=NOON + timedelta(hours=2))
    writer.submit(begin(A), frame(0, A), record_missed(1, A), RecordGap(A, gap(), stamp=STAMP))
    writer.submit(
        RecordDefects(
            A,
            (
                defect(1),
                sized(2, 50.0, class_name="Lunker", severity=Severity.CRITICAL, position_mm=900.0, offset_mm=40.0),
                sized(3, 2.0, severity=Severity.NONE),
                sized(4, 99.0, severity=Severity.CRITICAL),
            ),
            (Absorbed(4, 1),),
        ),
        RecordEvent(message(Code.CAMERA_BACK, address="cam", lost_s=2), A, stamp=STAMP),
        EndInspection(A, InspectionState.COMPLETED, None, Coverage("mm", 750.0, {GapCause.SKIPPED: 250.0})),
    )
    writer.submit(begin(B, "coil 100 %", line="line 3", stamp=later), frame(0, B))
    writer.submit(EndInspection(B, InspectionState.CANCELLED))
    writer.submit(begin(C, stamp=last))
    writer.submit(
        _Sql(
            f"""INSERT INTO verdicts (uid, inspection_id, verdict, rule, table_name, table_version, table_sha256,
            table_toml, line, pc, recorded_at, actor)
            VALUES ('{"1" * 32}', '{A}', 'accept', 'r', 't', 1, '', '', '', '', '2026-03-01T13:00:00.000Z', 'anna'),
            ('{"2" * 32}', '{A}', 'reject', 'too long', 't', 4, '', '', '', '', '2026-03-01T14:00:00.000Z', 'ben')"""
        )
    )
    assert writer.flush()
    assert not writer.n_rejected
    yield writer.path
    writer.close()


@contextmanager
def looking(database: Path):  # type: ignore[no-untyped-def]
    with reading(database) as rows:
        yield rows


def ids(database: Path, **asked: object) -> str:
    with reading(database) as rows:
        return "".join(one.inspection_id[0] for one in search.inspections(rows, Search(**asked)))  # type: ignore[arg-type]


def test_all_of_them_newest_first_with_their_counts(database: Path) -> None:
    with reading(database) as rows:
        running, cancelled, first = search.inspections(rows, Search())
    assert (running.inspection_id, cancelled.inspection_id, first.inspection_id) == (C, B, A)
    assert (first.piece_name, first.line, first.model) == ("R-1", "line 2", "steel-anet 3")
    assert (first.n_inspected, first.n_not_inspected) == (1, 1)
    assert (first.n_defects, first.n_major, first.n_critical) == (3, 1, 1)  # what was absorbed does not count
    assert (first.coverage_unit, first.coverage_inspected, first.coverage_seen) == ("mm", 750.0, 1000.0)
    assert (first.verdict, cancelled.verdict) == ("reject", None)  # the newest counts
    assert (running.state, running.n_inspected, running.n_defects) == (InspectionState.RUNNING, None, 0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "r-1"}, "ca"),
        ({"text": "100 %"}, "b"),
        ({"text": "%"}, "b"),
        ({"text": "_"}, ""),
        ({"text": "aaaa"}, "a"),
        ({"since": "2026-03-01T12:30:00.000Z"}, "cb"),
        ({"until": "2026-03-01T12:30:00.000Z"}, "a"),
        ({"line": "line 3"}, "b"),
        ({"model": "steel-anet"}, "cba"),
        ({"model": "steel-anet 3"}, "cba"),
        ({"model": "other"}, ""),
        ({"verdict": "reject"}, "a"),
        ({"verdict": "accept"}, ""),
        ({"verdict": "none"}, "cb"),
        ({"class_name": "Lunker"}, "a"),
        ({"class_name": "Lunker", "min_severity": Severity.CRITICAL}, "a"),
        ({"class_name": "scratch", "min_severity": Severity.CRITICAL}, ""),
        ({"min_size_mm": 50.0}, "a"),
        ({"min_size_mm": 50.5}, ""),
        ({"along_mm": (800.0, None)}, "a"),
        ({"along_mm": (None, 100.0)}, ""),
        ({"across_mm": (30.0, 45.0)}, "a"),
        ({"across_mm": (41.0, 45.0)}, ""),
    ],
)
def test_what_is_asked_for_is_found(database: Path, asked: dict[str, object], found: str) -> None:
    assert ids(database, **asked) == found


def test_pages_follow_each_other_without_hole_or_double(database: Path) -> None:
    with reading(database) as rows:
        first = search.inspections(rows, Search(), limit=2)
        rest = search.inspections(rows, Search(), limit=2, after=first[-1].key)
        assert "".join(one.inspection_id[0] for one in (*first, *rest)) == "cba"
        one = search.defects(rows, Search(), limit=2)
        two = search.defects(rows, Search(), limit=2, after=one[-1].key)
        assert [found.defect_id for found in (*one, *two)] == [1, 2, 3]
        alone = search.defects(rows, Search(), inspection_id=A, limit=2)
        more = search.defects(rows, Search(), inspection_id=A, limit=2, after=alone[-1].key)
        assert [found.defect_id for found in (*alone, *more)] == [1, 2, 3]


def test_a_defect_that_was_found_tells_its_piece_and_its_file(database: Path) -> None:
    with reading(database) as rows:
        (found,) = search.defects(rows, Search(class_name="Lunker"))
    assert (found.piece_name, found.inspection_id, found.defect_id) == ("R-1", A, 2)
    assert (found.severity, found.position_mm, found.offset_mm) == (Severity.CRITICAL, 900.0, 40.0)
    assert (found.frame_index, found.file) == (5, "frame 000005")
    assert found.size_mm == (50.0, 1.0)


def test_totals_and_choices(database: Path) -> None:
    with reading(database) as rows:
        assert search.totals(rows, A) == {
            ("scratch", Severity.MAJOR): 1,
            ("Lunker", Severity.CRITICAL): 1,
            ("scratch", Severity.NONE): 1,
        }
        choices = search.choices(rows)
        assert choices.class_names == ("Lunker", "scratch")
        assert choices.lines == ("line 2", "line 3")
        assert choices.models == ("steel-anet 3",)
        assert search.extent_px(rows, A) == (2000.0, 500.0, {0: 2048})


def test_a_piece_is_found_by_each_model_that_inspected_a_part_of_it(writer) -> None:  # type: ignore[no-untyped-def]  # a fixture
    newer = ModelUsed("steel-anet", "4", "cd" * 32, "")
    writer.submit(begin(A), begin(B, "coil 7"), RecordModel(A, 120, newer))
    assert writer.flush()
    assert ids(writer.path, model="steel-anet 4") == A[0]
    assert set(ids(writer.path, model="steel-anet 3")) == {A[0], B[0]}
    with reading(writer.path) as rows:
        assert search.choices(rows).models == ("steel-anet 3", "steel-anet 4")
        record, used = inspections.by_id(rows, A), inspections.models_used(rows, A)
    assert record is not None
    piece = opened(record, None, 0, (0, 0.0, {}), (), used)
    assert "model steel-anet 3, from frame 120 on steel-anet 4" in piece.subtitle


def test_what_happened_is_told_newest_first(database: Path) -> None:
    with reading(database) as rows:
        found = history.of_inspection(rows, A)
        assert history.of_inspection(rows, B) == ()
    assert [one.kind.value for one in found] == ["verdict", "verdict", "event"]
    assert found[0].words == ("reject", "too long", "t 4")
    assert found[2].message is not None
    assert found[2].message.code is Code.CAMERA_BACK
