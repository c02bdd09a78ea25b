"""The piece that is inspected, the stretches of it that were not, and how much of it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inspector.core.messages import Message
from inspector.core.untrusted import storable


@dataclass(frozen=True, slots=True)
class Piece:
    """One rail or one coil, as the operator names it. Two pieces may bear one name: records tell them apart."""

    id: str
    kind: str = "piece"  # "rail", "coil", …

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", storable(self.id))
        object.__setattr__(self, "kind", storable(self.kind))


class GapCause(StrEnum):
    """Why a stretch was not inspected."""

    SKIPPED = "skipped"  # the model was too slow: a newer frame took its turn
    PAUSED = "paused"  # the records could not be written, so inspection waited
    LOST = "lost"  # nothing was delivered: the camera was gone, or the program was away
    UNSEEN = "unseen"  # the piece moved on between two frames further than the camera saw
    CANNOT_SEE = "cannot_see"  # the frame shows no product: it is black, saturated, or there is none
    UNREADABLE = "unreadable"  # the file or frame cannot be read
    FAILED = "failed"  # predicting or measuring it went wrong
    NOT_REACHED = "not_reached"  # somebody stopped before it, or the inspection failed


@dataclass(frozen=True, slots=True)
class Absence:
    """The program was away in the middle of a piece that it goes on with: it was ended, killed, or without power."""

    piece: Piece
    since: datetime  # UTC: the last frame that was recorded, or the end of its inspection
    is_unexpected: bool  # nobody had ended that inspection
    is_live: bool = True  # what passed meanwhile is gone; False: frames wait on a disk
    last_frame: int | None = None  # that was recorded, of its first lane
    m_per_s: float | None = None  # how fast it passed before; None where there is no scale, or too little to tell


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of one lane that was not inspected, for one cause. It is reported again, under its id, as it grows.

    Ends in px and mm are None where nobody knows how far the piece moved, as while a camera is lost.
    """

    gap_id: int  # 1, 2, 3 … within its inspection
    lane: int
    cause: GapCause
    reason: Message  # of its first frame
    first_frame: int  # frame_index
    last_frame: int
    n_frames: int  # 0 where there was no frame at all
    start_px: int
    end_px: int | None
    start_mm: float | None
    end_mm: float | None
    started_at: datetime  # UTC
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a piece was inspected, and how much not, by cause. All lengths in ``unit``; they add up to ``seen``.

    A stretch counts as inspected where every lane inspected it. ``n_unknown`` gaps have no known length and are counted
    apart; where positions go on by an assumed length of one, that is among the lengths.
    """

    unit: str = "px"  # "mm" with a scale, "px" (rows) without
    inspected: float = 0.0
    not_inspected: Mapping[GapCause, float] = field(default_factory=dict)
    n_unknown: int = 0

    @property
    def seen(self) -> float:
        return self.inspected + sum(self.not_inspected.values())
