"""A model is tried beside the line that uses it: on a thread of its own, given up where the model is not wanted."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from inspector.core.messages import ModelError
from inspector.inference.model_file import try_model
from inspector.inference.processor_trial import TrialGivenUp

log = logging.getLogger("inspector.inference")


class TrialBeside:
    """One trial at a time. What it finds is kept (``tuning``); nobody is told."""

    def __init__(self, at_start: Callable[[], None] = lambda: None) -> None:
        """``at_start`` is called on the trial's thread, to lower its priority say."""
        self._at_start = at_start
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_given_up = threading.Event()

    def begin(self, path: Path) -> None:
        """Another that runs is given up first."""
        with self._lock:
            self._end()
            self._is_given_up = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(path, self._is_given_up.is_set), name="trial")
            self._thread.start()

    def wait(self) -> None:
        """Until what was begun is found."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def give_up(self) -> None:
        """Returns when the tile that runs is done."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        self._is_given_up.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, path: Path, gives_up: Callable[[], bool]) -> None:
        self._at_start()
        try:
            try_model(path, gives_up)
        except TrialGivenUp:
            log.info("the trial of %s was given up, and is made another time", path.name)
        except ModelError as error:
            log.warning("%s could not be tried, and runs as it was opened: %s", path.name, error)
        except Exception:  # on a thread of its own, whatever a runtime does: it is logged, and the line goes on
            log.exception("%s could not be tried, and runs as it was opened", path.name)
