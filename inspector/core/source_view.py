"""How pictures of one source are looked at. It changes no pixel that is inspected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

QuarterTurns: TypeAlias = Literal[0, 1, 2, 3]  # clockwise
MIN_GAMMA, MAX_GAMMA, GAMMA_STEP = 0.2, 5.0, 1.25
MIN_WINDOW = 1 / 64  # share of full scale from black to white: 4 grey levels of 256
DRAG_DOUBLES = 3.0  # how often contrast doubles over the whole width of the picture


@dataclass(frozen=True, slots=True)
class SourceView:
    low: float = 0.0  # share of full scale that is shown black
    high: float = 1.0  # share that is shown white
    gamma: float = 1.0  # below 1 the dark parts are brightened
    is_auto: bool = False  # low and high follow each picture
    has_clahe: bool = False
    quarter_turns: QuarterTurns = 0
    fits_product: bool = False  # rail or strip fills the picture, and not the frame round it

    @property
    def is_as_captured(self) -> bool:
        """Brightness and contrast are those of the frame."""
        return replace(self, quarter_turns=0, fits_product=False) == SourceView()

    def with_captured_look(self) -> SourceView:
        return SourceView(quarter_turns=self.quarter_turns, fits_product=self.fits_product)

    def turned(self, quarters: int) -> SourceView:
        turns: tuple[QuarterTurns, ...] = (0, 1, 2, 3)
        return replace(self, quarter_turns=turns[(self.quarter_turns + quarters) % 4])


def dragged_window(low: float, high: float, right: float, up: float) -> tuple[float, float]:
    """The window after a drag by shares of the picture: to the right for more contrast, up for brighter."""
    width = min(1.0, max(MIN_WINDOW, (high - low) * 2 ** (-DRAG_DOUBLES * right)))
    middle = min(1.0, max(0.0, (low + high) / 2 - up * width))
    return middle - width / 2, middle + width / 2


def stepped_gamma(gamma: float, steps: int) -> float:
    """A step up brightens the dark parts."""
    stepped = gamma * GAMMA_STEP**-steps
    return 1.0 if abs(stepped - 1) < 1e-6 else min(MAX_GAMMA, max(MIN_GAMMA, stepped))
