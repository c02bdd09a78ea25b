"""The labels of a session's workspace, from when somebody labels: opened once, waited for before the program ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.messages import Message

if TYPE_CHECKING:
    from inspector.annotation.label_store import LabelStore

LOOK_S = 0.25


class LabelsDesk:
    def __init__(self) -> None:
        self._opening = threading.Lock()
        self._labels: LabelStore | None = None
        self._gave_up = threading.Event()

    @property
    def n_unwritten(self) -> int:
        labels = self._labels
        return labels.n_unwritten if labels is not None else 0

    def open(self, folder: Path, listener: Callable[[Message | None], None]) -> LabelStore:
        """Opened at the first call, whose ``listener`` it is; whoever opens them calls ``close``. Raises LabelError."""
        from inspector.annotation.label_store import LabelStore

        with self._opening:
            if self._labels is None:
                self._labels = LabelStore(folder, listener)
            return self._labels

    def give_up(self) -> None:
        """Nobody waits any longer."""
        self._gave_up.set()

    def wait(self, patience_s: float) -> None:
        """Until they are written, or nobody waits any more. They stay open: the mask in hand is still to be saved."""
        deadline = time.monotonic() + patience_s
        while (labels := self._labels) is not None and labels.n_unwritten and time.monotonic() < deadline:
            labels.wait(LOOK_S)
            if self._gave_up.wait(LOOK_S if labels.trouble is not None else 0.0):
                return

    def close(self) -> bool:
        """After the last change. False where a change could not be written. Repeatable."""
        labels, self._labels = self._labels, None
        return labels is None or labels.close()
