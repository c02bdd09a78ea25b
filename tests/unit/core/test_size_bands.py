"""Bands of defect sizes: edges belong to the band above, sizes are sides of squares."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.core.size_bands import SizeBands


def test_an_edge_belongs_to_the_band_above():
    areas = np.array([1, 15, 16, 99, 100, 5000])  # sides 1, 3.87, 4, 9.95, 10 and 70.7
    assert SizeBands((4, 10)).of(areas).tolist() == [0, 0, 1, 1, 2, 2]
    assert SizeBands((4, 10)).names == ("below 4 px", "4 to 10 px", "10 px or more")


def test_with_a_calibration_sides_are_mm():
    bands = SizeBands((2.0,), Calibration(mm_per_px_across=0.5, mm_per_px_along=0.25))  # 1/8 mm² a pixel
    assert bands.of(np.array([31, 32])).tolist() == [0, 1]
    assert bands.names == ("below 2 mm", "2 mm or more")


def test_without_edges_there_is_one_band():
    assert SizeBands().of(np.array([1, 10_000])).tolist() == [0, 0]
    assert SizeBands().names == ("all sizes",)


@pytest.mark.parametrize("edges", [(0.0,), (-1.0, 2.0), (4.0, 4.0), (4.0, 2.0), (float("nan"),)])
def test_edges_that_do_not_rise_are_refused(edges):
    with pytest.raises(ValueError, match="rise from above 0"):
        SizeBands(edges)
