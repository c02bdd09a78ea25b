"""The Models page in the real window: proved, promoted and rolled back on real tiny models and a real workspace."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.core.files import sha256_of
from inspector.core.model_card import Smaller, VariantOf
from inspector.core.roles import Role
from inspector.datasets.version import NewSample, Split, write_version
from inspector.models_store.catalogue import ModelCatalogue, StoredModel
from inspector.models_store.gate import read_proof
from inspector.models_store.promotions import PromotionKind, Promotions, promoted_model
from inspector.presenters.models_changes import ChangeDesk
from inspector.presenters.models_presenter import ModelsPresenter
from inspector.presenters.train_presenter import TrainPresenter
from inspector.runs.progress import ProgressLine, RunState
from inspector.screens.balance import WorkState
from inspector.screens.models import ModelMark
from inspector.screens.models_actions import MODELS
from inspector.screens.train_actions import TRAIN
from inspector.views.empty_view import EmptyView
from inspector.views.message_band import MessageBand
from inspector.views.models.models_page import ModelsPage
from inspector.views.models.proof_tables import CheckSign
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace
from tests.canned_runs import request, training_lines, write_run
from tests.fed_session import Running
from tests.guards.qt_thread import QtThreadGuard
from tests.gui.real_window import real_window
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

TIMEOUT_MS = 60_000
NAMES = ("background", "dull", "bright")
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def write_data(folder: Path, n_groups: int = 12, split: Split = Split.TEST) -> None:
    """In each group a frame with a dull defect of 12 x 20 px and a bright one of 4 x 6 px, and one that is clean."""
    samples = []
    for number in range(2 * n_groups):
        pixels, class_map = np.full((64, 96), CLEAN, np.uint8), np.zeros((64, 96), np.uint8)
        if number % 2 == 0:
            for rows, columns, grey, index in (
                (slice(10, 22), slice(20, 40), DULL, 1), (slice(40, 44), slice(60, 66), BRIGHT, 2),
            ):  # fmt: skip
                pixels[rows, columns], class_map[rows, columns] = grey, index
        pixels[0, 0] = number  # no two frames are alike
        encoded = cv2.imencode(".png", pixels)[1].tobytes()
        samples.append(NewSample(f"f{number:02d}", encoded, ".png", class_map, f"g{number // 2}", split))
    write_version(folder, name=folder.name, class_names=NAMES, source="Made.", terms="", samples=samples)


class Engineer:
    """What an engineer sees and does on the page."""

    def __init__(self, parts: Parts, workspace: Workspace, qtbot: QtBot) -> None:
        self.parts, self.workspace, self.qtbot, self.window = parts, workspace, qtbot, parts.window
        qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
        self.window.show_page(MODELS)
        page = self.window.findChild(ModelsPage)
        assert isinstance(page, ModelsPage)
        presenter = parts.presenters[MODELS]
        assert isinstance(presenter, ModelsPresenter)
        self.page, self.presenter = page, presenter
        self.calm()

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=TIMEOUT_MS)

    def calm(self) -> None:
        self.wait(lambda: self.presenter.is_calm)
        QApplication.processEvents()
        self.wait(lambda: self.presenter.is_calm)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.calm()

    def choose(self, title: str) -> None:
        row = next(number for number, one in enumerate(self.page.list.rows) if one.title == title)
        index = self.page.list.model().index(row, 0)
        QTest.mouseClick(
            self.page.list.viewport(), Qt.MouseButton.LeftButton, pos=self.page.list.visualRect(index).center()
        )
        self.calm()

    def prove(self) -> None:
        assert self.window.actions_of_window.can("models.prove"), self.window.actions_of_window.tip("models.prove")
        self.key(Key.Key_R)

    def change(self, because: str, name: str = "B. Okafor") -> None:
        """Fill in the panel and press it twice, as a person does: the second press is no double click."""
        panel = self.page.change
        panel.name.setText(name)
        panel.reason.setFocus()
        for letter in because:  # each where the keys are by then: a space on a button would press it
            QTest.keyClicks(QApplication.focusWidget(), letter)
        assert panel.reason.text().endswith(because)
        QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
        assert panel.button.text().startswith("Press again: ")
        self.qtbot.wait(450)  # a second press that comes sooner is a bounce
        QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
        self.calm()
        self.calm()

    def says(self, widget: QWidget | None = None) -> str:
        labels = (widget or self.page).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def in_use(self) -> str:
        in_use = self.parts.session.in_use
        assert in_use is not None
        return f"{in_use.card.name} {in_use.card.version}"

    def file(self, name: str) -> bytes:
        return (self.workspace.models / f"{name}-1.onnx").read_bytes()

    @property
    def promotions(self) -> Promotions:
        return Promotions(self.workspace.models)


def added(workspace: Workspace, folder: Path, name: str, **changed: object) -> StoredModel:
    return ModelCatalogue(workspace.models).add(write_tiny_model(folder / f"{name}.onnx", name=name, **changed))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """“old” is promoted and overlooks small bright defects; “new” finds them; “same” is as good as old."""
    made = create_workspace(tmp_path / "plant")
    write_data(made.datasets / "strip")
    old = added(made, tmp_path, "old", min_area_px=(0, 4, 400), licence="MIT")
    added(made, tmp_path, "new", licence="MIT")
    Promotions(made.models).promote(promoted_model(old), "the first of its line", "A. Meyer")
    return made


@pytest.fixture
def engineer(qtbot: QtBot, workspace: Workspace) -> Iterator[Engineer]:
    with real_window(qtbot, workspace.folder, workspace.models / "old-1.onnx") as parts:
        yield Engineer(parts, workspace, qtbot)


def test_a_candidate_is_proved_promoted_and_rolled_back(engineer: Engineer, workspace: Workspace) -> None:
    page = engineer.page
    assert page.list.rows[0].title == "old 1"
    assert page.list.rows[0].mark is ModelMark.ACTIVE
    assert "by A. Meyer: the first of its line" in engineer.says(page.bar)
    engineer.choose("new 1")
    assert "Not proved yet" in engineer.says(page.head)
    engineer.prove()
    stored = read_proof(workspace.models, engineer.presenter.details.model.sha256)  # type: ignore[union-attr]  # it is read
    assert stored is not None
    assert "bright" in engineer.says(page.head)  # finds more of them
    assert page.classes.classes.model().rowCount() == 3
    page.tabs.setCurrentWidget(page.gate)
    assert [sign for sign in page.gate.findChildren(CheckSign) if sign.isVisible()]
    # The pictures of the worst frames are read and predicted when somebody looks.
    page.tabs.setCurrentIndex(4)
    engineer.calm()
    engineer.key(Key.Key_P)
    assert page.change.isVisible()
    engineer.change("finds the small bright ones")
    newest = engineer.promotions.history()[-1]
    assert (newest.model, newest.by, newest.because) == ("new 1", "B. Okafor", "finds the small bright ones")
    assert engineer.in_use() == "new 1"
    assert not page.change.isVisible()
    assert page.list.rows[0].title == "new 1"
    assert page.list.rows[0].mark is ModelMark.ACTIVE
    assert page.history.rows.index(0, 2).data() == "new 1"
    assert "whole" in page.history.audit.text()
    # And back
    engineer.key(Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "Roll back to old 1" in engineer.says(page.change)
    engineer.change("alarms on every weld", "C. Ruiz")
    newest = engineer.promotions.history()[-1]
    assert (newest.kind, newest.model, newest.by) == (PromotionKind.ROLLED_BACK, "old 1", "C. Ruiz")
    assert engineer.in_use() == "old 1"
    assert page.list.rows[0].title == "old 1"


def test_a_finished_run_is_proved_by_one_key_of_the_train_page(engineer: Engineer, workspace: Workspace) -> None:
    """Its model is among the models here; tests/end_to_end/test_clicks_of_the_loop.py adds it by the same key."""
    write_data(workspace.datasets / "a-first-without-test", split=Split.TRAIN)  # which the list shows first
    lines = [*training_lines(600, 600), ProgressLine(RunState.DONE, step=600, n_steps=600)]
    write_run(workspace.runs, request(workspace.datasets / "strip", "new", 600), lines)
    engineer.window.show_page(TRAIN)
    training = engineer.parts.presenters[TRAIN]
    assert isinstance(training, TrainPresenter)
    engineer.wait(lambda: training.is_calm and bool(training.runs))
    QTest.keyClick(QApplication.focusWidget() or engineer.window, Key.Key_R, CTRL)
    engineer.wait(lambda: engineer.window.shown_page == MODELS)
    engineer.wait(lambda: read_proof(workspace.models, sha256_of(engineer.file("new"))) is not None)
    engineer.calm()
    details = engineer.presenter.details
    assert details is not None
    assert details.proof is not None
    assert details.model.title == "new 1"
    assert details.proof.gate.dataset.startswith("strip "), "the first in the list has no frames to test on"

    shutil.rmtree(workspace.datasets / "strip")
    engineer.window.show_page(TRAIN)
    QTest.keyClick(QApplication.focusWidget() or engineer.window, Key.Key_R, CTRL)
    band = engineer.page.findChild(MessageBand)
    assert isinstance(band, MessageBand)
    engineer.wait(lambda: band.current() is not None)
    message = band.current()
    assert message is not None
    assert message.what == "The proof of new 1 was not begun."


def test_a_smaller_variant_is_made_from_the_page_and_held_against_its_model(
    engineer: Engineer, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What its process does has tests of its own: here the model is written as that would leave it."""

    def makes(_workspace: Workspace, model: StoredModel, kind: Smaller, dataset: str, report: object) -> StoredModel:
        of = VariantOf(model.title, model.sha256, kind, "made for a test")
        return added(workspace, workspace.folder, "new", version=f"1-{kind}", licence="MIT", variant_of=of)

    monkeypatch.setattr("inspector.presenters.models_reading.make_stored_variant", makes)
    engineer.choose("new 1")
    panel = engineer.page.variant
    with monkeypatch.context() as patch:  # while a model is promoted, its panel stays
        patch.setattr(ChangeDesk, "is_busy", property(lambda _: True))
        engineer.key(Key.Key_M)
        assert not panel.isVisible()
    engineer.key(Key.Key_M)
    assert "Choose the dataset whose training frames show the ranges" in engineer.says(panel)  # its card names no data
    assert not panel.button.isEnabled()
    QTest.keyClick(panel.kind, Key.Key_Up)
    assert panel.kind.currentText() == "16-bit floats (fp16)"
    assert "so 16 bits gain nothing here." in engineer.says(panel)
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    engineer.calm()
    engineer.calm()
    assert not panel.isVisible()
    assert "new 1-fp16 is among the models, made from new 1." in engineer.says()
    assert "made from\nnew 1 (" in engineer.says(engineer.page.card)
    assert engineer.page.head.findChildren(QComboBox)[-1].currentText() == "new 1"  # and not the one in use
    tip = engineer.window.actions_of_window.tip("models.variant")
    assert "It is a variant itself: choose new 1, from which it was made" in tip


