"""A model that is being opened, as whoever waits for it sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Opening:
    """A model that is being opened: whoever waits may give it up, and hears when it takes longer."""

    def __init__(self, on_slow: Callable[[], object] = lambda: None) -> None:
        """``on_slow``: it is tried first, and that lasts. Called on the thread that opens."""
        self.on_slow = on_slow
        self._is_given_up = threading.Event()

    def give_up(self) -> None:
        """On any thread. A model that has been tried may be opened all the same, but is not put to use."""
        self._is_given_up.set()

    @property
    def is_given_up(self) -> bool:
        return self._is_given_up.is_set()
