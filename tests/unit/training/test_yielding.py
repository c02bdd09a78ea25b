"""What a training leaves to a line: decided by the age of its frames, on lines that are played second by second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from training.yielding import HOLD_S, LISTEN_EVERY_S, LISTEN_S, MIN_SHARE, Governor, Heard


@dataclass
class PlayedLine:
    """A line with a training beside it, told once a second."""

    fps: int = 13
    age_ms: float = 40.0
    spread: float = 0.1  # of the age, by chance
    slower: float = 1.0  # a frame that meets the training is so many times as old
    skips: Callable[[float], int] = lambda share: 0  # of a second, by the share that the training works
    now_s: float = 1000.0
    rested_for_s: float = 0.0
    shares: list[float] = field(default_factory=list)  # of each second, 0 while it listens
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(5))

    def play(self, governor: Governor, seconds: int) -> None:
        for _ in range(seconds):
            share = 0.0 if governor.is_listening else governor.share
            self.rested_for_s = self.rested_for_s + 1 if governor.is_listening else 0.0
            ages = self.age_ms * np.exp(self.spread * self.rng.standard_normal(self.fps))
            ages[self.rng.random(self.fps) < share] *= self.slower
            self.now_s += 1
            self.shares.append(share)
            governor.hear(
                Heard(self.now_s, list(ages), self.fps, self.skips(share), self.rested_for_s > 2)
            )  # fmt: skip

    def worked(self, seconds: int) -> float:
        return float(np.mean(self.shares[-seconds:]))


def test_it_rests_first_and_works_all_the_time_where_the_line_feels_nothing():
    line = PlayedLine()
    governor = Governor(line.now_s)
    assert governor.is_listening
    line.play(governor, 8)
    assert not governor.is_listening
    assert governor.base_ms == pytest.approx(40 * np.exp(0.1 * 1.645), rel=0.06)
    line.play(governor, 3600)
    assert governor.share == 1
    assert line.worked(3600) > 0.95


def test_a_line_with_chance_in_it_costs_the_training_little():
    """Ages that spread so far that the percentile of ten seconds is often a quarter off."""
    line = PlayedLine(spread=0.5)
    governor = Governor(line.now_s)
    line.play(governor, 4 * 3600)
    assert line.worked(3 * 3600) > 0.75


def test_work_that_makes_frames_too_old_is_given_up_until_they_are_not():
    line = PlayedLine(slower=2.0)
    governor = Governor(line.now_s)
    line.play(governor, 600)
    assert governor.share < 0.1
    line.play(governor, 3600)
    assert MIN_SHARE / 2 <= line.worked(3600) < 0.1, "it goes on all the same, where hardly a frame meets it"


def test_of_a_little_older_nothing_is_given_up():
    line = PlayedLine(slower=1.15)
    governor = Governor(line.now_s)
    line.play(governor, 3600)
    assert governor.share == 1
    assert line.worked(3600) > 0.9


def test_it_takes_back_what_it_gave_up_when_the_line_has_time_again():
    line = PlayedLine(slower=2.0)
    governor = Governor(line.now_s)
    line.play(governor, 900)
    assert governor.share < 0.2
    line.slower = 1.0
    line.play(governor, 6 * 960)
    assert governor.share == 1


def test_it_never_swings_to_and_fro():
    line = PlayedLine(slower=2.0)
    governor = Governor(line.now_s)
    line.play(governor, 1800)
    line.shares.clear()
    line.play(governor, 3600)
    shares = [share for share in line.shares if share]
    rises = sum(after > before for before, after in pairwise(shares))
    assert rises <= 3600 / HOLD_S / 10


def test_a_skipped_frame_halves_its_share_at_once():
    line = PlayedLine()
    governor = Governor(line.now_s)
    line.play(governor, 20)
    line.skips = lambda share: int(share > 0.3)
    line.play(governor, 1)
    assert (governor.share, governor.is_listening) == (0.5, True)
    line.play(governor, 60)
    assert governor.share == 0.25
    line.play(governor, 600)
    assert sum(map(line.skips, line.shares[-300:])) <= 2


def test_frames_that_a_line_skips_by_itself_are_no_fault_of_the_training():
    line = PlayedLine(skips=lambda share: 2)
    governor = Governor(line.now_s)
    line.play(governor, 1200)
    assert governor.share == 1


def test_frames_that_grow_older_by_themselves_move_what_is_compared():
    """Larger frames, from some moment on: it listens, and knows them."""
    line = PlayedLine()
    governor = Governor(line.now_s)
    line.play(governor, 60)
    line.age_ms = 80.0
    line.play(governor, 600)
    assert governor.share >= 0.5
    line.play(governor, 1200)
    assert governor.share == 1
    assert governor.base_ms == pytest.approx(80 * np.exp(0.1 * 1.645), rel=0.15)


def test_a_slow_line_is_listened_to_for_no_longer_than_that():
    line = PlayedLine(fps=1)
    governor = Governor(line.now_s)
    line.play(governor, int(LISTEN_S) + 4)
    assert not governor.is_listening
    assert governor.base_ms is None, "of so few frames nothing is known"
    line.play(governor, 300)
    assert governor.share == 1
    assert line.worked(300) > 0.8


def test_a_line_without_frames_lets_it_work():
    governor = Governor(0.0)
    for second in range(1, 60):
        governor.hear(Heard(float(second), has_rested=second > 2))
    assert not governor.is_listening
    assert governor.share == 1


def test_what_met_the_training_is_never_taken_for_the_line_alone():
    """A step that takes long after the line began: its frames say nothing, and the wait for silence begins after it."""
    governor = Governor(0.0)
    for second in range(1, 61):
        governor.hear(Heard(float(second), [500.0] * 20, 20, 0, has_rested=False))
    assert governor.is_listening
    assert governor.base_ms is None
    for second in range(61, 65):
        governor.hear(Heard(float(second), [40.0] * 20, 20, 0, has_rested=True))
    assert not governor.is_listening
    assert governor.base_ms == 40.0


def test_it_listens_again_every_few_minutes():
    line = PlayedLine(spread=0.01)
    governor = Governor(line.now_s)
    line.play(governor, int(3 * LISTEN_EVERY_S))
    listens = sum(before and not after for before, after in pairwise(line.shares))
    assert 2 <= listens <= 3


def test_the_limit_is_a_quarter_more_and_no_less_than_clocks_tell():
    governor = Governor(0.0)
    for second, age_ms in ((1.0, 3.0), (2.0, 3.0)):
        governor.hear(Heard(second, [age_ms] * 40, 40, 0, has_rested=True))
    assert governor.limit_ms == pytest.approx(5.0)
    governor.base_ms = 40.0
    assert governor.limit_ms == pytest.approx(50.0)
