"""What reports share: runs read back, comparisons that are none refused, parts of documents, rules in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scored_runs import write_run

from inspector.runs.imbalance import with_imbalance_method
from inspector.runs.request import Keep, RunRequest
from research.experiments import Experiment, experiments
from research.reporting import (
    LOOKED_AT,
    classes_of_few,
    listed,
    n_groups_of_classes,
    read_counts,
    read_run,
    require_part,
    start_of,
    without_fold,
    without_method,
    write_part,
)

ONE = Experiment(name="one", dataset="squares", networks=("a-net",), seeds=(1,), keep=Keep.LAST, n_folds=3)


def test_a_run_is_read_back(tmp_path: Path):
    request = list(ONE.requests(tmp_path))[2]
    found = {"arg-max alone": {"g": [[3, 1], [0, 2]]}, "with thresholds": {"g": [[4, 0], [0, 2]]}}
    run = read_run(write_run(tmp_path, "one", request, found, n_frames=7, thresholds=(0.0, 0.5)))
    assert (run.request, run.name, run.n_frames, run.has_thresholds) == (request, "one/a-net-seed1-fold2", 7, True)
    assert run.confusions["with thresholds"]["g"].tolist() == [[4, 0], [0, 2]]
    assert run.non_defects == ()


def test_counts_of_two_test_sets_are_refused(tmp_path: Path):
    file = tmp_path / "confusions.json"
    file.write_text(json.dumps({"class_names": ["background"], "a 1 test": {}, "b 2 test": {}}))
    with pytest.raises(ValueError, match="of 2 test sets: a 1 test, b 2 test"):
        read_counts(file)


def test_requests_of_one_experiment_are_equal_but_for_fold_and_method():
    """Of the experiment of the proof; anything else that differs is told."""
    requests = list(experiments()["balance-magnetic-tile"].requests(Path("/w")))
    assert len({replace(without_method(request), run="same").to_json() for request in requests}) == 1
    of_folds = {replace(without_fold(request), run="same").to_json() for request in requests}
    assert len(of_folds) == len(experiments()["balance-magnetic-tile"].methods)
    longer = replace(requests[0], recipe=replace(requests[0].recipe, n_steps=7))
    assert without_method(longer) != without_method(requests[0])


@pytest.mark.parametrize("fold", [1, 11])
def test_a_fold_is_known_by_its_whole_number(fold: int):
    request = next(replace(ONE, n_folds=12).requests(Path("/w")))
    request = replace(request, fold=fold, start_from=f"/w/runs/a-fold12/b-fold{fold}")
    assert without_fold(request).start_from == "/w/runs/a-fold12/b-fold0"
    assert start_of(request) == f"a-fold12/b-fold{fold}"


def test_what_weights_begin_with_is_a_run_a_file_or_nothing():
    request: RunRequest = next(ONE.requests(Path("/w")))
    assert start_of(request) == ""
    assert start_of(replace(request, pretrained="/some/where/resnet18.pth")) == "resnet18.pth"


def test_the_methods_of_the_loss_lose_the_label_smoothing_that_the_others_keep():
    """As docs/decisions/0005-balancing.md says."""
    recipe = next(experiments()["balance-magnetic-tile"].requests(Path("/w"))).recipe
    smoothing = {
        method: with_imbalance_method(recipe, method).loss[0].options.get("label_smoothing")
        for method in experiments()["balance-magnetic-tile"].methods
    }
    assert smoothing == {
        "none": 0.02, "dli": 0.02, "dli-released": 0.02, "oversampling": 0.02,
        "weighted-ce": None, "focal": None, "class-balanced": None,
    }  # fmt: skip


def test_folds_looked_at_are_folds_of_experiments():
    for name, folds in LOOKED_AT.items():
        assert set(folds) < set(range(experiments()[name].n_folds))


def test_groups_hold_a_class_where_it_is_annotated():
    by_group = {"a": np.array([[1, 0, 1], [0, 2, 0], [0, 0, 0]]), "b": np.array([[1, 1, 0], [0, 0, 0], [0, 0, 0]])}
    assert n_groups_of_classes(by_group) == (2, 1, 0)
    assert classes_of_few((99, 8, 7)) == (2,)
    assert classes_of_few((1, 8)) == ()  # background is no class of defects


def test_words_are_joined():
    assert [listed(list("abc"[:n])) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


def test_a_part_of_a_document_is_written_and_the_rest_kept(tmp_path: Path):
    file = tmp_path / "page.md"
    file.write_text("one\n<!-- a --><!-- /a -->\ntwo <!-- b -->\nold\n<!-- /b -->\nthree")
    write_part(file, "b", "new — ≥ 1\n\n")
    write_part(file, "a", "first")
    expected = "one\n<!-- a -->\nfirst\n<!-- /a -->\ntwo <!-- b -->\nnew — ≥ 1\n<!-- /b -->\nthree"
    assert file.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("text", ["", "<!-- a -->", "<!-- /a --><!-- a -->", "<!-- b --><!-- /b -->"])
def test_a_document_without_the_place_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "page.md"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"page\.md has no place for it, which is between <!-- a --> and <!-- /a -->"):
        require_part(file, "a")
    with pytest.raises(ValueError, match=r"none\.md is not there"):
        require_part(tmp_path / "none.md", "a")
