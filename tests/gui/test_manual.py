"""The manual in the real window: F1 at the page one is on, contents, search, back and forward, links, paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QPixmap, QTextBlock, QTextDocument, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from inspector.app import MANUAL, PAGES, Parts
from inspector.core.messages import Code, Tier, message
from inspector.core.roles import Role
from inspector.manual.reading import read_manual
from inspector.presenters.manual_presenter import ManualPresenter
from inspector.screens.live_actions import LIVE
from inspector.screens.lock import LockState
from inspector.screens.manual import ManualPage, ManualPlace
from inspector.screens.models_actions import MODELS
from inspector.screens.review_actions import REVIEW
from inspector.views.manual.document import made_document, screen_ink
from inspector.views.manual.manual_sheet import ManualSheet
from inspector.views.manual.pdf import manual_pdf
from inspector.views.manual.pictures import read_pictures
from inspector.views.theme import DARK, LIGHT, Theme, font
from tests.guards.qt_thread import QtThreadGuard
from tests.gui.real_window import real_window
from tests.tiny_model import write_tiny_model

Key = Qt.Key
NO_MODIFIER, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
TIMEOUT_MS = 20_000


class Reader:
    """Hands at the window."""

    def __init__(self, qtbot: QtBot, parts: Parts) -> None:
        self.qtbot, self.parts, self.window = qtbot, parts, parts.window
        presenter = parts.presenters[MANUAL]
        assert isinstance(presenter, ManualPresenter)
        self.presenter = presenter

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.rest()

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: self.presenter.is_calm, timeout=TIMEOUT_MS)

    @property
    def sheet(self) -> ManualSheet:
        sheet = self.window.findChild(ManualSheet)
        assert isinstance(sheet, ManualSheet)
        return sheet

    @property
    def place(self) -> ManualPlace | None:
        return self.sheet.place

    def rows(self) -> list[str]:
        contents = self.sheet.contents
        return [contents.item(row).text() for row in range(contents.count())]

    def click_row(self, text: str) -> None:
        contents = self.sheet.contents
        (item,) = [item for item in contents.findItems(text, Qt.MatchFlag.MatchContains) if text in item.text()][:1]
        contents.scrollToItem(item)
        QTest.mouseClick(
            contents.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, contents.visualItemRect(item).center()
        )
        self.rest()

    def says(self) -> str:
        return " ".join(label.text() for label in self.sheet.findChildren(QLabel))


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Reader]:
    with real_window(qtbot, tmp_path / "none", write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Reader(qtbot, parts)


@pytest.fixture(scope="module")
def pages() -> dict[str, ManualPage]:
    return {page.id: page for page in read_manual()}


def test_f1_opens_the_page_one_is_on_and_closes_it(reader: Reader) -> None:
    for page_id in (LIVE, REVIEW, MODELS):  # each of them has its section: test_manual_pages.py
        reader.window.show_page(page_id)
        reader.press(Key.Key_F1)
        assert reader.window.is_showing_manual()
        assert reader.place == ManualPlace("engineer", page_id)
        reader.press(Key.Key_F1)
        assert not reader.window.is_showing_manual()


def test_in_the_operators_view_and_in_a_locked_window_it_is_the_page_for_operators(reader: Reader) -> None:
    reader.window.show_operator_view(True)
    reader.press(Key.Key_F1)
    assert reader.place == ManualPlace("operator")
    reader.press(Key.Key_Escape)
    reader.window.show_operator_view(False)
    reader.window.show_lock(LockState(Role.OPERATOR, has_lock=True))
    reader.press(Key.Key_F1)
    assert reader.place == ManualPlace("operator")
    reader.window.show_lock(LockState())


def test_the_list_of_keys_is_one_press_away_and_back(reader: Reader) -> None:
    reader.press(Key.Key_F1)
    reader.window.actions_of_window.qaction("window.keys").trigger()
    assert (reader.window.is_showing_keys(), reader.window.is_showing_manual()) == (True, False)
    reader.window.actions_of_window.qaction("window.manual").trigger()
    assert (reader.window.is_showing_keys(), reader.window.is_showing_manual()) == (False, True)
    reader.press(Key.Key_F1, SHIFT)
    assert (reader.window.is_showing_keys(), reader.window.is_showing_manual()) == (True, False)


def test_contents_links_back_and_forward(reader: Reader, pages: dict[str, ManualPage]) -> None:
    reader.press(Key.Key_F1)
    assert [page.title for page in pages.values()] == [row for row in reader.rows() if not row.startswith(" ")]
    reader.click_row("Alarms and coverage")
    assert reader.place == ManualPlace("alarms")
    assert "      Heard and seen elsewhere" in reader.rows()
    reader.click_row("Heard and seen elsewhere")
    assert reader.place == ManualPlace("alarms", "heard-and-seen-elsewhere")
    assert reader.sheet.view.verticalScrollBar().value() > 0
    reader.sheet.view.anchorClicked.emit(QUrl("manual:inspecting#the-lock"))
    reader.rest()
    assert reader.place == ManualPlace("inspecting", "the-lock")
    for key, place in (
        (Key.Key_Left, ManualPlace("alarms", "heard-and-seen-elsewhere")),
        (Key.Key_Left, ManualPlace("alarms")),
        (Key.Key_Right, ManualPlace("alarms", "heard-and-seen-elsewhere")),
        (Key.Key_Right, ManualPlace("inspecting", "the-lock")),
        (Key.Key_Right, ManualPlace("inspecting", "the-lock")),  # there is no more
    ):
        reader.press(key, ALT)
        assert reader.place == place


def test_a_link_starts_no_program_and_fetches_nothing(reader: Reader) -> None:
    reader.press(Key.Key_F1)
    before = reader.place
    for link in ("https://example.org/x", "file:///etc/passwd", "manual:no-such-page"):
        reader.sheet.view.anchorClicked.emit(QUrl(link))
        reader.rest()
    assert reader.place in (before, ManualPlace("operator"))  # a page that there is not: the first


def test_search_over_all_pages(reader: Reader) -> None:
    reader.press(Key.Key_F1)
    reader.press(Key.Key_F, CTRL)
    assert reader.sheet.search.hasFocus()
    QTest.keyClicks(reader.sheet.search, "acknowledged with a reason")
    reader.rest()
    assert any("Alarms" in row for row in reader.rows())
    reader.click_row("Alarms  ·")
    assert reader.place == ManualPlace("alarms", "alarms")
    reader.sheet.search.setFocus()
    reader.sheet.search.setText("operator's view")
    reader.rest()
    reader.press(Key.Key_Return)  # the first that was found, by keys alone
    reader.rest()
    assert reader.place == ManualPlace("inspecting", "the-operators-view")
    assert reader.sheet.contents.hasFocus()
    reader.sheet.search.setText("no such words anywhere")
    reader.rest()
    assert reader.rows() == []
    assert "Nothing in the manual" in reader.says()
    reader.sheet.search.setFocus()
    reader.press(Key.Key_Escape)  # first the search
    assert reader.window.is_showing_manual()
    assert len(reader.rows()) > 10
    reader.press(Key.Key_Escape)
    assert not reader.window.is_showing_manual()


def test_keys_mean_the_manual_while_it_is_open_but_f_keys_still_act(reader: Reader) -> None:
    told: list[str] = []
    reader.press(Key.Key_F1)
    reader.window.actions_of_window.triggered.connect(told.append)
    for key in (Key.Key_P, Key.Key_PageDown, Key.Key_Right, Key.Key_Space, Key.Key_F):
        reader.press(key)
    assert told == []
    reader.press(Key.Key_F6)
    assert told == ["live.alarms"]


def test_a_new_alarm_that_says_stop_is_not_covered(reader: Reader) -> None:
    reader.press(Key.Key_F1)
    alarms = reader.parts.session.alarms
    alarms.raise_(message(Code.ALARM_NO_SOUND, detail="no player"), Tier.WARN)
    reader.qtbot.wait(50)
    assert reader.window.is_showing_manual()  # a warning waits
    alarms.raise_(message(Code.ALARM_BLIND, name="camera 0", limit_s=2), Tier.STOP)
    reader.qtbot.waitUntil(lambda: not reader.window.is_showing_manual(), timeout=TIMEOUT_MS)


def test_the_window_waits_for_nothing(reader: Reader, qt_thread_guard: QtThreadGuard) -> None:
    with qt_thread_guard.armed():
        reader.press(Key.Key_F1)
        for place in ("inspecting", "engineer#grading", "glossary"):
            reader.sheet.place_wished.emit(ManualPlace.from_text(place))
            reader.rest()
        reader.sheet.search_changed.emit("lock")
        reader.rest()


def test_the_page_on_paper(reader: Reader, tmp_path: Path) -> None:
    reader.press(Key.Key_F1)
    reader.press(Key.Key_P, CTRL)
    dialog = reader.sheet.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    reader.sheet.pdf_wished.emit(str(tmp_path / "engineer.pdf"))
    reader.rest()
    assert (tmp_path / "engineer.pdf").read_bytes().startswith(b"%PDF-")
    assert "engineer.pdf" in reader.says()
    (tmp_path / "file").touch()
    reader.sheet.pdf_wished.emit(str(tmp_path / "file" / "x.pdf"))
    reader.rest()
    assert "cannot be written" in reader.says()
    assert not (tmp_path / "file" / "x.pdf").exists()


@pytest.mark.parametrize("language", ["en", "de", "zh_CN"])
def test_the_page_for_operators_is_one_sheet(qapp: QApplication, language: str) -> None:
    """Both sides at most."""
    page = read_manual(language)[0]
    content = manual_pdf(page, read_pictures(page), "test")
    assert content.count(b"/Type /Page\n") in (1, 2)


def blocks_of(document: QTextDocument) -> list[QTextBlock]:
    blocks, block = [], document.begin()
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def test_every_heading_of_every_page_is_an_anchor_and_no_mark_is_left(
    qapp: QApplication, pages: dict[str, ManualPage]
) -> None:
    """Qt's reader and ours see the same headings; what it does not understand would stand there as it is."""
    for page in pages.values():
        document = made_document(page, {}, screen_ink(), font())
        headings = [block for block in blocks_of(document) if block.blockFormat().headingLevel()]
        assert [block.text() for block in headings] == [one.heading for one in page.sections if one.heading]
        anchors = [block.begin().fragment().charFormat().anchorNames() for block in headings]
        assert anchors == [[one.anchor] for one in page.sections if one.heading]
        left = [block.text() for block in blocks_of(document) if block.text().startswith(("|", "```", "- ", "#"))]
        comments = [line for line in page.markdown.splitlines() if line.startswith("# ")][1:]  # in code, but the title
        assert [line for line in left if line not in comments] == [], page.id


