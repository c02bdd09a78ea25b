"""How much of a piece was inspected, as one share, and whether that is below what the plant asks for.

The smaller of two shares counts, that of the length and that of the frames: a file of unknown length at the end has no
length, and half a frame that holds nothing is no frame. It is 1 only where everything was inspected.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

from inspector.core.piece import Coverage

# Frames that a piece must have before the share alone is judged. With a limit of 99 %, one frame in the first hundred
# may be missed, and the second is an alarm at once, whatever comes: no piece must pass by before anybody hears.
ENOUGH_FRAMES: Final = 100
RECOVERED: Final = 0.1  # of what the limit allows to be missed: so much better than the limit is well again


@dataclass(frozen=True, slots=True)
class CoverageShare:
    coverage: Coverage = field(default_factory=Coverage)
    n_inspected: int = 0  # frames
    n_not_inspected: int = 0

    @property
    def n_frames(self) -> int:
        return self.n_inspected + self.n_not_inspected

    @property
    def is_all(self) -> bool:
        coverage = self.coverage
        return not (self.n_not_inspected or coverage.n_unknown or any(coverage.not_inspected.values()))

    @property
    def share(self) -> float | None:
        """0..1; None before anything was seen, or known to be missed."""
        coverage = self.coverage
        shares = []
        if coverage.seen:
            shares.append(coverage.inspected / coverage.seen)
        # In mm the length tells, as frames may overlap; but for gaps whose length nobody knows, as at the very end.
        if coverage.unit != "mm" or not coverage.seen or coverage.n_unknown:
            shares += [self.n_inspected / self.n_frames] if self.n_frames else []
        if not shares:
            return 0.0 if coverage.n_unknown else None
        share = min(shares)
        return share if self.is_all else min(share, math.nextafter(1.0, 0.0))

    def is_below(self, min_percent: float, *, has_ended: bool) -> bool:
        """While it goes on: below the limit even if every frame up to ENOUGH_FRAMES were inspected."""
        share = self.share
        if share is None:
            return False
        n_frames = max(self.n_frames, 1)
        n_counted = n_frames if has_ended else max(n_frames, ENOUGH_FRAMES)
        return (1 - share) * n_frames > (1 - min_percent / 100) * n_counted + 1e-9

    def is_well_again(self, min_percent: float) -> bool:
        """Better than the limit by enough not to be below it again with the next frame."""
        share, allowed = self.share, 1 - min_percent / 100
        return share is not None and 1 - share <= (1 - RECOVERED) * allowed


def floored_percent(share: float) -> float:
    """In tenths, never rounded up: 0.99999 -> 99.9."""
    return math.floor(1000 * share + 1e-9) / 10 if share >= 1 else min(99.9, math.floor(1000 * share + 1e-9) / 10)
