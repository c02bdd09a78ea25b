"""The steps of one frame, to undo and redo: named, bounded in bytes, the oldest forgotten first."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from inspector.annotation.mask_step import MaskStep

MAX_BYTES = 256_000_000
MAX_STEPS = 5000


class EditHistory:
    """What was done, and how much of it holds: ``steps[:position]``."""

    def __init__(self, max_bytes: int = MAX_BYTES, max_steps: int = MAX_STEPS) -> None:
        self._max_bytes, self._max_steps = max_bytes, max_steps
        self._steps: deque[MaskStep] = deque()
        self._position = 0
        self._n_bytes = 0

    @property
    def steps(self) -> Sequence[MaskStep]:
        return self._steps

    @property
    def position(self) -> int:
        return self._position

    @property
    def next_undo(self) -> MaskStep | None:
        return self._steps[self._position - 1] if self._position else None

    @property
    def next_redo(self) -> MaskStep | None:
        return self._steps[self._position] if self._position < len(self._steps) else None

    def add(self, step: MaskStep) -> None:
        """What was undone before it is gone. The newest step stays, however large it is."""
        while len(self._steps) > self._position:
            self._n_bytes -= self._steps.pop().n_bytes
        self._steps.append(step)
        self._n_bytes += step.n_bytes
        self._position += 1
        while len(self._steps) > 1 and (self._n_bytes > self._max_bytes or len(self._steps) > self._max_steps):
            self._n_bytes -= self._steps.popleft().n_bytes
            self._position -= 1

    def moved_back(self) -> None:
        """``next_undo`` was undone."""
        assert self._position > 0
        self._position -= 1

    def moved_on(self) -> None:
        """``next_redo`` was redone."""
        assert self._position < len(self._steps)
        self._position += 1
