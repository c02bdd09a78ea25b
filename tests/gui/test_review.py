"""The Review page in the real window: two folders were inspected; they are searched, opened, walked, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.core.source_options import SourceOptions
from inspector.core.untrusted import file_inside
from inspector.screens.defect_list import Column
from inspector.screens.live import DisplayFrame, RunState
from inspector.screens.review import ReviewState
from inspector.store.database import reading
from inspector.store.queries import evidence
from inspector.store.queries.evidence import EvidenceRecord
from inspector.store.records import EvidenceKind
from inspector.views.live.defect_table import DefectTable
from inspector.views.live.gallery import Gallery
from inspector.views.live.piece_map import PieceMap
from inspector.views.live.profile_panel import ProfilePanel
from inspector.views.review.opened_tables import HappenedTable, TotalsTable
from inspector.views.review.result_list import ROW_ROLE, ResultList
from inspector.views.review.review_page import ReviewPage
from inspector.views.small_widgets import ElidedLabel
from inspector.workspace.workspace import create_workspace, open_workspace
from tests.gui.real_window import real_window
from tests.gui.test_live_inspection import SCALE, write_frames
from tests.tiny_model import CLEAN, DULL, write_tiny_model

KEY, MOD = Qt.Key, Qt.KeyboardModifier


class Reviewing:
    """What a test sees and does."""

    def __init__(self, parts, qtbot: QtBot, folder: Path) -> None:  # type: ignore[no-untyped-def]
        self.parts, self.qtbot, self.folder, self.window = parts, qtbot, folder, parts.window
        self.state = ReviewState()
        self.frame: DisplayFrame | None = None
        self.told: list[str] = []

    def inspect(self, source: Path) -> None:
        presenter = self.parts.presenter
        self.parts.page.source_chosen.emit(str(source), SourceOptions())
        self.wait(lambda: presenter.run_state in (RunState.ENDED, RunState.FAILED))

    def open_page(self) -> None:
        QTest.keyClick(self.parts.page.canvas, KEY.Key_2, MOD.AltModifier)
        found = self.window.findChild(ReviewPage)
        assert isinstance(found, ReviewPage)
        self.page = found
        shows = (found.show_state, found.show_frame, found.show_message)

        def state(value: ReviewState) -> None:
            self.state = value
            shows[0](value)

        def frame(value: DisplayFrame) -> None:
            self.frame = value
            shows[1](value)

        def message(text, **options: bool) -> None:  # type: ignore[no-untyped-def]
            self.told.append(text.code)
            shows[2](text, **options)

        found.show_state, found.show_frame, found.show_message = state, frame, message  # type: ignore[method-assign]
        self.wait(lambda: self.results.model().rowCount() > 0)

    def wait(self, is_so) -> None:  # type: ignore[no-untyped-def]
        self.qtbot.waitUntil(is_so, timeout=15_000)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = MOD.NoModifier) -> None:
        self.page.canvas.setFocus()
        QTest.keyClick(self.page.canvas, key, modifier)

    @property
    def results(self) -> ResultList:
        return self.page.findChild(ResultList)  # type: ignore[return-value]

    @property
    def table(self) -> DefectTable:
        return self.page.findChild(DefectTable)  # type: ignore[return-value]

    @property
    def titles(self) -> list[str]:
        model = self.results.model()
        return [model.index(place, 0).data() for place in range(model.rowCount())]

    def click(self, place: int) -> None:
        view = self.results
        box = view.visualRect(view.model().index(place, 0))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

    def open(self, place: int, n_defects: int) -> None:
        self.click(place)
        self.wait(lambda: self.state.is_open and self.table.n_rows() == n_defects and not self.state.loading)

    def field(self, name: str) -> QLineEdit:
        return next(one for one in self.page.findChildren(QLineEdit) if one.accessibleName() == name)

    def box(self, name: str) -> QComboBox:
        return next(one for one in self.page.findChildren(QComboBox) if one.accessibleName() == name)

    def choose(self, name: str, text: str) -> None:
        box = self.box(name)
        index = box.findText(text)
        assert index >= 0, [box.itemText(place) for place in range(box.count())]
        box.setFocus()
        box.setCurrentIndex(index)
        box.activated.emit(index)


@pytest.fixture
def reviewing(qtbot: QtBot, tmp_path: Path) -> Iterator[Reviewing]:
    """Piece "coil": 12 frames, one of them no picture, 11 dull and 4 bright spots. Piece "rail": 2 frames, 1 dull."""
    workspace = create_workspace(tmp_path / "plant")
    settings = workspace.folder / "workspace.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SCALE, encoding="utf-8")
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        made = Reviewing(parts, qtbot, tmp_path)
        coil = write_frames(tmp_path / "coil")
        (coil / "frame_005.png").write_bytes(b"no picture")
        rail = tmp_path / "rail"
        rail.mkdir()
        for index, value in enumerate((CLEAN, DULL)):
            pixels = np.full((96, 128), CLEAN, np.uint8)
            pixels[10:30, 20:28] = value
            (rail / f"r{index}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        made.inspect(coil)
        made.inspect(rail)
        made.open_page()
        yield made


def test_a_piece_is_opened_with_its_defects_walked_by_keys_and_asked_of_todays_model(reviewing: Reviewing) -> None:
    assert [title.split()[1] for title in reviewing.titles] == ["rail", "coil"]
    reviewing.open(1, 15)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.name == "frame_000.png")
    assert reviewing.frame is not None
    assert (reviewing.frame.overlay > 0).sum() == 20 * 8 + 6 * 6
    for key, modifier, name in (
        (KEY.Key_PageDown, MOD.NoModifier, "frame_001.png"),
        (KEY.Key_PageUp, MOD.NoModifier, "frame_000.png"),
        (KEY.Key_End, MOD.ControlModifier, "frame_011.png"),
        (KEY.Key_PageUp, MOD.ControlModifier, "frame_010.png"),
    ):
        reviewing.key(key, modifier)
        reviewing.wait(lambda name=name: reviewing.frame.name == name)
    reviewing.key(KEY.Key_PageUp, MOD.ShiftModifier)  # the file that was not inspected
    reviewing.wait(lambda: "review.not_read_again" in reviewing.told)
    # a defect is zoomed to, and left again
    zoom = reviewing.page.canvas.zoom
    reviewing.key(KEY.Key_Right)
    reviewing.wait(lambda: reviewing.frame.focus is not None)
    assert reviewing.table.chosen() == 15
    assert reviewing.page.canvas.zoom > zoom
    reviewing.key(KEY.Key_Escape)
    reviewing.wait(lambda: reviewing.frame.focus is None)
    assert reviewing.page.canvas.zoom == zoom
    # today's model with other thresholds: nothing is found any more
    session = reviewing.parts.session
    settings = session.in_use.settings
    session.use_settings(session.in_use.card, settings.with_threshold(1, 1.0).with_threshold(2, 1.0))
    reviewing.key(KEY.Key_T)
    reviewing.wait(lambda: not reviewing.frame.overlay.any())
    reviewing.wait(lambda: reviewing.state.badge.startswith("TODAY'S MODEL: tiny 1"))
    reviewing.key(KEY.Key_T)
    reviewing.wait(lambda: reviewing.frame.overlay.any())
    assert reviewing.state.badge == ""


def test_pieces_and_defects_are_searched_by_what_was_found(reviewing: Reviewing) -> None:
    field = reviewing.field("Search pieces by name or id")
    reviewing.key(KEY.Key_K, MOD.ControlModifier)
    assert QGuiApplication.focusObject() is field
    QTest.keyClicks(field, "coil")
    reviewing.wait(lambda: len(reviewing.titles) == 1)
    field.selectAll()
    QTest.keyClick(field, KEY.Key_Delete)
    reviewing.wait(lambda: len(reviewing.titles) == 2)
    button = next(one for one in reviewing.page.findChildren(QToolButton) if one.text() == "Filters")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    reviewing.choose("Class of a defect", "bright")
    reviewing.wait(lambda: [title.split()[1] for title in reviewing.titles] == ["coil"])
    reviewing.choose("What is listed", "Defects of many pieces")
    reviewing.wait(lambda: len(reviewing.titles) == 4)
    reviewing.choose("Class of a defect", "any class")
    reviewing.wait(lambda: len(reviewing.titles) == 16)
    size = reviewing.field("Least size of a defect in mm")
    QTest.keyClicks(size, "4,5")  # 20 rows of 0.25 mm are 5 mm, 6 of them 1.5 mm; a comma is read too
    reviewing.wait(lambda: len(reviewing.titles) == 12)
    QTest.keyClicks(size, "x")
    reviewing.wait(lambda: "review.search_not_understood" in reviewing.told)
    assert len(reviewing.titles) == 12
    reviewing.click(0)  # the defect of the rail: its piece is opened, and it is zoomed to
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.focus is not None)
    assert reviewing.frame is not None
    assert reviewing.frame.name == "r1.png"


def test_two_pieces_are_compared(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    reviewing.key(KEY.Key_C)
    reviewing.wait(lambda: reviewing.state.is_comparing)
    reviewing.key(KEY.Key_Up, MOD.ControlModifier)
    reviewing.wait(lambda: reviewing.table.n_rows() == 1)
    totals = reviewing.page.findChild(TotalsTable)
    assert isinstance(totals, TotalsTable)
    reviewing.wait(lambda: totals.rowCount() == 3)
    cells = [[totals.item(place, column).text() for column in (0, 1)] for place in range(3)]  # type: ignore[union-attr]
    assert cells == [["all classes", "1  (-14)"], ["bright", "0  (-4)"], ["dull", "1  (-10)"]]
    above, below = (one for one in reviewing.page.findChildren(PieceMap))
    assert below.isVisible()
    assert above.point_of(0.1, 0).x() == below.point_of(0.1, 0).x()  # at one scale
    reviewing.key(KEY.Key_C)
    reviewing.wait(lambda: not reviewing.state.is_comparing)
    assert not below.isVisible()
    assert totals.item(0, 1).text() == "1"  # type: ignore[union-attr]


def test_a_class_of_the_totals_is_shown_alone_and_history_is_told(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    totals = reviewing.page.findChild(TotalsTable)
    happened = reviewing.page.findChild(HappenedTable)
    assert isinstance(totals, TotalsTable)
    assert isinstance(happened, HappenedTable)
    gallery, piece_map = reviewing.page.findChild(Gallery), reviewing.page.findChild(PieceMap)
    reviewing.wait(lambda: len(gallery.defect_ids()) == 15)  # crops come after the rows
    totals.cellClicked.emit(1, 0)
    assert reviewing.table.n_rows() == 4
    n_alone, map_alone = len(gallery.defect_ids()), piece_map.grab().toImage()
    totals.cellClicked.emit(1, 0)
    assert reviewing.table.n_rows() == 15
    assert n_alone < len(gallery.defect_ids())
    assert map_alone != piece_map.grab().toImage()
    words = [happened.item(place, 2).text() for place in range(happened.rowCount())]  # type: ignore[union-attr]
    assert any("frame_005.png" in text for text in words)


def listed_class(reviewing: Reviewing) -> str:
    """What the filter's line says."""
    return reviewing.box("Class of the defects listed").currentText()


