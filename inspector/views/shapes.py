"""The shapes that stand beside every status colour: ● ▲ ■ ○, drawn by us so that they look the same everywhere.

Lamps and severities share them: the more corners, the louder.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from inspector.core.defect import Severity
from inspector.screens.shell import LampState
from inspector.texts.messages import Tier
from inspector.views.theme import Tokens


class Shape(Enum):
    DISC = auto()
    TRIANGLE = auto()
    SQUARE = auto()
    RING = auto()
    DOT = auto()
    HALF = auto()  # begun
    TICK = auto()  # found right
    CROSS = auto()  # found wrong
    DASH = auto()  # not looked at


def draw_shape(painter: QPainter, box: QRectF, shape: Shape, colour: str) -> None:
    """Draw ``shape`` filling ``box``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(colour)))
    if shape is Shape.DISC:
        painter.drawEllipse(box)
    elif shape is Shape.DOT:
        painter.drawEllipse(box.center(), box.width() / 4, box.height() / 4)
    elif shape is Shape.SQUARE:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.HALF:
        painter.drawPie(box, 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    elif shape is Shape.TICK:
        painter.setPen(QPen(QColor(colour), 2.0, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        at = (
            QPointF(box.left() + x * box.width(), box.top() + y * box.height())
            for x, y in ((0.1, 0.55), (0.4, 0.85), (0.9, 0.2))
        )
        painter.drawPolyline(QPolygonF(list(at)))
    elif shape in (Shape.CROSS, Shape.DASH):
        painter.setPen(QPen(QColor(colour), 2.0, c=Qt.PenCapStyle.RoundCap))
        inner, middle = box.adjusted(1.5, 1.5, -1.5, -1.5), box.center().y()
        if shape is Shape.DASH:
            painter.drawLine(QPointF(inner.left(), middle), QPointF(inner.right(), middle))
        else:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.bottomLeft(), inner.topRight())
    elif shape is Shape.TRIANGLE:
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    painter.restore()


def lamp_sign(state: LampState, t: Tokens) -> tuple[Shape, str]:
    """Shape and colour of a lamp; a lamp that is well is quiet."""
    return {
        LampState.OK: (Shape.DISC, t.text_dim),
        LampState.WARNING: (Shape.TRIANGLE, t.warn),
        LampState.STOP: (Shape.SQUARE, t.stop),
        LampState.OFF: (Shape.RING, t.text_dim),
    }[state]


def severity_sign(severity: Severity, t: Tokens) -> tuple[Shape, str]:
    return {
        Severity.NONE: (Shape.RING, t.text_dim),
        Severity.MINOR: (Shape.DISC, t.text_dim),
        Severity.MAJOR: (Shape.TRIANGLE, t.warn),
        Severity.CRITICAL: (Shape.SQUARE, t.stop),
    }[severity]


def tier_sign(tier: Tier, t: Tokens) -> tuple[Shape, str]:
    return {
        Tier.STOP: (Shape.SQUARE, t.stop),
        Tier.WARN: (Shape.TRIANGLE, t.warn),
        Tier.NOTE: (Shape.DISC, t.note),
    }[tier]
