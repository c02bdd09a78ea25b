"""The Annotate page in a real window: frames opened, painted, finished and reviewed by mouse and keys; what then stands
on the disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from inspector.annotation.label_sheet import LabelSheet, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import StepFacts
from inspector.app import Parts
from inspector.core.files import sha256_of
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.presenters import label_desk
from inspector.presenters.annotate_presenter import AnnotatePresenter
from inspector.screens.annotate import FrameMark, VersionAsked
from inspector.screens.painting_actions import ANNOTATE
from inspector.views.annotate.annotate_page import AnnotatePage
from inspector.views.annotate.asking import ClassEditPanel
from inspector.views.message_band import MessageBand
from inspector.views.plain_text import PlainLabel
from inspector.views.theme import tokens
from inspector.workspace.setting_edits import SettingEdit
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import real_window
from tests.tiny_model import CLEAN, DULL, write_tiny_model

TIMEOUT_MS = 30_000
NO, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


class Labeller:
    """Somebody at the page."""

    def __init__(self, parts: Parts, qtbot: QtBot) -> None:
        self.parts, self.qtbot, self.window = parts, qtbot, parts.window
        qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)  # the model's classes are known
        self.window.show_page(ANNOTATE)
        page = self.window.findChild(AnnotatePage)
        assert isinstance(page, AnnotatePage)
        presenter = parts.presenters[ANNOTATE]
        assert isinstance(presenter, AnnotatePresenter)
        self.page, self.presenter = page, presenter
        self.canvas = page.painting.canvas
        self.calm()

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=TIMEOUT_MS)

    def calm(self) -> None:
        for _ in range(4):  # an answer may ask for the next thing
            self.wait(lambda: self.presenter.is_calm)
            QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, key, modifier)
        self.calm()

    def folder(self, folder: Path) -> None:
        self.page.folder_chosen.emit(str(folder))
        self.calm()

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """With the left button, in frame pixels."""
        self.wait(lambda: self.canvas.frame_pixel(*self.at(*start)) is not None)
        first, last = (QPoint(*(round(one) for one in self.at(*point))) for point in (start, end))
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=first)
        for share in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(self.canvas, first + (last - first) * share)
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=last)
        self.calm()

    def at(self, column: int, row: int) -> tuple[float, float]:
        point = self.canvas.widget_position(column + 0.5, row + 0.5)
        return point.x(), point.y()

    @property
    def name(self) -> str:
        current = self.presenter.desk.current
        return current.read.frame.source.name if current is not None else ""

    @property
    def sheet(self) -> LabelSheet:
        current = self.presenter.desk.current
        assert current is not None
        return current.editor.sheet

    @property
    def said(self) -> str:
        message = self.page.findChild(MessageBand).current()  # type: ignore[attr-defined]
        return message.what if message is not None else ""

    def marks(self) -> list[FrameMark]:
        rows = self.presenter.listing
        from inspector.presenters.annotate_composer import mark_of

        frames = [rows.frame(place) for place in range(len(rows))]
        return [mark_of(rows.known, frame) for frame in frames if frame is not None]

    def press(self, text: str) -> None:
        (button,) = [one for one in self.page.question.findChildren(QPushButton) if one.text() == text]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.calm()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def labeller(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Labeller]:
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Labeller(parts, qtbot)


def picture(path: Path, level: int = 100, dtype: type = np.uint8) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((120, 200), level, dtype)).save(path)
    return path


def saved(workspace: Workspace, path: Path) -> tuple[LabelSheet, npt.NDArray[np.uint8]]:
    """What lies on the disk, as another program reads it."""
    store = LabelStore(workspace.annotations, lambda _: None)
    try:
        sheet = store.read_sheet(sha256_of(path.read_bytes()))
        assert sheet is not None
        return sheet, store.read_map(sheet)
    finally:
        store.close()


def test_a_folder_is_labelled_by_mouse_and_keys_and_lies_on_the_disk(
    labeller: Labeller, workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "Blech ü 裂纹 mit Lücken"
    paths = [picture(folder / f"frame {n}.png", 60 + n) for n in range(12)]
    labeller.folder(folder)
    assert (labeller.name, len(labeller.presenter.listing)) == ("frame 0.png", 12)  # and 2 comes before 10
    assert not any(workspace.annotations.glob("*/*")), "what is only looked at begins no labels"
    labeller.drag((50, 60), (150, 60))
    sheet = labeller.sheet
    assert (sheet.state, sheet.class_names[1:]) == (LabelState.IN_WORK, ("dull", "bright"))
    assert [row.text[:4] for row in labeller.page.panels.state.instances] == ["dull"]
    labeller.key(Qt.Key.Key_Return, CTRL)  # done, and on
    assert labeller.name == "frame 1.png"
    labeller.key(Qt.Key.Key_D)
    labeller.key(Qt.Key.Key_F, SHIFT)
    assert (labeller.name, labeller.sheet.state) == ("frame 2.png", LabelState.FLAGGED)
    labeller.key(Qt.Key.Key_A)
    labeller.key(Qt.Key.Key_A, SHIFT)  # all before are done
    assert labeller.name == "frame 1.png"
    assert labeller.said.startswith("No frame of this list waits")
    assert labeller.marks()[:4] == [FrameMark.DONE, FrameMark.NEW, FrameMark.FLAGGED, FrameMark.NEW]
    assert labeller.presenter.desk.save_state.n_waiting == 0
    sheet, class_map = saved_by_another(labeller, paths[0])
    assert (sheet.state, [note.class_name for note in sheet.instances]) == (LabelState.DONE, ["dull"])
    assert class_map[60, 50:150].tolist() == [1] * 100
    assert class_map[10].any() == np.False_


def saved_by_another(labeller: Labeller, path: Path) -> tuple[LabelSheet, npt.NDArray[np.uint8]]:
    """While the window holds the labels."""
    workspace = labeller.parts.session.workspace
    assert workspace is not None
    return saved(workspace, path)


def test_undo_history_and_what_is_done_survive_another_frame_and_a_restart(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    model = write_tiny_model(tmp_path / "tiny.onnx")
    with real_window(qtbot, workspace.folder, model) as parts:
        first = Labeller(parts, qtbot)
        first.folder(path.parent)
        first.drag((40, 30), (90, 30))
        first.drag((40, 80), (90, 80))
        first.key(Qt.Key.Key_D)
        first.key(Qt.Key.Key_A)
        first.key(Qt.Key.Key_Z, CTRL)
        assert first.page.panels.steps.row_count() == 3
    sheet, class_map = saved(workspace, path)
    assert (bool(class_map[30, 60]), bool(class_map[80, 60])) == (True, False)
    assert sheet.mask_number == 3, "the mask was saved at the end"
    with real_window(qtbot, workspace.folder, model) as parts:
        second = Labeller(parts, qtbot)
        second.folder(path.parent)
        second.page.step_chosen.emit(1)  # the last step, undone before
        second.calm()
        assert second.presenter.desk.current is not None
        assert second.presenter.desk.current.editor.class_map[80, 60] == 1
        second.page.step_chosen.emit(-1)
        second.calm()
    _, class_map = saved(workspace, path)
    assert not class_map.any()


def test_a_frame_is_reviewed_by_a_second_person_only(labeller: Labeller, tmp_path: Path) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    labeller.folder(path.parent)
    labeller.page.author_chosen.emit("ada")
    labeller.drag((40, 30), (90, 30))
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert labeller.said == "This frame was not marked as reviewed."
    assert labeller.sheet.state is LabelState.DONE
    labeller.page.author_chosen.emit("ben")
    labeller.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert (labeller.sheet.state, labeller.sheet.reviewed_by, labeller.sheet.authors) == (
        LabelState.REVIEWED, "ben", ("ada",),
    )  # fmt: skip
    labeller.drag((40, 80), (90, 80))  # ben changes it: now he is an author, and nobody has reviewed it
    assert (labeller.sheet.state, labeller.sheet.reviewed_by) == (LabelState.IN_WORK, "")


def unsaved(workspace: Workspace, path: Path) -> None:
    """Labels of a program that was killed: one step is in the saved mask, one in the journal alone."""
    from tests.unit.annotation.label_samples import paint

    store = LabelStore(workspace.annotations, lambda _: None)
    from inspector.annotation.label_sheet import FrameSource
    from tests.unit.annotation.label_samples import facts_of

    sheet = LabelSheet(
        sha256_of(path.read_bytes()), 120, 200, ("background", "dull", "bright"),
        FrameSource("folder", str(path), path.name),
    )  # fmt: skip
    editor = store.open(sheet).editor
    paint(editor, 10, 10, 20, 20, 1)
    editor.saved(store.save(editor.snapshot(facts_of("box"))))
    paint(editor, 60, 60, 20, 20, 2)
    assert store.close()


@pytest.mark.parametrize(("button", "has_second"), [("Recover", True), ("Open saved", False)])
def test_what_a_killed_program_left_is_asked_about_and_compared(
    workspace: Workspace, tmp_path: Path, button: str, has_second: bool, request: pytest.FixtureRequest
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    unsaved(workspace, path)
    labeller: Labeller = request.getfixturevalue("labeller")
    labeller.folder(path.parent)
    assert labeller.page.question.isVisible()
    labeller.press("Compare")  # blinks; nothing is decided by it
    assert labeller.page.question.isVisible()
    labeller.press(button)
    assert not labeller.page.question.isVisible()
    labeller.key(Qt.Key.Key_D)
    current = labeller.presenter.desk.current
    assert current is not None
    assert bool(current.editor.class_map[70, 70]) is has_second
    assert current.editor.class_map[15, 15] == 1
    if not has_second:
        labeller.key(Qt.Key.Key_Z, CTRL)  # nothing is lost by the choice
        assert current.editor.class_map[70, 70] == 2


def test_labels_that_another_program_holds_are_looked_at_only_and_its_user_is_named(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    unsaved(workspace, path)
    other = LabelStore(workspace.annotations, lambda _: None)
    try:
        with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
            labeller = Labeller(parts, qtbot)
            labeller.folder(path.parent)
            before = {one: one.read_bytes() for one in workspace.annotations.glob("*/*")}
            assert labeller.said == "The labels are only looked at here."
            assert "has the labels open" in labeller.page.head.facts
            labeller.drag((100, 90), (150, 90))
            labeller.key(Qt.Key.Key_Return, CTRL)
            assert labeller.presenter.desk.current is not None
            assert labeller.presenter.desk.current.editor.class_map[70, 70] == 2, "the journal is shown too"
            assert not labeller.presenter.desk.current.editor.class_map[90].any()
        assert {one: one.read_bytes() for one in workspace.annotations.glob("*/*")} == before
    finally:
        other.close()


def test_what_cannot_be_opened_says_why_and_the_list_goes_on(labeller: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    picture(folder / "a.png")
    (folder / "b.png").write_bytes((folder / "a.png").read_bytes()[:60])
    picture(folder / "c.png", 30)
    labeller.folder(folder)
    labeller.key(Qt.Key.Key_D)
    assert labeller.name == ""
    assert "b.png" in labeller.said
    labeller.key(Qt.Key.Key_D)
    assert labeller.name == "c.png"
    assert labeller.said == "", "it was about the frame before"


def test_a_file_that_is_deleted_while_it_is_labelled_is_told_and_its_labels_stay(
    labeller: Labeller, workspace: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    content = path.read_bytes()
    labeller.folder(path.parent)
    labeller.drag((40, 30), (90, 30))
    path.unlink()
    labeller.presenter.desk.save()
    labeller.calm()
    assert "was changed or deleted while it is labelled" in labeller.said
    assert labeller.presenter.desk.save_state.trouble is None
    path.write_bytes(content)
    _, class_map = saved(workspace, path)
    assert class_map[30, 60] == 1


def test_damaged_labels_are_refused_in_words_and_left_as_they_are(
    labeller: Labeller, workspace: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    sha = sha256_of(path.read_bytes())
    sheet = workspace.annotations / sha[:2] / f"{sha}.json"
    sheet.parent.mkdir(parents=True)
    sheet.write_text('{"frame_sha256": "')
    labeller.folder(path.parent)
    assert labeller.name == ""
    assert labeller.said.startswith("The labels in")
    assert sheet.read_text() == '{"frame_sha256": "'


def test_sixteen_bits_whose_depth_nobody_knows_are_asked_for_once_a_list(labeller: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    picture(folder / "a.png", 3000, np.uint16)
    picture(folder / "b.png", 2000, np.uint16)
    labeller.folder(folder)
    assert labeller.name == ""
    labeller.press("12 bits")
    current = labeller.presenter.desk.current
    assert current is not None
    assert (current.bits, labeller.name) == (12, "a.png")
    labeller.drag((40, 30), (90, 30))
    assert labeller.sheet.source.bits == 12
    labeller.key(Qt.Key.Key_D)
    assert (labeller.name, labeller.page.question.isVisible()) == ("b.png", False)


def test_a_filter_leaves_the_open_frame_and_the_next_one_follows(labeller: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    for n in range(4):
        picture(folder / f"{n}.png", 40 + n)
    labeller.folder(folder)
    labeller.page.state_chosen.emit("new")
    labeller.calm()
    labeller.key(Qt.Key.Key_Return, CTRL)  # it leaves the list as it is done
    assert (labeller.name, len(labeller.presenter.listing)) == ("1.png", 3)
    labeller.page.text_changed.emit("3.p")
    labeller.calm()
    assert (labeller.name, labeller.page.list.rows.row_count()) == ("1.png", 1)
    labeller.key(Qt.Key.Key_D)
    assert labeller.name == "3.png"


def test_a_frame_that_is_opened_again_at_once_is_as_it_was_left(labeller: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    for n in range(3):
        picture(folder / f"{n}.png", 40 + n)
    labeller.folder(folder)
    for n in range(4):  # faster than the journal gathers
        labeller.drag((40, 30 + 10 * n), (90, 30 + 10 * n))
        for action in ("flag", "next_frame", "previous_frame"):
            labeller.page.action_triggered.emit(f"annotate.{action}")
            labeller.wait(lambda: labeller.presenter.desk.current is not None)
        current = labeller.presenter.desk.current
        assert current is not None
        assert (labeller.name, current.editor.number) == ("0.png", n + 1)
        assert labeller.sheet.state is (LabelState.FLAGGED if n % 2 == 0 else LabelState.IN_WORK)
    labeller.calm()


def test_a_finished_frame_that_stays_open_is_saved_with_its_instances(
    labeller: Labeller, workspace: Workspace, tmp_path: Path
) -> None:
    """There is no other frame to go to: a second program must not take it for one without a defect."""
    path = picture(tmp_path / "plates" / "one.png")
    labeller.folder(path.parent)
    labeller.drag((20, 20), (60, 40))
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.wait(lambda: labeller.sheet.mask_number > 0)
    labeller.calm()
    sheet, _ = saved(workspace, path)
    assert (sheet.state, len(sheet.instances)) == (LabelState.DONE, 1)


def test_a_flag_that_is_taken_back_gives_the_state_before(labeller: Labeller, tmp_path: Path) -> None:
    labeller.folder(picture(tmp_path / "plates" / "one.png").parent)
    labeller.drag((20, 20), (60, 40))
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.key(Qt.Key.Key_F, SHIFT)
    assert labeller.sheet.state is LabelState.FLAGGED
    labeller.key(Qt.Key.Key_F, SHIFT)
    assert labeller.sheet.state is LabelState.DONE
    labeller.key(Qt.Key.Key_F, SHIFT)
    labeller.drag((20, 60), (60, 60))
    labeller.key(Qt.Key.Key_F, SHIFT)
    assert labeller.sheet.state is LabelState.IN_WORK, "it was changed since"


def test_a_reviewer_who_takes_his_stroke_back_may_review(labeller: Labeller, tmp_path: Path) -> None:
    labeller.folder(picture(tmp_path / "plates" / "one.png").parent)
    labeller.page.author_chosen.emit("ada")
    labeller.drag((20, 20), (60, 40))
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.page.author_chosen.emit("ben")
    labeller.drag((20, 60), (60, 60))
    labeller.key(Qt.Key.Key_Z, CTRL)
    assert (labeller.sheet.authors, labeller.sheet.state) == (("ada",), LabelState.DONE)
    labeller.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert (labeller.sheet.state, labeller.sheet.reviewed_by) == (LabelState.REVIEWED, "ben")


def test_keys_are_the_pictures_when_a_list_was_opened_from_a_button(labeller: Labeller, tmp_path: Path) -> None:
    labeller.page.list.search.setFocus()
    labeller.page.folder_chosen.emit(str(picture(tmp_path / "plates" / "one.png").parent))
    labeller.calm()
    assert labeller.canvas.hasFocus()


def test_a_note_is_pinned_and_closed_and_a_class_is_added(labeller: Labeller, tmp_path: Path) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    labeller.folder(path.parent)
    labeller.page.note_given.emit("scale or pit?", 40, 30)
    labeller.page.class_added.emit("pit")
    labeller.calm()
    assert [(note.text, note.column, note.is_closed) for note in labeller.sheet.notes] == [("scale or pit?", 40, False)]
    with_note = labeller.canvas.grab().toImage()
    assert labeller.sheet.class_names == ("background", "dull", "bright", "pit")
    labeller.page.note_closed.emit(0)
    labeller.drag((40, 30), (90, 30))
    assert labeller.sheet.notes[0].is_closed
    spot = QPoint(*(round(one) for one in labeller.at(40, 30))) + QPoint(6, 0)
    assert with_note.pixelColor(spot) == QColor(tokens().on_picture), "a dot on the picture, filled while it is open"
    assert labeller.canvas.grab().toImage().pixelColor(spot) != QColor(tokens().on_picture)
    current = labeller.presenter.desk.current
    assert current is not None
    assert current.editor.class_map[30, 60] == 3, "the new class is in hand"


def test_a_class_that_the_plant_knows_as_no_defect_is_none_on_the_frame_that_gets_it(
    labeller: Labeller, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    labeller.folder(path.parent)
    session = labeller.parts.session
    looks = {"colour": "#123456", "hatch": "dots", "is_defect": False}
    session.change_settings([SettingEdit(("classes", "joint", key), value) for key, value in looks.items()])
    labeller.page.class_added.emit("joint")
    labeller.wait(lambda: "joint" in labeller.sheet.class_names)
    assert labeller.sheet.non_defects == ("joint",)


def test_what_the_disk_refuses_stays_and_is_saved_as_soon_as_it_can(
    labeller: Labeller, workspace: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    labeller.folder(path.parent)
    obstacle = workspace.annotations / sha256_of(path.read_bytes())[:2]
    labeller.wait(lambda: labeller.canvas.frame_pixel(*labeller.at(20, 30)) is not None)
    obstacle.write_text("a file where the folder should be")
    desk = labeller.presenter.desk
    start, end = (QPoint(*(round(one) for one in labeller.at(*point))) for point in ((40, 30), (90, 30)))
    QTest.mousePress(labeller.canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(labeller.canvas, end)
    QTest.mouseRelease(labeller.canvas, Qt.MouseButton.LeftButton, pos=end)
    labeller.wait(lambda: desk.save_state.trouble is not None)
    assert labeller.said == "Labels cannot be saved."
    assert "wait" in labeller.page.head.saved
    labeller.page.action_triggered.emit("annotate.next_frame")
    labeller.wait(lambda: labeller.name == "b.png")
    labeller.page.action_triggered.emit("annotate.previous_frame")
    labeller.wait(lambda: labeller.name == "a.png")
    current = desk.current
    assert current is not None
    assert current.editor.class_map[30, 60] == 1, "from the memory: the disk has nothing of it"
    obstacle.unlink()
    labeller.wait(lambda: desk.save_state.trouble is None and desk.save_state.n_waiting == 0)
    assert labeller.page.head.saved.startswith("saved ")
    assert labeller.said == ""
    _, class_map = saved(workspace, path)
    assert class_map[30, 60] == 1


def test_a_class_is_renamed_on_all_frames_after_it_was_said_on_how_many(labeller: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    paths = [picture(folder / f"{n}.png", 40 + n) for n in range(3)]
    labeller.folder(folder)
    for _ in range(2):
        labeller.drag((40, 30), (90, 30))
        labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.key(Qt.Key.Key_A)
    labeller.window.actions_of_window.qaction("annotate.edit_class").trigger()
    panel = labeller.page.findChild(ClassEditPanel)
    assert isinstance(panel, ClassEditPanel)
    ok = panel.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled(), "nothing is known of it yet"
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "groove")
    assert ok.isEnabled()
    assert "Frames: 2, of them reviewed: 0. Instances: 2." in " ".join(
        label.text() for label in panel.findChildren(PlainLabel)
    )
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    labeller.wait(lambda: "“dull” is “groove” now" in labeller.said)
    labeller.calm()
    assert (labeller.name, labeller.sheet.class_names[1]) == ("1.png", "groove"), "it is open again"
    assert labeller.page.panels.state.instances[0].text.startswith("groove")
    for path in paths[:2]:
        sheet, class_map = saved_by_another(labeller, path)
        assert (sheet.instances[0].class_name, sheet.state) == ("groove", LabelState.DONE)
        assert class_map[30, 60] == 1


def test_the_model_of_today_names_likely_errors_and_puts_them_first(labeller: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    picture(folder / "a.png", CLEAN)
    pixels = np.full((120, 200), CLEAN, np.uint8)
    pixels[30:60, 40:80] = DULL
    Image.fromarray(pixels).save(folder / "b.png")
    labeller.folder(folder)
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.key(Qt.Key.Key_Return, CTRL)  # nothing was drawn round what the model sees
    labeller.window.actions_of_window.qaction("annotate.errors").trigger()
    labeller.wait(lambda: not labeller.presenter.sets.is_busy)
    labeller.calm()
    first = labeller.page.list.rows.shown_row(0)
    assert (first.text, "missed: dull" in first.second) == ("b.png", True)


def test_a_dataset_is_labelled_on_from_the_masks_that_it_has(
    labeller: Labeller, workspace: Workspace, tmp_path: Path
) -> None:
    class_map = np.zeros((120, 200), np.uint8)
    class_map[10:20, 10:40] = 1
    content = picture(tmp_path / "a.png").read_bytes()
    sample = NewSample("a", content, ".png", class_map, "coil 1", Split.VAL)
    write_version(
        workspace.datasets / "old", name="old", class_names=("background", "pit"), source="", terms="ours",
        samples=[sample],
    )  # fmt: skip
    labeller.page.dataset_chosen.emit("old")
    labeller.calm()
    assert labeller.sheet.class_names == ("background", "pit", "dull", "bright")
    labeller.presenter.painting.choose_class(1)
    labeller.drag((100, 90), (150, 90))
    labeller.page.author_chosen.emit("ada")
    labeller.key(Qt.Key.Key_Return, CTRL)
    labeller.page.version_asked.emit(VersionAsked("new", "old", with_done=True, leaves_unfit=False, terms=""))
    labeller.wait(lambda: "“new”" in labeller.said or "No version" in labeller.said)
    assert labeller.said == "The dataset version “new” was made; it has 1 frames."
    version = open_version(workspace.datasets / "new")
    (made,) = version.samples
    class_map = version.read_class_map(made)
    assert (made.split, made.group, version.class_names) == (Split.VAL, "coil 1", ("background", "pit"))
    assert (class_map[15, 20], class_map[90, 125]) == (1, 1)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_of_labels_is_looked_at(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    workspace.annotations.chmod(0o500)
    try:
        with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
            labeller = Labeller(parts, qtbot)
            labeller.folder(path.parent)
            assert labeller.name == "a.png"
            assert labeller.said == "Labels cannot be saved."
    finally:
        workspace.annotations.chmod(0o700)


def test_a_rest_saves_no_mask_while_slow_work_has_it(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_desk, "IDLE_MS", 50)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        labeller = Labeller(parts, qtbot)
        labeller.folder(picture(tmp_path / "plates" / "one.png").parent)
        current = labeller.presenter.desk.current
        assert current is not None
        editor = current.editor
        is_half_done, may_go_on = threading.Event(), threading.Event()

        def work() -> None:
            for at in (10, 40):
                editor.recorder.about_to_change(at, at, at + 5, at + 5)
                editor.class_map[at : at + 5, at : at + 5] = 1
                editor.finish_step(StepFacts("slow", "ada", ""))
                is_half_done.set()
                assert may_go_on.wait(TIMEOUT_MS / 1000)

        labeller.presenter.painting.slow(work, lambda _: None)
        try:
            labeller.wait(is_half_done.is_set)
            labeller.presenter.desk.changed()
            qtbot.wait(600)
            assert not editor.files.mask.exists()
        finally:  # a window that closes waits for this work
            may_go_on.set()
        labeller.wait(lambda: editor.sheet.mask_number == 2)
        labeller.calm()
        sheet, class_map = saved(workspace, tmp_path / "plates" / "one.png")
        assert (class_map == editor.class_map).all()
        assert [note.n_pixels for note in sheet.instances] == [25, 25]
