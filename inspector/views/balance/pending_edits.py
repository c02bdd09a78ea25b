"""Answers to what a hand has set come later than the next thing it sets; an old answer must not move the hand back."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

Value = TypeVar("Value")
MAX_AWAITED = 200


class PendingEdits(Generic[Value]):
    """What was set and not yet shown in answer, oldest first. Answers may leave out some, never go back."""

    def __init__(self) -> None:
        self._awaited: deque[Value] = deque(maxlen=MAX_AWAITED)

    def put(self, value: Value) -> None:
        self._awaited.append(value)

    def is_old(self, value: Value) -> bool:
        """Whether ``value`` answers something after which more was set. News that answers nothing is not old."""
        if value not in self._awaited:
            return False
        while self._awaited.popleft() != value:
            pass
        return bool(self._awaited)

    def clear(self) -> None:
        self._awaited.clear()
