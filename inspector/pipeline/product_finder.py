"""Where the product lies in the frames of one lane, one after the other: a frame that shows none is missed."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import replace
from statistics import median_low
from typing import Final

from inspector.core.frame import Frame
from inspector.core.messages import Code
from inspector.core.product import Blind, NoProduct, ProductMode, ProductRegion, ProductSettings
from inspector.pipeline.lane_buffer import Item, missed

log = logging.getLogger("inspector.pipeline")

N_JUDGED = 8  # finds whose levels a frame is judged by: one under another light changes nothing
N_FAINTER = 8  # frames in a row with something much fainter than the product was: then the light has changed

_CODES: Final = {
    Blind.DARK: Code.FRAME_DARK,
    Blind.SATURATED: Code.FRAME_SATURATED,
    Blind.FLAT: Code.FRAME_FLAT,
    Blind.ABSENT: Code.FRAME_NO_PRODUCT,
    Blind.OUTSIDE: Code.FRAME_OUTSIDE,
}


class ProductFinder:
    """Of one lane, in its order; one thread. ``goes_on``: each frame follows the one before, so its edges do as well.

    Frames of a folder that have nothing to do with each other are looked at each by itself.
    """

    def __init__(self, settings: ProductSettings, *, goes_on: bool) -> None:
        self._settings = settings
        self._goes_on = goes_on
        self._before: ProductRegion | None = None
        self._finds: deque[ProductRegion] = deque(maxlen=N_JUDGED)
        self._n_fainter = 0

    def look(self, frame: Frame) -> tuple[Item, ProductRegion | None]:
        """The frame with its product; None where all of it is inspected because nothing else was asked for."""
        if self._settings.mode is ProductMode.WHOLE:
            return frame, None
        try:
            found = self._find(frame)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("the product was not looked for in frame %s", frame.name)
            return missed(frame, Code.FRAME_FAILED, f"{type(error).__name__}: {error}"), None
        if isinstance(found, NoProduct):
            log.warning("frame %s shows no product: %s", frame.name, found.why.value)
            return missed(frame, _CODES[found.why]), None
        if self._goes_on:
            self._remember(found)
        return frame, found

    def _find(self, frame: Frame) -> ProductRegion | NoProduct:
        from inspector.measuring.product import find_product  # with OpenCV; a lane of whole frames needs none

        found = find_product(frame.pixels, frame.bits, self._settings, self._before, frame.blank_rows)
        is_fainter = isinstance(found, NoProduct) and found.is_fainter
        self._n_fainter = self._n_fainter + 1 if is_fainter else 0
        if self._n_fainter < N_FAINTER:
            return found
        log.warning(
            "%d frames in a row show something much fainter: from %s on it is the product", N_FAINTER, frame.name
        )
        self._before, self._n_fainter = None, 0
        self._finds.clear()
        return find_product(frame.pixels, frame.bits, self._settings, None, frame.blank_rows)

    def _remember(self, found: ProductRegion) -> None:
        """The edges as they are now, the levels as they mostly were."""
        self._finds.append(found)
        level = median_low(find.level for find in self._finds)
        besides = [find.beside for find in self._finds if find.beside is not None]
        self._before = replace(found, level=level, beside=median_low(besides) if besides else None)
