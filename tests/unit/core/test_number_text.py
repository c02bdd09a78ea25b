from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.number_text import number_in_field, typed_number


@pytest.mark.parametrize(
    ("typed", "value"), [("12.5", 12.5), ("12,5", 12.5), (" 3 ", 3.0), (".5", 0.5), ("−2", -2.0), ("7,", 7.0)]
)
def test_a_point_and_a_comma_are_both_a_decimal_sign(typed: str, value: float):
    assert typed_number(typed) == value


@pytest.mark.parametrize(
    "typed", ["", "1.234,5", "1 000", "1,000,000", "nan", "inf", "1e3", "0x1", "٣", "5 mm", "9" * 41]
)
def test_what_could_mean_two_things_or_nothing_is_refused(typed: str):
    with pytest.raises(ValueError, match="is no number"):
        typed_number(typed)


@given(st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 6)))
def test_what_a_field_shows_is_read_as_the_same_number(value: float):
    assert typed_number(number_in_field(value)) == pytest.approx(value, abs=1e-6)
