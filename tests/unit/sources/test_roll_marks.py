"""Marks of a damaged roll on the synthetic strip."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.sources.roll_marks import ROLL_MARK, WITH_ROLL_MARKS
from inspector.sources.synthetic import SyntheticStrip, forget_rendered

PLAIN = SyntheticStrip(1_250_000, 256, defects_per_m=8.0)
MARKED = SyntheticStrip(1_250_000, 256, defects_per_m=8.0, roll_marks_per_m=5.0)  # one each 400 rows


def test_marks_change_nothing_else_of_a_strip():
    plain, marked = PLAIN.render(0, 1600), MARKED.render(0, 1600)
    is_mark = marked.class_map == ROLL_MARK
    assert is_mark.any()
    changed = plain.pixels != marked.pixels
    rows, columns = np.nonzero(is_mark)
    near = np.zeros_like(is_mark)
    for row, column in zip(rows, columns, strict=True):
        near[max(0, row - 8) : row + 9, max(0, column - 8) : column + 9] = True
    assert not changed[~near].any()
    assert (plain.class_map == marked.class_map)[~is_mark].all()
    assert WITH_ROLL_MARKS[ROLL_MARK] == "roll mark"


def test_a_mark_comes_again_with_each_turn_of_the_roll_at_the_same_place():
    """Five on each metre of 0.5 mm a pixel: one in each 400 rows."""
    view = SyntheticStrip(1_250_000, 256, defects_per_m=0.0, roll_marks_per_m=5.0).render(0, 4000)
    rows = np.flatnonzero((view.class_map == ROLL_MARK).any(axis=1))
    starts = rows[np.flatnonzero(np.diff(rows, prepend=-10) > 5)]
    assert len(starts) == 10
    assert np.abs(np.diff(starts) - 400).max() <= 3  # what is too faint to be seen bears no label
    columns = [np.flatnonzero((view.class_map[row : row + 12] == ROLL_MARK).any(axis=0)).mean() for row in starts]
    assert np.ptp(columns) < 4


def test_rows_are_the_same_whichever_come_first():
    whole = MARKED.render(0, 1200)
    forget_rendered()
    late = MARKED.render(700, 300)
    assert (late.pixels == whole.pixels[700:1000]).all()
    assert (late.class_map == whole.class_map[700:1000]).all()


def test_a_rate_that_no_roll_has_is_refused():
    with pytest.raises(ValueError, match="0 to 20 roll marks"):
        SyntheticStrip(1, roll_marks_per_m=-1.0)
