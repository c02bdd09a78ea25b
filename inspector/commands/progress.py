"""Progress of long work on standard error: a bar with time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType

from inspector.commands.output import show_bar
from inspector.core.untrusted import spelled_out


class Progress:
    """Use as a context manager and call ``show`` as often as you like; it writes as often as is useful."""

    def __init__(self, label: str, *, is_quiet: bool = False) -> None:
        self._label = label
        self._is_quiet = is_quiet
        self._is_terminal = sys.stderr.isatty()
        self._started_s = time.monotonic()
        # A short piece of work says nothing into a log; on a terminal it shows at once.
        self._shown_s = float("-inf") if self._is_terminal else self._started_s
        self._has_shown = False
        self._text = ""

    def __enter__(self) -> Progress:
        return self

    def show(self, done: int, total: int | None, note: str = "") -> None:
        now = time.monotonic()
        if self._is_quiet or now - self._shown_s < (0.1 if self._is_terminal else 5.0):
            return
        self._shown_s, self._has_shown = now, True
        text = f"{self._label} {done}"
        if total:
            total = max(total, done)  # a video's header may promise too little
            text += f" of {total}"
            if done:
                text += f", {duration((now - self._started_s) / done * (total - done))} left"
        text = f"{text} · {note}" if note else text
        if text == self._text and not self._is_terminal:  # a night of waiting is no thousand lines of a log
            return
        self._text = text
        if self._is_terminal:
            n_filled = round(24 * done / total) if total else 0
            bar = f"[{'#' * n_filled}{' ' * (24 - n_filled)}] " if total else ""
            n_columns = shutil.get_terminal_size().columns
            text = spelled_out(f"{bar}{text}")[: n_columns - 1]  # a line that wraps stays
        show_bar(text, is_terminal=self._is_terminal)

    def clear(self) -> None:
        """Take the bar away, so that a line can be written; the next ``show`` draws it again."""
        if self._is_terminal and self._has_shown:
            show_bar("", is_terminal=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()


def duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{whole} s"
