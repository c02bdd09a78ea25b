"""How long pictures of the evidence are kept, by the plant's rule. Rows of defects and gaps are never removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FOR_EVER = 0  # days


class GoneBecause(StrEnum):
    """Why the file of a picture is not there any more, while its row stays."""

    ROOM = "room"  # the quota was full
    AGE = "age"  # by the rule below
    RESTORED = "restored"  # the backup from which the workspace came did not hold it


@dataclass(frozen=True, slots=True)
class Gone:
    """``because`` None: it went before the reason was recorded."""

    because: GoneBecause | None
    at: str  # UTC text
    after_days: int | None = None  # of AGE


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Days after which a picture goes. The longest that fits holds; ``FOR_EVER`` is the longest of all.

    Pictures that somebody labels, and those around a remark whose frames nobody labelled yet, never go.
    """

    keep_days: int = FOR_EVER  # any picture
    critical_days: int = FOR_EVER  # of a piece with a critical defect
    rejected_days: int = FOR_EVER  # of a piece whose last verdict is to reject it
    flagged_days: int = FOR_EVER  # of a frame that a person asked for, or remarked on

    @property
    def is_on(self) -> bool:
        return self.keep_days != FOR_EVER

    def days_of(self, *, is_critical: bool, is_rejected: bool, is_flagged: bool) -> int:
        """``FOR_EVER`` for never."""
        fits = [self.keep_days]
        fits += [self.critical_days] * is_critical + [self.rejected_days] * is_rejected
        fits += [self.flagged_days] * is_flagged
        return longest(fits)


def longest(days: Iterable[int]) -> int:
    found = list(days)
    return FOR_EVER if FOR_EVER in found else max(found)
