"""Masks by clicks in a real window, with a tiny real pair of networks that the tests make."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.screens.painting import PaintTool
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace
from tests.click_graphs import write_decoder, write_encoder
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, NO, Labeller
from tests.tiny_model import write_tiny_model

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Clicker(Labeller):
    def take(self) -> None:
        self.key(Qt.Key.Key_K, SHIFT)
        assert self.presenter.painting.options.tool is PaintTool.CLICKS

    def click(self, column: int, row: int, modifier: Qt.KeyboardModifier = NO) -> None:
        self.wait(lambda: self.canvas.frame_pixel(*self.at(column, row)) is not None)
        at = QPoint(*(round(one) for one in self.at(column, row)))
        QTest.mouseClick(self.canvas, Qt.MouseButton.LeftButton, modifier, at)
        QApplication.processEvents()
        self.calm()

    def choose(self, *paths: Path) -> None:
        """In the dialog that is open."""
        self.wait(lambda: any(one.isVisible() for one in self.page.findChildren(QFileDialog)))
        (dialog,) = [one for one in self.page.findChildren(QFileDialog) if one.isVisible()]
        dialog.filesSelected.emit([str(path) for path in paths])
        dialog.close()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)  # keys go to it again
        self.calm()

    @property
    def hint(self) -> str:
        return self.presenter.painting.state.hint

    @property
    def labels(self) -> np.ndarray:
        current = self.presenter.desk.current
        assert current is not None
        return current.editor.class_map


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def clicker(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Clicker]:
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Clicker(parts, qtbot)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return (
        write_encoder(tmp_path / "networks" / "encoder.onnx"), write_decoder(tmp_path / "networks" / "decoder.onnx")
    )  # fmt: skip


def folder_of_frames(tmp_path: Path) -> Path:
    """Dark, with a bright square and a brighter one beside it."""
    folder = tmp_path / "frames"
    folder.mkdir(exist_ok=True)
    for name in ("a", "b"):
        pixels = np.full((96, 160), 60 if name == "a" else 61, np.uint8)
        pixels[20:50, 40:80] = 180
        pixels[20:50, 80:110] = 230
        Image.fromarray(pixels).save(folder / f"{name}.png")
    return folder


def share(labels: np.ndarray, columns: slice) -> float:
    """IoU of what is labelled with rows 20 to 50 of these columns."""
    truth = np.zeros(labels.shape, np.bool_)
    truth[20:50, columns] = True
    return float((truth & (labels > 0)).sum() / (truth | (labels > 0)).sum())


def test_the_first_click_asks_for_the_files_and_the_workspace_keeps_them(
    clicker: Clicker, workspace: Workspace, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    clicker.folder(folder_of_frames(tmp_path))
    clicker.take()
    assert clicker.hint.startswith("No files are chosen")
    clicker.click(60, 35)
    clicker.choose(pair[1], pair[0])  # in whatever order
    wished = open_workspace(workspace.folder).settings.segmenting
    assert (wished.encoder, wished.decoder) == (str(pair[0]), str(pair[1]))
    clicker.click(60, 35)
    assert not clicker.labels.any(), "it waits for Enter"
    assert clicker.presenter.painting.state.has_preview
    clicker.key(Qt.Key.Key_Return)
    assert share(clicker.labels, slice(40, 80)) > 0.85
    assert clicker.presenter.desk.current is not None
    (step,) = clicker.presenter.desk.current.editor.history.steps
    assert step.facts.name == "mask by clicks, dull"


def test_clicks_add_take_away_and_are_taken_back(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    text = (workspace.folder / "workspace.toml").read_text()
    text = text.replace('encoder = ""', f'encoder = "{pair[0]}"').replace('decoder = ""', f'decoder = "{pair[1]}"')
    (workspace.folder / "workspace.toml").write_text(text)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        clicker = Clicker(parts, qtbot)
        clicker.folder(folder_of_frames(tmp_path))
        clicker.take()
        clicker.click(20, 80, CTRL)
        assert clicker.hint.startswith("Click the defect first")
        clicker.click(60, 35)
        clicker.click(100, 35)
        clicker.key(Qt.Key.Key_Return)
        assert share(clicker.labels, slice(40, 110)) > 0.85, "both"
        clicker.key(Qt.Key.Key_Z, CTRL)
        clicker.click(60, 35)
        clicker.click(100, 35)
        clicker.key(Qt.Key.Key_Backspace)  # the second click
        clicker.key(Qt.Key.Key_Return)
        assert share(clicker.labels, slice(40, 80)) > 0.85
        clicker.key(Qt.Key.Key_Z, CTRL)
        clicker.click(100, 35)
        clicker.click(60, 35, CTRL)
        clicker.key(Qt.Key.Key_2)  # another class while it waits
        clicker.key(Qt.Key.Key_Return)
        assert share(clicker.labels, slice(80, 110)) > 0.85
        assert set(np.unique(clicker.labels)) == {0, 2}
        clicker.key(Qt.Key.Key_D)  # the tool stays, and looks at the next frame
        clicker.click(60, 35)
        clicker.key(Qt.Key.Key_Escape)
        clicker.key(Qt.Key.Key_Return)
        assert clicker.name == "b.png"
        assert not clicker.labels.any()


def test_files_that_do_not_fit_are_refused_and_painting_goes_on(
    clicker: Clicker, workspace: Workspace, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    clicker.folder(folder_of_frames(tmp_path))
    clicker.take()
    clicker.click(60, 35)
    clicker.choose(pair[0])
    assert clicker.said == "Segmenting by clicks needs two files."
    clicker.click(60, 35)
    clicker.choose(pair[0], write_tiny_model(tmp_path / "other.onnx"))
    assert "cannot be used to segment by clicks" in clicker.said
    assert open_workspace(workspace.folder).settings.segmenting.encoder == ""
    assert not clicker.presenter.painting.is_busy
    clicker.key(Qt.Key.Key_B)
    clicker.drag((50, 60), (90, 60))
    assert clicker.labels.any()


def test_that_files_are_refused_is_told_also_where_somebody_went_on_meanwhile(
    clicker: Clicker, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    clicker.folder(folder_of_frames(tmp_path))
    clicker.take()
    clicker.page.click_files_chosen.emit([str(pair[0]), str(write_tiny_model(tmp_path / "other.onnx"))])
    clicker.key(Qt.Key.Key_D)
    assert clicker.name == "b.png"
    assert "cannot be used to segment by clicks" in clicker.said
