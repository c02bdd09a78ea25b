"""Alarms as the strip of notices, its panel and the operator's view show them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.messages import Tier


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm in the reader's language."""

    uid: str
    tier: Tier
    what: str  # "Critical: crack at 311.82 m, 4.1 × 0.3 mm"
    rest: tuple[str, ...]  # why, meanwhile, next step
    times: str  # "214 times", "" for one
    when: str  # "since 14:02:11", "14:02:11 to 14:05:33"
    state: str  # "still there", "over at 14:05:33", and how it was acknowledged
    is_acknowledged: bool = False
    piece: str = ""  # that was inspected as it was raised: "on R-2041"; "" for none

    @property
    def title(self) -> str:
        return f"{self.what} ({self.times})" if self.times else self.what


@dataclass(frozen=True, slots=True)
class AlarmsState:
    open: tuple[AlarmLine, ...] = ()  # loudest first, those acknowledged last
    history: tuple[AlarmLine, ...] = ()  # acknowledged and over, newest first
    n_to_acknowledge: int = 0
    more: str = ""  # "37 more alarms" beside the loudest, "" for none
    quiet: str = ""  # the second line where nothing must be acknowledged
    reasons: tuple[str, ...] = ()  # ready ones, for one press

    @property
    def loudest(self) -> AlarmLine | None:
        """That must be acknowledged."""
        return self.open[0] if self.n_to_acknowledge else None
