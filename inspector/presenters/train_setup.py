"""A training being set up: what can be chosen, what is wrong with a wish, what was found in the dataset.

    open ► offers (background) ► wish … (each checked by ``build_request`` in the background)
    start ► the dataset is looked through (job) ► refused | asked ► start again | started (background)

A finding of another dataset, or for another model in use, counts no more. Runs on the Qt thread and never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from inspector.core.classes import DefectClass
from inspector.core.messages import InspectorError
from inspector.jobs.job import JobProgress
from inspector.presenters.train_composer import network_text, recipe_lines, score_of, score_text
from inspector.runs.build_request import Asked, BuiltRequest, DatasetChoice, TrainingOptions, WishError, next_time
from inspector.runs.history import Run
from inspector.runs.network_catalogue import NetworkCatalogue
from inspector.runs.progress import RunState
from inspector.runs.request import IN_CACHE, IN_PACKAGE, Keep, RunRequest, is_model_file
from inspector.screens.train import (
    Budget,
    Choice,
    CountsRow,
    SanityRow,
    SanityState,
    SetupState,
    TrainField,
    TrainWish,
)
from inspector.session import Session
from inspector.texts import sanity as sanity_texts
from inspector.texts import train as texts
from inspector.texts.formats import decimal, read_decimal
from inspector.texts.messages import one_line
from inspector.texts.progress import PART
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.core.model_card import ModelCard
    from inspector.datasets.sanity import Expectation, SanityReport
    from inspector.runs.launcher import StartedRun
    from inspector.views.train.train_page import TrainPage
    from inspector.workspace.workspace import Workspace

T = TypeVar("T")
OFFERS, CHECK = "offers", "check"  # keys of the background work
SCRATCH, OF_PACKAGE, OF_CACHE = "scratch", "published", "cache"
OF_RUN, OF_MODEL = "run:", "model:"  # before the name of a run, the file of a model
INPUT_CHANNELS = 1  # that a request of this form asks for
AS_SAVED = "saved"  # as the Balance page or the recipe says
NO_WEIGHTS = "none published"  # what networks.json says of those that begin with nothing
DEFAULT_NETWORK = "plain-net-m"
OFFERED_BALANCES = ("none", "dli", "weighted-ce", "oversampling", "focal", "class-balanced")
_FIELDS = {
    Asked.RUN_NAME: TrainField.NAME, Asked.DATASETS: TrainField.DATASET, Asked.NETWORK: TrainField.NETWORK,
    Asked.START: TrainField.START, Asked.BALANCE: TrainField.BALANCE, Asked.BUDGET: TrainField.BUDGET,
}  # fmt: skip


class StartJob(Protocol):
    def __call__(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object], /) -> None: ...


class Starts(Protocol):
    """Makes the process of the run ``name`` off the Qt thread; whoever does keeps what was started."""

    def __call__(
        self, name: str, launch: Callable[[], StartedRun | WishFaults],
        launched: Callable[[StartedRun | WishFaults], object], /,
    ) -> None: ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferedModel:
    file: str
    sha256: str
    title: str
    network: str
    n_channels: int
    about: str  # "comes with the program", or its best score


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What there is to choose from."""

    datasets: tuple[Choice, ...] = ()
    networks: NetworkCatalogue = NetworkCatalogue(())  # noqa: RUF009  a value that nobody can change, so all may share it
    speeds: Mapping[str, str] = field(default_factory=dict)  # by network: measured on this PC, in words
    models: tuple[OfferedModel, ...] = ()  # the workspace's, then the program's


