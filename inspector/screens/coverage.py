"""How much of the piece was inspected, as the strip of notices and the operator's view show it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.messages import Tier


@dataclass(frozen=True, slots=True)
class CoverageState:
    title: str  # "INSPECTED 97.2 %"; 100 % only where it is all
    missing: str = ""  # "4.3 m NOT SEEN", "16 of 61 frames NOT SEEN", "" for none
    causes: str = ""  # second line: "skipped 4.1 m, camera lost 0.2 m"
    limit: str = ""  # "below 99 %", where it is
    tier: Tier | None = None  # STOP below the plant's limit, WARN where something was missed, None: all is well
    percent: float | None = None  # floored to a tenth; None before anything was seen

    @property
    def line(self) -> str:
        return " · ".join(part for part in (self.title, self.missing) if part)
