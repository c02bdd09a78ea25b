"""A window that is killed at the line comes back with its piece, and what passed is a gap. Real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from inspector.audit.log import Audited, AuditLog
from inspector.core.messages import Code, StoreError
from inspector.core.piece import GapCause
from inspector.core.source_options import SourceOptions
from inspector.store.database import reading
from inspector.store.queries import gaps, inspections
from inspector.store.records import InspectionState
from inspector.workspace.editing import change_settings
from inspector.workspace.memory import RecentSource, WindowMemory, save_memory
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import write_tiny_model
from tests.unit.sources.test_camera import FakeCamera
from tests.waiting import wait_until

PIECE = "coil 4711"


@pytest.fixture
def camera() -> Iterator[FakeCamera]:
    made = FakeCamera()
    yield made
    made.switch_off()


@pytest.fixture
def line(tmp_path: Path, camera: FakeCamera) -> Workspace:
    """A workspace whose window was inspecting a piece from the camera, and goes on with it in the operator's view."""
    made = create_workspace(tmp_path / "line")

    def starts(document: dict[str, dict[str, bool]]) -> None:
        document["start"]["resumes"] = document["start"]["is_operator_view"] = True

    made = change_settings(made, starts)
    memory = WindowMemory(
        recent=(RecentSource(camera.address, SourceOptions()),), last_piece_id=PIECE, last_piece_kind="coil",
        last_model=str(write_tiny_model(tmp_path / "tiny.onnx")),
    )  # fmt: skip
    save_memory(made, memory)
    return made


class Watched:
    """``inspector watch -- window`` on a workspace."""

    def __init__(self, line: Workspace, *options: str, **environment: str) -> None:
        words = [*options, "--", "window", "--workspace", str(line.folder)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "inspector", "watch", *words], stderr=subprocess.PIPE, text=True,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment,
        )  # fmt: skip

    def window(self) -> psutil.Process | None:
        found = [one for one in psutil.Process(self.process.pid).children() if "window" in one.cmdline()]
        return found[0] if found else None


@pytest.fixture
def watch(line: Workspace) -> Iterator[Callable[..., Watched]]:
    started: list[Watched] = []

    def start(*options: str, **environment: str) -> Watched:
        started.append(Watched(line, *options, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            for child in psutil.Process(one.process.pid).children(recursive=True):
                child.kill()
            one.process.kill()
        one.process.communicate()


def n_frames(line: Workspace) -> list[int]:
    """Inspected frames of each inspection of the piece, the newest first."""
    if not line.database.exists():
        return []
    try:
        with reading(line.database) as rows:
            return [one.n_inspected for one in inspections.recent(rows, piece_name=PIECE)]
    except StoreError:  # it is being made
        return []


def wait_for_frames(line: Workspace, n_inspections: int) -> None:
    wait_until(lambda: len(found := n_frames(line)) == n_inspections and found[0] > 0, timeout_s=90)


def test_killed_at_the_line_it_goes_on_with_its_piece_and_records_what_it_did_not_see(
    line: Workspace, camera: FakeCamera, watch: Callable[..., Watched]
):
    """One life of a line, as each start takes seconds: a camera that comes late, a kill, an orderly end."""
    camera.switch_off()
    logs = Path(os.environ["INSPECTOR_LOGS"])
    watched = watch()
    wait_until(lambda: (logs / "inspector.log").exists() and "camera.not_found" in (logs / "inspector.log").read_text())
    camera.switch_on()
    wait_for_frames(line, 1)  # and no failed inspection of the tries before

    window = watched.window()
    assert window is not None
    killed_at = datetime.now(UTC)
    window.kill()
    wait_for_frames(line, 2)

    window = watched.window()
    assert window is not None
    window.terminate()  # as the window's own button does: it is not started again
    _, said = watched.process.communicate(timeout=60)
    assert watched.process.returncode == 0
    assert "SIGKILL" in said
    assert len(n_frames(line)) == 2
    (report,) = (logs / "ends").iterdir()  # of the end that nobody wished alone; the next window has claimed it
    assert report.name.startswith("ended-")
    assert f"of piece '{PIECE}'" in report.read_text()

    with reading(line.database) as rows:
        after, before = inspections.recent(rows, piece_name=PIECE)
        found = gaps.of_inspection(rows, after.inspection_id)
        (first_at,) = rows.execute(
            "SELECT min(recorded_at) FROM frames WHERE inspection_id = ?", (after.inspection_id,)
        ).fetchone()
    assert before.state is InspectionState.UNFINISHED
    (gap,) = (one for one in found if one.reason.code is Code.WAS_AWAY)
    assert gap.cause is GapCause.LOST
    assert (gap.start_px, gap.end_px) == (0, None)  # nobody knows how far it went on
    assert gap.started_at <= killed_at < gap.ended_at <= datetime.fromisoformat(first_at)
    assert after.coverage is not None
    assert after.coverage.n_unknown == 1
    (entry,) = (one for one in AuditLog(line.audit).entries() if one.what == Audited.PROGRAM_RESTARTED)
    assert entry.facts["how"] == "SIGKILL"
    print(f"blind: {(datetime.fromisoformat(first_at) - killed_at).total_seconds():.1f} s")  # noqa: T201  with -s


CRASHING = "import ctypes; ctypes.string_at(0)"
HANGING = "import threading; threading.Event().wait()"


def test_a_native_crash_leaves_the_traces_of_all_threads(tmp_path: Path):
    code = f"""
from pathlib import Path
from inspector.upkeep.ends import end_noted
with end_noted("window", Path("/data/line 1")):
    {CRASHING}
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert ran.returncode == -signal.SIGSEGV
    (report,) = (Path(os.environ["INSPECTOR_LOGS"]) / "ends").glob("running-*.txt")
    first, _, rest = report.read_text().partition("\n")
    assert json.loads(first)["workspace"] == "/data/line 1"
    assert "Segmentation fault" in rest
    assert "string_at" in rest


def test_a_hang_is_ended_with_traces_and_started_again_but_not_for_ever(tmp_path: Path):
    """A program that hangs in its operator's view, each time: three restarts, then words."""
    program = tmp_path / "hangs.py"
    program.write_text(
        f"""
from inspector.upkeep.ends import end_noted
from inspector.upkeep.heart import Heart
with end_noted("window", None) as note:
    heart = Heart(note)
    assert heart.is_needed
    heart.beat()
    {HANGING}
"""
    )
    code = f"""
import sys
from inspector.upkeep.watch import Restarts, Watchdog
died = []
ended = Watchdog([sys.executable, {str(program)!r}], Restarts(2, 10, hang_s=0.3), died=died.append).run()
print([one.n for one in died], ended.gave_up_after, ended.code)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert ran.stdout.strip() == "[1, 2, 3] 3 1"
    reports = sorted((Path(os.environ["INSPECTOR_LOGS"]) / "ends").glob("running-*.txt"))
    assert len(reports) == 3
    assert all("Timeout" in one.read_text() and "in wait" in one.read_text() for one in reports)


def test_the_next_start_claims_an_end_once(tmp_path: Path):
    from inspector.upkeep.ends import claimed_ends, end_noted

    code = """
import os, signal
from inspector.upkeep.ends import end_noted
with end_noted("window", None):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    with end_noted("window", None):  # this process lives, and is not found dead
        (end,) = claimed_ends()
        assert end.what == "window"
        assert end.crashed_at is None  # a kill says nothing
        assert claimed_ends() == ()
