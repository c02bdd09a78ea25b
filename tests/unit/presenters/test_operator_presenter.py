"""The one word that an operator reads, and what becomes of "That's wrong"."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.core.classes import DefectClass
from inspector.core.defect import Severity
from inspector.core.messages import Code, StoreError, message
from inspector.core.placement import Placement
from inspector.core.remark import Remark, RemarkKind
from inspector.pipeline.stats import PipelineStats
from inspector.presenters.live_composer import LiveUpdate
from inspector.presenters.operator_presenter import OperatorPresenter
from inspector.screens.live import Asked, LiveState, MapExtent, RunState
from inspector.screens.operator import LargePicture, OperatorScreen, Tone
from inspector.screens.shell import Lamp, LampState, WindowChrome
from tests.unit.presenters.live_samples import status
from tests.unit.presenters.stand_ins import HandBackground, NotingPage


def seen(**changes: Any) -> Any:
    return status(stats=PipelineStats(**changes))


def chrome() -> WindowChrome:
    alarm = Lamp("alarms", LampState.STOP, "Critical: patches at 23.5 m")  # a lamp of something else changes no word
    return WindowChrome("Coil R-1", "312.4 m", "", (alarm,), "")


SEEING = LiveUpdate(window=chrome(), status=seen(n_inspected=3))


def picture(defect_id: int, severity: Severity = Severity.MAJOR) -> LargePicture:
    pixels = np.zeros((4, 4), np.uint8)
    scratch = DefectClass.with_default_look(1, "scratch")
    return LargePicture(
        "inspection", defect_id, scratch, severity, pixels, "scratch", "1 × 2 mm", "3.0 m", 0, 7, 700.5, 3001.0
    )


class Sessions:
    def __init__(self, n_kept: int = 0) -> None:
        self.remarks: list[Remark] = []
        self.kept: list[Any] = []
        self.n_kept = n_kept
        self.failure: StoreError | None = None

    workspace: Any = None

    def remark(self, start: Any, remark: Remark) -> int:
        if self.failure is not None:
            raise self.failure
        self.remarks.append(remark)
        return self.n_kept

    def keep_frame(self, start: Any, result: Any) -> bool:
        self.kept.append(result)
        return True


class Made:
    def __init__(self, n_kept: int = 0, *, memory: Any = None) -> None:
        self.page, self.session, self.background = NotingPage(), Sessions(n_kept), HandBackground()
        scale = Calibration(0.5, 0.25)
        placement = Placement(0, along_px=1000, along_mm=250.0, across_mm=0.0, scale=scale)
        result = SimpleNamespace(frame=SimpleNamespace(frame_index=9, height=100), placement=placement)
        self.shown: Any = SimpleNamespace(start=SimpleNamespace(inspection_id="inspection"), result=result)
        stand_ins: Any = (self.page, self.session, self.background)
        self.presenter = OperatorPresenter(*stand_ins, shown=lambda: self.shown, found=lambda *_: memory)

    def screen(self, run_state: RunState = RunState.RUNNING, **changes: Any) -> OperatorScreen:
        self.presenter.show(LiveState(run_state, "coil", "model", "Headline", **changes))
        found = self.page.last("show_operator_screen")
        assert isinstance(found, OperatorScreen)
        return found


@pytest.mark.parametrize(
    ("run_state", "word", "tone"),
    [
        (RunState.NOTHING, "STOPPED", Tone.WARN),
        (RunState.READY, "STOPPED", Tone.WARN),
        (RunState.STARTING, "STARTING", Tone.WARN),
        (RunState.RUNNING, "INSPECTING", Tone.CALM),
        (RunState.STOPPING, "STOPPING", Tone.WARN),
        (RunState.ENDED, "STOPPED", Tone.WARN),
        (RunState.FAILED, "FAILED", Tone.STOP),
    ],
)
def test_each_state_has_its_word_and_only_inspecting_is_calm(run_state: RunState, word: str, tone: Tone) -> None:
    made = Made()
    made.presenter.take(SEEING)
    screen = made.screen(run_state)
    assert (screen.word, screen.tone) == (word, tone)


@pytest.mark.parametrize(
    ("lost", "too_old", "why"), [("Camera 0 is lost.", "", "Camera 0 is lost."), ("", "NO PICTURE", "NO PICTURE")]
)
def test_inspecting_without_seeing_is_told_before_anything_else(lost: str, too_old: str, why: str) -> None:
    made = Made()
    made.presenter.take(LiveUpdate(window=chrome(), lost_because=lost))
    screen = made.screen(too_old=too_old)
    assert (screen.word, screen.tone, screen.why) == ("NOT SEEING", Tone.STOP, why)
    assert made.screen(RunState.ENDED, too_old=too_old).word == "STOPPED"


@pytest.mark.parametrize(
    ("stats", "word"),
    [
        ({}, "NOT SEEING"),  # opened, and nothing has come yet
        ({"n_in": 9, "n_not_inspected": 9}, "NOT SEEING"),  # no file of the folder can be read
        ({"n_inspected": 1}, "INSPECTING"),
        ({"ages_ms": {0: 300.0}}, "INSPECTING"),  # a new piece of a camera that delivers
    ],
)
def test_nobody_reads_inspecting_before_a_frame_was_inspected(stats: dict[str, Any], word: str) -> None:
    made = Made()
    made.presenter.take(LiveUpdate(window=chrome(), status=seen(**stats)))
    assert made.screen().word == word


def test_a_missed_defect_is_marked_at_the_end_of_the_frame_shown() -> None:
    made = Made(n_kept=4)
    made.presenter.take(LiveUpdate(window=chrome(), serious=[picture(1)]))
    made.screen()
    made.presenter.remark("missed", None)
    made.background.finish()
    assert made.session.remarks == [Remark(RemarkKind.MISSED, 0, 9, 1100.0, 275.0)]  # 250 mm + 100 rows of 0.25 mm
    answer = made.page.last("show_operator_screen").answer
    assert answer == "Marked at 0.3 m; 4 frames kept, and those that follow"


def test_a_false_one_is_the_picture_that_was_meant_and_its_frame_is_kept_from_memory() -> None:
    made = Made(n_kept=0, memory="frame 7")
    meant = picture(1)
    made.presenter.take(LiveUpdate(serious=[meant, picture(2)]))
    made.presenter.take(LiveUpdate(serious=[picture(number) for number in range(3, 40)]))  # while somebody presses
    made.screen()
    made.presenter.remark("false", meant)
    made.background.finish()
    assert made.session.remarks == [Remark(RemarkKind.FALSE, 0, 7, 700.5, 3001.0, 1)]
    assert made.session.kept == ["frame 7"]


def test_what_cannot_be_marked_says_why_and_nothing_is_marked_without_a_piece() -> None:
    made = Made()
    made.session.failure = StoreError(message(Code.STORE_UNWRITABLE, path="", detail="the records are not open"))
    made.screen()
    made.presenter.remark("missed", None)
    made.background.finish()
    assert made.page.last("show_operator_screen").answer.startswith("Not marked: ")
    made.shown = None
    assert not made.screen().can_remark
    made.presenter.remark("missed", None)
    assert not made.background.is_busy


def test_frames_that_have_gone_are_said_to_have_gone() -> None:
    made = Made()
    made.screen()
    made.presenter.remark("missed", None)
    made.background.finish()
    assert made.page.last("show_operator_screen").answer == "Marked at 0.3 m; its frames have gone already"


def test_a_new_piece_forgets_pictures_and_answer() -> None:
    made = Made(n_kept=1)
    made.presenter.take(LiveUpdate(serious=[picture(1)]))
    made.screen()
    meant = picture(1)
    made.presenter.remark("false", meant)
    made.background.finish()
    made.presenter.take(LiveUpdate(has_begun=True))
    assert made.screen().answer == ""
    assert made.page.last("show_serious") == ()
    made.shown.start = SimpleNamespace(inspection_id="another")
    made.presenter.remark("false", meant)  # asked before the piece began
    assert not made.background.is_busy
    assert made.screen().answer == "Not marked: this defect is not of the piece on show"
    made.presenter.remark("false", None)  # what is outlined on the screen
    made.background.finish()
    assert made.session.remarks[-1] == Remark(RemarkKind.FALSE, 0, 9, 1100.0, 275.0)


def test_a_critical_defect_keeps_the_first_place_until_a_newer_critical_one_comes() -> None:
    made = Made()
    made.presenter.take(LiveUpdate(serious=[picture(1), picture(2, Severity.CRITICAL), picture(3)]))
    for number in range(4, 40):
        made.presenter.take(LiveUpdate(serious=[picture(number)]))
    assert [one.defect_id for one in made.page.last("show_serious")] == [2, 39, 38, 37, 36, 35, 34, 33]
    made.presenter.take(LiveUpdate(serious=[picture(40, Severity.CRITICAL), picture(39, Severity.CRITICAL)]))
    assert [one.defect_id for one in made.page.last("show_serious")][:4] == [40, 39, 2, 38]
    made.presenter.take(LiveUpdate(removed=[40]))
    assert [one.defect_id for one in made.page.last("show_serious")][:3] == [39, 2, 38]


def test_the_answer_of_a_remark_goes_with_the_next_press() -> None:
    made = Made(n_kept=1)
    made.screen()
    made.presenter.remark("missed", None)
    made.background.finish()
    assert made.screen().answer.startswith("Marked at")
    made.presenter.forget_answer()
    assert made.page.last("show_operator_screen").answer == ""


def test_what_is_asked_says_what_it_costs_and_the_button_is_short() -> None:
    made = Made()
    made.presenter.take(SEEING)
    asked = Asked("live.start_stop", "Stop ends Coil R-1 at 312.4 m", "Press again within 5 s")
    screen = made.screen(asked=asked)
    assert (screen.start_text, screen.why, screen.answer) == ("Press again", asked.costs, asked.again)
    of_other = made.screen(asked=replace(asked, action_id="live.open_demo"))
    assert of_other.start_text == "Stop"


def test_without_a_calibration_nobody_is_told_that_nothing_is_serious() -> None:
    made = Made()
    assert made.screen().no_serious == "Critical and major defects stand here as large pictures"
    made.presenter.take(LiveUpdate(extent=MapExtent(0.0, 10.0, "m", "mm", is_calibrated=True)))  # no metre was seen
    assert made.screen().no_serious == "Critical and major defects stand here as large pictures"
    made.presenter.take(LiveUpdate(extent=MapExtent(100.0, 10.0, "px", "px", is_calibrated=False)))
    assert "not graded" in made.screen().no_serious
    made.presenter.take(LiveUpdate(extent=MapExtent(100.0, 10.0, "m", "mm", is_calibrated=True)))
    assert made.screen().no_serious == "No critical or major defect on this piece"
