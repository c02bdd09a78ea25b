"""The worked cases and invariants of dli.md, section 10."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.datasets.balancing.blending import (
    RIM_PX,
    cut_paste,
    fill_smoothly,
    offset_blend,
    poisson_region,
    poisson_whole,
    released_mask,
)

GRADIENT_BLENDS = [poisson_whole, poisson_region, offset_blend]


def textures(seed: int, height: int = 48, width: int = 40) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    host, donor = (rng.integers(60, 190, (height, width)).astype(np.uint8) for _ in range(2))
    return cv2.blur(host, (3, 3)), cv2.blur(donor, (3, 3))


def disc(height: int = 48, width: int = 40, radius: int = 9) -> np.ndarray:
    mask = np.zeros((height, width), np.uint8)
    cv2.circle(mask, (width // 2, height // 2), radius, 1, -1)
    return mask.astype(np.bool_)


def test_the_worked_case_of_one_pixel():
    host, donor = np.zeros((5, 5), np.uint8), np.zeros((5, 5), np.uint8)
    donor[2, 2] = 1
    wanted = np.array([[1 / 14, 1 / 7, 0], [1 / 7, 1 / 2, -1 / 7], [0, -1 / 7, -1 / 14]])
    np.testing.assert_allclose(poisson_whole(host, donor, donor > 0)[1:-1, 1:-1], wanted, atol=1e-6)


def test_the_worked_case_of_a_full_mask():
    host, donor = np.zeros((5, 5), np.uint8), np.zeros((5, 5), np.uint8)
    donor[2, 2] = 1
    mask = np.zeros((5, 5), np.bool_)
    mask[1:-1, 1:-1] = True
    np.testing.assert_allclose(poisson_whole(host, donor, mask), donor, atol=1e-6)


def test_the_released_mask_is_grown_and_leaves_the_border():
    mask = np.zeros((9, 9), np.bool_)
    mask[0, 4] = True
    grown = released_mask(mask)
    assert not grown[0].any()
    assert grown.sum() == 2 * 5  # rows 1 and 2, columns 2 to 6


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_whole_frame_solution_solves_its_equation(seed: int):
    """Written once more, the long way: the mixed field of the whole frame, its divergence, the Laplacian."""
    host, donor = textures(seed)
    mask = released_mask(np.random.default_rng(seed).random(host.shape) < 0.05)
    solved = poisson_whole(host, donor, mask).astype(np.float64)
    divergence = np.zeros(host.shape)
    for axis in (0, 1):
        after = np.zeros((1, host.shape[1])) if axis == 0 else np.zeros((host.shape[0], 1))
        steps = [np.diff(p.astype(np.float64), axis=axis, append=after) for p in (host, donor)]
        field = np.where(mask & (np.abs(steps[1]) > np.abs(steps[0])), steps[1], steps[0])
        divergence += np.diff(field, axis=axis, prepend=0)
    laplacian = cv2.Laplacian(solved, cv2.CV_64F, ksize=1)
    np.testing.assert_allclose(laplacian[1:-1, 1:-1], divergence[1:-1, 1:-1], atol=5e-3)
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        assert np.array_equal(solved[edge], host[edge])


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_region_solution_solves_its_equation_and_touches_nothing_else(seed: int):
    host, donor = textures(seed)
    mask = cv2.dilate((np.random.default_rng(seed).random(host.shape) < 0.01).astype(np.uint8), np.ones((5, 3))) > 0
    solved = poisson_region(host, donor, mask)
    assert np.array_equal(solved[~mask], host[~mask])
    inner = mask[1:-1, 1:-1]
    wanted, got = (cv2.Laplacian(p.astype(np.float64), cv2.CV_64F, ksize=1)[1:-1, 1:-1] for p in (donor, solved))
    np.testing.assert_allclose(got[inner], wanted[inner], atol=1e-3)


@pytest.mark.parametrize("blend", GRADIENT_BLENDS)
def test_a_donor_equal_to_the_host_gives_the_host_back(blend):
    host, _ = textures(1)
    np.testing.assert_allclose(blend(host, host, disc()), host, atol=1e-3)


@pytest.mark.parametrize("blend", GRADIENT_BLENDS)
def test_a_lighter_donor_changes_nothing_and_a_lighter_host_all_by_as_much(blend):
    host, donor = textures(2)
    plain = blend(host, donor, disc())
    np.testing.assert_allclose(blend(host, donor + np.uint8(30), disc()), plain, atol=1e-2)
    np.testing.assert_allclose(blend(host + np.uint8(30), donor, disc()), plain + 30, atol=1e-2)


@pytest.mark.parametrize(("blend", "rim_px"), [(poisson_region, 0), (offset_blend, RIM_PX), (cut_paste, 0)])
def test_outside_the_mask_and_its_rim_the_host_is_bit_equal(blend, rim_px):
    host, donor = textures(3)
    result = np.asarray(blend(host, donor, disc()))
    distance = cv2.distanceTransform((~disc()).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    assert np.array_equal(result[distance > rim_px], host[distance > rim_px])
    assert not np.array_equal(result[disc()], host[disc()])


def test_a_defect_fades_out_over_its_rim_by_a_quarter_per_pixel():
    """A donor 40 darker than its surroundings wherever the defect may show, on a flat host of 120."""
    host, donor, mask = np.full((40, 60), 120, np.uint8), np.full((40, 60), 200, np.uint8), disc(40, 60, 8)
    distance = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    donor[distance <= RIM_PX] -= 40
    result = offset_blend(host, donor, mask)
    for far, level in ((0, 80.0), (1, 90.0), (2, 100.0), (3, 110.0), (4, 120.0)):
        np.testing.assert_allclose(result[distance == far], level, atol=0.1)


def test_cut_paste_is_the_donor_inside_and_leaves_its_arguments():
    host, donor = textures(4)
    before = host.copy()
    assert np.array_equal(cut_paste(host, donor, disc())[disc()], donor[disc()])
    assert np.array_equal(host, before)


@pytest.mark.parametrize("blend", [*GRADIENT_BLENDS, cut_paste])
def test_an_empty_mask_changes_nothing(blend):
    host, donor = textures(5)
    assert np.array_equal(blend(host, donor, np.zeros(host.shape, np.bool_)), host)


MASKS = {
    "top": np.s_[0, 3:9], "bottom": np.s_[-1, 3:9], "left": np.s_[3:9, 0], "right": np.s_[3:9, -1],
    "one pixel": np.s_[7, 7], "corner": np.s_[0, 0], "all": np.s_[:], "all but the border": np.s_[1:-1, 1:-1],
}  # fmt: skip


@pytest.mark.parametrize("where", list(MASKS))
@pytest.mark.parametrize("blend", GRADIENT_BLENDS)
def test_masks_at_every_border_give_finite_pictures(blend, where):
    host, donor = textures(6)
    mask = np.zeros(host.shape, np.bool_)
    mask[MASKS[where]] = True
    if blend is poisson_whole:
        mask = released_mask(mask)
    result = blend(host, donor, mask)
    assert result.shape == host.shape
    assert result.dtype == np.float32
    assert np.isfinite(result).all()


def test_a_region_that_is_the_frame_keeps_the_donor_and_the_host_s_mean():
    host, donor = textures(7)
    result = poisson_region(host, donor, np.ones(host.shape, np.bool_))
    assert result.mean() == pytest.approx(host.mean(), abs=1e-2)
    np.testing.assert_allclose(result - donor, (result - donor).mean(), atol=1e-3)


def test_the_whole_frame_form_refuses_a_mask_on_the_border():
    host, donor = textures(8)
    mask = np.zeros(host.shape, np.bool_)
    mask[0, 5] = True
    with pytest.raises(ValueError, match="border"):
        poisson_whole(host, donor, mask)


def test_sizes_that_differ_are_refused():
    host, donor = textures(9)
    with pytest.raises(ValueError, match="differ"):
        poisson_region(host, donor[:-1], disc())


@pytest.mark.parametrize("blend", GRADIENT_BLENDS)
def test_colour_is_solved_per_channel_and_grey_in_colour_once(blend):
    (host, donor), (other_host, other_donor) = textures(10), textures(11)
    one, other = blend(host, donor, disc()), blend(other_host, other_donor, disc())
    grey = blend(np.dstack([host] * 3), np.dstack([donor] * 3), disc())
    mixed = blend(np.dstack([host, other_host, host]), np.dstack([donor, other_donor, donor]), disc())
    for channel, wanted in ((0, one), (1, one), (2, one)):
        np.testing.assert_allclose(grey[..., channel], wanted, atol=1e-4)
    for channel, wanted in ((0, one), (1, other), (2, one)):
        np.testing.assert_allclose(mixed[..., channel], wanted, atol=1e-4)


def test_a_smooth_field_takes_its_fixed_values_and_stays_between_them():
    known = np.zeros((40, 60), np.bool_)
    known[[0, -1]] = known[:, [0, -1]] = True
    values = np.broadcast_to(np.linspace(0, 50, 60, dtype=np.float32), (40, 60))
    field = fill_smoothly(values, known)
    assert np.array_equal(field[known], values[known])
    assert 0 <= field.min() <= field.max() <= 50
    assert np.abs(field - values).max() < 6  # the harmonic field is this ramp; ours comes near it


def test_the_quick_form_comes_near_the_exact_one():
    for seed in range(5):
        host, donor = textures(seed, 96, 96)
        host, donor = (cv2.GaussianBlur(p, (0, 0), 4) for p in (host, donor))
        mask = disc(96, 96, 30)
        reach = disc(96, 96, 30 + RIM_PX)  # both are made to meet the host from here on
        difference = np.abs(offset_blend(host, donor, mask) - poisson_region(host, donor, reach))[mask]
        assert difference.mean() < 2.0
