"""Joining over frame borders: cut anywhere and stitched, a class map has the defects it has as a whole."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass, fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.defect import MAX_PARTS, Box, Defect, DefectPart, Severity
from inspector.core.placement import Placement
from inspector.measuring.merging import DefectMerger, DefectRules, MergeResult, Seam
from inspector.measuring.regions import find_regions
from inspector.measuring.severity import SeverityRule, SeverityTable

CLASS_NAMES = ("background", "inclusion", "patches", "scratches")
TABLE = SeverityTable((SeverityRule("*", "length_px", 5, Severity.MAJOR),))


@dataclass(frozen=True)
class FedFrame:
    frame_index: int
    height: int
    width: int
    name: str = ""


class Line:
    """Frames one after the other, and the defects as a reader of all results would know them."""

    def __init__(
        self,
        min_area_px: tuple[int, ...] = (0, 1, 1, 1),
        calibration: Calibration | None = None,
        is_continuous: bool = True,
    ) -> None:
        self.min_area_px = min_area_px
        self.merger = DefectMerger()
        self.calibration = calibration
        self.is_continuous = is_continuous
        self.generation = 0
        self.number = 0
        self.along_px = 0
        self.known: dict[int, Defect] = {}

    def feed(self, class_map: ClassMap, along_mm: float | None = None, score: float | None = None) -> MergeResult:
        height, width = class_map.shape
        rows = self.along_px + np.arange(height)[:, None]
        probability = np.broadcast_to((rows % 7 + 1) / 8 if score is None else score, class_map.shape)
        regions = find_regions(
            class_map, probability.astype(np.float32), min_area_px=self.min_area_px, keep_border=True
        )
        if along_mm is None and self.calibration is not None:
            along_mm = self.along_px * self.calibration.mm_per_px_along
        placement = Placement(0, self.along_px, along_mm, 0.0, self.calibration)
        rules = DefectRules(CLASS_NAMES, self.min_area_px, TABLE, self.generation)
        frame = FedFrame(self.number, height, width, f"frame {self.number}")
        result = self.merger.feed(frame, placement, regions, rules, is_continuous=self.is_continuous)
        self.number += 1
        self.along_px += height
        for number, _into in result.absorbed:
            del self.known[number]
        self.known |= {defect.defect_id: defect for defect in result.defects}
        return result

    def miss(self, n_rows: int) -> None:
        self.number += 1
        self.along_px += n_rows


def rows(*lines: str) -> ClassMap:
    return np.array([[0 if mark == "." else int(mark) for mark in line] for line in lines], np.uint8)


def facts(defect: Defect) -> tuple[object, ...]:
    """All that does not depend on how the map was cut; floats rounded."""
    numbers = (
        defect.score,
        defect.position_px,
        defect.offset_px,
        defect.position_mm,
        defect.offset_mm,
        *(getattr(size, field.name) for size in (defect.size_px, defect.size_mm) for field in fields(size)),
    )
    rounded = tuple(-1e9 if number is None else round(number, 6) + 0.0 for number in numbers)
    return (defect.class_index, defect.severity, defect.rule, rounded)


@settings(deadline=None, max_examples=50)
@given(
    st.tuples(st.integers(1, 16), st.integers(1, 8)).flatmap(
        lambda shape: arrays(np.uint8, shape, elements=st.sampled_from([0, 0, 0, 1, 1, 2, 255]))
    ),
    st.sets(st.integers(1, 15)),
    st.integers(1, 6),
)
def test_cut_anywhere_and_stitched_gives_the_defects_of_the_whole(class_map, cuts, min_area_px):
    minima, calibration = (0, min_area_px, 1, 1), Calibration(0.3, 0.7)
    whole, cut = Line(minima, calibration), Line(minima, calibration)
    whole.feed(class_map)
    for part in np.split(class_map, sorted(row for row in cuts if row < len(class_map))):
        cut.feed(part)
    assert sorted(map(facts, cut.known.values())) == sorted(map(facts, whole.known.values()))
    assert all(number == defect.defect_id for number, defect in cut.known.items())


def test_a_defect_over_the_border_keeps_its_number_and_grows():
    line = Line()
    first = line.feed(rows("....", ".3..", ".3..")).defects
    assert [(d.defect_id, d.size_px.length, d.severity) for d in first] == [(1, 2, Severity.NONE)]
    second = line.feed(rows("..3.", "..3.", "..3.", "....")).defects  # diagonal neighbours touch
    assert [(d.defect_id, d.size_px.length, d.severity) for d in second] == [(1, 5, Severity.MAJOR)]
    assert second[0].rule == "*: length_px ≥ 5 → major (table 1)"
    assert second[0].parts == (
        DefectPart(0, "frame 0", Box(1, 1, 1, 2)),
        DefectPart(1, "frame 1", Box(2, 0, 1, 3)),
    )
    assert second[0].n_parts == 2


@pytest.mark.parametrize(
    ("below", "is_joined"),
    [
        ("3....", True),
        ("..3..", True),
        ("...3.", False),
        ("1....", False),
        (".2...", False),
        (".....", False),
    ],
)
def test_what_touches_is_decided_pixel_by_pixel(below, is_joined):
    line = Line()
    line.feed(rows(".3..."))
    line.feed(rows(below))
    assert (1 in line.known and line.known[1].n_parts == 2) == is_joined


def test_a_region_between_the_runs_of_another_is_not_joined():
    line = Line()
    line.feed(rows("1111111", "1.....1"))
    line.feed(rows("...1..."))
    assert [defect.n_parts for defect in line.known.values()] == [1, 1]


def test_two_defects_that_turn_out_to_be_one_keep_the_lower_number():
    line = Line()
    line.feed(rows("3...3..2", "3...3..."))
    assert set(line.known) == {1, 2, 3}
    assert line.feed(rows("3...3...")).absorbed == ()
    result = line.feed(rows("33333..."))
    assert result.absorbed == ((3, 2),)  # 2 is the patch: classes come in order
    assert [(d.defect_id, d.size_px.area, d.n_parts) for d in result.defects] == [(2, 11, 5)]


def test_two_legs_that_begin_in_one_defect_stay_one():
    line = Line()
    line.feed(rows("33333"))
    result = line.feed(rows("3...3"))
    assert [(d.defect_id, d.n_parts, d.size_px.area) for d in result.defects] == [(1, 3, 7)]
    result = line.feed(rows("3...3", "....."))
    assert [(d.defect_id, d.n_parts, d.size_px.area) for d in result.defects] == [(1, 5, 9)]


def test_nothing_is_joined_over_a_missed_frame():
    line = Line()
    line.feed(rows(".3."))
    line.miss(1)
    line.feed(rows(".3."))
    assert [defect.n_parts for defect in line.known.values()] == [1, 1]
    assert line.known[2].position_px == 2.5


def test_nothing_is_joined_over_a_change_of_width_or_a_gap_in_the_rows():
    line = Line()
    line.feed(rows(".3."))
    line.feed(rows(".3.."))
    assert set(line.known) == {1, 2}
    line.along_px += 5
    line.feed(rows(".3.."))
    assert set(line.known) == {1, 2, 3}


def test_frames_that_do_not_go_on_from_each_other_are_not_joined():
    line = Line(is_continuous=False)
    line.feed(rows(".3."))
    line.feed(rows(".3."))
    assert [defect.n_parts for defect in line.known.values()] == [1, 1]
    assert line.merger.n_open == 0


def test_an_empty_frame_ends_all_defects():
    line = Line()
    line.feed(rows(".3."))
    assert line.feed(rows("...")) == MergeResult((), ())
    assert line.merger.n_open == 0
    line.feed(rows(".3."))
    assert set(line.known) == {1, 2}


def test_the_minimum_area_is_that_of_the_joined_defect():
    line = Line(min_area_px=(0, 4, 4, 4))
    assert line.feed(rows("...", ".3.")).defects == ()
    assert line.feed(rows(".3.")).defects == ()
    grown = line.feed(rows("3.1", "3..")).defects
    assert [(d.defect_id, d.size_px.area, d.n_parts) for d in grown] == [(1, 4, 3)]
    line.feed(rows("..."))
    assert line.feed(rows("1..")).defects == ()  # at the border, and nothing comes after it
    assert set(line.known) == {1}


def test_an_unreported_part_takes_the_number_of_the_defect_it_joins():
    line = Line(min_area_px=(0, 2, 2, 2))
    line.feed(rows("....3", "3...3"))
    assert set(line.known) == {1}  # the right one; the left pixel waits
    result = line.feed(rows("33333"))
    assert (result.absorbed, [d.defect_id for d in result.defects]) == ((), [1])


def test_the_score_is_the_mean_over_all_pixels():
    line = Line()
    line.feed(rows("3", "3", "3"), score=0.5)
    line.feed(rows("3"), score=0.9)
    assert line.known[1].score == pytest.approx((3 * 0.5 + 0.9) / 4)


def test_place_is_the_centre_of_the_extent_on_the_piece():
    line = Line(calibration=Calibration(mm_per_px_across=0.5, mm_per_px_along=2.0))
    line.miss(100)
    line.feed(rows("......", "..333.", ".....3"))
    defect = line.known[1]
    assert (defect.position_px, defect.offset_px) == (102.0, 4.0)  # rows 101 to 103, columns 2 to 6
    assert defect.position_mm == pytest.approx(102 * 2.0)
    assert defect.offset_mm == pytest.approx(2.0)
    assert defect.size_mm is not None
    assert (defect.size_mm.length, defect.size_mm.width, defect.size_mm.area) == (4.0, 2.0, 4.0)
    assert defect.edge_distance_mm is None


def test_an_encoder_is_believed_before_the_count_of_rows():
    line = Line(calibration=Calibration(1.0, 1.0))
    line.feed(rows(".", "3"), along_mm=12_000.0)
    assert line.known[1].position_mm == pytest.approx(12_001.5)
    line.feed(rows("3", "3", "3"), along_mm=12_010.0)  # the strip slipped: 8 mm more than the rows say
    assert line.known[1].position_mm == pytest.approx((12_001 + 12_013) / 2)


def test_without_a_calibration_mm_and_m_are_blank():
    line = Line()
    line.feed(rows("3"), along_mm=12_000.0)
    defect = line.known[1]
    assert (defect.size_mm, defect.position_mm, defect.offset_mm) == (None, None, None)


@pytest.mark.slow("ten seconds; shorter ones are merged in this file")
def test_a_scratch_through_2600_frames_is_one_defect_and_needs_no_more_memory():
    line = Line(calibration=Calibration(0.2, 0.5))
    held = []
    x = 20
    rng = np.random.default_rng(2)
    try:
        for i in range(2600):
            if i == 1400:
                tracemalloc.start()  # late: it slows everything down
            class_map = np.zeros((8, 64), np.uint8)
            x = int(np.clip(x + rng.integers(-1, 2), 1, 62))
            class_map[:, x : x + 1 + i % 2] = 3
            line.feed(class_map, score=0.75)
            if i in (2000, 2599):  # the first hundreds fill what Python itself keeps
                held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    defect = line.known[1]
    assert set(line.known) == {1}
    assert (defect.size_px.length, defect.size_px.area) == (20_800, 2600 * 12)
    assert defect.size_mm is not None
    assert defect.size_mm.length == pytest.approx(10_400)
    assert defect.score == pytest.approx(0.75)
    assert (defect.n_parts, len(defect.parts)) == (2600, MAX_PARTS)
    assert [part.frame_index for part in defect.parts] == [*range(MAX_PARTS - 1), 2599]
    assert held[1] - held[0] < 5_000  # bytes in 599 frames: 10 for each would show


def test_classes_and_minima_must_go_together():
    with pytest.raises(ValueError, match="4 classes and 2 minimum areas"):
        DefectRules(CLASS_NAMES, (0, 1), TABLE)


def test_a_raised_minimum_area_stops_new_specks_but_not_what_was_reported() -> None:
    line = Line()
    assert [d.defect_id for d in line.feed(rows("33......", "......33")).defects] == [1, 2]
    line.min_area_px = (0, 4, 4, 4)
    result = line.feed(rows("3.....3."))
    assert [d.defect_id for d in result.defects] == [2]  # it grew; the lone pixel is no defect


def test_nothing_is_joined_over_a_change_of_model_and_ids_go_on() -> None:
    line = Line()
    line.feed(rows("3.3."))
    line.generation = 1
    assert [d.defect_id for d in line.feed(rows("3...")).defects] == [3]
    assert line.known[1].n_parts == 1


# What a picture of the frame may show


def shown(result: MergeResult) -> list[int | None]:
    return [finding.defect_id for finding in result.findings]


def test_a_region_at_a_border_is_shown_as_soon_as_its_defect_is_recorded() -> None:
    line = Line(min_area_px=(0, 4, 4, 4))
    above = line.feed(rows("......", ".333.3"))  # three pixels and one, each less than the minimum
    assert shown(above) == [None, None]
    assert [finding.is_decided for finding in above.findings] == [False, False]
    below = line.feed(rows(".33...", "......"))
    assert shown(below) == [1]
    assert shown(above) == [1, None]  # the first is part of the defect now, the second has ended too small
    assert [finding.is_decided for finding in above.findings] == [True, True]


def test_a_region_of_an_absorbed_defect_belongs_to_the_one_that_stays() -> None:
    line = Line()
    first = line.feed(rows("3...3", "3...3"))
    assert shown(first) == [1, 2]
    line.feed(rows("33333"))
    assert shown(first) == [1, 1]


def test_at_the_end_everything_is_decided() -> None:
    line = Line(min_area_px=(0, 9, 9, 9))
    result = line.feed(rows("333"))
    assert not result.findings[0].is_decided
    line.merger.end()
    assert result.findings[0].is_decided
    assert shown(result) == [None]


# Between lanes


class TwoLanes:
    """A left lane of ``n_left`` columns at 0 mm and a right lane beside it, each with a scale of its own."""

    def __init__(
        self, n_left: int, left: Calibration, right: Calibration, *, tolerance_mm: float = 0.5,
        min_area_px: tuple[int, ...] = (0, 1, 1, 1), apart_mm: float = 0.0, max_apart_mm: float = 0.5,
    ) -> None:  # fmt: skip
        self.merger = DefectMerger([Seam(0, 1, tolerance_mm, max_apart_mm)])
        self.scales = (left, right)
        self.across_mm = (0.0, n_left * left.mm_per_px_across + apart_mm)
        self.n_fed, self.n_rows = [0, 0], [0, 0]
        self.min_area_px = min_area_px
        self.known: dict[int, Defect] = {}

    def feed(self, lane: int, class_map: ClassMap) -> MergeResult:
        height, width = class_map.shape
        scale = self.scales[lane]
        regions = find_regions(
            class_map, np.ones(class_map.shape, np.float32), min_area_px=self.min_area_px, keep_border=True,
            keep_sides=True,
        )  # fmt: skip
        along_mm = self.n_rows[lane] * scale.mm_per_px_along
        placement = Placement(lane, self.n_rows[lane], along_mm, self.across_mm[lane], scale)
        frame = FedFrame(self.n_fed[lane], height, width, f"lane {lane} frame {self.n_fed[lane]}")
        rules = DefectRules(CLASS_NAMES, self.min_area_px, TABLE)
        result = self.merger.feed(frame, placement, regions, rules, is_continuous=True)
        self.n_fed[lane] += 1
        self.n_rows[lane] += height
        for gone, _into in result.absorbed:
            del self.known[gone]
        self.known |= {defect.defect_id: defect for defect in result.defects}
        return result


def test_a_scratch_across_two_lanes_of_one_scale_is_one_defect_with_the_size_of_the_whole() -> None:
    scale = Calibration(0.5, 2.0)
    lanes = TwoLanes(4, scale, scale)
    lanes.feed(0, rows("....", "..33", "...."))
    assert [defect.lanes for defect in lanes.known.values()] == [(0,)]
    result = lanes.feed(1, rows("....", "333.", "...."))
    (defect,) = lanes.known.values()
    assert (result.absorbed, defect.defect_id, defect.lanes, defect.n_parts) == ((), 1, (0, 1), 2)
    whole = Line(calibration=scale)
    whole.feed(rows("........", "..33333.", "........"), score=1.0)
    assert facts(defect) == facts(whole.known[1])


@pytest.mark.parametrize(("apart_mm", "n_defects"), [(0.5, 1), (-0.5, 1), (0.75, 2), (-0.75, 2), (40.0, 2)])
@pytest.mark.parametrize("first", [0, 1])
def test_lanes_that_do_not_meet_are_not_joined(apart_mm: float, n_defects: int, first: int) -> None:
    scale = Calibration(0.5, 2.0)
    lanes = TwoLanes(4, scale, scale, apart_mm=apart_mm)
    drawn = (rows("....", "..33", "...."), rows("....", "333.", "...."))
    for lane in (first, 1 - first):
        lanes.feed(lane, drawn[lane])
    assert len(lanes.known) == n_defects
    assert list(lanes.merger.apart_mm.values()) == ([apart_mm] if n_defects == 2 else [])
    assert lanes.merger.has_seam(0) == lanes.merger.has_seam(1) == (n_defects == 1)


def test_what_waited_for_a_neighbour_that_does_not_meet_its_lane_waits_no_more() -> None:
    scale = Calibration(1.0, 1.0)
    lanes = TwoLanes(3, scale, scale, min_area_px=(0, 4, 4, 4), apart_mm=5.0)
    left = lanes.feed(0, rows("...", "..3", "..."))
    assert not left.findings[0].is_decided
    lanes.feed(1, rows("..."))  # has not passed it yet
    assert left.findings[0].is_decided


def facts_mm(defect: Defect) -> tuple[object, ...]:
    """What a reader knows of it on the piece, whichever lane saw it."""
    assert defect.size_mm is not None
    sizes = (getattr(defect.size_mm, field.name) for field in fields(defect.size_mm))
    numbers = (defect.position_mm, defect.offset_mm, *sizes)
    return (defect.class_index, *(-1e9 if number is None else round(number, 6) + 0.0 for number in numbers))


@settings(deadline=None, max_examples=50)
@given(
    st.tuples(st.integers(1, 12), st.integers(2, 8)).flatmap(
        lambda shape: arrays(np.uint8, shape, elements=st.sampled_from([0, 0, 0, 1, 1, 2]))
    ),
    st.data(),
)
def test_cut_into_two_lanes_and_frames_at_any_moment_gives_the_defects_of_the_whole(class_map, data) -> None:
    height, width = class_map.shape
    column = data.draw(st.integers(1, width - 1))
    scale = Calibration(0.25, 0.5)
    lanes = TwoLanes(column, scale, scale, tolerance_mm=1e-6)
    waiting = []
    for lane, part in enumerate((class_map[:, :column], class_map[:, column:])):
        cuts = data.draw(st.sets(st.integers(1, height)))
        waiting.append([(lane, cut) for cut in np.split(part, sorted(row for row in cuts if row < height))])
    while any(waiting):  # frames of two cameras come in any order
        lane = data.draw(st.sampled_from([lane for lane, left in enumerate(waiting) if left]))
        lanes.feed(*waiting[lane].pop(0))
    whole = Line(calibration=scale)
    whole.feed(class_map)
    assert sorted(map(facts_mm, lanes.known.values())) == sorted(map(facts_mm, whole.known.values()))


def test_lanes_of_two_scales_are_joined_in_millimetres() -> None:
    lanes = TwoLanes(4, Calibration(1.0, 2.0), Calibration(0.5, 1.0))
    lanes.feed(1, rows("......", "......", "2.....", "2.....", "......", "......"))  # 2 to 4 mm along
    lanes.feed(0, rows("....", "...2", "...."))  # 2 to 4 mm along, its right edge at 4 mm
    (defect,) = lanes.known.values()
    assert defect.size_mm is not None
    assert (defect.size_mm.length, defect.size_mm.width) == (pytest.approx(2.0), pytest.approx(1.5))
    assert defect.size_mm.area == pytest.approx(1 * 2.0 + 2 * 0.5)
    assert (defect.position_mm, defect.offset_mm) == (pytest.approx(3.0), pytest.approx(3.75))
    assert (defect.size_px.length, defect.size_px.width) == (pytest.approx(1.0), pytest.approx(1.5))  # of lane 0


@pytest.mark.parametrize(
    ("right", "is_joined"),
    [
        (("....", "3...", "...."), True),
        (("3...", "....", "...."), True),  # the next row touches at its corner
        (("....", ".3..", "...."), False),  # not at the side
        (("....", "1...", "...."), False),  # another class
        (("....", "....", "....", "3..."), False),  # a row between them
    ],
)
def test_what_touches_over_a_seam_is_decided_by_class_and_position(right, is_joined) -> None:
    scale = Calibration(1.0, 1.0)
    lanes = TwoLanes(3, scale, scale)
    lanes.feed(0, rows("...", "..3", "...", "..."))
    lanes.feed(1, rows(*right))
    assert (len(lanes.known) == 1) == is_joined


def test_a_defect_that_goes_from_lane_to_lane_and_back_is_one() -> None:
    """A U over the seam: its legs begin in both lanes and meet in the right one only in the second frame."""
    scale = Calibration(1.0, 1.0)
    lanes = TwoLanes(3, scale, scale)
    first = lanes.feed(0, rows("3.3", "3..", "3.."))
    assert sorted(lanes.known) == [1, 2]
    lanes.feed(1, rows("3.3", "..3", "..3"))  # the upper bar crosses the seam
    assert sorted(lanes.known) == [1, 2, 3]
    lanes.feed(0, rows("333"))
    result = lanes.feed(1, rows("333"))
    assert sorted(lanes.known) == [1, 2]  # the right leg joined over the lower bar
    assert result.absorbed == ((3, 1),)
    assert lanes.known[1].lanes == (0, 1)
    assert shown(first) == [1, 2]


def test_what_the_other_lane_has_passed_is_decided_and_forgotten() -> None:
    scale = Calibration(1.0, 1.0)
    lanes = TwoLanes(3, scale, scale, min_area_px=(0, 4, 4, 4))
    left = lanes.feed(0, rows("...", "..3", "...", "..."))
    assert not left.findings[0].is_decided
    lanes.feed(1, rows("...", "..."))
    assert not left.findings[0].is_decided  # 2 mm passed: its lower edge, within the tolerance
    lanes.feed(1, rows("...", "..."))
    assert left.findings[0].is_decided
    assert shown(left) == [None]


def test_rows_that_were_not_inspected_free_what_waits_for_them() -> None:
    scale = Calibration(1.0, 1.0)
    lanes = TwoLanes(3, scale, scale, min_area_px=(0, 4, 4, 4))
    left = lanes.feed(0, rows("...", "..3", "...", "..."))
    lanes.merger.skip(1, along_mm=4.0)
    assert left.findings[0].is_decided


def test_lanes_without_a_scale_are_not_joined() -> None:
    merger = DefectMerger([Seam(0, 1, 1.0, 1.0)])
    rules = DefectRules(CLASS_NAMES, (0, 1, 1, 1), TABLE)
    found = []
    for lane, drawn in enumerate((rows("..3"), rows("3.."))):
        regions = find_regions(drawn, np.ones(drawn.shape, np.float32), min_area_px=(0, 1, 1, 1), keep_sides=True)
        found += merger.feed(FedFrame(0, 1, 3), Placement(lane), regions, rules, is_continuous=True).defects
    assert [defect.lanes for defect in found] == [(0,), (1,)]
