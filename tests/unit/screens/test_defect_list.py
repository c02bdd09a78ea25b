"""Defects in the order and by the filter that somebody chose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.classes import DefectClass
from inspector.core.defect import Severity
from inspector.screens.defect_list import SEVERITIES, Column, DefectFilter, DefectList, DefectSort
from inspector.screens.live import DefectRow

CLASSES = [DefectClass.with_default_look(index + 1, name) for index, name in enumerate(("pits", "Äste", "scratch"))]


def row(
    number: int, class_index: int = 0, along: float = 0.0, extent: tuple[float, float] = (1.0, 1.0),
    severity: Severity = Severity.NONE, score: float = 0.5, file: str = "",
) -> DefectRow:  # fmt: skip
    size = f"{extent[0]:.1f} × {extent[1]:.1f} mm"
    return DefectRow(
        number, CLASSES[class_index], f"{along:.3f} m", size, severity, score, along, 0.0, 0.0, 0.0, extent, file
    )


ROWS = [
    row(1, 2, 3.0, (9.0, 1.0), Severity.MAJOR, 0.9, "b/frame_2.png"),
    row(2, 0, 1.0, (10.0, 1.0), Severity.MINOR, 0.7, "b/frame_1.png"),
    row(3, 1, 2.0, (10.0, 2.0), Severity.MAJOR, 0.8, "a.png"),
    row(4, 0, 12.0, (2.0, 2.0), Severity.CRITICAL, 0.6, "c.png"),
]


def shown(defects: DefectList, column: Column | None = None, *, falls: bool = False, **wanted: object) -> list[int]:
    order = defects.order(DefectSort(column, falls), DefectFilter(**wanted))  # type: ignore[arg-type]
    return [defects.rows[place].defect_id for place in order]


@pytest.fixture
def defects() -> DefectList:
    made = DefectList()
    made.set(ROWS)
    return made


def test_at_first_the_newest_is_on_top(defects: DefectList) -> None:
    assert shown(defects) == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("column", "rising"),
    [
        (Column.DEFECT_ID, [1, 2, 3, 4]),
        (Column.POSITION, [2, 3, 1, 4]),  # 12 m after 3 m: numbers, not texts
        (Column.CLASS, [4, 2, 1, 3]),  # alike: newest first
        (Column.SIZE, [4, 1, 2, 3]),  # 9 before 10, and of two of 10 the narrower first
        (Column.SEVERITY, [2, 3, 1, 4]),
        (Column.SCORE, [4, 2, 3, 1]),
        (Column.FILE, [3, 2, 1, 4]),
    ],
)
def test_each_column_sorts_by_what_it_means(defects: DefectList, column: Column, rising: list[int]) -> None:
    assert shown(defects, column) == rising
    falling = shown(defects, column, falls=True)
    assert sorted(falling) == [1, 2, 3, 4]
    if column in (Column.DEFECT_ID, Column.POSITION, Column.SIZE, Column.SCORE, Column.FILE):  # no two are alike
        assert falling == rising[::-1]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "SCRATCH"}, [1]),
        ({"text": "äste"}, [3]),
        ({"text": "b/ 10.0"}, [2]),  # both words, anywhere
        ({"text": "  "}, [4, 3, 2, 1]),
        ({"text": "nowhere"}, []),
        ({"class_name": "pits"}, [4, 2]),
        ({"class_name": "never met"}, []),
        ({"min_severity": Severity.MAJOR}, [4, 3, 1]),
        ({"min_severity": Severity.CRITICAL, "class_name": "pits"}, [4]),
    ],
)
def test_a_filter_leaves_what_fits(defects: DefectList, wanted: dict[str, object], found: list[int]) -> None:
    assert shown(defects, **wanted) == found


def test_a_changed_defect_is_found_by_what_it_is_now(defects: DefectList) -> None:
    assert defects.upsert([replace(ROWS[0], severity=Severity.CRITICAL, file="new.png"), row(5, 1)]) == (1, [0])
    assert shown(defects, text="new.png") == [1]
    assert shown(defects, text="frame_2") == []
    assert shown(defects, min_severity=Severity.CRITICAL) == [4, 1]
    assert defects.upsert([ROWS[1]]) == (0, [])  # as it was


def test_what_is_removed_is_gone_and_the_others_stay(defects: DefectList) -> None:
    assert defects.remove([2, 77])
    assert not defects.remove([2])
    assert shown(defects, Column.POSITION) == [3, 1, 4]
    assert defects.place_of(4) == 2
    assert shown(defects, text="c.png") == [4]
    assert defects.class_names() == ["pits", "scratch", "Äste"]


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.floats(0, 100), st.sampled_from(SEVERITIES), st.floats(0, 1)), max_size=40
    ),
    st.sampled_from([Column.POSITION, Column.SEVERITY, Column.SCORE]),
    st.booleans(),
    st.sampled_from(SEVERITIES),
)
def test_like_python_does_it(
    facts: list[tuple[int, float, Severity, float]], column: Column, falls: bool, least: Severity
) -> None:
    rows = [row(n, index, along, (1, 1), severity, score) for n, (index, along, severity, score) in enumerate(facts)]
    defects = DefectList()
    for first in range(0, len(rows), 7):
        defects.upsert(rows[first : first + 7])
    key = {Column.POSITION: lambda r: r.along, Column.SEVERITY: lambda r: SEVERITIES.index(r.severity),
           Column.SCORE: lambda r: r.score}[column]  # fmt: skip
    fitting = [one for one in reversed(rows) if SEVERITIES.index(one.severity) >= SEVERITIES.index(least)]
    expected = sorted(fitting, key=lambda r: -key(r) if falls else key(r))  # stable: newest first among equals
    assert shown(defects, column, falls=falls, min_severity=least) == [one.defect_id for one in expected]
    assert np.array_equal(defects.order(DefectSort(), DefectFilter()), np.arange(len(rows))[::-1])
