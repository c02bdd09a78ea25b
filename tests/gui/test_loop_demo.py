"""``inspector demo --loop`` in the real window: captions, the keys that lead on and end it, the workspace of its own.
The whole of it, with a training, is played by tests/end_to_end/test_loop.py.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from inspector.demo import loop
from inspector.demo.loop import LoopOptions, LoopShow, Seen, StripWriter, run_loop_demo, workspace_of
from inspector.demo.marked_strip import MarkedStrip
from inspector.demo.story import LoopStory, Plan
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.screens.live_actions import LIVE
from inspector.sources.synthetic import Surface, SyntheticStrip
from inspector.texts import loop_demo as texts
from inspector.views.caption_line import CaptionLine
from inspector.views.live.live_page import LivePage
from inspector.workspace.workspace import create_workspace
from tests.gui.real_window import real_window
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 60_000


def test_captions_lead_through_the_pages_and_escape_ends_it(
    qtbot: QtBot, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in {"FRAMES_PER_S": 50.0, "FRAMES_BETWEEN": 2, "N_REMARKS": 1, "FRAMES_EACH": 1}.items():
        monkeypatch.setattr(loop, name, value)
    workspace = create_workspace(tmp_path / "plant")
    strip = MarkedStrip(tmp_path / "strip", SyntheticStrip(7, 128, Surface.HOT_ROLLED, 0.0, 0.5, 12.0), 96)
    seen, writer = Seen(), StripWriter(strip, workspace)
    request.addfinalizer(writer.end)
    model = write_tiny_model(tmp_path / "tiny.onnx")
    with real_window(qtbot, workspace.folder, model, lambda: [seen]) as parts:
        window = parts.window
        story = LoopStory(parts, strip, Plan())
        show = LoopShow(parts, story, seen, writer, LoopOptions())
        writer.start()
        show.begin()
        caption = window.findChild(CaptionLine)
        assert isinstance(caption, CaptionLine)
        go_on, _stop = caption.findChildren(QPushButton)

        def waits_at(place: str) -> None:
            qtbot.waitUntil(
                lambda: caption.accessibleName().startswith(place) and go_on.isEnabled(), timeout=TIMEOUT_MS
            )

        waits_at("1 of 10")
        assert window.shown_page == LIVE
        page = window.findChild(LivePage)
        assert isinstance(page, LivePage)
        field = next(one for one in page.findChildren(QLineEdit) if one.isVisible())
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Space)
        assert (field.text(), go_on.isEnabled()) == (" ", True), "who types does not go on"
        show._say(1, texts.TRAIN)  # noqa: SLF001  it goes on by itself, and a form that opens chooses its first field
        show._say(1, texts.INSPECT, next_text=texts.NEXT)  # noqa: SLF001  likewise
        assert QApplication.focusWidget() is not field, "and it has no keys of its own then"
        page.setFocus()
        window.show_keys(True)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        assert (window.is_showing_keys(), window.isVisible()) == (False, True), "it closes the list of keys alone"
        QTest.keyClick(page, Qt.Key.Key_Space)
        waits_at("2 of 10")
        monkeypatch.setattr(story, "open_kept", lambda: 1 / 0)
        QTest.keyClick(window, Qt.Key.Key_Space)
        waits_at("3 of 10")
        fault = "ZeroDivisionError: division by zero"
        assert caption.accessibleName() == f"3 of 10 The demo cannot go on: {fault}."
        QTest.keyClick(window, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=TIMEOUT_MS)
        assert show.stuck_because == fault, "a fault of ours is not taken for the end of the script"


def test_what_was_drawn_into_a_frame_is_known_again_by_its_pixels(tmp_path: Path) -> None:
    strip = MarkedStrip(tmp_path, SyntheticStrip(7, 128, Surface.HOT_ROLLED, 0.0, 0.5, 12.0), 96)
    views = [strip.view(index) for index in range(4)]
    for index, view in enumerate(views):
        strip.write(str(index), view)
    assert any(view.class_map.any() for view in views)
    for index, view in enumerate(views):
        pixels = np.asarray(Image.open(tmp_path / f"{index}.png"))
        assert np.array_equal(strip.truth_of(pixels), view.class_map)
    with pytest.raises(KeyError):
        strip.truth_of(255 - views[0].pixels)


def test_without_the_training_part_it_says_so_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loop, "why_no_training", lambda: "PyTorch is not installed")
    assert run_loop_demo(None, LoopOptions()) == 1
    said = capsys.readouterr()
    assert said.err.splitlines()[0] == "The loop trains a network: PyTorch is not installed."
    assert not said.out


def test_a_training_is_asked_to_end_and_waited_for(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    run = RunFolder(workspace.runs / "marks")
    run.path.mkdir()
    is_working = threading.Event()

    def train() -> None:
        with run.held():
            is_working.set()
            while run.asked() is not Control.CANCEL:
                time.sleep(0.01)  # between two steps

    training = threading.Thread(target=train)
    training.start()
    assert is_working.wait(60)
    parts = SimpleNamespace(presenters={})
    loop._end_training(parts, workspace)  # type: ignore[arg-type]  # noqa: SLF001  all that is asked of the window
    assert not run.is_held()
    training.join()


def test_its_workspace_is_removed_or_new_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with workspace_of(None) as made:
        assert made is not None
        assert made.folder.is_dir()
    assert not made.folder.parent.exists()
    with workspace_of(tmp_path / "kept") as made:
        assert made is not None
    assert made.database.parent.is_dir()
    with workspace_of(tmp_path / "kept") as made:
        assert made is not None, "nobody has worked with it"
        made.database.touch()
    capsys.readouterr()
    with workspace_of(tmp_path / "kept") as refused:
        assert refused is None
    assert "was worked with before" in capsys.readouterr().err
