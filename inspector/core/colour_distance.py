"""How well two colours are told apart, by people who see all colours and by those who lack one kind of cone.

Sight without a kind of cone is simulated as by Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", 2009, at full severity. Distance is CIEDE2000 in CIELAB (D65), as Sharma, Wu and
Dalal write it out in "The CIEDE2000 Color-Difference Formula: Implementation Notes", 2005.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MIN_DISTANCE = 10.0  # the nearest two of Okabe and Ito's colours are 10.9 apart, for people who lack blue

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
    """ΔE of two "#RRGGBB" colours; about 1 is just seen side by side."""
    return ciede2000(_lab(one, sight), _lab(other, sight))


@dataclass(frozen=True, slots=True)
class NearColours:
    """Two colours, by their places, that somebody hardly tells apart."""

    first: int
    second: int
    distance: float  # to those who tell them apart least
    sights: tuple[Sight, ...]  # all that hardly tell them apart, the worst first


def too_near(colours: Sequence[str]) -> Iterator[NearColours]:
    for first, one in enumerate(colours):
        for second in range(first + 1, len(colours)):
            found = sorted((distance(one, colours[second], sight), sight) for sight in Sight)
            near = tuple(sight for of_sight, sight in found if of_sight < MIN_DISTANCE)
            if near:
                yield NearColours(first, second, found[0][0], near)


def ciede2000(one: _Triple, other: _Triple) -> float:
    """Of two colours in CIELAB; the factors kL, kC and kH are 1."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    g = 0.5 * (1 - _saturation((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2))
    c1, c2 = math.hypot((1 + g) * a1, b1), math.hypot((1 + g) * a2, b2)
    h1, h2 = _hue((1 + g) * a1, b1), _hue((1 + g) * a2, b2)
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0  # grey has no hue
    elif abs(turn) > 180:
        turn -= math.copysign(360, turn)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * _sin(turn / 2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2
    if c1 * c2 != 0:
        hue = hue / 2 if abs(h1 - h2) <= 180 else (hue + 360) / 2 if hue < 360 else (hue - 360) / 2
    t = (
        1 - 0.17 * _sin(hue + 60) + 0.24 * _sin(2 * hue + 90) + 0.32 * _sin(3 * hue + 96) - 0.20 * _sin(4 * hue + 27)
    )  # cosines in the paper: each turned by 90 degrees
    s_l = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    # The rotation of blue, where hue and chroma go together.
    r = -2 * _saturation(chroma) * _sin(60 * math.exp(-(((hue - 275) / 25) ** 2)))
    parts = (dl / s_l, dc / s_c, dh / s_h)
    return math.sqrt(sum(part * part for part in parts) + r * parts[1] * parts[2])


def _saturation(chroma: float) -> float:
    return math.sqrt(chroma**7 / (chroma**7 + 25**7))


def _hue(a: float, b: float) -> float:
    """In degrees, 0 to 360."""
    return math.degrees(math.atan2(b, a)) % 360


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))


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
