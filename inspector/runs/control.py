"""What a run is asked while it works: one word in its ``control`` file, written by whoever watches, read by the run.

go on | pause      the run waits in memory where it stands, a checkpoint on disk, until the word is another one
      | stop       it ends with a checkpoint, and goes on from there when it is started again
      | keep       it ends learning here: what was learned so far is scored and exported, as after the last step
      | cancel     it ends, and what was learned is thrown away
"""

from __future__ import annotations

from enum import StrEnum


class Control(StrEnum):
    GO = "run"  # also where there is no file
    PAUSE = "pause"
    STOP = "stop"
    KEEP = "keep"
    CANCEL = "cancel"


class AskedToEnd(Exception):  # noqa: N818  no error: somebody wished it
    """By STOP or CANCEL, heard in the queue or while the run works."""

    def __init__(self, control: Control) -> None:
        super().__init__(control.value)
        self.control = control
