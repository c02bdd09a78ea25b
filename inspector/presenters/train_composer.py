"""From runs as they stand to what the Train page shows: sentences, rows, facts, curves. No Qt, no disk."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from inspector.core.balancing import BalanceMode
from inspector.core.classes import ClassCatalogue, DefectClass
from inspector.evaluation.intervals import Interval
from inspector.runs.build_request import NEW_KIND
from inspector.runs.comparing import OVERALL, RunComparison
from inspector.runs.control import Control
from inspector.runs.history import Run
from inspector.runs.imbalance import IMBALANCE_METHODS, with_imbalance_method
from inspector.runs.network_catalogue import Network
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import IN_CACHE, IN_PACKAGE, Keep, RunRequest, is_model_file
from inspector.runs.watching import RunsNow
from inspector.screens.train import Charts, CompareRow, CompareState, Curve, RunFact, RunMark, RunRow, Values
from inspector.texts import train as texts
from inspector.texts.formats import decimal, local_time, number, percent
from inspector.texts.progress import time_left_text

MEAN = "miou_with_background"
RISES_BY, FALLS_BY = 0.002, 0.01  # of mIoU, from where a run is said to rise or fall
MAX_WAITING = 0.1  # of its time that a run may wait for data before it is marked
_MARKS = {
    RunState.STARTING: RunMark.WORKING, RunState.QUEUED: RunMark.WAITING, RunState.LOADING: RunMark.WORKING,
    RunState.TRAINING: RunMark.WORKING, RunState.SCORING: RunMark.WORKING, RunState.PAUSED: RunMark.PAUSED,
    RunState.DONE: RunMark.DONE, RunState.STOPPED: RunMark.ENDED, RunState.CANCELLED: RunMark.ENDED,
    RunState.FAILED: RunMark.FAILED, RunState.INTERRUPTED: RunMark.FAILED,
}  # fmt: skip


def mark_of(run: Run) -> RunMark:
    return RunMark.WAITING if run.state is None else _MARKS[run.state]


def is_active(run: Run) -> bool:
    """Something may still come of it by itself."""
    return run.state is not None and not run.state.is_end


# Scores


def mean_of(scores: Mapping[str, Any]) -> float | None:
    value = scores.get(MEAN)
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else None


def score_of(run: Run) -> float | None:
    """mIoU with background on val of the weights that the run ends with, or would if it ended now."""
    means = [found for validation in run.validations if (found := mean_of(validation.scores)) is not None]
    if not means or run.state is RunState.CANCELLED:
        return None
    keeps_last = run.request is not None and run.request.recipe.keep is Keep.LAST
    return means[-1] if keeps_last else max(means)


def score_text(value: float | None) -> str:
    return texts.NO_SCORE if value is None else decimal(value, 2)


def dataset_of(request: RunRequest) -> str:
    """Name of the version that decides classes, val and test."""
    return Path(request.datasets[0].path).name


def before(run: Run, runs: Iterable[Run]) -> tuple[str, float] | None:
    """The newest finished run before this one with the same val split: (name, score)."""
    if run.request is None:
        return None
    for other in runs:  # the newest first
        is_alike = other.request is not None and dataset_of(other.request) == dataset_of(run.request)
        is_earlier = other.state is RunState.DONE and other.started_at < run.started_at
        if is_alike and is_earlier and (score := score_of(other)) is not None:
            return other.name, score
    return None


# The verdict


def verdict_of(run: Run, now: RunsNow, *, is_added: bool = False, asked: Control = Control.GO) -> str:
    """Where it stands, how good it is, what to do next; and what it was asked and has not heard yet."""
    said = _standing(run, now, is_added)
    is_heard = (asked, run.state) in ((Control.PAUSE, RunState.PAUSED), (Control.KEEP, RunState.SCORING))
    if not is_active(run) or asked is Control.GO or is_heard:
        return said
    return f"{said} {texts.ASKED[asked.value].translated()}"


def _standing(run: Run, now: RunsNow, is_added: bool) -> str:
    progress = run.progress
    steps = {"step": progress.step, "n_steps": progress.n_steps}
    match run.state:
        case None:
            if run.progress_problem:
                return texts.UNREADABLE.translated(detail=run.progress_problem)
            return texts.NOTHING_TOLD.translated()
        case RunState.STARTING:
            return texts.STARTING.translated()
        case RunState.QUEUED:
            ahead = runs_before(run, now)
            return texts.QUEUED.translated(names=", ".join(ahead)) if ahead else texts.QUEUED_FIRST.translated()
        case RunState.LOADING:
            return texts.LOADING.translated()
        case RunState.TRAINING:
            return texts.TRAINING.translated(parts=", ".join(_training_parts(run)))
        case RunState.SCORING:
            return texts.SCORING.translated()
        case RunState.PAUSED:
            return texts.PAUSED.translated(**steps)
        case RunState.DONE:
            kept = [texts.KEPT_EARLY.translated(**steps)] if progress.is_kept else []
            return " ".join([*kept, _done(run, now, is_added)])
        case RunState.STOPPED:
            return texts.STOPPED.translated(**steps)
        case RunState.CANCELLED:
            return texts.CANCELLED.translated()
        case RunState.FAILED:
            detail = progress.detail.strip().rstrip(".")
            return texts.FAILED.translated(detail=detail) if detail else texts.FAILED_DUMB.translated()
        case RunState.INTERRUPTED:
            return texts.INTERRUPTED.translated(**steps)


def _done(run: Run, now: RunsNow, is_added: bool) -> str:
    score = score_of(run)
    if score is None:
        return texts.DONE_BARE.translated()
    if is_added:
        return texts.DONE_ADDED.translated(score=score_text(score))
    earlier = before(run, now.runs)
    if earlier is None:
        return texts.DONE.translated(score=score_text(score))
    name, old = earlier
    return texts.DONE_BEFORE.translated(score=score_text(score), before=score_text(old), run=name)


def _training_parts(run: Run) -> list[str]:
    progress = run.progress
    parts = []
    if progress.n_steps:
        parts.append(texts.STEP_OF.translated(step=progress.step, n_steps=progress.n_steps))
    if run.seconds_left is not None:
        parts.append(time_left_text(run.seconds_left))
    if trend := _trend(run):
        parts.append(trend)
    return parts


def _trend(run: Run) -> str:
    means = [found for validation in run.validations if (found := mean_of(validation.scores)) is not None]
    if not means:
        return ""
    *earlier, last = means[-texts.FALLING_SINCE :]
    if not earlier:
        return texts.MIOU.translated(score=score_text(last))
    if last > max(earlier) + RISES_BY:
        return texts.RISING.translated(score=score_text(last))
    if last < min(earlier) - FALLS_BY:
        return texts.FALLING.translated(score=score_text(last))
    return texts.EVEN.translated(score=score_text(last))


def foot_of(run: Run | None) -> str:
    """For the line at the foot of the window, "" where nothing trains: "training: 1 240 of 4 000, 12 min left"."""
    if run is None or run.state is None or run.state.is_end:
        return ""
    progress = run.progress
    parts = [] if run.state is RunState.TRAINING else [texts.STATES[run.state.value].translated()]
    if progress.n_steps and run.state in (RunState.TRAINING, RunState.PAUSED):
        parts.append(texts.STEP_SHORT.translated(step=progress.step, n_steps=progress.n_steps))
    if run.seconds_left is not None:
        parts.append(time_left_text(run.seconds_left))
    return texts.FOOT.translated(parts=", ".join(parts) or run.name)


def runs_before(run: Run, now: RunsNow) -> tuple[str, ...]:
    """Names of those whose turn comes before its own."""
    return now.in_turn[: now.in_turn.index(run.name)] if run.name in now.in_turn else ()


# The list


def row_of(run: Run, now: RunsNow, at: datetime, *, chosen: str, compared: str) -> RunRow:
    state = texts.UNKNOWN_STATE if run.state is None else texts.STATES[run.state.value]
    shown = state.translated()
    if run.state is RunState.QUEUED and (ahead := runs_before(run, now)):
        shown = texts.IN_QUEUE.translated(n=len(ahead))
    request = run.request
    dataset, network = ("", "") if request is None else (dataset_of(request), request.network)
    return RunRow(
        run.name, mark_of(run), shown, score_text(score_of(run)), dataset, network, _started(run),
        duration_of(run, at), run.name == chosen, run.name == compared,
    )  # fmt: skip


def _started(run: Run) -> str:
    moment = _moment(run.started_at)
    return "" if moment is None else local_time(moment)


def duration_of(run: Run, at: datetime) -> str:
    """From its first line to its last, or to now while it works: "18 min"."""
    first = _moment(run.started_at)
    last = at if is_active(run) else _moment(next((line.at for line in reversed(run.lines) if line.at), ""))
    if first is None or last is None:
        return ""
    minutes = max(last - first, timedelta()) / timedelta(minutes=1)
    if minutes < 1:
        return texts.MINUTES_OF.translated(minutes="< 1")
    if minutes < 120:
        return texts.MINUTES_OF.translated(minutes=number(round(minutes)))
    return f"{decimal(minutes / 60, 1)} h"


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


# Facts


def facts_of(run: Run, at: datetime) -> tuple[RunFact, ...]:
    facts = []
    device = next((line.device for line in reversed(run.lines) if line.device is not None), None)
    if device:
        tried = texts.TRIED.translated(trials="; ".join(run.trial)) if run.trial else ""
        facts.append(RunFact(texts.DEVICE.translated(), device, tried))
    pace = run.pace
    if pace is not None and is_active(run):
        if pace.images_per_s is not None:
            facts.append(RunFact(texts.SPEED.translated(), decimal(pace.images_per_s, 1)))
        for name, n_bytes in ((texts.MEMORY, pace.memory_bytes), (texts.GPU_MEMORY, pace.gpu_bytes)):
            if n_bytes is not None:
                facts.append(RunFact(name.translated(), texts.GIGABYTES.translated(n=decimal(n_bytes / 1e9, 1))))
    waits = run.waiting
    if waits is not None and waits.waiting is not None and is_active(run):
        needs_attention = waits.waiting > MAX_WAITING
        facts.append(RunFact(texts.WAITING.translated(), percent(waits.waiting), needs_attention=needs_attention))
    if run.works is not None:
        shown = texts.WORKS.translated(share=percent(run.works))
        facts.append(RunFact(texts.BEHIND_LINE.translated(), shown, texts.BEHIND_LINE_DETAILS.translated()))
    if started := _started(run):
        facts.append(RunFact(texts.BEGAN.translated(), started))
    if took := duration_of(run, at):
        facts.append(RunFact(texts.TOOK.translated(), took))
    if run.request is not None and (limit := _limit(run.request)):
        facts.append(RunFact(texts.BUDGET.translated(), limit))
    skipped = next((line.n_skipped for line in reversed(run.lines) if line.n_skipped is not None), 0)
    if skipped:
        facts.append(RunFact(texts.SKIPPED.translated(), number(skipped), needs_attention=True))
    shares = next((line.injected_share for line in reversed(run.lines) if line.injected_share), None)
    if shares:
        told = ", ".join(f"{name} {percent(share)}" for name, share in shares.items())
        facts.append(
            RunFact(
                texts.INJECTED.translated(), percent(sum(shares.values())),
                texts.INJECTED_DETAILS.translated(shares=told),
            )
        )  # fmt: skip
    return tuple(facts)


def _limit(request: RunRequest) -> str:
    if request.budget_s:
        return texts.MINUTES_OF.translated(minutes=number(round(request.budget_s / 60)))
    if (ends_at := _moment(request.ends_at)) is not None:
        return texts.UNTIL_TIME.translated(time=f"{ends_at.astimezone():%H:%M}")
    return ""


# The recipe in plain words


def network_text(network: Network) -> str:
    mac_of_mpx = network.mac / (network.mac_of_frame_px**2)
    return texts.COST.translated(parameters=decimal(network.parameters / 1e6, 2), mac=decimal(mac_of_mpx / 1e3, 1))


def recipe_lines(request: RunRequest, network: Network | None) -> tuple[str, ...]:
    """About five lines: data, network, what it begins with, rare classes, how long."""
    names = [Path(share.path).name for share in request.datasets]
    if len(names) == 1:
        lines = [texts.ON_DATASET.translated(dataset=names[0])]
    else:
        shares = (f"{name} ({percent(each.share)})" for name, each in zip(names, request.datasets, strict=True))
        lines = [texts.ON_DATASETS.translated(datasets=", ".join(shares))]
    if network is not None:
        lines.append(
            texts.WITH_NETWORK.translated(network=network.name, cost=network_text(network), licence=network.licence)
        )
    else:
        lines.append(request.network)
    lines += [_beginning(request), _balance(request), _steps(request)]
    return tuple(lines)


def _beginning(request: RunRequest) -> str:
    if request.start_from and is_model_file(request.start_from):
        beginning = texts.FROM_MODEL.translated(model=Path(request.start_from).stem)
        is_new = request.recipe_name.rpartition("/")[2] == NEW_KIND and request.start_from in request.teachers
        return texts.NEW_TO_IT.translated(beginning=beginning) if is_new else beginning
    if request.start_from:
        return texts.FROM_RUN.translated(run=Path(request.start_from).name)
    if request.pretrained in (IN_PACKAGE, IN_CACHE):
        return texts.FROM_PUBLISHED.translated()
    if request.pretrained:
        return texts.FROM_FILE.translated(file=Path(request.pretrained).name)
    return texts.FROM_SCRATCH.translated()


def method_of(request: RunRequest) -> str:
    """The imbalance method that a recipe has, "" where it has one of its own making."""
    recipe = request.recipe
    if recipe.balance.mode is not BalanceMode.NONE:
        return recipe.balance.mode.value
    for method in IMBALANCE_METHODS:
        if method in texts.BALANCES and not method.startswith("dli"):
            try:
                made = with_imbalance_method(recipe, method)
            except ValueError:
                continue
            if (made.loss, made.augmentation) == (recipe.loss, recipe.augmentation):
                return method
    return ""


def _balance(request: RunRequest) -> str:
    method = method_of(request)
    if method in ("", "none"):
        return texts.NO_BALANCE.translated()
    return texts.BALANCED_BY.translated(method=texts.BALANCES[method].translated())


def _steps(request: RunRequest) -> str:
    recipe = request.recipe
    if request.budget_s:
        return texts.STEPS_WITHIN.translated(n=recipe.n_steps, batch=recipe.batch, minutes=round(request.budget_s / 60))
    if (ends_at := _moment(request.ends_at)) is not None:
        return texts.STEPS_UNTIL.translated(n=recipe.n_steps, batch=recipe.batch, time=f"{ends_at.astimezone():%H:%M}")
    return texts.STEPS.translated(n=recipe.n_steps, batch=recipe.batch)


# Curves


def classes_of(class_names: Sequence[str], catalogue: ClassCatalogue) -> tuple[DefectClass, ...]:
    """Of the names after background, classes that are no defects among them, with the plant's looks."""
    met = catalogue.with_names(class_names[1:])
    return tuple(met.look_of(name, index) for index, name in enumerate(class_names) if index)


