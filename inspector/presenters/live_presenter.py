"""What the Live page decides: what is inspected, with what, and what of it is looked at.

Runs on the Qt thread and never waits, not even for imports that the first paint does not need: work goes to
the control thread, news comes composed from the inspection worker. It imports no widget; a stand-in view can
test it.
"""

from __future__ import annotations

import logging
import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.audit import utc_now
from inspector.core.calibration import Calibration
from inspector.core.messages import Message
from inspector.core.model_card import ModelCard
from inspector.inference.backend import Provider
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.cancellable_open import CancellableOpen, OpenCancelled
from inspector.pipeline.runner import Runner, RunnerStatus
from inspector.pipeline.sink import Outcome, Piece, Sink
from inspector.pipeline.station import Station
from inspector.presenters.live_composer import LiveComposer, LiveUpdate
from inspector.screens.live import LiveState, OverlayLook, OverlayStyle, RunState
from inspector.screens.shell import EmptyState
from inspector.session import Session
from inspector.sources.source import Source
from inspector.sources.synthetic import DEMO_SEED, Surface, SyntheticSource, SyntheticStrip
from inspector.store.records import Notice
from inspector.texts.messages import MessageText, Tier, message_text, one_line
from inspector.workers.control_thread import ControlThread, told
from inspector.workers.inspection_worker import InspectionWorker, News

if TYPE_CHECKING:
    from inspector.views.live.live_page import LivePage
    from inspector.views.main_window import MainWindow
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.live")

DEMO_WIDTH_PX, DEMO_ROWS, DEMO_FPS, DEMO_MM_PER_PX = 1024, 384, 4.0, 0.5
OPACITY_STEP = 0.1
NO_MODEL_NEXT = "Choose a model, or put the file back and start again."
STILL_RUNNING = MessageText(
    "The inspection has not ended yet.", "The source, the model or the disk does not answer.",
    "What is recorded stays. It ends when they answer.", "Check the camera, the network share and the disk.",
    Tier.WARN, "live.still_running",
)  # fmt: skip
EMPTY = EmptyState(
    "No frames yet. Open a folder, a video or a camera, or try the demo strip.",
    ("live.open_demo", "live.open_folder", "live.open_video", "live.open_camera"),
)


@dataclass(frozen=True, slots=True)
class ChosenSource:
    """What the next start inspects."""

    name: str
    open: Callable[[], Source]  # on the control thread
    mm_per_px: float | None = None  # where the source knows its own scale: the synthetic strip


@dataclass(frozen=True, slots=True)
class _StoreOpened:
    workspace: Workspace
    unfinished: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class _StoreFailed:
    reason: Message


@dataclass(frozen=True, slots=True)
class _ModelFailed:
    reason: Message


@dataclass(frozen=True, slots=True)
class _Started:
    number: int
    card: ModelCard  # the settings were made for this model
    runner: Runner


@dataclass(frozen=True, slots=True)
class _NotStarted:
    number: int
    reason: Message


@dataclass(frozen=True, slots=True)
class _GivenUp:
    """Its source was still being opened when it was stopped."""

    number: int


@dataclass(frozen=True, slots=True)
class _StillRunning:
    """It was told to stop and has not ended yet."""


@dataclass(frozen=True, slots=True)
class _Closed:
    pass


