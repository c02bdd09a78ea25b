"""A source that opens slowly is waited for by nobody who does not want it any more, and is never left open."""

from __future__ import annotations

import threading
import time

import pytest
from pipeline_samples import MemorySource

from inspector.core.messages import Code, SourceError, message
from inspector.pipeline.cancellable_open import CancellableOpen, OpenCancelled
from tests.waiting import wait_until


class Slow:
    """Opens when it may; then there is ``source``, or ``error`` is raised."""

    def __init__(self, error: Exception | None = None) -> None:
        self.source = MemorySource([])
        self.may_open, self.is_asked = threading.Event(), threading.Event()
        self._error = error

    def __call__(self) -> MemorySource:
        self.is_asked.set()
        assert self.may_open.wait(120)
        if self._error is not None:
            raise self._error
        return self.source


def given_up_while_waiting(opening: CancellableOpen, slow: Slow) -> float:
    """Seconds from giving up to the end of the wait."""
    caught: list[float] = []

    def wait() -> None:
        with pytest.raises(OpenCancelled):
            opening.wait()
        caught.append(time.monotonic())

    waits = threading.Thread(target=wait)
    waits.start()
    assert slow.is_asked.wait(120)
    began_s = time.monotonic()
    opening.give_up()
    waits.join(120)
    return caught[0] - began_s


def closed_within(slow: Slow, seconds: float = 5.0) -> bool:
    ends_at = time.monotonic() + seconds
    while not slow.source.n_closed and time.monotonic() < ends_at:
        time.sleep(0.01)
    return slow.source.n_closed == 1


def test_what_was_opened_is_the_callers():
    slow = Slow()
    slow.may_open.set()
    opening = CancellableOpen(slow)
    assert opening.wait() is slow.source
    opening.give_up()  # too late
    assert slow.source.n_closed == 0


def test_what_opening_raised_is_raised():
    slow = Slow(SourceError(message(Code.SOURCE_MISSING, path="x")))
    slow.may_open.set()
    with pytest.raises(SourceError):
        CancellableOpen(slow).wait()


def test_nobody_waits_after_it_was_given_up_and_what_opens_late_is_closed():
    slow = Slow()
    assert given_up_while_waiting(CancellableOpen(slow), slow) < 0.5
    assert slow.source.n_closed == 0
    slow.may_open.set()
    assert closed_within(slow)


def test_what_fails_late_is_passed_over(caplog):
    slow = Slow(OSError("the share is away"))
    opening = CancellableOpen(slow)
    given_up_while_waiting(opening, slow)
    slow.may_open.set()
    wait_until(lambda: "opening" not in {thread.name for thread in threading.enumerate()})
    assert caplog.records == []


def test_what_was_given_up_beforehand_is_never_opened():
    slow = Slow()
    opening = CancellableOpen(slow)
    opening.give_up()
    with pytest.raises(OpenCancelled):
        opening.wait()
    assert not slow.is_asked.is_set()


def test_what_was_opened_as_it_was_given_up_is_closed():
    slow = Slow()
    opening = CancellableOpen(slow)
    thread = opening._thread  # noqa: SLF001  nothing public holds its waiter asleep meanwhile
    thread.start()
    slow.may_open.set()
    thread.join(120)
    opening.give_up()
    with pytest.raises(OpenCancelled):
        opening.wait()
    assert slow.source.n_closed == 1


def test_what_is_open_and_not_yet_taken_is_closed_by_whoever_gives_it_up():
    slow = Slow()
    slow.may_open.set()
    opening = CancellableOpen(slow)
    assert opening.is_open()
    opening.give_up()
    assert closed_within(slow)
    assert not opening.is_open()
    with pytest.raises(OpenCancelled):
        opening.wait()


def test_what_is_open_is_handed_over_once():
    slow = Slow()
    slow.may_open.set()
    opening = CancellableOpen(slow)
    assert opening.is_open()
    assert opening.wait() is slow.source
    assert slow.source.n_closed == 0


def test_whether_it_opens_is_known_before_anybody_takes_it():
    slow = Slow(SourceError(message(Code.SOURCE_MISSING, path="x")))
    slow.may_open.set()
    with pytest.raises(SourceError):
        CancellableOpen(slow).is_open()
