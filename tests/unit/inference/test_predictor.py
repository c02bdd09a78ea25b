"""A frame in tiles gives what the whole frame gives, in bounded memory, and never numbers that are none."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import helper
from onnx_models import blur_model, card, pixel_model, save, scaled_model

from inspector.core.class_map import argmax_prediction
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import ModelCard, Output
from inspector.core.preparation import pad_by_reflection, prepare
from inspector.inference.backend import Provider, ProviderReport, Tuning
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_content import read_content
from inspector.inference.model_file import check_content, open_model
from inspector.inference.predictor import Predictor
from tests.tiny_model import CLEAN, FAILS, write_tiny_model

Scores = npt.NDArray[np.float32]


def grey(height: int, width: int, seed: int = 1) -> npt.NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)


@pytest.fixture(scope="module")
def pixel_by_pixel(tmp_path_factory: pytest.TempPathFactory) -> LoadedModel:
    return open_model(pixel_model(tmp_path_factory.mktemp("models") / "pixel.onnx"), Provider.CPU)


class FakeBackend:
    """Gives scores by a function of the tiles; says that memory ran out for more tiles than ``most``."""

    def __init__(self, tiles_at_once: int = 1, most: int = 10**6) -> None:
        self.tiles_at_once, self.most, self.n_streams = tiles_at_once, most, 1
        self.provider = ProviderReport(Provider.CPU, "test")
        self.n_tiles: list[int] = []

    def run(self, tiles: Scores) -> Scores:
        self.n_tiles.append(len(tiles))
        if len(tiles) > self.most:
            raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path="m", detail=""))
        return np.concatenate([np.zeros_like(tiles), 10 * tiles - 4.05, 30 * tiles - 18], axis=1)

    def close(self) -> None: ...


def faked(backend: FakeBackend, **changes: object) -> Predictor:
    return Predictor(LoadedModel(Path("m"), "", card(**changes), backend, None))


@given(
    st.integers(1, 1200), st.integers(1, 1200), st.sampled_from([8, 64, 160, 512]), st.integers(0, 100),
    st.integers(0, 9),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_single_pixels_are_scored_bit_for_bit_as_on_the_whole_frame(
    pixel_by_pixel: LoadedModel, height: int, width: int, tile_px: int, overlap_px: int, seed: int
):
    # Kept to about a million pixels of tiles, or a small tile with a large overlap takes minutes.
    overlap_px = min(overlap_px, tile_px // 2)
    height, width = (min(side, 12 * tile_px) for side in (height, width))
    facts = card(tile_px=tile_px, overlap_px=overlap_px)
    model = LoadedModel(pixel_by_pixel.path, "", facts, pixel_by_pixel.backend, None)
    pixels = grey(height, width, seed)
    found = Predictor(model).predict(pixels, 8)
    whole = pixel_by_pixel.backend.run(prepare(pixels, facts, 8)[None])[0]
    expected = argmax_prediction(whole, Output.LOGITS)
    assert np.array_equal(found.index, expected.index)
    assert np.array_equal(found.probability, expected.probability)


def test_the_classes_are_those_worked_out_by_hand(pixel_by_pixel: LoadedModel):
    pixels = np.repeat(np.array([[0, 103, 104, 177, 178, 255]], np.uint8), 150, axis=0)
    found = Predictor(pixel_by_pixel).predict(pixels, 8)
    assert (found.index == np.array([0, 0, 1, 1, 2, 2], np.uint8)).all()
    assert found.probability[:, :2].max() == 0


def test_each_tile_lies_where_it_was_cut():
    """Scores that tell a pixel's place: row and column of the frame, written into its grey."""
    height, width = 211, 307
    place = np.arange(height * width, dtype=np.uint16).reshape(height, width)
    predictor = faked(FakeBackend(), overlap_px=24)
    found = predictor.predict(place, 16)
    x = place / np.float32(65535)
    assert np.array_equal(found.index, np.select([x > 0.6975, x > 0.405], [2, 1], 0))
    plan = predictor.plan(height, width)
    assert len(plan.tops) > 3
    assert len(plan.lefts) > 3
    for top in plan.tops:
        tiles = predictor.tiles_of_row(place, 16, plan, top)
        for left, tile in zip(plan.lefts, tiles, strict=True):
            real = place[top : top + plan.tile_height, left : left + plan.tile_width]
            assert np.rint(tile[0] * 65535).astype(int)[: len(real), : real.shape[1]].tolist() == real.tolist()


