"""Whether tests take their long form, which `make test-long` asks for: CI has no time for it."""

from __future__ import annotations

import os

IS_LONG = os.environ.get("INSPECTOR_SLOW") == "1"
