"""Pixels that a tool gives become part of a mask: kept for undo first, and only where they may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector.annotation.mask_step import StepRecorder
from inspector.core.class_map import ClassMap
from inspector.core.frame import Pixels
from inspector.core.polygons import Mask
from inspector.pictures.large_picture import AnyPixels


@dataclass(frozen=True, slots=True)
class Rect:
    """Rows [top, bottom), columns [left, right)."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_empty(self) -> bool:
        return self.top >= self.bottom or self.left >= self.right

    @property
    def n_px(self) -> int:
        return 0 if self.is_empty else (self.bottom - self.top) * (self.right - self.left)

    def cut_to(self, height: int, width: int) -> Rect:
        return Rect(max(self.top, 0), max(self.left, 0), min(self.bottom, height), min(self.right, width))

    def joined(self, other: Rect) -> Rect:
        """The smallest that holds both; an empty one adds nothing."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        return Rect(
            min(self.top, other.top), min(self.left, other.left),
            max(self.bottom, other.bottom), max(self.right, other.right),
        )  # fmt: skip


NOWHERE = Rect(0, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Pixels that a tool proposes; it may reach beyond the frame, where it does nothing."""

    top: int
    left: int
    mask: Mask  # (h, w)

    @property
    def rect(self) -> Rect:
        rows, columns = self.mask.shape
        return Rect(self.top, self.left, self.top + rows, self.left + columns)

    def cut_to(self, height: int, width: int) -> Patch:
        part = self.rect.cut_to(height, width)
        if part.is_empty:
            return Patch(0, 0, np.zeros((0, 0), np.bool_))
        rows, columns = (
            np.s_[part.top - self.top : part.bottom - self.top],
            np.s_[part.left - self.left : part.right - self.left],
        )
        return Patch(part.top, part.left, self.mask[rows, columns])


@dataclass(frozen=True, slots=True)
class Paint:
    """What is painted, and where it may go."""

    value: int  # class index; 0 erases, 255 is ignored
    locked: frozenset[int] = frozenset()  # these stay as they are
    only: frozenset[int] | None = None  # if given, nothing but these is painted over
    grey_range: tuple[int, int] | None = None  # only where the frame's value lies in it, both ends included

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 255:
            raise ValueError(f"{self.value} is no class index")

    @property
    def goes_everywhere(self) -> bool:
        return not self.locked and self.only is None and self.grey_range is None


class Painter:
    """Puts pixels into the class map of one frame. Everything goes through it, so everything can be undone."""

    def __init__(self, class_map: ClassMap, recorder: StepRecorder, pixels: AnyPixels | None = None) -> None:
        """``pixels`` (H, W[, 3]) of the frame, for paint that asks for its grey values."""
        self._class_map = class_map
        self._recorder = recorder
        self._pixels = pixels

    @property
    def size(self) -> tuple[int, int]:
        """Height, width."""
        height, width = self._class_map.shape
        return height, width

    def put(self, patch: Patch, paint: Paint) -> Rect:
        """Paint a patch; what may have changed."""
        patch = patch.cut_to(*self.size)
        rect = patch.rect
        if rect.is_empty:
            return NOWHERE
        self._recorder.about_to_change(rect.top, rect.left, rect.bottom, rect.right)
        part = np.s_[rect.top : rect.bottom, rect.left : rect.right]
        view = self._class_map[part]
        where = patch.mask if paint.goes_everywhere else patch.mask & self._may_go(part, paint)
        np.copyto(view, np.uint8(paint.value), where=where)  # twice as fast as an assignment by the mask
        return rect

    def put_spans(self, top: int, spans: Iterable[npt.NDArray[np.int64]], paint: Paint) -> Rect:
        """Paint rows from ``top`` on, each from ``spans[i][row, 0]`` to before ``spans[i][row, 1]``; none where that is
        not more. For brushes: the cost is that of the pixels, not of the box around them."""
        found = list(spans)
        height, width = self.size
        lefts = [span[:, 0] for span in found]
        rights = [span[:, 1] for span in found]
        if not found or not found[0].size:
            return NOWHERE
        is_some = np.any([right > left for left, right in zip(lefts, rights, strict=True)], axis=0)
        rows = np.flatnonzero(is_some)
        if not rows.size:
            return NOWHERE
        left = min(int(one[two > one].min()) for one, two in zip(lefts, rights, strict=True) if (two > one).any())
        right = max(int(two[two > one].max()) for one, two in zip(lefts, rights, strict=True) if (two > one).any())
        rect = Rect(top + int(rows[0]), left, top + int(rows[-1]) + 1, right).cut_to(height, width)
        if rect.is_empty:
            return NOWHERE
        if not paint.goes_everywhere:
            return self.put(_patch_of(top, found, rect), paint)
        self._recorder.about_to_change(rect.top, rect.left, rect.bottom, rect.right)
        value, class_map = paint.value, self._class_map
        for span in found:
            cut = np.clip(span[rect.top - top : rect.bottom - top], 0, width)
            some = np.flatnonzero(cut[:, 1] > cut[:, 0])  # of a stamp that moves, half of its rows
            for row, (start, end) in zip((some + rect.top).tolist(), cut[some].tolist(), strict=True):
                class_map[row, start:end] = value
        return rect

    def flood(self, row: int, column: int, paint: Paint) -> Rect:
        """Paint all pixels of one value that hang together with this one by their edges; what may have changed.

        In place: a frame that is nearly all background needs no mask of its size. Paint that asks for grey values has
        no flood.
        """
        assert paint.grey_range is None
        height, width = self.size
        if not (0 <= row < height and 0 <= column < width):
            return NOWHERE
        value = int(self._class_map[row, column])
        is_free = value not in paint.locked and (paint.only is None or value in paint.only)
        if value == paint.value or not is_free:
            return NOWHERE
        self._recorder.about_to_change(0, 0, height, width)
        _, _, _, (left, top, columns, rows) = cv2.floodFill(self._class_map, None, (column, row), paint.value, 0, 0, 4)
        return Rect(top, left, top + rows, left + columns)

    def _may_go(self, part: tuple[slice, slice], paint: Paint) -> Mask:
        view = self._class_map[part]
        allowed = np.ones(256, np.bool_) if paint.only is None else np.isin(np.arange(256), list(paint.only))
        allowed[list(paint.locked)] = False
        where: Mask = allowed[view]
        if paint.grey_range is not None and self._pixels is not None:
            grey = grey_of(self._pixels[part])
            low, high = paint.grey_range
            where &= (grey >= low) & (grey <= high)
        return where


def _patch_of(top: int, spans: list[npt.NDArray[np.int64]], rect: Rect) -> Patch:
    columns = np.arange(rect.left, rect.right)
    mask = np.zeros((rect.bottom - rect.top, rect.right - rect.left), np.bool_)
    for span in spans:
        part = span[rect.top - top : rect.bottom - top]
        mask |= (columns >= part[:, :1]) & (columns < part[:, 1:])
    return Patch(rect.top, rect.left, mask)


def grey_of(pixels: Pixels) -> npt.NDArray[np.uint8 | np.uint16]:
    """(H, W) of a grey or colour picture (H, W[, 3]), in its own values; of colours the mean."""
    if pixels.ndim == 2:
        return pixels
    mean: npt.NDArray[np.uint8 | np.uint16] = pixels.mean(axis=2, dtype=np.float32).round().astype(np.uint16)
    return mean
