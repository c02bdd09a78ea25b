"""Seeded damage: to bytes as a disk or an unkind person does it, to JSON as somebody who knows its entries does."""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np

Rng = np.random.Generator

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**64), 10**40, 0.5, -0.0, 1e308, math.inf, -math.inf, math.nan,
    "", " ", "1", "NaN", "true", "../../inspection.sqlite", "/etc/passwd", "..", "a/../../b", "C:\\x", "CON", "a\x00b",
    "\x1b[2J\x1b]0;x\x07", "=1+1", "<b>x</b>", "\u202egpj", "x" * 100_000, "\ud800", [], {}, [[]], [None],
    {"a": {"b": {}}},
)  # fmt: skip


def mutated(data: bytes, rng: Rng) -> bytes:
    """One to three kinds of damage, one after the other; mostly one, which gets further in."""
    for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
        data = _DAMAGES[int(rng.integers(len(_DAMAGES)))](data, rng)
    return data


def _flipped(data: bytes, rng: Rng) -> bytes:
    changed = bytearray(data)
    for _ in range(int(rng.integers(1, 9))):
        if changed:
            changed[int(rng.integers(len(changed)))] ^= 1 << int(rng.integers(8))
    return bytes(changed)


def _overwritten(data: bytes, rng: Rng) -> bytes:
    start, length = _span(data, rng)
    fill = (bytes(length), b"\xff" * length, rng.bytes(length))[int(rng.integers(3))]
    return data[:start] + fill + data[start + length :]


def _cut_short(data: bytes, rng: Rng) -> bytes:
    return data[: int(rng.integers(len(data) + 1))]


def _cut_out(data: bytes, rng: Rng) -> bytes:
    start, length = _span(data, rng)
    return data[:start] + data[start + length :]


def _repeated(data: bytes, rng: Rng) -> bytes:
    start, length = _span(data, rng)
    times = int(rng.choice([2, 3, 50]))
    return data[:start] + data[start : start + length] * times + data[start + length :]


def _moved(data: bytes, rng: Rng) -> bytes:
    start, length = _span(data, rng)
    rest = data[:start] + data[start + length :]
    at = int(rng.integers(len(rest) + 1))
    return rest[:at] + data[start : start + length] + rest[at:]


def _number_replaced(data: bytes, rng: Rng) -> bytes:
    """A whole number of a binary header, at its own size."""
    size = int(rng.choice([2, 4, 8]))
    if len(data) < size:
        return data
    start = int(rng.integers(min(len(data) - size, 256) + 1))  # headers lie in front
    value = int(rng.choice(np.array([0, 1, 2 ** (8 * size - 1), 2 ** (8 * size) - 1, 2 ** (4 * size)], object)))
    order = "little" if rng.random() < 0.5 else "big"
    return data[:start] + value.to_bytes(size, order) + data[start + size :]  # type: ignore[arg-type]


def _span(data: bytes, rng: Rng) -> tuple[int, int]:
    start = int(rng.integers(len(data) + 1))
    return start, int(rng.integers(min(64, len(data) - start) + 1))


_DAMAGES = (_flipped, _overwritten, _cut_short, _cut_out, _repeated, _moved, _number_replaced)


def mutated_json(value: Any, rng: Rng) -> Any:
    """A copy in which one to three entries hold something else, are gone, have another name, or nest endlessly."""
    changed = {"": copy.deepcopy(value)}  # so that the whole may be replaced, too
    for _ in range(int(rng.integers(1, 4))):
        places = list(_places(changed))
        holder, key = places[int(rng.integers(len(places)))]
        choice = rng.random()
        if choice < 0.55:
            holder[key] = copy.deepcopy(HOSTILE[int(rng.integers(len(HOSTILE)))])
        elif choice < 0.70 and holder is not changed:
            del holder[key]
        elif choice < 0.80 and isinstance(holder, dict) and holder is not changed:
            holder[f"{key}_"] = holder.pop(key)
        elif choice < 0.90:
            other_holder, other_key = places[int(rng.integers(len(places)))]
            holder[key] = copy.deepcopy(other_holder[other_key])
        elif choice < 0.95 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            nested: Any = 1
            for _ in range(400):  # as deep as json.dumps itself can write
                nested = [nested]
            holder[key] = nested
    return changed[""]


def _places(value: Any) -> Any:
    """Every entry, as its holder and key."""
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
