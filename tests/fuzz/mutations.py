"""Damage by chance: what a bad disk, a bad copy or an unkind person makes of a file. The same seed, the same damage.

mutated(data, rng)        ->  bytes: flipped, cut, with runs put in, blocks swapped
mutated_json(value, rng)  ->  what JSON can hold, with entries of another type or size, gone, twice or deep

Neither gives what was put in, but by a rare chance. ``rng`` is a ``random.Random``.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

MAX_DAMAGES = 4
MAX_RUN = 64  # bytes
INTERESTING = (0x00, 0x01, 0x7F, 0x80, 0xFF)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """One to four damages, one after the other."""
    for _ in range(rng.choice((1, 1, 1, 2, MAX_DAMAGES))):  # many at once are seldom told from noise
        data = rng.choice(_DAMAGES)(data, rng)
    return data


def _flipped(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 8) if data else 0):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _set(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 4) if data else 0):
        damaged[rng.randrange(len(damaged))] = rng.choice(INTERESTING)
    return bytes(damaged)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randint(0, len(data))]


def _without_a_block(data: bytes, rng: random.Random) -> bytes:
    start, end = _block(data, rng)
    return data[:start] + data[end:]


def _with_a_run(data: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(data))
    size = rng.randint(1, MAX_RUN)
    run = rng.randbytes(size) if rng.random() < 0.5 else bytes([rng.choice(INTERESTING)]) * size
    return data[:at] + run + data[at:]


def _with_a_long_run(data: bytes, rng: random.Random) -> bytes:
    """Nests deeper than any reader wants, or is a number of more digits."""
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice((b"[", b"{", b"9", b"\n")) * rng.choice((5000, 200_000)) + data[at:]


def _repeated(data: bytes, rng: random.Random) -> bytes:
    start, end = _block(data, rng)
    return data[:end] + data[start:end] * rng.randint(1, 3) + data[end:]


def _swapped(data: bytes, rng: random.Random) -> bytes:
    a, b = _block(data, rng)
    c, d = sorted((rng.randint(b, len(data)), rng.randint(b, len(data))))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _block(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randint(0, len(data))
    return start, min(len(data), start + rng.randint(1, MAX_RUN))


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped, _flipped, _set, _set, _cut, _without_a_block, _with_a_run, _with_a_long_run, _repeated, _swapped,
)  # fmt: skip

BAD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**63, -(2**63), 10**30, 0.5, -0.0, 1e-320, 1e308, float("nan"), float("inf"),
    "", " ", "3", "nan", "a\nb", "\x00", "\x1b[2J", "\u202e", "../..", "/etc/passwd", "CON", "=1+1", "<b>x</b>",
    "a" * 5000, [], {}, [[]], ["a"] * 300, {"": 0},
)  # fmt: skip


def mutated_json(value: Any, rng: random.Random) -> Any:
    """A copy with one to four entries changed somewhere inside."""
    value = copy.deepcopy(value)
    for _ in range(rng.randint(1, MAX_DAMAGES)):
        value = _with_another_entry(value, rng)
    return value


def _with_another_entry(value: Any, rng: random.Random) -> Any:
    """Goes down at random, and changes what it ends at."""
    places = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    if not places or rng.random() < 0.1:
        return _another(value, rng)
    place = rng.choice(places)
    how = rng.random()
    if how < 0.1:
        del value[place]
    elif how < 0.2 and isinstance(value, list):
        value.insert(place, copy.deepcopy(value[place]))
    elif how < 0.2 and isinstance(value, dict):
        value[rng.choice(["", "x", "format", str(place).upper(), f"{place} "])] = value.pop(place)
    else:
        value[place] = _with_another_entry(value[place], rng)
    return value


def _another(value: Any, rng: random.Random) -> Any:
    if rng.random() < 0.1:
        for _ in range(rng.choice([3, 200])):
            value = [value]
        return value
    if type(value) in (int, float) and rng.random() < 0.4:
        return rng.choice([-value, value * 1e6, value / 7, value + 1, str(value)])
    return copy.deepcopy(rng.choice(BAD_VALUES))
