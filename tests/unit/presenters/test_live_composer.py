"""From hand-made news to what the Live page shows. No window, no thread, no model."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.core.class_map import ArgmaxPrediction
from inspector.core.classes import CatalogueEntry, ClassCatalogue, DefectClass, Hatch
from inspector.core.defect import Box, Defect, Severity
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, Tier, message
from inspector.core.model_card import ModelCard
from inspector.core.piece import Gap, GapCause, Piece
from inspector.core.placement import Placement
from inspector.core.source_view import SourceView
from inspector.in_use import InUse
from inspector.inference.backend import Provider, ProviderReport
from inspector.inference.inspect_frame import inspect_prediction
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.merging import DefectMerger
from inspector.measuring.severity import SeverityTable
from inspector.pipeline.alarm_sink import source_of
from inspector.pipeline.alarms import AlarmBoard
from inspector.pipeline.recent_frames import RecentFrames
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, LaneInfo, MissedInspection
from inspector.presenters.class_numbering import renumbered
from inspector.presenters.live_composer import MAX_THUMBNAILS, LiveComposer, LiveUpdate
from inspector.presenters.live_status import status_text
from inspector.presenters.live_view import DefectRequest, FrameRequest, LiveView
from inspector.presenters.notices import MAX_LISTED
from inspector.screens.shell import LampState
from inspector.session import SessionState
from inspector.sources.source import SourceInfo, SourceKind
from inspector.texts.messages import one_line
from inspector.texts.severity import full_severity, short_severity
from inspector.workers.inspection_worker import News
from tests.tiny_model import card
from tests.unit.presenters.live_samples import status

SOURCE = SourceInfo(SourceKind.SYNTHETIC, "strip", True, False)
SCALE = Calibration(mm_per_px_across=0.5, mm_per_px_along=0.25)
ON_CPU = ProviderReport(Provider.CPU, "CPU (ONNX Runtime), 2 threads")


class Line:
    """Frames of one inspection, with squares of class 1 where a test wants them."""

    def __init__(
        self, scale: Calibration | None = None, used: ModelCard | None = None,
        catalogue: ClassCatalogue = ClassCatalogue(),  # noqa: B008  immutable
    ) -> None:  # fmt: skip
        self.card = used or card()
        self.settings = InspectionSettings.of_card(self.card, scale)
        self.recent = RecentFrames()
        self.composer = LiveComposer(lambda: self.recent)
        self.view, self.state = LiveView(), SessionState(catalogue=catalogue)
        self.use(self.card, self.settings)
        self._merger = DefectMerger()
        self._n_frames = 0

    def use(self, used: ModelCard, settings: InspectionSettings) -> None:
        """Another model or other settings are in use."""
        model: Any = SimpleNamespace(card=used, provider=ON_CPU)
        catalogue = self.state.catalogue.with_names(used.class_names[1:])  # as the session meets them
        self.state = replace(self.state, in_use=InUse(model, settings), catalogue=catalogue)

    def look(self, **changes: Any) -> None:
        self.view = replace(self.view, **changes)

    def compose(self, news: News | None = None) -> LiveUpdate:
        return self.composer.compose(news or News(), self.view, self.state)

    def begin(self, piece: str = "R-1", scale: Calibration | None = None) -> LiveUpdate:
        self.settings = replace(self.settings, calibration=scale or self.settings.calibration)
        self._merger, self._n_frames = DefectMerger(), 0
        model: Any = SimpleNamespace(card=self.card, provider=ON_CPU)
        if model.card.class_names == self.state.in_use.card.class_names:
            self.use(self.card, self.settings)
        lane = LaneInfo(0, "strip", SOURCE, self.settings.calibration, None)
        self.begun = InspectionStart(Piece(piece, "rail"), (lane,), model, self.settings)
        return self.compose(News(begun=self.begun))

    def frame(self, n_squares: int = 1, pixels: np.ndarray | None = None, score: float = 0.8) -> InspectionResult:
        if pixels is None:
            pixels = np.full((64, 640), 50, np.uint8)
        index = np.zeros(pixels.shape[:2], np.uint8)
        for n in range(n_squares):
            row, column = divmod(n, 64)
            index[row * 8 + 1 : row * 8 + 6, column * 10 : column * 10 + 5] = 1
        found = ArgmaxPrediction(index, np.where(index > 0, score, 0).astype(np.float32))
        number, self._n_frames = self._n_frames, self._n_frames + 1
        frame = Frame(number, f"frame {number}", np.ascontiguousarray(pixels), datetime(2026, 1, 2, tzinfo=UTC), 0.0)
        seen = inspect_prediction(found, self.card, self.settings)
        scale = self.settings.calibration
        along_mm = None if scale is None else 64 * number * scale.mm_per_px_along
        placement = Placement(0, 64 * number, along_mm, 0.0, scale)
        merged = self._merger.feed(frame, placement, seen.regions, self.settings.rules(self.card), is_continuous=False)
        result = InspectionResult(
            frame, placement, self.card, self.settings, found, seen.class_map, merged.defects, merged.absorbed,
            merged.findings, 1.0, 1.0,
        )  # fmt: skip
        self.recent.add(result)
        return result

    def show(self, result: InspectionResult, **news: Any) -> LiveUpdate:
        return self.compose(News(newest=result, defects=by_number(result), **news))


def by_number(result: InspectionResult) -> dict[int, tuple[Defect, InspectionResult]]:
    return {defect.defect_id: (defect, result) for defect in result.defects}


def missed(number: int, code: Code = Code.FRAME_NOT_A_PICTURE, n_rows: int | None = None) -> MissedInspection:
    when = datetime(2026, 1, 2, tzinfo=UTC)
    frame = MissedFrame(number, f"{number}.png", message(code, name=f"{number}.png"), when, n_rows)
    return MissedInspection(frame, Placement(0, 100 * number))


def gap(gap_id: int, start: int, end: int | None, code: Code = Code.FRAME_SKIPPED, *, mm: float = 0.0) -> Gap:
    """Of rows ``start`` to ``end``; ``mm``: what a row measures, 0 for nothing known."""
    when = datetime(2026, 1, 2, tzinfo=UTC)
    start_mm, end_mm = (start * mm, None if end is None else end * mm) if mm else (None, None)
    told = message(code, **dict.fromkeys(code.params, "x.png"))
    return Gap(gap_id, 0, GapCause.SKIPPED, told, 1, 1, 1, start, end, start_mm, end_mm, when, when)


def gaps_of(*gaps: Gap) -> News:
    return News(gaps={one.gap_id: one for one in gaps})


def lamp(update: LiveUpdate, name: str) -> LampState:
    assert update.window is not None
    return {one.name: one.state for one in update.window.lamps}[name]


def test_places_are_in_metres_with_the_scale_of_the_piece_and_in_pixels_without() -> None:
    line = Line()
    line.begin()
    update = line.show(line.frame())
    assert update.extent is not None
    assert (update.extent.length, update.extent.along_unit, update.extent.is_calibrated) == (64, "px", False)
    line.begin("R-2", SCALE)
    update = line.show(line.frame())
    assert update.extent is not None
    assert (update.extent.length, update.extent.width) == pytest.approx((64 * 0.25 / 1000, 640 * 0.5))


def test_a_scale_for_the_next_piece_leaves_the_one_on_the_screen_as_it_is() -> None:
    line = Line(SCALE)
    line.begin()
    line.show(line.frame())
    line.use(line.card, replace(line.settings, calibration=None))  # a start that may yet fail
    update = line.compose()
    assert update.extent is not None
    assert update.extent.is_calibrated
    assert update.extent.length == pytest.approx(0.016)


def test_defects_that_grow_together_while_frozen_never_count_below_none() -> None:
    line = Line()
    line.begin()
    line.show(line.frame(3))
    line.look(is_frozen=True)
    line.compose()
    assert line.compose(News(absorbed=[2, 3])).n_since_frozen == 0


def test_counts_of_a_class_stay_with_its_name_when_the_model_changes() -> None:
    line = Line()
    line.begin()
    line.show(line.frame(4))
    other = card(class_names=("background", "bright", "dull"))
    line.use(other, InspectionSettings.of_card(other))
    states = line.compose().classes
    assert states is not None
    assert {state.defect_class.name: state.n_defects for state in states} == {"bright": 0, "dull": 4}


OURS = ClassCatalogue((CatalogueEntry("dull", "#E69F00", Hatch.DOTS), CatalogueEntry("bright", "#0072B2", Hatch.CROSS)))


def looks_of(update: LiveUpdate) -> dict[str, set[tuple[str, Hatch]]]:
    """Colour and hatch of each class wherever it is shown: legend, table, thumbnails, picture."""
    assert update.frame is not None
    shown: list[DefectClass] = [state.defect_class for state in update.classes or ()]
    shown += [one.defect_class for one in (*update.rows, *update.thumbnails)]
    shown += [one for one in update.frame.classes if one.index in update.frame.outlines]
    found: dict[str, set[tuple[str, Hatch]]] = {}
    for one in shown:
        found.setdefault(one.name, set()).add((one.colour, one.hatch))
    return found


@pytest.mark.parametrize("names", [("background", "dull", "bright"), ("background", "bright", "dull")])
def test_a_colour_means_the_same_class_whichever_number_a_model_gives_it(names: tuple[str, ...]) -> None:
    line = Line(used=card(class_names=names), catalogue=OURS)
    line.begin()
    update = line.show(line.frame(2))
    assert update.rows
    assert update.thumbnails
    assert update.frame is not None
    assert update.frame.outlines
    assert looks_of(update) == {"dull": {("#E69F00", Hatch.DOTS)}, "bright": {("#0072B2", Hatch.CROSS)}}


def test_a_frame_of_the_model_before_keeps_the_colours_of_its_classes() -> None:
    line = Line(catalogue=OURS)
    line.begin()
    line.show(line.frame(1))  # a square of class 1, dull
    line.look(is_frozen=True)
    other = card(class_names=("background", "rust", "bright", "dull"))
    line.use(other, InspectionSettings.of_card(other))
    frame = line.compose().frame
    assert frame is not None
    assert set(frame.outlines) == {3}
    assert np.array_equal(np.unique(frame.overlay), [0, 3])
    assert next(one for one in frame.classes if one.index == 3) == DefectClass(3, "dull", "#E69F00", Hatch.DOTS)


def test_classes_of_a_frame_that_the_model_now_lacks_get_numbers_after_its_own() -> None:
    before, now = card(class_names=("background", "pit", "dull")), card(class_names=("background", "dull", "bright"))
    class_map = np.array([[0, 1, 2]], np.uint8)
    shown, classes = renumbered(class_map, before, now, OURS)
    assert shown.tolist() == [[0, 3, 1]]
    assert [(one.index, one.name) for one in classes] == [(1, "dull"), (2, "bright"), (3, "pit")]
    assert len({one.colour for one in classes}) == 3
    same, _ = renumbered(class_map, now, now, OURS)
    assert same is class_map


def test_a_model_with_fewer_classes_is_composed_also_where_the_piece_begins_with_the_one_before() -> None:
    line = Line()
    other = card(class_names=("background", "dull"))
    line.use(other, InspectionSettings.of_card(other))
    line.compose()
    line.begin()  # it was on its way with the model before
    update = line.show(line.frame())
    assert update.classes is not None
    assert [state.defect_class.name for state in update.classes] == ["dull"]
    assert update.frame is not None


def test_a_class_that_is_no_defect_is_neither_listed_nor_painted() -> None:
    line = Line(used=card(non_defects=("dull",)))
    line.begin()
    update = line.show(line.frame(3))
    assert update.classes is not None
    assert [state.defect_class.name for state in update.classes] == ["bright"]
    assert list(update.histograms) == [2]
    assert update.frame is not None
    assert not update.frame.overlay.any()
    line.use(line.card, line.settings.with_threshold(1, 0.1))  # the class map is made anew
    again = line.show(line.frame(3)).frame
    assert again is not None
    assert not again.overlay.any()


def test_the_bottom_line_says_which_classes_are_never_reported() -> None:
    text = status_text(status(non_defects=("gap", "dirt")))
    assert text.startswith("model rail 1 on CPU · not reported: gap, dirt · ")
    assert "not reported" not in status_text(status())


def test_a_frozen_frame_follows_a_threshold_and_keeps_the_defect_asked_for() -> None:
    line = Line()
    line.begin()
    line.show(line.frame(1, score=0.8))
    line.show(line.frame(0))
    line.look(is_frozen=True, request=DefectRequest(1))
    shown = line.compose().frame
    assert shown is not None
    assert shown.focus is not None
    assert shown.frame_index == 0
    line.use(line.card, line.settings.with_threshold(1, 0.9))
    again = line.compose().frame
    assert again is not None
    assert (again.frame_index, again.focus) == (0, shown.focus)
    assert not again.overlay.any()


def test_a_defect_whose_frame_is_gone_is_told() -> None:
    line = Line()
    line.begin()
    line.show(line.frame())
    line.recent.clear()
    line.look(is_frozen=True, request=DefectRequest(1))
    missing = line.compose().missing
    assert missing is not None
    assert (missing.frame_index, missing.lane) == (0, 0)
    assert missing.focus is not None
    assert line.compose().missing is None


def test_a_frame_that_is_asked_for_is_shown_from_memory_or_told_as_missing() -> None:
    line = Line()
    line.begin()
    line.show(line.frame())
    line.look(is_frozen=True, request=FrameRequest(0, 0))
    shown = line.compose().frame
    assert shown is not None
    assert shown.focus is None
    line.look(is_frozen=True, request=FrameRequest(5, 0))
    missing = line.compose().missing
    assert missing is not None
    assert (missing.frame_index, missing.focus) == (5, None)


def test_a_frame_that_was_read_again_stays_until_somebody_goes_on() -> None:
    line = Line()
    line.begin()
    line.show(line.frame())
    line.look(is_frozen=True, request=FrameRequest(5, 0), is_elsewhere=True, n_elsewhere=1)
    line.use(line.card, line.settings.with_threshold(1, 0.9))
    assert line.compose().frame is None
    line.look(is_frozen=False, request=None, is_elsewhere=False)
    back = line.compose().frame
    assert back is not None
    assert back.frame_index == 0


def test_the_zoom_to_a_defect_ends_with_the_choice_also_where_its_frame_is_the_newest() -> None:
    line = Line()
    line.begin()
    line.show(line.frame())
    line.look(is_frozen=True, request=DefectRequest(1))
    chosen = line.compose().frame
    assert chosen is not None
    assert chosen.focus is not None
    line.look(is_frozen=False, request=None)
    left = line.compose().frame
    assert left is not None
    assert left.focus is None


def test_the_position_never_goes_back_where_a_gap_is_told_with_the_frame_in_front_of_it() -> None:
    line = Line()
    line.begin()
    update = line.compose(News(newest=line.frame(), gaps={1: gap(1, 100, 200)}))  # rows 0 to 64, and 100 to 200
    assert ([(gap.start, gap.end) for gap in update.gaps], update.cursor) == ([(100, 200)], 200)


def test_gaps_of_frames_that_came_too_fast_have_one_reason() -> None:
    """Else each of them would be a gap of its own on the map, for as long as the piece lasts."""
    line = Line()
    line.begin()
    for number, code in enumerate((Code.FRAME_SKIPPED, Code.FRAME_PAUSED, Code.FRAME_NOT_REACHED)):
        update = line.compose(gaps_of(*(gap(3 * number + n, 100 * n, 100 * n + 100, code) for n in range(3))))
        (reason,) = {gap.reason for gap in update.gaps}
        assert reason
        assert ".png" not in reason


def stretches(update: LiveUpdate) -> list[tuple[float, float]]:
    return [(one.start, one.end) for one in update.gaps]


def test_a_gap_that_grows_brings_what_is_new_of_it_to_the_map() -> None:
    line = Line()
    line.begin()
    assert stretches(line.compose(gaps_of(gap(1, 100, 200)))) == [(100, 200)]
    assert stretches(line.compose(gaps_of(gap(1, 100, 200)))) == []
    assert stretches(line.compose(gaps_of(gap(1, 100, 450), gap(2, 500, 600)))) == [(200, 450), (500, 600)]


def test_position_and_extent_take_in_gaps_as_they_were_measured_to_the_very_end() -> None:
    """A camera that was lost for a while saw no rows, but the strip went on by metres."""
    line = Line()
    line.begin("R-1", SCALE)
    line.show(line.frame())
    update = line.compose(
        gaps_of(gap(1, 64, 64, Code.CAMERA_LOST), replace(gap(2, 64, 64), start_mm=16, end_mm=14_400))
    )
    assert update.extent is not None
    assert update.window is not None
    assert (update.extent.length, update.cursor, update.window.position) == (14.4, 14.4, "14.4 m")


def test_files_of_unknown_length_count_as_long_as_the_lane_assumes_also_at_the_end() -> None:
    line = Line()
    line.begin()
    line.show(line.frame())  # 64 rows
    update = line.compose(News(missed=[missed(3), missed(4)], gaps={1: gap(1, 300, None, Code.FRAME_TRUNCATED)}))
    assert (stretches(update), update.cursor) == ([(300, 364), (400, 464)], 464)


def test_what_was_not_inspected_is_listed_once_each_with_its_reason_and_the_list_is_bounded() -> None:
    line = Line()
    line.begin()
    update = line.compose(News(missed=[missed(n, n_rows=100) for n in range(MAX_LISTED + 50)]))
    assert len(update.missed) == MAX_LISTED
    assert update.missed[1].name == "1.png"
    assert update.missed[1].position == "100 px"
    assert "not a picture" in update.missed[1].reason
    assert line.compose(News(missed=[missed(1)])).missed == []
    line.begin("R-2")
    assert len(line.compose(News(missed=[missed(1)])).missed) == 1


def test_the_models_that_inspected_a_piece_are_named_one_after_the_other() -> None:
    line = Line()
    assert line.begin().made_by == "tiny 1"
    other: Any = SimpleNamespace(card=card(name="other"), provider=ON_CPU)
    assert line.compose(News(model=other)).made_by == "tiny 1, then other 1"
    line.use(other.card, InspectionSettings.of_card(other.card))
    assert line.compose().made_by == "tiny 1, then other 1"


def test_alarms_are_composed_where_they_changed() -> None:
    line = Line()
    assert line.compose().alarms is not None
    assert line.compose().alarms is None
    board = AlarmBoard()
    board.raise_(message(Code.CAMERA_LOST, address="0", retry_s=1), Tier.STOP)
    line.state = replace(line.state, alarms=board.now)
    shown = line.compose().alarms
    assert shown is not None
    assert shown.n_to_acknowledge == 1


def test_the_lamp_of_the_records_is_off_until_they_are_open_and_tells_trouble_by_its_tier() -> None:
    line = Line()
    assert lamp(line.compose(), "records") is LampState.OFF
    line.state = SessionState(troubles=(message(Code.STORE_BROKEN, path="x", detail="y"),))
    assert lamp(line.compose(), "records") is LampState.STOP
    line.state = SessionState(has_records=True)
    assert lamp(line.compose(), "records") is LampState.OK
    line.state = SessionState(has_records=True, troubles=(message(Code.EVIDENCE_QUOTA, path="x", limit_mb=1),))
    assert lamp(line.compose(), "records") is LampState.OK  # a note


def test_progress_is_of_the_source_whatever_piece_is_inspected() -> None:
    line = Line()
    lane = LaneInfo(0, "strip", replace(SOURCE, n_frames=10), None, None)
    line.state = replace(line.state, status=status(lanes=(lane,), n_done=6, generation=2))
    assert line.compose().progress == 0.6


def test_the_loudest_of_several_troubles_is_on_the_lamp() -> None:
    line = Line()
    full = message(Code.STORE_DISK_FULL, path="x", detail="y")
    paused = message(Code.STORE_PAUSED, n_waiting=1000)
    line.state = SessionState(has_records=True, troubles=(paused, full))
    assert lamp(line.compose(), "records") is LampState.STOP


LOST = {
    Code.CAMERA_BACK: message(Code.CAMERA_LOST, address="0", retry_s=1),
    Code.FOLDER_BACK: message(Code.FOLDER_LOST, path="/share", detail="no"),
}


def test_a_lost_camera_of_the_source_before_is_off_the_lamp_when_another_begins() -> None:
    line = Line()
    line.state = replace(line.state, status=status(lanes=(LaneInfo(0, "strip", SOURCE, None, None),)))
    line.begin()
    assert lamp(line.compose(News(messages=[LOST[Code.CAMERA_BACK]])), "source") is LampState.STOP
    assert lamp(line.begin("R-2"), "source") is LampState.OK


@pytest.mark.parametrize("back", LOST)
def test_a_source_is_lost_until_it_is_back_also_where_a_new_piece_begins_meanwhile(back: Code) -> None:
    line = Line()
    line.state = replace(line.state, status=status(lanes=(LaneInfo(0, "strip", SOURCE, None, None),)))
    line.begin()
    came_back = back, source_of(LOST[back])
    line.compose(News(messages=[LOST[back]]))
    update = line.compose(News(begun=replace(line.begun, piece=Piece("R-2", "rail"))))  # by a mark: the lanes stay open
    assert lamp(update, "source") is LampState.STOP
    assert update.lost_because == one_line(LOST[back])
    others = [_back(code, source) for code in LOST for source in ("0", "/share", "7") if (code, source) != came_back]
    assert lamp(line.compose(News(messages=others)), "source") is LampState.STOP
    update = line.compose(News(messages=[_back(*came_back)]))
    assert lamp(update, "source") is LampState.OK
    assert update.lost_because == ""


def _back(code: Code, source: str) -> Message:
    return message(code, **dict.fromkeys(code.params, source))


def test_a_camera_that_is_back_says_nothing_about_another() -> None:
    line = Line()
    line.state = replace(line.state, status=status(lanes=(LaneInfo(0, "strip", SOURCE, None, None),)))
    line.begin()
    other = message(Code.CAMERA_LOST, address="1", retry_s=1)
    line.compose(News(messages=[LOST[Code.CAMERA_BACK], other]))
    update = line.compose(News(messages=[_back(Code.CAMERA_BACK, "0")]))
    assert lamp(update, "source") is LampState.STOP
    assert update.lost_because == one_line(other)
    assert lamp(line.compose(News(messages=[_back(Code.CAMERA_BACK, "1")])), "source") is LampState.OK


@pytest.mark.parametrize("shape", [(1, 1), (20_000, 300), (64, 640, 3), (300, 3)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_frames_of_any_size_and_depth_follow_each_other(shape: tuple[int, ...], dtype: type) -> None:
    line = Line()
    line.begin()
    line.show(line.frame())
    pixels = np.full(shape, np.iinfo(dtype).max, dtype)
    shown = line.show(line.frame(0, pixels)).frame
    assert shown is not None
    assert shown.pixels.shape == shape
    assert shown.pixels.dtype == np.uint8
    assert shown.pixels.max() == 255


def test_a_frame_full_of_defects_gives_every_row_and_few_thumbnails() -> None:
    line = Line()
    line.begin()
    update = line.show(line.frame(400))
    assert len(update.rows) == 400
    assert len(update.thumbnails) == MAX_THUMBNAILS


def test_a_picture_alone_leaves_lists_for_the_next_update() -> None:
    line = Line()
    line.begin()
    first, second = line.frame(2), line.frame(1)
    update = line.compose(News(newest=first, is_picture_only=True))
    assert update.frame is not None
    assert (update.frame.name, update.piece) == ("frame 0", line.compose().piece)
    assert (update.is_picture_only, update.rows, update.classes, update.stats) == (True, [], None, ())
    line.look(is_frozen=True)
    assert line.compose(News(newest=second, is_picture_only=True)).frame is None
    rows = line.compose(News(defects=by_number(first) | by_number(second))).rows
    assert len(rows) == 3


def test_a_defect_asked_for_during_a_picture_alone_is_shown_with_the_lists() -> None:
    line = Line()
    line.begin()
    line.show(line.frame())
    line.look(is_frozen=True, request=DefectRequest(1))
    assert line.compose(News(newest=line.frame(0), is_picture_only=True)).frame is None
    shown = line.compose().frame
    assert shown is not None
    assert shown.focus is not None
    assert line.compose().frame is None  # once


def test_the_first_frame_of_a_piece_is_shown_also_where_somebody_froze_before_it_came() -> None:
    line = Line()
    line.look(is_frozen=True)
    line.begin()
    assert line.show(line.frame()).frame is not None
    assert line.show(line.frame()).frame is None


def test_the_operators_large_pictures_are_of_serious_defects_and_of_those_that_grow_to_be() -> None:
    line = Line(Calibration(1.0, 1.0))  # 5 × 5 mm is minor in the example table
    line.begin()
    assert line.show(line.frame()).serious == []
    line.settings = replace(line.settings, calibration=Calibration(4.0, 4.0))  # 20 × 20 mm is major
    result = line.frame()
    (picture,) = line.show(result).serious
    assert (picture.severity, picture.title) == (Severity.MAJOR, f"major {result.defects[0].class_name}")
    assert picture.pixels.shape == (320, 320)
    grown = replace(result.defects[0], severity=Severity.CRITICAL)
    again = line.compose(News(newest=result, defects={grown.defect_id: (grown, result)}))
    assert [(one.defect_id, one.severity) for one in again.serious] == [(grown.defect_id, Severity.CRITICAL)]


def test_a_critical_defect_is_among_the_pictures_however_many_majors_come_with_it() -> None:
    line = Line(Calibration(4.0, 4.0))
    line.begin()
    result = line.frame()
    major = result.defects[0]
    defects = {n: (replace(major, defect_id=n), result) for n in range(1, 21)}
    defects[2] = (replace(major, defect_id=2, severity=Severity.CRITICAL), result)
    update = line.compose(News(newest=result, defects=defects))
    assert [one.defect_id for one in update.serious] == [18, 19, 20, 2]
    assert {one.inspection_id for one in update.serious} == {line.begun.inspection_id}


def test_an_alarm_of_a_piece_before_is_told_apart_from_the_moment_at_which_another_begins() -> None:
    line, board = Line(), AlarmBoard()
    line.begin()
    board.raise_(message(Code.CAMERA_LOST, address="0", retry_s=1), Tier.STOP, piece=line.begun.piece.id, stands=True)
    line.state = replace(line.state, alarms=board.now)
    assert told_of(line.compose()) == "on R-1"
    assert line.compose().alarms is None  # nothing new
    assert told_of(line.begin("R-2")) == "since an earlier piece: R-1"


def told_of(update: LiveUpdate) -> str:
    assert update.alarms is not None
    return update.alarms.open[0].piece


def test_without_a_calibration_whatever_is_found_may_be_serious() -> None:
    line = Line()
    line.begin()
    result = line.frame(2)
    assert [one.severity for one in line.show(result).serious] == [Severity.NONE, Severity.NONE]


def test_a_turned_frame_brings_overlay_borders_and_choice_along_and_its_values_as_captured() -> None:
    line = Line()
    line.begin()
    result = line.frame()  # its square: columns 0 to 4, rows 1 to 5, of 640 × 64
    line.look(picture=SourceView(quarter_turns=1), is_frozen=True, request=DefectRequest(1))
    frame = line.show(result).frame
    assert frame is not None
    assert frame.pixels.shape == frame.overlay.shape == (640, 64)
    assert frame.focus == Box(64 - 6, 0, 5, 5)
    assert frame.overlay[0:5, 58:63].all()
    assert frame.overlay.sum() == 25
    ends = frame.outlines[1].reshape(-1, 2)
    assert (ends.min(axis=0).tolist(), ends.max(axis=0).tolist()) == ([58, 0], [63, 5])
    assert frame.values is result.frame.pixels
    assert frame.quarter_turns == 1


def test_another_look_shows_the_same_frame_anew_and_changes_nothing_that_is_inspected() -> None:
    line = Line()
    line.begin()
    result = line.frame(pixels=np.full((64, 640), 51, np.uint8))
    assert line.show(result).frame is not None
    assert line.compose().frame is None
    line.look(picture=SourceView(high=102 / 255))
    frame = line.compose().frame
    assert frame is not None
    assert (int(frame.pixels[0, 0]), frame.is_as_captured, frame.window) == (128, False, (0.0, 102 / 255))
    assert frame.values is not None
    assert int(frame.values[0, 0]) == int(result.frame.pixels[0, 0]) == 51
    line.look(picture=SourceView())
    frame = line.compose().frame
    assert frame is not None
    assert (int(frame.pixels[0, 0]), frame.is_as_captured) == (51, True)


def test_the_product_fills_the_picture_and_does_not_tremble() -> None:
    def rail(first: int) -> np.ndarray:
        pixels = np.zeros((64, 640), np.uint8)
        pixels[:, first : first + 200] = 90
        return pixels

    line = Line()
    line.begin()
    line.look(picture=SourceView(fits_product=True))
    shown = [line.show(line.frame(0, rail(first))).frame for first in (200, 206, 300)]
    assert [frame and frame.fit_to for frame in shown] == [
        Box(200, 0, 200, 64), Box(200, 0, 200, 64), Box(300, 0, 200, 64),
    ]  # fmt: skip
    line.look(picture=SourceView(fits_product=True, quarter_turns=1))
    turned = line.compose().frame
    assert turned is not None
    assert turned.fit_to == Box(0, 300, 64, 200)
    line.look(picture=SourceView())
    whole = line.compose().frame
    assert whole is not None
    assert whole.fit_to is None


def test_when_nothing_is_chosen_any_more_the_frame_says_so() -> None:
    """Also at the end, when no other frame comes."""
    line = Line()
    line.begin()
    line.look(is_frozen=True, request=DefectRequest(1))
    chosen = line.show(line.frame()).frame
    assert chosen is not None
    assert chosen.focus == Box(0, 1, 5, 5)
    line.look(is_frozen=False, request=None)
    after = line.compose().frame
    assert after is not None
    assert after.focus is None


def test_a_defect_without_a_calibration_is_not_graded_rather_than_none() -> None:
    """But for a table in pixels, which can be judged; one that was graded and meets no limit is none."""
    line = Line()
    line.begin()
    update = line.show(line.frame(1))
    assert [row.is_graded for row in update.rows] == [False]
    assert [one.is_graded for one in update.thumbnails] == [False]
    line.settings = replace(line.settings, severity_table=SeverityTable((), 1))
    line.begin("R-2")
    assert [row.is_graded for row in line.show(line.frame(1)).rows] == [True]
    line.begin("R-3", SCALE)
    assert [row.is_graded for row in line.show(line.frame(1)).rows] == [True]


@pytest.mark.parametrize(
    ("severity", "is_graded", "short", "full"),
    [
        (Severity.NONE, False, "not graded", "Not graded: no calibration"),
        (Severity.NONE, True, "none", "Below every limit of the severity table"),
        (Severity.MAJOR, False, "major", "major"),
    ],
)
def test_severities_in_words(severity: Severity, is_graded: bool, short: str, full: str) -> None:
    assert short_severity(severity, is_graded=is_graded) == short
    assert full_severity(severity, is_graded=is_graded) == full


@pytest.mark.parametrize(("is_example", "words"), [(True, "example table 3"), (False, "severities: table 3")])
def test_an_example_table_is_called_so(is_example: bool, words: str) -> None:
    assert words in status_text(status(), SeverityTable((), 3, is_example=is_example))


def test_an_alarm_that_waits_lights_a_lamp_on_every_page() -> None:
    line, board = Line(), AlarmBoard()
    assert lamp(line.compose(), "alarms") is LampState.OFF
    alarm = board.raise_(message(Code.CAMERA_LOST, address="0", retry_s=1), Tier.STOP, stands=True)
    line.state = replace(line.state, alarms=board.now)
    assert lamp(line.compose(), "alarms") is LampState.STOP
    board.acknowledge([alarm.uid], "seen")
    line.state = replace(line.state, alarms=board.now)
    assert lamp(line.compose(), "alarms") is LampState.OFF


def test_sizes_have_as_many_decimals_as_the_plant_likes() -> None:
    line = Line(SCALE)
    line.begin()
    line.state = replace(line.state, decimals_mm=2)
    update = line.show(line.frame())
    assert update.rows[0].size == "2.80 × 2.24 mm"  # the diagonal of 2.5 × 1.25 mm, and across it
    assert "2.80 × 2.24 mm" in update.thumbnails[0].caption


def test_a_large_picture_of_dark_steel_is_lit_and_the_frame_is_not() -> None:
    line = Line(Calibration(4.0, 4.0))
    line.begin()
    pixels = np.full((64, 640), 10, np.uint8)
    pixels[1:6, :5] = 20
    result = line.frame(pixels=pixels)
    (picture,) = line.show(result).serious
    assert (picture.pixels.min(), picture.pixels.max()) == (0, 255)
    assert result.frame.pixels.max() == 20


@pytest.mark.parametrize(
    ("is_demonstration", "is_screened", "badge"),
    [
        (False, False, ""), (True, False, "demonstration model"), (False, True, "screening on"),
        (True, True, "demonstration model · screening on"),
    ],
    ids=["neither", "demonstration", "screened", "both"],
)  # fmt: skip
def test_that_a_screen_names_where_the_model_looks_is_said_on_every_page(
    is_demonstration: bool, is_screened: bool, badge: str
):
    line = Line(used=card(is_demonstration=is_demonstration))
    screening: Any = SimpleNamespace() if is_screened else None
    assert line.state.in_use is not None
    line.state = replace(line.state, in_use=replace(line.state.in_use, screening=screening))
    window = line.compose().window
    assert window is not None
    assert window.badge == badge


@pytest.mark.parametrize(
    ("used", "unused", "is_idle"),
    [
        (Provider.CPU, None, False),
        (Provider.CPU, Provider.CUDA, True),
        (Provider.OPENVINO, Provider.TENSORRT, True),
        (Provider.CUDA, Provider.TENSORRT, False),  # slower than it could be, and on the GPU
        (Provider.CPU, Provider.OPENVINO, False),  # the same processor
    ],
)
def test_a_gpu_that_is_not_used_is_told_on_every_page_as_long_as_that_lasts(
    used: Provider, unused: Provider | None, is_idle: bool
):
    line = Line()
    notice = message(Code.PROVIDER_NOT_USED, used="CPU", wanted="CUDA", detail="CUDA cannot start") if unused else None
    model: Any = SimpleNamespace(card=line.card, provider=ProviderReport(used, "CPU", notice, unused=unused))
    assert line.state.in_use is not None
    line.state = replace(line.state, in_use=replace(line.state.in_use, model=model))
    window = line.compose().window
    assert window is not None
    lamps = {lamp.name: lamp for lamp in window.lamps}
    assert ("GPU" in lamps) is is_idle
    if is_idle:
        assert (lamps["GPU"].state, "CUDA cannot start" in lamps["GPU"].cause) == (LampState.WARNING, True)
    assert ("the GPU of this PC is not used" in status_text(status(), is_gpu_idle=is_idle)) is is_idle
