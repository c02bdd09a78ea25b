"""What a model proposes, as one picture of indices at the screen's resolution. No label looks like it: wide stripes in
the colour of the class, each with a dark side, and an edge of dashes, by turns in that colour and white on black.

    81–160  stripe of a class     161–240  its dashes     253  dark side of a stripe     254, 255  white, black of edges

Slots are those of ``label_raster``. NumPy only.
"""

from __future__ import annotations

import numpy as np

from inspector.core.class_map import ClassMap
from inspector.views.canvas.label_raster import BORDER, SLOTS, STROKE, spread
from inspector.views.canvas.raster import HALO, LIGHT_EDGE, Indices

SHADE = 253
PERIOD_PX, STRIPE_PX = 12, 3  # of the screen, along a row; a stripe's dark side is half as wide
DASH_PX = 5


def proposal_picture(values: ClassMap, phase: tuple[int, int], scale: int, margin: int) -> Indices:
    """(h, w) of the screen pixels inside the margin; see ``label_raster.label_picture``."""
    inside = np.s_[margin:-margin, margin:-margin]
    height, width = (n - 2 * margin for n in values.shape)
    picture = np.zeros((height, width), np.uint8)
    if not values.any():
        return picture
    slots = SLOTS.take(values)
    diagonal = np.arange(height)[:, None] + phase[1] + np.arange(width) + phase[0]
    within = diagonal % (PERIOD_PX * scale)
    own = slots[inside]
    is_some = own != 0
    np.copyto(picture, own + np.uint8(STROKE), where=is_some & (within < STRIPE_PX * scale))
    is_dark = (within >= STRIPE_PX * scale) & (within < (STRIPE_PX + 2) * scale)
    np.copyto(picture, np.uint8(SHADE), where=is_some & is_dark)
    edge = np.zeros(slots.shape, np.bool_)
    across, down = slots[:, 1:] != slots[:, :-1], slots[1:] != slots[:-1]
    for part, differs in ((np.s_[:, 1:], across), (np.s_[:, :-1], across), (np.s_[1:], down), (np.s_[:-1], down)):
        edge[part] |= differs
    owners = spread(slots)
    for _ in range(scale - 1):
        edge, owners = spread(edge), spread(owners)
    dark = edge
    for _ in range(scale):
        dark = spread(dark)
    np.copyto(picture, np.uint8(HALO), where=(dark & (slots == 0))[inside])
    is_white = (diagonal // (DASH_PX * scale)) % 2 == 1
    dashes = np.where(is_white, np.uint8(LIGHT_EDGE), owners[inside] + np.uint8(BORDER))
    np.copyto(picture, dashes, where=edge[inside])
    return picture
