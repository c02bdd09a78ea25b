"""The stats of the run: a large value over its name, each at its fixed position and width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector.screens.live import Stat
from inspector.views.plain_text import set_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font, tokens

SIGN_PX = 10
MAX_NAME_PX = 100  # with its sign; a longer name of another language is cut, a value never


class StatView(QWidget):
    """One stat. It grows with its text and never shrinks, so that the row stands still."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stat = Stat("", "")
        self._width = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_stat(self, stat: Stat) -> None:
        if stat == self._stat:
            return
        self._stat = stat
        wide = max(
            # With a digit more: a layout follows a little later, and a figure that is cut tells another.
            QFontMetrics(font(LARGE_PX, is_bold=True)).horizontalAdvance(f"0{stat.value}"),
            min(MAX_NAME_PX, QFontMetrics(font(SMALL_PX)).horizontalAdvance(stat.name) + SIGN_PX + 4),
        )
        if wide > self._width:
            self._width = wide + 2
            self.updateGeometry()
        set_tip(self, stat.name if self._shown_name(self._width) != stat.name else "")
        need = self.tr(", needs attention") if stat.needs_attention else ""
        self.setAccessibleName(f"{stat.name}: {stat.value}{need}")
        self.update()

    def _shown_name(self, width: int) -> str:
        room = width - SIGN_PX - 4
        return QFontMetrics(font(SMALL_PX)).elidedText(self._stat.name, Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        return QSize(self._width, 44)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        colour = QColor(t.warn if self._stat.needs_attention else t.text)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(LARGE_PX, is_bold=True))
        painter.setPen(colour)
        painter.drawText(QRectF(0, 2, self.width(), 22), right, self._stat.value)
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.warn if self._stat.needs_attention else t.text_dim))
        name = self._shown_name(self.width())
        painter.drawText(QRectF(0, 24, self.width(), 18), right, name)
        if self._stat.needs_attention:
            wide = painter.fontMetrics().horizontalAdvance(name)
            draw_shape(painter, QRectF(self.width() - wide - SIGN_PX - 4, 28, SIGN_PX, SIGN_PX), Shape.TRIANGLE, t.warn)
        painter.end()


class StatsBar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[StatView] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * GRID)

    def show_stats(self, stats: Sequence[Stat]) -> None:
        while len(self._views) < len(stats):
            view = StatView()
            self._row.addWidget(view)
            self._views.append(view)
        for index, view in enumerate(self._views):
            view.setVisible(index < len(stats))
            if index < len(stats):
                view.show_stat(stats[index])
