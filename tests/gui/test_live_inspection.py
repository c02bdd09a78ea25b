"""The real window with a real runner, model and database: what a person does, what then stands on screen and disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.core.screen import DisplayFrame, RunState
from inspector.presenters.live_presenter import ChosenSource
from inspector.sources.source import SourceInfo, SourceKind
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.store.database import reading
from inspector.store.queries import defects, inspections
from inspector.store.records import InspectionState
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.message_band import MessageBand
from inspector.workspace.workspace import create_workspace
from tests.guards.qt_thread import EventCpuGuard, QtThreadGuard
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


class Driver:
    """What a test sees and does."""

    def __init__(self, parts: Parts, qtbot: QtBot, database: Path) -> None:
        self.parts, self.qtbot, self.database = parts, qtbot, database
        self.presenter, self.page, self.window = parts.presenter, parts.page, parts.window

    def wait(self, is_so: object, timeout_ms: int = TIMEOUT_MS) -> None:
        self.qtbot.waitUntil(is_so, timeout=timeout_ms)  # type: ignore[arg-type]

    @property
    def state(self) -> RunState:
        return self.presenter._run_state

    @property
    def table(self) -> DefectTable:
        return self.page.findChild(DefectTable)

    @property
    def said(self) -> str:
        """Code of the message that stands in the band, "" for none."""
        words = self.page.findChild(MessageBand).current()
        return words.code if words else ""

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.page.canvas.setFocus()
        QTest.keyClick(self.page.canvas, key, modifier)

    def inspect(self, source: Path) -> None:
        self.page.folder_chosen.emit(str(source))
        self.wait(lambda: self.state in (RunState.ENDED, RunState.FAILED))


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    settings = workspace.folder / "workspace.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SCALE, encoding="utf-8")
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    parts.window.resize(1280, 720)
    parts.window.show()
    qtbot.waitExposed(parts.window)
    parts.window.activateWindow()  # keys go to the active window only
    qtbot.waitUntil(parts.window.isActiveWindow)
    found = Driver(parts, qtbot, workspace.database)
    yield found
    parts.window.close()
    found.wait(lambda: not parts.window.isVisible())
    assert parts.presenter.worker.stop()
    parts.presenter.control.end()
    assert parts.presenter.control.join(10.0)
    parts.window.deleteLater()
    qtbot.wait(10)


def shown(driver: Driver) -> DisplayFrame:
    """The frame on the canvas."""
    return driver.page.canvas._frame  # type: ignore[return-value]


def n_inspected(driver: Driver) -> int:
    """Frames inspected, as the screen knows it."""
    update = driver.presenter._last_update
    return update.status.figures.n_inspected if update and update.status else 0


def ready(driver: Driver) -> None:
    driver.wait(lambda: driver.presenter.is_ready)


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
    driver.wait(lambda: driver.presenter._last_update is not None and driver.presenter._last_update.frame is not None)
    driver.key(Qt.Key.Key_P)
    driver.wait(lambda: bool(driver.presenter._last_update and driver.presenter._last_update.is_frozen))
    frozen_at = shown(driver).number
    driver.wait(lambda: driver.presenter._last_update.n_since_frozen >= 3)
    assert shown(driver).number == frozen_at
    driver.key(Qt.Key.Key_Escape)
    driver.wait(lambda: shown(driver).number > frozen_at)


def live(driver: Driver) -> None:
    """A paced strip: one that goes on until it is stopped."""
    strip = SyntheticStrip(1_000_123, 256, defects_per_m=200.0)
    driver.presenter._choose(ChosenSource("strip", lambda: SyntheticSource(strip, frame_rows=64, fps=30.0), 0.5))
    driver.wait(lambda: driver.state is RunState.RUNNING)


def test_stop_ends_the_inspection_and_its_record_says_cancelled(driver: Driver) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 3)
    driver.key(Qt.Key.Key_F5)
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        assert [one.state for one in inspections.recent(connection)] == [InspectionState.CANCELLED]


def test_a_threshold_acts_at_once_on_the_picture_that_stands(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames"))
    driver.wait(lambda: shown(driver) is not None and 1 in shown(driver).outlines)
    driver.page.threshold_chosen.emit(1, 1.0)
    driver.wait(lambda: 1 not in shown(driver).outlines)
    driver.page.threshold_chosen.emit(1, 0.5)
    driver.wait(lambda: 1 in shown(driver).outlines)
    driver.page.min_area_chosen.emit(1, 1000.0)  # mm²
    driver.wait(lambda: 1 not in shown(driver).outlines)


def test_a_click_on_a_defect_shows_its_frame_frozen_with_the_defect_marked(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames"))
    driver.wait(lambda: driver.table.n_rows() == N_FRAMES + 4)
    driver.page.defect_chosen.emit(1)
    driver.wait(lambda: shown(driver).number == 0)
    focus = shown(driver).focus
    assert (focus.x, focus.y, focus.width, focus.height) == (40, 30, 8, 20)
    driver.key(Qt.Key.Key_Right)  # the bright spot of the same frame
    driver.wait(lambda: shown(driver).focus is not None and shown(driver).focus.x == 100)


def test_h_hides_the_overlay_only_while_it_is_held(driver: Driver) -> None:
    driver.page.canvas.setFocus()
    QTest.keyPress(driver.page.canvas, Qt.Key.Key_H)
    assert driver.presenter._look.is_hidden
    QTest.keyRelease(driver.page.canvas, Qt.Key.Key_H)
    assert not driver.presenter._look.is_hidden


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
    driver.wait(lambda: "other" in driver.presenter._last_update.status.model_name)
    driver.key(Qt.Key.Key_F5)
    driver.wait(lambda: driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        assert [model.name for _, model in inspections.models_used(connection, done.inspection_id)] == ["tiny", "other"]


@pytest.mark.parametrize(
    ("source", "code"), [("nowhere/at/all", "source.missing"), ("77", "camera.not_found"), ("empty", "source.empty")]
)
def test_a_source_that_cannot_be_opened_is_told_and_the_window_stays_ready(
    driver: Driver, tmp_path: Path, source: str, code: str
) -> None:
    ready(driver)
    (tmp_path / "empty").mkdir()
    driver.page.folder_chosen.emit(str(tmp_path / source) if source != "77" else source)
    driver.wait(lambda: driver.said == code)
    driver.wait(lambda: driver.state is RunState.FAILED)
    driver.inspect(write_frames(tmp_path / "frames", 3))
    assert driver.state is RunState.ENDED


def test_bad_files_are_told_in_figures_and_gaps_and_the_rest_goes_on(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    folder = write_frames(tmp_path / "frames", 6)
    (folder / "frame_002b.png").write_text("no picture", encoding="utf-8")
    driver.inspect(folder)
    driver.wait(lambda: driver.presenter._last_update.status.figures.n_not_inspected == 1)
    assert driver.state is RunState.ENDED
    assert driver.presenter._last_update.status.figures.n_inspected == 6
    assert driver.said == "frame.not_a_picture"


def test_a_new_piece_begins_a_new_inspection_with_its_id(driver: Driver, tmp_path: Path) -> None:
    ready(driver)
    driver.inspect(write_frames(tmp_path / "frames", 3))
    driver.page.piece_chosen.emit("R-2041", "rail")
    driver.wait(lambda: driver.presenter._last_update.piece.id == "R-2041" and driver.state is RunState.ENDED)
    with reading(driver.database) as connection:
        newest = inspections.recent(connection)[0]
    assert (newest.piece_id, newest.state) == ("R-2041", InspectionState.COMPLETED)


def test_records_that_cannot_be_opened_stop_the_start_in_plain_words(qtbot: QtBot, tmp_path: Path) -> None:
    make_application("dark")
    workspace = create_workspace(tmp_path / "plant")
    workspace.database.write_bytes(b"this is no database, and long enough to be looked at" * 100)
    parts = build(workspace.folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
    parts.window.show()
    driver = Driver(parts, qtbot, workspace.database)
    driver.wait(lambda: driver.said == "store.broken")
    driver.page.folder_chosen.emit(str(write_frames(tmp_path / "frames", 3)))
    qtbot.wait(300)
    assert driver.state is not RunState.RUNNING
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(workspace.database).execute("SELECT * FROM pieces")
    parts.window.close()
    driver.wait(lambda: not parts.window.isVisible())
    assert parts.presenter.worker.stop()
    parts.presenter.control.end()
    assert parts.presenter.control.join(10.0)
    parts.window.deleteLater()
    qtbot.wait(10)


def test_the_window_closes_while_a_strip_is_running_and_nothing_is_lost(driver: Driver) -> None:
    ready(driver)
    live(driver)
    driver.wait(lambda: n_inspected(driver) > 3)
    driver.window.close()
    driver.wait(lambda: not driver.window.isVisible())
    n_done = driver.presenter._station.runner.status.figures.n_inspected
    with reading(driver.database) as connection:
        (done,) = inspections.recent(connection)
        assert done.n_inspected == n_done


def test_a_source_info_is_live_only_when_paced() -> None:
    assert SyntheticSource(SyntheticStrip(1), fps=10).info == SourceInfo(
        SourceKind.SYNTHETIC, "synthetic hot-rolled 1", True, True
    )
