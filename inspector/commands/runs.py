"""``inspector runs``: the trainings of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspector.commands.output import print_json, say
from inspector.commands.table import table
from inspector.runs.history import Run, runs_of
from inspector.runs.progress import RunState
from inspector.texts.messages import one_line
from inspector.workspace.workspace import open_or_create


def print_runs(workspace: Path | None, as_json: bool) -> int:
    found = runs_of(open_or_create(workspace).runs)
    if as_json:
        unreadable = [{"why": one_line(each)} for each in found.unreadable]
        print_json({"runs": [_facts(run) for run in found.runs], "unreadable": unreadable})
        return 0
    rows = [
        [
            run.name, run.state or "", run.request.network if run.request else "",
            run.started_at[:16].replace("T", " "), f"{run.progress.step} of {run.progress.n_steps}", _speed(run),
            _miou(run),
        ]
        for run in found.runs
    ]  # fmt: skip
    for line in table(["run", "state", "network", "started (UTC)", "step", "views/s", "val mIoU"], rows, n_left=4):
        say(line)
    for run in found.runs:
        if run.request_problem:
            say(f"The request of {run.name} cannot be read: {run.request_problem}")
        if run.progress_problem:
            say(f"The progress of {run.name} cannot be read: {run.progress_problem}")
        if run.notice:
            say(f"{run.name} {run.notice}")
    for each in found.unreadable:
        say(one_line(each))
    return 0


def _speed(run: Run) -> str:
    """While it learns."""
    is_learning = run.is_running and run.state is RunState.TRAINING
    return f"{run.pace.images_per_s:.3g}" if is_learning and run.pace is not None else ""


def _miou(run: Run) -> str:
    figure = run.validations[-1].scores.get("miou_with_background") if run.validations else None
    return f"{figure:.3f}" if isinstance(figure, (int, float)) else ""


def _facts(run: Run) -> dict[str, Any]:
    request = run.request
    return {
        "run": run.name, "folder": str(run.folder.path), "state": run.state, "is_running": run.is_running,
        "started_at": run.started_at, "step": run.progress.step, "n_steps": run.progress.n_steps,
        "is_kept": run.progress.is_kept, "seconds_left": run.seconds_left, "detail": run.progress.detail,
        "network": request.network if request else None, "recipe": request.recipe_name if request else None,
        "datasets": [share.path for share in request.datasets] if request else None,
        "request_problem": run.request_problem, "progress_problem": run.progress_problem, "notice": run.notice,
        "validations": [{"step": each.step, **each.scores} for each in run.validations],
    }  # fmt: skip
