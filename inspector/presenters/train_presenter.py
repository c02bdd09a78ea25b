"""What the Train page decides: which run is watched, what is asked of it, what is set up and compared.

    page shown ► looks every second at what runs, else every five (background) ► screens ► page
    set up (``train_setup``), import, split, add to models: jobs; starting a process: a background of its own

Runs on the Qt thread and never waits. It imports no widget. Trainings are processes of their own: nothing here ends
one, and whoever opens the page finds them again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from inspector.core.audit import utc_now
from inspector.core.classes import DefectClass
from inspector.core.messages import Code, InspectorError, Message, TrainingError, message
from inspector.core.rendering import outlines
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.presenters import train_composer as composer
from inspector.presenters.balance_importing import DatasetImporting
from inspector.presenters.message_board import MessageBoard
from inspector.presenters.missing_workspace import MAKE, offered
from inspector.presenters.second_press import SecondPress
from inspector.presenters.train_setup import TrainSetup, WishFaults, free_run_name, wish_of
from inspector.presenters.train_splitting import DatasetSplitting
from inspector.presenters.work_in_hand import work_of
from inspector.runs.asking import ask, go_on
from inspector.runs.comparing import compare
from inspector.runs.control import Control
from inspector.runs.history import Run
from inspector.runs.launcher import StartedRun
from inspector.runs.looks import Look, Looks, read_look, read_looks
from inspector.runs.network_catalogue import NetworkCatalogue
from inspector.runs.watching import RunsNow, RunWatch
from inspector.screens.balance import WorkState
from inspector.screens.live import Asked
from inspector.screens.shell import EmptyState
from inspector.screens.train import CompareState, LookItem, LooksState, TrainState
from inspector.screens.train_actions import TRAIN_ACTIONS
from inspector.session import Session
from inspector.texts import train as texts
from inspector.texts.formats import decimal
from inspector.workers.background import Background
from inspector.workers.job_worker import ENDED, JobWorker

if TYPE_CHECKING:
    from inspector.models_store.catalogue import StoredModel
    from inspector.views.train.train_page import TrainPage

log = logging.getLogger("inspector.train")

T = TypeVar("T")
TICK_MS, SLOW_TICKS = 1000, 5  # between two looks while something runs and the page is shown; else so many of them
LOOK, COMPARE, CHARTS = "look", "compare", "charts"  # keys of the background work
_OF_RUN = (
    "pause", "resume", "keep", "stop", "cancel", "again", "add_to_models", "prove", "compare",
    "next", "previous", "fit",
)  # fmt: skip
_CONTROLS = {
    "train.pause": Control.PAUSE, "train.stop": Control.STOP, "train.keep": Control.KEEP,
    "train.cancel": Control.CANCEL,
}  # fmt: skip


NO_LOOKS = LooksState("")


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What one look at the disk told, of all runs and more of the chosen one."""

    now: RunsNow = field(default_factory=RunsNow)
    networks: NetworkCatalogue = NetworkCatalogue(())  # noqa: RUF009  a value that nobody can change, so all may share it
    run: Run | None = None  # the chosen one
    asked: Control = Control.GO  # of it
    notes: str = ""
    model_file: Path | None = None  # of its model, where that is among the models
    classes: tuple[DefectClass, ...] = ()
    looks: LooksState = NO_LOOKS
    second: Run | None = None
    second_classes: tuple[DefectClass, ...] = ()


