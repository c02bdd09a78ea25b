"""Which part of a frame shows the product, a rail or a strip; what lies beside it is masked and never predicted.

    ProductSettings: what the plant chose     ProductRegion: what was found in one frame     NoProduct: why nothing was

Edges run along the direction of travel; columns are positions in px with fractions: column 3.0 is the left side of the
pixel with index 3.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt


class ProductMode(StrEnum):
    """What of a frame is inspected."""

    WHOLE = "whole"
    EDGES = "edges"  # what lies between the edges that are found in it
    COLUMNS = "columns"  # between two fixed columns


class Beside(StrEnum):
    """What lies beside the product, compared with it."""

    DARKER = "darker"
    LIGHTER = "lighter"


DEFAULT_MARGIN_PX = 32
MIN_CONFIDENCE = 0.15  # share of the rows that must show an edge where it is said to be


@dataclass(frozen=True, slots=True)
class ProductSettings:
    """Of one lane. Raises ValueError for a margin below 0 and for columns that hold nothing."""

    mode: ProductMode = ProductMode.WHOLE
    beside: Beside = Beside.DARKER
    margin_px: int = DEFAULT_MARGIN_PX  # kept outside the edges that were found: a defect at an edge lies on both sides
    first_column: int = 0
    end_column: int = 0  # the one after the last; 0: up to the frame's right side

    def __post_init__(self) -> None:
        if self.margin_px < 0:
            raise ValueError(f"a margin is 0 px or more, not {self.margin_px}")
        if self.first_column < 0 or not (self.end_column == 0 or self.first_column < self.end_column):
            raise ValueError(f"columns {self.first_column} to {self.end_column} hold nothing")

    @classmethod
    def parse(cls, text: str, margin_px: int = DEFAULT_MARGIN_PX) -> ProductSettings:
        """ "whole", "edges" (darker beside), "edges:lighter", "400..1600". Raises ValueError."""
        mode, _, more = text.strip().partition(":")
        if mode == ProductMode.WHOLE and not more:
            return cls(margin_px=margin_px)
        if mode == ProductMode.EDGES and more in ("", *Beside):
            return cls(ProductMode.EDGES, Beside(more or Beside.DARKER), margin_px)
        columns = re.fullmatch(r"([0-9]{1,9})\.\.([0-9]{1,9})", text.strip())
        if columns is None:
            raise ValueError(f"“{text}” is neither whole, edges, edges:lighter nor two columns like 400..1600")
        first, end = (int(column) for column in columns.groups())
        return cls(ProductMode.COLUMNS, margin_px=margin_px, first_column=first, end_column=end)

    def __str__(self) -> str:
        if self.mode is ProductMode.EDGES:
            return f"edges:{self.beside.value}, margin {self.margin_px} px"
        return "whole" if self.mode is ProductMode.WHOLE else f"{self.first_column}..{self.end_column}"


WHOLE_FRAME = ProductSettings()


class Blind(StrEnum):
    """Why a frame shows no product."""

    DARK = "dark"
    SATURATED = "saturated"
    FLAT = "flat"  # one grey everywhere, without any noise: no camera that works sees that
    ABSENT = "absent"  # what lies beside the product, and nothing else
    OUTSIDE = "outside"  # the fixed columns lie beyond the frame


@dataclass(frozen=True, slots=True)
class NoProduct:
    why: Blind
    is_fainter: bool = False  # something has edges as a product does, much fainter than that of the frames before


@dataclass(frozen=True, slots=True)
class EdgePoint:
    row: float
    column: float


Edge = tuple[EdgePoint, ...]  # rising rows, straight between them, and on to the frame's first and last row


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Rows of a frame up to the next entry's, and what of them is kept."""

    first_row: int
    first_column: int
    end_column: int  # the one after the last