def test_costs_of_the_working_point_are_kept_with_the_workspace(engineer: Engineer, workspace: Workspace) -> None:
    engineer.choose("new 1")
    engineer.page.costs_chosen.emit(250.0, 40.0)
    engineer.wait(lambda: "miss_cost = 250" in (workspace.folder / "workspace.toml").read_text("utf-8"))
    engineer.calm()
    proof = engineer.presenter._proof  # noqa: SLF001  it is given a listing that was read before, as a slow disk does
    before = proof._listing  # noqa: SLF001  see above
    assert before is not None
    engineer.page.costs_chosen.emit(270.0, 40.0)
    proof.end()
    proof.show_listing(before)
    engineer.calm()
    assert proof._costs == (270.0, 40.0)  # noqa: SLF001  see above
    engineer.page.costs_chosen.emit(300.0, 40.0)
    engineer.presenter.end()  # the window closes before the rest is over
    kept = open_workspace(workspace.folder).settings.proof
    assert (kept.miss_cost, kept.stop_cost) == (300, 40)


def test_without_a_proof_it_is_said_and_recorded_what_was_overridden(
    engineer: Engineer, monkeypatch: pytest.MonkeyPatch
) -> None:
    engineer.choose("new 1")
    engineer.key(Key.Key_P)
    said = engineer.says(engineer.page.change)
    assert "It was not proved against the model in use." in said
    assert engineer.page.change.button.text() == "Promote all the same"

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr("inspector.models_store.promotions.write_whole", refuse)
        engineer.change("a trial for one coil")
    said = engineer.says(engineer.page.change)
    assert f"{engineer.promotions.folder}”: {os.strerror(errno.ENOSPC)}." in said
    assert "Models, proofs and promotions that are there stay; the model in use goes on." in said
    assert engineer.in_use() == "old 1"
    engineer.change("")  # as it was typed, once there is room
    newest = engineer.promotions.history()[-1]
    assert newest.model == "new 1"
    assert newest.overridden
    assert "gate overridden" in engineer.page.history.rows.index(0, 1).data()


