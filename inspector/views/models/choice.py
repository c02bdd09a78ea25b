"""One of some, by id."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent

from inspector.views.fields import FIELD_PX
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import ElidedBox


class Choice(ElidedBox):
    """The wheel chooses nothing."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD_PX)
        self.setMinimumWidth(88)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._name = name
        self._choices: tuple[tuple[str, str], ...] = ()
        self.activated.connect(lambda index: self.chosen.emit(self._choices[index][0]))

    def show_choices(self, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
        with QSignalBlocker(self):
            if choices != self._choices:
                self._choices = choices
                self.clear()
                self.addItems([text for _, text in choices])
            at = next((number for number, (id_, _) in enumerate(choices) if id_ == chosen), -1)
            self.setCurrentIndex(at)
        self.setEnabled(bool(choices))
        set_tip(self, f"{self._name}: {self.currentText()}" if at >= 0 else self._name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
