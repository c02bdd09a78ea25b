"""The Train page with real folders of runs behind it, and once with a real training: what an engineer does and sees."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import FOOT, Parts
from inspector.core.messages import Code
from inspector.datasets.version import open_version
from inspector.presenters import train_presenter
from inspector.presenters.second_press import SOONEST_S
from inspector.presenters.train_presenter import TrainPresenter
from inspector.presenters.training_foot import TrainingFoot
from inspector.runs.build_request import shipped_networks
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.network_catalogue import NetworkCatalogue
from inspector.runs.progress import ProgressLine, RunState, latest
from inspector.runs.request import Precision
from inspector.runs.watching import RunsNow, RunWatch
from inspector.screens.live_actions import LIVE
from inspector.screens.train import (
    Budget,
    Charts,
    CompareState,
    LooksState,
    SanityState,
    SetupState,
    SplitWish,
    TrainField,
    TrainState,
)
from inspector.screens.train_actions import TRAIN
from inspector.texts.messages import MessageText
from inspector.views.plain_text import PlainLabel
from inspector.views.train.looks_column import LargeLook
from inspector.views.train.split_dialog import SplitDialog
from inspector.views.train.train_page import TrainPage
from inspector.workspace.workspace import Workspace, create_workspace
from tests.canned_runs import request, training_lines, write_looks, write_results, write_run, write_steel
from tests.gui.real_window import real_window
from tests.tiny_model import write_tiny_model
from tests.waiting import wait_until

TIMEOUT_MS = 30_000
TRAINS_MS = 1_200_000  # a whole training, on a PC that is busy: it is no measure of anything
TESTED = "steel 0123456789abcdef test"


class Driver:
    """What a test sees and does. Notes what the page was told, as it is told."""

    def __init__(self, parts: Parts, workspace: Workspace, qtbot: QtBot) -> None:
        self.parts, self.workspace, self.qtbot = parts, workspace, qtbot
        parts.window.show_page(TRAIN)
        presenter, page = parts.presenters[TRAIN], parts.window.findChild(TrainPage)
        assert isinstance(presenter, TrainPresenter)
        assert isinstance(page, TrainPage)
        self.presenter, self.page = presenter, page
        self.state, self.setup = TrainState(), SetupState()
        self.sanity, self.charts = SanityState(""), Charts()
        self.looks, self.comparison = LooksState(""), None
        self.words: list[MessageText] = []
        self._listen()

    comparison: CompareState | None

    def _listen(self) -> None:
        """Each ``show_…`` of the page goes on doing what it does."""
        page = self.page

        def also(name: str, note: Callable[[Any], object]) -> None:
            shown = getattr(page, name)

            def both(value: object, **more: object) -> None:
                note(value)
                shown(value, **more)

            setattr(page, name, both)

        for name, field in (
            ("show_state", "state"), ("show_setup", "setup"), ("show_sanity", "sanity"), ("show_charts", "charts"),
            ("show_looks", "looks"), ("show_comparison", "comparison"),
        ):  # fmt: skip
            also(name, lambda value, field=field: setattr(self, field, value))
        also("show_message", self.words.append)

    def wait(self, is_so: Callable[[], bool], timeout_ms: int = TIMEOUT_MS) -> None:
        self.qtbot.waitUntil(is_so, timeout=timeout_ms)

    def do(self, action_id: str) -> None:
        self.parts.window.actions_of_window.qaction(action_id).trigger()

    def can(self, action_id: str) -> bool:
        return self.parts.window.actions_of_window.can(action_id)

    def choose(self, name: str) -> None:
        self.page.run_chosen.emit(name)
        self.wait(lambda: self.state.run == name)

    def fill(self, **changes: Any) -> None:
        """As if it was typed and chosen."""
        self.page.wish_changed.emit(replace(self.setup.wish, **changes))
        self.wait(lambda: all(getattr(self.setup.wish, name) == value for name, value in changes.items()))
        self.wait(lambda: self.presenter.is_calm)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")
    write_steel(made.datasets / "steel")
    return made


@pytest.fixture
def driver(qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    monkeypatch.setattr(train_presenter, "TICK_MS", 100)  # each wait of a test is for the next look, or the fifth
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        found = Driver(parts, workspace, qtbot)
        found.wait(lambda: found.presenter.is_calm and found.page.charts is not None)
        yield found


def done(workspace: Workspace, name: str, *, better: int = 0, top: float = 0.7) -> RunFolder:
    asked = request(workspace.datasets / "steel", name, 600)
    lines = [*training_lines(600, 600, top=top), ProgressLine(RunState.DONE, step=600, n_steps=600)]
    folder = write_run(workspace.runs, asked, lines)
    write_results(folder, TESTED, better=better)
    return folder


@pytest.fixture
def running(workspace: Workspace) -> Iterator[RunFolder]:
    """One that works, as far as anybody can see: its lock is held and it has the turn."""
    asked = request(workspace.datasets / "steel", "night")
    folder = write_run(workspace.runs, asked, list(training_lines(4000, 1240)))
    queue = workspace.runs / ".queue"
    queue.mkdir()
    (queue / "00000000000000000001-night").touch()
    with FileLock(folder.lock_file):
        yield folder


# Watching


def test_a_run_that_works_is_found_and_followed_while_it_tells_more(running: RunFolder, driver: Driver) -> None:
    driver.wait(lambda: driver.state.run == "night")
    assert "step 1\N{NARROW NO-BREAK SPACE}240 of 4\N{NARROW NO-BREAK SPACE}000" in driver.state.verdict
    assert [curve.name for curve in driver.charts.score][1:] == ["crack", "dent", "scratch"]
    assert [fact.value for fact in driver.state.facts][:2] == ["CPU, f32 on 2 threads", "52.4"]
    running.report(ProgressLine(RunState.TRAINING, step=1260, n_steps=4000, loss=0.4, seconds_left=300))
    driver.wait(lambda: "1\N{NARROW NO-BREAK SPACE}260" in driver.state.verdict)
    driver.wait(lambda: driver.charts.loss[0].steps[-1] == 1260)
    write_looks(running, 1200)
    driver.wait(lambda: bool(driver.looks.worst))
    assert driver.looks.worst[0].frame_name == "val00"
    running.report(ProgressLine(RunState.DONE, step=4000, n_steps=4000))
    driver.wait(lambda: driver.state.verdict.startswith("Done: mIoU 0."))


def test_the_foot_of_every_page_says_how_far_the_run_is(running: RunFolder, driver: Driver) -> None:
    driver.parts.window.show_page(LIVE)
    foot = driver.parts.presenters[FOOT]
    assert isinstance(foot, TrainingFoot)
    foot.look()
    told = "training: 1\N{NARROW NO-BREAK SPACE}240 of 4\N{NARROW NO-BREAK SPACE}000, 14 min left"
    driver.wait(lambda: told in [label.text() for label in driver.parts.window.findChildren(PlainLabel)])
    running.report(ProgressLine(RunState.DONE))
    foot.look()
    driver.wait(lambda: told not in [label.text() for label in driver.parts.window.findChildren(PlainLabel)])


def test_what_is_asked_of_a_run_stands_in_its_folder(running: RunFolder, driver: Driver) -> None:
    driver.wait(lambda: driver.can("train.pause"))
    driver.do("train.pause")
    driver.wait(lambda: running.asked() is Control.PAUSE)
    running.report(ProgressLine(RunState.PAUSED, step=1240))
    driver.wait(lambda: driver.state.verdict.startswith("Paused at step"))
    assert driver.can("train.resume")
    driver.do("train.resume")
    driver.wait(lambda: running.asked() is Control.GO)
    running.report(ProgressLine(RunState.TRAINING, step=1260, n_steps=4000))
    driver.wait(lambda: driver.state.verdict.startswith("Training: step") and driver.can("train.keep"))
    driver.do("train.keep")
    driver.wait(lambda: running.asked() is Control.KEEP)


def test_throwing_away_asks_for_a_second_press(running: RunFolder, driver: Driver) -> None:
    driver.wait(lambda: driver.can("train.cancel"))
    driver.do("train.cancel")
    assert driver.state.question.startswith("This throws away all that night has learned")
    assert running.asked() is Control.GO
    driver.do("train.pause")  # something else: the question is over
    assert driver.state.question == ""
    driver.wait(lambda: running.asked() is Control.PAUSE)
    driver.do("train.cancel")
    QTest.qWait(round(1000 * SOONEST_S) + 100)  # a press that comes sooner is a bounce
    driver.do("train.cancel")
    driver.wait(lambda: running.asked() is Control.CANCEL)


def test_a_run_whose_process_died_says_so_and_what_to_do(workspace: Workspace, driver: Driver) -> None:
    write_run(
        workspace.runs, request(workspace.datasets / "steel", "lost"), list(training_lines(4000, 900))
    )  # fmt: skip
    driver.wait(lambda: driver.state.run == "lost")
    assert driver.state.verdict.startswith("Cut off at step 900")
    assert driver.can("train.resume")
    assert not driver.can("train.pause")


def test_notes_are_kept_in_the_folder_also_when_the_window_closes(workspace: Workspace, driver: Driver) -> None:
    folder, other = done(workspace, "first"), done(workspace, "second")
    driver.wait(lambda: len(driver.state.rows) == 2)
    driver.choose("first")
    QTest.keyClicks(driver.page.column._notes, "with the old lamp")  # noqa: SLF001  what somebody types into
    driver.choose("second")
    driver.wait(lambda: folder.notes() == "with the old lamp")
    assert other.notes() is None
    QTest.keyClicks(driver.page.column._notes, "the new one")  # noqa: SLF001  what somebody types into
    driver.parts.window.close_unasked()
    driver.wait(lambda: not driver.parts.window.isVisible())
    assert driver.parts.end()
    assert other.notes() == "the new one"


def test_notes_that_cannot_be_saved_are_told(workspace: Workspace, driver: Driver) -> None:
    folder = done(workspace, "first")
    folder.notes_file.mkdir()
    driver.wait(lambda: driver.state.run == "first")
    QTest.keyClicks(driver.page.column._notes, "lost?")  # noqa: SLF001  what somebody types into
    driver.wait(lambda: any("were not saved" in text.what for text in driver.words))
    done(workspace, "second")
    driver.wait(lambda: len(driver.state.rows) == 2)
    driver.choose("second")
    assert driver.page.column._notes.toPlainText() == ""  # noqa: SLF001  what somebody reads
    driver.choose("first")
    assert driver.page.column._notes.toPlainText() == "lost?"  # noqa: SLF001  what somebody reads
    folder.notes_file.rmdir()
    QTest.keyClicks(driver.page.column._notes, " no")  # noqa: SLF001  what somebody types into
    driver.wait(lambda: folder.notes_file.is_file() and "no" in (folder.notes() or ""))


def test_runs_that_cannot_be_listed_are_told_once_and_found_again(workspace: Workspace, driver: Driver) -> None:
    if workspace.runs.exists():
        workspace.runs.rmdir()
    workspace.runs.write_text("no folder")
    driver.wait(lambda: any(text.code == Code.RUN_UNREADABLE.value for text in driver.words))
    workspace.runs.unlink()
    done(workspace, "first")
    driver.wait(lambda: driver.state.run == "first")
    assert len([text for text in driver.words if text.code == Code.RUN_UNREADABLE.value]) == 1


def test_a_folder_edited_by_hand_is_listed_and_the_rest_is_shown(workspace: Workspace, driver: Driver) -> None:
    done(workspace, "good")
    broken = done(workspace, "edited")
    broken.request_file.write_text('{"format": 99}')
    broken.progress_file.write_text("no line of a training\n")
    (broken.looks).mkdir()
    (broken.looks / "looks.json").write_text("{")
    driver.wait(lambda: len(driver.state.rows) == 2)
    driver.choose("edited")
    assert driver.state.verdict.startswith("Its progress cannot be read")
    assert driver.state.recipe[0].startswith("What was asked for cannot be read")
    driver.choose("good")
    assert driver.state.verdict.startswith("Done")


def test_a_disk_that_takes_longer_than_two_ticks_for_a_look_is_heard_all_the_same(
    running: RunFolder, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.wait(lambda: driver.state.run == "night")
    looked = RunWatch.look

    def slowly(watch: RunWatch) -> RunsNow:
        time.sleep(0.5)  # longer than two ticks: a share of the plant's network
        return looked(watch)

    monkeypatch.setattr(RunWatch, "look", slowly)
    running.report(ProgressLine(RunState.TRAINING, step=1300, n_steps=4000, loss=0.4, seconds_left=300))
    driver.wait(lambda: "1\N{NARROW NO-BREAK SPACE}300" in driver.state.verdict)


def test_a_frame_opens_large(running: RunFolder, driver: Driver) -> None:
    write_looks(running, 1200)
    driver.wait(lambda: bool(driver.looks.worst))
    tiles = driver.page.looks.worst
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    large = driver.parts.window.findChild(LargeLook)
    assert isinstance(large, LargeLook)
    assert large.isVisible()
    large.close()


# Comparing


def test_two_runs_are_compared_and_their_curves_overlaid(workspace: Workspace, driver: Driver) -> None:
    done(workspace, "first")
    done(workspace, "second", better=14, top=0.8)
    driver.wait(lambda: len(driver.state.rows) == 2)
    driver.choose("second")
    driver.do("train.compare")
    driver.wait(lambda: driver.comparison is not None)
    assert driver.comparison is not None
    assert (driver.comparison.first, driver.comparison.second) == ("first", "second")
    crack = next(row for row in driver.comparison.scores if row.name == "IoU crack")
    assert crack.difference == "+0.140 (0.140 to 0.140)"
    assert crack.is_sure
    driver.wait(lambda: any(curve.is_other_run for curve in driver.charts.score))
    driver.do("train.compare")
    driver.wait(lambda: driver.comparison is None)
    driver.wait(lambda: not any(curve.is_other_run for curve in driver.charts.score))


# Setting up


def test_a_dataset_that_another_page_made_stands_in_an_open_form(workspace: Workspace, driver: Driver) -> None:
    driver.do("train.new")
    driver.wait(lambda: [each.value for each in driver.setup.datasets] == ["steel"])
    driver.parts.window.show_page(LIVE)
    write_steel(workspace.datasets / "made-on-balance")
    driver.parts.window.show_page(TRAIN)
    driver.wait(lambda: [each.value for each in driver.setup.datasets] == ["made-on-balance", "steel"])
    assert driver.setup.wish.dataset == "steel"


def test_a_dataset_that_leaks_refuses_and_nothing_is_started(workspace: Workspace, driver: Driver) -> None:
    steel = open_version(workspace.datasets / "steel")
    train, val = next(s for s in steel.samples if s.name == "train00"), steel.samples[-5]
    from inspector.datasets.version import NewSample, write_version

    def again(sample: Any, name: str) -> NewSample:
        class_map = steel.read_class_map(sample)
        return NewSample(name, steel.read_frame(sample), ".png", class_map, name, sample.split)

    samples = [again(sample, sample.name) for sample in steel.samples]
    samples.append(replace(again(train, "twin"), split=val.split))
    write_version(
        workspace.datasets / "leaky", name="leaky", class_names=steel.class_names, source="", terms="", samples=samples
    )
    driver.do("train.new")
    driver.wait(lambda: bool(driver.setup.datasets) and bool(driver.setup.recipe))
    driver.fill(dataset="leaky", name="run")
    driver.do("train.start")
    driver.wait(lambda: bool(driver.sanity.rows))
    refused = [row for row in driver.sanity.rows if row.refuses]
    assert [row.what for row in refused] == ["A picture is in two splits: train00, twin (train, val)."]
    driver.wait(lambda: bool(driver.setup.why_not_started))
    driver.do("train.start")
    driver.wait(lambda: driver.presenter.is_calm)
    assert not workspace.runs.exists() or not any(workspace.runs.iterdir())


def test_faults_stand_at_their_fields_and_another_wish_takes_them_away(workspace: Workspace, driver: Driver) -> None:
    done(workspace, "first")
    driver.do("train.new")
    driver.wait(lambda: bool(driver.setup.recipe))
    assert driver.setup.wish.name == "steel-1"
    driver.fill(name="first", budget=Budget.MINUTES, budget_text="soon")
    driver.wait(lambda: set(driver.setup.faults) == {TrainField.NAME, TrainField.BUDGET})
    form = driver.page.setup.form
    assert form.rows[TrainField.NAME].fault() == "A run of this name is there. Choose another."
    assert driver.setup.why_not_started
    driver.fill(name="second", budget_text="20")
    driver.wait(lambda: not driver.setup.faults)
    assert any("as many as fit into 20 min" in line for line in driver.setup.recipe)


def test_letters_in_the_form_ask_nothing_of_a_run(running: RunFolder, driver: Driver) -> None:
    driver.wait(lambda: driver.can("train.stop"))
    driver.do("train.new")
    driver.wait(lambda: driver.state.is_setting_up)
    for key in (Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_K):
        QTest.keyClick(driver.page.setup.form, key)
    driver.wait(lambda: driver.presenter.is_calm)
    assert running.asked() is Control.GO
    driver.do("train.back")
    driver.wait(lambda: driver.can("train.stop"))


def test_a_dataset_is_split_from_the_window(workspace: Workspace, driver: Driver) -> None:
    driver.do("train.split")
    driver.wait(lambda: driver.page.findChild(SplitDialog) is not None)
    dialog = driver.page.findChild(SplitDialog)
    assert isinstance(dialog, SplitDialog)
    driver.wait(dialog.is_complete)
    assert dialog.wish() == SplitWish("steel", "steel-split")
    dialog.accept()
    driver.wait(lambda: any("steel-split" in text.what for text in driver.words))
    made = open_version(workspace.datasets / "steel-split")
    assert len(made.samples) == 22
    assert len({sample.split for sample in made.samples}) == 3


# A real training


def small_networks() -> NetworkCatalogue:
    """One, whose recipe takes seconds instead of hours: two views of 64 px a step, in numbers that need no trial."""
    network = shipped_networks().network("plain-net-s")
    recipe = replace(network.recipes[network.recipe], batch=2, view_px=(64, 64), precision=Precision.F32)
    return NetworkCatalogue((replace(network, recipes={network.recipe: recipe}),))


@pytest.mark.slow("half a minute; tests/end_to_end/test_loop.py trains from this page")
@pytest.mark.timeout(2700)  # PyTorch is started twice or more, on a PC that may do much else
def test_a_training_is_started_from_the_form_watched_to_its_end_and_its_model_added(
    workspace: Workspace, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.runs.build_request.shipped_networks", small_networks)
    driver.do("train.new")
    driver.wait(lambda: bool(driver.setup.recipe))
    driver.fill(name="tiny-run", network="plain-net-s", budget=Budget.STEPS, budget_text="2", notes="the first")
    driver.do("train.start")
    driver.wait(lambda: bool(driver.sanity.rows) and driver.setup.is_confirming)
    assert not any(row.refuses for row in driver.sanity.rows)
    driver.do("train.start")
    folder = RunFolder(workspace.runs / "tiny-run")
    driver.wait(lambda: driver.state.run == "tiny-run" and not driver.state.is_setting_up, TRAINS_MS)
    try:
        driver.wait(lambda: driver.state.verdict.startswith("Done: mIoU"), TRAINS_MS)
    finally:
        if not latest(folder.progress()).has_ended:
            folder.ask(Control.STOP)
            wait_until(lambda: latest(folder.progress()).has_ended, TRAINS_MS / 1000)
    assert driver.state.notes == "the first"
    assert driver.looks.worst or driver.looks.best
    driver.do("train.add_to_models")
    driver.wait(lambda: any("is among the models" in text.what for text in driver.words))
    assert (workspace.models / "tiny-run-1.onnx").is_file()
    driver.wait(lambda: driver.state.verdict.endswith("It waits on the Models page."))
    assert not driver.can("train.add_to_models")
    # The page asks its processes whether they are gone, so that none stays in the system's table.
    driver.wait(lambda: not driver.presenter.processes, TRAINS_MS)
