"""Rectangles over the named cells of a frame, chosen so that a network runs over few pixels.

    cells (rows, columns) bool  ->  boxes that hold each named cell once

Each box is predicted by itself, with surroundings. One large box runs over much that nobody named, many small ones over
the surroundings of each; so a box is cut in two, from side to side, wherever both halves together cost less. Whether
that is so is known from the smallest boxes upwards: a first cut may pay only with the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.screen_card import CELL_PX

CALL_PX = 8192  # what a box costs beside its pixels, in pixels: 0.7 ms of a network of 12 Mpx/s
FILLED = 0.9  # of a box that the network must see anyway: no cut saves more than the rest

Mask: TypeAlias = npt.NDArray[np.bool_]
Box: TypeAlias = tuple[slice, slice]  # rows and columns of cells
Counts: TypeAlias = "int | npt.NDArray[np.int64]"
Cost: TypeAlias = Callable[[Counts, Counts], Counts]  # rows and columns of cells -> px


@dataclass(slots=True, eq=False)
class _Node:
    """A box, and what became of it."""

    box: Box
    px: int
    halves: tuple[_Node, ...] = ()  # (): it is not cut


def boxes_over(cells: Mask, around_px: int, least_px: tuple[int, int] = (0, 0)) -> list[Box]:
    """Boxes without an empty row or column at their sides; none where no cell is named, and no two share a cell.

    ``around_px``: the network sees so much on every side of a box; ``least_px``: it takes no fewer rows and columns.
    """
    if not cells.any():
        return []
    cost = partial(_cost, around_px=around_px, least_px=least_px)
    root = _node(cells, np.s_[0 : cells.shape[0], 0 : cells.shape[1]], cost)
    nodes, one_cell_px = [root], cost(1, 1)
    for node in nodes:  # grows while it is gone through
        part = cells[node.box]
        if node.px > 2 * one_cell_px and _seen_px(part, around_px) < FILLED * node.px:
            node.halves = tuple(_node(cells, half, cost) for half in _halves(part, node.box, cost))
            nodes += node.halves
    for node in reversed(nodes):  # halves before what they are of
        px = sum(half.px for half in node.halves)
        if node.halves and px < node.px:
            node.px = px
        else:
            node.halves = ()
    return list(_leaves(root))


def _cost(rows: Counts, columns: Counts, around_px: int, least_px: tuple[int, int]) -> Counts:
    height = np.maximum(rows * CELL_PX + 2 * around_px, least_px[0])
    width = np.maximum(columns * CELL_PX + 2 * around_px, least_px[1])
    found: Counts = height * width + CALL_PX
    return found


def _node(cells: Mask, around: Box, cost: Cost) -> _Node:
    """The smallest box of all that is named in ``around``; something is."""
    part = cells[around]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    top, left = around[0].start, around[1].start
    box = np.s_[top + int(rows[0]) : top + int(rows[-1]) + 1, left + int(columns[0]) : left + int(columns[-1]) + 1]
    return _Node(box, int(cost(int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1)))


def _seen_px(part: Mask, around_px: int) -> int:
    """The network must see at least so many pixels for these cells, in however many boxes."""
    n = around_px // CELL_PX
    wide = cv2.dilate(np.pad(part, n).astype(np.uint8), np.ones((2 * n + 1, 2 * n + 1), np.uint8))
    return int(np.count_nonzero(wide)) * CELL_PX**2


def _halves(part: Mask, box: Box, cost: Cost) -> tuple[Box, Box]:
    """Cut where the halves, made as small as they can be, cost least. ``part`` (of more than one cell) has a named
    cell in its first and last row and column."""
    (rows, columns), best = box, []
    for axis, along in ((0, part), (1, part.T)):
        if len(along) > 1:
            before, after = _extents(along), _extents(along[::-1])[::-1]
            sides = [(each[:, 0], each[:, 1])[:: 1 - 2 * axis] for each in (before[:-1], after[1:])]
            px = np.add(cost(*sides[0]), cost(*sides[1]))
            best.append((int(px.min()), axis, int(px.argmin()) + 1))
    _, axis, at = min(best)
    if axis == 0:
        return np.s_[rows.start : rows.start + at, columns], np.s_[rows.start + at : rows.stop, columns]
    return np.s_[rows, columns.start : columns.start + at], np.s_[rows, columns.start + at : columns.stop]


def _extents(along: Mask) -> npt.NDArray[np.int64]:
    """Of the first 1, 2 … rows of (rows, columns): how many rows and columns their named cells take up, (rows, 2)."""
    n_rows, n_columns = along.shape
    is_named = along.any(axis=1)
    first = np.where(is_named, along.argmax(axis=1), n_columns)
    after = np.where(is_named, n_columns - along[:, ::-1].argmax(axis=1), 0)
    n = np.maximum.accumulate(np.where(is_named, np.arange(1, n_rows + 1), 0))
    return np.stack([n, np.maximum.accumulate(after) - np.minimum.accumulate(first)], axis=1)


def _leaves(root: _Node) -> Iterator[Box]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.halves:
            waiting += reversed(node.halves)
        else:
            yield node.box
