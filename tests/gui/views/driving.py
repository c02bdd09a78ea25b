"""What tests of several pages do with a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.views.main_window import MainWindow


def opened(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window at 1280 × 720, active, closed at the end of the test."""
    qtbot.addWidget(window, before_close_func=MainWindow.allow_close)
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def reached_with_tab() -> list[QWidget]:
    """Whatever Tab comes to from where the focus is, until it comes to one again."""
    reached: list[QWidget] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return reached