def test_a_class_is_shown_alone_by_its_number_and_the_filter_says_so(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    gallery = reviewing.page.findChild(Gallery)
    reviewing.wait(lambda: len(gallery.defect_ids()) == 15)
    piece_map = reviewing.page.findChild(PieceMap)
    whole = piece_map.grab().toImage()
    tabs = reviewing.page.findChild(QTabWidget)
    tabs.setCurrentIndex(1)
    reviewing.key(KEY.Key_2)  # bright, the second class of the model
    assert (listed_class(reviewing), reviewing.table.n_rows()) == ("bright", 4)
    assert tabs.currentIndex() == 0  # where it is seen
    assert len(gallery.defect_ids()) == 4
    assert piece_map.grab().toImage() != whole
    reviewing.key(KEY.Key_2)
    assert (listed_class(reviewing), reviewing.table.n_rows(), len(gallery.defect_ids())) == ("all classes", 15, 15)
    reviewing.key(KEY.Key_7)  # the piece has no such class
    assert listed_class(reviewing) == "all classes"
    reviewing.wait(lambda: reviewing.frame is not None)  # the first of the piece
    reviewing.key(KEY.Key_1)
    reviewing.key(KEY.Key_Right)
    reviewing.wait(lambda: reviewing.frame.focus is not None)
    reviewing.key(KEY.Key_Escape)  # first the defect
    reviewing.wait(lambda: reviewing.frame.focus is None)
    assert (listed_class(reviewing), reviewing.table.n_rows()) == ("dull", 11)
    reviewing.key(KEY.Key_Escape)  # then the class
    assert (listed_class(reviewing), reviewing.table.n_rows(), len(gallery.defect_ids())) == ("all classes", 15, 15)


def test_a_class_that_is_chosen_in_the_filter_is_alone_everywhere(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    gallery = reviewing.page.findChild(Gallery)
    reviewing.wait(lambda: len(gallery.defect_ids()) == 15)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.overlay.any())
    canvas = reviewing.page.canvas
    reviewing.choose("Class of the defects listed", "bright")
    assert len(gallery.defect_ids()) == 4
    dull_hidden = canvas.grab().toImage()
    reviewing.choose("Class of the defects listed", "dull")
    assert len(gallery.defect_ids()) == 11
    assert canvas.grab().toImage() != dull_hidden  # the first frame has a dull defect and no bright one
    reviewing.open(0, 1)  # another piece is shown whole
    assert listed_class(reviewing) == "all classes"


def test_an_export_is_named_after_its_piece_and_when_it_was_inspected(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    reviewing.key(KEY.Key_E, MOD.ControlModifier)
    dialog = reviewing.page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    (name,) = (Path(file).name for file in dialog.selectedFiles())
    row = reviewing.results.model().index(1, 0).data(ROW_ROLE)
    assert name == f"defects of {row.title}, {row.when}.csv".replace(":", "-")
    dialog.reject()


def test_sizes_have_the_digits_that_the_plant_has_set(reviewing: Reviewing) -> None:
    settings = reviewing.parts.session.workspace.folder / "workspace.toml"
    text = settings.read_text(encoding="utf-8")
    assert "decimal_places_mm = 1" in text
    session = reviewing.parts.session
    settings.write_text(text.replace("decimal_places_mm = 1", "decimal_places_mm = 3"), encoding="utf-8")
    session.replace_workspace(lambda workspace: open_workspace(workspace.folder))
    reviewing.open(0, 1)
    view = reviewing.table.findChild(QTableView)
    assert isinstance(view, QTableView)
    assert (
        view.model().index(0, Column.SIZE).data() == "6.403 × 6.247 mm"
    )  # 5 × 4 mm: its diagonal, and what lies across that


def test_what_is_empty_says_so_in_the_words_of_this_page(reviewing: Reviewing) -> None:
    said = [label.text() for label in reviewing.table.findChildren(QLabel)]
    assert "The defects of the piece that you open are listed here." in said
    assert not any("as they are found" in text for text in said)


def test_a_frame_that_was_read_again_is_kept_whole(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.name == "frame_000.png")
    workspace = reviewing.parts.session.workspace
    inspection_id = reviewing.results.model().index(1, 0).data(ROW_ROLE).inspection_id

    def kept(frame_index: int) -> list[EvidenceRecord]:
        with reading(workspace.database) as rows:
            found = evidence.of_frame(rows, inspection_id, 0, frame_index)
        return [one for one in found if one.kind is EvidenceKind.FRAME and one.kept_because == "flagged"]

    assert kept(0) == []
    reviewing.key(KEY.Key_K)
    reviewing.wait(lambda: "live.frame_kept" in reviewing.told)
    reviewing.wait(lambda: len(kept(0)) == 1)
    file = file_inside(workspace.frames, kept(0)[0].path)
    reviewing.wait(file.is_file)
    assert (cv2.imread(str(file), cv2.IMREAD_UNCHANGED) == reviewing.frame.values).all()
    reviewing.told.clear()
    reviewing.key(KEY.Key_K)  # it is there already
    reviewing.wait(lambda: "live.frame_kept" in reviewing.told)
    assert len(kept(0)) == 1
    reviewing.key(KEY.Key_PageDown, MOD.ShiftModifier)  # the file that is no picture
    reviewing.wait(lambda: "review.not_read_again" in reviewing.told)
    reviewing.told.clear()
    reviewing.key(KEY.Key_K)
    reviewing.wait(lambda: "review.not_read_again" in reviewing.told)  # why nothing can be kept
    assert "live.frame_kept" not in reviewing.told


def test_the_ruler_shows_the_grey_along_it_and_escape_ends_it(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.name == "frame_000.png")
    canvas = reviewing.page.canvas
    reviewing.key(KEY.Key_M)
    assert canvas.is_measuring
    reviewing.wait(lambda: reviewing.page.findChild(ProfilePanel) is not None)
    # 128 × 96 px: along row 32, from left to right over the dull spot at columns 40 to 47.
    start, end = (canvas.widget_position(x, 32.5).toPoint() for x in (10, 100))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    profile = reviewing.page.findChild(ProfilePanel).profile
    assert profile is not None
    assert {round(float(profile.grey.min())), round(float(profile.grey.max()))} == {CLEAN, DULL}
    reviewing.key(KEY.Key_Escape)
    assert not canvas.is_measuring
    assert not reviewing.page.findChild(ProfilePanel).isVisible()


def test_todays_model_stands_beside_what_was_recorded_parted_by_a_line(reviewing: Reviewing) -> None:
    reviewing.open(1, 15)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.overlay.any())
    session = reviewing.parts.session
    settings = session.in_use.settings
    session.use_settings(session.in_use.card, settings.with_threshold(1, 1.0).with_threshold(2, 1.0))
    canvas = reviewing.page.canvas
    as_recorded = canvas.grab().toImage()
    reviewing.key(KEY.Key_W)  # asks today's model too, which finds nothing by these thresholds
    reviewing.wait(lambda: reviewing.state.badge == "LEFT: AS RECORDED · RIGHT: tiny 1")
    assert reviewing.state.is_todays_model
    # The dull spot of the frame lies at column 44, row 32; the line begins in the middle, at column 64.
    spot = canvas.widget_position(44.5, 32.5).toPoint()
    assert canvas.grab().toImage().pixel(spot) == as_recorded.pixel(spot)
    line = canvas.widget_position(64, 60).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=line)
    QTest.mouseMove(canvas, canvas.widget_position(20, 60).toPoint())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.widget_position(20, 60).toPoint())
    assert canvas.grab().toImage().pixel(spot) != as_recorded.pixel(spot)
    reviewing.key(KEY.Key_W)
    assert reviewing.state.badge == "TODAY'S MODEL: tiny 1"
    reviewing.key(KEY.Key_W)
    reviewing.key(KEY.Key_T)  # as recorded: there is nothing to part
    reviewing.wait(lambda: reviewing.state.badge == "")
    assert not reviewing.state.is_wiping
    assert canvas.grab().toImage().pixel(spot) == as_recorded.pixel(spot)


