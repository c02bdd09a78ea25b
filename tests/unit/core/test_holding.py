"""A folder that somebody writes to is written to by nobody else, and a program that died holds none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.core.audit import current_actor, current_pc
from inspector.core.holding import HOLDING_FILES, holding
from inspector.core.messages import Code, WorkspaceError

CHILD = """
import sys
from pathlib import Path
from inspector.core.holding import holding
with holding(Path(sys.argv[1])):
    print("holding", flush=True)
    sys.stdin.readline()
"""


def child(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    return process


def refusal(folder: Path) -> dict[str, object]:
    with pytest.raises(WorkspaceError) as error, holding(folder):
        pass
    assert error.value.message.code is Code.OUTPUT_IN_USE
    return dict(error.value.message.params)


def test_a_folder_that_another_process_holds_is_refused_with_its_name(tmp_path: Path):
    folder = tmp_path / "out"
    process = child(folder)
    try:
        found = refusal(folder)
        assert (found["path"], found["user"], found["pc"]) == (str(folder), current_actor(), current_pc() or "?")
        assert found["process"] == str(process.pid)
        assert str(found["since"]).endswith("Z")
        assert {path.name for path in folder.iterdir()} == HOLDING_FILES
    finally:
        process.communicate("\n")
    assert not folder.exists()  # it was made for this, and nothing was written
    with holding(folder):
        pass


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path):
    process = child(tmp_path)
    process.kill()
    process.communicate()
    assert {path.name for path in tmp_path.iterdir()} == HOLDING_FILES
    with holding(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_one_process_holds_it_once(tmp_path: Path):
    with holding(tmp_path):
        assert refusal(tmp_path)["process"] == str(os.getpid())
        assert {path.name for path in tmp_path.iterdir()} == HOLDING_FILES  # the second try takes nothing away
        with holding(tmp_path, ".other"):
            pass


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"user": 3, "pc": "\\u001b[31m"}', b'{"user": ""}', b"x" * 100_000]
)
def test_a_holder_that_cannot_be_read_is_unknown(tmp_path: Path, content: bytes):
    with holding(tmp_path):
        (tmp_path / ".inspector.holder.json").write_bytes(content)
        found = refusal(tmp_path)
        assert {found[entry] for entry in ("user", "pc", "process", "since")} == {"?"}


def test_a_folder_that_was_there_stays(tmp_path: Path):
    def fails() -> None:
        with holding(tmp_path / "new"):
            (tmp_path / "new" / "frames.csv").touch()
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["frames.csv"]
    (tmp_path / "mine").mkdir()
    with holding(tmp_path / "mine"):
        pass
    assert (tmp_path / "mine").is_dir()
