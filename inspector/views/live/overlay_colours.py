"""The 256 colours of the overlay's index picture: everything about its look that needs no new picture."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, qRgba

from inspector.core.classes import DefectClass
from inspector.screens.live import OverlayLook, OverlayStyle
from inspector.views.raster import BAND, N_SLOTS, slot_of

# Shares of the chosen opacity: the steel stays visible in the gaps of the hatch.
GAP_SHARE = 0.55
STROKE_SHARE = 1.45


def gap_alpha(opacity: float) -> int:
    return round(255 * min(1.0, opacity * GAP_SHARE))


def stroke_alpha(opacity: float) -> int:
    return round(255 * min(1.0, opacity * STROKE_SHARE))


def colour_table(classes: Mapping[int, DefectClass], look: OverlayLook) -> list[int]:
    """Colours of the three bands; all transparent where nothing is to be seen."""
    table = [0] * 256
    if look.is_hidden:
        return table
    has_fill = look.style is not OverlayStyle.OUTLINE
    has_outline = look.style is not OverlayStyle.FILL
    for class_index in range(1, N_SLOTS + 1):
        if look.solo and slot_of(look.solo) != class_index:
            continue
        known = classes.get(class_index) or DefectClass.with_default_look(class_index, "")
        colour = QColor(known.colour)
        rgb = colour.red(), colour.green(), colour.blue()
        if has_fill:
            table[class_index] = qRgba(*rgb, gap_alpha(look.opacity))
            table[BAND + class_index] = qRgba(*rgb, stroke_alpha(look.opacity))
        if has_outline:
            table[2 * BAND + class_index] = qRgba(*rgb, 255)
    return table
