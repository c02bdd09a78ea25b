"""What a run is asked while it works: pause, stop, keep, cancel; and the time that it may take."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from training_samples import learner_stub, same_tensors, small_request

from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.progress import RunState, latest
from inspector.runs.request import Keep, RunRequest
from tests.waiting import wait_until
from training import learning, loop, pace
from training.budget import Budget, planned_again, planned_steps
from training.checkpoints import load_checkpoint
from training.pace import Pace
from training.stepping import Stepped, Stepper


class Clock:
    """Stands for ``time`` in a module."""

    now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def without_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_export", lambda *_: {})


def new_run(folder: Path, request: RunRequest) -> RunFolder:
    folder.mkdir()
    (folder / "request.json").write_text(request.to_json())
    return RunFolder(folder)


def states(folder: RunFolder) -> list[str]:
    """As they change."""
    told = [line.state.value for line in folder.progress()]
    return [state for before, state in zip(["", *told], told, strict=False) if state != before]


@pytest.fixture
def after_step(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, Callable[[], None]], None]]:
    """after_step(n, act): act once, when the n-th step of a launch is made."""
    real, wishes = Stepper.step, {}

    def step(stepper: Stepper, *arguments: Any) -> Stepped:
        stepped = real(stepper, *arguments)
        if (act := wishes.pop(stepper.learner.step, None)) is not None:
            act()
        return stepped

    monkeypatch.setattr(Stepper, "step", step)
    yield wishes.__setitem__
    assert not wishes, "a step was never made"


@pytest.mark.usefixtures("without_export")
def test_a_paused_run_waits_with_a_checkpoint_and_goes_on_to_what_an_unbroken_run_gives(
    tmp_path: Path, version: Path, after_step: Callable[[int, Callable[[], None]], None]
):
    request = small_request(version, n_steps=5, checkpoint_every_s=1000.0)
    whole, paused = new_run(tmp_path / "whole", request), new_run(tmp_path / "paused", request)
    assert loop.train(request, whole) == "done"

    seen: list[int] = []

    def go_on_later() -> None:
        wait_until(lambda: paused.progress()[-1].state is RunState.PAUSED, 30)
        seen.append(load_checkpoint(paused.last_checkpoint)["step"])
        paused.let_go_on()

    other = threading.Thread(target=go_on_later)

    def pause() -> None:
        paused.ask(Control.PAUSE)
        other.start()

    after_step(2, pause)
    assert loop.train(request, paused) == "done"
    other.join(30)
    assert seen == [2]
    assert states(paused) == ["loading", "training", "paused", "training", "scoring", "done"]
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (paused, whole))
    assert same_tensors(ours["averaged"], theirs["averaged"]) == []
    assert (ours["step"], ours["validated_step"]) == (theirs["step"], theirs["validated_step"]) == (5, 5)


@pytest.mark.usefixtures("without_export")
@pytest.mark.parametrize("keep", Keep)
def test_what_was_learned_so_far_is_kept_validated_and_scored(
    tmp_path: Path, version: Path, after_step: Callable[[int, Callable[[], None]], None], keep: Keep
):
    request = small_request(version, n_steps=50)
    request = replace(request, recipe=replace(request.recipe, keep=keep))
    folder = new_run(tmp_path / "run", request)
    after_step(4, lambda: folder.ask(Control.KEEP))
    assert loop.train(request, folder) == "done"
    now = latest(folder.progress())
    assert (now.step, now.n_steps, now.is_kept) == (4, 50, True)
    assert [line.step for line in folder.progress() if line.validation is not None] == [3, 4]
    scores = json.loads(folder.scores_file.read_text())
    assert scores["learned_steps"] == 4
    assert scores["kept_step"] in ((3, 4) if keep is Keep.BEST else (4,))


@pytest.mark.usefixtures("without_export")
def test_a_cancelled_run_leaves_nothing_that_was_learned(
    tmp_path: Path, version: Path, after_step: Callable[[int, Callable[[], None]], None]
):
    request = small_request(version, n_steps=50)
    folder = new_run(tmp_path / "run", request)
    after_step(4, lambda: folder.ask(Control.CANCEL))
    assert loop.train(request, folder) == "cancelled"
    assert sorted(file.name for file in folder.path.rglob("*.*")) == ["progress.jsonl", "request.json"]
    assert (folder.progress()[-1].state, folder.progress()[-1].step) == (RunState.CANCELLED, 4)
    assert folder.read_request() == request


@pytest.mark.usefixtures("without_export")
@pytest.mark.parametrize("n_validated", [0, 1])
def test_a_stop_is_heard_between_frames_that_are_validated_and_the_validation_is_made_up_for(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch, n_validated: int
):
    request = small_request(version, n_steps=4)  # validated after 3 and 4 steps
    whole, parts = new_run(tmp_path / "whole", request), new_run(tmp_path / "parts", request)
    assert loop.train(request, whole) == "done"
    real, counted = learning.count, 0

    def stopped(*arguments: Any, **named: Any) -> object:
        nonlocal counted
        if counted == n_validated:
            parts.ask(Control.STOP)
        counted += 1
        return real(*arguments, **named)

    monkeypatch.setattr(learning, "count", stopped)
    assert loop.train(request, parts) == "stopped"
    parts.let_go_on()
    monkeypatch.setattr(learning, "count", real)
    assert loop.train(request, parts) == "done"
    told = [[(line.step, line.validation) for line in f.progress() if line.validation] for f in (parts, whole)]
    assert told[0] == told[1]
    ours, theirs = (load_checkpoint(folder.best_checkpoint) for folder in (parts, whole))
    assert (ours["step"], ours["miou"]) == (theirs["step"], theirs["miou"])


@pytest.mark.usefixtures("without_export")
def test_a_stop_is_heard_while_a_run_is_scored_which_starts_there_again(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch
):
    request = small_request(version, n_steps=2)
    folder = new_run(tmp_path / "run", request)
    real = loop.score_run

    def asked(*arguments: object) -> object:
        folder.ask(Control.STOP)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "score_run", asked)
    assert loop.train(request, folder) == "stopped"
    assert not folder.scores_file.exists()
    monkeypatch.setattr(loop, "score_run", real)
    folder.let_go_on()
    assert loop.train(request, folder) == "done"
    assert states(folder)[-4:] == ["stopped", "loading", "scoring", "done"]


# --- time


def test_as_many_steps_are_planned_as_fit_and_no_more_than_the_recipe_says():
    assert planned_steps(0, 6000, 600.0, 0.5) == 1200
    assert planned_steps(200, 6000, 600.0, 0.5) == 1400
    assert planned_steps(0, 1000, 600.0, 0.5) == 1000
    assert planned_steps(0, 1000, float("inf"), 0.5) == 1000
    assert planned_steps(7, 1000, -5.0, 0.5) == 7


def test_a_plan_follows_the_pace_and_grows_no_more_at_its_end():
    assert planned_again(100, 1100, 1200) == 1100, "a tenth of what is left"
    assert planned_again(100, 1100, 1201) == 1201
    assert planned_again(100, 1100, 1080) == 1080, "less is followed sooner: the time ends"
    assert planned_again(100, 1100, 1095) == 1100
    assert planned_again(1000, 1100, 2000) == 1100, "the rate has come down"
    assert planned_again(1000, 1100, 1080) == 1080
    assert planned_again(1000, 1100, 900) == 1000


@pytest.mark.parametrize(
    ("step_s", "validation_s", "budget_s"), [(0.4, 20.0, 3600.0), (0.1, 60.0, 3600.0), (0.02, 2.0, 600.0)]
)
def test_a_steady_pace_keeps_its_plan_and_ends_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step_s: float, validation_s: float, budget_s: float
):
    """By a clock of our own, with a validation every 300 steps; the first plan knows a step's time to a fifth."""
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    folder = new_run(tmp_path / "run", small_request(tmp_path, n_steps=100_000))
    ear = SimpleNamespace(paused_s=0.0, rested_s=0.0, gives_way=False)
    learner = learner_stub(0)
    run = SimpleNamespace(folder=folder, request=folder.read_request(), ear=ear)
    batches = SimpleNamespace(n_workers=0, grow=lambda: True)
    told, most = Pace(run, learner, batches), 100_000  # type: ignore[arg-type]
    cost_s = validation_s / 300
    plans = [planned_steps(0, most, budget_s, 0.8 * step_s + cost_s)]
    learner.n_steps = plans[0]
    while learner.step < learner.n_steps:
        clock.now_s += step_s
        learner.step += 1
        if told.add(1.0):
            fitting = planned_steps(learner.step, most, budget_s - clock.now_s, told.step_s + cost_s)
            learner.n_steps = planned_again(learner.step, learner.n_steps, fitting)
            plans += [learner.n_steps] * (learner.n_steps != plans[-1])
        if learner.step % 300 == 0:
            clock.now_s += validation_s
            told.has_validated(validation_s)
    assert clock.now_s <= budget_s + validation_s
    assert clock.now_s > 0.9 * budget_s
    assert max(plans[1:]) <= 1.05 * min(plans[1:]), "it does not swing with every validation"


