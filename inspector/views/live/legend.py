"""The classes of the model: what each looks like, how many there are, and from which score and size it is reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.live import ClassState, ThresholdState
from inspector.views.class_look import swatch
from inspector.views.fields import NumberField
from inspector.views.live.histogram_slider import STEPS, HistogramSlider
from inspector.views.live.threshold_menu import ThresholdMenu
from inspector.views.plain_text import PlainLabel, on_button, set_tip
from inspector.views.small_widgets import Card, SteadyLabel, dim_label, scrolled
from inspector.views.theme import GRID, SMALL_PX, font
from inspector.views.throttle import Throttle

ACT_EVERY_MS = 33  # a dragged threshold acts about 30 times a second
SWATCH_PX = 16
ANSWER_WITHIN_MS = 600


class ResetButton(QToolButton):
    """What stood before a hand moved it, in as many words as there is room for; it takes none from its neighbours."""

    def __init__(self) -> None:
        super().__init__()
        self._changed_from = ""
        self.setAccessibleName(self.tr("Nothing is changed"))
        self.setProperty("quiet", True)
        self.setFont(font(SMALL_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_change(self, changed_from: str) -> None:
        self._changed_from = changed_from
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        texts = (self.tr("changed from {0} ↺").format(self._changed_from), f"{self._changed_from} ↺", "↺")
        room_px = self.width() - 2 * GRID
        fitting = (text for text in texts if self.fontMetrics().horizontalAdvance(text) <= room_px)
        self.setText(next(fitting, texts[-1]))


class ClassRow(QWidget):
    """One class. A click on its chip shows it alone."""

    threshold_chosen = Signal(int, float)
    threshold_settled = Signal()  # the hand has let go of it
    min_area_chosen = Signal(int, float)
    limits_reset = Signal(int)
    solo_chosen = Signal(int)

    def __init__(self, state: ClassState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = state.defect_class.index
        self._state: ClassState | None = None
        self._lock = ""  # why nothing can be changed
        self._chip = QToolButton()
        self._chip.setProperty("quiet", True)
        self._chip.setCheckable(True)
        self._chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._chip.setIconSize(QSize(SWATCH_PX + 4, SWATCH_PX))
        self._chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chip.clicked.connect(self._on_chip)
        self._count = SteadyLabel()
        self._count.setFont(font(SMALL_PX))
        self._count.setProperty("dim", True)
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance(self.tr("{0} found").format("0000")))
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._slider = HistogramSlider(state.defect_class.colour)
        self._slider.valueChanged.connect(self._on_slider)
        self._slider.sliderReleased.connect(self._on_release)
        self._slider.reset_wished.connect(self._on_reset)
        self._reset = ResetButton()
        self._reset.clicked.connect(self._on_reset)
        self._value = PlainLabel()
        self._value.setFont(font())
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance("≥ 0.00"))
        self._min_area = NumberField("", 0, 99_999, decimals=1, sign="≥ ")
        self._min_area.setFixedSize(112, 28)
        self._min_area.valueChanged.connect(self._on_min_area)
        self._own_choice = QTimer(self)
        self._own_choice.setSingleShot(True)
        self._own_choice.setInterval(ANSWER_WITHIN_MS)
        self._own_choice.timeout.connect(self._on_rest)
        self._throttle = Throttle(ACT_EVERY_MS, self)
        self._throttle.passed.connect(self._on_throttled)
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID, 0, GRID + 4, 4)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        look = QHBoxLayout()
        look.setSpacing(4)
        look.addWidget(self._chip)
        look.addWidget(self._reset, 1)
        grid.addLayout(look, 0, 0)
        grid.addWidget(self._count, 0, 1)
        grid.addWidget(self._min_area, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._slider, 1, 0)
        grid.addWidget(self._value, 1, 1)
        grid.setColumnStretch(0, 1)
        self.show_state(state)

    def show_state(self, state: ClassState) -> None:
        before, self._state = self._state, state
        if before is None or (before.defect_class, before.area_unit) != (state.defect_class, state.area_unit):
            self._show_look(state)
        self._chip.setChecked(state.is_solo)
        if before is None or before.n_defects != state.n_defects:
            self._count.setText(self.tr("{0} found").format(state.n_defects))
        # What a hand has just set is newer than an answer on its way: it stands until the answer can have come.
        self._min_area.show_value(state.min_area)
        percent = round(state.threshold * STEPS)
        is_settled = not self._slider.isSliderDown() and not self._own_choice.isActive()
        if is_settled and (before is None or percent != self._slider.value()):
            with QSignalBlocker(self._slider):
                self._slider.setValue(percent)
            self._slider.update()
            self._show_value()

        if before is None or self._changed_from(before) != self._changed_from(state):
            self._show_changed(state)

    def _changed_from(self, state: ClassState) -> str:
        """What stood there before a hand moved it, "" where none did."""
        parts = []
        if state.threshold_before is not None:
            parts.append(f"{state.threshold_before:.2f}")
        if state.min_area_before is not None:
            parts.append(f"{state.min_area_before:.{self._min_area.decimals()}f} {state.area_unit}")
        return ", ".join(parts)

    def _show_changed(self, state: ClassState) -> None:
        changed_from = self._changed_from(state)
        self._reset.setVisible(bool(changed_from))
        if changed_from:
            name = state.defect_class.name
            self._reset.show_change(changed_from)
            self._reset.setAccessibleName(self.tr("Put {0} back to {1}").format(name, changed_from))
            set_tip(
                self._reset,
                self._lock or self.tr("Put {0} back to {1}  (Del on its slider)").format(name, changed_from),
            )

    def _show_look(self, state: ClassState) -> None:
        look = state.defect_class
        self._chip.setText(on_button(f" {look.name}"))  # Qt leaves no gap after an icon
        self._chip.setIcon(QIcon(swatch(look, SWATCH_PX, self.devicePixelRatio())))
        set_tip(self._chip, self.tr("Show {0} alone; again: show all  ({1})").format(look.name, look.index))
        self._chip.setAccessibleName(self.tr("Show {0} alone").format(look.name))
        self._slider.set_colour(look.colour)
        self._slider.setAccessibleName(self.tr("Least score of {0}").format(look.name))
        set_tip(self._slider, self._lock or self.tr("{0} is reported from this score on").format(look.name))
        self._min_area.setAccessibleName(self.tr("Least area of {0}").format(look.name))
        set_tip(self._min_area, self._lock or self.tr("Smaller {0} are not reported").format(look.name))
        is_px = state.area_unit == "px"
        self._min_area.show_unit(f" {state.area_unit}", 0 if is_px else 1, 5 if is_px else 0.5)

    def show_lock(self, why: str) -> None:
        """``why`` nothing can be changed, "" where it can; the class alone may be looked at all the same."""
        for widget in (self._slider, self._min_area, self._reset):
            widget.setEnabled(not why)
        self._lock = why
        if self._state is not None:
            self._show_look(self._state)
            self._show_changed(self._state)

    def show_bins(self, counts: npt.NDArray[np.integer | np.floating]) -> None:
        self._slider.show_bins(counts)

    def _show_value(self) -> None:
        self._value.setText(f"≥ {self._slider.value() / STEPS:.2f}")

    def _on_slider(self, percent: int) -> None:
        self._show_value()
        self._own_choice.start()
        self._throttle.put(percent / STEPS)

    def _on_release(self) -> None:
        self._throttle.flush()
        self.threshold_settled.emit()

    def _on_rest(self) -> None:
        """Keys and wheel let go of nothing: what rests is settled."""
        if not self._slider.isSliderDown():
            self._on_release()

    def _on_reset(self) -> None:
        self._own_choice.stop()  # the answer is wanted at once
        self.limits_reset.emit(self._index)

    def _on_throttled(self, threshold: float) -> None:
        self.threshold_chosen.emit(self._index, threshold)

    def _on_min_area(self, area: float) -> None:
        self.min_area_chosen.emit(self._index, area)

    def _on_chip(self) -> None:
        # The presenter decides what is alone; until it says so, the chip shows what was.
        self._chip.setChecked(self._state is not None and self._state.is_solo)
        self.solo_chosen.emit(self._index)


class Legend(Card):
    threshold_chosen = Signal(int, float)  # class index, score 0..1
    threshold_settled = Signal()  # what was chosen last is a step
    limits_reset = Signal(int)  # class index
    step_chosen = Signal(int)  # index in the list of steps
    set_chosen = Signal(str, str)  # product, name; "" for the model's own
    set_name_wished = Signal()  # what holds is to be saved as a set
    set_deleted = Signal(str, str)  # product, name
    min_area_chosen = Signal(int, float)  # class index, in the state's area_unit
    solo_chosen = Signal(int)  # class index

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, ClassRow] = {}
        self._lock = ""
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, GRID // 2)
        self._column.setSpacing(0)
        self._empty = dim_label(self.tr("The classes of the model stand here once it is loaded."))
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        area = scrolled(self._inside)
        head = QHBoxLayout()
        head.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID // 2)
        title = PlainLabel(self.tr("Classes"))
        title.setFont(font(is_bold=True))
        head.addWidget(title)
        head.addStretch(1)
        self._thresholds = ThresholdMenu()
        self._thresholds.step_chosen.connect(self.step_chosen)
        self._thresholds.set_chosen.connect(self.set_chosen)
        self._thresholds.set_name_wished.connect(self.set_name_wished)
        self._thresholds.set_deleted.connect(self.set_deleted)
        head.addWidget(self._thresholds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)

    def show_classes(self, states: Sequence[ClassState]) -> None:
        indices = [state.defect_class.index for state in states]
        if indices != list(self._rows):
            self._rebuild(states)
        for state in states:
            self._rows[state.defect_class.index].show_state(state)

    def show_thresholds(self, state: ThresholdState) -> None:
        self._thresholds.show_state(state)

    def show_lock(self, why: str) -> None:
        """``why`` nothing can be changed, "" where it can."""
        self._lock = why
        self._thresholds.show_lock(why)
        for row in self._rows.values():
            row.show_lock(why)

    def show_histograms(self, bins: Mapping[int, npt.NDArray[np.integer | np.floating]]) -> None:
        for class_index, counts in bins.items():
            if class_index in self._rows:
                self._rows[class_index].show_bins(counts)

    def _rebuild(self, states: Sequence[ClassState]) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = {}
        self._empty.setVisible(not states)
        for index, state in enumerate(states):
            row = ClassRow(state)
            row.show_lock(self._lock)
            row.threshold_chosen.connect(self.threshold_chosen)
            row.threshold_settled.connect(self.threshold_settled)
            row.min_area_chosen.connect(self.min_area_chosen)
            row.limits_reset.connect(self.limits_reset)
            row.solo_chosen.connect(self.solo_chosen)
            self._rows[state.defect_class.index] = row
            self._column.insertWidget(index, row)
