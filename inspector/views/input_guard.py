"""Values change only where somebody meant it: the wheel acts on a field that has the focus, and on no other.

One filter for the whole program, so that no page and no dialog is forgotten: what scrolls under a field scrolls on. It
sees every key, click and turn of the wheel, and so also knows how long nobody has touched the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QScrollBar, QTabBar, QWidget

FIELDS = (QAbstractSpinBox, QComboBox, QAbstractSlider, QTabBar)
_USES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
_SEEN = _USES | {QEvent.Type.Polish}


class InputGuard(QObject):
    """Owned by the application."""

    def __init__(self, application: QApplication, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(application)
        self._application = application
        self._clock = clock
        self._used_at_s = clock()
        self.begin()

    def rest(self) -> None:
        """Look at nothing until ``begin``: a window that is being built sends thousands of events, no person's."""
        self._application.removeEventFilter(self)

    def begin(self) -> None:
        """Also for widgets that were built meanwhile. Repeatable."""
        self._application.installEventFilter(self)
        for widget in self._application.allWidgets():
            self._let_wheel_give_no_focus(widget)

    @property
    def unused_s(self) -> float:
        """Since the last key, click or turn of the wheel."""
        return self._clock() - self._used_at_s

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _SEEN:
            return False
        if kind in _USES:
            self._used_at_s = self._clock()
        if kind is QEvent.Type.Polish:
            self._let_wheel_give_no_focus(watched)
        elif kind is QEvent.Type.Wheel and isinstance(watched, FIELDS) and is_field(watched) and not watched.hasFocus():
            event.ignore()  # on to what it stands in
            return True
        return False

    def _let_wheel_give_no_focus(self, watched: QObject) -> None:
        if is_field(watched) and isinstance(watched, QWidget) and watched.focusPolicy() is Qt.FocusPolicy.WheelFocus:
            watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def is_field(watched: QObject) -> bool:
    """Whether the wheel would change a value of it."""
    return isinstance(watched, FIELDS) and not isinstance(watched, QScrollBar)