def test_far_from_seams_a_network_that_looks_around_gives_what_it_gives_on_the_whole(tmp_path: Path):
    reach = 4
    model = open_model(blur_model(tmp_path / "blur.onnx", reach), Provider.CPU)
    predictor, pixels = Predictor(model), grey(150, 210)
    found = predictor.predict(pixels, 8)
    padded = pad_by_reflection(prepare(pixels, model.card, 8), 152, 216)  # to the next multiple of 8
    expected = argmax_prediction(model.backend.run(padded[None])[0, :, :150, :210], Output.LOGITS)
    plan = predictor.plan(150, 210)
    is_near_a_seam = np.zeros((150, 210), bool)
    for starts, tile, axis in ((plan.tops, plan.tile_height, 0), (plan.lefts, plan.tile_width, 1)):
        for start in starts:
            for edge in (start, start + tile):
                near = np.s_[max(0, edge - reach) : edge + reach]
                is_near_a_seam[(near, slice(None)) if axis == 0 else (slice(None), near)] = True
    inside = ~is_near_a_seam
    assert inside.sum() > 1000
    assert found.probability[inside] == pytest.approx(expected.probability[inside], abs=1e-5)


@pytest.mark.parametrize("direction", ["across", "along"])
def test_scores_pass_smoothly_from_tile_to_tile(direction: str):
    """Each tile scores its own constant; over the 16 px they share the score goes over in equal steps."""

    class TileNumbers(FakeBackend):
        def run(self, tiles: Scores) -> Scores:
            level = tiles.mean(axis=(1, 2, 3), keepdims=True) * np.ones_like(tiles)
            return np.concatenate([np.zeros_like(tiles), 8 * level, np.zeros_like(tiles) - 9], axis=1)

    pixels = np.zeros((64, 112), np.uint8)
    pixels[:, 48:] = 255  # tiles of 64 at 0 and 48: the left one a quarter bright, the right one whole
    predictor = faked(TileNumbers())
    assert predictor.plan(64, 112).lefts == predictor.plan(112, 64).tops == (0, 48)
    if direction == "across":
        probability = predictor.predict(pixels, 8).probability[10]
    else:
        probability = predictor.predict(np.ascontiguousarray(pixels.T), 8).probability[:, 10]
    assert np.ptp(probability[:48]) == np.ptp(probability[64:]) == 0
    logit = np.log(probability / (1 - probability))  # 2 on the left, 8 on the right
    assert logit[[0, -1]] == pytest.approx([2, 8], abs=0.01)
    assert np.diff(logit[48:64]) == pytest.approx(np.full(15, 6 / 16), abs=0.01)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 300), (300, 1), (7, 9), (64, 64), (65, 63)])
def test_frames_of_every_size_are_predicted_at_their_size(pixel_by_pixel: LoadedModel, height: int, width: int):
    pixels = grey(height, width)
    found = Predictor(pixel_by_pixel).predict(pixels, 8)
    assert found.index.shape == found.probability.shape == (height, width)
    assert np.array_equal(found.index > 0, pixels > 103)


def test_colour_and_16_bit_frames_are_taken(pixel_by_pixel: LoadedModel):
    pixels = grey(70, 90)
    by_kind = [
        Predictor(pixel_by_pixel).predict(kind, 8 * kind.dtype.itemsize).index
        for kind in (pixels, np.repeat(pixels[:, :, None], 3, axis=2), pixels.astype(np.uint16) * 257)
    ]
    assert np.array_equal(by_kind[0], by_kind[1])
    assert np.array_equal(by_kind[0], by_kind[2])


