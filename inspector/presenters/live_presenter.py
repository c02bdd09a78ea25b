"""What the Live page decides: what is inspected, with what, and when it begins and ends.

Runs on the Qt thread and never waits, not even for imports that the first paint does not need: work goes to the
background, news comes composed from the inspection worker. What is looked at is LiveViewing's. It imports no widget.
"""

from __future__ import annotations

import importlib
import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inspector.core.audit import utc_now
from inspector.core.messages import Code, Message, message
from inspector.core.piece import Absence, Piece
from inspector.core.source_options import SourceOptions
from inspector.core.source_view import SourceView
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.opening import Opening
from inspector.measuring.severity import unknown_severity_classes
from inspector.pipeline.cancellable_open import CancellableOpen, OpenCancelled, opened_and_answering
from inspector.pipeline.sink import Outcome, Sink
from inspector.presenters.frame_reader import STEPS, FrameReader, RunsInBackground
from inspector.presenters.handing_over import HandingOver
from inspector.presenters.live_composer import LiveComposer, LiveUpdate, ShownFrame, piece_text
from inspector.presenters.live_frames import LiveFrames
from inspector.presenters.live_screen import LiveScreen
from inspector.presenters.live_status import too_old
from inspector.presenters.live_view import OPACITY_STEP, LiveViewing
from inspector.presenters.message_board import MessageBoard
from inspector.presenters.missing_workspace import FIRST_STEPS, MAKE, offered
from inspector.presenters.operator_presenter import OperatorPresenter
from inspector.presenters.picture_viewing import PictureViewing
from inspector.presenters.resuming import NOT_THERE_YET
from inspector.presenters.second_press import LATEST_S, SecondPress
from inspector.presenters.source_views import SourceViews
from inspector.presenters.threshold_steps import ThresholdSteps
from inspector.screens.live import Asked, LiveState, Running, RunState, VerdictState
from inspector.screens.live_actions import LIVE
from inspector.screens.shell import ClosingState, EmptyState
from inspector.session import CLOSE_PATIENCE_S, Session
from inspector.sources.choice import SourceChoice, demo_strip, source_named
from inspector.sources.source import Source, SourceKind
from inspector.texts import formats
from inspector.texts import live as texts
from inspector.texts.messages import MessageText, message_text, one_line, text_beside, text_without_model
from inspector.texts.translate import Text
from inspector.workers.background import Background
from inspector.workers.inspection_worker import Ended, InspectionWorker, News

if TYPE_CHECKING:
    from inspector.views.live.live_page import LivePage
    from inspector.views.main_window import MainWindow

log = logging.getLogger("inspector.live")

START, STOP, PROFILE = "start", "stop", "profile"  # keys of the background work
NOTING_S = 3.0  # that closing waits for what people said before
CLOSING_S = 1.0  # closing that takes longer is no surprise any more: it is said what it waits for
LOSE = "window.lose"  # the question whether records may be lost
QUIT = "window.quit"  # asked by the action of this name and by the window's own button
BUSY = (RunState.STARTING, RunState.RUNNING, RunState.STOPPING)
AGAIN_MS = 3000  # after which a source is looked for again that was not there as the program went on with it
OPENING_ACTIONS = ("live.open_demo", "live.open_folder", "live.open_video", "live.open_camera")

HEADLINES = {
    RunState.NOTHING: texts.NOTHING_YET,
    RunState.READY: texts.READY,
    RunState.STARTING: texts.OPENING,
    RunState.RUNNING: texts.INSPECTING,
    RunState.STOPPING: texts.STOPPING,
    RunState.FAILED: texts.FAILED,
}


def no_frames_yet() -> EmptyState:
    return EmptyState(
        texts.NO_FRAMES_YET.translated(), OPENING_ACTIONS, texts.NO_FRAMES_FOR_OPERATORS.translated()
    )  # fmt: skip


