"""Dims what lies beside the product, since it was never inspected, and draws the product's edges as thin lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from inspector.screens.live import Line, ShownProduct
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.theme import tokens

DIMMED = 0.55  # opacity over what is masked: its structures can still be told
DARK_PX, LIGHT_PX = 3.0, 1.0  # widths of an edge and of the dark line under it: seen on any grey


class ProductLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._product: ShownProduct | None = None

    def show_product(self, product: ShownProduct | None) -> None:
        """None: all of the frame was inspected."""
        if product != self._product:
            self._product = product
            self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        product = self._product
        if product is None or view.visible.is_empty:
            return
        masked = QPainterPath()
        masked.addRect(view.rect_of(product.frame))
        masked.addPolygon(_placed(product.kept, view))
        masked.closeSubpath()
        dim = QColor(tokens().picture)
        dim.setAlphaF(DIMMED)
        painter.fillPath(masked, dim)  # odd-even: what is kept is left out
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, alpha, width in ((QColor(0, 0, 0), 0.6, DARK_PX), (QColor(255, 255, 255), 0.7, LIGHT_PX)):
            colour.setAlphaF(alpha)
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            for edge in product.edges:
                painter.drawPolyline(_placed(edge, view))


def _placed(line: Line, view: PaneView) -> QPolygonF:
    points = [view.viewport.to_screen(x, y) for x, y in line]
    ratio = view.pixel_ratio
    return QPolygonF([QPointF(x / ratio, y / ratio) for x, y in points])
