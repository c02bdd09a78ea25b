"""Which thresholds hold, as the label of a menu: the model's own, named sets, and the steps that were made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from inspector.screens.live import SetEntry, ThresholdState
from inspector.views.plain_text import on_button, set_tip
from inspector.views.theme import SMALL_PX, font

SHOWN_STEPS = 20  # of the newest; those before are reached by undo


class ThresholdMenu(QToolButton):
    step_chosen = Signal(int)  # index in the list of steps
    set_chosen = Signal(str, str)  # product, name; "" for the model's own
    set_name_wished = Signal()
    set_deleted = Signal(str, str)  # product, name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ThresholdState("")
        self.setProperty("quiet", True)
        self.setFont(font(SMALL_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.setAccessibleName(self.tr("Thresholds"))
        self.hide()

    def show_state(self, state: ThresholdState) -> None:
        self._state = state
        self.setVisible(bool(state.label))
        text = self.tr("Thresholds: {0}").format(state.label)
        if text != self.text():
            self.setText(on_button(text))
            self.setAccessibleName(text)
            if self.isEnabled():
                set_tip(self, text)

    def show_lock(self, why: str) -> None:
        self.setEnabled(not why)
        set_tip(self, why or self.text())

    def _fill(self) -> None:
        """As it is opened: it is seldom read."""
        menu, state = self.menu(), self._state
        menu.clear()
        own = menu.addAction(self.tr("The model's own"), lambda: self.set_chosen.emit("", ""))
        _check(own, not any(one.is_chosen for one in state.sets))
        for one in state.sets:
            _check(self._add(menu, one, self.set_chosen.emit), one.is_chosen)
        menu.addSeparator()
        menu.addAction(self.tr("Save as a set…"), self.set_name_wished.emit)
        delete = menu.addMenu(self.tr("Delete a set"))
        delete.setEnabled(bool(state.sets))
        for one in state.sets:
            self._add(delete, one, self.set_deleted.emit)
        steps = menu.addMenu(self.tr("Steps"))
        first = max(0, len(state.steps) - SHOWN_STEPS)
        for index in range(len(state.steps) - 1, first - 1, -1):  # newest on top
            step = steps.addAction(on_button(state.steps[index]), partial(self.step_chosen.emit, index))
            _check(step, index == state.step)

    def _add(self, menu: QMenu, one: SetEntry, chosen: Callable[[str, str], object]) -> QAction:
        text = self.tr("{0} · {1}").format(one.name, one.product) if one.product else one.name
        return menu.addAction(on_button(text), lambda: chosen(one.product, one.name))


def _check(action: QAction, is_checked: bool) -> None:
    action.setCheckable(True)
    action.setChecked(is_checked)
