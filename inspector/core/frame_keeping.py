"""Which whole frames are kept for later annotation: those a model can learn most from.

A rule with the facts of one inspected frame gives the reasons to keep it; none means that it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspector.core.defect import Severity

_ASCENDING = tuple(Severity)


class KeptBecause(StrEnum):
    """Why a whole frame was kept."""

    SEVERE = "severe"  # a defect in it is as severe as the rule asks
    UNCERTAIN = "uncertain"  # the model was close to deciding otherwise
    FLAGGED = "flagged"  # a person asked for it
    DISAGREED = "disagreed"  # a candidate in shadow reports something else in it
    REMARKED = "remarked"  # somebody at the line said that something is wrong around there
    EVERY_NTH = "every_nth"  # its turn, whatever it shows


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """What the rule looks at."""

    frame_index: int  # of its lane
    severities: Sequence[Severity] = ()  # of the defects found or grown in it
    has_uncertain: bool = False  # from ``measuring.uncertainty``
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class FrameKeeping:
    """The plant's rule."""

    min_severity: Severity | None = None  # of a defect, from which its frame is kept; None: never for that
    uncertain_band: float = 0.0  # how near to its threshold a region's score is uncertain; 0: never for that
    every_nth: int = 0  # 0: never for that

    def reasons(self, facts: FrameFacts) -> tuple[KeptBecause, ...]:
        """Why this frame is kept; empty where it is not."""
        found = []
        if self.min_severity is not None:
            limit = _ASCENDING.index(self.min_severity)
            if any(_ASCENDING.index(severity) >= limit for severity in facts.severities):
                found.append(KeptBecause.SEVERE)
        if self.uncertain_band > 0 and facts.has_uncertain:
            found.append(KeptBecause.UNCERTAIN)
        if facts.is_flagged:
            found.append(KeptBecause.FLAGGED)
        if self.every_nth > 0 and facts.frame_index % self.every_nth == 0:
            found.append(KeptBecause.EVERY_NTH)
        return tuple(found)


FLAGGED_ONLY = FrameKeeping()