def test_tables_have_a_head_in_bold_and_none_that_is_empty(qapp: QApplication, pages: dict[str, ManualPage]) -> None:
    n_tables = 0
    for page in pages.values():
        document = made_document(page, {}, screen_ink(), font())
        for table in document.rootFrame().childFrames():
            if isinstance(table, QTextTable):
                n_tables += 1
                first = [table.cellAt(0, column).firstCursorPosition().block() for column in range(table.columns())]
                assert any(block.text().strip() for block in first), page.id
    assert n_tables > 20


def test_pictures_are_shown_whole_and_no_wider_than_the_page(qapp: QApplication, pages: dict[str, ManualPage]) -> None:
    page = pages["operator"]
    pictures = read_pictures(page, 1280)
    ((name, picture),) = pictures.items()
    assert (picture.width(), picture.height()) == (1280, 720)
    document = made_document(page, pictures, screen_ink(), font())
    formats = [
        block.begin().fragment().charFormat().toImageFormat()
        for block in blocks_of(document)
        if block.begin() != block.end() and block.begin().fragment().charFormat().isImageFormat()
    ]
    assert [(one.name(), one.width(), one.height()) for one in formats] == [(name, 600, 338)]
    resource = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
    assert isinstance(resource, QPixmap)  # Qt's layout has made it one
    assert not resource.isNull()


