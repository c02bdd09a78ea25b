"""Guided tools on pictures whose answer is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from inspector.annotation.tools.guided import (
    GuidedWay,
    cells,
    cells_at,
    grow_from_seeds,
    motion,
    shifted,
    stretched,
)
from inspector.annotation.tools.painting import Rect
from inspector.core.frame import Pixels

WINDOW = Rect(0, 0, 200, 240)


def noise(seed: int = 3, level: float = 400.0) -> Pixels:
    rng = np.random.default_rng(seed)
    return (level + rng.normal(0, 8, (200, 240))).clip(0, 4095).astype(np.uint16)


def curved_scratch() -> tuple[Pixels, np.ndarray]:
    """A dark line two px wide along a sine, on 12-bit noise; and its row for each column."""
    pixels = noise()
    columns = np.arange(240)
    rows = 100 + 40 * np.sin(columns / 30)
    for width in (0, 1):
        pixels[np.round(rows).astype(int) + width, columns] -= 120
    return pixels, rows


def test_a_line_follows_the_scratch_between_two_clicks():
    pixels, rows = curved_scratch()
    way = GuidedWay(pixels, WINDOW, (5.5, rows[5] + 0.5), is_ridge=True).to((234.5, rows[234] + 0.5))
    off = [abs(y - (rows[int(x)] + 1.0)) for x, y in way]
    assert len(way) > 200
    assert np.percentile(off, 95) <= 2.0
    straight = np.abs(np.linspace(rows[5], rows[234], 230) - rows[5:235])
    assert straight.max() > 30  # a straight line would have missed it by far


def test_live_wire_follows_the_rim_of_a_disc():
    pixels = noise()
    y, x = np.mgrid[:200, :240]
    pixels[(x - 120) ** 2 + (y - 100) ** 2 < 60**2] += 200
    way = GuidedWay(pixels, WINDOW, (60.0, 100.0)).to((180.0, 100.0))
    off = [abs(np.hypot(x - 120, y - 100) - 60) for x, y in way]
    assert np.percentile(off, 95) <= 2.5


def test_seeds_grow_to_what_is_like_them_and_no_further():
    pixels = noise()
    defect = np.zeros((200, 240), np.bool_)
    cv2.ellipse(canvas := np.zeros((200, 240), np.uint8), (100, 90), (40, 22), 20, 0, 360, 1, -1)
    defect = canvas == 1
    pixels[defect] -= 90
    pixels[150:170, 190:220] -= 90  # alike, and another defect
    seeds, outside = np.zeros_like(defect), np.zeros_like(defect)
    seeds[88:93, 90:110] = True
    outside[:8] = outside[-8:] = True
    found = grow_from_seeds(pixels, WINDOW, seeds, outside)
    union = (found.mask | defect).sum()
    assert (found.mask & defect).sum() / union > 0.95
    assert (grow_from_seeds(pixels, WINDOW, seeds, outside).mask == found.mask).all()
    assert not grow_from_seeds(pixels, WINDOW, seeds, np.zeros_like(seeds)).mask.size


def test_cells_fill_the_window_and_keep_to_edges():
    pixels = noise()
    pixels[:, 100:] += 300
    numbers = cells(pixels, WINDOW, 16)
    assert numbers.shape == (200, 240)
    assert numbers.min() >= 1
    crossing = np.intersect1d(numbers[:, :99], numbers[:, 102:])
    assert crossing.size == 0
    patch = cells_at(numbers, WINDOW, [(20, 20), (90, 90), (500, 500)])
    met = np.zeros_like(numbers, np.bool_)
    met[patch.rect.top : patch.rect.bottom, patch.rect.left : patch.rect.right] = patch.mask
    np.testing.assert_array_equal(met, np.isin(numbers, [numbers[20, 20], numbers[90, 90]]))


@pytest.mark.parametrize("by", [(37, -5), (-20, 0), (0, 12)])
def test_the_motion_of_the_strip_is_found_and_the_mask_goes_with_it(by: tuple[int, int]):
    rng = np.random.default_rng(1)
    strip = cv2.GaussianBlur(rng.normal(128, 60, (500, 500)), (0, 0), 1.5).clip(0, 255).astype(np.uint8)
    before, now = strip[150:350, 150:390], strip[150 - by[0] : 350 - by[0], 150 - by[1] : 390 - by[1]]
    rows, columns, sure = motion(before, now)
    assert (rows, columns) == by
    assert sure > 0.2
    class_map = np.zeros((200, 240), np.uint8)
    class_map[50:60, 70:80] = 2
    moved = shifted(class_map, rows, columns)
    assert (moved[50 + by[0] : 60 + by[0], 70 + by[1] : 80 + by[1]] == 2).all()
    assert (moved == 2).sum() == 100


def test_a_mask_that_moves_out_is_cut_and_a_still_one_stays():
    class_map = np.full((10, 10), 1, np.uint8)
    assert shifted(class_map, 7, 0).sum() == 30
    assert not shifted(class_map, 70, 0).any()
    assert (shifted(class_map, 0, 0) == class_map).all()


def test_a_window_without_contrast_or_too_large_gives_no_nonsense():
    flat = np.full((200, 240), 77, np.uint8)
    assert not stretched(flat, WINDOW).any()
    assert cells(flat, WINDOW, 20).min() >= 1
    with pytest.raises(ValueError, match="window"):
        cells(np.zeros((10, 2000), np.uint8), Rect(0, 0, 10, 2000), 20)