def test_what_is_inspected_meanwhile_is_found_when_the_page_is_shown_again(
    reviewing: Reviewing, tmp_path: Path
) -> None:
    QTest.keyClick(reviewing.page.canvas, KEY.Key_1, MOD.AltModifier)
    reviewing.inspect(write_frames(tmp_path / "plate", 2))
    QTest.keyClick(reviewing.parts.page.canvas, KEY.Key_2, MOD.AltModifier)
    reviewing.wait(lambda: len(reviewing.titles) == 3)
    assert reviewing.titles[0].split()[1] == "plate"


def test_the_table_of_an_opened_piece_is_copied(reviewing: Reviewing) -> None:
    reviewing.open(0, 1)
    reviewing.key(KEY.Key_C, MOD.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].split("\t")[-1] == "r1.png"
    view = reviewing.table.findChild(QTableView)
    assert isinstance(view, QTableView)
    assert view.indexAt(QPoint(5, 5)).isValid()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_nothing_of_it_is_cut_off_and_whatever_can_be_touched_has_a_name(
    reviewing: Reviewing, size: tuple[int, int]
) -> None:
    reviewing.window.resize(*size)
    reviewing.open(1, 15)
    reviewing.key(KEY.Key_C)
    reviewing.wait(lambda: reviewing.state.is_comparing)
    tabs = reviewing.page.findChild(QTabWidget)
    assert isinstance(tabs, QTabWidget)
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        cut = [
            (type(widget).__name__, widget.text(), widget.size(), widget.minimumSizeHint())
            for widget in reviewing.page.findChildren(QWidget)
            if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible()
            and not isinstance(widget, ElidedLabel) and not (isinstance(widget, QLabel) and widget.wordWrap())
            and (widget.width() < widget.minimumSizeHint().width()
                 or widget.height() < widget.minimumSizeHint().height())
        ]  # fmt: skip
        assert cut == []
    assert (reviewing.window.width(), reviewing.window.height()) == size
    unnamed = [
        widget
        for widget in reviewing.page.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
        and widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]  # fmt: skip
    assert unnamed == []


