"""Golden tiles replayed: the same file passes, and what changes an answer shows in the figure that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.inference.backend import Provider
from inspector.inference.golden_tiles import MAX_DIFFERENCE, ReplayResult, read_golden, replay
from inspector.inference.model_file import open_model
from tests.tiny_model import tiny_golden, write_tiny_model


@pytest.mark.parametrize("provider", [Provider.CPU, Provider.OPENVINO])
def test_the_same_network_answers_the_same_on_every_backend(tmp_path: Path, provider: Provider):
    found = replay(open_model(write_tiny_model(tmp_path / "tiny.onnx"), provider), tiny_golden(20))
    assert (found.share_same_class, found.n_tiles, found.n_frames, found.n_verdicts_changed) == (1.0, 20, 3, 0)
    assert found.max_difference < MAX_DIFFERENCE


def test_a_pixel_of_another_class_and_a_score_that_moved_are_counted(tmp_path: Path):
    model, golden = open_model(write_tiny_model(tmp_path / "tiny.onnx")), tiny_golden(2)
    index, score = golden.index.copy(), golden.score.copy()
    index[0, 0, 0] = (index[0, 0, 0] + 1) % 3
    found = replay(model, replace(golden, index=index))
    assert found.share_same_class == pytest.approx(1 - 1 / (2 * 128 * 128))
    score[1, 5, 5] -= 6554  # a tenth
    assert replay(model, replace(golden, score=score)).max_difference == pytest.approx(0.1, abs=1e-3)


def test_another_card_changes_verdicts(tmp_path: Path):
    """Too large a minimum area: nothing bright is reported any more, in one of three frames."""
    model = open_model(write_tiny_model(tmp_path / "tiny.onnx", min_area_px=(0, 4, 1000)))
    found = replay(model, tiny_golden(2))
    assert found == ReplayResult(1.0, found.max_difference, 2, 3, 1)


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
