"""A folder that is used again holds the results of one run; nobody's own file is lost to that."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pipeline_samples import MemorySource, frame, run

from inspector.core.messages import Code, InspectorError
from inspector.pipeline.earlier_output import FRAME_COLUMNS, check_apart, check_free, clear
from inspector.pipeline.output_folder import OutputFolder
from inspector.pipeline.sink import Outcome
from inspector.texts.messages import one_line
from tests.tiny_model import write_tiny_model

REPOSITORY = Path(__file__).parents[3]

TABLES = {"frames.csv", "defects.csv", "summary.json"}


def inspect(model, out: Path, *names: str, **options: bool) -> Outcome:
    source = MemorySource([replace(frame(number), name=name) for number, name in enumerate(names)])
    return run(source, model, OutputFolder(out, one_line, **options)).status.outcome


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refused(code: Code, call, *words, **options) -> str:
    with pytest.raises(InspectorError) as caught:
        call(*words, **options)
    assert caught.value.message.code is code
    return str(caught.value.message.params["detail"])


def table(folder: Path, *pictures: tuple[str, str]) -> None:
    """The frames.csv of a run that named these class maps and overlays."""
    with (folder / "frames.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FRAME_COLUMNS)
        writer.writeheader()
        writer.writerows({"class_map": class_map, "overlay": overlay} for class_map, overlay in pictures)


def test_pictures_of_the_run_before_do_not_stay_beside_the_new_ones(tiny_model, tmp_path):
    inspect(tiny_model, tmp_path, "a.png", "sub/b.png", with_class_maps=True, with_overlays=True)
    assert files(tmp_path) == TABLES | {
        "classmaps/a.png", "classmaps/sub/b.png", "overlays/a.png", "overlays/sub/b.png",
    }  # fmt: skip
    inspect(tiny_model, tmp_path, "c.png", with_overlays=True)
    assert files(tmp_path) == TABLES | {"overlays/c.png"}
    assert not (tmp_path / "classmaps").exists()
    inspect(tiny_model, tmp_path, "c.png")
    assert files(tmp_path) == TABLES


def test_what_somebody_put_among_the_results_stays(tiny_model, tmp_path):
    inspect(tiny_model, tmp_path, "a.png", with_class_maps=True)
    (tmp_path / "notes.txt").write_text("shift 3")
    (tmp_path / "classmaps" / "mine.png").write_text("mine")
    (tmp_path / "overlays").mkdir()
    (tmp_path / "overlays" / "a.png").write_text("also mine: that run painted no overlays")
    inspect(tiny_model, tmp_path, "b.png", with_class_maps=True)
    assert files(tmp_path) == TABLES | {"notes.txt", "classmaps/mine.png", "classmaps/b.png", "overlays/a.png"}
    ended = inspect(tiny_model, tmp_path, "mine.png", with_class_maps=True)
    assert ended is Outcome.FAILED  # rather than written over
    assert (tmp_path / "classmaps" / "mine.png").read_text() == "mine"


@pytest.mark.parametrize("name", ["holiday.jpg", "frames.csv", "summary.json"])
def test_a_folder_that_no_run_wrote_is_refused_and_left_as_it_is(tiny_model, tmp_path, name):
    (tmp_path / name).write_text("number,frame\n1,of somebody else\n")
    assert "no table of an earlier run" in refused(Code.OUTPUT_TAKEN, check_free, tmp_path)
    assert inspect(tiny_model, tmp_path, "a.png") is Outcome.FAILED
    assert files(tmp_path) == {name}
    assert (tmp_path / name).read_text() == "number,frame\n1,of somebody else\n"


def test_new_and_empty_folders_are_free(tmp_path):
    check_free(tmp_path / "new")
    check_free(tmp_path)
    (tmp_path / "file").touch()
    refused(Code.OUTPUT_UNWRITABLE, check_free, tmp_path / "file")


def test_an_edited_table_leads_to_no_file_outside(tmp_path):
    out, other = tmp_path / "out", tmp_path / "other"
    for folder in (out / "classmaps", other):
        folder.mkdir(parents=True)
    for name in ("other/x.png", "x.png", "out/x.png", "out/classmaps/x.txt", "out/classmaps/ours.png"):
        (tmp_path / name).touch()
    (out / "classmaps" / "link").symlink_to(other)
    (out / "classmaps" / "link.png").symlink_to(other / "x.png")
    before = files(tmp_path)
    table(
        out,
        ("../x.png", str(other / "x.png")), ("classmaps/../../x.png", "x.png"), ("classmaps/link/x.png", "."),
        ("classmaps/link.png", "classmaps/x.txt"), ("classmaps/ours.png", "overlays/not there.png"),
    )  # fmt: skip
    clear(out)
    assert files(tmp_path) == before - {"out/classmaps/ours.png"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this system")
def test_a_table_that_never_ends_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "frames.csv")
    refused(Code.OUTPUT_TAKEN, check_free, tmp_path)


def test_a_table_that_is_damaged_removes_nothing(tmp_path):
    (tmp_path / "classmaps").mkdir()
    (tmp_path / "classmaps" / "a.png").touch()
    table(tmp_path, ("classmaps/a.png", ""))
    with (tmp_path / "frames.csv").open("ab") as file:
        file.write(b"\xff\xfe\n")
    before = files(tmp_path)
    refused(Code.OUTPUT_TAKEN, clear, tmp_path)
    assert files(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_killed_run_leaves_no_picture_that_its_table_does_not_name(tmp_path):
    """Rows gather in memory before they are written: a picture must not go before its row."""
    code = (
        "import os, signal, sys\n"
        "sys.path.insert(0, 'tests/unit/pipeline')\n"
        "from pathlib import Path\n"
        "from pipeline_samples import Heard, MemorySource, frame, run\n"
        "from inspector.inference.model_file import open_model\n"
        "from inspector.pipeline.output_folder import OutputFolder\n"
        "out = OutputFolder(Path(sys.argv[2]), str, with_overlays=True)\n"
        "die = Heard(lambda number: number == 3 and os.kill(os.getpid(), signal.SIGKILL))\n"
        "run(MemorySource([frame(n) for n in range(9)]), open_model(Path(sys.argv[1])), out, die)\n"
    )
    model, out = tmp_path / "tiny.onnx", tmp_path / "out"
    write_tiny_model(model)
    ran = subprocess.run([sys.executable, "-c", code, model, out], cwd=REPOSITORY, timeout=120)
    assert ran.returncode == -signal.SIGKILL
    assert files(out) == {"frames.csv"} | {f"overlays/frame {n:06d}.png" for n in range(4)}
    clear(out)
    assert files(out) == set()


def test_results_are_kept_apart_from_the_frames(tmp_path):
    line, out = tmp_path / "line", tmp_path / "line" / "out"
    (out / "overlays").mkdir(parents=True)
    check_apart(out, line, is_recursive=False)
    check_apart(tmp_path / "out", line, is_recursive=True)
    assert "sub-folders" in refused(Code.OUTPUT_TAKEN, check_apart, out, line, is_recursive=True)
    for source in (out, out / "overlays", out / "overlays" / "a.png"):
        assert "frames to inspect" in refused(Code.OUTPUT_TAKEN, check_apart, out, source, is_recursive=False)
