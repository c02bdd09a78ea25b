"""``inspector train``: a training in the background."""

from __future__ import annotations

import time
from pathlib import Path

import click

from inspector.commands.output import print_json
from inspector.commands.progress import Progress
from inspector.core.messages import Code, TrainingError, message
from inspector.core.run_request import DatasetShare, Recipe, RunRequest
from inspector.core.stamps import utc_now
from inspector.datasets.version import open_version
from inspector.jobs.training_launcher import has_ended, launch, read_progress
from inspector.workspace.workspace import open_or_create


def start_training(
    workspace: Path | None,
    *,
    network: str,
    datasets: tuple[str, ...],
    run_name: str | None,
    steps: int,
    is_compiled: bool,
    wait: bool,
    as_json: bool,
) -> int:
    place = open_or_create(workspace)
    name = run_name or f"{network}-{utc_now():%Y%m%d-%H%M%S}"
    try:
        if not is_plain_name(name):
            raise ValueError("the name of a run is that of a folder: letters, digits and . _ - or blanks")
        request = RunRequest(
            run=name, datasets=_shares(datasets, place.datasets), network=network, model_name=name, model_version="1",
            recipe=Recipe(n_steps=steps), compile=is_compiled,
        )  # fmt: skip
    except ValueError as error:
        raise TrainingError(message(Code.REQUEST_BROKEN, path=name, detail=str(error))) from error
    for share in request.datasets:
        open_version(Path(share.path))  # what is missing or broken is said now, not in the log of a process
    folder = place.runs / name
    process_id = launch(request, folder)
    if wait:
        with Progress("trained step", is_quiet=as_json) as progress:
            while (state := read_progress(folder)).state not in ("done", "failed", "stopped"):
                if has_ended(process_id) and read_progress(folder) == state:
                    detail = f"its process ended without a word; see {folder / 'log.txt'}"
                    raise TrainingError(message(Code.TRAINING_FAILED, run=name, detail=detail))
                progress.show(state.step, state.n_steps or None, state.state)
                time.sleep(0.5)  # the process writes a line every few seconds
        if state.state == "failed":
            raise TrainingError(message(Code.TRAINING_FAILED, run=name, detail=state.detail))
    if as_json:
        print_json({"run": name, "folder": str(folder), "process": process_id})
    else:
        click.echo(f"Training {name} {'done' if wait else 'started'}. Its folder: {folder}")
    return 0


def is_plain_name(name: str) -> bool:
    """A folder name on any system, which cannot lead out of the folder it is in."""
    return len(name) <= 100 and not name.startswith(".") and all(char.isalnum() or char in "._- " for char in name)


def _shares(named: tuple[str, ...], folder: Path) -> tuple[DatasetShare, ...]:
    """ "NAME=SHARE" or "NAME"; those without a share divide what is left."""
    parts = [text.partition("=") for text in named]
    given = [float(share) if share else None for _, _, share in parts]
    n_open = given.count(None)
    left = (1 - sum(share for share in given if share is not None)) / n_open if n_open else 0
    return tuple(
        DatasetShare(str((folder / name).resolve()), left if share is None else share)
        for (name, _, _), share in zip(parts, given, strict=True)
    )
