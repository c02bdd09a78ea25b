"""Whether tests take their long form, which `make test-long` asks for: CI has no time for it."""

from __future__ import annotations

import os

IS_LONG = os.environ.get("INSPECTOR_SLOW") == "1"


def examples(n_short: int) -> int:
    """How many a property that costs much is tried on."""
    return 5 * n_short if IS_LONG else n_short
