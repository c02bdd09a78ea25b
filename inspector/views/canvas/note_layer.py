"""Notes pinned to the picture: a dot with the number that their row has, and the words of those that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.core.defect import Box
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.theme import SMALL_PX, font, tokens

RADIUS_PX = 9
WORDS_PX = 220  # of a note, at most
PAD_PX = 4


@dataclass(frozen=True, slots=True)
class PinnedNote:
    number: int  # from 1
    text: str
    at: Box  # a pixel of the picture
    is_closed: bool = False


class NoteLayer(Layer):
    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[PinnedNote, ...] = ()

    def show_notes(self, notes: Sequence[PinnedNote]) -> None:
        if tuple(notes) != self._notes:
            self._notes = tuple(notes)
            self.repaint()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL_PX, is_bold=True))
        for note in self._notes:
            middle = view.rect_of(note.at).center()
            if view.room.contains(middle):
                self._paint_dot(painter, middle, note)
                if not note.is_closed:
                    self._paint_words(painter, middle, note, view.room)

    def _paint_dot(self, painter: QPainter, middle: QPointF, note: PinnedNote) -> None:
        colour = QColor(tokens().on_picture)
        painter.setPen(QPen(QColor(0, 0, 0), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush if note.is_closed else colour)
        painter.drawEllipse(middle, RADIUS_PX, RADIUS_PX)
        painter.setPen(QPen(colour, 1.5))
        painter.drawEllipse(middle, RADIUS_PX, RADIUS_PX)
        painter.setPen(colour if note.is_closed else QColor(0, 0, 0))
        around = QRectF(middle.x() - RADIUS_PX, middle.y() - RADIUS_PX, 2 * RADIUS_PX, 2 * RADIUS_PX)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(note.number))

    def _paint_words(self, painter: QPainter, middle: QPointF, note: PinnedNote, room: QRectF) -> None:
        metrics = painter.fontMetrics()
        words = metrics.elidedText(note.text.splitlines()[0], Qt.TextElideMode.ElideRight, WORDS_PX)
        size = metrics.size(Qt.TextFlag.TextSingleLine, words)
        tag = QRectF(0, 0, size.width() + 2 * PAD_PX, size.height() + 2)
        tag.moveCenter(middle)
        tag.moveLeft(middle.x() + RADIUS_PX + PAD_PX)
        if tag.right() > room.right() - PAD_PX:  # no room there
            tag.moveRight(middle.x() - RADIUS_PX - PAD_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 200))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)
