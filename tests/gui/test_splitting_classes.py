"""A class is split in a real window: looked at, chosen by a rule and by hand, done, and undone on one frame."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.annotation.label_sheet import LabelState
from tests.gui.test_annotate_page import (  # noqa: F401
    CTRL,
    NO,
    Labeller,
    labeller,
    picture,
    saved_by_another,
    workspace,
)


def begin(labeller: Labeller, folder: Path) -> list[Path]:  # noqa: F811
    """Two frames, each with a long and a short stroke of the first class."""
    paths = [picture(folder / f"{n}.png", 40 + n) for n in range(2)]
    labeller.folder(folder)
    for n in range(2):
        labeller.drag((30, 30), (120 + 20 * n, 30))
        labeller.drag((30, 90), (45, 90))
        if n == 0:
            labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.window.actions_of_window.qaction("annotate.split_class").trigger()
    labeller.wait(labeller.page.split_window.isVisible)
    labeller.calm()
    return paths


def chosen(labeller: Labeller) -> list[bool]:  # noqa: F811
    return [tile.is_chosen for tile in labeller.page.split_window.grid.tiles]


def choose_rule(labeller: Labeller, text: str) -> None:  # noqa: F811
    box = labeller.page.split_window.measure
    box.setFocus()
    while box.currentText() != text:
        QTest.keyClick(box, Qt.Key.Key_Down)


def click(labeller: Labeller, place: int) -> None:  # noqa: F811
    grid = labeller.page.split_window.grid
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NO, grid.tile_box(place).center())


def test_a_rule_and_a_hand_choose_and_what_is_chosen_is_split_on_every_frame(
    labeller: Labeller, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    paths = begin(labeller, tmp_path / "frames")
    shown = labeller.page.split_window
    assert len(shown.grid.tiles) == 4, "the frame that is open is among them"
    assert all(tile.pixels is not None for tile in shown.grid.tiles)
    assert "“dull” has 4 instances; 0 of them" in shown.state.says
    assert not shown.ok.isEnabled()
    choose_rule(labeller, "longest extent")
    assert chosen(labeller) == [True] * 4, "its limits hold all to begin with"
    assert [tile.text for tile in shown.grid.tiles] == sorted(
        (tile.text for tile in shown.grid.tiles), key=lambda text: float(text.split()[0])
    )
    shown.at_least.setFocus()
    shown.at_least.selectAll()
    QTest.keyClicks(shown.at_least, "100")
    QTest.keyClick(shown.at_least, Qt.Key.Key_Return)
    assert shown.isVisible(), "Enter takes the number, and does not split"
    assert chosen(labeller) == [False, False, True, True]
    assert "2 of them become another class. Frames: 2" in shown.state.says
    click(labeller, 3)  # but not the longest
    click(labeller, 0)
    shown.grid.setFocus()
    QTest.keyClick(shown.grid, Qt.Key.Key_Right)
    QTest.keyClick(shown.grid, Qt.Key.Key_Space)  # and the second by the keys
    assert chosen(labeller) == [True, True, True, False]
    assert "Give the other class a name." in shown.state.says
    shown.name.setFocus()
    QTest.keyClicks(shown.name, "dull")
    assert "called so already" in shown.state.says
    assert not shown.ok.isEnabled()
    shown.name.lineEdit().selectAll()
    QTest.keyClicks(shown.name, "groove")
    assert shown.ok.isEnabled()
    QTest.mouseClick(shown.ok, Qt.MouseButton.LeftButton)
    labeller.wait(lambda: "that are “groove” now: 3, on frames: 2" in labeller.said)
    labeller.calm()
    assert not shown.isVisible()
    names = [sorted(note.class_name for note in saved_by_another(labeller, path)[0].instances) for path in paths]
    assert names == [["groove", "groove"], ["dull", "groove"]]
    sheet, _ = saved_by_another(labeller, paths[0])
    assert sheet.state is LabelState.DONE, "it is as far as it was"
    assert labeller.name == "1.png", "it is open again"
    assert labeller.page.panels.state.steps[-1].name == "dull split: groove"
    labeller.key(Qt.Key.Key_Z, CTRL)
    current = labeller.presenter.desk.current
    assert current is not None
    assert set(current.editor.class_map.ravel().tolist()) == {0, 1}


def test_cancelling_changes_nothing(labeller: Labeller, tmp_path: Path) -> None:  # noqa: F811
    begin(labeller, tmp_path / "frames")
    shown = labeller.page.split_window
    before = labeller.presenter.painting.editor.class_map.copy()
    click(labeller, 0)
    QTest.keyClicks(shown.name, "groove")
    QTest.mouseClick(shown.close_button, Qt.MouseButton.LeftButton)
    labeller.calm()
    assert not shown.isVisible()
    assert (labeller.presenter.painting.editor.class_map == before).all()
    assert "groove" not in labeller.sheet.class_names