def test_one_press_changes_nothing_and_typing_withdraws_it(engineer: Engineer) -> None:
    engineer.choose("new 1")
    engineer.key(Key.Key_P)
    panel = engineer.page.change
    QTest.keyClicks(panel.reason, "because")
    QTest.mouseClick(panel.button, Qt.MouseButton.LeftButton)
    assert panel.button.text().startswith("Press again: ")
    QTest.keyClicks(panel.reason, " of it")
    assert panel.button.text() == "Promote all the same"
    QTest.keyClick(panel.reason, Key.Key_Escape)
    assert not panel.isVisible()
    engineer.calm()
    assert [one.model for one in engineer.promotions.history()] == ["old 1"]


def test_frames_are_shown_side_by_side_as_they_come_into_view(engineer: Engineer) -> None:
    """The model in use against the candidate: its worst frames are those with a small bright defect."""
    against = next(row.id for row in engineer.page.list.rows if row.title == "new 1")
    assert not engineer.window.actions_of_window.can("models.prove")  # it is the one in use, against itself
    engineer.page.against_chosen.emit(against)
    engineer.prove()
    engineer.page.tabs.setCurrentIndex(5)
    rows = engineer.page.frames.rows
    engineer.wait(lambda: rows.shows_pictures("f00"))
    rows.setFocus()
    QTest.keyClick(rows, Key.Key_Return)
    engineer.calm()
    assert rows.opened in {f"f{number:02d}" for number in range(0, 24, 2)}


