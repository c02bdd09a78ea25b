"""Near duplicates: found turned, mirrored, stored anew, lighter, smaller; strangers are left apart."""

from __future__ import annotations

import io
import tempfile
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from dataset_samples import encoded, sample, write
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inspector.core.messages import Code, DatasetError, WorkspaceError
from inspector.datasets import duplicates
from inspector.datasets.duplicates import (
    LIKENESS,
    N_WAVES,
    bounds_of,
    find_duplicates,
    likeness,
    link,
    signature_of,
)
from inspector.datasets.version import Split
from inspector.jobs.job import Cancelled


def texture(seed: int, shape: tuple[int, int] = (200, 200)) -> np.ndarray:
    """Rough steel: noise of several sizes on one another, and a bright band down the middle that all share."""
    rng = np.random.default_rng(seed)
    pixels = np.full(shape, 100.0)
    pixels[:, shape[1] * 2 // 5 : shape[1] * 3 // 5] += 40
    for scale in (24, 12, 6, 3):
        pixels += scale * cv2.resize(rng.standard_normal((shape[0] // scale + 1, shape[1] // scale + 1)), shape[::-1])
    return np.clip(pixels, 0, 255).astype(np.uint8)


def turned(pixels: np.ndarray, turn: int) -> np.ndarray:
    """One of the eight: quarter turns, from 4 on mirrored first."""
    return np.ascontiguousarray(np.rot90(np.fliplr(pixels) if turn >= 4 else pixels, turn % 4))


def stored(pixels: np.ndarray, quality: int) -> np.ndarray:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "JPEG", quality=quality)
    return np.array(Image.open(data))


def signature(pixels: np.ndarray) -> np.ndarray:
    found = signature_of(pixels)
    assert found is not None
    return found


CHANGES = {
    "the same": lambda p: p,
    "jpeg 60": lambda p: stored(p, 60),
    "brighter": lambda p: np.clip(p * 1.15 + 10, 0, 255).astype(np.uint8),
    "darker": lambda p: (p * 0.7).astype(np.uint8),
    "half the size": lambda p: cv2.resize(p, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "larger": lambda p: cv2.resize(p, None, fx=1.4, fy=1.4, interpolation=cv2.INTER_LINEAR),
    "lit from one side": lambda p: np.clip(p * np.linspace(0.85, 1.1, p.shape[1]), 0, 255).astype(np.uint8),
    "noisy": lambda p: np.clip(p + np.random.default_rng(9).normal(0, 4, p.shape), 0, 255).astype(np.uint8),
    "in colour": lambda p: np.dstack([p, p, p]),
    "16 bits": lambda p: p.astype(np.uint16) * 257,
}


@pytest.mark.parametrize("turn", range(8))
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("shape", [(200, 200), (160, 240)])
def test_a_surface_is_known_again(change: str, turn: int, shape: tuple[int, int]):
    original = texture(1, shape)
    again = turned(CHANGES[change](original), turn)
    assert likeness(signature(original), signature(again)) > 0.92


def test_turning_alone_changes_nothing():
    original = signature(texture(1))
    for turn in range(8):
        assert likeness(original, signature(turned(texture(1), turn))) == pytest.approx(1, abs=1e-5)


def test_other_surfaces_of_the_same_make_are_strangers():
    signatures = np.array([signature(texture(seed)) for seed in range(60)])
    pairs = np.array(list(combinations(range(60), 2)))
    assert likeness(signatures[pairs[:, 0]], signatures[pairs[:, 1]]).max() < 0.5
    assert link(signatures).tolist() == list(range(60))


def test_a_band_that_all_share_makes_no_duplicates():
    band = np.full((200, 200), 60, np.uint8)
    band[:, 80:120] = 160
    roughness = [np.random.default_rng(seed).normal(0, 12, (200, 200)) for seed in (1, 2)]
    one, other = (signature(np.clip(band + noise, 0, 255).astype(np.uint8)) for noise in roughness)
    assert likeness(one, other) < LIKENESS


@pytest.mark.parametrize("pixels", [np.full((50, 50), 128, np.uint8), np.zeros((3, 7), np.uint16),
                                    np.full((9, 9, 3), 255, np.uint8), np.array([[7]], np.uint8)])  # fmt: skip
def test_a_picture_without_structure_has_no_signature(pixels: np.ndarray):
    assert signature_of(pixels) is None


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_the_bound_is_never_below_the_likeness(seed: int, mix: float):
    rng = np.random.default_rng(seed)
    one, other = rng.standard_normal((2, 40, N_WAVES)) * rng.exponential(1, N_WAVES)
    other = mix * one + (1 - mix) * other
    one, other = (x.astype(np.float32) / np.linalg.norm(x, axis=1, keepdims=True).astype(np.float32)
                  for x in (one, other))  # fmt: skip
    bound = (bounds_of(one) * bounds_of(other)).sum(axis=1)
    found = likeness(one, other)
    assert (bound >= found - 1e-5).all()
    assert (found >= (one * other).sum(axis=1) - 1e-5).all()
    assert np.allclose(likeness(other, one), found, atol=1e-5)
    assert np.allclose(np.linalg.norm(bounds_of(one), axis=1), 1, atol=1e-5)


@given(st.integers(0, 2**32 - 1), st.floats(0.6, 0.95))
@settings(max_examples=20, deadline=None)
def test_linking_is_that_of_comparing_all_with_all(seed: int, threshold: float):
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((8, N_WAVES))
    signatures = centres[rng.integers(0, 8, 60)] + rng.uniform(0, 1, (60, 1)) * rng.standard_normal((60, N_WAVES))
    signatures = (signatures / np.linalg.norm(signatures, axis=1, keepdims=True)).astype(np.float32)
    alike = likeness(signatures[:, None], signatures[None]) >= threshold
    label = list(range(60))
    for one, other in np.argwhere(alike):
        label = [label[one] if x == label[other] else x for x in label]
    found = link(signatures, threshold)
    assert np.array_equal(found[:, None] == found[None], np.equal.outer(label, label))


@pytest.mark.slow("six seconds")
def test_twenty_thousand_signatures_are_linked_right():
    rng = np.random.default_rng(0)
    signatures = rng.standard_normal((20_000, N_WAVES)).astype(np.float32)
    signatures[15_000:] = signatures[:5_000] + 0.3 * signatures[15_000:]
    signatures /= np.linalg.norm(signatures, axis=1, keepdims=True)
    labels = link(signatures)
    assert len(set(labels.tolist())) == 15_000
    assert np.array_equal(labels[:5_000], labels[15_000:])


def test_clusters_of_a_version_name_the_frame_to_keep(tmp_path: Path):
    original, other = texture(1), texture(2)
    same_file = encoded(np.full((20, 30), 9, np.uint8))

    def frame(number: int, data: bytes, shape: tuple[int, int], split: Split = Split.TRAIN):
        return sample(number, frame_bytes=data, class_map=np.zeros(shape, np.uint8), split=split)

    version = write(
        tmp_path / "v",
        frame(1, encoded(turned(CHANGES["half the size"](original), 5)), (100, 100)),
        frame(2, encoded(other), (200, 200)),
        frame(3, encoded(original), (200, 200), Split.TEST),
        frame(4, same_file, (20, 30)),  # even: alike only as a file
        frame(5, same_file, (20, 30), Split.VAL),
        frame(6, encoded(np.full((20, 30), 10, np.uint8)), (20, 30)),
        frame(7, encoded(stored(original, 60)), (200, 200), Split.UNUSED),
        frame(8, encoded(original), (200, 200)),
    )
    told: list[tuple[int, int]] = []
    clusters = find_duplicates(version, report=lambda done, total: told.append((done, total)))
    assert [cluster.names for cluster in clusters] == [("frame3", "frame8", "frame1"), ("frame4", "frame5")]
    assert clusters[0].likenesses == (1, 1, pytest.approx(0.99, abs=0.01))
    assert clusters[1].likenesses == (1, 1)
    assert told[-1] == (10, 10)  # seven frames in use, five different files, two steps each
    assert told == sorted(told)
    assert find_duplicates(version, version.samples)[0].names == ("frame3", "frame7", "frame8", "frame1")
    assert [cluster.names for cluster in find_duplicates(version, threshold=1.0)] == [
        ("frame3", "frame8"), ("frame4", "frame5"),
    ]  # fmt: skip


def test_many_signatures_lie_on_the_disk_and_give_the_same_clusters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pictures = [texture(number % 7) for number in range(30)]
    frames = [encoded(turned(picture, number % 8)) for number, picture in enumerate(pictures)]
    version = write(
        tmp_path / "v",
        *(
            sample(number, frame_bytes=data, class_map=np.zeros((200, 200), np.uint8))
            for number, data in enumerate(frames)
        ),
    )
    in_memory = find_duplicates(version)
    assert len(in_memory) == 7
    monkeypatch.setattr(duplicates, "MAX_IN_MEMORY", 5)
    monkeypatch.setattr(duplicates, "_ROWS", 4)
    monkeypatch.setattr(duplicates, "_COLUMNS", 8)
    told: list[tuple[int, int]] = []
    assert find_duplicates(version, report=lambda done, total: told.append((done, total))) == in_memory
    assert told == sorted(told)
    assert told[-1] == (60, 60)


def test_a_disk_that_takes_no_signatures_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    version = write(tmp_path / "v", *(sample(number) for number in range(3)))
    monkeypatch.setattr(duplicates, "MAX_IN_MEMORY", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(WorkspaceError) as error:
        find_duplicates(version)
    assert error.value.message.code is Code.OUTPUT_UNWRITABLE
    assert error.value.message.params["path"] == str(tmp_path / "nowhere")


def test_no_frames_no_clusters(tmp_path: Path):
    assert find_duplicates(write(tmp_path / "v")) == ()
    assert find_duplicates(write(tmp_path / "w", sample(1))) == ()


def test_a_frame_changed_since_ends_the_search_in_words(tmp_path: Path):
    version = write(tmp_path / "v", sample(1), sample(2))
    (tmp_path / "v" / "frames" / "frame2.png").write_bytes(encoded(texture(1)))
    with pytest.raises(DatasetError) as error:
        find_duplicates(version)
    assert error.value.message.code is Code.DATASET_CHANGED


@pytest.mark.parametrize("at", [0, 3, 12, 13])  # while reading, and while comparing
def test_a_cancel_ends_the_search(tmp_path: Path, at: int):
    version = write(tmp_path / "v", *(sample(number) for number in range(12)))

    told: list[int] = []

    def report(done: int, total: int) -> None:
        told.append(done)
        if done >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        find_duplicates(version, report=report)
    assert max(told[:-1], default=-1) < at <= told[-1]
