"""The window comes back where it was, offers what was open before, and takes what is dropped on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QSplitter, QToolButton
from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.core.source_options import SourceOptions
from inspector.models_store.bundle import export_model
from inspector.models_store.catalogue import ModelCatalogue, stored_model
from inspector.presenters.window_memory import WindowMemoryPresenter
from inspector.screens.actions import WINDOW
from inspector.screens.live import RunState
from inspector.screens.models_actions import MODELS
from inspector.screens.review_actions import REVIEW
from inspector.texts.messages import MessageText
from inspector.views.live.live_page import LivePage
from inspector.views.live.source_dialog import SourceDialog
from inspector.workspace.first_look import FirstLook, first_look
from inspector.workspace.memory import WindowMemory, read_memory, save_memory
from inspector.workspace.places import MEMORY_NAME
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.test_pseudo_language import write_frames
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 20_000


class Window:
    """The program's window from its start to its end, on one workspace."""

    def __init__(self, qtbot: QtBot, folder: Path, model: Path) -> None:
        self.qtbot = qtbot
        self.parts: Parts = build(folder, model_file=model, look=first_look(folder))
        self.messages: list[MessageText] = []
        shows = self.page.show_message

        def noted(message: MessageText, *, is_answer: bool = False) -> None:
            self.messages.append(message)
            shows(message, is_answer=is_answer)

        self.page.show_message = noted  # type: ignore[method-assign]
        with qtbot.waitExposed(self.parts.window):
            self.parts.window.show()
        qtbot.waitUntil(lambda: self.memory is not None, timeout=TIMEOUT_MS)

    @property
    def page(self) -> LivePage:
        return self.parts.page

    @property
    def memory(self) -> WindowMemory | None:
        presenter = self.parts.presenters[WINDOW]
        assert isinstance(presenter, WindowMemoryPresenter)
        return presenter.keeper.memory

    def splitter(self, name: str) -> QSplitter:
        found = self.page.findChild(QSplitter, name)
        assert isinstance(found, QSplitter)
        return found

    def recent(self) -> list[QAction]:
        source = next(one for one in self.page.findChildren(QToolButton) if one.text() == "Source")
        menu = source.menu()
        assert isinstance(menu, QMenu)
        return [one for one in menu.actions() if one.text() and "(" not in one.text()][4:]

    def drop(self, *paths: Path) -> None:
        """As the system does it."""
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        window, buttons, keys = self.parts.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, dropped, buttons, keys)
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, dropped, buttons, keys))

    def close(self) -> None:
        self.parts.window.close_unasked()
        self.qtbot.waitUntil(lambda: not self.parts.window.isVisible(), timeout=TIMEOUT_MS)
        assert self.parts.end()
        self.parts.window.deleteLater()
        self.qtbot.wait(10)


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Workspace:
    make_application("dark")
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def windows(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[list[Window]]:
    """Open ones, closed at the end of the test."""
    opened: list[Window] = []
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


def test_size_and_parts_come_back(qtbot: QtBot, workspace: Workspace, model: Path, windows: list[Window]):
    before = Window(qtbot, workspace.folder, model)
    before.parts.window.resize(1180, 690)
    handle = before.splitter("live").handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle - QPoint(90, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle - QPoint(90, 0))
    sizes = before.splitter("live").sizes()
    before.close()
    windows.append(Window(qtbot, workspace.folder, model))
    (after,) = windows
    assert (after.parts.window.width(), after.parts.window.height()) == (1180, 690)
    assert after.splitter("live").sizes() == pytest.approx(sizes, abs=2)


def test_a_source_is_offered_again_opened_and_forgotten(
    qtbot: QtBot, workspace: Workspace, model: Path, windows: list[Window], tmp_path: Path
):
    folder = write_frames(tmp_path / "coil & rail")
    before = Window(qtbot, workspace.folder, model)
    before.page.source_chosen.emit(str(folder), SourceOptions(is_continuous=True))
    before.close()
    windows.append(Window(qtbot, workspace.folder, model))
    (after,) = windows
    qtbot.waitUntil(lambda: len(after.recent()) == 2, timeout=TIMEOUT_MS)
    item, forget = after.recent()
    assert item.text() == "coil && rail"
    opened: list[tuple[str, SourceOptions]] = []
    after.page.source_chosen.connect(lambda text, options: opened.append((text, options)))
    item.trigger()
    assert opened == [(str(folder), SourceOptions(is_continuous=True))]
    menu = forget.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: after.recent() == [], timeout=TIMEOUT_MS)
    qtbot.waitUntil(lambda: read_memory(workspace).recent == (), timeout=TIMEOUT_MS)


def test_what_is_dropped_is_opened_or_refused_in_words(
    qtbot: QtBot, workspace: Workspace, model: Path, windows: list[Window], tmp_path: Path
):
    windows.append(Window(qtbot, workspace.folder, model))
    (window,) = windows
    frames = write_frames(tmp_path / "frames")
    sources: list[str] = []
    models: list[str] = []
    window.page.source_chosen.connect(lambda text, _options: sources.append(text))
    window.page.model_chosen.connect(models.append)
    window.drop(frames)
    qtbot.waitUntil(lambda: sources == [str(frames)], timeout=TIMEOUT_MS)
    ended = (RunState.ENDED, RunState.FAILED)
    qtbot.waitUntil(lambda: window.parts.presenter.run_state in ended, timeout=TIMEOUT_MS)  # else it is asked first
    window.parts.window.show_page(REVIEW)
    window.drop(model)
    qtbot.waitUntil(window.parts.page.isVisible, timeout=TIMEOUT_MS)  # what it would end is asked there
    qtbot.waitUntil(lambda: models == [str(model)], timeout=TIMEOUT_MS)
    window.drop(tmp_path / "plant" / "workspace.toml")
    qtbot.waitUntil(lambda: "live.dropped_unknown" in [one.code for one in window.messages], timeout=TIMEOUT_MS)
    window.drop(frames, model)
    qtbot.waitUntil(lambda: "live.dropped_several" in [one.code for one in window.messages], timeout=TIMEOUT_MS)
    assert len(sources) == len(models) == 1


