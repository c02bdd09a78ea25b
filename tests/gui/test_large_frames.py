"""A frame of hundreds of megapixels on the Annotate page: painted by mouse and keys, undone, saved, opened again."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.core.frame import MAX_PIXELS
from inspector.pictures.large_picture import LargePicture
from inspector.screens.painting import PaintTool
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, Labeller, picture, saved
from tests.large_tiff import TEXTURE_EVERY, write_sparse, write_tiled
from tests.tiny_model import write_tiny_model

N_ROWS, N_COLUMNS = 40_000, 8_192  # 328 megapixels
MAX_MB = 600


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def labeller(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Labeller]:
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Labeller(parts, qtbot)


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    folder = tmp_path / "frames"
    folder.mkdir()
    assert N_ROWS * N_COLUMNS > MAX_PIXELS
    write_sparse(folder / "a.tif", N_ROWS, N_COLUMNS)
    picture(folder / "b.png")
    return folder


def settle(labeller: Labeller) -> None:
    """Until what is in view is there: a paint asks for it."""
    for _ in range(12):
        labeller.canvas.repaint()
        labeller.calm()
        labeller.wait(lambda: labeller.presenter.painting.is_calm)


def look_at(labeller: Labeller, column: int, row: int) -> None:
    labeller.canvas.show_actual_size()
    labeller.canvas.centre_on(column, row)
    settle(labeller)


def test_it_is_labelled_as_any_other_and_lies_on_the_disk(
    labeller: Labeller, workspace: Workspace, frames: Path
) -> None:
    labeller.folder(frames)
    settle(labeller)
    assert labeller.name == "a.tif"
    row = 3 * TEXTURE_EVERY
    look_at(labeller, 5000, row)
    labeller.drag((4900, row + 20), (5100, row + 20))
    labeller.key(Qt.Key.Key_2)
    labeller.drag((4900, row + 60), (5100, row + 60))
    labeller.key(Qt.Key.Key_Z, CTRL)
    current = labeller.presenter.desk.current
    assert current is not None
    assert [step.facts.name for step in current.editor.history.steps] == ["brush 24 px, dull", "brush 24 px, bright"]
    assert current.editor.history.position == 1
    assert current.editor.class_map[row + 20, 4900:5100].tolist() == [1] * 200
    labeller.key(Qt.Key.Key_Return, CTRL)
    assert labeller.name == "b.png"
    store = labeller.presenter.desk.store
    assert store is not None
    (sheet,) = [store.read_sheet(sha) for sha in store.listed()]
    assert sheet is not None
    assert [(note.class_name, note.box.x < 4900, note.box.width > 200) for note in sheet.instances] == [
        ("dull", True, True)
    ]
    labeller.key(Qt.Key.Key_A)
    settle(labeller)
    current = labeller.presenter.desk.current
    assert current is not None
    assert current.editor.class_map[row + 20, 4900:5100].tolist() == [1] * 200
    assert current.editor.history.position == 1
    sheet, class_map = saved(workspace, frames / "a.tif")
    assert class_map[row + 20, 4900:5100].tolist() == [1] * 200
    assert not class_map[row + 60, 4900:5100].any()


def test_the_canvas_shows_the_pixels_of_the_file(labeller: Labeller, frames: Path) -> None:
    labeller.folder(frames)
    settle(labeller)
    row = TEXTURE_EVERY
    look_at(labeller, 4000, row)
    x, y = (int(one) for one in labeller.at(4100, row + 5))
    shown = labeller.canvas.grab().toImage()
    expected = np.random.default_rng(row).integers(60, 200, (40, N_COLUMNS), np.uint8)
    for down in range(0, 30, 7):
        for across in range(0, 40, 9):
            assert shown.pixelColor(x + across, y + down).red() == expected[5 + down, 4100 + across]


def test_instances_are_counted_stepped_through_and_given_another_class(labeller: Labeller, frames: Path) -> None:
    labeller.folder(frames)
    settle(labeller)
    for row in (2 * TEXTURE_EVERY, 6 * TEXTURE_EVERY):
        look_at(labeller, 3000, row)
        labeller.drag((2900, row), (3100, row))
    assert [row.text[:4] for row in labeller.page.panels.state.instances] == ["dull", "dull"]
    for row in (2 * TEXTURE_EVERY, 6 * TEXTURE_EVERY):
        labeller.key(Qt.Key.Key_Tab)
        settle(labeller)
        box = labeller.canvas.visible_box
        assert box.y < row < box.y + box.height < row + 2000
    labeller.presenter.painting.choose_class(2)
    labeller.presenter.painting.act("annotate.relabel")
    row = 6 * TEXTURE_EVERY
    labeller.drag((3000, row), (3000, row))
    current = labeller.presenter.desk.current
    assert current is not None
    assert current.editor.class_map[row, 2900:3100].tolist() == [2] * 200
    assert current.editor.class_map[2 * TEXTURE_EVERY, 2900:3100].tolist() == [1] * 200
    labeller.key(Qt.Key.Key_1, Qt.KeyboardModifier.ShiftModifier)  # under the pointer
    settle(labeller)
    assert current.editor.class_map[row, 2900:3100].tolist() == [1] * 200


def test_turned_it_is_painted_under_the_brush(labeller: Labeller, frames: Path) -> None:
    labeller.folder(frames)
    settle(labeller)
    labeller.presenter.painting.act("annotate.turn")
    settle(labeller)
    row = TEXTURE_EVERY
    labeller.canvas.show_actual_size()
    labeller.canvas.centre_on(N_ROWS - row, 3000)  # clockwise: what was the left side is the top
    settle(labeller)
    x, y = labeller.at(N_ROWS - row - 20, 3000)
    shown = labeller.canvas.grab().toImage().pixelColor(int(x), int(y)).red()
    assert shown == np.random.default_rng(row).integers(60, 200, (40, N_COLUMNS), np.uint8)[19, 3000]
    labeller.drag((N_ROWS - row - 100, 3000), (N_ROWS - row - 20, 3000))
    current = labeller.presenter.desk.current
    assert current is not None
    assert current.editor.class_map[row + 20 : row + 100, 3000].tolist() == [1] * 80


def test_one_goes_on_before_its_file_was_read(
    labeller: Labeller, frames: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()
    real = LargePicture.sha256

    def slowly(picture: LargePicture, heard: Callable[[], object]) -> str:
        while not may_end.wait(0.02):
            heard()
        return real(picture, heard)

    monkeypatch.setattr(LargePicture, "sha256", slowly)
    labeller.page.folder_chosen.emit(str(frames))
    labeller.wait(lambda: labeller.canvas.frame_pixel(*(n / 2 for n in labeller.canvas.size().toTuple())) is not None)
    assert labeller.presenter.desk.current is None
    assert labeller.presenter.painting.state.hint == "The file is read; it can be labelled then"
    QTest.mouseClick(labeller.canvas, Qt.MouseButton.LeftButton)  # paints nothing yet
    labeller.canvas.zoom_about_middle(50)
    labeller.canvas.repaint()
    try:
        labeller.key(Qt.Key.Key_D)  # it is not waited for
        assert labeller.name == "b.png"
    finally:
        may_end.set()
    settle(labeller)
    assert labeller.canvas.frame_pixel(*labeller.at(100, 60)) is not None
    assert labeller.presenter.painting.state.hint != "The file is read; it can be labelled then"
    labeller.drag((50, 60), (150, 60))
    labeller.key(Qt.Key.Key_A)
    settle(labeller)
    assert labeller.name == "a.tif"
    current = labeller.presenter.desk.current
    assert current is not None
    assert not current.editor.history.steps


def test_a_file_that_goes_away_is_told_and_its_labels_stay(labeller: Labeller, frames: Path) -> None:
    labeller.folder(frames)
    settle(labeller)
    look_at(labeller, 3000, TEXTURE_EVERY)
    labeller.drag((2900, TEXTURE_EVERY), (3100, TEXTURE_EVERY))
    (frames / "a.tif").unlink()
    look_at(labeller, 3000, 6 * TEXTURE_EVERY)
    assert labeller.said == "A part of “a.tif” cannot be read."
    current = labeller.presenter.desk.current
    assert current is not None
    assert current.editor.class_map[TEXTURE_EVERY, 2900:3100].tolist() == [1] * 200
    assert labeller.presenter.desk.save_state.n_waiting == 0


@pytest.mark.parametrize("tool", [PaintTool.BUCKET, PaintTool.WAND, PaintTool.GROW, PaintTool.ISLANDS, PaintTool.GREY])
def test_tools_that_need_all_of_it_say_so(labeller: Labeller, frames: Path, tool: PaintTool) -> None:
    labeller.folder(frames)
    settle(labeller)
    labeller.presenter.painting.act(f"annotate.{tool.value}")
    labeller.drag((4000, 20_000), (4100, 20_100))
    assert "300 megapixels" in labeller.presenter.painting.state.hint
    current = labeller.presenter.desk.current
    assert current is not None
    assert not current.editor.history.steps


def test_a_shape_over_more_than_memory_takes_is_refused_in_words(labeller: Labeller, frames: Path) -> None:
    labeller.folder(frames)
    settle(labeller)
    labeller.canvas.fit()
    labeller.presenter.painting.act("annotate.rectangle")
    labeller.drag((5, 5), (N_COLUMNS - 5, N_ROWS - 5))
    current = labeller.presenter.desk.current
    assert current is not None
    assert not current.editor.history.steps
    assert labeller.presenter.painting.state.hint.startswith("So large a frame")
    labeller.drag((1000, 1000), (3000, 9000))
    assert len(current.editor.history.steps) == 1


@pytest.mark.parametrize(
    "write",
    [write_sparse, pytest.param(write_tiled, marks=pytest.mark.slow("a quarter of a minute; the other is as large"))],
)
def test_1_6_gigapixels_stay_within_600_mb(tmp_path: Path, write: object) -> None:
    assert callable(write)
    write(tmp_path / "f.tif")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.large_frame_run", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["is_as_painted"]
    assert found["most_mb"] <= MAX_MB
