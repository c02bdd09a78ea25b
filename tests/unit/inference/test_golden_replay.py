"""Golden tiles replayed: the same file passes, and what changes an answer shows in the figure that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.core.files import sha256_of
from inspector.core.golden_strip import golden_strip
from inspector.core.golden_tiles import GoldenFrame, GoldenTiles, Seeds, named, quantised
from inspector.core.model_card import Smaller, VariantOf
from inspector.inference.backend import Provider
from inspector.inference.golden_tiles import IN_32_BITS, OF_VARIANTS, ReplayResult, limits_of, read_golden, replay
from inspector.inference.model_file import open_model
from tests.tiny_model import card, scores_of_tiny, tiny_golden, write_tiny_model


@pytest.mark.parametrize("provider", [Provider.CPU, Provider.OPENVINO])
def test_the_same_network_answers_the_same_on_every_backend(tmp_path: Path, provider: Provider):
    found = replay(open_model(write_tiny_model(tmp_path / "tiny.onnx"), provider), tiny_golden(20))
    assert (found.share_same_class, found.n_tiles, found.n_frames, found.n_verdicts_changed) == (1.0, 20, 3, 0)
    assert found.max_difference < IN_32_BITS.max_difference


def test_a_pixel_of_another_class_and_a_score_that_moved_are_counted(tmp_path: Path):
    model, golden = open_model(write_tiny_model(tmp_path / "tiny.onnx")), tiny_golden(2)
    index, score = golden.index.copy(), golden.score.copy()
    index[0, 0, 0] = (index[0, 0, 0] + 1) % 3
    found = replay(model, replace(golden, index=index))
    assert found.share_same_class == pytest.approx(1 - 1 / (2 * 128 * 128))
    score[1, 5, 5] -= 6554  # a tenth
    assert replay(model, replace(golden, score=score)).max_difference == pytest.approx(0.1, abs=1e-3)
    score[1] = golden.score[1] - 6554  # of one tile in two
    assert replay(model, replace(golden, score=score)).mean_difference == pytest.approx(0.05, abs=1e-4)


def test_another_card_changes_verdicts(tmp_path: Path):
    """Too large a minimum area: nothing bright is reported any more, in one of three frames."""
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", min_area_px=(0, 4, 1000)))
    found = replay(model, tiny_golden(2))
    assert found == ReplayResult(1.0, found.max_difference, found.mean_difference, 2, 3, 1)


def test_a_variant_is_held_against_limits_of_its_own():
    assert limits_of(card()) == IN_32_BITS
    for arithmetic in Smaller:
        calibrated_on = ("strip 0123456789abcdef",) if arithmetic is Smaller.INT8 else ()
        of = VariantOf("tiny 1", "0" * 64, arithmetic, "by hand", calibrated_on)
        assert limits_of(card(variant_of=of)) == OF_VARIANTS[arithmetic]


def test_of_seeds_alone_the_tiles_are_made_anew_and_some_scores_are_kept(tmp_path: Path):
    """Pixels as on every PC, by a checksum of them; the answers by the model's formula."""
    tile = golden_strip(7, 128, 128)
    assert sha256_of(tile.tobytes())[:16] == "2f4c6c2f988cdda7"
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"), Provider.CPU)
    pixels = np.stack([golden_strip(seed, 32, 32) for seed in (1, 2)])
    answers = [named(scores_of_tiny(each), model.card.output) for each in pixels]
    index, score = np.stack([a for a, _ in answers]), np.stack([quantised(b[4::8, 4::8]) for _, b in answers])
    frame = golden_strip(12, 48, 48)
    golden = GoldenTiles(
        pixels, np.full(2, 8, np.uint8), index, score, (GoldenFrame(frame, 8, ()),), 3, Seeds((1, 2), (12,))
    )
    content = golden.to_bytes()
    assert len(content) < 5000  # no pixels in it
    found = GoldenTiles.from_bytes(content)
    assert np.array_equal(found.pixels, pixels)
    assert np.array_equal(found.frames[0].pixels, frame)
    assert found.answered_by == "ONNX Runtime"
    replayed = replay(model, found)
    assert (replayed.n_tiles, replayed.n_frames) == (2, 1)
    n_ties = int(np.count_nonzero(pixels == 102))  # where two classes are alike, rounding decides
    assert replayed.share_same_class >= 1 - n_ties / pixels.size > 0.98
    assert replayed.max_difference < IN_32_BITS.max_difference
    many = GoldenTiles(
        np.broadcast_to(np.uint8(0), (1001, 16, 16)), np.full(1001, 8, np.uint8), np.zeros((1001, 16, 16), np.uint8),
        np.zeros((1001, 1, 1), np.uint16), (), 3, Seeds((7,) * 1001, ()),
    )  # fmt: skip
    with pytest.raises(ValueError, match="too many of them"):  # to make them anew would take minutes
        GoldenTiles.from_bytes(many.to_bytes())
    score[1, 0, 0] ^= 0x4000  # of the pixel at 4, 4
    assert replay(model, replace(found, score=score)).max_difference == pytest.approx(0.25, abs=1e-3)


def test_a_replay_is_ended_by_whoever_listens(tmp_path: Path):
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx"))

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay(model, tiny_golden(2), stop)


def test_a_file_too_large_to_be_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "a.npz"
    file.write_bytes(tiny_golden(2).to_bytes())
    assert np.array_equal(read_golden(file).index, tiny_golden(2).index)
    monkeypatch.setattr("inspector.inference.golden_tiles.MAX_BYTES", 1000)
    with pytest.raises(ValueError, match="larger than"):
        read_golden(file)
