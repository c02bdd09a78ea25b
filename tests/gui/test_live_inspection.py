"""The real window with a real runner, model and database: what a person does, what then stands on screen and disk."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.core.alarm import Alarm
from inspector.core.calibration import Calibration
from inspector.core.messages import Code, SourceError, message
from inspector.core.source_options import SourceOptions
from inspector.screens.live import ClassState, DisplayFrame, LiveState, OverlayLook, RunState
from inspector.session import Session
from inspector.sources.choice import SourceChoice, demo_strip
from inspector.sources.source import Source, SourceInfo, SourceKind
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.store.database import reading
from inspector.store.queries import alarms, defects, events, inspections
from inspector.store.records import InspectionState
from inspector.texts.messages import Tier
from inspector.views.empty_view import EmptyView
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.live_page import LivePage
from inspector.views.live.notice_panel import NoticePanel
from inspector.views.live.notice_strip import NoticeStrip
from inspector.views.top_line import LampView
from inspector.workers.background import Background
from inspector.workspace.workspace import create_workspace
from tests.guards.qt_thread import EventCpuGuard, QtThreadGuard
from tests.gui.real_window import real_window
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

TIMEOUT_MS = 15_000
N_FRAMES = 12
SCALE = "\n[calibration]\nmm_per_px_across = 0.5\nmm_per_px_along = 0.25\n"


def write_frames(folder: Path, n_frames: int = N_FRAMES) -> Path:
    """Each frame holds one dull spot of 20 x 8 px, and every third a bright one of 6 x 6."""
    folder.mkdir()
    for number in range(n_frames):
        pixels = np.full((96, 128), CLEAN, np.uint8)
        pixels[30:50, 40:48] = DULL
        if number % 3 == 0:
            pixels[70:76, 100:106] = BRIGHT
        (folder / f"frame_{number:03d}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return folder


def open_source(driver: Driver, source: Path | str, options: SourceOptions | None = None) -> None:
    """As the dialogs do."""
    driver.page.source_chosen.emit(str(source), options or SourceOptions())


class Driver:
    """What a test sees and does."""

    def __init__(self, parts: Parts, qtbot: QtBot, database: Path) -> None:
        self.parts, self.qtbot, self.database = parts, qtbot, database
        self.presenter, self.page, self.window = parts.presenter, parts.page, parts.window
        self.session = parts.session
        self.live_state: LiveState | None = None  # what the page was told last
        self.frame: DisplayFrame | None = None
        self.classes: list[ClassState] = []
        self.look = OverlayLook()
        self._note("show_state", "live_state")
        self._note("show_frame", "frame")
        self._note("show_classes", "classes")
        self._note("show_look", "look")

    def _note(self, method: str, field: str) -> None:
        """The method of the page goes on doing what it does."""
        shown = getattr(self.page, method)

        def both(value: object) -> None:
            setattr(self, field, value)
            shown(value)

        setattr(self.page, method, both)

    def wait(self, is_so: object, timeout_ms: int = TIMEOUT_MS) -> None:
        self.qtbot.waitUntil(is_so, timeout=timeout_ms)  # type: ignore[arg-type]

    @property
    def state(self) -> RunState:
        return self.presenter.run_state

    @property
    def table(self) -> DefectTable:
        return self.page.findChild(DefectTable)

    @property
    def said(self) -> str:
        """Code of the answer that stands in the strip, "" for none."""
        answers = self.page.messages()
        return answers[0].code if answers else ""

    @property
    def alarmed(self) -> list[str]:
        """Kinds of the open alarms."""
        return [alarm.kind for alarm in self.session.alarms.now.open]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.page.canvas.setFocus()
        QTest.keyClick(self.page.canvas, key, modifier)

    def stop_by_key(self) -> None:
        """A second press that comes too soon does nothing, so it is pressed until it counts."""
        self.key(Qt.Key.Key_F5)
        assert self.live_state is not None
        assert self.live_state.asked is not None

        def pressed() -> bool:
            if self.state is RunState.RUNNING:
                self.key(Qt.Key.Key_F5)
            return self.state is not RunState.RUNNING

        self.wait(pressed)

    def inspect(self, source: Path) -> None:
        open_source(self, source)
        self.wait(lambda: self.state in (RunState.ENDED, RunState.FAILED))


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    workspace = create_workspace(tmp_path / "plant")
    settings = workspace.folder / "workspace.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SCALE, encoding="utf-8")
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        found = Driver(parts, qtbot, workspace.database)
        yield found


def shown(driver: Driver) -> DisplayFrame:
    """The frame on the canvas, which there is."""
    assert driver.frame is not None
    return driver.frame


def has_outline(driver: Driver, class_index: int) -> bool:
    return driver.frame is not None and class_index in driver.frame.outlines


def n_inspected(driver: Driver) -> int:
    """Frames inspected, of the inspection that runs or of the last one."""
    status = driver.session.state.status
    return status.stats.n_inspected if status else 0


def model_name(driver: Driver) -> str:
    """As the page shows it."""
    return driver.live_state.model if driver.live_state else ""


def ready(driver: Driver) -> None:
    driver.wait(lambda: driver.session.is_ready)


def test_a_folder_is_inspected_shown_and_recorded_while_the_qt_thread_never_waits(
    driver: Driver, tmp_path: Path, qt_thread_guard: QtThreadGuard, event_cpu_guard: EventCpuGuard
) -> None:
    folder = write_frames(tmp_path / "frames")
    ready(driver)
    with qt_thread_guard.armed(), event_cpu_guard.measuring():
        driver.inspect(folder)
        driver.wait(lambda: driver.table.n_rows() == N_FRAMES + 4)
    assert event_cpu_guard.p99_ms < 60
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        found = defects.of_inspection(connection, done.inspection_id)
    assert done.state is InspectionState.COMPLETED
    assert len(found) == N_FRAMES + 4
    dull = next(row.defect for row in found if row.defect.class_name == "dull")
    assert dull.size_mm is not None
    assert (dull.size_mm.length, dull.size_mm.width) == pytest.approx((20 * 0.25, 8 * 0.5))


def test_p_freezes_the_picture_while_inspection_goes_on_and_the_badge_counts(driver: Driver) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: driver.frame is not None)
    driver.key(Qt.Key.Key_P)
    driver.wait(lambda: driver.live_state.n_since_frozen >= 1)  # what was composed before the key has been shown
    frozen_at = shown(driver).frame_index
    driver.wait(lambda: driver.live_state.n_since_frozen >= 3)
    assert shown(driver).frame_index == frozen_at
    driver.key(Qt.Key.Key_Escape)
    driver.wait(lambda: shown(driver).frame_index > frozen_at)


def live(driver: Driver) -> None:
    """A paced strip: one that goes on until it is stopped."""
    strip = SyntheticStrip(1_000_123, 256, defects_per_m=200.0)
    scale = Calibration(0.5, 0.5)
    driver.presenter.choose(SourceChoice("strip", lambda: SyntheticSource(strip, frame_rows=64, fps=30.0), scale))
    driver.wait(lambda: driver.state is RunState.RUNNING)


def test_stop_ends_the_inspection_and_its_record_says_cancelled(driver: Driver) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 3)
    driver.stop_by_key()
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        assert [one.state for one in inspections.recent(connection)] == [InspectionState.CANCELLED]


def test_a_threshold_acts_at_once_on_the_picture_that_stands(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames"))
    driver.wait(lambda: has_outline(driver, 1))
    driver.page.threshold_chosen.emit(1, 1.0)
    driver.wait(lambda: not has_outline(driver, 1))
    driver.page.threshold_chosen.emit(1, 0.5)
    driver.wait(lambda: has_outline(driver, 1))
    driver.page.min_area_chosen.emit(1, 1000.0)  # mm²
    driver.wait(lambda: not has_outline(driver, 1))


def test_a_click_on_a_defect_shows_its_frame_frozen_with_the_defect_marked(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames"))
    driver.wait(lambda: driver.table.n_rows() == N_FRAMES + 4)
    driver.page.defect_chosen.emit(1)
    driver.wait(lambda: shown(driver).frame_index == 0)
    focus = shown(driver).focus
    assert (focus.x, focus.y, focus.width, focus.height) == (40, 30, 8, 20)
    driver.key(Qt.Key.Key_Right)  # the bright spot of the same frame
    driver.wait(lambda: shown(driver).focus is not None and shown(driver).focus.x == 100)


def test_h_hides_the_overlay_only_while_it_is_held(driver: Driver) -> None:
    driver.page.canvas.setFocus()
    QTest.keyPress(driver.page.canvas, Qt.Key.Key_H)
    assert driver.look.is_hidden
    QTest.keyRelease(driver.page.canvas, Qt.Key.Key_H)
    assert not driver.look.is_hidden


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "model.not_onnx"), (b"no model at all", "model.not_onnx"), (None, "model.missing")]
)
def test_a_model_that_cannot_be_used_is_told_and_the_old_one_goes_on(
    driver: Driver, tmp_path: Path, content: bytes | None, code: str
) -> None:
    ready(driver)
    bad = tmp_path / "bad.onnx"
    if content is not None:
        bad.write_bytes(content)
    driver.page.model_chosen.emit(str(bad))
    driver.wait(lambda: driver.said == code)
    driver.inspect(write_frames(tmp_path / "frames", 3))
    assert driver.state is RunState.ENDED
    with reading(driver.database) as connection:
        assert inspections.recent(connection)[0].model.name == "tiny"


def test_a_model_changed_while_running_is_recorded_and_goes_on(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 3)
    driver.page.model_chosen.emit(str(write_tiny_model(tmp_path / "other.onnx", name="other")))
    driver.wait(lambda: "other" in model_name(driver))
    before = n_inspected(driver)
    driver.wait(lambda: n_inspected(driver) > before + 20)  # only a model that a frame was inspected with is recorded
    driver.stop_by_key()
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        assert [model.name for _, model in inspections.models_used(connection, done.inspection_id)] == ["tiny", "other"]


@pytest.mark.parametrize(
    ("source", "code"),
    [("nowhere/at/all", "source.missing"), ("77", "camera.no_such_number"), ("empty", "source.empty")],
)
def test_a_source_that_cannot_be_opened_is_told_and_the_window_stays_ready(
    driver: Driver, tmp_path: Path, source: str, code: str
) -> None:
    ready(driver)
    (tmp_path / "empty").mkdir()
    open_source(driver, tmp_path / source if source != "77" else source)
    driver.wait(lambda: driver.said == code)
    driver.wait(lambda: driver.state is RunState.FAILED)
    driver.inspect(write_frames(tmp_path / "frames", 3))
    assert driver.state is RunState.ENDED


def test_bad_files_are_told_in_figures_and_gaps_and_the_rest_goes_on(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    folder = write_frames(tmp_path / "frames", 6)
    (folder / "frame_002b.png").write_text("no picture", encoding="utf-8")
    driver.inspect(folder)
    driver.wait(lambda: driver.session.state.status.stats.n_not_inspected == 1)
    assert driver.state is RunState.ENDED
    assert n_inspected(driver) == 6
    driver.wait(lambda: set(driver.alarmed) >= {"frame.not_a_picture", "alarm.coverage_low"})  # 6 of 7
    assert driver.said == ""
    driver.wait(lambda: driver.live_state.headline == "Ended: 6 of 7 inspected, 1 not")


def test_alarms_of_a_piece_are_acknowledged_with_keys_recorded_and_stand_again_after_a_start_until_then(
    driver: Driver, tmp_path: Path
) -> None:
    ready(driver)
    folder = write_frames(tmp_path / "frames", 6)
    for number in range(3):
        (folder / f"frame_002{number}.png").write_bytes(b"")
    driver.inspect(folder)
    expected = {"frame.empty_file", "alarm.coverage_low", "position.assumed"}
    driver.wait(lambda: set(driver.alarmed) == expected)
    driver.key(Qt.Key.Key_F6)
    panel = driver.page.findChild(NoticePanel)
    driver.wait(lambda: panel.alarms.list.count() == 3)
    loudest = driver.session.alarms.now.open[0]
    QTest.keyClick(driver.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(driver.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(driver.window.focusWidget(), Qt.Key.Key_Return)
    driver.wait(lambda: len(driver.alarmed) == 2)

    def recorded() -> list[Alarm]:
        with reading(driver.database) as rows:
            return list(alarms.recent(rows))

    driver.wait(lambda: sum(one.acknowledged is not None for one in recorded()) == 1)
    (done,) = [one for one in recorded() if one.acknowledged is not None]
    assert (done.uid, done.acknowledged.because) == (loudest.uid, "Seen, goes on")
    with reading(driver.database) as rows:
        (inspection,) = inspections.recent(rows)
    empty = next(one for one in recorded() if one.kind == "frame.empty_file")
    assert (empty.n, empty.inspection_id) == (3, inspection.inspection_id)
    driver.session.close()
    again = Session(driver.database.parent)
    again.open_records()
    assert {one.kind for one in again.alarms.now.open} == set(driver.alarmed)
    assert all(one.is_of_before for one in again.alarms.now.open)
    again.close()


def test_frames_of_12_in_16_bits_that_do_not_say_so_are_told_on_the_screen(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    folder = write_frames(tmp_path / "frames", 6)
    for path in folder.iterdir():
        deep = cv2.imread(str(path), cv2.IMREAD_UNCHANGED).astype(np.uint16) * 16
        path.write_bytes(cv2.imencode(".png", deep)[1].tobytes())
    driver.inspect(folder)
    driver.wait(lambda: "source.bits_unknown" in {driver.said, *driver.alarmed})


def test_a_frame_that_was_not_inspected_is_shown_or_says_why_not(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    folder = write_frames(tmp_path / "frames", 6)
    whole = (folder / "frame_003.png").read_bytes()
    (folder / "frame_003.png").write_bytes(whole[: len(whole) // 2])
    driver.inspect(folder)
    driver.key(Qt.Key.Key_F7)
    view = driver.page.findChild(NoticePanel).not_inspected
    driver.wait(lambda: view.model.rowCount() == 1)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    driver.wait(lambda: driver.said.startswith("review.") or "frame_003" in _empty_words(driver))
    assert view.model.row(0).name == "frame_003.png"


def _empty_words(driver: Driver) -> str:
    shown = driver.page.findChild(EmptyView)
    return " ".join(label.text() for label in shown.findChildren(QLabel)) if shown.isVisible() else ""


def test_a_new_piece_begins_a_new_inspection_with_its_id(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames", 3))
    driver.page.piece_chosen.emit("R-2041", "rail")
    driver.wait(lambda: n_inspected(driver) == 3 and driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        newest = inspections.recent(connection)[0]
    assert (newest.piece_name, newest.state) == ("R-2041", InspectionState.COMPLETED)


def test_new_pieces_of_a_running_strip_open_its_source_once_and_lose_no_frame(driver: Driver) -> None:
    strip, opened = SyntheticStrip(1_000_123, 256, defects_per_m=200.0), []

    def open_strip() -> Source:
        opened.append(SyntheticSource(strip, frame_rows=64, n_frames=120))  # it waits, so that no frame is skipped
        return opened[-1]

    ready(driver)
    driver.presenter.choose(SourceChoice("strip", open_strip))
    for piece_id in ("R-1", "R-2"):
        driver.wait(lambda: n_inspected(driver) > 3)
        driver.page.piece_chosen.emit(piece_id, "rail")
        driver.wait(lambda piece_id=piece_id: driver.session.state.status.piece.id == piece_id)
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        done = inspections.recent(connection)
    assert [one.piece_name for one in done[:2]] == ["R-2", "R-1"]
    assert {one.state for one in done} == {InspectionState.COMPLETED}
    assert sum(one.n_inspected + one.n_not_inspected for one in done) == 120
    assert len(opened) == 1


def test_records_that_cannot_be_opened_stop_the_start_in_plain_words(qtbot: QtBot, tmp_path: Path) -> None:
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    workspace.database.write_bytes(b"this is no database, and long enough to be looked at" * 100)
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    parts.window.show()
    driver = Driver(parts, qtbot, workspace.database)
    driver.wait(lambda: driver.said == "store.broken")
    open_source(driver, write_frames(tmp_path / "frames", 3))
    qtbot.wait(300)
    assert driver.state is not RunState.RUNNING
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(workspace.database).execute("SELECT * FROM pieces")
    closed(driver)


def test_the_window_closes_while_a_strip_is_running_and_nothing_is_lost(driver: Driver) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 3)
    driver.window.close_unasked()
    driver.wait(lambda: not driver.window.isVisible())
    n_done = n_inspected(driver)
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        assert done.n_inspected == n_done


def test_a_source_info_is_live_only_when_paced() -> None:
    assert SyntheticSource(SyntheticStrip(1), fps=10).info == SourceInfo(
        SourceKind.SYNTHETIC, "synthetic hot-rolled 1", True, True
    )


def failing_source(address: str = "9") -> Source:
    raise SourceError(message(Code.CAMERA_NOT_FOUND, address=address))


def one_frame() -> Source:
    return SyntheticSource(SyntheticStrip(1, 64), frame_rows=64, n_frames=1)


def test_a_stop_while_a_source_is_opened_that_then_fails_leaves_the_window_ready(driver: Driver) -> None:
    ready(driver)
    may_fail = threading.Event()

    def slow() -> Source:
        may_fail.wait(10)
        return failing_source()

    driver.presenter.choose(SourceChoice("camera", slow))
    driver.presenter.stop()
    driver.wait(lambda: driver.state is RunState.READY)
    may_fail.set()
    driver.qtbot.wait(200)
    assert (driver.state, driver.said) == (RunState.READY, "")
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 0)


def test_each_source_that_fails_is_named_and_taken_back_when_one_starts(driver: Driver) -> None:
    ready(driver)
    for address in ("8", "9"):
        driver.presenter.choose(SourceChoice(address, partial(failing_source, address)))
        driver.wait(lambda: driver.state is RunState.FAILED)
        driver.wait(lambda: driver.said == "camera.not_found")
        assert f"“{address}”" in driver.page.messages()[0].what
    live(driver)
    assert driver.said == ""


def test_a_folder_that_holds_the_workspace_is_refused_in_words(driver: Driver, tmp_path: Path) -> None:
    """Its evidence would be inspected, and the evidence of that."""
    ready(driver)
    driver.presenter.choose_source(str(tmp_path), SourceOptions(is_recursive=True, is_watched=True))
    driver.wait(lambda: driver.state is RunState.FAILED)
    assert driver.said == Code.SOURCE_IS_OURS
    with reading(driver.database) as connection:
        assert inspections.recent(connection) == ()
    live(driver)
    assert driver.said == ""


def test_starts_in_quick_succession_leave_one_inspection_and_every_record_ended(driver: Driver) -> None:
    ready(driver)
    for _ in range(4):
        driver.presenter.choose(demo_strip())
        driver.page.piece_chosen.emit("R-1", "rail")
        driver.qtbot.wait(60)
    driver.wait(lambda: driver.state is RunState.RUNNING and n_inspected(driver) > 0)
    driver.presenter.stop()
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        found = inspections.recent(connection)
    assert found[0].state is InspectionState.CANCELLED
    assert {one.state for one in found[1:]} <= {InspectionState.CANCELLED, InspectionState.COMPLETED}  # by a mark


def test_a_model_changed_just_before_the_start_inspects_with_its_own_thresholds(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    other = write_tiny_model(tmp_path / "other.onnx", name="other", thresholds=(0.0, 0.25, 0.75))
    driver.page.model_chosen.emit(str(other))
    open_source(driver, write_frames(tmp_path / "frames", 2))  # before the model is there
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        done = inspections.recent(connection)[0]
    assert (done.model.name, done.thresholds) == ("other", (0.0, 0.25, 0.75))


def test_a_model_with_fewer_classes_takes_over_with_one_class_shown_alone(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    driver.page.solo_chosen.emit(2)
    fewer = write_tiny_model(tmp_path / "fewer.onnx", name="fewer", class_names=("background", "dull"))
    driver.page.model_chosen.emit(str(fewer))
    driver.wait(lambda: "fewer" in model_name(driver))
    n_before = n_inspected(driver)
    driver.wait(lambda: n_inspected(driver) > n_before + 3)
    assert driver.look.solo == 0
    assert driver.state is RunState.RUNNING


def test_a_class_that_is_no_defect_is_neither_recorded_nor_shown_alone(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    joint = write_tiny_model(tmp_path / "joint.onnx", name="joint", non_defects=("bright",))
    driver.page.model_chosen.emit(str(joint))
    driver.inspect(write_frames(tmp_path / "frames", 3))
    assert model_name(driver) == "joint 1"
    assert [state.defect_class.name for state in driver.classes] == ["dull"]
    driver.key(Qt.Key.Key_2)  # no class of the legend: nothing would be seen
    assert driver.look.solo == 0
    driver.key(Qt.Key.Key_1)
    assert driver.look.solo == 1
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        found = defects.of_inspection(connection, done.inspection_id, limit=99)
    assert {row.defect.class_name for row in found} == {"dull"}
    assert done.n_defects == 3


def test_thresholds_that_change_are_recorded_with_the_frame_from_which_they_hold(driver: Driver) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    driver.page.threshold_chosen.emit(1, 0.875)
    n_before = n_inspected(driver)
    driver.wait(lambda: n_inspected(driver) > n_before + 3)
    driver.presenter.stop()
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        said = [one.message for one in events.recent(connection)]
    (changed,) = [one for one in said if one.code is Code.SETTINGS_CHANGED]
    assert changed.params["settings"] == "dull 0.875 from 4 px, bright 0.5 from 4 px"
    assert int(changed.params["from_frame"]) >= 2
    assert done.thresholds == (0.0, 0.5, 0.5)


def closed(driver: Driver) -> None:
    driver.window.close_unasked()
    driver.wait(lambda: not driver.window.isVisible())
    assert driver.parts.end()
    driver.window.deleteLater()
    driver.qtbot.wait(10)


def test_records_are_opened_again_at_each_start_and_each_time_it_says_why_not(qtbot: QtBot, tmp_path: Path) -> None:
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    workspace.database.write_bytes(b"this is no database, and long enough to be looked at" * 100)
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    parts.window.show()
    driver = Driver(parts, qtbot, workspace.database)
    frames = write_frames(tmp_path / "frames", 3)
    for _ in range(2):
        driver.wait(lambda: driver.said == "store.broken")
        parts.page.findChild(NoticeStrip).close_answer()
        assert driver.said == ""
        open_source(driver, frames)
    driver.wait(lambda: driver.said == "store.broken")
    workspace.database.unlink()
    driver.presenter.start()
    driver.wait(lambda: driver.state is RunState.ENDED)
    driver.wait(lambda: driver.said == "")
    closed(driver)


def test_records_that_do_not_arrive_fail_the_inspection_and_the_window_says_so(driver: Driver, tmp_path: Path) -> None:
    driver.inspect(write_frames(tmp_path / "before", 1))
    with closing(sqlite3.connect(driver.database)) as other:
        other.execute("CREATE TRIGGER thief AFTER INSERT ON defects BEGIN UPDATE defects SET absorbed_by = 0; END")
        other.commit()
    driver.inspect(write_frames(tmp_path / "frames", 3))
    driver.wait(lambda: "store.miscounted" in driver.alarmed)
    assert driver.state is RunState.FAILED
    driver.wait(
        lambda: any(
            lamp.accessibleName().startswith("records: ")
            and "Not everything that was inspected is recorded." in lamp.accessibleName()
            for lamp in driver.window.findChildren(LampView)
        )
    )  # not “on the disk”
    with reading(driver.database) as connection:
        newest = inspections.recent(connection)[0]
    assert (newest.state, newest.n_inspected, newest.n_defects) == (InspectionState.FAILED, 3, 0)


def test_without_its_model_the_window_says_that_nothing_is_inspected_until_it_is_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    parts = build(workspace.folder, model_file=tmp_path / "tiny.onnx")
    parts.window.show()
    driver = Driver(parts, qtbot, workspace.database)
    frames = write_frames(tmp_path / "frames", 3)
    driver.wait(lambda: driver.said == "model.missing")
    (words,) = parts.page.messages()
    assert (words.tier, words.meanwhile) == (Tier.STOP, "Nothing can be inspected before a model is loaded.")
    parts.page.drop_message("model.missing")
    open_source(driver, frames)
    driver.wait(lambda: driver.said == "model.missing")
    write_tiny_model(tmp_path / "tiny.onnx")
    driver.presenter.start()
    driver.wait(lambda: driver.state is RunState.ENDED)
    assert driver.said == ""
    closed(driver)


class SlowSource:
    """Opens when it may, and knows whether what it opened is closed."""

    def __init__(self) -> None:
        self.may_open, self.is_asked, self.is_closed = threading.Event(), threading.Event(), threading.Event()

    def __call__(self) -> Source:
        self.is_asked.set()
        assert self.may_open.wait(20)
        source = SyntheticSource(SyntheticStrip(1, 64), frame_rows=64, fps=10)
        source.close = self.is_closed.set  # type: ignore[method-assign]
        return source


def test_closing_does_not_wait_for_a_source_that_is_still_being_opened(driver: Driver) -> None:
    ready(driver)
    slow = SlowSource()
    driver.presenter.choose(SourceChoice("share", slow))
    driver.wait(slow.is_asked.is_set)
    driver.window.close_unasked()
    driver.window.close_unasked()
    driver.presenter.choose(demo_strip())  # too late
    driver.wait(lambda: not driver.window.isVisible(), timeout_ms=1000)
    with reading(driver.database) as connection:
        assert not inspections.recent(connection)
    slow.may_open.set()
    assert slow.is_closed.wait(5)


def sentence(driver: Driver) -> str:
    """What is said in the place of the picture, "" where the picture is seen."""
    view = driver.page.findChild(EmptyView)
    return view.findChild(QLabel).text() if view.isVisible() else ""


def test_no_picture_of_the_piece_before_stands_while_the_first_frame_is_awaited(driver: Driver) -> None:
    ready(driver)
    assert sentence(driver).startswith("No frames yet.")
    live(driver)
    driver.wait(lambda: driver.page.canvas.isVisible())
    slow = SlowSource()
    driver.page.piece_chosen.emit("R-1", "rail")
    driver.wait(lambda: n_inspected(driver) > 2 and driver.page.canvas.isVisible())
    driver.presenter.stop()
    driver.wait(lambda: driver.state is RunState.ENDED)
    driver.presenter.choose(SourceChoice("share", slow))
    assert sentence(driver).startswith("Waiting for the first frame of share 20")
    buttons = driver.page.findChild(EmptyView).findChildren(QPushButton)
    assert not any(button.isVisible() for button in buttons)  # those of the beginning are gone at once
    driver.page.threshold_chosen.emit(1, 0.5)  # which shows the picture again
    driver.qtbot.wait(400)
    assert sentence(driver).startswith("Waiting for the first frame of share 20")
    driver.presenter.stop()
    driver.wait(lambda: driver.page.canvas.isVisible())  # nothing has taken its place
    live(driver)
    driver.wait(lambda: driver.page.canvas.isVisible() and n_inspected(driver) > 0)
    slow.may_open.set()
    assert slow.is_closed.wait(5)


def test_a_folder_is_read_as_somebody_chose(driver: Driver, tmp_path: Path) -> None:
    """Two spots that meet at the border of two frames, and a third frame in a sub-folder."""
    folder = tmp_path / "frames"
    (folder / "later").mkdir(parents=True)
    for name, rows in (("a.png", slice(86, 96)), ("b.png", slice(0, 10)), ("later/c.png", slice(40, 50))):
        pixels = np.full((96, 128), CLEAN, np.uint8)
        pixels[rows, 40:48] = DULL
        (folder / name).write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    ready(driver)
    n_defects, n_frames = [], []
    for options in (SourceOptions(), SourceOptions(is_continuous=True, is_recursive=True)):
        open_source(driver, folder, options)
        driver.wait(lambda: driver.state is RunState.ENDED)
        with reading(driver.database) as connection:
            newest = inspections.recent(connection)[0]
        n_defects.append(newest.n_defects)
        n_frames.append(newest.n_inspected)
    assert (n_frames, n_defects) == ([2, 3], [2, 2])  # continuous: the two that meet are one


def test_a_piece_of_which_no_frame_was_inspected_shows_none(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames", 2))
    driver.wait(lambda: driver.page.canvas.isVisible())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "shift.txt").write_text("no picture")
    driver.inspect(tmp_path / "notes")
    driver.wait(lambda: sentence(driver).startswith("No frame of notes 20"))
    assert sentence(driver).endswith("was inspected")
    driver.presenter.choose(SourceChoice("camera", failing_source))
    driver.wait(lambda: driver.state is RunState.FAILED)
    assert "was not found" in sentence(driver)  # not the picture of two pieces before


def test_another_source_begins_while_one_is_still_being_opened(driver: Driver) -> None:
    ready(driver)
    slow = SlowSource()
    driver.presenter.choose(SourceChoice("share", slow))
    driver.wait(slow.is_asked.is_set)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 2)
    slow.may_open.set()
    assert slow.is_closed.wait(5)
    assert driver.state is RunState.RUNNING
    driver.presenter.stop()
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        assert [one.piece_name.startswith("strip ") for one in inspections.recent(connection)] == [True]


ENDS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from inspector.app import build, ended_in_order, make_application
from inspector.sources.choice import demo_strip
application = make_application("dark")
parts = build(Path(sys.argv[1]), model_file=Path(sys.argv[2]))
with ended_in_order(parts):
    parts.window.show()
    parts.presenter.choose(demo_strip())
    def look():
        status = parts.session.state.status
        if status and status.stats.n_inspected > 1:
            print("runs", flush=True)
            timer.stop()
            if sys.argv[3] == "quit":
                application.exit()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    if sys.argv[3] == "raise":
        print("runs", flush=True)
        raise RuntimeError("a bug of ours")
    application.exec()
"""


