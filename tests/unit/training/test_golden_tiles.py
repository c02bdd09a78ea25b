"""Golden tiles as a run keeps them, and what a PC that computes otherwise gives for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from torch import nn
from training_samples import loaded, small_card, small_version

import models
from inspector.core.files import sha256_of
from inspector.core.golden_tiles import MIN_TILE_PX, MIN_TILES, GoldenTiles
from inspector.datasets.version import Split
from inspector.inference import known_models
from inspector.inference.golden_tiles import IN_32_BITS, replay
from inspector.inference.inspect_frame import inspect_frame
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.models_store.catalogue import ModelCatalogue
from training.data import StoredFrames
from training.exporting import export_onnx
from training.golden import N_FRAMES, golden_tiles

CARD = small_card(network="plain-net-s", tile_px=128, thresholds=(0.0, 0.2, 0.2, 0.2))


@pytest.fixture(scope="module")
def network() -> nn.Module:
    """With an answer that is not the same everywhere."""
    torch.manual_seed(3)
    found = models.build("plain-net-s", n_classes=4, in_channels=1)
    for module in found.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.normal_(module.weight, std=0.25)
    return found.eval()


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> StoredFrames:
    version = small_version(tmp_path_factory.mktemp("data") / "v", side=96)
    return StoredFrames(version, version.of_split(Split.TRAIN), 1)


@pytest.fixture(scope="module")
def golden(network: nn.Module, frames: StoredFrames) -> GoldenTiles:
    found = golden_tiles(network, CARD, frames, any_size=True)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def exported(network: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("exported") / "squares.onnx"
    export_onnx(network, CARD, file)
    return file


def test_few_small_frames_give_as_many_tiles_as_are_asked_for(golden: GoldenTiles):
    assert len(golden.pixels) >= MIN_TILES
    assert min(golden.pixels.shape[1:3]) >= MIN_TILE_PX
    assert golden.pixels.shape[1] % CARD.size_multiple == 0
    assert len({tile.tobytes() for tile in golden.pixels}) >= 6 * 4  # each frame, and its flips
    assert len(golden.frames) == 6  # all there are, of N_FRAMES at most
    assert N_FRAMES >= 20
    assert len(golden.to_bytes()) < 8_000_000
    assert golden.index.max() > 0, "a network that names nothing proves nothing"


def test_every_class_is_in_the_tiles_where_a_frame_shows_it():
    """One of 300 frames shows the third class, at a corner."""
    rng = np.random.default_rng(1)
    frames = []
    for number in range(300):
        class_map = np.zeros((256, 256), np.uint8)
        class_map[100:110, 100:110] = 1
        if number == 211:
            class_map[250:255, 250:255] = 3
        pixels = rng.integers(0, 200, (256, 256), np.uint8)
        pixels[class_map == 3] = 255
        frames.append(loaded(pixels, class_map))

    class ByGrey(nn.Module):
        """255 is the third class, all else is background."""

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            is_third = (x > 1.99).float() * 20 - 10  # (1 - 0.5) / 0.25
            nothing = torch.zeros_like(x)
            return torch.cat([nothing, nothing - 10, nothing - 10, is_third], dim=1)

    golden = golden_tiles(ByGrey(), CARD, frames, any_size=True)
    assert golden is not None
    assert np.count_nonzero(golden.index == 3) >= 25


def test_the_exported_file_gives_the_same_answers_and_verdicts(exported: Path, golden: GoldenTiles):
    model = open_model(exported)
    found = replay(model, golden)
    assert (found.n_tiles, found.n_frames, found.n_verdicts_changed) == (len(golden.pixels), 6, 0)
    assert found.share_same_class >= IN_32_BITS.min_same_class
    assert found.max_difference <= IN_32_BITS.max_difference
    # What it says is reported is what inspection reports
    settings = InspectionSettings.of_card(model.card)
    reported = [inspect_frame(f.pixels, f.bits, Predictor(model), settings).regions for f in golden.frames]
    assert [tuple(sorted({r.class_index for r in regions})) for regions in reported] == [
        frame.classes for frame in golden.frames
    ]
    assert any(frame.classes for frame in golden.frames), "frames in which nothing is reported prove nothing"


def test_a_file_whose_weights_moved_a_little_is_found_out(exported: Path, golden: GoldenTiles, tmp_path: Path):
    """By too little for the golden answer in its card, which allows 0.003 of a mean."""
    changed = onnx.load(exported)
    weights = next(each for each in changed.graph.initializer if len(each.dims) == 4)
    moved = numpy_helper.to_array(weights).copy()
    moved[0] *= np.float32(1.005)
    weights.CopyFrom(numpy_helper.from_array(moved, weights.name))
    file = tmp_path / "moved.onnx"
    onnx.save(changed, file)
    known_models.remember(sha256_of(file.read_bytes()))
    assert replay(open_model(file), golden).max_difference > IN_32_BITS.max_difference


def test_tiles_of_another_model_are_refused(exported: Path, golden: GoldenTiles):
    model = open_model(exported)
    with pytest.raises(ValueError, match="5 classes"):
        replay(model, replace(golden, n_classes=5))


def test_a_model_that_is_added_keeps_its_golden_tiles(exported: Path, golden: GoldenTiles, tmp_path: Path):
    exported.with_suffix(".golden.npz").write_bytes(golden.to_bytes())
    models_folder = tmp_path / "models"
    added = ModelCatalogue(models_folder).add(exported)
    kept = models_folder / "golden" / f"{added.sha256}.npz"
    assert kept.read_bytes() == golden.to_bytes()


def test_answers_that_are_no_numbers_give_no_golden_tiles(frames: StoredFrames):
    class Broken(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cat([x, x, x, x / 0], dim=1)

    assert golden_tiles(Broken(), CARD, frames, any_size=True) is None


class Asked(Exception):  # noqa: N818  an event, as of a run that is asked to stop
    pass


def test_whoever_asks_is_heard_between_frames_that_are_read(network: nn.Module, frames: StoredFrames):
    """Many validation frames are read from disk for minutes."""
    heard = 0

    def listen() -> None:
        nonlocal heard
        heard += 1
        if heard > len(frames):
            raise Asked

    class Silent(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            raise AssertionError("frames are read before the network is asked")

    with pytest.raises(Asked):
        golden_tiles(Silent(), CARD, frames, any_size=True, listen=listen)
    assert heard == len(frames) + 1
