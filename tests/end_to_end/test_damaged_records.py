"""The real program on a bad day of its database: said, survived, and repaired. And records that are refused."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from run_program import InThisProcess, drawn, fill, save

from inspector.store.damage import set_aside_files
from inspector.store.database import reading
from inspector.store.queries import inspections
from inspector.store.records import InspectionState

N_FRAMES = 40
PAGE = 4096
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody write into an open database")


def slow_line(folder: Path, n_frames: int = N_FRAMES) -> Path:
    first = save(folder / "frame0000.png", drawn(2000, 2000))
    for number in range(1, n_frames):
        (folder / f"frame{number:04d}.png").write_bytes(first.read_bytes())
    return folder


def empty_the_log(database: Path) -> None:
    os.truncate(database.with_name(database.name + "-wal"), 0)


def overwrite_the_first_pages(database: Path) -> None:
    with database.open("r+b") as file:
        file.write(np.random.default_rng(1).bytes(8 * PAGE))


@posix_only
@pytest.mark.parametrize("damage", [empty_the_log, overwrite_the_first_pages])
def test_a_run_whose_database_is_damaged_says_so_records_every_frame_and_the_next_one_starts(
    commands, tmp_path, damage
):
    assert commands.run(fill(tmp_path / "before", 3), "--piece", "before").code == 0
    out = tmp_path / "out"
    child = commands.start_run(slow_line(tmp_path / "line"), "--out", out, "--piece", "coil 7")
    commands.wait_until_recorded(5)
    damage(commands.database)
    ran = commands.finish(child)
    assert "The records were damaged while they were open." in ran.err
    assert (ran.code, len(set_aside_files(commands.database))) == (0, 1)
    facts = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert facts["recorded"] == {"n_inspected": N_FRAMES, "n_not_inspected": 0, "n_defects": facts["n_defects"]}
    assert "store.damaged" in {told["code"] for told in facts["messages"]}
    record = commands.records().inspection
    assert (record.inspection_id, record.n_inspected) == (facts["inspection_id"], N_FRAMES)
    again = commands.run(fill(tmp_path / "after", 3), "--piece", "after")
    assert (again.code, again.err.count("damaged")) == (0, 0)

    verified = commands("workspace", "verify")
    assert verified.code == 1
    assert "damaged while it was open" in verified.out
    repaired = commands("workspace", "repair", "--json")
    assert repaired.facts["n_rows"]["frames"] >= N_FRAMES + 3
    assert len(repaired.facts["kept"]) == 2
    verified = commands("workspace", "verify", "--json")
    assert (verified.code, verified.facts["is_well"]) == (0, True)
    with reading(commands.database) as rows:
        found = {record.piece_name: record.n_inspected for record in inspections.recent(rows)}
    assert found["coil 7"] == N_FRAMES
    assert found["after"] == 3
    if damage is empty_the_log:  # what was closed in good order before is in the damaged file
        assert found["before"] == 3
    assert commands("workspace", "repair").out.endswith("Nothing was done.\n")


@posix_only
def test_a_run_that_is_killed_after_its_database_was_damaged_has_what_it_recorded(program, tmp_path):
    child = program.start_run(slow_line(tmp_path / "line", 400), "--piece", "coil 8")
    program.wait_until_recorded(5)
    empty_the_log(program.database)
    program.wait_until_recorded(12)
    child.kill()
    program.finish(child)
    ran = program.run(fill(tmp_path / "after", 2))
    assert ran.code == 0
    assert "The inspection of “coil 8” was not finished." in ran.err
    with reading(program.database) as rows:
        (killed,) = inspections.recent(rows, piece_name="coil 8")
    assert (killed.state, killed.n_inspected >= 12) == (InspectionState.UNFINISHED, True)


def test_records_that_do_not_arrive_end_with_1_and_all_numbers_say_so(commands: InThisProcess, tmp_path: Path):
    assert commands.run(fill(tmp_path / "before", 1)).code == 0
    with closing(sqlite3.connect(commands.database)) as other:
        other.execute("CREATE TRIGGER thief AFTER INSERT ON defects BEGIN UPDATE defects SET absorbed_by = 0; END")
        other.commit()
    out = tmp_path / "out"
    ran = commands.run(fill(tmp_path / "line", 3), "--out", out)
    assert ran.code == 1
    assert "Of these are recorded: 3 frames, 0 defects." in ran.out
    assert "Not everything that was inspected is recorded." in ran.err
    assert "holds 3 of 3 frames and 0 of 3 defects" in ran.err
    facts = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (facts["outcome"], facts["reason"]["code"]) == ("failed", "store.miscounted")
    assert facts["recorded"] == {"n_inspected": 3, "n_not_inspected": 0, "n_defects": 0}
    assert commands.records().inspection.state is InspectionState.FAILED


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of users are text elsewhere")
def test_a_user_whose_name_is_no_utf_8_loses_nothing(program, tmp_path):
    ran = program.run(
        fill(tmp_path / "line", 3), "--piece", os.fsdecode(b"coil \xff"), LOGNAME=os.fsdecode(b"anna\xff")
    )
    assert (ran.code, ran.err) == (0, "")
    record = program.records().inspection
    assert (record.n_inspected, record.actor, record.piece_name) == (3, "anna\ufffd", "coil \ufffd")