def test_time_left_is_the_shorter_of_work_and_clock():
    now = datetime(2026, 11, 30, 5, tzinfo=UTC)
    assert Budget(600.0).left_s(100.0, now) == 500.0
    assert Budget(ends_at=now + timedelta(seconds=30)).left_s(100.0, now) == 30.0
    assert Budget(600.0, now + timedelta(seconds=30)).left_s(100.0, now) == 30.0
    assert Budget(600.0).left_s(700.0, now) == -100.0
    assert not Budget().is_limited
    assert Budget().left_s(1e9, now) == float("inf")


@pytest.mark.usefixtures("without_export")
def test_a_run_without_time_for_a_step_is_refused_in_words_and_one_with_little_makes_one(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch
):
    request = small_request(version, n_steps=50, budget_s=0.001)
    folder = new_run(tmp_path / "run", request)
    with pytest.raises(ValueError, match="its time was over before its first step"):
        loop.train(request, folder)
    monkeypatch.setattr(learning, "EXPORT_S", 1e9)
    request = replace(request, budget_s=1000.0)
    assert loop.train(request, folder) == "done"
    assert json.loads(folder.scores_file.read_text())["learned_steps"] == 1
    assert [line.n_steps for line in folder.progress() if "fit into its time" in line.notice] == [1]
    assert (folder.progress()[-1].step, folder.progress()[-1].n_steps) == (1, 1)

    request = replace(request, budget_s=0.0)  # with time again, it learns on to the end of its recipe
    assert loop.train(request, folder) == "done"
    assert json.loads(folder.scores_file.read_text())["learned_steps"] == 50


