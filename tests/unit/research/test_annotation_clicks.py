"""Scripted hands: what they count on shapes whose answer is known, and on the real masks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from research.annotation_clicks import HANDS, Task, draw_brush, draw_lasso, draw_polygon, draw_wand, tasks_of


def task(truth: np.ndarray, level: int = 200) -> Task:
    pixels = np.full(truth.shape, 90, np.uint8)
    pixels[truth] = level
    return Task("patches", pixels, truth)


def square() -> np.ndarray:
    truth = np.zeros((120, 120), np.bool_)
    truth[30:80, 20:90] = True
    return truth


def test_a_square_takes_four_corners_one_ring_or_one_drag_of_the_wand() -> None:
    assert (draw_polygon(task(square())).n_clicks, draw_polygon(task(square())).iou) == (4, 1.0)
    lasso = draw_lasso(task(square()))
    assert (lasso.n_strokes, lasso.iou) == (1, 1.0)
    assert lasso.way_px == pytest.approx(240, abs=2)  # once round
    wand = draw_wand(task(square()))
    assert (wand.n_strokes, wand.iou) == (1, 1.0)


def test_a_hole_takes_another_ring_and_a_wide_brush_one_stroke() -> None:
    ring = square()
    ring[40:70, 35:75] = False
    assert draw_lasso(task(ring)).n_strokes == 2
    disc = np.hypot(*(np.indices((120, 120)) - 59.5)) < 20
    assert draw_brush(task(disc)).n_strokes == 1
    assert draw_brush(task(disc)).iou >= 0.9


def test_a_wand_reaches_nothing_where_the_defect_looks_like_the_steel() -> None:
    assert draw_wand(task(square(), level=90)).iou < 0.5


@pytest.mark.data
@pytest.mark.parametrize("tool", list(HANDS))
def test_each_hand_ends_on_a_real_defect(tool: str, data_folder: Path) -> None:
    first = next(tasks_of(data_folder / "neu_seg", 1, 0))
    drawn = HANDS[tool](first)
    assert 0 < drawn.iou <= 1
    assert drawn.n_clicks + drawn.n_strokes > 0
