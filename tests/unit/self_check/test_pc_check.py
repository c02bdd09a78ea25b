"""Disk, memory, clock, screen, cameras and other programs: against real files, processes and users."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from inspector.jobs.job import Cancelled
from inspector.screens.self_check import ScreenFacts
from inspector.self_check import disk
from inspector.self_check.disk import hours_left, space_finding, speed_finding, why_not_writable, writing_finding
from inspector.self_check.finding import State
from inspector.self_check.line_pace import LinePace, line_pace
from inspector.self_check.pc import (
    cameras_finding,
    clock_finding,
    instances_finding,
    memory_finding,
    screen_finding,
    who_has_open,
)
from inspector.store.liveness import Liveness
from inspector.workspace.settings import SETTINGS
from inspector.workspace.workspace import create_workspace

REPOSITORY = Path(__file__).parents[3]
LINE = LinePace(frames_per_s=20.0, height=500, width=2000, mm_along=0.5)
NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def nothing() -> None:
    pass


# The line


def test_a_line_is_what_the_settings_and_the_newest_frame_say():
    settings = SETTINGS.validate_python(
        {
            "version": 3, "calibration": {"mm_per_px_across": 0.3, "mm_per_px_along": 0.25},
            "proof": {"line_frames_per_s": 24}, "evidence": {"keep_every_nth": 5},
        }
    )  # fmt: skip
    line = line_pace(settings, (400, 2048))
    assert (line.frames_per_s, line.height, line.width, line.mm_along) == (24.0, 400, 2048, 0.25)
    assert (line.is_rate_known, line.is_frame_known, line.is_scale_known) == (True, True, True)
    assert line.kept_share == 0.2
    assert line.m_per_min(24.0) == pytest.approx(144.0)  # 24 frames of 400 rows of 0.25 mm: 2.4 m a second


def test_what_nobody_said_is_taken_from_the_demo_strip_and_known_as_such():
    line = line_pace(None, None)
    assert (line.frames_per_s, line.height, line.width, line.mm_along) == (10.0, 384, 1024, 0.5)
    known = (line.is_rate_known, line.is_frame_known, line.is_mpx_known, line.is_scale_known)
    assert known == (False, False, False, False)
    sized = line_pace(SETTINGS.validate_python({"version": 3, "proof": {"line_frame_mpx": 4 * 384 * 1024 / 1e6}}), None)
    assert (sized.height, sized.width) == (768, 2048)


# The disk


def test_free_space_is_told_in_hours_of_the_line_with_evidence_up_to_its_quota():
    # 20 frames a second: 160 kB of rows, and 2 of the 20 kept whole, 0.7 MB each: 1.4 MB.
    assert LINE.rows_bytes_per_s == 160_000
    assert LINE.evidence_bytes_per_s == pytest.approx(1_400_000)
    assert hours_left(1_560_000 * 3600, LINE, 10**15) == pytest.approx(1.0)  # the quota is far
    # 1.4 GB of quota are full after 1000 s, which take 1.56 GB; from then on 160 kB a second
    assert hours_left(1_560_000_000 + 160_000 * 2600, LINE, 1_400_000_000) == pytest.approx(1.0)


def test_a_disk_with_less_than_the_quota_or_hardly_anything_left_says_so(tmp_path: Path, monkeypatch):
    def free(n_bytes: int) -> None:
        monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: SimpleNamespace(free=n_bytes))

    for n_bytes, state, code in (
        (10**13, State.OK, "disk.space"),
        (40 * 10**9, State.WARNING, "disk.space_short"),  # a quota of 50 GB cannot be held
        (10**8, State.FAULT, "disk.space_out"),
    ):
        free(n_bytes)
        found = space_finding(tmp_path / "not there yet", LINE, 50 * 10**9, 0)
        assert (found.state, found.code) == (state, code)
    assert "0.1 GB free" in found.found


def test_the_speed_is_that_of_a_file_which_is_gone_afterwards(tmp_path: Path):
    ticks: list[int] = []
    found = speed_finding(tmp_path / "workspace", LINE, lambda: ticks.append(1))
    assert found.code in ("disk.speed", "disk.slow")
    assert len(ticks) >= 8  # megabytes at least
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_test_leaves_no_file(tmp_path: Path):
    n = 0

    def third() -> None:
        nonlocal n
        n += 1
        if n == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        speed_finding(tmp_path, LINE, third)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_while_it_is_tested_is_a_fault_in_words(tmp_path: Path, monkeypatch):
    """A file system of 5 MB, where this user may mount one; else what the system says of a full disk."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", tmp_path], capture_output=True
    ).returncode
    try:
        if mounted != 0:

            def refuse(*_: object) -> None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

            monkeypatch.setattr(os, "fsync", refuse)
        found = speed_finding(tmp_path, LINE, nothing)
        assert (found.state, found.code) == (State.FAULT, "disk.full")
        assert found.found == f"The disk of {tmp_path} is full."
        assert found.to_do == "Make room, or move the workspace to a larger disk."
        assert list(tmp_path.iterdir()) == []
    finally:
        if mounted == 0:
            subprocess.run(["umount", tmp_path], check=True)