def test_part_of_a_frame_that_is_no_block_of_memory_is_taken(pixel_by_pixel: LoadedModel):
    pixels = grey(200, 400)
    part = pixels[10:150:2, 5:300:3]
    found = Predictor(pixel_by_pixel).predict(part, 8)
    assert np.array_equal(found.index, Predictor(pixel_by_pixel).predict(part.copy(), 8).index)


@pytest.mark.parametrize(("height", "width"), [(20, 30), (48, 40), (100, 130)])
def test_a_model_of_one_size_takes_frames_of_any(tmp_path: Path, height: int, width: int):
    path = pixel_model(tmp_path / "fixed.onnx", taken=(1, 1, 48, 40), given=(1, 3, 48, 40))
    model = open_model(path, Provider.CPU)
    assert model.fixed_tile == (48, 40)
    pixels = grey(height, width)
    found = Predictor(model).predict(pixels, 8)
    assert np.array_equal(found.index > 0, pixels > 103)


def test_when_memory_runs_out_fewer_tiles_are_taken_for_good():
    backend = FakeBackend(tiles_at_once=8, most=3)
    predictor, pixels = faked(backend), grey(64, 500)
    found = predictor.predict(pixels, 8)
    assert np.array_equal(found.index > 0, pixels > 103)
    n_tiles = len(predictor.plan(64, 500).lefts)
    assert backend.n_tiles[:2] == [8, 4]
    assert backend.n_tiles[2:] == [2] * (n_tiles // 2) + [1] * (n_tiles % 2)
    backend.n_tiles.clear()
    predictor.predict(pixels, 8)
    assert max(backend.n_tiles) == 2


def test_when_not_one_tile_fits_the_error_comes_out():
    backend = FakeBackend(tiles_at_once=4, most=0)
    with pytest.raises(ModelError) as error:
        faked(backend).predict(grey(64, 500), 8)
    assert error.value.message.code is Code.MODEL_OUT_OF_MEMORY
    assert backend.n_tiles == [4, 2, 1]


@pytest.mark.parametrize("is_part_wanted", [False, True])
def test_where_memory_is_too_little_for_larger_tiles_those_of_the_card_are_used(caplog, is_part_wanted: bool):
    class OfSixtyFour(FakeBackend):
        def run(self, tiles: Scores) -> Scores:
            sides.append(max(tiles.shape[2:]))
            if sides[-1] > 64:
                raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path="m", detail=""))
            return super().run(tiles)

    sides: list[int] = []
    tuned = Tuning(Provider.CPU, 1, 128, 8, 0, 1.0, "2026-11-30T18:00:00+00:00")
    model = replace(faked(OfSixtyFour()).model, tuning=tuned)
    predictor, pixels = Predictor(model), grey(120, 120)
    wanted = np.ones((120, 120), bool) if is_part_wanted else None
    found = predictor.predict(pixels, 8, wanted=wanted)
    expected = Predictor(replace(model, tuning=None)).predict(pixels, 8, wanted=wanted)
    assert np.array_equal(found.index, expected.index)
    assert (found.n_tiles_run, found.n_tiles_whole) == (expected.n_tiles_run, expected.n_tiles_whole)
    assert "no memory for tiles of 128 px of small" in caplog.text
    sides.clear()
    predictor.predict(pixels, 8)
    assert max(sides) <= 64


def test_other_failures_are_not_tried_again():
    class Failing(FakeBackend):
        def run(self, tiles: Scores) -> Scores:
            self.n_tiles.append(len(tiles))
            raise ModelError(message(Code.MODEL_FAILED, path="m", detail=""))

    backend = Failing(tiles_at_once=4)
    with pytest.raises(ModelError):
        faked(backend).predict(grey(64, 500), 8)
    assert backend.n_tiles == [4]


