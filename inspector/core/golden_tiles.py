"""Golden tiles: what PyTorch answered to real tiles and frames when a model was exported, in one file beside it.

RUN/MODEL.golden.npz                      written at export
WORKSPACE/models/golden/SHA256.npz        kept with a model of the workspace, by the content of its file
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.frame import Pixels


@dataclass(frozen=True, slots=True, eq=False)
class GoldenFrame:
    """A frame, or the part of a large one, and which classes are reported in it by the card's thresholds."""

    pixels: Pixels  # (H, W[, 3])
    bits: int
    classes: tuple[int, ...]  # rising


@dataclass(frozen=True, slots=True, eq=False)
class GoldenTiles:
    """N tiles of one size."""

    pixels: Pixels  # (N, H, W[, 3]) uint8 or uint16, as inspection gets them
    bits: npt.NDArray[np.uint8]  # (N,) of each tile's values
    index: npt.NDArray[np.uint8]  # (N, H, W) class that PyTorch names, arg-max alone
    score: npt.NDArray[np.uint16]  # (N, H, W) of that class, 0..1 in 65,535 steps
    frames: tuple[GoldenFrame, ...]
    n_classes: int
