"""A share that never answers: the real program goes on without the file, and ends in good order when asked once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from run_program import TIMEOUT_S, Program, drawn, save, table

# The program with a file system on which reading, or listing, never comes back for some names.
HANGING = """
import sys, threading
import inspector.pictures.decoding, inspector.sources.folder, inspector.sources.open_source
from pathlib import Path

def hanging(real):
    def call(path, *rest, **options):
        if "hangs" in str(path):
            print("HANGS", flush=True)
            threading.Event().wait()
        return real(path, *rest, **options)
    return call

inspector.pictures.decoding.read_bounded = hanging(inspector.pictures.decoding.read_bounded)
inspector.sources.folder.list_names = hanging(inspector.sources.folder.list_names)
from inspector.cli import main
sys.argv[0] = "inspector"
main()
"""


def start(program: Program, source: Path, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HANGING, "run", str(source), "--model", str(program.model), *map(str, words)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env=program.environment(), cwd=program.folder,
    )  # fmt: skip


def strip(folder: Path, *names: str) -> Path:
    for name in names:
        save(folder / name, drawn())
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("watch", [(), ("--watch",)], ids=["at rest", "watched"])
def test_asked_once_it_ends_while_a_file_hangs_and_everything_is_recorded(program, tmp_path, number, watch):
    names = ["1.png", "2.png", "3 hangs.png", "4.png"]
    child = start(program, strip(tmp_path / "frames", *names), "--out", tmp_path / "out", *watch)
    assert child.stdout is not None
    assert child.stdout.readline() == "HANGS\n"
    child.send_signal(number)
    _, err = child.communicate(timeout=TIMEOUT_S)
    assert "Traceback" not in err
    rows = table(tmp_path / "out" / "frames.csv")
    assert sorted(row["frame"] for row in rows) == names
    assert {row["state"] for row in rows if row["frame"] == "3 hangs.png"} == {"not_inspected"}
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["outcome"], summary["n_frames"]) == ("cancelled", 4)
    assert set(program.records().frames) == set(names)


def test_the_others_are_inspected_and_the_program_ends_while_a_reader_still_hangs(program, tmp_path):
    names = ["1.png", "2 hangs.png", "3.png", "4.png"]
    child = start(program, strip(tmp_path / "frames", *names), "--out", tmp_path / "out", "--answer-within", "1")
    _, err = child.communicate(timeout=TIMEOUT_S)
    assert child.returncode == 3, err
    rows = {row["frame"]: row for row in table(tmp_path / "out" / "frames.csv")}
    assert {name for name, row in rows.items() if row["state"] == "inspected"} == {"1.png", "3.png", "4.png"}
    assert rows["2 hangs.png"]["reason_code"] == "frame.no_answer"
    assert "does not answer" in err
    assert "1 gap of unknown length" in err


def test_a_folder_that_never_answers_is_refused_in_words(program, tmp_path):
    child = start(program, strip(tmp_path / "hangs", "1.png"), "--answer-within", "1")
    out, err = child.communicate(timeout=TIMEOUT_S)
    assert (child.returncode, out) == (1, "HANGS\n")
    assert "does not answer" in err
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files there")
def test_a_pipe_in_the_folder_is_refused_at_once(program, tmp_path):
    strip(tmp_path / "frames", "1.png", "3.png")
    os.mkfifo(tmp_path / "frames" / "2.png")
    ran = program.run(tmp_path / "frames", "--out", tmp_path / "out")
    assert ran.code == 3
    rows = {row["frame"]: row["reason_code"] for row in table(tmp_path / "out" / "frames.csv")}
    assert rows == {"1.png": "", "2.png": "frame.unreadable", "3.png": ""}


STARTING = """
import os, signal, sys
from inspector.session import Session

really = Session.start

def start(self, *rest, **options):
    really(self, *rest, **options)
    os.kill(os.getpid(), signal.SIGTERM)  # before anybody has begun to wait for the end

Session.start = start
from inspector.cli import main
sys.argv[0] = "inspector"
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_asked_while_it_starts_it_ends_in_good_order_with_every_frame_in_its_table(program, tmp_path):
    """It once ended like a kill: nothing was in the table, and the inspection stayed unfinished."""
    names = [f"{number}.png" for number in range(1, 5)]
    frames = strip(tmp_path / "frames", *names)
    ran = subprocess.run(
        [sys.executable, "-c", STARTING, "run", str(frames), "--model", str(program.model), "--out", tmp_path / "out"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT_S,
        env=program.environment(), cwd=program.folder, check=False,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    assert ran.returncode >= 0, "the signal ended it"
    assert sorted(row["frame"] for row in table(tmp_path / "out" / "frames.csv")) == names