class LivePresenter:
    """One inspection at a time, each of a piece of its own: what comes late of an older one changes nothing.

    NOTHING ► READY ► STARTING ► RUNNING ► STOPPING ► ENDED | FAILED; a source that is chosen leads back to READY.
    A start that is asked for before records and model are open waits for them in READY, and opens again what could
    not be opened. ENDED and FAILED come when the inspection says so, or when the start could not be made.

    While RUNNING, another source is opened beside it and swapped in once it delivers; a source that is the very one
    that runs is closed first. What would end the inspection is done by a second press (``SecondPress``).
    """

    def __init__(
        self,
        page: LivePage,
        window: MainWindow,
        session: Session,
        *,
        model_file: Path | None,
        extra_sinks: Callable[[], Sequence[Sink]] = list,
        background: Background | None = None,
        opener: Background | None = None,
        worker: InspectionWorker | None = None,
        clock: Callable[[], float] = time.monotonic,
        reading: RunsInBackground | None = None,
        noting: Background | None = None,
    ) -> None:
        """``model_file`` None: the workspace's own model. ``opener`` opens sources beside what runs, ``noting`` records
        what people say about it, ``clock`` tells the seconds of a second press.
        """
        self._page = page
        self._window = window
        self._session = session
        self._model_file = model_file  # opened at the beginning, and again until one is loaded
        self._extra_sinks = extra_sinks
        self._clock = clock
        self._closing_since_s = 0.0
        self._second_press = SecondPress(clock)
        self._chosen: SourceChoice | None = None
        self._next: SourceChoice | None = None  # is being opened beside the one that runs
        self._opening: CancellableOpen | None = None  # of the start made last
        self._last_started: SourceChoice | None = None
        self._piece: Piece | None = None  # begun last, or about to
        self._next_piece: Piece | None = None  # named for the next start
        self._absence: Absence | None = None  # the next start goes on with its piece
        self._goes_on = False  # with what was open: a source that is not there yet is tried again
        # Hears of each piece as it begins: None for one that got its name by itself.
        self.piece_begun: Callable[[Piece | None], object] = lambda named: None
        self._awaits_frame = False  # none of the piece is there yet
        self._has_picture = False
        self._has_no_model = False  # and the page says so where the picture would be
        self._has_profile = False  # its library is loaded, or about to be
        self._run_state = RunState.NOTHING
        self._wants_start = False
        self._is_opening_records = False
        self._n_loading = 0  # models
        self._model_opening: Opening | None = None  # of the model chosen last
        self._loading = ""  # name of the model that is wanted and not there yet
        self._known_model = ""  # sha256 of the model that the page shows settings of
        self._is_trying = False  # it is new to this PC, and that lasts
        self._refusal = ""  # code of what kept the last start from being made
        self._refused_because = ""
        self._is_closing = False
        self._n_lost = 0
        self._update: LiveUpdate | None = None  # the last with more than a picture
        self._shown: ShownFrame | None = None

        self._messages = MessageBoard(page)
        self._viewing = LiveViewing(page, session, self._view_changed)
        self._screen = LiveScreen(page, window, self._viewing, self._messages)
        self._composer = LiveComposer(lambda: self._worker.recent)
        self._worker = worker or InspectionWorker(self._compose)
        self._background = background or Background(self._answer, name="control")
        self._noting = noting or Background(self._answer, name="noting")  # neither waits for a model, nor a stop for it
        self._operator = OperatorPresenter(
            page,
            session,
            self._noting,
            shown=lambda: self._shown,
            found=lambda frame_index, lane: self._worker.recent.get(frame_index, lane),
        )
        self._opener = opener or Background(self._answer, name="opener")
        self._threshold_steps = ThresholdSteps(page, session, self._background, self._view_changed)
        self._reading = reading or Background(self._answer, name="reading")  # a share may hang: stopping does not wait
        self._frames = LiveFrames(page, session, self._viewing, self._messages, FrameReader(session, self._reading))
        self.source_views = SourceViews()  # how each source is looked at; whoever has a memory gives it to them
        self._picture = PictureViewing(page, self.source_views, self._look_otherwise)
        self._handing_over = HandingOver(page, self._messages, self._reading)
        self._acts = self._acts_by_id() | self._picture.acts(LIVE)
        self._connect()
        page.show_empty(no_frames_yet())
        self._show_state()

    def begin(self, is_painted: threading.Event | None = None) -> None:
        """Start the threads, and open records and model in the background. Once; ``end`` is for then, come what may.

        ``is_painted``: the window, see ``Background.start``.
        """
        self._worker.start()
        self._background.start(is_painted)
        self._opener.start()
        self._reading.start()
        self._noting.start()
        self._open_what_is_needed()

    def _connect(self) -> None:
        page, viewing = self._page, self._viewing
        page.action_triggered.connect(self._act)
        page.action_held.connect(self._hold)
        steps = self._threshold_steps
        page.threshold_chosen.connect(steps.move_threshold)
        page.threshold_settled.connect(steps.settle)
        page.min_area_chosen.connect(steps.move_min_area)
        page.limits_reset.connect(steps.reset)
        page.step_chosen.connect(steps.go_to)
        page.set_chosen.connect(steps.choose_set)
        page.set_named.connect(steps.save_set)
        page.set_deleted.connect(steps.delete_set)
        page.solo_chosen.connect(viewing.choose_solo)
        page.defect_chosen.connect(viewing.choose_defect)
        page.source_chosen.connect(self.choose_source)
        page.model_chosen.connect(lambda path: self._load_model(Path(path)))
        page.source_wished.connect(self._source_wished)
        page.model_wished.connect(
            lambda path: self.press(f"model {path}", texts.MODEL_CHANGES, lambda: page.model_chosen.emit(path))
        )
        page.piece_chosen.connect(lambda piece_id, kind: self._begin_piece(Piece(piece_id, kind)))
        page.rows_copied.connect(self._handing_over.rows_copied)
        page.export_chosen.connect(self._handing_over.export)
        page.message_closed.connect(self._messages.closed)
        page.remarked.connect(self._operator.remark)
        page.operator_pressed.connect(self._operator.forget_answer)
        page.alarms_acknowledged.connect(self._acknowledge)
        page.missed_chosen.connect(lambda row: self._viewing.request_frame(row.frame_index, row.lane))
        page.frame_shown.connect(lambda _frame_index: self._worker.shown())
        for signal in (page.threshold_chosen, page.min_area_chosen, page.solo_chosen, page.defect_chosen):
            signal.connect(lambda *_: self._withdraw())
        self._window.action_triggered.connect(lambda action_id: self._withdraw(but=action_id))
        self._window.close_wished.connect(lambda: self.press(QUIT, texts.QUIT_ENDS, self.close))
        self._window.end_wished.connect(self._end_wished)
        self._window.lose_wished.connect(self._lose)
        self._window.wait_wished.connect(self._withdraw)
        self._worker.composed.connect(self._show)
        self._session.listen(lambda notice: self._worker.wake())  # on the store's threads; the lamp changes
        self._session.alarms.listen(lambda change: self._worker.wake())  # on any thread
        self._session.on_model_changed(lambda: self._worker.wake())  # the same

    @property
    def run_state(self) -> RunState:
        return self._run_state

    @property
    def refused_because(self) -> str:
        """Why the last start was not made, in one line; "" once a start was."""
        return self._refused_because

    @property
    def n_lost(self) -> int:
        """Records that could not be written before the window closed; -1 where closing went wrong."""
        return self._n_lost

    # opening records and model

    def _open_what_is_needed(self) -> None:
        """Also what could not be opened before: what was wrong may have been put right. If not, it is told again."""
        if not self._session.has_records and not self._is_opening_records:
            self._is_opening_records = True
            self._background.run(
                self._session.open_records, done=lambda _: self._records_opened(), failed=self._records_failed
            )
        if self._session.in_use is None and not self._n_loading:
            self._load_model(self._model_file)

    def _records_opened(self) -> None:
        """Inspections that were found unfinished are alarms of the session."""
        self._is_opening_records = False
        self._messages.drop_family("store.")
        self._messages.drop_family("workspace.")
        self._notify_idle_rules()
        self._threshold_steps.read_sets()
        self._start_when_ready()
        self._worker.wake()

    def _records_failed(self, reason: Message) -> None:
        self._is_opening_records = False
        self._worker.wake()
        offer = offered(reason)
        if offer is not None and not self._has_picture:
            self._page.show_empty(replace(offer, action_ids=(FIRST_STEPS, *offer.action_ids)))
        self._refuse(message_text(reason))

    def _make_workspace(self) -> None:
        self._background.run(self._session.make_workspace, done=lambda _: self.workspace_made())

    def workspace_made(self) -> None:
        """There is one now, whoever made it."""
        self._page.show_empty(None if self._has_picture else no_frames_yet())
        self._open_what_is_needed()

    def _load_model(self, path: Path | None) -> None:
        """None: the workspace's own, which is the promoted one."""
        if self._is_closing:
            return
        if self._session.in_use is None:
            self._model_file = path
        self._n_loading += 1
        self._give_up_model()  # the one chosen last is wanted
        self._loading = path.stem if path is not None else texts.OF_WORKSPACE.translated()
        self._is_trying = False

        def is_slow() -> None:
            """On the thread that opens."""
            if self._model_opening is opening:
                self._is_trying = True
                self._worker.wake()

        opening = self._model_opening = Opening(is_slow)
        self._show_state()

        def has_ended() -> None:
            self._n_loading -= 1
            if self._model_opening is opening:
                self._loading, self._is_trying = "", False
                self._show_state()

        def loaded(model: LoadedModel) -> None:
            has_ended()
            self._model_loaded(model)

        def failed(reason: Message) -> None:
            has_ended()
            if not opening.is_given_up:  # else nobody wants it any more
                self._model_failed(reason)

        def load() -> LoadedModel:
            if path is None:
                return self._session.load_active(opening=opening, tries=False)
            return self._session.load_model(path, opening=opening, tries=False)

        self._background.run(load, done=loaded, failed=failed)

    def _cancel_model(self) -> None:
        """The model in use stays; nobody hears more of the other."""
        self._give_up_model()
        self._loading, self._is_trying = "", False
        self._wants_start = self._wants_start and self._session.in_use is not None
        self._show_state()

    def _give_up_model(self) -> None:
        """Whoever chooses anew or closes does not wait for one that is being tried."""
        if self._model_opening is not None:
            self._model_opening.give_up()

    def _model_loaded(self, model: LoadedModel) -> None:
        if self._has_no_model:
            self._has_no_model = False
            if not self._has_picture:
                self._page.show_empty(no_frames_yet())
        self._show_model()
        self._messages.drop_family("model.")
        if model.provider.notice is not None:
            self._messages.show(model.provider.notice)
        self._notify_idle_rules()
        self._start_when_ready()
        self._worker.wake()

    def _show_model(self) -> None:
        """Another model is in use, whoever chose it."""
        self._viewing.model_changed()
        self._threshold_steps.model_changed()
        self._messages.drop_family("models.on_trial")
        in_use = self._session.in_use
        if in_use is not None:
            self._known_model = in_use.model.sha256
            if in_use.trial is not None:
                self._messages.show(in_use.trial)

    def _notify_idle_rules(self) -> None:
        """Severity rules for classes that the model does not report: once both are known."""
        workspace, in_use = self._session.workspace, self._session.in_use
        self._messages.drop_family("severity.")
        if workspace is None or in_use is None:
            return
        unknown = unknown_severity_classes(workspace.settings.severity_table, in_use.card)
        if unknown is not None:
            self._messages.show(unknown)

    def _model_failed(self, reason: Message) -> None:
        if self._session.in_use is None:
            text = text_without_model(reason)
            if not self._has_picture:
                self._has_no_model = True
                self._page.show_empty(EmptyState(text.line, ("live.open_model",)))
            self._refuse(text)
        else:
            self._messages.show(reason, is_answer=True)

    def _refuse(self, text: MessageText) -> None:
        """Records or model cannot be opened: a start that waits for them is not made."""
        self._wants_start = False
        self._refused_because = text.line
        self._messages.show(text, is_answer=True)
        self._show_state()

    # choosing and starting

    def choose_source(self, text: str, options: SourceOptions | None = None) -> None:
        """Folder, video or camera as the command line names it; starts at once when everything is ready."""
        self._goes_on = False
        self.choose(source_named(text, options or SourceOptions()))

    def _source_wished(self, text: str, options: SourceOptions) -> None:
        """One that was opened before, or dropped on the window: no panel has said what it ends."""
        chosen = source_named(text, options)
        costs = texts.SAME_SOURCE_ENDS if chosen.is_same_as(self._chosen) else texts.SOURCE_ENDS
        act = partial(self._page.source_chosen.emit, text, options)
        self.press(f"source {chosen.address}", costs, act, source=chosen.name)

    def resume(self, text: str, options: SourceOptions, piece: Piece | None, model: str) -> None:
        """Go on with what was open when the window was closed; "" for the model that it starts with."""
        if model:
            self._load_model(Path(model))

        def go_on(absence: Absence | None) -> None:
            if self._chosen is not None or self._is_closing:  # somebody was faster
                return
            self._absence, self._goes_on = absence, True
            self._next_piece = piece or (absence.piece if absence is not None else None)
            self.choose(source_named(text, options))

        def look() -> Absence | None:
            self._session.open_records()  # those of an earlier version are brought to this one first
            return self._session.absence(piece)

        self._background.run(look, done=go_on, failed=lambda reason: go_on(None))

    def choose(self, chosen: SourceChoice) -> None:
        """With a piece that was named and has not begun; else with one of its own. Nobody is asked any more."""
        if self._run_state is RunState.RUNNING and not chosen.is_same_as(self._chosen) and not self._is_closing:
            self._open_next(chosen)
            return
        self._chosen = chosen
        self._run_state = RunState.READY
        self.start()

    def _begin_piece(self, piece: Piece) -> None:
        """The source goes on with a new piece: by a mark while it runs, else it starts anew."""
        if self._run_state is RunState.RUNNING:
            self._mark_piece(piece)
            return
        self._next_piece = piece
        if self._chosen is None:
            sentence, for_operators = texts.PIECE_WAITS, texts.PIECE_WAITS_FOR_OPERATORS
            self._page.show_empty(
                EmptyState(
                    sentence.translated(piece=piece.id), OPENING_ACTIONS, for_operators.translated(piece=piece.id)
                )
            )
        self.start()

    def _mark_piece(self, piece: Piece) -> None:
        """The picture of the piece before stands until the first frame of this one: it is only a moment."""
        before, self._piece, self._awaits_frame = self._piece, piece, True
        self.piece_begun(piece)
        self._viewing.begin_piece()
        self._frames.begin_piece()
        self._show_state()

        def refused(reason: Message) -> None:
            """The piece before goes on, and its end is to be heard."""
            self._messages.show(reason, is_answer=True)
            if self._piece is piece:
                self._piece, self._awaits_frame = before, False

        def marked(is_running: bool) -> None:
            is_wanted = self._piece is piece and self._run_state is RunState.RUNNING
            if not is_running and is_wanted:  # the source has just come to its end
                self._next_piece = piece
                self.start()

        self._background.run(lambda: self._session.begin_piece(piece), done=marked, failed=refused)

    def start(self) -> None:
        if self._chosen is None or self._is_closing:
            return
        self._wants_start = True
        self._open_what_is_needed()
        self._start_when_ready()

    def _start_when_ready(self) -> None:
        """Model and records are opened in the background; a wish to start waits for them."""
        chosen = self._chosen
        if not self._wants_start or chosen is None or not self._session.is_ready:
            self._show_state()
            return
        self._wants_start = False
        self._give_up_opening()  # of a start before
        # One that is not there yet must leave no inspection behind each time that it is tried.
        opens = partial(opened_and_answering, chosen.open) if self._goes_on else chosen.open
        self._start(chosen, CancellableOpen(opens))

    def _open_next(self, chosen: SourceChoice) -> None:
        """What runs goes on until the next source is open: one that is not there changes nothing."""
        self._drop_refusal()
        self._give_up_opening()

        def open_checked() -> Source:
            source = opened_and_answering(chosen.open)
            try:
                self._session.check_apart(source)
            except BaseException:
                source.close()
                raise
            return source

        opening = self._opening = CancellableOpen(open_checked)
        self._next = chosen
        self._show_state()

        def opened(is_open: bool) -> None:
            self._next = None
            if is_open:
                self._chosen = chosen
                self._start(chosen, opening)

        def failed(reason: Message) -> None:
            self._next = None
            running = self._running()
            text = text_beside(reason, running.piece) if running is not None else message_text(reason)
            self._messages.show(text, is_answer=True)
            self._refusal, self._refused_because = reason.code.value, text.line
            self._show_state()

        self._opener.run(opening.is_open, done=opened, failed=failed, key=START)

    def _start(self, chosen: SourceChoice, opening: CancellableOpen) -> None:
        """A piece that a person named waits for the next start where this one is not made."""
        named, self._next_piece = self._next_piece, None
        absence, self._absence = self._absence, None
        self.piece_begun(named)
        piece = named or self._piece_of(chosen)
        self._piece, self._awaits_frame = piece, True
        self._drop_refusal()  # of another start
        self._run_state = RunState.STARTING
        self._viewing.begin_piece()
        self._frames.begin_piece()
        self._picture.use_source(chosen.text)
        self._page.show_empty(EmptyState(texts.WAITING_FOR_FRAME.translated(piece=piece.id)))
        self._opening = opening
        self._threshold_steps.settle()
        last = self._last_started
        again = message(Code.SOURCE_AGAIN, name=chosen.name, piece=piece.id) if self._is_again(chosen) else None
        is_another = last is not None and chosen is not last and not chosen.is_same_as(last)
        put_back_for = chosen.name if is_another else None
        self._show_state()

        def begin() -> None:
            from inspector.pipeline.lane import Lane

            def lanes() -> list[Lane]:
                return [Lane(opening.wait())]

            try:
                self._session.start(
                    lanes, piece, scale=chosen.scale, sinks=self._sinks, put_back_for=put_back_for, absence=absence
                )
            except OpenCancelled:
                """Whoever gave it up outdated this work too: nobody waits for its answer."""

        def made(_: None) -> None:
            self._goes_on = False
            self._last_started = chosen
            self._threshold_steps.source_changed()
            self._started()
            for said in (again, chosen.told):
                if said is not None:
                    self._messages.show(said, is_answer=True)

        def not_made(reason: Message) -> None:
            self._threshold_steps.source_changed()  # it may have come that far
            self._next_piece = self._next_piece or named
            self._not_started(reason)
            if self._goes_on and reason.code in NOT_THERE_YET:
                self._absence = absence
                QTimer.singleShot(AGAIN_MS, self._page, self._try_again)

        self._background.run(begin, done=made, failed=not_made, key=START)

    def _try_again(self) -> None:
        """After the power was gone a camera or a share may come later than this PC."""
        if self._goes_on and self._run_state is RunState.FAILED:
            self.start()

    def _piece_of(self, chosen: SourceChoice) -> Piece:
        workspace = self._session.workspace
        assert workspace is not None  # nothing starts without it
        return Piece(f"{chosen.name} {utc_now().astimezone():%Y-%m-%d %H:%M:%S}", workspace.settings.piece_kind)

    def _sinks(self, piece: Piece) -> Sequence[Sink]:
        return [self._worker.sink(), *self._extra_sinks()]

    def _started(self) -> None:
        self._refused_because = ""
        self._messages.drop_answers()
        if self._run_state is RunState.STARTING:  # a very short source has ended before this is heard
            self._run_state = RunState.RUNNING
        self._show_state()
        self._worker.wake()

    def _not_started(self, reason: Message) -> None:
        self._messages.show(reason, is_answer=True)
        self._refusal, self._refused_because = reason.code.value, one_line(reason)
        text = message_text(reason)
        # In full where everybody looks: the message above has room for a few words of a path.
        sentence = f"{text.line} {text.next_step}".strip()
        self._await_no_frame(RunState.FAILED, EmptyState(sentence, OPENING_ACTIONS))

    def _drop_refusal(self) -> None:
        if self._refusal:
            self._messages.drop(self._refusal)
            self._refusal = ""

    def _await_no_frame(self, run_state: RunState, empty: EmptyState) -> None:
        """The start was not made: the picture that stood on the page before stands there again, else ``empty``."""
        self._run_state = run_state
        self._awaits_frame = False
        self._page.show_empty(None if self._has_picture else empty)
        self._show_state()

    # ending

    def _give_up_opening(self) -> None:
        """Whoever stops, closes or chooses anew does not wait for a source that does not open."""
        self._background.outdate(START)
        self._opener.outdate(START)
        self._next = None
        if self._opening is not None:
            self._opening.give_up()

    def stop(self) -> None:
        self._wants_start = self._goes_on = False
        self._give_up_opening()
        self._run_state = RunState.STOPPING
        self._show_state()

        def stop() -> tuple[bool, bool]:
            """Whether the piece that is awaited was being inspected: a mark may have come too late."""
            status = self._session.state.status
            is_begun = status is not None and status.piece is self._piece
            return self._session.is_inspecting and is_begun, self._session.stop()

        self._background.run(stop, done=lambda ended: self._stopped(*ended), key=STOP)

    def _stopped(self, was_inspecting: bool, has_ended: bool) -> None:
        self._threshold_steps.source_changed()  # of a start that was made, and given up before it was told of
        if not has_ended:
            self._messages.show(message(Code.STILL_RUNNING), is_answer=True)
        elif not was_inspecting and self._run_state is RunState.STOPPING:  # it had not begun: nothing tells its end
            self._await_no_frame(RunState.READY, no_frames_yet())

    def close(self, patience_s: float = math.inf) -> None:
        """Stop, write what waits, then let the window close. Repeatable.

        Without end, unless a ``patience_s`` is given: the window says how much waits, and offers to lose it.
        """
        if self._is_closing:
            return
        self._is_closing, self._wants_start = True, False
        self._closing_since_s = self._clock()
        self._give_up_model()
        self._give_up_opening()
        if self._run_state in (RunState.STARTING, RunState.RUNNING):
            self._run_state = RunState.STOPPING
            self._show_state()
        self._close_when_noted(patience_s, lambda _: self._closed())

    def _close_when_noted(self, patience_s: float, done: Callable[[object], object]) -> None:
        """What was said before is recorded before the records close, unless the disk takes nothing."""
        is_noted = threading.Event()
        self._noting.run(is_noted.set)

        def close() -> None:
            is_noted.wait(NOTING_S)
            self._close_session(patience_s)

        self._background.run(close, done=done)

    def _end_wished(self) -> None:
        """The system wishes it, and nobody is there to be asked."""
        if self._is_closing:
            self._session.give_up_writing()
        self.close(CLOSE_PATIENCE_S)

    def _lose(self) -> None:
        """Quit without what still waits for the disk, at the second press."""
        if self._is_closing and self._second_press.press(Asked(LOSE, "", "")):
            self._session.give_up_writing()
        self._show_closing()

    def _show_closing(self) -> None:
        """From a second on: what takes longer than that is said."""
        n = self._session.n_unwritten if self._is_closing else 0
        if not n or self._clock() - self._closing_since_s < CLOSING_S:
            self._window.show_closing(None)
            return
        asked = self._second_press.asked
        is_asked = asked is not None and asked.action_id == LOSE
        lose = (texts.LOSE_AGAIN if is_asked else texts.LOSE).translated(n=n)
        self._window.show_closing(ClosingState(texts.RECORDS_WAIT.translated(n=n), texts.WAIT.translated(), lose))

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop, however it ended: nothing runs any more and all is written. True if in time."""
        if not self._is_closing:  # nobody asked: the window is gone all the same
            self._is_closing = True
            self._give_up_model()
            self._give_up_opening()
            self._close_when_noted(CLOSE_PATIENCE_S, lambda _: None)
        threads = (self._opener, self._background, self._reading, self._noting)
        for thread in threads:
            thread.end()
        have_ended = [thread.join(timeout_s) for thread in threads]
        if not all(have_ended):  # the loop is gone, and with it whoever could say how long to wait
            self._session.give_up_writing()
            have_ended = [thread.join(timeout_s) for thread in threads]
        return self._worker.stop() and all(have_ended)

    def _close_session(self, patience_s: float) -> None:
        """In the background."""
        try:
            self._n_lost = self._session.close(patience_s).n_records
        except Exception:  # whatever is wrong, the window must not refuse to close
            log.exception("the session did not close in good order")
            self._n_lost = -1

    def _closed(self) -> None:
        self._worker.stop()
        self._opener.end()
        self._reading.end()
        self._noting.end()
        self._background.end()
        self._window.allow_close()

    # what people do

    def _acts_by_id(self) -> dict[str, Callable[[], object]]:
        page, viewing = self._page, self._viewing
        return {
            "live.start_stop": self._toggle_run,
            MAKE: self._make_workspace,
            FIRST_STEPS: lambda: self._window.first_steps_wished.emit(),
            "live.open_folder": page.ask_folder,
            "live.open_video": page.ask_video,
            "live.open_camera": page.ask_camera,
            "live.open_demo": lambda: self.press("live.open_demo", texts.DEMO_ENDS, lambda: self.choose(demo_strip())),
            "live.open_model": page.ask_model,
            "live.cancel_model": self._cancel_model,
            "live.new_piece": lambda: page.ask_piece(self._usual_kind()),
            "live.freeze": lambda: viewing.freeze(not viewing.view.is_frozen),
            "live.newest": lambda: viewing.freeze(False),
            "live.keep_frame": self._keep_frame,
            "live.overlay_style": viewing.next_style,
            "live.opacity_up": lambda: viewing.change_opacity(OPACITY_STEP),
            "live.opacity_down": lambda: viewing.change_opacity(-OPACITY_STEP),
            "live.undo": self._threshold_steps.undo,
            "live.redo": self._threshold_steps.redo,
            "live.next_defect": lambda: viewing.step_defect(1),
            "live.previous_defect": lambda: viewing.step_defect(-1),
            "live.ruler": self._prepare_profile,
            "live.copy_picture": lambda: self._handing_over.copy_picture(self._frames.on_screen),
            **{f"live.{verb}": partial(self._frames.step, verb) for verb in STEPS},
        }

    def press(self, action_id: str, costs: Text, act: Callable[[], object], **params: str) -> None:
        """Do what ends or changes the running inspection at the second press; at once where none runs.

        ``costs`` says what it does to {piece} at {position}, and has ``params`` besides.
        """
        running = self._running()
        if running is not None:
            at = running.position or texts.ITS_BEGINNING.translated()
            again = texts.PRESS_AGAIN.translated(limit=formats.whole_seconds(round(LATEST_S)))
            question = Asked(action_id, costs.translated(piece=running.piece, position=at, **params), again)
            if not self._second_press.press(question):
                self._show_state()
                return
        act()
        self._show_state()

    def _withdraw(self, *, but: str = "") -> None:
        """Something else was done than what was asked for."""
        if self._second_press.asked is not None:
            self._second_press.withdraw(but=but)
            self._show_state()

    def _act(self, action_id: str) -> None:
        self._withdraw(but=action_id)
        act = self._acts.get(action_id)
        if act is not None:
            act()

    def _hold(self, action_id: str, is_down: bool) -> None:
        if action_id == "live.hide_overlay":
            self._viewing.hide_overlay(is_down)

    def _toggle_run(self) -> None:
        if self._run_state is RunState.RUNNING:
            self.press("live.start_stop", texts.STOP_ENDS, self.stop)
        elif self._run_state is RunState.STARTING:
            self.stop()
        elif self._run_state is not RunState.STOPPING:
            self.start()

    def _look_otherwise(self, view: SourceView) -> None:
        self._viewing.show_picture(view)
        self._frames.show_again()

    def _prepare_profile(self) -> None:
        """What draws the grey under the ruler is large, and seldom asked for: it is loaded in the background."""
        if not self._has_profile:
            self._has_profile = True
            self._background.run(
                lambda: importlib.import_module("pyqtgraph"), done=lambda _: self._page.show_profile(), key=PROFILE
            )

    def _keep_frame(self) -> None:
        """The frame on the screen, whole, with the evidence of its piece."""
        shown, session = self._shown, self._session
        if shown is None or self._viewing.view.is_elsewhere:  # read again: it is kept where it was read
            self._messages.show(message(Code.NO_FRAME_TO_KEEP), is_answer=True)
            return
        name = shown.result.frame.name

        def kept(is_kept: bool) -> None:
            code = Code.FRAME_KEPT if is_kept else Code.FRAME_NOT_KEPT
            self._messages.show(message(code, name=name), is_answer=True)

        self._background.run(lambda: session.keep_frame(shown.start, shown.result), done=kept)

    def _acknowledge(self, uids: Sequence[str], because: str) -> None:
        alarms = self._session.alarms
        self._noting.run(lambda: alarms.acknowledge(uids, because))

    # what is shown

    def _compose(self, news: News) -> LiveUpdate:
        """On the composing thread."""
        return self._composer.compose(news, self._viewing.view, self._session.state)

    def _view_changed(self) -> None:
        self._show_state()
        self._worker.wake()

    def _show(self, composed: object) -> None:
        assert isinstance(composed, LiveUpdate)
        in_use = self._session.in_use
        if in_use is not None and self._known_model not in ("", in_use.model.sha256) and not self._n_loading:
            self._show_model()  # promoted or rolled back, by another page, a rule or another program
        if not composed.is_picture_only:
            self._update = composed
            self._screen.show(composed)
            self._operator.take(composed)
            if composed.ended is not None:
                self._ended(composed.ended)
            self._show_state()
            if composed.missing is not None:
                self._frames.missing(composed.missing)
        self._show_picture(composed)

    def _show_picture(self, update: LiveUpdate) -> None:
        # A frame of the piece before may still come; the same id may be another piece, so it must be the same one.
        if update.frame is not None and (not self._awaits_frame or update.piece is self._piece):
            self._awaits_frame, self._has_picture = False, True
            self._shown = update.shown
            if update.shown is not None:
                self._frames.shown(update.shown, update.frame)
            self._page.show_frame(update.frame)  # its paint lets the next update come
        else:
            self._worker.shown()

    def _ended(self, ended: Ended) -> None:
        if ended.piece is self._piece:  # else a new one has been asked for already
            self._messages.drop(Code.STILL_RUNNING.value)
            if self._awaits_frame:
                self._awaits_frame = self._has_picture = False  # the page has forgotten the piece before
                self._shown = None
                sentence = texts.NO_FRAME_INSPECTED.translated(piece=ended.piece.id)
                self._page.show_empty(EmptyState(sentence, OPENING_ACTIONS))
            self._run_state = RunState.FAILED if ended.outcome is Outcome.FAILED else RunState.ENDED
        status = self._update.status if self._update is not None else None
        if ended.reason is not None and (status is None or not status.stats.n_in):  # else it is an alarm
            self._messages.show(ended.reason, is_answer=True)

    def _show_state(self) -> None:
        update, view, in_use = self._update, self._viewing.view, self._session.in_use
        running = self._running()
        asked = self._second_press.asked if running is not None else None
        self._show_closing()
        is_of_window = asked is not None and asked.action_id == QUIT  # asked on every page, in the top line
        self._window.show_question(f"{asked.costs} · {asked.again}" if asked and is_of_window else "")
        state = LiveState(
            run_state=self._run_state,
            source=self._chosen.name if self._chosen else "",
            model=in_use.card.title if in_use else "",
            headline=self._headline(),
            model_line=self._model_line(),
            loading=self._loading_text(),
            stats=update.stats if update else (),
            is_frozen=view.is_frozen,
            n_since_frozen=update.n_since_frozen if update else 0,
            progress=update.progress if update and self._run_state is RunState.RUNNING else None,
            can_start=self._chosen is not None and self._run_state is not RunState.STOPPING,
            asked=None if is_of_window else asked,
            running=running,
            too_old=too_old(update.status) if update else "",
            again=self._again(),
            verdict=self._verdict(),
            piece=piece_text(update.piece) if update and update.piece else "",
            began=update.began if update else "",
        )
        self._page.show_state(state)
        self._operator.show(state)

    def _is_again(self, chosen: SourceChoice) -> bool:
        """A folder or video that was inspected begins anew with its first frame; what is live goes on."""
        last, status = self._last_started, self._update.status if self._update is not None else None
        lanes = status.lanes if status is not None else ()
        is_kept = any(lane.source.kind in (SourceKind.FOLDER, SourceKind.VIDEO) for lane in lanes)
        return is_kept and last is not None and (chosen is last or chosen.is_same_as(last))

    def _again(self) -> str:
        """What a start costs now: a new piece would be the old one, inspected once more."""
        chosen = self._chosen
        if chosen is None or self._run_state in BUSY or not self._is_again(chosen):
            return ""
        return texts.INSPECTS_AGAIN.translated(source=chosen.name)

    def _usual_kind(self) -> str:
        workspace = self._session.workspace
        return workspace.settings.piece_kind if workspace is not None else ""

    def _running(self) -> Running | None:
        if self._run_state is not RunState.RUNNING or self._piece is None or self._is_closing:
            return None
        update = self._update
        is_of_piece = update is not None and update.window is not None and update.piece is self._piece
        position = update.window.position if update and update.window and is_of_piece else ""
        return Running(piece_text(self._piece), position, self._chosen.address if self._chosen else "")

    def _verdict(self) -> VerdictState | None:
        judgement = self._session.state.judgement
        if judgement is None:
            return None
        from inspector.presenters.live_verdict import verdict_state  # the window's first paint needs none

        return verdict_state(judgement)

    def _headline(self) -> str:
        if self._next is not None:
            return texts.OPENING_NEXT.translated(source=self._next.name)
        name = self._chosen.name if self._chosen else ""
        status = self._update.status if self._update else None
        n_done, n_not = (status.stats.n_inspected, status.stats.n_not_inspected) if status else (0, 0)
        if self._wants_start:
            return texts.OPENING_MODEL_AND_RECORDS.translated(source=name)
        if self._run_state is RunState.ENDED and n_not:
            return texts.ENDED_WITH_MISSES.translated(n=n_done, n_frames=n_done + n_not, n_not=n_not)
        if self._run_state is RunState.ENDED:
            return texts.ENDED.translated(n=n_done)
        return HEADLINES[self._run_state].translated(source=name)

    def _model_line(self) -> str:
        """Whose results stand on the page; the model in use, where it is another, is that of the next inspection."""
        in_use, update = self._session.in_use, self._update
        active = in_use.card.title if in_use else ""
        made_by = update.made_by if update else ""
        if not made_by or made_by == active or self._run_state is RunState.STARTING:
            return active
        if self._run_state is RunState.RUNNING:
            return made_by
        return texts.RESULTS_OF.translated(made_by=made_by, model=active)

    def _loading_text(self) -> str:
        if not self._loading:
            return ""
        text = texts.TRYING_MODEL if self._is_trying else texts.LOADING_MODEL
        return text.translated(model=self._loading)

    def _answer(self, message: Message) -> None:
        """What somebody asked for failed."""
        self._messages.show(message, is_answer=True)
