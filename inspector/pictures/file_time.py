"""When a file was last written, as far as that can be believed.

A file system may say anything: before 1970, the year 10^9, what a camera without a clock made of it. Such a time is no
reason to refuse a good picture.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from inspector.core.audit import utc_now

log = logging.getLogger("inspector.pictures")

# Some systems cannot bring earlier or later times into a time zone.
_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC).timestamp()
_LATEST = datetime(3000, 1, 1, tzinfo=UTC).timestamp()


def file_time(modified_s: float, name: str) -> datetime:
    """UTC; the present where the file system's time cannot be one, which is told in the log."""
    if _EARLIEST <= modified_s < _LATEST:
        return datetime.fromtimestamp(modified_s, UTC)
    log.warning("%s: its time, %g s after 1970, cannot be; it counts as written now", name, modified_s)
    return utc_now()
