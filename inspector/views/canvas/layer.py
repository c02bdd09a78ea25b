"""What is painted: layers over one frame, and the view that they are given to paint in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from inspector.core.defect import Box
from inspector.views.canvas.raster import IndexPicture
from inspector.views.canvas.viewport import Viewport, VisibleRegion
from inspector.views.pixels import indexed_image


@dataclass(frozen=True, slots=True, eq=False)
class PaneView:
    """Where a layer paints: a pane, its corner at (0, 0) of the painter."""

    viewport: Viewport
    visible: VisibleRegion
    pixel_ratio: float  # device px per widget px
    room: QRectF  # the pane, widget px

    def at(self, x: float, y: float) -> QPointF:
        """Device px to widget px."""
        return QPointF(x / self.pixel_ratio, y / self.pixel_ratio)

    def x_of(self, share: float) -> float:
        """A share of the pane's width in widget px, on a whole device pixel."""
        return round(share * self.viewport.width) / self.pixel_ratio

    def rect_of(self, box: Box) -> QRectF:
        """A box of the frame in widget px; its upper left corner on a whole device pixel."""
        left, top = self.viewport.to_screen(box.x, box.y)
        right, bottom = self.viewport.to_screen(box.x + box.width, box.y + box.height)
        return QRectF(self.at(round(left), round(top)), self.at(right, bottom))


class Layer(QObject):
    """One thing painted over a frame. It knows no other layer, and says itself when it looks different."""

    # Box of the frame that looks different now, or None for the whole pane; and how many widget px beyond the box.
    changed = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self._is_visible = True
        self._from_share = 0.0

    @property
    def is_visible(self) -> bool:
        return self._is_visible

    @property
    def from_share(self) -> float:
        """Share of the pane's width, from the left, in which nothing of the layer is shown."""
        return self._from_share

    def set_visible(self, is_visible: bool) -> None:
        if is_visible != self._is_visible:
            self._is_visible = is_visible
            self.repaint()

    def show_from(self, share: float) -> None:
        if share != self._from_share:
            self._from_share = share
            self.repaint()

    def repaint(self, box: Box | None = None, margin_px: int = 0) -> None:
        """Have the pane painted again, or what of it lies within ``margin_px`` widget px of a box of the frame."""
        self.changed.emit(box, margin_px)

    def paint(self, painter: QPainter, view: PaneView) -> None:
        """Paint onto the pane. The painter's state is put back afterwards; what need not be repainted is clipped."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, eq=False)
class PlacedImage:
    left: int  # device px of the pane
    top: int
    image: QImage  # one pixel per device pixel


class ImageLayer(Layer):
    """A layer whose image is made once per viewport and is copied to the screen at each paint."""

    def __init__(self) -> None:
        super().__init__()
        self._made: tuple[Viewport, float, PlacedImage | None] | None = None

    def _image(self, view: PaneView) -> PlacedImage | None:
        """Make the image of the visible part; None where there is nothing to see."""
        raise NotImplementedError

    def _renew(self) -> None:
        """What is shown has changed: make the image anew at the next paint."""
        self._made = None
        self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if view.visible.is_empty:
            return
        if self._made is None or self._made[:2] != (view.viewport, view.pixel_ratio):
            placed = self._image(view)
            if placed is not None:
                placed.image.setDevicePixelRatio(view.pixel_ratio)
            self._made = (view.viewport, view.pixel_ratio, placed)
        placed = self._made[2]
        if placed is not None:
            painter.drawImage(view.at(placed.left, placed.top), placed.image)


class IndexImageLayer(ImageLayer):
    """A layer whose image holds indices: a new colour table alone needs no new image."""

    def __init__(self) -> None:
        super().__init__()
        self._colours = [0] * 256

    def show_colours(self, table: Sequence[int]) -> None:
        """256 ``qRgba`` values."""
        if list(table) == self._colours:
            return
        self._colours = list(table)
        if self._made is not None and self._made[2] is not None:
            self._made[2].image.setColorTable(self._colours)
        self.repaint()

    def _coloured(self, picture: IndexPicture) -> PlacedImage | None:
        if picture.is_empty:
            return None
        return PlacedImage(picture.left, picture.top, indexed_image(picture.indices, self._colours))


@dataclass(slots=True, eq=False)
class Pane:
    """A stack of layers, the lowest first, over a frame of this size; 0 × 0 px while there is none."""

    layers: tuple[Layer, ...]
    n_rows: int = 0
    n_columns: int = 0
