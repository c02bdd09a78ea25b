"""What was found out about this PC: what it is, what it means, what to do about it.

Its sentences are in the language of the program; ``code`` names the case for support and for tests, and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    NOT_LOOKED = "not looked at"  # it would have been in the way of what goes on
    WARNING = "warning"  # inspection goes on, and somebody should know
    FAULT = "fault"  # it stops inspection, or makes what is recorded worthless


LOUDNESS = (State.OK, State.NOT_LOOKED, State.WARNING, State.FAULT)


class Subject(StrEnum):
    """In the order in which they are looked at and shown."""

    PROGRAM = "program"
    CLASHES = "clashes"  # of the system, that may take the place of the program's own
    WRITING = "writing"
    DISK_SPACE = "disk_space"
    DISK_SPEED = "disk_speed"
    MEMORY = "memory"
    CLOCK = "clock"
    SCREEN = "screen"
    INSTANCES = "instances"
    CAMERAS = "cameras"
    MODEL = "model"
    CPU = "cpu"
    CUDA = "cuda"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Finding:
    subject: Subject
    state: State
    code: str  # "gpu.driver_too_old"
    found: str
    means: str = ""  # for the inspection; "" where it goes without saying
    to_do: str = ""  # "" where nothing needs to be done


def worst(findings: Iterable[Finding]) -> State:
    """The loudest state; OK of none."""
    return max((one.state for one in findings), key=LOUDNESS.index, default=State.OK)
