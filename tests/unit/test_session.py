"""One session with a real workspace, records and model: what is open, in use and inspected, and what goes wrong."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector import records_desk
from inspector.audit.log import AuditLog
from inspector.core.audit import AuditStamp
from inspector.core.calibration import Calibration
from inspector.core.messages import Code, ModelError, SourceError, StoreError, WorkspaceError, message
from inspector.core.piece import Piece
from inspector.core.remark import Remark, RemarkKind
from inspector.inference.opening import Opening
from inspector.inference.tuning import known_tuning
from inspector.measuring.inspection_settings import LimitChange
from inspector.models_store.screens import Screens
from inspector.pipeline import frames_around
from inspector.pipeline.alarm_desk import AlarmDesk
from inspector.pipeline.lane import Lane
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, Outcome, Sink
from inspector.records_desk import NotWritten
from inspector.runs.line_beat import LineListener
from inspector.session import Session
from inspector.sources.folder import FolderSource
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.store import writer
from inspector.store.database import reading
from inspector.store.queries import evidence, inspections, remarks, setting_changes
from inspector.store.records import InspectionState
from inspector.workspace.known import known_workspaces
from inspector.workspace.threshold_sets import set_of
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import write_tiny_model
from tests.waiting import wait_until

STRIP = SyntheticStrip(1_000_123, 128)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    made = Session(workspace.folder)
    yield made
    made.close()


@pytest.fixture
def ready(session: Session, tmp_path: Path) -> Session:
    """With records and a model."""
    session.open_records()
    session.load_model(write_tiny_model(tmp_path / "tiny.onnx"))
    return session


class Noted(Sink):
    """What became of one piece."""

    def __init__(self) -> None:
        self.start: InspectionStart | None = None
        self.outcome: Outcome | None = None
        self.n_inspected = 0
        self.has_ended = threading.Event()
        self.has_inspected = threading.Event()

    def begin(self, start: InspectionStart) -> None:
        self.start = start

    def inspected(self, result: InspectionResult) -> None:
        self.n_inspected += 1
        self.has_inspected.set()

    def end(self, end: InspectionEnd) -> None:
        self.outcome = end.outcome
        self.has_ended.set()


def lanes(n_frames: int | None = 4) -> Callable[[], Sequence[Lane]]:
    """A strip that waits for whoever inspects it; without an end where there is no number of frames."""
    return lambda: [Lane(SyntheticSource(STRIP, frame_rows=64, n_frames=n_frames))]


def test_trainings_beside_the_runs_hear_of_a_line_until_it_has_ended(ready: Session, workspace: Workspace) -> None:
    listener, noted = LineListener(workspace.runs), Noted()
    ready.start(lanes(None), Piece("p-1"), sinks=lambda piece: [noted])
    wait_until(lambda: any(beat.vitals.n_inspected for beat in listener.listen().values()))
    (beat,) = listener.listen().values()
    assert not beat.vitals.is_live, "its source waits"
    assert all(age > 0 for age in beat.vitals.ages_ms)
    assert ready.begin_piece(Piece("p-2"))
    seen = beat.vitals.n_inspected
    wait_until(lambda: next(iter(listener.listen().values())).vitals.n_inspected > seen, 60)
    assert len(listener.listen()) == 1, "over all its pieces it is one"
    ready.stop()
    assert listener.listen() == {}


def test_a_live_line_says_so(ready: Session, workspace: Workspace) -> None:
    listener, source = LineListener(workspace.runs), SyntheticSource(STRIP, frame_rows=64, fps=20.0)
    ready.start(lambda: [Lane(source)], Piece("p-1"))
    wait_until(lambda: any(beat.vitals.is_live for beat in listener.listen().values()))
    ready.stop()


def test_the_workspace_is_opened_once(session: Session, workspace: Workspace) -> None:
    assert session.workspace is None
    opened = session.open_workspace()
    assert opened.folder == workspace.folder
    assert session.open_workspace() is opened
    assert session.workspace is opened


def test_a_workspace_that_is_put_right_is_opened_the_next_time(session: Session, workspace: Workspace) -> None:
    settings = workspace.folder / "workspace.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text("not = [toml", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        session.open_records()
    assert [trouble.code for trouble in session.state.troubles] == [Code.WORKSPACE_BROKEN]
    assert not session.has_records
    settings.write_text(text, encoding="utf-8")
    assert session.open_records() == ()
    assert (session.has_records, session.state.troubles) == (True, ())


def test_records_that_are_open_are_not_opened_again(session: Session) -> None:
    session.open_records()
    assert session.open_records() == ()
    assert session.has_records


def test_it_is_ready_with_records_and_a_model(session: Session, tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx")
    assert not session.is_ready
    session.load_model(model)
    assert not session.is_ready
    session.open_records()
    assert session.is_ready


def test_a_model_that_cannot_be_used_leaves_the_one_before(ready: Session, tmp_path: Path) -> None:
    before = ready.in_use
    with pytest.raises(ModelError):
        ready.load_model(tmp_path / "missing.onnx")
    assert ready.in_use is before


def test_settings_for_another_model_than_the_active_one_are_passed_over(ready: Session, tmp_path: Path) -> None:
    before = ready.in_use
    assert before is not None
    ready.load_model(write_tiny_model(tmp_path / "other.onnx", name="other", thresholds=(0.0, 0.25, 0.75)))
    ready.use_settings(before.card, before.settings.with_threshold(1, 0.875))
    after = ready.in_use
    assert after is not None
    assert (after.card.name, after.settings.thresholds) == ("other", (0.0, 0.25, 0.75))
    ready.use_settings(after.card, after.settings.with_threshold(1, 0.875))
    assert ready.in_use is not None
    assert ready.in_use.settings.thresholds == (0.0, 0.875, 0.75)


def test_an_inspection_is_recorded_and_seen_by_the_sinks_of_its_piece(ready: Session, workspace: Workspace) -> None:
    noted, piece = Noted(), Piece("R-1", "rail")
    asked: list[Piece] = []

    def sinks(of: Piece) -> Sequence[Sink]:
        asked.append(of)
        return [noted]

    ready.start(lanes(), piece, sinks=sinks)
    assert noted.has_ended.wait(120)
    assert asked == [piece]
    assert ready.stop()
    assert not ready.is_inspecting
    assert (noted.outcome, noted.n_inspected) == (Outcome.COMPLETED, 4)
    with reading(workspace.database) as connection:
        (done,) = inspections.recent(connection)
    assert (done.piece_name, done.n_inspected, done.state) == ("R-1", 4, InspectionState.COMPLETED)


def test_the_scale_is_the_sources_own_else_the_workspaces(workspace: Workspace, tmp_path: Path) -> None:
    settings = workspace.folder / "workspace.toml"
    scale = "\n[calibration]\nmm_per_px_across = 0.5\nmm_per_px_along = 0.25\n"
    settings.write_text(settings.read_text(encoding="utf-8") + scale, encoding="utf-8")
    session = Session(workspace.folder)
    session.open_records()
    session.load_model(write_tiny_model(tmp_path / "tiny.onnx"))
    found = []
    for own in (Calibration(2.0, 3.0), None):
        noted = Noted()
        session.start(lanes(1), Piece("R-1"), scale=own, sinks=lambda piece, noted=noted: [noted])
        assert noted.has_ended.wait(120)
        assert noted.start is not None
        found.append(noted.start.lanes[0].scale)
    session.close()
    assert found == [Calibration(2.0, 3.0), Calibration(0.5, 0.25)]


def test_a_new_piece_begins_by_a_mark_and_where_nothing_runs_it_says_so(ready: Session, workspace: Workspace) -> None:
    first, second = Noted(), Noted()
    noted = iter([first, second])
    assert not ready.begin_piece(Piece("R-0"))
    ready.start(lanes(None), Piece("R-1"), sinks=lambda piece: [next(noted)])
    assert first.has_inspected.wait(120)
    assert ready.begin_piece(Piece("R-2"))
    assert second.has_inspected.wait(120)
    assert ready.stop()
    assert not ready.begin_piece(Piece("R-3"))
    assert (first.outcome, second.outcome) == (Outcome.COMPLETED, Outcome.CANCELLED)
    with reading(workspace.database) as connection:
        done = {one.piece_name: one.n_inspected for one in inspections.recent(connection)}
    assert done == {"R-1": first.n_inspected, "R-2": second.n_inspected}


def test_the_inspection_that_runs_is_stopped_before_the_next_source_is_opened(ready: Session) -> None:
    noted = Noted()
    ready.start(lanes(None), Piece("R-1"), sinks=lambda piece: [noted])
    assert noted.has_inspected.wait(120)
    was_ended: list[bool] = []

    def open_next() -> Sequence[Lane]:
        was_ended.append(noted.has_ended.is_set())
        return lanes(1)()

    ready.start(open_next, Piece("R-2"))
    assert was_ended == [True]
    assert noted.outcome is Outcome.CANCELLED


def test_a_source_that_cannot_be_opened_leaves_nothing_running(ready: Session, workspace: Workspace) -> None:
    def not_there() -> Sequence[Lane]:
        raise SourceError(message(Code.CAMERA_NOT_FOUND, address="9"))

    with pytest.raises(SourceError):
        ready.start(not_there, Piece("R-1"))
    assert not ready.is_inspecting
    with reading(workspace.database) as connection:
        assert not inspections.recent(connection)


def test_nothing_is_inspected_that_cannot_be_recorded(session: Session, tmp_path: Path) -> None:
    session.load_model(write_tiny_model(tmp_path / "tiny.onnx"))

    def never() -> Sequence[Lane]:
        raise AssertionError("the source was opened for nothing")

    with pytest.raises(StoreError):
        session.start(never, Piece("R-1"))
    session.open_records()
    session.close()
    with pytest.raises(StoreError):
        session.start(never, Piece("R-1"))


def test_closing_stops_and_writes_everything_and_may_be_repeated(ready: Session, workspace: Workspace) -> None:
    noted = Noted()
    ready.start(lanes(None), Piece("R-1"), sinks=lambda piece: [noted])
    assert noted.has_inspected.wait(120)
    assert ready.close() == NotWritten()
    assert ready.close() == NotWritten()
    with reading(workspace.database) as connection:
        (done,) = inspections.recent(connection)
    assert (done.n_inspected, done.state) == (noted.n_inspected, InspectionState.CANCELLED)


def test_a_frame_that_somebody_asked_for_is_kept_whole_with_the_reason(ready: Session, workspace: Workspace) -> None:
    class Keeps(Noted):
        result: InspectionResult | None = None

        def inspected(self, result: InspectionResult) -> None:
            self.result = self.result or result.kept()
            super().inspected(result)

    noted = Keeps()
    ready.start(lanes(), Piece("R-1"), sinks=lambda piece: [noted])
    assert noted.has_ended.wait(120)
    assert noted.start is not None
    assert noted.result is not None
    assert ready.keep_frame(noted.start, noted.result)
    assert ready.close() == NotWritten()
    with closing(sqlite3.connect(workspace.database)) as rows:
        found = rows.execute("SELECT frame_index, path FROM evidence WHERE kept_because = 'flagged'").fetchall()
    ((frame_index, path),) = found
    assert frame_index == 0
    kept = cv2.imread(str(workspace.frames / path), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(kept, noted.result.frame.pixels)
    with pytest.raises(StoreError):
        ready.keep_frame(noted.start, noted.result)


def test_an_inspection_whose_sinks_cannot_be_made_lets_its_sources_go(ready: Session) -> None:
    class Counted(SyntheticSource):
        n_closed = 0

        def close(self) -> None:
            self.n_closed += 1
            super().close()

    def no_sinks(piece: Piece) -> list[Sink]:
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path="out", detail="full"))

    source = Counted(STRIP, frame_rows=64, n_frames=4)
    with pytest.raises(WorkspaceError):
        ready.start(lambda: [Lane(source)], Piece("R-1"), sinks=no_sinks)
    assert (source.n_closed, ready.is_inspecting, ready.state.status) == (1, False, None)
    ready.start(lanes(), Piece("R-2"))
    assert ready.wait(120)
    assert ready.state.status is not None
    assert ready.state.status.outcome is Outcome.COMPLETED


def test_nothing_starts_beside_an_inspection_that_does_not_end(ready: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.session.STOP_TIMEOUT_S", 0.05)
    may_end, opened = threading.Event(), []

    class Holds(Noted):
        def inspected(self, result: InspectionResult) -> None:
            super().inspected(result)
            may_end.wait(120)

    held = Holds()
    ready.start(lanes(), Piece("R-1"), sinks=lambda piece: [held])
    assert held.has_inspected.wait(120)
    with pytest.raises(SourceError) as caught:
        ready.start(lambda: opened.append(1) or lanes()(), Piece("R-2"))
    assert (caught.value.message.code, opened) == (Code.STILL_RUNNING, [])
    may_end.set()
    assert held.has_ended.wait(120)
    assert held.start is not None
    assert held.start.piece.id == "R-1"


@pytest.mark.parametrize("place", [".", "frames", "runs", "models", "locks"])
def test_a_source_that_holds_what_the_program_writes_is_refused_before_anything_starts(
    ready: Session, workspace: Workspace, place: str
) -> None:
    """Evidence of the workspace was inspected as frames, whose evidence was inspected, and so on."""
    source = FolderSource(workspace.folder / place, recursive=True, watch=True)
    with pytest.raises(SourceError) as error:
        ready.start(lambda: [Lane(source)], Piece("coil 1"))
    assert error.value.message.code is Code.SOURCE_IS_OURS
    assert ready.state.status is None
    with reading(workspace.database) as rows:
        assert inspections.recent(rows) == ()


def test_frames_in_a_folder_of_their_own_in_the_workspace_are_inspected(ready: Session, workspace: Workspace) -> None:
    folder = workspace.folder / "incoming"
    folder.mkdir()
    cv2.imwrite(str(folder / "a.png"), np.full((64, 96), 120, np.uint8))
    noted = Noted()
    ready.start(lambda: [Lane(FolderSource(folder, recursive=True))], Piece("coil 1"), sinks=lambda piece: [noted])
    assert ready.wait(60.0)
    assert (noted.n_inspected, noted.outcome) == (1, Outcome.COMPLETED)


def test_a_set_of_thresholds_holds_until_another_model_is_loaded(ready: Session, tmp_path: Path) -> None:
    assert ready.in_use is not None
    card = ready.in_use.card
    winter = set_of(card, ((0.0, 0.75, 0.5), (0, 9, 4)), "winter")
    ready.use_set(card, winter)
    assert (ready.in_use.threshold_set, ready.in_use.settings.limits) == (winter, ((0.0, 0.75, 0.5), (0, 9, 4)))
    ready.use_settings(card, ready.in_use.settings.with_threshold(1, 0.25))
    assert ready.in_use.base == ((0.0, 0.75, 0.5), (0, 9, 4))
    ready.start(lanes(), Piece("R-1", "rail"), put_back_for="R-1")  # what the hand moved was for another
    assert ready.in_use.settings.thresholds == (0.0, 0.75, 0.5)
    assert ready.in_use.put_back is not None
    assert (ready.in_use.put_back.source, ready.in_use.put_back.limits) == ("R-1", ((0.0, 0.75, 0.5), (0, 9, 4)))
    assert ready.wait(60)
    ready.load_model(write_tiny_model(tmp_path / "other.onnx", name="other"))
    assert (ready.in_use.threshold_set, ready.in_use.settings.thresholds) == (None, (0.0, 0.5, 0.5))
    ready.use_set(card, winter)  # of the model before
    assert ready.in_use.threshold_set is None


def test_what_holds_goes_on_when_it_is_saved_as_a_set(ready: Session) -> None:
    assert ready.in_use is not None
    card = ready.in_use.card
    winter = set_of(card, ((0.0, 0.75, 0.5), (0, 9, 4)), "winter")
    ready.use_settings(card, ready.in_use.settings.with_threshold(1, 0.875))
    ready.adopt_set(card, winter)
    assert (ready.in_use.threshold_set, ready.in_use.base) == (winter, ((0.0, 0.75, 0.5), (0, 9, 4)))
    assert ready.in_use.settings.limits == ((0.0, 0.875, 0.5), (0, 4, 4))


def test_changes_made_before_the_records_are_open_are_recorded_once_they_are(
    session: Session, workspace: Workspace, tmp_path: Path
) -> None:
    session.load_model(write_tiny_model(tmp_path / "tiny.onnx"))
    stamp = AuditStamp.now()
    session.record_changes([LimitChange("dull", "threshold", 0.5, 0.75)], "", stamp)
    session.open_records()
    session.record_changes([LimitChange("dull", "min_area_px", 4, 9)], "set winter", stamp)
    session.close()
    with reading(workspace.database) as connection:
        found = setting_changes.recent(connection)
    assert [(one.quantity, one.after, one.because, one.inspection_id) for one in found] == [
        ("min_area_px", 9.0, "set winter", None),
        ("threshold", 0.75, "", None),
    ]
    assert {(one.actor, one.model_name) for one in found} == {(stamp.actor, "tiny")}
    many = [LimitChange(f"class {number}", "threshold", 0.5, 0.75) for number in range(60)]
    session.record_changes(many, "set winter", stamp)
    facts = AuditLog(workspace.audit).entries()[-1].facts
    assert [facts[f"class {number} threshold"] for number in range(60)] == ["0.5 → 0.75"] * 60, "none is cut"


def test_a_remark_is_recorded_with_the_frames_before_and_after_it(ready: Session, workspace: Workspace) -> None:
    kept_before: list[int] = []

    class Remarks(Noted):
        def inspected(self, result: InspectionResult) -> None:
            super().inspected(result)
            if result.frame.frame_index == 6 and self.start is not None:
                said = Remark(RemarkKind.MISSED, 0, 6, float(result.placement.along_px), note="scale \ud800 here")
                kept_before.append(ready.remark(self.start, said))

    noted = Remarks()
    ready.start(lanes(12), Piece("R-1"), sinks=lambda piece: [noted])
    assert noted.has_ended.wait(120)
    assert noted.start is not None
    late = Remark(RemarkKind.FALSE, 0, 2, 128.0, defect_id=1)
    ready.remark(noted.start, late)  # also when it has ended
    assert ready.close() == NotWritten()
    assert kept_before == [4]
    with reading(workspace.database) as rows:
        found = remarks.of_inspection(rows, noted.start.inspection_id)
        frames = [one.frame_index for one in evidence.whole_frames(rows, noted.start.inspection_id)]
    assert [(one.remark.kind, one.remark.frame_index, one.remark.defect_id) for one in found] == [
        (RemarkKind.MISSED, 6, None),
        (RemarkKind.FALSE, 2, 1),
    ]
    assert "\ud800" not in found[0].remark.note
    assert found[0].actor
    assert sorted(frames) == [3, 4, 5, 6, 7, 8]  # none for the second: its frames have long gone


def test_a_remark_about_the_piece_before_keeps_no_frames_of_this_one(ready: Session, workspace: Workspace) -> None:
    first, second = Noted(), Noted()
    ready.start(lanes(), Piece("R-1"), sinks=lambda piece: [first])
    assert first.has_ended.wait(120)
    ready.start(lanes(), Piece("R-2"), sinks=lambda piece: [second])
    assert second.has_ended.wait(120)
    assert first.start is not None
    assert ready.remark(first.start, Remark(RemarkKind.MISSED, 0, 3, 192.0)) == 0
    assert ready.close() == NotWritten()
    with reading(workspace.database) as rows:
        assert len(remarks.of_inspection(rows, first.start.inspection_id)) == 1
        assert rows.execute("SELECT count(*) FROM evidence WHERE kept_because LIKE '%remarked%'").fetchone() == (0,)


@contextmanager
def disk_that_takes_nothing(workspace: Workspace) -> Iterator[None]:
    """Another program holds the lock of the records."""
    with closing(sqlite3.connect(workspace.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def ended(work: Callable[[], object], timeout_s: float = 20.0) -> list[object]:
    """What it gave, or raised, in time; [] where it still waits."""
    found: list[object] = []

    def run() -> None:
        try:
            found.append(work())
        except StoreError as error:
            found.append(error.message.code)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout_s)
    return found


@pytest.fixture
def small(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session with room for a single record, that has inspected a piece."""
    monkeypatch.setattr(writer, "StoreWriter", partial(writer.StoreWriter, capacity=1, busy_timeout_s=0.05))
    monkeypatch.setattr(records_desk, "ROOM_TIMEOUT_S", 0.3)  # long enough that the pause is told
    monkeypatch.setattr(frames_around, "ROOM_TIMEOUT_S", 0.05)
    monkeypatch.setattr(AlarmDesk, "noticed", lambda _desk, _notice: None)  # alarms are records too, and are counted
    made = Session(workspace.folder)
    made.open_records()
    made.load_model(write_tiny_model(tmp_path / "tiny.onnx"))
    yield made
    made.close()