class WishFaults(Exception):  # noqa: N818  what a person typed, not an error of ours
    """By field, in words."""

    def __init__(self, faults: Mapping[TrainField, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The report, and for what it holds."""

    report: SanityReport
    classes: tuple[DefectClass, ...]
    key: tuple[object, ...]


class TrainSetup:
    """EDITING ► LOOKING ► (ASKING) ► started; a changed wish leads back to EDITING.

    ``starts`` makes the process, which takes seconds.
    """

    def __init__(
        self, page: TrainPage, session: Session, background: Background, start_job: StartJob, starts: Starts,
    ) -> None:  # fmt: skip
        self._page, self._session, self._background = page, session, background
        self._start_job, self._starts_runs = start_job, starts
        self._wish = TrainWish()
        self._offers = Offers()
        self._runs: tuple[Run, ...] = ()
        self._faults: Mapping[TrainField, str] = {}
        self._recipe: tuple[str, ...] = ()
        self._found: _Found | None = None
        self._key: tuple[object, ...] = ()  # of the wish, as far as findings depend on it
        self._is_confirming = False
        self.is_open = False
        page.wish_changed.connect(self.change)

    @property
    def wish(self) -> TrainWish:
        return self._wish

    @property
    def datasets(self) -> tuple[str, ...]:
        return tuple(each.value for each in self._offers.datasets)

    def open(self, runs: tuple[Run, ...], wish: TrainWish | None = None) -> None:
        """With these wishes; None: those of last time, under a new name."""
        self.is_open = True
        self._runs = runs
        self._found, self._is_confirming = None, False
        self._wish = wish or replace(self._wish, name="", notes="")
        self._look_for_offers()
        self._show()
        self._show_findings()

    def open_for(self, dataset: str, runs: tuple[Run, ...]) -> None:
        """With this dataset; what else was typed into an open form stays."""
        known = self._wish if self.is_open else replace(self._wish, name="", notes="")
        if known.name == free_run_name(known.dataset, {run.name for run in runs}):  # after the dataset of before
            known = replace(known, name="")
        self.open(runs, replace(known, dataset=dataset))

    def close(self) -> None:
        self.is_open = False

    def refresh(self, dataset: str = "") -> None:
        """There is a new dataset, which is chosen where none was."""
        if dataset and not (self._wish.dataset in self.datasets and self._wish.dataset):
            self._wish = replace(self._wish, dataset=dataset)
        self._look_for_offers()

    def look_again(self, runs: tuple[Run, ...]) -> None:
        """The page is shown again: another page may have made what there is to choose from."""
        self._runs = runs
        self._look_for_offers()

    def change(self, wish: TrainWish) -> None:
        if wish == self._wish:
            return
        self._wish, self._is_confirming = self._with_start(wish), False
        self._check()
        self._show()

    # what there is

    def _look_for_offers(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return

        def look() -> Offers:
            return offers_of(workspace)

        self._background.run(look, done=self._take_offers, key=OFFERS)

    def _take_offers(self, offers: Offers) -> None:
        self._offers = offers
        names = [network.name for network in offers.networks.networks]
        wish = self._wish
        in_use = self._session.in_use
        if wish.network not in names:  # a model that knows the plant's steel learns faster than one from scratch
            wanted = ("" if in_use is None else in_use.card.network, DEFAULT_NETWORK, *names)
            network = next((each for each in wanted if each in names), "")
            start = SCRATCH if in_use is None else start_with(in_use.model.sha256, in_use.model.card, offers)
            wish = replace(wish, network=network, start=wish.start or start)
        if wish.dataset not in self.datasets:
            wish = replace(wish, dataset=next(iter(self.datasets), ""))
        wish = replace(wish, start=wish.start or SCRATCH, balance=wish.balance or AS_SAVED)
        if not wish.name:
            taken = {run.name for run in self._runs}
            wish = replace(wish, name=free_run_name(wish.dataset or "run", taken))
        self._wish = self._with_start(wish)
        self._check()
        self._show()

    def _with_start(self, wish: TrainWish) -> TrainWish:
        """Weights that another network may begin with are none of this one's."""
        values = [choice.value for choice in self._starts(wish.network)]
        return wish if wish.start in values or not values else replace(wish, start=SCRATCH)

    def _starts(self, name: str) -> tuple[Choice, ...]:
        choices = [Choice(SCRATCH, texts.SCRATCH.translated())]
        network = next((each for each in self._offers.networks.networks if each.name == name), None)
        if network is not None and network.weights != NO_WEIGHTS:
            choices.append(Choice(OF_PACKAGE, texts.PUBLISHED_PACKAGE.translated(), network.weights))
            choices.append(Choice(OF_CACHE, texts.PUBLISHED_CACHE.translated(), network.weights))
        for run in self._runs:
            has_weights = run.state not in (None, RunState.CANCELLED) and bool(run.validations)
            if has_weights and run.request is not None and run.request.network == name:
                text = texts.RUN.translated(run=run.name)
                choices.append(
                    Choice(f"{OF_RUN}{run.name}", text, texts.MIOU.translated(score=score_text(score_of(run))))
                )
        for model in self._offers.models:
            if model.network == name and model.n_channels == INPUT_CHANNELS:
                text = texts.MODEL.translated(model=model.title)
                choices.append(Choice(f"{OF_MODEL}{model.file}", text, model.about))
        return tuple(choices)

    def _networks(self) -> tuple[Choice, ...]:
        made = []
        for network in self._offers.networks.networks:
            told = [network_text(network), self._offers.speeds.get(network.name) or texts.NOT_MEASURED.translated()]
            best = max(
                ((score, run.name) for run in self._runs if (score := self._score_here(run, network.name)) is not None),
                default=None,
            )
            if best is not None:
                told.append(texts.BEST_HERE.translated(score=score_text(best[0]), run=best[1]))
            made.append(Choice(network.name, network.name, PART.join((*told, network.licence))))
        return tuple(made)

    def _score_here(self, run: Run, network: str) -> float | None:
        """On the dataset that is chosen: scores of other frames would compare nothing."""
        request = run.request
        if request is None or request.network != network or Path(request.datasets[0].path).name != self._wish.dataset:
            return None
        return score_of(run) if run.state is RunState.DONE else None

    # whether it can be done

    def _check(self) -> None:
        workspace, wish = self._session.workspace, self._wish
        if workspace is None:
            return
        catalogue = self._offers.networks

        def check() -> tuple[Mapping[TrainField, str], tuple[str, ...]]:
            try:
                built = built_of(wish, workspace, catalogue)
            except WishFaults as found:
                return found.faults, ()
            network = catalogue.network(built.request.network)
            return {}, recipe_lines(built.request, network)

        def checked(found: tuple[Mapping[TrainField, str], tuple[str, ...]]) -> None:
            if wish == self._wish:
                self._faults, self._recipe = found
                self._show()

        self._background.run(check, done=checked, key=CHECK)

    def start(self) -> None:
        """Look through the dataset, then start; at once where that was done, and what was found was said yes to."""
        workspace, wish = self._session.workspace, self._wish
        if workspace is None or not self.is_open or self._is_refused():
            return
        catalogue, expected_of = self._offers.networks, self._expectation_of
        if self._found is not None and self._found.key == self._key_of(wish) and self._is_confirming:
            self._launch(wish, workspace, catalogue)
            return

        def look(progress: JobProgress) -> _Found | WishFaults:
            from inspector.datasets.sanity import sanity_of
            from inspector.datasets.version import open_version

            try:
                built = built_of(wish, workspace, catalogue)
            except WishFaults as found:
                return found
            version = open_version(Path(built.request.datasets[0].path))
            expected = expected_of(built.request)
            met = self._session.catalogue.with_names(version.class_names[1:])
            classes = tuple(met.look_of(name, index) for index, name in enumerate(version.class_names) if index)
            return _Found(sanity_of(version, expected, progress.report), classes, self._key_of(wish))

        def looked(found: _Found | WishFaults) -> None:
            if wish != self._wish or not self.is_open:
                return
            if isinstance(found, WishFaults):
                self._faults, self._recipe = found.faults, ()
            else:
                self._found = found
                if not found.report.findings:
                    self._launch(wish, workspace, catalogue)
                self._is_confirming = bool(found.report.findings) and not found.report.refusals
            self._show()
            self._show_findings()

        self._start_job(texts.LOOKING_THROUGH.translated(name=wish.dataset), look, looked)

    def _expectation_of(self, request: RunRequest) -> Expectation:
        """Of the model that the line uses, and of the recipe."""
        from inspector.datasets.sanity import Expectation

        in_use = self._session.in_use
        needs_val = request.recipe.keep is Keep.BEST
        if in_use is None:
            return Expectation(view_px=request.recipe.view_px, needs_val=needs_val)
        return Expectation(in_use.card.class_names, in_use.card.input_bits, request.recipe.view_px, needs_val)

    def _key_of(self, wish: TrainWish) -> tuple[object, ...]:
        in_use = self._session.in_use
        return wish.dataset, wish.network, None if in_use is None else in_use.model.sha256

    def _is_refused(self) -> bool:
        found = self._found
        return found is not None and found.key == self._key_of(self._wish) and bool(found.report.refusals)

    def _launch(self, wish: TrainWish, workspace: Workspace, catalogue: NetworkCatalogue) -> None:
        def launch() -> StartedRun | WishFaults:
            from inspector.runs import launcher

            try:
                built = built_of(wish, workspace, catalogue)
            except WishFaults as found:
                return found
            return launcher.launch(built.request, built.folder)

        def launched(found: StartedRun | WishFaults) -> None:
            if isinstance(found, WishFaults):  # another program has taken the name, say
                self.is_open = True
                self._faults, self._recipe = found.faults, ()
                self._show()

        self.is_open = False
        self._starts_runs(wish.name.strip(), launch, launched)

    # what is shown

    def _show(self) -> None:
        if not self.is_open:
            return
        why = ""
        if not self._offers.datasets:
            why = texts.NO_DATASET.translated()
        elif self._is_refused() and self._found is not None:
            why = texts.REFUSED.translated(n=len(self._found.report.refusals))
        elif self._faults:
            why = texts.CHECK_FIRST.translated()
        self._page.show_setup(
            SetupState(
                self._wish, self._offers.datasets, self._networks(), self._starts(self._wish.network),
                _balances(), self._faults, self._recipe, why, self._is_confirming,
            )
        )  # fmt: skip
        if self._found is not None and self._found.key != self._key_of(self._wish):
            self._found = None
            self._show_findings()

    def _show_findings(self) -> None:
        if self._found is None:
            self._page.show_sanity(SanityState(texts.LOOKS_FIRST.translated()))
            return
        self._page.show_sanity(sanity_state(self._found.report, self._found.classes))


def _balances() -> tuple[Choice, ...]:
    saved = Choice(AS_SAVED, texts.AS_SAVED.translated())
    return (saved, *(Choice(method, texts.BALANCES[method].translated()) for method in OFFERED_BALANCES))


def sanity_state(report: SanityReport, classes: tuple[DefectClass, ...]) -> SanityState:
    from inspector.datasets.sanity import FEW_FRAMES, FEW_GROUPS

    if report.refusals:
        headline = texts.SANITY_REFUSED.translated(n=len(report.refusals), name=report.name)
    elif report.findings:
        headline = texts.SANITY_FOUND.translated(n=len(report.findings), name=report.name)
    else:
        headline = texts.SANITY_NONE.translated(name=report.name)
    rows = tuple(SanityRow(each.refuses, *sanity_texts.finding_texts(each)) for each in report.findings)
    counts = []
    for known, of_class in zip(classes, report.classes, strict=True):
        n_train, n_val, n_test = (
            texts.FRAMES_IN_GROUPS.translated(n=n, n_groups=m)
            for n, m in zip(of_class.n_frames, of_class.n_groups, strict=True)
        )
        is_tiny = of_class.n_frames[0] < FEW_FRAMES or of_class.n_groups[0] < FEW_GROUPS
        counts.append(
            CountsRow(known, (n_train, n_val, n_test), (is_tiny, not of_class.n_frames[1], not of_class.n_frames[2]))
        )
    return SanityState(headline, rows, tuple(counts))


def built_of(wish: TrainWish, workspace: Workspace, catalogue: NetworkCatalogue) -> BuiltRequest:
    """Looks at the disk. Raises WishFaults for what is wrong with the wish, by field."""
    from inspector.runs.build_request import build_request, learning_new_kinds

    faults: dict[TrainField, str] = {}
    name = wish.name.strip()
    if not name:
        faults[TrainField.NAME] = texts.GIVE_NAME.translated()
    elif _is_taken(workspace.runs, name):
        faults[TrainField.NAME] = texts.NAME_TAKEN.translated()
    if not wish.dataset:
        faults[TrainField.DATASET] = texts.CHOOSE_DATASET.translated()
    minutes = until = n_steps = None
    try:
        minutes, until, n_steps = budget_of(wish, datetime.now().astimezone())
    except ValueError as error:
        faults[TrainField.BUDGET] = str(error)
    if faults:
        raise WishFaults(faults)
    start = wish.start
    options = TrainingOptions(
        network=wish.network, datasets=(DatasetChoice(wish.dataset),), run_name=name,
        imbalance_method=None if wish.balance == AS_SAVED else wish.balance, n_steps=n_steps,
        start_from=start.partition(":")[2] if start.startswith((OF_RUN, OF_MODEL)) else None,
        pretrained={OF_PACKAGE: IN_PACKAGE, OF_CACHE: IN_CACHE}.get(start),
        minutes=minutes, until=until, notes=wish.notes.strip(),
    )  # fmt: skip
    try:
        built = build_request(options, workspace, catalogue)
        wished = learning_new_kinds(options, built, catalogue)
        return built if wished is options else build_request(wished, workspace, catalogue)
    except WishError as error:
        raise WishFaults({_FIELDS.get(error.asked, TrainField.OTHER): error.detail}) from error
    except InspectorError as error:
        raise WishFaults({TrainField.OTHER: one_line(error.message)}) from error


def _is_taken(runs: Path, name: str) -> bool:
    """A name that no file can have is told by ``build_request``."""
    try:
        return (runs / name).exists()
    except (OSError, ValueError):
        return False


def budget_of(wish: TrainWish, now: datetime) -> tuple[float | None, datetime | None, int | None]:
    """Minutes, until when, steps: one of them, or none. Raises ValueError in words for people."""
    text = wish.budget_text.strip()
    match wish.budget:
        case Budget.RECIPE:
            return None, None, None
        case Budget.MINUTES:
            minutes = read_decimal(text, 2) if text else None
            if minutes is None or minutes <= 0:
                raise ValueError(texts.NO_MINUTES.translated())
            return minutes, None, None
        case Budget.STEPS:
            steps = read_decimal(text, 0) if text else None
            if steps is None or steps < 1:
                raise ValueError(texts.NO_STEPS.translated())
            return None, None, int(steps)
        case Budget.UNTIL:
            try:
                return None, next_time(text, now), None
            except ValueError as error:
                raise ValueError(texts.NO_TIME.translated()) from error


def wish_of(request: RunRequest, name: str) -> TrainWish:
    """What the form would say for a run like this one, under another name."""
    from inspector.presenters.train_composer import dataset_of, method_of

    start = SCRATCH
    if request.start_from:
        is_model = is_model_file(request.start_from)
        start = f"{OF_MODEL}{request.start_from}" if is_model else f"{OF_RUN}{Path(request.start_from).name}"
    elif request.pretrained:
        start = {IN_PACKAGE: OF_PACKAGE, IN_CACHE: OF_CACHE}.get(request.pretrained, SCRATCH)
    budget, text = Budget.STEPS, str(request.recipe.n_steps)
    if request.budget_s:
        budget, text = Budget.MINUTES, f"{request.budget_s / 60:g}"
    return TrainWish(name, dataset_of(request), request.network, start, method_of(request) or AS_SAVED, budget, text)


def free_run_name(wanted: str, taken: set[str]) -> str:
    """``wanted`` with the first number behind it that is free."""
    n = 1
    while f"{wanted}-{n}" in taken:
        n += 1
    return f"{wanted}-{n}"


def start_with(sha256: str, card: ModelCard, offers: Offers) -> str:
    """The value of the form by which a training begins with this model; of a variant, with what it was made from."""
    wanted = sha256 if card.variant_of is None else card.variant_of.sha256
    return next((f"{OF_MODEL}{model.file}" for model in offers.models if model.sha256 == wanted), SCRATCH)


def offers_of(workspace: Workspace) -> Offers:
    """Reads manifests and cards. Variants are left out: nothing can be learned from them, nor are they as fast as their
    network."""
    from inspector.inference.tuning import known_tuning
    from inspector.models_store.catalogue import ModelCatalogue
    from inspector.runs.build_request import shipped_networks

    speeds: dict[str, str] = {}
    models = []
    for model in ModelCatalogue(workspace.models).models().models:
        if model.card.variant_of is not None:
            continue
        about = texts.SHIPPED.translated() if model.is_shipped else PART.join(model.card.class_names[1:])
        models.append(
            OfferedModel(
                str(model.file.resolve()), model.sha256, model.title, model.card.network, model.card.input_channels,
                about,
            )
        )  # fmt: skip
        tuning = known_tuning(model.sha256, model.card)
        if tuning is not None and tuning.mpx_per_s:
            speed = decimal(tuning.mpx_per_s, 1)
            speeds.setdefault(model.card.network, texts.MEASURED.translated(speed=speed, model=model.title))
    return Offers(datasets_of(workspace.datasets), shipped_networks(), speeds, tuple(models))


def datasets_of(folder: Path) -> tuple[Choice, ...]:
    """Every version, with what it holds; one that cannot be opened says why."""
    from inspector.datasets.version import MANIFEST_NAME, open_version

    found = sorted(path.parent for path in folder.glob(f"*/{MANIFEST_NAME}") if not path.parent.name.startswith("."))
    made = []
    for path in found:
        try:
            version = open_version(path)
        except InspectorError as error:
            details = texts.BROKEN_DATASET.translated(detail=one_line(error.message))
        else:
            details = texts.DATASET_DETAILS.translated(
                n_frames=len(version.samples), n_classes=len(version.class_names) - 1
            )
        made.append(Choice(path.name, path.name, details))
    return tuple(made)
