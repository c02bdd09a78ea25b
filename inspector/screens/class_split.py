"""Splitting a class over all labels, as it is shown before it is done: the instances, and which of them are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inspector.core.classes import DefectClass
from inspector.screens.annotate import Choice

BY_HAND = ""  # no rule chooses


@dataclass(frozen=True, slots=True, eq=False)
class SplitTile:
    id: str
    pixels: npt.NDArray[np.uint8] | None  # (h, w[, 3]); None: the frame cannot be read, or there are too many
    text: str  # "3.2 mm"
    tip: str
    is_chosen: bool
    place: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)  # of the instance in it: left, top, right, bottom


@dataclass(frozen=True, slots=True)
class SplitLimits:
    """What the rule's fields hold, and can hold."""

    low: float
    high: float
    at_least: float
    at_most: float
    unit: str  # " mm"
    n_digits: int


@dataclass(frozen=True, slots=True, eq=False)
class SplitState:
    look: DefectClass | None = None  # of the class that is split
    says: str = ""
    names: tuple[str, ...] = ()  # of the other classes
    measures: tuple[Choice, ...] = ()
    measure: str = BY_HAND
    limits: SplitLimits | None = None  # None: by hand
    tiles: Sequence[SplitTile] = ()
    can_apply: bool = False


@dataclass(frozen=True, slots=True)
class SplitAsked:
    measure: str
    at_least: float
    at_most: float