def inspected(session: Session, piece: str) -> InspectionStart:
    noted = Noted()
    session.start(lanes(1), Piece(piece), sinks=lambda _: [noted])
    assert noted.has_ended.wait(120)
    assert session.wait(60)
    wait_until(lambda: session.n_unwritten == 0)
    assert noted.start is not None
    return noted.start


def test_a_stuck_disk_refuses_a_remark_and_keeps_a_change_until_it_is_well(
    small: Session, workspace: Workspace
) -> None:
    before, now, stamp = inspected(small, "R-1"), inspected(small, "R-2"), AuditStamp.now()
    said = Remark(RemarkKind.MISSED, 0, 0, 0.0)

    def change(after: float) -> None:
        small.record_changes([LimitChange("dull", "threshold", 0.5, after)], "", stamp)

    with disk_that_takes_nothing(workspace):
        for after in (0.6, 0.7, 0.8):  # the first has room
            assert ended(lambda after=after: change(after)) == [None]
        assert small.n_unwritten == 3
        assert ended(lambda: small.remark(now, said)) == [Code.STORE_PAUSED]
        assert ended(lambda: small.remark(before, said)) == [Code.STORE_PAUSED]
    wait_until(lambda: small.n_unwritten == 0)
    assert small.close() == NotWritten()
    with reading(workspace.database) as rows:
        assert [one.after for one in setting_changes.recent(rows)] == [0.8, 0.7, 0.6]
        assert remarks.of_inspection(rows, now.inspection_id) == ()


