"""A lane whose light changes: for one frame, and for good; and a frame whose file broke off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pipeline_samples import NOON

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code
from inspector.core.product import Beside, ProductMode, ProductSettings
from inspector.pipeline.product_finder import N_FAINTER, ProductFinder
from tests.product_frames import product_frame

EDGES = ProductSettings(ProductMode.EDGES, margin_px=12)


def rail(level: float, beside: float = 5.0) -> Frame:
    pixels = product_frame(100, 190, height=128, width=320, level=level, beside=beside)
    return Frame(0, "frame 000000", pixels, NOON, 0.0)


def codes(finder: ProductFinder, given: list[Frame]) -> list[Code | None]:
    looked_at = [finder.look(frame)[0] for frame in given]
    return [item.reason.code if isinstance(item, MissedFrame) else None for item in looked_at]


def test_one_bright_frame_costs_no_other() -> None:
    finder = ProductFinder(EDGES, goes_on=True)
    assert codes(finder, [*[rail(60)] * 3, rail(240, 70), *[rail(60)] * 12]) == [None] * 16


def test_a_bright_first_frame_costs_a_few_and_not_the_lane() -> None:
    finder = ProductFinder(EDGES, goes_on=True)
    missed = [Code.FRAME_NO_PRODUCT] * (N_FAINTER - 1)
    assert codes(finder, [rail(240), *[rail(55)] * 12]) == [None, *missed, *[None] * (13 - N_FAINTER)]


def test_something_fainter_for_a_while_is_not_taken_for_the_rail() -> None:
    finder = ProductFinder(EDGES, goes_on=True)
    faint, gone = rail(30, 6), rail(30, 30)
    given = [rail(180), *[faint] * (N_FAINTER - 1), gone, *[faint] * (N_FAINTER - 1), rail(180)]
    assert codes(finder, given) == [None, *[Code.FRAME_NO_PRODUCT] * (len(given) - 2), None]


def test_an_empty_light_table_is_never_taken_for_the_strip_however_long_it_is_seen() -> None:
    finder = ProductFinder(replace(EDGES, beside=Beside.LIGHTER), goes_on=True)
    given = [rail(80, 210), *[rail(205, 205)] * (2 * N_FAINTER), rail(80, 210)]
    assert codes(finder, given) == [None, *[Code.FRAME_NO_PRODUCT] * (2 * N_FAINTER), None]


def test_rows_that_a_file_never_held_do_not_cost_the_rest() -> None:
    whole = rail(80, 210)
    pixels = whole.pixels.copy()
    pixels[40:] = 0
    broken = replace(whole, pixels=pixels, blank_rows=(40, 128))
    item, product = ProductFinder(replace(EDGES, beside=Beside.LIGHTER), goes_on=False).look(broken)
    assert item is broken
    assert product is not None
    first, last = np.flatnonzero(product.mask()[:40].any(axis=0))[[0, -1]]
    assert (abs(first - 88) <= 2, abs(last - 201) <= 2) == (True, True)
