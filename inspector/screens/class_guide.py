"""What stands beside the canvas of the class in hand: what counts, what does not, examples. Finished data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.classes import DefectClass


@dataclass(frozen=True, slots=True, eq=False)
class ExampleTile:
    file: str
    pixels: npt.NDArray[np.uint8] | None  # (h, w[, 3]); None: its file is gone
    tip: str


@dataclass(frozen=True, slots=True, eq=False)
class GuideState:
    is_shown: bool = False
    look: DefectClass | None = None  # None: no class is in hand
    warning: str = ""  # with which class it is mistaken by its colour, and by whom
    counts: str = ""
    does_not_count: str = ""
    examples: tuple[ExampleTile, ...] = ()
    counter_examples: tuple[ExampleTile, ...] = ()
    can_edit: bool = False


NO_GUIDE_SHOWN = GuideState()
