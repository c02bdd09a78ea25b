"""When a second press does it: instants by hand, and whatever somebody presses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector.presenters.second_press import LATEST_S, SOONEST_S, SecondPress
from inspector.screens.live import Asked

STOP, DEMO = Asked("stop", "Stop ends it", "again"), Asked("demo", "The demo ends it", "again")


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_the_cost_may_have_grown_since_it_was_asked() -> None:
    clock = Clock()
    second = SecondPress(clock)
    assert not second.press(STOP)
    clock.now_s = 1.0
    assert second.press(Asked("stop", "Stop ends it, later", "again"))
    assert second.asked is None


def test_a_bounce_neither_does_it_nor_asks_anew() -> None:
    clock = Clock()
    second = SecondPress(clock)
    second.press(STOP)
    clock.now_s = SOONEST_S - 0.01
    assert not second.press(STOP)
    clock.now_s = LATEST_S
    assert second.press(STOP)


def test_its_own_action_does_not_withdraw_it() -> None:
    second = SecondPress(Clock())
    second.press(STOP)
    second.withdraw(but="stop")
    assert second.asked is STOP
    second.withdraw(but="demo")
    assert second.asked is None


@given(st.lists(st.tuples(st.sampled_from([STOP, DEMO]), st.floats(0, 7, allow_nan=False)), max_size=30))
def test_nothing_is_done_but_by_two_presses_of_one_thing_in_a_row(presses: list[tuple[Asked, float]]) -> None:
    clock = Clock()
    second = SecondPress(clock)
    first_s: float | None = None  # of the question that stands
    last: Asked | None = None
    for what, after_s in presses:
        clock.now_s += after_s
        is_done = second.press(what)
        is_second = what is last and first_s is not None and clock.now_s - first_s <= LATEST_S
        assert is_done == (is_second and clock.now_s - (first_s or 0.0) >= SOONEST_S)
        if is_done:
            first_s = last = None
        elif not is_second:
            first_s, last = clock.now_s, what
