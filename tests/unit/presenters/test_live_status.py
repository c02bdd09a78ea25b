"""How the inspection goes, in stats and in words; above all that nobody reads "all" where some was not inspected."""

from __future__ import annotations

import pytest

from inspector.core.piece import Coverage, GapCause
from inspector.pipeline.line import State
from inspector.pipeline.sink import LaneInfo
from inspector.pipeline.stats import PipelineStats
from inspector.presenters.live_status import coverage_text, stats_of, too_old
from inspector.sources.source import SourceInfo, SourceKind
from tests.unit.presenters.live_samples import status

NARROW = "\N{NARROW NO-BREAK SPACE}"


def test_the_bottom_line_tells_lengths_by_cause() -> None:
    coverage = Coverage("mm", 312_400.0, {GapCause.SKIPPED: 400.0, GapCause.LOST: 200.0, GapCause.FAILED: 0.0}, 2)
    assert coverage_text(coverage) == (
        "312.4 m inspected, 0.6 m not (skipped 0.4 m, camera lost 0.2 m, 2 gaps of unknown length)"
    )
    assert coverage_text(Coverage("px", 1152.0)) == f"1{NARROW}152 px inspected, 0 px not"
    assert coverage_text(Coverage()) == ""


def test_every_cause_has_its_words() -> None:
    for cause in GapCause:
        assert "(" in coverage_text(Coverage("mm", 1.0, {cause: 1.0}))


def test_figures_keep_their_places_before_anything_is_inspected() -> None:
    before, after = stats_of(None), stats_of(status())
    assert [stat.name for stat in before] == [stat.name for stat in after]
    assert {stat.value for stat in before} == {"–"}


LIVE = LaneInfo(0, "strip", SourceInfo(SourceKind.CAMERA, "camera 0", True, True, None), None, None)
FOLDER = LaneInfo(0, "strip", SourceInfo(SourceKind.FOLDER, "frames", False, False, 9), None, None)


@pytest.mark.parametrize(
    ("lane", "state", "age_ms", "value", "needs_attention"),
    [
        (LIVE, State.RUNNING, None, "–", False),
        (LIVE, State.RUNNING, 412.0, "0.4 s", False),
        (LIVE, State.RUNNING, 2100.0, "2.1 s", True),
        (LIVE, State.ENDED, 90_000.0, "–", False),  # nothing passes any more
        (FOLDER, State.RUNNING, 5000.0, "–", False),  # its frames wait
    ],
)
def test_an_old_picture_of_a_moving_strip_says_so(
    lane: LaneInfo, state: State, age_ms: float | None, value: str, needs_attention: bool
) -> None:
    ages_ms = {} if age_ms is None else {lane.index: age_ms}
    shown = stats_of(status(lanes=(lane,), state=state, stats=PipelineStats(ages_ms=ages_ms)))[-1]
    assert (shown.name, shown.value, shown.needs_attention) == ("age", value, needs_attention)
    says = too_old(status(lanes=(lane,), state=state, stats=PipelineStats(ages_ms=ages_ms)))
    assert says == ("NO PICTURE YOUNGER THAN 2.0 s" if needs_attention else "")
