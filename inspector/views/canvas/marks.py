"""Marks over a frame that are neither picture nor class map."""

from __future__ import annotations

from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.core.defect import Box
from inspector.views.canvas.layer import Layer, PaneView
from inspector.views.theme import FADE_MS, tokens

FOCUS_MARGIN_PX = 8  # widget px between what is chosen and its box
FLASH_PX = 5  # from the box to the middle of its halo
MAX_STROKE_PX = 8


class FocusLayer(Layer):
    """Box round what is chosen, a defect say; a halo shows it once and fades."""

    def __init__(self) -> None:
        super().__init__()
        self._focus: Box | None = None
        self._flash = QVariantAnimation(self)
        self._flash.setDuration(FADE_MS)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.valueChanged.connect(self._on_flash)

    def show_focus(self, focus: Box | None) -> None:
        """A box of the frame; the same one again is not flashed again."""
        if focus == self._focus:
            return
        for box in (self._focus, focus):
            if box is not None:
                self._repaint_round(box)
        self._focus = focus
        self._flash.stop()
        if focus is not None:
            self._flash.start()

    def paint(self, painter: QPainter, view: PaneView) -> None:
        if self._focus is None:
            return
        margin = FOCUS_MARGIN_PX
        box = view.rect_of(self._focus).adjusted(-margin, -margin, margin, margin)
        accent = QColor(tokens().on_picture)
        for colour, width in ((QColor(255, 255, 255), 6), (QColor(0, 0, 0), 4), (accent, 2)):  # seen on any grey
            painter.setPen(QPen(colour, width))
            painter.drawRect(box)
        if self._flash.state() is QVariantAnimation.State.Running:
            accent.setAlphaF(float(self._flash.currentValue()))
            painter.setPen(QPen(accent, MAX_STROKE_PX))
            painter.drawRect(box.adjusted(-FLASH_PX, -FLASH_PX, FLASH_PX, FLASH_PX))

    def _on_flash(self) -> None:
        if self._focus is not None:
            self._repaint_round(self._focus)

    def _repaint_round(self, box: Box) -> None:
        self.repaint(box, FOCUS_MARGIN_PX + FLASH_PX + MAX_STROKE_PX)
