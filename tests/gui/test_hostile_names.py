"""Names that look like HTML, or hold the sign of a key, are shown letter by letter on both pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import inspector.views
from inspector.app import Parts, build, make_application
from inspector.core.source_options import SourceOptions
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.screens.balance_actions import BALANCE
from inspector.screens.live import RunState
from inspector.screens.review_actions import REVIEW
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.live_page import LivePage
from inspector.views.plain_text import PlainLabel, on_button, plain_tip
from inspector.views.review.result_list import ResultList
from inspector.views.review.review_page import ReviewPage
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui import test_balance_studio
from tests.gui.shown_texts import painted_texts, texts_of
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

TIMEOUT_MS = 20_000
HTML, AMPERSAND = "<b>x</b><img src=file:///etc/passwd>", "a&b"


@pytest.fixture
def parts(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    make_application("dark")
    workspace: Workspace = create_workspace(tmp_path / "plant")
    monkeypatch.setattr(test_balance_studio, "NAMES", ("background", HTML, AMPERSAND))
    test_balance_studio.write_set(workspace.datasets / "strip")
    model = write_tiny_model(tmp_path / "tiny.onnx", name=HTML, class_names=("background", HTML, AMPERSAND))
    parts = build(workspace.folder, model_file=model)
    parts.window.resize(1280, 720)
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    yield parts
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    parts.window.deleteLater()
    qtbot.wait(10)


def as_shown(tip: str) -> str:
    """What a tooltip of this text shows: Qt takes a beginning that looks like a tag for HTML."""
    document = QTextDocument()
    is_html = "</" in tip or "<img" in tip
    document.setHtml(tip) if is_html else document.setPlainText(tip)
    return document.toPlainText()


def assert_literal(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    with painted_texts(monkeypatch) as painted:
        window.grab()
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
        if isinstance(widget, QAbstractButton):
            assert "&" not in widget.text().replace("&&", ""), widget.text()
        if "x" in (tip := widget.toolTip()) and "img" in tip:
            assert HTML in as_shown(tip)
    texts = [*(text for _, text in texts_of(window)), *painted]
    assert any(HTML in text for text in texts)
    assert any(AMPERSAND in text for text in texts)
    for view in window.findChildren(QAbstractItemView):
        if (model := view.model()) is not None:
            for row in range(model.rowCount()):
                tip = model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole) or ""
                assert "img" not in tip or HTML in as_shown(tip)


def test_on_the_live_page(qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    (frames := tmp_path / "a&b").mkdir()
    for index in range(3):
        pixels = np.full((96, 128), CLEAN, np.uint8)
        pixels[30:50, 40:48], pixels[70:76, 100:106] = DULL, BRIGHT
        (frames / f"<b>{index}<b>.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    page = parts.window.findChild(LivePage)
    assert isinstance(page, LivePage)
    shown: list[int] = []
    page.frame_shown.connect(shown.append)
    page.source_chosen.emit(str(frames), SourceOptions())
    qtbot.waitUntil(lambda: shown.count(2) > 0, timeout=TIMEOUT_MS)
    qtbot.waitUntil(lambda: parts.presenter.run_state is RunState.ENDED, timeout=TIMEOUT_MS)
    assert_literal(parts.window, monkeypatch)


def test_on_the_review_page(qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    test_on_the_live_page(qtbot, parts, tmp_path, monkeypatch)
    parts.window.show_page(REVIEW)
    page = parts.window.findChild(ReviewPage)
    assert isinstance(page, ReviewPage)
    results, table = page.findChild(ResultList), page.findChild(DefectTable)
    assert isinstance(results, ResultList)
    assert isinstance(table, DefectTable)
    qtbot.waitUntil(lambda: results.model().rowCount() == 1, timeout=TIMEOUT_MS)
    page.result_chosen.emit(0)
    qtbot.waitUntil(lambda: table.n_rows() > 0, timeout=TIMEOUT_MS)
    assert_literal(parts.window, monkeypatch)


def test_on_the_balance_page(qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch):
    parts.window.show_page(BALANCE)
    presenter = parts.presenters[BALANCE]
    assert isinstance(presenter, BalancePresenter)
    qtbot.waitUntil(lambda: bool(presenter.datasets) and presenter.is_calm, timeout=TIMEOUT_MS)
    presenter.open("strip")
    qtbot.waitUntil(lambda: presenter.is_open and presenter.is_calm, timeout=TIMEOUT_MS)
    assert_literal(parts.window, monkeypatch)


@pytest.mark.parametrize("text", [HTML, "two\nlines < three", "a&lt;b", "<br>", "plain", ""])
def test_a_tooltip_shows_its_text(text: str):
    tip = plain_tip(text)
    assert (as_shown(tip) if "<" in text else tip) == text


def test_labels_and_buttons_show_their_text(qtbot: QtBot):
    label = PlainLabel(HTML)
    qtbot.addWidget(label)
    assert (label.textFormat(), label.text()) == (Qt.TextFormat.PlainText, HTML)
    assert on_button("a&b & c") == "a&&b && c"


def test_no_view_makes_labels_and_tooltips_of_its_own():
    """That all of them show names as they are."""
    root = Path(inspector.views.__file__).parent
    texts = {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in (*root.rglob("*.py"), root.parent / "app.py")
        if file.is_relative_to(root)
    }
    for wanted in (".setToolTip(", "QToolTip.showText(", " QLabel(", "(QLabel(", "QMessageBox"):
        assert [name for name, text in texts.items() if wanted in text] in ([], ["plain_text.py"]), wanted
