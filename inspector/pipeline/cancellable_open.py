"""A source that is being opened, and can be given up by whoever does not want to wait for it any more.

A folder on a share that is away, or a video on a slow disk, may keep its opener for minutes, and nothing can end
that. So it waits on a thread of its own; what it opens after it was given up is closed there. No Qt.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from inspector.sources.source import AnsweringSource, Source

log = logging.getLogger("inspector.pipeline")


class OpenCancelled(Exception):  # noqa: N818  it is no error: somebody asked for it
    """Raised by ``CancellableOpen.wait`` once the opening was given up."""


def opened_and_answering(open_source: Callable[[], Source]) -> Source:
    """An open source that delivers, as far as it can be told before it is iterated. Raises what is wrong with it."""
    source = open_source()
    if isinstance(source, AnsweringSource):
        try:
            source.await_answer()
        except BaseException:
            _close(source)
            raise
    return source


class CancellableOpen:
    """Opens once. ``is_open`` and ``wait`` on threads that may wait, ``give_up`` on any; none begins anew."""

    def __init__(self, open_source: Callable[[], Source]) -> None:
        self._open = open_source
        self._changed = threading.Condition()
        self._is_begun = self._is_given_up = False
        self._source: Source | None = None
        self._error: Exception | None = None
        # A daemon: a program that ends does not wait for a share that never answers.
        self._thread = threading.Thread(target=self._run, name="opening", daemon=True)

    def is_open(self) -> bool:
        """True once ``wait`` gives the source at once, False where it was given up. Raises what opening raised."""
        with self._changed:
            self._await_end()
            if self._error is not None and not self._is_given_up:
                raise self._error
            return not self._is_given_up

    def wait(self) -> Source:
        """The opened source, which is the caller's then. Raises what opening raised, or OpenCancelled."""
        with self._changed:
            self._await_end()
            if self._is_given_up:
                raise OpenCancelled
            if self._error is not None:
                raise self._error
            source, self._source = self._source, None
            assert source is not None  # one of the three ended the wait
            return source

    def give_up(self) -> None:
        """Nobody wants the source any more; one that ``wait`` has handed over is not touched. Repeatable."""
        with self._changed:
            source, self._source = self._source, None
            self._is_given_up = True
            self._changed.notify_all()
        if source is not None:  # a device may take its time, and whoever gives up does not wait
            threading.Thread(target=_close, args=(source,), name="closing", daemon=True).start()

    def _await_end(self) -> None:
        if not (self._is_begun or self._is_given_up):
            self._is_begun = True
            self._thread.start()
        self._changed.wait_for(lambda: self._is_given_up or self._source is not None or self._error is not None)

    def _run(self) -> None:
        try:
            source = self._open()
        except Exception as error:  # noqa: BLE001 - raised again by ``wait``, which sorts nothing
            with self._changed:
                self._error = error
                self._changed.notify_all()
            return
        with self._changed:
            if not self._is_given_up:
                self._source = source
                self._changed.notify_all()
                return
        _close(source)


def _close(source: Source) -> None:
    try:
        source.close()
    except Exception:  # nobody waits for it any more; a device may be gone
        log.exception("the source %s, opened too late, did not close cleanly", source.info.name)
