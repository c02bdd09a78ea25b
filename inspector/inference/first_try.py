"""A model that nobody knows yet is tried in a process of its own: it may loop for ever, fill the memory or crash there.

    ModelContent ► child: opens it, runs the smallest tile and the card's ► it answered | ModelError in words
    a pair       ► child: opens both, looks at a picture, answers a click ► the same
    a screen     ► child: opens it, answers its golden picture ► the same

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
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

import psutil

from inspector.core.files import sha256_of
from inspector.core.messages import Code, Message, ModelError, message
from inspector.core.programs import inspector_command
from inspector.inference import known_models
from inspector.inference.opening import Opening

log = logging.getLogger("inspector.inference")

COMMAND = "try-model"  # of the program, for itself
PAIR = "pair"  # an option of it: two networks without a card that work together
SCREEN = "screen"  # another: a network that names places
NAMES = ("model", "other model")  # of the files, in the process that tries them
LENGTH_BYTES = 8  # before each model's bytes on the pipe
LOOK_S = 0.05
SLOW_S = 1.0  # then it is said
MAX_ANSWER_BYTES = 60_000  # less than a pipe holds: the child never waits for its reader
_OF_A_TRIAL = ("model.", Code.CLICK_MODEL_UNFIT.value, Code.SCREEN_BROKEN.value)  # how codes of its answers begin
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


def try_first(content: Tried, opening: Opening | None = None, limits: TryLimits = LIMITS) -> None:
    """Returns where the model is known or has answered, which makes it known. Raises ModelError where it has not."""
    _try_first((content,), content.sha256, opening, limits)


def try_pair_first(pair: tuple[Tried, Tried], opening: Opening | None, limits: TryLimits) -> None:
    """As ``try_first``: two networks without cards, where one takes what the other gives; see ``click_model``."""
    _try_first(pair, sha256_of("".join(sorted(one.sha256 for one in pair)).encode()), opening, limits, PAIR)


def try_screen_first(screen: Tried, opening: Opening | None = None, limits: TryLimits = LIMITS) -> None:
    """As ``try_first``: a network with the card of a screen; see ``screening``."""
    _try_first((screen,), screen.sha256, opening, limits, SCREEN)


def _try_first(
    contents: Sequence[Tried], sha256: str, opening: Opening | None, limits: TryLimits, kind: str = ""
) -> None:
    if known_models.is_known(sha256):
        return
    started_s = time.perf_counter()
    _try_in_child(contents, opening or Opening(), limits, kind)
    log.info("%s was tried first, in %.1f s", contents[0].path.name, time.perf_counter() - started_s)
    known_models.remember(sha256)


def child_command() -> list[str]:
    return inspector_command(COMMAND)


def _try_in_child(contents: Sequence[Tried], opening: Opening, limits: TryLimits, kind: str) -> None:
    path = _paths(contents)
    arguments = [str(limits.cpu_s), str(limits.memory), *([kind] if kind else [])]
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
    feeding = threading.Thread(target=_feed, args=(child.stdin, contents), name="model-trial")
    feeding.start()
    try:
        _watch(child, contents, opening, limits)
        answer = child.stdout.read(MAX_ANSWER_BYTES)
    finally:
        child.kill()
        child.wait()
        feeding.join()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
    refusal = _refusal_in(answer, child.returncode, contents)
    if refusal is not None:
        raise ModelError(refusal)


def _feed(pipe: IO[bytes], contents: Sequence[Tried]) -> None:
    """The pipe stays open: its end tells the child that nobody waits any more."""
    with contextlib.suppress(OSError, ValueError):  # the child has ended, and that is found out elsewhere
        for one in contents:
            pipe.write(len(one.onnx).to_bytes(LENGTH_BYTES, "big"))
            pipe.write(one.onnx)
        pipe.flush()


def _watch(child: subprocess.Popen[bytes], contents: Sequence[Tried], opening: Opening, limits: TryLimits) -> None:
    """Until the child has ended. Raises ModelError where it must not go on."""
    started_s = time.monotonic()
    is_said = False
    process: psutil.Process | None = None
    path = _paths(contents)
    own = 4 * sum(len(one.onnx) for one in contents)  # the bytes themselves, what they are read into, and the runtime
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
            refusal = message(Code.MODEL_GIVEN_UP, path=path)
        elif cpu_s > limits.cpu_s or waited_s > limits.wall_s:
            detail = f"it did not answer one frame within {min(cpu_s, waited_s):.0f} s"
            refusal = message(Code.MODEL_TRY_FAILED, path=path, detail=detail)
        elif n_bytes > limits.memory + own + _RUNTIME_BYTES:
            detail = too_much_memory(limits.memory)
            refusal = message(Code.MODEL_TRY_FAILED, path=path, detail=detail)
        if refusal is not None:
            raise ModelError(refusal)
        if waited_s > SLOW_S and not is_said:
            is_said = True
            opening.on_slow()


def too_much_memory(limit: int) -> str:
    return f"it needs more than {limit / 1e9:.1f} GB of memory for one frame"


def _paths(contents: Sequence[Tried]) -> str:
    """Of two, nobody knows which one it is that does not answer."""
    return ", ".join(str(one.path) for one in contents)


def _refusal_in(answer: bytes, exit_code: int, contents: Sequence[Tried]) -> Message | None:
    """What the child found wrong; None where it found nothing. Anything but a whole answer is a refusal."""
    if exit_code == 0 and answer == b"{}":
        return None
    try:
        found = Message.from_json(answer.decode())
        if not found.code.value.startswith(_OF_A_TRIAL) or not set(found.params) <= set(found.code.params):
            raise ValueError("no message about a model")
        paths = {name: str(one.path) for name, one in zip(NAMES, contents, strict=False)}
        path = paths.get(str(found.params.get("path")), _paths(contents))
        return message(found.code, **{**found.params, "path": path})
    except ValueError:
        how = f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
        detail = f"the process that tried it ended with {how}"
        return message(Code.MODEL_TRY_FAILED, path=_paths(contents), detail=detail)
