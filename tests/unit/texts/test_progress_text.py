from __future__ import annotations

import pytest

from inspector.texts.balance import band_text
from inspector.texts.progress import progress_text


@pytest.mark.parametrize(
    ("total", "seconds_left", "shown"),
    [
        (None, None, "Reading strip"),
        (1344, None, "Reading strip · 312 of 1\u202f344"),
        (1344, 0.9, "Reading strip · 312 of 1\u202f344"),
        (1344, 1.2, "Reading strip · 312 of 1\u202f344 · 1 s left"),
        (1344, 89.4, "Reading strip · 312 of 1\u202f344 · 89 s left"),
        (1344, 89.6, "Reading strip · 312 of 1\u202f344 · 1 min left"),
        (1344, 600.0, "Reading strip · 312 of 1\u202f344 · 10 min left"),
        (1344, 7199.0, "Reading strip · 312 of 1\u202f344 · 120 min left"),
        (1344, 7560.0, "Reading strip · 312 of 1\u202f344 · 2.1 h left"),
    ],
)
def test_work_tells_how_far_it_is_and_how_long_it_takes(total: int | None, seconds_left: float | None, shown: str):
    assert progress_text("Reading strip", 312, total, seconds_left) == shown


@pytest.mark.parametrize(
    ("edges", "names"),
    [
        ((), ["crack"]),
        ((15.0,), ["crack, below 15 px", "crack, 15 px or more"]),
        (
            (4.0, 10.5, 20.0),
            ["crack, below 4 px", "crack, 4 to 10.5 px", "crack, 10.5 to 20 px", "crack, 20 px or more"],
        ),
    ],
)
def test_bands_of_sizes_are_named_by_their_edges(edges: tuple[float, ...], names: list[str]):
    assert [band_text("crack", edges, band, "px") for band in range(len(edges) + 1)] == names
