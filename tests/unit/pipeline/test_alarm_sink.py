"""What of an inspection is an alarm, and when it is over."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from inspector.core.defect import Box, Defect, DefectPart, Severity, Size
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, Message, Tier, message
from inspector.core.piece import Coverage, GapCause, Piece
from inspector.core.placement import Placement
from inspector.pipeline.alarm_sink import FROZEN_AFTER_FRAMES, AlarmSink, StillPicture
from inspector.pipeline.alarm_watch import AlarmWatch, age_of_picture_ms
from inspector.pipeline.alarms import AlarmBoard
from inspector.pipeline.coverage_share import CoverageShare, floored_percent
from inspector.pipeline.line import State
from inspector.pipeline.sink import InspectionEnd, LaneInfo, MissedInspection, Outcome
from inspector.pipeline.stats import PipelineStats
from inspector.sources.source import SourceInfo, SourceKind
from tests.unit.pipeline.pipeline_samples import NOON, frame
from tests.unit.presenters.live_samples import status
from tests.waiting import wait_until

CAMERA = LaneInfo(0, "camera", SourceInfo(SourceKind.CAMERA, "camera 0", True, True), None, None)
STRIP = LaneInfo(0, "strip", SourceInfo(SourceKind.SYNTHETIC, "strip", True, True), None, None)
SIZE = Size(4.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.0)


def defect(defect_id: int, severity: Severity) -> Defect:
    part = DefectPart(0, "frame 0", Box(0, 0, 2, 2))
    return Defect(defect_id, 1, "crack", 0.9, SIZE, None, 0.0, 0.0, None, None, None, severity, "", (part,))


class Inspecting:
    """Hands a sink what a line would."""

    def __init__(self, min_percent: float = 99.0, *lanes: LaneInfo) -> None:
        self.board = AlarmBoard()
        self.sink = AlarmSink(self.board, min_percent)
        start: Any = SimpleNamespace(inspection_id="i", piece=Piece("R-1"), lanes=lanes or (STRIP,))
        self.sink.begin(start)
        self.n_seen = self.n_missed = 0

    def _cover(self) -> None:
        missed = {GapCause.SKIPPED: 10.0 * self.n_missed} if self.n_missed else {}
        self.sink.covered(Coverage("px", 10.0 * self.n_seen, missed))

    def see(self, n: int = 1, *defects: Defect, pixels: np.ndarray | None = None, lane: int = 0) -> None:
        for _ in range(n):
            self.n_seen += 1
            self._cover()
            one = frame(self.n_seen)
            one = one if pixels is None else replace(one, pixels=pixels)
            result: Any = SimpleNamespace(frame=one, placement=Placement(lane, 0), defects=defects)
            self.sink.inspected(result)

    def miss(self, n: int = 1, reason: Message | None = None) -> None:
        for _ in range(n):
            self.n_missed += 1
            self._cover()
            told = reason or message(Code.FRAME_SKIPPED, name="x")
            self.sink.missed(MissedInspection(MissedFrame(0, "x", told, NOON, 10), Placement(0, 0)))

    def end(self, reason: Message | None = None) -> None:
        missed = {GapCause.SKIPPED: 10.0 * self.n_missed}
        self.sink.end(InspectionEnd(Outcome.COMPLETED, reason, Coverage("px", 10.0 * self.n_seen, missed)))

    @property
    def kinds(self) -> dict[str, int]:
        return {alarm.kind: alarm.n for alarm in self.board.now.open}


def test_each_critical_defect_is_an_alarm_once_and_no_other_is() -> None:
    line = Inspecting()
    for severity in (Severity.NONE, Severity.MINOR, Severity.MAJOR):
        line.see(1, defect(1, severity))
    assert line.kinds == {}
    line.see(3, defect(2, Severity.CRITICAL))  # it grows
    line.see(1, defect(3, Severity.CRITICAL))
    assert line.kinds == {"alarm.critical_defect": 2}
    (alarm,) = line.board.now.open
    assert (alarm.tier, alarm.stands, alarm.inspection_id) == (Tier.STOP, False, "i")


def test_one_frame_missed_of_the_first_hundred_is_within_99_percent_and_the_second_is_not() -> None:
    line = Inspecting()
    line.see(4)
    line.miss()
    assert line.kinds == {}
    line.see(40)
    line.miss()
    assert line.kinds == {"alarm.coverage_low": 1}
    assert line.board.now.open[0].message.params["percent"] == "95.6 %"  # 44 of 46, floored


def test_coverage_is_alarmed_about_again_only_after_it_was_well() -> None:
    line = Inspecting(90.0)
    line.see(100)
    line.miss(12)  # 10.7 % of 112
    assert (line.kinds, line.board.now.open[0].stands) == ({"alarm.coverage_low": 1}, True)
    line.see(9)  # 9.9 %: above the limit, and not well
    line.miss(2)
    assert line.kinds == {"alarm.coverage_low": 1}
    line.see(40)  # 8.6 %
    assert not line.board.now.open[0].stands
    line.miss(10)
    assert (line.kinds, line.board.now.open[0].stands) == ({"alarm.coverage_low": 2}, True)


def test_a_short_piece_is_judged_at_its_end_and_no_limit_means_no_alarm() -> None:
    line = Inspecting()
    line.see(10)
    line.miss()
    assert line.kinds == {}
    line.end()
    assert line.kinds == {"alarm.coverage_low": 1}
    careless = Inspecting(0.0)
    careless.miss(50)
    careless.end()
    assert careless.kinds == {}


def test_files_that_cannot_be_inspected_are_one_alarm_for_each_reason() -> None:
    line = Inspecting(0.0)
    line.miss(16, message(Code.FRAME_TRUNCATED, name="a"))
    line.miss(2, message(Code.FRAME_EMPTY_FILE, name="b"))
    line.miss(9, message(Code.FRAME_FAILED, name="c", detail=Code.MODEL_OUT_OF_MEMORY.value))
    line.miss(5)  # skipped: coverage tells
    assert line.kinds == {"frame.truncated": 16, "frame.empty_file": 2, "alarm.model_memory": 9}


def test_a_lost_source_stands_until_it_is_back_and_a_failure_is_told() -> None:
    line = Inspecting()
    line.sink.notify(message(Code.CAMERA_LOST, address="0", retry_s=1))
    assert line.board.now.open[0].stands
    line.sink.notify(message(Code.CAMERA_BACK, address="0", lost_s=1))
    assert (line.kinds, line.board.now.open[0].stands) == ({"camera.lost": 1}, False)
    line.see()
    line.end(message(Code.STORE_GAVE_UP, path="x", n_frames=2))
    assert set(line.kinds) == {"camera.lost", "store.gave_up"}


def test_of_two_cameras_one_that_is_back_ends_only_its_own_alarm() -> None:
    line = Inspecting()
    for address in ("0", "1"):
        line.sink.notify(message(Code.CAMERA_LOST, address=address, retry_s=1))
    line.sink.notify(message(Code.FOLDER_LOST, path="/share", detail="gone"))
    line.sink.notify(message(Code.CAMERA_BACK, address="1", lost_s=1))
    line.sink.notify(message(Code.FOLDER_BACK, path="/share"))
    assert [one.message.params for one in line.board.now.open if one.stands] == [{"address": "0", "retry_s": 1}]


def test_of_two_cameras_one_that_moves_ends_only_its_own_alarm_about_a_still_picture() -> None:
    still, other = np.full((8, 8), 7, np.uint8), np.full((8, 8), 8, np.uint8)
    line = Inspecting(0.0, CAMERA, replace(CAMERA, index=1, name="second"))
    for lane in (0, 1):
        line.see(FROZEN_AFTER_FRAMES, pixels=still, lane=lane)
    assert sorted(str(one.message.params["name"]) for one in line.board.now.open) == ["camera", "second"]
    line.see(1, pixels=other, lane=1)
    assert [one.message.params["name"] for one in line.board.now.open if one.stands] == ["camera"]
    line.end()
    assert [one for one in line.board.now.open if one.stands] == []


def test_a_source_that_delivered_nothing_is_the_answer_to_its_start_and_no_alarm() -> None:
    line = Inspecting()
    line.end(message(Code.CAMERA_NOT_FOUND, address="9"))
    assert line.kinds == {}


def test_the_alarm_about_coverage_tells_in_the_end_how_much_it_was_and_counts_no_repeat_for_it() -> None:
    line = Inspecting()
    line.miss(3)
    line.see(6)
    assert line.board.now.open[0].message.params["percent"] == "66.6 %"
    line.see(91)
    line.end()
    (alarm,) = line.board.now.open
    assert (alarm.message.params["percent"], alarm.n) == ("97.0 %", 1)


def test_a_camera_that_gives_the_same_picture_again_and_again_is_an_alarm_until_it_moves() -> None:
    still, other = np.full((700, 900), 7, np.uint8), np.full((700, 900), 8, np.uint8)
    line = Inspecting(99.0, CAMERA)
    line.see(FROZEN_AFTER_FRAMES - 1, pixels=still)
    assert line.kinds == {}
    line.see(50, pixels=still)
    assert line.kinds == {"alarm.frozen_picture": 1}
    line.see(1, pixels=other)
    assert not line.board.now.open[0].stands
    strip = Inspecting()
    strip.see(FROZEN_AFTER_FRAMES + 1, pixels=still)
    assert strip.kinds == {}, "no camera, no alarm: a strip or a folder may hold what it likes"


@pytest.mark.parametrize("shape", [(1, 1), (3, 5000), (64, 64, 3)])
def test_frames_of_any_shape_are_compared(shape: tuple[int, ...]) -> None:
    still = StillPicture()
    pixels = np.zeros(shape, np.uint16)
    assert [still.look(pixels), still.look(pixels), still.look(pixels + 1)] == [1, 2, 1]


def live(age_ms: float | None, n_in: int = 5, state: State = State.RUNNING, lane: LaneInfo = CAMERA) -> Any:
    ages_ms = {} if age_ms is None else {lane.index: age_ms}
    return status(lanes=(lane,), state=state, stats=PipelineStats(n_in=n_in, ages_ms=ages_ms))


def test_a_live_picture_that_is_too_old_is_an_alarm_until_a_young_one_comes() -> None:
    board = AlarmBoard()
    watch = AlarmWatch(board, lambda: live(None))
    for age_ms in (500.0, 2500.0, 3000.0):
        watch.look(live(age_ms))
    assert [(one.kind, one.n, one.stands) for one in board.now.open] == [("alarm.blind", 1, True)]
    watch.look(live(100.0))
    assert not board.now.open[0].stands
    watch.look(live(9000.0))
    assert (board.now.open[0].n, board.now.open[0].stands) == (2, True)
    watch.look(live(9000.0, state=State.ENDED))
    assert not board.now.open[0].stands


def test_a_camera_may_take_its_time_to_the_first_frame_but_not_for_ever_and_a_folder_may() -> None:
    board = AlarmBoard()
    watch = AlarmWatch(board, lambda: live(None), every_s=5.0)
    watch.look(live(None, 0))
    watch.look(live(None, 0))
    assert board.now.open == ()
    watch.look(live(None, 0))
    assert [one.kind for one in board.now.open] == ["alarm.blind"]
    folder = LaneInfo(0, "f", SourceInfo(SourceKind.FOLDER, "f", False, False, 9), None, None)
    patient = AlarmBoard()
    for _ in range(5):
        AlarmWatch(patient, lambda: live(None), every_s=5.0).look(live(60_000.0, lane=folder))
    assert patient.now.open == ()


def test_a_blind_camera_is_told_beside_another_that_sees_and_each_for_itself() -> None:
    board = AlarmBoard()
    lanes = CAMERA, replace(CAMERA, index=1, name="camera 1")

    def both(*ages_ms: float) -> Any:
        return status(lanes=lanes, state=State.RUNNING, stats=PipelineStats(ages_ms=dict(enumerate(ages_ms))))

    watch = AlarmWatch(board, lambda: both(0.0, 0.0), every_s=5.0)
    watch.look(both(100.0, 2500.0))
    (second,) = board.now.open
    assert (second.message.params["name"], second.stands, second.piece) == ("camera 1", True, "R-1")
    watch.look(both(2500.0, 2500.0))
    watch.look(both(2500.0, 100.0))
    assert {one.message.params["name"]: one.stands for one in board.now.open} == {CAMERA.name: True, "camera 1": False}
    never = AlarmBoard()
    watch = AlarmWatch(never, lambda: both(0.0), every_s=5.0)
    for _ in range(3):  # longer than a camera may take to its first frame
        watch.look(both(100.0))
    assert [one.message.params["name"] for one in never.now.open] == ["camera 1"]
    assert age_of_picture_ms(both(100.0, 2500.0)) == 2500.0


def test_the_watch_ends_with_its_line() -> None:
    board, ended = AlarmBoard(), live(9000.0, state=State.ENDED)
    board.raise_(message(Code.CAMERA_LOST, address="0", retry_s=1), Tier.STOP, stands=True)
    watch = AlarmWatch(board, lambda: ended, every_s=0.0)
    watch.start()
    wait_until(lambda: not board.now.open[0].stands)
    watch.stop()


@pytest.mark.parametrize(
    ("coverage", "n_inspected", "n_not", "share"),
    [
        (Coverage(), 0, 0, None),
        (Coverage("mm", 900.0, {GapCause.SKIPPED: 100.0}), 900, 0, 0.9),
        (Coverage("mm", 1000.0), 10, 0, 1.0),
        (Coverage("px", 100.0), 45, 16, 45 / 61),  # the last ones have no length
        (Coverage("px", 50.0, {GapCause.UNREADABLE: 50.0}), 2, 0, 0.5),  # a frame half of which is blank
        (Coverage("mm", n_unknown=2), 0, 2, 0.0),
        (Coverage("mm", 144.0, n_unknown=1), 6, 3, 6 / 9),  # three at the end, of unknown length
    ],
)
def test_the_smaller_share_counts(coverage: Coverage, n_inspected: int, n_not: int, share: float | None) -> None:
    assert CoverageShare(coverage, n_inspected, n_not).share == (None if share is None else pytest.approx(share))


def test_a_share_is_all_only_where_all_was_seen_and_no_percentage_is_rounded_up() -> None:
    nearly = CoverageShare(Coverage("mm", 1e9, n_unknown=1), 10**9, 0).share
    assert nearly is not None
    assert nearly < 1
    assert floored_percent(nearly) == 99.9
    assert (floored_percent(1.0), floored_percent(0.9729), floored_percent(0.9)) == (100.0, 97.2, 90.0)
