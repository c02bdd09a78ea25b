"""The model's help on the Annotate page, in a real window with a real model: proposals are shown, accepted and rejected
by keys and buttons; what then stands on the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inspector.annotation.label_sheet import LabelState
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import OriginKind
from inspector.core.messages import Code, ModelError, message
from inspector.inference.onnx_runtime import OnnxRuntimeBackend
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.presenters import label_proposals, model_asking
from inspector.screens.annotate import FrameMark
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, NO, TIMEOUT_MS, Labeller, saved_by_another
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


class Helped(Labeller):
    @property
    def words(self) -> str:
        return self.page.proposals.words

    @property
    def labels(self) -> np.ndarray:
        current = self.presenter.desk.current
        assert current is not None
        return current.editor.class_map

    def want(self) -> None:
        self.key(Qt.Key.Key_P, SHIFT)
        self.wait(lambda: not self.page.proposals.isVisible() or "looks at" not in self.words)
        self.calm()

    def click(self, button: QPushButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.calm()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def helped(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Helped]:
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Helped(parts, qtbot)


def frames(tmp_path: Path, n: int = 3) -> list[Path]:
    """Each with a dull spot of 20 x 30 pixels, a dull one of 10 x 10 and a bright one of 15 x 15."""
    paths = []
    for number in range(n):
        pixels = np.full((120, 200), CLEAN + number, np.uint8)
        pixels[20:40, 30:60] = DULL
        pixels[80:90, 20:30] = DULL
        pixels[60:75, 120:135] = BRIGHT
        path = tmp_path / "frames" / f"{number}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(pixels).save(path)
        paths.append(path)
    return paths


def test_proposals_are_no_labels_until_enter_accepts_them_and_undo_takes_them_back(
    helped: Helped, workspace: Workspace, tmp_path: Path
) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    assert not helped.page.proposals.isVisible()
    helped.want()
    assert helped.words.startswith("3 proposals of tiny")
    assert not helped.labels.any(), "nothing is a label yet"
    assert not any(workspace.annotations.glob("*/*"))
    helped.key(Qt.Key.Key_Return)
    assert helped.words.startswith("2 proposals of tiny")
    current = helped.presenter.desk.current
    assert current is not None
    (step,) = current.editor.history.steps
    assert (step.facts.origin.kind, bool(step.facts.origin.detail)) == (OriginKind.MODEL, True)
    assert helped.labels.any()
    helped.key(Qt.Key.Key_Z, CTRL)
    assert not helped.labels.any()
    assert helped.words.startswith("3 proposals of tiny"), "it is proposed again"
    helped.key(Qt.Key.Key_Y, CTRL)
    helped.key(Qt.Key.Key_Backspace)
    helped.key(Qt.Key.Key_Return)
    assert helped.words.startswith("All proposals of tiny are decided")
    helped.key(Qt.Key.Key_Return, CTRL)
    sheet, class_map = saved_by_another(helped, path)
    assert sheet.state is LabelState.DONE
    assert {note.origin.kind for note in sheet.instances} == {OriginKind.MODEL}
    assert len(sheet.instances) == 2, "the rejected one is none"
    assert np.count_nonzero(class_map) == sum(note.n_pixels for note in sheet.instances)


def test_all_are_accepted_or_rejected_at_once_and_brought_back(helped: Helped, tmp_path: Path) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    helped.key(Qt.Key.Key_Backspace, ALT)
    assert helped.words.startswith("All proposals")
    assert not helped.labels.any()
    helped.click(helped.page.proposals.back)
    assert helped.words.startswith("3 proposals")
    helped.key(Qt.Key.Key_Return, ALT)
    expected = np.zeros((120, 200), np.uint8)
    expected[20:40, 30:60] = expected[80:90, 20:30] = 1
    expected[60:75, 120:135] = 2
    assert (helped.labels == expected).all()
    assert helped.presenter.desk.current is not None
    assert len(helped.presenter.desk.current.editor.history.steps) == 1


def test_nothing_can_be_decided_while_a_difference_stands_in_the_place_of_the_labels(
    helped: Helped, tmp_path: Path
) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    before = helped.words
    helped.key(Qt.Key.Key_D, ALT)
    assert not helped.page.proposals.isVisible()
    for key, modifier in (
        (Qt.Key.Key_Return, NO), (Qt.Key.Key_Return, ALT), (Qt.Key.Key_Tab, NO), (Qt.Key.Key_Backspace, NO),
        (Qt.Key.Key_Backspace, ALT),
    ):  # fmt: skip
        helped.key(key, modifier)
    assert not helped.labels.any()
    helped.key(Qt.Key.Key_D, ALT)
    assert helped.page.proposals.isVisible()
    assert helped.words == before
    helped.key(Qt.Key.Key_Return, ALT)
    assert helped.labels.any()


def test_tab_points_to_one_after_the_other_and_what_is_painted_over_is_decided(helped: Helped, tmp_path: Path) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    met = set()
    for _ in range(3):
        helped.key(Qt.Key.Key_Tab)
        met.add(helped.words.splitlines()[1].split(". ")[0])
    assert {one.split(", ")[-1] for one in met} == {"1 of 3", "2 of 3", "3 of 3"}
    helped.key(Qt.Key.Key_F)
    helped.key(Qt.Key.Key_Y)
    helped.drag((22, 15), (70, 50))  # a rectangle over the large dull one
    assert helped.words.startswith("2 proposals")
    helped.key(Qt.Key.Key_Backspace)  # the rectangle is done: it has nothing to take back
    assert helped.words.startswith("1 proposal of")


def not_quite_sure(tmp_path: Path) -> Path:
    """A folder with one frame."""
    pixels = np.full((120, 200), CLEAN, np.uint8)
    pixels[20:40, 30:60] = 104  # the logit of dull is 0.78: 69 % sure
    folder = tmp_path / "frames"
    folder.mkdir()
    Image.fromarray(pixels).save(folder / "a.png")
    return folder


def test_a_threshold_is_moved_for_one_class_and_the_model_s_own_comes_back(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    folder = not_quite_sure(tmp_path)
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        helped = Helped(parts, qtbot)
        helped.folder(folder)
        helped.want()
        assert "dull, 68 % sure" in helped.words
        bar = helped.page.proposals
        helped.click(bar.thresholds)
        slider = bar.panel.sliders["dull"]
        slider.setFocus()
        slider.setValue(80)
        helped.calm()
        assert helped.words.startswith("tiny proposes nothing here")
        QTest.keyClick(slider, Qt.Key.Key_Delete)
        helped.calm()
        assert (helped.words.splitlines()[0], slider.value()) == ("1 proposal of tiny", 50)
        bar.panel.hide()


def test_what_is_rejected_while_they_are_found_anew_does_not_come_back(
    helped: Helped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    may_go_on, is_asked, find = threading.Event(), threading.Event(), label_proposals.proposals_of

    def slow(*args: Any, **options: Any) -> Any:
        is_asked.set()
        assert may_go_on.wait(TIMEOUT_MS / 1000)
        return find(*args, **options)

    monkeypatch.setattr(label_proposals, "proposals_of", slow)
    helped.page.proposal_threshold_chosen.emit("dull", 0.4)
    helped.wait(is_asked.is_set)
    QTest.keyClick(helped.canvas, Qt.Key.Key_Backspace)
    assert helped.words.startswith("2 proposals")
    may_go_on.set()
    helped.calm()
    assert helped.words.startswith("2 proposals")


def test_they_follow_the_thresholds_and_areas_of_the_inspection_but_where_a_hand_moved_one(
    helped: Helped, tmp_path: Path
) -> None:
    helped.folder(not_quite_sure(tmp_path))
    helped.want()
    session = helped.parts.session

    def inspect_with(settings: InspectionSettings) -> None:
        assert session.in_use is not None
        session.use_settings(session.in_use.card, settings)
        before = helped.words
        helped.wait(lambda: helped.words != before)
        helped.calm()

    assert session.in_use is not None
    own = session.in_use.settings
    assert helped.words.startswith("1 proposal of tiny")
    inspect_with(own.with_threshold(1, 0.9))
    assert helped.words.startswith("tiny proposes nothing here")
    helped.page.proposal_threshold_chosen.emit("dull", 0.6)
    helped.calm()
    assert helped.words.startswith("1 proposal of tiny")
    helped.click(helped.page.proposals.thresholds)
    slider = helped.page.proposals.panel.sliders["dull"]
    assert slider.toolTip().startswith("Of the inspection: 0.90")
    QTest.keyClick(slider, Qt.Key.Key_Delete)
    helped.page.proposals.panel.hide()
    helped.calm()
    assert helped.words.startswith("tiny proposes nothing here")
    inspect_with(own)
    assert helped.words.startswith("1 proposal of tiny"), "it follows again"
    inspect_with(replace(own, min_area_px=(0, 601, 16)))
    assert helped.words.startswith("tiny proposes nothing here"), "it is too small"


def test_frames_ahead_are_proposed_in_the_list_and_the_wish_is_remembered(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    path, *_ = frames(tmp_path, 5)
    model = write_tiny_model(tmp_path / "tiny.onnx")
    with real_window(qtbot, workspace.folder, model) as parts:
        helped = Helped(parts, qtbot)
        helped.folder(path.parent)
        helped.want()
        assert helped.marks() == [FrameMark.PROPOSED] * 3 + [FrameMark.NEW] * 2
        assert "proposed" in helped.page.head.facts
        helped.key(Qt.Key.Key_Return)
        assert helped.marks()[0] is FrameMark.IN_WORK
        helped.key(Qt.Key.Key_D)
        assert helped.words.startswith("3 proposals"), "it was asked about before it was opened"
    with real_window(qtbot, workspace.folder, model) as parts:
        again = Helped(parts, qtbot)
        again.folder(path.parent)
        again.calm()
        assert again.words.startswith("2 proposals"), "of the frame whose first one was accepted"


def test_large_frames_ahead_are_asked_about_as_far_as_they_are_kept_and_the_open_one_always_is(
    helped: Helped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, *_ = frames(tmp_path, 4)
    n_px = 120 * 200
    monkeypatch.setattr(model_asking, "MAX_KEPT_PX", 3 * n_px // 2)  # one is kept, two are read ahead
    n_asked, run = 0, OnnxRuntimeBackend.run

    def counted(backend: OnnxRuntimeBackend, tiles: np.ndarray) -> np.ndarray:
        nonlocal n_asked
        n_asked += 1
        return run(backend, tiles)

    monkeypatch.setattr(OnnxRuntimeBackend, "run", counted)
    helped.folder(path.parent)
    helped.want()
    once = n_asked
    assert helped.words.startswith("3 proposals")
    assert helped.marks() == [FrameMark.PROPOSED] * 2 + [FrameMark.NEW] * 2
    helped.qtbot.wait(4 * model_asking.LOOK_MS)  # looks for another model
    helped.calm()
    assert n_asked == once, "nothing is asked again"
    helped.key(Qt.Key.Key_D)
    assert helped.words.startswith("3 proposals")


def test_why_there_are_none_is_said(
    helped: Helped, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, *_ = frames(tmp_path, 4)

    def fails(*_: object) -> None:
        raise ModelError(message(Code.MODEL_FAILED, path="tiny.onnx", detail="out of order"))

    helped.folder(path.parent)
    with monkeypatch.context() as broken:
        broken.setattr(OnnxRuntimeBackend, "run", fails)
        helped.want()
        assert helped.words.startswith("tiny has no answer to this frame\n")
        assert "out of order" in helped.words
    monkeypatch.setattr(model_asking, "MAX_PX", 1000)
    helped.want()
    helped.want()
    helped.key(Qt.Key.Key_D)
    assert helped.words.startswith("This frame is too large")
    monkeypatch.undo()
    helped.key(Qt.Key.Key_A)
    helped.wait(lambda: helped.words.startswith("3 proposals"))


def test_another_model_proposes_anew_and_its_classes_are_added_by_one_press(
    helped: Helped, workspace: Workspace, tmp_path: Path
) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    helped.key(Qt.Key.Key_Backspace)
    names = ("background", "rust", "bright")
    helped.parts.session.load_model(write_tiny_model(tmp_path / "other.onnx", name="other", class_names=names))
    helped.wait(lambda: "of other" in helped.words)
    helped.calm()
    assert helped.words.splitlines() == [
        "1 proposal of other",
        "The labels do not know: rust · bright, 99 % sure, 1 of 1. Enter accepts, Backspace rejects, Tab goes on",
    ]
    may_go_on = threading.Event()
    painting = helped.presenter.painting
    painting.slow(lambda: may_go_on.wait(TIMEOUT_MS / 1000), lambda _: None)
    QTest.mouseClick(helped.page.proposals.add, Qt.MouseButton.LeftButton)
    assert helped.sheet.class_names == ("background", "dull", "bright"), "slow work has the editor"
    may_go_on.set()
    helped.calm()
    assert helped.words.startswith("3 proposals of other")
    assert helped.sheet.class_names == ("background", "dull", "bright", "rust")


def test_a_selected_proposal_is_accepted_by_keys_alone(helped: Helped, tmp_path: Path) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    helped.key(Qt.Key.Key_Right)  # the arrows lead the brush: Enter clicks there
    helped.key(Qt.Key.Key_Return)
    assert helped.words.startswith("3 proposals")
    assert helped.labels.any()
    helped.key(Qt.Key.Key_Z, CTRL)
    helped.key(Qt.Key.Key_Tab)
    helped.key(Qt.Key.Key_Return, NO)
    assert helped.words.startswith("2 proposals")


def wrongly_labelled(helped: Helped, tmp_path: Path) -> Path:
    """Of two frames that are done, the second: its large dull spot is labelled bright, its bright one not at all, and a
    place where nothing is as dull; the small dull spot is right."""
    _, path = frames(tmp_path, 2)
    helped.folder(path.parent)
    helped.want()
    helped.key(Qt.Key.Key_Return, ALT)  # the first as the model has it
    helped.want()
    helped.key(Qt.Key.Key_Return, CTRL)
    helped.key(Qt.Key.Key_Y)
    helped.key(Qt.Key.Key_2)
    helped.drag((30, 20), (60, 40))
    helped.key(Qt.Key.Key_1)
    helped.drag((20, 80), (30, 90))
    helped.drag((150, 100), (160, 110))
    helped.key(Qt.Key.Key_Return, CTRL)
    return path


def test_a_frame_of_likely_errors_opens_where_the_worst_is_and_f8_leads_on(helped: Helped, tmp_path: Path) -> None:
    path = wrongly_labelled(helped, tmp_path)
    assert not helped.page.errors.isVisible()
    helped.window.actions_of_window.qaction("annotate.errors").trigger()
    helped.wait(lambda: not helped.presenter.sets.is_busy)
    helped.calm()
    assert helped.page.list.rows.shown_row(0).text == path.name
    assert "the model" not in helped.page.list.rows.shown_row(1).second, "nothing is wrong with it"
    helped.page.place_chosen.emit(1)
    helped.calm()
    assert not helped.page.errors.isVisible()
    helped.page.place_chosen.emit(0)
    helped.calm()
    helped.wait(lambda: helped.page.errors.words.startswith("Likely error 1 of 3"))
    helped.calm()
    assert helped.page.errors.words.endswith("The model is 99 % sure of dull here; bright is labelled")
    seen = helped.canvas.visible_box
    assert seen.width < 150, "close"
    assert seen.x < 30 < 60 < seen.x + seen.width
    helped.key(Qt.Key.Key_F8)
    assert helped.page.errors.words.endswith("The model is 99 % sure of bright here; it is labelled as background")
    helped.key(Qt.Key.Key_F8)
    assert helped.page.errors.words.endswith("dull is labelled here; the model sees nothing")
    helped.key(Qt.Key.Key_F8, SHIFT)
    assert helped.page.errors.words.startswith("Likely error 2 of 3")
    helped.key(Qt.Key.Key_R, ALT)  # turned, it is pointed to where it lies now
    helped.key(Qt.Key.Key_F8, SHIFT)
    seen = helped.canvas.visible_box
    assert seen.x < 30 < 60 < seen.x + seen.width
    assert seen.y < 20 < 40 < seen.y + seen.height
    helped.key(Qt.Key.Key_R, ALT | SHIFT)


def test_what_the_model_has_is_taken_and_what_is_right_now_is_no_error_any_more(helped: Helped, tmp_path: Path) -> None:
    wrongly_labelled(helped, tmp_path)
    helped.key(Qt.Key.Key_D)
    assert helped.name == "1.png"
    helped.key(Qt.Key.Key_F8)  # in any frame, whatever its order
    helped.calm()
    helped.wait(lambda: helped.page.errors.words.startswith("Likely error 1 of 3"))
    bar = helped.page.errors
    for n_left in (2, 1):
        helped.click(bar.take)
        helped.wait(lambda n=n_left: f"of {n}" in bar.words)
    helped.key(Qt.Key.Key_F8, CTRL)
    helped.wait(lambda: bar.words.startswith("tiny agrees with the labels"))
    helped.calm()
    labels = helped.labels
    assert (labels[20:40, 30:60] == 1).all()
    assert (labels[60:75, 120:135] == 2).all()
    assert not labels[95:].any()
    helped.key(Qt.Key.Key_Z, CTRL)
    helped.wait(lambda: bar.words.startswith("Likely error 1 of 1"))
    helped.click(bar.close_it)
    assert not bar.isVisible()


def test_an_error_is_not_taken_unseen(helped: Helped, tmp_path: Path) -> None:
    """Neither of a class that is hidden nor while a difference stands in the place of the labels."""
    wrongly_labelled(helped, tmp_path)
    helped.key(Qt.Key.Key_D)
    helped.key(Qt.Key.Key_F8)
    helped.wait(lambda: helped.page.errors.words.startswith("Likely error 1 of 3"))
    labels = helped.labels.copy()
    helped.key(Qt.Key.Key_D, ALT)
    helped.key(Qt.Key.Key_F8, CTRL)
    assert (helped.labels == labels).all()
    helped.key(Qt.Key.Key_D, ALT)
    for index in (1, 2):
        helped.presenter.painting.hide_class(index, True)
    helped.calm()
    helped.key(Qt.Key.Key_F8, CTRL)
    assert (helped.labels == labels).all()
    assert "is hidden" in helped.presenter.painting.state.hint


def test_an_answer_to_a_frame_that_was_left_meanwhile_is_dropped(
    helped: Helped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_ = frames(tmp_path)
    pixels = np.full((120, 200), CLEAN, np.uint8)
    pixels[50:70, 50:70] = BRIGHT
    Image.fromarray(pixels).save(second)
    may_go_on, is_asked, run = threading.Event(), threading.Event(), OnnxRuntimeBackend.run

    def slow(backend: OnnxRuntimeBackend, tiles: np.ndarray) -> np.ndarray:
        is_asked.set()
        assert may_go_on.wait(TIMEOUT_MS / 1000)
        return run(backend, tiles)

    monkeypatch.setattr(OnnxRuntimeBackend, "run", slow)
    helped.folder(first.parent)
    helped.page.action_triggered.emit("annotate.propose")
    helped.wait(is_asked.is_set)
    helped.page.action_triggered.emit("annotate.next_frame")
    helped.wait(lambda: helped.name == second.name)
    assert helped.words.startswith("tiny looks at this frame")
    may_go_on.set()
    helped.calm()
    assert helped.words.startswith("1 proposal of tiny\nbright"), "and not what the first frame holds"
    helped.key(Qt.Key.Key_Return)
    assert sorted(np.unique(helped.labels, return_counts=True)[1].tolist())[0] == 400


def test_what_is_locked_stays_and_it_is_said(helped: Helped, tmp_path: Path) -> None:
    path, *_ = frames(tmp_path)
    helped.folder(path.parent)
    helped.want()
    helped.presenter.painting.lock_class(0, is_locked=True)
    helped.key(Qt.Key.Key_Return)
    assert helped.presenter.painting.state.hint.startswith("Background is locked")
    assert not helped.labels.any()
    helped.presenter.painting.lock_class(0, is_locked=False)
    helped.key(Qt.Key.Key_Return)
    assert helped.labels.any()


def test_labels_that_are_only_looked_at_take_no_proposal(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    path, *_ = frames(tmp_path)
    other = LabelStore(workspace.annotations, lambda _: None)
    try:
        with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
            helped = Helped(parts, qtbot)
            helped.folder(path.parent)
            helped.want()
            assert helped.words == "3 proposals of tiny\nThey can only be looked at: so can the labels."
            for modifier in (NO, ALT):
                helped.key(Qt.Key.Key_Return, modifier)
            assert not helped.labels.any()
            assert not helped.page.proposals.take.isEnabled()
    finally:
        other.close()
