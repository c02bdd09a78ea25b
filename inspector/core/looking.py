"""A frame as people look at it: brighter, with more contrast, turned. What is inspected is never touched.

    Pixels of 8 to 16 bits  +  SourceView  ->  ShownPicture: 8 bits for the screen, turned

The window (which values are black and white) acts on the bits as captured: twelve of a camera are not cut to eight
before. NumPy and OpenCV, no Qt; safe to call from any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from inspector.core.bits import full_scale, to_eight_bit
from inspector.core.frame import Pixels
from inspector.core.source_view import MIN_WINDOW, QuarterTurns, SourceView

AUTO_PERCENTILES = (0.5, 99.5)
N_FOR_AUTO = 20_000  # values that percentiles are taken of, at most: enough for half a percent
CLAHE_CLIP, CLAHE_TILES = 2.0, (8, 8)
N_ROWS_FOR_PRODUCT = 64
PRODUCT_SHARE = 0.25  # of the way from the ground to the product: where its edge lies
MIN_PRODUCT_SHARE, MAX_PRODUCT_SHARE = 0.02, 0.95  # of the frame's width; else there is nothing to fit to
MIN_PRODUCT_CONTRAST = 6  # grey levels of 255 between ground and product
PRODUCT_STAYS = 0.03  # of the frame's width: a product that wanders by less does not move the picture


@dataclass(frozen=True, slots=True, eq=False)
class ShownPicture:
    pixels: npt.NDArray[np.uint8]  # (H, W) or (H, W, 3), turned
    window: tuple[float, float]  # shares of full scale that are shown black and white


def shown_picture(pixels: Pixels, bits: int, view: SourceView, product: tuple[int, int] | None = None) -> ShownPicture:
    """``product``: first column of the product and the one after its last; auto looks at nothing else."""
    window = (view.low, view.high)
    if view.is_auto:
        window = auto_window(pixels if product is None else pixels[:, product[0] : product[1]], bits)
    if (window, view.gamma) == ((0.0, 1.0), 1.0):
        shown = to_eight_bit(pixels, bits)
    else:
        shown = _looked_up(pixels, _table(bits, *window, view.gamma))
    if view.has_clahe:
        shown = _with_local_contrast(shown)
    return ShownPicture(turned_pixels(shown, view.quarter_turns), window)


def auto_window(pixels: Pixels, bits: int) -> tuple[float, float]:
    """Shares of full scale between which all but a few of the values lie; a lone bright speck does not count."""
    # In both directions: every n-th of the values in a row would be a few columns, where n fits the width.
    step = max(1, int((pixels.size / N_FOR_AUTO) ** 0.5))
    low, high = np.percentile(pixels[::step, ::step], AUTO_PERCENTILES) / full_scale(bits)
    middle = (low + high) / 2
    half = max(high - low, MIN_WINDOW) / 2
    return float(middle - half), float(middle + half)


@lru_cache(maxsize=8)
def _table(bits: int, low: float, high: float, gamma: float) -> npt.NDArray[np.uint8]:
    """What each value is shown as; of 8 or 16 bits, whatever the frame states: a value above them is white."""
    values = np.arange(1 << (8 if bits == 8 else 16), dtype=np.float32) / np.float32(full_scale(bits))
    share = np.clip((values - low) / max(high - low, 1e-6), 0, 1)
    return np.asarray(np.rint(share**gamma * 255), np.uint8)


def _looked_up(pixels: Pixels, table: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    if pixels.dtype != np.uint8:
        return table.take(pixels)
    import cv2  # on the composing thread, when first needed: the window's first paint need not wait for it

    return np.asarray(cv2.LUT(np.ascontiguousarray(pixels), table[:256]), np.uint8)


def _with_local_contrast(shown: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Contrast-limited adaptive histogram equalization; of a colour picture its lightness alone."""
    import cv2  # as above

    equalize = cv2.createCLAHE(CLAHE_CLIP, CLAHE_TILES)
    if shown.ndim == 2:
        return np.asarray(equalize.apply(np.ascontiguousarray(shown)), np.uint8)
    lab = cv2.cvtColor(np.ascontiguousarray(shown), cv2.COLOR_RGB2LAB)
    lab[:, :, 0] = equalize.apply(np.ascontiguousarray(lab[:, :, 0]))
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), np.uint8)


# Where the product lies


def product_columns(pixels: Pixels, bits: int) -> tuple[int, int] | None:
    """First column of rail or strip and the one after its last; None where it fills the frame or cannot be told.

    By the median of each column: a bright spark or a dark hole on a few rows moves no edge. The product may be darker
    or brighter than the ground, which is what lies at the frame's sides.
    """
    rows = pixels[:: max(1, len(pixels) // N_ROWS_FOR_PRODUCT)]
    grey = rows if rows.ndim == 2 else rows.mean(axis=2)
    columns = np.median(grey, axis=0)
    n = len(columns)
    smooth = _running_median(columns, max(3, n // 200 | 1))
    side = max(1, n // 50)
    ground = float(np.median(np.concatenate([smooth[:side], smooth[-side:]])))
    away = np.abs(smooth - ground)
    full = float(np.percentile(away, 98))
    if full < MIN_PRODUCT_CONTRAST / 255 * full_scale(bits):
        return None
    is_product = np.flatnonzero(away > PRODUCT_SHARE * full)
    first, end = int(is_product[0]), int(is_product[-1]) + 1
    return (first, end) if MIN_PRODUCT_SHARE <= (end - first) / n <= MAX_PRODUCT_SHARE else None


def steady_product(
    before: tuple[int, int] | None, found: tuple[int, int] | None, n_columns: int
) -> tuple[int, int] | None:
    """``before``, until the product has truly moved: the picture does not tremble with each frame."""
    if before is None or found is None or before[1] > n_columns:
        return found
    moved = max(abs(before[0] - found[0]), abs(before[1] - found[1]))
    return before if moved <= PRODUCT_STAYS * n_columns else found


def _running_median(values: npt.NDArray[np.floating], n: int) -> npt.NDArray[np.floating]:
    padded = np.pad(values, n // 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, n), axis=1))


def turned_pixels(pixels: npt.NDArray[np.uint8], turns: QuarterTurns) -> npt.NDArray[np.uint8]:
    """(H, W) or (H, W, 3); the same array where nothing is turned."""
    if turns == 0:
        return pixels
    import cv2  # four times as fast as NumPy at turning

    how = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}[turns]
    return np.asarray(cv2.rotate(np.ascontiguousarray(pixels), how), np.uint8)
