"""A line with a screen before its model: what is skipped, what is checked, and what is said of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pipeline_samples import R1, Heard, MemorySource, Steps, frame, line

from inspector.core.messages import Code, Message, message
from inspector.inference.screening import CHECK_EVERY, Screening
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.alarm_sink import AlarmSink
from inspector.pipeline.alarms import AlarmBoard
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line
from inspector.pipeline.output_folder import OutputFolder
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import Outcome, Sink
from inspector.texts.messages import one_line
from tests.tiny_model import BRIGHT, DULL
from tests.tiny_screen import BRIGHT_ALONE, NOTHING, opened_screen, screening

VALUES = [DULL, BRIGHT, None, DULL]  # of the frames 0, 1, 2 and 3: of these the first is looked at whole


def inspected(model, in_use: Screening | None, *sinks: Sink, values=VALUES, thresholds=None) -> Line:
    settings = InspectionSettings.of_card(model.card)
    if thresholds is not None:
        settings = settings.with_limits((thresholds, model.card.min_area_px))
    source = MemorySource([frame(number, value) for number, value in enumerate(values)])
    made = Line([Lane(source)], model, settings, sinks=lambda piece: sinks, screening=in_use)
    made.start(R1)
    assert made.join(120)
    return made


@pytest.fixture
def bright_alone(tmp_path: Path, tiny_model_file: Path) -> Screening:
    return screening(tmp_path / "screen.onnx", tiny_model_file, threshold=BRIGHT_ALONE)


def told(heard: Heard, code: Code) -> list[Message]:
    return [one for one in heard.messages if one.code is code]


def test_what_the_screen_does_not_name_is_not_found_but_in_the_frames_that_check_it(tiny_model, bright_alone):
    heard = Heard()
    ended = inspected(tiny_model, bright_alone, heard)
    assert [[defect.class_name for defect in result.defects] for result in heard.results] == [
        ["dull"], ["bright"], [], []
    ]  # fmt: skip
    assert [result.screened.is_whole for result in heard.results] == [True, False, False, False]
    assert [result.prediction.n_tiles_run for result in heard.results] == [1, 1, 0, 0]
    assert ended.status.screen_name == "tiny-screen"


def test_that_it_was_on_is_said_with_what_it_keeps_and_who_said_yes(tiny_model, bright_alone):
    heard = Heard()
    inspected(tiny_model, bright_alone, heard)
    (said,) = told(heard, Code.SCREENING_ON)
    assert heard.messages[0] == said
    assert "tiny-screen, kept 100.0 % (99.1 to 100.0) of what the model finds on tiny 0123 val" in one_line(said)
    assert "an engineer said yes to it on 2026-03-01" in one_line(said)


def test_a_miss_is_told_at_once_and_counted_in_the_end(tiny_model, bright_alone):
    heard = Heard()
    values = [DULL] * (2 * CHECK_EVERY + 1)
    inspected(tiny_model, bright_alone, heard, values=values)
    assert [dict(one.params) for one in told(heard, Code.SCREENING_MISSED)] == [
        {"name": f"frame {number:06d}", "n_missed": 1, "n_found": 1} for number in (0, 50, 100)
    ]
    (checked,) = told(heard, Code.SCREENING_CHECKED)
    assert dict(checked.params) == {
        "n_whole": 3, "n_frames": 101, "n_found": 3, "n_missed": 3, "looked_at": 0.0
    }  # fmt: skip


def test_nothing_missed_is_told_as_well(tmp_path: Path, tiny_model, tiny_model_file: Path):
    heard = Heard()
    inspected(tiny_model, screening(tmp_path / "all.onnx", tiny_model_file), heard)
    assert not told(heard, Code.SCREENING_MISSED)
    (checked,) = told(heard, Code.SCREENING_CHECKED)
    assert (checked.params["n_found"], checked.params["n_missed"], checked.params["looked_at"]) == (1, 0, 75.0)


def test_a_miss_is_an_alarm_and_that_it_is_on_is_none(tiny_model, bright_alone):
    board = AlarmBoard()
    inspected(tiny_model, bright_alone, AlarmSink(board, 0.0))
    assert [alarm.message.code for alarm in board.now.open] == [Code.SCREENING_MISSED]


def test_thresholds_below_those_of_the_calibration_are_told_once(tiny_model, bright_alone):
    heard, calm = Heard(), Heard()
    inspected(tiny_model, bright_alone, heard, thresholds=(0.0, 0.4, 0.5))
    assert len(told(heard, Code.SCREENING_BEYOND)) == 1
    inspected(tiny_model, bright_alone, calm, thresholds=(0.0, 0.6, 0.5))
    assert not told(calm, Code.SCREENING_BEYOND)


def test_a_screen_that_names_nothing_lets_nothing_run_and_says_so(tmp_path: Path, tiny_model, tiny_model_file: Path):
    heard = Heard()
    blind = screening(tmp_path / "blind.onnx", tiny_model_file, threshold=NOTHING)
    inspected(tiny_model, blind, heard, values=[None, DULL, BRIGHT])
    assert [result.prediction.n_tiles_run for result in heard.results] == [1, 0, 0]
    (checked,) = told(heard, Code.SCREENING_CHECKED)
    assert "Of all 3 frames, 0 % of the surface was looked at." in one_line(checked)


def test_without_a_screen_nothing_is_said_of_one(tiny_model):
    heard, summary = Heard(), RunSummary(one_line)
    ended = inspected(tiny_model, None, heard, summary)
    assert not any(one.code.value.startswith("screening.") for one in heard.messages)
    assert all(result.screened is None for result in heard.results)
    assert summary.facts(Outcome.COMPLETED, None)["screening"] is None
    assert ended.status.screen_name == ""


def test_another_model_comes_with_its_own_screen_or_none(tiny_model, bright_alone):
    heard = Heard()
    source = MemorySource([frame(0, DULL), frame(1, DULL)])
    made = line(source, tiny_model, heard)
    made.use_model(tiny_model, InspectionSettings.of_card(tiny_model.card), bright_alone)
    made.start(R1)
    assert made.join(120)
    assert [result.screened is not None for result in heard.results] == [True, True]
    assert len(told(heard, Code.SCREENING_ON)) == 1


def test_a_screen_that_comes_and_goes_within_a_piece_is_told_with_its_frames_and_is_no_other_model(
    tiny_model, bright_alone, tmp_path: Path, tiny_model_file: Path
):
    """Opened again it is the same screen, and nothing is told of it."""
    again = replace(
        bright_alone, screen=opened_screen(tmp_path / "again.onnx", tiny_model_file, threshold=BRIGHT_ALONE)
    )
    settings, steps, heard = InspectionSettings.of_card(tiny_model.card), Steps(8), Heard()
    board = AlarmBoard()
    made = line(steps.source, tiny_model, heard, AlarmSink(board, 0.0))
    made.start(R1)
    for n, in_use in enumerate((bright_alone, again, None), start=1):
        steps.let(2)
        heard.wait_for(2 * n)
        made.use_model(tiny_model, settings, in_use)
    steps.let(2)
    assert made.join(120)
    assert [result.screened is not None for result in heard.results] == [False] * 2 + [True] * 4 + [False] * 2
    of_screening = [one for one in heard.messages if one.code.value.startswith("screening.")]
    assert [(one.code, one.params.get("frame")) for one in of_screening] == [
        (Code.SCREENING_FROM, 2), (Code.SCREENING_ON, None), (Code.SCREENING_OFF, 6), (Code.SCREENING_CHECKED, None)
    ]  # fmt: skip
    assert one_line(of_screening[0]).startswith(
        "Screening on from frame 2 on: tiny-screen names where the model looks."
    )
    assert heard.models == []
    assert board.now.open == ()  # somebody chose it: nothing to be alarmed about


def test_why_a_screen_is_not_used_stands_at_each_piece_of_its_model(tiny_model):
    """The trouble goes with the model: where another is taken, pieces say nothing of the screen of before."""
    broken = message(Code.SCREEN_BROKEN, path="s.onnx", detail="cut short")
    settings = InspectionSettings.of_card(tiny_model.card)
    first, second = Heard(), Heard()
    for heard, troubles in ((first, (None, broken)), (second, (broken, None))):
        made = line(MemorySource([frame(0, DULL)]), tiny_model, heard)
        for trouble in troubles:
            made.use_model(tiny_model, settings, None, trouble)
        made.start(R1)
        assert made.join(120)
    assert len(told(first, Code.SCREEN_BROKEN)) == 1
    assert told(second, Code.SCREEN_BROKEN) == []


def test_summary_and_table_say_how_much_was_looked_at(tmp_path: Path, tiny_model, bright_alone):
    out = OutputFolder(tmp_path / "out", one_line)
    inspected(tiny_model, bright_alone, out)
    facts = json.loads((out.folder / "summary.json").read_text())["screening"]
    assert (facts["screen"], facts["approved_by"], facts["sha256"]) == (
        "tiny-screen", "an engineer", bright_alone.screen.sha256
    )  # fmt: skip
    assert facts["val"]["rows"][0] == {
        "of": "all", "name": "", "n_found": 400, "n_kept": 400, "low": 0.991, "high": 1.0
    }  # fmt: skip
    assert facts["checked"] == {"n_whole": 1, "n_frames": 4, "n_found": 1, "n_missed": 1, "looked_at": 25.0}
    header, *rows = (out.folder / "frames.csv").read_text().splitlines()
    column = header.split(",").index("looked_at_percent")
    assert [row.split(",")[column] for row in rows] == ["100.0", "100.0", "0.0", "0.0"]
