"""Passes on the newest of many values at most every ``interval_ms``: the first at once, the last always."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal


class Throttle(QObject):
    passed = Signal(object)

    def __init__(self, interval_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[object] = []
        self._timer = QTimer(self)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._on_time)

    def put(self, value: object) -> None:
        if self._timer.isActive():
            self._waiting = [value]
        else:
            self._timer.start()
            self.passed.emit(value)

    def flush(self) -> None:
        """Pass on at once what waits."""
        if self._waiting:
            self.passed.emit(self._waiting.pop())

    def _on_time(self) -> None:
        if self._waiting:
            self.passed.emit(self._waiting.pop())
        else:
            self._timer.stop()
