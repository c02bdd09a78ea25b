"""Masks drawn inside boxes, on rail made up here so that the truth is known to the pixel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from inspector.annotation.tools.box_masks import MARGIN_PX, Box, Rule, Shape, best_line, mask_of_box, patch_in_box
from inspector.annotation.tools.painting import Rect
from research.importers.masks_from_boxes import IGNORE, class_map_from_boxes

NAMES = ("background", "pit", "stain")
PIT = Rule(is_bright_too=True, is_rough_too=True)
H, W = 400, 300


def rail(seed: int = 0) -> npt.NDArray[np.uint8]:
    """Columns of different greys (a bright running band, dark flanks) under grain."""
    rng = np.random.default_rng(seed)
    columns = 60 + 80 * np.exp(-(((np.arange(W) - 120) / 60.0) ** 2))
    return np.clip(columns * rng.normal(1, 0.08, (H, W)), 0, 255).astype(np.uint8)


def ellipse(row: int, column: int, half_rows: int, half_columns: int) -> npt.NDArray[np.bool_]:
    rows, columns = np.ogrid[:H, :W]
    inside: npt.NDArray[np.bool_] = ((rows - row) / half_rows) ** 2 + ((columns - column) / half_columns) ** 2 <= 1
    return inside


def iou(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> float:
    return float((a & b).sum() / (a | b).sum())


def cut(mask: npt.NDArray[np.bool_], box: Box) -> npt.NDArray[np.bool_]:
    return mask[box.top : box.bottom, box.left : box.right]


@pytest.mark.parametrize("factor", [0.4, 1.7])
@pytest.mark.parametrize("column", [90, 200])
def test_a_dark_or_bright_patch_is_found_where_it_is_across_a_rail_of_changing_grey(factor: float, column: int):
    pixels, truth = rail(), ellipse(200, column, 20, 40)
    pixels[truth] = (pixels[truth] * factor).clip(0, 255).astype(np.uint8)
    box = Box("pit", column - 60, 160, 120, 80)
    mask = mask_of_box(pixels, box, [box], PIT)
    assert mask.shape == (80, 120)
    assert iou(mask, cut(truth, box)) > 0.8


def test_a_rule_for_stains_leaves_bright_patches_alone():
    pixels, truth = rail(), ellipse(200, 90, 20, 40)
    pixels[truth] = (pixels[truth] * 1.7).clip(0, 255).astype(np.uint8)
    box = Box("stain", 30, 160, 120, 80)
    assert not mask_of_box(pixels, box, [box], Rule()).any()


def test_rough_steel_of_the_same_mean_grey_is_found_by_its_grain():
    pixels, truth = rail(), ellipse(200, 120, 30, 40)
    rng = np.random.default_rng(9)
    pixels[truth] = np.clip(pixels[truth] * rng.normal(1, 0.35, int(truth.sum())), 0, 255).astype(np.uint8)
    box = Box("pit", 60, 150, 120, 100)
    assert iou(mask_of_box(pixels, box, [box], PIT), cut(truth, box)) > 0.6


@pytest.mark.parametrize("seed", range(8))
def test_clean_rail_gives_no_mask_whatever_the_rule(seed: int):
    box = Box("pit", 60, 150, 120, 100)
    for rule in (PIT, Rule(), Rule(Shape.LINE), Rule(Shape.SLIT)):
        assert not mask_of_box(rail(seed), box, [box], rule).any()


def test_what_lies_in_a_neighbouring_box_is_not_taken_for_clean_rail():
    """A dark patch fills the context above; were it believed, the patch in the box would look ordinary."""
    pixels, truth = rail(), ellipse(200, 120, 20, 40)
    pixels[truth] = (pixels[truth] * 0.4).astype(np.uint8)
    pixels[40:152, 60:180] = (pixels[40:152, 60:180] * 0.4).astype(np.uint8)
    pixels[250:, 60:180] = (pixels[250:, 60:180] * 0.4).astype(np.uint8)
    box = Box("pit", 60, 165, 120, 70)
    others = [box, Box("stain", 55, 30, 130, 125), Box("stain", 55, 245, 130, 155)]
    assert iou(mask_of_box(pixels, box, others, PIT), cut(truth, box)) > 0.65
    assert iou(mask_of_box(pixels, box, [box], PIT), cut(truth, box)) < 0.3


def test_a_faint_slanted_line_is_found_from_end_to_end():
    pixels = rail()
    truth = np.zeros((H, W), np.bool_)
    for column in range(50, 250):
        row = 180 + (column - 50) // 5  # 40 rows lower at the far end
        truth[row : row + 6, column] = True
    pixels[truth] = (pixels[truth] * 0.82).astype(np.uint8)
    box = Box("slant", 50, 165, 200, 70)
    mask = mask_of_box(pixels, box, [box], Rule(Shape.LINE))
    assert mask.any(axis=0).all()
    assert iou(mask, cut(truth, box)) > 0.5


def test_the_best_line_is_the_one_that_was_drawn():
    darkness = np.zeros((41, 81), np.float32)
    darkness[np.rint(np.linspace(8, 30, 81)).astype(int), np.arange(81)] = 3
    assert best_line(darkness) == (8, 30, 3.0)


def test_a_gap_is_its_dark_slit_without_the_bright_lip_below():
    pixels = rail()
    truth = np.zeros((H, W), np.bool_)
    truth[195:205, 20:280] = True
    pixels[truth] = 5
    pixels[205:230] = np.clip(pixels[205:230].astype(int) * 2, 0, 255)
    box = Box("gap", 20, 170, 260, 70)
    assert iou(mask_of_box(pixels, box, [box], Rule(Shape.SLIT)), cut(truth, box)) > 0.9


def test_around_a_mask_all_of_the_box_and_its_margin_is_ignored_and_nothing_else():
    pixels, truth = rail(), ellipse(200, 90, 20, 40)
    pixels[truth] = (pixels[truth] * 0.4).astype(np.uint8)
    box = Box("pit", 30, 160, 120, 80)
    class_map, n_pixels = class_map_from_boxes(pixels, [box], {"pit": PIT}, NAMES)
    assert n_pixels == (int((class_map == 1).sum()),)
    assert n_pixels[0] > 2000
    near = np.zeros((H, W), np.bool_)
    near[160 - MARGIN_PX : 240 + MARGIN_PX, 30 - MARGIN_PX : 150 + MARGIN_PX] = True
    assert (class_map[~near] == 0).all()
    assert set(np.unique(class_map[near])) == {1, IGNORE}
    assert (class_map[near & ~truth] == IGNORE).mean() > 0.9


def test_a_box_without_a_rule_and_one_with_nothing_in_it_are_ignored_as_a_whole():
    boxes = [Box("unknown", 20, 20, 50, 40), Box("pit", 150, 200, 100, 80)]
    class_map, n_pixels = class_map_from_boxes(rail(), boxes, {"pit": PIT}, NAMES)
    assert n_pixels == (0, 0)
    assert int((class_map == IGNORE).sum()) == 66 * 56 + 116 * 96
    assert set(np.unique(class_map)) == {0, IGNORE}


def test_pixels_that_two_classes_claim_are_ignored_and_those_of_one_class_are_not():
    pixels, truth = rail(), ellipse(200, 90, 20, 40)
    pixels[truth] = (pixels[truth] * 0.4).astype(np.uint8)
    a, b = Box("pit", 30, 160, 120, 80), Box("stain", 25, 155, 125, 90)
    rules = {"pit": PIT, "stain": Rule()}
    disputed, n_pixels = class_map_from_boxes(pixels, [a, b], rules, NAMES)
    assert min(n_pixels) > 2000
    assert disputed[200, 90] == IGNORE
    agreed, _ = class_map_from_boxes(pixels, [a, Box("pit", 25, 155, 125, 90)], rules, NAMES)
    assert agreed[200, 90] == 1


def test_a_mask_keeps_its_class_where_an_unknown_box_lies_over_it():
    pixels, truth = rail(), ellipse(200, 90, 20, 40)
    pixels[truth] = (pixels[truth] * 0.4).astype(np.uint8)
    boxes = [Box("pit", 30, 160, 120, 80), Box("unknown", 80, 190, 20, 20)]
    assert class_map_from_boxes(pixels, boxes, {"pit": PIT}, NAMES)[0][200, 90] == 1


@pytest.mark.parametrize("box", [Box("pit", -1, 0, 9, 9), Box("pit", 295, 0, 9, 9), Box("pit", 0, 0, 0, 9)])
def test_a_box_outside_its_frame_is_refused(box: Box):
    with pytest.raises(ValueError, match="does not lie inside"):
        mask_of_box(rail(), box, [box], PIT)


def test_boxes_at_the_frame_s_ends_and_as_tall_as_the_frame_are_judged_too():
    for box in (Box("pit", 0, 0, 120, 80), Box("pit", 200, 330, 100, 70), Box("pit", 60, 0, 120, H)):
        pixels, truth = rail(), ellipse(box.top + box.height // 2, box.left + box.width // 2, 20, 30)
        pixels[truth] = (pixels[truth] * 0.4).astype(np.uint8)
        assert iou(mask_of_box(pixels, box, [box], PIT), cut(truth, box)) > 0.75


def test_a_box_of_a_frame_is_judged_as_the_whole_frame_would_judge_it_in_any_depth():
    pixels, truth = rail(), ellipse(200, 90, 20, 40)
    pixels[truth] = (pixels[truth] * 0.4).astype(np.uint8)
    tall = np.vstack([pixels, pixels, pixels])  # what lies far away must not matter
    box = Box("pit", 30, H + 160, 120, 80)
    expected = mask_of_box(tall, box, [box], PIT)
    for frame, bits in ((tall, 8), ((tall.astype(np.uint16) * 16), 12), (np.dstack([tall] * 3), 8)):
        found = patch_in_box(frame, bits, Rect(box.top, box.left, box.bottom, box.right), PIT)
        assert (found.top, found.left, found.mask.shape) == (box.top, box.left, (80, 120))
        assert iou(found.mask, expected) > 0.98
    cut_off = patch_in_box(pixels, 8, Rect(-20, -30, 40, 50), PIT)
    assert (cut_off.top, cut_off.left, cut_off.mask.shape) == (0, 0, (40, 50))
    assert patch_in_box(pixels, 8, Rect(500, 0, 520, 50), PIT).rect.is_empty
