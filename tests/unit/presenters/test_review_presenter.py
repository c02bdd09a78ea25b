"""What the Review page is told, with work run when a test says so: what comes late changes nothing."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.core.classes import ClassCatalogue
from inspector.core.defect import Box, Severity
from inspector.core.messages import Code, StoreError, message
from inspector.core.piece import Coverage, Gap, GapCause
from inspector.pipeline.frame_again import FrameAgain, ShownRegion
from inspector.presenters import review_composer as composer
from inspector.presenters.frame_display import caption_of, display_of, frame_name
from inspector.presenters.review_presenter import ReviewPresenter
from inspector.presenters.review_records import DefectPage, Opened, Results
from inspector.screens.review import OpenedPiece, ResultRow, ReviewState, SearchForm
from inspector.screens.shell import LampState
from inspector.store.queries.frames import FrameRecord
from inspector.store.queries.history import Happened, HappenedKind
from inspector.store.queries.inspections import InspectionRecord
from inspector.store.queries.search import FoundDefect, FoundInspection
from inspector.store.records import FrameState, InspectionState, LaneRecord, ModelUsed
from tests.unit.presenters.stand_ins import HandBackground, NotingPage

CATALOGUE = ClassCatalogue().with_names(["dull", "bright"])
NOON = "2026-03-01T12:00:00.125Z"


class Page(NotingPage):
    SIGNALS = (
        "window_chosen",
        "action_triggered", "action_held", "search_changed", "more_wished", "result_chosen", "defect_chosen",
        "rows_copied", "export_chosen", "report_chosen", "message_closed", "window_chosen",
    )  # fmt: skip


class Records:
    """Two pages of one piece each."""

    refuses: StoreError | None = None

    def results(self, form: SearchForm, after: Any) -> Results:
        if self.refuses is not None:
            raise self.refuses
        letter = "b" if after else "a"
        return Results((result(letter),), None if after else ("2026", 1))

    def open(self, inspection_id: str, _name: str) -> Opened:
        return opened(inspection_id)

    def defects(self, inspection_id: str, after: Any) -> DefectPage:
        rows = tuple(composer.row_of_found(found(n), CATALOGUE) for n in ((3,) if after else (1, 2)))
        return DefectPage(rows, None if after else ("2026", 1, 2))

    def crops(self, _inspection_id: str) -> tuple[()]:
        return ()

    def choices(self) -> None:
        return None


def result(letter: str, defect_id: int = 0) -> ResultRow:
    return ResultRow(letter * 32, f"Coil {letter}", "2026-03-01 12:00", "3 defects", defect_id)


def opened(inspection_id: str) -> Opened:
    record = inspection(inspection_id)
    piece = composer.opened(record, None, 3, (200, 0.0, {0: 100}), ())
    return Opened(piece, {("dull", Severity.MINOR): 3}, (), 3, is_over=True)


def inspection(inspection_id: str = "a" * 32, **changed: Any) -> InspectionRecord:
    made = InspectionRecord(
        inspection_id, "u", "R-1", "coil", "line 2", "PC-7",
        (LaneRecord(lane=0, source_name="coil", source_kind="folder"),), ModelUsed("tiny", "1", ""),
        ("background", "dull"), (0, 0.5), (0, 4), "[]", InspectionState.COMPLETED, None, NOON, NOON,
        10, 0, 3, Coverage("px", 200.0), "anna",
    )  # fmt: skip
    return replace(made, **changed)


def found(number: int, **changed: Any) -> FoundDefect:
    made = FoundDefect(
        (NOON, 1, number), "a" * 32, "R-1", NOON, number, 1, "dull", Severity.MAJOR, 0.875, 150.0, 60.0, 20.0, 8.0,
        (20.0, 8.0), None, None, None, None, None, 1, "frame_001.png",
    )  # fmt: skip
    return replace(made, **changed)


def again(frame_index: int = 1, inspection_id: str = "a" * 32, **changed: Any) -> FrameAgain:
    record = FrameRecord(
        inspection_id, 0, frame_index, f"f{frame_index}.png", FrameState.INSPECTED, None, 100 * frame_index, None, None,
        10, 20, 8, NOON, 1.0, "", "", NOON, "anna",
    )  # fmt: skip
    region = ShownRegion("dull", 1, np.array([[2, 3, 6]], np.int32), 1)
    made = FrameAgain(
        inspection_id, "R-1", record, np.full((10, 20), 50, np.uint8), 8, (region,), ("background", "dull"), ()
    )
    return replace(made, **changed)


class Driver:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page, self.background, self.reading = Page(), HandBackground(), HandBackground()
        self.records = Records()
        monkeypatch.setattr("inspector.presenters.review_presenter.Records", lambda *_: self.records)
        session: Any = SimpleNamespace(
            workspace=SimpleNamespace(database="db", frames="frames"), catalogue=CATALOGUE, in_use=None
        )
        self.session = session
        self.presenter = ReviewPresenter(self.page, session, background=self.background, reading=self.reading)  # type: ignore[arg-type]
        self.frames: list[tuple[str, int, int]] = []
        monkeypatch.setattr("inspector.pipeline.frame_again.read_frame_again", self._read)
        monkeypatch.setattr("inspector.store.database.reading", _Nothing)
        self.next_place: tuple[int, int] | None = (1, 0)
        monkeypatch.setattr("inspector.store.queries.frames.stepped", lambda *_: self.next_place)

    def _read(self, _database: Any, _folder: Any, inspection_id: str, lane: int, frame_index: int) -> FrameAgain:
        self.frames.append((inspection_id[0], lane, frame_index))
        return again(frame_index, inspection_id)

    def finish(self) -> None:
        while self.background.is_busy or self.reading.is_busy:
            self.background.finish()
            self.reading.finish()

    def act(self, verb: str) -> None:
        self.page.action_triggered.emit(f"review.{verb}")

    @property
    def state(self) -> ReviewState:
        return self.page.last("show_state")


class _Nothing:
    def __init__(self, *_: Any) -> None: ...

    def __enter__(self) -> None: ...

    def __exit__(self, *_: Any) -> None: ...


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Driver:
    made = Driver(monkeypatch)
    made.presenter.page_shown()
    made.finish()
    return made


def test_results_come_in_pages(driver: Driver) -> None:
    assert [row.title for row in driver.page.last("show_results")] == ["Coil a"]
    assert driver.state.has_more
    driver.page.more_wished.emit()
    driver.page.more_wished.emit()  # again while it is searched
    driver.finish()
    assert [row.title for row in driver.page.last("show_results")] == ["Coil a", "Coil b"]
    assert not driver.state.has_more
    driver.page.more_wished.emit()
    assert not driver.background.is_busy


def test_a_search_that_is_not_understood_leaves_the_results(driver: Driver) -> None:
    driver.records.refuses = StoreError(message(Code.SEARCH_NOT_UNDERSTOOD, detail="“x” is no number"))
    driver.page.search_changed.emit(SearchForm(min_size_mm="x"))
    assert driver.state.is_searching
    driver.finish()
    assert not driver.state.is_searching
    assert len(driver.page.all("show_results")) == 1
    assert driver.page.last("show_message").code == "review.search_not_understood"


def test_a_piece_is_opened_with_its_defects_in_pages_and_its_first_frame(driver: Driver) -> None:
    driver.page.result_chosen.emit(0)
    driver.finish()
    piece: OpenedPiece = driver.page.last("show_opened")
    assert piece.inspection_id == "a" * 32
    assert [[row.defect_id for row in rows] for rows in driver.page.all("add_defects")] == [[1, 2], [3]]
    assert driver.frames == [("a", 0, 1)]
    assert driver.page.last("show_frame").name == "f1.png"
    assert (driver.state.is_open, driver.state.loading) == (True, "")


def test_what_comes_of_a_piece_that_was_left_changes_nothing(driver: Driver) -> None:
    driver.page.more_wished.emit()
    driver.finish()
    driver.page.result_chosen.emit(0)
    driver.background.finish_one()  # it is open; its defects and its frame are still being read
    n_rows, n_frames = len(driver.page.all("add_defects")), len(driver.page.all("show_frame"))
    driver.page.result_chosen.emit(1)
    driver.finish()
    assert driver.page.last("show_opened").inspection_id == "b" * 32
    assert len(driver.page.all("add_defects")) == n_rows + 2
    assert [frame[0] for frame in driver.frames] == ["b"]
    assert len(driver.page.all("show_frame")) == n_frames + 1


def test_a_newer_step_outdates_the_older(driver: Driver) -> None:
    driver.page.result_chosen.emit(0)
    driver.finish()
    driver.frames.clear()
    for _ in range(3):  # the key is held
        driver.act("next_frame")
    driver.next_place = (7, 0)
    driver.finish()
    assert driver.frames == [("a", 0, 7)]


def test_a_step_that_leads_nowhere_is_said(driver: Driver) -> None:
    driver.page.result_chosen.emit(0)
    driver.finish()
    driver.next_place = None
    driver.act("next_missed")
    driver.finish()
    assert driver.page.last("show_message").code == "review.no_frame_there"


def test_without_a_model_there_is_none_to_ask(driver: Driver) -> None:
    driver.act("todays_model")
    assert driver.page.last("show_message").code == "review.no_model"
    assert not driver.state.is_todays_model


def test_a_piece_is_compared_with_the_next_that_is_opened(driver: Driver) -> None:
    driver.page.more_wished.emit()
    driver.finish()
    driver.act("compare")  # nothing is open
    assert not driver.state.is_comparing
    driver.page.result_chosen.emit(0)
    driver.finish()
    driver.act("compare")
    assert [row.defect_id for row in driver.page.last("show_compared").rows] == [1, 2, 3]
    driver.act("older")
    driver.finish()
    assert driver.page.last("show_opened").inspection_id == "b" * 32
    totals = driver.page.last("show_totals")
    assert [(row.name, row.counts[0], row.differences) for row in totals] == [
        ("all classes", 3, (0,) * 5),
        ("dull", 3, (0,) * 5),
    ]
    driver.act("compare")
    assert driver.page.last("show_compared") is None


def test_the_end_leaves_nothing_running(driver: Driver) -> None:
    assert driver.presenter.end()
    assert driver.background.has_ended
    assert driver.reading.has_ended


# What is said of it


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"min_size_mm": "4,5"}, {"min_size_mm": 4.5}),
        ({"min_size_mm": " 4.5 "}, {"min_size_mm": 4.5}),
        ({"along_m": ("1,5", "")}, {"along_mm": (1500.0, None)}),
        ({"across_mm": ("", "30")}, {"across_mm": (None, 30.0)}),
        ({"text": "  R-1 "}, {"text": "R-1"}),
    ],
)
def test_a_form_is_understood(typed: dict[str, Any], asked: dict[str, Any]) -> None:
    found_search = composer.search_of(SearchForm(**typed))
    assert {name: getattr(found_search, name) for name in asked} == asked


def test_a_day_is_a_day_here_and_its_end_is_included() -> None:
    asked = composer.search_of(SearchForm(since="2026-03-01", until="2026-03-01"))
    assert asked.since < asked.until
    from datetime import datetime, timedelta

    since, until = (datetime.fromisoformat(text) for text in (asked.since, asked.until))
    assert until - since in (timedelta(hours=23), timedelta(days=1), timedelta(hours=25))  # clocks are changed
    assert f"{since.astimezone():%Y-%m-%d %H:%M}" == "2026-03-01 00:00"


@pytest.mark.parametrize(
    "typed",
    [{"since": "yesterday"}, {"until": "2026-13-01"}, {"min_size_mm": "nan"}, {"min_size_mm": "1e99"},
     {"along_m": ("x", "")}, {"across_mm": ("", "-inf")}],
)  # fmt: skip
def test_a_form_that_is_not_understood_is_refused_in_words(typed: dict[str, Any]) -> None:
    with pytest.raises(StoreError) as refused:
        composer.search_of(SearchForm(**typed))
    assert refused.value.message.code is Code.SEARCH_NOT_UNDERSTOOD


def inspected(**changed: Any) -> FoundInspection:
    made = FoundInspection(
        (NOON, 1), "a" * 32, "R-1", "rail", "line 2", "tiny 1", InspectionState.COMPLETED, NOON, 10, 0, 12, 3, 2, "mm",
        972.0, 1000.0, 0, None,
    )  # fmt: skip
    return replace(made, **changed)


@pytest.mark.parametrize(
    ("changed", "figures", "inspected_share", "serious", "outcome"),
    [
        ({}, "12 defects", "97.2 %", {Severity.CRITICAL: 2, Severity.MAJOR: 3}, ""),
        ({"n_critical": 0, "coverage_inspected": 1000.0}, "12 defects", "100 %", {Severity.MAJOR: 3}, ""),
        ({"n_critical": 0, "n_major": 0, "n_defects": 1, "coverage_seen": None}, "1 defect", "", {}, ""),
        (  # of unknown length something is missing
            {"coverage_inspected": 1000.0, "coverage_n_unknown": 1},
            "12 defects", "99.9 %", {Severity.CRITICAL: 2, Severity.MAJOR: 3}, "",
        ),
        (
            {"state": InspectionState.UNFINISHED, "verdict": "reject", "n_critical": 0, "n_major": 0},
            "12 defects", "97.2 %", {}, "broken off · rejected",
        ),
    ],
)  # fmt: skip
def test_a_line_of_the_results(
    changed: dict[str, Any], figures: str, inspected_share: str, serious: dict[Severity, int], outcome: str
) -> None:
    row = composer.inspection_row(inspected(**changed))
    assert (row.title, row.figures, row.inspected) == ("Rail R-1", figures, inspected_share)
    assert (dict(row.serious), row.outcome) == (serious, outcome)


def test_the_extent_in_metres_takes_in_all_lanes() -> None:
    lanes = (
        LaneRecord(lane=0, source_name="l", source_kind="camera", across_mm=0.0, calibration=Calibration(0.5, 0.25)),
        LaneRecord(lane=1, source_name="r", source_kind="camera", across_mm=50.0, calibration=Calibration(0.5, 0.25)),
    )
    gap = Gap(1, 0, GapCause.SKIPPED, message(Code.CAMERA_LOST, address="c"), 1, 2, 2, 0, None, 250.0, None, None, None)  # type: ignore[arg-type]
    piece = composer.opened(
        inspection(lanes=lanes, coverage=Coverage("mm", 750.0, {GapCause.SKIPPED: 250.0})), "accept", 3,
        (4000, 1000.0, {0: 100, 1: 200}), (gap,),
    )  # fmt: skip
    assert (piece.extent.length, piece.extent.width, piece.extent.along_unit) == (1.0, 150.0, "m")
    assert (piece.gaps[0].start, piece.gaps[0].end) == (0.25, 0.25)
    facts = {fact.name: (fact.value, fact.lamp) for fact in piece.facts}
    assert facts["inspected"] == ("75.0 %", LampState.WARNING)
    assert facts["not inspected"][0] == "0.25 m"
    assert facts["verdict"][0] == "accepted"


@pytest.mark.parametrize(
    ("happened", "text"),
    [
        (Happened(NOON, HappenedKind.REMARK, None, ("missed", "at the edge", ""), "anna"),
         "A defect was missed. at the edge"),
        (Happened(NOON, HappenedKind.REMARK, None, ("false", "", ""), "anna"), "It is no defect."),
        (Happened(NOON, HappenedKind.CHANGE, None, ("pits threshold", "0.5", "0.6"), "anna"),
         "pits threshold: 0.5 → 0.6"),
        (Happened(NOON, HappenedKind.VERDICT, None, ("reject", "too long", "rails 4"), "anna"),
         "rejected: too long (rails 4)"),
        (Happened(NOON, HappenedKind.VERDICT, None, ("new word", "r", "t"), "anna"), "new word: r (t)"),
    ],
)  # fmt: skip
def test_what_happened_is_told_in_words(happened: Happened, text: str) -> None:
    assert composer.happened_row(happened).text == text


# A frame


def test_a_frame_is_shown_with_its_name_number_and_overlay() -> None:
    shown = display_of(again(), CATALOGUE, focus=Box(3, 2, 3, 1))
    assert shown is not None
    assert shown.caption.startswith("f1.png · frame 1 · 100 px · ")
    assert np.argwhere(shown.overlay).tolist() == [[2, 3], [2, 4], [2, 5]]
    assert shown.focus == Box(3, 2, 3, 1)


def test_classes_keep_the_indices_of_the_model_in_use_and_new_ones_come_after() -> None:
    regions = (
        ShownRegion("dull", 1, np.array([[0, 0, 1]], np.int32), 1),
        ShownRegion("old", 2, np.array([[1, 0, 1]], np.int32), 1),
    )
    shown = display_of(again(regions=regions), CATALOGUE, ("background", "bright", "dull"))
    assert shown is not None
    assert (shown.overlay[0, 0], shown.overlay[1, 0]) == (2, 3)
    assert {one.index: one.name for one in shown.classes} == {1: "bright", 2: "dull", 3: "old"}


def test_boxes_outside_the_frame_are_left_out() -> None:
    regions = (ShownRegion("dull", 1, np.array([[0, 0, 99]], np.int32), 1),)
    shown = display_of(again(regions=regions), CATALOGUE)
    assert shown is not None
    assert not shown.overlay.any()


def test_a_frame_of_unknown_size_is_none_and_says_why() -> None:
    record = replace(
        again().record, n_rows=None, width=None, reason=message(Code.FRAME_VANISHED, name="f1.png"),
        state=FrameState.NOT_INSPECTED,
    )  # fmt: skip
    gone = again(record=record, pixels=None, regions=())
    assert display_of(gone, CATALOGUE) is None
    assert "NOT INSPECTED: “f1.png” was not inspected." in caption_of(gone)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("frame 000012", "frame 000012"), ("a.png", "a.png · frame 12"), ("frame a", "frame a · frame 12")],
)
def test_a_file_is_told_beside_the_number_of_its_frame(name: str, shown: str) -> None:
    assert frame_name(name, 12) == shown


@pytest.mark.parametrize(
    ("table", "needs_mm"),
    [
        ('{"rules": [{"class_name": "any", "measure": "length_mm"}]}', True),
        ('{"rules": [{"class_name": "any", "measure": "length_px"}]}', False),
        ('[{"measure": "area_mm2"}]', True),
        ("[]", False),
        ("no json", False),
        ('{"rules": 3}', False),
    ],
)
def test_without_a_calibration_nothing_was_graded_by_rules_in_mm(table: str, needs_mm: bool) -> None:
    assert composer.asks_for_mm(table) is needs_mm
    row = composer.row_of_found(found(1, severity=Severity.NONE), CATALOGUE, needs_mm=needs_mm)
    assert row.is_graded is not needs_mm
    assert (row.position, row.size, row.file) == ("frame 1", "20 × 8 px", "frame_001.png")