def test_a_slow_disk_is_measured_against_what_the_line_writes(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(disk, "write_bytes_per_s", lambda *_: 2_000_000.0)
    found = speed_finding(tmp_path, LINE, nothing)
    assert (found.state, found.code) == (State.WARNING, "disk.slow")  # 1.56 MB a second, with a reserve of twice that
    assert found.found == "2 MB/s, with all on the disk; this line writes up to 1.6 MB/s"


WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from inspector.self_check.disk import writing_finding
if os.getuid() == 0:  # who may write everywhere
    os.setgid(65534)
    os.setuid(65534)
found = writing_finding(Path(sys.argv[1]) / "workspace", Path(sys.argv[2]) / "inspector.log", Path("/tmp"))
print(found.state, found.code, found.found, sep="|")
"""


def test_no_right_to_write_is_found_by_trying_as_that_user():
    home = Path(tempfile.mkdtemp())  # not in a folder of pytest's, which another user may not enter
    try:
        home.chmod(0o555)
        ran = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, home, home], capture_output=True, text=True, cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, timeout=60,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        state, code, said = ran.stdout.strip().split("|")
        assert (state, code) == ("fault", "writing.refused")
        assert f"the workspace in {home}/workspace (Permission denied), the log in {home} (Permission denied)" in said
        assert list(home.iterdir()) == []
    finally:
        home.chmod(0o755)
        home.rmdir()


def test_what_can_be_written_is_left_as_it_was(tmp_path: Path):
    found = writing_finding(tmp_path / "a" / "workspace", tmp_path / "logs" / "inspector.log", tmp_path)
    assert (found.state, found.code) == (State.OK, "writing.allowed")
    assert list(tmp_path.iterdir()) == []
    assert why_not_writable(Path("/proc/1"))  # nobody writes there


def test_a_log_that_cannot_be_written_stops_no_inspection(tmp_path: Path):
    found = writing_finding(tmp_path, Path("/proc/1/inspector.log"), tmp_path)
    assert (found.state, found.code) == (State.WARNING, "writing.refused")
    assert "INSPECTOR_LOGS" in found.to_do


def test_a_user_without_a_home_is_told_to_name_a_folder():
    found = writing_finding(None)
    assert (found.state, found.code) == (State.FAULT, "writing.no_home")
    assert "INSPECTOR_WORKSPACE" in found.to_do


# Memory, clock, screen, cameras


def test_little_memory_is_a_warning():
    assert memory_finding(2_000_000_000, 8_000_000_000).state is State.OK
    low = memory_finding(600_000_000, 8_000_000_000)
    assert (low.state, low.found) == (State.WARNING, "0.6 of 8.0 GB free")
    assert memory_finding().found  # of this PC


@pytest.mark.parametrize(
    ("now", "newest", "state", "code"),
    [
        (NOW, None, State.OK, "clock.right"),
        (NOW, NOW - timedelta(days=400), State.OK, "clock.right"),
        (NOW, NOW + timedelta(minutes=4), State.OK, "clock.right"),  # another PC of the plant may be a little ahead
        (NOW, NOW + timedelta(hours=3), State.WARNING, "clock.behind"),
        (datetime(1970, 1, 1, 0, 5, tzinfo=UTC), NOW, State.FAULT, "clock.wrong"),
        (datetime(1970, 1, 1, 0, 5, tzinfo=UTC), None, State.FAULT, "clock.wrong"),
        (datetime(2155, 1, 1, tzinfo=UTC), None, State.FAULT, "clock.wrong"),
    ],
)
def test_a_clock_that_is_wrong_or_behind_the_records_is_told(now, newest, state, code):
    found = clock_finding(newest, now)
    assert (found.state, found.code) == (state, code)
    assert bool(found.to_do) == (state is not State.OK)


def test_a_screen_that_is_smaller_than_the_window_is_told():
    assert screen_finding(ScreenFacts(1024, 600, 1.0)).state is State.OK
    small = screen_finding(ScreenFacts(960, 540, 2.0))
    assert (small.state, small.found) == (State.WARNING, "960 × 540 points at a scale of 200 %")


def test_cameras_are_those_that_the_system_lists(tmp_path: Path):
    assert cameras_finding(tmp_path).code == "cameras.none"
    (tmp_path / "video0").touch()
    (tmp_path / "video2").touch()
    found = cameras_finding(tmp_path)
    assert (found.state, found.code) == (State.OK, "cameras.found")
    assert found.found.startswith(f"{tmp_path}/video0, {tmp_path}/video2;")


# Other programs


HOLDS_OPEN = """
import sqlite3, sys
opened = sqlite3.connect(sys.argv[2])
opened.execute("CREATE TABLE a (b)")
print("open", flush=True)
sys.stdin.readline()
"""


def test_a_second_program_that_has_the_records_open_is_found(tmp_path: Path):
    folder = create_workspace(tmp_path / "plant").folder
    database = folder / "inspection.sqlite"
    assert instances_finding(database, own_runs=False).code == "instances.none"
    second = subprocess.Popen(
        [sys.executable, "-c", HOLDS_OPEN, "inspector", database], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert second.stdout is not None
        assert second.stdout.readline() == "open\n"
        assert who_has_open(database) == {second.pid}
        found = instances_finding(database, own_runs=False)
        assert (found.state, found.code) == (State.WARNING, "instances.open")
        assert f"(process {second.pid})" in found.found
    finally:
        second.communicate("\n", timeout=120)


def test_an_inspection_of_another_program_is_known_by_its_lock(tmp_path: Path):
    database = create_workspace(tmp_path / "plant").folder / "inspection.sqlite"
    (database.parent / "locks").mkdir()
    held = Liveness(database, "0" * 32)
    try:
        assert instances_finding(database, own_runs=False).code == "instances.inspects"
        assert instances_finding(database, own_runs=True).code == "instances.none"  # the lock is our own
    finally:
        held.release()
