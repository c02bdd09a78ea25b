"""New versions with other splits, as a plan says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from dataset_samples import encoded

from inspector.core.messages import Code, DatasetError, WorkspaceError
from inspector.datasets.new_splits import SplitPlan, check_names_are_free, write_new_splits
from inspector.datasets.version import DatasetVersion, NewSample, Split, open_version, write_version


@pytest.fixture
def version(tmp_path: Path) -> DatasetVersion:
    """Six groups of one clean frame each."""
    blank = np.zeros((8, 8), np.uint8)
    samples = [NewSample(f"f{k}", encoded(blank), ".png", blank, f"coil {k}", Split.TRAIN) for k in range(6)]
    return write_version(
        tmp_path / "steel", name="steel", class_names=("background", "dent"), source="ours", terms="", samples=samples
    )


def test_one_version_by_shares_says_where_it_comes_from(tmp_path: Path, version: DatasetVersion):
    plan = SplitPlan("dealt", (0.5, 0.0, 0.5), seed=3, joins_duplicates=False)
    (new,) = write_new_splits(version, plan, tmp_path)
    assert new.version == open_version(tmp_path / "dealt")
    assert [len(new.version.of_split(split)) for split in (Split.TRAIN, Split.VAL, Split.TEST)] == [3, 0, 3]
    assert new.assignment.n_groups == 6
    how = "split by shares 0.5, 0, 0.5 with seed 3, duplicates not looked for"
    assert new.version.source == f"ours; steel {version.id} {how}"


def test_folds_test_every_group_once(tmp_path: Path, version: DatasetVersion):
    plan = SplitPlan("fold", n_folds=3)
    assert plan.names == ("fold-1", "fold-2", "fold-3")
    written = write_new_splits(version, plan, tmp_path)
    assert [new.version.folder.name for new in written] == list(plan.names)
    tested = [sample.group for new in written for sample in new.version.of_split(Split.TEST)]
    assert sorted(tested) == [f"coil {k}" for k in range(6)]
    assert written[0].version.source.endswith("split into 3 folds, duplicates kept together")


def test_a_name_that_is_taken_is_refused_whichever_fold_has_it(tmp_path: Path, version: DatasetVersion):
    check_names_are_free(SplitPlan("fold", n_folds=3), tmp_path)
    (tmp_path / "fold-2").mkdir()
    with pytest.raises(WorkspaceError) as caught:
        check_names_are_free(SplitPlan("fold", n_folds=3), tmp_path)
    assert caught.value.message.code is Code.OUTPUT_TAKEN
    assert caught.value.message.params["path"] == str(tmp_path / "fold-2")


def test_more_folds_than_groups_are_refused(tmp_path: Path, version: DatasetVersion):
    with pytest.raises(DatasetError) as caught:
        write_new_splits(version, SplitPlan("fold", n_folds=7), tmp_path)
    assert caught.value.message.code is Code.DATASET_FEW_GROUPS
    assert not (tmp_path / "fold-1").exists()
