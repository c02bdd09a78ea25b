"""The time that a launch of a run may take: how many steps fit into it.

A recipe's schedule is made for a number of steps. So a run with a budget is planned: as many steps as fit, no more than
the recipe says, the whole schedule over them. Planned again where its pace turns out otherwise, because a line began to
inspect on the same PC, say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from inspector.core.audit import utc_now

EXPORT_S = 20.0  # that a model file takes, with its comparison
OF_PLAN = 0.1  # of the steps that are left: a pace that is off by less changes no plan
LAST_PART = 0.1  # of the planned steps, in which a plan is made shorter only: the rate has come down already


@dataclass(frozen=True, slots=True)
class Budget:
    """Both may hold; without either there is time without end."""

    seconds: float = 0.0  # of work of this launch; 0: not limited
    ends_at: datetime | None = None

    @property
    def is_limited(self) -> bool:
        return self.seconds > 0 or self.ends_at is not None

    def left_s(self, worked_s: float, now: datetime | None = None) -> float:
        """Of a launch that has worked for ``worked_s``; less than 0 where the time is over."""
        of_work = self.seconds - worked_s if self.seconds else math.inf
        to_end = math.inf if self.ends_at is None else (self.ends_at - (now or utc_now())).total_seconds()
        return min(of_work, to_end)


def planned_steps(step: int, at_most: int, left_s: float, step_s: float) -> int:
    """The last step of a run that has made ``step`` and may learn for ``left_s`` more, a step taking ``step_s``."""
    if not math.isfinite(left_s):
        return at_most
    return min(at_most, step + max(0, int(left_s / max(step_s, 1e-6))))


def planned_again(step: int, planned: int, fitting: int) -> int:
    """The plan from here on, where so many steps fit by the pace that the run has."""
    left = planned - step
    if fitting < planned and planned - fitting > min(OF_PLAN * left, 0.01 * planned):
        return max(fitting, step)
    if fitting - planned > OF_PLAN * left and left > LAST_PART * planned:
        return fitting
    return planned
