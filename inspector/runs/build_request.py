"""From what a person asks for to the request of a run: every rule between the two, for command line and window.

All that can be wrong with it is found here and said in a message, not in the log of the run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector.core.audit import utc_now, utc_text
from inspector.core.balancing import NOT_IN_TRAINING, BalanceMode, BalanceSettings
from inspector.core.cores import usable_cores
from inspector.core.files import is_plain_name
from inspector.core.messages import Code, InspectorError, Message, TrainingError, message
from inspector.core.model_card import ModelCard
from inspector.datasets.balancing.saved_settings import balance_settings_of
from inspector.datasets.version import DatasetVersion, open_version
from inspector.inference.model_content import read_content
from inspector.runs.class_mapping import ClassMapping, class_names_of_run
from inspector.runs.folder import RunFolder
from inspector.runs.history import find_run
from inspector.runs.imbalance import with_imbalance_method
from inspector.runs.network_catalogue import NetworkCatalogue, OptionValue, checked_options
from inspector.runs.request import (
    AUTO_DEVICE,
    IN_CACHE,
    IN_PACKAGE,
    DatasetShare,
    Recipe,
    RunRequest,
    is_model_file,
)
from inspector.workspace.workspace import Workspace
from resources import resource


@dataclass(frozen=True, slots=True)
class DatasetChoice:
    name: str  # of a version in the workspace, or its folder
    share: float | None = None  # of each batch, 0..1; those without one divide what the others leave


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """What a person asks for. None: as the network, its recipe or the saved settings say."""

    network: str
    datasets: tuple[DatasetChoice, ...]  # the first decides classes, validation and test
    run_name: str | None = None  # None: network and time
    network_options: Mapping[str, OptionValue] = field(default_factory=dict)  # of the option's type, or as text
    recipe_name: str | None = None
    imbalance_method: str | None = None  # one of ``IMBALANCE_METHODS``
    n_steps: int | None = None
    train_share: float = 1.0  # of the training frames of each version
    start_from: str | None = None  # a run of the workspace, its folder, or a model file
    pretrained: str | None = None  # a file, IN_PACKAGE or IN_CACHE
    teachers: tuple[str, ...] = ()  # finished runs of the workspace, or their folders; or model files
    minutes: float | None = None  # that it may take, scores and model file included
    until: datetime | None = None  # when it is to be done; with a zone
    device: str = AUTO_DEVICE
    n_processes: int = 1  # that compute each step together
    is_compiled: bool = False
    notes: str = ""  # for people


class Asked(StrEnum):
    """Which of the wishes is wrong: where a form shows it."""

    RUN_NAME = "run name"
    DATASETS = "datasets"
    NETWORK = "network"
    BALANCE = "balance"
    START = "start"
    BUDGET = "budget"
    OTHER = "other"


class WishError(TrainingError):
    """What somebody asked for cannot be done, and which of it."""

    def __init__(self, asked: Asked, run: str, detail: str) -> None:
        super().__init__(message(Code.REQUEST_BROKEN, path=run, detail=detail))
        self.asked = asked
        self.detail = detail


@dataclass(frozen=True, slots=True)
class BuiltRequest:
    request: RunRequest
    folder: RunFolder
    notices: tuple[Message, ...] = ()  # what of the saved settings could not be followed; that classes differ
    mapping: ClassMapping | None = None  # of what the run begins with; None: with nothing, or nobody can tell


def shipped_networks() -> NetworkCatalogue:
    return NetworkCatalogue.from_json(resource("networks.json").read_bytes())


def build_request(asked: TrainingOptions, workspace: Workspace, catalogue: NetworkCatalogue) -> BuiltRequest:
    """Raises WishError for what cannot be done, TrainingError for a run that is not there, and DatasetError or
    WorkspaceError for what is missing or broken."""
    name = asked.run_name or f"{asked.network}-{utc_now():%Y%m%d-%H%M%S}"

    @contextmanager
    def of(wish: Asked) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise WishError(wish, name, str(error)) from error

    with of(Asked.RUN_NAME):
        if not is_plain_name(name):
            raise ValueError("the name of a run is that of a folder: letters, digits and . _ - or blanks")
    with of(Asked.NETWORK):
        network = catalogue.network(asked.network)
        recipe_name, recipe = network.recipe_called(asked.recipe_name)
        options = checked_options(network.name, network.options, asked.network_options)
    with of(Asked.DATASETS):
        shares = dataset_shares(asked.datasets, workspace.datasets)
        versions = [open_version(Path(share.path)) for share in shares]
    with of(Asked.BALANCE):
        recipe, notices = _balanced(recipe, asked.imbalance_method, versions[0], workspace)
    with of(Asked.START):
        start_from = "" if asked.start_from is None else _learned(workspace, asked.start_from)
        pretrained = _pretrained(asked.pretrained)
        teachers = tuple(_learned(workspace, named) for named in asked.teachers)
        for named in filter(is_model_file, teachers):
            _card_to_learn_from(named)
    with of(Asked.BUDGET):
        limits = time_limits(asked.minutes, asked.until)
    with of(Asked.OTHER):
        request = RunRequest(
            run=name, datasets=shares, network=network.name, model_name=name, model_version="1",
            recipe_name=recipe_name, recipe=recipe if asked.n_steps is None else replace(recipe, n_steps=asked.n_steps),
            network_options=options, compile=asked.is_compiled, device=asked.device, train_share=asked.train_share,
            n_processes=_n_processes(asked.n_processes), start_from=start_from, pretrained=pretrained,
            teachers=teachers, licence=workspace.settings.training.model_licence, notes=asked.notes, **limits,
        )  # fmt: skip
    with of(Asked.START):
        mapping = mapping_of(request.start_from, versions[0].class_names)
    if mapping is not None and not mapping.is_same:
        kept, new, left = (", ".join(names) or "–" for names in (mapping.kept, mapping.new, mapping.left))
        start = Path(request.start_from).stem
        notices = (*notices, message(Code.RUN_OTHER_CLASSES, start=start, kept=kept, new=new, left=left))
    return BuiltRequest(request, RunFolder(workspace.runs / name), notices, mapping)


NEW_KIND = "new-kind"  # last part of the names of recipes for it: "plain-net/new-kind"


def learning_new_kinds(asked: TrainingOptions, built: BuiltRequest, catalogue: NetworkCatalogue) -> TrainingOptions:
    """The wishes where the data have a class that the model to begin with lacks: by the recipe for that, with that
    model as teacher of what it knows, and with injections: on synthetic strip they halved the false alarms, on
    neu-seg they kept old kinds better, and on both some of the new kind is missed for it (docs/results/new-kind.md).
    Where the network has no such recipe, or a person chose, they stay as they are.
    """
    mapping, start = built.mapping, asked.start_from
    is_new = mapping is not None and bool(mapping.new and mapping.kept)
    if not is_new or start is None or not is_model_file(start) or asked.recipe_name or asked.teachers:
        return asked
    assert mapping is not None  # see ``is_new``
    names = catalogue.network(asked.network).recipes
    recipe = next((name for name in names if name.rpartition("/")[2] == NEW_KIND), None)
    if recipe is None:
        return asked
    # Who knows a class that the data lack would teach it as background.
    teachers = () if mapping.left else (start,)
    method = asked.imbalance_method or BalanceMode.DLI.value
    return replace(asked, recipe_name=recipe, teachers=teachers, imbalance_method=method)


def mapping_of(start_from: str, class_names: tuple[str, ...]) -> ClassMapping | None:
    """Which classes of a run's folder or of a model file are those of the data. None where nothing is named, or where
    nobody can tell what it knows. Raises ModelError for a model file that cannot be read, and ValueError for one from
    which nothing can be learned."""
    if not start_from:
        return None
    if is_model_file(start_from):
        return ClassMapping(_card_to_learn_from(start_from).class_names, class_names)
    try:
        return ClassMapping(class_names_of_run(RunFolder(Path(start_from))), class_names)
    except (OSError, ValueError, InspectorError):  # the run says, when it begins with it, what it can tell of it
        return None


def _card_to_learn_from(file: str) -> ModelCard:
    """Raises ModelError for a file that cannot be read, and ValueError for a variant: its weights are rounded, and the
    run would find that out after its start."""
    card = read_content(Path(file)).card
    if card.variant_of is not None:
        raise ValueError(
            f"{card.title} is a variant in smaller arithmetic, from which nothing can be learned; name "
            f"{card.variant_of.title}, from which it was made"
        )
    return card


def next_time(text: str, now: datetime) -> datetime:
    """The next time that the clock shows this: "05:30" of today or tomorrow. ``now`` with its zone. Raises ValueError
    for what is no time of day."""
    at = time.fromisoformat(text)
    then = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return then if then > now else then + timedelta(days=1)


def time_limits(minutes: float | None, until: datetime | None) -> dict[str, Any]:
    """Fields of a request: how long its next start may take."""
    ends_at = "" if until is None else utc_text(until.astimezone(UTC))
    return {"budget_s": 60 * (minutes or 0.0), "ends_at": ends_at}


def _n_processes(n: int) -> int:
    """Raises ValueError for more than this PC has cores for. How many GPUs there are, PyTorch knows in the run."""
    if n > 1 and sys.platform == "win32":
        raise ValueError("a training in several processes was never tried on Windows: ask for one")
    if n > 1 and n > usable_cores():
        raise ValueError(f"{n} processes are more than this PC has cores for: {usable_cores()}")
    return n


def dataset_shares(choices: Sequence[DatasetChoice], datasets: Path) -> tuple[DatasetShare, ...]:
    """Shares that add up to 1, with the versions' absolute folders. Raises ValueError where no dataset is named."""
    if not choices:
        raise ValueError("the request names no dataset version")
    given = [choice.share for choice in choices if choice.share is not None]
    n_open = len(choices) - len(given)
    each = (1 - sum(given)) / n_open if n_open else 0.0
    return tuple(
        DatasetShare(str((datasets / choice.name).resolve()), each if choice.share is None else choice.share)
        for choice in choices
    )