def test_a_model_as_one_file_that_the_desktop_opens_is_taken_into_the_workspace(
    qtbot: QtBot, workspace: Workspace, model: Path, windows: list[Window], tmp_path: Path
):
    file = tmp_path / "tiny.inspector-model"
    export_model(stored_model(model), tmp_path / "models", tmp_path / "runs", file, "ana")
    windows.append(Window(qtbot, workspace.folder, model))
    (window,) = windows
    window.drop(file)
    known = ModelCatalogue(workspace.models)
    qtbot.waitUntil(lambda: any(not one.is_shipped for one in known.models().models), timeout=TIMEOUT_MS)
    assert window.parts.window.shown_page == MODELS


def test_a_broken_memory_is_said_and_left_alone(qtbot: QtBot, workspace: Workspace, model: Path, windows: list[Window]):
    file = workspace.folder / MEMORY_NAME
    file.write_text('{"memory": {"geometry": 3, "splitters": {"live": "wide"}}}')
    windows.append(Window(qtbot, workspace.folder, model))
    (window,) = windows
    qtbot.waitUntil(lambda: "workspace.window_forgotten" in [one.code for one in window.messages], timeout=TIMEOUT_MS)
    window.parts.window.resize(1100, 700)
    windows.clear()
    window.close()
    assert file.read_text() == '{"memory": {"geometry": 3, "splitters": {"live": "wide"}}}'


def test_theme_language_and_size_are_known_before_the_first_paint(workspace: Workspace):
    file = workspace.folder / "workspace.toml"
    text = file.read_text().replace('theme = "system"', 'theme = "light"').replace('language = ""', 'language = "de"')
    file.write_text(text)
    save_memory(workspace, WindowMemory(geometry="QUJD", splitters={"live": (700, 300)}))
    assert first_look(workspace.folder) == FirstLook("light", "de", "QUJD", {"live": (700, 300)})
    (workspace.folder / MEMORY_NAME).write_text('{"memory": {"geometry": [], "splitters": {"live": [1, "2"], "x": 3}}}')
    file.write_text('[look]\ntheme = "green"\nlanguage = "../x"')
    assert first_look(workspace.folder) == FirstLook()
    file.write_text("look = 3")
    (workspace.folder / MEMORY_NAME).write_text("[]")
    assert first_look(workspace.folder) == FirstLook()
    assert first_look(workspace.folder / "nowhere") == FirstLook(has_workspace=False)


def test_a_dialog_for_files_begins_where_one_of_its_kind_was_chosen_last_also_after_a_restart(
    qtbot: QtBot, workspace: Workspace, model: Path, windows: list[Window], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    home, pictures = tmp_path / "home", tmp_path / "home" / "Pictures"
    pictures.mkdir(parents=True)
    places = {QStandardPaths.StandardLocation.PicturesLocation: str(pictures)}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: places.get(place, str(home)))
    strip, models = tmp_path / "strips" / "monday", tmp_path / "models"
    strip.mkdir(parents=True)
    models.mkdir()

    def dialog(window: Window, ask: str) -> QFileDialog:
        getattr(window.page, ask)()
        if ask != "ask_model":
            panel = window.page.findChild(SourceDialog)
            assert isinstance(panel, SourceDialog)
            assert panel.browse is not None
            panel.browse.click()
        found = next(one for one in window.page.findChildren(QFileDialog) if one.isVisible())
        return found

    def begins_at(window: Window, ask: str) -> Path:
        opened = dialog(window, ask)
        path = Path(opened.directory().absolutePath())
        opened.reject()
        for panel in window.page.findChildren(SourceDialog):
            panel.reject()
        qtbot.waitUntil(lambda: not window.page.findChildren(QFileDialog) + window.page.findChildren(SourceDialog))
        return path

    before = Window(qtbot, workspace.folder, model)
    assert [begins_at(before, ask) for ask in ("ask_folder", "ask_video", "ask_model")] == [pictures, home, home]
    chosen = dialog(before, "ask_folder")
    chosen.filesSelected.emit([str(strip)])
    chosen.reject()
    for panel in before.page.findChildren(SourceDialog):
        panel.reject()
    qtbot.waitUntil(lambda: not before.page.findChildren(QFileDialog))
    assert begins_at(before, "ask_folder") == strip.parent
    chosen = dialog(before, "ask_model")
    chosen.filesSelected.emit([str(models / "new.onnx")])
    chosen.reject()
    before.close()
    windows.append(Window(qtbot, workspace.folder, model))
    (after,) = windows
    assert [begins_at(after, ask) for ask in ("ask_folder", "ask_video", "ask_model")] == [strip.parent, home, models]
    models.rmdir()  # the stick is out
    assert begins_at(after, "ask_model") == home
