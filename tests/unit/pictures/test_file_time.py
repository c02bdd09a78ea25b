from __future__ import annotations

import logging
import math
from datetime import UTC, datetime, timedelta

import pytest

from inspector.pictures.file_time import file_time


def test_a_time_that_can_be_is_believed():
    assert file_time(1_767_225_600.5, "a.png") == datetime(2026, 1, 1, 0, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-math.inf, -(10.0**300), -1.0, 0.0, 10.0**11, 3.0 * 10**16, math.inf, math.nan])
def test_a_time_that_cannot_be_is_the_present_and_the_log_says_so(seconds, caplog):
    before = datetime.now(UTC)
    with caplog.at_level(logging.WARNING, "inspector.pictures"):
        found = file_time(seconds, "a.png")
    assert before <= found <= datetime.now(UTC)
    assert "a.png" in caplog.text
    assert (found + timedelta(days=365 * 31)).astimezone()  # a video's frames come later, and are shown in local time
