"""Proposals and comparisons with numbers that were worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inspector.annotation.comparing import DisagreementKind, agreement, disagreements
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import OriginKind
from inspector.annotation.proposals import accept, proposals_of
from inspector.annotation.tools.painting import Painter
from inspector.core.class_map import ArgmaxPrediction
from tests.unit.annotation.label_samples import CLASSES, facts_of, sheet_of

MODEL = ("background", "Riß 裂纹", "rust", "scratch")


def prediction() -> ArgmaxPrediction:
    index = np.zeros((300, 520), np.uint8)
    probability = np.zeros((300, 520), np.float32)
    for top, left, size, class_index, sure in ((10, 10, 20, 3, 0.9), (50, 50, 10, 1, 0.6), (90, 90, 10, 2, 0.99),
                                               (150, 150, 2, 1, 0.95)):  # fmt: skip
        index[top : top + size, left : left + size] = class_index
        probability[top : top + size, left : left + size] = sure
    return ArgmaxPrediction(index, probability)


def test_proposals_are_by_name_above_their_threshold_and_beside_labels():
    labels = np.zeros((300, 520), np.uint8)
    labels[10:30, 10:20] = 2  # half of the scratch is labelled as something else
    thresholds = (0.0, 0.7, 0.5, 0.5)
    found, missing = proposals_of(prediction(), MODEL, CLASSES, thresholds, labels)
    assert [(one.class_index, one.patch.top, one.patch.left, one.n_pixels) for one in found] == [
        (2, 150, 150, 4), (1, 10, 20, 200),
    ]  # fmt: skip
    assert found[1].score == pytest.approx(0.9)
    assert missing == ("rust",)
    larger, _ = proposals_of(prediction(), MODEL, CLASSES, thresholds, labels, min_area_px=(0, 5, 5, 5))
    assert [one.n_pixels for one in larger] == [200]


def test_what_is_accepted_is_one_step_that_names_the_model_and_rejected_ones_leave_no_trace(tmp_path: Path):
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    found, _ = proposals_of(prediction(), MODEL, CLASSES, (0.0, 0.5, 0.5, 0.5), editor.class_map)
    assert len(found) == 3
    painter = Painter(editor.class_map, editor.recorder)
    step = accept(editor, painter, found[:2], facts_of("accept 2"), "f00d")
    assert step is not None
    assert (step.facts.origin.kind, step.facts.origin.detail, step.facts.author) == (OriginKind.MODEL, "f00d", "ada")
    assert np.count_nonzero(editor.class_map) == sum(one.n_pixels for one in found[:2])
    editor.undo("ada")
    assert not editor.class_map.any()
    assert store.close()


def test_agreement_counts_pixels_and_instances_and_nobody_ignored_ones():
    first, second = np.zeros((20, 20), np.uint8), np.zeros((20, 20), np.uint8)
    first[0:4, 0:4] = 1
    first[10:12, 10:12] = 1
    second[2:6, 0:4] = 1
    second[10:12, 10:12] = 255
    second[15, 15] = 2
    one, two = agreement(first, second, CLASSES)
    assert (one.n_first_px, one.n_second_px, one.n_both_px) == (16, 16, 8)
    assert one.iou == pytest.approx(8 / 24)
    assert (one.n_first, one.n_second, one.n_first_met, one.n_second_met) == (1, 1, 1, 1)
    assert (two.n_first, two.n_second, two.n_second_met, two.iou) == (0, 1, 0, 0.0)
    none = agreement(second, second, ("background", "a", "b", "c"))[2]
    assert np.isnan(none.iou)


def test_likely_label_errors_come_with_their_kind_the_worst_first():
    labels = np.zeros((300, 520), np.uint8)
    found = prediction()
    labels[10:30, 10:30] = 3  # the model agrees
    labels[50:60, 50:60] = 2  # it says 1, and is not sure
    labels[90:100, 90:100] = 1  # it says 2, surely
    labels[200:204, 200:204] = 1  # it sees nothing
    labels[150:152, 150:152] = 255
    kinds = [(one.kind, one.label_index, one.model_index) for one in disagreements(labels, found)]
    assert kinds == [(DisagreementKind.OTHER_CLASS, 1, 2), (DisagreementKind.FALSE, 1, 0)]
    labels[150:152, 150:152] = 0
    labels[90:100, 90:100] = 0
    kinds = [(one.kind, one.model_index) for one in disagreements(labels, found)]
    assert kinds == [(DisagreementKind.MISSED, 2), (DisagreementKind.FALSE, 0), (DisagreementKind.MISSED, 1)]
