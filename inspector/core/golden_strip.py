"""Pictures of steel with what looks like defects, made of whole numbers alone: every PC makes the same of a seed.

    seed, size  ->  golden_strip (H, W) uint8: strip from edge to edge, or a rail head between dark sides

The synthetic strip of ``sources`` looks better and rounds otherwise on another processor. Here it is asked whether a
network answers on this PC as it did elsewhere, for which every pixel must be the same; how like steel it looks matters
little, as long as networks find something in it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.golden import chance

ONE = 256  # what a factor of 1 is counted as
MAX_DEFECTS = 4
MIN_SIDE_PX = 16

Plane: TypeAlias = npt.NDArray[np.int64]


def golden_strip(seed: int, height: int, width: int) -> npt.NDArray[np.uint8]:
    """(H, W), each ``MIN_SIDE_PX`` at least. One seed in three shows a rail head; one in five no defect."""
    of = _Chances(seed, height, width)
    level = 60 + of.pick(90)
    plane = level * ONE + (of.noise(48, 48) - 128) * of.pick(48) + (of.noise(height, 3) - 128) * of.pick(20)
    grain = sum((of.noise(1, 1) for _ in range(3)), np.zeros((height, width), np.int64)) - 384
    fine, coarse = of.noise(5, 2) - 128, of.pick(2) * (of.noise(9, 9) - 128)
    plane = plane + (grain * (4 + of.pick(12)) + fine * (4 + of.pick(16)) + coarse * of.pick(24)) * level // 128
    if of.pick(3) == 0:
        plane = plane * of.head() // ONE
    for _ in range(of.pick(MAX_DEFECTS + 1)):
        plane = (_patch, _spindle, _line, _cross_bar, _speckle)[of.pick(5)](of, plane)
    return np.clip(plane // ONE, 0, 255).astype(np.uint8)


class _Chances:
    """Whole numbers that follow from seed, order of asking, and place."""

    def __init__(self, seed: int, height: int, width: int) -> None:
        self.height, self.width = height, width
        self.rows, self.columns = np.mgrid[:height, :width].astype(np.int64)
        self._key = 1000 * seed

    def pick(self, n: int) -> int:
        """0 to n - 1."""
        self._key += 1
        corner = np.zeros((1, 1), np.uint32)
        return int(chance(corner, corner, self._key)[0, 0]) % n

    def noise(self, along: int, across: int) -> Plane:
        """(H, W) of 0 to 255, smooth over so many pixels."""
        rows: Plane = np.arange(self.height, dtype=np.int64)
        columns: Plane = np.arange(self.width, dtype=np.int64)
        low, left, down, right = rows // along, columns // across, (rows % along)[:, None], columns % across
        self._key += 1
        lattice = self._bytes(int(low[-1]) + 2, int(left[-1]) + 2)
        between: Plane = lattice[:, left] * (across - right) + lattice[:, left + 1] * right
        upper, lower = between[low], between[low + 1]
        found: Plane = (upper * (along - down) + lower * down) // (along * across)
        return found

    def head(self) -> Plane:
        """Factor of brightness of a rail head between dark sides."""
        half = self.width // 5 + self.pick(self.width // 4)
        off = np.abs(self.columns - self.width // 2 - self.pick(self.width // 4) + self.width // 8)
        found: Plane = np.clip((half - off) * 24 + 12, 12, ONE)
        return found

    def place(self) -> tuple[int, int]:
        return self.pick(self.height), self.pick(self.width)

    def _bytes(self, n_rows: int, n_columns: int) -> Plane:
        rows, columns = np.mgrid[:n_rows, :n_columns].astype(np.uint32)
        found: Plane = (chance(rows, columns, self._key) >> np.uint32(24)).astype(np.int64)
        return found


def _inside(of: _Chances, along: int, across: int, ragged: int, soft: int) -> Plane:
    """0 to ``ONE``: how far a pixel is part of an oval with half axes of so many pixels."""
    row, column = of.place()
    away = (of.rows - row) ** 2 * ONE // along**2 + (of.columns - column) ** 2 * ONE // across**2
    found: Plane = np.clip((ONE - away + (of.noise(7, 6) - 128) * ragged // 128) * ONE // soft, 0, ONE)
    return found


def _shaded(plane: Plane, inside: Plane, change: int) -> Plane:
    """Brighter by ``change`` of ``ONE`` where it is inside."""
    return plane * (ONE * ONE + inside * change) // (ONE * ONE)


def _patch(of: _Chances, plane: Plane) -> Plane:
    inside = _inside(of, 16 + of.pick(48), 12 + of.pick(40), ragged=160, soft=40 + of.pick(120))
    return _shaded(plane, inside, -(50 + of.pick(140)))


def _spindle(of: _Chances, plane: Plane) -> Plane:
    return _shaded(plane, _inside(of, 10 + of.pick(44), 2 + of.pick(6), 120, 60 + of.pick(80)), -(40 + of.pick(110)))


def _line(of: _Chances, plane: Plane) -> Plane:
    """A bright scratch along travel or a little oblique."""
    row, column = of.place()
    half, slope, long = ONE // 2 + of.pick(3 * ONE // 2), of.pick(201) - 100, 20 + of.pick(90)
    off = np.abs(of.columns * ONE - column * ONE - slope * (of.rows - row))
    is_there = np.clip((long - np.abs(of.rows - row)) * 32, 0, ONE)
    drawn = np.clip(half + ONE // 2 - off, 0, ONE) * is_there // ONE
    found: Plane = plane + drawn * (30 + of.pick(120)) * (ONE + of.noise(12, 2)) // (2 * ONE)
    return found


def _cross_bar(of: _Chances, plane: Plane) -> Plane:
    """Across travel: dark with a bright rim, as a crush or a gap."""
    row, _ = of.place()
    half, slope = 1 + of.pick(8), of.pick(121) - 60
    off = np.abs((of.rows - row) * ONE + slope * of.columns) // ONE + (of.noise(4, 6) - 128) // 64
    dark, rim = np.clip((half - off) * 128, 0, ONE), np.clip((3 - np.abs(off - half - 2)) * 96, 0, ONE)
    return _shaded(_shaded(plane, dark, -(80 + of.pick(150))), rim, 60 + of.pick(180))


def _speckle(of: _Chances, plane: Plane) -> Plane:
    """Pits, dark and bright, close together."""
    inside = _inside(of, 10 + of.pick(30), 8 + of.pick(24), ragged=120, soft=80)
    pits = np.clip((of.noise(3, 3) - 150) * 6, 0, ONE)
    return _shaded(plane, inside * pits // ONE, (-200, 220)[of.pick(2)])
