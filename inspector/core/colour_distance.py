"""How well two colours are told apart, by people who see all colours and by those who lack one kind of cone.

Sight without a kind of cone is simulated as by Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", 2009, at full severity; distance is that in CIELAB (CIE 1976, D65).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum

MIN_DISTANCE = 12.0  # the nearest two of Okabe and Ito's colours are 13.7 apart, for people who lack green

_Triple = tuple[float, float, float]
_Matrix = tuple[_Triple, _Triple, _Triple]


class Sight(StrEnum):
    ALL_COLOURS = "all colours"
    NO_RED = "no red"  # protanopia
    NO_GREEN = "no green"  # deuteranopia
    NO_BLUE = "no blue"  # tritanopia


_SEEN: dict[Sight, _Matrix] = {
    Sight.ALL_COLOURS: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    Sight.NO_RED: (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    Sight.NO_GREEN: (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    Sight.NO_BLUE: (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
_TO_XYZ: _Matrix = (
    (0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041),
)  # fmt: skip
_WHITE: _Triple = (0.95047, 1.0, 1.08883)


def distance(one: str, other: str, sight: Sight = Sight.ALL_COLOURS) -> float:
    """Of two "#RRGGBB" colours in CIELAB; about 2 is just seen side by side."""
    return math.dist(_lab(one, sight), _lab(other, sight))


def least_distance(one: str, other: str) -> tuple[float, Sight]:
    """The smallest distance, and to whom it is that small."""
    return min((distance(one, other, sight), sight) for sight in Sight)


def too_near(colours: Sequence[str]) -> Iterator[tuple[int, int, Sight]]:
    """Pairs of colours, by their places, that somebody hardly tells apart."""
    for first, one in enumerate(colours):
        for second in range(first + 1, len(colours)):
            found, sight = least_distance(one, colours[second])
            if found < MIN_DISTANCE:
                yield first, second, sight


def _lab(colour: str, sight: Sight) -> _Triple:
    linear = tuple(_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    seen = tuple(min(1.0, max(0.0, value)) for value in _times(_SEEN[sight], linear))
    x, y, z = (_curved(value / white) for value, white in zip(_times(_TO_XYZ, seen), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _times(matrix: _Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]
