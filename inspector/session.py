"""What the whole program shares: the workspace, its records, the active model and the inspection. No Qt.

    open_workspace, open_records, load_model  ►  start ► begin_piece … ► stop  ►  close

One for the window, whatever pages it has, and one for ``inspector run``. Methods that open, load, start, stop or close
wait for disk, network or model: call them one at a time, off the Qt thread. What goes wrong is raised as
InspectorError, and what was in use before stays in use. Properties may be read from any thread.

Line, store and ONNX Runtime are imported where they are first used: the window's first paint need not wait for them.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.classes import BACKGROUND_INDEX, ClassCatalogue, HasClasses
from inspector.core.frame import Frame
from inspector.core.frame_keeping import KeptBecause
from inspector.core.messages import (
    Code,
    InspectorError,
    Message,
    ModelError,
    SourceError,
    StoreError,
    WorkspaceError,
    message,
)
from inspector.core.model_card import ModelCard
from inspector.core.piece import Absence, Piece
from inspector.core.programs import is_replaced
from inspector.inference.backend import BackendChoice
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings, LimitChange, Limits
from inspector.pipeline.alarm_desk import AlarmDesk
from inspector.pipeline.alarms import AlarmBoard, AlarmsNow
from inspector.pipeline.sink import InspectionStart, Sink
from inspector.promotion_desk import PromotionDesk
from inspector.sources.source import ListingSource, Source

if TYPE_CHECKING:
    from inspector.annotation.label_store import LabelStore
    from inspector.core.grading import Judgement
    from inspector.core.remark import Remark
    from inspector.inference.opening import Opening
    from inspector.inference.screening import ScreenFile, Screening
    from inspector.inference.trial_beside import TrialBeside
    from inspector.measuring.severity import SeverityTable
    from inspector.models_store.promotions import PromotedModel
    from inspector.pipeline.alarm_signals import SignalWishes
    from inspector.pipeline.frame_again import FrameAgain
    from inspector.pipeline.frames_around import FramesAround
    from inspector.pipeline.grading import GradingSink
    from inspector.pipeline.lane import Lane
    from inspector.pipeline.line import Line, LineStatus
    from inspector.pipeline.result import InspectionResult
    from inspector.pipeline.shadow import Shadow, ShadowScore
    from inspector.runs.line_beat import LineHeart
    from inspector.store.evidence import EvidenceStore
    from inspector.store.guard import StoreGuard
    from inspector.store.operations.operation import Operation
    from inspector.store.records import Notice
    from inspector.store.writer import NoticeListener, StoreWriter
    from inspector.workspace.grading_tables import TablesInUse
    from inspector.workspace.setting_edits import SettingEdit
    from inspector.workspace.settings import WorkspaceSettings
    from inspector.workspace.threshold_sets import ThresholdSet
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.session")

STOP_TIMEOUT_S = 15.0
CLOSE_PATIENCE_S = 10.0
RECORD_TIMEOUT_S = 10.0
LABELS_LOOK_S = 0.25
BESIDE_NICENESS = 5  # beyond that of the line, of a model that is opened while it runs
ROOM_TIMEOUT_S = 1.0  # for changes of settings; what waits behind them, as a stop, must not wait long
SinksOf = Callable[[Piece], Sequence[Sink]]


@dataclass(frozen=True, slots=True, eq=False)
class PutBack:
    """What a start put in the place of what a hand had moved for another source."""

    source: str  # that was started
    limits: Limits


@dataclass(frozen=True, slots=True, eq=False)
class InUse:
    """The active model, and settings made for its classes: those of the inspection, or of the next one."""

    model: LoadedModel
    settings: InspectionSettings
    screening: Screening | None = None  # names where the model looks; None: everywhere
    screen_trouble: Message | None = None  # why a screen that somebody said yes to is not used
    threshold_set: ThresholdSet | None = None  # None: the model's own thresholds hold, where no hand moved them
    put_back: PutBack | None = None  # by the last start with another source; what a hand moves since is not in it
    promoted: str = ""  # title of the workspace's promoted model, where this one, chosen by hand, is another

    @property
    def card(self) -> ModelCard:
        return self.model.card

    @property
    def trial(self) -> Message | None:
        """That the model is on trial, where another one is promoted."""
        title = self.card.title
        return message(Code.MODEL_ON_TRIAL, model=title, promoted=self.promoted) if self.promoted else None

    @property
    def base(self) -> Limits:
        """Thresholds and minimum areas before any hand moved them: those of the set, or the model's own."""
        own = self.card.thresholds, self.card.min_area_px
        return self.threshold_set.limits(self.card) if self.threshold_set is not None else own


Decides = Callable[[InUse | None, InUse], InUse]  # what was in use, how another model would be: how it is


@dataclass(frozen=True, slots=True, eq=False)
class SessionState:
    """What is open and what goes on, at one moment."""

    in_use: InUse | None = None
    has_records: bool = False
    troubles: tuple[Message, ...] = ()  # of the records, that are not over
    status: LineStatus | None = None  # of the inspection that runs, or of the last one
    catalogue: ClassCatalogue = field(default_factory=ClassCatalogue)  # looks of all classes that were met
    decimals_mm: int = 1  # of sizes, as the plant likes them
    judgement: Judgement | None = None  # of the piece that is inspected, or was last; None: it is not graded
    alarms: AlarmsNow = field(default_factory=AlarmsNow)
    min_percent: float = 99.0  # of a piece, that must be inspected
    severity_table: SeverityTable | None = None  # of the plant, or the example; None before the workspace is open


@dataclass(frozen=True, slots=True)
class NotWritten:
    """What was still waiting when the records were closed."""

    n_records: int = 0
    n_frames: int = 0  # whose records are among them
    n_crops: int = 0  # pictures of defects


