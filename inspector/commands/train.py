"""``inspector train``: start a training in the background, look at it, stop it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from inspector.commands.output import print_json, say_trouble
from inspector.commands.progress import Progress, duration
from inspector.core.audit import utc_now
from inspector.core.files import is_plain_name
from inspector.core.messages import Code, TrainingError, message
from inspector.datasets.balancing.saved_settings import balance_settings_of
from inspector.datasets.version import open_version
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.launcher import follow, launch
from inspector.runs.progress import RunState
from inspector.runs.request import (
    IN_CACHE,
    BalanceMode,
    DatasetShare,
    Recipe,
    RunRequest,
    recipe_from,
    with_remedy,
)
from inspector.workspace.workspace import Workspace, open_or_create
from resources import resource

_WORDS = {"true": True, "false": False}


def start_training(
    workspace: Path | None,
    *,
    network: str,
    network_options: tuple[str, ...],
    recipe_name: str | None,
    balance: str | None,
    datasets: tuple[str, ...],
    run_name: str | None,
    start_from: str | None,
    pretrained: str | None,
    steps: int | None,
    is_compiled: bool,
    wait: bool,
    as_json: bool,
) -> int:
    place = open_or_create(workspace)
    name = run_name or f"{network}-{utc_now():%Y%m%d-%H%M%S}"
    try:
        if not is_plain_name(name):
            raise ValueError("the name of a run is that of a folder: letters, digits and . _ - or blanks")
        facts = _facts_of(network)
        recipe_name, recipe = _recipe(facts, recipe_name)
        shares = _shares(datasets, place.datasets)
        recipe = _balanced(recipe, balance, shares, place)
        request = RunRequest(
            run=name, datasets=shares, network=network, model_name=name, model_version="1",
            recipe_name=recipe_name, recipe=recipe if steps is None else replace(recipe, n_steps=steps),
            network_options=_options(facts, network_options), compile=is_compiled,
            start_from="" if start_from is None else str(_run_folder(workspace, start_from).path),
            pretrained=_pretrained(pretrained),
        )  # fmt: skip
    except ValueError as error:
        raise TrainingError(message(Code.REQUEST_BROKEN, path=name, detail=str(error))) from error
    folder = RunFolder(place.runs / name)
    started = launch(request, folder)
    if wait:
        with Progress("trained step", is_quiet=as_json) as progress:
            follow(started, lambda now: progress.show(now.step, now.n_steps or None, now.state or ""))
    if as_json:
        print_json({"run": name, "folder": str(folder.path), "process": started.process_id})
    else:
        click.echo(f"Training {name} {'done' if wait else 'started'}. Its folder: {folder.path}")
    return 0


def _facts_of(network: str) -> dict[str, Any]:
    """Of networks.json. Raises ValueError naming what networks there are."""
    rows: dict[str, dict[str, Any]] = {row["name"]: row for row in json.loads(resource("networks.json").read_bytes())}
    if network not in rows:
        raise ValueError(f"no network is called {network!r}; there are {', '.join(sorted(rows))}")
    return rows[network]


def _recipe(facts: dict[str, Any], recipe_name: str | None) -> tuple[str, Recipe]:
    """The network's own recipe, or one of its paper's by name. Raises ValueError naming what there is."""
    recipes = facts["recipes"]
    chosen = recipe_name or facts["recipe"]
    if chosen not in recipes:
        raise ValueError(f"{facts['name']} has no recipe {chosen!r}; it has {', '.join(sorted(recipes))}")
    return chosen, recipe_from(recipes[chosen])


def _options(facts: dict[str, Any], named: tuple[str, ...]) -> dict[str, Any]:
    """ "NAME=VALUE" each, of the type of the option's default. Raises ValueError naming what there is."""
    known = {option["name"]: option for option in facts["options"]}
    chosen = {}
    for text in named:
        name, _, value = text.partition("=")
        if name not in known:
            raise ValueError(f"{facts['name']} has no option {name!r}; it has {', '.join(known) or 'none'}")
        default, choices = known[name]["default"], known[name]["choices"]
        try:
            chosen[name] = _WORDS[value] if isinstance(default, bool) else type(default)(value)
        except (KeyError, ValueError):
            kind = "true or false" if isinstance(default, bool) else "a number"
            raise ValueError(f"the option {name} is {kind}, got {value!r}") from None
        if choices and chosen[name] not in choices:
            raise ValueError(f"the option {name} is one of {', '.join(map(str, choices))}, got {value!r}")
    return chosen


