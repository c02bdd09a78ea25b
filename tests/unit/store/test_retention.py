"""Pictures go by the plant's rule of age, and only those; what went, and why, stands in the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_samples import begin

from inspector.core.audit import AuditStamp, utc_now
from inspector.core.defect import Box
from inspector.core.grading import Verdict
from inspector.core.messages import Code
from inspector.core.remark import Remark, RemarkKind
from inspector.core.retention import GoneBecause, RetentionRule
from inspector.store.database import reading
from inspector.store.operations.evidence import MarkAnnotated, RecordEvidence
from inspector.store.operations.inspections import EndInspection
from inspector.store.operations.remarks import RecordRemark
from inspector.store.queries import evidence
from inspector.store.queries.retention import removable
from inspector.store.records import EvidenceKind, InspectionState
from inspector.store.retention import RetentionKeeper, remove, to_remove
from inspector.store.writer import StoreWriter

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Plant:
    """One inspection a day, ``n_days`` of them up to today, each with one whole frame: frame n is n days old."""

    def __init__(self, folder: Path, n_days: int = 40) -> None:
        self.frames, self.writer = folder / "frames", StoreWriter(folder / "inspection.sqlite")
        self.frames.mkdir()
        for age in range(n_days, 0, -1):
            self.inspect(age)
        assert self.writer.flush()

    def stamp(self, age: int) -> AuditStamp:
        return AuditStamp(NOW - timedelta(days=age, hours=1), "anna")

    def inspect(self, age: int) -> None:
        inspection_id, path = f"{age:032x}", f"{age}.png"
        self.writer.submit(begin(inspection_id, f"R-{age}", stamp=self.stamp(age)))
        self.writer.submit(
            RecordEvidence(
                kind=EvidenceKind.FRAME, inspection_id=inspection_id, lane=0, frame_index=age, path=path,
                kept_because="severe", box=Box(0, 0, 4, 4), bits=8, n_bytes=10, stamp=self.stamp(age),
            ),
            EndInspection(inspection_id, InspectionState.COMPLETED, stamp=self.stamp(age)),
        )  # fmt: skip
        (self.frames / path).write_bytes(b"0123456789")

    def record_lately(self) -> None:
        """On the three days up to this one, by the PC's own clock, which ``to_remove`` asks."""
        for age in range(3):
            inspection_id = f"{0xE00 + age:032x}"
            self.writer.submit(
                begin(inspection_id, f"R-lately-{age}", stamp=AuditStamp(utc_now() - timedelta(days=age), "anna")),
                EndInspection(inspection_id, InspectionState.COMPLETED),
            )
        assert self.writer.flush()

    def due(self, now: datetime = NOW, **rule: int) -> list[int]:
        with reading(self.writer.path) as rows:
            return [int(one.path.removesuffix(".png")) for one in removable(rows, RetentionRule(**rule), now)]

    def execute(self, sql: str, *values: object) -> None:
        assert self.writer.flush()
        with closing(sqlite3.connect(self.writer.path)) as connection, connection:
            connection.execute(sql, values)


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = Plant(tmp_path)
    yield made
    made.writer.close()


def test_what_is_older_than_the_rule_is_due_and_without_a_rule_nothing(plant: Plant) -> None:
    assert plant.due() == plant.due(critical_days=1, rejected_days=1) == []
    assert plant.due(keep_days=30) == list(range(40, 29, -1))
    assert plant.due(keep_days=100_000) == []


def test_critical_rejected_asked_for_labelled_and_remarked_ones_stay_longer(plant: Plant) -> None:
    ids = {age: f"{age:032x}" for age in range(1, 41)}
    plant.execute("UPDATE evidence SET kept_because = 'severe,flagged' WHERE path = '39.png'")
    plant.execute("UPDATE evidence SET is_annotated = 1 WHERE path = '38.png'")
    plant.writer.submit(RecordRemark(ids[37], Remark(RemarkKind.MISSED, 0, 39, 0, None, None, "a crack")))
    plant.execute("UPDATE inspections SET state = 'running' WHERE id = ?", ids[36])
    rule = {"keep_days": 30, "rejected_days": 60}
    plant.execute(
        "INSERT INTO verdicts (uid, inspection_id, verdict, rule, table_name, table_version, table_sha256, table_toml, "
        "recorded_at, actor, pc, line) VALUES ('u', ?, ?, '', 't', 1, '', '', '2026-05-01', 'anna', '', '')",
        ids[35], Verdict.REJECT.value,
    )  # fmt: skip
    assert plant.due(**rule) == [40, 34, 33, 32, 31, 30]  # flagged, labelled, remarked, running, rejected stay
    assert plant.due(**rule, flagged_days=38) == [40, 39, 34, 33, 32, 31, 30]
    assert plant.due(NOW + timedelta(days=26), **rule)[:3] == [40, 35, 34]  # 61 days old