def test_changes_that_the_disk_did_not_take_are_counted_where_the_records_close_without_them(
    small: Session, workspace: Workspace
) -> None:
    changes = [LimitChange("dull", "threshold", 0.5, 0.6)]
    with disk_that_takes_nothing(workspace):
        for _ in range(2):
            assert ended(lambda: small.record_changes(changes, "", AuditStamp.now())) == [None]
        assert ended(lambda: small.close(0.1)) == [NotWritten(n_records=2)]


def test_who_gives_up_frees_what_waits_for_the_disk_before_closing_has_begun(
    small: Session, workspace: Workspace
) -> None:
    with disk_that_takes_nothing(workspace):
        small.record_changes([LimitChange("dull", "threshold", 0.5, 0.6)], "", AuditStamp.now())
        small.give_up_writing()
        assert ended(lambda: small.close(math.inf)) == [NotWritten(n_records=1)]


@pytest.mark.parametrize("makes", [True, False])
def test_classes_met_before_there_is_a_workspace_keep_their_looks(tmp_path: Path, makes: bool) -> None:
    """Else all of them would be drawn alike until the program is started anew."""
    session = Session(tmp_path / "later")
    model = session.load_model(write_tiny_model(tmp_path / "tiny.onnx"))
    names = model.card.class_names[1:]
    looks = [session.catalogue.look_of(name, index) for index, name in enumerate(names, 1)]
    if makes:
        session.make_workspace()
    else:
        create_workspace(tmp_path / "later")
        session.open_workspace()
    assert [session.catalogue.look_of(name, index) for index, name in enumerate(names, 1)] == looks
    assert {entry.name for entry in session.catalogue.entries} >= set(names)
    assert (tmp_path / "later").resolve() in known_workspaces()  # an update copies its records before
    session.close()


