"""What classes mean, beside the canvas of a real window: typed, with examples, shown with the class in hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.annotation.example_crops import crop_from
from inspector.screens.painting import Pointer
from inspector.views.settings.settings_page import SettingsPage
from inspector.workspace.class_guides import read_example, read_guides
from inspector.workspace.workspace import Workspace
from tests.gui.test_annotate_page import SHIFT, Labeller, labeller, picture, workspace  # noqa: F401

ALT = Qt.KeyboardModifier.AltModifier


def point_at(labeller: Labeller, column: int, row: int) -> None:  # noqa: F811
    """Until it is there: a panel that opens beside the canvas moves the picture."""
    seen: list[Pointer] = []
    labeller.canvas.hovered.connect(seen.append)

    def is_there() -> bool:
        x, y = labeller.at(column, row)
        QTest.mouseMove(labeller.canvas, QPoint(round(x), round(y)))
        QApplication.processEvents()
        return bool(seen) and seen[-1] is not None and abs(seen[-1].x - column) < 2 and abs(seen[-1].y - row) < 2

    labeller.wait(is_there)
    labeller.canvas.hovered.disconnect(seen.append)


def test_a_definition_is_typed_beside_the_canvas_and_follows_the_class_in_hand(
    labeller: Labeller, workspace: Workspace, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    picture(tmp_path / "frames" / "a.png")
    labeller.folder(tmp_path / "frames")
    guide = labeller.page.beside.guide
    labels = labeller.presenter.painting.editor.class_map.copy()
    assert not guide.isVisible()
    labeller.key(Qt.Key.Key_G, SHIFT)
    assert guide.isVisible()
    assert guide.state.look is not None
    assert guide.state.look.name == "dull"
    guide.counts.setFocus()
    QTest.keyClicks(guide.counts, "bhs darker than 80, 2 mm")  # letters that are keys of the page
    guide.does_not_count.setFocus()  # kept when the field is left
    QTest.keyClicks(guide.does_not_count, "oil")
    labeller.key(Qt.Key.Key_2)  # and when another class is taken
    assert (guide.state.look.name, guide.counts.toPlainText()) == ("bright", "")
    kept = read_guides(workspace.classes)["dull"]
    assert (kept.counts, kept.does_not_count) == ("bhs darker than 80, 2 mm", "oil")
    labeller.key(Qt.Key.Key_1)
    assert (guide.counts.toPlainText(), guide.does_not_count.toPlainText()) == (kept.counts, "oil")
    assert np.array_equal(labeller.presenter.painting.editor.class_map, labels)
    assert not labeller.presenter.painting.options.is_erasing


def test_an_instance_and_a_place_become_examples_by_key_and_are_removed_by_a_click(
    labeller: Labeller, workspace: Workspace, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    path = tmp_path / "frames" / "a.png"
    path.parent.mkdir()
    pixels = np.tile(np.arange(200, dtype=np.uint8), (120, 1))  # each column says where it is
    Image.fromarray(pixels).save(path)
    labeller.folder(path.parent)
    labeller.key(Qt.Key.Key_2)
    labeller.drag((60, 60), (90, 60))
    labeller.key(Qt.Key.Key_1)
    point_at(labeller, 75, 60)
    labeller.key(Qt.Key.Key_E, ALT)
    guide = labeller.page.beside.guide
    assert guide.isVisible()
    assert guide.state.look is not None
    assert guide.state.look.name == "bright", "that of the instance, whatever was in hand"
    assert len(guide.examples.tiles) == 1
    point_at(labeller, 150, 30)
    labeller.key(Qt.Key.Key_E, ALT | SHIFT)
    kept = read_guides(workspace.classes)["bright"]
    assert [(one.counts, one.frame) for one in kept.examples] == [(True, "a.png"), (False, "a.png")]
    instance, place = (crop_from(read_example(workspace.classes, one)) for one in kept.examples)
    assert 70 <= instance[0].mean() <= 80
    assert 130 <= place[0].mean() <= 160
    labeller.key(Qt.Key.Key_E, ALT)  # there is background under the mouse
    assert labeller.said == "Nothing under the mouse can be an example."
    (tile,) = guide.examples.tiles
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    guide.examples.menu.actions()[0].trigger()
    guide.examples.menu.close()
    labeller.calm()
    assert guide.examples.tiles == []
    assert [one.counts for one in read_guides(workspace.classes)["bright"].examples] == [False]


def test_guides_that_are_broken_are_told_of_and_labelling_goes_on(
    labeller: Labeller, workspace: Workspace, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    workspace.classes.mkdir()
    (workspace.classes / "guides.json").write_text("{")
    picture(tmp_path / "frames" / "a.png")
    labeller.folder(tmp_path / "frames")
    labeller.key(Qt.Key.Key_G, SHIFT)
    assert labeller.said == "What the classes mean cannot be read or saved."
    labeller.drag((40, 30), (90, 30))
    assert labeller.presenter.painting.editor.class_map.any()


def test_how_classes_look_is_chosen_in_one_place(labeller: Labeller, tmp_path: Path) -> None:  # noqa: F811
    picture(tmp_path / "frames" / "a.png")
    labeller.folder(tmp_path / "frames")
    labeller.window.actions_of_window.qaction("annotate.class_looks").trigger()
    page = labeller.window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    labeller.wait(lambda: page.is_filled and not page.card("classes").visibleRegion().isEmpty())


def test_a_class_that_is_renamed_keeps_its_look_and_its_meaning(
    labeller: Labeller, workspace: Workspace, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    picture(tmp_path / "frames" / "a.png")
    labeller.folder(tmp_path / "frames")
    labeller.drag((40, 30), (90, 30))
    labeller.key(Qt.Key.Key_G, SHIFT)
    guide = labeller.page.beside.guide
    guide.counts.setFocus()
    QTest.keyClicks(guide.counts, "dark")
    labeller.canvas.setFocus()
    labeller.calm()
    before = labeller.parts.session.catalogue.look_of("dull", 1)
    labeller.page.class_edit_asked.emit("dull", "groove")
    labeller.page.class_edit_applied.emit()
    labeller.wait(lambda: "“dull” is “groove” now" in labeller.said)
    labeller.calm()
    after = labeller.parts.session.catalogue.look_of("groove", 1)
    assert (after.colour, after.hatch) == (before.colour, before.hatch)
    assert read_guides(workspace.classes)["groove"].counts == "dark"
    assert guide.state.look is not None
    assert (guide.state.look.name, guide.counts.toPlainText()) == ("groove", "dark")
