"""Frames between capture and prediction: few, in order, never lost without a word.

A source that can wait (folder, video) waits for room. A live one does not: the oldest waiting frame makes
room and leaves a ``MissedFrame`` in its place, so order and count stay true and the age of what is
inspected stays bounded.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TypeAlias

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, message

Item: TypeAlias = Frame | MissedFrame


def missed(frame: Frame, code: Code, detail: str = "") -> MissedFrame:
    """The record of a frame that was captured but not inspected; its pixels are let go."""
    frame.release()
    params = {"name": frame.name} | ({"detail": detail} if detail else {})
    return MissedFrame(
        frame.frame_index, frame.name, message(code, **params), frame.captured_at, frame.along_px, frame.height,
        frame.along_m,
    )  # fmt: skip


class FrameQueue:
    """Holds at most ``capacity`` frames. One thread puts, any number take.

        open ── give_up ──> giving up ── close ──> closed        (or straight from open to closed)

    While giving up, frames that wait and frames that still come are marked as not reached; none is lost.
    """

    def __init__(self, capacity: int, *, is_live: bool) -> None:
        self._capacity = capacity
        self._is_live = is_live
        self._items: deque[Item] = deque()
        self._n_frames = 0
        self._n_taken = 0
        self._is_giving_up = False
        self._is_closed = False
        self._changed = threading.Condition()

    def put(self, item: Item) -> None:
        """Add an item; waits for room unless live or giving up. Raises RuntimeError once closed."""
        with self._changed:
            if not self._is_live:
                self._changed.wait_for(
                    lambda: len(self._items) < self._capacity or self._is_giving_up or self._is_closed
                )
            if self._is_closed:
                raise RuntimeError("a closed queue takes no frames")
            if self._is_giving_up:
                item = _not_reached(item)
            elif self._is_live and isinstance(item, Frame) and self._n_frames >= self._capacity:
                self._give_up_oldest()
            self._items.append(item)
            self._n_frames += isinstance(item, Frame)
            self._changed.notify_all()

    def _give_up_oldest(self) -> None:
        for place, item in enumerate(self._items):
            if isinstance(item, Frame):
                self._items[place] = missed(item, Code.FRAME_SKIPPED)
                self._n_frames -= 1
                return

    def take(self) -> tuple[int, Item] | None:
        """The next item with its place in the order (0, 1, 2 …); None when closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._is_closed)
            if not self._items:
                return None
            item = self._items.popleft()
            self._n_frames -= isinstance(item, Frame)
            place = self._n_taken
            self._n_taken += 1
            self._changed.notify_all()
            return place, item

    def give_up(self) -> None:
        """Mark frames that wait, and all that come from now on, as not reached. Repeatable, also once closed."""
        with self._changed:
            self._is_giving_up = True
            self._items = deque(_not_reached(item) for item in self._items)
            self._n_frames = 0
            self._changed.notify_all()

    def close(self) -> None:
        """No more items come; those that wait can still be taken."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()


def _not_reached(item: Item) -> MissedFrame:
    return missed(item, Code.FRAME_NOT_REACHED) if isinstance(item, Frame) else item


class InOrder:
    """Puts the work of several predicting threads back into the order of capture.

    A thread that is far ahead of the slowest waits: results in memory stay few.
    """

    def __init__(self, ahead: int) -> None:
        self._ahead = ahead
        self._next = 0
        self._done: dict[int, object] = {}
        self._n_working = 0
        self._changed = threading.Condition()

    def begin(self, n_threads: int) -> None:
        self._n_working = n_threads

    def put(self, place: int, work: object) -> None:
        with self._changed:
            self._changed.wait_for(lambda: place - self._next <= self._ahead)
            self._done[place] = work
            self._changed.notify_all()

    def thread_ended(self) -> None:
        with self._changed:
            self._n_working -= 1
            self._changed.notify_all()

    def take(self) -> object | None:
        """The next work in order; None when all threads have ended and nothing is left."""
        with self._changed:
            self._changed.wait_for(lambda: self._next in self._done or self._n_working == 0)
            if self._next not in self._done:
                return None
            work = self._done.pop(self._next)
            self._next += 1
            self._changed.notify_all()
            return work
