"""German and Chinese as they ship: no text is cut and nothing lies over anything else, where operators look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import make_application
from inspector.screens.live import Running
from inspector.texts.notices import REASONS
from inspector.views.field_dialog import FieldDialog
from inspector.views.language import Language, has_font
from inspector.views.live.live_page import LivePage
from inspector.views.live.notice_panel import NoticePanel
from inspector.views.live.source_dialog import SourceDialog
from inspector.views.main_window import MainWindow
from inspector.views.navigation_rail import NavigationRail
from inspector.views.operator.operator_foot import OperatorFoot
from tests.gui.cut_texts import faults_of
from tests.gui.views import fabricated, gallery_of_states

SIZES = (QSize(1024, 600), QSize(1024, 768), QSize(1280, 720), QSize(1920, 1080))
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


@pytest.mark.parametrize("ask", ["ask_folder", "ask_video", "ask_camera", "ask_piece"])
def test_what_is_asked_beside_the_picture_fits(qtbot: QtBot, language: Language, ask: str) -> None:
    """While something is inspected, which makes the words on its button longer."""
    window, page = gallery_of_states.build()
    with qtbot.waitExposed(window):
        window.show()
    gallery_of_states.running(window, page)
    getattr(page, ask)()
    panel = next(one for one in page.findChildren(FieldDialog) if one.isVisible())
    if isinstance(panel, SourceDialog):
        panel.field.setText("/data")
        panel.show_running(Running("Coil R-2041", "312.40 m", "/other"))
    for size in SIZES:
        window.resize(size)
        fits(qtbot, panel, f"{ask} {size}")
        assert page.rect().contains(panel.geometry())
    leave(qtbot, window)


def test_the_panel_of_notices_fits(qtbot: QtBot, language: Language) -> None:
    window, page = gallery_of_states.build()
    with qtbot.waitExposed(window):
        window.show()
    gallery_of_states.noticed(window, page)
    panel = page.findChild(NoticePanel)
    assert isinstance(panel, NoticePanel)
    for size in SIZES:
        window.resize(size)
        fits(qtbot, panel, str(size))
    leave(qtbot, window)


def test_the_reasons_of_an_operator_fit(qtbot: QtBot, language: Language) -> None:
    window, page = gallery_of_states.build()
    with qtbot.waitExposed(window):
        window.show()
    gallery_of_states.running(window, page)
    page.show_operator_view(True)
    rail = window.findChild(NavigationRail)
    assert isinstance(rail, NavigationRail)
    rail.hide()  # as in that view, whose window is not resized
    reasons = tuple(text.translated() for text in REASONS)
    page.show_alarms(replace(fabricated.ALARMS, reasons=reasons))
    foot = page.findChild(OperatorFoot)
    assert isinstance(foot, OperatorFoot)
    for ask in (foot.ask_why, foot.ask_piece, foot.ask_what_is_wrong, foot.show_actions):
        ask()
        for size in SIZES:
            window.resize(size)
            fits(qtbot, foot, f"{ask.__name__} {size}")
    leave(qtbot, window)


def fits(qtbot: QtBot, widget: QWidget, where: str) -> None:
    try:
        qtbot.waitUntil(lambda: not faults_of(widget), timeout=1500)
    except Exception:  # noqa: BLE001  whatever it is, the faults say more
        assert faults_of(widget) == [], where


def leave(qtbot: QtBot, window: MainWindow) -> None:
    window.allow_close()
    window.deleteLater()
    qtbot.wait(10)


def show(qtbot: QtBot, state: Callable[[MainWindow, LivePage], None], *, is_operator_view: bool) -> None:
    window, page = gallery_of_states.build()
    with qtbot.waitExposed(window):
        window.show()
    state(window, page)
    page.show_operator_view(is_operator_view)
    for size in SIZES:
        window.resize(size)
        fits(qtbot, window, f"{state.__name__} {size}")
    leave(qtbot, window)
