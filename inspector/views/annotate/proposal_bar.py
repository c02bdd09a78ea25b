"""The bar of proposals over the canvas: how many there are, which one is pointed to, and what may be done with it."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from inspector.screens.proposals import ProposalState, ProposalThreshold
from inspector.views.action_set import ActionSet
from inspector.views.annotate.help_bar import HelpBar
from inspector.views.class_look import swatch
from inspector.views.live.histogram_slider import STEPS, HistogramSlider
from inspector.views.plain_text import PlainLabel, on_button, set_tip
from inspector.views.theme import GRID

SWATCH_PX, SLIDER_PX, VALUE_PX = 16, 200, 44


class ProposalBar(HelpBar):
    taken = Signal()  # the one that is pointed to
    rejected = Signal()
    brought_back = Signal()
    threshold_chosen = Signal(str, float)
    classes_added = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        actions.qaction("annotate.propose").setCheckable(True)
        self._state = ProposalState()
        self._is_set_aside = False
        self.add = self.add_button(self.tr("Add classes"))
        self.back = self.add_button("", self.tr("Propose again what was rejected in this frame"))
        self.take = self.add_button(
            self.tr("Accept"), self.tr("Accept the proposal that is pointed to (Enter)")
        )  # fmt: skip
        self.reject = self.add_button(
            self.tr("Reject"), self.tr("Reject the proposal that is pointed to (Backspace)")
        )  # fmt: skip
        self.take_all = self.add_button(self.tr("Accept all"), actions.tip("annotate.accept_all"))
        self.thresholds = self.add_button(
            self.tr("Thresholds…"), self.tr("From which probability on a class is proposed")
        )  # fmt: skip
        self.panel = ThresholdPanel(self)
        self.take.clicked.connect(self.taken)
        self.reject.clicked.connect(self.rejected)
        self.take_all.clicked.connect(actions.qaction("annotate.accept_all").trigger)
        self.back.clicked.connect(self.brought_back)
        self.add.clicked.connect(self.classes_added)
        self.thresholds.clicked.connect(self._show_thresholds)
        self.panel.chosen.connect(self.threshold_chosen)

    def show_state(self, state: ProposalState) -> None:
        if state == self._state:
            return
        self._state = state
        self.setVisible(state.is_wanted and not self._is_set_aside)
        missing = self.tr("The labels do not know: {0}").format(", ".join(state.missing)) if state.missing else ""
        self.say(state.text, " · ".join(part for part in (missing, state.detail) if part))
        for button in (self.take, self.reject, self.take_all):
            button.setEnabled(state.can_decide)
        self.back.setText(on_button(self.tr("Bring back {0}").format(state.n_rejected)))
        self.back.setVisible(state.n_rejected > 0)
        self.add.setVisible(bool(state.missing))
        set_tip(self.add, self.tr("They become classes of this frame: {0}").format(", ".join(state.missing)))
        self.thresholds.setEnabled(bool(state.thresholds))
        self.panel.show_thresholds(state.thresholds)

    def set_aside(self, is_set_aside: bool) -> None:
        """Something else is shown in the place of the labels: nothing can be decided meanwhile."""
        self._is_set_aside = is_set_aside
        self.setVisible(self._state.is_wanted and not is_set_aside)

    def _show_thresholds(self) -> None:
        corner = self.thresholds.mapToGlobal(QPoint(self.thresholds.width(), self.thresholds.height() + 4))
        self.panel.adjustSize()
        self.panel.move(corner - QPoint(self.panel.width(), 0))
        self.panel.show()


class ThresholdPanel(QFrame):
    """A slider per class, over how sure the model is of this frame's pixels; Del puts that of the inspection back."""

    chosen = Signal(str, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.sliders: dict[str, HistogramSlider] = {}
        self._values: dict[str, PlainLabel] = {}
        self._rows: tuple[ProposalThreshold, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        self._grid.setHorizontalSpacing(GRID)

    def show_thresholds(self, rows: tuple[ProposalThreshold, ...]) -> None:
        if [one.look for one in rows] != [one.look for one in self._rows]:
            self._build(rows)
        self._rows = rows
        for one in rows:
            slider = self.sliders[one.look.name]
            slider.show_bins(np.array(one.counts, np.int64))
            set_tip(slider, self.tr("Of the inspection: {0}. Del puts it back").format(f"{one.own:.2f}"))
            if not slider.isSliderDown():
                with QSignalBlocker(slider):
                    slider.setValue(round(one.value * STEPS))
            self._show_value(one.look.name, slider.value())

    def _build(self, rows: tuple[ProposalThreshold, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.sliders, self._values = {}, {}
        for at, one in enumerate(rows):
            sign, name, value = PlainLabel(), PlainLabel(one.look.name), PlainLabel()
            sign.setPixmap(swatch(one.look, SWATCH_PX, self.devicePixelRatio()))
            value.setFixedWidth(VALUE_PX)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            slider = HistogramSlider(one.look.colour)
            slider.setFixedWidth(SLIDER_PX)
            slider.setAccessibleName(self.tr("Threshold of {0}").format(one.look.name))
            slider.valueChanged.connect(partial(self._on_moved, one.look.name))
            slider.reset_wished.connect(partial(self._put_back, one.look.name))
            for column, part in enumerate((sign, name, slider, value)):
                self._grid.addWidget(part, at, column)
            self.sliders[one.look.name], self._values[one.look.name] = slider, value

    def _put_back(self, name: str) -> None:
        self.chosen.emit(name, next(one.own for one in self._rows if one.look.name == name))

    def _on_moved(self, name: str, value: int) -> None:
        self._show_value(name, value)
        self.chosen.emit(name, value / STEPS)

    def _show_value(self, name: str, value: int) -> None:
        self._values[name].setText(f"{value / STEPS:.2f}")
