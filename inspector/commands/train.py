"""``inspector train``: start a training in the background, look at it, stop it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.commands.output import print_json, print_trouble, say
from inspector.commands.progress import Progress, duration
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.of_run import beginning_named
from inspector.runs.asking import ask, go_on
from inspector.runs.build_request import TrainingOptions, build_request, shipped_networks
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import Run, find_run, read_run
from inspector.runs.launcher import follow, launch
from inspector.runs.progress import RunState
from inspector.runs.turn import waiting
from inspector.workspace.workspace import open_or_create


def start_training(asked: TrainingOptions, workspace: Path | None, *, wait: bool, as_json: bool) -> int:
    opened = open_or_create(workspace)
    models = ModelCatalogue(opened.models)
    if asked.start_from is not None:
        asked = replace(asked, start_from=beginning_named(opened.runs, models, asked.start_from))
    teachers = tuple(beginning_named(opened.runs, models, named) for named in asked.teachers)
    asked = replace(asked, teachers=teachers)
    built = build_request(asked, opened, shipped_networks())
    for notice in built.notices:
        print_trouble(notice)
    name, folder = built.folder.name, str(built.folder.path)
    started = launch(built.request, built.folder)
    if wait:
        with Progress("trained step", is_quiet=as_json) as progress:
            follow(started, lambda now: progress.show(now.step, now.n_steps or None, now.state or ""))
    if as_json:
        print_json({"run": name, "folder": folder, "process": started.process_id})
    else:
        say(f"Training {name} {'done' if wait else 'started'}. Its folder: {folder}")
    return 0


def print_training(workspace: Path | None, run: str, as_json: bool) -> int:
    """State, step, time left and last validation of a run. Raises TrainingError where there is none."""
    found = read_run(find_run(open_or_create(workspace).runs, run))
    behind = _waits_for(found)
    progress, validation = found.progress, found.validations[-1] if found.validations else None
    if as_json:
        facts: dict[str, Any] = {
            "run": found.name, "folder": str(found.folder.path), "state": found.state, "is_running": found.is_running,
            "step": progress.step, "n_steps": progress.n_steps, "is_kept": progress.is_kept,
            "seconds_left": found.seconds_left, "detail": progress.detail, "notice": found.notice, "trial": found.trial,
            "waits_for": list(behind),
            "works": found.works,
            "waiting": None if found.waiting is None else found.waiting.waiting,
            **_pace_facts(found),
            "progress_problem": found.progress_problem,
            "validation": None if validation is None else {"step": validation.step, **validation.scores},
        }  # fmt: skip
        print_json(facts)
        return 0
    waiting = found.waiting
    parts = [f"{found.name}: {found.state}"]
    if progress.n_steps:
        kept = "kept at " if progress.is_kept else ""
        parts.append(f"{kept}step {progress.step} of {progress.n_steps}")
    if found.seconds_left is not None:
        parts.append(f"{duration(found.seconds_left)} left")
    say(", ".join(parts))
    if found.progress_problem:
        say(f"Its progress cannot be read: {found.progress_problem}")
    if behind:
        say(f"Waits for: {', '.join(behind)}")
    if found.trial:
        say(f"Tried on this PC: {'; '.join(found.trial)}")
    if pace := _pace_text(found):
        say(pace)
    if waiting is not None:
        by = f" built by {waiting.n_workers} processes" if waiting.n_workers else ""
        say(f"Waits for data: {100 * (waiting.waiting or 0):.0f} % of the time{by}")
    if found.works is not None:
        share = f"works {100 * found.works:.0f} % of the time"
        say(f"Gives way to the line that inspects here: {share}, with what the line leaves of this PC")
    if found.notice:
        say(f"Mind: it {found.notice}")
    if progress.detail:
        say(f"Why: {progress.detail}")
    if found.state is RunState.INTERRUPTED:
        say("Its process is gone. Started again with the same name, it goes on from its last checkpoint.")
    if validation is not None:
        figure = validation.scores.get("miou_with_background")
        value = f"mIoU {figure:.3f} with background" if isinstance(figure, (int, float)) else "no figure"
        say(f"Last validation, at step {validation.step}: {value}")
    return 0


def _pace_text(run: Run) -> str:
    """How fast it learns and in how much memory, in one line; "" where it did not tell."""
    pace = run.pace
    if pace is None:
        return ""
    parts = [f"Learns from {pace.images_per_s:.3g} views/s"]
    if pace.memory_bytes:
        parts.append(f"{pace.memory_bytes / 1e9:.1f} GB of memory")
    if pace.gpu_bytes:
        parts.append(f"{pace.gpu_bytes / 1e9:.1f} GB of the GPU's")
    if pace.loss is not None:
        terms = ", ".join(f"{name} {value:.3g}" for name, value in (pace.loss_terms or {}).items())
        parts.append(f"loss {pace.loss:.3g}" + (f" ({terms})" if terms else ""))
    if pace.injected_share:
        parts.append("injected per view: " + ", ".join(f"{name} {n:.2g}" for name, n in pace.injected_share.items()))
    if run.notices:
        parts.append(f"notices: {len(run.notices)}")
    return "; ".join(parts)


def _pace_facts(run: Run) -> dict[str, Any]:
    pace = run.pace
    names = ("images_per_s", "memory_bytes", "gpu_bytes", "loss", "loss_terms", "injected_share", "n_parts")
    return {"notices": list(run.notices), **{name: None if pace is None else getattr(pace, name) for name in names}}


def _waits_for(run: Run) -> tuple[str, ...]:
    """Names of the runs before it, while it is in the queue."""
    names = waiting(run.folder.path.parent) if run.state is RunState.QUEUED else ()
    before = names[: names.index(run.name)] if run.name in names else ()
    runs = run.folder.path.parent
    return tuple(f"{name} (paused)" if RunFolder(runs / name).asked() is Control.PAUSE else name for name in before)


_ASKED = {
    Control.STOP: "was asked to stop: it ends after the step in hand, with a checkpoint to go on from",
    Control.PAUSE: "was asked to pause: it waits after the step in hand, in memory; --resume lets it go on",
    Control.KEEP: "was asked to keep what it has learned: it is scored and exported now, as after its last step",
    Control.CANCEL: "was asked to end: what it has learned is thrown away",
}


def resume_training(
    workspace: Path | None, run: str, as_json: bool, minutes: float | None = None, until: datetime | None = None
) -> int:  # fmt: skip
    """Let a paused run go on, or start one that ended before it was done, with its own request and the time given
    here."""
    found = read_run(find_run(open_or_create(workspace).runs, run))
    is_anew = go_on(found, minutes, until) is not None
    state = "was started again, from its last checkpoint" if is_anew else "goes on"
    if as_json:
        print_json({"run": found.name, "folder": str(found.folder.path), "was": found.state})
    else:
        say(f"{found.name} {state}.")
    return 0


def ask_training(workspace: Path | None, run: str, control: Control, as_json: bool) -> int:
    """Ask something of a run that works; one that does not is left as it is. Raises TrainingError without a run."""
    found = read_run(find_run(open_or_create(workspace).runs, run))
    is_asked = ask(found, control)
    if as_json:
        facts = {"run": found.name, "folder": str(found.folder.path), "state": found.state, "is_asked": is_asked}
        print_json(facts)
    elif is_asked:
        say(f"{found.name} {_ASKED[control]}.")
    else:
        say(f"{found.name} does not run; its last state is: {found.state}")
    return 0
