"""The log: kept in a file of limited size, written by a thread of its own, never in the way."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspector import logs
from inspector.cli import cli
from inspector.commands import train as train_module
from inspector.logs import log_file, log_kept

log = logging.getLogger("inspector.test")


@pytest.fixture(autouse=True)
def at_level_info() -> Iterator[None]:
    """As ``set_up_logging`` sets it in the program."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    yield
    root.setLevel(before)


def test_lines_are_in_the_file_when_the_program_ends_with_traces_and_in_order(tmp_path: Path):
    path = tmp_path / "not there yet" / "inspector.log"
    with log_kept(path):
        log.info("frame %d", 1)
        try:
            raise ValueError("a bug of ours: größer")
        except ValueError:
            log.exception("frame %d was not inspected", 2)
        log.debug("not worth a line")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "INFO inspector Inspector 0.1.0 begins" in lines[0]
    assert lines[1].endswith("INFO inspector.test frame 1")
    assert lines[2].endswith("ERROR inspector.test frame 2 was not inspected")
    assert lines[-1] == "ValueError: a bug of ours: größer"
    log.info("after the end")
    assert "after" not in path.read_text(encoding="utf-8")


def test_the_file_is_limited_in_size_and_the_oldest_lines_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(logs, "MAX_BYTES", 10_000)
    with log_kept(tmp_path / "inspector.log"):
        for number in range(2000):
            log.info("line %04d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["inspector.log", *(f"inspector.log.{n}" for n in range(1, 5))]
    assert all(file.stat().st_size <= 10_000 for file in files)
    assert files[0].read_text().endswith("line 1999\n")
    assert "line 0000" not in "".join(file.read_text() for file in files)


def test_whoever_logs_does_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    may_write, has_waited, writers = threading.Event(), threading.Event(), []

    def mkdir(path: Path, **_: object) -> None:
        writers.append(threading.current_thread())
        may_write.wait(60)
        has_waited.set()
        path.is_dir() or real(path)

    real = Path.mkdir
    monkeypatch.setattr(Path, "mkdir", mkdir)
    with log_kept(tmp_path / "logs" / "inspector.log"):
        for number in range(100):
            log.info("line %d", number)
        assert not has_waited.is_set()
        may_write.set()
    assert (tmp_path / "logs" / "inspector.log").read_text().endswith("line 99\n")
    assert threading.current_thread() not in writers


def test_a_log_that_cannot_be_written_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").touch()
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    with log_kept(tmp_path / "file" / "inspector.log"):
        log.info("one")
        log.info("two")
    assert said.getvalue().count("The log cannot be written to") == 1
    assert len(said.getvalue().splitlines()) == 1


def test_a_log_that_another_program_has_open_grows_instead_of_losing_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Windows renames no open file."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(logs, "MAX_BYTES", 2_000)
    monkeypatch.setattr("os.rename", refuse)
    with log_kept(tmp_path / "inspector.log"):
        for number in range(200):
            log.info("line %04d", number)
    lines = (tmp_path / "inspector.log").read_text().splitlines()
    assert [line[-4:] for line in lines[1:]] == [f"{number:04d}" for number in range(200)]


def test_the_platform_says_where_it_is_unless_somebody_names_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INSPECTOR_LOGS", str(tmp_path))
    assert log_file() == tmp_path / "inspector.log"
    monkeypatch.delenv("INSPECTOR_LOGS")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    if sys.platform.startswith("linux"):
        assert log_file() == tmp_path / "state" / "Inspector" / "log" / "inspector.log"


def test_a_bug_of_ours_is_told_in_words_and_its_trace_is_in_the_log(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> int:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr(train_module, "print_training", fail)
    result = CliRunner().invoke(cli, ["train", "--status", "first"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Something went wrong in the program itself.\nZeroDivisionError: nothing to divide by." in result.stderr
    assert str(log_file()) in result.stderr
    assert "Traceback (most recent call last)" in log_file().read_text()


def test_help_makes_no_log():
    assert CliRunner().invoke(cli, ["run", "--help"]).exit_code == 0
    assert CliRunner().invoke(cli, ["run"]).exit_code == 2
    assert not log_file().exists()


@pytest.mark.parametrize("is_verbose", [False, True])
def test_a_trace_is_on_the_terminal_for_who_asks_and_in_the_log_in_any_case(tmp_path: Path, is_verbose: bool):
    code = (
        "import logging; from inspector.logs import log_kept, set_up_logging; from pathlib import Path\n"
        f"set_up_logging(is_verbose={is_verbose})\n"
        f"with log_kept(Path({str(tmp_path / 'inspector.log')!r})):\n"
        "    try: raise OSError('the disk is full')\n"
        "    except OSError: logging.getLogger('inspector.test').exception('not kept')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "ERROR inspector.test not kept" in done.stderr
    assert ("Traceback" in done.stderr) == is_verbose
    assert "OSError: the disk is full" in (tmp_path / "inspector.log").read_text()
