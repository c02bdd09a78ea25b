"""In a language that marks every text nothing is left unmarked: each text of the window can be translated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTabWidget, QToolButton
from pytestqt.qtbot import QtBot

from inspector.app import PAGES, Parts, build, make_application
from inspector.core.grading import Across, Along
from inspector.core.messages import Code, message
from inspector.core.source_options import SourceOptions
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.presenters.grading_presenter import GradingPresenter
from inspector.screens.balance_actions import BALANCE
from inspector.screens.grading_actions import GRADING
from inspector.screens.live import RunState
from inspector.screens.review_actions import REVIEW
from inspector.screens.settings_actions import SETTINGS
from inspector.texts.messages import PHRASES, message_text
from inspector.views.balance.balance_page import BalancePage
from inspector.views.grading.grading_page import GradingPage
from inspector.views.language import Language
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.live_page import LivePage
from inspector.views.review.result_list import ResultList
from inspector.views.review.review_page import ReviewPage
from inspector.views.settings.settings_page import SettingsPage
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.shown_texts import painted_texts, texts_of, unmarked_words
from tests.gui.test_balance_studio import write_set
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

TIMEOUT_MS = 20_000
UNITS = {"min", "MB", "px", "mm", "mm²", "fps", "ms", "p95", "Mpx"}
NAMES = {
    "English", "Inspector", "tiny", "dull", "bright", "crack", "dent", "background", "strip", "frames", "ONNX", "CPU",
    "frame_000.png", "frame_001.png", "frame_002.png", "Deutsch", "简体中文",
}  # fmt: skip


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[Language]:
    make_application("dark")
    language = Language(qapp, "pseudo")
    yield language
    language.end()
    language.deleteLater()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")
    write_set(made.datasets / "strip")
    return made


@pytest.fixture
def parts(qtbot: QtBot, workspace: Workspace, tmp_path: Path, pseudo: Language) -> Iterator[Parts]:
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    parts.window.resize(1280, 720)
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    yield parts
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    parts.window.deleteLater()
    qtbot.wait(10)


def unmarked(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the window shows now that no translator has seen."""
    with painted_texts(monkeypatch) as painted:
        parts.window.grab()
    shown = [*texts_of(parts.window), *(("painted", text) for text in painted)]
    assert len(shown) > 50
    data = UNITS | NAMES
    return {f"{where}: {text!r}: {unmarked_words(text, data)}" for where, text in shown if unmarked_words(text, data)}


def page_of(parts: Parts, kind: type) -> object:
    page = parts.window.findChild(kind)
    assert isinstance(page, kind)
    return page


