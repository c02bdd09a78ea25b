"""Where the product lies in the frames of one lane, one after the other: a frame that shows none is missed."""

from __future__ import annotations

import logging
from typing import Final

from inspector.core.frame import Frame
from inspector.core.messages import Code
from inspector.core.product import Blind, NoProduct, ProductMode, ProductRegion, ProductSettings
from inspector.pipeline.lane_buffer import Item, missed

log = logging.getLogger("inspector.pipeline")

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

    def look(self, frame: Frame) -> tuple[Item, ProductRegion | None]:
        """The frame with its product; None where all of it is inspected because nothing else was asked for."""
        if self._settings.mode is ProductMode.WHOLE:
            return frame, None
        from inspector.measuring.product import find_product  # with OpenCV; a lane of whole frames needs none

        try:
            found = find_product(frame.pixels, frame.bits, self._settings, self._before)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("the product was not looked for in frame %s", frame.name)
            return missed(frame, Code.FRAME_FAILED, f"{type(error).__name__}: {error}"), None
        if isinstance(found, NoProduct):
            log.warning("frame %s shows no product: %s", frame.name, found.why.value)
            return missed(frame, _CODES[found.why]), None
        if self._goes_on:
            self._before = found
        return frame, found
