"""What one lane has captured and not yet finished: few frames, in order, none lost unnoticed.

    capture thread ► put ► waiting ► take ► a predicting thread ► done ► in order again ► finishing thread

A source that can wait (folder, video) waits for room. A live one does not: the oldest waiting frame makes room and
leaves a ``MissedFrame`` in its place, so order and count stay true. A live frame that has waited for ``MAX_WAIT_S``
gives way to a newer one before it is predicted: on a PC of any slowness, what is inspected is as young as it can be.
A lane that is far ahead of its slowest frame gives no more frames to predict: results in memory stay few.

All buffers of a line share one condition; methods that say so are called with it held.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, message
from inspector.core.placement import Placement
from inspector.core.product import ProductRegion

MAX_WAIT_S = 0.5  # enough to bridge a short hold-up; beyond that a newer frame is worth more

Item: TypeAlias = Frame | MissedFrame


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """A frame of a lane, placed on its piece; or one that was missed."""

    item: Item
    placement: Placement
    generation: int  # of the piece that it belongs to
    product: ProductRegion | None = None  # what of the frame is inspected; None: all

    def as_missed(self, code: Code, detail: str = "") -> Captured:
        """The record of a frame that was captured but not inspected; its pixels are let go."""
        return self if isinstance(self.item, MissedFrame) else replace(self, item=missed(self.item, code, detail))


@dataclass(frozen=True, slots=True)
class PieceMark:
    """From here on, what the lane delivers belongs to the piece of this generation.

    ``lost``: the lane delivered nothing at that moment; where it stood on the piece before, and why.
    """

    generation: int
    lost: Captured | None = None


Work: TypeAlias = Captured | PieceMark


def missed(frame: Frame, code: Code, detail: str = "") -> MissedFrame:
    frame.release()
    params = {"name": frame.name} | ({"detail": detail} if detail else {})
    reason = message(code, **params)
    return MissedFrame(frame.frame_index, frame.name, reason, frame.captured_at, frame.height)


@dataclass(slots=True, eq=False)
class _Slot:
    """A position in the line of what waits; a frame that is given up leaves its record there."""

    work: Work

    @property
    def frame(self) -> Frame | None:
        work = self.work
        return work.item if isinstance(work, Captured) and isinstance(work.item, Frame) else None


class LaneBuffer:
    """One thread puts, any number take, one finishes.

        open ── give_up ──> giving up ── close ──> closed        (or straight from open to closed)

    While giving up, frames that wait and frames that still come are marked as not reached; none is lost.
    ``place`` turns an item into a ``Captured``: it is called in the order of the lane, with the condition held.
    """

    def __init__(
        self,
        changed: threading.Condition,
        place: Callable[[Item], Captured],
        *,
        capacity: int,
        ahead: int,
        is_live: bool,
        skip_code: Callable[[], Code] = lambda: Code.FRAME_SKIPPED,
    ) -> None:
        self._changed = changed
        self._place = place
        self._capacity = capacity
        self.ahead = ahead
        self._is_live = is_live
        self._skip_code = skip_code
        self._waiting: deque[_Slot] = deque()
        self._frames: deque[_Slot] = deque()  # of those that wait: while records pause, they are few among thousands
        self._n_taken = 0
        self._n_finished = 0
        self._done: dict[int, object] = {}
        self._is_giving_up = False
        self._is_closed = False

    # on the capture thread

    def put(self, item: Item, product: ProductRegion | None = None) -> None:
        """Add an item; waits for room unless live or giving up. Raises RuntimeError once closed.

        ``product`` is what of a frame is to be inspected; None: all.
        """
        with self._changed:
            if not self._is_live:
                self._changed.wait_for(
                    lambda: len(self._waiting) < self._capacity or self._is_giving_up or self._is_closed
                )
            if self._is_closed:
                raise RuntimeError("a closed buffer takes no frames")
            captured = replace(self._place(item), product=product)
            if self._is_giving_up:
                captured = captured.as_missed(Code.FRAME_NOT_REACHED)
            elif self._is_live and isinstance(item, Frame) and len(self._frames) >= self._capacity:
                self._give_up_one(self._frames.popleft(), self._skip_code())
            slot = _Slot(captured)
            self._waiting.append(slot)
            if slot.frame is not None:
                self._frames.append(slot)
            self._changed.notify_all()

    def close(self) -> None:
        """No more items come; those that wait can still be taken."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    # on any thread

    def give_up(self) -> None:
        """Mark frames that wait, and all that come from now on, as not reached. Repeatable, also once closed."""
        with self._changed:
            self._is_giving_up = True
            while self._frames:
                self._give_up_one(self._frames.popleft(), Code.FRAME_NOT_REACHED)
            self._changed.notify_all()

    # with the condition held

    def mark(self, mark: PieceMark) -> None:
        """Also once closed: what still waits belongs to the piece before."""
        self._waiting.append(_Slot(mark))
        self._changed.notify_all()

    @property
    def is_takeable(self) -> bool:
        return bool(self._waiting) and self._n_taken - self._n_finished <= self.ahead

    @property
    def waits_since_s(self) -> float:
        """time.monotonic() at which the first in line arrived; 0 for what needs no prediction."""
        frame = self._waiting[0].frame
        return 0.0 if frame is None else frame.arrived_s

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    @property
    def is_closed_and_taken(self) -> bool:
        return self._is_closed and not self._waiting

    def take(self) -> tuple[int, Work]:
        """The first in line, with its position in the order (0, 1, 2 …)."""
        if self._is_live:
            self._give_up_late()
        slot = self._waiting.popleft()
        if slot.frame is not None:
            self._frames.popleft()  # frames are taken in order: it is the first of them
        position, self._n_taken = self._n_taken, self._n_taken + 1
        self._changed.notify_all()
        return position, slot.work

    def put_done(self, position: int, work: object) -> None:
        self._done[position] = work
        self._changed.notify_all()

    @property
    def has_done(self) -> bool:
        """The next in order is done."""
        return self._n_finished in self._done

    def take_done(self) -> object:
        work = self._done.pop(self._n_finished)
        self._n_finished += 1
        self._changed.notify_all()
        return work

    def _give_up_late(self) -> None:
        now_s = time.monotonic()
        while len(self._frames) > 1:
            frame = self._frames[0].frame
            if frame is None or now_s - frame.arrived_s <= MAX_WAIT_S:
                return
            self._give_up_one(self._frames.popleft(), self._skip_code())

    @staticmethod
    def _give_up_one(slot: _Slot, code: Code) -> None:
        if isinstance(slot.work, Captured):
            slot.work = slot.work.as_missed(code)
