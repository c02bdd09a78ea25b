"""What somebody says of the values of masks, as the command line and text files have it.

    "0=background,255=crack"        levels_of_text     the class of each level
    "255", "128+", "255,0,0"        Foreground.parse   the one value, or that and above, that is the class
    "crack:128,0,0" a line          colour_table       the class of each colour, as labelmap.txt has it

All raise ValueError in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MAX_LEVEL = 65_535
_COLOURED = re.compile(r"(?P<name>.*?):\s*(?P<colour>-?\d+\s*,\s*-?\d+\s*,\s*-?\d+)\s*(?::[^:]*){0,2}")
_COLOURLESS = re.compile(r"(?P<name>.*?)(?:::[^:]*){0,1}:?")


@dataclass(frozen=True, slots=True)
class NamedColour:
    name: str  # of a class
    colour: int | None  # 0xRRGGBB; None: the line gives none


@dataclass(frozen=True, slots=True)
class Foreground:
    """Which value of a mask is the class; all others are background."""

    value: int  # a level, or a colour as 0xRRGGBB
    is_colour: bool = False
    and_above: bool = False  # of levels

    @classmethod
    def parse(cls, text: str) -> Foreground:
        if "," in text:
            return cls(_colour(text), is_colour=True)
        return cls(_level(text.removesuffix("+")), and_above=text.endswith("+"))

    def __str__(self) -> str:
        if self.is_colour:
            return f"{self.value >> 16},{self.value >> 8 & 255},{self.value & 255}"
        return f"{self.value} and above" if self.and_above else str(self.value)


def levels_of_text(text: str) -> tuple[tuple[int, str], ...]:
    """The name of each level's class, in the order given."""
    found: dict[int, str] = {}
    for part in text.split(","):
        value, equals, name = part.partition("=")
        if not equals or not name.strip():
            raise ValueError(f"{part.strip()!r} is no LEVEL=CLASS, such as 255=crack")
        level = _level(value)
        if level in found:
            raise ValueError(f"the level {level} is given twice")
        found[level] = name.strip()
    return tuple(found.items())


def colour_table(lines: Iterable[str]) -> tuple[NamedColour, ...]:
    """Classes with their colours in the order of the lines; one that begins with # and gives no colour is a comment."""
    found: list[NamedColour] = []
    of_colour: dict[int, str] = {}
    for line in lines:
        if fits := _COLOURED.fullmatch(line):
            colour: int | None = _colour(fits["colour"])
        elif line.startswith("#"):
            continue
        elif "," in line.partition(":")[2] or not (fits := _COLOURLESS.fullmatch(line)):
            raise ValueError(f"{line!r} gives no colour as r,g,b")
        else:
            colour = None
        name = fits["name"].strip()
        if colour is not None and of_colour.setdefault(colour, name) != name:
            raise ValueError(f"{line!r} and {of_colour[colour]!r} have the same colour")
        found.append(NamedColour(name, colour))
    return tuple(found)


def _level(text: str) -> int:
    text = text.strip()
    if not text.isascii() or not text.isdecimal() or len(text) > 5 or int(text) > MAX_LEVEL:
        raise ValueError(f"{text!r} is no level of a mask, 0 to {MAX_LEVEL}")
    return int(text)


def _colour(text: str) -> int:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts):
        raise ValueError(f"{text!r} is no colour as r,g,b")
    red, green, blue = (int(part) for part in parts)
    if max(red, green, blue) > 255:
        raise ValueError(f"{text!r} is no colour: its parts go from 0 to 255")
    return red << 16 | green << 8 | blue
