"""The curves of a run: loss with its terms, mean IoU and IoU by class, learning rate, over one axis of steps.

pyqtgraph draws them; it is imported when the first one is made, which the presenter loads in the background before.
Curves are thinned to the pixels there are (peaks kept), and set anew only where their points are others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector.screens.train import Charts, Curve
from inspector.texts.formats import decimal, number
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import ElidedLabel, dim_label
from inspector.views.theme import GRID, SMALL_PX, font, tokens
from inspector.views.throttle import Throttle

AXIS_PX, READING_PX, HOVER_MS = 56, 16, 33
KEY_PX, LINE_PX = 18, 22  # height of a row of the key; length of the line in it
PATTERNS = (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine)
MAIN_PX, LINE_WIDTH_PX, OTHER_PX = 2.4, 1.5, 1.3


def _pen_of(curve: Curve, place: int) -> QPen:
    """``place`` among the curves of the chart that have no class: each its own pattern."""
    t = tokens()
    colour = QColor(curve.defect_class.colour if curve.defect_class is not None else t.text)
    pen = QPen(colour)
    pen.setCosmetic(True)
    if curve.is_main:
        pen.setWidthF(MAIN_PX)
    else:
        pen.setWidthF(LINE_WIDTH_PX)
        if curve.defect_class is None:
            pen.setColor(QColor(t.text_dim))
            pen.setStyle(PATTERNS[place % len(PATTERNS)])
    if curve.is_other_run:
        pen.setWidthF(OTHER_PX)
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


class CurveKey(QWidget):
    """What each line of a chart is, in as many rows as are needed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, QPen]] = []
        self._n_rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_curves(self, curves: Sequence[Curve], pens: Sequence[QPen]) -> None:
        self._entries = [
            (curve.name, pen) for curve, pen in zip(curves, pens, strict=True) if not curve.is_other_run
        ]  # fmt: skip
        self.setAccessibleDescription(", ".join(name for name, _ in self._entries))
        set_tip(self, self.accessibleDescription())
        self._lay_out()
        self.update()

    def _places(self) -> list[tuple[int, int]]:
        metrics, places, left, row = self.fontMetrics(), [], 0, 0
        for name, _ in self._entries:
            width = LINE_PX + 6 + metrics.horizontalAdvance(name) + 2 * GRID
            if left and left + width > self.width():
                left, row = 0, row + 1
            places.append((left, row))
            left += width
        return places

    def _lay_out(self) -> None:
        self.setFont(font(SMALL_PX))
        self._n_rows = 1 + max((row for _, row in self._places()), default=0)
        self.setFixedHeight(KEY_PX * min(2, self._n_rows))  # the tip has all of them

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL_PX))
        for (name, pen), (left, row) in zip(self._entries, self._places(), strict=True):
            middle = row * KEY_PX + KEY_PX / 2
            painter.setPen(pen)
            painter.drawLine(QPointF(left, middle), QPointF(left + LINE_PX, middle))
            painter.setPen(QColor(tokens().text))
            box = QRectF(left + LINE_PX + 6, row * KEY_PX, self.width(), KEY_PX)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.end()


class _Chart(QWidget):
    """One plot with its key."""

    def __init__(
        self, title: str, pyqtgraph: Any, *, is_share: bool = False, is_last: bool = False, n_digits: int = 3
    ) -> None:
        """``is_last``: of those below each other, whose axis tells the steps."""
        super().__init__()
        self.title, self._n_digits = title, n_digits
        self._made = pyqtgraph.PlotDataItem
        self._heading = dim_label(title, SMALL_PX)
        self._key = CurveKey(self)
        self._key.setVisible(not is_last)
        self._key.setAccessibleName(title)
        # pyqtgraph states no types.
        self.plot: Any = pyqtgraph.PlotWidget(enableMenu=False)
        item = self.plot.getPlotItem()
        item.ctrlMenu.setParent(self, Qt.WindowType.Popup)  # it has none, and would stay behind
        self.plot.setAccessibleName(title)
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        self.plot.setMouseEnabled(x=True, y=False)
        self.plot.hideButtons()
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item.setDownsampling(auto=True, mode="peak")
        item.setClipToView(True)
        item.showGrid(x=False, y=True, alpha=0.15)
        if is_share:
            self.plot.setYRange(0, 1, padding=0.02)
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setTickFont(font(SMALL_PX))
            axis.enableAutoSIPrefix(False)
        self.plot.getAxis("left").setWidth(AXIS_PX)
        self.plot.getAxis("bottom").setStyle(showValues=is_last)
        self.line: Any = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self.line.hide()
        self.plot.addItem(self.line, ignoreBounds=True)
        self.curves: tuple[Curve, ...] = ()
        self._lines: list[Any] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 2, GRID, 0)
        layout.setSpacing(0)
        layout.addWidget(self._heading)
        if not is_last:  # one curve, and the heading is its name
            layout.addWidget(self._key)
        layout.addWidget(self.plot, 1)
        self.setMinimumHeight(104)

    def show_curves(self, curves: tuple[Curve, ...]) -> None:
        places = [
            sum(each.defect_class is None and not each.is_main for each in curves[:n]) for n in range(len(curves))
        ]
        pens = [_pen_of(curve, place) for curve, place in zip(curves, places, strict=True)]
        for line in self._lines[len(curves) :]:
            self.plot.removeItem(line)
        del self._lines[len(curves) :]
        while len(self._lines) < len(curves):
            line = self._made(connect="finite", skipFiniteCheck=False)
            self._lines.append(line)
            self.plot.addItem(line)
        old = self.curves
        for place, (curve, pen, line) in enumerate(zip(curves, pens, self._lines, strict=True)):
            line.setPen(pen)
            is_same = place < len(old) and _is_same(old[place], curve)
            if not is_same:
                has_one = np.isfinite(curve.values).sum() < 2  # a line needs two: one point is drawn as one
                line.setData(curve.steps, curve.values, symbol="o" if has_one else None, symbolSize=5)
                line.setSymbolBrush(pen.color())
                line.setSymbolPen(pen.color())
        self.curves = curves
        self._key.show_curves(curves, pens)

    def read_at(self, step: float) -> list[str]:
        """What each curve is worth at the point nearest to ``step``."""
        told = []
        for curve in self.curves:
            known = np.flatnonzero(np.isfinite(curve.values))
            if known.size:
                nearest = known[np.argmin(np.abs(curve.steps[known] - step))]
                name = f"({curve.name})" if curve.is_other_run else curve.name
                told.append(f"{name} {decimal(float(curve.values[nearest]), self._n_digits)}")
        return told

    def refresh_colours(self) -> None:
        t = tokens()
        self.plot.setBackground(t.surface)
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(t.line_strong)
            axis.setTextPen(t.text_dim)
        self.line.setPen(t.text_dim)
        self.show_curves(self.curves)