@dataclass(frozen=True, slots=True)
class ProductRegion:
    """The product in one frame. ``left`` and ``right`` are None where it goes on beyond the frame."""

    height: int
    width: int
    left: Edge | None
    right: Edge | None
    kept: tuple[KeptRows, ...]  # from row 0 on; with the margin, and with all that reaches further out
    confidence: float = 1.0  # share of the rows in which the edges were seen where they are said to be
    level: float = 0.0  # of the product, share of full scale
    beside: float | None = None  # of what lies beside it; None where nothing does
    jump_px: float = 0.0  # from where the frame before left the edges, where that is further than a product sways
    # (n, 3) of the rows before the next frame, negative, and left and right edge there, NaN where none was seen: short
    # frames are judged by the rows that have passed as well. Not recorded.
    recent: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 3)), compare=False, repr=False)

    @property
    def is_unclear(self) -> bool:
        """An edge is not where this frame shows one: it is that of the frame before, or unknown."""
        return self.confidence < MIN_CONFIDENCE

    @property
    def is_whole(self) -> bool:
        """Nothing of the frame is masked."""
        return all((rows.first_column, rows.end_column) == (0, self.width) for rows in self.kept)

    def mask(self) -> npt.NDArray[np.bool_]:
        """(H, W), True where it is kept."""
        mask = np.zeros((self.height, self.width), np.bool_)
        for rows, end_row in self._with_ends():
            mask[rows.first_row : end_row, rows.first_column : rows.end_column] = True
        return mask

    @property
    def masked_share(self) -> float:
        """Of the frame's pixels, 0..1."""
        n_kept = sum(
            (end_row - rows.first_row) * (rows.end_column - rows.first_column) for rows, end_row in self._with_ends()
        )
        return 1 - n_kept / (self.height * self.width)

    @property
    def columns(self) -> tuple[int, int]:
        """First column of the product and the one after its last, over all rows; without the margin."""
        edges = (self.left, self.right)
        first, end = (None if edge is None else [point.column for point in edge] for edge in edges)
        return (
            0 if first is None else max(0, math.floor(min(first))),
            self.width if end is None else min(self.width, math.ceil(max(end))),
        )

    @property
    def width_px(self) -> float:
        """From edge to edge, at the middle row; to the frame's border where there is no edge."""
        middle = self.height / 2
        first = column_at(self.left, middle) if self.left is not None else 0.0
        return (column_at(self.right, middle) if self.right is not None else self.width) - first

    def kept_at(self, rows: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
        """First column that is kept and the one after the last, at each of these rows."""
        entries = np.searchsorted([each.first_row for each in self.kept], rows, side="right") - 1
        return [(self.kept[entry].first_column, self.kept[entry].end_column) for entry in entries]

    def _with_ends(self) -> list[tuple[KeptRows, int]]:
        ends = [rows.first_row for rows in self.kept[1:]] + [self.height]
        return list(zip(self.kept, ends, strict=True))


def column_at(edge: Edge, row: float) -> float:
    """Where an edge lies at a row; beyond its ends it goes on as its last stretch does."""
    return float(columns_at(edge, np.array([row]))[0])


def columns_at(edge: Edge, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    at = np.array([point.row for point in edge])
    columns = np.array([point.column for point in edge])
    if len(edge) == 1:
        return np.full(rows.shape, columns[0])
    piece = np.clip(np.searchsorted(at, rows) - 1, 0, len(edge) - 2)
    share = (rows - at[piece]) / (at[piece + 1] - at[piece])
    found: npt.NDArray[np.float64] = columns[piece] + share * (columns[piece + 1] - columns[piece])
    return found


def whole_frame(height: int, width: int) -> ProductRegion:
    return ProductRegion(height, width, None, None, (KeptRows(0, 0, width),))


def kept_rows(starts: Sequence[int], firsts: Sequence[int], ends: Sequence[int]) -> tuple[KeptRows, ...]:
    """Neighbours that keep the same are one entry."""
    kept: list[KeptRows] = []
    for start, first, end in zip(starts, firsts, ends, strict=True):
        if not kept or (kept[-1].first_column, kept[-1].end_column) != (first, end):
            kept.append(KeptRows(int(start), int(first), int(end)))
    return tuple(kept)
