"""The synthetic strip: the same rows always hold the same pixels, and its truth is true."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message
from inspector.sources import synthetic
from inspector.sources.choice import demo_strip
from inspector.sources.source import Source, SourceKind
from inspector.sources.strip_texture import BLOCK_ROWS, Coil, clean_block
from inspector.sources.synthetic import (
    DEMO_SEED,
    EVALUATION_SEEDS,
    MIN_VISIBLE,
    TRAINING_SEEDS,
    StripView,
    Surface,
    SyntheticSource,
    SyntheticStrip,
)

WIDTH = 160


def rendered_anew(strip: SyntheticStrip, first_row: int, n_rows: int) -> StripView:
    """Without what an earlier call may have kept: a cache must not be what makes two renderings agree."""
    synthetic.forget_rendered()
    return strip.render(first_row, n_rows)


def deliver(source: SyntheticSource, n: int) -> list[Frame | MissedFrame]:
    frames = source.frames(threading.Event(), lambda _: None)
    return [next(frames) for _ in range(n)]


@given(
    seed=st.integers(0, 2_000_000),
    surface=st.sampled_from(Surface),
    first_row=st.integers(0, 5000),
    n_rows=st.integers(2, 600),
    share=st.floats(0, 1),
)
@settings(max_examples=20, deadline=None)
def test_rows_rendered_in_two_parts_equal_rows_rendered_at_once(
    seed: int, surface: Surface, first_row: int, n_rows: int, share: float
) -> None:
    strip = SyntheticStrip(seed, WIDTH, surface, defects_per_m=40)
    cut = min(max(1, int(share * n_rows)), n_rows - 1)
    whole = rendered_anew(strip, first_row, n_rows)
    lower = rendered_anew(strip, first_row + cut, n_rows - cut)  # lower part first: order must not matter
    upper = rendered_anew(strip, first_row, cut)
    assert np.array_equal(whole.pixels, np.concatenate([upper.pixels, lower.pixels]))
    assert np.array_equal(whole.class_map, np.concatenate([upper.class_map, lower.class_map]))
    assert whole.pixels.dtype == whole.class_map.dtype == np.dtype(np.uint8)
    assert whole.pixels.shape == whole.class_map.shape == (n_rows, WIDTH)


def test_another_seed_is_another_coil() -> None:
    levels = [SyntheticStrip(seed, WIDTH, defects_per_m=0).render(0, 64).pixels.mean() for seed in range(12)]
    assert len({round(level) for level in levels}) > 8
    assert max(levels) - min(levels) > 40


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("seed", [3, 4, 8])
def test_every_labelled_pixel_was_visibly_changed_by_a_defect(surface: Surface, seed: int) -> None:
    with_defects = SyntheticStrip(seed, 320, surface, defects_per_m=30).render(0, 1024)
    without = SyntheticStrip(seed, 320, surface, defects_per_m=0).render(0, 1024)
    change = np.abs(with_defects.pixels.astype(int) - without.pixels)
    is_defect = with_defects.class_map > 0
    assert is_defect.any()
    assert change[is_defect].min() >= MIN_VISIBLE
    # What a defect changes without a label is its soft edge: little, and next to a label or almost unseen.
    assert (change[~is_defect] > 30).mean() < 0.01


def test_a_strip_without_defects_has_an_empty_truth() -> None:
    assert not SyntheticStrip(5, WIDTH, defects_per_m=0).render(0, 1024).class_map.any()


def test_all_three_classes_appear_and_look_like_what_they_are() -> None:
    change: dict[int, list[float]] = {1: [], 2: [], 3: []}
    for seed in range(6):
        with_defects = SyntheticStrip(seed, 320, defects_per_m=30).render(0, 1024)
        without = SyntheticStrip(seed, 320, defects_per_m=0).render(0, 1024)
        difference = with_defects.pixels.astype(int) - without.pixels
        for index, values in change.items():
            values += difference[with_defects.class_map == index].tolist()
    assert np.mean(change[1]) < -8  # inclusions are dark
    assert np.mean(change[2]) < -15  # patches are dark, but for a few
    assert np.mean(change[3]) > 20  # scratches shine


def test_more_defects_per_metre_mean_more_defect_area() -> None:
    few, many = (
        sum((SyntheticStrip(seed, WIDTH, defects_per_m=rate).render(0, 1024).class_map > 0).sum() for seed in range(5))
        for rate in (2, 20)
    )
    assert many > 3 * few


@pytest.mark.parametrize("surface", Surface)
def test_no_border_between_blocks_shows(surface: Surface) -> None:
    """Rows on both sides of a border differ as much as neighbouring rows anywhere else."""
    steps, at_borders = [], []
    for seed in range(4):
        coil = Coil(seed, 320, surface, 0.5)
        surface_rows = np.concatenate([clean_block(coil, index) for index in range(4)])
        step = np.abs(np.diff(surface_rows, axis=0)).mean(axis=1) / surface_rows.mean()
        steps.append(step.mean())
        at_borders.append(step[BLOCK_ROWS - 1 :: BLOCK_ROWS].mean())
    assert at_borders == pytest.approx(steps, rel=0.15)


def test_a_rail_is_bright_in_the_middle_and_dark_outside() -> None:
    across = SyntheticStrip(1, 512, Surface.RAIL, defects_per_m=0).render(0, 512).pixels.mean(axis=0)
    band, shoulder, outside = across[246:266].mean(), across[120:140].mean(), across[:20].mean()
    assert band > 1.3 * shoulder > 1.3 * 1.3 * outside


def test_on_a_rail_defects_lie_on_the_head() -> None:
    for seed in range(6):
        class_map = SyntheticStrip(seed, 512, Surface.RAIL, defects_per_m=30).render(0, 1024).class_map
        assert class_map.any()
        assert not class_map[:, :40].any()  # the head takes 66 to 80 % of the width
        assert not class_map[:, -40:].any()


def test_what_a_caller_does_to_his_pixels_changes_no_later_rendering() -> None:
    strip = SyntheticStrip(6, WIDTH)
    first = strip.render(0, 64)
    kept = first.pixels.copy()
    first.pixels[:] = 0
    assert np.array_equal(strip.render(0, 64).pixels, kept)


def test_training_and_evaluation_share_no_seed_and_the_demo_is_no_training_strip() -> None:
    assert max(TRAINING_SEEDS) < min(EVALUATION_SEEDS)
    assert DEMO_SEED in EVALUATION_SEEDS


@pytest.mark.parametrize(
    "wrong",
    [
        {"seed": -1},
        {"width_px": 8},
        {"defects_per_m": -1.0},
        {"defects_per_m": float("nan")},
        {"mm_per_px": 0.0},
    ],
)
def test_a_strip_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SyntheticStrip(**{"seed": 1, **wrong})  # type: ignore[arg-type]


def test_frames_join_and_carry_number_name_place_and_time() -> None:
    before_s = time.monotonic()
    strip = SyntheticStrip(EVALUATION_SEEDS[3], WIDTH, defects_per_m=30)
    source = SyntheticSource(strip, frame_rows=100, n_frames=13)
    as_declared: Source = source
    assert (as_declared.info.kind, as_declared.info.is_live) == (SourceKind.SYNTHETIC, False)
    assert (as_declared.info.is_continuous, as_declared.info.n_frames) == (True, 13)
    frames = list(source.frames(threading.Event(), lambda _: None))
    assert len(frames) == 13
    assert all(isinstance(frame, Frame) for frame in frames)
    last = frames[12]
    assert isinstance(last, Frame)
    assert (last.frame_index, last.name, last.height) == (12, "frame 000012", 100)
    assert last.captured_at.tzinfo is UTC
    assert before_s <= last.arrived_s <= time.monotonic()
    joined = np.concatenate([frame.pixels for frame in frames if isinstance(frame, Frame)])
    assert np.array_equal(joined, strip.render(0, 1300).pixels)
    source.close()
    source.close()


def test_a_paced_source_keeps_its_rate_and_stamps_the_schedule() -> None:
    source = SyntheticSource(SyntheticStrip(1, 64), frame_rows=32, fps=20)
    assert source.info.is_live
    started_s = time.monotonic()
    frames = deliver(source, 6)
    assert time.monotonic() - started_s >= 6 / 20 - 0.01
    assert [frame.frame_index for frame in frames] == [0, 1, 2, 3, 4, 5]
    gaps = {after.captured_at - before.captured_at for before, after in pairwise(frames)}
    assert gaps == {timedelta(seconds=0.05)}


class Clock(threading.Event):
    """Time that passes only where somebody waits, in place of ``time`` and of the stop."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s, self.waits_s = 1000.0, []

    def monotonic(self) -> float:
        return self.now_s

    def wait(self, timeout: float | None = None) -> bool:
        self.waits_s.append(timeout)
        self.now_s += timeout or 0.0
        return False


