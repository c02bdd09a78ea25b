"""What the whole program shares: the workspace, its records, the active model and the inspection. No Qt.

    open_workspace, open_records, load_model  ►  start ► begin_piece … ► stop  ►  close

One for the window, whatever pages it has, and one for ``inspector run``. Methods that open, load, start, stop or close
wait for disk, network or model: call them one at a time, off the Qt thread. What goes wrong is raised as
InspectorError, and what was in use before stays in use. Properties may be read from any thread.

Here is what belongs together under one lock: the model in use and the line that runs with it. What needs neither has a
desk of its own, which knows no session: ``workspace_desk``, ``records_desk``, ``labels_desk``, ``shadow_desk``. The
``promotion_desk`` decides which model is in use. All of it is asked of the session.

Line, store and ONNX Runtime are imported where they are first used: the window's first paint need not wait for them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.classes import ClassCatalogue
from inspector.core.messages import (
    Code,
    InspectorError,
    Message,
    ModelError,
    SourceError,
    WorkspaceError,
    message,
)
from inspector.core.model_card import ModelCard
from inspector.core.piece import Absence, Piece
from inspector.core.programs import is_replaced
from inspector.in_use import InUse, PutBack
from inspector.inference.backend import BackendChoice
from inspector.inference.loaded_model import LoadedModel
from inspector.labels_desk import LabelsDesk
from inspector.measuring.inspection_settings import InspectionSettings, LimitChange
from inspector.pipeline.alarm_desk import AlarmDesk
from inspector.pipeline.alarms import AlarmBoard, AlarmsNow
from inspector.pipeline.sink import Sink
from inspector.promotion_desk import PromotionDesk
from inspector.records_desk import NotWritten, RecordsDesk
from inspector.shadow_desk import ShadowDesk
from inspector.workspace_desk import WorkspaceDesk

if TYPE_CHECKING:
    from inspector.annotation.label_store import LabelStore
    from inspector.core.grading import Judgement
    from inspector.inference.opening import Opening
    from inspector.inference.screening import ScreenFile, Screening
    from inspector.inference.trial_beside import TrialBeside
    from inspector.measuring.severity import SeverityTable
    from inspector.models_store.promotions import PromotedModel
    from inspector.pipeline.grading import GradingSink
    from inspector.pipeline.lane import Lane
    from inspector.pipeline.line import Line, LineStatus
    from inspector.pipeline.shadow import ShadowScore
    from inspector.runs.line_beat import LineHeart
    from inspector.workspace.settings import WorkspaceSettings
    from inspector.workspace.threshold_sets import ThresholdSet
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.session")

STOP_TIMEOUT_S = 15.0
CLOSE_PATIENCE_S = 10.0
BESIDE_NICENESS = 5  # beyond that of the line, of a model that is opened while it runs
SinksOf = Callable[[Piece], Sequence[Sink]]
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


class Session:
    def __init__(self, workspace_folder: Path | None, *, niceness: int = 0, makes_default: bool = True) -> None:
        """``None``: the default workspace, made where there is none yet; without ``makes_default`` that waits for
        ``make_workspace``.

        ``niceness`` above 0: a window that shares the processor answers before the next tile is predicted.
        """
        self._niceness = niceness
        self._changing = threading.Lock()  # of what is in use
        # From reading who said yes to a screen until that runs, taken before ``_changing``: else a model that is loaded
        # meanwhile brings back a yes that was withdrawn, or loses a fresh one. Waits for disk and network.
        self._screening = threading.Lock()
        self._in_use: InUse | None = None
        self._line: Line | None = None
        self._grading: GradingSink | None = None  # of the newest piece
        self._heart: LineHeart | None = None  # tells trainings of the line that began last
        self._trial: TrialBeside | None = None  # of how the model in use runs best here
        self._choice = BackendChoice()  # what the model loaded last was asked to run on
        self._alarms = AlarmDesk()
        self._place = place = WorkspaceDesk(
            workspace_folder, lambda workspace: self._records.use(workspace), makes_default=makes_default
        )
        self.open_workspace, self.make_workspace = place.open, place.make
        self.change_settings, self.replace_workspace, self.reread_workspace = (
            place.change_settings, place.replace, place.reread,
        )  # fmt: skip
        self.meet_classes, self.read_grading_tables = place.meet_classes, place.read_grading_tables
        self.check_apart = place.check_apart
        self._records = records = RecordsDesk(place, self._alarms)
        self.open_records, self.listen, self.record = records.open, records.listen, records.record
        self.keep_frame, self.keep_frame_again = records.keep_frame, records.keep_frame_again
        self.keep_for_labels, self.remark, self.absence = records.keep_for_labels, records.remark, records.absence
        self._labels = LabelsDesk()
        self.close_labels = self._labels.close
        self._shadow = ShadowDesk(
            place, records, niceness + BESIDE_NICENESS, lambda: self._in_use, self._open_beside, self.record_event
        )
        self.shadow, self.finish_shadow = self._shadow.shadow, self._shadow.finish
        self._promotion = desk = PromotionDesk(self, niceness + BESIDE_NICENESS)
        self.load_active, self.promote, self.roll_back = desk.load_active, desk.promote, desk.roll_back
        self.on_model_changed = desk.on_model_changed

    # on any thread

    @property
    def workspace(self) -> Workspace | None:
        """None until it is open."""
        return self._place.now

    @property
    def named_folder(self) -> Path | None:
        """Of the workspace, as whoever made the session named it; None: the default one."""
        return self._place.named_folder

    @property
    def settings_at_opening(self) -> WorkspaceSettings | None:
        """What held when the workspace was opened, whatever was changed since. None until it is open."""
        return self._place.settings_at_opening

    @property
    def in_use(self) -> InUse | None:
        """None until a model is loaded."""
        return self._in_use

    @property
    def catalogue(self) -> ClassCatalogue:
        """Looks of all classes met so far; the workspace's, once it is open."""
        return self._place.catalogue

    @property
    def alarms(self) -> AlarmBoard:
        """Of all inspections of this session, and those of before that nobody acknowledged."""
        return self._alarms.board

    @property
    def has_records(self) -> bool:
        """They are open for writing."""
        return self._records.are_open

    @property
    def is_ready(self) -> bool:
        """An inspection can start at once."""
        return self._records.are_open and self._in_use is not None

    @property
    def is_inspecting(self) -> bool:
        return self._line is not None and not self._line.status.has_ended

    @property
    def shadow_score(self) -> ShadowScore | None:
        """Of the candidate in shadow, or of the last one, which says how it ended; None before the first."""
        return self._shadow.score

    @property
    def state(self) -> SessionState:
        line, grading, workspace, alarms = self._line, self._grading, self._place.now, self._alarms
        now = alarms.board.now  # under no lock of ours: who raises an alarm may ask for this state
        records = self._records
        with self._changing:
            return SessionState(
                self._in_use, records.are_open, records.troubles, line.status if line is not None else None,
                self._place.catalogue,
                workspace.settings.look.decimal_places_mm if workspace is not None else 1,
                grading.judgement if grading is not None else None, now, alarms.min_percent,
                workspace.settings.severity_table if workspace is not None else None,
            )  # fmt: skip

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

        in_use, workspace = self._in_use, self._place.now
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
        self._records.record_soon(operations)
        if workspace is not None:  # before that they are in the records alone
            from inspector.audit.log import Audited, AuditLog

            facts = {f"{one.class_name} {one.quantity}": f"{one.before:g} → {one.after:g}" for one in changes}
            facts = {"model": f"{model.name} {model.version}", "because": because, **facts}
            AuditLog(workspace.audit).append(Audited.THRESHOLDS_CHANGED, facts, by=stamp.actor)

    # the model in use

    def judged(self, model: LoadedModel) -> LoadedModel:
        """The model with what the workspace calls no defect among its non-defects, its classes met.

        Raises WorkspaceError where no class of defects is left.
        """
        try:
            return replace(model, card=model.card.judged_by(self.meet_classes(model.card)))
        except ValueError as error:
            folder, detail = self.open_workspace().folder, f"workspace.toml, classes: {error}"
            raise WorkspaceError(message(Code.WORKSPACE_BROKEN, path=str(folder), detail=detail)) from error

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
        line = self._line
        if line is not None and not line.status.has_ended:
            line.notify(told)
        else:
            self._records.record_event(told, plant_line)

    def _open_beside(self, path: Path, opening: Opening | None) -> LoadedModel:
        """Where a line may run: behind it, and nothing is timed while it does."""
        from inspector.pipeline.prediction_pool import at_lower_priority

        tries = not self.is_inspecting
        return at_lower_priority(self._niceness + BESIDE_NICENESS, lambda: self.open_model(path, opening, tries=tries))

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
        writer, evidence = self._records.writing()
        workspace = self.open_workspace()
        if self._in_use is None:
            raise ValueError("a model is loaded before an inspection starts")
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
            around, tables = self._records.frames_around(writer, evidence), self._place.tables
            table = tables.of(piece.kind) if tables is not None else None
            self._grading = GradingSink(table, writer) if table is not None else None
            graded = [self._grading] if self._grading is not None else []
            rule = PromotionRuleSink(
                lambda: self._promotion.rule, lambda: self._in_use.model.sha256 if self._in_use else ""
            )
            shadow = ShadowSink(lambda: self._shadow.newest)
            return [recording, *graded, around, self._alarms.sink(), rule, *sinks(piece), shadow, pulse]

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
                self._records.over(Code.STORE_REJECTED)  # it ended the inspection before
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

    def _rules_never_met(self, kind: str, card: ModelCard) -> list[Message]:
        """That rules of the table name classes which the model does not report, a misspelt name say."""
        tables = self._place.tables
        file = tables.of(kind) if tables is not None else None
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

    # labelling

    def open_labels(self, listener: Callable[[Message | None], None]) -> LabelStore:
        """The labels of the workspace, opened at the first call; whoever opens them calls ``close_labels``.

        ``listener`` of the first call hears, on another thread, that they cannot be written, and None when they are
        again. Raises WorkspaceError, and LabelError where their folder cannot be used.
        """
        return self._labels.open(self.open_workspace().annotations, listener)

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
        return self._records.n_unwritten + self._labels.n_unwritten

    def give_up_writing(self) -> None:
        """Whoever closes the session waits no longer: what is not written is lost. Any thread."""
        self._labels.give_up()
        self._records.give_up()

    def close(self, patience_s: float = CLOSE_PATIENCE_S) -> NotWritten:
        """Stop, write what waits, close the records. Repeatable.

        What cannot be written within ``patience_s`` is lost. It may be without end; see ``give_up_writing``.
        """
        self._records.begin_close()
        self.stop()
        if self._trial is not None:
            self._trial.give_up()
        self._promotion.close()
        self._shadow.end()
        lost = self._records.close(patience_s)
        self._labels.wait(patience_s)
        return lost


def _tell(line: Line | None, trouble: Message | None) -> None:
    """Under no lock of ours: who hears of it may ask for our state."""
    if line is not None and trouble is not None:
        line.notify(trouble)
