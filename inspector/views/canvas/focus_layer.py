"""Points to one part of the frame: corners round it, and a few words beside them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.core.defect import Box
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.theme import SMALL_PX, font, tokens

AWAY_PX = 6  # widget px between the part and its corners
ARM_PX = 14
TAG_PX = (4, 2)  # round the words


class FocusLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._box: Box | None = None
        self._text = ""

    def show_box(self, box: Box | None, text: str = "") -> None:
        """Box of the picture; None: of nothing."""
        if (box, text) != (self._box, self._text):
            self._box, self._text = box, text
            self.repaint()

    @property
    def is_pointing(self) -> bool:
        return self._box is not None

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if self._box is None:
            return
        away = AWAY_PX
        around = view.rect_of(self._box).adjusted(-away, -away, away, away)
        if not around.intersects(view.room):
            return
        arm = min(ARM_PX, around.width() / 3, around.height() / 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0), 4.5), (QColor(tokens().on_picture), 2.0)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
            for corner, right, down in (
                (around.topLeft(), 1, 1), (around.topRight(), -1, 1), (around.bottomLeft(), 1, -1),
                (around.bottomRight(), -1, -1),
            ):  # fmt: skip
                painter.drawPolyline([corner + QPointF(right * arm, 0), corner, corner + QPointF(0, down * arm)])
        if self._text:
            self._paint_tag(painter, around, view.room)

    def _paint_tag(self, painter: QPainter, around: QRectF, room: QRectF) -> None:
        painter.setFont(font(SMALL_PX, is_bold=True))
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine, self._text)
        tag = QRectF(0, 0, size.width() + 2 * TAG_PX[0], size.height() + 2 * TAG_PX[1])
        tag.moveBottomLeft(around.topLeft() + QPointF(0, -AWAY_PX))
        if tag.top() < room.top():  # no room above: below
            tag.moveTopLeft(around.bottomLeft() + QPointF(0, AWAY_PX))
        tag.moveLeft(max(room.left() + 4, min(tag.left(), room.right() - tag.width() - 4)))
        tag.moveTop(max(room.top() + 4, min(tag.top(), room.bottom() - tag.height() - 4)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 200))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._text)
