"""What of a frame was inspected, as text in its row: compact JSON, a list of its facts in the order of ``_Coded``.

An edge is a list of [row, column], what was kept a list of [first row, first column, column after the last].
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import NamedTuple

from pydantic import TypeAdapter

from inspector.core.frame import MAX_PIXELS
from inspector.core.product import Edge, EdgePoint, KeptRows, ProductRegion
from inspector.core.typed_json import from_json


class _Coded(NamedTuple):
    height: int
    width: int
    left: tuple[tuple[float, float], ...] | None
    right: tuple[tuple[float, float], ...] | None
    kept: tuple[tuple[int, int, int], ...]
    confidence: float
    level: float
    beside: float | None
    jump_px: float


_CODED: TypeAdapter[_Coded] = TypeAdapter(_Coded)


def encode(product: ProductRegion) -> str:
    kept = [(rows.first_row, rows.first_column, rows.end_column) for rows in product.kept]
    beside = None if product.beside is None else round(product.beside, 4)
    coded = _Coded(
        product.height, product.width, _points(product.left), _points(product.right), tuple(kept),
        round(product.confidence, 3), round(product.level, 4), beside, round(product.jump_px, 2),
    )  # fmt: skip
    return json.dumps(coded, separators=(",", ":"), allow_nan=False)


def decode(text: str) -> ProductRegion:
    """Raises ValueError for what this program never wrote."""
    found = from_json(_CODED, text, "the record of what was inspected")
    height, width, kept = found.height, found.width, found.kept
    first_rows = [first_row for first_row, _, _ in kept]
    is_whole = (
        height > 0 and width > 0 and height * width <= MAX_PIXELS and first_rows[:1] == [0]
        and all(before < after for before, after in zip(first_rows, [*first_rows[1:], height], strict=True))
        and all(0 <= first <= end <= width for _, first, end in kept)
    )  # fmt: skip
    if not is_whole:
        raise ValueError("the rows that were kept are none of this frame")
    return ProductRegion(
        height, width, _edge(found.left), _edge(found.right), tuple(KeptRows(*rows) for rows in kept),
        found.confidence, found.level, found.beside, found.jump_px,
    )  # fmt: skip


def _points(edge: Edge | None) -> tuple[tuple[float, float], ...] | None:
    return None if edge is None else tuple((round(point.row, 2), round(point.column, 2)) for point in edge)


def _edge(points: tuple[tuple[float, float], ...] | None) -> Edge | None:
    if points is None:
        return None
    rows = [row for row, _ in points]
    if not rows or any(before >= after for before, after in pairwise(rows)):
        raise ValueError("an edge goes from row to row")
    return tuple(EdgePoint(row, column) for row, column in points)
