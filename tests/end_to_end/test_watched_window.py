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

    def close(self) -> tuple[int, str]:
        """As the system does when the PC is shut down."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


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
    watched = watch()
    wait_for_frames(line, 1)
    window = watched.window()
    assert window is not None
    killed_at = datetime.now(UTC)
    window.kill()
    wait_for_frames(line, 2)
    code, said = watched.close()
    assert code == 0
    assert "SIGKILL" in said
    with reading(line.database) as rows:
        after, before = inspections.recent(rows, piece_name=PIECE)
        (gap,) = gaps.of_inspection(rows, after.inspection_id)
        (first_at,) = rows.execute(
            "SELECT min(recorded_at) FROM frames WHERE inspection_id = ?", (after.inspection_id,)
        ).fetchone()
    assert before.state is InspectionState.UNFINISHED
    assert (gap.cause, gap.reason.code) == (GapCause.LOST, Code.WAS_AWAY)
    assert gap.end_px is None  # nobody knows how far it went on
    assert gap.started_at <= killed_at < gap.ended_at <= datetime.fromisoformat(first_at)
    assert after.coverage is not None
    assert after.coverage.n_unknown == 1
    (entry,) = (one for one in AuditLog(line.audit).entries() if one.what == Audited.PROGRAM_RESTARTED)
    assert entry.facts["how"] == "SIGKILL"
    print(f"blind: {(datetime.fromisoformat(first_at) - killed_at).total_seconds():.1f} s")  # noqa: T201  with -s


def test_somebody_who_closes_it_is_not_contradicted(line: Workspace, watch: Callable[..., Watched]):
    watched = watch()
    wait_for_frames(line, 1)
    window = watched.window()
    assert window is not None
    window.terminate()  # as the window's own button: it closes in good order
    assert watched.process.wait(60) == 0
    assert len(n_frames(line)) == 1
    ends = Path(os.environ["INSPECTOR_LOGS"]) / "ends"
    assert list(ends.iterdir()) == []


def test_a_camera_that_comes_later_than_the_pc_is_waited_for(
    line: Workspace, camera: FakeCamera, watch: Callable[..., Watched]
):
    camera.switch_off()
    log = Path(os.environ["INSPECTOR_LOGS"]) / "inspector.log"
    watched = watch()
    wait_until(lambda: log.exists() and "camera.not_found" in log.read_text(), timeout_s=90)
    camera.switch_on()
    wait_for_frames(line, 1)
    assert watched.close()[0] == 0


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