def test_a_frame_is_lit_and_turned_and_its_source_is_so_the_next_time(reviewing: Reviewing) -> None:
    reviewing.open(0, 1)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.name == "r0.png")
    reviewing.key(KEY.Key_PageDown)
    reviewing.wait(lambda: reviewing.frame is not None and reviewing.frame.name == "r1.png")
    canvas = reviewing.page.canvas

    def shown() -> DisplayFrame:
        assert reviewing.frame is not None
        return reviewing.frame

    overlay = shown().overlay
    reviewing.key(KEY.Key_R)
    assert shown().pixels.shape == (128, 96)
    assert (shown().overlay == np.rot90(overlay, -1)).all()
    QTest.mousePress(canvas, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(150, 100))
    QTest.mouseRelease(canvas, Qt.MouseButton.RightButton, pos=QPoint(150, 100))
    assert not shown().is_as_captured
    values = shown().values
    assert values is not None
    assert set(np.unique(values)) == {CLEAN, DULL}  # what is read under the mouse is as captured
    reviewing.key(KEY.Key_N)
    assert (shown().is_as_captured, shown().quarter_turns) == (True, 1)
    reviewing.key(KEY.Key_T)  # what today's model finds lies in the turned picture too
    reviewing.wait(lambda: reviewing.state.is_todays_model and "…" not in reviewing.state.badge)
    assert shown().overlay.shape == (128, 96)
    reviewing.key(KEY.Key_T)
    reviewing.open(1, 15)  # another source: as it was looked at
    reviewing.wait(lambda: shown().name.startswith("frame_"))
    assert shown().quarter_turns == 0
    reviewing.open(0, 1)
    reviewing.wait(lambda: shown().name == "r0.png")
    assert shown().quarter_turns == 1