def test_a_paced_source_whose_consumer_sleeps_catches_up_and_says_what_it_left_out(monkeypatch) -> None:
    clock = Clock()
    monkeypatch.setattr("inspector.sources.synthetic.time", clock)
    source = SyntheticSource(SyntheticStrip(1, 64), frame_rows=32, fps=50)
    frames = source.frames(clock, lambda _: None)
    first = next(frames)  # due at 0.02 s
    clock.now_s += 0.79  # to 0.81 s: 14 frames, due at 0.04 to 0.30 s, are more than half a second late
    del clock.waits_s[:]
    late = [next(frames) for _ in range(41)]
    assert [frame.frame_index for frame in (first, *late)] == list(range(42))  # none is passed over
    missed = [frame for frame in late if isinstance(frame, MissedFrame)]
    assert [gone.frame_index for gone in missed] == list(range(1, 15))
    assert {(gone.reason.code, gone.n_rows) for gone in missed} == {(Code.FRAME_SKIPPED, 32)}
    # the others come at once until the schedule is met: 25 overdue ones wait for nothing
    assert clock.waits_s[:25] == [0.0] * 25
    assert clock.waits_s[25:] == pytest.approx([0.01, 0.02])


def test_a_source_waiting_for_its_next_frame_ends_when_stopped() -> None:
    stop = threading.Event()
    source = SyntheticSource(SyntheticStrip(1, 64), frame_rows=32, fps=0.001)  # one frame in 1,000 s
    threading.Timer(0.1, stop.set).start()
    assert list(source.frames(stop, _unexpected)) == []


