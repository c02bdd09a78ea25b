from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import Timeout
from store_samples import NOON, NOON_TEXT, STAMP, begin, frame, gap, opened

from inspector.core.audit import AuditStamp, utc_text
from inspector.core.messages import Code
from inspector.store.database import reading
from inspector.store.liveness import Liveness, locks_folder
from inspector.store.operations.gaps import RecordGap
from inspector.store.operations.inspections import EndInspection
from inspector.store.queries import events, gaps, inspections
from inspector.store.records import InspectionState

ONE = "1" * 32

CHILD = textwrap.dedent(f"""
    import sys
    sys.path.insert(0, {str(Path(__file__).parent)!r})
    from pathlib import Path
    from store_samples import begin, frame, opened
    writer = opened(Path(sys.argv[1]))
    writer.submit(begin(), frame(0))
    assert writer.flush()
    print("running", flush=True)
    sys.stdin.readline()
    from inspector.store.operations.inspections import EndInspection
    from inspector.store.records import InspectionState
    writer.submit(EndInspection("1" * 32, InspectionState.COMPLETED))
    writer.close()
""")


def child(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def state(folder: Path) -> InspectionState:
    with reading(folder / "inspection.sqlite") as rows:
        record = inspections.by_id(rows, ONE)
    assert record is not None
    return record.state


def test_an_inspection_of_a_living_process_is_left_alone_and_of_a_dead_one_marked(tmp_path):
    process = child(tmp_path)
    beside = opened(tmp_path)  # a command line beside a running window
    assert beside.unfinished == ()
    assert beside.close() == ()
    assert state(tmp_path) is InspectionState.RUNNING

    process.kill()
    process.communicate()
    after = opened(tmp_path)
    assert [(told.code, told.params["piece"]) for told in after.unfinished] == [(Code.INSPECTION_UNFINISHED, "R-1")]
    assert after.close() == ()
    assert state(tmp_path) is InspectionState.UNFINISHED
    with reading(after.path) as rows:
        assert [event.message for event in events.recent(rows, inspection_id=ONE)] == list(after.unfinished)
    assert list(locks_folder(after.path).glob("inspection-*")) == []


def test_an_inspection_that_ends_in_its_living_process_is_completed(tmp_path):
    process = child(tmp_path)
    beside = opened(tmp_path)
    process.communicate("end\n", timeout=120)
    assert beside.close() == ()
    assert process.returncode == 0
    assert state(tmp_path) is InspectionState.COMPLETED
    assert list(locks_folder(beside.path).glob("inspection-*")) == []


def test_an_unfinished_inspection_ended_with_its_last_frame(tmp_path):
    later = NOON.replace(hour=13)
    writer = opened(tmp_path)
    writer.submit(begin(), frame(0), frame(1, stamp=AuditStamp(later, "anna")))
    writer.close()  # closed without an end, as after a crash
    again = opened(tmp_path)
    again.close()
    with reading(again.path) as rows:
        record = inspections.by_id(rows, ONE)
    assert record is not None
    assert (record.state, record.ended_at, record.n_inspected) == (
        InspectionState.UNFINISHED,
        utc_text(later),
        2,
    )


def test_an_unfinished_inspection_ends_after_it_began_although_the_clock_was_set_back(tmp_path):
    writer = opened(tmp_path)
    before = AuditStamp(STAMP.at - timedelta(hours=1), "anna")
    writer.submit(begin(stamp=STAMP), frame(0, stamp=before))
    writer.submit(RecordGap(ONE, gap(started_at=NOON, ended_at=NOON - timedelta(hours=1))))
    assert writer.close() == ()
    assert opened(tmp_path).close() == ()
    with reading(writer.path) as rows:
        record = inspections.by_id(rows, ONE)
        (found,) = gaps.of_inspection(rows, ONE)
    assert (record.state, record.started_at, record.ended_at) == (InspectionState.UNFINISHED, NOON_TEXT, NOON_TEXT)
    assert found.started_at == found.ended_at == NOON


def test_an_unfinished_inspection_is_told_once(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin())
    writer.close()
    assert [len(found.unfinished) for found in (opened_and_closed(tmp_path), opened_and_closed(tmp_path))] == [1, 0]


def opened_and_closed(folder: Path):
    writer = opened(folder)
    writer.close()
    return writer


def test_openings_at_once_tell_of_an_unfinished_inspection_once(tmp_path):
    writer = opened(tmp_path)
    writer.submit(*(begin(f"{number:032x}") for number in range(5)))
    writer.close()
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(len(opened_and_closed(tmp_path).unfinished))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 0, 0, 5]


def test_the_lock_is_held_before_the_row_and_until_its_end_is_committed(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin())
    with pytest.raises(Timeout):
        Liveness(writer.path, ONE)
    assert writer.flush()
    with pytest.raises(Timeout):
        Liveness(writer.path, ONE)
    writer.submit(EndInspection(ONE, InspectionState.COMPLETED, stamp=STAMP))
    assert writer.close() == ()
    Liveness(writer.path, ONE).release()


def test_an_inspection_does_not_end_as_running():
    with pytest.raises(ValueError, match="running"):
        EndInspection(ONE, InspectionState.RUNNING)


def test_an_inspection_ends_once(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin(), EndInspection(ONE, InspectionState.COMPLETED))
    writer.submit(EndInspection(ONE, InspectionState.FAILED))
    assert writer.close() == ()
    assert state(tmp_path) is InspectionState.COMPLETED


def test_an_inspection_whose_id_is_none_of_ours_touches_no_file_and_is_marked(tmp_path):
    """Records from elsewhere: its id was part of the name of a lock file, which was emptied and removed."""
    writer = opened(tmp_path)
    writer.submit(begin())
    writer.close()
    mine = tmp_path / "mine.lock"
    mine.write_bytes(b"mine")
    (locks_folder(writer.path) / "inspection-x").mkdir()
    with closing(sqlite3.connect(writer.path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE inspections SET id = 'x/../../mine', state = 'running'")
        for table in ("lanes", "models_used"):
            connection.execute(f"UPDATE {table} SET inspection_id = 'x/../../mine'")
    after = opened_and_closed(tmp_path)
    assert [told.code for told in after.unfinished] == [Code.INSPECTION_UNFINISHED]
    assert mine.read_bytes() == b"mine"
    assert opened_and_closed(tmp_path).unfinished == ()
