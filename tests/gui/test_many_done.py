"""Many frames done by one press, in the real window: what was looked at, what stays open and why, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.presenters import many_done
from inspector.screens.annotate import FrameMark
from inspector.views.message_band import MessageBand
from inspector.workspace.workspace import create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, SHIFT, Labeller, picture
from tests.tiny_model import write_tiny_model

ALT = Qt.KeyboardModifier.AltModifier
NEW, IN_WORK, DONE = FrameMark.NEW, FrameMark.IN_WORK, FrameMark.DONE


@pytest.fixture
def labeller(qtbot: QtBot, tmp_path: Path) -> Iterator[Labeller]:
    workspace = create_workspace(tmp_path / "plant")
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Labeller(parts, qtbot)


def said_why(labeller: Labeller) -> str:
    band = labeller.page.findChild(MessageBand)
    assert isinstance(band, MessageBand)
    message = band.current()
    assert message is not None
    return message.why


def test_seen_frames_are_done_by_one_press_and_open_again_by_another(
    labeller: Labeller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(many_done, "LOOK_S", 0.0)
    for n in range(6):
        picture(tmp_path / "frames" / f"{n}.png", 60 + n)
    labeller.folder(tmp_path / "frames")
    take_back = labeller.window.actions_of_window.qaction("annotate.take_back")
    assert not take_back.isEnabled()
    labeller.key(Qt.Key.Key_W, SHIFT)  # on by itself
    labeller.drag((50, 60), (150, 60))
    labeller.drag((50, 60), (150, 60))
    assert labeller.name == "2.png", "each stroke led on"
    labeller.key(Qt.Key.Key_W, SHIFT)
    labeller.drag((50, 60), (150, 60))
    assert labeller.name == "2.png", "and now none does"
    labeller.page.note_given.emit("scale or pit?", 40, 30)
    labeller.key(Qt.Key.Key_D)
    labeller.key(Qt.Key.Key_D)  # the fourth was seen, and has no labels
    monkeypatch.setattr(many_done, "LOOK_S", 1e9)
    labeller.drag((50, 60), (150, 60))
    labeller.key(Qt.Key.Key_D)  # the fifth was only passed by, the sixth is open and was not looked at either
    labeller.key(Qt.Key.Key_Return, CTRL | ALT)
    assert labeller.said == "Frames that are done now: 2."
    assert said_why(labeller) == (
        "These stay open: 2 not looked at, 1 without labels, 1 with an open note. The first that was seen is “2.png”."
    )
    assert labeller.marks() == [DONE, DONE, IN_WORK, NEW, IN_WORK, NEW]
    assert labeller.name == "5.png", "the frame that was open is open again"
    labeller.key(Qt.Key.Key_Z, CTRL | ALT)
    assert labeller.said == "Frames that are open again: 2."
    assert labeller.marks() == [IN_WORK, IN_WORK, IN_WORK, NEW, IN_WORK, NEW]
    assert not take_back.isEnabled()

    # Frames that the filter hides are none of the list.
    labeller.page.text_changed.emit("0.png")
    labeller.calm()
    monkeypatch.setattr(many_done, "LOOK_S", 0.0)
    labeller.key(Qt.Key.Key_Return, CTRL | ALT)
    assert labeller.said == "Frames that are done now: 1."
    labeller.page.text_changed.emit("3.png")
    labeller.calm()
    labeller.key(Qt.Key.Key_Return, CTRL | ALT)
    assert (labeller.said, said_why(labeller)) == (
        "No frame was marked as done.", "These stay open: 1 without labels.",
    )  # fmt: skip
    assert take_back.isEnabled(), "of the press before, which did something"
    labeller.page.text_changed.emit("")
    labeller.calm()
    assert labeller.marks() == [DONE, IN_WORK, IN_WORK, NEW, IN_WORK, NEW]
    labeller.key(Qt.Key.Key_Z, CTRL | ALT)
    assert labeller.marks() == [IN_WORK, IN_WORK, IN_WORK, NEW, IN_WORK, NEW]
