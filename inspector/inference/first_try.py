"""A model that nobody knows yet is tried in a process of its own: it may loop for ever, fill the memory or crash there.

    ModelContent ► child: opens it, runs the smallest tile and the card's ► it answered | ModelError in words

The child gets the model's bytes through a pipe, not the file: what was tried is what will be used. It is ended once it
has used more time of a processor, time or memory than ``TryLimits`` say, when its opening is given up, and by itself
when this program is gone. Memory is watched 20 times a second everywhere; on Linux and other systems that can, the
system limits it too, so that it cannot be overrun between two looks. On Windows it may be, for that moment.

Limits count what the child uses, not how long it takes: a PC that is busy inspecting must not refuse a good model.
"""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

import psutil

from inspector.core.messages import Code, Message, ModelError, message
from inspector.inference import known_models
from inspector.inference.opening import Opening

log = logging.getLogger("inspector.inference")

COMMAND = "try-model"  # of the program, for itself
BARE = "bare"  # an option of it: the network has no card
LENGTH_BYTES = 8  # before the model's bytes on the pipe
LOOK_S = 0.05
SLOW_S = 1.0  # then it is said
MAX_ANSWER_BYTES = 60_000  # less than a pipe holds: the child never waits for its reader
MB = 1_000_000
_HIGHEST_MEMORY = 8000 * MB
_RUNTIME_BYTES = 500 * MB  # of Python, NumPy and ONNX Runtime before any model


@dataclass(frozen=True, slots=True)
class TryLimits:
    """For one trial: two tiles on one thread of one core."""

    cpu_s: float = 40.0
    wall_s: float = 300.0
    memory_bytes: int = 0  # beyond what the runtime takes by itself; 0: half of the PC's, at most 8 GB

    @property
    def memory(self) -> int:
        return self.memory_bytes or min(psutil.virtual_memory().total // 2, _HIGHEST_MEMORY)


LIMITS = TryLimits()


class Tried(Protocol):
    """What is tried: a file that was read whole."""

    @property
    def path(self) -> Path: ...

    @property
    def onnx(self) -> bytes: ...

    @property
    def sha256(self) -> str: ...


def try_first(
    content: Tried, opening: Opening | None = None, limits: TryLimits = LIMITS, *, is_bare: bool = False
) -> None:
    """Returns where the model is known or has answered, which makes it known. Raises ModelError where it has not.

    ``is_bare``: a network without a card; see ``click_model``.
    """
    if known_models.is_known(content.sha256):
        return
    started_s = time.perf_counter()
    _try_in_child(content, opening or Opening(), limits, [BARE] if is_bare else [])
    log.info("%s was tried first, in %.1f s", content.path.name, time.perf_counter() - started_s)
    known_models.remember(content.sha256)


def child_command() -> list[str]:
    """How this program starts itself to try a model: from the source tree, from a wheel, and frozen."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("inspector")), COMMAND]
    # -P: a package must not be found in whatever folder is the current one.
    return [sys.executable, "-P", "-m", "inspector", COMMAND]


def _try_in_child(content: Tried, opening: Opening, limits: TryLimits, options: list[str]) -> None:
    path = str(content.path)
    arguments = [str(limits.cpu_s), str(limits.memory), *options]
    try:
        child = subprocess.Popen(
            [*child_command(), *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as error:
        detail = f"the process for its trial did not start: {error.strerror or error}"
        raise ModelError(message(Code.MODEL_TRY_FAILED, path=path, detail=detail)) from error
    assert child.stdin is not None
    assert child.stdout is not None
    feeding = threading.Thread(target=_feed, args=(child.stdin, content.onnx), name="model-trial")
    feeding.start()
    try:
        _watch(child, content, opening, limits)
        answer = child.stdout.read(MAX_ANSWER_BYTES)
    finally:
        child.kill()
        child.wait()
        feeding.join()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
    refusal = _refusal_in(answer, child.returncode, path)
    if refusal is not None:
        raise ModelError(refusal)


def _feed(pipe: IO[bytes], onnx: bytes) -> None:
    """The pipe stays open: its end tells the child that nobody waits any more."""
    with contextlib.suppress(OSError, ValueError):  # the child has ended, and that is found out elsewhere
        pipe.write(len(onnx).to_bytes(LENGTH_BYTES, "big"))
        pipe.write(onnx)
        pipe.flush()


def _watch(child: subprocess.Popen[bytes], content: Tried, opening: Opening, limits: TryLimits) -> None:
    """Until the child has ended. Raises ModelError where it must not go on."""
    started_s = time.monotonic()
    is_said = False
    process: psutil.Process | None = None
    own = 4 * len(content.onnx)  # the bytes themselves, what they are read into, and the runtime
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(LOOK_S)
            return
        waited_s = time.monotonic() - started_s
        try:
            process = process or psutil.Process(child.pid)
            used = process.cpu_times()
            cpu_s, n_bytes = used.user + used.system, process.memory_info().rss
        except psutil.Error:  # it ends just now
            cpu_s, n_bytes = 0.0, 0
        refusal: Message | None = None
        if opening.is_given_up:
            refusal = message(Code.MODEL_GIVEN_UP, path=str(content.path))
        elif cpu_s > limits.cpu_s or waited_s > limits.wall_s:
            detail = f"it did not answer one frame within {min(cpu_s, waited_s):.0f} s"
            refusal = message(Code.MODEL_TRY_FAILED, path=str(content.path), detail=detail)
        elif n_bytes > limits.memory + own + _RUNTIME_BYTES:
            detail = too_much_memory(limits.memory)
            refusal = message(Code.MODEL_TRY_FAILED, path=str(content.path), detail=detail)
        if refusal is not None:
            raise ModelError(refusal)
        if waited_s > SLOW_S and not is_said:
            is_said = True
            opening.on_slow()


def too_much_memory(limit: int) -> str:
    return f"it needs more than {limit / 1e9:.1f} GB of memory for one frame"


def _refusal_in(answer: bytes, exit_code: int, path: str) -> Message | None:
    """What the child found wrong; None where it found nothing. Anything but a whole answer is a refusal."""
    if exit_code == 0 and answer == b"{}":
        return None
    try:
        found = Message.from_json(answer.decode())
        if not found.code.value.startswith(("model.", Code.CLICK_MODEL_UNFIT.value)) or not set(found.params) <= set(
            found.code.params
        ):
            raise ValueError("no message about a model")
        return message(found.code, **{**found.params, "path": path})
    except ValueError:
        how = f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
        detail = f"the process that tried it ended with {how}"
        return message(Code.MODEL_TRY_FAILED, path=path, detail=detail)