def following(recipe: Recipe, settings: BalanceSettings) -> Recipe:
    """The recipe with these settings for its injections. Left out is what a training does not read: verdicts (the rules
    already hold what was learned from them), whether trainings use the settings, and ``NOT_IN_TRAINING``."""
    defaults: dict[str, Any] = {name: getattr(BalanceSettings(), name) for name in NOT_IN_TRAINING}
    of_run = replace(settings, verdicts=(), is_used_in_training=False, **defaults)
    return replace(recipe, balance=replace(recipe.balance, settings=of_run))


def _balanced(
    recipe: Recipe, method: str | None, version: DatasetVersion, workspace: Workspace
) -> tuple[Recipe, tuple[Message, ...]]:
    """With the method that was asked for, else with injections where they were chosen for the dataset. Injections of
    our own follow what is saved for it. Raises ValueError for an unknown method."""
    saved = balance_settings_of(workspace, version)
    if method is None and saved.settings.is_used_in_training:
        method = "dli"
    if method is None:
        return recipe, ()
    recipe = with_imbalance_method(recipe, method)
    if recipe.balance.mode is not BalanceMode.DLI:
        return recipe, ()
    return following(recipe, saved.settings), () if saved.dropped is None else (saved.dropped,)


def _learned(workspace: Workspace, named: str) -> str:
    """A run's folder or a model file: absolute, since the request lies elsewhere and a workspace may be named from
    where one stands. Raises ValueError where there is no such file."""
    if not is_model_file(named):
        return str(find_run(workspace.runs, named).path.resolve())
    file = Path(named).resolve()
    if not file.is_file():
        raise ValueError(f"there is no model file {file}")
    return str(file)


def _pretrained(named: str | None) -> str:
    """Absolute, since the request lies elsewhere. Raises ValueError where there is no such file."""
    if named is None or named in (IN_PACKAGE, IN_CACHE):
        return named or ""
    file = Path(named).resolve()
    if not file.is_file():
        raise ValueError(f"there is no file {file} with weights to begin with")
    return str(file)
