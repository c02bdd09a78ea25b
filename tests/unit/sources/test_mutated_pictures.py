"""A few of what ``make fuzz`` tries by the thousand."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.pictures import mutated_picture, outcome_among_good_frames, whole_pictures


@pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")  # of parsers that go on all the same
def test_a_damaged_picture_is_read_or_refused_and_touches_no_other_frame(tmp_path):
    rng = random.Random(14)
    outcomes = [outcome_among_good_frames(*mutated_picture(rng), tmp_path) for _ in range(60)]
    assert set(outcomes) <= {"read", "half read", "refused"}
    assert outcomes.count("refused") > 20


def test_whole_pictures_of_every_kind_are_read(tmp_path):
    outcomes = {name: outcome_among_good_frames(name, content, tmp_path) for name, content in whole_pictures()}
    assert set(outcomes.values()) == {"read"}


def test_one_seed_gives_one_picture():
    assert mutated_picture(random.Random(5)) == mutated_picture(random.Random(5))
