"""Words of the operator's view that are written smaller, or in more lines, before they are cut."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from inspector.views.plain_text import PlainLabel
from inspector.views.theme import font

SIZES_PX = (44, 36, 30, 28, 24, 21, 18)
MAX_KEPT_PX = 220  # of a text that is kept whole at its smallest


def draw_fitting(painter: QPainter, room: QRectF, text: str, pixels: int, *, is_bold: bool = False) -> None:
    """In the largest size up to ``pixels`` in which it fits, wrapped; with … where even the smallest does not."""
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    for size in (one for one in SIZES_PX if one <= pixels):
        painter.setFont(font(size, is_bold=is_bold))
        if _fits(painter, room, text):
            break
    metrics = painter.fontMetrics()
    shown, wide = text, metrics.horizontalAdvance(text)
    while not _fits(painter, room, shown) and wide > room.width() / 4:
        wide -= 8
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
    painter.drawText(room, flags, shown)


def _fits(painter: QPainter, room: QRectF, text: str) -> bool:
    needed = painter.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
    return needed.width() <= room.width() and needed.height() <= room.height() + 2  # of leading below the last line


class FittingLabel(PlainLabel):
    """As wide as there is room; never larger than ``pixels``."""

    def __init__(self, pixels: int, *, is_bold: bool = False, n_lines: int = 1, keeps: bool = False) -> None:
        """``keeps``: it takes the room of its neighbours before it is cut."""
        super().__init__()
        self._pixels, self._is_bold, self._n_lines, self._keeps = pixels, is_bold, n_lines, keeps
        self.setFont(font(pixels, is_bold=is_bold))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(font(self._pixels, is_bold=self._is_bold)).height()
        smallest = QFontMetrics(font(SIZES_PX[-1], is_bold=self._is_bold))
        kept = min(MAX_KEPT_PX, smallest.horizontalAdvance(self.text()) + 2) if self._keeps else 32
        return QSize(kept, line * self._n_lines)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        draw_fitting(painter, QRectF(self.contentsRect()), self.text(), self._pixels, is_bold=self._is_bold)
        painter.end()