class Session:
    def __init__(self, workspace_folder: Path | None, *, niceness: int = 0, makes_default: bool = True) -> None:
        """``None``: the default workspace, made where there is none yet; without ``makes_default`` that waits for
        ``make_workspace``.

        ``niceness`` above 0: a window that shares the processor answers before the next tile is predicted.
        """
        self._workspace_folder = workspace_folder
        self._makes_default = makes_default
        self._niceness = niceness
        self._opening = threading.Lock()
        self._changing = threading.Lock()  # of what is in use and of troubles
        # From reading who said yes to a screen until that runs, taken before ``_changing``: else a model that is loaded
        # meanwhile brings back a yes that was withdrawn, or loses a fresh one. Waits for disk and network.
        self._screening = threading.Lock()
        self._workspace: Workspace | None = None
        self._settings_at_opening: WorkspaceSettings | None = None
        self._writer: StoreWriter | None = None
        self._evidence: EvidenceStore | None = None
        self._guard: StoreGuard | None = None
        self._in_use: InUse | None = None
        self._line: Line | None = None
        self._around: FramesAround | None = None  # of the piece that began last
        self._listener: NoticeListener = lambda notice: None
        self._troubles: dict[Code, Message] = {}
        self._catalogue = ClassCatalogue()
        self._closing: tuple[EvidenceStore | StoreWriter, ...] = ()  # until they have written what waits
        self._unrecorded: list[Operation] = []  # until the records are open
        self._tables: TablesInUse | None = None  # that grade the pieces to come
        self._grading: GradingSink | None = None  # of the newest piece
        self._alarms = AlarmDesk()
        self._heart: LineHeart | None = None  # tells trainings of the line that began last
        self._trial: TrialBeside | None = None  # of how the model in use runs best here
        self._labels: LabelStore | None = None  # from when somebody labels
        self._gave_up_labels = threading.Event()
        self._choice = BackendChoice()  # what the model loaded last was asked to run on
        self._promotion = desk = PromotionDesk(self, niceness + BESIDE_NICENESS)
        # Asked of the session, which knows what is in use; all of it is done there.
        self.load_active, self.promote, self.roll_back = desk.load_active, desk.promote, desk.roll_back
        self.on_model_changed = desk.on_model_changed
        self._shadowing = threading.Lock()  # one beginning or end after the other; taken before ``_changing``
        self._shadow: Shadow | None = None  # the one that goes on, or the last one

    # on any thread

    @property
    def workspace(self) -> Workspace | None:
        """None until it is open."""
        return self._workspace

    @property
    def named_folder(self) -> Path | None:
        """Of the workspace, as whoever made the session named it; None: the default one."""
        return self._workspace_folder

    @property
    def settings_at_opening(self) -> WorkspaceSettings | None:
        """What held when the workspace was opened, whatever was changed since. None until it is open."""
        return self._settings_at_opening

    @property
    def in_use(self) -> InUse | None:
        """None until a model is loaded."""
        return self._in_use

    @property
    def catalogue(self) -> ClassCatalogue:
        """Looks of all classes met so far; the workspace's, once it is open."""
        return self._catalogue

    @property
    def alarms(self) -> AlarmBoard:
        """Of all inspections of this session, and those of before that nobody acknowledged."""
        return self._alarms.board

    @property
    def has_records(self) -> bool:
        """They are open for writing."""
        return self._writer is not None

    @property
    def is_ready(self) -> bool:
        """An inspection can start at once."""
        return self._writer is not None and self._in_use is not None

    @property
    def is_inspecting(self) -> bool:
        return self._line is not None and not self._line.status.has_ended

    @property
    def shadow_score(self) -> ShadowScore | None:
        """Of the candidate in shadow, or of the last one, which says how it ended; None before the first."""
        shadow = self._shadow
        return shadow.score if shadow is not None else None

    @property
    def state(self) -> SessionState:
        line, grading, workspace, alarms = self._line, self._grading, self._workspace, self._alarms
        now = alarms.board.now  # not under our lock: who raises an alarm may ask for this state
        with self._changing:
            return SessionState(
                self._in_use, self._writer is not None, tuple(self._troubles.values()),
                line.status if line is not None else None, self._catalogue,
                self._workspace.settings.look.decimal_places_mm if self._workspace is not None else 1,
                grading.judgement if grading is not None else None, now, alarms.min_percent,
                workspace.settings.severity_table if workspace is not None else None,
            )  # fmt: skip

    def listen(self, listener: NoticeListener) -> None:
        """Hear of trouble with the records, and of its end. Called on the store's threads."""
        self._listener = listener

    def use_settings(self, card: ModelCard, settings: InspectionSettings) -> None:
        """From the next frame on. Settings for another model than the active one are passed over: it has its own."""
        with self._changing:
            if self._in_use is None or self._in_use.card is not card:
                return
            self._in_use = replace(self._in_use, settings=settings)
            if self._line is not None:
                self._line.set_settings(settings)

    def adopt_set(self, card: ModelCard, saved: ThresholdSet) -> None:
        """What holds now goes on, as changes by hand of this set where it is other. Passed over as ``use_settings``."""
        with self._changing:
            if self._in_use is not None and self._in_use.card is card:
                self._in_use = replace(self._in_use, threshold_set=saved)

    def use_set(self, card: ModelCard, chosen: ThresholdSet | None) -> None:
        """From the next frame on: the thresholds of this set, or the model's own. Passed over as ``use_settings``."""
        with self._changing:
            if self._in_use is None or self._in_use.card is not card:
                return
            chosen_in_use = replace(self._in_use, threshold_set=chosen)
            self._in_use = replace(chosen_in_use, settings=chosen_in_use.settings.with_limits(chosen_in_use.base))
            if self._line is not None:
                self._line.set_settings(self._in_use.settings)

    def record_changes(self, changes: Sequence[LimitChange], because: str, stamp: AuditStamp) -> None:
        """Who moved thresholds and areas of the model in use, before and after. Waits a second for the records at most.

        What is changed before the records are open, or while they take nothing, waits for them. Raises WorkspaceError
        where the audit chain cannot be written; the records have the changes then.
        """
        from inspector.store.operations.setting_changes import RecordSettingChange
        from inspector.store.records import ModelUsed

        in_use, workspace = self._in_use, self._workspace
        if in_use is None:
            return
        status = self._line.status if self._line is not None else None
        model = ModelUsed(in_use.card.name, in_use.card.version, in_use.model.sha256)
        operations = [
            RecordSettingChange(
                model, one.class_name, one.quantity, one.before, one.after, because,
                status.inspection_id if status is not None and not status.has_ended else None,
                workspace.settings.name if workspace is not None else "", stamp=stamp,
            )
            for one in changes
        ]  # fmt: skip
        with self._changing:
            is_stuck = bool(self._unrecorded)  # one wait is enough to learn that the disk takes nothing
            self._unrecorded += operations
            writer = self._writer
        if writer is not None:
            self._record_what_waits(writer, 0.0 if is_stuck else ROOM_TIMEOUT_S)
        if workspace is not None:  # before that they are in the records alone
            from inspector.audit.log import Audited, AuditLog

            facts = {f"{one.class_name} {one.quantity}": f"{one.before:g} → {one.after:g}" for one in changes}
            facts = {"model": f"{model.name} {model.version}", "because": because, **facts}
            AuditLog(workspace.audit).append(Audited.THRESHOLDS_CHANGED, facts, by=stamp.actor)

    def _record_what_waits(self, writer: StoreWriter, timeout_s: float) -> None:
        """Changes of settings that the records did not take yet. Raises StoreError where the writer is closed."""
        with self._changing:
            waiting, self._unrecorded = self._unrecorded, []
        is_taken = False
        try:
            is_taken = not waiting or writer.submit(*waiting, timeout_s=timeout_s)
        finally:
            if not is_taken:
                with self._changing:
                    self._unrecorded = [*waiting, *self._unrecorded]

    # opening

    def open_workspace(self) -> Workspace:
        """Open it, or give the one that is open. Raises WorkspaceError, and may be tried again then."""
        from inspector.workspace.known import remember_workspace
        from inspector.workspace.places import default_folder
        from inspector.workspace.workspace import open_or_create

        with self._opening:
            if self._workspace is None:
                named = self._workspace_folder
                self._workspace = open_or_create(named if named or self._makes_default else default_folder())
                remember_workspace(self._workspace.folder)
                self._settings_at_opening = self._workspace.settings
                self._catalogue = self._with_met(self._workspace.settings.catalogue)
            return self._workspace

    def meet_classes(self, owner: HasClasses) -> ClassCatalogue:
        """Give looks to classes that are new, and save them in the workspace, so that they stay.

        Where they cannot be saved they hold as long as the program runs; the log tells why.
        """
        from inspector.workspace.editing import remember_classes

        met = [entry.name for entry in self._catalogue.entries]  # also those that could not be saved so far
        names = [*met, *owner.class_names[BACKGROUND_INDEX + 1 :]]
        try:
            opened = self.open_workspace()
            with self._opening:
                self._workspace = remember_classes(self._workspace or opened, names)
                self._catalogue = self._workspace.settings.catalogue
        except InspectorError as error:
            log.warning("the looks of new classes are not saved: %s", error)
            self._catalogue = self._catalogue.with_names(names)
        return self._catalogue

    def make_workspace(self, folder: Path | None = None) -> Workspace:
        """Make it in this folder, else where the named or the default one is missing, and open it; one that is there is
        opened. Nothing happens where one is open. Raises WorkspaceError."""
        from inspector.workspace.known import remember_workspace
        from inspector.workspace.places import SETTINGS_NAME, default_folder
        from inspector.workspace.workspace import create_workspace, open_workspace

        with self._opening:
            if self._workspace is None:
                place = folder or self._workspace_folder or default_folder()
                is_there = (place / SETTINGS_NAME).exists()
                self._workspace = open_workspace(place) if is_there else create_workspace(place)
                remember_workspace(self._workspace.folder)
                self._settings_at_opening = self._workspace.settings
                self._catalogue = self._with_met(self._workspace.settings.catalogue)
            return self._workspace

    def _with_met(self, saved: ClassCatalogue) -> ClassCatalogue:
        """With the classes met before there was a workspace, else a model loaded by then would have them all alike."""
        return saved.with_names([entry.name for entry in self._catalogue.entries])

    def change_settings(self, edits: Sequence[SettingEdit]) -> Workspace:
        """Write these settings and use them from now on: looks and the quota at once, what an inspection was started
        with from the next one on. Raises WorkspaceError; nothing is changed then.
        """
        from inspector.audit.log import Audited, AuditLog
        from inspector.workspace.editing import change_settings
        from inspector.workspace.setting_edits import changing

        # A PIN's hash is nobody's to read; that it was changed is.
        facts = {".".join(edit.path): "" if edit.path[0] == "people" else str(edit.value) for edit in edits}
        with AuditLog(self.open_workspace().audit).recorded(Audited.SETTINGS_CHANGED, facts):
            return self.replace_workspace(lambda workspace: change_settings(workspace, changing(edits)))

    def replace_workspace(self, change: Callable[[Workspace], Workspace]) -> Workspace:
        """``change`` writes settings and gives the workspace as it is then. Raises what it raises."""
        opened = self.open_workspace()
        with self._opening:
            made = self._workspace = change(self._workspace or opened)
            met = [entry.name for entry in self._catalogue.entries]  # also those that could not be saved so far
            self._catalogue = made.settings.catalogue.with_names(met)
        evidence = self._evidence
        if evidence is not None:
            evidence.allow(made.settings.evidence.quota_mb * 1_000_000)
        self._alarms.use(made.settings.coverage.min_percent, _wishes(made))
        return made

    def reread_workspace(self) -> Workspace:
        """Settings as they are on the disk now: another program may have changed them. Raises WorkspaceError."""
        from inspector.workspace.workspace import open_workspace

        return self.replace_workspace(lambda workspace: open_workspace(workspace.folder))

    def judged(self, model: LoadedModel) -> LoadedModel:
        """The model with what the workspace calls no defect among its non-defects, its classes met.

        Raises WorkspaceError where no class of defects is left.
        """
        try:
            return replace(model, card=model.card.judged_by(self.meet_classes(model.card)))
        except ValueError as error:
            folder, detail = self.open_workspace().folder, f"workspace.toml, classes: {error}"
            raise WorkspaceError(message(Code.WORKSPACE_BROKEN, path=str(folder), detail=detail)) from error

    def open_records(self) -> tuple[Message, ...]:
        """Open the workspace's records for writing, where they are not. Gives inspections that were found unfinished.

        Raises WorkspaceError or StoreError, and may be tried again then.
        """
        if self._writer is not None:
            return ()
        try:
            unfinished = self._open_store(self.open_workspace())
        except InspectorError as error:
            with self._changing:
                self._troubles = {error.message.code: error.message}
            raise
        with self._changing:
            self._troubles.clear()  # whatever kept them closed is over
        return unfinished

    def _open_store(self, workspace: Workspace) -> tuple[Message, ...]:
        from inspector.annotation.labelled_evidence import labelled_evidence
        from inspector.store.backups import BackupRule
        from inspector.store.evidence import EvidenceStore
        from inspector.store.guard import StoreGuard
        from inspector.store.retention import RetentionKeeper
        from inspector.store.writer import StoreWriter

        writer = StoreWriter(workspace.database, on_notice=self._noticed)
        try:
            quota_bytes = workspace.settings.evidence.quota_mb * 1_000_000
            self._evidence = EvidenceStore(workspace.frames, quota_bytes, writer, on_notice=self._noticed)
        except BaseException:
            writer.close()
            raise
        plant = workspace.settings.records
        rule = BackupRule(plant.keep_backups, plant.backup_every_h)
        keeper = RetentionKeeper(
            writer, workspace.frames, lambda: self.open_workspace().settings.retention.rule,
            lambda: labelled_evidence(workspace.annotations),
        )  # fmt: skip
        self._guard = StoreGuard(writer, rule, on_notice=self._noticed, keeps_pictures=keeper.look)
        with self._changing:
            self._writer = writer
        self._record_what_waits(writer, ROOM_TIMEOUT_S)
        self._open_alarms(workspace, writer)
        return writer.unfinished

    def _open_alarms(self, workspace: Workspace, writer: StoreWriter) -> None:
        from resources import resource

        plant, sounds = workspace.settings, resource("sounds")
        limit = plant.coverage.min_percent
        self._alarms.open(writer, plant.name, min_percent=limit, wishes=_wishes(workspace), sounds=sounds)
        self._alarms.found(writer.unfinished)

    def _noticed(self, notice: Notice) -> None:
        with self._changing:
            if notice.is_over:
                self._troubles.pop(notice.message.code, None)
            else:
                self._troubles[notice.message.code] = notice.message
        writer = self._writer
        if notice.is_over and notice.message.code is Code.STORE_PAUSED and writer is not None:
            self._record_what_waits(writer, 0.0)  # there is room again
        self._alarms.noticed(notice)
        self._listener(notice)

    def load_model(
        self,
        path: Path,
        choice: BackendChoice | None = None,
        opening: Opening | None = None,
        *,
        tries: bool = True,
        is_screened: bool = True,
        promoted: PromotedModel | None = None,
    ) -> LoadedModel:
        """The model in use from now on, at its own thresholds. A running inspection goes on with it.

        Where another one was promoted, it is on trial (``InUse.promoted``). With ``promoted``, the file must be it.

        Without ``tries`` nobody waits while it is tried how the model runs best on this PC: that happens beside, and
        it is followed when inspection is started again; one that goes on from piece to piece stays as it began.

        What the workspace calls no defect is none, whatever the model's card says. The screen that the plant said yes
        to for it is used where ``is_screened``; where it cannot be, the model looks everywhere and each piece says why.
        Raises ModelError, and WorkspaceError where no class of defects is left.
        """
        active = self._promotion.promoted_now() if promoted is None else None  # first: a trial must be known to be one
        choice = choice or BackendChoice()
        model = self.open_model(path, opening, choice=choice, tries=tries, promoted=promoted)
        self._choice = choice
        with self.exchanging(model, opening, is_screened=is_screened) as exchange:
            exchange(lambda before, made: self._promotion.on_trial(active, before, made))
        self._try_beside(model)
        return model

    def open_model(
        self, path: Path, opening: Opening | None, *, tries: bool, choice: BackendChoice | None = None,
        promoted: PromotedModel | None = None,
    ) -> LoadedModel:  # fmt: skip
        """Open and ready, and its classes met; nothing is in use yet. Without ``choice`` it runs on what the model
        loaded last was asked to run on. Raises ModelError, WorkspaceError."""
        from inspector.inference.model_file import open_model

        model = open_model(path, choice or self._choice, opening, tries=tries)
        if promoted is not None:
            from inspector.models_store.promotions import check_promoted

            check_promoted(promoted, path, model.sha256)
        return self.judged(model)

    @contextmanager
    def exchanging(
        self, model: LoadedModel, opening: Opening | None = None, *, is_screened: bool = True
    ) -> Iterator[Callable[[Decides], None]]:
        """This model, opened by ``open_model``, takes the place of the one in use where what is yielded is called: a
        running inspection goes on with it between two frames. Until then nothing has changed, and its screen is ready.

        What it is called with is given what was in use and the model as it would be used, at its own thresholds, and
        gives how it is; it must not wait. Raises ModelError where the opening was given up while the screen was tried.
        """
        line: Line | None = None
        with self._screening:
            screening, trouble = self._screening_of(model, opening) if is_screened else (None, None)
            if opening is not None and opening.is_given_up:
                raise ModelError(message(Code.MODEL_GIVEN_UP, path=str(model.path)))

            def exchange(decides: Decides) -> None:
                nonlocal line
                with self._changing:
                    line = self._take(decides(self._in_use, self._made_in_use(model, screening, trouble)))

            yield exchange
        _tell(line, trouble)

    def _made_in_use(self, model: LoadedModel, screening: Screening | None, trouble: Message | None) -> InUse:
        """``_changing`` is held. At the thresholds of its card, at the scale and severities of before."""
        before = self._in_use.settings if self._in_use is not None else None
        if before is not None:
            settings = InspectionSettings.of_card(model.card, before.calibration, before.severity_table)
        else:
            settings = InspectionSettings.of_card(model.card)
        return InUse(model, settings, screening, trouble)

    def record_event(self, told: Message, plant_line: str) -> None:
        """With the piece that is inspected, or beside all inspections. Waits a second for the records at most."""
        from inspector.store.operations.events import RecordEvent

        line, writer = self._line, self._writer
        if line is not None and not line.status.has_ended:
            line.notify(told)
        elif writer is not None:
            try:
                writer.submit(RecordEvent(told, line=plant_line), timeout_s=ROOM_TIMEOUT_S)
            except StoreError as error:
                log.warning("not among the events: %s (%s)", told.to_json(), error)

    def shadow(self, file: Path | None, every_n: int = 10, opening: Opening | None = None) -> None:
        """The model of this file looks at every n-th frame that is inspected from now on, where the PC has time, beside
        the model in use; whatever pieces come, until another model is in use or this is called again. None ends it.

        Who begins another one ends the one before. It opens where a line may run, so it waits: off the Qt thread.
        Raises ModelError, also for the model in use itself (SHADOW_OF_ITSELF), and WorkspaceError; the one before goes
        on then. Raises ValueError where no model is in use yet.
        """
        from inspector.pipeline.prediction_pool import at_lower_priority
        from inspector.pipeline.shadow import Shadow

        with self._shadowing:
            if file is None:
                self._end_shadow()
                return
            in_use, workspace = self._in_use, self.open_workspace()
            if in_use is None:
                raise ValueError("a model is in use before another one is in its shadow")
            tries, niceness = not self.is_inspecting, self._niceness + BESIDE_NICENESS
            model = at_lower_priority(niceness, lambda: self.open_model(file, opening, tries=tries))
            if opening is not None and opening.is_given_up:
                raise ModelError(message(Code.MODEL_GIVEN_UP, path=str(file)))
            titles = [one.card.title for one in (model, in_use)]
            if model.sha256 == in_use.model.sha256:
                raise ModelError(message(Code.SHADOW_OF_ITSELF, model=titles[0]))
            self._end_shadow()
            plant_line = workspace.settings.name
            shadow = Shadow(
                model, in_use.model, self._keep_disagreement, every_n=every_n, niceness=niceness,
                on_end=lambda told: self.record_event(told, plant_line),
            )  # fmt: skip
            begun = message(Code.SHADOW_BEGUN, model=titles[0], active=titles[1], every_n=every_n)
            self.record_event(begun, plant_line)
            shadow.start()
            self._shadow = shadow

    def finish_shadow(self) -> None:
        """End it once it has compared what it has in hand: for who need not wait for anything else."""
        with self._shadowing:
            if self._shadow is not None:
                self._shadow.end(finishes=True)

    def _end_shadow(self) -> None:
        """``_shadowing`` is held, or nobody begins another one any more."""
        if self._shadow is not None:
            self._shadow.end()

    def _keep_disagreement(self, start: InspectionStart, frame: Frame, lane: int) -> bool:
        """On the shadow's thread. For annotation, where there is room."""
        evidence = self._evidence
        return evidence is not None and evidence.save_frame(
            start.inspection_id, start.piece.id, frame, (KeptBecause.DISAGREED,), lane=lane
        )

    def _screening_of(self, model: LoadedModel, opening: Opening | None) -> tuple[Screening | None, Message | None]:
        """The screen in use for this model; or why that cannot be used."""
        from inspector.models_store.screens import Screens

        try:
            return Screens(self.open_workspace().models).open(model.sha256, model.card, opening), None
        except WorkspaceError:  # nobody said yes where there is no workspace; whoever starts hears of it
            return None, None
        except ModelError as error:
            log.warning("nothing is screened: %s", error)
            return None, error.message

    def use_screen(self, file: ScreenFile | None, model_sha256: str) -> None:
        """Say yes to this screen for the model in use, or, with None, end what was said yes to. From the next frame on.

        ``model_sha256`` of the model that somebody chose it for. Raises ModelError where another is in use by now, or
        for a screen that does not fit it or does not answer, WorkspaceError where the disk refuses; nothing has changed
        then, but that with None the model in use looks everywhere even where the disk refuses, until it is loaded
        again. Without a model nothing happens.
        """
        from inspector.models_store.screens import Screens

        with self._screening:
            in_use = self._in_use
            if in_use is None:
                return
            if in_use.model.sha256 != model_sha256:
                title = in_use.card.title
                raise ModelError(message(Code.SCREEN_OTHER_MODEL, model=title))
            model, screens = in_use.model, Screens(self.open_workspace().models)
            if file is None:  # off first: nobody goes on with it because a file cannot be read or written
                self._take_screening(None, None)
                screens.end(model.sha256)
                return
            screens.approve(file, model.sha256, model.card)
            screening, trouble = self._screening_of(model, None)
            line = self._take_screening(screening, trouble)
        _tell(line, trouble)

    def _take_screening(self, screening: Screening | None, trouble: Message | None) -> Line | None:
        """``_screening`` is held: the model is the one it was read for."""
        with self._changing:
            assert self._in_use is not None  # a model stays until there is another
            return self._take(replace(self._in_use, screening=screening, screen_trouble=trouble))

    def _take(self, in_use: InUse) -> Line | None:
        """``_changing`` is held: the line never runs other than what is in use. Gives the line."""
        self._in_use = in_use
        if self._line is not None:
            self._line.use_model(in_use.model, in_use.settings, in_use.screening, in_use.screen_trouble)
        return self._line

    def _try_beside(self, model: LoadedModel) -> None:
        from inspector.inference.trial_beside import TrialBeside
        from inspector.pipeline.prediction_pool import lower_priority

        if self._trial is not None:
            self._trial.give_up()
        if model.provider.is_untried:
            self._trial = TrialBeside(lambda: lower_priority(self._niceness))
            self._trial.begin(model.path)

    def _follow_trial(self) -> None:
        """The model in use runs as the trial beside has found, where it is done. Between two inspections: within one,
        every frame goes the same way."""
        from inspector.inference.model_content import read_content
        from inspector.inference.model_file import open_model
        from inspector.inference.tuning import known_tuning

        in_use = self._in_use
        if in_use is None or not in_use.model.provider.is_untried:
            return
        if known_tuning(in_use.model.sha256, in_use.model.card) is None:
            return
        try:
            if read_content(in_use.model.path).sha256 != in_use.model.sha256:
                log.warning("%s is another file by now; the model runs on as it was opened", in_use.model.path)
                return
            model = self.judged(open_model(in_use.model.path, tries=False))
        except InspectorError as error:
            log.warning("the model runs on as it was opened: %s", error)
            return
        with self._changing:
            if self._in_use is in_use and model.sha256 == in_use.model.sha256:
                self._in_use = replace(in_use, model=model)

    # inspecting

    def start(
        self,
        open_lanes: Callable[[], Sequence[Lane]],
        piece: Piece,
        *,
        scale: Calibration | None = None,
        sinks: SinksOf = lambda piece: (),
        put_back_for: str | None = None,
        absence: Absence | None = None,
    ) -> None:
        """Begin an inspection; one that runs is stopped first, so that its sources are free.

        ``scale`` of the lanes that have none of their own, where it is another than the workspace's. ``sinks`` besides
        the records. ``absence``: the piece goes on after one.
        ``put_back_for`` this source: thresholds that a hand moved were for another, and are put back, also
        where the start fails late (``InUse.put_back``). Raises where it cannot be recorded, no model is loaded, the one
        that runs does not end, an update replaced this program's files, a source would read what the program writes
        (SOURCE_IS_OURS), or what ``open_lanes`` raises.
        """
        if is_replaced():
            raise SourceError(message(Code.PROGRAM_REPLACED))
        if not self.stop():  # its sources may still be held, and two lines would share the records
            raise SourceError(message(Code.STILL_RUNNING))
        followed = self._promotion.follow()
        self._follow_trial()
        writer, evidence, workspace = self._writer, self._evidence, self._workspace
        if writer is None or evidence is None or workspace is None:
            raise _not_open()
        if self._in_use is None:
            raise ValueError("a model is loaded before an inspection starts")
        from inspector.pipeline.frames_around import FramesAround
        from inspector.pipeline.grading import GradingSink
        from inspector.pipeline.line import Line
        from inspector.pipeline.line_pulse import LinePulse
        from inspector.pipeline.promotion_rule import PromotionRuleSink
        from inspector.pipeline.recording import RecordingSink
        from inspector.pipeline.shadow import ShadowSink
        from inspector.runs.line_beat import LineHeart, LineVitals

        pulse = LinePulse()
        troubles = [*self.read_grading_tables(), *self._rules_never_met(piece.kind, self._in_use.card)]
        if followed is not None:
            troubles.append(followed)

        def all_sinks(piece: Piece) -> list[Sink]:
            plant = workspace.settings
            recording = RecordingSink(writer, evidence, line=plant.name, frame_keeping=plant.evidence.frame_keeping)
            self._around = FramesAround(writer, evidence)
            table = self._tables.of(piece.kind) if self._tables is not None else None
            self._grading = GradingSink(table, writer) if table is not None else None
            graded = [self._grading] if self._grading is not None else []
            rule = PromotionRuleSink(
                lambda: self._promotion.rule, lambda: self._in_use.model.sha256 if self._in_use else ""
            )
            shadow = ShadowSink(lambda: self._shadow)
            return [recording, *graded, self._around, self._alarms.sink(), rule, *sinks(piece), shadow, pulse]

        def vitals() -> LineVitals | None:
            if line.status.has_ended:
                return None
            return LineVitals(pulse.is_live, pulse.n_inspected, pulse.n_skipped, pulse.take_ages_ms())

        edges, before = workspace.settings.product_edges, self._line
        lanes = [
            lane if lane.product is not None else replace(lane, product=edges.of(lane.shown_name))
            for lane in open_lanes()
        ]
        try:
            for lane in lanes:
                self.check_apart(lane.source)
            with self._changing:
                in_use = self._in_use
                settings = replace(
                    in_use.settings,
                    calibration=scale or workspace.settings.scale,
                    severity_table=workspace.settings.severity_table,
                )
                put_back = in_use.put_back
                if put_back_for is not None:
                    put_back = PutBack(put_back_for, in_use.base)
                    settings = settings.with_limits(put_back.limits)
                self._troubles.pop(Code.STORE_REJECTED, None)  # it ended the inspection before
                line = Line(
                    lanes, in_use.model, settings, sinks=all_sinks, niceness=self._niceness, standing=troubles,
                    screening=in_use.screening, screen_trouble=in_use.screen_trouble,
                )  # fmt: skip
                self._in_use = replace(in_use, settings=settings, put_back=put_back)
                self._line = line
            line.start(piece, absence)
            self._alarms.watch(lambda: line.status)
            self._heart = LineHeart(workspace.runs, vitals)
            self._heart.start()
        except BaseException:
            self._line = before  # nothing runs, and nobody else would let the sources go
            for lane in lanes:
                lane.source.close()
            raise

    def absence(self, named: Piece | None) -> Absence | None:
        """Since when nothing was seen of the piece that goes on: the one that is named, else the one that was being
        inspected as the program ended without being asked to. None where there is none. Raises as ``open_workspace``.
        """
        from inspector.store.database import reading
        from inspector.store.liveness import is_running
        from inspector.store.queries.absences import absence_of

        database = self.open_workspace().database
        if not database.exists():
            return None
        with reading(database) as rows:
            return absence_of(rows, named, partial(is_running, database))

    def check_apart(self, source: Source) -> None:
        """Raises SourceError (SOURCE_IS_OURS) for a source that would read what the program writes."""
        if isinstance(source, ListingSource):
            workspace = self.open_workspace()
            source.check_apart(folders=[workspace.folder], trees=workspace.written_trees)

    def read_grading_tables(self) -> tuple[Message, ...]:
        """The tables that [grading] names, in their newest versions: for the pieces that begin from now on.

        Gives what is wrong with them: a piece whose table cannot be read is inspected, and not graded.
        """
        from inspector.workspace.grading_tables import tables_in_use
        from inspector.workspace.workspace import open_workspace

        with self._opening:
            workspace = self._workspace
            if workspace is None:
                return ()
            try:
                workspace = open_workspace(workspace.folder)  # as it is now: the Grading page may have changed it
            except InspectorError as error:
                log.warning("[grading] is taken as it was: %s", error)
        self._tables = tables = tables_in_use(workspace)
        return tuple(error.message for error in tables.troubles)

    def _rules_never_met(self, kind: str, card: ModelCard) -> list[Message]:
        """That rules of the table name classes which the model does not report, a misspelt name say."""
        file = self._tables.of(kind) if self._tables is not None else None
        names = file.table.unknown_classes(card.class_names[index] for index in card.defect_indices) if file else ()
        if file is None or not names:
            return []
        listed = ", ".join(f"“{name}”" for name in names)
        return [message(Code.GRADING_CLASSES_UNKNOWN, table=file.table.name, model=card.name, names=listed)]

    def begin_piece(self, piece: Piece) -> bool:
        """What is captured from now on belongs to this piece; the source stays open and no frame is lost.

        Returns at once, on any thread; False where no inspection runs: then ``start`` one.
        """
        line = self._line
        return line is not None and line.begin_piece(piece)

    def keep_frame(self, start: InspectionStart, result: InspectionResult) -> bool:
        """Keep a whole frame with the evidence of its piece, since somebody asked for it; False where no room came.

        Raises StoreError where the records are not open.
        """
        evidence = self._evidence
        if evidence is None:
            raise _not_open()
        lane = result.placement.lane
        return evidence.save_frame(
            start.inspection_id, start.piece.id, result.frame, (KeptBecause.FLAGGED,), lane=lane, may_wait=False
        )

    def keep_frame_again(self, again: FrameAgain) -> bool:
        """As ``keep_frame``, of a frame that was read again and has pixels; one that is kept already is kept once."""
        from inspector.store.database import reading
        from inspector.store.queries.evidence import of_frame
        from inspector.store.records import EvidenceKind

        evidence, record, pixels = self._evidence, again.record, again.pixels
        assert pixels is not None
        if evidence is None:
            raise _not_open()
        with reading(self.open_workspace().database) as rows:
            kept = of_frame(rows, again.inspection_id, record.lane, record.frame_index)
        if any(one.kind is EvidenceKind.FRAME and one.is_kept for one in kept):
            return True
        frame = Frame(record.frame_index, record.name, pixels, datetime.now(UTC), time.monotonic(), again.bits)
        return evidence.save_frame(
            again.inspection_id, again.piece_name, frame, (KeptBecause.FLAGGED,), lane=record.lane, may_wait=False
        )

    def remark(self, start: InspectionStart, remark: Remark) -> int:
        """Record what somebody at the line said was wrong, and keep the whole frames around it.

        Gives how many of those that have passed were kept; 0 where another piece has begun since: then the row alone is
        recorded. Raises StoreError where the records are not open, or take nothing for a second.
        """
        from inspector.pipeline.frames_around import record_remark

        around, writer = self._around, self._writer
        if writer is None:
            raise _not_open()
        if around is not None and around.inspection_id == start.inspection_id:
            return around.remark(remark)
        record_remark(writer, start.inspection_id, remark)
        return 0

    def record(self, *operations: Operation) -> None:
        """Write facts that belong to no running inspection, as verdicts given again. Waits until they are on the disk.

        Raises StoreError where the records are not open, or the disk takes nothing.
        """
        writer = self._writer
        if writer is None:
            raise _not_open()
        for operation in operations:
            if not writer.submit(operation, timeout_s=RECORD_TIMEOUT_S):
                raise StoreError(message(Code.STORE_PAUSED, n_waiting=len(operations)))
        if not writer.flush(RECORD_TIMEOUT_S):
            raise StoreError(message(Code.STORE_PAUSED, n_waiting=len(operations)))

    # labelling

    def open_labels(self, listener: Callable[[Message | None], None]) -> LabelStore:
        """The labels of the workspace, opened at the first call; whoever opens them calls ``close_labels``.

        ``listener`` of the first call hears, on another thread, that they cannot be written, and None when they are
        again. Raises WorkspaceError, and LabelError where their folder cannot be used.
        """
        from inspector.annotation.label_store import LabelStore

        workspace = self.open_workspace()
        with self._opening:
            if self._labels is None:
                self._labels = LabelStore(workspace.annotations, listener)
            return self._labels

    def close_labels(self) -> bool:
        """After the last change, also after ``close``. False where a change could not be written. Repeatable."""
        labels, self._labels = self._labels, None
        return labels is None or labels.close()

    def keep_for_labels(self, path: str) -> bool:
        """A frame of the evidence is worked on, by its path below the workspace: it is never evicted from now on.

        False where it is not kept any more. Raises StoreError as ``record``.
        """
        from inspector.store.database import reading
        from inspector.store.operations.evidence import MarkAnnotated
        from inspector.store.queries.evidence import kept_id

        workspace = self.open_workspace()
        below = Path(path).relative_to(workspace.frames.name).as_posix()
        with reading(workspace.database) as rows:
            evidence_id = kept_id(rows, below)
        if evidence_id is None:
            return False
        self.record(MarkAnnotated(evidence_id))
        with reading(workspace.database) as rows:  # it may have been chosen to make room meanwhile
            return kept_id(rows, below) is not None

    def _wait_for_labels(self, patience_s: float) -> None:
        """Until they are written, or nobody waits any more. They stay open: the mask in hand is still to be saved."""
        deadline = time.monotonic() + patience_s
        while (labels := self._labels) is not None and labels.n_unwritten and time.monotonic() < deadline:
            labels.wait(LABELS_LOOK_S)
            if self._gave_up_labels.wait(LABELS_LOOK_S if labels.trouble is not None else 0.0):
                return

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end of the inspection; True where none runs any more."""
        return self._line is None or self._line.join(timeout_s)

    def stop(self) -> bool:
        """Stop the running inspection and wait for its end; False where that did not come in time."""
        if self._line is None:
            return True
        self._line.stop()
        has_ended = self._line.join(STOP_TIMEOUT_S)
        if has_ended:
            self._alarms.stop_watching()
            if self._heart is not None:
                self._heart.stop()
        if not has_ended:
            log.error("the inspection did not end within %.0f s", STOP_TIMEOUT_S)
        return has_ended

    @property
    def n_unwritten(self) -> int:
        """Records, pictures and changes of labels that wait for the disk, also while the session is being closed."""
        labels = self._labels
        n_labels = labels.n_unwritten if labels is not None else 0
        return sum(part.n_waiting for part in self._writing) + len(self._unrecorded) + n_labels

    @property
    def _writing(self) -> tuple[EvidenceStore | StoreWriter, ...]:
        """Those that write, also before ``close`` has begun: it may wait behind what waits for them."""
        return tuple(part for part in (self._evidence, self._writer) if part is not None) or self._closing

    def give_up_writing(self) -> None:
        """Whoever closes the session waits no longer: what is not written is lost. Any thread."""
        self._gave_up_labels.set()
        for part in (*self._closing, *self._writing):
            part.give_up()

    def close(self, patience_s: float = CLOSE_PATIENCE_S) -> NotWritten:
        """Stop, write what waits, close the records. Repeatable.

        What cannot be written within ``patience_s`` is lost. It may be without end; see ``give_up_writing``.
        """
        from inspector.store.operations.frames import RecordFrame, RecordMissedFrame

        evidence, writer, guard = self._evidence, self._writer, self._guard
        self._closing = self._writing
        self.stop()
        if self._trial is not None:
            self._trial.give_up()
        self._promotion.close()
        self._end_shadow()
        self._evidence = self._writer = self._guard = None
        if guard is not None:
            guard.close()
        self._alarms.close()
        try:
            n_crops = evidence.close(patience_s) if evidence is not None else 0
        finally:
            lost = self._close_writer(writer, patience_s) if writer is not None else ()
        self._wait_for_labels(patience_s)
        n_frames = sum(isinstance(operation, RecordFrame | RecordMissedFrame) for operation in lost)
        if n_crops or lost:
            log.error("%d defect pictures and %d records could not be written before the end", n_crops, len(lost))
        return NotWritten(len(lost), n_frames, n_crops)

    def _close_writer(self, writer: StoreWriter, patience_s: float) -> tuple[Operation, ...]:
        """Gives what is lost."""
        try:
            self._record_what_waits(writer, patience_s)
        except StoreError as error:  # nobody waits any more
            log.warning("changes of settings are not recorded: %s", error)
        lost = writer.close(patience_s)
        with self._changing:
            unrecorded, self._unrecorded = self._unrecorded, []
        return (*lost, *unrecorded)


def _tell(line: Line | None, trouble: Message | None) -> None:
    """Under no lock of ours: who hears of it may ask for our state."""
    if line is not None and trouble is not None:
        line.notify(trouble)


def _wishes(workspace: Workspace) -> SignalWishes:
    from inspector.pipeline.alarm_signals import SignalWishes

    plant = workspace.settings.alarms
    return SignalWishes(plant.has_sound, plant.command, plant.file)


def _not_open() -> StoreError:
    return StoreError(message(Code.STORE_UNWRITABLE, path="", detail="the records are not open"))
