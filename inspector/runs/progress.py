"""What a training run tells while it works: one JSON object per line of ``progress.jsonl``, in states that are an enum.

    starting -> queued -> loading -> training -> scoring -> done
                   any of them -> paused and back; stopped or cancelled (as asked) | failed (with the reason)

The training program appends lines, the program reads them. A line that is half written, or of a state that this
program does not know, is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AliasChoices, Field, TypeAdapter

from inspector.core.typed_json import from_json


class RunState(StrEnum):
    """Where a run stands."""

    STARTING = "starting"  # written by who starts the process, which takes its lock after some seconds
    QUEUED = "queued"  # another run of this folder of runs works; its turn comes by itself
    LOADING = "loading"
    TRAINING = "training"
    SCORING = "scoring"
    PAUSED = "paused"  # as asked; its process waits
    DONE = "done"
    STOPPED = "stopped"  # as asked; started again it goes on from its last checkpoint
    CANCELLED = "cancelled"  # as asked; what it had learned is gone
    FAILED = "failed"
    INTERRUPTED = "interrupted"  # never written: what a run is whose process died without a last line

    @property
    def is_end(self) -> bool:
        """True where no more will come, unless the run is started again."""
        return self in _ENDS


_ENDS = (RunState.DONE, RunState.STOPPED, RunState.CANCELLED, RunState.FAILED, RunState.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Injections:
    """What balancing did for one class since the run was started."""

    injected: int
    given_up: int  # no attempt fitted
    rejected: Mapping[str, int] = field(default_factory=dict)  # attempts, by the reason they were not taken


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One line. What it does not tell is not in the file; NaN, a number that does not exist, is null there."""

    state: RunState
    at: str = ""  # UTC; set as the line is written
    step: int | None = None
    # Lines of earlier programs call it "of".
    n_steps: Annotated[int | None, Field(validation_alias=AliasChoices("n_steps", "of"))] = None
    loss: float | None = None  # mean over the steps since the line before
    learning_rate: float | None = None
    seconds_left: float | None = None
    validation: Mapping[str, Any] | None = None  # fields of ``inspector.evaluation.metrics.Scores``
    begun_with: Mapping[str, Any] | None = None  # whose weights the run begins with, and what of them fitted
    balanced: str | None = None  # dataset of ``injections``, by class name, since ``since_step``
    since_step: int | None = None
    injections: Mapping[str, Injections] | None = None
    detail: str = ""  # why it failed
    notice: str = ""  # what a person should know of this start: "goes on from step 40: last.pt is damaged"
    device: str | None = None  # that the run computes on, and in which numbers: "NVIDIA H200, bf16"
    waiting: float | None = None  # share of its time since the start or the line before that the run waited for batches
    works: float | None = None  # share of that time that it worked, while a line on this PC came first
    n_workers: int | None = None  # processes that build them; None: a thread of the run
    n_skipped: int | None = None  # steps so far that changed nothing, their gradient being no number
    trial: tuple[str, ...] = ()  # what a step took each way: "f32 on 2 threads 0.4 s a step, taken"
    # Mean of each term of the loss since the line before, by name, with its weight: they add up to ``loss``. "dice";
    # "auxiliary" for all maps beside the main one, "teachers" for what follows them.
    loss_terms: Mapping[str, float] | None = None
    images_per_s: float | None = None  # views learned from since the line before, without validations and pauses
    memory_bytes: int | None = None  # that the run takes now, the processes that build its batches included
    gpu_bytes: int | None = None  # of the GPU's memory that the run holds now, where it computes on one
    # By class name: views with an injection of it per view of the run so far; classes that have donors.
    injected_share: Mapping[str, float] | None = None
    is_kept: bool = False  # at its end: it learned no more, as asked, before its last step
    n_parts: int | None = None  # in which a batch is computed, memory being too small for it at once; None: in one

    def to_json(self) -> bytes:
        """One line without its end."""
        return _LINE.dump_json(self, exclude_defaults=True)


_LINE = TypeAdapter(ProgressLine)


def read_lines(content: bytes) -> tuple[ProgressLine, ...]:
    """The whole series of a progress file, in order."""
    lines = []
    for text in content.splitlines():
        try:
            lines.append(from_json(_LINE, text))
        except ValueError:  # half written, or of another program or its version
            continue
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is: the latest that its lines tell together."""

    state: RunState | None = None  # None before the first line
    step: int = 0
    n_steps: int = 0
    seconds_left: float | None = None
    detail: str = ""
    is_kept: bool = False  # at ``step``, as asked, though ``n_steps`` were to be made

    @property
    def has_ended(self) -> bool:
        return self.state is not None and self.state.is_end


def latest(lines: Iterable[ProgressLine]) -> RunProgress:
    """Why an earlier start failed is not told of this one."""
    now = RunProgress()
    for line in lines:
        detail = line.detail or (now.detail if line.state is now.state else "")
        now = RunProgress(
            line.state,
            now.step if line.step is None else line.step,
            now.n_steps if line.n_steps is None else line.n_steps,
            now.seconds_left if line.seconds_left is None else line.seconds_left,
            detail,
            line.is_kept,
        )
    return now
