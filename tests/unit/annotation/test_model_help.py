"""Proposals and comparisons with numbers that were worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from inspector.annotation.comparing import DisagreementKind, agreement, disagreements
from inspector.annotation.proposals import Proposal, beside_labels, is_rejected, proposals_of
from inspector.core.class_map import ArgmaxPrediction
from tests.unit.annotation.label_samples import CLASSES

MODEL = ("background", "Riß 裂纹", "rust", "scratch")


def prediction() -> ArgmaxPrediction:
    index = np.zeros((300, 520), np.uint8)
    probability = np.zeros((300, 520), np.float32)
    for top, left, size, class_index, sure in ((10, 10, 20, 3, 0.9), (50, 50, 10, 1, 0.6), (90, 90, 10, 2, 0.99),
                                               (150, 150, 2, 1, 0.95)):  # fmt: skip
        index[top : top + size, left : left + size] = class_index
        probability[top : top + size, left : left + size] = sure
    return ArgmaxPrediction(index, probability)


def still_open(found: tuple[Proposal, ...], labels: np.ndarray) -> list[Proposal]:
    return [rest for one in found if (rest := beside_labels(one, labels)) is not None]


def test_proposals_are_by_name_above_their_threshold_and_beside_labels():
    labels = np.zeros((300, 520), np.uint8)
    labels[10:30, 10:20] = 2  # half of the scratch is labelled as something else
    thresholds = (0.0, 0.7, 0.5, 0.5)
    found, missing = proposals_of(prediction(), MODEL, CLASSES, thresholds)
    assert [(one.class_index, one.n_pixels) for one in found] == [(2, 4), (1, 400)]
    beside = still_open(found, labels)
    assert [(one.class_index, one.patch.top, one.patch.left, one.n_pixels) for one in beside] == [
        (2, 150, 150, 4), (1, 10, 10, 200),
    ]  # fmt: skip
    assert beside[1].score == pytest.approx(0.9)
    assert missing == ("rust",)
    none_found = proposals_of(prediction(), MODEL, CLASSES, (0.0, 0.7, 1.0, 0.5))
    assert none_found[1] == (), "nothing of it lies here"
    larger, _ = proposals_of(prediction(), MODEL, CLASSES, thresholds, min_area_px=(0, 5, 5, 5))
    assert [one.n_pixels for one in larger] == [400]


def test_the_rim_of_what_is_labelled_is_no_proposal_and_undo_brings_all_of_it_back():
    found, _ = proposals_of(prediction(), MODEL, CLASSES, (0.0, 0.5, 0.5, 0.5))
    labels = np.zeros((300, 520), np.uint8)
    labels[11:29, 11:29] = 1  # of 10 to 30: a rim of one pixel is left
    assert [one.class_index for one in still_open(found, labels)] == [2, 2]
    labels[11:29, 20:29] = 0  # a piece nine pixels wide is left
    assert [one.n_pixels for one in still_open(found, labels)] == [4, 400 - 18 * 9, 100]
    labels[...] = 0
    assert [one.n_pixels for one in still_open(found, labels)] == [4, 400, 100]


def test_what_was_rejected_stays_away_when_the_threshold_moves():
    wide = prediction()
    wide.index[8:32, 8:32] = 3
    wide.probability[8:32, 8:32] = np.maximum(wide.probability[8:32, 8:32], 0.3)
    (one,), _ = proposals_of(wide, MODEL, CLASSES, (0.0, 0.99, 0.5, 0.5))
    rejected = np.zeros((300, 520), np.uint8)
    rejected[10:30, 10:30][one.patch.mask] = one.class_index
    (lower,), _ = proposals_of(wide, MODEL, CLASSES, (0.0, 0.99, 0.5, 0.1))
    assert lower.n_pixels == 24 * 24
    assert is_rejected(lower, rejected)
    (other, _, _), _ = proposals_of(wide, MODEL, CLASSES, (0.0, 0.5, 0.5, 0.5))
    assert not is_rejected(other, rejected), "of another class at another place"
    rejected[rejected > 0] = 2
    assert not is_rejected(lower, rejected), "it was rejected as another class"


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
    labels[10:12, 10:30] = 0  # the model's rim of a scratch that both have
    kinds = [(one.kind, one.model_index) for one in disagreements(labels, found)]
    assert kinds == [(DisagreementKind.MISSED, 2), (DisagreementKind.FALSE, 0), (DisagreementKind.MISSED, 1)]
