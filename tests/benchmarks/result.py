"""What a benchmark reports: one figure with its goal, comparable between machines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Mostly a ratio of two things measured in one run: absolute times depend on the machine."""

    name: str
    value: float
    goal: str  # in words, e.g. "at least 20"
    is_met: bool
    detail: str  # what the value was made of, for a person