@pytest.mark.parametrize(
    "way",
    [
        "SIGTERM",
        pytest.param("SIGINT", marks=pytest.mark.slow("a quarter of a minute; heard as SIGTERM is")),
        "quit",
        "raise",
    ],
)
def test_however_the_program_is_ended_records_are_whole_and_no_thread_keeps_it(tmp_path: Path, way: str) -> None:
    workspace, model = create_workspace(tmp_path / "plant"), write_tiny_model(tmp_path / "tiny.onnx")
    command = [sys.executable, "-c", ENDS, str(workspace.folder), str(model), way]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "runs\n"
        if way.startswith("SIG"):
            child.send_signal(signal.Signals[way])
        code = child.wait(120)
    assert code == (1 if way == "raise" else 0)
    if way != "raise":
        with reading(workspace.database) as connection:
            assert [one.state for one in inspections.recent(connection)] == [InspectionState.CANCELLED]


@pytest.mark.parametrize("where", ["LivePage.show_look", "Background.start", "Background.run"])
def test_a_start_that_fails_half_way_leaves_no_thread_and_no_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        monkeypatch.undo()  # once: the end must be able to do its work
        raise RuntimeError("a bug of ours")

    kind, _, method = where.partition(".")
    kinds = {"LivePage": LivePage, "Background": Background}
    monkeypatch.setattr(kinds[kind], method, fail)
    make_application("dark")
    workspace, before = create_workspace(tmp_path / "plant"), set(threading.enumerate())
    with pytest.raises(RuntimeError):
        build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    assert set(threading.enumerate()) <= before
    qtbot.wait(10)


