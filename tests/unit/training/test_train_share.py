"""A run on a share of the training frames: only they are fewer, and the data that the card names say so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from training_samples import small_request, small_version

from inspector.datasets.version import Split
from inspector.runs.request import Keep
from training.data import open_data


@pytest.mark.parametrize("n_folds", [0, 2])
def test_a_share_takes_training_frames_alone(tmp_path: Path, n_folds: int):
    version = small_version(tmp_path / "v", n_train=16)  # two frames a group
    request = small_request(version.folder)
    request = replace(request, recipe=replace(request.recipe, keep=Keep.LAST, seed=3), n_folds=n_folds)
    whole, half = (open_data(replace(request, train_share=share), tmp_path) for share in (1.0, 0.5))
    taken, of_all = ({s.name for s in data.samples(data.main, Split.TRAIN)} for data in (half, whole))
    assert taken < of_all
    assert len(taken) == 2 * -(-len(of_all) // 4)  # whole groups of two, and half of the frames at least
    for split in (Split.VAL, Split.TEST):
        assert half.samples(half.main, split) == whole.samples(whole.main, split)
    assert half.pixels_and_frames()[1][0] == len(taken)
    assert (whole.ids, half.ids) == (
        (f"squares {version.id}",),
        (f"squares {version.id} (50% of its training frames)",),
    )
