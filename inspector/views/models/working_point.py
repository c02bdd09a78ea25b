"""Found defects against false alarms of both models, a point that is dragged along the candidate's curve, its cost."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from inspector.screens.models import CurveLine, WorkingPointState
from inspector.texts import models_page as texts
from inspector.views.fields import FIELD_PX, NumberField
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import dim_label, small
from inspector.views.theme import GRID, SMALL_PX, font, tokens

AXIS_PX = 44
MAX_COST = 1_000_000.0  # as the workspace keeps it


class WorkingPointView(QWidget):
    point_chosen = Signal(int)  # index on the candidate's curve
    costs_chosen = Signal(float, float)  # of a miss, of a false stop

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: WorkingPointState | None = None
        self._plot: _CurvePlot | None = None
        self._room = QVBoxLayout()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Working point"))
        self.slider.valueChanged.connect(self.point_chosen)
        self._miss = NumberField(self.tr("Cost of a miss"), 0, MAX_COST, step=10)
        self._stop = NumberField(self.tr("Cost of a false stop"), 0, MAX_COST, step=10)
        for field in (self._miss, self._stop):
            field.setMaximumWidth(120)
            field.valueChanged.connect(lambda _: self.costs_chosen.emit(self._miss.value(), self._stop.value()))
        self._cheapest = QPushButton(self.tr("Go to the cheapest"))
        self._cheapest.setAccessibleName(self._cheapest.text())
        self._cheapest.setFixedHeight(FIELD_PX)
        self._cheapest.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cheapest.clicked.connect(self._on_cheapest)
        self._readings: list[QLabel] = [small(PlainLabel()) for _ in range(3)]
        self._readings[0].setFont(font(is_bold=True))
        self._readings[1].setProperty("dim", True)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in self._readings:
            words.addWidget(label)
        costs = QHBoxLayout()
        costs.setSpacing(GRID)
        for caption, field in ((self.tr("A miss costs"), self._miss), (self.tr("a false stop costs"), self._stop)):
            costs.addWidget(dim_label(caption))
            costs.addWidget(field)
        costs.addWidget(self._cheapest)
        costs.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._room, 1)
        layout.addWidget(self.slider)
        layout.addLayout(words)
        layout.addLayout(costs)
        layout.addWidget(small(dim_label(texts.POINT_RULE.translated(), SMALL_PX)))

    def show_plot(self) -> None:
        """pyqtgraph was loaded: draw from now on."""
        if self._plot is None:
            self._plot = _CurvePlot(self)
            self._plot.dragged.connect(self.point_chosen)
            self._room.addWidget(self._plot)
            if self._state is not None:
                self._plot.show_state(self._state)

    def show_state(self, state: WorkingPointState | None) -> None:
        self._state = state
        self.setEnabled(state is not None)
        said = ("", "", "")
        if state is not None:
            said = (state.reading, state.reading_active, f"{state.costs} {state.cheapest}")
            with QSignalBlocker(self.slider):
                self.slider.setRange(0, max(0, len(state.candidate.alarms) - 1))
                self.slider.setValue(state.index)
            self._miss.show_value(state.miss_cost)
            self._stop.show_value(state.stop_cost)
            self._cheapest.setEnabled(state.cheapest_index >= 0 and state.cheapest_index != state.index)
        for label, text in zip(self._readings, said, strict=True):
            label.setText(text)
        if self._plot is not None:
            self._plot.show_state(state)

    def _on_cheapest(self) -> None:
        if self._state is not None and self._state.cheapest_index >= 0:
            self.point_chosen.emit(self._state.cheapest_index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._plot is not None:
            self._plot.refresh_colours()


class _CurvePlot(QWidget):
    """Drawn by pyqtgraph, which states no types. False alarms on a logarithmic scale; none stands at its left end."""

    dragged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph  # 0.4 s, loaded in the background before this is made

        self._x: list[float] = []  # of the candidate's points, log10
        self._recall: tuple[float, ...] = ()
        self._floor = 1e-3
        self._is_showing = False
        self._plot: Any = pyqtgraph.PlotWidget(enableMenu=False)
        self._plot.getPlotItem().ctrlMenu.setParent(self, Qt.WindowType.Popup)  # it has none, and would stay behind
        self._plot.setAccessibleName(self.tr("Found defects against false alarms"))
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the slider below has the keys
        self._plot.setMinimumHeight(60)
        self._legend: Any = self._plot.addLegend(offset=(-GRID, -GRID), labelTextSize=f"{SMALL_PX}px")
        self._active: Any = self._plot.plot(name="–")
        self._candidate: Any = self._plot.plot(name="–")
        self._cards: Any = pyqtgraph.ScatterPlotItem(size=9, symbol="s")
        self._best: Any = pyqtgraph.ScatterPlotItem(size=12, symbol="d")
        self._point: Any = pyqtgraph.TargetItem(size=14, movable=True)
        for item in (self._cards, self._best, self._point):
            self._plot.addItem(item)
        self._point.sigPositionChanged.connect(self._on_dragged)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setTickFont(font(SMALL_PX))
            axis.enableAutoSIPrefix(False)
        self._plot.getAxis("left").setWidth(AXIS_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.refresh_colours()

    def show_state(self, state: WorkingPointState | None) -> None:
        self._is_showing = True
        if state is None:
            for item in (self._active, self._candidate, self._cards, self._best):
                item.setData([], [])
            self._point.hide()
        else:
            self._show_curves(state)
        self._is_showing = False

    def _show_curves(self, state: WorkingPointState) -> None:
        above = [one for line in (state.active, state.candidate) for one in line.alarms if one > 0]
        self._floor = min(above, default=1.0) / 3
        self._x, self._recall = self._log(state.candidate), state.candidate.recall
        self._candidate.setData(self._x, list(state.candidate.recall))
        self._active.setData(self._log(state.active), list(state.active.recall))
        self._legend.clear()
        self._legend.addItem(self._candidate, state.candidate.title)
        self._legend.addItem(self._active, state.active.title)
        cards = [
            (math.log10(max(line.card_point[0], self._floor)), line.card_point[1])
            for line in (state.active, state.candidate)
            if line.card_point is not None
        ]
        self._cards.setData([x for x, _ in cards], [y for _, y in cards])
        best = state.cheapest_index
        self._best.setData([self._x[best]] if best >= 0 else [], [state.candidate.recall[best]] if best >= 0 else [])
        self._point.setVisible(bool(self._x))
        if self._x:
            self._point.setPos(self._x[state.index], state.candidate.recall[state.index])
        self._plot.getAxis("bottom").setTicks([self._ticks(state)])
        self._plot.setLabel("left", self.tr("found"))
        self._plot.setLabel("bottom", state.alarms_title)

    def _log(self, line: CurveLine) -> list[float]:
        return [math.log10(max(one, self._floor)) for one in line.alarms]

    def _ticks(self, state: WorkingPointState) -> list[tuple[float, str]]:
        """Decades with their 2 and 5, few enough to be read; 0 at the left end, where none stands."""
        every = self._x + self._log(state.active)
        low, high = min(every), max(every)
        parts = (1, 2, 5) if high - low < 2.5 else (1,)
        found = [
            (math.log10(part * 10.0**decade), f"{part * 10.0**decade:g}")
            for decade in range(math.floor(low), math.ceil(high) + 1)
            for part in parts
        ]
        zero = [(math.log10(self._floor), "0")] if low <= math.log10(self._floor) else []
        return [*zero, *(one for one in found if one[0] >= math.log10(3 * self._floor) - 0.01)]

    def _on_dragged(self) -> None:
        if self._is_showing or not self._x:
            return
        at = self._point.pos()
        wide = max(self._x) - min(self._x) or 1.0
        nearest = min(
            range(len(self._x)),
            key=lambda number: abs(self._x[number] - at.x()) / wide + abs(self._recall[number] - at.y()),
        )
        self.dragged.emit(nearest)

    def refresh_colours(self) -> None:
        import pyqtgraph

        t = tokens()
        self._plot.setBackground(t.surface)
        self._candidate.setPen(pyqtgraph.mkPen(t.accent, width=2))
        self._active.setPen(pyqtgraph.mkPen(t.text_dim, width=2, style=Qt.PenStyle.DashLine))
        self._cards.setBrush(pyqtgraph.mkBrush(t.surface))
        self._cards.setPen(pyqtgraph.mkPen(t.text, width=1.5))
        self._best.setBrush(pyqtgraph.mkBrush(t.surface))
        self._best.setPen(pyqtgraph.mkPen(t.text, width=1.5))
        self._point.setPen(pyqtgraph.mkPen(t.text, width=2))
        self._point.setHoverPen(pyqtgraph.mkPen(t.accent, width=2))
        self._legend.setLabelTextColor(t.text)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(t.line_strong)
            axis.setTextPen(t.text_dim)
