"""What ``inspector run`` says about severities at its end."""

from __future__ import annotations

import pytest

from inspector.commands.run import severity_line


@pytest.mark.parametrize(
    ("scale", "needs", "is_example", "line"),
    [
        (None, True, True, "By severity (example table 2): major 1, Not graded: no calibration 3"),
        (None, False, False, "By severity (table 2): major 1, none 3"),
        ({"mm_per_px_across": 1.0}, True, False, "By severity (table 2): major 1, none 3"),
    ],
)
def test_a_severity_that_could_not_be_judged_is_not_called_none(
    scale: object, needs: bool, is_example: bool, line: str
) -> None:
    table = {"version": 2, "is_example": is_example, "needs_calibration": needs}
    assert severity_line({"none": 3, "major": 1}, {"mm_per_px": scale, "severity_table": table}) == line
