"""Decode the next files while the ones before are inspected, in order and within bounded memory."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_BYTES_AHEAD = 512 << 20  # of decoded pixels; large pictures are read fewer ahead
_STOP_CHECK_S = 0.05


class ReadAhead:
    """A small pool of threads that reads items of a sequence before they are asked for.

    ``close`` lets the files in hand finish; nothing waiting is begun any more.
    """

    def __init__(self, *, n_workers: int = 2, n_ahead: int = 4) -> None:
        if n_workers < 1 or n_ahead < 1:
            raise ValueError(f"at least one worker and one item, got {n_workers} and {n_ahead}")
        self._n_ahead = n_ahead
        self._pool = ThreadPoolExecutor(n_workers, thread_name_prefix="decode")

    def results(
        self,
        items: Iterable[Item],
        read: Callable[[Item], Result],
        n_bytes: Callable[[Result], int],
        stop: threading.Event,
    ) -> Iterator[tuple[Item, Result]]:
        """Each item with what ``read`` returned for it, in order, until the end or ``stop``."""
        coming = iter(items)
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        n_ahead = 1  # until the first size is known

        def begin_more() -> None:
            for item in islice(coming, max(0, n_ahead - len(waiting))):
                waiting.append((item, self._pool.submit(read, item)))

        try:
            begin_more()
            while waiting:
                item, future = waiting.popleft()
                while not stop.is_set() and not future.done():
                    wait((future,), _STOP_CHECK_S)
                if stop.is_set():
                    future.cancel()
                    return
                result = future.result()
                n_ahead = max(1, min(self._n_ahead, _BYTES_AHEAD // max(1, n_bytes(result))))
                begin_more()  # before this one is handed out: they are read while it is inspected
                yield item, result
                del future, result  # hold no pixels of the caller's while the next are awaited
        finally:
            for _, future in waiting:
                future.cancel()

    def abandon(self) -> None:
        """Begin nothing more, and do not wait for what is in hand."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """The same, and wait until the threads have ended. Repeatable."""
        self._pool.shutdown(wait=True, cancel_futures=True)
