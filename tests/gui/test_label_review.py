"""A review in a real window: labels beside those of somebody before and of the model; what is said of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.annotation.label_sheet import LabelState
from inspector.datasets.version import NewSample, Split, write_version
from inspector.screens.label_review import DIFFERENCE_LOOKS
from inspector.workspace.workspace import Workspace
from tests.gui.test_annotate_page import CTRL, SHIFT, Labeller, labeller, picture, workspace  # noqa: F401

ALT = Qt.KeyboardModifier.AltModifier


def colours_at(labeller: Labeller, column: int, row: int) -> set[str]:  # noqa: F811
    """Of the canvas round a pixel of the frame, as far as they are grey no more."""
    shot = labeller.canvas.grab().toImage()
    ratio = shot.devicePixelRatio()
    x, y = (round(one * ratio) for one in labeller.at(column, row))
    found = [shot.pixelColor(x + dx, y + dy) for dx in range(-6, 7) for dy in range(-6, 7)]
    return {"grey" if max(one.getRgb()[:3]) - min(one.getRgb()[:3]) < 12 else _hue(one.hue()) for one in found}


def _hue(hue: int) -> str:
    names = {"cyan": 202, "magenta": 327}
    return min(names, key=lambda name: abs(names[name] - hue))


def facts(labeller: Labeller) -> dict[str, str]:  # noqa: F811
    return {row.text: row.facts for row in labeller.page.beside.compare.state.rows}


def compare_with(labeller: Labeller, text: str) -> None:  # noqa: F811
    """By the keys, as the box is reached by Tab."""
    box = labeller.page.beside.compare.other
    (index,) = [at for at in range(box.count()) if box.itemText(at).startswith(text)]
    box.setFocus()
    while box.currentIndex() != index:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < index else Qt.Key.Key_Up)
    labeller.calm()


def reviewed_twice(labeller: Labeller, folder: Path) -> None:  # noqa: F811
    """Ada draws two strokes; Ben takes one away and draws another."""
    picture(folder / "a.png")
    labeller.folder(folder)
    labeller.page.author_chosen.emit("ada")
    labeller.drag((40, 30), (90, 30))
    labeller.drag((40, 60), (90, 60))
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.page.place_chosen.emit(0)  # where there are others, the next one is open now
    labeller.calm()
    labeller.page.author_chosen.emit("ben")
    labeller.key(Qt.Key.Key_Z, CTRL)
    labeller.drag((40, 100), (90, 100))
    labeller.key(Qt.Key.Key_Return, CTRL)


def test_a_second_person_sees_what_was_missed_and_what_was_false(labeller: Labeller, tmp_path: Path) -> None:  # noqa: F811
    reviewed_twice(labeller, tmp_path / "frames")
    assert [one.author for one in labeller.sheet.finishes] == ["ada", "ben"]
    panel = labeller.page.beside.compare
    assert not panel.isVisible()
    before = labeller.canvas.width()
    labeller.key(Qt.Key.Key_D, ALT)
    assert panel.isVisible()
    assert labeller.canvas.width() < before, "the panel covers nothing"
    compare_with(labeller, "as ada left it")
    labels = labeller.presenter.painting.editor.class_map
    n_stroke = int((labels[:45] != 0).sum())
    legend = {row.look.index: int(row.n_px.removesuffix(" px").replace("\u202f", "")) for row in panel.state.legend}
    assert set(legend) == {look.index for look in DIFFERENCE_LOOKS}
    assert legend[1] == n_stroke  # ada's first stroke; the others lie half a screen pixel otherwise on the frame
    assert [legend[2], legend[3]] == pytest.approx([n_stroke, n_stroke], rel=0.1)
    assert legend[4] == 0
    assert [row.iou for row in panel.state.rows] in (["IoU 0.33"], ["IoU 0.34"])
    assert facts(labeller)["dull"].startswith("met 1/2, 1/2")
    assert "magenta" in colours_at(labeller, 60, 60), "there, and here no more"
    assert "cyan" in colours_at(labeller, 60, 100), "here alone"
    assert colours_at(labeller, 60, 30) == {"grey"}, "in both"


def test_nothing_is_painted_while_the_difference_is_shown_and_escape_ends_it(
    labeller: Labeller, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    reviewed_twice(labeller, tmp_path / "frames")
    labeller.key(Qt.Key.Key_D, ALT)
    labels = labeller.presenter.painting.editor.class_map.copy()
    labeller.drag((20, 20), (150, 110))
    labeller.key(Qt.Key.Key_Z, CTRL)
    labeller.key(Qt.Key.Key_2, SHIFT)
    assert np.array_equal(labeller.presenter.painting.editor.class_map, labels)
    assert "Nothing can be painted" in labeller.page.beside.compare.state.says
    assert labeller.presenter.painting.state.hint == "These labels can only be looked at"
    labeller.key(Qt.Key.Key_Escape)
    assert not labeller.page.beside.compare.isVisible()
    labeller.drag((20, 20), (150, 20))
    assert not np.array_equal(labeller.presenter.painting.editor.class_map, labels)


def test_a_pen_that_is_down_draws_its_stroke_before_the_difference_is_shown(
    labeller: Labeller, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    reviewed_twice(labeller, tmp_path / "frames")
    before = labeller.presenter.painting.editor.number
    labeller.key(Qt.Key.Key_Right)
    labeller.key(Qt.Key.Key_Return, SHIFT)
    labeller.key(Qt.Key.Key_Right, SHIFT)
    labeller.key(Qt.Key.Key_D, ALT)
    labeller.wait(lambda: "Nothing can be painted" in labeller.page.beside.compare.state.says)
    assert labeller.presenter.painting.editor.number == before + 1
    labeller.key(Qt.Key.Key_Escape)
    assert not labeller.presenter.painting.state.is_read_only


def test_s_blinks_to_what_is_compared_while_it_is_held(labeller: Labeller, tmp_path: Path) -> None:  # noqa: F811
    reviewed_twice(labeller, tmp_path / "frames")
    labeller.key(Qt.Key.Key_D, ALT)
    compare_with(labeller, "as ada left it")
    canvas = labeller.canvas
    assert colours_at(labeller, 60, 100) != {"grey"}
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_S)
    labeller.calm()
    assert colours_at(labeller, 60, 100) == {"grey"}, "ada had nothing there"
    assert colours_at(labeller, 60, 60) != {"grey"}
    QTest.keyRelease(canvas, Qt.Key.Key_S)
    labeller.calm()
    assert "cyan" in colours_at(labeller, 60, 100)


def test_the_difference_goes_along_from_frame_to_frame_and_a_step_back_in_the_history_ends_it(
    labeller: Labeller, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    picture(tmp_path / "frames" / "b.png", 50)
    reviewed_twice(labeller, tmp_path / "frames")
    labeller.page.place_chosen.emit(0)
    labeller.calm()
    labeller.key(Qt.Key.Key_D, ALT)
    labeller.key(Qt.Key.Key_D)
    assert labeller.name == "b.png"
    assert labeller.page.beside.compare.isVisible()
    assert "Nothing differs" in labeller.page.beside.compare.state.says
    labeller.key(Qt.Key.Key_A)
    labeller.page.step_chosen.emit(0)
    labeller.calm()
    assert not labeller.page.beside.compare.isVisible()
    assert labeller.sheet.state is LabelState.IN_WORK


def test_labels_are_held_beside_the_model_of_today(labeller: Labeller, tmp_path: Path) -> None:  # noqa: F811
    picture(tmp_path / "frames" / "a.png", 200)  # bright all over, for the model
    labeller.folder(tmp_path / "frames")
    labeller.drag((40, 60), (90, 60))
    labeller.key(Qt.Key.Key_D, ALT)
    compare_with(labeller, "as the model")
    assert set(facts(labeller)) == {"all classes", "dull", "bright"}
    assert facts(labeller)["bright"].endswith("0 / 24\u202f000 px")
    legend = {row.look.index: row.n_px for row in labeller.page.beside.compare.state.legend}
    assert (legend[1], legend[2]) == ("0 px", "0 px")
    assert legend[4] != "0 px", "labelled as dull"


def test_statistics_and_agreement_of_all_labels_stand_in_a_window_that_leads_to_frames(
    labeller: Labeller, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    picture(tmp_path / "frames" / "b.png", 50)
    reviewed_twice(labeller, tmp_path / "frames")
    assert labeller.name == "b.png"
    labeller.key(Qt.Key.Key_I, CTRL)
    shown = labeller.page.set_window
    assert shown.isVisible()
    assert shown.statistics.says == "1 frame has labels"
    assert {row.text: row.n for row in shown.statistics.states}["done"] == 1
    (dull, bright) = shown.statistics.classes
    assert (dull.look.name, dull.text.split(" · ")[:2]) == ("dull", ["instances: 2", "frames: 1"])
    assert [bar.n for bar in dull.bars] == [2]
    assert bright.bars == ()
    assert {row.name for row in shown.statistics.people} == {"ada", "ben"}
    shown.tabs.setCurrentIndex(1)
    assert shown.agreement.says.startswith("1 frame was finished by one person after another")
    QTest.mouseClick(shown.compute, Qt.MouseButton.LeftButton)
    labeller.calm()
    assert [(row.text, row.iou[:7]) for row in shown.agreement.rows] == [("dull", "IoU 0.3")]
    assert [(row.name, row.people) for row in shown.agreement.frames] == [("a.png", "ada ► ben")]
    shown.frames.row_chosen.emit(0)
    labeller.calm()
    assert labeller.name == "a.png"
    labeller.window.show_page("live")
    assert not shown.isVisible(), "it lies over no other page"


def test_a_set_without_labels_says_so(labeller: Labeller) -> None:  # noqa: F811
    labeller.key(Qt.Key.Key_I, CTRL)
    assert labeller.page.set_window.statistics.says == "Nothing is labelled yet."
    assert not labeller.page.set_window.compute.isEnabled()


def test_labels_are_held_beside_what_the_dataset_has_by_the_names_of_its_classes(
    labeller: Labeller, workspace: Workspace, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    class_map = np.zeros((120, 200), np.uint8)
    class_map[10:20, 10:40], class_map[40:50, 10:20] = 1, 2
    content = picture(tmp_path / "frames" / "a.png").read_bytes()
    labeller.folder(tmp_path / "frames")  # labelled first, with the model's classes
    labeller.drag((100, 90), (150, 90))
    labeller.key(Qt.Key.Key_Return, CTRL)
    write_version(
        workspace.datasets / "old", name="old", class_names=("background", "pit", "bright"), source="", terms="ours",
        samples=[NewSample("a", content, ".png", class_map, "coil 1", Split.VAL)],
    )  # fmt: skip
    labeller.page.dataset_chosen.emit("old")
    labeller.calm()
    assert labeller.sheet.class_names[:3] == ("background", "dull", "bright"), "its labels are those of before"
    labeller.key(Qt.Key.Key_D, ALT)
    compare_with(labeller, "as the dataset")
    shown = facts(labeller)
    assert shown["pit"].endswith("0 / 300 px")
    assert shown["bright"].endswith("0 / 100 px")
    assert shown["dull"].startswith("met 0/1, 0/0")


def test_a_difference_that_the_history_does_not_lead_back_to_says_so(
    labeller: Labeller, workspace: Workspace, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    reviewed_twice(labeller, tmp_path / "frames")
    store = labeller.presenter.desk.store
    assert store is not None
    assert store.wait(20)
    store.files_of(labeller.sheet.frame_sha256).journal.write_bytes(b"")
    labeller.key(Qt.Key.Key_D, ALT)
    compare_with(labeller, "as ada left it")
    assert labeller.page.beside.compare.state.says == "The history of this frame does not lead back so far any more."
    assert labeller.page.beside.compare.state.rows == ()
    labeller.key(Qt.Key.Key_Escape)
    assert not labeller.page.beside.compare.isVisible()
