"""Settings of a balance: what makes sense, what verdicts teach, and the way through a training request."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.balancing import (
    BalanceMode,
    BalanceSettings,
    ClassRules,
    Rules,
    Verdict,
    Zone,
    taught_realism,
)
from inspector.runs.request import Balance, DatasetShare, Recipe, RunRequest


def verdicts(*, accepted: tuple[float, ...] = (), rejected: tuple[float, ...] = ()) -> list[Verdict]:
    said = [(score, True) for score in accepted] + [(score, False) for score in rejected]
    return [Verdict("crack", "f:1:1", score, is_accepted) for score, is_accepted in said]


@pytest.mark.parametrize(
    ("accepted", "rejected", "taught"),
    [
        ((), (), 0.35),  # the middle of 0.15 and 0.55, as if two had been judged there
        ((), (0.45,), 0.5),  # of 0.45 to 0.55
        ((0.25,), (), 0.2),  # of 0.15 to 0.25
        ((0.7,), (0.4,), 0.475),  # of 0.4 to 0.55
        ((), (0.8,), 0.35),  # one mistake here and there, but one here leaves the usual threshold
        ((), (0.8, 0.8, 0.8), 0.9),  # two mistakes of the prior weigh less than three verdicts
        ((0.05, 0.05, 0.05), (), 0.025),
        ((0.3,), (0.45,), 0.225),  # one mistake either way: 0.225 is nearer to 0.35 than 0.5
        ((0.0,), (1.0,), 0.35),  # contrary to all others
    ],
)
def test_the_least_realism_parts_accepted_from_rejected(
    accepted: tuple[float, ...], rejected: tuple[float, ...], taught: float
):
    assert taught_realism(verdicts(accepted=accepted, rejected=rejected)) == taught


@given(st.lists(st.tuples(st.integers(1, 49), st.booleans()), max_size=12))
def test_no_other_threshold_makes_fewer_mistakes(said: list[tuple[int, bool]]):
    taught = taught_realism([Verdict("crack", "d", score / 50, is_accepted) for score, is_accepted in said])
    known = [(score / 50, is_accepted) for score, is_accepted in said]
    known += [(0.55, True), (0.55, True), (0.15, False), (0.15, False)]

    def n_mistakes(threshold: float) -> int:
        return sum((score >= threshold) != is_accepted for score, is_accepted in known)

    assert n_mistakes(taught) == min(n_mistakes(number / 200 + 1 / 400) for number in range(200))


def test_a_verdict_teaches_its_own_class_alone_and_keeps_its_other_rules():
    rules = Rules({"crack": ClassRules(flips=False, zone=Zone.EDGE)}, ClassRules(turn_deg=3))
    settings = BalanceSettings(rules=rules)
    one = settings.judged(Verdict("crack", "f:1:1", 0.45, False))
    assert one.rules["crack"] == ClassRules(flips=False, zone=Zone.EDGE, min_realism=0.5)
    two = one.judged(Verdict("dent", "f:2:1", 0.25, True))
    assert two.rules["dent"] == ClassRules(turn_deg=3, min_realism=0.2)
    assert two.rules["crack"] == one.rules["crack"]
    assert two.rules["rust"] == ClassRules(turn_deg=3)
    assert [verdict.class_name for verdict in two.verdicts] == ["crack", "dent"]
    assert settings.verdicts == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"hosts_share": 1.1}, {"hosts_share": math.nan}, {"clean_share": -0.1}, {"per_host": 0}, {"seed": -1},
        {"target": {"crack": -1.0}}, {"target": {"crack": math.nan}}, {"target": {"crack": math.inf}},
        {"bands_px": (3.0, 2.0)}, {"bands_px": (0.0, 2.0)}, {"bands_px": (2.0, math.inf)}, {"bands_px": (math.nan,)},
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, Any]):
    with pytest.raises(ValueError, match=r"shares|seed|bands"):
        BalanceSettings(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scale": (2, 1)}, {"scale": (0, 1)}, {"scale": (1, math.inf)}, {"size_px": (math.nan, 1)}, {"turn_deg": -1},
        {"zone_px": math.nan}, {"contrast": (-1, 1)}, {"blended_share": 1.5}, {"min_realism": math.nan},
    ],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, Any]):
    with pytest.raises(ValueError, match=r"goes from|from 0 up|above 0|share"):
        ClassRules(**wrong)


ranges = st.tuples(st.floats(0.1, 10), st.floats(10, 100))
class_rules = st.builds(
    ClassRules, flips=st.booleans(), turn_deg=st.floats(0, 180), scale=ranges, size_px=ranges, angle_deg=ranges,
    zone=st.sampled_from(Zone), zone_px=st.floats(0, 1000), blended_share=st.floats(0, 1),
    matches_brightness=st.booleans(), contrast=ranges, keep_touching_border=st.booleans(), min_realism=st.floats(0, 1),
)  # fmt: skip


@given(st.dictionaries(st.text(max_size=8), class_rules, max_size=3), class_rules)
def test_rules_come_through_a_training_request_as_they_were(of_class: dict[str, ClassRules], other: ClassRules):
    rules = Rules(of_class, other)
    settings = BalanceSettings(
        clean_share=0.25, target={"crack": 2.0}, rules=rules, excluded=frozenset({"a:1:1"}),
        favourites=frozenset({"b:2:1", "c:2:1"}),
    )  # fmt: skip
    balance = Balance(BalanceMode.DLI, settings)
    request = RunRequest("r", (DatasetShare("d", 1.0),), "a-net", "m", "1", recipe=replace(Recipe(), balance=balance))
    read = RunRequest.from_json(request.to_json())
    assert read == request
    assert isinstance(read.recipe.balance.settings.rules["x"].scale, tuple)
