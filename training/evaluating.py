"""A PyTorch network scored by ``inspector.evaluation``, on frames prepared as inspection prepares them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import nn

from inspector.core.class_map import Winners, class_map_of, winners
from inspector.core.model_card import Output
from inspector.core.preparation import InputRule, pad_by_reflection, padded_size, prepare
from inspector.evaluation.detections import DetectionTally
from inspector.evaluation.metrics import Tally
from inspector.evaluation.thresholds import ThresholdSearch
from training.loading import LoadedSample


def predict(
    network: nn.Module, samples: Sequence[LoadedSample], rule: InputRule, multiple: int, batch: int = 16
) -> Iterator[tuple[LoadedSample, Winners]]:
    """Winners of each sample, frame by frame at its own size; samples of one size go together in a batch."""
    network.eval()
    by_size = sorted(samples, key=lambda s: s.class_map.shape)
    start = 0
    while start < len(by_size):
        shape = by_size[start].class_map.shape
        end = start
        while end < len(by_size) and end - start < batch and by_size[end].class_map.shape == shape:
            end += 1
        group = by_size[start:end]
        height, width = shape
        target = padded_size(height, width, multiple)
        inputs = np.stack([pad_by_reflection(prepare(s.pixels, rule), *target) for s in group])
        with torch.inference_mode():
            scores = network(torch.from_numpy(inputs)).float().numpy()
        for sample, planes in zip(group, scores, strict=True):
            yield sample, winners(planes[:, :height, :width], Output.LOGITS)
        start = end


def tally(
    network: nn.Module,
    samples: Sequence[LoadedSample],
    rule: InputRule,
    multiple: int,
    n_classes: int,
    thresholds: Sequence[float] = (),
) -> Tally:
    found = Tally(n_classes)
    for sample, best in predict(network, samples, rule, multiple):
        found.add(sample.sample.group, sample.class_map, class_map_of(best, thresholds or (0.0,) * n_classes))
    return found


def search_thresholds(
    network: nn.Module, samples: Sequence[LoadedSample], rule: InputRule, multiple: int, n_classes: int
) -> tuple[float, ...]:
    search = ThresholdSearch(n_classes)
    for sample, best in predict(network, samples, rule, multiple):
        search.add(sample.class_map, best)
    return search.best()


def detections(
    network: nn.Module,
    samples: Sequence[LoadedSample],
    rule: InputRule,
    multiple: int,
    n_classes: int,
    thresholds: Sequence[float],
) -> DetectionTally:
    found = DetectionTally(n_classes)
    for sample, best in predict(network, samples, rule, multiple):
        found.add(sample.class_map, class_map_of(best, thresholds))
    return found
