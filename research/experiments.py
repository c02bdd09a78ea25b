"""``python -m research.experiments``: the comparisons of experiments.toml, one run after the other.

    list                     every run with its state
    run NAME [RUN …]         start or resume the runs of an experiment (or only those named); finished ones are skipped
    keep NAME [RUN …]        pack what its finished runs gave into docs/results/unfinished, so that a series can go on
                             where its workspace is not

A run that another experiment has finished already, equal in all but its name, is not made again: its results are taken.
Runs live in the workspace (WORKSPACE/runs/EXPERIMENT), data in WORKSPACE/datasets. Each is a training as
``python -m training REQUEST.json`` makes it, so a stopped or killed one goes on where it was.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

import models
from inspector.core.balancing import BalanceMode, Rules
from inspector.core.files import write_whole
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from inspector.runs.folder import RunFolder
from inspector.runs.imbalance import with_imbalance_method
from inspector.runs.request import DatasetShare, Keep, Recipe, RunRequest, what_differs
from training.recipes import recipe_called

KEPT = Path("docs/results/unfinished")  # of the repository, in which this wants to be run


@dataclass(frozen=True, slots=True)
class Experiment:
    """One comparison: its networks under the same rules."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    dataset: str  # folder name below the workspace's datasets
    networks: tuple[str, ...]
    seeds: tuple[int, ...]
    table: str = ""  # of the results, which experiments of one name share; "": one of its own
    recipe: str = "ours"  # "ours" | "as_published": of each network's paper; or one for all: "dli/two-cores"
    n_steps: int = 0  # 0: what the recipe says
    batch: int = 0  # 0: what the recipe says
    learning_rate: float = 0.0  # 0: what the recipe says
    n_folds: int = 0
    keep: Keep = Keep.BEST
    view_px: tuple[int, int] | None = None
    methods: tuple[str, ...] = ()  # against rare classes, one run each; empty: what the recipe says
    shares: tuple[float, ...] = (1.0,)  # of the training frames, one run each: datasets/subsets.py
    rules: Rules = field(default_factory=Rules)  # of the dataset's classes, which our own injection follows
    pretrained: str = ""  # "package": encoders begin with published weights
    teachers: tuple[str, ...] = ()  # runs whose answers a run learns from; {fold} as below
    # Run whose weights a run begins with, {network} and {fold} standing for its own, or a shipped model; "": scratch
    start_from: str = ""

    def requests(self, workspace: Path, *, n_threads: int = 0, is_compiled: bool = False) -> Iterator[RunRequest]:
        """One per network, method, seed, share and fold; those of the first seed, share and fold come first."""
        for seed, share, fold in product(self.seeds, self.shares, range(max(1, self.n_folds))):
            for network, method in product(self.networks, self.methods or ("",)):
                request = self._request(workspace, network, method, seed, fold)
                yield replace(
                    request, run=self.run_name(network, method, seed, fold, share), train_share=share,
                    n_threads=n_threads, compile=is_compiled,
                )  # fmt: skip

    def run_name(self, network: str, method: str, seed: int, fold: int, share: float = 1.0) -> str:
        of_share = "" if share == 1 else f"share{share * 100:g}"
        parts = [network, method, f"seed{seed}", of_share, f"fold{fold}" if self.n_folds else ""]
        return "-".join(part for part in parts if part)

    def _request(self, workspace: Path, network: str, method: str, seed: int, fold: int) -> RunRequest:
        paper = models.entry_of(network).recipe.partition("/")[0]
        recipe_name = self.recipe if "/" in self.recipe else f"{paper}/{self.recipe}"
        start_from = self.start_from.format(network=network, fold=fold)
        return RunRequest(
            run=self.run_name(network, method, seed, fold),
            datasets=(DatasetShare(str(workspace / "datasets" / self.dataset), 1.0),),
            network=network, model_name=f"{self.dataset}-{network}", model_version="1", is_demonstration=True,
            start_from=_beginning(workspace, start_from), pretrained=self.pretrained,
            teachers=tuple(str(workspace / "runs" / named.format(fold=fold)) for named in self.teachers),
            recipe_name=recipe_name, recipe=self._recipe(recipe_name, method, seed), fold=fold, n_folds=self.n_folds,
        )  # fmt: skip

    def _recipe(self, name: str, method: str, seed: int) -> Recipe:
        recipe = replace(recipe_called(name), seed=seed)
        if self.n_steps:
            recipe = replace(recipe, n_steps=self.n_steps)
        if self.batch:
            recipe = replace(recipe, batch=self.batch)
        if self.learning_rate:
            recipe = replace(recipe, learning_rate=self.learning_rate)
        if self.keep is not Keep.BEST:
            recipe = replace(recipe, keep=self.keep)
        if self.view_px is not None:
            recipe = replace(recipe, view_px=self.view_px)
        if method:
            recipe = with_imbalance_method(recipe, method)
        if recipe.balance.mode is BalanceMode.DLI:
            settings = replace(recipe.balance.settings, rules=self.rules)
            recipe = replace(recipe, balance=replace(recipe.balance, settings=settings))
        return recipe


def _beginning(workspace: Path, start_from: str) -> str:
    if start_from in SHIPPED_MODELS:
        return str(shipped_model(start_from))
    return str(workspace / "runs" / start_from) if start_from else ""


def is_scored(folder: Path) -> bool:
    return RunFolder(folder).scores_file.exists()


