"""What one should mind before training on a version."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from dataset_samples import encoded

from inspector.datasets.remarks import Remark, RemarkKind, remarks_of
from inspector.datasets.statistics import statistics_of
from inspector.datasets.version import NewSample, Split, write_version

NAMES = ("background", "dent", "scratch", "crack")


def mask(*indices: int) -> np.ndarray:
    """One pixel of each class, none touching another."""
    found = np.zeros((8, 32), np.uint8)
    for place, index in enumerate(indices):
        found[4, 2 * place] = index
    return found


def remarks(tmp_path: Path, *frames: tuple[str, Split, np.ndarray]) -> list[Remark]:
    samples = [
        NewSample(f"f{k}", encoded(np.zeros((8, 32), np.uint8)), ".png", class_map, group, split)
        for k, (group, split, class_map) in enumerate(frames)
    ]
    folder = tmp_path / "v"
    version = write_version(folder, name="v", class_names=NAMES, source="", terms="", samples=samples)
    return list(remarks_of(statistics_of(version)))


def test_classes_that_one_group_holds_or_nobody_are_named(tmp_path: Path):
    found = remarks(
        tmp_path, ("a", Split.TRAIN, mask(1, 1, 1, 2)), ("b", Split.TEST, mask(1)), ("b", Split.TEST, mask())
    )
    assert found == [
        Remark(RemarkKind.CLASS_LEANS, "dent", "a", 0.75),
        Remark(RemarkKind.CLASS_IN_ONE_GROUP, "scratch", "a", 1.0),
        Remark(RemarkKind.CLASS_NOWHERE, "crack"),
    ]


def test_a_split_that_lacks_a_class_of_several_groups_is_named(tmp_path: Path):
    every = mask(1, 2, 3)
    found = remarks(
        tmp_path, ("a", Split.TRAIN, every), ("b", Split.TEST, every), ("c", Split.VAL, mask(1, 3)),
        ("d", Split.UNUSED, mask()), ("e", Split.TRAIN, mask()),
    )  # fmt: skip
    assert found == [Remark(RemarkKind.CLASS_NOT_IN_SPLIT, "scratch", split="val")]


def test_frames_that_are_all_defective_leave_no_clean_surface_to_judge_by(tmp_path: Path):
    every = mask(1, 2, 3)
    found = remarks(tmp_path, ("a", Split.TRAIN, every), ("b", Split.TRAIN, every))
    assert found == [Remark(RemarkKind.NO_CLEAN_FRAME)]