class TrainPresenter:
    """Watches from when its page is first shown. One job at a time; trainings are none."""

    def __init__(
        self, page: TrainPage, session: Session, *, background: Background | None = None, jobs: JobWorker | None = None
    ) -> None:
        self._page, self._session = page, session
        self._messages = MessageBoard(page)
        self._background = background or Background(self._notify, name="train")
        self._starter = Background(self._notify, name="train start")
        self._jobs = jobs or JobWorker()
        self._setup = TrainSetup(page, session, self._background, self._start_job, self._start_run)
        self._importing = DatasetImporting(
            page, session, self._background, self._start_job, self._notify, self._new_dataset
        )
        self._splitting = DatasetSplitting(
            page, session, self._background, self._start_job, self._notify, self._new_dataset
        )
        self._second_press = SecondPress()
        self._reader = _Reader(session)
        self._seen = _Seen()
        self._shown_looks = NO_LOOKS
        self._chosen = self._second = ""  # names
        self._comparison: tuple[object, CompareState] | None = None  # for which lines, and what it told
        self._drawn: tuple[object, ...] = ()  # what the curves show
        self._starting = ""  # the run whose process is being made
        self._started: list[StartedRun] = []
        self._to_set_up = ""  # the dataset for which the form opens as soon as the runs are known
        self._unsaved_notes: dict[str, str] = {}  # by run: given, and not known to be on the disk
        self._is_shown = self._has_ended = False
        self._n_ticks = 0
        self._timer = QTimer(page)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._acts = self._acts_by_id()
        page.action_triggered.connect(self._act)
        page.run_chosen.connect(self.choose)
        page.notes_given.connect(self._keep_notes)
        page.message_closed.connect(self._messages.closed)
        self._jobs.status_changed.connect(self._job_moved)

    @property
    def setup(self) -> TrainSetup:
        return self._setup

    @property
    def runs(self) -> tuple[Run, ...]:
        """As they were found last, the newest first."""
        return self._seen.now.runs

    @property
    def is_calm(self) -> bool:
        """Nothing is being read, written or started. Trainings may run."""
        return not (self._background.is_busy or self._starter.is_busy or self._jobs.is_busy)

    @property
    def processes(self) -> tuple[StartedRun, ...]:
        """Those that this window started and that were not seen to be gone yet."""
        return tuple(self._started)

    def page_shown(self, is_shown: bool = True) -> None:
        """The page is looked at, or another one is."""
        if self._has_ended:
            return
        self._is_shown = is_shown
        if not is_shown:
            self._to_set_up = ""
            self._page.give_notes()
            return
        if not self._background.is_started:
            self._background.start()
            self._starter.start()
            self._page.show_empty(EmptyState(texts.NO_RUNS.translated(), ("train.new", "train.import")))
            self._background.run(_load_charts, done=lambda _: self._charts_loaded(), key=CHARTS)
            self._timer.start()
        elif self._setup.is_open:
            self._setup.look_again(self.runs)
        self._look()

    def set_up(self, dataset: str) -> None:
        """Open the form with this dataset, on the page that is shown."""
        self._to_set_up = dataset
        self._look()

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: jobs are cancelled, notes saved; trainings go on. True if in time."""
        self._timer.stop()
        for name, text in tuple(self._unsaved_notes.items()):  # the disk may take them by now
            self._keep_notes(name, text)
        self._page.give_notes()
        self._has_ended = True
        has_ended = self._jobs.end(timeout_s)
        for background in (self._starter, self._background):
            background.end()
            has_ended = background.join(timeout_s) and has_ended
        return has_ended

    # looking

    def _on_tick(self) -> None:
        self._n_ticks += 1
        is_fast = self._is_shown and any(map(composer.is_active, self.runs))
        if is_fast or self._n_ticks % SLOW_TICKS == 0:
            # A newer look outdates the older: where one takes longer than a tick, none would ever be heard.
            if not self._background.is_busy:
                self._look()
        elif self._second_press.asked is None and self._seen.run is not None:
            self._show()  # a question that nobody answered is over

    def _look(self) -> None:
        chosen, second, started = self._chosen, self._second, tuple(self._started)

        def look() -> tuple[_Seen, tuple[StartedRun, ...]]:
            gone = tuple(each for each in started if each.is_gone())  # asked, it leaves the system's table
            return self._reader.look(chosen, second), gone

        self._background.run(look, done=lambda found: self._take(*found), failed=self._not_seen, key=LOOK)

    def _not_seen(self, reason: Message) -> None:
        offer = offered(reason)
        if offer is not None:
            self._page.show_empty(offer)
            self._show()
        else:
            self._messages.show(reason)  # once, though it is looked every second

    def _take(self, seen: _Seen, gone: tuple[StartedRun, ...]) -> None:
        if self._has_ended:
            return
        self._started = [each for each in self._started if each not in gone]
        self._seen = seen
        if seen.run is not None:
            self._chosen = seen.run.name
        if seen.second is None:
            self._second = ""
        if seen.looks is not self._shown_looks:  # the same object until there are others
            self._shown_looks = seen.looks
            self._page.show_looks(seen.looks)
        if not seen.now.unreadable:
            self._messages.drop(Code.RUN_UNREADABLE.value)
        for reason in seen.now.unreadable:
            self._messages.show(reason)
        if self._to_set_up:
            self._page.give_notes()
            self._setup.open_for(self._to_set_up, self.runs)
            self._to_set_up = ""
        self._show()
        self._show_curves()
        self._compare()

    # what is shown

    def _show(self) -> None:
        seen, at, asked = self._seen, utc_now(), self._second_press.asked
        run = seen.run
        rows = tuple(
            composer.row_of(each, seen.now, at, chosen=self._chosen, compared=self._second) for each in seen.now.runs
        )
        if run is None:
            verdict = texts.NO_RUN.translated()
        else:
            verdict = composer.verdict_of(run, seen.now, is_added=seen.model_file is not None, asked=seen.asked)
        facts = () if run is None else composer.facts_of(run, at)
        notices = () if run is None else run.notices
        recipe = () if run is None else self._recipe_of(run)
        self._page.show_state(
            TrainState(
                rows, None if run is None else composer.mark_of(run), verdict,
                "" if asked is None else f"{asked.costs} · {asked.again}", facts, notices, recipe,
                seen.notes if run is None else self._unsaved_notes.get(run.name, seen.notes),
                "" if run is None else run.name, self._setup.is_open, self._why_not(),
            )
        )  # fmt: skip
        if seen.now.runs:
            self._page.show_empty(None)
        elif self._session.workspace is not None:
            self._page.show_empty(EmptyState(texts.NO_RUNS.translated(), ("train.new", "train.import")))

    def _recipe_of(self, run: Run) -> tuple[str, ...]:
        request = run.request
        if request is None:
            return (texts.NO_REQUEST.translated(detail=run.request_problem),)
        known = (each for each in self._seen.networks.networks if each.name == request.network)
        return composer.recipe_lines(request, next(known, None))

    def _why_not(self) -> dict[str, str]:
        seen = self._seen
        is_added, has_second = seen.model_file is not None, len(seen.now.runs) > 1
        why = composer.why_not(seen.run, asked=seen.asked, is_added=is_added, has_second=has_second)
        if self._setup.is_open:
            # Not their keys either: letters choose in a list of the form.
            why |= {f"train.{verb}": texts.BACK_FIRST.translated() for verb in _OF_RUN}
        else:
            why |= {f"train.{verb}": texts.NOT_SETTING_UP.translated() for verb in ("start", "back")}
        if self._session.workspace is None:
            why |= {
                f"train.{verb}": texts.NO_WORKSPACE.translated() for verb in ("new", "import", "synthetic", "split")
            }
        elif not self._jobs.can_start:
            verbs = ("import", "synthetic", "split", "start", "add_to_models", "prove")
            why |= {f"train.{verb}": texts.WHEN_ENDED.translated() for verb in verbs}
        return why

    def _charts_loaded(self) -> None:
        self._page.make_charts()
        self._drawn = ()
        self._show_curves()

    def _show_curves(self) -> None:
        """Where there is something new: the lines of a run are the same object until one is added."""
        seen = self._seen
        lines = (seen.run.lines if seen.run else None, seen.second.lines if seen.second else None)
        drawn = (*map(id, lines), seen.classes, seen.second_classes, seen.run and seen.run.state)
        if seen.run is not None and drawn != self._drawn:
            self._drawn = drawn
            self._page.show_charts(composer.charts_of(seen.run, seen.classes, seen.second, seen.second_classes))

    # what people do

    def _acts_by_id(self) -> dict[str, Callable[[], object]]:
        return {
            "train.new": self._set_up,
            "train.start": self._setup.start,
            "train.back": self._back,
            "train.resume": self._resume,
            "train.again": self._again,
            "train.add_to_models": lambda: self._add_to_models(lambda _: None),
            "train.prove": self._prove,
            "train.compare": self._toggle_comparing,
            "train.import": self._page.ask_import,
            "train.synthetic": self._importing.make_synthetic,
            "train.split": self._ask_split,
            "train.end_work": self._jobs.cancel,
            MAKE: self._make_workspace,
        }

    def _act(self, action_id: str) -> None:
        if action_id in {action.id for action in TRAIN_ACTIONS}:
            self._second_press.withdraw(but=action_id)
            self._messages.drop_answers()
        if action_id in _CONTROLS:
            self._ask(action_id)
        elif (act := self._acts.get(action_id)) is not None:
            act()
        self._show()

    def choose(self, name: str) -> None:
        """Watch this run; while two are compared, it is the one beside."""
        self._second_press.withdraw()
        if self._second and name != self._chosen:
            self._second = name
        elif not self._second:
            self._chosen = name
        self._look()

    def _ask(self, action_id: str) -> None:
        run, control = self._seen.run, _CONTROLS[action_id]
        if run is None:
            return
        if control is Control.CANCEL:
            costs = texts.CANCEL_COSTS.translated(run=run.name)
            if not self._second_press.press(Asked(action_id, costs, texts.AGAIN.translated())):
                return
        self._background.run(lambda: ask(run, control), done=lambda _: self._look())

    def _resume(self) -> None:
        run = self._seen.run
        if run is None:
            return
        if run.is_running:
            self._background.run(lambda: ask(run, Control.GO), done=lambda _: self._look())
        else:
            self._start_run(run.name, lambda: _started_again(run), lambda _: None)

    def _start_run(
        self, name: str, launch: Callable[[], StartedRun | WishFaults],
        launched: Callable[[StartedRun | WishFaults], object],
    ) -> None:  # fmt: skip
        """Its process is made beside: until it holds the run, seconds pass."""

        def done(found: StartedRun | WishFaults) -> None:
            over()
            if isinstance(found, StartedRun):
                self._started.append(found)
                self._chosen, self._second = found.folder.name, ""
            launched(found)
            self._look()

        def failed(reason: Message) -> None:
            over()
            self._notify(reason)
            self._look()

        def over() -> None:
            self._starting = ""
            self._show_work()

        self._starting = name
        self._starter.run(launch, done=done, failed=failed)
        self._show_work()
        self._show()

    def _set_up(self) -> None:
        self._page.give_notes()
        self._setup.open(self.runs)

    def _back(self) -> None:
        self._setup.close()

    def _again(self) -> None:
        run = self._seen.run
        if run is not None and run.request is not None:
            name = free_run_name(composer.dataset_of(run.request), {each.name for each in self.runs})
            self._setup.open(self.runs, wish_of(run.request, name))

    def _prove(self) -> None:
        """On the Models page, which takes its model from there."""
        if self._seen.model_file is not None:
            self._page.proof_wished.emit(str(self._seen.model_file))
        else:
            self._add_to_models(lambda model: self._page.proof_wished.emit(str(model.file)))

    def _add_to_models(self, then: Callable[[StoredModel], object]) -> None:
        run, workspace = self._seen.run, self._session.workspace
        if run is None or workspace is None:
            return

        def add(progress: JobProgress) -> StoredModel:
            from inspector.models_store.catalogue import ModelCatalogue
            from inspector.models_store.of_run import model_of_run

            return ModelCatalogue(workspace.models).add(model_of_run(run))

        def added(model: StoredModel) -> None:
            self._notify(message(Code.TRAINING_MODEL_ADDED, run=run.name, model=model.title))
            self._look()
            then(model)

        self._start_job(texts.ADDING.translated(run=run.name), add, added)

    def _toggle_comparing(self) -> None:
        if self._second:
            self._second = ""
        else:
            self._second = _second_of(self._seen.run, self.runs)
        self._comparison = None
        self._look()

    def _compare(self) -> None:
        """Reads the results of both, where they are others than those on the page."""
        first, second, catalogue = self._seen.run, self._seen.second, self._session.catalogue
        if first is None or second is None:
            if self._comparison is not None or not self._second:
                self._comparison = None
                self._page.show_comparison(None)
            return
        key = (id(first.lines), id(second.lines))
        if self._comparison is not None and self._comparison[0] == key:
            return

        def look() -> CompareState:
            found = compare(second, first)
            names = [row.class_name for row in found.scores if row.class_name]
            met = catalogue.with_names(names)
            return composer.compare_state(second, first, found, {name: met.look_of(name, 1) for name in names})

        def compared(state: CompareState) -> None:
            if self._second == second.name and self._chosen == first.name:
                self._comparison = key, state
                self._page.show_comparison(state)

        self._background.run(look, done=compared, key=COMPARE)

    def _keep_notes(self, name: str, text: str) -> None:
        run = self._seen.now.run(name)
        if run is None:
            return

        def write() -> None:
            try:
                run.folder.write_notes(text)
            except (OSError, ValueError) as error:
                detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
                raise TrainingError(message(Code.TRAINING_NOTES_UNSAVED, run=name, detail=detail)) from error

        def written(_: None) -> None:
            if self._unsaved_notes.get(name) == text:
                del self._unsaved_notes[name]
                if self._seen.run is not None and self._seen.run.name == name:
                    self._seen = replace(self._seen, notes=text)  # until the next look

        self._unsaved_notes[name] = text
        self._background.run(write, done=written)

    def _make_workspace(self) -> None:
        self._background.run(self._session.make_workspace, done=lambda _: self._look())

    # datasets

    def _ask_split(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return

        def find() -> tuple[str, ...]:
            from inspector.presenters.train_setup import datasets_of

            return tuple(each.value for each in datasets_of(workspace.datasets))

        def found(datasets: tuple[str, ...]) -> None:
            if not datasets:
                self._page.ask_import()
                return
            chosen = self._setup.wish.dataset
            self._page.ask_split(datasets, chosen if chosen in datasets else datasets[0])

        self._background.run(find, done=found)

    def _new_dataset(self, name: str) -> None:
        self._setup.refresh(name)

    # jobs

    def _start_job(self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object]) -> None:
        if not self._jobs.can_start:
            self._notify(message(Code.WORK_BUSY, name=name))
            return
        self._page.show_work(WorkState(name, None))
        self._jobs.start(name, work, done=done)
        self._show()  # what cannot be done beside it

    def _job_moved(self, status: JobStatus) -> None:
        if status.state not in ENDED:
            self._page.show_work(work_of(status))
            return
        if status.state is JobState.FAILED and status.reason is not None:
            self._notify(status.reason)
        self._show_work()
        self._show()

    def _show_work(self) -> None:
        """After a job: the process that is being made, or nothing."""
        if self._jobs.is_busy:
            return
        text = texts.STARTING_RUN.translated(run=self._starting)
        self._page.show_work(WorkState(text, None, can_cancel=False) if self._starting else None)

    def _notify(self, reason: Message) -> None:
        log.info("%s", reason.to_json())
        self._messages.show(reason, is_answer=True)


def _started_again(run: Run) -> StartedRun:
    started = go_on(run)
    assert started is not None  # it did not run when it was looked at
    return started


def _load_charts() -> None:
    import importlib

    importlib.import_module("pyqtgraph")  # large, and of no other use before the page is shown


def _model_file(run: Run, models: Path) -> Path | None:
    if run.request is None:
        return None
    file = models / f"{run.request.model_name}-{run.request.model_version}.onnx"
    return file if file.exists() else None


def _second_of(run: Run | None, runs: tuple[Run, ...]) -> str:
    """To be compared with at first: the one before it on the same data, else the next in the list."""
    others = [each for each in runs if run is not None and each.name != run.name]
    if run is not None and run.request is not None:
        dataset = composer.dataset_of(run.request)
        alike = [each for each in others if each.request is not None and composer.dataset_of(each.request) == dataset]
        older = [each for each in alike if each.started_at < run.started_at]
        others = [*older, *alike, *others]
    return others[0].name if others else ""


class _Reader:
    """Looks at the disk, on the background thread alone; keeps what needs no second look."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._watch: RunWatch | None = None
        self._networks: NetworkCatalogue | None = None
        self._class_names: dict[Path, tuple[str, ...]] = {}  # by the folder of a version, which never changes
        self._looks: tuple[tuple[str, int], LooksState] = ("", -1), NO_LOOKS  # of which run and step, as read last

    def look(self, chosen: str, second: str) -> _Seen:
        """Raises WorkspaceError, and TrainingError where the folder of runs cannot be read."""
        from inspector.runs.build_request import shipped_networks

        workspace = self._session.open_workspace()
        if self._watch is None:
            self._watch = RunWatch(workspace.runs)
        if self._networks is None:
            self._networks = shipped_networks()
        try:
            now = self._watch.look()
        except OSError as error:
            path, detail = str(workspace.runs), error.strerror or str(error)
            raise TrainingError(
                message(Code.RUN_UNREADABLE, run=workspace.runs.name, path=path, detail=detail)
            ) from error
        run = now.run(chosen) or _first(now)
        other = now.run(second) if second and run is not None and second != run.name else None
        if run is None:
            return _Seen(now, self._networks, looks=self._said(texts.NO_LOOKS.translated()))
        try:
            notes = run.folder.notes()
        except (OSError, ValueError):
            notes = None
        if notes is None:
            notes = run.request.notes if run.request is not None else ""
        return _Seen(
            now, self._networks, run, run.folder.asked(), notes, _model_file(run, workspace.models),
            self._classes_of(run), self._looks_of(run), other, () if other is None else self._classes_of(other),
        )  # fmt: skip

    def _classes_of(self, run: Run) -> tuple[DefectClass, ...]:
        """With the looks of the plant; of a dataset that is gone, none."""
        if run.request is None:
            return ()
        path = (run.folder.path / run.request.datasets[0].path).resolve()
        if path not in self._class_names:
            from inspector.datasets.version import open_version

            try:
                self._class_names[path] = open_version(path).class_names
            except InspectorError as error:
                log.info("the classes of %s are not known: %s", run.name, error)
                return ()
        return composer.classes_of(self._class_names[path], self._session.catalogue)

    def _looks_of(self, run: Run) -> LooksState:
        """The same object until there are others: pictures are read once."""
        try:
            index = read_looks(run.folder.looks)
        except (OSError, ValueError) as error:
            log.info("the looks of %s cannot be read: %s", run.name, error)
            index = None
        if index is None:
            text = texts.NO_LOOKS if composer.is_active(run) else texts.NO_LOOKS_LEFT
            return self._said(text.translated())
        key = run.name, index.step
        if key != self._looks[0]:
            classes = composer.classes_of(index.class_names, self._session.catalogue)
            try:
                self._looks = key, _looks_state(run, index, classes)
            except FileNotFoundError:  # newer ones have taken their place: the next look has them
                pass
            except (OSError, ValueError) as error:
                log.info("the looks of %s cannot be read: %s", run.name, error)
                return self._said(texts.NO_LOOKS_LEFT.translated())
        return self._looks[1]

    def _said(self, text: str) -> LooksState:
        if self._looks[1].headline != text:
            self._looks = ("", -1), LooksState(text)
        return self._looks[1]


def _first(now: RunsNow) -> Run | None:
    """Which is watched where nobody chose: the one that works, else the newest."""
    return next((run for run in now.runs if run.name in now.in_turn[:1]), next(iter(now.runs), None))


def _looks_state(run: Run, index: Looks, classes: tuple[DefectClass, ...]) -> LooksState:
    def items(looks: tuple[Look, ...]) -> tuple[LookItem, ...]:
        return tuple(_look_item(run, index, look) for look in looks)

    headline = texts.LOOKS_AT.translated(step=index.step)
    return LooksState(headline, classes, items(index.worst), items(index.best))


def _look_item(run: Run, index: Looks, look: Look) -> LookItem:
    pictures = read_look(run.folder.looks, look, len(index.class_names))
    if look.false_px:
        caption = texts.LOOK_FALSE.translated(n=look.false_px)
    else:
        caption = texts.LOOK_SCORE.translated(score=decimal(look.score, 2))
    details = texts.LOOK_DETAILS.translated(frame=look.frame_name, caption=caption)
    key = f"{run.name}/{index.step}/{look.picture_file}"
    return LookItem(
        key, look.frame_name, caption, details, pictures.pixels, outlines(pictures.annotated),
        outlines(pictures.predicted),
    )  # fmt: skip
