"""How a donor's defect enters a host: four functions of (host, donor, mask), all of one size.

    cut_paste        donor pixels where the mask is set, the host elsewhere
    poisson_region   the paper's equations 2 to 4: gradients of the donor inside the mask, the host's values around it
    poisson_whole    the released code: the stronger gradient of host and donor inside the mask, solved on the whole
                     frame with the frame's border fixed, so that pixels outside the mask move too
    offset_blend     ours: the donor lifted by a smooth field that makes its surroundings meet the host's, with a rim
                     in which it fades out

Pixels are (H, W) or (H, W, 3) uint8 or uint16, host and donor of one depth, masks (H, W) bool. The Poisson functions
return float32 grey levels, not clipped: what is done with values below black or above white is the caller's rule.

Differences are taken of whole grey levels, where the host wins a tie: of normalised floats rounding would decide,
since gradients of equal size and opposite sign are common in 8-bit pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import splu

from inspector.core.frame import Pixels

Mask = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.float32]

RELEASED_GROWTH_PX = 5  # side of the square by which the released code dilates a mask
RIM_PX = 3  # around a mask, in which a defect fades out: outlines are drawn where it is still half as deep
RING_PX = 3  # width of the surroundings beyond the rim, where donor and host are made to meet


def cut_paste(host: Pixels, donor: Pixels, mask: Mask) -> Pixels:
    """Bit-equal to the donor inside the mask, to the host outside."""
    result = host.copy()
    result[mask] = donor[mask]
    return result


def released_mask(mask: Mask) -> Mask:
    """The mask that the released code blends and labels with: grown by 2 px, nothing on the frame's border."""
    kernel = np.ones((RELEASED_GROWTH_PX, RELEASED_GROWTH_PX), np.uint8)
    grown = cv2.dilate(mask.astype(np.uint8), kernel).astype(np.bool_)
    grown[[0, -1]] = False
    grown[:, [0, -1]] = False
    return grown


def poisson_whole(host: Pixels, donor: Pixels, mask: Mask) -> Levels:
    """Solve Laplace(u) = div(g) on the whole frame, u = host on its border; g is the stronger of both gradients
    (forward differences, per direction) inside the mask and the host's outside.

    Solved for the correction u - host, whose right side is zero away from the mask, by type-I sine transforms.
    The mask must not touch the frame's border (see ``released_mask``): ValueError.
    """
    if mask[[0, -1]].any() or mask[:, [0, -1]].any():
        raise ValueError("the mask touches the frame's border, where the solution is fixed")
    return _per_channel(_whole_correction, host, donor, mask)


def poisson_region(host: Pixels, donor: Pixels, mask: Mask) -> Levels:
    """Solve Laplace(u) = Laplace(donor) inside the mask, u = host on the pixels around it.

    At the frame's border there is nothing around it: no change across the border is asked for (no flux). A mask
    that covers the frame leaves the level free; the result then has the host's mean.
    """
    return _per_channel(_region_correction, host, donor, mask)


def offset_blend(host: Pixels, donor: Pixels, mask: Mask, contrast: float = 1.0) -> Levels:
    """Inside the mask ``contrast`` * donor + a smooth field that takes host - ``contrast`` * donor on a ring of
    surroundings; from there it fades into the host over ``RIM_PX``, beyond which the host is untouched.

    ``poisson_region`` makes both meet on the outline itself. Outlines are drawn on the slope of a defect, so that what
    is dark on the outline is taken for the level of the surroundings and lifted away: blowholes lost half their depth.
    """
    distance = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    ring = (distance > RIM_PX) & (distance <= RIM_PX + RING_PX)
    if not ring.any():  # no surroundings so far out: the nearest there are
        ring = ~mask
    share = np.clip((RIM_PX + 1 - distance) / np.float32(RIM_PX + 1), 0, 1).astype(np.float32)
    share[distance > RIM_PX] = 0

    def correction(host: Levels, donor: Levels, mask: Mask) -> Levels:
        lifted = donor * np.float32(contrast)
        return np.asarray(share * (lifted + fill_smoothly(host - lifted, ring) - host), np.float32)

    return _per_channel(correction, host, donor, mask)


