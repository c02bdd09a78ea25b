"""Plain tables on a terminal."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[object]], *, n_left: int = 1) -> list[str]:
    """Lines: the first ``n_left`` columns to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    return ["  ".join(_aligned(row, widths, n_left)).rstrip() for row in cells]


def _aligned(row: Sequence[str], widths: Sequence[int], n_left: int) -> list[str]:
    return [
        cell.ljust(width) if column < n_left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
