"""The brush covers what passes under it, to the pixel, in parts that never repeat, and can be undone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.annotation.mask_step import StepRecorder
from inspector.annotation.tools.brush import BrushStroke, snapped, swept_spans
from inspector.annotation.tools.painting import NOWHERE, Paint, Painter
from inspector.core.class_map import ClassMap
from tests.unit.annotation.label_samples import facts_of

HEIGHT, WIDTH = 60, 80
PLACES = st.tuples(st.floats(-30, 110, allow_nan=False), st.floats(-30, 90, allow_nan=False))


def covered(way: list[tuple[float, float]], diameter: int, *, is_square: bool) -> ClassMap:
    """By the definition: a pixel whose centre is no farther from the way than the stamp reaches."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    found = np.zeros((HEIGHT, WIDTH), np.bool_)
    stops = [snapped(x, y, diameter) for x, y in way]
    for (x0, y0), (x1, y1) in zip(stops, stops[1:] or stops, strict=False):
        if is_square:  # some moment of the way has the centre in reach both across and along
            moments = [
                _moments(places, start, end, diameter / 2 + 1e-7)
                for places, start, end in ((columns, x0, x1), (rows, y0, y1))
            ]
            first, last = (np.maximum(moments[0][0], moments[1][0]), np.minimum(moments[0][1], moments[1][1]))
            found |= np.maximum(first, 0) <= np.minimum(last, 1)
            continue
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        along = np.clip(((columns - x0) * dx + (rows - y0) * dy) / length, 0, 1) if length else 0.0
        distance = np.hypot(columns - x0 - along * dx, rows - y0 - along * dy)
        found |= distance <= diameter / 2 + 1e-7
    return found.astype(np.uint8)


def _moments(places: np.ndarray, start: float, end: float, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """First and last moment, 0 to 1 and beyond, at which a centre on its way is within reach of each place."""
    if start == end:
        always = np.where(np.abs(places - start) <= reach, np.inf, -np.inf)
        return -always, always
    first, last = (places - reach - start) / (end - start), (places + reach - start) / (end - start)
    return np.minimum(first, last), np.maximum(first, last)


@settings(max_examples=50, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=6), st.integers(1, 45))
def test_a_round_stroke_covers_exactly_what_it_passes(way: list[tuple[float, float]], diameter: int):
    class_map = np.zeros((HEIGHT, WIDTH), np.uint8)
    recorder = StepRecorder(class_map)
    stroke = BrushStroke(Painter(class_map, recorder), Paint(1), diameter)
    for x, y in way:
        stroke.to(x, y)
    assert (class_map == covered(way, diameter, is_square=False)).all()
    step = recorder.finish(facts_of("brush"))
    if step is not None:
        step.undo(class_map)
    assert not class_map.any()


@given(st.lists(PLACES, min_size=1, max_size=4), st.integers(1, 20))
def test_a_square_stroke_covers_exactly_what_it_passes(way: list[tuple[float, float]], diameter: int):
    class_map = np.zeros((HEIGHT, WIDTH), np.uint8)
    stroke = BrushStroke(Painter(class_map, StepRecorder(class_map)), Paint(1), diameter, is_square=True)
    for x, y in way:
        stroke.to(x, y)
    assert (class_map == covered(way, diameter, is_square=True)).all()


@pytest.mark.parametrize(
    ("diameter", "rows"),
    [
        (1, ["....", ".#..", "...."]),
        (2, ["....", "##..", "##.."]),
        (3, ["###.", "###.", "###."]),
    ],
)
def test_a_click_paints_one_stamp(diameter: int, rows: list[str]):
    class_map = np.zeros((3, 4), np.uint8)
    stroke = BrushStroke(Painter(class_map, StepRecorder(class_map)), Paint(1), diameter)
    stroke.to(1.3, 1.6) if diameter > 1 else stroke.to(1.9, 1.9)
    assert ["".join(".#"[value] for value in row) for row in class_map] == rows


def test_what_was_painted_already_is_not_painted_again():
    top, spans = swept_spans((50.0, 50.0), (50.0, 50.0), 40)
    assert len(spans) == 40
    assert top == 30
    class_map = np.zeros((100, 200), np.uint8)
    stroke = BrushStroke(Painter(class_map, StepRecorder(class_map)), Paint(1), 40)
    stroke.to(50, 50)
    class_map[:] = 0  # somebody takes it away; the next move paints only what is new
    stroke.to(53, 50)
    assert class_map.sum() == 40 * 3
    assert stroke.to(53, 50) == NOWHERE


def test_locked_classes_and_grey_ranges_hold_the_brush():
    class_map = np.zeros((40, 40), np.uint8)
    class_map[:, 20:] = 2
    pixels = np.tile(np.arange(40, dtype=np.uint16) * 100, (40, 1)).T.copy()  # row 5 has 500
    painter = Painter(class_map, StepRecorder(class_map), pixels)
    paint = Paint(1, locked=frozenset({2}), grey_range=(1000, 1900))
    stroke = BrushStroke(painter, paint, 30)
    stroke.to(20, 20)
    rows, columns = np.nonzero(class_map == 1)
    assert (rows.min(), rows.max()) == (10, 19)
    assert columns.max() == 19
    assert (class_map[:, 20:] == 2).all()
    BrushStroke(painter, Paint(0, only=frozenset({2})), 60, is_square=True).to(20, 20)
    assert set(np.unique(class_map)) == {0, 1}


def test_a_brush_of_no_width_or_too_large_is_refused():
    class_map = np.zeros((4, 4), np.uint8)
    for diameter in (0, 2049):
        with pytest.raises(ValueError, match="brush"):
            BrushStroke(Painter(class_map, StepRecorder(class_map)), Paint(1), diameter)
