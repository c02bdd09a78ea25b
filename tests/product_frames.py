"""Frames of a rail or strip whose edges are known to a fraction of a pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Columns = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64] | float]


def product_frame(
    left: float | Columns,
    right: float | Columns,
    *,
    height: int = 512,
    width: int = 640,
    level: float = 90.0,
    beside: float = 8.0,
    noise: float = 3.0,
    seed: int = 0,
    bits: int = 8,
) -> npt.NDArray[np.uint8 | np.uint16]:
    """A pixel that an edge parts is as grey as the share of it that the product covers. Greys are of 8 bits, before
    they are brought to ``bits``; ``left`` and ``right`` may change with the row."""
    rows = np.arange(height) + 0.5
    first, end = (
        np.broadcast_to(edge(rows) if callable(edge) else edge, rows.shape)[:, None] for edge in (left, right)
    )
    columns = np.arange(width)[None]
    covered = np.clip(np.minimum(columns + 1, end) - np.maximum(columns, first), 0, 1)
    grey = beside + (level - beside) * covered + np.random.default_rng(seed).normal(0, noise, covered.shape)
    full = 2**bits - 1
    return np.clip(np.rint(grey / 255 * full), 0, full).astype(np.uint8 if bits == 8 else np.uint16)
