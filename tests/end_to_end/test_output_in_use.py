"""Two programs that want to write to one place: the second is refused, and the first one's results are its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from run_program import InThisProcess, Program, Ran, fill, save, table

from inspector.core.holding import HOLDING_FILES
from inspector.datasets.version import open_version

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def is_refused_by(ran: Ran, holder: subprocess.Popen[str]) -> None:
    assert ran.code == 1
    assert "Another program writes to" in ran.err
    assert f"(process {holder.pid})" in ran.err
    assert "Traceback" not in ran.err


@posix_only
def test_a_second_run_into_a_folder_is_refused_and_the_first_goes_on(program: Program, tmp_path: Path):
    line, other, out = fill(tmp_path / "line", 2), fill(tmp_path / "other", 5), tmp_path / "out"
    first = program.start_run(line, "--watch", "--out", out)
    program.wait_until_recorded(2)
    second = InThisProcess(tmp_path / "second", program.model)  # with records of its own: only the folder is shared
    second.folder.mkdir()
    ran = second.run(other, "--out", out)
    is_refused_by(ran, first)
    assert second.n_recorded() == 0
    save(line / "late.png")
    program.wait_until_recorded(3)
    program.interrupt(first)
    assert [row["frame"] for row in table(out / "frames.csv")] == ["frame0000.png", "frame0001.png", "late.png"]
    assert json.loads((out / "summary.json").read_text())["n_inspected"] == 3
    assert not names(out) & HOLDING_FILES
    ran = second.run(other, "--out", out)
    assert ran.code == 0, ran.err
    assert len(table(out / "frames.csv")) == 5


def test_a_run_that_was_killed_does_not_hold_its_folder(program: Program, tmp_path: Path):
    line, out = fill(tmp_path / "line", 2), tmp_path / "out"
    first = program.start_run(line, "--watch", "--out", out)
    program.wait_until_recorded(2)
    first.kill()
    first.wait()
    assert names(out) >= HOLDING_FILES
    ran = program.run(line, "--out", out)
    assert ran.code == 0, ran.err
    assert names(out) == {"frames.csv", "defects.csv", "summary.json"}


def test_a_run_that_was_killed_before_its_first_table_does_not_either(commands: InThisProcess, tmp_path: Path):
    line, out = fill(tmp_path / "line", 1), tmp_path / "out"
    out.mkdir()
    for name in HOLDING_FILES:
        (out / name).touch()
    assert commands.run(line, "--out", out).code == 0


BUILDING = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from dataset_samples import CLASS_NAMES, sample
def samples():
    yield sample(1)
    print("building", flush=True)
    sys.stdin.readline()
    yield sample(2)
from inspector.datasets.version import write_version
write_version(Path(sys.argv[1]), name="first", class_names=CLASS_NAMES, source="", terms="", samples=samples())
"""


def test_a_dataset_version_is_built_by_one_program_at_a_time(commands: InThisProcess, tmp_path: Path):
    """The second took the first one's unfinished folder away as left over, and both wrote into the new one."""
    assert commands("workspace", "init", commands.workspace).code == 0
    folder = commands.workspace / "datasets" / "v"
    samples = Path(__file__).parents[1] / "unit" / "datasets"
    first = subprocess.Popen(
        [sys.executable, "-c", BUILDING, folder, samples], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "building\n"
    ran = commands("dataset", "import", "synthetic", "--name", "v", "--strips", "10")
    first.communicate("\n")
    assert first.returncode == 0
    is_refused_by(ran, first)
    version = open_version(folder)
    assert (version.name, len(version.samples)) == ("first", 2)
    for each in version.samples:
        version.read(each)
    assert names(folder.parent) == {"v"}


# A source that would hold what is written


@pytest.mark.parametrize("options", [("-r", "--watch"), ("--watch",), ()])
def test_a_workspace_is_not_inspected(commands: InThisProcess, options: tuple[str, ...]):
    assert commands("workspace", "init", commands.workspace).code == 0
    save(commands.workspace / "picture.png")
    ran = commands.run(commands.workspace, *options)
    assert (ran.code, ran.out) == (1, "")
    assert "Inspector itself writes to" in ran.err
    assert commands.n_recorded() == 0


@posix_only
def test_a_link_among_the_frames_to_the_results_is_found_before_anything_starts(
    commands: InThisProcess, tmp_path: Path
):
    line, out = fill(tmp_path / "line", 2), tmp_path / "out"
    out.mkdir()
    (line / "results").symlink_to(out)
    ran = commands.run(line, "-r", "--watch", "--out", out)
    assert ran.code == 1
    assert "Inspector itself writes to" in ran.err
    assert (names(out), commands.n_recorded()) == (set(), 0)