def charts_of(
    run: Run, classes: Sequence[DefectClass], other: Run | None = None, other_classes: Sequence[DefectClass] = ()
) -> Charts:
    both = ((run, classes, False), (other, other_classes, True))
    loss: list[Curve] = []
    score: list[Curve] = []
    rate: list[Curve] = []
    for each, of_run, is_other in both:
        if each is None:
            continue
        told = [line for line in each.lines if line.step is not None and line.validation is None]
        losses = _going_on(line for line in told if line.loss is not None)
        loss += _loss_curves(losses, is_other)
        validations = _going_on(line for line in each.lines if line.step is not None and line.validation is not None)
        score += _score_curves(validations, of_run, is_other)
        rates = _going_on(line for line in told if line.learning_rate is not None)
        if rates:
            values = _values(line.learning_rate for line in rates)
            rate.append(Curve(texts.LEARNING_RATE.translated(), _steps_of(rates), values, None, True, is_other))
    n_steps = run.progress.n_steps if is_active(run) else 0
    return Charts(tuple(loss), tuple(score), tuple(rate), n_steps)


def _going_on(lines: Iterable[ProgressLine]) -> list[ProgressLine]:
    """In rising steps: where a start went on from an earlier step, what was told of the later ones is outdated."""
    kept: list[ProgressLine] = []
    for line in lines:
        while kept and (kept[-1].step or 0) >= (line.step or 0):
            kept.pop()
        kept.append(line)
    return kept


