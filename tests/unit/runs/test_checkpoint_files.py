"""Two generations of a checkpoint: damaged, missing, and killed while they are written."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from inspector.runs.checkpoint_files import (
    Usable,
    is_there,
    previous_of,
    read_checkpoint,
    read_newest,
    set_all_aside,
    set_newest_aside,
    write_checkpoint,
)

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    for content in (b"first", b"second", b"third"):
        write_checkpoint(tmp_path / "checkpoints" / "last.pt", content)
    return tmp_path / "checkpoints" / "last.pt"


def meant(content: bytes) -> str:
    return content.decode()


def test_the_newest_and_the_one_before_are_kept(file: Path):
    assert sorted(path.name for path in file.parent.iterdir()) == ["last.previous.pt", "last.pt"]
    assert (read_checkpoint(file), read_checkpoint(previous_of(file))) == (b"third", b"second")
    assert read_newest(file, meant) == Usable("third", "")


def test_on_a_disk_without_links_too(file: Path, monkeypatch: pytest.MonkeyPatch):
    def without(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", without)
    write_checkpoint(file, b"fourth")
    assert (read_checkpoint(file), read_checkpoint(previous_of(file))) == (b"fourth", b"third")


def test_every_cut_and_every_changed_byte_is_noticed(file: Path):
    whole = file.read_bytes()
    for n in range(len(whole)):
        file.write_bytes(whole[:n])
        assert read_newest(file, meant).content == "second", f"cut to {n} bytes"
        file.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        assert read_newest(file, meant).content == "second", f"byte {n} changed"
    file.write_bytes(whole + b"\0")
    assert read_newest(file, meant).content == "second"


def test_what_is_wrong_with_the_newer_is_told(file: Path):
    file.write_bytes(file.read_bytes()[:-1])
    assert read_newest(file, meant).newer_fault == (
        "last.pt is damaged: its checksum is wrong: it was cut short or changed"
    )
    file.unlink()
    assert read_newest(file, meant) == Usable("second", "last.pt is missing")
    file.mkdir()
    assert read_newest(file, meant).newer_fault == "last.pt is damaged: it is no regular file"


def test_where_none_can_be_used_both_are_named(file: Path):
    file.write_bytes(b"")
    previous_of(file).write_bytes(b"by hand")
    with pytest.raises(
        ValueError, match=r"last.pt is damaged: it is empty; last.previous.pt is damaged: it is no check"
    ):
        read_newest(file, meant)
    set_all_aside(file)
    assert not is_there(file)
    with pytest.raises(FileNotFoundError):
        read_newest(file, meant)


def test_a_damaged_newest_never_takes_the_place_of_the_one_before(file: Path):
    file.write_bytes(b"damaged")
    set_newest_aside(file)
    assert read_newest(file, meant) == Usable("second", "")
    write_checkpoint(file, b"third again")
    assert (read_checkpoint(file), read_checkpoint(previous_of(file))) == (b"third again", b"second")
    assert file.with_name("last.damaged.pt").read_bytes() == b"damaged"


def test_a_checkpoint_of_an_earlier_program_is_read_and_its_damage_noticed(tmp_path: Path):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("archive/data/0", bytes(range(256)))
    file = tmp_path / "last.pt"
    file.write_bytes(whole := archive.getvalue())
    assert read_checkpoint(file) == whole
    for content in (whole[:-1], whole[: len(whole) // 2], whole.replace(b"\x10\x11\x12", b"\x10\x11\x13", 1)):
        file.write_bytes(content)
        with pytest.raises(ValueError, match=r"cut short|checksum"):
            read_checkpoint(file)


WRITES = """
import sys; from pathlib import Path
from inspector.runs.checkpoint_files import write_checkpoint
step, file = int(sys.argv[2]), Path(sys.argv[1])
while True:
    step += 1
    write_checkpoint(file, b"%d " % step * 20_000)
    print(step, flush=True)
"""
N_KILLS = 40


@pytest.mark.timeout(300)
def test_killed_at_any_moment_the_last_that_was_written_can_be_used(tmp_path: Path):
    """The process is killed after a random number of checkpoints and a random part of the next."""
    file, step, rng = tmp_path / "last.pt", 0, random.Random(14)

    def step_of(content: bytes) -> int:
        first, *rest = {int(word) for word in content.split()}
        assert not rest
        return first

    for _ in range(N_KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITES, str(file), str(step)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(rng.randint(1, 4)):
                step = int(writer.stdout.readline())
            for _ in range(rng.randint(0, 30_000)):  # somewhere within the next one
                pass
            writer.send_signal(signal.SIGKILL)
            told = [int(line) for line in writer.stdout.read().split()]
        assert writer.returncode == -signal.SIGKILL
        step = told[-1] if told else step
        found = read_newest(file, step_of)
        assert found.content in (step, step + 1), "what was written whole is the newest, or the next one already"
        assert not found.newer_fault
        step = found.content
