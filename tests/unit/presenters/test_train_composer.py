"""What the Train page says of a run in each state, the points of its curves, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from inspector.core.classes import ClassCatalogue
from inspector.evaluation.intervals import Interval
from inspector.presenters import train_composer as composer
from inspector.runs.comparing import RunComparison, ScoreRow
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import Run
from inspector.runs.imbalance import with_imbalance_method
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import Keep
from inspector.runs.watching import RunsNow
from inspector.screens.train import RunMark
from inspector.texts import train as texts
from tests.canned_runs import BEGAN, CLASSES, request, training_lines

STEEL = Path("datasets/steel")


def run_of(*lines: ProgressLine, name: str = "night", is_running: bool = True, n_steps: int = 4000) -> Run:
    state = lines[-1].state if lines else None
    return Run(RunFolder(Path("runs") / name), state, is_running, request(STEEL, name, n_steps), "", lines)


def validated(*means: float | None) -> tuple[ProgressLine, ...]:
    return tuple(
        ProgressLine(RunState.TRAINING, step=300 * n, n_steps=4000, validation={"miou_with_background": mean})
        for n, mean in enumerate(means, 1)
    )


def verdict(run: Run, *others: Run, in_turn: tuple[str, ...] = ()) -> str:
    return composer.verdict_of(run, RunsNow((run, *others), (), in_turn)).replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_run_that_learns_says_step_time_left_and_whether_it_rises() -> None:
    run = run_of(
        *validated(0.60, 0.66, 0.71), ProgressLine(RunState.TRAINING, step=1240, n_steps=4000, seconds_left=720.0)
    )
    assert verdict(run) == "Training: step 1 240 of 4 000, 12 min left, mIoU 0.71 and rising."


@pytest.mark.parametrize(
    ("means", "says"),
    [
        ((0.71,), "mIoU 0.71."),
        ((0.70, 0.71, 0.711), "mIoU 0.71, no longer rising."),
        ((0.70, 0.71, 0.60), "mIoU 0.60 and falling."),
        ((0.20, 0.70, 0.71, 0.709), "mIoU 0.71, no longer rising."),  # the first is too long ago
    ],
)
def test_the_trend_is_that_of_the_last_three_validations(means: tuple[float, ...], says: str) -> None:
    assert verdict(run_of(*validated(*means))).endswith(says)


def test_a_finished_run_is_held_against_the_newest_one_before_it_on_the_same_data() -> None:
    def done(name: str, mean: float, days: int) -> Run:
        at = (BEGAN + timedelta(days=days)).isoformat()
        lines = (ProgressLine(RunState.STARTING, at=at), *validated(mean), ProgressLine(RunState.DONE))
        return run_of(*lines, name=name, is_running=False)

    old, older, new = done("old", 0.74, 2), done("older", 0.50, 1), done("new", 0.78, 3)
    elsewhere = replace(done("other", 0.99, 2), request=request(Path("datasets/rail"), "other"))
    says = verdict(new, elsewhere, old, older)
    assert says == "Done: mIoU 0.78 on val (0.74 in old before). Add it to the models to use it."
    assert verdict(older, new, old) == "Done: mIoU 0.50 on val. Add it to the models to use it."
    kept = replace(older, lines=(*older.lines, ProgressLine(RunState.DONE, step=36, n_steps=4000, is_kept=True)))
    assert verdict(kept) == (
        "Kept at step 36 of 4 000, as asked. Done: mIoU 0.50 on val. Add it to the models to use it."
    )


def test_a_failed_run_says_why_and_what_to_do() -> None:
    run = run_of(ProgressLine(RunState.FAILED, detail="No space left on device."), is_running=False)
    assert verdict(run) == (
        "Failed: No space left on device. Mend that, then “Go on”: it continues from its last checkpoint."
    )
    assert composer.mark_of(run) is RunMark.FAILED


@pytest.mark.parametrize("state", RunState)
def test_every_state_has_a_sentence_without_a_missing_part(state: RunState) -> None:
    run = run_of(ProgressLine(state, step=40, n_steps=100), is_running=not state.is_end)
    says = verdict(run)
    assert says.endswith(".")
    assert "?" not in says
    assert "{" not in says
    assert state.value in texts.STATES


def test_a_run_in_the_queue_names_those_before_it() -> None:
    run = run_of(ProgressLine(RunState.QUEUED))
    assert verdict(run, in_turn=("first", "second", "night")) == "Waiting for its turn, behind first, second."
    row = composer.row_of(run, RunsNow((run,), (), ("first", "second", "night")), BEGAN, chosen="", compared="")
    assert row.state == "2 runs before it"


def test_what_was_asked_is_told_until_it_is_heard() -> None:
    works, waits = run_of(ProgressLine(RunState.TRAINING, step=1, n_steps=9)), run_of(ProgressLine(RunState.QUEUED))
    pauses, ended = run_of(ProgressLine(RunState.PAUSED)), run_of(ProgressLine(RunState.DONE), is_running=False)

    def says(run: Run, asked: Control) -> str:
        return composer.verdict_of(run, RunsNow((run,)), asked=asked)

    assert says(works, Control.PAUSE) == "Training: step 1 of 9. Asked to pause."
    assert says(waits, Control.STOP).endswith("Asked to stop.")
    assert says(pauses, Control.KEEP).endswith("Asked to stop and keep.")
    scores = run_of(ProgressLine(RunState.SCORING))
    for run, asked in (
        (pauses, Control.PAUSE), (works, Control.GO), (ended, Control.CANCEL), (scores, Control.KEEP),
    ):  # fmt: skip
        assert "Asked" not in says(run, asked)


def test_a_run_beside_a_line_says_how_much_it_works() -> None:
    line = ProgressLine(RunState.TRAINING, step=20, n_steps=4000, waiting=0.0, works=0.12)
    shown = {fact.name: fact.value for fact in composer.facts_of(run_of(line), BEGAN)}
    assert shown["beside the line"].replace("\N{NARROW NO-BREAK SPACE}", " ") == "works 12 %"
    assert "beside the line" not in {fact.name for fact in composer.facts_of(run_of(replace(line, works=None)), BEGAN)}


def test_a_run_that_waits_cannot_be_paused_as_it_would_hold_up_those_behind_it() -> None:
    run = run_of(ProgressLine(RunState.QUEUED))
    why = composer.why_not(run, asked=Control.GO, is_added=False, has_second=False)
    assert why["train.pause"].startswith("It waits for its turn")
    assert "train.stop" not in why


def test_the_score_is_that_of_the_weights_the_run_ends_with() -> None:
    lines = validated(0.5, 0.8, None, 0.7)
    best = run_of(*lines)
    assert composer.score_of(best) == 0.8
    assert best.request is not None
    last = replace(best, request=replace(best.request, recipe=replace(best.request.recipe, keep=Keep.LAST)))
    assert composer.score_of(last) == 0.7
    assert composer.score_of(run_of(*lines, ProgressLine(RunState.CANCELLED), is_running=False)) is None
    assert composer.score_of(run_of()) is None


def test_curves_hold_the_points_that_were_told_and_holes_where_no_number_exists() -> None:
    run = run_of(*training_lines(600, 600))
    charts = composer.charts_of(run, composer.classes_of(CLASSES, ClassCatalogue()))
    loss, *terms = charts.loss
    assert loss.steps.tolist() == list(range(20, 601, 20))
    assert [curve.name for curve in terms] == ["cross-entropy", "dice"]
    assert np.allclose(loss.values, sum(curve.values for curve in terms), atol=2e-4)  # both rounded to four digits
    assert [curve.name for curve in charts.score] == ["mIoU with background", "crack", "dent", "scratch"]
    assert charts.score[0].steps.tolist() == [300, 600]
    assert charts.n_steps == 600
    gap = run_of(*validated(0.5, None, 0.7))
    assert np.isnan(composer.charts_of(gap, ()).score[0].values).tolist() == [False, True, False]


def test_what_was_told_beyond_the_step_that_a_start_went_on_from_is_outdated() -> None:
    def at(step: int, loss: float) -> ProgressLine:
        return ProgressLine(RunState.TRAINING, step=step, n_steps=100, loss=loss)

    lines = (at(20, 1.0), at(40, 0.9), at(60, 0.8), ProgressLine(RunState.STARTING), at(40, 0.5), at(60, 0.4))
    curve = composer.charts_of(run_of(*lines), ()).loss[0]
    assert (curve.steps.tolist(), curve.values.tolist()) == ([20, 40, 60], [1.0, 0.5, 0.4])


def test_the_other_run_has_its_own_classes_and_is_marked() -> None:
    first, second = run_of(*training_lines(600, 600)), run_of(*training_lines(600, 300))
    charts = composer.charts_of(first, (), second, composer.classes_of(CLASSES, ClassCatalogue()))
    assert [(curve.name, curve.is_other_run) for curve in charts.score][:2] == [
        ("mIoU with background", False), ("mIoU with background", True),
    ]  # fmt: skip
    assert [curve.name for curve in charts.loss] == ["loss", "cross-entropy", "dice", "loss"]


@pytest.mark.parametrize("method", ["none", "oversampling", "weighted-ce", "focal", "class-balanced", "dli"])
def test_the_method_against_rare_classes_is_recognised_from_the_recipe(method: str) -> None:
    asked = request(STEEL, "night")
    asked = replace(asked, recipe=with_imbalance_method(asked.recipe, method))
    assert composer.method_of(asked) == method
    line = composer.recipe_lines(asked, None)[3]
    assert line == (texts.NO_BALANCE.translated() if method == "none" else
                    texts.BALANCED_BY.translated(method=texts.BALANCES[method].translated()))  # fmt: skip


def test_the_foot_says_how_far_the_run_is_and_nothing_where_none_works() -> None:
    run = run_of(ProgressLine(RunState.TRAINING, step=1240, n_steps=4000, seconds_left=720.0))
    foot = composer.foot_of(run).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert foot == "training: 1 240 of 4 000, 12 min left"
    assert composer.foot_of(run_of(ProgressLine(RunState.DONE), is_running=False)) == ""
    assert composer.foot_of(None) == ""
    assert composer.foot_of(run_of(ProgressLine(RunState.SCORING, step=4000, n_steps=4000))) == "training: scoring"


def allowed(run: Run | None, asked: Control = Control.GO, *, is_added: bool = False) -> set[str]:
    verbs = {"pause", "resume", "keep", "stop", "cancel", "again", "add_to_models", "prove", "compare"}
    refused = composer.why_not(run, asked=asked, is_added=is_added, has_second=True)
    assert all(refused.values())
    return verbs - {action_id.removeprefix("train.") for action_id in refused}


def test_what_can_be_done_follows_the_state() -> None:
    def of(state: RunState) -> Run:
        return run_of(ProgressLine(state), is_running=not state.is_end)

    always = {"again", "compare"}
    assert allowed(None) == set()
    assert allowed(of(RunState.TRAINING)) == {"pause", "keep", "stop", "cancel"} | always
    assert allowed(of(RunState.TRAINING), Control.STOP) == always
    assert allowed(of(RunState.PAUSED), Control.PAUSE) == {"resume", "keep", "stop", "cancel"} | always
    assert allowed(of(RunState.QUEUED)) == {"stop", "cancel"} | always
    assert allowed(of(RunState.DONE)) == {"add_to_models", "prove"} | always
    assert allowed(of(RunState.DONE), is_added=True) == {"prove"} | always
    for ended in (RunState.STOPPED, RunState.FAILED, RunState.INTERRUPTED, RunState.CANCELLED):
        assert allowed(of(ended)) == {"resume"} | always
    unread = replace(of(RunState.FAILED), request=None, request_problem="it is gone")
    assert allowed(unread) == {"compare"}


def test_a_difference_is_sure_only_where_its_interval_leaves_out_zero_and_has_enough_groups() -> None:
    def row(low: float, high: float, *, few: bool = False) -> ScoreRow:
        value = Interval(0.5, 0.4, 0.6, 12, False)
        return ScoreRow("iou", "crack", value, value, Interval((low + high) / 2, low, high, 12, few))

    first, second = run_of(name="first"), run_of(name="second")
    rows = (row(0.01, 0.05), row(-0.05, -0.01), row(-0.01, 0.05), row(0.01, 0.05, few=True))
    state = composer.compare_state(first, second, RunComparison((), rows, True), {})
    assert [each.is_sure for each in state.scores] == [True, True, False, False]
    assert state.scores[1].difference == "−0.030 (−0.050 to −0.010)"
    assert state.scores[0].difference == "+0.030 (0.010 to 0.050)"
    assert texts.SAME_SETTINGS.translated() in state.notes


def test_how_long_a_run_took_counts_to_now_while_it_works() -> None:
    first = ProgressLine(RunState.STARTING, at=BEGAN.isoformat())
    last = ProgressLine(RunState.DONE, at=(BEGAN + timedelta(minutes=18)).isoformat())
    now = BEGAN + timedelta(minutes=40)
    assert composer.duration_of(run_of(first, last, is_running=False), now) == "18 min"
    assert composer.duration_of(run_of(first), now) == "40 min"
    assert composer.duration_of(run_of(ProgressLine(RunState.DONE)), now) == ""