def _steps_of(lines: Sequence[ProgressLine]) -> Values:
    return np.array([line.step or 0 for line in lines], np.float64)


def _values(values: Iterable[Any]) -> Values:
    return np.array([np.nan if not isinstance(value, (int, float)) else value for value in values], np.float64)


def _loss_curves(lines: Sequence[ProgressLine], is_other: bool) -> list[Curve]:
    if not lines:
        return []
    steps = _steps_of(lines)
    made = [Curve(texts.LOSS.translated(), steps, _values(line.loss for line in lines), None, True, is_other)]
    names = dict.fromkeys(name for line in lines for name in (line.loss_terms or ()))
    if len(names) < 2 or is_other:  # one term is the loss; of two runs the sums are compared
        return made
    for name in names:
        values = _values((line.loss_terms or {}).get(name) for line in lines)
        title = texts.TERMS[name].translated() if name in texts.TERMS else name
        made.append(Curve(title, steps, values))
    return made


def _score_curves(lines: Sequence[ProgressLine], classes: Sequence[DefectClass], is_other: bool) -> list[Curve]:
    if not lines:
        return []
    steps = _steps_of(lines)
    found = [line.validation or {} for line in lines]
    made = [Curve(texts.MEAN.translated(), steps, _values(each.get(MEAN) for each in found), None, True, is_other)]
    for known in classes:
        values = _values(_at(each.get("iou"), known.index) for each in found)
        if np.isfinite(values).any():
            made.append(Curve(known.name, steps, values, known, False, is_other))
    return made


