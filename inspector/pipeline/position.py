"""Where along the piece a frame lies: by the count of rows, by time and speed, or by the file's name.

    PositionTracker.along_mm(frame, rows of the lane before it)  ->  mm from the beginning of the piece, or None

A source does not know the piece; a tracker belongs to one lane and learns when a piece begins. An encoder will be
another tracker. Called on the capture thread of its lane, one call at a time.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Protocol

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, WorkspaceError, message


class PositionTracker(Protocol):
    def begin_piece(self, at: datetime) -> None:
        """A new piece begins: positions count from here."""
        ...

    def along_mm(self, frame: Frame | MissedFrame, along_px: int) -> float | None:
        """Position of the frame's first row; ``along_px`` rows of the lane lie before it. None where it is unknown."""
        ...


class RowCount:
    """Rows of the lane times the length of one: right where frames follow each other without a break."""

    def __init__(self, scale: Calibration | None) -> None:
        self._scale = scale

    def begin_piece(self, at: datetime) -> None:
        """Rows are counted by the lane."""

    def along_mm(self, frame: Frame | MissedFrame, along_px: int) -> float | None:
        return None if self._scale is None else along_px * self._scale.mm_per_px_along


class TimeAndSpeed:
    """Time since the piece began times the speed of the line.

    What a camera loses is known in metres: the piece moved on meanwhile.
    """

    def __init__(self, mm_per_s: float) -> None:
        self._mm_per_s = _checked(mm_per_s)
        self._origin: datetime | None = None

    def begin_piece(self, at: datetime) -> None:
        self._origin = at

    def along_mm(self, frame: Frame | MissedFrame, along_px: int) -> float | None:
        if self._origin is None:
            return None
        return max(0.0, (frame.captured_at - self._origin).total_seconds() * self._mm_per_s)


class FileName:
    """The position that stands in the frame's name, by a pattern with one group, ``mm`` or ``m``.

    E.g. ``_(?P<m>[0-9.]+)m``. Raises WorkspaceError for a pattern that cannot be used. A name without a position has
    none: it is left blank rather than guessed.
    """

    def __init__(self, pattern: str) -> None:
        try:
            self._pattern = re.compile(pattern)
        except re.error as error:
            raise WorkspaceError(message(Code.POSITION_PATTERN_WRONG, pattern=pattern, detail=str(error))) from error
        if set(self._pattern.groupindex) not in ({"mm"}, {"m"}):
            detail = "it needs one group named “mm” or “m”"
            raise WorkspaceError(message(Code.POSITION_PATTERN_WRONG, pattern=pattern, detail=detail))

    def begin_piece(self, at: datetime) -> None:
        """Names count from the beginning of their piece already."""

    def along_mm(self, frame: Frame | MissedFrame, along_px: int) -> float | None:
        found = self._pattern.search(frame.name)
        if found is None:
            return None
        ((unit, text),) = found.groupdict().items()
        try:
            return float(text) * (1000.0 if unit == "m" else 1.0)
        except ValueError:
            return None


def _checked(mm_per_s: float) -> float:
    if not 0 <= mm_per_s < float("inf"):
        raise ValueError(f"a speed is 0 mm/s or above, got {mm_per_s}")
    return mm_per_s
