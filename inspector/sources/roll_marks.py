"""Marks of a damaged roll: a kind of defect that no shipped model knows, to see how a new kind is learned.

    Coil + block index  ->  marks that start in that block, one each turn of the roll, at the same place across

A piece of scale that stuck to a roll presses its outline into the strip, once a turn: a dark ring, lit from one side.
Everything random has a generator of its own: surface and other defects of a strip do not depend on its roll.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from inspector.sources.strip_defects import CLASS_NAMES, DefectPatch, canvas_of
from inspector.sources.strip_texture import BLOCK_ROWS, Coil, Layer, generator

ROLL_MARK = len(CLASS_NAMES)  # class index
WITH_ROLL_MARKS = (*CLASS_NAMES, "roll mark")


@lru_cache(maxsize=16)
def roll_marks(coil: Coil, index: int, per_m: float) -> tuple[DefectPatch, ...]:
    """Marks that start in a block, ``per_m`` on each metre."""
    if not per_m:
        return ()
    rng = generator(coil.seed, Layer.ROLL_MARKS)
    turn_rows = 1000 / (per_m * coil.mm_per_px)
    first_row = rng.uniform(0, turn_rows)
    canvas = canvas_of(coil, 0, rng)
    radius, aspect = canvas.spread(9, 20), canvas.spread(0.75, 1.35)
    height, width = round(2 * radius * aspect) + 14, round(2 * radius / aspect) + 14
    column = canvas.column(width)
    y = (np.arange(height, dtype=np.float32)[:, None] - height / 2 + 0.5) / np.float32(radius * aspect)
    x = (np.arange(width, dtype=np.float32) - width / 2 + 0.5) / np.float32(radius / aspect)
    distance = np.hypot(y, x) + 0.07 * canvas.noise(height, width, 9, 9)
    inside = np.clip((1 - distance) * radius / 2 + 0.5, 0, 1)  # the whole print bears the label
    ring = np.exp(-(((distance - 0.8) / 0.16) ** 2)) * inside
    angle = rng.uniform(0, 2 * math.pi)
    lit = ring * (np.cos(angle) * y + np.sin(angle) * x)
    dark = max(canvas.spread(0.3, 0.5), 0.15 + 1.4 * canvas.look.texture)
    print_ = ring - 0.35 * lit + 0.3 * inside
    start, stop = (math.ceil((row - first_row) / turn_rows) for row in (index * BLOCK_ROWS, (index + 1) * BLOCK_ROWS))
    patches = []
    for turn in range(max(0, start), stop):
        pressure = generator(coil.seed, Layer.ROLL_MARKS, turn).uniform(0.75, 1.15)
        times = 1 - np.float32(min(dark * pressure, 0.75)) * print_
        patches.append(DefectPatch(ROLL_MARK, round(first_row + turn * turn_rows), column, inside, times, None))
    return tuple(patches)
