"""The generated strip as a dataset version."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from inspector.datasets.synthetic_strips import import_synthetic
from inspector.datasets.version import Origin, open_version


def test_generated_strip_becomes_a_version_of_tiles_with_their_truth(tmp_path: Path):
    told: list[tuple[int, int]] = []
    import_synthetic(tmp_path / "v", 10, lambda done, total: told.append((done, total)))
    version = open_version(tmp_path / "v")
    assert told[-1] == (10, 10)
    assert Counter(s.split.value for s in version.samples) == {"train": 32, "val": 4, "test": 4}
    assert {s.origin for s in version.samples} == {Origin.SYNTHETIC}
    assert len({s.group for s in version.samples}) == 10
    assert any(sum(s.n_pixels[1:]) for s in version.samples)
    assert any(not sum(s.n_pixels[1:]) for s in version.samples)
    entry = max(version.samples, key=lambda s: sum(s.n_pixels[1:]))
    pixels, class_map = version.read(entry)
    assert pixels.shape == class_map.shape == (224, 224)
    assert "seed" in entry.note


def test_generated_strip_is_the_same_each_time(tmp_path: Path):
    assert import_synthetic(tmp_path / "a", 1).id == import_synthetic(tmp_path / "b", 1).id
