"""The running score of a shadow in one line, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from inspector.core.messages import Code, message
from inspector.pipeline.shadow import ClassAgreement, KnownTo, ShadowScore
from inspector.pipeline.shadow_words import shadow_line

BEGUN = ShadowScore("second 4", "c" * 64, "first 3", datetime(2026, 3, 1, tzinfo=UTC), every_n=10)
CLASSES = (
    ClassAgreement("scratch", KnownTo.BOTH, 40, 2, 4),
    ClassAgreement("pit", KnownTo.BOTH, 7, 0, 0),
    ClassAgreement("seam", KnownTo.ACTIVE, 0, 3, 0),
    ClassAgreement("fray", KnownTo.CANDIDATE, 0, 0, 5),
)


def test_before_the_first_frame_nothing_is_claimed():
    assert shadow_line(BEGUN) == "second 4 in shadow beside first 3: no frame was compared yet"
    assert shadow_line(replace(BEGUN, n_passed_over=1)).endswith(" · 1 turn passed over, as there was no time")


def test_the_score_names_each_class_on_which_they_differ_and_what_only_one_knows():
    score = replace(BEGUN, n_live=3120, n_compared=312, n_agreed=306, n_kept=3, n_passed_over=2, classes=CLASSES)
    assert shadow_line(score).split(" · ") == [
        "second 4 in shadow beside first 3: compared 312 of 3\u202f120 frames, agreed on 98.0 %",
        "scratch: 4 only in the candidate, 2 only in use", "seam, which only the model in use knows: 3",
        "fray, which only the candidate knows: 5", "3 frames kept to be labelled",
        "2 turns passed over, as there was no time",
    ]  # fmt: skip


def test_agreement_is_never_said_to_be_more_than_it_is():
    assert "agreed on 99.9 %" in shadow_line(replace(BEGUN, n_compared=10_000, n_agreed=9_999))
    assert "agreed on 100.0 %" in shadow_line(replace(BEGUN, n_compared=10_000, n_agreed=10_000))


def test_one_that_ended_says_how():
    ended = message(
        Code.SHADOW_FAILED, model="second 4", active="first 3", n_compared=2, n_live=30, n_agreed=1, n_kept=0,
        classes="–", detail="no memory",
    )  # fmt: skip
    assert shadow_line(replace(BEGUN, ended=ended)) == (
        "The shadow of second 4 has ended, since that model failed. no memory. Until then it agreed with first 3 on "
        "1 of 2 frames."
    )