def test_numbers_that_are_none_are_an_error_not_a_clean_frame(tmp_path: Path):
    predictor = Predictor(open_model(write_tiny_model(tmp_path / "m.onnx"), Provider.CPU))
    frame = np.full((40, 40), CLEAN, np.uint8)
    assert predictor.predict(frame, 8).index.sum() == 0
    frame[20, 30] = FAILS
    with pytest.raises(ModelError) as error:
        predictor.predict(frame, 8)
    assert error.value.message.code is Code.MODEL_FAILED
    assert "no numbers" in str(error.value)


@pytest.mark.parametrize("factor", [float("nan"), float("inf")])
def test_a_model_that_gives_no_numbers_for_what_it_is_shown_first_is_refused(tmp_path: Path, factor: float):
    content = read_content(scaled_model(tmp_path / "m.onnx", factor))
    with pytest.raises(ModelError, match="no numbers"):
        check_content(content)  # the trial in a process of its own refuses it, too


def test_one_bad_pixel_of_a_large_frame_is_enough():
    class OneBad(FakeBackend):
        def run(self, tiles: Scores) -> Scores:
            scores = super().run(tiles)
            scores[:, 1][tiles[:, 0] == 1] = np.nan
            return scores

    pixels = np.full((200, 200), 9, np.uint8)
    assert faked(OneBad()).predict(pixels, 8).index.sum() == 0
    pixels[177, 133] = 255
    with pytest.raises(ModelError, match="no numbers"):
        faked(OneBad()).predict(pixels, 8)


def test_large_scores_are_numbers():
    """Some networks say "never" with the lowest number there is; the sum of many is minus infinity."""

    class Never(FakeBackend):
        def run(self, tiles: Scores) -> Scores:
            scores = super().run(tiles)
            scores[:, 2] = np.finfo(np.float32).min / 4
            return scores

    with np.errstate(over="ignore"):
        found = faked(Never()).predict(np.full((70, 70), 255, np.uint8), 8)
    assert (found.index == 1).all()


