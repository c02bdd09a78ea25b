"""The board of alarms: latched, folded, counted, bounded, and nothing lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.alarm import Alarm
from inspector.core.messages import Code, Message, Tier, message
from inspector.pipeline.alarms import FLOOD, AlarmBoard, AlarmChange, Change

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A second further at each look."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def lost(address: str = "0") -> Message:
    return message(Code.CAMERA_LOST, address=address, retry_s=1)


def board(max_open: int = 100) -> tuple[AlarmBoard, list[AlarmChange]]:
    made, heard = AlarmBoard(Clock(), max_open=max_open), list[AlarmChange]()
    made.listen(heard.append)
    return made, heard


def test_an_alarm_is_open_until_it_is_both_over_and_acknowledged_in_either_order() -> None:
    made, heard = board()
    first = made.raise_(lost(), Tier.STOP, stands=True)
    made.over(first.kind)
    assert [(one.uid, one.stands) for one in made.now.open] == [(first.uid, False)]
    made.acknowledge([first.uid], "cable put back", by="anna")
    assert made.now.open == ()
    second = made.raise_(lost(), Tier.STOP, stands=True)
    assert second.uid != first.uid, "what was dealt with begins anew"
    made.acknowledge([second.uid], "seen")
    assert [one.uid for one in made.now.open] == [second.uid], "its cause is not over"
    made.over(second.kind)
    assert made.now.open == ()
    assert [one.uid for one in made.now.history] == [second.uid, first.uid]
    (done,) = (one.acknowledged for one in made.now.history if one.uid == first.uid)
    assert done is not None
    assert (done.by, done.because, done.at > NOON) == ("anna", "cable put back", True)
    assert [one.what for one in heard] == [
        Change.RAISED, Change.OVER, Change.ACKNOWLEDGED, Change.RAISED, Change.ACKNOWLEDGED, Change.OVER,
    ]  # fmt: skip


@pytest.mark.parametrize("because", ["", "  ", "\n"])
def test_nothing_is_acknowledged_without_a_reason(because: str) -> None:
    made, _ = board()
    alarm = made.raise_(lost(), Tier.STOP)
    with pytest.raises(ValueError, match="reason"):
        made.acknowledge([alarm.uid], because)
    assert made.now.open == (alarm,)


def test_repeats_of_a_kind_are_one_alarm_that_counts_and_tells_the_newest() -> None:
    made, _ = board()
    for number in range(214):
        made.raise_(lost(str(number)), Tier.WARN if number else Tier.STOP)
    (alarm,) = made.now.open
    assert (alarm.n, alarm.message, alarm.tier) == (214, lost("213"), Tier.STOP)
    assert alarm.last_at - alarm.raised_at == timedelta(seconds=213)


def test_alarms_of_one_kind_are_folded_within_what_they_are_of() -> None:
    made, _ = board()
    for piece in ("A", "B", "A"):
        made.raise_(lost(), Tier.STOP, kind="defect", of=piece)
    assert sorted(alarm.n for alarm in made.now.open) == [1, 2]
    made.raise_(lost(), Tier.STOP, kind="low", of="A", stands=True)
    made.over("low", "B")
    assert sum(alarm.stands for alarm in made.now.open) == 1


def test_what_repeats_after_it_was_acknowledged_is_not_told_anew_while_it_stands() -> None:
    made, heard = board()
    alarm = made.raise_(lost(), Tier.STOP, stands=True)
    made.acknowledge([alarm.uid], "seen")
    made.raise_(lost(), Tier.STOP, stands=True)
    assert [one.what for one in heard] == [Change.RAISED, Change.ACKNOWLEDGED, Change.REPEATED]
    assert made.now.open[0].acknowledged is not None


def test_the_loudest_come_first_then_the_newest_and_those_acknowledged_last() -> None:
    made, _ = board()
    for kind, tier in (("a", Tier.NOTE), ("b", Tier.STOP), ("c", Tier.WARN), ("d", Tier.STOP)):
        made.raise_(lost(), tier, kind=kind, stands=True)
    assert [one.kind for one in made.now.open] == ["d", "b", "c", "a"]
    made.acknowledge([made.now.open[0].uid], "seen")
    assert [one.kind for one in made.now.open] == ["b", "c", "a", "d"]


def test_a_flood_of_kinds_is_one_alarm_with_a_count() -> None:
    made, _ = board(max_open=3)
    for number in range(10):
        made.raise_(lost(), Tier.WARN, kind=str(number))
    assert sorted((one.kind, one.n) for one in made.now.open) == [("0", 1), ("1", 1), ("2", 1), (FLOOD, 7)]


def test_what_nobody_acknowledged_stands_again_after_a_start_and_stands_no_more_by_itself() -> None:
    made, heard = board()
    old = Alarm("camera.lost", Tier.STOP, lost(), NOON, NOON)
    made.restore([old])
    (shown,) = made.now.open
    assert (shown.uid, shown.is_of_before, shown.stands, heard) == (old.uid, True, False, [])
    assert made.raise_(lost(), Tier.STOP).uid != old.uid
    made.acknowledge([old.uid], "dealt with")
    assert [one.uid for one in made.now.history] == [old.uid]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("raise"), st.sampled_from("abcdef"), st.sampled_from(list(Tier)), st.booleans()),
        st.tuples(st.just("over"), st.sampled_from("abcdef")),
        st.tuples(st.just("acknowledge"), st.integers(0, 5)),
    ),
    max_size=60,
)


@given(ACTS)
def test_no_alarm_is_lost_and_every_count_is_right(acts: list[tuple[object, ...]]) -> None:
    """Whatever happens in which order: all that was raised is counted once, and what is open is not done with."""
    made, heard = board(max_open=4)
    n_raised = 0
    for act in acts:
        if act[0] == "raise":
            n_raised += 1
            made.raise_(lost(), act[2], kind=str(act[1]), stands=bool(act[3]))  # type: ignore[arg-type]
        elif act[0] == "over":
            made.over(str(act[1]))
        else:
            made.acknowledge([one.uid for one in made.now.open[int(act[1]) :][:1]], "seen")  # type: ignore[call-overload]
        now = made.now
        assert sum(alarm.n for alarm in (*now.open, *now.history)) == n_raised
        assert all(alarm.is_open for alarm in now.open)
        assert not any(alarm.is_open for alarm in now.history)
        assert all(alarm.acknowledged is not None for alarm in now.history)
        assert len(now.open) <= 5
        newest = {change.alarm.uid: change.alarm for change in heard}  # who listens knows all there is
        assert {alarm.uid: alarm for alarm in (*now.open, *now.history)} == newest


def test_the_newest_of_before_are_taken_and_leave_all_the_room_to_what_comes() -> None:
    made, _ = board(max_open=3)
    opened = made.raise_(lost(), Tier.WARN, kind="trouble as the records were opened")
    old = [Alarm(str(number), Tier.WARN, lost(), NOON, NOON) for number in range(5)]
    made.restore(old)
    assert {one.kind for one in made.now.open if one.is_of_before} == {"2", "3", "4"}
    made.restore(old)  # once more: the same
    assert {one.kind for one in made.now.open if one.is_of_before} == {"2", "3", "4"}
    for kind in ("new", "newer", "newest"):
        made.raise_(lost(), Tier.WARN, kind=kind)
    assert {one.kind for one in made.now.open if not one.is_of_before} == {opened.kind, "new", "newer", FLOOD}


def test_a_cause_that_is_gone_of_all_ends_what_is_of_each() -> None:
    made, _ = board()
    for of in ("a", "b", ""):
        made.raise_(lost(of), Tier.STOP, of=of, stands=True)
    other = made.raise_(lost(), Tier.STOP, kind="other", of="a", stands=True)
    made.all_over(Code.CAMERA_LOST.value)
    assert [one.uid for one in made.now.open if one.stands] == [other.uid]
