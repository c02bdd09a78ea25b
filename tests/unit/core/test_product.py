"""What was inspected of a frame: masks and shares counted by hand; what a plant writes, and what it may not."""

from __future__ import annotations

import re

import numpy as np
import pytest

from inspector.core.product import (
    Beside,
    EdgePoint,
    KeptRows,
    ProductMode,
    ProductRegion,
    ProductSettings,
    columns_at,
    whole_frame,
)

LEFT = (EdgePoint(0.0, 2.0), EdgePoint(4.0, 3.0))
REGION = ProductRegion(4, 10, LEFT, None, (KeptRows(0, 1, 10), KeptRows(2, 2, 10)))


def test_the_mask_holds_the_rows_up_to_the_next_entry() -> None:
    expected = np.ones((4, 10), bool)
    expected[:, 0] = False
    expected[2:, 1] = False
    assert np.array_equal(REGION.mask(), expected)
    assert REGION.masked_share == pytest.approx(6 / 40)
    assert not REGION.is_whole
    assert REGION.kept_at(np.array([0, 1, 2, 3])) == [(1, 10), (1, 10), (2, 10), (2, 10)]


def test_the_width_reaches_to_the_border_where_there_is_no_edge() -> None:
    assert REGION.width_px == 7.5  # from 2.5, at the middle row
    assert REGION.columns == (2, 10)
    assert whole_frame(4, 10).width_px == 10
    assert whole_frame(4, 10).is_whole


def test_an_edge_goes_straight_from_point_to_point_and_on() -> None:
    edge = (EdgePoint(0.0, 2.0), EdgePoint(10.0, 4.0), EdgePoint(20.0, 4.0))
    assert columns_at(edge, np.array([-5.0, 0.0, 5.0, 15.0, 30.0])).tolist() == [1.0, 2.0, 3.0, 4.0, 4.0]
    assert columns_at(edge[:1], np.array([-5.0, 7.0])).tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whole", ProductSettings(margin_px=9)),
        ("edges", ProductSettings(ProductMode.EDGES, margin_px=9)),
        (" edges:lighter", ProductSettings(ProductMode.EDGES, Beside.LIGHTER, 9)),
        ("400..1600", ProductSettings(ProductMode.COLUMNS, margin_px=9, first_column=400, end_column=1600)),
    ],
)
def test_what_is_typed_is_understood(text: str, expected: ProductSettings) -> None:
    assert ProductSettings.parse(text, 9) == expected


@pytest.mark.parametrize("text", ["", "all", "edges:black", "whole:darker", "9..3", "4", "a..b", "-3..9"])
def test_what_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ProductSettings.parse(text)


@pytest.mark.parametrize("text", ["400..", "..400", "a..b", "edges:foo", "1_0..20", "whole:darker"])
def test_what_is_misspelt_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(
        ValueError, match=f"^“{re.escape(text)}” is neither whole, edges, edges:lighter nor two columns"
    ):
        ProductSettings.parse(text)


def test_a_margin_is_no_debt() -> None:
    with pytest.raises(ValueError, match="margin"):
        ProductSettings(margin_px=-1)
