"""Samples of what the Live page's composer and texts work on."""

from __future__ import annotations

from typing import Any

from inspector.core.piece import Coverage, Piece
from inspector.pipeline.line import LineStatus, State
from inspector.pipeline.stats import StatsCollector


def status(**changes: Any) -> LineStatus:
    """Of a line that runs, before its first frame."""
    fields: dict[str, Any] = {
        "state": State.RUNNING, "lanes": (), "model_name": "rail 1", "device": "CPU",
        "stats": StatsCollector().read(), "piece": Piece("R-1"), "generation": 1, "coverage": Coverage(),
    }  # fmt: skip
    return LineStatus(**(fields | changes))
