"""Whether a program that left a note still lives: told without the PC's clock, which may be set while it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.upkeep.ends import claimed_ends, ends_folder

PROGRAM = """
import sys
from inspector.upkeep.ends import end_noted
with end_noted("run", None):
    print("runs", flush=True)
    sys.stdin.read()
"""


def test_one_that_lives_is_left_alone_and_a_killed_one_is_told_once():
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"runs\n"
        assert claimed_ends() == ()
        program.kill()
    (end,) = claimed_ends()
    assert (end.what, end.crashed_at) == ("run", None)
    assert claimed_ends() == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the clock tells when a process began")
def test_a_note_names_the_boot_and_the_moment_since_and_no_time_of_day():
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"runs\n"
        folder = ends_folder()
        assert folder is not None
        (note,) = folder.glob("running-*.txt")
        facts = json.loads(note.read_text())
        ticks = int(Path(f"/proc/{program.pid}/stat").read_text().rpartition(")")[2].split()[19])
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        assert facts["began"] == f"{boot} {ticks}"
        note.write_text(json.dumps(facts | {"began": f"{boot} {ticks - 1}"}) + "\n")  # of an older one with its number
        assert len(claimed_ends()) == 1
        program.communicate()
