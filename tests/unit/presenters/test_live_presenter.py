"""What the Live page is told and what the session is asked for, with stand-ins, and work run when a test says so."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.core.classes import DefectClass
from inspector.core.defect import Severity
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
from inspector.core.piece import Piece
from inspector.core.placement import Placement
from inspector.core.source_options import SourceOptions
from inspector.core.source_view import SourceView
from inspector.in_use import InUse, PutBack
from inspector.inference.opening import Opening
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.severity import DEFAULT_TABLE, SeverityRule, SeverityTable
from inspector.pipeline.alarms import AlarmBoard
from inspector.pipeline.cancellable_open import OpenCancelled
from inspector.pipeline.sink import LaneInfo, Outcome
from inspector.pipeline.stats import PipelineStats
from inspector.presenters import live_presenter
from inspector.presenters.live_composer import LiveUpdate
from inspector.presenters.live_presenter import LivePresenter, no_frames_yet
from inspector.presenters.notices import alarms_state
from inspector.records_desk import NotWritten
from inspector.screens.live import DefectRow, DisplayFrame, OverlayStyle, RunState
from inspector.screens.live_actions import LIVE
from inspector.screens.not_inspected import NotInspectedRow
from inspector.screens.shell import EmptyState, WindowChrome
from inspector.session import CLOSE_PATIENCE_S, SessionState
from inspector.sources.choice import SourceChoice
from inspector.sources.source import SourceInfo, SourceKind
from inspector.store.records import Notice
from inspector.texts.messages import Tier
from inspector.workers.inspection_worker import Ended
from tests.tiny_model import card
from tests.unit.presenters.live_samples import status
from tests.unit.presenters.stand_ins import HandBackground, NotingPage, Signal

BROKEN = StoreError(message(Code.STORE_BROKEN, path="x", detail="y"))
NO_MODEL = ModelError(message(Code.MODEL_MISSING, path="x"))


class Page(NotingPage):
    SIGNALS = (
        "action_triggered", "action_held", "threshold_chosen", "min_area_chosen", "solo_chosen", "defect_chosen",
        "threshold_settled", "limits_reset", "step_chosen", "set_chosen", "set_named", "set_deleted",
        "source_wished", "model_wished",
        "remarked", "operator_pressed",
        "source_chosen", "model_chosen", "piece_chosen", "message_closed", "rows_copied", "export_chosen",
        "window_chosen", "frame_shown", "alarms_acknowledged", "missed_chosen",
    )  # fmt: skip


class Window:
    def __init__(self) -> None:
        self.close_wished, self.end_wished, self.action_triggered = Signal(), Signal(), Signal()
        self.lose_wished, self.wait_wished = Signal(), Signal()
        self.closing: list[Any] = [None]
        self.questions: list[str] = [""]
        self.chrome: list[Any] = []
        self.may_close = False

    def show_chrome(self, chrome: Any) -> None:
        self.chrome.append(chrome)

    def show_closing(self, state: Any) -> None:
        if state != self.closing[-1]:
            self.closing.append(state)

    def show_question(self, question: str) -> None:
        if question != self.questions[-1]:
            self.questions.append(question)

    def allow_close(self) -> None:
        self.may_close = True


class Worker:
    """``InspectionWorker`` without a thread: the test composes."""

    def __init__(self) -> None:
        self.composed = Signal()
        self.n_shown = self.n_woken = 0
        self.is_stopped = False
        self.recent = SimpleNamespace(get=lambda _frame_index, _lane: None)  # no frame is in memory any more

    def start(self) -> None:
        """It has no thread."""

    def wake(self) -> None:
        self.n_woken += 1

    def shown(self) -> None:
        self.n_shown += 1

    def sink(self) -> object:
        return object()

    def stop(self) -> bool:
        self.is_stopped = True
        return True


class StandInSession:
    """Does what it is asked for at once, and fails where a test says so."""

    def __init__(self) -> None:
        self.workspace: Any = None
        self.in_use: InUse | None = None
        self.has_records = self.is_inspecting = self.is_closed = False
        self.records_fail: InspectorError | None = None
        self.model_fails: InspectorError | None = None
        self.openings: list[Opening] = []  # of models
        self.tries_long = False
        self.severity_table = DEFAULT_TABLE
        self.stops_in_time = self.has_room = True
        self.kept: list[Any] = []  # frames that somebody asked to keep
        self.started: list[Any] = []  # pieces
        self.marked: list[Any] = []  # pieces that began while a source ran
        self.piece: Any = None  # begun last
        self.has_source_ended = False  # its last frames are still being inspected
        self.piece_fails: InspectorError | None = None
        self.line_fails: InspectorError | None = None  # late, when the source is open
        self.scales: list[Calibration | None] = []
        self.n_unwritten, self.has_given_up, self.patience_s = 0, False, 0.0
        self.changes: list[Any] = []  # of thresholds and areas, as they were recorded
        self.folder = Path("nowhere")  # of the workspace
        self.listener: Callable[[Notice], None] = lambda notice: None
        self.alarms = AlarmBoard()

    def absence(self, piece: Any) -> None:
        """Nothing was missed while no program ran."""

    @property
    def is_ready(self) -> bool:
        return self.has_records and self.in_use is not None

    @property
    def state(self) -> SessionState:
        return SessionState(
            self.in_use, self.has_records, status=status(piece=self.piece) if self.piece is not None else None
        )

    def listen(self, listener: Callable[[Notice], None]) -> None:
        self.listener = listener

    def on_model_changed(self, listener: Callable[[], object]) -> None:
        self.model_listener = listener

    def use_settings(self, used: Any, settings: InspectionSettings) -> None:
        assert self.in_use is not None
        assert used is self.in_use.card
        self.in_use = replace(self.in_use, settings=settings)

    def use_set(self, used: Any, chosen: Any) -> None:
        assert self.in_use is not None
        assert used is self.in_use.card
        in_use = replace(self.in_use, threshold_set=chosen)
        self.in_use = replace(in_use, settings=in_use.settings.with_limits(in_use.base))

    def adopt_set(self, used: Any, saved: Any) -> None:
        assert self.in_use is not None
        assert used is self.in_use.card
        self.in_use = replace(self.in_use, threshold_set=saved)

    def put_back(self, source: str) -> None:
        assert self.in_use is not None
        put_back = PutBack(source, self.in_use.base)
        settings = self.in_use.settings.with_limits(put_back.limits)
        self.in_use = replace(self.in_use, settings=settings, put_back=put_back)

    def record_changes(self, changes: Any, because: str, _stamp: Any) -> None:
        self.changes += [(one.class_name, one.quantity, one.before, one.after, because) for one in changes]

    def open_records(self) -> tuple[Message, ...]:
        if self.records_fail is not None:
            raise self.records_fail
        self.workspace = SimpleNamespace(
            folder=self.folder, settings=SimpleNamespace(piece_kind="coil", severity_table=self.severity_table)
        )
        self.has_records = True
        return ()

    def load_model(self, path: Any, opening: Opening, *, tries: bool) -> Any:
        assert not tries, "nobody waits for a trial before the first frame"
        self.openings.append(opening)
        if self.tries_long:
            opening.on_slow()
        if opening.is_given_up:
            raise ModelError(message(Code.MODEL_GIVEN_UP, path=str(path)))
        if self.model_fails is not None:
            raise self.model_fails
        fewer = ("background", "dull") if "fewer" in str(path) else ("background", "dull", "bright")
        model: Any = SimpleNamespace(
            card=card(name=path.stem, class_names=fewer), provider=SimpleNamespace(notice=None), sha256=path.stem
        )
        self.in_use = InUse(model, InspectionSettings.of_card(model.card))
        return model

    def start(
        self,
        open_source: Callable[[], Any],
        piece: Any,
        *,
        scale: Calibration | None,
        sinks: Any,
        put_back_for: str | None,
        absence: Any = None,
    ) -> None:
        open_source()
        if put_back_for is not None:
            self.put_back(put_back_for)
        if self.line_fails is not None:
            raise self.line_fails
        self.started.append(piece)
        self.piece = piece
        self.scales.append(scale)
        self.is_inspecting = True
        assert len(sinks(piece)) == 1

    def begin_piece(self, piece: Any) -> bool:
        if self.piece_fails is not None:
            raise self.piece_fails
        is_begun = self.is_inspecting and not self.has_source_ended
        if is_begun:
            self.marked.append(piece)
            self.piece = piece
        return is_begun

    def check_apart(self, source: Any) -> None:
        """It writes nothing."""

    def keep_frame(self, start: Any, result: Any) -> bool:
        self.kept.append((start, result))
        return self.has_room

    def stop(self) -> bool:
        if self.stops_in_time:
            self.is_inspecting = False
        return self.stops_in_time

    def give_up_writing(self) -> None:
        self.has_given_up = True

    def close(self, patience_s: float = 10.0) -> NotWritten:
        self.patience_s = patience_s
        self.is_closed = True
        return NotWritten(n_records=2)


class Driver:
    def __init__(self, noting: HandBackground | None = None) -> None:
        self.page, self.window, self.session = Page(), Window(), StandInSession()
        self.background, self.worker, self.reading = HandBackground(), Worker(), HandBackground()
        self.now_s = 100.0
        stand_ins: Any = (self.page, self.window, self.session)
        self.presenter = LivePresenter(
            *stand_ins,
            model_file=Path("first.onnx"),
            background=self.background,  # type: ignore[arg-type]
            opener=self.background,  # type: ignore[arg-type]
            clock=lambda: self.now_s,
            worker=self.worker,  # type: ignore[arg-type]
            reading=self.reading,
            noting=self.background if noting is None else noting,  # type: ignore[arg-type]
        )
        self.presenter.begin()

    @property
    def state(self) -> Any:
        return self.page.last("show_state")

    @property
    def run_state(self) -> RunState:
        assert self.state.run_state is self.presenter.run_state
        return self.presenter.run_state

    def finish(self) -> None:
        self.background.finish()

    def act(self, verb: str) -> None:
        self.page.action_triggered.emit(f"{LIVE}.{verb}")

    def act_twice(self, verb: str) -> None:
        """With the second press that ends what runs."""
        self.act(verb)
        self.now_s += 1.0
        self.act(verb)

    def run(self, name: str = "strip", opened: Callable[[], Any] = object) -> None:
        """Everything is open, and a source runs."""
        self.presenter.choose(SourceChoice(name, opened))
        self.finish()

    def compose(self, **changes: Any) -> None:
        self.worker.composed.emit(
            LiveUpdate(piece=self.session.started[-1] if self.session.started else None, **changes)
        )

    def end(self, outcome: Outcome = Outcome.COMPLETED, reason: Message | None = None, piece: Any = None) -> None:
        self.compose(ended=Ended(piece or self.session.started[-1], outcome, reason))


@pytest.fixture
def driver() -> Driver:
    return Driver()


def frame(frame_index: int = 0) -> DisplayFrame:
    pixels = np.zeros((4, 4), np.uint8)
    return DisplayFrame(frame_index, f"{frame_index}", pixels, pixels, {}, "")


def row(defect_id: int) -> DefectRow:
    dull = DefectClass.with_default_look(1, "dull")
    return DefectRow(defect_id, dull, "1 m", "1 × 1 mm", Severity.MINOR, 0.8, 0.01, 5.0, 0.002, 2.0)


def not_there() -> Any:
    raise SourceError(message(Code.CAMERA_NOT_FOUND, address="9"))


NO_CAMERA = EmptyState(
    "Camera “9” was not found. Nothing answers at this address. "
    "Check its power and cable, and the address; other programs must have released it.",
    no_frames_yet().action_ids,
)


def test_at_the_beginning_it_says_what_can_be_done(driver: Driver) -> None:
    assert driver.page.last("show_empty") == no_frames_yet()
    assert (driver.run_state, driver.state.can_start) == (RunState.NOTHING, False)
    driver.act("start_stop")
    driver.finish()
    assert (driver.run_state, driver.session.started) == (RunState.NOTHING, [])


def test_a_source_chosen_before_records_and_model_are_open_starts_when_they_are(driver: Driver) -> None:
    driver.presenter.choose(SourceChoice("strip", object))
    assert (driver.run_state, driver.state.source) == (RunState.READY, "strip")
    assert driver.state.headline.startswith("Opening model and records for strip")
    driver.background.finish_one()  # the records
    assert driver.session.started == []
    driver.finish()
    assert driver.run_state is RunState.RUNNING
    assert [piece.kind for piece in driver.session.started] == ["coil"]
    assert driver.session.started[0].id.startswith("strip 20")
    assert driver.page.last("show_empty").sentence.startswith("Waiting for the first frame of strip 20")


def test_the_scale_of_the_source_goes_with_it(driver: Driver) -> None:
    scale = Calibration(0.5, 0.25)
    driver.presenter.choose(SourceChoice("strip", object, scale))
    driver.finish()
    driver.run("folder")
    assert driver.session.scales == [scale, None]


@pytest.mark.parametrize("what", ["records", "model"])
def test_what_cannot_be_opened_is_told_and_opened_again_at_each_start(driver: Driver, what: str) -> None:
    session, error = driver.session, BROKEN if what == "records" else NO_MODEL
    session.records_fail, session.model_fails = (error, None) if what == "records" else (None, error)
    driver.run()
    assert (driver.run_state, session.started) == (RunState.READY, [])
    assert driver.presenter.refused_because
    n_told = len(driver.page.all("show_message"))
    assert driver.page.last("show_message").tier is Tier.STOP
    driver.act("start_stop")
    driver.finish()
    assert len(driver.page.all("show_message")) == n_told + 1
    session.records_fail = session.model_fails = None
    driver.act("start_stop")
    driver.finish()
    assert (driver.run_state, driver.presenter.refused_because) == (RunState.RUNNING, "")
    assert error.message.code.value in driver.page.all("drop_message")


def test_that_a_model_is_being_loaded_and_that_it_is_tried_first_is_said_as_long_as_it_lasts(driver: Driver) -> None:
    assert driver.state.loading == "Loading model first …"
    driver.finish()
    assert driver.state.loading == ""
    driver.session.tries_long = True
    load = driver.session.load_model
    said: list[str] = []

    def slow(path: Any, opening: Opening, *, tries: bool) -> Any:
        made = load(path, opening, tries=tries)
        driver.compose()  # the news of that moment
        said.append(driver.state.loading)
        return made

    driver.session.load_model = slow  # type: ignore[method-assign]
    driver.page.model_chosen.emit("second.onnx")
    driver.finish()
    assert said == ["Trying model second: new to this PC, up to some minutes …"]
    assert driver.state.loading == ""
    driver.session.model_fails = NO_MODEL
    driver.page.model_chosen.emit("third.onnx")
    driver.finish()
    assert driver.state.loading == ""


def test_loading_a_model_can_be_given_up_and_nobody_hears_more_of_it(driver: Driver) -> None:
    driver.finish()
    driver.page.model_chosen.emit("second.onnx")
    driver.act("cancel_model")
    assert driver.state.loading == ""
    driver.finish()
    assert (driver.session.openings[-1].is_given_up, driver.state.model) == (True, "first 1")
    assert driver.page.all("show_message") == []


def test_a_model_that_is_being_tried_is_given_up_by_the_next_choice_and_by_closing(driver: Driver) -> None:
    driver.page.model_chosen.emit("second.onnx")  # the first one waits still
    driver.page.model_chosen.emit("third.onnx")
    driver.finish()
    assert [one.is_given_up for one in driver.session.openings] == [True, True, False]
    assert driver.session.in_use is not None
    assert driver.session.in_use.card.name == "third"
    assert driver.page.all("show_message") == [], "nobody hears of those that nobody wants any more"
    driver.page.model_chosen.emit("fourth.onnx")
    driver.presenter.close()
    driver.finish()
    assert driver.session.openings[-1].is_given_up
    assert driver.window.may_close


def test_a_start_is_not_lost_where_records_failed_while_the_model_was_still_loading(driver: Driver) -> None:
    driver.session.records_fail = BROKEN
    driver.background.finish_one()
    driver.session.records_fail = None
    driver.presenter.choose(SourceChoice("strip", object))
    driver.finish()
    assert driver.run_state is RunState.RUNNING


def test_a_source_that_cannot_be_opened_fails_the_start_and_the_message_goes_when_one_starts(driver: Driver) -> None:
    for _ in range(2):  # each time it is told
        driver.run("camera", not_there)
        assert (driver.run_state, driver.page.last("show_empty")) == (RunState.FAILED, NO_CAMERA)
    assert [text.code for text in driver.page.all("show_message")] == ["camera.not_found"] * 2
    assert driver.state.headline == "Nothing is being inspected"
    driver.run()
    assert driver.page.last("drop_message") == "camera.not_found"
    assert driver.presenter.refused_because == ""


def test_a_source_swapped_in_while_another_runs_is_looked_at_as_it_was_the_last_time(driver: Driver) -> None:
    views = driver.presenter.source_views
    views.keep("B", SourceView(gamma=0.5))
    driver.presenter.choose(SourceChoice("camera A", object, text="A"))
    driver.finish()
    driver.act("turn")
    assert driver.page.last("show_picture_view") == SourceView(quarter_turns=1)
    driver.presenter.choose(SourceChoice("camera B", object, text="B"))
    assert driver.run_state is RunState.RUNNING
    assert driver.page.last("show_picture_view") == SourceView(quarter_turns=1)  # A is on the screen
    driver.finish()
    assert driver.page.last("show_picture_view") == SourceView(gamma=0.5)
    driver.act("turn")
    known: list[SourceView] = []
    for source in ("A", "B"):
        views.ask(source, known.append)
    assert known == [SourceView(quarter_turns=1), SourceView(gamma=0.5, quarter_turns=1)]


def test_a_piece_named_before_there_is_a_source_begins_with_the_first_one(driver: Driver) -> None:
    driver.finish()
    driver.page.piece_chosen.emit("R-2041", "rail")
    driver.finish()
    assert (driver.run_state, driver.session.started) == (RunState.NOTHING, [])
    assert driver.page.last("show_empty").sentence.startswith("R-2041 begins with the next source.")
    driver.run()
    assert [(piece.id, piece.kind) for piece in driver.session.started] == [("R-2041", "rail")]
    heard: list[Piece | None] = []
    driver.presenter.piece_begun = heard.append
    driver.run("folder")  # a source of its own has a piece of its own
    assert driver.session.started[-1].id.startswith("folder 20")
    driver.page.piece_chosen.emit("R-2042", "rail")
    assert heard == [None, Piece("R-2042", "rail")]  # what may be resumed under a name that somebody gave


def test_a_frozen_picture_hides_from_nobody_that_nothing_is_seen(driver: Driver) -> None:
    driver.run()
    driver.page.action_triggered.emit("live.freeze")
    lane = LaneInfo(0, "strip", SourceInfo(SourceKind.CAMERA, "camera 0", True, True, None), None, None)
    driver.compose(status=status(lanes=(lane,), stats=PipelineStats(n_inspected=4, ages_ms={0: 60_000.0})))
    assert driver.page.last("show_state").too_old
    assert driver.page.last("show_operator_screen").word == "NOT SEEING"


def test_a_named_piece_waits_where_its_source_cannot_be_opened(driver: Driver) -> None:
    driver.finish()
    driver.page.piece_chosen.emit("R-2041", "rail")
    driver.run("camera", not_there)
    assert driver.session.started == []
    driver.run()
    assert [piece.id for piece in driver.session.started] == ["R-2041"]


def test_why_a_start_was_not_made_is_no_longer_said_while_another_is_tried(driver: Driver) -> None:
    driver.run("camera", not_there)
    driver.presenter.choose(SourceChoice("share", object))
    assert driver.run_state is RunState.STARTING
    assert driver.page.all("drop_message")[-1:] == ["camera.not_found"]


def test_back_to_live_no_defect_is_chosen(driver: Driver) -> None:
    driver.run()
    driver.compose(rows=[row(1), row(2)])
    driver.act("previous_defect")
    assert driver.page.last("select_defect") == 2
    driver.act("newest")
    assert driver.page.last("select_defect") is None


def test_the_picture_of_before_stands_again_where_a_start_was_not_made(driver: Driver) -> None:
    driver.run()
    driver.compose(frame=frame())
    driver.end()
    driver.run("camera", not_there)
    assert driver.page.last("show_empty") is None


def test_stop_ends_when_the_inspection_says_so(driver: Driver) -> None:
    driver.run()
    driver.act_twice("start_stop")
    assert (driver.run_state, driver.state.can_start) == (RunState.STOPPING, False)
    driver.act("start_stop")  # it is being stopped already
    driver.finish()
    assert driver.run_state is RunState.STOPPING
    driver.end(Outcome.CANCELLED)
    assert driver.run_state is RunState.ENDED


def test_an_inspection_that_does_not_end_in_time_is_told_until_it_has_ended(driver: Driver) -> None:
    driver.run()
    driver.session.stops_in_time = False
    driver.presenter.stop()
    driver.finish()
    assert driver.page.last("show_message").code == "live.still_running"
    driver.end(Outcome.CANCELLED)
    assert driver.page.last("drop_message") == "live.still_running"


def test_a_stop_before_the_source_is_open_gives_it_up_and_leaves_everything_ready(driver: Driver) -> None:
    driver.finish()
    driver.presenter.choose(SourceChoice("share", object))
    assert driver.run_state is RunState.STARTING
    driver.presenter.stop()
    driver.finish()
    assert (driver.run_state, driver.session.started, driver.page.all("show_message")) == (RunState.READY, [], [])
    assert driver.page.last("show_empty") == no_frames_yet()


def test_a_source_that_is_still_being_opened_is_given_up_by_the_next_choice(driver: Driver) -> None:
    driver.finish()
    may_open, has_begun = threading.Event(), threading.Event()
    given_up: list[type[BaseException]] = []

    def slow() -> Any:
        has_begun.set()
        assert may_open.wait(120)
        return SimpleNamespace(close=lambda: None)

    start = driver.session.start

    def begin(open_source: Callable[[], Any], piece: Any, **options: Any) -> None:
        if not given_up:
            driver.presenter.choose(SourceChoice("other", object))
        try:
            start(open_source, piece, **options)
        except OpenCancelled:
            given_up.append(OpenCancelled)
            raise

    driver.session.start = begin  # type: ignore[method-assign]
    driver.presenter.choose(SourceChoice("share", slow))
    driver.finish()
    may_open.set()
    assert given_up == [OpenCancelled]
    assert [piece.id.split()[0] for piece in driver.session.started] == ["other"]
    assert driver.run_state is RunState.RUNNING


def test_an_end_that_comes_before_the_start_is_heard_of_stands(driver: Driver) -> None:
    driver.finish()
    start = driver.session.start

    def short(open_source: Callable[[], Any], piece: Any, **options: Any) -> None:
        start(open_source, piece, **options)
        driver.end()

    driver.session.start = short  # type: ignore[method-assign]
    driver.run()
    assert driver.run_state is RunState.ENDED


def test_the_end_of_an_older_inspection_changes_nothing_of_the_one_that_runs_but_its_reason_is_told(
    driver: Driver,
) -> None:
    driver.run()
    driver.run("another")
    older = driver.session.started[0]
    driver.end(Outcome.FAILED, message(Code.STORE_GAVE_UP, path="x", n_frames=2), piece=older)
    assert driver.run_state is RunState.RUNNING
    assert driver.page.last("show_message").code == "store.gave_up"


def test_a_failed_inspection_says_that_nothing_is_inspected(driver: Driver) -> None:
    driver.run()
    driver.end(Outcome.FAILED, message(Code.STORE_GAVE_UP, path="x", n_frames=2))
    assert (driver.run_state, driver.state.headline) == (RunState.FAILED, "Nothing is being inspected")


def test_a_new_piece_of_a_running_source_begins_by_a_mark_and_nothing_is_opened(driver: Driver) -> None:
    driver.run()
    driver.compose(frame=frame(1))
    before = driver.session.started[-1]
    n_empty = len(driver.page.all("show_empty"))
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.finish()
    assert [(piece.id, piece.kind) for piece in driver.session.marked] == [("R-2", "rail")]
    assert len(driver.session.started) == 1
    assert len(driver.page.all("show_empty")) == n_empty  # the picture stands
    driver.end(piece=before)
    assert driver.run_state is RunState.RUNNING
    driver.end(piece=driver.session.marked[0])
    assert driver.run_state is RunState.ENDED


@pytest.mark.parametrize("has_ended_by_now", [False, True])
def test_a_new_piece_of_a_source_that_has_ended_opens_it_again(driver: Driver, has_ended_by_now: bool) -> None:
    driver.run()
    driver.session.is_inspecting = False
    if has_ended_by_now:  # else the window has not heard of it yet
        driver.end()
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.end(piece=driver.session.started[0])
    driver.finish()
    assert [piece.id for piece in driver.session.started[1:]] == ["R-2"]
    assert driver.run_state is RunState.RUNNING


@pytest.mark.parametrize(
    ("kind", "again"),
    [
        (SourceKind.FOLDER, "Inspects strip again, from its beginning"),
        (SourceKind.VIDEO, "Inspects strip again, from its beginning"),
        (SourceKind.CAMERA, ""),  # it goes on with what passes now
    ],
)
def test_a_new_piece_that_inspects_a_folder_again_says_so_before_and_afterwards(
    driver: Driver, kind: SourceKind, again: str
) -> None:
    lanes = (LaneInfo(0, "strip", SourceInfo(kind, "strip", True, False), None, None),)
    driver.run()
    driver.compose(status=status(lanes=lanes))
    assert driver.state.again == ""  # a new piece of what runs is a mark
    driver.session.is_inspecting = False
    driver.compose(status=status(lanes=lanes), ended=Ended(driver.session.started[0], Outcome.COMPLETED, None))
    assert driver.state.again == again
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.finish()
    told = [text.what for text in driver.page.all("show_message")]
    assert told == (["“strip” is inspected again, as “R-2”."] if again else [])
    assert driver.state.again == ""


def test_another_source_is_not_inspected_again(driver: Driver) -> None:
    lanes = (LaneInfo(0, "strip", SourceInfo(SourceKind.FOLDER, "strip", True, False), None, None),)
    driver.run()
    driver.compose(status=status(lanes=lanes), ended=Ended(driver.session.started[0], Outcome.COMPLETED, None))
    driver.presenter.choose(SourceChoice("other", object, text="other"))
    driver.finish()
    assert driver.page.all("show_message") == []


def test_a_piece_named_while_its_source_is_being_opened_is_that_of_the_start(driver: Driver) -> None:
    driver.finish()
    driver.presenter.choose(SourceChoice("strip", object))
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.finish()
    assert [piece.id for piece in driver.session.started] == ["R-2"]
    assert driver.session.marked == []


def test_a_stop_right_after_a_new_piece_leaves_nothing_running(driver: Driver) -> None:
    driver.run()
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.presenter.stop()
    driver.finish()
    driver.end(Outcome.CANCELLED, piece=driver.session.marked[0])
    assert driver.run_state is RunState.ENDED


def test_a_stop_after_a_piece_that_came_too_late_waits_for_no_end_of_it(driver: Driver) -> None:
    driver.run()
    driver.session.has_source_ended = True
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.presenter.stop()
    driver.end(piece=driver.session.started[0])
    driver.finish()
    assert (driver.run_state, driver.state.can_start) == (RunState.READY, True)


def test_a_stop_before_the_next_source_has_opened_waits_for_no_end_of_it(driver: Driver) -> None:
    driver.run("first")
    driver.presenter.choose(SourceChoice("second", object))
    assert driver.run_state is RunState.RUNNING
    assert driver.state.headline == "Inspecting; opening second …"
    driver.presenter.stop()
    driver.finish()
    driver.end(Outcome.CANCELLED, piece=driver.session.started[0])
    assert (driver.run_state, driver.state.can_start) == (RunState.ENDED, True)
    assert len(driver.session.started) == 1


def test_a_piece_that_cannot_begin_says_why_and_the_one_before_goes_on(driver: Driver) -> None:
    driver.run()
    driver.compose(frame=frame(1))
    driver.session.piece_fails = WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path="x", detail="full"))
    driver.page.piece_chosen.emit("R-2", "rail")
    driver.finish()
    assert driver.run_state is RunState.RUNNING
    driver.compose(frame=frame(2))
    assert [one.frame_index for one in driver.page.all("show_frame")] == [1, 2]
    driver.end()
    assert driver.run_state is RunState.ENDED


def test_frames_of_the_piece_before_are_not_shown_while_the_first_of_the_new_one_is_awaited(driver: Driver) -> None:
    driver.run()
    driver.compose(frame=frame(1))
    driver.page.piece_chosen.emit("R-2", "rail")
    n_shown = driver.worker.n_shown
    driver.compose(frame=frame(2))  # of the piece before
    assert [one.frame_index for one in driver.page.all("show_frame")] == [1]
    assert driver.worker.n_shown == n_shown + 1  # the next update may come all the same
    driver.finish()
    driver.worker.composed.emit(LiveUpdate(frame=frame(3), piece=driver.session.marked[0]))
    assert [one.frame_index for one in driver.page.all("show_frame")] == [1, 3]


def test_a_piece_of_which_no_frame_came_says_so(driver: Driver) -> None:
    driver.run("notes")
    driver.end()
    assert driver.page.last("show_empty").sentence.startswith("No frame of notes 20")
    driver.run("camera", not_there)
    assert driver.page.last("show_empty") == NO_CAMERA  # the page has forgotten the picture of before


def test_a_start_that_failed_leaves_the_picture_of_before(driver: Driver) -> None:
    driver.run()
    driver.compose(frame=frame(1))
    driver.end()
    driver.run("camera", not_there)
    assert (driver.run_state, driver.page.last("show_empty")) == (RunState.FAILED, None)


def test_another_model_is_shown_and_a_class_it_does_not_have_is_no_longer_alone(driver: Driver) -> None:
    driver.run()
    driver.page.solo_chosen.emit(2)
    assert driver.page.last("show_look").solo == 2
    driver.page.model_chosen.emit("fewer.onnx")
    driver.finish()
    assert (driver.state.model, driver.page.last("show_look").solo) == ("fewer 1", 0)
    driver.page.solo_chosen.emit(2)
    assert driver.page.last("show_look").solo == 0
    assert driver.run_state is RunState.RUNNING


def test_severity_rules_that_never_fire_with_the_model_are_told_until_one_comes_that_they_fit(driver: Driver) -> None:
    driver.session.severity_table = SeverityTable((SeverityRule("birght", "area_px", 1, Severity.MAJOR),), 1)
    driver.run()
    shown = driver.page.last("show_message")
    assert (shown.code, shown.tier) == ("severity.classes_unknown", Tier.WARN)
    assert "“birght”" in shown.why
    driver.session.severity_table = driver.session.workspace.settings.severity_table = DEFAULT_TABLE
    driver.page.model_chosen.emit("other.onnx")
    driver.finish()
    assert driver.page.last("drop_message") == "severity.classes_unknown"


def test_a_model_that_cannot_be_used_is_told_beside_the_one_in_use(driver: Driver) -> None:
    driver.run()
    driver.session.model_fails = NO_MODEL
    driver.page.model_chosen.emit("gone.onnx")
    driver.finish()
    assert driver.page.last("show_message").tier is not Tier.STOP
    assert (driver.state.model, driver.run_state) == ("first 1", RunState.RUNNING)


def test_thresholds_and_areas_become_the_settings_in_use_and_the_picture_follows(driver: Driver) -> None:
    driver.run()
    n_woken = driver.worker.n_woken
    driver.page.threshold_chosen.emit(1, 0.875)
    driver.page.min_area_chosen.emit(2, 8.5)  # px without a calibration: nothing smaller than that
    assert driver.session.in_use is not None
    assert driver.session.in_use.settings.thresholds[1] == 0.875
    assert driver.session.in_use.settings.min_area_px[2] == 9
    driver.session.in_use = replace(
        driver.session.in_use, settings=replace(driver.session.in_use.settings, calibration=Calibration(0.5, 0.25))
    )
    driver.page.min_area_chosen.emit(2, 1.0)  # mm², of 0.125 mm² a pixel
    assert driver.session.in_use.settings.min_area_px[2] == 8
    assert driver.worker.n_woken == n_woken + 3


def test_thresholds_before_a_model_is_there_change_nothing(driver: Driver) -> None:
    driver.page.threshold_chosen.emit(1, 0.875)
    driver.page.min_area_chosen.emit(1, 1.0)
    driver.finish()
    assert driver.session.in_use is not None
    assert driver.session.in_use.settings.thresholds == driver.session.in_use.card.thresholds


def test_freezing_lasts_until_it_is_lifted_or_a_piece_begins(driver: Driver) -> None:
    driver.run()
    driver.act("freeze")
    assert driver.state.is_frozen
    driver.act("newest")
    assert not driver.state.is_frozen
    driver.act("freeze")
    driver.page.piece_chosen.emit("R-2", "rail")
    assert not driver.state.is_frozen


def test_the_arrow_keys_walk_over_the_defects_that_are_there(driver: Driver) -> None:
    driver.run()
    driver.act("next_defect")  # none yet
    assert driver.page.all("select_defect") == []
    driver.compose(rows=[row(defect_id) for defect_id in (2, 1, 3, 4, 5)])
    driver.compose(rows=[row(3)], removed=[2, 4, 99])  # 3 has grown; 2 and 4 became part of another
    driver.act("previous_defect")  # from the live picture: to the newest
    for verb in ("previous_defect", "previous_defect", "previous_defect", "next_defect"):
        driver.act(verb)
    assert driver.page.all("select_defect") == [5, 3, 1, 1, 3]
    assert driver.state.is_frozen
    driver.compose(has_begun=True)
    driver.act("next_defect")
    assert len(driver.page.all("select_defect")) == 5  # those of the piece before are gone


def test_the_look_of_the_overlay_is_the_presenters_and_stays_within_its_limits(driver: Driver) -> None:
    first = driver.page.last("show_look")
    for _ in range(20):
        driver.act("opacity_down")
    assert driver.page.last("show_look").opacity == 0.1
    for _ in range(20):
        driver.act("opacity_up")
    assert driver.page.last("show_look").opacity == 1.0
    for _ in OverlayStyle:
        driver.act("overlay_style")
    assert driver.page.last("show_look").style is first.style
    driver.page.action_held.emit("live.hide_overlay", True)
    assert driver.page.last("show_look").is_hidden
    driver.page.action_held.emit("live.hide_overlay", False)
    assert not driver.page.last("show_look").is_hidden


def test_what_was_refused_is_gone_with_the_next_good_start_and_facts_stay(driver: Driver) -> None:
    driver.session.severity_table = SeverityTable((SeverityRule("birght", "area_px", 1, Severity.MAJOR),), 1)
    driver.run("camera", not_there)
    driver.session.model_fails = NO_MODEL
    driver.page.model_chosen.emit("gone.onnx")
    driver.finish()
    driver.session.model_fails = None
    driver.run()
    dropped = driver.page.all("drop_message")
    assert {"camera.not_found", "model.missing"} <= set(dropped)
    assert driver.page.last("show_message").code == "model.missing"
    driver.run("another")
    assert "severity.classes_unknown" not in driver.page.all("drop_message")[len(dropped) :]


def test_alarms_are_shown_and_acknowledged_with_a_reason_in_the_background(driver: Driver) -> None:
    driver.run()
    n_woken = driver.worker.n_woken
    alarm = driver.session.alarms.raise_(message(Code.CAMERA_LOST, address="0", retry_s=1), Tier.STOP)
    assert driver.worker.n_woken == n_woken + 1, "nobody waits for the next news to hear of it"
    driver.compose(alarms=alarms_state(driver.session.alarms.now))
    assert driver.page.last("show_alarms").loudest.uid == alarm.uid
    driver.page.alarms_acknowledged.emit((alarm.uid,), "cable put back")
    assert driver.session.alarms.now.open == (alarm,)
    driver.finish()
    assert driver.session.alarms.now.open == ()


def test_what_people_say_waits_for_no_model_and_a_stop_does_not_wait_for_it() -> None:
    noting = HandBackground()
    driver = Driver(noting)
    driver.run()
    alarm = driver.session.alarms.raise_(message(Code.CAMERA_LOST, address="0", retry_s=1), Tier.STOP)
    driver.page.model_chosen.emit("other.onnx")
    driver.page.alarms_acknowledged.emit((alarm.uid,), "cable put back")
    noting.finish()  # while the model is still being loaded
    assert driver.background.is_busy
    assert driver.session.alarms.now.open == ()
    seen = SimpleNamespace(frame=SimpleNamespace(frame_index=4, height=64), placement=Placement(0, 256))
    shown: Any = SimpleNamespace(start=SimpleNamespace(inspection_id="i"), result=seen)
    driver.compose(frame=frame(), shown=shown)
    driver.page.remarked.emit("missed", None)
    assert noting.is_busy
    driver.act_twice("start_stop")
    driver.finish()
    assert not driver.session.is_inspecting
    driver.presenter.close()
    noting.finish()
    driver.finish()
    assert driver.session.is_closed
    assert noting.has_ended


def test_closing_comes_after_what_people_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_presenter, "NOTING_S", 0.0)  # by hand nothing goes on meanwhile
    noting = HandBackground()
    driver = Driver(noting)
    driver.run()
    said: list[str] = []
    noting.run(lambda: said.append("remark"))
    driver.presenter.close()
    noting.finish_one()
    assert (said, noting.is_busy) == (["remark"], True), "closing waits for a sign that comes after it"
    driver.finish()
    assert driver.session.is_closed, "and not for ever"


def test_the_headline_of_an_end_says_what_was_and_what_was_not_inspected(driver: Driver) -> None:
    driver.run()
    stats = PipelineStats(n_in=61, n_inspected=45, n_not_inspected=16)
    driver.compose(status=status(stats=stats))
    driver.end()
    driver.compose(status=status(stats=stats))
    assert driver.state.headline == "Ended: 45 of 61 inspected, 16 not"
    driver.compose(status=status(stats=PipelineStats(n_in=61, n_inspected=61)))
    assert driver.state.headline == "Ended: 61 inspected"


def test_the_model_beside_the_results_is_the_one_that_made_them(driver: Driver) -> None:
    driver.run()
    driver.compose(made_by="first 1")
    assert driver.state.model_line == "first 1"
    driver.end()
    driver.page.model_chosen.emit("second.onnx")
    driver.finish()
    driver.compose(made_by="first 1")
    assert (driver.state.model, driver.state.model_line) == ("second 1", "results of first 1; next: second 1")
    driver.run("another")
    driver.compose(made_by="second 1")
    assert driver.state.model_line == "second 1"


def test_a_frame_that_was_not_inspected_is_asked_for_as_any_other(driver: Driver) -> None:
    driver.run()
    n_woken = driver.worker.n_woken
    driver.page.missed_chosen.emit(NotInspectedRow(3, 0, "x.png", "1.0 m", "The file is cut short."))
    assert driver.state.is_frozen
    assert driver.worker.n_woken == n_woken + 1, "whoever composes looks for it"


def test_the_lamp_of_the_records_follows_their_trouble_at_once(driver: Driver) -> None:
    n_woken = driver.worker.n_woken
    driver.session.listener(Notice(message(Code.STORE_DISK_FULL, path="x", detail="y")))
    assert driver.worker.n_woken == n_woken + 1


def test_closing_stops_writes_and_lets_the_window_go_once(driver: Driver) -> None:
    driver.run()
    driver.window.end_wished.emit()
    driver.window.end_wished.emit()
    assert driver.run_state is RunState.STOPPING
    assert not driver.window.may_close
    driver.finish()
    assert (driver.session.is_closed, driver.worker.is_stopped, driver.window.may_close) == (True, True, True)
    assert driver.presenter.n_lost == 2
    driver.presenter.choose(SourceChoice("strip", object))  # too late
    driver.page.model_chosen.emit("other.onnx")
    assert not driver.background.is_busy
    assert driver.presenter.end()


def test_where_closing_goes_wrong_the_window_closes_all_the_same(driver: Driver) -> None:
    def fail(patience_s: float) -> NotWritten:
        raise RuntimeError("a bug of ours")

    driver.session.close = fail  # type: ignore[method-assign]
    driver.window.close_wished.emit()
    driver.finish()
    assert (driver.window.may_close, driver.presenter.n_lost) == (True, -1)


def test_an_end_that_nobody_asked_for_closes_too(driver: Driver) -> None:
    driver.run()
    assert driver.presenter.end()
    assert driver.session.is_closed
    assert driver.background.has_ended


def test_the_frame_on_the_screen_is_kept_when_somebody_asks_for_it(driver: Driver) -> None:
    driver.run()
    start = SimpleNamespace(inspection_id="1" * 32)
    result = SimpleNamespace(
        frame=SimpleNamespace(name="frame 000007", frame_index=7), placement=SimpleNamespace(lane=0)
    )
    driver.compose(frame=frame(7), shown=SimpleNamespace(start=start, result=result))
    for has_room, code in ((True, "live.frame_kept"), (False, "live.frame_not_kept")):
        driver.session.has_room = has_room
        driver.act("keep_frame")
        driver.finish()
        shown = driver.page.last("show_message")
        assert shown.code == code
        assert "frame 000007" in shown.what
    assert driver.session.kept == [(start, result)] * 2


def test_without_a_frame_on_the_screen_there_is_none_to_keep(driver: Driver) -> None:
    driver.run()
    driver.act("keep_frame")
    driver.finish()
    assert (driver.session.kept, driver.page.last("show_message").code) == ([], "live.no_frame_to_keep")


def piece_of(driver: Driver) -> str:
    return f"Coil {driver.session.started[-1].id}"


def test_stopping_says_what_it_costs_and_is_done_by_the_second_press(driver: Driver) -> None:
    driver.run()
    chrome = WindowChrome(piece_of(driver), "312.4 m", "", (), "")
    driver.compose(window=chrome, status=status(piece=driver.session.piece))
    driver.act("start_stop")
    assert driver.run_state is RunState.RUNNING
    asked = driver.state.asked
    assert (asked.action_id, asked.costs) == ("live.start_stop", f"Stop ends {piece_of(driver)} at 312.4 m")
    assert asked.again == "Press again within 5 s"
    driver.now_s += 0.39
    driver.act("start_stop")  # a double click
    assert (driver.run_state, driver.state.asked) == (RunState.RUNNING, asked)
    driver.now_s += 0.02
    driver.act("start_stop")
    assert (driver.run_state, driver.state.asked) == (RunState.STOPPING, None)


def test_time_and_anything_else_withdraw_what_was_asked(driver: Driver) -> None:
    driver.run()
    driver.act("start_stop")
    driver.now_s += 5.1
    driver.compose()
    assert driver.state.asked is None
    others = (
        lambda: driver.act("freeze"),
        lambda: driver.page.threshold_chosen.emit(1, 0.7),
        lambda: driver.page.defect_chosen.emit(1),
        lambda: driver.window.action_triggered.emit("window.full_screen"),
    )
    for other in others:
        driver.act("start_stop")
        assert driver.state.asked is not None
        driver.now_s += 1.0
        other()
        assert driver.state.asked is None
    driver.act("start_stop")
    driver.now_s += 1.0
    driver.act("open_demo")  # another question
    assert driver.state.asked.action_id == "live.open_demo"
    driver.now_s += 1.0
    driver.act("start_stop")
    assert (driver.run_state, len(driver.session.started)) == (RunState.RUNNING, 1)


def test_quitting_asks_once_while_something_runs_and_never_when_the_system_asks(driver: Driver) -> None:
    driver.run()
    driver.window.close_wished.emit()
    assert driver.run_state is RunState.RUNNING
    assert driver.window.questions[-1].startswith(f"Quitting ends {piece_of(driver)} at its beginning")
    driver.now_s += 6.0
    driver.compose()
    assert driver.window.questions[-1] == ""
    driver.window.close_wished.emit()
    driver.now_s += 1.0
    driver.window.action_triggered.emit("window.quit")  # as the window says of the same press
    driver.window.close_wished.emit()
    driver.finish()
    assert driver.window.may_close


def test_quitting_while_nothing_runs_asks_nothing(driver: Driver) -> None:
    driver.finish()
    driver.window.close_wished.emit()
    driver.finish()
    assert (driver.window.may_close, driver.window.questions) == (True, [""])


def test_the_demo_asks_before_it_ends_what_runs(driver: Driver) -> None:
    driver.run()
    driver.act("open_demo")
    assert driver.state.asked.costs.startswith("The demo strip ends Coil strip")
    driver.now_s += 1.0
    driver.act("open_demo")
    driver.finish()
    assert driver.session.started[-1].id.startswith("demo strip")


def test_a_source_that_is_not_there_leaves_the_one_that_runs_untouched(driver: Driver) -> None:
    driver.run()
    driver.compose(frame=frame(1))
    n_empty = len(driver.page.all("show_empty"))
    driver.run("camera", not_there)
    assert (driver.run_state, driver.state.source, driver.session.is_inspecting) == (RunState.RUNNING, "strip", True)
    told = driver.page.last("show_message")
    assert (told.code, told.tier) == ("camera.not_found", Tier.WARN)
    assert told.meanwhile == f"{piece_of(driver)} goes on being inspected."
    assert len(driver.page.all("show_empty")) == n_empty  # the picture stands
    driver.compose(frame=frame(2))
    assert [one.frame_index for one in driver.page.all("show_frame")] == [1, 2]
    driver.run("other")
    assert driver.page.last("drop_message") == "camera.not_found"
    assert [piece.id.split()[0] for piece in driver.session.started] == ["strip", "other"]


def test_what_does_not_answer_or_is_the_workspace_itself_is_closed_and_changes_nothing(driver: Driver) -> None:
    driver.run()
    closed: list[str] = []

    def deaf() -> None:
        raise SourceError(message(Code.CAMERA_NO_SUCH_NUMBER, number=77))

    def camera() -> Any:
        return SimpleNamespace(await_answer=deaf, close=lambda: closed.append("camera"))

    def ours(source: Any) -> None:
        raise SourceError(message(Code.SOURCE_IS_OURS, path="x", written="y"))

    driver.run("77", camera)
    driver.session.check_apart = ours  # type: ignore[method-assign]
    driver.run("folder", lambda: SimpleNamespace(close=lambda: closed.append("folder")))
    assert closed == ["camera", "folder"]
    assert (driver.run_state, len(driver.session.started)) == (RunState.RUNNING, 1)


def test_the_very_source_that_runs_is_closed_before_it_is_opened_again(driver: Driver) -> None:
    opened: list[bool] = []

    def camera() -> Any:
        opened.append(driver.session.is_inspecting)
        return object()

    driver.presenter.choose(SourceChoice("0", camera, text="0"))
    driver.finish()
    assert driver.state.running.address == "0"
    driver.presenter.choose(SourceChoice("camera:0", camera, text=" camera:0"))
    assert driver.run_state is RunState.STARTING  # ``Session.start`` stops it first
    driver.finish()
    assert len(driver.session.started) == 2


def test_a_source_that_was_opened_and_is_not_wanted_any_more_is_closed(driver: Driver) -> None:
    driver.run()
    is_closed = threading.Event()
    driver.presenter.choose(SourceChoice("folder", lambda: SimpleNamespace(close=is_closed.set)))
    driver.background.finish_one()  # it is open
    driver.presenter.stop()  # before it has begun
    driver.finish()
    assert is_closed.wait(60)
    assert len(driver.session.started) == 1


def test_closing_that_waits_for_the_disk_says_how_many_records_and_offers_to_lose_them(driver: Driver) -> None:
    driver.run()
    driver.end()
    driver.session.n_unwritten = 412
    driver.window.close_wished.emit()
    driver.compose()
    assert driver.window.closing == [None]  # most are written within a second
    driver.now_s += 1.1
    driver.compose()
    state = driver.window.closing[-1]
    assert state.sentence == "412 records wait for the disk; then the window closes."
    assert (state.wait, state.lose) == ("Wait", "Quit and lose 412 records")
    driver.window.lose_wished.emit()
    assert driver.window.closing[-1].lose == "Press again: lose 412 records"
    driver.window.wait_wished.emit()
    assert driver.window.closing[-1].lose == "Quit and lose 412 records"
    driver.window.lose_wished.emit()
    assert not driver.session.has_given_up
    driver.now_s += 1.0
    driver.window.lose_wished.emit()
    assert driver.session.has_given_up
    driver.session.n_unwritten = 0
    driver.finish()
    assert driver.window.closing[-1] is None or driver.window.may_close
    assert (driver.window.may_close, driver.session.patience_s) == (True, math.inf)


def test_what_the_system_ends_waits_for_the_disk_as_long_as_it_always_did(driver: Driver) -> None:
    driver.finish()
    driver.window.end_wished.emit()
    driver.finish()
    assert driver.session.patience_s == CLOSE_PATIENCE_S


def test_an_end_by_the_system_while_somebody_waits_for_the_disk_gives_up(driver: Driver) -> None:
    driver.finish()
    driver.window.close_wished.emit()
    driver.window.end_wished.emit()
    assert driver.session.has_given_up


def test_what_one_click_or_a_drop_would_end_is_asked_first(driver: Driver) -> None:
    driver.page.source_wished.emit("synthetic:5", SourceOptions())
    driver.finish()  # nothing ran: nothing was asked
    assert len(driver.session.started) == 1
    driver.page.source_wished.emit("synthetic:5", SourceOptions())
    assert driver.state.asked.costs.startswith("synthetic:5 is closed and opened again: ends Coil")
    for _ in range(2):
        driver.page.source_wished.emit("synthetic:6", SourceOptions())
        driver.now_s += 1.0
    driver.finish()
    assert [piece.id.split()[0] for piece in driver.session.started][1:] == ["synthetic:6"]
    driver.page.model_wished.emit("second.onnx")
    driver.finish()
    assert driver.state.asked.costs.startswith("Another model inspects Coil synthetic:6")
    assert driver.state.model == "first 1"
    driver.now_s += 1.0
    driver.page.model_wished.emit("second.onnx")
    driver.finish()
    assert driver.state.model == "second 1"
