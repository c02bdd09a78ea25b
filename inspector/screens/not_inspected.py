"""The frames that were not inspected, each with its reason, as a list. No Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotInspectedRow:
    frame_index: int
    lane: int
    name: str  # the file's path below the folder, or "frame 000012"
    position: str  # "10.6 m", "4 096 px"
    reason: str  # one line: why


@dataclass(frozen=True, slots=True)
class NotInspectedState:
    """What is added to the list of the piece comes apart, as rows do: it may be long."""

    title: str = ""  # "16 of 61 frames were not inspected"
    note: str = ""  # "3 000 more are not listed"
    n: int = 0
