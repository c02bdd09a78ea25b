"""What trials found is kept for one PC, one file and one pair of runtimes, and lost without harm."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from onnx_models import card

from inspector.inference import tuning
from inspector.inference.backend import Provider, Trial, Tuning
from inspector.inference.tuning import forget_tuning, keep_tuning, known_tuning

FOUND = Tuning(
    Provider.OPENVINO, 2, 128, 8, 16, 3.5, "2026-11-30T18:00:00+00:00", Trial((64, 64), 9.0, 4.5, 1.0, 1e-6), "",
)  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tuning, "_in_memory", {})
    return tmp_path / "cache"


@pytest.fixture
def restart(monkeypatch: pytest.MonkeyPatch) -> object:
    """What is only remembered while the program runs is gone."""
    return lambda: monkeypatch.setattr(tuning, "_in_memory", {})


def test_what_was_found_is_known_after_a_restart(restart):
    keep_tuning("a", FOUND)
    keep_tuning("b", replace(FOUND, runtime=Provider.CPU))
    restart()
    assert known_tuning("a", card()) == FOUND
    assert known_tuning("b", card()) == replace(FOUND, runtime=Provider.CPU)
    assert known_tuning("c", card()) is None


def test_the_newest_counts_and_what_is_forgotten_is_gone(restart):
    keep_tuning("a", FOUND)
    keep_tuning("a", replace(FOUND, tile_px=64))
    keep_tuning("b", FOUND)
    forget_tuning("b")
    restart()
    found = known_tuning("a", card())
    assert found is not None
    assert found.tile_px == 64
    assert known_tuning("b", card()) is None


@pytest.mark.parametrize("what", ["this_pc", "runtimes"])
def test_another_pc_and_another_runtime_know_nothing_of_it_and_leave_it(restart, monkeypatch, what: str):
    keep_tuning("a", FOUND)
    restart()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(tuning, what, lambda: "another")
        assert known_tuning("a", card()) is None
        keep_tuning("b", FOUND)
    restart()
    assert known_tuning("a", card()) == FOUND


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"format": 1}', b'{"format": 1, "entries": [7]}'])
def test_a_broken_file_is_said_and_written_anew(cache: Path, restart, caplog, content: bytes):
    cache.mkdir()
    (cache / "trials.json").write_bytes(content)
    with caplog.at_level(logging.WARNING, "inspector.inference"):
        assert known_tuning("a", card()) is None
    assert "cannot be read" in caplog.text
    keep_tuning("a", FOUND)
    restart()
    assert known_tuning("a", card()) == FOUND


@pytest.mark.parametrize(
    "wrong",
    [
        {"runtime": Provider.CUDA}, {"n_streams": 0}, {"tile_px": 100}, {"tile_px": 0}, {"tile_px": 80_000},
        {"overlap_px": -1}, {"overlap_px": 17},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_for_this_card_is_not_believed(restart, caplog, wrong: dict[str, object]):
    keep_tuning("a", replace(FOUND, **wrong))
    restart()
    with caplog.at_level(logging.WARNING, "inspector.inference"):
        assert known_tuning("a", card()) is None
    assert "not believed" in caplog.text


def test_an_entry_that_is_broken_is_said_and_the_others_stay(cache: Path, restart, caplog):
    for name in "abc":
        keep_tuning(name, FOUND)
    kept = json.loads((cache / "trials.json").read_text())
    kept["entries"][1]["tuning"]["trial"]["largest_difference"] = None
    (cache / "trials.json").write_text(json.dumps(kept))
    restart()
    assert [known_tuning(name, card()) for name in "abc"] == [FOUND, None, FOUND]
    assert "tuning.trial.largest_difference" in caplog.text
    keep_tuning("d", FOUND)
    restart()
    assert [known_tuning(name, card()) for name in "abcd"] == [FOUND, None, FOUND, FOUND]


def test_where_nothing_can_be_written_it_is_known_until_the_end_and_that_is_said(cache: Path, restart, caplog):
    cache.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING, "inspector.inference"):
        keep_tuning("a", FOUND)
    assert "is not kept" in caplog.text
    assert known_tuning("a", card()) == FOUND
    restart()
    assert known_tuning("a", card()) is None