def test_threads_may_share_a_predictor(pixel_by_pixel: LoadedModel):
    predictor, frames = Predictor(pixel_by_pixel), [grey(90, 150, seed) for seed in range(8)]
    found: dict[int, npt.NDArray[np.uint8]] = {}

    def work(numbers: range) -> None:
        for number in numbers:
            found[number] = predictor.predict(frames[number], 8).index

    threads = [threading.Thread(target=work, args=(range(start, 8, 2),)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, pixels in enumerate(frames):
        assert np.array_equal(found[number] > 0, pixels > 103)


def test_a_card_of_probabilities_is_believed(tmp_path: Path):
    """Of 1 - x and x; their network is the pixel model's convolution with other numbers."""
    facts: ModelCard = card(
        output=Output.PROBABILITIES, class_names=("background", "bright"), thresholds=(0.0, 0.0), min_area_px=(0, 1)
    )
    numbers = {"weight": np.array([-1, 1], np.float32).reshape(2, 1, 1, 1), "bias": np.array([1, 0], np.float32)}
    node = helper.make_node("Conv", ["frame", "weight", "bias"], ["scores"])
    path = save(tmp_path / "m.onnx", [node], numbers, given=("batch", 2, "h", "w"), card_text=facts.to_json())
    found = Predictor(open_model(path, Provider.CPU)).predict(np.full((8, 8), 204, np.uint8), 8)  # 0.2 and 0.8
    assert (found.index == 1).all()
    assert found.probability == pytest.approx(np.full((8, 8), 0.8), abs=1e-6)


@given(
    st.integers(1, 400), st.integers(1, 400), st.sampled_from([64, 128]), st.integers(0, 50), st.integers(0, 4),
    st.integers(0, 2**16),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_what_is_wanted_is_as_on_the_whole_frame_and_the_rest_is_background(
    pixel_by_pixel: LoadedModel, height: int, width: int, tile_px: int, overlap_px: int, n_spots: int, seed: int
):
    """Bit for bit, of a network that looks at single pixels, however the spots lie."""
    facts = card(tile_px=tile_px, overlap_px=overlap_px)
    predictor = Predictor(LoadedModel(Path("m"), "", facts, pixel_by_pixel.backend, None))
    chance, pixels = np.random.default_rng(seed), grey(height, width, seed)
    wanted = np.zeros((height, width), np.bool_)
    for _ in range(n_spots):
        top, left = chance.integers(height), chance.integers(width)
        wanted[top : top + chance.integers(1, 90), left : left + chance.integers(1, 90)] = True
    whole, found = predictor.predict(pixels, 8), predictor.predict(pixels, 8, wanted=wanted)
    assert np.array_equal(found.index, np.where(wanted, whole.index, 0))
    assert np.array_equal(found.probability, np.where(wanted, whole.probability, 1))
    assert whole.n_tiles_run == whole.n_tiles_whole == found.n_tiles_whole


def test_all_wanted_is_the_whole_frame_and_nothing_wanted_runs_nothing():
    backend = FakeBackend()
    predictor, pixels = faked(backend), grey(200, 300)
    whole = predictor.predict(pixels, 8)
    n_whole = len(backend.n_tiles)
    assert (whole.n_tiles_run, whole.n_tiles_whole) == (n_whole, n_whole)
    found = predictor.predict(pixels, 8, wanted=np.ones(pixels.shape, np.bool_))
    assert np.array_equal(found.index, whole.index)
    assert np.array_equal(found.probability, whole.probability)
    backend.n_tiles.clear()
    nothing = predictor.predict(pixels, 8, wanted=np.zeros(pixels.shape, np.bool_))
    assert not nothing.index.any()
    assert (nothing.probability == 1).all()
    assert (backend.n_tiles, nothing.n_tiles_run, nothing.n_tiles_whole) == ([], 0, n_whole)


def test_only_tiles_that_hold_something_wanted_are_run():
    """Tiles of 64 that share 16 lie at 0, 48, … 432 along a side of 496; a corner and the corner across span all."""
    backend = FakeBackend()
    wanted = np.zeros((496, 496), np.bool_)
    wanted[3, 5] = wanted[490, 491] = True
    found = faked(backend).predict(grey(496, 496), 8, wanted=wanted)
    assert (sum(backend.n_tiles), found.n_tiles_run, found.n_tiles_whole) == (2, 2, 100)
    wanted[50, 5] = True  # in the first tile of the first row, and of the second
    assert faked(FakeBackend()).predict(grey(496, 496), 8, wanted=wanted).n_tiles_run == 3


@pytest.mark.parametrize(("top", "left"), [(16, 16), (100, 130), (264, 20), (250, 264)])
def test_a_network_sees_the_real_pixels_around_what_is_wanted(tmp_path: Path, top: int, left: int):
    """A blur that looks 15 px around, and counts all beyond a tile as black; tiles share 16."""
    model = open_model(blur_model(tmp_path / "blur.onnx", 15), Provider.CPU)
    pixels, wanted = grey(300, 300), np.zeros((300, 300), np.bool_)
    wanted[top : top + 20, left : left + 20] = True
    in_one_tile = Predictor(replace(model, card=card(tile_px=304))).predict(pixels, 8)
    found = Predictor(model).predict(pixels, 8, wanted=wanted)
    assert found.n_tiles_run == 1
    assert np.array_equal(found.index[wanted], in_one_tile.index[wanted])
    assert found.probability[wanted] == pytest.approx(in_one_tile.probability[wanted], abs=1e-5)


def test_what_is_wanted_of_another_frame_is_refused():
    with pytest.raises(ValueError, match="not of the frame's size"):
        faked(FakeBackend()).predict(grey(64, 64), 8, wanted=np.ones((64, 65), np.bool_))
