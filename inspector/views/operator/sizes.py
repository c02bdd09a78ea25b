"""Sizes of the operator's view: type that is read at three metres, targets for a gloved finger."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

SMALL_PX, LARGE_PX, HUGE_PX = 18, 28, 44
TARGET_MM = 15.0
MIN_TARGET_PX = 64  # where the screen does not say how large it is, or lies
MAX_TARGET_PX = 120


def target_px(widget: QWidget) -> int:
    """Least height and width of what is pressed, in px of the widget: ``TARGET_MM`` on its screen."""
    screen = widget.screen()
    dots_per_inch = screen.physicalDotsPerInch() if screen is not None else 0.0
    wanted = math.ceil(TARGET_MM / 25.4 * dots_per_inch) if 40 <= dots_per_inch <= 400 else 0
    return min(MAX_TARGET_PX, max(MIN_TARGET_PX, wanted))