def write_frames(folder: Path) -> Path:
    folder.mkdir()
    for index in range(3):
        pixels = np.full((96, 128), CLEAN, np.uint8)
        pixels[30:50, 40:48] = DULL
        pixels[70:76, 100:106] = BRIGHT
        (folder / f"frame_{index:03d}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return folder


def test_the_live_page_before_and_after_an_inspection(
    qtbot: QtBot, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    assert unmarked(parts, monkeypatch) == set()
    page = page_of(parts, LivePage)
    assert isinstance(page, LivePage)
    shown: list[int] = []
    page.frame_shown.connect(shown.append)
    page.source_chosen.emit(str(write_frames(tmp_path / "frames")), SourceOptions())
    qtbot.waitUntil(lambda: shown.count(2) > 0, timeout=TIMEOUT_MS)
    qtbot.waitUntil(lambda: parts.presenter.run_state is RunState.ENDED, timeout=TIMEOUT_MS)
    assert unmarked(parts, monkeypatch) == set()


def test_the_balance_page_before_and_after_a_dataset_is_open(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
):
    parts.window.show_page(BALANCE)
    presenter = parts.presenters[BALANCE]
    assert isinstance(presenter, BalancePresenter)
    qtbot.waitUntil(lambda: bool(presenter.datasets) and presenter.is_calm, timeout=TIMEOUT_MS)
    assert unmarked(parts, monkeypatch) == set()
    presenter.open("strip")
    qtbot.waitUntil(lambda: presenter.is_open and presenter.is_calm, timeout=TIMEOUT_MS)
    assert unmarked(parts, monkeypatch) == set()


def test_the_settings_page(qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.show_page(SETTINGS)
    page = page_of(parts, SettingsPage)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.is_filled, timeout=TIMEOUT_MS)
    page.search_changed.emit("e")
    assert {found for found in unmarked(parts, monkeypatch) if "workspace.toml" not in found} == set()  # its path


def test_the_grading_page_with_a_table_and_without(qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    parts.window.show_page(GRADING)
    page, presenter = page_of(parts, GradingPage), parts.presenters[GRADING]
    assert isinstance(page, GradingPage)
    assert isinstance(presenter, GradingPresenter)
    qtbot.waitUntil(lambda: presenter.is_calm, timeout=TIMEOUT_MS)
    assert unmarked(parts, monkeypatch) == set()
    page.new_chosen.emit("")
    qtbot.waitUntil(lambda: presenter.is_calm, timeout=TIMEOUT_MS)
    page.table_changed.emit("name", "strip")
    for field, value in (("across", Across.EDGES), ("along", Along.ENDS), ("max_area_percent", 1.0)):
        parts.window.actions_of_window.qaction("grading.add_rule").trigger()
        page.rule_changed.emit(field, value)
    presenter.replay()
    qtbot.waitUntil(lambda: presenter.is_calm, timeout=TIMEOUT_MS)
    presenter.save("strip")
    qtbot.waitUntil(lambda: presenter.is_calm, timeout=TIMEOUT_MS)
    found = unmarked(parts, monkeypatch)
    assert {one for one in found if "format = 1" not in one} == set()  # the table's own text


def test_the_review_page_before_and_after_a_piece_is_open(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    page_of(parts, LivePage).source_chosen.emit(str(write_frames(tmp_path / "frames")), SourceOptions())  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: parts.presenter.run_state is RunState.ENDED, timeout=TIMEOUT_MS)
    parts.window.show_page(REVIEW)
    page = page_of(parts, ReviewPage)
    assert isinstance(page, ReviewPage)
    results, table = page.findChild(ResultList), page.findChild(DefectTable)
    assert isinstance(results, ResultList)
    assert isinstance(table, DefectTable)
    qtbot.waitUntil(lambda: results.model().rowCount() == 1, timeout=TIMEOUT_MS)
    assert unmarked(parts, monkeypatch) == set()
    page.result_chosen.emit(0)
    qtbot.waitUntil(lambda: table.n_rows() == 6, timeout=TIMEOUT_MS)
    for button in page.findChildren(QToolButton):
        if button.isCheckable() and button.isVisible():
            button.click()  # filters, compare, today's model
    tabs = page.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        assert unmarked(parts, monkeypatch) == set()


def test_the_list_of_keys(parts: Parts, monkeypatch: pytest.MonkeyPatch):
    for page, _ in PAGES:
        parts.window.show_page(page.id)
        parts.window.show_keys(True)
        assert unmarked(parts, monkeypatch) == set(), page.id


def test_a_message(parts: Parts, monkeypatch: pytest.MonkeyPatch):
    page = page_of(parts, LivePage)
    assert isinstance(page, LivePage)
    page.show_message(message_text(message(Code.STILL_RUNNING)))
    page.show_message(message_text(message(Code.FRAME_KEPT, name="3")))
    assert unmarked(parts, monkeypatch) == set()


def test_the_questions_of_the_live_page(qtbot: QtBot, parts: Parts):
    page = page_of(parts, LivePage)
    for ask in ("ask_camera", "ask_piece", "ask_folder", "ask_video", "ask_model"):
        getattr(page, ask)()
        assert_dialog_is_marked(qtbot, parts)


def test_the_questions_of_the_balance_page(qtbot: QtBot, parts: Parts):
    parts.window.show_page(BALANCE)
    page = page_of(parts, BalancePage)
    assert isinstance(page, BalancePage)
    for ask in (page.ask_snapshot, page.ask_contact_sheet):
        ask("strip")
        assert_dialog_is_marked(qtbot, parts)


def assert_dialog_is_marked(qtbot: QtBot, parts: Parts) -> None:
    def shown() -> list[QDialog]:
        return [one for one in parts.window.findChildren(QDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    (dialog,) = shown()
    if isinstance(dialog, QFileDialog):  # its inside is Qt's and the disk's
        texts = [dialog.windowTitle(), *dialog.nameFilters()]
    else:
        texts = [text for _, text in texts_of(dialog)]
    left = [text for text in texts if unmarked_words(text, UNITS | NAMES)]
    dialog.reject()
    assert left == []


def test_every_message(pseudo: Language):
    """Also those that no window of these tests shows."""
    for code in Code:
        text = message_text(message(code, **dict.fromkeys(code.params, "7")))
        for part in (text.what, text.why, text.meanwhile, text.next_step):
            assert unmarked_words(part, set()) == [], code
        assert len(text.what) > 1.3 * len(PHRASES[code].what.source.replace("{", "").replace("}", "")) - 20, code


def test_what_is_not_marked_is_found():
    assert unmarked_words("⟦Inspecting ⟦demo strip~~~⟧~~~⟧ · 12 px", UNITS) == []
    assert unmarked_words("⟦Inspecting demo stri…", UNITS) == []
    assert unmarked_words("⟦Inspecting~~~⟧ demo", UNITS) == ["demo"]
    assert unmarked_words("12 pixels", UNITS) == ["pixels"]
    assert unmarked_words("de… · fram…", NAMES) == []  # names that were cut
    assert unmarked_words("demo…", NAMES) == ["demo"]
    assert unmarked_words("frame_001.png ⟦(*.png)~⟧", NAMES) == []