def test_a_model_is_tried_beside_and_the_next_inspection_follows(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    session.open_records()
    path = write_tiny_model(tmp_path / "beside.onnx", name="beside")
    model = session.load_model(path, tries=False)
    assert model.provider.is_untried
    wait_until(lambda: known_tuning(model.sha256, model.card) is not None)
    assert session.in_use is not None
    assert session.in_use.model is model, "what runs goes on as it began"
    session.start(lanes(1), Piece("R-1"))
    in_use = session.in_use
    assert in_use is not None
    assert in_use.model.tuning == known_tuning(model.sha256, model.card)
    assert not in_use.model.provider.is_untried
    assert in_use.model.card == model.card
    session.stop()


def test_a_file_that_was_replaced_meanwhile_is_not_followed(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    session.open_records()
    path = write_tiny_model(tmp_path / "replaced.onnx", name="replaced")
    model = session.load_model(path, tries=False)
    wait_until(lambda: known_tuning(model.sha256, model.card) is not None)
    write_tiny_model(path, name="another")
    session.start(lanes(1), Piece("R-1"))
    assert session.in_use is not None
    assert session.in_use.model is model
    session.stop()


def test_a_model_that_is_given_up_while_its_screen_is_tried_is_not_used(
    small: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, opening = small.state.in_use, Opening()

    def tried(*_: object) -> None:
        opening.give_up()
        raise ModelError(message(Code.MODEL_GIVEN_UP, path="screen.onnx"))

    monkeypatch.setattr(Screens, "open", tried)
    with pytest.raises(ModelError) as caught:
        small.load_model(write_tiny_model(tmp_path / "other.onnx", name="other"), opening=opening)
    assert caught.value.message.code is Code.MODEL_GIVEN_UP
    assert small.state.in_use is before
