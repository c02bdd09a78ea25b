"""Read the next files while the ones before are inspected, in order and within bounded memory."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from inspector.sources.readers import NoAnswer, Readers, Reading, Stopped

Item = TypeVar("Item")
Result = TypeVar("Result")

_BYTES_AHEAD = 512 << 20  # of decoded pixels; large pictures are read fewer ahead


def read_ahead(
    readers: Readers,
    items: Iterable[Item],
    read: Callable[[Item, Reading[Any]], Result],
    n_bytes: Callable[[Result], int],
    stop: threading.Event,
    *,
    n_ahead: int = 4,
    on_stuck: Callable[[bool], None] = lambda is_stuck: None,
) -> Iterator[tuple[Item, Result | None]]:
    """Each item with what ``read`` returned for it, None where it did not answer; in order, to the end or ``stop``."""
    if n_ahead < 1:
        raise ValueError(f"at least one item, got {n_ahead}")
    coming = iter(items)
    waiting: deque[tuple[Item, Reading[Result]]] = deque()
    n_now = 1  # until the first size is known

    def begin(item: Item) -> Reading[Result]:
        return readers.begin(lambda reading: read(item, reading))

    def begin_more() -> None:
        waiting.extend((item, begin(item)) for item in islice(coming, max(0, n_now - len(waiting))))

    try:
        begin_more()
        while waiting:
            item, reading = waiting.popleft()
            result: Result | None = None
            try:
                result = readers.result(reading, stop, on_stuck=on_stuck)
                n_now = max(1, min(n_ahead, _BYTES_AHEAD // max(1, n_bytes(result))))
            except NoAnswer:
                n_now = n_ahead  # nothing of it is in memory; others may answer
            except Stopped:
                return
            if stop.is_set():
                return
            del reading  # hold no pixels of the caller's while the next are awaited
            begin_more()  # before this one is handed out: they are read while it is inspected
            yield item, result
            del result
    finally:
        for _, reading in waiting:
            readers.drop(reading)
