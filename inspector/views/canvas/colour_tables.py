"""What colour each index of a fill or of an outline has: everything about their look that needs no new picture.

Tables are lists of 256 ``qRgba`` values. Index bands: see ``raster``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from PySide6.QtGui import QColor, qRgba

from inspector.core.classes import DefectClass
from inspector.views.canvas.label_raster import BORDER, IGNORE_SLOT, STROKE
from inspector.views.canvas.proposal_raster import SHADE
from inspector.views.canvas.raster import BAND, HALO, LIGHT_EDGE, N_SLOTS, slot_of

# Shares of the chosen opacity: the steel stays visible in the gaps of the hatch.
GAP_SHARE = 0.55
STROKE_SHARE = 1.45
# The edges of every outline: on any grey of a frame one of the two stands out by 4.5 to 1 at least, and each class's
# colour from one of them by 3 to 1, so that a border is seen on black, on bright and on every steel between.
DARK_EDGE_RGB, LIGHT_EDGE_RGB = (0, 0, 0), (255, 255, 255)

ColourTable = list[int]


def gap_alpha(opacity: float) -> int:
    return round(255 * min(1.0, opacity * GAP_SHARE))


def stroke_alpha(opacity: float) -> int:
    return round(255 * min(1.0, opacity * STROKE_SHARE))


def fill_table(classes: Mapping[int, DefectClass], opacity: float, solo: int = 0) -> ColourTable:
    """Colours of area and hatch; of class ``solo`` alone, or of all where it is 0."""
    table = [0] * 256
    for slot, (red, green, blue) in _colours(classes, solo):
        table[slot] = qRgba(red, green, blue, gap_alpha(opacity))
        table[BAND + slot] = qRgba(red, green, blue, stroke_alpha(opacity))
    return table


def outline_table(classes: Mapping[int, DefectClass], solo: int = 0) -> ColourTable:
    table = [0] * 256
    for slot, (red, green, blue) in _colours(classes, solo):
        table[slot] = qRgba(red, green, blue, 255)
    table[HALO], table[LIGHT_EDGE] = qRgba(*DARK_EDGE_RGB, 255), qRgba(*LIGHT_EDGE_RGB, 255)
    return table


def _colours(classes: Mapping[int, DefectClass], solo: int) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """(slot, (red, green, blue)) of each class that is seen; a class nobody named has its default look."""
    for class_index in range(1, N_SLOTS + 1):
        if solo and slot_of(solo) != class_index:
            continue
        known = classes.get(class_index)
        yield class_index, _default_rgb(class_index) if known is None else _rgb(known.colour)


@lru_cache
def _rgb(colour: str) -> tuple[int, int, int]:
    parsed = QColor(colour)
    return parsed.red(), parsed.green(), parsed.blue()


@lru_cache
def _default_rgb(class_index: int) -> tuple[int, int, int]:
    return _rgb(DefectClass.with_default_look(class_index, "").colour)


IGNORE_RGB = (255, 255, 255)  # what is ignored has no colour of a class


def label_table(
    classes: Mapping[int, DefectClass], opacity: float, *, has_fill: bool = True, has_border: bool = True
) -> ColourTable:
    """Of labels while they are painted: see ``label_raster``."""
    table = [0] * 256
    looks = [(slot, rgb) for slot, rgb in _colours(classes, 0) if slot < IGNORE_SLOT]
    for slot, (red, green, blue) in (*looks, (IGNORE_SLOT, IGNORE_RGB)):
        if has_fill:
            table[slot] = qRgba(red, green, blue, gap_alpha(opacity))
            table[STROKE + slot] = qRgba(red, green, blue, stroke_alpha(opacity))
        if has_border:
            table[BORDER + slot] = qRgba(red, green, blue, 255)
    if has_border:
        table[HALO], table[LIGHT_EDGE] = qRgba(*DARK_EDGE_RGB, 255), qRgba(*LIGHT_EDGE_RGB, 255)
    return table


def proposal_table(classes: Mapping[int, DefectClass]) -> ColourTable:
    """Of what a model proposes: see ``proposal_raster``. The steel is seen between the stripes."""
    table = [0] * 256
    for slot, (red, green, blue) in _colours(classes, 0):
        if slot < IGNORE_SLOT:
            table[STROKE + slot] = qRgba(red, green, blue, 235)
            table[BORDER + slot] = qRgba(red, green, blue, 255)
    table[SHADE], table[HALO] = qRgba(*DARK_EDGE_RGB, 150), qRgba(*DARK_EDGE_RGB, 255)
    table[LIGHT_EDGE] = qRgba(*LIGHT_EDGE_RGB, 255)
    return table


def one_border_table(colour: str) -> ColourTable:
    """Borders alone, all of one colour: whatever is outlined belongs together."""
    table = [0] * 256
    red, green, blue = _rgb(colour)
    for slot in range(1, IGNORE_SLOT + 1):
        table[BORDER + slot] = qRgba(red, green, blue, 255)
    table[HALO], table[LIGHT_EDGE] = qRgba(*DARK_EDGE_RGB, 255), qRgba(*LIGHT_EDGE_RGB, 255)
    return table
