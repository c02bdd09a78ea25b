"""Words over a pane; the sign that a picture is lit otherwise than it was captured, which a click puts back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.canvas.tools import Tool
from inspector.views.theme import BODY_PX, GRID, RADIUS, font, tokens

SIGN_PX = 20


class TextLayer(Layer):
    """Something in words over the whole pane; nothing while there is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.repaint()


class LookSign(TextLayer):
    """Text in the upper right corner, as long as the picture is lit otherwise than it was captured."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QRectF()  # where it was painted last, widget px of the pane

    def paint(self, painter: QPainter, view: PaneView) -> None:
        self.box = QRectF()
        if not self.text:
            return
        t = tokens()
        painter.setFont(font(BODY_PX, is_bold=True))
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text)
        box = QRectF(0, 0, size.width() + 2 * GRID + SIGN_PX, size.height() + 12)
        box.moveTopRight(view.room.topRight() + QPoint(-12, 12))
        self.box = box
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        sign = QRectF(box.left() + GRID, box.center().y() - 6, 12, 12)
        painter.setPen(QPen(QColor(t.text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(sign)
        painter.setBrush(QColor(t.text))
        painter.drawChord(sign, 90 * 16, 180 * 16)
        painter.drawText(box.adjusted(GRID + SIGN_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)


class SignTool(Tool):
    """A click on the sign puts the picture back as it was captured."""

    def __init__(self, sign: LookSign, on_clicked: Callable[[], object]) -> None:
        self._sign = sign
        self._on_clicked = on_clicked

    def begin(self, position: QPointF, button: Qt.MouseButton) -> bool:
        is_meant = button is Qt.MouseButton.LeftButton and self._sign.box.contains(position)
        if is_meant:
            self._on_clicked()
        return is_meant

    def cursor(self, position: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.PointingHandCursor if self._sign.box.contains(position) else None
