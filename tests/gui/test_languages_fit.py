"""German and Chinese as they ship: no text is cut and nothing lies over anything else, where operators look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import make_application
from inspector.views.language import Language, has_font
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from tests.gui.cut_texts import faults_of
from tests.gui.views import gallery_of_states

SIZES = (QSize(1024, 600), QSize(1280, 720))
STATES = (gallery_of_states.empty, gallery_of_states.running, gallery_of_states.error)


@pytest.fixture(params=["de", "zh_CN"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Language]:
    make_application("dark")
    if not has_font(request.param):
        pytest.skip("no font of this PC has these characters")
    language = Language(qapp, request.param)
    assert language.name == request.param
    yield language
    language.end()
    language.deleteLater()


@pytest.mark.parametrize("is_operator_view", [False, True])
def test_what_operators_see_fits(qtbot: QtBot, language: Language, is_operator_view: bool) -> None:
    for state in STATES:
        show(qtbot, state, is_operator_view=is_operator_view)


def show(qtbot: QtBot, state: Callable[[MainWindow, LivePage], None], *, is_operator_view: bool) -> None:
    window, page = gallery_of_states.build()
    with qtbot.waitExposed(window):
        window.show()
    state(window, page)
    page.show_operator_view(is_operator_view)
    for size in SIZES:
        window.resize(size)
        try:
            qtbot.waitUntil(lambda: not faults_of(window))
        except Exception:  # noqa: BLE001  whatever it is, the faults say more
            assert faults_of(window) == [], (state.__name__, size)
    window.allow_close()
    window.deleteLater()
    qtbot.wait(10)
