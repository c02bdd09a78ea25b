from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.texts import formats

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (999, "999"), (1344, f"1{NARROW}344"), (-1234567, f"-1{NARROW}234{NARROW}567")]
)
def test_thousands_are_parted_by_a_narrow_space(value: int, shown: str):
    assert formats.number(value) == shown


def test_a_decimal_has_so_many_digits_after_the_point():
    assert formats.decimal(1344.26, 1) == f"1{NARROW}344.3"
    assert formats.decimal(0.5, 2) == "0.50"
    assert formats.decimal(-0.5, 2) == "-0.50"


@given(st.floats(-4e-3, 4e-3), st.integers(0, 2))
def test_nothing_has_no_sign(value: float, n_digits: int):
    assert formats.decimal(value, n_digits) == formats.decimal(0.0, n_digits)


@pytest.mark.parametrize(
    ("value", "shown"), [("a", "a"), (3, "3"), (3.0, "3"), (0.5, "0.5"), (100.0, "100"), (1000.04, f"1{NARROW}000")]
)
def test_a_value_in_a_sentence_has_no_zero_at_its_end(value: str | int | float, shown: str):
    assert formats.plain(value) == shown


def test_units_follow_their_number():
    assert formats.length_px(41202.4) == f"41{NARROW}202 px"
    assert formats.area_px(41202) == f"41{NARROW}202 px"
    assert formats.area_mm2(1234.5) == f"1{NARROW}234 mm²"
    assert formats.length_m(312.44) == "312.4 m"
    assert formats.length_m(1311.8213, 3) == f"1{NARROW}311.821 m"
    assert formats.size(4.13, 0.28, "mm", 1) == "4.1 × 0.3 mm"
    assert formats.speed(1.5) == "1.50 m/s"
    assert formats.rate(24) == "24.0 fps"
    assert formats.milliseconds(12.4) == "12 ms"
    assert formats.percent(0.253) == "25 %"


@pytest.mark.parametrize(
    ("text", "n_digits", "value"),
    [("12.5", 1, 12.5), ("12,5", 1, 12.5), ("-0,5", 1, -0.5), ("-,5", 1, -0.5), (",5", 1, 0.5), ("7.", 1, 7.0),
     ("1234", 0, 1234.0), (" 3 ", 0, 3.0), ("1,234", 3, 1.234),
     ("1,234", 1, None), ("1.2", 0, None), ("1.234,5", 2, None), ("1 234", 0, None), ("1\u202f234", 0, None),
     ("", 1, None), (".", 1, None), ("-", 1, None), ("1e3", 3, None), ("nan", 3, None), ("²", 1, None)],
)  # fmt: skip
def test_both_separators_are_read_and_what_may_mean_two_things_is_refused(
    text: str, n_digits: int, value: float | None
) -> None:
    assert formats.read_decimal(text, n_digits) == value
