"""Grow, shrink, open, close and smooth a mask by millimetres (or pixels): distances between pixels' centres.

Across and along may have different scales, as on a line-scan camera; a millimetre is one in every direction.
"""

from __future__ import annotations

import cv2
import numpy as np
from scipy import ndimage

from inspector.annotation.tools.painting import Patch
from inspector.core.polygons import Mask


def grown(patch: Patch, by: float, scale: tuple[float, float] = (1.0, 1.0)) -> Patch:
    """With all pixels that are at most ``by`` away from it. ``scale``: size of a pixel along, across, in that unit."""
    padded, at = _padded(patch, by, scale)
    return _placed(patch, ndimage.distance_transform_edt(~padded, sampling=scale) <= by + 1e-9, at)


def shrunk(patch: Patch, by: float, scale: tuple[float, float] = (1.0, 1.0)) -> Patch:
    """Without the pixels that are at most ``by`` away from one outside it."""
    padded, at = _padded(patch, 0.0, scale)
    return _placed(patch, ndimage.distance_transform_edt(padded, sampling=scale) > by + 1e-9, at)


def opened(patch: Patch, by: float, scale: tuple[float, float] = (1.0, 1.0)) -> Patch:
    """Without what is thinner than twice ``by``: shrunk, then grown."""
    return grown(shrunk(patch, by, scale), by, scale)


def closed(patch: Patch, by: float, scale: tuple[float, float] = (1.0, 1.0)) -> Patch:
    """With gaps and notches narrower than twice ``by`` filled: grown, then shrunk."""
    return shrunk(grown(patch, by, scale), by, scale)


def smoothed(patch: Patch, by: float, scale: tuple[float, float] = (1.0, 1.0)) -> Patch:
    """A pixel belongs to it where most of what is around it does; ``by`` is the standard deviation of the weights."""
    padded, at = _padded(patch, 3 * by, scale)
    sigma = (by / scale[0], by / scale[1])
    return _placed(patch, ndimage.gaussian_filter(padded.astype(np.float32), sigma) > 0.5, at)


def _padded(patch: Patch, by: float, scale: tuple[float, float]) -> tuple[Mask, tuple[int, int]]:
    rows, columns = int(np.ceil(by / scale[0])) + 1, int(np.ceil(by / scale[1])) + 1
    return np.pad(patch.mask, ((rows, rows), (columns, columns))), (rows, columns)


def _placed(patch: Patch, mask: Mask, at: tuple[int, int]) -> Patch:
    return Patch(patch.top - at[0], patch.left - at[1], mask)


def is_thick(mask: Mask) -> bool:
    """Somewhere it is three pixels wide, as no rim is along which two hands differ."""
    inner = cv2.erode(np.pad(mask, 1).view(np.uint8), np.ones((3, 3), np.uint8))
    return bool(inner.any())
