from __future__ import annotations

import pytest

from inspector.core.defect import Severity
from inspector.core.frame_keeping import FLAGGED_ONLY, FrameFacts, FrameKeeping, KeptBecause

NO_RULE = (KeptBecause.DISAGREED, KeptBecause.REMARKED)  # a candidate and a person give these
EVERY_RULE = tuple(reason for reason in KeptBecause if reason not in NO_RULE)
ALL_ON = FrameKeeping(Severity.MAJOR, uncertain_band=0.05, every_nth=10)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (FrameFacts(3), ()),
        (FrameFacts(3, [Severity.NONE, Severity.MINOR]), ()),
        (FrameFacts(3, [Severity.MINOR, Severity.MAJOR]), (KeptBecause.SEVERE,)),
        (FrameFacts(3, [Severity.CRITICAL]), (KeptBecause.SEVERE,)),
        (FrameFacts(3, has_uncertain=True), (KeptBecause.UNCERTAIN,)),
        (FrameFacts(3, is_flagged=True), (KeptBecause.FLAGGED,)),
        (FrameFacts(20), (KeptBecause.EVERY_NTH,)),
        (FrameFacts(0), (KeptBecause.EVERY_NTH,)),
        (FrameFacts(30, [Severity.CRITICAL], has_uncertain=True, is_flagged=True), EVERY_RULE),
    ],
)
def test_a_frame_is_kept_for_every_reason_that_fits(facts, reasons):
    assert ALL_ON.reasons(facts) == reasons


def test_without_a_rule_only_what_people_flag_is_kept():
    facts = FrameFacts(0, [Severity.CRITICAL], has_uncertain=True)
    assert FLAGGED_ONLY.reasons(facts) == ()
    assert FLAGGED_ONLY.reasons(FrameFacts(0, is_flagged=True)) == (KeptBecause.FLAGGED,)