class LivePresenter:
    """One inspection at a time, each with its number: what comes late of an older one changes nothing.

    NOTHING ► READY ► STARTING ► RUNNING ► STOPPING ► ENDED | FAILED; a source that is chosen leads back to READY.
    A start that is wished before records and model are open waits for them in READY, and opens again what could
    not be opened. ENDED and FAILED come when the runner says so, or when the start could not be made.
    """

    def __init__(
        self,
        page: LivePage,
        window: MainWindow,
        session: Session,
        *,
        model_file: Path,
        provider: Provider = Provider.AUTO,
        extra_sinks: Callable[[], list[Sink]] = list,
    ) -> None:
        self._page = page
        self._window = window
        self._session = session
        self._provider = provider
        self._extra_sinks = extra_sinks
        self._workspace: Workspace | None = None
        self._card: ModelCard | None = None
        self._settings: InspectionSettings | None = None
        self._chosen: ChosenSource | None = None
        self._opening: CancellableOpen | None = None  # of the start made last
        self._piece: Piece | None = None
        self._n_lost = 0
        self._look = OverlayLook()
        self._run_state = RunState.NOTHING
        self._wants_start = False
        self._number = 0  # of the inspection started last
        self._refusal = ""  # code of what kept the last start from being made
        self.refused_because = ""  # the same in a line of words, "" once a start was made
        self._is_opening_store = self._is_loading_model = self._is_closing = False
        self._model_file = model_file
        self._is_frozen = False
        self._shown_words: set[str] = set()
        self._awaited: Piece | None = None  # whose first frame is not there yet
        self._has_picture = False
        self._at_defect: int | None = None
        self._numbers: list[int] = []  # of the defects on the page, rising
        self._last_update: LiveUpdate | None = None

        self._station = Station(self._store_noticed)
        self.worker = InspectionWorker(self._compose)
        self._composer = LiveComposer(lambda: self.worker.recent, self._runner_status)
        self.control = ControlThread()
        self._connect()
        page.show_look(self._look)
        page.show_empty(EMPTY)
        self._show_state()

    def begin(self) -> None:
        """Start the threads, and open records and model in the background. Once; ``end`` is for then, come what may."""
        self.worker.start()
        self.control.start()
        self._open_store()
        self._load_model(self._model_file)

    def _connect(self) -> None:
        page = self._page
        page.action_triggered.connect(self._act)
        page.action_held.connect(self._hold)
        page.threshold_chosen.connect(self._choose_threshold)
        page.min_area_chosen.connect(self._choose_min_area)
        page.solo_chosen.connect(self._choose_solo)
        page.defect_chosen.connect(self._choose_defect)
        page.folder_chosen.connect(self.choose_source)
        page.video_chosen.connect(self.choose_source)
        page.camera_chosen.connect(self.choose_source)
        page.model_chosen.connect(lambda path: self._load_model(Path(path)))
        page.piece_chosen.connect(lambda piece_id, kind: self._choose_piece(Piece(piece_id, kind)))
        page.message_closed.connect(self._shown_words.discard)
        page.frame_shown.connect(lambda _number: self.worker.shown())
        self._window.close_wished.connect(self.close)
        self.worker.composed.connect(self._show)
        self.control.failed.connect(self._control_failed)
        self.control.done.connect(self._control_done)

    @property
    def is_ready(self) -> bool:
        """Model and records are open: a start begins at once."""
        return self._workspace is not None and self._settings is not None

    @property
    def n_lost(self) -> int:
        """Records that could not be written before the window closed; -1 where closing went wrong."""
        return self._n_lost

    # choosing

    def choose_source(self, text: str) -> None:
        """Folder, video or camera as the command line names it; starts at once when everything is ready."""
        self._choose(ChosenSource(Path(text).name or text, lambda: _open_source(text)))

    def choose_demo(
        self, seed: int | None = None, surface: Surface = Surface.HOT_ROLLED, *, seconds: float = 0.0
    ) -> None:
        """A strip of ``seconds``, or one without an end where that is 0."""
        strip = SyntheticStrip(
            DEMO_SEED if seed is None else seed, DEMO_WIDTH_PX, surface, defects_per_m=6.0, mm_per_px=DEMO_MM_PER_PX
        )
        n_frames = math.ceil(seconds * DEMO_FPS) or None

        def open_strip() -> Source:
            return SyntheticSource(strip, frame_rows=DEMO_ROWS, fps=DEMO_FPS, n_frames=n_frames)

        self._choose(ChosenSource("demo strip", open_strip, DEMO_MM_PER_PX))

    def _choose(self, chosen: ChosenSource) -> None:
        self._chosen = chosen
        self._piece = None
        self._run_state = RunState.READY
        self.start()

    def _choose_piece(self, piece: Piece) -> None:
        """A new piece: what runs ends, and the same source goes on with the new id."""
        self._piece = piece
        if self._chosen is not None:
            self.start()
        else:
            self._show_state()

    def start(self) -> None:
        if self._chosen is None or self._is_closing:
            return
        self._wants_start = True
        if self._workspace is None and not self._is_opening_store:
            self._open_store()  # what was wrong may have been put right; if not, it is said again
        if self._card is None and not self._is_loading_model:
            self._load_model(self._model_file)
        self._start_when_ready()

    def _start_when_ready(self) -> None:
        """Model and records are opened in the background; a wish to start waits for them."""
        card = self._card
        if not self._wants_start or self._chosen is None or self._workspace is None:
            self._show_state()
            return
        if card is None or self._settings is None:
            self._show_state()
            return
        self._wants_start = False
        chosen = self._chosen
        piece = self._piece or Piece(
            f"{chosen.name} {utc_now().astimezone():%Y-%m-%d %H:%M:%S}", self._workspace.settings.piece_kind
        )
        self._piece = None
        scale = self._workspace.settings.scale
        if chosen.mm_per_px is not None:
            scale = Calibration(chosen.mm_per_px, chosen.mm_per_px)
        self._settings = replace(
            self._settings, calibration=scale, severity_table=self._workspace.settings.severity_table
        )
        settings = self._settings
        self._composer.set_settings(settings)
        self._run_state = RunState.STARTING
        self._number += 1
        number = self._number
        self._awaited = piece
        self._page.show_empty(EmptyState(f"Waiting for the first frame of {piece.id}"))
        self._give_up_opening()  # of a start before
        opening = self._opening = CancellableOpen(chosen.open)
        self._show_state()

        def begin() -> object:
            sinks = [self.worker.sink(number), *self._extra_sinks()]
            try:
                return _Started(number, card, self._station.start(opening.wait, card, settings, piece, sinks))
            except OpenCancelled:
                return _GivenUp(number)

        self.control.do(told(begin, lambda reason: _NotStarted(number, reason)))

    def _give_up_opening(self) -> None:
        """Whoever stops, closes or chooses anew does not wait for a source that does not open."""
        if self._opening is not None:
            self._opening.give_up()

    def stop(self) -> None:
        self._wants_start = False
        self._give_up_opening()
        self._run_state = RunState.STOPPING
        self._show_state()
        self.control.do(lambda: None if self._station.stop() else _StillRunning())

    def close(self) -> None:
        """Stop, write what waits, then let the window close. Repeatable."""
        if self._is_closing:
            return
        self._is_closing, self._wants_start = True, False
        self._give_up_opening()
        if self._run_state in (RunState.STARTING, RunState.RUNNING):
            self._run_state = RunState.STOPPING
            self._show_state()
        self.control.do(self._close_station)

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop, however it ended: nothing runs any more and all is written. True if in time."""
        if not self._is_closing:  # nobody asked: the window is gone all the same
            self._is_closing = True
            self._give_up_opening()
            self.control.do(self._close_station)
        self.control.end()
        has_ended = self.control.join(timeout_s)
        return self.worker.stop() and has_ended

    # on the control thread

    def _close_station(self) -> object:
        try:
            self._n_lost = self._station.close()
        except Exception:  # whatever is wrong, the window must not refuse to close
            log.exception("the station did not close in good order")
            self._n_lost = -1
        return _Closed()

    def _store_opened(self) -> object:
        workspace = self._session.open_workspace()
        quota_bytes = workspace.settings.evidence.quota_mb * 1_000_000
        writer = self._station.open_store(workspace.database, workspace.frames, quota_bytes)
        return _StoreOpened(workspace, writer.unfinished)

    # work for the control thread

    def _open_store(self) -> None:
        self._is_opening_store = True
        self.control.do(told(self._store_opened, _StoreFailed))

    def _load_model(self, path: Path) -> None:
        if self._is_closing:
            return
        self._is_loading_model = True
        if self._card is None:
            self._model_file = path
        self.control.do(told(lambda: self._station.load_model(path, self._provider), _ModelFailed))

    # answers of the control thread

    def _control_done(self, result: object) -> None:
        if isinstance(result, _StoreOpened):
            self._is_opening_store = False
            self._workspace = result.workspace
            self._composer.set_records_open()
            self.worker.wake()
            for unfinished in result.unfinished:
                self._say(unfinished)
            self._start_when_ready()
        elif isinstance(result, LoadedModel):
            self._is_loading_model = False
            self._model_loaded(result)
        elif isinstance(result, _StoreFailed):
            self._is_opening_store = False
            self._composer.set_trouble(result.reason, is_over=False)
            self.worker.wake()
            self._refuse(message_text(result.reason))
        elif isinstance(result, _ModelFailed):
            self._is_loading_model = False
            self._model_failed(result.reason)
        elif isinstance(result, _Started):
            self._started(result)
        elif isinstance(result, _NotStarted):
            self._say_words(message_text(result.reason), is_answer=True)
            if result.number == self._number:
                self._refusal, self.refused_because = result.reason.code.value, one_line(result.reason)
                self._run_state = RunState.FAILED
                self._await_no_frame()
                self._show_state()
        elif isinstance(result, _GivenUp):
            if result.number == self._number:
                self._run_state = RunState.READY
                self._await_no_frame()
                self._show_state()
        elif isinstance(result, _StillRunning):
            self._say_words(STILL_RUNNING, is_answer=True)
        elif isinstance(result, _Closed):
            self.worker.stop()
            self.control.end()
            self._window.allow_close()

    def _await_no_frame(self) -> None:
        """The start was not made: what stood on the page before stands there again."""
        self._awaited = None
        self._page.show_empty(None if self._has_picture else EMPTY)

    def _started(self, started: _Started) -> None:
        self.refused_because = ""
        if self._refusal:
            self._drop(self._refusal)
            self._refusal = ""
        # A very short source has ended before this is heard; a stop may have been wished.
        if started.number == self._number and self._run_state is RunState.STARTING:
            self._run_state = RunState.RUNNING
        if self._settings is not None and self._is_card_in_use(started.card):
            started.runner.set_settings(self._settings)  # what was chosen while the source was being opened
        self._show_state()
        self.worker.wake()

    def _is_card_in_use(self, card: ModelCard) -> bool:
        """Settings are for the classes of one model: never give them to a runner with another."""
        model = self._station.model
        return self._card is card and model is not None and model.card is card

    def _model_failed(self, reason: Message) -> None:
        words = message_text(reason)
        if self._card is not None:
            self._say_words(words, is_answer=True)
            return
        meanwhile = "Nothing can be inspected before a model is loaded."
        self._refuse(replace(words, tier=Tier.STOP, meanwhile=meanwhile, next_step=NO_MODEL_NEXT))

    def _refuse(self, words: MessageText) -> None:
        """Records or model cannot be opened: a start that waits for them is not made."""
        self._wants_start = False
        self.refused_because = f"{words.what} {words.why}"
        self._say_words(words, is_answer=True)
        self._show_state()

    def _model_loaded(self, model: LoadedModel) -> None:
        self._card = model.card
        if not self._is_shown(self._look.solo):  # else nothing would be seen, and no class could say why
            self._choose_solo(self._look.solo)
        for code in [code for code in self._shown_words if code.startswith("model.")]:
            self._drop(code)
        scale = self._settings.calibration if self._settings else None
        self._settings = InspectionSettings.of_card(model.card, scale)
        if self._workspace is not None:
            self._settings = replace(self._settings, severity_table=self._workspace.settings.severity_table)
        self._composer.set_model(model.card, self._settings)
        if model.provider.notice is not None:
            self._say(model.provider.notice)
        self._start_when_ready()
        self.worker.wake()

    def _control_failed(self, said: Message) -> None:
        self._say_words(message_text(said), is_answer=True)

    # looking

    def _act(self, action_id: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "live.start_stop": self._toggle_run,
            "live.open_folder": self._page.ask_folder,
            "live.open_video": self._page.ask_video,
            "live.open_camera": self._page.ask_camera,
            "live.open_demo": self.choose_demo,
            "live.open_model": self._page.ask_model,
            "live.new_piece": self._page.ask_piece,
            "live.freeze": lambda: self._freeze(not self._is_frozen),
            "live.newest": lambda: self._freeze(False),
            "live.overlay_style": self._next_style,
            "live.opacity_up": lambda: self._change_opacity(OPACITY_STEP),
            "live.opacity_down": lambda: self._change_opacity(-OPACITY_STEP),
            "live.next_defect": lambda: self._step_defect(1),
            "live.previous_defect": lambda: self._step_defect(-1),
        }
        if action_id in acts:
            acts[action_id]()

    def _hold(self, action_id: str, is_down: bool) -> None:
        if action_id == "live.hide_overlay":
            self._show_look(replace(self._look, is_hidden=is_down))

    def _toggle_run(self) -> None:
        if self._run_state in (RunState.RUNNING, RunState.STARTING):
            self.stop()
        elif self._run_state is not RunState.STOPPING:
            self.start()

    def _freeze(self, is_frozen: bool) -> None:
        self._is_frozen = is_frozen
        if not is_frozen:
            self._at_defect = None
        self._composer.set_frozen(is_frozen)
        self._show_state()
        self.worker.wake()

    def _choose_defect(self, number: int) -> None:
        self._at_defect, self._is_frozen = number, True
        self._composer.ask_defect(number)
        self._page.select_defect(number)
        self._show_state()
        self.worker.wake()

    def _step_defect(self, step: int) -> None:
        numbers = self._numbers
        if not numbers:
            return
        if self._at_defect in numbers:
            place = numbers.index(self._at_defect) + step
        else:
            place = len(numbers) - 1
        self._choose_defect(numbers[min(max(place, 0), len(numbers) - 1)])

    def _choose_threshold(self, class_index: int, threshold: float) -> None:
        if self._settings is not None:
            self._use(self._settings.with_threshold(class_index, threshold))

    def _choose_min_area(self, class_index: int, area: float) -> None:
        if self._settings is None:
            return
        scale = self._settings.calibration
        mm2_per_px = scale.mm_per_px_across * scale.mm_per_px_along if scale else 1.0
        self._use(self._settings.with_min_area(class_index, max(0, math.ceil(area / mm2_per_px - 1e-9))))

    def _use(self, settings: InspectionSettings) -> None:
        """Settings act from the next frame on, and at once on the picture that is shown."""
        self._settings = settings
        self._composer.set_settings(settings)
        runner = self._station.runner
        if runner is not None and self._card is not None and self._is_card_in_use(self._card):
            runner.set_settings(settings)
        self.worker.wake()

    def _choose_solo(self, class_index: int) -> None:
        solo = 0 if self._look.solo == class_index else class_index
        if not self._is_shown(solo):
            return
        self._composer.set_solo(solo)
        self._show_look(replace(self._look, solo=solo))
        self.worker.wake()

    def _is_shown(self, solo: int) -> bool:
        """All classes (0), or one that the legend of the model lists."""
        return not solo or (self._card is not None and solo in (known.index for known in self._card.defect_classes))

    def _next_style(self) -> None:
        styles = list(OverlayStyle)
        self._show_look(replace(self._look, style=styles[(styles.index(self._look.style) + 1) % len(styles)]))

    def _change_opacity(self, step: float) -> None:
        self._show_look(replace(self._look, opacity=min(1.0, max(0.1, round(self._look.opacity + step, 2)))))

    def _show_look(self, look: OverlayLook) -> None:
        self._look = look
        self._page.show_look(look)

    # showing

    def _compose(self, news: News) -> LiveUpdate:
        return self._composer.compose(news)

    def _runner_status(self) -> RunnerStatus | None:
        runner = self._station.runner
        return runner.status if runner is not None else None

    def _show(self, made: object) -> None:
        assert isinstance(made, LiveUpdate)
        update, page = made, self._page
        if update.is_picture_only:
            self._show_picture(update)
            return
        self._last_update = update
        if update.has_begun:
            page.clear_piece()
            scale = update.calibration
            page.show_scale((scale.mm_per_px_across, scale.mm_per_px_along) if scale else None)
            self._shown_words.clear()  # the same trouble on a new piece is told with its own names
            self._numbers.clear()
            self._at_defect, self._is_frozen = None, False
        if update.removed:
            page.remove_defects(update.removed)
            for number in update.removed:
                place = bisect_left(self._numbers, number)
                if place < len(self._numbers) and self._numbers[place] == number:
                    del self._numbers[place]
        if update.rows:
            page.upsert_defects(update.rows)
            newest = self._numbers[-1] if self._numbers else 0
            self._numbers += sorted(row.defect_id for row in update.rows if row.defect_id > newest)
        if update.thumbnails:
            page.add_thumbnails(update.thumbnails)
        if update.classes is not None:
            page.show_classes(update.classes)
            page.show_histograms(update.histograms)
        if update.extent is not None:
            page.show_map(update.extent, update.cursor)
        if update.gaps:
            page.add_gaps(update.gaps)
        if update.window is not None:
            self._window.show_chrome(update.window)
        for code in update.over:
            self._drop(code.value)
        for said in update.messages:
            self._say(said)
        if update.missing_frame_of is not None:
            self._say_words(
                MessageText(
                    f"The frame of defect {update.missing_frame_of} is no longer in memory.",
                    "Only the latest frames are kept for a quick look.",
                    "The defect and its picture are in the records.", "", Tier.NOTE, "live.frame_gone",
                ),
                is_answer=True,
            )  # fmt: skip
        if update.outcome is not None:
            self._ended(update.number, update.outcome, update.reason)
        self._show_state()
        self._show_picture(update)

    def _show_picture(self, update: LiveUpdate) -> None:
        # A frame of the piece before may still come; the same id may be another piece, so it must be the same one.
        if update.frame is not None and (self._awaited is None or self._awaited is update.piece):
            self._awaited, self._has_picture = None, True
            self._page.show_frame(update.frame)  # its paint lets the next update come
        else:
            self.worker.shown()

    def _ended(self, number: int, outcome: Outcome, reason: Message | None) -> None:
        if number == self._number:  # else a new one has been asked for already
            self._drop(STILL_RUNNING.code)
            if self._awaited is not None:
                self._has_picture = False  # the page has forgotten the piece before
                self._page.show_empty(EmptyState(f"No frame of {self._awaited.id} was inspected", EMPTY.action_ids))
                self._awaited = None
            self._run_state = RunState.FAILED if outcome is Outcome.FAILED else RunState.ENDED
        if reason is not None:
            self._say(reason)

    def _show_state(self) -> None:
        update = self._last_update
        self._page.show_state(
            LiveState(
                run_state=self._run_state,
                source=self._chosen.name if self._chosen else "",
                model=f"{self._card.name} {self._card.version}" if self._card else "",
                headline=self._headline(),
                figures=update.figures if update else (),
                is_frozen=self._is_frozen,
                n_since_frozen=update.n_since_frozen if update else 0,
                progress=update.progress if update and self._run_state is RunState.RUNNING else None,
                can_start=self._chosen is not None and self._run_state is not RunState.STOPPING,
            )
        )

    def _headline(self) -> str:
        name = self._chosen.name if self._chosen else ""
        update = self._last_update
        status = update.status if update else None
        n_done = status.figures.n_inspected if status else 0
        if self._wants_start:
            return f"Opening model and records for {name} …"
        return {
            RunState.NOTHING: "Nothing to inspect yet",
            RunState.READY: f"Ready: {name}",
            RunState.STARTING: f"Opening {name} …",
            RunState.RUNNING: f"Inspecting {name}",
            RunState.STOPPING: "Stopping …",
            RunState.ENDED: f"Ended: {n_done:,} inspected".replace(",", "\u202f"),
            RunState.FAILED: "Nothing is being inspected",
        }[self._run_state]

    def _say(self, said: Message) -> None:
        self._say_words(message_text(said))

    def _say_words(self, words: MessageText, *, is_answer: bool = False) -> None:
        """Each kind of trouble stands on the screen once, until somebody closes it; an answer to what somebody
        did is renewed, as it is about that."""
        if is_answer or words.code not in self._shown_words:
            self._shown_words.add(words.code)
            self._page.show_message(words)

    def _drop(self, code: str) -> None:
        self._shown_words.discard(code)
        self._page.drop_message(code)

    def _store_noticed(self, notice: Notice) -> None:
        """On the store's threads."""
        self._composer.set_trouble(notice.message, is_over=notice.is_over)
        if not notice.is_over:
            self.worker.message(notice.message)
        else:
            self.worker.wake()


def _open_source(text: str) -> Source:
    """On the control thread, which also imports what reads pictures, videos and cameras."""
    from inspector.sources.open_source import open_source

    return open_source(text)
