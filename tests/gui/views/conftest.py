"""A real window with its Live page, dark, for the tests of the views."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.views.input_guard import InputGuard
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from inspector.views.theme import Theme
from tests.gui.views import gallery_of_states
from tests.gui.views.driving import opened


@pytest.fixture(autouse=True)
def no_cursor_on_the_window(qapp: QApplication) -> None:
    """Where a test before left it, it would read, hover and choose."""
    QCursor.setPos(qapp.primaryScreen().geometry().bottomRight())


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The theme of the test's application; dark until the test says otherwise."""
    if qapp.findChild(InputGuard) is None:
        InputGuard(qapp)
    theme = qapp.findChild(Theme) or Theme(qapp, "dark")
    theme.force("dark")
    return theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> MainWindow:
    """Shown at 1280 × 720 and active, with the Live page on show."""
    window, _page = gallery_of_states.build(theme)
    return opened(qtbot, window)


@pytest.fixture
def page(window: MainWindow) -> LivePage:
    page = window.findChild(LivePage)
    assert isinstance(page, LivePage)
    return page
