"""Where log lines go: errors to standard error, all that may matter later to a file of limited size.

    log.info(…) on any thread ► queue ► log thread ► LOG FOLDER/inspector.log, .1, .2, …

Whoever logs, the Qt thread above all, never waits for the disk.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from inspector import __version__
from inspector.core.untrusted import spelled_out

MESSAGE = "%(message)s"
NOWHERE = Path(os.devnull)
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
MAX_BYTES, N_OLDER = 2_000_000, 4  # 10 MB in all


class LogLines(logging.Formatter):
    """A message is one line, whatever names are in it, and a trace stands out to the right: nobody forges a line."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the library's name
        return spelled_out(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  the library's name
        trace = super().formatException(ei)
        return "\n".join(f"    {spelled_out(line)}" for line in trace.splitlines())


class WordsAlone(LogLines):
    """For a terminal: what went wrong in one line; its trace is in the log."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  the library's name
        return ""


def log_file() -> Path:
    """In the folder that the platform keeps for logs, or in INSPECTOR_LOGS. It may not be there yet; NOWHERE where
    there is no such folder."""
    named = os.environ.get("INSPECTOR_LOGS")
    if named:
        return Path(named) / "inspector.log"
    import platformdirs  # not needed for --help

    try:
        return platformdirs.user_log_path("Inspector", appauthor=False) / "inspector.log"
    except RuntimeError:  # a user without a home
        return NOWHERE


def set_up_logging(*, is_verbose: bool) -> None:
    """Loggers are named by topic (``inspector.cameras``); a line carries the frame or run one would search for.

    Traces come to standard error only where somebody asked for more words.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.INFO if is_verbose else logging.ERROR)
    handler.setFormatter(LogLines(LINE) if is_verbose else WordsAlone(LINE))
    logging.basicConfig(handlers=[handler], level=logging.INFO)


@contextmanager
def log_kept(path: Path) -> Iterator[None]:
    """Write log lines to ``path`` as well, until the end; the older ones beside it, numbered from the youngest.

    Where it cannot be written, one line on standard error says so, and the program goes on.
    """
    if path == NOWHERE:
        sys.stderr.write("No log is kept: this user has no home folder. INSPECTOR_LOGS may name a folder for it.\n")
    import queue
    from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler

    class LogFile(RotatingFileHandler):
        """Opened at the first line, on the log thread."""

        has_failed = False

        def emit(self, record: logging.LogRecord) -> None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                super().emit(record)
            except OSError:
                self.handleError(record)

        def doRollover(self) -> None:  # noqa: N802  the library's name
            try:
                super().doRollover()
            except OSError:  # Windows, where another program has it open: later
                self.maxBytes *= 2

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the library's name
            if not self.has_failed:
                self.has_failed = True
                sys.stderr.write(f"The log cannot be written to {path}: {sys.exc_info()[1]}\n")

    file = LogFile(path, maxBytes=MAX_BYTES, backupCount=N_OLDER, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter(LINE))
    lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler, listener, root = QueueHandler(lines), QueueListener(lines, file), logging.getLogger()
    handler.setFormatter(LogLines(MESSAGE))  # before it is queued; the file's adds the time alone
    root.addHandler(handler)
    listener.start()
    try:
        logging.getLogger("inspector").info(
            "Inspector %s begins, process %d, Python %s on %s",
            __version__, os.getpid(), platform.python_version(), platform.platform(),
        )  # fmt: skip
        yield
    finally:
        root.removeHandler(handler)
        listener.stop()
        file.close()