def test_an_endless_source_ends_when_stopped() -> None:
    stop = threading.Event()
    n_frames = 0
    for _ in SyntheticSource(SyntheticStrip(1, 64), frame_rows=32).frames(stop, _unexpected):
        n_frames += 1
        if n_frames == 20:
            stop.set()
    assert n_frames == 20


def _unexpected(message: Message) -> None:
    pytest.fail(f"a synthetic source has nothing to tell, got {message}")


def test_no_defect_begins_on_the_clean_rows_and_the_others_stay_where_they_are() -> None:
    strip = SyntheticStrip(3, 256, defects_per_m=30.0)
    calm = replace(strip, clean_rows=1024)
    assert strip.render(0, 1024).class_map.any()
    assert not calm.render(0, 1024).class_map.any()
    below = strip.render(2048, 1024)
    assert np.array_equal(calm.render(2048, 1024).class_map, below.class_map)
    assert below.class_map.any()


def test_the_demo_strip_for_people_begins_calm_and_says_what_it_is() -> None:
    shown, timed, paced = demo_strip(), demo_strip(seconds=2.0), demo_strip(fps=24.0)
    sources = [choice.open() for choice in (shown, timed, paced)]
    assert [source.info.is_live for source in sources] == [True, True, True]
    assert [source.info.n_frames for source in sources] == [None, 20, None]
    assert [choice.told is not None for choice in (shown, timed, paced)] == [True, False, False]
    first = next(iter(sources[0].frames(threading.Event(), _unexpected)))
    assert isinstance(first, Frame)
    assert first.pixels.shape == (384, 1024)
