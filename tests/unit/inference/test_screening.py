"""A screen names the places where the model looks; what it names is what its card and its network say, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.messages import Code, ModelError
from inspector.core.screen_card import CELL_PX, SCREEN_KEY, Kept, KeptOf, ScreenCard, n_needed
from inspector.inference import known_models, screening
from inspector.inference.backend import Backend, Provider, Tiles
from inspector.inference.inspect_frame import inspect_prediction
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_content import read_content
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.inference.screening import (
    CHECK_EVERY,
    Screening,
    _parts,
    cell_logits,
    grown,
    open_screen,
    places_of,
    read_screen,
    region_logit,
)
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.measuring.regions import find_regions
from tests.tiny_model import BRIGHT, CLEAN, DULL, expected_map, write_tiny_model
from tests.tiny_screen import (
    BRIGHT_ALONE,
    NOTHING,
    cell_answers,
    good,
    opened_screen,
    screen_card,
    write_tiny_screen,
)
from tests.tiny_screen import (
    screening as screening_of,
)

Grey = npt.NDArray[np.uint8]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screens")


@pytest.fixture(scope="module")
def model_file(folder: Path) -> Path:
    return write_tiny_model(folder / "tiny.onnx", tile_px=64, overlap_px=16)


@pytest.fixture(scope="module")
def model(model_file: Path) -> LoadedModel:
    return open_model(model_file, Provider.CPU)


@pytest.fixture(scope="module")
def in_use(folder: Path, model_file: Path) -> Screening:
    return screening_of(folder / "in use.onnx", model_file)


def drawn(height: int, width: int, *spots: tuple[int, int, int, int, int]) -> Grey:
    """Clean, with rectangles of (top, left, height, width, grey)."""
    pixels = np.full((height, width), CLEAN, np.uint8)
    for top, left, rows, columns, value in spots:
        pixels[top : top + rows, left : left + columns] = value
    return pixels


def regions_of(class_map: Grey):
    return find_regions(class_map, np.ones(class_map.shape, np.float32), min_area_px=(0, 1, 1))


# What is named


def test_a_cell_and_its_neighbours_are_named(folder: Path, model_file: Path):
    """One dull pixel at (70, 40) lies in the cell (2, 1): rows 32 to 127 and columns 0 to 95 are named."""
    screen = opened_screen(folder / "one.onnx", model_file)
    named = screen.suspicious(drawn(200, 170, (70, 40, 1, 1, DULL)), 8)
    expected = np.zeros((200, 170), bool)
    expected[32:128, 0:96] = True
    assert np.array_equal(named, expected)
    assert not screen.suspicious(drawn(200, 170), 8).any()


def test_values_of_more_bits_are_read_by_their_scale(folder: Path, model_file: Path):
    screen = opened_screen(folder / "bits.onnx", model_file)
    pixels = drawn(64, 64, (5, 5, 2, 2, DULL))
    twelve = (pixels.astype(np.uint32) * 4095 // 255).astype(np.uint16)
    assert np.array_equal(screen.suspicious(twelve, 12), screen.suspicious(pixels, 8))


@settings(max_examples=15)
@given(st.integers(1, 150), st.integers(1, 90), st.sampled_from([32, 64, 96]), st.integers(0, 9))
def test_bands_say_what_the_whole_frame_says(height: int, width: int, band_px: int, seed: int):
    """A network that sees 128 px far, as ScreenNet may; here the mean of that neighbourhood, so all of it counts."""
    pixels = np.random.default_rng(seed).integers(0, 256, (height + 200, width), np.uint8)
    card = screen_card_of_any()

    def answer(planes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        height, width = planes.shape[2:]
        far = np.pad(planes[0, 0], 128).astype(np.float64)
        sums = np.cumsum(np.cumsum(far, axis=0), axis=1)
        sums = np.pad(sums, ((1, 0), (1, 0)))
        side = 256 + CELL_PX
        corners = [sums[y : y + height : CELL_PX, x : x + width : CELL_PX] for y in (0, side) for x in (0, side)]
        # Sides of the frame show in it as zeros around: bands must see them where the frame has them, and only there.
        return (corners[3] - corners[2] - corners[1] + corners[0]).astype(np.float32)[None, None]

    whole = cell_logits(pixels, 8, card, answer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening, "BAND_PX", band_px)
        banded = cell_logits(pixels, 8, card, answer)
    assert whole.shape == banded.shape == (-(-(height + 200) // CELL_PX), -(-width // CELL_PX))
    assert np.allclose(whole, banded, atol=1e-2)


def screen_card_of_any() -> ScreenCard:
    return ScreenCard(
        name="any", model_name="any", model_version="1", model_sha256="0" * 64, class_names=("background", "dull"),
        thresholds=(0.0, 0.5), min_area_px=(0, 1), input_channels=1, mean=(0.0,), std=(1.0,), threshold=0.0,
        golden=(0.0,) * 16, val=good(),
    )  # fmt: skip


def test_the_tiny_screen_answers_as_worked_out_by_hand(in_use: Screening):
    pixels = np.random.default_rng(3).integers(0, 256, (77, 100), np.uint8)
    assert np.allclose(in_use.screen.logits(pixels, 8), grown(cell_answers(pixels)), atol=1e-3)


def test_a_region_is_kept_up_to_the_threshold_at_which_a_quarter_of_it_is_named():
    """One row of pixels over two cells, the second of which is named first."""
    logits = np.array([[2.0, 5.0, 9.0, 9.0], [9.0, 9.0, 9.0, 9.0]], np.float32)
    class_map = np.zeros((64, 128), np.uint8)
    class_map[3, 11:38] = 1  # 21 px in the first cell, 6 of 27 px, less than a quarter, in the second
    (region,) = regions_of(class_map)
    assert region_logit(region, logits) == 2.0
    class_map[3, 11:14] = 0  # 6 of 24 px are a quarter
    (region,) = regions_of(class_map)
    assert region_logit(region, logits) == 5.0


# What the model finds there


def test_nothing_named_means_that_nothing_runs(folder: Path, model_file: Path, model: LoadedModel):
    blind = screening_of(folder / "blind.onnx", model_file, threshold=NOTHING)
    pixels = drawn(300, 300, (100, 100, 20, 20, DULL))
    found = blind.predict(Predictor(model), pixels, 8, frame_index=1)
    assert (found.prediction.n_tiles_run, found.looked_at, found.is_whole) == (0, 0.0, False)
    assert not found.prediction.index.any()
    assert (found.prediction.probability == 1).all()


@given(
    st.lists(
        st.tuples(st.integers(0, 199), st.integers(0, 169), st.integers(1, 60), st.integers(1, 60),
                  st.sampled_from([DULL, BRIGHT])),
        max_size=5,
    )
)  # fmt: skip
def test_what_is_found_in_named_places_is_what_is_found_without_a_screen(
    in_use: Screening, model: LoadedModel, spots: list[tuple[int, int, int, int, int]]
):
    """The model looks at single pixels and the screen names every one it could find: bit for bit the same."""
    pixels = drawn(200, 170, *spots)
    whole = Predictor(model).predict(pixels, 8)
    found = in_use.predict(Predictor(model), pixels, 8, frame_index=1)
    assert np.array_equal(found.prediction.index, whole.index)
    named = in_use.screen.suspicious(pixels, 8)
    assert np.array_equal(found.prediction.probability[named], whole.probability[named])
    assert found.looked_at == pytest.approx(named.mean())


class SeeingFar:
    """A backend that answers for the lightest pixel up to ``reach_px`` away."""

    def __init__(self, backend: Backend, reach_px: int) -> None:
        self._backend, self._around = backend, np.ones((2 * reach_px + 1, 2 * reach_px + 1), np.uint8)
        self.provider, self.tiles_at_once, self.n_streams = backend.provider, 1, 1

    def run(self, tiles: Tiles) -> Tiles:
        return self._backend.run(np.stack([cv2.dilate(tile[0], self._around)[None] for tile in tiles]))

    def close(self) -> None:
        self._backend.close()


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 399), st.integers(0, 329)), min_size=1, max_size=6))
def test_a_network_that_sees_half_the_overlap_far_answers_as_on_the_whole_frame(
    in_use: Screening, model: LoadedModel, places: list[tuple[int, int]]
):
    far = replace(model, backend=SeeingFar(model.backend, 16), card=replace(model.card, tile_px=1024, overlap_px=32))
    pixels = drawn(400, 330, *((top, left, 3, 3, BRIGHT) for top, left in places))
    whole = Predictor(far).predict(pixels, 8)
    found = in_use.predict(Predictor(far), pixels, 8, frame_index=1)
    named = in_use.screen.suspicious(pixels, 8)
    assert np.array_equal(found.prediction.index, whole.index)
    assert np.array_equal(found.prediction.probability[named], whole.probability[named])


def test_a_defect_that_goes_on_is_followed_to_its_end(folder: Path, model_file: Path, model: LoadedModel):
    """A dull line of 600 px with one bright spot at its beginning: the screen names the spot, the model all of it."""
    bright = screening_of(folder / "bright.onnx", model_file, threshold=BRIGHT_ALONE)
    pixels = drawn(96, 1000, (40, 20, 4, 600, DULL), (40, 20, 4, 6, BRIGHT), (70, 950, 5, 5, DULL))
    found = bright.predict(Predictor(model), pixels, 8, frame_index=1)
    expected = expected_map(pixels)
    expected[70:75, 950:955] = 0  # a defect of its own, which is not named
    assert np.array_equal(found.prediction.index, expected)


def test_places_far_apart_are_predicted_one_by_one(in_use: Screening, model: LoadedModel):
    """A spot in the first and one in the last rows of a long frame: what lies between is not run for either."""
    predictor = Predictor(model)
    one = drawn(2048, 96, (70, 40, 5, 5, DULL))
    both = one.copy()
    both[2000:2005, 40:45] = DULL
    alone = in_use.predict(predictor, one, 8, frame_index=1).prediction
    found = in_use.predict(predictor, both, 8, frame_index=1).prediction
    assert np.array_equal(found.index, expected_map(both))
    assert 0 < alone.n_tiles_run < found.n_tiles_run <= 2 * alone.n_tiles_run + 2
    assert found.n_tiles_whole == len(predictor.plan(2048, 96).tops) * len(predictor.plan(2048, 96).lefts)


def test_surroundings_count_in_whole_steps_when_a_box_is_cut(model: LoadedModel):
    """Tiles that share 96 px: 48 around, which become 64, as parts begin where cells do. Two columns of 6 cells with 4
    between: 320 x 320 px in one call, or the same pixels in two. With 48 around the two would seem to be fewer.
    """
    sharing = replace(model, card=replace(model.card, tile_px=512, overlap_px=96))
    cells = np.zeros((16, 16), bool)
    cells[5:11, [4, 9]] = True
    ((places, part),) = _parts(cells, Predictor(sharing), 512, 512)
    assert part == np.s_[96:416, 64:384]
    assert np.count_nonzero(places) == 12 * 32 * 32


def test_what_is_not_wanted_is_not_looked_at(in_use: Screening, model: LoadedModel):
    """As where only the product is inspected: both masks count."""
    pixels = drawn(200, 200, (10, 10, 20, 20, DULL), (150, 150, 20, 20, DULL))
    wanted = np.zeros((200, 200), bool)
    wanted[:100] = True
    found = in_use.predict(Predictor(model), pixels, 8, frame_index=1, wanted=wanted)
    expected = expected_map(pixels)
    expected[100:] = 0
    assert np.array_equal(found.prediction.index, expected)
    # The cell (0, 0) and its neighbours; around the other defect rows and columns from 96 on, of which four are wanted.
    assert found.looked_at == pytest.approx((64 * 64 + 4 * 104) / (100 * 200))


def test_a_class_that_is_no_defect_is_not_followed(folder: Path):
    file = write_tiny_model(folder / "joints.onnx", tile_px=64, overlap_px=16, non_defects=("dull",))
    bright = screening_of(folder / "joints screen.onnx", file, threshold=BRIGHT_ALONE)
    pixels = drawn(96, 700, (40, 20, 4, 600, DULL), (40, 20, 4, 6, BRIGHT))
    found = bright.predict(Predictor(open_model(file, Provider.CPU)), pixels, 8, frame_index=1)
    assert not found.prediction.index[:, 128:].any()


def test_one_frame_in_fifty_is_looked_at_whole_and_what_would_be_missed_is_counted(
    folder: Path, model_file: Path, model: LoadedModel
):
    bright = screening_of(folder / "check.onnx", model_file, threshold=BRIGHT_ALONE)
    pixels = drawn(200, 200, (10, 10, 20, 20, DULL), (150, 150, 20, 20, BRIGHT))
    limits = InspectionSettings.of_card(model.card)
    whole_ones = []
    for index in (0, 1, CHECK_EVERY - 1, CHECK_EVERY, 2 * CHECK_EVERY):
        found = bright.predict(Predictor(model), pixels, 8, frame_index=index)
        seen = inspect_prediction(found.prediction, model.card, limits)
        if found.is_whole:
            whole_ones.append(index)
            assert len(seen.regions) == 2
            assert bright.missed(found, seen.regions) == 1
        else:
            assert len(seen.regions) == 1
        assert found.looked_at == pytest.approx(104 * 104 / 200**2)  # rows and columns 96 to 199
    assert whole_ones == [0, CHECK_EVERY, 2 * CHECK_EVERY]


# What is refused


def refused(path: Path, sha256: str, card, code: Code) -> str:
    with pytest.raises(ModelError) as caught:
        open_screen(read_screen(path), sha256, card)
    assert caught.value.message.code is code
    return str(caught.value.message.params["detail"])


def test_a_screen_for_another_model_is_refused(folder: Path, model_file: Path, model: LoadedModel):
    other = write_tiny_model(folder / "other.onnx", name="other")
    path = write_tiny_screen(folder / "foreign.onnx", other)
    said = refused(path, model.sha256, model.card, Code.SCREEN_FOREIGN)
    assert "other 1" in said
    assert read_content(other).sha256[:12] in said


def test_a_screen_for_other_classes_is_refused(folder: Path, model_file: Path, model: LoadedModel):
    path = write_tiny_screen(folder / "classes.onnx", model_file)
    renamed = replace(model.card, class_names=("background", "dull", "shiny"))
    assert "dull, bright" in refused(path, model.sha256, renamed, Code.SCREEN_FOREIGN)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"golden": (0.0,) * 16}, "does not answer as when it was made"),
        ({"mean": (0.1,)}, "does not answer as when it was made"),
    ],
    ids=["golden", "mean"],
)
def test_a_screen_that_answers_otherwise_is_refused(
    folder: Path, model_file: Path, model: LoadedModel, changed: dict[str, object], said: str
):
    path = write_tiny_screen(folder / "changed.onnx", model_file, **changed)
    assert said in refused(path, model.sha256, model.card, Code.SCREEN_BROKEN)


def test_a_file_cut_short_is_refused(folder: Path, model_file: Path, model: LoadedModel):
    whole = write_tiny_screen(folder / "whole.onnx", model_file).read_bytes()
    path = folder / "short.onnx"
    for n_bytes in (0, 10, len(whole) // 2, len(whole) - 3):
        path.write_bytes(whole[:n_bytes])
        with pytest.raises(ModelError):
            open_screen(read_screen(path), model.sha256, model.card)


def test_a_model_is_no_screen(model_file: Path, model: LoadedModel):
    assert "no card of a screen" in refused(model_file, model.sha256, model.card, Code.SCREEN_BROKEN)


def test_a_network_of_another_shape_is_refused_in_a_process_of_its_own(
    folder: Path, model_file: Path, model: LoadedModel
):
    """A model with the card of a screen: one score for each pixel and class instead of one for each cell."""
    made = onnx.load(model_file)
    onnx.helper.set_model_props(made, {SCREEN_KEY: screen_card(model_file).to_json()})
    path = folder / "shape.onnx"
    onnx.save(made, path)
    assert "not float32 (1, 1, 4, 4)" in refused(path, model.sha256, model.card, Code.SCREEN_BROKEN)
    assert not known_models.is_known(read_screen(path).sha256)


CARDS = {
    "not good enough": ('"n_kept": 400', '"n_kept": 390', "is not good enough"),
    "newer": ('"format": 1', '"format": 2', "format 2"),
    "cells": ('"cell_px": 32', '"cell_px": 16', "16 px"),
    "sha": ('"model_sha256": "', '"model_sha256": "x', "sha256"),
    "unknown entry": ('"format": 1', '"format": 1, "kind": "x"', "no such entry"),
    "no number": ('"threshold": 0.0', '"threshold": NaN', "NaN"),
    "no JSON": ("{", "", ""),
}


@pytest.mark.parametrize("case", list(CARDS))
def test_a_card_that_cannot_be_used_is_refused(folder: Path, model_file: Path, case: str):
    before, after, said = CARDS[case]
    text = screen_card(model_file).to_json()
    assert before in text
    with pytest.raises(ModelError) as caught:
        read_screen(write_tiny_screen(folder / "card.onnx", model_file, text.replace(before, after, 1)))
    assert caught.value.message.code is Code.SCREEN_BROKEN
    assert said in str(caught.value.message.params["detail"])


def test_a_card_reads_as_it_was_written(model_file: Path):
    card = screen_card(model_file, test=good(50, 49, 0.9), training="600 steps")
    assert ScreenCard.from_json(card.to_json()) == card


def test_limits_below_those_of_the_calibration_are_beyond_it(model_file: Path):
    card = screen_card(model_file)  # thresholds 0.5, least areas of 4 px
    assert not card.is_outside((0.0, 0.5, 0.5), (0, 4, 4))
    assert not card.is_outside((0.9, 0.6, 0.5), (0, 4, 9))
    assert card.is_outside((0.0, 0.5, 0.4), (0, 4, 4))
    assert card.is_outside((0.0, 0.5, 0.5), (0, 3, 4))


def test_a_row_that_cannot_be_is_refused():
    for row in [(3, 4, 0.5, 0.6), (3, 2, None, None), (0, 0, 0.5, 0.6), (3, 2, 0.7, 0.6), (3, 2, 0.5, None)]:
        with pytest.raises(ValueError, match=r"defects|interval"):
            Kept(KeptOf.ALL, "", *row)


def test_places_are_cut_at_the_end_of_the_frame():
    assert places_of(np.array([[True, False], [False, True]]), 40, 50).sum() == 32 * 32 + 8 * 18


def test_how_many_defects_are_needed():
    """Wilson's lower end of n of n is n / (n + 1.96 ** 2): 0.99 from 380.3 on."""
    assert n_needed() == 381
