"""What was chosen, step by step, with undo and redo. Values are immutable; a step is the value that then holds."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

MAX_STEPS = 200


class History(Generic[T]):
    def __init__(self, first: T) -> None:
        self._steps = [first]
        self._index = 0
        self._kind = ""

    @property
    def now(self) -> T:
        return self._steps[self._index]

    @property
    def can_undo(self) -> bool:
        return self._index > 0

    @property
    def can_redo(self) -> bool:
        return self._index < len(self._steps) - 1

    @property
    def steps(self) -> tuple[T, ...]:
        """Oldest first, with those that were undone."""
        return tuple(self._steps)

    @property
    def index(self) -> int:
        """Of ``now`` among the steps."""
        return self._index

    def go_to(self, index: int) -> T:
        """Undo or redo to this step; a number that none has changes nothing."""
        if 0 <= index < len(self._steps):
            self._index, self._kind = index, ""
        return self.now

    def put(self, value: T, kind: str = "") -> None:
        """A new step; what was undone is gone. Steps of one ``kind`` in a row are one: a slider that is dragged."""
        if value == self.now:
            return
        del self._steps[self._index + 1 :]
        if kind and kind == self._kind and self._index > 0:
            self._steps[self._index] = value
        else:
            self._steps.append(value)
            del self._steps[: -MAX_STEPS - 1]
            self._index = len(self._steps) - 1
        self._kind = kind

    def undo(self) -> T:
        self._index = max(0, self._index - 1)
        self._kind = ""
        return self.now

    def redo(self) -> T:
        self._index = min(len(self._steps) - 1, self._index + 1)
        self._kind = ""
        return self.now