def test_a_clock_that_jumps_and_a_line_that_stood_still_remove_nothing(plant: Plant) -> None:
    later = NOW + timedelta(days=3650)
    assert plant.due(later, keep_days=30) == []
    assert plant.due(datetime(1980, 1, 1, tzinfo=UTC), keep_days=30) == []
    for days in (-3649, -3648):  # it records with the clock of ten years later
        plant.inspect(days)
        assert plant.writer.flush()
        assert plant.due(later, keep_days=30) == []
    plant.inspect(-3647)
    assert plant.writer.flush()
    assert plant.due(later, keep_days=30) == list(range(40, 4, -1))  # the last seven days on which it recorded stay


def test_what_was_recorded_while_the_clock_had_fallen_back_is_as_old_as_what_came_before(plant: Plant) -> None:
    plant.execute("UPDATE evidence SET recorded_at = '2000-01-01T00:00:00.000Z' WHERE path IN ('35.png', '5.png')")
    plant.execute("UPDATE evidence SET state = 'evicted' WHERE path = '6.png'")  # its row still says when that was
    assert plant.due(keep_days=30) == list(range(40, 29, -1))
    assert plant.due(keep_days=6) == [*range(40, 6, -1)]


def test_files_go_rows_stay_and_say_why_and_one_event_counts_them(plant: Plant) -> None:
    rule = RetentionRule(keep_days=30)
    with reading(plant.writer.path) as rows:
        due = removable(rows, rule, NOW)
    plant.writer.submit(MarkAnnotated(1))  # somebody begins to label the oldest one just now
    done = remove(plant.writer, plant.frames, due)
    assert (done.n_pictures, done.n_bytes, done.piece_names) == (
        10,
        100,
        tuple(f"R-{age}" for age in range(39, 29, -1)),
    )
    assert sorted(int(one.stem) for one in plant.frames.iterdir()) == [*range(1, 30), 40]
    with reading(plant.writer.path) as rows:
        (gone,) = evidence.whole_frames(rows, f"{35:032x}")
        n_rows = rows.execute("SELECT count(*), sum(state = 'kept') FROM evidence").fetchone()
        (event,) = rows.execute("SELECT message FROM events").fetchall()
    assert gone.gone is not None
    assert (gone.gone.because, gone.gone.after_days, n_rows) == (GoneBecause.AGE, 30, (40, 30))
    assert Code.EVIDENCE_AGED.value in event[0]
    assert '"n": 10' in event[0]


def test_a_kill_between_the_mark_and_the_file_is_finished_at_the_next_look(plant: Plant) -> None:
    plant.execute("UPDATE evidence SET state = 'evicting', gone_because = 'age' WHERE id <= 5")
    with reading(plant.writer.path) as rows:
        due = removable(rows, RetentionRule(keep_days=39), NOW)
    assert [one.path for one in due] == []
    plant.record_lately()
    remove(plant.writer, plant.frames, to_remove(plant.writer.path, RetentionRule(keep_days=30), ())[:1])
    assert not (plant.frames / "40.png").exists()


def test_the_keeper_waits_for_a_calm_time_and_goes_on_in_portions(plant: Plant, tmp_path: Path) -> None:
    """Its rule is read from the PC's clock: all of these are years old by then, or not yet, whatever it says."""
    now_s = 0.0
    rule = RetentionRule()
    keeper = RetentionKeeper(
        plant.writer, plant.frames, lambda: rule, lambda: ["39.png"], clock=lambda: now_s
    )  # fmt: skip
    assert keeper.look().n_pictures == 0  # no rule
    plant.execute("UPDATE evidence SET recorded_at = '2001-01-01T00:00:00.000Z' WHERE id <= 4")
    plant.execute("UPDATE inspections SET started_at = '2001-02' || substr(started_at, 8)")
    plant.record_lately()
    rule = RetentionRule(keep_days=30)
    plant.writer.submit(begin("f" * 32, "R-now"))
    assert plant.writer.flush()
    assert keeper.look().n_pictures == 0  # a line inspects
    plant.writer.submit(EndInspection("f" * 32, InspectionState.COMPLETED))
    assert plant.writer.flush()
    assert keeper.look().piece_names == ("R-40", "R-38", "R-37")  # R-39 is protected
    now_s = 10.0
    assert keeper.look().n_pictures == 0