DEMO = """
import sys
import time
from pathlib import Path
import inspector.app
import inspector.demo.strip
import inspector.inference.model_file as model_file
open_model = model_file.open_model
def open_late(*arguments, **options):
    time.sleep(float(sys.argv[4]))
    return open_model(*arguments, **options)
model_file.open_model = open_late
inspector.app.shipped_model = lambda: Path(sys.argv[2])
out = Path(sys.argv[3])
shot = out.with_suffix(".png")
sys.exit(inspector.demo.strip.run_demo(
    Path(sys.argv[1]), seconds=1.0, screenshot=shot, out=out, seed=None, surface="hot-rolled"
))
"""


@pytest.mark.parametrize("late_s", [0, 1.5])  # a model that loads for longer than the demo runs
def test_a_demo_of_some_seconds_ends_as_planned_and_says_once_what_it_wrote(tmp_path: Path, late_s: float) -> None:
    model = write_tiny_model(tmp_path / "coarse.onnx", min_area_px=(0, 10**6, 10**6))
    workspace, out = create_workspace(tmp_path / "plant"), tmp_path / "demo"
    command = [sys.executable, "-c", DEMO, str(workspace.folder), str(model), str(out), str(late_s)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["outcome"], summary["n_frames"]) == ("completed", 10)  # 10 a second
    n_skipped = summary["n_not_inspected"]  # a busy PC skips some, which is no failure of a live strip
    assert ran.returncode == 0, ran.stderr
    counts = f"{summary['n_inspected']} inspected"
    if n_skipped:
        counts += f", {n_skipped} skipped: this PC is too slow for every frame of the strip at its pace"
    assert ran.stdout.splitlines() == [
        f"Screenshot: {out}.png",
        f"Frames:     {counts}",
        f"Results:    {out}: frames.csv, defects.csv, summary.json, overlays",
    ]
    assert len(list((out / "overlays").iterdir())) == summary["n_inspected"]


def test_the_headline_of_an_end_fits_beside_the_figures_at_1280_px(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "a_folder_with_a_rather_long_name", 3))
    driver.wait(lambda: driver.live_state.headline == "Ended: 3 inspected")
    driver.presenter.choose(SourceChoice("a camera with a rather long name", failing_source))
    driver.wait(lambda: driver.state is RunState.FAILED)
    assert driver.live_state.headline == "Nothing is being inspected"
