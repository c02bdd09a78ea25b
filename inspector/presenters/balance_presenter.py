"""What the Balance page decides: which dataset is open, and what is made of it.

    choose a dataset ► survey (job) ► editor (settings) and preview (plan, injection, library) ► page
    snapshot, contact sheet (jobs)

Runs on the Qt thread and never waits: surveys and snapshots are jobs; plans, previews and files go to a background of
its own. It imports no widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from inspector.core.balancing import BalanceSettings, ClassRules
from inspector.core.files import is_plain_name
from inspector.core.messages import Code, DatasetError, Message, message
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.presenters.balance_editing import BalanceEditor, catching_disk_errors
from inspector.presenters.balance_importing import DatasetImporting
from inspector.presenters.balance_preview import InjectionPreview, OpenSurvey
from inspector.presenters.balance_texts import snapshot_made
from inspector.presenters.missing_workspace import MAKE, offered
from inspector.presenters.work_in_hand import work_of
from inspector.screens.balance import BalanceState, WorkState
from inspector.screens.shell import EmptyState
from inspector.session import Session
from inspector.texts import balance as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background, ignore
from inspector.workers.job_worker import ENDED, JobWorker

if TYPE_CHECKING:
    from inspector.datasets.balancing.contact_sheet import SheetOutcome
    from inspector.datasets.balancing.snapshot import Outcome
    from inspector.datasets.balancing.survey import Survey
    from inspector.views.balance.balance_page import BalancePage

log = logging.getLogger("inspector.balance")

T = TypeVar("T")

DATASETS = "datasets"  # key of the background work


def open_first() -> EmptyState:
    return EmptyState(texts.OPEN_FIRST.translated(), ("balance.open", "balance.import"))


def no_datasets() -> EmptyState:
    return EmptyState(texts.NO_DATASETS.translated(), ("balance.import", "balance.synthetic"))


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    survey: Survey
    settings: BalanceSettings
    dropped: Message | None  # what of the saved settings could not be kept


class BalancePresenter:
    """NOTHING ► (survey) ► OPEN; another dataset begins anew. One job at a time."""

    def __init__(
        self,
        page: BalancePage,
        session: Session,
        *,
        background: Background | None = None,
        jobs: JobWorker | None = None,
        last_dataset: Callable[[], str] = str,
        opened: Callable[[str], object] = ignore,
    ) -> None:
        """``last_dataset``: the name of the one to open first, "" for none; ``opened`` hears which was opened."""
        self._page = page
        self._session = session
        self._background = background or Background(self._notify, name="balance")
        self._jobs = jobs or JobWorker()
        self._editor = BalanceEditor(self._background, self._settings_changed)
        self._preview = InjectionPreview(page, self._background, self._editor, self._show_state)
        self._importing = DatasetImporting(
            page, session, self._background, self._start_job, self._notify, self._imported
        )
        self._last_dataset = last_dataset
        self._opened = opened
        self._datasets: tuple[str, ...] = ()
        self._dataset = ""
        self._survey: Survey | None = None
        self._flagged: Survey | None = None  # whose donors were looked through
        self._wanted = ""  # to be opened once it is listed
        self._told_why = ""  # nothing new can be brought in
        self._has_ended = False
        self._has_tried = False  # to open what was open last
        self._acts = self._acts_by_id()
        self._connect()

    def _connect(self) -> None:
        page, editor, preview = self._page, self._editor, self._preview
        page.action_triggered.connect(self._act)
        page.dataset_chosen.connect(self.open)
        page.unit_chosen.connect(lambda unit: editor.change(unit=unit))
        page.hosts_share_chosen.connect(lambda share: editor.change("hosts_share", hosts_share=share))
        page.per_host_chosen.connect(lambda n: editor.change("per_host", per_host=n))
        page.seed_chosen.connect(lambda seed: editor.change("seed", seed=seed))
        page.crops_chosen.connect(lambda uses: editor.change(uses_crops=uses))
        page.class_chosen.connect(preview.choose_class)
        page.share_chosen.connect(editor.choose_share)
        page.rules_chosen.connect(lambda rules: editor.choose_rules(preview.class_name, rules))
        page.rules_reset.connect(lambda: editor.choose_rules(preview.class_name, ClassRules()))
        page.donor_chosen.connect(preview.choose_donor)
        page.donor_excluded.connect(self._exclude)
        page.donor_favoured.connect(self._favour)
        page.snapshot_named.connect(self.make_snapshot)
        page.contact_sheet_file.connect(lambda file: self.make_contact_sheet(Path(file)))
        self._jobs.status_changed.connect(self._job_moved)

    @property
    def settings(self) -> BalanceSettings:
        return self._editor.settings

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
        return not (self._background.is_busy or self._jobs.is_busy)

    def page_shown(self) -> None:
        """The page is looked at: see which datasets there are. Until then nothing of it costs anything."""
        if self._has_ended:
            return
        if not self._background.is_started:
            self._background.start()
            self._page.show_empty(open_first())
            self._show_state()
        self._list_datasets()

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: what runs is cancelled, what was changed is saved. True if in time."""
        self._has_ended = True
        has_ended = self._jobs.end(timeout_s)
        self._background.end()
        return self._background.join(timeout_s) and has_ended

    # datasets

    def _list_datasets(self) -> None:
        session = self._session

        def find() -> tuple[str, ...]:
            from inspector.datasets.version import MANIFEST_NAME

            folder = session.open_workspace().datasets
            found = sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST_NAME}"))
            return tuple(name for name in found if not name.startswith("."))

        self._background.run(find, done=self._datasets_found, failed=self._not_listed, key=DATASETS)

    def _not_listed(self, reason: Message) -> None:
        offer = offered(reason)
        if offer is not None:
            self._page.show_empty(offer)
        else:
            self._notify(reason)

    def _datasets_found(self, datasets: tuple[str, ...]) -> None:
        self._datasets = datasets
        self._open_wanted()
        if self._survey is None:
            self._page.show_empty(open_first() if datasets else no_datasets())
        self._show_state()

    def _open_wanted(self) -> None:
        """What was imported, or was open last: once it is listed, and the job before has ended."""
        wanted = self._wanted or self._last_dataset()
        is_wanted = self._survey is None and not self._has_tried and wanted in self._datasets
        if is_wanted and self._jobs.can_start:
            self._has_tried, self._wanted = True, ""
            self.open(wanted)

    def _imported(self, dataset: str) -> None:
        """Shown at once, unless another is being worked on."""
        self._wanted, self._has_tried = dataset, False
        self._list_datasets()

    def open(self, dataset: str) -> None:
        """Read a version of the workspace; what was open stays until the other is read."""
        workspace = self._session.workspace
        if workspace is None or not dataset:
            return

        def read(progress: JobProgress) -> _Opened:
            from inspector.datasets.balancing.saved_settings import balance_settings_of
            from inspector.datasets.balancing.survey import survey_of
            from inspector.datasets.version import open_version

            version = open_version(workspace.datasets / dataset)
            saved = balance_settings_of(workspace, version)
            self._session.meet_classes(version)
            return _Opened(survey_of(version, progress.report), saved.settings, saved.dropped)

        def opened(read: _Opened) -> None:
            self._survey, self._dataset = read.survey, dataset
            self._opened(dataset)
            self._editor.open(workspace, read.survey.version, read.settings)
            self._preview.open(OpenSurvey(read.survey, workspace.settings.scale, self._session.catalogue))
            self._show_state()
            if read.dropped is not None:
                self._notify(read.dropped)

        self._start_job(texts.READING.translated(name=dataset), read, opened)

    def _look_for_flags(self) -> None:
        """Which donors are doubtful or repeated; gives way to whatever somebody wants."""
        survey = self._survey
        if survey is None:
            return

        def look(progress: JobProgress) -> dict[str, tuple[str, ...]]:
            from inspector.datasets.balancing.donor_flags import flags_of
            from inspector.presenters.balance_composer import flag_text

            found = flags_of(survey.donors, progress.report)
            return {key: tuple(flag_text(flag) for flag in flags) for key, flags in found.items()}

        def looked(flags: dict[str, tuple[str, ...]]) -> None:
            if survey is self._survey:
                self._flagged = survey
                self._preview.set_flags(flags)

        self._start_job(texts.LOOKING_FOR_FLAGS.translated(), look, looked, gives_way=True)

    # what is made of them

    def make_snapshot(self, name: str) -> None:
        """The plan of the settings as they are now, as a version of this name."""
        survey, workspace, settings = self._survey, self._session.workspace, self.settings
        if survey is None or workspace is None:
            return
        name = name.strip()
        if not is_plain_name(name):
            self._notify(message(Code.DATASET_NAME_WRONG, name=name))
            return

        def write(progress: JobProgress) -> Outcome:
            from inspector.datasets.balancing.snapshot import plan_snapshot, write_snapshot

            folder = workspace.datasets / name
            if folder.exists():
                raise DatasetError(message(Code.DATASET_NAME_TAKEN, name=name))
            plan = plan_snapshot(survey, settings)
            with catching_disk_errors(folder):
                return write_snapshot(folder, survey, settings, plan, progress.report)

        def written(outcome: Outcome) -> None:
            self._notify(snapshot_made(name, outcome))
            self._list_datasets()

        self._start_job(texts.WRITING.translated(name=name), write, written)

    def make_contact_sheet(self, file: Path) -> None:
        survey, settings, catalogue = self._survey, self.settings, self._session.catalogue
        if survey is None:
            return

        def write(progress: JobProgress) -> SheetOutcome:
            from inspector.datasets.balancing.contact_sheet import write_contact_sheet

            with catching_disk_errors(file):
                return write_contact_sheet(file, survey, settings, catalogue, report=progress.report)

        def written(outcome: SheetOutcome) -> None:
            self._notify(message(Code.SHEET_MADE, path=str(outcome.file)))

        self._start_job(texts.DRAWING.translated(name=file.name), write, written)

    def _start_job(
        self,
        name: str,
        work: Callable[[JobProgress], T],
        done: Callable[[T], object],
        *,
        gives_way: bool = False,
    ) -> None:
        if not self._jobs.can_start:
            self._notify(message(Code.WORK_BUSY, name=name))
            return
        self._page.show_work(WorkState(name, None))
        self._jobs.start(name, work, done=done, gives_way=gives_way)
        self._show_state()  # what cannot be done beside it

    def _job_moved(self, status: JobStatus) -> None:
        if status.state not in ENDED:
            self._page.show_work(work_of(status))
            if self._why_none_new() != self._told_why:  # it began when another gave way to it
                self._show_state()
            return
        self._page.show_work(None)
        if status.state is JobState.FAILED and status.reason is not None:
            self._notify(status.reason)
        self._open_wanted()
        if status.name != texts.LOOKING_FOR_FLAGS.translated() and self._flagged is not self._survey:
            self._look_for_flags()
        self._show_state()

    # what people do

    def _acts_by_id(self) -> dict[str, Callable[[], object]]:
        preview, editor = self._preview, self._editor
        return {
            "balance.next": lambda: preview.step(1),
            "balance.previous": lambda: preview.step(-1),
            "balance.again": preview.try_again,
            "balance.accept": lambda: preview.judge(is_accepted=True),
            "balance.reject": lambda: preview.judge(is_accepted=False),
            "balance.exclude": lambda: self._exclude(preview.donor_key),
            "balance.favour": lambda: self._favour(preview.donor_key),
            "balance.undo": lambda: self._walk(editor.undo),
            "balance.redo": lambda: self._walk(editor.redo),
            "balance.compare": self._compare,
            "balance.use_in_training": lambda: editor.change(is_used_in_training=not self.settings.is_used_in_training),
            "balance.snapshot": self._ask_snapshot,
            "balance.contact_sheet": self._ask_contact_sheet,
            "balance.cancel": self._jobs.cancel,
            "balance.import": self._page.ask_import,
            "balance.synthetic": self._importing.make_synthetic,
            MAKE: self._make_workspace,
        }

    def _act(self, action_id: str) -> None:
        act = self._acts.get(action_id)
        if act is not None:
            act()

    def _make_workspace(self) -> None:
        self._background.run(self._session.make_workspace, done=lambda _: self._list_datasets())

    def _walk(self, step: Callable[[], None]) -> None:
        step()
        self._preview.load_library()

    def _compare(self) -> None:
        self._preview.toggle_compare()
        self._show_state()

    def _exclude(self, key: str, is_excluded: bool | None = None) -> None:
        """``None``: the other way round."""
        if key:
            self._editor.exclude(key, key not in self.settings.excluded if is_excluded is None else is_excluded)
            self._preview.refresh_donor(key)

    def _favour(self, key: str, is_favourite: bool | None = None) -> None:
        if key:
            self._editor.favour(key, key not in self.settings.favourites if is_favourite is None else is_favourite)
            self._preview.refresh_donor(key)

    def _ask_snapshot(self) -> None:
        if self._survey is not None:
            self._page.ask_snapshot(self._free_name(f"{self._dataset}-balanced"))

    def _ask_contact_sheet(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._page.ask_contact_sheet(str(workspace.folder / f"{self._dataset}-injections.png"))

    def _free_name(self, wanted: str) -> str:
        taken, n = set(self._datasets), 2
        name = wanted
        while name in taken:
            name, n = f"{wanted}-{n}", n + 1
        return name

    # what is shown

    def _settings_changed(self) -> None:
        self._preview.refresh()
        self._preview.show_rules()
        self._show_state()

    def _show_state(self) -> None:
        settings, balanced, survey = self.settings, self._preview.balanced, self._survey
        self._told_why = self._why_none_new()
        self._page.show_state(
            BalanceState(
                datasets=self._datasets, dataset=self._dataset, unit=settings.unit, hosts_share=settings.hosts_share,
                per_host=settings.per_host, seed=settings.seed, uses_crops=settings.uses_crops,
                can_use_crops=survey is not None and bool(survey.crops),
                rows=balanced.rows if balanced is not None else (),
                headline=balanced.headline if balanced is not None else "",
                snapshot_text=balanced.snapshot_text if balanced is not None else "", is_open=survey is not None,
                is_used_in_training=settings.is_used_in_training, is_comparing=self._preview.is_comparing,
                can_undo=self._editor.can_undo, can_redo=self._editor.can_redo,
                why_none_new=self._told_why,
            )
        )  # fmt: skip

    def _why_none_new(self) -> str:
        if self._session.workspace is None:
            return texts.NO_WORKSPACE.translated()
        return "" if self._jobs.can_start else texts.WHEN_ENDED.translated()

    def _notify(self, message: Message) -> None:
        log.info("%s", message.to_json())
        self._page.show_message(message_text(message))