def test_a_changed_theme_colours_the_page_anew(reader: Reader) -> None:
    reader.press(Key.Key_F1)
    theme = QApplication.instance().findChild(Theme)  # type: ignore[union-attr]  # the application is there
    assert isinstance(theme, Theme)
    reader.sheet.place_wished.emit(ManualPlace("inspecting"))
    reader.rest()
    assert screen_ink().link == DARK.accent
    theme.force("light")
    try:
        reader.press(Key.Key_F1)
        reader.press(Key.Key_F1)
        shown = reader.sheet.view.document().toHtml().upper()
        assert LIGHT.accent.upper() in shown
        assert DARK.accent.upper() not in shown
    finally:
        theme.force("dark")


@pytest.mark.parametrize("page_id", [page.id for page, _ in PAGES])
def test_f1_shows_the_section_of_the_page_at_the_top_and_in_the_contents(reader: Reader, page_id: str) -> None:
    reader.window.show_page(page_id)
    reader.press(Key.Key_F1)
    view = reader.sheet.view
    reader.qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0, timeout=TIMEOUT_MS)
    at_top = view.cursorForPosition(QPoint(24, 24)).block()
    assert at_top.text().lower() == page_id
    assert at_top.blockFormat().headingLevel() == 2
    current = reader.sheet.contents.currentItem()
    assert current is not None
    assert current.text().strip() == at_top.text()
