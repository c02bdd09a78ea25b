"""Facts as strict JSON. A number that does not exist (NaN: the IoU of a class that is nowhere) becomes null.

Python alone would write the bare word NaN, which no other JSON reader takes.
"""

from __future__ import annotations

import json
import math
from typing import Any


def json_text(facts: Any, *, indent: int | None = None) -> str:
    return json.dumps(_finite(facts), ensure_ascii=False, allow_nan=False, indent=indent)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _finite(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(entry) for entry in value]
    return value