def _is_same(one: Curve, other: Curve) -> bool:
    return np.array_equal(one.steps, other.steps) and np.array_equal(one.values, other.values, equal_nan=True)


class ChartsPanel(QWidget):
    """Three charts below each other, and what the mouse points at in words above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph  # 0.4 s, loaded in the background before this is made

        self._readings = (ElidedLabel(), ElidedLabel())  # scores; loss and learning rate
        for label in self._readings:
            label.setFont(font(SMALL_PX))
            label.setFixedHeight(READING_PX)
            label.setAccessibleName(self.tr("Values under the mouse"))
        self._hint = self.tr("Point at a curve to read it; the wheel zooms along the steps.")
        self._readings[0].setText(self._hint)
        self.score = _Chart(self.tr("Scores on val, 0 to 1"), pyqtgraph, is_share=True)
        self.loss = _Chart(self.tr("Loss"), pyqtgraph)
        self.rate = _Chart(self.tr("Learning rate, over the steps"), pyqtgraph, is_last=True, n_digits=5)
        self._charts = (self.score, self.loss, self.rate)
        self._n_steps = 0
        self._is_zoomed = False
        self._hover = Throttle(HOVER_MS, self)  # all three are painted anew for each place of the mouse
        self._hover.passed.connect(self._read_if_inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        reading = QVBoxLayout()
        reading.setContentsMargins(GRID, 0, GRID, 0)
        reading.setSpacing(0)
        for label in self._readings:
            reading.addWidget(label)
        layout.addLayout(reading)
        for chart, share in zip(self._charts, (5, 4, 2), strict=True):
            layout.addWidget(chart, share)
            chart.plot.scene().sigMouseMoved.connect(lambda at, chart=chart: self._on_moved(chart, at))
            chart.plot.getViewBox().sigRangeChangedManually.connect(self._on_zoomed)
            chart.plot.viewport().installEventFilter(self)
            if chart is not self.score:
                chart.plot.setXLink(self.score.plot)
        self._colour()

    def show_charts(self, charts: Charts) -> None:
        for chart, curves in zip(self._charts, (charts.score, charts.loss, charts.learning_rate), strict=True):
            chart.show_curves(curves)
        last = max((float(c.steps[-1]) for chart in self._charts for c in chart.curves if c.steps.size), default=1.0)
        self._n_steps = max(charts.n_steps, round(last), 1)
        if not self._is_zoomed:
            self.fit()
        if self.score.line.isVisible():  # what is read is that of the new points, and of another run
            self.read_at(min(float(self.score.line.value()), float(self._n_steps)))

    def fit(self) -> None:
        """All steps, up to where the run is to end."""
        self._is_zoomed = False
        self.score.plot.setXRange(0, self._n_steps, padding=0.01)

    @property
    def reading(self) -> str:
        return " · ".join(label.text() for label in self._readings if label.text())

    def _on_zoomed(self, *_: object) -> None:
        self._is_zoomed = True

    def _on_moved(self, chart: _Chart, at: QPointF) -> None:
        step = float(chart.plot.getViewBox().mapSceneToView(at).x())
        self._hover.put(min(max(step, 0.0), float(self._n_steps)))

    def _read_if_inside(self, step: float) -> None:
        if any(chart.plot.underMouse() for chart in self._charts):  # else it was left meanwhile
            self.read_at(step)

    def read_at(self, step: float) -> None:
        scores, others = self.score.read_at(step), [*self.loss.read_at(step), *self.rate.read_at(step)]
        for chart in self._charts:
            chart.line.setPos(step)
            chart.line.setVisible(bool(scores or others))
        at = self.tr("step {0}").format(number(round(step)))
        self._readings[0].setText(" · ".join((at, *scores)))
        self._readings[1].setText(" · ".join(others))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            for chart in self._charts:
                chart.line.hide()
            self._readings[0].setText(self._hint)
            self._readings[1].setText("")
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        for chart in self._charts:
            chart.refresh_colours()

    def sizeHint(self) -> QSize:
        return QSize(560, 480)
