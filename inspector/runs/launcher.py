"""Starts the training program as a process of its own, and reads what it writes. No Qt, no torch.

The process is detached: it goes on when the window closes or crashes, and is found again by its folder.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from inspector.core.files import write_whole
from inspector.core.messages import Code, TrainingError, message
from inspector.runs.request import RunRequest, what_differs


def training_command() -> list[str]:
    """How to start the training program in the source tree, from a wheel, and beside the frozen program."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("inspector-training"))]
    # -P: a workspace has a folder "models", which from the current directory would pass for the package.
    return [sys.executable, "-P", "-m", "training"]


# Kept so that a run that ended is collected, see read_progress; runs that go on outlive the program.
_started: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True, slots=True)
class RunProgress:
    """The latest that a run reported."""

    state: str  # "starting", "loading", "training", "scoring", "done", "stopped", "failed"; "" before the first line
    step: int = 0
    n_steps: int = 0
    seconds_left: float | None = None
    detail: str = ""

    @property
    def has_ended(self) -> bool:
        return self.state in ("done", "stopped", "failed")


@dataclass(frozen=True, slots=True)
class Validation:
    """What the run found on the val split, last."""

    step: int
    figures: dict[str, Any]  # as in ``Scores``; None where a class is in no frame


def launch(request: RunRequest, folder: Path) -> int:
    """Write the request and start the process; returns its id. Raises TrainingError."""
    if not getattr(sys, "frozen", False) and importlib.util.find_spec("torch") is None:
        detail = "PyTorch is not installed; install Inspector with its training extra"
        raise TrainingError(message(Code.TRAINING_FAILED, run=request.run, detail=detail))
    if is_running(folder):
        detail = "a run of this name is in progress; stop it first or choose another name"
        raise TrainingError(message(Code.TRAINING_FAILED, run=request.run, detail=detail))
    if differs := _differs_from_before(folder, request):
        detail = f"a run of this name has learned as another request said: {'; '.join(differs)}; choose another name"
        raise TrainingError(message(Code.TRAINING_FAILED, run=request.run, detail=detail))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "progress.jsonl").open("a", encoding="utf-8") as progress:
            progress.write('{"state": "starting"}\n')  # what an earlier start ended with is over
        write_whole(folder / "request.json", request.to_json().encode())
        (folder / "control").unlink(missing_ok=True)
        with (folder / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [*training_command(), str(folder / "request.json")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
    except OSError as error:
        raise TrainingError(
            message(Code.TRAINING_FAILED, run=request.run, detail=error.strerror or str(error))
        ) from error
    _started.append(process)
    return process.pid


def _differs_from_before(folder: Path, request: RunRequest) -> tuple[str, ...]:
    """Going on would mix two requests; nothing, where the run has no checkpoint yet. The run itself looks too."""
    if not (folder / "checkpoints" / "last.pt").exists():
        return ()
    try:
        before = RunRequest.from_json((folder / "request.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return what_differs(before, request)


def is_running(folder: Path) -> bool:
    """True while a process, of this program or of another, holds the run's lock."""
    if not folder.is_dir():
        return False
    try:
        with FileLock(folder / "run.lock", blocking=False):
            return False
    except Timeout:
        return True


def has_ended(process_id: int) -> bool:
    """True once a process that this program launched is gone, whatever it reported."""
    return any(process.pid == process_id and process.poll() is not None for process in _started)


def ask_to_stop(folder: Path) -> None:
    """The run ends after the step in hand, with a checkpoint to resume from."""
    write_whole(folder / "control", b"stop")


def read_progress(folder: Path) -> RunProgress:
    """The latest state of a run; a last line that is half written is passed over."""
    for process in _started:
        process.poll()
    facts: dict[str, Any] = {}
    for told in map(_told, _lines(folder)[-50:]):
        if told.get("state", facts.get("state")) != facts.get("state"):
            facts.pop("detail", None)  # why an earlier start failed
        facts |= told
    return RunProgress(
        facts.get("state", ""), facts.get("step", 0), facts.get("of", 0), facts.get("seconds_left"),
        facts.get("detail", ""),
    )  # fmt: skip


def last_validation(folder: Path) -> Validation | None:
    for line in reversed(_lines(folder)):
        figures = _told(line).get("validation")
        if figures is not None:
            return Validation(_told(line).get("step", 0), figures)
    return None


def _lines(folder: Path) -> list[str]:
    try:
        return (folder / "progress.jsonl").read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _told(line: str) -> dict[str, Any]:
    """Nothing, of a line that is half written."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