def _pretrained(named: str | None) -> str:
    """Absolute, since the request lies elsewhere. Raises ValueError where there is no such file."""
    if named is None or named == IN_CACHE:
        return named or ""
    file = Path(named).resolve()
    if not file.is_file():
        raise ValueError(f"there is no file {file} with weights to begin with")
    return str(file)


def _balanced(recipe: Recipe, remedy: str | None, shares: tuple[DatasetShare, ...], place: Workspace) -> Recipe:
    """With the remedy that was asked for, else with injections where they were chosen for the first dataset.

    Injections of our own follow the rules saved for that dataset. Raises ValueError for an unknown remedy, and
    DatasetError or WorkspaceError for what is missing or broken: it is said now, not in the log of a process.
    """
    versions = [open_version(Path(share.path)) for share in shares]
    saved = balance_settings_of(place, versions[0])
    settings = saved.settings
    if remedy is None and settings.is_used_in_training:
        remedy = "dli"
    if remedy is None:
        return recipe
    recipe = with_remedy(recipe, remedy)
    if recipe.balance.mode is not BalanceMode.INSPECTOR:
        return recipe
    if saved.dropped is not None:
        say_trouble(saved.dropped)
    balance = replace(
        recipe.balance, clean_share=settings.clean_share, target=settings.target, rules=settings.rules,
        excluded=tuple(sorted(settings.excluded)), favourites=tuple(sorted(settings.favourites)),
    )  # fmt: skip
    return replace(recipe, balance=balance)


def tell_training(workspace: Path | None, run: str, as_json: bool) -> int:
    """State, step, time left and last validation of a run. Raises TrainingError where there is none."""
    found = read_run(_run_folder(workspace, run))
    progress, validation = found.progress, found.validations[-1] if found.validations else None
    if as_json:
        facts: dict[str, Any] = {
            "run": found.name, "folder": str(found.folder.path), "state": found.state, "is_running": found.is_running,
            "step": progress.step, "n_steps": progress.n_steps, "seconds_left": found.seconds_left,
            "detail": progress.detail,
            "validation": None if validation is None else {"step": validation.step, **validation.scores},
        }  # fmt: skip
        print_json(facts)
        return 0
    parts = [f"{found.name}: {found.state}"]
    if progress.n_steps:
        parts.append(f"step {progress.step} of {progress.n_steps}")
    if found.seconds_left is not None:
        parts.append(f"{duration(found.seconds_left)} left")
    click.echo(", ".join(parts))
    if progress.detail:
        click.echo(f"Why: {progress.detail}")
    if found.state is RunState.INTERRUPTED:
        click.echo("Its process is gone. Started again with the same name, it goes on from its last checkpoint.")
    if validation is not None:
        figure = validation.scores.get("miou_with_background")
        value = "no figure" if figure is None else f"mIoU {figure:.3f} with background"
        click.echo(f"Last validation, at step {validation.step}: {value}")
    return 0


def stop_training(workspace: Path | None, run: str, as_json: bool) -> int:
    """Ask a run to stop; one that does not run is left as it is. Raises TrainingError where there is none."""
    found = read_run(_run_folder(workspace, run))
    is_asked = found.is_running or found.state is RunState.STARTING  # it takes its lock after some seconds
    if is_asked:
        found.folder.ask_to_stop()
    if as_json:
        facts = {"run": found.name, "folder": str(found.folder.path), "state": found.state, "is_asked": is_asked}
        print_json(facts)
    elif is_asked:
        click.echo(f"{found.name} was asked to stop: it ends after the step in hand, with a checkpoint to go on from.")
    else:
        click.echo(f"{found.name} does not run; its last state is: {found.state}")
    return 0


def _run_folder(workspace: Path | None, run: str) -> RunFolder:
    """Of a run's name, or its folder."""
    named = RunFolder(Path(run))
    folder = RunFolder(named.path.resolve()) if named.exists() else RunFolder(open_or_create(workspace).runs / run)
    if not folder.exists():
        raise TrainingError(message(Code.RUN_MISSING, run=run, path=str(folder.path)))
    return folder


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