def fill_smoothly(values: Levels, known: Mask) -> Levels:
    """A smooth field (H, W) that takes ``values`` where ``known``; 0 where nothing is known.

    Averages of the known ones go up a pyramid and come down where nothing finer is known (push-pull); some steps of
    relaxation on each level bring it near the harmonic field, at a hundredth of a direct solver's cost.
    """
    weights = known.astype(np.float32)
    if not known.any():
        return np.zeros(values.shape, np.float32)
    if known.all():
        return values.astype(np.float32)
    sums = np.where(known, values, np.float32(0)).astype(np.float32)
    levels = [(sums, weights)]
    while min(weights.shape) > 1 and not weights.all():
        height, width = weights.shape
        half = ((width + 1) // 2, (height + 1) // 2)
        padded = (cv2.copyMakeBorder(plane, 0, height % 2, 0, width % 2, cv2.BORDER_CONSTANT) for plane in levels[-1])
        sums, weights = (np.asarray(cv2.resize(p, half, interpolation=cv2.INTER_AREA), np.float32) for p in padded)
        levels.append((sums, weights))
    sums, weights = levels.pop()
    mean = float(sums.sum() / weights.sum())
    field = np.where(weights > 0, sums / np.maximum(weights, 1e-12), np.float32(mean)).astype(np.float32)
    for sums, weights in reversed(levels):
        height, width = weights.shape
        finer = cv2.resize(field, (width + width % 2, height + height % 2), interpolation=cv2.INTER_LINEAR)
        field = np.ascontiguousarray(finer[:height, :width], np.float32)
        is_known = weights > 0
        fixed = sums[is_known] / weights[is_known]
        field[is_known] = fixed
        for _ in range(3):
            field = np.asarray(cv2.blur(field, (3, 3), borderType=cv2.BORDER_REFLECT), np.float32)
            field[is_known] = fixed
    return field


def _per_channel(
    correction: Callable[[Levels, Levels, Mask], Levels], host: Pixels, donor: Pixels, mask: Mask
) -> Levels:
    """The host with the correction of each channel added; channels that are equal are solved once."""
    if not host.shape == donor.shape or host.shape[:2] != mask.shape:
        raise ValueError(f"host {host.shape}, donor {donor.shape} and mask {mask.shape} differ in size")
    base = host.astype(np.float32)
    if not mask.any():
        return base
    if host.ndim == 2:
        return base + correction(base, donor.astype(np.float32), mask)
    planes = [np.ascontiguousarray(plane) for plane in np.moveaxis(base, 2, 0)]
    lifts = [np.ascontiguousarray(plane, np.float32) for plane in np.moveaxis(donor, 2, 0)]
    first = correction(planes[0], lifts[0], mask)
    solved = [
        first if np.array_equal(plane, planes[0]) and np.array_equal(lift, lifts[0]) else correction(plane, lift, mask)
        for plane, lift in zip(planes, lifts, strict=True)
    ]
    return base + np.stack(solved, axis=2)


def _whole_correction(host: Levels, donor: Levels, mask: Mask) -> Levels:
    height, width = mask.shape
    (top, bottom), (left, right) = (_ends(np.flatnonzero(mask.any(axis))) for axis in (1, 0))
    window = np.s_[top : bottom + 1, left : right + 1]  # one more than the mask: where its gradients end
    inside = mask[top:bottom, left:right]
    rhs = np.zeros((bottom + 1 - top, right + 1 - left), np.float32)
    for axis in (0, 1):
        step_host, step_donor = np.diff(host[window], axis=axis), np.diff(donor[window], axis=axis)
        part = np.s_[:, :-1] if axis == 0 else np.s_[:-1, :]
        step_host, step_donor = step_host[part], step_donor[part]
        moved = np.where(inside & (np.abs(step_donor) > np.abs(step_host)), step_donor - step_host, np.float32(0))
        rhs[:-1, :-1] += moved
        after = np.s_[1:, :-1] if axis == 0 else np.s_[:-1, 1:]
        rhs[after] -= moved
    # The last row and column may lie on the frame's border, where u is fixed.
    rows, columns = np.arange(top, min(bottom + 1, height - 1)), np.arange(left, min(right + 1, width - 1))
    sines_y, sines_x = _sines(height - 2), _sines(width - 2)
    spectrum = sines_y[:, rows - 1] @ rhs[: len(rows), : len(columns)] @ sines_x[columns - 1]
    spectrum *= _inverse_eigenvalues(height - 2, width - 2)
    correction = np.zeros(mask.shape, np.float32)
    correction[1:-1, 1:-1] = sines_y @ spectrum @ sines_x
    return correction


def _ends(indices: npt.NDArray[np.intp]) -> tuple[int, int]:
    return int(indices[0]), int(indices[-1]) + 1


@lru_cache(maxsize=16)
def _sines(n: int) -> Levels:
    """Matrix of the type-I sine transform, (n, n), scaled so that it is its own inverse."""
    k = np.arange(1, n + 1)
    return np.asarray(np.sin(np.pi * np.outer(k, k) / (n + 1)) * np.sqrt(2 / (n + 1)), np.float32)


@lru_cache(maxsize=16)
def _inverse_eigenvalues(n_rows: int, n_columns: int) -> Levels:
    """1 / eigenvalues of the five-point Laplacian with zeros around (n_rows, n_columns) points."""
    down, across = (2 * np.cos(np.pi * np.arange(1, n + 1) / (n + 1)) - 2 for n in (n_rows, n_columns))
    return np.asarray(1 / (down[:, None] + across), np.float32)


def _region_correction(host: Levels, donor: Levels, mask: Mask) -> Levels:
    """u - host, where u - donor is harmonic inside the mask."""
    height, width = mask.shape
    rows, columns = np.nonzero(mask)
    index = np.full(mask.shape, -1, np.int64)
    index[rows, columns] = np.arange(len(rows))
    n_around = np.zeros(len(rows))
    fixed = np.zeros(len(rows))
    links: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
    lift = host.astype(np.float64) - donor
    for down, across in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        y, x = rows + down, columns + across
        is_on_frame = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        y, x, here = y[is_on_frame], x[is_on_frame], np.flatnonzero(is_on_frame)
        n_around[here] += 1
        is_inside = mask[y, x]
        fixed[here[~is_inside]] += lift[y[~is_inside], x[~is_inside]]
        links.append((here[is_inside], index[y[is_inside], x[is_inside]]))
    if mask.all():
        harmonic = np.full(len(rows), lift.mean())
    else:
        first, second = (np.concatenate([pair[side] for pair in links]) for side in (0, 1))
        matrix = sparse.diags(n_around, format="csc") - sparse.csc_matrix(
            (np.ones(len(first)), (first, second)), shape=(len(rows), len(rows))
        )
        harmonic = splu(matrix.tocsc(), permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True}).solve(fixed)
    correction = np.zeros(mask.shape, np.float32)
    correction[rows, columns] = harmonic - lift[rows, columns]
    return correction