def _at(values: Any, index: int) -> Any:
    return values[index] if isinstance(values, (list, tuple)) and index < len(values) else None


# Two runs


def compare_state(first: Run, second: Run, found: RunComparison, classes: Mapping[str, DefectClass]) -> CompareState:
    scores = []
    names = {OVERALL[0]: texts.MIOU_WITH_BACKGROUND, OVERALL[1]: texts.MIOU_DEFECTS}
    for row in found.scores:
        name = names[row.metric].translated() if not row.class_name else texts.IOU.translated(class_name=row.class_name)
        scores.append(
            CompareRow(
                name, _interval(row.first), _interval(row.second), _interval(row.difference, is_signed=True),
                classes.get(row.class_name), _is_sure(row.difference),
            )
        )  # fmt: skip
    notes = list(found.problems)
    for run, interval in ((first, [row.first for row in found.scores]), (second, [row.second for row in found.scores])):
        if not any(interval):
            notes.append(texts.NOT_SCORED.translated(run=run.name))
    if found.scores and not found.is_paired and not notes:
        notes.append(texts.NOT_PAIRED.translated())
    if not found.settings and first.request is not None and second.request is not None:
        notes.append(texts.SAME_SETTINGS.translated())
    settings = tuple(CompareRow(path, a, b) for path, a, b in found.settings)
    headline = texts.COMPARED.translated(first=first.name, second=second.name)
    return CompareState(first.name, second.name, headline, tuple(scores), settings, tuple(notes))


