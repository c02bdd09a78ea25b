"""Facts about a version, counted by hand on small masks."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from dataset_samples import encoded, sample, write

from inspector.core.calibration import Calibration
from inspector.core.files import sha256_of
from inspector.core.messages import Code, DatasetError
from inspector.datasets.statistics import statistics_of
from inspector.datasets.version import Sample, Split, encode_mask
from inspector.jobs.job import Cancelled


def drawn(*boxes: tuple[int, int, int, int, int], shape: tuple[int, int] = (20, 30)) -> np.ndarray:
    """Class map with boxes (class, top, left, height, width)."""
    class_map = np.zeros(shape, np.uint8)
    for index, top, left, height, width in boxes:
        class_map[top : top + height, left : left + width] = index
    return class_map


def grey(value: int, shape: tuple[int, int] = (20, 30)) -> bytes:
    return encoded(np.full(shape, value, np.uint8))


@pytest.fixture
def version(tmp_path: Path):
    return write(
        tmp_path / "v",
        # two inclusions, one of them two boxes that touch at a corner; a patch of one pixel
        sample(1, "coil 1", class_map=drawn((1, 0, 0, 2, 3), (1, 2, 3, 1, 2), (1, 10, 10, 4, 4), (2, 19, 29, 1, 1)),
               frame_bytes=grey(100)),
        sample(2, "coil 1", class_map=drawn((1, 5, 5, 2, 2), (255, 10, 10, 5, 5)), frame_bytes=grey(200)),
        sample(3, "coil 2", class_map=drawn((255, 0, 0, 9, 9)), frame_bytes=grey(0)),  # clean where it counts
        sample(4, "coil 3", Split.VAL, class_map=drawn((1, 0, 0, 10, 10), shape=(40, 30)),
               frame_bytes=grey(50, (40, 30))),
        sample(5, "coil 4", Split.UNUSED, class_map=drawn((2, 0, 0, 20, 30))),
    )  # fmt: skip


def test_counts_are_those_of_hand_counting(version):
    found = statistics_of(version, band_edges=(3, 9))
    assert [part.name for part in found.splits] == ["train", "val", "unused"]
    train, val, _ = found.splits
    assert (train.n_frames, train.n_groups, train.n_clean) == (3, 2, 1)
    inclusion, patches = train.classes
    assert (inclusion.index, inclusion.name) == (1, "inclusion")
    assert (inclusion.n_frames, inclusion.n_groups, inclusion.n_instances) == (2, 1, 3)
    assert inclusion.n_pixels == 6 + 2 + 16 + 4
    assert inclusion.n_by_band == (2, 1, 0)  # sides 2.83, 2 | 4 | none
    assert (patches.n_frames, patches.n_instances, patches.n_pixels, patches.n_by_band) == (1, 1, 1, (1, 0, 0))
    assert val.classes[0].n_by_band == (0, 0, 1)
    assert (val.sizes, val.n_clean) == ({"40x30": 1}, 0)
    assert found.band_names == ("below 3 px", "3 to 9 px", "9 px or more")


def test_unused_frames_are_told_but_not_in_the_total(version):
    found = statistics_of(version)
    assert found.splits[-1].classes[1].n_pixels == 600
    assert (found.total.name, found.total.n_frames, found.total.n_groups) == ("all", 4, 3)
    assert found.total.classes[1].n_pixels == 1
    assert found.total.sizes == {"20x30": 3, "40x30": 1}
    assert found.total.classes[0].n_instances == 4


def test_one_split_alone(version):
    found = statistics_of(version, Split.UNUSED)
    assert [part.name for part in found.splits] == ["unused"]
    assert (found.total.name, found.total.n_frames, found.total.classes[1].n_pixels) == ("unused", 1, 600)


def test_with_a_calibration_areas_and_bands_are_mm(version):
    found = statistics_of(version, Split.TRAIN, calibration=Calibration(0.5, 0.25), band_edges=(1.0,))
    assert found.total.classes[0].area_mm2 == 28 / 8
    assert found.total.classes[0].n_by_band == (1, 2)  # 4 px are 0.5 mm²; 8 and 16 px are 1 and 2 mm²
    assert statistics_of(version).total.classes[0].area_mm2 is None


def test_grey_is_that_of_all_pixels(version):
    train, val, _ = statistics_of(version).splits
    assert train.grey_mean == pytest.approx(100)  # 100, 200 and 0 on equal areas
    assert train.grey_std == pytest.approx(math.sqrt(20_000 / 3))
    assert (val.grey_mean, val.grey_std) == (50, 0)
    total = statistics_of(version).total
    assert total.grey_mean == pytest.approx((300 * 600 + 50 * 1200) / 3000)  # larger frames weigh more


def test_sixteen_bits_come_in_levels_of_eight(tmp_path: Path):
    deep = np.full((20, 30), 257 * 80, np.uint16)
    deep[:10] = 257 * 100
    found = statistics_of(write(tmp_path / "v", sample(1, frame_bytes=encoded(deep))))
    assert (found.total.grey_mean, found.total.grey_std) == (pytest.approx(90), pytest.approx(10))


def test_a_class_that_leans_on_one_group_is_marked(tmp_path: Path):
    two = drawn((1, 0, 0, 2, 2), (1, 5, 5, 2, 2), (2, 9, 9, 1, 1))
    one = drawn((1, 0, 0, 2, 2), (2, 9, 9, 1, 1))
    version = write(tmp_path / "v", sample(1, "a", class_map=two), sample(2, "b", class_map=one))
    inclusion, patches = statistics_of(version).total.classes
    assert (inclusion.largest_group, inclusion.largest_group_share) == ("a", pytest.approx(2 / 3))
    assert inclusion.leans_on_one_group
    assert patches.largest_group_share == 0.5
    assert not patches.leans_on_one_group  # half is not over half


def test_a_version_without_frames_has_no_figures(tmp_path: Path):
    found = statistics_of(write(tmp_path / "v"))
    assert (found.splits, found.total.n_frames, found.total.n_groups) == ((), 0, 0)
    assert math.isnan(found.total.grey_mean)
    assert found.total.classes[0].n_by_band == (0,)
    assert not found.total.classes[0].leans_on_one_group


def test_progress_is_told_and_what_it_raises_ends_the_count(version):
    told: list[tuple[int, int]] = []
    statistics_of(version, report=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(6)]

    def cancel(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        statistics_of(version, report=cancel)


def test_a_mask_changed_since_is_refused(version):
    (version.folder / "masks" / "frame2.png").write_bytes(encode_mask(drawn()))
    with pytest.raises(DatasetError) as error:
        statistics_of(version)
    assert error.value.message.code is Code.DATASET_CHANGED
    statistics_of(version, Split.VAL)


def test_a_mask_that_was_hashed_broken_is_refused_in_words(version):
    data = encode_mask(drawn())[:40]
    (version.folder / "masks" / "frame1.png").write_bytes(data)
    broken: Sample = replace(version.samples[0], mask_sha256=sha256_of(data))
    with pytest.raises(DatasetError, match=r"masks/frame1\.png") as error:
        statistics_of(replace(version, samples=(broken,)))
    assert error.value.message.code is Code.DATASET_BROKEN


def test_a_frame_that_shows_no_more_than_a_joint_is_clean(tmp_path: Path):
    version = write(
        tmp_path / "v",
        sample(1, "rail 1", class_map=drawn((2, 0, 0, 20, 3)), frame_bytes=grey(100)),
        sample(2, "rail 2", class_map=drawn((2, 0, 0, 20, 3), (1, 5, 9, 2, 2)), frame_bytes=grey(100)),
        sample(3, "rail 3", class_map=drawn(), frame_bytes=grey(100)),
    )
    marked = replace(version, non_defects=(version.class_names[2],))
    assert (statistics_of(version).total.n_clean, statistics_of(marked).total.n_clean) == (1, 2)
    assert statistics_of(marked).non_defects == (version.class_names[2],)
