"""Which validation frames are shown as the worst and the best, and which part of them."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from inspector.core.class_map import ClassMap
from inspector.core.defect import Box
from inspector.datasets.version import Origin, Sample, Split
from inspector.evaluation.metrics import confusion_of
from inspector.runs.looks import Looks, read_look, read_looks
from training.data import LoadedFrame
from training.looks import Gallery

NAMES = ("background", "crack", "joint")


def frame(name: str, class_map: ClassMap, pixels: npt.NDArray[Any] | None = None, bits: int = 8) -> LoadedFrame:
    height, width = class_map.shape
    sample = Sample(name, "f", "", "m", "", height, width, name, Split.VAL, Origin.REAL, ())
    return LoadedFrame(sample, np.zeros(class_map.shape, np.uint8) if pixels is None else pixels, class_map, bits)


def of_columns(n: int, class_index: int = 1) -> ClassMap:
    """10 x 10, the first ``n`` columns a defect."""
    class_map = np.zeros((10, 10), np.uint8)
    class_map[:, :n] = class_index
    return class_map


def add(gallery: Gallery, name: str, annotated: ClassMap, predicted: ClassMap) -> None:
    gallery.add(frame(name, annotated), predicted, confusion_of(annotated, predicted, 3))


def written(gallery: Gallery, folder: Path, step: int = 300) -> Looks:
    gallery.write(folder, step, "plates", NAMES)
    looks = read_looks(folder)
    assert looks is not None
    return looks


def test_the_six_worst_and_three_best_of_all_frames(tmp_path: Path):
    """Of 10 annotated columns the k-th frame finds k: IoU k / 10."""
    gallery = Gallery()
    for k in (7, 3, 9, 1, 10, 5, 2, 8, 4, 6):
        add(gallery, f"found-{k}", of_columns(10), of_columns(k))
    looks = written(gallery, tmp_path / "looks")
    assert [(one.frame_name, one.score) for one in looks.worst] == [(f"found-{k}", k / 10) for k in range(1, 7)]
    assert [(one.frame_name, one.score) for one in looks.best] == [(f"found-{k}", k / 10) for k in (10, 9, 8)]
    assert (looks.step, looks.dataset, looks.class_names) == (300, "plates", NAMES)
    shown = read_look(tmp_path / "looks", looks.worst[2], 3)
    assert (shown.annotated == of_columns(10)).all()
    assert (shown.predicted == of_columns(3)).all()


def test_false_alarms_in_clean_frames_are_the_worst_the_larger_first_and_frames_without_any_defect_are_in_neither(
    tmp_path: Path,
):
    gallery = Gallery(non_defects=[2])
    add(gallery, "small alarm", of_columns(0), of_columns(1))
    add(gallery, "clean", of_columns(0), of_columns(0))
    add(gallery, "large alarm", of_columns(3, 2), of_columns(4))  # a joint is no defect
    add(gallery, "joint", of_columns(2, 2), of_columns(3, 2))
    add(gallery, "missed", of_columns(2), of_columns(0))
    add(gallery, "half", of_columns(4), of_columns(2))
    looks = written(gallery, tmp_path / "looks")
    assert [(one.frame_name, one.false_px) for one in looks.worst] == [
        ("large alarm", 40), ("small alarm", 10), ("missed", 0),
    ]  # fmt: skip
    assert [(one.frame_name, one.score) for one in looks.best] == [("half", 0.5)]


def test_of_a_large_frame_the_part_around_its_worst_place_is_shown_as_it_is(tmp_path: Path):
    annotated = np.zeros((700, 1500), np.uint8)
    annotated[100:140, 1000:1060], annotated[600:610, 20:30] = 1, 1
    predicted = annotated.copy()
    predicted[100:140, 1000:1060] = 0  # the larger of two wrong places
    predicted[650:655, 200:205] = 1
    pixels = np.arange(700 * 1500, dtype=np.uint16).reshape(700, 1500) % 4096
    gallery = Gallery()
    gallery.add(frame("large", annotated, pixels, 12), predicted, confusion_of(annotated, predicted, 3))
    (one,) = written(gallery, tmp_path / "looks").worst
    assert one.box == Box(1030 - 256, 0, 512, 512)
    shown = read_look(tmp_path / "looks", one, 3)
    window = np.s_[0:512, 774 : 774 + 512]
    assert (shown.pixels == pixels[window] >> 4).all()
    assert (shown.annotated == annotated[window]).all()


def test_a_frame_that_is_right_is_shown_around_its_defect_and_never_beyond_its_borders(tmp_path: Path):
    annotated = np.zeros((600, 600), np.uint8)
    annotated[590:, 590:] = 1
    gallery = Gallery()
    gallery.add(frame("right", annotated), annotated, confusion_of(annotated, annotated, 3))
    (one,) = written(gallery, tmp_path / "looks").worst
    assert (one.score, one.box) == (1.0, Box(88, 88, 512, 512))


def test_newer_looks_take_the_place_of_older_ones(tmp_path: Path):
    for step, n in ((300, 4), (600, 1)):
        gallery = Gallery()
        for k in range(n):
            add(gallery, f"f{k}", of_columns(10), of_columns(k))
        looks = written(gallery, tmp_path / "looks", step)
        shown = [name for one in (*looks.worst, *looks.best)
                 for name in (one.picture_file, one.annotated_file, one.predicted_file)]  # fmt: skip
        assert len(set(shown)) == 3 * n
        assert all(name.startswith(f"{step}-") for name in shown)
        assert {path.name for path in (tmp_path / "looks").iterdir()} == {"looks.json", *shown}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_leaves_the_looks_of_before(tmp_path: Path):
    folder = tmp_path / "looks"
    gallery = Gallery()
    add(gallery, "first", of_columns(10), of_columns(2))
    before = written(gallery, folder)
    (folder / f"looks.json.{os.getpid()}-{threading.get_native_id()}.tmp").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        gallery.write(folder, 600, "plates", NAMES)
    assert read_looks(folder) == before
    read_look(folder, before.worst[0], 3)
    assert len(list(folder.iterdir())) == 4