@pytest.mark.usefixtures("without_export")
def test_what_was_learned_before_the_time_was_over_is_validated(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=50)
    folder = new_run(tmp_path / "run", request)
    for _ in range(2):
        folder.ask(Control.STOP)
        assert loop.train(request, folder) == "stopped"
    folder.let_go_on()
    assert loop.train(replace(request, ends_at="2020-01-01T00:00:00Z"), folder) == "done"
    assert [line.step for line in folder.progress() if line.validation is not None] == [2]
    assert json.loads(folder.scores_file.read_text())["kept_step"] == 2


@pytest.mark.usefixtures("without_export")
def test_what_is_kept_stays_kept_when_its_scoring_was_cut_off(
    tmp_path: Path, version: Path, after_step: Callable[[int, Callable[[], None]], None],
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    request = small_request(version, n_steps=50)
    folder, real = new_run(tmp_path / "run", request), loop.score_run
    after_step(4, lambda: folder.ask(Control.KEEP))

    def lost(*arguments: object) -> object:
        raise OSError("a power cut")

    monkeypatch.setattr(loop, "score_run", lost)
    with pytest.raises(OSError, match="a power cut"):
        loop.train(request, folder)
    monkeypatch.setattr(loop, "score_run", real)
    folder.let_go_on()
    assert loop.train(request, folder) == "done"
    assert (latest(folder.progress()).step, latest(folder.progress()).n_steps) == (4, 50)
    assert json.loads(folder.scores_file.read_text())["learned_steps"] == 4


@pytest.mark.usefixtures("without_export")
def test_to_keep_before_the_first_step_is_heard_after_it(tmp_path: Path, version: Path):
    request = small_request(version, n_steps=50)
    folder = new_run(tmp_path / "run", request)
    folder.ask(Control.KEEP)
    assert loop.train(request, folder) == "done"
    assert json.loads(folder.scores_file.read_text())["learned_steps"] == 1


@pytest.mark.usefixtures("without_export")
def test_a_plan_is_followed_to_its_end_and_kept_over_a_stop(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch,
    after_step: Callable[[int, Callable[[], None]], None],
):  # fmt: skip
    """The rates are those of a run of so many steps."""
    planned: list[tuple[int, int]] = []

    def nine(step: int, at_most: int, left_s: float, step_s: float) -> int:
        planned.append((step, at_most))
        return 9

    monkeypatch.setattr(learning, "planned_steps", nine)
    request = small_request(version, n_steps=50, budget_s=1e6)
    timed = new_run(tmp_path / "timed", request)
    after_step(4, lambda: timed.ask(Control.STOP))
    assert loop.train(request, timed) == "stopped"
    timed.let_go_on()
    assert loop.train(request, timed) == "done"
    assert planned[0] == (0, 50)
    assert (4, 50) in planned[1:]
    plain = new_run(tmp_path / "plain", small_request(version, n_steps=9))
    assert loop.train(small_request(version, n_steps=9), plain) == "done"
    ours, theirs = (load_checkpoint(folder.last_checkpoint) for folder in (timed, plain))
    assert same_tensors(ours["averaged"], theirs["averaged"]) == []
