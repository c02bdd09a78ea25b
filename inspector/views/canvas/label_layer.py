"""Labels that are being painted: fill, hatch and borders of a class map that changes under the layer.

Made once per viewport; a change costs the pixels of the screen that it covers, whatever the size of the frame and
however many instances it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from inspector.core.class_map import ClassMap
from inspector.core.classes import Hatch
from inspector.core.defect import Box
from inspector.views.canvas.label_pyramid import Bounds, LabelPyramid
from inspector.views.canvas.label_raster import EDGE_PX, label_picture
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.canvas.raster import Indices
from inspector.views.canvas.viewport import Viewport
from inspector.views.pixels import IndexedCanvas


class LabelLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._pyramid: LabelPyramid | None = None
        self._corner = (0, 0)  # of the class map: left, top, px of the picture
        self._hatches: dict[int, Hatch] = {}
        self._hidden: frozenset[int] = frozenset()  # class indices
        self._made: tuple[Viewport, float] | None = None
        self._canvas = IndexedCanvas()
        self._room = QRect()  # that it shows, device px of the pane
        self._stale = QRect()  # part of it that is to be made anew

    def show_map(
        self, values: ClassMap | None, left: int = 0, top: int = 0,
        painted: Callable[[], Iterable[Bounds]] | None = None,
    ) -> None:  # fmt: skip
        """(h, w) with its upper left corner at a pixel of the picture; None for nothing. What changes in it is told by
        ``change``. ``painted``: see ``LabelPyramid``."""
        if values is None and self._pyramid is None:
            return
        self._pyramid = None if values is None or not values.size else LabelPyramid(values, self._hidden, painted)
        self._corner = (left, top)
        self._made = None
        self.repaint()

    def change(self, box: Box) -> None:
        """Pixels of the picture in this box have other classes now."""
        pyramid = self._pyramid
        if pyramid is None or box.width <= 0 or box.height <= 0:
            return
        left, top = box.x - self._corner[0], box.y - self._corner[1]
        pyramid.change(max(0, top), max(0, left), top + box.height, left + box.width)
        if self._made is not None:
            self._stale = self._stale.united(self._screen_box(box))
        ratio = self._made[1] if self._made is not None else 1.0
        self.repaint(self._seen_box(box), round(EDGE_PX * max(1, round(ratio)) / ratio) + 1)

    def show_hatches(self, hatches: Mapping[int, Hatch]) -> None:
        """By class index; a class without one is filled evenly."""
        if dict(hatches) != self._hatches:
            self._hatches = dict(hatches)
            self._made = None
            self.repaint()

    def show_hidden(self, hidden: frozenset[int]) -> None:
        """Classes that look like background: with a colour left out alone, the edges of their borders would be seen."""
        if hidden != self._hidden:
            self._hidden = hidden
            if self._pyramid is not None:
                self.show_map(self._pyramid.values, *self._corner)

    def show_colours(self, table: Sequence[int]) -> None:
        """256 ``qRgba`` values; indices as ``label_raster`` has them."""
        self._canvas.show_colours(table)
        self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if self._pyramid is None:
            return
        key = (view.viewport, view.pixel_ratio)
        if self._made != key:
            self._made = key
            self._room = self._seen_room(view.viewport)
            self._canvas.resize(self._room.width(), self._room.height(), view.pixel_ratio)
            self._stale = self._room
        if not self._stale.isEmpty():
            self._make(self._stale & self._room)
            self._stale = QRect()
        if not self._room.isEmpty():
            painter.drawImage(view.at(self._room.left(), self._room.top()), self._canvas.image)

    # inside; device px of the pane

    def _make(self, part: QRect) -> None:
        assert self._made is not None  # see ``paint``
        assert self._pyramid is not None
        if part.isEmpty():
            return
        viewport, ratio = self._made
        scale = max(1, round(ratio))
        margin = EDGE_PX * scale
        height, width = self._pyramid.values.shape
        rows, first_row = _under(viewport.origin_y, viewport.zoom, part.top(), part.bottom() + 1, margin,
                                 self._corner[1], height)  # fmt: skip
        columns, first_column = _under(viewport.origin_x, viewport.zoom, part.left(), part.right() + 1, margin,
                                       self._corner[0], width)  # fmt: skip
        values = np.zeros((part.height() + 2 * margin, part.width() + 2 * margin), np.uint8)
        if rows.size and columns.size:
            found = self._pyramid.part(self._pyramid.level_for(viewport.zoom), rows, columns)
            values[first_row : first_row + rows.size, first_column : first_column + columns.size] = found
        phase = part.left() - max(0, viewport.origin_x), part.top() - max(0, viewport.origin_y)
        picture = self._picture(values, phase, scale, margin)
        self._canvas.put(part.left() - self._room.left(), part.top() - self._room.top(), picture)

    def _picture(self, values: ClassMap, phase: tuple[int, int], scale: int, margin: int) -> Indices:
        return label_picture(values, self._hatches, phase, scale, margin)

    def _seen_room(self, viewport: Viewport) -> QRect:
        """The part of the pane that the class map and its borders cover."""
        assert self._pyramid is not None  # see ``paint``
        height, width = self._pyramid.values.shape
        room = self._screen_box(Box(self._corner[0], self._corner[1], width, height))
        return room & QRect(0, 0, viewport.width, viewport.height)

    def _screen_box(self, box: Box) -> QRect:
        assert self._made is not None
        viewport, ratio = self._made
        seen = self._seen_box(box)
        left, top = viewport.to_screen(seen.x, seen.y)
        right, bottom = viewport.to_screen(seen.x + seen.width, seen.y + seen.height)
        around = EDGE_PX * max(1, round(ratio))
        corner = QPoint(int(left) - around - 1, int(top) - around - 1)
        return QRect(corner, QPoint(int(right) + around + 1, int(bottom) + around + 1))

    def _seen_box(self, box: Box) -> Box:
        """From afar a whole cell of the pyramid changes."""
        if self._made is None or self._pyramid is None:
            return box
        cell = 1 << self._pyramid.level_for(self._made[0].zoom)
        left, top = (box.x - self._corner[0]) // cell * cell, (box.y - self._corner[1]) // cell * cell
        right = -(-(box.x + box.width - self._corner[0]) // cell) * cell
        bottom = -(-(box.y + box.height - self._corner[1]) // cell) * cell
        return Box(left + self._corner[0], top + self._corner[1], right - left, bottom - top)


def _under(
    origin: int, zoom: float, first: int, after: int, margin: int, corner: int, n_frame: int
) -> tuple[npt.NDArray[np.intp], int]:
    """Which row of the class map lies under each screen pixel of [first - margin, after + margin), those outside it
    left out; and how many were left out before the first."""
    screen = np.arange(first - margin, after + margin) + 0.5 - origin
    found = np.floor(screen / zoom).astype(np.intp) - corner
    start, end = np.searchsorted(found, (0, n_frame))
    return found[start:end], int(start)
