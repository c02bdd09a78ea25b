"""Frames that left the memory, walked by keys in the real window; the table sorted, filtered, copied, exported."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from inspector.pipeline.recent_frames import RecentFrames
from inspector.screens.live import RunState
from inspector.texts.messages import MessageText
from inspector.views.live.gallery import Gallery
from inspector.views.live.live_page import LivePage
from inspector.views.live.piece_map import PieceMap
from tests.gui.test_live_inspection import Driver, driver, write_frames  # noqa: F401  the fixture
from tests.tiny_model import CLEAN, DULL

KEY, MOD = Qt.Key, Qt.KeyboardModifier
TOLD: list[str] = []  # codes of messages since the end of the inspection


@pytest.fixture
def ended(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Driver:  # noqa: F811
    """A folder of 12 frames, inspected to its end; file 5 is no picture. All but the newest have left the memory."""
    monkeypatch.setattr(RecentFrames, "get", lambda *_: None)
    folder = write_frames(tmp_path / "coil")
    (folder / "frame_005.png").write_bytes(b"no picture")
    driver.inspect(folder)
    assert driver.state is RunState.ENDED
    shown = driver.page.show_message
    TOLD.clear()

    def show(text: MessageText, *, is_answer: bool = False) -> None:
        TOLD.append(text.code)
        shown(text, is_answer=is_answer)

    monkeypatch.setattr(driver.page, "show_message", show)
    return driver


def at(driver: Driver) -> str:  # noqa: F811
    return driver.frame.name if driver.frame is not None else ""


def walk(driver: Driver, key: Qt.Key, expected: str, modifier: Qt.KeyboardModifier = MOD.NoModifier) -> None:  # noqa: F811
    driver.key(key, modifier)
    driver.wait(lambda: at(driver) == expected)


def test_a_folder_is_walked_by_keys_after_its_end(ended: Driver) -> None:
    walk(ended, KEY.Key_Home, "frame_000.png", MOD.ControlModifier)
    assert ended.frame is not None
    assert ended.frame.pixels[32, 42] == DULL
    assert ended.frame.overlay[32, 42] == 1
    assert (ended.frame.overlay > 0).sum() == 20 * 8 + 6 * 6
    assert "frame_000.png · frame 0 · 0.00 m" in ended.frame.caption
    walk(ended, KEY.Key_PageDown, "frame_001.png")
    assert (ended.frame.overlay > 0).sum() == 20 * 8
    walk(ended, KEY.Key_PageUp, "frame_000.png")
    walk(ended, KEY.Key_End, "frame_011.png", MOD.ControlModifier)
    walk(ended, KEY.Key_PageUp, "frame_010.png", MOD.ControlModifier)  # the one before with a defect
    assert ended.live_state is not None
    assert ended.live_state.is_frozen


def test_a_step_that_leads_nowhere_is_said(ended: Driver) -> None:
    walk(ended, KEY.Key_Home, "frame_000.png", MOD.ControlModifier)
    ended.key(KEY.Key_PageUp)
    ended.wait(lambda: "review.no_frame_there" in TOLD)


def test_a_frame_that_was_not_inspected_says_why_and_can_be_walked_to(ended: Driver) -> None:
    walk(ended, KEY.Key_Home, "frame_000.png", MOD.ControlModifier)
    ended.key(KEY.Key_PageDown, MOD.ShiftModifier)
    ended.wait(lambda: "review.not_read_again" in TOLD)
    walk(ended, KEY.Key_PageDown, "frame_006.png")


def test_a_chosen_defect_that_left_the_memory_is_read_again_and_zoomed_to(ended: Driver) -> None:
    before = ended.page.canvas.zoom
    first = ended.table.n_rows()
    assert first == 15  # 11 dull, 4 bright
    ended.page.defect_chosen.emit(1)
    ended.wait(lambda: ended.frame is not None and ended.frame.frame_index == 0 and ended.frame.focus is not None)
    assert ended.page.canvas.zoom > before
    ended.key(KEY.Key_Escape)
    ended.wait(lambda: at(ended) == "frame_011.png")
    assert ended.page.canvas.zoom == before
    assert ended.table.chosen() is None


def test_a_file_that_went_is_said(ended: Driver, tmp_path: Path) -> None:
    (tmp_path / "coil" / "frame_000.png").unlink()
    ended.page.defect_chosen.emit(1)
    ended.wait(lambda: "review.file_gone" in TOLD)


def table_of(page: LivePage) -> QTableView:
    found = page.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def shown(view: QTableView, column: int) -> list[str]:
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


def click_heading(view: QTableView, column: int) -> None:
    header = view.horizontalHeader()
    at_x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at_x, header.height() // 2))


def test_the_table_is_filtered_by_ctrl_f_and_copied_by_ctrl_c(qtbot: QtBot, ended: Driver) -> None:
    view = table_of(ended.page)
    ended.key(KEY.Key_F, MOD.ControlModifier)
    field = QGuiApplication.focusObject()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "bright")
    assert set(shown(view, 2)) == {"bright"}
    assert view.model().rowCount() == 4
    ended.key(KEY.Key_C, MOD.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["No.", "Position", "Class", "Size", "Severity", "Score", "File"]
    assert len(lines) == 5
    assert {line.split("\t")[6] for line in lines[1:]} == {f"frame_{n:03d}.png" for n in (0, 3, 6, 9)}
    ended.wait(lambda: "review.copied_rows" in TOLD)


def test_the_table_is_sorted_by_a_click_on_a_heading_and_back(ended: Driver) -> None:
    view = table_of(ended.page)
    newest_first = shown(view, 0)
    click_heading(view, 1)
    assert shown(view, 1) == sorted(shown(view, 1), key=lambda text: float(text.split()[0]))
    click_heading(view, 1)
    assert shown(view, 1) == sorted(shown(view, 1), key=lambda text: float(text.split()[0]), reverse=True)
    click_heading(view, 1)
    assert shown(view, 0) == newest_first
    click_heading(view, 3)
    largest = [float(text.split()[0]) for text in shown(view, 3)]
    assert largest == sorted(largest, reverse=True)


def test_a_class_shown_alone_filters_the_table_too(ended: Driver) -> None:
    view = table_of(ended.page)
    ended.key(KEY.Key_2)
    ended.wait(lambda: view.model().rowCount() == 4)
    ended.key(KEY.Key_2)
    ended.wait(lambda: view.model().rowCount() == 15)


def test_a_class_chosen_in_the_filter_is_shown_alone_everywhere(ended: Driver) -> None:
    """As on the Review page, and as by its number."""
    page = ended.page
    gallery, canvas, piece_map = page.findChild(Gallery), page.canvas, page.findChild(PieceMap)
    assert isinstance(gallery, Gallery)
    assert isinstance(piece_map, PieceMap)
    walk(ended, KEY.Key_Home, "frame_000.png", MOD.ControlModifier)  # with a dull and a bright defect
    crops = gallery.defect_ids()  # on a busy PC only of the newest of those that came together
    classes = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Class of the defects listed")
    whole, map_whole = canvas.grab().toImage(), piece_map.grab().toImage()

    def choose(name: str, n_rows: int) -> None:
        classes.setCurrentIndex(classes.findText(name))
        ended.wait(lambda: ended.table.n_rows() == n_rows)
        listed = {row.defect_id for row in ended.table.wanted_rows()}
        ended.wait(lambda: gallery.defect_ids() == [one for one in crops if one in listed])

    choose("bright", 4)
    ended.wait(lambda: canvas.grab().toImage() != whole and piece_map.grab().toImage() != map_whole)
    bright = canvas.grab().toImage()
    choose("dull", 11)
    ended.wait(lambda: canvas.grab().toImage() not in (whole, bright))
    choose("all classes", 15)
    ended.wait(lambda: canvas.grab().toImage() == whole and piece_map.grab().toImage() == map_whole)
    ended.key(KEY.Key_2)
    ended.wait(lambda: classes.currentText() == "bright")
    choose("all classes", 15)


def test_an_export_is_named_after_its_piece_and_when_its_inspection_began(ended: Driver) -> None:
    ended.key(KEY.Key_E, MOD.ControlModifier)
    dialog = ended.page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    (name,) = (Path(file).name for file in dialog.selectedFiles())
    dialog.reject()
    state = ended.live_state
    assert state is not None
    assert state.piece.startswith("Coil coil ")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", state.began)
    assert name == f"defects of {state.piece}, {state.began}.csv".replace(":", "-")


def test_the_picture_is_copied_with_what_was_found(ended: Driver) -> None:
    walk(ended, KEY.Key_Home, "frame_000.png", MOD.ControlModifier)
    ended.key(KEY.Key_P, MOD.ControlModifier | MOD.ShiftModifier)
    ended.wait(lambda: "review.picture_copied" in TOLD)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (128, 96)
    clean, dull = image.pixelColor(5, 5), image.pixelColor(42, 40)
    assert (clean.red(), clean.green(), clean.blue()) == (CLEAN, CLEAN, CLEAN)
    assert dull.red() != dull.blue()  # a class's colour lies over it


def test_the_rows_are_exported(ended: Driver, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    rows = tuple(ended.table.wanted_rows())
    ended.page.export_chosen.emit(str(path), rows)
    ended.wait(lambda: "review.defects_exported" in TOLD)
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 15
    assert {row["class"] for row in found} == {"dull", "bright"}
    assert np.isclose(float(found[0]["size_larger"]), rows[0].extent[0])
    ended.page.export_chosen.emit(str(tmp_path / "no" / "folder.csv"), rows)
    ended.wait(lambda: "review.export_failed" in TOLD)