def _interval(found: Interval | None, *, is_signed: bool = False) -> str:
    if found is None:
        return texts.NO_SCORE if not is_signed else ""
    sign = "+" if is_signed and found.value > 0 else ""
    value = f"{sign}{decimal(found.value, 3)}".replace("-", "−")
    if found.low is None or found.high is None:
        return texts.FEW_GROUPS.translated(value=value)
    low, high = (decimal(end, 3).replace("-", "−") for end in (found.low, found.high))
    return texts.INTERVAL.translated(value=value, low=low, high=high)


def _is_sure(found: Interval | None) -> bool:
    """The interval leaves out zero, and is of enough groups to be relied on."""
    if found is None or found.low is None or found.high is None or found.has_too_few_groups:
        return False
    return found.low > 0 or found.high < 0


# What can be done


def why_not(run: Run | None, *, asked: Control, is_added: bool, has_second: bool) -> dict[str, str]:
    """By action id, why it cannot be done with the chosen run."""
    of_run = ("pause", "resume", "keep", "stop", "cancel", "again", "add_to_models", "prove", "compare")
    if run is None:
        return {f"train.{verb}": texts.NO_RUN_CHOSEN.translated() for verb in of_run}
    found: dict[str, str] = {}
    works, state = is_active(run), run.state
    is_paused = works and (asked is Control.PAUSE or state is RunState.PAUSED)
    is_ending = works and asked in (Control.STOP, Control.KEEP, Control.CANCEL)
    for verb in ("pause", "keep", "stop", "cancel"):
        if not works:
            found[verb] = texts.NOT_RUNNING.translated()
        elif is_ending:
            found[verb] = texts.IS_ASKED.translated()
    if is_paused:
        is_heard = state is RunState.PAUSED
        found.setdefault("pause", (texts.IS_PAUSED if is_heard else texts.PAUSE_IS_ASKED).translated())
    if state is RunState.QUEUED:  # a pause would be heard in its turn, and hold up all behind it
        found.setdefault("pause", texts.IS_WAITING.translated())
    if state is not RunState.TRAINING and state is not RunState.PAUSED:
        found.setdefault("keep", texts.NOT_LEARNING.translated())
    if works and not is_paused:
        found["resume"] = texts.GOES_ON.translated()
    elif state is RunState.DONE:
        found["resume"] = texts.IS_DONE.translated()
    elif run.request is None:
        found["resume"] = found["again"] = texts.NO_REQUEST.translated(detail=run.request_problem)
    if state is not RunState.DONE:
        found["add_to_models"] = found["prove"] = texts.NOT_DONE.translated()
    elif is_added:
        found["add_to_models"] = texts.IS_ADDED.translated()
    if not has_second:
        found["compare"] = texts.ONE_RUN.translated()
    return {f"train.{verb}": why for verb, why in found.items()}
