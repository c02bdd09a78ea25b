"""Same frame, same answer, at every depth: what training and live inspection make of a frame is one thing."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from training_samples import loaded, vary

from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.core.bits import full_scale
from inspector.core.frame import Frame
from inspector.core.messages import DatasetError
from inspector.core.preparation import pad_by_reflection, prepare
from inspector.datasets.version import DatasetVersion, NewSample, Split, open_version, write_version
from inspector.runs.request import Augmentation, Balance, Recipe
from inspector.sources.folder import FolderSource
from training.augmentation import View
from training.batches import Pool, batch_of_step
from training.data import FixedScale, LoadedFrame, load_frames

DEPTHS = (8, 10, 12, 14, 16)
GREY = FixedScale(1, 0.5, 0.25)
STATED = (("unsaid", None), ("12", 12), ("16", 16))
STILL = Augmentation(zoom=1.0, turn_deg=0.0, light=False, mix_share=0.0, quarter_turns=False, flips=False)


def png(pixels: npt.NDArray[np.generic]) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()


def random_frame(bits: int, seed: int, side: int = 48) -> npt.NDArray[np.uint8 | np.uint16]:
    dtype = np.uint8 if bits == 8 else np.uint16
    return np.random.default_rng(seed).integers(0, full_scale(bits), (side, side), dtype, endpoint=True)


def version_of(folder: Path, frame_bytes: bytes, suffix: str, side: int, bits: int | None) -> DatasetVersion:
    class_map = np.zeros((side, side), np.uint8)
    new = NewSample("a", frame_bytes, suffix, class_map, "g", Split.TRAIN, bits=bits)
    return write_version(folder, name="v", class_names=("background", "pit"), source="", terms="", samples=[new])


def live_frame(path: Path, bits: int | None) -> Frame:
    source = FolderSource(path, bits=bits)
    (frame,) = source.frames(threading.Event(), lambda _: None)
    source.close()
    assert isinstance(frame, Frame)
    return frame


def tensor_in_training(samples: list[LoadedFrame], side: int) -> npt.NDArray[np.float32]:
    recipe = Recipe(n_steps=1, batch=1, view_px=(side, side), seed=5, augmentation=STILL)
    return batch_of_step([Pool(samples)], [1.0], GREY, recipe, 0).inputs[0]


@pytest.mark.parametrize("bits", DEPTHS)
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=5, deadline=None)
def test_live_folder_and_training_make_the_same_tensor_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, bits: int, seed: int
):
    folder, pixels = tmp_path_factory.mktemp("depth"), random_frame(bits, seed)
    (folder / "in").mkdir()
    (folder / "in" / "a.png").write_bytes(png(pixels))
    frame = live_frame(folder / "in", bits)
    version = version_of(folder / "v", png(pixels), ".png", 48, bits)
    samples = load_frames(version, open_version(version.folder).samples, 1)
    live = prepare(frame.pixels, GREY, frame.bits)
    assert np.array_equal(live, tensor_in_training(samples, 48))
    expected = (pixels / full_scale(bits) - 0.5) / 0.25
    assert np.allclose(live[0], expected, atol=1e-5)


@pytest.mark.parametrize("bits", [None, 12])
def test_a_12_bit_frame_has_as_many_grey_values_in_training_as_live(tmp_path: Path, bits: int | None):
    """With its bits set, or in its tag."""
    pixels = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    tags = [(281, "H", 1, 4095, True)] if bits is None else []
    (tmp_path / "in").mkdir()
    tifffile.imwrite(tmp_path / "in" / "a.tif", pixels, extratags=tags)
    frame = live_frame(tmp_path / "in", bits)
    version = version_of(tmp_path / "v", (tmp_path / "in" / "a.tif").read_bytes(), ".tif", 64, bits)
    live = prepare(frame.pixels, GREY, frame.bits)
    trained = tensor_in_training(load_frames(version, version.samples, 1), 64)
    assert (len(np.unique(live)), len(np.unique(trained))) == (4096, 4096)
    assert np.array_equal(live, trained)
    assert (live.min(), live.max()) == pytest.approx((-2, 2))


@pytest.mark.parametrize("bits", DEPTHS)
def test_frames_of_every_depth_look_alike_to_the_network(bits: int):
    """The same scene from a deeper camera is the same input, but for what its finer steps add."""
    scene = np.linspace(0, 1, 48 * 48).reshape(48, 48)
    pixels = np.rint(scene * full_scale(bits)).astype(np.uint8 if bits == 8 else np.uint16)
    assert prepare(pixels, GREY, bits)[0] == pytest.approx((scene - 0.5) / 0.25, abs=4 / 255)


def lit_views(bits: int, n: int = 40) -> list[View]:
    ramp = np.tile(np.linspace(0, 1, 48), (48, 1))
    pixels = np.rint(ramp * full_scale(bits)).astype(np.uint8 if bits == 8 else np.uint16)
    sample = loaded(pixels, np.zeros((48, 48), np.uint8), bits=bits)
    recipe = Recipe(n_steps=1, batch=1, view_px=(48, 48))
    return [vary(sample, recipe, np.random.default_rng(seed)) for seed in range(n)]


@pytest.mark.parametrize("bits", DEPTHS[1:])
def test_light_varies_alike_at_every_depth_and_stays_within_it(bits: int):
    for deep, plain in zip(lit_views(bits), lit_views(8), strict=True):
        assert (deep.bits, deep.pixels.dtype) == (bits, np.uint16)
        assert deep.pixels.max() <= full_scale(bits)
        difference = deep.pixels / full_scale(bits) - plain.pixels / 255
        assert np.abs(difference).max() < 2.5 / 255  # two roundings to whole levels of 255


def test_a_rectangle_of_a_deeper_view_deepens_the_view_it_is_laid_into():
    dark, bright = np.zeros((48, 48), np.uint8), np.full((48, 48), 4095, np.uint16)
    samples = [loaded(dark, dark), loaded(bright, np.ones((48, 48), np.uint8), bits=12)]
    always = replace(STILL, mix_share=1.0)
    recipe = Recipe(n_steps=50, batch=2, view_px=(48, 48), seed=2, augmentation=always)
    n_mixed = 0
    for step in range(50):
        batch = batch_of_step([Pool(samples)], [1.0], GREY, recipe, step)
        for planes, targets in zip(batch.inputs, batch.targets, strict=True):
            assert np.array_equal(planes[0], np.where(targets == 1, 2.0, -2.0))  # white and black of both depths
            n_mixed += len(np.unique(targets)) == 2
    assert n_mixed > 20


@pytest.mark.parametrize("mode", [BalanceMode.DLI, BalanceMode.DLI_PAPER, BalanceMode.DLI_RELEASED])
def test_injected_frames_keep_their_depth(mode: BalanceMode):
    rng = np.random.default_rng(1)
    texture = np.asarray(cv2.GaussianBlur(rng.normal(2000, 300, (96, 96)), (0, 0), 1.2))
    spot = texture - 900 * (np.hypot(*(np.mgrid[:96, :96] - 48)) < 12)
    class_map = (np.hypot(*(np.mgrid[:96, :96] - 48)) < 12).astype(np.uint8)
    clean = np.zeros((96, 96), np.uint8)
    samples = [
        loaded(np.rint(texture).astype(np.uint16), clean, bits=12),
        loaded(np.rint(spot).astype(np.uint16), class_map, bits=12),
    ]
    pool = Pool(samples, Balance(mode, BalanceSettings(clean_share=0.0)), ("background", "pit"))
    assert pool.balancer is not None
    for seed in range(4):
        (portion,) = pool.balancer.portions
        made = pool.balancer.inject(samples[0].pixels, clean, "host", portion, np.random.default_rng(seed), bits=12)
        assert made is not None
        assert made.pixels.dtype == np.uint16
        inside = made.pixels[made.class_map == 1]
        assert 800 < float(np.median(inside)) < 1500  # the pit's level, 1100, give or take its surroundings
        assert len(np.unique(inside)) > 100  # of 8 bits there would be some 30


def test_a_version_refuses_a_frame_that_needs_more_bits_than_are_stated(tmp_path: Path):
    with pytest.raises(DatasetError, match="holds the value 5000, which needs 13 bits, not 12"):
        version_of(tmp_path / "v", png(np.full((48, 48), 5000, np.uint16)), ".png", 48, 12)
    assert not (tmp_path / "v").exists()


def test_bits_belong_to_a_versions_identity_where_its_files_do_not_say_them(tmp_path: Path):
    frame = png(np.full((48, 48), 900, np.uint16))
    plain, twelve, same = (version_of(tmp_path / n, frame, ".png", 48, bits) for n, bits in STATED)
    assert plain.id == same.id
    assert plain.id != twelve.id
    assert open_version(twelve.folder).samples[0].bits == 12
    assert open_version(plain.folder).samples[0].bits is None


def test_padding_is_that_of_live_inspection_at_every_depth():
    pixels = random_frame(12, 1, 40)
    planes = pad_by_reflection(prepare(pixels, GREY, 12), 48, 48)
    sample = loaded(pixels, np.zeros((40, 40), np.uint8), bits=12)
    assert np.array_equal(planes[0, :40, :40], prepare(sample.pixels, GREY, sample.bits)[0])
