"""What the Balance page decides: which dataset is open, how it is balanced, which injection is looked at.

    choose a dataset ► survey (job) ► plan and preview (control thread) ► page
    change of a setting ► history ► saved ► plan and preview again, the newest wish only
    snapshot, contact sheet (jobs)

Runs on the Qt thread and never waits: surveys and snapshots are jobs, plans, previews and files go to a control thread
of its own. It imports no widget.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.balancing import BalanceSettings, ClassRules, Verdict
from inspector.core.classes import DefectClass
from inspector.core.files import is_plain_name
from inspector.core.messages import Code, Message, WorkspaceError, message
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.screens.balance import BalanceState, Drawing, LibraryItem, RulesState, WorkState
from inspector.screens.history import History
from inspector.screens.shell import EmptyState
from inspector.texts.messages import MessageText, Tier, message_text
from inspector.workers.control_thread import ControlThread, told
from inspector.workers.job_worker import ENDED, JobWorker

if TYPE_CHECKING:
    from inspector.core.calibration import Calibration
    from inspector.datasets.balancing.contact_sheet import SheetOutcome
    from inspector.datasets.balancing.snapshot import Outcome
    from inspector.datasets.balancing.survey import Survey
    from inspector.presenters.balance_composer import Balanced, Drawn
    from inspector.views.balance.balance_page import BalancePage
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.balance")

OPEN_FIRST = EmptyState("No dataset is open. Choose one above and open it.", ("balance.open",))
NO_DATASETS = EmptyState(
    "This workspace holds no dataset yet. Bring one in with: inspector dataset import FORMAT PATH --workspace …"
)


@dataclass(frozen=True, slots=True)
class _Listed:
    workspace: Workspace
    datasets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    dataset: str
    survey: Survey
    settings: BalanceSettings
    dropped: Message | None  # what of the saved settings could not be kept


@dataclass(frozen=True, slots=True)
class _Flagged:
    survey: Survey
    flags: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Library:
    class_index: int
    items: tuple[LibraryItem, ...]


@dataclass(frozen=True, slots=True)
class _Refreshed:
    survey: Survey
    balanced: Balanced | None  # None where only another injection was wished
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class _SnapshotMade:
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _SheetMade:
    outcome: SheetOutcome


class BalancePresenter:
    """NOTHING ► (survey) ► OPEN; another dataset begins anew. One job at a time."""

    def __init__(self, page: BalancePage, *, workspace_folder: Path | None) -> None:
        self._page = page
        self._workspace_folder = workspace_folder
        self._workspace: Workspace | None = None
        self._datasets: tuple[str, ...] = ()
        self._dataset = ""
        self._survey: Survey | None = None
        self._flags: dict[str, tuple[str, ...]] = {}
        self._history = History(BalanceSettings())
        self._kept: BalanceSettings | None = None
        self._drawing = Drawing(1)
        self._shown: Drawn | None = None
        self._balanced: Balanced | None = None
        self._donor = ""  # chosen in the library
        self._is_refreshing = self._wants_plan = self._wants_drawing = False
        self._is_saving = self._wants_save = False
        self._is_begun = self._has_ended = False
        self._next_job: Callable[[], None] | None = None
        self._gives_way = False  # the job in hand, to any other
        self._flagged: Survey | None = None  # whose donors were looked through
        self.control = ControlThread(name="balance")
        self.jobs = JobWorker()
        self._connect()

    def _connect(self) -> None:
        page = self._page
        page.action_triggered.connect(self._act)
        page.dataset_chosen.connect(self.open)
        page.unit_chosen.connect(lambda unit: self._change(unit=unit))
        page.hosts_share_chosen.connect(lambda share: self._change("hosts_share", hosts_share=share))
        page.per_host_chosen.connect(lambda n: self._change("per_host", per_host=n))
        page.seed_chosen.connect(lambda seed: self._change("seed", seed=seed))
        page.crops_chosen.connect(lambda uses: self._change(uses_crops=uses))
        page.class_chosen.connect(self._choose_class)
        page.share_chosen.connect(self._choose_share)
        page.rules_chosen.connect(self._choose_rules)
        page.rules_reset.connect(lambda: self._choose_rules(ClassRules()))
        page.donor_chosen.connect(self._choose_donor)
        page.donor_excluded.connect(self._exclude)
        page.donor_favoured.connect(self._favour)
        page.snapshot_named.connect(self.make_snapshot)
        page.contact_sheet_file.connect(lambda file: self.make_contact_sheet(Path(file)))
        self.control.done.connect(self._control_done)
        self.control.failed.connect(self._say)
        self.jobs.done.connect(self._job_done)
        self.jobs.status_changed.connect(self._job_moved)

    @property
    def settings(self) -> BalanceSettings:
        return self._history.now

    @property
    def datasets(self) -> tuple[str, ...]:
        """Names of the workspace's versions, once the page was shown."""
        return self._datasets

    @property
    def is_open(self) -> bool:
        return self._survey is not None

    @property
    def is_calm(self) -> bool:
        """Nothing is being computed, saved or written."""
        return not (self._is_refreshing or self._is_saving or self.jobs.is_busy)

    def page_shown(self) -> None:
        """The page is looked at: see which datasets there are. Until then nothing of it costs anything."""
        if self._has_ended:
            return
        if not self._is_begun:
            self._is_begun = True
            self.control.start()
            self._page.show_empty(OPEN_FIRST)
            self._show_state()
        self.control.do(self._list)

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: what runs is cancelled, what was changed is saved. True if in time."""
        self._has_ended = True
        has_ended = self.jobs.end(timeout_s)
        if not self._is_begun:
            return has_ended
        if self._wants_save:
            self._save()
        self.control.end()
        return self.control.join(timeout_s) and has_ended

    # what people wish

    def open(self, dataset: str) -> None:
        """Read a version of the workspace; what was open stays until the other is read."""
        if self._workspace is None or not dataset:
            return
        workspace = self._workspace

        def read(progress: JobProgress) -> object:
            from inspector.datasets.balancing.saved_settings import balance_settings_of
            from inspector.datasets.balancing.survey import survey_of
            from inspector.datasets.version import open_version

            version = open_version(workspace.datasets / dataset)
            saved = balance_settings_of(workspace, version)
            return _Opened(dataset, survey_of(version, progress.report), saved.settings, saved.dropped)

        self._start_job(f"Reading {dataset}", read)

    def make_snapshot(self, name: str) -> None:
        """The plan of the settings as they are now, as a version of this name."""
        survey, workspace, settings = self._survey, self._workspace, self.settings
        if survey is None or workspace is None:
            return
        name = name.strip()
        if not is_plain_name(name):
            detail = "the name of a dataset is that of a folder: letters, digits and . _ - or blanks"
            self._say(message(Code.OUTPUT_TAKEN, path=name, detail=detail))
            return

        def write(progress: JobProgress) -> object:
            from inspector.datasets.balancing.snapshot import plan_snapshot, write_snapshot

            folder = workspace.datasets / name
            plan = plan_snapshot(survey, settings)
            with _said_in_words(folder):
                return _SnapshotMade(name, write_snapshot(folder, survey, settings, plan, progress.report))

        self._start_job(f"Writing {name}", write)

    def make_contact_sheet(self, file: Path) -> None:
        survey, settings = self._survey, self.settings
        if survey is None:
            return

        def write(progress: JobProgress) -> object:
            from inspector.datasets.balancing.contact_sheet import write_contact_sheet

            with _said_in_words(file):
                return _SheetMade(write_contact_sheet(file, survey, settings, report=progress.report))

        self._start_job(f"Drawing {file.name}", write)

    def _act(self, action_id: str) -> None:
        verb = action_id.removeprefix("balance.")
        drawing = self._drawing
        if verb.startswith("class_"):
            self._choose_class(int(verb.removeprefix("class_")))
        elif verb == "next":
            self.look_at(replace(drawing, number=drawing.number + 1, attempt=0))
        elif verb == "previous":
            self.look_at(replace(drawing, number=max(0, drawing.number - 1), attempt=0))
        elif verb == "again":
            self.look_at(replace(drawing, attempt=drawing.attempt + 1))
        elif verb in ("accept", "reject"):
            self._judge(is_accepted=verb == "accept")
        elif verb in ("exclude", "favour"):
            key = self._donor or (self._shown.injection.donor if self._shown and self._shown.injection else "")
            if key and verb == "exclude":
                self._exclude(key, key not in self.settings.excluded)
            elif key:
                self._favour(key, key not in self.settings.favourites)
        elif verb in ("undo", "redo"):
            self._history.undo() if verb == "undo" else self._history.redo()
            self._settings_changed()
            self._load_library()
        elif verb == "compare":
            self._kept = None if self._kept is not None else self.settings
            self._refresh(with_plan=True)
            self._show_state()
        elif verb == "use_in_training":
            self._change(is_used_in_training=not self.settings.is_used_in_training)
        elif verb == "snapshot" and self._survey is not None:
            self._page.ask_snapshot(self._free_name(f"{self._dataset}-balanced"))
        elif verb == "contact_sheet" and self._workspace is not None:
            self._page.ask_contact_sheet(str(self._workspace.folder / f"{self._dataset}-injections.png"))
        elif verb == "cancel":
            self.jobs.cancel()

    def _free_name(self, wished: str) -> str:
        taken, n = set(self._datasets), 2
        name = wished
        while name in taken:
            name, n = f"{wished}-{n}", n + 1
        return name

    # settings

    def _change(self, kind: str = "", **changes: object) -> None:
        """Steps of one kind in a row are one step to undo: a slider that is dragged."""
        # ``replace`` checks the names of fields and nothing their types: the callers stand in this class.
        self._put(replace(self.settings, **changes), kind)  # type: ignore[arg-type]

    def _put(self, settings: BalanceSettings, kind: str = "") -> None:
        if self._survey is None or settings == self.settings:
            return
        self._history.put(settings, kind)
        self._settings_changed()

    def _settings_changed(self) -> None:
        self._wants_save = True
        self._save_soon()
        self._refresh(with_plan=True)
        self._show_rules()
        self._show_state()

    def _choose_share(self, class_index: int, share: float) -> None:
        if self._survey is None:
            return
        names = self._survey.version.class_names[1:]
        now = self.settings.target
        target = {name: now.get(name, 0.0) if now else 1.0 for name in names}
        target[self._survey.version.class_names[class_index]] = share
        if all(math.isclose(value, 1.0) for value in target.values()):
            target = {}
        self._change(f"share {class_index}", target=target)

    def _choose_rules(self, rules: ClassRules) -> None:
        if self._survey is None:
            return
        name = self._class_name
        self._change(f"rules {name}", rules=self.settings.rules.changed(name, rules))

    def _judge(self, *, is_accepted: bool) -> None:
        shown = self._shown
        if shown is None or shown.injection is None or shown.drawing != self._drawing:
            return  # it is not what is looked at
        injection = shown.injection
        verdict = Verdict(self._class_name, injection.donor, injection.realism.score, is_accepted)
        self._put(self.settings.judged(verdict))
        self.look_at(replace(self._drawing, number=self._drawing.number + 1, attempt=0))

    def _exclude(self, key: str, is_excluded: bool) -> None:
        now = self.settings.excluded
        self._change(excluded=now | {key} if is_excluded else now - {key})
        self._show_item(key)

    def _favour(self, key: str, is_favourite: bool) -> None:
        now = self.settings.favourites
        self._change(favourites=now | {key} if is_favourite else now - {key})
        self._show_item(key)

    def _show_item(self, key: str) -> None:
        survey, settings, flags = self._survey, self.settings, self._flags.get(key, ())
        if survey is None or key not in survey.donor_by_key:
            return

        def show() -> object:
            from inspector.presenters.balance_composer import item_of

            return item_of(survey, survey.donor_by_key[key], settings, flags)

        self.control.do(show)

    def _save_soon(self) -> None:
        """One save at a time; what changes meanwhile is saved by the next."""
        if not self._is_saving and self._wants_save:
            self._save()

    def _save(self) -> None:
        workspace, survey, settings = self._workspace, self._survey, self.settings
        if workspace is None or survey is None:
            return
        self._is_saving, self._wants_save = True, False
        name = survey.version.name

        def save() -> object:
            from inspector.workspace.balance_settings import save_balance_settings, settings_file

            with _said_in_words(settings_file(workspace, name)):
                save_balance_settings(workspace, name, settings)
            return _Saved()

        self.control.do(told(save, _NotSaved))

    # what is looked at

    @property
    def _scale(self) -> Calibration | None:
        return self._workspace.settings.scale if self._workspace else None

    @property
    def _class_name(self) -> str:
        assert self._survey is not None  # asked for where a dataset is open
        return self._survey.version.class_names[self._drawing.class_index]

    def _choose_class(self, class_index: int) -> None:
        if class_index != self._drawing.class_index:
            self.look_at(Drawing(class_index))

    def look_at(self, drawing: Drawing) -> None:
        """Show this injection; rules and library are those of its class."""
        if self._survey is None or not 0 < drawing.class_index < len(self._survey.version.class_names):
            return
        is_other_class = drawing.class_index != self._drawing.class_index
        self._drawing = drawing
        if is_other_class:
            self._donor = ""
            self._show_rules()
            self._load_library()
        self._refresh(with_plan=is_other_class)

    def _choose_donor(self, key: str) -> None:
        self._donor = key

    def _refresh(self, *, with_plan: bool) -> None:
        """Plan and preview of the newest wishes; those between are never computed."""
        if self._survey is None:
            return
        self._wants_drawing = True
        self._wants_plan = self._wants_plan or with_plan
        if self._is_refreshing:
            return
        survey, settings, kept, drawing = self._survey, self.settings, self._kept, self._drawing
        scale = self._scale
        has_plan = self._wants_plan
        self._is_refreshing, self._wants_drawing, self._wants_plan = True, False, False

        def refresh() -> object:
            from inspector.presenters.balance_composer import balanced, drawn

            made = balanced(survey, settings, kept, drawing.class_index, scale) if has_plan else None
            return _Refreshed(survey, made, drawn(survey, settings, kept, drawing))

        self.control.do(told(refresh, _NotRefreshed))

    def _load_library(self) -> None:
        survey, settings, index, flags = self._survey, self.settings, self._drawing.class_index, self._flags
        if survey is None:
            return

        def load() -> object:
            from inspector.presenters.balance_composer import library_of

            return _Library(index, library_of(survey, settings, index, flags))

        self.control.do(load)

    # on the control thread

    def _list(self) -> object:
        from inspector.datasets.version import MANIFEST_NAME
        from inspector.workspace.workspace import open_or_create

        workspace = self._workspace or open_or_create(self._workspace_folder)
        found = sorted(path.parent.name for path in workspace.datasets.glob(f"*/{MANIFEST_NAME}"))
        return _Listed(workspace, tuple(name for name in found if not name.startswith(".")))

    # answers

    def _control_done(self, result: object) -> None:
        if isinstance(result, _Listed):
            self._workspace, self._datasets = result.workspace, result.datasets
            if self._survey is None:
                self._page.show_empty(OPEN_FIRST if self._datasets else NO_DATASETS)
            self._show_state()
        elif isinstance(result, (_Refreshed, _NotRefreshed)):
            self._is_refreshing = False
            if isinstance(result, _NotRefreshed):
                self._say(result.reason)
            elif result.survey is self._survey:
                self._show_refreshed(result)
            if self._wants_drawing:
                self._refresh(with_plan=False)
        elif isinstance(result, LibraryItem):
            self._page.change_library_item(result)
        elif isinstance(result, _Library):
            if result.class_index == self._drawing.class_index:
                self._page.show_library(result.items)
        elif isinstance(result, (_Saved, _NotSaved)):
            self._is_saving = False
            if isinstance(result, _NotSaved):
                self._say(result.reason)
            else:
                self._save_soon()

    def _show_refreshed(self, result: _Refreshed) -> None:
        if result.balanced is not None:
            self._balanced = result.balanced
            self._show_state()
        self._shown = result.drawn
        problem = result.drawn.problem
        if problem is not None:
            self._page.show_preview(None)
            words = message_text(problem)
            survey, uses_crops = result.survey, self.settings.uses_crops
            hint = " Tick “Clean parts of frames too”." if survey.crops and not (survey.hosts or uses_crops) else ""
            self._page.show_empty(EmptyState(f"{words.why[:1].upper()}{words.why[1:]}{hint}"))
            return
        self._page.show_empty(None)
        self._page.show_preview(result.drawn.shown)

    # jobs

    def _start_job(self, name: str, work: Callable[[JobProgress], object], *, gives_way: bool = False) -> None:
        """One at a time. A job that gives way is ended for another one, and asked for again after it."""
        if self.jobs.is_busy and self._gives_way and not gives_way:
            self._next_job = lambda: self._start_job(name, work)
            self.jobs.cancel()
            return
        if self.jobs.is_busy:
            self._say_words(
                MessageText(
                    f"“{name}” was not started.", "Other work of this page is still running.", "It goes on.",
                    "Wait for it, or cancel it.", Tier.NOTE, "balance.busy",
                )
            )  # fmt: skip
            return
        self._gives_way = gives_way
        self._page.show_work(WorkState(name, None))
        self.jobs.start(name, work)

    def _job_moved(self, status: JobStatus) -> None:
        if status.state not in ENDED:
            self._page.show_work(WorkState(_progress_words(status), status.share))
            return
        self._page.show_work(None)
        if status.state is JobState.FAILED and status.reason is not None:
            self._say(status.reason)
        next_job, self._next_job = self._next_job, None
        if next_job is not None:
            next_job()
        elif not self._gives_way and self._survey is not None and self._flagged is not self._survey:
            self._look_for_flags()

    def _job_done(self, result: object) -> None:
        if isinstance(result, _Opened):
            if self._wants_save:
                self._save()  # of the dataset that was open
            self._survey, self._dataset, self._flags = result.survey, result.dataset, {}
            self._history = History(result.settings)
            self._kept, self._balanced, self._donor = None, None, ""
            self._drawing = Drawing(_rarest(result.survey))
            self._show_rules()
            self._show_state()
            self._load_library()
            self._refresh(with_plan=True)
            if result.dropped is not None:
                self._say(result.dropped)
        elif isinstance(result, _Flagged):
            if result.survey is self._survey:
                self._flags, self._flagged = result.flags, result.survey
                self._load_library()
        elif isinstance(result, _SnapshotMade):
            self._say_words(_snapshot_words(result))
            self.control.do(self._list)
        elif isinstance(result, _SheetMade):
            self._say_words(
                MessageText(
                    f"The contact sheet is written: {result.outcome.file}", "", "", "", Tier.NOTE, "balance.sheet_made"
                )
            )

    def _look_for_flags(self) -> None:
        survey = self._survey
        if survey is None:
            return

        def look(progress: JobProgress) -> object:
            from inspector.datasets.balancing.donor_flags import flags_of

            found = flags_of(survey.donors, progress.report)
            return _Flagged(survey, {key: tuple(flag.words for flag in flags) for key, flags in found.items()})

        self._start_job("Looking for doubtful and repeated donors", look, gives_way=True)

    # what is shown

    def _show_state(self) -> None:
        settings, made = self.settings, self._balanced
        survey = self._survey
        self._page.show_state(
            BalanceState(
                datasets=self._datasets, dataset=self._dataset, unit=settings.unit, hosts_share=settings.hosts_share,
                per_host=settings.per_host, seed=settings.seed, uses_crops=settings.uses_crops,
                can_use_crops=survey is not None and bool(survey.crops),
                rows=made.rows if made is not None else (), headline=made.headline if made is not None else "",
                snapshot_words=made.snapshot_words if made is not None else "", is_open=survey is not None,
                is_used_in_training=settings.is_used_in_training, is_comparing=self._kept is not None,
                can_undo=self._history.can_undo, can_redo=self._history.can_redo,
            )
        )  # fmt: skip

    def _show_rules(self) -> None:
        if self._survey is None:
            self._page.show_rules(None)
            return
        name = self._class_name
        verdicts = [verdict.is_accepted for verdict in self.settings.verdicts if verdict.class_name == name]
        scale = self._scale
        mm_per_px = math.sqrt(scale.mm_per_px_across * scale.mm_per_px_along) if scale else None
        look = DefectClass.with_default_look(self._drawing.class_index, name)
        self._page.show_rules(
            RulesState(look, self.settings.rules[name], mm_per_px, sum(verdicts), len(verdicts) - sum(verdicts))
        )

    def _say(self, said: Message) -> None:
        self._say_words(message_text(said))

    def _say_words(self, words: MessageText) -> None:
        log.info("%s %s", words.what, words.why)
        self._page.show_message(words)


@dataclass(frozen=True, slots=True)
class _Saved:
    pass


@dataclass(frozen=True, slots=True)
class _NotSaved:
    reason: Message


@dataclass(frozen=True, slots=True)
class _NotRefreshed:
    reason: Message


@contextmanager
def _said_in_words(place: Path) -> Iterator[None]:
    """Whatever the disk refuses while ``place`` is written is said in words."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(place), detail=detail)) from error


