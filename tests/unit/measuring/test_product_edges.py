"""Edges of a rail or strip on frames whose edges are known, and on real rails where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.product import (
    Beside,
    Blind,
    Edge,
    NoProduct,
    ProductMode,
    ProductRegion,
    ProductSettings,
    column_at,
    columns_at,
)
from inspector.measuring.product import find_product
from inspector.sources.synthetic import EVALUATION_SEEDS, Surface, SyntheticStrip
from inspector.store.product_code import decode, encode
from tests.product_frames import product_frame

EDGES = ProductSettings(ProductMode.EDGES, margin_px=16)
NARROW = ProductSettings(ProductMode.EDGES, margin_px=4)
LIGHTER = ProductSettings(ProductMode.EDGES, Beside.LIGHTER, 16)


def found(
    pixels: np.ndarray,
    bits: int = 8,
    wanted: ProductSettings = EDGES,
    before: ProductRegion | None = None,
    blank_rows: tuple[int, int] = (0, 0),
) -> ProductRegion:
    region = find_product(pixels, bits, wanted, before, blank_rows)
    assert isinstance(region, ProductRegion)
    return region


def worst_px(edge: Edge | None, expected: float | Callable[[np.ndarray], np.ndarray], height: int = 512) -> float:
    """The largest distance of an edge from where it really is, over all rows."""
    assert edge is not None
    rows = np.arange(height) + 0.5
    return float(np.abs(columns_at(edge, rows) - (expected(rows) if callable(expected) else expected)).max())


def why(
    pixels: np.ndarray, bits: int = 8, wanted: ProductSettings = EDGES, before: ProductRegion | None = None
) -> Blind:
    region = find_product(pixels, bits, wanted, before)
    assert isinstance(region, NoProduct)
    return region.why


@settings(deadline=None, max_examples=12)
@given(
    left=st.floats(60, 250), width=st.floats(40, 300), drift=st.floats(-20, 20), level=st.floats(50, 220),
    beside=st.floats(0, 20), noise=st.floats(1, 6), seed=st.integers(0, 99),
)  # fmt: skip
def test_straight_edges_are_found_to_half_a_pixel_whatever_light_tilt_and_noise(
    left: float, width: float, drift: float, level: float, beside: float, noise: float, seed: int
) -> None:
    pixels = product_frame(
        lambda rows: left + drift * rows / 512, lambda rows: left + width + drift * rows / 512,
        level=level, beside=beside, noise=noise, seed=seed,
    )  # fmt: skip
    region = found(pixels)
    assert worst_px(region.left, lambda rows: left + drift * rows / 512) <= 0.5
    assert worst_px(region.right, lambda rows: left + width + drift * rows / 512) <= 0.5
    assert region.confidence == 1.0


@pytest.mark.parametrize("bits", [8, 10, 12, 16])
def test_deep_frames_give_the_same_edges(bits: int) -> None:
    region = found(product_frame(200.3, 410.8, bits=bits), bits)
    assert worst_px(region.left, 200.3) <= 0.5
    assert worst_px(region.right, 410.8) <= 0.5
    assert region.level == pytest.approx(90 / 255, abs=0.01)


def test_colour_and_a_lighter_table_beside() -> None:
    grey = product_frame(200.3, 410.8, level=80, beside=210)
    region = found(np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2)), wanted=LIGHTER)
    assert worst_px(region.left, 200.3) <= 0.5
    assert worst_px(region.right, 410.8) <= 0.5


@settings(deadline=None, max_examples=5)
@given(seed=st.integers(0, 99), left=st.floats(80, 200))
def test_a_mirrored_and_an_upturned_frame_have_mirrored_and_upturned_edges(seed: int, left: float) -> None:
    pixels = product_frame(lambda rows: left + rows / 40, lambda rows: left + 230 - rows / 60, seed=seed)
    region = found(pixels)
    rows = np.linspace(0, 512, 9)
    assert region.left is not None
    assert region.right is not None
    mirrored, upturned = found(np.ascontiguousarray(pixels[:, ::-1])), found(np.ascontiguousarray(pixels[::-1]))
    assert mirrored.left is not None
    assert upturned.left is not None
    assert columns_at(mirrored.left, rows) == pytest.approx(640 - columns_at(region.right, rows), abs=0.05)
    assert columns_at(upturned.left, rows) == pytest.approx(columns_at(region.left, 512 - rows), abs=0.05)
    assert mirrored.masked_share == pytest.approx(region.masked_share, abs=0.002)


def test_a_rail_that_sways_is_followed_along_a_long_frame() -> None:
    def sway(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return 300 + 12 * np.sin(rows / 700)

    pixels = product_frame(sway, lambda rows: sway(rows) + 150, height=4096)
    region = found(pixels)
    assert worst_px(region.left, sway, 4096) <= 4.0  # the straight stretches of a curve
    mask = region.mask()
    rows, columns = np.nonzero(pixels > 50)
    assert mask[rows, columns].all()
    assert region.masked_share > 0.6


def test_a_notch_at_the_edge_is_product_and_the_line_runs_on_over_it() -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[200:330, 200:245] = 8  # spalled off: a quarter of the rows, 45 px deep
    region = found(pixels)
    assert worst_px(region.left, 200.0) <= 0.5
    assert region.mask()[200:330, 190:245].all()


def test_what_sticks_out_is_kept_with_its_margin() -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[250:270, 400:428] = 95  # a lip at the right edge, thinner than a band of rows
    region = found(pixels)
    assert worst_px(region.right, 400.0) <= 0.5
    assert region.mask()[250:270, 400:428].all()
    assert not region.mask()[:, 450:].any()


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (slice(240, 288), slice(40, 400)),  # a flap: 160 px, three times as far as an edge sways
        (slice(240, 288), slice(0, 400)),  # to the frame's border
        (slice(320, 512), slice(60, 540)),  # a collar on both sides, up to the frame's last row
    ],
    ids=["flap", "to the border", "collar"],
)
def test_what_sticks_out_further_than_an_edge_sways_is_kept_to_its_end(rows: slice, columns: slice) -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[rows, columns] = 95
    mask = found(pixels).mask()
    assert mask[rows, columns].all()
    assert not mask[:200, :150].any()
    assert not mask[:, :20].any() or columns.start == 0


def test_a_product_that_ends_in_a_point_keeps_what_may_be_recorded() -> None:
    taper = lambda rows: np.maximum(0.0, 200 - rows / 2)  # noqa: E731
    pixels = product_frame(lambda rows: 320 - taper(rows), lambda rows: 320 + taper(rows), height=640)
    region = found(pixels, wanted=ProductSettings(ProductMode.EDGES, margin_px=0))
    assert all(0 <= each.first_column <= each.end_column <= 640 for each in region.kept)
    assert np.array_equal(decode(encode(region)).mask(), region.mask())


@pytest.mark.parametrize(
    ("wanted", "level", "beside"), [(EDGES, 90.0, 8.0), (LIGHTER, 80.0, 210.0)], ids=["darker", "lighter"]
)
@pytest.mark.parametrize("blank_rows", [(112, 512), (500, 512), (0, 301)], ids=["most", "last", "first"])
def test_blank_rows_have_no_say(
    wanted: ProductSettings, level: float, beside: float, blank_rows: tuple[int, int]
) -> None:
    pixels = product_frame(200.3, 410.8, level=level, beside=beside)
    pixels[slice(*blank_rows)] = 0
    region = found(pixels, wanted=wanted, blank_rows=blank_rows)
    assert worst_px(region.left, 200.3) <= 1.0
    assert worst_px(region.right, 410.8) <= 1.0
    assert (region.height, region.kept[0].first_row, region.confidence) == (512, 0, 1.0)
    assert region.level == pytest.approx(level / 255, abs=0.02)
    kept = np.flatnonzero(region.mask().any(axis=0))
    assert abs(kept[0] - 184) <= 2
    assert abs(kept[-1] - 426) <= 2


def test_a_frame_that_is_blank_throughout_shows_nothing() -> None:
    nothing = find_product(np.zeros((512, 640), np.uint8), 8, EDGES, None, (0, 512))
    assert nothing == NoProduct(Blind.DARK)


def test_rows_up_to_the_first_blank_one_have_their_say_and_their_reason() -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[484:500, 400:460] = 95
    pixels[500:] = 0
    assert found(pixels, blank_rows=(500, 512)).mask()[484:500, 400:460].all()
    pixels[:500] = 255
    assert find_product(pixels, 8, EDGES, None, (300, 512)) == NoProduct(Blind.SATURATED)
    pixels[300:] = 0
    assert find_product(pixels, 8, EDGES, None, (300, 512)) == NoProduct(Blind.SATURATED)


def test_levels_are_shares_of_full_scale_whatever_lies_beside() -> None:
    darker, lighter = found(product_frame(200, 400)), found(product_frame(200, 400, level=80, beside=210), 8, LIGHTER)
    assert (darker.level, darker.beside) == (pytest.approx(90 / 255, abs=0.01), pytest.approx(8 / 255, abs=0.01))
    assert (lighter.level, lighter.beside) == (pytest.approx(80 / 255, abs=0.01), pytest.approx(210 / 255, abs=0.01))
    full = found(product_frame(0, 640, level=85), 8, LIGHTER, lighter)
    assert (full.level, full.beside) == (pytest.approx(85 / 255, abs=0.01), lighter.beside)


def test_the_margin_lies_outside_the_edges() -> None:
    region = found(product_frame(200.0, 400.0, noise=1.0))
    kept = np.flatnonzero(region.mask().any(axis=0))
    assert abs(kept[0] - 184) <= 2
    assert abs(kept[-1] - 415) <= 2
    assert region.width_px == pytest.approx(200.0, abs=0.5)
    assert region.masked_share == pytest.approx(1 - 232 / 640, abs=0.01)


@pytest.mark.parametrize("rows", [slice(0, 60), slice(230, 300), slice(440, 512)], ids=["top", "middle", "bottom"])
def test_a_gap_between_two_rails_breaks_no_edge(rows: slice) -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[rows] = product_frame(0, 0, height=rows.stop - rows.start, seed=5)
    region = found(pixels)
    assert worst_px(region.left, 200.0) <= 0.5
    assert worst_px(region.right, 400.0) <= 0.5
    assert region.mask()[:, 200:400].all()  # the gap is inspected: its ends are what breaks
    assert region.confidence < 1


def test_a_shadow_along_the_rail_does_not_part_it() -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[:, 270:330] = 8
    region = found(pixels)
    assert worst_px(region.left, 200.0) <= 0.5
    assert worst_px(region.right, 400.0) <= 0.5


@pytest.mark.parametrize("is_right", [False, True], ids=["left half", "right half"])
def test_half_a_frame_of_product_has_one_edge(is_right: bool) -> None:
    pixels = product_frame(320.4, 640) if is_right else product_frame(0, 320.4)
    region = found(pixels)
    edge, open_side = (region.left, region.right) if is_right else (region.right, region.left)
    assert worst_px(edge, 320.4) <= 0.5
    assert open_side is None
    assert region.mask()[:, 639 if is_right else 0].all()


def test_a_rail_that_ends_in_the_frame_is_kept() -> None:
    pixels = product_frame(200.0, 400.0)
    pixels[180:] = product_frame(0, 0, height=332, seed=5)
    region = found(pixels)
    assert region.mask()[:180, 200:400].all()


@pytest.mark.parametrize("falls_off_to", [1.0, 0.6])
def test_a_strip_that_fills_the_frame_is_whole_also_where_the_light_falls_off(falls_off_to: float) -> None:
    across = 1 - (1 - falls_off_to) * np.abs(np.linspace(-1, 1, 640)) ** 2
    pixels = np.clip(product_frame(0, 640, level=150) * across, 0, 255).astype(np.uint8)
    region = found(pixels)
    assert region.is_whole
    assert (region.left, region.right) == (None, None)


def test_a_dark_defect_at_the_side_of_a_full_frame_masks_nothing() -> None:
    pixels = product_frame(0, 640, level=150)
    pixels[150:350, :90] = 20
    assert found(pixels).is_whole


def test_frames_without_a_product_say_why() -> None:
    dark, noise = product_frame(0, 0), product_frame(0, 0, beside=14, noise=4)
    assert why(np.zeros((512, 640), np.uint8)) is Blind.DARK
    assert why(np.full((512, 640), 255, np.uint8)) is Blind.SATURATED
    assert why(np.full((512, 640), 120, np.uint8)) is Blind.FLAT
    assert why(noise) is Blind.ABSENT
    assert why(product_frame(200.0, 400.0, level=300)) is Blind.SATURATED
    assert why(product_frame(0, 0, bits=12), 12) in (Blind.DARK, Blind.ABSENT)
    assert why(dark) in (Blind.DARK, Blind.ABSENT)
    sleepers = product_frame(0, 0, seed=3)
    sleepers[100:180] = product_frame(0, 640, level=60, height=80)
    assert why(sleepers) is Blind.ABSENT


def test_the_frame_before_tells_a_full_frame_from_an_empty_table() -> None:
    before = found(product_frame(200.0, 400.0, level=80, beside=210), wanted=LIGHTER)
    table, strip = product_frame(0, 640, level=205), product_frame(0, 640, level=85)
    assert why(table, wanted=LIGHTER, before=before) is Blind.ABSENT
    assert found(strip, wanted=LIGHTER, before=before).is_whole


def test_something_much_fainter_than_the_rail_before_is_no_rail() -> None:
    before = found(product_frame(200.0, 400.0, level=180))
    ballast = product_frame(100.0, 500.0, level=30, beside=6)
    assert why(ballast, before=before) is Blind.ABSENT
    assert not found(ballast).is_whole


def test_a_jump_is_told_and_what_either_keeps_is_kept() -> None:
    before = found(product_frame(200.0, 400.0, height=2048))
    assert found(product_frame(208.0, 408.0, height=2048), before=before).jump_px == 0.0
    region = found(product_frame(260.0, 460.0, height=2048), before=before)
    assert region.jump_px == pytest.approx(60.0, abs=1.0)
    assert region.mask()[:, 190:470].all()
    assert region.left is not None
    assert column_at(region.left, 1024) == pytest.approx(260.0, abs=0.5)


def test_a_notch_longer_than_a_short_frame_is_product_as_in_a_long_one() -> None:
    """Frames of 64 rows, which follow each other; the middle three show nothing but the notch."""
    long = product_frame(200.0, 400.0, height=1024)
    long[500:700, 200:216] = 8
    before = None
    for top in range(0, 1024, 64):
        before = found(np.ascontiguousarray(long[top : top + 64]), wanted=NARROW, before=before)
        assert worst_px(before.left, 200.0, 64) <= 1.0
        assert before.mask()[:, 198:402].all()
        assert before.jump_px == 0.0
    assert len(before.recent) <= 32 if before is not None else False


def test_where_too_few_rows_show_an_edge_the_one_before_stands_in_and_without_it_nothing_is_dropped() -> None:
    """The left side frays by up to 200 px at random, on every row of bands."""
    rng = np.random.default_rng(4)
    pixels = product_frame(300.0, 500.0, height=1024)
    for top in range(0, 1024, 32):
        pixels[top : top + 32, 260 : 260 + int(rng.integers(10, 200))] = 8
    before = found(product_frame(258.0, 500.0, height=1024))
    alone, after = found(pixels), found(pixels, before=before)
    for region in (alone, after):
        assert region.mask()[pixels > 60].all()


def test_fixed_columns_and_the_whole_frame() -> None:
    pixels = product_frame(200.0, 400.0)
    columns = found(pixels, wanted=ProductSettings(ProductMode.COLUMNS, first_column=100, end_column=300))
    assert np.flatnonzero(columns.mask().any(axis=0)).tolist() == list(range(100, 300))
    assert (columns.width_px, columns.masked_share) == (200.0, pytest.approx(1 - 200 / 640))
    to_side = found(pixels, wanted=ProductSettings(ProductMode.COLUMNS, first_column=100))
    assert np.flatnonzero(to_side.mask().any(axis=0)).tolist() == list(range(100, 640))
    beyond = ProductSettings(ProductMode.COLUMNS, first_column=700, end_column=800)
    assert why(pixels, wanted=beyond) is Blind.OUTSIDE
    assert found(pixels, wanted=ProductSettings()).is_whole


@pytest.mark.parametrize("shape", [(1, 640), (24, 40), (33, 64), (700, 9)])
def test_frames_of_any_size_give_an_answer_that_fits_them(shape: tuple[int, int]) -> None:
    pixels = np.full(shape, 6, np.uint8)
    pixels[:, shape[1] // 3 : 2 * shape[1] // 3] = 120
    region = found(pixels)
    assert region.mask().shape == shape
    assert region.mask()[:, shape[1] // 3 : 2 * shape[1] // 3].all()


@pytest.mark.parametrize("seed", [EVALUATION_SEEDS[1], EVALUATION_SEEDS[3], EVALUATION_SEEDS[4]])
def test_a_synthetic_rail_keeps_every_pixel_of_its_defects_those_on_its_dim_foot_too(seed: int) -> None:
    strip = SyntheticStrip(seed, 1024, Surface.RAIL, defects_per_m=40.0).render(0, 512)
    region = found(strip.pixels, wanted=ProductSettings(ProductMode.EDGES))
    assert np.count_nonzero(strip.class_map) > 500
    assert region.mask()[strip.class_map > 0].all()
    assert 0.1 < region.masked_share < 0.3


@pytest.mark.data
def test_real_rails_keep_every_box_of_a_defect(data_folder: Path) -> None:
    """Every sixteenth of the frames; of all 302 see docs/decisions/0017-product-edges.md."""
    rails = data_folder / "rail400"
    sheet = json.loads((rails / "boxes_coco.json").read_text())
    no_defects = {one["id"] for one in sheet["categories"] if one["name"] in ("dirt", "unknown")}
    boxes: dict[int, list[list[int]]] = {}
    for one in sheet["annotations"]:
        if one["category_id"] not in no_defects:
            boxes.setdefault(one["image_id"], []).append([round(value) for value in one["bbox"]])
    inside, masked = [], []
    for image in sheet["images"][::16]:
        pixels = cv2.imdecode(np.fromfile(rails / "images" / image["file_name"], np.uint8), cv2.IMREAD_GRAYSCALE)
        region = found(pixels, wanted=ProductSettings(ProductMode.EDGES))
        masked.append(region.masked_share)
        mask = region.mask()
        inside += [float(mask[y : y + h, max(0, x) : x + w].mean()) for x, y, w, h in boxes.get(image["id"], [])]
    assert len(inside) >= 15
    assert min(inside) > 0.85
    assert np.mean(np.array(inside) > 0.95) > 0.95
    assert np.mean(masked) > 0.7
