"""The last critical and major defects as large pictures. Nothing is pressed here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.core.defect import Severity
from inspector.screens.operator import LargePicture
from inspector.views.operator.sizes import LARGE_PX, SMALL_PX
from inspector.views.pixels import image_over
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.theme import GRID, RADIUS, font, tokens

WIDTH = 380
MIN_TILE_PX = 230  # where two or more stand below each other
MIN_HEIGHT_PX = 120  # in a small window that also asks something
SIGN_PX = 22


class SeriousColumn(QWidget):
    """As many as have room; each picture as large as its tile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: list[tuple[LargePicture, QPixmap]] = []
        self._empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Last critical and major defects"))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 2 * MIN_TILE_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, MIN_HEIGHT_PX)

    @property
    def shown(self) -> tuple[LargePicture, ...]:
        """From the top."""
        return tuple(picture for picture, _ in self._pictures)

    def show_pictures(self, pictures: Sequence[LargePicture]) -> None:
        """From the top."""
        made = dict(self._pictures)  # of the same picture no other is made
        self._pictures = [
            (one, made[one] if one in made else QPixmap.fromImage(image_over(one.pixels))) for one in pictures
        ]
        self._describe()

    def show_empty(self, sentence: str) -> None:
        """What stands there while there is none."""
        if sentence != self._empty:
            self._empty = sentence
            self.update()

    def _describe(self) -> None:
        texts = [f"{picture.title}, {picture.size}, {picture.where}" for picture in self.shown]
        self.setAccessibleDescription("; ".join(texts) or self._empty)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        n = max(1, self.height() // (MIN_TILE_PX + GRID))
        tall = (self.height() - (n - 1) * GRID) / n
        for index in range(n):
            box = QRectF(0.5, index * (tall + GRID) + 0.5, self.width() - 1, tall - 1)
            if index < len(self._pictures):
                self._paint_tile(painter, box, *self._pictures[index])
        if not self._pictures:
            self._paint_empty(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _paint_empty(self, painter: QPainter, box: QRectF) -> None:
        t = tokens()
        self._paint_card(painter, box, t.line)
        painter.setPen(QColor(t.text_dim))
        painter.setFont(font(SMALL_PX))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(2 * GRID, GRID, -2 * GRID, -GRID), flags, self._empty)

    @staticmethod
    def _paint_card(painter: QPainter, box: QRectF, edge: str, width: float = 1) -> None:
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _paint_tile(self, painter: QPainter, box: QRectF, picture: LargePicture, pixmap: QPixmap) -> None:
        t = tokens()
        shape, colour = severity_sign(picture.severity, t)
        is_loud = picture.severity in (Severity.CRITICAL, Severity.MAJOR)
        self._paint_card(painter, box, colour if is_loud else t.line, 2 if is_loud else 1)
        words = QRectF(box.left() + GRID, box.bottom() - 66, box.width() - 2 * GRID, 62)
        room = QRectF(box.left() + GRID, box.top() + GRID, box.width() - 2 * GRID, words.top() - box.top() - 2 * GRID)
        size = pixmap.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.left() + (room.width() - size.width()) / 2
        top = room.top() + (room.height() - size.height()) / 2
        painter.drawPixmap(QRectF(left, top, size.width(), size.height()), pixmap, QRectF(pixmap.rect()))
        draw_shape(painter, QRectF(words.left(), words.top() + 6, SIGN_PX, SIGN_PX), shape, colour)
        painter.setPen(QColor(t.text))
        painter.setFont(font(LARGE_PX, is_bold=True))
        title = QRectF(words.left() + SIGN_PX + GRID, words.top(), words.width() - SIGN_PX - GRID, 36)
        wide = int(title.width())
        elided = painter.fontMetrics().elidedText(picture.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setFont(font(SMALL_PX))
        under = QRectF(words.left(), words.top() + 36, words.width(), 26)
        text = painter.fontMetrics().elidedText(
            f"{picture.where} · {picture.size}", Qt.TextElideMode.ElideRight, int(under.width())
        )
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, text)