def _finished_twin(runs: Path, request: RunRequest) -> Path | None:
    """Folder of a finished run of another experiment that was asked for the same in all but its name: from the same
    seed it has the same weights."""
    for name in experiments():
        for folder in sorted((runs / name).glob("*")):
            is_whole = all(file.exists() for file in RunFolder(folder).result_files)
            other = _asked_for(folder) if is_whole else None
            if other is not None and replace(other, run=request.run) == request:
                return folder
    return None


def keep(folder: Path, kept: Path = KEPT) -> Path:
    """Pack what a scored run gave, so that its series can go on where its workspace is not: small, without weights, and
    with paths below the workspace alone. Removed once the series is reported."""
    workspace, run = folder.parents[2], RunFolder(folder)
    packed = {
        file.name: file.read_text("utf-8").replace(str(workspace), "{workspace}")
        for file in (run.request_file, *run.result_files)
    }  # fmt: skip
    to = kept / folder.parent.name / f"{folder.name}.json.gz"
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(gzip.compress(json.dumps(packed).encode(), mtime=0))
    return to


def take_kept(folder: Path, request: RunRequest, kept: Path = KEPT) -> bool:
    """Put what was kept of a run into its folder; False where nothing was, or of a run that was asked for otherwise."""
    file = kept / folder.parent.name / f"{folder.name}.json.gz"
    if not file.is_file():
        return False
    text = gzip.decompress(file.read_bytes()).decode().replace("{workspace}", str(folder.parents[2]))
    packed, run = json.loads(text), RunFolder(folder)
    if what_differs(RunRequest.from_json(packed[run.request_file.name]), request):
        return False
    for one in (run.request_file, *run.result_files):  # the scores last: where they are, it is whole
        write_whole(one, packed[one.name].encode())
    return True


def _asked_for(folder: Path) -> RunRequest | None:
    """What a run was asked for; None where it does not say."""
    try:
        return RunFolder(folder).read_request()
    except (OSError, ValueError):
        return None


def experiments() -> dict[str, Experiment]:
    tables = tomllib.loads((files("research") / "experiments.toml").read_text(encoding="utf-8"))
    return {name: _experiment(name, table) for name, table in tables.items()}


_EXPERIMENT = TypeAdapter(Experiment)


def _experiment(name: str, table: dict[str, Any]) -> Experiment:
    return _EXPERIMENT.validate_python({"name": name, **table})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m research.experiments", description=__doc__)
    parser.add_argument("command", choices=["list", "run", "keep"])
    parser.add_argument("experiment", nargs="?", choices=sorted(experiments()))
    parser.add_argument("only", nargs="*", metavar="RUN", help="only these runs of the experiment")
    parser.add_argument("--workspace", type=Path, default=Path("workspace"))
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument("--compile", action="store_true", help="minutes to start, then about a quarter faster")
    options = parser.parse_args(arguments)
    if options.command == "run" and options.experiment is None:
        parser.error("which experiment? See: python -m research.experiments list")
    workspace = options.workspace.resolve()
    chosen = [experiments()[options.experiment]] if options.experiment else list(experiments().values())
    known = [request.run for experiment in chosen for request in experiment.requests(workspace)]
    if unknown := sorted(set(options.only) - set(known)):
        parser.error(f"{options.experiment} has no run {', '.join(unknown)}; it has {', '.join(known)}")
    n_failed = 0
    for experiment in chosen:
        for request in experiment.requests(workspace, n_threads=options.threads, is_compiled=options.compile):
            if options.only and request.run not in options.only:
                continue
            folder = workspace / "runs" / experiment.name / request.run
            if options.command == "list":
                _list(folder, request)
            elif options.command == "keep":
                if is_scored(folder):
                    sys.stdout.write(f"{keep(folder)}\n")
            else:
                n_failed += not _run(folder, request)
    return 1 if n_failed else 0


def _list(folder: Path, request: RunRequest) -> None:
    state = "done" if is_scored(folder) else "begun" if folder.exists() else "not begun"
    differs = _differs(folder, request)
    otherwise = f", as another request said: {'; '.join(differs)}" if differs else ""
    sys.stdout.write(f"{folder.parent.name:<24} {request.run:<40} {state}{otherwise}\n")


def _differs(folder: Path, request: RunRequest) -> tuple[str, ...]:
    """How the request differs from the one that the folder's run was started for."""
    before = _asked_for(folder)
    return what_differs(before, request) if before is not None else ()


def _run(folder: Path, request: RunRequest) -> bool:
    """Start, resume or take over the run, unless it is done; False where it failed or is another's."""
    if differs := _differs(folder, request):
        sys.stderr.write(
            f"{request.run}: {folder} holds what another request said: {'; '.join(differs)}. It is left as it "
            "is; move that folder away to make this run anew.\n"
        )
        return False
    if is_scored(folder):
        return True
    folder.mkdir(parents=True, exist_ok=True)
    if take_kept(folder, request):
        sys.stdout.write(f"{request.run}: its results were kept in {KEPT}\n")
        return True
    if (twin := _finished_twin(folder.parents[1], request)) is not None:
        for file in RunFolder(twin).result_files:
            shutil.copy2(file, folder / file.name)  # they name the run they are of
        sys.stdout.write(f"{request.run}: the same as {twin.parent.name}/{twin.name}, its results are taken\n")
        return True
    run = RunFolder(folder)
    run.write_request(request)
    run.let_go_on()  # whoever starts it again wants it to run, whatever an earlier start was asked
    ended_well = subprocess.call([sys.executable, "-m", "training", str(run.request_file)]) == 0
    return ended_well and is_scored(folder)  # one that was stopped ends well, too


if __name__ == "__main__":
    sys.exit(main())
