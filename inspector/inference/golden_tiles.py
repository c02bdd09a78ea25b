"""Golden tiles asked again: does the model file answer on this PC as PyTorch did when it was exported?"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.golden_tiles import GoldenTiles
from inspector.inference.loaded_model import LoadedModel


@dataclass(frozen=True, slots=True)
class ReplayResult:
    share_same_class: float  # of the pixels of all tiles
    max_difference: float  # of the score of the class that PyTorch named
    n_tiles: int
    n_frames: int
    n_verdicts_changed: int  # frames that report other classes


def replay(model: LoadedModel, golden: GoldenTiles) -> ReplayResult:
    """Raises ModelError where the network fails or gives no numbers."""
    raise NotImplementedError
