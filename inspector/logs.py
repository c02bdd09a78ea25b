"""Where log lines go: standard error."""

from __future__ import annotations

import logging
import sys


def set_up_logging(*, is_verbose: bool) -> None:
    """Loggers are named by topic (``inspector.cameras``); a line carries the frame or run one would search for."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if is_verbose else logging.ERROR,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
