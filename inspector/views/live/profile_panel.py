"""The grey along the ruler, drawn by pyqtgraph, which is imported when the first one is made and not before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.core.ruler import GreyProfile
from inspector.views.theme import SMALL_PX, font, tokens

MIN_HEIGHT, MAX_HEIGHT = 80, 104
AXIS_PX = 44


class ProfilePanel(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph  # 0.4 s, loaded in the background before this is made

        self.setMinimumHeight(MIN_HEIGHT)
        self.setMaximumHeight(MAX_HEIGHT)
        # pyqtgraph states no types.
        self._plot: Any = pyqtgraph.PlotWidget(enableMenu=False)
        self._plot.getPlotItem().ctrlMenu.setParent(self, Qt.WindowType.Popup)  # it has none, and would stay behind
        self._plot.setAccessibleName(self.tr("Grey along the ruler"))
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(self.focusPolicy())  # nothing in it is for the keys
        self._curve: Any = self._plot.plot()
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setTickFont(font(SMALL_PX))
            axis.enableAutoSIPrefix(False)
        self._plot.getAxis("left").setWidth(AXIS_PX)
        self._unit = ""
        self.profile: GreyProfile | None = None  # that is shown
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 8, 0)
        layout.addWidget(self._plot)
        self._colour()

    def show_profile(self, profile: GreyProfile | None) -> None:
        """None: no line is drawn yet."""
        self.profile = profile
        if profile is None:
            self._curve.setData([], [])
            return
        if profile.unit != self._unit:
            self._unit = profile.unit
            self._plot.setLabel("left", self.tr("grey"))
            self._plot.setAccessibleDescription(self._unit)
        self._curve.setData(profile.distance, profile.grey)

    def _colour(self) -> None:
        t = tokens()
        self._plot.setBackground(t.surface)
        self._curve.setPen(t.accent, width=1)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(t.line_strong)
            axis.setTextPen(t.text_dim)

    def refresh_colours(self) -> None:
        self._colour()
