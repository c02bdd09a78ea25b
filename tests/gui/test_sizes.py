"""The real window from 1024 × 600 on: no text is cut, nothing lies over anything else, on no page and in no dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.app import PAGES, Parts, build, make_application
from inspector.core.messages import Code, message
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.screens.balance_actions import BALANCE
from inspector.screens.grading_actions import GRADING
from inspector.screens.review_actions import REVIEW
from inspector.screens.settings_actions import SETTINGS
from inspector.texts.messages import message_text
from inspector.views.balance.balance_page import BalancePage
from inspector.views.empty_view import EmptyView
from inspector.views.field_dialog import FieldDialog
from inspector.views.grading.grading_page import GradingPage
from inspector.views.language import Language
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from inspector.views.message_band import MessageBand
from inspector.views.plain_text import PlainLabel
from inspector.views.review.review_page import ReviewPage
from inspector.views.settings.settings_page import SettingsPage
from inspector.views.theme import Theme
from inspector.workspace.workspace import create_workspace
from tests.gui.cut_texts import faults_of
from tests.gui.test_balance_studio import write_set
from tests.gui.views import gallery_of_states
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 20_000
SIZES = (QSize(1024, 600), QSize(1097, 617), QSize(1280, 720), QSize(1920, 1080))  # 175 % of 1920 × 1080 is the second


def fits(qtbot: QtBot, window: MainWindow, size: QSize, *, but: str = "-") -> None:
    """Waits for Qt to have laid it out; what is still wrong then is wrong."""

    def faults() -> list[str]:
        return [one for one in faults_of(window) if not one.startswith(but)]

    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size)
    try:
        qtbot.waitUntil(lambda: not faults())
    except Exception:  # noqa: BLE001  whatever it is, the faults say more
        assert "\n".join(faults()) == ""


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Parts]:
    """With a dataset open on the Balance page, and every page shown once."""
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    write_set(workspace.datasets / "strip", n_clean=2, size=(64, 96))
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    yield parts
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    parts.window.deleteLater()
    qtbot.wait(10)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[Language]:
    make_application("dark")
    language = Language(qapp, "pseudo")
    yield language
    language.end()
    language.deleteLater()


def fill(qtbot: QtBot, parts: Parts) -> None:
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.show_page(BALANCE)
    balance = parts.presenters[BALANCE]
    assert isinstance(balance, BalancePresenter)
    qtbot.waitUntil(lambda: bool(balance.datasets), timeout=TIMEOUT_MS)
    balance.open("strip")
    qtbot.waitUntil(lambda: balance.is_open and balance.is_calm, timeout=TIMEOUT_MS)
    parts.window.show_page(SETTINGS)
    settings = parts.window.findChild(SettingsPage)
    assert isinstance(settings, SettingsPage)
    qtbot.waitUntil(lambda: settings.is_filled, timeout=TIMEOUT_MS)


def test_every_page_fits_every_size(qtbot: QtBot, parts: Parts):
    assert parts.window.minimumSize() == SIZES[0]
    fill(qtbot, parts)
    for page, _ in PAGES:
        parts.window.show_page(page.id)
        for size in SIZES:
            fits(qtbot, parts.window, size)


def test_a_message_hides_nothing_of_its_page(qtbot: QtBot, parts: Parts):
    """It speaks of the fields above it, so they stay where they are; the rest is pushed down and still fits."""
    fill(qtbot, parts)
    for kind in (BalancePage, GradingPage, ReviewPage):
        hides_nothing(qtbot, parts, kind)


def hides_nothing(qtbot: QtBot, parts: Parts, kind: type[QWidget]) -> None:
    parts.window.show_page({BalancePage: BALANCE, GradingPage: GRADING, ReviewPage: REVIEW}[kind])
    page = parts.window.findChild(kind)
    assert isinstance(page, BalancePage | GradingPage | ReviewPage)
    if isinstance(page, GradingPage):
        page.new_chosen.emit("en-13674-like-rail")
        empty = page.findChildren(EmptyView)
        qtbot.waitUntil(lambda: not any(one.isVisible() for one in empty), timeout=TIMEOUT_MS)
    fits(qtbot, parts.window, SIZES[0])
    shown = [one for one in page.findChildren(QWidget) if one.isVisible() and not one.visibleRegion().isEmpty()]
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
    before = [one for one in shown if isinstance(one, kinds)]
    assert before
    if isinstance(page, ReviewPage):  # with all of its search, which stands in the message's column
        next(one for one in page.findChildren(QToolButton) if one.text() == "Filters").click()
    page.show_message(message_text(message(Code.GRADING_EDIT_UNSAVED, name="a table of some plant")))
    band = page.findChild(MessageBand)
    assert isinstance(band, MessageBand)
    qtbot.waitUntil(lambda: band.isVisible() and band.height() > 40)
    for size in SIZES:
        fits(qtbot, parts.window, size)
    assert all(one.isVisible() for one in before)
    page.drop_message(Code.GRADING_EDIT_UNSAVED.value)
    assert not band.isVisible()  # and takes no room


def test_every_dialog_fits_a_small_screen(qtbot: QtBot, parts: Parts):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.show_page(BALANCE)
    page = parts.window.findChild(BalancePage)
    assert isinstance(page, BalancePage)
    for ask in (lambda: page.ask_snapshot("strip-balanced"), page.ask_import):
        ask()
        dialog = next(one for one in page.findChildren(QDialog) if one.isVisible())
        qtbot.waitUntil(lambda dialog=dialog: not faults_of(dialog), timeout=TIMEOUT_MS)
        assert dialog.width() <= SIZES[0].width()
        assert dialog.height() <= SIZES[0].height()
        dialog.reject()


def test_every_panel_of_the_live_page_fits_a_small_screen(qtbot: QtBot, parts: Parts):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.resize(SIZES[0])
    page = parts.page
    for ask in (page.ask_folder, page.ask_video, page.ask_camera, page.ask_piece):
        ask()
        panel = next(one for one in page.findChildren(FieldDialog) if one.isVisible())
        qtbot.waitUntil(lambda panel=panel: not faults_of(panel), timeout=TIMEOUT_MS)
        assert panel.height() <= SIZES[0].height()
        panel.reject()


def test_a_language_that_needs_more_room_cuts_no_button_at_the_usual_size(qtbot: QtBot, pseudo: Language, parts: Parts):
    """Forty percent more than English; labels may wrap or end in …, buttons and headings of fields may not be cut."""
    fill(qtbot, parts)
    for page in (BALANCE, SETTINGS):
        parts.window.show_page(page)
        fits(qtbot, parts.window, SIZES[2], but="cut: PlainLabel")


@pytest.mark.parametrize("state", ["empty", "running", "error"])
def test_the_live_page_with_results_fits(qtbot: QtBot, qapp: QApplication, state: str):
    theme = qapp.findChild(Theme) or Theme(qapp, "dark")
    window, page = gallery_of_states.build(theme)
    assert isinstance(page, LivePage)
    qtbot.addWidget(window, before_close_func=MainWindow.allow_close)
    with qtbot.waitExposed(window):
        window.show()
    getattr(gallery_of_states, state)(window, page)
    for size in SIZES:
        fits(qtbot, window, size)


def test_what_does_not_fit_is_found(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    label, button = PlainLabel("A text that is far too long for it", window), QPushButton("Over it", window)
    label.setGeometry(0, 0, 60, 20)
    button.setGeometry(30, 5, 100, 30)
    outside = PlainLabel("x", window)
    outside.setGeometry(190, 80, 40, 15)
    with qtbot.waitExposed(window):
        window.show()
    kinds = [fault.split(":")[0] for fault in faults_of(window)]
    assert kinds == ["cut", "outside", "overlap"]
