"""One launch of a run, as the parts of the training pass it on, and what it hears from whoever watches."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.audit import utc_now, utc_text
from inspector.runs.control import AskedToEnd, Control
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import RunRequest
from training.data import Data, Frames
from training.frame_index import FrameIndex
from training.giving_way import GivingWay

log = logging.getLogger("training")

LOOK_S = 0.2  # between two looks at the control file while the run is paused


class PatientFolder(RunFolder):
    """The folder of the run that works. A line of progress that the disk does not take now, because it is full, is told
    with the next that it takes; learning goes on."""

    MAX_UNTOLD = 10_000

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._untold: list[ProgressLine]
        self._telling: threading.Lock  # the thread of the batches tells, too
        object.__setattr__(self, "_untold", [])  # it is frozen, as every folder of a run
        object.__setattr__(self, "_telling", threading.Lock())

    def __reduce__(self) -> tuple[Any, ...]:
        return RunFolder, (self.path,)  # processes that build batches tell nothing

    def report(self, line: ProgressLine) -> None:
        """Raises OSError where the folder is gone: nobody wants the run any more."""
        with self._telling:
            self._untold.append(replace(line, at=utc_text(utc_now())))
            try:
                while self._untold:
                    super().report(self._untold[0])
                    del self._untold[0]
            except OSError as error:
                if not self.path.is_dir():
                    raise
                log.warning("%s: its progress cannot be told now: %s", self.name, error)
                del self._untold[: -self.MAX_UNTOLD]


class Ear:
    """Hears what the run is asked, and knows how long this launch has worked. A pause is waited out in here, told of,
    and no time of work."""

    def __init__(self, folder: RunFolder, way: GivingWay | None = None) -> None:
        """``way``: None where nobody is given way to."""
        self._folder, self._way, self._began_s = folder, way, time.monotonic()
        self.paused_s = 0.0  # so far
        self._known = Control.GO  # as heard last

    @property
    def worked_s(self) -> float:
        """Since the launch, loading included."""
        return time.monotonic() - self._began_s - self.paused_s

    def clock_s(self) -> float:
        """For limits of time of what the run starts: see ``GivingWay.clock_s``."""
        return self._way.clock_s() if self._way is not None else time.monotonic()

    @property
    def gives_way(self) -> bool:
        """A line inspects on this PC, and comes first."""
        return self._way is not None and self._way.is_behind

    @property
    def rested_s(self) -> float:
        """Time of work in which it gave way to a line."""
        return self._way.rested_s if self._way is not None else 0.0

    def give_way(self) -> None:
        """Between two parts of the work: rest where a line needs that, until somebody asks for something."""
        if self._way is not None:
            self._way.gap(lambda: self._folder.asked() not in (Control.GO, self._known))

    def heard(self) -> Control:
        """What is asked now, once a pause is over: never PAUSE."""
        asked = self._folder.asked()
        if asked is not Control.PAUSE:
            self._known = asked
            return asked
        try:
            lines = self._folder.progress()
        except (OSError, ValueError):  # changed by hand
            lines = ()
        before = next((line.state for line in reversed(lines) if line.state is not RunState.PAUSED), RunState.LOADING)
        began_s = time.monotonic()
        self._folder.report(ProgressLine(RunState.PAUSED))
        while (asked := self._folder.asked()) is Control.PAUSE:
            time.sleep(LOOK_S)
        self.paused_s += time.monotonic() - began_s
        self._folder.report(ProgressLine(before))
        self._known = asked
        return asked

    def listen(self) -> None:
        """Raises AskedToEnd. KEEP is heard after a step: before the first there is nothing to keep, and what is
        validated or scored is kept in any case."""
        self.give_way()
        if (asked := self.heard()) in (Control.STOP, Control.CANCEL):
            raise AskedToEnd(asked)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One launch: what was asked for, where it is written, what it learns from."""

    request: RunRequest
    folder: RunFolder
    data: Data
    frames: Frames
    indices: tuple[FrameIndex, ...]  # of the training frames, by dataset version
    ear: Ear = field(repr=False)

    def listen(self) -> None:
        """Raises AskedToEnd."""
        self.ear.listen()

    @property
    def input_bits(self) -> tuple[int, ...]:
        """Depths of the training frames, each once."""
        return tuple(sorted({int(bits) for index in self.indices for bits in np.unique(index.bits)}))
