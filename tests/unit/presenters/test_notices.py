"""What the strip of notices says: above all that nobody reads "all" where some was not inspected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.messages import Code, Tier, message
from inspector.core.piece import Coverage, GapCause
from inspector.pipeline.alarms import AlarmBoard
from inspector.pipeline.sink import Outcome
from inspector.pipeline.stats import PipelineStats
from inspector.presenters.notices import alarms_state, coverage_state, not_inspected_state
from inspector.presenters.smoothed import Smoothed
from inspector.screens.coverage import CoverageState
from tests.unit.presenters.live_samples import status

LOST = message(Code.CAMERA_LOST, address="0", retry_s=1)


def shown(coverage: Coverage, n: int = 0, n_not: int = 0, limit: float = 99.0, *, ended: bool = False) -> CoverageState:
    stats = PipelineStats(n_in=n + n_not, n_inspected=n, n_not_inspected=n_not)
    outcome = Outcome.COMPLETED if ended else None
    return coverage_state(status(coverage=coverage, stats=stats, outcome=outcome), limit, {GapCause.UNREADABLE: n_not})


@pytest.mark.parametrize(
    ("state", "line", "tier"),
    [
        (shown(Coverage()), "INSPECTED –", None),
        (shown(Coverage("mm", 312_400.0), 100), "INSPECTED 100 %", None),
        (
            shown(Coverage("mm", 149_300.0, {GapCause.SKIPPED: 4_300.0}), 900, 26),
            "INSPECTED 97.2 % · 4.3 m NOT SEEN",
            Tier.STOP,
        ),
        (
            shown(Coverage("mm", 999_999.0, {GapCause.LOST: 1.0}), 10_000),
            "INSPECTED 99.9 % · 1.0 mm NOT SEEN",
            Tier.WARN,
        ),
        (shown(Coverage("mm", 1000.0, n_unknown=1), 9), "INSPECTED 99.9 % · 1 gap of unknown length", Tier.WARN),
        (shown(Coverage("px", 100.0), 45, 16), "INSPECTED 73.7 % · 16 of 61 frames NOT SEEN", Tier.STOP),
        (shown(Coverage("px", n_unknown=2), 0, 2), "INSPECTED 0.0 % · 2 of 2 frames NOT SEEN", Tier.STOP),
        (shown(Coverage("px", 50.0, {GapCause.UNREADABLE: 14.0}), 9), "INSPECTED 78.1 % · 14 px NOT SEEN", Tier.STOP),
    ],
)
def test_coverage_is_all_only_where_it_is_all_and_is_never_rounded_up(
    state: CoverageState, line: str, tier: Tier | None
) -> None:
    assert (state.line, state.tier) == (line, tier)


def test_below_its_limit_it_says_so_with_the_causes() -> None:
    low = shown(Coverage("mm", 149_300.0, {GapCause.SKIPPED: 4_100.0, GapCause.LOST: 200.0}, 1), 900, 26)
    assert low.limit == "below 99 %"
    assert low.causes == "skipped 4.1 m, camera lost 0.2 m, 1 gap of unknown length"
    frames = shown(Coverage("px", 100.0, {GapCause.UNREADABLE: 10.0}, 15), 45, 16)
    assert frames.causes == "unreadable 16 frames"
    assert shown(Coverage("mm", 5.0), 5).causes == "nothing missed"
    assert coverage_state(None, 99.0).line == "INSPECTED –"


def test_one_missed_frame_early_on_is_a_warning_and_at_the_end_below_the_limit() -> None:
    coverage = Coverage("px", 40.0, {GapCause.UNREADABLE: 10.0})
    assert shown(coverage, 4, 1).tier is Tier.WARN
    assert shown(coverage, 4, 1, ended=True).tier is Tier.STOP
    assert shown(coverage, 4, 1, limit=80.0, ended=True).tier is Tier.WARN
    assert shown(coverage, 4, 1, limit=0.0, ended=True).tier is Tier.WARN


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 3))
def test_whatever_is_missing_no_percentage_says_all(
    inspected: float, missed: float, n: int, n_not: int, n_unknown: int
) -> None:
    causes = {GapCause.LOST: missed} if missed else {}
    state = shown(Coverage("mm", inspected, causes, n_unknown), n, n_not)
    is_all = not (missed or n_not or n_unknown)
    assert ("100 %" in state.title) <= is_all
    assert state.percent is None or (state.percent < 100) or is_all
    if not is_all and state.percent is not None:
        assert state.tier is not None
        assert state.missing


def test_alarms_are_told_with_their_count_and_times_and_how_many_more_wait() -> None:
    now = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0)
    moments = iter(now + timedelta(seconds=second) for second in range(100))
    board = AlarmBoard(lambda: next(moments))
    for _ in range(3):
        board.raise_(LOST, Tier.STOP, stands=True)
    for kind in "abc":
        board.raise_(message(Code.STORE_PAUSED, n_waiting=1), Tier.WARN, kind=kind)
    state = alarms_state(board.now)
    assert state.loudest is not None
    assert (state.loudest.times, state.loudest.state, state.more) == ("3 times", "still there", "3 more alarms")
    first, last = f"{now.astimezone():%H:%M:%S}", f"{(now + timedelta(seconds=2)).astimezone():%H:%M:%S}"
    assert state.loudest.when == f"{first} to {last}"
    assert len(state.loudest.rest) == 3
    board.acknowledge([one.uid for one in board.now.open], "seen", by="anna")
    state = alarms_state(board.now)
    assert (state.loudest, state.n_to_acknowledge, len(state.history)) == (None, 0, 3)
    assert state.quiet == "1 acknowledged alarm whose cause is still there"
    board.over("camera.lost")
    state = alarms_state(board.now)
    assert state.quiet == f"last: {last}, seen"  # its last repeat, not its first
    assert "seen (anna, " in state.history[0].state


def test_an_alarm_names_its_piece_and_one_of_before_does_not_look_like_one_of_this_piece() -> None:
    board = AlarmBoard()
    board.raise_(LOST, Tier.STOP, kind="a", piece="R-1")
    board.raise_(LOST, Tier.STOP, kind="b", piece="R-1", stands=True)
    board.raise_(LOST, Tier.STOP, kind="c", piece="R-2")
    board.raise_(LOST, Tier.STOP, kind="d")  # of no piece, as a disk that is full
    assert [line.piece for line in reversed(alarms_state(board.now, "R-2").open)] == [
        "on an earlier piece: R-1", "since an earlier piece: R-1", "on R-2", "",
    ]  # fmt: skip
    board.raise_(LOST, Tier.STOP, kind="a", piece="R-2")
    assert alarms_state(board.now, "R-2").open[0].piece == "on R-2"


def test_a_piece_that_the_heading_names_is_named_once_while_it_runs() -> None:
    board = AlarmBoard()
    low = message(Code.ALARM_COVERAGE_LOW, percent="61 %", limit="99 %", piece="R-1")
    board.raise_(low, Tier.STOP, piece="R-1")
    assert "R-1" in alarms_state(board.now, "R-1").open[0].what
    assert alarms_state(board.now, "R-1").open[0].piece == ""
    assert alarms_state(board.now, "R-2").open[0].piece == "on an earlier piece: R-1"


def test_a_repeated_alarm_is_one_sentence() -> None:
    board = AlarmBoard()
    for _ in range(6):
        board.raise_(LOST, Tier.STOP)
    (line,) = alarms_state(board.now).open
    assert not line.what.endswith(".")
    assert line.title == f"{line.what} (6 times)"


def test_an_old_alarm_says_its_day() -> None:
    board = AlarmBoard(lambda: datetime(2026, 1, 2, 12, tzinfo=UTC))
    board.raise_(LOST, Tier.STOP)
    (line,) = alarms_state(board.now).open
    assert line.when.startswith("2026-01-02 ")


def test_what_was_not_inspected_is_counted_over_what_is_listed() -> None:
    stats = PipelineStats(n_inspected=45, n_not_inspected=16)
    assert not_inspected_state(status(stats=stats)).title == "16 of 61 frames were not inspected"
    many = not_inspected_state(status(stats=PipelineStats(n_inspected=0, n_not_inspected=10_003)))
    assert many.note == "3 more are not listed"
    assert not_inspected_state(status()).title == "Every frame was inspected"
    assert not_inspected_state(None).n == 0


def test_a_smoothed_reading_follows_a_step_by_its_time_constant_and_forgets_when_told() -> None:
    now_s = 0.0
    reading = Smoothed(2.0, lambda: now_s)
    assert reading.add(1.0) == 1.0
    now_s = 2.0
    assert reading.add(2.0) == pytest.approx(1 + 0.632, abs=0.001)
    now_s = 8.0
    assert reading.add(2.0) == pytest.approx(2.0, abs=0.02)
    reading.forget()
    assert reading.add(5.0) == 5.0


def test_a_reading_that_jumps_about_its_mean_stays_near_it() -> None:
    now_s = 0.0
    reading = Smoothed(2.0, lambda: now_s)
    shown = []
    for step in range(200):  # five times a second, a tenth up and down
        now_s += 0.2
        shown.append(reading.add(1.1 if step % 2 else 0.9))
    assert max(shown[50:]) - min(shown[50:]) < 0.03


@pytest.mark.parametrize(
    ("missed_mm", "words"),
    [
        *((0.2, "0.2 mm"), (9.96, "10.0 mm"), (10.4, "11 mm")),
        *((100.0, "0.1 m"), (149.0, "0.2 m"), (1049.0, "1.1 m"), (4300.0, "4.3 m")),
    ],
)
def test_what_was_not_seen_is_never_less_than_it_is(missed_mm: float, words: str) -> None:
    state = shown(Coverage("mm", 1e6, {GapCause.SKIPPED: missed_mm}), 100, 1)
    assert f" {words} NOT SEEN" in state.line
