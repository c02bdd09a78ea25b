"""How far a network looks: of networks that anybody can work out, and of those that come with the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest
from onnx_models import card

from inspector.core.class_map import class_map_of
from inspector.core.frame import Pixels
from inspector.inference.backend import Backend, Provider, Tiles
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.inference.reach import measure_reach, overlap_for, steel_pictures
from inspector.inference.tiling import TilePlan
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from inspector.sources.strip_texture import Surface
from inspector.sources.synthetic import EVALUATION_SEEDS, SyntheticStrip

GAIN = 200.0


def scores_of(values: Tiles) -> Tiles:
    """(1, 1, h, w) -> (1, 3, h, w): the first class where a value is above 0."""
    return np.concatenate([np.zeros_like(values), GAIN * values, np.full_like(values, -GAIN)], axis=1)


def box(reach: int) -> object:
    """The mean of what lies within ``reach`` px, black beyond the tile, against a grey that halves the pictures."""

    def answer(tiles: Tiles) -> Tiles:
        size = (2 * reach + 1, 2 * reach + 1)
        return scores_of(cv2.blur(tiles[0, 0], size, borderType=cv2.BORDER_CONSTANT)[None, None] - 0.46)

    return answer


@pytest.mark.parametrize(("sees", "expected"), [(0, 0), (8, 16), (16, 16), (20, 32), (100, 112), (128, 128)])
def test_the_reach_of_a_mean_is_its_half_width(sees: int, expected: int):
    assert measure_reach(box(sees), card()) == expected


@pytest.mark.parametrize("is_left", [True, False])
def test_a_network_that_looks_to_one_side_alone_shows_its_reach(is_left: bool):
    """The mean of 100 px beside each, along the row: only a cut at that side changes anything."""

    def answer(tiles: Tiles) -> Tiles:
        anchor = (99, 0) if is_left else (0, 0)
        mean = cv2.blur(tiles[0, 0], (100, 1), anchor=anchor, borderType=cv2.BORDER_CONSTANT)
        return scores_of(mean[None, None] - 0.46)

    assert measure_reach(answer, card()) == 112


def test_a_network_that_sees_its_whole_tile_has_none():
    assert measure_reach(lambda tiles: scores_of(tiles - tiles.mean()), card()) is None


@pytest.mark.parametrize("scores", [0.0, -5.0])
def test_a_network_that_finds_nothing_shows_nothing_of_its_reach(scores: float):
    assert measure_reach(lambda tiles: np.full((1, 3, *tiles.shape[2:]), scores, np.float32), card()) is None


def test_one_small_region_that_is_lost_counts_however_few_its_pixels_are():
    """25 px of 262,144, a hundred beyond the cut at 128; all else stays."""

    def pictures() -> Iterator[Pixels]:
        picture = np.zeros((512, 512), np.uint8)
        picture[300:] = picture[:, 300:] = picture[228:233, 228:233] = 250
        yield picture

    def answer(tiles: Tiles) -> Tiles:
        values = tiles - 0.5
        if tiles.shape[3] < 512:
            values[:, :, 228:233, 100:105] = -1
        return scores_of(values)

    assert measure_reach(answer, card(), pictures()) == 112
    assert measure_reach(lambda tiles: scores_of(tiles - 0.5), card(), pictures()) == 0


@pytest.mark.parametrize(
    ("reach_px", "stated", "expected"),
    [(None, 128, 128), (0, 128, 64), (64, 128, 64), (80, 128, 96), (128, 128, 128), (128, 96, 96), (0, 32, 32)],
)
def test_tiles_share_what_the_network_sees_and_no_more_than_its_card_says(
    reach_px: int | None, stated: int, expected: int
):
    assert overlap_for(reach_px, card(size_multiple=32, tile_px=512, overlap_px=stated)) == expected


def test_the_pictures_are_always_the_same_and_show_something():
    one, other = list(steel_pictures()), list(steel_pictures())
    assert all(np.array_equal(*both) for both in zip(one, other, strict=True))
    assert [(picture.shape, picture.dtype) for picture in one] == [((512, 512), np.uint8)] * len(one)
    assert all(10 < picture.std() < 60 for picture in one)


class Unaligned(Predictor):
    """The same tiles, the second not at a multiple of what the network strides by."""

    def plan(self, height: int, width: int) -> TilePlan:
        plan = super().plan(height, width)
        assert len(plan.lefts) == 2
        return TilePlan(height, width, plan.tile_height, plan.tile_width, plan.tops, (0, plan.lefts[1] - 13))


def seam_loss(model: LoadedModel, tiled: Predictor, frames: list[Pixels]) -> float:
    """Share of the pixels that tiles class otherwise than the whole frame in one tile."""

    card = replace(model.card, tile_px=1024)
    in_one = Predictor(replace(model, card=card))
    other = 0.0
    for frame in frames:
        whole, parts = (class_map_of(each.predict(frame, 8), card.thresholds) for each in (in_one, tiled))
        other += float((whole != parts).mean())
    return other / len(frames)


def strip_frames(n: int) -> list[Pixels]:
    strips = (SyntheticStrip(seed, 704, Surface.HOT_ROLLED, defects_per_m=30.0) for seed in EVALUATION_SEEDS[:n])
    return [np.ascontiguousarray(strip.render(1000, 704).pixels[:256]) for strip in strips]


@pytest.mark.parametrize("name", SHIPPED_MODELS)
def test_a_seam_costs_less_where_tiles_start_at_a_multiple(name: str):
    model = open_model(shipped_model(name), Provider.CPU)
    frames = strip_frames(3)
    aligned = seam_loss(model, Predictor(model), frames)
    assert aligned < 0.02
    assert aligned <= seam_loss(model, Unaligned(model), frames)


def test_a_seam_costs_less_where_tiles_start_at_a_multiple_of_a_network_for_processors():
    """Fresh weights: they see as far as their layers do."""
    import torch

    from models.registry import build

    torch.manual_seed(0)
    network = build("plain-net-s", n_classes=4, in_channels=1).eval()

    class OnTorch:
        tiles_at_once = n_streams = 1

        def run(self, tiles: Tiles) -> Tiles:
            with torch.inference_mode():
                return network(torch.from_numpy(tiles)).numpy()

    shipped = open_model(shipped_model("steel-anet"), Provider.CPU)

    backend: Backend = OnTorch()  # type: ignore[assignment]  # what answers tiles, and no more
    model = replace(shipped, backend=backend)
    frames = strip_frames(2)
    assert seam_loss(model, Predictor(model), frames) <= seam_loss(model, Unaligned(model), frames)