def test_a_proof_that_is_cancelled_leaves_nothing(
    engineer: Engineer, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    engineer.choose("new 1")
    shown, show_work = [], engineer.page.show_work

    def note(state: WorkState | None) -> None:
        shown.append("" if state is None else state.text)
        show_work(state)

    monkeypatch.setattr(engineer.page, "show_work", note)
    QTest.keyClick(engineer.window, Key.Key_R, CTRL)
    assert not engineer.window.actions_of_window.can("models.prove")  # one at a time
    QTest.keyClick(engineer.window, Key.Key_Escape)
    engineer.calm()
    band = engineer.page.findChild(MessageBand)
    assert isinstance(band, MessageBand)
    model = engineer.presenter.details
    assert model is not None
    if read_proof(workspace.models, model.model.sha256) is None:  # else it was faster than the key
        assert band.current() is not None
        assert "cancelled" in band.current().what.lower()  # type: ignore[union-attr]  # see above
        assert shown[-2:] == ["Cancelling: Proving new 1 against old 1", ""]
    assert engineer.window.actions_of_window.can("models.prove")


def test_a_model_is_added_exported_and_imported(engineer: Engineer, workspace: Workspace, tmp_path: Path) -> None:
    another = write_tiny_model(tmp_path / "usb" / "third.onnx", name="third")
    engineer.page.file_to_add.emit(str(another))
    engineer.calm()
    engineer.calm()
    assert "third 1" in [row.title for row in engineer.page.list.rows]
    assert "third 1" in engineer.says(engineer.page.head)  # what came is chosen
    carried = tmp_path / "usb" / "third.inspector-model"
    engineer.page.file_to_export.emit(str(carried))
    engineer.calm()
    assert carried.is_file()
    (workspace.models / "third-1.onnx").unlink()
    engineer.page.file_to_import.emit(str(carried))
    engineer.calm()
    engineer.calm()
    assert (workspace.models / "third-1.onnx").is_file()
    carried.write_bytes(carried.read_bytes()[:-200])
    engineer.page.file_to_import.emit(str(carried))
    engineer.calm()
    band = engineer.page.findChild(MessageBand)
    assert isinstance(band, MessageBand)
    assert "No model was taken from" in band.current().what  # type: ignore[union-attr]  # it says so
    engineer.page.file_to_add.emit(str(another))
    engineer.calm()
    engineer.calm()
    assert "third 1" in band.current().what  # type: ignore[union-attr]  # the refusal is over, and hides nothing


def test_files_are_asked_for_in_dialogs(engineer: Engineer) -> None:
    engineer.choose("new 1")
    for key, title in ((Key.Key_O, "Add a model"), (Key.Key_I, "Import a model"), (Key.Key_E, "Export a model")):
        QTest.keyClick(engineer.window, key, CTRL)
        dialog = engineer.page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        assert dialog.windowTitle() == title
        if key is Key.Key_E:
            assert dialog.findChild(QLineEdit).text() == "new-1.inspector-model"
        dialog.reject()
        engineer.wait(lambda: engineer.page.findChild(QFileDialog) is None)
        engineer.window.activateWindow()
        engineer.wait(engineer.window.isActiveWindow)


def test_a_promoted_file_that_vanished_is_said_and_another_can_be_promoted(
    engineer: Engineer, workspace: Workspace
) -> None:
    (workspace.models / "old-1.onnx").unlink()
    engineer.parts.window.show_page("live")
    engineer.parts.window.show_page(MODELS)
    engineer.calm()
    assert "old 1 is in use until this program ends" in engineer.says(engineer.page.bar)
    band = engineer.page.findChild(MessageBand)
    assert isinstance(band, MessageBand)
    assert "old 1 cannot be used" in band.current().what  # type: ignore[union-attr]  # it says so
    engineer.choose("new 1")
    engineer.key(Key.Key_P)
    engineer.change("the file of old is gone")
    assert engineer.promotions.history()[-1].model == "new 1"
    assert band.current() is None or "cannot be used" not in band.current().what  # type: ignore[union-attr]  # as above


def test_a_file_that_is_no_model_stands_in_the_list_and_can_do_nothing(
    engineer: Engineer, workspace: Workspace
) -> None:
    (workspace.models / "bad.onnx").write_bytes(b"no model")
    engineer.parts.window.show_page("live")
    engineer.parts.window.show_page(MODELS)
    engineer.calm()
    engineer.choose("bad.onnx")
    actions = engineer.window.actions_of_window
    assert not any(actions.can(f"models.{verb}") for verb in ("promote", "export", "prove"))
    assert "cannot be used" in actions.tip("models.promote")


def test_where_there_is_no_workspace_it_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx")
    with real_window(qtbot, tmp_path / "none", model) as parts:
        parts.window.show_page(MODELS)
        page = parts.window.findChild(ModelsPage)
        assert isinstance(page, ModelsPage)
        presenter = parts.presenters[MODELS]
        assert isinstance(presenter, ModelsPresenter)
        qtbot.waitUntil(lambda: presenter.is_calm, timeout=TIMEOUT_MS)
        (empty,) = page.findChildren(EmptyView)
        assert empty.isVisible()
        page.action_triggered.emit("window.make_workspace")
        qtbot.waitUntil(lambda: presenter.listing is not None and presenter.is_calm, timeout=TIMEOUT_MS)
        assert not empty.isVisible()
        assert "nothing was promoted here yet" in "\n".join(one.text() for one in page.bar.findChildren(QLabel))
        assert "no dataset version yet" in parts.window.actions_of_window.tip("models.prove")


def test_operators_do_not_see_it(engineer: Engineer) -> None:
    actions = engineer.window.actions_of_window
    actions.let(Role.OPERATOR)
    assert not actions.can("window.page_models")
    assert not any(actions.can(one.id) for one in actions.of_scope(MODELS))
    actions.let(Role.ADMINISTRATOR)


def test_the_page_never_waits_for_the_disk(engineer: Engineer, qt_thread_guard: QtThreadGuard) -> None:
    with qt_thread_guard.armed():
        engineer.choose("new 1")
        engineer.prove()
        engineer.page.tabs.setCurrentIndex(5)
        engineer.calm()
        engineer.key(Key.Key_P)
        engineer.change("because")
        engineer.key(Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
        engineer.change("back")
    assert len(engineer.promotions.history()) == 3


def test_a_candidate_runs_in_shadow_of_the_line_and_its_score_is_shown(engineer: Engineer) -> None:
    """“old” in use overlooks bright regions of 144 px, “new” finds them."""
    session, bar = engineer.parts.session, engineer.page.bar
    actions = engineer.window.actions_of_window
    engineer.choose("old 1")
    assert not actions.can("models.shadow")
    engineer.choose("new 1")
    engineer.key(Key.Key_D)
    assert "new 1 in shadow beside old 1: no frame was compared yet" in engineer.says(bar)
    running = Running(session)
    for n_live, grey in ((1, DULL), (11, BRIGHT)):
        running.feed(grey, *[CLEAN] * 9)
        engineer.wait(lambda n=n_live: session.shadow_score is not None and session.shadow_score.n_live > n)
        engineer.wait(lambda n=n_live: session.shadow_score.n_compared == 1 + n // 10)  # type: ignore[union-attr]  # it is there
    score = (
        "new 1 in shadow beside old 1: compared 2 of 20 frames, agreed on 50.0 % · bright: 1 only in the candidate"
        " · 1 frame kept to be labelled"
    )
    engineer.wait(lambda: score in engineer.says(bar))
    engineer.key(Key.Key_D)
    running.end()
    engineer.wait(lambda: "The shadow of new 1 beside old 1 has ended. Agreed: 1 of 2 frames." in engineer.says(bar))
    assert actions.can("models.shadow")