def _rarest(survey: Survey) -> int:
    """The class with the fewest donors, but some; else the first."""
    counts = {
        index: sum(donor.class_index == index for donor in survey.donors)
        for index in range(1, len(survey.version.class_names))
    }
    return min((n, index) for index, n in counts.items() if n)[1] if any(counts.values()) else 1


def _progress_words(status: JobStatus) -> str:
    words = status.name
    if status.total:
        words += f" · {status.done:,} of {status.total:,}"
        if status.seconds_left is not None and status.seconds_left >= 1:
            left = round(status.seconds_left)
            words += f" · {left} s left" if left < 90 else f" · {round(left / 60)} min left"
    return words


def _snapshot_words(made: _SnapshotMade) -> MessageText:
    outcome = made.outcome
    n_injected, n_lost = sum(outcome.n_injected.values()), sum(outcome.n_given_up.values())
    rejected = {name: sum(reasons.values()) for name, reasons in outcome.rejected.items()}
    shares = ", ".join(
        f"{name} {n / (n + outcome.n_injected.get(name, 0)):.0%}" for name, n in rejected.items() if n
    )  # fmt: skip
    why = f"{n_injected:,} injections, {n_lost:,} given up" if n_lost else f"{n_injected:,} injections"
    return MessageText(
        f"The snapshot “{made.name}” is written: {len(outcome.version.samples):,} frames.", f"{why}.",
        f"Draws that were not taken: {shares}." if shares else "",
        f"Train on it with: inspector train --dataset {made.name}", Tier.NOTE, "balance.snapshot_made",
    )  # fmt: skip
