"""While a job changes labels over the set, no frame is opened: of two editors of one frame each would number its steps
as the other does, and what one of them wrote would be lost."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.annotation import class_edits, class_split, label_store
from inspector.annotation.journal_code import decode_records
from inspector.core.files import sha256_of
from tests.gui.test_annotate_page import (  # noqa: F401
    Labeller,
    labeller,
    picture,
    saved_by_another,
    workspace,
)


class Gate:
    """The change of a frame, which begins and then waits until it is let through."""

    def __init__(self, really: Callable[..., object]) -> None:
        self._really = really
        self.is_here, self._is_open = threading.Event(), threading.Event()

    def __call__(self, *args: object) -> object:
        self.is_here.set()
        assert self._is_open.wait(30)
        return self._really(*args)

    def open(self) -> None:
        self._is_open.set()


def two_of_two_classes(hand: Labeller, folder: Path) -> list[Path]:
    """Two frames, each with a stroke of either class; the second is open."""
    paths = [picture(folder / "a.png"), picture(folder / "b.png", 50)]
    hand.folder(folder)
    for n in range(2):
        if n:
            hand.key(Qt.Key.Key_D)
        hand.key(Qt.Key.Key_1)
        hand.drag((40, 30), (90, 30))
        hand.key(Qt.Key.Key_2)
        hand.drag((40, 60), (90, 60))
    return paths


def merge(hand: Labeller) -> None:
    hand.page.class_edit_asked.emit("dull", "bright")
    hand.page.class_edit_applied.emit()


def split(hand: Labeller) -> None:
    hand.page.panels.class_chosen.emit(1)
    hand.window.actions_of_window.qaction("annotate.split_class").trigger()
    window = hand.page.split_window
    hand.wait(window.isVisible)
    hand.calm()
    window.grid.setFocus()
    QTest.keyClick(window.grid, Qt.Key.Key_Space)
    window.name.setFocus()
    QTest.keyClicks(window.name, "groove")
    QTest.mouseClick(window.ok, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("change", "module", "one"),
    [(merge, class_edits, "_edit_one"), (split, class_split, "_split_one")],
)  # fmt: skip
def test_no_frame_is_opened_while_labels_are_merged_or_split(
    labeller: Labeller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,  # noqa: F811
    change: Callable[[Labeller], None], module: object, one: str,
) -> None:  # fmt: skip
    paths = two_of_two_classes(labeller, tmp_path / "frames")
    gate = Gate(getattr(module, one))
    monkeypatch.setattr(module, one, gate)
    change(labeller)
    labeller.wait(gate.is_here.is_set)
    labeller.page.place_chosen.emit(0)
    labeller.wait(lambda: labeller.said == "“Opening the frame” was not started.")
    assert (labeller.name, labeller.page.list.rows.currentIndex().row()) == ("", 0)
    gate.open()
    labeller.calm()
    assert labeller.name == "a.png", "what was chosen meanwhile is open now"
    labeller.drag((40, 100), (90, 100))
    labeller.key(Qt.Key.Key_D)
    journal = labeller.presenter.desk.store.files_of(sha256_of(paths[0].read_bytes())).journal  # type: ignore[union-attr]
    content = journal.read_bytes()
    records = list(decode_records(content))
    assert records[-1][1] == len(content), "no record is there twice"
    _, class_map = saved_by_another(labeller, paths[0])
    assert class_map[100, 60], "and what was painted afterwards is on the disk"


def test_a_frame_that_was_on_its_way_when_a_merge_began_is_let_go_first(
    labeller: Labeller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    two_of_two_classes(labeller, tmp_path / "frames")
    gate = Gate(getattr(class_edits, "_edit_one"))  # noqa: B009
    monkeypatch.setattr(class_edits, "_edit_one", gate)
    labeller.page.class_edit_asked.emit("dull", "bright")
    labeller.page.place_chosen.emit(0)  # is being opened
    labeller.page.class_edit_applied.emit()
    labeller.wait(gate.is_here.is_set)
    assert (labeller.name, labeller.presenter.is_opening) == ("", False)
    gate.open()
    labeller.calm()
    assert labeller.name == "a.png"
    current = labeller.presenter.desk.current
    assert current is not None
    assert np.unique(current.editor.class_map).tolist() == [0, 2]


def test_a_merge_is_refused_while_a_mask_that_was_left_does_not_fit_on_the_disk(
    labeller: Labeller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    """The journal is small and fits: the store has no trouble, and the editor of that frame is kept."""
    paths = two_of_two_classes(labeller, tmp_path / "frames")
    really = label_store.write_whole

    def full(path: Path, content: bytes) -> None:
        if path.suffix == ".png":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        really(path, content)

    folder = labeller.presenter.desk.store.folder  # type: ignore[union-attr]
    journals = {one: one.read_bytes() for one in folder.glob("*/*.journal")}
    with monkeypatch.context() as disk:
        disk.setattr(label_store, "write_whole", full)
        merge(labeller)
        labeller.wait(lambda: labeller.name == "b.png" and not labeller.presenter.sets.is_busy)
        assert labeller.said == "Labels cannot be saved."
        assert {one: one.read_bytes() for one in folder.glob("*/*.journal")} == journals
    labeller.calm()
    merge(labeller)
    labeller.calm()
    assert labeller.name == "b.png"
    for path in paths:
        _, class_map = saved_by_another(labeller, path)
        assert np.unique(class_map).tolist() == [0, 2]


def test_a_split_says_so_when_the_disk_does_not_take_labels(labeller: Labeller, tmp_path: Path) -> None:  # noqa: F811
    path = picture(tmp_path / "frames" / "a.png")
    labeller.folder(path.parent)
    store = labeller.presenter.desk.store
    assert store is not None
    obstacle = store.folder / sha256_of(path.read_bytes())[:2]
    labeller.wait(lambda: labeller.canvas.frame_pixel(*labeller.at(40, 30)) is not None)
    obstacle.write_text("a file where the folder should be")
    try:
        labeller.canvas.setFocus()
        start, end = (labeller.canvas.widget_position(column + 0.5, 30.5).toPoint() for column in (40, 90))
        QTest.mousePress(labeller.canvas, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(labeller.canvas, end)
        QTest.mouseRelease(labeller.canvas, Qt.MouseButton.LeftButton, pos=end)
        labeller.wait(lambda: store.trouble is not None)
        labeller.window.actions_of_window.qaction("annotate.split_class").trigger()
        labeller.qtbot.wait(300)
        assert not labeller.page.split_window.isVisible(), "what it would show lacks the stroke"
        assert labeller.said == "Labels cannot be saved."
    finally:  # a window that closes waits for its labels
        obstacle.unlink()
    labeller.wait(lambda: store.trouble is None)
    labeller.calm()
